//! The view structs of whole pages: one for each template.

use super::lanes_views::TimelineForm;
use super::map_views::Map;
use super::overview_views::Overview;
use super::shape::{Shared, view};
use super::views::*;
use crate::draft::Extra;

view! {
    /// The home page (`home.html`).
    HomeView {
        /// How many events there are, in words.
        count_text: String,
        /// From when to when, in words; none without events.
        span: Option<String>,
        /// What was published or corrected last, the latest first, at most 3.
        news: Vec<News>,
        /// Turning points in order, at most 24.
        turning_points: Vec<Shared<EventCard>>,
        /// All events at one glance; none where there are too few.
        overview: Option<Overview>,
        /// The years; of more than 100 each link stands for several.
        years: Vec<YearLink>,
        /// The periods in order, at most 24.
        periods: Vec<Shared<Period>>,
        /// Timelines besides the whole one, at most 24.
        timelines: Vec<Entry>,
        /// The latest articles, at most 6.
        articles: Vec<Shared<ArticleCard>>,
        /// The latest corrections, at most 5.
        corrections: Vec<Correction>,
    }
}

view! {
    /// The timeline or a stretch of it (`timeline.html`).
    TimelineView {
        /// Its heading.
        title: String,
        /// How many events it holds, in words.
        count_text: String,
        /// The events by year and month; empty where there are too many for one page.
        years: Vec<Year>,
        /// The stretches that have a page: the years of a timeline, the months of a year, the days of a month.
        stretches: Vec<YearLink>,
        /// All events at one glance, on the first page of the whole timeline.
        overview: Option<Overview>,
        /// The views of the same stretch: this list, and lanes.
        forms: Vec<TimelineForm>,
        /// The years, to go elsewhere; of more than 100 those around this one.
        all_years: Vec<YearLink>,
        /// Turning points, where the events themselves are too many for one page.
        turning_points: Vec<Shared<EventCard>>,
        /// The periods that touch it, at most 24.
        periods: Vec<Shared<Period>>,
        /// The stretch before.
        previous: Option<YearLink>,
        /// The stretch after.
        next: Option<YearLink>,
        /// The parts of a list that is too long.
        pagination: Option<Pagination>,
        /// What it can be narrowed by; none without events.
        filters: Option<Shared<Filters>>,
        /// The stretch as dates are written, such as "2015-02"; none for all.
        date: Option<String>,
        /// The HTML by which other sites show the whole timeline in a frame, on its first page.
        embed: Option<String>,
        /// All events as data, on the first page of the whole timeline.
        exports: Vec<Export>,
    }
}

view! {
    /// An event's page (`event.html`).
    EventView {
        /// The event.
        event: Event,
        /// Where it happened; none without places that have coordinates.
        map: Shared<Option<Map>>,
    }
}

view! {
    /// An article's page (`article.html`).
    ArticleView {
        /// The article.
        article: Article,
    }
}

view! {
    /// The list of articles (`articles.html`).
    ArticlesView {
        /// The articles, the latest first, undated ones last.
        articles: Vec<Shared<ArticleCard>>,
        /// The parts of a list that is too long.
        pagination: Option<Pagination>,
    }
}

view! {
    /// The page of an actor, place, topic, period, source or timeline (`record.html`).
    RecordView {
        /// The record.
        record: Record,
        /// How many events lead to it, in words.
        count_text: String,
        /// Its events at one glance, on its first page and where there are enough of them.
        overview: Option<Overview>,
        /// Where a place is, on its first page.
        map: Shared<Option<Map>>,
        /// Maps of the places where the events of a period happened, on its first page.
        maps: Vec<Map>,
        /// Its events by year and month.
        years: Vec<Year>,
        /// Events that possibly belong to it: those of a period whose dates are too uncertain to say.
        possible: Vec<Shared<EventCard>>,
        /// The parts of a list that is too long.
        pagination: Option<Pagination>,
        /// The HTML by which other sites show a timeline in a frame, on its first page.
        embed: Option<String>,
    }
}

view! {
    /// The list of records of a kind (`list.html`).
    ListView {
        /// The kind of record.
        kind: &'static str,
        /// Its heading.
        title: String,
        /// A sentence about the list.
        intro: Option<String>,
        /// The entries under their letters; one group without a heading where there are few.
        groups: Vec<EntryGroup>,
        /// The parts of a list that is too long.
        pagination: Option<Pagination>,
        /// Maps of all places, on the first page of their list: of all, and a closer one if most lie close together.
        maps: Vec<Map>,
        /// The periods, each with a map of its places on its page.
        map_periods: Vec<Shared<Link>>,
    }
}

view! {
    /// All corrections (`corrections.html`).
    CorrectionsView {
        /// The corrections, the latest first.
        corrections: Vec<Correction>,
        /// The address of the feed of corrections alone.
        feed: String,
        /// The parts of a list that is too long.
        pagination: Option<Pagination>,
    }
}

view! {
    /// Where readers search (`search.html`).
    SearchView {
        /// The address of the folder with the data by which scripts search, ending in `/`.
        data: String,
    }
}

view! {
    /// The names of everything from A to Z (`names.html`).
    NamesView {
        /// The letters, with the pages on which they begin.
        letters: Vec<LetterLink>,
        /// The names under their letters.
        groups: Vec<EntryGroup>,
        /// The parts of a list that is too long.
        pagination: Option<Pagination>,
    }
}

view! {
    /// A letter of the index.
    LetterLink {
        /// The letter.
        text: String,
        /// The address at which its first name stands.
        url: String,
    }
}

view! {
    /// An event in a frame of another site (`embed_event.html`).
    EmbeddedEventView {
        /// The event.
        event: Shared<EventCard>,
        /// One paragraph, with its links.
        summary: Option<Prose>,
        /// Who says what, where they differ.
        accounts: Vec<Account>,
        /// How many sources the event and its accounts have.
        sources: usize,
    }
}

view! {
    /// A timeline in a frame of another site (`embed_timeline.html`).
    EmbeddedTimelineView {
        /// Its title.
        title: Words,
        /// The address of its own page.
        url: String,
        /// How many events it holds, in words.
        count_text: String,
        /// All events at one glance, for the whole timeline.
        overview: Option<Overview>,
        /// Its events by year and month, at most 100; empty where the whole timeline has more.
        years: Vec<Year>,
        /// Turning points, where the events themselves are too many for one page.
        turning_points: Vec<Shared<EventCard>>,
        /// What the whole timeline can be narrowed by.
        filters: Option<Shared<Filters>>,
    }
}

view! {
    /// A page of the author's (`page.html`).
    PageView {
        /// Its title.
        title: Words,
        /// One paragraph.
        summary: Option<Prose>,
        /// The text.
        body: Option<Prose>,
        /// Its headings.
        headings: Vec<Heading>,
        /// Free for templates.
        extra: Extra,
    }
}

view! {
    /// The page for addresses that do not exist (`404.html`).
    NotFoundView {
        /// The years, to go on from.
        years: Vec<YearLink>,
    }
}

view! {
    /// A page that leads from an old address to a new one (`redirect.html`).
    RedirectView {
        /// The new address.
        url: String,
        /// The new address on the web, whole.
        canonical: String,
        /// The title of what stands there.
        title: Words,
    }
}
