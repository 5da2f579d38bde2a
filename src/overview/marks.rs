//! Marks: the turning points, each in the form of its certainty.

use edtf_core::{Edtf, IntervalEndpoint};

use super::{Axis, Bin, Extent, Item, lanes};
use crate::date::{Precision, When};

/// The most turning points that have a mark of their own, and the most rows that they take. Where there are more, one
/// mark stands for several.
const MOST_MARKS: usize = 60;
const MOST_ROWS: usize = 5;

/// How far apart marks of one row are: fingers need 24 px, the drawing is 960 px wide at least where they lead anywhere.
const APART: i64 = 250;

/// The form of a mark: what is known of the date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// The day, or the time of day, is known.
    Exact,
    /// It lies somewhere in a month, a season, a year or longer.
    Within,
    /// It lasted from one date to another.
    Lasting,
    /// It is one of several dates, or all of them.
    Several,
}

/// A date as it is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// The form.
    pub form: Form,
    /// Where it begins on the axis.
    pub from: i64,
    /// Where it ends on the axis.
    pub to: i64,
    /// Whether any of the date is approximate or uncertain.
    pub soft: bool,
    /// Whether the beginning fades: it is approximate, uncertain, open, unknown, or before the axis.
    pub fades_at_start: bool,
    /// Whether the end fades.
    pub fades_at_end: bool,
}

/// One mark, for one turning point or for several that stand too close together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkGroup {
    /// The events, by number, in order.
    pub items: Vec<usize>,
    /// The form and extent.
    pub mark: Mark,
    /// The row, from 0.
    pub row: usize,
}

/// How wide a mark must be to be drawn by its width.
const NARROW: i64 = 130;

/// How far an open end is drawn beyond the end that is known.
const FADE: i64 = 400;

impl Mark {
    /// The mark of a date that the axis shows.
    pub fn of(axis: &Axis, when: &When) -> Mark {
        let extent = Extent::of(when);
        let form = match when.precision() {
            Precision::Instant | Precision::Day => Form::Exact,
            Precision::Interval | Precision::Open => Form::Lasting,
            Precision::Set => Form::Several,
            _ => Form::Within,
        };
        let (soft_start, soft_end) = soft_ends(when);
        let known = |t: Option<i64>| t.map(|t| axis.position(t));
        let (from, to) = match (known(extent.from), known(extent.to)) {
            (Some(from), Some(to)) => (from, to),
            (Some(from), None) => (from, (from + FADE).min(super::WIDTH)),
            (None, Some(to)) => ((to - FADE).max(0), to),
            (None, None) => (0, super::WIDTH),
        };
        let soft = when.is_approximate() || when.is_uncertain();
        Mark {
            form,
            from,
            to: to.max(from),
            soft,
            fades_at_start: soft_start || extent.from.is_none_or(|t| t < axis.from()),
            fades_at_end: soft_end || extent.to.is_none_or(|t| t > axis.to()),
        }
    }

    /// Whether it is too narrow to be drawn by its width.
    pub fn is_narrow(&self) -> bool {
        self.to - self.from < NARROW
    }

    /// The middle of the mark.
    pub fn middle(&self) -> i64 {
        (self.from + self.to) / 2
    }

    /// What it takes of its row: itself, and room for a finger.
    fn room(&self) -> (i64, i64) {
        let half = ((self.to - self.from) / 2).max(APART / 2);
        (self.middle() - half, self.middle() + half)
    }
}

/// Which ends of a date are approximate or uncertain: of an interval each by itself, of any other date both or neither.
fn soft_ends(when: &When) -> (bool, bool) {
    let is_soft = |end: &IntervalEndpoint| match end {
        IntervalEndpoint::Date(d) | IntervalEndpoint::OnOrAfter(d) | IntervalEndpoint::OnOrBefore(d) => {
            d.is_approximate() || d.is_uncertain()
        }
        IntervalEndpoint::Open | IntervalEndpoint::Unknown => false,
    };
    match when.edtf() {
        Edtf::Interval(interval) => (is_soft(&interval.start), is_soft(&interval.end)),
        _ => (when.is_approximate() || when.is_uncertain(), when.is_approximate() || when.is_uncertain()),
    }
}

/// The marks of the turning points and the number of rows that they take.
pub(super) fn marks(axis: &Axis, items: &[Item<'_>], extents: &[Extent], bins: &[Bin]) -> (Vec<MarkGroup>, usize) {
    let turning_points: Vec<usize> =
        (0..items.len()).filter(|i| items[*i].weight >= 3 && extents[*i].first().is_some()).collect();
    if turning_points.len() <= MOST_MARKS {
        let groups = turning_points.iter().map(|i| (vec![*i], Mark::of(axis, items[*i].when))).collect();
        let (marks, rows) = in_rows(groups);
        if rows <= MOST_ROWS {
            return (marks, rows);
        }
    }
    in_rows(gathered(axis, &turning_points, extents, bins))
}

fn in_rows(groups: Vec<(Vec<usize>, Mark)>) -> (Vec<MarkGroup>, usize) {
    let room: Vec<(i64, i64)> = groups.iter().map(|(_, mark)| mark.room()).collect();
    let (rows, count) = lanes(&room, 0);
    let marks = groups.into_iter().zip(rows).map(|((items, mark), row)| MarkGroup { items, mark, row });
    (marks.collect(), count)
}

/// Turning points by the stretches of the axis in which they begin, as many stretches together as a finger needs.
fn gathered(axis: &Axis, turning_points: &[usize], extents: &[Extent], bins: &[Bin]) -> Vec<(Vec<usize>, Mark)> {
    let mut slots: Vec<(Vec<usize>, i64, i64)> = Vec::new();
    for bin in bins {
        match slots.last_mut() {
            Some(slot) if slot.2 - slot.1 < APART && bin.start == slot.2 => slot.2 = bin.end,
            _ => slots.push((Vec::new(), bin.start, bin.end)),
        }
    }
    for item in turning_points {
        let Some(first) = extents[*item].first() else { continue };
        let position = axis.position(first);
        let at = slots.partition_point(|slot| slot.1 <= position).saturating_sub(1);
        if let Some(slot) = slots.get_mut(at) {
            slot.0.push(*item);
        }
    }
    let mark =
        |from, to| Mark { form: Form::Several, from, to, soft: false, fades_at_start: false, fades_at_end: false };
    slots.into_iter().filter(|slot| !slot.0.is_empty()).map(|(items, from, to)| (items, mark(from, to))).collect()
}
