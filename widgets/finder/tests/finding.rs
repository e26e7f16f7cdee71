//! What is found: by words, forms, slips, synonyms and places; and that reading files one after another gives the answer
//! that reading all of them gives.
#![allow(missing_docs, reason = "tests")]

use std::collections::{BTreeMap, HashMap};

use fingerpost_finder::find::{Found, Widened, find};
use fingerpost_finder::index::Part;
use fingerpost_finder::place::{Point, Postcode};
use fingerpost_finder::query::{Order, Query, value_of};
use fingerpost_finder::record::{Area, Book, Card, Facet, Record, Size, Value};
use fingerpost_finder::store::Store;
use fingerpost_finder::words::Stems;
use fingerpost_finder::write::{Files, index, map};
use proptest::prelude::*;

/// An index on a shelf: files are handed over one by one.
struct Shelf {
    store: Store,
    files: HashMap<String, Vec<u8>>,
    stems: Stems,
}

impl Shelf {
    fn new(book: &Book) -> Self {
        let (index, map) = (index(book), gazetteer());
        let store = Store::new(&index.root, &map.root).unwrap();
        let files = index.parts.into_iter().chain(map.parts).collect();
        Self { store, files, stems: Stems::default() }
    }

    fn give(&mut self, part: Part) {
        let bytes = &self.files[&self.store.name(part).unwrap()];
        self.store.give(part, bytes);
    }

    /// Reads what is wanted until the answer stands.
    fn find(&mut self, query: &Query) -> Found {
        for _ in 0..100 {
            let found = find(&self.store, &self.stems, query, 1);
            if found.wants.is_empty() {
                return found;
            }
            found.wants.into_iter().for_each(|part| self.give(part));
        }
        panic!("{query:?} never has enough");
    }

    /// Reads everything that would make the numbers whole, too.
    fn find_all(&mut self, query: &Query) -> Found {
        loop {
            let found = self.find(query);
            if found.later.is_empty() {
                return found;
            }
            found.later.into_iter().for_each(|part| self.give(part));
        }
    }

    fn titles(&mut self, words: &str, near: &str) -> Vec<String> {
        let found = self.find(&Query { words: words.into(), near: near.into(), ..Query::default() });
        found.hits.iter().map(|hit| self.store.card(hit.entry).unwrap().unwrap().title.clone()).collect()
    }

    fn first(&mut self, words: &str) -> String {
        self.titles(words, "").into_iter().next().unwrap_or_default()
    }
}

fn area(title: &str, size: Size, around: &[u16], postcodes: &[&str], middle: (u32, u32)) -> Area {
    Area {
        title: title.into(),
        also_called: Vec::new(),
        size,
        around: around.to_vec(),
        postcodes: postcodes.iter().map(|code| (*code).to_owned()).collect(),
        middle: Some(Point { east: middle.0, north: middle.1 }),
    }
}

/// England (0), Dorset (1), West (2), Bridport (3), Lyme Regis (4), Dorchester (5).
fn gazetteer() -> Files {
    let areas = vec![
        area("England", Size::Country, &[0], &[], (400_000, 300_000)),
        area("Dorset", Size::Council, &[1, 0], &[], (370_000, 95_000)),
        area("West Dorset", Size::Locality, &[2, 1, 0], &[], (350_000, 93_000)),
        area("Bridport", Size::Town, &[3, 2, 1, 0], &["DT6"], (346_958, 93_235)),
        area("Lyme Regis", Size::Town, &[4, 2, 1, 0], &["DT7"], (334_005, 92_336)),
        area("Dorchester", Size::Town, &[5, 2, 1, 0], &["DT1"], (369_263, 90_590)),
    ];
    let points = [("DT6 3AA", 346_900, 93_200), ("DT6 3AB", 347_100, 93_100), ("DT1 1AA", 369_000, 90_600)];
    let mut codes: BTreeMap<Postcode, Point> = BTreeMap::new();
    for (code, east, north) in points.into_iter().chain([("DT6", 347_000, 93_000), ("YO1", 460_000, 452_000)]) {
        codes.insert(Postcode::parse(code).unwrap(), Point { east, north });
    }
    map(areas, &codes)
}

fn record(title: &str, summary: &str, areas: &[u16], facets: &[u16]) -> Record {
    let card = Card { id: title.to_lowercase(), title: title.into(), summary: summary.into(), ..Card::default() };
    Record { card, areas: areas.to_vec(), facets: facets.to_vec(), ..Record::default() }
}

fn at(record: Record, east: u32, north: u32, reach: Option<u8>) -> Record {
    Record { point: Some(Point { east, north }), reach, ..record }
}

