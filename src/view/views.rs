//! The view structs: everything that templates receive, and nothing else.

use super::shape::{Html, Shared, view};
use crate::draft::Extra;

view! {
    /// A short text, with its language where that is not the page's.
    Words {
        /// The text.
        text: String,
        /// Its language tag, where it is not the page's own: the text has no translation.
        lang: Option<String>,
    }
}

view! {
    /// Running text as HTML, with its language where that is not the page's.
    Prose {
        /// The HTML.
        html: Html,
        /// Its language tag, where it is not the page's own.
        lang: Option<String>,
    }
}

view! {
    /// A date as it is shown.
    When {
        /// In the words of the page's language, such as "about February 2014".
        text: String,
        /// The same in little room.
        short: String,
        /// The value for `<time datetime>`; none where HTML does not allow one.
        datetime: Option<String>,
        /// As the author wrote it (EDTF).
        edtf: String,
        /// How sharp it is: `moment`, `day`, `month`, `season`, `year`, `longer`, `interval`, `choice`
        /// (one of several), `each` (all of several), `open`.
        form: String,
        /// Whether it is said to be approximate.
        approximate: bool,
        /// Whether it is said to be uncertain.
        uncertain: bool,
        /// `scheduled` or `reported` where its time of day is not established; the day is.
        time_status: Option<&'static str>,
    }
}

view! {
    /// A file by which readers take all events along.
    Export {
        /// What it is.
        name: String,
        /// Which part of how many, where there are several.
        part: Option<String>,
        /// Its address.
        url: String,
    }
}

view! {
    /// A link to a record.
    Link {
        /// The kind of record: `event`, `actor`, `place`, `source`, `period`, `topic`, `timeline`, `article`, `page`.
        kind: &'static str,
        /// Its id; empty for a source that has no page.
        id: String,
        /// Its name or title.
        title: Words,
        /// Its address.
        url: String,
    }
}

view! {
    /// An event as lists show it.
    EventCard {
        /// Its id.
        id: String,
        /// Its address.
        url: String,
        /// Its headline.
        title: Words,
        /// When it happened.
        when: Shared<When>,
        /// One paragraph, without links in it.
        summary: Shared<Option<Prose>>,
        /// The site's own word for its kind.
        kind: Option<String>,
        /// The same in the page's language.
        kind_text: Option<Words>,
        /// `reported`, `confirmed`, `disputed` or `retracted`.
        status: &'static str,
        /// The status in words; none for what is confirmed.
        status_text: Option<String>,
        /// 1 detail, 2 normal, 3 turning point.
        weight: i64,
        /// Where it happened.
        places: Vec<Shared<Link>>,
        /// Who took part.
        actors: Vec<Shared<Link>>,
        /// Whether it is a draft (seen in the preview only).
        draft: bool,
        /// Until when it is under embargo, in words (seen in the preview only).
        embargo: Option<String>,
    }
}

view! {
    /// An actor's part in an event.
    Participant {
        /// The actor.
        actor: Shared<Link>,
        /// What it did there, in the site's first language.
        role: Option<Words>,
    }
}

view! {
    /// A place of an event.
    PlaceLink {
        /// The place.
        place: Shared<Link>,
        /// The country.
        country: Option<Words>,
    }
}

view! {
    /// A source as it is cited.
    Source {
        /// Its anchor on the page, such as `source-3`.
        anchor: String,
        /// Its number on the page, from 1.
        number: usize,
        /// Its id; none for a source written inside an event.
        id: Option<String>,
        /// The address of its page on this site, if it has one.
        page: Option<String>,
        /// Its title.
        title: Words,
        /// The title's language, if known: an attribute for the title.
        title_lang: Option<String>,
        /// Whether the title is the editors' description.
        described: bool,
        /// Who published it.
        publisher: Option<String>,
        /// Who wrote it.
        authors: Vec<String>,
        /// Where it stands on the web.
        url: Option<String>,
        /// When it was published.
        published: Option<Shared<When>>,
        /// When it was last seen.
        accessed: Option<Shared<When>>,
        /// The address of its archived copy.
        archived: Option<String>,
        /// The name of its language.
        language: Option<String>,
        /// `primary`, `party`, `press`, `reference`, `copy` or `other`.
        kind: Option<&'static str>,
        /// The kind in words.
        kind_text: Option<String>,
        /// A document's symbol.
        symbol: Option<String>,
        /// The grade after the Admiralty code, such as "B2".
        grade: Option<String>,
        /// The grade in words.
        grade_text: Option<String>,
        /// A note on it.
        note: Option<Prose>,
    }
}

