//! What the program believes: records with every id resolved and every date understood.

use std::sync::Arc;

use chrono_tz::Tz;
use litemap::LiteMap;

use super::checks;
use super::notes::RecordFaults;
use super::table::Key;
use crate::date::When;
use crate::diagnostic::Levels;
use crate::draft::{ActorKind, Extra, PlacePrecision, Print, SourceKind, Status};
pub use crate::id::Lang;
use crate::id::{Id, Kind};
use crate::release::Target;
use crate::text::{FileId, Span};

/// A value in the languages in which the author wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Localised<T> {
    /// By language; what is absent falls back to the first.
    versions: Vec<(Lang, T)>,
}

impl<T> Default for Localised<T> {
    fn default() -> Self {
        Localised { versions: Vec::new() }
    }
}

impl<T> Localised<T> {
    /// Sets the version of one language.
    pub fn set(&mut self, lang: Lang, value: T) {
        match self.versions.iter().position(|(l, _)| *l == lang) {
            Some(i) => self.versions[i].1 = value,
            None => {
                // Most have one version, and there are very many of them.
                self.versions.reserve_exact(1);
                self.versions.push((lang, value));
                self.versions.sort_by_key(|(l, _)| *l);
            }
        }
    }

    /// The version for a reader of `lang`, and the language that it is in.
    pub fn get(&self, lang: Lang) -> Option<(&T, Lang)> {
        let exact = self.versions.iter().find(|(l, _)| *l == lang);
        exact.or(self.versions.first()).map(|(l, v)| (v, *l))
    }

    /// Whether this very language has a version.
    pub fn has(&self, lang: Lang) -> bool {
        self.versions.iter().any(|(l, _)| *l == lang)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.versions.is_empty()
    }

    /// All versions.
    pub fn iter(&self) -> impl Iterator<Item = (Lang, &T)> {
        self.versions.iter().map(|(l, v)| (*l, v))
    }
}

/// A text in several languages.
pub type Words = Localised<String>;

/// Markdown or plain running text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prose {
    /// As written.
    pub text: String,
    /// Plain paragraphs rather than Markdown.
    pub plain: bool,
    /// Whose titles stand in it, if any do.
    pub titled: Option<Box<Titled>>,
}

/// The records whose titles stand in a text, for references without words of their own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Titled {
    /// The records, each as often as it is referred to.
    pub records: Vec<RecordKey>,
    /// Where the text is written.
    pub span: Span,
}

/// The site's own settings.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The title.
    pub title: Words,
    /// What it is about.
    pub description: Words,
    /// The address of the home page, ending in `/`.
    pub base_url: url::Url,
    /// Language tags; never empty.
    pub languages: Vec<String>,
    /// The site's kinds of event in other languages than the first, by the word that events use.
    pub kinds: LiteMap<String, Words>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// The licence of its texts.
    pub licence: Option<String>,
    /// The zone of times that name none.
    pub timezone: Option<Tz>,
    /// Whether raw HTML passes unchanged.
    pub trust_html: bool,
    /// Whether readers can search.
    pub search: bool,
    /// Whether the site is opened from a disk, without a host; a wish of the run, not of the author.
    pub offline: bool,
    /// Whether other sites can show events and timelines in frames.
    pub embed: bool,
    /// The style sheet that goes over the theme's own.
    pub look: Option<String>,
    /// Whether readers can narrow the timeline.
    pub filters: bool,
    /// Whether the timeline is shown in lanes too.
    pub lanes: bool,
    /// Whether readers can take all events along as data.
    pub exports: bool,
    /// Levels of checks.
    pub levels: Levels,
    /// Where the site is published.
    pub publish: Vec<Target>,
    /// Free for templates.
    pub extra: Extra,
}

impl Settings {
    /// All languages.
    pub fn langs(&self) -> impl Iterator<Item = Lang> + use<> {
        (0..self.languages.len() as u16).map(Lang)
    }

    /// The tag of a language.
    pub fn tag(&self, lang: Lang) -> &str {
        self.languages.get(lang.index()).map_or("", String::as_str)
    }
}

/// What every record has besides its own fields.
#[derive(Debug)]
pub struct Common {
    /// Where its id (or, without one, its table) is written.
    pub span: Span,
    /// What tells one state of it from another.
    pub print: Print,
    /// Whether it is not published yet.
    pub draft: bool,
    /// Until when it is held back, as written, while that holds.
    pub embargo: Option<String>,
    /// Older addresses, each beginning with `/`, and where they are written.
    pub aliases: Vec<(String, Span)>,
    /// The anchors of its texts, for links from elsewhere.
    pub anchors: Vec<String>,
    /// Free for templates.
    pub extra: Extra,
}

