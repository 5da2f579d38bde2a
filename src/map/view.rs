//! Views: which part of the Earth a map shows, and how large. Scales are few, so that maps can be compared.

use super::projection::{EARTH, Point, Projection, around};

/// The widths of regional maps, in kilometres.
pub const SPANS: [u32; 8] = [250, 500, 1_000, 2_000, 4_000, 6_000, 8_000, 12_000];

/// The room between a place and the edge, as a share of the width and of the height.
const MARGIN: f64 = 0.1;

/// The form of a map. Sizes are in units; two of them are a pixel at the smallest size at which it is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// Small, beside a text.
    Locator,
    /// As wide as the page.
    Wide,
}

impl Form {
    fn width(self) -> i32 {
        match self {
            Form::Locator => 640,
            Form::Wide => 1_920,
        }
    }

    fn height(self) -> i32 {
        match self {
            Form::Locator => 480,
            Form::Wide => 1_080,
        }
    }
}

/// A part of the Earth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct View {
    /// The form.
    pub form: Form,
    /// How it is laid on the plane.
    pub projection: Projection,
    /// The width in kilometres.
    pub span: u32,
}

/// Where something is: degrees (WGS 84), north and east positive, and how far around it may be, in kilometres.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spot {
    /// The latitude.
    pub lat: f64,
    /// The longitude.
    pub lon: f64,
    /// The radius of the area that it stands for; 0 for a point.
    pub radius: f64,
}

impl View {
    /// The view of the whole Earth around a meridian.
    pub fn world(form: Form, lon: i32) -> View {
        View { form, projection: Projection::World { lon }, span: (2.0 * Projection::world().0).ceil() as u32 }
    }

    /// The view of a region.
    pub fn region(form: Form, lat: i32, lon: i32, span: u32) -> View {
        View { form, projection: Projection::Around { lat, lon }, span }
    }

    /// The closest view that holds all spots, no closer than a width. `None` without spots.
    pub fn fit(form: Form, spots: &[Spot], closest: u32) -> Option<View> {
        let middle = middle(spots)?;
        let widths = SPANS.into_iter().filter(|span| *span >= closest);
        let mut views = widths.map(|span| {
            let (lat, lon) = snapped(middle, span);
            View::region(form, lat, lon, span)
        });
        Some(views.find(|view| spots.iter().all(|spot| view.holds(spot))).unwrap_or_else(|| whole(form, spots)))
    }

    /// Whether it shows the whole Earth.
    pub fn is_world(&self) -> bool {
        matches!(self.projection, Projection::World { .. })
    }

    /// The name of its form in templates.
    pub fn word(&self) -> &'static str {
        match (self.form, self.is_world()) {
            (Form::Locator, false) => "locator",
            (Form::Locator, true) => "locator-world",
            (Form::Wide, false) => "wide",
            (Form::Wide, true) => "wide-world",
        }
    }

    /// A round distance of at most a quarter of the width, in kilometres, and its length in units; none on a map of the
    /// whole Earth, where a distance has not the same length everywhere.
    pub fn scale_bar(&self) -> Option<(u32, f64)> {
        const ROUND: [u32; 9] = [2_000, 1_000, 500, 250, 200, 100, 50, 20, 10];
        let length = ROUND.into_iter().find(|length| length * 4 <= self.span).filter(|_| !self.is_world())?;
        Some((length, f64::from(length) * self.scale()))
    }

    /// The width in units.
    pub fn width(&self) -> i32 {
        self.form.width()
    }

    /// The height in units: that of the form, or of the whole Earth at that width.
    pub fn height(&self) -> i32 {
        match self.projection {
            Projection::Around { .. } => self.form.height(),
            Projection::World { .. } => {
                let (half_width, half_height) = Projection::world();
                (f64::from(self.width()) * half_height / half_width).round() as i32
            }
        }
    }

    /// Units in a kilometre.
    pub fn scale(&self) -> f64 {
        f64::from(self.width()) / f64::from(self.span)
    }

    /// The place of a point on the map, in units from its top left corner.
    pub fn place(&self, lat: f64, lon: f64) -> Point {
        self.place_from_middle(lat, around(lon - self.projection.meridian()))
    }

    /// The same, the longitude counted from the middle and not brought back into one turn.
    pub(super) fn place_from_middle(&self, lat: f64, lon: f64) -> Point {
        let (x, y) = self.projection.project(lat, lon);
        let scale = self.scale();
        (x * scale + f64::from(self.width()) / 2.0, y * scale + f64::from(self.height()) / 2.0)
    }

    /// Latitude and longitude from the middle of a point on a regional map.
    pub(super) fn invert(&self, (x, y): Point) -> (f64, f64) {
        let scale = self.scale();
        let from_middle = (x - f64::from(self.width()) / 2.0, y - f64::from(self.height()) / 2.0);
        self.projection.invert((from_middle.0 / scale, from_middle.1 / scale))
    }

    /// Whether a spot lies in it.
    pub fn shows(&self, spot: &Spot) -> bool {
        // Sizes are whole numbers: a pole may lie a fraction of a unit outside.
        let (x, y) = self.place(spot.lat, spot.lon);
        self.is_world() || (0.0..=f64::from(self.width())).contains(&x) && (0.0..=f64::from(self.height())).contains(&y)
    }

    /// Whether a spot lies in it, with room around.
    pub fn holds(&self, spot: &Spot) -> bool {
        let (x, y) = self.place(spot.lat, spot.lon);
        let (width, height) = (f64::from(self.width()), f64::from(self.height()));
        let room = spot.radius * self.scale();
        let (across, down) = (room.max(MARGIN * width), room.max(MARGIN * height));
        x >= across && x <= width - across && y >= down && y <= height - down
    }
}

