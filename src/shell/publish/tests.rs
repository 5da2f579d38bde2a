//! Publishing file by file, stopped after each single step: readers never miss a page, and the next publication finishes.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;

use litemap::LiteMap;

use super::failure::Failure;
use super::progress::{Progress, clock};
use super::release::{Put, Release};
use super::shelf::Shelf;
use super::survey::{JOURNAL, LOCK};
use super::target::{Found, Look, Store, Version};
use super::{Wishes, lease, ordered};
use crate::release::report::{Outcome, Report};
use crate::release::{Address, Entry, MANIFEST, Manifest, Target};

/// A target in memory that fails for good after so many changes, and looks for broken links after each.
#[derive(Default)]
struct Memory {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    files: BTreeMap<String, Vec<u8>>,
    /// How many changes are still possible; `None`: all.
    left: Option<usize>,
    changes: usize,
    /// What readers missed.
    missed: BTreeSet<String>,
    /// What arrives damaged.
    damaged: Option<String>,
    /// The longest file that is taken.
    longest: Option<u64>,
    /// How often the lock was to be written, if it is always said that another was faster.
    lies: Option<usize>,
}

impl Memory {
    fn change(&self, change: impl FnOnce(&mut State)) -> Result<(), Failure> {
        let mut state = self.state.lock().unwrap();
        match &mut state.left {
            Some(0) => return Err(Failure::failed("the power failed")),
            Some(left) => *left -= 1,
            None => {}
        }
        state.changes += 1;
        change(&mut state);
        let missed = missing(&state.files);
        state.missed.extend(missed);
        Ok(())
    }

    /// The state that a run leaves when it is killed: whoever held the lock is dead.
    fn revive(&self, left: Option<usize>) {
        let mut state = self.state.lock().unwrap();
        state.files.remove(LOCK);
        state.left = left;
        state.changes = 0;
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        self.state.lock().unwrap().files.clone()
    }
}

/// The pages and files that a reader who begins at the home page is led to and does not find. Links are words that begin
/// with `@`.
fn missing(files: &BTreeMap<String, Vec<u8>>) -> BTreeSet<String> {
    let mut queue: Vec<String> = files.keys().filter(|path| *path == "index.html").cloned().collect();
    let mut seen: BTreeSet<String> = queue.iter().cloned().collect();
    let mut missing = BTreeSet::new();
    while let Some(path) = queue.pop() {
        let Some(bytes) = files.get(&path) else {
            missing.insert(path);
            continue;
        };
        let text = String::from_utf8_lossy(bytes).into_owned();
        for link in text.split_whitespace().filter_map(|word| word.strip_prefix('@')) {
            if seen.insert(link.to_owned()) {
                queue.push(link.to_owned());
            }
        }
    }
    missing
}

impl Look for Memory {
    fn list(&self) -> Result<LiteMap<String, Found>, Failure> {
        let found = |bytes: &Vec<u8>| Found { size: Some(bytes.len() as u64), sha256: None };
        Ok(self.files().iter().map(|(path, bytes)| (path.clone(), found(bytes))).collect())
    }

    fn read(&self, path: &str) -> Result<Option<(Vec<u8>, Version)>, Failure> {
        let bytes = self.files().get(path).cloned();
        Ok(bytes.map(|bytes| {
            let version = Version(Entry::of(&bytes).hex());
            (bytes, version)
        }))
    }

    fn longest_file(&self) -> Option<u64> {
        self.state.lock().unwrap().longest
    }

    fn digests(&self, paths: &[&str], _: &Progress) -> Result<LiteMap<String, Entry>, Failure> {
        let files = self.files();
        Ok(paths.iter().filter_map(|path| Some(((*path).to_owned(), Entry::of(files.get(*path)?)))).collect())
    }
}

