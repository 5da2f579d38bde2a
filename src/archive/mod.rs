//! Archive: every id resolved, every date understood. It holds no dangling id.
//!
//! Making it never stops at a fault; a record that cannot be used is left out and its fault returned.

mod checks;
mod model;
mod names;
mod parts;
mod resolve;
mod settings;
mod texts;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

pub use model::*;
pub use settings::EXAMPLE_ADDRESS;

use crate::date::{When, WhenSource};
use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::draft::{Draft, RawArticleHead, RawEvent, RawPageHead, RawPeriod, Word};
use crate::files::Files;
use crate::id::{Id, Kind};
use crate::text::{FileId, Span, Spanned};
use names::{Absent, Names};
use resolve::{AllNames, Resolver, absent, is_draft, number};

/// What a run asks for.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options {
    /// Whether drafts are in the archive.
    pub drafts: bool,
}

/// All records of a site.
#[derive(Debug)]
pub struct Archive {
    /// The site's settings.
    pub settings: Settings,
    /// Events, in order of id.
    pub events: Table<Event>,
    /// Actors, in order of id.
    pub actors: Table<Actor>,
    /// Places, in order of id.
    pub places: Table<Place>,
    /// Sources: those with ids in order of id, then those written inside events.
    pub sources: Table<Source>,
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
    /// Links within the site that texts contain, to be checked against its addresses.
    pub links: Vec<PendingLink>,
    /// The anchors of each record's texts, for links from elsewhere.
    pub anchors: Anchors,
}

/// Anchors by the record whose texts have them.
pub type Anchors = BTreeMap<(Kind, Id), BTreeSet<String>>;

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

impl Archive {
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

    /// The name or title of a record for a reader of `lang`, and the language that it is in.
    pub fn title(&self, record: RecordKey, lang: Lang) -> (&str, Lang) {
        let words = match record {
            RecordKey::Event(k) => &self.events[k].title,
            RecordKey::Actor(k) => &self.actors[k].name,
            RecordKey::Place(k) => &self.places[k].name,
            RecordKey::Source(k) => &self.sources[k].title,
            RecordKey::Period(k) => &self.periods[k].name,
            RecordKey::Topic(k) => &self.topics[k].name,
            RecordKey::Timeline(k) => &self.timelines[k].title,
            RecordKey::Article(k) => &self.articles[k].title,
            RecordKey::Page(k) => &self.pages[k].title,
        };
        words.get(lang).map_or(("", lang), |(t, l)| (t.as_str(), l))
    }
}

/// Makes the archive.
pub fn resolve(draft: Draft, files: &Files, options: Options) -> (Archive, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let settings = settings::settings(draft.site, &mut faults);
    let zone = settings.timezone;

    let (events, declared) = dated_events(draft.events, draft.declared, zone, &mut faults);
    let periods = dated_periods(draft.periods, zone, &mut faults);
    let events = number(
        Kind::Event,
        events,
        |(e, when, _)| (e.id.as_ref(), absent(when.is_some() && e.title.is_some(), &e.draft, options)),
        &mut faults,
    );
    let actors = number(
        Kind::Actor,
        draft.actors,
        |a| (a.id.as_ref(), absent(a.name.is_some(), &a.draft, options)),
        &mut faults,
    );
    let places = number(
        Kind::Place,
        draft.places,
        |p| (p.id.as_ref(), absent(p.name.is_some(), &p.draft, options)),
        &mut faults,
    );
    need_ids(&draft.sources, &mut faults);
    let sources = number(
        Kind::Source,
        draft.sources,
        |s| (s.id.as_ref(), absent(s.title.is_some(), &s.draft, options)),
        &mut faults,
    );
    let periods = number(
        Kind::Period,
        periods,
        |(p, when)| (p.id.as_ref(), absent(when.is_some() && p.name.is_some(), &p.draft, options)),
        &mut faults,
    );
    let topics = number(
        Kind::Topic,
        draft.topics,
        |t| (t.id.as_ref(), absent(t.name.is_some(), &t.draft, options)),
        &mut faults,
    );
    let timelines = number(
        Kind::Timeline,
        draft.timelines,
        |t| (t.id.as_ref(), absent(t.title.is_some(), &t.draft, options)),
        &mut faults,
    );
    let article_head = |h: &RawArticleHead| (h.slug.clone(), is_draft(&h.draft));
    let articles = texts::group(draft.articles, files, &settings.languages, article_head, &mut faults);
    let (article_names, articles) = name_texts(Kind::Article, articles, options);
    let page_head = |h: &RawPageHead| (h.slug.clone(), is_draft(&h.draft));
    let pages = texts::group(draft.pages, files, &settings.languages, page_head, &mut faults);
    let (page_names, pages) = name_texts(Kind::Page, pages, options);

    let mut resolver = Resolver {
        settings: &settings,
        names: AllNames {
            events: events.names,
            actors: actors.names,
            places: places.names,
            sources: sources.names,
            periods: periods.names,
            topics: topics.names,
            timelines: timelines.names,
            articles: article_names,
            pages: page_names,
        },
        faults,
        links: Vec::new(),
        anchors: BTreeMap::new(),
        owner: None,
        inline: Vec::new(),
        named_sources: sources.kept.len(),
    };
    resolver.look_through(sources.broken, actors.broken, places.broken, topics.broken, timelines.broken);
    resolver.look_through_dated(periods.broken, events.broken);
    let sources: Vec<Source> = sources.kept.into_iter().map(|(id, s)| resolver.source(Some(id), s)).collect();
    let actors: Vec<Actor> = actors.kept.into_iter().map(|(id, a)| resolver.actor(id, a)).collect();
    let places: Vec<Place> = places.kept.into_iter().map(|(id, p)| resolver.place(id, p)).collect();
    let topics: Vec<Topic> = topics.kept.into_iter().map(|(id, t)| resolver.topic(id, t)).collect();
    let periods: Vec<Period> =
        periods.kept.into_iter().filter_map(|(id, (p, when))| Some(resolver.period(id, p, when?))).collect();
    let timelines: Vec<Selection> = timelines.kept.into_iter().map(|(id, t)| resolver.timeline(id, t)).collect();
    let mut origins = Vec::new();
    let events: Vec<Event> = events
        .kept
        .into_iter()
        .filter_map(|(id, (raw, when, origin))| {
            origins.push(origin);
            Some(resolver.event(id, raw, when?))
        })
        .collect();
    let articles: Vec<Article> = articles.into_iter().map(|g| resolver.article(g)).collect();
    let pages: Vec<Page> = pages.into_iter().map(|g| resolver.page(g)).collect();

    let Resolver { names, faults, links, anchors, inline, .. } = resolver;
    let mut faults = faults;
    let mut source_table = Table::new(sources, names.sources.into_keys());
    for source in inline {
        source_table.push(source);
    }
    let mut archive = Archive {
        events: Table::new(events, names.events.into_keys()),
        actors: Table::new(actors, names.actors.into_keys()),
        places: Table::new(places, names.places.into_keys()),
        sources: source_table,
        periods: Table::new(periods, names.periods.into_keys()),
        topics: Table::new(topics, names.topics.into_keys()),
        timelines: Table::new(timelines, names.timelines.into_keys()),
        articles: Table::new(articles, names.articles.into_keys()),
        pages: Table::new(pages, names.pages.into_keys()),
        links,
        anchors,
        settings,
    };
    if !declared {
        origins.clear();
    }
    tie_declared_events(&mut archive, &origins);
    checks::check(&archive, files, &mut faults);
    (archive, faults)
}