/// The whole Earth around the middle of the spots, in steps of 30 degrees.
fn whole(form: Form, spots: &[Spot]) -> View {
    let mut lons: Vec<f64> = spots.iter().map(|spot| around(spot.lon)).collect();
    lons.sort_by(f64::total_cmp);
    // The widest stretch without spots is cut through.
    let next = |at: usize| if at + 1 < lons.len() { lons[at + 1] } else { lons[0] + 360.0 };
    let gaps = (0..lons.len()).map(|at| (next(at) - lons[at], next(at)));
    let (gap, after) = gaps.fold((0.0, 0.0), |best, gap| if gap.0 > best.0 { gap } else { best });
    let middle = around(after + (360.0 - gap) / 2.0);
    View::world(form, ((middle / 30.0).round() * 3_000.0) as i32)
}

/// The middle of the spots: of the rectangle that holds them on a plane around their mean. `None` without spots; where
/// their mean is the middle of the Earth, any point will do, since no region holds them.
fn middle(spots: &[Spot]) -> Option<(f64, f64)> {
    let first = spots.first()?;
    let mut sum = (0.0, 0.0, 0.0);
    for spot in spots {
        let ((sin, cos), (east_sin, east_cos)) = (spot.lat.to_radians().sin_cos(), spot.lon.to_radians().sin_cos());
        sum = (sum.0 + cos * east_cos, sum.1 + cos * east_sin, sum.2 + sin);
    }
    let level = sum.0.hypot(sum.1);
    if level.hypot(sum.2) < 1e-6 {
        return Some((first.lat, first.lon));
    }
    let (lat, lon) = (sum.2.atan2(level).to_degrees(), sum.1.atan2(sum.0).to_degrees());
    let (lat, lon) = ((lat * 100.0).round() as i32, (lon * 100.0).round() as i32);
    let plane = Projection::Around { lat, lon };
    let none = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
    let extent = spots.iter().fold(none, |e, spot| {
        let (x, y) = plane.project(spot.lat, around(spot.lon - plane.meridian()));
        let r = spot.radius.min(EARTH);
        (e.0.min(x - r), e.1.min(y - r), e.2.max(x + r), e.3.max(y + r))
    });
    let (lat, lon) = plane.invert(((extent.0 + extent.2) / 2.0, (extent.1 + extent.3) / 2.0));
    Some((lat, around(lon + plane.meridian())))
}

/// A centre in hundredths of a degree, whole degrees where the map is wide: places beside each other share their ground.
fn snapped((lat, lon): (f64, f64), span: u32) -> (i32, i32) {
    let step = if span >= 1_000 { 1.0 } else { 0.1 };
    let snap = |degrees: f64| ((degrees / step).round() * step * 100.0).round() as i32;
    (snap(lat), snap(around(lon)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spot(lat: f64, lon: f64) -> Spot {
        Spot { lat, lon, radius: 0.0 }
    }

    #[test]
    fn places_on_both_sides_of_the_antimeridian_stand_beside_each_other() {
        let view = View::fit(Form::Locator, &[spot(-17.0, 178.0), spot(-14.0, -172.0)], 1_000).expect("a view");
        assert_eq!(view.span, 2_000);
        assert!(view.place(-17.0, 178.0).0 < view.place(-14.0, -172.0).0);
    }

    #[test]
    fn places_all_over_the_earth_are_shown_on_all_of_it() {
        let view =
            View::fit(Form::Wide, &[spot(50.0, 30.0), spot(-33.0, 151.0), spot(40.0, -74.0)], 250).expect("a view");
        assert_eq!(view.projection, Projection::World { lon: 3_000 });
    }

    proptest! {
        #[test]
        fn every_spot_lies_in_the_view(
            spots in prop::collection::vec((-90.0..=90f64, -180.0..=180f64, 0.0..400f64), 1..12), near in any::<bool>()
        ) {
            let first = spots[0];
            let spots: Vec<Spot> = spots.into_iter().map(|(lat, lon, radius)| match near {
                true => Spot { lat: (first.0 + lat / 30.0).clamp(-90.0, 90.0), lon: around(first.1 + lon / 30.0), radius },
                false => Spot { lat, lon, radius },
            }).collect();
            let view = View::fit(Form::Locator, &spots, 1_000).expect("a view");
            for spot in spots {
                let (x, y) = view.place(spot.lat, spot.lon);
                prop_assert!((-0.5..=f64::from(view.width()) + 0.5).contains(&x), "{x} in {view:?}");
                prop_assert!((-0.5..=f64::from(view.height()) + 0.5).contains(&y), "{y} in {view:?}");
            }
        }
    }
}
