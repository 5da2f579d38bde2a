//! The patterns of days, months, years and times of one language, taken from ICU4X once and then only filled in.

use icu_calendar::{Date, Gregorian};
use icu_datetime::NoCalendarFormatter;
use icu_datetime::fieldsets::T;
use icu_datetime::fieldsets::enums::{CompositeDateTimeFieldSet, TimeFieldSet};
use icu_datetime::fieldsets::zone::ExemplarCity;
use icu_datetime::input::{DateTime, Time, TimeZone};
use icu_locale_core::Locale;
use icu_time::zone::{IanaParser, IanaParserBorrowed};

use super::months::{Formatter, Month, Months};
use super::pattern::YEAR;
use crate::date::{CivilDay, LocalTime};

/// How long the names of months are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// "February".
    Long,
    /// "Feb".
    Short,
}

/// A day, a month or a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Point {
    pub year: i64,
    pub month: Option<u8>,
    pub day: Option<u8>,
}

impl Point {
    pub(super) fn day(day: CivilDay) -> Point {
        Point { year: day.year, month: Some(day.month), day: Some(day.day) }
    }
}

/// The era that a year's text names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Era {
    /// None, from the year 1000.
    Unsaid,
    /// Before 1.
    Before,
    /// From 1 to 999, where the number alone might not be taken for a year.
    After,
}

impl Era {
    pub(super) fn of(year: i64) -> Era {
        match year {
            ..=0 => Era::Before,
            1..=999 => Era::After,
            1_000.. => Era::Unsaid,
        }
    }
}

/// The patterns of one language.
pub(super) struct Calendar {
    months: Months,
    /// The numbers of the days.
    days: Vec<String>,
    is_year_first: bool,
    /// The day that stands beside a time of day for ICU, which writes the time alone.
    any_day: Date<Gregorian>,
    minutes: Formatter,
    seconds: Formatter,
    cities: NoCalendarFormatter<ExemplarCity>,
    zones: IanaParserBorrowed<'static>,
}

impl Calendar {
    /// The patterns of a locale. `first_day` is how the first day of a month is written, where it is not simply 1.
    pub(super) fn new(locale: &Locale, digits: &[String; 10], first_day: Option<String>) -> Option<Calendar> {
        let months = Months::new(locale, digits)?;
        let is_year_first = months.long.first()?.with_day[0].is_year_first();
        let number =
            |day: usize| day.to_string().chars().filter_map(|c| c.to_digit(10)).map(|d| &*digits[d as usize]).collect();
        let mut days: Vec<String> = (1..=31).map(number).collect();
        if let (Some(text), Some(first)) = (first_day, days.first_mut()) {
            *first = text;
        }
        Some(Calendar {
            months,
            days,
            is_year_first,
            any_day: Date::try_new_gregorian(YEAR, 1, 1).ok()?,
            minutes: Formatter::try_new(locale.into(), time_of_day(T::hm())).ok()?,
            seconds: Formatter::try_new(locale.into(), time_of_day(T::hms())).ok()?,
            cities: NoCalendarFormatter::try_new(locale.into(), ExemplarCity).ok()?,
            zones: IanaParser::new(),
        })
    }

    /// A day, month or year, given the text of its year.
    pub(super) fn point(&self, point: Point, form: Form, year: &str) -> String {
        let day = point.day.map_or("", |day| self.day_number(day));
        self.point_with(point, form, year, day)
    }

    /// The same with another text in place of the day's number, such as `11–12`.
    pub(super) fn point_with(&self, point: Point, form: Form, year: &str, day: &str) -> String {
        let era = Era::of(point.year) as usize;
        let pattern = match (point.month, point.day) {
            (None, _) => &self.months.years[era],
            (Some(month), None) => &self.month(month, form).alone[era],
            (Some(month), Some(_)) => &self.month(month, form).with_day[era],
        };
        pattern.fill(year, day)
    }

    /// A month, or a day of a month, without its year.
    pub(super) fn without_year(&self, month: u8, day: Option<u8>, form: Form) -> String {
        let month = self.month(month, form);
        match day {
            Some(day) => month.without_year.fill("", self.day_number(day)),
            None => month.name.clone(),
        }
    }

    /// The number of a day.
    pub(super) fn day_number(&self, day: u8) -> &str {
        self.days.get(usize::from(day).wrapping_sub(1)).map_or("", String::as_str)
    }

    /// What follows the number of a day as a part of it.
    pub(super) fn after_day(&self) -> &str {
        &self.months.after_day
    }

    /// Whether the year stands before the month and the day.
    pub(super) fn is_year_first(&self) -> bool {
        self.is_year_first
    }

    /// A time of day, with seconds where it has some.
    pub(super) fn time(&self, time: LocalTime) -> String {
        let formatter = if time.second.is_some() { &self.seconds } else { &self.minutes };
        match Time::try_new(time.hour, time.minute, time.second.unwrap_or(0), 0) {
            Ok(time) => formatter.format(&DateTime { date: self.any_day, time }).to_string(),
            Err(_) => format!("{:02}:{:02}", time.hour, time.minute),
        }
    }

    /// The city by which a zone of the IANA database is named, such as `Minsk`; `None` for zones that are no place
    /// (`UTC`, `Etc/GMT-3`).
    pub(super) fn city(&self, zone: &str) -> Option<String> {
        let last = zone.rsplit('/').next().filter(|last| *last != zone && !zone.starts_with("Etc/"))?;
        let id = self.zones.parse(zone);
        // Cities keep their zone at all times, so any time will do.
        let day = Date::try_new_iso(YEAR, 1, 1).ok().filter(|_| id != TimeZone::UNKNOWN);
        let place = day.map(|date| id.with_offset(None).at_date_time(DateTime { date, time: Time::start_of_day() }));
        Some(place.map_or_else(|| last.replace('_', " "), |place| self.cities.format(&place).to_string()))
    }

    fn month(&self, month: u8, form: Form) -> &Month {
        let months = if form == Form::Long { &self.months.long } else { &self.months.short };
        &months[usize::from(month.clamp(1, 12)) - 1]
    }
}

fn time_of_day(fields: T) -> CompositeDateTimeFieldSet {
    CompositeDateTimeFieldSet::Time(TimeFieldSet::T(fields))
}
