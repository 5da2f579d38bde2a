//! Theme: templates, interface strings and assets, the built-in ones overlaid file by file by the author's.
//!
//! The built-in theme is this repository's own `templates/` and `static/`, embedded in the program.

mod faults;
mod words;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use include_dir::{Dir, include_dir};
use litemap::LiteMap;
use sha2::{Digest, Sha256};
use tera::Tera;

use crate::diagnostic::{Code, Diagnostic, nearest};
use crate::files::Files;
use crate::text::{FileId, Span};

pub use faults::rendering_fault;
pub use words::TemplateWords;

static TEMPLATES: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/templates");
static STATIC: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// A complete theme.
pub struct Theme {
    /// The templates, ready to render.
    pub tera: Tera,
    /// Files of the theme that are served: by their path on the site.
    pub files: LiteMap<String, Cow<'static, [u8]>>,
    /// Names of assets below `assets/` and the paths at which they are served, which carry a part of their hash.
    assets: BTreeMap<String, String>,
    /// Templates of the author, for the places of faults.
    own: LiteMap<String, FileId>,
    /// The words of the templates of pages.
    pub words: TemplateWords,
}

impl Theme {
    /// Lays the author's files over the built-in ones and reads all templates.
    pub fn new(files: &Files) -> (Theme, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        let own: LiteMap<String, FileId> = files.templates.iter().cloned().collect();
        let mut texts: BTreeMap<String, String> = builtin_templates();
        faults.extend(faults::unknown_templates(&own, &texts, files));
        for (name, id) in &own {
            if !is_strings(name) {
                texts.insert(name.clone(), files.sources.get(*id).text.to_string());
            }
        }
        // The templates of pages stand at the top.
        let pages = texts.keys().filter(|name| !name.contains('/')).map(String::as_str);
        let words = TemplateWords::of(pages, &texts);
        let tera = load(texts, &own, files, &mut faults);
        let (served, assets) = served(files);
        (Theme { tera, files: served, assets, own, words }, faults)
    }

    /// The path at which an asset is served: `assets/annals.css` as `assets/annals-1a2b3c4d.css`.
    pub fn asset(&self, name: &str) -> Option<&str> {
        self.assets.get(name).map(String::as_str)
    }

    /// The author's template of a name.
    pub fn own_template(&self, name: &str) -> Option<FileId> {
        self.own.get(name).copied()
    }
}

/// The names of the built-in templates, in order.
pub fn builtin_names() -> Vec<String> {
    builtin_templates().into_keys().collect()
}

/// The interface strings that stand for a language, the built-in ones before the author's: file names and texts.
pub fn strings<'a>(tag: &str, files: &'a Files) -> Vec<(String, &'a str)> {
    let mut found = Vec::new();
    // A language without strings of its own uses English ones; one with some falls back to English for the rest.
    let short = tag.split('-').next().unwrap_or(tag);
    let mut wanted = vec!["en"];
    for name in [short, tag] {
        if !wanted.contains(&name) {
            wanted.push(name);
        }
    }
    for name in wanted {
        let path = format!("strings/{name}.ftl");
        if let Some(text) = TEMPLATES.get_file(&path).and_then(|f| f.contents_utf8()) {
            found.push((path.clone(), text));
        }
        if let Some((_, id)) = files.templates.iter().find(|(n, _)| *n == path) {
            found.push((path, &*files.sources.get(*id).text));
        }
    }
    found
}

/// Languages in which the theme lacks words that it has in English.
pub fn missing_strings(tags: &[String], files: &Files) -> Vec<Diagnostic> {
    let keys = |text: &str| -> BTreeSet<String> {
        let lines = text.lines().filter_map(|l| l.split_once(" ="));
        lines.map(|(key, _)| key.to_owned()).filter(|key| !key.starts_with([' ', '#', '-'])).collect()
    };
    let english: BTreeSet<String> = strings("en", files).iter().flat_map(|(_, text)| keys(text)).collect();
    let optional = |key: &String| key.starts_with("lang_") || key.starts_with("city-");
    let mut faults = Vec::new();
    for tag in tags.iter().filter(|t| *t != "en" && !t.starts_with("en-")) {
        let own = strings(tag, files).into_iter().filter(|(name, _)| name != "strings/en.ftl");
        let has: BTreeSet<String> = own.flat_map(|(_, text)| keys(text)).collect();
        let missing = english.iter().filter(|key| !optional(key) && !has.contains(*key)).count();
        if missing > 0 {
            let message = format!("the theme lacks {missing} of its words in `{tag}`; they stand in English");
            let help = format!("put them into `templates/strings/{tag}.ftl`, or allow the check `missing-strings`");
            faults.push(Diagnostic::without_place(Code::MissingStrings, message).help(help));
        }
    }
    faults
}

