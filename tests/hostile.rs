//! Whatever strangers write into any field of any record, no reader is harmed: the whole site is rendered and read again
//! as browsers, feed readers and other programs read it.
//!
//! `ANNALS_CASES` sets how many sites are tried; the usual number keeps within a minute.

#![allow(clippy::disallowed_methods, clippy::unwrap_used, reason = "tests meet the machine as the shell does")]

mod support;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use support::hostile::{Author, PIECES};
use support::html::{Piece, Tag, pieces};
use support::{Memory, Tree, in_memory, read_tree, repository};
use url::Url;

/// Elements without end (HTML, section 13.1.2), and those of drawings, which say themselves that they are empty.
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr", "circle",
    "line", "path", "rect", "stop", "use", "polygon", "polyline", "ellipse",
];

/// Elements that authors may use in their texts, beside those that the theme writes.
const IN_TEXTS: &str = "a abbr b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl dt \
    em figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp section small \
    span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr";

/// Attributes of theirs. None of them can run or fetch anything but `href` and `src`, which are judged one by one.
const OF_TEXTS: &str = "alt aria-label checked class colspan data-kind datetime decoding dir disabled height href hreflang \
    id lang loading open rel reversed role rowspan scope span src start tabindex title type value width";

/// What the theme writes where nobody means harm.
struct Theme {
    /// Elements and their attributes.
    vocabulary: BTreeSet<(String, String)>,
    /// The addresses of scripts.
    scripts: BTreeSet<String>,
    /// The policy of each page.
    policy: String,
    /// Style sheets, scripts and pictures of the theme, whole.
    assets: Tree,
}

static THEME: LazyLock<Theme> = LazyLock::new(|| {
    let mut theme =
        Theme { vocabulary: BTreeSet::new(), scripts: BTreeSet::new(), policy: String::new(), assets: Tree::new() };
    let tame = tame();
    theme.assets = tame.clone();
    let dossier = read_tree(&repository().join("content"));
    let dossier = in_memory(dossier.into_iter().map(|(path, bytes)| (format!("content/{path}"), bytes)));
    for (path, bytes) in tame.iter().chain(&dossier.pages().unwrap()) {
        if !path.ends_with(".html") && !path.ends_with(".svg") {
            continue;
        }
        for tag in support::html::tags(std::str::from_utf8(bytes).unwrap()) {
            theme.vocabulary.insert((tag.name.clone(), String::new()));
            for (attribute, _) in &tag.attributes {
                theme.vocabulary.insert((tag.name.clone(), attribute.clone()));
            }
            if let Some(script) = tag.get("src").filter(|_| tag.name == "script") {
                let below = script.strip_prefix(BASE).or(script.strip_prefix('/')).unwrap();
                theme.scripts.insert(below.to_owned());
            }
            if tag.get("http-equiv") == Some("Content-Security-Policy") {
                theme.policy = tag.get("content").unwrap().to_owned();
            }
        }
    }
    // Drawings mark the names that have no translation, which the harmless author and the dossier both have.
    theme.vocabulary.insert(("text".to_owned(), "lang".to_owned()));
    for element in IN_TEXTS.split_whitespace() {
        theme.vocabulary.insert((element.to_owned(), String::new()));
        theme.vocabulary.extend(OF_TEXTS.split_whitespace().map(|name| (element.to_owned(), name.to_owned())));
    }
    theme
});

/// How many events each site has.
const EVENTS: usize = 2;

/// The path at which the harmless site stands.
const BASE: &str = "/a-b/";

/// The site of a harmless author.
fn tame() -> Tree {
    let mut number = 0;
    let mut words = || {
        number += 1;
        format!("word{number}")
    };
    let memory = in_memory(Author { words: &mut words, formless: false }.site());
    let errors: Vec<_> = memory.errors().into_iter().map(|fault| fault.message.clone()).collect();
    assert_eq!(errors, [""; 0], "the harmless site has errors");
    memory.pages().unwrap()
}

