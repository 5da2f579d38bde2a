//! Writes the site, so that it is whole or untouched.
//!
//! The new site is made in a staging folder beside the output and then takes its place. What did not change keeps its
//! file: the same inode and time stamp. What annals did not write (a `CNAME`, a `.git`) is carried over. If nothing
//! changed, nothing is written. A run that fails or is killed at any moment leaves the old site or the new one, never
//! a mixture; its remains are cleared away by the next.
//!
//! Others may write in these folders meanwhile. They can make a run fail, but nothing is read, written, moved or removed
//! through a symbolic link in them or in their place, whenever it was put there.
//!
//! # Loss of power
//! The exchange orders names; it does not wait for the disk. Of all files only the manifest is flushed before the
//! exchange. If the power fails within about half a minute of a build, pages may be empty or cut short, but the manifest
//! knows their lengths: the next build notices and writes them again.
//!
//! # Cost
//! Linear in the number of files and folders, and nothing but hashing and one look at each file if nothing changed.
//! If anything did, every file is linked anew, which is cheap; making and removing its folder is not. So the folders of
//! the old site stay beside the new one, without files, as `.NAME.annals-spare`, and the next run begins with them. They
//! may be deleted at any time.
//!
//! # What is not kept
//! Access control lists and extended attributes of folders, and the owner of folders where the system does not let us
//! give them away. Files that did not change keep everything, being the same files.

mod error;
mod exchange;
mod note;
mod place;
mod staging;
mod tree;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File};
use std::io::{ErrorKind, Seek, SeekFrom};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::SystemTime;

use litemap::LiteMap;

pub use error::{Action, OutputError, Refusal};
pub use exchange::Exchange;
pub(super) use exchange::can_exchange;

use super::publish::beneath;
use crate::cores;
use crate::release::{Entry, Head, Manifest, SIGNATURE, any_below, check_path};
pub use crate::release::{MANIFEST, PathFault};
pub(super) use place::{Lock, touched};
use place::{OldSite, Place, status};
use staging::{Staging, digest};
use tree::{Kind, Met, Owner, Survey, above, clear, give_all_rights, remove_tree, survey};

/// A site that is being written. Files are put into it from many threads; [`Output::finish`] makes them the site.
/// Dropped without it, the old site stands and nothing remains of the new one.
#[derive(Debug)]
pub struct Output {
    place: Place,
    old: Option<OldSite>,
    staging: Staging,
    exchange: Exchange,
    /// What holds for all files.
    head: Head,
    /// The manifest's signature.
    signature: Option<Vec<u8>>,
    /// Whether files of others give way to those of the site.
    adopt: bool,
    /// Files that are never taken over.
    rewrite: BTreeSet<String>,
    site: Mutex<HandedOver>,
    /// Whether the staging folder must be left for the next run to mend.
    leave_all: bool,
    /// Whether to leave the old site's folders for the next run.
    spare: bool,
    /// What is to be noted about the new site.
    note: Option<note::Note>,
    /// The last field: released when everything else is done.
    _lock: Lock,
}

/// The longest signature that is read, in bytes; those of minisign have a few hundred.
const LONGEST_SIGNATURE: u64 = 64 << 10;

/// Every path handed over so far, with a place in the list: `None` until its file is known to be written or kept.
type HandedOver = (BTreeMap<String, usize>, Vec<Option<Put>>);

/// What became of a file.
#[derive(Debug, Clone, Copy)]
struct Put {
    entry: Entry,
    /// Whether the old site's file is kept.
    kept: bool,
}

/// How a site is written, where there is a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Options {
    /// The home folder, which is never written over.
    pub home: Option<PathBuf>,
    /// How the new site takes the old one's place.
    pub exchange: Exchange,
    /// Whether unchanged files may be taken over as hard links; otherwise they are copied.
    pub hard_links: bool,
    /// Whether the old site's folders, without files, are left beside the new one for the next run to use.
    pub spare: bool,
    /// Whether a folder without a manifest is taken, with all it holds, and files of others give way to those of the site.
    pub adopt: bool,
    /// Files that are written even if the old site seems to have them.
    pub rewrite: BTreeSet<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            home: std::env::home_dir(),
            exchange: Exchange::OneStep,
            hard_links: true,
            spare: true,
            adopt: false,
            rewrite: BTreeSet::new(),
        }
    }
}