fn is_strings(name: &str) -> bool {
    name.starts_with("strings/") && name.ends_with(".ftl")
}

fn builtin_templates() -> BTreeMap<String, String> {
    let mut all = BTreeMap::new();
    walk(&TEMPLATES, &mut |path, bytes| {
        if let Ok(text) = std::str::from_utf8(bytes)
            && !is_strings(path)
        {
            all.insert(path.to_owned(), text.to_owned());
        }
    });
    all
}

fn walk(dir: &Dir<'static>, found: &mut impl FnMut(&str, &'static [u8])) {
    for file in dir.files() {
        if let Some(path) = file.path().to_str() {
            found(&path.replace('\\', "/"), file.contents());
        }
    }
    for dir in dir.dirs() {
        walk(dir, found);
    }
}

/// How many `elif` a template may have: the parser calls itself for each.
const MOST_CHAINED: usize = 500;

/// Reads all templates. A faulty one is reported and replaced by the built-in one, so that the next fault shows too.
fn load(
    mut texts: BTreeMap<String, String>,
    own: &LiteMap<String, FileId>,
    files: &Files,
    faults: &mut Vec<Diagnostic>,
) -> Tera {
    let builtin = builtin_templates();
    for (name, id) in own {
        if let Some((at, _)) = texts.get(name).and_then(|text| text.match_indices("elif").nth(MOST_CHAINED)) {
            let message = format!("the template has more than {MOST_CHAINED} `elif`");
            let fault = Diagnostic::new(Code::TooLarge, place(files, *id, at..at + 4), message);
            faults.push(fault.help("divide the template into components"));
            texts.insert(name.clone(), builtin.get(name).cloned().unwrap_or_default());
        }
    }
    for _ in 0..=texts.len() {
        let mut tera = Tera::default();
        let Err(error) = tera.add_raw_templates(texts.iter().map(|(n, t)| (n.as_str(), t.as_str()))) else {
            return tera;
        };
        let (fault, culprit) = faults::loading_fault(&error, own, files);
        faults.push(fault);
        match culprit
            .and_then(|name| Some((name.clone(), own.contains_key(&name).then(|| builtin.get(&name).cloned())?)))
        {
            Some((name, Some(text))) => {
                texts.insert(name, text);
            }
            Some((name, None)) => {
                texts.insert(name, String::new());
            }
            None => break,
        }
    }
    Tera::default()
}

type Served = (LiteMap<String, Cow<'static, [u8]>>, BTreeMap<String, String>);

/// The theme's files as they are served: style sheets and scripts below `assets/` carry a part of their hash in their
/// names, so that a host may let readers keep them for ever.
fn served(files: &Files) -> Served {
    let mut contents = Vec::new();
    let own: Vec<&str> = files.statics.iter().map(|(path, _)| path.as_str()).collect();
    walk(&STATIC, &mut |path, bytes| {
        if !own.contains(&path) {
            contents.push((path.to_owned(), Cow::Borrowed(bytes)));
        }
    });
    contents.extend(files.assets.iter().map(|(path, bytes)| (path.clone(), Cow::Owned(bytes.to_vec()))));
    let contents: LiteMap<String, Cow<'static, [u8]>> = contents.into_iter().collect();
    let mut served = Vec::new();
    let mut names = BTreeMap::new();
    for (path, bytes) in contents {
        let at = match path.rsplit_once('.') {
            Some((stem, suffix @ ("css" | "js"))) if path.starts_with("assets/") => {
                format!("{stem}-{}.{suffix}", short_hash(&bytes))
            }
            _ => path.clone(),
        };
        names.insert(path, at.clone());
        served.push((at, bytes));
    }
    (served.into_iter().collect(), names)
}

/// The first eight hexadecimal digits of a SHA-256.
fn short_hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(4).map(|b| format!("{b:02x}")).collect()
}

/// The built-in template nearest to a name.
fn nearest_template<'a>(name: &str, texts: &'a BTreeMap<String, String>) -> Option<&'a str> {
    nearest(name, texts.keys().map(String::as_str))
}

/// A fault of a template that belongs to no place in the author's files.
fn placeless(message: String) -> Diagnostic {
    Diagnostic::without_place(Code::Template, message)
}

/// A place in an author's template.
fn place(files: &Files, id: FileId, range: std::ops::Range<usize>) -> Span {
    let length = files.sources.get(id).text.len();
    Span::new(id, range.start.min(length)..range.end.min(length))
}
