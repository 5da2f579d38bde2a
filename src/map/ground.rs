//! The ground of a map: land, water and the net of meridians and parallels, as paths in units.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};

use litemap::LiteMap;

use super::clip::{Box, area, clip, simplify, thinned};
use super::outline::{Bounds, OUTLINES, Ring, STEPS};
use super::projection::{Point, Projection};
use super::view::{Form, View};

/// What is drawn below the marks.
#[derive(Debug, PartialEq)]
pub struct Ground {
    /// The edge of the Earth, as the data of an SVG path in units; none on a regional map, which has no edge.
    pub earth: Option<String>,
    /// The land.
    pub land: String,
    /// Meridians and parallels.
    pub net: String,
    /// How much of the map is land, from 0 to 1.
    pub land_share: f64,
}

/// The most bytes of the land's path.
fn most_bytes(form: Form) -> usize {
    match form {
        Form::Locator => 2_900,
        Form::Wide => 9_500,
    }
}

/// How many grounds are kept. A ground depends on its view alone, so what is kept can never be wrong.
const KEPT: usize = 512;

static GROUNDS: Mutex<LiteMap<View, Arc<Ground>>> = Mutex::new(LiteMap::new());

impl Ground {
    /// The ground of a view. Those that were drawn lately are not drawn again: many pages show the same.
    pub fn of(view: View) -> Arc<Ground> {
        let kept = |grounds: &LiteMap<View, Arc<Ground>>| grounds.get(&view).cloned();
        if let Some(ground) = kept(&GROUNDS.lock().unwrap_or_else(PoisonError::into_inner)) {
            return ground;
        }
        let ground = Arc::new(Ground::draw(view));
        let mut grounds = GROUNDS.lock().unwrap_or_else(PoisonError::into_inner);
        if grounds.len() >= KEPT {
            grounds.clear();
        }
        grounds.insert(view, Arc::clone(&ground));
        ground
    }

    fn draw(view: View) -> Ground {
        let is_world = matches!(view.projection, Projection::World { .. });
        let rings = if is_world { &OUTLINES.coarse } else { &OUTLINES.fine };
        let window = Window::of(view);
        let frame = (0.0, 0.0, f64::from(view.width()), f64::from(view.height()));
        // What is cut is cut beyond the edge, where its sides are not seen.
        let wider = (frame.0 - 4.0, frame.1 - 4.0, frame.2 + 4.0, frame.3 + 4.0);
        let pieces: Vec<Vec<Point>> = rings.iter().flat_map(|ring| pieces(view, &window, ring, wider)).collect();
        let land: f64 = pieces.iter().map(|piece| area(piece)).sum();
        let whole = (wider.2 - wider.0) * (wider.3 - wider.1);
        Ground {
            earth: is_world.then(|| earth(view)),
            land: bounded(&pieces, most_bytes(view.form)),
            net: net(view, &window),
            land_share: (land.abs() / whole).clamp(0.0, 1.0),
        }
    }
}

/// The stretch of latitudes and of longitudes, counted from the middle, that a view shows, in degrees.
#[derive(Debug, Clone, Copy)]
struct Window {
    south: f64,
    north: f64,
    west: f64,
    east: f64,
}

impl Window {
    fn of(view: View) -> Window {
        let all = Window { south: -90.0, north: 90.0, west: -180.0, east: 180.0 };
        if matches!(view.projection, Projection::World { .. }) {
            return all;
        }
        let none = Window { south: 90.0, north: -90.0, west: 180.0, east: -180.0 };
        let mut window = edge(view).map(|point| view.invert(point)).fold(none, |w, (lat, lon)| Window {
            south: w.south.min(lat - 1.0),
            north: w.north.max(lat + 1.0),
            west: w.west.min(lon - 1.0),
            east: w.east.max(lon + 1.0),
        });
        for (pole, lat) in [(&mut window.north, 90.0), (&mut window.south, -90.0)] {
            let (x, y) = view.place(lat, view.projection.meridian());
            let (width, height) = (f64::from(view.width()), f64::from(view.height()));
            if (-20.0..=width + 20.0).contains(&x) && (-20.0..=height + 20.0).contains(&y) {
                *pole = lat;
                (window.west, window.east) = (all.west, all.east);
            }
        }
        Window {
            south: window.south.max(all.south),
            north: window.north.min(all.north),
            west: window.west.max(all.west),
            east: window.east.min(all.east),
        }
    }

