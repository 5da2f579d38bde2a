//! Structured data for search engines: schema.org in JSON-LD 1.1.
//!
//! The text stands in a script element, so `<`, `>` and `&` are written as escapes.

use serde_json::{Map, Value, json};

use super::{Maker, prose, times};
use crate::archive::{self, Key, RecordKey};
use crate::draft::{ActorKind, Status};
use crate::route::{PageRoute, Route};

/// An event: schema.org `Event` with its place, participants, evidence and corrections.
pub fn event(maker: &Maker<'_>, key: Key<archive::Event>, route: &Route) -> String {
    let archive = &maker.site.archive;
    let event = &archive.events[key];
    let lang = maker.book.lang;
    let mut node = Map::new();
    put(&mut node, "@type", Some(json!("Event")));
    put(&mut node, "@id", Some(json!(maker.site.canonical(route))));
    put(&mut node, "url", Some(json!(maker.site.canonical(route))));
    put(&mut node, "name", Some(json!(archive.title(RecordKey::Event(key), lang).0)));
    put(&mut node, "description", prose::description(maker.site, lang, &event.summary).map(Value::from));
    put(
        &mut node,
        "startDate",
        times::machine(&event.when).or_else(|| day(event.when.earliest_day())).map(Value::from),
    );
    if event.when.latest_day() != event.when.earliest_day() {
        put(&mut node, "endDate", day(event.when.latest_day()).map(Value::from));
    }
    let places: Vec<Value> = event.places.iter().map(|k| place(maker, *k)).collect();
    put(&mut node, "location", (!places.is_empty()).then(|| json!(places)));
    let actors: Vec<Value> = event.actors.iter().map(|p| actor(maker, p.actor)).collect();
    put(&mut node, "contributor", (!actors.is_empty()).then(|| json!(actors)));
    let citations: Vec<Value> = event.sources.iter().map(|c| citation(maker, archive.cited(key, *c))).collect();
    put(&mut node, "subjectOf", (!citations.is_empty()).then(|| json!(citations)));
    if event.status == Status::Retracted {
        put(&mut node, "creativeWorkStatus", Some(json!("Retracted")));
    }
    graph(maker, vec![Value::Object(node)], route, archive.title(RecordKey::Event(key), lang).0)
}

/// An article: schema.org `NewsArticle` with its corrections.
pub fn article(maker: &Maker<'_>, key: Key<archive::Article>, route: &Route) -> String {
    let archive = &maker.site.archive;
    let article = &archive.articles[key];
    let lang = maker.book.lang;
    let title = archive.title(RecordKey::Article(key), lang).0;
    let mut node = Map::new();
    put(&mut node, "@type", Some(json!("NewsArticle")));
    put(&mut node, "@id", Some(json!(maker.site.canonical(route))));
    put(&mut node, "headline", Some(json!(title)));
    put(&mut node, "inLanguage", Some(json!(maker.tag(lang))));
    put(&mut node, "description", prose::description(maker.site, lang, &article.summary).map(Value::from));
    put(&mut node, "datePublished", article.date.as_ref().and_then(|d| d.machine()).map(Value::from));
    put(&mut node, "dateModified", article.updated.as_ref().and_then(|d| d.machine()).map(Value::from));
    let authors: Vec<Value> = article.authors.iter().map(|a| json!({ "@type": "Thing", "name": a })).collect();
    put(&mut node, "author", (!authors.is_empty()).then(|| json!(authors)));
    let corrections: Vec<Value> = article.corrections.iter().map(|c| correction(maker, c)).collect();
    put(&mut node, "correction", (!corrections.is_empty()).then(|| json!(corrections)));
    let about: Vec<Value> = article
        .events
        .iter()
        .filter_map(|k| maker.site.route_of(RecordKey::Event(*k), lang))
        .map(|r| json!({ "@id": maker.site.canonical(&r) }))
        .collect();
    put(&mut node, "mentions", (!about.is_empty()).then(|| json!(about)));
    put(&mut node, "publisher", publisher(maker));
    graph(maker, vec![Value::Object(node)], route, title)
}

/// A record's page: a place, organisation or person is described as such.
pub fn record(maker: &Maker<'_>, record: RecordKey, route: &Route) -> String {
    let nodes = match record {
        RecordKey::Actor(k) => vec![actor(maker, k)],
        RecordKey::Place(k) => vec![place(maker, k)],
        _ => Vec::new(),
    };
    graph(maker, nodes, route, maker.site.archive.title(record, maker.book.lang).0)
}

