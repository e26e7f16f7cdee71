//! HTML as blocks of words and links. Scripts, styles, pictures, forms and frames are dropped, with a note; so is every
//! address that does not lead to the web, a mailbox or a phone. No tag of it is ever written again.

use ego_tree::NodeRef;
use scraper::{Html, Node};

use super::notes::Notes;
use crate::open_referral::forms::{as_uri, is_email};
use crate::open_referral::plain::shown;

/// A piece of a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Run {
    Words { text: String, strong: bool },
    Link { text: String, address: String },
}

impl Run {
    pub(super) fn is_link(&self) -> bool {
        matches!(self, Self::Link { .. })
    }

    pub(super) fn words(&self) -> &str {
        match self {
            Self::Words { text, .. } | Self::Link { text, .. } => text,
        }
    }
}

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block {
    Paragraph(Vec<Run>),
    Heading(String),
    Item { depth: usize, number: Option<u32>, runs: Vec<Run> },
}

impl Block {
    pub(super) fn paragraph(words: &str) -> Self {
        Self::Paragraph(vec![Run::Words { text: words.to_owned(), strong: false }])
    }

    pub(super) fn item(depth: usize, number: Option<u32>, words: &str) -> Self {
        Self::Item { depth, number, runs: vec![Run::Words { text: words.to_owned(), strong: false }] }
    }

    /// Adds a line below.
    pub(super) fn add_line(&mut self, line: &str) {
        if let Self::Paragraph(runs) | Self::Item { runs, .. } = self {
            runs.push(Run::Words { text: format!("\n{line}"), strong: false });
        }
    }

    /// Its words alone, with the address of a link whose words do not say it.
    pub(super) fn words(&self) -> String {
        let run = |run: &Run| match run {
            Run::Link { text, address } if address.starts_with("http") && !text.contains(shown(address)) => {
                format!("{text} ({address})")
            }
            run => run.words().to_owned(),
        };
        let of = |runs: &[Run]| runs.iter().map(run).collect::<String>();
        match self {
            Self::Paragraph(runs) => of(runs),
            Self::Heading(words) => words.clone(),
            Self::Item { runs, .. } => format!("- {}", of(runs)),
        }
    }

    fn is_empty(&self) -> bool {
        match self {
            Self::Heading(words) => words.trim().is_empty(),
            Self::Paragraph(runs) | Self::Item { runs, .. } => {
                runs.iter().all(|run| run.words().trim().is_empty() && matches!(run, Run::Words { .. }))
            }
        }
    }
}

/// Elements that hold nothing to read.
const DROPPED: [&str; 17] = [
    "script", "style", "iframe", "object", "embed", "form", "input", "select", "textarea", "button", "svg", "template",
    "noscript", "head", "video", "audio", "canvas",
];

/// Elements that begin a line of their own.
const BLOCKS: [&str; 18] = [
    "p",
    "div",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "aside",
    "blockquote",
    "pre",
    "address",
    "dl",
    "dd",
    "dt",
    "figure",
    "figcaption",
    "fieldset",
    "center",
];

/// How deep elements may lie in each other. What lies deeper is read as words.
const DEPTH: usize = 60;

/// The blocks of some HTML.
pub(super) fn blocks(html: &str, field: &str, notes: &Notes) -> Vec<Block> {
    let fragment = Html::parse_fragment(html);
    let mut reader = Reader { blocks: Vec::new(), open: Vec::new(), place: None, strong: 0, field, notes };
    reader.children(fragment.tree.root(), 0, 0);
    reader.close();
    reader.blocks
}

struct Reader<'n> {
    blocks: Vec<Block>,
    /// The line that is being read.
    open: Vec<Run>,
    /// The item that the line belongs to, if it is its first: depth and number.
    place: Option<(usize, Option<u32>)>,
    strong: usize,
    field: &'n str,
    notes: &'n Notes,
}

