//! Files below a folder, reached part by part, so that no symbolic link on the way leads out of it: whoever may put one
//! there, before or while annals works, makes annals neither read nor write elsewhere. The folder itself may be a link.

use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read};
use std::os::fd::{AsFd, OwnedFd};
use std::path::{Component, Path};

use crate::text::calm_path;
use rustix::fs::{AtFlags, CWD, FileType, Mode, OFlags, fstat, linkat, mkdirat, openat, renameat, statat, unlinkat};
use rustix::io::Errno;

/// Opens a file to be read. What is no plain file is refused: reading a pipe or a device might never end.
///
/// # Errors
/// If there is none, or a symbolic link or something else is in its place or on the way to it.
pub fn open(root: &Path, path: impl AsRef<Path>) -> io::Result<File> {
    let path = path.as_ref();
    let (folder, name) = folder_of(root, path, false)?;
    let flags = READING | OFlags::NOFOLLOW;
    let file = openat(&folder, name, flags, Mode::empty()).map_err(|error| reason(error, &folder, name, path))?;
    plain(file.into(), path)
}

/// To be read, and without waiting: a pipe would be opened only when somebody writes into it.
const READING: OFlags = OFlags::RDONLY.union(OFlags::NONBLOCK).union(OFlags::CLOEXEC);

/// A file that was opened, if it is a plain one.
fn plain(file: File, path: &Path) -> io::Result<File> {
    match FileType::from_raw_mode(fstat(&file)?.st_mode) {
        FileType::RegularFile => Ok(file),
        FileType::Directory => Err(io::ErrorKind::IsADirectory.into()),
        _ => Err(no_file(path)),
    }
}

/// Opens a file to be read by a path that may lead through links, as long as these stay below the folder, in one call of
/// the system's. `None` where that has no such call, and for whatever else it refuses: it does not follow a link that
/// names its whole path, for example.
#[cfg(any(target_os = "linux", target_os = "android"))]
pub fn open_through_links(folder: impl AsFd, path: &Path) -> Option<io::Result<File>> {
    use rustix::fs::{ResolveFlags, openat2};
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_MAGICLINKS;
    let file = openat2(folder, path, READING, Mode::empty(), resolve).ok()?;
    Some(plain(file.into(), path))
}

/// As the other of this name, on systems that have no such call.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
pub fn open_through_links(_: impl AsFd, _: &Path) -> Option<io::Result<File>> {
    None
}

/// Reads a file, unless it is longer than so many bytes.
///
/// # Errors
/// As [`open`], and if the file is longer ([`io::ErrorKind::FileTooLarge`]) or the machine refuses.
pub fn read(root: &Path, path: impl AsRef<Path>, longest: u64) -> io::Result<Vec<u8>> {
    let file = open(root, path.as_ref())?;
    let mut bytes = Vec::new();
    if file.metadata()?.len() <= longest {
        // It may grow while it is read.
        file.take(longest.saturating_add(1)).read_to_end(&mut bytes)?;
        if bytes.len() as u64 <= longest {
            return Ok(bytes);
        }
    }
    let path = calm_path(path.as_ref());
    Err(io::Error::new(io::ErrorKind::FileTooLarge, format!("`{path}` is longer than {longest} bytes")))
}

/// Whether an error says that there is no plain file: nothing at all, or something else in its place or on the way to it.
pub fn is_no_file(error: &io::Error) -> bool {
    use io::ErrorKind as Kind;
    matches!(error.kind(), Kind::NotFound | Kind::IsADirectory | Kind::NotADirectory | Kind::Unsupported)
}

/// Says so.
pub fn no_file(path: &Path) -> io::Error {
    io::Error::new(io::ErrorKind::Unsupported, format!("`{}` is no plain file", calm_path(path)))
}

/// Makes a new file to be written, and the folders above it. One of that name goes first.
///
/// # Errors
/// If a symbolic link or a file is on the way, or the machine refuses.
pub fn create(root: &Path, path: &str) -> io::Result<File> {
    let (folder, name) = folder_of(root, path, true)?;
    let made = match create_in(&folder, name) {
        Err(Errno::EXIST) => unlinkat(&folder, name, AtFlags::empty()).and_then(|()| create_in(&folder, name)),
        made => made,
    };
    Ok(made?)
}

