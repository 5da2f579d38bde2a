//! What a build remembers, so that the next one need not do again what would come out the same.
//!
//! Beside the site lies a note: from which input it was made and what was said of it. If program, wishes and every byte
//! of the input are the same and every file of the site stands as it was written, nothing is left to do. A note that is
//! missing, damaged or of another site costs time and nothing else.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::os::unix::fs::MetadataExt;
use std::path::Path;

use litemap::LiteMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::build::Wishes;
use super::output::{Output, Summary};
use super::read::{self, FileBytes, InputFile, Root};
use crate::cores::{self, ANY};
use crate::diagnostic::Code;

/// What was built.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The hash of everything that it was made of.
    input: String,
    /// How many events it has.
    pub events: usize,
    /// How many articles.
    pub articles: usize,
    /// How many pages.
    pub pages: usize,
    /// How often each check warned, by code.
    warnings: BTreeMap<String, usize>,
}

impl Note {
    /// A note on a site that was made of input with this hash.
    pub fn new(input: &Input, counts: (usize, usize, usize), warnings: &LiteMap<Code, usize>) -> Note {
        let (events, articles, pages) = counts;
        let warnings = warnings.iter().map(|(code, count)| (code.id().to_owned(), *count)).collect();
        Note { input: input.whole.clone(), events, articles, pages, warnings }
    }

    /// As text.
    pub fn written(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers can be written as JSON")
    }

    /// How often each check warned; none if a check is unknown.
    pub fn warnings(&self) -> Option<LiteMap<Code, usize>> {
        let known = |(code, count): (&String, &usize)| Some((Code::find(code)?, *count));
        self.warnings.iter().map(known).collect()
    }
}

/// What a site is made of, as hashes.
#[derive(Debug)]
pub struct Input {
    /// Everything.
    whole: String,
    /// Everything but the records and texts: program, wishes, settings, templates and the author's own files.
    pub rest: String,
    /// The files that are copied, by their path below `static/`.
    pub copied: LiteMap<String, [u8; 32]>,
}

/// The note on a site that stands as it would be built from this input.
pub fn recall(output: &Path, protected: &[std::path::PathBuf], input: &Input) -> Option<(Note, Summary)> {
    let place = Output::open_noted(output, protected)?;
    let note: Note = serde_json::from_str(&place.recall()?).ok()?;
    (note.input == input.whole).then(|| place.stands()).flatten().map(|summary| (note, summary))
}

/// Whether a file holds records or texts, of which each page has its own.
fn is_of_records(path: &str) -> bool {
    path.starts_with("content/") && path != "content/site.toml"
}

/// What a site is made of. None where that cannot be told, as of a file that changed since it was looked at. Where the
/// clock decides as well, no note may be left.
pub fn input(root: &Root, files: &[InputFile], wishes: &Wishes) -> Option<Input> {
    let hashes = cores::try_each(files, ANY, &|file| of_file(root, file).ok_or(()));
    let mut copied = Vec::new();
    let mut rest = Sha256::new();
    rest.update(program()?);
    rest.update([wishes.drafts, wishes.strict, wishes.offline, wishes.for_publishing].map(u8::from));
    let mut records = Sha256::new();
    for (file, hash) in files.iter().zip(hashes.ok()?) {
        let part = if is_of_records(&file.path) { &mut records } else { &mut rest };
        part.update((file.path.len() as u64).to_le_bytes());
        part.update(file.path.as_bytes());
        part.update(hash);
        if let (FileBytes::OnDisk { .. }, Some(path)) = (&file.bytes, file.path.strip_prefix("static/")) {
            copied.push((path.to_owned(), hash));
        }
    }
    let rest = rest.finalize();
    records.update(rest);
    Some(Input { whole: hex(&records.finalize()), rest: hex(&rest), copied: copied.into_iter().collect() })
}

/// What tells one build of this program from another: version, and the file that it lies in.
fn program() -> Option<String> {
    let file = fs::metadata(std::env::current_exe().ok()?).ok()?;
    let version = env!("CARGO_PKG_VERSION");
    Some(format!("{version} {} {} {}.{:09}\n", file.ino(), file.len(), file.mtime(), file.mtime_nsec()))
}

fn of_file(root: &Root, file: &InputFile) -> Option<[u8; 32]> {
    match &file.bytes {
        FileBytes::Read(bytes) => Some(Sha256::digest(bytes).into()),
        FileBytes::OnDisk { length, picture, .. } => {
            let mut opened = root.open(Path::new(&file.path)).ok()?;
            let (hash, hashed) = of_disk(&mut opened).ok()?;
            opened.rewind().ok()?;
            // Pages say what was found at the first look.
            (hashed == *length && read::picture(&file.path, opened) == *picture).then_some(hash)
        }
    }
}

/// The hash of a file and its length.
fn of_disk(file: &mut File) -> io::Result<([u8; 32], u64)> {
    let (mut hash, mut all) = (Sha256::new(), 0);
    let mut piece = vec![0; 128 << 10];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok((hash.finalize().into(), all)),
            Ok(length) => {
                hash.update(&piece[..length]);
                all += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
}

/// Bytes in hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