view! {
    /// What one party or source says happened.
    Account {
        /// Who says it.
        by: Vec<Shared<Link>>,
        /// Their date, where they differ about it.
        when: Option<When>,
        /// What they say.
        text: Option<Prose>,
        /// The sources, by their numbers on the page.
        sources: Vec<SourceNumber>,
    }
}

view! {
    /// A pointer to a source further down the page.
    SourceNumber {
        /// Its number.
        number: usize,
        /// Its anchor.
        anchor: String,
        /// Its title.
        title: String,
    }
}

view! {
    /// A dated note of what was changed.
    Correction {
        /// The day.
        on: When,
        /// What was changed.
        note: Option<Prose>,
        /// The record that was corrected.
        record: Shared<Link>,
    }
}

view! {
    /// Events that bear on the one shown, in one way.
    Relation {
        /// The way: `follows`, `responds-to`, `implements`, `part-of`, or one of these seen from the other side with
        /// `-by` behind it.
        kind: &'static str,
        /// The way in words.
        label: String,
        /// The events in order, at most 100 of all ways together.
        events: Vec<Shared<EventCard>>,
        /// How many more there are, in words; none if these are all.
        rest: Option<String>,
    }
}

view! {
    /// A picture.
    Media {
        /// Its address.
        url: String,
        /// Its width in pixels, if known.
        width: Option<i64>,
        /// Its height in pixels, if known.
        height: Option<i64>,
        /// All its sizes with their widths, as `srcset` wants them; none where there is one size.
        srcset: Option<String>,
        /// What is to be seen.
        alt: Words,
        /// A caption.
        caption: Option<Prose>,
        /// Who made it.
        credit: Option<String>,
        /// Its licence.
        licence: Option<String>,
        /// Whether it is shown on demand only.
        graphic: bool,
    }
}

view! {
    /// A period, seen from an event.
    PeriodLink {
        /// The period.
        period: Shared<Link>,
        /// Whether the event certainly lies in it, rather than possibly.
        certain: bool,
    }
}

view! {
    /// An event in full.
    Event {
        /// As lists show it.
        card: Shared<EventCard>,
        /// The summary with its links.
        summary: Shared<Option<Prose>>,
        /// The text.
        body: Option<Prose>,
        /// When it became known, if later.
        reported: Option<When>,
        /// Who took part.
        actors: Vec<Participant>,
        /// Where.
        places: Vec<PlaceLink>,
        /// What about.
        topics: Vec<Shared<Link>>,
        /// In which periods.
        periods: Vec<PeriodLink>,
        /// Who says what, where they differ.
        accounts: Vec<Account>,
        /// The evidence: the event's own sources, then those of its accounts.
        sources: Vec<Source>,
        /// What was changed.
        corrections: Vec<Correction>,
        /// Events that bear on it.
        relations: Vec<Relation>,
        /// Pictures.
        media: Vec<Media>,
        /// Deaths, in words.
        fatalities: Option<String>,
        /// Articles that mention it, the latest first, at most 100.
        articles: Vec<Shared<Link>>,
        /// How many more there are, in words; none if these are all.
        articles_rest: Option<String>,
        /// The event before it.
        previous: Option<Shared<EventCard>>,
        /// The event after it.
        next: Option<Shared<EventCard>>,
        /// Its place in the timeline, such as "23 of 60".
        position: String,
        /// The page of its year.
        year: YearLink,
        /// How the page is cited.
        cite: Cite,
        /// Free for templates.
        extra: Extra,
    }
}

view! {
    /// An article as lists show it.
    ArticleCard {
        /// Its address.
        url: String,
        /// Its headline.
        title: Words,
        /// The day of publication; none for an undated article.
        date: Option<Shared<When>>,
        /// One paragraph, without links in it.
        summary: Option<Prose>,
        /// Who wrote it.
        authors: Vec<String>,
        /// Whether it is a draft (seen in the preview only).
        draft: bool,
        /// Until when it is under embargo, in words (seen in the preview only).
        embargo: Option<String>,
    }
}

