//! What the finder's files tell: their bytes, everything that can be read out of them, and what can be searched for.

use std::collections::BTreeMap;

use fingerpost::finder::{self, INDEXES, Index};
use fingerpost::model::{Id, Library};
use fingerpost::source::load::{Options, load};
use fingerpost::source::world::Memory;
use fingerpost_finder::index::Words;
use fingerpost_finder::query::{Query, values};

/// The finder's files of a project.
#[derive(Default)]
pub struct Told {
    pub files: BTreeMap<Id, Vec<u8>>,
}

impl Told {
    pub fn of(library: &Library) -> Self {
        Self { files: finder::files(library) }
    }

    /// The files of a project that is right or wrong; none if nothing can be made of it.
    pub fn of_world(world: &Memory) -> Self {
        let (library, _) = load(world, &Options::default());
        library.map(|library| Self::of(&library)).unwrap_or_default()
    }

    pub fn open(&self, index: &'static str) -> Option<Index<'_>> {
        Index::open(&self.files, index)
    }

    /// All that an index says of its entries: cards, values, areas, and then every word of its dictionaries.
    pub fn text(&self, name: &'static str) -> String {
        let Some(mut index) = self.open(name) else { return String::new() };
        let found = index.find(&Query { pages: usize::from(u16::MAX), ..Query::default() }, 1);
        let root = &index.store.root;
        assert_eq!(found.hits.len(), root.entries as usize, "asked for nothing, an index gives everything");
        let mut text = String::new();
        for hit in &found.hits {
            let card = index.store.card(hit.entry).unwrap().unwrap();
            let facts = index.store.facts_of(hit.entry).unwrap();
            let own = values(root).filter(|(number, ..)| facts.facets.contains(number));
            let own: Vec<&str> = own.map(|(_, of, at)| root.facets[of].values[at].title.as_str()).collect();
            let areas = facts.areas.iter().map(|area| &index.store.map.areas[usize::from(*area)].title);
            let areas: Vec<&String> = areas.collect();
            text.push_str(&format!("{card:?} {own:?} {areas:?}\n"));
        }
        // Words share their beginnings with the word before: as bytes, most cannot be seen.
        let dictionaries = self.files.iter().filter(|(path, _)| path.starts_with(&format!("find/{name}/w")));
        for (path, bytes) in dictionaries {
            let words: Words = postcard::from_bytes(bytes).unwrap_or_else(|error| panic!("{path}: {error}"));
            let mut word = String::new();
            for coded in words.words {
                word.truncate(usize::from(coded.same));
                word.push_str(&coded.rest);
                text.push_str(&word);
                text.push('\n');
            }
        }
        text
    }

    /// Whether a search finds a word, or words that begin with it; not words that are only like it.
    pub fn finds(&self, name: &'static str, word: &str) -> bool {
        let Some(mut index) = self.open(name) else { return false };
        let found = index.find(&Query { words: format!("{word} "), ..Query::default() }, 1);
        let read_as_another = found.instead.iter().any(|(typed, _)| typed == word);
        let unknown = found.unknown.iter().any(|unknown| unknown == word);
        assert!(!unknown || found.hits.is_empty(), "{word} is unknown and found");
        !unknown && !read_as_another
    }

    /// Everything as names and bytes. Of the first files only what they say of entries, which is nothing: they name every
    /// value that results can be narrowed by, had or not.
    pub fn all(&self) -> Vec<(String, Vec<u8>)> {
        let first = |path: &str| INDEXES.iter().any(|index| finder::root(index) == path);
        let mut all: Vec<(String, Vec<u8>)> =
            self.files.iter().map(|(path, bytes)| (path.to_string(), bytes.clone())).collect();
        for (path, bytes) in all.iter_mut().filter(|(path, _)| first(path)) {
            let mut root: fingerpost_finder::index::Root = postcard::from_bytes(bytes).unwrap();
            root.facets.clear();
            *bytes = format!("{path} {root:?}").into_bytes();
        }
        all.extend(INDEXES.map(|index| (format!("the index {index} as it reads"), self.text(index).into_bytes())));
        all
    }
}
