//! What can go wrong while a site is written, in sentences that say which path is concerned and what to do.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::release::{ManifestFault, PathFault};
use crate::text::calm_path;

/// Why a site was not written. In every case but [`OutputError::LeftBehind`] the old site stands as it was.
#[derive(Debug)]
#[non_exhaustive]
pub enum OutputError {
    /// The folder is none that annals may write to. Nothing was touched.
    Refused {
        /// The folder, as it was named.
        output: PathBuf,
        /// Why.
        reason: Refusal,
    },
    /// Another run is writing to the same folder.
    Locked {
        /// The folder.
        output: PathBuf,
    },
    /// An interrupted exchange cannot be mended, because someone made the output folder anew in the meantime.
    Interrupted {
        /// The folder.
        output: PathBuf,
        /// Where the site before the interruption lies.
        old: PathBuf,
    },
    /// A path that the caller handed over cannot be written.
    Path {
        /// The path below the output.
        path: String,
        /// Why.
        fault: PathFault,
    },
    /// The site has a file where the output folder holds one that annals did not write.
    Foreign {
        /// The file that is in the way.
        path: PathBuf,
    },
    /// A file of the site was not written, and the site was to be finished all the same.
    Incomplete {
        /// The path below the output.
        path: String,
    },
    /// The new site stands, but the old one could not be removed.
    LeftBehind {
        /// Where the old site lies.
        old: PathBuf,
        /// What could not be removed and why.
        cause: Box<OutputError>,
    },
    /// The machine refused.
    Io {
        /// What was tried.
        action: Action,
        /// On which file or folder.
        path: PathBuf,
        /// What the machine said.
        error: io::Error,
    },
}

/// Why a folder is refused as output.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// It is a symbolic link.
    Link,
    /// It is a file, not a folder.
    NotAFolder,
    /// It is, contains or lies in this folder of the site's own files.
    Sources(PathBuf),
    /// It is or contains the home folder.
    Home,
    /// It is the root of the file system.
    Root,
    /// It is a mount point, which cannot be exchanged.
    MountPoint,
    /// It holds files, but no manifest.
    NotOurs,
    /// It has a `manifest.json`, but none that annals wrote.
    NotOurManifest,
    /// Its manifest was written by a later version of annals.
    LaterManifest {
        /// The version of the manifest's form.
        version: u64,
    },
}

/// What was tried on a file or folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Action {
    /// Reading a file or listing a folder.
    Read,
    /// Making or writing a file.
    Write,
    /// Making a folder.
    MakeFolder,
    /// Carrying a file over from the old site.
    Carry,
    /// Giving a folder its permissions.
    Permit,
    /// Putting a folder into another's place.
    Exchange,
    /// Removing a file or folder.
    Remove,
    /// Locking.
    Lock,
}

impl OutputError {
    /// Whether the folder itself was refused: a fault of usage rather than of the machine.
    pub fn is_refusal(&self) -> bool {
        matches!(self, OutputError::Refused { .. })
    }

    pub(in crate::shell) fn io(action: Action, path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> OutputError {
        move |error| OutputError::Io { action, path: path.as_ref().to_owned(), error }
    }

    pub(super) fn path(path: &str, fault: PathFault) -> OutputError {
        OutputError::Path { path: path.to_owned(), fault }
    }
}

impl fmt::Display for OutputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            OutputError::Refused { output, reason } => {
                write!(f, "annals does not write to `{}`: {reason}", calm_path(output))
            }
            OutputError::Locked { output } => write!(
                f,
                "another annals is writing to `{}` at this moment; wait until it has finished, or name another place \
                 (`--output`)",
                calm_path(output)
            ),
            OutputError::Interrupted { output, old } => write!(
                f,
                "an earlier run was interrupted while it exchanged the site, and `{}` was made anew since; the site \
                 before lies in `{}`: move one of the two elsewhere and build again",
                calm_path(output),
                calm_path(old)
            ),
            OutputError::Path { path, fault } => {
                write!(f, "the site cannot hold a file `{}`: {fault}", calm_path(path))
            }
            OutputError::Foreign { path } => write!(
                f,
                "`{}` is in the way of a file of the site and was not written by annals; move it elsewhere, or take \
                 the file of that name out of the site",
                calm_path(path)
            ),
            OutputError::Incomplete { path } => {
                write!(
                    f,
                    "the file `{}` of the site was not written, so the old site was kept; build again",
                    calm_path(path)
                )
            }
            OutputError::LeftBehind { old, cause } => write!(
                f,
                "the new site is in its place, but the old one is left in `{}`: {cause}; remove that folder by hand",
                calm_path(old)
            ),
            OutputError::Io { action, path, error } => {
                write!(f, "cannot {action} `{}`: {}", calm_path(path), explain(error))
            }
        }
    }
}

