//! The direction in which a language is written.

use icu_locale_core::Locale;

/// The direction of writing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// As English.
    LeftToRight,
    /// As Arabic and Hebrew.
    RightToLeft,
}

impl Direction {
    /// The value of HTML's `dir` attribute.
    pub fn html(self) -> &'static str {
        match self {
            Direction::LeftToRight => "ltr",
            Direction::RightToLeft => "rtl",
        }
    }
}

/// Scripts that run from right to left (Unicode's `Script_Metadata`).
const SCRIPTS: [&str; 12] =
    ["Adlm", "Arab", "Aran", "Hebr", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi"];

/// Languages that are written from right to left where no script is named (CLDR's likely subtags).
const LANGUAGES: [&str; 24] = [
    "ar", "arc", "arz", "azb", "bal", "ckb", "dv", "fa", "glk", "he", "iw", "ks", "lrc", "mzn", "nqo", "ps", "rhg",
    "sd", "skr", "syr", "ug", "ur", "yi", "ji",
];

/// The direction of a language, by its script or, where none is named, its usual one.
pub(super) fn direction(locale: &Locale) -> Direction {
    let is_from_right = match locale.id.script {
        Some(script) => SCRIPTS.contains(&script.as_str()),
        None => LANGUAGES.contains(&locale.id.language.as_str()),
    };
    if is_from_right { Direction::RightToLeft } else { Direction::LeftToRight }
}
