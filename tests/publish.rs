//! What is published is what was built, whole at every moment, and nothing of others is touched.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "tests meet the machine")]
#![allow(clippy::disallowed_macros, clippy::print_stderr, reason = "`cargo test -- --nocapture` tells the figures")]

mod support;

use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::process::Command;

use support::branch::Branch;
use support::publish::{
    Place, events, findings, foreign_files, is_whole, killed, life, publish, race, site, small_site, tree_of,
};
use support::{SETTINGS, Site, Tree};

/// A folder on this machine.
struct Folder {
    around: tempfile::TempDir,
    in_place: bool,
}

impl Folder {
    fn new(in_place: bool) -> Folder {
        Folder { around: tempfile::Builder::new().prefix("annals-publish").tempdir().unwrap(), in_place }
    }

    fn path(&self) -> PathBuf {
        self.around.path().join("www/site")
    }
}

impl Place for Folder {
    fn settings(&self) -> String {
        let in_place = if self.in_place { "in_place = true\n" } else { "" };
        format!("to = \"file://{}\"\n{in_place}", self.path().display())
    }

    fn copy(&self) -> Tree {
        let mut tree = tree_of(&self.path());
        // What only an interrupted publication leaves, and no link leads to.
        tree.retain(|path, _| !path.starts_with(".annals-"));
        tree
    }

    fn add_foreign(&self, path: &str, bytes: &[u8]) {
        write(&self.path().join(path), bytes);
    }

    fn verified(&self) -> Option<String> {
        Some(self.path().display().to_string())
    }
}

/// One file that holds the site.
struct Archive {
    around: tempfile::TempDir,
    suffix: &'static str,
}

impl Archive {
    fn new(suffix: &'static str) -> Archive {
        Archive { around: tempfile::Builder::new().prefix("annals-publish").tempdir().unwrap(), suffix }
    }

    fn path(&self) -> PathBuf {
        self.around.path().join("out/site").with_extension(self.suffix)
    }
}

impl Place for Archive {
    fn settings(&self) -> String {
        format!("to = \"archive:{}\"\n", self.path().display())
    }

    /// Read by programs that have nothing to do with annals.
    fn copy(&self) -> Tree {
        if !self.path().exists() {
            return Tree::new();
        }
        let folder = tempfile::tempdir().unwrap();
        let mut command = match self.suffix {
            "zip" => {
                let mut command = Command::new("python3");
                command.args(["-m", "zipfile", "-e"]).arg(self.path()).arg(folder.path());
                command
            }
            _ => {
                let mut command = Command::new("tar");
                command.args(["--zstd", "-x", "-f"]).arg(self.path()).arg("-C").arg(folder.path());
                command
            }
        };
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        tree_of(folder.path())
    }

    fn add_foreign(&self, _: &str, _: &[u8]) {
        unreachable!("an archive is replaced as a whole");
    }

    fn verified(&self) -> Option<String> {
        Some(self.path().display().to_string())
    }
}

fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn a_folder_is_published_to_and_every_change_sends_just_what_differs() {
    let (first, one) = life(&Folder::new(false));
    eprintln!("folder: {first} files first, {one} for a change of one event");
}

#[test]
fn a_folder_in_its_place_is_published_to_and_every_change_sends_just_what_differs() {
    let place = Folder::new(true);
    life(&place);
    let left: Vec<String> = tree_of(&place.path()).into_keys().filter(|path| path.starts_with(".annals-")).collect();
    assert_eq!(left, [""; 0], "nothing of annals' own is left");
}

#[test]
fn a_git_branch_is_published_to_and_every_change_is_a_commit_of_just_what_differs() {
    let place = Branch::new(true);
    let (first, one) = life(&place);
    eprintln!("git: {first} files first, {one} for a change of one event");
    // First, change, rename, removal, the large removal, and the second clone's.
    assert_eq!(place.commits(), 6);
    let copy = place.copy();
    assert_eq!(copy["CNAME"], b"www.annals.test\n");
    assert!(copy.contains_key(".nojekyll"));
    assert_eq!(place.git(&["log", "-1", "--format=%an", "pages"]), place.git(&["log", "-1", "--format=%cn", "pages"]));
}

#[test]
fn a_git_branch_without_history_has_one_commit() {
    let place = Branch::new(false);
    life(&place);
    assert_eq!(place.commits(), 1);
}

#[test]
fn files_of_others_on_a_git_branch_are_never_touched_without_a_word() {
    foreign_files(&Branch::new(true));
    foreign_files(&Branch::new(false));
}

#[test]
fn a_git_branch_survives_publications_that_are_killed() {
    eprintln!("git: {}", killed(&Branch::new(true), 3));
}

#[test]
fn an_archive_is_published_to_and_survives_publications_that_are_killed() {
    for suffix in ["zip", "tar.zst"] {
        let place = Archive::new(suffix);
        life(&place);
        eprintln!("{suffix}: {}", killed(&Archive::new(suffix), 4));
    }
}

#[test]
fn an_archive_can_hold_the_edition_for_disks() {
    let place = Archive::new("zip");
    let site = site(&place);
    site.write("content/site.toml", format!("{}offline = true\n", support::publish::settings(&place)));
    publish(&site, &[]);
    let copy = place.copy();
    let findings = findings(&copy);
    assert!(findings.missing.is_empty() && findings.changed.is_empty() && findings.foreign.is_empty(), "{findings:?}");
    let page = String::from_utf8(copy["events/e-0/index.html"].clone()).unwrap();
    assert!(page.contains("href=\"../../timeline/index.html\""), "{page}");
    // What is published from elsewhere is another edition, and stands in another folder.
    assert!(site.path("offline/index.html").exists() && !site.path("public").exists());
    assert_eq!(publish(&site, &[])["outcome"], "unchanged");
}

#[test]
fn equal_sites_give_equal_archives() {
    for suffix in ["zip", "tar.zst"] {
        let archives: Vec<Vec<u8>> = (0..2)
            .map(|_| {
                let place = Archive::new(suffix);
                publish(&site(&place), &[]);
                fs::read(place.path()).unwrap()
            })
            .collect();
        assert!(archives[0] == archives[1], "{suffix}");
    }
}

#[test]
fn an_archive_that_cannot_be_written_is_told_in_one_sentence_and_the_old_one_stays() {
    let place = Archive::new("zip");
    let site = small_site(&place);
    fs::remove_file(site.path("static/media/film.bin")).unwrap();
    publish(&site, &[]);
    let before = fs::read(place.path()).unwrap();
    // No file of the site is as long as the archive of all of them.
    site.write("content/events.toml", events(9, "first"));
    let limited = "ulimit -f 120; exec \"$0\" publish";
    let output =
        Command::new("sh").args(["-c", limited, env!("CARGO_BIN_EXE_annals")]).current_dir(site.root()).output();
    let output = output.unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(3), "{said}");
    assert!(said.starts_with("annals: cannot write `") && said.lines().count() == 1, "{said}");
    assert!(fs::read(place.path()).unwrap() == before);
    assert!(publish(&site, &[])["outcome"] != "unchanged");
}

