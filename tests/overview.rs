//! Overviews as pages show them: three small sites whose drawings are written beside, and the bound on their size.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::fmt::Write as _;

use annals::edition::Output;
use annals::route::{PageRoute, Route};
use support::{Memory, in_memory, repository};

/// The home page of a site, in the language of a number.
fn home(memory: &Memory, language: usize) -> String {
    let settings = &memory.edition.site.archive.settings;
    let lang = settings.langs().nth(language).unwrap();
    match memory.edition.render(&Route::Page(lang, PageRoute::Home), &memory.files) {
        Ok(Output::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// The overview of a page.
fn overview(page: &str) -> &str {
    let from = page.find("<figure class=\"overview").expect("an overview");
    let to = page[from..].find("</figure>").expect("its end");
    &page[from..from + to + "</figure>".len()]
}

/// A site of these records.
fn site(records: &str) -> Memory {
    let settings = "title = \"A test\"\nbase_url = \"https://annals.test/\"\nlanguages = [\"en\", \"he\"]\n\
                    [checks]\nmissing-translation = \"allow\"\n";
    let memory = in_memory([("content/site.toml", settings), ("content/records.toml", records)]);
    assert!(memory.errors().is_empty(), "{:?}", memory.errors());
    memory
}

/// An event's record.
fn event(records: &mut String, id: &str, rest: &str) {
    let _ = write!(records, "[[event]]\nid = \"{id}\"\ntitle = \"{id}\"\n{rest}\n\n");
}

#[test]
fn small_sites_are_drawn_as_it_is_written_beside() {
    for name in ["ancient", "day", "century"] {
        let folder = repository().join("tests/golden/overview");
        let records = std::fs::read_to_string(folder.join(format!("{name}.toml"))).unwrap();
        let memory = site(&records);
        for (language, tag) in ["en", "he"].into_iter().enumerate() {
            let page = home(&memory, language);
            support::golden(&folder.join(format!("{name}.{tag}.html")), &format!("{}\n", overview(&page)));
        }
    }
}

#[test]
fn a_hundred_thousand_events_are_drawn_in_less_than_sixty_kilobytes() {
    let mut records = String::new();
    for i in 0..100_000u32 {
        let (year, month, day) = (1900 + i % 119, 1 + i / 119 % 12, 1 + i / 1_428 % 28);
        let weight = if i % 50 == 0 { 3 } else { 1 + i % 2 };
        event(&mut records, &format!("e{i}"), &format!("date = \"{year}-{month:02}-{day:02}\"\nweight = {weight}"));
    }
    for i in 0..60u32 {
        let (from, to) = (1900 + i, 1905 + i * 7 % 60 + i);
        let _ = write!(records, "[[period]]\nid = \"p{i}\"\nname = \"The period {i}\"\ndate = \"{from}/{to}\"\n\n");
    }
    let memory = site(&records);
    for (language, number) in ["100,000 events", "100,000 אירועים"].into_iter().enumerate() {
        let page = home(&memory, language);
        let drawn = overview(&page);
        assert!(drawn.contains(number), "{drawn}");
        assert!(drawn.len() < 60_000, "{} bytes", drawn.len());
    }
}
