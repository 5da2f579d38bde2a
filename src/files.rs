//! Files: everything that was read from the author's folder, told apart by its place and name.
//!
//! Never reads; the shell hands over names and bytes. A file that annals cannot use is a diagnostic, never ignored.

use std::sync::Arc;

use litemap::LiteMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{FileId, Sources, Span, forbidden};

/// What a file below `content/` is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `content/site.toml`.
    Site,
    /// Any other `.toml` file.
    Records,
    /// `.md` or `.txt` below `content/articles/`.
    Article,
    /// `.md` below `content/pages/`.
    Page,
}

/// A file that holds content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct File {
    /// Its text.
    pub id: FileId,
    /// What it is.
    pub kind: FileKind,
}

/// All files of a site.
#[derive(Debug, Default, Clone)]
pub struct Files {
    /// Every text, templates included, for diagnostics.
    pub sources: Sources,
    /// Content, in order of path.
    pub list: Vec<File>,
    /// Templates and strings, by their path below `templates/`.
    pub templates: Vec<(String, FileId)>,
    /// Files to copy, by their path below `static/`, with their length in bytes.
    pub statics: Vec<(String, u64)>,
    /// The content of those below `static/assets/`: they replace the theme's own and are named by their content.
    pub assets: Vec<(String, Arc<[u8]>)>,
    /// The width and height of pictures in pixels, by their path below `static/`.
    pub pictures: LiteMap<String, (u32, u32)>,
    /// The identities of all files that there are or were.
    ids: LiteMap<Arc<str>, FileId>,
    /// Why files are not used.
    refused: LiteMap<FileId, Diagnostic>,
    /// How long the texts were that were let go of, in bytes.
    let_go: u64,
}

/// What a file is now.
#[derive(Debug)]
pub enum Now {
    /// A text below `content/` or `templates/`, or anything that cannot be read, and why.
    Text(Result<Vec<u8>, Unusable>),
    /// A file below `static/`, with its length in bytes; its content if it belongs to the theme; its width and height in
    /// pixels if it is a picture.
    Static(u64, Option<Vec<u8>>, Option<(u32, u32)>),
    /// No file.
    Gone,
}

/// A file that changed.
#[derive(Debug)]
pub struct Change {
    /// Path below the site's root, with `/`.
    pub path: String,
    /// What it is now.
    pub now: Now,
}

/// What a change bears upon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// The text of a content file, whose place among the others stays.
    Text(File),
    /// Which content files there are.
    Content,
    /// A template or strings, by the path below `templates/`.
    Template(String),
    /// A file below `static/`, by its path there.
    Static(String),
}

/// A file as the shell read it.
#[derive(Debug)]
pub struct RawFile {
    /// Path below the site's root, with `/`.
    pub path: String,
    /// What was read, or why it could not be.
    pub bytes: Result<Vec<u8>, Unusable>,
}

/// Why a file's bytes are not there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unusable {
    /// It is larger than [`LARGEST_FILE`]: its length in bytes.
    TooLarge(u64),
    /// It cannot be read: why, in words that follow "it …".
    Unreadable(String),
}

/// The largest file that is read, in bytes.
pub const LARGEST_FILE: usize = 16 << 20;

impl Files {
    /// Sorts out what was read. Static files are known by name and length only.
    pub fn new(mut raw: Vec<RawFile>, mut statics: Vec<(String, u64)>) -> (Files, Vec<Diagnostic>) {
        raw.sort_by(|a, b| a.path.cmp(&b.path));
        statics.sort();
        let mut files = Files { statics, ..Files::default() };
        for file in raw {
            files.text(file.path, file.bytes, Sources::set);
        }
        let faults = files.faults().cloned().collect();
        (files, faults)
    }

    /// Takes in that a file changed. `store` puts the new text of a content file into the sources.
    pub fn change(&mut self, change: Change, store: impl FnOnce(&mut Sources, FileId, String)) -> Effect {
        let Change { path, now } = change;
        let below = path.strip_prefix("static/").map(str::to_owned);
        match (now, below) {
            (Now::Static(length, bytes, picture), Some(path)) => {
                match picture {
                    Some(size) => self.pictures.insert(path.clone(), size),
                    None => self.pictures.remove(&path),
                };
                self.forget(&format!("static/{path}"));
                place(&mut self.statics, path.clone(), Some(length).filter(|_| bytes.is_none()));
                place(&mut self.assets, path.clone(), bytes.map(Arc::from));
                Effect::Static(path)
            }
            (Now::Gone, Some(below)) => {
                self.pictures.remove(&below);
                self.forget(&path);
                place(&mut self.statics, below.clone(), None);
                place(&mut self.assets, below.clone(), None);
                Effect::Static(below)
            }
            (Now::Text(bytes), Some(below)) => {
                place(&mut self.statics, below.clone(), None);
                place(&mut self.assets, below.clone(), None);
                self.text(path, bytes, Sources::set);
                Effect::Static(below)
            }
            (Now::Text(bytes), None) => self.text(path, bytes, store),
            (Now::Gone | Now::Static(..), None) => {
                self.forget(&path);
                match path.strip_prefix("templates/") {
                    Some(name) => Effect::Template(name.to_owned()),
                    None => Effect::Content,
                }
            }
        }
    }

