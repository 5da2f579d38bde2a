//! A book: everything that many pages of one language share, made once.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::shape::Shared;
use super::{ArticleCard, EventCard, Link, Period, Words};
use super::{prose, times};
use crate::archive::{Key, Lang, RecordKey};
use crate::draft::{Status, Word};
use crate::id::Kind;
use crate::language::{Arg, Language};
use crate::site::Site;

/// The shared views of one language.
pub struct Book {
    /// The language's number.
    pub lang: Lang,
    /// The language.
    pub language: Arc<Language>,
    /// Interface strings without arguments, as templates receive them.
    pub strings: tera::Value,
    /// The site's languages by their own names.
    pub language_names: Vec<String>,
    links: BTreeMap<RecordKey, Shared<Link>>,
    events: Vec<Shared<EventCard>>,
    articles: Vec<Shared<ArticleCard>>,
    periods: Vec<Shared<Period>>,
    /// The entries of each kind's list, as this language sorts them.
    sorted: BTreeMap<Kind, Vec<RecordKey>>,
}

impl Book {
    /// Makes the shared views of a language.
    pub fn new(site: &Site, lang: Lang, languages: &[Arc<Language>]) -> Book {
        let language = Arc::clone(&languages[lang.index()]);
        let mut book = Book {
            lang,
            strings: strings(&language),
            language_names: languages.iter().map(|l| l.own_name()).collect(),
            sorted: sorted(site, lang, &language),
            language,
            links: BTreeMap::new(),
            events: Vec::new(),
            articles: Vec::new(),
            periods: Vec::new(),
        };
        book.links = links(site, lang);
        let events: Vec<_> = site.archive.events.keys().collect();
        book.events = events.par_iter().map(|key| Shared::new(book.event_card(site, *key))).collect();
        let articles: Vec<_> = site.archive.articles.keys().collect();
        book.articles = articles.par_iter().map(|key| Shared::new(book.article_card(site, *key))).collect();
        book.periods = site.archive.periods.keys().map(|key| Shared::new(book.period(site, key))).collect();
        book
    }

    /// An interface string; the key itself where the theme has none.
    pub fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.language.text(key, args).unwrap_or_else(|| key.to_owned())
    }

    /// A language's name in this one, as the theme's strings have it; its tag where they have none.
    pub fn language_name(&self, tag: &str) -> String {
        let short = tag.split('-').next().unwrap_or(tag);
        self.language.text(&format!("lang_{short}"), &[]).unwrap_or_else(|| tag.to_owned())
    }

    /// The entries of a kind's list: by name, periods by their dates.
    pub fn sorted(&self, kind: Kind) -> &[RecordKey] {
        self.sorted.get(&kind).map_or(&[], Vec::as_slice)
    }

    /// The link to a record.
    pub fn link(&self, record: RecordKey) -> Shared<Link> {
        self.links.get(&record).cloned().unwrap_or_else(|| {
            let title = Words { text: String::new(), lang: None };
            Shared::new(Link { kind: record.kind().name(), id: String::new(), title, url: String::new() })
        })
    }

    /// An event as lists show it.
    pub fn event(&self, key: Key<crate::archive::Event>) -> Shared<EventCard> {
        self.events[key.index()].clone()
    }

    /// Events as lists show them.
    pub fn event_list(&self, keys: &[Key<crate::archive::Event>]) -> Vec<Shared<EventCard>> {
        keys.iter().map(|k| self.event(*k)).collect()
    }

    /// An article as lists show it.
    pub fn article(&self, key: Key<crate::archive::Article>) -> Shared<ArticleCard> {
        self.articles[key.index()].clone()
    }

    /// A period as bands show it.
    pub fn period_card(&self, key: Key<crate::archive::Period>) -> Shared<Period> {
        self.periods[key.index()].clone()
    }

    fn event_card(&self, site: &Site, key: Key<crate::archive::Event>) -> EventCard {
        let event = &site.archive.events[key];
        let route = site.route_of(RecordKey::Event(key), self.lang);
        let status = event.status.word();
        EventCard {
            id: event.id.to_string(),
            url: route.map(|r| site.href(&r)).unwrap_or_default(),
            title: words(site, &event.title, self.lang),
            when: times::when(&self.language, &event.when),
            summary: prose::inline(site, self, &event.summary),
            kind: event.kind.clone(),
            kind_text: event.kind.as_ref().map(|kind| self.event_kind(site, kind)),
            status,
            status_text: (event.status != Status::Confirmed).then(|| self.say(&format!("status_{status}"), &[])),
            weight: i64::from(event.weight),
            places: event.places.iter().map(|p| self.link(RecordKey::Place(*p))).collect(),
            actors: event.actors.iter().map(|p| self.link(RecordKey::Actor(p.actor))).collect(),
            draft: event.common.draft,
        }
    }

    /// The site's word for a kind of event, in this language if `site.toml` has it.
    fn event_kind(&self, site: &Site, kind: &str) -> Words {
        let translated =
            site.archive.settings.kinds.get(kind).filter(|w| w.has(self.lang)).and_then(|w| w.get(self.lang));
        match translated {
            Some((text, _)) => Words { text: text.clone(), lang: None },
            None => Words { text: kind.to_owned(), lang: foreign(site, self.lang, Lang::FIRST) },
        }
    }

    fn article_card(&self, site: &Site, key: Key<crate::archive::Article>) -> ArticleCard {
        let article = &site.archive.articles[key];
        let route = site.route_of(RecordKey::Article(key), self.lang);
        ArticleCard {
            url: route.map(|r| site.href(&r)).unwrap_or_default(),
            title: words(site, &article.title, self.lang),
            date: article.date.as_ref().map(|d| times::when(&self.language, d)),
            summary: prose::inline(site, self, &article.summary),
            authors: article.authors.clone(),
            draft: article.common.draft,
        }
    }

    fn period(&self, site: &Site, key: Key<crate::archive::Period>) -> Period {
        let period = &site.archive.periods[key];
        Period {
            link: self.link(RecordKey::Period(key)),
            when: times::when(&self.language, &period.when),
            summary: prose::inline(site, self, &period.summary),
        }
    }
}