impl Reader<'_> {
    fn children(&mut self, node: NodeRef<'_, Node>, depth: usize, lists: usize) {
        for child in node.children() {
            self.node(child, depth + 1, lists);
        }
    }

    fn node(&mut self, node: NodeRef<'_, Node>, depth: usize, lists: usize) {
        match node.value() {
            Node::Text(text) => self.words(text),
            Node::Element(_) if depth > DEPTH => {
                let text = words_of(node);
                self.words(&text);
            }
            Node::Element(element) => self.element(element.name(), node, depth, lists),
            _ => {}
        }
    }

    fn element(&mut self, name: &str, node: NodeRef<'_, Node>, depth: usize, lists: usize) {
        match name {
            name if DROPPED.contains(&name) => {
                self.notes.lost(self.field, &format!("A description holds no <{name}>."), &words_of(node));
            }
            "br" | "hr" => self.words_as_they_are("\n"),
            "img" => {
                let alt = node.value().as_element().and_then(|element| element.attr("alt")).unwrap_or_default();
                self.notes.lost(self.field, "Pictures are not taken over.", alt);
            }
            "a" => self.link(node),
            "strong" | "b" => {
                self.strong += 1;
                self.children(node, depth, lists);
                self.strong -= 1;
            }
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                self.close();
                let words = words_of(node).split_whitespace().collect::<Vec<_>>().join(" ");
                self.push(Block::Heading(words));
            }
            "ul" | "ol" => {
                self.close();
                let mut number = 0;
                for child in node.children() {
                    number += 1;
                    let ordered = (name == "ol").then_some(number);
                    if child.value().as_element().is_some_and(|element| element.name() == "li") {
                        self.close();
                        self.place = Some((lists, ordered));
                        self.children(child, depth + 1, lists + 1);
                        self.close();
                    } else {
                        self.node(child, depth + 1, lists + 1);
                    }
                }
                self.close();
                self.place = None;
            }
            "table" => {
                self.close();
                self.notes.mended(self.field, "A table became a list, a row an item.", "");
                self.rows(node);
            }
            name if BLOCKS.contains(&name) => {
                self.close();
                self.children(node, depth, lists);
                self.close();
            }
            _ => self.children(node, depth, lists),
        }
    }

    /// The rows of a table, each as an item.
    fn rows(&mut self, table: NodeRef<'_, Node>) {
        let named = |node: &NodeRef<'_, Node>, names: &[&str]| {
            node.value().as_element().is_some_and(|element| names.contains(&element.name()))
        };
        for row in table.descendants().filter(|node| named(node, &["tr", "caption"])) {
            let cells: Vec<String> = if named(&row, &["caption"]) {
                vec![words_of(row)]
            } else {
                row.children().filter(|node| named(node, &["td", "th"])).map(words_of).collect()
            };
            let cells = cells.iter().map(|cell| cell.split_whitespace().collect::<Vec<_>>().join(" "));
            let words = cells.filter(|cell| !cell.is_empty()).collect::<Vec<_>>().join(", ");
            self.push(Block::item(0, None, &words));
        }
    }

    fn link(&mut self, node: NodeRef<'_, Node>) {
        let href = node.value().as_element().and_then(|element| element.attr("href")).unwrap_or_default().trim();
        let text = words_of(node);
        let lower = href.to_ascii_lowercase();
        let address = if lower.starts_with("http://") || lower.starts_with("https://") {
            as_uri(href)
        } else if lower.starts_with("www.") {
            as_uri(&format!("https://{href}"))
        } else if let Some(mail) = lower.strip_prefix("mailto:") {
            let mail = mail.split('?').next().unwrap_or_default();
            is_email(mail).then(|| format!("mailto:{mail}"))
        } else if let Some(number) = lower.strip_prefix("tel:") {
            let digits: String = number.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
            (digits.len() > 2).then(|| format!("tel:{digits}"))
        } else {
            None
        };
        if let Some(address) = address {
            self.open.push(Run::Link { text, address });
            return;
        }
        if !href.is_empty() {
            self.notes.lost(self.field, "A link that leads nowhere became plain words.", href);
        }
        self.words(&text);
    }

    /// Words, with line ends and runs of spaces as the single spaces that a browser shows.
    fn words(&mut self, text: &str) {
        let mut flat = String::new();
        for c in text.chars() {
            if !c.is_whitespace() {
                flat.push(c);
            } else if !flat.ends_with(' ') {
                flat.push(' ');
            }
        }
        let after_space = self.open.last().is_none_or(|run| run.words().ends_with([' ', '\n']));
        self.words_as_they_are(if after_space { flat.trim_start() } else { &flat });
    }

    fn words_as_they_are(&mut self, text: &str) {
        let bold = self.strong > 0;
        match self.open.last_mut() {
            _ if text.is_empty() => {}
            Some(Run::Words { text: last, strong }) if *strong == bold => last.push_str(text),
            _ => self.open.push(Run::Words { text: text.to_owned(), strong: bold }),
        }
    }

    fn close(&mut self) {
        let runs = std::mem::take(&mut self.open);
        match self.place {
            Some((depth, number)) => self.push(Block::Item { depth, number, runs }),
            None => self.push(Block::Paragraph(runs)),
        }
    }

    fn push(&mut self, block: Block) {
        if !block.is_empty() {
            // What follows within the same item is a paragraph of its own.
            self.place = None;
            self.blocks.push(block);
        }
    }
}

/// The words below a node that a reader would see.
fn words_of(node: NodeRef<'_, Node>) -> String {
    let hidden = |node: &NodeRef<'_, Node>| {
        let dropped = |node: &Node| node.as_element().is_some_and(|element| DROPPED.contains(&element.name()));
        node.parent().is_some_and(|parent| dropped(parent.value()))
    };
    let words = node.descendants().filter(|node| !hidden(node)).filter_map(|node| match node.value() {
        Node::Text(text) => Some(text.to_string()),
        Node::Element(element) if matches!(element.name(), "br" | "p" | "div" | "li" | "td" | "th" | "tr") => {
            Some(" ".to_owned())
        }
        _ => None,
    });
    words.collect()
}
