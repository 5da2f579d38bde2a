//! Draft: what the author wrote, parsed and typed, each value remembering its place. Nothing is looked up yet.
//!
//! Reading never stops at a fault: every file, every record and every key is looked at.

pub mod reader;
mod records;
mod site;

pub use reader::{Data, DateText, Extra, OneOf, Text, Translations, Word};
pub use records::*;
pub use site::*;

use rayon::prelude::*;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::files::{File, FileKind, Files};
use crate::text::{FileId, Span, Spanned};
use reader::{Field, Reader, Value};
use toml::de::DeValue;

/// Everything that the author wrote.
#[derive(Debug, Default)]
pub struct Draft {
    /// `content/site.toml`, if it could be read.
    pub site: Option<RawSite>,
    /// All events, those in articles' front matter included, in order of file and line.
    pub events: Vec<RawEvent>,
    /// Which article declared an event: its index in `events` and the article's file.
    pub declared: Vec<(usize, FileId)>,
    /// All actors.
    pub actors: Vec<RawActor>,
    /// All places.
    pub places: Vec<RawPlace>,
    /// All sources.
    pub sources: Vec<RawSource>,
    /// All periods.
    pub periods: Vec<RawPeriod>,
    /// All topics.
    pub topics: Vec<RawTopic>,
    /// All timelines.
    pub timelines: Vec<RawTimeline>,
    /// Articles and their translations, a file each.
    pub articles: Vec<RawText<RawArticleHead>>,
    /// Pages and their translations, a file each.
    pub pages: Vec<RawText<RawPageHead>>,
}

/// One file of running text with its front matter.
#[derive(Debug)]
pub struct RawText<H> {
    /// The file.
    pub file: FileId,
    /// The file's name without its suffixes.
    pub stem: String,
    /// The language suffix of its name, if any.
    pub suffix: Option<String>,
    /// Whether it is plain text rather than Markdown.
    pub plain: bool,
    /// The front matter; `None` if the file has none.
    pub head: Option<H>,
    /// The text after the front matter.
    pub body: Text,
}

/// Parses all files. The order of records is that of paths and lines, whatever the number of threads.
pub fn parse(files: &Files) -> (Draft, Vec<Diagnostic>) {
    let parsed: Vec<(Part, Vec<Diagnostic>)> = files.list.par_iter().map(|f| parse_file(f, files)).collect();
    let mut draft = Draft::default();
    let mut faults = Vec::new();
    for (part, found) in parsed {
        faults.extend(found);
        draft.add(part);
    }
    (draft, faults)
}

/// What one file holds.
enum Part {
    Nothing,
    Site(Box<RawSite>),
    Records(Box<Records>),
    Article(Box<RawText<RawArticleHead>>),
    Page(Box<RawText<RawPageHead>>),
}

impl Draft {
    fn add(&mut self, part: Part) {
        match part {
            Part::Nothing => {}
            Part::Site(site) => self.site = Some(*site),
            Part::Records(records) => {
                self.events.extend(records.events);
                self.actors.extend(records.actors);
                self.places.extend(records.places);
                self.sources.extend(records.sources);
                self.periods.extend(records.periods);
                self.topics.extend(records.topics);
                self.timelines.extend(records.timelines);
            }
            Part::Article(mut article) => {
                if let Some(events) = article.head.as_mut().and_then(|h| h.event.take()) {
                    for event in events {
                        self.declared.push((self.events.len(), article.file));
                        self.events.push(event);
                    }
                }
                self.articles.push(*article);
            }
            Part::Page(page) => self.pages.push(*page),
        }
    }
}

fn parse_file(file: &File, files: &Files) -> (Part, Vec<Diagnostic>) {
    let source = files.sources.get(file.id);
    let mut reader = Reader::new(file.id, &source.text, 0);
    if source.text.trim().is_empty() && matches!(file.kind, FileKind::Records | FileKind::Article | FileKind::Page) {
        reader.fault(
            Diagnostic::new(Code::EmptyFile, Span::whole(file.id), "this file is empty")
                .help("fill it, or delete it if it is not needed"),
        );
        return (Part::Nothing, reader.faults);
    }
    let part = match file.kind {
        FileKind::Site => {
            let table = reader.parse(&source.text);
            let whole = Span::whole(file.id);
            Part::Site(Box::new(RawSite::read_table(table.into_inner(), whole, &mut reader)))
        }
        FileKind::Records => Part::Records(Box::new(Records::read(&source.text, &mut reader))),
        FileKind::Article => Part::Article(Box::new(read_text(file, &source.path, &source.text, &mut reader))),
        FileKind::Page => Part::Page(Box::new(read_text(file, &source.path, &source.text, &mut reader))),
    };
    (part, reader.faults)
}

/// The records of one file, of any kind.
#[derive(Default)]
struct Records {
    events: Vec<RawEvent>,
    actors: Vec<RawActor>,
    places: Vec<RawPlace>,
    sources: Vec<RawSource>,
    periods: Vec<RawPeriod>,
    topics: Vec<RawTopic>,
    timelines: Vec<RawTimeline>,
}

/// The tables that a file of records may hold.
const RECORDS: [&str; 7] = ["event", "actor", "place", "source", "period", "topic", "timeline"];

