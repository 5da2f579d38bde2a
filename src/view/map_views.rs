//! The view structs of maps.

use super::shape::{Shared, view};
use super::{Link, Words};

view! {
    /// A map. It is never mirrored. Sizes are in the units of its own drawing, of which `width` and `height` tell the
    /// extent; texts such as "12.5%" are measured from its top left corner.
    Map {
        /// What it is, for those who do not see it.
        name: String,
        /// What it shows, in sentences.
        description: String,
        /// `locator`, `wide`, `locator-world` or `wide-world`: each has a proportion of its own.
        form: &'static str,
        /// The width of the drawing.
        width: i64,
        /// The height of the drawing.
        height: i64,
        /// The edge of the whole Earth, as the data of an SVG path; none on a map of a region.
        earth: Option<String>,
        /// The land.
        land: String,
        /// Meridians and parallels.
        net: String,
        /// Places that are known vaguely.
        areas: Vec<MapArea>,
        /// The places.
        marks: Vec<MapMark>,
        /// Other places, for orientation.
        others: Vec<MapMark>,
        /// Marks that lead to places, on a large map: for narrow windows, then for wide ones.
        levels: Vec<MapLevel>,
        /// What the marks of a large map mean.
        caption: Option<String>,
        /// A distance; none on a map of the whole Earth, where a distance has not the same length everywhere.
        scale: Option<MapScale>,
    }
}

view! {
    /// A place that is known vaguely, on a map.
    MapArea {
        /// Its middle, from the left.
        x: i64,
        /// Its middle, from the top.
        y: i64,
        /// Its radius.
        radius: i64,
    }
}

view! {
    /// A place on a map.
    MapMark {
        /// Its middle, such as "12.5%".
        x: String,
        /// Its middle, from the top.
        y: String,
        /// The radius in pixels; 0 where an area stands for it.
        radius: i64,
        /// Whether it is known vaguely.
        vague: bool,
        /// Its name, where there is room for it.
        label: Option<Words>,
        /// Where the name stands: `right`, `left`, `above` or `below`.
        side: &'static str,
        /// How far the name is from the middle, in pixels.
        away: i64,
        /// Its name and what is to be said of it.
        text: String,
        /// Its address, where it leads to a page.
        url: Option<String>,
        /// What the anchor ends with, where it leads to the places for which it stands.
        anchor: Option<String>,
    }
}

view! {
    /// The marks of a large map for windows of some width.
    MapLevel {
        /// The marks, the largest first.
        marks: Vec<MapMark>,
        /// Those of them that stand for several places.
        shared: Vec<MapShared>,
    }
}

view! {
    /// A mark that stands for several places.
    MapShared {
        /// What its anchor on the page ends with, such as "2-5"; the map's prefix stands before.
        anchor: String,
        /// The places, those with the most events first, at most 9.
        places: Vec<Shared<Link>>,
        /// How many more there are, in words.
        rest: Option<String>,
    }
}

view! {
    /// A distance on a map.
    MapScale {
        /// How long it is drawn, such as "25%".
        width: String,
        /// In words, such as "500 km".
        text: String,
    }
}
