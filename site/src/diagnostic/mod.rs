//! What went wrong, as a value: rule, place, message, help. Every stage returns these; only `commands` prints them.
//! `print` turns them into text, `rules` holds the catalogue that `fingerpost explain` reads.

mod print;
pub mod rules;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use print::{Format, print};
pub use rules::Rule;

/// How bad it is. An error stops the build; a warning does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Nothing is published until it is mended.
    Error,
    /// Published, but someone should look.
    Warning,
}

/// A stretch of a file, in bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets. Files over 4 GiB are refused when they are read.
    pub fn new(start: usize, end: usize) -> Self {
        let clip = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Self { start: clip(start), end: clip(end.max(start)) }
    }

    /// The same stretch, `by` bytes further on: for text cut out of a longer file.
    #[must_use]
    pub fn shifted(self, by: usize) -> Self {
        Self::new(self.start as usize + by, self.end as usize + by)
    }
}

/// Where in a file, ready to be shown: no file need be opened again to print it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Place {
    /// Path from the project folder.
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// How many characters are meant; at least 1.
    pub width: u32,
    /// The line itself, without its end.
    pub text: String,
}

/// Longest line shown whole; a minified file would fill the screen.
const SHOWN: usize = 400;

impl Place {
    /// Finds line and column of `span` in the file's text.
    pub fn locate(file: &Arc<str>, text: &str, span: Span) -> Self {
        let floor = |n: u32| text.floor_char_boundary((n as usize).min(text.len()));
        let (start, end) = (floor(span.start), floor(span.end));
        let line_start = text[..start].rfind('\n').map_or(0, |at| at + 1);
        let line_end = text[start..].find('\n').map_or(text.len(), |at| start + at);
        let line = text[..line_start].bytes().filter(|b| *b == b'\n').count() + 1;
        let count = |s: &str| u32::try_from(s.chars().count()).unwrap_or(u32::MAX);
        let shown: String = text[line_start..line_end].trim_end_matches('\r').chars().take(SHOWN).collect();
        Self {
            file: file.clone(),
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: count(&text[line_start..start]) + 1,
            width: count(&text[start..end.clamp(start, line_end)]).max(1),
            text: shown,
        }
    }

    /// A place that is a whole file.
    pub fn file(file: &Arc<str>) -> Self {
        Self { file: file.clone(), line: 1, column: 1, width: 1, text: String::new() }
    }
}

/// One thing to tell the person who runs the build.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Id of the rule in the catalogue.
    pub rule: Arc<str>,
    /// How bad it is.
    pub severity: Severity,
    /// Where, if it is anywhere in particular.
    pub place: Option<Place>,
    /// What is wrong, in plain English.
    pub message: String,
    /// What to do.
    pub help: Option<String>,
}

impl Diagnostic {
    /// A diagnostic of `rule`, with the rule's own severity.
    pub fn new(rule: &Rule, place: Option<Place>, message: impl Into<String>) -> Self {
        Self { rule: rule.id.into(), severity: rule.severity, place, message: message.into(), help: None }
    }

    /// Adds what to do.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The same, as an error.
    #[must_use]
    pub fn as_error(mut self) -> Self {
        self.severity = Severity::Error;
        self
    }

    /// Whether it stops the build.
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Puts diagnostics in the order of files and lines, errors and warnings together, each once.
pub fn sort(all: &mut Vec<Diagnostic>) {
    all.sort_by(|a, b| (&a.place, a.severity, &a.rule, &a.message).cmp(&(&b.place, b.severity, &b.rule, &b.message)));
    all.dedup();
}

/// "Did you mean …?": the known name most like `wrong`, if one is near enough to be what was meant.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = wrong.to_lowercase();
    let last = |s: &str| s.rsplit('/').next().unwrap_or_default().to_owned();
    known
        .into_iter()
        .map(|name| {
            let whole = strsim::damerau_levenshtein(&lower, &name.to_lowercase());
            // A page filed in another folder keeps its own name.
            let tail = if name.contains('/') && last(&lower) == last(name) { 1 } else { usize::MAX };
            (whole.min(tail), name)
        })
        .filter(|(distance, name)| *distance <= 1.max(name.chars().count().max(lower.chars().count()) / 3))
        .min()
        .map(|(_, name)| name)
}

/// The help that goes with an unknown name: the nearest one, or where the names are kept.
pub fn did_you_mean<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>, otherwise: &str) -> String {
    match nearest(wrong, known) {
        Some(name) => format!("Did you mean \"{name}\"?"),
        None => otherwise.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_characters_and_keeps_the_line() {
        let text = "one\ntwo £3 four\r\nfive";
        let at = text.find("four").unwrap();
        let place = Place::locate(&"a.md".into(), text, Span::new(at, at + 4));
        assert_eq!((place.line, place.column, place.width, place.text.as_str()), (2, 8, 4, "two £3 four"));
        let end = Place::locate(&"a.md".into(), text, Span::new(900, 901));
        assert_eq!((end.line, end.column), (3, 5));
    }

    #[test]
    fn the_nearest_name_is_near() {
        let known = ["paying-for-care/who-pays", "reablement", "carers"];
        assert_eq!(nearest("reablemnt", known), Some("reablement"));
        assert_eq!(nearest("Carers", known), Some("carers"));
        assert_eq!(nearest("money/who-pays", known), Some("paying-for-care/who-pays"));
        assert_eq!(nearest("zebra", known), None);
    }
}
