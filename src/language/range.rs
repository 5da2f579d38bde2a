//! Ranges and lists of dates, with what both ends share said once: "11–12 February 2015", "January and March 2014".

use super::calendar::{Era, Point};
use super::phrases::Words;

impl Words<'_> {
    /// From one point to another.
    pub(super) fn range(&self, from: Point, to: Point) -> String {
        if from == to {
            return self.point(from);
        }
        let is_same_year = from.year == to.year;
        match (from.month, to.month, from.day, to.day) {
            (Some(a), Some(b), Some(first), Some(last)) if is_same_year && a == b => self.days(to, first, last),
            (Some(a), Some(b), Some(_), Some(_)) if is_same_year => {
                let (from_text, to_text) = self.sharing_year(from, to, (a, from.day), (b, to.day));
                self.wide(&from_text, &to_text)
            }
            (Some(a), Some(b), None, None) if is_same_year => {
                let (from_text, to_text) = self.sharing_year(from, to, (a, None), (b, None));
                self.tight(&from_text, &to_text)
            }
            (None, None, _, _) => self.years(from.year, to.year),
            _ => self.wide(&self.point(from), &self.point(to)),
        }
    }

    /// From one year to another.
    pub(super) fn years(&self, from: i64, to: i64) -> String {
        let year = |year| Point { year, month: None, day: None };
        if Era::of(from) != Era::of(to) {
            return self.wide(&self.point(year(from)), &self.point(year(to)));
        }
        let (first, last) = (self.language.year_digits(from), self.language.year_digits(to));
        self.language.calendar.point(year(from), self.form, &self.tight(&first, &last))
    }

    /// Days of one month: the pattern of the day with both numbers in its place.
    fn days(&self, point: Point, first: u8, last: u8) -> String {
        let calendar = &self.language.calendar;
        let first = format!("{}{}", calendar.day_number(first), calendar.after_day());
        let days = self.tight(&first, calendar.day_number(last));
        calendar.point_with(point, self.form, &self.language.year_digits(point.year), &days)
    }

    /// Two points of one year, of which the one beside the year names it.
    fn sharing_year(&self, from: Point, to: Point, a: (u8, Option<u8>), b: (u8, Option<u8>)) -> (String, String) {
        let calendar = &self.language.calendar;
        if calendar.is_year_first() {
            (self.point(from), calendar.without_year(b.0, b.1, self.form))
        } else {
            (calendar.without_year(a.0, a.1, self.form), self.point(to))
        }
    }

    /// Several points as a list, if they share a month or a year to be said once.
    pub(super) fn listed(&self, points: &[Point], join: impl Fn(&[String]) -> String) -> Option<String> {
        let (first, last) = (*points.first()?, *points.last()?);
        if points.len() < 2 || points.iter().any(|p| p.year != first.year || p.day.is_some() != first.day.is_some()) {
            return None;
        }
        let calendar = &self.language.calendar;
        let months: Vec<u8> = points.iter().map(|p| p.month).collect::<Option<_>>()?;
        if first.day.is_some() && months.iter().all(|m| *m == months[0]) {
            let numbers = points.iter().filter_map(|p| p.day).map(|day| calendar.day_number(day).to_owned());
            let mut numbers: Vec<String> = numbers.collect();
            let end = numbers.len() - 1;
            for number in &mut numbers[..end] {
                number.push_str(calendar.after_day());
            }
            let days = join(&numbers);
            return Some(calendar.point_with(last, self.form, &self.language.year_digits(last.year), &days));
        }
        let named = if calendar.is_year_first() { 0 } else { points.len() - 1 };
        let items: Vec<String> = points
            .iter()
            .zip(&months)
            .enumerate()
            .map(|(i, (point, month))| match i == named {
                true => self.point(*point),
                false => calendar.without_year(*month, point.day, self.form),
            })
            .collect();
        Some(join(&items))
    }

    /// A range of two single words: `11–12`.
    pub(super) fn tight(&self, from: &str, to: &str) -> String {
        self.language.say("date-range-tight", &[("from", from), ("to", to)])
    }

    /// A range of longer texts: `28 January – 3 February 2015`.
    pub(super) fn wide(&self, from: &str, to: &str) -> String {
        self.language.say("date-range", &[("from", from), ("to", to)])
    }

    /// A point by itself.
    pub(super) fn point(&self, point: Point) -> String {
        self.language.point(point, self.form)
    }
}
