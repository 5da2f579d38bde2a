//! Reads a date with what belongs to it, and collects every fault.

use std::ops::Range;
use std::sync::Arc;

use chrono_tz::Tz;
use edtf_core::Edtf;

use super::bounds::{self, Region};
use super::clock::{Clock, LocalTime, Resolved};
use super::fault::{self, DateError, Kind, shorten};
use super::moment::Moment;
use super::{Parts, TimeStatus, When, Within};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::text::{Span, Spanned};

/// A date as an author wrote it, field by field. A span covers its value's content; one that also covers the two
/// quotation marks around it is understood too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WhenSource<'a> {
    /// An EDTF date or the text of a TOML date, with or without a time.
    pub date: Spanned<&'a str>,
    /// `early`, `middle` or `late`.
    pub within: Option<Spanned<&'a str>>,
    /// A local time: `11:30` or `11:30:00`.
    pub time: Option<Spanned<&'a str>>,
    /// `scheduled` or `reported`.
    pub time_status: Option<Spanned<&'a str>>,
    /// A zone of the IANA database.
    pub timezone: Option<Spanned<&'a str>>,
}

impl<'a> WhenSource<'a> {
    /// A date alone.
    pub fn new(date: Spanned<&'a str>) -> Self {
        WhenSource { date, within: None, time: None, time_status: None, timezone: None }
    }
}

impl When {
    /// Reads a date and what belongs to it; `default_zone` is the site's.
    ///
    /// Every fault is collected: `BadDate`, `ReversedDate`, `BadTime`, `SkippedTime`, `RepeatedTime`, `WrongValue`. A
    /// date whose time cannot be used is still given, without the time; a faulty `within` or `time_status` is left
    /// out. Of a time that was twice, the first is taken.
    pub fn read(source: &WhenSource, default_zone: Option<Tz>) -> (Option<When>, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        let written = split(source.date.value);
        let written = written.map_err(|error| faults.push(diagnostic(source.date, error))).ok();
        let within = source.within.and_then(|w| word(w, "within", &Within::WORDS, &mut faults));
        let status = source.time_status.and_then(|s| word(s, "time_status", &TimeStatus::WORDS, &mut faults));
        let zone = source.timezone.map(|z| read_zone(z, &mut faults));
        let time = source.time.map(|t| read_time(t, &mut faults));
        let Some(written) = written else { return (None, faults) };

        let within = within.filter(|_| match source.within {
            Some(place) if !bounds::can_be_narrowed(&written.edtf) || written.time.is_some() || time.is_some() => {
                faults.push(cannot_be_narrowed(place, source.date.value));
                false
            }
            _ => true,
        });
        let reader = Reader { source, written, default_zone, zone, time };
        let (time, clock, region) = reader.place(within, &mut faults);
        let status = status.unwrap_or_default();
        let when = build(source.date.value, reader.written.edtf, within, time, clock, status, region);
        (Some(when), faults)
    }
}

/// See [`When::parse`].
pub(super) fn parse(text: &str) -> Result<When, DateError> {
    let Written { edtf, time } = split(text)?;
    let (time, clock) = match time {
        None => (None, Clock::Utc),
        Some(TimeOfDay { time, offset: Some(east), .. }) => (Some(time), Clock::Offset(east)),
        Some(TimeOfDay { start, .. }) => {
            let error = DateError::time("a time of day needs a time zone", start);
            return Err(error.help("add the offset from UTC, such as `+03:00`, or leave the time out"));
        }
    };
    let region = match (time, bounds::single_day(&edtf)) {
        (Some(time), Some(day)) => {
            let start = clock.start_of(day).plus(time.seconds());
            bounds::of_time(day, time, start)
        }
        _ => bounds::of_days(&edtf, None, clock),
    };
    Ok(build(text, edtf, None, time, clock, TimeStatus::Happened, region))
}

fn build(
    written: &str,
    edtf: Edtf,
    within: Option<Within>,
    time: Option<LocalTime>,
    clock: Clock,
    status: TimeStatus,
    region: Region,
) -> When {
    When { parts: Arc::new(Parts { written: written.into(), edtf, within, time, clock, status, region }) }
}

/// What was read of each field, before the fields are held against each other. The outer `Option` says whether the
/// field was written, the inner one whether it could be read.
struct Reader<'s, 'a> {
    source: &'s WhenSource<'a>,
    written: Written,
    default_zone: Option<Tz>,
    zone: Option<Option<Tz>>,
    time: Option<Option<LocalTime>>,
}

