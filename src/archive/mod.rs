//! Archive: every id resolved, every date understood. It holds no dangling id.
//!
//! Making it never stops at a fault; a record that cannot be used is left out and its fault returned.

pub(crate) mod checks;
mod ids;
mod look;
mod model;
mod names;
mod notes;
mod parts;
mod publish;
pub mod reads;
mod resolve;
mod settings;
mod table;
mod texts;
mod titles;
mod workings;

use std::sync::Arc;

pub use model::*;
pub use settings::EXAMPLE_ADDRESS;
pub use table::*;
pub use workings::{Replaced, Workings};

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::draft::Draft;
use crate::files::Files;
use crate::id::{Id, Kind};
use crate::text::Span;

/// What a run asks for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Whether drafts and records under embargo are in the archive.
    pub drafts: bool,
    /// The present, in seconds since 1970-01-01T00:00:00Z, for embargoes; without it all of them hold.
    pub now: Option<i64>,
    /// Whether the site is to be opened from a disk, without a host.
    pub offline: bool,
}

/// All records of a site.
#[derive(Debug)]
pub struct Archive {
    /// The site's settings.
    pub settings: Arc<Settings>,
    /// Events, in order of id.
    pub events: Table<Event>,
    /// Actors, in order of id.
    pub actors: Table<Actor>,
    /// Places, in order of id.
    pub places: Table<Place>,
    /// Sources: those with ids in order of id, then those written inside others.
    pub sources: SourceTable,
    /// Periods, in order of id.
    pub periods: Table<Period>,
    /// Topics, in order of id.
    pub topics: Table<Topic>,
    /// Timelines, in order of id.
    pub timelines: Table<Selection>,
    /// Articles, in order of slug.
    pub articles: Table<Article>,
    /// Pages, in order of slug.
    pub pages: Table<Page>,
    /// Links within the site that texts contain, those of records with faults included.
    pub links: Vec<PendingLink>,
    /// Whether the clock decides what is in it: something is or was under embargo.
    pub is_timed: bool,
}

impl Archive {
    /// The source that an event cites.
    pub fn cited(&self, event: Key<Event>, citation: Citation) -> Key<Source> {
        self.sources.of_event(event, citation)
    }

    /// The source that an article cites.
    pub fn cited_by_article(&self, article: Key<Article>, citation: Citation) -> Key<Source> {
        self.sources.of_article(article, citation)
    }

    /// The record that `[[id]]` or `[[kind:id]]` names. Ambiguity has been reported before; the first kind is taken.
    pub fn find(&self, kind: Option<Kind>, id: &str) -> Option<RecordKey> {
        Kind::ALL.into_iter().filter(|k| kind.is_none_or(|wanted| wanted == *k)).find_map(|k| match k {
            Kind::Event => self.events.find(id).map(RecordKey::Event),
            Kind::Actor => self.actors.find(id).map(RecordKey::Actor),
            Kind::Place => self.places.find(id).map(RecordKey::Place),
            Kind::Source => self.sources.find(id).map(RecordKey::Source),
            Kind::Period => self.periods.find(id).map(RecordKey::Period),
            Kind::Topic => self.topics.find(id).map(RecordKey::Topic),
            Kind::Timeline => self.timelines.find(id).map(RecordKey::Timeline),
            Kind::Article => self.articles.find(id).map(RecordKey::Article),
            Kind::Page => self.pages.find(id).map(RecordKey::Page),
        })
    }

    /// How many records of a kind there are, sources that are written inside others included.
    pub fn count(&self, kind: Kind) -> usize {
        match kind {
            Kind::Event => self.events.len(),
            Kind::Actor => self.actors.len(),
            Kind::Place => self.places.len(),
            Kind::Source => self.sources.len(),
            Kind::Period => self.periods.len(),
            Kind::Topic => self.topics.len(),
            Kind::Timeline => self.timelines.len(),
            Kind::Article => self.articles.len(),
            Kind::Page => self.pages.len(),
        }
    }

    /// What a record has besides its own fields.
    pub fn common(&self, record: RecordKey) -> &Common {
        match record {
            RecordKey::Event(k) => &self.events[k].common,
            RecordKey::Actor(k) => &self.actors[k].common,
            RecordKey::Place(k) => &self.places[k].common,
            RecordKey::Source(k) => &self.sources[k].common,
            RecordKey::Period(k) => &self.periods[k].common,
            RecordKey::Topic(k) => &self.topics[k].common,
            RecordKey::Timeline(k) => &self.timelines[k].common,
            RecordKey::Article(k) => &self.articles[k].common,
            RecordKey::Page(k) => &self.pages[k].common,
        }
    }

    /// The name or title of a record for a reader of `lang`, and the language that it is in.
    pub fn title(&self, record: RecordKey, lang: Lang) -> (&str, Lang) {
        self.name(record).get(lang).map_or(("", lang), |(t, l)| (t.as_str(), l))
    }

    /// The name or title of a record in all languages.
    pub fn name(&self, record: RecordKey) -> &Words {
        match record {
            RecordKey::Event(k) => &self.events[k].title,
            RecordKey::Actor(k) => &self.actors[k].name,
            RecordKey::Place(k) => &self.places[k].name,
            RecordKey::Source(k) => &self.sources[k].title,
            RecordKey::Period(k) => &self.periods[k].name,
            RecordKey::Topic(k) => &self.topics[k].name,
            RecordKey::Timeline(k) => &self.timelines[k].title,
            RecordKey::Article(k) => &self.articles[k].title,
            RecordKey::Page(k) => &self.pages[k].title,
        }
    }
}

/// Makes the archive.
pub fn resolve(draft: Draft, files: &Files, options: Options) -> (Archive, Vec<Diagnostic>) {
    let mut workings = Workings::new(draft, files, options);
    let archive = workings.archive();
    let mut faults = workings.take_faults();
    faults.extend(checks::check(&archive, files));
    faults.extend(checks::look_alikes(&archive));
    (archive, faults)
}

/// The number of a language of the site.
fn find_lang(languages: &[String], tag: &str) -> Option<Lang> {
    languages.iter().position(|l| l == tag).map(|i| Lang(i as u16))
}

/// The fault of a text in a language that the site does not have.
fn unknown_language(span: Span, tag: &str, languages: &[String]) -> Diagnostic {
    let fault = Diagnostic::new(Code::BadConfig, span, format!("the site has no language `{tag}`"));
    match nearest(tag, languages.iter().map(String::as_str)) {
        Some(near) if near.len() > 2 => fault.help(format!("did you mean `{near}`?")),
        _ => {
            fault.help(format!("add it to `languages` in `content/site.toml`, or use one of {}", languages.join(", ")))
        }
    }
}

/// The id under which a record's page is found.
pub fn id_of(archive: &Archive, record: RecordKey) -> Option<&Id> {
    match record {
        RecordKey::Event(k) => Some(&archive.events[k].id),
        RecordKey::Actor(k) => Some(&archive.actors[k].id),
        RecordKey::Place(k) => Some(&archive.places[k].id),
        RecordKey::Source(k) => archive.sources[k].id.as_ref(),
        RecordKey::Period(k) => Some(&archive.periods[k].id),
        RecordKey::Topic(k) => Some(&archive.topics[k].id),
        RecordKey::Timeline(k) => Some(&archive.timelines[k].id),
        RecordKey::Article(k) => Some(&archive.articles[k].id),
        RecordKey::Page(k) => Some(&archive.pages[k].id),
    }
}
