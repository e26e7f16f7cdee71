//! The register of direct payment support: personal assistants, small care businesses, payroll services, holders and brokers
//! of individual service funds. Only what may be published today is here; `reach` says who works where.

mod chosen;
mod entry;
mod reach;
mod said;
pub(crate) mod text;
mod vocabulary;
mod week;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

pub use chosen::{Chosen, Driving, Range, Rates, Show};
pub use entry::{
    Accreditation, Badge, Care, Cqc, Entry, Fee, Fund, Money, Offer, Patch, Payroll, Public, Reading, Seen, TakingOn,
    Training,
};
pub use reach::{Ground, Place};
pub use said::reference;
pub use text::{LocationId, PlainText};
pub use vocabulary::{
    Check, Course, DayPart, FundRole, GROUPS, Gender, Kind, Language, MoneyTask, Need, Per, Rating, Room, Status, Task,
};
pub use week::Week;
pub(crate) use week::list;

use super::{Areas, Date, Id};
use crate::digest::Digest;

/// A list of entries that has pages of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Listing {
    /// All of them, as a table.
    All,
    /// Those of a kind.
    Kind(Kind),
    /// Those of a kind who work in an area.
    Place(Kind, Id),
}

impl Listing {
    /// How many entries one page holds.
    fn length(&self) -> usize {
        if *self == Self::All { 100 } else { 20 }
    }
}

/// An entry in a list.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Listed {
    /// Its reference.
    pub id: Id,
    /// How far from the middle of the place it is based, if that is known.
    pub metres: Option<u32>,
}

/// Everybody who is in the register today, and the lists they are in.
#[derive(Debug, Default)]
pub struct Register {
    entries: BTreeMap<Id, Entry>,
    lists: BTreeMap<Listing, Vec<Listed>>,
    /// How many entries were taken back by their owners.
    pub withdrawn: usize,
}

impl Register {
    /// Puts entries into lists: nearest first, and those who are as near take turns. The turns change with the week (ISO
    /// 8601), not with the day: every page with people on it is made anew when they do.
    pub fn new(entries: BTreeMap<Id, Entry>, withdrawn: usize, areas: &Areas, today: Date) -> Self {
        let ground = Ground::new(areas);
        let local: Vec<(Id, Place<'_>)> =
            areas.local().map(|area| (area.id.value.clone(), ground.area(&area.id.value))).collect();
        let week = today.0.iso_week_date();
        let turn = |id: &Id| Digest::of_value(&(id, week.year(), week.week()));
        let mut lists: BTreeMap<Listing, Vec<(Listed, Digest)>> = BTreeMap::new();
        let mut all: Vec<(Kind, Id)> = Vec::new();
        for (id, entry) in &entries {
            let (kind, turn) = (entry.kind(), turn(id));
            let mut put = |listing, metres| {
                lists.entry(listing).or_default().push((Listed { id: id.clone(), metres }, turn));
            };
            put(Listing::Kind(kind), None);
            for (area, place) in &local {
                if let Some(metres) = ground.reach(&entry.public, place) {
                    put(Listing::Place(kind, area.clone()), metres);
                }
            }
            all.push((kind, id.clone()));
        }
        let mut lists: BTreeMap<Listing, Vec<Listed>> = lists
            .into_iter()
            .map(|(listing, mut list)| {
                list.sort_by_key(|(listed, turn)| (listed.metres.unwrap_or(u32::MAX), *turn));
                (listing, list.into_iter().map(|(listed, _)| listed).collect())
            })
            .collect();
        all.sort();
        lists.insert(Listing::All, all.into_iter().map(|(_, id)| Listed { id, metres: None }).collect());
        Self { entries, lists, withdrawn }
    }

    /// Whether nobody is in it.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Everybody, by reference.
    pub fn entries(&self) -> &BTreeMap<Id, Entry> {
        &self.entries
    }

    /// A list, whole.
    pub fn listed(&self, listing: &Listing) -> &[Listed] {
        self.lists.get(listing).map_or(&[], Vec::as_slice)
    }

    /// How many pages a list takes; an empty one takes one.
    pub fn pages(&self, listing: &Listing) -> usize {
        self.listed(listing).len().div_ceil(listing.length()).max(1)
    }

    /// One page of a list, counted from 0.
    pub fn page(&self, listing: &Listing, at: usize) -> &[Listed] {
        self.listed(listing).chunks(listing.length()).nth(at).unwrap_or_default()
    }

    /// Every list that has pages: all, each kind that anybody is of, and each of these in every town and locality, where
    /// nobody may work yet: then the page says where to look further.
    pub fn listings(&self, areas: &Areas) -> Vec<Listing> {
        let local: Vec<&Id> = areas.local().map(|area| &area.id.value).collect();
        let places = |kind| local.iter().map(move |area| Listing::Place(kind, Id::clone(area)));
        let kinds = self.kinds().flat_map(|kind| std::iter::once(Listing::Kind(kind)).chain(places(kind)));
        if self.is_empty() { Vec::new() } else { kinds.chain([Listing::All]).collect() }
    }

    /// The kinds that anybody is of.
    pub fn kinds(&self) -> impl Iterator<Item = Kind> {
        Kind::ALL.iter().copied().filter(|kind| !self.listed(&Listing::Kind(*kind)).is_empty())
    }

    /// How long each list is.
    pub fn lengths(&self) -> impl Iterator<Item = (&Listing, usize)> {
        self.lists.iter().map(|(listing, list)| (listing, list.len()))
    }
}
