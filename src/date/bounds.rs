//! The region of time that a date covers, how precisely it is known, and what a machine may be told of it.

use edtf_core::{Bound, Date, Edtf, Interval, IntervalEndpoint, Set, SetElement, YearKind};

use super::clock::{Clock, LocalTime};
use super::moment::{CivilDay, Moment};
use super::{Precision, TimeStatus, When, Within};

/// The earliest and latest a date can be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Region {
    pub earliest: Moment,
    pub latest: Moment,
    pub first: Option<CivilDay>,
    pub last: Option<CivilDay>,
    /// The beginning exists but is not known (`/2015`), unlike an open one (`../2015`).
    pub unknown_start: bool,
    /// The end exists but is not known (`2015/`).
    pub unknown_end: bool,
}

/// One side of the days that a date covers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Edge {
    Past,
    Day(CivilDay),
    Future,
}

impl Edge {
    fn day(self) -> Option<CivilDay> {
        match self {
            Edge::Day(day) => Some(day),
            Edge::Past | Edge::Future => None,
        }
    }

    /// The moment with which the edge's day begins.
    fn start(self, clock: Clock) -> Moment {
        match self {
            Edge::Past => Moment::Past,
            Edge::Future => Moment::Future,
            Edge::Day(day) => clock.start_of(day),
        }
    }

    /// The last second of the edge's day.
    fn end(self, clock: Clock) -> Moment {
        match self {
            Edge::Past => Moment::Past,
            Edge::Future => Moment::Future,
            Edge::Day(day) => match day.next() {
                Some(next) => clock.start_of(next).plus(-1),
                None => Moment::beyond(day.year),
            },
        }
    }
}

/// The region of a date without time of day.
pub(super) fn of_days(edtf: &Edtf, within: Option<Within>, clock: Clock) -> Region {
    let (first, last) = edges(edtf);
    let (first, last) = within.map_or((first, last), |within| third(first, last, within));
    let earliest = first.start(clock);
    let (unknown_start, unknown_end) = match edtf {
        Edtf::Interval(i) => (i.start == IntervalEndpoint::Unknown, i.end == IntervalEndpoint::Unknown),
        _ => (false, false),
    };
    // A zone can skip a whole day (Samoa, 30 December 2011), so that its last second is before its first.
    let latest = last.end(clock).max(earliest);
    Region { earliest, latest, first: first.day(), last: last.day(), unknown_start, unknown_end }
}

/// The region of a time of day that begins at a moment.
pub(super) fn of_time(day: CivilDay, time: LocalTime, start: Moment) -> Region {
    Region {
        earliest: start,
        latest: start.plus(time.length() - 1),
        first: Some(day),
        last: Some(day),
        unknown_start: false,
        unknown_end: false,
    }
}

/// The day that a date names, if it names exactly one.
pub(super) fn single_day(edtf: &Edtf) -> Option<CivilDay> {
    match edtf {
        Edtf::Date(date) if precision_of(date) == Precision::Day => edges(edtf).0.day(),
        _ => None,
    }
}

fn edges(edtf: &Edtf) -> (Edge, Edge) {
    match edtf {
        Edtf::Date(date) => date_edges(date),
        Edtf::DateTime(both) => date_edges(&both.date),
        Edtf::Interval(Interval { start, end }) => {
            let start = match start {
                IntervalEndpoint::Date(d) | IntervalEndpoint::OnOrAfter(d) => date_edges(d).0,
                IntervalEndpoint::Open | IntervalEndpoint::Unknown | IntervalEndpoint::OnOrBefore(_) => Edge::Past,
            };
            let end = match end {
                IntervalEndpoint::Date(d) | IntervalEndpoint::OnOrBefore(d) => date_edges(d).1,
                IntervalEndpoint::Open | IntervalEndpoint::Unknown | IntervalEndpoint::OnOrAfter(_) => Edge::Future,
            };
            (start, end.max(start))
        }
        Edtf::Set(Set { elements, .. }) => {
            let all = elements.iter().map(|element| match element {
                SetElement::Date(d) => date_edges(d),
                SetElement::OnOrBefore(d) => (Edge::Past, date_edges(d).1),
                SetElement::OnOrAfter(d) => (date_edges(d).0, Edge::Future),
                SetElement::Range(a, b) => (date_edges(a).0, date_edges(b).1),
            });
            all.reduce(|a, b| (a.0.min(b.0), a.1.max(b.1))).unwrap_or((Edge::Past, Edge::Future))
        }
    }
}

/// The first and last day of a date. Seasons run as meteorology counts them, winter from December of its year to
/// February of the next; years that no number can hold lie beyond all others.
fn date_edges(date: &Date) -> (Edge, Edge) {
    let bounds = Edtf::Date(*date).bounds();
    let edge = |bound| match bound {
        Bound::Date(d) => Edge::Day(CivilDay { year: d.year, month: d.month, day: d.day }),
        Bound::NegativeInfinity => Edge::Past,
        Bound::PositiveInfinity => Edge::Future,
        Bound::Unknown => match date.year.kind {
            YearKind::Exponential { significand, .. } if significand < 0 => Edge::Past,
            YearKind::Big { value } if value < 0 => Edge::Past,
            _ => Edge::Future,
        },
    };
    (edge(bounds.earliest), edge(bounds.latest))
}

/// A third of some days. Years too far away to count stay whole.
fn third(first: Edge, last: Edge, within: Within) -> (Edge, Edge) {
    let numbers = || Some((first.day()?.number()?, last.day()?.number()?));
    let Some((start, end)) = numbers() else { return (first, last) };
    let days = end - start + 1;
    let (from, to) = match within {
        Within::Early => (0, days / 3),
        Within::Middle => (days / 3, days * 2 / 3),
        Within::Late => (days * 2 / 3, days),
    };
    let edge = |number, otherwise| CivilDay::from_number(number).map_or(otherwise, Edge::Day);
    (edge(start + from, first), edge(start + to - 1, last))
}

