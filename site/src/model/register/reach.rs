//! Whether somebody works where they are looked for, and how far away they are: decided here for pages and for the finder.

use std::collections::BTreeMap;

use fingerpost_finder::place::{MILE, Point, Postcode};

use super::entry::{Patch, Public};
use crate::model::{Area, Areas, Id};

/// Areas with the middle of each, worked out once.
#[derive(Debug)]
pub struct Ground<'a> {
    areas: &'a Areas,
    middles: BTreeMap<Id, Point>,
}

/// Somewhere that somebody is looked for.
#[derive(Debug, Clone, Default)]
pub struct Place<'a> {
    /// The areas that hold it, and those that lie in it.
    areas: Vec<&'a str>,
    /// The outcodes of it.
    outcodes: Vec<&'a str>,
    /// Where it is; of a larger area, where its towns are too. Who comes to one of these comes to the place.
    points: Vec<Point>,
    /// Where distances are measured to.
    point: Option<Point>,
}

impl<'a> Ground<'a> {
    /// Finds the middle of every area.
    pub fn new(areas: &'a Areas) -> Self {
        let middle = |area: &Area| Some((area.id.value.clone(), areas.middle(&area.id.value)?));
        Self { areas, middles: areas.list.iter().filter_map(middle).collect() }
    }

    /// An area, to look for somebody in.
    pub fn area(&self, id: &str) -> Place<'a> {
        let within: Vec<&Area> = self.areas.list.iter().filter(|area| self.areas.holds(id, &area.id.value)).collect();
        let areas = self.areas.around(id).into_iter().chain(within.iter().copied());
        Place {
            areas: areas.map(|area| area.id.value.as_ref()).collect(),
            outcodes: within
                .iter()
                .flat_map(|area| &area.postcodes)
                .map(|begin| begin.value.0.outcode.as_str())
                .collect(),
            points: within.iter().filter_map(|area| self.middles.get(&area.id.value).copied()).collect(),
            point: self.middles.get(id).copied(),
        }
    }

    /// A postcode or outcode, to look for somebody near.
    pub fn postcode<'p>(&'p self, code: &'p Postcode) -> Place<'p> {
        let point = self.areas.locate(code).map(|(point, _)| point);
        let around = self.areas.of(code).map(|area| self.areas.around(&area.id.value)).unwrap_or_default();
        Place {
            areas: around.into_iter().map(|area| area.id.value.as_ref()).collect(),
            outcodes: vec![&code.outcode],
            points: point.into_iter().collect(),
            point,
        }
    }

    /// Where a patch is.
    pub fn point(&self, patch: &Patch) -> Option<Point> {
        match patch {
            Patch::Area(id) => self.middles.get(id).copied(),
            Patch::Outcode(code) => self.areas.locate(code).map(|(point, _)| point),
        }
    }

    /// Whether somebody works at a place, and if so how many metres from where they are based, if that is known. They do if an
    /// area they name holds the place or lies in it, if they name its outcode, or if they travel that far.
    #[allow(clippy::option_option, reason = "no, yes, and yes with a distance are three answers")]
    pub fn reach(&self, who: &Public, place: &Place<'_>) -> Option<Option<u32>> {
        let base = self.point(&who.based.value);
        let serves = |patch: &Patch| match patch {
            Patch::Area(id) => place.areas.contains(&id.as_ref()),
            Patch::Outcode(code) => place.outcodes.contains(&code.outcode.as_str()),
        };
        let comes = base.zip(who.travel_miles).is_some_and(|(base, miles)| {
            place.points.iter().any(|point| base.metres(*point) <= f64::from(miles) * MILE)
        });
        let covered = comes || who.areas.iter().any(|patch| serves(&patch.value));
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "metres within a country")]
        covered.then(|| Some(base?.metres(place.point?).round() as u32))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::read_points;
    use crate::source::yaml;

    fn areas() -> Areas {
        let text = "- {id: dorset, title: Dorset, kind: council, home: true}\n\
                    - {id: west, title: West, kind: locality, within: dorset}\n\
                    - {id: bridport, title: Bridport, kind: town, within: west, postcodes: [DT6]}\n\
                    - {id: dorchester, title: Dorchester, kind: town, within: west, postcodes: [DT1, DT2]}\n\
                    - {id: swanage, title: Swanage, kind: town, within: dorset, postcodes: [BH19]}\n";
        let file = "f".into();
        let list = yaml::read(yaml::Text::whole(&file, text), &mut Vec::new()).unwrap();
        let mut areas = Areas { list, points: BTreeMap::new() };
        // Bridport is 10 miles west of Dorchester, Swanage 20 miles east.
        let points = "postcode,easting,northing\nDT6 3AA,16093,1\nDT1 1AA,32187,1\nDT2 8AA,32187,1\nBH19 1AA,64374,1\nDT6,16093,1\nDT1,32187,1\nDT2,32187,1\n";
        read_points(points, &mut areas.points).unwrap();
        areas
    }

    fn who(areas: &str) -> Public {
        let text = format!(
            "based: dorchester\n{areas}\ntaking_on: {{status: yes, as_of: 2026-11-01}}\noffers:\n  payroll:\n    services: [payroll]\n    money: {{}}\n"
        );
        let file = "f".into();
        let mut found = Vec::new();
        yaml::read(yaml::Text::whole(&file, &text), &mut found).unwrap_or_else(|| panic!("{found:?}"))
    }

    #[test]
    fn somebody_is_found_where_they_work_and_nowhere_else() {
        let areas = areas();
        let ground = Ground::new(&areas);
        let reaches = |who: &Public, area: &str| ground.reach(who, &ground.area(area)).is_some();
        let named = who("areas: [bridport]");
        assert!(reaches(&named, "bridport") && reaches(&named, "west") && reaches(&named, "dorset"));
        assert!(!reaches(&named, "dorchester") && !reaches(&named, "swanage"));
        let wide = who("areas: [west]");
        assert!(reaches(&wide, "bridport") && reaches(&wide, "dorchester") && !reaches(&wide, "swanage"));
        let outcode = who("areas: [DT2]");
        assert!(reaches(&outcode, "dorchester") && reaches(&outcode, "west") && !reaches(&outcode, "bridport"));
        let travels = who("areas: [dorchester]\ntravel_miles: 11");
        assert!(reaches(&travels, "bridport") && reaches(&travels, "west") && !reaches(&travels, "swanage"));
        let stays = who("areas: [dorchester]\ntravel_miles: 9");
        assert!(!reaches(&stays, "bridport") && reaches(&stays, "west"));
    }

    #[test]
    fn a_postcode_is_one_place() {
        let areas = areas();
        let ground = Ground::new(&areas);
        let code = |text: &str| Postcode::parse(text).unwrap();
        let outcode = who("areas: [DT2]");
        assert!(ground.reach(&outcode, &ground.postcode(&code("DT2 8AA"))).is_some());
        assert!(ground.reach(&outcode, &ground.postcode(&code("DT1 1AA"))).is_none());
        let travels = who("areas: [swanage]\ntravel_miles: 11");
        assert_eq!(ground.reach(&travels, &ground.postcode(&code("DT6 3AA"))), Some(Some(16_094)));
        assert!(ground.reach(&who("areas: [swanage]"), &ground.postcode(&code("DT6 3AA"))).is_none());
    }
}
