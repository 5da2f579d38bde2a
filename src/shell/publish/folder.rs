//! A folder that takes a release as a whole: staged beside it and exchanged, as a build is. Earlier releases stay beside
//! it, as hard links to the files that did not change.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use super::super::output::{Options, Output};
use super::beneath;
use super::failure::Failure;
use super::progress::Progress;
use super::release::Release;
use super::shelf::Shelf;
use super::target::{Depot, Found, Look, Version};
use crate::cores;
use crate::release::{Entry, MANIFEST, Manifest, Plan, SIGNATURE};

/// The folder.
#[derive(Debug)]
pub struct Folder {
    path: PathBuf,
    shelf: Shelf,
    /// Folders that hold the site's own files.
    protected: Vec<PathBuf>,
    /// How many earlier releases are kept.
    keep: usize,
    /// Whether files of others give way.
    adopt: bool,
    /// The manifest as it was last looked at.
    seen: Mutex<Option<Version>>,
}

impl Folder {
    /// A folder that need not exist yet. Links to it are followed.
    pub fn new(path: &Path, protected: Vec<PathBuf>, keep: usize, adopt: bool) -> Folder {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        Folder { shelf: Shelf::new(path.clone()), path, protected, keep, adopt, seen: Mutex::default() }
    }

    /// Where earlier releases lie, each in a folder named by a number.
    fn releases(&self) -> PathBuf {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        self.path.with_file_name(format!(".{name}.annals-releases"))
    }

    /// The numbers of the kept releases, the oldest first.
    fn kept(&self) -> Result<Vec<u64>, Failure> {
        let folder = self.releases();
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(Failure::io("list", &folder)(error)),
        };
        let mut numbers = Vec::new();
        for entry in entries {
            let entry = entry.map_err(Failure::io("list", &folder))?;
            // What is not a number is a release that was not kept as a whole.
            numbers.extend(entry.file_name().to_str().and_then(|name| name.parse::<u64>().ok()));
        }
        numbers.sort_unstable();
        Ok(numbers)
    }

    fn release(&self, number: u64) -> PathBuf {
        self.releases().join(number.to_string())
    }

    /// Keeps what stands there, unless it was kept already by a publication that was interrupted.
    fn keep_present(&self) -> Result<(), Failure> {
        let Some((json, _)) = self.shelf.read(MANIFEST)? else { return Ok(()) };
        let Ok(manifest) = Manifest::parse(&json) else { return Ok(()) };
        let kept = self.kept()?;
        let newest = kept.last().map(|number| self.release(*number).join(MANIFEST));
        if newest.is_some_and(|newest| fs::read(newest).is_ok_and(|other| other == json)) {
            return Ok(());
        }
        let number = kept.last().map_or(1, |last| last + 1);
        let part = self.releases().join(format!("{number}.part"));
        remove_folder(&part)?;
        let mut names: Vec<&str> = manifest.files.keys().map(String::as_str).collect();
        names.extend([MANIFEST, SIGNATURE]);
        fs::create_dir_all(&part).map_err(Failure::io("make the folder", &part))?;
        cores::try_for_each(&names, &|name| keep(&self.path, name, &part))?;
        let to = self.release(number);
        fs::rename(&part, &to).map_err(Failure::io("keep the old release in", &to))
    }

    fn prune(&self, keep: usize) -> Result<(), Failure> {
        let kept = self.kept()?;
        for number in kept.iter().take(kept.len().saturating_sub(keep)) {
            remove_folder(&self.release(*number))?;
        }
        Ok(())
    }

    /// Forgets the release that stands again, and those after it.
    fn forget(&self, json: &str) -> Result<(), Failure> {
        for number in self.kept()?.into_iter().rev() {
            let folder = self.release(number);
            let is_it = fs::read(folder.join(MANIFEST)).is_ok_and(|other| other == json.as_bytes());
            remove_folder(&folder)?;
            if is_it {
                break;
            }
        }
        Ok(())
    }
}

/// Takes a file over into another folder as a hard link, or as a copy where there are no links. A file that is not there is
/// left out, and no link leads to one elsewhere.
fn keep(folder: &Path, name: &str, into: &Path) -> Result<(), Failure> {
    let copy = || {
        let mut source = beneath::open(folder, name)?;
        io::copy(&mut source, &mut beneath::create(into, name)?).map(|_| ())
    };
    let kept = beneath::link(folder, name, into, name).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Err(error),
        _ => copy(),
    });
    match kept {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::io("keep", &folder.join(name))(error)),
        _ => Ok(()),
    }
}

fn remove_folder(folder: &Path) -> Result<(), Failure> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::io("remove", folder)(error)),
        _ => Ok(()),
    }
}

impl Look for Folder {
    fn list(&self) -> Result<BTreeMap<String, Found>, Failure> {
        self.shelf.list()
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        let found = self.shelf.read(path)?;
        if path == MANIFEST {
            *self.seen.lock().unwrap_or_else(PoisonError::into_inner) =
                found.as_ref().map(|(_, version)| version.clone());
        }
        Ok(found)
    }

    fn digests(&self, paths: &[&str], progress: &Progress) -> Result<BTreeMap<String, Entry>, Failure> {
        self.shelf.digests(paths, progress)
    }
}

impl Depot for Folder {
    fn install(
        &self,
        release: &Release,
        plan: &Plan,
        is_return: bool,
        progress: &Progress,
    ) -> Result<Vec<String>, Failure> {
        // What was read back and differs is written again, though its length and time tell nothing.
        let rewrite = plan.changed.iter().cloned().collect();
        let options = Options { adopt: self.adopt, rewrite, ..Options::default() };
        let mut output = Output::open_with(&self.path, &self.protected, options)?;
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if self.shelf.read(MANIFEST)?.map(|(_, version)| version) != seen {
            let text = "someone else published to this folder meanwhile; look at what stands there, and publish again";
            return Err(Failure::Overtaken(text.to_owned()));
        }
        progress.step("copying", release.manifest.files.len());
        let paths: Vec<&String> = release.manifest.files.keys().collect();
        cores::try_for_each(&paths, &|path| {
            let put = release.put(path)?;
            match (put.open()?, put.file()) {
                (Some(file), Some(from)) => drop(output.put_open(path, file, &from)?),
                _ => output.put(path, &put.bytes()?)?,
            }
            progress.done()
        })?;
        output.describe(release.manifest.head.clone(), release.signature.clone());
        if output.manifest() != release.manifest {
            return Err(Failure::failed("a file of the site was changed after it was built; publish again"));
        }
        if !is_return && self.keep > 0 {
            self.keep_present()?;
        }
        output.finish()?;
        if is_return {
            self.forget(&release.manifest.to_json())?
        } else {
            self.prune(self.keep)?
        }
        Ok(Vec::new())
    }

    fn earlier(&self) -> Result<Option<Release>, Failure> {
        let present = self.shelf.read(MANIFEST)?.map(|(json, _)| json);
        for number in self.kept()?.into_iter().rev() {
            let folder = self.release(number);
            if fs::read(folder.join(MANIFEST)).ok() != present {
                return Release::of_folder(&folder).map(Some);
            }
        }
        Ok(None)
    }
}
