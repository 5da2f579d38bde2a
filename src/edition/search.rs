//! The search of a site: which documents it knows, in which words they are found, how they are shown.
//!
//! Nothing is made before a file of the search is asked for, so that no edit in a preview waits for it. What the files of
//! terms hold is said in [`crate::search`]; the directory and the files of documents are made here. Nothing is HTML.

use std::sync::OnceLock;

use serde::Serialize;

use super::data::{bytes, plural_patterns};
use crate::archive::{Lang, Localised, Prose, RecordKey};
use crate::date::When;
use crate::draft::{Status, Word};
use crate::id::Kind;
use crate::language::Arg;
use crate::route::{DataRoute, Route, SearchFile};
use crate::search::{Index, Prominence};
use crate::site::Site;
use crate::view::{self, Book, plain_text, shorten, when_view};

/// How many documents one file shows: about 3 kB. A page of results takes one file for each in the worst case.
const DOCUMENTS_PER_FILE: usize = 8;

/// The most characters of a summary beside a result.
const SUMMARY: usize = 160;

/// The search in all languages of a site.
pub struct Search {
    /// What can be found, the most important first: its place is its number.
    documents: OnceLock<Vec<RecordKey>>,
    /// By language.
    indexes: Vec<OnceLock<Index>>,
}

/// What a script has to know before it searches.
#[derive(Serialize)]
struct Directory<'a> {
    /// How many documents there are.
    documents: usize,
    /// How many of them one file shows.
    documents_per_file: usize,
    /// The beginning of the first terms of each file of terms, from file 1.
    terms: &'a [String],
    /// The beginnings of words that each of the files behind those holds.
    merged: &'a [Vec<String>],
    /// The kinds of document in words.
    kinds: Vec<(&'static str, String)>,
    /// The number of results in words, for a number of each plural form; `{n}` stands for the number.
    counts: Vec<(i64, String)>,
    /// How many of how many results can be shown, in words; `{shown}` and `{total}` stand for the numbers.
    best: String,
}

/// A document as results show it.
#[derive(Serialize)]
struct Document {
    kind: &'static str,
    url: String,
    title: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// The value of `<time datetime>`.
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    /// The status of an event and the same in words; none for what is confirmed.
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<(&'static str, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    summary_lang: Option<String>,
}

impl Search {
    /// The search of a site in so many languages, still empty.
    pub fn new(languages: usize) -> Search {
        Search { documents: OnceLock::new(), indexes: (0..languages).map(|_| OnceLock::new()).collect() }
    }

    /// The route of every file.
    pub fn routes(&self, site: &Site, books: &[Book]) -> Vec<Route> {
        if !site.has_search() {
            return Vec::new();
        }
        let documents = self.documents(site).len().div_ceil(DOCUMENTS_PER_FILE);
        let mut routes = Vec::new();
        for book in books {
            let terms = self.index(site, book).files.len();
            let files = std::iter::once(SearchFile::Directory)
                .chain((1..=terms as u32).map(SearchFile::Terms))
                .chain((1..=documents as u32).map(SearchFile::Documents));
            routes.extend(files.map(|file| Route::Data(DataRoute::Search(book.lang, file))));
        }
        routes
    }

    /// Whether there is a file.
    pub fn has(&self, site: &Site, book: &Book, file: SearchFile) -> bool {
        let holds = |count: usize, number: u32| (1..=count).contains(&(number as usize));
        site.has_search()
            && match file {
                SearchFile::Directory => true,
                SearchFile::Terms(number) => holds(self.index(site, book).files.len(), number),
                SearchFile::Documents(number) => holds(self.documents(site).len().div_ceil(DOCUMENTS_PER_FILE), number),
            }
    }

    /// A file; an empty one where there is none.
    pub fn file(&self, site: &Site, book: &Book, file: SearchFile) -> Vec<u8> {
        match file {
            SearchFile::Directory => bytes(&self.directory(site, book)),
            SearchFile::Terms(number) => {
                let files = &self.index(site, book).files;
                files.get((number as usize).wrapping_sub(1)).cloned().unwrap_or_default()
            }
            SearchFile::Documents(number) => {
                let all = self.documents(site).chunks(DOCUMENTS_PER_FILE);
                let some = all.skip((number as usize).wrapping_sub(1)).take(1).flatten();
                bytes(&some.map(|record| document(site, book, *record)).collect::<Vec<_>>())
            }
        }
    }