/// The site itself.
pub fn website(maker: &Maker<'_>) -> String {
    let home = Route::Page(maker.book.lang, PageRoute::Home);
    let mut node = Map::new();
    put(&mut node, "@context", Some(json!("https://schema.org")));
    put(&mut node, "@type", Some(json!("WebSite")));
    put(&mut node, "name", Some(json!(maker.site_title())));
    put(&mut node, "url", Some(json!(maker.site.canonical(&home))));
    put(&mut node, "inLanguage", Some(json!(maker.tag(maker.book.lang))));
    put(&mut node, "publisher", publisher(maker));
    escaped(&Value::Object(node))
}

/// The nodes of a page with the way to it.
fn graph(maker: &Maker<'_>, mut nodes: Vec<Value>, route: &Route, title: &str) -> String {
    let home = maker.site.canonical(&Route::Page(maker.book.lang, PageRoute::Home));
    nodes.push(json!({
        "@type": "BreadcrumbList",
        "itemListElement": [
            { "@type": "ListItem", "position": 1, "name": maker.site_title(), "item": home },
            { "@type": "ListItem", "position": 2, "name": title, "item": maker.site.canonical(route) },
        ],
    }));
    escaped(&json!({ "@context": "https://schema.org", "@graph": nodes }))
}

fn put(node: &mut Map<String, Value>, key: &str, value: Option<Value>) {
    if let Some(value) = value {
        node.insert(key.to_owned(), value);
    }
}

fn publisher(maker: &Maker<'_>) -> Option<Value> {
    let name = maker.site.archive.settings.publisher.as_ref()?;
    Some(json!({ "@type": "Organization", "name": name }))
}

fn place(maker: &Maker<'_>, key: Key<archive::Place>) -> Value {
    let place = &maker.site.archive.places[key];
    let mut node = Map::new();
    put(&mut node, "@type", Some(json!("Place")));
    put(&mut node, "name", Some(json!(maker.site.archive.title(RecordKey::Place(key), maker.book.lang).0)));
    if let Some((lat, lon)) = place.coordinates {
        put(&mut node, "geo", Some(json!({ "@type": "GeoCoordinates", "latitude": lat, "longitude": lon })));
    }
    put(&mut node, "sameAs", place.wikidata.as_ref().map(|w| json!(format!("https://www.wikidata.org/entity/{w}"))));
    Value::Object(node)
}

fn actor(maker: &Maker<'_>, key: Key<archive::Actor>) -> Value {
    let actor = &maker.site.archive.actors[key];
    let kind = match actor.kind {
        ActorKind::State => "Country",
        ActorKind::Organisation | ActorKind::Group => "Organization",
        ActorKind::Person => "Person",
        ActorKind::Other => "Thing",
    };
    let mut node = Map::new();
    put(&mut node, "@type", Some(json!(kind)));
    put(&mut node, "name", Some(json!(maker.site.archive.title(RecordKey::Actor(key), maker.book.lang).0)));
    put(&mut node, "url", actor.url.as_ref().map(|u| json!(u)));
    put(&mut node, "sameAs", actor.wikidata.as_ref().map(|w| json!(format!("https://www.wikidata.org/entity/{w}"))));
    Value::Object(node)
}

fn citation(maker: &Maker<'_>, key: Key<archive::Source>) -> Value {
    let source = &maker.site.archive.sources[key];
    let mut node = Map::new();
    put(&mut node, "@type", Some(json!("CreativeWork")));
    put(&mut node, "name", Some(json!(maker.site.archive.title(RecordKey::Source(key), maker.book.lang).0)));
    put(&mut node, "url", source.url.as_ref().map(|u| json!(u)));
    put(&mut node, "archivedAt", source.archived.as_ref().map(|u| json!(u)));
    put(&mut node, "inLanguage", source.lang.as_ref().map(|l| json!(l)));
    put(&mut node, "datePublished", source.published.as_ref().and_then(|d| d.machine()).map(Value::from));
    put(&mut node, "publisher", source.publisher.as_ref().map(|p| json!({ "@type": "Organization", "name": p })));
    Value::Object(node)
}

fn correction(maker: &Maker<'_>, correction: &archive::Correction) -> Value {
    let mut node = Map::new();
    put(&mut node, "@type", Some(json!("CorrectionComment")));
    put(&mut node, "datePublished", correction.on.machine().map(Value::from));
    put(&mut node, "text", prose::plain(maker.site, maker.book.lang, &correction.note).map(Value::from));
    Value::Object(node)
}

/// A day in ISO 8601's basic range of years, 0000 to 9999.
fn day(day: Option<crate::date::CivilDay>) -> Option<String> {
    let day = day.filter(|d| (0..=9999).contains(&d.year))?;
    Some(format!("{:04}-{:02}-{:02}", day.year, day.month, day.day))
}

fn escaped(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
