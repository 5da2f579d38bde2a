//! Folders as a whole, and files that the user names.

use std::ffi::{CString, OsStr};
use std::fs::File;
use std::io;
use std::os::fd::OwnedFd;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;

use rustix::fs::{AtFlags, CWD, Dir, FileType, Mode, OFlags, openat, statat, unlinkat};
use rustix::io::Errno;

use super::{folder_of, open};
use crate::text::calm_name;

/// How a folder is opened in whose place a link is none.
pub(super) const FOLDER: OFlags =
    OFlags::RDONLY.union(OFlags::DIRECTORY).union(OFlags::NOFOLLOW).union(OFlags::CLOEXEC);

/// Opens a file that the user names, to be read: links to it are the user's own words.
///
/// # Errors
/// If there is none, or something else is in its place.
pub fn open_named(path: &Path) -> io::Result<File> {
    // Without waiting: a pipe would be opened only when somebody writes into it.
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let file: File = openat(CWD, path, flags, Mode::empty())?.into();
    let found = file.metadata()?;
    match found.is_dir() {
        false if found.is_file() => Ok(file),
        false => {
            let path = path.to_string_lossy();
            Err(io::Error::new(io::ErrorKind::Unsupported, format!("`{}` is no plain file", calm_name(&path))))
        }
        true => Err(io::ErrorKind::IsADirectory.into()),
    }
}

/// Makes the folders above a path.
///
/// # Errors
/// If a symbolic link or a file is on the way, or the machine refuses.
pub fn make_above(root: &Path, path: &str) -> io::Result<()> {
    folder_of(root, path, true).map(|_| ())
}

/// What lies in a folder, with what each is: a link is not followed. Names that are no text are left out.
///
/// # Errors
/// If there is none, or a symbolic link or a file is in its place or on the way to it.
pub fn list(root: &Path, path: &str) -> io::Result<Vec<(String, FileType)>> {
    let (folder, name) = folder_of(root, path, false)?;
    let folder = match openat(&folder, name, FOLDER, Mode::empty()) {
        Ok(folder) => folder,
        // What is there instead is said in the words for files.
        Err(Errno::LOOP | Errno::NOTDIR | Errno::MLINK) => {
            return Err(open(root, path).err().unwrap_or_else(|| io::ErrorKind::NotADirectory.into()));
        }
        Err(error) => return Err(error.into()),
    };
    let mut entries = Vec::new();
    for name in names(&folder)? {
        let Ok(found) = statat(&folder, &name, AtFlags::SYMLINK_NOFOLLOW) else { continue };
        let kind = FileType::from_raw_mode(found.st_mode);
        entries.extend(name.into_string().ok().map(|name| (name, kind)));
    }
    Ok(entries)
}

/// Removes a folder with all that it holds, or what else stands in its place. What is not there is no fault.
///
/// # Errors
/// If a symbolic link or a file is on the way, or the machine refuses.
pub fn remove_tree(root: &Path, path: impl AsRef<Path>) -> io::Result<()> {
    match folder_of(root, path.as_ref(), false) {
        Ok((folder, name)) => Ok(remove_all(&folder, &CString::new(OsStr::new(name).as_bytes())?)?),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(error),
    }
}

fn remove_all(above: &OwnedFd, name: &CString) -> rustix::io::Result<()> {
    let removed = match openat(above, name, FOLDER, Mode::empty()) {
        Ok(folder) => {
            for name in names(&folder)? {
                remove_all(&folder, &name)?;
            }
            unlinkat(above, name, AtFlags::REMOVEDIR)
        }
        Err(Errno::LOOP | Errno::NOTDIR | Errno::MLINK) => unlinkat(above, name, AtFlags::empty()),
        Err(error) => Err(error),
    };
    if removed == Err(Errno::NOENT) { Ok(()) } else { removed }
}

/// The names in a folder.
fn names(folder: &OwnedFd) -> rustix::io::Result<Vec<CString>> {
    let mut names = Vec::new();
    for entry in Dir::read_from(folder)? {
        let name = entry?.file_name().to_owned();
        if ![&b"."[..], b".."].contains(&name.as_bytes()) {
            names.push(name);
        }
    }
    Ok(names)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot prepare its folder has failed")]
mod tests {
    use std::fs;
    use std::os::unix::fs::symlink;

    use super::*;

    #[test]
    fn folders_are_listed_and_removed_without_following_a_link() {
        let desk = tempfile::tempdir().unwrap();
        let (root, out) = (desk.path().join("site"), desk.path().join("out"));
        fs::create_dir_all(root.join("kept/1/a/b")).unwrap();
        fs::create_dir(&out).unwrap();
        fs::write(out.join("secret"), "secret").unwrap();
        fs::write(root.join("kept/1/a/file"), "mine").unwrap();
        symlink(&out, root.join("kept/1/a/link")).unwrap();
        symlink(&out, root.join("kept/2")).unwrap();
        symlink(&out, root.join("link")).unwrap();
        make_above(&root, "kept/3/x").unwrap();
        let mut listed = list(&root, "kept").unwrap();
        listed.sort_unstable_by(|one, other| one.0.cmp(&other.0));
        let kinds = [("1", FileType::Directory), ("2", FileType::Symlink), ("3", FileType::Directory)];
        assert_eq!(listed, kinds.map(|(name, kind)| (name.to_owned(), kind)));
        assert!(list(&root, "link").unwrap_err().to_string().contains("is a symbolic link"));
        assert_eq!(list(&root, "kept/1/a/file").unwrap_err().kind(), io::ErrorKind::NotADirectory);
        assert!(remove_tree(&root, "link/secret").unwrap_err().to_string().contains("is a symbolic link"));
        assert!(make_above(&root, "link/new/x").unwrap_err().to_string().contains("is a symbolic link"));
        for path in ["kept/1", "kept/2", "kept/none", "none/at/all"] {
            remove_tree(&root, path).unwrap();
        }
        assert_eq!(list(&root, "kept").unwrap().len(), 1);
        let there: Vec<_> = fs::read_dir(&out).unwrap().map(|entry| entry.unwrap().file_name()).collect();
        assert_eq!(there, ["secret"]);
    }
}
