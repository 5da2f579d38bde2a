//! Reads typed values out of parsed TOML, fault by fault: a wrong value never hides the next one.
//!
//! serde's derive stops at a record's first fault, so the tables are walked here; the parsing itself is the `toml`
//! crate's.

use litemap::LiteMap;
use toml::de::{DeTable, DeValue};

use super::front_matter::{holds_nothing, would_hold_back};
use super::{Print, dots};
use crate::diagnostic::{Code, Diagnostic, Faults, nearest};
use crate::text::{FileId, Span, Spanned, forbidden, is_forbidden};

/// A TOML value with its place in the parsed text.
pub type Value<'a> = toml::Spanned<DeValue<'a>>;

/// After how many broken places a file is taken for something else.
const MOST_BROKEN: usize = 1_000;

/// How many faults of one kind are kept of a file.
const MOST_FAULTS: usize = 1_000;

/// How many records and tables within them a file may have. The largest file has room for as many that say something; one
/// that holds next to nothing takes a thousand times as much memory as it is long.
const MOST_TABLES: usize = 300_000;

/// The longest text of one line, such as an address or a date, or all names of a list, such as other names, in bytes.
const LONGEST_LINE: usize = 10_000;

/// The longest name or title, in bytes: it stands wherever something refers to it, be it every page.
pub const LONGEST_NAME: usize = 2_000;

/// The longest paragraph, such as a summary, in bytes: it may stand in many pages.
const LONGEST_PARAGRAPH: usize = 64 << 10;

/// How long the text of a key may be, in bytes.
fn longest(key: &str) -> usize {
    match key {
        "body" | "text" => crate::markdown::MAX_BYTES,
        "summary" | "description" | "note" | "caption" | "alt" => LONGEST_PARAGRAPH,
        "name" | "title" | "aka" | "authors" | "publisher" | "country" | "kind" | "role" | "symbol" | "licence"
        | "lang" => LONGEST_NAME,
        _ => LONGEST_LINE,
    }
}

/// One text being read: where it stands in its file, and the faults found so far.
pub struct Reader<'a> {
    file: FileId,
    /// The file's whole text.
    source: &'a str,
    /// Where the TOML begins in the file, in bytes: front matter does not begin at 0.
    base: usize,
    /// Where the TOML itself is broken: what was recovered there is not blamed a second time.
    broken: Vec<Span>,
    /// How many tables that know their keys are being read, one inside the other.
    depth: usize,
    /// How many of them there may still be.
    tables: usize,
    /// What was found.
    pub faults: Faults,
    /// Whether an embargo was read.
    pub is_timed: bool,
}

impl<'a> Reader<'a> {
    /// A reader for the TOML that begins at byte `base` of a file's text.
    pub fn new(file: FileId, source: &'a str, base: usize) -> Self {
        Reader {
            file,
            source,
            base,
            broken: Vec::new(),
            depth: 0,
            tables: MOST_TABLES,
            faults: Faults::up_to(MOST_FAULTS),
            is_timed: false,
        }
    }

    /// The place of a byte range of the TOML.
    pub fn span(&self, range: std::ops::Range<usize>) -> Span {
        Span::new(self.file, self.base + range.start..self.base + range.end)
    }

