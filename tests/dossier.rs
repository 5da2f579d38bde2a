//! The repository's own content: complete, clean but for what the facts lack, and built into pages whose every link leads
//! somewhere within the site.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use annals::archive::{Archive, Correction, Lang, Localised, Prose, RecordKey, Source, Voice};
use annals::date::When;
use annals::diagnostic::Level;
use annals::id::Kind;
use annals::language::Language;
use annals::markdown::{Options, Syntax};
use annals::route::{PageRoute, Route};
use support::html::{Tag, tags};
use support::{Memory, Tree, in_memory, read_tree, repository};

/// The warnings that the facts themselves bring: how many of each check.
const WARNINGS: &[(&str, usize)] = &[("no-archive", 156)];

fn files() -> Tree {
    let mut files = Tree::new();
    for folder in ["content", "static"] {
        files.extend(read_tree(&repository().join(folder)).into_iter().map(|(p, b)| (format!("{folder}/{p}"), b)));
    }
    files
}

static SITE: LazyLock<Memory> = LazyLock::new(|| in_memory(files()));

/// The built site: every page's tags by its path, and every file.
static BUILT: LazyLock<(BTreeMap<String, Vec<Tag>>, Tree)> = LazyLock::new(|| {
    let tree = SITE.pages().unwrap_or_else(|faults| panic!("the dossier does not build: {faults:#?}"));
    let pages = tree
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| (path.clone(), tags(std::str::from_utf8(bytes).unwrap())))
        .collect();
    (pages, tree)
});

fn archive() -> &'static Archive {
    &SITE.edition.site.archive
}

/// The path at which the site stands.
fn base() -> &'static str {
    SITE.edition.site.base_path()
}

// ---- content ---------------------------------------------------------------------------------------------------------

#[test]
fn the_dossier_has_sixty_events_and_three_articles_in_both_languages() {
    let archive = archive();
    assert_eq!(archive.settings.languages, ["en", "de"]);
    assert_eq!(archive.events.len(), 60);
    assert!(archive.articles.len() >= 3);
    let german = Lang(1);
    for (_, event) in archive.events.iter() {
        assert!(event.title.has(german), "`{}` has no German title", event.id);
        assert!(event.summary.has(german) || event.summary.is_empty(), "`{}` has no German summary", event.id);
        assert!(event.body.has(german) || event.body.is_empty(), "`{}` has no German body", event.id);
    }
    for (_, article) in archive.articles.iter() {
        assert!(article.events.len() >= 3, "`{}` mentions few events", article.id);
        for lang in archive.settings.langs() {
            let (body, written) = article.body.get(lang).unwrap();
            assert_eq!(written, lang, "`{}` is not translated", article.id);
            let words = body.text.split_whitespace().count();
            assert!(words >= 450, "`{}` has {words} words in {lang:?}", article.id);
        }
    }
}

#[test]
fn every_event_of_the_dossier_names_its_evidence() {
    for (_, event) in archive().events.iter() {
        assert!(!event.sources.is_empty(), "`{}` names no source", event.id);
        assert!(!event.summary.is_empty(), "`{}` has no summary", event.id);
    }
}

#[test]
fn the_dossier_has_no_error_and_only_the_warnings_that_the_facts_bring() {
    let levels = &archive().settings.levels;
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for fault in &SITE.faults {
        match levels.of(fault.code) {
            Level::Deny => panic!("{} {}", fault.code, fault.message),
            Level::Warn => *counts.entry(fault.code.name()).or_default() += 1,
            Level::Allow => {}
        }
    }
    assert_eq!(counts, WARNINGS.iter().copied().collect());
}

#[test]
fn the_disputed_events_show_each_side() {
    let disputed = archive().events.iter().filter(|(_, e)| e.accounts.len() >= 2).count();
    assert!(disputed >= 1, "the dossier shows no dispute");
}

// ---- pages -----------------------------------------------------------------------------------------------------------

/// The file that an address within the site stands for.
fn file_of(path: &str) -> Option<String> {
    let below = path.strip_prefix(base())?;
    let decoded = percent_encoding::percent_decode_str(below).decode_utf8().unwrap().into_owned();
    Some(if decoded.is_empty() || decoded.ends_with('/') { format!("{decoded}index.html") } else { decoded })
}

