//! What is said of an entry, in the same words on its page, in lists and in the finder.

use super::chosen::{Range, Rates};
use super::entry::{Care, Entry, Offer, Seen};
use super::vocabulary::{Check, GROUPS};
use super::week::list;

/// A reference as it is read out.
pub fn reference(id: &str) -> String {
    id.to_uppercase()
}

impl Entry {
    /// What it is called: by name, if its owner shows it.
    pub fn title(&self, id: &str) -> String {
        self.chosen.name.as_ref().map_or_else(|| reference(id), |name| name.0.clone())
    }

    /// What they do, in a sentence.
    pub fn does(&self) -> String {
        match &self.public.offers {
            Offer::PersonalAssistant(care) | Offer::MicroProvider(care) => {
                titles(care.does.iter().map(|one| one.title()))
            }
            Offer::Payroll(payroll) => titles(payroll.services.iter().map(|one| one.title())),
            Offer::Isf(fund) => fund.role.title().to_owned(),
        }
    }

    /// Whether they have room, and when they said so.
    pub fn room(&self) -> String {
        let taking = &self.public.taking_on;
        let note = taking.note.as_ref().map(|note| format!(". {}", note.0)).unwrap_or_default();
        format!("{} (said on {}){note}", taking.status.title(), taking.as_of.value.words())
    }

    /// The DBS checks that were seen.
    pub fn dbs(&self) -> Vec<String> {
        let checks = self.public.offers.care().into_iter().flat_map(|care| &care.checks);
        checks.filter(|seen| seen.check.is_dbs()).map(Seen::words).collect()
    }
}

/// The titles of some words as one sentence: only the first keeps its capital.
fn titles(words: impl Iterator<Item = &'static str>) -> String {
    let mut text = String::new();
    for word in words {
        match word.split_at_checked(1).filter(|_| !text.is_empty()) {
            Some((first, rest)) => text.push_str(&format!("; {}{rest}", first.to_lowercase())),
            None => text.push_str(word),
        }
    }
    text
}

impl Seen {
    /// Something that was seen, by whom and when.
    pub fn words(&self) -> String {
        let mut text = format!("{}: seen on {} by {}", self.check.title(), self.seen.value.words(), self.by.0);
        if let Some(update) = self.update_service {
            text.push_str(if update { ", on the Update Service" } else { ", not on the Update Service" });
        }
        if let Some(until) = self.until {
            text.push_str(&format!(", good until {}", until.words()));
        }
        text
    }
}

impl Care {
    /// What was not checked: "right to work and references".
    pub fn unchecked(&self) -> Option<String> {
        let was = |group: &[Check]| self.checks.iter().any(|seen| group.contains(&seen.check));
        let not: Vec<String> =
            GROUPS.iter().filter(|(_, group)| !was(group)).map(|(name, _)| (*name).to_owned()).collect();
        (!not.is_empty()).then(|| list(&not))
    }
}

impl Rates {
    /// What someone asks for.
    pub fn words(&self) -> Vec<String> {
        let range = |range: &Range| match range.to {
            Some(to) => format!("{} to {to}", range.from),
            None => range.from.to_string(),
        };
        let all = [
            self.hour.as_ref().map(|hour| format!("{} an hour", range(hour))),
            self.night.as_ref().map(|night| format!("{} for a night asleep", range(night))),
            self.waking_night.as_ref().map(|night| format!("{} for a night awake", range(night))),
            self.mile.map(|mile| match mile.0 {
                pence @ 1..100 => format!("{pence}p a mile in their own car"),
                _ => format!("{mile} a mile in their own car"),
            }),
            self.note.as_ref().map(|note| note.0.clone()),
        ];
        all.into_iter().flatten().collect()
    }
}
