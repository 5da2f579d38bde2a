//! Routes: the identity of each thing that the site offers, and its address.
//!
//! A URL is made from a Route here and read back into a Route here, and nowhere else. Routes know no disk and no host.

use std::fmt;

use crate::id::{Id, Kind, Lang};

/// The identity of one thing that the site offers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Route {
    /// A page in one language.
    Page(Lang, PageRoute),
    /// The Atom feed of one language.
    Feed(Lang),
    /// The page for addresses that do not exist.
    NotFound,
    /// The sitemap.
    Sitemap,
    /// A part of a sitemap that is too long for one file, from 1.
    SitemapPart(u32),
    /// What robots may read.
    Robots,
    /// A file of data for scripts.
    Data(DataRoute),
    /// A file of the theme or the author, by its path.
    Static(String),
    /// A page that leads from an old address to a new one.
    Redirect(UrlPath),
}

impl Route {
    /// Whether it is a page for readers.
    pub fn is_page(&self) -> bool {
        matches!(self, Route::Page(..))
    }
}

/// A file of data: for scripts, by which they narrow the timeline without the pages that list it, and search; or for
/// readers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataRoute {
    /// What events can be chosen by, in the words of a language, and which other files there are.
    Index(Lang),
    /// How some events are shown in a language; files are numbered from 1.
    Events(Lang, u32),
    /// What some events can be chosen by; files are numbered from 1.
    Facets(u32),
    /// Events for readers to take along, in the words of a language; files are numbered from 1.
    Export(Lang, ExportForm, u32),
    /// A part of the search in a language. Which parts there are is known only when the search has been made.
    Search(Lang, SearchFile),
}

/// The form in which readers take all events along.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ExportForm {
    /// A table: comma-separated values.
    Table,
    /// Whole records.
    Json,
    /// A calendar.
    Calendar,
}

impl ExportForm {
    /// All, in the order in which they are offered.
    pub const ALL: [ExportForm; 3] = [ExportForm::Table, ExportForm::Json, ExportForm::Calendar];

    /// The suffix of its files.
    pub fn suffix(self) -> &'static str {
        match self {
            ExportForm::Table => "csv",
            ExportForm::Json => "json",
            ExportForm::Calendar => "ics",
        }
    }

    /// The name of a file, from 1.
    fn name(self, number: u32) -> String {
        match number {
            ..=1 => format!("timeline.{}", self.suffix()),
            _ => format!("timeline-{number}.{}", self.suffix()),
        }
    }

    fn find(name: &str) -> Option<(ExportForm, u32)> {
        let (stem, suffix) = name.rsplit_once('.')?;
        let form = ExportForm::ALL.into_iter().find(|form| form.suffix() == suffix)?;
        let number = match stem {
            "timeline" => 1,
            _ => canonical(stem.strip_prefix("timeline-")?).filter(|number| *number > 1)?,
        };
        Some((form, number))
    }
}

/// A file of the search.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SearchFile {
    /// Which file holds what.
    Directory,
    /// In which documents some words stand; files are numbered from 1.
    Terms(u32),
    /// How some documents are shown; files are numbered from 1.
    Documents(u32),
}

impl SearchFile {
    /// The file's name in the folder of its language. Scripts make these names too.
    fn name(self) -> String {
        match self {
            SearchFile::Directory => "index.json".to_owned(),
            SearchFile::Terms(number) => format!("terms-{number}.json"),
            SearchFile::Documents(number) => format!("documents-{number}.json"),
        }
    }

    fn find(name: &str) -> Option<SearchFile> {
        let numbered = |stem: &str| canonical(name.strip_prefix(stem)?.strip_suffix(".json")?);
        match name {
            "index.json" => Some(SearchFile::Directory),
            _ => {
                numbered("terms-").map(SearchFile::Terms).or_else(|| numbered("documents-").map(SearchFile::Documents))
            }
        }
    }
}

