//! What each output asked and what came of it, on disk between builds. Safe to delete; of another version, it is not read.

use hashbrown::HashMap;
use hashbrown::hash_map::Entry;
use serde::{Deserialize, Serialize};

use crate::diagnostic::{Diagnostic, Span};
use crate::digest::Digest;
use crate::emit::Stamp;
use crate::model::Question;

/// One output of the last build.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Record {
    /// Name of its job.
    pub key: String,
    /// Path below the output folder.
    pub path: String,
    /// Size and time of the file as written.
    pub stamp: Stamp,
    /// Numbers of the questions it asked.
    pub asked: Vec<u32>,
    /// What was found while making it: warnings are said again by every build.
    pub found: Vec<Diagnostic>,
    /// Numbers of the addresses it links to.
    pub links: Vec<u32>,
    /// Hashes of its ids.
    pub anchors: Vec<u64>,
    /// Where its links were written.
    pub places: Vec<(u32, Span)>,
}

/// The last build.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Cache {
    /// The program that made it.
    program: Digest,
    /// Questions by number, with the digest of each answer then.
    questions: Vec<(Question, Digest)>,
    /// Addresses by number.
    addresses: Vec<String>,
    records: Vec<Record>,
}

impl Cache {
    /// Reads a cache; one that another program wrote, or that is damaged, is empty.
    pub fn read(bytes: &[u8], program: Digest) -> Self {
        let (sum, body) = bytes.split_at_checked(16).unwrap_or_default();
        if postcard::to_allocvec(&Digest::of(body)).is_ok_and(|digest| digest == sum) {
            let cache: Option<Self> = postcard::from_bytes(body).ok();
            cache.filter(|cache| cache.program == program).unwrap_or_default()
        } else {
            Self::default()
        }
    }

    /// The cache as bytes, with a checksum in front.
    pub fn bytes(&self) -> Vec<u8> {
        let body = postcard::to_allocvec(self).unwrap_or_default();
        let mut bytes = postcard::to_allocvec(&Digest::of(&body)).unwrap_or_default();
        bytes.extend(body);
        bytes
    }

    /// Takes the records out, to work on them, with copies of the tables their numbers stand for.
    pub fn lend(&mut self) -> (Vec<Record>, Numbers<Question>, Numbers<String>) {
        let questions: Vec<Question> = self.questions.iter().map(|(question, _)| question.clone()).collect();
        (std::mem::take(&mut self.records), questions.into(), self.addresses.clone().into())
    }

    /// Whether nothing is remembered.
    pub fn is_empty(&self) -> bool {
        self.records.is_empty()
    }

    /// Paths of all files of the last build.
    pub fn paths(&self) -> Vec<String> {
        self.records.iter().map(|record| record.path.clone()).collect()
    }

    /// The records whose every question has the answer it had, by key: these outputs need not be made again.
    pub fn unchanged(
        self,
        answer: impl Fn(&Question) -> Digest + Sync,
    ) -> (HashMap<String, Record>, Vec<Question>, Vec<String>) {
        use rayon::prelude::*;
        let same: Vec<bool> = self.questions.par_iter().map(|(question, then)| answer(question) == *then).collect();
        let fresh =
            |record: &Record| record.asked.iter().all(|number| same.get(*number as usize).copied().unwrap_or(false));
        let records = self.records.into_iter().filter(fresh).map(|record| (record.key.clone(), record)).collect();
        (records, self.questions.into_iter().map(|(question, _)| question).collect(), self.addresses)
    }
}

/// Numbers for things that are named many times.
#[derive(Debug)]
pub struct Numbers<T> {
    numbers: HashMap<T, u32>,
    things: Vec<T>,
}

impl<T: Clone + Eq + std::hash::Hash> From<Vec<T>> for Numbers<T> {
    fn from(things: Vec<T>) -> Self {
        let numbers = things.iter().cloned().zip(0..).collect();
        Self { numbers, things }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Numbers<T> {
    /// The number of a thing; a new thing gets the next.
    pub fn of(&mut self, thing: T) -> u32 {
        let next = u32::try_from(self.things.len()).unwrap_or(u32::MAX);
        match self.numbers.entry(thing) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(free) => {
                self.things.push(free.key().clone());
                *free.insert(next)
            }
        }
    }

    /// Things by number.
    pub fn things(&self) -> &[T] {
        &self.things
    }
}

/// Numbers given anew to the things that are still in use, in the order they turn up.
struct Again<'t, T> {
    things: &'t [T],
    new: Vec<Option<u32>>,
    used: Vec<T>,
}

impl<'t, T: Clone> Again<'t, T> {
    fn new(things: &'t [T]) -> Self {
        Self { things, new: vec![None; things.len()], used: Vec::new() }
    }

    fn renumber(&mut self, number: &mut u32) {
        let old = *number as usize;
        *number = *self.new[old].get_or_insert_with(|| {
            self.used.push(self.things[old].clone());
            u32::try_from(self.used.len() - 1).unwrap_or(u32::MAX)
        });
    }
}

/// Puts together what the next build will want to know. Questions and addresses that no record uses any more are dropped.
pub fn pack(
    program: Digest,
    questions: &Numbers<Question>,
    addresses: &Numbers<String>,
    mut records: Vec<Record>,
    answer: impl Fn(&Question) -> Digest + Sync,
) -> Cache {
    use rayon::prelude::*;
    let (mut asked, mut linked) = (Again::new(questions.things()), Again::new(addresses.things()));
    for record in &mut records {
        record.asked.iter_mut().for_each(|number| asked.renumber(number));
        record.links.iter_mut().for_each(|number| linked.renumber(number));
        record.places.iter_mut().for_each(|(number, _)| linked.renumber(number));
    }
    let answered = asked.used.into_par_iter().map(|question| {
        let digest = answer(&question);
        (question, digest)
    });
    Cache { program, questions: answered.collect(), addresses: linked.used, records }
}
