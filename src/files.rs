//! Files: everything that was read from the author's folder, told apart by its place and name.
//!
//! Never reads; the shell hands over names and bytes. A file that annals cannot use is a diagnostic, never ignored.

use crate::diagnostic::{Code, Diagnostic};
use crate::text::{FileId, Sources, Span};

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
#[derive(Debug, Clone, Copy)]
pub struct File {
    /// Its text.
    pub id: FileId,
    /// What it is.
    pub kind: FileKind,
}

/// All files of a site.
#[derive(Debug, Default)]
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
    pub assets: Vec<(String, Vec<u8>)>,
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
        let mut faults = Vec::new();
        for file in raw {
            files.add(file, &mut faults);
        }
        (files, faults)
    }

    fn add(&mut self, file: RawFile, faults: &mut Vec<Diagnostic>) {
        let path = file.path;
        // Folders, too, may be unreadable, so this comes before what the name says.
        let bytes = match file.bytes {
            Ok(bytes) => bytes,
            Err(reason) => return self.refuse(path, reason.fault(), faults),
        };
        let kind = match path.split_once('/') {
            Some(("templates", _)) => None,
            _ => match content_kind(&path) {
                Ok(kind) => Some(kind),
                Err((message, help)) => {
                    return self.refuse(path, Unfit::new(Code::UnexpectedFile, message, help), faults);
                }
            },
        };
        let text = match decode(bytes) {
            Ok(text) => text,
            Err(fault) => return self.refuse(path, fault, faults),
        };
        let template = path.strip_prefix("templates/").map(str::to_owned);
        let id = self.sources.add(path, text);
        match (kind, template) {
            (Some(kind), _) => self.list.push(File { id, kind }),
            (None, Some(name)) => self.templates.push((name, id)),
            (None, None) => {}
        }
    }

    /// Notes why a file is not used.
    fn refuse(&mut self, path: String, unfit: Unfit, faults: &mut Vec<Diagnostic>) {
        let at = unfit.readable.len();
        let span = Span::new(self.sources.add(path, unfit.readable), at..at);
        faults.push(Diagnostic::new(unfit.code, span, unfit.message).help(unfit.help));
    }
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
        Ok(text) => match text.find('\0') {
            Some(at) => Err(Unfit {
                readable: text[..at].to_owned(),
                ..Unfit::new(
                    Code::Encoding,
                    "this file holds a null byte, so it is no text",
                    "save it as UTF-8 text, or move it out of this folder",
                )
            }),
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
