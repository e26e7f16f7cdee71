//! Markdown to HTML: one pass over the parser's events. What a link means is asked of `links`, what a fenced block is of
//! `blocks`; both are registries, so that a new kind is added there and nowhere else.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, HeadingLevel, Options, Parser, Tag, TagEnd};

use super::charging::RatesShown;
use super::desk::Desk;
use super::notes::Notes;
use super::templates::Templates;
use super::{blocks, links, slips, typography};
use crate::diagnostic::{Diagnostic, Place, Rule, Span, rules};
use crate::model::Id;

/// Ids the page frame uses; headings keep off them.
const TAKEN: [&str; 10] =
    ["main", "menu", "menu-h", "top", "on-this-page", "figures", "sources", "next", "talk", "rates"];

/// Where a text comes from.
#[derive(Debug, Clone, Copy)]
pub(super) struct Origin<'a> {
    pub(super) file: &'a Arc<str>,
    /// The whole file.
    pub(super) whole: &'a str,
    /// Byte at which the Markdown begins.
    pub(super) offset: usize,
    /// Set for text inside YAML, whose bytes do not match the file's: everything in it is shown there.
    pub(super) fixed: Option<Span>,
    /// The page's id, for `children` and links to files beside it.
    pub(super) id: &'a str,
    /// Whether pictures may go without words.
    pub(super) easy_read: bool,
}

/// A second-level heading, for "on this page".
#[derive(Debug, Clone, serde::Serialize)]
pub(super) struct Heading {
    pub(super) id: String,
    pub(super) title: String,
}

/// A tool on a page.
#[derive(Debug, Clone)]
pub(super) struct Tool {
    /// The widget.
    pub(super) name: &'static str,
    /// The file of facts that it works on; empty for a tool that needs none.
    pub(super) facts: String,
    /// A style sheet of this page's own, by its name among what pages load.
    pub(super) sheet: Option<String>,
}

/// What a text became.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub(super) html: String,
    pub(super) headings: Vec<Heading>,
    pub(super) figures: Vec<Id>,
    /// Where each address was written, for messages about links that turn out broken.
    pub(super) places: Vec<(String, Span)>,
    pub(super) found: Vec<Diagnostic>,
    /// The tool on the page.
    pub(super) tool: Option<Tool>,
}

/// Renders a page's Markdown.
pub(super) fn page<'l>(text: &str, origin: Origin<'_>, desk: &Desk<'l>, templates: &Templates<'l>) -> Body {
    let mut writer = Writer::new(origin, desk, templates);
    if origin.fixed.is_some() {
        text.clone_into(&mut writer.inner);
    }
    writer.run(text);
    writer.write_notes();
    writer.write_rates();
    writer.body
}

/// Options of `CommonMark` with tables, footnotes and real quotes and dashes.
fn options() -> Options {
    Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_SMART_PUNCTUATION
}

pub(super) type Step<'t> = (Event<'t>, Range<usize>);

pub(super) struct Writer<'a, 'l> {
    pub(super) origin: Origin<'a>,
    pub(super) desk: &'a Desk<'l>,
    pub(super) templates: &'a Templates<'l>,
    pub(super) body: Body,
    /// The text being rendered, while it is one that stands inside YAML.
    inner: String,
    /// Level of the last heading; the page title is 1.
    pub(super) level: u8,
    ids: HashMap<String, usize>,
    /// Words of the last heading, for tables without a caption.
    pub(super) last_heading: String,
    /// Words explained on this page, and those whose explanation stands below the paragraph being written.
    explained: BTreeSet<Id>,
    pending: Vec<(Id, String)>,
    pub(super) notes: Notes,
    pub(super) rates: RatesShown,
}

impl<'a, 'l> Writer<'a, 'l> {
    pub(super) fn new(origin: Origin<'a>, desk: &'a Desk<'l>, templates: &'a Templates<'l>) -> Self {
        Self {
            origin,
            desk,
            templates,
            body: Body::default(),
            inner: String::new(),
            level: 1,
            ids: TAKEN.iter().map(|id| ((*id).to_owned(), 1)).collect(),
            last_heading: String::new(),
            explained: BTreeSet::new(),
            pending: Vec::new(),
            notes: Notes::default(),
            rates: RatesShown::default(),
        }
    }

