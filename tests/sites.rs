//! Whole small sites and everything that is written of them. Their templates print what they receive, so that the
//! golden trees hold the program and not the theme.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::fs;
use std::path::PathBuf;

use sha2::{Digest, Sha256};
use support::{SETTINGS, Site, Tree, in_memory, read_tree, repository};

fn fixture(name: &str) -> PathBuf {
    repository().join("tests/golden/sites").join(name)
}

/// A site of the fixtures in a folder of its own.
fn site(name: &str) -> Site {
    let mut site = Site::new();
    for (path, bytes) in read_tree(&fixture(name)) {
        if !path.starts_with("expected/") {
            site = site.file(&path, bytes);
        }
    }
    site
}

/// What the built-in theme serves: it is held by its own tests.
fn is_of_the_theme(path: &str) -> bool {
    let theme = read_tree(&repository().join("static"));
    path.starts_with("assets/") || theme.contains_key(path)
}

/// A text without the hashes in the names of the theme's assets, which change with the theme.
fn without_hashes(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find("/assets/") {
        let end = rest[at..].find(['"', ' ', '<']).map_or(rest.len(), |i| at + i);
        let name = &rest[at..end];
        out.push_str(&rest[..at]);
        let (stem, suffix) = name.rsplit_once('.').unwrap_or((name, ""));
        out.push_str(stem.rsplit_once('-').map_or(stem, |(s, _)| s));
        out.push_str(&format!("-HASH.{suffix}"));
        rest = &rest[end..];
    }
    out + rest
}

#[test]
fn a_small_site_gives_the_tree_that_is_written_beside_it() {
    let site = site("small");
    site.build().exits(0);
    let built: Tree =
        site.tree("public").into_iter().filter(|(path, _)| path != "manifest.json" && !is_of_the_theme(path)).collect();
    let expected = fixture("small").join("expected");
    if support::updating() {
        let _ = fs::remove_dir_all(&expected);
    }
    for (path, bytes) in &built {
        support::golden(&expected.join(path), &without_hashes(std::str::from_utf8(bytes).unwrap()));
    }
    let names: BTreeSet<&String> = built.keys().collect();
    let wanted = read_tree(&expected);
    assert_eq!(names, wanted.keys().collect(), "files were written or left out");
}

#[test]
fn the_manifest_lists_every_file_with_its_hash() {
    let site = site("small");
    site.build().exits(0);
    let mut tree = site.tree("public");
    let manifest: serde_json::Value = serde_json::from_slice(&tree.remove("manifest.json").unwrap()).unwrap();
    let text = manifest.to_string();
    for (path, bytes) in &tree {
        let hash = Sha256::digest(bytes).iter().fold(String::new(), |mut hex, byte| {
            let _ = write!(hex, "{byte:02x}");
            hex
        });
        assert!(text.contains(&hash) && text.contains(&format!("\"{path}\"")), "{path} {hash} is not in the manifest");
    }
}

#[test]
fn drafts_are_nowhere_in_the_output() {
    let site = site("small");
    site.build().exits(0);
    for (path, bytes) in site.tree("public") {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!path.contains("secret") && !text.contains("secret") && !text.contains("A draft"), "{path}");
    }
}

// ---- pages of long lists ---------------------------------------------------------------------------------------------

/// A site of many events: so many on each of some days.
fn many(days: &[(&str, usize)]) -> Tree {
    let mut records = String::from("[[topic]]\nid = \"all\"\nname = \"All\"\n\n");
    for (day, count) in days {
        for i in 0..*count {
            let _ = write!(
                records,
                "[[event]]\nid = \"e-{day}-{i:04}\"\ndate = \"{day}\"\ntitle = \"{i} {day}\"\ntopics = [\"all\"]\n\n"
            );
        }
    }
    let templates = read_tree(&fixture("small").join("templates"));
    let files = templates.into_iter().map(|(path, bytes)| (format!("templates/{path}"), bytes)).chain([
        ("content/site.toml".to_owned(), SETTINGS.as_bytes().to_vec()),
        ("content/records.toml".to_owned(), records.into_bytes()),
    ]);
    let memory = in_memory(files);
    assert!(memory.errors().is_empty(), "{:?}", memory.errors());
    memory.pages().unwrap()
}