/// What writing a site came to. Counts are of files, the manifest not among them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Summary {
    /// New or changed.
    pub written: usize,
    /// Left as they were.
    pub unchanged: usize,
    /// In the site before, and no longer.
    pub removed: usize,
    /// Length of the written files together.
    pub bytes_written: u64,
}

impl Output {
    /// Opens a folder for a new site: takes the lock, mends what an interrupted run left and reads what the last one
    /// wrote. The folder need not exist; the folders above it are made.
    ///
    /// `protected` are the folders of the site's own files.
    ///
    /// # Errors
    /// [`OutputError::Refused`] if the folder is not empty and not annals' own, or is, contains or lies in a protected
    /// folder, or is or contains the home folder or the file system's root, or is a symbolic link or a mount point.
    /// [`OutputError::Locked`] if another run is writing to it.
    pub fn open(output: &Path, protected: &[PathBuf]) -> Result<Output, OutputError> {
        Output::open_with(output, protected, Options::default())
    }

    /// As [`Output::open`], with the choices made by the caller.
    ///
    /// # Errors
    /// As [`Output::open`].
    pub fn open_with(output: &Path, protected: &[PathBuf], options: Options) -> Result<Output, OutputError> {
        let place = Place::find(output, protected, options.home.as_deref())?;
        let parent = place.parent();
        fs::create_dir_all(parent).map_err(OutputError::io(Action::MakeFolder, parent))?;
        let lock = Lock::take(&place)?;
        exchange::mend(&place)?;
        let old = place.old_site(options.adopt)?;
        let found = status(&place.spare)?.filter(|found| found.is_dir() && lock.same_user(found));
        let spare = found.map(|_| place.spare.clone());
        Ok(Output {
            staging: Staging::new(place.staging.clone(), spare, options.hard_links),
            place,
            old,
            exchange: options.exchange,
            head: Head::default(),
            signature: None,
            adopt: options.adopt,
            rewrite: options.rewrite,
            site: Mutex::default(),
            leave_all: false,
            spare: options.spare,
            note: None,
            _lock: lock,
        })
    }

