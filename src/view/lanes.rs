//! The timeline in lanes, as templates receive it.

use std::cmp::Reverse;

use super::book::items;
use super::lanes_views::{Lane, LaneEntry, LaneMark, LanesAxis, LanesView, TimelineForm};
use super::{Maker, OverviewMark, PageData, Pagination, View, Words, YearLink};
use crate::archive::{Event, Key, Period, RecordKey, id_of};
use crate::date::When;
use crate::lanes::{self, Placed, Shape, Side, is_dot};
use crate::language::Arg;
use crate::overview::{self, Axis, DAY, Extent, MarkGroup, Overview};
use crate::route::{Dimension, PageRoute, Route, Stretch};
use crate::site::{self, LaneList, LaneOf, MOST_LISTED};

/// The most digits that have room in a cell.
const WIDEST_NUMBER: usize = 999;

/// The narrowest drawing, in CSS pixels, and about how wide a letter is.
const NARROWEST: i64 = 800;
const LETTER: i64 = 7;

/// About how much of the axis a name takes at most.
fn width_of(name: &str) -> i64 {
    // Letters of China, Japan and Korea are square.
    let letters: i64 = name.chars().map(|letter| if letter >= '\u{2e80}' { 2 } else { 1 }).sum();
    letters * LETTER * overview::WIDTH / NARROWEST
}

/// What the lanes of a page share.
struct Chart<'a> {
    dimension: Dimension,
    axis: Option<&'a Axis>,
}

