//! What was last read of a site's folder, and what of it differs now.
//!
//! [`Disk::refresh`] looks only at what was [`Seen`] to change, and finds there what a full reading would find, because
//! both use the same rules ([`super::read`]). Never judges what a file holds, and keeps no content: texts are told
//! apart by length and a hash, static files by length, time and identity.

use crate::cores;
use std::collections::BTreeSet;
use std::fs;
use std::hash::{DefaultHasher, Hasher};
use std::os::unix::fs::MetadataExt;
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};

use litemap::LiteMap;

use super::read::{Area, FileBytes, Found, InputFile, ReadFault, Root, Unreadable, is_dropping};
use super::watch::Seen;

/// What was last read of a site's folder.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    held: LiteMap<String, Mark>,
}

/// A path that holds something else than before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    /// Path below the site's root, with `/`; what is not UTF-8 in it is replaced by U+FFFD.
    pub path: String,
    /// What is there now; `None` if it is gone.
    pub now: Option<Entry>,
}

/// What is at a path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A file's content.
    Read(Vec<u8>),
    /// A static file, which is copied and not read here.
    OnDisk {
        /// Where it lies.
        path: PathBuf,
        /// Its length in bytes.
        length: u64,
        /// Its width and height in pixels, if it is a picture.
        picture: Option<(u32, u32)>,
    },
    /// A file or folder that cannot be read.
    Unreadable(Unreadable),
}

impl Disk {
    /// Reads a site's folder. The changes are everything in it, in order of path.
    pub fn new(root: PathBuf) -> (Disk, Vec<Change>) {
        let mut disk = Disk { root, held: LiteMap::new() };
        let changes = disk.refresh(&Seen::All);
        (disk, changes)
    }

    /// Looks at what was seen and returns what truly differs from before, in order of path.
    ///
    /// Should a file and a name that is not UTF-8 be shown by the same path, the name's fault hides the file.
    pub fn refresh(&mut self, seen: &Seen) -> Vec<Change> {
        let root = Root::new(&self.root);
        let starts = match seen {
            Seen::All => Area::ALL.map(|area| (area, PathBuf::from(area.folder()))).into(),
            Seen::Paths(paths) => self.starts(&root, paths.iter().map(PathBuf::as_path)),
        };
        let (mut found, mut faults) = (Vec::new(), Vec::new());
        for (area, start) in &starts {
            root.find(*area, start, &mut found, &mut faults);
        }
        let now = self.look(&root, found, faults);
        let gone: BTreeSet<String> = starts
            .iter()
            .flat_map(|(_, start)| self.at_and_below(start))
            .filter(|path| !now.contains_key(path))
            .collect();
        if !gone.is_empty() {
            self.held.retain(|path, _| !gone.contains(path));
        }
        let mut changes: Vec<Change> = gone.into_iter().map(|path| Change { path, now: None }).collect();
        let mut new = Vec::new();
        for (path, look) in now {
            if let Look::New(mark, entry) = look {
                new.push((path.clone(), mark));
                changes.push(Change { path, now: Some(entry) });
            }
        }
        self.held.extend(new);
        changes.sort_by(|a, b| a.path.cmp(&b.path));
        changes
    }

    /// Reads what was found, and compares it with what is held. A file that vanished meanwhile is not there.
    fn look(&self, root: &Root, found: Vec<Found>, faults: Vec<ReadFault>) -> LiteMap<String, Look> {
        let read = cores::each(&found, 8, &|found| self.look_at(root, found));
        let mut faults: Vec<_> = faults.into_iter().filter(|fault| fault.reason != Unreadable::Vanished).collect();
        faults.sort();
        // Of several faults that are shown by one path, the first stays.
        let faulty = faults.into_iter().rev().map(|fault| {
            let look =
                self.compare(&fault.path, Mark::Unreadable(fault.reason.clone()), || Entry::Unreadable(fault.reason));
            (fault.path, look)
        });
        read.into_iter().flatten().chain(faulty).collect()
    }

