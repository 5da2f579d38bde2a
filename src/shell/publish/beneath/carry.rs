//! What lies at a path, and copies of it that pass for it.

use std::io;
use std::path::Path;
use std::time::{Duration, SystemTime};

use rustix::fs::{
    AtFlags, CWD, FileType, Mode, OFlags, Stat, Timespec, Timestamps, fchmod, futimens, openat, readlinkat, statat,
    symlinkat, utimensat,
};
use rustix::io::Errno;

use super::{READING, create_in, folder_of, plain, reason};

/// What lies at a path below a folder, or the folder itself if that is empty; `None` if there is nothing.
///
/// # Errors
/// If a symbolic link or a file is on the way, or the machine refuses.
pub fn status(root: &Path, path: impl AsRef<Path>) -> io::Result<Option<Stat>> {
    let path = path.as_ref();
    let found = if path.as_os_str().is_empty() {
        statat(CWD, root, AtFlags::SYMLINK_NOFOLLOW)
    } else {
        match folder_of(root, path, false) {
            Ok((folder, name)) => statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW),
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        }
    };
    match found {
        Ok(found) => Ok(Some(found)),
        Err(Errno::NOENT) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Whether what was found is a folder.
pub fn is_folder(found: &Stat) -> bool {
    FileType::from_raw_mode(found.st_mode) == FileType::Directory
}

/// Whether what was found is a plain file of this length.
pub fn is_file_of(found: &Stat, size: u64) -> bool {
    FileType::from_raw_mode(found.st_mode) == FileType::RegularFile && u64::try_from(found.st_size) == Ok(size)
}

/// When what was found was last written.
pub fn modified(found: &Stat) -> Option<SystemTime> {
    let seconds = Duration::from_secs(found.st_mtime.unsigned_abs());
    let whole = match found.st_mtime {
        0.. => SystemTime::UNIX_EPOCH.checked_add(seconds),
        _ => SystemTime::UNIX_EPOCH.checked_sub(seconds),
    };
    whole?.checked_add(Duration::new(0, found.st_mtime_nsec.try_into().ok()?))
}

/// Makes a folder, unless it is there. The folders above it are not made.
///
/// # Errors
/// If a symbolic link or a file is in its place or on the way to it, or the machine refuses.
pub fn make_folder(root: &Path, path: impl AsRef<Path>) -> io::Result<()> {
    let path = path.as_ref();
    let (folder, name) = folder_of(root, path, false)?;
    match rustix::fs::mkdirat(&folder, name, Mode::from_raw_mode(0o777)) {
        Err(Errno::EXIST) => match FileType::from_raw_mode(statat(&folder, name, AtFlags::SYMLINK_NOFOLLOW)?.st_mode) {
            FileType::Directory => Ok(()),
            FileType::Symlink => Err(reason(Errno::NOTDIR, &folder, name, path)),
            _ => Err(io::ErrorKind::NotADirectory.into()),
        },
        made => Ok(made?),
    }
}

/// Copies a file, or a link as such, to a path where nothing is, with its permissions and time stamps. The folders above
/// that are not made.
///
/// # Errors
/// If a symbolic link or a file is on the way, it is neither file nor link, or the machine refuses.
pub fn copy(root: &Path, path: &Path, to_root: &Path, to: &Path) -> io::Result<()> {
    let (from_folder, from) = folder_of(root, path, false)?;
    let (to_folder, to) = folder_of(to_root, to, false)?;
    let found = statat(&from_folder, from, AtFlags::SYMLINK_NOFOLLOW)?;
    let times = Timestamps {
        last_access: Timespec { tv_sec: found.st_atime, tv_nsec: found.st_atime_nsec.try_into().unwrap_or(0) },
        last_modification: Timespec { tv_sec: found.st_mtime, tv_nsec: found.st_mtime_nsec.try_into().unwrap_or(0) },
    };
    match FileType::from_raw_mode(found.st_mode) {
        FileType::Symlink => {
            symlinkat(readlinkat(&from_folder, from, Vec::new())?, &to_folder, to)?;
            Ok(utimensat(&to_folder, to, &times, AtFlags::SYMLINK_NOFOLLOW)?)
        }
        FileType::RegularFile => {
            let source = openat(&from_folder, from, READING | OFlags::NOFOLLOW, Mode::empty());
            let mut source = plain(source.map_err(|error| reason(error, &from_folder, from, path))?.into(), path)?;
            let mut copy = create_in(&to_folder, to)?;
            io::copy(&mut source, &mut copy)?;
            fchmod(&copy, Mode::from_raw_mode(found.st_mode))?;
            Ok(futimens(&copy, &times)?)
        }
        _ => Err(io::ErrorKind::Unsupported.into()),
    }
}