/// A page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PageRoute {
    /// The home page.
    Home,
    /// The whole timeline or a stretch of it.
    Timeline(Stretch),
    /// The whole timeline or a year of it in lanes, from page 1.
    Lanes(Dimension, Option<i64>, u32),
    /// The list of all records of a kind, from page 1.
    List(Kind, u32),
    /// One record; the list of its events from page 1.
    Record(Kind, Id, u32),
    /// All corrections, from page 1.
    Corrections(u32),
    /// Where readers search.
    Search,
    /// The names of everything, from A to Z, from page 1.
    Names(u32),
}

/// By what a timeline is divided into lanes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dimension {
    /// A lane for each actor.
    Actor,
    /// A lane for each place.
    Place,
    /// A lane for each topic.
    Topic,
    /// A lane for each kind of event.
    Kind,
}

impl Dimension {
    /// All, in the order in which they are offered.
    pub const ALL: [Dimension; 4] = [Dimension::Actor, Dimension::Place, Dimension::Topic, Dimension::Kind];

    /// The word for it, in addresses and in data.
    pub fn name(self) -> &'static str {
        match self {
            Dimension::Actor => "actor",
            Dimension::Place => "place",
            Dimension::Topic => "topic",
            Dimension::Kind => "kind",
        }
    }

    fn of_folder(folder: &str) -> Option<Dimension> {
        let name = folder.strip_prefix("by-")?;
        Dimension::ALL.into_iter().find(|dimension| dimension.name() == name)
    }
}

/// A stretch of the timeline that has a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stretch {
    /// All of it.
    Whole,
    /// Events whose beginning is not known or lies before every date.
    Open(u32),
    /// A year (astronomical numbering: 0 is 1 BCE), from page 1.
    Year(i64, u32),
    /// A month.
    Month(i64, u8, u32),
    /// A day.
    Day(i64, u8, u8, u32),
}

/// An address within the site: begins with `/`, is not encoded, and has no empty, `.` or `..` part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UrlPath(String);

impl UrlPath {
    /// Reads an address that an author wrote. The error is the end of a sentence.
    pub fn parse(text: &str) -> Result<UrlPath, &'static str> {
        let Some(rest) = text.strip_prefix('/') else { return Err("does not begin with `/`") };
        if rest.is_empty() {
            return Err("is the home page");
        }
        if rest.contains(|c: char| c.is_control() || "\\?#%:*\"<>|".contains(c)) {
            return Err("has a character that addresses within a site cannot have");
        }
        let rest = rest.strip_suffix('/').unwrap_or(rest);
        for part in rest.split('/') {
            match part {
                "" => return Err("has an empty part"),
                "." | ".." => return Err("leaves the site with `.` or `..`"),
                _ if part.starts_with('.') => return Err("has a part that begins with a dot"),
                _ if part.ends_with('.') || part.ends_with(' ') || part.starts_with(' ') => {
                    return Err("has a part with a space or dot at its end");
                }
                _ if part.len() > 200 => return Err("has a part that is too long"),
                _ => {}
            }
        }
        Ok(UrlPath(text.to_owned()))
    }

    fn made(text: String) -> UrlPath {
        UrlPath(text)
    }

    /// As text, not encoded.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// As it stands in a link: percent-encoded, below the path of `base_url` (which ends in `/`).
    pub fn href(&self, base_path: &str) -> String {
        let mut href = String::with_capacity(base_path.len() + self.0.len());
        href.push_str(base_path);
        encode(&self.0[1..], &mut href);
        href
    }

    /// The file that a host serves for it: a folder's is its `index.html`.
    pub fn file(&self) -> OutPath {
        let path = &self.0[1..];
        let is_file = path.rsplit('/').next().is_some_and(|name| name.contains('.')) && !path.ends_with('/');
        OutPath(match (path, is_file) {
            ("", _) => "index.html".to_owned(),
            (path, true) => path.to_owned(),
            (path, false) => format!("{}/index.html", path.trim_end_matches('/')),
        })
    }
}

