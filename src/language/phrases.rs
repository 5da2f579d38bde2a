//! Puts dates into words: what is rough, doubtful, partial or open is said, and nothing is rounded.

use edtf_core::{Date, DateField, Edtf, Interval, IntervalEndpoint, Qualifier, Set, SetElement, SetKind, YearKind};

use super::Language;
use super::calendar::{Form, Point};
use crate::date::{TimeStatus, When, Within};

/// A date in words.
pub(super) fn when(language: &Language, when: &When, form: Form) -> String {
    let words = Words { language, form };
    let date = match when.edtf() {
        Edtf::Date(date) => words.date(date, when.within()).text,
        Edtf::DateTime(both) => words.date(&both.date, None).text,
        Edtf::Interval(interval) => words.interval(interval),
        Edtf::Set(set) => words.set(set),
    };
    let timed = words.timed(date, when);
    match when.time_status() {
        TimeStatus::Happened => timed,
        TimeStatus::Scheduled => language.say("date-scheduled", &[("date", &timed)]),
        TimeStatus::Reported => language.say("date-reported", &[("date", &timed)]),
    }
}

/// A text and the kind of date that it names, by which a language chooses the words around it.
pub(super) struct Phrase {
    pub text: String,
    /// `day`, `month`, `spring`, `summer`, `autumn`, `winter`, `part` (of a year), `year`, `decade`, `century`, or
    /// `other`, which stands for whatever has further words of its own.
    pub kind: &'static str,
}

impl Phrase {
    pub(super) fn other(text: String) -> Phrase {
        Phrase { text, kind: "other" }
    }
}

/// Writes dates in a language and form.
pub(super) struct Words<'a> {
    pub language: &'a Language,
    pub form: Form,
}

