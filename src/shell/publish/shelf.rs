//! A folder into which files are put one by one: for shares and bind mounts, of which the folder itself must stay, and the
//! plainest example of a [`Store`].

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};

use litemap::LiteMap;
use rustix::fs::FileType;
use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use super::beneath;
use super::failure::Failure;
use super::progress::Progress;
use super::release::Put;
use super::target::{Found, Look, Store, Version, name_of, read_text};
use crate::cores::{self, ANY};
use crate::release::Entry;
use crate::text::calm_path;

/// Where files are written before they take their place, below the folder.
const PARTS: &str = ".annals-parts";

/// The repository of a folder that is a clone; it is no part of what is served, and nobody's to touch.
const REPOSITORY: &str = ".git";

/// The folder.
#[derive(Debug)]
pub struct Shelf {
    root: PathBuf,
    part: AtomicU64,
    /// What at its top is not looked at, and not touched.
    left_out: Vec<&'static str>,
}

impl Shelf {
    /// A folder that need not exist yet.
    pub fn new(root: PathBuf) -> Shelf {
        Shelf { root, part: AtomicU64::new(0), left_out: vec![PARTS, REPOSITORY] }
    }

    /// A copy, of which everything is looked at but the repository of git, if it has one.
    pub fn copy(root: PathBuf) -> Shelf {
        let left_out = Some(REPOSITORY).filter(|name| is_repository(&root, name));
        Shelf { root, part: AtomicU64::new(0), left_out: left_out.into_iter().collect() }
    }

    /// What at its top is not looked at.
    pub fn left_out(&self) -> &[&'static str] {
        &self.left_out
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes bytes where no reader looks; gives the path below the folder.
    fn part(&self, source: &mut dyn Read) -> io::Result<String> {
        fs::create_dir_all(&self.root)?;
        let number = self.part.fetch_add(1, Ordering::Relaxed);
        let path = format!("{PARTS}/{}-{number}", std::process::id());
        let mut file = beneath::create(&self.root, &path)?;
        io::copy(source, &mut file)?;
        Ok(path)
    }

    fn put(&self, put: &Put<'_>, progress: &Progress) -> Result<(), Failure> {
        let to = self.at(put.path);
        let part = self.part(&mut put.reader()?).map_err(Failure::io("write", &to))?;
        progress.go_on()?;
        beneath::rename(&self.root, &part, put.path).map_err(Failure::io("write", &to))
    }

    /// Writes a file at the top that must not exist.
    fn create(&self, path: &str, bytes: &[u8]) -> io::Result<bool> {
        let is_gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
        for _ in 0..5 {
            // Whoever ends a publication at this moment removes the folder of parts; then it is made anew.
            let part = match self.part(&mut { bytes }) {
                Err(error) if is_gone(&error) => continue,
                part => part?,
            };
            let linked = beneath::link(&self.root, &part, &self.root, path);
            match beneath::remove(&self.root, &part) {
                Err(error) if !is_gone(&error) => return Err(error),
                _ => {}
            }
            match linked {
                Ok(()) => return Ok(true),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => return Ok(false),
                Err(error) if is_gone(&error) => {}
                // A file system without links.
                Err(_) => break,
            }
        }
        match fs::File::create_new(self.at(path)) {
            Ok(mut file) => file.write_all(bytes).map(|()| true),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(error) => Err(error),
        }
    }

    /// Removes what was being written, by this publication or one that was interrupted.
    fn clear_parts(&self) -> Result<(), Failure> {
        let parts = self.root.join(PARTS);
        match fs::remove_dir_all(&parts).map_err(|error| (error.kind(), error)) {
            // Another, who waits for this publication to end, may have written something into it just now.
            Ok(()) | Err((io::ErrorKind::NotFound | io::ErrorKind::DirectoryNotEmpty, _)) => Ok(()),
            Err((_, error)) => Err(Failure::io("remove", &parts)(error)),
        }
    }
}

impl Look for Shelf {
    fn list(&self) -> Result<LiteMap<String, Found>, Failure> {
        let mut found = Vec::new();
        let is_left_out = |name: &OsStr| self.left_out.iter().any(|other| name == *other);
        let entries = WalkDir::new(&self.root).into_iter();
        for entry in entries.filter_entry(|entry| entry.depth() != 1 || !is_left_out(entry.file_name())) {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) if is_gone(&error) => continue,
                Err(error) => {
                    let at = calm_path(error.path().unwrap_or(&self.root));
                    let reason = error.io_error().map_or_else(|| "it contains itself".to_owned(), ToString::to_string);
                    return Err(Failure::failed(format!("cannot list `{at}`: {reason}")));
                }
            };
            if entry.file_type().is_dir() {
                continue;
            }
            let path = name_of(entry.path().strip_prefix(&self.root).unwrap_or(entry.path()));
            let size = entry.metadata().ok().filter(|about| about.is_file()).map(|about| about.len());
            found.push((path, Found { size, sha256: None }));
        }
        Ok(found.into_iter().collect())
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        let at = self.at(path);
        let read = beneath::open(&self.root, path).and_then(read_text);
        match read {
            Ok(bytes) => {
                let version = Version(Entry::of(&bytes).hex());
                Ok(Some((bytes, version)))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(Failure::io("read", &at)(error)),
        }
    }

