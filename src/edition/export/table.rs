//! The table: one line for each event.

use serde::Serialize;

use super::{Exporter, days, time};
use crate::archive::{Event, Key, RecordKey};
use crate::draft::Word;
use crate::view::plain_text;

/// What stands between several values in one cell.
const BETWEEN: &str = "; ";

/// One line. The fields are the columns, in this order.
#[derive(Serialize)]
struct Line<'a> {
    id: &'a str,
    url: String,
    /// As the author wrote it (EDTF).
    date: String,
    date_in_words: String,
    first_day: Option<String>,
    last_day: Option<String>,
    time: Option<String>,
    time_zone: Option<&'static str>,
    title: String,
    summary: Option<String>,
    kind: Option<String>,
    status: &'static str,
    /// 1 detail, 2 normal, 3 turning point.
    weight: u8,
    places: String,
    /// Of the first place that has coordinates, in degrees (WGS 84).
    latitude: Option<f64>,
    longitude: Option<f64>,
    actors: String,
    topics: String,
    sources: String,
    source_urls: String,
    fatalities_low: Option<i64>,
    fatalities_best: Option<i64>,
    fatalities_high: Option<i64>,
}

impl Exporter<'_> {
    /// Events as a table (RFC 4180), its first line the names of the columns.
    pub(super) fn table(&self, events: &[Key<Event>]) -> Vec<u8> {
        let terminator = csv::Terminator::CRLF;
        let mut table = csv::WriterBuilder::new().terminator(terminator).from_writer(Vec::new());
        for event in events {
            table.serialize(self.line(*event)).expect("a line of texts and numbers can be written to memory");
        }
        table.into_inner().expect("memory takes what is written to it")
    }

    fn line(&self, key: Key<Event>) -> Line<'_> {
        let archive = &self.site.archive;
        let event = &archive.events[key];
        let [first_day, last_day] = days(&event.when);
        let places = || event.places.iter().map(|place| &archive.places[*place]);
        let coordinates = places().find_map(|place| place.coordinates);
        let sources = || event.sources.iter().map(|source| archive.cited(key, *source));
        let names = |records: &mut dyn Iterator<Item = RecordKey>| {
            text(&records.map(|record| self.name(record)).collect::<Vec<_>>().join(BETWEEN))
        };
        let urls: Vec<&str> = sources().filter_map(|source| archive.sources[source].url.as_deref()).collect();
        Line {
            id: event.id.as_str(),
            url: text(&self.address(key)),
            date: text(event.when.written()),
            date_in_words: text(&self.book.language.when(&event.when)),
            first_day: first_day.as_deref().map(text),
            last_day: last_day.as_deref().map(text),
            time: time(&event.when),
            time_zone: event.when.time().and(event.when.zone()).map(chrono_tz::Tz::name),
            title: text(self.name(RecordKey::Event(key))),
            summary: plain_text(self.site, self.book.lang, &event.summary).as_deref().map(text),
            kind: event.kind.as_ref().map(|kind| text(&self.book.event_kind(self.site, kind).text)),
            status: event.status.word(),
            weight: event.weight,
            places: names(&mut event.places.iter().map(|place| RecordKey::Place(*place))),
            latitude: coordinates.map(|(latitude, _)| latitude),
            longitude: coordinates.map(|(_, longitude)| longitude),
            actors: names(&mut event.actors.iter().map(|participant| RecordKey::Actor(participant.actor))),
            topics: names(&mut event.topics.iter().map(|topic| RecordKey::Topic(*topic))),
            sources: names(&mut sources().map(RecordKey::Source)),
            source_urls: text(&urls.join(BETWEEN)),
            fatalities_low: event.fatalities.and_then(|deaths| deaths.low),
            fatalities_best: event.fatalities.and_then(|deaths| deaths.best),
            fatalities_high: event.fatalities.and_then(|deaths| deaths.high),
        }
    }
}

/// Where a cell begins too, for programs that do not divide by the comma and then heed no quotation mark: spreadsheets in
/// languages whose decimal mark is the comma divide by the semicolon.
const BEGINS_A_CELL: [char; 4] = [';', '\t', '\n', '\r'];

/// A text that no program takes for a formula: what begins like one gets an apostrophe before it (OWASP, "CSV Injection").
/// That holds of years before the common era too, which would be computed with.
fn text(text: &str) -> String {
    let is_risky = |cell: &str| {
        let begins = cell.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        begins.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']) || cell.starts_with(['\t', '\r'])
    };
    let mut harmless = String::with_capacity(text.len());
    let mut from = 0;
    for cell in text.split_inclusive(BEGINS_A_CELL) {
        if is_risky(&text[from..]) {
            harmless.push('\'');
        }
        harmless.push_str(cell);
        from += cell.len();
    }
    harmless
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn what_begins_like_a_formula_is_none() {
        for (there, expected) in [
            ("=1+1", "'=1+1"),
            (" =1+1", "' =1+1"),
            ("-0043-03-15", "'-0043-03-15"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("\t=1", "'\t'=1"),
            ("a;=1+1;b", "a;'=1+1;b"),
            ("a; @x;; -1;", "a;' @x;;' -1;"),
            // Quotation marks are doubled, and are then those of the cell to whoever divides by another sign.
            ("a;\"=1+1;b", "a;'\"=1+1;b"),
            ("\"=1+1", "'\"=1+1"),
            ("a; \" '@x", "a;' \" '@x"),
            ("say \"=1\"", "say \"=1\""),
            ("a\n=1\r\n+1", "a\n'=1\r'\n'+1"),
            ("a; b", "a; b"),
            ("+49", "'+49"),
            ("1+1", "1+1"),
            ("'quoted'", "'quoted'"),
            ("", ""),
        ] {
            assert_eq!(text(there), expected);
        }
    }
}
