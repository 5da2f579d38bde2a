//! Pages that list: the home page, the timeline, records of a kind, articles, corrections.

use std::collections::BTreeSet;

use super::{
    ArticlesView, Correction, CorrectionsView, Entry, EntryGroup, Export, HomeView, ListView, Month, News, Pagination,
    TimelineView, Words, Year, YearLink,
};
use super::{Maker, PageData, Shared, View, times};
use crate::archive::{Event, Key, RecordKey};
use crate::draft::Word;
use crate::id::Kind;
use crate::language::Arg;
use crate::route::{DataRoute, ExportForm, Framed, PageRoute, Route, Stretch};
use crate::site::{self, MOST_BESIDE, MOST_WAYS, PER_PAGE, page_of};

/// The most turning points that the home page and a large timeline show.
const TURNING_POINTS: usize = 24;
/// The most news that the home page shows.
const NEWS: usize = 3;
/// Lists longer than this stand under letters.
const LETTERED: usize = 30;

impl Maker<'_> {
    pub(super) fn home(&self, route: &Route) -> PageData {
        let (site, book) = (self.site, self.book);
        let total = site.timeline.order.len();
        let mut periods: Vec<_> = site.archive.periods.iter().collect();
        periods.sort_by_key(|(k, p)| (p.when.earliest(), *k));
        let view = HomeView {
            count_text: self.count("count_events", total),
            span: self.span(),
            news: self.news(),
            turning_points: self.turning_points(&site.timeline.order),
            overview: self.site_overview(),
            years: self.year_links(None),
            periods: periods.into_iter().take(MOST_BESIDE).map(|(k, _)| self.period_card(k)).collect(),
            timelines: site.records(Kind::Timeline).into_iter().take(MOST_BESIDE).map(|r| self.entry(r)).collect(),
            articles: site.index.articles.iter().take(6).map(|k| self.article_card(*k)).collect(),
            corrections: site.index.corrections.iter().take(5).map(|c| self.listed_correction(*c)).collect(),
        };
        let description = site.archive.settings.description.get(book.lang).map(|(t, _)| t.clone());
        let page = self.page("home", route, self.site_title(), description.unwrap_or_default());
        PageData { template: "home.html", page, view: view.value() }
    }

    /// What was published or corrected last. Undated articles are no news.
    fn news(&self) -> Vec<News> {
        let archive = &self.site.archive;
        let articles = self.site.index.articles.iter().filter_map(|key| {
            let article = &archive.articles[*key];
            Some((article.date.as_ref()?, "kind_article", RecordKey::Article(*key)))
        });
        let corrections = self.site.index.corrections.iter().map(|correction| match correction {
            site::CorrectionOf::Event(key, at) => {
                (&archive.events[*key].corrections[*at].on, "correction", RecordKey::Event(*key))
            }
            site::CorrectionOf::Article(key, at) => {
                (&archive.articles[*key].corrections[*at].on, "correction", RecordKey::Article(*key))
            }
        });
        let mut news: Vec<_> = articles.take(NEWS).chain(corrections.take(NEWS)).collect();
        news.sort_by_key(|(when, ..)| std::cmp::Reverse(when.earliest()));
        let shown = news.into_iter().take(NEWS).map(|(when, kind, record)| News {
            when: times::when(&self.book.language, when),
            kind_text: self.say(kind, &[]),
            link: self.link_to(record),
        });
        shown.collect()
    }

    /// From the first event's year to the last one's.
    fn span(&self) -> Option<String> {
        let events = &self.site.archive.events;
        let days = || self.site.timeline.order.iter().map(|k| &events[*k].when);
        let first = days().filter_map(|w| w.earliest_day()).min_by_key(|d| (d.year, d.month, d.day))?;
        let last = days().filter_map(|w| w.earliest_day()).max_by_key(|d| (d.year, d.month, d.day))?;
        let language = &self.book.language;
        if first.year == last.year {
            return Some(language.year(first.year));
        }
        let (from, to) = (language.year(first.year), language.year(last.year));
        Some(self.say("span", &[("from", Arg::Text(&from)), ("to", Arg::Text(&to))]))
    }

    pub(super) fn turning_points(&self, events: &[Key<Event>]) -> Vec<Shared<super::views::EventCard>> {
        let weighty = events.iter().filter(|k| self.site.archive.events[**k].weight >= 3);
        weighty.take(TURNING_POINTS).map(|k| self.event_card(*k)).collect()
    }

    pub(super) fn timeline(&self, stretch: Stretch, route: &Route) -> Option<PageData> {
        let (site, book) = (self.site, self.book);
        let plan = site.stretches.plan(stretch)?;
        let number = site::page_number(stretch);
        let shown = page_of(&plan.events, number);
        let (previous, next) = self.beside(stretch);
        let around = shown.iter().flat_map(|key| &site.timeline.around[key.index()]);
        let periods: BTreeSet<_> = around.map(|(period, _)| *period).collect();
        let view = TimelineView {
            title: self.stretch_title(stretch),
            count_text: self.count("count_events", plan.total),
            years: self.years(shown),
            stretches: if stretch == Stretch::Whole {
                Vec::new()
            } else {
                plan.parts.iter().map(|p| self.stretch_link(*p, None)).collect()
            },
            overview: (stretch == Stretch::Whole).then(|| self.site_overview()).flatten(),
            forms: self.timeline_forms(stretch, None),
            all_years: self.year_links(Some(stretch)),
            turning_points: if shown.len() < plan.total && stretch == Stretch::Whole {
                self.turning_points(&site.timeline.order)
            } else {
                Vec::new()
            },
            periods: periods.into_iter().take(MOST_BESIDE).map(|k| self.period_card(k)).collect(),
            previous,
            next,
            pagination: self.pagination(plan.events.len(), number, |n| {
                Route::Page(book.lang, PageRoute::Timeline(site::with_page(stretch, n)))
            }),
            filters: self.filters(),
            date: super::filters::written(stretch),
            embed: (stretch == Stretch::Whole).then(|| self.frame_code(Framed::Whole, &self.site_title())).flatten(),
            exports: if stretch == Stretch::Whole { self.exports() } else { Vec::new() },
        };
        let title = view.title.clone();
        let description = self.labelled(&title, &view.count_text);
        let mut page = self.page("timeline", route, title, description);
        let mut steps = Vec::new();
        let mut at = site::larger(stretch);
        while let Some(larger) = at {
            steps.push((self.stretch_title(larger), Route::Page(book.lang, PageRoute::Timeline(larger))));
            at = site::larger(larger);
        }
        steps.reverse();
        page.breadcrumbs = self.breadcrumbs(&steps);
        Some(PageData { template: "timeline.html", page, view: view.value() })
    }

    /// The files by which readers take all events along. One of several says which of how many it is.
    fn exports(&self) -> Vec<Export> {
        let files: Vec<_> = self.site.exports().collect();
        let export = |(form, number): (ExportForm, u32)| {
            let name = match form {
                ExportForm::Table => "export_table",
                ExportForm::Json => "export_json",
                ExportForm::Calendar => "export_calendar",
            };
            let all = files.iter().filter(|(other, _)| *other == form).count() as i64;
            let part = || [("number", Arg::Number(i64::from(number))), ("total", Arg::Number(all))];
            Export {
                name: self.say(name, &[]),
                part: (all > 1).then(|| self.say("page_of", &part())),
                url: self.site.href(&Route::Data(DataRoute::Export(self.book.lang, form, number))),
            }
        };
        files.iter().copied().map(export).collect()
    }

    /// The stretches before and after one of the same size.
    fn beside(&self, stretch: Stretch) -> (Option<YearLink>, Option<YearLink>) {
        let Some(parent) = site::larger(stretch) else { return (None, None) };
        let Some(plan) = self.site.stretches.plan(parent) else { return (None, None) };
        let own = site::with_page(stretch, 1);
        let Some(at) = plan.parts.iter().position(|p| *p == own) else { return (None, None) };
        let link = |i: Option<usize>| i.and_then(|i| plan.parts.get(i)).map(|p| self.stretch_link(*p, None));
        (link(at.checked_sub(1)), link(Some(at + 1)))
    }

    /// What a stretch is called.
    pub(super) fn stretch_title(&self, stretch: Stretch) -> String {
        let language = &self.book.language;
        match stretch {
            Stretch::Whole => self.say("title_timeline", &[]),
            Stretch::Open(_) => self.say("title_open", &[]),
            Stretch::Year(y, _) => language.year(y),
            Stretch::Month(y, m, _) => language.month_name(y, m),
            Stretch::Day(y, m, d, _) => language.day(crate::date::CivilDay { year: y, month: m, day: d }),
        }
    }

    /// The link to a stretch.
    pub(super) fn stretch_link(&self, stretch: Stretch, current: Option<Stretch>) -> YearLink {
        let route = Route::Page(self.book.lang, PageRoute::Timeline(stretch));
        let count = self.site.stretches.plan(stretch).map_or(0, |p| p.total);
        YearLink {
            text: self.stretch_title(stretch),
            url: self.site.href(&route),
            count,
            count_text: self.count("count_events", count),
            current: current == Some(stretch),
        }
    }

    /// The links to all years. Where they are very many, the page of a year has those around it, and other pages have links
    /// that stand for several years each and lead to the first of them.
    pub(super) fn year_links(&self, current: Option<Stretch>) -> Vec<YearLink> {
        let current = current.map(|stretch| match stretch {
            Stretch::Month(y, ..) | Stretch::Day(y, ..) => Stretch::Year(y, 1),
            other => site::with_page(other, 1),
        });
        let years = &self.site.stretches.years;
        if years.len() <= MOST_WAYS {
            return years.iter().map(|year| self.stretch_link(*year, current)).collect();
        }
        if let Some(at) = current.and_then(|current| years.iter().position(|year| *year == current)) {
            let first = at.saturating_sub(MOST_WAYS / 2).min(years.len() - MOST_WAYS);
            let around = &years[first..first + MOST_WAYS];
            return around.iter().map(|year| self.stretch_link(*year, current)).collect();
        }
        years.chunks(years.len().div_ceil(MOST_WAYS)).map(|several| self.years_link(several)).collect()
    }

    /// One link for several years, which leads to the first of them.
    fn years_link(&self, years: &[Stretch]) -> YearLink {
        let first = self.stretch_link(years[0], None);
        let Some(last) = years.last().filter(|last| **last != years[0]) else { return first };
        let last = self.stretch_title(*last);
        let text = self.say("span", &[("from", Arg::Text(&first.text)), ("to", Arg::Text(&last))]);
        let count = years.iter().filter_map(|year| self.site.stretches.plan(*year)).map(|plan| plan.total).sum();
        YearLink { text, count, count_text: self.count("count_events", count), ..first }
    }

    /// Events under their years and months.
    pub(super) fn years(&self, events: &[Key<Event>]) -> Vec<Year> {
        let language = &self.book.language;
        crate::timeline::group(&self.site.timeline, events)
            .into_iter()
            .map(|group| {
                let anchor = group.year.map_or("open".to_owned(), |y| format!("y{y}"));
                let months = group
                    .months
                    .iter()
                    .map(|month| Month {
                        text: month.month.zip(group.year).map(|(m, y)| language.month_name(y, m)),
                        anchor: format!("{anchor}-{:02}", month.month.unwrap_or(0)),
                        events: self.event_cards(&month.events),
                    })
                    .collect();
                Year {
                    text: group.year.map_or_else(|| self.say("title_open", &[]), |y| language.year(y)),
                    count: group.count(),
                    anchor,
                    months,
                }
            })
            .collect()
    }

    /// The parts of a list, if it has several.
    pub(super) fn pagination(&self, entries: usize, number: u32, route: impl Fn(u32) -> Route) -> Option<Pagination> {
        self.pages_of(entries.div_ceil(PER_PAGE), number, route)
    }

    /// The way through so many pages, if there are several.
    pub(super) fn pages_of(&self, count: usize, number: u32, route: impl Fn(u32) -> Route) -> Option<Pagination> {
        if count < 2 {
            return None;
        }
        let last = count as u32;
        let url = |n: u32| self.site.href(&route(n));
        Some(Pagination {
            number: number as usize,
            count,
            text: self
                .say("page_of", &[("number", Arg::Number(i64::from(number))), ("total", Arg::Number(count as i64))]),
            previous: (number > 1).then(|| url(number - 1)),
            next: (number < last).then(|| url(number + 1)),
        })
    }

    pub(super) fn articles(&self, number: u32, route: &Route) -> PageData {
        let all = &self.site.index.articles;
        let view = ArticlesView {
            articles: page_of(all, number).iter().map(|k| self.article_card(*k)).collect(),
            pagination: self.pagination(all.len(), number, |n| self.list_route(Kind::Article, n)),
        };
        let title = self.say("title_articles", &[]);
        let mut page = self.page("articles", route, title.clone(), self.count("count_articles", all.len()));
        page.breadcrumbs = self.breadcrumbs(&[]);
        PageData { template: "articles.html", page, view: view.value() }
    }

    fn list_route(&self, kind: Kind, number: u32) -> Route {
        Route::Page(self.book.lang, PageRoute::List(kind, number))
    }

    pub(super) fn list(&self, kind: Kind, number: u32, route: &Route) -> PageData {
        let records = self.sorted(kind);
        let shown = page_of(records, number);
        let title = self.say(&format!("title_{kind}s"), &[]);
        let intro = self.say(&format!("intro_{kind}s"), &[]);
        let has_maps = kind == Kind::Place && number == 1;
        let view = ListView {
            kind: kind.name(),
            title: title.clone(),
            intro: Some(intro.clone()),
            groups: self.lettered(kind, shown, records.len() > LETTERED),
            pagination: self.pagination(records.len(), number, |n| self.list_route(kind, n)),
            maps: if has_maps { self.all_places() } else { Vec::new() },
            map_periods: if has_maps { self.periods_with_places() } else { Vec::new() },
        };
        let mut page = self.page("list", route, title, intro);
        page.breadcrumbs = self.breadcrumbs(&[]);
        PageData { template: "list.html", page, view: view.value() }
    }

    /// Maps of all places.
    fn all_places(&self) -> Vec<super::Map> {
        let places = self.site.archive.places.keys();
        let counted = places.map(|place| (place, self.site.events_of(RecordKey::Place(place)).len()));
        self.place_maps(&counted.collect::<Vec<_>>())
    }

    /// The periods whose pages have maps.
    fn periods_with_places(&self) -> Vec<Shared<super::Link>> {
        let archive = &self.site.archive;
        let is_known = |event: &Key<Event>| {
            archive.events[*event].places.iter().any(|place| archive.places[*place].coordinates.is_some())
        };
        let periods = self.sorted(Kind::Period).iter();
        let with_places = periods.filter(|period| self.site.events_of(**period).iter().any(is_known));
        with_places.take(MOST_WAYS).map(|period| self.link_to(*period)).collect()
    }

    /// Records under the letters with which they begin.
    fn lettered(&self, kind: Kind, records: &[RecordKey], letters: bool) -> Vec<EntryGroup> {
        let mut groups: Vec<EntryGroup> = Vec::new();
        for record in records {
            let title = self.site.archive.title(*record, self.book.lang).0;
            let heading =
                if letters && kind != Kind::Period { self.book.language.first_letter(title) } else { String::new() };
            if groups.last().is_none_or(|g| g.heading != heading) {
                let anchor = format!("letter-{}", groups.len() + 1);
                groups.push(EntryGroup { heading, anchor, entries: Vec::new() });
            }
            if let Some(group) = groups.last_mut() {
                group.entries.push(self.entry(*record));
            }
        }
        groups
    }

    /// An entry of a list.
    pub(super) fn entry(&self, record: RecordKey) -> Entry {
        let (site, book) = (self.site, self.book);
        let archive = &site.archive;
        let plain = |text: String| Words { text, lang: None };
        let detail = match record {
            RecordKey::Actor(k) => {
                let kind = archive.actors[k].kind;
                Some(plain(self.say(&format!("actor_kind_{}", kind.word()), &[])))
            }
            RecordKey::Place(k) => super::book::words_if(site, &archive.places[k].country, book.lang),
            RecordKey::Period(k) => Some(plain(times::when(&book.language, &archive.periods[k].when).text)),
            RecordKey::Source(k) => archive.sources[k].publisher.clone().map(plain),
            _ => None,
        };
        let count = site.events_of(record).len();
        Entry { link: self.link_to(record), detail, count, count_text: self.count("count_events", count) }
    }

    pub(super) fn corrections(&self, number: u32, route: &Route) -> PageData {
        let all = &self.site.index.corrections;
        let view = CorrectionsView {
            corrections: page_of(all, number).iter().map(|c| self.listed_correction(*c)).collect(),
            feed: self.site.href(&Route::CorrectionsFeed(self.book.lang)),
            pagination: self.pagination(all.len(), number, |n| Route::Page(self.book.lang, PageRoute::Corrections(n))),
        };
        let title = self.say("title_corrections", &[]);
        let mut page = self.page("corrections", route, title.clone(), title);
        page.breadcrumbs = self.breadcrumbs(&[]);
        PageData { template: "corrections.html", page, view: view.value() }
    }

    /// A correction as lists show it.
    fn listed_correction(&self, correction: site::CorrectionOf) -> Correction {
        let archive = &self.site.archive;
        let (correction, record) = match correction {
            site::CorrectionOf::Event(key, at) => (&archive.events[key].corrections[at], RecordKey::Event(key)),
            site::CorrectionOf::Article(key, at) => (&archive.articles[key].corrections[at], RecordKey::Article(key)),
        };
        let note = super::prose::in_a_row(self.site, self.book, &correction.note);
        Correction { note, ..self.correction(correction, self.link_to(record)) }
    }
}
