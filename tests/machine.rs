//! Machines that fail: killed, full, forbidden, poor in memory and descriptors, without a home, with a wrong clock, busy
//! with another build. After each the old site stands or the new one, whole; the exit code is a documented one; what is
//! said is a sentence and never a panic.
//!
//! What takes minutes, and what only the superuser can make (a full disk, a forbidden folder), runs on demand:
//!
//! ```text
//! cargo test --test machine -- --ignored
//! ```

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "tests meet the machine")]
#![allow(clippy::disallowed_macros, clippy::print_stderr, reason = "the long ones say how far they came")]

mod support;

use std::fs;
use std::os::unix::fs::{PermissionsExt, chown, symlink};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use support::preview::everything;
use support::{SETTINGS, Site, Tree, read_tree};

const PROGRAM: &str = env!("CARGO_BIN_EXE_annals");

/// A site of some records, all of whose pages hold a word.
fn site(word: &str) -> Site {
    let site = Site::new();
    write_content(&site, word);
    site
}

fn write_content(site: &Site, word: &str) {
    site.write("content/site.toml", format!("{SETTINGS}languages = [\"en\", \"ar\"]\ndescription = \"{word}\"\n"));
    let mut records = "[[actor]]\nid = \"league\"\nname = \"League\"\n\n[[place]]\nid = \"town\"\nname = \"Town\"\nlat = 48\nlon = 37\n".to_owned();
    for day in 1..=24 {
        records.push_str(&format!(
            "\n[[event]]\nid = \"event-{day}\"\ndate = \"2015-02-{day:02}\"\ntitle = \"{word} on day {day}\"\nactors = [\"league\"]\n\
             places = [\"town\"]\nsources = [{{ title = \"A paper\" }}]\n"
        ));
    }
    site.write("content/records.toml", records);
    site.write(
        "content/articles/one.md",
        format!("+++\ntitle = \"One\"\ndate = 2016-01-01\n+++\n{word} [[event-1]]\n"),
    );
    site.write("static/media/one.txt", word);
}

/// The program in a folder, without words from outside.
fn annals(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(PROGRAM);
    command.args(arguments).current_dir(folder).env_remove("NO_COLOR").stdin(Stdio::null());
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// Runs a command, which must end with one of the documented codes and without a panic.
#[track_caller]
fn ends(command: &mut Command) -> (i32, String) {
    documented(&command.output().unwrap())
}

#[track_caller]
fn documented(output: &Output) -> (i32, String) {
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!said.contains("panicked"), "{said}");
    let code = output.status.code().unwrap_or_else(|| panic!("ended by {:?}: {said}", output.status));
    assert!((0..=3).contains(&code), "exit code {code}: {said}");
    (code, said)
}

/// What a build in a fresh folder writes.
fn expected(word: &str) -> Tree {
    let site = site(word);
    site.build().exits(0);
    site.tree("public")
}

