//! Lanes: events side by side on one axis of time, a lane for each actor, place, topic or kind, so that it is seen what
//! happened at the same time.
//!
//! A lane has as many rows as its marks need to stand apart. Where they would need more than [`MOST_ROWS`], the events of
//! that stretch stand together in a cell with their number; a lane of more than [`MOST_APART`] events is all cells. An
//! event stands in a mark or in a cell, or it has no place in time at all: none is left out. See [`Lane`].
//!
//! Positions and forms are those of the [`overview`](crate::overview). This module draws nothing, knows no words and no
//! addresses, and its result is bounded whatever it is given.

mod labels;

pub use labels::{Side, labels};

use std::ops::Range;

use litemap::LiteMap;

use crate::overview::{Axis, Extent, Form, Item, Mark, WIDTH, lanes};

/// The most events of a lane that are drawn by marks of their own.
pub const MOST_APART: usize = 60;

/// The most rows of marks. Cells may take one more.
pub const MOST_ROWS: usize = 4;

/// How far apart marks of one row are, in units of the axis: fingers need 24 px, the drawing is 800 px wide at least.
pub const APART: i64 = 300;

/// The most cells of a lane.
pub const MOST_CELLS: usize = (WIDTH / APART) as usize;

/// One lane, laid out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lane {
    /// Marks and cells, in order of their first event.
    pub marks: Vec<Placed>,
    /// How many rows they take.
    pub rows: usize,
    /// The events, by number, that have neither a known beginning nor a known end.
    pub unplaced: Vec<usize>,
}

/// A mark of one event, or a cell of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placed {
    /// The events, by number, in order.
    pub items: Vec<usize>,
    /// The row, from 0 at the top.
    pub row: usize,
    /// What is drawn.
    pub shape: Shape,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shape {
    /// An event in the form of its date.
    Mark(Mark),
    /// A stretch of the axis in which events stand too close to be drawn apart.
    Cell(Range<i64>),
}

impl Placed {
    /// What it takes of its row: itself, and room for a finger.
    pub fn room(&self) -> Range<i64> {
        match &self.shape {
            Shape::Mark(mark) => room(mark),
            Shape::Cell(stretch) => stretch.clone(),
        }
    }
}

impl Lane {
    /// Lays out the events of one lane, which are given in order.
    pub fn new(axis: &Axis, items: &[Item<'_>]) -> Lane {
        let is_placed = |number: &usize| Extent::of(items[*number].when).first().is_some();
        let (placed, unplaced): (Vec<usize>, Vec<usize>) = (0..items.len()).partition(is_placed);
        let all: Vec<Entry> = placed.into_iter().filter_map(|number| Entry::new(axis, items, number)).collect();
        let mut gathered = vec![Gathered::None; MOST_CELLS];
        if items.len() > MOST_APART {
            gathered.fill(Gathered::All);
        }
        loop {
            let (marks, rows) = in_rows(&all, &gathered);
            let Some(crowded) = crowded(&all, &marks, &gathered) else { return Lane { marks, rows, unplaced } };
            gathered[crowded.0] = crowded.1;
        }
    }
}

/// Which events of a slot stand in its cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gathered {
    None,
    /// Those that are no wider than the cell.
    Narrow,
    All,
}

/// An event that has a place.
struct Entry {
    item: usize,
    mark: Mark,
    /// The part of the axis in which it begins: from 0, below [`MOST_CELLS`].
    slot: usize,
}

impl Entry {
    fn new(axis: &Axis, items: &[Item<'_>], item: usize) -> Option<Entry> {
        let first = Extent::of(items[item].when).first()?;
        let slot = axis.position(first).clamp(0, WIDTH - 1) * MOST_CELLS as i64 / WIDTH;
        Some(Entry { item, mark: Mark::of(axis, items[item].when), slot: slot as usize })
    }

    fn is_narrow(&self) -> bool {
        self.mark.to - self.mark.from <= APART
    }

    fn is_in_cell(&self, gathered: &[Gathered]) -> bool {
        gathered[self.slot] >= self.needs()
    }

    /// What its slot must gather for it to stand in the cell.
    fn needs(&self) -> Gathered {
        if self.is_narrow() { Gathered::Narrow } else { Gathered::All }
    }
}

/// Whether a mark is seen as a dot in the middle of what its date covers.
pub fn is_dot(mark: &Mark) -> bool {
    mark.form == Form::Exact || mark.is_narrow()
}

/// What a mark takes of its row.
fn room(mark: &Mark) -> Range<i64> {
    mark.from.min(mark.middle() - APART / 2)..mark.to.max(mark.middle() + APART / 2)
}

/// The part of the axis that a slot takes.
fn stretch(slot: usize) -> Range<i64> {
    let at = |slot: usize| slot as i64 * WIDTH / MOST_CELLS as i64;
    at(slot)..at(slot + 1)
}

/// Marks and cells in their rows.
fn in_rows(all: &[Entry], gathered: &[Gathered]) -> (Vec<Placed>, usize) {
    let mut cells: LiteMap<usize, Vec<usize>> = LiteMap::new();
    let mut marks = Vec::new();
    for entry in all {
        if entry.is_in_cell(gathered) {
            cells.entry(entry.slot).or_default().push(entry.item);
        } else {
            marks.push(Placed { items: vec![entry.item], row: 0, shape: Shape::Mark(entry.mark) });
        }
    }
    marks.extend(cells.into_iter().map(|(slot, items)| Placed { items, row: 0, shape: Shape::Cell(stretch(slot)) }));
    marks.sort_by(|a, b| a.items.cmp(&b.items));
    let rooms: Vec<(i64, i64)> = marks.iter().map(|mark| (mark.room().start, mark.room().end)).collect();
    let (rows, count) = lanes(&rooms, 0);
    for (mark, row) in marks.iter_mut().zip(rows) {
        mark.row = row;
    }
    (marks, count)
}

/// The slot whose events have to stand in a cell because some mark would stand too far below; none if none does.
fn crowded(all: &[Entry], marks: &[Placed], gathered: &[Gathered]) -> Option<(usize, Gathered)> {
    let low = marks.iter().find(|placed| placed.row >= MOST_ROWS && matches!(placed.shape, Shape::Mark(_)))?;
    let entry = all.iter().find(|entry| low.items.contains(&entry.item))?;
    if !entry.is_narrow() {
        return Some((entry.slot, Gathered::All));
    }
    // Of the slots around it the one with the most marks: a cell for a single event would help nobody.
    let waiting = |slot: usize| {
        all.iter().filter(|other| other.slot == slot && other.is_narrow() && !other.is_in_cell(gathered)).count()
    };
    let around = entry.slot.saturating_sub(1)..=(entry.slot + 1).min(MOST_CELLS - 1);
    let fullest = around.max_by_key(|slot| (waiting(*slot), *slot == entry.slot))?;
    Some((fullest, Gathered::Narrow.max(gathered[fullest])))
}

#[cfg(test)]
mod tests;