/// The addresses that a tag names: attribute and address.
fn addresses(tag: &Tag) -> Vec<(&str, &str)> {
    let mut found: Vec<(&str, &str)> =
        ["href", "src", "action", "poster", "data"].iter().filter_map(|a| Some((*a, tag.get(a)?))).collect();
    if let Some(set) = tag.get("srcset") {
        found.extend(set.split(',').filter_map(|s| Some(("srcset", s.split_whitespace().next()?))));
    }
    found
}

#[test]
fn no_link_or_anchor_of_the_built_site_is_broken() {
    let (pages, tree) = &*BUILT;
    assert!(pages.len() > 200, "{} pages", pages.len());
    let ids: BTreeMap<&String, BTreeSet<&str>> =
        pages.iter().map(|(path, tags)| (path, tags.iter().filter_map(|t| t.get("id")).collect())).collect();
    let mut broken = Vec::new();
    let mut checked = 0;
    let host = SITE.edition.site.archive.settings.base_url.origin().ascii_serialization();
    for (path, tags) in pages {
        for tag in tags {
            for (_, address) in addresses(tag) {
                let own = address.strip_prefix(host.as_str()).unwrap_or(address);
                if own.starts_with("https://") || own.starts_with("http://") || own.starts_with("mailto:") {
                    continue;
                }
                checked += 1;
                let (target, fragment) = own.split_once('#').map_or((own, None), |(t, f)| (t, Some(f)));
                // What a choice asks of a page, scripts do.
                let target = target.split('?').next().unwrap_or(target);
                let file = if target.is_empty() { Some(path.clone()) } else { file_of(target) };
                let Some(file) = file.filter(|f| tree.contains_key(f)) else {
                    broken.push(format!("{path}: <{}> leads to `{address}`, where nothing stands", tag.name));
                    continue;
                };
                if let (Some(fragment), Some(ids)) = (fragment, ids.get(&file)) {
                    let anchor = percent_encoding::percent_decode_str(fragment).decode_utf8().unwrap();
                    if !ids.contains(&*anchor) {
                        broken.push(format!("{path}: `{address}` leads to no anchor of {file}"));
                    }
                }
            }
        }
    }
    assert!(checked > 5_000, "only {checked} links were checked");
    assert!(broken.is_empty(), "{} broken:\n{}", broken.len(), broken[..broken.len().min(40)].join("\n"));
}

/// The pages of a language that links lead to from its home page, the switch of languages left alone.
fn reached(pages: &BTreeMap<String, Vec<Tag>>, home: &str) -> BTreeSet<String> {
    let mut reached = BTreeSet::from([home.to_owned()]);
    let mut waiting = vec![home.to_owned()];
    while let Some(path) = waiting.pop() {
        for tag in pages[&path].iter().filter(|tag| tag.name == "a") {
            let Some(file) = tag.get("href").and_then(|href| file_of(href.split(['#', '?']).next()?)) else { continue };
            // The language's own switch leads to the same pages, so it may not help here.
            let is_own = file.starts_with("de/") == home.starts_with("de/");
            if pages.contains_key(&file) && is_own && reached.insert(file.clone()) {
                waiting.push(file);
            }
        }
    }
    reached
}

#[test]
fn every_page_is_reached_by_links_from_the_home_page() {
    let (pages, _) = &*BUILT;
    // Those for other sites and for addresses that do not exist are not meant to be.
    let is_meant = |path: &&String| *path != "404.html" && !path.contains("embed/");
    for home in ["index.html", "de/index.html"] {
        let lang = home.strip_suffix("index.html").unwrap();
        let is_own = |path: &str| if lang.is_empty() { !path.starts_with("de/") } else { path.starts_with(lang) };
        let reached = reached(pages, home);
        let is_redirect = |path: &&String| pages[*path].iter().any(|tag| tag.get("http-equiv") == Some("refresh"));
        let all = pages.keys().filter(|path| is_own(path)).filter(is_meant).filter(|path| !is_redirect(path));
        // The search's own page is reached by its form alone, and of no use without scripts.
        let lost: Vec<&String> =
            all.filter(|path| !path.ends_with("search/index.html") && !reached.contains(*path)).collect();
        assert!(lost.is_empty(), "{lost:?}");
        assert!(reached.len() > 300, "{} pages", reached.len());
    }
}

