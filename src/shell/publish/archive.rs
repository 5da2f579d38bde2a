//! One file that holds the whole site: `.zip` or `.tar.zst`. Equal sites give equal bytes: entries stand in order of path,
//! with the same time, owner and permissions for all.

mod pack;
mod sink;

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use litemap::LiteMap;
use rustix::fs::FileType;
use sha2::{Digest, Sha256};

use super::super::output::Lock;
use super::beneath;
use super::failure::Failure;
use super::kept::{Kept, beside};
use super::progress::Progress;
use super::release::Release;
use super::target::{Depot, Found, LONGEST_TEXT, Look, Version, read_text};
use super::unpack;
use crate::release::{ArchiveForm, Entry, MANIFEST, Manifest, Plan, SIGNATURE};
use crate::text::calm_name;
use sink::Sink;

/// The archive.
#[derive(Debug)]
pub struct Archive {
    /// The folder from which it is reached part by part, so that no link on the way leads elsewhere.
    root: PathBuf,
    /// Its path below that.
    at: String,
    form: ArchiveForm,
    /// How many earlier archives are kept.
    keep: usize,
    /// The manifest as it was last looked at.
    seen: Mutex<Option<Version>>,
}

impl Archive {
    /// An archive below a folder; neither need exist yet.
    pub fn new(root: PathBuf, at: String, form: ArchiveForm, keep: usize) -> Archive {
        Archive { root, at, form, keep, seen: Mutex::default() }
    }

    /// The archive's form by its name.
    pub fn form(path: &Path) -> Option<ArchiveForm> {
        let name = path.file_name()?.to_str()?;
        match name {
            _ if name.ends_with(".zip") => Some(ArchiveForm::Zip),
            _ if name.ends_with(".tar.zst") => Some(ArchiveForm::TarZst),
            _ => None,
        }
    }

    fn path(&self) -> PathBuf {
        self.root.join(&self.at)
    }

    /// Where earlier archives lie, each named by a number.
    fn releases(&self) -> Kept {
        Kept::of(&self.root, &self.at, self.suffix())
    }

    /// The kept archives with their numbers, the oldest first.
    fn kept(&self) -> Result<Vec<(u64, Archive)>, Failure> {
        let releases = self.releases();
        let mut kept = releases.list()?;
        kept.retain(|(_, kind)| *kind == FileType::RegularFile);
        Ok(kept.into_iter().map(|(number, _)| (number, self.release(&releases, number))).collect())
    }

    fn release(&self, releases: &Kept, number: u64) -> Archive {
        Archive::new(self.root.clone(), releases.path(number), self.form, 0)
    }

    fn suffix(&self) -> &'static str {
        match self.form {
            ArchiveForm::Zip => ".zip",
            ArchiveForm::TarZst => ".tar.zst",
        }
    }

    /// Whether it is packed as annals packs: from any other archive, programs may unpack what the library does not find in it.
    pub fn is_own(&self) -> Result<bool, Failure> {
        let file = beneath::open(&self.root, &self.at).map_err(Failure::io("read", &self.path()))?;
        pack::is_own(self.form, &file).map_err(|error| self.unreadable(&error))
    }

    /// Hands all that the archive holds to `take`. Does nothing if there is no archive.
    fn each(&self, take: &mut unpack::Take<'_>) -> Result<(), Failure> {
        let file = match beneath::open(&self.root, &self.at) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(Failure::io("read", &self.path())(error)),
        };
        unpack::each(self.form, file, take).map_err(|error| self.unreadable(&error))
    }

    fn unreadable(&self, error: &io::Error) -> Failure {
        Failure::failed(format!(
            "`{}` cannot be read as an archive: {}; move it elsewhere, and publish or fetch it again",
            self.path().display(),
            calm_name(&error.to_string())
        ))
    }

    /// The release that the archive holds, in a folder of its own: files that the manifest lists, and no more of each than it
    /// says.
    fn unpack(&self, json: &[u8]) -> Result<Release, Failure> {
        let manifest = Manifest::parse(json);
        let manifest = manifest.map_err(|fault| Failure::failed(format!("`{}`: {fault}", self.path().display())))?;
        let desk = tempfile::Builder::new().prefix("annals-").tempdir();
        let desk = desk.map_err(|error| Failure::failed(format!("cannot make a temporary folder: {error}")))?;
        self.each(&mut |name, _, reader| {
            let most = match manifest.files.get(&name) {
                Some(entry) => entry.size.saturating_add(1),
                None if [MANIFEST, SIGNATURE].contains(&name.as_str()) => LONGEST_TEXT,
                None => return Ok(()),
            };
            io::copy(&mut reader.take(most), &mut beneath::create(desk.path(), &name)?).map(|_| ())
        })?;
        Release::of_desk(desk)
    }

    fn write(&self, release: &Release, to: &str, progress: &Progress) -> Result<(), Failure> {
        let at = self.root.join(to);
        let writing = || Failure::io("write", &at);
        // A new file: what a publication that was interrupted left goes, and no link of that name is written through.
        let file = beneath::create(&self.root, to).map_err(writing())?;
        let json = release.manifest.to_json();
        let own = release.signature.as_deref().map(|bytes| (SIGNATURE, bytes));
        let own: LiteMap<&str, &[u8]> = own.into_iter().chain([(MANIFEST, json.as_bytes())]).collect();
        let paths = release.manifest.files.keys().map(String::as_str).chain(own.keys().copied());
        let mut paths: Vec<&str> = paths.collect();
        paths.sort_unstable();
        let bytes = |path: &str| match own.get(path) {
            Some(bytes) => Ok(bytes.to_vec()),
            None => {
                progress.done()?;
                release.put(path)?.bytes()
            }
        };
        match self.form {
            ArchiveForm::Zip => write_zip(file, &paths, bytes),
            ArchiveForm::TarZst => write_tar(file, &paths, bytes),
        }?
        .map_err(writing())
    }
}

