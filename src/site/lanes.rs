//! The pages of the timeline in lanes: for each dimension one of all years and one of each year, each going on where its
//! lanes are too many for one page.
//!
//! Only how many pages there are is planned; which events a lane holds is looked up when its page is rendered.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::ops::Range;

use litemap::LiteMap;

use super::{Index, Site, Stretches, all_topics};
use crate::archive::{Archive, Event, Key, RecordKey};
use crate::cores;
use crate::lanes::{MOST_APART, MOST_CELLS};
use crate::route::{Dimension, PageRoute, Stretch};
use crate::timeline::Timeline;

/// The most lanes of a page.
const MOST_LANES: usize = 40;

/// The most events that a lane lists; one with more leads to where they are listed.
pub const MOST_LISTED: usize = MOST_APART;

/// The most events that the lanes of a page list together.
const MOST_ON_A_PAGE: usize = 300;

/// The most elements of a page's lanes. What else a page has takes fewer than 1,000.
const MOST_ELEMENTS: usize = 1_800;

/// How many pages the lanes take.
#[derive(Debug, Default, Hash)]
pub struct Lanes {
    pages: LiteMap<(Dimension, Option<i64>), u32>,
    /// By dimension: the events that have no lane of their own, in order.
    rest: LiteMap<Dimension, Vec<Key<Event>>>,
}

/// A lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LaneList<'a> {
    /// Whose it is.
    pub of: LaneOf<'a>,
    /// Its events in order.
    pub events: Vec<Key<Event>>,
}

/// Whose a lane is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LaneOf<'a> {
    /// An actor's, a place's or a topic's.
    Record(RecordKey),
    /// That of a kind of event.
    Kind(&'a str),
    /// That of events for which none is named.
    Rest,
}

impl Lanes {
    /// Counts the pages; there are none where the site wants none.
    pub fn new(archive: &Archive, timeline: &Timeline, index: &Index, stretches: &Stretches) -> Lanes {
        if !archive.settings.lanes {
            return Lanes::default();
        }
        let count = |dimension: &Dimension| of_dimension(archive, timeline, index, stretches, *dimension);
        let counted = cores::each(&Dimension::ALL, 1, &count);
        let mut lanes = Lanes::default();
        for (dimension, (pages, rest)) in counted.into_iter().flatten() {
            lanes.pages.extend(pages.into_iter().map(|(year, count)| ((dimension, year), count)));
            lanes.rest.insert(dimension, rest);
        }
        lanes
    }

    /// Every page.
    pub fn routes(&self) -> impl Iterator<Item = PageRoute> {
        self.pages.iter().flat_map(|(&(dimension, year), count)| {
            (1..=*count).map(move |number| PageRoute::Lanes(dimension, year, number))
        })
    }

    /// How many pages the lanes of all years, or of one, take; 0 if there are none.
    pub fn pages(&self, dimension: Dimension, year: Option<i64>) -> u32 {
        self.pages.get(&(dimension, year)).copied().unwrap_or(0)
    }
}

/// The pages of all years (none) and of each, and the events that have no lane of their own.
type Counted = (LiteMap<Option<i64>, u32>, Vec<Key<Event>>);

/// Counts the pages of one dimension; none where no event has a lane.
fn of_dimension(
    archive: &Archive,
    timeline: &Timeline,
    index: &Index,
    stretches: &Stretches,
    dimension: Dimension,
) -> Option<(Dimension, Counted)> {
    let all = all_lanes(archive, index, dimension);
    if all.is_empty() {
        return None;
    }
    // From the lists, which are bounded, and not from the events: a topic may have any number of topics above it.
    let mut by_event: Vec<Vec<u32>> = vec![Vec::new(); archive.events.len()];
    for (lane, (_, events)) in all.iter().enumerate() {
        events.iter().for_each(|key| by_event[key.index()].push(lane as u32));
    }
    let is_rest = |key: &Key<Event>| by_event[key.index()].is_empty();
    let rest: Vec<Key<Event>> = timeline.order.iter().copied().filter(is_rest).collect();
    let whole = all.into_iter().map(|(_, events)| events.len()).collect();
    let mut pages = LiteMap::from_iter([(None, breaks(whole, rest.len()).len() as u32)]);
    for stretch in stretches.years.iter().filter(|_| stretches.years.len() > 1) {
        let Some(year) = year_with_lanes(stretches, *stretch) else { continue };
        let events = stretches.events(*stretch);
        let rest = events.iter().filter(|key| is_rest(key)).count();
        let mut lanes: Vec<u32> = events.iter().flat_map(|key| &by_event[key.index()]).copied().collect();
        lanes.sort_unstable();
        let counts = lanes.chunk_by(|a, b| a == b).map(<[u32]>::len).collect();
        pages.insert(Some(year), breaks(counts, rest).len() as u32);
    }
    Some((dimension, (pages, rest)))
}

/// The year of a stretch, if it has enough events to be seen in lanes.
fn year_with_lanes(stretches: &Stretches, stretch: Stretch) -> Option<i64> {
    let Stretch::Year(year, _) = stretch else { return None };
    (stretches.plan(stretch)?.total > 1).then_some(year)
}