/// The links to all records that have pages, and to sources without (their `url` is empty).
fn links(site: &Site, lang: Lang) -> BTreeMap<RecordKey, Shared<Link>> {
    let mut links = BTreeMap::new();
    for kind in Kind::ALL {
        let records = match kind {
            Kind::Source => site.entries(kind),
            _ => site.records(kind),
        };
        for record in records {
            let (title, found) = site.archive.title(record, lang);
            let link = Link {
                kind: kind.name(),
                id: crate::archive::id_of(&site.archive, record).map(ToString::to_string).unwrap_or_default(),
                title: Words { text: title.to_owned(), lang: foreign(site, lang, found) },
                url: site.route_of(record, lang).map(|r| site.href(&r)).unwrap_or_default(),
            };
            links.insert(record, Shared::new(link));
        }
    }
    links
}

/// The tag of the language that a text is in, where it is not the page's.
pub fn foreign(site: &Site, lang: Lang, found: Lang) -> Option<String> {
    (lang != found).then(|| site.archive.settings.tag(found).to_owned())
}

/// A text for a reader of `lang`.
pub fn words(site: &Site, text: &crate::archive::Words, lang: Lang) -> Words {
    match text.get(lang) {
        Some((text, found)) => Words { text: text.clone(), lang: foreign(site, lang, found) },
        None => Words { text: String::new(), lang: None },
    }
}

/// A text for a reader of `lang`, if there is any.
pub fn words_if(site: &Site, text: &crate::archive::Words, lang: Lang) -> Option<Words> {
    text.get(lang).map(|(text, found)| Words { text: text.clone(), lang: foreign(site, lang, found) })
}

fn strings(language: &Language) -> tera::Value {
    let mut map = tera::Map::default();
    for (key, text) in language.strings() {
        map.insert(tera::value::Key::from(key), tera::Value::from(text));
    }
    tera::Value::from(map)
}

/// The entries of each list in the order of a language's alphabet; periods by their dates.
fn sorted(site: &Site, lang: Lang, language: &Language) -> BTreeMap<Kind, Vec<RecordKey>> {
    let mut lists = BTreeMap::new();
    for kind in [Kind::Actor, Kind::Place, Kind::Topic, Kind::Period, Kind::Source, Kind::Timeline] {
        let mut records = site.entries(kind);
        let title = |r: &RecordKey| site.archive.title(*r, lang).0;
        if kind == Kind::Period {
            let earliest = |r: &RecordKey| match r {
                RecordKey::Period(k) => Some(site.archive.periods[*k].when.earliest()),
                _ => None,
            };
            records.sort_by_key(|r| (earliest(r), *r));
        } else {
            // A title in quotation marks stands under its first letter.
            let name = |r: &RecordKey| title(r).trim_start_matches(|c: char| !c.is_alphanumeric());
            records.sort_by(|a, b| language.compare(name(a), name(b)).then(a.cmp(b)));
        }
        lists.insert(kind, records);
    }
    lists
}
