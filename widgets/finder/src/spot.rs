//! Where a reader is, from a postcode or the name of a town: found on the device, in files of a few kB.

use crate::index::Part;
use crate::place::{Point, Postcode};
use crate::record::{Area, Size};
use crate::store::Store;
use crate::words::{slips, words};

/// A place that a reader named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spot {
    /// What it is called: a town, or the postcode as it is written.
    pub title: String,
    /// Where it is.
    pub point: Point,
    /// Whether it is that to a few houses.
    pub exact: bool,
    /// The areas it lies in, by number, smallest first.
    pub around: Vec<u16>,
    /// The areas that lie in it.
    pub inside: Vec<u16>,
}

/// Finds a postcode, an outcode or a town. Nothing if there is none of the name; a want if a file must be read first.
pub fn locate(store: &Store, text: &str) -> Result<Option<Spot>, Part> {
    match Postcode::parse(text) {
        Some(code) => of_postcode(store, &code),
        None => Ok(town(store, &words(text), true).map(|(at, _)| of_area(store, at)).and_then(|spot| spot)),
    }
}

fn of_postcode(store: &Store, code: &Postcode) -> Result<Option<Spot>, Part> {
    let title = code.to_string();
    let around = areas_of(store, code);
    let spot = |point, exact| Some(Spot { title, point, exact, around, inside: Vec::new() });
    let Some(at) = store.map.outcodes.iter().position(|(outcode, ..)| *outcode == code.outcode) else {
        let elsewhere = store.elsewhere()?.iter().find(|(outcode, _)| *outcode == code.outcode);
        return Ok(elsewhere.and_then(|(_, point)| spot(*point, false)));
    };
    let middle = store.map.outcodes[at].1;
    if code.incode.is_empty() {
        return Ok(spot(middle, false));
    }
    let known = store.postcodes(at)?;
    let moved = |metres: u32, by: i32| metres.saturating_add_signed(by);
    let of = known.iter().filter(|(incode, ..)| incode.starts_with(&code.incode));
    let points =
        of.map(|(_, east, north)| Point { east: moved(middle.east, *east), north: moved(middle.north, *north) });
    Ok(match Point::middle(points) {
        Some(point) => spot(point, code.is_whole()),
        None => spot(middle, false),
    })
}

/// The areas of a postcode: those around the one that knows most of it; elsewhere, the countries alone.
fn areas_of(store: &Store, code: &Postcode) -> Vec<u16> {
    let areas = &store.map.areas;
    let longest = |area: &Area| {
        let begins =
            area.postcodes.iter().filter_map(|begin| Postcode::parse(begin)).filter(|begin| begin.begins(code));
        begins.map(|begin| begin.incode.len() + 1).max()
    };
    let best = areas.iter().filter_map(|area| Some((longest(area)?, area))).max_by_key(|(length, _)| *length);
    let countries = || {
        let council = areas.iter().find(|area| area.size == Size::Council).map(|area| area.around.as_slice());
        council.unwrap_or_default().iter().copied().filter(|at| areas[usize::from(*at)].size == Size::Country).collect()
    };
    best.map_or_else(countries, |(_, area)| area.around.clone())
}

fn of_area(store: &Store, at: usize) -> Option<Spot> {
    let areas = &store.map.areas;
    let area = areas.get(at)?;
    let number = u16::try_from(at).ok()?;
    let holds = |inner: &Area| inner.around.contains(&number);
    Some(Spot {
        title: area.title.clone(),
        point: area.middle?,
        exact: false,
        around: area.around.clone(),
        inside: (0_u16..).zip(areas).filter(|(_, inner)| holds(inner)).map(|(at, _)| at).collect(),
    })
}

/// The area of which these words are a name, and how many slips they hold. Slips are forgiven where a name is expected.
fn town(store: &Store, typed: &[String], forgiving: bool) -> Option<(usize, usize)> {
    let typed = typed.join(" ");
    let most = if forgiving && typed.len() > 4 { 1 + usize::from(typed.len() > 8) } else { 0 };
    let nearest = |area: &Area| {
        let names = std::iter::once(&area.title).chain(&area.also_called);
        names.filter_map(|name| slips(&typed, &words(name).join(" "), most)).min()
    };
    let known = store.map.areas.iter().enumerate().filter(|(_, area)| area.middle.is_some());
    known.filter_map(|(at, area)| Some((at, nearest(area)?))).min_by_key(|(_, slips)| *slips)
}

/// The place named among words, and which of the words it is: "carers groups near Bridport".
pub(crate) fn among(store: &Store, typed: &[String]) -> Result<Option<(Spot, std::ops::Range<usize>)>, Part> {
    for length in (1..=4.min(typed.len())).rev() {
        for at in (0..=typed.len() - length).rev() {
            let range = at..at + length;
            let some = &typed[range.clone()];
            let is_code = length <= 2
                && Postcode::parse(&some.join(" "))
                    .is_some_and(|code| store.map.outcodes.iter().any(|(outcode, ..)| *outcode == code.outcode));
            let spot = if is_code {
                locate(store, &some.join(" "))?
            } else {
                town(store, some, false).and_then(|(at, _)| of_area(store, at))
            };
            if let Some(spot) = spot {
                return Ok(Some((spot, range)));
            }
        }
    }
    Ok(None)
}