impl Words<'_> {
    /// A message about one phrase.
    pub(super) fn around(&self, key: &str, phrase: &Phrase) -> String {
        self.language.say(key, &[("date", &phrase.text), ("kind", phrase.kind)])
    }

    /// A single date with the part of it that is meant and its qualifiers.
    fn date(&self, date: &Date, within: Option<Within>) -> Phrase {
        let mut phrase = self.plain(date);
        if let Some(within) = within {
            let key = match within {
                Within::Early => "date-early",
                Within::Middle => "date-middle",
                Within::Late => "date-late",
            };
            phrase = Phrase::other(self.around(key, &phrase));
        }
        self.qualified(date, phrase)
    }

    /// Says what is about and what is uncertain.
    fn qualified(&self, date: &Date, phrase: Phrase) -> Phrase {
        if !date.is_approximate() && !date.is_uncertain() {
            return phrase;
        }
        let is_estimate = date.year.significant_digits.is_some();
        if !is_uniform(date) {
            let fields = qualifiers(date);
            let text = self.in_parts(phrase.text, "date-approximate-parts", &fields, |q| q.approximate);
            return Phrase::other(self.in_parts(text, "date-uncertain-parts", &fields, |q| q.uncertain));
        }
        let key = match (date.is_approximate() && !is_estimate, date.is_uncertain(), self.form) {
            // An estimate says "about" already.
            (false, false, _) => return phrase,
            (true, true, Form::Long) => "date-about-uncertain",
            (true, true, Form::Short) => "date-about-uncertain-short",
            (true, false, Form::Long) => "date-about",
            (true, false, Form::Short) => "date-about-short",
            (false, true, Form::Long) => "date-uncertain",
            (false, true, Form::Short) => "date-uncertain-short",
        };
        Phrase::other(self.around(key, &phrase))
    }

    /// Says of which parts of a date something is true, such as that the month alone is approximate.
    fn in_parts(
        &self,
        text: String,
        key: &str,
        fields: &[(&str, Qualifier)],
        is_so: impl Fn(&Qualifier) -> bool,
    ) -> String {
        let named = fields.iter().filter(|(_, q)| is_so(q));
        let names: Vec<String> = named.map(|(part, _)| self.language.say("date-part", &[("part", part)])).collect();
        if names.is_empty() {
            return text;
        }
        self.language.say(key, &[("date", &text), ("parts", &self.language.list(&names))])
    }

    /// A single date without qualifiers.
    fn plain(&self, date: &Date) -> Phrase {
        if let Some(point) = point(date) {
            let kind = match (point.month, point.day) {
                (_, Some(_)) => "day",
                (Some(_), None) => "month",
                (None, None) if point.year < 10_000 => "year",
                (None, None) => "other",
            };
            return Phrase { text: self.language.point(point, self.form), kind };
        }
        match (date.year.value(), date.month.and_then(DateField::value)) {
            (Some(year), Some(code)) if code > 12 => self.part_of_year(year, code),
            (Some(year), None) if date.year.significant_digits.is_some() => self.estimate(date, year),
            (None, _) if !date.year.has_unspecified() => Phrase { text: self.immense_year(date), kind: "year" },
            _ => self.partial(date),
        }
    }

    /// A season, quarter, third or half of a year, by its code of ISO 8601-2, section 4.8.
    pub(super) fn part_of_year(&self, year: i64, code: u8) -> Phrase {
        let of_year = self.language.year(year);
        match code {
            21..=32 => {
                let kind = ["spring", "summer", "autumn", "winter"][usize::from(code - 21) % 4];
                // Winter in the north (24, 28) and summer in the south (30) go on in the next year.
                let years = if matches!(code, 24 | 28 | 30) { self.two_years(year) } else { of_year };
                let text = self.language.say("date-season", &[("season", kind), ("year", &years)]);
                let side = match code {
                    21..=24 => return Phrase { text, kind },
                    25..=28 => "north",
                    _ => "south",
                };
                Phrase::other(self.language.say("date-hemisphere", &[("date", &text), ("side", side)]))
            }
            33..=36 => {
                let text = self.numbered("date-quarter", code - 32, &of_year);
                Phrase { text, kind: "part" }
            }
            37..=39 => {
                let first = (code - 37) * 4 + 1;
                let month = |month| Point { year, month: Some(month), day: None };
                Phrase::other(self.range(month(first), month(first + 3)))
            }
            _ => {
                let text = self.numbered("date-half", code - 39, &of_year);
                Phrase { text, kind: "part" }
            }
        }
    }

    /// A part of a year by its number.
    fn numbered(&self, key: &str, number: u8, year: &str) -> String {
        let which = ["first", "second", "third", "fourth"][usize::from(number.clamp(1, 4)) - 1];
        let number = self.language.digits(&number.to_string());
        self.language.say(key, &[("which", which), ("number", &number), ("year", year)])
    }

    /// A year and the next, as winters are named: `2021–22`.
    fn two_years(&self, year: i64) -> String {
        let next = year.saturating_add(1);
        if !(1_000..9_999).contains(&year) {
            return self.years(year, next);
        }
        let (from, all) = (self.language.year_digits(year), self.language.year_digits(next));
        let short = self.language.digits(&format!("{:02}", next % 100));
        let to = if next % 100 == 0 { &all } else { &short };
        self.language.say("date-two-years", &[("from", &from), ("to", to), ("next", &all)])
    }

    /// A year of which only some digits are significant: about it, and the years that it may be.
    fn estimate(&self, date: &Date, year: i64) -> Phrase {
        let point = Point { year, month: None, day: None };
        let own = self.language.calendar.point(point, self.form, &self.language.year_digits(year));
        match years_of(date) {
            Some((first, last)) if first != last => {
                let range = self.years(first, last);
                Phrase::other(self.language.say("date-estimate", &[("date", &own), ("range", &range)]))
            }
            _ => Phrase { text: own, kind: "year" },
        }
    }

    /// A year beyond all counting, as a product.
    fn immense_year(&self, date: &Date) -> String {
        let YearKind::Exponential { significand, exponent } = date.year.kind else { return String::new() };
        let raised: String = exponent.to_string().chars().map(superscript).collect();
        format!("{} × {}{raised}", self.language.number(significand), self.language.digits("10"))
    }

    fn interval(&self, interval: &Interval) -> String {
        use IntervalEndpoint::{Date as At, OnOrAfter, OnOrBefore, Open, Unknown};
        let end = |end: &IntervalEndpoint| match end {
            At(date) => self.date(date, None),
            OnOrBefore(date) => Phrase::other(self.around("date-or-earlier", &self.date(date, None))),
            OnOrAfter(date) => Phrase::other(self.around("date-or-later", &self.date(date, None))),
            Open | Unknown => Phrase::other(String::new()),
        };
        match (&interval.start, &interval.end) {
            (At(a), At(b)) => self.between(a, b),
            (Open, to) => self.around("date-until", &end(to)),
            (Unknown, to) => self.around("date-until-unknown-start", &end(to)),
            (from, Open) => self.around("date-from", &end(from)),
            (from, Unknown) => self.around("date-from-unknown-end", &end(from)),
            (from, to) => self.wide(&end(from).text, &end(to).text),
        }
    }

    /// From one date to another. Where one end alone is about or uncertain, a word at the end of the range would seem
    /// to be about both, so it is said which.
    fn between(&self, a: &Date, b: &Date) -> String {
        let range = point(a).zip(point(b)).map(|(a, b)| self.range(a, b));
        let doubt = |date: &Date| match (date.is_approximate(), date.is_uncertain()) {
            _ if !is_uniform(date) => None,
            (false, false) => Some(""),
            (true, false) => Some("about"),
            (false, true) => Some("uncertain"),
            (true, true) => Some("both"),
        };
        let which = match (&range, doubt(a), doubt(b)) {
            (Some(range), Some(""), Some("")) => return range.clone(),
            (Some(_), Some(start), Some("")) => format!("start-{start}"),
            (Some(_), Some(""), Some(end)) => format!("end-{end}"),
            _ => return self.wide(&self.date(a, None).text, &self.date(b, None).text),
        };
        self.language.say("date-one-end", &[("date", &range.unwrap_or_default()), ("which", &which)])
    }

    fn set(&self, set: &Set) -> String {
        let join = |items: &[String]| match set.kind {
            SetKind::OneMember => self.language.alternatives(items),
            SetKind::AllMembers => self.language.list(items),
        };
        let points: Option<Vec<Point>> = set
            .elements
            .iter()
            .map(|element| match element {
                SetElement::Date(date) => exact(date),
                _ => None,
            })
            .collect();
        if let Some(text) = points.and_then(|points| self.listed(&points, join)) {
            return text;
        }
        let items: Vec<String> = set
            .elements
            .iter()
            .map(|element| match element {
                SetElement::Date(date) => self.date(date, None).text,
                SetElement::OnOrBefore(date) => self.around("date-or-earlier", &self.date(date, None)),
                SetElement::OnOrAfter(date) => self.around("date-or-later", &self.date(date, None)),
                SetElement::Range(a, b) => self.between(a, b),
            })
            .collect();
        join(&items)
    }

    /// Adds the time of day and by which clock it is told.
    fn timed(&self, date: String, when: &When) -> String {
        let Some(time) = when.time() else { return date };
        let time = self.language.calendar.time(time);
        let offset = when.offset().map(|seconds| self.offset(seconds));
        let place = when.zone().and_then(|zone| self.place(zone.name()));
        match (self.form, place, offset) {
            (Form::Long, Some(place), _) => {
                self.language.say("date-time", &[("date", &date), ("time", &time), ("place", &place)])
            }
            (Form::Long, None, Some(offset)) => {
                self.language.say("date-time-offset", &[("date", &date), ("time", &time), ("offset", &offset)])
            }
            _ => self.language.say("date-time-short", &[("date", &date), ("time", &time)]),
        }
    }

    /// The city that names a zone: as the strings have it (`city-europe-kyiv`), else as the CLDR does.
    fn place(&self, zone: &str) -> Option<String> {
        let key = format!("city-{}", zone.to_lowercase().replace(['/', '_'], "-"));
        self.language.text(&key, &[]).or_else(|| self.language.calendar.city(zone))
    }

    /// `UTC+3`, `UTC−5:30`.
    fn offset(&self, seconds: i32) -> String {
        let minutes = seconds.abs() / 60;
        let sign = if seconds < 0 { "\u{2212}" } else { "+" };
        let text = match (minutes / 60, minutes % 60) {
            (0, 0) => "UTC".to_owned(),
            (hours, 0) => format!("UTC{sign}{hours}"),
            (hours, rest) => format!("UTC{sign}{hours}:{rest:02}"),
        };
        self.language.digits(&text)
    }
}