    /// In steps, as longitudes that were moved by some degrees.
    fn steps(&self, moved: f64) -> Bounds {
        let step = |degrees: f64| (degrees * STEPS).round() as i32;
        Bounds {
            west: step(self.west + moved),
            east: step(self.east + moved),
            south: step(self.south),
            north: step(self.north),
        }
    }
}

/// Points along the edge of a view.
fn edge(view: View) -> impl Iterator<Item = Point> {
    const EACH: i32 = 24;
    let (width, height) = (f64::from(view.width()), f64::from(view.height()));
    (0..EACH).flat_map(move |i| {
        let share = f64::from(i) / f64::from(EACH);
        let (x, y) = (width * share, height * share);
        [(x, 0.0), (width, y), (width - x, height), (0.0, height - y)]
    })
}

/// What a view shows of a ring, in units: once for each turn of the Earth that brings it into the window.
fn pieces(view: View, window: &Window, ring: &Ring, frame: Box) -> Vec<Vec<Point>> {
    let meridian = view.projection.meridian();
    let mut pieces = Vec::new();
    for turn in [-360.0, 0.0, 360.0] {
        let moved = meridian + turn;
        let near = window.steps(moved);
        if ring.bounds.misses(&near) {
            continue;
        }
        let degrees = |steps: i32| f64::from(steps) / STEPS;
        let points = ring.near(&near).into_iter().map(|(lon, lat)| (degrees(lon) - moved, degrees(lat)));
        let points = clip(points.collect(), (window.west, window.south, window.east, window.north));
        let placed = bent(&points).into_iter().map(|(lon, lat)| view.place_from_middle(lat, lon));
        let piece = clip(placed.collect(), frame);
        if piece.len() > 2 {
            pieces.push(piece);
        }
    }
    pieces
}

/// A ring whose sides are short enough to be drawn straight: a side along a parallel is an arc on the map.
fn bent(ring: &[Point]) -> Vec<Point> {
    const LONGEST: f64 = 1.5;
    let Some(mut last) = ring.last().copied() else { return Vec::new() };
    let mut bent = Vec::with_capacity(ring.len());
    for point in ring.iter().copied() {
        let parts = ((point.0 - last.0).abs().max((point.1 - last.1).abs()) / LONGEST).ceil().clamp(1.0, 400.0);
        for part in 1..parts as i32 {
            let share = f64::from(part) / parts;
            bent.push((last.0 + (point.0 - last.0) * share, last.1 + (point.1 - last.1) * share));
        }
        bent.push(point);
        last = point;
    }
    bent
}

/// Rings as a path of at most so many bytes: as fine as that allows.
fn bounded(rings: &[Vec<Point>], most: usize) -> String {
    let mut rings: Vec<Vec<Point>> = rings.iter().map(|ring| thinned(ring, 0.4)).collect();
    let mut tolerance = 0.6;
    loop {
        // Islands smaller than the tolerance are left out, so that the path becomes shorter until nothing is left.
        rings.retain(|ring| area(ring).abs() >= 4.0 * tolerance * tolerance);
        for ring in &mut rings {
            *ring = simplify(ring, tolerance);
        }
        let mut path = String::new();
        for ring in &rings {
            line_to(&mut path, ring, true);
        }
        if path.len() <= most {
            return path;
        }
        tolerance *= 1.3;
    }
}

/// Writes a line in whole units, each point by its distance from the one before.
fn line_to(path: &mut String, line: &[Point], closed: bool) {
    let mut points: Vec<(i64, i64)> = line.iter().map(|(x, y)| (x.round() as i64, y.round() as i64)).collect();
    points.dedup();
    if closed && points.len() > 1 && points.first() == points.last() {
        points.pop();
    }
    if points.len() < if closed { 3 } else { 2 } {
        return;
    }
    let mut last = points[0];
    let _ = write!(path, "M{} {}l", last.0, last.1);
    for (at, point) in points.iter().enumerate().skip(1) {
        for (axis, number) in [point.0 - last.0, point.1 - last.1].into_iter().enumerate() {
            // A minus sign separates as well as a space.
            let space = if number < 0 || (at == 1 && axis == 0) { "" } else { " " };
            let _ = write!(path, "{space}{number}");
        }
        last = *point;
    }
    if closed {
        path.push('z');
    }
}

/// The edge of the whole Earth: the meridian opposite the middle, twice.
fn earth(view: View) -> String {
    let side = |lon: f64| (-45..=45).map(move |at| view.place_from_middle(f64::from(at) * 2.0 * lon.signum(), lon));
    let mut path = String::new();
    line_to(&mut path, &simplify(&side(180.0).chain(side(-180.0)).collect::<Vec<_>>(), 0.5), true);
    path
}

