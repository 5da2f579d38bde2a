//! A large map of many places, each as large as its number of events.

use std::cmp::Reverse;
use std::sync::Arc;

use super::ground::Ground;
use super::label::{Named, Side, sides};
use super::view::{Form, SPANS, Spot, View};

/// A place with the number of its events and the width of its name in pixels.
#[derive(Debug, Clone, Copy)]
pub struct Counted {
    /// Where it is.
    pub spot: Spot,
    /// How many events it has.
    pub count: usize,
    /// The width of its name.
    pub name: f64,
}

/// A large map.
#[derive(Debug)]
pub struct Places {
    /// What it shows.
    pub view: View,
    /// What is drawn below.
    pub ground: Arc<Ground>,
    /// The marks: for narrow windows, then for wide ones.
    pub levels: [Vec<Group>; 2],
}

/// One mark, for one place or for several that stand too close together.
#[derive(Debug, Clone, PartialEq)]
pub struct Group {
    /// The places by number, those with the most events first.
    pub places: Vec<usize>,
    /// Where the first of them is, in units.
    pub at: (f64, f64),
    /// The radius in pixels.
    pub radius: f64,
    /// Where its name stands, if there is room.
    pub side: Option<Side>,
}

/// The smallest map of a level.
struct Size {
    /// Its width in pixels.
    width: f64,
    /// The radius of the largest mark in pixels.
    largest: f64,
    /// The most marks.
    most: usize,
}

const SIZES: [Size; 2] =
    [Size { width: 280.0, largest: 14.0, most: 12 }, Size { width: 520.0, largest: 20.0, most: 24 }];

/// The radius of the smallest mark, and what a finger needs, in pixels.
const SMALLEST: f64 = 4.0;
const FINGER: f64 = 12.0;

/// The width of what is said of further places, such as "+3", in pixels.
const MORE: f64 = 26.0;

/// The closest that places are shown.
const CLOSEST: u32 = 250;

impl Places {
    /// The map of all places, and a closer one where most of them lie in a small part of it. Places without events are
    /// shown as well, as the smallest.
    pub fn maps(places: &[Counted]) -> Vec<Places> {
        let spots: Vec<Spot> = places.iter().map(|place| place.spot).collect();
        let Some(view) = View::fit(Form::Wide, &spots, CLOSEST) else { return Vec::new() };
        let mut maps = vec![Places::of(view, places)];
        if maps[0].levels[1].iter().any(|group| group.places.len() > 1) {
            maps.extend(closer(view, places).map(|view| Places::of(view, places)));
        }
        maps
    }

    fn of(view: View, places: &[Counted]) -> Places {
        let mut shown: Vec<usize> = (0..places.len()).filter(|at| view.shows(&places[*at].spot)).collect();
        shown.sort_by_key(|at| (Reverse(places[*at].count), *at));
        let levels = SIZES.map(|size| level(view, places, &shown, &size));
        Places { view, ground: Ground::of(view), levels }
    }
}

/// A view, at least twice as close, that holds most of the places but not all.
fn closer(whole: View, places: &[Counted]) -> Option<View> {
    let first = places.iter().enumerate().max_by_key(|(at, place)| (place.count, Reverse(*at)))?.1.spot;
    let held = |view: View| places.iter().map(|place| place.spot).filter(move |spot| view.shows(spot));
    let spans = SPANS.into_iter().filter(|span| span * 2 <= whole.span);
    let mut views = spans.filter_map(|span| {
        let mut view = View::fit(Form::Wide, &[first], span)?;
        // What lies around the place with the most events, then around the middle of that.
        for _ in 0..3 {
            let spots: Vec<Spot> = held(view).collect();
            view = View::fit(Form::Wide, &spots, span).filter(|fitted| fitted.span == span).unwrap_or(view);
        }
        Some(view)
    });
    views.find(|view| {
        let held = held(*view).count();
        held >= 3 && held * 5 >= places.len() * 3 && held < places.len()
    })
}

