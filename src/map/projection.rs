//! Projections: from degrees to kilometres on a plane, east and south positive. Both keep areas.

use std::f64::consts::FRAC_PI_2;

/// The radius of a sphere with the Earth's surface (WGS 84), in kilometres.
pub const EARTH: f64 = 6_371.007;

/// A point on the plane.
pub type Point = (f64, f64);

/// How the sphere is laid on the plane. Centres are in hundredths of a degree.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Projection {
    /// Around a point: Lambert's azimuthal equal-area projection (J. P. Snyder, Map Projections: A Working Manual, US
    /// Geological Survey 1987, pages 185-187). Whatever lies near the centre keeps its shape, at the poles as well.
    Around {
        /// The latitude of the centre.
        lat: i32,
        /// The longitude of the centre.
        lon: i32,
    },
    /// The whole Earth around a meridian: Equal Earth (B. Šavrič, T. Patterson, B. Jenny, The Equal Earth map
    /// projection, International Journal of Geographical Information Science 33, 2019, pages 454-465).
    World {
        /// The meridian in the middle.
        lon: i32,
    },
}

/// The coefficients of Equal Earth.
const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];

impl Projection {
    /// The longitude in the middle, in degrees.
    pub fn meridian(self) -> f64 {
        match self {
            Projection::Around { lon, .. } | Projection::World { lon } => f64::from(lon) / 100.0,
        }
    }

    /// The place of a point, its longitude counted from the middle, in degrees.
    pub fn project(self, lat: f64, lon: f64) -> Point {
        let (lat, lon) = (lat.to_radians(), lon.to_radians());
        match self {
            Projection::Around { lat: centre, .. } => {
                let (sin, cos) = (f64::from(centre) / 100.0).to_radians().sin_cos();
                let nearness = 1.0 + sin * lat.sin() + cos * lat.cos() * lon.cos();
                if nearness < 1e-9 {
                    // The point opposite the centre becomes a circle; this is a point of it.
                    return (2.0 * EARTH, 0.0);
                }
                let k = EARTH * (2.0 / nearness).sqrt();
                (k * lat.cos() * lon.sin(), -k * (cos * lat.sin() - sin * lat.cos() * lon.cos()))
            }
            Projection::World { .. } => {
                let sine = 3f64.sqrt() / 2.0;
                let t = (sine * lat.sin()).clamp(-1.0, 1.0).asin();
                let (t2, t6) = (t * t, t.powi(6));
                let slope = A[0] + 3.0 * A[1] * t2 + t6 * (7.0 * A[2] + 9.0 * A[3] * t2);
                let x = EARTH * lon * t.cos() / (sine * slope);
                (x, -EARTH * t * (A[0] + A[1] * t2 + t6 * (A[2] + A[3] * t2)))
            }
        }
    }

    /// Latitude and longitude from the middle, in degrees, of a point on a plane around a centre (Snyder, equations
    /// 20-14, 20-15 and 24-16); of the world's plane, its middle.
    pub fn invert(self, (x, y): Point) -> (f64, f64) {
        let Projection::Around { lat, .. } = self else { return (0.0, 0.0) };
        let (sin, cos) = (f64::from(lat) / 100.0).to_radians().sin_cos();
        let distance = x.hypot(y);
        if distance < 1e-6 {
            return (f64::from(lat) / 100.0, 0.0);
        }
        let angle = 2.0 * (distance / (2.0 * EARTH)).min(1.0).asin();
        let (s, c) = angle.sin_cos();
        let latitude = (c * sin - y * s * cos / distance).clamp(-1.0, 1.0).asin();
        let longitude = (x * s).atan2(distance * cos * c + y * sin * s);
        (latitude.to_degrees(), longitude.to_degrees())
    }

    /// Half the width and half the height of the whole Earth.
    pub fn world() -> (f64, f64) {
        let world = Projection::World { lon: 0 };
        (world.project(0.0, 180.0).0, world.project(FRAC_PI_2.to_degrees(), 0.0).1.abs())
    }
}

/// A longitude between -180 (included) and 180.
pub fn around(lon: f64) -> f64 {
    (lon + 180.0).rem_euclid(360.0) - 180.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_from_the_centre_are_those_of_the_formula() {
        // Snyder, page 332: centre 40° N 100° W on a sphere of radius 3, the point 20° S 100° E.
        let (x, y) = Projection::Around { lat: 4_000, lon: -10_000 }.project(-20.0, around(200.0));
        let scale = 3.0 / EARTH;
        assert!((x * scale - -4.233_930_3).abs() < 1e-6 && (y * scale - -4.025_777_5).abs() < 1e-6, "{x} {y}");
    }

    #[test]
    fn the_inverse_leads_back() {
        let projection = Projection::Around { lat: 4_620, lon: 600 };
        for (lat, lon) in [(46.2, 0.0), (80.0, -100.0), (-40.0, 60.0), (10.0, 5.0)] {
            let (a, b) = projection.invert(projection.project(lat, lon));
            assert!((a - lat).abs() < 1e-6 && (b - lon).abs() < 1e-6, "{a} {b}");
        }
    }

    #[test]
    fn the_world_keeps_its_area() {
        let (half_width, half_height) = Projection::world();
        assert!((half_width / EARTH - 2.706_629_9).abs() < 1e-6, "{half_width}");
        assert!((half_height / EARTH - 1.317_362_8).abs() < 1e-6, "{half_height}");
    }
}
