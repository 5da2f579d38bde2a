//! Author's text and places in it: a file's text, a span of bytes, a value that remembers where it was written.
//!
//! Never reads a file; it is handed texts.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::path::Path;
use std::sync::{Arc, OnceLock};

use litemap::LiteMap;

/// The identity of one input file, or of a part of one, within a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// Whether a character has no place in a text: no XML may hold it (XML 1.0, section 2.2), and no reader sees it.
pub fn is_forbidden(c: char) -> bool {
    matches!(c, '\0'..='\u{8}' | '\u{b}' | '\u{c}' | '\u{e}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}')
}

/// How many bytes are looked through at once.
const AT_ONCE: usize = 64;

/// The first forbidden character of a text and the byte at which it stands.
pub fn forbidden(text: &str) -> Option<(usize, char)> {
    // Nearly every text shows by its bytes that it holds none; they are looked at many at a time, without a branch.
    let may = |b: u8| ((b < b' ') & (b != b'\t') & (b != b'\n') & (b != b'\r')) | (b == 0xef);
    let at_once = |bytes: &[u8]| bytes.iter().fold(false, |found, b| found | may(*b));
    let piece = text.as_bytes().chunks(AT_ONCE).position(at_once)?;
    // Such a byte begins its character, so none is missed.
    let from = (piece * AT_ONCE..text.len()).find(|at| text.is_char_boundary(*at))?;
    text[from..].char_indices().find(|(_, c)| is_forbidden(*c)).map(|(at, c)| (from + at, c))
}

/// Words as a terminal may be given them: what would move its cursor, change its colours or turn the order of letters
/// (control characters but the line feed and the tab, and marks of direction) stands as U+FFFD.
pub fn calm(words: &str) -> Cow<'_, str> {
    let acts = |c: char| acts(c) && c != '\n' && c != '\t';
    if words.contains(acts) { Cow::Owned(words.replace(acts, "\u{fffd}")) } else { Cow::Borrowed(words) }
}

/// A name that strangers gave, as it stands in a line of words: as [`calm`] has it, and without line feeds and tabs, so
/// that no name passes for a line of its own.
pub fn calm_name(name: &str) -> Cow<'_, str> {
    if name.contains(acts) { Cow::Owned(name.replace(acts, "\u{fffd}")) } else { Cow::Borrowed(name) }
}

/// A path as it stands in a line of words; see [`calm_name`].
pub fn calm_path(path: impl AsRef<Path>) -> String {
    calm_name(&path.as_ref().to_string_lossy()).into_owned()
}

/// JSON that says the same, in which nothing but line feeds and tabs acts on a terminal: such characters stand within
/// texts alone, where they can be written by their numbers (RFC 8259, section 7).
pub fn calm_json(json: &str) -> Cow<'_, str> {
    let acts = |c: char| acts(c) && c != '\n' && c != '\t';
    if !json.contains(acts) {
        return Cow::Borrowed(json);
    }
    let escaped = |c: char| if acts(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    Cow::Owned(json.chars().map(escaped).collect())
}

