//! Words as they are sought: without case, accents and forms that differ for the eye alone.
//!
//! A word is a run of letters and digits (Unicode's Alphabetic and N). No dictionary is asked: the reader's script must
//! cut words exactly as the build did, whatever the browser, and dictionaries differ from one release to the next.
//! Scripts that set no spaces are cut into overlapping pairs of characters, by which any part of a text is found.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most characters of a word; what follows is left out.
const LONGEST: usize = 32;

/// Letters that no decomposition leads to the ones that readers type for them.
const LETTERS: [(char, &str); 22] = [
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ð', "d"),
    ('þ', "th"),
    ('đ', "d"),
    ('ħ', "h"),
    ('ı', "i"),
    ('ł', "l"),
    ('ŧ', "t"),
    ('ς', "σ"),
    ('ґ', "г"),
    ('ى', "ي"),
    ('ی', "ي"),
    ('ک', "ك"),
    ('ة', "ه"),
    // The stroke that only draws a word out.
    ('\u{0640}', ""),
    // Letters by Unicode, apostrophes to readers.
    ('\u{02B9}', " "),
    ('\u{02BB}', " "),
    ('\u{02BC}', " "),
    ('\u{02BE}', " "),
];

/// Characters of scripts without spaces between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese.
const UNSPACED: [(char, char); 8] = [
    ('\u{0E00}', '\u{0EFF}'),
    ('\u{1000}', '\u{109F}'),
    ('\u{1780}', '\u{17FF}'),
    ('\u{3005}', '\u{3007}'),
    ('\u{3040}', '\u{30FF}'),
    ('\u{3400}', '\u{4DBF}'),
    ('\u{4E00}', '\u{9FFF}'),
    ('\u{20000}', '\u{323AF}'),
];

/// The folded words of a text in order, with repetitions. A run of a script without spaces gives its pairs of characters
/// and, so that its last one is found alone, that one.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut pair: Option<char> = None;
    let folded = folded(text);
    for c in folded.chars() {
        let unspaced = is_unspaced(c);
        if let Some(first) = pair.take() {
            words.push(if unspaced { String::from_iter([first, c]) } else { first.to_string() });
        }
        if unspaced {
            pair = Some(c);
        }
        if !unspaced && c.is_alphanumeric() {
            word.push(c);
        } else if !word.is_empty() {
            words.push(cut(std::mem::take(&mut word)));
        }
    }
    words.extend(pair.map(String::from));
    if !word.is_empty() {
        words.push(cut(word));
    }
    words
}

/// A text in compatibility decomposition, without marks, in small letters, and in the letters that readers type.
fn folded(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match LETTERS.iter().find(|(letter, _)| !c.is_ascii() && *letter == c) {
            Some((_, instead)) => out.push_str(instead),
            None => out.push(ascii_digit(c)),
        }
    }
    out
}

/// The digits of Arabic and Persian as ASCII's.
fn ascii_digit(c: char) -> char {
    let zero = match c {
        '\u{0660}'..='\u{0669}' => 0x0660,
        '\u{06F0}'..='\u{06F9}' => 0x06F0,
        _ => return c,
    };
    char::from_digit(u32::from(c) - zero, 10).unwrap_or(c)
}

fn is_unspaced(c: char) -> bool {
    c >= UNSPACED[0].0 && c.is_alphanumeric() && UNSPACED.iter().any(|(first, last)| (*first..=*last).contains(&c))
}

fn cut(word: String) -> String {
    if word.len() <= LONGEST {
        return word;
    }
    word.chars().take(LONGEST).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_are_cut_and_folded() {
        for (text, expected) in [
            ("", vec![]),
            (" — !", vec![]),
            ("The Minsk Agreements, 2015", vec!["the", "minsk", "agreements", "2015"]),
            ("Œuvre d’Estaing", vec!["oeuvre", "d", "estaing"]),
            ("GROẞE Straße", vec!["grosse", "strasse"]),
            ("Łódź İzmir ﬁn", vec!["lodz", "izmir", "fin"]),
            ("Київ п’ять пʼять", vec!["киів", "п", "ять", "п", "ять"]),
            ("ΣΊΣΥΦΟΣ", vec!["σισυφοσ"]),
            ("الأُمَّة ـــ ٢٠١٥", vec!["الامه", "2015"]),
            ("ירוּשָׁלַיִם", vec!["ירושלים"]),
            ("联合国", vec!["联合", "合国", "国"]),
            ("G7峰会，北京。", vec!["g7", "峰会", "会", "北京", "京"]),
            ("10½ m²", vec!["101", "2", "m2"]),
        ] {
            assert_eq!(words(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn words_hold_letters_and_digits_alone_and_stay_as_they_are(text in ".{0,40}") {
            for word in words(&text) {
                prop_assert!((1..=LONGEST).contains(&word.chars().count()));
                prop_assert!(word.chars().all(char::is_alphanumeric), "{:?}", word);
                let again = words(&word);
                let first = again.first();
                prop_assert_eq!(first, Some(&word));
            }
        }
    }
}