    /// Hands a file over: its path below the output, with `/`, and its bytes. May be called from many threads.
    ///
    /// # Errors
    /// If the path is unsafe, reserved or was handed over before, or the file cannot be written. After an error the
    /// site cannot be finished.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), OutputError> {
        self.claim(path)?;
        let entry = Entry::of(bytes);
        let kept = self.is_kept(path, entry);
        if !kept {
            self.staging.write(path, bytes)?;
        }
        self.settle(path, Put { entry, kept });
        Ok(())
    }

    /// Keeps the old site's file of a path, if there is one that nobody changed, and says how long it is, in bytes.
    ///
    /// # Errors
    /// As [`Output::put`].
    pub fn keep(&self, path: &str) -> Result<Option<u64>, OutputError> {
        let Some(OldSite { manifest, written: Some(written) }) = &self.old else { return Ok(None) };
        let Some(entry) = manifest.files.get(path).filter(|_| !self.rewrite.contains(path)) else { return Ok(None) };
        if !self.is_untouched(path, *entry, *written) {
            return Ok(None);
        }
        self.claim(path)?;
        self.settle(path, Put { entry: *entry, kept: true });
        Ok(Some(entry.size))
    }

    /// Hands a file over that was opened by the caller; `from` is what it is called in messages. It is read piece by
    /// piece, twice if it has the length of the old one. Returns what was read.
    ///
    /// # Errors
    /// As [`Output::put`], and if the file cannot be read.
    pub fn put_open(&self, path: &str, mut source: File, from: &Path) -> Result<Entry, OutputError> {
        self.claim(path)?;
        let reading = || OutputError::io(Action::Read, from);
        let size = source.metadata().map_err(reading())?.len();
        let same_size = self.old.as_ref().and_then(|old| old.manifest.files.get(path)).is_some_and(|e| e.size == size);
        if same_size {
            let entry = digest(&mut source, from, |_| Ok(()))?;
            if self.is_kept(path, entry) {
                self.settle(path, Put { entry, kept: true });
                return Ok(entry);
            }
            source.seek(SeekFrom::Start(0)).map_err(reading())?;
        }
        let entry = self.staging.copy(path, &mut source, from)?;
        self.settle(path, Put { entry, kept: false });
        Ok(entry)
    }

    /// Says what holds for all files, for the manifest, and gives its signature if it has one.
    pub fn describe(&mut self, head: Head, signature: Option<Vec<u8>>) {
        self.head = head;
        self.signature = signature;
    }

    /// The manifest of what was handed over so far.
    pub fn manifest(&self) -> Manifest {
        let site = self.site.lock().unwrap_or_else(PoisonError::into_inner);
        let (paths, puts) = &*site;
        let files = paths.iter().filter_map(|(path, at)| Some((path.clone(), puts[*at]?.entry))).collect();
        Manifest { head: self.head.clone(), files }
    }

    /// Makes what was handed over the site. What the last run wrote and this one did not hand over is removed.
    ///
    /// # Errors
    /// With any error but [`OutputError::LeftBehind`] the old site stands.
    pub fn finish(mut self) -> Result<Summary, OutputError> {
        let site = self.take_site()?;
        let summary = self.summary(&site);
        if summary.written == 0 && summary.removed == 0 && self.is_described()? {
            self.write_note();
            return Ok(summary);
        }
        let survey = self.complete(&site)?;
        match exchange::exchange(&self.place, self.exchange) {
            Ok(None) => {}
            Ok(Some(old)) => self.retire(&old, &site, survey)?,
            Err(failure) => {
                self.leave_all = failure.leave_all;
                return Err(failure.error);
            }
        }
        self.write_note();
        Ok(summary)
    }

    /// Whether the old site's manifest says the same of all files, and is signed so.
    fn is_described(&self) -> Result<bool, OutputError> {
        let Some(old) = self.old.as_ref().filter(|old| old.written.is_some()) else { return Ok(false) };
        let (root, path) = above(&self.place.output, SIGNATURE);
        let signature = match beneath::read(root, path, LONGEST_SIGNATURE) {
            Ok(signature) => Some(signature),
            Err(error) => match error.kind() {
                ErrorKind::NotFound => None,
                // A link, a pipe, something without end: it goes with the old site.
                ErrorKind::NotADirectory | ErrorKind::Unsupported | ErrorKind::FileTooLarge => return Ok(false),
                _ => return Err(OutputError::io(Action::Read, self.place.output.join(SIGNATURE))(error)),
            },
        };
        Ok(old.manifest.head == self.head && signature == self.signature)
    }

    /// Notes that a path is being written, so that no other thread writes it.
    fn claim(&self, path: &str) -> Result<(), OutputError> {
        check_path(path).map_err(|fault| OutputError::path(path, fault))?;
        let mut site = self.site.lock().unwrap_or_else(PoisonError::into_inner);
        let (paths, puts) = &mut *site;
        if paths.contains_key(path) {
            return Err(OutputError::path(path, PathFault::Twice));
        }
        paths.insert(path.to_owned(), puts.len());
        puts.push(None);
        Ok(())
    }

    fn settle(&self, path: &str, put: Put) {
        let mut site = self.site.lock().unwrap_or_else(PoisonError::into_inner);
        let (paths, puts) = &mut *site;
        if let Some(at) = paths.get(path) {
            puts[*at] = Some(put);
        }
    }

    /// Whether the old site's file has the same content: by the manifest, if nobody changed the file since.
    fn is_kept(&self, path: &str, entry: Entry) -> bool {
        let Some(OldSite { manifest, written: Some(written) }) = &self.old else { return false };
        manifest.files.get(path) == Some(&entry)
            && !self.rewrite.contains(path)
            && self.is_untouched(path, entry, *written)
    }

    /// Whether nobody changed a file of the old site since it was written.
    fn is_untouched(&self, path: &str, entry: Entry, written: SystemTime) -> bool {
        let (root, below) = above(&self.place.output, path);
        let found = beneath::status(root, below).ok().flatten();
        found.is_some_and(|found| {
            beneath::is_file_of(&found, entry.size) && beneath::modified(&found).is_some_and(|at| at <= written)
        })
    }

    fn take_site(&mut self) -> Result<LiteMap<String, Put>, OutputError> {
        let (paths, puts) = std::mem::take(self.site.get_mut().unwrap_or_else(PoisonError::into_inner));
        let known = |(path, at): (String, usize)| match puts[at] {
            Some(put) => Ok((path, put)),
            None => Err(OutputError::Incomplete { path }),
        };
        paths.into_iter().map(known).collect()
    }

    fn summary(&self, site: &LiteMap<String, Put>) -> Summary {
        let unchanged = site.values().filter(|put| put.kept).count();
        let before = self.old.iter().flat_map(|old| old.manifest.files.keys());
        Summary {
            written: site.len() - unchanged,
            unchanged,
            removed: before.filter(|path| !site.contains_key(*path)).count(),
            bytes_written: site.values().filter(|put| !put.kept).map(|put| put.entry.size).sum(),
        }
    }

    /// Brings everything into the staging folder that the new site needs and that was not written there yet.
    fn complete(&self, site: &LiteMap<String, Put>) -> Result<Survey, OutputError> {
        self.staging.make_folder(Path::new(""))?;
        let mut found = Survey::default();
        if let Some(old) = &self.old {
            found = survey(&self.place.output, &old.manifest)?;
            self.carry_foreign(&found, site)?;
        }
        let kept: Vec<&str> = site.iter().filter(|(_, put)| put.kept).map(|(path, _)| path.as_str()).collect();
        cores::try_for_each(&kept, &|path| self.staging.carry(&self.place.output, Path::new(path)))?;
        let files = site.iter().map(|(path, put)| (path.clone(), put.entry)).collect();
        let json = Manifest { head: self.head.clone(), files }.to_json();
        self.staging.write_through(MANIFEST, json.as_bytes())?;
        if let Some(signature) = &self.signature {
            self.staging.write_through(SIGNATURE, signature)?;
        }
        self.prune(&found, site)?;
        let root = self.staging.path(Path::new(""));
        for (folder, owner) in found.owners.iter().rev().filter(|(folder, _)| self.staging.needs(folder)) {
            let making = || OutputError::io(Action::MakeFolder, self.staging.path(folder));
            let (above, below) = above(&root, folder);
            match beneath::status(above, below).map_err(making())? {
                Some(new) if !beneath::is_folder(&new) => return Err(making()(ErrorKind::NotADirectory.into())),
                Some(new) if Owner::of(&new) != *owner => owner.apply(&root, folder)?,
                _ => {}
            }
        }
        Ok(found)
    }

    /// Removes what the spare folder brought and the new site does not need.
    fn prune(&self, found: &Survey, site: &LiteMap<String, Put>) -> Result<(), OutputError> {
        if !self.staging.is_from_spare() {
            return Ok(());
        }
        let carried: BTreeSet<&Path> = found.files.iter().map(PathBuf::as_path).collect();
        let mut in_the_way = None;
        clear(&self.staging.path(Path::new("")), &mut |met| match met.kind {
            Kind::Folder => self.staging.needs(met.path),
            // Something was put into the place of a folder of the site.
            Kind::File if self.staging.needs(met.path) => {
                in_the_way = Some(self.staging.path(met.path));
                true
            }
            Kind::File => {
                met.path.to_str().is_some_and(|path| [MANIFEST, SIGNATURE].contains(&path) || site.contains_key(path))
                    || carried.contains(met.path)
            }
        })?;
        match in_the_way {
            Some(path) => Err(OutputError::io(Action::MakeFolder, path)(ErrorKind::NotADirectory.into())),
            None => Ok(()),
        }
    }

    /// Carries over what annals did not write.
    fn carry_foreign(&self, found: &Survey, site: &LiteMap<String, Put>) -> Result<(), OutputError> {
        let in_the_way = |path: &Path| OutputError::Foreign { path: self.place.output.join(path) };
        let is_site_file = |path: &Path| path.to_str().is_some_and(|path| site.contains_key(path));
        for folder in &found.folders {
            if folder.ancestors().any(is_site_file) {
                return Err(in_the_way(folder));
            }
            self.staging.make_folder(folder)?;
        }
        for path in &found.files {
            match path.to_str().and_then(|text| site.get(text)) {
                // The site has it now, with the same content: nothing is lost.
                Some(put) if self.holds(path, put.entry)? => continue,
                Some(_) if self.adopt => continue,
                Some(_) => return Err(in_the_way(path)),
                None => {}
            }
            let below = path.to_str().is_some_and(|path| any_below(site, path));
            if below || path.ancestors().any(is_site_file) {
                return Err(in_the_way(path));
            }
            self.staging.carry(&self.place.output, path)?;
        }
        Ok(())
    }

    /// Whether a file of the old site has just this content.
    fn holds(&self, path: &Path, entry: Entry) -> Result<bool, OutputError> {
        let from = self.place.output.join(path);
        let reading = || OutputError::io(Action::Read, &from);
        let (root, below) = above(&self.place.output, path);
        let found = beneath::status(root, &below).map_err(reading())?;
        if !found.is_some_and(|found| beneath::is_file_of(&found, entry.size)) {
            return Ok(false);
        }
        let mut file = beneath::open(root, &below).map_err(reading())?;
        Ok(digest(&mut file, &from, |_| Ok(()))? == entry)
    }

    /// Removes the old site after the exchange, except for the folders that the next run will need again. A file that
    /// someone put there while it was exchanged moves to the new site.
    fn retire(&self, old: &Path, site: &LiteMap<String, Put>, survey: Survey) -> Result<(), OutputError> {
        let left_behind = |cause| OutputError::LeftBehind { old: old.to_owned(), cause: Box::new(cause) };
        for (folder, _) in survey.owners.iter().filter(|(_, owner)| !owner.has_all_rights()) {
            // If this fails, clearing says so.
            let _ = give_all_rights(old, folder);
        }
        let known: BTreeSet<PathBuf> = survey.files.into_iter().chain(survey.folders).collect();
        let listed = |path: &str| self.old.as_ref().is_some_and(|old| old.manifest.has_file(path));
        let mut keep = |Met { folder, name, path, kind }: &Met| match kind {
            Kind::Folder => {
                self.spare && (known.contains(*path) || path.to_str().is_some_and(|path| any_below(site, path)))
            }
            Kind::File => {
                let is_known = path.to_str().is_some_and(listed) || known.contains(*path);
                let (root, to) = above(&self.place.output, path);
                !is_known && folder.move_if_free(name, root, &to).is_ok()
            }
        };
        clear(old, &mut keep).map_err(left_behind)?;
        remove_tree(&self.place.spare).map_err(left_behind)?;
        if !self.spare || fs::rename(old, &self.place.spare).is_err() {
            remove_tree(old).map_err(left_behind)?;
        }
        Ok(())
    }
}