#[test]
fn nothing_is_loaded_from_another_host() {
    let own = archive().settings.base_url.as_str();
    for (path, tags) in &BUILT.0 {
        for tag in tags {
            // Links that readers follow may lead outside; an address that names the page itself loads nothing.
            let names = tag.name == "a"
                || (tag.name == "link"
                    && matches!(tag.get("rel"), Some("canonical" | "alternate" | "license" | "prev" | "next")));
            for (attribute, address) in addresses(tag) {
                let outside = address.contains("//") && !address.starts_with(own);
                assert!(names || !outside, "{path}: <{} {attribute}=\"{address}\">", tag.name);
            }
            let style = tag.get("style").unwrap_or_default();
            assert!(!style.contains("url("), "{path}: {style}");
            let handler = tag.attributes.iter().find(|(name, _)| name.starts_with("on"));
            assert!(handler.is_none(), "{path}: <{}> has {handler:?}", tag.name);
        }
    }
    for (path, bytes) in BUILT.1.iter().filter(|(p, _)| p.ends_with(".css")) {
        let css = String::from_utf8_lossy(bytes);
        assert!(!css.contains("@import") && !css.contains("url(http") && !css.contains("url(\"http"), "{path}");
    }
}

#[test]
fn every_page_has_one_heading_a_title_its_language_and_its_own_address() {
    let canonical_of =
        |tags: &[Tag]| tags.iter().filter(|t| t.name == "link" && t.get("rel") == Some("canonical")).count();
    let mut titles: BTreeMap<String, String> = BTreeMap::new();
    for (path, tags) in &BUILT.0 {
        let named = |name: &str| tags.iter().filter(|t| t.name == name).collect::<Vec<_>>();
        assert_eq!(named("h1").len(), 1, "{path} has {} <h1>", named("h1").len());
        let html = named("html");
        let lang = if path.starts_with("de/") { "de" } else { "en" };
        assert_eq!((html[0].get("lang"), html[0].get("dir")), (Some(lang), Some("ltr")), "{path}");
        assert_eq!(named("main").len(), 1, "{path}");
        // Behind the head, titles are those of drawings.
        let head = tags.iter().take_while(|t| t.name != "body");
        let title = head.filter(|t| t.name == "title").map(|t| t.text.clone()).collect::<Vec<_>>();
        assert!(title.len() == 1 && !title[0].trim().is_empty(), "{path}: {title:?}");
        let noindex = tags.iter().any(|t| t.get("name") == Some("robots") && t.get("content") == Some("noindex"));
        assert!(canonical_of(tags) == 1 || (noindex && canonical_of(tags) == 0), "{path} has no address of its own");
        // Two sources may bear the same title.
        if !noindex
            && !path.contains("sources/")
            && let Some(other) = titles.insert(format!("{lang} {}", title[0]), path.clone())
        {
            panic!("{path} and {other} have the same title, `{}`", title[0]);
        }
        let mut ids = BTreeSet::new();
        for id in tags.iter().filter_map(|t| t.get("id")) {
            assert!(ids.insert(id), "{path}: the id `{id}` stands twice");
        }
    }
}

#[test]
fn headings_of_a_page_skip_no_level() {
    for (path, tags) in &BUILT.0 {
        let mut before = 0;
        for tag in tags {
            let level = match tag.name.as_bytes() {
                [b'h', digit @ b'1'..=b'6'] => digit - b'0',
                _ => continue,
            };
            assert!(level <= before + 1, "{path}: <h{level}> after <h{before}>: {}", tag.text);
            before = level;
        }
    }
}

#[test]
fn the_languages_of_a_page_lead_to_each_other() {
    let (pages, _) = &*BUILT;
    for (path, tags) in pages {
        let alternates: Vec<(&str, &str)> = tags
            .iter()
            .filter(|t| t.name == "link" && t.get("hreflang").is_some() && t.get("rel") == Some("alternate"))
            .filter_map(|t| Some((t.get("hreflang")?, t.get("href")?)))
            .collect();
        let noindex = tags.iter().any(|t| t.get("name") == Some("robots"));
        if noindex {
            continue;
        }
        let languages: BTreeSet<&str> = alternates.iter().map(|(lang, _)| *lang).collect();
        assert!(languages.is_superset(&BTreeSet::from(["en", "de"])), "{path}: {alternates:?}");
    }
}

