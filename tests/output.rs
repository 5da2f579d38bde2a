//! The site is written whole or not at all; what did not change keeps its file; what annals did not write stays.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "tests touch the disk")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, SystemTime};

use annals::shell::output::{Exchange, Options, Output, OutputError, PathFault, Refusal, Summary};

/// A folder that vanishes, with an output folder named in it and files written by this test.
struct Desk {
    folder: tempfile::TempDir,
    options: Options,
}

/// Everything below a folder: files by their text, links by `-> target`, folders by `/`.
type Tree = BTreeMap<String, String>;

/// Inode and time stamp of everything below a folder, the folder itself included.
type Stamps = BTreeMap<String, (u64, i64, i64)>;

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::Builder::new().prefix("annals-output").tempdir().unwrap();
        Desk { folder, options: Options { home: None, ..Options::default() } }
    }

    fn with(options: impl FnOnce(&mut Options)) -> Desk {
        let mut desk = Desk::new();
        options(&mut desk.options);
        desk
    }

    /// The same behaviour in each way of exchange and of carrying over.
    fn each_way() -> [Desk; 4] {
        [
            Desk::new(),
            Desk::with(|options| options.exchange = Exchange::TwoSteps),
            Desk::with(|options| options.hard_links = false),
            Desk::with(|options| options.spare = false),
        ]
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn public(&self) -> PathBuf {
        self.path("public")
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn open(&self) -> Result<Output, OutputError> {
        Output::open_with(&self.public(), &[], self.options.clone())
    }

    fn open_at(&self, output: impl AsRef<Path>) -> Result<Output, OutputError> {
        let protected = ["content", "templates", "static"].map(|folder| self.path(folder));
        Output::open_with(output.as_ref(), &protected, self.options.clone())
    }

    fn build(&self, files: &[(&str, &str)]) -> Result<Summary, OutputError> {
        let output = self.open()?;
        for (path, text) in files {
            output.put(path, text.as_bytes())?;
        }
        output.finish()
    }

    /// The same desk, for a run that leaves no spare folders.
    fn without_spare(mut self) -> Desk {
        self.options.spare = false;
        self
    }

    /// The site without the manifest.
    fn site(&self) -> Tree {
        let mut tree = tree(&self.public());
        assert!(tree.remove("manifest.json").is_some(), "the manifest is there");
        tree
    }

    /// What lies beside the output, hidden names included, except for spare folders, which hold no files.
    fn beside(&self) -> Vec<String> {
        let spare = self.path(".public.annals-spare");
        if spare.exists() {
            assert!(tree(&spare).values().all(|entry| entry == "/"), "{:?}", tree(&spare));
        }
        let mut names: Vec<_> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .filter(|name| name != "public" && name != ".public.annals-spare")
            .collect();
        names.sort();
        names
    }
}

fn tree(folder: &Path) -> Tree {
    fn visit(top: &Path, folder: &Path, tree: &mut Tree) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path.strip_prefix(top).unwrap().to_string_lossy().into_owned();
            let found = fs::symlink_metadata(&path).unwrap();
            if found.is_dir() {
                visit(top, &path, tree);
                tree.insert(name, "/".to_owned());
            } else if found.is_symlink() {
                tree.insert(name, format!("-> {}", fs::read_link(&path).unwrap().display()));
            } else {
                tree.insert(name, fs::read_to_string(&path).unwrap());
            }
        }
    }
    let mut all = Tree::new();
    visit(folder, folder, &mut all);
    all
}

fn of(entries: &[(&str, &str)]) -> Tree {
    entries.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect()
}

fn stamps(folder: &Path) -> Stamps {
    let mut paths: Vec<String> = tree(folder).into_keys().collect();
    paths.push(String::new());
    let stamp = |path: &String| {
        let found = fs::symlink_metadata(folder.join(path)).unwrap();
        (found.ino(), found.mtime(), found.mtime_nsec())
    };
    paths.iter().map(|path| (path.clone(), stamp(path))).collect()
}

/// Sets the time stamp of a file some seconds after (or before) now.
fn touch(path: &Path, seconds: i64) {
    let now = SystemTime::now();
    let shift = Duration::from_secs(seconds.unsigned_abs());
    let time = if seconds < 0 { now - shift } else { now + shift };
    File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
}

fn refusal(result: Result<Output, OutputError>) -> Refusal {
    match result {
        Err(OutputError::Refused { reason, .. }) => reason,
        other => panic!("not refused: {other:?}"),
    }
}

const SITE: &[(&str, &str)] = &[
    ("index.html", "home"),
    ("events/minsk/index.html", "Minsk"),
    ("events/geneva/index.html", "Geneva"),
    ("assets/style.css", "body {}"),
];

fn site_tree() -> Tree {
    of(&[
        ("index.html", "home"),
        ("events", "/"),
        ("events/minsk", "/"),
        ("events/minsk/index.html", "Minsk"),
        ("events/geneva", "/"),
        ("events/geneva/index.html", "Geneva"),
        ("assets", "/"),
        ("assets/style.css", "body {}"),
    ])
}

// ---- What is written ----

