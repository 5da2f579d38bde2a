//! What is known of the order besides the dates: `after` and `before`, checked against the dates and for circles.

use std::collections::{BTreeMap, BTreeSet};

use crate::archive::{Archive, Event, Key};
use crate::date::Truth;
use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

/// One link: the later event, the earlier one, and where it is written.
type Link = (Key<Event>, Key<Event>, Span);

/// All links, each from an event to those that precede it. Those that take part in a circle are left out.
#[derive(Debug)]
pub struct Links {
    /// By event: what precedes it, and where that is written.
    earlier: BTreeMap<Key<Event>, Vec<(Key<Event>, Span)>>,
}

impl Links {
    /// Gathers the links of an archive.
    pub fn new(archive: &Archive) -> (Links, Vec<Diagnostic>) {
        let mut earlier: BTreeMap<Key<Event>, Vec<(Key<Event>, Span)>> = BTreeMap::new();
        for (key, event) in archive.events.iter() {
            for (other, span) in &event.after {
                earlier.entry(key).or_default().push((*other, *span));
            }
            for (other, span) in &event.before {
                earlier.entry(*other).or_default().push((key, *span));
            }
        }
        let mut links = Links { earlier };
        let mut faults = Vec::new();
        links.break_cycles(archive, &mut faults);
        for (event, list) in &links.earlier {
            for (other, span) in list {
                if links.contradicts(archive, *other, *event) {
                    faults.push(contradiction(archive, *other, *event, *span));
                }
            }
        }
        (links, faults)
    }

    /// What precedes an event.
    pub fn before(&self, event: Key<Event>) -> impl Iterator<Item = (Key<Event>, Span)> {
        self.earlier.get(&event).into_iter().flatten().copied()
    }

    /// Whether the dates rule out that the one preceded the other.
    pub fn contradicts(&self, archive: &Archive, earlier: Key<Event>, later: Key<Event>) -> bool {
        archive.events[later].when.certainly_before(&archive.events[earlier].when) == Truth::Yes
    }

    /// All linked events, each after all that precede it.
    pub fn sorted(&self, count: usize) -> Vec<Key<Event>> {
        let mut done = vec![false; count];
        let mut sorted = Vec::new();
        for start in self.earlier.keys() {
            // Depth first, without recursion: chains may be long.
            let mut stack = vec![(*start, false)];
            while let Some((event, ready)) = stack.pop() {
                if ready {
                    sorted.push(event);
                } else if !std::mem::replace(&mut done[event.index()], true) {
                    stack.push((event, true));
                    stack.extend(self.before(event).filter(|(e, _)| !done[e.index()]).map(|(e, _)| (e, false)));
                }
            }
        }
        sorted
    }

    /// The shortest chain of links by which `first` is known to precede `last`: each event with the place of the link
    /// that leads to it.
    pub fn chain(&self, first: Key<Event>, last: Key<Event>) -> Option<Vec<(Key<Event>, Span)>> {
        let mut came_from: BTreeMap<Key<Event>, (Key<Event>, Span)> = BTreeMap::new();
        let mut queue = std::collections::VecDeque::from([last]);
        while let Some(event) = queue.pop_front() {
            for (other, span) in self.before(event) {
                if other != last && !came_from.contains_key(&other) {
                    came_from.insert(other, (event, span));
                    queue.push_back(other);
                }
            }
            if came_from.contains_key(&first) {
                break;
            }
        }
        let mut chain = Vec::new();
        let mut at = first;
        while at != last {
            let (next, span) = *came_from.get(&at)?;
            chain.push((next, span));
            at = next;
        }
        Some(chain)
    }

    /// Finds circles, reports each with all its members, and removes the link that closes it.
    fn break_cycles(&mut self, archive: &Archive, faults: &mut Vec<Diagnostic>) {
        let starts: Vec<Key<Event>> = self.earlier.keys().copied().collect();
        let mut finished = BTreeSet::new();
        for start in starts {
            while let Some(cycle) = self.find_cycle(start, &mut finished) {
                faults.push(cycle_fault(archive, &cycle));
                let (later, earlier, _) = cycle[0];
                if let Some(list) = self.earlier.get_mut(&later) {
                    list.retain(|(e, _)| *e != earlier);
                }
            }
        }
    }

