//! The pages of actors, places, topics, periods, sources and timelines: what they are, and their events.

use super::{Maker, PageData, Shared, View, json_ld, prose, times};
use super::{Record, RecordView};
use crate::archive::{self, Key, Localised, RecordKey};
use crate::draft::{Extra, Word};
use crate::route::{PageRoute, Route};
use crate::site::{PER_PAGE, page_of};

impl Maker<'_> {
    pub(super) fn record(&self, record: RecordKey, number: u32, route: &Route) -> PageData {
        let (site, book) = (self.site, self.book);
        let events = site.events_of(record);
        let possible = site.possible_events_of(record);
        // Those that possibly lie in a period go on where those that do end.
        let shown = page_of(events, number);
        let start = (number.saturating_sub(1) as usize * PER_PAGE).saturating_sub(events.len()).min(possible.len());
        let end = (number as usize * PER_PAGE).saturating_sub(events.len()).min(possible.len());
        let kind = record.kind();
        let (mut view, summary) = self.described(record);
        view.articles = self.links(page_of(site.articles_of(record), number));
        let narrower = page_of(site.narrower_than(record), number);
        view.narrower = narrower.iter().map(|key| self.link_to(RecordKey::Topic(*key))).collect();
        let title = view.title.text.clone();
        let count_text = self.count("count_events", events.len());
        let description = summary
            .and_then(|s| prose::description(site, book.lang, s))
            .unwrap_or_else(|| self.labelled(&title, &count_text));
        let view = RecordView {
            record: view,
            count_text,
            overview: (number == 1).then(|| self.record_overview(record, events)).flatten(),
            map: self.record_map(record, number),
            maps: if number == 1 { self.period_maps(record) } else { Vec::new() },
            years: self.years(shown),
            possible: possible[start..end].iter().map(|key| self.event_card(*key)).collect(),
            pagination: self.pagination(site.entries_of(record), number, |n| self.record_route(record, n)),
            embed: if number == 1 { self.record_frame_code(record) } else { None },
        };
        let mut page = self.page("record", route, title, description);
        let mut steps = Vec::new();
        if site.has_list(kind) {
            let list = Route::Page(book.lang, PageRoute::List(kind, 1));
            steps.push((self.say(&format!("title_{kind}s"), &[]), list));
        }
        page.breadcrumbs = self.breadcrumbs(&steps);
        page.json_ld = self.json_ld(|| json_ld::record(self, record, route));
        PageData { template: "record.html", page, view: view.value() }
    }

    /// Where a place is.
    fn record_map(&self, record: RecordKey, number: u32) -> Shared<Option<super::Map>> {
        match record {
            RecordKey::Place(place) if number == 1 => self.locator(&[place]),
            _ => Shared::new(None),
        }
    }

    /// Where the events of a period happened.
    fn period_maps(&self, record: RecordKey) -> Vec<super::Map> {
        if !matches!(record, RecordKey::Period(_)) {
            return Vec::new();
        }
        let events = self.site.events_of(record).iter();
        let places = events.flat_map(|event| self.site.archive.events[*event].places.iter().copied());
        let mut places: Vec<Key<archive::Place>> = places.collect();
        places.sort_unstable();
        let counts = places.chunk_by(|a, b| a == b).map(|same| (same[0], same.len()));
        self.place_maps(&counts.collect::<Vec<_>>())
    }

    fn record_route(&self, record: RecordKey, number: u32) -> Route {
        match self.site.route_of(record, self.book.lang) {
            Some(Route::Page(lang, PageRoute::Record(kind, id, _))) => {
                Route::Page(lang, PageRoute::Record(kind, id, number))
            }
            other => other.unwrap_or(Route::NotFound),
        }
    }

    /// What a record's page says of it, and the summary that describes it.
    fn described(&self, record: RecordKey) -> (Record, Option<&Localised<archive::Prose>>) {
        match record {
            RecordKey::Actor(k) => self.actor(k),
            RecordKey::Place(k) => self.place(k),
            RecordKey::Topic(k) => self.topic(k),
            RecordKey::Period(k) => self.period(k),
            RecordKey::Source(k) => self.source_record(k),
            RecordKey::Timeline(k) => self.selection(k),
            other => (self.bare(other, &Default::default()), None),
        }
    }

    /// A record with what all kinds have.
    fn bare(&self, record: RecordKey, common_extra: &Extra) -> Record {
        let (title, found) = self.site.archive.title(record, self.book.lang);
        let id = archive::id_of(&self.site.archive, record).map(ToString::to_string).unwrap_or_default();
        Record {
            kind: record.kind().name(),
            kind_text: self.kind_text(record.kind()),
            id,
            title: super::Words {
                text: title.to_owned(),
                lang: super::book::foreign(self.site, self.book.lang, found),
            },
            summary: None,
            body: None,
            aka: Vec::new(),
            when: None,
            country: None,
            lat: None,
            lon: None,
            coordinates: None,
            precision: None,
            website: None,
            wikidata: None,
            broader: None,
            narrower: Vec::new(),
            source: None,
            articles: Vec::new(),
            extra: common_extra.clone(),
        }
    }

    fn texts(&self, view: Record, summary: &Localised<archive::Prose>, body: &Localised<archive::Prose>) -> Record {
        Record {
            summary: prose::inline(self.site, self.book, summary),
            body: prose::blocks(self.site, self.book, body, "").0,
            ..view
        }
    }

    fn actor(&self, key: Key<archive::Actor>) -> (Record, Option<&Localised<archive::Prose>>) {
        let actor = &self.site.archive.actors[key];
        let view = self.texts(self.bare(RecordKey::Actor(key), &actor.common.extra), &actor.summary, &actor.body);
        let view = Record {
            kind_text: self.say(&format!("actor_kind_{}", actor.kind.word()), &[]),
            aka: actor.aka.get(self.book.lang).map(|(a, _)| a.clone()).unwrap_or_default(),
            website: actor.url.clone(),
            wikidata: actor.wikidata.as_deref().map(wikidata),
            ..view
        };
        (view, Some(&actor.summary))
    }

    fn place(&self, key: Key<archive::Place>) -> (Record, Option<&Localised<archive::Prose>>) {
        let place = &self.site.archive.places[key];
        let view = self.texts(self.bare(RecordKey::Place(key), &place.common.extra), &place.summary, &place.body);
        let view = Record {
            aka: place.aka.get(self.book.lang).map(|(a, _)| a.clone()).unwrap_or_default(),
            country: super::book::words_if(self.site, &place.country, self.book.lang),
            lat: place.coordinates.map(|(lat, _)| lat),
            lon: place.coordinates.map(|(_, lon)| lon),
            coordinates: place.coordinates.map(|(lat, lon)| self.coordinates(lat, lon)),
            precision: place.coordinates.map(|_| self.place_precision(place)),
            wikidata: place.wikidata.as_deref().map(wikidata),
            ..view
        };
        (view, Some(&place.summary))
    }

    fn topic(&self, key: Key<archive::Topic>) -> (Record, Option<&Localised<archive::Prose>>) {
        let topic = &self.site.archive.topics[key];
        let view = self.texts(self.bare(RecordKey::Topic(key), &topic.common.extra), &topic.summary, &topic.body);
        let view = Record { broader: topic.broader.map(|k| self.link_to(RecordKey::Topic(k))), ..view };
        (view, Some(&topic.summary))
    }

    fn period(&self, key: Key<archive::Period>) -> (Record, Option<&Localised<archive::Prose>>) {
        let period = &self.site.archive.periods[key];
        let view = self.texts(self.bare(RecordKey::Period(key), &period.common.extra), &period.summary, &period.body);
        (Record { when: Some(times::when(&self.book.language, &period.when)), ..view }, Some(&period.summary))
    }

    fn source_record(&self, key: Key<archive::Source>) -> (Record, Option<&Localised<archive::Prose>>) {
        let source = &self.site.archive.sources[key];
        let view = self.bare(RecordKey::Source(key), &source.common.extra);
        let view = Record { source: Some(self.source(key, 1)), ..view };
        (view, Some(&source.note))
    }

    fn selection(&self, key: Key<archive::Selection>) -> (Record, Option<&Localised<archive::Prose>>) {
        let selection = &self.site.archive.timelines[key];
        let bare = self.bare(RecordKey::Timeline(key), &selection.common.extra);
        (self.texts(bare, &selection.summary, &selection.body), Some(&selection.summary))
    }

    fn links(&self, articles: &[Key<archive::Article>]) -> Vec<super::Shared<super::views::Link>> {
        articles.iter().map(|k| self.link_to(RecordKey::Article(*k))).collect()
    }
}

fn wikidata(item: &str) -> String {
    format!("https://www.wikidata.org/wiki/{item}")
}
