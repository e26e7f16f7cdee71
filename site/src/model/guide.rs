//! A guide with its files, and the proof of it. The types are the rules' own: one definition for the build, the command
//! line and the browser.

use std::sync::Arc;

use super::Filed;
use fingerpost_guide::resolve::items_of;
use fingerpost_guide::written::Item;
use fingerpost_guide::{Flow, Part, Place, Proof, Written, prove};

/// A guide.
#[derive(Debug)]
pub struct Guide {
    /// The main file.
    pub main: Filed<Written>,
    /// The files of its folder, and what they hold, by name.
    files: Vec<Arc<str>>,
    parts: Vec<Part>,
    /// What was proved of it.
    pub proof: Proof,
}

impl Guide {
    /// Proves a guide as its files have it.
    pub fn new(main: Filed<Written>, mut parts: Vec<Filed<Part>>) -> Self {
        parts.sort_by(|a, b| a.file.cmp(&b.file));
        let (files, parts): (Vec<_>, Vec<_>) = parts.into_iter().map(|part| (part.file, part.value)).unzip();
        let proof = prove(&main.value, &parts);
        Self { main, files, parts, proof }
    }

    /// The guide with its names looked up, if nothing is wrong with it.
    pub fn flow(&self) -> Option<&Flow> {
        self.proof.flow.as_ref().filter(|_| self.proof.faults.is_empty())
    }

    /// The file that a place is in.
    pub fn file(&self, place: &Place) -> &Arc<str> {
        place.part.checked_sub(1).and_then(|at| self.files.get(at)).unwrap_or(&self.main.file)
    }

    /// Its files, the main one first.
    pub fn files(&self) -> impl Iterator<Item = &Arc<str>> {
        std::iter::once(&self.main.file).chain(&self.files)
    }

    /// Every item as written, in the order of the flow, with its place.
    pub fn items(&self) -> impl Iterator<Item = (Place, &Item)> {
        items_of(&self.main.value, &self.parts)
    }
}
