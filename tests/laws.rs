//! Laws over random sites: the order is total and keeps what is known, equal input gives equal bytes, nothing that an
//! author may write stops the program.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use annals::diagnostic::{Style, to_json, to_text};
use proptest::prelude::*;
use support::{Memory, SETTINGS, Tree, in_memory, read_tree, repository};

// ---- the order -------------------------------------------------------------------------------------------------------

/// An event of a random site: its date, weight, and what it is said to come after.
#[derive(Debug, Clone)]
struct Happening {
    date: &'static str,
    weight: u8,
    after: Vec<usize>,
}

const DATES: &[&str] = &[
    "2015-02-12",
    "2015-02-11/2015-02-12",
    "2015-02",
    "2015-02~",
    "2015",
    "2015?",
    "2014/2016",
    "2015-21",
    "[2014,2015]",
    "2015/..",
    "../2015",
    "201X",
    "-0043-03-15",
    "2015-02-12/..",
    "2016-01-01",
];

fn happenings() -> impl Strategy<Value = Vec<Happening>> {
    prop::collection::vec(
        (prop::sample::select(DATES), 1..=3_u8, prop::collection::vec(any::<prop::sample::Index>(), 0..3)),
        1..12,
    )
    .prop_map(|rows| {
        rows.iter()
            .enumerate()
            .map(|(i, (date, weight, after))| Happening {
                date,
                weight: *weight,
                // Only earlier rows, so that there is no circle.
                after: after.iter().filter(|_| i > 0).map(|index| index.index(i.max(1))).collect(),
            })
            .collect()
    })
}

fn record(i: usize, event: &Happening) -> String {
    let after: BTreeSet<String> = event.after.iter().map(|j| format!("\"event-{j}\"")).collect();
    let after: Vec<String> = after.into_iter().collect();
    format!(
        "[[event]]\nid = \"event-{i}\"\ndate = \"{}\"\ntitle = \"Event {i}\"\nweight = {}\nafter = [{}]\n\n",
        event.date,
        event.weight,
        after.join(", ")
    )
}

fn site_of(files: &[(String, String)]) -> Memory {
    let settings = ("content/site.toml".to_owned(), SETTINGS.to_owned());
    in_memory(files.iter().chain([&settings]).map(|(p, t)| (p, t)))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    #[test]
    fn the_order_is_total_keeps_what_is_known_and_does_not_depend_on_files(
        (events, order) in happenings().prop_flat_map(|events| {
            let order: Vec<usize> = (0..events.len()).collect();
            (Just(events), Just(order).prop_shuffle())
        }),
        cut in any::<prop::sample::Index>(),
    ) {
        let written: Vec<String> = events.iter().enumerate().map(|(i, e)| record(i, e)).collect();
        let memory = site_of(&[("content/a.toml".into(), written.concat())]);
        let ids = memory.order();
        let unique: BTreeSet<&String> = ids.iter().collect();
        prop_assert_eq!(unique.len(), events.len());
        prop_assert_eq!(ids.len(), events.len());

        // The same records in another order, divided between two files whose names sort the other way round.
        let shuffled: Vec<String> = order.iter().map(|i| written[*i].clone()).collect();
        let (first, second) = shuffled.split_at(cut.index(shuffled.len()));
        let other = site_of(&[("content/z.toml".into(), first.concat()), ("content/b.toml".into(), second.concat())]);
        prop_assert_eq!(&other.order(), &ids);

        // Where nothing is contradicted, what is known holds.
        if memory.errors().is_empty() {
            let at = |i: usize| ids.iter().position(|id| *id == format!("event-{i}")).unwrap();
            for (i, event) in events.iter().enumerate() {
                for earlier in &event.after {
                    prop_assert!(at(*earlier) < at(i), "event-{} is not after event-{}: {:?}", i, earlier, ids);
                }
            }
        }
    }
}

// ---- equal input, equal bytes ------------------------------------------------------------------------------------------

