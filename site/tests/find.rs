//! What people type is found: the queries in tests/finder, over the shipped content, by the engine of the site's search.
#![allow(missing_docs, clippy::disallowed_methods, reason = "tests read files as they like")]

mod support;

use std::path::Path;

use fingerpost::finder::{self, Index};
use fingerpost::source::load::{Options, load};
use fingerpost::source::world::Disk;
use fingerpost_finder::query::Query;
use serde::Deserialize;

#[derive(Deserialize)]
struct Asked {
    words: String,
    #[serde(default)]
    near: String,
    /// Any of these is a right answer.
    expect: Vec<String>,
}

/// Of a hundred queries, so many must have a right answer among the first three.
const FOUND: usize = 95;

#[test]
fn what_people_type_is_found_among_the_first_three() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (library, _) = load(&Disk::new(&root, support::TODAY), &Options::default());
    let files = finder::files(&library.unwrap());
    let mut index = Index::open(&files, "site").unwrap();
    let text = std::fs::read_to_string(root.join("tests/finder/queries.yaml")).unwrap();
    let queries: Vec<Asked> = serde_yaml::from_str(&text).unwrap();
    let mut missed = Vec::new();
    for asked in &queries {
        let query = Query { words: asked.words.clone(), near: asked.near.clone(), ..Query::default() };
        let found = index.find(&query, 1);
        let address = |entry| index.store.card(entry).ok().flatten().map_or("", |card| &card.address);
        let all: Vec<&str> = found.hits.iter().map(|hit| address(hit.entry)).collect();
        if !all.iter().take(3).any(|address| asked.expect.iter().any(|expect| expect == address)) {
            missed.push(format!(
                "\"{}\" near \"{}\" finds {:?} of {}, read as {:?}, unknown {:?}; right at {:?}",
                asked.words,
                asked.near,
                &all[..all.len().min(3)],
                found.total,
                found.instead,
                found.unknown,
                asked.expect.iter().map(|one| all.iter().position(|address| address == one)).collect::<Vec<_>>(),
            ));
        }
    }
    let found = queries.len() - missed.len();
    eprintln!("{found} of {}\n{}", queries.len(), missed.join("\n"));
    assert!(queries.len() >= 60 && found * 100 >= queries.len() * FOUND, "{found} of {}", queries.len());
}
