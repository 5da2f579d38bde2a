//! The repository's own content: complete, clean but for what the facts lack, and built into pages whose every link leads
//! somewhere within the site.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use annals::archive::{Archive, Lang};
use annals::diagnostic::Level;
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

#[test]
fn every_page_is_reached_by_links_from_the_home_page() {
    let (pages, _) = &*BUILT;
    // Those for other sites and for addresses that do not exist are not meant to be.
    let is_meant = |path: &&String| *path != "404.html" && !path.contains("embed/");
    for home in ["index.html", "de/index.html"] {
        let lang = home.strip_suffix("index.html").unwrap();
        let is_own = |path: &str| if lang.is_empty() { !path.starts_with("de/") } else { path.starts_with(lang) };
        let mut reached = BTreeSet::from([home.to_owned()]);
        let mut waiting = vec![home.to_owned()];
        while let Some(path) = waiting.pop() {
            for tag in pages[&path].iter().filter(|tag| tag.name == "a") {
                let Some(file) = tag.get("href").and_then(|href| file_of(href.split(['#', '?']).next()?)) else {
                    continue;
                };
                // The language's own switch leads to the same pages, so it may not help here.
                if pages.contains_key(&file) && is_own(&file) && reached.insert(file.clone()) {
                    waiting.push(file);
                }
            }
        }
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
