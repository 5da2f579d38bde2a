//! The view structs of the timeline in lanes.

use super::overview_views::{OverviewBand, OverviewMark, OverviewPiece, OverviewTick};
use super::shape::{Shared, view};
use super::views::{EventCard, Filters, Pagination, Words, YearLink};

view! {
    /// A view of the same stretch of the timeline: as a list, or in lanes by actor, place, topic or kind.
    TimelineForm {
        /// Its name.
        text: String,
        /// Its address.
        url: String,
        /// Whether it is the page shown.
        current: bool,
    }
}

view! {
    /// The timeline or a year of it in lanes (`lanes.html`).
    LanesView {
        /// Its heading.
        title: String,
        /// How many events it holds, in words.
        count_text: String,
        /// By what it is divided: `actor`, `place`, `topic`, `kind`.
        dimension: &'static str,
        /// The views of the same stretch.
        forms: Vec<TimelineForm>,
        /// The years, to go elsewhere: in lanes where they have more than one event.
        years: Vec<YearLink>,
        /// The line of time that all lanes share; none where no event has a place in time.
        axis: Option<LanesAxis>,
        /// The lanes, those with the most events first.
        lanes: Vec<Lane>,
        /// How many of how many events fit a choice, in words; scripts put the numbers for `{number}` and `{total}`.
        part_text: String,
        /// The parts of lanes that are too many.
        pagination: Option<Pagination>,
        /// What it can be narrowed by; none without events.
        filters: Option<Shared<Filters>>,
        /// The year as dates are written, such as "2015"; none for all.
        date: Option<String>,
    }
}

view! {
    /// The line of time that lanes share.
    LanesAxis {
        /// Its labels.
        ticks: Vec<OverviewTick>,
        /// Its unbroken stretches.
        pieces: Vec<OverviewPiece>,
        /// The periods.
        bands: Vec<OverviewBand>,
        /// How many rows the periods take.
        rows: usize,
        /// A sentence about what is left out; none where nothing is.
        note: Option<String>,
    }
}

view! {
    /// The events of one actor, place, topic or kind.
    Lane {
        /// Its anchor on the page.
        anchor: String,
        /// Its name in addresses; none for the events that name none.
        key: Option<String>,
        /// Its name.
        title: Words,
        /// The address of its page; none for what has none.
        url: Option<String>,
        /// How many events it holds.
        count: usize,
        /// The same in words.
        count_text: String,
        /// Marks and cells in order of time.
        marks: Vec<LaneMark>,
        /// How many rows they take.
        rows: usize,
        /// Its events in order; none where there are too many to be listed here.
        entries: Vec<LaneEntry>,
        /// Where its events are listed, if they are not listed here.
        list: Option<String>,
    }
}

view! {
    /// An event of a lane.
    LaneEntry {
        /// The event.
        event: Shared<EventCard>,
        /// Its place in the timeline, from 0.
        place: usize,
    }
}

view! {
    /// A mark of one event, or a cell of several that stand too close to be drawn apart.
    LaneMark {
        /// What is drawn, and where it leads.
        mark: OverviewMark,
        /// Its row, from 0 at the top.
        row: usize,
        /// The greatest weight of its events: 1 detail, 2 normal, 3 turning point.
        weight: i64,
        /// Whether it is seen as a dot, in the middle of what its date covers.
        dot: bool,
        /// Whether it is a cell.
        cell: bool,
        /// How dense a cell is, from 1 to 4.
        density: usize,
        /// The number of a cell's events as it is written.
        number: String,
        /// The event's title, where there is room for it beside the mark.
        label: Option<Words>,
        /// Where the title begins, or ends if it stands before the mark: such as "12.5%".
        label_x: String,
        /// Whether the title stands before the mark in the order of time.
        label_before: bool,
        /// The places of its events in the timeline, from 0, with spaces between; empty for many.
        places: String,
        /// The day on which the first of a cell's events can have begun, in days from 1970-01-01.
        first: i64,
        /// The same of the last.
        last: i64,
    }
}
