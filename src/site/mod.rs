//! Site: the set of everything that the site offers, planned before anything is rendered.
//!
//! Which routes exist, what each list holds and what leads where is decided here; how it looks is not.

mod addresses;
mod index;
mod lanes;
mod shown;
mod stretches;

pub use index::{CorrectionOf, Index, all_topics};
pub use lanes::{LaneList, LaneOf, Lanes, MOST_LISTED};
pub use stretches::{StretchPlan, Stretches, larger, page_number, stretch_of, with_page};

use std::hash::{Hash, Hasher};
use std::sync::Arc;

use litemap::LiteMap;

use crate::archive::{Archive, Article, Event, Key, Lang, RecordKey, Topic, id_of};
use crate::date::{CivilDay, Truth};
use crate::diagnostic::Diagnostic;
use crate::draft::Status;
use crate::files::Files;
use crate::id::Kind;
use crate::route::{Addresses, DISK, DataRoute, ExportForm, Framed, PageRoute, Route, Stretch, UrlPath};
use crate::text::Span;
use crate::timeline::Timeline;

/// The most entries that one page lists: so few that a page stays below 3,000 elements even where each entry has a group
/// of its own, a status, another language than the page, and as much markup as [`MARKUP_IN_A_ROW`] allows.
pub const PER_PAGE: usize = 100;

/// The most elements of markup that a row of a list shows: a text with more is shown there as its words alone.
pub const MARKUP_IN_A_ROW: usize = 4;

/// The most years, letters, or other ways to go on, that a page offers: beyond these a way leads to several.
pub const MOST_WAYS: usize = 100;

/// The most records of a kind that a page shows beside its own list; a list of its own has all.
pub const MOST_BESIDE: usize = 24;

/// How many events one file of data says what they can be chosen by: about 110 kB.
pub const FACETS_PER_FILE: usize = 2_000;

/// How many events one file of data shows: about 95 kB. Fewer than above, since a reader needs them for the events
/// that are left alone.
pub const EVENTS_PER_FILE: usize = 200;

/// The style sheet of the site's own look: empty, and asked for by no page, where it has none.
pub const LOOK: &str = "assets/theme.css";

/// How many events one file of an export holds: some megabytes.
pub const EVENTS_PER_EXPORT: usize = 10_000;

/// A planned site.
#[derive(Debug)]
pub struct Site {
    /// The records.
    pub archive: Archive,
    /// Their order.
    pub timeline: Arc<Timeline>,
    /// What leads to what.
    pub index: Arc<Index>,
    /// The pages of the timeline.
    pub stretches: Arc<Stretches>,
    /// The pages of the timeline in lanes.
    pub lanes: Arc<Lanes>,
    /// Routes to addresses.
    pub addresses: Addresses,
    /// The width and height of pictures in pixels, by their path below `static/`.
    pub pictures: LiteMap<String, (u32, u32)>,
    wanted: Arc<Wanted>,
    routes: Arc<Routes>,
}

/// An earlier plan of the site, and what of it is known to hold still.
pub struct Earlier<'a> {
    /// The site as it was.
    pub site: &'a Site,
    /// Whether every list holds the same records in the same order.
    pub same_lists: bool,
    /// Whether all addresses are the same.
    pub same_routes: bool,
}

/// What asks for an address.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wanted {
    /// Pages, feeds and the theme's files, in order.
    routes: Vec<Route>,
    /// The author's own files.
    files: Vec<String>,
    /// Old addresses.
    aliases: Vec<(RecordKey, UrlPath, Span)>,
}

/// What has one.
#[derive(Debug, Default)]
struct Routes {
    /// All, in order.
    list: Vec<Route>,
    /// Where old addresses lead.
    redirects: LiteMap<UrlPath, RecordKey>,
    faults: Vec<Diagnostic>,
}

impl Site {
    /// Plans the site. Faults are those of addresses and links. What still holds of an earlier plan is taken over.
    pub fn plan(
        archive: Archive,
        timeline: Arc<Timeline>,
        files: &Files,
        assets: &[String],
        earlier: Option<Earlier<'_>>,
    ) -> (Site, Vec<Diagnostic>) {
        let addresses = Addresses::new(&archive.settings.languages).offline(archive.settings.offline);
        let lists = earlier.as_ref().filter(|earlier| earlier.same_lists).map(|earlier| earlier.site);
        let has_lists = lists.is_some();
        let (index, stretches, lanes, overfull) = match lists {
            // A site with such faults is no earlier one.
            Some(site) => (Arc::clone(&site.index), Arc::clone(&site.stretches), Arc::clone(&site.lanes), Vec::new()),
            None => {
                let ((index, overfull), stretches) =
                    rayon::join(|| Index::new(&archive, &timeline), || Stretches::new(&archive, &timeline));
                let lanes = Lanes::new(&archive, &timeline, &index, &stretches);
                (Arc::new(index), Arc::new(stretches), Arc::new(lanes), overfull)
            }
        };
        let (wanted, routes) = Default::default();
        let pictures = files.pictures.clone();
        let mut site = Site { archive, timeline, index, stretches, lanes, addresses, pictures, wanted, routes };
        site.find_routes(files, assets, earlier);
        let mut faults = site.routes.faults.clone();
        faults.extend(overfull);
        faults.extend(site.check_links());
        // A preview in which nothing but texts changed need not weigh all anew: it renders what is asked for alone.
        if !has_lists {
            faults.extend(site.too_much_shown(files.content_length() as usize));
            faults.extend(site.too_much_on_maps());
        }
        (site, faults)
    }

