//! Footnotes: a number where they are referred to, a list at the page's end, and the way back.

use std::collections::HashMap;
use std::ops::Range;

use super::markdown::{Step, Writer};
use crate::diagnostic::rules;

/// The notes of a page.
#[derive(Debug, Default)]
pub(super) struct Notes {
    /// Name, place and HTML of each, as written.
    written: Vec<(String, Range<usize>, String)>,
    /// Numbers in the order they are referred to.
    numbers: HashMap<String, usize>,
}

impl Writer<'_, '_> {
    /// Keeps a note for the page's end.
    pub(super) fn note(&mut self, name: &str, inner: &[Step<'_>], range: &Range<usize>) {
        let outer = std::mem::take(&mut self.body.html);
        self.blocks(inner);
        let html = std::mem::replace(&mut self.body.html, outer);
        self.notes.written.push((name.to_owned(), range.clone(), html));
    }

    /// Writes the number that refers to a note. The way back leads to the first.
    pub(super) fn note_mark(&mut self, name: &str) {
        let next = self.notes.numbers.len() + 1;
        let known = self.notes.numbers.contains_key(name);
        let number = *self.notes.numbers.entry(name.to_owned()).or_insert(next);
        let id = if known { String::new() } else { format!(" id=\"note_{number}_from\"") };
        self.body
            .html
            .push_str(&format!("<sup><a{id} href=\"#note_{number}\" aria-label=\"Note {number}\">{number}</a></sup>"));
    }

    /// Writes the notes, in the order they are referred to.
    pub(super) fn write_notes(&mut self) {
        let Notes { written, numbers } = std::mem::take(&mut self.notes);
        let mut list = Vec::new();
        for (name, range, html) in written {
            if let Some(number) = numbers.get(&name) {
                list.push((*number, html));
            } else {
                let line = range.start..range.start + self.source(&range).lines().next().unwrap_or_default().len();
                let message = format!("Nothing in the text refers to the note [^{name}].");
                let help = format!("Write [^{name}] where it belongs, or take the note out.");
                self.report(&rules::MARKDOWN_FORM, &line, message, help);
            }
        }
        if list.is_empty() {
            return;
        }
        list.sort_by_key(|(number, _)| *number);
        self.body.html.push_str("<section class=\"notes small\" aria-label=\"Notes\"><ol>\n");
        for (number, html) in list {
            let text = html.trim_end().trim_end_matches("</p>");
            self.body.html.push_str(&format!(
                "<li id=\"note_{number}\">{text} <a href=\"#note_{number}_from\" aria-label=\"Back to the text of note {number}\">Back</a></p></li>\n"
            ));
        }
        self.body.html.push_str("</ol></section>\n");
    }
}
