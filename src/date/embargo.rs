//! Embargoes: the moment from which something may be published.

use chrono::{DateTime, Duration, LocalResult, NaiveDate, NaiveDateTime, TimeZone, Utc};
use chrono_tz::Tz;

/// The moment that an author names, in seconds since 1970-01-01T00:00:00Z: a day (from its beginning) or a time of day
/// without an offset is one in `zone`, which is UTC if there is none; a moment with an offset is that of RFC 3339.
///
/// # Errors
///
/// The end of a sentence, if it is none of these.
pub fn read_moment(written: &str, zone: Option<Tz>) -> Result<i64, &'static str> {
    let written = written.trim();
    if let Ok(moment) = DateTime::parse_from_rfc3339(written) {
        return Ok(moment.timestamp());
    }
    let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
        .into_iter()
        .find_map(|form| NaiveDateTime::parse_from_str(written, form).ok())
        .or_else(|| Some(NaiveDate::parse_from_str(written, "%Y-%m-%d").ok()?.and_time(chrono::NaiveTime::MIN)));
    local.map(|local| in_zone(local, zone).timestamp()).ok_or("is neither a day nor a moment")
}

/// A time that the zone skips is the next that there is; one that it repeats is the later, so that nothing is early.
fn in_zone(local: NaiveDateTime, zone: Option<Tz>) -> DateTime<Utc> {
    let Some(zone) = zone else { return local.and_utc() };
    match zone.from_local_datetime(&local) {
        LocalResult::Single(moment) | LocalResult::Ambiguous(_, moment) => moment.to_utc(),
        LocalResult::None => {
            let later = local.checked_add_signed(Duration::hours(1)).unwrap_or(local);
            zone.from_local_datetime(&later).latest().map_or_else(|| local.and_utc(), |moment| moment.to_utc())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_moments_are_read_and_nothing_else() {
        let berlin = Some(chrono_tz::Europe::Berlin);
        for (written, zone, seconds) in [
            ("1970-01-02", None, 86_400),
            ("1970-01-02", berlin, 82_800),
            ("1970-01-01T06:00:00Z", berlin, 21_600),
            ("1970-01-01T06:00:00+02:00", None, 14_400),
            ("1970-01-01 06:00", berlin, 18_000),
            ("1970-01-01T06:00:00", None, 21_600),
            // 2021-03-28 02:30 does not exist in Berlin, 2021-10-31 02:30 does twice.
            ("2021-03-28T02:30", berlin, 1_616_895_000),
            ("2021-10-31T02:30", berlin, 1_635_643_800),
        ] {
            assert_eq!(read_moment(written, zone), Ok(seconds), "{written}");
        }
        for written in ["", "2021", "2021-13-01", "tomorrow", "2021-01-01T25:00", "2014-02~"] {
            assert!(read_moment(written, None).is_err(), "{written}");
        }
    }
}
