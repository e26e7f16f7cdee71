//! Areas that services work in and people live in: towns within localities within the council's area within a country.
//! And where postcodes are, so that a postcode's town and a distance can be told without asking anyone.

use std::collections::BTreeMap;

use fingerpost_finder::place::{Point, Postcode};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::words::{checked, words};
use super::{Id, Location};
use crate::source::yaml::At;

/// How large an area is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AreaKind {
    /// A town or village with what is around it.
    Town,
    /// Several towns.
    Locality,
    /// A council's area.
    Council,
    /// A country.
    Country,
}

/// An area (Open Referral UK `service_area`).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Area {
    /// Id, used in `service_areas:`.
    pub id: At<Id>,
    /// Its name.
    #[serde(deserialize_with = "words")]
    pub title: String,
    /// Other names for it, and for what lies in it.
    #[serde(default)]
    pub also_called: Vec<String>,
    /// How large it is.
    pub kind: AreaKind,
    /// The larger area it is part of.
    pub within: Option<At<Id>>,
    /// Beginnings of the postcodes that belong to it; the longest beginning wins.
    #[serde(default)]
    pub postcodes: Vec<At<PostalCode>>,
    /// The postcodes whose middle distances are measured from.
    pub centre: Option<At<PostalCode>>,
    /// Its code at the Office for National Statistics.
    pub gss: Option<String>,
    /// Whether it is the area that the site is for.
    #[serde(default)]
    pub home: bool,
}

/// A postcode or the beginning of one, checked where it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PostalCode(pub Postcode);

impl Serialize for PostalCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for PostalCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let blank = || Self(Postcode { outcode: String::new(), incode: String::new() });
        let read = |text: &str| {
            let code = Postcode::parse(text).filter(|code| code.to_string() == text);
            let help = "Write it like DT1 1XJ, with a space before the last three.";
            code.map(Self).ok_or_else(|| format!("\"{}\" is not a postcode.|{help}", text.replace('|', " ")))
        };
        checked(deserializer, "a postcode", blank, read)
    }
}

/// Every area, and where postcodes are.
#[derive(Debug, Default, Serialize)]
pub struct Areas {
    /// In the order of their file.
    pub list: Vec<Area>,
    /// Where each known postcode and outcode is.
    #[serde(skip)]
    pub points: BTreeMap<Postcode, Point>,
}

impl Areas {
    /// An area by id.
    pub fn get(&self, id: &str) -> Option<&Area> {
        self.list.iter().find(|area| area.id.value.as_ref() == id)
    }

    /// The area that the site is for.
    pub fn home(&self) -> Option<&Area> {
        self.list.iter().find(|area| area.home)
    }

    /// An area and those it lies within, smallest first. Circles are cut: the check says so.
    pub fn around<'a>(&'a self, id: &str) -> Vec<&'a Area> {
        let mut around: Vec<&Area> = Vec::new();
        let mut next = self.get(id);
        while let Some(area) = next.filter(|area| !around.iter().any(|seen| seen.id.value == area.id.value)) {
            around.push(area);
            next = area.within.as_ref().and_then(|within| self.get(&within.value));
        }
        around
    }

    /// Whether one area holds another, or is it.
    pub fn holds(&self, outer: &str, inner: &str) -> bool {
        self.around(inner).iter().any(|area| area.id.value.as_ref() == outer)
    }

    /// The towns and localities of the area that the site is for: those that have pages.
    pub fn local(&self) -> impl Iterator<Item = &Area> {
        let home = self.home().map(|home| home.id.value.as_ref());
        self.list.iter().filter(move |area| {
            matches!(area.kind, AreaKind::Town | AreaKind::Locality)
                && home.is_some_and(|home| self.holds(home, &area.id.value))
        })
    }

    /// The town that a postcode belongs to.
    pub fn of(&self, code: &Postcode) -> Option<&Area> {
        let longest = |area: &Area| {
            let begins = area.postcodes.iter().filter(|begin| begin.value.0.begins(code));
            begins.map(|begin| begin.value.0.incode.len() + 1).max()
        };
        self.list
            .iter()
            .filter_map(|area| Some((longest(area)?, area)))
            .max_by_key(|(length, _)| *length)
            .map(|(_, area)| area)
    }

    /// Where a postcode is; an unknown one is as good as its outcode, and then the answer is not exact.
    pub fn locate(&self, code: &Postcode) -> Option<(Point, bool)> {
        if let Some(point) = self.points.get(code) {
            return Some((*point, code.is_whole()));
        }
        let outcode = Postcode { outcode: code.outcode.clone(), incode: String::new() };
        self.points.get(&outcode).map(|point| (*point, false))
    }

    /// Where a place of the directory is: by its coordinates, which are exact, or else by its postcode.
    pub fn point_of(&self, place: &Location) -> Option<(Point, bool)> {
        let exact = place.coordinates.as_ref().and_then(|at| at.value.grid()).map(|point| (point, true));
        exact.or_else(|| self.locate(&place.postcode.as_ref()?.value.0))
    }

    /// The middle of an area: of its centre, of all its postcodes, or of the areas within it.
    pub fn middle(&self, id: &str) -> Option<Point> {
        let area = self.get(id)?;
        let begins: Vec<&Postcode> = match &area.centre {
            Some(centre) => vec![&centre.value.0],
            None => area.postcodes.iter().map(|begin| &begin.value.0).collect(),
        };
        let of = |code: &Postcode| code.is_whole() && begins.iter().any(|begin| begin.begins(code));
        let own = self.points.iter().filter(|(code, _)| of(code)).map(|(_, point)| *point);
        Point::middle(own).or_else(|| {
            let within = self.list.iter().filter(|inner| inner.within.as_ref().is_some_and(|w| w.value.as_ref() == id));
            // Areas that lie in each other in a circle have no middle from there: the check says so.
            let within = within.filter(|inner| !self.holds(&inner.id.value, id));
            Point::middle(within.filter_map(|inner| self.middle(&inner.id.value)))
        })
    }
}