#[test]
fn a_first_build_writes_the_site_and_a_sorted_manifest_and_leaves_nothing_beside_it() {
    let desk = Desk::new();
    let summary = desk.build(SITE).unwrap();
    assert_eq!(summary, Summary { written: 4, unchanged: 0, removed: 0, bytes_written: 22 });
    assert_eq!(desk.site(), site_tree());
    assert_eq!(desk.beside(), Vec::<String>::new());
    assert_eq!(
        fs::read_to_string(desk.path("public/manifest.json")).unwrap(),
        r#"{
"generator": "annals",
"version": 1,
"files": {
"assets/style.css": {"sha256": "62368a1a29259b30bac235c0e75dc700c9b3bacf1513ad5708e4fe4a6c0d6560", "size": 7},
"events/geneva/index.html": {"sha256": "806b1459b451fcbf14da3e1f61c2e0379e840b0a20badf7f6d4fdc7b3b9329b8", "size": 6},
"events/minsk/index.html": {"sha256": "fb15e559fc52063721af4d58bf7730b0461e5aca8972873ea37e624fa4908519", "size": 5},
"index.html": {"sha256": "4ea140588150773ce3aace786aeef7f4049ce100fa649c94fbbddb960f1da942", "size": 4}
}
}
"#
    );
}

#[test]
fn an_empty_folder_and_missing_parents_are_taken_as_output() {
    let desk = Desk::new();
    fs::create_dir(desk.public()).unwrap();
    desk.build(SITE).unwrap();
    assert_eq!(desk.site(), site_tree());
    let output = desk.open_at(desk.path("a/b/c")).unwrap();
    output.put("index.html", b"x").unwrap();
    output.finish().unwrap();
    assert_eq!(fs::read_to_string(desk.path("a/b/c/index.html")).unwrap(), "x");
}

#[test]
fn a_site_of_no_files_is_a_manifest() {
    let desk = Desk::new();
    desk.build(&[]).unwrap();
    assert_eq!(desk.site(), Tree::new());
    let before = stamps(&desk.public());
    desk.build(&[]).unwrap();
    assert_eq!(stamps(&desk.public()), before);
}

#[test]
fn an_unchanged_build_writes_nothing_at_all() {
    for desk in Desk::each_way() {
        desk.build(SITE).unwrap();
        let before = stamps(&desk.public());
        std::thread::sleep(Duration::from_millis(20));
        let summary = desk.build(SITE).unwrap();
        assert_eq!(summary, Summary { unchanged: 4, ..Summary::default() });
        assert_eq!(stamps(&desk.public()), before);
        assert_eq!(desk.beside(), Vec::<String>::new());
    }
}

#[test]
fn equal_sites_have_equal_manifests_whatever_came_before_and_in_whatever_order_it_was_put() {
    let (one, other) = (Desk::new(), Desk::new());
    one.build(&[("index.html", "old"), ("gone.html", "")]).unwrap();
    one.build(SITE).unwrap();
    let mut reversed = SITE.to_vec();
    reversed.reverse();
    other.build(&reversed).unwrap();
    let manifest = |desk: &Desk| fs::read_to_string(desk.path("public/manifest.json")).unwrap();
    assert_eq!(manifest(&one), manifest(&other));
}

#[test]
fn one_changed_file_is_written_and_the_others_keep_their_inode_and_time_stamp() {
    for desk in [Desk::new(), Desk::with(|options| options.exchange = Exchange::TwoSteps)] {
        desk.build(SITE).unwrap();
        let before = stamps(&desk.public());
        std::thread::sleep(Duration::from_millis(20));
        let mut changed = SITE.to_vec();
        changed[0].1 = "at home";
        let summary = desk.build(&changed).unwrap();
        assert_eq!(summary, Summary { written: 1, unchanged: 3, removed: 0, bytes_written: 7 });
        let mut expected = site_tree();
        expected.insert("index.html".into(), "at home".into());
        assert_eq!(desk.site(), expected);
        let after = stamps(&desk.public());
        for (path, _) in &SITE[1..] {
            assert_eq!(after[*path], before[*path], "{path}");
        }
        assert_ne!(after["index.html"], before["index.html"]);
        assert_eq!(desk.beside(), Vec::<String>::new());
    }
}

#[test]
fn without_hard_links_unchanged_files_are_copied_with_their_time_stamp_and_are_unchanged_the_next_time_too() {
    let desk = Desk::with(|options| options.hard_links = false);
    desk.build(SITE).unwrap();
    touch(&desk.path("public/assets/style.css"), -1000);
    let before = stamps(&desk.public());
    desk.build(&[SITE, &[("new.html", "")]].concat()).unwrap();
    let after = stamps(&desk.public());
    for (path, _) in SITE {
        assert_eq!((after[*path].1, after[*path].2), (before[*path].1, before[*path].2), "{path}");
        assert_ne!(after[*path].0, before[*path].0, "{path} is a copy");
    }
    assert_eq!(desk.build(SITE).unwrap().unchanged, 4);
}

#[test]
fn what_the_site_no_longer_has_is_removed_with_the_folders_it_alone_was_in() {
    for desk in Desk::each_way() {
        desk.build(SITE).unwrap();
        let summary = desk.build(&[SITE[0], SITE[1]]).unwrap();
        assert_eq!(summary, Summary { written: 0, unchanged: 2, removed: 2, bytes_written: 0 });
        assert_eq!(
            desk.site(),
            of(&[("index.html", "home"), ("events", "/"), ("events/minsk", "/"), ("events/minsk/index.html", "Minsk")])
        );
    }
}

