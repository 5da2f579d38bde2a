//! Ids of headings: made from their words, or written by the author as `{#id}`. References that stand for themselves do not
//! count: what a record is called does not change an id, and neither does whether it is held back, nor does an id tell of it.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::events::{Placed, after_end, shown_words};
use super::fault::{Fault, FaultKind};
use super::reference::Name;

/// A heading's id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Id {
    /// Without the prefix of the text.
    pub id: String,
    /// The index of the event that begins the heading.
    pub event: usize,
    /// Where the heading stands.
    pub span: Range<usize>,
}

/// Words as an id: letters, digits and marks in NFC and lower case, `-` between words; `section` if nothing is left.
///
/// ```
/// assert_eq!(annals::markdown::slug("Die Übergabe: 12. Februar"), "die-übergabe-12-februar");
/// assert_eq!(annals::markdown::slug("?!"), "section");
/// ```
pub fn slug(words: &str) -> String {
    let mut slug = String::with_capacity(words.len());
    let mut gap = false;
    for c in words.nfc().flat_map(char::to_lowercase).nfc() {
        if c.is_alphanumeric() || (is_combining_mark(c) && !slug.is_empty()) {
            if gap && !slug.is_empty() && !is_combining_mark(c) {
                slug.push('-');
            }
            gap = false;
            slug.push(c);
        } else if c.is_whitespace() || matches!(c, '-' | '_' | '–' | '—' | '/' | '.' | ':') {
            gap = true;
        }
    }
    if slug.is_empty() { "section".to_owned() } else { slug }
}

/// The ids of all headings in order of the text. Ids that the author wrote are given out first.
pub(super) fn ids(text: &str, list: &[Placed]) -> (Vec<Id>, Vec<Fault>) {
    let mut stand_in = |_: Name<'_>, _: String| String::new();
    let mut faults = Vec::new();
    let mut taken = Taken::default();
    let mut found: Vec<(usize, Option<String>, String, Range<usize>)> = Vec::new();
    for (at, (event, place)) in list.iter().enumerate() {
        let Event::Start(Tag::Heading { id, classes, attrs, .. }) = event else { continue };
        let Some(written) = id else {
            let words = shown_words(text, &list[at..after_end(list, at)], &mut stand_in);
            found.push((at, None, slug(&words), place.clone()));
            continue;
        };
        let wanted = written_id(written);
        let given = taken.give(&wanted);
        if wanted != **written || given != wanted {
            let message = format!("the heading's id `{written}` cannot be used; it became `{given}`");
            let help = "write letters, digits, `-`, `_` and `.` only, and each id once";
            faults.push(Fault::new(FaultKind::HeadingId, place.clone(), message, help));
        }
        if !(classes.is_empty() && attrs.is_empty()) {
            let message = "a heading takes an id in braces and nothing else; the rest was left out";
            let help = "write `{#name}` alone";
            faults.push(Fault::new(FaultKind::HeadingId, place.clone(), message, help));
        }
        found.push((at, Some(given), String::new(), place.clone()));
    }
    let give = |(event, written, slug, span): (usize, Option<String>, String, Range<usize>)| Id {
        event,
        id: written.unwrap_or_else(|| taken.give(&slug)),
        span,
    };
    (found.into_iter().map(give).collect(), faults)
}

/// An id as the author wrote it, without what ids may not hold. (No `:`, which the ids of footnotes have.)
fn written_id(written: &str) -> String {
    let id: String = written
        .nfc()
        .filter(|c| c.is_alphanumeric() || is_combining_mark(*c) || matches!(c, '-' | '_' | '.'))
        .collect();
    if id.is_empty() { "section".to_owned() } else { id }
}

/// Ids that are given out, with the number to try next for each.
#[derive(Default)]
struct Taken(BTreeMap<String, usize>);

impl Taken {
    /// The id itself, or with `-2`, `-3` … behind it where it is taken.
    fn give(&mut self, wanted: &str) -> String {
        let Some(&next) = self.0.get(wanted) else {
            self.0.insert(wanted.to_owned(), 2);
            return wanted.to_owned();
        };
        let mut number = next;
        let mut id = format!("{wanted}-{number}");
        while self.0.contains_key(&id) {
            number += 1;
            id = format!("{wanted}-{number}");
        }
        self.0.insert(wanted.to_owned(), number + 1);
        self.0.insert(id.clone(), 2);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slugs_keep_letters_of_every_script_and_part_words_by_one_hyphen() {
        let cases = [
            ("Minsk II — the  package", "minsk-ii-the-package"),
            ("A\u{308}rzte & Ämter", "ärzte-ämter"),
            ("Мінськ-2 (2015)", "мінськ-2-2015"),
            ("اتفاق مینسک", "اتفاق-مینسک"),
            ("हिन्दी", "हिन्दी"),
            ("C++ / Rust's", "c-rusts"),
            ("---", "section"),
            ("İstanbul", "i\u{307}stanbul"),
        ];
        for (words, expected) in cases {
            assert_eq!(slug(words), expected, "{words}");
        }
    }

    #[test]
    fn an_id_is_given_once() {
        let mut taken = Taken::default();
        let given: Vec<_> = ["a", "a-2", "a", "a", "a-2"].iter().map(|w| taken.give(w)).collect();
        assert_eq!(given, ["a", "a-2", "a-3", "a-4", "a-2-2"]);
    }
}