/// Meridians and parallels, some four to eight of each.
fn net(view: View, window: &Window) -> String {
    let (high, wide) = (window.north - window.south, window.east - window.west);
    let step = |extent: f64| [1.0, 2.0, 5.0, 10.0, 15.0, 30.0].into_iter().find(|s| extent / s <= 8.0).unwrap_or(30.0);
    let (down, across) = (step(high), if wide > 300.0 { 30.0 } else { step(wide) });
    let meridian = view.projection.meridian();
    let mut path = String::new();
    let mut draw = |line: Vec<Point>| line_to(&mut path, &simplify(&line, 0.7), false);
    let between = |from: f64, to: f64, at: i32| from + (to - from) * f64::from(at) / 48.0;
    for lat in multiples(window.south, window.north, down) {
        draw((0..=48).map(|i| view.place_from_middle(lat, between(window.west, window.east, i))).collect());
    }
    for lon in multiples(window.west + meridian, window.east + meridian, across) {
        draw(
            (0..=48).map(|i| view.place_from_middle(between(window.south, window.north, i), lon - meridian)).collect(),
        );
    }
    path
}

/// The multiples of a step within a stretch.
fn multiples(from: f64, to: f64, step: f64) -> impl Iterator<Item = f64> {
    let (first, last) = ((from / step).ceil() as i32, (to / step).floor() as i32);
    (first..=last).map(move |n| f64::from(n) * step)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The points of a path.
    fn points(path: &str) -> Vec<(i64, i64)> {
        let mut points = Vec::new();
        for ring in path.split('M').skip(1) {
            let (start, rest) = ring.split_once('l').expect("a line begins");
            let numbers = |text: &str| {
                let text = text.trim_end_matches('z').replace('-', " -");
                text.split_whitespace().map(|n| n.parse::<i64>().expect("a number")).collect::<Vec<_>>()
            };
            let start = numbers(start);
            let mut at = (start[0], start[1]);
            points.push(at);
            for step in numbers(rest).chunks(2) {
                at = (at.0 + step[0], at.1 + step[1]);
                points.push(at);
            }
        }
        points
    }

    fn holds(view: View) {
        let ground = Ground::draw(view);
        assert!(ground.land.len() <= most_bytes(view.form), "{view:?}: {} bytes", ground.land.len());
        assert!(ground.net.len() <= most_bytes(view.form), "{view:?}: {} bytes", ground.net.len());
        for (x, y) in points(&ground.land) {
            let inside =
                (-6..=i64::from(view.width()) + 6).contains(&x) && (-6..=i64::from(view.height()) + 6).contains(&y);
            assert!(inside, "{view:?}: {x} {y}");
        }
        assert_eq!(ground, Ground::draw(view));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn the_land_lies_in_the_view_and_takes_few_bytes(
            lat in -90..=90, lon in -180..=180, span in prop::sample::select(super::super::view::SPANS.to_vec()),
            form in prop::sample::select(vec![Form::Locator, Form::Wide])
        ) {
            holds(View::region(form, lat * 100, lon * 100, span));
        }
    }

    #[test]
    fn poles_the_antimeridian_and_the_whole_earth_are_drawn() {
        for (lat, lon) in [(9_000, 0), (-9_000, 0), (-9_000, 18_000), (6_500, 18_000), (6_500, -18_000), (0, 0)] {
            holds(View::region(Form::Locator, lat, lon, 4_000));
        }
        for lon in [0, 9_000, -18_000, 15_000] {
            holds(View::world(Form::Wide, lon));
            holds(View::world(Form::Locator, lon));
        }
    }

    #[test]
    fn land_and_water_are_where_they_are_known_to_be() {
        let share = |lat, lon, span| Ground::draw(View::region(Form::Locator, lat, lon, span)).land_share;
        for (lat, lon) in [(5_500, 8_500), (2_300, 1_200), (-9_000, 0), (-2_500, -5_800), (4_000, -10_000)] {
            assert!(share(lat, lon, 1_000) > 0.98, "{lat} {lon}: {}", share(lat, lon, 1_000));
        }
        for (lat, lon) in [(0, -15_000), (9_000, 0), (-4_600, -17_400), (4_150, 5_100), (-3_000, 18_000)] {
            assert!(share(lat, lon, 250) < 0.02, "{lat} {lon}: {}", share(lat, lon, 250));
        }
        // Land covers 29 % of the Earth, and the Earth 88 % of the rectangle around it.
        let world = Ground::draw(View::world(Form::Wide, 0)).land_share;
        assert!((world - 0.29 * 0.88).abs() < 0.02, "{world}");
    }
}