    /// The span in the file of a range of the text being rendered.
    pub(super) fn span(&self, range: &Range<usize>) -> Span {
        let Some(fixed) = self.origin.fixed else {
            return Span::new(range.start, range.end).shifted(self.origin.offset);
        };
        // YAML may have folded the text; the words meant are most often there as they are.
        let held = self.origin.whole.get(fixed.start as usize..fixed.end as usize).unwrap_or_default();
        let words = self.inner.get(range.clone()).filter(|words| !words.is_empty());
        match words.and_then(|words| held.find(words).map(|at| Span::new(at, at + words.len()))) {
            Some(found) => found.shifted(fixed.start as usize),
            None => {
                Span::new(fixed.start as usize, fixed.start as usize + held.lines().next().unwrap_or_default().len())
            }
        }
    }

    /// The file's text at a range of the text being rendered.
    pub(super) fn source(&self, range: &Range<usize>) -> &'a str {
        let Span { start, end } = self.span(range);
        self.origin.whole.get(start as usize..end as usize).unwrap_or_default()
    }

    /// The place of a range of the text being rendered.
    pub(super) fn place(&self, range: &Range<usize>) -> Place {
        Place::locate(self.origin.file, self.origin.whole, self.span(range))
    }

    pub(super) fn report(
        &mut self,
        rule: &Rule,
        range: &Range<usize>,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = self.place(range);
        self.body.found.push(Diagnostic::new(rule, Some(place), message).help(help));
    }

    fn run(&mut self, text: &str) {
        let steps: Vec<Step<'_>> = Parser::new_ext(text, options()).into_offset_iter().collect();
        slips::check(self, text, &steps);
        let mut at = 0;
        while at < steps.len() {
            at = self.block(&steps, at);
            self.explain();
        }
    }

    /// Text that stands inside a block: its own paragraphs, without a heading of its own.
    pub(super) fn nested(&mut self, text: &str, fixed: Span) -> String {
        let outer = (std::mem::take(&mut self.body.html), self.origin.fixed.replace(fixed));
        let before = std::mem::replace(&mut self.inner, text.to_owned());
        let steps: Vec<Step<'_>> = Parser::new_ext(text, options()).into_offset_iter().collect();
        slips::check(self, text, &steps);
        self.blocks(&steps);
        self.origin.fixed = outer.1;
        self.inner = before;
        std::mem::replace(&mut self.body.html, outer.0)
    }

    /// Text of another file within this page, as HTML. Words are explained in it anew: it may be shown without the rest.
    pub(super) fn foreign(&mut self, text: &str, file: &'a Arc<str>, whole: &'a str, span: Span) -> String {
        let outer = self.origin;
        self.origin = Origin { file, whole, offset: 0, ..outer };
        let explained = std::mem::take(&mut self.explained);
        let pending = std::mem::take(&mut self.pending);
        // A link that turns out broken is shown at the page: places are those of one file.
        let places = self.body.places.len();
        let html = self.nested(text, span);
        let before = std::mem::replace(&mut self.body.html, html);
        self.explain();
        let html = std::mem::replace(&mut self.body.html, before);
        self.pending = pending;
        self.body.places.truncate(places);
        self.explained = explained;
        self.origin = outer;
        html
    }

    /// Explains the words that the block just written used for the first time.
    fn explain(&mut self) {
        for (id, words) in std::mem::take(&mut self.pending) {
            if let Some(term) = self.desk.term(&id) {
                let context = tera::context! { id => id.as_ref(), words => &words, definition => &term.definition };
                self.template("blocks/term.html", &context);
            }
        }
    }

    /// Marks a word, as the page says it, for explanation below this paragraph, if it was not explained before.
    pub(super) fn needs_explaining(&mut self, id: &Id, words: &str) {
        if self.explained.insert(id.clone()) {
            self.pending.push((id.clone(), words.to_owned()));
        }
    }

    /// Writes a template's output into the page.
    pub(super) fn template(&mut self, name: &str, context: &tera::Context) {
        let mut bytes = Vec::new();
        match self.templates.render(name, context, self.desk, self.origin.file, &mut bytes) {
            Ok(()) => self.body.html.push_str(&String::from_utf8_lossy(&bytes)),
            Err(diagnostic) => self.body.found.push(*diagnostic),
        }
    }

    /// Level for a heading inside a block.
    pub(super) fn inner_level(&self) -> u8 {
        (self.level + 1).min(3)
    }

    /// Writes the block that begins at a step and returns the step after it.
    fn block(&mut self, steps: &[Step<'_>], at: usize) -> usize {
        let (event, range) = &steps[at];
        match event {
            Event::Start(tag) => {
                let end = closing(steps, at);
                let inner = &steps[at + 1..end];
                match tag {
                    Tag::Paragraph => return self.paragraph(steps, at, end),
                    Tag::Heading { level, .. } => self.heading(*level, inner, range),
                    Tag::List(first) => self.list(*first, inner),
                    Tag::Item => self.item(inner),
                    Tag::Table(alignment) => self.table(alignment, inner, range, None),
                    Tag::BlockQuote(_) => self.wrapped("blockquote", inner),
                    Tag::CodeBlock(CodeBlockKind::Fenced(info)) => self.fenced(info, steps, at, end),
                    Tag::CodeBlock(CodeBlockKind::Indented) => self.report(
                        &rules::MARKDOWN_FORM,
                        range,
                        "A line that begins with four spaces would be shown as computer code.",
                        "Take the spaces away, or join the line to the one above.",
                    ),
                    Tag::FootnoteDefinition(name) => self.note(name, inner, range),
                    Tag::HtmlBlock => self.raw_html(range),
                    _ => self.inline(&steps[at..=end]),
                }
                end + 1
            }
            Event::Rule => {
                self.body.html.push_str("<hr>\n");
                at + 1
            }
            Event::Html(_) | Event::InlineHtml(_) => {
                self.raw_html(range);
                at + 1
            }
            _ => {
                // Loose inline events: the text of a tight list item.
                let end =
                    steps[at..].iter().position(|(event, _)| starts_block(event)).map_or(steps.len(), |more| at + more);
                self.inline(&steps[at..end.max(at + 1)]);
                end.max(at + 1)
            }
        }
    }

    pub(super) fn blocks(&mut self, steps: &[Step<'_>]) {
        let mut at = 0;
        while at < steps.len() {
            at = self.block(steps, at);
        }
    }

    fn wrapped(&mut self, tag: &str, inner: &[Step<'_>]) {
        self.body.html.push_str(&format!("<{tag}>\n"));
        self.blocks(inner);
        self.body.html.push_str(&format!("</{tag}>\n"));
    }

    fn raw_html(&mut self, range: &Range<usize>) {
        self.report(
            &rules::HTML_RAW,
            range,
            "HTML is not used in content.",
            "Say it in Markdown or with a block (content/README.md). To show a less-than sign, write \\<.",
        );
    }

    fn paragraph(&mut self, steps: &[Step<'_>], at: usize, end: usize) -> usize {
        let inner = &steps[at + 1..end];
        // "Table: …" just above a table is its caption.
        if let (Some((Event::Text(first), _)), Some((Event::Start(Tag::Table(alignment)), range))) =
            (inner.first(), steps.get(end + 1))
            && let Some(rest) = first.strip_prefix("Table:")
        {
            let mut caption = vec![(Event::Text(rest.trim_start().to_owned().into()), inner[0].1.clone())];
            caption.extend_from_slice(&inner[1..]);
            let caption = self.captured(&caption);
            let table_end = closing(steps, end + 1);
            self.table(alignment, &steps[end + 2..table_end], range, Some(caption));
            return table_end + 1;
        }
        let pictured = self.origin.easy_read && matches!(inner.first(), Some((Event::Start(Tag::Image { .. }), _)));
        if pictured {
            let picture_end = closing(inner, 0);
            self.body.html.push_str("<p class=\"easy\">");
            self.inline(&inner[..=picture_end]);
            self.body.html.push_str("<span>");
            let words = &inner[picture_end + 1..];
            self.inline(words.strip_prefix(&[(Event::SoftBreak, 0..0)][..0]).unwrap_or(words));
            self.body.html.push_str("</span></p>\n");
        } else {
            self.body.html.push_str("<p>");
            self.inline(inner);
            self.body.html.push_str("</p>\n");
        }
        end + 1
    }

    fn heading(&mut self, level: HeadingLevel, inner: &[Step<'_>], range: &Range<usize>) {
        let level = level as u8;
        let underlined = self.source(range).trim_end().ends_with('=');
        if level == 1 && underlined {
            let first = self.source(range).lines().next().unwrap_or_default().len();
            self.report(
                &rules::HEADING_ORDER,
                &(range.start..range.start + first),
                "A line of equals signs makes a page title, and the page has one already.",
                "Take the line of equals signs away.",
            );
        } else if level == 1 {
            self.report(
                &rules::HEADING_ORDER,
                range,
                "A single # makes a page title, and the page has one already.",
                "Begin headings with ##.",
            );
        } else if level > self.level + 1 {
            self.report(
                &rules::HEADING_ORDER,
                range,
                format!("This heading is level {level}, straight after level {}.", self.level),
                format!("Begin it with {}.", "#".repeat(usize::from(self.level) + 1)),
            );
        }
        let title = plain(inner);
        if title.trim().is_empty() {
            self.report(
                &rules::HEADING_EMPTY,
                range,
                "This heading has no words.",
                "Write the reader's question, or take the line out.",
            );
        }
        let id = self.unique(&title);
        let html = self.captured(inner);
        self.body.html.push_str(&format!("<h{level} id=\"{id}\">{html}</h{level}>\n"));
        if level == 2 {
            self.body.headings.push(Heading { id, title: title.clone() });
        }
        self.last_heading = title;
        self.level = level.max(2);
    }

    /// A name for a heading, made of its words; a second one of the same words gets a number.
    pub(super) fn unique(&mut self, title: &str) -> String {
        let mut slug = String::new();
        for c in title.chars().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() {
                slug.push(c);
            } else if !matches!(c, '\'' | '’') && !slug.is_empty() && !slug.ends_with('-') {
                slug.push('-');
            }
        }
        let slug = if slug.is_empty() { "section".to_owned() } else { slug.trim_end_matches('-').to_owned() };
        loop {
            let count = self.ids.entry(slug.clone()).or_insert(0);
            *count += 1;
            let id = if *count == 1 { slug.clone() } else { format!("{slug}-{count}") };
            if *count == 1 || !self.ids.contains_key(&id) {
                self.ids.entry(id.clone()).or_insert(1);
                return id;
            }
        }
    }

    fn list(&mut self, first: Option<u64>, inner: &[Step<'_>]) {
        let tag = if first.is_some() { "ol" } else { "ul" };
        match first {
            Some(number) if number != 1 => self.body.html.push_str(&format!("<ol start=\"{number}\">\n")),
            _ => self.body.html.push_str(&format!("<{tag}>\n")),
        }
        self.blocks(inner);
        self.body.html.push_str(&format!("</{tag}>\n"));
    }

    fn item(&mut self, inner: &[Step<'_>]) {
        self.body.html.push_str("<li>");
        self.blocks(inner);
        self.body.html.push_str("</li>\n");
    }

    fn fenced(&mut self, info: &str, steps: &[Step<'_>], at: usize, end: usize) {
        let kind = info.split_whitespace().next().unwrap_or_default();
        let range = &steps[at].1;
        let source = self.source(range).trim_end();
        let fence = source.bytes().take_while(|b| matches!(b, b'`' | b'~')).count();
        let last = source.lines().last().unwrap_or_default().trim_start_matches([' ', '>']);
        if self.origin.fixed.is_none()
            && (source.lines().count() < 2 || last.bytes().take_while(|b| matches!(b, b'`' | b'~')).count() < fence)
        {
            let first = source.lines().next().unwrap_or_default().len();
            self.report(
                &rules::BLOCK_VALUE,
                &(range.start..range.start + first),
                "This block is never closed, so the rest of the page is taken for a part of it.",
                "Put a line of three backquotes (```) after its last line.",
            );
            return;
        }
        let mut text = String::new();
        let mut pieces = Vec::new();
        for (event, inner) in &steps[at + 1..end] {
            if let Event::Text(piece) = event {
                pieces.push((text.len(), inner.start + self.origin.offset));
                text.push_str(piece);
            }
        }
        if pieces.is_empty() {
            pieces.push((0, range.end + self.origin.offset));
        }
        blocks::write(self, kind, &text, &pieces, range);
    }

    /// Inline events as HTML of their own.
    pub(super) fn captured(&mut self, steps: &[Step<'_>]) -> String {
        let outer = std::mem::take(&mut self.body.html);
        self.inline(steps);
        std::mem::replace(&mut self.body.html, outer)
    }

    pub(super) fn inline(&mut self, steps: &[Step<'_>]) {
        let mut at = 0;
        while at < steps.len() {
            let (event, range) = &steps[at];
            match event {
                Event::Text(text) => typography::text(text, &mut self.body.html),
                Event::Code(text) => {
                    self.body.html.push_str("<code>");
                    typography::text(text, &mut self.body.html);
                    self.body.html.push_str("</code>");
                }
                Event::SoftBreak => self.body.html.push('\n'),
                Event::HardBreak => self.body.html.push_str("<br>\n"),
                Event::FootnoteReference(name) => self.note_mark(name),
                Event::Html(_) | Event::InlineHtml(_) => self.raw_html(range),
                Event::Start(tag) => {
                    let end = closing(steps, at);
                    let inner = &steps[at + 1..end];
                    match tag {
                        Tag::Emphasis => self.spanned("em", inner),
                        Tag::Strong => self.spanned("strong", inner),
                        Tag::Link { dest_url, .. } => links::link(self, dest_url, inner, range),
                        Tag::Image { dest_url, .. } => links::image(self, dest_url, &plain(inner), range),
                        _ => self.inline(inner),
                    }
                    at = end;
                }
                _ => {}
            }
            at += 1;
        }
    }

    fn spanned(&mut self, tag: &str, inner: &[Step<'_>]) {
        self.body.html.push_str(&format!("<{tag}>"));
        self.inline(inner);
        self.body.html.push_str(&format!("</{tag}>"));
    }
}

fn starts_block(event: &Event<'_>) -> bool {
    matches!(
        event,
        Event::Start(
            Tag::Paragraph
                | Tag::Heading { .. }
                | Tag::List(_)
                | Tag::Item
                | Tag::Table(_)
                | Tag::BlockQuote(_)
                | Tag::CodeBlock(_)
                | Tag::HtmlBlock
        ) | Event::Rule
    )
}

/// The step that closes the tag opened at a step.
pub(super) fn closing(steps: &[Step<'_>], at: usize) -> usize {
    let mut depth = 0usize;
    for (more, (event, _)) in steps[at..].iter().enumerate() {
        match event {
            Event::Start(_) => depth += 1,
            Event::End(_) => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return at + more;
        }
    }
    steps.len() - 1
}

/// The words of some events, without marks.
pub(super) fn plain(steps: &[Step<'_>]) -> String {
    let mut words = String::new();
    for (event, _) in steps {
        match event {
            Event::Text(text) | Event::Code(text) => words.push_str(text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => words.push(' '),
            _ => {}
        }
    }
    words
}
