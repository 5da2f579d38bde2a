//! Why a text is not a date, said to the person who wrote it.

use std::fmt;

use edtf_core::ParseError;

use super::hint::{self, Hint};
use super::moment::{days_in_month, is_leap};

/// What is wrong with a text that should be a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateError {
    /// One sentence without a full stop.
    pub message: String,
    /// The byte of the text at which the fault was found.
    pub offset: usize,
    /// What to write instead, in one sentence.
    pub help: Option<String>,
    /// The text that is certainly meant, where only one can be.
    pub replacement: Option<String>,
    pub(super) kind: Kind,
}

/// Which rule a date breaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Date,
    Reversed,
    Time,
}

impl DateError {
    pub(super) fn time(message: impl Into<String>, offset: usize) -> Self {
        DateError { message: message.into(), offset, help: None, replacement: None, kind: Kind::Time }
    }

    pub(super) fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for DateError {}

/// Explains what the date parser found.
pub(super) fn explain(text: &str, error: ParseError) -> DateError {
    if error.message.ends_with("precedes interval start") || error.message.ends_with("precedes range start") {
        return reversed(text, error.offset);
    }
    let shown = shorten(text);
    let (message, offset) = match impossible(text, error.offset) {
        Some((reason, offset)) => (format!("`{shown}` does not exist: {reason}"), offset),
        None if text.trim().is_empty() => ("the date is empty".to_owned(), 0),
        None => (format!("`{shown}` is not a date: {}", reason(error.message)), error.offset),
    };
    let (help, replacement) = match hint::find(text) {
        Some(Hint { help, replacement }) => (help, replacement),
        None => ("correct it, or write only as much as is known, such as `2015-02` or `2015`".to_owned(), None),
    };
    DateError { message, offset, help: Some(help), replacement, kind: Kind::Date }
}

/// An interval, or a range in a set, that ends before it begins.
fn reversed(text: &str, offset: usize) -> DateError {
    let help = match text.split_once('/') {
        Some((start, end)) => format!("if only the order is wrong, write `{end}/{start}`"),
        None => "exchange the two ends or correct one of them".to_owned(),
    };
    DateError {
        message: format!("`{}` ends before it begins", shorten(text)),
        offset,
        help: Some(help),
        replacement: None,
        kind: Kind::Reversed,
    }
}

/// A text as it is quoted in a message: not longer than a line.
pub(super) fn shorten(text: &str) -> String {
    let one_line: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match one_line.char_indices().nth(60) {
        Some((end, _)) => format!("{}…", &one_line[..end]),
        None => one_line,
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Why a well-formed day or month around a place of a text is not in the calendar, and the place of what is wrong.
fn impossible(text: &str, offset: usize) -> Option<(String, usize)> {
    let is_part = |b: &u8| b.is_ascii_digit() || *b == b'-';
    let bytes = text.as_bytes();
    let start = bytes[..offset.min(bytes.len())].iter().rposition(|b| !is_part(b)).map_or(0, |i| i + 1);
    let length = bytes[start..].iter().take_while(|b| is_part(b)).count();
    let date = text.get(start..start + length)?;
    let (sign, digits) = date.strip_prefix('-').map_or((1, date), |rest| (-1, rest));
    let fields: Vec<&str> = digits.split('-').collect();
    let (year, month, day) = match fields[..] {
        [y, m] if y.len() == 4 && m.len() == 2 => (y, m, None),
        [y, m, d] if y.len() == 4 && m.len() == 2 && d.len() == 2 => (y, m, Some(d)),
        _ => return None,
    };
    let at = start + (date.len() - digits.len());
    let year: i64 = sign * year.parse::<i64>().ok()?;
    let month: u8 = month.parse().ok()?;
    if !(1..=12).contains(&month) {
        let is_code = (21..=41).contains(&month);
        return match day {
            Some(_) if is_code => Some((
                format!("`{month}` in place of a month is a season or part of a year, which has no days"),
                at + 8,
            )),
            _ if is_code => None,
            None if year > 0 && i64::from(month) > year.rem_euclid(100) => None,
            _ => Some((format!("there is no month {month:02}"), at + 5)),
        };
    }
    let day: u8 = day?.parse().ok()?;
    let days = days_in_month(year, month);
    let name = MONTHS[usize::from(month) - 1];
    match day {
        0 => Some(("there is no day 00".to_owned(), at + 8)),
        29 if month == 2 && !is_leap(year) => {
            Some((format!("{} was not a leap year, so its February has 28 days", named(year)), at + 8))
        }
        d if d > days => Some((format!("{name} has {days} days"), at + 8)),
        _ => None,
    }
}

/// A year as it is named in a message.
fn named(year: i64) -> String {
    if year <= 0 { format!("{} BCE", 1 - year) } else { year.to_string() }
}

/// The parser's reason in this project's words.
fn reason(message: &str) -> String {
    match message {
        "year must have exactly four digits (or X)" => "it does not begin with a year of four digits".to_owned(),
        "month must be two digits (or X)" => "a month has two digits".to_owned(),
        "day must be two digits (or X)" => "a day has two digits".to_owned(),
        "expected '-' before month" => "after the year comes a hyphen and a month of two digits".to_owned(),
        "expected '-' before day" => "after the month comes a hyphen and a day of two digits".to_owned(),
        "unexpected characters after day" => "nothing can follow the day".to_owned(),
        "month must be 01-12 or a sub-year code 21-41" => {
            "a month is `01` to `12`, or `21` to `41` for seasons and parts of years".to_owned()
        }
        "EDTF permits ASCII characters only" => "dates have only letters, digits and signs of ASCII".to_owned(),
        "whitespace is not allowed" => "a date has no spaces".to_owned(),
        "empty date" => "one end is missing".to_owned(),
        "empty set element" => "between two commas stands nothing".to_owned(),
        "unterminated set" => "the closing bracket is missing".to_owned(),
        "set must contain at least one element" => "the brackets hold no date".to_owned(),
        "interval must contain exactly one '/'" => "an interval has one `/`".to_owned(),
        "interval needs at least one dated endpoint" => "one end of an interval needs a date".to_owned(),
        "-0000 is not a valid year" => "the year 1 BCE is written `0000`".to_owned(),
        other => other.replace('\'', "`"),
    }
}