#[test]
fn a_file_becomes_a_folder_and_a_folder_a_file() {
    for desk in Desk::each_way() {
        for _ in 0..3 {
            desk.build(&[("a", "file"), ("b/c/d", "below")]).unwrap();
            assert_eq!(desk.site(), of(&[("a", "file"), ("b", "/"), ("b/c", "/"), ("b/c/d", "below")]));
            desk.build(&[("a/x", "below"), ("b", "file")]).unwrap();
            assert_eq!(desk.site(), of(&[("a", "/"), ("a/x", "below"), ("b", "file")]));
        }
    }
}

#[test]
fn a_file_that_someone_changed_or_removed_in_the_output_is_written_again() {
    type Spoil = fn(&Path);
    let spoil: [(&str, Spoil); 5] = [
        ("longer", |path| fs::write(path, "longer than before").unwrap()),
        ("same length, newer", |path| {
            fs::write(path, "hame").unwrap();
            touch(path, 5);
        }),
        ("gone", |path| fs::remove_file(path).unwrap()),
        ("cut short by a loss of power", |path| File::options().write(true).open(path).unwrap().set_len(0).unwrap()),
        ("a link", |path| {
            fs::remove_file(path).unwrap();
            symlink("events/minsk/index.html", path).unwrap();
        }),
    ];
    for (how, spoil) in spoil {
        let desk = Desk::new();
        desk.build(SITE).unwrap();
        spoil(&desk.path("public/index.html"));
        let summary = desk.build(SITE).unwrap();
        assert_eq!((summary.written, summary.unchanged), (1, 3), "{how}");
        assert_eq!(desk.site(), site_tree(), "{how}");
    }
}

#[test]
fn what_lies_behind_a_link_in_the_place_of_a_folder_is_not_taken_for_the_site() {
    let desk = Desk::new();
    desk.build(SITE).unwrap();
    fs::rename(desk.path("public/events"), desk.path("elsewhere")).unwrap();
    symlink(desk.path("elsewhere"), desk.path("public/events")).unwrap();
    let error = desk.build(SITE).unwrap_err().to_string();
    assert!(error.contains("events` is in the way of a file of the site"), "{error}");
    assert!(desk.path("public/events").is_symlink() && desk.path("elsewhere/minsk/index.html").exists());
    fs::remove_file(desk.path("public/events")).unwrap();
    desk.build(SITE).unwrap();
    assert_eq!(desk.site(), site_tree());
}

#[test]
fn static_files_are_copied_from_the_disk_and_kept_when_equal() {
    let desk = Desk::new();
    let long = "0123456789".repeat(50_000);
    desk.write("map.svg", &long);
    let build = || {
        let output = desk.open().unwrap();
        let source = desk.path("map.svg");
        output.put_open("media/map.svg", File::open(&source).unwrap(), &source).unwrap();
        output.finish().unwrap()
    };
    assert_eq!(build(), Summary { written: 1, bytes_written: 500_000, ..Summary::default() });
    assert_eq!(desk.site()["media/map.svg"], long);
    assert_eq!(build(), Summary { unchanged: 1, ..Summary::default() });
    let same_length = long.replace('9', "8");
    desk.write("map.svg", &same_length);
    assert_eq!(build(), Summary { written: 1, bytes_written: 500_000, ..Summary::default() });
    assert_eq!(desk.site()["media/map.svg"], same_length);
    // The manifest's hash is that of the bytes, whichever way they came.
    assert_eq!(desk.build(&[("media/map.svg", &same_length)]).unwrap().unchanged, 1);
}

#[test]
fn files_may_be_put_from_many_threads() {
    let desk = Desk::new();
    let output = desk.open().unwrap();
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let output = &output;
            scope.spawn(move || {
                for i in 0..50 {
                    output.put(&format!("events/{i}/part/{thread}.html"), b"page").unwrap();
                }
            });
        }
    });
    assert_eq!(output.finish().unwrap().written, 400);
    assert_eq!(desk.site().values().filter(|text| *text == "page").count(), 400);
}

// ---- What annals did not write ----

#[test]
fn files_that_annals_did_not_write_are_carried_over() {
    for desk in Desk::each_way() {
        desk.build(SITE).unwrap();
        desk.write("public/CNAME", "example.org");
        desk.write("public/events/note.txt", "by hand");
        desk.write("public/events/geneva/note.txt", "by hand too");
        desk.write("public/.git/objects/00/aa", "object");
        fs::create_dir_all(desk.path("public/empty/deep")).unwrap();
        symlink("../nowhere", desk.path("public/dangling")).unwrap();
        symlink("events", desk.path("public/ereignisse")).unwrap();
        let inode = fs::metadata(desk.path("public/CNAME")).unwrap().ino();
        // The folder `events/geneva` is no longer annals' own after this, and stays for the note.
        for _ in 0..2 {
            desk.build(&[("index.html", "changed"), ("events/minsk/index.html", "Minsk")]).unwrap();
            desk.build(&[("index.html", "home"), ("events/minsk/index.html", "Minsk")]).unwrap();
        }
        let expected = of(&[
            ("index.html", "home"),
            ("events", "/"),
            ("events/minsk", "/"),
            ("events/minsk/index.html", "Minsk"),
            ("CNAME", "example.org"),
            ("events/note.txt", "by hand"),
            ("events/geneva", "/"),
            ("events/geneva/note.txt", "by hand too"),
            (".git", "/"),
            (".git/objects", "/"),
            (".git/objects/00", "/"),
            (".git/objects/00/aa", "object"),
            ("empty", "/"),
            ("empty/deep", "/"),
            ("dangling", "-> ../nowhere"),
            ("ereignisse", "-> events"),
        ]);
        assert_eq!(desk.site(), expected);
        if desk.options.hard_links {
            assert_eq!(fs::metadata(desk.path("public/CNAME")).unwrap().ino(), inode);
        }
        assert!(!fs::read_to_string(desk.path("public/manifest.json")).unwrap().contains("CNAME"));
    }
}

