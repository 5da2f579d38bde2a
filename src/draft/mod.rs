//! Draft: what the author wrote, parsed and typed, each value remembering its place. Nothing is looked up yet.
//!
//! Reading never stops at a fault: every file, every record and every key is looked at.

mod dots;
mod front_matter;
mod print;
pub mod reader;
mod records;
mod site;
mod table;

pub use print::Print;
pub use reader::{Data, DateText, Extra, OneOf, Text, Translations, Word};
pub use records::*;
pub use site::*;

use std::sync::Arc;

use crate::cores;
use crate::diagnostic::{Code, Diagnostic, Faults, nearest};
use crate::files::{File, FileKind, Files};
use crate::text::{FileId, Span, Spanned};
use front_matter::{FrontMatter, Overlooked};
use reader::{Field, Reader, Value};
use toml::de::DeValue;

/// Everything that the author wrote. Records are shared with the [`Part`]s that they come from.
#[derive(Debug, Default)]
pub struct Draft {
    /// `content/site.toml`, if it could be read.
    pub site: Option<Arc<RawSite>>,
    /// All events, those in articles' front matter included, in order of file and line.
    pub events: Vec<Declared>,
    /// All actors.
    pub actors: Vec<Arc<RawActor>>,
    /// All places.
    pub places: Vec<Arc<RawPlace>>,
    /// All sources.
    pub sources: Vec<Arc<RawSource>>,
    /// All periods.
    pub periods: Vec<Arc<RawPeriod>>,
    /// All topics.
    pub topics: Vec<Arc<RawTopic>>,
    /// All timelines.
    pub timelines: Vec<Arc<RawTimeline>>,
    /// Articles and their translations, a file each.
    pub articles: Vec<Arc<RawText<RawArticleHead>>>,
    /// Pages and their translations, a file each.
    pub pages: Vec<Arc<RawText<RawPageHead>>>,
    /// Whether the clock decides what is built: something is or was under embargo.
    pub is_timed: bool,
}

/// An event and the file of the article that declares it, if one does.
#[derive(Debug, Clone)]
pub struct Declared {
    /// The event.
    pub raw: Arc<RawEvent>,
    /// The article's file.
    pub article: Option<FileId>,
}

/// What one file holds, and its faults.
#[derive(Debug, Default, Clone)]
pub struct Part {
    /// The site's settings.
    pub site: Option<Arc<RawSite>>,
    /// Its events.
    pub events: Vec<Declared>,
    /// Its actors.
    pub actors: Vec<Arc<RawActor>>,
    /// Its places.
    pub places: Vec<Arc<RawPlace>>,
    /// Its sources.
    pub sources: Vec<Arc<RawSource>>,
    /// Its periods.
    pub periods: Vec<Arc<RawPeriod>>,
    /// Its topics.
    pub topics: Vec<Arc<RawTopic>>,
    /// Its timelines.
    pub timelines: Vec<Arc<RawTimeline>>,
    /// The article that it is.
    pub article: Option<Arc<RawText<RawArticleHead>>>,
    /// The page that it is.
    pub page: Option<Arc<RawText<RawPageHead>>>,
    /// Whether it holds an embargo.
    pub is_timed: bool,
    /// What is wrong in it.
    pub faults: Vec<Diagnostic>,
}

/// One file of running text with its front matter.
#[derive(Debug, Clone)]
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
    /// What tells one state of the file from another.
    pub print: Print,
}

/// How many files are parsed before their faults are looked through: each may have many, of which the site as a whole keeps
/// some.
const AT_ONCE: usize = 512;

/// Parses all files. The order of records is that of paths and lines, whatever the number of threads.
pub fn parse(files: &Files) -> (Draft, Vec<Diagnostic>) {
    let mut draft = Draft::default();
    let mut faults = Faults::of_a_site();
    for some in files.list.chunks(AT_ONCE) {
        for mut part in cores::each(some, 1, &|file| parse_file(file, files)) {
            faults.extend(part.faults.drain(..));
            draft.add(part);
        }
    }
    (draft, faults.into_list("site"))
}

impl Draft {
    /// Adds what a file holds. Files come in order of path.
    pub fn add(&mut self, part: Part) {
        self.site = part.site.or(self.site.take());
        self.events.extend(part.events);
        self.actors.extend(part.actors);
        self.places.extend(part.places);
        self.sources.extend(part.sources);
        self.periods.extend(part.periods);
        self.topics.extend(part.topics);
        self.timelines.extend(part.timelines);
        self.articles.extend(part.article);
        self.pages.extend(part.page);
        self.is_timed |= part.is_timed;
    }
}

