//! Rules over areas and over where services are: areas that hold each other, addresses that can be true.

use std::sync::Arc;

use fingerpost_finder::place::{MILE, Point, Postcode};
use hashbrown::HashSet;

use super::directory::ids_twice;
use crate::diagnostic::{Diagnostic, did_you_mean, rules};
use crate::model::{Id, Library, Location};
use crate::source::yaml::At;

const AREAS: &str = "content/areas.yaml";

/// Coordinates further than this from their postcode are a slip: no postcode of the country is larger across than a few miles.
const FAR_MILES: f64 = 3.0;

pub(super) fn check(library: &Library, found: &mut Vec<Diagnostic>) {
    areas(library, found);
    let home = Home::new(library);
    for filed in library.services.values() {
        for place in &filed.value.locations {
            location(library, &home, &filed.file, place, found);
        }
    }
}

fn areas(library: &Library, found: &mut Vec<Diagnostic>) {
    let list = &library.areas.list;
    ids_twice(library, AREAS, list.iter().map(|area| &area.id), found);
    let say = |at: &At<Id>, message: String, help: &str| {
        Diagnostic::new(&rules::AREAS, Some(library.place(AREAS, at.span)), message).help(help)
    };
    for area in list {
        let Some(within) = &area.within else { continue };
        if library.areas.get(&within.value).is_none() {
            area_unknown(library, &AREAS.into(), within, found);
        }
        // Each area of a circle is said, so that any of them may be mended.
        let above = library.areas.around(&within.value);
        if above.iter().any(|outer| outer.id.value == area.id.value) {
            let message = format!("\"{}\" lies within itself, by way of \"{}\".", area.id.value, within.value);
            found.push(say(within, message, "Name the next larger area, up to a country, which lies within nothing."));
        }
    }
    let mut homes = list.iter().filter(|area| area.home);
    match (homes.next(), list.first()) {
        (None, Some(first)) => {
            let help = "Write home: true in the line of the council that the site is for.";
            found.push(say(&first.id, "No area has home: true.".to_owned(), help));
        }
        (Some(first), _) => found.extend(homes.map(|other| {
            let message = format!("\"{}\" has home: true, and so has \"{}\".", other.id.value, first.id.value);
            say(&other.id, message, "Only the area that the site is for is home.")
        })),
        (None, None) => {}
    }
}

/// An area that areas.yaml does not have.
pub(super) fn area_unknown(library: &Library, file: &Arc<str>, id: &At<Id>, found: &mut Vec<Diagnostic>) {
    if library.lost(AREAS) {
        return;
    }
    let known = library.areas.list.iter().map(|area| area.id.value.as_ref());
    let help = did_you_mean(&id.value, known, "They are listed in content/areas.yaml.");
    let message = format!("There is no area \"{}\".", id.value);
    found.push(Diagnostic::new(&rules::AREA_UNKNOWN, Some(library.place(file, id.span)), message).help(help));
}

/// Where the area is that the site is for, as far as its postcodes tell.
#[derive(Default)]
struct Home<'l> {
    /// The first halves of its postcodes.
    outcodes: HashSet<&'l str>,
    /// Squares of the grid that have a postcode of it, and their neighbours.
    squares: HashSet<(u32, u32)>,
}

/// A square's side, in metres. A square and its neighbours reach two miles from any postcode.
const SIDE: u32 = 3219;

fn square(point: Point) -> (u32, u32) {
    (point.east / SIDE, point.north / SIDE)
}

impl<'l> Home<'l> {
    fn new(library: &'l Library) -> Self {
        let areas = &library.areas;
        let Some(home) = areas.home() else { return Self::default() };
        let within: HashSet<&Id> =
            areas.list.iter().map(|area| &area.id.value).filter(|id| areas.holds(&home.id.value, id)).collect();
        let mut all = Self::default();
        for (code, point) in areas.points.iter().filter(|(code, _)| code.is_whole()) {
            if areas.of(code).is_some_and(|area| within.contains(&area.id.value)) {
                all.outcodes.insert(&code.outcode);
                let (east, north) = square(*point);
                let near = |at: u32| at.saturating_sub(1)..=at + 1;
                all.squares.extend(near(east).flat_map(|east| near(north).map(move |north| (east, north))));
            }
        }
        all
    }

    fn knows(&self, code: &Postcode) -> bool {
        self.outcodes.contains(code.outcode.as_str())
    }

    fn holds(&self, point: Point) -> bool {
        self.squares.is_empty() || self.squares.contains(&square(point))
    }
}

/// One place of a service.
fn location(library: &Library, home: &Home<'_>, file: &Arc<str>, place: &Location, found: &mut Vec<Diagnostic>) {
    let mut say = |span, message: String, help: &str| {
        found.push(Diagnostic::new(&rules::PLACE, Some(library.place(file, span)), message).help(help));
    };
    let known = place.postcode.as_ref().and_then(|code| library.areas.locate(&code.value.0));
    if let Some(At { value, span }) = &place.postcode
        && !place.outside_area
    {
        let code = &value.0;
        if code.is_whole() && home.knows(code) && !matches!(known, Some((_, true))) {
            let message = format!("There is no postcode {code} in content/postcodes, though we know those around it.");
            say(*span, message, "Mend the slip. If the place is outside the council's area, write outside_area: true.");
        }
    }
    let Some(At { value, span }) = &place.coordinates else { return };
    let Some(point) = value.grid() else {
        let help = "Write latitude first, then longitude, in degrees: [50.7151, -2.4367].";
        say(*span, "These coordinates are not in Great Britain.".to_owned(), help);
        return;
    };
    if !place.outside_area && !home.holds(point) {
        let help = "Mend the slip, or write outside_area: true if it is rightly there.";
        say(*span, "These coordinates are outside the council's area.".to_owned(), help);
    }
    if let (Some((code, true)), Some(written)) = (known, &place.postcode)
        && point.metres(code) > FAR_MILES * MILE
    {
        let message = format!("These coordinates are {:.0} miles from {}.", point.miles(code), written.value.0);
        say(*span, message, "One of the two is a slip. Without coordinates, the postcode alone is enough.");
    }
}
