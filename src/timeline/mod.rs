//! Timeline: the events in their order, and why each stands where it stands.
//!
//! The order is total: known constraints first (`after`, `before`), then the earliest possible moment, then the narrower
//! span before the wider, then weight, then id. It depends on nothing but the records.

mod explain;
mod group;
mod links;
mod room;

pub use explain::{Reason, explain};
pub use group::{MonthGroup, PlaceInTime, YearGroup, group, place_of};
pub use room::Room;

use std::cmp::{Ordering, Reverse};
use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use crate::archive::{Actor, Archive, Event, Key, Period, Place, Selection, Topic};
use crate::date::{Moment, Truth};
use crate::diagnostic::Diagnostic;
use links::Links;

/// All events in order.
#[derive(Debug)]
pub struct Timeline {
    /// The order.
    pub order: Vec<Key<Event>>,
    /// The position of each event in the order, by key.
    position: Vec<u32>,
    /// The rank by which each event was placed, by key.
    ranks: Vec<Rank>,
    /// Where each event is listed, by key.
    places: Vec<PlaceInTime>,
    /// What is known of the order besides the dates.
    links: Links,
    /// By period: the events that lie in it, in order, and whether certainly.
    pub periods: Vec<Vec<(Key<Event>, Truth)>>,
    /// The same by event: the periods in which it lies, in order of their keys.
    pub around: Vec<Vec<(Key<Period>, Truth)>>,
}

/// By all that pages show of it. The links say why the order is as it is, and where that is written.
impl Hash for Timeline {
    fn hash<H: Hasher>(&self, hasher: &mut H) {
        let Timeline { order, position: _, ranks, places, links: _, periods, around: _ } = self;
        (order, ranks, places, periods).hash(hasher);
    }
}

/// Where an event is placed: at its own earliest moment, or later because another event is known to precede it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Rank {
    moment: Moment,
    /// How many links it was moved behind that moment.
    steps: u32,
}

impl Timeline {
    /// Puts the events of an archive in order.
    pub fn new(archive: &Archive) -> (Timeline, Vec<Diagnostic>) {
        let (links, mut faults) = Links::new(archive);
        let ranks = ranks(archive, &links, &mut faults);
        let mut order: Vec<Key<Event>> = archive.events.keys().collect();
        order.sort_by(|a, b| compare(archive, &ranks, *a, *b));
        let mut position = vec![0; order.len()];
        for (at, key) in order.iter().enumerate() {
            position[key.index()] = at as u32;
        }
        let mut room = Room::new(order.len());
        let periods = archive.periods.iter().map(|(_, period)| {
            let span = period.common.span;
            let may_look = room.look(order.len(), "periods", span);
            let list = if may_look { in_period(archive, &order, period) } else { Vec::new() };
            if room.take(list.len(), "periods", span) { list } else { Vec::new() }
        });
        let periods: Vec<Vec<_>> = periods.collect();
        let mut around = vec![Vec::new(); archive.events.len()];
        for (period, list) in archive.periods.keys().zip(&periods) {
            list.iter().for_each(|(event, truth)| around[event.index()].push((period, *truth)));
        }
        faults.extend(room.into_fault());
        let places = archive.events.iter().map(|(_, event)| place_of(event)).collect();
        (Timeline { order, position, ranks, places, links, periods, around }, faults)
    }

    /// The place of an event in the order, from 0.
    pub fn position(&self, event: Key<Event>) -> usize {
        self.position[event.index()] as usize
    }

    /// Where an event is listed, as [`place_of`] says.
    pub fn place(&self, event: Key<Event>) -> PlaceInTime {
        self.places[event.index()]
    }

    /// Whether an event stands later than its own date, because others are known to precede it.
    pub fn is_moved(&self, archive: &Archive, event: Key<Event>) -> bool {
        let rank = self.ranks[event.index()];
        rank.moment != archive.events[event].when.earliest() || rank.steps > 0
    }

    /// The events before and after an event.
    pub fn neighbours(&self, event: Key<Event>) -> (Option<Key<Event>>, Option<Key<Event>>) {
        let at = self.position(event);
        let before = at.checked_sub(1).map(|i| self.order[i]);
        (before, self.order.get(at + 1).copied())
    }

    /// Puts some events in order.
    pub fn sort(&self, events: &mut [Key<Event>]) {
        events.sort_by_key(|k| self.position(*k));
    }

    /// The events of a selection, in order.
    pub fn select(&self, archive: &Archive, selection: &Selection) -> Vec<Key<Event>> {
        let wanted = Wanted::of(selection);
        self.order.iter().copied().filter(|k| wanted.selects(archive, *k)).collect()
    }

