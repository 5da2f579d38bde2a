//! What other sites show in a frame: an event or a timeline, and the HTML by which they do so.

use super::book::words;
use super::event::Citations;
use super::{EmbeddedEventView, EmbeddedTimelineView, Maker, PageData, View, Words, prose};
use crate::archive::{self, Key, RecordKey};
use crate::id::Kind;
use crate::route::{Framed, PageRoute, Route};
use crate::site::page_of;

/// How high a frame is before it has said its height, in CSS pixels: an event's and a timeline's.
const HEIGHTS: [u32; 2] = [360, 640];

impl Maker<'_> {
    /// The page that other sites show in a frame.
    pub(super) fn framed(&self, framed: &Framed, route: &Route) -> Option<PageData> {
        let archive = &self.site.archive;
        match framed {
            Framed::Whole => Some(self.framed_whole(route)),
            Framed::Event(id) => match archive.find(Some(Kind::Event), id.as_str())? {
                RecordKey::Event(key) => Some(self.framed_event(key, route)),
                _ => None,
            },
            Framed::Timeline(id) => self.framed_timeline(archive.find(Some(Kind::Timeline), id.as_str())?, route),
        }
    }

    fn framed_event(&self, key: Key<archive::Event>, route: &Route) -> PageData {
        let event = &self.site.archive.events[key];
        let mut citations = Citations::default();
        for source in &event.sources {
            citations.cite(self.site.archive.cited(key, *source));
        }
        let accounts = event.accounts.iter().map(|account| self.account(key, account, &mut citations)).collect();
        let view = EmbeddedEventView {
            event: self.event_card(key),
            summary: prose::inline(self.site, self.book, &event.summary),
            accounts,
            sources: citations.count(),
        };
        let own = self.site.route_of(RecordKey::Event(key), self.book.lang);
        let title = self.site.archive.title(RecordKey::Event(key), self.book.lang).0.to_owned();
        self.framed_page("embed_event", title, route, own, view.value())
    }

    fn framed_whole(&self, route: &Route) -> PageData {
        let events = &self.site.timeline.order;
        let is_whole = events.len() <= crate::site::PER_PAGE;
        let view = EmbeddedTimelineView {
            title: words(self.site, &self.site.archive.settings.title, self.book.lang),
            url: self.site.href(&self.timeline_route()),
            count_text: self.count("count_events", events.len()),
            overview: self.site_overview(),
            years: if is_whole { self.years(events) } else { Vec::new() },
            turning_points: if is_whole { Vec::new() } else { self.turning_points(events) },
            filters: self.filters(),
        };
        self.framed_page("embed_timeline", self.site_title(), route, Some(self.timeline_route()), view.value())
    }

    fn framed_timeline(&self, record: RecordKey, route: &Route) -> Option<PageData> {
        let (title, found) = self.site.archive.title(record, self.book.lang);
        let events = self.site.events_of(record);
        let own = self.site.route_of(record, self.book.lang)?;
        let view = EmbeddedTimelineView {
            title: Words { text: title.to_owned(), lang: super::book::foreign(self.site, self.book.lang, found) },
            url: self.site.href(&own),
            count_text: self.count("count_events", events.len()),
            overview: None,
            years: self.years(page_of(events, 1)),
            turning_points: Vec::new(),
            filters: None,
        };
        Some(self.framed_page("embed_timeline", title.to_owned(), route, Some(own), view.value()))
    }

    /// A page in a frame. It stands for the page of its own that shows it in full.
    fn framed_page(
        &self,
        kind: &'static str,
        title: String,
        route: &Route,
        own: Option<Route>,
        view: tera::Value,
    ) -> PageData {
        let mut page = self.page(kind, route, title, String::new());
        if let Some(own) = own {
            page.canonical = self.site.canonical(&own);
        }
        page.noindex = true;
        page.json_ld = super::shape::Html(String::new());
        let template = if kind == "embed_event" { "embed_event.html" } else { "embed_timeline.html" };
        PageData { template, page, view }
    }

    /// The HTML by which other sites show an event or a timeline; none where the site does not offer that.
    pub(super) fn frame_code(&self, framed: Framed, title: &str) -> Option<String> {
        let height = HEIGHTS[usize::from(!matches!(framed, Framed::Event(_)))];
        let route = Route::Page(self.book.lang, PageRoute::Framed(framed));
        let address = self.site.has(&route).then(|| self.site.canonical(&route))?;
        let script = self.site.canonical(&Route::Static("embed.js".to_owned()));
        let title = title.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;");
        Some(format!(
            "<iframe src=\"{address}\" title=\"{title}\" width=\"100%\" height=\"{height}\" loading=\"lazy\" \
             style=\"border:0\"></iframe>\n<script src=\"{script}\" async></script>"
        ))
    }

    /// The same for a record that is a timeline; none for others.
    pub(super) fn record_frame_code(&self, record: RecordKey) -> Option<String> {
        let RecordKey::Timeline(key) = record else { return None };
        let id = self.site.archive.timelines[key].id.clone();
        self.frame_code(Framed::Timeline(id), self.site.archive.title(record, self.book.lang).0)
    }
}