#[test]
fn a_file_that_annals_did_not_write_is_never_written_over() {
    let conflicts: [(&str, &str); 4] =
        [("CNAME", "CNAME"), ("notes", "notes/index.html"), ("notes/mine.txt", "notes"), ("a/b/c/mine", "a/b")];
    for (by_hand, by_annals) in conflicts {
        let desk = Desk::new();
        desk.build(SITE).unwrap();
        desk.write(&format!("public/{by_hand}"), "by hand");
        let before = stamps(&desk.public());
        let result = desk.build(&[SITE, &[(by_annals, "by annals")]].concat());
        assert!(matches!(result, Err(OutputError::Foreign { .. })), "{by_hand}, {by_annals}: {result:?}");
        assert_eq!(stamps(&desk.public()), before);
        assert_eq!(desk.beside(), Vec::<String>::new());
    }
}

#[test]
fn a_file_that_annals_did_not_write_is_taken_over_when_the_site_has_the_same() {
    let desk = Desk::new();
    desk.build(SITE).unwrap();
    desk.write("public/CNAME", "example.org");
    let with_name = [SITE, &[("CNAME", "example.org")]].concat();
    desk.build(&with_name).unwrap();
    assert_eq!(desk.site()["CNAME"], "example.org");
    assert_eq!(desk.build(SITE).unwrap().removed, 1);
    assert_eq!(desk.site(), site_tree());
}

#[test]
fn folders_are_left_for_the_next_run_without_files_and_only_those_that_the_site_has() {
    let desk = Desk::new();
    let spare = desk.path(".public.annals-spare");
    desk.build(SITE).unwrap();
    assert!(!spare.exists(), "a first build leaves none");
    let inode = fs::metadata(desk.path("public/events/minsk")).unwrap().ino();
    desk.build(&SITE[..2]).unwrap();
    assert_eq!(tree(&spare), of(&[("events", "/"), ("events/minsk", "/")]));
    desk.build(SITE).unwrap();
    assert_eq!(fs::metadata(desk.path("public/events/minsk")).unwrap().ino(), inode, "the folder is used again");
    assert_eq!(desk.site(), site_tree());
    desk.without_spare().build(&SITE[..2]).unwrap();
    assert!(!spare.exists(), "who does not want them has none");
}

#[test]
fn nothing_gets_into_the_site_by_way_of_the_spare_folders() {
    let spoil: [fn(&Desk); 4] = [
        |desk| desk.write(".public.annals-spare/events/extra.html", "extra"),
        |desk| desk.write(".public.annals-spare/extra/deep/extra.html", "extra"),
        |desk| {
            let spare = desk.path(".public.annals-spare");
            fs::remove_dir_all(&spare).unwrap();
            fs::create_dir_all(desk.path("elsewhere/events")).unwrap();
            symlink(desk.path("elsewhere"), spare).unwrap();
        },
        |desk| {
            fs::remove_dir_all(desk.path(".public.annals-spare")).unwrap();
            desk.write(".public.annals-spare", "a file");
        },
    ];
    for spoil in spoil {
        let desk = Desk::new();
        desk.build(&SITE[..2]).unwrap();
        desk.build(&SITE[..3]).unwrap();
        spoil(&desk);
        desk.build(SITE).unwrap();
        assert_eq!(desk.site(), site_tree());
        assert!(tree(&desk.path(".public.annals-spare")).values().all(|entry| entry == "/"));
    }
}

#[test]
fn nothing_is_written_through_a_link_that_appears_in_the_folders_of_the_new_site() {
    for desk in Desk::each_way() {
        desk.build(&SITE[..2]).unwrap();
        desk.build(SITE).unwrap();
        fs::create_dir(desk.path("elsewhere")).unwrap();
        for late in [true, false] {
            let output = desk.open().unwrap();
            output.put("events/new/index.html", b"new").unwrap();
            let folder = desk.path(".public.annals-staging/events");
            fs::rename(&folder, desk.path("away")).unwrap();
            symlink(desk.path("elsewhere"), &folder).unwrap();
            let put = if late { Ok(()) } else { output.put("events/new/other.html", b"other") };
            let error = put.and_then(|()| output.finish().map(|_| ())).unwrap_err().to_string();
            assert!(late || error.contains("is a symbolic link, which annals does not follow"), "{error}");
            assert_eq!(desk.site(), site_tree());
            assert_eq!(tree(&desk.path("elsewhere")), of(&[]));
            fs::remove_dir_all(desk.path("away")).unwrap();
        }
    }
}

