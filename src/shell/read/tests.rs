#![allow(clippy::unwrap_used, reason = "a test that cannot prepare its folder has failed")]

use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::symlink;

use super::*;

fn site(files: &[&str]) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for path in files {
        let path = root.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, path.file_name().unwrap().as_bytes()).unwrap();
    }
    root
}

/// The paths that were read, and the faults.
fn read(root: &Path) -> (Vec<String>, Vec<(String, Unreadable)>) {
    let (files, faults) = read_site(root);
    let faults = faults.into_iter().map(|fault| (fault.path, fault.reason)).collect();
    (files.into_iter().map(|file| file.path).collect(), faults)
}

#[test]
fn every_file_of_the_three_folders_is_read_in_order_and_no_other() {
    let root = site(&["static/media/a.jpg", "content/b.toml", "content/a/z.md", "templates/x.html", "src/main.rs"]);
    let (files, faults) = read_site(root.path());
    assert_eq!(faults, []);
    let found: Vec<_> = files.iter().map(|file| (file.path.as_str(), file.area, file.bytes.clone())).collect();
    let bytes = |text: &str| FileBytes::Read(text.into());
    let media = FileBytes::OnDisk { path: root.path().join("static/media/a.jpg"), length: 5, picture: None };
    assert_eq!(
        found,
        [
            ("content/a/z.md", Area::Content, bytes("z.md")),
            ("content/b.toml", Area::Content, bytes("b.toml")),
            ("static/media/a.jpg", Area::Static, media),
            ("templates/x.html", Area::Templates, bytes("x.html")),
        ]
    );
}

#[test]
fn of_static_files_only_the_text_of_the_theme_is_held_in_memory() {
    let root = site(&["static/assets/a.css", "static/assets/b.woff2", "static/data/c.css"]);
    let (files, _) = read_site(root.path());
    let held: Vec<_> = files.iter().map(|file| matches!(file.bytes, FileBytes::Read(_))).collect();
    assert_eq!(held, [true, false, false]);
}

#[test]
fn droppings_are_left_out_and_nothing_else_is() {
    let dropped = [".git/config", ".DS_Store", "Thumbs.db", "a.md~", ".a.md.swp", "#a.md#", "a.tmp", "._a.md"];
    let kept = ["a#b.md", "git", "#", "~a.md", "tmp", "a.swp", "no suffix", "Ünï.md"];
    for area in Area::ALL {
        let in_area = |names: &[&str]| names.iter().map(|name| format!("{}/{name}", area.folder())).collect();
        let all: Vec<String> = in_area(&[dropped, kept].concat());
        let root = site(&all.iter().map(String::as_str).collect::<Vec<_>>());
        // Emacs' lock is a link to nothing.
        symlink("ada@desk.1234", root.path().join(area.folder()).join(".#a.md")).unwrap();
        let mut expected: Vec<String> = in_area(&kept);
        expected.sort();
        assert_eq!(read(root.path()), (expected, vec![]));
    }
}

#[test]
fn hidden_files_are_for_the_web_server_in_static_and_are_left_out_elsewhere() {
    let root = site(&["static/.well-known/security.txt", "static/.htaccess", "content/.x.md", "templates/.y/z.html"]);
    assert_eq!(
        read(root.path()),
        (vec!["static/.htaccess".to_owned(), "static/.well-known/security.txt".to_owned()], vec![])
    );
}

#[test]
fn links_are_followed_within_the_site_and_refused_where_they_lead_astray() {
    let outside = site(&["secret.md", "folder/a.md"]);
    let root = site(&["content/a.md", "content/deep/b.md", "shared/c.md"]);
    let link = |target: &Path, name: &str| symlink(target, root.path().join(name)).unwrap();
    link(Path::new("../shared"), "content/shared");
    link(Path::new("a.md"), "content/same.md");
    link(Path::new("nowhere.md"), "content/dangling.md");
    link(Path::new("loop.md"), "content/loop.md");
    link(Path::new(".."), "content/deep/up");
    link(Path::new("../.."), "content/deep/root");
    link(&outside.path().join("secret.md"), "content/file.md");
    link(&outside.path().join("folder"), "content/folder");
    link(outside.path(), "static");
    let (files, faults) = read(root.path());
    assert_eq!(files, ["content/a.md", "content/deep/b.md", "content/same.md", "content/shared/c.md"]);
    let expected = [
        ("content/dangling.md", Unreadable::LinkToNothing),
        ("content/deep/root", Unreadable::LinkLoop),
        ("content/deep/up", Unreadable::LinkLoop),
        ("content/file.md", Unreadable::LinkOutside),
        ("content/folder", Unreadable::LinkOutside),
        ("content/loop.md", Unreadable::LinkLoop),
        ("static", Unreadable::LinkOutside),
    ];
    assert_eq!(faults, expected.map(|(path, reason)| (path.to_owned(), reason)));
}

