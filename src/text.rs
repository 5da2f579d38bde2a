//! Author's text and places in it: a file's text, a span of bytes, a value that remembers where it was written.
//!
//! Never reads a file; it is handed texts.

use std::fmt;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

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
    /// Where each line begins, once somebody has asked.
    lines: OnceLock<Vec<u32>>,
}

impl SourceText {
    /// Where each line begins, in bytes.
    fn lines(&self) -> &[u32] {
        self.lines.get_or_init(|| {
            let ends = self.text.bytes().enumerate().filter(|(_, b)| *b == b'\n').map(|(i, _)| i as u32 + 1);
            std::iter::once(0).chain(ends).collect()
        })
    }

    /// The line (from 0) that holds a byte.
    pub fn line_of(&self, offset: usize) -> usize {
        self.lines().partition_point(|start| *start as usize <= offset).saturating_sub(1)
    }

    /// Where a line (from 0) begins, in bytes; the end of the text for a line after the last.
    pub fn line_start(&self, line: usize) -> usize {
        self.lines().get(line).map_or(self.text.len(), |start| *start as usize)
    }
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
        self.list.push(SourceText { path: path.into(), text: text.into(), lines: OnceLock::new() });
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
        let mut offset = span.range().start.min(source.text.len());
        while !source.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = source.line_of(offset);
        let column = source.text[source.line_start(line)..offset].chars().count() + 1;
        Position { path: &source.path, line: line + 1, column }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters_and_lines_count_newlines() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "aé\nbü c");
        let at = |offset: usize| {
            let position = sources.position(Span::new(file, offset..offset));
            (position.line, position.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(3), (1, 3));
        assert_eq!(at(4), (2, 1));
        assert_eq!(at(7), (2, 3));
        assert_eq!(at(999), (2, 5));
    }
}