/// A link that a text contains.
#[derive(Debug, Clone)]
pub struct PendingLink {
    /// As written.
    pub target: String,
    /// Where it is written.
    pub span: Span,
    /// The anchors of the same text.
    pub anchors: Arc<[String]>,
}

/// A source that a record names or holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Citation {
    /// One with an id.
    Named(Key<Source>),
    /// One of the record's own, by its number among them, from 0. [`super::Archive::cited`] finds its key.
    Own(u32),
}

/// A state, organisation, group or person.
#[derive(Debug)]
pub struct Actor {
    /// Its name in addresses.
    pub id: Id,
    /// Its name.
    pub name: Words,
    /// What it is.
    pub kind: ActorKind,
    /// Other names.
    pub aka: Localised<Vec<String>>,
    /// One paragraph.
    pub summary: Localised<Prose>,
    /// The text.
    pub body: Localised<Prose>,
    /// Its website.
    pub url: Option<String>,
    /// Its Wikidata item.
    pub wikidata: Option<String>,
    /// The rest.
    pub common: Common,
}

/// A named location.
#[derive(Debug)]
pub struct Place {
    /// Its name in addresses.
    pub id: Id,
    /// Its name.
    pub name: Words,
    /// Latitude and longitude in degrees (WGS 84), north and east positive.
    pub coordinates: Option<(f64, f64)>,
    /// How precise they are.
    pub precision: PlacePrecision,
    /// How far around them it may lie, in kilometres, if the author says so.
    pub radius: Option<f64>,
    /// The country.
    pub country: Words,
    /// Other names.
    pub aka: Localised<Vec<String>>,
    /// One paragraph.
    pub summary: Localised<Prose>,
    /// The text.
    pub body: Localised<Prose>,
    /// Its Wikidata item.
    pub wikidata: Option<String>,
    /// The rest.
    pub common: Common,
}

/// A citable piece of evidence. One that is written inside an event has no id and no page.
#[derive(Debug)]
pub struct Source {
    /// Its name in addresses.
    pub id: Option<Id>,
    /// Its title.
    pub title: Words,
    /// Whether the title is the editors' description.
    pub described: bool,
    /// Who published it.
    pub publisher: Option<String>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// Where it stands.
    pub url: Option<String>,
    /// When it was published.
    pub published: Option<When>,
    /// When it was last seen.
    pub accessed: Option<When>,
    /// Its archived copy.
    pub archived: Option<String>,
    /// Its language tag.
    pub lang: Option<String>,
    /// What kind of evidence it is.
    pub kind: Option<SourceKind>,
    /// A document's symbol.
    pub symbol: Option<String>,
    /// Admiralty code, `A` to `F`.
    pub reliability: Option<char>,
    /// Admiralty code, 1 to 6.
    pub credibility: Option<u8>,
    /// A note.
    pub note: Localised<Prose>,
    /// The rest.
    pub common: Common,
}

/// A named stretch of time.
#[derive(Debug)]
pub struct Period {
    /// Its name in addresses.
    pub id: Id,
    /// Its name.
    pub name: Words,
    /// The stretch.
    pub when: When,
    /// One paragraph.
    pub summary: Localised<Prose>,
    /// The text.
    pub body: Localised<Prose>,
    /// The rest.
    pub common: Common,
}

/// A subject heading.
#[derive(Debug)]
pub struct Topic {
    /// Its name in addresses.
    pub id: Id,
    /// Its name.
    pub name: Words,
    /// The topic it is a part of.
    pub broader: Option<Key<Topic>>,
    /// One paragraph.
    pub summary: Localised<Prose>,
    /// The text.
    pub body: Localised<Prose>,
    /// The rest.
    pub common: Common,
}

/// A selection of events. All its conditions hold together; a list holds if one of its members does.
#[derive(Debug)]
pub struct Selection {
    /// Its name in addresses.
    pub id: Id,
    /// Its title.
    pub title: Words,
    /// One paragraph.
    pub summary: Localised<Prose>,
    /// The text.
    pub body: Localised<Prose>,
    /// Events that are always in.
    pub events: Vec<Key<Event>>,
    /// Actors that take part.
    pub actors: Vec<Key<Actor>>,
    /// Places.
    pub places: Vec<Key<Place>>,
    /// Topics.
    pub topics: Vec<Key<Topic>>,
    /// Kinds of event.
    pub kinds: Vec<String>,
    /// Not before.
    pub from: Option<When>,
    /// Not after.
    pub to: Option<When>,
    /// The least weight.
    pub weight: Option<u8>,
    /// The rest.
    pub common: Common,
}

/// How one event bears on another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// It followed from the other.
    Follows,
    /// It responded to the other.
    RespondsTo,
    /// It put the other into practice.
    Implements,
    /// It was a part of the other.
    PartOf,
}

