//! Why one event stands before another.

use super::Timeline;
use crate::archive::{Archive, Event, Key};
use crate::text::Span;

/// The rule that decided the order of two events, the first of which stands before the second.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reason {
    /// A chain of `after` and `before` links: each next event, and where the link to it is written.
    Links(Vec<(Key<Event>, Span)>),
    /// Its earliest possible moment comes first.
    Earlier,
    /// The second was moved behind an event that is known to precede it, and that stands after the first.
    MovedBack {
        /// The event that was moved.
        moved: Key<Event>,
        /// The links that moved it, from the event that holds it back.
        behind: Vec<(Key<Event>, Span)>,
        /// The event that holds it back.
        by: Key<Event>,
    },
    /// Both may begin at the same moment; its date is narrower.
    Narrower,
    /// The dates say nothing; it has more weight.
    Weightier,
    /// Nothing tells them apart but their ids.
    Id,
}

/// Why the one of two different events that stands first does so: the first, the second, and the reason.
pub fn explain(
    archive: &Archive,
    timeline: &Timeline,
    a: Key<Event>,
    b: Key<Event>,
) -> (Key<Event>, Key<Event>, Reason) {
    let (first, second) = if timeline.position(a) <= timeline.position(b) { (a, b) } else { (b, a) };
    (first, second, reason(archive, timeline, first, second))
}

fn reason(archive: &Archive, timeline: &Timeline, first: Key<Event>, second: Key<Event>) -> Reason {
    if let Some(chain) = timeline.links.chain(first, second) {
        return Reason::Links(chain);
    }
    let own = |k: Key<Event>| archive.events[k].when.earliest();
    let rank = |k: Key<Event>| timeline.ranks[k.index()];
    if rank(first) < rank(second) {
        if own(first) < own(second) {
            return Reason::Earlier;
        }
        if timeline.is_moved(archive, second) {
            let by = holder(archive, timeline, second);
            let behind = timeline.links.chain(by, second).unwrap_or_default();
            return Reason::MovedBack { moved: second, behind, by };
        }
    }
    let (a, b) = (&archive.events[first], &archive.events[second]);
    match (super::width(a), super::width(b), a.weight, b.weight) {
        (wa, wb, _, _) if wa < wb => Reason::Narrower,
        (_, _, x, y) if x > y => Reason::Weightier,
        _ => Reason::Id,
    }
}

/// The event at whose own moment a moved event was placed.
fn holder(archive: &Archive, timeline: &Timeline, moved: Key<Event>) -> Key<Event> {
    let mut at = moved;
    loop {
        let rank = timeline.ranks[at.index()];
        let by = timeline.links.before(at).map(|(e, _)| e).find(|e| {
            let other = timeline.ranks[e.index()];
            other.moment == rank.moment && other.steps + 1 == rank.steps
        });
        match by {
            Some(e) if rank.steps > 0 => at = e,
            _ => break,
        }
    }
    debug_assert!(archive.events[at].when.earliest() == timeline.ranks[at.index()].moment || at == moved);
    at
}
