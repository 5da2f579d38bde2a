//! Folders held open: what is done in one is done there, wherever its name leads by then.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::fd::{AsFd, BorrowedFd, OwnedFd};
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{
    AtFlags, CWD, Dir, FileType, Gid, Mode, Stat, Uid, fchmod, fchown, fstat, renameat, statat, unlinkat,
};
use rustix::io::Errno;

use super::tree::FOLDER;
use super::{folder_of, reason};

/// A folder that was opened to be listed, and no link in its place.
#[derive(Debug)]
pub struct Folder(OwnedFd);

impl Folder {
    /// Opens a folder by its whole path.
    ///
    /// # Errors
    /// If there is none, or a symbolic link or a file is in its place, or the machine refuses.
    pub fn open(path: &Path) -> io::Result<Folder> {
        let folder = rustix::fs::openat(CWD, path, FOLDER, Mode::empty());
        folder.map(Folder).map_err(|error| reason(error, CWD, path.as_os_str(), path))
    }

    /// Opens a folder below another, or that one itself if the path is empty. One that its owner may not list is made his
    /// own to do everything in.
    ///
    /// # Errors
    /// If there is none, or a symbolic link or a file is in its place or on the way to it, or the machine refuses.
    pub fn open_anyhow(root: &Path, path: &Path) -> io::Result<Folder> {
        if path.as_os_str().is_empty() {
            return anyhow(CWD, root.as_os_str());
        }
        let (above, name) = folder_of(root, path, false)?;
        anyhow(above.as_fd(), name)
    }

    /// Opens a folder in this one.
    ///
    /// # Errors
    /// As [`Folder::open`].
    pub fn folder(&self, name: &OsStr) -> io::Result<Folder> {
        let folder = rustix::fs::openat(&self.0, name, FOLDER, Mode::empty());
        folder.map(Folder).map_err(|error| reason(error, self.0.as_fd(), name, Path::new(name)))
    }

    /// Opens a folder in this one, and takes the rights that are needed for it. `None` if no folder is there, or none any
    /// more.
    ///
    /// # Errors
    /// If the machine refuses.
    pub fn folder_anyhow(&self, name: &OsStr) -> io::Result<Option<Folder>> {
        match self.allowed(|| anyhow(self.0.as_fd(), name)) {
            Ok(folder) => Ok(Some(folder)),
            Err(error) => match statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(found) if FileType::from_raw_mode(found.st_mode) == FileType::Directory => Err(error),
                Ok(_) | Err(Errno::NOENT) => Ok(None),
                Err(_) => Err(error),
            },
        }
    }

    /// What lies in it, with what each is: a link is not followed.
    ///
    /// # Errors
    /// If the machine refuses.
    pub fn entries(&self) -> io::Result<Vec<(OsString, FileType)>> {
        let mut entries = Vec::new();
        // The folder as it was opened: to open it anew takes the right to go through it.
        let mut listed = Dir::new(self.0.try_clone()?)?;
        listed.rewind();
        for entry in listed {
            let entry = entry?;
            let name = OsStr::from_bytes(entry.file_name().to_bytes());
            if name == "." || name == ".." {
                continue;
            }
            let kind = match entry.file_type() {
                FileType::Unknown => match statat(&self.0, name, AtFlags::SYMLINK_NOFOLLOW) {
                    Ok(found) => FileType::from_raw_mode(found.st_mode),
                    Err(Errno::NOENT) => continue,
                    Err(error) => return Err(error.into()),
                },
                kind => kind,
            };
            entries.push((name.to_owned(), kind));
        }
        Ok(entries)
    }

    /// What the folder itself is.
    ///
    /// # Errors
    /// If the machine refuses.
    pub fn found(&self) -> io::Result<Stat> {
        Ok(fstat(&self.0)?)
    }

    /// Removes a file or a link in it, and takes the rights that are needed for it. What is not there is no fault.
    ///
    /// # Errors
    /// If a folder is in its place, or the machine refuses.
    pub fn remove(&self, name: &OsStr) -> io::Result<()> {
        self.unlink(name, AtFlags::empty())
    }

    /// Removes a folder in it that holds nothing, or the link that was put into its place. As [`Folder::remove`].
    ///
    /// # Errors
    /// If the folder holds something, or the machine refuses.
    pub fn remove_folder(&self, name: &OsStr) -> io::Result<()> {
        match self.unlink(name, AtFlags::REMOVEDIR) {
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => self.remove(name),
            removed => removed,
        }
    }

    fn unlink(&self, name: &OsStr, flags: AtFlags) -> io::Result<()> {
        match self.allowed(|| Ok(unlinkat(&self.0, name, flags)?)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
            removed => removed,
        }
    }

    /// Tries something once more, with all rights on this folder, if there were none for it.
    fn allowed<T>(&self, attempt: impl Fn() -> io::Result<T>) -> io::Result<T> {
        attempt().or_else(|error| {
            if error.kind() != io::ErrorKind::PermissionDenied || self.permit(Mode::RWXU).is_err() {
                return Err(error);
            }
            attempt()
        })
    }

    /// Moves what lies in it to a path below a root where nothing is; the folders above that are made.
    ///
    /// # Errors
    /// If something is there, or a symbolic link or a file is on the way, or the machine refuses.
    pub fn move_if_free(&self, name: &OsStr, root: &Path, to: &Path) -> io::Result<()> {
        let (folder, to) = folder_of(root, to, true)?;
        match statat(&folder, to, AtFlags::SYMLINK_NOFOLLOW) {
            Err(Errno::NOENT) => Ok(renameat(&self.0, name, &folder, to)?),
            Ok(_) => Err(io::ErrorKind::AlreadyExists.into()),
            Err(error) => Err(error.into()),
        }
    }

    /// Sets what may be done with it.
    ///
    /// # Errors
    /// If the machine refuses.
    pub fn permit(&self, mode: Mode) -> io::Result<()> {
        Ok(fchmod(&self.0, mode)?)
    }

    /// Gives it to somebody.
    ///
    /// # Errors
    /// If the machine refuses, as it does to all but the superuser.
    pub fn give(&self, user: Uid, group: Gid) -> io::Result<()> {
        Ok(fchown(&self.0, Some(user), Some(group))?)
    }
}

/// Opens a folder; one that may not be listed is first made its owner's to do everything in.
fn anyhow(above: BorrowedFd<'_>, name: &OsStr) -> io::Result<Folder> {
    let open = || rustix::fs::openat(above, name, FOLDER, Mode::empty());
    let opened = match open() {
        Err(Errno::ACCESS) if allow(above, name).is_ok() => open(),
        opened => opened,
    };
    opened.map(Folder).map_err(|error| reason(error, above, name, Path::new(name)))
}

/// Lets the owner of a folder that cannot be opened to be listed, and nobody else, do everything in it. The way to it is
/// held open; the system has a name for that.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn allow(above: BorrowedFd<'_>, name: &OsStr) -> io::Result<()> {
    use std::os::fd::AsRawFd;
    use std::os::unix::fs::PermissionsExt;
    let way = rustix::fs::openat(above, name, super::WAY | rustix::fs::OFlags::NOFOLLOW, Mode::empty())?;
    let held = format!("/proc/self/fd/{}", way.as_raw_fd());
    std::fs::set_permissions(held, std::fs::Permissions::from_mode(0o700))
}

/// As the other of this name, on systems that change a name's permissions without following it.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn allow(above: BorrowedFd<'_>, name: &OsStr) -> io::Result<()> {
    Ok(rustix::fs::chmodat(above, name, Mode::RWXU, AtFlags::SYMLINK_NOFOLLOW)?)
}
