//! The patterns of the twelve months of one language, as ICU4X writes them.

use icu_calendar::{Date, Gregorian};
use icu_datetime::FixedCalendarDateTimeFormatter;
use icu_datetime::fieldsets::builder::{DateFields, FieldSetBuilder};
use icu_datetime::fieldsets::enums::CompositeDateTimeFieldSet;
use icu_datetime::input::{DateTime, Time};
use icu_datetime::options::{Length, YearStyle};
use icu_datetime::pattern::FixedCalendarDateTimeNames;
use icu_locale_core::Locale;

use super::calendar::Era;
use super::pattern::{DAY, Pattern, YEAR};

/// What writes days, months, years and times. One type for any fields: ICU's code is compiled anew for each type of
/// fields, which costs more than the choice at run time.
pub(super) type Formatter = FixedCalendarDateTimeFormatter<Gregorian, CompositeDateTimeFieldSet>;

/// What writes some fields in a language. Digits are loaded for all of them: by itself ICU4X 2.4 loads none for the months
/// of Mongolian, which are numbers in some of its patterns, and then writes them without regard to the language.
fn formatter(locale: &Locale, fields: FieldSetBuilder) -> Option<Formatter> {
    let fields = fields.build_composite_datetime().ok()?;
    let formatter = Formatter::try_new(locale.into(), fields).ok()?;
    let mut names = FixedCalendarDateTimeNames::from_formatter(locale.into(), formatter);
    names.include_decimal_formatter().ok()?;
    names.try_into_formatter(fields).ok()
}

/// The model days by some fields, before or after the change of eras.
fn model_texts(locale: &Locale, fields: FieldSetBuilder, is_before: bool) -> Option<Vec<String>> {
    let formatter = formatter(locale, fields)?;
    let time = Time::start_of_day();
    Some(models(is_before).into_iter().map(|date| formatter.format(&DateTime { date, time }).to_string()).collect())
}

/// The model days by fields without a year.
fn written(locale: &Locale, fields: DateFields, length: Length) -> Option<Vec<String>> {
    model_texts(locale, builder(fields, length), false)
}

/// The model days by fields with a year: without era, before the change of eras, and after it.
fn written_by_era(locale: &Locale, fields: DateFields, length: Length) -> Option<[Vec<String>; 3]> {
    let mut plain = builder(fields, length);
    plain.year_style = Some(YearStyle::Full);
    let mut era = plain.clone();
    era.year_style = Some(YearStyle::WithEra);
    Some([
        model_texts(locale, plain, false)?,
        model_texts(locale, era.clone(), true)?,
        model_texts(locale, era, false)?,
    ])
}

fn builder(fields: DateFields, length: Length) -> FieldSetBuilder {
    let mut builder = FieldSetBuilder::new();
    builder.date_fields = Some(fields);
    builder.length = Some(length);
    builder
}

/// The patterns of one month, by era where a year is in them.
pub(super) struct Month {
    pub with_day: [Pattern; 3],
    pub alone: [Pattern; 3],
    pub without_year: Pattern,
    pub name: String,
}

/// Everything that depends on the calendar's names and orders.
pub(super) struct Months {
    pub long: Vec<Month>,
    pub short: Vec<Month>,
    pub years: [Pattern; 3],
    /// What follows the number of a day as a part of it: the full stop of German, the 日 of Chinese.
    pub after_day: String,
}

impl Months {
    /// The patterns of a locale; those of English where the CLDR does not know its months.
    pub(super) fn new(locale: &Locale, digits: &[String; 10]) -> Option<Months> {
        let english: Locale = "en-GB".parse().ok()?;
        let own = Texts::long(locale)?;
        let (locale, texts) = if own.knows_months() { (locale, own) } else { (&english, Texts::long(&english)?) };
        let years = written_by_era(locale, DateFields::Y, Length::Long)?.map(|texts| {
            let first = texts.first().map_or("", String::as_str);
            Pattern::new(first, digits)
        });
        let mut long = texts.months(digits, &years);
        let short = named(Texts::short(locale)?.months(digits, &years), &long);
        as_beside_year(&mut long, &short);
        let day = written(locale, DateFields::D, Length::Long)?;
        let own = Pattern::new(day.first()?, digits).after_day().to_owned();
        let stop = if long.first()?.with_day[0].after_day().starts_with('.') { "." } else { "" };
        let after_day = if own.is_empty() { stop.to_owned() } else { own };
        Some(Months { long, short, years, after_day })
    }
}

