//! The words of the theme in every language that it speaks: none is missing, none is too much, and each takes what the
//! program gives it and nothing else.

mod support;

use std::collections::{BTreeMap, BTreeSet};

use annals::language::{Arg, Language};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, VariantKey};
use fluent_syntax::parser;
use support::{read_tree, repository};

/// Each language of the theme with the plural categories that it has (CLDR, cardinal numbers).
const LANGUAGES: [(&str, &[&str]); 10] = [
    ("ar", &["few", "many", "one", "other", "two", "zero"]),
    ("de", &["one", "other"]),
    ("en", &["one", "other"]),
    ("es", &["many", "one", "other"]),
    ("fr", &["many", "one", "other"]),
    ("he", &["one", "other", "two"]),
    ("pl", &["few", "many", "one", "other"]),
    ("ru", &["few", "many", "one", "other"]),
    ("uk", &["few", "many", "one", "other"]),
    ("zh", &["other"]),
];

const COUNTS: [i64; 8] = [0, 1, 2, 3, 5, 11, 21, 100];

/// How many events there are, in each language, for each of [`COUNTS`].
const EVENTS: [(&str, [&str; 8]); 10] = [
    ("ar", ["لا أحداث", "حدث واحد", "حدثان", "3 أحداث", "5 أحداث", "11 حدثًا", "21 حدثًا", "100 حدث"]),
    (
        "de",
        [
            "0 Ereignisse",
            "1 Ereignis",
            "2 Ereignisse",
            "3 Ereignisse",
            "5 Ereignisse",
            "11 Ereignisse",
            "21 Ereignisse",
            "100 Ereignisse",
        ],
    ),
    ("en", ["0 events", "1 event", "2 events", "3 events", "5 events", "11 events", "21 events", "100 events"]),
    (
        "es",
        [
            "0 acontecimientos",
            "1 acontecimiento",
            "2 acontecimientos",
            "3 acontecimientos",
            "5 acontecimientos",
            "11 acontecimientos",
            "21 acontecimientos",
            "100 acontecimientos",
        ],
    ),
    (
        "fr",
        [
            "0 événement",
            "1 événement",
            "2 événements",
            "3 événements",
            "5 événements",
            "11 événements",
            "21 événements",
            "100 événements",
        ],
    ),
    (
        "he",
        ["0 אירועים", "אירוע אחד", "שני אירועים", "3 אירועים", "5 אירועים", "11 אירועים", "21 אירועים", "100 אירועים"],
    ),
    (
        "pl",
        [
            "0 wydarzeń",
            "1 wydarzenie",
            "2 wydarzenia",
            "3 wydarzenia",
            "5 wydarzeń",
            "11 wydarzeń",
            "21 wydarzeń",
            "100 wydarzeń",
        ],
    ),
    (
        "ru",
        ["0 событий", "1 событие", "2 события", "3 события", "5 событий", "11 событий", "21 событие", "100 событий"],
    ),
    ("uk", ["0 подій", "1 подія", "2 події", "3 події", "5 подій", "11 подій", "21 подія", "100 подій"]),
    ("zh", ["0个事件", "1个事件", "2个事件", "3个事件", "5个事件", "11个事件", "21个事件", "100个事件"]),
];

/// What the program gives to a message about dates. A language uses as much of it as its grammar wants.
fn given(key: &str) -> &'static [&'static str] {
    match key {
        "date-range-tight" | "date-range" => &["from", "to"],
        "date-two-years" => &["from", "to", "next"],
        "date-far-year" => &["year"],
        "date-approximate-parts" | "date-uncertain-parts" => &["date", "parts"],
        "date-part" => &["part"],
        "date-estimate" => &["date", "range"],
        "date-unknown" => &[],
        "date-one-end" => &["date", "which"],
        "date-unknown-part" => &["date", "part"],
        "date-day-unknown-month" => &["date", "day"],
        "date-unknown-year" => &["years", "date"],
        "date-season" => &["season", "year"],
        "date-hemisphere" => &["date", "side"],
        "date-quarter" | "date-half" => &["which", "number", "year"],
        "date-decade" => &["century", "roman", "ordinal", "decade", "tens", "word"],
        "date-century" => &["century", "roman", "ordinal"],
        "date-time" => &["date", "time", "place"],
        "date-time-offset" => &["date", "time", "offset"],
        "date-time-short" => &["date", "time"],
        "date-scheduled" | "date-reported" => &["date"],
        _ => &["date", "kind"],
    }
}

/// Words that a language has where its spelling asks for them, and that stand in no other.
fn is_own(key: &str) -> bool {
    key == "date-first-day" || key.starts_with("city-")
}

/// A message of a file: what it takes, which other messages it shows, and the variants chosen by `$count`.
#[derive(Default)]
struct Message {
    takes: BTreeSet<String>,
    shows: BTreeSet<String>,
    plurals: Vec<BTreeSet<String>>,
    is_blank: bool,
}

