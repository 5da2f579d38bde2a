//! A build of a site that is as it was does nothing, and only then.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::fs;
use std::os::unix::fs::MetadataExt;

use support::{Site, read_tree};

const EVENT: &str = "[[event]]\nid = \"one\"\ndate = \"2015-02-12\"\ntitle = \"One\"\n";
const NOTE: &str = ".public.annals-note";

fn site() -> Site {
    let site = Site::small().file("content/events.toml", EVENT).file("static/media/a.bin", "picture");
    site.build().exits(0);
    site
}

/// Whether a build took the note's word for it: then it leaves the note's file as it is, and says what the first said.
fn does_nothing(site: &Site) -> bool {
    let before = fs::metadata(site.path(NOTE)).unwrap();
    // With a note that cannot be believed, the same build finds out all by itself and leaves a new one.
    let build = site.build().exits(0);
    assert!(build.stdout.contains("\n0 files written, "), "{}", build.stdout);
    assert!(build.stderr.starts_with("warning[E040]: 1 × no-source"), "{}", build.stderr);
    let after = fs::metadata(site.path(NOTE)).unwrap();
    (before.ino(), before.mtime_nsec()) == (after.ino(), after.mtime_nsec())
}

#[test]
fn a_site_that_is_as_it_was_is_left_alone_and_told_as_before() {
    let site = site();
    let before = read_tree(&site.path("public"));
    let first = fs::read(site.path(NOTE)).unwrap();
    assert!(does_nothing(&site));
    assert!(does_nothing(&site));
    assert_eq!(read_tree(&site.path("public")), before);
    assert_eq!(fs::read(site.path(NOTE)).unwrap(), first);
    site.run(&["build", "--warnings"]).exits(0).says("names no source");
    site.run(&["build", "--strict"]).exits(1);
}

#[test]
fn a_note_that_is_missing_damaged_or_a_link_costs_nothing_but_time() {
    let site = site();
    let before = read_tree(&site.path("public"));
    let note = fs::read_to_string(site.path(NOTE)).unwrap();
    for damaged in ["", "\n", "{}", &note[..note.len() / 2], &note.replace("E040", "E999"), &format!("0{note}")] {
        fs::write(site.path(NOTE), damaged).unwrap();
        assert!(!does_nothing(&site), "{damaged:?}");
        assert_eq!(fs::read_to_string(site.path(NOTE)).unwrap(), note);
    }
    fs::remove_file(site.path(NOTE)).unwrap();
    site.write("elsewhere", "mine");
    std::os::unix::fs::symlink(site.path("elsewhere"), site.path(NOTE)).unwrap();
    site.build().exits(0);
    assert_eq!(fs::read_to_string(site.path("elsewhere")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(site.path(NOTE)).unwrap(), note);
    assert_eq!(read_tree(&site.path("public")), before);
}

#[test]
fn whatever_changes_is_built() {
    let site = site();
    let built = |what: &str, path: &str, text: &str| {
        let build = site.build().exits(0);
        assert!(!build.stdout.contains("\n0 files written, "), "{what}: {}", build.stdout);
        assert!(fs::read_to_string(site.path(path)).unwrap().contains(text), "{what}");
    };
    site.write("content/events.toml", EVENT.replace("One", "Two"));
    built("a record", "public/events/one/index.html", "Two");
    site.write("static/media/a.bin", "another");
    built("a static file of the same length", "public/media/a.bin", "another");
    site.write("templates/404.html", "{% extends \"base.html\" %}{% block main %}Lost{% endblock main %}");
    built("a template", "public/404.html", "Lost");
    site.write("public/404.html", "broken");
    built("a file of the site", "public/404.html", "Lost");
    fs::remove_file(site.path("public/404.html")).unwrap();
    built("a file of the site that is gone", "public/404.html", "Lost");
    fs::remove_dir_all(site.path("public")).unwrap();
    built("the whole site", "public/404.html", "Lost");
    site.write("content/more.toml", EVENT.replace("one", "more"));
    built("a new file", "public/events/more/index.html", "One");
    site.write("content/more.toml", format!("{}draft = true\n", EVENT.replace("one", "more")));
    site.build().exits(0);
    assert!(!site.path("public/events/more").exists());
    site.run(&["build", "--drafts"]).exits(0);
    assert!(site.path("public/events/more").exists(), "drafts are wished for");
}

#[test]
fn what_depends_on_the_clock_is_built_anew() {
    let site = Site::small().file("content/events.toml", format!("{EVENT}embargo = \"2020-01-01\"\n"));
    site.build().exits(0);
    assert!(!site.path(NOTE).exists());
}
