//! Maps as pages show them: a small site whose drawings are written beside, and the bounds on their size.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::fmt::Write as _;

use annals::edition::Output;
use annals::route::Route;
use support::{Memory, in_memory, repository};

/// A page of a site by its address.
fn page(memory: &Memory, url: &str) -> String {
    let site = &memory.edition.site;
    let is_it = |route: &&Route| site.addresses.url(route).as_str() == url;
    let route = site.routes().iter().find(is_it).unwrap_or_else(|| panic!("nothing stands at {url}"));
    match memory.edition.render(route, &memory.files) {
        Ok(Output::Bytes(bytes)) => String::from_utf8(bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}

/// The maps of a page.
fn maps(page: &str) -> Vec<&str> {
    let starts = page.match_indices("<figure class=\"").map(|(at, _)| at);
    let figures = starts.map(|at| &page[at..at + page[at..].find("</figure>").unwrap() + "</figure>".len()]);
    figures.filter(|figure| figure.contains("class=\"map ") || figure.contains("class=\"map-drawing")).collect()
}

/// A site of these records.
fn site(records: &str) -> Memory {
    let settings = "title = \"A test\"\nbase_url = \"https://annals.test/\"\nlanguages = [\"en\", \"he\"]\n\
                    [checks]\nmissing-translation = \"allow\"\n";
    let memory = in_memory([("content/site.toml", settings), ("content/records.toml", records)]);
    assert!(memory.errors().is_empty(), "{:?}", memory.errors());
    memory
}

fn small() -> Memory {
    site(&std::fs::read_to_string(repository().join("tests/golden/maps/records.toml")).unwrap())
}

#[test]
fn the_maps_of_a_small_site_are_drawn_as_it_is_written_beside() {
    let memory = small();
    for (name, url) in [
        ("place.en", "/places/geneva/"),
        ("place.he", "/he/places/geneva/"),
        ("region.en", "/places/jura/"),
        ("event.en", "/events/voyage/"),
        ("places.en", "/places/"),
        ("places.he", "/he/places/"),
        ("period.en", "/periods/twenties/"),
    ] {
        let page = page(&memory, url);
        let maps = maps(&page);
        assert!(!maps.is_empty(), "{url} has no map");
        let path = repository().join(format!("tests/golden/maps/{name}.html"));
        support::golden(&path, &format!("{}\n", maps.join("\n")));
    }
}

#[test]
fn what_has_no_coordinates_has_no_map() {
    let memory = small();
    for url in ["/places/nowhere/", "/events/silence/", "/periods/", "/actors/"] {
        if memory.edition.site.routes().iter().any(|r| memory.edition.site.addresses.url(r).as_str() == url) {
            assert!(maps(&page(&memory, url)).is_empty(), "{url}");
        }
    }
    assert!(page(&memory, "/places/").contains("Nowhere"), "the list is complete");
}

#[test]
fn a_thousand_places_are_mapped_in_bounded_bytes_and_every_locator_is_small() {
    let mut records = String::new();
    for i in 0..1_000u32 {
        let (lat, lon) = (f64::from(i * 37 % 1_700) / 10.0 - 85.0, f64::from(i * 7_919 % 3_600) / 10.0 - 180.0);
        let _ =
            write!(records, "[[place]]\nid = \"p{i}\"\nname = \"The place number {i}\"\nlat = {lat}\nlon = {lon}\n\n");
        let _ = write!(records, "[[event]]\nid = \"e{i}\"\ntitle = \"e{i}\"\ndate = \"1900\"\nplaces = [");
        for other in 0..i % 40 {
            let _ = write!(records, "\"p{}\", ", (i + other * other * 13) % 1_000);
        }
        let _ = write!(records, "]\n\n");
    }
    let memory = site(&records);
    let list = page(&memory, "/places/");
    let total: usize = maps(&list).iter().map(|map| map.len()).sum();
    assert!(!maps(&list).is_empty() && total < 40_000, "{total} bytes");
    for i in (0..1_000).step_by(23) {
        for url in [format!("/places/p{i}/"), format!("/events/e{i}/")] {
            for map in maps(&page(&memory, &url)) {
                assert!(map.len() < 12_000, "{url}: {} bytes", map.len());
            }
        }
        let place = page(&memory, &format!("/places/p{i}/"));
        assert!(maps(&place)[0].len() < 6_000, "{i}: {} bytes", maps(&place)[0].len());
    }
}
