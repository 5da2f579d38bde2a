#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its folder has failed")]

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::sync::Mutex;

use notify::event::DataChange;
use notify::{NullWatcher, RecursiveMode, WatcherKind};

use super::*;
use crate::shell::disk::{Change, Disk, Entry};

/// What a reader of the changes knows of a folder.
pub type Known = BTreeMap<String, Entry>;

/// What opens a way to the notices.
type Open = fn(Inbox) -> notify::Result<Listener>;

/// How long a test waits for what must come.
const LIMIT: Duration = Duration::from_secs(60);

pub fn apply(known: &mut Known, changes: Vec<Change>) {
    for change in changes {
        match change.now {
            Some(entry) => known.insert(change.path, entry),
            None => Some(known.remove(&change.path).expect("only what was known can go")),
        };
    }
}

/// What a full reading finds.
pub fn fresh(root: &Path) -> Known {
    Disk::new(root.to_owned()).1.into_iter().map(|change| (change.path, change.now.unwrap())).collect()
}

/// A site that is watched and read again as it changes.
pub struct Live {
    pub folder: tempfile::TempDir,
    state: Arc<Mutex<State>>,
    watching: Watching,
}

pub struct State {
    disk: Disk,
    known: Known,
    /// The changes that were found since the last clearing, one list for each telling.
    changes: Vec<Vec<Change>>,
    seen: Vec<Seen>,
}

impl Live {
    pub fn new(files: &[(&str, &str)], choice: Choice) -> Live {
        Live::through(system, files, choice)
    }

    fn through(listener: Open, files: &[(&str, &str)], choice: Choice) -> Live {
        let folder = tempfile::tempdir().unwrap();
        let root = folder.path().join("site");
        fs::create_dir(&root).unwrap();
        for (path, text) in files {
            put(&root.join(path), text);
        }
        let (disk, changes) = Disk::new(root.clone());
        let mut known = Known::new();
        apply(&mut known, changes);
        let state = Arc::new(Mutex::new(State { disk, known, changes: Vec::new(), seen: Vec::new() }));
        let hearing = Arc::clone(&state);
        let watching = watch_through(listener, &root, choice, move |seen| {
            let state = &mut *hearing.lock().unwrap();
            let changes = state.disk.refresh(&seen);
            apply(&mut state.known, changes.clone());
            state.changes.push(changes);
            state.seen.push(seen);
        });
        Live { folder, state, watching }
    }

    fn root(&self) -> PathBuf {
        self.folder.path().join("site")
    }

    fn at(&self, path: &str) -> PathBuf {
        self.root().join(path)
    }

    /// Waits until what is known is what is there.
    pub fn settle(&self) {
        let begun = Instant::now();
        loop {
            let there = fresh(&self.root());
            if self.state.lock().unwrap().known == there {
                return;
            }
            assert!(begun.elapsed() < LIMIT, "known: {:?}\nthere: {there:?}", self.state.lock().unwrap().known);
            thread::sleep(Duration::from_millis(5));
        }
    }

    /// Lets a marker file be seen, so that everything before it has been.
    fn pass(&self) {
        let marker = self.at("content/marker.md");
        put(&marker, &format!("{:?}", Instant::now()));
        self.settle();
        fs::remove_file(&marker).unwrap();
        self.settle();
    }