#[test]
fn dates_in_pages_are_values_that_html_allows() {
    for (path, tags) in &BUILT.0 {
        for value in tags.iter().filter(|t| t.name == "time").filter_map(|t| t.get("datetime")) {
            // A year, month, day, or day with time and offset (HTML, section 4.5.14).
            let digits: String = value.chars().map(|c| if c.is_ascii_digit() { '9' } else { c }).collect();
            let forms = [
                "9999",
                "9999-99",
                "9999-99-99",
                "9999-99-99T99:99Z",
                "9999-99-99T99:99+99:99",
                "9999-99-99T99:99-99:99",
            ];
            assert!(forms.contains(&digits.as_str()), "{path}: <time datetime=\"{value}\">");
        }
    }
}

#[test]
fn json_ld_of_every_page_is_json_and_names_addresses_that_exist() {
    let (pages, tree) = &*BUILT;
    let own = archive().settings.base_url.as_str();
    let mut seen = 0;
    for (path, tags) in pages {
        for script in tags.iter().filter(|t| t.name == "script" && t.get("type") == Some("application/ld+json")) {
            let value: serde_json::Value =
                serde_json::from_str(&script.text).unwrap_or_else(|error| panic!("{path}: {error}\n{}", script.text));
            seen += 1;
            let mut stack = vec![&value];
            while let Some(value) = stack.pop() {
                match value {
                    serde_json::Value::Array(items) => stack.extend(items),
                    serde_json::Value::Object(map) => stack.extend(map.values()),
                    serde_json::Value::String(text) if text.starts_with(own) => {
                        let page = text.split('#').next().unwrap();
                        let below = format!("{}{}", base(), &page[own.len()..]);
                        let file = file_of(&below).unwrap();
                        assert!(tree.contains_key(&file), "{path}: `{text}` does not exist");
                    }
                    _ => {}
                }
            }
        }
    }
    assert!(seen > 100, "only {seen} pages have structured data");
}

#[test]
fn the_sitemap_lists_every_page_and_the_feeds_are_well_formed() {
    let (pages, tree) = &*BUILT;
    let own = archive().settings.base_url.as_str();
    let sitemap = String::from_utf8(tree["sitemap.xml"].clone()).unwrap();
    let listed: BTreeSet<String> = sitemap
        .split("<loc>")
        .skip(1)
        .map(|part| part.split("</loc>").next().unwrap())
        .map(|url| file_of(&format!("{}{}", base(), &url[own.len()..])).unwrap())
        .collect();
    let indexed: BTreeSet<String> = pages
        .iter()
        .filter(|(_, tags)| !tags.iter().any(|t| t.get("name") == Some("robots")))
        .map(|(path, _)| path.clone())
        .collect();
    assert_eq!(listed, indexed);
    for path in ["feed.xml", "de/feed.xml", "corrections/feed.xml", "de/corrections/feed.xml", "sitemap.xml"] {
        let text = String::from_utf8(tree[path].clone()).unwrap();
        let mut reader = quick_xml::Reader::from_str(&text);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(_) => {}
                Err(error) => panic!("{path}: {error}"),
            }
        }
    }
}

// ---- every fact ------------------------------------------------------------------------------------------------------

/// What a reader without scripts sees of a page: its words in one line, without what is drawn beside them.
fn seen(page: &str) -> String {
    let body = &page[page.find("<body").unwrap()..];
    let mut words = String::new();
    let mut rest = body;
    while let Some(start) = rest.find('<') {
        words.push_str(&rest[..start]);
        let tag = &rest[start..];
        // What is in a template is seen with scripts alone.
        let end = ["template", "script", "style"].into_iter().find_map(|name| {
            let is_it = tag[1..].starts_with(name);
            is_it.then(|| tag.find(&format!("</{name}>"))).flatten()
        });
        let tag = end.map_or(tag, |end| &tag[end..]);
        rest = &tag[tag.find('>').unwrap() + 1..];
    }
    words.push_str(rest);
    let entities = [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#39;", "'"),
        ("&#x27;", "'"),
        ("&nbsp;", " "),
        ("&amp;", "&"),
    ];
    entities.into_iter().fold(words, |words, (entity, letter)| words.replace(entity, letter))
}

