//! The workings of an archive: what each record was made of and the faults that were found in it, kept so that a change
//! of some records makes only those anew.

use std::collections::BTreeMap;
use std::sync::Arc;

use rayon::prelude::*;

use super::model::*;
use super::names::{Absent, Found, Names};
use super::resolve::{AllNames, Resolver, absent, is_draft, number};
use super::{Archive, Options, OwnSources, settings, texts};
use crate::date::{When, WhenSource};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::*;
use crate::files::Files;
use crate::id::{Id, Kind};
use crate::text::{FileId, Spanned};

/// What archives are made of.
pub struct Workings {
    base: Base,
    options: Options,
    /// Faults that belong to no record of the archive: of settings, ids, and records that cannot be used.
    faults: Vec<Diagnostic>,
    /// Links in the texts of records that cannot be used.
    links: Vec<PendingLink>,
    /// Whether every record has an id of its own and all that it needs.
    sound: bool,
    events: Vec<Made<Event>>,
    actors: Vec<Made<Actor>>,
    places: Vec<Made<Place>>,
    sources: Vec<Made<Source>>,
    periods: Vec<Made<Period>>,
    topics: Vec<Made<Topic>>,
    timelines: Vec<Made<Selection>>,
    articles: Vec<Made<Article>>,
    pages: Vec<Made<Page>>,
    article_groups: Vec<texts::Group<RawArticleHead>>,
    page_groups: Vec<texts::Group<RawPageHead>>,
}

/// What every record needs to be looked up.
struct Base {
    settings: Arc<Settings>,
    names: AllNames,
    ties: Ties,
}

/// A record and its faults.
struct Made<T> {
    record: Arc<T>,
    faults: Vec<Diagnostic>,
}

/// A record whose date has been read.
pub(super) struct Dated<R> {
    pub raw: Arc<R>,
    pub when: Option<When>,
    /// What is wrong with the date.
    pub faults: Vec<Diagnostic>,
    /// The file of the article that declares it.
    pub article: Option<FileId>,
}

/// Which article declares which events, by the article's file.
#[derive(Default)]
pub(super) struct Ties {
    pub articles: BTreeMap<FileId, Key<Article>>,
    pub events: BTreeMap<FileId, Vec<Key<Event>>>,
}

impl Workings {
    /// Looks everything up.
    pub fn new(draft: Draft, files: &Files, options: Options) -> Workings {
        let mut faults = Vec::new();
        let settings = settings::settings(draft.site.map(Arc::unwrap_or_clone), &mut faults);
        let zone = settings.timezone;
        let of_settings = faults.len();
        need_ids(&draft.sources, &mut faults);
        let mut events: Vec<Dated<RawEvent>> = draft.events.into_par_iter().map(|e| dated_event(e, zone)).collect();
        let mut periods: Vec<Dated<RawPeriod>> = draft.periods.into_iter().map(|p| dated_period(p, zone)).collect();
        for event in events.iter_mut().filter(|e| event_absent(e, options) == Some(Absent::Draft)) {
            faults.append(&mut event.faults);
        }
        for period in periods.iter_mut().filter(|p| period_absent(p, options) == Some(Absent::Draft)) {
            faults.append(&mut period.faults);
        }
        let events = number(Kind::Event, events, |e| (e.raw.id.as_ref(), event_absent(e, options)), &mut faults);
        let actors = number(Kind::Actor, draft.actors, |r| (r.id.as_ref(), actor_absent(r, options)), &mut faults);
        let places = number(Kind::Place, draft.places, |r| (r.id.as_ref(), place_absent(r, options)), &mut faults);
        let sources = number(Kind::Source, draft.sources, |r| (r.id.as_ref(), source_absent(r, options)), &mut faults);
        let periods = number(Kind::Period, periods, |p| (p.raw.id.as_ref(), period_absent(p, options)), &mut faults);
        let topics = number(Kind::Topic, draft.topics, |r| (r.id.as_ref(), topic_absent(r, options)), &mut faults);
        let timelines =
            number(Kind::Timeline, draft.timelines, |r| (r.id.as_ref(), timeline_absent(r, options)), &mut faults);
        let articles = texts::group(draft.articles, files, &settings.languages, article_head, &mut faults);
        let (article_names, article_groups) = name_texts(Kind::Article, articles, options);
        let pages = texts::group(draft.pages, files, &settings.languages, page_head, &mut faults);
        let (page_names, page_groups) = name_texts(Kind::Page, pages, options);
        let ties = ties(&events.kept, &article_groups);
        let names = AllNames {
            events: events.names,
            actors: actors.names,
            places: places.names,
            sources: sources.names,
            periods: periods.names,
            topics: topics.names,
            timelines: timelines.names,
            articles: article_names,
            pages: page_names,
        };
        let mut workings = Workings {
            base: Base { settings: Arc::new(settings), names, ties },
            options,
            links: Vec::new(),
            sound: faults.len() == of_settings,
            faults,
            events: Vec::new(),
            actors: Vec::new(),
            places: Vec::new(),
            sources: Vec::new(),
            periods: Vec::new(),
            topics: Vec::new(),
            timelines: Vec::new(),
            articles: Vec::new(),
            pages: Vec::new(),
            article_groups,
            page_groups,
        };
        workings.events = workings.make(events.kept, events.broken, make_event);
        workings.actors = workings.make(actors.kept, actors.broken, |r, id, raw| r.actor(id, raw));
        workings.places = workings.make(places.kept, places.broken, |r, id, raw| r.place(id, raw));
        workings.sources = workings.make(sources.kept, sources.broken, make_source);
        workings.periods = workings.make(periods.kept, periods.broken, make_period);
        workings.topics = workings.make(topics.kept, topics.broken, |r, id, raw| r.topic(id, raw));
        workings.timelines = workings.make(timelines.kept, timelines.broken, |r, id, raw| r.timeline(id, raw));
        let base = &workings.base;
        workings.articles = workings.article_groups.par_iter().map(|group| base.article(group)).collect();
        workings.pages = workings.page_groups.par_iter().map(|group| base.page(group)).collect();
        workings
    }