/// How many events a page lists.
fn listed(tree: &Tree, path: &str) -> usize {
    let page = tree.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8_lossy(page).matches("\nevent /").count()
}

#[test]
fn a_page_never_lists_more_than_a_hundred_events_and_every_event_is_listed() {
    let tree = many(&[("2014", 5), ("2015-01-01", 150), ("2015-02-01", 10), ("2015-02", 3), ("2016", 101)]);
    // 269 events: the whole timeline lists its years only.
    assert_eq!(listed(&tree, "timeline/index.html"), 0);
    assert_eq!(listed(&tree, "timeline/2014/index.html"), 5);
    // A year of 163 is divided into months, the month of 150 into its day, the day into two pages.
    assert_eq!(listed(&tree, "timeline/2015/index.html"), 0);
    assert_eq!(listed(&tree, "timeline/2015/02/index.html"), 13);
    assert_eq!(listed(&tree, "timeline/2015/01/index.html"), 0);
    // Events known to the year cannot be divided: they go on on a second page.
    for (first, rest) in [("timeline/2015/01/01", 50), ("timeline/2016", 1)] {
        assert_eq!(listed(&tree, &format!("{first}/index.html")), 100);
        let second: Vec<&String> =
            tree.keys().filter(|p| p.starts_with(first) && **p != format!("{first}/index.html")).collect();
        assert_eq!(second.len(), 1, "{second:?}");
        assert_eq!(listed(&tree, second[0]), rest);
    }
    // The topic has all of them, on three pages.
    let topic: Vec<&String> = tree.keys().filter(|p| p.starts_with("topics/all/")).collect();
    assert_eq!(topic.iter().map(|p| listed(&tree, p)).collect::<Vec<_>>().iter().sum::<usize>(), 269);
    assert_eq!(topic.len(), 3, "{topic:?}");
    for (path, _) in tree.iter().filter(|(p, _)| p.ends_with(".html")) {
        assert!(listed(&tree, path) <= 100, "{path}");
    }
    let timeline: usize = tree.keys().filter(|p| p.starts_with("timeline/")).map(|p| listed(&tree, p)).sum();
    assert_eq!(timeline, 269, "each event is listed once in the timeline");
}

#[test]
fn a_site_without_any_content_has_its_pages_all_the_same() {
    let memory = in_memory([("content/site.toml", SETTINGS)]);
    assert!(memory.errors().is_empty());
    let pages = memory.pages().unwrap();
    for path in ["index.html", "timeline/index.html", "404.html", "feed.xml", "sitemap.xml", "robots.txt"] {
        assert!(pages.contains_key(path), "{path}: {:?}", pages.keys());
    }
}

#[test]
fn three_lines_of_settings_make_the_theme_a_sites_own() {
    let look = "[theme]\naccent = \"#7a2e1d\"\nfont = \"Charter, Georgia\"\nlabel_font = \"Inter\"\n";
    let own = Site::new().file("content/site.toml", format!("{SETTINGS}{look}"));
    own.build().exits(0);
    assert!(own.read("public/index.html").contains("<link rel=\"stylesheet\" href=\"/assets/theme.css\">"));
    let sheet = own.read("public/assets/theme.css");
    assert!(
        sheet.contains("--accent:light-dark(#7a2e1d,") && sheet.contains("\"Charter\",\"Georgia\",serif"),
        "{sheet}"
    );
    let plain = Site::small();
    plain.build().exits(0);
    assert!(!plain.read("public/index.html").contains("theme.css"));
    let pale = Site::new().file("content/site.toml", format!("{SETTINGS}[theme]\naccent = \"#ffcc00\"\n"));
    pale.build().exits(1).says("their contrast is 1.5");
}
