//! Publishing over SSH: a real server, names of every kind, and a network that breaks.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, clippy::unwrap_used, reason = "tests meet the machine")]
#![allow(clippy::disallowed_macros, clippy::print_stderr, reason = "`cargo test -- --nocapture` tells the figures")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use support::branch::Branch;
use support::publish::{Place, events, foreign_files, is_whole, killed, life, missing_targets, paths, publish, site};
use support::sshd::Machine;

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
fn connections_that_break_are_made_anew() {
    for scheme in ["sftp", "rsync"] {
        let machine = Machine::new(scheme);
        let site = site(&machine);
        // The first connections break at some points of their work.
        *machine.wire.breaks.lock().unwrap() = vec![200_000, 90_000, 20_000, 2_000];
        publish(&site, &[]);
        is_whole(&machine.copy(), &[]);
        is_clean(&machine);
    }
}

#[test]
fn connections_that_break_for_good_are_told_and_break_nothing() {
    for scheme in ["sftp", "rsync"] {
        let machine = Machine::new(scheme);
        let site = site(&machine);
        publish(&site, &[]);
        let before = machine.copy();
        site.write("content/events.toml", events(31, "second"));
        *machine.wire.breaks.lock().unwrap() = vec![12_000; 100];
        site.run(&["publish"]).exits(3);
        let between = machine.copy();
        assert_eq!(missing_targets(&between), BTreeSet::new());
        assert_eq!(between["manifest.json"], before["manifest.json"]);
        machine.wire.breaks.lock().unwrap().clear();
        publish(&site, &[]);
        is_whole(&machine.copy(), &[]);
    }
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
        let refused = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
        let text = site.read("content/site.toml");
        site.write("content/site.toml", text.replace(&own, &format!(":{}/", refused.port())));
        site.run(&["publish"]).exits(3).says("nothing answers at `127.0.0.1`");
        // A file stands where a folder should be.
        site.write("content/site.toml", text);
        fs::write(machine.folder(), "a file").unwrap();
        site.run(&["publish"]).exits(3).says("127.0.0.1");
        assert!(!site.root().join("content/x").exists());
    }
}