impl Records {
    fn read<'a>(text: &'a str, reader: &mut Reader<'a>) -> Self {
        let mut records = Records::default();
        let table = reader.parse(text);
        for (key, value) in table.into_inner() {
            match key.get_ref().as_ref() {
                "event" => records.events = list("event", value, reader),
                "actor" => records.actors = list("actor", value, reader),
                "place" => records.places = list("place", value, reader),
                "source" => records.sources = list("source", value, reader),
                "period" => records.periods = list("period", value, reader),
                "topic" => records.topics = list("topic", value, reader),
                "timeline" => records.timelines = list("timeline", value, reader),
                name => {
                    let span = reader.span(key.span());
                    let mut fault = Diagnostic::new(Code::UnknownKey, span, format!("`{name}` is no kind of record"));
                    fault = match nearest(name, RECORDS) {
                        Some(near) => fault.help(format!("did you mean `{near}`?")).fix(span, near),
                        None => fault.help(format!("records are tables such as `[[event]]`: {}", RECORDS.join(", "))),
                    };
                    reader.fault(fault);
                }
            }
        }
        records
    }
}

/// The records of one kind.
fn list<T: Field>(kind: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Vec<T> {
    if value.get_ref().is_array() {
        return Vec::<T>::read(kind, value, reader).unwrap_or_default();
    }
    let span = reader.span(value.span());
    reader.fault(
        Diagnostic::new(Code::WrongValue, span, format!("`{kind}` must be a list of tables"))
            .help(format!("begin each record with `[[{kind}]]`, in double brackets")),
    );
    match value.get_ref() {
        DeValue::Table(_) => T::read(kind, value, reader).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// What reads a front matter's table.
trait Head: Sized {
    fn read_head(table: toml::de::DeTable<'_>, span: Span, reader: &mut Reader<'_>) -> Self;
}

impl Head for RawArticleHead {
    fn read_head(table: toml::de::DeTable<'_>, span: Span, reader: &mut Reader<'_>) -> Self {
        Self::read_table(table, span, reader)
    }
}

impl Head for RawPageHead {
    fn read_head(table: toml::de::DeTable<'_>, span: Span, reader: &mut Reader<'_>) -> Self {
        Self::read_table(table, span, reader)
    }
}

/// Reads an article's or page's file: front matter between two lines `+++`, then the text.
fn read_text<H: Head>(file: &File, path: &str, text: &str, reader: &mut Reader<'_>) -> RawText<H> {
    let (stem, suffix) = split_name(path);
    let mut head = None;
    let mut begins = 0;
    match front_matter(text) {
        FrontMatter::None => {
            if yaml_fence(text) {
                reader.fault(
                    Diagnostic::new(
                        Code::FrontMatter,
                        Span::new(file.id, 0..3),
                        "this looks like front matter in YAML",
                    )
                    .help("write it in TOML between two lines `+++`, such as `title = \"…\"`; a ruled line is `***`"),
                );
            }
        }
        FrontMatter::Unclosed => {
            reader.fault(
                Diagnostic::new(Code::FrontMatter, Span::new(file.id, 0..3), "the front matter is not closed")
                    .help("end it with a line `+++`"),
            );
            // Most likely the text begins after a blank line; its faults are then found in the same run.
            begins = text.replace('\r', " ").find("\n\n").map_or(text.len(), |at| at + 2);
        }
        FrontMatter::Between(toml, after) => {
            begins = after;
            let mut inner = Reader::new(file.id, text, toml.start);
            let table = inner.parse(&text[toml]);
            head = Some(H::read_head(table.into_inner(), Span::new(file.id, 0..3), &mut inner));
            reader.faults.append(&mut inner.faults);
        }
    }
    RawText {
        file: file.id,
        stem,
        suffix,
        plain: path.ends_with(".txt"),
        head,
        body: Spanned::new(text[begins..].to_owned(), Span::new(file.id, begins..text.len())),
    }
}

enum FrontMatter {
    None,
    Unclosed,
    /// The range of the TOML, and where the text begins.
    Between(std::ops::Range<usize>, usize),
}

/// Finds the front matter. Markdown's own rules for it are not used: they would also take a `+++` block in mid-text.
fn front_matter(text: &str) -> FrontMatter {
    let mut at = 0;
    let mut begins = None;
    for line in text.split_inclusive('\n') {
        let fence = line.trim_end() == "+++";
        let end = at + line.len();
        match begins {
            None if fence => begins = Some(end),
            None => return FrontMatter::None,
            Some(start) if fence => return FrontMatter::Between(start..at, end),
            Some(_) => {}
        }
        at = end;
    }
    if begins.is_some() { FrontMatter::Unclosed } else { FrontMatter::None }
}

/// Whether a text begins as YAML front matter does: between two lines `---`, as other generators have it.
fn yaml_fence(text: &str) -> bool {
    let mut lines = text.lines();
    lines.next().is_some_and(|l| l.trim_end() == "---")
        && lines.next().is_some_and(|l| l.contains(':'))
        && lines.any(|l| l.trim_end() == "---")
}

/// A path's file name without its suffix, and the language suffix before that: `a/geneva.de.md` is `geneva`, `de`.
fn split_name(path: &str) -> (String, Option<String>) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.rsplit_once('.').map_or(name, |(s, _)| s);
    match stem.rsplit_once('.') {
        Some((stem, tag)) if is_language_tag(tag) => (stem.to_owned(), Some(tag.to_owned())),
        _ => (stem.to_owned(), None),
    }
}

/// Whether a word has the form of a language tag: `de`, `zh-Hans`, `pt-BR`.
fn is_language_tag(word: &str) -> bool {
    let mut parts = word.split('-');
    parts.next().is_some_and(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()))
        && parts.all(|p| (2..=8).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_alphanumeric()))
}
