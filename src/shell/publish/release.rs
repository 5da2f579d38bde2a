//! The release: the files of a built site, each held against the manifest whenever it is read, so that what is sent is
//! what was built.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use litemap::LiteMap;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::beneath;
use super::failure::Failure;
use crate::release::{Entry, MANIFEST, Manifest, SIGNATURE, cache_control, content_type};
use crate::text::calm_path;

/// A site that is ready to be published.
#[derive(Debug, Clone)]
pub struct Release {
    /// What it holds.
    pub manifest: Manifest,
    /// The manifest's signature, if it is signed.
    pub signature: Option<Vec<u8>>,
    bodies: LiteMap<String, Body>,
    /// The folder that holds it, if that is to vanish with it.
    _desk: Option<Arc<TempDir>>,
}

/// Where a file's bytes are.
#[derive(Debug, Clone)]
enum Body {
    /// A file below this folder, at the path that it has in the site, after this one.
    Below(Arc<(PathBuf, String)>),
    Bytes(Arc<[u8]>),
}

/// The longest manifest, and the longest signature, that are read from a folder, in bytes.
pub const LONGEST: u64 = 256 << 20;

/// The most memory that is asked for before a file is read, in bytes.
const MOST_AT_ONCE: u64 = 16 << 20;

impl Release {
    /// The site that was written into a folder, with its signature if there is one.
    pub fn of_folder(folder: &Path) -> Result<Release, Failure> {
        Release::below(folder, "")
    }

    /// The same of a folder below another, from which no link leads on the way: its path with a `/` at its end.
    pub fn below(root: &Path, folder: &str) -> Result<Release, Failure> {
        let read = |name: &str| {
            let path = format!("{folder}{name}");
            let mut bytes = Vec::new();
            match beneath::open(root, &path).and_then(|file| file.take(LONGEST).read_to_end(&mut bytes)) {
                Ok(_) => Ok(Some(bytes)),
                Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
                Err(error) => Err(Failure::io("read", &root.join(path))(error)),
            }
        };
        let json = read(MANIFEST)?.unwrap_or_default();
        let manifest = Manifest::parse(&json)
            .map_err(|fault| Failure::failed(format!("`{}`: {fault}", calm_path(root.join(folder)))))?;
        let here = Arc::new((root.to_owned(), folder.to_owned()));
        let bodies = manifest.files.keys().map(|path| (path.clone(), Body::Below(Arc::clone(&here)))).collect();
        Ok(Release { manifest, signature: read(SIGNATURE)?, bodies, _desk: None })
    }

    /// The same of a folder that vanishes with it.
    pub fn of_desk(desk: TempDir) -> Result<Release, Failure> {
        let release = Release::of_folder(desk.path())?;
        Ok(Release { _desk: Some(Arc::new(desk)), ..release })
    }

    /// A site in memory.
    #[cfg(test)]
    pub fn of_bytes(
        manifest: Manifest,
        files: std::collections::BTreeMap<String, Vec<u8>>,
        signature: Option<Vec<u8>>,
    ) -> Release {
        let bodies = files.into_iter().map(|(path, bytes)| (path, Body::Bytes(bytes.into()))).collect();
        Release { manifest, signature, bodies, _desk: None }
    }

    /// Adds a file that only this target needs. One of that name in the site stays as it is.
    pub fn add(&mut self, path: &str, bytes: Vec<u8>) {
        if !self.manifest.files.contains_key(path) {
            self.manifest.files.insert(path.to_owned(), Entry::of(&bytes));
            self.bodies.insert(path.to_owned(), Body::Bytes(bytes.into()));
        }
    }

    /// A file to be sent.
    pub fn put<'a>(&'a self, path: &'a str) -> Result<Put<'a>, Failure> {
        match (self.manifest.files.get(path), self.bodies.get(path)) {
            (Some(entry), Some(body)) => Ok(Put { path, entry: *entry, body }),
            _ => Err(Failure::failed(format!("the site has no file `{path}`; build it again"))),
        }
    }
}

/// A file to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Put<'a> {
    /// Its path below the top of the site.
    pub path: &'a str,
    /// What it holds.
    pub entry: Entry,
    body: &'a Body,
}

impl Put<'_> {
    /// Its media type.
    pub fn content_type(&self) -> String {
        content_type(self.path)
    }

    /// How long readers and caches may keep it.
    pub fn cache_control(&self) -> &'static str {
        cache_control(self.path)
    }

    /// The path of the file on the disk that holds it, if one does.
    pub fn file(&self) -> Option<PathBuf> {
        match self.body {
            Body::Below(here) => Some(here.0.join(&here.1).join(self.path)),
            Body::Bytes(_) => None,
        }
    }

    /// The file on the disk that holds it, opened, if one does. No link is followed to it.
    pub fn open(&self) -> Result<Option<File>, Failure> {
        match self.body {
            Body::Below(here) => {
                let path = format!("{}{}", here.1, self.path);
                beneath::open(&here.0, &path).map(Some).map_err(|error| self.unreadable(&error))
            }
            Body::Bytes(_) => Ok(None),
        }
    }

    /// Its bytes, held against the manifest.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        // A manifest may list a length that no memory has.
        let mut bytes = Vec::with_capacity(usize::try_from(self.entry.size.min(MOST_AT_ONCE)).unwrap_or(0));
        let mut reader = self.reader()?;
        reader.read_to_end(&mut bytes).map_err(|error| self.unreadable(&error))?;
        Ok(bytes)
    }

    /// Its bytes piece by piece. Reading fails at the end if they are not those that the manifest lists.
    pub fn reader(&self) -> Result<impl Read + Send + use<>, Failure> {
        Ok(self.checked(match (self.open()?, self.body) {
            (Some(file), _) => Box::new(file),
            (None, Body::Bytes(bytes)) => Box::new(io::Cursor::new(Arc::clone(bytes))),
            (None, Body::Below(_)) => Box::new(io::empty()),
        }))
    }

    /// The same from another copy of it.
    pub fn checked(&self, source: Box<dyn Read + Send>) -> impl Read + Send + use<> {
        // One byte more than it may have tells that it has more.
        let source = source.take(self.entry.size.saturating_add(1));
        Checked { source, hasher: Sha256::new(), length: 0, entry: self.entry }
    }

    /// Gives the file on the disk that holds it another name, below another folder, where it can have one.
    pub fn link(&self, root: &Path, to: &str) -> io::Result<()> {
        match self.body {
            Body::Below(here) => beneath::link(&here.0, format!("{}{}", here.1, self.path), root, to),
            Body::Bytes(_) => Err(io::ErrorKind::Unsupported.into()),
        }
    }

    /// Why it cannot be read, in a sentence.
    pub fn unreadable(&self, error: &io::Error) -> Failure {
        let place = self.file().map_or_else(|| self.path.to_owned(), calm_path);
        Failure::failed(format!("cannot read `{place}`: {error}; publish again"))
    }
}

/// Hashes what passes through it.
struct Checked {
    source: io::Take<Box<dyn Read + Send>>,
    hasher: Sha256,
    length: u64,
    entry: Entry,
}

impl Read for Checked {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let length = self.source.read(buffer)?;
        self.hasher.update(&buffer[..length]);
        self.length += length as u64;
        if length == 0 && !buffer.is_empty() {
            let sha256: [u8; 32] = std::mem::take(&mut self.hasher).finalize().into();
            if (Entry { sha256, size: self.length }) != self.entry {
                return Err(io::Error::other(
                    "it was changed after the site was built, and is written anew once it is deleted",
                ));
            }
        }
        Ok(length)
    }
}