impl Relation {
    /// The key under which authors write it.
    pub fn word(self) -> &'static str {
        match self {
            Relation::Follows => "follows",
            Relation::RespondsTo => "responds-to",
            Relation::Implements => "implements",
            Relation::PartOf => "part-of",
        }
    }
}

/// An actor's part in an event.
#[derive(Debug, Clone)]
pub struct Participant {
    /// The actor.
    pub actor: Key<Actor>,
    /// What it did there.
    pub role: Option<String>,
}

/// Something that happened at a date.
#[derive(Debug)]
pub struct Event {
    /// Its name in addresses.
    pub id: Id,
    /// When.
    pub when: When,
    /// When it became known.
    pub reported: Option<When>,
    /// The headline.
    pub title: Words,
    /// One paragraph.
    pub summary: Localised<Prose>,
    /// The text.
    pub body: Localised<Prose>,
    /// The site's own word for its kind.
    pub kind: Option<String>,
    /// Where.
    pub places: Vec<Key<Place>>,
    /// Who.
    pub actors: Vec<Participant>,
    /// What about.
    pub topics: Vec<Key<Topic>>,
    /// The evidence.
    pub sources: Vec<Citation>,
    /// How far it is established.
    pub status: Status,
    /// 1 detail, 2 normal, 3 turning point.
    pub weight: u8,
    /// Events known to be earlier, and where that is written.
    pub after: Vec<(Key<Event>, Span)>,
    /// Events known to be later, and where that is written.
    pub before: Vec<(Key<Event>, Span)>,
    /// How it bears on other events.
    pub relations: Vec<(Relation, Key<Event>)>,
    /// Who says what.
    pub accounts: Vec<Account>,
    /// What was changed.
    pub corrections: Vec<Correction>,
    /// Pictures.
    pub media: Vec<Media>,
    /// Deaths.
    pub fatalities: Option<Fatalities>,
    /// The sources that are written inside it, those of its accounts included.
    pub own_sources: Vec<Arc<Source>>,
    /// The article that declares it.
    pub declared_in: Option<Key<Article>>,
    /// Where its date is written.
    pub date_span: Span,
    /// The rest.
    pub common: Common,
}

impl Event {
    /// Whether the order and all lists hold it as they held an earlier state of it. What it says may differ.
    pub(super) fn stands_as(&self, earlier: &Event) -> bool {
        fn keys<T>(list: &[(Key<Event>, T)]) -> impl Iterator<Item = Key<Event>> {
            list.iter().map(|(key, _)| *key)
        }
        let actors = |event: &Event| event.actors.iter().map(|p| p.actor).collect::<Vec<_>>();
        let accounts = |event: &Event| {
            let cited = event.accounts.iter().map(|account| (account.by.clone(), account.sources.clone()));
            cited.collect::<Vec<_>>()
        };
        let corrections = |event: &Event| event.corrections.iter().map(|c| c.on.earliest()).collect::<Vec<_>>();
        self.when == earlier.when
            && self.weight == earlier.weight
            && self.kind == earlier.kind
            && self.places == earlier.places
            && actors(self) == actors(earlier)
            && self.topics == earlier.topics
            && self.sources == earlier.sources
            && self.own_sources.len() == earlier.own_sources.len()
            && keys(&self.after).eq(keys(&earlier.after))
            && keys(&self.before).eq(keys(&earlier.before))
            && self.relations == earlier.relations
            && accounts(self) == accounts(earlier)
            && corrections(self) == corrections(earlier)
            && self.common.has_addresses_of(&earlier.common)
    }
}

impl Common {
    /// Whether old addresses lead to the record as they led to an earlier state of it.
    pub(super) fn has_addresses_of(&self, earlier: &Common) -> bool {
        self.aliases.iter().map(|(path, _)| path).eq(earlier.aliases.iter().map(|(path, _)| path))
    }
}

/// Who gives an account.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Voice {
    /// A party.
    Actor(Key<Actor>),
    /// A source.
    Source(Key<Source>),
}

/// What one party or source says happened.
#[derive(Debug)]
pub struct Account {
    /// Who says it.
    pub by: Vec<Voice>,
    /// Their date, where they differ about it.
    pub when: Option<When>,
    /// What they say.
    pub text: Localised<Prose>,
    /// Where they say it.
    pub sources: Vec<Citation>,
}

/// A dated note of what was changed.
#[derive(Debug)]
pub struct Correction {
    /// The day.
    pub on: When,
    /// What was changed.
    pub note: Localised<Prose>,
}

/// A picture.
#[derive(Debug)]
pub struct Media {
    /// Its path below `static/media/`.
    pub file: String,
    /// Where the path is written.
    pub span: Span,
    /// The same picture in other sizes: paths below `static/media/`, and where they are written.
    pub sizes: Vec<(String, Span)>,
    /// What is to be seen.
    pub alt: Words,
    /// A caption.
    pub caption: Localised<Prose>,
    /// Who made it.
    pub credit: Option<String>,
    /// Its licence.
    pub licence: Option<String>,
    /// Whether it is shown on demand only.
    pub graphic: bool,
}

