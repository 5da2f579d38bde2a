//! The timeline in lanes as pages show it: a small site drawn as it is written beside, every event in its lanes, and the
//! bound on a page's size.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use annals::edition::Output;
use annals::route::{Dimension, PageRoute, Route};
use annals::site::LaneOf;
use support::{Memory, in_memory, repository};

/// A site of these records, in English and Hebrew.
fn site(records: &str) -> Memory {
    let settings = "title = \"A test\"\nbase_url = \"https://annals.test/\"\nlanguages = [\"en\", \"he\"]\n\
                    [checks]\nmissing-translation = \"allow\"\n";
    let memory = in_memory([("content/site.toml", settings), ("content/records.toml", records)]);
    assert!(memory.errors().is_empty(), "{:?}", memory.errors());
    memory
}

/// A page of lanes in the language of a number.
fn page(memory: &Memory, language: usize, page: PageRoute) -> String {
    let lang = memory.edition.site.archive.settings.langs().nth(language).unwrap();
    match memory.edition.render(&Route::Page(lang, page), &memory.files) {
        Ok(Output::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// The pages of lanes of a site.
fn routes(memory: &Memory) -> Vec<(Dimension, Option<i64>, u32)> {
    let routes = memory.edition.site.routes().iter().filter_map(|route| match route {
        Route::Page(lang, PageRoute::Lanes(dimension, year, number)) if lang.index() == 0 => {
            Some((*dimension, *year, *number))
        }
        _ => None,
    });
    routes.collect()
}

/// The drawing of a page.
fn drawing(page: &str) -> &str {
    let from = page.find("<section class=\"lanes-region\"").expect("lanes");
    let to = page[from..].find("<p class=\"lanes-caption\"").expect("their end");
    &page[from..from + to]
}

#[test]
fn a_small_site_is_drawn_as_it_is_written_beside() {
    let folder = repository().join("tests/golden/lanes");
    let memory = site(&std::fs::read_to_string(folder.join("war.toml")).unwrap());
    for (language, tag) in ["en", "he"].into_iter().enumerate() {
        for (name, route) in [
            ("all", PageRoute::Lanes(Dimension::Actor, None, 1)),
            ("year", PageRoute::Lanes(Dimension::Kind, Some(-430), 1)),
        ] {
            let page = page(&memory, language, route);
            support::golden(&folder.join(format!("{name}.{tag}.html")), drawing(&page));
        }
    }
}

#[test]
fn a_site_that_wants_no_lanes_has_none() {
    let records = std::fs::read_to_string(repository().join("tests/golden/lanes/war.toml")).unwrap();
    let settings = "title = \"A test\"\nbase_url = \"https://annals.test/\"\nlanes = false\n";
    let memory = in_memory([("content/site.toml", settings), ("content/records.toml", &records)]);
    assert!(memory.errors().is_empty(), "{:?}", memory.errors());
    assert_eq!(routes(&memory), []);
    let timeline = page(&memory, 0, PageRoute::Timeline(annals::route::Stretch::Whole));
    assert!(!timeline.contains("/timeline/by-") && !timeline.contains("class=\"forms\""), "{timeline}");
    assert!(!routes(&site(&records)).is_empty());
}

#[test]
fn lanes_are_offered_where_there_is_something_to_divide_by() {
    let event = "[[event]]\nid = \"a\"\ntitle = \"a\"\ndate = \"1990\"\n\n";
    assert_eq!(routes(&site(event)), []);
    let with_kind = event.replace("date", "kind = \"war\"\ndate");
    assert_eq!(routes(&site(&with_kind)), [(Dimension::Kind, None, 1)]);
    // Two years, one of which has more than one event.
    let more = format!(
        "{with_kind}{}{}",
        event.replace("\"a\"", "\"b\""),
        event.replace("\"a\"", "\"c\"").replace("1990", "1995")
    );
    let memory = site(&more);
    assert_eq!(routes(&memory), [(Dimension::Kind, None, 1), (Dimension::Kind, Some(1990), 1)]);
    let lanes = memory.edition.site.lane_lists(Dimension::Kind, None, 1);
    let counts: Vec<(LaneOf<'_>, usize)> = lanes.iter().map(|list| (list.of, list.events.len())).collect();
    assert_eq!(counts, [(LaneOf::Kind("war"), 1), (LaneOf::Rest, 2)], "events without a kind have a lane as well");
    // A site whose events have no place on any axis lists them all the same.
    let far = with_kind.replace("1990", "Y900000000000000000");
    let page = page(&site(&far), 0, PageRoute::Lanes(Dimension::Kind, None, 1));
    assert!(page.contains("<details class=\"lane-words\" open>") && !page.contains("lane-mark"), "{page}");
}

/// Ten thousand events over a century, of 500 actors who take part in very many or in few.
fn many() -> String {
    let mut records = String::new();
    for i in 0..500 {
        let _ = write!(records, "[[actor]]\nid = \"a{i}\"\nname = \"The actor {i}\"\nkind = \"group\"\n\n");
    }
    let mut seed = 7u64;
    let mut random = |below: u64| {
        seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (seed >> 33) % below
    };
    for i in 0..10_000 {
        let (year, month, day) = (1900 + random(100), 1 + random(12), 1 + random(28));
        let date = match random(6) {
            0 => format!("{year}"),
            1 => format!("{year}-{month:02}~"),
            2 => format!("{year}/{}", year + random(9)),
            _ => format!("{year}-{month:02}-{day:02}"),
        };
        let first = random(500) * random(500) / 500;
        let actors: BTreeSet<u64> = [first, random(500)].into_iter().filter(|_| random(9) > 0).collect();
        let actors: Vec<String> = actors.into_iter().map(|actor| format!("\"a{actor}\"")).collect();
        let _ = write!(
            records,
            "[[event]]\nid = \"e{i}\"\ntitle = \"The event {i}\"\ndate = \"{date}\"\nkind = \"kind {}\"\nactors = [{}]\n\n",
            random(12),
            actors.join(", ")
        );
    }
    records
}

#[test]
fn ten_thousand_events_stand_in_their_lanes_on_pages_that_stay_small() {
    let memory = site(&many());
    let edition = &memory.edition.site;
    let mut seen: BTreeMap<(Dimension, Option<i64>), usize> = BTreeMap::new();
    let routes = routes(&memory);
    for (dimension, year, number) in &routes {
        let lists = edition.lane_lists(*dimension, *year, *number);
        assert!(!lists.is_empty(), "{dimension:?} {year:?} {number} is empty");
        *seen.entry((*dimension, *year)).or_default() += lists.iter().map(|list| list.events.len()).sum::<usize>();
        assert!(edition.lane_lists(*dimension, *year, edition.lanes.pages(*dimension, *year) + 1).is_empty());
    }
    let memberships = |year: Option<i64>| -> usize {
        let events = edition.archive.events.iter().filter(|(key, _)| {
            year.is_none_or(|year| annals::timeline::place_of(&edition.archive.events[*key]).year == Some(year))
        });
        events.map(|(_, event)| event.actors.len().max(1)).sum()
    };
    assert_eq!(seen[&(Dimension::Actor, None)], memberships(None));
    assert_eq!(seen[&(Dimension::Actor, Some(1950))], memberships(Some(1950)));
    assert_eq!(seen[&(Dimension::Kind, None)], 10_000);

    let some = routes.iter().filter(|(_, year, _)| year.is_none_or(|year| year % 50 == 0));
    for (dimension, year, number) in some {
        let page = page(&memory, 0, PageRoute::Lanes(*dimension, *year, *number));
        let elements = page.matches('<').count() - page.matches("</").count();
        let what = format!("{dimension:?} {year:?} page {number}");
        assert!(elements < 3_000, "{what} has {elements} elements");
        let listed = page.matches("<li data-place").count();
        assert!(listed <= 300, "{what} lists {listed} events");
        let drawn = page.matches("<a class=\"lane-mark").count();
        assert!(drawn > 0 && !page.contains("style="), "{what}");
    }
}