    fn find_routes(&mut self, files: &Files, assets: &[String], earlier: Option<Earlier<'_>>) {
        let earlier = earlier.filter(|earlier| earlier.site.routes.faults.is_empty());
        if let Some(Earlier { site, same_routes: true, .. }) = earlier {
            self.wanted = Arc::clone(&site.wanted);
            self.routes = Arc::clone(&site.routes);
            return;
        }
        let wanted = self.wanted(files, assets);
        match earlier.filter(|earlier| *earlier.site.wanted == wanted) {
            Some(Earlier { site, .. }) => {
                self.wanted = Arc::clone(&site.wanted);
                self.routes = Arc::clone(&site.routes);
            }
            None => {
                self.routes = Arc::new(self.take_addresses(&wanted));
                self.wanted = Arc::new(wanted);
            }
        }
    }

    /// Everything that asks for an address.
    fn wanted(&self, files: &Files, assets: &[String]) -> Wanted {
        let mut routes = vec![Route::NotFound, Route::Sitemap, Route::Robots];
        for lang in self.archive.settings.langs() {
            routes.extend([Route::Feed(lang), Route::CorrectionsFeed(lang)]);
            routes.extend(self.pages().into_iter().map(|page| Route::Page(lang, page)));
        }
        let parts = sitemap_parts(
            routes.iter().filter(|route| is_for_search_engines(route)).count(),
            self.archive.settings.languages.len(),
        );
        if parts > 1 {
            routes.extend((1..=parts as u32).map(Route::SitemapPart));
        }
        routes.extend(self.data().into_iter().map(Route::Data));
        routes.push(Route::Static(LOOK.to_owned()));
        routes.extend(assets.iter().cloned().map(Route::Static));
        routes.sort();
        routes.dedup();
        let files = files.statics.iter().map(|(path, _)| path.clone()).collect();
        Wanted { routes, files, aliases: self.aliases() }
    }

    /// Every route, in order.
    pub fn routes(&self) -> &[Route] {
        &self.routes.list
    }

    /// The pages of one language.
    fn pages(&self) -> Vec<PageRoute> {
        let mut pages = vec![PageRoute::Home];
        pages.extend(self.stretches.routes().map(PageRoute::Timeline));
        pages.extend(self.lanes.routes());
        for kind in Kind::ALL {
            if kind != Kind::Event && kind != Kind::Page && self.has_list(kind) {
                let entries = self.entries(kind).len();
                pages.extend(page_numbers(entries).map(|n| PageRoute::List(kind, n)));
            }
            for record in self.records(kind) {
                let Some(id) = id_of(&self.archive, record) else { continue };
                let count = page_numbers(self.entries_of(record));
                pages.extend(count.map(|n| PageRoute::Record(kind, id.clone(), n)));
            }
        }
        pages.extend(page_numbers(self.index.corrections.len()).map(PageRoute::Corrections));
        pages.extend(page_numbers(self.named().count()).map(PageRoute::Names));
        if self.has_search() {
            pages.push(PageRoute::Search);
        }
        // Other sites cannot show what lies on a disk.
        if self.archive.settings.embed && !self.archive.settings.offline {
            pages.extend(self.framed().map(PageRoute::Framed));
        }
        pages
    }

    /// What other sites can show in frames: the timelines and each event.
    fn framed(&self) -> impl Iterator<Item = Framed> {
        let timelines = self.archive.timelines.iter().map(|(_, timeline)| Framed::Timeline(timeline.id.clone()));
        let events = self.archive.events.iter().map(|(_, event)| Framed::Event(event.id.clone()));
        std::iter::once(Framed::Whole).chain(timelines).chain(events)
    }

    /// The files of data: those by which the timeline is narrowed, and those that readers take along; none without events.
    fn data(&self) -> Vec<DataRoute> {
        let events = if self.archive.settings.filters { self.timeline.order.len() } else { 0 };
        let mut data: Vec<DataRoute> = data_numbers(events, FACETS_PER_FILE).map(DataRoute::Facets).collect();
        for lang in self.archive.settings.langs() {
            data.extend((events > 0).then_some(DataRoute::Index(lang)));
            data.extend(data_numbers(events, EVENTS_PER_FILE).map(|number| DataRoute::Events(lang, number)));
            data.extend(self.exports().map(|(form, number)| DataRoute::Export(lang, form, number)));
        }
        data
    }

