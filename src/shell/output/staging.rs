//! The staging folder: the new site while it is made, beside the old one and on the same file system.
//!
//! It is made when the first file goes in, not before. Never touches the old site, except that it links its files.
//! Below its own folder and the old site's nothing is done through a symbolic link.
//!
//! Where it can, it begins as the spare folder that the last run left: the old site's folders without its files. To
//! make and remove a folder costs ten times as much as a link, and on some disks a thousand times.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::io::Errno;
use sha2::{Digest, Sha256};

use super::error::{Action, OutputError};
use super::tree::above;
use crate::release::Entry;
use crate::shell::publish::beneath::{self, is_folder};

/// A folder into which files are put from many threads.
#[derive(Debug)]
pub(super) struct Staging {
    root: PathBuf,
    /// Folders without files to begin with.
    spare: Option<PathBuf>,
    /// The folders that the new site needs and that exist, below the root; the root itself is the empty path.
    folders: Mutex<BTreeSet<OsString>>,
    from_spare: AtomicBool,
    hard_links: bool,
}

impl Staging {
    /// A staging folder that is not made yet, but will be from the spare folder, if there is one.
    pub fn new(root: PathBuf, spare: Option<PathBuf>, hard_links: bool) -> Staging {
        Staging { root, spare, folders: Mutex::default(), from_spare: AtomicBool::new(false), hard_links }
    }

    /// Where a path of the site lies while it is staged.
    pub fn path(&self, path: &Path) -> PathBuf {
        if path.as_os_str().is_empty() { self.root.clone() } else { self.root.join(path) }
    }

    /// Makes a folder and those above it, each once.
    pub fn make_folder(&self, folder: &Path) -> Result<(), OutputError> {
        if self.needs(folder) {
            return Ok(());
        }
        let Some(parent) = folder.parent() else { return self.make_root() };
        self.make_folder(parent)?;
        let (root, below) = above(&self.root, folder);
        beneath::make_folder(root, below).map_err(OutputError::io(Action::MakeFolder, self.path(folder)))?;
        self.folders().insert(folder.as_os_str().to_owned());
        Ok(())
    }

    /// Whether a folder was asked for; the spare folder may have brought others.
    pub fn needs(&self, folder: &Path) -> bool {
        self.folders().contains(folder.as_os_str())
    }

    /// Whether it may hold more than was asked for.
    pub fn is_from_spare(&self) -> bool {
        self.from_spare.load(Ordering::Relaxed)
    }

    fn folders(&self) -> MutexGuard<'_, BTreeSet<OsString>> {
        self.folders.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn make_root(&self) -> Result<(), OutputError> {
        // No other thread may put anything in before it is settled which folder it is.
        let mut folders = self.folders();
        if folders.contains(OsStr::new("")) {
            return Ok(());
        }
        let (parent, name) = above(&self.root, "");
        let is_spare = self.spare.as_ref().is_some_and(|spare| fs::rename(spare, &self.root).is_ok());
        // It may have become a link since it was looked at.
        let found = beneath::status(parent, &name).ok().flatten();
        let from_spare = is_spare && found.is_some_and(|found| is_folder(&found));
        if !from_spare {
            let made = beneath::make_folder(parent, name);
            made.map_err(OutputError::io(Action::MakeFolder, &self.root))?;
        }
        self.from_spare.store(from_spare, Ordering::Relaxed);
        folders.insert(OsString::new());
        Ok(())
    }

    /// Writes a file.
    ///
    /// It is not flushed to the disk (`fsync`): see the parent module about loss of power.
    pub fn write(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let (to, mut file) = self.create(path)?;
        file.write_all(bytes).map_err(OutputError::io(Action::Write, to))
    }

    /// Writes a file and waits until the disk has it.
    pub fn write_through(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        let (to, mut file) = self.create(path)?;
        file.write_all(bytes).and_then(|()| file.sync_all()).map_err(OutputError::io(Action::Write, to))
    }

    /// Copies an opened file piece by piece.
    pub fn copy(&self, path: &str, source: &mut File, from: &Path) -> Result<Entry, OutputError> {
        let (to, mut file) = self.create(path)?;
        digest(source, from, |piece| file.write_all(piece).map_err(OutputError::io(Action::Write, &to)))
    }

