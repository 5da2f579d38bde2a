//! Data for scripts: what events can be chosen by, and how those that are chosen are shown.
//!
//! Three kinds of file, so that narrowing a long timeline needs no HTML of other pages and no reader fetches what nobody
//! asked for: one index in each language; files of facets, which hold no words and serve all languages; files of events
//! in each language. Events stand in the timeline's order and are known by their place in it. What something can be
//! chosen by is known by its number, which the index gives. Nothing here is HTML.

use litemap::LiteMap;
use serde::{Serialize, Serializer};

use super::search::Search;
use crate::archive::{Event, Key, RecordKey};
use crate::date::{Moment, Truth, When};
use crate::draft::{Status, Word};
use crate::id::Kind;
use crate::language::Arg;
use crate::route::{DataRoute, Route};
use crate::site::{self, EVENTS_PER_FILE, FACETS_PER_FILE, Site};
use crate::timeline::PlaceInTime;
use crate::view::{self, Book, Words, plain_text, when_view};

/// The kinds of record that events can be chosen by, besides their own words.
const CHOOSABLE: [Kind; 4] = [Kind::Actor, Kind::Place, Kind::Topic, Kind::Period];

/// Numbers with which every plural form of every language is written (CLDR, cardinal numbers).
const COUNTS: [i64; 9] = [100, 0, 1, 2, 3, 5, 11, 21, 1_000_000];

/// The furthest day that a script can count, in days from 1970-01-01: JavaScript's largest safe integer.
const FURTHEST: i64 = (1 << 53) - 1;

/// What events can be chosen by, and which files there are.
#[derive(Serialize)]
struct Index {
    /// How many events there are.
    count: usize,
    /// How many events one file of facets holds, and the addresses of all.
    facets: FileList,
    /// How many events one file of events holds, and the addresses of all.
    events: FileList,
    /// What events can be chosen by: `actor`, `place`, `topic`, `period`, `kind`, `status`.
    #[serde(serialize_with = "as_map")]
    choices: LiteMap<&'static str, Vec<Choice>>,
    /// The number of events in words, for a number of each plural form; `{n}` stands for the number.
    counts: Vec<(i64, String)>,
    /// How many events possibly fit, in words; `{n}` stands for their number.
    possible: String,
    /// Which page of how many is shown, in words; `{number}` and `{total}` stand for the numbers.
    page: String,
}

fn as_map<S: Serializer>(choices: &LiteMap<&'static str, Vec<Choice>>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(choices)
}

#[derive(Serialize)]
struct FileList {
    size: usize,
    files: Vec<String>,
}

/// One thing that events can be chosen by. Choices stand in the order of the language's lists.
#[derive(Serialize)]
struct Choice {
    /// Its number in the files of facets.
    number: usize,
    /// Its name in addresses.
    id: String,
    name: String,
    /// The language of the name, where it is not the page's.
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    /// How many events there are of it; for a period, those included that possibly lie in it.
    count: usize,
}

/// What some events can be chosen by. Every list has one member for each event.
#[derive(Default, Serialize)]
struct Facets {
    /// The place of the first event in the timeline, from 0.
    from: usize,
    /// The first day on which each can have been, in days from 1970-01-01; null where the beginning is open or unknown.
    first: Vec<Option<i64>>,
    /// The last day; null where the end is open or unknown.
    last: Vec<Option<i64>>,
    /// 1 detail, 2 normal, 3 turning point.
    weight: Vec<u8>,
    status: Vec<usize>,
    kind: Vec<Option<usize>>,
    actor: Vec<Vec<usize>>,
    place: Vec<Vec<usize>>,
    /// With the broader topics.
    topic: Vec<Vec<usize>>,
    /// Periods in which it certainly lies.
    period: Vec<Vec<usize>>,
    /// Periods in which it possibly lies.
    possibly: Vec<Vec<usize>>,
}

/// How some events are shown.
#[derive(Serialize)]
struct Events {
    /// The place of the first event in the timeline, from 0.
    from: usize,
    /// The headings below which they stand.
    headings: Vec<Heading>,
    events: Vec<Row>,
}

/// The headings of a month. The year is null where the beginning is unknown, the month where none is named.
#[derive(Serialize)]
struct Heading {
    year: Option<i64>,
    month: Option<u8>,
    /// The year in words.
    name: String,
    /// The month in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    month_name: Option<String>,
}

#[derive(Serialize)]
struct Row {
    url: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    title_lang: Option<String>,
    /// The number of its heading in the same file, from 0.
    heading: usize,
    /// The date in little room.
    date: String,
    /// The value of `<time datetime>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    /// How sharp the date is.
    form: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    vague: bool,
    weight: u8,
    status: &'static str,
    /// The status in words; none for what is confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    status_text: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    draft: bool,
    /// The summary as plain text.
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary_lang: Option<String>,
}

