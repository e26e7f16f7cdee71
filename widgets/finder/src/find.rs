//! The answer to a query: hits in order, how many there are, how each value would narrow them, and what must still be read.
//! Whoever asks brings the files that are wanted and asks again; nothing here waits.

use std::collections::BTreeSet;

use crate::index::{FACTS, Facts, Part};
use crate::near::{Nearness, Tier, at_best, can_be_near, nearness};
use crate::query::{Order, PAGE, Query};
use crate::score::{Scores, scores};
use crate::sought::{Typed, pairs, sought, typed};
use crate::spot::{Spot, among, locate};
use crate::store::Store;
use crate::words::{Stems, asks};

/// Files of facts that are wanted at once.
const AT_ONCE: usize = 6;

/// One result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hit {
    /// The entry.
    pub entry: u32,
    /// How near it is, if a place was named and its facts have been read.
    pub near: Option<Nearness>,
}

/// What was let go so that something is found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Widened {
    /// The distance.
    Distance,
    /// A facet's choices, by its number.
    Facet(usize),
}

/// The answer to a query.
#[derive(Debug, Default)]
pub struct Found {
    /// Results, best first, as many as were asked for.
    pub hits: Vec<Hit>,
    /// How many there are.
    pub total: usize,
    /// Whether that is all of them, or only those among the entries whose facts were read.
    pub counted: bool,
    /// For each value of a facet: how many there would be with it.
    pub counts: Vec<u32>,
    /// The place that was named.
    pub spot: Option<Spot>,
    /// Whether a place was named that is not known.
    pub lost: bool,
    /// Words that were read as others.
    pub instead: Vec<(String, String)>,
    /// Words that no entry has.
    pub unknown: Vec<String>,
    /// What was let go.
    pub widened: Vec<Widened>,
    /// Files without which this is not the answer.
    pub wants: Vec<Part>,
    /// Files that make the numbers whole.
    pub later: Vec<Part>,
}

/// Answers a query as far as what was read allows. `day` counts days, for those that take turns.
pub fn find(store: &Store, stems: &Stems, query: &Query, day: u32) -> Found {
    let mut found = Found { counts: vec![0; values(store)], ..Found::default() };
    let (mut words, open) = typed(&query.words);
    let mut hints = Vec::new();
    let named = if query.near.trim().is_empty() {
        among(store, &words).map(|among| {
            among.map(|(spot, range)| {
                hints = words.drain(range).map(Typed::whole).collect();
                spot
            })
        })
    } else {
        locate(store, &query.near)
    };
    match named {
        Ok(spot) => found.spot = spot,
        Err(part) => {
            found.wants.push(part);
            return found;
        }
    }
    found.lost = found.spot.is_none() && !query.near.trim().is_empty();
    let sought = sought(&store.root, stems, &words, open && hints.is_empty());
    hints.extend(pairs(&words));
    // Words that only ask ask for everything; words that say something and fit nothing ask for nothing.
    let says = words.iter().any(|word| !asks(word));
    let text = match scores(store, stems, &sought, &hints) {
        Ok(scores) => scores,
        Err(wants) => {
            found.wants = wants;
            return found;
        }
    };
    let Scores { of, instead, unknown } = text;
    (found.instead, found.unknown) = (instead, unknown);
    let scene = Scene { store, spot: found.spot.as_ref(), text: says.then_some(of), day, order: query.order };
    let top = query.pages.max(1) * PAGE;
    let mut gathered = scene.gather(query.within, &query.only, top);
    if gathered.is_empty() {
        (gathered, found.widened) = scene.widen(query, top);
    }
    let Gathered { hits, total, counts, wants, later } = gathered;
    let mut wants: BTreeSet<Part> = wants.into_iter().collect();
    wants.extend(hits.iter().filter_map(|hit| store.card(hit.entry).err()));
    let counted = later.is_empty() || scene.spot.is_none() && query.only.is_empty();
    Found { hits, total, counted, counts, wants: wants.into_iter().collect(), later, ..found }
}

fn values(store: &Store) -> usize {
    store.root.facets.iter().map(|facet| facet.values.len()).sum()
}

/// What a query comes to before it is narrowed.
struct Scene<'s> {
    store: &'s Store,
    spot: Option<&'s Spot>,
    /// How well each entry fits the words, if there are any.
    text: Option<Vec<f32>>,
    day: u32,
    order: Order,
}