/// The qualifiers of a date's parts.
fn qualifiers(date: &Date) -> Vec<(&'static str, Qualifier)> {
    let fields = [
        ("year", Some(date.year.qualifier)),
        ("month", date.month.map(|f| f.qualifier)),
        ("day", date.day.map(|f| f.qualifier)),
    ];
    fields.into_iter().filter_map(|(name, qualifier)| Some((name, qualifier?))).collect()
}

/// Whether a date is qualified as a whole or not at all.
fn is_uniform(date: &Date) -> bool {
    qualifiers(date).iter().all(|(_, qualifier)| *qualifier == date.year.qualifier)
}

/// The day, month or year that a date names without any doubt about its digits.
fn point(date: &Date) -> Option<Point> {
    if date.year.significant_digits.is_some() || date.has_unspecified() {
        return None;
    }
    let month = date.month.and_then(DateField::value);
    let day = date.day.and_then(DateField::value);
    let point = Point { year: date.year.value()?, month, day };
    month.is_none_or(|m| m <= 12).then_some(point)
}

/// The same for a date without qualifiers.
fn exact(date: &Date) -> Option<Point> {
    point(date).filter(|_| !date.is_approximate() && !date.is_uncertain())
}

/// The first and last year that a date can lie in.
pub(super) fn years_of(date: &Date) -> Option<(i64, i64)> {
    let bounds = Edtf::Date(*date).bounds();
    match (bounds.earliest, bounds.latest) {
        (edtf_core::Bound::Date(a), edtf_core::Bound::Date(b)) => Some((a.year, b.year)),
        _ => None,
    }
}

fn superscript(digit: char) -> char {
    match digit {
        '0' => '⁰',
        '1' => '¹',
        '2' => '²',
        '3' => '³',
        '4' => '⁴',
        '5' => '⁵',
        '6' => '⁶',
        '7' => '⁷',
        '8' => '⁸',
        '9' => '⁹',
        other => other,
    }
}