fn dossier() -> Tree {
    let content = read_tree(&repository().join("content"));
    content.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)).collect()
}

static DOSSIER: LazyLock<Tree> = LazyLock::new(dossier);

#[test]
fn the_same_content_gives_the_same_bytes_on_one_thread_and_on_four() {
    let build = |threads: usize, reversed: bool| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| {
            let mut files: Vec<_> = DOSSIER.iter().collect();
            if reversed {
                files.reverse();
            }
            let memory = in_memory(files.into_iter().map(|(p, b)| (p.clone(), b.clone())));
            let faults = to_json(&memory.faults, &memory.edition.site.archive.settings.levels, &memory.files.sources);
            (memory.pages().unwrap(), faults)
        })
    };
    let (one, one_faults) = build(1, false);
    let (four, four_faults) = build(4, true);
    assert_eq!(one_faults, four_faults);
    assert_eq!(one.keys().collect::<Vec<_>>(), four.keys().collect::<Vec<_>>());
    for (path, bytes) in &one {
        assert!(four[path] == *bytes, "{path} differs");
    }
}

// ---- nothing stops the program -----------------------------------------------------------------------------------------

/// Shows every fault in both ways, which must not fail whatever its place; and renders if nothing stands against it.
fn survives(memory: &Memory) -> Result<(), TestCaseError> {
    let levels = &memory.edition.site.archive.settings.levels;
    let sources = &memory.files.sources;
    for fault in &memory.faults {
        prop_assert!(!fault.message.is_empty());
        prop_assert!(!to_text(fault, levels.of(fault.code), sources, Style::Plain).is_empty());
        for label in &fault.labels {
            let text = &sources.get(label.span.file).text;
            let range = label.span.range();
            prop_assert!(text.get(range.clone()).is_some(), "{:?} at {:?} of {} bytes", fault, range, text.len());
        }
    }
    to_json(&memory.faults, levels, sources);
    if memory.errors().is_empty() {
        let pages = memory.pages();
        prop_assert!(pages.is_ok(), "no error, and yet it does not render: {:?}", pages.err());
    }
    Ok(())
}

const PATHS: &[&str] = &[
    "content/site.toml",
    "content/records.toml",
    "content/articles/a.md",
    "content/articles/a.txt",
    "content/articles/a.de.md",
    "content/pages/p.md",
    "templates/strings/en.ftl",
    "templates/event.html",
];

/// Pieces that random texts are made of: they come further than random letters.
const PIECES: &[&str] = &[
    "+++\n",
    "[[event]]\n",
    "[[actor]]\n",
    "[[place]]\n",
    "[event.translations.de]\n",
    "[[event.accounts]]\n",
    "id = \"a\"\n",
    "id = \"b\"\n",
    "date = \"2015-02-12\"\n",
    "date = 2015\n",
    "date = \"-0043/..\"\n",
    "time = \"02:30\"\n",
    "timezone = \"Europe/Kyiv\"\n",
    "title = \"x\"\n",
    "title = \"\"\"\n",
    "name = 'ü'\n",
    "after = [\"b\"]\n",
    "before = [\"b\", \"a\"]\n",
    "summary = \"[[b|c]] [x](/y) ![](z)\"\n",
    "sources = [{ title = \"s\" }]\n",
    "status = \"disputed\"\n",
    "languages = [\"en\", \"ar\"]\n",
    "base_url = \"https://a.test/b\"\n",
    "[checks]\n",
    "[extra]\n",
    "a.b.c = 1\n",
    "= \n",
    "\"",
    "[",
    "{",
    "\r\n",
    "\u{feff}",
    "\u{202e}",
    "# h\n",
    "## h {#x}\n",
    "[^1]",
    "[^1]: n\n",
    "| a | b |\n|--|--|\n",
    "<b onclick=x>",
    "</b>",
    "```\n",
    "    code\n",
    "- [ ] t\n",
    "[[",
    "]]",
    "{{ ",
    "}}",
    "{% block main %}",
    "{% endblock %}",
    "{% extends \"base.html\" %}",
    "title = Start\n",
    "\0",
];