    /// The archive.
    pub fn archive(&self) -> Archive {
        let mut own_sources = OwnSources::default();
        let mut sources = rows(&self.sources);
        for made in &self.events {
            own_sources.events.push(Table::key(sources.len()));
            sources.extend(made.record.own_sources.iter().cloned());
        }
        for made in &self.articles {
            own_sources.articles.push(Table::key(sources.len()));
            sources.extend(made.record.own_sources.iter().cloned());
        }
        let names = &self.base.names;
        Archive {
            settings: Arc::clone(&self.base.settings),
            events: Table::new(rows(&self.events), names.events.keys()),
            actors: Table::new(rows(&self.actors), names.actors.keys()),
            places: Table::new(rows(&self.places), names.places.keys()),
            sources: Table::new(sources, names.sources.keys()),
            periods: Table::new(rows(&self.periods), names.periods.keys()),
            topics: Table::new(rows(&self.topics), names.topics.keys()),
            timelines: Table::new(rows(&self.timelines), names.timelines.keys()),
            articles: Table::new(rows(&self.articles), names.articles.keys()),
            pages: Table::new(rows(&self.pages), names.pages.keys()),
            own_sources,
            other_links: self.links.clone(),
        }
    }

    /// The site's settings.
    pub fn settings(&self) -> &Settings {
        &self.base.settings
    }

    /// All faults; they are given away.
    pub fn take_faults(&mut self) -> Vec<Diagnostic> {
        let mut all = std::mem::take(&mut self.faults);
        take(&mut self.events, &mut all);
        take(&mut self.actors, &mut all);
        take(&mut self.places, &mut all);
        take(&mut self.sources, &mut all);
        take(&mut self.periods, &mut all);
        take(&mut self.topics, &mut all);
        take(&mut self.timelines, &mut all);
        take(&mut self.articles, &mut all);
        take(&mut self.pages, &mut all);
        all
    }

