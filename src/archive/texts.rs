//! Articles and pages out of files: which files are translations of each other, and what a text without a title is called.

use std::collections::BTreeMap;
use std::sync::Arc;

use litemap::LiteMap;

use super::model::Lang;
use super::parts::{file_lang, file_of_unknown_language};
use crate::diagnostic::{Code, Diagnostic};
use crate::draft::{Date, Print, RawText, Text};
use crate::files::Files;
use crate::id::Id;
use crate::markdown::{self, Leads, Syntax};
use crate::text::{Span, Spanned};

/// The files of one article or page, the first language's first.
#[derive(Debug)]
pub struct Group<H> {
    /// Its name in addresses.
    pub id: Id,
    /// Whether it is a draft.
    pub draft: Option<Spanned<bool>>,
    /// Until when it is held back.
    pub embargo: Option<Date>,
    /// Its files by language.
    pub files: Vec<(Lang, Arc<RawText<H>>)>,
}

impl<H> Clone for Group<H> {
    fn clone(&self) -> Self {
        Group { id: self.id.clone(), draft: self.draft, embargo: self.embargo.clone(), files: self.files.clone() }
    }
}

impl<H> Group<H> {
    /// What tells one state of its files from another.
    pub fn print(&self) -> Print {
        let files = self.files.iter().map(|(lang, text)| (lang.index(), text.print));
        Print::of(files.collect::<Vec<_>>())
    }
}

/// What a front matter says of the text as a whole, or of one version of it.
#[derive(Debug, Default, Clone)]
pub struct Head {
    /// Its name in addresses.
    pub slug: Option<Text>,
    /// Whether it is a draft.
    pub draft: Option<Spanned<bool>>,
    /// Until when it is held back.
    pub embargo: Option<Date>,
}

/// The files of one text by language.
type Versions<H> = LiteMap<Lang, Arc<RawText<H>>>;

/// Groups files by folder and name; the language suffix tells the translations.
pub fn group<H>(
    texts: Vec<Arc<RawText<H>>>,
    files: &Files,
    languages: &[String],
    head: impl Fn(&H) -> Head,
    faults: &mut Vec<Diagnostic>,
) -> Vec<Group<H>> {
    // By folder and name, which hold no null: where the versions are.
    let mut places: BTreeMap<String, usize> = BTreeMap::new();
    let mut groups: Vec<Versions<H>> = Vec::new();
    for text in texts {
        let Some(lang) = file_lang(text.suffix.as_deref(), languages) else {
            let tag = text.suffix.as_deref().unwrap_or_default();
            faults.push(file_of_unknown_language(text.file, tag, languages));
            continue;
        };
        let path = &files.sources.get(text.file).path;
        let folder = path.rsplit_once('/').map_or("", |(f, _)| f);
        let place = *places.entry(format!("{folder}\0{}", text.stem)).or_insert(groups.len());
        if place == groups.len() {
            groups.push(Versions::new());
        }
        let versions = &mut groups[place];
        if let Some(other) = versions.get(&lang) {
            let other_path = files.sources.get(other.file).path.to_string();
            faults.push(
                Diagnostic::new(
                    Code::DuplicateId,
                    Span::whole(text.file),
                    "two files hold the same text in the same language",
                )
                .help(format!("keep this one or `{other_path}`, or rename one of them")),
            );
            continue;
        }
        versions.insert(lang, text);
    }
    let mut named: BTreeMap<Id, Span> = BTreeMap::new();
    let mut result = Vec::new();
    for place in places.into_values() {
        let files = std::mem::take(&mut groups[place]).into_tuple_vec();
        let main = &files[0].1;
        let Head { slug, draft, embargo } = main.head.as_ref().map(&head).unwrap_or_default();
        let Some(id) = name(&main.stem, slug, main.file, faults) else { continue };
        if let Some(other) = named.get(&id) {
            faults.push(
                Diagnostic::new(Code::DuplicateId, Span::whole(main.file), format!("two texts are named `{id}`"))
                    .also(*other, "the first is here")
                    .help("rename one of the files, or give one a `slug`"),
            );
            continue;
        }
        named.insert(id.clone(), Span::whole(main.file));
        result.push(Group { id, draft, embargo, files });
    }
    result.sort_unstable_by(|a, b| a.id.cmp(&b.id));
    result
}

/// The name in addresses: the slug, or the file's name.
fn name(stem: &str, slug: Option<Text>, file: crate::text::FileId, faults: &mut Vec<Diagnostic>) -> Option<Id> {
    if let Some(slug) = slug {
        return match Id::from_words(&slug.value) {
            Some(id) if id.as_str() == slug.value => Some(id),
            other => {
                let fault =
                    Diagnostic::new(Code::BadId, slug.span, format!("the slug `{}` cannot be used", slug.value));
                faults.push(match &other {
                    Some(id) => fault.help(format!("write `{id}`")),
                    None => fault.help("write small letters, digits and single hyphens"),
                });
                other
            }
        };
    }
    let id = Id::from_words(stem);
    if id.is_none() {
        faults.push(
            Diagnostic::new(
                Code::BadId,
                Span::whole(file),
                "this file's name holds no letter or digit to name the text by",
            )
            .help("rename it, or give it a `slug` in its front matter"),
        );
    }
    id
}

/// The longest title that is made of running text, in characters.
const LONGEST_TITLE: usize = 90;
/// The longest heading that serves as title, in bytes: it stands in every list of the site.
const LONGEST_HEADING: usize = 1_000;

/// What a text is called that has no title of its own, and where its body begins then: after the heading or the line
/// that serves as title, or at 0 if the title is only the beginning of the text.
pub fn stand_in_title<H>(text: &RawText<H>, leads: Leads<'_>) -> (String, usize) {
    let body = text.body.value.as_str();
    let begins = body.len() - body.trim_start().len();
    let line = body[begins..].lines().next().unwrap_or("").trim_end();
    let words = words(line, text.plain, leads);
    let is_title = match text.plain {
        false => line.starts_with("# ") && line.len() <= LONGEST_HEADING,
        true => text.head.is_none() && line.chars().count() <= LONGEST_TITLE && !line.ends_with('.'),
    };
    let rest = if is_title && !line.is_empty() { begins + line.len() } else { 0 };
    match words.as_str() {
        "" => (text.stem.replace(['-', '_'], " "), rest),
        _ if rest > 0 => (words, rest),
        _ => (shorten(&words), 0),
    }
}

/// The words of a line, without its marks. Names of records stand for themselves; those that may be held back are left out.
fn words(line: &str, plain: bool, leads: Leads<'_>) -> String {
    let syntax = if plain { Syntax::Paragraphs } else { Syntax::Markdown };
    let options = markdown::Options { syntax, ..markdown::Options::default() };
    markdown::plain(line, &options, &|kind, id| leads(kind, id).then(|| id.to_owned()))
}

/// The first sentence, cut at a word where it is long.
fn shorten(line: &str) -> String {
    let sentence = line.split_inclusive(". ").next().unwrap_or(line).trim_end();
    if sentence.chars().count() <= LONGEST_TITLE {
        return sentence.trim_end_matches('.').to_owned();
    }
    let mut short = String::new();
    for word in sentence.split_whitespace() {
        if short.chars().count() + word.chars().count() + 1 > LONGEST_TITLE {
            break;
        }
        if !short.is_empty() {
            short.push(' ');
        }
        short.push_str(word);
    }
    if short.is_empty() {
        short = sentence.chars().take(LONGEST_TITLE).collect();
    }
    short.push('…');
    short
}