#[test]
fn names_in_an_archive_make_no_line_of_annals_own_where_it_cannot_be_read() {
    let place = Archive::new("tar.zst");
    let site = small_site(&place);
    let mut header = tar::Header::new_ustar();
    let name = b"a\nannals: published\x1b[2J";
    header.as_old_mut().name[..name.len()].copy_from_slice(name);
    header.as_old_mut().size = *b"            ";
    header.set_cksum();
    let whole = [&header.as_bytes()[..], &[0; 1024]].concat();
    let packed = ruzstd::encoding::compress_to_vec(&*whole, ruzstd::encoding::CompressionLevel::Fastest);
    write(&place.path(), &packed);
    let run = site.run(&["publish"]).exits(3).says("cannot be read as an archive");
    assert!(run.stderr.lines().count() == 1 && !run.stderr.contains('\u{1b}'), "{:?}", run.stderr);
}

#[test]
fn an_archive_of_others_is_not_replaced() {
    let place = Archive::new("zip");
    let site = site(&place);
    fs::create_dir_all(place.path().parent().unwrap()).unwrap();
    let other = place.around.path().join("other.txt");
    fs::write(&other, "other").unwrap();
    let mut python = Command::new("python3");
    assert!(python.args(["-m", "zipfile", "-c"]).arg(place.path()).arg(&other).status().unwrap().success());
    let before = fs::read(place.path()).unwrap();
    site.run(&["publish"]).exits(2).says("other.txt");
    site.run(&["publish", "--adopt"]).exits(2).says("replaced as a whole");
    fs::write(place.path(), "no archive").unwrap();
    site.run(&["publish"]).exits(3).says("cannot be read as an archive");
    assert_ne!(before, b"no archive");
    assert_eq!(fs::read(place.path()).unwrap(), b"no archive");
}

#[test]
fn publishing_to_a_git_branch_leaves_the_repository_of_the_site_alone() {
    let place = Branch::new(true);
    let site = site(&place);
    let git = |arguments: &[&str]| {
        let output = Command::new("git").current_dir(site.root()).args(arguments).output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    git(&["init", "--quiet", "."]);
    site.write(".gitignore", "public\n*.html\nassets\n");
    git(&["add", "content/site.toml"]);
    let state = || (git(&["status", "--porcelain"]), git(&["count-objects", "-v"]), git(&["for-each-ref"]));
    let before = state();
    publish(&site, &[]);
    assert_eq!(state(), before);
    is_whole(&place.copy(), &[]);
}

#[test]
fn what_others_pushed_meanwhile_is_not_overwritten() {
    let place = Branch::new(true);
    let site = site(&place);
    publish(&site, &[]);
    let first = place.copy();
    // Another commit arrives at the moment of the push.
    let hook = place.around.path().join("hooks/pre-receive");
    write(
        &hook,
        b"#!/bin/sh\nunset GIT_QUARANTINE_PATH\nnew=$(git commit-tree -p pages -m theirs pages^{tree})\n\
          git update-ref refs/heads/pages $new\nrm \"$0\"\n",
    );
    fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    site.write("content/events.toml", events(30, "second"));
    site.run(&["publish"]).exits(3).says("meanwhile");
    assert_eq!(place.copy(), first);
    publish(&site, &[]);
    is_whole(&place.copy(), &[]);
}

#[test]
fn a_repository_that_is_not_there_is_told_in_gits_own_words() {
    let site = Site::small().file("content/events.toml", events(3, "a"));
    let settings = support::SETTINGS;
    site.write(
        "content/site.toml",
        format!("{settings}[[publish]]\nname = \"p\"\nto = \"git+file:///nowhere/site.git#pages\"\n"),
    );
    site.run(&["publish"]).exits(3).says("`git ls-remote` failed").says("/nowhere/site.git");
}

#[test]
fn files_of_others_in_a_folder_are_never_touched_without_a_word() {
    foreign_files(&Folder::new(false));
    foreign_files(&Folder::new(true));
}

#[test]
fn a_folder_survives_publications_that_are_killed() {
    eprintln!("folder: {}", killed(&Folder::new(false), 1));
}

#[test]
fn a_folder_in_its_place_survives_publications_that_are_killed() {
    eprintln!("folder in place: {}", killed(&Folder::new(true), 2));
}

// ---- what is never published -----------------------------------------------------------------------------------------

#[test]
fn nothing_is_published_with_errors_or_the_address_of_the_example() {
    let place = Folder::new(false);
    let site = site(&place);
    site.write("content/broken.toml", "[[event]]\nid = \"x\"\n");
    site.run(&["publish"]).exits(1).says("nothing was published");
    fs::remove_file(site.path("content/broken.toml")).unwrap();
    let settings = site.read("content/site.toml");
    site.write("content/site.toml", settings.replace("https://annals.test/sub/", "https://example.org/"));
    site.run(&["publish"]).exits(1).says("error[E061]").says("`base_url` is still the example");
    site.write("content/site.toml", settings.replace("[checks]\n", "[checks]\nno-source = \"deny\"\n"));
    site.write("content/more.toml", "[[event]]\nid = \"x\"\ndate = \"2001\"\ntitle = \"X\"\n");
    site.run(&["publish"]).exits(1).says("error[E040]");
    assert!(!place.path().exists());
}

#[test]
fn no_byte_of_what_is_held_back_is_published() {
    let (folder, archive, branch) = (Folder::new(false), Archive::new("zip"), Branch::new(true));
    let held = |line: &str, word: &str| {
        format!(
            "[[event]]\nid = \"held-{word}\"\ndate = \"2001\"\ntitle = \"The {word}\"\nsummary = \"{word}\"\n\
             sources = [{{ title = \"{word}\" }}]\n{line}\n"
        )
    };
    for (place, more) in [
        (&folder as &dyn Place, "compress = [\"gz\", \"br\"]\nredirects = true\n"),
        (&archive, "offline = true\n"),
        (&branch, "compress = [\"gz\"]\n"),
    ] {
        let site = site(place);
        site.write("content/site.toml", format!("{}{more}", support::publish::settings(place)));
        site.write("content/draft.toml", held("draft = true\naliases = [\"/xyzzy/\"]", "xyzzy"));
        site.write("content/embargo.toml", held("embargo = \"2999-01-01\"", "plugh"));
        let article = "+++\ntitle = \"Frobozz\"\ndate = \"2001-01-01\"\ndraft = true\n+++\nThe frobozz.\n";
        site.write("content/articles/frobozz.md", article);
        // Drafts that were built for a look are not published either.
        site.run(&["build", "--drafts"]).exits(0);
        // The clock counts, whatever is said of the present.
        publish(&site, &["--now", "3000-01-01"]);
        let copy = place.copy();
        assert_eq!(findings(&copy).missing, [""; 0]);
        let mut read = 0;
        for (path, bytes) in &copy {
            let mut texts = vec![path.clone().into_bytes(), bytes.clone()];
            let mut unpacked = Vec::new();
            if path.ends_with(".gz") {
                std::io::copy(&mut flate2::read::GzDecoder::new(&bytes[..]), &mut unpacked).unwrap();
                texts.push(unpacked);
            } else if path.ends_with(".br") {
                brotli::BrotliDecompress(&mut &bytes[..], &mut unpacked).unwrap();
                texts.push(unpacked);
            }
            read += texts.len() - 2;
            for text in texts {
                let text = text.to_ascii_lowercase();
                for word in ["xyzzy", "plugh", "frobozz"] {
                    assert!(!text.windows(word.len()).any(|window| window == word.as_bytes()), "{word} in {path}");
                }
            }
        }
        assert_eq!(read > 50, more.contains("compress"), "compressed copies are looked into");
        // What is looked for is found where it may be.
        assert!(copy.values().any(|text| text.windows(17).any(|window| window == b"The word is first")));
    }
}

#[test]
fn a_file_that_is_not_what_was_built_is_not_published() {
    let place = Folder::new(true);
    let site = site(&place);
    site.run(&["build"]).exits(0);
    // As long and as old as the true one: the build takes it for its own.
    let page = site.path("public/events/e-3/index.html");
    let about = fs::metadata(&page).unwrap().modified().unwrap();
    let text = fs::read_to_string(&page).unwrap().replace("Event 3", "Event 8");
    fs::write(&page, text).unwrap();
    fs::File::options().write(true).open(&page).unwrap().set_modified(about).unwrap();
    site.run(&["publish"]).exits(3).says("changed after the site was built").says("events/e-3");
    assert!(!place.path().join("manifest.json").exists());
}

#[test]
fn a_terminal_shows_how_far_a_publication_has_come_and_a_pipe_does_not() {
    let place = Folder::new(true);
    let site = site(&place);
    let spawn = "import pty, sys; sys.exit(pty.spawn(sys.argv[1:]) >> 8)";
    let mut python = Command::new("python3");
    python.args(["-c", spawn, env!("CARGO_BIN_EXE_annals"), "publish"]).current_dir(site.root());
    let output = python.env("TERM", "xterm").stdin(std::process::Stdio::null()).output().unwrap();
    let shown = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success() && shown.contains(" files, ") && shown.contains("published to"), "{shown}");
    is_whole(&place.copy(), &[]);
    site.write("content/events.toml", events(30, "second"));
    let run = site.run(&["publish"]).exits(0).gives("0 new, ").gives("read back and found right");
    assert_eq!(run.stderr, "");
}

