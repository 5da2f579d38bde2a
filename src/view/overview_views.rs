//! The view structs of overviews.

use super::Link;
use super::shape::{Shared, view};

view! {
    /// A whole timeline at one glance, to be drawn. Positions are mirrored where the page is written from right to left:
    /// texts such as "12.5%" are measured from the left of the drawing, numbers in ten-thousandths of its width.
    Overview {
        /// What it is, for those who do not see it.
        name: String,
        /// What it shows, in sentences.
        description: String,
        /// The densest stretch, in a sentence.
        caption: String,
        /// Density over time, in order; stretches without events are not among them.
        bins: Vec<OverviewBin>,
        /// Turning points in order.
        marks: Vec<OverviewMark>,
        /// How many rows the turning points take.
        rows: usize,
        /// The labels of the axis.
        ticks: Vec<OverviewTick>,
        /// The unbroken stretches of the axis: one, unless long empty stretches are left out.
        pieces: Vec<OverviewPiece>,
        /// The periods.
        bands: Vec<OverviewBand>,
        /// How many lanes the periods take.
        lanes: usize,
        /// The first day of the axis (ISO 8601).
        from: String,
        /// The last day of the axis.
        to: String,
        /// Whether it stands small beside other things.
        small: bool,
    }
}

view! {
    /// A stretch of an overview's axis that holds events.
    OverviewBin {
        /// Its left side, in ten-thousandths of the drawing's width.
        x: i64,
        /// Its width.
        width: i64,
        /// The width of its bar, a little less.
        bar: i64,
        /// The height of turning points, in thousandths of the highest bin; they stand at the bottom.
        turning_points: i64,
        /// The height of normal events, which stand on them.
        normal: i64,
        /// The height of details.
        details: i64,
        /// The height of events whose dates reach beyond the bin, spread evenly over what they cover.
        spread: i64,
        /// The stretch and how many events it holds, in words.
        text: String,
        /// Its first day (ISO 8601).
        from: String,
        /// Its last day.
        to: String,
        /// The address of its events.
        url: String,
    }
}

view! {
    /// A turning point on an overview, or several that stand too close together.
    OverviewMark {
        /// Its left side, such as "12.5%".
        x: String,
        /// Its width.
        width: String,
        /// Its middle.
        middle: String,
        /// Its row, from 0 at the bottom.
        row: usize,
        /// What is known of the date: `exact`, `within` (a month, a year), `lasting`, `several` (one of some dates).
        form: &'static str,
        /// Whether its width is too small to be seen.
        narrow: bool,
        /// Whether the date is approximate or uncertain.
        soft: bool,
        /// Whether it fades to the left.
        fades_left: bool,
        /// Whether it fades to the right.
        fades_right: bool,
        /// How many turning points it stands for.
        count: usize,
        /// Its title and date.
        text: String,
        /// Its address.
        url: String,
    }
}

view! {
    /// A label of an overview's axis.
    OverviewTick {
        /// Where it stands, such as "12.5%".
        x: String,
        /// Its words.
        text: String,
        /// On which screens there is room for it: 1 on all, 2 on wider ones, 3 on wide ones.
        level: usize,
        /// Whether it stands at the end, so that its words run backwards.
        last: bool,
        /// The address of the year that it names, if that has events.
        url: Option<String>,
    }
}

view! {
    /// An unbroken stretch of an overview's axis.
    OverviewPiece {
        /// Its left side, such as "0%".
        x: String,
        /// Its width.
        width: String,
        /// Its right side.
        end: String,
        /// Whether the axis is broken to its left.
        broken_left: bool,
        /// Whether the axis is broken to its right.
        broken_right: bool,
    }
}

view! {
    /// A period on an overview.
    OverviewBand {
        /// Its left side, such as "12.5%".
        x: String,
        /// Its width.
        width: String,
        /// Its right side.
        end: String,
        /// Its lane, from 0 at the top.
        lane: usize,
        /// Whether its dates are approximate or uncertain.
        soft: bool,
        /// Whether it fades to the left.
        fades_left: bool,
        /// Whether it fades to the right.
        fades_right: bool,
        /// The period.
        link: Shared<Link>,
        /// Its name and stretch.
        text: String,
        /// On which screens there is room for its name: 1 on all, 2 on wider ones, 3 on wide ones, 4 on none.
        level: usize,
        /// Whether there is room before its end only.
        last: bool,
    }
}