    /// The files that readers of each language can take along, by form; none without events, or where the author says so,
    /// and no calendar without an entry (RFC 5545, section 3.6 wants one).
    pub fn exports(&self) -> impl Iterator<Item = (ExportForm, u32)> {
        let events = if self.archive.settings.exports { self.timeline.order.len() } else { 0 };
        let files = move |form| data_numbers(events, EVENTS_PER_EXPORT).map(move |number| (form, number));
        let is_dated = |key: &Key<Event>| has_calendar_days(&self.archive.events[*key]);
        ExportForm::ALL.into_iter().flat_map(files).filter(move |(form, number)| {
            *form != ExportForm::Calendar || self.data_events(*number, EVENTS_PER_EXPORT).1.iter().any(is_dated)
        })
    }

    /// The events of file `number` of data, and the place of the first of them in the timeline.
    pub fn data_events(&self, number: u32, size: usize) -> (usize, &[Key<Event>]) {
        let order = &self.timeline.order;
        let start = (number.saturating_sub(1) as usize).saturating_mul(size).min(order.len());
        (start, &order[start..start.saturating_add(size).min(order.len())])
    }

    /// Whether a kind has a list: only where it has records.
    pub fn has_list(&self, kind: Kind) -> bool {
        !self.entries(kind).is_empty()
    }

    /// Whether readers can search: only where there is something to find.
    pub fn has_search(&self) -> bool {
        self.archive.settings.search && self.named().next().is_some()
    }

    /// The records of a kind that have pages of their own, in order of id.
    pub fn records(&self, kind: Kind) -> Vec<RecordKey> {
        let archive = &self.archive;
        match kind {
            Kind::Event => archive.events.keys().map(RecordKey::Event).collect(),
            Kind::Actor => archive.actors.keys().map(RecordKey::Actor).collect(),
            Kind::Place => archive.places.keys().map(RecordKey::Place).collect(),
            Kind::Source => archive.sources.named().map(|(key, _)| RecordKey::Source(key)).collect(),
            Kind::Period => archive.periods.keys().map(RecordKey::Period).collect(),
            Kind::Topic => archive.topics.keys().map(RecordKey::Topic).collect(),
            Kind::Timeline => archive.timelines.keys().map(RecordKey::Timeline).collect(),
            Kind::Article => archive.articles.keys().map(RecordKey::Article).collect(),
            Kind::Page => archive.pages.keys().map(RecordKey::Page).collect(),
        }
    }

    /// Everything that has a page of its own, by kind, in order of id.
    pub fn named(&self) -> impl Iterator<Item = RecordKey> {
        Kind::ALL.into_iter().flat_map(|kind| self.records(kind))
    }

    /// The entries of a kind's list. Sources that are written inside events are listed without a page of their own.
    pub fn entries(&self, kind: Kind) -> Vec<RecordKey> {
        match kind {
            Kind::Source => self.archive.sources.keys().map(RecordKey::Source).collect(),
            Kind::Article => self.index.articles.iter().map(|k| RecordKey::Article(*k)).collect(),
            _ => self.records(kind),
        }
    }

    /// The events that a record's page lists, in order.
    pub fn events_of(&self, record: RecordKey) -> &[Key<Event>] {
        match record {
            RecordKey::Actor(k) => &self.index.by_actor[k.index()],
            RecordKey::Place(k) => &self.index.by_place[k.index()],
            RecordKey::Topic(k) => &self.index.by_topic[k.index()],
            RecordKey::Source(k) => &self.index.by_source[k.index()],
            RecordKey::Period(k) => &self.index.by_period[k.index()],
            RecordKey::Timeline(k) => &self.index.by_timeline[k.index()],
            RecordKey::Article(_) | RecordKey::Event(_) | RecordKey::Page(_) => &[],
        }
    }

    /// The events that possibly lie in a period, in order; none of other records.
    pub fn possible_events_of(&self, record: RecordKey) -> Vec<Key<Event>> {
        let RecordKey::Period(key) = record else { return Vec::new() };
        let list = &self.timeline.periods[key.index()];
        list.iter().filter(|(_, truth)| *truth == Truth::Possibly).map(|(event, _)| *event).collect()
    }

