//! What the preview notes beside a page: its records, where they are written, and their faults.

use std::collections::BTreeSet;

use super::{Preview, Shown};
use crate::archive::{RecordKey, id_of};
use crate::diagnostic::{Diagnostic, Level};
use crate::id::{Kind, Lang};
use crate::route::{Framed, PageRoute, Route};
use crate::site::Site;
use crate::text::Span;

/// What is noted beside a page.
#[derive(Debug, Default)]
pub struct PageNotes {
    /// The records that it shows, its own first.
    pub records: Vec<Origin>,
    /// Faults at level `warn` of its own records.
    pub warnings: Vec<Diagnostic>,
}

/// A record and where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Origin {
    /// Its kind.
    pub kind: Kind,
    /// Its id; empty for a source that is written inside another record.
    pub id: String,
    /// Its title or name.
    pub title: String,
    /// Where it is written.
    pub span: Span,
    /// Whether it is a draft.
    pub draft: bool,
    /// Until when it is under embargo, as written.
    pub embargo: Option<String>,
}

/// The most records that are noted beside a page.
const MOST: usize = 300;

impl Preview {
    /// What is noted beside a page of the shown site.
    pub fn notes(&self, shown: &Shown, route: &Route) -> PageNotes {
        let site = &shown.edition.site;
        let mut notes = PageNotes::default();
        let records = records(site, route);
        let origins = records.iter().take(MOST).map(|record| origin(site, *record, lang(route)));
        notes.records = origins.collect();
        let own = matches!(route, Route::Page(_, PageRoute::Record(..))).then(|| records.first()).flatten();
        if let Some(extent) = own.and_then(|record| self.extent(site, *record)) {
            notes.warnings = self.faults_of(Level::Warn);
            let sources = &self.files.sources;
            notes.warnings.retain(|fault| {
                fault
                    .span()
                    .map(|span| sources.locate(span))
                    .is_some_and(|span| span.file == extent.file && (extent.start..extent.end).contains(&span.start))
            });
        }
        notes
    }

    /// The text of a record in its file: from the beginning of its table to that of the next, or the whole file.
    fn extent(&self, site: &Site, record: RecordKey) -> Option<Span> {
        let sources = &self.files.sources;
        let own = sources.locate(site.archive.common(record).span);
        let part = self.parts.get(&own.file)?.as_ref()?;
        let Some(starts) = part.starts() else { return Some(Span { start: 0, end: u32::MAX, ..own }) };
        let starts = starts.into_iter().map(|span| sources.locate(span).start);
        let (before, after): (Vec<u32>, Vec<u32>) = starts.partition(|start| *start <= own.start);
        let start = before.into_iter().max().unwrap_or(0);
        let end = after.into_iter().min().unwrap_or(u32::MAX);
        Some(Span { start, end, ..own })
    }
}

impl Shown {
    /// How many pages show at least one of some records: their own, those that list them, and those of the records that
    /// they name or that name them.
    pub fn pages_of(&self, records: &[RecordKey]) -> usize {
        let site = &self.edition.site;
        let mut pages = Vec::new();
        for record in records {
            pages_of(site, *record, &mut pages);
        }
        BTreeSet::from_iter(pages).len() * site.archive.settings.languages.len()
    }
}

fn pages_of(site: &Site, record: RecordKey, pages: &mut Vec<PageRoute>) {
    let own = |record| match site.route_of(record, Lang::FIRST) {
        Some(Route::Page(_, page)) => Some(page),
        _ => None,
    };
    pages.extend(own(record));
    let archive = &site.archive;
    if let RecordKey::Event(key) = record {
        let event = &archive.events[key];
        let (before, after) = site.timeline.neighbours(key);
        let related = event.relations.iter().map(|(_, other)| *other);
        let relating = site.index.related[key.index()].iter().map(|(_, other)| *other);
        let mut shown: Vec<RecordKey> =
            related.chain(relating).chain(before).chain(after).map(RecordKey::Event).collect();
        shown.extend(site.index.articles_by_event[key.index()].iter().map(|key| RecordKey::Article(*key)));
        shown.extend(event.actors.iter().map(|participant| RecordKey::Actor(participant.actor)));
        shown.extend(event.places.iter().map(|key| RecordKey::Place(*key)));
        shown.extend(event.topics.iter().map(|key| RecordKey::Topic(*key)));
        shown.extend(event.sources.iter().map(|citation| RecordKey::Source(archive.cited(key, *citation))));
        pages.extend(shown.into_iter().filter_map(own));
        pages.push(PageRoute::Timeline(site.stretch_page(key)));
    } else {
        pages.push(PageRoute::List(record.kind(), 1));
        pages.extend(site.events_of(record).iter().map(|key| RecordKey::Event(*key)).filter_map(own));
    }
}

fn lang(route: &Route) -> Lang {
    match route {
        Route::Page(lang, _) => *lang,
        _ => Lang::FIRST,
    }
}

/// The records that a page shows: the one that it is about, and the events that it lists.
fn records(site: &Site, route: &Route) -> Vec<RecordKey> {
    let Route::Page(_, page) = route else { return Vec::new() };
    match page {
        PageRoute::Record(kind, id, _) => {
            let Some(own) = site.archive.find(Some(*kind), id.as_str()) else { return Vec::new() };
            let events = site.events_of(own).iter().map(|key| RecordKey::Event(*key));
            std::iter::once(own).chain(events).collect()
        }
        PageRoute::Timeline(stretch) => {
            let events = site.stretches.plan(*stretch).map_or(&[][..], |plan| &plan.events);
            events.iter().map(|key| RecordKey::Event(*key)).collect()
        }
        PageRoute::Lanes(dimension, year, number) => {
            let lists = site.lane_lists(*dimension, *year, *number);
            let all: BTreeSet<_> = lists.into_iter().flat_map(|list| list.events).collect();
            let mut events: Vec<_> = all.into_iter().collect();
            site.timeline.sort(&mut events);
            events.into_iter().map(RecordKey::Event).collect()
        }
        PageRoute::List(kind, _) => site.entries(*kind),
        PageRoute::Framed(framed) => framed_records(site, framed),
        PageRoute::Home | PageRoute::Corrections(_) | PageRoute::Search | PageRoute::Names(_) => Vec::new(),
    }
}

/// What other sites show in a frame.
fn framed_records(site: &Site, framed: &Framed) -> Vec<RecordKey> {
    let (kind, id) = match framed {
        Framed::Whole => return site.timeline.order.iter().take(MOST).map(|key| RecordKey::Event(*key)).collect(),
        Framed::Event(id) => (Kind::Event, id),
        Framed::Timeline(id) => (Kind::Timeline, id),
    };
    let Some(own) = site.archive.find(Some(kind), id.as_str()) else { return Vec::new() };
    let events = site.events_of(own).iter().map(|key| RecordKey::Event(*key));
    std::iter::once(own).chain(events).collect()
}

fn origin(site: &Site, record: RecordKey, lang: Lang) -> Origin {
    let common = site.archive.common(record);
    Origin {
        kind: record.kind(),
        id: id_of(&site.archive, record).map(ToString::to_string).unwrap_or_default(),
        title: site.archive.title(record, lang).0.to_owned(),
        span: common.span,
        draft: common.draft,
        embargo: common.embargo.clone(),
    }
}