impl fmt::Display for UrlPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Percent-encodes what RFC 3986, section 3.3 does not allow in a path.
fn encode(path: &str, out: &mut String) {
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => out.push(byte as char),
            _ => {
                out.push('%');
                for digit in [byte >> 4, byte & 15] {
                    out.push(char::from_digit(u32::from(digit), 16).unwrap_or('0').to_ascii_uppercase());
                }
            }
        }
    }
}

/// A file below the output folder, with `/`; has no empty, `.` or `..` part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(String);

impl OutPath {
    /// As text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// The languages of a site as parts of addresses: the first stands at the root, each other below its tag.
#[derive(Debug, Clone)]
pub struct Addresses {
    tags: Vec<String>,
}

/// Folders of the built-in addresses, which no page of the author may take.
fn folder(kind: Kind) -> &'static str {
    match kind {
        Kind::Event => "events",
        Kind::Actor => "actors",
        Kind::Place => "places",
        Kind::Source => "sources",
        Kind::Period => "periods",
        Kind::Topic => "topics",
        Kind::Timeline => "timelines",
        Kind::Article => "articles",
        Kind::Page => "",
    }
}

impl Addresses {
    /// Addresses of a site in these languages.
    pub fn new(tags: &[String]) -> Self {
        Addresses { tags: tags.to_vec() }
    }

    /// The address of a route.
    pub fn url(&self, route: &Route) -> UrlPath {
        match route {
            Route::Page(lang, page) => UrlPath::made(format!("{}{}", self.prefix(*lang), page_path(page))),
            Route::Feed(lang) => UrlPath::made(format!("{}feed.xml", self.prefix(*lang))),
            Route::NotFound => UrlPath::made("/404.html".to_owned()),
            Route::Sitemap => UrlPath::made("/sitemap.xml".to_owned()),
            Route::SitemapPart(number) => UrlPath::made(format!("/sitemap-{number}.xml")),
            Route::Robots => UrlPath::made("/robots.txt".to_owned()),
            Route::Data(data) => UrlPath::made(self.data_path(*data)),
            Route::Static(path) => UrlPath::made(format!("/{path}")),
            Route::Redirect(path) => path.clone(),
        }
    }

    /// The file that a route is written to. The author's own files keep their names, with a suffix or without.
    pub fn file(&self, route: &Route) -> OutPath {
        match route {
            Route::Static(path) => OutPath(path.clone()),
            other => self.url(other).file(),
        }
    }

    /// The route of an address, if it has the form of one. Whether the site has it is for the site to say.
    pub fn route(&self, url: &str) -> Option<Route> {
        match url {
            "/404.html" => return Some(Route::NotFound),
            "/sitemap.xml" => return Some(Route::Sitemap),
            "/robots.txt" => return Some(Route::Robots),
            _ => {}
        }
        let rest = url.strip_prefix('/')?;
        if let Some(number) = rest.strip_prefix("sitemap-").and_then(|r| r.strip_suffix(".xml")) {
            return canonical(number).map(Route::SitemapPart);
        }
        if let Some(data) = rest.strip_prefix("data/").and_then(|rest| self.data_route(rest)) {
            return Some(Route::Data(data));
        }
        let (lang, rest) = match rest.split_once('/') {
            Some((first, rest)) => match self.tags.iter().skip(1).position(|t| t == first) {
                Some(i) => (Lang(i as u16 + 1), rest),
                None => (Lang::FIRST, &url[1..]),
            },
            None => (Lang::FIRST, rest),
        };
        if rest == "feed.xml" {
            return Some(Route::Feed(lang));
        }
        match page_route(rest) {
            Some(page) => Some(Route::Page(lang, page)),
            None => UrlPath::parse(url).ok().map(|p| Route::Static(p.0[1..].to_owned())),
        }
    }

