//! Faults of a text, with their place in it.

use std::ops::Range;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::Span;

/// Something wrong in a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Which rule found it.
    pub kind: FaultKind,
    /// Where, in bytes of the text.
    pub span: Range<usize>,
    /// What is wrong, worded as [`Diagnostic::message`].
    pub message: String,
    /// What to do, worded as [`Diagnostic::help`].
    pub help: &'static str,
}

/// The rules of this module.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FaultKind {
    /// The text is too long, too deeply nested, or would grow too much; it is shown as it was written.
    TooLarge,
    /// Raw HTML was removed or changed.
    UnsafeHtml,
    /// A link's address is not allowed; its words are shown.
    BadAddress,
    /// A picture is not of this site; a link to it, or its words, are shown.
    ForeignImage,
    /// A footnote is missing, unused or written twice.
    Footnote,
    /// A heading's `{#id}` cannot be used as written.
    HeadingId,
    /// A reference is written so that it cannot work.
    Reference,
}

impl FaultKind {
    /// The code in the catalogue of faults.
    pub fn code(self) -> Code {
        match self {
            FaultKind::TooLarge => Code::TooLarge,
            FaultKind::UnsafeHtml => Code::UnsafeHtml,
            FaultKind::BadAddress => Code::BadAddress,
            FaultKind::ForeignImage | FaultKind::Footnote | FaultKind::HeadingId => Code::Markdown,
            FaultKind::Reference => Code::UnknownId,
        }
    }
}

impl Fault {
    /// A fault at a place.
    pub(super) fn new(kind: FaultKind, span: Range<usize>, message: impl Into<String>, help: &'static str) -> Self {
        Fault { kind, span, message: message.into(), help }
    }

    /// The fault as a diagnostic, where `place` finds a stretch of the text in its file.
    pub fn diagnostic(&self, place: impl FnOnce(Range<usize>) -> Span) -> Diagnostic {
        Diagnostic::new(self.kind.code(), place(self.span.clone()), self.message.clone()).help(self.help)
    }
}
