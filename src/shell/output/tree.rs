//! Walks over a written site: what in it is not annals' own, and its removal.
//!
//! Never follows a symbolic link and never crosses into another file system.

use std::fs::{self, Metadata, Permissions};
use std::io;
use std::os::unix::fs::{MetadataExt, PermissionsExt};
use std::path::{Path, PathBuf};

use super::error::{Action, OutputError, Refusal};
use super::place::status;
use crate::release::Manifest;

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

    /// Whether the owner may do everything in the folder.
    pub fn has_all_rights(self) -> bool {
        self.mode & 0o700 == 0o700
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

/// What an entry of a folder is, as far as clearing cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A folder.
    Folder,
    /// Anything else; a link is never followed.
    File,
}

/// Removes a folder with all it holds. A folder that does not exist is no fault.
pub(super) fn remove_tree(root: &Path) -> Result<(), OutputError> {
    match status(root)? {
        None => Ok(()),
        Some(found) if found.is_dir() => {
            clear(root, &mut |_, _| false)?;
            fs::remove_dir(root).map_err(OutputError::io(Action::Remove, root))
        }
        Some(_) => fs::remove_file(root).map_err(OutputError::io(Action::Remove, root)),
    }
}

/// Removes everything below a folder but what `keep` wants kept (or has moved elsewhere). Paths are below the root;
/// the files in a folder are asked for before the folder itself.
pub(super) fn clear(root: &Path, keep: &mut dyn FnMut(&Path, Kind) -> bool) -> Result<(), OutputError> {
    clear_folder(root, Path::new(""), keep)
}

fn clear_folder(root: &Path, folder: &Path, keep: &mut dyn FnMut(&Path, Kind) -> bool) -> Result<(), OutputError> {
    let at = root.join(folder);
    let removing = || OutputError::io(Action::Remove, &at);
    for entry in list(&at).map_err(removing())? {
        let entry = entry.map_err(removing())?;
        let path = folder.join(entry.file_name());
        let is_folder = entry.file_type().map_err(removing())?.is_dir();
        let kind = if is_folder { Kind::Folder } else { Kind::File };
        if is_folder {
            clear_folder(root, &path, keep)?;
        }
        if !keep(&path, kind) {
            let entry = entry.path();
            remove(&at, &entry, kind).map_err(OutputError::io(Action::Remove, &entry))?;
        }
    }
    Ok(())
}

/// Lists a folder, and makes it ours to read first where that is needed.
fn list(folder: &Path) -> io::Result<fs::ReadDir> {
    fs::read_dir(folder).or_else(|error| {
        allow(folder, error)?;
        fs::read_dir(folder)
    })
}

fn remove(folder: &Path, entry: &Path, kind: Kind) -> io::Result<()> {
    let remove = || match kind {
        Kind::Folder => fs::remove_dir(entry),
        Kind::File => fs::remove_file(entry),
    };
    remove().or_else(|error| {
        allow(folder, error)?;
        remove()
    })
}

/// A folder without permission to write would keep its files for ever; it is to be removed in any case.
fn allow(folder: &Path, error: io::Error) -> io::Result<()> {
    if error.kind() != io::ErrorKind::PermissionDenied {
        return Err(error);
    }
    give_all_rights(folder).map_err(|_| error)
}

/// Lets the owner of a folder, and nobody else, do everything in it.
pub(super) fn give_all_rights(folder: &Path) -> io::Result<()> {
    fs::set_permissions(folder, Permissions::from_mode(0o700))
}