    /// The articles that a record's page lists.
    pub fn articles_of(&self, record: RecordKey) -> &[Key<Article>] {
        match record {
            RecordKey::Actor(k) => &self.index.articles_by_actor[k.index()],
            RecordKey::Place(k) => &self.index.articles_by_place[k.index()],
            RecordKey::Topic(k) => &self.index.articles_by_topic[k.index()],
            RecordKey::Source(k) => &self.index.articles_by_source[k.index()],
            RecordKey::Event(k) => &self.index.articles_by_event[k.index()],
            RecordKey::Period(_) | RecordKey::Timeline(_) | RecordKey::Article(_) | RecordKey::Page(_) => &[],
        }
    }

    /// The topics that are a part of one, which its page lists.
    pub fn narrower_than(&self, record: RecordKey) -> &[Key<Topic>] {
        let RecordKey::Topic(key) = record else { return &[] };
        &self.index.narrower[key.index()]
    }

    /// How long the longest list of a record's page is: its pages go through all of them together.
    pub fn entries_of(&self, record: RecordKey) -> usize {
        let events = self.events_of(record).len() + self.possible_events_of(record).len();
        events.max(self.articles_of(record).len()).max(self.narrower_than(record).len())
    }

    /// The route of a record's page; none for a source without one.
    pub fn route_of(&self, record: RecordKey, lang: Lang) -> Option<Route> {
        let id = id_of(&self.archive, record)?;
        Some(Route::Page(lang, PageRoute::Record(record.kind(), id.clone(), 1)))
    }

    /// The path at which the site stands on its host, or what stands for it on a disk: begins and ends with `/`.
    pub fn base_path(&self) -> &str {
        if self.archive.settings.offline { DISK } else { self.archive.settings.base_url.path() }
    }

    /// The address of a route as it stands in links.
    pub fn href(&self, route: &Route) -> String {
        self.addresses.href(route, self.base_path())
    }

    /// The address of a route on the web.
    pub fn canonical(&self, route: &Route) -> String {
        // The settings allow no query and no fragment: what stands before the path is the rest.
        let base = &self.archive.settings.base_url;
        let host = base.as_str().strip_suffix(base.path()).unwrap_or_default();
        format!("{host}{}", self.addresses.url(route).href(base.path()))
    }

    /// Whether the site has a route.
    pub fn has(&self, route: &Route) -> bool {
        self.routes.list.binary_search(route).is_ok()
    }

    /// The page of the timeline that lists an event.
    pub fn stretch_page(&self, event: Key<Event>) -> Stretch {
        self.stretches.page_of(event)
    }
}

/// By everything that pages show but the records themselves and the settings: what stands where, in which order, and what
/// leads where.
impl Hash for Site {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let Site { archive: _, timeline, index, stretches, lanes, addresses: _, pictures, wanted: _, routes } = self;
        let Routes { list, redirects, faults: _ } = &**routes;
        (timeline, index, stretches, lanes, pictures).hash(hasher);
        (list, redirects).hash(hasher);
    }
}

/// Whether a page is in the sitemap: those that are a part of another one, or empty without scripts, are not.
pub fn is_for_search_engines(route: &Route) -> bool {
    matches!(route, Route::Page(_, page) if !matches!(page, PageRoute::Search | PageRoute::Framed(_)))
}

/// Whether a calendar can show an event: its days are named and not in doubt, it is not retracted, and its years have four
/// digits (RFC 5545, section 3.3.4).
pub fn has_calendar_days(event: &Event) -> bool {
    let when = &event.when;
    let is_sure = !when.is_approximate() && !when.is_uncertain() && when.within().is_none() && when.names_days();
    let ends = [when.earliest_day(), when.latest_day().and_then(CivilDay::next)];
    let can_be_written = |day: &Option<CivilDay>| day.is_some_and(|day| (1..=9999).contains(&day.year));
    event.status != Status::Retracted && is_sure && ends.iter().all(can_be_written)
}

/// How many pages stand in one part of the sitemap. The protocol allows 50,000 addresses and 50 MiB; the links between
/// languages make entries longer.
pub fn sitemap_part_size(languages: usize) -> usize {
    (50_000 / (languages * languages).max(1)).clamp(1_000, 50_000)
}

/// How many parts the sitemap has; one is the sitemap itself.
pub fn sitemap_parts(pages: usize, languages: usize) -> usize {
    pages.div_ceil(sitemap_part_size(languages)).max(1)
}

/// The numbers of the pages that a list takes: one even where it is empty.
pub fn page_numbers(entries: usize) -> impl Iterator<Item = u32> {
    1..=(entries.div_ceil(PER_PAGE).max(1) as u32)
}

/// The numbers of the files that data on so many events take.
pub fn data_numbers(events: usize, size: usize) -> impl Iterator<Item = u32> {
    1..=(events.div_ceil(size) as u32)
}

/// The part of a list that page `number` shows.
pub fn page_of<T>(list: &[T], number: u32) -> &[T] {
    let start = (number.saturating_sub(1) as usize).saturating_mul(PER_PAGE).min(list.len());
    &list[start..(start + PER_PAGE).min(list.len())]
}
