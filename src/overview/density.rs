//! Density: how many events each stretch of the axis holds.

use super::{Axis, Extent, Item};

/// A stretch of the axis and what it holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bin {
    /// Its first second.
    pub from: i64,
    /// The second after its last.
    pub to: i64,
    /// Where it begins on the axis.
    pub start: i64,
    /// Where it ends on the axis.
    pub end: i64,
    /// How many events lie in it whole, by weight: details, normal ones, turning points.
    pub sharp: [usize; 3],
    /// How much of the events that reach beyond it, each spread evenly over what its date covers, falls to it; in
    /// shares of [`SHARE`].
    pub spread: u64,
    /// How many events reach beyond it and touch it.
    pub touching: usize,
    /// The first event in it, by number, preferring one that lies in it whole.
    pub first: Option<usize>,
}

/// One event's share; it is divided without rest among up to 16 stretches.
pub const SHARE: u64 = 720_720;

impl Bin {
    /// How many events lie in it whole.
    pub fn count(&self) -> usize {
        self.sharp.iter().sum()
    }

    /// Its height, in shares of [`SHARE`].
    pub fn height(&self) -> u64 {
        self.count() as u64 * SHARE + self.spread
    }
}

/// Counts events. One that lies in a single stretch counts there; one whose date reaches over several (because it
/// lasted, or because it is not known better) is spread evenly over them, so that no stretch is given what is not known
/// of it. One with an open end counts at the end that is known.
pub(super) fn bins(axis: &Axis, items: &[Item<'_>], extents: &[Extent]) -> Vec<Bin> {
    let mut bins = empty(axis);
    for (number, (item, extent)) in items.iter().zip(extents).enumerate() {
        let (Some(first), Some(last)) = (extent.first(), extent.last()) else { continue };
        let at = |t: i64| bins.partition_point(|bin| bin.from <= t).saturating_sub(1);
        let (a, b) = (at(first), at(last - 1));
        if a == b {
            let bin = &mut bins[a];
            if bin.count() == 0 {
                bin.first = Some(number);
            }
            bin.sharp[usize::from(item.weight.clamp(1, 3)) - 1] += 1;
            continue;
        }
        let share = SHARE / (b - a + 1) as u64;
        for bin in &mut bins[a..=b] {
            bin.spread += share;
            bin.touching += 1;
            bin.first = bin.first.or(Some(number));
        }
    }
    bins
}

fn empty(axis: &Axis) -> Vec<Bin> {
    let mut bins = Vec::new();
    for piece in &axis.pieces {
        let mut from = piece.from;
        while from < piece.to {
            let to = axis.unit.next(from);
            let (start, end) = (axis.position(from), if to == piece.to { piece.end } else { axis.position(to) });
            bins.push(Bin { from, to, start, end, sharp: [0; 3], spread: 0, touching: 0, first: None });
            from = to;
        }
    }
    bins
}
