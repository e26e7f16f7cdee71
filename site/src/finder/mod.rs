//! The library as the finder reads it: entries with their words, facets and places, written to the files that the browser
//! loads. One file for each index: `site` (advice, services, organisations, words we explain) and
//! `register` (who can be paid for support), in which alone there are people.

mod facets;
mod places;
mod register;
mod site;

use std::collections::BTreeMap;

use fingerpost_finder::find::{Found, find};
use fingerpost_finder::index::Part;
use fingerpost_finder::query::Query;
use fingerpost_finder::store::Store;
use fingerpost_finder::words::Stems;
use fingerpost_finder::write::{Files, index, map};

use crate::model::{Id, Library};
pub use places::Places;

/// The folder of the finder's files, below the output folder.
pub const FOLDER: &str = "find";

/// The first file of the map of areas and postcodes.
pub const MAP: &str = "find/map.bin";

/// Every index.
pub const INDEXES: [&str; 2] = ["site", "register"];

/// The first file of an index.
pub fn root(index: &str) -> String {
    format!("{FOLDER}/{index}.bin")
}

/// Every file of the finder, by its path below the output folder. First files keep their names, so that no page changes
/// when an entry does; all others carry the hash of their bytes.
pub fn files(library: &Library) -> BTreeMap<Id, Vec<u8>> {
    let places = Places::new(library);
    let mut all = BTreeMap::new();
    let mut put = |root: String, folder: &str, files: Files| {
        all.insert(root.into(), files.root);
        all.extend(files.parts.into_iter().map(|(name, bytes)| (format!("{FOLDER}/{folder}/{name}").into(), bytes)));
    };
    put(root("site"), "site", index(&site::book(library, &places)));
    if !library.register.is_empty() {
        put(root("register"), "register", index(&register::book(library, &places)));
    }
    put(MAP.to_owned(), "map", map(places.areas, &library.areas.points));
    all
}

/// An index with the files it is read from: what the browser does over the network, done at once.
#[derive(Debug)]
pub struct Index<'f> {
    /// What has been read.
    pub store: Store,
    name: &'f str,
    files: &'f BTreeMap<Id, Vec<u8>>,
    stems: Stems,
}

impl<'f> Index<'f> {
    /// The index of this name, if there is one.
    pub fn open(files: &'f BTreeMap<Id, Vec<u8>>, name: &'f str) -> Option<Self> {
        let store = Store::new(files.get(root(name).as_str())?, files.get(MAP)?)?;
        Some(Self { store, name, files, stems: Stems::default() })
    }

    /// The whole answer to a query.
    pub fn find(&mut self, query: &Query, day: u32) -> Found {
        loop {
            let found = find(&self.store, &self.stems, query, day);
            if found.wants.is_empty() && found.later.is_empty() {
                return found;
            }
            for part in found.wants.iter().chain(&found.later) {
                let folder = if matches!(part, Part::Postcodes(_)) { "map" } else { self.name };
                let path = format!("{FOLDER}/{folder}/{}", self.store.name(*part).unwrap_or_default());
                self.store.give(*part, self.files.get(path.as_str()).map_or(&[], Vec::as_slice));
            }
        }
    }
}
