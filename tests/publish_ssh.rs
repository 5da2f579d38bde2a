//! Publishing over SSH: a real server, names of every kind, and a network that breaks.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "tests meet the machine")]
#![allow(clippy::disallowed_macros, clippy::print_stderr, reason = "`cargo test -- --nocapture` tells the figures")]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::os::unix::fs::symlink;
use std::path::Path;

use support::branch::Branch;
use support::network::{Closed, End};
use support::publish::{
    Place, events, foreign_files, is_whole, killed, life, missing_targets, paths, publish, race, site, small_site,
};
use support::soak::Dice;
use support::sshd::Machine;
use support::{SETTINGS, Site, Tree};

/// Holds that nothing of annals' own is left.
#[track_caller]
fn is_clean(machine: &Machine) {
    let left: Vec<String> = machine.all().into_keys().filter(|path| path.contains(".annals-")).collect();
    assert_eq!(left, [""; 0]);
    assert!(!machine.folder().join(".annals-parts").exists());
}

#[test]
fn a_folder_by_sftp_is_published_to_and_every_change_sends_just_what_differs() {
    let machine = Machine::new("sftp");
    let (first, one) = life(&machine);
    eprintln!("sftp: {first} files first, {one} for a change of one event");
    is_clean(&machine);
    assert!(!machine.folder().join("events/last").exists(), "empty folders go");
}

#[test]
fn a_folder_by_rsync_is_published_to_and_every_change_sends_just_what_differs() {
    let machine = Machine::new("rsync");
    let (first, one) = life(&machine);
    eprintln!("rsync: {first} files first, {one} for a change of one event");
    is_clean(&machine);
}

#[test]
fn a_git_branch_over_ssh_is_published_to_and_every_change_is_a_commit_of_just_what_differs() {
    let place = Branch::over_ssh(Machine::new("ssh"));
    let (first, one) = life(&place);
    eprintln!("git over SSH: {first} files first, {one} for a change of one event");
    assert_eq!(place.commits(), 6);
}

#[test]
fn a_git_branch_over_ssh_survives_publications_that_are_killed() {
    eprintln!("git over SSH: {}", killed(&Branch::over_ssh(Machine::new("ssh")), 9));
}

#[test]
fn files_of_others_are_never_touched_without_a_word() {
    foreign_files(&Machine::new("sftp"));
    foreign_files(&Machine::new("rsync"));
}

#[test]
fn a_folder_by_sftp_survives_publications_that_are_killed() {
    let machine = Machine::new("sftp");
    eprintln!("sftp: {}", killed(&machine, 7));
    is_clean(&machine);
}

#[test]
fn a_folder_by_rsync_survives_publications_that_are_killed() {
    let machine = Machine::new("rsync");
    eprintln!("rsync: {}", killed(&machine, 8));
    is_clean(&machine);
}

#[test]
fn names_that_shells_and_programs_would_misread_arrive_as_they_are() {
    const NAMES: &[&str] = &[
        "a b.txt",
        "-rf.txt",
        "it's.txt",
        "\"quoted\".txt",
        "$HOME`id`.txt",
        "star*[a]?.txt",
        "back\\slash.txt",
        "a;b&c|d>e.txt",
        "#hash %20.txt",
        "Ünï-日本.txt",
        "*/x.txt",
    ];
    for scheme in ["sftp", "rsync"] {
        let machine = Machine::new(scheme);
        let site = site(&machine);
        // Some of them are no names on every system, which the author allows here.
        let allowed = "[checks]\nunportable-name = \"allow\"\n";
        site.write("content/site.toml", support::publish::settings(&machine).replace("[checks]\n", allowed));
        for name in NAMES {
            site.write(&format!("static/files/{name}"), name.as_bytes());
        }
        publish(&site, &[]);
        let copy = machine.copy();
        for name in NAMES {
            assert_eq!(
                copy.get(&format!("files/{name}")).map(Vec::as_slice),
                Some(name.as_bytes()),
                "{scheme}: {name}"
            );
        }
        for name in NAMES {
            fs::remove_file(site.path(&format!("static/files/{name}"))).unwrap();
        }
        let report = publish(&site, &[]);
        assert_eq!(paths(&report, "removed").len(), NAMES.len());
        is_whole(&machine.copy(), &[]);
        assert!(!machine.folder().join("files").exists());
    }
}

