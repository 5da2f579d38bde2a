//! Outlines of land: Natural Earth 4.1.0, land, 1:110 million for the world and 1:10 million, simplified, for regions.
//!
//! Natural Earth is in the public domain; `scripts/outlines.mjs` made `land.bin` from the npm package world-atlas 2.0.2
//! and says how it is written. There are no borders in it, nor lakes and rivers.

use std::sync::LazyLock;

/// Steps in a degree.
pub const STEPS: f64 = 100.0;

/// How many points a run holds.
const RUN: usize = 64;

/// A point in hundredths of a degree: longitude, latitude. Longitudes pass 180 degrees where a line does.
pub type Step = (i32, i32);

/// The edge of a piece of land, or of water within it. Its last point is joined to the first.
#[derive(Debug)]
pub struct Ring {
    /// The points in order.
    pub points: Vec<Step>,
    /// The bounds of every [`RUN`] points, by which those that lie far away are passed over.
    runs: Vec<Bounds>,
    /// The bounds of all.
    pub bounds: Bounds,
}

/// The least and the greatest longitude and latitude.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bounds {
    /// The western side.
    pub west: i32,
    /// The eastern side.
    pub east: i32,
    /// The southern side.
    pub south: i32,
    /// The northern side.
    pub north: i32,
}

impl Bounds {
    fn of(points: &[Step]) -> Bounds {
        let none = Bounds { west: i32::MAX, east: i32::MIN, south: i32::MAX, north: i32::MIN };
        points.iter().fold(none, |b, (lon, lat)| Bounds {
            west: b.west.min(*lon),
            east: b.east.max(*lon),
            south: b.south.min(*lat),
            north: b.north.max(*lat),
        })
    }

    /// Whether it lies wholly on the far side of one side of another.
    pub fn misses(&self, other: &Bounds) -> bool {
        self.east < other.west || self.west > other.east || self.north < other.south || self.south > other.north
    }
}

impl Ring {
    fn new(points: Vec<Step>) -> Ring {
        let runs = points.chunks(RUN).map(Bounds::of).collect();
        Ring { bounds: Bounds::of(&points), points, runs }
    }

    /// The points, but of each run that lies wholly beyond one side of a window only the first and the last. Within the
    /// window the land is the same: what is left out and the line that replaces it lie beyond the same side.
    pub fn near(&self, window: &Bounds) -> Vec<Step> {
        let mut near = Vec::new();
        for (run, bounds) in self.points.chunks(RUN).zip(&self.runs) {
            match run {
                [first, .., last] if bounds.misses(window) => near.extend([*first, *last]),
                _ => near.extend_from_slice(run),
            }
        }
        near
    }
}

/// The outlines at both sizes.
#[derive(Debug)]
pub struct Outlines {
    /// For the world.
    pub coarse: Vec<Ring>,
    /// For regions.
    pub fine: Vec<Ring>,
}

/// The outlines, read when the first map is drawn.
pub static OUTLINES: LazyLock<Outlines> = LazyLock::new(|| {
    let mut bytes = include_bytes!("land.bin").iter().copied();
    let mut rings = || {
        let count = number(&mut bytes);
        (0..count).map(|_| ring(&mut bytes)).collect()
    };
    Outlines { coarse: rings(), fine: rings() }
});

fn ring(bytes: &mut impl Iterator<Item = u8>) -> Ring {
    let count = number(bytes);
    let mut at = (0, 0);
    let points = (0..count).map(|_| {
        at = (at.0 + difference(bytes), at.1 + difference(bytes));
        at
    });
    Ring::new(points.collect())
}

/// A number in LEB128; 0 at the end.
fn number(bytes: &mut impl Iterator<Item = u8>) -> u32 {
    let mut value = 0;
    for shift in (0..28).step_by(7) {
        let byte = bytes.next().unwrap_or(0);
        value |= u32::from(byte & 127) << shift;
        if byte < 128 {
            break;
        }
    }
    value
}

/// A number that was folded as 0, -1, 1, -2, ….
fn difference(bytes: &mut impl Iterator<Item = u8>) -> i32 {
    let folded = number(bytes);
    (folded >> 1) as i32 ^ -((folded & 1) as i32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outlines_are_whole_and_lie_on_the_earth() {
        for (rings, least) in [(&OUTLINES.coarse, 4_000), (&OUTLINES.fine, 100_000)] {
            assert!(rings.iter().map(|r| r.points.len()).sum::<usize>() > least);
            for ring in rings {
                assert!(ring.points.len() > 2);
                // Three turns of the Earth bring every point into every window.
                assert!(ring.bounds.west >= -36_000 && ring.bounds.east <= 36_000, "{:?}", ring.bounds);
                assert!(ring.bounds.south >= -9_000 && ring.bounds.north <= 9_000, "{:?}", ring.bounds);
            }
        }
    }
}