impl Message {
    fn pattern(&mut self, pattern: &Pattern<&str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &Expression<&str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                if matches!(selector, InlineExpression::VariableReference { id } if id.name == "count") {
                    let names = variants.iter().map(|variant| match variant.key {
                        VariantKey::Identifier { name } => name.to_owned(),
                        VariantKey::NumberLiteral { value } => value.to_owned(),
                    });
                    self.plurals.push(names.collect());
                }
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &InlineExpression<&str>) {
        match inline {
            InlineExpression::VariableReference { id } => {
                self.takes.insert(id.name.to_owned());
            }
            InlineExpression::MessageReference { id, .. } => {
                self.shows.insert(id.name.to_owned());
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
            other => panic!("the theme's messages use no functions and terms: {other:?}"),
        }
    }
}

/// The files of the theme's words by language.
fn files() -> BTreeMap<String, String> {
    let files = read_tree(&repository().join("templates/strings")).into_iter();
    files
        .map(|(name, bytes)| {
            let tag = name.strip_suffix(".ftl").expect("a file of messages").to_owned();
            (tag, String::from_utf8(bytes).expect("UTF-8"))
        })
        .collect()
}

/// The messages of a file by their keys, and their keys in order.
fn messages(tag: &str, text: &str) -> (BTreeMap<String, Message>, Vec<String>) {
    let resource = parser::parse(text).unwrap_or_else(|(_, faults)| panic!("{tag}: {faults:?}"));
    let (mut all, mut order) = (BTreeMap::new(), Vec::new());
    for entry in &resource.body {
        let Entry::Message(entry) = entry else { continue };
        let pattern = entry.value.as_ref().unwrap_or_else(|| panic!("{tag}: {} says nothing", entry.id.name));
        let mut message = Message::default();
        message.pattern(pattern);
        message.is_blank = pattern.elements.is_empty();
        assert!(all.insert(entry.id.name.to_owned(), message).is_none(), "{tag}: {} stands twice", entry.id.name);
        order.push(entry.id.name.to_owned());
    }
    (all, order)
}

fn language(tag: &str, text: &str) -> Language {
    Language::new(tag, &[(&format!("strings/{tag}.ftl"), text)]).expect("a language")
}

#[test]
fn every_language_of_the_theme_is_held_by_these_tests() {
    let known: Vec<&str> = LANGUAGES.iter().map(|(tag, _)| *tag).collect();
    assert_eq!(files().keys().collect::<Vec<_>>(), known);
    assert_eq!(EVENTS.map(|(tag, _)| tag).to_vec(), known);
}

#[test]
fn every_language_has_the_words_of_english_in_their_order_and_no_others() {
    let files = files();
    let (_, english) = messages("en", &files["en"]);
    for (tag, text) in &files {
        let (all, mut order) = messages(tag, text);
        order.retain(|key| !is_own(key));
        assert_eq!(order, english, "{tag}");
        for (key, message) in &all {
            assert!(!message.is_blank, "{tag}: {key} is empty");
        }
    }
}

#[test]
fn words_of_the_interface_take_what_they_take_in_english() {
    let files = files();
    let (english, _) = messages("en", &files["en"]);
    for (tag, text) in &files {
        let (all, _) = messages(tag, text);
        for (key, message) in all.iter().filter(|(key, _)| !key.starts_with("date-") && !is_own(key)) {
            assert_eq!(message.takes, english[key].takes, "{tag}: {key}");
            assert!(message.shows.is_empty(), "{tag}: {key}");
        }
    }
}

#[test]
fn words_for_dates_take_no_more_than_the_program_gives() {
    for (tag, text) in &files() {
        let (all, _) = messages(tag, text);
        for (key, message) in all.iter().filter(|(key, _)| key.starts_with("date-")) {
            let given: BTreeSet<String> = given(key).iter().map(|name| (*name).to_owned()).collect();
            assert!(message.takes.is_subset(&given) || key == "date-first-day", "{tag}: {key}: {:?}", message.takes);
            for shown in &message.shows {
                assert!(all[shown].takes.is_subset(&given), "{tag}: {key} shows {shown}");
            }
        }
    }
}

#[test]
fn counted_words_have_the_plural_forms_of_their_language() {
    let files = files();
    for (tag, categories) in LANGUAGES {
        let (all, _) = messages(tag, &files[tag]);
        let wanted: BTreeSet<String> = categories.iter().map(|name| (*name).to_owned()).collect();
        for key in ["count_events", "count_articles", "count_results"] {
            assert_eq!(all[key].plurals, std::slice::from_ref(&wanted), "{tag}: {key}");
        }
    }
}

#[test]
fn counted_words_follow_their_number() {
    let files = files();
    for (tag, expected) in EVENTS {
        let language = language(tag, &files[tag]);
        for (count, expected) in COUNTS.into_iter().zip(expected) {
            let text = language.text("count_events", &[("count", Arg::Number(count))]);
            assert_eq!(text.as_deref(), Some(expected), "{tag}: {count}");
        }
    }
}

#[test]
fn every_message_is_written_without_a_gap_for_every_number() {
    let files = files();
    let numbers = ["count", "number", "total", "low", "high", "best"];
    let mut written = 0;
    for (tag, text) in &files {
        let language = language(tag, text);
        let (all, _) = messages(tag, text);
        for (key, message) in all.iter().filter(|(key, _)| !key.starts_with("date-")) {
            for count in COUNTS {
                let arg =
                    |name: &String| if numbers.contains(&name.as_str()) { Arg::Number(count) } else { Arg::Text("x") };
                let args: Vec<(&str, Arg)> = message.takes.iter().map(|name| (name.as_str(), arg(name))).collect();
                let text = language.text(key, &args).unwrap_or_default();
                // A value that is not given, or a message that does not exist, leaves its name in braces.
                assert!(!text.trim().is_empty() && !text.contains(['{', '}']), "{tag}: {key}: {count}: {text:?}");
                written += 1;
            }
        }
    }
    assert!(written > files.len() * COUNTS.len() * 150, "{written} texts were written");
}