#[test]
fn the_second_of_two_who_publish_at_once_is_told() {
    let machine = Machine::new("sftp");
    let site = site(&machine);
    site.write("static/media/large.bin", vec![1; 1000]);
    publish(&site, &[]);
    // One holds the lease whose process cannot be seen from here, and is heard of now and then.
    let lock = machine.folder().join(".annals-lock.json");
    let note =
        |beat: u32| format!("{{\"run\":\"r\",\"machine\":\"another\",\"process\":1,\"begun\":1,\"beat\":{beat}}}");
    fs::write(&lock, note(0)).unwrap();
    site.write("content/events.toml", events(30, "second"));
    std::thread::scope(|scope| {
        let second = scope.spawn(|| site.run(&["publish"]));
        let mut beat = 0;
        while !second.is_finished() {
            beat += 1;
            fs::write(machine.at("lock"), note(beat)).unwrap();
            fs::rename(machine.at("lock"), &lock).unwrap();
            std::thread::sleep(std::time::Duration::from_millis(500));
        }
        second.join().unwrap().exits(3).says("another annals is publishing to this target");
    });
    fs::remove_file(&lock).unwrap();
    publish(&site, &[]);
    is_whole(&machine.copy(), &[]);
}

#[test]
fn a_link_on_the_other_machine_is_not_written_through_and_a_link_here_not_read_through() {
    for scheme in ["sftp", "rsync"] {
        let machine = Machine::new(scheme);
        let site = small_site(&machine);
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "secret").unwrap();
        let untouched = |copy: &Tree| {
            assert_eq!(fs::read_dir(outside.path()).unwrap().count(), 1, "{scheme}");
            assert!(!copy.values().any(|bytes| bytes == b"secret"), "{scheme}");
        };
        let link = |name: &str| {
            fs::create_dir_all(machine.folder()).unwrap();
            symlink(outside.path(), machine.folder().join(name)).unwrap();
        };
        link("events");
        site.run(&["publish", "--adopt"]).exits(2).says("is in the way").says("`events`");
        untouched(&machine.copy());
        fs::remove_file(machine.folder().join("events")).unwrap();
        link(".annals-parts");
        site.run(&["publish", "--adopt"]).exits(2).says(".annals-parts` on the target is a symbolic link");
        untouched(&machine.copy());
        fs::remove_file(machine.folder().join(".annals-parts")).unwrap();
        publish(&site, &["--adopt"]);
        // What was changed here since it was built does not leave this machine.
        let page = site.path("public/events/e-3/index.html");
        let about = fs::metadata(&page).unwrap().modified().unwrap();
        let text = fs::read_to_string(&page).unwrap().replace("Event 3", "Event 8");
        fs::write(&page, &text).unwrap();
        fs::File::options().write(true).open(&page).unwrap().set_modified(about).unwrap();
        fs::remove_file(machine.folder().join("events/e-3/index.html")).unwrap();
        site.run(&["publish"]).exits(3).says("changed after the site was built").says("events/e-3");
        assert!(!machine.all().values().any(|bytes| bytes == text.as_bytes()), "{scheme}");
        fs::remove_file(&page).unwrap();
        symlink(outside.path().join("secret"), &page).unwrap();
        publish(&site, &[]);
        untouched(&machine.copy());
        is_whole(&machine.copy(), &[]);
    }
}

/// Publishes with something done just before, of which the process's number is known; gives the exit code and the words.
fn publish_after(site: &Site, script: &str, words: [&Path; 2]) -> (Option<i32>, String) {
    let output = std::process::Command::new("sh")
        .args(["-c", &format!("{script}\nexec \"$0\" publish"), env!("CARGO_BIN_EXE_annals")])
        .args(words)
        .current_dir(site.root())
        .envs(site.environment.iter().map(|(name, value)| (name, value)))
        .output()
        .unwrap();
    (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned())
}

