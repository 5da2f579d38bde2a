//! Labels: names beside marks, where they have room to stand whole.

use super::{Placed, Shape, is_dot};
use crate::overview::WIDTH;

/// On which side of its mark a name stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// Behind it, in the order of time.
    After,
    /// Before it.
    Before,
}

/// Between a mark and its name, in units of the axis: 8 px.
const SPACE: i64 = 100;

/// On which side of each mark its name stands, by the names' widths in units of the axis; none where there is no room for
/// the whole name, and none beside cells. The first of `order` are given room first; it holds each mark's number once.
pub fn labels(marks: &[Placed], widths: &[i64], order: &[usize]) -> Vec<Option<Side>> {
    let mut taken: Vec<(usize, i64, i64)> = marks.iter().map(|mark| (mark.row, drawn(mark).0, drawn(mark).1)).collect();
    let mut labels = vec![None; marks.len()];
    for &number in order {
        let (Some(mark), Some(width)) = (marks.get(number), widths.get(number)) else { continue };
        if matches!(mark.shape, Shape::Cell(_)) {
            continue;
        }
        let (from, to) = drawn(mark);
        let sides = [(Side::After, to, to + width + SPACE), (Side::Before, from - width - SPACE, from)];
        let is_free = |(_, a, b): &(Side, i64, i64)| {
            let others = taken.iter().enumerate().filter(|(other, (row, ..))| *other != number && *row == mark.row);
            *a >= 0 && *b <= WIDTH && others.into_iter().all(|(_, (_, from, to))| b <= from || to <= a)
        };
        if let Some((side, a, b)) = sides.into_iter().find(is_free) {
            labels[number] = Some(side);
            taken.push((mark.row, a, b));
        }
    }
    labels
}

/// What is seen of a mark: never less than its dot.
fn drawn(mark: &Placed) -> (i64, i64) {
    match &mark.shape {
        Shape::Cell(stretch) => (stretch.start, stretch.end),
        Shape::Mark(mark) if is_dot(mark) => (mark.middle() - SPACE, mark.middle() + SPACE),
        Shape::Mark(mark) => (mark.from.min(mark.middle() - SPACE), mark.to.max(mark.middle() + SPACE)),
    }
}