/// Lanes with their events.
type Filled<'a, 'b> = Vec<(LaneOf<'a>, &'b [Key<Event>])>;

/// The lanes of all years that have events.
fn all_lanes<'a>(archive: &Archive, index: &'a Index, dimension: Dimension) -> Filled<'a, 'a> {
    fn records<'a>(keys: impl Iterator<Item = RecordKey>, lists: &'a [Vec<Key<Event>>]) -> Filled<'a, 'a> {
        keys.map(LaneOf::Record).zip(lists.iter().map(Vec::as_slice)).filter(|(_, list)| !list.is_empty()).collect()
    }
    match dimension {
        Dimension::Actor => records(archive.actors.keys().map(RecordKey::Actor), &index.by_actor),
        Dimension::Place => records(archive.places.keys().map(RecordKey::Place), &index.by_place),
        Dimension::Topic => records(archive.topics.keys().map(RecordKey::Topic), &index.by_topic),
        Dimension::Kind => index.by_kind.iter().map(|(kind, list)| (LaneOf::Kind(kind), list.as_slice())).collect(),
    }
}

/// The lanes in which an event stands, as the lists of [`Index`] have it.
fn lanes_of<'a>(archive: &'a Archive, event: &'a Event, dimension: Dimension) -> Vec<LaneOf<'a>> {
    let record = LaneOf::Record;
    match dimension {
        Dimension::Actor => event.actors.iter().map(|one| record(RecordKey::Actor(one.actor))).collect(),
        Dimension::Place => event.places.iter().map(|key| record(RecordKey::Place(*key))).collect(),
        Dimension::Topic => all_topics(archive, event).into_iter().map(|key| record(RecordKey::Topic(key))).collect(),
        Dimension::Kind => event.kind.iter().map(|kind| LaneOf::Kind(kind)).collect(),
    }
}

/// Which lanes stand on which page: by how many events each holds, and at the end those that have no lane of their own.
fn breaks(mut counts: Vec<usize>, rest: usize) -> Vec<Range<usize>> {
    counts.sort_unstable_by(|a, b| b.cmp(a));
    counts.extend((rest > 0).then_some(rest));
    let mut pages: Vec<Range<usize>> = Vec::new();
    let (mut listed, mut elements) = (0, 0);
    for (at, count) in counts.into_iter().enumerate() {
        let (own, more) = if count > MOST_LISTED { (0, 13 + 4 * MOST_CELLS) } else { (count, 13 + 9 * count) };
        let fits = listed + own <= MOST_ON_A_PAGE && elements + more <= MOST_ELEMENTS;
        match pages.last_mut() {
            Some(page) if fits && page.len() < MOST_LANES => page.end = at + 1,
            _ => {
                pages.push(at..at + 1);
                (listed, elements) = (0, 0);
            }
        }
        listed += own;
        elements += more;
    }
    pages
}

impl Site {
    /// The lanes that a page shows: those with the most events first, then by id; what has no lane of its own last.
    pub fn lane_lists(&self, dimension: Dimension, year: Option<i64>, number: u32) -> Vec<LaneList<'_>> {
        let of_year;
        let (mut all, rest): (Filled<'_, '_>, &[Key<Event>]) = match year {
            None => {
                let rest = self.lanes.rest.get(&dimension).map_or(&[][..], Vec::as_slice);
                (all_lanes(&self.archive, &self.index, dimension), rest)
            }
            Some(year) => {
                of_year = self.lanes_of_year(dimension, year);
                let rest = of_year.get(&LaneOf::Rest).map_or(&[][..], Vec::as_slice);
                let own = of_year.iter().filter(|(of, _)| **of != LaneOf::Rest);
                (own.map(|(of, events)| (*of, events.as_slice())).collect(), rest)
            }
        };
        all.sort_by_key(|(of, events)| (Reverse(events.len()), *of));
        let pages = breaks(all.iter().map(|(_, events)| events.len()).collect(), rest.len());
        all.extend((!rest.is_empty()).then_some((LaneOf::Rest, rest)));
        let shown = pages.into_iter().nth(number.saturating_sub(1) as usize).unwrap_or(0..0);
        all[shown].iter().map(|(of, events)| LaneList { of: *of, events: events.to_vec() }).collect()
    }

    fn lanes_of_year(&self, dimension: Dimension, year: i64) -> LiteMap<LaneOf<'_>, Vec<Key<Event>>> {
        let mut events = self.stretches.events(Stretch::Year(year, 1));
        self.timeline.sort(&mut events);
        // An event may stand in many lanes: by lane, where its list is.
        let mut places: BTreeMap<LaneOf<'_>, usize> = BTreeMap::new();
        let mut lists: Vec<Vec<Key<Event>>> = Vec::new();
        for key in events {
            let mut of = lanes_of(&self.archive, &self.archive.events[key], dimension);
            if of.is_empty() {
                of.push(LaneOf::Rest);
            }
            for lane in of {
                let at = *places.entry(lane).or_insert(lists.len());
                if at == lists.len() {
                    lists.push(Vec::new());
                }
                lists[at].push(key);
            }
        }
        places.into_iter().map(|(lane, at)| (lane, std::mem::take(&mut lists[at]))).collect()
    }
}