/// Faults of a rendered site.
struct Inspection<'a> {
    path: &'a str,
    base: &'a Url,
    faults: Vec<String>,
}

impl Inspection<'_> {
    fn hold(&mut self, holds: bool, what: impl FnOnce() -> String) {
        if !holds {
            self.faults.push(format!("{}: {}", self.path, what()));
        }
    }

    fn html(&mut self, page: &str) {
        let theme = &*THEME;
        let mut open: Vec<String> = Vec::new();
        let mut has_policy = false;
        for piece in pieces(page) {
            match piece {
                Piece::Comment(text) => self.hold(false, || format!("a comment: {text}")),
                Piece::End(name) => {
                    let expected = open.pop();
                    self.hold(expected.as_ref() == Some(&name), || format!("</{name}> ends {expected:?}"));
                }
                Piece::Start(tag) => {
                    self.tag(&tag);
                    has_policy |= tag.get("http-equiv") == Some("Content-Security-Policy");
                    if !VOID.contains(&tag.name.as_str()) {
                        open.push(tag.name.clone());
                    }
                }
            }
        }
        self.hold(open.is_empty(), || format!("{open:?} stay open"));
        self.hold(has_policy, || "no policy".to_owned());
        self.hold(!theme.policy.is_empty(), || "the theme has no policy".to_owned());
        self.hold(!page.contains("1337"), || "a stranger's words were computed".to_owned());
    }

    fn tag(&mut self, tag: &Tag) {
        let known = |attribute: &str| THEME.vocabulary.contains(&(tag.name.clone(), attribute.to_owned()));
        self.hold(known(""), || format!("the theme has no <{}>", tag.name));
        for (name, value) in &tag.attributes {
            self.hold(known(name), || format!("the theme writes no {name} on <{}>", tag.name));
            self.hold(!name.starts_with("on") && !matches!(name.as_str(), "style" | "srcdoc" | "ping"), || {
                format!("{name} on <{}>", tag.name)
            });
            if matches!(name.as_str(), "href" | "src" | "action" | "srcset" | "data" | "poster" | "xlink:href") {
                self.address(tag, name, value);
            }
        }
        match (tag.name.as_str(), tag.get("src"), tag.get("http-equiv")) {
            ("script", Some(source), _) => {
                let below = source.strip_prefix(self.base.path());
                self.hold(below.is_some_and(|below| THEME.scripts.contains(below)), || format!("the script {source}"));
            }
            ("script", None, _) => {
                let json = serde_json::from_str::<serde_json::Value>(&tag.text);
                let inert = tag.get("type") == Some("application/ld+json") && !tag.text.contains('<');
                self.hold(inert && json.is_ok(), || format!("a script: {}", tag.text));
                json.iter().for_each(|json| self.linked_data(json));
            }
            // A frame's links lead out of it; to the same addresses as elsewhere.
            ("base", ..) => {
                let framed = self.path.split('/').take(2).any(|part| part == "embed");
                self.hold(framed && tag.attributes.iter().all(|(name, _)| name == "target"), || format!("{tag:?}"));
            }
            ("style" | "iframe" | "object" | "embed", ..) => self.hold(false, || format!("<{}>", tag.name)),
            ("meta", _, Some("Content-Security-Policy")) => {
                self.hold(tag.get("content") == Some(&THEME.policy), || format!("another policy: {tag:?}"));
            }
            ("meta", _, Some("refresh")) => {
                let to = tag.get("content").and_then(|content| content.strip_prefix("0; url="));
                self.hold(to.is_some_and(|to| self.is_own(to)), || format!("leads to {to:?}"));
            }
            ("meta", _, Some(other)) => self.hold(false, || format!("the meta {other}")),
            _ => {}
        }
    }

    /// What is loaded is the site's own; what is linked to has a harmless scheme.
    fn address(&mut self, tag: &Tag, name: &str, value: &str) {
        let Ok(url) = self.page().join(value) else {
            return self.hold(false, || format!("{name}={value:?} is no address"));
        };
        let alternate = tag.name == "link" && matches!(tag.get("rel"), Some("canonical" | "alternate"));
        if tag.name == "a" || alternate {
            self.hold(matches!(url.scheme(), "http" | "https" | "mailto" | "tel"), || format!("{name}={value:?}"));
            let foreign = url.host() != self.base.host() && url.scheme().starts_with("http");
            self.hold(!foreign || value.starts_with("http"), || format!("{name}={value:?} leads elsewhere unseen"));
        } else {
            self.hold(value.starts_with('#') || self.is_own(value), || format!("<{} {name}={value:?}>", tag.name));
        }
    }

    /// Whether an address stays within the site however a browser reads it.
    fn is_own(&self, value: &str) -> bool {
        self.page().join(value).is_ok_and(|url| url.origin() == self.base.origin())
    }

    /// Where some page of the site stands.
    fn page(&self) -> Url {
        self.base.join("x/y/").unwrap()
    }

    /// Addresses in linked data are web addresses.
    fn linked_data(&mut self, json: &serde_json::Value) {
        match json {
            serde_json::Value::Array(list) => list.iter().for_each(|json| self.linked_data(json)),
            serde_json::Value::Object(map) => {
                for (key, value) in map {
                    if let (true, Some(text)) =
                        (matches!(key.as_str(), "@id" | "url" | "sameAs" | "item" | "archivedAt"), value.as_str())
                    {
                        let web = Url::parse(text).is_ok_and(|url| matches!(url.scheme(), "http" | "https"));
                        self.hold(web, || format!("linked data at {text:?}"));
                    }
                    self.linked_data(value);
                }
            }
            _ => {}
        }
    }

    /// A table: sound, as wide in each line, and no cell that a spreadsheet would compute (OWASP, "CSV Injection").
    fn table(&mut self, text: &str) {
        let mut table = csv::Reader::from_reader(text.as_bytes());
        let columns: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
        let lines: Result<Vec<csv::StringRecord>, _> = table.records().collect();
        let Ok(lines) = lines else { return self.hold(false, || format!("{lines:?}")) };
        self.hold(lines.len() == EVENTS, || format!("{} lines", lines.len()));
        for (column, cell) in lines.iter().flat_map(|line| columns.iter().zip(line)) {
            let number = matches!(column.as_str(), "latitude" | "longitude") && cell.parse::<f64>().is_ok();
            let begins = |cell: &str| cell.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
            // Spreadsheets of some languages divide by the semicolon, and then heed no quotation mark.
            let computed = cell.starts_with(['\t', '\r']) || cell.split([';', '\t', '\n', '\r']).any(begins);
            self.hold(number || !computed, || format!("{column} {cell:?}"));
            if column.ends_with("url") {
                self.hold(cell.is_empty() || cell.starts_with("http"), || format!("{column} {cell:?}"));
            }
        }
    }

    /// A calendar (RFC 5545): sound, of short lines, and of no more entries and properties than there are.
    fn calendar(&mut self, text: &str) {
        let unfolded = text.replace("\r\n ", "");
        let names = [
            "BEGIN",
            "END",
            "VERSION",
            "PRODID",
            "CALSCALE",
            "NAME",
            "METHOD",
            "UID",
            "DTSTAMP",
            "DTSTART",
            "DTEND",
            "SUMMARY",
            "DESCRIPTION",
            "LOCATION",
            "GEO",
            "URL",
            "STATUS",
            "CATEGORIES",
            "CLASS",
            "TRANSP",
            "LAST-MODIFIED",
            "SOURCE",
            "COLOR",
            "LANGUAGE",
        ];
        for line in unfolded.split_terminator("\r\n") {
            let name = line.split([':', ';']).next().unwrap_or_default();
            self.hold(names.contains(&name) || name.starts_with("X-"), || format!("the property {line:?}"));
            self.hold(!line.contains(|c: char| c.is_control() && c != '\t'), || {
                format!("a control character in {line:?}")
            });
        }
        // The standard advises 75 (RFC 5545, section 3.1); the library takes the blank before a last part for none of them.
        self.hold(text.split("\r\n").all(|line| line.len() <= 76), || "a line of more than 76 bytes".to_owned());
        let count = unfolded.lines().filter(|line| line.trim_end() == "BEGIN:VEVENT").count();
        self.hold(count <= EVENTS, || format!("{count} entries"));
        match text.parse::<icalendar::Calendar>() {
            Ok(calendar) => {
                self.hold(calendar.components.len() == count, || format!("{} components", calendar.components.len()))
            }
            Err(error) => self.hold(false, || error),
        }
    }

    /// What readers take along: addresses in it are web addresses, the sources' own too.
    fn records(&mut self, text: &str) {
        match serde_json::from_str::<serde_json::Value>(text) {
            Ok(json) => self.linked_data(&json),
            Err(error) => self.hold(false, || format!("{error}")),
        }
    }

    /// Data for scripts: sound JSON, whose addresses stay within the site.
    fn data(&mut self, text: &str) {
        match serde_json::from_str::<serde_json::Value>(text) {
            // Keys of these are words that were written.
            Ok(_) if self.path.contains("/search/terms-") => {}
            Ok(json) => self.addresses_in(&json),
            Err(error) => self.hold(false, || format!("{error}")),
        }
    }

    fn addresses_in(&mut self, json: &serde_json::Value) {
        match json {
            serde_json::Value::Array(list) => list.iter().for_each(|json| self.addresses_in(json)),
            serde_json::Value::Object(map) => {
                for (key, value) in map {
                    if let (true, Some(text)) = (matches!(key.as_str(), "url" | "href"), value.as_str()) {
                        self.hold(text.starts_with('/') && self.is_own(text), || format!("{key} {text:?}"));
                    }
                    self.addresses_in(value);
                }
            }
            _ => {}
        }
    }

    /// The site's own look: custom properties of one rule, that fetch nothing.
    fn look(&mut self, text: &str) {
        let rule = text.trim_end().strip_prefix(":root{").and_then(|rest| rest.strip_suffix('}'));
        let sound = |rule: &str| {
            rule.split(';').all(|property| property.starts_with("--"))
                && !rule.contains(['{', '}', '<', '@', '\\', '/'])
        };
        self.hold(text.is_empty() || (rule.is_some_and(sound) && !text.contains("url(")), || format!("{text:?}"));
    }

    /// XML 1.0, sections 2.2 and 2.4: sound, and of allowed characters alone.
    fn xml(&mut self, text: &str) {
        let allowed =
            |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
        if let Some(c) = text.chars().find(|c| !allowed(*c)) {
            self.hold(false, || format!("the character {c:?}, which no XML may hold"));
        }
        let mut reader = quick_xml::Reader::from_str(text);
        let (mut depth, mut instructions) = (0_i32, 0);
        loop {
            match reader.read_event() {
                Ok(quick_xml::events::Event::Eof) => break,
                Ok(quick_xml::events::Event::Start(_)) => depth += 1,
                Ok(quick_xml::events::Event::End(_)) => depth -= 1,
                Ok(quick_xml::events::Event::PI(_)) => instructions += 1,
                Ok(quick_xml::events::Event::DocType(_)) => self.hold(false, || "a document type".to_owned()),
                Ok(_) => {}
                Err(error) => return self.hold(false, || format!("{error}")),
            }
        }
        self.hold(depth == 0 && instructions <= 1, || format!("{depth} open, {instructions} instructions"));
    }

    fn feed(&mut self, text: &str) {
        self.xml(text);
        match atom_syndication::Feed::read_from(text.as_bytes()) {
            Ok(feed) => {
                let links = feed.links.iter().chain(feed.entries.iter().flat_map(|entry| &entry.links));
                for link in
                    links.map(|link| link.href.as_str()).chain(feed.entries.iter().map(|entry| entry.id.as_str()))
                {
                    self.hold(self.is_own(link) && link.starts_with("https://"), || format!("a link to {link:?}"));
                }
                let html = feed.entries.iter().any(|e| e.content.is_some());
                self.hold(!html, || "content that nobody checks: say here how".to_owned());
            }
            Err(error) => self.hold(false, || format!("{error}")),
        }
    }

    fn file(&mut self, bytes: &[u8]) {
        let Ok(text) = std::str::from_utf8(bytes) else { return self.hold(false, || "no UTF-8".to_owned()) };
        let name = self.path.rsplit('/').next().unwrap();
        match self.path.rsplit_once('.').map_or("", |(_, suffix)| suffix) {
            // The author's own files are copied as they are.
            _ if text.starts_with("copy of static/media/") => {}
            // A page may stand at an old address with any ending.
            _ if text.trim_start().to_ascii_lowercase().starts_with("<!doctype html>") => self.html(text),
            "html" => self.html(text),
            "csv" => self.table(text),
            "ics" => self.calendar(text),
            "json" if name.starts_with("timeline") => self.records(text),
            "json" => self.data(text),
            "xml" if name == "feed.xml" => self.feed(text),
            "xml" => self.xml(text),
            "css" if name == "theme.css" => self.look(text),
            "css" | "js" | "svg" => {
                let same = THEME.assets.get(self.path).is_some_and(|asset| asset == bytes);
                self.hold(same, || "not the theme's own".to_owned());
            }
            "txt" if name == "robots.txt" => {
                let word = |line: &str| {
                    ["User-agent: ", "Disallow:", "Allow:", "Sitemap: https://"]
                        .iter()
                        .any(|word| line.starts_with(word))
                };
                self.hold(text.lines().all(|line| line.is_empty() || word(line)), || format!("{text:?}"));
            }
            "" if name == "_headers" => {
                self.hold(THEME.assets.get(self.path).is_some_and(|a| a == bytes), || "other".to_owned())
            }
            _ => self.hold(false, || "nobody says how to check this kind of file: say it here".to_owned()),
        }
    }
}