view! {
    /// An article in full.
    Article {
        /// As lists show it.
        card: Shared<ArticleCard>,
        /// The summary with its links.
        summary: Option<Prose>,
        /// The text.
        body: Option<Prose>,
        /// The headings of the text.
        headings: Vec<Heading>,
        /// The day of the last change.
        updated: Option<When>,
        /// The events that it mentions, in order, at most 100.
        events: Vec<Shared<EventCard>>,
        /// How many more there are, in words; none if these are all.
        events_rest: Option<String>,
        /// Actors it is about.
        actors: Vec<Shared<Link>>,
        /// Places it is about.
        places: Vec<Shared<Link>>,
        /// Topics it is about.
        topics: Vec<Shared<Link>>,
        /// The evidence.
        sources: Vec<Source>,
        /// What was changed.
        corrections: Vec<Correction>,
        /// How the page is cited.
        cite: Cite,
        /// Free for templates.
        extra: Extra,
    }
}

view! {
    /// A heading of a text.
    Heading {
        /// Its anchor.
        anchor: String,
        /// Its words.
        text: String,
        /// Its level, 2 to 6.
        level: usize,
    }
}

view! {
    /// A year or other stretch of the timeline that has a page.
    YearLink {
        /// In words, such as "2015" or "44 BC".
        text: String,
        /// Its address.
        url: String,
        /// How many events it holds.
        count: usize,
        /// The same in words, such as "12 events".
        count_text: String,
        /// Whether it is the page shown.
        current: bool,
    }
}

view! {
    /// The events of one year in a list.
    Year {
        /// In words.
        text: String,
        /// Its anchor on the page.
        anchor: String,
        /// How many events it holds.
        count: usize,
        /// Its months; the first may have no name and holds events that no month holds.
        months: Vec<Month>,
    }
}

view! {
    /// The events of one month in a list.
    Month {
        /// In words, such as "February 2015"; none for events that no month holds.
        text: Option<String>,
        /// Its anchor on the page.
        anchor: String,
        /// The events in order.
        events: Vec<Shared<EventCard>>,
    }
}

view! {
    /// The parts of a list that is too long for one page.
    Pagination {
        /// The number of the page shown, from 1.
        number: usize,
        /// How many there are.
        count: usize,
        /// The number in words, such as "Page 2 of 4".
        text: String,
        /// The page before.
        previous: Option<String>,
        /// The page after.
        next: Option<String>,
    }
}

view! {
    /// A period as bands and lists show it.
    Period {
        /// The period.
        link: Shared<Link>,
        /// Its stretch.
        when: When,
        /// One paragraph, without links in it.
        summary: Option<Prose>,
    }
}

view! {
    /// What the timeline can be narrowed by.
    Filters {
        /// The address of the data by which scripts narrow it.
        data: String,
        /// The address of the whole timeline.
        timeline: String,
        /// Records that have pages with their events, for readers without scripts.
        groups: Vec<FilterGroup>,
    }
}

view! {
    /// Records of a kind that the timeline can be narrowed by.
    FilterGroup {
        /// The kind in words, such as "Actors".
        name: String,
        /// The address of the list of all.
        url: String,
        /// Those with the most events, at most 8.
        entries: Vec<Entry>,
    }
}

view! {
    /// An entry of a list of records.
    Entry {
        /// The record.
        link: Shared<Link>,
        /// More about it: an actor's kind, a place's country, a period's stretch, a source's publisher.
        detail: Option<Words>,
        /// How many events lead to it, in words.
        count_text: String,
        /// How many events lead to it.
        count: usize,
    }
}

view! {
    /// Entries under one letter.
    EntryGroup {
        /// The letter, or another heading.
        heading: String,
        /// Its anchor on the page.
        anchor: String,
        /// The entries.
        entries: Vec<Entry>,
    }
}

view! {
    /// Something that was published or changed of late.
    News {
        /// The day.
        when: When,
        /// What kind of news it is, such as "Article" or "Correction".
        kind_text: String,
        /// Where it stands.
        link: Shared<Link>,
    }
}