#[test]
fn folders_keep_their_permissions() {
    let desk = Desk::new();
    desk.build(SITE).unwrap();
    for (folder, mode) in [("public", 0o2775), ("public/events", 0o700), ("public/events/minsk", 0o555)] {
        fs::set_permissions(desk.path(folder), fs::Permissions::from_mode(mode)).unwrap();
    }
    desk.build(&[SITE, &[("new.html", "")]].concat()).unwrap();
    let mode = |path: &str| fs::metadata(desk.path(path)).unwrap().mode() & 0o7777;
    assert_eq!([mode("public"), mode("public/events"), mode("public/events/minsk")], [0o2775, 0o700, 0o555]);
    // The folder without permission to write is replaced all the same.
    desk.build(SITE).unwrap();
    assert_eq!(mode("public/events/minsk"), 0o555);
    assert_eq!(desk.beside(), Vec::<String>::new());
}

// ---- What is refused ----

#[test]
fn folders_that_are_not_annals_own_are_refused_and_left_alone() {
    let desk = Desk::new();
    desk.write("content/site.toml", "");
    desk.write("static/a.txt", "");
    desk.write("thesis/chapter.md", "years of work");
    desk.write("webapp/manifest.json", r#"{"name":"app"}"#);
    desk.write("later/manifest.json", r#"{"generator":"annals","version":7,"files":{}}"#);
    desk.write("file", "");
    fs::create_dir(desk.path("folder-manifest")).unwrap();
    fs::create_dir(desk.path("folder-manifest/manifest.json")).unwrap();
    desk.build(SITE).unwrap();
    symlink("public", desk.path("link")).unwrap();
    symlink("nowhere", desk.path("dangling")).unwrap();
    symlink("content", desk.path("inhalt")).unwrap();
    let content = || Refusal::Sources(desk.path("content"));
    let cases = [
        ("thesis", Refusal::NotOurs),
        ("webapp", Refusal::NotOurManifest),
        ("folder-manifest", Refusal::NotOurManifest),
        ("later", Refusal::LaterManifest { version: 7 }),
        ("file", Refusal::NotAFolder),
        ("link", Refusal::Link),
        ("link/", Refusal::Link),
        ("dangling", Refusal::Link),
        ("content", content()),
        ("content/", content()),
        ("content/public", content()),
        ("content/new/public", content()),
        ("", content()),
        ("..", content()),
        ("thesis/../content", content()),
        ("inhalt/public", content()),
        // A folder that does not exist yet is protected too.
        ("templates/public", Refusal::Sources(desk.path("templates"))),
        ("static", Refusal::Sources(desk.path("static"))),
        ("/", Refusal::Root),
        ("/..", Refusal::Root),
    ];
    let before = tree(desk.folder.path());
    for (path, reason) in cases {
        assert_eq!(refusal(desk.open_at(desk.path(path))), reason, "{path}");
    }
    assert_eq!(tree(desk.folder.path()), before, "nothing was made or removed");
    assert!(desk.open_at(desk.path("content-public")).is_ok(), "a name that only begins alike is free");
}

#[test]
fn a_source_folder_that_is_a_link_is_protected_by_name_and_by_place() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("elsewhere/texts")).unwrap();
    symlink(desk.path("elsewhere/texts"), desk.path("content")).unwrap();
    for path in ["elsewhere", "elsewhere/texts", "elsewhere/texts/public", "content/public"] {
        assert_eq!(refusal(desk.open_at(desk.path(path))), Refusal::Sources(desk.path("content")), "{path}");
    }
    // The folder with the link in it is no less the site's own.
    fs::create_dir(desk.path("site")).unwrap();
    symlink(desk.path("elsewhere/texts"), desk.path("site/content")).unwrap();
    let protected = [desk.path("site/content")];
    let opened = Output::open_with(&desk.path("site"), &protected, desk.options.clone());
    assert_eq!(refusal(opened), Refusal::Sources(desk.path("site/content")));
}

#[test]
fn the_home_folder_and_what_contains_it_are_refused() {
    let mut desk = Desk::new();
    fs::create_dir_all(desk.path("home/ada")).unwrap();
    desk.options.home = Some(desk.path("home/ada"));
    assert_eq!(refusal(desk.open_at(desk.path("home/ada"))), Refusal::Home);
    assert_eq!(refusal(desk.open_at(desk.path("home"))), Refusal::Home);
    assert!(desk.open_at(desk.path("home/ada/site")).is_ok());
}

#[test]
fn refusals_are_told_apart_and_say_what_to_do() {
    let desk = Desk::new();
    desk.write("public/essay.txt", "");
    let error = desk.open().unwrap_err();
    assert!(error.is_refusal());
    assert_eq!(
        error.to_string(),
        format!(
            "annals does not write to `{}`: it holds files that annals did not write (it has no `manifest.json`); name \
             an empty or a new folder",
            desk.public().display()
        )
    );
    assert_eq!(desk.beside(), Vec::<String>::new(), "the lock is gone");
}

#[test]
fn unsafe_reserved_and_repeated_paths_are_errors() {
    let desk = Desk::new();
    let cases = [
        ("../a", PathFault::Unsafe),
        ("/a", PathFault::Unsafe),
        ("", PathFault::Unsafe),
        ("manifest.json", PathFault::Reserved),
        ("index.html", PathFault::Twice),
    ];
    for (path, expected) in cases {
        let output = desk.open().unwrap();
        output.put("index.html", b"").unwrap();
        match output.put(path, b"") {
            Err(OutputError::Path { fault, .. }) => assert_eq!(fault, expected, "{path}"),
            other => panic!("{path}: {other:?}"),
        }
    }
    assert!(!desk.public().exists());
}

