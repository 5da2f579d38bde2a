//! No page grows without end, whatever a site holds: none lists more than 300 events, and none that lists has more than
//! 3,000 elements, even where every row shows all that a row can show.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Mutex;

use annals::edition::Output;
use support::{Memory, in_memory};

/// The most events that a page lists.
const MOST_EVENTS: usize = 300;
/// The most elements of a page.
const MOST_ELEMENTS: usize = 3_000;

/// As many names as are asked for, each beginning with a letter of its own.
fn name(number: u32) -> String {
    format!("{}{number}", char::from_u32(0x4e00 + number).unwrap())
}

/// A text of one paragraph with as many marks as a row bears.
const FULL: &str = "*One* **two** [[everyone]] [[everywhere|three]].";
/// And one with more.
const RICH: &str = "*One* **two** [[everyone]] [[everywhere|three]] `four` [five](https://example.org/) *six* **seven** \
                    *eight* [[all]] *nine* **ten** [[cited]] *eleven* ~~twelve~~ *thirteen*.";

fn event(records: &mut String, id: &str, date: &str, number: u32) {
    let status = ["reported", "disputed", "retracted"][number as usize % 3];
    let summary = if number.is_multiple_of(7) { RICH } else { FULL };
    let relations = if number > 0 { "responds-to = [\"e0\"]\nfollows = [\"e0\"]\n" } else { "" };
    let more: Vec<String> = (0..6).map(|i| format!("\"actor-{}\"", (number * 7 + i * 31) % 300)).collect();
    let _ = write!(
        records,
        "[[event]]\nid = \"{id}\"\ndate = \"{date}\"\ntitle = \"{}\"\nsummary = \"{summary}\"\nkind = \"kind-{}\"\n\
         actors = [\"everyone\", {}]\nplaces = [\"everywhere\", \"place-{}\"]\ntopics = [\"all\", \"topic-{}\"]\n\
         sources = [\"cited\", {{ title = \"{}\", url = \"https://example.org/{number}\" }}]\nstatus = \"{status}\"\n\
         weight = 3\n{relations}[[event.corrections]]\non = \"2022-01-01\"\nnote = \"{summary}\"\n",
        name(number),
        number % 50,
        more.join(", "),
        number % 300,
        number % 130,
        name(number + 2_000),
    );
}