#[test]
fn what_cannot_be_read_is_a_fault_with_its_path_and_reason() {
    let root = site(&["content/a.md", "content/edge.md", "content/large.md", "static/large.bin", "templates"]);
    let resize = |name: &str, length: usize| {
        File::options().write(true).open(root.path().join(name)).unwrap().set_len(length as u64).unwrap();
    };
    resize("content/edge.md", LARGEST_FILE);
    resize("content/large.md", LARGEST_FILE + 1);
    resize("static/large.bin", LARGEST_FILE + 1);
    fs::write(root.path().join("content").join(OsStr::from_bytes(b"caf\xe9.md")), "").unwrap();
    std::os::unix::net::UnixListener::bind(root.path().join("content/socket")).unwrap();
    let (files, faults) = read(root.path());
    assert_eq!(files, ["content/a.md", "content/edge.md", "static/large.bin"]);
    let expected = [
        ("content/caf\u{fffd}.md", Unreadable::Name),
        ("content/large.md", Unreadable::TooLarge(LARGEST_FILE as u64 + 1)),
        ("content/socket", Unreadable::Special),
        ("templates", Unreadable::NotAFolder),
    ];
    assert_eq!(faults, expected.map(|(path, reason)| (path.to_owned(), reason)));
}

#[test]
fn the_root_is_the_nearest_folder_with_a_site() {
    let root = site(&["content/site.toml", "content/articles/a.md", "inner/content/site.toml", "inner/content/x/y"]);
    let find = |below: &str| find_root(&root.path().join(below));
    assert_eq!(find(""), Some(root.path().to_owned()));
    assert_eq!(find("content/articles"), Some(root.path().to_owned()));
    assert_eq!(find("inner/content/x"), Some(root.path().join("inner")));
    assert_eq!(find_root(root.path().parent().unwrap()), None);
}

/// What comes of files that were found, when what lies in their places is exchanged before they are opened.
fn exchanged(root: &Path, exchange: impl FnOnce()) -> Vec<(String, Result<FileBytes, Unreadable>)> {
    let site = Root::new(root);
    let (found, faults) = site.find_all();
    assert_eq!(faults, []);
    exchange();
    let loaded = found.iter().map(|found| site.load(found).map(|file| file.bytes).map_err(|fault| fault.reason));
    found.iter().map(|found| found.path.clone()).zip(loaded).collect()
}

#[test]
fn a_link_that_appears_after_the_folder_was_listed_is_not_followed_out() {
    let outside = site(&["secret.md", "folder/b.md", "folder/c.png"]);
    let root = site(&["content/a.md", "content/folder/b.md", "static/folder/c.png", "static/assets/d.css"]);
    let replace = |name: &str, target: &Path| {
        let at = root.path().join(name);
        fs::remove_dir_all(&at).or_else(|_| fs::remove_file(&at)).unwrap();
        symlink(target, at).unwrap();
    };
    let loaded = exchanged(root.path(), || {
        replace("content/a.md", &outside.path().join("secret.md"));
        replace("content/folder", &outside.path().join("folder"));
        replace("static/folder", &outside.path().join("folder"));
        replace("static/assets/d.css", &outside.path().join("secret.md"));
    });
    assert_eq!(loaded.len(), 4);
    for (path, result) in loaded {
        assert_eq!(result, Err(Unreadable::LinkOutside), "{path}");
    }
}