// ---- Failure ----

#[test]
fn a_second_build_at_once_says_so_and_the_first_goes_on() {
    let desk = Desk::new();
    let first = desk.open().unwrap();
    first.put("index.html", b"first").unwrap();
    assert!(matches!(desk.open(), Err(OutputError::Locked { .. })));
    first.finish().unwrap();
    assert_eq!(desk.site(), of(&[("index.html", "first")]));
    desk.build(SITE).unwrap();
}

#[test]
fn a_lock_file_without_a_living_owner_is_no_hindrance() {
    let desk = Desk::new();
    desk.write(".public.annals-lock", "");
    desk.build(SITE).unwrap();
    assert_eq!(desk.beside(), Vec::<String>::new());
}

/// A pipe into which nobody writes, and a file that seems to have 80 MB.
fn put_pipe(path: &Path) {
    let _ = fs::remove_file(path);
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn a_pipe_in_the_place_of_what_annals_keeps_beside_the_site_keeps_no_build_waiting() {
    let desk = Desk::new();
    desk.build(SITE).unwrap();
    put_pipe(&desk.path(".public.annals-lock"));
    let error = desk.build(SITE).unwrap_err().to_string();
    assert!(
        error.contains("cannot lock") && error.ends_with("`.public.annals-lock` is no plain file; move it elsewhere"),
        "{error}"
    );
    // Nor if somebody reads from it.
    let reader = fs::OpenOptions::new().read(true).write(true).open(desk.path(".public.annals-lock")).unwrap();
    assert!(desk.build(SITE).unwrap_err().to_string().contains("is no plain file"));
    drop(reader);
    fs::remove_file(desk.path(".public.annals-lock")).unwrap();
    for name in [".public.annals-note", ".public.annals-journal", ".public.annals-staging", ".public.annals-old"] {
        put_pipe(&desk.path(name));
        desk.build(SITE).unwrap();
        assert_eq!(desk.site(), site_tree(), "{name}");
        let _ = fs::remove_file(desk.path(name));
    }
}

#[test]
fn a_signature_that_is_none_goes_with_the_old_site_and_is_neither_waited_for_nor_read_without_end() {
    for desk in Desk::each_way() {
        desk.build(SITE).unwrap();
        let signature = desk.path("public/manifest.json.minisig");
        let elsewhere = desk.path("elsewhere");
        fs::write(&elsewhere, "mine").unwrap();
        let long = || File::create(&signature).unwrap().set_len(1 << 40).unwrap();
        for put in [&(|| put_pipe(&signature)) as &dyn Fn(), &(|| symlink(&elsewhere, &signature).unwrap()), &long] {
            put();
            desk.build(SITE).unwrap();
            assert!(fs::symlink_metadata(&signature).is_err(), "it is still there");
            assert_eq!(desk.site(), site_tree());
        }
        assert_eq!(fs::read_to_string(&elsewhere).unwrap(), "mine");
    }
}

#[test]
fn a_manifest_that_is_longer_than_any_is_none_that_annals_wrote() {
    let desk = Desk::new();
    desk.build(SITE).unwrap();
    File::create(desk.path("public/manifest.json")).unwrap().set_len(1 << 40).unwrap();
    assert_eq!(refusal(desk.open()), Refusal::NotOurManifest);
    let adopted = Output::open_with(&desk.public(), &[], Options { adopt: true, ..desk.options.clone() });
    adopted.unwrap().put("index.html", b"home").unwrap();
}

#[test]
fn an_output_dropped_without_finish_leaves_the_old_site_and_nothing_else() {
    let desk = Desk::new();
    drop(desk.open().unwrap());
    assert!(!desk.public().exists());
    desk.build(SITE).unwrap();
    let before = stamps(&desk.public());
    let output = desk.open().unwrap();
    output.put("index.html", b"half a site").unwrap();
    drop(output);
    assert_eq!(stamps(&desk.public()), before);
    assert_eq!(desk.beside(), Vec::<String>::new());
}

#[test]
fn after_a_failed_file_the_site_cannot_be_finished() {
    let desk = Desk::new();
    desk.build(SITE).unwrap();
    let before = stamps(&desk.public());
    // A file in place of a folder fails for the superuser too.
    let output = desk.open().unwrap();
    output.put("a", b"file").unwrap();
    let error = output.put("a/b", b"below").unwrap_err();
    assert!(error.to_string().ends_with("a file is in the way where a folder is needed; move it elsewhere"), "{error}");
    assert!(matches!(output.finish(), Err(OutputError::Incomplete { path }) if path == "a/b"));
    // So does a static file that cannot be read.
    let output = desk.open().unwrap();
    let source = desk.path("");
    let error = output.put_open("picture.png", File::open(&source).unwrap(), &source).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("cannot read `{}`: a folder is in the way where a file is needed; move it elsewhere", source.display())
    );
    assert!(matches!(output.finish(), Err(OutputError::Incomplete { .. })));
    assert_eq!(stamps(&desk.public()), before);
    assert_eq!(desk.beside(), Vec::<String>::new());
}

