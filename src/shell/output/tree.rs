//! Walks over a written site: what in it is not annals' own, and its removal.
//!
//! Never follows a symbolic link and never crosses into another file system.

use std::fs::{self, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::error::{Action, OutputError, Refusal};
use super::manifest::Manifest;
use super::place::status;

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
    user: u32,
    group: u32,
    mode: u32,
}

impl Owner {
    pub fn of(found: &Metadata) -> Owner {
        Owner { user: found.uid(), group: found.gid(), mode: found.mode() & 0o7777 }
    }

    /// Gives a folder this owner, as far as the system lets us, and these permissions.
    pub fn apply(self, folder: &Path) -> Result<(), OutputError> {
        // Only the superuser gives folders away; for others the new folder is theirs, as the old one mostly was.
        let _ = std::os::unix::fs::chown(folder, Some(self.user), Some(self.group));
        fs::set_permissions(folder, Permissions::from_mode(self.mode)).map_err(OutputError::io(Action::Permit, folder))
    }
}

/// Looks through the old site for what annals did not write.
pub(super) fn survey(output: &Path, manifest: &Manifest) -> Result<Survey, OutputError> {
    let mut survey = Survey::default();
    let found = fs::symlink_metadata(output).map_err(OutputError::io(Action::Read, output))?;
    survey.owners.push((PathBuf::new(), Owner::of(&found)));
    visit(output, Path::new(""), found.dev(), manifest, &mut survey)?;
    Ok(survey)
}

fn visit(
    output: &Path,
    folder: &Path,
    device: u64,
    manifest: &Manifest,
    survey: &mut Survey,
) -> Result<(), OutputError> {
    let at = output.join(folder);
    let reading = || OutputError::io(Action::Read, &at);
    for entry in fs::read_dir(&at).map_err(reading())? {
        let entry = entry.map_err(reading())?;
        let path = folder.join(entry.file_name());
        if !entry.file_type().map_err(reading())?.is_dir() {
            if !path.to_str().is_some_and(|path| manifest.has_file(path)) {
                survey.files.push(path);
            }
            continue;
        }
        let found = entry.metadata().map_err(reading())?;
        if found.dev() != device {
            return Err(OutputError::Refused { output: output.join(path), reason: Refusal::MountPoint });
        }
        survey.owners.push((path.clone(), Owner::of(&found)));
        if !path.to_str().is_some_and(|path| manifest.has_folder(path)) {
            survey.folders.push(path.clone());
        }
        visit(output, &path, device, manifest, survey)?;
    }
    Ok(())
}

/// Removes a folder with all it holds. Of each file below it, `may_remove` is asked first, and may move it elsewhere
/// instead (then it says `false`). A folder that does not exist is no fault.
pub(super) fn remove_tree(root: &Path, may_remove: &mut dyn FnMut(&Path) -> bool) -> Result<(), OutputError> {
    match status(root)? {
        None => Ok(()),
        Some(found) if found.is_dir() => remove_folder(root, Path::new(""), may_remove),
        Some(_) => fs::remove_file(root).map_err(OutputError::io(Action::Remove, root)),
    }
}

fn remove_folder(root: &Path, folder: &Path, may_remove: &mut dyn FnMut(&Path) -> bool) -> Result<(), OutputError> {
    let at = root.join(folder);
    let removing = || OutputError::io(Action::Remove, &at);
    for entry in list(&at).map_err(removing())? {
        let entry = entry.map_err(removing())?;
        let path = folder.join(entry.file_name());
        if entry.file_type().map_err(removing())?.is_dir() {
            remove_folder(root, &path, may_remove)?;
        } else if may_remove(&path) {
            let file = entry.path();
            remove_file(&at, &file).map_err(OutputError::io(Action::Remove, &file))?;
        }
    }
    fs::remove_dir(&at).map_err(removing())
}

/// Lists a folder, and makes it ours to read first where that is needed.
fn list(folder: &Path) -> io::Result<fs::ReadDir> {
    fs::read_dir(folder).or_else(|error| {
        allow(folder, error)?;
        fs::read_dir(folder)
    })
}

fn remove_file(folder: &Path, file: &Path) -> io::Result<()> {
    fs::remove_file(file).or_else(|error| {
        allow(folder, error)?;
        fs::remove_file(file)
    })
}

/// A folder without permission to write would keep its files for ever; it is to be removed in any case.
fn allow(folder: &Path, error: io::Error) -> io::Result<()> {
    if error.kind() != io::ErrorKind::PermissionDenied {
        return Err(error);
    }
    fs::set_permissions(folder, Permissions::from_mode(0o700)).map_err(|_| error)
}
