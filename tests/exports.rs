//! What readers take along: whole, in the timeline's order, and read by the formats' own libraries.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::BTreeMap;

use icalendar::{Calendar, Component, EventLike};
use serde_json::Value;
use support::{SETTINGS, Tree, in_memory};

/// Events at dates of all kinds, with words that mean something in each of the formats.
const EVENTS: &str = r#"
[[place]]
id = "here"
name = "Here; there, \"everywhere\""
lat = -1.5
lon = 30.25
[[actor]]
id = "one"
name = "=HYPERLINK(\"https://evil.test\")"
[[source]]
id = "paper"
title = "A paper"
url = "https://paper.test/1"
[[event]]
id = "day"
date = "2015-02-12"
title = "A day, with a comma; and \\ more"
summary = "First line\nsecond line of [[one]]."
places = ["here"]
actors = [{ id = "one", role = "mediator" }]
sources = ["paper", { title = "Inline", url = "https://paper.test/2" }]
fatalities = { low = 1, best = 2, high = 3 }
[[event]]
id = "days"
date = "2015-02-27/2015-02-28"
title = "Two days"
[[event]]
id = "hour"
date = "2015-03-01"
time = "11:30"
timezone = "Europe/Kyiv"
title = "An hour"
[[event]]
id = "announced"
date = "2015-03-02"
time = "11:30"
time_status = "scheduled"
timezone = "Europe/Kyiv"
title = "An hour that was announced"
[[event]]
id = "month"
date = "2015-04"
title = "A month"
[[event]]
id = "about"
date = "2015-05-01~"
title = "About a day"
[[event]]
id = "withdrawn"
date = "2015-06-01"
title = "Withdrawn"
status = "retracted"
corrections = [{ on = "2015-07-01", note = "It did not happen." }]
[[event]]
id = "corrected"
date = "2015-08-01"
title = "Corrected"
corrections = [{ on = "2016-01-02", note = "A name was wrong." }]
[[event]]
id = "ides"
date = "-0043-03-15"
title = "-1+1"
[[event]]
id = "since"
date = "2016/.."
title = "Since 2016"
"#;

fn built() -> Tree {
    let memory = in_memory([("content/site.toml", SETTINGS), ("content/records.toml", EVENTS)]);
    assert!(memory.errors().is_empty(), "{:?}", memory.errors());
    memory.pages().unwrap()
}

const ORDER: [&str; 10] =
    ["ides", "day", "days", "hour", "announced", "month", "about", "withdrawn", "corrected", "since"];

#[test]
fn the_table_has_a_line_for_each_event_in_order_and_no_formula() {
    let tree = built();
    let mut table = csv::Reader::from_reader(&tree["data/en/timeline.csv"][..]);
    let lines: Vec<BTreeMap<String, String>> = table.deserialize().map(Result::unwrap).collect();
    assert_eq!(lines.iter().map(|line| &line["id"]).collect::<Vec<_>>(), ORDER);
    let day = &lines[1];
    for (column, expected) in [
        ("url", "https://annals.test/events/day/"),
        ("date", "2015-02-12"),
        ("date_in_words", "12 February 2015"),
        ("title", "A day, with a comma; and \\ more"),
        ("places", "Here; there, \"everywhere\""),
        ("latitude", "-1.5"),
        ("longitude", "30.25"),
        ("actors", "'=HYPERLINK(\"https://evil.test\")"),
        ("sources", "A paper; Inline"),
        ("source_urls", "https://paper.test/1; https://paper.test/2"),
        ("fatalities_best", "2"),
    ] {
        assert_eq!(day[column], expected, "{column}");
    }
    assert_eq!((&*lines[3]["time"], &*lines[3]["time_zone"]), ("11:30", "Europe/Kyiv"));
    assert_eq!((&*lines[0]["title"], &*lines[0]["first_day"]), ("'-1+1", "'-0043-03-15"));
    assert_eq!((&*lines[9]["first_day"], &*lines[9]["last_day"]), ("2016-01-01", ""));
    let numbers = ["latitude", "longitude"];
    for (column, cell) in lines.iter().flatten().filter(|(column, _)| !numbers.contains(&&***column)) {
        assert!(!cell.starts_with(['=', '+', '-', '@']), "{column}: {cell}");
    }
}

