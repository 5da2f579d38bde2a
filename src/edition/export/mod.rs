//! Exports: all events of the timeline as data that readers take along, in each language of the site.
//!
//! Three forms of the same: a table (CSV, RFC 4180), whole records (JSON), and a calendar (iCalendar, RFC 5545). A long
//! timeline stands in several files, so that no reader and no build needs memory for all of it at once.

mod calendar;
mod json;
mod table;

use crate::archive::{Event, Key, RecordKey};
use crate::date::When;
use crate::route::ExportForm;
use crate::site::{EVENTS_PER_EXPORT, Site};
use crate::view::Book;

/// A file of an export; files are numbered from 1.
pub fn file(site: &Site, book: &Book, form: ExportForm, number: u32) -> Vec<u8> {
    let (_, events) = site.data_events(number, EVENTS_PER_EXPORT);
    let exporter = Exporter { site, book };
    match form {
        ExportForm::Table => exporter.table(events),
        ExportForm::Json => exporter.json(events),
        ExportForm::Calendar => exporter.calendar(events),
    }
}

/// Writes events in the words of a language.
struct Exporter<'a> {
    site: &'a Site,
    book: &'a Book,
}

impl Exporter<'_> {
    /// The name or title of a record.
    fn name(&self, record: RecordKey) -> &str {
        self.site.archive.title(record, self.book.lang).0
    }

    /// The address of an event on the web.
    fn address(&self, event: Key<Event>) -> String {
        let route = self.site.route_of(RecordKey::Event(event), self.book.lang);
        route.map(|route| self.site.canonical(&route)).unwrap_or_default()
    }
}

/// The first and last day on which something can have been, as ISO 8601 writes them; none where the side is open.
fn days(when: &When) -> [Option<String>; 2] {
    [when.earliest_day(), when.latest_day()].map(|day| Some(day?.to_string()))
}

/// The local time of day, to the minute or second.
fn time(when: &When) -> Option<String> {
    when.time().map(|time| match time.second {
        Some(second) => format!("{:02}:{:02}:{second:02}", time.hour, time.minute),
        None => format!("{:02}:{:02}", time.hour, time.minute),
    })
}
