//! Latitude and longitude (WGS 84) to points of the British National Grid and back, by the seven numbers that Ordnance
//! Survey gives for Great Britain: true to about five metres, which is nearer than a postcode is.

use fingerpost_finder::place::Point;
use geodesy::prelude::*;
use serde::{Deserialize, Serialize};

/// Latitude and longitude, in degrees, written `[50.7151, -2.4367]`.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct Coordinates(pub f64, pub f64);

/// WGS 84 to the National Grid: to earth-centred metres, to the datum OSGB36, to Airy's ellipsoid, to the grid.
const TO_GRID: &str = "cart ellps=WGS84 \
    | helmert convention=position_vector x=-446.448 y=125.157 z=-542.06 rx=-0.1502 ry=-0.247 rz=-0.8421 s=20.4894 \
    | cart inv ellps=airy | tmerc ellps=airy lat_0=49 lon_0=-2 k_0=0.9996012717 x_0=400000 y_0=-100000";

/// Where the grid ends, metres east and north of its origin.
const GRID: (f64, f64) = (700_000.0, 1_300_000.0);

thread_local! {
    /// Reading the definition costs more than using it.
    static CONVERT: (Minimal, Option<OpHandle>) = {
        let mut context = Minimal::new();
        let handle = context.op(TO_GRID).ok();
        (context, handle)
    };
}

fn convert(at: Coor3D, direction: Direction) -> Option<Coor3D> {
    CONVERT.with(|(context, handle)| {
        let mut one = [at];
        context.apply((*handle)?, direction, &mut one).ok()?;
        Some(one[0])
    })
}

impl Coordinates {
    /// The point on the National Grid; nothing for a place outside it.
    pub fn grid(self) -> Option<Point> {
        let Self(latitude, longitude) = self;
        // Only near the grid is its projection good for anything.
        if !(49.0..=61.5).contains(&latitude) || !(-9.5..=2.5).contains(&longitude) {
            return None;
        }
        let at = convert(Coor3D::geo(latitude, longitude, 0.0), Fwd)?;
        let metres = |metres: f64, end: f64| -> Option<u32> {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to lie on the grid")]
            (0.0..end).contains(&metres).then(|| metres.round() as u32)
        };
        Some(Point { east: metres(at[0], GRID.0)?, north: metres(at[1], GRID.1)? })
    }

    /// The latitude and longitude of a point, to five decimals: a metre.
    pub fn of(point: Point) -> Option<Self> {
        let at = convert(Coor3D::raw(f64::from(point.east), f64::from(point.north), 0.0), Inv)?;
        let degrees = |radians: f64| (radians.to_degrees() * 1e5).round() / 1e5;
        Some(Self(degrees(at[1]), degrees(at[0])))
            .filter(|Self(latitude, longitude)| (latitude + longitude).is_finite())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_places_lie_where_they_should() {
        // Ordnance Survey's worked example for Caister water tower, through OSTN; and Colliton House, Dorchester.
        for (latitude, longitude, east, north) in
            [(52.657_977, 1.716_038, 651_410_u32, 313_177_u32), (50.716_24, -2.440_30, 369_000, 90_900)]
        {
            let point = Coordinates(latitude, longitude).grid().unwrap();
            let slack = if east == 369_000 { 200 } else { 6 };
            assert!(point.east.abs_diff(east) < slack && point.north.abs_diff(north) < slack, "{point:?}");
        }
    }

    #[test]
    fn there_and_back_is_the_same_place() {
        for point in [Point { east: 369_263, north: 90_590 }, Point { east: 651_409, north: 313_177 }] {
            let back = Coordinates::of(point).unwrap().grid().unwrap();
            assert!(point.metres(back) < 2.0, "{point:?} is {back:?}");
        }
    }

    #[test]
    fn what_is_not_on_the_grid_has_no_point() {
        for (latitude, longitude) in [(-2.4367, 50.7151), (0.0, 0.0), (48.85, 2.35), (f64::NAN, f64::NAN)] {
            assert_eq!(Coordinates(latitude, longitude).grid(), None);
        }
    }
}