    /// Lets go of the texts below `content/`, when they have been read and all of their faults told.
    pub fn let_go_of_content(&mut self) {
        self.let_go = self.content_length();
        for file in &self.list {
            self.sources.set(file.id, "");
        }
    }

    /// How long all texts below `content/` are together, in bytes.
    pub fn content_length(&self) -> u64 {
        let texts = self.list.iter().map(|file| self.sources.get(file.id).text.len() as u64);
        texts.sum::<u64>() + self.let_go
    }

    /// Whether there is a file at a path below `content/` or `templates/`, be it usable or not.
    pub fn has(&self, path: &str) -> bool {
        let Some(id) = self.ids.get(path) else { return false };
        let is_listed = self.list.iter().any(|file| file.id == *id);
        is_listed || self.refused.contains_key(id) || self.templates.iter().any(|(_, other)| other == id)
    }

    /// Why files are not used.
    pub fn faults(&self) -> impl Iterator<Item = &Diagnostic> {
        self.refused.values()
    }

    /// Removes a file from all lists.
    fn forget(&mut self, path: &str) {
        let Some(id) = self.ids.get(path).copied() else { return };
        self.refused.remove(&id);
        self.list.retain(|file| file.id != id);
        self.templates.retain(|(_, other)| *other != id);
        self.sources.set(id, "");
    }

    fn text(
        &mut self,
        path: String,
        bytes: Result<Vec<u8>, Unusable>,
        store: impl FnOnce(&mut Sources, FileId, String),
    ) -> Effect {
        let template = path.strip_prefix("templates/").map(str::to_owned);
        let known = self.ids.get(path.as_str()).copied();
        let usable = match read(&path, bytes) {
            Ok(usable) => usable,
            Err(unfit) => {
                self.forget(&path);
                self.refuse(path, unfit);
                return template.map_or(Effect::Content, Effect::Template);
            }
        };
        let before = known.and_then(|id| self.list.iter().find(|file| file.id == id)).copied();
        let (kind, text) = usable;
        if let Some(file) = before {
            store(&mut self.sources, file.id, text);
            return Effect::Text(file);
        }
        self.forget(&path);
        let id = self.identity(path, text);
        match (kind, template) {
            (Some(kind), _) => {
                let place = |file: &File| &self.sources.get(file.id).path;
                let at = self.list.partition_point(|file| place(file) < &self.sources.get(id).path);
                self.list.insert(at, File { id, kind });
                Effect::Content
            }
            (None, Some(name)) => {
                place(&mut self.templates, name.clone(), Some(id));
                Effect::Template(name)
            }
            (None, None) => Effect::Content,
        }
    }

    /// The identity of a path, with a text.
    fn identity(&mut self, path: String, text: String) -> FileId {
        if let Some(id) = self.ids.get(path.as_str()) {
            self.sources.set(*id, text);
            return *id;
        }
        let path: Arc<str> = path.into();
        let id = self.sources.add(Arc::clone(&path), text);
        self.ids.insert(path, id);
        id
    }

    /// Notes why a file is not used.
    fn refuse(&mut self, path: String, unfit: Unfit) {
        let at = unfit.readable.len();
        let id = self.identity(path, unfit.readable);
        let span = Span::new(id, at..at);
        self.refused.insert(id, Diagnostic::new(unfit.code, span, unfit.message).help(unfit.help));
    }
}

/// Puts a value into a list that is sorted by name, or removes it.
fn place<T>(list: &mut Vec<(String, T)>, name: String, value: Option<T>) {
    match (list.binary_search_by(|(other, _)| other.cmp(&name)), value) {
        (Ok(at), Some(value)) => list[at].1 = value,
        (Ok(at), None) => {
            list.remove(at);
        }
        (Err(at), Some(value)) => list.insert(at, (name, value)),
        (Err(_), None) => {}
    }
}

