//! The data for scripts: whole, in order, bounded, and in agreement with the lists of the pages.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::fmt::Write as _;
use std::sync::LazyLock;

use serde_json::Value;
use support::{SETTINGS, Tree, in_memory, read_tree, repository};

/// The most bytes of one file of data.
const MOST: usize = 150_000;

/// More events than one file of facets holds.
static MANY: LazyLock<Tree> = LazyLock::new(|| many(2_100));

/// A site of many events by two actors in turn, at places and dates of all kinds, under a topic within another.
fn many(events: usize) -> Tree {
    let mut records = String::from(
        "[[actor]]\nid = \"zeta\"\nname = \"Alpha\"\n[[actor]]\nid = \"beta\"\nname = \"Beta\"\n[[place]]\nid = \"here\"\n\
         name = \"Here\"\n[[topic]]\nid = \"all\"\nname = \"All\"\n[[topic]]\nid = \"part\"\nname = \"Part\"\n\
         broader = \"all\"\n[[period]]\nid = \"year\"\nname = \"A year\"\ndate = \"2015\"\n",
    );
    let dates = ["2014", "2015-02", "2014-12-30/2015-01-02", "2015-06-01", "../2013", "-0043-03-15", "2015~"];
    for i in 0..events {
        let actor = ["zeta", "beta"][i % 2];
        let date = dates[i % dates.len()];
        let more = if i % 3 == 0 { "places = [\"here\"]\nkind = \"meeting\"\n" } else { "topics = [\"part\"]\n" };
        let _ = write!(
            records,
            "[[event]]\nid = \"e-{i:05}\"\ndate = \"{date}\"\ntitle = \"Event {i}\"\nactors = [\"{actor}\"]\n{more}"
        );
    }
    let templates = read_tree(&repository().join("tests/golden/sites/small/templates"));
    let files = templates.into_iter().map(|(path, bytes)| (format!("templates/{path}"), bytes)).chain([
        ("content/site.toml".to_owned(), SETTINGS.as_bytes().to_vec()),
        ("content/records.toml".to_owned(), records.into_bytes()),
    ]);
    let memory = in_memory(files);
    assert!(memory.errors().is_empty(), "{:?}", memory.errors());
    memory.pages().unwrap()
}

fn json(tree: &Tree, path: &str) -> Value {
    serde_json::from_slice(tree.get(path).unwrap_or_else(|| panic!("there is no {path}"))).unwrap()
}

/// The files that the index names, in order.
fn files(tree: &Tree, kind: &str) -> Vec<Value> {
    let index = json(tree, "data/en/index.json");
    let names = index[kind]["files"].as_array().unwrap();
    names.iter().map(|name| json(tree, name.as_str().unwrap().trim_start_matches('/'))).collect()
}

#[test]
fn every_event_stands_once_in_the_order_of_the_timeline() {
    let tree = &*MANY;
    let index = json(tree, "data/en/index.json");
    assert_eq!(index["count"], 2_100);
    let (facets, events) = (files(tree, "facets"), files(tree, "events"));
    assert_eq!((facets.len(), events.len()), (2, 11));
    let mut next = 0;
    for file in &facets {
        assert_eq!(file["from"], next);
        let size = file["first"].as_array().unwrap().len();
        for (name, list) in file.as_object().unwrap().iter().filter(|(name, _)| *name != "from") {
            assert_eq!(list.as_array().unwrap().len(), size, "{name}");
        }
        next += size;
    }
    assert_eq!(next, 2_100);
    let mut urls = Vec::new();
    for file in &events {
        assert_eq!(file["from"], urls.len());
        urls.extend(file["events"].as_array().unwrap().iter().map(|event| event["url"].as_str().unwrap().to_owned()));
    }
    // The pages of the timeline list them in the same order.
    let listed: Vec<String> = ["open", "-0043", "2014", "2015"]
        .iter()
        .flat_map(|year| (1..=20).map(move |number| (year, number)))
        .filter_map(|(year, number)| {
            let below = if number == 1 { String::new() } else { format!("page-{number}/") };
            tree.get(&format!("timeline/{year}/{below}index.html"))
        })
        .flat_map(|page| {
            let page = String::from_utf8_lossy(page).into_owned();
            let urls =
                page.lines().filter_map(|line| line.strip_prefix("event ")?.split(' ').next().map(str::to_owned));
            urls.collect::<Vec<_>>()
        })
        .collect();
    let own: Vec<&String> = urls.iter().filter(|url| listed.contains(url)).collect();
    assert!(listed.len() > 500, "{}", listed.len());
    assert_eq!(own, listed.iter().collect::<Vec<_>>());
}

#[test]
fn no_file_of_data_is_larger_than_its_bound() {
    let for_scripts = |path: &str| path.starts_with("data/") && !path.contains("/timeline");
    for (path, bytes) in MANY.iter().filter(|(path, _)| for_scripts(path)) {
        assert!(bytes.len() <= MOST, "{path}: {} bytes", bytes.len());
    }
}

#[test]
fn the_index_counts_what_the_facets_hold() {
    let tree = &*MANY;
    let index = json(tree, "data/en/index.json");
    let facets = files(tree, "facets");
    let mut compared = 0;
    for (name, choices) in index["choices"].as_object().unwrap() {
        for choice in choices.as_array().unwrap() {
            let lists: &[&str] = if name == "period" { &["period", "possibly"] } else { &[name] };
            let all = lists.iter().flat_map(|list| facets.iter().flat_map(|file| file[*list].as_array().unwrap()));
            let holds = |one: &&Value| match one {
                Value::Array(numbers) => numbers.contains(&choice["number"]),
                number => **number == choice["number"],
            };
            assert_eq!(choice["count"], all.filter(holds).count(), "{name}: {choice}");
            compared += 1;
        }
    }
    assert_eq!(compared, 8, "{index}");
    // By name, not by id; a broader topic has the events of its parts.
    assert_eq!(index["choices"]["actor"][0]["id"], "zeta");
    assert_eq!(index["choices"]["topic"][0]["count"], index["choices"]["topic"][1]["count"]);
}

#[test]
fn a_site_without_events_has_no_data() {
    let pages = in_memory([("content/site.toml", SETTINGS)]).pages().unwrap();
    assert_eq!(pages.keys().filter(|path| path.starts_with("data/")).count(), 0);
    assert!(!String::from_utf8_lossy(&pages["timeline/index.html"]).contains("filter"));
}