/// A file of data. `books` are those of the site's languages.
pub fn file(site: &Site, books: &[Book], search: &Search, data: DataRoute) -> Vec<u8> {
    match data {
        DataRoute::Index(lang) => bytes(&index(site, &books[lang.index()])),
        DataRoute::Events(lang, number) => bytes(&events(site, &books[lang.index()], number)),
        DataRoute::Facets(number) => bytes(&facets(site, number)),
        DataRoute::Export(lang, form, number) => super::export::file(site, &books[lang.index()], form, number),
        DataRoute::Search(lang, file) => search.file(site, &books[lang.index()], file),
    }
}

/// Data as JSON.
pub(super) fn bytes(data: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec(data).expect("structs of text and numbers can be written as JSON");
    bytes.push(b'\n');
    bytes
}

fn index(site: &Site, book: &Book) -> Index {
    let events = site.timeline.order.len();
    let files = |size: usize, route: &dyn Fn(u32) -> DataRoute| FileList {
        size,
        files: site::data_numbers(events, size).map(|number| site.href(&Route::Data(route(number)))).collect(),
    };
    let mut choices: LiteMap<&'static str, Vec<Choice>> =
        CHOOSABLE.iter().map(|kind| (kind.name(), records(site, book, *kind))).collect();
    choices.insert("kind", kinds(site, book));
    choices.insert("status", statuses(site, book));
    Index {
        count: events,
        facets: files(FACETS_PER_FILE, &DataRoute::Facets),
        events: files(EVENTS_PER_FILE, &|number| DataRoute::Events(book.lang, number)),
        choices,
        counts: plural_patterns(book, "count_events"),
        possible: book.say("filter_possible", &[("count", Arg::Text("{n}"))]),
        page: book.say("page_of", &[("number", Arg::Text("{number}")), ("total", Arg::Text("{total}"))]),
    }
}

/// What a message says for a number of each plural form, with `{n}` in the number's stead.
pub(super) fn plural_patterns(book: &Book, message: &str) -> Vec<(i64, String)> {
    let pattern = |count: i64| {
        let words = book.say(message, &[("count", Arg::Number(count))]);
        (count, words.replace(&book.language.number(count), "{n}"))
    };
    COUNTS.map(pattern).to_vec()
}

fn records(site: &Site, book: &Book, kind: Kind) -> Vec<Choice> {
    let choice = |record: &RecordKey| {
        let (name, found) = site.archive.title(*record, book.lang);
        let count = match record {
            RecordKey::Period(key) => site.timeline.periods[key.index()].len(),
            other => site.events_of(*other).len(),
        };
        Some(Choice {
            number: record.index(),
            id: crate::archive::id_of(&site.archive, *record)?.to_string(),
            name: name.to_owned(),
            lang: view::foreign(site, book.lang, found),
            count,
        })
    };
    book.sorted(site, kind).iter().filter_map(choice).filter(|choice| choice.count > 0).collect()
}

fn kinds(site: &Site, book: &Book) -> Vec<Choice> {
    let kinds = site.index.by_kind.iter().enumerate().map(|(number, (kind, events))| {
        let Words { text, lang } = book.event_kind(site, kind);
        Choice { number, id: kind.clone(), name: text, lang, count: events.len() }
    });
    let mut kinds: Vec<Choice> = kinds.collect();
    kinds.sort_by(|a, b| book.language.compare(&a.name, &b.name).then(a.number.cmp(&b.number)));
    kinds
}

fn statuses(site: &Site, book: &Book) -> Vec<Choice> {
    let count = |status: Status| site.archive.events.iter().filter(|(_, event)| event.status == status).count();
    let choices = Status::WORDS.iter().enumerate().map(|(number, (word, status))| Choice {
        number,
        id: (*word).to_owned(),
        name: book.say(&format!("status_{word}"), &[]),
        lang: None,
        count: count(*status),
    });
    choices.filter(|choice| choice.count > 0).collect()
}

