//! How near an entry is to a place: by the areas it serves, by the miles it travels, by where it is.

use crate::index::{Extent, Facts, point};
use crate::place::Point;
use crate::record::Size;
use crate::spot::Spot;
use crate::store::Store;

/// How near, nearest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tier {
    /// In the town, or within 5 miles.
    Local,
    /// In the locality, or within 10 miles.
    Near,
    /// For all of the council's area; or of no place at all.
    Council,
    /// For all of the country.
    Country,
    /// Within 20 miles.
    Far,
    /// Further, or not for this place.
    Away,
}

impl Tier {
    /// What nearness does to how well words fit.
    pub(crate) fn factor(self) -> f32 {
        match self {
            Self::Local => 1.0,
            Self::Near => 0.93,
            Self::Council => 0.88,
            Self::Country => 0.8,
            Self::Far => 0.6,
            Self::Away => 0.35,
        }
    }

    fn of_miles(miles: f64) -> Self {
        match miles {
            ..=5.0 => Self::Local,
            ..=10.0 => Self::Near,
            ..=20.0 => Self::Far,
            _ => Self::Away,
        }
    }

    fn of_area(size: Size) -> Self {
        match size {
            Size::Town => Self::Local,
            Size::Locality => Self::Near,
            Size::Council => Self::Council,
            Size::Country => Self::Country,
        }
    }
}

/// How near an entry is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Nearness {
    /// How near.
    pub tier: Tier,
    /// Miles to where it is, if it is anywhere.
    pub miles: Option<f64>,
    /// Whether it says that it serves this place, or comes so far.
    pub serves: bool,
}

/// How near an entry is to a place.
pub fn nearness(store: &Store, spot: &Spot, facts: &Facts) -> Nearness {
    let miles = facts.point().map(|at| spot.point.miles(at));
    let areas = of_areas(store, spot, &facts.areas);
    // Who comes to one of the towns of a larger place comes to that place.
    let comes = facts.reach().zip(facts.point()).is_some_and(|(reach, from)| {
        let towns = spot.inside.iter().filter_map(|area| store.map.areas.get(usize::from(*area))?.middle);
        towns.chain([spot.point]).any(|to| from.miles(to) <= f64::from(reach))
    });
    let by_miles = match (facts.reach(), miles) {
        (Some(_), Some(miles)) if comes => Some(Tier::of_miles(miles).min(Tier::Near)),
        (None, Some(miles)) => Some(Tier::of_miles(miles)),
        _ => None,
    };
    let of_none = facts.areas.is_empty() && miles.is_none();
    let tier = areas.into_iter().chain(by_miles).min().unwrap_or(if of_none { Tier::Council } else { Tier::Away });
    Nearness { tier, miles, serves: areas.is_some() || comes || of_none }
}

/// The best tier that any entry of a file can have, so that the file need not be read if that is not good enough.
pub(crate) fn at_best(store: &Store, spot: &Spot, extent: &Extent) -> Tier {
    let miles = extent.spread.map(|spread| outside(spot.point, spread));
    let by_miles = miles.map(|miles| Tier::of_miles(miles - f64::from(extent.reach)));
    let placeless = extent.placeless.then_some(Tier::Council);
    of_areas(store, spot, &extent.areas).into_iter().chain(by_miles).chain(placeless).min().unwrap_or(Tier::Away)
}

/// Whether any entry of a file can serve a place or lie within so many miles of it.
pub(crate) fn can_be_near(store: &Store, spot: &Spot, extent: &Extent, within: u16) -> bool {
    let miles = extent.spread.map(|spread| outside(spot.point, spread));
    let close = miles.is_some_and(|miles| miles <= f64::from(within.max(u16::from(extent.reach))));
    close || extent.placeless || of_areas(store, spot, &extent.areas).is_some()
}

fn of_areas(store: &Store, spot: &Spot, areas: &[u16]) -> Option<Tier> {
    let mine = areas.iter().filter(|area| spot.around.contains(area) || spot.inside.contains(area));
    mine.filter_map(|area| Some(Tier::of_area(store.map.areas.get(usize::from(*area))?.size))).min()
}

/// Miles from a point to a rectangle.
fn outside(from: Point, [west, east, south, north]: [u16; 4]) -> f64 {
    let (low, high) = (point((west, south)), point((east, north)));
    let nearest = Point { east: from.east.clamp(low.east, high.east), north: from.north.clamp(low.north, high.north) };
    from.miles(nearest)
}
