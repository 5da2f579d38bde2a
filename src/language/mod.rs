//! Words for people: dates, numbers, lists, sorting and interface strings, as each language writes them.
//!
//! Names of months, patterns and orders are the Unicode CLDR's, by ICU4X; words that the CLDR lacks (about, early,
//! spring, or earlier) are Fluent messages under `date-…` keys. Nothing here knows a language by name but the small
//! tables of `script`; a language is its CLDR data and its messages.
//!
//! This module never reads a file (it is handed the messages' texts) and never decides what a date means; that is
//! `date`'s.

mod calendar;
mod messages;
mod months;
mod partial;
mod pattern;
mod phrases;
mod range;
mod script;
mod sort;

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fmt;

use icu_decimal::DecimalFormatter;
use icu_decimal::input::Decimal;
use icu_decimal::options::{DecimalFormatterOptions, GroupingStrategy};
use icu_list::ListFormatter;
use icu_list::options::ListFormatterOptions;
use icu_locale_core::Locale;

use crate::date::{CivilDay, LocalTime, When};
use calendar::{Calendar, Form, Point};
use messages::Messages;
pub use messages::{Arg, LanguageError};
pub use script::Direction;
use sort::Sorting;

/// A language of the site, with all that it takes to write in it. Built once, shared by all threads.
pub struct Language {
    tag: String,
    direction: Direction,
    own_name: String,
    messages: Messages,
    calendar: Calendar,
    decimal: DecimalFormatter,
    /// The ten digits.
    digits: [String; 10],
    and: ListFormatter,
    or: ListFormatter,
    sorting: Sorting,
}

impl Language {
    /// A language by its BCP 47 tag and its messages: file names and Fluent texts, of which later ones override
    /// earlier ones. English words stand behind them all. Plain `en` writes dates as in Britain ("12 February 2015").
    ///
    /// # Errors
    /// If the tag is not well-formed or a text is not Fluent.
    pub fn new(tag: &str, strings: &[(&str, &str)]) -> Result<Language, LanguageError> {
        let bad_tag = || LanguageError::tag(tag);
        let own: Locale = tag.parse().map_err(|_| bad_tag())?;
        let locale = written_as(&own);
        let messages = Messages::new(&own, strings)?;
        let mut options = DecimalFormatterOptions::default();
        let decimal = DecimalFormatter::try_new((&locale).into(), options).map_err(|_| bad_tag())?;
        options.grouping_strategy = Some(GroupingStrategy::Never);
        let plain = DecimalFormatter::try_new((&locale).into(), options).map_err(|_| bad_tag())?;
        let digits = std::array::from_fn(|n| plain.format(&Decimal::from(n)).to_string());
        let list = ListFormatterOptions::default();
        Ok(Language {
            tag: tag.to_owned(),
            direction: script::direction(&own),
            own_name: messages.own_name(tag),
            calendar: Calendar::new(&locale, &digits, messages.alone("date-first-day")).ok_or_else(bad_tag)?,
            messages,
            decimal,
            digits,
            and: ListFormatter::try_new_and((&locale).into(), list).map_err(|_| bad_tag())?,
            or: ListFormatter::try_new_or((&locale).into(), list).map_err(|_| bad_tag())?,
            sorting: Sorting::new(&locale).ok_or_else(bad_tag)?,
        })
    }

    /// The BCP 47 tag.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The direction of writing.
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// The language's name in itself ("Deutsch"), by the message `language_name` of its own strings; the tag where
    /// it has none.
    pub fn own_name(&self) -> String {
        self.own_name.clone()
    }