#[test]
fn links_among_the_parts_on_the_other_machine_are_not_written_through() {
    for scheme in ["sftp", "rsync"] {
        let machine = Machine::new(scheme);
        let site = small_site(&machine);
        let outside = tempfile::tempdir().unwrap();
        fs::write(outside.path().join("secret"), "secret").unwrap();
        let untouched = || {
            assert_eq!(
                support::read_tree(outside.path()),
                [("secret".to_owned(), b"secret".to_vec())].into(),
                "{scheme}"
            );
        };
        publish(&site, &[]);
        site.write("content/events.toml", events(9, "second"));
        let parts = machine.folder().join(".annals-parts");
        // Under every name that a process of this number could think of, one folder, and a pipe.
        let script =
            "mkdir -p \"$1/folder\"\nmkfifo \"$1/pipe\"\nfor n in $(seq 0 300); do ln -s \"$2\" \"$1/$$-$n\"; done";
        let words = [&*parts, &*outside.path().join("secret")];
        assert_eq!(publish_after(&site, script, words), (Some(0), String::new()), "{scheme}");
        untouched();
        is_whole(&machine.copy(), &[]);
        assert!(!fs::symlink_metadata(machine.folder().join("manifest.json")).unwrap().is_symlink(), "{scheme}");
        fs::remove_dir_all(&parts).unwrap();
        // In the place of the folder itself, when nothing is to be done but to take a dead one's lease away.
        let note =
            format!("{{\"run\":\"r\",\"machine\":\"{}\",\"process\":1,\"begun\":1,\"beat\":0}}", machine_of_here());
        fs::write(machine.folder().join(".annals-lock.json"), note).unwrap();
        symlink(outside.path(), &parts).unwrap();
        publish(&site, &[]);
        untouched();
        is_clean(&machine);
        // A pipe or a link in the place of annals' own files is told, and of a page it is mended.
        let lock = machine.folder().join(".annals-lock.json");
        symlink(outside.path().join("secret"), &lock).unwrap();
        site.write("content/events.toml", events(9, "third"));
        site.run(&["publish"]).exits(2).says("`.annals-lock.json` on the target is a symbolic link");
        fs::remove_file(&lock).unwrap();
        let page = machine.folder().join("events/e-0/index.html");
        fs::remove_file(&page).unwrap();
        assert!(std::process::Command::new("mkfifo").arg(&page).status().unwrap().success());
        publish(&site, &["--verify"]);
        is_whole(&machine.copy(), &[]);
        untouched();
    }
}

/// What tells this machine apart, as annals writes it into a lease.
fn machine_of_here() -> String {
    let boot = fs::read_to_string("/proc/sys/kernel/random/boot_id").unwrap_or_default();
    let space = fs::read_link("/proc/self/ns/pid").unwrap_or_default();
    annals::release::Entry::of(format!("{boot} {}", space.display()).as_bytes()).hex()
}

