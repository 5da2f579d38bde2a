//! Names of things: the kinds of record, the ids that name one record of a kind, and the numbers of languages.
//!
//! An id is part of an address and never changes, so its form is narrow.

use std::borrow::Borrow;
use std::fmt;
use std::sync::Arc;

use unicode_normalization::UnicodeNormalization;

/// The kinds of thing that `[[id]]` can point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Something that happened.
    Event,
    /// A state, organisation, group or person.
    Actor,
    /// A named location.
    Place,
    /// A citable piece of evidence.
    Source,
    /// A named stretch of time.
    Period,
    /// A subject heading.
    Topic,
    /// A selection of events.
    Timeline,
    /// A text with a publication date.
    Article,
    /// Another page, such as the imprint.
    Page,
}

impl Kind {
    /// Every kind, in the order of lists.
    pub const ALL: [Kind; 9] = [
        Kind::Event,
        Kind::Actor,
        Kind::Place,
        Kind::Source,
        Kind::Period,
        Kind::Topic,
        Kind::Timeline,
        Kind::Article,
        Kind::Page,
    ];

    /// The word for one, as written in files and references.
    pub fn name(self) -> &'static str {
        match self {
            Kind::Event => "event",
            Kind::Actor => "actor",
            Kind::Place => "place",
            Kind::Source => "source",
            Kind::Period => "period",
            Kind::Topic => "topic",
            Kind::Timeline => "timeline",
            Kind::Article => "article",
            Kind::Page => "page",
        }
    }

    /// The kind of a word.
    pub fn find(name: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|k| k.name() == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The longest id, in characters; it keeps addresses below what file systems bear.
pub const LONGEST_ID: usize = 100;

/// A name of one record of a kind: words of small letters and digits joined by single hyphens.
///
/// Records have ASCII ids; articles and pages are named by their files, whose letters may be of any script.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id(Arc<str>);

impl Id {
    /// Reads a record's id. The error says what is wrong with it, as the end of a sentence.
    pub fn parse(text: &str) -> Result<Id, &'static str> {
        if text.is_empty() {
            return Err("is empty");
        }
        if text.len() > LONGEST_ID {
            return Err("is longer than 100 characters");
        }
        if let Some(c) = text.chars().find(|c| !matches!(c, 'a'..='z' | '0'..='9' | '-')) {
            return Err(match c {
                'A'..='Z' => "has capital letters",
                '_' => "has underscores instead of hyphens",
                ' ' => "has spaces instead of hyphens",
                _ => "has other characters than `a` to `z`, digits and hyphens",
            });
        }
        if text.starts_with('-') || text.ends_with('-') || text.contains("--") {
            return Err("has a hyphen at an end or two in a row");
        }
        Ok(Id(text.into()))
    }

    /// Makes an id of a file's name or a title: letters and digits of any script in small form, all else as hyphens.
    /// `None` if nothing is left.
    pub fn from_words(words: &str) -> Option<Id> {
        let mut text = String::new();
        for c in words.nfc().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() || is_mark(c) {
                text.push(c);
            } else if !text.is_empty() && !text.ends_with('-') {
                text.push('-');
            }
        }
        let mut end = text.len().min(LONGEST_ID);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
        let text: String = text.trim_matches('-').nfc().collect();
        (!text.is_empty()).then(|| Id(text.into()))
    }

    /// Makes a record's id of a title: as [`Id::from_words`], but in ASCII, accents dropped and letters of other
    /// scripts left out.
    pub fn from_title(title: &str) -> Option<Id> {
        let spelt =
            title.replace('ß', "ss").replace(['ä', 'Ä'], "ae").replace(['ö', 'Ö'], "oe").replace(['ü', 'Ü'], "ue");
        let ascii: String = spelt.nfd().filter(|c| !is_mark(*c)).map(|c| if c.is_ascii() { c } else { ' ' }).collect();
        Id::from_words(&ascii)
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Combining marks (vowel signs, accents without a composed form) belong to their letter.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}

impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The number of a language of the site: 0 is its first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lang(pub u16);

impl Lang {
    /// The site's first language, in which every text exists.
    pub const FIRST: Lang = Lang(0);

    /// As an index.
    pub fn index(self) -> usize {
        usize::from(self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn an_id_says_what_is_wrong_with_it() {
        assert_eq!(Id::parse("Minsk"), Err("has capital letters"));
        assert_eq!(Id::parse("minsk_2"), Err("has underscores instead of hyphens"));
        assert_eq!(Id::parse("minsk--2"), Err("has a hyphen at an end or two in a row"));
        assert_eq!(Id::parse("../x"), Err("has other characters than `a` to `z`, digits and hyphens"));
        assert!(Id::parse("minsk-2").is_ok());
    }

    #[test]
    fn titles_and_file_names_become_ids() {
        let id = |t: &str| Id::from_title(t).map(|i| i.to_string());
        assert_eq!(id("Package of Measures"), Some("package-of-measures".into()));
        assert_eq!(id("Straße nach Łódź"), Some("strasse-nach-odz".into()));
        assert_eq!(id("Мінськ"), None);
        assert_eq!(Id::from_words("Мінськ 2015").map(|i| i.to_string()), Some("мінськ-2015".into()));
        assert_eq!(Id::from_words("Überblick_Genf").map(|i| i.to_string()), Some("überblick-genf".into()));
    }

    proptest! {
        #[test]
        fn every_id_made_of_a_title_is_a_valid_id(title in ".*") {
            if let Some(id) = Id::from_title(&title) {
                prop_assert_eq!(Id::parse(id.as_str()), Ok(id.clone()));
            }
        }

        #[test]
        fn an_id_made_of_words_stays_within_one_part_of_a_path(words in ".*") {
            if let Some(id) = Id::from_words(&words) {
                prop_assert!(!id.as_str().contains(['/', '\\', '.', ':', '\0']));
                prop_assert!(id.as_str().len() <= LONGEST_ID + 3);
            }
        }
    }
}