/// The marks of a level, the largest first, so that none hides another.
fn level(view: View, places: &[Counted], shown: &[usize], size: &Size) -> Vec<Group> {
    let scale = size.width / f64::from(view.width());
    let single = |at: &usize| {
        let spot = places[*at].spot;
        Group { places: vec![*at], at: view.place(spot.lat, spot.lon), radius: SMALLEST, side: None }
    };
    let count = |group: &Group| group.places.iter().map(|at| places[*at].count).sum::<usize>();
    let mut groups: Vec<Group> = shown.iter().map(single).collect();
    let mut apart = 1.0;
    loop {
        let before = groups.len();
        groups.sort_by_key(|group| (Reverse(count(group)), group.places[0]));
        let most = groups.first().map_or(1, &count).max(1) as f64;
        for group in &mut groups {
            group.radius = (size.largest * (count(group) as f64 / most).sqrt()).max(SMALLEST);
        }
        groups = gathered(groups, scale, apart);
        if groups.len() == before {
            if before <= size.most {
                break;
            }
            apart *= 1.25;
        }
    }
    let named = |group: &Group| Named {
        at: (group.at.0 * scale, group.at.1 * scale),
        radius: group.radius,
        width: places[group.places[0]].name + if group.places.len() > 1 { MORE } else { 0.0 },
    };
    let names: Vec<Named> = groups.iter().map(named).collect();
    let sides = sides(&names, (size.width, f64::from(view.height()) * scale));
    groups.into_iter().zip(sides).map(|(group, side)| Group { side, ..group }).collect()
}

/// Groups without those that stand too close to a larger one, which takes their places.
fn gathered(groups: Vec<Group>, scale: f64, apart: f64) -> Vec<Group> {
    let mut kept: Vec<Group> = Vec::new();
    for group in groups {
        let room = group.radius.max(FINGER);
        let close = |other: &&mut Group| {
            let distance = (other.at.0 - group.at.0).hypot(other.at.1 - group.at.1) * scale;
            distance < (other.radius.max(FINGER) + room) * apart
        };
        match kept.iter_mut().find(close) {
            Some(larger) => larger.places.extend(group.places),
            None => kept.push(group),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn place(lat: f64, lon: f64, count: usize) -> Counted {
        Counted { spot: Spot { lat, lon, radius: 0.0 }, count, name: 50.0 }
    }

    #[test]
    fn a_closer_map_is_added_where_most_places_are_close_together() {
        let europe = [(50.4, 30.5), (46.2, 6.1), (53.9, 27.6), (55.8, 37.6), (48.2, 16.4)];
        let mut places: Vec<Counted> = europe.iter().map(|(lat, lon)| place(*lat, *lon, 5)).collect();
        assert_eq!(Places::maps(&places).len(), 1);
        places.push(place(40.7, -74.0, 9));
        places.push(place(48.8, 37.6, 20));
        places.push(place(48.5, 37.9, 2));
        let maps = Places::maps(&places);
        assert_eq!(maps.len(), 2);
        assert!(maps[1].view.span * 2 <= maps[0].view.span);
    }

    #[test]
    fn areas_of_marks_are_as_numbers_of_events() {
        let maps = Places::maps(&[place(50.0, 30.0, 16), place(45.0, 10.0, 4), place(60.0, 10.0, 1)]);
        assert_eq!(maps[0].levels[1].iter().map(|g| g.radius).collect::<Vec<_>>(), [20.0, 10.0, 5.0]);
    }

    #[test]
    fn no_places_make_no_map() {
        assert!(Places::maps(&[]).is_empty());
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(32))]
        #[test]
        fn every_place_has_a_mark_and_no_mark_touches_another(
            places in prop::collection::vec((-90.0..=90f64, -180.0..=180f64, 0usize..500), 1..300), near in any::<bool>()
        ) {
            let by = if near { 40.0 } else { 1.0 };
            let places: Vec<Counted> = places.iter().map(|(lat, lon, n)| place(lat / by, lon / by, *n)).collect();
            let maps = Places::maps(&places);
            for (at, map) in maps.iter().enumerate() {
                for (groups, size) in map.levels.iter().zip(&SIZES) {
                    let mut all: Vec<usize> = groups.iter().flat_map(|g| g.places.clone()).collect();
                    all.sort_unstable();
                    if at == 0 {
                        prop_assert_eq!(&all, &(0..places.len()).collect::<Vec<_>>());
                    }
                    prop_assert!(groups.len() <= size.most);
                    let scale = size.width / f64::from(map.view.width());
                    for (number, group) in groups.iter().enumerate() {
                        let (width, height) = (f64::from(map.view.width()), f64::from(map.view.height()));
                        prop_assert!((-1.0..=width + 1.0).contains(&group.at.0));
                        prop_assert!((-1.0..=height + 1.0).contains(&group.at.1));
                        for other in &groups[number + 1..] {
                            let distance = (other.at.0 - group.at.0).hypot(other.at.1 - group.at.1) * scale;
                            prop_assert!(distance >= other.radius.max(FINGER) + group.radius.max(FINGER));
                        }
                    }
                }
            }
        }
    }
}