fn facets() -> Vec<Facet> {
    let facet = |id: &str, all, values: &[&str]| Facet {
        id: id.into(),
        title: id.into(),
        all,
        values: values.iter().map(|id| Value { id: (*id).into(), title: (*id).into() }).collect(),
    };
    vec![facet("kind", false, &["service", "page"]), facet("day", true, &["monday", "tuesday"])]
}

fn shelf() -> Shelf {
    let records = vec![
        record("Home care agencies", "Help to wash and dress, at home.", &[1], &[0]),
        record("Carers' group", "For people who look after someone.", &[3], &[0, 2]),
        record("Carer's assessment", "A talk about what you need.", &[], &[1]),
        record("Dementia support", "Help when memory gets worse.", &[0], &[0, 2, 3]),
        at(record("Lunch club, Lyme Regis", "Lunch with company.", &[4], &[0, 3]), 334_005, 92_336, None),
        at(record("Memory café", "Coffee and company.", &[], &[0]), 346_900, 93_200, None),
        at(record("Sam", "Helps at home with washing and meals.", &[], &[2]), 369_000, 90_600, Some(5)),
    ];
    let synonyms = vec![vec!["home care".to_owned(), "home help".to_owned(), "domiciliary care".to_owned()]];
    Shelf::new(&Book { records, facets: facets(), synonyms, turns: false })
}

#[test]
fn words_forms_slips_and_synonyms_are_found() {
    let mut shelf = shelf();
    for (words, title) in [
        ("carers group", "Carers' group"),
        ("assessment for a carer", "Carer's assessment"),
        ("carers assesment", "Carer's assessment"),
        ("dementai", "Dementia support"),
        ("edmentia", "Dementia support"),
        ("dem", "Dementia support"),
        ("home help", "Home care agencies"),
        ("domicilary care", "Home care agencies"),
        ("cafe", "Memory café"),
        ("where can I find a lunch club?", "Lunch club, Lyme Regis"),
        ("unch club", "Lunch club, Lyme Regis"),
    ] {
        assert_eq!(shelf.first(words), title, "{words}");
    }
}

#[test]
fn what_no_entry_has_is_said() {
    let mut shelf = shelf();
    let mut ask = |words: &str| shelf.find(&Query { words: words.into(), ..Query::default() });
    assert_eq!((ask("zebra ").total, ask("zebra ").unknown), (0, vec!["zebra".to_owned()]));
    let found = ask("demenita support ");
    assert_eq!((found.total, found.instead), (1, vec![("demenita".to_owned(), "dementia".to_owned())]));
    // A word that nothing has does not hide what the others find.
    assert_eq!(ask("zebra dementia ").total, 1);
}

#[test]
fn places_are_known_by_postcode_and_name() {
    let mut shelf = shelf();
    for near in ["DT6 3AA", "dt63aa", "DT6", "Bridport", "bridprot"] {
        assert_eq!(shelf.titles("", near)[..2], ["Memory café", "Carers' group"], "{near}");
    }
    assert_eq!(shelf.titles("carers group near lyme regis", "")[0], "Carers' group");
    let found = shelf.find(&Query { words: "lunch in lyme regis".into(), ..Query::default() });
    assert_eq!((found.spot.unwrap().title.as_str(), found.total), ("Lyme Regis", 1));
    let found = shelf.find(&Query { near: "Atlantis".into(), ..Query::default() });
    assert!(found.lost && found.total == 7);
    let found = shelf.find(&Query { near: "YO1 7HH".into(), ..Query::default() });
    assert_eq!(found.spot.map(|spot| (spot.exact, spot.around)), Some((false, vec![0])));
}

#[test]
fn distance_is_kept_and_who_travels_comes() {
    let mut shelf = shelf();
    let mut near = |place: &str, within| {
        let found = shelf.find_all(&Query { near: place.into(), within: Some(within), ..Query::default() });
        let card = |entry| shelf.store.card(entry).ok().flatten().unwrap().title.clone();
        found.hits.iter().map(|hit| card(hit.entry)).collect::<Vec<_>>()
    };
    let bridport = near("DT6 3AA", 5);
    assert!(bridport.contains(&"Memory café".into()) && bridport.contains(&"Home care agencies".into()));
    assert!(!bridport.contains(&"Sam".into()) && !bridport.contains(&"Lunch club, Lyme Regis".into()));
    assert!(near("DT1 1AA", 5).contains(&"Sam".into()), "Sam comes to Dorchester");
    assert!(!near("DT6 3AA", 40).contains(&"Sam".into()), "and nowhere else");
    assert!(near("DT6 3AA", 10).contains(&"Lunch club, Lyme Regis".into()));
}