#[test]
fn what_cannot_be_a_target_is_told_where_it_is_written() {
    let site = Site::small();
    site.run(&["publish"]).exits(2).says("names no target");
    for (line, words) in [
        ("to = \"ftp://host/a\"", "is of no kind that annals publishes to"),
        ("to = \"git@host:me/site.git\"", "git+ssh://"),
        ("to = \"https://me:word@host/site.git#x\"", "holds a password"),
        ("to = \"file:///srv/site\"\nremovals = -1", "`removals` counts"),
        ("to = \"file:///srv/site\"\nhistory = true", "`history` is for git branches only"),
        ("to = \"file:///srv/site\"\ncompress = [\"bz2\"]", "`compress` does not know `bz2`"),
    ] {
        site.write("content/site.toml", format!("{}[[publish]]\nname = \"p\"\n{line}\n", support::SETTINGS));
        site.run(&["publish"]).exits(1).says(words).says("content/site.toml:");
    }
    site.write(
        "content/site.toml",
        format!("{}[[publish]]\nname = \"p\"\nto = \"file:///nowhere\"\n", support::SETTINGS),
    );
    site.run(&["publish", "other"]).exits(2).says("there is no target `other`").says("`p`");
}

#[test]
fn nothing_is_published_among_the_sites_own_files() {
    let site = Site::new().file("content/events.toml", events(3, "a"));
    let root = site.root().canonicalize().unwrap();
    let folder = |below: &str| format!("\"file://{}\"\nin_place = true\nadopt = true", root.join(below).display());
    symlink("content", site.path("link")).unwrap();
    site.write("static/a.txt", "a");
    for to in [
        "\"archive:static/site.zip\"".to_owned(),
        "\"archive:content/site.toml.tar.zst\"".to_owned(),
        "\"archive:public/site.zip\"".to_owned(),
        "\"archive:link/site.zip\"".to_owned(),
        format!("\"archive:{}/static/new/site.zip\"", root.display()),
        folder("content/pub"),
        folder("static"),
        folder("link/pub"),
        folder("public"),
        folder(""),
        folder("content/pub").replace("in_place = true\n", ""),
    ] {
        site.write("content/site.toml", format!("{SETTINGS}[[publish]]\nname = \"p\"\nto = {to}\n"));
        site.run(&["publish"]).exits(2).says("which holds the site's own files");
    }
    for area in ["content", "static"] {
        assert!(site.tree(area).len() <= 2, "{area}");
    }
    assert!(!site.path("public/site.zip").exists());
}

// ---- earlier releases ------------------------------------------------------------------------------------------------

#[test]
fn earlier_releases_come_back_one_after_the_other() {
    for place in [&Folder::new(false) as &dyn Place, &Branch::new(true), &Archive::new("zip"), &Archive::new("tar.zst")]
    {
        come_back(place);
    }
}

#[track_caller]
fn come_back(place: &dyn Place) {
    let site = site(place);
    let mut copies = Vec::new();
    for word in ["one", "two", "three"] {
        site.write("content/events.toml", events(12, word));
        publish(&site, &[]);
        copies.push(place.copy());
    }
    // The site itself may be broken by now.
    site.write("content/broken.toml", "[[event]]\n");
    let plan = publish(&site, &["--rollback", "--dry-run"]);
    assert_eq!((&plan["outcome"], place.copy() == copies[2]), (&"planned".into(), true));
    for copy in copies[..2].iter().rev() {
        assert_eq!(publish(&site, &["--rollback"])["outcome"], "rolled-back");
        assert_eq!(place.copy(), *copy);
    }
    site.run(&["publish", "--rollback"]).exits(2).says("keeps no earlier release");
    assert_eq!(place.copy(), copies[0]);
}

