//! What is known of the order besides the dates: `after` and `before`, checked against the dates and for circles.

use std::collections::{BTreeMap, BTreeSet};

use litemap::LiteMap;

use crate::archive::checks::{MOST_NAMED, circle_in_words};
use crate::archive::{Archive, Event, Key};
use crate::date::Truth;
use crate::diagnostic::{Code, Diagnostic, Faults};
use crate::text::Span;

/// One link: the later event, the earlier one, and where it is written.
type Link = (Key<Event>, Key<Event>, Span);

/// All links, each from an event to those that precede it. Those that take part in a circle are left out.
#[derive(Debug)]
pub struct Links {
    /// By event: what precedes it, and where that is written.
    earlier: LiteMap<Key<Event>, Vec<(Key<Event>, Span)>>,
}

impl Links {
    /// Gathers the links of an archive.
    pub fn new(archive: &Archive) -> (Links, Vec<Diagnostic>) {
        let mut all: Vec<Link> = Vec::new();
        for (key, event) in archive.events.iter() {
            for (other, span) in &event.after {
                all.push((key, *other, *span));
            }
            for (other, span) in &event.before {
                all.push((*other, key, *span));
            }
        }
        // A stable sort: the links of one event keep their order.
        all.sort_by_key(|(event, ..)| *event);
        let lists = all.chunk_by(|(a, ..), (b, ..)| a == b);
        let earlier = lists.map(|list| (list[0].0, list.iter().map(|(_, other, span)| (*other, *span)).collect()));
        let earlier = earlier.collect();
        let mut links = Links { earlier };
        let mut faults = Faults::of_a_site();
        links.break_cycles(archive, &mut faults);
        for (event, list) in &links.earlier {
            for (other, span) in list {
                if links.contradicts(archive, *other, *event) {
                    faults.push(contradiction(archive, *other, *event, *span));
                }
            }
        }
        (links, faults.into_list("site"))
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

    /// Finds circles, reports each with its first members, and removes the link that closes it. Each link is followed once.
    fn break_cycles(&mut self, archive: &Archive, faults: &mut Faults) {
        let mut walk = vec![Walk::New; archive.events.len()];
        let mut closing = BTreeSet::new();
        for start in self.earlier.keys() {
            if walk[start.index()] != Walk::New {
                continue;
            }
            walk[start.index()] = Walk::OnPath(0);
            // The path from `start`, each with the number of its next link to follow.
            let mut path: Vec<(Key<Event>, usize)> = vec![(*start, 0)];
            while let Some((event, next)) = path.last_mut() {
                let event = *event;
                let link = self.earlier.get(&event).and_then(|list| list.get(*next)).copied();
                *next += 1;
                let Some((other, _)) = link else {
                    path.pop();
                    walk[event.index()] = Walk::Finished;
                    continue;
                };
                match walk[other.index()] {
                    Walk::New => {
                        walk[other.index()] = Walk::OnPath(path.len());
                        path.push((other, 0));
                    }
                    Walk::OnPath(from) if closing.insert((event, other)) => {
                        let link = |(later, next): &(Key<Event>, usize)| {
                            let (earlier, span) = self.earlier.get(later)?.get(next.checked_sub(1)?)?;
                            Some((*later, *earlier, *span))
                        };
                        let circle = &path[from..];
                        let told: Vec<Link> = circle.iter().take(MOST_NAMED).filter_map(link).collect();
                        faults.extend(cycle_fault(archive, &told, circle));
                    }
                    Walk::OnPath(_) | Walk::Finished => {}
                }
            }
        }
        for (later, earlier) in closing {
            if let Some(list) = self.earlier.get_mut(&later) {
                list.retain(|(event, _)| *event != earlier);
            }
        }
    }
}

/// What is known of an event on a walk along the links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Walk {
    /// Nothing yet.
    New,
    /// Its place on the path that is being walked.
    OnPath(usize),
    /// All that precedes it was seen.
    Finished,
}

/// The fault of a circle, of which the links in `told` are shown.
fn cycle_fault(archive: &Archive, told: &[Link], circle: &[(Key<Event>, usize)]) -> Option<Diagnostic> {
    let ids = circle_in_words(circle.iter().map(|(event, _)| archive.events[*event].id.as_str()));
    let words = |(later, earlier, _): &Link| {
        format!("`{}` is after `{}`", archive.events[*later].id, archive.events[*earlier].id)
    };
    let (first, others) = told.split_first()?;
    let message = format!("these events are each after the next, in a circle: {ids}");
    let mut fault = Diagnostic::new(Code::OrderCycle, first.2, message).label(words(first));
    for link in others {
        fault = fault.also(link.2, words(link));
    }
    Some(fault.help("remove at least one of these links"))
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
