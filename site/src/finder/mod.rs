//! The library as the finder reads it: entries with their words, facets and places, written to the files that the browser
//! loads. One file for each index: `site` (advice, services, organisations, words we explain).

mod places;
mod site;

use std::collections::BTreeMap;

use fingerpost_finder::write::{Files, index, map};

use crate::model::{Id, Library};
pub use places::Places;

/// The folder of the finder's files, below the output folder.
pub const FOLDER: &str = "find";

/// The first file of the map of areas and postcodes.
pub const MAP: &str = "find/map.bin";

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
    put(MAP.to_owned(), "map", map(places.areas, &library.areas.points));
    all
}