    fn look_at(&self, root: &Root, found: &Found) -> Option<(String, Look)> {
        // Taken before the file is opened: what changes later differs from it.
        let stamp = Stamp::of(&found.at);
        let (path, mark, entry) = match root.load(found) {
            Ok(InputFile { path, bytes: FileBytes::Read(bytes), .. }) => (path, Mark::text(&bytes), Entry::Read(bytes)),
            Ok(InputFile { path, bytes: FileBytes::OnDisk { path: at, length, picture }, .. }) => {
                (path, Mark::OnDisk(length, stamp), Entry::OnDisk { path: at, length, picture })
            }
            Err(ReadFault { reason: Unreadable::Vanished, .. }) => return None,
            Err(ReadFault { path, reason }) => (path, Mark::Unreadable(reason.clone()), Entry::Unreadable(reason)),
        };
        let look = self.compare(&path, mark, || entry);
        Some((path, look))
    }

    fn compare(&self, path: &str, mark: Mark, entry: impl FnOnce() -> Entry) -> Look {
        if self.held.get(path).is_some_and(|held| held.surely_equals(&mark)) {
            Look::Same
        } else {
            Look::New(mark, entry())
        }
    }

    /// Where to look: the seen paths, without those that another one contains.
    fn starts<'a>(&self, root: &Root, seen: impl Iterator<Item = &'a Path>) -> Vec<(Area, PathBuf)> {
        let mut starts: Vec<_> = seen.filter_map(|path| self.start(root, path)).collect();
        // Paths are ordered by their parts, so what a folder contains follows it directly.
        starts.sort_by(|a, b| a.1.cmp(&b.1));
        starts.dedup_by(|later, earlier| later.1.starts_with(&earlier.1));
        starts
    }

    /// Where to look for what was seen at a path: there, or at the first folder above it that is not entered or whose
    /// names are not told apart. `None` if it is no part of the site.
    fn start(&self, root: &Root, seen: &Path) -> Option<(Area, PathBuf)> {
        let seen = seen.strip_prefix(&root.named).unwrap_or(seen);
        let area = Area::of(seen)?;
        let mut start = PathBuf::from(area.folder());
        for part in seen.components().skip(1) {
            let Component::Normal(name) = part else { return None };
            if is_dropping(&name.to_string_lossy(), area) {
                return None;
            }
            let shown = start.to_string_lossy();
            let is_refused = matches!(self.held.get(shown.as_ref()), Some(Mark::Unreadable(_)));
            let is_clear = name.to_str().is_some_and(|name| !name.contains(char::REPLACEMENT_CHARACTER));
            if is_refused || !is_clear || !root.enters(&start) {
                break;
            }
            start.push(name);
        }
        Some((area, start))
    }

    /// The paths that are held of a file or folder and of what it contains.
    fn at_and_below(&self, start: &Path) -> Vec<String> {
        let start = start.to_string_lossy().into_owned();
        // `0` follows `/` in ASCII.
        let place = |path: String| self.held.find_index(&path).unwrap_or_else(|at| at);
        let below = &self.held.as_slice()[place(format!("{start}/"))..place(format!("{start}0"))];
        let mut paths: Vec<String> = below.iter().map(|(path, _)| path.clone()).collect();
        if self.held.contains_key(&start) {
            paths.push(start);
        }
        paths
    }
}

/// How a path compares with what is held.
enum Look {
    Same,
    New(Mark, Entry),
}

/// By what a path's content is known again.
#[derive(Debug, PartialEq, Eq)]
enum Mark {
    /// Length in bytes and SipHash-1-3 of the content: two texts of an author's own do not agree in both.
    Text(u64, u64),
    /// Length in bytes, and the rest.
    OnDisk(u64, Option<Stamp>),
    Unreadable(Unreadable),
}

impl Mark {
    fn text(bytes: &[u8]) -> Mark {
        let mut hasher = DefaultHasher::new();
        hasher.write(bytes);
        Mark::Text(bytes.len() as u64, hasher.finish())
    }