#[test]
fn a_git_branch_without_history_keeps_the_release_before() {
    let place = Branch::new(false);
    let site = site(&place);
    let mut copies = Vec::new();
    for word in ["one", "two"] {
        site.write("content/events.toml", events(12, word));
        publish(&site, &[]);
        copies.push(place.copy());
    }
    publish(&site, &["--rollback"]);
    assert_eq!((place.copy() == copies[0], place.commits()), (true, 1));
    site.run(&["publish", "--rollback"]).exits(2).says("keeps no earlier release");
}

#[test]
fn what_others_write_into_a_commit_is_neither_an_option_nor_a_circle_for_git() {
    let place = Branch::new(true);
    let site = site(&place);
    let mut copies = Vec::new();
    for word in ["one", "two"] {
        site.write("content/events.toml", events(12, word));
        publish(&site, &[]);
        copies.push((place.copy(), place.git(&["rev-parse", "pages"])));
    }
    let (tree, parent) = (format!("{}^{{tree}}", copies[1].1.trim()), copies[0].1.trim());
    let mine = site.path("mine.txt");
    fs::write(&mine, "mine").unwrap();
    for words in [
        format!("--output={}", mine.display()),
        "refs/annals/present".to_owned(),
        "HEAD".to_owned(),
        String::new(),
        format!("{parent}^"),
    ] {
        let message = format!("By a stranger\n\nReturns-to: {words}\n");
        let commit = place.git(&["commit-tree", "-m", &message, "-p", parent, &tree]);
        place.git(&["update-ref", "refs/heads/pages", commit.trim()]);
        assert_eq!(publish(&site, &["--rollback"])["outcome"], "rolled-back", "{words}");
        assert!(place.copy() == copies[0].0, "{words}");
        assert_eq!(fs::read_to_string(&mine).unwrap(), "mine", "{words}");
    }
}

/// Publishes with so many kilobytes of memory.
fn publish_in(memory: u32, site: &Site, arguments: &[&str]) -> (i32, String) {
    let line = format!("ulimit -v {memory}; exec \"$0\" publish \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &line, env!("CARGO_BIN_EXE_annals")]).args(arguments).current_dir(site.root());
    command.envs(site.environment.iter().map(|(name, value)| (name, value)));
    let output = command.output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap_or_else(|| panic!("it was killed: {said}")), said)
}

