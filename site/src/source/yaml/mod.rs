//! YAML text to typed values, with a place for every mistake: syntax, duplicate, unknown and missing keys, wrong types.
//! `tree` reads text into nodes that know where they stand; `decode` turns nodes into any `Deserialize` type and,
//! when one value is wrong, notes it and goes on, so that a writer hears of everything at once.

mod decode;
mod stand_in;
mod syntax;
mod tree;
mod veil;

use std::sync::Arc;

use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::diagnostic::{Diagnostic, Place, Rule, Span};

pub use decode::{At, CHECKED, OR_TEXT};
pub(crate) use veil::{blank, veil};

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
    /// Where pieces of the part stand in the file: byte in the part, byte in the file. Most parts are one piece; a block in
    /// a list or a quotation is one piece a line.
    pub pieces: &'a [(usize, usize)],
}

impl<'a> Text<'a> {
    /// A file that is YAML from end to end.
    pub fn whole(file: &'a Arc<str>, text: &'a str) -> Self {
        Self { file, whole: text, part: text, pieces: &[(0, 0)] }
    }

    /// The place of a span of the part.
    pub fn place(&self, span: Span) -> Place {
        Place::locate(self.file, self.whole, self.span(span))
    }

    /// A span of the part as a span of the file.
    pub fn span(&self, span: Span) -> Span {
        let file = |at: u32| {
            let at = at as usize;
            let piece = self.pieces.iter().rev().find(|(part, _)| *part <= at).copied().unwrap_or_default();
            piece.1 + (at - piece.0)
        };
        Span::new(file(span.start), file(span.end))
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

/// The span of the first line of the value at a path such as `income[2].amount`, or of the nearest thing above it that is
/// there.
pub fn locate(text: &str, path: &str) -> Span {
    let span = Places::of(text).whole(path);
    let line = text[span.start as usize..].find('\n').map_or(text.len(), |at| span.start as usize + at);
    Span::new(span.start as usize, (span.end as usize).min(line))
}

/// Where the values of a text stand.
pub(crate) struct Places<'t>(Option<tree::Node<'t>>);

impl<'t> Places<'t> {
    /// Of a text.
    pub(crate) fn of(text: &'t str) -> Self {
        Self(tree::parse(text).ok().map(|(root, _)| root))
    }

    /// The span of the value at a path, or of the nearest thing above it that is there.
    pub(crate) fn whole(&self, path: &str) -> Span {
        let Some(mut node) = self.0.as_ref() else { return Span::default() };
        let mut span = node.span;
        for step in path.split(['.', '[']).filter(|step| !step.is_empty()) {
            let next = match &node.kind {
                tree::Kind::Map(entries) => {
                    entries.iter().find(|entry| entry.key == step).map(|entry| (&entry.value, entry.key_span))
                }
                tree::Kind::List(items) => {
                    let at: Option<usize> = step.trim_end_matches(']').parse().ok();
                    at.and_then(|at| items.get(at)).map(|item| (item, item.span))
                }
                tree::Kind::Scalar { .. } => None,
            };
            let Some((below, named)) = next else { break };
            node = below;
            span = if matches!(node.kind, tree::Kind::Scalar { .. }) && !node.is_null() { node.span } else { named };
        }
        span
    }
}

fn parse<T: for<'de> Deserialize<'de>>(text: &str) -> Result<T, Vec<Problem>> {
    let (tree, mut problems) = tree::parse(text)?;
    match decode::decode(&tree) {
        Ok(value) if problems.is_empty() => Ok(value),
        Ok(_) => Err(problems),
        Err(more) => {
            problems.extend(more);
            Err(problems)
        }
    }
}

#[cfg(test)]
mod tests;
