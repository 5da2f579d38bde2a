//! Maps as templates receive them: in words, with addresses.

use std::cmp::Reverse;

use super::{Maker, Map, MapArea, MapLevel, MapMark, MapScale, MapShared, Shared, Words};
use crate::archive::{Key, Place, RecordKey};
use crate::draft::{PlacePrecision, Word};
use crate::language::Arg;
use crate::map::{Counted, Ground, Group, Locator, Mark, Places, Side, Spot, Titled, View};

/// The radius of a mark and of one for orientation, in pixels.
const POINT: i64 = 5;
const OTHER: i64 = 2;

/// The most places that a mark names to those who hear it, and that are listed for it below the map.
const MOST_NAMED: usize = 4;
const MOST_SHARED: usize = 9;
/// The most places that the list below a map names, however many marks stand for several.
const MOST_BELOW: usize = 72;

/// How far around a place that stands for a region or a country is drawn, where its record does not say it, in
/// kilometres.
const REGION: f64 = 60.0;
const COUNTRY: f64 = 200.0;

impl Maker<'_> {
    /// Where some places are; none if none has coordinates.
    pub(super) fn locator(&self, places: &[Key<Place>]) -> Shared<Option<Map>> {
        match places {
            _ if !self.named.map => Shared::new(None),
            [place] => self.book.locator(self.site, *place, || self.draw_locator(&[*place])),
            places => Shared::new(self.draw_locator(places)),
        }
    }

    fn draw_locator(&self, places: &[Key<Place>]) -> Option<Map> {
        let mut known: Vec<Key<Place>> = Vec::new();
        for place in places {
            if self.titled(*place).is_some() && !known.contains(place) {
                known.push(*place);
            }
        }
        let spots: Vec<Titled> = known.iter().filter_map(|place| self.titled(*place)).collect();
        let others = self.book.landmarks(self.site, |place| self.titled(place)).iter();
        let (others, landmarks): (Vec<Key<Place>>, Vec<Titled>) =
            others.filter(|(place, _)| !known.contains(place)).copied().unzip();
        let locator = Locator::new(&spots, &landmarks)?;
        let names = self.first_of(&known, |place| self.place_name(place).text);
        let told = self.first_of(&known, |place| self.place_told(place));
        let marks = |list: &[Mark], keys: &[Key<Place>], radius: i64| {
            let of = |mark: &Mark| keys.get(mark.spot).map(|place| self.located(locator.view, mark, *place, radius));
            list.iter().filter_map(of).collect()
        };
        Some(Map {
            marks: marks(&locator.marks, &known, POINT),
            others: marks(&locator.others, &others, OTHER),
            areas: areas(&locator.marks),
            ..self.map(locator.view, &locator.ground, &names, &told)
        })
    }

    /// What is said of the first places, and how many more there are.
    fn first_of(&self, places: &[Key<Place>], say: impl Fn(Key<Place>) -> String) -> Vec<String> {
        let mut said: Vec<String> = places.iter().take(MOST_SHARED).map(|place| say(*place)).collect();
        if let rest @ 1.. = places.len().saturating_sub(MOST_SHARED) {
            said.push(self.say("map_rest", &[("count", Arg::Number(rest as i64))]));
        }
        said
    }

    /// A map without marks.
    fn map(&self, view: View, ground: &Ground, names: &[String], told: &[String]) -> Map {
        let language = &self.book.language;
        let extent = match view.is_world() {
            true => self.say("map_whole", &[]),
            false => self.say("map_width", &[("distance", Arg::Text(&self.kilometres(i64::from(view.span))))]),
        };
        Map {
            name: self.say("map_of", &[("places", Arg::Text(&language.list(names)))]),
            description: format!("{}. {extent}", told.join(&self.say("semicolon", &[]))),
            form: view.word(),
            width: i64::from(view.width()),
            height: i64::from(view.height()),
            earth: ground.earth.clone(),
            land: ground.land.clone(),
            net: ground.net.clone(),
            areas: Vec::new(),
            marks: Vec::new(),
            others: Vec::new(),
            levels: Vec::new(),
            caption: None,
            scale: view.scale_bar().map(|(length, units)| MapScale {
                width: percent(units, view.width()),
                text: self.kilometres(i64::from(length)),
            }),
        }
    }

    fn located(&self, view: View, mark: &Mark, place: Key<Place>, radius: i64) -> MapMark {
        let (area, side) = (mark.area.map(|area| (area / 4.0).round() as i64), mark.side);
        MapMark {
            x: percent(mark.at.0, view.width()),
            y: percent(mark.at.1, view.height()),
            radius: if area.is_some() { 0 } else { radius },
            label: side.map(|_| self.place_name(place)),
            side: side.map_or("", Side::word),
            away: area.unwrap_or(radius) + 4,
            text: self.place_told(place),
            url: None,
            anchor: None,
            vague: area.is_some(),
        }
    }

    /// Large maps of places by the number of their events: of all, and a closer one if most lie close together.
    pub(super) fn place_maps(&self, places: &[(Key<Place>, usize)]) -> Vec<Map> {
        if !self.named.maps {
            return Vec::new();
        }
        let mut places = places.to_vec();
        places.retain(|(place, _)| self.site.archive.places[*place].coordinates.is_some());
        places.sort_by_key(|(place, count)| (Reverse(*count), *place));
        let counted = places.iter().filter_map(|(place, count)| {
            let (spot, name) = self.titled(*place)?;
            Some(Counted { spot, name, count: *count })
        });
        let maps = Places::maps(&counted.collect::<Vec<_>>());
        maps.iter().enumerate().map(|(number, map)| self.place_map(map, &places, number > 0)).collect()
    }

    fn place_map(&self, map: &Places, places: &[(Key<Place>, usize)], closer: bool) -> Map {
        let keys: Vec<Key<Place>> = places.iter().map(|(place, _)| *place).collect();
        let named = self.first_of(&keys, |place| self.place_name(place).text);
        let name = if closer { "map_close" } else { "map_places" };
        let levels = map.levels.iter().enumerate().map(|(at, groups)| self.map_level(map.view, groups, places, at + 1));
        Map {
            name: self.say(name, &[]),
            levels: levels.collect(),
            caption: Some(self.say(if closer { "map_close" } else { "map_sizes" }, &[])),
            ..self.map(map.view, &map.ground, &[], &named)
        }
    }

    fn map_level(&self, view: View, groups: &[Group], places: &[(Key<Place>, usize)], level: usize) -> MapLevel {
        let several = groups.iter().enumerate().filter(|(_, group)| group.places.len() > 1);
        let most = (MOST_BELOW / several.clone().count().max(1)).clamp(1, MOST_SHARED);
        let shared = several.map(|(number, group)| {
            let rest = group.places.len().saturating_sub(most);
            let links = group.places.iter().take(most).map(|at| self.link_to(RecordKey::Place(places[*at].0)));
            MapShared {
                anchor: format!("{level}-{}", number + 1),
                places: links.collect(),
                rest: (rest > 0).then(|| self.say("map_rest", &[("count", Arg::Number(rest as i64))])),
            }
        });
        let marks = groups.iter().enumerate().map(|(number, group)| {
            let anchor = (group.places.len() > 1).then(|| format!("{level}-{}", number + 1));
            self.map_group(view, group, places, anchor)
        });
        MapLevel { marks: marks.collect(), shared: shared.collect() }
    }

    fn map_group(&self, view: View, group: &Group, places: &[(Key<Place>, usize)], anchor: Option<String>) -> MapMark {
        let first = places[group.places[0]].0;
        let mut label = self.place_name(first);
        if anchor.is_some() {
            let count = Arg::Number(group.places.len() as i64 - 1);
            label.text = self.say("map_more", &[("name", Arg::Text(&label.text)), ("count", count)]);
        }
        let told = group.places.iter().take(MOST_NAMED).map(|at| {
            let name = self.place_name(places[*at].0).text;
            let mut events = self.count("count_events", places[*at].1);
            let place = &self.site.archive.places[places[*at].0];
            if vagueness(place) > 0.0 {
                events = format!("{events} ({})", self.place_precision(place));
            }
            self.say("map_events", &[("name", Arg::Text(&name)), ("events", Arg::Text(&events))])
        });
        let mut told: Vec<String> = told.collect();
        if let rest @ 1.. = group.places.len().saturating_sub(MOST_NAMED) {
            told.push(self.say("map_rest", &[("count", Arg::Number(rest as i64))]));
        }
        let route = self.site.route_of(RecordKey::Place(first), self.book.lang);
        let radius = group.radius.round() as i64;
        MapMark {
            x: percent(group.at.0, view.width()),
            y: percent(group.at.1, view.height()),
            radius,
            label: group.side.map(|_| label),
            side: group.side.map_or("", Side::word),
            away: radius + 4,
            text: told.join(&self.say("semicolon", &[])),
            vague: group.places.iter().all(|at| vagueness(&self.site.archive.places[places[*at].0]) > 0.0),
            url: route.filter(|_| anchor.is_none()).map(|route| self.site.href(&route)),
            anchor,
        }
    }

    fn kilometres(&self, count: i64) -> String {
        self.say("map_kilometres", &[("count", Arg::Number(count))])
    }

    fn place_name(&self, place: Key<Place>) -> Words {
        let (title, found) = self.site.archive.title(RecordKey::Place(place), self.book.lang);
        Words { text: title.to_owned(), lang: super::book::foreign(self.site, self.book.lang, found) }
    }

    /// A place's name and coordinates, and how precise they are where that is not obvious.
    fn place_told(&self, key: Key<Place>) -> String {
        let place = &self.site.archive.places[key];
        let name = self.place_name(key).text;
        let coordinates = place.coordinates.map(|(lat, lon)| self.coordinates(lat, lon)).unwrap_or_default();
        let args = [("name", Arg::Text(&name)), ("coordinates", Arg::Text(&coordinates))];
        if vagueness(place) == 0.0 {
            return self.say("map_place", &args);
        }
        let precision = self.place_precision(place);
        self.say("map_area", &[args[0], args[1], ("precision", Arg::Text(&precision))])
    }

    /// How precise a place's coordinates are, in words.
    pub(super) fn place_precision(&self, place: &Place) -> String {
        match place.radius {
            Some(radius) => {
                let distance = self.kilometres(radius.round() as i64);
                self.say("place_within", &[("distance", Arg::Text(&distance))])
            }
            None => self.say(&format!("place_precision_{}", place.precision.word()), &[]),
        }
    }

    /// Coordinates as people write them: two decimals, as many as the records are worth.
    pub(super) fn coordinates(&self, lat: f64, lon: f64) -> String {
        let side =
            |value: f64, positive: &str, negative: &str| self.say(if value < 0.0 { negative } else { positive }, &[]);
        let degrees = |value: f64| self.book.language.hundredths((value.abs() * 100.0).round() as i64);
        let (lat_text, lon_text) = (degrees(lat), degrees(lon));
        let ns = side(lat, "compass_north", "compass_south");
        let ew = side(lon, "compass_east", "compass_west");
        self.say(
            "coordinates",
            &[
                ("lat", Arg::Text(&lat_text)),
                ("ns", Arg::Text(&ns)),
                ("lon", Arg::Text(&lon_text)),
                ("ew", Arg::Text(&ew)),
            ],
        )
    }

    /// A place with the width of its name; none without coordinates.
    fn titled(&self, key: Key<Place>) -> Option<Titled> {
        let place = &self.site.archive.places[key];
        let (lat, lon) = place.coordinates?;
        Some((Spot { lat, lon, radius: vagueness(place) }, width_of(&self.place_name(key).text)))
    }
}