    fn documents(&self, site: &Site) -> &[RecordKey] {
        self.documents.get_or_init(|| documents(site))
    }

    fn index(&self, site: &Site, book: &Book) -> &Index {
        self.indexes[book.lang.index()].get_or_init(|| {
            let documents = self.documents(site);
            Index::new(documents.len(), |number| Texts::of(site, book, documents[number]))
        })
    }

    fn directory<'a>(&'a self, site: &Site, book: &Book) -> Directory<'a> {
        let index = self.index(site, book);
        Directory {
            documents: self.documents(site).len(),
            documents_per_file: DOCUMENTS_PER_FILE,
            terms: &index.terms,
            merged: &index.merged,
            kinds: Kind::ALL.map(|kind| (kind.name(), book.say(&format!("kind_{kind}"), &[]))).to_vec(),
            counts: plural_patterns(book, "count_results"),
            best: book.say("search_best", &[("shown", Arg::Text("{shown}")), ("total", Arg::Text("{total}"))]),
        }
    }
}

/// Everything that has a page: first what is known by a name, then events by weight and date, then sources.
fn documents(site: &Site) -> Vec<RecordKey> {
    use Kind::{Actor, Article, Page, Period, Place, Source, Timeline, Topic};
    let mut documents = Vec::new();
    for kind in [Place, Actor, Topic, Period, Timeline, Article, Page] {
        documents.extend(site.records(kind));
    }
    for weight in [3, 2, 1] {
        let events = site.timeline.order.iter().filter(|key| site.archive.events[**key].weight == weight);
        documents.extend(events.map(|key| RecordKey::Event(*key)));
    }
    documents.extend(site.records(Source));
    documents
}

/// The words in which a record is found.
struct Texts<'a> {
    site: &'a Site,
    lang: Lang,
    found: Vec<(Prominence, String)>,
}

impl Texts<'_> {
    fn of(site: &Site, book: &Book, record: RecordKey) -> Vec<(Prominence, String)> {
        let archive = &site.archive;
        let mut texts = Texts { site, lang: book.lang, found: Vec::new() };
        texts.add(Prominence::Title, archive.title(record, book.lang).0);
        match record {
            RecordKey::Event(key) => {
                let event = &archive.events[key];
                texts.prose(&event.summary, &event.body);
                for place in &event.places {
                    texts.names(Prominence::Summary, RecordKey::Place(*place));
                }
                for participant in &event.actors {
                    texts.names(Prominence::Summary, RecordKey::Actor(participant.actor));
                }
                for topic in &event.topics {
                    texts.add(Prominence::Text, archive.title(RecordKey::Topic(*topic), book.lang).0);
                }
                if let Some(kind) = &event.kind {
                    texts.add(Prominence::Text, &book.event_kind(site, kind).text);
                }
                for account in &event.accounts {
                    texts.plain(Prominence::Text, &account.text);
                }
            }
            RecordKey::Actor(key) => {
                texts.names(Prominence::Title, record);
                texts.prose(&archive.actors[key].summary, &archive.actors[key].body);
            }
            RecordKey::Place(key) => {
                let place = &archive.places[key];
                texts.names(Prominence::Title, record);
                texts.add(Prominence::Summary, place.country.get(book.lang).map_or("", |(country, _)| country));
                texts.prose(&place.summary, &place.body);
            }
            RecordKey::Source(key) => {
                let source = &archive.sources[key];
                for words in source.publisher.iter().chain(&source.authors).chain(&source.symbol) {
                    texts.add(Prominence::Summary, words);
                }
                texts.plain(Prominence::Text, &source.note);
            }
            RecordKey::Period(key) => texts.prose(&archive.periods[key].summary, &archive.periods[key].body),
            RecordKey::Topic(key) => texts.prose(&archive.topics[key].summary, &archive.topics[key].body),
            RecordKey::Timeline(key) => texts.prose(&archive.timelines[key].summary, &archive.timelines[key].body),
            RecordKey::Page(key) => texts.prose(&archive.pages[key].summary, &archive.pages[key].body),
            RecordKey::Article(key) => {
                let article = &archive.articles[key];
                article.authors.iter().for_each(|author| texts.add(Prominence::Summary, author));
                texts.prose(&article.summary, &article.body);
            }
        }
        texts.found
    }

    fn add(&mut self, prominence: Prominence, text: &str) {
        if !text.is_empty() {
            self.found.push((prominence, text.to_owned()));
        }
    }

    /// The names of a place or an actor in every language and in every spelling that the author knows.
    fn names(&mut self, prominence: Prominence, record: RecordKey) {
        let archive = &self.site.archive;
        let (names, aka) = match record {
            RecordKey::Place(key) => (&archive.places[key].name, &archive.places[key].aka),
            RecordKey::Actor(key) => (&archive.actors[key].name, &archive.actors[key].aka),
            _ => return,
        };
        names.iter().for_each(|(_, name)| self.add(prominence, name));
        aka.iter().flat_map(|(_, all)| all).for_each(|name| self.add(prominence, name));
    }

    fn prose(&mut self, summary: &Localised<Prose>, body: &Localised<Prose>) {
        self.plain(Prominence::Summary, summary);
        self.plain(Prominence::Text, body);
    }

    fn plain(&mut self, prominence: Prominence, text: &Localised<Prose>) {
        self.found.extend(plain_text(self.site, self.lang, text).map(|words| (prominence, words)));
    }
}

