//! What is held of any bytes at all: the bodies of the fuzz targets (`fuzz/`), which `cargo test` also runs for a short
//! time with bytes that are the same each time (`tests/fuzz.rs`).
//!
//! A body panics where something does not hold, and does nothing else.

use std::sync::Arc;

use annals::archive::{self, Options};
use annals::date::{When, WhenSource};
use annals::diagnostic::{Diagnostic, Level, Style, to_json, to_text};
use annals::draft;
use annals::edition;
use annals::files::{Files, RawFile};
use annals::id::{Id, Kind, Lang};
use annals::language::Language;
use annals::markdown;
use annals::release::Manifest;
use annals::route::{Addresses, Route, UrlPath};
use annals::shell::serve::{answers, guard, paths};
use annals::site::Site;
use annals::text::{FileId, Span, Spanned};
use annals::timeline::Timeline;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Uri};

/// What is held of any bytes.
pub type Body = fn(&[u8]);

/// Every target by its name.
pub const TARGETS: &[(&str, Body)] = &[
    ("records", records),
    ("front_matter", front_matter),
    ("dates", dates),
    ("markdown", markdown),
    ("routes", routes),
    ("manifest", manifest),
    ("requests", requests),
];

/// Settings that give no fault.
const SETTINGS: &str = "title = \"A test\"\nbase_url = \"https://annals.test/\"\nlanguages = [\"en\", \"ar\"]\n";

/// A site of a few files, as far as its plan. Its theme is not read: it is the same for every input.
fn site(files: &[(&str, &[u8])]) -> Site {
    let raw = |(path, bytes): &(&str, &[u8])| RawFile { path: (*path).to_owned(), bytes: Ok(bytes.to_vec()) };
    let (files, mut faults) = Files::new(files.iter().map(raw).collect(), Vec::new());
    let (draft, found) = draft::parse(&files);
    faults.extend(found);
    let (archive, found) = archive::resolve(draft, &files, Options::default());
    faults.extend(found);
    let (timeline, found) = Timeline::new(&archive);
    faults.extend(found);
    let (plan, found) = Site::plan(archive, Arc::new(timeline), &files, &[], None);
    faults.extend(found);
    let faults = edition::sorted(faults, &files.sources);
    let levels = &plan.archive.settings.levels;
    faults.iter().for_each(|fault| told(fault, levels.of(fault.code), &files));
    to_json(&faults, levels, &files.sources);
    for route in plan.routes() {
        let url = plan.addresses.url(route);
        let file = plan.addresses.file(route);
        assert!(stays_below(file.as_str()), "{url} is written to {:?}", file.as_str());
        if route.is_page() {
            assert_eq!(plan.addresses.route(url.as_str()).as_ref(), Some(route));
        }
    }
    plan
}

/// A fault is told in whole sentences, at a place that there is.
fn told(fault: &Diagnostic, level: Level, files: &Files) {
    let text = to_text(fault, level, &files.sources, Style::Plain);
    assert!(!fault.message.is_empty() && text.contains(fault.code.id()));
    assert!(!text.chars().any(|c| c.is_control() && c != '\n' && c != '\t'), "{text:?} moves the cursor");
    for label in &fault.labels {
        let span = files.sources.locate(label.span);
        let source = files.sources.get(span.file);
        assert!(source.text.get(span.range()).is_some(), "{fault:?} stands nowhere");
    }
}

