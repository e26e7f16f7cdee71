//! Writes the files of an index and of the map. The same records give the same bytes, in whatever order they come.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;

use crate::index::{
    CARDS, Coded, Elsewhere, Extent, FACTS, Facts, LISTS, Lists, Map, Part, Postcodes, Root, Words, coarse, hash,
};
use crate::place::{Point, Postcode};
use crate::record::{Area, Book, Card, Record};
use crate::store::Entries;
use crate::words::{asks, words};

/// Files under their names.
#[derive(Debug, Default)]
pub struct Files {
    /// The first file.
    pub root: Vec<u8>,
    /// All others: name and bytes.
    pub parts: Vec<(String, Vec<u8>)>,
}

impl Files {
    fn put(&mut self, part: Part, value: &impl Serialize) -> u32 {
        let bytes = bytes(value);
        let hash = hash(&bytes);
        self.parts.push((part.name(hash), bytes));
        hash
    }
}

fn bytes(value: &impl Serialize) -> Vec<u8> {
    postcard::to_allocvec(value).unwrap_or_else(|_| unreachable!("plain data has a form"))
}

/// How much a word tells of an entry, from 1 to 7, by where it stands.
mod tells {
    pub(super) const SHORT_TITLE: u8 = 7;
    pub(super) const TITLE: u8 = 6;
    pub(super) const NAME: u8 = 6;
    pub(super) const EXPLAINED: u8 = 5;
    pub(super) const HEADING: u8 = 4;
    pub(super) const SUMMARY: u8 = 3;
    pub(super) const TEXT: u8 = 1;
}

/// Titles of so many words or fewer say most with each.
const SHORT: usize = 3;

/// Writes an index.
pub fn index(book: &Book) -> Files {
    let mut records: Vec<&Record> = book.records.iter().collect();
    // Entries that lie near each other stand near each other; those without a place come first.
    records.sort_by_cached_key(|record| {
        (record.point.map(crossed), record.card.title.to_lowercase(), record.card.id.clone())
    });
    let mut files = Files::default();
    let mut root = Root {
        entries: number(records.len()),
        turns: book.turns,
        facets: book.facets.clone(),
        synonyms: synonyms(&book.synonyms),
        ..Root::default()
    };
    lists(&records, &mut root, &mut files);
    for (at, group) in records.chunks(FACTS).enumerate() {
        let facts: Vec<Facts> = group.iter().map(|record| facts(record)).collect();
        let hash = files.put(Part::Facts(short(at)), &facts);
        root.facts.push(Extent { hash, ..extent(&facts) });
    }
    for (at, group) in records.chunks(CARDS).enumerate() {
        let cards: Vec<&Card> = group.iter().map(|record| &record.card).collect();
        root.cards.push(files.put(Part::Cards(short(at)), &cards));
    }
    files.root = bytes(&root);
    files
}

