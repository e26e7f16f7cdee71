//! What goes into an index: an entry's words, facts and card, the facets it can be narrowed by, the areas it can be near.

use serde::{Deserialize, Serialize};

use crate::place::Point;

/// One thing that can be found.
#[derive(Debug, Clone, Default)]
pub struct Record {
    /// What is shown of it.
    pub card: Card,
    /// Its other names.
    pub also_called: Vec<String>,
    /// What it stands under.
    pub headings: Vec<String>,
    /// More words that tell what it is, besides its title and summary.
    pub text: String,
    /// Whether it explains rather than helps: its title then tells less than those of others.
    pub explains: bool,
    /// Values of facets that are true of it, by number.
    pub facets: Vec<u16>,
    /// Areas that it serves or lies in, by number.
    pub areas: Vec<u16>,
    /// Where it is.
    pub point: Option<Point>,
    /// Miles that it comes to people; nothing if people come to it.
    pub reach: Option<u8>,
}

/// What is shown of an entry.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Card {
    /// Its name in links.
    pub id: String,
    /// Its address below the site's.
    pub address: String,
    /// Its title.
    pub title: String,
    /// What sort of thing it is, in a few words.
    pub kind: String,
    /// One or two sentences.
    pub summary: String,
    /// What is compared: label and value.
    pub facts: Vec<(String, String)>,
}

/// Something that results can be narrowed by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facet {
    /// Its name in links.
    pub id: String,
    /// What readers call it.
    pub title: String,
    /// Whether an entry must have all chosen values, not only one of them.
    pub all: bool,
    /// Its values. Numbers run on from one facet to the next.
    pub values: Vec<Value>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Its name in links.
    pub id: String,
    /// What readers call it.
    pub title: String,
}

/// How large an area is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Size {
    /// A town or village.
    Town,
    /// Several towns.
    Locality,
    /// A council's area.
    Council,
    /// A country.
    Country,
}

/// An area that a reader can name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Area {
    /// Its name.
    pub title: String,
    /// Other names, and names of what lies in it.
    pub also_called: Vec<String>,
    /// How large it is.
    pub size: Size,
    /// Itself and the areas it lies within, by number, smallest first.
    pub around: Vec<u16>,
    /// Beginnings of its postcodes.
    pub postcodes: Vec<String>,
    /// Its middle.
    pub middle: Option<Point>,
}

/// All that an index is made of.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// What can be found.
    pub records: Vec<Record>,
    /// What results can be narrowed by.
    pub facets: Vec<Facet>,
    /// Phrases that mean the same.
    pub synonyms: Vec<Vec<String>>,
    /// Whether equals take turns from day to day, as people should.
    pub turns: bool,
}