/// What is wrong with a rendered site.
fn inspect(memory: &Memory, pages: &Tree) -> Vec<String> {
    let base = &memory.edition.site.archive.settings.base_url;
    let mut faults = Vec::new();
    for (path, bytes) in pages {
        let mut inspection = Inspection { path, base, faults: Vec::new() };
        inspection.file(bytes);
        faults.append(&mut inspection.faults);
    }
    faults
}

/// Words of strangers: pieces of attacks, alone, in rows and between other characters.
fn words() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        8 => prop::sample::select(PIECES).prop_map(str::to_owned),
        1 => any::<String>(),
        1 => "[\\x00-\\x7f]{0,12}",
    ];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

fn cases(usual: u32) -> u32 {
    std::env::var("ANNALS_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(usual)
}

/// Renders a site of such words and holds that it harms nobody.
fn harmless(list: &[String], formless: bool) -> Result<(), TestCaseError> {
    let mut next = list.iter().cycle();
    let mut words = || next.next().unwrap().clone();
    let memory = in_memory(Author { words: &mut words, formless }.site());
    for fault in &memory.faults {
        let levels = &memory.edition.site.archive.settings.levels;
        let report = annals::diagnostic::to_text(
            fault,
            levels.of(fault.code),
            &memory.files.sources,
            annals::diagnostic::Style::Plain,
        );
        let odd = report.chars().find(|c| c.is_control() && !matches!(c, '\n' | '\t'));
        prop_assert!(odd.is_none(), "{:?} reaches the terminal: {}", odd, report);
    }
    let pages = memory.pages();
    prop_assert!(pages.is_ok(), "it does not render: {:?}", pages.err());
    let faults = inspect(&memory, &pages.unwrap());
    prop_assert!(faults.is_empty(), "{} faults:\n{}", faults.len(), faults[..faults.len().min(40)].join("\n"));
    Ok(())
}

#[test]
fn each_attack_alone_in_every_field_harms_nobody() {
    let mut failures = Vec::new();
    let together = if std::env::var_os("ANNALS_CASES").is_some() { 1 } else { 15 };
    for pieces in PIECES.chunks(together) {
        for formless in [false, true] {
            if let Err(error) = harmless(&[pieces.join(" ")], formless) {
                failures.push(format!("{pieces:?} (formless: {formless}): {error}"));
            }
        }
    }
    assert!(failures.is_empty(), "{} attacks of {}:\n{}", failures.len(), PIECES.len(), failures.join("\n"));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(12), max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn any_words_of_strangers_in_every_field_harm_nobody(
        list in prop::collection::vec(words(), 40..120),
        formless in any::<bool>(),
    ) {
        harmless(&list, formless)?;
    }
}

#[test]
fn the_inspection_finds_what_would_harm() {
    let base = Url::parse("https://annals.test/a-b/").unwrap();
    let policy = &THEME.policy;
    let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">");
    for (path, harm) in [
        ("a.html", "<p onclick=\"x\">a</p>"),
        ("a.html", "<p style=\"x\">a</p>"),
        ("a.html", "<script>x</script>"),
        ("a.html", "<script src=\"/a-b/other.js\"></script>"),
        ("a.html", "<img src=\"https://evil.example/\">"),
        ("a.html", "<img src=\"//evil.example/\">"),
        ("a.html", "<a href=\"javascript:x\">a</a>"),
        ("a.html", "<a href=\"//evil.example\">a</a>"),
        ("a.html", "<a href=\"data:x\">a</a>"),
        ("a.html", "<form action=\"https://evil.example/\"></form>"),
        ("a.html", "<meta http-equiv=\"refresh\" content=\"0; url=//evil.example\">"),
        ("a.html", "<script type=\"application/ld+json\">{\"a\": \"<\"}</script>"),
        ("a.html", "<script type=\"application/ld+json\">{</script>"),
        ("a.html", "<svg></svg><svg onload=\"x\"></svg>"),
        ("a.html", "<iframe></iframe>"),
        ("a.html", "<!-- a -->"),
        ("a.html", "</main>"),
        ("a.html", "<main>"),
        ("a.html", "1337"),
        ("a.json", "{\"url\": \"//evil.example\"}"),
        ("a.json", "{"),
        ("feed.xml", "<feed xmlns=\"http://www.w3.org/2005/Atom\">\u{1}</feed>"),
        ("sitemap.xml", "<!DOCTYPE a><a></a>"),
        ("sitemap.xml", "<a>"),
        ("a.csv", "a,b\n1,2\n1,=2\n"),
        ("a.csv", "a,b\n1,2\n"),
        ("a.csv", "source_url\njavascript:x\nhttps://a.test\n"),
        ("a.ics", "BEGIN:VCALENDAR\r\nATTACH:x\r\nEND:VCALENDAR\r\n"),
        ("a.ics", ""),
        ("assets/theme.css", ":root{--a:url(//evil.example)}"),
        ("assets/theme.css", ":root{--a:b}body{color:red}"),
        ("timeline.json", "{\"url\": \"javascript:x\"}"),
        ("a.exe", ""),
    ] {
        let inspect = |text: &str| {
            let mut inspection = Inspection { path, base: &base, faults: Vec::new() };
            inspection.file(text.as_bytes());
            inspection.faults
        };
        if path == "a.html" {
            assert_eq!(inspect(&policy), [""; 0]);
            assert!(!inspect(&format!("{policy}{harm}")).is_empty(), "{harm}");
        } else {
            assert!(!inspect(harm).is_empty(), "{path}: {harm}");
        }
    }
}
