//! YAML text to typed values, with a place for every mistake: syntax, duplicate, unknown and missing keys, wrong types.
//! `tree` reads text into nodes that know where they stand; `decode` turns nodes into any `Deserialize` type and,
//! when one value is wrong, notes it and goes on, so that a writer hears of everything at once.

mod decode;
mod stand_in;
mod tree;

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Place, Rule, Span};

pub use decode::At;

/// A mistake in a YAML text, before it is known which file the text came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) rule: &'static Rule,
    pub(crate) span: Span,
    pub(crate) message: String,
    pub(crate) help: Option<String>,
}

/// A YAML text and where it stands in its file: a whole file, the front matter of a page, the body of a block.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    /// Path of the file.
    pub file: &'a Arc<str>,
    /// The whole file, for showing lines.
    pub whole: &'a str,
    /// The YAML part of it.
    pub part: &'a str,
    /// Byte at which the part begins.
    pub offset: usize,
}

impl<'a> Text<'a> {
    /// A file that is YAML from end to end.
    pub fn whole(file: &'a Arc<str>, text: &'a str) -> Self {
        Self { file, whole: text, part: text, offset: 0 }
    }

    /// The place of a span of the part.
    pub fn place(&self, span: Span) -> Place {
        Place::locate(self.file, self.whole, span.shifted(self.offset))
    }
}

/// Reads a value. Everything wrong with it goes to `found`; a value comes back only if nothing was.
pub fn read<T: DeserializeOwned>(text: Text<'_>, found: &mut Vec<Diagnostic>) -> Option<T> {
    match parse(text.part) {
        Ok(value) => Some(value),
        Err(problems) => {
            found.extend(problems.into_iter().map(|problem| Diagnostic {
                help: problem.help,
                ..Diagnostic::new(problem.rule, Some(text.place(problem.span)), problem.message)
            }));
            None
        }
    }
}

fn parse<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, Vec<Problem>> {
    let tree = tree::parse(text)?;
    decode::decode(&tree)
}

#[cfg(test)]
mod tests;