#[test]
fn values_narrow_and_are_counted() {
    let mut shelf = shelf();
    let value = |id: &str| value_of(&shelf.store.root, id).unwrap();
    let (service, page, monday, tuesday) =
        (value("kind.service"), value("kind.page"), value("day.monday"), value("day.tuesday"));
    let mut ask = |only: &[u16]| shelf.find_all(&Query { only: only.to_vec(), ..Query::default() });
    let all = ask(&[]);
    assert_eq!((all.total, all.counts), (7, vec![5, 1, 3, 2]));
    // Of a facet of which one value is enough, the others say what they would add.
    let services = ask(&[service]);
    assert_eq!((services.total, services.counts), (5, vec![5, 1, 2, 2]));
    assert_eq!(ask(&[service, page]).total, 6);
    // Of one that asks for all, what would be left.
    let both = ask(&[monday, tuesday]);
    assert_eq!((both.total, both.counts), (1, vec![1, 0, 1, 1]));
}

#[test]
fn nothing_found_widens_by_itself() {
    let mut shelf = shelf();
    let page = value_of(&shelf.store.root, "kind.page").unwrap();
    let query = Query { words: "memory".into(), near: "DT1 1AA".into(), within: Some(5), ..Query::default() };
    let dementia = shelf.find_all(&query);
    assert_eq!((dementia.total, dementia.widened), (1, vec![]));
    let query = Query { words: "lunch".into(), near: "DT1 1AA".into(), within: Some(5), only: vec![page], ..query };
    let found = shelf.find_all(&query);
    assert_eq!((found.total, found.widened), (1, vec![Widened::Distance, Widened::Facet(0)]));
}

#[test]
fn people_take_turns() {
    let person = |at: usize| record(&format!("Person {at}"), "Helps at home.", &[1], &[]);
    let book = Book { records: (0..20).map(person).collect(), turns: true, ..Book::default() };
    let mut shelf = Shelf::new(&book);
    let query = Query { near: "DT6 3AA".into(), pages: 2, ..Query::default() };
    shelf.find_all(&query);
    let first =
        |day| find(&shelf.store, &shelf.stems, &query, day).hits.iter().map(|hit| hit.entry).collect::<Vec<_>>();
    assert_eq!(first(1), first(1));
    assert_ne!(first(1), first(2));
    let leads: std::collections::BTreeSet<u32> = (0..200).map(|day| first(day)[0]).collect();
    assert!(leads.len() > 15, "nearly everyone leads on some day, not only {leads:?}");
}

#[test]
fn the_order_of_records_does_not_matter() {
    let records: Vec<Record> = (0..50).map(|at| record(&format!("Thing {at}"), "Same.", &[1], &[])).collect();
    let mut turned = records.clone();
    turned.reverse();
    let one = index(&Book { records, ..Book::default() });
    let other = index(&Book { records: turned, ..Book::default() });
    assert_eq!((one.root, one.parts), (other.root, other.parts));
}

/// Words, facets, place with miles travelled, areas.
type Given = (Vec<&'static str>, Vec<u16>, Option<(u32, u32, Option<u8>)>, Vec<u16>);

/// Entries all over the county, many to a file.
fn many() -> impl Strategy<Value = Vec<Record>> {
    let words = prop::sample::subsequence(vec!["lunch", "club", "home", "care", "memory", "walk", "swim"], 1..4);
    let facets = prop::collection::vec(0_u16..4, 0..3);
    let place = prop::option::of((330_000_u32..410_000, 70_000_u32..125_000, prop::option::of(0_u8..15)));
    let areas = prop::collection::vec(0_u16..6, 0..2);
    prop::collection::vec((words, facets, place, areas), 600..1500).prop_map(|all| {
        let one = |(number, (words, facets, place, areas)): (usize, Given)| {
            let record = record(&format!("{} {number}", words.join(" ")), "", &areas, &facets);
            match place {
                Some((east, north, reach)) => at(record, east, north, reach),
                None => record,
            }
        };
        all.into_iter().enumerate().map(one).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(12))]

    #[test]
    fn reading_less_finds_the_same(
        records in many(), words in prop::sample::select(vec!["", "lunch", "home care", "lnuch"]),
        near in prop::sample::select(vec!["", "DT6 3AA", "Dorchester", "West Dorset", "YO1"]),
        within in prop::option::of(prop::sample::select(vec![2_u16, 5, 20])),
        only in prop::collection::vec(0_u16..4, 0..2), near_first in any::<bool>(),
    ) {
        let order = if near_first { Order::Near } else { Order::Best };
        let query = Query { words: words.into(), near: near.into(), within, only, order, pages: 1 };
        let book = Book { records, facets: facets(), ..Book::default() };
        let mut shelf = Shelf::new(&book);
        let entries = |found: &Found| found.hits.iter().map(|hit| hit.entry).collect::<Vec<_>>();
        let first = shelf.find(&query);
        let whole = shelf.find_all(&query);
        prop_assert_eq!(entries(&first), entries(&whole));
        prop_assert!(first.total <= whole.total || !first.later.is_empty());
    }
}
