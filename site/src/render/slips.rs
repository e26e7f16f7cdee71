//! Slips that Markdown takes for plain text: a link with a space in it, a bare address, a note that is not there, a table
//! without its line of dashes. Readers would see the marks; writers would never hear of it.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{Event, Tag};

use super::markdown::{Step, Writer};
use crate::diagnostic::rules;

/// Looks over every paragraph of a text.
pub(super) fn check(writer: &mut Writer<'_, '_>, text: &str, steps: &[Step<'_>]) {
    let notes: BTreeSet<&str> = steps
        .iter()
        .filter_map(|(event, _)| match event {
            Event::Start(Tag::FootnoteDefinition(name)) => Some(name.as_ref()),
            _ => None,
        })
        .collect();
    let mut after = 0;
    for (event, range) in steps {
        if matches!(event, Event::Start(Tag::Paragraph | Tag::Item | Tag::TableCell)) && range.start >= after {
            // An item holds its paragraphs; they need no second look.
            after = range.end;
            paragraph(writer, text, range, &notes);
        }
    }
}

fn paragraph(writer: &mut Writer<'_, '_>, text: &str, range: &Range<usize>, notes: &BTreeSet<&str>) {
    let words = &text[range.clone()];
    let at = |from: usize, to: usize| range.start + from..range.start + to;
    if words.starts_with('|') && words.matches('|').count() > 1 {
        let first = words.lines().next().unwrap_or_default().len();
        writer.report(
            &rules::TABLE_HEADER,
            &at(0, first),
            "This looks like a table, but the line of dashes below its headings is missing.",
            "Put a line like |---|---| below the first row.",
        );
        return;
    }
    for (middle, _) in words.match_indices("](") {
        let end = words[middle..].find(')').map_or(words.len(), |end| middle + end);
        let address = &words[middle + 2..end];
        if address.contains(' ') && !address.starts_with('<') && !address.contains('"') && !address.contains('\n') {
            let open = words[..middle].rfind('[').unwrap_or(middle);
            let message = "This is not a link: there is a space in its address.";
            let help = "Rename the file with hyphens, or write the address between < and >.";
            writer.report(&rules::MARKDOWN_FORM, &at(open, (end + 1).min(words.len())), message, help);
        }
    }
    for (middle, _) in words.match_indices("] (") {
        let end = words[middle..].find(')').map_or(words.len(), |end| middle + end);
        let address = &words[middle + 3..end];
        if !address.contains(' ') && address.contains([':', '/']) {
            let open = words[..middle].rfind('[').unwrap_or(middle);
            let message = "This is not a link: there is a space between its brackets.";
            writer.report(&rules::MARKDOWN_FORM, &at(open, (end + 1).min(words.len())), message, "Take the space out.");
        }
    }
    for (open, _) in words.match_indices("[^") {
        let Some(close) = words[open..].find(']').map(|close| open + close) else { continue };
        let name = &words[open + 2..close];
        if !notes.contains(name) && !name.contains(' ') {
            let message = format!("There is no note [^{name}].");
            let help = format!("Write it on a line of its own, [^{name}]: and the note, or take the mark out.");
            writer.report(&rules::MARKDOWN_FORM, &at(open, close + 1), message, help);
        }
    }
    for scheme in ["https://", "http://", "www."] {
        for (open, _) in words.match_indices(scheme) {
            // In a link's brackets it is checked as a link; inside an address it is none of its own.
            let bare = words[..open].chars().next_back().is_none_or(char::is_whitespace);
            let linked = words[..open].rfind('[').is_some_and(|bracket| !words[bracket..open].contains(']'));
            if bare && !linked {
                let length = words[open..].find(char::is_whitespace).unwrap_or(words.len() - open);
                let end = open + words[open..open + length].trim_end_matches(['.', ',', ';', ':', '!', '?']).len();
                let message = "A bare web address is not a good link text.";
                writer.report(&rules::LINK_VAGUE, &at(open, end), message, "Write [the name of the page](address).");
            }
        }
    }
}