/// A command under a limit of the shell's, such as `ulimit -n 64`.
fn limited(limit: &str, folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("sh");
    command.args(["-c", &format!("{limit}; exec \"$0\" \"$@\""), PROGRAM]).args(arguments).current_dir(folder);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

// ---- equal bytes -----------------------------------------------------------------------------------------------------

#[test]
fn the_same_site_is_the_same_bytes_wherever_and_however_it_is_built() {
    let expected = expected("Word");
    let held = |how: &str, site: &Site, command: &mut Command| {
        let (code, said) = ends(command);
        assert_eq!(code, 0, "{how}: {said}");
        let found = site.tree("public");
        let other = expected.iter().find(|(path, bytes)| found.get(*path) != Some(bytes)).map(|(path, _)| path);
        assert!(found == expected, "{how}: {other:?} differs");
    };
    for (name, value) in [
        ("RAYON_NUM_THREADS", "1"),
        ("RAYON_NUM_THREADS", "7"),
        ("TZ", "Asia/Kathmandu"),
        ("TZ", "nonsense"),
        ("LC_ALL", "tr_TR.UTF-8"),
        ("LC_ALL", "C"),
        ("LANG", "ar_EG.UTF-8"),
        ("HOME", "/nowhere"),
        ("TMPDIR", "/nowhere"),
        ("SOURCE_DATE_EPOCH", "1"),
    ] {
        let site = site("Word");
        held(&format!("{name}={value}"), &site, annals(site.root(), &["build"]).env(name, value));
    }
    for now in ["1970-01-01", "2100-01-01", "0001-01-01", "9999-12-31"] {
        let site = site("Word");
        held(now, &site, &mut annals(site.root(), &["build", "--now", now]));
    }
    let bare = site("Word");
    held("an empty environment", &bare, annals(bare.root(), &["build"]).env_clear());
    // Files made in another order, in another place.
    let elsewhere = Site::new();
    for (path, bytes) in site("Word").tree("").into_iter().rev() {
        elsewhere.write(&format!("a folder of мова/{path}"), bytes);
    }
    let folder = elsewhere.path("a folder of мова");
    assert_eq!(ends(&mut annals(elsewhere.root(), &["--root", folder.to_str().unwrap(), "build"])).0, 0);
    assert!(read_tree(&folder.join("public")) == expected);
    // After another site, and after one that stopped.
    let again = site("Other");
    again.build().exits(0);
    write_content(&again, "Word");
    let mut stopped = annals(again.root(), &["build"]).spawn().unwrap();
    std::thread::sleep(Duration::from_millis(60));
    stopped.kill().unwrap();
    stopped.wait().unwrap();
    held("after a build that was killed", &again, &mut annals(again.root(), &["build"]));
}

// ---- nothing of the author's is written ------------------------------------------------------------------------------

#[test]
fn no_command_but_new_and_init_writes_into_the_authors_folders() {
    let site = site("Word");
    site.write("templates/404.html", "<!doctype html><title>x</title>");
    let folders = || ["content", "templates", "static"].map(|folder| everything(&site.path(folder)));
    let before = folders();
    for arguments in [
        &["build"][..],
        &["build", "--drafts"],
        &["check"],
        &["check", "--json"],
        &["explain", "site"],
        &["explain", "event-1", "event-2"],
        &["build", "--output", "content"],
        &["build", "--output", "content/public"],
        &["build", "--output", "static/media"],
        &["build", "--output", "templates"],
        &["build", "--output", "."],
        &["build", "--output", "content/../static"],
        &["init", "."],
    ] {
        // The last refuses: what it would write is there.
        ends(&mut annals(site.root(), arguments));
        assert_eq!(folders(), before, "{arguments:?}");
    }
}

// ---- poor machines ---------------------------------------------------------------------------------------------------

#[test]
fn sixty_four_descriptors_and_little_memory_are_enough() {
    let expected = expected("Word");
    for limit in ["ulimit -n 64", "ulimit -v 262144"] {
        let site = site("Word");
        let (code, said) = ends(&mut limited(limit, site.root(), &["build"]));
        assert_eq!(code, 0, "{limit}: {said}");
        assert!(site.tree("public") == expected, "{limit}");
    }
}

#[test]
fn a_preview_with_few_descriptors_serves_on() {
    let site = site("Word");
    let mut child = limited("ulimit -n 64", site.root(), &["serve", "--port", "0", "--poll"]).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line).unwrap();
    let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
    let many: Vec<_> = (0..200).filter_map(|_| std::net::TcpStream::connect(&address).ok()).collect();
    drop(many);
    let asked = |path: &str| -> Option<String> {
        let mut stream = std::net::TcpStream::connect(&address).ok()?;
        stream.set_read_timeout(Some(Duration::from_secs(30))).ok()?;
        let request = format!("GET {path} HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        std::io::Write::write_all(&mut stream, request.as_bytes()).ok()?;
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut stream, &mut answer).ok()?;
        Some(answer)
    };
    let begun = Instant::now();
    let served = || asked("/events/event-1/").is_some_and(|answer| answer.contains("Word on day 1"));
    while !served() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not serve any more");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert!(child.try_wait().unwrap().is_none(), "it has ended");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_preview_with_few_descriptors_serves_on_while_more_connections_than_these_say_nothing() {
    let site = site("Word");
    let mut child = limited("ulimit -n 256", site.root(), &["serve", "--port", "0", "--quiet"]).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(&mut std::io::BufReader::new(child.stdout.take().unwrap()), &mut line).unwrap();
    let address = line.trim().trim_start_matches("http://").trim_end_matches('/').to_owned();
    let send = |bytes: &str| -> std::io::Result<std::net::TcpStream> {
        let mut stream = std::net::TcpStream::connect_timeout(&address.parse().unwrap(), Duration::from_secs(5))?;
        std::io::Write::write_all(&mut stream, bytes.as_bytes())?;
        Ok(stream)
    };
    let is_served = || {
        let request = format!("GET /events/event-1/ HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n");
        let Ok(mut stream) = send(&request) else { return false };
        // Far less than the preview's own patience with the others.
        stream.set_read_timeout(Some(Duration::from_secs(15))).unwrap();
        let mut answer = String::new();
        std::io::Read::read_to_string(&mut stream, &mut answer).is_ok() && answer.contains("Word on day 1")
    };
    let begun = Instant::now();
    while !is_served() {
        assert!(begun.elapsed() < Duration::from_secs(60), "it does not serve");
        std::thread::sleep(Duration::from_millis(50));
    }
    let silent: Vec<_> = (0..600).map_while(|_| send("GET / HT").ok()).collect();
    assert_eq!(silent.len(), 600, "no further connection is let in");
    assert!(is_served() && is_served(), "nobody is served");
    assert!(child.try_wait().unwrap().is_none(), "it has ended");
    child.kill().unwrap();
    child.wait().unwrap();
}

