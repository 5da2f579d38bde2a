//! Structured data for search engines: schema.org in JSON-LD 1.1.
//!
//! The text stands in a script element, so `<`, `>` and `&` are written as escapes. Fields stand in alphabetical order.

use serde::Serialize;

use super::{Maker, prose, times};
use crate::archive::{self, Key, RecordKey};
use crate::draft::{ActorKind, Status};
use crate::route::{PageRoute, Route};

/// A page's nodes.
#[derive(Serialize)]
struct Graph<'a, T> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: (T, Breadcrumbs<'a>),
}

/// A page's node with the way to it, where it has none of its own.
#[derive(Serialize)]
struct WayAlone<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@graph")]
    graph: [Breadcrumbs<'a>; 1],
}

#[derive(Serialize)]
struct Breadcrumbs<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "itemListElement")]
    steps: [Step<'a>; 2],
}

#[derive(Serialize)]
struct Step<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    item: &'a str,
    name: &'a str,
    position: u8,
}

#[derive(Serialize)]
struct Event<'a> {
    #[serde(rename = "@id")]
    id: &'a str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    contributor: Vec<Actor<'a>>,
    #[serde(rename = "creativeWorkStatus", skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<&'a str>,
    #[serde(rename = "endDate", skip_serializing_if = "Option::is_none")]
    end: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    location: Vec<Place<'a>>,
    name: &'a str,
    #[serde(rename = "startDate", skip_serializing_if = "Option::is_none")]
    start: Option<String>,
    #[serde(rename = "subjectOf", skip_serializing_if = "Vec::is_empty")]
    citations: Vec<Citation<'a>>,
    url: &'a str,
}

#[derive(Serialize)]
struct Article<'a> {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Named<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    correction: Vec<Correction>,
    #[serde(rename = "dateModified", skip_serializing_if = "Option::is_none")]
    modified: Option<String>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    headline: &'a str,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    mentions: Vec<Mention>,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
}

#[derive(Serialize)]
struct Mention {
    #[serde(rename = "@id")]
    id: String,
}

#[derive(Serialize)]
struct Website<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "inLanguage")]
    language: &'a str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
    url: String,
}

#[derive(Serialize)]
struct Named<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
}

#[derive(Serialize)]
struct Place<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    geo: Option<Coordinates>,
    name: &'a str,
    #[serde(rename = "sameAs", skip_serializing_if = "Option::is_none")]
    same: Option<String>,
}

#[derive(Serialize)]
struct Coordinates {
    #[serde(rename = "@type")]
    kind: &'static str,
    latitude: f64,
    longitude: f64,
}

#[derive(Serialize)]
struct Actor<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    name: &'a str,
    #[serde(rename = "sameAs", skip_serializing_if = "Option::is_none")]
    same: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Citation<'a> {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "archivedAt", skip_serializing_if = "Option::is_none")]
    archived: Option<&'a str>,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(rename = "inLanguage", skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    publisher: Option<Named<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
}

#[derive(Serialize)]
struct Correction {
    #[serde(rename = "@type")]
    kind: &'static str,
    #[serde(rename = "datePublished", skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<String>,
}

const SCHEMA: &str = "https://schema.org";

/// An event: schema.org `Event` with its place, participants, evidence and corrections. `summary` describes it.
pub fn event(maker: &Maker<'_>, key: Key<archive::Event>, route: &Route, summary: Option<&str>) -> String {
    let archive = &maker.site.archive;
    let event = &archive.events[key];
    let name = archive.title(RecordKey::Event(key), maker.book.lang).0;
    let address = maker.site.canonical(route);
    let ends_later = event.when.latest_day() != event.when.earliest_day();
    let node = Event {
        id: &address,
        kind: "Event",
        contributor: event.actors.iter().map(|participant| actor(maker, participant.actor)).collect(),
        status: (event.status == Status::Retracted).then_some("Retracted"),
        description: summary,
        end: day(event.when.latest_day()).filter(|_| ends_later),
        location: event.places.iter().map(|key| place(maker, *key)).collect(),
        name,
        start: times::machine(&event.when).or_else(|| day(event.when.earliest_day())),
        citations: event.sources.iter().map(|cited| citation(maker, archive.cited(key, *cited))).collect(),
        url: &address,
    };
    graph(maker, Some(node), &address, name)
}

/// An article: schema.org `NewsArticle` with its corrections.
pub fn article(maker: &Maker<'_>, key: Key<archive::Article>, route: &Route) -> String {
    let archive = &maker.site.archive;
    let article = &archive.articles[key];
    let lang = maker.book.lang;
    let headline = archive.title(RecordKey::Article(key), lang).0;
    let address = maker.site.canonical(route);
    let mention = |key: &Key<archive::Event>| {
        let route = maker.site.route_of(RecordKey::Event(*key), lang)?;
        Some(Mention { id: maker.site.canonical(&route) })
    };
    let node = Article {
        id: address.clone(),
        kind: "NewsArticle",
        author: article.authors.iter().map(|name| Named { kind: "Thing", name }).collect(),
        correction: article.corrections.iter().map(|one| correction(maker, one)).collect(),
        modified: article.updated.as_ref().and_then(|date| date.machine()),
        published: article.date.as_ref().and_then(|date| date.machine()),
        description: prose::description(maker.site, lang, &article.summary),
        headline,
        language: maker.tag(lang),
        mentions: article.events.iter().filter_map(mention).collect(),
        publisher: publisher(maker),
    };
    graph(maker, Some(node), &address, headline)
}

