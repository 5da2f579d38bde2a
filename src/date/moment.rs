//! Points on the line of time and days of the proleptic Gregorian calendar, for any year a number can hold.

use std::fmt;

/// Seconds of a civil day.
pub(super) const DAY: i64 = 86_400;

/// A point in time to the second, or beyond all of them. The order is that of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Moment {
    /// Before every moment that can be counted: an open or unknown beginning.
    Past,
    /// Seconds since 1970-01-01T00:00:00Z, without leap seconds; negative before it.
    At(i64),
    /// After every moment that can be counted: an open or unknown end.
    Future,
}

impl Moment {
    /// The seconds since 1970-01-01T00:00:00Z, unless the moment is beyond counting.
    pub fn seconds(self) -> Option<i64> {
        match self {
            Moment::At(seconds) => Some(seconds),
            Moment::Past | Moment::Future => None,
        }
    }

    /// This moment moved by some seconds; what leaves the countable range is [`Moment::Past`] or [`Moment::Future`].
    pub fn plus(self, seconds: i64) -> Moment {
        match self {
            Moment::At(at) => at.checked_add(seconds).map_or(Moment::beyond(seconds), Moment::At),
            other => other,
        }
    }

    /// The infinity in the direction of a sign.
    pub(super) fn beyond(sign: i64) -> Moment {
        if sign < 0 { Moment::Past } else { Moment::Future }
    }
}

/// A day of the proleptic Gregorian calendar with astronomical years: 0 is 1 BCE, -43 is 44 BCE.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CivilDay {
    /// Astronomical year.
    pub year: i64,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day of the month, 1 to 31.
    pub day: u8,
}

impl CivilDay {
    /// A day, if it exists in the calendar.
    pub fn new(year: i64, month: u8, day: u8) -> Option<CivilDay> {
        ((1..=12).contains(&month) && day >= 1 && day <= days_in_month(year, month)).then_some(CivilDay {
            year,
            month,
            day,
        })
    }

    /// Days since 1970-01-01, unless the year is too far away to count.
    ///
    /// Years are taken to begin in March, so that the leap day is the last of its year and months before it follow
    /// one rule; 400 years have 146,097 days.
    pub fn number(self) -> Option<i64> {
        let month = i64::from(self.month);
        let year = if month <= 2 { self.year.checked_sub(1)? } else { self.year };
        let era = year.div_euclid(400);
        let year_of_era = year.rem_euclid(400);
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.day) - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era.checked_mul(146_097)?.checked_add(day_of_era)?.checked_sub(719_468)
    }

    /// The day of a number of days since 1970-01-01, the inverse of [`CivilDay::number`].
    pub fn from_number(number: i64) -> Option<CivilDay> {
        let shifted = number.checked_add(719_468)?;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted.rem_euclid(146_097);
        let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = u8::try_from(day_of_year - (153 * shifted_month + 2) / 5 + 1).ok()?;
        let month = u8::try_from((shifted_month + 2) % 12 + 1).ok()?;
        let year = era.checked_mul(400)?.checked_add(year_of_era)? + i64::from(month <= 2);
        Some(CivilDay { year, month, day })
    }

    /// The day after, unless the year is too far away to count.
    pub fn next(self) -> Option<CivilDay> {
        CivilDay::from_number(self.number()?.checked_add(1)?)
    }

    /// The midnight with which the day begins in UTC; for years too far away to count in seconds, the infinity on
    /// that side.
    pub fn start_in_utc(self) -> Moment {
        self.number().and_then(|n| n.checked_mul(DAY)).map_or(Moment::beyond(self.year), Moment::At)
    }
}

impl fmt::Display for CivilDay {
    /// The day as ISO 8601 writes it (`2015-02-12`, `-0043-03-15`).
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.year < 0 { "-" } else { "" };
        write!(f, "{sign}{:04}-{:02}-{:02}", self.year.unsigned_abs(), self.month, self.day)
    }
}

/// Whether a year has 366 days.
pub(super) fn is_leap(year: i64) -> bool {
    year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0)
}

/// The number of days of a month; 31 for a month that does not exist.
pub(super) fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if is_leap(year) => 29,
        2 => 28,
        _ => 31,
    }
}
