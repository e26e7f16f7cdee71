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
        let mut best = vec![0.0_f32; entries];
        for phrase in phrases {
            for (one, of) in best.iter_mut().zip(of_phrase(store, phrase, entries)) {
                *one = one.max(of);
            }
        }
        let number = best.iter().filter(|score| **score > 0.0).count();
        note(thing, phrases, number, &mut scores);
        if number == 0 {
            continue;
        }
        #[allow(clippy::cast_precision_loss, reason = "counts of entries")]
        let tells = (1.0 + entries as f32 / number as f32).ln();
        all += tells;
        for ((of, has), best) in scores.of.iter_mut().zip(&mut has).zip(best) {
            if best > 0.0 {
                *of += best * tells;
                *has += tells;
            }
        }
    }
    let most = has.iter().copied().fold(0.0, f32::max);
    let enough = (ENOUGH * all).min(most * 0.99);
    for ((of, has), at) in scores.of.iter_mut().zip(&has).zip(0..) {
        *of = if *has > 0.0 && *has >= enough { *of * (*has / all).powi(2) } else { 0.0 };
        if *of > 0.0 {
            *of += 0.3 * hint(store, &hints, at);
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

/// What a phrase says of each entry: nothing of those that lack a word of it.
fn of_phrase(store: &Store, phrase: &Phrase, entries: usize) -> Vec<f32> {
    let mut whole: Option<Vec<f32>> = None;
    #[allow(clippy::cast_precision_loss, reason = "a handful of words")]
    let share = phrase.worth / phrase.words.len().max(1) as f32;
    for word in &phrase.words {
        let mut of = vec![0.0_f32; entries];
        for found in word {
            for (entry, tells) in store.list(found.list).unwrap_or_default() {
                if let Some(of) = of.get_mut(*entry as usize) {
                    *of = of.max(WORTH[usize::from(*tells)] * found.quality);
                }
            }
        }
        whole = Some(match whole {
            None => of.iter().map(|of| of * share).collect(),
            Some(whole) => {
                let both = |(whole, of): (&f32, &f32)| if *whole > 0.0 && *of > 0.0 { whole + of * share } else { 0.0 };
                whole.iter().zip(&of).map(both).collect()
            }
        });
    }
    whole.unwrap_or_else(|| vec![0.0; entries])
}

/// How much of the hints an entry has.
fn hint(store: &Store, hints: &[Vec<Match>], entry: u32) -> f32 {
    let worth = |found: &Match| {
        let list = store.list(found.list).unwrap_or_default();
        let at = list.binary_search_by_key(&entry, |(entry, _)| *entry).ok()?;
        Some(WORTH[usize::from(list[at].1)])
    };
    hints.iter().filter_map(|matches| matches.iter().filter_map(worth).reduce(f32::max)).sum()
}