/// How precisely a date without time of day is known.
pub(super) fn precision(edtf: &Edtf) -> Precision {
    match edtf {
        Edtf::Date(date) => precision_of(date),
        Edtf::DateTime(_) => Precision::Instant,
        Edtf::Interval(i) => {
            let is_dated = |end: &IntervalEndpoint| matches!(end, IntervalEndpoint::Date(_));
            if is_dated(&i.start) && is_dated(&i.end) { Precision::Interval } else { Precision::Open }
        }
        Edtf::Set(set) => {
            let is_open = |e: &SetElement| matches!(e, SetElement::OnOrBefore(_) | SetElement::OnOrAfter(_));
            if set.elements.iter().any(is_open) { Precision::Open } else { Precision::Set }
        }
    }
}

/// Whether a date's first and last day are named.
pub(super) fn names_days(edtf: &Edtf) -> bool {
    let is_day = |date: &Date| precision_of(date) == Precision::Day;
    match edtf {
        Edtf::Date(date) => is_day(date),
        Edtf::DateTime(_) => true,
        Edtf::Interval(Interval { start: IntervalEndpoint::Date(start), end: IntervalEndpoint::Date(end) }) => {
            is_day(start) && is_day(end)
        }
        Edtf::Interval(_) | Edtf::Set(_) => false,
    }
}

fn precision_of(date: &Date) -> Precision {
    if let Some(years) = precision_of_year(date) {
        return years;
    }
    let Some(month) = date.month else { return Precision::Year };
    match (month.value(), date.day.map(|d| d.value())) {
        (None, _) => Precision::Year,
        (Some(code), _) if code > 12 => Precision::Season,
        (Some(_), Some(Some(_))) => Precision::Day,
        (Some(_), _) => Precision::Month,
    }
}

/// The precision of a year that is not known to the year.
fn precision_of_year(date: &Date) -> Option<Precision> {
    let by_unknown_digits = |digits: u32| match digits {
        0 => None,
        1 => Some(Precision::Decade),
        2 => Some(Precision::Century),
        _ => Some(Precision::Longer),
    };
    if let Some(significant) = date.year.significant_digits {
        return by_unknown_digits(year_width(&date.year.kind).saturating_sub(significant));
    }
    let YearKind::Standard { digits, .. } = date.year.kind else { return None };
    match digits.map(|d| d.is_some()) {
        [true, true, true, true] => None,
        [true, true, true, false] => Some(Precision::Decade),
        [true, true, false, false] => Some(Precision::Century),
        _ => Some(Precision::Longer),
    }
}

/// The number of digits of a year.
fn year_width(kind: &YearKind) -> u32 {
    let digits = |n: u64| n.checked_ilog10().unwrap_or(0) + 1;
    match kind {
        YearKind::Standard { .. } => 4,
        YearKind::Big { value } => digits(value.unsigned_abs()),
        YearKind::Exponential { significand, exponent } => digits(significand.unsigned_abs()).saturating_add(*exponent),
    }
}

/// What HTML may be told of a date; see [`When::machine`].
pub(super) fn machine(when: &When) -> Option<String> {
    let Edtf::Date(date) = when.edtf() else { return None };
    if date.is_approximate() || date.is_uncertain() || date.has_unspecified() || when.within().is_some() {
        return None;
    }
    let first = when.earliest_day().filter(|d| (1..=9999).contains(&d.year))?;
    match when.precision() {
        Precision::Year if date.month.is_none() => Some(format!("{:04}", first.year)),
        Precision::Month => Some(format!("{:04}-{:02}", first.year, first.month)),
        Precision::Day => Some(first.to_string()),
        Precision::Instant => global_time(when, first),
        _ => None,
    }
}

/// A global date and time: the local time with the zone's offset at that moment, or in UTC where that offset is not
/// of whole minutes, as before zones were agreed on.
fn global_time(when: &When, day: CivilDay) -> Option<String> {
    let time = when.time()?;
    let start = when.earliest();
    let east = when.parts.clock.offset_at(start)?;
    if east % 60 != 0 || east.abs() >= 24 * 3_600 {
        let utc = chrono::DateTime::from_timestamp(start.seconds()?, 0)?;
        let year = chrono::Datelike::year(&utc);
        return (1..=9999).contains(&year).then(|| utc.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    }
    let second = time.second.map(|s| format!(":{s:02}")).unwrap_or_default();
    let sign = if east < 0 { '-' } else { '+' };
    let (hours, minutes) = (east.abs() / 3_600, east.abs() / 60 % 60);
    Some(format!("{day}T{:02}:{:02}{second}{sign}{hours:02}:{minutes:02}", time.hour, time.minute))
}

/// Whether a status or precision lets `within` narrow a date.
pub(super) fn can_be_narrowed(edtf: &Edtf) -> bool {
    matches!(
        precision(edtf),
        Precision::Month | Precision::Season | Precision::Year | Precision::Decade | Precision::Century
    )
}

impl TimeStatus {
    /// The words of the authoring format.
    pub(super) const WORDS: [(&'static str, TimeStatus); 2] =
        [("scheduled", TimeStatus::Scheduled), ("reported", TimeStatus::Reported)];
}

impl Within {
    /// The words of the authoring format.
    pub(super) const WORDS: [(&'static str, Within); 3] =
        [("early", Within::Early), ("middle", Within::Middle), ("late", Within::Late)];
}