/// Parses one file.
pub fn parse_file(file: &File, files: &Files) -> Part {
    let source = files.sources.get(file.id);
    let _turn = dots::turn(&source.text);
    let mut reader = Reader::new(file.id, &source.text, 0);
    let mut part = Part::default();
    if source.text.trim().is_empty() && matches!(file.kind, FileKind::Records | FileKind::Article | FileKind::Page) {
        reader.fault(
            Diagnostic::new(Code::EmptyFile, Span::whole(file.id), "this file is empty")
                .help("fill it, or delete it if it is not needed"),
        );
        part.faults = reader.faults.into_list("file");
        return part;
    }
    match file.kind {
        FileKind::Site => {
            let table = reader.parse(&source.text);
            let whole = Span::whole(file.id);
            part.site = Some(Arc::new(RawSite::read_table(table.into_inner(), whole, &mut reader)));
        }
        FileKind::Records => part.read_records(&source.text, &mut reader),
        FileKind::Article => {
            let mut text: RawText<RawArticleHead> = read_text(file, &source.path, &source.text, &mut reader);
            let events = text.head.as_mut().and_then(|head| head.event.take()).unwrap_or_default();
            let declared =
                |raw| Declared { raw: Arc::new(RawEvent { print: text.print, ..raw }), article: Some(file.id) };
            part.events = events.into_iter().map(declared).collect();
            part.article = Some(Arc::new(text));
        }
        FileKind::Page => part.page = Some(Arc::new(read_text(file, &source.path, &source.text, &mut reader))),
    }
    part.is_timed = reader.is_timed;
    part.faults = reader.faults.into_list("file");
    part
}

/// Parses a stretch of a file of records by itself. `None` unless it is sound TOML that holds one record and nothing
/// else, beginning with its `[[…]]`: then the file around it means what it meant before.
pub fn parse_record(id: FileId, text: &str) -> Option<Part> {
    if !text.starts_with("[[") {
        return None;
    }
    let mut reader = Reader::new(id, text, 0);
    let mut part = Part::default();
    part.read_records(text, &mut reader);
    part.is_timed = reader.is_timed;
    part.faults = reader.faults.into_list("record");
    let sound = part.faults.iter().all(|f| f.code != Code::TomlSyntax && f.code != Code::UnknownKey);
    (sound && part.starts().is_some_and(|starts| starts.len() == 1)).then_some(part)
}

/// The tables that a file of records may hold.
const RECORDS: [&str; 7] = ["event", "actor", "place", "source", "period", "topic", "timeline"];

