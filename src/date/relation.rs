//! Three-valued comparison: what the dates say for certain, what they leave possible, and what they rule out.

use super::clock::Clock;
use super::moment::{CivilDay, Moment};
use super::{Precision, When};

/// An answer that can be left open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Truth {
    /// It is ruled out.
    No,
    /// It can be, and can also not be.
    Possibly,
    /// It is so, wherever in their bounds the dates really lie.
    Yes,
}

/// How much earlier than in UTC a day can begin somewhere (UTC+14), and how much later it can end (UTC-12), in seconds.
const EASTMOST: i64 = 14 * 3_600;
const WESTMOST: i64 = 12 * 3_600;

impl When {
    /// Whether this was before the other: for certain if it ended before the other can have begun, not if it can only
    /// have begun when the other was over. If one of both has no known zone, its days are taken to be those of any
    /// zone on earth.
    pub fn certainly_before(&self, other: &When) -> Truth {
        let (zoned, other_zoned) = (self.is_zoned(), other.is_zoned());
        let (earliest, latest) = self.reach(other_zoned && !zoned);
        let (other_earliest, other_latest) = other.reach(zoned && !other_zoned);
        if latest < other_earliest {
            return Truth::Yes;
        }
        let is_ruled_out = match (earliest, other_latest) {
            (Moment::At(a), Moment::At(b)) => a >= b,
            // Two moments beyond counting on the same side cannot be told apart.
            (a, b) => a > b,
        };
        if is_ruled_out { Truth::No } else { Truth::Possibly }
    }

    /// Whether this lies in the other's bounds: in a year, a range, a period. Days are compared as the calendars at
    /// both places say them, so that what happened on 1 January 2015 in Minsk falls in 2015; only if the other has a
    /// time of day, moments are compared.
    pub fn falls_in(&self, other: &When) -> Truth {
        let (is_inside, is_apart) = if other.precision() == Precision::Instant {
            let is_inside = other.earliest() <= self.earliest() && self.latest() <= other.latest();
            (is_inside, self.latest() < other.earliest() || other.latest() < self.earliest())
        } else {
            let (first, last) = self.days();
            let (other_first, other_last) = other.days();
            (other_first <= first && last <= other_last, last < other_first || other_last < first)
        };
        let region = &other.parts.region;
        match (is_inside, is_apart) {
            (_, true) => Truth::No,
            (true, false) if !region.unknown_start && !region.unknown_end => Truth::Yes,
            _ => Truth::Possibly,
        }
    }

    fn is_zoned(&self) -> bool {
        self.parts.clock != Clock::Utc
    }

    /// The bounds, widened to those in any zone if asked.
    fn reach(&self, in_any_zone: bool) -> (Moment, Moment) {
        if in_any_zone {
            (self.earliest().plus(-EASTMOST), self.latest().plus(WESTMOST))
        } else {
            (self.earliest(), self.latest())
        }
    }

    /// The first and last civil day, with the infinities around them.
    fn days(&self) -> (Reach, Reach) {
        let side = |day: Option<CivilDay>, moment: Moment| match (day, moment) {
            (Some(day), _) => Reach::Day(day),
            (None, Moment::Past) => Reach::Past,
            (None, _) => Reach::Future,
        };
        (side(self.earliest_day(), self.earliest()), side(self.latest_day(), self.latest()))
    }
}

/// A civil day with the infinities around it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Reach {
    Past,
    Day(CivilDay),
    Future,
}
