//! Faults in what the author wrote: what is wrong, where, and what to do about it.
//!
//! A [`Diagnostic`] is a value; stages return them beside their result and nothing here prints. The wording of each
//! fault stands beside the rule that finds it; this module holds the form, the catalogue of codes and the two ways
//! to show them (for people and as JSON).

mod code;
mod faults;
mod near;
mod report;

pub use code::{Code, Level, Levels};
pub use faults::{Faults, Tally};
pub use near::{Comparisons, nearest};
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
