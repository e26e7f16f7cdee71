//! Areas by number, as the finder's files have them.

use fingerpost_finder::place::Postcode;
use fingerpost_finder::record::{Area, Size};
use hashbrown::HashMap;

use crate::model::{AreaKind, Id, Library};

/// Areas, and the number of each.
#[derive(Debug)]
pub struct Places {
    /// In their order.
    pub areas: Vec<Area>,
    numbers: HashMap<Id, u16>,
}

impl Places {
    /// The areas of a library.
    pub fn new(library: &Library) -> Self {
        let areas = &library.areas;
        let numbers: HashMap<Id, u16> = areas.list.iter().map(|area| area.id.value.clone()).zip(0..).collect();
        let around = |id: &str| {
            let around = areas.around(id);
            around.iter().filter_map(|area| numbers.get(&area.id.value).copied()).collect()
        };
        let area = |area: &crate::model::Area| Area {
            title: area.title.clone(),
            also_called: area.also_called.clone(),
            size: match area.kind {
                AreaKind::Town => Size::Town,
                AreaKind::Locality => Size::Locality,
                AreaKind::Council => Size::Council,
                AreaKind::Country => Size::Country,
            },
            around: around(&area.id.value),
            postcodes: area.postcodes.iter().map(|code| code.value.0.to_string()).collect(),
            middle: areas.middle(&area.id.value),
        };
        Self { areas: areas.list.iter().map(area).collect(), numbers }
    }

    /// An area's number.
    pub fn number(&self, id: &str) -> Option<u16> {
        self.numbers.get(id).copied()
    }

    /// The number of the town that a postcode belongs to.
    pub fn town(&self, library: &Library, code: &Postcode) -> Option<u16> {
        self.number(&library.areas.of(code)?.id.value)
    }
}