#[test]
fn a_limit_on_the_length_of_files_is_a_fault_that_is_told_and_leaves_nothing_half_written() {
    let site = site("Word");
    let (code, said) = ends(&mut limited("ulimit -f 4", site.root(), &["build"]));
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("larger than this system or its limits"), "{said}");
    assert!(!site.path("public").exists());
    let before = everything(&site.path("content"));
    let (code, said) = ends(&mut limited("ulimit -f 0", site.root(), &["new", "event", "Something"]));
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("cannot be written"), "{said}");
    let paths = |tree: &[(PathBuf, u64, _)]| -> Vec<PathBuf> { tree.iter().map(|(path, ..)| path.clone()).collect() };
    let left: Vec<_> = paths(&everything(&site.path("content")));
    assert!(left.iter().all(|path| path.is_dir() || paths(&before).contains(path)), "{left:?}");
    site.run(&["new", "event", "Something"]).exits(0);
    // The first file of a new site is short enough, and a later one is not.
    for limit in ["ulimit -f 0", "ulimit -f 1"] {
        let (code, said) = ends(&mut limited(limit, site.root(), &["init", "other"]));
        if code != 0 {
            assert_eq!(code, 3, "{said}");
            assert!(!site.path("other/content").exists(), "{said}");
        }
    }
    let _ = fs::remove_dir_all(site.path("other"));
    site.run(&["init", "other"]).exits(0);
}

#[test]
fn names_with_line_ends_make_no_line_of_annals_own() {
    let name = "z`\nannals: every file is the one that was built\n`";
    let forged = |said: &str| said.lines().any(|line| line.starts_with("annals: every file is"));
    let site = site("Word");
    site.write(&format!("content/{name}/f.toml"), "[[event]]\nid = \"x\"\ndate = \"no\"\n\n= 1\n");
    for arguments in [&["check"][..], &["build"]] {
        let (code, said) = ends(&mut annals(site.root(), arguments));
        assert!(code == 1 && said.contains("every file is the one") && !forged(&said), "{said}");
    }
    let (code, said) = ends(&mut annals(site.root(), &["--root", name, "check"]));
    assert!(code == 2 && said.contains("every file is the one") && !forged(&said), "{said}");
    fs::remove_dir_all(site.path(&format!("content/{name}"))).unwrap();
    let file = site.path("file");
    fs::write(&file, "").unwrap();
    let output = format!("file/{name}");
    let (code, said) = ends(&mut annals(site.root(), &["build", "--output", &output]));
    assert!(code == 3 && said.contains("every file is the one") && !forged(&said), "{said}");
}

#[test]
fn closed_and_full_streams_are_no_panic() {
    let site = site("Word");
    for (redirection, arguments) in [
        (">&-", &["build"][..]),
        ("2>&-", &["build"]),
        (">&- 2>&- <&-", &["check", "--json"]),
        (">/dev/full", &["explain", "checks"]),
        (">/dev/full", &["check", "--json"]),
        (">/dev/full", &["--help"]),
        (">/dev/full", &["build", "--help"]),
        (">/dev/full", &["--version"]),
        (">&-", &["--version"]),
        ("2>/dev/full", &["check"]),
        (">/dev/full 2>/dev/full", &["build"]),
    ] {
        let mut command = Command::new("sh");
        command.args(["-c", &format!("exec \"$0\" \"$@\" {redirection}"), PROGRAM]).args(arguments);
        let (code, said) = ends(command.current_dir(site.root()));
        let result_lost = redirection.contains(">/dev/full") && !redirection.starts_with('2');
        assert_eq!(code, if result_lost { 3 } else { 0 }, "{arguments:?} {redirection}: {said}");
    }
    let full = limited("true", site.root(), &["explain", "checks"])
        .stdout(fs::File::create("/dev/full").unwrap())
        .output()
        .unwrap();
    assert_eq!(documented(&full).0, 3);
    assert!(String::from_utf8_lossy(&full.stderr).contains("the result cannot be written"));
}