    fn create(&self, path: &str) -> Result<(PathBuf, File), OutputError> {
        let below = Path::new(path);
        self.make_folder(below.parent().unwrap_or(Path::new("")))?;
        let to = self.path(below);
        let (root, inner) = above(&self.root, path);
        let file = match beneath::create_new(root, &inner) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && self.has_spare_folder(below) => {
                beneath::remove_tree(root, &inner).map_err(OutputError::io(Action::Remove, &to))?;
                beneath::create_new(root, &inner)
            }
            other => other,
        };
        let file = file.map_err(OutputError::io(Action::Write, &to))?;
        Ok((to, file))
    }

    /// Whether the spare folder brought a folder that the new site has not asked for.
    fn has_spare_folder(&self, path: &Path) -> bool {
        let (root, inner) = above(&self.root, path);
        let is_folder = || beneath::status(root, inner).is_ok_and(|found| found.is_some_and(|f| is_folder(&f)));
        self.is_from_spare() && !self.needs(path) && is_folder()
    }

    /// Takes a file of the old site over: as a hard link, so that it keeps its inode and time stamps, or as a copy
    /// with the same time stamp where the file system has no links or no more of them.
    pub fn carry(&self, old: &Path, path: &Path) -> Result<(), OutputError> {
        self.make_folder(path.parent().unwrap_or(Path::new("")))?;
        let ((from_root, from), (root, to)) = (above(old, path), above(&self.root, path));
        let carrying = || OutputError::io(Action::Carry, old.join(path));
        if self.hard_links {
            match beneath::link(from_root, &from, root, &to) {
                Ok(()) => return Ok(()),
                Err(error) if may_copy(&error) => {}
                Err(error) => return Err(carrying()(error)),
            }
        }
        beneath::copy(from_root, &from, root, &to).map_err(carrying())
    }
}

/// SHA-256 and length of a file, read piece by piece; each piece is handed on.
pub(super) fn digest(
    source: &mut File,
    from: &Path,
    mut each: impl FnMut(&[u8]) -> Result<(), OutputError>,
) -> Result<Entry, OutputError> {
    let mut hasher = Sha256::new();
    let mut size = 0;
    let mut piece = vec![0; 128 << 10];
    loop {
        let length = match source.read(&mut piece) {
            Ok(0) => return Ok(Entry { sha256: hasher.finalize().into(), size }),
            Ok(length) => length,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(OutputError::io(Action::Read, from)(error)),
        };
        hasher.update(&piece[..length]);
        size += length as u64;
        each(&piece[..length])?;
    }
}

/// Whether a link failed for a reason that does not keep us from copying: no links on this file system, too many to
/// one file, a file of another owner (`fs.protected_hardlinks`), another mount.
fn may_copy(error: &io::Error) -> bool {
    let reasons = [
        Errno::PERM,
        Errno::ACCESS,
        Errno::MLINK,
        Errno::XDEV,
        Errno::NOSYS,
        Errno::NOTSUP,
        Errno::OPNOTSUPP,
        Errno::INVAL,
    ];
    error.raw_os_error().is_some_and(|code| reasons.contains(&Errno::from_raw_os_error(code)))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot prepare its folder has failed")]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn nothing_is_written_or_carried_through_a_link() {
        for hard_links in [true, false] {
            let desk = tempfile::tempdir().unwrap();
            let [root, spare, old, elsewhere] =
                ["staging", "spare", "old", "elsewhere"].map(|name| desk.path().join(name));
            for folder in ["spare/events", "old/events", "old/talks", "elsewhere"] {
                fs::create_dir_all(desk.path().join(folder)).unwrap();
            }
            for file in ["old/events/page", "old/talks/page", "elsewhere/diary"] {
                fs::write(desk.path().join(file), "text").unwrap();
            }
            let refused = |result: Result<(), OutputError>| {
                let error = result.unwrap_err().to_string();
                assert!(error.contains("is a symbolic link, which annals does not follow"), "{error}");
            };
            let swap = |folder: PathBuf| {
                fs::rename(&folder, folder.with_extension("away")).unwrap();
                symlink(&elsewhere, folder).unwrap();
            };
            let staging = Staging::new(root.clone(), Some(spare), hard_links);
            staging.write("talks/first", b"text").unwrap();
            assert!(staging.is_from_spare());
            // One that the spare folder brought, and one that was made.
            swap(root.join("events"));
            swap(root.join("talks"));
            refused(staging.make_folder(Path::new("events")));
            for folder in ["events", "talks"] {
                refused(staging.write(&format!("{folder}/new"), b"text"));
                refused(staging.write(&format!("{folder}/deep/new"), b"text"));
                refused(staging.write_through(&format!("{folder}/new"), b"text"));
                refused(staging.carry(&old, &Path::new(folder).join("page")));
            }
            // And in the old site.
            swap(old.join("talks"));
            fs::remove_file(root.join("talks")).unwrap();
            fs::create_dir(root.join("talks")).unwrap();
            refused(staging.carry(&old, Path::new("talks/diary")));
            let names = |folder: &Path| -> Vec<OsString> {
                fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name()).collect()
            };
            assert_eq!(names(&elsewhere), ["diary"]);
            assert_eq!(names(&root.join("talks")), Vec::<OsString>::new());
        }
    }
}