fn make_program(path: &Path) {
    fs::set_permissions(path, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
}

/// A branch whose ten folders hold each other many times: of less than a hundred kilobytes, and of a billion names.
fn put_names(place: &Branch, parent: Option<&str>) {
    place.git(&["read-tree", "--empty"]);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("file");
    fs::write(&file, "x").unwrap();
    let mut object = place.git(&["hash-object", "-w", file.to_str().unwrap()]);
    for level in 0..9 {
        let (mode, kind) = if level == 0 { ("100644", "blob") } else { ("040000", "tree") };
        let line = |number| format!("{mode} {kind} {}\t{number}{}\n", object.trim(), "x".repeat(199));
        fs::write(&file, (0..10).map(line).collect::<String>()).unwrap();
        let make = format!("git mktree < '{}'", file.display());
        object = place.git(&["-c", &format!("alias.make=!{make}"), "make"]);
    }
    let mut arguments = vec!["commit-tree", "-m", "Names", object.trim()];
    arguments.extend(parent.iter().flat_map(|parent| ["-p", parent]));
    let commit = place.git(&arguments);
    place.git(&["update-ref", "refs/heads/pages", commit.trim()]);
}

#[test]
fn a_git_branch_with_more_names_than_any_memory_holds_is_given_up() {
    let place = Branch::new(true);
    let site = small_site(&place);
    put_names(&place, None);
    let (code, said) = publish_in(1_000_000, &site, &["--dry-run"]);
    assert!(code == 3 && said.contains("the branch `pages` holds more files than annals lists"), "{code}: {said}");
}

#[test]
fn an_earlier_commit_with_more_names_than_any_memory_holds_does_not_come_back() {
    let place = Branch::new(true);
    let site = small_site(&place);
    put_names(&place, None);
    let names = place.git(&["rev-parse", "pages"]);
    let tree = place.git(&["-c", "alias.empty=!git mktree </dev/null", "empty"]);
    let commit = place.git(&["commit-tree", "-m", "Nothing", "-p", names.trim(), tree.trim()]);
    place.git(&["update-ref", "refs/heads/pages", commit.trim()]);
    let (code, said) = publish_in(1_000_000, &site, &["--rollback"]);
    assert!(code == 3 && said.contains("the branch `pages` holds more files than annals lists"), "{code}: {said}");
}

#[test]
fn a_manifest_on_a_git_branch_is_not_read_without_end() {
    let place = Branch::new(true);
    let mut site = small_site(&place);
    publish(&site, &[]);
    // To make one that long takes git its time.
    let git = site.path("bin/git");
    let path = std::env::var("PATH").unwrap();
    let script = "#!/bin/sh\ncase \"$*\" in *'cat-file blob'*) exec yes;; esac\nPATH=${PATH#*:} exec git \"$@\"\n";
    write(&git, script.as_bytes());
    make_program(&git);
    site.environment.push(("PATH".to_owned(), format!("{}:{path}", git.parent().unwrap().display())));
    let (code, said) = publish_in(1_000_000, &site, &["--dry-run"]);
    let words = "`manifest.json` on the branch `pages`: it is longer than any that annals writes";
    assert!(code == 3 && said.contains(words), "{code}: {said}");
}

#[test]
fn a_message_of_a_commit_is_not_read_without_end() {
    let place = Branch::new(true);
    let site = small_site(&place);
    place.add_foreign("manifest.json", b"{}");
    let message = site.path("message");
    fs::write(&message, "Words of a stranger\n".repeat(100_000)).unwrap();
    let commit = place.git(&["commit-tree", "-F", message.to_str().unwrap(), "-p", "pages", "pages^{tree}"]);
    place.git(&["update-ref", "refs/heads/pages", commit.trim()]);
    site.run(&["publish", "--rollback"]).exits(3).says("git has more to say of the branch `pages`");
}

#[test]
fn what_a_remote_says_to_git_is_not_kept_without_end_and_its_last_words_are_told() {
    let place = Branch::new(true);
    let site = small_site(&place);
    let hook = place.around.path().join("hooks/pre-receive");
    let words = "yes \"$(printf %08000d 0)\" | head -c 70000000\necho\necho 'not today'\nexit 1\n";
    write(&hook, format!("#!/bin/sh\nexec >&2\n{words}").as_bytes());
    make_program(&hook);
    let (code, said) = publish_in(160_000, &site, &[]);
    assert!(code == 3 && said.contains("`git push` failed") && said.contains("not today"), "{code}: {said}");
}

#[test]
fn attributes_on_the_branch_change_no_byte_and_run_nothing() {
    let place = Branch::new(true);
    let attributes = b"*.html text eol=crlf ident\n*.css filter=stranger\n*.xml working-tree-encoding=UTF-16\n";
    place.add_foreign(".gitattributes", attributes);
    let mut site = site(&place);
    let settings = site.path("gitconfig");
    let ran = site.path("ran");
    fs::write(&settings, format!("[filter \"stranger\"]\n\tsmudge = touch {}; cat\n", ran.display())).unwrap();
    site.environment.push(("GIT_CONFIG_GLOBAL".to_owned(), settings.display().to_string()));
    let mut trees = Vec::new();
    for word in ["one", "two"] {
        site.write("content/events.toml", events(12, word));
        publish(&site, &["--adopt"]);
        trees.push(place.git(&["rev-parse", "pages^{tree}"]));
    }
    assert_eq!(publish(&site, &["--rollback", "--adopt"])["outcome"], "rolled-back");
    assert_eq!(place.git(&["rev-parse", "pages^{tree}"]), trees[0]);
    assert!(!ran.exists(), "a filter was run");
}

#[test]
fn what_is_no_plain_file_on_the_branch_is_none_of_the_sites_and_written_again() {
    let place = Branch::new(true);
    let site = small_site(&place);
    publish(&site, &[]);
    let before = place.copy();
    // Someone who may push has made links, programs and another repository of pages, whose bytes stay as they were.
    let object = |path: &str| place.git(&["rev-parse", &format!("pages:{path}")]).trim().to_owned();
    place.git(&["read-tree", "pages"]);
    for (mode, path) in [("120000", "index.html"), ("100755", "feed.xml"), ("120000", "events/e-3/index.html")] {
        place.git(&["update-index", "--add", "--cacheinfo", &format!("{mode},{},{path}", object(path))]);
    }
    let commit = place.git(&["rev-parse", "pages"]);
    place.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{},404.html", commit.trim())]);
    let tree = place.git(&["write-tree"]);
    let changed = place.git(&["commit-tree", "-m", "changed", "-p", "pages", tree.trim()]);
    place.git(&["update-ref", "refs/heads/pages", changed.trim()]);
    publish(&site, &[]);
    let modes = place.git(&["ls-tree", "-r", "pages"]);
    assert!(modes.lines().all(|line| line.starts_with("100644 blob")), "{modes}");
    assert!(place.copy() == before);
    assert_eq!(publish(&site, &["--verify"])["outcome"], "unchanged");
}

#[test]
fn a_target_that_keeps_no_releases_says_so() {
    let place = Folder::new(true);
    let site = site(&place);
    publish(&site, &[]);
    site.run(&["publish", "--rollback"]).exits(2).says("keeps no earlier releases");
}

// ---- links -----------------------------------------------------------------------------------------------------------

/// A folder beside the site with a secret, which no publication may read from or write to.
struct Outside {
    folder: tempfile::TempDir,
}

const SECRET: &str = "the secret of another";

impl Outside {
    fn new() -> Outside {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("secret"), SECRET).unwrap();
        Outside { folder }
    }

    fn secret(&self) -> PathBuf {
        self.folder.path().join("secret")
    }

    /// Holds that nothing was written here, and that nothing of it is in a copy.
    #[track_caller]
    fn is_untouched(&self, copy: &Tree) {
        assert_eq!(tree_of(self.folder.path()), [("secret".to_owned(), SECRET.into())].into());
        let holds = |bytes: &[u8]| bytes.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
        let told: Vec<&String> = copy.iter().filter(|(_, bytes)| holds(bytes)).map(|(path, _)| path).collect();
        assert_eq!(told, [""; 0]);
    }
}

/// Puts a link into the place of a file or folder.
fn put_link(from: &Path, to: &Path) {
    fs::create_dir_all(from.parent().unwrap()).unwrap();
    if from.is_dir() {
        fs::remove_dir_all(from).unwrap()
    } else {
        drop(fs::remove_file(from))
    }
    symlink(to, from).unwrap();
}

#[test]
fn a_link_in_the_built_site_is_not_read_through() {
    let places = [&Folder::new(false) as &dyn Place, &Folder::new(true), &Archive::new("zip"), &Branch::new(true)];
    for place in places {
        let (site, outside) = (small_site(place), Outside::new());
        publish(&site, &[]);
        let before = place.copy();
        // In the place of pages, of the manifest's signature, and of a file that is not the site's.
        for path in ["index.html", "events/e-3/index.html", "manifest.json.minisig", "more.txt"] {
            put_link(&site.path("public").join(path), &outside.secret());
        }
        site.write("content/events.toml", events(9, "first"));
        publish(&site, &[]);
        let copy = place.copy();
        is_whole(&copy, &[]);
        outside.is_untouched(&copy);
        assert!(!copy.contains_key("manifest.json.minisig"));
        // In the place of a folder with all it holds: as long, as old, and with other words.
        let elsewhere = tempfile::tempdir().unwrap();
        let moved = elsewhere.path().join("events");
        fs::rename(site.path("public/events"), &moved).unwrap();
        let page = moved.join("e-3/index.html");
        let about = fs::metadata(&page).unwrap().modified().unwrap();
        fs::write(&page, fs::read_to_string(&page).unwrap().replace("Event 3", "Event 8")).unwrap();
        fs::File::options().write(true).open(&page).unwrap().set_modified(about).unwrap();
        symlink(&moved, site.path("public/events")).unwrap();
        fs::remove_file(site.path("public/more.txt")).unwrap();
        // Nothing would have to be sent; then something would.
        for word in ["first", "second"] {
            site.write("content/events.toml", events(9, word));
            site.run(&["publish"]).exits(3).says("events` is in the way");
            assert!(place.copy() == copy && copy != before);
        }
    }
}

