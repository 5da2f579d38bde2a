//! Views: what templates receive. Template data are made from view structs, and nowhere else.
//!
//! A record's card and link are made once for each language ([`Book`]) and shared by every page that shows them; what
//! only one page shows is made when that page is rendered. No page's cost grows with the events that it does not show.

mod book;
mod cite;
mod event;
mod filters;
mod finding;
mod framed;
mod json_ld;
mod lanes;
mod lanes_views;
mod lists;
mod map;
mod map_views;
mod named;
mod overview;
mod overview_views;
mod page;
mod pages;
mod prose;
mod record;
mod shape;
mod times;
mod views;

pub use book::{Book, foreign};
pub use lanes_views::*;
pub use map_views::*;
pub use named::Named;
pub use overview_views::*;
pub use page::ThemeFiles;
pub use pages::*;
pub use prose::{plain as plain_text, shorten};
pub use shape::{FieldShape, Html, Shape, Shared, View};
pub use times::when as when_view;
pub use views::*;

use crate::archive::{self, Key, RecordKey};
use crate::id::Kind;
use crate::language::Arg;
use crate::site::Site;

/// A page's template and what it receives.
pub struct PageData {
    /// The template's name.
    pub template: &'static str,
    /// The page itself.
    pub page: Page,
    /// Its content, a view struct as a value.
    pub view: tera::Value,
}

/// Makes the views of one language's pages.
#[derive(Clone, Copy)]
pub struct Maker<'a> {
    site: &'a Site,
    book: &'a Book,
    named: Named,
}

impl<'a> Maker<'a> {
    /// A maker for the pages of a book's language, of which templates name these parts.
    pub fn new(site: &'a Site, book: &'a Book, named: Named) -> Self {
        Maker { site, book, named }
    }

    fn link_to(&self, record: RecordKey) -> Shared<Link> {
        self.book.link(self.site, record)
    }

    fn event_card(&self, key: Key<archive::Event>) -> Shared<EventCard> {
        self.book.event(self.site, key)
    }

    fn event_cards(&self, keys: &[Key<archive::Event>]) -> Vec<Shared<EventCard>> {
        keys.iter().map(|key| self.event_card(*key)).collect()
    }

    fn article_card(&self, key: Key<archive::Article>) -> Shared<ArticleCard> {
        self.book.article(self.site, key)
    }

    fn period_card(&self, key: Key<archive::Period>) -> Shared<Period> {
        self.book.period(self.site, key)
    }

    fn sorted(&self, kind: Kind) -> &'a [RecordKey] {
        self.book.sorted(self.site, kind)
    }

    /// An interface string; the key itself where the theme has none.
    fn say(&self, key: &str, args: &[(&str, Arg<'_>)]) -> String {
        self.book.say(key, args)
    }

    /// A name and what is said of it, with the colon of the language between them.
    fn labelled(&self, name: &str, what: &str) -> String {
        [name, what].join(&self.say("colon", &[]))
    }

    fn count(&self, key: &'static str, count: usize) -> String {
        self.book.count(key, count)
    }
}

/// The templates of pages, each with the view that it receives, in the order of the reference.
pub fn templates() -> Vec<(&'static str, Shape, Vec<Shape>)> {
    fn entry<T: View>(template: &'static str) -> (&'static str, Shape, Vec<Shape>) {
        let mut shapes = Vec::new();
        T::collect(&mut shapes);
        let own = shapes.remove(0);
        (template, own, shapes)
    }
    vec![
        entry::<HomeView>("home.html"),
        entry::<TimelineView>("timeline.html"),
        entry::<LanesView>("lanes.html"),
        entry::<EventView>("event.html"),
        entry::<ArticleView>("article.html"),
        entry::<ArticlesView>("articles.html"),
        entry::<RecordView>("record.html"),
        entry::<ListView>("list.html"),
        entry::<CorrectionsView>("corrections.html"),
        entry::<SearchView>("search.html"),
        entry::<NamesView>("names.html"),
        entry::<EmbeddedEventView>("embed_event.html"),
        entry::<EmbeddedTimelineView>("embed_timeline.html"),
        entry::<PageView>("page.html"),
        entry::<NotFoundView>("404.html"),
        entry::<RedirectView>("redirect.html"),
    ]
}

/// The views that every template receives: `site` and `page`, with the structs that they lead to.
pub fn everywhere() -> Vec<Shape> {
    let mut shapes = Vec::new();
    SiteView::collect(&mut shapes);
    Page::collect(&mut shapes);
    shapes
}