/// The radius of the area that a place stands for, in kilometres; 0 for a point.
fn vagueness(place: &Place) -> f64 {
    place.radius.unwrap_or(match place.precision {
        PlacePrecision::Exact | PlacePrecision::Near | PlacePrecision::Locality => 0.0,
        PlacePrecision::Region => REGION,
        PlacePrecision::Country => COUNTRY,
    })
}

fn areas(marks: &[Mark]) -> Vec<MapArea> {
    let whole = |value: f64| value.round() as i64;
    let area = |m: &Mark| m.area.map(|area| MapArea { x: whole(m.at.0), y: whole(m.at.1), radius: whole(area) });
    marks.iter().filter_map(area).collect()
}

/// About how wide a name is, in pixels: letters of a sans serif of 13 pixels, generously.
fn width_of(name: &str) -> f64 {
    let letter = |c: char| match c {
        'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | ' ' | '.' | ',' | '\'' | '-' | '(' | ')' => 4.5,
        'm' | 'w' | 'M' | 'W' => 11.5,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' => 0.0,
        '\u{1100}'.. => 13.5,
        c if c.is_uppercase() => 9.0,
        _ => 7.5,
    };
    name.chars().map(letter).sum()
}

/// A part of a whole in per cent.
fn percent(part: f64, whole: i32) -> String {
    let tenths = (part * 1_000.0 / f64::from(whole)).round() as i64;
    if tenths % 10 == 0 { format!("{}%", tenths / 10) } else { format!("{}.{}%", tenths / 10, tenths.abs() % 10) }
}
