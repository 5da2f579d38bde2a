//! A build of a site that is as it was does nothing, and only then; one of a site that changed writes what a first build
//! would write.

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
    let head = note.match_indices('\n').nth(1).unwrap().0;
    for damaged in
        ["", "\n", "{}", &note[..head / 2], &note[..head], &note.replace("E040", "E999"), &format!("0{note}")]
    {
        fs::write(site.path(NOTE), damaged).unwrap();
        assert!(!does_nothing(&site), "{damaged:?}");
        assert_eq!(fs::read_to_string(site.path(NOTE)).unwrap(), note);
    }
    // One that is longer than any of so few pages is not read to its end.
    let numbers = "1,".repeat(20 << 20);
    let (lines, pages) = note.split_at(head + 1);
    let pages = pages.replacen("\"records\":[[", &format!("\"records\":[[{numbers}"), 1);
    assert!(pages.len() > numbers.len());
    fs::write(site.path(NOTE), format!("{lines}{pages}")).unwrap();
    site.write("content/events.toml", EVENT.replace("One", "Another"));
    let limited = format!("ulimit -v 262144; exec '{}' build", env!("CARGO_BIN_EXE_annals"));
    let built = std::process::Command::new("sh").args(["-c", &limited]).current_dir(site.root()).output().unwrap();
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    site.write("content/events.toml", EVENT);
    site.build().exits(0);
    assert_eq!(fs::read_to_string(site.path(NOTE)).unwrap(), note);
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
    // However the key is written, and wherever it stands.
    let escaped = "\"embarg\\u006f\"";
    for (path, text) in [
        ("content/events.toml", format!("{EVENT}embargo = \"2020-01-01\"\n")),
        ("content/events.toml", format!("{EVENT}{escaped} = \"2020-01-01\"\n")),
        ("content/articles/a.md", format!("+++\ntitle = \"A\"\n{escaped} = 2020-01-01\n+++\nOne\n")),
        ("content/pages/a.md", format!("+++\n{escaped} = 2020-01-01\ntitle = \"One\"\n+++\nOne\n")),
    ] {
        let site = Site::small().file(path, text);
        let built = |now: &str| {
            site.run(&["build", "--now", now]).exits(0);
            assert!(!site.path(NOTE).exists(), "{path}");
            site.tree("public")
                .iter()
                .any(|(path, _)| path.ends_with("/one/index.html") || path.ends_with("a/index.html"))
        };
        assert!(!built("2019-12-31"), "{path}");
        assert!(built("2020-01-01"), "{path}");
        assert!(!built("2019-12-31"), "{path}");
    }
    // The word alone is no embargo.
    let site = Site::small().file("content/events.toml", format!("{EVENT}summary = \"Under embargo\"\n"));
    site.build().exits(0);
    assert!(does_nothing(&site));
}

#[test]
fn a_build_upon_another_writes_what_a_first_build_writes() {
    let event = |number: usize, words: &str| {
        let next = number % 30 + 1;
        format!(
            "[[event]]\nid = \"e-{number}\"\ndate = \"20{number:02}\"\ntitle = \"{words}\"\nsummary = \"[[e-{next}]]\"\n\n"
        )
    };
    let events = |changed: usize, words: &str| -> String {
        (1..=30).map(|number| event(number, if number == changed { words } else { "As it was" })).collect()
    };
    let site = Site::small().file("content/events.toml", events(0, "")).file("static/media/a.bin", "picture");
    site.build().exits(0);
    let built = |what: &str| {
        let build = site.build().exits(0);
        site.run(&["build", "--output", "whole"]).exits(0);
        assert!(read_tree(&site.path("public")) == read_tree(&site.path("whole")), "{what}");
        for folder in ["whole", ".whole.annals-note"] {
            let _ = fs::remove_dir_all(site.path(folder)).or_else(|_| fs::remove_file(site.path(folder)));
        }
        build.stdout
    };
    site.write("content/events.toml", events(7, "Told in other words"));
    let before = fs::metadata(site.path("public/events/e-20/index.html")).unwrap();
    built("an event's title");
    let read = |path: &str| fs::read_to_string(site.path(path)).unwrap();
    assert!(read("public/events/e-6/index.html").contains("Told in other words"), "it is named in a summary");
    let after = fs::metadata(site.path("public/events/e-20/index.html")).unwrap();
    assert_eq!((before.ino(), before.mtime()), (after.ino(), after.mtime()), "a page that shows nothing of it");
    // Files that somebody changed, removed or put in the way are made whole, whichever event changes.
    site.write("public/events/e-20/index.html", "broken");
    fs::remove_file(site.path("public/events/e-21/index.html")).unwrap();
    site.write("content/events.toml", events(8, "Again in other words"));
    built("pages that are not as they were written");
    // What is remembered of pages may be damaged.
    let note = read(NOTE);
    let pages = note.match_indices('\n').nth(1).unwrap().0 + 1;
    for (number, damaged) in
        [&note[..pages], &note[..pages + 100], &format!("{}{{}}", &note[..pages]), &note.replace("[[", "[[1,")]
            .into_iter()
            .enumerate()
    {
        fs::write(site.path(NOTE), damaged).unwrap();
        site.write("content/events.toml", events(9, &format!("Words {number}")));
        built("a damaged note");
    }
    for (number, other) in
        ["weight = 3", "date = \"1999\"", "aliases = [\"/old/\"]", "draft = true"].into_iter().enumerate()
    {
        let text = events(10, &format!("Words {number}"));
        site.write(
            "content/events.toml",
            format!("{text}[[event]]\nid = \"last\"\ndate = 2015-02-12\ntitle = \"Last\"\n"),
        );
        built("one event more");
        let last = if other.starts_with("date") { String::new() } else { "date = 2015-02-12\n".to_owned() };
        site.write("content/events.toml", format!("{text}[[event]]\nid = \"last\"\n{last}{other}\ntitle = \"Last\"\n"));
        built(other);
        site.write("content/events.toml", text);
        built("one event fewer");
    }
    let text = "Some *emphasis* of [[event:e-1]].\n";
    site.write("content/articles/named.md", format!("+++\ntitle = \"Named\"\n+++\n{text}"));
    site.write("content/articles/first-name.md", "+++\nslug = \"fixed\"\n+++\n");
    site.write("content/pages/first-page.md", "+++\nslug = \"page\"\norder = 1\n+++\n");
    built("texts");
    for (old, new) in [
        ("articles/named.md", "articles/named.txt"),
        ("articles/first-name.md", "articles/second-name.md"),
        ("pages/first-page.md", "pages/second-page.md"),
        ("articles/named.txt", "articles/below/named.md"),
    ] {
        let at = |path: &str| site.path("content").join(path);
        fs::create_dir_all(at(new).parent().unwrap()).unwrap();
        fs::rename(at(old), at(new)).unwrap();
        built(&format!("{old} is {new}"));
    }
    site.write("content/site.toml", format!("{}[checks]\nno-source = \"allow\"\n", read("content/site.toml")));
    built("the settings");
    site.write(
        "templates/components/event_row.html",
        read_tree(&support::repository().join("templates"))["components/event_row.html"].clone(),
    );
    built("a template that is as the built-in one");
    let unchanged = built("nothing");
    assert!(unchanged.contains("\n0 files written, "), "{unchanged}");
}
