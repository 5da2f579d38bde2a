//! The folder beside a target in which earlier releases lie, each named by a number. Whoever can put something beside the
//! target can put something into its place too: it is reached part by part, and what annals did not keep is left alone.

use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::FileType;

use super::beneath;
use super::failure::Failure;
use crate::text::calm_name;

/// The folder.
#[derive(Debug)]
pub struct Kept {
    root: PathBuf,
    /// Its path below the root.
    folder: String,
    /// How the name of a release goes on after its number.
    suffix: &'static str,
}

impl Kept {
    /// The folder for a target below another folder.
    pub fn of(root: &Path, target: &str, suffix: &'static str) -> Kept {
        Kept { root: root.to_owned(), folder: beside(target, "releases"), suffix }
    }

    /// The path of a release below the root, and of one that is not whole yet.
    pub fn path(&self, number: u64) -> String {
        format!("{}/{number}{}", self.folder, self.suffix)
    }

    /// What lies there under a number and nothing else, with what it is; the oldest first.
    ///
    /// # Errors
    /// If something else stands in the folder's place, or it cannot be read.
    pub fn list(&self) -> Result<Vec<(u64, FileType)>, Failure> {
        let entries = match beneath::list(&self.root, &self.folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) if beneath::is_no_file(&error) => {
                return Err(Failure::refused(format!(
                    "`{}`, in which annals keeps earlier releases, is a symbolic link or no folder; move it elsewhere \
                     (annals writes through no link)",
                    calm_name(&self.root.join(&self.folder).to_string_lossy())
                )));
            }
            Err(error) => return Err(Failure::io("list", &self.root.join(&self.folder))(error)),
        };
        let number = |name: &str| {
            let number: u64 = name.strip_suffix(self.suffix)?.parse().ok()?;
            (format!("{number}{}", self.suffix) == name).then_some(number)
        };
        let mut listed: Vec<(u64, FileType)> =
            entries.iter().filter_map(|(name, kind)| Some((number(name)?, *kind))).collect();
        listed.sort_unstable_by_key(|(number, _)| *number);
        Ok(listed)
    }

    /// The number of the next release, after all that are taken.
    ///
    /// # Errors
    /// If the folder cannot be read, or there is none after them.
    pub fn next(&self) -> Result<u64, Failure> {
        let last = self.list()?.last().map_or(0, |(last, _)| *last);
        last.checked_add(1).ok_or_else(|| self.unknown(last))
    }

    /// Why what lies under a number does not come back.
    pub fn unknown(&self, number: u64) -> Failure {
        let path = self.root.join(self.path(number));
        let path = calm_name(&path.to_string_lossy()).into_owned();
        Failure::refused(format!("`{path}` is no release that annals kept; move it elsewhere"))
    }

    /// Removes what lies under a number.
    ///
    /// # Errors
    /// If the machine refuses.
    pub fn remove(&self, number: u64) -> Result<(), Failure> {
        let path = self.path(number);
        beneath::remove_tree(&self.root, &path).map_err(Failure::io("remove", &self.root.join(&path)))
    }
}

/// The path of something of annals' own beside a target.
pub fn beside(target: &str, what: &str) -> String {
    let (folder, name) = target.rsplit_once('/').map_or(("", target), |(folder, name)| (folder, name));
    let name = format!(".{name}.annals-{what}");
    if folder.is_empty() { name } else { format!("{folder}/{name}") }
}
