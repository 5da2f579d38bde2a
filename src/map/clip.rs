//! Clipping and simplifying lines on a plane.

use super::projection::Point;

/// A rectangle: least x, least y, greatest x, greatest y.
pub type Box = (f64, f64, f64, f64);

/// The part of an area within a rectangle (I. E. Sutherland, G. W. Hodgman, Reentrant Polygon Clipping, Communications
/// of the ACM 17, 1974, pages 32-42). Where the area falls apart, its parts stay joined along the rectangle's sides.
pub fn clip(ring: Vec<Point>, to: Box) -> Vec<Point> {
    let sides: [(usize, f64, f64); 4] = [(0, to.0, 1.0), (0, to.2, -1.0), (1, to.1, 1.0), (1, to.3, -1.0)];
    sides.into_iter().fold(ring, |ring, (axis, limit, sign)| half(&ring, axis, limit, sign))
}

/// The part of an area on one side of a line.
fn half(ring: &[Point], axis: usize, limit: f64, sign: f64) -> Vec<Point> {
    let at = |p: Point| if axis == 0 { p.0 } else { p.1 };
    let inside = |p: Point| (at(p) - limit) * sign >= 0.0;
    let Some(mut last) = ring.last().copied() else { return Vec::new() };
    let mut kept = Vec::with_capacity(ring.len());
    for point in ring.iter().copied() {
        if inside(point) != inside(last) {
            let share = (limit - at(last)) / (at(point) - at(last));
            let between = |a: f64, b: f64| a + (b - a) * share;
            kept.push(match axis {
                0 => (limit, between(last.1, point.1)),
                _ => (between(last.0, point.0), limit),
            });
        }
        if inside(point) {
            kept.push(point);
        }
        last = point;
    }
    kept
}

/// The area of a ring; its sign tells which way it turns.
pub fn area(ring: &[Point]) -> f64 {
    let Some(mut last) = ring.last().copied() else { return 0.0 };
    let mut twice = 0.0;
    for point in ring.iter().copied() {
        twice += last.0 * point.1 - point.0 * last.1;
        last = point;
    }
    twice / 2.0
}

/// A line without the points that bend it by less than a tolerance (D. H. Douglas, T. K. Peucker, Algorithms for the
/// Reduction of the Number of Points Required to Represent a Digitized Line, Cartographica 10, 1973, pages 112-122).
pub fn simplify(line: &[Point], tolerance: f64) -> Vec<Point> {
    if line.len() < 3 {
        return line.to_vec();
    }
    let mut keep = vec![false; line.len()];
    keep[0] = true;
    keep[line.len() - 1] = true;
    let mut open = vec![(0, line.len() - 1)];
    while let Some((from, to)) = open.pop() {
        let mut worst = (tolerance * tolerance, None);
        for (at, point) in line.iter().enumerate().take(to).skip(from + 1) {
            let off = square_distance(*point, line[from], line[to]);
            if off > worst.0 {
                worst = (off, Some(at));
            }
        }
        if let Some(at) = worst.1 {
            keep[at] = true;
            open.extend([(from, at), (at, to)]);
        }
    }
    line.iter().zip(keep).filter(|(_, kept)| *kept).map(|(point, _)| *point).collect()
}

/// A line without the points that lie nearer than a distance to the one before.
pub fn thinned(line: &[Point], least: f64) -> Vec<Point> {
    let Some(first) = line.first() else { return Vec::new() };
    let mut kept = vec![*first];
    let mut last = *first;
    for point in line.iter().copied() {
        let (dx, dy) = (point.0 - last.0, point.1 - last.1);
        if dx * dx + dy * dy >= least * least {
            kept.push(point);
            last = point;
        }
    }
    kept
}

/// The square of how far a point is from a stretch of line.
fn square_distance(point: Point, from: Point, to: Point) -> f64 {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 { ((point.0 - from.0) * dx + (point.1 - from.1) * dy) / length } else { 0.0 };
    let along = along.clamp(0.0, 1.0);
    let (x, y) = (point.0 - from.0 - along * dx, point.1 - from.1 - along * dy);
    x * x + y * y
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_clipped_lies_within(ring in prop::collection::vec((-1e5..1e5f64, -1e5..1e5f64), 0..40)) {
            let to = (-50.0, -40.0, 300.0, 200.0);
            for (x, y) in clip(ring, to) {
                prop_assert!(x >= to.0 - 1e-6 && x <= to.2 + 1e-6 && y >= to.1 - 1e-6 && y <= to.3 + 1e-6);
            }
        }

        #[test]
        fn what_lies_within_is_not_changed(ring in prop::collection::vec((0.0..10f64, 0.0..10f64), 1..40)) {
            prop_assert_eq!(clip(ring.clone(), (0.0, 0.0, 10.0, 10.0)), ring);
        }

        #[test]
        fn a_simplified_line_keeps_its_ends_and_its_course(
            line in prop::collection::vec((0.0..100f64, 0.0..100f64), 2..40)
        ) {
            let simple = simplify(&line, 2.0);
            prop_assert_eq!(simple.first(), line.first());
            prop_assert_eq!(simple.last(), line.last());
            for point in &line {
                let off = simple.windows(2).map(|w| square_distance(*point, w[0], w[1])).fold(f64::MAX, f64::min);
                prop_assert!(off <= 4.0 + 1e-9);
            }
        }
    }

    #[test]
    fn a_square_that_sticks_out_is_cut() {
        let square = vec![(-5.0, 5.0), (5.0, 5.0), (5.0, 15.0), (-5.0, 15.0)];
        let cut = clip(square, (0.0, 0.0, 10.0, 10.0));
        assert!((area(&cut).abs() - 25.0).abs() < 1e-9, "{cut:?}");
    }
}