    /// A message with its arguments filled in; `None` if there is none of that key. Numbers choose plural forms and
    /// are written with the language's separators; give years as text.
    pub fn text(&self, key: &str, args: &[(&str, Arg<'_>)]) -> Option<String> {
        self.messages.text(key, args)
    }

    /// All messages that take no arguments, by key.
    pub fn strings(&self) -> &BTreeMap<String, String> {
        self.messages.plain()
    }

    /// A date in words: "12 February 2015", "about February 2014", "early spring 2021", "2014 or 2015".
    pub fn when(&self, when: &When) -> String {
        phrases::when(self, when, Form::Long)
    }

    /// A date in short words, for narrow columns: "12 Feb 2015". A time of day stands without its zone.
    pub fn when_short(&self, when: &When) -> String {
        phrases::when(self, when, Form::Short)
    }

    /// A day: "12 February 2015".
    pub fn day(&self, day: CivilDay) -> String {
        self.point(Point::day(day), Form::Long)
    }

    /// A month of a year: "February 2015". A month that does not exist is written as its year.
    pub fn month_name(&self, year: i64, month: u8) -> String {
        let month = (1..=12).contains(&month).then_some(month);
        self.point(Point { year, month, day: None }, Form::Long)
    }

    /// A year: "2015", "44 BC" for -43, "AD" or its like for years before 1000.
    pub fn year(&self, year: i64) -> String {
        self.point(Point { year, month: None, day: None }, Form::Long)
    }

    /// A time of day: "04:30".
    pub fn time(&self, time: LocalTime) -> String {
        self.calendar.time(time)
    }

    /// A number with the language's digits and separators.
    pub fn number(&self, number: i64) -> String {
        self.decimal.format(&Decimal::from(number)).to_string()
    }

    /// A number of hundredths with two decimals: "46.20".
    pub fn hundredths(&self, number: i64) -> String {
        let mut decimal = Decimal::from(number);
        decimal.multiply_pow10(-2);
        self.decimal.format(&decimal).to_string()
    }

    /// A list: "A, B and C".
    pub fn list(&self, items: &[String]) -> String {
        self.and.format(items.iter()).to_string()
    }

    /// The order in which the language's dictionaries and indexes put two words. Words that differ for the eye alone
    /// keep the order of their letters' numbers, so that the order is total.
    pub fn compare(&self, a: &str, b: &str) -> Ordering {
        self.sorting.compare(a, b)
    }

    /// Bytes by which many texts are sorted faster: they stand in the order of [`Language::compare`].
    pub fn sort_key(&self, text: &str) -> Vec<u8> {
        self.sorting.key(text)
    }

    /// The letter under which an alphabetical index lists a text: capital, without the marks that the language does
    /// not count as letters of their own; for Chinese the first letter of its sound; `#` for anything but a letter.
    pub fn first_letter(&self, text: &str) -> String {
        self.sorting.first_letter(text)
    }

    /// The alternatives of a list: "A, B or C".
    fn alternatives(&self, items: &[String]) -> String {
        self.or.format(items.iter()).to_string()
    }

    /// A day, a month or a year.
    fn point(&self, point: Point, form: Form) -> String {
        let text = self.calendar.point(point, form, &self.year_digits(point.year));
        // A bare 170,000,000 would not be taken for a year.
        if point.year >= 10_000 && point.month.is_none() { self.say("date-far-year", &[("year", &text)]) } else { text }
    }

    /// A year's number without its era; separators only where it has more than four digits.
    fn year_digits(&self, year: i64) -> String {
        let shown = if year <= 0 { 1i64.saturating_sub(year) } else { year };
        if shown < 10_000 { self.digits(&shown.to_string()) } else { self.number(shown) }
    }

    /// A text of ASCII digits in the language's own.
    fn digits(&self, text: &str) -> String {
        text.chars()
            .map(|c| match c.to_digit(10) {
                Some(digit) => self.digits[digit as usize].clone(),
                None => c.to_string(),
            })
            .collect()
    }

    /// A built-in message about dates. English stands behind every language, so each exists.
    fn say(&self, key: &str, args: &[(&str, &str)]) -> String {
        let args: Vec<(&str, Arg)> = args.iter().map(|(name, text)| (*name, Arg::Text(text))).collect();
        self.messages.text(key, &args).unwrap_or_else(|| key.to_owned())
    }
}

/// The locale by whose patterns a tag is written: plain English writes the day first.
fn written_as(own: &Locale) -> Locale {
    let mut locale = own.clone();
    if locale.id.language.as_str() == "en" && locale.id.region.is_none() {
        locale.id.region = "GB".parse().ok();
    }
    locale
}

impl fmt::Debug for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Language").field("tag", &self.tag).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
