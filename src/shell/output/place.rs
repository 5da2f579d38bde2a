//! Where a site is written: the output folder, the names beside it, and which folders are refused.
//!
//! Everything that annals makes for its own use lies beside the output, on the same file system, and is named after
//! it: `.public.annals-staging` and so on. Nothing here writes, except that [`Lock`] makes and removes its own file.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::os::unix::fs::{MetadataExt, OpenOptionsExt};
use std::path::{Component, Path, PathBuf};
use std::time::SystemTime;

use rustix::fs::OFlags;

use super::error::{Action, OutputError, Refusal};
use super::tree::above;
use crate::release::{MANIFEST, Manifest};
use crate::shell::publish::beneath;
use crate::shell::publish::release::LONGEST;

/// The output folder and its companions, all absolute and without symbolic links.
#[derive(Debug)]
pub(super) struct Place {
    /// The site.
    pub output: PathBuf,
    /// The new site while it is made; after the exchange in one step, the old one until it is removed.
    pub staging: PathBuf,
    /// The old site during and after an exchange in two steps.
    pub old: PathBuf,
    /// The folders of the old site without their files, for the next staging folder.
    pub spare: PathBuf,
    /// What the last run noted about the site.
    pub note: PathBuf,
    /// Exists while an exchange in two steps is under way.
    pub journal: PathBuf,
    /// Exists and is locked while a run writes.
    pub lock: PathBuf,
}

impl Place {
    /// Finds the output's true place and refuses it where it would endanger other files. Touches nothing.
    pub fn find(output: &Path, protected: &[PathBuf], home: Option<&Path>) -> Result<Place, OutputError> {
        let refuse = |reason| Err(OutputError::Refused { output: output.to_owned(), reason });
        let mut path = std::path::absolute(output).map_err(OutputError::io(Action::Read, output))?;
        if path.file_name().is_none() {
            path = resolve(&path).map_err(OutputError::io(Action::Read, output))?;
        }
        let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else {
            return refuse(Refusal::Root);
        };
        let parent = resolve(parent).map_err(OutputError::io(Action::Read, parent))?;
        let path = parent.join(name);
        let found = status(&path)?;
        if found.as_ref().is_some_and(fs::Metadata::is_symlink) {
            return refuse(Refusal::Link);
        }
        if let Some(folder) = protected.iter().find(|folder| touches(&path, folder)) {
            return refuse(Refusal::Sources(folder.clone()));
        }
        if home.is_some_and(|home| resolve(home).is_ok_and(|home| within(&home, &path))) {
            return refuse(Refusal::Home);
        }
        if let Some(found) = found {
            if !found.is_dir() {
                return refuse(Refusal::NotAFolder);
            }
            if status(&parent)?.is_some_and(|parent| parent.dev() != found.dev()) {
                return refuse(Refusal::MountPoint);
            }
        }
        let beside = |kind: &str| {
            let mut file = std::ffi::OsString::from(".");
            file.push(name);
            file.push(kind);
            parent.join(file)
        };
        Ok(Place {
            staging: beside(".annals-staging"),
            old: beside(".annals-old"),
            spare: beside(".annals-spare"),
            note: beside(".annals-note"),
            journal: beside(".annals-journal"),
            lock: beside(".annals-lock"),
            output: path,
        })
    }

    /// The folder in which the output lies.
    pub fn parent(&self) -> &Path {
        self.output.parent().unwrap_or(Path::new("/"))
    }

    /// What the output folder holds now: nothing (`None`), or what the last run wrote there. If it is to be adopted, it may
    /// hold anything.
    pub fn old_site(&self, adopt: bool) -> Result<Option<OldSite>, OutputError> {
        let refuse = |reason| Err(OutputError::Refused { output: self.output.clone(), reason });
        if status(&self.output)?.is_none() {
            return Ok(None);
        }
        let path = self.output.join(MANIFEST);
        match status(&path)? {
            None => {
                let reading = OutputError::io(Action::Read, &self.output);
                match fs::read_dir(&self.output).map_err(reading)?.next() {
                    None => Ok(Some(OldSite { manifest: Manifest::default(), written: None })),
                    Some(_) if adopt => Ok(Some(OldSite { manifest: Manifest::default(), written: None })),
                    Some(_) => refuse(Refusal::NotOurs),
                }
            }
            Some(found) if found.is_file() => {
                let (root, manifest) = above(&self.output, MANIFEST);
                let json = match beneath::read(root, manifest, LONGEST) {
                    // None that annals wrote is as long.
                    Err(error) if error.kind() == io::ErrorKind::FileTooLarge => Vec::new(),
                    json => json.map_err(OutputError::io(Action::Read, &path))?,
                };
                match Manifest::parse(&json) {
                    Ok(manifest) => Ok(Some(OldSite { manifest, written: found.modified().ok() })),
                    Err(_) if adopt => Ok(Some(OldSite { manifest: Manifest::default(), written: None })),
                    Err(reason) => refuse(reason.into()),
                }
            }
            Some(_) => refuse(Refusal::NotOurManifest),
        }
    }
}