/// The letters of a text, by which it is found whatever stands between them: spaces, marks, the numbers of notes.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Its letters and digits.
fn signs(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

/// The dossier's languages, for dates in words.
static LANGUAGES: LazyLock<[Language; 2]> = LazyLock::new(|| {
    [("en", include_str!("../templates/strings/en.ftl")), ("de", include_str!("../templates/strings/de.ftl"))]
        .map(|(tag, text)| Language::new(tag, &[(&format!("strings/{tag}.ftl"), text)]).unwrap())
});

/// The facts of the dossier that the page of a record must tell in a language.
struct Facts {
    lang: Lang,
    /// Texts, by sentences.
    sentences: Vec<String>,
    /// Names, dates and numbers.
    short: Vec<String>,
    /// Addresses outside of the site.
    addresses: Vec<String>,
}

impl Facts {
    fn prose(&mut self, text: &Localised<Prose>) {
        let Some((prose, _)) = text.get(self.lang) else { return };
        let syntax = if prose.plain { Syntax::Paragraphs } else { Syntax::Markdown };
        let title = |kind: Option<&str>, id: &str| {
            let record = archive().find(kind.and_then(Kind::find), id)?;
            Some(archive().title(record, self.lang).0.to_owned())
        };
        let words = annals::markdown::plain(&prose.text, &Options { syntax, ..Options::default() }, &title);
        self.sentences.extend(words.split(['.', '|', ':', ';', '?', '!']).map(str::to_owned));
    }

    fn name(&mut self, words: &annals::archive::Words) {
        self.short.extend(words.get(self.lang).map(|(text, _)| text.clone()));
    }

    fn when(&mut self, when: Option<&When>) {
        self.short.extend(when.map(|when| LANGUAGES[self.lang.index()].when(when)));
    }

    fn source(&mut self, source: &Source) {
        self.name(&source.title);
        self.prose(&source.note);
        self.short.extend(source.publisher.iter().chain(&source.authors).chain(&source.symbol).cloned());
        self.addresses.extend(source.url.iter().chain(&source.archived).cloned());
        self.when(source.published.as_ref());
    }

    fn corrections(&mut self, corrections: &[Correction]) {
        for correction in corrections {
            self.when(Some(&correction.on));
            self.prose(&correction.note);
        }
    }

    /// What the page of a record must tell.
    fn of(record: RecordKey, lang: Lang) -> Facts {
        let archive = archive();
        let mut facts = Facts { lang, sentences: Vec::new(), short: Vec::new(), addresses: Vec::new() };
        facts.short.push(archive.title(record, lang).0.to_owned());
        match record {
            RecordKey::Event(key) => {
                let event = &archive.events[key];
                facts.prose(&event.summary);
                facts.prose(&event.body);
                facts.when(Some(&event.when));
                facts.when(event.reported.as_ref());
                facts.short.push(event.when.written().to_owned());
                event.actors.iter().for_each(|one| facts.name(&archive.actors[one.actor].name));
                event.places.iter().for_each(|place| facts.name(&archive.places[*place].name));
                event.topics.iter().for_each(|topic| facts.name(&archive.topics[*topic].name));
                event.sources.iter().for_each(|one| facts.source(&archive.sources[archive.cited(key, *one)]));
                for account in &event.accounts {
                    facts.prose(&account.text);
                    facts.when(account.when.as_ref());
                    account.sources.iter().for_each(|one| facts.source(&archive.sources[archive.cited(key, *one)]));
                    for voice in &account.by {
                        let by = match voice {
                            Voice::Actor(actor) => RecordKey::Actor(*actor),
                            Voice::Source(source) => RecordKey::Source(*source),
                        };
                        facts.short.push(archive.title(by, lang).0.to_owned());
                    }
                }
                for (_, other) in &event.relations {
                    facts.short.push(archive.title(RecordKey::Event(*other), lang).0.to_owned());
                }
                facts.corrections(&event.corrections);
            }
            RecordKey::Article(key) => {
                let article = &archive.articles[key];
                facts.prose(&article.summary);
                facts.prose(&article.body);
                facts.when(article.date.as_ref());
                facts.short.extend(article.authors.iter().cloned());
                article
                    .sources
                    .iter()
                    .for_each(|one| facts.source(&archive.sources[archive.cited_by_article(key, *one)]));
                facts.corrections(&article.corrections);
            }
            RecordKey::Actor(key) => {
                let actor = &archive.actors[key];
                facts.prose(&actor.summary);
                facts.prose(&actor.body);
                facts.short.extend(actor.aka.get(lang).into_iter().flat_map(|(names, _)| names.clone()));
                facts.addresses.extend(actor.url.clone());
            }
            RecordKey::Place(key) => {
                let place = &archive.places[key];
                facts.prose(&place.summary);
                facts.prose(&place.body);
                facts.name(&place.country);
                facts.short.extend(place.aka.get(lang).into_iter().flat_map(|(names, _)| names.clone()));
            }
            RecordKey::Period(key) => {
                let period = &archive.periods[key];
                facts.prose(&period.summary);
                facts.prose(&period.body);
                facts.when(Some(&period.when));
            }
            RecordKey::Topic(key) => {
                facts.prose(&archive.topics[key].summary);
                facts.prose(&archive.topics[key].body);
            }
            RecordKey::Source(key) => facts.source(&archive.sources[key]),
            RecordKey::Timeline(key) => {
                facts.prose(&archive.timelines[key].summary);
                facts.prose(&archive.timelines[key].body);
            }
            RecordKey::Page(key) => {
                facts.prose(&archive.pages[key].summary);
                facts.prose(&archive.pages[key].body);
            }
        }
        facts
    }
}

#[test]
fn every_fact_of_the_dossier_is_told_without_scripts_by_a_page_that_links_lead_to() {
    let (pages, tree) = &*BUILT;
    let site = &SITE.edition.site;
    let mut told = 0;
    let mut missing = Vec::new();
    for lang in [Lang(0), Lang(1)] {
        let reached = reached(pages, if lang == Lang(0) { "index.html" } else { "de/index.html" });
        for record in site.named() {
            let route = site.route_of(record, lang).unwrap();
            let path = site.addresses.file(&route).as_str().to_owned();
            assert!(reached.contains(&path), "{path} is not reached");
            let page = std::str::from_utf8(&tree[&path]).unwrap();
            let words = seen(page);
            let (page_letters, page_signs) = (letters(&words), signs(&words));
            let facts = Facts::of(record, lang);
            let lacks = |fact: &str, is_there: bool| (!is_there).then(|| format!("{path}: {fact}"));
            told += facts.sentences.len() + facts.short.len() + facts.addresses.len();
            missing
                .extend(facts.sentences.iter().filter_map(|fact| lacks(fact, page_letters.contains(&letters(fact)))));
            missing.extend(facts.short.iter().filter_map(|fact| lacks(fact, page_signs.contains(&signs(fact)))));
            let link = |address: &str| format!("href=\"{}\"", address.replace('&', "&amp;"));
            missing.extend(facts.addresses.iter().filter_map(|fact| lacks(fact, page.contains(&link(fact)))));
        }
        // The list of corrections names each once more.
        let list = site.addresses.file(&Route::Page(lang, PageRoute::Corrections(1))).as_str().to_owned();
        let listed = letters(&seen(std::str::from_utf8(&tree[&list]).unwrap()));
        for (_, event) in archive().events.iter() {
            for note in event.corrections.iter().filter_map(|correction| correction.note.get(lang)) {
                assert!(
                    listed.contains(&letters(note.0.text.split(['[', '*', '_']).next().unwrap())),
                    "{}",
                    note.0.text
                );
            }
        }
    }
    assert!(told > 4_000, "only {told} facts were looked for");
    assert!(missing.is_empty(), "{} are missing:\n{}", missing.len(), missing[..missing.len().min(40)].join("\n"));
}
