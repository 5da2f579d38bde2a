//! What an author holds back, as a draft or under embargo, is in no byte of a build.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use support::{SETTINGS, Site};

/// A word that stands in every text of what is held back, and nowhere else.
const SECRET: &str = "xyzzy";

/// A site with a record of each kind that is held back by a line such as `draft = true`, and what names them.
fn site(line: &str) -> Site {
    let records = format!(
        "[[event]]\nid = \"open\"\ndate = \"2020\"\ntitle = \"Open\"\nsummary = \"See [[held-{SECRET}]].\"\n\
         actors = [\"{SECRET}-actor\"]\nplaces = [\"{SECRET}-place\"]\ntopics = [\"{SECRET}-topic\"]\n\
         sources = [\"{SECRET}-source\"]\nfollows = [\"held-{SECRET}\"]\n\n\
         [[event]]\nid = \"held-{SECRET}\"\ndate = \"2020-05-05\"\ntitle = \"{SECRET} title\"\nsummary = \"{SECRET}\"\n\
         body = \"{SECRET}\"\nsources = [{{ title = \"{SECRET}\" }}]\naliases = [\"/old-{SECRET}/\"]\n{line}\n\n\
         [[event.accounts]]\nby = \"{SECRET}-actor\"\ntext = \"{SECRET}\"\n\n\
         [[event.corrections]]\non = \"2020-06-06\"\nnote = \"{SECRET}\"\n\n\
         [[actor]]\nid = \"{SECRET}-actor\"\nname = \"{SECRET}\"\n{line}\n\n\
         [[place]]\nid = \"{SECRET}-place\"\nname = \"{SECRET}\"\nlat = 1\nlon = 1\n{line}\n\n\
         [[topic]]\nid = \"{SECRET}-topic\"\nname = \"{SECRET}\"\n{line}\n\n\
         [[source]]\nid = \"{SECRET}-source\"\ntitle = \"{SECRET}\"\n{line}\n\n\
         [[period]]\nid = \"{SECRET}-period\"\nname = \"{SECRET}\"\ndate = \"2020\"\n{line}\n\n\
         [[timeline]]\nid = \"{SECRET}-timeline\"\ntitle = \"{SECRET}\"\nfrom = \"2019\"\n{line}\n"
    );
    let article = format!("+++\ntitle = \"{SECRET}\"\ndate = \"2020-01-01\"\n{line}\n+++\n{SECRET} [[open]]\n");
    Site::new()
        .file("content/site.toml", format!("{SETTINGS}timezone = \"Europe/Berlin\"\n"))
        .file("content/all.toml", records)
        .file(format!("content/articles/{SECRET}.md").as_str(), article)
        .file(
            format!("content/pages/{SECRET}.md").as_str(),
            format!("+++\ntitle = \"{SECRET}\"\n{line}\n+++\n{SECRET}\n"),
        )
}

/// The files of a build that hold the word, in their names or content.
fn told(site: &Site, arguments: &[&str]) -> Vec<String> {
    site.run(&[&["build", "--output", "out"], arguments].concat()).exits(0);
    let holds = |text: &[u8]| text.windows(SECRET.len()).any(|window| window == SECRET.as_bytes());
    let tree = site.tree("out");
    tree.iter().filter(|(path, bytes)| holds(path.as_bytes()) || holds(bytes)).map(|(path, _)| path.clone()).collect()
}

#[test]
fn no_byte_of_a_draft_is_built_unless_asked_for() {
    let site = site("draft = true");
    assert_eq!(told(&site, &[]), [""; 0]);
    assert!(told(&site, &["--drafts"]).len() > 10);
}

#[test]
fn no_byte_of_a_record_under_embargo_is_built_before_its_moment() {
    for (line, before, after) in [
        ("embargo = \"2030-01-01\"", "2029-12-31T22:59:59Z", "2029-12-31T23:00:00Z"),
        ("embargo = 2030-01-01T06:00:00Z", "2030-01-01T05:59:59Z", "2030-01-01T06:00:00Z"),
        ("embargo = 2030-01-01T06:00:00", "2030-01-01T04:59:59Z", "2030-01-01T05:00:00Z"),
    ] {
        let site = site(line);
        assert_eq!(told(&site, &["--now", before]), [""; 0], "{line}");
        assert!(told(&site, &["--now", after]).len() > 10, "{line}");
        assert!(told(&site, &["--now", before, "--drafts"]).len() > 10, "{line}");
    }
}

#[test]
fn a_reference_to_what_is_held_back_is_told_and_left_out() {
    let site = site("embargo = \"2030-01-01\"");
    let run = site.run(&["check", "--now", "2025-01-01"]);
    run.exits(0).says(&format!("the event `held-{SECRET}` is under embargo, so this reference is left out"));
}

#[test]
fn what_is_held_back_is_marked_where_it_is_shown() {
    let held = site("embargo = \"2030-01-01\"");
    held.run(&["build", "--output", "out", "--drafts", "--now", "2025-01-01"]).exits(0);
    assert!(held.read(&format!("out/events/held-{SECRET}/index.html")).contains("under embargo until 2030-01-01"));
    held.run(&["build", "--output", "out", "--now", "2035-01-01"]).exits(0);
    assert!(!held.read(&format!("out/events/held-{SECRET}/index.html")).contains("embargo"));
}

#[test]
fn an_embargo_that_is_no_moment_is_an_error() {
    let site = site("embargo = \"soon\"");
    site.run(&["check"]).exits(0);
    site.run(&["check", "--drafts"]).exits(1).says("the embargo `soon` is neither a day nor a moment");
}