/// The site that stands in the output folder.
#[derive(Debug)]
pub(super) struct OldSite {
    /// What annals wrote there; nothing, if the folder is empty.
    pub manifest: Manifest,
    /// When the manifest was written; files that are newer were changed by someone else. `None`: no manifest.
    pub written: Option<SystemTime>,
}

/// The lock on an output folder, held as long as this value lives. The system releases it when the process dies.
#[derive(Debug)]
pub(in crate::shell) struct Lock {
    path: PathBuf,
    file: File,
}

impl Lock {
    /// Whether a folder was made by this user, or this is the superuser.
    pub fn same_user(&self, folder: &fs::Metadata) -> bool {
        self.file.metadata().is_ok_and(|lock| lock.uid() == 0 || lock.uid() == folder.uid())
    }

    /// Takes the lock, or says at once that another run has it.
    pub(super) fn take(place: &Place) -> Result<Lock, OutputError> {
        Lock::on(&place.output, &place.lock)
    }

    /// Takes the lock on an output by the file that stands for it.
    pub fn on(output: &Path, path: &Path) -> Result<Lock, OutputError> {
        loop {
            let file = Lock::open(path).map_err(OutputError::io(Action::Lock, path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(OutputError::Locked { output: output.to_owned() }),
                Err(TryLockError::Error(error)) => return Err(OutputError::io(Action::Lock, path)(error)),
            }
            // Whoever held the lock before may have removed the file between our opening and locking it; then
            // another run could lock a new file of that name beside us.
            let locked = file.metadata().map_err(OutputError::io(Action::Lock, path))?;
            if status(path)?.is_some_and(|found| (found.dev(), found.ino()) == (locked.dev(), locked.ino())) {
                return Ok(Lock { path: path.to_owned(), file });
            }
        }
    }
}

impl Lock {
    /// Opens or makes the file, through no link and without waiting for the other end of a pipe in its place.
    fn open(path: &Path) -> io::Result<File> {
        let flags = OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(false).custom_flags(flags.bits().cast_signed());
        let no_file = || beneath::no_file(path.file_name().map_or(path, Path::new));
        match options.open(path) {
            Ok(file) if file.metadata()?.is_file() => Ok(file),
            Ok(_) => Err(no_file()),
            Err(_) if fs::symlink_metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir()) => {
                Err(no_file())
            }
            Err(error) => Err(error),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // The file is removed before the lock is released. A file left behind does no harm: the lock counts.
        let _ = fs::remove_file(&self.path);
    }
}

/// What is at a path, links not followed; `None` if there is nothing.
pub(super) fn status(path: &Path) -> Result<Option<fs::Metadata>, OutputError> {
    match fs::symlink_metadata(path) {
        Ok(found) => Ok(Some(found)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(OutputError::io(Action::Read, path)(error)),
    }
}

/// An absolute path without links, `.` and `..`, of which the end need not exist.
fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::CurDir => {}
            other => {
                resolved.push(other);
                if fs::symlink_metadata(&resolved).is_ok_and(|found| found.is_symlink()) {
                    resolved = fs::canonicalize(&resolved)?;
                }
            }
        }
    }
    Ok(resolved)
}

/// The protected folder that a place is, contains or lies in, by name or by way of links. The place need not exist.
pub(in crate::shell) fn touched<'a>(place: &Path, protected: &'a [PathBuf]) -> Option<&'a PathBuf> {
    let place = resolve(place).unwrap_or_else(|_| place.to_owned());
    protected.iter().find(|folder| touches(&place, folder))
}

/// Whether an output is, contains or lies in a protected folder, by name or by way of links.
fn touches(output: &Path, folder: &Path) -> bool {
    let named = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    let real = resolve(folder).unwrap_or_else(|_| named.clone());
    // The folder's own name matters too: it may be a link into another part of the disk, beside the output.
    let beside = named.parent().and_then(|p| resolve(p).ok()).zip(named.file_name()).map(|(p, name)| p.join(name));
    [Some(real), beside].into_iter().flatten().any(|folder| within(output, &folder) || within(&folder, output))
}

/// Whether a path is or lies in a folder. Folders are compared by identity as well as by name, since a mount or a
/// file system that folds case gives one folder several names.
fn within(path: &Path, folder: &Path) -> bool {
    let identity = |path: &Path| fs::metadata(path).ok().map(|found| (found.dev(), found.ino()));
    path.starts_with(folder)
        || identity(folder).is_some_and(|folder| path.ancestors().any(|above| identity(above) == Some(folder)))
}