/// An event's fields, its date, and the article file that declares it.
pub(super) type DatedEvent = (RawEvent, Option<When>, Option<FileId>);

/// Reads the dates of all events; they are needed before anything can refer to an event. Also says whether any event is
/// declared in an article.
fn dated_events(
    events: Vec<RawEvent>,
    declared: Vec<(usize, FileId)>,
    zone: Option<chrono_tz::Tz>,
    faults: &mut Vec<Diagnostic>,
) -> (Vec<DatedEvent>, bool) {
    let origin: BTreeMap<usize, FileId> = declared.into_iter().collect();
    let dated = events
        .into_iter()
        .enumerate()
        .map(|(i, event)| {
            let when = event_date(&event, zone, faults);
            (event, when, origin.get(&i).copied())
        })
        .collect();
    (dated, !origin.is_empty())
}

fn event_date(event: &RawEvent, zone: Option<chrono_tz::Tz>, faults: &mut Vec<Diagnostic>) -> Option<When> {
    let date = event.date.as_ref()?;
    let source = WhenSource {
        date: Spanned::new(date.value.0.as_str(), date.span),
        within: event.within.as_ref().map(|w| Spanned::new(w.0.value.word(), w.0.span)),
        time: event.time.as_ref().map(|t| Spanned::new(t.value.as_str(), t.span)),
        time_status: event.time_status.as_ref().map(|s| Spanned::new(s.0.value.word(), s.0.span)),
        timezone: event.timezone.as_ref().map(|z| Spanned::new(z.value.as_str(), z.span)),
    };
    let (when, found) = When::read(&source, zone);
    faults.extend(found);
    when
}

fn dated_periods(
    periods: Vec<RawPeriod>,
    zone: Option<chrono_tz::Tz>,
    faults: &mut Vec<Diagnostic>,
) -> Vec<(RawPeriod, Option<When>)> {
    periods
        .into_iter()
        .map(|period| {
            let when = period.date.as_ref().and_then(|date| {
                let (when, found) = When::read(&WhenSource::new(Spanned::new(date.value.0.as_str(), date.span)), zone);
                faults.extend(found);
                when
            });
            (period, when)
        })
        .collect()
}

/// A source that stands alone needs an id; one inside an event has none.
fn need_ids(sources: &[crate::draft::RawSource], faults: &mut Vec<Diagnostic>) {
    for source in sources.iter().filter(|s| s.id.is_none()) {
        faults.push(Diagnostic::new(Code::MissingKey, source.span, "a source needs `id`").help("add `id = …`"));
    }
}

/// Numbers articles or pages, which are named by their files.
fn name_texts<T, H>(kind: Kind, groups: Vec<texts::Group<H>>, options: Options) -> (Names<T>, Vec<texts::Group<H>>) {
    let (drafts, kept): (Vec<_>, Vec<_>) = groups.into_iter().partition(|g| g.draft && !options.drafts);
    let absent = drafts.into_iter().map(|g| (g.id, Absent::Draft)).collect();
    let keys = kept.iter().enumerate().map(|(i, g)| (g.id.clone(), Table::key(i))).collect();
    (Names::of_keys(kind, keys, absent), kept)
}

/// An event that an article declares is mentioned by it.
fn tie_declared_events(archive: &mut Archive, origins: &[Option<FileId>]) {
    let articles: BTreeMap<FileId, Key<Article>> = archive.articles.iter().map(|(k, a)| (a.file, k)).collect();
    let events: Vec<Key<Event>> = archive.events.keys().collect();
    for (event, origin) in events.into_iter().zip(origins) {
        let Some(article) = origin.and_then(|file| articles.get(&file)).copied() else { continue };
        archive.events.row_mut(event).declared_in = Some(article);
        let mentioned = &mut archive.articles.row_mut(article).events;
        if let Err(at) = mentioned.binary_search(&event) {
            mentioned.insert(at, event);
        }
    }
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
