//! Overviews as templates receive them: mirrored where the page is, in words, with addresses.

use super::book::items;
use super::{Maker, Overview, OverviewBand, OverviewBin, OverviewMark, OverviewPiece, OverviewTick};
use crate::archive::{Event, Key, Period, RecordKey};
use crate::date::{CivilDay, When};
use crate::language::{Arg, Direction};
use crate::overview::{self, Bin, Form, Label, Mark, MarkGroup, SHARE, WIDTH};
use crate::route::{PageRoute, Route, Stretch};
use crate::site;

/// A record's page shows its events at one glance from so many on.
const FEWEST: usize = 8;

/// The most turning points that are named to those who do not see them; of more, the number is told.
const MOST_NAMED: usize = 12;

/// The least height of what is there, in thousandths.
const LOWEST: i64 = 16;

/// Where the events of a stretch are found.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Target {
    /// On the pages of the timeline.
    Timeline,
    /// Further down on the page itself, under the headings of years.
    ThisPage,
}

/// What is drawn, with what it is drawn of.
struct Subject<'a> {
    drawing: &'a overview::Overview,
    events: &'a [Key<Event>],
    periods: &'a [Key<Period>],
    target: Target,
    small: bool,
}

impl Maker<'_> {
    /// All events at one glance.
    pub(super) fn site_overview(&self) -> Option<Overview> {
        if !self.named.overview {
            return None;
        }
        let periods: Vec<Key<Period>> = self.site.archive.periods.keys().collect();
        let drawing = self.book.overview(self.site)?;
        let events = &self.site.timeline.order;
        Some(self.drawn(&Subject { drawing, events, periods: &periods, target: Target::Timeline, small: false }))
    }

    /// The events of a record at one glance, where there are enough of them: on the axis of the whole site, so that the
    /// pages of two actors can be compared; those of a period on an axis of their own.
    pub(super) fn record_overview(&self, record: RecordKey, events: &[Key<Event>]) -> Option<Overview> {
        if events.len() <= FEWEST || !self.named.overview {
            return None;
        }
        let items = items(self.site, events);
        let drawing = match record {
            RecordKey::Period(_) => overview::Overview::new(&items, &[])?,
            _ => overview::Overview::on(self.book.overview(self.site)?.axis.clone(), &items, &[]),
        };
        let target = if events.len() <= site::PER_PAGE { Target::ThisPage } else { Target::Timeline };
        Some(self.drawn(&Subject { drawing: &drawing, events, periods: &[], target, small: true }))
    }

    fn drawn(&self, subject: &Subject<'_>) -> Overview {
        let drawing = subject.drawing;
        let highest = drawing.bins.iter().map(Bin::height).max().unwrap_or(1).max(1);
        Overview {
            name: self.say("overview", &[]),
            description: self.overview_in_words(subject),
            caption: self.densest(subject),
            bins: drawing.bins.iter().filter_map(|bin| self.bin(subject, bin, highest)).collect(),
            marks: drawing.marks.iter().map(|mark| self.mark(subject.events, mark)).collect(),
            rows: drawing.rows,
            ticks: drawing.ticks.iter().map(|tick| self.tick(tick)).collect(),
            pieces: self.pieces(&drawing.axis),
            bands: self.bands(&drawing.bands, subject.periods),
            lanes: drawing.lanes,
            from: day_of(drawing.axis.from()).to_string(),
            to: day_of(drawing.axis.to() - 1).to_string(),
            small: subject.small,
        }
    }

    /// The unbroken stretches of an axis.
    pub(super) fn pieces(&self, axis: &overview::Axis) -> Vec<OverviewPiece> {
        let pieces = axis.pieces.iter().map(|piece| {
            let (x, width, end) = self.stretch(piece.start, piece.end);
            let broken = (piece.start > 0, piece.end < WIDTH);
            let (broken_left, broken_right) = if self.is_mirrored() { (broken.1, broken.0) } else { broken };
            OverviewPiece { x, width, end, broken_left, broken_right }
        });
        pieces.collect()
    }

    fn is_mirrored(&self) -> bool {
        self.book.language.direction() == Direction::RightToLeft
    }

    /// A position on the page.
    fn side(&self, at: i64) -> i64 {
        if self.is_mirrored() { WIDTH - at } else { at }
    }

    /// A position on the page, such as "12.5%".
    pub(super) fn percent(&self, at: i64) -> String {
        percent(self.side(at))
    }

    /// The left side, width and right side of a stretch of the axis.
    pub(super) fn stretch(&self, from: i64, to: i64) -> (String, String, String) {
        let (a, b) = (self.side(from), self.side(to));
        let (left, right) = (a.min(b), a.max(b));
        (percent(left), percent(right - left), percent(right))
    }

    fn bin(&self, subject: &Subject<'_>, bin: &Bin, highest: u64) -> Option<OverviewBin> {
        let first = *subject.events.get(bin.first?)?;
        // What is there is seen, however small.
        let height = |shares: u64| match shares {
            0 => 0,
            _ => ((u128::from(shares) * 1_000).div_ceil(u128::from(highest)) as i64).max(LOWEST),
        };
        let sharp = |weight: usize| height(bin.sharp[weight - 1] as u64 * SHARE);
        let (a, b) = (self.side(bin.start), self.side(bin.end));
        Some(OverviewBin {
            x: a.min(b),
            width: (a - b).abs(),
            bar: (a - b).abs() - ((a - b).abs() / 8).min(20),
            turning_points: sharp(3),
            normal: sharp(2),
            details: sharp(1),
            spread: height(bin.spread),
            text: self.bin_in_full(bin),
            from: day_of(bin.from).to_string(),
            to: day_of(bin.to - 1).to_string(),
            url: self.bin_url(subject, bin, first),
        })
    }

    /// Where the events of a bin are listed.
    fn bin_url(&self, subject: &Subject<'_>, bin: &Bin, first: Key<Event>) -> String {
        let place = self.site.timeline.place(first);
        if subject.target == Target::ThisPage {
            return place.year.map_or("#open".to_owned(), |year| format!("#y{year}"));
        }
        let of_first = site::stretch_of(&self.site.archive, first);
        let stretch = self.page_of_stretch(bin.from, bin.to, Some(of_first));
        self.site.href(&Route::Page(self.book.lang, PageRoute::Timeline(stretch)))
    }

    /// The smallest page of the timeline that lists what lies between two seconds, or else what begins it.
    pub(super) fn page_of_stretch(&self, from: i64, to: i64, of_first: Option<Stretch>) -> Stretch {
        let (from, to) = (day_of(from), day_of(to - 1));
        let own = match (from == to, (from.year, from.month) == (to.year, to.month), from.year == to.year) {
            (true, ..) => Stretch::Day(from.year, from.month, from.day, 1),
            (_, true, _) => Stretch::Month(from.year, from.month, 1),
            (_, _, true) => Stretch::Year(from.year, 1),
            _ => return of_first.and_then(|s| self.planned(s)).unwrap_or(Stretch::Whole),
        };
        self.planned(own).or_else(|| self.planned(of_first?)).unwrap_or(Stretch::Whole)
    }

    /// The smallest page of the timeline, below the whole, that holds a stretch.
    fn planned(&self, stretch: Stretch) -> Option<Stretch> {
        let larger = |s: &Stretch| site::larger(*s).filter(|s| *s != Stretch::Whole);
        std::iter::successors(Some(stretch), larger).find(|s| self.site.stretches.plan(*s).is_some())
    }

    /// A bin and how many events it holds whole.
    fn bin_in_words(&self, bin: &Bin) -> String {
        let stretch = self.stretch_in_words(bin.from, bin.to);
        let events = self.count("count_events", bin.count());
        self.say("overview_bin", &[("stretch", Arg::Text(&stretch)), ("events", Arg::Text(&events))])
    }

    /// The same with those that reach beyond it.
    fn bin_in_full(&self, bin: &Bin) -> String {
        let whole = self.bin_in_words(bin);
        if bin.touching == 0 {
            return whole;
        }
        let others = self.count("count_events", bin.touching);
        self.say("overview_bin_spread", &[("bin", Arg::Text(&whole)), ("others", Arg::Text(&others))])
    }

    /// From one second to another in words, as dates are written: "March 2014", "2010–2019", "12 February 2015, 04:00".
    pub(super) fn stretch_in_words(&self, from: i64, to: i64) -> String {
        let language = &self.book.language;
        let (first, last) = (day_of(from), day_of(to - 1));
        if first == last && to - from < overview::DAY {
            let (from, to) = (overview::time_of(from), overview::time_of(to));
            return format!("{}, {}–{}", language.day(first), language.time(from), language.time(to));
        }
        let is_first = (first.month, first.day) == (1, 1);
        let (next, whole_years) = (day_of(to), (day_of(to).month, day_of(to).day) == (1, 1));
        let text = if is_first && whole_years {
            between(edtf_year(first.year), edtf_year(last.year))
        } else if first.day == 1 && next.day == 1 && (0..=9_999).contains(&first.year) {
            between(format!("{:04}-{:02}", first.year, first.month), format!("{:04}-{:02}", last.year, last.month))
        } else {
            between(first.to_string(), last.to_string())
        };
        match When::parse(&text) {
            Ok(when) => language.when(&when),
            Err(_) => language.day(first),
        }
    }

    /// A mark of one or several of some events.
    pub(super) fn mark(&self, all: &[Key<Event>], group: &MarkGroup) -> OverviewMark {
        let mark = &group.mark;
        let (x, width, _) = self.stretch(mark.from, mark.to);
        let (fades_left, fades_right) = self.fading_sides(mark);
        let events: Vec<Key<Event>> = group.items.iter().filter_map(|i| all.get(*i)).copied().collect();
        let (text, url) = match events.as_slice() {
            [event] => self.point(*event),
            _ => self.points(&events),
        };
        OverviewMark {
            x,
            width,
            middle: percent(self.side(mark.middle())),
            row: group.row,
            form: match mark.form {
                Form::Exact => "exact",
                Form::Within => "within",
                Form::Lasting => "lasting",
                Form::Several => "several",
            },
            narrow: mark.is_narrow(),
            soft: mark.soft,
            fades_left,
            fades_right,
            count: group.items.len(),
            text,
            url,
        }
    }

    /// A turning point's words and address.
    pub(super) fn point(&self, event: Key<Event>) -> (String, String) {
        let title = self.site.archive.title(RecordKey::Event(event), self.book.lang).0;
        let when = self.book.language.when_short(&self.site.archive.events[event].when);
        let route = self.site.route_of(RecordKey::Event(event), self.book.lang);
        (self.labelled(&when, title), route.map(|r| self.site.href(&r)).unwrap_or_default())
    }

    /// The words and address of several turning points.
    fn points(&self, events: &[Key<Event>]) -> (String, String) {
        let number = self.book.language.number(events.len() as i64);
        let words = self.say("overview_turning_points", &[("list", Arg::Text(&number))]);
        let first = events.first().map(|event| site::stretch_of(&self.site.archive, *event));
        let stretch = first.and_then(|s| self.planned(s)).unwrap_or(Stretch::Whole);
        (words, self.site.href(&Route::Page(self.book.lang, PageRoute::Timeline(stretch))))
    }

    /// Whether a mark fades to the left and to the right.
    fn fading_sides(&self, mark: &Mark) -> (bool, bool) {
        let sides = (mark.fades_at_start, mark.fades_at_end);
        if self.is_mirrored() { (sides.1, sides.0) } else { sides }
    }

    pub(super) fn tick(&self, tick: &overview::Tick) -> OverviewTick {
        let language = &self.book.language;
        let short = |text: String| When::parse(&text).map(|when| language.when_short(&when));
        let (text, year) = match tick.label {
            Label::Year(year) => (language.year(year), Some(year)),
            Label::Month(year, month) if (0..=9_999).contains(&year) => {
                (short(format!("{year:04}-{month:02}")).unwrap_or_default(), None)
            }
            Label::Month(year, month) => (language.month_name(year, month), None),
            Label::Day(day) => (short(day.to_string()).unwrap_or_else(|_| language.day(day)), None),
            Label::Time(time) => (language.time(time), None),
        };
        let stretch = year.map(|year| Stretch::Year(year, 1)).filter(|s| self.site.stretches.plan(*s).is_some());
        let route = stretch.map(|stretch| Route::Page(self.book.lang, PageRoute::Timeline(stretch)));
        OverviewTick {
            x: percent(self.side(tick.at)),
            text,
            level: usize::from(tick.level),
            last: tick.last,
            url: route.map(|route| self.site.href(&route)),
        }
    }

    /// Bands of some periods.
    pub(super) fn bands(&self, all: &[overview::Band], periods: &[Key<Period>]) -> Vec<OverviewBand> {
        let band = |(at, band): (usize, &overview::Band)| {
            let key = *periods.get(band.period)?;
            let (x, width, end) = self.stretch(band.mark.from, band.mark.to);
            let (fades_left, fades_right) = self.fading_sides(&band.mark);
            let title = self.site.archive.title(RecordKey::Period(key), self.book.lang).0;
            let when = self.book.language.when_short(&self.site.archive.periods[key].when);
            let (level, last) = overview::room_for(all, at, title.chars().count());
            Some(OverviewBand {
                x,
                width,
                end,
                lane: band.lane,
                soft: band.mark.soft,
                fades_left,
                fades_right,
                link: self.link_to(RecordKey::Period(key)),
                text: format!("{title}, {when}"),
                level,
                last,
            })
        };
        all.iter().enumerate().filter_map(band).collect()
    }

    /// The densest stretch in words, the first of several.
    fn densest(&self, subject: &Subject<'_>) -> String {
        let densest = subject.drawing.bins.iter().rev().max_by_key(|bin| (bin.count(), bin.height()));
        let words = densest.map(|bin| self.bin_in_words(bin)).unwrap_or_default();
        self.say("overview_densest", &[("bin", Arg::Text(&words))])
    }

    /// What is to be seen, for those who do not see it.
    fn overview_in_words(&self, subject: &Subject<'_>) -> String {
        let drawing = subject.drawing;
        let events = self.count("count_events", subject.events.len());
        let from = self.book.language.day(day_of(drawing.axis.from()));
        let to = self.book.language.day(day_of(drawing.axis.to() - 1));
        let args = [("events", Arg::Text(&events)), ("from", Arg::Text(&from)), ("to", Arg::Text(&to))];
        let mut sentences = vec![self.say("overview_extent", &args)];
        sentences.push(self.densest(subject));
        let points: Vec<usize> = drawing.marks.iter().flat_map(|mark| mark.items.iter().copied()).collect();
        if !points.is_empty() {
            let named = points.iter().filter_map(|i| subject.events.get(*i)).map(|event| self.point(*event).0);
            let list = match points.len() {
                1..=MOST_NAMED => named.collect::<Vec<String>>().join(&self.say("semicolon", &[])),
                count => self.book.language.number(count as i64),
            };
            sentences.push(self.say("overview_turning_points", &[("list", Arg::Text(&list))]));
        }
        if drawing.axis.pieces.len() > 1 {
            sentences.push(self.say("overview_broken", &[]));
        }
        if drawing.unplaced > 0 {
            let events = self.count("count_events", drawing.unplaced);
            sentences.push(self.say("overview_unplaced", &[("events", Arg::Text(&events))]));
        }
        sentences.join(" ")
    }
}

/// A position in per cent of the width.
fn percent(at: i64) -> String {
    let tenths = (at + 5) / 10;
    if tenths % 10 == 0 { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths % 10) }
}

/// The day of a second.
fn day_of(t: i64) -> CivilDay {
    overview::day_of(t)
}

/// A year in the Extended Date/Time Format.
fn edtf_year(year: i64) -> String {
    if (-9_999..=9_999).contains(&year) {
        let sign = if year < 0 { "-" } else { "" };
        format!("{sign}{:04}", year.unsigned_abs())
    } else {
        format!("Y{year}")
    }
}

/// One date, or an interval of two.
fn between(from: String, to: String) -> String {
    if from == to { from } else { format!("{from}/{to}") }
}
