use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::date::When;

fn when(date: &str) -> When {
    When::parse(date).expect("a date")
}

fn items(dates: &[When]) -> Vec<Item<'_>> {
    dates.iter().map(|when| Item { when, weight: 2 }).collect()
}

/// The dates of one lane on an axis of some years.
fn laid(dates: &[&str], axis: &[&str]) -> Lane {
    let whens: Vec<When> = dates.iter().map(|date| when(date)).collect();
    let all: Vec<When> = axis.iter().map(|date| when(date)).collect();
    Lane::new(&Axis::of(&items(&all), None).expect("an axis"), &items(&whens))
}

/// What is drawn, in short: row, `.` for a mark or `#` for a cell, and the events.
fn drawn(lane: &Lane) -> Vec<String> {
    let short = |placed: &Placed| {
        let form = if matches!(placed.shape, Shape::Cell(_)) { '#' } else { '.' };
        format!("{}{form}{:?}", placed.row, placed.items)
    };
    lane.marks.iter().map(short).collect()
}

const CENTURY: &[&str] = &["1900/1999"];

/// A date so far away that it has no place on any axis.
const FAR: &str = "Y900000000000000000";

#[test]
fn marks_stand_in_one_row_where_they_have_room_and_below_each_other_where_they_have_not() {
    let lane = laid(&["1910-01-01", "1930", "1930-03-01", "1960/1980", "1970-05-02"], CENTURY);
    assert_eq!(drawn(&lane), ["0.[0]", "1.[1]", "0.[2]", "0.[3]", "1.[4]"]);
    assert_eq!(lane.rows, 2);
}

#[test]
fn events_too_close_for_the_rows_stand_in_a_cell() {
    let same: Vec<&str> = vec!["1950-01-01"; MOST_ROWS + 1];
    let lane = laid(&same, CENTURY);
    assert_eq!(drawn(&lane), ["0#[0, 1, 2, 3, 4]"]);
    let lane = laid(&same[1..], CENTURY);
    assert_eq!(lane.rows, MOST_ROWS);
    assert!(lane.marks.iter().all(|placed| matches!(placed.shape, Shape::Mark(_))));
}

#[test]
fn many_long_events_at_once_stand_in_cells_where_they_begin() {
    let lane = laid(&["1910/1990"; 9], CENTURY);
    assert_eq!(drawn(&lane), ["0#[0, 1, 2, 3, 4, 5, 6, 7, 8]"]);
}

#[test]
fn a_lane_of_very_many_events_is_all_cells_in_one_row() {
    let dates: Vec<String> = (0..=MOST_APART).map(|i| format!("{}-06-01", 1900 + i)).collect();
    let dates: Vec<&str> = dates.iter().map(String::as_str).collect();
    let lane = laid(&dates, CENTURY);
    assert_eq!(lane.rows, 1);
    assert!(lane.marks.iter().all(|placed| matches!(placed.shape, Shape::Cell(_))));
}

#[test]
fn an_event_without_a_place_in_time_is_told_apart() {
    let lane = laid(&["1910", FAR, "1950/.."], CENTURY);
    assert_eq!(lane.unplaced, [1]);
    assert_eq!(drawn(&lane), ["0.[0]", "0.[2]"]);
}

#[test]
fn one_day_alone_has_the_axis_of_its_year() {
    let dates = [when("-0043-03-15")];
    let axis = Axis::of(&items(&dates), None).expect("an axis");
    let year = Extent::of(&when("-0043"));
    // Whole weeks.
    let (before, after) = (year.from.map(|t| t - axis.from()), year.to.map(|t| axis.to() - t));
    assert!([before, after].iter().flatten().all(|beyond| (0..7 * 86_400).contains(beyond)), "{axis:?}");
    assert_eq!(Axis::of(&items(&[when(FAR)]), None), None);
}