#[test]
fn a_long_file_that_becomes_a_link_while_rsync_sends_it_is_not_followed() {
    let machine = Machine::new("rsync");
    let mut site = small_site(&machine);
    let outside = tempfile::tempdir().unwrap();
    fs::write(outside.path().join("secret"), "secret").unwrap();
    let long: Vec<u8> = (0..17_u32 << 20).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    site.write("static/media/long.bin", &long);
    // An `rsync` that comes late: what is to be sent has been laid out by then.
    let script = format!(
        "#!/bin/sh\nif [ -e public/media/long.bin ]; then rm public/media/long.bin; ln -s '{}' public/media/long.bin; fi\n\
         export PATH=\"${{PATH#*:}}\"\nexec rsync \"$@\"\n",
        outside.path().join("secret").display()
    );
    let bin = machine.at("late");
    fs::create_dir(&bin).unwrap();
    fs::write(bin.join("rsync"), script).unwrap();
    fs::set_permissions(bin.join("rsync"), std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    site.environment[0].1 = format!("{}:{}", bin.display(), site.environment[0].1);
    publish(&site, &[]);
    assert!(site.path("public/media/long.bin").is_symlink());
    assert!(machine.copy()["media/long.bin"] == long);
    assert!(!machine.all().values().any(|bytes| bytes == b"secret"));
}

#[test]
fn connections_that_break_are_made_anew() {
    for scheme in ["sftp", "rsync"] {
        let machine = Machine::new(scheme);
        let site = site(&machine);
        // The first connections break at some points of their work.
        let ends =
            [End::Asked(200_000), End::Answered(60_000), End::Asked(90_000), End::Asked(20_000), End::Answered(2_000)];
        *machine.wire.ends.lock().unwrap() = ends.into();
        publish(&site, &[]);
        is_whole(&machine.copy(), &[]);
        is_clean(&machine);
    }
}

#[test]
fn connections_that_break_for_good_are_told_and_break_nothing() {
    std::thread::scope(|scope| {
        for (scheme, ends) in
            [("sftp", &[End::Asked(12_000), End::Answered(12_000)][..]), ("rsync", &[End::Asked(12_000)])]
        {
            scope.spawn(move || {
                let machine = Machine::new(scheme);
                breaks_nothing(&machine, &machine, ends);
            });
        }
        scope.spawn(|| {
            let branch = Branch::over_ssh(Machine::new("ssh"));
            let machine = branch.machine.as_ref().unwrap();
            // The first breaks before anything is known, the others while the branch is fetched.
            breaks_nothing(&branch, machine, &[End::Asked(1_000), End::Asked(4_500), End::Answered(4_500)]);
        });
    });
}

/// Publishes a second state of a site over connections that all end like this, in turn, and then over whole ones.
#[track_caller]
fn breaks_nothing(place: &dyn Place, machine: &Machine, ends: &[End]) {
    let mut site = small_site(place);
    site.environment.push(("ANNALS_TIMEOUT".to_owned(), "1".to_owned()));
    publish(&site, &[]);
    let before = place.copy();
    site.write("content/events.toml", events(9, "second"));
    for end in ends {
        *machine.wire.ends.lock().unwrap() = vec![*end; 200];
        let run = site.run(&["publish"]).exits(3);
        assert!(run.stderr.starts_with("annals: ") && !run.stderr.contains("panicked"), "{}", run.stderr);
        machine.wire.ends.lock().unwrap().clear();
        let between = place.copy();
        assert_eq!(missing_targets(&between), BTreeSet::new(), "{end:?}");
        assert_eq!(between["manifest.json"], before["manifest.json"], "{end:?}");
    }
    publish(&site, &[]);
    is_whole(&place.copy(), &[]);
}

#[test]
fn lines_that_stand_still_are_given_up_after_a_while_and_break_nothing() {
    std::thread::scope(|scope| {
        for scheme in ["sftp", "rsync"] {
            scope.spawn(move || {
                let machine = Machine::new(scheme);
                breaks_nothing(&machine, &machine, &[End::Still(12_000)]);
            });
        }
        scope.spawn(|| {
            let branch = Branch::over_ssh(Machine::new("ssh"));
            breaks_nothing(&branch, branch.machine.as_ref().unwrap(), &[End::Still(4_500)]);
        });
    });
}

/// A site whose target is reached by an `ssh` that is this script, and what holds both.
fn by_script(scheme: &str, script: &str) -> (tempfile::TempDir, Site) {
    let around = tempfile::tempdir().unwrap();
    let ssh = around.path().join("ssh");
    fs::write(&ssh, format!("#!/bin/sh\n{script}\n")).unwrap();
    fs::set_permissions(&ssh, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let to = format!("[[publish]]\nname = \"there\"\nto = \"{scheme}://there{}/www\"\n", around.path().display());
    let mut site = Site::small().file("content/site.toml", format!("{SETTINGS}{to}"));
    let path = format!("{}:{}", around.path().display(), std::env::var("PATH").unwrap());
    site.environment.extend([("PATH".to_owned(), path), ("ANNALS_TIMEOUT".to_owned(), "1".to_owned())]);
    (around, site)
}

#[test]
fn a_machine_that_keeps_the_line_up_and_says_nothing_is_given_up() {
    std::thread::scope(|scope| {
        for scheme in ["sftp", "rsync"] {
            // From the beginning, and after some answers; `ssh` itself sees nothing amiss.
            for (script, words) in [
                ("exec sleep 600", "nothing for too long"),
                (
                    "/usr/lib/openssh/sftp-server | (dd bs=1 count=700 status=none; exec sleep 600)",
                    "stood still 2 times",
                ),
            ] {
                scope.spawn(move || {
                    let (_around, site) = by_script(scheme, script);
                    site.run(&["publish"]).exits(3).says(words);
                });
            }
        }
        scope.spawn(|| {
            let (_around, site) = by_script("git+ssh", "exec sleep 600");
            site.write("content/site.toml", site.read("content/site.toml").replace("/www\"", "/www#pages\""));
            site.run(&["publish"]).exits(3).says("`git ls-remote` said nothing for 10 seconds");
        });
    });
}

/// What git does not fetch before it reads it back: as if the machine fell silent then.
#[test]
fn a_machine_that_falls_silent_while_git_reads_files_back_is_given_up() {
    let (around, site) = by_script(
        "git+ssh",
        "n=$(cat \"$0.n\"); echo $((n+1)) > \"$0.n\"; [ $n -lt $(cat \"$0.most\") ] || exec sleep 600; \
         while [ \"$1\" != there ]; do shift; done; shift; exec sh -c \"$*\"",
    );
    let git = |arguments: &[&str]| {
        let folder = around.path().join("www");
        let mut command = std::process::Command::new("git");
        command.args(["-c", "user.name=a", "-c", "user.email=a@b.test", "-C"]).arg(folder).args(arguments);
        assert!(command.output().unwrap().status.success(), "{arguments:?}");
    };
    fs::create_dir(around.path().join("www")).unwrap();
    git(&["init", "-q", "-b", "pages"]);
    git(&["config", "uploadpack.allowFilter", "true"]);
    git(&["config", "receive.denyCurrentBranch", "ignore"]);
    for name in ["index.html", "robots.txt"] {
        fs::write(around.path().join("www").join(name), "another's").unwrap();
    }
    git(&["add", "-A"]);
    git(&["commit", "-q", "-m", "a"]);
    site.write("content/site.toml", site.read("content/site.toml").replace("/www\"", "/www#pages\""));
    for most in [2, 3] {
        fs::write(around.path().join("ssh.n"), "0").unwrap();
        fs::write(around.path().join("ssh.most"), most.to_string()).unwrap();
        site.run(&["publish", "--adopt"]).exits(3).says("said nothing for 10 seconds");
    }
}

#[test]
fn slow_lines_take_their_time() {
    let finishes = |place: &dyn Place, machine: &Machine, rate: usize| {
        let mut site = small_site(place);
        if rate < 100_000 {
            // As many as are sent at once, which take longer than a holder of the target may be silent.
            fs::remove_file(site.path("static/media/film.bin")).unwrap();
            (0..8).for_each(|n| site.write(&format!("static/media/film{n}.bin"), vec![n; 90_000]));
        }
        site.environment.push(("ANNALS_TIMEOUT".to_owned(), "5".to_owned()));
        machine.wire.rate.store(rate, std::sync::atomic::Ordering::Relaxed);
        publish(&site, &[]);
        is_whole(&place.copy(), &[]);
    };
    std::thread::scope(|scope| {
        for scheme in ["sftp", "rsync"] {
            scope.spawn(move || {
                let machine = Machine::new(scheme);
                finishes(&machine, &machine, 200_000);
            });
        }
        // So slow that whether the target is still ours is heard when all that is under way has been sent.
        scope.spawn(move || {
            let machine = Machine::new("sftp");
            finishes(&machine, &machine, 40_000);
        });
        scope.spawn(move || {
            let branch = Branch::over_ssh(Machine::new("ssh"));
            finishes(&branch, branch.machine.as_ref().unwrap(), 200_000);
        });
    });
}

#[test]
fn a_push_that_breaks_half_way_leaves_the_branch_as_it_was() {
    let branch = Branch::over_ssh(Machine::new("ssh"));
    let site = small_site(&branch);
    publish(&site, &[]);
    let before = branch.copy();
    // Nothing that can be made short.
    let mut dice = Dice(3);
    let noise: Vec<u8> = (0..300_000).map(|_| dice.roll(256) as u8).collect();
    site.write("static/media/noise.bin", noise);
    // Looking and fetching pass, the push does not: the ends are taken from the last.
    *branch.machine.as_ref().unwrap().wire.ends.lock().unwrap() = vec![End::Asked(100_000), End::Own, End::Own];
    site.run(&["publish"]).exits(3).says("`git push` failed");
    assert!(branch.copy() == before);
    publish(&site, &[]);
    is_whole(&branch.copy(), &[]);
}

#[test]
fn a_repository_that_cannot_be_reached_is_told_in_gits_own_words() {
    let branch = Branch::over_ssh(Machine::new("ssh"));
    let machine = branch.machine.as_ref().unwrap();
    let site = small_site(&branch);
    let text = site.read("content/site.toml");
    let own = format!("127.0.0.1:{}/", machine.wire.address.port());
    let refused = Closed::new();
    for (host, words) in
        [(refused.address.to_string(), "Connection refused"), ("annals.invalid".to_owned(), "resolve hostname")]
    {
        site.write("content/site.toml", text.replace(&own, &format!("{host}/")));
        site.run(&["publish"]).exits(3).says("`git ls-remote` failed").says(words);
    }
    site.write("content/site.toml", text);
    machine.use_keys("other", "known");
    site.run(&["publish"]).exits(3).says("`git ls-remote` failed").says("Permission denied");
}

#[test]
fn of_two_who_publish_at_once_each_is_told_how_it_ended_and_nothing_is_mixed() {
    std::thread::scope(|scope| {
        scope.spawn(|| race(&Machine::new("sftp"), 2));
        // The lease, and all but the files themselves, go the same way by rsync; to a branch, as to one on this machine.
        scope.spawn(|| race(&Machine::new("rsync"), 1));
        scope.spawn(|| race(&Branch::over_ssh(Machine::new("ssh")), 1));
    });
}

#[test]
fn what_is_not_there_or_not_allowed_is_told() {
    for scheme in ["sftp", "rsync"] {
        let machine = Machine::new(scheme);
        let site = site(&machine);
        machine.use_keys("mine", "known-wrong");
        site.run(&["publish"]).exits(3).says("the key of `127.0.0.1` is not known here");
        machine.use_keys("other", "known");
        site.run(&["publish"]).exits(3).says("`127.0.0.1` does not let you in");
        machine.use_keys("mine", "known");
        let own = format!(":{}/", machine.wire.address.port());
        let refused = Closed::new();
        let text = site.read("content/site.toml");
        site.write("content/site.toml", text.replace(&own, &format!(":{}/", refused.address.port())));
        site.run(&["publish"]).exits(3).says("nothing answers at `127.0.0.1`");
        site.write("content/site.toml", text.replace(&format!("127.0.0.1{own}"), "annals.invalid/"));
        site.run(&["publish"]).exits(3).says("there is no machine `annals.invalid`");
        // A file stands where a folder should be.
        site.write("content/site.toml", text);
        fs::write(machine.folder(), "a file").unwrap();
        site.run(&["publish"]).exits(3).says("127.0.0.1");
        assert!(!site.root().join("content/x").exists());
    }
}

#[test]
fn a_line_that_breaks_while_many_make_the_same_folders_is_made_anew() {
    let machine = Machine::new("sftp");
    let site = small_site(&machine);
    let most = std::env::var("ANNALS_BREAKS").ok().and_then(|most| most.parse().ok()).unwrap_or(6);
    for step in 0..most {
        // While the first pages are put into folders that none has made yet.
        let asked = 14_000 + step * 40_000 / most;
        *machine.wire.ends.lock().unwrap() = vec![End::Asked(asked), End::Answered(4_000 + asked / 8)];
        publish(&site, &[]);
        is_whole(&machine.copy(), &[]);
        fs::remove_dir_all(machine.folder()).unwrap();
    }
}