/// A site in which every list is long and every row of it full.
fn worst() -> Memory {
    let settings = "title = \"A test\"\nbase_url = \"https://annals.test/\"\nlanguages = [\"en\", \"de\"]\n\
                    publisher = \"Somebody\"\nlicence = \"CC BY 4.0\"\n";
    let mut records = String::new();
    let mut number = 0;
    let mut add = |date: String| {
        event(&mut records, &format!("e{number}"), &date, number);
        number += 1;
    };
    // Too many for a day, for a month in which no day is known, for a year in which no month is, and for no beginning; as
    // many as nearly fill a page; and one in each of very many years.
    (0..305).for_each(|_| add("2020-05-05".to_owned()));
    (0..105).for_each(|_| add("2021-03~".to_owned()));
    (0..99).for_each(|_| add("2019".to_owned()));
    (0..105).for_each(|_| add("../2018".to_owned()));
    (0..98).for_each(|i| add(format!("2017-{:02}-{:02}", i % 12 + 1, i % 28 + 1)));
    (0..290).for_each(|i| add(format!("{:04}-02-03", 1_610 + i)));
    for i in 0..1_000 {
        let (lat, lon) = (f64::from(i * 37 % 1_700) / 10.0 - 85.0, f64::from(i * 7_919 % 3_600) / 10.0 - 180.0);
        let _ = write!(
            records,
            "[[actor]]\nid = \"actor-{i}\"\nname = \"{}\"\n[[place]]\nid = \"place-{i}\"\nname = \"{}\"\ncountry = \"Land\"\n\
             lat = {lat:.1}\nlon = {lon:.1}\n",
            name(i),
            name(i + 1_000),
        );
    }
    for i in 0..400 {
        let _ = write!(records, "[[topic]]\nid = \"topic-{i}\"\nname = \"{}\"\nbroader = \"all\"\n", name(i));
    }
    for i in 0..130 {
        // A few that many events possibly lie in, and many that touch one year.
        let (from, to) = if i < 2 { (1_610, 2_022) } else { (1_680 + i / 100, 1_690 + i / 100) };
        let _ = write!(
            records,
            "[[period]]\nid = \"period-{i}\"\nname = \"{}\"\ndate = \"{from}~/{to}~\"\nsummary = \"{FULL}\"\n\
             [[timeline]]\nid = \"timeline-{i}\"\ntitle = \"{}\"\nkinds = [\"kind-{}\"]\n",
            name(i),
            name(i),
            i % 50
        );
    }
    records.push_str(
        "[[actor]]\nid = \"everyone\"\nname = \"Everyone\"\n[[place]]\nid = \"everywhere\"\nname = \"Everywhere\"\n\
         [[topic]]\nid = \"all\"\nname = \"All\"\n\
         [[source]]\nid = \"cited\"\ntitle = \"Cited\"\nurl = \"https://example.org/\"\nnote = \"A note.\"\n",
    );
    let mut files =
        vec![("content/site.toml".to_owned(), settings.to_owned()), ("content/records.toml".to_owned(), records)];
    for i in 0..130 {
        let text = format!(
            "+++\ntitle = \"{}\"\ndate = 2020-01-01\nauthors = [\"A\", \"B\"]\nsummary = \"{FULL}\"\nactors = [\"everyone\"]\n\
             places = [\"everywhere\"]\ntopics = [\"all\"]\nsources = [\"cited\"]\n+++\n[[e0]] and [[cited]].\n",
            name(i)
        );
        files.push((format!("content/articles/a{i}.md"), text));
    }
    let mentions: String = (0..500).map(|i| format!("[[e{i}]] ")).collect();
    files.push(("content/articles/mentions.md".to_owned(), format!("+++\ntitle = \"M\"\n+++\n{mentions}\n")));
    let memory = in_memory(files);
    assert!(memory.errors().is_empty(), "{:?}", memory.errors().iter().take(5).collect::<Vec<_>>());
    memory
}

/// What a page is: the classes of its body, and the kind of record or list on it.
fn kind(page: &str) -> String {
    let class = |before: &str| page.split(before).nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
    format!("{} {}{}", class("<body class=\""), class("class=\"record record-"), class("class=\"groups list-"))
}

/// What was found of the pages of a kind.
#[derive(Default)]
struct Most {
    pages: usize,
    events: usize,
    elements: usize,
    path: String,
}

#[test]
fn no_page_has_more_than_three_thousand_elements_or_lists_more_than_three_hundred_events() {
    let memory = worst();
    let kinds: Mutex<BTreeMap<String, Most>> = Mutex::default();
    // Counted one by one: all pages together would take gigabytes.
    let faults = memory.edition.render_all(&memory.files, |route, output| {
        let path = memory.edition.site.addresses.file(route).as_str().to_owned();
        let Output::Bytes(bytes) = output else { return Ok::<(), ()>(()) };
        if !path.ends_with(".html") {
            return Ok(());
        }
        let page = std::str::from_utf8(&bytes).unwrap();
        // A tokenizer would take minutes. In these pages `<` stands before names of tags only.
        let elements = page.matches('<').count() - page.matches("</").count() - page.matches("<!").count();
        let rows = page.matches("<li class=\"row weight-").count();
        let cards = page.matches("<li class=\"card ").count();
        let events = rows + cards + page.matches("<li data-place=").count();
        let mut kinds = kinds.lock().unwrap();
        let most = kinds.entry(kind(page)).or_default();
        most.pages += 1;
        most.events = most.events.max(events);
        if elements > most.elements {
            (most.elements, most.path) = (elements, path);
        }
        Ok(())
    });
    assert!(faults.unwrap().is_empty());
    let kinds = kinds.into_inner().unwrap();
    assert!(kinds.values().map(|most| most.pages).sum::<usize>() > 8_000, "a page of each record was looked at");
    for (kind, Most { events, elements, path, .. }) in kinds {
        assert!(events <= MOST_EVENTS, "{kind} lists {events} events");
        assert!(elements <= MOST_ELEMENTS, "{kind}: {path} has {elements} elements");
    }
}
