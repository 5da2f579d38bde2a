//! A note about the site, left beside it for the next run, by which that one may know that nothing is to be done.
//!
//! It holds for one state of the site: that with the manifest whose hash stands in its first line. What it says is its
//! writer's business. Nothing depends on it but time, so that no fault of it is an error.

use std::fs::{self, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::place::{OldSite, Place, status};
use super::{MANIFEST, Options, Output, Summary};
use crate::shell::memory::hex;

/// The longest note that is read, in bytes.
const LONGEST: u64 = 1 << 20;

impl Output {
    /// Opens a folder as [`Output::open`] does, if a note lies beside it.
    pub fn open_noted(output: &Path, protected: &[PathBuf]) -> Option<Output> {
        let options = Options::default();
        let place = Place::find(output, protected, options.home.as_deref()).ok()?;
        status(&place.note).ok()??;
        Output::open_with(output, protected, options).ok()
    }

    /// The note that the last run left about the site as it is.
    pub fn recall(&self) -> Option<String> {
        let found = status(&self.place.note).ok()??;
        if !found.is_file() || found.len() > LONGEST {
            return None;
        }
        let text = fs::read_to_string(&self.place.note).ok()?;
        let (manifest, note) = text.split_once('\n')?;
        (self.manifest_hash()? == manifest).then(|| note.to_owned())
    }

    /// Leaves the site as it is, if every file of it stands as the last run wrote it.
    pub fn stands(self) -> Option<Summary> {
        let Some(OldSite { manifest, written: Some(written) }) = &self.old else { return None };
        let files: Vec<_> = manifest.files.iter().collect();
        let untouched = files.par_iter().all(|(path, entry)| self.is_untouched(path, **entry, *written));
        untouched.then(|| Summary { unchanged: files.len(), ..Summary::default() })
    }

    /// What is to be noted about the new site.
    pub fn note(&mut self, note: String) {
        self.note = Some(note);
    }

    /// Leaves the note. One that cannot be written is none.
    pub(super) fn write_note(&self) {
        let Some(text) = self.note.as_ref().and_then(|note| Some(format!("{}\n{note}", self.manifest_hash()?))) else {
            return;
        };
        if fs::read_to_string(&self.place.note).is_ok_and(|old| old == text) {
            return;
        }
        // A new file and no link of this name is written to.
        let _ = fs::remove_file(&self.place.note);
        let file = OpenOptions::new().write(true).create_new(true).open(&self.place.note);
        let _ = file.and_then(|mut file| file.write_all(text.as_bytes()));
    }

    fn manifest_hash(&self) -> Option<String> {
        let manifest = fs::read(self.place.output.join(MANIFEST)).ok()?;
        Some(hex(&Sha256::digest(manifest)))
    }
}