/// Deaths, as sources count them.
#[derive(Debug, Clone, Copy)]
pub struct Fatalities {
    /// The least.
    pub low: Option<i64>,
    /// The best estimate.
    pub best: Option<i64>,
    /// The most.
    pub high: Option<i64>,
}

/// A text with a publication date.
#[derive(Debug)]
pub struct Article {
    /// Its name in addresses.
    pub id: Id,
    /// The headline.
    pub title: Words,
    /// The day of publication.
    pub date: Option<When>,
    /// The day of the last change.
    pub updated: Option<When>,
    /// Who wrote it.
    pub authors: Vec<String>,
    /// One paragraph.
    pub summary: Localised<Prose>,
    /// The text.
    pub body: Localised<Prose>,
    /// Events it mentions, in order of key.
    pub events: Vec<Key<Event>>,
    /// Actors it is about.
    pub actors: Vec<Key<Actor>>,
    /// Places it is about.
    pub places: Vec<Key<Place>>,
    /// Topics it is about.
    pub topics: Vec<Key<Topic>>,
    /// The evidence.
    pub sources: Vec<Citation>,
    /// The sources that are written inside it.
    pub own_sources: Vec<Arc<Source>>,
    /// What was changed.
    pub corrections: Vec<Correction>,
    /// Its file in the first language that it has.
    pub file: FileId,
    /// The rest.
    pub common: Common,
}

/// Another page.
#[derive(Debug)]
pub struct Page {
    /// Its name in addresses.
    pub id: Id,
    /// The title.
    pub title: Words,
    /// One paragraph.
    pub summary: Localised<Prose>,
    /// The text.
    pub body: Localised<Prose>,
    /// Its place in the menu.
    pub order: Option<i64>,
    /// The rest.
    pub common: Common,
}

/// Any record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RecordKey {
    /// An event.
    Event(Key<Event>),
    /// An actor.
    Actor(Key<Actor>),
    /// A place.
    Place(Key<Place>),
    /// A source.
    Source(Key<Source>),
    /// A period.
    Period(Key<Period>),
    /// A topic.
    Topic(Key<Topic>),
    /// A timeline.
    Timeline(Key<Selection>),
    /// An article.
    Article(Key<Article>),
    /// A page.
    Page(Key<Page>),
}

impl RecordKey {
    /// The record's number among those of its kind.
    pub fn index(self) -> usize {
        match self {
            RecordKey::Event(k) => k.index(),
            RecordKey::Actor(k) => k.index(),
            RecordKey::Place(k) => k.index(),
            RecordKey::Source(k) => k.index(),
            RecordKey::Period(k) => k.index(),
            RecordKey::Topic(k) => k.index(),
            RecordKey::Timeline(k) => k.index(),
            RecordKey::Article(k) => k.index(),
            RecordKey::Page(k) => k.index(),
        }
    }

    /// The kind of the record.
    pub fn kind(self) -> Kind {
        match self {
            RecordKey::Event(_) => Kind::Event,
            RecordKey::Actor(_) => Kind::Actor,
            RecordKey::Place(_) => Kind::Place,
            RecordKey::Source(_) => Kind::Source,
            RecordKey::Period(_) => Kind::Period,
            RecordKey::Topic(_) => Kind::Topic,
            RecordKey::Timeline(_) => Kind::Timeline,
            RecordKey::Article(_) => Kind::Article,
            RecordKey::Page(_) => Kind::Page,
        }
    }
}

/// A type of record.
pub trait OfKind {
    /// Its kind.
    const KIND: Kind;
}

/// What all records have in common.
pub(super) trait Record {
    /// What they have in common, to complete it.
    fn common_mut(&mut self) -> &mut Common;

    /// What it lacks.
    fn check(&self, faults: &mut RecordFaults);
}

macro_rules! records {
    ($($type:ty, $kind:ident: $check:expr;)+) => {
        $(impl OfKind for $type {
            const KIND: Kind = Kind::$kind;
        }

        impl Record for $type {
            fn check(&self, faults: &mut RecordFaults) {
                let check: fn(&$type, &mut RecordFaults) = $check;
                check(self, faults);
            }

            fn common_mut(&mut self) -> &mut Common {
                &mut self.common
            }
        })+
    };
}
records! {
    Event, Event: checks::event;
    Actor, Actor: |_, _| {};
    Place, Place: checks::place;
    Source, Source: checks::source;
    Period, Period: |_, _| {};
    Topic, Topic: |_, _| {};
    Selection, Timeline: |_, _| {};
    Article, Article: checks::article;
    Page, Page: |_, _| {};
}
