//! From local time at a place to moments: zones of the IANA database, offsets, and the hours that clocks skip or repeat.

use chrono::{Duration, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::moment::{CivilDay, Moment};

/// A local time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LocalTime {
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59, where one was written.
    pub second: Option<u8>,
}

impl LocalTime {
    /// Seconds since local midnight.
    pub(super) fn seconds(self) -> i64 {
        i64::from(self.hour) * 3_600 + i64::from(self.minute) * 60 + i64::from(self.second.unwrap_or(0))
    }

    /// How long the time lasts, in seconds, as precisely as it was written.
    pub(super) fn length(self) -> i64 {
        if self.second.is_some() { 1 } else { 60 }
    }
}

/// By what the local time at a place is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Clock {
    /// Nothing is known of the zone; days are taken to be those of UTC.
    Utc,
    /// A zone of the IANA database.
    Zone(Tz),
    /// A fixed offset from UTC, in seconds east.
    Offset(i32),
}

/// What a local time is in a zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Resolved {
    /// A moment.
    Once(Moment),
    /// The clocks went back over it; the first of both moments.
    Twice {
        /// The first of both.
        first: Moment,
        /// The local time at which the clocks went back.
        from: NaiveDateTime,
        /// The local time to which they were set.
        to: NaiveDateTime,
    },
    /// The clocks went forward over it.
    Never {
        /// The moment at which they did.
        change: Moment,
        /// The local time at which the clocks went forward.
        from: NaiveDateTime,
        /// The local time to which they were set.
        to: NaiveDateTime,
    },
}

impl Clock {
    /// The moment with which a day begins: midnight, or where the clocks skipped midnight, the first moment after.
    pub(super) fn start_of(self, day: CivilDay) -> Moment {
        match self.resolve(day, 0) {
            Resolved::Once(moment) | Resolved::Twice { first: moment, .. } | Resolved::Never { change: moment, .. } => {
                moment
            }
        }
    }

    /// The moment of a local time, given in seconds since midnight of a day. Years that `chrono` cannot hold (beyond
    /// 262,000) have no zones.
    pub(super) fn resolve(self, day: CivilDay, seconds: i64) -> Resolved {
        let utc = day.start_in_utc().plus(seconds);
        match self {
            Clock::Utc => Resolved::Once(utc),
            Clock::Offset(east) => Resolved::Once(utc.plus(-i64::from(east))),
            Clock::Zone(zone) => match local(day, seconds) {
                Some(local) => in_zone(zone, local),
                None => Resolved::Once(utc),
            },
        }
    }

    /// The offset from UTC at a moment, in seconds east.
    pub(super) fn offset_at(self, moment: Moment) -> Option<i32> {
        match (self, moment) {
            (Clock::Utc, _) => Some(0),
            (Clock::Offset(east), _) => Some(east),
            (Clock::Zone(zone), Moment::At(seconds)) => {
                let utc = chrono::DateTime::from_timestamp(seconds, 0)?.naive_utc();
                Some(east(zone, utc))
            }
            (Clock::Zone(_), _) => None,
        }
    }
}

/// A day and seconds as `chrono` holds them, with room around for looking at the days beside.
fn local(day: CivilDay, seconds: i64) -> Option<NaiveDateTime> {
    let year = i32::try_from(day.year).ok().filter(|y| (-262_000..262_000).contains(y))?;
    let midnight = NaiveDate::from_ymd_opt(year, u32::from(day.month), u32::from(day.day))?.and_hms_opt(0, 0, 0)?;
    midnight.checked_add_signed(Duration::try_seconds(seconds)?)
}

/// The offset of a zone at a UTC time, in seconds east.
fn east(zone: Tz, utc: NaiveDateTime) -> i32 {
    zone.offset_from_utc_datetime(&utc).fix().local_minus_utc()
}

fn in_zone(zone: Tz, local: NaiveDateTime) -> Resolved {
    let back = |offset: i32| local - Duration::seconds(i64::from(offset));
    let moment = |utc: NaiveDateTime| Moment::At(utc.and_utc().timestamp());
    match zone.offset_from_local_datetime(&local).map(|o| o.fix().local_minus_utc()) {
        chrono::LocalResult::Single(offset) => Resolved::Once(moment(back(offset))),
        chrono::LocalResult::Ambiguous(one, other) => {
            let (first, second) = (back(one).min(back(other)), back(one).max(back(other)));
            let before = east(zone, first);
            let change = first_after(first, second, |utc| east(zone, utc) != before);
            let (from, to) = around(zone, change);
            Resolved::Twice { first: moment(first), from, to }
        }
        chrono::LocalResult::None => {
            let day_and_half = Duration::hours(36);
            let change = first_after(local - day_and_half, local + day_and_half, |utc| {
                utc + Duration::seconds(i64::from(east(zone, utc))) > local
            });
            let (from, to) = around(zone, change);
            Resolved::Never { change: moment(change), from, to }
        }
    }
}

/// The first second after `low` and up to `high` for which `is_after` holds, given that it does not for `low`.
fn first_after(low: NaiveDateTime, high: NaiveDateTime, is_after: impl Fn(NaiveDateTime) -> bool) -> NaiveDateTime {
    let mut before = 0;
    let mut after = (high - low).num_seconds();
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if is_after(low + Duration::seconds(middle)) { after = middle } else { before = middle }
    }
    low + Duration::seconds(after)
}

/// The local time just before and at a change of the clocks.
fn around(zone: Tz, change: NaiveDateTime) -> (NaiveDateTime, NaiveDateTime) {
    let before = east(zone, change - Duration::seconds(1));
    let after = east(zone, change);
    (change + Duration::seconds(i64::from(before)), change + Duration::seconds(i64::from(after)))
}
