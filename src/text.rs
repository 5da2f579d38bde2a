//! Author's text and places in it: a file's text, a span of bytes, a value that remembers where it was written.
//!
//! Never reads a file; it is handed texts.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// The identity of one input file within a run: its index in the list of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A stretch of one file's text, in bytes from its beginning; `start <= end`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from a byte range of a file. Texts are below 4 GiB: larger files are refused when they are read.
    pub fn new(file: FileId, range: Range<usize>) -> Self {
        let clamp = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Span { file, start: clamp(range.start), end: clamp(range.end.max(range.start)) }
    }

    /// The beginning of a file, for faults that concern the whole of it.
    pub fn whole(file: FileId) -> Self {
        Span { file, start: 0, end: 0 }
    }

    /// The bytes as a range.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The part of this span from byte `range.start` to `range.end`, counted from the span's own beginning.
    pub fn part(self, range: Range<usize>) -> Self {
        let base = self.start as usize;
        Span::new(self.file, base + range.start..base + range.end)
    }
}

/// A value and where it was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it was written.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// A value with its place.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: f(self.value), span: self.span }
    }

    /// Borrows the value.
    pub fn as_ref(&self) -> Spanned<&T> {
        Spanned { value: &self.value, span: self.span }
    }
}

/// One text of the author: its path below the site's root (with `/`, NFC as written on disk) and its content.
#[derive(Debug, Clone)]
pub struct SourceText {
    /// Path below the site's root, for people and for diagnostics.
    pub path: Arc<str>,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
}

/// All texts of a run, by [`FileId`].
#[derive(Debug, Clone, Default)]
pub struct Sources {
    list: Vec<SourceText>,
}

impl Sources {
    /// Adds a text and gives its identity.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let id = FileId(u32::try_from(self.list.len()).expect("fewer than 2^32 files"));
        self.list.push(SourceText { path: path.into(), text: text.into() });
        id
    }

    /// The text of a file.
    ///
    /// # Panics
    /// If the identity comes from another run.
    pub fn get(&self, file: FileId) -> &SourceText {
        &self.list[file.0 as usize]
    }

    /// All texts in order of identity.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceText)> {
        self.list.iter().enumerate().map(|(i, s)| (FileId(i as u32), s))
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        let text = &self.get(span.file).text;
        text.get(span.range()).unwrap_or("")
    }

    /// Path, line and column of a span's beginning.
    pub fn position(&self, span: Span) -> Position<'_> {
        let source = self.get(span.file);
        let (line, column) = line_and_column(&source.text, span.start as usize);
        Position { path: &source.path, line, column }
    }
}

/// A place as people say it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Position<'a> {
    /// Path below the site's root.
    pub path: &'a str,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Position<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// Line and column (both from 1, the column in characters) of a byte offset. An offset past the end gives the end.
pub fn line_and_column(text: &str, offset: usize) -> (usize, usize) {
    let mut offset = offset.min(text.len());
    while !text.is_char_boundary(offset) {
        offset -= 1;
    }
    let before = &text[..offset];
    let line = before.bytes().filter(|b| *b == b'\n').count() + 1;
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    (line, before[start..].chars().count() + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_newlines() {
        let text = "aé\nbü c";
        assert_eq!(line_and_column(text, 0), (1, 1));
        assert_eq!(line_and_column(text, 3), (1, 3));
        assert_eq!(line_and_column(text, 4), (2, 1));
        assert_eq!(line_and_column(text, 7), (2, 3));
        assert_eq!(line_and_column(text, 999), (2, 5));
    }
}
