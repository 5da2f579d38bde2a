//! Whole records.

use serde::Serialize;

use super::{Exporter, days, time};
use crate::archive::{self, Citation, Key, RecordKey, Voice};
use crate::date::{TimeStatus, When};
use crate::draft::Word;
use crate::route::{PageRoute, Route};
use crate::view::plain_text;

/// The file. What is absent has no key.
#[derive(Serialize)]
struct File<'a> {
    /// The site's title.
    title: &'a str,
    /// The address of its home page.
    url: String,
    /// The language of the words; a text without a translation is in the site's first language.
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    licence: Option<&'a str>,
    /// How many events the timeline holds, those of further files included.
    count: usize,
    /// In the timeline's order.
    events: Vec<Event<'a>>,
}

#[derive(Serialize)]
struct Event<'a> {
    id: &'a str,
    url: String,
    #[serde(flatten)]
    date: Date<'a>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    kind: Option<&'a str>,
    status: &'static str,
    /// 1 detail, 2 normal, 3 turning point.
    weight: u8,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    places: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    actors: Vec<Actor<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    topics: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    accounts: Vec<Account<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    relations: Vec<Relation<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    corrections: Vec<Correction<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fatalities: Option<Fatalities>,
}

#[derive(Serialize)]
struct Date<'a> {
    /// As the author wrote it (EDTF).
    date: &'a str,
    date_in_words: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    first_day: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_day: Option<String>,
    /// Local time at the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    time_zone: Option<&'static str>,
    /// `scheduled` or `reported`, where it is not established that it happened at that time.
    #[serde(skip_serializing_if = "Option::is_none")]
    time_status: Option<&'static str>,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    name: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(flatten)]
    named: Named<'a>,
    /// Degrees (WGS 84).
    #[serde(skip_serializing_if = "Option::is_none")]
    latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    longitude: Option<f64>,
}

#[derive(Serialize)]
struct Actor<'a> {
    #[serde(flatten)]
    named: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

#[derive(Serialize)]
struct Source<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    archived: Option<&'a str>,
    /// As the author wrote it (EDTF).
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<&'a str>,
    /// Admiralty code, `A` to `F`.
    #[serde(skip_serializing_if = "Option::is_none")]
    reliability: Option<char>,
    /// Admiralty code, 1 to 6.
    #[serde(skip_serializing_if = "Option::is_none")]
    credibility: Option<u8>,
}

#[derive(Serialize)]
struct Account<'a> {
    /// Names of actors and titles of sources.
    by: Vec<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sources: Vec<Source<'a>>,
}

#[derive(Serialize)]
struct Relation<'a> {
    relation: &'static str,
    event: &'a str,
}

#[derive(Serialize)]
struct Correction<'a> {
    on: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

#[derive(Serialize)]
struct Fatalities {
    #[serde(skip_serializing_if = "Option::is_none")]
    low: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    best: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    high: Option<i64>,
}

impl Exporter<'_> {
    /// Events as JSON (RFC 8259).
    pub(super) fn json(&self, events: &[Key<archive::Event>]) -> Vec<u8> {
        let settings = &self.site.archive.settings;
        super::super::data::bytes(&File {
            title: settings.title.get(self.book.lang).map_or("", |(title, _)| title),
            url: self.site.canonical(&Route::Page(self.book.lang, PageRoute::Home)),
            language: settings.tag(self.book.lang),
            publisher: settings.publisher.as_deref(),
            licence: settings.licence.as_deref(),
            count: self.site.timeline.order.len(),
            events: events.iter().map(|event| self.event(*event)).collect(),
        })
    }

    fn event(&self, key: Key<archive::Event>) -> Event<'_> {
        let archive = &self.site.archive;
        let event = &archive.events[key];
        let words = |text| plain_text(self.site, self.book.lang, text);
        Event {
            id: event.id.as_str(),
            url: self.address(key),
            date: self.date(&event.when),
            title: self.name(RecordKey::Event(key)),
            summary: words(&event.summary),
            kind: event.kind.as_deref(),
            status: event.status.word(),
            weight: event.weight,
            places: event.places.iter().map(|place| self.place(*place)).collect(),
            actors: event.actors.iter().map(|participant| self.actor(participant)).collect(),
            topics: event.topics.iter().map(|topic| self.named(RecordKey::Topic(*topic))).collect(),
            sources: self.sources(key, &event.sources),
            accounts: event.accounts.iter().map(|account| self.account(key, account)).collect(),
            relations: event
                .relations
                .iter()
                .map(|(relation, other)| Relation {
                    relation: relation.word(),
                    event: archive.events[*other].id.as_str(),
                })
                .collect(),
            corrections: event
                .corrections
                .iter()
                .map(|correction| Correction { on: correction.on.written(), note: words(&correction.note) })
                .collect(),
            fatalities: event.fatalities.map(|f| Fatalities { low: f.low, best: f.best, high: f.high }),
        }
    }

    fn date<'a>(&self, when: &'a When) -> Date<'a> {
        let [first_day, last_day] = days(when);
        Date {
            date: when.written(),
            date_in_words: self.book.language.when(when),
            first_day,
            last_day,
            time: time(when),
            time_zone: when.time().and(when.zone()).map(chrono_tz::Tz::name),
            time_status: match when.time_status() {
                TimeStatus::Happened => None,
                TimeStatus::Scheduled => Some("scheduled"),
                TimeStatus::Reported => Some("reported"),
            },
        }
    }

    fn named(&self, record: RecordKey) -> Named<'_> {
        let id = archive::id_of(&self.site.archive, record);
        Named { id: id.map_or("", |id| id.as_str()), name: self.name(record) }
    }

    fn place(&self, key: Key<archive::Place>) -> Place<'_> {
        let coordinates = self.site.archive.places[key].coordinates;
        Place {
            named: self.named(RecordKey::Place(key)),
            latitude: coordinates.map(|(latitude, _)| latitude),
            longitude: coordinates.map(|(_, longitude)| longitude),
        }
    }

    fn actor<'a>(&'a self, participant: &'a archive::Participant) -> Actor<'a> {
        Actor { named: self.named(RecordKey::Actor(participant.actor)), role: participant.role.as_deref() }
    }

    fn sources(&self, event: Key<archive::Event>, citations: &[Citation]) -> Vec<Source<'_>> {
        let archive = &self.site.archive;
        let source = |citation: &Citation| {
            let key = archive.cited(event, *citation);
            let source = &archive.sources[key];
            Source {
                id: source.id.as_ref().map(|id| id.as_str()),
                title: self.name(RecordKey::Source(key)),
                publisher: source.publisher.as_deref(),
                url: source.url.as_deref(),
                archived: source.archived.as_deref(),
                published: source.published.as_ref().map(When::written),
                reliability: source.reliability,
                credibility: source.credibility,
            }
        };
        citations.iter().map(source).collect()
    }

    fn account<'a>(&'a self, event: Key<archive::Event>, account: &'a archive::Account) -> Account<'a> {
        let voice = |voice: &Voice| match voice {
            Voice::Actor(actor) => self.name(RecordKey::Actor(*actor)),
            Voice::Source(source) => self.name(RecordKey::Source(*source)),
        };
        Account {
            by: account.by.iter().map(voice).collect(),
            date: account.when.as_ref().map(When::written),
            text: plain_text(self.site, self.book.lang, &account.text),
            sources: self.sources(event, &account.sources),
        }
    }
}
