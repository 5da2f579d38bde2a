//! The search: what the dossier says is found by its words, by their beginnings, and without accents; no file is larger
//! than its bound; the index from A to Z names everything.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use annals::archive::Lang;
use annals::search::{Index, Prominence, words};
use proptest::prelude::*;
use support::search::Reader;
use support::{Memory, SETTINGS, Tree, golden, in_memory, read_tree, repository};
use unicode_normalization::UnicodeNormalization;

/// The dossier, which has two languages.
fn dossier() -> Memory {
    let content = read_tree(&repository().join("content"));
    in_memory(content.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)))
}

static DOSSIER: LazyLock<(Memory, Tree)> = LazyLock::new(|| {
    let memory = dossier();
    let tree = memory.pages().unwrap();
    (memory, tree)
});

/// Each record's address and title in a language.
fn titles(memory: &Memory, lang: Lang) -> Vec<(String, String)> {
    let site = &memory.edition.site;
    let named = site.named().collect::<Vec<_>>();
    let about = named.into_iter().map(|record| {
        let url = site.href(&site.route_of(record, lang).unwrap());
        (url, site.archive.title(record, lang).0.to_owned())
    });
    about.collect()
}

#[test]
fn every_word_of_every_title_of_the_dossier_finds_its_record() {
    let (memory, tree) = &*DOSSIER;
    let settings = &memory.edition.site.archive.settings;
    let mut sought = 0;
    for lang in settings.langs() {
        let reader = Reader::new(tree, settings.tag(lang));
        let url = |number: usize| reader.document(number)["url"].as_str().unwrap().to_owned();
        let numbers: BTreeMap<String, usize> = (0..reader.documents()).map(|number| (url(number), number)).collect();
        let mut asked: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
        for (url, title) in titles(memory, lang) {
            let mut queries = BTreeSet::from([title.clone()]);
            for word in title.split_whitespace() {
                let bare: String = word.nfd().filter(|c| !unicode_normalization::char::is_combining_mark(*c)).collect();
                let begun: String = word.chars().take(word.chars().count().div_ceil(2)).collect();
                queries.extend([word.to_owned(), word.to_uppercase(), bare, begun]);
            }
            for query in queries.into_iter().filter(|query| !words(query).is_empty()) {
                let found =
                    asked.entry(query).or_insert_with_key(|query| reader.find(query).found.into_iter().collect());
                assert!(found.contains(&numbers[&url]), "{url} is not found by a word of `{title}`");
                sought += 1;
            }
        }
    }
    assert!(sought > 2_000, "{sought}");
}

#[test]
fn every_document_is_found_at_its_address_with_its_title() {
    let (memory, tree) = &*DOSSIER;
    let settings = &memory.edition.site.archive.settings;
    for lang in settings.langs() {
        let reader = Reader::new(tree, settings.tag(lang));
        let told: BTreeSet<(String, String)> = (0..reader.documents())
            .map(|number| {
                let document = reader.document(number);
                (document["url"].as_str().unwrap().to_owned(), document["title"].as_str().unwrap().to_owned())
            })
            .collect();
        assert_eq!(told, titles(memory, lang).into_iter().collect());
    }
}

#[test]
fn what_is_named_so_comes_before_what_only_mentions_it() {
    let records = "[[place]]\nid = \"kyiv\"\nname = \"Kyiv\"\naka = [\"Kiev\"]\n[[actor]]\nid = \"kyivstar\"\n\
        name = \"Kyivstar\"\n[[event]]\nid = \"a\"\ndate = \"2015\"\ntitle = \"A visit\"\nbody = \"In Kyiv.\"\n\
        [[event]]\nid = \"b\"\ndate = \"2016\"\ntitle = \"Another\"\nplaces = [\"kyiv\"]\n\
        [[event]]\nid = \"c\"\ndate = \"2017\"\ntitle = \"Talks in Kyiv\"\n\
        [[event]]\nid = \"d\"\ndate = \"2018\"\ntitle = \"Nothing\"\n";
    let memory = in_memory([("content/site.toml", SETTINGS), ("content/records.toml", records)]);
    let tree = memory.pages().unwrap();
    let reader = Reader::new(&tree, "en");
    for (query, expected) in [
        ("kyiv", &["/places/kyiv/", "/events/c/", "/actors/kyivstar/", "/events/b/", "/events/a/"][..]),
        ("KIEV", &["/places/kyiv/", "/events/b/"]),
        ("kyiv talks", &["/events/c/"]),
        ("talks vis", &[]),
        ("kyivs", &["/actors/kyivstar/"]),
        ("—", &[]),
    ] {
        assert_eq!(reader.urls(query), expected, "{query}");
    }
}

