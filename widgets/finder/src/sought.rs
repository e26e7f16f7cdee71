//! What words look for: each word, or each phrase that has others of the same meaning, becomes a thing sought; each thing
//! sought is looked up in the words of the index, by form, by beginning, and with a slip of the finger.

use crate::index::{Part, Root};
use crate::store::{List, Store};
use crate::words::{Stems, asks, slips, slips_in_beginning, words};

/// A thing that is sought: any of its phrases will do.
#[derive(Debug)]
pub(crate) struct Sought {
    /// Phrases: what was typed first, then what means the same.
    pub(crate) phrases: Vec<Vec<Typed>>,
}

/// A word as it was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Typed {
    pub(crate) text: String,
    /// Whether more letters may come.
    pub(crate) open: bool,
    /// Whether it was not typed but stands for what was: then nothing is forgiven.
    pub(crate) meant: bool,
}

impl Typed {
    /// A whole word.
    pub(crate) fn whole(text: String) -> Self {
        Self { text, open: false, meant: false }
    }
}

/// What a word was found as.
#[derive(Debug, Clone)]
pub(crate) struct Match {
    pub(crate) list: List,
    /// How good it is, up to 1.
    pub(crate) quality: f32,
    /// The word of the index, where a slip was forgiven.
    pub(crate) instead: Option<String>,
}

/// What words look for. The last word may not be finished.
pub(crate) fn sought(root: &Root, stems: &Stems, typed: &[String], open: bool) -> Vec<Sought> {
    let last = typed.len().saturating_sub(1);
    let typed: Vec<Typed> = typed
        .iter()
        .enumerate()
        .map(|(at, word)| Typed { open: open && at == last, ..Typed::whole(word.clone()) })
        .filter(|word| word.open || !asks(&word.text))
        .collect();
    let mut all = Vec::new();
    let mut at = 0;
    while at < typed.len() {
        let here = &typed[at..];
        let of = |group: &Vec<Vec<String>>| {
            let phrases = group.iter().filter(|phrase| begins_with(stems, here, phrase));
            phrases.map(Vec::len).max()
        };
        let longest =
            root.synonyms.iter().filter_map(|group| Some((of(group)?, group))).max_by_key(|(length, _)| *length);
        let length = longest.map_or(1, |(length, _)| length);
        let mut phrases = vec![here[..length].to_vec()];
        for phrase in longest.map(|(_, group)| group).into_iter().flatten() {
            let meant = |word: &String| Typed { meant: true, ..Typed::whole(word.clone()) };
            phrases.push(phrase.iter().map(meant).collect());
        }
        all.push(Sought { phrases });
        at += length;
    }
    all
}

/// Whether what was typed begins with a phrase: its words in any form, long ones with a slip.
fn begins_with(stems: &Stems, typed: &[Typed], phrase: &[String]) -> bool {
    let same = |typed: &Typed, word: &String| {
        typed.text == *word
            || typed.open && typed.text.len() > 3 && word.starts_with(&typed.text)
            || stems.stem(&typed.text) == stems.stem(word)
            || typed.text.len() > 4 && slips(&typed.text, word, 1).is_some()
    };
    phrase.len() <= typed.len() && typed.iter().zip(phrase).all(|(typed, word)| same(typed, word))
}

/// Beginnings are followed to so many words.
const BEGINNINGS: usize = 24;

/// Slips are forgiven for so many words.
const FORGIVEN: usize = 3;

/// Looks a word up: itself and its other forms; words it begins; and if there is none, words that are a slip away.
pub(crate) fn look_up(store: &Store, stems: &Stems, typed: &Typed) -> Result<Vec<Match>, Part> {
    let text = typed.text.as_str();
    let words = store.words(text)?;
    let mut found = Vec::new();
    // Forms of a word share at least its first letters, so they stand together.
    let head: String = text.chars().take(3).collect();
    let from = words.partition_point(|word| word.text.as_str() < head.as_str());
    let alike = words[from..].iter().take_while(|word| word.text.starts_with(&head));
    let stem = stems.stem(text);
    let mut begun = Vec::new();
    for word in alike {
        let quality = if word.text == text {
            1.0
        } else if stems.stem(&word.text) == stem {
            0.95
        } else {
            if word.text.starts_with(text) {
                begun.push(word);
            }
            continue;
        };
        found.push(Match { list: word.list, quality, instead: None });
    }
    if typed.meant {
        return Ok(found);
    }
    if (typed.open && text.len() > 1) || (found.is_empty() && text.len() > 3) {
        begun.sort_by_key(|word| std::cmp::Reverse(word.entries));
        let quality = if found.is_empty() { 0.8 } else { 0.6 };
        found.extend(begun.iter().take(BEGINNINGS).map(|word| Match { list: word.list, quality, instead: None }));
    }
    // A figure that is wrong is another figure.
    let forgiving = text.len() > 3 && !text.bytes().any(|byte| byte.is_ascii_digit());
    if found.is_empty() && forgiving { forgive(store, typed) } else { Ok(found) }
}

/// Words a slip away: of the same first letter, then of the second (it may have come first), then of any. Long words may
/// hold two slips.
fn forgive(store: &Store, typed: &Typed) -> Result<Vec<Match>, Part> {
    let text = typed.text.as_str();
    let second = text.get(1..).unwrap_or_default();
    for most in 1..=1 + usize::from(text.len() > 7) {
        for letters in [text, second] {
            let found = near(store.words(letters)?, typed, most);
            if !found.is_empty() {
                return Ok(found);
            }
        }
    }
    let mut all = Vec::new();
    for at in 0..store.root.letters.len() {
        all.extend(near(store.letter(at)?, typed, 1));
    }
    all.truncate(FORGIVEN);
    Ok(all)
}

fn near(words: &[crate::store::Word], typed: &Typed, most: usize) -> Vec<Match> {
    let text = typed.text.as_str();
    let count = |word: &str| {
        if word.len() + most < text.len() || (!typed.open && word.len() > text.len() + most) {
            return None;
        }
        let whole = slips(text, word, most);
        if typed.open { whole.or_else(|| slips_in_beginning(text, word, most)) } else { whole }
    };
    let mut near: Vec<_> = words.iter().filter_map(|word| Some((count(&word.text)?, word))).collect();
    near.sort_by_key(|(slips, word)| (*slips, std::cmp::Reverse(word.entries)));
    let least = near.first().map_or(0, |(slips, _)| *slips);
    let best = near.into_iter().take_while(|(slips, _)| *slips == least).take(FORGIVEN);
    best.map(|(_, word)| Match { list: word.list, quality: 0.7, instead: Some(word.text.clone()) }).collect()
}

/// Words that stand side by side, as one: "home care" is not "care home".
pub(crate) fn pairs(words: &[String]) -> Vec<Typed> {
    let both = |two: &[String]| Typed { meant: true, ..Typed::whole(two.concat()) };
    words.windows(2).filter(|two| !two.iter().any(|word| asks(word))).map(both).collect()
}

/// Splits what was typed into words, and says whether the last may not be finished.
pub(crate) fn typed(text: &str) -> (Vec<String>, bool) {
    (words(text), text.chars().next_back().is_some_and(char::is_alphanumeric))
}
