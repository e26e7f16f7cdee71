//! Words as the finder knows them: split, folded to plain small letters, compared by stem and with slips of the finger.

use rust_stemmers::{Algorithm, Stemmer};

/// Longer words are cut.
const LONGEST: usize = 24;

/// What stands within a word and is not of it: apostrophes and soft hyphens.
const JOINS: [char; 3] = ['\'', '\u{2019}', '\u{ad}'];

/// Words that ask but do not tell: they are left out of what is searched for.
const ASKING: [&str; 58] = [
    "a", "about", "am", "an", "and", "any", "anyone", "are", "around", "at", "be", "by", "can", "could", "do", "does",
    "find", "for", "from", "get", "had", "has", "have", "how", "i", "if", "im", "in", "is", "it", "me", "my", "near",
    "nearby", "need", "of", "on", "or", "our", "please", "she", "should", "some", "someone", "that", "the", "their",
    "there", "they", "to", "want", "we", "what", "when", "where", "who", "will", "with",
];

/// Splits text into words: small letters and figures, accents and apostrophes taken away.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word = String::new();
    for c in text.chars() {
        match fold(c) {
            Some(plain) if word.len() < LONGEST => word.push(plain),
            None if !JOINS.contains(&c) => words.extend(finish(&mut word)),
            Some(_) | None => {}
        }
    }
    words.extend(finish(&mut word));
    words
}

fn finish(word: &mut String) -> Option<String> {
    (!word.is_empty()).then(|| std::mem::take(word))
}

/// A character as a plain letter; nothing for what is neither letter nor figure.
fn fold(c: char) -> Option<char> {
    Some(match c {
        'a'..='z' | '0'..='9' => c,
        'A'..='Z' => c.to_ascii_lowercase(),
        'à'..='å' | 'À'..='Å' | 'ā' | 'ă' | 'ą' => 'a',
        'ç' | 'Ç' | 'č' | 'ć' => 'c',
        'è'..='ë' | 'È'..='Ë' | 'ē' | 'ę' | 'ě' => 'e',
        'ì'..='ï' | 'Ì'..='Ï' | 'ī' => 'i',
        'ñ' | 'Ñ' | 'ń' => 'n',
        'ò'..='ö' | 'Ò'..='Ö' | 'ø' | 'Ø' | 'ō' => 'o',
        'ù'..='ü' | 'Ù'..='Ü' | 'ū' => 'u',
        'ŵ' | 'Ŵ' => 'w',
        'ý' | 'ÿ' | 'ŷ' => 'y',
        'ł' => 'l',
        'š' | 'ś' => 's',
        'ž' | 'ź' | 'ż' => 'z',
        c if c.is_alphanumeric() => c.to_lowercase().next().unwrap_or(c),
        _ => return None,
    })
}

/// Whether a word asks without telling.
pub fn asks(word: &str) -> bool {
    ASKING.binary_search(&word).is_ok()
}

/// Tells which words are forms of one: carer and carers, visit and visiting.
pub struct Stems(Stemmer);

impl std::fmt::Debug for Stems {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Stems")
    }
}

impl Default for Stems {
    fn default() -> Self {
        Self(Stemmer::create(Algorithm::English))
    }
}

impl Stems {
    /// What a word and its forms share (Porter's English stemmer).
    pub fn stem(&self, word: &str) -> String {
        self.0.stem(word).into_owned()
    }
}

/// Words of more bytes than this are never a slip away from another.
const LONG: usize = 40;

/// How many slips lie between two words, if not more than `most`: a letter too many, too few, wrong, or two changed about
/// (optimal string alignment). By bytes, as nearly all words are plain.
pub fn slips(typed: &str, word: &str, most: usize) -> Option<usize> {
    if typed.len().abs_diff(word.len()) > most {
        return None;
    }
    rows(typed.as_bytes(), word.as_bytes(), most).map(|row| usize::from(row[word.len()])).filter(|slips| *slips <= most)
}

/// The same for a word that may not be finished: between what was typed and the nearest beginning of the word.
pub fn slips_in_beginning(typed: &str, word: &str, most: usize) -> Option<usize> {
    let word = &word.as_bytes()[..word.len().min(typed.len() + most)];
    let row = rows(typed.as_bytes(), word, most)?;
    row[..=word.len()].iter().map(|slips| usize::from(*slips)).min().filter(|slips| *slips <= most)
}

/// The last row of the table of distances, one for each beginning of `word`; nothing as soon as all are over `most`. On the
/// stack, for thousands of words are tried at each key.
fn rows(typed: &[u8], word: &[u8], most: usize) -> Option<[u8; LONG + 1]> {
    if typed.len() > LONG || word.len() > LONG {
        return None;
    }
    let mut before = [0_u8; LONG + 1];
    let mut last = [0_u8; LONG + 1];
    last.iter_mut().zip(0..).for_each(|(cell, at)| *cell = at);
    for (letter, at) in typed.iter().zip(0_u8..) {
        let mut row = [0_u8; LONG + 1];
        row[0] = at + 1;
        let mut fewest = row[0];
        for (to, other) in word.iter().enumerate() {
            let changed = last[to] + u8::from(letter != other);
            let mut best = changed.min(last[to + 1] + 1).min(row[to] + 1);
            if at > 0 && to > 0 && *letter == word[to - 1] && typed[usize::from(at) - 1] == *other {
                best = best.min(before[to - 1] + 1);
            }
            row[to + 1] = best;
            fewest = fewest.min(best);
        }
        if usize::from(fewest) > most {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    Some(last)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn text_is_split_into_plain_words() {
        assert_eq!(
            words("Alzheimer's Society: day-care, Café & £5"),
            ["alzheimers", "society", "day", "care", "cafe", "5"]
        );
        assert_eq!(words("  "), Vec::<String>::new());
        assert!(ASKING.is_sorted() && asks("near") && !asks("carer"));
    }

    #[test]
    fn forms_of_a_word_share_a_stem() {
        let stems = Stems::default();
        for (one, other) in [("carers", "carer"), ("visits", "visiting"), ("payments", "payment"), ("falls", "falling")]
        {
            assert_eq!(stems.stem(one), stems.stem(other));
        }
    }

    #[test]
    fn slips_of_the_finger_are_counted() {
        for (typed, word, slip) in [
            ("carer", "carer", Some(0)),
            ("carrer", "carer", Some(1)),
            ("caer", "carer", Some(1)),
            ("acrer", "carer", Some(1)),
            ("dementai", "dementia", Some(1)),
            ("xyz", "carer", None),
        ] {
            assert_eq!(slips(typed, word, 1), slip, "{typed}");
        }
        assert_eq!(slips_in_beginning("dmenti", "dementia", 1), Some(1));
        assert_eq!(slips_in_beginning("deme", "dementia", 1), Some(0));
    }

    proptest! {
        #[test]
        fn slips_are_the_same_both_ways(one in "[a-d]{0,8}", other in "[a-d]{0,8}") {
            prop_assert_eq!(slips(&one, &other, 2), slips(&other, &one, 2));
            prop_assert_eq!(slips(&one, &one, 0), Some(0));
        }

        #[test]
        fn any_text_is_split(text in "\\PC*") {
            for word in words(&text) {
                prop_assert!(!word.is_empty() && word.len() <= LONGEST + 3);
            }
        }
    }
}
