//! A folder that takes a release as a whole: staged beside it and exchanged, as a build is. Earlier releases stay beside
//! it, as hard links to the files that did not change.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use litemap::LiteMap;

use super::super::output::{Options, Output};
use super::beneath;
use super::failure::Failure;
use super::kept::Kept;
use super::progress::Progress;
use super::release::Release;
use super::shelf::Shelf;
use super::target::{Depot, Found, Look, Version, read_text};
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

    /// The folder that it lies in, from which no link is followed.
    fn parent(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new("/"))
    }

    /// Where earlier releases lie, each in a folder named by a number.
    fn releases(&self) -> Kept {
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        Kept::of(self.parent(), &name, "")
    }

    /// The manifest of what lies under a number, if it is a release.
    fn manifest_of(&self, number: u64) -> Result<Option<Vec<u8>>, Failure> {
        let path = format!("{}/{MANIFEST}", self.releases().path(number));
        let json = match beneath::open(self.parent(), &path).and_then(read_text) {
            Ok(json) => json,
            Err(error) if beneath::is_no_file(&error) => return Ok(None),
            Err(error) => return Err(Failure::io("read", &self.parent().join(path))(error)),
        };
        Ok(Manifest::parse(&json).is_ok().then_some(json))
    }

    /// The kept releases by their numbers with their manifests, the oldest first; nothing else that lies there.
    fn kept(&self) -> Result<Vec<(u64, Vec<u8>)>, Failure> {
        let mut kept = Vec::new();
        for (number, _) in self.releases().list()? {
            kept.extend(self.manifest_of(number)?.map(|json| (number, json)));
        }
        Ok(kept)
    }

    /// Keeps what stands there, unless it was kept already by a publication that was interrupted.
    fn keep_present(&self) -> Result<(), Failure> {
        let Some((json, _)) = self.shelf.read(MANIFEST)? else { return Ok(()) };
        let Ok(manifest) = Manifest::parse(&json) else { return Ok(()) };
        if self.kept()?.last().is_some_and(|(_, newest)| *newest == json) {
            return Ok(());
        }
        let (releases, parent) = (self.releases(), self.parent());
        let to = releases.path(releases.next()?);
        let part = format!("{to}.part");
        let at = parent.join(&to);
        let keeping = || Failure::io("keep the old release in", &at);
        beneath::remove_tree(parent, &part).map_err(keeping())?;
        let mut names: Vec<&str> = manifest.files.keys().map(String::as_str).collect();
        names.extend([MANIFEST, SIGNATURE]);
        cores::try_for_each(&names, &|name| keep(&self.path, name, parent, &format!("{part}/{name}")))?;
        beneath::rename(parent, &part, &to).map_err(keeping())
    }

    fn prune(&self, keep: usize) -> Result<(), Failure> {
        let kept = self.kept()?;
        kept.iter().take(kept.len().saturating_sub(keep)).try_for_each(|(number, _)| self.releases().remove(*number))
    }

    /// Forgets the release that stands again, and those after it.
    fn forget(&self, json: &str) -> Result<(), Failure> {
        for (number, other) in self.kept()?.into_iter().rev() {
            self.releases().remove(number)?;
            if other == json.as_bytes() {
                break;
            }
        }
        Ok(())
    }
}

/// Takes a file over into another folder as a hard link, or as a copy where there are no links. A file that is not there is
/// left out, and no link leads to one elsewhere.
fn keep(folder: &Path, name: &str, root: &Path, into: &str) -> Result<(), Failure> {
    let copy = || {
        let mut source = beneath::open(folder, name)?;
        io::copy(&mut source, &mut beneath::create(root, into)?).map(|_| ())
    };
    let kept = beneath::link(folder, name, root, into).or_else(|error| match error.kind() {
        io::ErrorKind::NotFound => Err(error),
        _ => copy(),
    });
    match kept {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Failure::io("keep", &folder.join(name))(error)),
        _ => Ok(()),
    }
}

impl Look for Folder {
    fn list(&self) -> Result<LiteMap<String, Found>, Failure> {
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

    fn digests(&self, paths: &[&str], progress: &Progress) -> Result<LiteMap<String, Entry>, Failure> {
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
        // Before anything is done: what stands in the place of earlier releases may be another's.
        self.releases().list()?;
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
        let releases = self.releases();
        for (number, _) in releases.list()?.into_iter().rev() {
            let json = self.manifest_of(number)?.ok_or_else(|| releases.unknown(number))?;
            if Some(json) != present {
                return Release::below(self.parent(), &format!("{}/", releases.path(number))).map(Some);
            }
        }
        Ok(None)
    }
}