impl Maker<'_> {
    pub(super) fn lanes(
        &self,
        dimension: Dimension,
        year: Option<i64>,
        number: u32,
        route: &Route,
    ) -> Option<PageData> {
        let (site, book) = (self.site, self.book);
        let lists = site.lane_lists(dimension, year, number);
        if lists.is_empty() {
            return None;
        }
        let stretch = year.map_or(Stretch::Whole, |year| Stretch::Year(year, 1));
        let total = site.stretches.plan(stretch)?.total;
        let own = year.and_then(|year| Axis::of(&items(site, &site.stretches.events(stretch)), Some(year)));
        let drawn = match year {
            Some(_) => own,
            None => match book.overview(site) {
                Some(overview) => Some(overview.axis.clone()),
                None => Axis::of(&items(site, &site.timeline.order), None),
            },
        };
        let chart = Chart { dimension, axis: drawn.as_ref() };
        let form = self.say(&format!("lanes_{}", dimension.name()), &[]);
        let view = LanesView {
            title: format!("{} · {form}", self.stretch_title(stretch)),
            count_text: self.count("count_events", total),
            dimension: dimension.name(),
            forms: self.timeline_forms(stretch, Some(dimension)),
            years: self.years_in_lanes(dimension, year),
            axis: drawn.as_ref().map(|axis| self.lanes_axis(axis, dimension, year)),
            lanes: lists.iter().map(|list| self.lane(&chart, list)).collect(),
            part_text: self.say("position", &[("number", Arg::Text("{number}")), ("total", Arg::Text("{total}"))]),
            pagination: self.lane_pages(dimension, year, number),
            filters: self.filters(),
            date: super::filters::written(stretch),
        };
        let mut title = view.title.clone();
        if let Some(pages) = view.pagination.as_ref().filter(|pages| pages.number > 1) {
            title = format!("{title} · {}", pages.text);
        }
        let description = self.labelled(&title, &view.count_text);
        let mut page = self.page("lanes", route, title, description);
        let whole = Route::Page(book.lang, PageRoute::Lanes(dimension, None, 1));
        let mut steps = vec![(self.stretch_title(Stretch::Whole), self.timeline_route())];
        steps.extend(year.map(|_| (form, whole)));
        page.breadcrumbs = self.breadcrumbs(&steps);
        Some(PageData { template: "lanes.html", page, view: view.value() })
    }

    /// The views of a stretch: the list, and the lanes that it or the year around it has. None where there are no lanes.
    pub(super) fn timeline_forms(&self, stretch: Stretch, current: Option<Dimension>) -> Vec<TimelineForm> {
        let year = match stretch {
            Stretch::Year(year, _) | Stretch::Month(year, ..) | Stretch::Day(year, ..) => Some(year),
            Stretch::Whole | Stretch::Open(_) => None,
        };
        let href = |page| self.site.href(&Route::Page(self.book.lang, page));
        let in_lanes = Dimension::ALL.into_iter().filter_map(|dimension| {
            let has = |year: &Option<i64>| self.site.lanes.pages(dimension, *year) > 0;
            let year = [year, None].into_iter().find(has)?;
            Some(TimelineForm {
                text: self.say(&format!("lanes_{}", dimension.name()), &[]),
                url: href(PageRoute::Lanes(dimension, year, 1)),
                current: current == Some(dimension),
            })
        });
        let in_lanes: Vec<TimelineForm> = in_lanes.collect();
        let list = TimelineForm {
            text: self.say("lanes_list", &[]),
            url: href(PageRoute::Timeline(stretch)),
            current: current.is_none(),
        };
        if in_lanes.is_empty() { in_lanes } else { std::iter::once(list).chain(in_lanes).collect() }
    }

    /// The links to all years, in lanes where they have some.
    fn years_in_lanes(&self, dimension: Dimension, current: Option<i64>) -> Vec<YearLink> {
        let mut links = self.year_links(current.map(|year| Stretch::Year(year, 1)));
        for (link, stretch) in links.iter_mut().zip(&self.site.stretches.years) {
            if let Some(page) = self.year_in_lanes(dimension, *stretch) {
                link.url = self.site.href(&page);
            }
        }
        links
    }

    fn year_in_lanes(&self, dimension: Dimension, stretch: Stretch) -> Option<Route> {
        let Stretch::Year(year, _) = stretch else { return None };
        let page = PageRoute::Lanes(dimension, Some(year), 1);
        (self.site.lanes.pages(dimension, Some(year)) > 0).then_some(Route::Page(self.book.lang, page))
    }

    fn lane_pages(&self, dimension: Dimension, year: Option<i64>, number: u32) -> Option<Pagination> {
        let count = self.site.lanes.pages(dimension, year) as usize;
        self.pages_of(count, number, |n| Route::Page(self.book.lang, PageRoute::Lanes(dimension, year, n)))
    }

    fn lanes_axis(&self, axis: &Axis, dimension: Dimension, year: Option<i64>) -> LanesAxis {
        let periods: Vec<Key<Period>> = self.site.archive.periods.keys().collect();
        let whens: Vec<&When> = periods.iter().map(|key| &self.site.archive.periods[*key].when).collect();
        let drawing = Overview::on(axis.clone(), &[], &whens);
        let ticks = drawing.ticks.iter().map(|tick| {
            let mut shown = self.tick(tick);
            if let overview::Label::Year(named) = tick.label {
                let route = self.year_in_lanes(dimension, Stretch::Year(named, 1));
                shown.url = route.map(|route| self.site.href(&route)).filter(|_| year != Some(named));
            }
            shown
        });
        LanesAxis {
            ticks: ticks.collect(),
            pieces: self.pieces(axis),
            bands: self.bands(&drawing.bands, &periods),
            rows: drawing.lanes,
            note: (axis.pieces.len() > 1).then(|| self.say("overview_broken", &[])),
        }
    }

    fn lane(&self, chart: &Chart<'_>, list: &LaneList<'_>) -> Lane {
        let events = &list.events;
        let laid = chart.axis.map(|axis| lanes::Lane::new(axis, &items(self.site, events))).unwrap_or_default();
        let is_listed = events.len() <= MOST_LISTED;
        let entry =
            |key: &Key<Event>| LaneEntry { event: self.event_card(*key), place: self.site.timeline.position(*key) };
        let (anchor, title, url) = self.lane_name(list.of);
        let key = self.lane_key(list.of);
        Lane {
            anchor,
            key,
            title,
            url,
            count: events.len(),
            count_text: self.count("count_events", events.len()),
            marks: self.lane_marks(chart, list, &laid.marks),
            rows: laid.rows,
            entries: events.iter().filter(|_| is_listed).map(entry).collect(),
            list: (!is_listed).then(|| self.narrowed(chart, list.of, Stretch::Whole, None)),
        }
    }

    /// A lane's name in addresses.
    fn lane_key(&self, of: LaneOf<'_>) -> Option<String> {
        match of {
            LaneOf::Record(record) => id_of(&self.site.archive, record).map(ToString::to_string),
            LaneOf::Kind(kind) => Some(kind.to_owned()),
            LaneOf::Rest => None,
        }
    }

    /// A lane's anchor, name and address.
    fn lane_name(&self, of: LaneOf<'_>) -> (String, Words, Option<String>) {
        match of {
            LaneOf::Record(record) => {
                let (title, found) = self.site.archive.title(record, self.book.lang);
                let id = id_of(&self.site.archive, record).map(ToString::to_string).unwrap_or_default();
                let words = Words { text: title.to_owned(), lang: super::foreign(self.site, self.book.lang, found) };
                let route = self.site.route_of(record, self.book.lang);
                (format!("lane_{id}"), words, route.map(|route| self.site.href(&route)))
            }
            LaneOf::Kind(kind) => {
                // A kind is the author's own word, with spaces and all.
                let number = self.site.index.by_kind.keys().position(|other| other == kind).unwrap_or(0);
                (format!("lane_{number}"), self.book.event_kind(self.site, kind), None)
            }
            LaneOf::Rest => ("lane_rest_".to_owned(), Words { text: self.say("lanes_rest", &[]), lang: None }, None),
        }
    }

    /// Marks with their names, turning points' before others.
    fn lane_marks(&self, chart: &Chart<'_>, list: &LaneList<'_>, placed: &[Placed]) -> Vec<LaneMark> {
        let mut marks: Vec<LaneMark> = placed.iter().map(|placed| self.lane_mark(chart, list, placed)).collect();
        let title = |placed: &Placed| {
            let event = RecordKey::Event(*list.events.get(*placed.items.first()?)?);
            Some(self.site.archive.title(event, self.book.lang))
        };
        let widths: Vec<i64> =
            placed.iter().map(|placed| title(placed).map_or(0, |(text, _)| width_of(text))).collect();
        let mut order: Vec<usize> = (0..marks.len()).collect();
        order.sort_by_key(|number| (Reverse(marks[*number].weight), *number));
        let sides = lanes::labels(placed, &widths, &order);
        for ((mark, placed), side) in marks.iter_mut().zip(placed).zip(sides) {
            let (Some(side), Shape::Mark(shape), Some((text, found))) = (side, &placed.shape, title(placed)) else {
                continue;
            };
            let lang = super::foreign(self.site, self.book.lang, found);
            mark.label = Some(Words { text: text.to_owned(), lang });
            mark.label_before = side == Side::Before;
            mark.label_x = self.percent(match side {
                _ if mark.dot => shape.middle(),
                Side::Before => shape.from,
                Side::After => shape.to,
            });
        }
        marks
    }

    fn lane_mark(&self, chart: &Chart<'_>, list: &LaneList<'_>, placed: &Placed) -> LaneMark {
        let events: Vec<Key<Event>> = placed.items.iter().map(|item| list.events[*item]).collect();
        let places: Vec<String> = events.iter().map(|key| self.site.timeline.position(*key).to_string()).collect();
        let first_days = events.iter().filter_map(|key| Extent::of(&self.site.archive.events[*key].when).first());
        let first_days: Vec<i64> = first_days.map(|second| second.div_euclid(DAY)).collect();
        let density = match events.len() {
            ..=4 => 1,
            5..=16 => 2,
            17..=64 => 3,
            _ => 4,
        };
        let is_listed = list.events.len() <= MOST_LISTED;
        LaneMark {
            mark: match &placed.shape {
                Shape::Mark(mark) => {
                    self.mark(&list.events, &MarkGroup { items: placed.items.clone(), mark: *mark, row: placed.row })
                }
                Shape::Cell(stretch) => self.lane_cell(chart, list, stretch, &events),
            },
            row: placed.row,
            dot: matches!(&placed.shape, Shape::Mark(mark) if is_dot(mark)),
            weight: events.iter().map(|key| i64::from(self.site.archive.events[*key].weight)).max().unwrap_or(1),
            cell: matches!(placed.shape, Shape::Cell(_)),
            density,
            number: match events.len() {
                ..=WIDEST_NUMBER => self.book.language.number(events.len() as i64),
                _ => String::new(),
            },
            label: None,
            label_x: String::new(),
            label_before: false,
            places: if is_listed { places.join(" ") } else { String::new() },
            first: first_days.iter().copied().min().unwrap_or(0),
            last: first_days.iter().copied().max().unwrap_or(0),
        }
    }

    /// Several events that stand too close: they lead to their list. One alone leads to itself.
    fn lane_cell(
        &self,
        chart: &Chart<'_>,
        list: &LaneList<'_>,
        stretch: &std::ops::Range<i64>,
        events: &[Key<Event>],
    ) -> OverviewMark {
        let (x, width, _) = self.stretch(stretch.start, stretch.end);
        let extents = || events.iter().map(|key| Extent::of(&self.site.archive.events[*key].when));
        let from = extents().filter_map(Extent::first).min().unwrap_or(0).div_euclid(DAY) * DAY;
        let to = extents().filter_map(Extent::last).max().map_or(0, |last| (last - 1).div_euclid(DAY) * DAY + DAY);
        let (text, url) = match events {
            [event] => self.point(*event),
            _ => {
                let first = events.first().map(|event| site::stretch_of(&self.site.archive, *event));
                let years = (overview::day_of(from).year, overview::day_of(to - 1).year);
                let whole = self.site.stretches.plan(Stretch::Whole).is_some_and(|plan| !plan.events.is_empty());
                let page = match years.0 != years.1 && whole {
                    // It lists everything, as no page of a single year does.
                    true => Stretch::Whole,
                    false => self.page_of_stretch(from, to, first),
                };
                let count = self.count("count_events", events.len());
                let text = self.labelled(&self.stretch_in_words(from, to), &count);
                (text, self.narrowed(chart, list.of, page, Some((from, to))))
            }
        };
        OverviewMark {
            x,
            width,
            middle: self.percent((stretch.start + stretch.end) / 2),
            row: 0,
            form: "several",
            narrow: false,
            soft: false,
            fades_left: false,
            fades_right: false,
            count: events.len(),
            text,
            url,
        }
    }

    /// The address of a page of the timeline narrowed to a lane and to some days: scripts do it, and without them the
    /// page lists these events among others.
    fn narrowed(&self, chart: &Chart<'_>, of: LaneOf<'_>, page: Stretch, days: Option<(i64, i64)>) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        if let Some(key) = self.lane_key(of) {
            query.append_pair(chart.dimension.name(), &key);
        }
        if let Some((from, to)) = days {
            query.append_pair("from", &overview::day_of(from).to_string());
            query.append_pair("to", &overview::day_of(to - 1).to_string());
        }
        let href = self.site.href(&Route::Page(self.book.lang, PageRoute::Timeline(page)));
        match query.finish() {
            query if query.is_empty() => href,
            query => format!("{href}?{query}"),
        }
    }
}