type Written = Result<io::Result<()>, Failure>;

fn write_zip(file: File, paths: &[&str], bytes: impl Fn(&str) -> Result<Vec<u8>, Failure>) -> Written {
    let (mut sink, failure) = Sink::new(file);
    let mut archive = pack::Zip::new(&mut sink);
    for path in paths {
        let bytes = bytes(path)?;
        let started = archive.start_file(*path, pack::options()).map_err(io::Error::other);
        let written = started.and_then(|()| archive.write_all(&bytes));
        if let Err(error) = failure.take().map_or(written, Err) {
            return Ok(Err(error));
        }
    }
    let ended = archive.finish().map_err(io::Error::other).and_then(|sink| sink.flush());
    Ok(failure.take().map_or(ended, Err))
}

fn write_tar(file: File, paths: &[&str], bytes: impl Fn(&str) -> Result<Vec<u8>, Failure>) -> Written {
    let mut whole = Vec::new();
    let mut archive = pack::Tar::new(&mut whole);
    for path in paths {
        let bytes = bytes(path)?;
        let mut header = pack::header(bytes.len() as u64);
        if let Err(error) = archive.append_data(&mut header, path, &mut bytes.as_slice() as &mut dyn Read) {
            return Ok(Err(error));
        }
    }
    if let Err(error) = archive.finish() {
        return Ok(Err(error));
    }
    drop(archive);
    let mut packed = Vec::new();
    pack::compress(&mut whole.as_slice(), &mut packed);
    let mut file = file;
    Ok(file.write_all(&packed))
}

impl Look for Archive {
    fn list(&self) -> Result<LiteMap<String, Found>, Failure> {
        let mut found = Vec::new();
        self.each(&mut |name, size, _| {
            found.push((name, Found { size, sha256: None }));
            Ok(())
        })?;
        Ok(found.into_iter().collect())
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        let mut found = None;
        let walked = self.each(&mut |name, size, reader| {
            if name == path && size.is_some() {
                found = Some(read_text(reader)?);
                return Err(io::Error::other("it was found"));
            }
            Ok(())
        });
        if found.is_none() {
            walked?;
        }
        let found = found.map(|bytes| {
            let version = Version(Entry::of(&bytes).hex());
            (bytes, version)
        });
        if path == MANIFEST {
            *self.seen.lock().unwrap_or_else(PoisonError::into_inner) =
                found.as_ref().map(|(_, version)| version.clone());
        }
        Ok(found)
    }