#[test]
fn the_records_hold_what_the_author_wrote() {
    let tree = built();
    let file: Value = serde_json::from_slice(&tree["data/en/timeline.json"]).unwrap();
    let events = file["events"].as_array().unwrap();
    assert_eq!(events.iter().map(|event| event["id"].as_str().unwrap()).collect::<Vec<_>>(), ORDER);
    assert_eq!((&file["count"], &file["language"]), (&Value::from(10), &Value::from("en")));
    assert_eq!(events[1]["actors"][0]["role"], "mediator");
    assert_eq!(events[1]["sources"][1]["title"], "Inline");
    assert_eq!(events[1]["fatalities"]["high"], 3);
    assert_eq!(events[4]["time_status"], "scheduled");
    assert_eq!(events[7]["status"], "retracted");
    assert_eq!(events[7]["corrections"][0]["note"], "It did not happen.");
    assert_eq!(events[9].get("last_day"), None);
}

#[test]
fn the_calendar_holds_the_days_that_are_known() {
    let tree = built();
    let calendar: Calendar = String::from_utf8(tree["data/en/timeline.ics"].clone()).unwrap().parse().unwrap();
    let entries: BTreeMap<&str, &icalendar::Event> =
        calendar.events().map(|event| (event.get_uid().unwrap(), event)).collect();
    let known = ["announced", "corrected", "day", "days", "hour"].map(|id| format!("{id}@annals.test"));
    assert_eq!(entries.keys().copied().collect::<Vec<_>>(), known);
    let property = |id: &str, name: &str| entries[format!("{id}@annals.test").as_str()].property_value(name);
    assert_eq!((property("day", "DTSTART"), property("day", "DTEND")), (Some("20150212"), Some("20150213")));
    assert_eq!((property("days", "DTSTART"), property("days", "DTEND")), (Some("20150227"), Some("20150301")));
    assert_eq!((property("hour", "DTSTART"), property("hour", "DTEND")), (Some("20150301T093000Z"), None));
    // A time that was only announced is not claimed.
    assert_eq!(property("announced", "DTSTART"), Some("20150302"));
    assert_eq!(property("corrected", "DTSTAMP"), Some("20160102T000000Z"));
    let day = entries["day@annals.test"];
    assert_eq!(day.get_summary(), Some("A day, with a comma; and \\ more"));
    assert_eq!(day.get_location(), Some("Here; there, \"everywhere\""));
    assert_eq!(property("day", "URL"), Some("https://annals.test/events/day/"));
}

#[test]
fn there_is_no_calendar_without_an_entry() {
    let events = "[[event]]\nid = \"rough\"\ndate = \"2015\"\ntitle = \"Rough\"\n\
                  [[event]]\nid = \"far\"\ndate = \"9999-12-31\"\ntitle = \"Far\"\n";
    let pages = in_memory([("content/site.toml", SETTINGS), ("content/records.toml", events)]).pages().unwrap();
    let exports: Vec<&String> = pages.keys().filter(|path| path.contains("data/en/timeline")).collect();
    assert_eq!(exports, ["data/en/timeline.csv", "data/en/timeline.json"]);
}

#[test]
fn no_line_of_the_calendar_is_longer_than_75_bytes() {
    let tree = built();
    let text = String::from_utf8(tree["data/en/timeline.ics"].clone()).unwrap();
    assert!(text.ends_with("END:VCALENDAR\r\n"), "{text}");
    for line in text.split("\r\n") {
        assert!(line.len() <= 75 && !line.contains(['\r', '\n']), "{line}");
    }
}