    /// A circle that can be reached from `start`: links as (later, earlier, place). `finished` grows by events from
    /// which no circle can be reached.
    fn find_cycle(&self, start: Key<Event>, finished: &mut BTreeSet<Key<Event>>) -> Option<Vec<Link>> {
        // The path from `start`, each with the number of its next link to follow.
        let mut path: Vec<(Key<Event>, usize)> = vec![(start, 0)];
        let mut on_path = BTreeSet::from([start]);
        while let Some((event, next)) = path.last_mut() {
            let event = *event;
            let link = self.earlier.get(&event).and_then(|l| l.get(*next)).copied();
            *next += 1;
            match link {
                None => {
                    path.pop();
                    on_path.remove(&event);
                    finished.insert(event);
                }
                Some((other, _)) if finished.contains(&other) => {}
                Some((other, _)) if on_path.contains(&other) => {
                    let from = path.iter().position(|(e, _)| *e == other)?;
                    return Some(
                        path[from..]
                            .iter()
                            .filter_map(|(e, next)| {
                                let (earlier, span) = self.earlier.get(e)?.get(*next - 1)?;
                                Some((*e, *earlier, *span))
                            })
                            .collect(),
                    );
                }
                Some((other, _)) => {
                    path.push((other, 0));
                    on_path.insert(other);
                }
            }
        }
        None
    }
}

fn cycle_fault(archive: &Archive, cycle: &[Link]) -> Diagnostic {
    let mut ids: Vec<String> = cycle.iter().map(|(later, _, _)| format!("`{}`", archive.events[*later].id)).collect();
    ids.push(ids[0].clone());
    let words = |(later, earlier, _): &Link| {
        format!("`{}` is after `{}`", archive.events[*later].id, archive.events[*earlier].id)
    };
    let mut fault = Diagnostic::new(
        Code::OrderCycle,
        cycle[0].2,
        format!("these events are each after the next, in a circle: {}", ids.join(", ")),
    )
    .label(words(&cycle[0]));
    for link in &cycle[1..] {
        fault = fault.also(link.2, words(link));
    }
    fault.help("remove at least one of these links")
}

fn contradiction(archive: &Archive, earlier: Key<Event>, later: Key<Event>, span: Span) -> Diagnostic {
    let (a, b) = (&archive.events[earlier], &archive.events[later]);
    Diagnostic::new(
        Code::OrderContradiction,
        span,
        format!("`{}` cannot be after `{}`: its date is certainly earlier", b.id, a.id),
    )
    .label("this link says so")
    .also(b.date_span, format!("`{}` is at {}", b.id, moment(b)))
    .also(a.date_span, format!("`{}` is at {}", a.id, moment(a)))
    .help("correct one of the dates, or remove the link")
}

/// An event's date as written, with its time and zone.
fn moment(event: &Event) -> String {
    let written = event.when.written();
    match (event.when.time(), event.when.zone()) {
        (Some(time), Some(zone)) => format!("{written} {:02}:{:02} in {zone}", time.hour, time.minute),
        _ => written.to_owned(),
    }
}

/// The fault of a chain of links that cannot all hold, though each of them may.
pub fn chain_contradiction(archive: &Archive, earlier: Key<Event>, later: Key<Event>, span: Span) -> Diagnostic {
    let (a, b) = (&archive.events[earlier], &archive.events[later]);
    Diagnostic::new(
        Code::OrderContradiction,
        span,
        format!("`{}` cannot be after `{}` and all that is known to precede it", b.id, a.id),
    )
    .label("this link closes the chain")
    .also(b.date_span, format!("`{}` is at {}", b.id, moment(b)))
    .help("correct one of the dates, or remove one of the links (`annals explain` shows the chain)")
}
