//! What every page has, and the pages of articles and of the author's own texts.

use super::event::Citations;
use super::shape::Html;
use super::{Alternate, Article, ArticleView, Crumb, MenuItem, NotFoundView, Page, PageView, RedirectView, Words};
use super::{Maker, PageData, View, json_ld, prose, times};
use crate::archive::{self, Key, Lang, RecordKey};
use crate::id::Kind;
use crate::language::Direction;
use crate::route::{PageRoute, Route, Stretch, UrlPath};
use crate::site::PER_PAGE;

/// The addresses of the theme's own files.
pub struct ThemeFiles {
    /// The style sheet.
    pub style: Option<Route>,
    /// The script, if the theme has one.
    pub script: Option<Route>,
    /// The script of lanes, if the theme has one.
    pub lanes_script: Option<Route>,
    /// The script of the search.
    pub search: Option<Route>,
    /// The script by which an edition for a disk reads its data.
    pub offline: Option<Route>,
}

/// The longest title for the window, in characters: search engines cut longer ones.
const LONGEST_TITLE: usize = 70;

/// A page's title with the site's behind it where there is room.
fn window_title(title: String, site: String) -> String {
    let both = title.chars().count() + site.chars().count() + 3;
    if title == site || title.is_empty() {
        site
    } else if both > LONGEST_TITLE {
        title
    } else {
        format!("{title} · {site}")
    }
}

