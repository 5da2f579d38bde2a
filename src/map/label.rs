//! Names on a map: each beside its mark where there is room, and left out where there is none.

use super::projection::Point;

/// On which side of its mark a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// To the right.
    Right,
    /// To the left.
    Left,
    /// Above.
    Above,
    /// Below.
    Below,
}

impl Side {
    /// The name of the side in templates.
    pub fn word(self) -> &'static str {
        match self {
            Side::Right => "right",
            Side::Left => "left",
            Side::Above => "above",
            Side::Below => "below",
        }
    }
}

/// A mark that would be named. Sizes are in pixels at the smallest size at which the map is shown.
#[derive(Debug, Clone, Copy)]
pub struct Named {
    /// Where the mark is.
    pub at: Point,
    /// The mark's radius.
    pub radius: f64,
    /// The width of its name.
    pub width: f64,
}

/// The height of a line, and the room between a mark and its name.
const HEIGHT: f64 = 15.0;
const GAP: f64 = 4.0;

type Rectangle = (f64, f64, f64, f64);

/// A side for each name, the first first. No name touches another, covers a mark or leaves the map.
pub fn sides(marks: &[Named], (width, height): (f64, f64)) -> Vec<Option<Side>> {
    let around = |m: &Named| (m.at.0 - m.radius, m.at.1 - m.radius, m.at.0 + m.radius, m.at.1 + m.radius);
    let mut taken: Vec<Rectangle> = marks.iter().map(around).collect();
    let mut sides = Vec::with_capacity(marks.len());
    for mark in marks {
        let free = |side: &Side| {
            let own = place(mark, *side);
            own.0 >= 2.0
                && own.1 >= 1.0
                && own.2 <= width - 2.0
                && own.3 <= height - 1.0
                && !taken.iter().any(|other| touch(own, *other))
        };
        let side = [Side::Right, Side::Left, Side::Above, Side::Below].into_iter().find(free);
        taken.extend(side.map(|side| place(mark, side)));
        sides.push(side);
    }
    sides
}

/// What a name takes on a side of its mark.
fn place(mark: &Named, side: Side) -> Rectangle {
    let (x, y) = mark.at;
    let (out, half) = (mark.radius + GAP, HEIGHT / 2.0);
    match side {
        Side::Right => (x + out, y - half, x + out + mark.width, y + half),
        Side::Left => (x - out - mark.width, y - half, x - out, y + half),
        Side::Above => (x - mark.width / 2.0, y - out - HEIGHT, x + mark.width / 2.0, y - out),
        Side::Below => (x - mark.width / 2.0, y + out, x + mark.width / 2.0, y + out + HEIGHT),
    }
}

fn touch(a: Rectangle, b: Rectangle) -> bool {
    a.0 < b.2 && b.0 < a.2 && a.1 < b.3 && b.1 < a.3
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn names_stay_in_the_map_and_off_each_other(
            marks in prop::collection::vec(((0.0..320f64, 0.0..240f64), 2.0..12f64, 5.0..120f64), 0..30)
        ) {
            let marks: Vec<Named> = marks.into_iter().map(|(at, radius, width)| Named { at, radius, width }).collect();
            let placed = sides(&marks, (320.0, 240.0));
            let names: Vec<Rectangle> =
                marks.iter().zip(&placed).filter_map(|(mark, side)| side.map(|side| place(mark, side))).collect();
            for (at, name) in names.iter().enumerate() {
                prop_assert!(name.0 >= 0.0 && name.1 >= 0.0 && name.2 <= 320.0 && name.3 <= 240.0);
                prop_assert!(names[at + 1..].iter().all(|other| !touch(*name, *other)));
            }
        }
    }

    #[test]
    fn the_first_name_has_the_first_choice() {
        let mark = |x| Named { at: (x, 100.0), radius: 4.0, width: 60.0 };
        assert_eq!(sides(&[mark(150.0), mark(190.0)], (320.0, 240.0)), [Some(Side::Left), Some(Side::Right)]);
        assert_eq!(sides(&[mark(10.0)], (40.0, 240.0)), [None]);
    }
}