    /// The text of a place.
    pub fn slice(&self, span: Span) -> &'a str {
        self.source.get(span.range()).unwrap_or("")
    }

    /// Whether there may be one more table that knows its keys; it is noted where there may be none.
    pub fn has_room(&mut self, span: Span) -> bool {
        let Some(left) = self.tables.checked_sub(1) else { return false };
        self.tables = left;
        if left == 0 {
            let message = format!("this file has more than {MOST_TABLES} tables, and the rest are not looked at");
            let help = "divide it among several files";
            self.fault(Diagnostic::new(Code::TooLarge, span, message).label("from here on").help(help));
        }
        left > 0
    }

    /// Begins a table that knows its keys. Gives its print if it lies in no other one; those inside share that one's.
    pub fn open(&mut self, table: &DeTable<'_>) -> Print {
        self.depth += 1;
        if self.depth == 1 { Print::of_table(table, self) } else { Print::default() }
    }

    /// Ends a table that was begun, in which these keys were read.
    pub fn close(&mut self, keys: &[&str]) {
        self.depth -= 1;
        self.is_timed |= keys.contains(&"embargo");
    }

    /// Notes a fault.
    pub fn fault(&mut self, diagnostic: Diagnostic) {
        self.faults.push(diagnostic);
    }

    /// Whether the TOML is broken at a place, which has been noted.
    fn is_broken(&self, span: Span) -> bool {
        self.broken.iter().any(|b| b.start <= span.end && span.start <= b.end)
    }

    /// Notes that a value is not what its key takes.
    pub fn wrong(&mut self, key: &str, value: &Value<'_>, expected: &str) {
        let found = found(value.get_ref());
        let span = self.span(value.span());
        if self.is_broken(span) {
            return;
        }
        self.fault(
            Diagnostic::new(Code::WrongValue, span, format!("`{key}` takes {expected}, not {found}"))
                .label(format!("this is {found}"))
                .help(format!("write {expected}")),
        );
    }

    /// Notes that a value is longer than its key takes, and what to do about it.
    pub fn too_long(&mut self, key: &str, span: Span, (length, most): (usize, usize), help: &str) {
        let message = format!("`{key}` has {length} bytes, and annals takes at most {most}");
        self.fault(Diagnostic::new(Code::TooLarge, span, message).help(help));
    }

    /// Parses the TOML, noting every fault of its syntax; what can be read is returned all the same.
    pub fn parse(&mut self, toml: &'a str) -> toml::Spanned<DeTable<'a>> {
        if let Some(at) = dots::too_many(toml) {
            let message = format!("the keys have more than {} dots", dots::MOST);
            let fault = Diagnostic::new(Code::TooLarge, self.span(at..at + 1), message);
            self.fault(fault.label("nothing of it is looked at").help("divide it among several files"));
            return DeTable::parse_recoverable("").0;
        }
        let (table, errors) = recovered(toml);
        let mut line_before = None;
        // Where the last fault was, and the number of its line: most stand in order.
        let (mut at, mut line) = (0, 0);
        for error in errors {
            let range = error.span().unwrap_or(0..0);
            let span = self.span(range.clone());
            // A broken line often gives several errors; the first says it best.
            let here = range.start.min(toml.len());
            let lines = |part: std::ops::Range<usize>| toml.as_bytes()[part].iter().filter(|b| **b == b'\n').count();
            line = if here >= at { line + lines(at..here) } else { lines(0..here) };
            at = here;
            if line_before == Some(line) {
                continue;
            }
            line_before = Some(line);
            self.broken.push(span);
            let (message, help) = syntax(error.message(), line_of(toml, range.start));
            let mut fault = Diagnostic::new(Code::TomlSyntax, span, message);
            if let Some(help) = help {
                fault = fault.help(help);
            }
            self.fault(fault);
            if self.broken.len() >= MOST_BROKEN {
                let message =
                    format!("more than {MOST_BROKEN} places are not valid TOML, and the rest are not looked at");
                self.fault(
                    Diagnostic::new(Code::TooLarge, span, message).help("look whether this is a file of records"),
                );
                return DeTable::parse_recoverable("").0;
            }
        }
        table
    }
}

/// The largest TOML of which every fault of syntax is looked for, in bytes. The parser keeps all that it finds, and a
/// larger file of nothing but faults would exhaust the memory.
const LARGEST_RECOVERED: usize = 1 << 20;

/// What can be read of a TOML, and its faults; of a very large one all up to the line of its first fault.
fn recovered(toml: &str) -> (toml::Spanned<DeTable<'_>>, Vec<toml::de::Error>) {
    if toml.len() <= LARGEST_RECOVERED {
        return DeTable::parse_recoverable(toml);
    }
    match DeTable::parse(toml) {
        Ok(table) => (table, Vec::new()),
        Err(error) => {
            let at = error.span().map_or(0, |span| span.start.min(toml.len()));
            let line = toml.as_bytes()[..at].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
            (DeTable::parse_recoverable(&toml[..line]).0, vec![error])
        }
    }
}