fn facets(site: &Site, number: u32) -> Facets {
    let (from, events) = site.data_events(number, FACETS_PER_FILE);
    let mut all = Facets { from, ..Facets::default() };
    for key in events {
        let event = &site.archive.events[*key];
        all.first.push(first_day(&event.when));
        all.last.push(last_day(&event.when));
        all.weight.push(event.weight);
        all.status.push(Status::WORDS.iter().position(|(_, status)| *status == event.status).unwrap_or_default());
        let kind = event.kind.as_ref();
        all.kind.push(kind.and_then(|kind| site.index.by_kind.keys().position(|other| other == kind)));
        all.actor.push(numbers(event.actors.iter().map(|participant| participant.actor)));
        all.place.push(numbers(event.places.iter().copied()));
        all.topic.push(numbers(site::all_topics(&site.archive, event)));
    }
    all.period = vec![Vec::new(); events.len()];
    all.possibly = all.period.clone();
    for (number, list) in site.timeline.periods.iter().enumerate() {
        // The events of a period stand in order, so that none but those of this file are looked at.
        let place = |(key, _): &(Key<Event>, Truth)| site.timeline.position(*key);
        let start = list.partition_point(|entry| place(entry) < from);
        for entry in list[start..].iter().take_while(|entry| place(entry) < from + events.len()) {
            let lists = if entry.1 == Truth::Yes { &mut all.period } else { &mut all.possibly };
            lists[place(entry) - from].push(number);
        }
    }
    all
}

/// Each number once, in order.
fn numbers<T>(keys: impl IntoIterator<Item = Key<T>>) -> Vec<usize> {
    let mut numbers: Vec<usize> = keys.into_iter().map(Key::index).collect();
    numbers.sort_unstable();
    numbers.dedup();
    numbers
}

fn first_day(when: &When) -> Option<i64> {
    let far = if when.earliest() == Moment::Past { None } else { Some(FURTHEST) };
    when.earliest_day().map_or(far, |day| Some(countable(day)))
}

fn last_day(when: &When) -> Option<i64> {
    let far = if when.latest() == Moment::Future { None } else { Some(-FURTHEST) };
    when.latest_day().map_or(far, |day| Some(countable(day)))
}

/// A day's number; one that is too far away to count lies at the end of what can be counted.
fn countable(day: crate::date::CivilDay) -> i64 {
    day.number().unwrap_or(day.year).clamp(-FURTHEST, FURTHEST)
}

fn events(site: &Site, book: &Book, number: u32) -> Events {
    let (from, keys) = site.data_events(number, EVENTS_PER_FILE);
    let mut headings: Vec<PlaceInTime> = Vec::new();
    let rows = keys.iter().map(|key| {
        let place = PlaceInTime { day: None, ..site.timeline.place(*key) };
        let heading = headings.iter().rposition(|known| *known == place).unwrap_or_else(|| {
            headings.push(place);
            headings.len() - 1
        });
        row(site, book, *key, heading)
    });
    let events = rows.collect();
    Events { from, headings: headings.into_iter().map(|place| heading(book, place)).collect(), events }
}

fn heading(book: &Book, PlaceInTime { year, month, .. }: PlaceInTime) -> Heading {
    Heading {
        year,
        month,
        name: year.map_or_else(|| book.say("title_open", &[]), |year| book.language.year(year)),
        month_name: year.zip(month).map(|(year, month)| book.language.month_name(year, month)),
    }
}

fn row(site: &Site, book: &Book, key: Key<Event>, heading: usize) -> Row {
    let event = &site.archive.events[key];
    let record = RecordKey::Event(key);
    let (title, found) = site.archive.title(record, book.lang);
    let when = when_view(&book.language, &event.when);
    let status = event.status.word();
    Row {
        url: site.route_of(record, book.lang).map(|route| site.href(&route)).unwrap_or_default(),
        title: title.to_owned(),
        title_lang: view::foreign(site, book.lang, found),
        heading,
        date: when.short,
        time: when.datetime,
        form: when.form,
        vague: when.approximate || when.uncertain,
        weight: event.weight,
        status,
        status_text: (event.status != Status::Confirmed).then(|| book.say(&format!("status_{status}"), &[])),
        draft: event.common.draft,
        summary: plain_text(site, book.lang, &event.summary),
        summary_lang: event.summary.get(book.lang).and_then(|(_, found)| view::foreign(site, book.lang, found)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_counted_and_what_is_open_or_too_far_lies_beyond_them() {
        for (date, first, last) in [
            ("1970-01-01", Some(0), Some(0)),
            ("1969-12", Some(-31), Some(-1)),
            ("-0043-03-15", Some(-735_160), Some(-735_160)),
            ("2015-02-12/..", Some(16_478), None),
            ("../1970-01-01", None, Some(0)),
            ("2015-02-12/", Some(16_478), None),
            ("Y-900000000000000000", Some(-FURTHEST), Some(-FURTHEST)),
            ("Y900000000000000000", Some(FURTHEST), Some(FURTHEST)),
        ] {
            let when = When::parse(date).expect("a date");
            assert_eq!((first_day(&when), last_day(&when)), (first, last), "{date}");
        }
    }
}
