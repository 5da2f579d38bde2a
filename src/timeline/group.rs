//! Events under their years and months, as pages list them.

use edtf_core::{Date, Edtf, IntervalEndpoint, SetElement, Year, YearKind};
use litemap::LiteMap;

use super::Timeline;
use crate::archive::{Event, Key};
use crate::date::{Precision, When};

/// The events of one year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct YearGroup {
    /// The year in astronomical numbering; `None` for events whose beginning is not known.
    pub year: Option<i64>,
    /// Events that no month holds, first, then month by month.
    pub months: Vec<MonthGroup>,
}

impl YearGroup {
    /// How many events it holds.
    pub fn count(&self) -> usize {
        self.months.iter().map(|m| m.events.len()).sum()
    }

    /// All its events in order.
    pub fn events(&self) -> impl Iterator<Item = Key<Event>> {
        self.months.iter().flat_map(|m| m.events.iter().copied())
    }
}

/// The events of one month, or those of a year that no month holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthGroup {
    /// 1 to 12; `None` for events that are known to the year or season only.
    pub month: Option<u8>,
    /// The events in order.
    pub events: Vec<Key<Event>>,
}

/// Where an event is listed: the beginning of its date, as far as the date names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct PlaceInTime {
    /// The year in astronomical numbering; `None` where the beginning is not known.
    pub year: Option<i64>,
    /// The month, 1 to 12; `None` where the date names a year, season or longer stretch only.
    pub month: Option<u8>,
    /// The day of the month; `None` where the date names none.
    pub day: Option<u8>,
}

/// The events of a year by month.
type Months = LiteMap<Option<u8>, Vec<Key<Event>>>;

/// Groups events (given in order) by the year and month in which they begin where they happened. An event whose date
/// names a year or longer stretch only stands before the year's months. The groups keep the order: an event stands no
/// earlier than what precedes it, whatever its own date names.
pub fn group(timeline: &Timeline, events: &[Key<Event>]) -> Vec<YearGroup> {
    let mut years: LiteMap<Option<i64>, Months> = LiteMap::new();
    let mut latest = (None, None);
    for key in events {
        let own = timeline.place(*key);
        latest = latest.max((own.year, own.month));
        years.entry(latest.0).or_default().entry(latest.1).or_default().push(*key);
    }
    years
        .into_iter()
        .map(|(year, months)| YearGroup {
            year,
            months: months.into_iter().map(|(month, events)| MonthGroup { month, events }).collect(),
        })
        .collect()
}

/// Where an event is listed. A season, or the middle or late part of a year, is listed under the month in which it begins,
/// as the order has it.
pub fn place_of(event: &Event) -> PlaceInTime {
    let Some(first) = event.when.earliest_day() else { return PlaceInTime { year: None, month: None, day: None } };
    let start = start(&event.when);
    let named = start.and_then(|d| d.month).and_then(|m| m.value()).filter(|m| (1..=12).contains(m));
    if start.is_some_and(|d| is_unknown(d.year)) {
        return PlaceInTime { year: None, month: None, day: None };
    }
    let part_of_year = matches!(event.when.precision(), Precision::Season | Precision::Year);
    let begins_within = part_of_year && (first.month, first.day) != (1, 1);
    let day = named.and(start.and_then(|d| d.day)).and_then(|d| d.value());
    PlaceInTime {
        year: Some(first.year),
        month: (named.is_some() || begins_within).then_some(first.month),
        day: day.and(Some(first.day)),
    }
}

/// Whether no digit of a year is known.
fn is_unknown(year: Year) -> bool {
    matches!(year.kind, YearKind::Standard { digits, .. } if digits.iter().all(Option::is_none))
}

/// The date with which an expression begins.
fn start(when: &When) -> Option<Date> {
    match when.edtf() {
        Edtf::Date(date) => Some(*date),
        Edtf::DateTime(moment) => Some(moment.date),
        Edtf::Interval(interval) => match interval.start {
            IntervalEndpoint::Date(date) | IntervalEndpoint::OnOrAfter(date) => Some(date),
            _ => None,
        },
        Edtf::Set(set) => set.elements.iter().find_map(|e| match e {
            SetElement::Date(date) | SetElement::OnOrAfter(date) | SetElement::Range(date, _) => Some(*date),
            SetElement::OnOrBefore(_) => None,
        }),
    }
}
