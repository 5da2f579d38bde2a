//! The labels of the axis: few on a narrow screen, more on a wide one, round numbers always.

use super::axis::BREAK;
use super::unit::{A_DAY, civil};
use super::{Axis, DAY, Piece, Unit, WIDTH, time_of};
use crate::date::{CivilDay, LocalTime};

/// A label of the axis. It stands where the stretch that it names begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Tick {
    /// Where it stands.
    pub at: i64,
    /// What it names.
    pub label: Label,
    /// On which screens there is room for it: 1 on all, 2 from 36 rem, 3 from 60 rem of width.
    pub level: u8,
    /// Whether there is no room behind it, so that its words run backwards from it.
    pub last: bool,
}

/// What a label names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// A year in astronomical numbering.
    Year(i64),
    /// A month of a year.
    Month(i64, u8),
    /// A day.
    Day(CivilDay),
    /// A time of day.
    Time(LocalTime),
}

/// The narrowest drawing of each level, in CSS pixels.
pub(super) const SCREENS: [i64; 3] = [280, 576, 960];

impl Label {
    /// The label of the beginning of a stretch.
    fn of(t: i64, unit: Unit) -> Label {
        let (day, second) = (civil(t.div_euclid(DAY)), t.rem_euclid(DAY));
        match unit {
            Unit::Years(_) => Label::Year(day.year),
            Unit::Months(_) if day.month == 1 => Label::Year(day.year),
            Unit::Months(_) => Label::Month(day.year, day.month),
            Unit::Seconds(n) if n < DAY && second != 0 => Label::Time(time_of(t)),
            _ => Label::Day(day),
        }
    }

    /// About how wide it is, in CSS pixels, in languages that take much room.
    fn width(self) -> i64 {
        match self {
            Label::Year(1_000..=9_999) => 48,
            Label::Year(-9_999..=999) => 80,
            Label::Year(-99_999..=99_999) => 100,
            Label::Year(_) => 150,
            Label::Month(..) => 84,
            Label::Day(_) => 100,
            Label::Time(_) => 52,
        }
    }

    /// How much of the axis it takes on a screen.
    fn room(self, screen: i64) -> i64 {
        self.width() * WIDTH / screen
    }
}

impl Tick {
    /// What it takes of the axis on a screen.
    fn span(&self, screen: i64) -> (i64, i64) {
        let room = self.label.room(screen);
        if self.last { (self.at - room, self.at) } else { (self.at, self.at + room) }
    }
}

/// The labels of an axis in order.
pub(super) fn ticks(axis: &Axis) -> Vec<Tick> {
    let mut ticks: Vec<Tick> = Vec::new();
    let mut coarser: Option<Unit> = None;
    for (level, screen) in (1..).zip(SCREENS) {
        let unit =
            ladder().filter(|unit| coarser.is_none_or(|c| unit.divides(c))).find(|unit| fits(axis, *unit, screen));
        let Some(unit) = unit.or(coarser) else { continue };
        let tick = |(t, label)| Tick { at: axis.position(t), label, level, last: false };
        let of_piece = |piece: &Piece| -> Vec<Tick> {
            let round: Vec<Tick> = within(piece, unit).map(|t| tick((t, Label::of(t, unit)))).collect();
            if round.is_empty() { vec![tick(name_of(axis, piece))] } else { round }
        };
        let labels: Vec<Vec<Tick>> = axis.pieces.iter().map(of_piece).collect();
        // First one for each piece, so that none is left without, then the others.
        let firsts = labels.iter().filter_map(|labels| labels.first());
        for label in firsts.chain(labels.iter().flatten()) {
            add(&mut ticks, *label, screen);
        }
        coarser = Some(unit);
    }
    ticks
}

/// Adds a label where there is room for it between those that are there: behind its place; at the end of the axis, where
/// the screen is wide, also before it.
fn add(ticks: &mut Vec<Tick>, tick: Tick, screen: i64) {
    let last = tick.at + tick.label.room(screen) > WIDTH;
    if last && tick.level < SCREENS.len() as u8 {
        return;
    }
    let tick = Tick { last, ..tick };
    let (from, to) = tick.span(screen);
    let at = ticks.partition_point(|t| t.at < tick.at);
    let is_free = |other: &Tick| {
        let (a, b) = other.span(screen);
        (b <= from || to <= a) && other.at != tick.at
    };
    if from >= 0 && ticks.iter().all(is_free) {
        ticks.insert(at, tick);
    }
}

/// The label of a piece that is too short to hold the beginning of a round stretch: its first whole year or day.
fn name_of(axis: &Axis, piece: &Piece) -> (i64, Label) {
    let is_long = matches!(axis.unit, Unit::Years(_)) || piece.to - piece.from > 366 * DAY;
    let unit = if is_long { Unit::Years(1) } else { A_DAY };
    let at = within(piece, unit).next().unwrap_or(piece.from);
    (at, Label::of(at, unit))
}

/// The steps of labels from fine to coarse.
fn ladder() -> impl Iterator<Item = Unit> {
    let parts = [600, 1_800, 3_600, 3 * 3_600, 6 * 3_600, 12 * 3_600, DAY].map(Unit::Seconds);
    let months = [Unit::PartOfMonth(4), Unit::PartOfMonth(2), Unit::Months(1), Unit::Months(3), Unit::Months(6)];
    let years = (0..10).flat_map(|zeros| [10, 20, 25, 50].map(|n| Unit::Years(n * 10i64.pow(zeros))));
    parts.into_iter().chain(months).chain([1, 2, 5].map(Unit::Years)).chain(years)
}

/// The beginnings of a unit's stretches on a piece.
fn within(piece: &Piece, unit: Unit) -> impl Iterator<Item = i64> {
    let floor = unit.floor(piece.from);
    let first = if floor < piece.from { unit.next(piece.from) } else { floor };
    std::iter::successors(Some(first), move |t| Some(unit.next(*t))).take_while(|t| *t < piece.to).take(200)
}

/// Whether the labels of a unit do not run into each other on a screen.
fn fits(axis: &Axis, unit: Unit, screen: i64) -> bool {
    if unit.length() < axis.unit.length() && !matches!(axis.unit, Unit::Week) {
        return false;
    }
    let drawn: i64 = axis.pieces.iter().map(|p| p.to - p.from).sum();
    let breaks = (axis.pieces.len() as i64 - 1) * BREAK;
    let widest = [Label::of(axis.from(), unit), Label::of(axis.to() - 1, unit)].map(Label::width).into_iter().max();
    let widest = i128::from(widest.unwrap_or(0));
    let step = i128::from(unit.length()) * i128::from(WIDTH - breaks) / i128::from(drawn.max(1));
    step * i128::from(screen) >= widest * i128::from(WIDTH)
}