    /// How many looks a selection takes among all events: those that name very much take more than one.
    pub fn looks(&self, archive: &Archive) -> usize {
        let named = |event: &Event| event.actors.len() + event.places.len() + event.topics.len();
        archive.events.iter().map(|(_, event)| 1 + named(event).saturating_sub(20)).sum()
    }
}

/// The order of two events, once their ranks are known.
fn compare(archive: &Archive, ranks: &[Rank], a: Key<Event>, b: Key<Event>) -> Ordering {
    let rest = |k: Key<Event>| {
        let event = &archive.events[k];
        (width(event), Reverse(event.weight))
    };
    ranks[a.index()].cmp(&ranks[b.index()]).then_with(|| rest(a).cmp(&rest(b))).then(a.cmp(&b))
}

/// How wide an event's date is, in seconds; the widest are those without an end or beginning.
fn width(event: &Event) -> i64 {
    match (event.when.earliest().seconds(), event.when.latest().seconds()) {
        (Some(start), Some(end)) => end.saturating_sub(start),
        _ => i64::MAX,
    }
}

/// Each event's rank: its own earliest moment, moved behind every event that is known to precede it.
fn ranks(archive: &Archive, links: &Links, faults: &mut Vec<Diagnostic>) -> Vec<Rank> {
    let mut ranks: Vec<Rank> =
        archive.events.iter().map(|(_, e)| Rank { moment: e.when.earliest(), steps: 0 }).collect();
    // The links hold no cycle, and `sorted` gives each event after all that precede it.
    for event in links.sorted(archive.events.len()) {
        let mut moved_by = None;
        for (earlier, span) in links.before(event) {
            let behind = Rank { moment: ranks[earlier.index()].moment, steps: ranks[earlier.index()].steps + 1 };
            if behind > ranks[event.index()] {
                ranks[event.index()] = behind;
                moved_by = Some((earlier, span));
            }
        }
        // Each link may agree with the dates while a chain of them does not.
        if let Some((earlier, span)) = moved_by
            && ranks[event.index()].moment >= archive.events[event].when.latest()
            && archive.events[earlier].when.certainly_before(&archive.events[event].when) != Truth::Yes
            && !links.contradicts(archive, earlier, event)
        {
            faults.push(links::chain_contradiction(archive, earlier, event, span));
        }
    }
    ranks
}

fn in_period(archive: &Archive, order: &[Key<Event>], period: &Period) -> Vec<(Key<Event>, Truth)> {
    order
        .iter()
        .map(|k| (*k, archive.events[*k].when.falls_in(&period.when)))
        .filter(|(_, truth)| *truth != Truth::No)
        .collect()
}

/// What a selection asks for.
struct Wanted<'a> {
    selection: &'a Selection,
    events: BTreeSet<Key<Event>>,
    actors: BTreeSet<Key<Actor>>,
    places: BTreeSet<Key<Place>>,
    topics: BTreeSet<Key<Topic>>,
    kinds: BTreeSet<&'a str>,
}

impl<'a> Wanted<'a> {
    fn of(selection: &'a Selection) -> Wanted<'a> {
        Wanted {
            selection,
            events: selection.events.iter().copied().collect(),
            actors: selection.actors.iter().copied().collect(),
            places: selection.places.iter().copied().collect(),
            topics: selection.topics.iter().copied().collect(),
            kinds: selection.kinds.iter().map(String::as_str).collect(),
        }
    }

    fn selects(&self, archive: &Archive, key: Key<Event>) -> bool {
        let Wanted { selection, events, actors, places, topics, kinds } = self;
        let event = &archive.events[key];
        if events.contains(&key) {
            return true;
        }
        let has_condition = !actors.is_empty()
            || !places.is_empty()
            || !topics.is_empty()
            || !kinds.is_empty()
            || selection.from.is_some()
            || selection.to.is_some()
            || selection.weight.is_some();
        has_condition
            && (actors.is_empty() || event.actors.iter().any(|participant| actors.contains(&participant.actor)))
            && (places.is_empty() || event.places.iter().any(|place| places.contains(place)))
            && (topics.is_empty() || event.topics.iter().any(|topic| topics.contains(topic)))
            && (kinds.is_empty() || event.kind.as_deref().is_some_and(|kind| kinds.contains(kind)))
            && selection.weight.is_none_or(|weight| event.weight >= weight)
            && selection.from.as_ref().is_none_or(|from| event.when.certainly_before(from) != Truth::Yes)
            && selection.to.as_ref().is_none_or(|to| to.certainly_before(&event.when) != Truth::Yes)
    }
}