/// A record's page: a place, organisation or person is described as such.
pub fn record(maker: &Maker<'_>, record: RecordKey, route: &Route) -> String {
    let name = maker.site.archive.title(record, maker.book.lang).0;
    let address = maker.site.canonical(route);
    match record {
        RecordKey::Actor(key) => graph(maker, Some(actor(maker, key)), &address, name),
        RecordKey::Place(key) => graph(maker, Some(place(maker, key)), &address, name),
        _ => graph(maker, None::<Actor<'_>>, &address, name),
    }
}

/// The site itself.
pub fn website(maker: &Maker<'_>) -> String {
    let home = Route::Page(maker.book.lang, PageRoute::Home);
    escaped(&Website {
        context: SCHEMA,
        kind: "WebSite",
        language: maker.tag(maker.book.lang),
        name: maker.site_title(),
        publisher: publisher(maker),
        url: maker.site.canonical(&home),
    })
}

/// The node of a page with the way to it.
fn graph(maker: &Maker<'_>, node: Option<impl Serialize>, address: &str, title: &str) -> String {
    let home = maker.site.canonical(&Route::Page(maker.book.lang, PageRoute::Home));
    let site = maker.site_title();
    let step = |position, name, item| Step { kind: "ListItem", item, name, position };
    let way = Breadcrumbs { kind: "BreadcrumbList", steps: [step(1, &*site, &*home), step(2, title, address)] };
    match node {
        Some(node) => escaped(&Graph { context: SCHEMA, graph: (node, way) }),
        None => escaped(&WayAlone { context: SCHEMA, graph: [way] }),
    }
}

fn publisher<'a>(maker: &Maker<'a>) -> Option<Named<'a>> {
    let name = maker.site.archive.settings.publisher.as_deref()?;
    Some(Named { kind: "Organization", name })
}

fn place<'a>(maker: &Maker<'a>, key: Key<archive::Place>) -> Place<'a> {
    let place = &maker.site.archive.places[key];
    let geo = |(latitude, longitude)| Coordinates { kind: "GeoCoordinates", latitude, longitude };
    Place {
        kind: "Place",
        geo: place.coordinates.map(geo),
        name: maker.site.archive.title(RecordKey::Place(key), maker.book.lang).0,
        same: place.wikidata.as_deref().map(wikidata),
    }
}

fn actor<'a>(maker: &Maker<'a>, key: Key<archive::Actor>) -> Actor<'a> {
    let actor = &maker.site.archive.actors[key];
    Actor {
        kind: match actor.kind {
            ActorKind::State => "Country",
            ActorKind::Organisation | ActorKind::Group => "Organization",
            ActorKind::Person => "Person",
            ActorKind::Other => "Thing",
        },
        name: maker.site.archive.title(RecordKey::Actor(key), maker.book.lang).0,
        same: actor.wikidata.as_deref().map(wikidata),
        url: actor.url.as_deref(),
    }
}

fn wikidata(item: &str) -> String {
    format!("https://www.wikidata.org/entity/{item}")
}

fn citation<'a>(maker: &Maker<'a>, key: Key<archive::Source>) -> Citation<'a> {
    let source = &maker.site.archive.sources[key];
    Citation {
        kind: "CreativeWork",
        archived: source.archived.as_deref(),
        published: source.published.as_ref().and_then(|date| date.machine()),
        language: source.lang.as_deref(),
        name: maker.site.archive.title(RecordKey::Source(key), maker.book.lang).0,
        publisher: source.publisher.as_deref().map(|name| Named { kind: "Organization", name }),
        url: source.url.as_deref(),
    }
}

fn correction(maker: &Maker<'_>, correction: &archive::Correction) -> Correction {
    Correction {
        kind: "CorrectionComment",
        published: correction.on.machine(),
        text: prose::plain(maker.site, maker.book.lang, &correction.note),
    }
}

/// A day in ISO 8601's basic range of years, 0000 to 9999.
fn day(day: Option<crate::date::CivilDay>) -> Option<String> {
    let day = day.filter(|d| (0..=9999).contains(&d.year))?;
    Some(format!("{:04}-{:02}-{:02}", day.year, day.month, day.day))
}

fn escaped(node: &impl Serialize) -> String {
    let mut json = serde_json::to_string(node).expect("texts and numbers can be written as JSON");
    for (c, escape) in [('<', "\\u003c"), ('>', "\\u003e"), ('&', "\\u0026")] {
        if json.contains(c) {
            json = json.replace(c, escape);
        }
    }
    json
}