    /// The faults that belong to no record of the archive.
    pub fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        fn of<T>(made: &[Made<T>]) -> impl Iterator<Item = &Diagnostic> {
            made.iter().flat_map(|one| &one.faults)
        }
        self.faults
            .iter()
            .chain(of(&self.events))
            .chain(of(&self.actors))
            .chain(of(&self.places))
            .chain(of(&self.sources))
            .chain(of(&self.periods))
            .chain(of(&self.topics))
            .chain(of(&self.timelines))
            .chain(of(&self.articles))
            .chain(of(&self.pages))
    }

    /// Takes over what changed in one file, if the change bears upon its own records alone: the file holds the same ids
    /// as before, and all of them can be used. Returns the records; `None` if everything has to be made anew.
    pub fn replace(&mut self, old: &Part, new: &Part) -> Option<Vec<RecordKey>> {
        if !self.sound || old.site.is_some() || new.site.is_some() {
            return None;
        }
        let options = self.options;
        let zone = self.base.settings.timezone;
        let names = &self.base.names;
        let events = changed(&old.events, &new.events, |a, b| Arc::ptr_eq(&a.raw, &b.raw), |e| e.raw.id.as_ref())?;
        let events = events.into_iter().map(|event| dated_event(event.clone(), zone)).collect();
        let events = keyed(events, &names.events, |e| (e.raw.id.as_ref(), event_absent(e, options)))?;
        let periods = changed(&old.periods, &new.periods, Arc::ptr_eq, |raw| raw.id.as_ref())?;
        let periods = periods.into_iter().map(|period| dated_period(Arc::clone(period), zone)).collect();
        let periods = keyed(periods, &names.periods, |p| (p.raw.id.as_ref(), period_absent(p, options)))?;
        macro_rules! plain {
            ($kind:ident, $absent:ident) => {{
                let rows = changed(&old.$kind, &new.$kind, Arc::ptr_eq, |raw| raw.id.as_ref())?;
                let rows = rows.into_iter().cloned().collect();
                keyed(rows, &names.$kind, |raw| (raw.id.as_ref(), $absent(raw, options)))?
            }};
        }
        let actors = plain!(actors, actor_absent);
        let places = plain!(places, place_absent);
        let sources = plain!(sources, source_absent);
        let topics = plain!(topics, topic_absent);
        let timelines = plain!(timelines, timeline_absent);
        let article = regroup(&self.article_groups, &old.article, &new.article, article_head)?;
        let page = regroup(&self.page_groups, &old.page, &new.page, page_head)?;
        let base = &self.base;
        let mut records = Vec::new();
        remake(base, &mut self.events, events, make_event, RecordKey::Event, &mut records);
        remake(base, &mut self.periods, periods, make_period, RecordKey::Period, &mut records);
        remake(base, &mut self.actors, actors, |r, id, raw| r.actor(id, raw), RecordKey::Actor, &mut records);
        remake(base, &mut self.places, places, |r, id, raw| r.place(id, raw), RecordKey::Place, &mut records);
        remake(base, &mut self.sources, sources, make_source, RecordKey::Source, &mut records);
        remake(base, &mut self.topics, topics, |r, id, raw| r.topic(id, raw), RecordKey::Topic, &mut records);
        remake(
            base,
            &mut self.timelines,
            timelines,
            |r, id, raw| r.timeline(id, raw),
            RecordKey::Timeline,
            &mut records,
        );
        if let Some((at, group)) = article {
            self.articles[at] = base.article(&group);
            self.article_groups[at] = group;
            records.push(RecordKey::Article(Table::key(at)));
        }
        if let Some((at, group)) = page {
            self.pages[at] = base.page(&group);
            self.page_groups[at] = group;
            records.push(RecordKey::Page(Table::key(at)));
        }
        Some(records)
    }

    /// Makes the records of one kind. Those that have a fault and will not be in the archive are looked through all the
    /// same, so that no fault hides another.
    fn make<R: Send, T: Record + Send + Sync>(
        &mut self,
        kept: Vec<(Id, R)>,
        broken: Vec<(Id, R)>,
        make: fn(&mut Resolver<'_>, Id, R) -> T,
    ) -> Vec<Made<T>> {
        let base = &self.base;
        self.sound &= broken.is_empty();
        for (id, raw) in broken {
            let mut resolver = base.resolver();
            make(&mut resolver, id, raw);
            self.faults.append(&mut resolver.faults);
            self.links.append(&mut resolver.links);
        }
        kept.into_par_iter().map(|(id, raw)| base.made(|resolver| make(resolver, id, raw))).collect()
    }
}

