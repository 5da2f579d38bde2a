//! What a target can do, whatever it is.
//!
//! Every target can be looked at ([`Look`]). One that takes files one by one is a [`Store`], and the order in which a
//! publication comes about there is that of [`super::ordered`]; one that takes a release as a whole is a [`Depot`].

use std::io::{self, Read};
use std::path::Path;

use litemap::LiteMap;

use super::failure::Failure;
use super::progress::Progress;
use super::release::{Put, Release};
use crate::release::{Entry, Plan};

/// A target as it is opened.
pub enum Means {
    /// Files are sent one by one.
    Files(Box<dyn Store>),
    /// The release takes the old one's place as a whole.
    Whole(Box<dyn Depot>),
}

impl Means {
    /// The target, to be looked at.
    pub fn look(&self) -> &dyn Look {
        match self {
            Means::Files(store) => store.as_ref(),
            Means::Whole(depot) => depot.as_ref(),
        }
    }
}

/// What a target tells of a file without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Found {
    /// Its length in bytes; `None` where the target does not tell.
    pub size: Option<u64>,
    /// Its SHA-256, where the target itself computed it from what it holds.
    pub sha256: Option<[u8; 32]>,
}

/// Which state of a small file was read: what the target compares when it is to be replaced (an ETag, a hash).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version(pub String);

/// The longest file that is read from a target as a whole, in bytes. It may have been written by somebody else.
pub const LONGEST_TEXT: u64 = 256 << 20;

/// A path as a name of a target's file. One that is no text is none that annals lists, nor becomes one.
pub fn name_of(path: &Path) -> String {
    path.to_str().map_or_else(|| path.as_os_str().as_encoded_bytes().escape_ascii().to_string(), str::to_owned)
}

/// Reads a small file of a target as a whole.
///
/// # Errors
/// If it breaks off, or is longer than any that annals writes.
pub fn read_text(file: impl Read) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.take(LONGEST_TEXT + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > LONGEST_TEXT { Err(too_long()) } else { Ok(bytes) }
}

/// Why a file is not read as a whole.
pub fn too_long() -> io::Error {
    io::Error::other("it is longer than any that annals writes")
}

/// Looks at what stands on a target. Paths are below its top, with `/`, not encoded.
pub trait Look: Sync {
    /// Every file that stands there, those of others too.
    fn list(&self) -> Result<LiteMap<String, Found>, Failure>;

    /// A small file with its version, as it is at this moment; `None` if there is none.
    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure>;

    /// Whether a file cannot stand where a folder is, and nothing below a file: so it is everywhere but in object storage.
    fn has_folders(&self) -> bool {
        true
    }

    /// The longest file that the target takes, in bytes, if it is known.
    fn longest_file(&self) -> Option<u64> {
        None
    }

    /// Reads files back. What is not there is left out.
    fn digests(&self, paths: &[&str], progress: &Progress) -> Result<LiteMap<String, Entry>, Failure>;
}

/// A target that takes files one by one. A reader never sees half of a file.
pub trait Store: Look {
    /// Sends files, in any order; when it returns, all are there. Each is reported to `progress` when it is.
    fn put_all(&self, files: &[Put<'_>], progress: &Progress) -> Result<(), Failure>;

    /// Removes files, in any order, and the folders that it leaves empty, where there are folders. A file that is not there
    /// is no fault.
    fn remove_all(&self, paths: &[&str], progress: &Progress) -> Result<(), Failure>;

    /// Replaces a small file if it has this version (`None`: if there is none); `new` of `None` removes it. Gives `false`
    /// and does nothing if it has another. Where the target cannot compare and replace in one step, the moment between is
    /// as short as can be.
    fn swap(&self, path: &str, expected: Option<&Version>, new: Option<&[u8]>) -> Result<bool, Failure>;

    /// What people should know of the target after a publication.
    fn notes(&self) -> Vec<String> {
        Vec::new()
    }
}

/// A target that takes a release as a whole: before and after, readers see one release or the other.
pub trait Depot: Look {
    /// Puts a release into the place of what was looked at. Files that annals did not write stay, unless the release has a
    /// file of that name. Fails if the target was changed since it was looked at. Keeps what stood there for
    /// [`Depot::earlier`], unless this `is_return` to an earlier release. Gives notes for people.
    fn install(
        &self,
        release: &Release,
        plan: &Plan,
        is_return: bool,
        progress: &Progress,
    ) -> Result<Vec<String>, Failure>;

    /// Looks at the target anew, where what was seen is remembered.
    fn refresh(&self) -> Result<(), Failure> {
        Ok(())
    }

    /// The release that stood there before the present one, if it is kept.
    fn earlier(&self) -> Result<Option<Release>, Failure>;
}
