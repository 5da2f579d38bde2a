//! The order of words, and the letters of alphabetical indexes.

use std::cmp::Ordering;

use icu_collator::options::{CollatorOptions, Strength};
use icu_collator::{Collator, CollatorBorrowed};
use icu_locale_core::Locale;
use unicode_normalization::UnicodeNormalization;

/// Compares words of one language (Unicode Collation Algorithm with the CLDR's tailoring).
pub(super) struct Sorting {
    full: CollatorBorrowed<'static>,
    /// Compares letters alone, neither marks nor case.
    letters: CollatorBorrowed<'static>,
    is_chinese: bool,
}

/// The first characters of each letter of pinyin in the CLDR's order; no syllable begins with I, U or V.
const PINYIN: [(char, char); 23] = [
    ('A', '阿'),
    ('B', '八'),
    ('C', '嚓'),
    ('D', '咑'),
    ('E', '妸'),
    ('F', '发'),
    ('G', '旮'),
    ('H', '哈'),
    ('J', '丌'),
    ('K', '咔'),
    ('L', '垃'),
    ('M', '妈'),
    ('N', '拏'),
    ('O', '噢'),
    ('P', '妑'),
    ('Q', '七'),
    ('R', '呥'),
    ('S', '仨'),
    ('T', '他'),
    ('W', '屲'),
    ('X', '夕'),
    ('Y', '丫'),
    ('Z', '帀'),
];

impl Sorting {
    pub(super) fn new(locale: &Locale) -> Option<Sorting> {
        let mut options = CollatorOptions::default();
        let full = Collator::try_new(locale.into(), options).ok()?;
        options.strength = Some(Strength::Primary);
        let letters = Collator::try_new(locale.into(), options).ok()?;
        let is_chinese = locale.id.language.as_str() == "zh" && locale.id.script.is_none_or(|s| s.as_str() == "Hans");
        Some(Sorting { full, letters, is_chinese })
    }

    pub(super) fn compare(&self, a: &str, b: &str) -> Ordering {
        self.full.compare(a, b).then_with(|| a.cmp(b))
    }

    /// Bytes that stand in the order in which their texts do.
    pub(super) fn key(&self, text: &str) -> Vec<u8> {
        let mut key = Vec::with_capacity(text.len() * 2);
        // A sink that is memory does not fail.
        if self.full.write_sort_key_to(text, &mut key).is_err() {
            key.clear();
        }
        key.push(0);
        key.extend_from_slice(text.as_bytes());
        key
    }

    pub(super) fn first_letter(&self, text: &str) -> String {
        let Some(first) = text.chars().find(|c| c.is_alphanumeric()).filter(|c| c.is_alphabetic()) else {
            return "#".to_owned();
        };
        if self.is_chinese && is_han(first) {
            return self.sound(first);
        }
        // The first character with the marks that follow it, such as the breve of a decomposed й.
        let start = text.find(first).unwrap_or(0);
        let mut rest = text[start..].chars();
        let own: String = rest.next().into_iter().chain(rest.take_while(|c| is_mark(*c))).collect();
        let own: String = own.nfc().collect::<String>().to_uppercase();
        let Some(base) = own.nfd().next().map(String::from) else { return own };
        if self.letters.compare(&own, &base).is_eq() { base } else { own }
    }

    /// The letter with which a Chinese character's sound begins in pinyin.
    fn sound(&self, han: char) -> String {
        let han = han.to_string();
        let mut buffer = [0; 4];
        let found =
            PINYIN.iter().rev().find(|(_, first)| self.full.compare(first.encode_utf8(&mut buffer), &han).is_le());
        found.map_or("#".to_owned(), |(letter, _)| letter.to_string())
    }
}

fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{323AF}')
}

fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