#[test]
fn what_becomes_no_plain_file_after_the_folder_was_listed_is_not_waited_for() {
    let root =
        site(&["content/pipe.md", "content/socket.md", "content/folder.md", "content/gone.md", "static/pipe.png"]);
    let loaded = exchanged(root.path(), || {
        for name in ["content/pipe.md", "content/socket.md", "content/folder.md", "content/gone.md", "static/pipe.png"]
        {
            fs::remove_file(root.path().join(name)).unwrap();
        }
        for name in ["content/pipe.md", "static/pipe.png"] {
            assert!(std::process::Command::new("mkfifo").arg(root.path().join(name)).status().unwrap().success());
        }
        std::os::unix::net::UnixListener::bind(root.path().join("content/socket.md")).unwrap();
        fs::create_dir(root.path().join("content/folder.md")).unwrap();
    });
    let expected = [
        ("content/folder.md", Unreadable::Vanished),
        ("content/gone.md", Unreadable::Vanished),
        ("content/pipe.md", Unreadable::Special),
        ("content/socket.md", Unreadable::Special),
        ("static/pipe.png", Unreadable::Special),
    ];
    assert_eq!(loaded, expected.map(|(path, reason)| (path.to_owned(), Err(reason))));
}

#[test]
fn every_form_of_link_within_the_site_is_followed_and_none_out_whatever_the_system_can() {
    let desk = site(&["site/content/a.md", "site/shared/deep/b.md", "site-secret/b.md"]);
    // The root itself is named by a link.
    let root = desk.path().join("named");
    symlink("site", &root).unwrap();
    let link = |target: &Path, name: &str| symlink(target, root.join("content").join(name)).unwrap();
    link(Path::new("a.md"), "near.md");
    link(Path::new("../shared/../shared/deep/b.md"), "up.md");
    link(Path::new("../../site/content/a.md"), "around.md");
    link(&desk.path().join("site/shared/deep/b.md"), "whole.md");
    link(&root.join("shared/deep"), "folder");
    link(Path::new("near.md"), "twice.md");
    link(Path::new("../../site-secret/b.md"), "out.md");
    link(&desk.path().join("site-secret"), "neighbour");
    link(Path::new("loop.md"), "loop.md");
    link(Path::new("nowhere.md"), "dangling.md");
    for site in [Root::new(&root), Root { folder: None, ..Root::new(&root) }] {
        for (name, holds) in [
            ("near.md", "a.md"),
            ("up.md", "b.md"),
            ("around.md", "a.md"),
            ("whole.md", "b.md"),
            ("folder/b.md", "b.md"),
            ("twice.md", "a.md"),
        ] {
            assert_eq!(site.read(&Path::new("content").join(name)), Ok(holds.into()), "{name}");
        }
        for (name, reason) in [
            ("out.md", Unreadable::LinkOutside),
            ("neighbour/b.md", Unreadable::LinkOutside),
            ("loop.md", Unreadable::LinkLoop),
            ("dangling.md", Unreadable::LinkToNothing),
            ("absent.md", Unreadable::Vanished),
            ("../../site-secret/b.md", Unreadable::LinkOutside),
        ] {
            assert_eq!(site.read(&Path::new("content").join(name)), Err(reason), "{name}");
        }
    }
}

/// A file in memory that counts how often it is read from.
struct Counted<'a> {
    file: io::Cursor<Vec<u8>>,
    reads: &'a std::cell::Cell<usize>,
}

impl Read for Counted<'_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.reads.set(self.reads.get() + 1);
        self.file.read(into)
    }
}

impl Seek for Counted<'_> {
    fn seek(&mut self, to: io::SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}

#[test]
fn a_picture_of_nothing_but_parts_is_not_walked_through() {
    let comment = [&[0xff, 0xfe, 0x20, 0x00][..], &[b' '; 0x1ffe]].concat();
    let frame = [0xff, 0xc0, 0x00, 0x11, 0x08, 0x00, 0x02, 0x00, 0x03, 0x03];
    let photograph = |comments: usize| [&[0xff, 0xd8][..], &comment.repeat(comments), &frame, &[0; 100]].concat();
    let avif = |boxes: usize| [&b"\x00\x00\x00\x0cftypavif"[..], &b"\x00\x00\x00\x08free".repeat(boxes)].concat();
    for (bytes, size) in [
        (photograph(0), Some((3, 2))),
        (photograph(100), Some((3, 2))),
        (photograph(2_000), None),
        ([&b"\xff\xd8"[..], &b"\xff\xe0\x00\x02".repeat(1_000_000)].concat(), None),
        (avif(1_000_000), None),
    ] {
        let reads = std::cell::Cell::new(0);
        assert_eq!(measured(Counted { file: io::Cursor::new(bytes), reads: &reads }), size);
        assert!(reads.get() <= MOST_GLANCES, "{} reads", reads.get());
    }
}
