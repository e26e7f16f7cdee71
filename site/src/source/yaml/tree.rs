//! YAML text to a tree of nodes, each with its span. Duplicate keys, anchors, tags and second documents are refused here.

use std::borrow::Cow;
use std::collections::HashMap;

use granit_parser::{Event, Parser, ScalarStyle, ScanError};

use super::Problem;
use crate::diagnostic::{Span, rules};

/// A value and where it stands.
#[derive(Debug)]
pub(super) struct Node<'a> {
    pub(super) span: Span,
    pub(super) kind: Kind<'a>,
}

/// What a value is. A scalar keeps its text: whether `2022` is a number is for the type that reads it to say.
#[derive(Debug)]
pub(super) enum Kind<'a> {
    Scalar { text: Cow<'a, str>, plain: bool },
    List(Vec<Node<'a>>),
    Map(Vec<Entry<'a>>),
}

/// One `key: value` of a map.
#[derive(Debug)]
pub(super) struct Entry<'a> {
    pub(super) key: Cow<'a, str>,
    pub(super) key_span: Span,
    pub(super) value: Node<'a>,
}

impl Node<'_> {
    /// Nothing, `~` or `null`.
    pub(super) fn is_null(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if matches!(text.as_ref(), "" | "~" | "null" | "Null" | "NULL"))
    }
}

/// Reads one document. Problems that leave the rest readable come beside the tree; others in place of it.
pub(super) fn parse(text: &str) -> Result<(Node<'_>, Vec<Problem>), Vec<Problem>> {
    let mut reader = Reader { text, parser: Parser::new_from_str(text), problems: Vec::new() };
    match reader.document() {
        Ok(node) => Ok((node, reader.problems)),
        Err(problem) => {
            reader.problems.push(problem);
            Err(reader.problems)
        }
    }
}

struct Reader<'a> {
    text: &'a str,
    parser: Parser<'a, granit_parser::StrInput<'a>>,
    problems: Vec<Problem>,
}

type Step<'a> = (Event<'a>, Span);

impl<'a> Reader<'a> {
    fn next(&mut self) -> Result<Step<'a>, Problem> {
        match self.parser.next_event() {
            Some(Ok((event, span))) => {
                let range = span.byte_range().unwrap_or(0..0);
                // The parser lets a block's span run on over the blank lines after it.
                let used = self.text[range.clone()].trim_end().len();
                Ok((event, Span::new(range.start, range.start + used)))
            }
            Some(Err(error)) => Err(self.syntax(&error)),
            None => Ok((Event::StreamEnd, Span::new(self.text.len(), self.text.len()))),
        }
    }

    fn document(&mut self) -> Result<Node<'a>, Problem> {
        let mut root = None;
        loop {
            let step = self.next()?;
            match step.0 {
                Event::StreamStart | Event::DocumentEnd => {}
                Event::StreamEnd => break,
                Event::DocumentStart(..) if root.is_some() => {
                    return Err(self.problem(
                        step.1,
                        "A second document begins here.",
                        "Take out this line of three dashes: a file holds one document.",
                    ));
                }
                Event::DocumentStart(..) => {
                    let first = self.next()?;
                    root = Some(self.node(first)?);
                }
                _ => root = Some(self.node(step)?),
            }
        }
        Ok(root.unwrap_or(Node { span: Span::new(0, 0), kind: Kind::Scalar { text: Cow::Borrowed(""), plain: true } }))
    }

    fn node(&mut self, (event, span): Step<'a>) -> Result<Node<'a>, Problem> {
        match event {
            Event::Scalar(text, style, anchor, tag) => {
                self.plain_yaml(span, anchor, tag.is_some());
                Ok(Node { span, kind: Kind::Scalar { text, plain: style == ScalarStyle::Plain } })
            }
            Event::SequenceStart(_, anchor, tag) => {
                self.plain_yaml(span, anchor, tag.is_some());
                let mut items = Vec::new();
                let end = loop {
                    match self.next()? {
                        (Event::SequenceEnd, end) => break end,
                        step => items.push(self.node(step)?),
                    }
                };
                Ok(Node { span: around(span, end), kind: Kind::List(items) })
            }
            Event::MappingStart(_, anchor, tag) => {
                self.plain_yaml(span, anchor, tag.is_some());
                self.map(span)
            }
            Event::Alias(_) | Event::UnresolvedAlias(_) => {
                Err(self.problem(span, "Aliases (*name) are not used here.", "Write the value out in full."))
            }
            _ => Err(self.problem(span, "The text ends too soon.", "Check the brackets and quotes above.")),
        }
    }

    fn map(&mut self, span: Span) -> Result<Node<'a>, Problem> {
        let mut entries: Vec<Entry<'a>> = Vec::new();
        let mut seen: HashMap<String, Span> = HashMap::new();
        let end = loop {
            let (event, key_span) = self.next()?;
            let key = match event {
                Event::MappingEnd => break key_span,
                Event::Scalar(text, ..) => text,
                _ => return Err(self.problem(key_span, "A key must be a word.", "Write it as `key: value`.")),
            };
            let step = self.next()?;
            let value = self.node(step)?;
            if let Some(first) = seen.get(key.as_ref()) {
                let line = |at: u32| self.text[..at as usize].bytes().filter(|b| *b == b'\n').count();
                let above = match line(key_span.start) - line(first.start) {
                    0 => "earlier on the same line".to_owned(),
                    1 => "1 line above".to_owned(),
                    lines => format!("{lines} lines above"),
                };
                self.problems.push(Problem {
                    rule: &rules::YAML_DUPLICATE_KEY,
                    span: key_span,
                    message: format!("The key \"{key}\" is here twice; the first is {above}."),
                    help: Some("Keep one of the two.".into()),
                });
            } else {
                seen.insert(key.clone().into_owned(), key_span);
                entries.push(Entry { key, key_span, value });
            }
        };
        Ok(Node { span: around(span, end), kind: Kind::Map(entries) })
    }

    fn plain_yaml(&mut self, span: Span, anchor: usize, tagged: bool) {
        if anchor != 0 {
            let problem =
                self.problem(span, "Anchors (&name) are not used here.", "Write the value out where it is needed.");
            self.problems.push(problem);
        }
        if tagged {
            let problem = self.problem(
                span,
                "Tags (words that start with !) are not used here.",
                "Put the text in quotes if it really starts with an exclamation mark.",
            );
            self.problems.push(problem);
        }
    }

    fn problem(&self, span: Span, message: &str, help: &str) -> Problem {
        // A collection starts where its first child does; point at one line only.
        let line_end =
            self.text[span.start as usize..].find('\n').map_or(self.text.len(), |at| span.start as usize + at);
        let span = Span::new(span.start as usize, (span.end as usize).min(line_end));
        Problem { rule: &rules::YAML_SYNTAX, span, message: message.into(), help: Some(help.into()) }
    }

    /// The parser's own words are for programmers; the commonest mistakes get words for writers.
    fn syntax(&self, error: &ScanError) -> Problem {
        let at = self.text.floor_char_boundary(error.marker().byte_offset().unwrap_or(0));
        super::syntax::explain(self.text, at, &error.info())
    }
}

fn around(start: Span, end: Span) -> Span {
    Span { start: start.start, end: end.end.max(start.end) }
}