    /// Data of every language stand below its tag, the first one's too.
    fn data_path(&self, data: DataRoute) -> String {
        let tag = |lang: Lang| self.tags.get(lang.index()).map_or("", String::as_str);
        match data {
            DataRoute::Index(lang) => format!("/data/{}/index.json", tag(lang)),
            DataRoute::Events(lang, number) => format!("/data/{}/events-{number}.json", tag(lang)),
            DataRoute::Facets(number) => format!("/data/facets-{number}.json"),
            DataRoute::Export(lang, form, number) => format!("/data/{}/{}", tag(lang), form.name(number)),
            DataRoute::Search(lang, file) => format!("/data/{}/search/{}", tag(lang), file.name()),
        }
    }

    fn data_route(&self, path: &str) -> Option<DataRoute> {
        let numbered = |name: &str, stem: &str| canonical(name.strip_prefix(stem)?.strip_suffix(".json")?);
        let Some((tag, name)) = path.split_once('/') else {
            return numbered(path, "facets-").map(DataRoute::Facets);
        };
        let lang = Lang(u16::try_from(self.tags.iter().position(|t| t == tag)?).ok()?);
        if let Some(name) = name.strip_prefix("search/") {
            return SearchFile::find(name).map(|file| DataRoute::Search(lang, file));
        }
        match name {
            "index.json" => Some(DataRoute::Index(lang)),
            _ => match ExportForm::find(name) {
                Some((form, number)) => Some(DataRoute::Export(lang, form, number)),
                None => numbered(name, "events-").map(|number| DataRoute::Events(lang, number)),
            },
        }
    }

    fn prefix(&self, lang: Lang) -> String {
        match lang {
            Lang::FIRST => "/".to_owned(),
            _ => format!("/{}/", self.tags.get(lang.index()).map_or("", String::as_str)),
        }
    }
}

fn page_path(page: &PageRoute) -> String {
    match page {
        PageRoute::Home => String::new(),
        PageRoute::Timeline(stretch) => format!("timeline/{}", stretch_path(*stretch)),
        PageRoute::Lanes(dimension, year, number) => {
            let year = year.map(|year| format!("{}/", year_path(year))).unwrap_or_default();
            format!("timeline/by-{}/{year}{}", dimension.name(), number_path(*number))
        }
        PageRoute::List(kind, number) => format!("{}/{}", folder(*kind), number_path(*number)),
        PageRoute::Record(Kind::Page, id, number) => format!("{id}/{}", number_path(*number)),
        PageRoute::Record(kind, id, number) => format!("{}/{id}/{}", folder(*kind), number_path(*number)),
        PageRoute::Corrections(number) => format!("corrections/{}", number_path(*number)),
        PageRoute::Search => "search/".to_owned(),
        PageRoute::Names(number) => format!("index/{}", number_path(*number)),
    }
}

fn stretch_path(stretch: Stretch) -> String {
    match stretch {
        Stretch::Whole => String::new(),
        Stretch::Open(n) => format!("open/{}", number_path(n)),
        Stretch::Year(y, n) => format!("{}/{}", year_path(y), number_path(n)),
        Stretch::Month(y, m, n) => format!("{}/{m:02}/{}", year_path(y), number_path(n)),
        Stretch::Day(y, m, d, n) => format!("{}/{m:02}/{d:02}/{}", year_path(y), number_path(n)),
    }
}

/// Years have at least four digits (ISO 8601).
fn year_path(year: i64) -> String {
    if year < 0 { format!("-{:04}", year.unsigned_abs()) } else { format!("{year:04}") }
}

fn number_path(number: u32) -> String {
    if number <= 1 { String::new() } else { format!("page-{number}/") }
}

/// The number of a list's further page by its part of an address. `page-reply` is none, but may be an id.
pub fn page_number(part: &str) -> Option<u32> {
    part.strip_prefix("page-").and_then(canonical).filter(|number| *number > 1)
}