impl Reader<'_, '_> {
    /// Puts the date in its zone, with its time of day if that can be used.
    fn place(&self, within: Option<Within>, faults: &mut Vec<Diagnostic>) -> (Option<LocalTime>, Clock, Region) {
        let edtf = &self.written.edtf;
        let clock = self.clock(faults);
        if let Some((time, clock, region)) = self.timed(clock, faults) {
            return (Some(time), clock, region);
        }
        let clock = clock.unwrap_or(Clock::Utc);
        (None, clock, bounds::of_days(edtf, within, clock))
    }

    /// The zone, or the offset written with the date. A zone wins over an offset that agrees with it.
    fn clock(&self, faults: &mut Vec<Diagnostic>) -> Option<Clock> {
        let own = self.zone.flatten();
        let zone = own.or(self.default_zone).map(Clock::Zone);
        let Some(east) = self.written.time.and_then(|t| t.offset) else { return zone };
        let offset = Clock::Offset(east);
        let agrees = |zone: &Clock| zone.offset_at(self.start_by(offset)) == Some(east);
        if let (Some(own), Some(place)) = (own, self.source.timezone)
            && !agrees(&Clock::Zone(own))
        {
            let message =
                format!("the offset in `{}` is not that of `{own}` at the time", shorten(self.source.date.value));
            faults.push(
                Diagnostic::new(Code::BadTime, place.span, message)
                    .also(self.source.date.span, "the offset is written here")
                    .help("leave out the zone or the offset, or correct one of them"),
            );
        }
        zone.filter(agrees).or(Some(offset))
    }

    /// The moment of the time that was written with the date, by a clock.
    fn start_by(&self, clock: Clock) -> Moment {
        match (bounds::single_day(&self.written.edtf), self.written.time) {
            (Some(day), Some(written)) => clock.start_of(day).plus(written.time.seconds()),
            _ => Moment::Past,
        }
    }

    /// The time of day in its zone, if there is one that can be used.
    fn timed(&self, clock: Option<Clock>, faults: &mut Vec<Diagnostic>) -> Option<(LocalTime, Clock, Region)> {
        let (time, span) = self.time_of_day(faults)?;
        let fault = |message: String| Diagnostic::new(Code::BadTime, span, message);
        let Some(day) = bounds::single_day(&self.written.edtf) else {
            let date = shorten(self.source.date.value);
            faults.push(
                fault(format!("a time of day needs a date of one day, and `{date}` is none"))
                    .also(self.source.date.span, "the date")
                    .help("leave the time out, or write the day"),
            );
            return None;
        };
        let Some(clock) = clock else {
            // A zone that was written but is unknown has its own fault.
            if self.zone.is_none() {
                faults.push(
                    fault("a time of day needs a time zone, and neither the record nor the site has one".to_owned())
                        .help("add `timezone`, such as `timezone = \"Europe/Kyiv\"`, here or in `site.toml`"),
                );
            }
            return None;
        };
        if self.zone == Some(None) && self.written.time.is_none_or(|t| t.offset.is_none()) {
            return None;
        }
        let offset = self.written.time.and_then(|t| t.offset);
        if let Some(east) = offset {
            let start = self.start_by(Clock::Offset(east));
            return Some((time, clock, bounds::of_time(day, time, start)));
        }
        let zone = match clock {
            Clock::Zone(zone) => zone.name(),
            Clock::Utc | Clock::Offset(_) => "UTC",
        };
        let hour = |time: chrono::NaiveDateTime, other: chrono::NaiveDateTime| {
            let form = if time.date() == other.date() { "%H:%M" } else { "%Y-%m-%d %H:%M" };
            time.format(form).to_string()
        };
        let text = format!("{:02}:{:02}", time.hour, time.minute);
        let start = match clock.resolve(day, time.seconds()) {
            Resolved::Once(moment) => moment,
            Resolved::Twice { first, from, to } => {
                let message = format!(
                    "{text} was twice on {day} in `{zone}`: the clocks went back from {} to {}",
                    hour(from, to),
                    hour(to, from)
                );
                let help = "the first of both is taken; if you know which is meant, write the date with its offset, such as `2015-10-25T02:30:00+01:00`";
                faults.push(Diagnostic::new(Code::RepeatedTime, span, message).help(help));
                first
            }
            Resolved::Never { from, to, .. } => {
                let message = format!(
                    "{text} never was on {day} in `{zone}`: the clocks went forward from {} to {}",
                    hour(from, to),
                    hour(to, from)
                );
                let help = "look the time up again; the source may give it by another zone's clock";
                faults.push(Diagnostic::new(Code::SkippedTime, span, message).help(help));
                return None;
            }
        };
        Some((time, clock, bounds::of_time(day, time, start)))
    }