#[test]
fn a_part_of_a_chinese_name_is_found_without_spaces() {
    let records = "[[event]]\nid = \"a\"\ndate = \"2015\"\ntitle = \"联合国安理会第2202号决议\"\n\
        [[event]]\nid = \"b\"\ndate = \"2016\"\ntitle = \"国会选举\"\n";
    let settings = format!("{SETTINGS}languages = [\"zh\"]\n");
    let memory = in_memory([("content/site.toml", settings.as_str()), ("content/records.toml", records)]);
    let tree = memory.pages().unwrap();
    let reader = Reader::new(&tree, "zh");
    let all = ["/events/a/", "/events/b/"];
    for (query, expected) in
        [("安理会", &all[..1]), ("国", &all), ("决议", &all[..1]), ("会选", &all[1..]), ("议", &all[..1])]
    {
        assert_eq!(reader.urls(query), expected, "{query}");
    }
}

#[test]
fn a_site_may_do_without_the_search_and_keeps_its_index() {
    let settings = format!("{SETTINGS}search = false\n");
    let event = "[[event]]\nid = \"a\"\ndate = \"2015\"\ntitle = \"A\"\n";
    let memory = in_memory([("content/site.toml", settings.as_str()), ("content/a.toml", event)]);
    let tree = memory.pages().unwrap();
    assert!(!tree.keys().any(|path| path.contains("search/")), "{:?}", tree.keys());
    let names = String::from_utf8_lossy(&tree["index/index.html"]);
    assert!(names.contains("/events/a/") && !names.contains("role=\"search\""), "{names}");
}

#[test]
fn a_file_of_the_author_cannot_stand_among_those_of_the_search() {
    for (path, is_fault) in
        [("data/en/search/terms-1.json", true), ("Data/EN/search/x", true), ("data/other.csv", false)]
    {
        let memory = in_memory([("content/site.toml", SETTINGS), (format!("static/{path}").as_str(), "")]);
        assert_eq!(memory.errors().len(), usize::from(is_fault), "{path}: {:?}", memory.errors());
    }
}

// ---- many documents --------------------------------------------------------------------------------------------------

/// The files of an index as a build writes them.
fn written(index: &Index, documents: usize) -> Tree {
    let directory = serde_json::json!({ "documents": documents, "terms": index.terms, "merged": index.merged });
    let mut tree = Tree::from([("data/x/search/index.json".to_owned(), directory.to_string().into_bytes())]);
    for (number, file) in (1..).zip(&index.files) {
        tree.insert(format!("data/x/search/terms-{number}.json"), file.clone());
    }
    tree
}

/// A word of a language in which few words are frequent and many are rare.
fn word(seed: u64) -> String {
    let mixed = (seed ^ 0x9e37_79b9_7f4a_7c15).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let rank = (mixed >> 40) % (1 + (mixed >> 20) % (1 + (mixed % 30_000)));
    let mut word = String::new();
    let mut rest = rank * 7919 % 1_000_003;
    while rest > 0 || word.is_empty() {
        word.push(char::from(b'a' + (rest % 21) as u8));
        rest /= 21;
    }
    word
}

const MANY: usize = 6_000;

static MANY_TEXTS: LazyLock<Vec<Vec<String>>> =
    LazyLock::new(|| (0..MANY as u64).map(|d| (0..30).map(|i| word(d * 1_000 + i * i * 17)).collect()).collect());

static MANY_FILES: LazyLock<Tree> = LazyLock::new(|| {
    let index = Index::new(MANY, |document| {
        let (title, text) = MANY_TEXTS[document].split_at(4);
        vec![(Prominence::Text, text.join(" ")), (Prominence::Title, title.join(" "))]
    });
    written(&index, MANY)
});

