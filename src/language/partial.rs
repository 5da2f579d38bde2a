//! Words for dates with unspecified digits: the decade, the month without its day, the day of an unknown month.

use edtf_core::{Date, DateField, Edtf, YearKind};

use super::calendar::Point;
use super::phrases::{Phrase, Words, years_of};

impl Words<'_> {
    /// A date with unspecified digits.
    pub(super) fn partial(&self, date: &Date) -> Phrase {
        match date.year.value() {
            Some(year) => self.in_known_year(date, year),
            None => self.in_unknown_year(date),
        }
    }

    /// `2014-XX`, `2014-05-XX`, `2014-05-1X`, `2014-XX-12`.
    fn in_known_year(&self, date: &Date, year: i64) -> Phrase {
        let Some(month) = date.month else { return self.somewhere_in_bounds(date) };
        let of_year = Phrase { text: self.language.year(year), kind: "year" };
        match (month.value(), date.day) {
            (Some(number), Some(day)) if is_unknown(day) => {
                let point = Point { year, month: Some(number), day: None };
                self.without(&self.point(point), "day")
            }
            (Some(number), Some(day)) => {
                let days = candidates(day, 31).filter_map(|day| crate::date::CivilDay::new(year, number, day));
                self.one_of(date, days.map(Point::day).collect(), "day")
            }
            (None, None) if is_unknown(month) => self.without(&of_year.text, "month"),
            (None, Some(day)) if is_unknown(month) && is_unknown(day) => self.without(&of_year.text, "month-and-day"),
            (None, Some(day)) if is_unknown(month) => match day.value() {
                Some(number) => {
                    let number = self.language.calendar.day_number(number).to_owned();
                    let args = [("date", &*of_year.text), ("day", &*number)];
                    Phrase::other(self.language.say("date-day-unknown-month", &args))
                }
                None => self.somewhere_in_bounds(date),
            },
            (None, None) => {
                let months = candidates(month, 12).map(|month| Point { year, month: Some(month), day: None });
                self.one_of(date, months.collect(), "exact-month")
            }
            _ => self.somewhere_in_bounds(date),
        }
    }

    /// `156X`, `15XX`, `156X-05-12`.
    fn in_unknown_year(&self, date: &Date) -> Phrase {
        let Some((first, last)) = years_of(date) else { return self.somewhere_in_bounds(date) };
        let is_any = matches!(date.year.kind, YearKind::Standard { digits, .. } if digits.iter().all(Option::is_none));
        let Some(month) = date.month else {
            return if is_any {
                Phrase::other(self.language.say("date-unknown", &[]))
            } else {
                self.some_years(date, first, last)
            };
        };
        let (number, day) = match (month.value().filter(|m| *m <= 12), date.day) {
            (Some(number), None) => (number, None),
            (Some(number), Some(day)) if day.value().is_some() => (number, day.value()),
            _ => return self.somewhere_in_bounds(date),
        };
        let recurring = self.language.calendar.without_year(number, day, self.form);
        if is_any {
            return self.without(&recurring, "year");
        }
        let mut span = Date { month: None, day: None, ..*date };
        span.year.qualifier = Default::default();
        let years = self.named_years(&span, first).map_or_else(|| self.years(first, last), |p| p.text);
        Phrase::other(self.language.say("date-unknown-year", &[("years", &years), ("date", &recurring)]))
    }

    /// Years by their decade or century, or else from the first to the last.
    fn some_years(&self, date: &Date, first: i64, last: i64) -> Phrase {
        self.named_years(date, first).unwrap_or_else(|| self.without(&self.years(first, last), "exact-year"))
    }

    /// The decade or century of years. Decades that could be mistaken for a century (`150X`, 1500s) have no name.
    fn named_years(&self, date: &Date, first: i64) -> Option<Phrase> {
        let YearKind::Standard { digits, .. } = date.year.kind else { return None };
        let number = first.div_euclid(100) + 1;
        let century = self.language.digits(&number.to_string());
        let (roman, ordinal) = (roman(number), ordinal(number));
        let common = [("century", &*century), ("roman", &*roman), ("ordinal", ordinal)];
        match digits.map(|d| d.is_some()) {
            [true, true, true, false] if first >= 1_000 && first % 100 != 0 => {
                let decade = self.language.digits(&first.to_string());
                let tens = self.language.digits(&(first % 100).to_string());
                let word = TENS[usize::try_from(first % 100 / 10).unwrap_or(0)];
                let args = [&common[..], &[("decade", &*decade), ("tens", &*tens), ("word", word)]].concat();
                Some(Phrase { text: self.language.say("date-decade", &args), kind: "decade" })
            }
            [true, true, false, false] => {
                Some(Phrase { text: self.language.say("date-century", &common), kind: "century" })
            }
            _ => None,
        }
    }

    /// One of several points: as a range where they follow on each other, as a list where they are few.
    fn one_of(&self, date: &Date, points: Vec<Point>, part: &str) -> Phrase {
        let number = |point: &Point| point.day.or(point.month).unwrap_or(0);
        let follow = points.windows(2).all(|pair| number(&pair[0]) + 1 == number(&pair[1]));
        let exact = if part == "day" { "exact-day" } else { part };
        match (points.first(), points.last()) {
            (Some(only), Some(last)) if only == last => Phrase::other(self.point(*only)),
            (Some(first), Some(last)) if follow && points.len() > 2 => self.without(&self.range(*first, *last), exact),
            (Some(_), Some(_)) if points.len() <= 5 => {
                let text = self.listed(&points, |items| self.language.alternatives(items));
                text.map_or_else(|| self.somewhere_in_bounds(date), Phrase::other)
            }
            _ => self.somewhere_in_bounds(date),
        }
    }

    /// From the first day to the last, of which the exact one is unknown.
    fn somewhere_in_bounds(&self, date: &Date) -> Phrase {
        let bounds = Edtf::Date(*date).bounds();
        let (edtf_core::Bound::Date(a), edtf_core::Bound::Date(b)) = (bounds.earliest, bounds.latest) else {
            return Phrase::other(self.language.say("date-unknown", &[]));
        };
        let point = |d: edtf_core::BoundDate| Point { year: d.year, month: Some(d.month), day: Some(d.day) };
        self.without(&self.range(point(a), point(b)), "exact-date")
    }

    /// A text and the part of the date that is unknown in it.
    fn without(&self, text: &str, part: &str) -> Phrase {
        Phrase::other(self.language.say("date-unknown-part", &[("date", text), ("part", part)]))
    }
}

/// The names by which messages choose the form of a decade.
const TENS: [&str; 10] = ["zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// Whether nothing is known of a field.
fn is_unknown(field: DateField) -> bool {
    field.digits == [None, None]
}

/// The numbers up to a limit that a field can mean.
fn candidates(field: DateField, limit: u8) -> impl Iterator<Item = u8> {
    let fits = move |digit: usize, value: u8| field.digits[digit].is_none_or(|d| d == value);
    (1..=limit).filter(move |n| fits(0, n / 10) && fits(1, n % 10))
}

/// A number in Roman numerals, as French, Spanish and Slavic languages count centuries.
fn roman(mut number: i64) -> String {
    const SIGNS: [(i64, &str); 9] =
        [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
    let mut text = String::new();
    for (value, sign) in SIGNS {
        while number >= value {
            text.push_str(sign);
            number -= value;
        }
    }
    text
}

/// The ending of an English ordinal: `1` for first, `2`, `3`, or `th`.
fn ordinal(number: i64) -> &'static str {
    match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}