/// RFC 4287 asks for moments of RFC 3339: readers refuse a whole feed for one year of more or fewer than four digits.
#[test]
fn no_feed_holds_a_moment_outside_of_the_years_that_feeds_can_write() {
    let odd = ["Y123456", "-0043-03-15", "0000-05-05"];
    let mut records = String::from(
        "[[event]]\nid = \"one\"\ndate = \"2015-02-12\"\ntitle = \"One\"\n\
         corrections = [{ on = \"2016-01-02\", note = \"Sound\" }",
    );
    // More than a feed holds, so that they would leave no room for sound ones.
    for on in odd.iter().cycle().take(60) {
        records += &format!(", {{ on = \"{on}\", note = \"Odd\" }}");
    }
    records += "]\n";
    let article = |date: &str, title: &str| {
        format!("+++\ntitle = \"{title}\"\ndate = \"{date}\"\nupdated = \"Y123456\"\n+++\n[[one]]\n")
    };
    let mut files = vec![
        ("content/site.toml".to_owned(), SETTINGS.to_owned()),
        ("content/records.toml".to_owned(), records),
        ("content/articles/sound.md".to_owned(), article("2015-03-01", "A sound article")),
    ];
    let texts = odd.iter().enumerate();
    files.extend(texts.map(|(at, on)| (format!("content/articles/odd-{at}.md"), article(on, "An odd article"))));
    let memory = in_memory(files);
    assert!(memory.errors().is_empty(), "{:?}", memory.errors());
    let pages = memory.pages().unwrap();
    let feeds: Vec<_> = pages.iter().filter(|(path, _)| path.ends_with(".xml") && path.contains("feed")).collect();
    assert_eq!(feeds.len(), 2, "{:?}", pages.keys());
    for (path, feed) in feeds {
        let feed = std::str::from_utf8(feed).unwrap();
        let elements = feed
            .split('<')
            .filter_map(|piece| piece.strip_prefix("updated>").or_else(|| piece.strip_prefix("published>")));
        let mut moments: Vec<&str> = elements.collect();
        moments.sort_unstable();
        moments.dedup();
        let expected = ["2015-03-01T00:00:00+00:00", "2016-01-02T00:00:00+00:00"];
        let first = if path.contains("correction") { 1 } else { 0 };
        assert_eq!(moments, expected[first..], "{path}");
        assert!(!feed.contains("odd article") && !feed.contains(">Odd<"), "{path}");
    }
    let calendar = String::from_utf8(pages["data/en/timeline.ics"].clone()).unwrap();
    assert!(calendar.contains("DTSTAMP:20160102T000000Z"), "{calendar}");
}

#[test]
fn a_long_timeline_stands_in_several_files_and_the_page_leads_to_each() {
    let events: String = (0..10_001)
        .map(|number| format!("[[event]]\nid = \"e-{number:05}\"\ndate = \"2015-02-12\"\ntitle = \"Event {number}\"\n"))
        .collect();
    let memory = in_memory([("content/site.toml", SETTINGS), ("content/records.toml", &*events)]);
    let site = &memory.edition.site;
    let mut ids = Vec::new();
    for name in ["timeline.csv", "timeline-2.csv"] {
        let route = site.addresses.route(&format!("/data/en/{name}")).unwrap();
        assert!(site.has(&route), "{name}");
        let Ok(annals::edition::Output::Bytes(bytes)) = memory.edition.render(&route, &memory.files) else {
            panic!("{name} is not rendered")
        };
        let mut table = csv::Reader::from_reader(&bytes[..]);
        ids.extend(table.records().map(|line| line.unwrap()[0].to_owned()));
    }
    assert_eq!(ids.len(), 10_001);
    assert!(ids.is_sorted());
    let page = site.addresses.route("/timeline/").unwrap();
    let Ok(annals::edition::Output::Bytes(page)) = memory.edition.render(&page, &memory.files) else {
        panic!("the page is not rendered")
    };
    let page = String::from_utf8(page).unwrap();
    for name in ["timeline.csv", "timeline-2.csv", "timeline-2.json", "timeline-2.ics"] {
        assert!(page.contains(&format!("/data/en/{name}\"")), "{name}");
    }
}

#[test]
fn a_site_that_exports_nothing_has_no_such_files() {
    let settings = format!("{SETTINGS}exports = false\n");
    let pages = in_memory([("content/site.toml", &*settings), ("content/records.toml", EVENTS)]).pages().unwrap();
    assert_eq!(pages.keys().filter(|path| path.contains("data/en/timeline")).count(), 0);
    assert!(!String::from_utf8_lossy(&pages["timeline/index.html"]).contains("class=\"exports\""));
}
