//! Dates as templates receive them.

use super::views::When;
use crate::date::Precision;
use crate::language::Language;

/// A date in the words of a language.
pub fn when(language: &Language, when: &crate::date::When) -> When {
    When {
        text: language.when(when),
        short: language.when_short(when),
        datetime: when.machine(),
        edtf: when.written().to_owned(),
        form: form(when.precision()).to_owned(),
        approximate: when.is_approximate(),
        uncertain: when.is_uncertain(),
    }
}

fn form(precision: Precision) -> &'static str {
    match precision {
        Precision::Instant => "moment",
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Season => "season",
        Precision::Year => "year",
        Precision::Interval => "interval",
        Precision::Set => "choice",
        Precision::Open => "open",
        _ => "longer",
    }
}