/// The model day of each month as ICU writes it.
struct Texts {
    /// Day, month and year: without era, before the change of eras, after it.
    with_day: [Vec<String>; 3],
    /// Month and year, likewise.
    alone: [Vec<String>; 3],
    /// Day and month.
    without_year: Vec<String>,
    /// The month on its own.
    names: Vec<String>,
}

/// The model day of each month, before or after the change of eras.
fn models(is_before: bool) -> Vec<Date<Gregorian>> {
    let year = if is_before { 1 - YEAR } else { YEAR };
    (1..=12).filter_map(|month| Date::try_new_gregorian(year, month, DAY).ok()).collect()
}

impl Texts {
    fn long(locale: &Locale) -> Option<Texts> {
        Some(Texts {
            with_day: written_by_era(locale, DateFields::YMD, Length::Long)?,
            alone: written_by_era(locale, DateFields::YM, Length::Long)?,
            without_year: written(locale, DateFields::MD, Length::Long)?,
            names: written(locale, DateFields::M, Length::Long)?,
        })
    }

    fn short(locale: &Locale) -> Option<Texts> {
        Some(Texts {
            with_day: written_by_era(locale, DateFields::YMD, Length::Medium)?,
            alone: written_by_era(locale, DateFields::YM, Length::Medium)?,
            without_year: written(locale, DateFields::MD, Length::Medium)?,
            names: written(locale, DateFields::M, Length::Medium)?,
        })
    }

    /// Whether the months have names, or at least the signs that go with their numbers in Chinese.
    fn knows_months(&self) -> bool {
        self.names.first().is_some_and(|name| !name.contains('0'))
    }

    /// The patterns of each month, given those of the years alone.
    fn months(&self, digits: &[String; 10], years: &[Pattern; 3]) -> Vec<Month> {
        let pattern = |text: &String| Pattern::new(text, digits);
        let by_era = |texts: &[Vec<String>; 3], month: usize| {
            let plain = pattern(&texts[0][month]);
            let with_era = |era: Era| {
                let own = pattern(&texts[era as usize][month]);
                // The CLDR's Arabic patterns with an era turn the date round: put the year with its era in its place.
                if own.is_year_first() == plain.is_year_first() { own } else { plain.with_year(&years[era as usize]) }
            };
            [plain.clone(), with_era(Era::Before), with_era(Era::After)]
        };
        (0..self.names.len())
            .map(|month| Month {
                with_day: by_era(&self.with_day, month),
                alone: by_era(&self.alone, month),
                without_year: pattern(&self.without_year[month]),
                name: self.names[month].clone(),
            })
            .collect()
    }
}

/// Short patterns that have no words for their months (German "17.02.2345") made from the long ones with short names.
fn named(short: Vec<Month>, long: &[Month]) -> Vec<Month> {
    short
        .into_iter()
        .zip(long)
        .map(|(short, long)| {
            let (from, to) = (long.without_year.words(), short.without_year.words());
            let with_day = long.with_day.clone().map(|p| p.map(|text| text.replace(from, to)));
            let alone = long.alone.clone().map(|p| p.map(|text| text.replace(&long.name, &short.name)));
            Month {
                with_day: if short.with_day[0].has_words() { short.with_day } else { with_day },
                alone: if short.alone[0].has_words() { short.alone } else { alone },
                ..short
            }
        })
        .collect()
}

/// The name of a month as ranges need it: as it stands beside a year, where it is written otherwise on its own
/// (Chinese 2月 and 二月).
fn as_beside_year(long: &mut [Month], short: &[Month]) {
    for (long, short) in long.iter_mut().zip(short) {
        let beside = long.alone[0].fill("", "");
        if !beside.contains(&long.name) && beside.contains(&short.name) {
            long.name.clone_from(&short.name);
        }
    }
}
