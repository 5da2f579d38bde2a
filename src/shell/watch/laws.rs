//! Whatever happens to a folder, what is known of it is what a full reading finds.
#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its folder has failed")]

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{PermissionsExt, symlink};

use notify::NullWatcher;
use notify::event::{CreateKind, MetadataKind, RemoveKind, RenameMode};
use proptest::prelude::*;

use super::tests::{Known, Live, apply, fresh};
use super::*;
use crate::shell::disk::Disk;

/// One thing that happens to a folder. Paths are below a temporary folder, which holds the folder `site`.
#[derive(Debug, Clone)]
enum Deed {
    Write(PathBuf, Vec<u8>),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf),
    MakeFolder(PathBuf),
    /// A link, and what it points at.
    Link(PathBuf, PathBuf),
    Permit(PathBuf, u32),
}

type Notices = Vec<(EventKind, PathBuf)>;

/// A temporary folder. Links in it may lead in circles, so nothing is done before it is known to happen inside.
struct Yard(PathBuf);

impl Yard {
    fn new(folder: &Path) -> Yard {
        let folder = fs::canonicalize(folder).unwrap();
        assert!(folder.starts_with(fs::canonicalize(std::env::temp_dir()).unwrap()) && folder.components().count() > 2);
        fs::create_dir_all(folder.join("site/content")).unwrap();
        fs::create_dir_all(folder.join("outside")).unwrap();
        Yard(folder)
    }

    fn root(&self) -> PathBuf {
        self.0.join("site")
    }

    /// The true place of an entry, not following it, if its folder is inside.
    fn entry(&self, path: &Path) -> Option<PathBuf> {
        let path = self.0.join(path);
        let folder = fs::canonicalize(path.parent()?).ok()?;
        folder.starts_with(self.root()).then(|| folder.join(path.file_name().unwrap()))
    }

    /// The true place of what an entry leads to, if it is there and inside.
    fn target(&self, entry: &Path) -> Option<PathBuf> {
        fs::canonicalize(entry).ok().filter(|place| place.starts_with(self.root()))
    }

    /// Does a deed if it can be done, and returns the notices that the system would give.
    fn perform(&self, deed: &Deed) -> Notices {
        self.try_perform(deed).unwrap_or_default()
    }

    fn try_perform(&self, deed: &Deed) -> Option<Notices> {
        let renamed = |mode| EventKind::Modify(ModifyKind::Name(mode));
        match deed {
            Deed::Write(path, bytes) => {
                let mut place = self.entry(path)?;
                if fs::symlink_metadata(&place).is_ok() {
                    place = self.target(&place)?;
                }
                fs::write(&place, bytes).ok()?;
                Some(vec![(EventKind::Create(CreateKind::File), place)])
            }
            Deed::Remove(path) => {
                let place = self.entry(path)?;
                // Neither follows a link.
                fs::remove_file(&place).or_else(|_| fs::remove_dir_all(&place)).ok()?;
                Some(vec![(EventKind::Remove(RemoveKind::Any), place)])
            }
            Deed::Rename(from, to) => {
                let (from, to) = (self.entry(from)?, self.entry(to)?);
                fs::rename(&from, &to).ok()?;
                Some(vec![(renamed(RenameMode::From), from), (renamed(RenameMode::To), to)])
            }
            Deed::MakeFolder(path) => {
                let place = self.entry(path)?;
                fs::create_dir(&place).ok()?;
                Some(vec![(EventKind::Create(CreateKind::Folder), place)])
            }
            Deed::Link(path, target) => {
                let place = self.entry(path)?;
                symlink(self.0.join(target), &place).ok()?;
                Some(vec![(EventKind::Create(CreateKind::File), place)])
            }
            Deed::Permit(path, mode) => {
                let place = self.target(&self.entry(path)?)?;
                fs::set_permissions(&place, fs::Permissions::from_mode(*mode)).ok()?;
                Some(vec![(EventKind::Modify(ModifyKind::Metadata(MetadataKind::Any)), place)])
            }
        }
    }
}

impl Drop for Yard {
    /// Makes every folder removable again.
    fn drop(&mut self) {
        let entries = walkdir::WalkDir::new(&self.0).follow_links(false).into_iter();
        for entry in entries.flatten().filter(|entry| entry.file_type().is_dir()) {
            let _ = fs::set_permissions(entry.path(), fs::Permissions::from_mode(0o755));
        }
    }
}

fn any_path() -> impl Strategy<Value = PathBuf> {
    let top = prop::sample::select(vec!["content", "content", "content", "static", "shared"]);
    let names = vec![&b"a"[..], b"a", b"b", b"b", b"x~", b"\xff", "\u{fffd}".as_bytes()];
    (top, prop::collection::vec(prop::sample::select(names), 0..4)).prop_map(|(top, names)| {
        let names = names.into_iter().map(OsStr::from_bytes);
        [OsStr::new("site"), OsStr::new(top)].into_iter().chain(names).collect()
    })
}

fn any_deed() -> impl Strategy<Value = Deed> {
    let bytes = prop::sample::select(vec![&b""[..], b"one", b"two", b"\xff\x00", b"longer"]);
    let target = prop_oneof![
        8 => any_path(),
        1 => prop::sample::select(vec!["site", "outside", "nowhere"]).prop_map(PathBuf::from),
    ];
    let mode = prop::sample::select(vec![0o000, 0o100, 0o400, 0o755, 0o755]);
    prop_oneof![
        5 => (any_path(), bytes).prop_map(|(path, bytes)| Deed::Write(path, bytes.to_vec())),
        1 => any_path().prop_map(Deed::Remove),
        3 => (any_path(), any_path()).prop_map(|(from, to)| Deed::Rename(from, to)),
        6 => any_path().prop_map(Deed::MakeFolder),
        2 => (any_path(), target).prop_map(|(path, target)| Deed::Link(path, target)),
        1 => (any_path(), mode).prop_map(|(path, mode)| Deed::Permit(path, mode)),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn looking_where_notices_point_finds_what_a_full_reading_finds(
        deeds in prop::collection::vec((any_deed(), any::<bool>()), 1..120)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let yard = Yard::new(folder.path());
        let root = yard.root();
        let mut places = Places::new(&root, Box::new(NullWatcher)).unwrap();
        let (mut disk, changes) = Disk::new(root.clone());
        let mut known = Known::new();
        apply(&mut known, changes);
        let mut gathered = Gathered::default();
        for (at, (deed, tell)) in deeds.iter().enumerate() {
            for (kind, place) in yard.perform(deed) {
                gathered.add(&Event::new(kind).add_path(place), &places);
            }
            if *tell || at + 1 == deeds.len() {
                let gathered = std::mem::take(&mut gathered);
                places.settle(&gathered.suspects).unwrap();
                apply(&mut known, disk.refresh(&gathered.seen()));
                prop_assert_eq!(&known, &fresh(&root));
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_happens_to_a_folder_is_seen(deeds in prop::collection::vec((any_deed(), 0u64..12), 1..200)) {
        let live = Live::new(&[("content/a/b", "a")], Choice::System);
        let yard = Yard::new(live.folder.path());
        for (deed, pause) in &deeds {
            yard.perform(deed);
            // Now within, now beyond the time in which notices are gathered.
            thread::sleep(Duration::from_millis(if *pause > 9 { 2 * *pause } else { 0 }));
        }
        live.settle();
    }
}
