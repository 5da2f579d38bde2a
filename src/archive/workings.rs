//! The workings of an archive: what each record was made of and the faults that were found in it, kept so that a change
//! of some records makes only those anew.

use std::sync::Arc;

use litemap::LiteMap;

use super::ids::Ids;
use super::model::*;
use super::names::{Absent, Found, Names};
use super::notes::{Notes, NotesRoom};
use super::resolve::{AllNames, Holding, Resolver, is_draft, number};
use super::table::*;
use super::{Archive, Options, settings, texts};
use crate::cores::{self, ANY};
use crate::date::{When, WhenSource};
use crate::diagnostic::{Code, Comparisons, Diagnostic};
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
    other_links: Vec<PendingLink>,
    /// How many sources stand before those that are written inside each event and article.
    own_sources: Arc<OwnSources>,
    /// Whether every record has an id of its own and all that it needs.
    sound: bool,
    /// Whether something is or was under embargo.
    is_timed: bool,
    events: Rows<Event>,
    actors: Rows<Actor>,
    places: Rows<Place>,
    sources: Rows<Source>,
    periods: Rows<Period>,
    topics: Rows<Topic>,
    timelines: Rows<Selection>,
    articles: Rows<Article>,
    pages: Rows<Page>,
    article_groups: Vec<texts::Group<RawArticleHead>>,
    page_groups: Vec<texts::Group<RawPageHead>>,
}

/// What every record needs to be looked up.
struct Base {
    settings: Arc<Settings>,
    names: AllNames,
    ties: Ties,
    holding: Holding,
}

/// The records of one kind.
struct Rows<T> {
    records: Arc<Vec<Arc<T>>>,
    /// What was found in each.
    notes: Vec<Notes>,
}

impl<T> Default for Rows<T> {
    fn default() -> Self {
        Rows { records: Arc::default(), notes: Vec::new() }
    }
}

impl<T> Rows<T> {
    fn new(made: Vec<(T, Notes)>) -> Self {
        let (records, notes): (Vec<_>, Vec<_>) =
            made.into_iter().map(|(record, notes)| (Arc::new(record), notes)).unzip();
        Rows { records: Arc::new(records), notes }
    }

    fn put(&mut self, at: usize, (record, notes): (T, Notes)) {
        Arc::make_mut(&mut self.records)[at] = Arc::new(record);
        self.notes[at] = notes;
    }

    fn table(&self, ids: Ids) -> Table<T> {
        Table::new(Arc::clone(&self.records), ids)
    }
}

/// A record whose date has been read.
pub(super) struct Dated<R> {
    pub raw: Arc<R>,
    pub when: Option<When>,
    /// What is wrong with the date.
    pub faults: Vec<Diagnostic>,
    /// The file of the article that declares it.
    pub article: Option<FileId>,
    /// Why that file is held back, if it is.
    pub held: Option<Absent>,
}

/// Which article declares which events, by the article's files.
#[derive(Default)]
pub(super) struct Ties {
    /// The article, and whether the file is one of its translations.
    pub articles: LiteMap<FileId, (Key<Article>, bool)>,
    pub events: LiteMap<FileId, Vec<Key<Event>>>,
    /// What may hold a file back: its own front matter, and that of the text that it translates.
    pub heads: Heads,
}

/// The front matters by which files may be held back.
type Heads = LiteMap<FileId, Vec<texts::Head>>;