impl Drop for Output {
    fn drop(&mut self) {
        if !self.leave_all {
            // What cannot be removed now is removed by the next run.
            let _ = remove_tree(&self.place.staging);
        }
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot prepare its folder has failed")]
mod tests {
    use super::*;

    #[test]
    fn a_file_put_into_the_old_site_while_it_is_exchanged_moves_to_the_new() {
        let desk = tempfile::tempdir().unwrap();
        let public = desk.path().join("public");
        let open = || Output::open_with(&public, &[], Options { home: None, ..Options::default() }).unwrap();
        let first = open();
        first.put("index.html", b"home").unwrap();
        first.finish().unwrap();
        let output = open();
        let old = desk.path().join("retired");
        for (name, text) in [("index.html", "old home"), ("carried.txt", "old"), ("notes/late.txt", "late")] {
            fs::create_dir_all(old.join(name).parent().unwrap()).unwrap();
            fs::write(old.join(name), text).unwrap();
        }
        let survey = Survey { files: vec![PathBuf::from("carried.txt")], ..Survey::default() };
        output.retire(&old, &LiteMap::new(), survey).unwrap();
        assert!(!old.exists());
        assert_eq!(fs::read_to_string(public.join("notes/late.txt")).unwrap(), "late");
        assert_eq!(fs::read_to_string(public.join("index.html")).unwrap(), "home");
        assert!(!public.join("carried.txt").exists(), "what was carried over is not brought back");
    }

    #[test]
    fn a_link_put_into_the_old_site_while_it_is_exchanged_moves_as_a_link() {
        let desk = tempfile::tempdir().unwrap();
        let (public, elsewhere) = (desk.path().join("public"), desk.path().join("elsewhere"));
        let open = || Output::open_with(&public, &[], Options { home: None, ..Options::default() }).unwrap();
        let first = open();
        first.put("index.html", b"home").unwrap();
        first.finish().unwrap();
        let (output, old) = (open(), desk.path().join("retired"));
        fs::create_dir_all(elsewhere.join("sub")).unwrap();
        fs::write(elsewhere.join("sub/diary.txt"), "diary").unwrap();
        fs::create_dir(&old).unwrap();
        std::os::unix::fs::symlink(&elsewhere, old.join("events")).unwrap();
        // Nor does one in the new site lead anything out of it.
        fs::create_dir(old.join("notes")).unwrap();
        fs::write(old.join("notes/late.txt"), "late").unwrap();
        std::os::unix::fs::symlink(&elsewhere, public.join("notes")).unwrap();
        output.retire(&old, &LiteMap::new(), Survey::default()).unwrap();
        assert!(!old.exists());
        assert_eq!(fs::read_link(public.join("events")).unwrap(), elsewhere);
        assert_eq!(fs::read_to_string(elsewhere.join("sub/diary.txt")).unwrap(), "diary");
        assert_eq!(fs::read_dir(&elsewhere).unwrap().count(), 1);
    }
}
