//! How well entries fit what is sought: rarer words tell more, names tell more than descriptions, and an entry should have
//! all that was asked for if any has.

use std::collections::BTreeSet;

use crate::index::Part;
use crate::sought::{Match, Sought, Typed, look_up};
use crate::store::Store;
use crate::words::Stems;

/// What a word tells, by where it stands: 7 in a short title, 6 in a title or name, 4 in a heading, 3 in the summary.
const WORTH: [f32; 8] = [0.0, 0.25, 0.3, 0.45, 0.6, 0.7, 0.85, 1.0];

/// What is worth a phrase that means the same as what was typed.
const SAME_MEANING: f32 = 0.75;

/// What a hint adds to the score of an entry that has it.
const HINT: f32 = 0.3;

/// An entry is kept if it has this share of what is sought, by how much each part tells; or else as much as the best.
const ENOUGH: f32 = 0.45;

/// How well each entry fits.
#[derive(Debug, Default)]
pub(crate) struct Scores {
    /// By entry; nothing for those that do not fit.
    pub(crate) of: Vec<f32>,
    /// Words that were read as others.
    pub(crate) instead: Vec<(String, String)>,
    /// Words that no entry has.
    pub(crate) unknown: Vec<String>,
}

/// A phrase with the words of the index that it may mean.
struct Phrase {
    words: Vec<Vec<Match>>,
    worth: f32,
}

/// Scores every entry; `hints` raise those that have them and ask nothing of the rest. Wants all missing files at once.
pub(crate) fn scores(store: &Store, stems: &Stems, sought: &[Sought], hints: &[Typed]) -> Result<Scores, Vec<Part>> {
    let mut wants = BTreeSet::new();
    let mut look = |word: &Typed| {
        look_up(store, stems, word).unwrap_or_else(|part| {
            wants.insert(part);
            Vec::new()
        })
    };
    let mut things: Vec<(&Sought, Vec<Phrase>)> = Vec::new();
    for thing in sought {
        let phrases = thing.phrases.iter().enumerate().map(|(at, phrase)| Phrase {
            words: phrase.iter().map(&mut look).collect(),
            worth: if at == 0 { 1.0 } else { SAME_MEANING },
        });
        things.push((thing, phrases.collect()));
    }
    let hints: Vec<Vec<Match>> = hints.iter().map(&mut look).collect();
    let every = things.iter().flat_map(|(_, phrases)| phrases).flat_map(|phrase| phrase.words.iter().flatten());
    for found in every.chain(hints.iter().flatten()) {
        if let Err(part) = store.list(found.list) {
            wants.insert(part);
        }
    }
    if !wants.is_empty() {
        return Err(wants.into_iter().collect());
    }

    let entries = store.root.entries as usize;
    let mut scores = Scores { of: vec![0.0; entries], ..Scores::default() };
    let mut has = vec![0.0_f32; entries];
    let mut all = 0.0;
    for (thing, phrases) in &things {
        let best = best(phrases.iter().map(|phrase| of_phrase(store, phrase)).collect());
        note(thing, phrases, best.len(), &mut scores);
        if best.is_empty() {
            continue;
        }
        #[allow(clippy::cast_precision_loss, reason = "counts of entries")]
        let tells = (1.0 + entries as f32 / best.len() as f32).ln();
        all += tells;
        for (entry, of) in best {
            if let Some((score, has)) = scores.of.get_mut(entry as usize).zip(has.get_mut(entry as usize)) {
                *score += of * tells;
                *has += tells;
            }
        }
    }
    let most = has.iter().copied().fold(0.0, f32::max);
    let enough = (ENOUGH * all).min(most * 0.99);
    for (of, has) in scores.of.iter_mut().zip(&has) {
        *of = if *has > 0.0 && *has >= enough { *of * (*has / all).powi(2) } else { 0.0 };
    }
    for (entry, worth) in hints.iter().flat_map(|hint| of_word(store, hint)) {
        if let Some(of) = scores.of.get_mut(entry as usize).filter(|of| **of > 0.0) {
            *of += HINT * worth;
        }
    }
    Ok(scores)
}

/// What to say of the words of a thing: those read as others, those that no entry has.
fn note(thing: &Sought, phrases: &[Phrase], number: usize, scores: &mut Scores) {
    let typed = &thing.phrases[0];
    if number == 0 {
        scores.unknown.extend(typed.iter().map(|word| word.text.clone()));
    } else if phrases.len() == 1 {
        for (word, found) in typed.iter().zip(&phrases[0].words) {
            if let Some(instead) = found.first().and_then(|found| found.instead.clone()) {
                scores.instead.push((word.text.clone(), instead));
            }
        }
    }
}

/// Entries, each once and in order, with what is said of them.
type Said = Vec<(u32, f32)>;

/// The best that any of several says of each entry.
fn best(mut all: Vec<Said>) -> Said {
    if all.len() == 1 {
        return all.remove(0);
    }
    let mut all: Said = all.into_iter().flatten().collect();
    all.sort_unstable_by(|one, other| one.0.cmp(&other.0).then(other.1.total_cmp(&one.1)));
    all.dedup_by_key(|(entry, _)| *entry);
    all
}

/// What a word says of the entries that have it.
fn of_word(store: &Store, matches: &[Match]) -> Said {
    let said = |found: &Match| -> Said {
        let list = store.list(found.list).unwrap_or_default();
        list.iter().map(|(entry, tells)| (*entry, WORTH[usize::from(*tells)] * found.quality)).collect()
    };
    best(matches.iter().map(said).collect())
}

/// What a phrase says of the entries that have all its words.
fn of_phrase(store: &Store, phrase: &Phrase) -> Said {
    #[allow(clippy::cast_precision_loss, reason = "a handful of words")]
    let share = phrase.worth / phrase.words.len().max(1) as f32;
    let words = phrase.words.iter().map(|matches| of_word(store, matches));
    let both = words.reduce(|one, other| {
        let mut others = other.iter().peekable();
        let with = |(entry, said): (u32, f32)| {
            while others.next_if(|(other, _)| *other < entry).is_some() {}
            others.next_if(|(other, _)| *other == entry).map(|(_, more)| (entry, said + more))
        };
        one.into_iter().filter_map(with).collect()
    });
    both.unwrap_or_default().into_iter().map(|(entry, said)| (entry, said * share)).collect()
}