    fn digests(&self, paths: &[&str], progress: &Progress) -> Result<LiteMap<String, Entry>, Failure> {
        let read = cores::try_each(paths, ANY, &|path| {
            let entry = digest(&self.root, path)?;
            progress.done()?;
            Ok::<_, Failure>(entry.map(|entry| ((*path).to_owned(), entry)))
        })?;
        Ok(read.into_iter().flatten().collect())
    }
}

impl Store for Shelf {
    fn put_all(&self, files: &[Put<'_>], progress: &Progress) -> Result<(), Failure> {
        cores::try_for_each(files, &|put| {
            self.put(put, progress)?;
            progress.done()
        })
    }

    fn remove_all(&self, paths: &[&str], progress: &Progress) -> Result<(), Failure> {
        for path in paths {
            progress.go_on()?;
            match beneath::remove(&self.root, path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => {
                    return Err(Failure::io("remove", &self.at(path))(error));
                }
                _ => {}
            }
            let mut folder = *path;
            while let Some((above, _)) = folder.rsplit_once('/') {
                folder = above;
                // A folder that holds more stays.
                if beneath::remove_folder(&self.root, folder).is_err() {
                    break;
                }
            }
            progress.done()?;
        }
        Ok(())
    }

    fn swap(&self, path: &str, expected: Option<&Version>, new: Option<&[u8]>) -> Result<bool, Failure> {
        let at = self.at(path);
        let writing = || Failure::io("write", &at);
        if expected.is_none()
            && let Some(bytes) = new
        {
            fs::create_dir_all(&self.root).map_err(Failure::io("make the folder", &self.root))?;
            return self.create(path, bytes).map_err(writing());
        }
        if self.read(path)?.map(|(_, version)| version).as_ref() != expected {
            return Ok(false);
        }
        match new {
            Some(mut bytes) => {
                let part = self.part(&mut bytes).map_err(writing())?;
                beneath::rename(&self.root, &part, path).map_err(writing())?;
            }
            None if expected.is_some() => {
                // The last file to go is the lock: what was being written goes before it.
                self.clear_parts()?;
                fs::remove_file(&at).map_err(Failure::io("remove", &at))?;
            }
            None => {}
        }
        Ok(true)
    }
}

/// Whether a folder is a repository of git, as git itself tells (gitrepository-layout(5)), and no link to one.
fn is_repository(root: &Path, name: &str) -> bool {
    let parts = [("HEAD", FileType::RegularFile), ("objects", FileType::Directory), ("refs", FileType::Directory)];
    let has = |entries: &[(String, FileType)]| {
        parts.iter().all(|(part, kind)| entries.iter().any(|(name, found)| name == part && found == kind))
    };
    beneath::list(root, name).is_ok_and(|entries| has(&entries))
}

/// Whether something went while it was listed.
fn is_gone(error: &walkdir::Error) -> bool {
    error.io_error().is_some_and(|error| error.kind() == io::ErrorKind::NotFound)
}

/// What a plain file holds; `None` if there is none, or something else in its place or on the way to it.
fn digest(root: &Path, path: &str) -> Result<Option<Entry>, Failure> {
    let at = root.join(path);
    let mut file = match beneath::open(root, path) {
        Ok(file) => file,
        Err(error) if beneath::is_no_file(&error) => return Ok(None),
        Err(error) => return Err(Failure::io("read", &at)(error)),
    };
    let mut hasher = Sha256::new();
    let mut size = 0;
    let mut piece = vec![0; 128 << 10];
    loop {
        match file.read(&mut piece) {
            Ok(0) => return Ok(Some(Entry { sha256: hasher.finalize().into(), size })),
            Ok(length) => {
                hasher.update(&piece[..length]);
                size += length as u64;
            }
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(Failure::io("read", &at)(error)),
        }
    }
}
