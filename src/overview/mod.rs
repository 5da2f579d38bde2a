//! Overview: a whole timeline at one glance, as plain data that a template draws.
//!
//! Positions run from 0, the beginning, to [`WIDTH`], the end, in the order of time; mirroring them for languages that
//! are written from right to left is the view's. Times are those of the calendars and clocks at the places, as the lists
//! below show them, in seconds since 1970-01-01T00:00 there.
//!
//! Equal lengths are equal times everywhere. Only an empty stretch that would take more than three quarters of the drawing
//! is left out, with a visible break in the axis: a scale that changed from piece to piece would make densities
//! incomparable, and one without breaks would press everything into a single bar. See [`Axis`].
//!
//! This module draws nothing, knows no words and no addresses, and its result is bounded whatever it is given.

mod axis;
mod density;
mod lanes;
mod marks;
mod ticks;
mod unit;

pub use axis::{Axis, Piece};
pub use density::{Bin, SHARE};
pub use lanes::{lanes, room_for};
pub use marks::{Form, Mark, MarkGroup};
pub use ticks::{Label, Tick};
pub use unit::Unit;

use crate::date::{CivilDay, LocalTime, When};

/// The length of the axis. A hundred of it are one per cent.
pub const WIDTH: i64 = 10_000;

/// An event as the overview sees it.
#[derive(Debug, Clone, Copy)]
pub struct Item<'a> {
    /// Its date.
    pub when: &'a When,
    /// 1 detail, 2 normal, 3 turning point.
    pub weight: u8,
}

/// What is drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Overview {
    /// The line of time.
    pub axis: Axis,
    /// Density over time, in order: at most [`axis::MOST_BINS`] and a few more where the axis is broken.
    pub bins: Vec<Bin>,
    /// The turning points in order.
    pub marks: Vec<MarkGroup>,
    /// How many rows the turning points take.
    pub rows: usize,
    /// The labels of the axis in order.
    pub ticks: Vec<Tick>,
    /// The periods, in the order in which they were given.
    pub bands: Vec<Band>,
    /// How many lanes the periods take.
    pub lanes: usize,
    /// How many events have neither a known beginning nor a known end, and so no place on the axis.
    pub unplaced: usize,
}

/// A period as a band.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Band {
    /// The number of the period, as they were given.
    pub period: usize,
    /// Its form and extent.
    pub mark: Mark,
    /// Its lane, from 0.
    pub lane: usize,
}

impl Overview {
    /// Draws events and periods. `None` where there is nothing to see: fewer than two events with a place in time, or
    /// all of them in one and the same stretch.
    pub fn new(items: &[Item<'_>], periods: &[&When]) -> Option<Overview> {
        let extents: Vec<Extent> = items.iter().map(|item| Extent::of(item.when)).collect();
        let has_times = items.iter().any(|item| item.when.time().is_some());
        let axis = Axis::new(&extents, has_times)?;
        Some(Overview::on(axis, items, periods))
    }

    /// Draws events and periods on an axis that was made for these events and others.
    pub fn on(axis: Axis, items: &[Item<'_>], periods: &[&When]) -> Overview {
        let extents: Vec<Extent> = items.iter().map(|item| Extent::of(item.when)).collect();
        let bins = density::bins(&axis, items, &extents);
        let (marks, rows) = marks::marks(&axis, items, &extents, &bins);
        let (bands, lanes) = bands(&axis, periods);
        let ticks = ticks::ticks(&axis);
        let unplaced = extents.iter().filter(|e| e.first().is_none()).count();
        Overview { axis, bins, marks, rows, ticks, bands, lanes, unplaced }
    }
}

/// The most periods that are drawn; where there are more, the longest are.
const MOST_BANDS: usize = 24;

/// The periods that the axis shows, stacked where they overlap.
fn bands(axis: &Axis, periods: &[&When]) -> (Vec<Band>, usize) {
    let mut seen: Vec<(usize, Mark)> = periods
        .iter()
        .enumerate()
        .filter(|(_, when)| axis.shows(Extent::of(when)))
        .map(|(number, when)| (number, Mark::of(axis, when)))
        .collect();
    seen.sort_by_key(|(number, mark)| (mark.from - mark.to, *number));
    seen.truncate(MOST_BANDS);
    seen.sort_by_key(|(number, _)| *number);
    let extents: Vec<(i64, i64)> = seen.iter().map(|(_, mark)| (mark.from, mark.to)).collect();
    let (lanes, count) = lanes(&extents, 40);
    let bands = seen.into_iter().zip(lanes).map(|((period, mark), lane)| Band { period, mark, lane });
    (bands.collect(), count)
}

/// The seconds that a date covers: from the first up to the one after the last. An end without a number is open,
/// unknown, or too far away to count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Extent {
    /// The first second.
    pub from: Option<i64>,
    /// The second after the last.
    pub to: Option<i64>,
}

/// The seconds of a day.
pub const DAY: i64 = 86_400;

/// Days farther from 1970 than this (some 27 thousand million years) have no place on an axis.
const FARTHEST: i64 = 10_000_000_000_000;

impl Extent {
    /// The extent of a date.
    pub fn of(when: &When) -> Extent {
        let start = |day: CivilDay| day.number().filter(|n| n.abs() <= FARTHEST).map(|n| n * DAY);
        let from = when.earliest_day().and_then(start);
        let to = when.latest_day().and_then(start).map(|t| t + DAY);
        match (from, when.time()) {
            (Some(day), Some(time)) => {
                let at = day + i64::from(time.hour) * 3_600 + i64::from(time.minute) * 60;
                let at = at + i64::from(time.second.unwrap_or(0));
                let length = if time.second.is_some() { 1 } else { 60 };
                Extent { from: Some(at), to: Some(at + length) }
            }
            _ => Extent { from, to },
        }
    }

    /// The first second that is known of it: its beginning, or else the last second before its end.
    pub fn first(self) -> Option<i64> {
        self.from.or(self.to.map(|t| t - 1))
    }

    /// The second after the last that is known of it.
    pub fn last(self) -> Option<i64> {
        self.to.or(self.from.map(|t| t + 1))
    }
}

/// The day of a second.
pub fn day_of(t: i64) -> CivilDay {
    unit::civil(t.div_euclid(DAY))
}

/// The time of day of a second, to the minute.
pub fn time_of(t: i64) -> LocalTime {
    let second = t.rem_euclid(DAY);
    LocalTime { hour: (second / 3_600) as u8, minute: (second / 60 % 60) as u8, second: None }
}

#[cfg(test)]
mod tests;
