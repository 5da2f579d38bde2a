//! Faults in what the author wrote: what is wrong, where, and what to do about it.
//!
//! A [`Diagnostic`] is a value; stages return them beside their result and nothing here prints. The wording of each
//! fault stands beside the rule that finds it; this module holds the form, the catalogue of codes and the two ways
//! to show them (for people and as JSON).

mod code;
mod report;

pub use code::{Code, Level, Levels};
pub use report::{Style, to_json, to_text};

use crate::text::Span;

/// One fault.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which rule found it.
    pub code: Code,
    /// What is wrong, in one sentence without a full stop, beginning in lower case, names in back-ticks.
    pub message: String,
    /// Where; the first is the place of the fault, the others help to understand it.
    pub labels: Vec<Label>,
    /// What to do, in one sentence.
    pub help: Option<String>,
    /// A replacement that would mend it.
    pub fix: Option<Fix>,
}

/// A marked place in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// The place.
    pub span: Span,
    /// What is to be seen there; may be empty.
    pub text: String,
}

/// A replacement of a stretch of text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// What to replace.
    pub span: Span,
    /// By what.
    pub replacement: String,
}

impl Diagnostic {
    /// A fault at a place.
    pub fn new(code: Code, span: Span, message: impl Into<String>) -> Self {
        Diagnostic {
            code,
            message: message.into(),
            labels: vec![Label { span, text: String::new() }],
            help: None,
            fix: None,
        }
    }

    /// A fault of the site as a whole, with no place in a file.
    pub fn without_place(code: Code, message: impl Into<String>) -> Self {
        Diagnostic { code, message: message.into(), labels: Vec::new(), help: None, fix: None }
    }

    /// What is to be seen at the fault's own place.
    pub fn label(mut self, text: impl Into<String>) -> Self {
        if let Some(first) = self.labels.first_mut() {
            first.text = text.into();
        }
        self
    }

    /// Another place that helps to understand the fault.
    pub fn also(mut self, span: Span, text: impl Into<String>) -> Self {
        self.labels.push(Label { span, text: text.into() });
        self
    }

    /// What to do about it.
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// A replacement that would mend it.
    pub fn fix(mut self, span: Span, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix { span, replacement: replacement.into() });
        self
    }

    /// The place of the fault, if it has one.
    pub fn span(&self) -> Option<Span> {
        self.labels.first().map(|l| l.span)
    }
}

/// The known word nearest to a mistyped one, if any is near enough to be meant (Damerau-Levenshtein distance of at
/// most a third of its length).
pub fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    nearest_of(word, &mut known.into_iter())
}

/// The longest word that may be a mistyped one, in characters: comparing takes as many steps as both have together.
const LONGEST_WORD: usize = 100;

fn nearest_of<'a>(word: &str, known: &mut dyn Iterator<Item = &'a str>) -> Option<&'a str> {
    let length = word.chars().count();
    if length > LONGEST_WORD {
        return None;
    }
    let limit = (length / 3).max(1);
    // Words whose lengths differ by more are further from each other than that.
    let near = known.filter(|k| k.chars().count().abs_diff(length) <= limit);
    near.map(|k| (strsim::damerau_levenshtein(word, k), k)).filter(|(d, _)| *d <= limit).min().map(|(_, k)| k)
}

/// Offers the nearest known words for a row of mistyped ones, as long as that is quick: a file of strangers may hold as
/// many of both as it has room for.
#[derive(Debug)]
pub struct Offers {
    /// How many words may still be compared.
    left: usize,
}

impl Offers {
    /// Offers that take about a second at most.
    pub fn new() -> Offers {
        Offers { left: 500_000 }
    }

    /// As [`nearest`]; nothing if too much was compared before.
    pub fn nearest<'a>(&mut self, word: &str, known: impl ExactSizeIterator<Item = &'a str>) -> Option<&'a str> {
        self.left = self.left.checked_sub(known.len())?;
        nearest(word, known)
    }
}

impl Default for Offers {
    fn default() -> Offers {
        Offers::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_word_is_offered_only_when_it_is_near() {
        assert_eq!(nearest("sumary", ["summary", "source"]), Some("summary"));
        assert_eq!(nearest("colour", ["summary", "source"]), None);
        assert_eq!(nearest("a", ["ab", "abc"]), Some("ab"));
    }

    #[test]
    fn very_many_and_very_long_words_are_not_compared() {
        let (long, longer) = ("a".repeat(101), "a".repeat(102));
        assert_eq!(nearest(&long, [longer.as_str()]), None);
        let mut offers = Offers { left: 3 };
        assert_eq!(offers.nearest("sumary", ["summary", "source"].into_iter()), Some("summary"));
        assert_eq!(offers.nearest("sumary", ["summary", "source"].into_iter()), None);
    }
}
