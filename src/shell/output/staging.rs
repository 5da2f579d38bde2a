//! The staging folder: the new site while it is made, beside the old one and on the same file system.
//!
//! It is made when the first file goes in, not before. Never touches the old site, except that it links its files.
//!
//! Where it can, it begins as the spare folder that the last run left: the old site's folders without its files. To
//! make and remove a folder costs ten times as much as a link, and on some disks a thousand times.

use std::collections::BTreeSet;
use std::ffi::{OsStr, OsString};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::os::unix::fs::{MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustix::fs::{AtFlags, CWD, Timespec, Timestamps, utimensat};
use rustix::io::Errno;
use sha2::{Digest, Sha256};

use super::error::{Action, OutputError};
use super::place::status;
use super::tree::remove_tree;
use crate::release::Entry;
use crate::shell::publish::beneath;

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
        make(&self.path(folder))?;
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
        let from_spare = self.spare.as_ref().is_some_and(|spare| fs::rename(spare, &self.root).is_ok());
        if !from_spare {
            make(&self.root)?;
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
        let path = Path::new(path);
        self.make_folder(path.parent().unwrap_or(Path::new("")))?;
        let to = self.path(path);
        let create = || OpenOptions::new().write(true).create_new(true).open(&to);
        let file = match create() {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists && self.has_spare_folder(path) => {
                remove_tree(&to)?;
                create()
            }
            other => other,
        };
        let file = file.map_err(OutputError::io(Action::Write, &to))?;
        Ok((to, file))
    }

    /// Whether the spare folder brought a folder that the new site has not asked for.
    fn has_spare_folder(&self, path: &Path) -> bool {
        self.is_from_spare() && !self.needs(path) && self.path(path).is_dir()
    }

    /// Takes a file of the old site over: as a hard link, so that it keeps its inode and time stamps, or as a copy
    /// with the same time stamp where the file system has no links or no more of them.
    pub fn carry(&self, old: &Path, path: &Path) -> Result<(), OutputError> {
        self.make_folder(path.parent().unwrap_or(Path::new("")))?;
        let (from, to) = (old.join(path), self.path(path));
        let carrying = || OutputError::io(Action::Carry, &from);
        if self.hard_links {
            match fs::hard_link(&from, &to) {
                Ok(()) => return Ok(()),
                Err(error) if may_copy(&error) => {}
                Err(error) => return Err(carrying()(error)),
            }
        }
        copy_with_time(old, path, &to).map_err(carrying())
    }
}

/// Makes a folder, unless it is there: another thread may have been faster, or the spare folder brought it. What is no folder
/// itself, such as a link to one, is refused: nothing is written through it.
fn make(folder: &Path) -> Result<(), OutputError> {
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match status(folder)? {
            Some(found) if found.is_dir() => Ok(()),
            _ => Err(OutputError::io(Action::MakeFolder, folder)(io::ErrorKind::NotADirectory.into())),
        },
        made => made.map_err(OutputError::io(Action::MakeFolder, folder)),
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

fn copy_with_time(old: &Path, path: &Path, to: &Path) -> io::Result<()> {
    let from = old.join(path);
    let found = fs::symlink_metadata(&from)?;
    if found.is_symlink() {
        symlink(fs::read_link(from)?, to)?;
    } else if found.is_file() {
        let mut source = beneath::open(old, path)?;
        let mut copy = File::create_new(to)?;
        io::copy(&mut source, &mut copy)?;
        copy.set_permissions(found.permissions())?;
    } else {
        return Err(io::ErrorKind::Unsupported.into());
    }
    let times = Timestamps {
        last_access: Timespec { tv_sec: found.atime(), tv_nsec: found.atime_nsec() },
        last_modification: Timespec { tv_sec: found.mtime(), tv_nsec: found.mtime_nsec() },
    };
    Ok(utimensat(CWD, to, &times, AtFlags::SYMLINK_NOFOLLOW)?)
}