#[test]
fn a_link_in_the_folder_of_the_target_is_not_written_through() {
    for in_place in [true, false] {
        let (place, outside) = (Folder::new(in_place), Outside::new());
        let site = small_site(&place);
        let settings = support::publish::settings(&place);
        site.write("content/site.toml", format!("{settings}adopt = true\n"));
        // Before the site is there.
        put_link(&place.path().join("events"), outside.folder.path());
        site.run(&["publish", "--adopt"]).exits(2).says("is in the way").says("`events`");
        outside.is_untouched(&place.copy());
        fs::remove_file(place.path().join("events")).unwrap();
        publish(&site, &[]);
        // After: the files beneath seem to have gone.
        put_link(&place.path().join("events"), outside.folder.path());
        put_link(&place.path().join("timeline/2000"), outside.folder.path());
        site.write("content/events.toml", events(8, "second"));
        site.run(&["publish", "--verify", "--allow-removals"]).exits(2).says("`events`, `timeline/2000`");
        outside.is_untouched(&place.copy());
        for path in ["events", "timeline/2000"] {
            fs::remove_file(place.path().join(path)).unwrap();
        }
        // In the place of a file, the link itself gives way.
        put_link(&place.path().join("feed.xml"), &outside.secret());
        publish(&site, &["--verify", "--adopt"]);
        let copy = place.copy();
        is_whole(&copy, &[]);
        outside.is_untouched(&copy);
        // Where files are written before they take their places.
        if in_place {
            put_link(&place.path().join(".annals-parts"), outside.folder.path());
            site.write("content/events.toml", events(8, "third"));
            site.run(&["publish"]).exits(3).says("symbolic link");
            outside.is_untouched(&place.copy());
        }
    }
}

#[test]
fn what_is_in_the_way_on_a_git_branch_is_not_replaced() {
    let place = Branch::new(true);
    let site = small_site(&place);
    place.add_foreign("events", b"mine");
    site.run(&["publish", "--adopt"]).exits(2).says("is in the way").says("`events`");
    place.add_foreign("feed.xml/mine.txt", b"mine");
    site.run(&["publish", "--adopt"]).exits(2).says("is in the way").says("`feed.xml/mine.txt`");
    assert_eq!(place.copy(), [("feed.xml/mine.txt".to_owned(), b"mine".to_vec())].into());
}

#[test]
fn what_stands_where_the_manifest_and_its_signature_belong_is_not_said_to_be_left_alone() {
    let place = Branch::new(true);
    let site = small_site(&place);
    site.write("content/site.toml", format!("{}adopt = true\n", site.read("content/site.toml")));
    for path in ["manifest.json/mine.txt", "manifest.json.minisig/mine.txt"] {
        place.add_foreign(path, b"mine");
        site.run(&["publish", "--adopt"]).exits(2).says("is in the way").says(path);
        assert_eq!(place.copy(), [(path.to_owned(), b"mine".to_vec())].into());
    }
    let path = "manifest.json.minisig";
    place.add_foreign(path, b"mine");
    site.run(&["publish"]).exits(2).says("say `--adopt` to replace them").says(path);
    assert_eq!(place.copy(), [(path.to_owned(), b"mine".to_vec())].into());
    assert_eq!(publish(&site, &["--adopt"])["foreign"], serde_json::json!([]));
    assert!(!place.copy().contains_key(path));
}

#[test]
fn an_archive_is_not_written_through_a_link_that_leads_out_of_the_site() {
    let elsewhere = Site::new();
    let settings = |to: &str| format!("{SETTINGS}[[publish]]\nname = \"p\"\nto = \"archive:{to}\"\n");
    let site = Site::new().file("content/events.toml", events(3, "a")).link("out", elsewhere.root().to_str().unwrap());
    for to in ["out/site.zip", "./out/below/site.tar.zst"] {
        site.write("content/site.toml", settings(to));
        site.run(&["publish"]).exits(2).says("leads out of the site's folder");
    }
    assert!(elsewhere.tree("").is_empty());
    // Nor through one that leads elsewhere within the site, nor is one, or a pipe, in its place read.
    fs::create_dir(site.path("dist")).unwrap();
    symlink("dist", site.path("inside")).unwrap();
    symlink("secret", site.path("dist/a.zip")).unwrap();
    assert!(Command::new("mkfifo").arg(site.path("dist/b.zip")).status().unwrap().success());
    for (to, words) in [
        ("inside/site.zip", "`inside` in `inside/site.zip` is a symbolic link"),
        ("dist/a.zip", "`a.zip` in `dist/a.zip` is a symbolic link"),
        ("dist/b.zip", "is no plain file"),
    ] {
        site.write("content/site.toml", settings(to));
        site.run(&["publish"]).exits(3).says(words);
    }
    assert_eq!(fs::read_dir(site.path("dist")).unwrap().count(), 2);
    // Where the author's own words lead out, they are taken.
    for to in ["new/site.zip".to_owned(), format!("{}/site.zip", elsewhere.root().display())] {
        site.write("content/site.toml", settings(&to));
        publish(&site, &[]);
    }
    assert_eq!(elsewhere.tree("").len(), 1);
}

#[test]
fn a_link_in_an_earlier_release_is_not_followed_when_it_comes_back() {
    let (place, outside) = (Branch::new(true), Outside::new());
    let site = small_site(&place);
    let mut trees = Vec::new();
    for word in ["one", "two"] {
        site.write("content/events.toml", events(12, word));
        publish(&site, &[]);
        trees.push(place.git(&["rev-parse", "pages^{tree}"]).trim().to_owned());
    }
    // Someone who may push has put links to another's files into the release before.
    let name = place.around.path().join("name");
    fs::write(&name, outside.secret().to_str().unwrap()).unwrap();
    let object = place.git(&["hash-object", "-w", name.to_str().unwrap()]);
    for path in ["manifest.json.minisig", "feed.xml"] {
        place.git(&["read-tree", &trees[0]]);
        place.git(&["update-index", "--add", "--cacheinfo", &format!("120000,{},{path}", object.trim())]);
        let tree = place.git(&["write-tree"]);
        let before = place.git(&["commit-tree", "-m", "before", tree.trim()]);
        let now = place.git(&["commit-tree", "-m", "now", "-p", before.trim(), &trees[1]]);
        place.git(&["update-ref", "refs/heads/pages", now.trim()]);
        site.run(&["publish", "--rollback"]);
        outside.is_untouched(&place.copy());
    }
    // The folder's releases lie beside it.
    let (place, outside) = (Folder::new(false), Outside::new());
    let site = small_site(&place);
    for word in ["one", "two"] {
        site.write("content/events.toml", events(12, word));
        publish(&site, &[]);
    }
    let kept = place.path().with_file_name(".site.annals-releases").join("1");
    for path in ["manifest.json.minisig", "feed.xml"] {
        put_link(&kept.join(path), &outside.secret());
        let before = place.copy();
        site.run(&["publish", "--rollback"]).exits(3).says("is a symbolic link");
        assert!(place.copy() == before);
        fs::remove_file(kept.join(path)).unwrap();
    }
}