fn line_of(text: &str, offset: usize) -> &str {
    let offset = (0..=offset.min(text.len())).rev().find(|i| text.is_char_boundary(*i)).unwrap_or(0);
    let start = text[..offset].rfind('\n').map_or(0, |i| i + 1);
    let end = text[offset..].find('\n').map_or(text.len(), |i| offset + i);
    &text[start..end]
}

/// Our sentence for a parser's message, and what to do.
fn syntax(message: &str, line: &str) -> (String, Option<String>) {
    let message = message.trim().trim_end_matches('.').replace('\n', ", ");
    let value = line.split_once('=').map(|(_, v)| v.trim().trim_end_matches(',')).unwrap_or_default();
    let bare_date = !value.is_empty()
        && value.starts_with(|c: char| c.is_ascii_digit() || c == '-')
        && value.chars().all(|c| c.is_ascii_digit() || "-/~?%.X".contains(c));
    let help = if message.contains("unclosed array") {
        Some("close the list with `]`".to_owned())
    } else if value.starts_with(char::is_alphabetic) {
        Some("put text in quotation marks".to_owned())
    } else if bare_date {
        Some(format!("TOML knows whole days only; write this date in quotation marks: `\"{value}\"`"))
    } else if message.contains("duplicate key") {
        Some("keep one of the two".to_owned())
    } else if value.starts_with(['"', '\'']) && !value.ends_with(['"', '\'']) {
        Some("close the quotation mark on the same line".to_owned())
    } else {
        Some("correct the TOML at this place; text stands in quotation marks, lists in square brackets".to_owned())
    };
    (format!("this is not valid TOML: {message}"), help)
}

/// What a value is, in words.
fn found(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a text",
        DeValue::Integer(_) => "a whole number",
        DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A type that can be read from one TOML value.
pub trait Field: Sized {
    /// What the key takes, in words: "a text in quotation marks".
    fn expected() -> String;

    /// What a list of them takes, in words: "texts in quotation marks".
    fn expected_many() -> String {
        Self::expected().trim_start_matches("a ").to_owned()
    }

    /// Reads the value or notes why it cannot be.
    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self>;
}

/// The items of a list, or a note that the value is none.
fn list_of<'a>(
    key: &str,
    value: Value<'a>,
    reader: &mut Reader<'_>,
    expected: fn() -> String,
) -> Option<toml::de::DeArray<'a>> {
    if !value.get_ref().is_array() {
        reader.wrong(key, &value, &expected());
        return None;
    }
    match value.into_inner() {
        DeValue::Array(items) => Some(items),
        _ => None,
    }
}

/// The entries of a table, or a note that the value is none.
pub(crate) fn table_of<'a>(
    key: &str,
    value: Value<'a>,
    reader: &mut Reader<'_>,
    expected: fn() -> String,
) -> Option<DeTable<'a>> {
    if !value.get_ref().is_table() {
        reader.wrong(key, &value, &expected());
        return None;
    }
    match value.into_inner() {
        DeValue::Table(table) => Some(table),
        _ => None,
    }
}

/// A text with its place. Where the literal holds no escapes, the place is that of the words within the quotation
/// marks, byte for byte; else it is that of the whole literal.
pub type Text = Spanned<String>;

/// Where a text begins behind the marks in which it is quoted; `None` if it is not written there letter by letter.
fn inner(written: &str, text: &str) -> Option<usize> {
    let mark = written.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let marks = if written[1..].starts_with([mark; 2].iter().collect::<String>().as_str()) { 3 } else { 1 };
    let rest = written.get(marks..)?;
    // A line that ends right behind three marks is no part of the text.
    let line = if marks == 3 {
        rest.len() - rest.strip_prefix("\r\n").or(rest.strip_prefix('\n')).unwrap_or(rest).len()
    } else {
        0
    };
    (!text.is_empty() && rest[line..].starts_with(text)).then_some(marks + line)
}