impl Maker<'_> {
    /// The page of a route. `None` if the site does not have it.
    pub fn make(&self, route: &Route) -> Option<PageData> {
        let mut data = match route {
            Route::Page(_, page) => self.make_page(page, route)?,
            Route::NotFound => self.not_found(route),
            Route::Redirect(path) => self.redirect(path, route)?,
            _ => return None,
        };
        if data.page.json_ld.0.is_empty() {
            data.page.json_ld = self.json_ld(|| json_ld::website(self));
        }
        Some(data)
    }

    /// Structured data, if a template shows any.
    pub(super) fn json_ld(&self, make: impl FnOnce() -> String) -> Html {
        Html(if self.named.json_ld { make() } else { String::new() })
    }

    fn make_page(&self, page: &PageRoute, route: &Route) -> Option<PageData> {
        let archive = &self.site.archive;
        match page {
            PageRoute::Home => Some(self.home(route)),
            PageRoute::Timeline(stretch) => self.timeline(*stretch, route),
            PageRoute::Lanes(dimension, year, number) => self.lanes(*dimension, *year, *number, route),
            PageRoute::List(Kind::Article, number) => Some(self.articles(*number, route)),
            PageRoute::List(kind, number) => Some(self.list(*kind, *number, route)),
            PageRoute::Corrections(number) => Some(self.corrections(*number, route)),
            PageRoute::Search => self.search(route),
            PageRoute::Names(number) => Some(self.names(*number, route)),
            PageRoute::Framed(framed) => self.framed(framed, route),
            PageRoute::Record(kind, id, number) => match archive.find(Some(*kind), id.as_str())? {
                RecordKey::Event(key) => Some(self.event(key, route)),
                RecordKey::Article(key) => Some(self.article(key, route)),
                RecordKey::Page(key) => Some(self.own_page(key, route)),
                record => Some(self.record(record, *number, route)),
            },
        }
    }

    /// What every page has.
    pub(super) fn page(&self, kind: &'static str, route: &Route, title: String, description: String) -> Page {
        let title = window_title(title, self.site_title());
        Page {
            title,
            description,
            url: self.site.href(route),
            canonical: self.site.canonical(route),
            lang: self.site.archive.settings.tag(self.book.lang).to_owned(),
            dir: match self.book.language.direction() {
                Direction::LeftToRight => "ltr".to_owned(),
                Direction::RightToLeft => "rtl".to_owned(),
            },
            kind,
            languages: self.alternates(route),
            breadcrumbs: Vec::new(),
            json_ld: Html::default(),
            og_type: "website",
            noindex: false,
        }
    }

    /// The site's title for readers of this language.
    pub(super) fn site_title(&self) -> String {
        self.site.archive.settings.title.get(self.book.lang).map(|(t, _)| t.clone()).unwrap_or_default()
    }

    /// The same page in every language. Every page exists in every language: what is not translated falls back.
    fn alternates(&self, route: &Route) -> Vec<Alternate> {
        let settings = &self.site.archive.settings;
        let Route::Page(_, page) = route else { return Vec::new() };
        if settings.languages.len() < 2 {
            return Vec::new();
        }
        settings
            .langs()
            .map(|lang| {
                let route = Route::Page(lang, page.clone());
                Alternate {
                    lang: settings.tag(lang).to_owned(),
                    name: self.book.language_names[lang.index()].clone(),
                    url: self.site.href(&route),
                    canonical: self.site.canonical(&route),
                    current: lang == self.book.lang,
                }
            })
            .collect()
    }

    /// The way from the home page.
    pub(super) fn breadcrumbs(&self, steps: &[(String, Route)]) -> Vec<Crumb> {
        if !self.named.breadcrumbs {
            return Vec::new();
        }
        let home = (self.say("home", &[]), Route::Page(self.book.lang, PageRoute::Home));
        std::iter::once(&home)
            .chain(steps)
            .map(|(text, route)| Crumb { text: Words { text: text.clone(), lang: None }, url: self.site.href(route) })
            .collect()
    }

    /// The route of the whole timeline.
    pub(super) fn timeline_route(&self) -> Route {
        Route::Page(self.book.lang, PageRoute::Timeline(Stretch::Whole))
    }

    fn article(&self, key: Key<archive::Article>, route: &Route) -> PageData {
        let (site, book) = (self.site, self.book);
        let article = &site.archive.articles[key];
        let mut citations = Citations::default();
        for source in &article.sources {
            citations.cite(site.archive.cited_by_article(key, *source));
        }
        let mut events = article.events.clone();
        site.timeline.sort(&mut events);
        let (body, headings) = prose::blocks(site, book, &article.body, "");
        let view = Article {
            card: self.article_card(key),
            summary: prose::inline(site, book, &article.summary),
            body,
            headings,
            updated: article.updated.as_ref().map(|w| times::when(&book.language, w)),
            events: self.event_cards(&events[..events.len().min(PER_PAGE)]),
            events_rest: self.rest(events.len(), PER_PAGE),
            actors: article.actors.iter().map(|k| self.link_to(RecordKey::Actor(*k))).collect(),
            places: article.places.iter().map(|k| self.link_to(RecordKey::Place(*k))).collect(),
            topics: article.topics.iter().map(|k| self.link_to(RecordKey::Topic(*k))).collect(),
            sources: self.sources(&citations),
            corrections: self.corrections_of(&article.corrections, RecordKey::Article(key)),
            cite: self.cite_article(key, route),
            extra: article.common.extra.clone(),
        };
        let title = site.archive.title(RecordKey::Article(key), book.lang).0.to_owned();
        let description = prose::description(site, book.lang, &article.summary)
            .or_else(|| prose::description(site, book.lang, &article.body))
            .unwrap_or_default();
        let mut page = self.page("article", route, title, description);
        let list = Route::Page(book.lang, PageRoute::List(Kind::Article, 1));
        page.breadcrumbs = self.breadcrumbs(&[(self.say("title_articles", &[]), list)]);
        page.og_type = "article";
        page.json_ld = self.json_ld(|| json_ld::article(self, key, route));
        PageData { template: "article.html", page, view: ArticleView { article: view }.value() }
    }

    fn own_page(&self, key: Key<archive::Page>, route: &Route) -> PageData {
        let (site, book) = (self.site, self.book);
        let own = &site.archive.pages[key];
        let (body, headings) = prose::blocks(site, book, &own.body, "");
        let view = PageView {
            title: super::book::words(site, &own.title, book.lang),
            summary: prose::inline(site, book, &own.summary),
            body,
            headings,
            extra: own.common.extra.clone(),
        };
        let title = view.title.text.clone();
        let description = prose::description(site, book.lang, &own.summary)
            .or_else(|| prose::description(site, book.lang, &own.body))
            .unwrap_or_default();
        let mut page = self.page("page", route, title, description);
        page.breadcrumbs = self.breadcrumbs(&[]);
        PageData { template: "page.html", page, view: view.value() }
    }

    fn not_found(&self, route: &Route) -> PageData {
        let mut page = self.page("404", route, self.say("title_not_found", &[]), String::new());
        page.noindex = true;
        let view = NotFoundView { years: self.year_links(None) };
        PageData { template: "404.html", page, view: view.value() }
    }

    fn redirect(&self, path: &UrlPath, route: &Route) -> Option<PageData> {
        let (record, target) = self.site.redirect_target(path)?;
        let (title, _) = self.site.archive.title(record, self.book.lang);
        let view = RedirectView {
            url: self.site.href(&target),
            canonical: self.site.canonical(&target),
            title: Words { text: title.to_owned(), lang: None },
        };
        let mut page = self.page("redirect", route, title.to_owned(), String::new());
        page.canonical = view.canonical.clone();
        page.noindex = true;
        Some(PageData { template: "redirect.html", page, view: view.value() })
    }

    /// The site, on every page of this language.
    pub fn site_view(&self, files: &ThemeFiles) -> super::views::SiteView {
        let (site, lang) = (self.site, self.book.lang);
        let settings = &site.archive.settings;
        super::views::SiteView {
            title: super::book::words(site, &settings.title, lang),
            description: super::book::words(site, &settings.description, lang),
            home: site.href(&Route::Page(lang, PageRoute::Home)),
            publisher: settings.publisher.clone(),
            licence: settings.licence.clone(),
            menu: self.menu(),
            timeline: site.href(&self.timeline_route()),
            corrections: site.href(&Route::Page(lang, PageRoute::Corrections(1))),
            feed: site.href(&Route::Feed(lang)),
            index: site.href(&Route::Page(lang, PageRoute::Names(1))),
            search: site.has_search().then(|| site.href(&Route::Page(lang, PageRoute::Search))),
            search_script: files.search.as_ref().filter(|_| site.has_search()).map(|r| site.href(r)),
            style: files.style.as_ref().map(|r| site.href(r)).unwrap_or_default(),
            look: settings.look.as_ref().map(|_| site.href(&Route::Static(crate::site::LOOK.to_owned()))),
            script: files.script.as_ref().map(|r| site.href(r)),
            lanes_script: files.lanes_script.as_ref().map(|r| site.href(r)),
            offline: settings.offline,
            offline_script: files.offline.as_ref().filter(|_| settings.offline).map(|r| site.href(r)),
            root: site.base_path().to_owned(),
            extra: settings.extra.clone(),
        }
    }

    /// The menu: the timeline, the lists that are not empty, and the author's pages that ask for a place.
    fn menu(&self) -> Vec<MenuItem> {
        let (site, lang) = (self.site, self.book.lang);
        let item = |kind: &str, route: Route| MenuItem {
            text: Words { text: self.say(&format!("title_{kind}"), &[]), lang: None },
            url: site.href(&route),
            kind: kind.to_owned(),
        };
        let mut menu = vec![item("timeline", self.timeline_route())];
        for (kind, name) in [
            (Kind::Article, "articles"),
            (Kind::Actor, "actors"),
            (Kind::Place, "places"),
            (Kind::Topic, "topics"),
            (Kind::Period, "periods"),
            (Kind::Source, "sources"),
        ] {
            if site.has_list(kind) {
                menu.push(item(name, Route::Page(lang, PageRoute::List(kind, 1))));
            }
        }
        let mut pages: Vec<_> = site.archive.pages.iter().filter_map(|(k, p)| Some((p.order?, k))).collect();
        pages.sort();
        for (_, key) in pages {
            let record = RecordKey::Page(key);
            let (title, found) = site.archive.title(record, lang);
            menu.push(MenuItem {
                text: Words { text: title.to_owned(), lang: super::book::foreign(site, lang, found) },
                url: site.route_of(record, lang).map(|r| site.href(&r)).unwrap_or_default(),
                kind: "page".to_owned(),
            });
        }
        menu
    }

    /// The tag of a language.
    pub(super) fn tag(&self, lang: Lang) -> &str {
        self.site.archive.settings.tag(lang)
    }
}