impl Base {
    fn resolver(&self) -> Resolver<'_> {
        Resolver::new(&self.settings, &self.names, &self.ties)
    }

    fn made<T: Record>(&self, make: impl FnOnce(&mut Resolver<'_>) -> T) -> Made<T> {
        let mut resolver = self.resolver();
        let mut record = make(&mut resolver);
        let common = record.common_mut();
        common.links = resolver.links;
        common.anchors = resolver.anchors;
        record.check(&mut resolver.faults);
        Made { record: Arc::new(record), faults: resolver.faults }
    }

    fn article(&self, group: &texts::Group<RawArticleHead>) -> Made<Article> {
        self.made(|resolver| resolver.article(group.clone()))
    }

    fn page(&self, group: &texts::Group<RawPageHead>) -> Made<Page> {
        self.made(|resolver| resolver.page(group.clone()))
    }
}

// ---- what changed ------------------------------------------------------------------------------------------------

/// The rows that are not the same as before. `None` if there are more or fewer, or if one has another id.
fn changed<'a, R>(
    old: &[R],
    new: &'a [R],
    same: impl Fn(&R, &R) -> bool,
    id: impl Fn(&R) -> Option<&Text>,
) -> Option<Vec<&'a R>> {
    if old.len() != new.len() {
        return None;
    }
    let mut rows = Vec::new();
    for (old, new) in old.iter().zip(new).filter(|(old, new)| !same(old, new)) {
        let (before, now) = (id(old)?, id(new)?);
        if before.value != now.value {
            return None;
        }
        rows.push(new);
    }
    Some(rows)
}

/// Rows with their ids and keys. `None` unless each has the id of a record that is in the archive.
fn keyed<R, T>(
    rows: Vec<R>,
    names: &Names<T>,
    describe: impl Fn(&R) -> (Option<&Text>, Option<Absent>),
) -> Option<Vec<(Id, Key<T>, R)>> {
    rows.into_iter()
        .map(|row| {
            let (Some(id), None) = describe(&row) else { return None };
            let id = Id::parse(&id.value).ok()?;
            match names.find(id.as_str()) {
                Found::Key(key) => Some((id, key, row)),
                _ => None,
            }
        })
        .collect()
}

/// The group of files with one of them replaced, and its number; `None` if the text got another name.
fn regroup<H>(
    groups: &[texts::Group<H>],
    old: &Option<Arc<RawText<H>>>,
    new: &Option<Arc<RawText<H>>>,
    head: fn(&H) -> (Option<Text>, bool),
) -> Option<Option<(usize, texts::Group<H>)>> {
    let (old, new) = match (old, new) {
        (None, None) => return Some(None),
        (Some(old), Some(new)) => (old, new),
        _ => return None,
    };
    let described = |text: &RawText<H>| {
        let (slug, draft) = text.head.as_ref().map_or((None, false), head);
        (slug.map(|slug| slug.value), draft)
    };
    if described(old) != described(new) {
        return None;
    }
    let holds = |group: &texts::Group<H>| group.files.iter().position(|(_, text)| text.file == new.file);
    let (at, file) = groups.iter().enumerate().find_map(|(at, group)| Some((at, holds(group)?)))?;
    let mut group = groups[at].clone();
    group.files[file].1 = Arc::clone(new);
    Some(Some((at, group)))
}

