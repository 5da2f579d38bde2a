//! The site where it is not at home: in frames of other sites, and on a disk without a host.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::path::Path;

use support::{SETTINGS, Site, Tree, in_memory};

const RECORDS: &str = r#"
[[event]]
id = "one"
date = "2015-02-12"
title = "\"One\" & <two>"
summary = "See [the page](/about/#history), [[two]] and [a text](/notes.txt)."

[[event]]
id = "two"
date = "2016"
title = "Two"
aliases = ["/old/two/"]

[[timeline]]
id = "part"
title = "A part"
events = ["two"]
"#;

const ABOUT: &str =
    "+++\ntitle = \"About\"\n+++\n\nBack [home](/) or to [the old place](/old/two/).\n\n## History\n\nLong.\n";

fn built(settings: &str) -> Tree {
    let settings = format!("{SETTINGS}{settings}");
    let files =
        [("content/site.toml", settings.as_str()), ("content/a.toml", RECORDS), ("content/pages/about.md", ABOUT)];
    let memory = in_memory(files.into_iter().chain([("static/notes.txt", "")]));
    assert!(memory.errors().is_empty(), "{:?}", memory.errors());
    memory.pages().unwrap()
}

/// The same in a folder.
fn site() -> Site {
    let site = Site::new().file("content/site.toml", SETTINGS).file("content/a.toml", RECORDS);
    site.file("content/pages/about.md", ABOUT).file("static/notes.txt", "Notes.")
}

fn text<'a>(tree: &'a Tree, path: &str) -> &'a str {
    std::str::from_utf8(tree.get(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
}

// ---- in frames of other sites ----------------------------------------------------------------------------------------

#[test]
fn events_and_timelines_have_a_page_for_frames_that_stands_for_their_own() {
    let tree = built("languages = [\"en\", \"de\"]\n[checks]\nmissing-translation = \"allow\"\n");
    for (framed, own) in [("events/one", "events/one"), ("timelines/part", "timelines/part"), ("timeline", "timeline")]
    {
        for lang in ["", "de/"] {
            let page = text(&tree, &format!("{lang}embed/{framed}/index.html"));
            let canonical = format!("<link rel=\"canonical\" href=\"https://annals.test/{lang}{own}/\">");
            assert!(page.contains(&canonical), "{page}");
            assert!(page.contains("content=\"noindex\"") && page.contains("<base target=\"_blank\">"), "{page}");
        }
    }
    assert!(!text(&tree, "sitemap.xml").contains("/embed/"));
}

#[test]
fn a_page_offers_the_html_of_its_frame_with_whole_addresses() {
    let tree = built("");
    let page = text(&tree, "events/one/index.html");
    // Escaped for the attribute, and once more as the words of the page.
    let frame = "&lt;iframe src=&quot;https://annals.test/embed/events/one/&quot; \
                 title=&quot;&amp;quot;One&amp;quot; &amp;amp; &amp;lt;two&gt;&quot;";
    assert!(page.contains(frame), "{page}");
    assert!(page.contains("src=&quot;https://annals.test/embed.js&quot;"), "{page}");
    for path in ["timeline/index.html", "timelines/part/index.html"] {
        assert!(text(&tree, path).contains("&lt;iframe src="), "{path}");
    }
    assert!(tree.contains_key("embed.js"));
}

#[test]
fn a_site_can_leave_frames_out() {
    let tree = built("embed = false\n");
    assert!(!tree.keys().any(|path| path.contains("embed/")));
    assert!(!tree.values().any(|bytes| String::from_utf8_lossy(bytes).contains("&lt;iframe")));
}

// ---- on a disk -------------------------------------------------------------------------------------------------------

#[test]
fn on_a_disk_links_lead_from_file_to_file() {
    let site = site();
    site.run(&["build", "--offline"]).exits(0);
    assert!(!site.path("public").is_dir());
    let tree = site.tree("offline");
    let event = text(&tree, "events/one/index.html");
    for link in
        ["../../about/index.html#history", "../../events/two/index.html", "../../notes.txt", "../../favicon.svg"]
    {
        assert!(event.contains(&format!("href=\"{link}\"")), "{link}: {event}");
    }
    let about = text(&tree, "about/index.html");
    for link in ["../index.html", "../old/two/index.html"] {
        assert!(about.contains(&format!("href=\"{link}\"")), "{link}: {about}");
    }
    assert!(text(&tree, "index.html").contains("href=\"./timeline/index.html\""));
    assert!(text(&tree, "old/two/index.html").contains("url=../../events/two/index.html"));
    // What is on the web stays there.
    assert!(event.contains("<link rel=\"canonical\" href=\"https://annals.test/events/one/\">"), "{event}");
    let marked = |bytes: &Vec<u8>| String::from_utf8_lossy(bytes).contains("annals-on-a-disk");
    assert_eq!(tree.iter().filter(|(_, bytes)| marked(bytes)).map(|(path, _)| path).next(), None);
}

#[test]
fn on_a_disk_data_are_scripts() {
    let site = site();
    site.run(&["build", "--offline", "--output", "stick"]).exits(0);
    let tree = site.tree("stick");
    let is_export = |path: &String| path.starts_with("data/en/timeline.");
    let data: Vec<&String> = tree.keys().filter(|path| path.starts_with("data/") && !is_export(path)).collect();
    assert!(
        data.len() > 4 && data.iter().all(|path| Path::new(path).extension().is_some_and(|end| end == "js")),
        "{data:?}"
    );
    let events = text(&tree, "data/en/events-1.json.js");
    assert!(
        events.starts_with("annals.take(R=>({") && events.contains("\"url\":R+\"events/one/index.html\""),
        "{events}"
    );
    assert!(text(&tree, "timeline/index.html").contains("data-index=\"../data/en/index.json.js\""));
    assert!(text(&tree, "search/index.html").contains("data-search=\"../data/en/search/\""));
}

#[test]
fn no_text_breaks_out_of_the_scripts_of_a_disk() {
    let site = site();
    let title = "a\"/--annals-on-a-disk--/}]}));document.title=`b`//";
    site.write(
        "content/stranger.toml",
        format!("[[event]]\nid = \"stranger\"\ndate = \"2016\"\ntitle = '{title}'\nsources = [{{ title = \"x\" }}]\n"),
    );
    site.run(&["build", "--offline"]).exits(0);
    let tree = site.tree("offline");
    let told = format!("\"title\":{}", serde_json::to_string(title).unwrap());
    for script in ["data/en/events-1.json.js", "data/en/search/documents-1.json.js"] {
        let script = text(&tree, script);
        assert!(script.contains(&told), "{script}");
    }
}

#[test]
fn an_edition_for_a_disk_asks_nothing_of_the_network_and_has_no_frames() {
    let site = site();
    site.run(&["build", "--offline"]).exits(0);
    let tree = site.tree("offline");
    let page = text(&tree, "events/one/index.html");
    assert!(page.contains("script-src 'self' file:;") && !page.contains("connect-src"), "{page}");
    assert!(page.contains("/offline-") && !page.contains("iframe"), "{page}");
    assert!(!tree.keys().any(|path| path.starts_with("embed/")));
    // Other editions keep the strict policy and load no more than they need.
    site.build().exits(0);
    let page = site.read("public/events/one/index.html");
    assert!(page.contains("script-src 'self';") && !page.contains("offline"), "{page}");
}
