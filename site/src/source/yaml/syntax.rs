//! What is wrong with text that is not YAML, in words for writers. The parser says where it gave up; the mistake is often
//! further up, so the commonest ones are looked for.

use super::Problem;
use crate::diagnostic::{Span, rules};

/// Explains a failure at byte `at`, which the parser worded as `said`.
pub(super) fn explain(text: &str, at: usize, said: &str) -> Problem {
    let line = Line::of(text, at);
    let problem = |at: usize, message: &str, help: &str| Problem {
        rule: &rules::YAML_SYNTAX,
        span: Span::new(at, (at + 1).min(text.len().max(at))),
        message: message.into(),
        help: Some(help.into()),
    };
    if line.text.trim_start_matches(' ').starts_with('\t') {
        return problem(line.start + line.indent(), "A line may not be indented with a tab.", "Use spaces.");
    }
    if let Some((open, kind)) = unclosed(text, at) {
        return match kind {
            Open::Quote => problem(open, "A quote is opened here and never closed.", "Add the missing quote mark."),
            Open::Bracket => problem(open, "A bracket is opened here and never closed.", "Write lists as [one, two]."),
            Open::Ended => problem(
                open,
                "The quotes end here, but the line goes on.",
                "Put the whole text in quotes of the other kind: \"it's free\" or 'the \"blue\" form'.",
            ),
        };
    }
    for line in Line::upto(text, at) {
        if let Some((value, first)) = line.value().and_then(|at| Some((at, text[at..].chars().next()?)))
            && "@`*&%!".contains(first)
        {
            let message = format!("A value may not begin with {first}.");
            return problem(value, &message, "Put the whole value in quotes.");
        }
    }
    if said.contains("mapping values are not allowed") && !line.further_right(text) {
        return problem(
            at,
            "There is a colon here that YAML takes for the end of a key.",
            "If the colon is part of the text, put the whole text in quotes: title: \"Care: at home\".",
        );
    }
    if line.further_right(text) {
        return problem(
            line.start + line.indent(),
            "This line begins further to the right than the lines above it.",
            "Begin it in the same column: take the spaces at its start away.",
        );
    }
    let keyless = |line: &Line<'_>| {
        let words = line.text.trim();
        !words.is_empty()
            && !words.starts_with(['-', '#', '[', '{', '"', '\''])
            && !words.contains(": ")
            && !words.ends_with(':')
    };
    if let Some(lost) = std::iter::once(Line::of(text, at)).chain(Line::upto(text, at)).find(keyless) {
        return problem(
            lost.start,
            "This line is not `key: value`.",
            "Add the colon and a space after the key, or indent the line if it belongs to the text above.",
        );
    }
    problem(
        at,
        &format!("This is not valid YAML ({said})."),
        "Look at the indent, the quotes and the colons on this line and the one above.",
    )
}

struct Line<'t> {
    start: usize,
    text: &'t str,
}

impl<'t> Line<'t> {
    fn of(text: &'t str, at: usize) -> Self {
        let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
        Self { start, text: text[start..].lines().next().unwrap_or_default() }
    }

    /// The lines up to the one that holds a byte, last first.
    fn upto(text: &'t str, at: usize) -> impl Iterator<Item = Self> {
        let mut next = Some(Self::of(text, at));
        std::iter::from_fn(move || {
            let line = next.take()?;
            next = (line.start > 0).then(|| Self::of(text, line.start - 1));
            Some(line)
        })
        .take(3)
    }

    fn indent(&self) -> usize {
        self.text.len() - self.text.trim_start_matches(' ').len()
    }

    /// Where the value of `key: value` or `- value` begins.
    fn value(&self) -> Option<usize> {
        let words = self.text.trim_start_matches(' ');
        let after = if words.starts_with("- ") { Some(2) } else { words.find(": ").map(|at| at + 2) }?;
        let spaces = words[after..].len() - words[after..].trim_start_matches(' ').len();
        Some(self.start + self.indent() + after + spaces)
    }

    /// Whether a line is indented more than a finished `key: value` above it.
    fn further_right(&self, text: &str) -> bool {
        if self.start == 0 {
            return false;
        }
        let above = Line::of(text, self.start - 1);
        let finished = above.text.contains(": ") && !above.text.trim_end().ends_with([':', '>', '|', '-']);
        finished && self.indent() > above.indent() && self.text.contains(": ")
    }
}

enum Open {
    Quote,
    Bracket,
    /// A quote that closed before its line did.
    Ended,
}

/// The quote or bracket that was opened last before `upto` and is still open there, or a quote with words after its end.
fn unclosed(text: &str, upto: usize) -> Option<(usize, Open)> {
    let lines = text[..text.floor_char_boundary(upto + 200)].split_inclusive('\n');
    let mut start = 0;
    let mut open: Option<usize> = None;
    for line in lines {
        if start > upto {
            break;
        }
        let this = Line { start, text: line.trim_end_matches(['\n', '\r']) };
        start += line.len();
        let Some(value) = this.value() else {
            if this.text.contains(']') || this.text.contains('}') {
                open = None;
            }
            continue;
        };
        let rest = &this.text[value - this.start..];
        let Some(first) = rest.chars().next() else { continue };
        if matches!(first, '"' | '\'') {
            let inner = &rest[1..];
            let Some(end) = closing(inner, first) else {
                // It may go on over lines: only an end that never comes is a mistake.
                let later = &text[value + 1..];
                let closes = closing(later, first)
                    .is_some_and(|at| later[at + 1..].lines().next().is_none_or(|rest| rest.trim().is_empty()));
                if closes {
                    continue;
                }
                return Some((value, Open::Quote));
            };
            let after = inner[end + 1..].trim_start();
            if !after.is_empty() && !after.starts_with('#') && !after.starts_with(',') {
                let gap = inner[end + 1..].len() - after.len();
                return Some((value + 2 + end + gap, Open::Ended));
            }
        } else if matches!(first, '[' | '{') {
            let depth = |c: char| rest.matches(c).count();
            open = (depth('[') + depth('{') > depth(']') + depth('}')).then_some(value);
        } else if open.is_some() {
            // A new key while a bracket is open: the bracket was forgotten.
            break;
        }
    }
    open.map(|at| (at, Open::Bracket))
}

/// Where a quote ends in the text after its opening mark. `\"` and `''` do not end it.
fn closing(inner: &str, quote: char) -> Option<usize> {
    let bytes = inner.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if quote == '"' => at += 1,
            b'\'' if quote == '\'' && bytes.get(at + 1) == Some(&b'\'') => at += 1,
            b if b == quote as u8 => return Some(at),
            _ => {}
        }
        at += 1;
    }
    None
}