/// Whether a path below the output folder stays below it, on every system.
fn stays_below(path: &str) -> bool {
    !path.is_empty() && !path.contains(['\0', '\\']) && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

/// Any file of records, and any settings with the languages that they name.
pub fn records(data: &[u8]) {
    match data.split_first() {
        Some((b'!', settings)) => {
            for tag in &site(&[("content/site.toml", settings)]).archive.settings.languages {
                if let Ok(language) = Language::new(tag, &[]) {
                    assert_eq!(language.tag(), tag);
                }
            }
        }
        _ => drop(site(&[("content/site.toml", SETTINGS.as_bytes()), ("content/records.toml", data)])),
    }
}

/// Any article.
pub fn front_matter(data: &[u8]) {
    site(&[("content/site.toml", SETTINGS.as_bytes()), ("content/articles/a.md", data)]);
}

/// The languages in which dates are shown, with the theme's words.
const LANGUAGES: [(&str, &str); 10] = [
    ("en", include_str!("../../templates/strings/en.ftl")),
    ("de", include_str!("../../templates/strings/de.ftl")),
    ("fr", include_str!("../../templates/strings/fr.ftl")),
    ("es", include_str!("../../templates/strings/es.ftl")),
    ("pl", include_str!("../../templates/strings/pl.ftl")),
    ("uk", include_str!("../../templates/strings/uk.ftl")),
    ("ru", include_str!("../../templates/strings/ru.ftl")),
    ("ar", include_str!("../../templates/strings/ar.ftl")),
    ("he", include_str!("../../templates/strings/he.ftl")),
    ("zh", include_str!("../../templates/strings/zh.ftl")),
];

/// Any date, read, compared and said in every language.
pub fn dates(data: &[u8]) {
    thread_local! {
        static SPEAKERS: Vec<Language> = LANGUAGES.iter().map(|(tag, words)| speaker(tag, words)).collect();
    }
    let Ok(text) = std::str::from_utf8(data) else { return };
    let span = Span::new(FileId(0), 0..text.len());
    let mut parts = text.splitn(3, '|');
    let date = parts.next().unwrap_or_default();
    let mut source = WhenSource::new(Spanned::new(date, span));
    source.time = parts.next().map(|time| Spanned::new(time, span));
    source.timezone = parts.next().map(|zone| Spanned::new(zone, span));
    let (when, faults) = When::read(&source, Some(chrono_tz::Europe::Kyiv));
    assert!(when.is_some() || !faults.is_empty(), "{text:?} is lost without a word");
    let Some(when) = when else { return };
    if let (Some(from), Some(to)) = (when.earliest_day(), when.latest_day()) {
        assert!(from <= to, "{text:?} ends on {to:?} before it begins on {from:?}");
    }
    SPEAKERS.with(|speakers| {
        for language in speakers {
            let said = language.when(&when);
            let short = language.when_short(&when);
            assert!(!said.trim().is_empty() && !short.trim().is_empty(), "{text:?} is not said in {}", language.tag());
        }
    });
}

fn speaker(tag: &str, words: &str) -> Language {
    Language::new(tag, &[("strings.ftl", words)]).expect("the theme's own words")
}

/// Knows no record and puts every link below a path.
struct Below;

impl markdown::Resolver for Below {
    fn reference(&self, _: Option<&str>, id: &str) -> Option<markdown::Target> {
        (id == "a").then(|| markdown::Target { url: "/a/".to_owned(), kind: "event", title: id.to_owned(), lang: None })
    }

    fn link(&self, target: &str) -> Option<String> {
        target.starts_with('/').then(|| format!("/below{target}"))
    }
}

/// Any text: its HTML runs nothing, loads nothing from elsewhere and ends what it begins.
pub fn markdown(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    for syntax in [markdown::Syntax::Markdown, markdown::Syntax::Paragraphs] {
        let options = markdown::Options { syntax, anchor_prefix: "x-", ..markdown::Options::default() };
        let outline = markdown::outline(text, &options);
        for fault in &outline.faults {
            assert!(text.get(fault.span.clone()).is_some(), "{fault:?} stands nowhere in {text:?}");
        }
        let html = markdown::render(text, &options, &Below).html;
        harmless(&html, text);
        harmless(&markdown::render_inline(text, &options, &Below), text);
        markdown::plain(text, &options, &|_, _| None);
    }
}

/// The part of the inspection of whole pages (`tests/hostile.rs`) that concerns a piece of one.
fn harmless(html: &str, text: &str) {
    let mut open: Vec<String> = Vec::new();
    for piece in super::html::pieces(html) {
        match piece {
            super::html::Piece::Comment(comment) => panic!("a comment {comment:?} of {text:?}"),
            super::html::Piece::End(name) => assert_eq!(open.pop().as_ref(), Some(&name), "{html:?} of {text:?}"),
            super::html::Piece::Start(tag) => {
                let name = tag.name.as_str();
                assert!(
                    !matches!(
                        name,
                        "script" | "style" | "iframe" | "object" | "embed" | "base" | "form" | "svg" | "math"
                    ),
                    "{html:?} of {text:?}"
                );
                for (attribute, value) in &tag.attributes {
                    assert!(!attribute.starts_with("on") && attribute != "style", "{html:?} of {text:?}");
                    if matches!(attribute.as_str(), "href" | "src") {
                        let page = url::Url::parse("https://annals.test/x/").expect("an address");
                        let url = page.join(value).unwrap_or_else(|error| panic!("{value:?} ({error}) of {text:?}"));
                        let own = url.origin() == page.origin();
                        let scheme = matches!(url.scheme(), "http" | "https" | "mailto" | "tel");
                        assert!(scheme && (own || attribute == "href"), "{html:?} of {text:?}");
                    }
                }
                if !matches!(name, "br" | "hr" | "img" | "input" | "col" | "wbr") {
                    open.push(tag.name);
                }
            }
        }
    }
    assert!(open.is_empty(), "{open:?} stay open in {html:?} of {text:?}");
}

/// Any id, title, address: what is accepted stays within the site and is read back as what it was.
pub fn routes(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let addresses = Addresses::new(&["en".to_owned(), "ar".to_owned(), "zh-Hans".to_owned()]);
    for id in [Id::parse(text).ok(), Id::from_words(text), Id::from_title(text)].into_iter().flatten() {
        assert!(stays_below(id.as_str()) && !id.as_str().contains('/'), "{text:?} becomes {id}");
        assert_eq!(Id::from_words(id.as_str()).as_ref(), Some(&id));
        for kind in Kind::ALL {
            let page = Route::Page(Lang(1), annals::route::PageRoute::Record(kind, id.clone(), 1));
            assert!(stays_below(addresses.file(&page).as_str()), "{text:?}");
        }
    }
    if let Ok(path) = UrlPath::parse(text) {
        assert!(stays_below(path.file().as_str()), "{text:?} is written to {:?}", path.file().as_str());
        let page = url::Url::parse("https://annals.test/").expect("an address");
        let url = page.join(&path.href("/")).expect("an address");
        assert!(
            url.origin() == page.origin() && url.query().is_none() && url.fragment().is_none(),
            "{text:?} leads to {url}"
        );
    }
    if let Some(route) = addresses.route(text) {
        // The site says whether it has such a file; a slash at its end is nobody's.
        assert!(stays_below(addresses.file(&route).as_str().trim_end_matches('/')), "{text:?} is {route:?}");
        let url = addresses.url(&route);
        assert_eq!(addresses.route(url.as_str()), Some(route), "{text:?} leads to {url}");
    }
}

/// Any manifest: what is taken for annals' own names nothing outside the output.
pub fn manifest(data: &[u8]) {
    if let Ok(manifest) = Manifest::parse(data) {
        for path in manifest.files.keys() {
            let below = !path.contains('\0') && path.split('/').all(|part| !matches!(part, "" | "." | ".."));
            assert!(below && !path.starts_with('/'), "the manifest names {path:?}");
        }
    }
}

/// Any request to the preview: only its own hosts are answered, and no path leaves the site.
pub fn requests(data: &[u8]) {
    let text = String::from_utf8_lossy(data);
    let mut lines = text.split('\n');
    let target = lines.next().unwrap_or_default();
    let mut headers = HeaderMap::new();
    for line in lines {
        let Some((name, value)) = line.split_once(':') else { continue };
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name.trim()), HeaderValue::from_str(value.trim())) {
            headers.append(name, value);
        }
    }
    let Ok(uri) = target.parse::<Uri>() else { return };
    let hosts = guard::AllowedHosts::new(([127, 0, 0, 1], 1515).into(), []);
    if guard::host(&uri, &headers, &hosts).is_ok() {
        let host = headers["host"].to_str().expect("an allowed host is text").to_ascii_lowercase();
        assert!(
            ["127.0.0.1:1515", "localhost:1515", "[::1]:1515"].contains(&host.as_str())
                || host.parse::<std::net::SocketAddr>().is_ok_and(|a| a.ip().is_loopback() && a.port() == 1515),
            "{host:?}"
        );
        if guard::same_origin(&headers).is_ok() {
            for origin in headers.get_all("origin") {
                assert!(origin.as_bytes().eq_ignore_ascii_case(format!("http://{host}").as_bytes()), "{origin:?}");
            }
        }
    }
    if let Ok(path) = paths::clean(uri.path()) {
        let parts: Vec<&str> = path.split('/').collect();
        let sound = |part: &&str| !matches!(*part, "." | "..") && !part.contains(['\\', '\0']);
        assert!(parts.iter().all(sound) && parts[1..parts.len() - 1].iter().all(|part| !part.is_empty()), "{path:?}");
        for base in ["/", "/site/"] {
            if let paths::Place::Below(below) = paths::place(&path, base) {
                assert!(
                    below.starts_with('/') && path.starts_with(base.trim_end_matches('/')),
                    "{path:?} below {base}"
                );
            }
        }
        let moved = answers::moved(&path);
        if let Some(place) = moved.headers().get("location") {
            assert!(!place.as_bytes().starts_with(b"//"), "{place:?}");
        }
    }
    let bytes = b"0123456789".as_slice();
    let answer = answers::rendered(axum::http::StatusCode::OK, bytes, "text/plain", &headers);
    assert!(answer.status().is_success() || matches!(answer.status().as_u16(), 304 | 416), "{:?}", answer.status());
    let page = answers::with_script(data.to_vec(), "/a\"b/");
    assert!(page.len() > data.len());
}