fn text() -> impl Strategy<Value = Vec<u8>> {
    let pieces = prop::collection::vec(
        prop_oneof![
            6 => prop::sample::select(PIECES).prop_map(|p| p.as_bytes().to_vec()),
            1 => prop::collection::vec(any::<u8>(), 0..6),
            1 => ".{0,6}".prop_map(String::into_bytes),
        ],
        0..24,
    );
    pieces.prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_in_any_file_are_read_without_a_panic(
        files in prop::collection::vec((prop::sample::select(PATHS), text()), 1..4),
        settled in any::<bool>(),
    ) {
        let settings = settled.then_some(("content/site.toml", SETTINGS.as_bytes().to_vec()));
        survives(&in_memory(files.into_iter().filter(|(p, _)| !settled || *p != "content/site.toml").chain(settings)))?;
    }
}

/// A change to a text as an unlucky editor makes it.
#[derive(Debug, Clone)]
enum Edit {
    Delete,
    Duplicate,
    Swap,
    Cut(prop::sample::Index),
    Insert(Vec<u8>),
    Letter(prop::sample::Index, char),
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        Just(Edit::Delete),
        Just(Edit::Duplicate),
        Just(Edit::Swap),
        any::<prop::sample::Index>().prop_map(Edit::Cut),
        text().prop_map(Edit::Insert),
        (any::<prop::sample::Index>(), any::<char>()).prop_map(|(i, c)| Edit::Letter(i, c)),
    ]
}

fn apply(bytes: &mut Vec<u8>, at: &prop::sample::Index, edit: &Edit) {
    let mut lines: Vec<Vec<u8>> = bytes.split_inclusive(|b| *b == b'\n').map(<[u8]>::to_vec).collect();
    if lines.is_empty() {
        return;
    }
    let i = at.index(lines.len());
    match edit {
        Edit::Delete => drop(lines.remove(i)),
        Edit::Duplicate => lines.insert(i, lines[i].clone()),
        Edit::Swap => {
            let j = (i + 1) % lines.len();
            lines.swap(i, j);
        }
        Edit::Cut(to) => {
            let length = to.index(lines[i].len());
            lines[i].truncate(length);
        }
        Edit::Insert(text) => lines.insert(i, text.clone()),
        Edit::Letter(to, letter) => {
            if let Ok(line) = std::str::from_utf8(&lines[i]) {
                let mut letters: Vec<char> = line.chars().collect();
                let j = to.index(letters.len());
                letters[j] = *letter;
                lines[i] = letters.into_iter().collect::<String>().into_bytes();
            }
        }
    }
    *bytes = lines.concat();
}

proptest! {
    // The whole dossier each time: few cases here, since a debug build takes a while for each.
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_edit_of_the_dossier_builds_or_is_told_with_its_place(
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), edit()), 1..4),
    ) {
        let mut files = DOSSIER.clone();
        let paths: Vec<String> = files.keys().cloned().collect();
        for (file, line, edit) in &edits {
            apply(files.get_mut(&paths[file.index(paths.len())]).unwrap(), line, edit);
        }
        let (files, mut faults) = annals::files::Files::new(
            files.into_iter().map(|(path, bytes)| annals::files::RawFile { path, bytes: Ok(bytes) }).collect(),
            Vec::new(),
        );
        let (site, _, found) = annals::edition::plan(&files, annals::archive::Options::default());
        faults.extend(found);
        let levels = &site.archive.settings.levels;
        for fault in faults.iter().filter(|f| levels.of(f.code) == annals::diagnostic::Level::Deny) {
            prop_assert!(fault.span().is_some(), "no place: {:?}", fault);
            to_text(fault, levels.of(fault.code), &files.sources, Style::Plain);
        }
    }
}