/// What a file is and its text; no kind for templates.
fn read(path: &str, bytes: Result<Vec<u8>, Unusable>) -> Result<(Option<FileKind>, String), Unfit> {
    // Folders, too, may be unreadable, so this comes before what the name says.
    let bytes = bytes.map_err(Unusable::fault)?;
    let kind = match path.split_once('/') {
        Some(("templates", _)) => None,
        _ => {
            let kind = content_kind(path);
            Some(kind.map_err(|(message, help)| Unfit::new(Code::UnexpectedFile, message, help))?)
        }
    };
    Ok((kind, decode(bytes)?))
}

impl Unusable {
    fn fault(self) -> Unfit {
        match self {
            Unusable::TooLarge(length) => Unfit::too_large(length),
            Unusable::Unreadable(reason) => Unfit::new(
                Code::Unreadable,
                format!("this cannot be read: {reason}"),
                "mend it or its permissions, or remove it if it is not needed",
            ),
        }
    }
}

/// What a path below `content/` is, or what is wrong with its being there.
fn content_kind(path: &str) -> Result<FileKind, (String, String)> {
    let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
    let suffix = name.rsplit_once('.').map_or("", |(_, s)| s);
    let lower = suffix.to_lowercase();
    if suffix != lower && ["toml", "md", "txt"].contains(&lower.as_str()) {
        return Err((format!("the suffix `.{suffix}` is not in small letters"), format!("rename it to `.{lower}`")));
    }
    let below = |folder_name: &str| {
        folder == format!("content/{folder_name}") || folder.starts_with(&format!("content/{folder_name}/"))
    };
    match suffix {
        "toml" if path == "content/site.toml" => Ok(FileKind::Site),
        "toml" => Ok(FileKind::Records),
        "md" | "txt" if below("articles") => Ok(FileKind::Article),
        "md" if below("pages") => Ok(FileKind::Page),
        "md" | "txt" => Err((
            "a text stands where annals does not look for texts".to_owned(),
            "move it below `content/articles/` or, as `.md`, below `content/pages/`".to_owned(),
        )),
        "markdown" | "mdown" | "mkd" => Err((
            format!("annals reads Markdown from files that end in `.md`, not `.{suffix}`"),
            "rename it".to_owned(),
        )),
        _ => Err((
            "annals does not read this kind of file below `content/`".to_owned(),
            "records are `.toml`, articles `.md` or `.txt`; pictures belong into `static/media/`".to_owned(),
        )),
    }
}

/// Why a file is not used.
struct Unfit {
    code: Code,
    message: String,
    help: String,
    /// What can be shown of the file: what stands before the fault.
    readable: String,
}

impl Unfit {
    fn new(code: Code, message: impl Into<String>, help: impl Into<String>) -> Self {
        Unfit { code, message: message.into(), help: help.into(), readable: String::new() }
    }

    fn too_large(length: u64) -> Self {
        let message = format!("this file has {length} bytes, and annals reads at most {LARGEST_FILE} of one file");
        Unfit::new(Code::TooLarge, message, "split it into several files")
    }
}

/// Bytes to text: UTF-8, with or without a byte order mark.
fn decode(bytes: Vec<u8>) -> Result<String, Unfit> {
    if bytes.len() > LARGEST_FILE {
        return Err(Unfit::too_large(bytes.len() as u64));
    }
    let wide = bytes.starts_with(&[0xFF, 0xFE]) || bytes.starts_with(&[0xFE, 0xFF]);
    match String::from_utf8(bytes) {
        Ok(text) => match forbidden(&text) {
            Some((at, c)) => {
                let what = match c {
                    '\0' => "a null byte".to_owned(),
                    c => format!("the character U+{:04X}", u32::from(c)),
                };
                Err(Unfit {
                    readable: text[..at].to_owned(),
                    ..Unfit::new(
                        Code::Encoding,
                        format!("this file holds {what}, which has no place in a text"),
                        "remove it; or save the file as UTF-8 text, or move it out of this folder",
                    )
                })
            }
            None => Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)),
        },
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let bytes = error.into_bytes();
            let byte = bytes.get(at).copied().unwrap_or(0);
            let what = if wide { "it looks like UTF-16".to_owned() } else { format!("byte 0x{byte:02X} does not fit") };
            Err(Unfit {
                readable: String::from_utf8_lossy(&bytes[..at]).into_owned(),
                ..Unfit::new(
                    Code::Encoding,
                    format!("this file is not UTF-8: {what}"),
                    "save it as UTF-8 in your editor",
                )
            })
        }
    }
}