impl Field for Text {
    fn expected() -> String {
        "a text in quotation marks".into()
    }

    fn expected_many() -> String {
        "texts in quotation marks".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = reader.span(value.span());
        match value.get_ref() {
            DeValue::String(text) => {
                if text.len() > longest(key) {
                    let help = "shorten it; long texts belong into `body`";
                    reader.too_long(key, span, (text.len(), longest(key)), help);
                    return None;
                }
                if let Some((_, c)) = forbidden(text) {
                    let message = format!("`{key}` holds the character U+{:04X}, which no reader sees", u32::from(c));
                    reader.fault(Diagnostic::new(Code::WrongValue, span, message).help("remove it"));
                    return Some(Spanned::new(text.replace(is_forbidden, ""), span));
                }
                let within = inner(reader.slice(span), text).map(|at| span.part(at..at + text.len()));
                Some(Spanned::new(text.to_string(), within.unwrap_or(span)))
            }
            _ => {
                reader.wrong(key, &value, &Self::expected());
                None
            }
        }
    }
}

/// A date as written: an EDTF text or a date of TOML's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateText(pub String);

impl Field for Spanned<DateText> {
    fn expected() -> String {
        "a date such as \"2015-02-12\" or \"2014-02~\"".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = reader.span(value.span());
        match value.get_ref() {
            DeValue::String(_) => Text::read(key, value, reader).map(|t| t.map(DateText)),
            DeValue::Datetime(_) => {
                // A day that does not exist is better said by the calendar than by the parser.
                if reader.is_broken(span) && span.range().len() >= 10 {
                    reader.faults.retain(|f| f.code != Code::TomlSyntax || f.span() != Some(span));
                }
                Some(Spanned::new(DateText(reader.slice(span).trim().to_owned()), span))
            }
            DeValue::Integer(_) => {
                let written = reader.slice(span).to_owned();
                reader.fault(
                    Diagnostic::new(
                        Code::WrongValue,
                        span,
                        format!("`{key}` takes a date, and a year alone is a number in TOML"),
                    )
                    .help("put the year in quotation marks")
                    .fix(span, format!("\"{written}\"")),
                );
                None
            }
            _ => {
                reader.wrong(key, &value, &Self::expected());
                None
            }
        }
    }
}

impl Field for Spanned<f64> {
    fn expected() -> String {
        "a number".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = reader.span(value.span());
        let number = match value.get_ref() {
            DeValue::Float(f) => f.as_str().parse::<f64>().ok(),
            DeValue::Integer(i) if i.radix() == 10 => i.as_str().parse::<f64>().ok(),
            _ => None,
        };
        match number {
            Some(n) if n.is_finite() => Some(Spanned::new(n, span)),
            _ => {
                reader.wrong(key, &value, &Self::expected());
                None
            }
        }
    }
}

impl Field for Spanned<i64> {
    fn expected() -> String {
        "a whole number".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = reader.span(value.span());
        let number = value.get_ref().as_integer().and_then(|i| i64::from_str_radix(i.as_str(), i.radix()).ok());
        if number.is_none() {
            reader.wrong(key, &value, &Self::expected());
        }
        number.map(|n| Spanned::new(n, span))
    }
}

impl Field for Spanned<bool> {
    fn expected() -> String {
        "true or false".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = reader.span(value.span());
        let found = value.get_ref().as_bool();
        if found.is_none() {
            reader.wrong(key, &value, &Self::expected());
        }
        found.map(|b| Spanned::new(b, span))
    }
}

impl<T: Field> Field for Vec<T> {
    fn expected() -> String {
        format!("a list of {}", T::expected_many())
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = reader.span(value.span());
        let items = list_of(key, value, reader, Self::expected)?;
        let length = items.iter().filter_map(|item| item.get_ref().as_str()).map(str::len).sum();
        if length > LONGEST_LINE && matches!(key, "aka" | "authors") {
            reader.too_long(key, span, (length, LONGEST_LINE), "name those alone that readers need");
            return None;
        }
        let mut list = Vec::new();
        for item in items {
            list.extend(T::read(key, item, reader));
        }
        Some(list)
    }
}