/// Whether a terminal does something else with a character than showing it.
fn acts(c: char) -> bool {
    // Where a line ends, to Unicode, is one place more; and what turns a line around.
    c.is_control() || matches!(c, '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

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
#[derive(Debug, Clone, Default)]
pub struct SourceText {
    /// Path below the site's root, for people and for diagnostics.
    pub path: Arc<str>,
    /// The text, without a byte order mark.
    pub text: Arc<str>,
    /// Where each line begins, once somebody has asked.
    lines: OnceLock<Arc<[u32]>>,
    /// How many characters begin before each block of bytes, once somebody has asked.
    characters: OnceLock<Arc<[u32]>>,
}

/// How many bytes are counted at once, to find columns in long lines.
const BLOCK: usize = 4096;

impl SourceText {
    fn new(path: Arc<str>, text: Arc<str>) -> Self {
        SourceText { path, text, lines: OnceLock::new(), characters: OnceLock::new() }
    }

    /// How many characters begin before a byte. Quick in the longest line too, since a stranger's file may be one line
    /// with a fault in every word of it.
    fn characters_before(&self, offset: usize) -> usize {
        let bytes = self.text.as_bytes();
        let begun = |bytes: &[u8]| bytes.iter().filter(|b| **b & 0xc0 != 0x80).count();
        let counts = self.characters.get_or_init(|| {
            let mut count = 0;
            let blocks = bytes.chunks(BLOCK).map(|block| {
                let before = count;
                count += begun(block) as u32;
                before
            });
            blocks.collect()
        });
        let block = (offset / BLOCK).min(counts.len().saturating_sub(1));
        counts.get(block).map_or(0, |count| *count as usize + begun(&bytes[block * BLOCK..offset]))
    }

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
///
/// An identity names a whole file, or a part of one that was read again by itself while the rest stayed as it was
/// ([`Sources::replace`]). Spans in either stay good: [`Sources::locate`] says where they are now.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    list: Vec<SourceText>,
    /// Parts of files, by their identity.
    parts: LiteMap<FileId, Part>,
    /// For files of which parts were replaced: what moved since the whole was read.
    moves: LiteMap<FileId, Vec<Move>>,
    /// How many parts there have been.
    numbered: u32,
    /// Stands for texts that are no more.
    nowhere: SourceText,
}

/// A part of a file that was read by itself.
#[derive(Debug, Clone, Copy)]
struct Part {
    whole: FileId,
    /// Where it begins in the file now, in bytes.
    start: u32,
    length: u32,
}

/// A stretch of a file was replaced by one of another length.
#[derive(Debug, Clone, Copy)]
struct Move {
    /// Where the text that moved began before, in bytes.
    from: u32,
    /// By how many bytes it moved.
    by: i64,
}

/// The first identity of parts.
const FIRST_PART: u32 = 1 << 31;

impl Sources {
    /// Adds a text and gives its identity.
    pub fn add(&mut self, path: impl Into<Arc<str>>, text: impl Into<Arc<str>>) -> FileId {
        let count = u32::try_from(self.list.len()).ok().filter(|n| *n < FIRST_PART);
        let id = FileId(count.expect("fewer than 2^31 files"));
        self.list.push(SourceText::new(path.into(), text.into()));
        id
    }

    /// Gives a file another text, to be read as a whole.
    pub fn set(&mut self, file: FileId, text: impl Into<Arc<str>>) {
        self.parts.retain(|_, part| part.whole != file);
        if let Some(moves) = self.moves.get_mut(&file) {
            *moves = Vec::new();
        }
        let source = &mut self.list[file.0 as usize];
        *source = SourceText::new(Arc::clone(&source.path), text.into());
    }

    /// Gives a file another text that differs in one stretch alone: `old` (bytes of the text until now) became
    /// `length` bytes. Returns the identity of that part; spans elsewhere in the file stay good.
    pub fn replace(&mut self, file: FileId, text: impl Into<Arc<str>>, old: Range<u32>, length: u32) -> FileId {
        let by = i64::from(length) - i64::from(old.end - old.start);
        let within = |part: &Part| part.whole == file && part.start >= old.start && part.start < old.end;
        self.parts.retain(|_, part| !within(part));
        for (_, part) in self.parts.iter_mut() {
            if part.whole == file && part.start >= old.end {
                part.start = moved(part.start, by);
            }
        }
        self.moves.entry(file).or_default().push(Move { from: old.end, by });
        let source = &mut self.list[file.0 as usize];
        *source = SourceText::new(Arc::clone(&source.path), text.into());
        let id = FileId(FIRST_PART.saturating_add(self.numbered));
        self.numbered += 1;
        self.parts.insert(id, Part { whole: file, start: old.start, length });
        id
    }

    /// The text of a file; that of the whole file for a part. An empty text without a path for a part that is no more,
    /// because its file was read anew.
    pub fn get(&self, file: FileId) -> &SourceText {
        let whole = self.parts.get(&file).map_or(file, |part| part.whole);
        self.list.get(whole.0 as usize).unwrap_or(&self.nowhere)
    }

    /// Whether spans in a file or part still tell where something is.
    pub fn has(&self, file: FileId) -> bool {
        file.0 < FIRST_PART || self.parts.contains_key(&file)
    }

    /// Where a span is now, in its whole file.
    pub fn locate(&self, span: Span) -> Span {
        if let Some(part) = self.parts.get(&span.file) {
            let at = |offset: u32| part.start + offset.min(part.length);
            return Span { file: part.whole, start: at(span.start), end: at(span.end) };
        }
        let Some(moves) = self.moves.get(&span.file) else { return span };
        let by: &mut i64 = &mut 0;
        for one in moves {
            if moved(span.start, *by) >= one.from {
                *by += one.by;
            }
        }
        Span { start: moved(span.start, *by), end: moved(span.end, *by), ..span }
    }

    /// All texts in order of identity.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceText)> {
        self.list.iter().enumerate().map(|(i, s)| (FileId(i as u32), s))
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        let span = self.locate(span);
        let text = &self.get(span.file).text;
        text.get(span.range()).unwrap_or("")
    }

    /// Path, line and column of a span's beginning.
    pub fn position(&self, span: Span) -> Position<'_> {
        let span = self.locate(span);
        let source = self.get(span.file);
        let mut offset = span.range().start.min(source.text.len());
        while !source.text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = source.line_of(offset);
        let start = source.line_start(line);
        let column = match offset - start {
            0..BLOCK => source.text[start..offset].chars().count(),
            _ => source.characters_before(offset) - source.characters_before(start),
        };
        let column = column + 1;
        Position { path: &source.path, line: line + 1, column }
    }
}