impl Workings {
    /// Looks everything up.
    pub fn new(draft: Draft, files: &Files, options: Options) -> Workings {
        let mut faults = Vec::new();
        let mut settings = settings::settings(draft.site.map(Arc::unwrap_or_clone), &mut faults);
        settings.offline = options.offline;
        let zone = settings.timezone;
        let holding = Holding { options, zone };
        let of_settings = faults.len();
        need_ids(&draft.sources, &mut faults);
        let articles = texts::group(draft.articles, files, &settings.languages, article_head, &mut faults);
        let (article_names, article_groups, heads) = name_texts(Kind::Article, articles, article_head, holding);
        let dated = |event| dated_event(event, &heads, holding);
        let mut events: Vec<Dated<RawEvent>> = cores::each_of(draft.events, &dated);
        let mut periods: Vec<Dated<RawPeriod>> = draft.periods.into_iter().map(|p| dated_period(p, zone)).collect();
        for event in events.iter_mut().filter(|e| event_absent(e, holding).is_some_and(Absent::is_wanted)) {
            faults.append(&mut event.faults);
        }
        for period in periods.iter_mut().filter(|p| period_absent(p, holding).is_some_and(Absent::is_wanted)) {
            faults.append(&mut period.faults);
        }
        let events = number(Kind::Event, events, |e| (e.raw.id.as_ref(), event_absent(e, holding)), &mut faults);
        let actors = number(Kind::Actor, draft.actors, |r| (r.id.as_ref(), actor_absent(r, holding)), &mut faults);
        let places = number(Kind::Place, draft.places, |r| (r.id.as_ref(), place_absent(r, holding)), &mut faults);
        let sources = number(Kind::Source, draft.sources, |r| (r.id.as_ref(), source_absent(r, holding)), &mut faults);
        let periods = number(Kind::Period, periods, |p| (p.raw.id.as_ref(), period_absent(p, holding)), &mut faults);
        let topics = number(Kind::Topic, draft.topics, |r| (r.id.as_ref(), topic_absent(r, holding)), &mut faults);
        let timelines =
            number(Kind::Timeline, draft.timelines, |r| (r.id.as_ref(), timeline_absent(r, holding)), &mut faults);
        let pages = texts::group(draft.pages, files, &settings.languages, page_head, &mut faults);
        let (page_names, page_groups, _) = name_texts(Kind::Page, pages, page_head, holding);
        let ties = ties(&events.kept, &article_groups, heads);
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
            base: Base { settings: Arc::new(settings), names, ties, holding },
            options,
            other_links: Vec::new(),
            own_sources: Arc::default(),
            sound: faults.len() == of_settings,
            is_timed: draft.is_timed,
            faults,
            events: Rows::default(),
            actors: Rows::default(),
            places: Rows::default(),
            sources: Rows::default(),
            periods: Rows::default(),
            topics: Rows::default(),
            timelines: Rows::default(),
            articles: Rows::default(),
            pages: Rows::default(),
            article_groups,
            page_groups,
        };
        let mut room = NotesRoom::new();
        let all = &mut room;
        workings.events = workings.make(events.kept, events.broken, all, make_event);
        workings.actors = workings.make(actors.kept, actors.broken, all, |r, id, raw| r.actor(id, raw));
        workings.places = workings.make(places.kept, places.broken, all, |r, id, raw| r.place(id, raw));
        workings.sources = workings.make(sources.kept, sources.broken, all, make_source);
        workings.periods = workings.make(periods.kept, periods.broken, all, make_period);
        workings.topics = workings.make(topics.kept, topics.broken, all, |r, id, raw| r.topic(id, raw));
        workings.timelines = workings.make(timelines.kept, timelines.broken, all, |r, id, raw| r.timeline(id, raw));
        workings.articles = workings.make_texts(&workings.article_groups, all, Base::article);
        workings.pages = workings.make_texts(&workings.page_groups, all, Base::page);
        workings.faults.extend(room.rest());
        workings.count_own_sources();
        workings
    }

    /// The archive.
    pub fn archive(&self) -> Archive {
        let names = &self.base.names;
        let events = self.events.table(names.events.ids());
        let articles = self.articles.table(names.articles.ids());
        Archive {
            settings: Arc::clone(&self.base.settings),
            actors: self.actors.table(names.actors.ids()),
            places: self.places.table(names.places.ids()),
            sources: SourceTable {
                named: self.sources.table(names.sources.ids()),
                events: events.clone(),
                articles: articles.clone(),
                before: Arc::clone(&self.own_sources),
            },
            periods: self.periods.table(names.periods.ids()),
            topics: self.topics.table(names.topics.ids()),
            timelines: self.timelines.table(names.timelines.ids()),
            pages: self.pages.table(names.pages.ids()),
            events,
            articles,
            links: self.links().cloned().collect(),
            is_timed: self.is_timed,
        }
    }

    fn links(&self) -> impl Iterator<Item = &PendingLink> {
        self.notes().into_iter().flatten().flat_map(|notes| &notes.links).chain(&self.other_links)
    }

    /// What was found in the records of each kind.
    fn notes(&self) -> [&[Notes]; 9] {
        [
            &self.events.notes,
            &self.actors.notes,
            &self.places.notes,
            &self.sources.notes,
            &self.periods.notes,
            &self.topics.notes,
            &self.timelines.notes,
            &self.articles.notes,
            &self.pages.notes,
        ]
    }

    fn notes_mut(&mut self) -> [&mut [Notes]; 9] {
        [
            &mut self.events.notes,
            &mut self.actors.notes,
            &mut self.places.notes,
            &mut self.sources.notes,
            &mut self.periods.notes,
            &mut self.topics.notes,
            &mut self.timelines.notes,
            &mut self.articles.notes,
            &mut self.pages.notes,
        ]
    }

    fn count_own_sources(&mut self) {
        fn before<T>(records: &[Arc<T>], own: fn(&T) -> usize) -> Vec<u32> {
            let mut before = vec![0];
            let mut all = 0;
            for record in records {
                all += own(record) as u32;
                before.push(all);
            }
            before
        }
        self.own_sources = Arc::new(OwnSources {
            events: before(&self.events.records, |event| event.own_sources.len()),
            articles: before(&self.articles.records, |article| article.own_sources.len()),
        });
    }

    /// The site's settings.
    pub fn settings(&self) -> &Settings {
        &self.base.settings
    }

    /// All faults; they are given away.
    pub fn take_faults(&mut self) -> Vec<Diagnostic> {
        let mut all = std::mem::take(&mut self.faults);
        for notes in self.notes_mut().into_iter().flatten() {
            all.append(&mut notes.faults);
        }
        all
    }

    /// All faults.
    pub fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.faults.iter().chain(self.notes().into_iter().flatten().flat_map(|notes| &notes.faults))
    }

    /// Takes over what changed in one file, if the change bears upon its own records alone: the file holds the same ids
    /// as before, and all of them can be used. `None` if everything has to be made anew.
    pub fn replace(&mut self, old: &Part, new: &Part) -> Option<Replaced> {
        if !self.sound || old.site.is_some() || new.site.is_some() {
            return None;
        }
        let zone = self.base.settings.timezone;
        let holding = Holding { options: self.options, zone };
        let names = &self.base.names;
        let events = changed(&old.events, &new.events, |a, b| Arc::ptr_eq(&a.raw, &b.raw), |e| e.raw.id.as_ref())?;
        let heads = &self.base.ties.heads;
        let events = events.into_iter().map(|event| dated_event(event.clone(), heads, holding)).collect();
        let events = keyed(events, &names.events, |e| (e.raw.id.as_ref(), event_absent(e, holding)))?;
        let periods = changed(&old.periods, &new.periods, Arc::ptr_eq, |raw| raw.id.as_ref())?;
        let periods = periods.into_iter().map(|period| dated_period(Arc::clone(period), zone)).collect();
        let periods = keyed(periods, &names.periods, |p| (p.raw.id.as_ref(), period_absent(p, holding)))?;
        macro_rules! plain {
            ($kind:ident, $absent:ident) => {{
                let rows = changed(&old.$kind, &new.$kind, Arc::ptr_eq, |raw| raw.id.as_ref())?;
                let rows = rows.into_iter().cloned().collect();
                keyed(rows, &names.$kind, |raw| (raw.id.as_ref(), $absent(raw, holding)))?
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
        let comparisons = &mut Comparisons::new();
        let mut replaced = Replaced { records: Vec::new(), same_plan: true };
        replaced.remake(
            (base, comparisons),
            &mut self.events,
            events,
            make_event,
            (RecordKey::Event, Event::stands_as),
        );
        replaced.remake(
            (base, comparisons),
            &mut self.periods,
            periods,
            make_period,
            (RecordKey::Period, |_, _| false),
        );
        let same = |a: &Actor, b: &Actor| a.common.has_addresses_of(&b.common);
        replaced.remake(
            (base, comparisons),
            &mut self.actors,
            actors,
            |r, id, raw| r.actor(id, raw),
            (RecordKey::Actor, same),
        );
        let same = |a: &Place, b: &Place| a.common.has_addresses_of(&b.common);
        replaced.remake(
            (base, comparisons),
            &mut self.places,
            places,
            |r, id, raw| r.place(id, raw),
            (RecordKey::Place, same),
        );
        let same = |a: &Source, b: &Source| a.common.has_addresses_of(&b.common);
        replaced.remake((base, comparisons), &mut self.sources, sources, make_source, (RecordKey::Source, same));
        let never = |_: &Topic, _: &Topic| false;
        replaced.remake(
            (base, comparisons),
            &mut self.topics,
            topics,
            |r, id, raw| r.topic(id, raw),
            (RecordKey::Topic, never),
        );
        let never = |_: &Selection, _: &Selection| false;
        let make = |r: &mut Resolver<'_>, id, raw| r.timeline(id, raw);
        replaced.remake((base, comparisons), &mut self.timelines, timelines, make, (RecordKey::Timeline, never));
        if let Some((at, group)) = article {
            self.articles.put(at, base.offered(base.article(&group), comparisons));
            self.article_groups[at] = group;
            replaced.add(RecordKey::Article(Table::key(at)), false);
        }
        if let Some((at, group)) = page {
            self.pages.put(at, base.offered(base.page(&group), comparisons));
            self.page_groups[at] = group;
            replaced.add(RecordKey::Page(Table::key(at)), false);
        }
        if !replaced.same_plan {
            self.count_own_sources();
        }
        Some(replaced)
    }

    /// Makes the records of one kind. Those that have a fault and will not be in the archive are looked through all the
    /// same, so that no fault hides another.
    fn make<R: Send, T: Record + Send + Sync>(
        &mut self,
        kept: Vec<(Id, R)>,
        broken: Vec<(Id, R)>,
        room: &mut NotesRoom,
        make: fn(&mut Resolver<'_>, Id, R) -> T,
    ) -> Rows<T> {
        let base = &self.base;
        self.sound &= broken.is_empty();
        for (id, raw) in broken {
            let mut resolver = base.resolver();
            make(&mut resolver, id, raw);
            let mut notes = Notes::new(resolver.faults, resolver.links);
            room.settle(&base.names, &mut notes);
            self.faults.append(&mut notes.faults);
            self.other_links.append(&mut notes.links);
        }
        let (mut made, mut kept) = (Vec::with_capacity(kept.len()), kept.into_iter());
        while kept.len() > 0 {
            let some = kept.by_ref().take(AT_ONCE).collect();
            let some = cores::each_of(some, &|(id, raw)| base.made(|resolver| make(resolver, id, raw)));
            made.extend(room.settled(&base.names, some));
        }
        Rows::new(made)
    }

    /// As [`Workings::make`], of articles or pages.
    fn make_texts<H: Sync + Send, T: Send>(
        &self,
        groups: &[texts::Group<H>],
        room: &mut NotesRoom,
        make: fn(&Base, &texts::Group<H>) -> (T, Notes),
    ) -> Rows<T> {
        let base = &self.base;
        let mut made = Vec::with_capacity(groups.len());
        for some in groups.chunks(AT_ONCE) {
            made.extend(room.settled(&base.names, cores::each(some, ANY, &|group| make(base, group))));
        }
        Rows::new(made)
    }
}

/// How many records are looked up before their faults are looked through: each may have many, of which the site as a whole
/// keeps some.
const AT_ONCE: usize = 4_096;

impl Base {
    fn offered<T>(&self, mut made: (T, Notes), comparisons: &mut Comparisons) -> (T, Notes) {
        made.1.offer(&self.names, comparisons);
        made
    }

    fn resolver(&self) -> Resolver<'_> {
        Resolver::new(&self.settings, &self.names, &self.ties, self.holding)
    }

    fn made<T: Record>(&self, make: impl FnOnce(&mut Resolver<'_>) -> T) -> (T, Notes) {
        let mut resolver = self.resolver();
        let mut record = make(&mut resolver);
        record.common_mut().anchors = resolver.anchors;
        record.check(&mut resolver.faults);
        (record, Notes::new(resolver.faults, resolver.links))
    }

    fn article(&self, group: &texts::Group<RawArticleHead>) -> (Article, Notes) {
        self.made(|resolver| resolver.article(group.clone()))
    }

    fn page(&self, group: &texts::Group<RawPageHead>) -> (Page, Notes) {
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
    head: fn(&H) -> texts::Head,
) -> Option<Option<(usize, texts::Group<H>)>> {
    let (old, new) = match (old, new) {
        (None, None) => return Some(None),
        (Some(old), Some(new)) => (old, new),
        _ => return None,
    };
    let described = |text: &RawText<H>| {
        let head = text.head.as_ref().map(head).unwrap_or_default();
        (head.slug.map(|slug| slug.value), is_draft(&head.draft), head.embargo.map(|date| date.value.0))
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

/// What a change of records did.
pub struct Replaced {
    /// The records that were made anew.
    pub records: Vec<RecordKey>,
    /// Whether the order, all lists and all addresses are as they were.
    pub same_plan: bool,
}

/// How a kind of record is named, and whether one stands as its earlier state did.
type Kept<T> = (fn(Key<T>) -> RecordKey, fn(&T, &T) -> bool);

impl Replaced {
    fn add(&mut self, record: RecordKey, same_plan: bool) {
        self.records.push(record);
        self.same_plan &= same_plan;
    }

    fn remake<R, T: Record>(
        &mut self,
        (base, comparisons): (&Base, &mut Comparisons),
        rows: &mut Rows<T>,
        raws: Vec<(Id, Key<T>, R)>,
        make: fn(&mut Resolver<'_>, Id, R) -> T,
        (record, stands_as): Kept<T>,
    ) {
        for (id, key, raw) in raws {
            let made = base.offered(base.made(|resolver| make(resolver, id, raw)), comparisons);
            self.add(record(key), stands_as(&made.0, &rows.records[key.index()]));
            rows.put(key.index(), made);
        }
    }
}

// ---- how each kind is made ---------------------------------------------------------------------------------------

fn make_event(resolver: &mut Resolver<'_>, id: Id, mut dated: Dated<RawEvent>) -> Event {
    resolver.faults.extend(std::mem::take(&mut dated.faults));
    let when = dated.when.take().unwrap_or_else(stand_in);
    resolver.event(id, dated, when)
}

fn make_period(resolver: &mut Resolver<'_>, id: Id, mut dated: Dated<RawPeriod>) -> Period {
    resolver.faults.extend(std::mem::take(&mut dated.faults));
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
fn dated_event(declared: Declared, heads: &Heads, holding: Holding) -> Dated<RawEvent> {
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
            When::read(&source, holding.zone)
        }
    };
    let heads = declared.article.and_then(|file| heads.get(&file));
    let held = heads.into_iter().flatten().find_map(|head| holding.holds(&head.draft, &head.embargo));
    Dated { when, faults, article: declared.article, held, raw: declared.raw }
}

fn dated_period(raw: Arc<RawPeriod>, zone: Option<chrono_tz::Tz>) -> Dated<RawPeriod> {
    let (when, faults) = match &raw.date {
        None => (None, Vec::new()),
        Some(date) => When::read(&WhenSource::new(Spanned::new(date.value.0.as_str(), date.span)), zone),
    };
    Dated { when, faults, article: None, held: None, raw }
}

// ---- why a record is not in the archive --------------------------------------------------------------------------

fn event_absent(event: &Dated<RawEvent>, holding: Holding) -> Option<Absent> {
    let complete = event.when.is_some() && event.raw.title.is_some();
    event.held.or_else(|| holding.absent(complete, &event.raw.draft, &event.raw.embargo))
}

fn period_absent(period: &Dated<RawPeriod>, holding: Holding) -> Option<Absent> {
    holding.absent(period.when.is_some() && period.raw.name.is_some(), &period.raw.draft, &period.raw.embargo)
}

fn actor_absent(raw: &Arc<RawActor>, holding: Holding) -> Option<Absent> {
    holding.absent(raw.name.is_some(), &raw.draft, &raw.embargo)
}

fn place_absent(raw: &Arc<RawPlace>, holding: Holding) -> Option<Absent> {
    holding.absent(raw.name.is_some(), &raw.draft, &raw.embargo)
}

fn source_absent(raw: &Arc<RawSource>, holding: Holding) -> Option<Absent> {
    holding.absent(raw.title.is_some(), &raw.draft, &raw.embargo)
}

fn topic_absent(raw: &Arc<RawTopic>, holding: Holding) -> Option<Absent> {
    holding.absent(raw.name.is_some(), &raw.draft, &raw.embargo)
}

fn timeline_absent(raw: &Arc<RawTimeline>, holding: Holding) -> Option<Absent> {
    holding.absent(raw.title.is_some(), &raw.draft, &raw.embargo)
}

pub(super) fn article_head(head: &RawArticleHead) -> texts::Head {
    texts::Head { slug: head.slug.clone(), draft: head.draft, embargo: head.embargo.clone() }
}

pub(super) fn page_head(head: &RawPageHead) -> texts::Head {
    texts::Head { slug: head.slug.clone(), draft: head.draft, embargo: head.embargo.clone() }
}

// ---- names -------------------------------------------------------------------------------------------------------

/// A source that stands alone needs an id; one inside an event has none.
fn need_ids(sources: &[Arc<RawSource>], faults: &mut Vec<Diagnostic>) {
    for source in sources.iter().filter(|s| s.id.is_none()) {
        faults.push(Diagnostic::new(Code::MissingKey, source.span, "a source needs `id`").help("add `id = …`"));
    }
}

/// Numbers articles or pages, which are named by their files, and tells what may hold their files back. A translation
/// can be held back by itself.
fn name_texts<T, H>(
    kind: Kind,
    groups: Vec<texts::Group<H>>,
    head: fn(&H) -> texts::Head,
    holding: Holding,
) -> (Names<T>, Vec<texts::Group<H>>, Heads) {
    let mut absent = LiteMap::new();
    let mut kept = Vec::new();
    let mut heads = Vec::new();
    for mut group in groups {
        let main = group.files[0].1.head.as_ref().map(head);
        group.files.retain(|(_, text)| {
            let own = text.head.as_ref().map(head);
            let is_held = own.as_ref().is_some_and(|head| holding.holds(&head.draft, &head.embargo).is_some());
            let all = main.iter().cloned().chain(own).filter(|head| head.draft.is_some() || head.embargo.is_some());
            heads.push((text.file, all.collect::<Vec<_>>()));
            !is_held
        });
        match holding.holds(&group.draft, &group.embargo) {
            Some(reason) => drop(absent.insert(group.id, reason)),
            None => kept.push(group),
        }
    }
    let heads = heads.into_iter().filter(|(_, heads)| !heads.is_empty()).collect();
    let ids = kept.iter().map(|group| group.id.clone()).collect();
    (Names::of_ids(kind, ids, absent), kept, heads)
}

/// An event that an article declares is mentioned by it.
fn ties(events: &[(Id, Dated<RawEvent>)], groups: &[texts::Group<RawArticleHead>], heads: Heads) -> Ties {
    let articles = groups.iter().enumerate().flat_map(|(index, group)| {
        let files = group.files.iter().enumerate();
        files.map(move |(at, (_, text))| (text.file, (Table::key(index), at > 0)))
    });
    let mut ties = Ties { articles: articles.collect(), heads, ..Ties::default() };
    let declared = events.iter().enumerate().filter_map(|(at, (_, event))| Some((event.article?, Table::key(at))));
    let mut declared: Vec<_> = declared.collect();
    declared.sort_unstable();
    for (file, key) in declared {
        ties.events.entry(file).or_default().push(key);
    }
    ties
}