/// One word of a few.
pub trait Word: Sized + Copy + 'static {
    /// The words and their meanings.
    const WORDS: &'static [(&'static str, Self)];

    /// The word for this meaning.
    fn word(self) -> &'static str
    where
        Self: PartialEq,
    {
        Self::WORDS.iter().find(|(_, v)| *v == self).map_or("", |(w, _)| w)
    }
}

/// A word of a few with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OneOf<T>(pub Spanned<T>);

impl<T: Word> Field for OneOf<T> {
    fn expected() -> String {
        one_of(&words::<T>())
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let index = word_of(key, value, reader, &words::<T>())?;
        T::WORDS.get(index.value).map(|(_, meaning)| OneOf(Spanned::new(*meaning, index.span)))
    }
}

fn words<T: Word>() -> Vec<&'static str> {
    T::WORDS.iter().map(|(word, _)| *word).collect()
}

fn one_of(words: &[&str]) -> String {
    format!("one of {}", words.iter().map(|w| format!("\"{w}\"")).collect::<Vec<_>>().join(", "))
}

/// Which of some words a value is, or a note that it is none of them.
fn word_of(key: &str, value: Value<'_>, reader: &mut Reader<'_>, words: &[&'static str]) -> Option<Spanned<usize>> {
    let span = reader.span(value.span());
    let Some(text) = value.get_ref().as_str() else {
        reader.wrong(key, &value, &one_of(words));
        return None;
    };
    if let Some(index) = words.iter().position(|w| *w == text) {
        return Some(Spanned::new(index, span));
    }
    let mut fault = Diagnostic::new(Code::WrongValue, span, format!("`{key}` does not know `{text}`"))
        .help(format!("write {}", one_of(words)));
    if let Some(near) = nearest(text, words.iter().copied()) {
        fault = fault.fix(span, format!("\"{near}\""));
    }
    reader.fault(fault);
    None
}

/// A table by language tag, such as `[event.translations.de]`.
#[derive(Debug, Clone)]
pub struct Translations<T>(pub LiteMap<String, Spanned<T>>);

impl<T> Default for Translations<T> {
    fn default() -> Self {
        Translations(LiteMap::new())
    }
}

impl<T: Field> Field for Translations<T> {
    fn expected() -> String {
        "a table for each language".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let table = table_of(key, value, reader, Self::expected)?;
        let languages = table.into_iter().filter_map(|(tag, value)| {
            let span = reader.span(tag.span());
            let texts = T::read(tag.get_ref(), value, reader)?;
            Some((tag.get_ref().to_string(), Spanned::new(texts, span)))
        });
        Some(Translations(languages.collect()))
    }
}

/// Data of the author's own, passed to templates as it is.
#[derive(Debug, Clone, PartialEq)]
pub enum Data {
    /// A text, or a date as written.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
    /// True or false.
    Boolean(bool),
    /// A list.
    List(Vec<Data>),
    /// A table, by key.
    Table(LiteMap<String, Data>),
}

impl Field for Data {
    fn expected() -> String {
        "anything".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let span = reader.span(value.span());
        match value.get_ref() {
            DeValue::String(s) => Some(Data::Text(s.to_string())),
            DeValue::Boolean(b) => Some(Data::Boolean(*b)),
            DeValue::Datetime(_) => Some(Data::Text(reader.slice(span).to_owned())),
            DeValue::Integer(_) => Spanned::<i64>::read(key, value, reader).map(|n| Data::Integer(n.value)),
            DeValue::Float(_) => Spanned::<f64>::read(key, value, reader).map(|n| Data::Float(n.value)),
            DeValue::Array(_) => Vec::<Data>::read(key, value, reader).map(Data::List),
            DeValue::Table(_) => Extra::read(key, value, reader).map(|e| Data::Table(e.0)),
        }
    }
}

/// The `extra` table of a record.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Extra(pub LiteMap<String, Data>);

impl Field for Extra {
    fn expected() -> String {
        "a table of your own keys".into()
    }

    fn read(key: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Option<Self> {
        let table = table_of(key, value, reader, Self::expected)?;
        let data = table.into_iter().filter_map(|(key, value)| {
            let data = Data::read(key.get_ref(), value, reader)?;
            Some((key.get_ref().to_string(), data))
        });
        Some(Extra(data.collect()))
    }
}

/// What is said of one key in the reference.
#[derive(Debug, Clone)]
pub struct KeyDoc {
    /// The key.
    pub key: &'static str,
    /// What it takes.
    pub takes: String,
    /// Whether a record is nothing without it.
    pub required: bool,
    /// What it means, in Markdown.
    pub meaning: &'static str,
}

/// One key of a table, as the table's declaration has it.
pub(crate) struct KeyType {
    pub(crate) key: &'static str,
    pub(crate) expected: fn() -> String,
    pub(crate) required: bool,
    pub(crate) meaning: &'static str,
}

/// What is said of keys in the reference.
pub(crate) fn reference(keys: &'static [KeyType]) -> Vec<KeyDoc> {
    let doc = |k: &KeyType| KeyDoc {
        key: k.key,
        takes: (k.expected)(),
        required: k.required,
        meaning: k.meaning.trim_start(),
    };
    keys.iter().map(doc).collect()
}

/// Such a key in the tables of a value that nothing reads.
fn hidden<'v, 'a>(value: &'v Value<'a>) -> Option<&'v toml::Spanned<toml::de::DeString<'a>>> {
    match value.get_ref() {
        DeValue::Table(table) => {
            table.iter().find_map(|(key, value)| if would_hold_back(key.get_ref()) { Some(key) } else { hidden(value) })
        }
        DeValue::Array(list) => list.iter().find_map(hidden),
        _ => None,
    }
}

/// Notes an unknown key, with the nearest known one.
pub fn unknown_key(
    reader: &mut Reader<'_>,
    kind: &str,
    (key, value): (&toml::Spanned<toml::de::DeString<'_>>, &Value<'_>),
    known: &[&'static str],
) {
    let name = key.get_ref();
    let span = reader.span(key.span());
    if reader.is_broken(span) {
        return;
    }
    if would_hold_back(name) {
        return reader.fault(holds_nothing(span, name, &article(kind)));
    }
    if let Some(hidden) = hidden(value) {
        let what = format!("`{name}`, which is no key of {},", article(kind));
        reader.fault(holds_nothing(reader.span(hidden.span()), hidden.get_ref(), &what));
    }
    let mut fault = Diagnostic::new(Code::UnknownKey, span, format!("`{name}` is no key of {}", article(kind)));
    fault = match nearest(name, known.iter().copied()) {
        Some(near) => fault.help(format!("did you mean `{near}`?")).fix(span, near),
        None if known.contains(&"extra") => fault.help("data of your own belongs into the record's `extra` table"),
        None => {
            fault.help(format!("it knows {}", known.iter().map(|k| format!("`{k}`")).collect::<Vec<_>>().join(", ")))
        }
    };
    reader.fault(fault);
}

/// Notes the required keys that a table lacks.
pub(crate) fn missing_keys(
    reader: &mut Reader<'_>,
    kind: &str,
    span: Span,
    keys: &[(&'static str, bool)],
    seen: &[&'static str],
) {
    for (key, is_required) in keys {
        if *is_required && !seen.contains(key) {
            let message = format!("{} needs `{key}`", article(kind));
            reader.fault(Diagnostic::new(Code::MissingKey, span, message).help(format!("add `{key} = …`")));
        }
    }
}

/// "an event", "a place".
pub fn article(kind: &str) -> String {
    let an = kind.starts_with(['a', 'e', 'i', 'o']);
    format!("{} {kind}", if an { "an" } else { "a" })
}