fn moved(offset: u32, by: i64) -> u32 {
    u32::try_from(i64::from(offset) + by).unwrap_or(0)
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

    #[test]
    fn characters_without_a_place_in_texts_are_found() {
        assert_eq!(forbidden("plain\r\n\tü\u{80}\u{fffd}ｗ"), None);
        for c in ['\0', '\u{1b}', '\u{c}', '\u{fffe}', '\u{ffff}'] {
            assert_eq!(forbidden(&format!("üｗ{c}")), Some((5, c)));
            for length in 0..200 {
                assert_eq!(forbidden(&format!("{}{c}ｗ", "ü".repeat(length))), Some((2 * length, c)));
            }
        }
    }

    #[test]
    fn words_for_a_terminal_hold_nothing_that_it_obeys() {
        assert_eq!(calm("plain\n\tü"), "plain\n\tü");
        let odd = "\u{1b}[31m\r\u{7}\u{7f}\u{9b}31m\u{202e}";
        assert!(!calm(odd).chars().any(|c| c.is_control() || c == '\u{202e}'), "{:?}", calm(odd));
        let name = "a\nb\tc\u{1b}d\u{2067}";
        assert_eq!(calm_name(name), "a\u{fffd}b\u{fffd}c\u{fffd}d\u{fffd}");
        let json = serde_json::to_string_pretty(&[name, odd]).expect("texts can be JSON");
        assert!(!calm_json(&json).chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202e}'), "{json}");
        assert_eq!(serde_json::from_str::<Vec<String>>(&calm_json(&json)).expect("JSON"), [name, odd]);
    }

    #[test]
    fn columns_of_long_lines_count_characters_too() {
        let mut sources = Sources::default();
        let text = format!("ü\n{}", "üaｗ".repeat(5_000));
        let file = sources.add("a.toml", text.as_str());
        for (column, (offset, _)) in text.char_indices().enumerate().skip(2).step_by(97) {
            assert_eq!(sources.position(Span::new(file, offset..offset)).column, column - 1, "{offset}");
        }
        assert_eq!(sources.position(Span::new(file, text.len()..text.len())).column, 15_001);
    }

    #[test]
    fn spans_stay_good_while_parts_of_their_file_are_replaced() {
        let mut sources = Sources::default();
        let file = sources.add("a.toml", "one two three four");
        let span = |file, range: Range<usize>| Span::new(file, range);
        let (one, three, four) = (span(file, 0..3), span(file, 8..13), span(file, 14..18));
        let two = sources.replace(file, "one twenty-two three four", 4..8, 11);
        let words = |sources: &Sources, spans: &[Span]| -> Vec<String> {
            spans.iter().map(|s| sources.slice(*s).to_owned()).collect()
        };
        assert_eq!(words(&sources, &[one, span(two, 0..10), three, four]), ["one", "twenty-two", "three", "four"]);
        let first = sources.replace(file, "1 twenty-two three four", 0..4, 2);
        let last = sources.replace(file, "1 twenty-two three IV", 19..23, 2);
        let spans = [span(first, 0..1), span(two, 0..10), three, span(last, 0..2)];
        assert_eq!(words(&sources, &spans), ["1", "twenty-two", "three", "IV"]);
        assert_eq!(sources.position(three).to_string(), "a.toml:1:14");
        // The same part once more, and then the whole.
        let again = sources.replace(file, "1 2 three IV", 2..13, 2);
        assert_eq!(words(&sources, &[span(again, 0..1), three, span(last, 0..2)]), ["2", "three", "IV"]);
        sources.set(file, "V VI");
        assert_eq!(words(&sources, &[span(file, 2..4)]), ["VI"]);
    }
}