#[derive(Default)]
struct Gathered {
    hits: Vec<Hit>,
    total: usize,
    counts: Vec<u32>,
    wants: Vec<Part>,
    later: Vec<Part>,
}

impl Gathered {
    fn is_empty(&self) -> bool {
        self.total == 0 && self.wants.is_empty() && self.later.is_empty()
    }
}

/// The place of an entry among the results: the smaller, the better; equals by the second.
type Key = (f32, u32);

/// An entry with its place.
type Placed = (Key, u32);

fn before(one: &Placed, other: &Placed) -> std::cmp::Ordering {
    one.0.0.total_cmp(&other.0.0).then(one.0.1.cmp(&other.0.1)).then(one.1.cmp(&other.1))
}

impl Scene<'_> {
    /// Everything that fits, in order.
    fn gather(&self, within: Option<u16>, only: &[u16], top: usize) -> Gathered {
        let chosen = self.chosen(only);
        let mut gathered = Gathered { counts: vec![0; values(self.store)], ..Gathered::default() };
        let mut all: Vec<Placed> = Vec::new();
        let mut unread: Vec<(f32, Part)> = Vec::new();
        let facts_decide = self.spot.is_some() || !only.is_empty();
        for group in 0..self.store.root.facts.len() {
            let entries = self.entries(group);
            if entries.is_empty() || self.out_of_reach(group, within) {
                continue;
            }
            match self.store.facts(group) {
                Ok(facts) => {
                    for entry in entries {
                        let facts = &facts[entry as usize % FACTS];
                        self.weigh(entry, facts, within, &chosen, &mut gathered, &mut all);
                    }
                }
                Err(part) => {
                    if !facts_decide {
                        gathered.total += entries.len();
                        all.extend(entries.iter().map(|entry| (self.key(*entry, None), *entry)));
                    }
                    unread.push((self.bound(group, &entries), part));
                }
            }
        }
        let kept = top.min(all.len());
        if kept < all.len() {
            all.select_nth_unstable_by(kept, before);
            all.truncate(kept);
        }
        all.sort_unstable_by(before);
        unread.sort_by(|one, other| one.0.total_cmp(&other.0));
        let last = if all.len() < top { f32::INFINITY } else { all.last().map_or(f32::INFINITY, |(key, _)| key.0) };
        for (bound, part) in unread {
            if facts_decide && bound <= last && gathered.wants.len() < AT_ONCE {
                gathered.wants.push(part);
            } else {
                gathered.later.push(part);
            }
        }
        gathered.hits = all.into_iter().map(|(_, entry)| self.hit(entry)).collect();
        gathered
    }

    fn hit(&self, entry: u32) -> Hit {
        let near = self.spot.zip(self.store.facts_of(entry)).map(|(spot, facts)| nearness(self.store, spot, facts));
        Hit { entry, near }
    }

    /// Whether no entry of a file can be so near.
    fn out_of_reach(&self, group: usize, within: Option<u16>) -> bool {
        let Some((spot, within)) = self.spot.zip(within) else { return false };
        !can_be_near(self.store, spot, &self.store.root.facts[group], within)
    }

    /// The entries of a file of facts that fit the words.
    fn entries(&self, group: usize) -> Vec<u32> {
        let all = self.store.root.entries as usize;
        let range = group * FACTS..all.min((group + 1) * FACTS);
        let fits = |at: &usize| self.text.as_ref().is_none_or(|text| text[*at] > 0.0);
        range.filter(fits).filter_map(|at| u32::try_from(at).ok()).collect()
    }

    /// Counts an entry, and takes it up if it fits.
    fn weigh(
        &self,
        entry: u32,
        facts: &Facts,
        within: Option<u16>,
        chosen: &[(usize, Vec<u16>)],
        gathered: &mut Gathered,
        all: &mut Vec<Placed>,
    ) {
        let near = self.spot.map(|spot| nearness(self.store, spot, facts));
        if let (Some(near), Some(miles)) = (near, within) {
            let close = facts.reach().is_none() && near.miles.is_some_and(|away| away <= f64::from(miles));
            if !near.serves && !close {
                return;
            }
        }
        let lacks = |facet: usize, values: &[u16]| {
            let has = |value: &u16| facts.facets.binary_search(value).is_ok();
            let all = self.store.root.facets[facet].all;
            if all { !values.iter().all(has) } else { !values.iter().any(has) }
        };
        let mut missing = chosen.iter().filter(|(facet, values)| lacks(*facet, values)).map(|(facet, _)| *facet);
        let counted: std::ops::Range<usize> = match (missing.next(), missing.next()) {
            (None, _) => {
                gathered.total += 1;
                all.push((self.key(entry, near), entry));
                0..gathered.counts.len()
            }
            // It would be here if another value of this facet were chosen.
            (Some(facet), None) if !self.store.root.facets[facet].all => self.range(facet),
            _ => return,
        };
        for value in facts.facets.iter().map(|value| usize::from(*value)).filter(|value| counted.contains(value)) {
            gathered.counts[value] += 1;
        }
    }

    /// The numbers of a facet's values.
    fn range(&self, facet: usize) -> std::ops::Range<usize> {
        let facets = &self.store.root.facets;
        let from: usize = facets[..facet].iter().map(|facet| facet.values.len()).sum();
        from..from + facets[facet].values.len()
    }

    /// Chosen values by facet.
    fn chosen(&self, only: &[u16]) -> Vec<(usize, Vec<u16>)> {
        let of = |facet: usize| {
            let range = self.range(facet);
            only.iter().copied().filter(|value| range.contains(&usize::from(*value))).collect::<Vec<u16>>()
        };
        let facets = 0..self.store.root.facets.len();
        facets.map(|facet| (facet, of(facet))).filter(|(_, values)| !values.is_empty()).collect()
    }

    fn key(&self, entry: u32, near: Option<Nearness>) -> Key {
        #[allow(clippy::cast_possible_truncation, reason = "miles within a country")]
        let miles = |near: Nearness| near.miles.map_or(PLACELESS[near.tier as usize], |miles| miles as f32);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "miles within a country")]
        let tenths = |near| (miles(near) * 10.0) as u32;
        match (&self.text, near) {
            (Some(text), near) if self.order == Order::Best => {
                let score = text[entry as usize] * near.map_or(1.0, |near| near.tier.factor());
                (-score, near.map_or(entry, tenths))
            }
            (_, Some(near)) => {
                // People a mile nearer or further are as near.
                let away = if self.store.root.turns { miles(near).floor() } else { miles(near) };
                (rank(near.tier) + away, self.turn(entry))
            }
            (_, None) => (0.0, self.turn(entry)),
        }
    }

    /// Equals take turns from day to day, or stand as they are.
    fn turn(&self, entry: u32) -> u32 {
        if !self.store.root.turns {
            return entry;
        }
        let mixed = (u64::from(entry) << 32 | u64::from(self.day)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let mixed = (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        #[allow(clippy::cast_possible_truncation, reason = "the upper half")]
        let upper = (mixed >> 32) as u32;
        upper
    }

    /// The best key that an entry of an unread file can have.
    fn bound(&self, group: usize, entries: &[u32]) -> f32 {
        let tier = self.spot.map(|spot| at_best(self.store, spot, &self.store.root.facts[group]));
        match &self.text {
            Some(text) if self.order == Order::Best => {
                let best = entries.iter().map(|entry| text[*entry as usize]).fold(0.0, f32::max);
                -best * tier.map_or(1.0, Tier::factor)
            }
            _ => tier.map_or(0.0, rank),
        }
    }

    /// Lets go of the distance, then of the facet that leaves most, until something is found.
    fn widen(&self, query: &Query, top: usize) -> (Gathered, Vec<Widened>) {
        let mut widened = Vec::new();
        let (mut within, mut only) = (query.within, query.only.clone());
        loop {
            if within.take().is_some() && self.spot.is_some() {
                widened.push(Widened::Distance);
            } else {
                let without = |facet: usize| {
                    let range = self.range(facet);
                    only.iter().copied().filter(|value| !range.contains(&usize::from(*value))).collect::<Vec<_>>()
                };
                let tries = self.chosen(&only).into_iter().map(|(facet, _)| (facet, without(facet)));
                let most = tries.max_by_key(|(_, only)| self.gather(within, only, 1).total);
                let Some((facet, left)) = most else { return (self.gather(within, &only, top), Vec::new()) };
                widened.push(Widened::Facet(facet));
                only = left;
            }
            let gathered = self.gather(within, &only, top);
            if !gathered.is_empty() {
                return (gathered, widened);
            }
        }
    }
}

/// Miles that stand for an entry without a place, by tier: it comes after those that are surely nearer.
const PLACELESS: [f32; 6] = [5.0, 10.0, 0.0, 0.0, 20.0, 0.0];

/// Where the entries of a tier begin among the results.
fn rank(tier: Tier) -> f32 {
    f32::from(tier as u8) * 1000.0
}