// ---- others at work --------------------------------------------------------------------------------------------------

#[test]
fn many_builds_at_once_leave_one_whole_site() {
    let expected = expected("Word");
    let site = site("Word");
    let builders: Vec<Child> = (0..6).map(|_| annals(site.root(), &["build"]).spawn().unwrap()).collect();
    let mut finished = 0;
    for builder in builders {
        let (code, said) = documented(&builder.wait_with_output().unwrap());
        match code {
            0 => finished += 1,
            3 => assert!(said.contains("another"), "{said}"),
            other => panic!("exit code {other}: {said}"),
        }
    }
    assert!(finished >= 1);
    assert!(site.tree("public") == expected);
    let beside: Vec<_> = fs::read_dir(site.root()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    let known = ["content", "static", "public", ".public.annals-note"];
    assert!(beside.iter().all(|name| known.iter().any(|known| name == known)), "{beside:?}");
}

/// Builds while a hand changes, removes and brings back files as fast as it can.
fn builds_while_files_change(times: usize) {
    let site = site("Word");
    let stop = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut round = 0_u64;
            while !stop.load(std::sync::atomic::Ordering::Relaxed) {
                round += 1;
                let long = "x".repeat((round % 7 * 40_000) as usize);
                // Whatever another step of the same hand has taken away meanwhile.
                let _ = fs::write(site.path("static/media/one.txt"), &long);
                let _ = fs::write(site.path("static/media/two.txt"), "two");
                let _ = fs::write(
                    site.path("content/articles/one.md"),
                    format!("+++\ntitle = \"{round}\"\n+++\n[[event-1]]\n"),
                );
                let _ = fs::remove_file(site.path("static/media/two.txt"));
                let _ = fs::rename(site.path("content/articles"), site.path("content/away"));
                let _ = fs::rename(site.path("content/away"), site.path("content/articles"));
                let _ = fs::remove_file(site.path("static/media/one.txt"));
            }
        });
        for _ in 0..times {
            let (code, said) = ends(&mut annals(site.root(), &["build"]));
            assert!(code == 0 || !said.is_empty(), "exit code {code} without a word");
            if site.path("public").exists() {
                whole(&site.path("public"));
            }
        }
        stop.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    write_content(&site, "Word");
    let _ = fs::remove_dir_all(site.path("content/away"));
    let _ = fs::remove_file(site.path("static/media/two.txt"));
    site.build().exits(0);
    assert!(site.tree("public") == expected("Word"), "the site that was built in quiet is another");
}

/// Holds that a site is one that its manifest describes, byte for byte.
#[track_caller]
fn whole(public: &Path) {
    use sha2::Digest;
    let mut tree = read_tree(public);
    let manifest: serde_json::Value =
        serde_json::from_slice(&tree.remove("manifest.json").expect("a manifest")).unwrap();
    let files = manifest["files"].as_object().unwrap();
    assert_eq!(tree.keys().collect::<Vec<_>>(), files.keys().collect::<Vec<_>>());
    for (path, bytes) in &tree {
        let hash: String = sha2::Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(files[path]["sha256"], hash.as_str(), "{path} is not what was written");
        assert!(!path.ends_with(".html") || bytes.ends_with(b"</html>\n"), "{path} is cut short");
    }
}

#[test]
fn files_that_change_and_vanish_while_they_are_read_are_no_panic() {
    builds_while_files_change(12);
}

#[test]
fn folders_that_contain_themselves_are_told_and_left() {
    let site = site("Word");
    symlink("..", site.path("content/loop")).unwrap();
    symlink("loop-b", site.path("static/loop-a")).unwrap();
    symlink("loop-a", site.path("static/loop-b")).unwrap();
    symlink("/", site.path("static/root")).unwrap();
    let (code, said) = ends(&mut annals(site.root(), &["build"]));
    assert_eq!(code, 1, "{said}");
    for name in ["content/loop", "static/loop-a", "static/loop-b", "static/root"] {
        assert!(said.contains(name), "{name} is not told: {said}");
    }
    assert!(!site.path("public").exists());
}

// ---- what takes minutes ----------------------------------------------------------------------------------------------