impl std::error::Error for OutputError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            OutputError::Io { error, .. } => Some(error),
            OutputError::LeftBehind { cause, .. } => Some(cause),
            _ => None,
        }
    }
}

impl From<ManifestFault> for Refusal {
    fn from(fault: ManifestFault) -> Refusal {
        match fault {
            ManifestFault::NotOurs => Refusal::NotOurManifest,
            ManifestFault::Later { version } => Refusal::LaterManifest { version },
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Refusal::Link => f.write_str("it is a symbolic link; name the folder that it points at"),
            Refusal::NotAFolder => f.write_str("it is a file; name a folder"),
            Refusal::Sources(folder) => write!(
                f,
                "it is, contains or lies in `{}`, which holds the site's own files; name a folder apart from them, \
                 such as `public`",
                calm_path(folder)
            ),
            Refusal::Home => f.write_str("it is or contains your home folder; name a new folder within it"),
            Refusal::Root => f.write_str("it is the root of the file system; name a new folder within it"),
            Refusal::MountPoint => {
                f.write_str("it is a mount point, which cannot be exchanged as a whole; name a folder within it")
            }
            Refusal::NotOurs => f.write_str(
                "it holds files that annals did not write (it has no `manifest.json`); name an empty or a new folder",
            ),
            Refusal::NotOurManifest => f.write_str(
                "its `manifest.json` is none that annals wrote, or is damaged; name an empty or a new folder, or \
                 delete this one if it holds nothing but an old site",
            ),
            Refusal::LaterManifest { version } => write!(
                f,
                "its `manifest.json` has version {version}, which a later annals wrote; use that one, or name a new \
                 folder"
            ),
        }
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Action::Read => "read",
            Action::Write => "write",
            Action::MakeFolder => "make the folder",
            Action::Carry => "carry over",
            Action::Permit => "set the permissions of",
            Action::Exchange => "put the new site into the place of",
            Action::Remove => "remove",
            Action::Lock => "lock",
        })
    }
}

/// The machine's refusal in words, with what to do about it.
fn explain(error: &io::Error) -> String {
    use io::ErrorKind as Kind;
    // Words of annals' own, which say more than the sort of the error does.
    if error.get_ref().is_some() {
        return match error.kind() {
            Kind::Unsupported => format!("{error}; move it elsewhere"),
            _ => error.to_string(),
        };
    }
    let words = match error.kind() {
        Kind::StorageFull => "the disk is full; free some space and build again",
        Kind::QuotaExceeded => "your disk quota is used up; free some space and build again",
        Kind::FileTooLarge => "the file is larger than this system or its limits (`ulimit -f`) allow",
        Kind::ReadOnlyFilesystem => "the file system is read-only; name a folder elsewhere with `--output`",
        Kind::PermissionDenied => "permission is denied; look at the owner and permissions of the folder it lies in",
        Kind::NotFound => "it is not there (any more); build again",
        Kind::AlreadyExists => "it exists already; another file of the site has the same name on this file system",
        Kind::NotADirectory => "a file is in the way where a folder is needed; move it elsewhere",
        Kind::IsADirectory => "a folder is in the way where a file is needed; move it elsewhere",
        Kind::DirectoryNotEmpty => "something was put into it meanwhile; move it elsewhere and build again",
        Kind::ResourceBusy | Kind::CrossesDevices => {
            "it is a mount point or in use, and cannot be exchanged as a whole; name a folder within it"
        }
        Kind::InvalidFilename => "the name is too long or has a character that this file system refuses; shorten it",
        Kind::Unsupported => "this file system lacks what is needed for it; name a folder elsewhere with `--output`",
        _ => return format!("{error}; look whether the disk is in order and build again"),
    };
    words.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_of_the_machine_names_the_path_and_what_to_do() {
        let error = OutputError::io(Action::Write, "/site/index.html")(io::Error::from(io::ErrorKind::StorageFull));
        assert_eq!(
            error.to_string(),
            "cannot write `/site/index.html`: the disk is full; free some space and build again"
        );
        assert!(!error.is_refusal());
    }
}
