//! Walks over a written site: what in it is not annals' own, and its removal.
//!
//! Never follows a symbolic link and never crosses into another file system.

use std::ffi::OsStr;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rustix::fs::{FileType, Gid, Mode, Stat, Uid};

use super::error::{Action, OutputError, Refusal};
use super::place::status;
use crate::release::Manifest;
use crate::shell::publish::beneath::Folder;

/// What the old site holds besides annals' own files. Paths are below the output.
#[derive(Debug, Default)]
pub(super) struct Survey {
    /// Files, links and other things that are no folders, which no manifest lists.
    pub files: Vec<PathBuf>,
    /// Folders in which annals wrote nothing; they are kept even if empty.
    pub folders: Vec<PathBuf>,
    /// Every folder with its owner and permissions, the output itself first, as an empty path.
    pub owners: Vec<(PathBuf, Owner)>,
}

/// Whose a folder is and what others may do with it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Owner {
    user: Uid,
    group: Gid,
    mode: Mode,
}

impl Owner {
    pub fn of(found: &Stat) -> Owner {
        let (user, group) = (Uid::from_raw(found.st_uid), Gid::from_raw(found.st_gid));
        Owner { user, group, mode: Mode::from_raw_mode(found.st_mode) }
    }

    /// Whether the owner may do everything in the folder.
    pub fn has_all_rights(self) -> bool {
        self.mode.contains(Mode::RWXU)
    }

    /// Gives a folder below another this owner, as far as the system lets us, and these permissions.
    pub fn apply(self, root: &Path, folder: &Path) -> Result<(), OutputError> {
        let permitting = || OutputError::io(Action::Permit, root.join(folder));
        let (root, folder) = above(root, folder);
        let folder = Folder::open_anyhow(root, &folder).map_err(permitting())?;
        // Only the superuser gives folders away; for others the new folder is theirs, as the old one mostly was.
        let _ = folder.give(self.user, self.group);
        folder.permit(self.mode).map_err(permitting())
    }
}

/// A path below the output or one of the folders beside it, as it is reached from the folder in which these lie: so no link
/// in the place of one of them is followed either.
pub(super) fn above(root: &Path, path: impl AsRef<Path>) -> (&Path, PathBuf) {
    let (parent, name) = (root.parent().unwrap_or(Path::new("/")), root.file_name().unwrap_or_default());
    (parent, Path::new(name).join(path))
}

/// Looks through the old site for what annals did not write.
pub(super) fn survey(output: &Path, manifest: &Manifest) -> Result<Survey, OutputError> {
    let mut survey = Survey::default();
    let reading = || OutputError::io(Action::Read, output);
    let folder = Folder::open(output).map_err(reading())?;
    let found = folder.found().map_err(reading())?;
    survey.owners.push((PathBuf::new(), Owner::of(&found)));
    Visit { output, top: found, manifest }.folder(&folder, Path::new(""), &mut survey)?;
    Ok(survey)
}

/// A walk through the old site.
struct Visit<'a> {
    output: &'a Path,
    /// What the output folder itself is.
    top: Stat,
    manifest: &'a Manifest,
}

impl Visit<'_> {
    fn folder(&self, folder: &Folder, below: &Path, survey: &mut Survey) -> Result<(), OutputError> {
        for (name, kind) in folder.entries().map_err(OutputError::io(Action::Read, self.output.join(below)))? {
            let path = below.join(&name);
            if kind != FileType::Directory {
                if !path.to_str().is_some_and(|path| self.manifest.has_file(path)) {
                    survey.files.push(path);
                }
                continue;
            }
            let reading = || OutputError::io(Action::Read, self.output.join(&path));
            let inner = folder.folder(&name).map_err(reading())?;
            let found = inner.found().map_err(reading())?;
            if found.st_dev != self.top.st_dev {
                return Err(OutputError::Refused { output: self.output.join(path), reason: Refusal::MountPoint });
            }
            survey.owners.push((path.clone(), Owner::of(&found)));
            if !path.to_str().is_some_and(|path| self.manifest.has_folder(path)) {
                survey.folders.push(path.clone());
            }
            self.folder(&inner, &path, survey)?;
        }
        Ok(())
    }
}

/// What an entry of a folder is, as far as clearing cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A folder.
    Folder,
    /// Anything else; a link is never followed.
    File,
}

/// What clearing comes to.
pub(super) struct Met<'a> {
    /// The folder in which it lies.
    pub folder: &'a Folder,
    /// What it is called there.
    pub name: &'a OsStr,
    /// Its path below the root.
    pub path: &'a Path,
    pub kind: Kind,
}

/// Removes a folder with all it holds. A folder that does not exist is no fault.
pub(super) fn remove_tree(root: &Path) -> Result<(), OutputError> {
    match status(root)? {
        None => Ok(()),
        Some(found) if found.is_dir() => {
            clear(root, &mut |_| false)?;
            fs::remove_dir(root).map_err(OutputError::io(Action::Remove, root))
        }
        Some(_) => fs::remove_file(root).map_err(OutputError::io(Action::Remove, root)),
    }
}