#[test]
#[ignore = "takes minutes"]
fn a_build_killed_at_two_hundred_moments_leaves_one_site_or_the_other() {
    let (one, two) = (expected("Word"), expected("Other"));
    let site = site("Word");
    site.build().exits(0);
    // How long the last build took that changed every page.
    let mut usual = Duration::from_millis(40);
    let (mut random, mut kept, mut changed) = (0x2545_f491_4f6c_dd1d_u64, 0, 0);
    for moment in 0..200 {
        let (word, old, new) = if moment % 2 == 0 { ("Other", &one, &two) } else { ("Word", &two, &one) };
        write_content(&site, word);
        let mut builder = annals(site.root(), &["build"]).spawn().unwrap();
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        std::thread::sleep(usual.mul_f64((random % 1_500) as f64 / 1_000.0));
        // It may have ended already.
        let _ = builder.kill();
        builder.wait().unwrap();
        let found = site.tree("public");
        let is_kept = found == *old;
        assert!(is_kept || found == *new, "after kill {moment} the site is a mixture");
        let begun = Instant::now();
        let (code, said) = ends(&mut annals(site.root(), &["build"]));
        assert_eq!(code, 0, "after kill {moment}: {said}");
        if is_kept {
            kept += 1;
            usual = begun.elapsed();
        } else {
            changed += 1;
        }
        assert!(site.tree("public") == *new, "after kill {moment} the next build is another");
    }
    eprintln!("200 builds killed: the old site stood {kept} times, the new one {changed} times");
    assert!(kept > 10 && changed > 10, "the moments were all alike: {kept}, {changed}");
}

#[test]
#[ignore = "takes minutes"]
fn a_preview_killed_at_two_hundred_moments_leaves_no_trace() {
    let site = site("Word");
    site.build().exits(0);
    let before = everything(site.root());
    let mut random = 0x9e37_79b9_7f4a_7c15_u64;
    for _ in 0..200 {
        let mut preview = annals(site.root(), &["serve", "--port", "0", "--quiet"]).spawn().unwrap();
        random ^= random << 13;
        random ^= random >> 7;
        random ^= random << 17;
        std::thread::sleep(Duration::from_millis(random % 300));
        assert!(preview.try_wait().unwrap().is_none(), "it has ended by itself");
        preview.kill().unwrap();
        preview.wait().unwrap();
        assert_eq!(everything(site.root()), before);
    }
}

#[test]
#[ignore = "takes minutes"]
fn a_hundred_thousand_files_in_one_folder_are_read() {
    let site = site("Word");
    let folder = site.path("content/many");
    fs::create_dir_all(&folder).unwrap();
    for number in 0..100_000 {
        fs::write(
            folder.join(format!("{number}.toml")),
            format!("[[topic]]\nid = \"topic-{number}\"\nname = \"Topic {number}\"\n"),
        )
        .unwrap();
    }
    for limit in ["true", "ulimit -n 64"] {
        let (code, said) = ends(&mut limited(limit, site.root(), &["check"]));
        assert_eq!(code, 0, "{said}");
        assert!(said.contains("24 events"), "{said}");
    }
}

#[test]
#[ignore = "takes minutes"]
fn a_hundred_builds_while_files_change_are_no_panic() {
    builds_while_files_change(100);
}

#[test]
#[ignore = "needs `faketime`, which scripts/trust.sh installs"]
fn a_clock_of_another_century_changes_no_byte() {
    let expected = expected("Word");
    for time in ["1970-01-01 00:00:01", "2100-06-01 12:00:00"] {
        let site = site("Word");
        // Twice, since the second compares the times of files.
        for _ in 0..2 {
            let mut command = Command::new("faketime");
            command.args(["-f", &format!("@{time}"), PROGRAM, "build"]).current_dir(site.root()).stdin(Stdio::null());
            let (code, said) = ends(&mut command);
            assert_eq!(code, 0, "{said}");
            assert!(site.tree("public") == expected, "{time}");
        }
    }
}

// ---- what only the superuser can make --------------------------------------------------------------------------------

/// A file system of its own, taken away when it is dropped.
struct Mount(PathBuf);

impl Mount {
    fn new(at: PathBuf, arguments: &[&str]) -> Mount {
        fs::create_dir_all(&at).unwrap();
        let done = Command::new("mount").args(arguments).arg(&at).status().unwrap();
        assert!(done.success(), "this test mounts a file system, which needs the superuser");
        Mount(at)
    }
}

impl Drop for Mount {
    fn drop(&mut self) {
        // What is still in use stays until the machine ends; the test has failed by then.
        let _ = Command::new("umount").arg(&self.0).status();
    }
}