fn page_route(path: &str) -> Option<PageRoute> {
    if path.is_empty() {
        return Some(PageRoute::Home);
    }
    let path = path.strip_suffix('/')?;
    let mut parts: Vec<&str> = path.split('/').collect();
    let number = match parts.last().and_then(|part| page_number(part)) {
        Some(number) if parts.len() > 1 => {
            parts.pop();
            number
        }
        _ => 1,
    };
    let id = |text: &str| Id::from_words(text).filter(|id| id.as_str() == text);
    match parts.as_slice() {
        ["timeline"] if number == 1 => Some(PageRoute::Timeline(Stretch::Whole)),
        ["timeline", folder, rest @ ..] if folder.starts_with("by-") => {
            let dimension = Dimension::of_folder(folder)?;
            match rest {
                [] => Some(PageRoute::Lanes(dimension, None, number)),
                [y] => Some(PageRoute::Lanes(dimension, Some(year(y)?), number)),
                _ => None,
            }
        }
        ["timeline", rest @ ..] => stretch(rest, number).map(PageRoute::Timeline),
        ["corrections"] => Some(PageRoute::Corrections(number)),
        ["search"] if number == 1 => Some(PageRoute::Search),
        ["search"] => None,
        ["index"] => Some(PageRoute::Names(number)),
        [first] => match Kind::ALL.into_iter().find(|k| folder(*k) == *first) {
            Some(kind) => Some(PageRoute::List(kind, number)),
            None => Some(PageRoute::Record(Kind::Page, id(first)?, number)),
        },
        [first, second] => {
            let kind = Kind::ALL.into_iter().filter(|k| *k != Kind::Page).find(|k| folder(*k) == *first)?;
            Some(PageRoute::Record(kind, id(second)?, number))
        }
        _ => None,
    }
}

fn year(text: &str) -> Option<i64> {
    let y = text.parse::<i64>().ok()?;
    (year_path(y) == text).then_some(y)
}

fn stretch(parts: &[&str], number: u32) -> Option<Stretch> {
    let two = |text: &str| -> Option<u8> {
        let n = text.parse::<u8>().ok()?;
        (format!("{n:02}") == text).then_some(n)
    };
    match parts {
        ["open"] => Some(Stretch::Open(number)),
        [y] => Some(Stretch::Year(year(y)?, number)),
        [y, m] => Some(Stretch::Month(year(y)?, two(m).filter(|m| (1..=12).contains(m))?, number)),
        [y, m, d] => {
            let month = two(m).filter(|m| (1..=12).contains(m))?;
            Some(Stretch::Day(year(y)?, month, two(d).filter(|d| (1..=31).contains(d))?, number))
        }
        _ => None,
    }
}

/// A number written without leading zeros or signs.
fn canonical<T: std::str::FromStr + ToString>(text: &str) -> Option<T> {
    let n = text.parse::<T>().ok()?;
    (n.to_string() == text).then_some(n)
}

