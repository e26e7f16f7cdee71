//! The files of an index: what the build writes and the browser reads, from the same types. A reader loads the root, and
//! then only the files that a question needs, each a few kB under a name that holds the hash of its bytes.
//!
//! | file | holds |
//! |---|---|
//! | root | facets, synonyms, and the hashes of all other files |
//! | map | areas, outcodes, and the hashes of the files of postcodes |
//! | `w` | the words that begin with one letter, sorted, and where their entries are listed |
//! | `l` | lists of entries, some words to a file |
//! | `f` | facts of 512 entries that lie near each other: place, areas, values of facets |
//! | `c` | cards of 16 entries |
//! | `p` | postcodes of an outcode; number 0 holds the outcodes elsewhere |

use serde::{Deserialize, Serialize};

use crate::place::Point;
use crate::record::{Area, Facet};

/// Entries in a file of facts.
pub const FACTS: usize = 512;

/// Entries in a file of cards.
pub const CARDS: usize = 16;

/// Bytes that a file of lists should not go over, unless one list alone does.
pub const LISTS: usize = 8_000;

/// A file besides root and map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// Words that begin with a letter.
    Words(u16),
    /// Lists of entries.
    Lists(u16),
    /// Facts of entries.
    Facts(u16),
    /// Cards of entries.
    Cards(u16),
    /// Postcodes of an outcode, by number from 1; 0 is the outcodes elsewhere.
    Postcodes(u16),
}

impl Part {
    /// The file's name, with the hash of its bytes.
    pub fn name(self, hash: u32) -> String {
        let (letter, number) = match self {
            Self::Words(number) => ("w", number),
            Self::Lists(number) => ("l", number),
            Self::Facts(number) => ("f", number),
            Self::Cards(number) => ("c", number),
            Self::Postcodes(number) => ("p", number),
        };
        format!("{letter}{number}.{hash:08x}.bin")
    }
}

/// A short hash that changes when a file does (FNV-1a, folded). Files keep their number, so no two share a name.
pub fn hash(bytes: &[u8]) -> u32 {
    let long = bytes
        .iter()
        .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3));
    #[allow(clippy::cast_possible_truncation, reason = "both halves are in it")]
    let short = (long ^ (long >> 32)) as u32;
    short
}

/// The first file.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Root {
    /// How many entries there are.
    pub entries: u32,
    /// Whether equals take turns from day to day.
    pub turns: bool,
    /// What results can be narrowed by.
    pub facets: Vec<Facet>,
    /// Groups of phrases that mean the same, in words.
    pub synonyms: Vec<Vec<Vec<String>>>,
    /// The letters that words begin with, and their files' hashes.
    pub letters: Vec<(char, u32)>,
    /// Hashes of the files of lists.
    pub lists: Vec<u32>,
    /// The files of facts.
    pub facts: Vec<Extent>,
    /// Hashes of the files of cards.
    pub cards: Vec<u32>,
}

/// A file of facts, and where its entries are: enough to know that a question need not read it.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Extent {
    /// Its hash.
    pub hash: u32,
    /// Least and greatest of east and north of its entries that have a place, in hundreds of metres.
    pub spread: Option<[u16; 4]>,
    /// The furthest that one of them travels, in miles.
    pub reach: u8,
    /// Whether some have no place.
    pub placeless: bool,
    /// The areas that some of them serve.
    pub areas: Vec<u16>,
}

/// Words that begin with a letter.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Words {
    /// The first file of lists that they use.
    pub first: u16,
    /// In the order of the alphabet.
    pub words: Vec<Coded>,
}

/// A word, told from the one before.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Coded {
    /// Letters that it shares with the one before.
    pub same: u8,
    /// The rest.
    pub rest: String,
    /// How many entries have it.
    pub entries: u32,
    /// Whether its list begins another file.
    pub turn: bool,
}

/// Lists of entries, in the order of their words. A number is the distance from the entry before, times eight, plus how
/// much the word tells of the entry.
pub type Lists = Vec<Vec<u32>>;

/// What is known of an entry besides its words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Where it is, in hundreds of metres; both nothing if it has no place.
    pub at: (u16, u16),
    /// Miles that it travels, plus one; nothing if people come to it.
    pub reach: u8,
    /// Areas that it serves.
    pub areas: Vec<u16>,
    /// Values of facets that are true of it.
    pub facets: Vec<u16>,
}

impl Facts {
    /// Where it is, to a hundred metres.
    pub fn point(&self) -> Option<Point> {
        (self.at != (0, 0)).then(|| point(self.at))
    }

    /// Miles that it comes to people.
    pub fn reach(&self) -> Option<u8> {
        self.reach.checked_sub(1)
    }
}

/// A point in hundreds of metres.
pub fn coarse(point: Point) -> (u16, u16) {
    let hundreds = |metres: u32| u16::try_from(metres / 100).unwrap_or(u16::MAX);
    (hundreds(point.east), hundreds(point.north))
}

/// The middle of the hundred metres.
pub fn point((east, north): (u16, u16)) -> Point {
    Point { east: u32::from(east) * 100 + 50, north: u32::from(north) * 100 + 50 }
}

/// Areas and postcodes.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Map {
    /// Areas, by number.
    pub areas: Vec<Area>,
    /// Outcodes whose postcodes are known: name, middle, hash of its file.
    pub outcodes: Vec<(String, Point, u32)>,
    /// Hash of the file of outcodes elsewhere.
    pub elsewhere: u32,
}

/// Postcodes of an outcode: second half, and metres from the outcode's middle.
pub type Postcodes = Vec<(String, i32, i32)>;

/// Outcodes elsewhere and their middles.
pub type Elsewhere = Vec<(String, Point)>;
