//! A note about the site, left beside it for the next run, by which that one may know that nothing is to be done.
//!
//! It holds for one state of the site: that with the manifest whose hash stands in its first line. The second line says
//! of the whole what can be told at once, and what follows says the same of each page. What they say is their writer's
//! business. Nothing depends on it but time, so that no fault of it is an error.

use std::fmt;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufRead as _, BufReader, BufWriter, Read as _, Write as _};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::place::{OldSite, Place, status};
use super::tree::above;
use super::{MANIFEST, Options, Output, Summary};
use crate::cores;
use crate::release::Entry;
use crate::shell::memory::hex;
use crate::shell::publish::beneath;
use crate::shell::publish::release::LONGEST as LONGEST_MANIFEST;

/// The longest note on the whole that is read, in bytes.
const LONGEST: u64 = 1 << 20;

/// Writes the note on all pages, which is long.
pub type Pages = Box<dyn Fn(&mut dyn io::Write) -> io::Result<()> + Send + Sync>;

/// A note to be left.
pub(super) struct Note {
    whole: String,
    pages: Pages,
}

impl fmt::Debug for Note {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Note").field("whole", &self.whole).finish_non_exhaustive()
    }
}

impl Output {
    /// Opens a folder as [`Output::open`] does, if a note lies beside it.
    pub fn open_noted(output: &Path, protected: &[PathBuf]) -> Option<Output> {
        let options = Options::default();
        let place = Place::find(output, protected, options.home.as_deref()).ok()?;
        status(&place.note).ok()??;
        Output::open_with(output, protected, options).ok()
    }

    /// The note on the whole that the last run left about the site as it is.
    pub fn recall(&self) -> Option<String> {
        self.open_note().map(|(whole, _)| whole)
    }

    /// The note on all pages, if it has at most so many bytes.
    pub fn recall_pages(&self, longest: u64) -> Option<Vec<u8>> {
        let (_, pages) = self.open_note()?;
        let mut bytes = Vec::new();
        pages.take(longest.saturating_add(1)).read_to_end(&mut bytes).ok()?;
        (bytes.len() as u64 <= longest).then_some(bytes)
    }

    /// The note on the whole, and the file where that on the pages begins.
    fn open_note(&self) -> Option<(String, BufReader<File>)> {
        let file = beneath::open(self.place.parent(), self.place.note.file_name()?).ok()?;
        let mut file = BufReader::new(file);
        let mut line = || {
            let mut line = String::new();
            file.by_ref().take(LONGEST).read_line(&mut line).ok()?;
            line.strip_suffix('\n').map(ToOwned::to_owned)
        };
        let (manifest, whole) = (line()?, line()?);
        (self.manifest_hash()? == manifest).then_some((whole, file))
    }

    /// Leaves the site as it is, if every file of it stands as the last run wrote it.
    pub fn stands(self) -> Option<Summary> {
        let Some(OldSite { manifest, written: Some(written) }) = &self.old else { return None };
        let files: Vec<_> = manifest.files.iter().collect();
        let look = |(path, entry): &(&String, &Entry)| match self.is_untouched(path, **entry, *written) {
            true => Ok(()),
            false => Err(()),
        };
        let untouched = cores::try_for_each(&files, &look).is_ok();
        untouched.then(|| Summary { unchanged: files.len(), ..Summary::default() })
    }

    /// What is to be noted about the new site.
    pub fn note(&mut self, whole: String, pages: Pages) {
        self.note = Some(Note { whole, pages });
    }

    /// Leaves the note. One that cannot be written is none.
    pub(super) fn write_note(&self) {
        let Some((Note { whole, pages }, manifest)) = self.note.as_ref().zip(self.manifest_hash()) else { return };
        // A new file and no link of this name is written to.
        let _ = fs::remove_file(&self.place.note);
        let file = OpenOptions::new().write(true).create_new(true).open(&self.place.note);
        let written = file.map(BufWriter::new).and_then(|mut file| {
            file.write_all(format!("{manifest}\n{whole}\n").as_bytes())?;
            pages(&mut file)?;
            file.flush()
        });
        if written.is_err() {
            let _ = fs::remove_file(&self.place.note);
        }
    }

    fn manifest_hash(&self) -> Option<String> {
        let (root, path) = above(&self.place.output, MANIFEST);
        let manifest = beneath::read(root, path, LONGEST_MANIFEST).ok()?;
        Some(hex(&Sha256::digest(manifest)))
    }
}