fn remake<R, T: Record>(
    base: &Base,
    rows: &mut [Made<T>],
    raws: Vec<(Id, Key<T>, R)>,
    make: fn(&mut Resolver<'_>, Id, R) -> T,
    record: fn(Key<T>) -> RecordKey,
    records: &mut Vec<RecordKey>,
) {
    for (id, key, raw) in raws {
        rows[key.index()] = base.made(|resolver| make(resolver, id, raw));
        records.push(record(key));
    }
}

fn rows<T>(made: &[Made<T>]) -> Vec<Arc<T>> {
    made.iter().map(|made| Arc::clone(&made.record)).collect()
}

fn take<T>(made: &mut [Made<T>], all: &mut Vec<Diagnostic>) {
    for one in made {
        all.append(&mut one.faults);
    }
}

// ---- how each kind is made ---------------------------------------------------------------------------------------

fn make_event(resolver: &mut Resolver<'_>, id: Id, mut dated: Dated<RawEvent>) -> Event {
    resolver.faults.append(&mut dated.faults);
    let when = dated.when.take().unwrap_or_else(stand_in);
    resolver.event(id, dated, when)
}

fn make_period(resolver: &mut Resolver<'_>, id: Id, mut dated: Dated<RawPeriod>) -> Period {
    resolver.faults.append(&mut dated.faults);
    let when = dated.when.take().unwrap_or_else(stand_in);
    resolver.period(id, dated.raw, when)
}

fn make_source(resolver: &mut Resolver<'_>, id: Id, raw: Arc<RawSource>) -> Source {
    resolver.source(Some(id), Arc::unwrap_or_clone(raw))
}

/// Stands for the date of a record that is looked through only for its other faults.
fn stand_in() -> When {
    When::parse("2000").expect("a year is a date")
}

/// Reads an event's date; it is needed before anything can refer to the event.
fn dated_event(declared: Declared, zone: Option<chrono_tz::Tz>) -> Dated<RawEvent> {
    let event = &declared.raw;
    let (when, faults) = match &event.date {
        None => (None, Vec::new()),
        Some(date) => {
            let source = WhenSource {
                date: Spanned::new(date.value.0.as_str(), date.span),
                within: event.within.as_ref().map(|w| Spanned::new(w.0.value.word(), w.0.span)),
                time: event.time.as_ref().map(|t| Spanned::new(t.value.as_str(), t.span)),
                time_status: event.time_status.as_ref().map(|s| Spanned::new(s.0.value.word(), s.0.span)),
                timezone: event.timezone.as_ref().map(|z| Spanned::new(z.value.as_str(), z.span)),
            };
            When::read(&source, zone)
        }
    };
    Dated { when, faults, article: declared.article, raw: declared.raw }
}

fn dated_period(raw: Arc<RawPeriod>, zone: Option<chrono_tz::Tz>) -> Dated<RawPeriod> {
    let (when, faults) = match &raw.date {
        None => (None, Vec::new()),
        Some(date) => When::read(&WhenSource::new(Spanned::new(date.value.0.as_str(), date.span)), zone),
    };
    Dated { when, faults, article: None, raw }
}

// ---- why a record is not in the archive --------------------------------------------------------------------------

fn event_absent(event: &Dated<RawEvent>, options: Options) -> Option<Absent> {
    absent(event.when.is_some() && event.raw.title.is_some(), &event.raw.draft, options)
}

fn period_absent(period: &Dated<RawPeriod>, options: Options) -> Option<Absent> {
    absent(period.when.is_some() && period.raw.name.is_some(), &period.raw.draft, options)
}

fn actor_absent(raw: &Arc<RawActor>, options: Options) -> Option<Absent> {
    absent(raw.name.is_some(), &raw.draft, options)
}

fn place_absent(raw: &Arc<RawPlace>, options: Options) -> Option<Absent> {
    absent(raw.name.is_some(), &raw.draft, options)
}

fn source_absent(raw: &Arc<RawSource>, options: Options) -> Option<Absent> {
    absent(raw.title.is_some(), &raw.draft, options)
}

fn topic_absent(raw: &Arc<RawTopic>, options: Options) -> Option<Absent> {
    absent(raw.name.is_some(), &raw.draft, options)
}

fn timeline_absent(raw: &Arc<RawTimeline>, options: Options) -> Option<Absent> {
    absent(raw.title.is_some(), &raw.draft, options)
}

fn article_head(head: &RawArticleHead) -> (Option<Text>, bool) {
    (head.slug.clone(), is_draft(&head.draft))
}

fn page_head(head: &RawPageHead) -> (Option<Text>, bool) {
    (head.slug.clone(), is_draft(&head.draft))
}

// ---- names -------------------------------------------------------------------------------------------------------

/// A source that stands alone needs an id; one inside an event has none.
fn need_ids(sources: &[Arc<RawSource>], faults: &mut Vec<Diagnostic>) {
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
fn ties(events: &[(Id, Dated<RawEvent>)], groups: &[texts::Group<RawArticleHead>]) -> Ties {
    let mut ties = Ties::default();
    for (index, group) in groups.iter().enumerate() {
        ties.articles.insert(group.files[0].1.file, Table::key(index));
    }
    for (index, (_, event)) in events.iter().enumerate() {
        if let Some(file) = event.article {
            ties.events.entry(file).or_default().push(Table::key(index));
        }
    }
    ties
}