#[test]
fn a_link_in_the_place_of_earlier_releases_is_refused_and_nothing_is_removed_beyond_it() {
    // The archive's name may come with the site, from a stranger.
    for suffix in ["", "zip", "tar.zst"] {
        let (folder, archive) = (Folder::new(false), Archive::new(suffix));
        let (place, path) = if suffix.is_empty() {
            (&folder as &dyn Place, folder.path())
        } else {
            (&archive as &dyn Place, archive.path())
        };
        let site = small_site(place);
        let settings = support::publish::settings(place);
        site.write("content/site.toml", format!("{settings}keep = 1\n"));
        publish(&site, &[]);
        let before = place.copy();
        let outside = tempfile::tempdir().unwrap();
        for year in ["1999", "2001", "2005"] {
            let name = if suffix.is_empty() { format!("{year}/index.html") } else { format!("{year}.{suffix}") };
            write(&outside.path().join(name), b"another's");
        }
        let untouched = tree_of(outside.path());
        let kept = path.with_file_name(format!(".{}.annals-releases", path.file_name().unwrap().to_str().unwrap()));
        symlink(outside.path(), &kept).unwrap();
        for (count, words) in [(9, &["publish"][..]), (9, &["publish", "--rollback"]), (10, &["publish"])] {
            site.write("content/events.toml", events(count, "second"));
            site.run(words).exits(2).says(".annals-releases").says("a symbolic link or no folder");
            assert_eq!(tree_of(outside.path()), untouched, "{suffix}");
            assert!(place.copy() == before, "{suffix}");
        }
        fs::remove_file(&kept).unwrap();
        // What has another name, or is not what annals keeps, is neither counted nor removed, nor does it come back.
        fs::create_dir(&kept).unwrap();
        let dot = if suffix.is_empty() { String::new() } else { format!(".{suffix}") };
        for name in ["1999.txt", "0007", "+8", "notes", "007.zip", "8.zip.txt"] {
            write(&kept.join(name), b"another's");
        }
        symlink(outside.path(), kept.join(format!("5{dot}"))).unwrap();
        assert!(Command::new("mkfifo").arg(kept.join(format!("6{dot}"))).status().unwrap().success());
        let others = tree_of(&kept).len();
        for count in [9, 10, 11] {
            site.write("content/events.toml", events(count, "third"));
            publish(&site, &[]);
        }
        let of_others = |name: &str| name.split('/').next() != Some(&format!("9{dot}"));
        let names: Vec<String> = tree_of(&kept).into_keys().filter(|name| of_others(name)).collect();
        assert_eq!(names.len(), others, "{names:?}");
        assert_eq!(tree_of(outside.path()), untouched, "{suffix}");
        assert!(kept.join(format!("9{dot}")).exists() && !kept.join(format!("8{dot}")).exists());
        publish(&site, &["--rollback"]);
        site.run(&["publish", "--rollback"]).exits(2).says("is no release that annals kept");
        assert_eq!(tree_of(outside.path()), untouched, "{suffix}");
    }
}

#[test]
fn an_earlier_archive_is_read_no_further_than_its_manifest_says() {
    let place = Archive::new("zip");
    let site = small_site(&place);
    publish(&site, &[]);
    let before = fs::read(place.path()).unwrap();
    let kept = place.path().with_file_name(".site.zip.annals-releases");
    fs::create_dir(&kept).unwrap();
    let annals = env!("CARGO_BIN_EXE_annals");
    for (script, code, words) in [
        // Zeros of which the manifest says nothing, or that a page is followed by.
        ("for _ in range(75): f.write(bytes(16 << 20))", Some(0), ""),
        // A length that no memory has.
        ("files['index.html']['size'] = 1 << 62", Some(3), "index.html"),
    ] {
        let script = format!(
            "import json, sys, zipfile\n\
             old, new = zipfile.ZipFile('{0}'), zipfile.ZipFile('{1}', 'w', zipfile.ZIP_DEFLATED)\n\
             manifest = json.loads(old.read('manifest.json'))\nfiles = manifest['files']\n\
             with new.open('zeros', 'w') as f:\n    {script}\nmanifest['default_csp'] = 'another'\n\
             [new.writestr(n, old.read(n)) for n in old.namelist() if n != 'manifest.json']\n\
             new.writestr('manifest.json', json.dumps(manifest))\nnew.close()\n",
            place.path().display(),
            kept.join("1.zip").display()
        );
        let made = Command::new("python3").args(["-c", &script]).output().unwrap();
        assert!(made.status.success(), "{}", String::from_utf8_lossy(&made.stderr));
        let run = Command::new("sh")
            .args(["-c", "ulimit -v 1000000; exec \"$0\" publish --rollback", annals])
            .current_dir(site.root())
            .output()
            .unwrap();
        assert_eq!(run.status.code(), code, "{run:?}");
        assert!(String::from_utf8_lossy(&run.stderr).contains(words), "{run:?}");
        if code == Some(0) {
            is_whole(&place.copy(), &[]);
            fs::write(place.path(), &before).unwrap();
        }
        assert!(fs::read(place.path()).unwrap() == before);
    }
}

#[test]
fn a_link_or_a_pipe_among_earlier_releases_of_a_folder_does_not_come_back() {
    let place = Folder::new(false);
    let site = small_site(&place);
    for word in ["one", "two"] {
        site.write("content/events.toml", events(9, word));
        publish(&site, &[]);
    }
    let before = place.copy();
    let kept = place.path().with_file_name(".site.annals-releases");
    // Another site of annals, with a page that this one must not show.
    let other = Site::small().file("static/secret.html", SECRET);
    other.build().exits(0);
    symlink(other.path("public"), kept.join("98")).unwrap();
    site.run(&["publish", "--rollback"]).exits(2).says("98` is no release that annals kept");
    assert!(place.copy() == before);
    fs::remove_file(kept.join("98")).unwrap();
    fs::create_dir(kept.join("99")).unwrap();
    assert!(Command::new("mkfifo").arg(kept.join("99/manifest.json")).status().unwrap().success());
    site.run(&["publish", "--rollback"]).exits(2).says("99` is no release that annals kept");
    site.write("content/events.toml", events(9, "three"));
    publish(&site, &[]);
    assert!(kept.join("100/manifest.json").is_file() && kept.join("99").exists());
    publish(&site, &["--rollback"]);
    assert!(place.copy() == before);
}

// ---- changes by others -----------------------------------------------------------------------------------------------

