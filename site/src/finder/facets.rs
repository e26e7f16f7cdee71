//! What results can be narrowed by, the parts of a week among them; and the phrases that mean the same.

use fingerpost_finder::record::{Facet, Value};
use hashbrown::HashMap;

use crate::model::{Library, Weekday};

const DAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

/// Parts of a day, and the hours in which each lies.
pub(super) const PARTS: [(&str, i8, i8); 4] =
    [("morning", 6, 12), ("afternoon", 12, 17), ("evening", 17, 22), ("overnight", 22, 24)];

/// Facets, and the numbers of their values.
#[derive(Debug, Default)]
pub(super) struct Facets {
    pub(super) list: Vec<Facet>,
    numbers: HashMap<(&'static str, String), u16>,
}

impl Facets {
    /// Adds a facet with its values: id and title.
    pub(super) fn add(
        &mut self,
        id: &'static str,
        title: &str,
        all: bool,
        values: impl IntoIterator<Item = (String, String)>,
    ) {
        let mut next = u16::try_from(self.numbers.len()).unwrap_or(u16::MAX);
        let mut value = |(of, title): (String, String)| {
            self.numbers.insert((id, of.clone()), next);
            next += 1;
            Value { id: of, title }
        };
        let values = values.into_iter().map(&mut value).collect();
        self.list.push(Facet { id: id.to_owned(), title: title.to_owned(), all, values });
    }

    /// The number of a value.
    pub(super) fn number(&self, facet: &'static str, value: &str) -> Option<u16> {
        self.numbers.get(&(facet, value.to_owned())).copied()
    }

    /// Adds the parts of the days of a week.
    pub(super) fn add_week(&mut self, title: &str) {
        let slots = DAYS.iter().flat_map(|day| PARTS.iter().map(move |(part, ..)| slot(*day, part)));
        self.add("when", title, true, slots.map(|id| (id.clone(), id.replace('-', " "))));
    }

    /// The numbers of some values.
    pub(super) fn numbers<'v>(&self, facet: &'static str, values: impl IntoIterator<Item = &'v str>) -> Vec<u16> {
        values.into_iter().filter_map(|value| self.number(facet, value)).collect()
    }
}

/// A part of a day: `monday-morning`.
pub(super) fn slot(day: Weekday, part: &str) -> String {
    format!("{day:?}-{part}").to_lowercase()
}

/// The library's phrases that mean the same.
pub(super) fn synonyms(library: &Library) -> Vec<Vec<String>> {
    library.synonyms.iter().map(|group| group.iter().map(|phrase| phrase.value.clone()).collect()).collect()
}