impl Part {
    fn read_records<'a>(&mut self, text: &'a str, reader: &mut Reader<'a>) {
        let table = reader.parse(text);
        for (key, value) in table.into_inner() {
            match key.get_ref().as_ref() {
                "event" => {
                    let events = list("event", value, reader);
                    self.events = events.into_iter().map(|raw| Declared { raw, article: None }).collect();
                }
                "actor" => self.actors = list("actor", value, reader),
                "place" => self.places = list("place", value, reader),
                "source" => self.sources = list("source", value, reader),
                "period" => self.periods = list("period", value, reader),
                "topic" => self.topics = list("topic", value, reader),
                "timeline" => self.timelines = list("timeline", value, reader),
                name if front_matter::would_hold_back(name) => {
                    reader.fault(front_matter::holds_nothing(reader.span(key.span()), name, "a file of records"));
                }
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
    }

    /// Where the tables of its records begin; `None` for files of another sort.
    pub fn starts(&self) -> Option<Vec<Span>> {
        if self.site.is_some() || self.article.is_some() || self.page.is_some() {
            return None;
        }
        let mut starts: Vec<Span> = self.events.iter().map(|e| e.raw.span).collect();
        starts.extend(self.actors.iter().map(|r| r.span));
        starts.extend(self.places.iter().map(|r| r.span));
        starts.extend(self.sources.iter().map(|r| r.span));
        starts.extend(self.periods.iter().map(|r| r.span));
        starts.extend(self.topics.iter().map(|r| r.span));
        starts.extend(self.timelines.iter().map(|r| r.span));
        Some(starts)
    }

    /// Puts a record in the place of the one of the same kind whose table `is_old` tells by where it begins. Says
    /// whether there was one.
    pub fn put(&mut self, record: Part, is_old: impl Fn(Span) -> bool) -> bool {
        fn put<T>(list: &mut [T], new: Vec<T>, is_old: impl Fn(&T) -> bool) -> bool {
            let old = list.iter_mut().find(|old| is_old(old));
            old.zip(new.into_iter().next()).map(|(old, new)| *old = new).is_some()
        }
        self.faults.extend(record.faults);
        self.is_timed |= record.is_timed;
        put(&mut self.events, record.events, |old| is_old(old.raw.span))
            || put(&mut self.actors, record.actors, |old| is_old(old.span))
            || put(&mut self.places, record.places, |old| is_old(old.span))
            || put(&mut self.sources, record.sources, |old| is_old(old.span))
            || put(&mut self.periods, record.periods, |old| is_old(old.span))
            || put(&mut self.topics, record.topics, |old| is_old(old.span))
            || put(&mut self.timelines, record.timelines, |old| is_old(old.span))
    }
}

/// The records of one kind.
fn list<T: Field>(kind: &str, value: Value<'_>, reader: &mut Reader<'_>) -> Vec<Arc<T>> {
    if value.get_ref().is_array() {
        return Vec::<T>::read(kind, value, reader).unwrap_or_default().into_iter().map(Arc::new).collect();
    }
    let span = reader.span(value.span());
    reader.fault(
        Diagnostic::new(Code::WrongValue, span, format!("`{kind}` must be a list of tables"))
            .help(format!("begin each record with `[[{kind}]]`, in double brackets")),
    );
    match value.get_ref() {
        DeValue::Table(_) => T::read(kind, value, reader).map(Arc::new).into_iter().collect(),
        _ => Vec::new(),
    }
}

impl RawArticleHead {
    /// The keys that have no effect in the file of a translation, and where they stand.
    pub fn overruled(&self) -> Vec<(&'static str, Span)> {
        let first = |list: &Option<Vec<Text>>| list.as_ref().and_then(|list| list.first()).map(|text| text.span);
        let keys = [
            ("date", self.date.as_ref().map(|date| date.span)),
            ("updated", self.updated.as_ref().map(|date| date.span)),
            ("authors", first(&self.authors)),
            ("slug", self.slug.as_ref().map(|text| text.span)),
            ("events", first(&self.events)),
            ("actors", first(&self.actors)),
            ("places", first(&self.places)),
            ("topics", first(&self.topics)),
            ("sources", self.sources.as_ref().and_then(|list| list.first()).map(RawCitation::span)),
            ("corrections", self.corrections.as_ref().and_then(|list| list.first()).map(|one| one.span)),
            ("aliases", first(&self.aliases)),
            ("extra", self.extra.as_ref().map(|_| self.span)),
        ];
        keys.into_iter().filter_map(|(key, span)| Some((key, span?))).collect()
    }
}

impl RawPageHead {
    /// As [`RawArticleHead::overruled`].
    pub fn overruled(&self) -> Vec<(&'static str, Span)> {
        let keys = [
            ("slug", self.slug.as_ref().map(|text| text.span)),
            ("order", self.order.as_ref().map(|order| order.span)),
            ("aliases", self.aliases.as_ref().and_then(|list| list.first()).map(|text| text.span)),
            ("extra", self.extra.as_ref().map(|_| self.span)),
        ];
        keys.into_iter().filter_map(|(key, span)| Some((key, span?))).collect()
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
    let plain = path.ends_with(".txt");
    let mut head = None;
    let mut begins = 0;
    match front_matter::find(text) {
        FrontMatter::None => {}
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
            reader.is_timed |= inner.is_timed;
            reader.faults.extend(inner.faults.into_list("front matter"));
        }
    }
    // What holds a text back must never pass for a part of it.
    if let Some(Overlooked { place, message, help }) = front_matter::overlooked(&text[begins..], head.is_some()) {
        let place = Span::new(file.id, begins + place.start..begins + place.end);
        reader.fault(Diagnostic::new(Code::FrontMatter, place, message).help(help));
    }
    RawText {
        file: file.id,
        // A title may be made of the name, and the suffix says how the text is read.
        print: Print::of((text, plain, &stem, &suffix)),
        stem,
        suffix,
        plain,
        head,
        body: Spanned::new(text[begins..].to_owned(), Span::new(file.id, begins..text.len())),
    }
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