#[test]
fn a_folder_that_cannot_be_made_is_a_clear_error() {
    let desk = Desk::new();
    desk.write("file", "");
    let error = desk.open_at(desk.path("file/public")).unwrap_err();
    assert!(!error.is_refusal());
    assert!(error.to_string().contains("a file is in the way where a folder is needed"), "{error}");
}

/// Runs this test program anew as a child that does one of the jobs below, with the site in `desk`.
fn child(desk: &Desk, job: &str, exchange: Exchange) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command
        .args(["--exact", "child_process", "--nocapture", "--test-threads=1"])
        .env("ANNALS_TEST_JOB", job)
        .env("ANNALS_TEST_FOLDER", desk.folder.path())
        .env("ANNALS_TEST_TWO_STEPS", if exchange == Exchange::TwoSteps { "yes" } else { "" })
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    command
}

/// Does nothing in a normal run of the tests; is the child of the tests below when they say so.
#[test]
fn child_process() {
    let Ok(job) = std::env::var("ANNALS_TEST_JOB") else { return };
    let public = PathBuf::from(std::env::var_os("ANNALS_TEST_FOLDER").unwrap()).join("public");
    let two_steps = std::env::var("ANNALS_TEST_TWO_STEPS").unwrap() == "yes";
    let exchange = if two_steps { Exchange::TwoSteps } else { Exchange::OneStep };
    let options = Options { home: None, exchange, ..Options::default() };
    let build = |files: &[(String, String)]| -> Result<Summary, OutputError> {
        let output = Output::open_with(&public, &[], options.clone())?;
        for (path, text) in files {
            output.put(path, text.as_bytes())?;
        }
        output.finish()
    };
    match job.as_str() {
        "loop" => loop {
            build(&large_site('A')).unwrap();
            build(&large_site('B')).unwrap();
        },
        "once" => {
            if let Err(error) = build(&large_site('B')) {
                std::io::Write::write_all(&mut std::io::stderr(), format!("<<{error}>>").as_bytes()).unwrap();
            }
        }
        other => panic!("no job {other}"),
    }
}

/// Two sites that share some files, differ in others, and have some that the other has not.
fn large_site(letter: char) -> Vec<(String, String)> {
    let mut site = Vec::new();
    for i in 0..60 {
        site.push((format!("events/same-{i}/index.html"), format!("same {i}")));
        site.push((format!("events/other-{i}/index.html"), format!("{letter} {i}")));
        site.push((format!("{letter}/{i}/index.html"), "only here".to_owned()));
    }
    site
}

fn large_tree(letter: char) -> Tree {
    let mut tree = Tree::new();
    for (path, text) in large_site(letter) {
        let folders = Path::new(&path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty());
        tree.extend(folders.map(|folder| (folder.to_str().unwrap().to_owned(), "/".to_owned())));
        tree.insert(path, text);
    }
    tree.insert("CNAME".to_owned(), "example.org".to_owned());
    tree
}

/// Kills a building child at `times` moments. After each kill the output is one of the two sites, and the next run
/// works.
fn kill_at_random_moments(exchange: Exchange, times: u32) {
    let desk = Desk::with(|options| options.exchange = exchange);
    let texts = |site: &[(String, String)]| -> Result<Summary, OutputError> {
        desk.build(&site.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect::<Vec<_>>())
    };
    texts(&large_site('A')).unwrap();
    desk.write("public/CNAME", "example.org");
    let (a, b) = (large_tree('A'), large_tree('B'));
    // A fixed sequence that looks random, so that a failure can be repeated as far as the machine allows.
    let mut random = 0x2545_f491_4f6c_dd1d_u64;
    for _ in 0..times {
        let mut builder = child(&desk, "loop", exchange).spawn().unwrap();
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        std::thread::sleep(Duration::from_micros(5_000 + random % 150_000));
        assert!(builder.try_wait().unwrap().is_none(), "the builder has not failed");
        builder.kill().unwrap();
        builder.wait().unwrap();
        if !desk.public().exists() {
            assert_eq!(exchange, Exchange::TwoSteps, "in one step the site is never away");
            // The next run puts it back, whatever it does then.
            drop(desk.open().unwrap());
        }
        let found = desk.site();
        assert!(found == a || found == b, "the site is a mixture");
        texts(&large_site('B')).unwrap();
        assert_eq!(desk.site(), b);
        assert_eq!(desk.beside(), Vec::<String>::new());
    }
}

#[test]
fn a_build_killed_at_any_moment_leaves_one_site_or_the_other() {
    kill_at_random_moments(Exchange::OneStep, 30);
}

#[test]
fn a_build_killed_at_any_moment_of_a_journalled_exchange_is_mended_by_the_next() {
    kill_at_random_moments(Exchange::TwoSteps, 30);
}