/// Whether a page's name would take an address that the site itself uses.
pub fn reserved_page(name: &str, languages: &[String]) -> bool {
    const OWN: [&str; 8] = ["timeline", "corrections", "search", "index", "data", "assets", "media", "embed"];
    OWN.contains(&name)
        || Kind::ALL.into_iter().any(|k| folder(k) == name)
        || languages.iter().any(|l| l == name)
        || name.starts_with("page-")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn addresses() -> Addresses {
        Addresses::new(&["en".into(), "de".into(), "zh-Hans".into()])
    }

    fn any_stretch() -> impl Strategy<Value = Stretch> {
        prop_oneof![
            Just(Stretch::Whole),
            (1u32..50).prop_map(Stretch::Open),
            (any::<i64>(), 1u32..50).prop_map(|(y, n)| Stretch::Year(y, n)),
            (any::<i64>(), 1u8..=12, 1u32..50).prop_map(|(y, m, n)| Stretch::Month(y, m, n)),
            (any::<i64>(), 1u8..=12, 1u8..=31, 1u32..50).prop_map(|(y, m, d, n)| Stretch::Day(y, m, d, n)),
        ]
    }

    fn any_page() -> impl Strategy<Value = PageRoute> {
        let kind = prop::sample::select(Kind::ALL.to_vec());
        let id = "(page-)?[a-z0-9]{1,8}(-[a-z0-9]{1,8}){0,3}".prop_filter_map("an id", |t| Id::parse(&t).ok());
        prop_oneof![
            Just(PageRoute::Home),
            any_stretch().prop_map(PageRoute::Timeline),
            (prop::sample::select(Dimension::ALL.to_vec()), any::<Option<i64>>(), 1u32..50)
                .prop_map(|(dimension, year, n)| PageRoute::Lanes(dimension, year, n)),
            (kind.clone().prop_filter("pages have no list", |k| *k != Kind::Page), 1u32..50)
                .prop_map(|(k, n)| PageRoute::List(k, n)),
            (kind, id, 1u32..50).prop_filter_map("not a reserved page", |(k, id, n)| {
                let reserved = k == Kind::Page && reserved_page(id.as_str(), &["de".into(), "zh-Hans".into()]);
                (!reserved && page_number(id.as_str()).is_none()).then_some(PageRoute::Record(k, id, n))
            }),
            (1u32..50).prop_map(PageRoute::Corrections),
            Just(PageRoute::Search),
            (1u32..50).prop_map(PageRoute::Names),
        ]
    }

    proptest! {
        #[test]
        fn a_route_is_found_again_by_its_address(lang in 0u16..3, page in any_page()) {
            let route = Route::Page(Lang(lang), page);
            let url = addresses().url(&route);
            prop_assert_eq!(addresses().route(url.as_str()), Some(route));
        }

        #[test]
        fn data_are_found_again_by_their_addresses(lang in 0u16..3, number in 1u32..5_000) {
            let lang = Lang(lang);
            let search = [SearchFile::Directory, SearchFile::Terms(number), SearchFile::Documents(number)];
            let search = search.map(|file| DataRoute::Search(lang, file));
            let filters = [DataRoute::Index(lang), DataRoute::Events(lang, number), DataRoute::Facets(number)];
            let exports = ExportForm::ALL.map(|form| DataRoute::Export(lang, form, number));
            for data in filters.into_iter().chain(search).chain(exports) {
                let route = Route::Data(data);
                let url = addresses().url(&route);
                prop_assert!(url.as_str().starts_with("/data/"));
                let file = addresses().file(&route);
                prop_assert_eq!(file.as_str(), &url.as_str()[1..]);
                prop_assert_eq!(addresses().route(url.as_str()), Some(route));
            }
        }

        #[test]
        fn two_addresses_of_one_file_of_data_do_not_exist(
            url in "/data/(en/|de/|fr/)?(search/)?(index|timeline|(events|facets|terms|documents|timeline)-0?[0-9]{0,3})\\.(json|csv)",
        ) {
            let route = addresses().route(&url);
            prop_assert!(route.is_some());
            prop_assert_eq!(route.map(|route| addresses().url(&route).as_str().to_owned()), Some(url));
        }

        #[test]
        fn two_addresses_of_one_route_do_not_exist(url in "/[a-z0-9/.-]{0,40}") {
            if let Some(route) = addresses().route(&url) {
                let made = addresses().url(&route);
                prop_assert_eq!(made.as_str(), url.as_str());
            }
        }

        #[test]
        fn no_address_leaves_the_site(url in ".*") {
            if let Ok(path) = UrlPath::parse(&url) {
                let file = path.file();
                prop_assert!(file.as_str().split('/').all(|p| !p.is_empty() && p != "." && p != ".."));
                prop_assert!(!file.as_str().starts_with('/') && !file.as_str().contains('\\'));
            }
        }
    }

    #[test]
    fn addresses_are_encoded_in_links_and_folders_get_an_index() {
        let path = UrlPath::parse("/articles/мінськ 2015/").expect("a good address");
        assert_eq!(path.href("/sub/"), "/sub/articles/%D0%BC%D1%96%D0%BD%D1%81%D1%8C%D0%BA%202015/");
        assert_eq!(path.file().as_str(), "articles/мінськ 2015/index.html");
        assert_eq!(UrlPath::parse("/feed.xml").expect("a good address").file().as_str(), "feed.xml");
    }
}