impl Store for Memory {
    fn put_all(&self, files: &[Put<'_>], progress: &Progress) -> Result<(), Failure> {
        for put in files {
            let mut bytes = put.bytes()?;
            self.change(|state| {
                if state.damaged.as_deref() == Some(put.path) {
                    bytes[0] ^= 1;
                }
                state.files.insert(put.path.to_owned(), bytes);
            })?;
            progress.done()?;
        }
        Ok(())
    }

    fn remove_all(&self, paths: &[&str], _: &Progress) -> Result<(), Failure> {
        paths.iter().try_for_each(|path| {
            self.change(|state| {
                state.files.remove(*path);
            })
        })
    }

    fn swap(&self, path: &str, expected: Option<&Version>, new: Option<&[u8]>) -> Result<bool, Failure> {
        if let Some(lies) = self.state.lock().unwrap().lies.as_mut().filter(|_| path == LOCK) {
            *lies += 1;
            return Ok(false);
        }
        if self.read(path)?.map(|(_, version)| version).as_ref() != expected {
            return Ok(false);
        }
        self.change(|state| {
            match new {
                Some(bytes) => state.files.insert(path.to_owned(), bytes.to_vec()),
                None => state.files.remove(path),
            };
        })?;
        Ok(true)
    }
}

fn release(files: &[(&str, &str)]) -> Release {
    let files: BTreeMap<String, Vec<u8>> =
        files.iter().map(|(path, text)| ((*path).to_owned(), text.as_bytes().to_vec())).collect();
    let entries = files.iter().map(|(path, bytes)| (path.clone(), Entry::of(bytes))).collect();
    Release::of_bytes(Manifest { files: entries, ..Manifest::default() }, files, None)
}

/// Two states of a site that differ in every way: a new style sheet, a page that came, one that went, one that moved, pages
/// that link to each other.
fn states() -> [Release; 2] {
    [
        release(&[
            ("index.html", "@list/index.html @assets/a-11111111.css"),
            ("list/index.html", "@e/one/index.html @e/two/index.html @e/old/index.html @assets/a-11111111.css"),
            ("e/one/index.html", "@e/two/index.html @list/index.html"),
            ("e/two/index.html", "@e/one/index.html @e/old/index.html"),
            ("e/old/index.html", "@e/two/index.html"),
            ("assets/a-11111111.css", "one"),
            ("feed.xml", "old"),
        ]),
        release(&[
            ("index.html", "@list/index.html @e/new/index.html @assets/a-22222222.css"),
            ("list/index.html", "@e/one/index.html @e/two/index.html @e/new/index.html @assets/a-22222222.css"),
            ("e/one/index.html", "@e/two/index.html @e/new/index.html"),
            ("e/two/index.html", "@e/one/index.html"),
            ("e/new/index.html", "@e/two/index.html @e/newer/index.html"),
            ("e/newer/index.html", "@e/new/index.html"),
            ("assets/a-22222222.css", "two"),
            ("feed.xml", "new"),
        ]),
    ]
}

fn target() -> Target {
    Target {
        name: "test".to_owned(),
        address: Address::Folder("/nowhere".to_owned()),
        keep: 0,
        history: true,
        removals: None,
        adopt: false,
        in_place: true,
        compress: Vec::new(),
        cname: None,
        redirects: false,
        offline: false,
        key: None,
        endpoint: None,
        region: None,
    }
}

fn publish(memory: &Memory, release: &Release) -> Result<Report, Failure> {
    let wishes = Wishes { allow_removals: true, ..Wishes::default() };
    ordered::publish(memory, release, &target(), &wishes, &["en".to_owned()], &Progress::hidden())
}

/// What readers get: all but annals' own files.
fn served(memory: &Memory) -> LiteMap<String, Entry> {
    let own = [MANIFEST, LOCK, JOURNAL];
    let files = memory.files();
    files.iter().filter(|(path, _)| !own.contains(&path.as_str())).map(|(p, b)| (p.clone(), Entry::of(b))).collect()
}

#[test]
fn stopped_after_any_single_change_no_link_is_broken_and_the_next_run_finishes() {
    for (from, to) in [(None, 0), (Some(0), 1), (Some(1), 0)] {
        let states = states();
        let mut stops = 0;
        loop {
            let memory = Memory::default();
            if let Some(from) = from {
                let first: &Release = &states[from];
                publish(&memory, first).unwrap();
            }
            memory.revive(Some(stops));
            let ended = publish(&memory, &states[to]);
            assert_eq!(memory.state.lock().unwrap().missed, BTreeSet::new(), "stopped after {stops}");
            let all_done = ended.is_ok();
            memory.revive(None);
            // The rest, or another state altogether.
            let goal: &Release = if stops % 2 == 0 { &states[to] } else { &states[1 - to] };
            publish(&memory, goal).unwrap();
            assert_eq!(memory.state.lock().unwrap().missed, BTreeSet::new(), "after {stops} and the rest");
            assert_eq!(served(&memory), goal.manifest.files, "after {stops}");
            assert_eq!(memory.files()[MANIFEST], goal.manifest.to_json().into_bytes());
            assert!(!memory.files().contains_key(LOCK) && !memory.files().contains_key(JOURNAL));
            if all_done {
                break;
            }
            stops += 1;
        }
        assert!(stops > 8, "{stops}");
    }
}

#[test]
fn nothing_is_removed_and_the_manifest_stays_when_something_arrived_damaged() {
    let memory = Memory::default();
    let states = states();
    publish(&memory, &states[0]).unwrap();
    let before = memory.files();
    memory.state.lock().unwrap().damaged = Some("e/new/index.html".to_owned());
    let failure = publish(&memory, &states[1]).unwrap_err().to_string();
    assert!(failure.contains("is not what was sent: `e/new/index.html`"), "{failure}");
    assert_eq!(memory.files()[MANIFEST], before[MANIFEST]);
    assert!(before.keys().all(|path| memory.files().contains_key(path)));
    memory.state.lock().unwrap().damaged = None;
    assert_eq!(publish(&memory, &states[1]).unwrap().outcome, Outcome::Published);
    assert_eq!(served(&memory), states[1].manifest.files);
}

#[test]
fn the_rest_of_a_publication_sends_only_what_did_not_arrive() {
    let memory = Memory::default();
    let states = states();
    publish(&memory, &states[0]).unwrap();
    memory.revive(Some(6));
    publish(&memory, &states[1]).unwrap_err();
    memory.revive(None);
    let rest = publish(&memory, &states[1]).unwrap();
    let sent = rest.new.len() + rest.changed.len();
    // The lock and the journal were two of the six changes.
    assert_eq!(sent, 8 - 4, "{rest:?}");
}

#[test]
fn a_lease_that_was_lost_ends_the_publication() {
    let progress = Progress::hidden();
    progress.step("sending", 1);
    progress.done().unwrap();
    progress.stop();
    assert!(progress.done().unwrap_err().to_string().contains("took over"));
}

#[test]
fn who_stood_still_changes_nothing_until_the_lease_is_known_to_be_held() {
    let desk = tempfile::tempdir().unwrap();
    let shelf = Shelf::new(desk.path().to_owned());
    let release = release(&[("index.html", "new")]);
    let files = [release.put("index.html").unwrap()];
    let at = desk.path().join("index.html");
    for is_held in [false, true] {
        std::fs::write(&at, "another's").unwrap();
        let progress = Progress::hidden();
        progress.is_ours_until(clock());
        let (sent, removed) = std::thread::scope(|scope| {
            let sending = scope.spawn(|| shelf.put_all(&files, &progress));
            let removing = scope.spawn(|| shelf.remove_all(&["other.html"], &progress));
            // What it writes beside is no matter; then it waits.
            while !desk.path().join(".annals-parts").exists() {
                std::thread::yield_now();
            }
            assert!(!sending.is_finished() && !removing.is_finished());
            if is_held {
                progress.is_ours_until(u64::MAX)
            } else {
                progress.stop()
            }
            (sending.join().unwrap(), removing.join().unwrap())
        });
        assert_eq!((sent.is_ok(), removed.is_ok()), (is_held, is_held));
        assert_eq!(std::fs::read_to_string(&at).unwrap(), if is_held { "new" } else { "another's" });
    }
}

#[test]
fn the_lock_of_one_that_died_with_its_work_done_goes_and_that_of_the_living_stays() {
    let memory = Memory::default();
    let states = states();
    publish(&memory, &states[0]).unwrap();
    for (note, stays) in lease::notes().into_iter().zip([true, false]) {
        memory.state.lock().unwrap().files.insert(LOCK.to_owned(), note);
        assert_eq!(publish(&memory, &states[0]).unwrap().outcome, Outcome::Unchanged);
        assert_eq!(memory.files().contains_key(LOCK), stays);
    }
}

#[test]
fn a_target_that_says_both_that_nobody_publishes_and_that_somebody_does_is_given_up() {
    let memory = Memory::default();
    let [_, dead] = lease::notes();
    for note in [None, Some(dead)] {
        memory.state.lock().unwrap().files.extend(note.map(|note| (LOCK.to_owned(), note)));
        memory.state.lock().unwrap().lies = Some(0);
        let failure = publish(&memory, &states()[0]).unwrap_err();
        assert!(failure.to_string().contains("5 times in a row"), "{failure}");
        assert_eq!(memory.state.lock().unwrap().lies, Some(5));
    }
}

#[test]
fn a_file_that_is_too_long_for_the_target_is_told_before_anything_is_sent() {
    let memory = Memory::default();
    memory.state.lock().unwrap().longest = Some(3);
    publish(&memory, &release(&[("index.html", "abc")])).unwrap();
    let before = memory.files();
    let failure = publish(&memory, &release(&[("index.html", "abc"), ("media/film.mp4", "abcd")])).unwrap_err();
    assert!(matches!(failure, Failure::Refused(_)), "{failure}");
    assert!(failure.to_string().starts_with("`media/film.mp4` has 4 B, and /nowhere takes files of 3 B"), "{failure}");
    assert!(memory.files() == before);
}

#[test]
fn a_release_is_read_from_its_folder_and_from_nowhere_else() {
    use std::fs;
    use std::os::unix::fs::symlink;
    let desk = tempfile::tempdir().unwrap();
    let site = desk.path().join("site");
    fs::create_dir_all(site.join("a")).unwrap();
    fs::write(site.join("a/page.html"), "page").unwrap();
    // What the link leads to is just what the manifest lists: still it is not the site's.
    fs::create_dir(desk.path().join("b")).unwrap();
    fs::write(desk.path().join("b/page.html"), "page").unwrap();
    symlink(desk.path().join("b"), site.join("b")).unwrap();
    symlink("a/page.html", site.join("c.html")).unwrap();
    let files = ["a/page.html", "b/page.html", "c.html"].map(|path| (path.to_owned(), Entry::of(b"page")));
    let files = files.into_iter().collect();
    let manifest = Manifest { files, ..Manifest::default() };
    fs::write(site.join(MANIFEST), manifest.to_json()).unwrap();
    let release = Release::of_folder(&site).unwrap();
    assert_eq!(release.put("a/page.html").unwrap().bytes().unwrap(), b"page");
    for path in ["b/page.html", "c.html"] {
        let failure = release.put(path).unwrap().bytes().unwrap_err().to_string();
        assert!(failure.contains("is a symbolic link"), "{failure}");
    }
    symlink("a/page.html", site.join("manifest.json.minisig")).unwrap();
    assert!(Release::of_folder(&site).unwrap_err().to_string().contains("is a symbolic link"));
}
