//! Every kind of date in every language that has words of its own, held against `tests/golden/dates.txt`.
//!
//! After a wanted change run the test with `UPDATE_GOLDEN=1` and read the difference line by line.

use annals::date::{When, WhenSource};
use annals::language::Language;
use annals::text::{FileId, Span, Spanned};

const LANGUAGES: [(&str, &str); 10] = [
    ("en", include_str!("../templates/strings/en.ftl")),
    ("de", include_str!("../templates/strings/de.ftl")),
    ("fr", include_str!("../templates/strings/fr.ftl")),
    ("es", include_str!("../templates/strings/es.ftl")),
    ("pl", include_str!("../templates/strings/pl.ftl")),
    ("uk", include_str!("../templates/strings/uk.ftl")),
    ("ru", include_str!("../templates/strings/ru.ftl")),
    ("ar", include_str!("../templates/strings/ar.ftl")),
    ("he", include_str!("../templates/strings/he.ftl")),
    ("zh", include_str!("../templates/strings/zh.ftl")),
];

/// Dates as `date|time|zone|within|status`.
const DATES: &str = include_str!("golden/dates_input.txt");

fn spanned(value: &str) -> Spanned<&str> {
    Spanned::new(value, Span::new(FileId(0), 0..value.len()))
}

fn when(fields: &str) -> When {
    let mut fields = fields.split('|').map(|f| (!f.is_empty()).then(|| spanned(f)));
    let mut next = || fields.next().flatten();
    let source = WhenSource {
        date: next().expect("a date"),
        time: next(),
        timezone: next(),
        within: next(),
        time_status: next(),
    };
    let (when, faults) = When::read(&source, None);
    assert!(faults.is_empty(), "{source:?}: {faults:?}");
    when.expect("a date")
}

fn languages() -> Vec<Language> {
    LANGUAGES
        .iter()
        .map(|(tag, text)| Language::new(tag, &[(&format!("strings/{tag}.ftl"), text)]).expect("a language"))
        .collect()
}

#[test]
#[expect(clippy::disallowed_methods, reason = "a test may rewrite the file that it compares with, if asked to")]
fn dates_read_as_reviewed() {
    let languages = languages();
    let mut found = String::new();
    for line in DATES.lines() {
        let when = when(line);
        found.push_str(&format!("{line}\n"));
        for language in &languages {
            let (long, short) = (language.when(&when), language.when_short(&when));
            let short = if short == long { String::new() } else { format!("  |  {short}") };
            found.push_str(&format!("  {}  {long}{short}\n", language.tag()));
        }
        found.push('\n');
    }
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/dates.txt");
    if std::env::var("UPDATE_GOLDEN").is_ok() {
        std::fs::write(path, &found).expect("the golden file can be written");
    }
    let expected = std::fs::read_to_string(path).expect("the golden file");
    for (found, expected) in found.split("\n\n").zip(expected.split("\n\n")) {
        assert_eq!(found, expected);
    }
    assert_eq!(found.len(), expected.len());
}

#[test]
fn every_language_has_every_word_for_dates() {
    let keys = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|l| l.starts_with("date-"));
        let mut keys: Vec<String> = lines.filter_map(|l| Some(l.split_once(" =")?.0.to_owned())).collect();
        keys.retain(|key| key != "date-first-day");
        keys.sort();
        keys
    };
    for (tag, text) in LANGUAGES {
        assert_eq!(keys(text), keys(LANGUAGES[0].1), "{tag}");
    }
}