    /// Whether a later look found the same. A stamp that was young when it was taken cannot tell.
    fn surely_equals(&self, later: &Mark) -> bool {
        self == later && !matches!(self, Mark::OnDisk(_, Some(Stamp { young: true, .. })))
    }
}

/// By what a static file is known again, besides its length.
#[derive(Debug, PartialEq, Eq)]
struct Stamp {
    modified: SystemTime,
    device: u64,
    number: u64,
    /// Whether the file was written so shortly before that it may be written again without a later time.
    young: bool,
}

impl Stamp {
    /// The kernel's clock for files ticks every 1 to 10 ms.
    const TICK: Duration = Duration::from_millis(10);

    fn of(path: &Path) -> Option<Stamp> {
        let about = fs::metadata(path).ok()?;
        let modified = about.modified().ok()?;
        let young = SystemTime::now().duration_since(modified).is_ok_and(|age| age < Stamp::TICK);
        Some(Stamp { modified, device: about.dev(), number: about.ino(), young })
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test that cannot prepare its folder has failed")]
mod tests {
    use std::os::unix::fs::symlink;

    use super::*;

    fn put(root: &Path, path: &str, text: &str) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn look(disk: &mut Disk, paths: &[&str]) -> Vec<(String, Option<Entry>)> {
        let changes = disk.refresh(&Seen::Paths(paths.iter().map(PathBuf::from).collect()));
        changes.into_iter().map(|change| (change.path, change.now)).collect()
    }

    fn read(path: &str, text: &str) -> (String, Option<Entry>) {
        (path.to_owned(), Some(Entry::Read(text.into())))
    }

    #[test]
    fn only_what_differs_is_a_change() {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path();
        put(root, "content/a.md", "one");
        put(root, "content/b.md", "b");
        put(root, "static/c.jpg", "c");
        let (mut disk, all) = Disk::new(root.to_owned());
        let paths: Vec<_> = all.iter().map(|change| change.path.as_str()).collect();
        assert_eq!(paths, ["content/a.md", "content/b.md", "static/c.jpg"]);
        // Neither length nor time tells this.
        let written = fs::metadata(root.join("content/a.md")).unwrap().modified().unwrap();
        put(root, "content/a.md", "two");
        fs::File::options().write(true).open(root.join("content/a.md")).unwrap().set_modified(written).unwrap();
        put(root, "content/b.md", "b");
        put(root, "static/c.jpg", "longer");
        let on_disk = Entry::OnDisk { path: root.join("static/c.jpg"), length: 6, picture: None };
        assert_eq!(
            look(&mut disk, &["content", "static/c.jpg", "public/x", "../content/a.md", "content/../../x", ""]),
            [read("content/a.md", "two"), ("static/c.jpg".to_owned(), Some(on_disk))]
        );
        fs::remove_dir_all(root.join("content")).unwrap();
        let gone = ["content/a.md", "content/b.md"].map(|path| (path.to_owned(), None));
        assert_eq!(look(&mut disk, &["content/a.md", "content"]), gone);
    }

    #[test]
    fn nothing_is_read_through_what_a_full_reading_does_not_enter() {
        let folder = tempfile::tempdir().unwrap();
        let root = &folder.path().join("site");
        put(root, "content/a/b.md", "b");
        put(root, "content/a/.hidden/c.md", "c");
        put(folder.path(), "outside/b.md", "secret");
        let (mut disk, _) = Disk::new(root.clone());
        fs::remove_dir_all(root.join("content/a")).unwrap();
        symlink("../../outside", root.join("content/a")).unwrap();
        let refused = ("content/a".to_owned(), Some(Entry::Unreadable(Unreadable::LinkOutside)));
        let gone = ("content/a/b.md".to_owned(), None);
        assert_eq!(look(&mut disk, &["content/a/b.md", "content/a/.hidden/c.md"]), [refused, gone]);
        fs::remove_file(root.join("content/a")).unwrap();
        put(root, "content/a", "a file");
        assert_eq!(look(&mut disk, &["content/a/b.md"]), [read("content/a", "a file")]);
    }
}
