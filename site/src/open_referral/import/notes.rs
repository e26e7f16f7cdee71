//! What could not be taken over as it was. Nothing is dropped or changed without a note.

use std::cell::RefCell;

use serde::Serialize;

/// What happened to something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fate {
    /// It was left out.
    Lost,
    /// It was mended.
    Mended,
    /// It stands elsewhere now.
    Moved,
    /// It was not said, and we had to suppose.
    Supposed,
    /// It was edited by hand here, and stays so.
    Kept,
}

/// One of these.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// What happened.
    pub fate: Fate,
    /// To which field, as the feed calls it.
    pub field: String,
    /// Why.
    pub why: String,
    /// What stood there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
}

/// Notes on one record.
#[derive(Debug, Default)]
pub(super) struct Notes(RefCell<Vec<Note>>);

impl Notes {
    /// Notes a fate.
    pub(super) fn add(&self, fate: Fate, field: &str, why: &str, value: &str) {
        let value: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).take(VALUE).collect();
        self.0.borrow_mut().push(Note { fate, field: field.to_owned(), why: why.to_owned(), value });
    }

    pub(super) fn lost(&self, field: &str, why: &str, value: &str) {
        self.add(Fate::Lost, field, why, value);
    }

    pub(super) fn mended(&self, field: &str, why: &str, value: &str) {
        self.add(Fate::Mended, field, why, value);
    }

    pub(super) fn moved(&self, field: &str, why: &str, value: &str) {
        self.add(Fate::Moved, field, why, value);
    }

    /// The notes, in the order in which they were made.
    pub(super) fn into_inner(self) -> Vec<Note> {
        self.0.into_inner()
    }
}

/// Longest value that a report shows, in characters.
const VALUE: usize = 400;
