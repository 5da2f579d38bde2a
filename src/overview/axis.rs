//! The line of time: how it is divided into stretches, and where long empty stretches are left out.

use super::unit::A_DAY;
use super::{DAY, Extent, Item, Unit, WIDTH, day_of};
use crate::date::CivilDay;

/// The most stretches into which an unbroken axis is divided: on the narrowest screen each is still two pixels wide.
pub const MOST_BINS: i64 = 120;

/// How much of the axis a break takes.
pub const BREAK: i64 = 300;

/// The most breaks.
const MOST_BREAKS: usize = 6;

/// The line of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Axis {
    /// The stretches that are drawn, in order. Between two of them the axis is broken.
    pub pieces: Vec<Piece>,
    /// By which stretches of the calendar density is counted.
    pub unit: Unit,
}

/// An unbroken stretch of the axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// Its first second.
    pub from: i64,
    /// The second after its last.
    pub to: i64,
    /// Where it begins on the axis.
    pub start: i64,
    /// Where it ends on the axis.
    pub end: i64,
}

impl Piece {
    fn position(&self, t: i64) -> i64 {
        let (whole, part) = (self.to - self.from, t.clamp(self.from, self.to) - self.from);
        let length = i128::from(self.end - self.start);
        // A piece is as long as one stretch of the calendar at least.
        self.start + ((i128::from(part) * length + i128::from(whole) / 2) / i128::from(whole.max(1))) as i64
    }
}

impl Axis {
    /// The axis of some extents; `None` if they all lie in one stretch. Parts of days are told apart only if some
    /// date has a time of day.
    pub(super) fn new(extents: &[Extent], has_times: bool) -> Option<Axis> {
        let solid = merged(extents);
        let stretches = without_long_gaps(solid);
        let drawn: i64 = stretches.iter().map(|(from, to)| to - from).sum();
        let unit = unit_for(drawn, has_times);
        let mut aligned: Vec<(i64, i64)> = Vec::new();
        for (from, to) in stretches {
            let (from, to) = (unit.floor(from), unit.next(to - 1));
            match aligned.last_mut() {
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => aligned.push((from, to)),
            }
        }
        let (first, last) = (aligned.first()?, aligned.last()?);
        (unit.next(first.0) < last.1).then(|| Axis { pieces: placed(&aligned), unit })
    }

    /// The axis of some dates, and of a year besides where they alone make none: all the stretches that they cover.
    /// `None` where they have no place in time.
    pub fn of(items: &[Item<'_>], year: Option<i64>) -> Option<Axis> {
        let mut extents: Vec<Extent> = items.iter().map(|item| Extent::of(item.when)).collect();
        let has_times = items.iter().any(|item| item.when.time().is_some());
        Axis::new(&extents, has_times).or_else(|| {
            let year = year.or_else(|| Some(day_of(extents.iter().find_map(|extent| extent.first())?).year))?;
            let start = |year: i64| CivilDay { year, month: 1, day: 1 }.number()?.checked_mul(DAY);
            extents.push(Extent { from: start(year), to: start(year.checked_add(1)?) });
            Axis::new(&extents, false)
        })
    }

    /// Where a second is drawn; what is left out lies in the middle of its break, what is beyond the axis at its end.
    pub fn position(&self, t: i64) -> i64 {
        let after = self.pieces.partition_point(|piece| piece.to < t);
        match (self.pieces.get(after), after.checked_sub(1).and_then(|i| self.pieces.get(i))) {
            (Some(piece), None) => piece.position(t),
            (Some(piece), Some(before)) if t < piece.from => (before.end + piece.start) / 2,
            (Some(piece), _) => piece.position(t),
            (None, _) => WIDTH,
        }
    }

    /// The first second of the axis.
    pub fn from(&self) -> i64 {
        self.pieces.first().map_or(0, |p| p.from)
    }

    /// The second after the last of the axis.
    pub fn to(&self) -> i64 {
        self.pieces.last().map_or(0, |p| p.to)
    }

    /// Whether any of an extent lies on the axis.
    pub(super) fn shows(&self, extent: Extent) -> bool {
        extent.first().is_some()
            && extent.from.is_none_or(|t| t < self.to())
            && extent.to.is_none_or(|t| t > self.from())
    }
}

/// The stretches that the extents cover, in order. An open extent covers its known end alone.
fn merged(extents: &[Extent]) -> Vec<(i64, i64)> {
    let mut known: Vec<(i64, i64)> = extents.iter().filter_map(|e| Some((e.first()?, e.last()?))).collect();
    known.sort_unstable();
    let mut merged: Vec<(i64, i64)> = Vec::new();
    for (from, to) in known {
        match merged.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => merged.push((from, to)),
        }
    }
    merged
}

