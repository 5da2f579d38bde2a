//! The calendar: events whose days are known. What is rougher, doubtful or retracted has no place in a calendar.

use chrono::{DateTime, Datelike, NaiveDate, Utc};
use icalendar::{Calendar, Component, EventLike, Property};

use super::Exporter;
use crate::archive::{Event, Key, RecordKey};
use crate::date::{CivilDay, Precision, TimeStatus, When};
use crate::route::{PageRoute, Route};
use crate::site;
use crate::view::plain_text;

impl Exporter<'_> {
    /// Events as a calendar (RFC 5545).
    pub(super) fn calendar(&self, events: &[Key<Event>]) -> Vec<u8> {
        let settings = &self.site.archive.settings;
        let mut calendar = Calendar::empty();
        calendar.append_property(Property::new("VERSION", "2.0"));
        calendar.append_property(Property::new("PRODID", "-//annals//EN"));
        calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
        let title = settings.title.get(self.book.lang).map_or("", |(title, _)| title);
        calendar.name(&one_line(title));
        let home = self.site.canonical(&Route::Page(self.book.lang, PageRoute::Home));
        calendar.append_property(Property::new("URL", home));
        for event in events {
            if let Some(entry) = self.entry(*event) {
                calendar.push(entry);
            }
        }
        calendar.to_string().into_bytes()
    }

    /// An event as an entry of the calendar; none where no day or days are known.
    fn entry(&self, key: Key<Event>) -> Option<icalendar::Event> {
        let archive = &self.site.archive;
        let event = &archive.events[key];
        if !site::has_calendar_days(event) {
            return None;
        }
        let span = span(&event.when)?;
        let host = archive.settings.base_url.host_str().unwrap_or_default();
        let mut entry = icalendar::Event::new();
        entry.uid(&format!("{}@{host}", event.id));
        // When the entry was made (section 3.8.7.2), of which the record knows no more than its last correction.
        let changed = event.corrections.iter().filter_map(|c| c.on.earliest().seconds().and_then(moment)).max();
        entry.timestamp(changed.unwrap_or(DateTime::UNIX_EPOCH));
        entry.summary(&one_line(self.name(RecordKey::Event(key))));
        entry.url(&self.address(key));
        match span {
            Span::At(start) => entry.starts(start),
            Span::Days(first, after) => entry.starts(first).ends(after),
        };
        if let Some(summary) = plain_text(self.site, self.book.lang, &event.summary) {
            entry.description(&one_line(&summary));
        }
        let places = event.places.iter().map(|place| self.name(RecordKey::Place(*place)).to_owned());
        let places: Vec<String> = places.collect();
        if !places.is_empty() {
            entry.location(&one_line(&self.book.language.list(&places)));
        }
        // Days in a calendar of the past keep nobody from other appointments (section 3.8.2.7).
        entry.add_property("TRANSP", "TRANSPARENT");
        Some(entry)
    }
}

/// What a calendar can say of when something was.
enum Span {
    /// From a moment on, for how long is not known.
    At(DateTime<Utc>),
    /// From the first day to the one after the last: an entry's end is outside it (section 3.6.1).
    Days(NaiveDate, NaiveDate),
}

fn span(when: &When) -> Option<Span> {
    if when.precision() == Precision::Instant
        && when.time_status() == TimeStatus::Happened
        && let Some(start) = when.earliest().seconds().and_then(moment)
    {
        return Some(Span::At(start));
    }
    Some(Span::Days(date(when.earliest_day()?)?, date(when.latest_day()?.next()?)?))
}

fn date(day: CivilDay) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(day.year).ok()?, u32::from(day.month), u32::from(day.day))
}

/// A moment of the years that a calendar can write: four digits (section 3.3.4).
fn moment(seconds: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp(seconds, 0).filter(|moment| (1..=9999).contains(&moment.year()))
}

/// A text without line ends and other control characters, none of which a line of a calendar may hold (section 3.1).
fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_control()).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