    /// The time of day and where it was written: as a field of its own or with the date, but not both.
    fn time_of_day(&self, faults: &mut Vec<Diagnostic>) -> Option<(LocalTime, Span)> {
        match (self.time, self.source.time, self.written.time) {
            (Some(_), Some(own), Some(_)) => {
                faults.push(
                    Diagnostic::new(Code::BadTime, own.span, "the time of day is written twice")
                        .also(self.source.date.span, "the date has one too")
                        .help("keep one of them"),
                );
                None
            }
            (Some(read), Some(own), None) => read.map(|time| (time, own.span)),
            (_, _, Some(written)) => {
                Some((written.time, inside(self.source.date, written.start..self.source.date.value.len())))
            }
            _ => None,
        }
    }
}

/// A text taken apart: its date, and the time of day written with it.
struct Written {
    edtf: Edtf,
    time: Option<TimeOfDay>,
}

/// A time of day written together with a date.
#[derive(Debug, Clone, Copy)]
struct TimeOfDay {
    time: LocalTime,
    /// Seconds east of UTC.
    offset: Option<i32>,
    /// The byte at which it begins.
    start: usize,
}

/// Takes a text apart. A day and a time are separated by `T`, `t` or a space, as in TOML.
fn split(text: &str) -> Result<Written, DateError> {
    let parse = |date: &str| Edtf::parse(date).map_err(|error| fault::explain(text, error));
    let is_day = text.get(..10).is_some_and(|day| {
        day.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() })
    });
    let bytes = text.as_bytes();
    let has_time =
        is_day && matches!(bytes.get(10), Some(b'T' | b't' | b' ')) && bytes.get(11).is_some_and(u8::is_ascii_digit);
    if !has_time {
        return match parse(text)? {
            Edtf::DateTime(both) => Ok(Written { edtf: Edtf::Date(both.date), time: None }),
            edtf => Ok(Written { edtf, time: None }),
        };
    }
    let edtf = parse(&text[..10])?;
    let (clock, offset) = split_offset(&text[11..]);
    let time = parse_time(clock).map_err(|message| DateError::time(message, 11))?;
    // TOML and EDTF demand seconds in a date and time, so `:00` says no more than the minute.
    let time = LocalTime { second: time.second.filter(|second| *second != 0), ..time };
    let offset = match offset {
        None => None,
        Some(written) => Some(parse_offset(written).ok_or_else(|| {
            let message = format!("`{}` is not an offset from UTC", shorten(written));
            DateError::time(message, 11 + clock.len()).help("write it as `Z`, `+03:00` or `-05:30`")
        })?),
    };
    Ok(Written { edtf, time: Some(TimeOfDay { time, offset, start: 11 }) })
}

/// Separates a time of day from the offset after it.
fn split_offset(text: &str) -> (&str, Option<&str>) {
    match text.find(|c: char| !(c.is_ascii_digit() || c == ':' || c == '.')) {
        Some(at) => (&text[..at], Some(&text[at..])),
        None => (text, None),
    }
}

/// Seconds east of UTC from `Z`, `+03:00`, `+03`.
fn parse_offset(text: &str) -> Option<i32> {
    if text == "Z" || text == "z" {
        return Some(0);
    }
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits),
        ("-", digits) => (-1, digits),
        _ => return None,
    };
    let (hours, minutes) = digits.split_once(':').unwrap_or((digits, "00"));
    let (hours, minutes) = (two_digits(hours)?, two_digits(minutes)?);
    let total = i32::from(hours) * 3_600 + i32::from(minutes) * 60;
    (minutes < 60 && total <= 14 * 3_600).then_some(sign * total)
}