/// The states in which a kill between two steps can leave the folder, made by hand so that each is surely tried.
#[test]
fn every_state_of_an_interrupted_exchange_is_mended() {
    // Output, old, staging, journal; then the site that the next run finds.
    let states: [(&str, [&str; 3], bool, &str); 7] = [
        ("killed while staging", ["A", "", "half"], false, "A"),
        ("killed before the first step", ["A", "", "B"], true, "A"),
        ("killed between the steps", ["", "A", "B"], true, "B"),
        ("killed after the second step", ["B", "A", ""], true, "B"),
        ("killed before the old site was removed", ["B", "A", ""], false, "B"),
        ("killed while the old site was removed after one step", ["B", "", "A"], false, "B"),
        ("the new site was lost between the steps", ["", "A", ""], true, "A"),
    ];
    for (state, [output, old, staging], journal, expected) in states {
        let desk = Desk::new();
        for (name, letter) in [("public", output), (".public.annals-old", old), (".public.annals-staging", staging)] {
            match letter {
                "" => {}
                "half" => desk.write(&format!("{name}/letter.html"), "half"),
                letter => {
                    desk.build(&[("letter.html", letter)]).unwrap();
                    fs::rename(desk.public(), desk.path("made")).unwrap();
                    fs::rename(desk.path("made"), desk.path(&format!("{name}.made"))).unwrap();
                }
            }
        }
        for name in ["public", ".public.annals-old", ".public.annals-staging"] {
            if desk.path(&format!("{name}.made")).exists() {
                fs::rename(desk.path(&format!("{name}.made")), desk.path(name)).unwrap();
            }
        }
        if journal {
            desk.write(".public.annals-journal", "");
        }
        drop(desk.open().unwrap());
        assert_eq!(desk.site(), of(&[("letter.html", expected)]), "{state}");
        assert_eq!(desk.beside(), Vec::<String>::new(), "{state}");
    }
}

#[test]
fn an_output_folder_made_anew_during_an_interrupted_exchange_is_not_overwritten() {
    let desk = Desk::new();
    desk.write("public/essay.txt", "new");
    desk.write(".public.annals-old/index.html", "old");
    desk.write(".public.annals-staging/index.html", "new");
    desk.write(".public.annals-journal", "");
    let before = tree(desk.folder.path());
    assert!(matches!(desk.open(), Err(OutputError::Interrupted { .. })));
    assert_eq!(tree(desk.folder.path()), before);
}

/// A limit on the length of files stands for the full disk, which only the superuser can make.
#[test]
fn a_write_that_the_system_cuts_short_leaves_the_old_site() {
    let desk = Desk::new();
    desk.build(SITE).unwrap();
    let before = stamps(&desk.public());
    // The manifest of the child's 180 files is longer than one block; SIGXFSZ is ignored, so that the write fails.
    let inner = child(&desk, "once", Exchange::OneStep);
    let mut command = Command::new("sh");
    command
        .args(["-c", "trap '' XFSZ; ulimit -f 1; exec \"$0\" \"$@\""])
        .arg(inner.get_program())
        .args(inner.get_args());
    for (key, value) in inner.get_envs() {
        command.env(key, value.unwrap());
    }
    let said = String::from_utf8(command.output().unwrap().stderr).unwrap();
    assert!(said.contains("is larger than this system or its limits"), "{said}");
    assert_eq!(stamps(&desk.public()), before);
    assert_eq!(desk.beside(), Vec::<String>::new());
}

#[test]
#[ignore = "needs the superuser"]
fn as_superuser_a_full_disk_is_said_in_words_and_leaves_the_old_site() {
    let desk = Desk::new();
    let disk = desk.path("disk");
    fs::create_dir(&disk).unwrap();
    let mounted = Command::new("mount")
        .args(["-t", "tmpfs", "-o", "size=128k", "tmpfs"])
        .arg(&disk)
        .status()
        .is_ok_and(|status| status.success());
    assert!(mounted, "this test mounts a file system, which needs the superuser");
    let attempt = || {
        let public = disk.join("public");
        let output = Output::open_with(&public, &[], desk.options.clone()).unwrap();
        output.put("index.html", b"old").unwrap();
        output.finish().unwrap();
        let before = tree(&disk);
        let output = Output::open_with(&public, &[], desk.options.clone()).unwrap();
        let result = (0..100).try_for_each(|i| output.put(&format!("{i}.html"), &[b'x'; 8000]));
        drop(output);
        // The mount itself is refused as output, since it cannot be exchanged.
        let mount = Output::open_with(&disk, &[], desk.options.clone());
        (result, before == tree(&disk), mount.map(|_| ()))
    };
    let outcome = std::panic::catch_unwind(std::panic::AssertUnwindSafe(attempt));
    assert!(Command::new("umount").arg(&disk).status().unwrap().success());
    let (result, stands, mount) = outcome.unwrap();
    let said = result.unwrap_err().to_string();
    assert!(said.ends_with("the disk is full; free some space and build again"), "{said}");
    assert!(stands, "the old site stands and the staging folder is gone");
    assert!(matches!(mount, Err(OutputError::Refused { reason: Refusal::MountPoint, .. })), "{mount:?}");
}

/// The superuser may write anywhere, so this holds for others only; a file in a folder's place is tried above.
#[test]
fn a_folder_without_permission_is_said_in_words() {
    let desk = Desk::new();
    fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o555)).unwrap();
    let superuser = File::create(desk.path("probe")).is_ok();
    let result = desk.open();
    fs::set_permissions(desk.folder.path(), fs::Permissions::from_mode(0o755)).unwrap();
    if superuser {
        assert!(result.is_ok());
        return;
    }
    let said = result.unwrap_err().to_string();
    assert!(said.contains("permission is denied; look at the owner"), "{said}");
}