fn number(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

fn short(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

/// The bits of east and north, turn by turn: near points get near numbers (Morton order), to the kilometre.
fn crossed(point: Point) -> u64 {
    let spread =
        |metres: u32| (0..16).fold(0_u64, |bits, bit| bits | u64::from((metres / 1000) >> bit & 1) << (2 * bit));
    spread(point.east) << 1 | spread(point.north)
}

/// Phrases in words; asking words left out, as they are of what is searched for.
fn synonyms(groups: &[Vec<String>]) -> Vec<Vec<Vec<String>>> {
    let phrase = |text: &String| words(text).into_iter().filter(|word| !asks(word)).collect::<Vec<_>>();
    groups.iter().map(|group| group.iter().map(phrase).filter(|phrase| !phrase.is_empty()).collect()).collect()
}

/// The words of every entry, letter by letter, and the lists of entries behind them.
fn lists(records: &[&Record], root: &mut Root, files: &mut Files) {
    let mut all: HashMap<String, Entries> = HashMap::new();
    let mut pairs: HashMap<String, Entries> = HashMap::new();
    for (at, record) in records.iter().enumerate() {
        let at = number(at);
        let mut add = |text: &str, tells: u8| {
            let words = words(text);
            if tells >= tells::HEADING {
                for two in words.windows(2).filter(|two| !two.iter().any(|word| asks(word))) {
                    note(&mut pairs, two.concat(), at, tells);
                }
            }
            for word in words.into_iter().filter(|word| !asks(word)) {
                note(&mut all, word, at, tells);
            }
        };
        let title = &record.card.title;
        let is_short = words(title).iter().filter(|word| !asks(word)).count() <= SHORT;
        let (title_tells, name_tells) = match (record.explains, is_short) {
            (true, _) => (tells::EXPLAINED, tells::HEADING),
            (false, true) => (tells::SHORT_TITLE, tells::NAME),
            (false, false) => (tells::TITLE, tells::NAME),
        };
        add(title, title_tells);
        record.also_called.iter().for_each(|name| add(name, name_tells));
        record.headings.iter().for_each(|heading| add(heading, tells::HEADING));
        add(&record.card.kind, tells::HEADING);
        add(&record.card.summary, tells::SUMMARY);
        add(&record.text, tells::TEXT);
    }
    // A pair that only one entry has tells nothing that its words do not.
    for (pair, list) in pairs.into_iter().filter(|(_, list)| list.len() > 1) {
        for (at, tells) in list {
            note(&mut all, pair.clone(), at, tells);
        }
    }
    let mut letters: BTreeMap<char, Vec<(String, Entries)>> = BTreeMap::new();
    for (word, list) in all {
        letters.entry(letter(&word)).or_default().push((word, list));
    }
    for (at, (letter, mut words)) in letters.into_iter().enumerate() {
        words.sort_unstable();
        let first = short(root.lists.len());
        let mut coded = Vec::with_capacity(words.len());
        let mut file: Lists = Vec::new();
        let mut size = 0;
        let mut before = "";
        for (word, list) in &words {
            let list = steps(list);
            let turn = size > 0 && size + list.len() * 2 > LISTS;
            if turn {
                root.lists.push(files.put(Part::Lists(short(root.lists.len())), &file));
                file.clear();
                size = 0;
            }
            size += list.len() * 2;
            let same = before.bytes().zip(word.bytes()).take_while(|(a, b)| a == b).count();
            let same = (0..=same).rev().find(|at| word.is_char_boundary(*at)).unwrap_or(0);
            coded.push(Coded {
                same: u8::try_from(same).unwrap_or(u8::MAX),
                rest: word[same..].to_owned(),
                entries: number(list.len()),
                turn,
            });
            before = word;
            file.push(list);
        }
        root.lists.push(files.put(Part::Lists(short(root.lists.len())), &file));
        root.letters.push((letter, files.put(Part::Words(short(at)), &Words { first, words: coded })));
    }
}

/// Notes that an entry has a word. A word that it has in several places tells what it tells in the best.
fn note(all: &mut HashMap<String, Entries>, word: String, at: u32, tells: u8) {
    let list = all.entry(word).or_default();
    match list.binary_search_by_key(&at, |(at, _)| *at) {
        Ok(same) => list[same].1 = list[same].1.max(tells),
        Err(place) => list.insert(place, (at, tells)),
    }
}

/// The letter or figure whose file a word is in: words that begin with neither a to z nor 0 to 9 are together.
pub(crate) fn letter(word: &str) -> char {
    word.chars().next().filter(char::is_ascii_alphanumeric).unwrap_or('*')
}

/// A list as distances.
fn steps(list: &[(u32, u8)]) -> Vec<u32> {
    let mut before = 0;
    let step = |(at, tells): &(u32, u8)| {
        let step = (at - before) << 3 | u32::from(*tells);
        before = *at;
        step
    };
    list.iter().map(step).collect()
}

fn facts(record: &Record) -> Facts {
    let sorted = |list: &[u16]| list.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
    Facts {
        at: record.point.map(coarse).unwrap_or_default(),
        reach: record.reach.map_or(0, |miles| miles.saturating_add(1)),
        areas: sorted(&record.areas),
        facets: sorted(&record.facets),
    }
}

fn extent(facts: &[Facts]) -> Extent {
    let mut extent = Extent::default();
    let mut areas = BTreeSet::new();
    for facts in facts {
        areas.extend(facts.areas.iter().copied());
        extent.reach = extent.reach.max(facts.reach().unwrap_or_default());
        let (east, north) = facts.at;
        if facts.point().is_none() {
            extent.placeless = true;
        } else {
            let [e, f, n, o] = extent.spread.unwrap_or([east, east, north, north]);
            extent.spread = Some([e.min(east), f.max(east), n.min(north), o.max(north)]);
        }
    }
    extent.areas = areas.into_iter().collect();
    extent
}

/// Writes the map: areas, and postcodes by outcode. Outcodes none of whose postcodes are known stand together.
pub fn map(areas: Vec<Area>, points: &BTreeMap<Postcode, Point>) -> Files {
    let mut files = Files::default();
    let mut map = Map { areas, ..Map::default() };
    let mut elsewhere: Elsewhere = Vec::new();
    let mut codes: BTreeMap<&str, Vec<(&str, Point)>> = BTreeMap::new();
    for (code, point) in points {
        let known = codes.entry(&code.outcode).or_default();
        if code.is_whole() {
            known.push((&code.incode, *point));
        }
    }
    for (outcode, known) in codes {
        let whole = Postcode { outcode: outcode.to_owned(), incode: String::new() };
        let given = points.get(&whole).copied();
        let Some(middle) = given.or_else(|| Point::middle(known.iter().map(|(_, point)| *point))) else { continue };
        if known.is_empty() {
            elsewhere.push((outcode.to_owned(), middle));
            continue;
        }
        let metres = |here: u32, there: u32| i32::try_from(i64::from(here) - i64::from(there)).unwrap_or_default();
        let away = |(incode, point): &(&str, Point)| {
            ((*incode).to_owned(), metres(point.east, middle.east), metres(point.north, middle.north))
        };
        let list: Postcodes = known.iter().map(away).collect();
        let part = Part::Postcodes(short(map.outcodes.len() + 1));
        map.outcodes.push((outcode.to_owned(), middle, files.put(part, &list)));
    }
    map.elsewhere = files.put(Part::Postcodes(0), &elsewhere);
    files.root = bytes(&map);
    files
}
