//! The pages of the timeline: a page for each year, for each month of a year that is too large for one page, and for
//! each day of a month that is.

use litemap::LiteMap;

use super::{PER_PAGE, page_numbers};
use crate::archive::{Archive, Event, Key};
use crate::route::Stretch;
use crate::timeline::{Timeline, place_of};

/// What one page (with its continuations) of the timeline holds.
#[derive(Debug, Default, Clone, Hash)]
pub struct StretchPlan {
    /// The events that it lists itself, in order.
    pub events: Vec<Key<Event>>,
    /// How many events lie in the stretch.
    pub total: usize,
    /// The smaller stretches that have pages of their own.
    pub parts: Vec<Stretch>,
}

/// All pages of the timeline, each under its first page's stretch.
#[derive(Debug, Hash)]
pub struct Stretches {
    plans: LiteMap<Stretch, StretchPlan>,
    /// By the event's number: the page that lists it.
    pages: Vec<Stretch>,
    /// The years (and the stretch of unknown beginnings), in order.
    pub years: Vec<Stretch>,
}

impl Stretches {
    /// Divides the timeline into pages.
    pub fn new(archive: &Archive, timeline: &Timeline) -> Self {
        let mut plans = Vec::new();
        let mut years: Vec<_> = timeline.order.iter().map(|key| (place_of(&archive.events[*key]).year, *key)).collect();
        // A stable sort: those of one year keep their order.
        years.sort_by_key(|(year, _)| *year);
        let mut order = Vec::new();
        for events in years.chunk_by(|(a, _), (b, _)| a == b) {
            let stretch = events[0].0.map_or(Stretch::Open(1), |y| Stretch::Year(y, 1));
            order.push(stretch);
            divide(archive, &mut plans, stretch, events.iter().map(|(_, key)| *key).collect());
        }
        let mut plans: LiteMap<Stretch, StretchPlan> = plans.into_iter().collect();
        let mut pages = vec![Stretch::Whole; archive.events.len()];
        for (stretch, plan) in &plans {
            for (at, event) in plan.events.iter().enumerate() {
                pages[event.index()] = with_page(*stretch, (at / PER_PAGE) as u32 + 1);
            }
        }
        let total = timeline.order.len();
        let events = if total <= PER_PAGE { timeline.order.clone() } else { Vec::new() };
        plans.insert(Stretch::Whole, StretchPlan { events, total, parts: order.clone() });
        Stretches { plans, pages, years: order }
    }

    /// What a stretch holds.
    pub fn plan(&self, stretch: Stretch) -> Option<&StretchPlan> {
        self.plans.get(&first_page(stretch))
    }

    /// All events of a stretch, those of its parts after its own.
    pub fn events(&self, stretch: Stretch) -> Vec<Key<Event>> {
        let Some(plan) = self.plan(stretch) else { return Vec::new() };
        let mut events = plan.events.clone();
        events.extend(plan.parts.iter().filter(|_| plan.total > plan.events.len()).flat_map(|part| self.events(*part)));
        events
    }

    /// Every page.
    pub fn routes(&self) -> impl Iterator<Item = Stretch> {
        self.plans.iter().flat_map(|(stretch, plan)| {
            let stretch = *stretch;
            page_numbers(plan.events.len()).map(move |n| with_page(stretch, n))
        })
    }

    /// By the event's number: the number of the page that lists it; and how many such pages there are.
    pub fn numbers(&self) -> (Vec<usize>, usize) {
        let mut numbers = vec![0; self.pages.len()];
        let mut count = 0;
        for events in self.plans.values().flat_map(|plan| plan.events.chunks(PER_PAGE)) {
            events.iter().for_each(|event| numbers[event.index()] = count);
            count += 1;
        }
        (numbers, count.max(1))
    }

    /// The page that lists an event.
    pub fn page_of(&self, event: Key<Event>) -> Stretch {
        self.pages.get(event.index()).copied().unwrap_or(Stretch::Whole)
    }
}

/// The smallest stretch that an event's date names.
pub fn stretch_of(archive: &Archive, event: Key<Event>) -> Stretch {
    let place = place_of(&archive.events[event]);
    match (place.year, place.month, place.day) {
        (Some(y), Some(m), Some(d)) => Stretch::Day(y, m, d, 1),
        (Some(y), Some(m), None) => Stretch::Month(y, m, 1),
        (Some(y), None, _) => Stretch::Year(y, 1),
        (None, _, _) => Stretch::Open(1),
    }
}

fn divide(archive: &Archive, plans: &mut Vec<(Stretch, StretchPlan)>, stretch: Stretch, events: Vec<Key<Event>>) {
    let total = events.len();
    let divisible = matches!(stretch, Stretch::Year(..) | Stretch::Month(..));
    if total <= PER_PAGE || !divisible {
        plans.push((stretch, StretchPlan { events, total, parts: Vec::new() }));
        return;
    }
    let mut own = Vec::new();
    let mut parts: LiteMap<Stretch, Vec<Key<Event>>> = LiteMap::new();
    for key in events {
        let place = place_of(&archive.events[key]);
        let part = match (stretch, place.month, place.day) {
            (Stretch::Year(y, _), Some(m), _) => Some(Stretch::Month(y, m, 1)),
            (Stretch::Month(y, m, _), _, Some(d)) => Some(Stretch::Day(y, m, d, 1)),
            _ => None,
        };
        match part {
            Some(part) => parts.entry(part).or_default().push(key),
            None => own.push(key),
        }
    }
    plans.push((stretch, StretchPlan { events: own, total, parts: parts.keys().copied().collect() }));
    for (part, events) in parts {
        divide(archive, plans, part, events);
    }
}

/// The same stretch's page `number`.
pub fn with_page(stretch: Stretch, number: u32) -> Stretch {
    match stretch {
        Stretch::Whole => Stretch::Whole,
        Stretch::Open(_) => Stretch::Open(number),
        Stretch::Year(y, _) => Stretch::Year(y, number),
        Stretch::Month(y, m, _) => Stretch::Month(y, m, number),
        Stretch::Day(y, m, d, _) => Stretch::Day(y, m, d, number),
    }
}

/// The number of a stretch's page.
pub fn page_number(stretch: Stretch) -> u32 {
    match stretch {
        Stretch::Whole => 1,
        Stretch::Open(n) | Stretch::Year(_, n) | Stretch::Month(_, _, n) | Stretch::Day(_, _, _, n) => n,
    }
}

fn first_page(stretch: Stretch) -> Stretch {
    with_page(stretch, 1)
}

/// The stretch of which this one is a part.
pub fn larger(stretch: Stretch) -> Option<Stretch> {
    match stretch {
        Stretch::Whole => None,
        Stretch::Open(_) | Stretch::Year(..) => Some(Stretch::Whole),
        Stretch::Month(y, _, _) => Some(Stretch::Year(y, 1)),
        Stretch::Day(y, m, _, _) => Some(Stretch::Month(y, m, 1)),
    }
}
