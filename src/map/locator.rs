//! A small map that shows where something is.

use std::sync::Arc;

use super::ground::Ground;
use super::label::{Named, Side, sides};
use super::view::{Form, SPANS, Spot, View};

/// The closest that one place is shown: with less around it there would be nothing by which to know it.
const CLOSEST: u32 = 1_000;

/// How wide the map becomes, at most, for the sake of a coast, and how much of it has to be land, and water.
const FARTHEST: u32 = 4_000;
const COAST: f64 = 0.03;

/// The most spots that are marked, and the most others by which readers find their way.
const MOST: usize = 24;
const MOST_OTHERS: usize = 4;

/// Areas smaller than this, in pixels, are drawn as large.
const SMALLEST_AREA: f64 = 9.0;

/// The radius of a point.
const POINT: f64 = 5.0;

/// A small map.
#[derive(Debug)]
pub struct Locator {
    /// What it shows.
    pub view: View,
    /// What is drawn below.
    pub ground: Arc<Ground>,
    /// The spots, each by the number under which it was given.
    pub marks: Vec<Mark>,
    /// Others, for orientation: all are named.
    pub others: Vec<Mark>,
}

/// A spot on the map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Mark {
    /// The number of the spot.
    pub spot: usize,
    /// Its place in units.
    pub at: (f64, f64),
    /// The radius of the area that it stands for, in units; none for a point.
    pub area: Option<f64>,
    /// Where its name stands, if there is room.
    pub side: Option<Side>,
}

/// A spot with the width of its name in pixels.
pub type Titled = (Spot, f64);

impl Locator {
    /// The map of some spots. Of others that lie in it a few are shown for orientation, those first that are given first.
    /// `None` without spots.
    pub fn new(spots: &[Titled], others: &[Titled]) -> Option<Locator> {
        let spots = &spots[..spots.len().min(MOST)];
        let (view, ground) = around(&spots.iter().map(|(spot, _)| *spot).collect::<Vec<_>>())?;
        let marks: Vec<(Mark, Named)> = spots.iter().enumerate().map(|(at, titled)| mark(view, at, titled)).collect();
        let mut all: Vec<(Mark, Named)> = marks;
        let own = all.len();
        all.extend(near(view, &all, others));
        let size = (f64::from(view.width()) / 2.0, f64::from(view.height()) / 2.0);
        let names: Vec<Named> = all.iter().map(|(_, named)| *named).collect();
        let placed = all.into_iter().zip(sides(&names, size)).map(|((mark, _), side)| Mark { side, ..mark });
        let mut marks: Vec<Mark> = placed.collect();
        let mut others = marks.split_off(own);
        others.retain(|other| other.side.is_some());
        others.truncate(MOST_OTHERS);
        Some(Locator { view, ground, marks, others })
    }
}

/// The view of some spots, wide enough to show a coast if there is one not too far away.
fn around(spots: &[Spot]) -> Option<(View, Arc<Ground>)> {
    let mut first = None;
    for span in SPANS.into_iter().filter(|span| (CLOSEST..=FARTHEST).contains(span)) {
        let view = View::fit(Form::Locator, spots, span)?;
        let ground = Ground::of(view);
        if (COAST..=1.0 - COAST).contains(&ground.land_share) || view.span > FARTHEST {
            return Some((view, ground));
        }
        first = first.or(Some((view, ground)));
    }
    first
}

fn mark(view: View, spot: usize, (place, width): &Titled) -> (Mark, Named) {
    let (x, y) = view.place(place.lat, place.lon);
    let pixels = place.radius * view.scale() / 2.0;
    let area = (place.radius > 0.0).then_some(pixels.max(SMALLEST_AREA) * 2.0);
    // An area's name may stand on its soft edge.
    let radius = area.map_or(POINT, |area| area / 4.0);
    (Mark { spot, at: (x, y), area, side: None }, Named { at: (x / 2.0, y / 2.0), radius, width: *width })
}

/// Others in the view that do not stand too close to a mark.
fn near(view: View, marks: &[(Mark, Named)], others: &[Titled]) -> Vec<(Mark, Named)> {
    const APART: f64 = 24.0;
    let mut near: Vec<(Mark, Named)> = Vec::new();
    for (at, other) in others.iter().enumerate() {
        if near.len() >= 3 * MOST_OTHERS {
            break;
        }
        if other.0.radius > 0.0 || !view.holds(&other.0) {
            continue;
        }
        let new = mark(view, at, other);
        let close =
            |old: &(Mark, Named)| (old.1.at.0 - new.1.at.0).hypot(old.1.at.1 - new.1.at.1) < APART + old.1.radius;
        if !marks.iter().chain(&near).any(close) {
            near.push(new);
        }
    }
    near
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(lat: f64, lon: f64) -> Titled {
        (Spot { lat, lon, radius: 0.0 }, 60.0)
    }

    #[test]
    fn a_place_far_from_the_sea_is_shown_with_a_coast() {
        let span = |lat, lon| Locator::new(&[point(lat, lon)], &[]).expect("a map").view.span;
        assert_eq!(span(46.2, 6.14), 1_000);
        assert_eq!(span(55.75, 37.62), 2_000);
    }

    #[test]
    fn a_place_is_named_before_those_beside_it() {
        let kyiv = point(50.45, 30.52);
        let map = Locator::new(&[kyiv], &[point(50.6, 30.6), point(46.48, 30.73), point(-30.0, 20.0)]).expect("a map");
        assert!(map.marks[0].side.is_some());
        assert_eq!(map.others.iter().map(|o| o.spot).collect::<Vec<_>>(), [1]);
    }
}