/// Removes everything below a folder but what `keep` wants kept (or has moved elsewhere). The files in a folder are asked
/// for before the folder itself. A link that was put into the place of a folder is a file, and what it leads to stays.
pub(super) fn clear(root: &Path, keep: &mut dyn FnMut(&Met) -> bool) -> Result<(), OutputError> {
    let folder = Folder::open_anyhow(root, Path::new("")).map_err(OutputError::io(Action::Remove, root))?;
    clear_folder(root, &folder, Path::new(""), keep)
}

fn clear_folder(
    root: &Path,
    folder: &Folder,
    below: &Path,
    keep: &mut dyn FnMut(&Met) -> bool,
) -> Result<(), OutputError> {
    for (name, kind) in folder.entries().map_err(OutputError::io(Action::Remove, root.join(below)))? {
        let path = below.join(&name);
        let removing = || OutputError::io(Action::Remove, root.join(&path));
        let inner = match kind {
            FileType::Directory => folder.folder_anyhow(&name).map_err(removing())?,
            _ => None,
        };
        let mut kind = Kind::File;
        if let Some(inner) = inner {
            clear_folder(root, &inner, &path, keep)?;
            kind = Kind::Folder;
        }
        if !keep(&Met { folder, name: &name, path: &path, kind }) {
            let removed = match kind {
                Kind::Folder => folder.remove_folder(&name),
                Kind::File => folder.remove(&name),
            };
            removed.map_err(removing())?;
        }
    }
    Ok(())
}

/// Lets the owner of a folder below another, and nobody else, do everything in it.
pub(super) fn give_all_rights(root: &Path, folder: &Path) -> io::Result<()> {
    let (root, folder) = above(root, folder);
    Folder::open_anyhow(root, &folder)?.permit(Mode::RWXU)
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot prepare its folder has failed")]
mod tests {
    use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};

    use super::*;

    /// A folder that vanishes: in it a site with two folders, and elsewhere a diary.
    fn desk() -> (tempfile::TempDir, PathBuf, PathBuf) {
        let desk = tempfile::tempdir().unwrap();
        let (root, elsewhere) = (desk.path().join("site"), desk.path().join("elsewhere"));
        for file in ["site/a/page", "site/b/page", "elsewhere/page", "elsewhere/diary"] {
            let file = desk.path().join(file);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, "text").unwrap();
        }
        (desk, root, elsewhere)
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn clearing_follows_no_link_that_is_put_into_the_place_of_a_folder_meanwhile() {
        for own in [true, false] {
            let (desk, root, elsewhere) = desk();
            let away = desk.path().join("away");
            let mut met = Vec::new();
            clear(&root, &mut |Met { path, kind, .. }| {
                if met.is_empty() {
                    let here = path.parent().unwrap();
                    let other = if here == Path::new("a") { "b" } else { "a" };
                    let swapped = root.join(if own { here } else { Path::new(other) });
                    fs::rename(&swapped, &away).unwrap();
                    symlink(&elsewhere, &swapped).unwrap();
                }
                met.push((path.to_path_buf(), *kind));
                false
            })
            .unwrap();
            assert_eq!(names(&root), Vec::<String>::new(), "the link is gone");
            assert_eq!(names(&elsewhere), ["diary", "page"], "what it leads to is not");
            // What was opened before it was moved is cleared, and nothing else.
            assert_eq!(names(&away).len(), usize::from(!own));
            assert_eq!(met.iter().filter(|(_, kind)| *kind == Kind::Folder).count(), if own { 2 } else { 1 });
        }
    }

    #[test]
    fn rights_are_given_through_no_link() {
        let (_desk, root, elsewhere) = desk();
        fs::set_permissions(&elsewhere, fs::Permissions::from_mode(0o751)).unwrap();
        fs::create_dir(elsewhere.join("deep")).unwrap();
        symlink(&elsewhere, root.join("link")).unwrap();
        let owner = Owner { mode: Mode::RWXU, ..Owner::of(&Folder::open(&root).unwrap().found().unwrap()) };
        for path in ["link", "link/deep"] {
            let error = owner.apply(&root, Path::new(path)).unwrap_err().to_string();
            assert!(error.contains("is a symbolic link"), "{error}");
            assert!(give_all_rights(&root, Path::new(path)).is_err());
        }
        assert_eq!(fs::metadata(&elsewhere).unwrap().mode() & 0o777, 0o751);
        owner.apply(&root, Path::new("a")).unwrap();
        assert_eq!(fs::metadata(root.join("a")).unwrap().mode() & 0o7777, 0o700);
    }

    #[test]
    fn folders_that_may_not_be_read_are_removed_all_the_same() {
        let (_desk, root, _) = desk();
        for (folder, mode) in [("a", 0o000), ("b", 0o555), ("", 0o600)] {
            fs::set_permissions(root.join(folder), fs::Permissions::from_mode(mode)).unwrap();
        }
        remove_tree(&root).unwrap();
        assert!(!root.exists());
    }

    #[test]
    fn a_link_in_the_old_site_is_surveyed_as_a_link() {
        let (_desk, root, elsewhere) = desk();
        symlink(&elsewhere, root.join("link")).unwrap();
        let mut survey = survey(&root, &Manifest::default()).unwrap();
        survey.files.sort();
        assert_eq!(survey.files, ["a/page", "b/page", "link"].map(PathBuf::from));
        assert_eq!(survey.owners.len(), 3);
    }
}