#[test]
fn a_name_stands_behind_its_mark_or_else_before_it_or_nowhere() {
    let lane = laid(&["1910", "1960-01-01", "1965-01-01", "1998-01-01"], CENTURY);
    let order: Vec<usize> = (0..4).collect();
    let widths = [2_000, 1_000, 9_000, 500];
    let sides = labels(&lane.marks, &widths, &order);
    assert_eq!(sides, [Some(Side::After), Some(Side::Before), None, Some(Side::Before)]);
}

/// Dates of all forms, near and deep.
fn date() -> impl Strategy<Value = String> {
    let day = |y: i64, m: u8, d: u8| {
        let sign = if y < 0 { "-" } else { "" };
        format!("{sign}{:04}-{m:02}-{d:02}", y.unsigned_abs())
    };
    let year = -300i64..2_100;
    let any_day = (year.clone(), 1u8..=12, 1u8..=28).prop_map(move |(y, m, d)| day(y, m, d));
    prop_oneof![
        4 => any_day.clone(),
        2 => (1900i64..1903, 1u8..=12, 1u8..=28).prop_map(move |(y, m, d)| day(y, m, d)),
        1 => (0i64..2_100).prop_map(|y| format!("{y:04}~")),
        1 => (0i64..2_000, 0i64..100).prop_map(|(y, n)| format!("{y:04}/{:04}", y + n)),
        1 => any_day.prop_map(|day| format!("{day}/..")),
        1 => Just(FAR.to_owned()),
        1 => Just("Y-170000002".to_owned()),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn every_event_stands_somewhere_once_and_nothing_stands_over_anything(
        dates in prop::collection::vec(date(), 1..90),
    ) {
        let whens: Vec<When> = dates.iter().map(|date| when(date)).collect();
        let items = items(&whens);
        let Some(axis) = Axis::of(&items, None) else { return Ok(()) };
        let lane = Lane::new(&axis, &items);
        prop_assert_eq!(&lane, &Lane::new(&axis, &items));

        let drawn = lane.marks.iter().flat_map(|placed| placed.items.iter().copied());
        let shown: Vec<usize> = drawn.chain(lane.unplaced.iter().copied()).collect();
        let all: BTreeSet<usize> = shown.iter().copied().collect();
        prop_assert_eq!(shown.len(), dates.len());
        prop_assert_eq!(all.len(), dates.len());

        for (at, placed) in lane.marks.iter().enumerate() {
            prop_assert!(placed.row < lane.rows && lane.rows <= MOST_ROWS + 1);
            for other in lane.marks[..at].iter().filter(|other| other.row == placed.row) {
                let (a, b) = (placed.room(), other.room());
                prop_assert!(a.end <= b.start || b.end <= a.start, "{:?} over {:?}", placed, other);
            }
        }
        prop_assert!(lane.marks.len() <= MOST_APART);
        if dates.len() > MOST_APART {
            prop_assert!(lane.marks.len() <= MOST_CELLS);
        }

        let widths: Vec<i64> = dates.iter().map(|date| date.len() as i64 * 90).collect();
        let order: Vec<usize> = (0..lane.marks.len()).rev().collect();
        let sides = labels(&lane.marks, &widths[..lane.marks.len()], &order);
        for (number, side) in sides.iter().enumerate() {
            let Shape::Mark(mark) = &lane.marks[number].shape else { prop_assert!(side.is_none()); continue };
            let (from, to) = match side {
                Some(Side::After) => (mark.middle(), mark.to.max(mark.middle()) + widths[number]),
                Some(Side::Before) => (mark.from.min(mark.middle()) - widths[number], mark.middle()),
                None => continue,
            };
            for (other, placed) in lane.marks.iter().enumerate() {
                let middle = match &placed.shape {
                    Shape::Mark(mark) => mark.middle(),
                    Shape::Cell(stretch) => (stretch.start + stretch.end) / 2,
                };
                let clear = other == number || placed.row != lane.marks[number].row || middle < from || to < middle;
                prop_assert!(clear, "the name of {} runs over {}", number, other);
            }
        }
    }
}