/// Makes a new file to be written, where nothing is. The folders above it are not made.
///
/// # Errors
/// If something is there, or a symbolic link or a file is on the way, or the machine refuses.
pub fn create_new(root: &Path, path: impl AsRef<Path>) -> io::Result<File> {
    let (folder, name) = folder_of(root, path.as_ref(), false)?;
    Ok(create_in(&folder, name)?)
}

fn create_in(folder: &OwnedFd, name: &OsStr) -> rustix::io::Result<File> {
    let flags = OFlags::WRONLY | OFlags::CREATE | OFlags::EXCL | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    Ok(openat(folder, name, flags, Mode::from_raw_mode(0o666))?.into())
}

mod carry;
mod folder;
mod tree;

pub use carry::{copy, is_file_of, is_folder, make_folder, modified, status};
pub use folder::Folder;
pub use tree::{list, make_above, open_named, remove_tree};

/// Renames a file over what may be there; the folders above its new place are made.
///
/// # Errors
/// If a symbolic link or a file is on the way, or the machine refuses.
pub fn rename(root: &Path, from: &str, to: &str) -> io::Result<()> {
    let (from_folder, from) = folder_of(root, from, false)?;
    let (to_folder, to) = folder_of(root, to, true)?;
    Ok(renameat(&from_folder, from, &to_folder, to)?)
}

/// Gives a file a second name, below another folder; the folders above that are made.
///
/// # Errors
/// If a symbolic link or a file is on the way, the second name is taken, or the file system has no such names.
pub fn link(root: &Path, path: impl AsRef<Path>, to_root: &Path, to: impl AsRef<Path>) -> io::Result<()> {
    let (from_folder, from) = folder_of(root, path.as_ref(), false)?;
    let (to_folder, to) = folder_of(to_root, to.as_ref(), true)?;
    Ok(linkat(&from_folder, from, &to_folder, to, AtFlags::empty())?)
}

/// Removes a file, or a link in its place.
///
/// # Errors
/// If there is none, or the machine refuses.
pub fn remove(root: &Path, path: &str) -> io::Result<()> {
    let (folder, name) = folder_of(root, path, false)?;
    Ok(unlinkat(&folder, name, AtFlags::empty())?)
}

/// Removes a folder that holds nothing.
///
/// # Errors
/// If there is none, it holds something, or the machine refuses.
pub fn remove_folder(root: &Path, path: &str) -> io::Result<()> {
    let (folder, name) = folder_of(root, path, false)?;
    Ok(unlinkat(&folder, name, AtFlags::REMOVEDIR)?)
}

/// A folder on the way to a path. It need not be one that may be listed.
#[cfg(any(target_os = "linux", target_os = "android"))]
const WAY: OFlags = OFlags::PATH.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);
#[cfg(not(any(target_os = "linux", target_os = "android")))]
const WAY: OFlags = OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::CLOEXEC);

/// The folder in which a path lies, opened, and the last part of the path.
fn folder_of<'a>(root: &Path, path: &'a (impl AsRef<Path> + ?Sized), make: bool) -> io::Result<(OwnedFd, &'a OsStr)> {
    let path = path.as_ref();
    let mut folder = openat(CWD, root, WAY, Mode::empty())?;
    let name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?;
    let above = path.parent().unwrap_or(Path::new(""));
    if above.components().any(|part| !matches!(part, Component::Normal(_))) {
        return Err(io::ErrorKind::InvalidFilename.into());
    }
    if let Some(folder) = at_once(&folder, above) {
        return Ok((folder, name));
    }
    for part in above {
        let open = || openat(&folder, part, WAY | OFlags::NOFOLLOW, Mode::empty());
        let opened = match open() {
            Err(Errno::NOENT) if make => match mkdirat(&folder, part, Mode::from_raw_mode(0o777)) {
                // Another thread may have made it meanwhile.
                Ok(()) | Err(Errno::EXIST) => open(),
                Err(error) => Err(error),
            },
            opened => opened,
        };
        folder = opened.map_err(|error| reason(error, &folder, part, path))?;
    }
    Ok((folder, name))
}

/// Opens a folder some way below another in one call of the system's. `None` where that has no such call, and for whatever
/// else it refuses.
#[cfg(any(target_os = "linux", target_os = "android"))]
fn at_once(folder: &OwnedFd, path: &Path) -> Option<OwnedFd> {
    use rustix::fs::{ResolveFlags, openat2};
    let resolve = ResolveFlags::BENEATH | ResolveFlags::NO_SYMLINKS;
    path.iter().nth(1).and_then(|_| openat2(folder, path, WAY, Mode::empty(), resolve).ok())
}