view! {
    /// What the page is about, beyond its events: an actor, place, topic, period, source or timeline.
    Record {
        /// The kind of record.
        kind: &'static str,
        /// The kind in words, such as "Organisation" or "Place".
        kind_text: String,
        /// Its id.
        id: String,
        /// Its name or title.
        title: Words,
        /// One paragraph.
        summary: Option<Prose>,
        /// The text.
        body: Option<Prose>,
        /// Other names.
        aka: Vec<String>,
        /// A period's stretch.
        when: Option<When>,
        /// A place's country.
        country: Option<Words>,
        /// A place's latitude in degrees.
        lat: Option<f64>,
        /// A place's longitude in degrees.
        lon: Option<f64>,
        /// The coordinates in words, such as "48.13° N, 11.58° E".
        coordinates: Option<String>,
        /// How precise the coordinates are, in words.
        precision: Option<String>,
        /// An actor's website.
        website: Option<String>,
        /// The address of its Wikidata item.
        wikidata: Option<String>,
        /// The topic that this one is a part of.
        broader: Option<Shared<Link>>,
        /// The topics that are a part of this one.
        narrower: Vec<Shared<Link>>,
        /// A source's own details.
        source: Option<Source>,
        /// Articles about it or citing it.
        articles: Vec<Shared<Link>>,
        /// Free for templates.
        extra: Extra,
    }
}

view! {
    /// The site, on every page.
    SiteView {
        /// Its title.
        title: Words,
        /// What it is about.
        description: Words,
        /// The address of the home page in the page's language.
        home: String,
        /// Who publishes it.
        publisher: Option<String>,
        /// The licence of its texts.
        licence: Option<String>,
        /// The menu.
        menu: Vec<MenuItem>,
        /// The address of the whole timeline.
        timeline: String,
        /// The address of the list of corrections.
        corrections: String,
        /// The address of the feed.
        feed: String,
        /// The address of the index from A to Z.
        index: String,
        /// The address of the page on which readers search; none where the site has no search.
        search: Option<String>,
        /// The address of the script that searches; none where the theme or the site has none.
        search_script: Option<String>,
        /// The address of the style sheet.
        style: String,
        /// The address of the style sheet of the site's own look; none where it sets no `[theme]`.
        look: Option<String>,
        /// The address of the script; none if the theme has none.
        script: Option<String>,
        /// The address of the script of lanes; none if the theme has none.
        lanes_script: Option<String>,
        /// Whether the site is opened from a disk, without a host.
        offline: bool,
        /// The address of the script by which such an edition reads its data; none for others.
        offline_script: Option<String>,
        /// The address of the folder above everything, ending in `/`.
        root: String,
        /// Free for templates.
        extra: Extra,
    }
}

view! {
    /// An item of the menu.
    MenuItem {
        /// Its words.
        text: Words,
        /// Its address.
        url: String,
        /// The kind of page: `timeline`, `articles`, `actors`, `places`, `topics`, `periods`, `sources`, `page`.
        kind: String,
    }
}

view! {
    /// The page itself, on every page.
    Page {
        /// The title for the window and for search engines.
        title: String,
        /// A sentence or two for search engines.
        description: String,
        /// Its address.
        url: String,
        /// Its address on the web, whole.
        canonical: String,
        /// Its language tag.
        lang: String,
        /// `ltr` or `rtl`.
        dir: String,
        /// The kind of page, which is also the name of its template.
        kind: &'static str,
        /// The same page in the site's languages, this one included; empty where there is one only.
        languages: Vec<Alternate>,
        /// The way to it from the home page.
        breadcrumbs: Vec<Crumb>,
        /// Structured data (schema.org) for search engines, as the content of a script element.
        json_ld: Html,
        /// The type for Open Graph: `website`, `article`.
        og_type: &'static str,
        /// Whether search engines should leave it out.
        noindex: bool,
    }
}

view! {
    /// The page in another language.
    Alternate {
        /// The language tag.
        lang: String,
        /// The language's own name.
        name: String,
        /// The address.
        url: String,
        /// The address on the web, whole.
        canonical: String,
        /// Whether it is the page shown.
        current: bool,
    }
}

view! {
    /// A step of the way to a page.
    Crumb {
        /// Its words.
        text: Words,
        /// Its address.
        url: String,
    }
}

view! {
    /// How a page is cited.
    Cite {
        /// In words.
        text: String,
        /// As BibLaTeX.
        bibtex: String,
        /// As CSL-JSON.
        csl: String,
        /// The HTML by which other sites show it in a frame, for an event.
        embed: Option<String>,
    }
}