    /// The paths that changed, each as often as it did, without the marker; and whether they are there.
    fn changes(&self) -> Vec<(String, bool)> {
        let changes = std::mem::take(&mut self.state.lock().unwrap().changes);
        let changes = changes.into_iter().flatten().filter(|change| change.path != "content/marker.md");
        changes.map(|change| (change.path, change.now.is_some())).collect()
    }
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

#[test]
fn each_way_in_which_editors_save_is_seen_as_a_change_of_the_file_alone() {
    type Save = fn(&Path);
    fn in_place(file: &Path) {
        fs::write(file, "in place").unwrap();
    }
    fn vim(file: &Path) {
        let folder = file.parent().unwrap();
        put(&folder.join(".a.md.swp"), "swap");
        put(&folder.join("4913~"), "");
        fs::remove_file(folder.join("4913~")).unwrap();
        fs::rename(file, folder.join("a.md~")).unwrap();
        fs::write(file, "vim").unwrap();
        fs::remove_file(folder.join("a.md~")).unwrap();
        fs::remove_file(folder.join(".a.md.swp")).unwrap();
    }
    fn jetbrains(file: &Path) {
        let folder = file.parent().unwrap();
        put(&folder.join("a.md___jb_tmp___"), "jetbrains");
        fs::rename(file, folder.join("a.md___jb_old___")).unwrap();
        fs::rename(folder.join("a.md___jb_tmp___"), file).unwrap();
        fs::remove_file(folder.join("a.md___jb_old___")).unwrap();
    }
    fn emacs(file: &Path) {
        let folder = file.parent().unwrap();
        symlink("ada@desk.1234", folder.join(".#a.md")).unwrap();
        put(&folder.join("#a.md#"), "emacs");
        fs::copy(file, folder.join("a.md~")).unwrap();
        fs::write(file, "emacs").unwrap();
        fs::remove_file(folder.join("#a.md#")).unwrap();
        fs::remove_file(folder.join(".#a.md")).unwrap();
    }
    fn sed(file: &Path) {
        let beside = file.parent().unwrap().join(".sedXy12Zw");
        put(&beside, "sed");
        fs::rename(beside, file).unwrap();
    }
    fn truncated_and_written_in_parts(file: &Path) {
        use std::io::Write;
        let mut file = fs::File::create(file).unwrap();
        for part in ["in ", "three ", "parts"] {
            file.write_all(part.as_bytes()).unwrap();
        }
    }
    fn same_length(file: &Path) {
        let length = fs::read(file).unwrap().len();
        fs::write(file, "=".repeat(length)).unwrap();
    }
    let ways: [Save; 7] = [in_place, vim, jetbrains, emacs, sed, truncated_and_written_in_parts, same_length];
    for choice in [Choice::System, Choice::Poll(Duration::from_millis(20))] {
        let live = Live::new(&[("content/articles/a.md", "first"), ("content/articles/b.md", "b")], choice);
        for save in ways {
            save(&live.at("content/articles/a.md"));
            live.settle();
            live.pass();
            let changes = live.changes();
            // The probes of an editor may be seen while they are there.
            let lasting = |path: &str| !path.contains("___jb_");
            let files: BTreeSet<_> =
                changes.iter().map(|(path, _)| path.as_str()).filter(|path| lasting(path)).collect();
            assert_eq!(files, BTreeSet::from(["content/articles/a.md"]), "{choice:?}");
        }
        assert_eq!(live.watching.note(), None);
    }
}

#[test]
fn what_does_not_belong_to_the_site_is_never_told() {
    let live = Live::new(&[("content/a.md", "a"), ("public/index.html", ""), (".git/HEAD", "")], Choice::System);
    put(&live.at("public/index.html"), "new");
    put(&live.at(".git/index.lock"), "");
    put(&live.at("content/.git/x"), "");
    put(&live.at("content/a.md~"), "");
    put(&live.at("notes.md"), "");
    fs::rename(live.at("public"), live.at("old")).unwrap();
    fs::read(live.at("content/a.md")).unwrap();
    live.pass();
    let seen = std::mem::take(&mut live.state.lock().unwrap().seen);
    let marker = Seen::Paths([PathBuf::from("content/marker.md")].into());
    assert!(seen.iter().all(|seen| *seen == marker), "{seen:?}");
}

#[test]
fn folders_come_and_go() {
    for choice in [Choice::System, Choice::Poll(Duration::from_millis(20))] {
        let live = Live::new(&[("content/deep/er/a.md", "a")], choice);
        put(&live.at("templates/new/x.html"), "x");
        put(&live.at("static/assets/y.css"), "y");
        live.settle();
        put(&live.at("templates/new/x.html"), "x again");
        live.settle();
        fs::rename(live.at("content/deep"), live.at("content/moved")).unwrap();
        live.settle();
        put(&live.at("content/moved/er/a.md"), "changed after the move");
        live.settle();
        fs::rename(live.at("content"), live.at("away")).unwrap();
        live.settle();
        put(&live.at("away/moved/er/a.md"), "changed while it was away");
        fs::rename(live.at("away"), live.at("content")).unwrap();
        live.settle();
        put(&live.at("content/moved/er/a.md"), "changed after the return");
        live.settle();
        fs::remove_dir_all(live.at("content")).unwrap();
        fs::create_dir(live.at("content")).unwrap();
        live.settle();
        put(&live.at("content/moved/er/b.md"), "b");
        live.settle();
        put(&live.at("content/moved/er/b.md"), "b again");
        live.settle();
        fs::remove_dir_all(live.at("content/moved")).unwrap();
        put(&live.at("content/moved"), "a file where a folder was");
        live.settle();
        fs::remove_file(live.at("content/moved")).unwrap();
        put(&live.at("content/moved/c.md"), "a folder again");
        live.settle();
        put(&live.at("content/moved/c.md"), "a folder again, changed");
        live.settle();
    }
}

#[test]
fn a_site_that_goes_and_comes_back_is_seen_again() {
    let live = Live::new(&[("content/a.md", "a")], Choice::System);
    let away = live.folder.path().join("away");
    fs::rename(live.root(), &away).unwrap();
    live.settle();
    put(&away.join("content/a.md"), "changed while it was away");
    fs::rename(&away, live.root()).unwrap();
    live.settle();
    put(&live.at("content/a.md"), "changed after the return");
    live.settle();
}

#[test]
fn what_links_lead_to_is_watched() {
    let live = Live::new(&[("content/a.md", "a"), ("shared/b.md", "b"), ("shared/deep/c.md", "c")], Choice::System);
    let link = |target: &str, name: &str| symlink(target, live.at(name)).unwrap();
    link("a.md", "content/same.md");
    link("../shared", "content/shared");
    link("../shared/late.md", "content/late.md");
    link("../shared/via", "content/via.md");
    link("deep/c.md", "shared/via");
    live.settle();
    for (path, text) in [
        ("content/a.md", "a changed"),
        ("shared/b.md", "b changed"),
        ("shared/late.md", "come"),
        ("shared/deep/c.md", "c changed"),
        ("shared/new/d.md", "d"),
        ("shared/new/d.md", "d changed"),
    ] {
        put(&live.at(path), text);
        live.settle();
    }
    fs::rename(live.at("shared/deep"), live.at("shared/deeper")).unwrap();
    live.settle();
    fs::remove_file(live.at("shared/via")).unwrap();
    link("deeper/c.md", "shared/via");
    live.settle();
    put(&live.at("shared/deeper/c.md"), "c through another link");
    live.settle();
    fs::remove_file(live.at("content/shared")).unwrap();
    live.settle();
    put(&live.at("shared/new/d.md"), "seen by no link");
    live.pass();
}

#[test]
fn a_burst_of_changes_is_told_in_few_words() {
    for choice in [Choice::System, Choice::Poll(Duration::from_millis(20))] {
        let live = Live::new(&[("content/a.md", "a")], choice);
        for number in 0..3_000 {
            put(&live.at(&format!("content/{}/{number}.md", number % 10)), "new");
        }
        live.settle();
        for number in 0..3_000 {
            put(&live.at(&format!("content/{}/{number}.md", number % 10)), "changed");
        }
        live.settle();
        fs::remove_dir_all(live.at("content")).unwrap();
        live.settle();
        let state = live.state.lock().unwrap();
        let told = state.seen.iter().map(|seen| matches!(seen, Seen::Paths(paths) if paths.len() > MOST_PATHS));
        assert!(told.clone().all(|too_many| !too_many));
        assert!(told.count() < 1_500);
    }
}

#[test]
fn nothing_is_told_after_the_end() {
    let Live { folder, state, watching } = Live::new(&[("content/a.md", "a")], Choice::System);
    drop(watching);
    put(&folder.path().join("site/content/a.md"), "changed");
    let begun = Instant::now();
    // The telling function is let go with the thread.
    while Arc::strong_count(&state) > 1 {
        assert!(begun.elapsed() < LIMIT);
        thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(state.lock().unwrap().seen, []);
}

/// A system that can watch a few folders only.
struct Limited {
    left: usize,
}

impl Watcher for Limited {
    fn new<F: notify::EventHandler>(_: F, _: Config) -> notify::Result<Self> {
        Ok(Limited { left: 0 })
    }

    fn watch(&mut self, _: &Path, _: RecursiveMode) -> notify::Result<()> {
        self.left = self.left.checked_sub(1).ok_or(notify::Error::new(ErrorKind::MaxFilesWatch))?;
        Ok(())
    }

    fn unwatch(&mut self, _: &Path) -> notify::Result<()> {
        Ok(())
    }

    fn kind() -> WatcherKind {
        WatcherKind::NullWatcher
    }
}

#[test]
fn at_the_systems_limit_the_folder_is_looked_at_again_and_again_and_the_author_is_told() {
    let few = |_| Ok(Box::new(Limited { left: 1 }) as Listener);
    let none = |_| Err(notify::Error::io(Errno::MFILE.into()));
    let later = |inbox: Inbox| {
        let error = notify::Error::new(ErrorKind::MaxFilesWatch);
        inbox.put(Message::Notice(Err(error)));
        Ok(Box::new(Limited { left: 100 }) as Listener)
    };
    let ways: [(Open, &str); 3] =
        [(few, "fs.inotify.max_user_watches"), (none, "fs.inotify.max_user_instances"), (later, "max_user_watches")];
    for (listener, setting) in ways {
        let live = Live::through(listener, &[("content/a.md", "a")], Choice::System);
        put(&live.at("content/new/b.md"), "b");
        put(&live.at("content/a.md"), "A");
        live.settle();
        let note = live.watching.note().unwrap();
        assert!(note.contains(setting) && note.ends_with("every second instead"), "{note}");
    }
}

#[test]
fn only_an_error_that_concerns_all_folders_ends_the_watching() {
    let io = |errno: Errno| notify::Error::io(errno.into());
    let of_one = [notify::Error::new(ErrorKind::PathNotFound), io(Errno::ACCESS), io(Errno::NOTDIR), io(Errno::NOENT)];
    assert!(of_one.iter().all(is_of_one_folder));
    let of_all = [notify::Error::new(ErrorKind::MaxFilesWatch), io(Errno::NOSPC), io(Errno::MFILE), io(Errno::NOSYS)];
    assert!(!of_all.iter().any(is_of_one_folder));
}

#[test]
fn lost_notices_make_everything_be_looked_at() {
    let folder = tempfile::tempdir().unwrap();
    put(&folder.path().join("content/a.md"), "a");
    let places = Places::new(folder.path(), Box::new(NullWatcher)).unwrap();
    let mut gathered = Gathered::default();
    gathered.add(&event(EventKind::Modify(ModifyKind::Data(DataChange::Any)), "content/a.md", &places), &places);
    assert_eq!(gathered.paths.len(), 1);
    gathered.add(&Event::new(EventKind::Other).set_flag(notify::event::Flag::Rescan), &places);
    assert_eq!(gathered.seen(), Seen::All);
}

fn event(kind: EventKind, path: impl AsRef<Path>, places: &Places) -> Event {
    Event::new(kind).add_path(places.root.real.join(path))
}
