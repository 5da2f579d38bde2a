//! The Atom feeds (RFC 4287): the latest articles and corrections, and the latest corrections alone.
//!
//! Events are not in it: their dates say when something happened, not when it was published here.

use atom_syndication::{Entry, Feed, Generator, Link, Text};
use chrono::{DateTime, Datelike, FixedOffset};

use crate::archive::RecordKey;
use crate::date::When;
use crate::route::{PageRoute, Route};
use crate::site::{CorrectionOf, Site};
use crate::text::is_forbidden;
use crate::view::{Book, plain_text};

/// The most entries that a feed holds.
const ENTRIES: usize = 50;

/// A feed of a language, with a link to the style sheet by which browsers show it.
pub fn feed(site: &Site, book: &Book, route: &Route, style: Option<&str>) -> Vec<u8> {
    let lang = book.lang;
    let settings = &site.archive.settings;
    let is_whole = matches!(route, Route::Feed(_));
    let mut entries: Vec<Entry> = if is_whole { articles(site, book) } else { Vec::new() };
    entries.extend(corrections(site, book));
    entries.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(&b.id)));
    entries.truncate(ENTRIES);
    let page = Route::Page(lang, if is_whole { PageRoute::Home } else { PageRoute::Corrections(1) });
    let title = |words: &crate::archive::Words| words.get(lang).map(|(t, _)| t.clone()).unwrap_or_default();
    let feed = Feed {
        title: Text::plain(match is_whole {
            true => title(&settings.title),
            false => [title(&settings.title), book.say("title_corrections", &[])].join(&book.say("colon", &[])),
        }),
        id: site.canonical(route),
        // A feed without entries changes never: the beginning of its calendar says so.
        updated: entries.first().map_or_else(beginning, |e| e.updated),
        subtitle: settings.description.get(lang).filter(|(t, _)| !t.is_empty()).map(|(t, _)| Text::plain(t.clone())),
        generator: Some(Generator { value: "annals".to_owned(), uri: None, version: None }),
        links: vec![
            link("self", "application/atom+xml", site.canonical(route)),
            link("alternate", "text/html", site.canonical(&page)),
        ],
        // RFC 4287, section 4.1.1 asks for an author of the feed where an entry names none.
        authors: vec![person(&settings.publisher.clone().unwrap_or_else(|| title(&settings.title)))],
        rights: settings.licence.as_ref().map(|l| Text::plain(l.clone())),
        lang: Some(settings.tag(lang).to_owned()),
        entries,
        ..Feed::default()
    };
    // References of Markdown such as `&#1;` can yield characters that no XML may hold.
    let xml = feed.to_string().replace(is_forbidden, "");
    let declaration = "<?xml version=\"1.0\"?>";
    let body = xml.strip_prefix(declaration).unwrap_or(&xml).trim_start();
    let style = style.map(|href| format!("<?xml-stylesheet type=\"text/css\" href=\"{}\"?>\n", escaped(href)));
    format!("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n{}{body}\n", style.unwrap_or_default()).into_bytes()
}

fn articles(site: &Site, book: &Book) -> Vec<Entry> {
    let archive = &site.archive;
    let dated = site.index.articles.iter().filter_map(|k| Some((*k, moment(archive.articles[*k].date.as_ref()?)?)));
    dated
        .take(ENTRIES)
        .filter_map(|(key, published)| {
            let article = &archive.articles[key];
            let record = RecordKey::Article(key);
            let url = site.canonical(&site.route_of(record, book.lang)?);
            let updated = article.updated.as_ref().and_then(moment).unwrap_or(published);
            Some(Entry {
                title: Text::plain(archive.title(record, book.lang).0.to_owned()),
                id: url.clone(),
                updated: updated.max(published),
                published: Some(published),
                links: vec![link("alternate", "text/html", url)],
                authors: article.authors.iter().map(|name| person(name)).collect(),
                summary: plain_text(site, book.lang, &article.summary).map(Text::plain),
                ..Entry::default()
            })
        })
        .collect()
}

fn corrections(site: &Site, book: &Book) -> Vec<Entry> {
    let archive = &site.archive;
    let found = site.index.corrections.iter().filter_map(|of| {
        let (record, correction, number) = match of {
            CorrectionOf::Event(key, at) => (RecordKey::Event(*key), &archive.events[*key].corrections[*at], *at),
            CorrectionOf::Article(key, at) => (RecordKey::Article(*key), &archive.articles[*key].corrections[*at], *at),
        };
        let on = moment(&correction.on)?;
        let url = site.canonical(&site.route_of(record, book.lang)?);
        let title = archive.title(record, book.lang).0;
        Some(Entry {
            title: Text::plain([&book.say("correction", &[]), title].join(&book.say("colon", &[]))),
            id: format!("{url}#correction-{}", number + 1),
            updated: on,
            published: Some(on),
            links: vec![link("alternate", "text/html", url)],
            summary: plain_text(site, book.lang, &correction.note).map(Text::plain),
            ..Entry::default()
        })
    });
    found.take(ENTRIES).collect()
}

fn person(name: &str) -> atom_syndication::Person {
    atom_syndication::Person { name: name.to_owned(), ..Default::default() }
}

fn link(rel: &str, mime: &str, href: String) -> Link {
    Link { href, rel: rel.to_owned(), mime_type: Some(mime.to_owned()), ..Link::default() }
}

/// The beginning of a date as the moment of RFC 3339 that Atom asks for; none outside of the years that it can write, four
/// digits without a sign: one such entry, and readers refuse the whole feed.
fn moment(when: &When) -> Option<DateTime<FixedOffset>> {
    let moment = DateTime::from_timestamp(when.earliest().seconds()?, 0)?;
    (1..=9999).contains(&moment.year()).then(|| moment.fixed_offset())
}

fn beginning() -> DateTime<FixedOffset> {
    DateTime::UNIX_EPOCH.fixed_offset()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
}