    fn digests(&self, paths: &[&str], progress: &Progress) -> Result<LiteMap<String, Entry>, Failure> {
        let mut entries = Vec::new();
        let mut stopped = Ok(());
        self.each(&mut |name, size, reader| {
            let is_wanted = paths.binary_search(&name.as_str()).is_ok() || paths.contains(&name.as_str());
            if !is_wanted || size.is_none() {
                return Ok(());
            }
            let mut hasher = Sha256::new();
            let mut size = 0;
            let mut piece = vec![0; 64 << 10];
            loop {
                match reader.read(&mut piece)? {
                    0 => break,
                    length => {
                        hasher.update(&piece[..length]);
                        size += length as u64;
                    }
                }
            }
            entries.push((name, Entry { sha256: hasher.finalize().into(), size }));
            if let Err(failure) = progress.done() {
                stopped = Err(failure);
            }
            Ok(())
        })?;
        stopped.map(|()| entries.into_iter().collect())
    }
}

impl Depot for Archive {
    fn install(
        &self,
        release: &Release,
        _: &Plan,
        is_return: bool,
        progress: &Progress,
    ) -> Result<Vec<String>, Failure> {
        fs::create_dir_all(&self.root).map_err(Failure::io("make the folder", &self.root))?;
        let (path, beside) = (self.path(), |what| beside(&self.at, what));
        let writing = || Failure::io("write", &path);
        beneath::make_above(&self.root, &self.at).map_err(writing())?;
        // Held to the end: two must not write the same part, and what is compared here must hold until it is replaced.
        let _lock = Lock::on(&path, &self.root.join(beside("lock")))?;
        // Before anything is done: what stands in the place of earlier archives may be another's.
        let releases = self.releases();
        releases.list()?;
        let present = self.list()?;
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let now = self.read(MANIFEST)?;
        if now.as_ref().map(|(_, version)| version.clone()) != seen {
            return Err(Failure::Overtaken(format!(
                "`{}` was changed meanwhile; look at what it holds, and publish again",
                self.path().display()
            )));
        }
        let listed = now.as_ref().and_then(|(json, _)| Manifest::parse(json).ok()).unwrap_or_default();
        if let Some(path) = present.keys().find(|path| !listed.has_file(path)) {
            return Err(Failure::refused(format!(
                "`{}` holds `{}`, which annals did not write, and an archive is replaced as a whole; name another one",
                self.path().display(),
                calm_name(path)
            )));
        }
        let part = beside("part");
        progress.step("packing", release.manifest.files.len());
        self.write(release, &part, progress)?;
        if !is_return && self.keep > 0 && now.is_some() {
            let to = releases.path(releases.next()?);
            // The archive stays in its place until the new one takes it.
            let copy = || {
                let mut source = beneath::open(&self.root, &self.at)?;
                io::copy(&mut source, &mut beneath::create(&self.root, &to)?).map(|_| ())
            };
            beneath::link(&self.root, &self.at, &self.root, &to)
                .or_else(|_| copy())
                .map_err(Failure::io("keep the old archive as", &self.root.join(&to)))?;
        }
        beneath::rename(&self.root, &part, &self.at).map_err(writing())?;
        self.clear(release, is_return)?;
        Ok(Vec::new())
    }

    fn earlier(&self) -> Result<Option<Release>, Failure> {
        let present = self.read(MANIFEST)?.map(|(json, _)| json);
        let releases = self.releases();
        for (number, kind) in releases.list()?.into_iter().rev() {
            if kind != FileType::RegularFile {
                return Err(releases.unknown(number));
            }
            let archive = self.release(&releases, number);
            match archive.read(MANIFEST)?.map(|(json, _)| json) {
                Some(json) if Some(&json) != present.as_ref() => return archive.unpack(&json).map(Some),
                _ => {}
            }
        }
        Ok(None)
    }
}

impl Archive {
    /// Removes kept archives: those that are too many, or, after a return, the one that stands again and those after it.
    fn clear(&self, release: &Release, is_return: bool) -> Result<(), Failure> {
        let (kept, releases) = (self.kept()?, self.releases());
        if !is_return {
            let surplus = kept.len().saturating_sub(self.keep);
            return kept.iter().take(surplus).try_for_each(|(number, _)| releases.remove(*number));
        }
        let json = release.manifest.to_json();
        for (number, archive) in kept.iter().rev() {
            let is_it = archive.read(MANIFEST)?.is_some_and(|(other, _)| other == json.as_bytes());
            releases.remove(*number)?;
            if is_it {
                break;
            }
        }
        Ok(())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]
mod tests;