#[test]
fn what_was_changed_there_is_found_and_mended_on_demand() {
    for in_place in [false, true] {
        let place = Folder::new(in_place);
        let site = site(&place);
        publish(&site, &[]);
        let page = place.path().join("events/e-3/index.html");
        let about = fs::metadata(&page).unwrap().modified().unwrap();
        fs::write(&page, fs::read_to_string(&page).unwrap().replace("Event 3", "Event 8")).unwrap();
        fs::File::options().write(true).open(&page).unwrap().set_modified(about).unwrap();
        fs::remove_file(place.path().join("events/e-4/index.html")).unwrap();
        let report = publish(&site, &["--verify"]);
        assert_eq!(support::publish::paths(&report, "changed"), ["events/e-3/index.html".to_owned()].into());
        assert_eq!(support::publish::paths(&report, "new"), ["events/e-4/index.html".to_owned()].into());
        is_whole(&place.copy(), &[]);
    }
}

// ---- what only some hosts need ---------------------------------------------------------------------------------------

#[test]
fn compressed_copies_stand_beside_texts_and_hold_the_same() {
    let place = Folder::new(false);
    let site = site(&place);
    let settings = site.read("content/site.toml");
    site.write("content/site.toml", format!("{settings}compress = [\"gz\", \"br\"]\nredirects = true\n"));
    site.write("content/events.toml", events(30, "a").replace("id = \"e-29\"", "id = \"e-29\"\naliases = [\"/old/\"]"));
    publish(&site, &[]);
    let copy = place.copy();
    is_whole(&copy, &[]);
    let packed: Vec<&String> = copy.keys().filter(|path| path.ends_with(".gz")).collect();
    assert!(packed.len() > 50 && !copy.contains_key("media/film.bin.gz"), "{packed:?}");
    for path in packed {
        let whole = &copy[path.trim_end_matches(".gz")];
        let mut unpacked = Vec::new();
        std::io::copy(&mut flate2::read::GzDecoder::new(&copy[path][..]), &mut unpacked).unwrap();
        assert!(unpacked == *whole, "{path}");
        let mut unpacked = Vec::new();
        let brotli = &copy[&path.replace(".gz", ".br")];
        brotli::BrotliDecompress(&mut &brotli[..], &mut unpacked).unwrap();
        assert!(unpacked == *whole, "{path}, brotli");
    }
    assert_eq!(copy["_redirects"], b"/sub/old/ /sub/events/e-29/ 301\n");
    // The same site once more: the same copies.
    assert_eq!(publish(&site, &[])["outcome"], "unchanged");
}

#[test]
fn the_manifest_says_what_webcat_asks_of_a_site() {
    let place = Folder::new(false);
    publish(&site(&place), &[]);
    let copy = place.copy();
    let manifest: serde_json::Value = serde_json::from_slice(&copy["manifest.json"]).unwrap();
    for file in ["default_index", "default_fallback"] {
        assert!(copy.contains_key(manifest[file].as_str().unwrap()), "{file}");
    }
    let policy = manifest["default_csp"].as_str().unwrap();
    assert!(String::from_utf8_lossy(&copy["_headers"]).contains(&format!("Content-Security-Policy: {policy}\n")));
    // Its rules: nothing but what is named, scripts and styles of the site alone, neither hashes nor nonces.
    for part in ["default-src 'none'", "script-src 'self'", "style-src 'self'"] {
        assert!(policy.split("; ").any(|other| other == part), "{policy}");
    }
    assert!(!policy.contains("sha256-") && !policy.contains("nonce-") && !policy.contains("unsafe-"), "{policy}");
    // Every file with its hash, in a form from which another can be made.
    let files = manifest["files"].as_object().unwrap();
    assert_eq!(files.len(), copy.len() - 1);
    assert!(files.values().all(|entry| entry["sha256"].as_str().unwrap().len() == 64 && entry["size"].is_u64()));
}

#[test]
fn workflows_are_written_and_never_over_others() {
    for (host, file) in [
        ("github-pages", ".github/workflows/publish.yml"),
        ("gitlab-pages", ".gitlab-ci.yml"),
        ("codeberg-pages", ".woodpecker/publish.yml"),
        ("netlify", "netlify.toml"),
        ("cloudflare-pages", ".github/workflows/publish.yml"),
    ] {
        let site = Site::small();
        let before = site.read("content/site.toml");
        site.run(&["init", "--ci", host]).exits(0).says(file);
        let text = site.read(file);
        assert!(text.contains(concat!("--version ", env!("CARGO_PKG_VERSION"), " ")));
        assert!(!text.contains("@VERSION@"), "{host}");
        assert_eq!((site.read("content/site.toml"), site.path("content/events").exists()), (before, false));
        site.write(file, "my own");
        site.run(&["init", "--ci", host]).exits(2).says("exists already");
        assert_eq!(site.read(file), "my own");
        // What the workflow runs exists.
        for command in text.split("annals ").skip(1).filter(|rest| rest.starts_with(|c: char| c.is_ascii_lowercase())) {
            let line: String = command.chars().take_while(|c| *c != '\n' && *c != '&' && *c != '"').collect();
            let words: Vec<&str> = line.split_whitespace().collect();
            if let ["check" | "build" | "verify" | "publish", ..] = words[..] {
                let run = site.run(&[&words[..], &["--help"]].concat());
                assert_eq!(run.code, 0, "{host}: {line}: {}", run.stderr);
            }
        }
    }
    // With a new site, both.
    let site = Site::new();
    site.run(&["init", "new", "--ci", "netlify"]).exits(0);
    assert!(site.path("new/netlify.toml").exists() && site.path("new/content/site.toml").exists());
    // The site that `init` writes has no address yet.
    let run = support::run_in(&site.path("new"), &["build", "--for-publishing"]);
    run.exits(1).says("error[E061]");
}

#[test]
fn of_two_who_publish_at_once_each_is_told_how_it_ended_and_nothing_is_mixed() {
    let archives = [Archive::new("zip"), Archive::new("tar.zst")];
    let folders = [Folder::new(false), Folder::new(true)];
    let branches = [Branch::new(true), Branch::new(false)];
    for number in 0..2 {
        for place in [&archives[number] as &dyn Place, &folders[number], &branches[number]] {
            race(place, 2);
        }
    }
}

#[test]
fn a_fault_of_the_target_is_told_when_a_release_is_to_come_back() {
    let site = support::Site::new()
        .file("content/site.toml", "title = \"A\"\n[[publish]]\nname = \"production\"\nto = \"/srv/www\"\n");
    let run = site.run(&["publish", "--rollback"]).exits(1).says("is no address");
    assert!(!run.stderr.contains("names no target"), "{}", run.stderr);
}