#[test]
#[ignore = "needs the superuser"]
fn as_superuser_a_full_disk_leaves_the_old_site_and_is_said() {
    let site = site("Word");
    let disk = Mount::new(site.path("disk"), &["-t", "tmpfs", "-o", "size=3m", "tmpfs"]);
    let output = disk.0.join("public");
    let build = |word: &str| {
        write_content(&site, word);
        ends(&mut annals(site.root(), &["build", "--output", output.to_str().unwrap()]))
    };
    assert_eq!(build("Word").0, 0);
    let before = read_tree(&output);
    let left = Command::new("sh")
        .args(["-c", &format!("cat /dev/zero > '{}'", disk.0.join("filler").display())])
        .status()
        .unwrap();
    assert!(!left.success(), "the disk is not full");
    let (code, said) = build("Other");
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("the disk is full"), "{said}");
    assert!(read_tree(&output) == before, "the old site was touched");
    fs::remove_file(disk.0.join("filler")).unwrap();
    assert_eq!(build("Other").0, 0);
    assert!(read_tree(&output) == expected("Other"));
}

#[test]
#[ignore = "needs the superuser"]
fn as_superuser_a_disk_that_may_only_be_read_leaves_the_old_site_and_is_said() {
    let site = site("Word");
    site.build().exits(0);
    let before = site.tree("public");
    let disk = Mount::new(site.path("mirror"), &["--bind", site.root().to_str().unwrap()]);
    let done = Command::new("mount").args(["-o", "remount,ro,bind"]).arg(&disk.0).status().unwrap();
    assert!(done.success(), "this test mounts a file system, which needs the superuser");
    write_content(&site, "Other");
    let (code, said) = ends(&mut annals(&disk.0, &["build"]));
    assert_eq!(code, 3, "{said}");
    assert!(said.to_lowercase().contains("read-only") || said.contains("only be read"), "{said}");
    assert!(site.tree("public") == before);
    for arguments in [&["new", "event", "Something", "--date", "2015"][..], &["init", "other"]] {
        let (code, said) = ends(&mut annals(&disk.0, arguments));
        assert_eq!(code, 3, "{arguments:?}: {said}");
    }
    assert_eq!(ends(&mut annals(&disk.0, &["check"])).0, 0);
}

/// Runs the program as nobody, who may not do everything.
fn as_nobody(folder: &Path, program: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups", "--"]).arg(program).args(arguments);
    command.current_dir(folder).env("HOME", "/nonexistent").stdin(Stdio::null());
    command
}

#[test]
#[ignore = "needs the superuser"]
fn as_superuser_what_may_not_be_read_or_written_is_said_with_its_place() {
    let site = site("Word");
    // The program lies where nobody may not look, so it is copied.
    let program = site.path("annals");
    fs::copy(PROGRAM, &program).unwrap();
    for (path, mode) in [("", 0o777), ("annals", 0o755)] {
        fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).unwrap();
    }
    let run = |arguments: &[&str]| ends(&mut as_nobody(site.root(), &program, arguments));
    let (code, said) = run(&["build"]);
    assert_eq!(code, 0, "{said}");
    let before = site.tree("public");
    let forbid =
        |path: &str, mode: u32| fs::set_permissions(site.path(path), fs::Permissions::from_mode(mode)).unwrap();
    for path in ["content/records.toml", "content/articles", "static/media", "static/media/one.txt"] {
        forbid(path, 0o000);
        let (code, said) = run(&["build"]);
        assert!(code == 1 || code == 3, "{path}: exit code {code}: {said}");
        assert!(said.contains(path) && said.contains("permission is denied"), "{path}: {said}");
        assert!(site.tree("public") == before, "{path}");
        forbid(path, if site.path(path).is_dir() { 0o755 } else { 0o644 });
    }
    // Nobody may write here any more.
    forbid("", 0o555);
    write_content(&site, "Other");
    let (code, said) = run(&["build"]);
    assert_eq!(code, 3, "{said}");
    assert!(said.contains("permission is denied"), "{said}");
    assert!(site.tree("public") == before);
    // A stranger's output: whatever comes of it, one of the two sites stands.
    forbid("", 0o777);
    chown(site.path("public"), Some(0), Some(0)).unwrap();
    let (code, said) = run(&["build"]);
    assert!(matches!(code, 0 | 3), "{said}");
    let found = site.tree("public");
    assert!(found == before || found == expected("Other"), "exit code {code}: {said}");
}