/// Reads a list of postcodes or outcodes with their places: a heading, then `code,easting,northing` on each line. Gives the
/// number of the first line that is none.
pub fn read_points(text: &str, points: &mut BTreeMap<Postcode, Point>) -> Result<(), usize> {
    for (at, line) in text.lines().enumerate().skip(1).filter(|(_, line)| !line.trim().is_empty()) {
        let mut parts = line.trim().split(',');
        let code = parts.next().and_then(Postcode::parse);
        let mut metres = || parts.next()?.parse::<u32>().ok();
        let (Some(code), Some(east), Some(north)) = (code, metres(), metres()) else { return Err(at + 1) };
        points.insert(code, Point { east, north });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn areas() -> Areas {
        let yaml = "- {id: england, title: England, kind: country}\n\
                    - {id: dorset, title: Dorset, kind: council, within: england, home: true}\n\
                    - {id: west, title: West, kind: locality, within: dorset}\n\
                    - {id: bridport, title: Bridport, kind: town, within: west, postcodes: [DT6]}\n\
                    - {id: charmouth, title: Charmouth, kind: town, within: west, postcodes: [DT6 6]}\n\
                    - {id: bcp, title: BCP, kind: council, within: england}\n";
        let file = "f".into();
        let list = crate::source::yaml::read(crate::source::yaml::Text::whole(&file, yaml), &mut Vec::new()).unwrap();
        let mut areas = Areas { list: *Box::new(list), points: BTreeMap::new() };
        read_points("postcode,easting,northing\nDT6 3AA,100,200\nDT6 6AA,300,400\nDT6,200,300\n", &mut areas.points)
            .unwrap();
        areas
    }

    #[test]
    fn a_postcode_belongs_to_the_town_that_knows_most_of_it() {
        let areas = areas();
        let of = |text: &str| areas.of(&Postcode::parse(text).unwrap()).map(|area| area.title.as_str());
        assert_eq!(of("DT6 3AA"), Some("Bridport"));
        assert_eq!(of("DT6 6AA"), Some("Charmouth"));
        assert_eq!(of("DT7 3AA"), None);
    }

    #[test]
    fn areas_hold_areas() {
        let areas = areas();
        assert!(areas.holds("england", "bridport") && areas.holds("bridport", "bridport"));
        assert!(!areas.holds("bridport", "england") && !areas.holds("bcp", "bridport"));
        assert_eq!(
            areas.local().map(|area| area.title.as_str()).collect::<Vec<_>>(),
            ["West", "Bridport", "Charmouth"]
        );
    }

    #[test]
    fn an_unknown_postcode_is_as_good_as_its_outcode() {
        let areas = areas();
        let locate = |text: &str| areas.locate(&Postcode::parse(text).unwrap());
        assert_eq!(locate("DT6 3AA"), Some((Point { east: 100, north: 200 }, true)));
        assert_eq!(locate("DT6 9ZZ"), Some((Point { east: 200, north: 300 }, false)));
        assert_eq!(locate("ZZ1 1AA"), None);
        assert_eq!(areas.middle("charmouth"), Some(Point { east: 300, north: 400 }));
    }

    #[test]
    fn a_line_that_is_no_postcode_is_named() {
        assert_eq!(read_points("postcode,easting,northing\nDT6 3AA,1,2\nDT6 3AA,x,2\n", &mut BTreeMap::new()), Err(3));
    }
}