/// As the other of this name, on systems that have no such call.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn at_once(_: &OwnedFd, _: &Path) -> Option<OwnedFd> {
    None
}

/// Why a part of a path cannot be opened, in words where the machine's own do not tell.
fn reason(error: Errno, folder: impl AsFd, part: &OsStr, path: &Path) -> io::Error {
    let is_in_the_way = [Errno::LOOP, Errno::NOTDIR, Errno::MLINK, Errno::NXIO].contains(&error);
    let found = statat(folder, part, AtFlags::SYMLINK_NOFOLLOW).ok().filter(|_| is_in_the_way);
    match found.map(|found| FileType::from_raw_mode(found.st_mode)) {
        Some(FileType::Symlink) => io::Error::new(
            io::ErrorKind::NotADirectory,
            format!(
                "`{}` in `{}` is a symbolic link, which annals does not follow here; move it elsewhere",
                calm_path(part),
                calm_path(path)
            ),
        ),
        Some(FileType::Directory | FileType::RegularFile) | None => error.into(),
        Some(_) => no_file(path),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot prepare its folder has failed")]
mod tests {
    use std::fs;
    use std::io::{Read as _, Write as _};
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn files_are_read_and_written_below_the_folder() {
        let desk = tempfile::tempdir().unwrap();
        let root = desk.path().join("link");
        fs::create_dir(desk.path().join("site")).unwrap();
        symlink("site", &root).unwrap();
        create(&root, "parts/1").unwrap().write_all(b"old").unwrap();
        create(&root, "parts/1").unwrap().write_all(b"new").unwrap();
        rename(&root, "parts/1", "a/b/c.txt").unwrap();
        link(&root, "a/b/c.txt", desk.path(), "kept/c.txt").unwrap();
        let mut text = String::new();
        open(&root, "a/b/c.txt").unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "new");
        assert_eq!(fs::read_to_string(desk.path().join("kept/c.txt")).unwrap(), "new");
        remove(&root, "a/b/c.txt").unwrap();
        assert!(remove_folder(&root, "a").is_err(), "it holds a folder");
        remove_folder(&root, "a/b").unwrap();
        let absent = open(&root, "a/b/c.txt").unwrap_err();
        assert_eq!(absent.kind(), io::ErrorKind::NotFound);
    }

    #[test]
    fn no_link_leads_out_whatever_is_done() {
        let desk = tempfile::tempdir().unwrap();
        let (root, out) = (desk.path().join("site"), desk.path().join("out"));
        for folder in [&root, &out] {
            fs::create_dir(folder).unwrap();
        }
        fs::write(out.join("secret"), "secret").unwrap();
        fs::write(root.join("mine"), "mine").unwrap();
        symlink(&out, root.join("folder")).unwrap();
        symlink(out.join("secret"), root.join("file")).unwrap();
        for path in ["folder/secret", "file"] {
            let error = open(&root, path).unwrap_err();
            assert!(error.to_string().contains("is a symbolic link"), "{path}: {error}");
        }
        for result in [
            create(&root, "folder/new").map(|_| ()),
            rename(&root, "mine", "folder/secret"),
            rename(&root, "folder/secret", "stolen"),
            link(&root, "folder/secret", &root, "stolen"),
            link(&root, "mine", &root, "folder/new"),
            remove(&root, "folder/secret"),
        ] {
            assert!(result.unwrap_err().to_string().contains("is a symbolic link"));
        }
        // A link in the place of a file is replaced, and what it leads to is left alone.
        create(&root, "file").unwrap().write_all(b"page").unwrap();
        let there: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!((there, fs::read_to_string(out.join("secret")).unwrap()), (vec!["secret".into()], "secret".into()));
    }

    #[test]
    fn what_is_no_plain_file_is_not_waited_for() {
        let desk = tempfile::tempdir().unwrap();
        let pipe = desk.path().join("pipe");
        assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
        assert!(open(desk.path(), "pipe").unwrap_err().to_string().contains("no plain file"));
        fs::create_dir(desk.path().join("folder")).unwrap();
        assert_eq!(open(desk.path(), "folder").unwrap_err().kind(), io::ErrorKind::IsADirectory);
    }
}
