//! Dates as templates receive them.

use super::When;
use crate::date::{Precision, TimeStatus};
use crate::language::Language;

/// A date in the words of a language.
pub fn when(language: &Language, when: &crate::date::When) -> When {
    let status = match when.time_status() {
        TimeStatus::Happened => None,
        TimeStatus::Scheduled => Some("scheduled"),
        TimeStatus::Reported => Some("reported"),
    };
    When {
        text: language.when(when),
        short: language.when_short(when),
        datetime: machine(when),
        edtf: when.written().to_owned(),
        form: form(when, status.is_some()).to_owned(),
        approximate: when.is_approximate(),
        uncertain: when.is_uncertain(),
        time_status: status,
    }
}

/// The value for programs: that of `<time datetime>`. A time that was only scheduled or reported is not claimed.
pub fn machine(when: &crate::date::When) -> Option<String> {
    let value = when.machine()?;
    match when.time_status() {
        TimeStatus::Happened => Some(value),
        _ => value.split('T').next().map(str::to_owned),
    }
}

fn form(when: &crate::date::When, time_is_open: bool) -> &'static str {
    match when.precision() {
        Precision::Instant if time_is_open => "day",
        Precision::Instant => "moment",
        Precision::Day => "day",
        Precision::Month => "month",
        Precision::Season => "season",
        Precision::Year => "year",
        Precision::Interval => "interval",
        Precision::Set if is_all(when) => "each",
        Precision::Set => "choice",
        Precision::Open => "open",
        _ => "longer",
    }
}

/// Whether a set means all of its members (ISO 8601-2, section 6.1) rather than one of them.
fn is_all(when: &crate::date::When) -> bool {
    matches!(when.edtf(), crate::date::Edtf::Set(set) if set.kind == edtf_core::SetKind::AllMembers)
}