#[test]
fn no_file_of_many_documents_is_larger_than_its_bound() {
    assert!(MANY_FILES.len() > 20, "{} files", MANY_FILES.len());
    for (path, bytes) in MANY_FILES.iter() {
        assert!(bytes.len() <= 33_000, "{path}: {} bytes", bytes.len());
        assert!(!bytes.is_empty());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn beginnings_of_words_find_exactly_what_holds_them(
        seeds in prop::collection::vec((any::<u64>(), 1_usize..5), 1..3),
    ) {
        let query: Vec<String> =
            seeds.iter().map(|(seed, length)| word(*seed).chars().take(*length).collect()).collect();
        let holds = |text: &Vec<String>| query.iter().all(|part| text.iter().any(|word| word.starts_with(part.as_str())));
        let expected: BTreeSet<usize> = (0..MANY).filter(|document| holds(&MANY_TEXTS[*document])).collect();
        let results = Reader::new(&MANY_FILES, "x").find(&query.join(" "));
        prop_assert!(results.bytes <= 33_000 * query.len());
        let found: BTreeSet<usize> = results.found.iter().copied().collect();
        prop_assert_eq!(found, expected, "{:?}", query);
    }
}

#[test]
fn an_index_does_not_depend_on_the_number_of_threads() {
    let make = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let texts = |document: usize| vec![(Prominence::Text, MANY_TEXTS[document].join(" "))];
        pool.install(|| written(&Index::new(1_000, texts), 1_000))
    };
    assert!(make(1) == make(3));
}

#[test]
fn a_word_that_stands_nearly_everywhere_is_cut_and_says_so() {
    let documents = 100_000;
    let index = Index::new(documents, |_| vec![(Prominence::Text, "the".to_owned())]);
    assert!(index.files.iter().all(|file| file.len() <= 31_000));
    let file: serde_json::Value = serde_json::from_slice(&index.files[0]).unwrap();
    assert_eq!(file["the"]["count"], documents);
    let to = file["the"]["to"].as_u64().unwrap() as usize;
    assert_eq!(support::search::list(&file["the"]).len(), to);
    assert!(to > 80_000);
}

// ---- words, as the script must cut them too ------------------------------------------------------------------------

#[test]
fn names_in_all_languages_are_cut_as_the_table_says() {
    let path = repository().join("tests/golden/search/words.txt");
    let table =
        String::from_utf8(read_tree(&repository().join("tests/golden/search")).remove("words.txt").unwrap()).unwrap();
    let mut out = String::new();
    for line in table.lines() {
        let text = line.split(" => ").next().unwrap();
        let _ = writeln!(out, "{text} => {}", words(text).join(" "));
    }
    golden(&path, &out);
}

// ---- from A to Z -----------------------------------------------------------------------------------------------------

#[test]
fn the_index_names_everything_once_and_its_letters_lead_there() {
    let mut records = String::new();
    for i in 0..250 {
        let letter = char::from(b'A' + (i % 26) as u8);
        let _ = write!(records, "[[event]]\nid = \"e-{i}\"\ndate = \"2015\"\ntitle = \"{letter}{i}\"\n");
    }
    let templates = read_tree(&repository().join("tests/golden/sites/small/templates"));
    let files = templates.into_iter().map(|(path, bytes)| (format!("templates/{path}"), bytes)).chain([
        ("content/site.toml".to_owned(), SETTINGS.as_bytes().to_vec()),
        ("content/records.toml".to_owned(), records.into_bytes()),
    ]);
    let tree = in_memory(files).pages().unwrap();
    let page = |path: &str| String::from_utf8_lossy(&tree[&format!("{path}index.html")]).into_owned();
    let pages = [page("index/"), page("index/page-2/"), page("index/page-3/")];
    let named: Vec<&str> =
        pages.iter().flat_map(|page| page.lines()).filter(|line| line.contains(" /events/")).collect();
    assert_eq!(named.len(), 250);
    assert_eq!(named.iter().collect::<BTreeSet<_>>().len(), 250);
    assert!(pages.iter().all(|page| page.matches(" /events/").count() <= 100));
    let letters: Vec<(&str, &str)> =
        pages[1].lines().filter_map(|line| line.strip_prefix("letter ")?.split_once(' ')).collect();
    assert_eq!(letters.len(), 26);
    for (letter, url) in letters {
        let (path, anchor) = url.trim_start_matches('/').split_once('#').unwrap();
        let under = format!("under {letter} #{anchor}\n{letter}");
        assert!(page(path).contains(&under), "{letter} is not at {url}");
    }
}