fn document(site: &Site, book: &Book, record: RecordKey) -> Document {
    let archive = &site.archive;
    let (title, found) = archive.title(record, book.lang);
    let (when, summary, body): (Option<&When>, _, _) = match record {
        RecordKey::Event(k) => (Some(&archive.events[k].when), &archive.events[k].summary, &archive.events[k].body),
        RecordKey::Actor(k) => (None, &archive.actors[k].summary, &archive.actors[k].body),
        RecordKey::Place(k) => (None, &archive.places[k].summary, &archive.places[k].body),
        RecordKey::Source(k) => {
            (archive.sources[k].published.as_ref(), &archive.sources[k].note, &archive.sources[k].note)
        }
        RecordKey::Period(k) => (Some(&archive.periods[k].when), &archive.periods[k].summary, &archive.periods[k].body),
        RecordKey::Topic(k) => (None, &archive.topics[k].summary, &archive.topics[k].body),
        RecordKey::Timeline(k) => (None, &archive.timelines[k].summary, &archive.timelines[k].body),
        RecordKey::Article(k) => {
            (archive.articles[k].date.as_ref(), &archive.articles[k].summary, &archive.articles[k].body)
        }
        RecordKey::Page(k) => (None, &archive.pages[k].summary, &archive.pages[k].body),
    };
    let text = if summary.is_empty() { body } else { summary };
    let when = when.map(|when| when_view(&book.language, when));
    Document {
        kind: record.kind().name(),
        url: site.route_of(record, book.lang).map(|route| site.href(&route)).unwrap_or_default(),
        title: title.to_owned(),
        lang: view::foreign(site, book.lang, found),
        time: when.as_ref().and_then(|when| when.datetime.clone()),
        date: when.map(|when| when.short),
        status: status(site, book, record),
        summary: plain_text(site, book.lang, text).map(|words| shorten(&words, SUMMARY)),
        summary_lang: text.get(book.lang).and_then(|(_, found)| view::foreign(site, book.lang, found)),
    }
}

/// What a reader must know of an event before opening it: that it is not, or no longer, established.
fn status(site: &Site, book: &Book, record: RecordKey) -> Option<(&'static str, String)> {
    let RecordKey::Event(key) = record else { return None };
    let status = site.archive.events[key].status;
    (status != Status::Confirmed).then(|| (status.word(), book.say(&format!("status_{}", status.word()), &[])))
}