fn two_digits(text: &str) -> Option<u8> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// A local time from `11:30`, `11:30:00`, `11:30:00.5`; a leap second counts as second 59.
fn parse_time(text: &str) -> Result<LocalTime, String> {
    let not_a_time = || format!("`{}` is not a time of day", shorten(text));
    let mut fields = text.splitn(3, ':');
    let hour = fields.next().and_then(two_digits).ok_or_else(not_a_time)?;
    let minute = fields.next().and_then(two_digits).ok_or_else(not_a_time)?;
    let second = match fields.next() {
        None => None,
        Some(field) => {
            let (whole, fraction) = field.split_once('.').unwrap_or((field, "0"));
            let is_fraction = !fraction.is_empty() && fraction.bytes().all(|b| b.is_ascii_digit());
            Some(two_digits(whole).filter(|_| is_fraction).ok_or_else(not_a_time)?)
        }
    };
    if hour > 23 || minute > 59 || second.is_some_and(|s| s > 60) {
        return Err(format!("`{}` does not exist: the last time of a day is 23:59:59", shorten(text)));
    }
    Ok(LocalTime { hour, minute, second: second.map(|s| s.min(59)) })
}

fn read_time(source: Spanned<&str>, faults: &mut Vec<Diagnostic>) -> Option<LocalTime> {
    parse_time(source.value)
        .map_err(|message| {
            let help = "write the local time as `11:30` or `11:30:00`, from `00:00` to `23:59:59`";
            faults.push(Diagnostic::new(Code::BadTime, source.span, message).help(help));
        })
        .ok()
}

fn read_zone(source: Spanned<&str>, faults: &mut Vec<Diagnostic>) -> Option<Tz> {
    source
        .value
        .parse::<Tz>()
        .map_err(|_| {
            let message = format!("`{}` is not a time zone", shorten(source.value));
            let fault = Diagnostic::new(Code::BadTime, source.span, message);
            let known = chrono_tz::TZ_VARIANTS.iter().map(|zone| zone.name());
            faults.push(match nearest(source.value, known) {
                Some(name) => fault.help(format!("did you mean `{name}`?")),
                None => fault.help("write its name in the IANA database, such as `Europe/Kyiv`"),
            });
        })
        .ok()
}

/// One of a few words.
fn word<T: Copy>(
    source: Spanned<&str>,
    key: &str,
    words: &[(&'static str, T)],
    faults: &mut Vec<Diagnostic>,
) -> Option<T> {
    let found = words.iter().find(|(name, _)| *name == source.value).map(|(_, value)| *value);
    if found.is_none() {
        let names: Vec<String> = words.iter().map(|(name, _)| format!("`{name}`")).collect();
        let (last, others) = names.split_last().map_or(("", &[][..]), |(last, others)| (last.as_str(), others));
        let message = format!("`{key}` cannot be `{}`", shorten(source.value));
        let help = format!("write {} or {last}", others.join(", "));
        faults.push(Diagnostic::new(Code::WrongValue, source.span, message).help(help));
    }
    found
}

fn cannot_be_narrowed(within: Spanned<&str>, date: &str) -> Diagnostic {
    let message = format!("`within` cannot narrow `{}`", shorten(date));
    Diagnostic::new(Code::WrongValue, within.span, message)
        .help("it says which third of a month, season, year, decade or century is meant; leave it out otherwise")
}

/// A diagnostic for a fault of the date's text, at its place in the text.
fn diagnostic(source: Spanned<&str>, error: DateError) -> Diagnostic {
    let code = match error.kind {
        Kind::Date => Code::BadDate,
        Kind::Reversed => Code::ReversedDate,
        Kind::Time => Code::BadTime,
    };
    let length = source.value.len();
    let offset = error.offset.min(length);
    // A fault at the very end has nothing to mark but the whole.
    let span = if offset == length { inside(source, 0..length) } else { inside(source, offset..length) };
    let mut fault = Diagnostic::new(code, span, error.message);
    fault.help = error.help;
    if let Some(replacement) = error.replacement {
        fault = fault.fix(inside(source, 0..length), replacement);
    }
    fault
}

/// The place of a part of a value. Where the span is neither as long as the value nor longer by two quotation marks
/// (the value was written with escapes), it stays whole.
fn inside(source: Spanned<&str>, range: Range<usize>) -> Span {
    let Range { start, end } = source.span.range();
    match (end - start).checked_sub(source.value.len()) {
        Some(0) => source.span.part(range),
        Some(2) => source.span.part(range.start + 1..range.end + 1),
        _ => source.span,
    }
}