/// Joins stretches over their gaps, except over those that would take more than three quarters of the drawing.
fn without_long_gaps(solid: Vec<(i64, i64)>) -> Vec<(i64, i64)> {
    let (Some(first), Some(last)) = (solid.first(), solid.last()) else { return Vec::new() };
    let mut drawn = last.1 - first.0;
    let mut gaps: Vec<(i64, usize)> = solid.windows(2).enumerate().map(|(i, w)| (w[1].0 - w[0].1, i)).collect();
    gaps.sort_unstable_by_key(|(length, at)| (-length, *at));
    let mut broken = Vec::new();
    for (length, at) in gaps.into_iter().take(MOST_BREAKS) {
        if length < 30 * DAY || length <= drawn / 4 * 3 {
            break;
        }
        drawn -= length;
        broken.push((at, length));
    }
    // Some room on both sides of a break shows that nothing happened there.
    let room = |length: i64| (drawn / 20).max(2 * DAY).min(length / 4);
    let room_at = |at: usize| broken.iter().find(|(i, _)| *i == at).map(|(_, length)| room(*length));
    let mut joined: Vec<(i64, i64)> = Vec::new();
    for (at, (from, to)) in solid.iter().copied().enumerate() {
        let before = at.checked_sub(1).and_then(room_at);
        match joined.last_mut() {
            Some(piece) if before.is_none() => piece.1 = to,
            _ => joined.push((from - before.unwrap_or(0), to)),
        }
        if let (Some(room), Some(piece)) = (room_at(at), joined.last_mut()) {
            piece.1 += room;
        }
    }
    joined
}

/// The finest unit by which so many seconds make no more than [`MOST_BINS`] stretches.
fn unit_for(drawn: i64, has_times: bool) -> Unit {
    let parts_of_days = [600, 1_800, 3_600, 3 * 3_600, 6 * 3_600].map(Unit::Seconds);
    let finer: &[Unit] = if has_times { &parts_of_days } else { &[] };
    let named = [A_DAY, Unit::Week, Unit::Months(1), Unit::Months(3), Unit::Years(1)];
    let fits = |unit: &Unit| drawn / unit.length() < MOST_BINS;
    finer.iter().chain(&named).copied().find(fits).unwrap_or_else(|| {
        let round = (0..18).flat_map(|zeros| [2, 5, 10].map(|n| Unit::Years(n * 10i64.pow(zeros))));
        round.into_iter().find(|unit| fits(unit)).unwrap_or(Unit::Years(1_000_000_000))
    })
}

/// Gives each stretch its place on the axis: equal lengths for equal times, the breaks between them.
fn placed(stretches: &[(i64, i64)]) -> Vec<Piece> {
    let breaks = stretches.len() as i64 - 1;
    let room = i128::from(WIDTH - breaks * BREAK);
    let whole: i128 = stretches.iter().map(|(from, to)| i128::from(to - from)).sum();
    let mut before = 0i128;
    let mut pieces = Vec::new();
    for (number, (from, to)) in stretches.iter().copied().enumerate() {
        let place = |length: i128| (length * room / whole.max(1)) as i64 + number as i64 * BREAK;
        let start = place(before);
        before += i128::from(to - from);
        pieces.push(Piece { from, to, start, end: place(before) });
    }
    pieces
}
