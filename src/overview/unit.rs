//! Stretches of the calendar: days and their parts, weeks, months, years and round numbers of years.

use super::DAY;
use crate::date::CivilDay;

/// A kind of stretch by which time is divided.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unit {
    /// So many seconds; a part of a day, or a day.
    Seconds(i64),
    /// A week from Monday to Sunday (ISO 8601).
    Week,
    /// Stretches of a month that begin on the 1st and 15th (2), or the 1st, 8th, 15th and 22nd (4).
    PartOfMonth(u8),
    /// So many months; 1, 3 or 6.
    Months(i64),
    /// So many years, counted from 1 in both directions as people count them: there is no year 0.
    Years(i64),
}

/// A day.
pub(super) const A_DAY: Unit = Unit::Seconds(DAY);

impl Unit {
    /// About how long it is, in seconds; never longer than the shortest stretch of its kind.
    pub fn length(self) -> i64 {
        match self {
            Unit::Seconds(n) => n,
            Unit::Week => 7 * DAY,
            Unit::PartOfMonth(parts) => 28 / i64::from(parts.max(1)) * DAY,
            Unit::Months(n) => n * 28 * DAY,
            Unit::Years(n) => n.saturating_mul(365 * DAY),
        }
    }

    /// The beginning of the stretch in which a second lies.
    pub fn floor(self, t: i64) -> i64 {
        let day = t.div_euclid(DAY);
        match self {
            Unit::Seconds(n) => t.div_euclid(n) * n,
            // 1970-01-05 was a Monday.
            Unit::Week => ((day - 4).div_euclid(7) * 7 + 4) * DAY,
            Unit::PartOfMonth(parts) => {
                let date = civil(day);
                let number = match (parts, date.day) {
                    (4.., 22..) => 22,
                    (_, 15..) => 15,
                    (4.., 8..) => 8,
                    _ => 1,
                };
                start(date.year, date.month, number)
            }
            Unit::Months(n) => {
                let date = civil(day);
                let month = (i64::from(date.month) - 1) / n * n + 1;
                start(date.year, month as u8, 1)
            }
            Unit::Years(n) => start(floor_year(civil(day).year, n), 1, 1),
        }
    }

    /// The beginning of the stretch after the one in which a second lies.
    pub fn next(self, t: i64) -> i64 {
        let from = self.floor(t);
        let date = civil(from.div_euclid(DAY));
        match self {
            Unit::Seconds(n) => from + n,
            Unit::Week => from + 7 * DAY,
            Unit::PartOfMonth(4..) if date.day < 22 => from + 7 * DAY,
            Unit::PartOfMonth(_) if date.day < 15 => from + 14 * DAY,
            Unit::PartOfMonth(_) => next_month(date, 1),
            Unit::Months(n) => next_month(date, n),
            // The stretch before the year 1 ends there, however long it is.
            Unit::Years(n) if date.year <= 0 => start((date.year + n).min(1), 1, 1),
            Unit::Years(n) => start(floor_year(date.year, n).max(0) / n * n + n, 1, 1),
        }
    }

    /// Whether each stretch of the other begins with one of this.
    pub fn divides(self, other: Unit) -> bool {
        match (self, other) {
            (Unit::Seconds(a), Unit::Seconds(b)) => b % a == 0,
            (Unit::Seconds(_), _) => true,
            (Unit::PartOfMonth(a), Unit::PartOfMonth(b)) => a >= b,
            (Unit::PartOfMonth(_), Unit::Months(_) | Unit::Years(_)) => true,
            (Unit::Months(a), Unit::Months(b)) => b % a == 0,
            (Unit::Months(_), Unit::Years(_)) => true,
            (Unit::Years(a), Unit::Years(b)) => b % a == 0,
            (Unit::Week, Unit::Week) => true,
            _ => false,
        }
    }
}

/// The first year of the round stretch of `n` years in which a year lies: 500 BC (-499) to 401 BC, the years 1 to 99,
/// 100 to 199.
fn floor_year(year: i64, n: i64) -> i64 {
    match year {
        ..=0 => 1 - (1 - year).div_euclid(n) * n - if (1 - year) % n == 0 { 0 } else { n },
        1.. => (year / n * n).max(1),
    }
}

fn next_month(date: CivilDay, months: i64) -> i64 {
    let count = i64::from(date.month) - 1 + months;
    start(date.year + count.div_euclid(12), (count.rem_euclid(12) + 1) as u8, 1)
}

/// The day of a number of days since 1970.
pub(super) fn civil(day: i64) -> CivilDay {
    CivilDay::from_number(day).unwrap_or(CivilDay { year: 1970, month: 1, day: 1 })
}

/// The first second of a day.
fn start(year: i64, month: u8, day: u8) -> i64 {
    CivilDay { year, month, day }.number().and_then(|n| n.checked_mul(DAY)).unwrap_or(i64::MAX)
}
