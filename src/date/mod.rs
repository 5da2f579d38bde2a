//! Dates as people know them: certain, rough, partial, open, one of several; with a local time where one is known.
//!
//! [`When`] is the one type for them. It is written in the Extended Date/Time Format (ISO 8601-2:2019, Annex A,
//! levels 0 to 2), read by `edtf-core`; civil days are proleptic Gregorian; zones are those of the IANA database.
//! What is unknown stays unknown: a `When` has an earliest and a latest moment, never an invented single one, and
//! comparisons answer [`Truth::Possibly`] where the dates cannot tell.
//!
//! This module never reads the clock and never puts dates into words; the words are `language`'s.

mod bounds;
mod clock;
mod embargo;
mod fault;
mod hint;
mod moment;
mod read;
mod relation;

use std::fmt;
use std::sync::Arc;

use chrono_tz::Tz;
pub use edtf_core::Edtf;
pub use embargo::read_moment;

use bounds::Region;
use clock::Clock;
pub use clock::LocalTime;
pub use fault::DateError;
pub use moment::{CivilDay, Moment};
pub use read::WhenSource;
pub use relation::Truth;

/// When something happened, as far as it is known. Cloning is cheap.
#[derive(Clone, PartialEq, Eq)]
pub struct When {
    parts: Arc<Parts>,
}

/// What a [`When`] holds.
#[derive(Debug, PartialEq, Eq)]
struct Parts {
    written: Box<str>,
    edtf: Edtf,
    within: Option<Within>,
    time: Option<LocalTime>,
    clock: Clock,
    status: TimeStatus,
    region: Region,
}

/// Whether something happened at its date, was announced for it, or was only reported to have happened then.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum TimeStatus {
    /// It happened then.
    #[default]
    Happened,
    /// It was announced for then.
    Scheduled,
    /// It is reported to have happened then.
    Reported,
}

/// A third of a date's span, in whole days: of `n` days the first `n/3`, those up to `2n/3`, and the rest (each
/// rounded down; of a month of 31 days the 1st to 10th, the 11th to 20th, and the 21st to 31st).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Within {
    /// The first third.
    Early,
    /// The second third.
    Middle,
    /// The last third.
    Late,
}

/// The smallest named unit of time that a date is known to lie in. `2014-XX-12` is known to the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Precision {
    /// A time of day.
    Instant,
    /// A day.
    Day,
    /// A calendar month.
    Month,
    /// A part of a year: a season, a quarter, four months, half a year (ISO 8601-2, section 4.8).
    Season,
    /// A year.
    Year,
    /// Ten years (`156X`).
    Decade,
    /// A hundred years (`15XX`).
    Century,
    /// More than a hundred years, or years that share no single decade or century (`1XXX`).
    Longer,
    /// From one date to another.
    Interval,
    /// One of several dates, or all of them.
    Set,
    /// An interval or set without a known beginning or end.
    Open,
}

impl When {
    /// Reads a date alone. A date and time in one (`2015-02-12T11:30:00+03:00`) needs its offset from UTC, because no
    /// zone is given here.
    ///
    /// # Errors
    /// What is wrong with the text, and where.
    pub fn parse(text: &str) -> Result<When, DateError> {
        read::parse(text)
    }

    /// The date as the author wrote it.
    pub fn written(&self) -> &str {
        &self.parts.written
    }

    /// The date in the Extended Date/Time Format's model, without time of day.
    pub fn edtf(&self) -> &Edtf {
        &self.parts.edtf
    }

    /// The local time of day at the place.
    pub fn time(&self) -> Option<LocalTime> {
        self.parts.time
    }

    /// The time zone: the date's own, else the site's.
    pub fn zone(&self) -> Option<Tz> {
        match self.parts.clock {
            Clock::Zone(zone) => Some(zone),
            Clock::Utc | Clock::Offset(_) => None,
        }
    }

    /// The offset from UTC at its time of day, in seconds east: the zone's at that moment, or the one that the author
    /// wrote (`2015-02-12T11:30:00+03:00`).
    pub fn offset(&self) -> Option<i32> {
        self.parts.time.and_then(|_| self.parts.clock.offset_at(self.earliest()))
    }

    /// Whether it happened then, was announced for then, or was reported.
    pub fn time_status(&self) -> TimeStatus {
        self.parts.status
    }

    /// The part of the date's span in which it lies.
    pub fn within(&self) -> Option<Within> {
        self.parts.within
    }

    /// The first second at which it can have been. A date without a time begins with its first day in its zone, or in
    /// UTC where no zone is known. An unknown or open beginning is [`Moment::Past`].
    pub fn earliest(&self) -> Moment {
        self.parts.region.earliest
    }

    /// The last second at which it can have been, itself included: a time written to the minute lasts until second
    /// 59, a day until 23:59:59. An unknown or open end is [`Moment::Future`]. Never before [`When::earliest`].
    pub fn latest(&self) -> Moment {
        self.parts.region.latest
    }

    /// The first day on which it can have been, as the calendar at the place says it; `None` where the beginning is
    /// open or unknown.
    pub fn earliest_day(&self) -> Option<CivilDay> {
        self.parts.region.first
    }

    /// The last day on which it can have been, as the calendar at the place says it; `None` where the end is open or
    /// unknown.
    pub fn latest_day(&self) -> Option<CivilDay> {
        self.parts.region.last
    }

    /// How precisely the date is known.
    pub fn precision(&self) -> Precision {
        if self.parts.time.is_some() { Precision::Instant } else { bounds::precision(&self.parts.edtf) }
    }

    /// Whether its first and last day are named, and not only a month or year that they lie in.
    pub fn names_days(&self) -> bool {
        bounds::names_days(&self.parts.edtf)
    }

    /// Whether any part of the date is an estimate (`~` or `%`). This never moves the bounds (ISO 8601-2, section
    /// 8.4.2, note).
    pub fn is_approximate(&self) -> bool {
        self.parts.edtf.is_approximate()
    }

    /// Whether the source of any part of the date is doubtful (`?` or `%`).
    pub fn is_uncertain(&self) -> bool {
        self.parts.edtf.is_uncertain()
    }

    /// The value for HTML's `<time datetime>`, only where HTML can say what is meant (HTML Living Standard, section
    /// 2.3.5): a day, a month, or a year from 0001 to 9999, or a global date and time. `None` for everything rough,
    /// doubtful, partial or longer.
    pub fn machine(&self) -> Option<String> {
        bounds::machine(self)
    }
}

impl fmt::Debug for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Parts { written, within, time, clock, status, region, .. } = &*self.parts;
        f.debug_struct("When")
            .field("written", written)
            .field("within", within)
            .field("time", time)
            .field("clock", clock)
            .field("status", status)
            .field("region", region)
            .finish()
    }
}

impl fmt::Display for When {
    /// The date as written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.written())
    }
}

#[cfg(test)]
mod tests;
