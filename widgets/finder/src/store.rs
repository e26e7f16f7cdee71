//! The files of an index that have been read, and the names of those that have not. Whoever asks gets the file or a want;
//! nothing here fetches, so that the browser, the command line and tests bring files each in their own way.

use std::collections::BTreeMap;

use serde::de::DeserializeOwned;

use crate::index::{CARDS, Elsewhere, FACTS, Facts, Lists, Map, Part, Postcodes, Root, Words};
use crate::record::Card;
use crate::write::letter;

/// A word of the index.
#[derive(Debug)]
pub(crate) struct Word {
    pub(crate) text: String,
    /// How many entries have it.
    pub(crate) entries: u32,
    /// Where its list is.
    pub(crate) list: List,
}

/// Where a list of entries is: file, and place in it.
pub(crate) type List = (u16, usize);

/// A list of entries, each with how much the word tells of it.
pub(crate) type Entries = Vec<(u32, u8)>;

/// What has been read of an index.
#[derive(Debug, Default)]
pub struct Store {
    /// The first file.
    pub root: Root,
    /// Areas and outcodes.
    pub map: Map,
    words: BTreeMap<u16, Vec<Word>>,
    lists: BTreeMap<u16, Vec<Entries>>,
    facts: BTreeMap<u16, Vec<Facts>>,
    cards: BTreeMap<u16, Vec<Card>>,
    postcodes: BTreeMap<u16, Postcodes>,
    elsewhere: Option<Elsewhere>,
}

fn read<T: DeserializeOwned>(bytes: &[u8]) -> Option<T> {
    postcard::from_bytes(bytes).ok()
}

impl Store {
    /// A store with the first two files; nothing if they make no sense.
    pub fn new(root: &[u8], map: &[u8]) -> Option<Self> {
        Some(Self { root: read(root)?, map: read(map)?, ..Self::default() })
    }

    /// The name of a file.
    pub fn name(&self, part: Part) -> Option<String> {
        let hash = match part {
            Part::Words(at) => self.root.letters.get(usize::from(at))?.1,
            Part::Lists(at) => *self.root.lists.get(usize::from(at))?,
            Part::Facts(at) => self.root.facts.get(usize::from(at))?.hash,
            Part::Cards(at) => *self.root.cards.get(usize::from(at))?,
            Part::Postcodes(0) => self.map.elsewhere,
            Part::Postcodes(at) => self.map.outcodes.get(usize::from(at) - 1)?.2,
        };
        Some(part.name(hash))
    }

    /// Takes in a file. One that makes no sense is as good as empty, so that it is not asked for again.
    pub fn give(&mut self, part: Part, bytes: &[u8]) {
        match part {
            Part::Words(at) => drop(self.words.insert(at, read(bytes).map(unfold).unwrap_or_default())),
            Part::Lists(at) => {
                let lists: Lists = read(bytes).unwrap_or_default();
                self.lists.insert(at, lists.into_iter().map(entries).collect());
            }
            Part::Facts(at) => drop(self.facts.insert(at, read(bytes).unwrap_or_default())),
            Part::Cards(at) => drop(self.cards.insert(at, read(bytes).unwrap_or_default())),
            Part::Postcodes(0) => self.elsewhere = Some(read(bytes).unwrap_or_default()),
            Part::Postcodes(at) => drop(self.postcodes.insert(at, read(bytes).unwrap_or_default())),
        }
    }

    /// The words that begin as this one does.
    pub(crate) fn words(&self, word: &str) -> Result<&[Word], Part> {
        let Some(at) = self.root.letters.iter().position(|(of, _)| *of == letter(word)) else { return Ok(&[]) };
        self.letter(at)
    }

    /// The words of a letter, by its place among the letters.
    pub(crate) fn letter(&self, at: usize) -> Result<&[Word], Part> {
        let at = short(at);
        self.words.get(&at).map(Vec::as_slice).ok_or(Part::Words(at))
    }

    /// A list of entries.
    pub(crate) fn list(&self, (file, at): List) -> Result<&[(u32, u8)], Part> {
        let lists = self.lists.get(&file).ok_or(Part::Lists(file))?;
        Ok(lists.get(at).map_or(&[], Vec::as_slice))
    }

    /// The facts of a group of entries.
    pub(crate) fn facts(&self, group: usize) -> Result<&[Facts], Part> {
        let group = short(group);
        self.facts.get(&group).map(Vec::as_slice).ok_or(Part::Facts(group))
    }

    /// The facts of one entry, if they have been read.
    pub fn facts_of(&self, entry: u32) -> Option<&Facts> {
        let (group, at) = split(entry, FACTS);
        self.facts.get(&group)?.get(at)
    }

    /// The card of an entry.
    pub fn card(&self, entry: u32) -> Result<Option<&Card>, Part> {
        let (group, at) = split(entry, CARDS);
        self.cards.get(&group).map(|cards| cards.get(at)).ok_or(Part::Cards(group))
    }

    /// The postcodes of an outcode, by its place among the outcodes.
    pub(crate) fn postcodes(&self, at: usize) -> Result<&Postcodes, Part> {
        let at = short(at + 1);
        self.postcodes.get(&at).ok_or(Part::Postcodes(at))
    }

    /// Outcodes whose postcodes are not known.
    pub(crate) fn elsewhere(&self) -> Result<&Elsewhere, Part> {
        self.elsewhere.as_ref().ok_or(Part::Postcodes(0))
    }
}

fn short(at: usize) -> u16 {
    u16::try_from(at).unwrap_or(u16::MAX)
}

fn split(entry: u32, size: usize) -> (u16, usize) {
    let entry = entry as usize;
    (short(entry / size), entry % size)
}

fn unfold(coded: Words) -> Vec<Word> {
    let mut before = String::new();
    let mut list = (coded.first, 0);
    let one = |word: crate::index::Coded| {
        before.truncate(before.floor_char_boundary(usize::from(word.same)));
        before.push_str(&word.rest);
        if word.turn {
            list = (list.0 + 1, 0);
        }
        let here = list;
        list.1 += 1;
        Word { text: before.clone(), entries: word.entries, list: here }
    };
    coded.words.into_iter().map(one).collect()
}

fn entries(steps: Vec<u32>) -> Entries {
    let mut at = 0_u32;
    let one = |step: u32| {
        at = at.saturating_add(step >> 3);
        #[allow(clippy::cast_possible_truncation, reason = "three bits")]
        let tells = (step & 7) as u8;
        (at, tells)
    };
    steps.into_iter().map(one).collect()
}
