//! Text of others as ours: what cannot be seen is taken out, HTML becomes Markdown or plain text, and plain text becomes
//! Markdown that reads the same. What comes out keeps the rules that content keeps: no HTML, no bare addresses.

use super::html::{self, Block, Run};
use super::notes::Notes;
use crate::model::says_nothing;
use crate::open_referral::forms::as_uri;
use crate::open_referral::plain::shown;

/// Takes out what cannot be seen, or turns text round: control characters, marks of direction, soft hyphens.
pub(super) fn visible(text: &str, field: &str, notes: &Notes) -> String {
    let hidden = |c: char| {
        c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{85}')
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}')
            || matches!(c, '\u{e0000}'..='\u{e007f}')
    };
    if text.contains(hidden) {
        notes.mended(field, "Characters that cannot be seen were taken out.", &text.escape_debug().to_string());
    }
    let text = text.replace("\r\n", "\n").replace(['\r', '\u{85}', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    let kept = text.chars().filter(|c| !hidden(*c) && *c != '\u{ad}');
    kept.map(|c| if c.is_whitespace() && c != '\n' { ' ' } else { c }).collect()
}

/// Whether a text is written in HTML: it has a tag or a character by name.
fn is_html(text: &str) -> bool {
    let tag = |rest: &str| {
        let name = rest.trim_start_matches('/');
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') && rest.contains('>')
    };
    let entity = |rest: &str| {
        let name = rest.split(';').next().unwrap_or_default();
        name.len() < rest.len()
            && (1..12).contains(&name.len())
            && name.trim_start_matches('#').chars().all(|c| c.is_ascii_alphanumeric())
    };
    text.match_indices('<').any(|(at, _)| tag(&text[at + 1..]))
        || text.match_indices('&').any(|(at, _)| entity(&text[at + 1..]))
}

/// The blocks of a text, HTML or not. HTML within HTML, as some systems save it, is read too.
pub(super) fn blocks(text: &str, field: &str, notes: &Notes) -> Vec<Block> {
    let text = visible(text, field, notes);
    if !is_html(&text) {
        return lines(&text);
    }
    let blocks = html::blocks(&text, field, notes);
    let inner = blocks.iter().map(Block::words).collect::<Vec<_>>().join("\n\n");
    if ["<p>", "<p ", "<br", "<div", "<ul>", "<li>", "<strong>", "<h1", "<h2", "<h3", "<a ", "<script"]
        .iter()
        .any(|tag| inner.contains(tag))
    {
        notes.mended(field, "HTML that was written within HTML was read as HTML.", &inner);
        return html::blocks(&inner, field, notes);
    }
    blocks
}

/// Blocks of plain text: paragraphs after blank lines, items after bullets and numbers.
fn lines(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in text.lines().map(str::trim) {
        if line.is_empty() {
            open = false;
            continue;
        }
        let bullet = ["- ", "* ", "• ", "· ", "– ", "▪ ", "● "].iter().find_map(|mark| line.strip_prefix(mark));
        let number = line.split_once(['.', ')']).filter(|(number, rest)| {
            (1..=3).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_digit()) && rest.starts_with(' ')
        });
        match (bullet, number, blocks.last_mut()) {
            (Some(words), ..) => blocks.push(Block::item(0, None, words.trim())),
            (None, Some((number, words)), _) => blocks.push(Block::item(0, number.parse().ok(), words.trim())),
            (None, None, Some(last)) if open => last.add_line(line),
            _ => blocks.push(Block::paragraph(line)),
        }
        open = true;
    }
    blocks
}

/// Plain text, without marks.
pub(super) fn plain(text: &str, field: &str, notes: &Notes) -> String {
    let blocks = blocks(text, field, notes);
    blocks.iter().map(Block::words).collect::<Vec<_>>().join("\n").trim().to_owned()
}

/// Markdown that keeps the rules of content.
pub(super) fn markdown(text: &str, field: &str, notes: &Notes) -> String {
    write(&blocks(text, field, notes))
}

/// Blocks as Markdown.
pub(super) fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        let together = matches!((before, block), (Some(Block::Item { number: a, .. }), Block::Item { number: b, .. }) if a.is_some() == b.is_some());
        if before.is_some() {
            out.push_str(if together { "\n" } else { "\n\n" });
        }
        match block {
            Block::Paragraph(runs) => out.push_str(&inline(runs, "")),
            Block::Heading(words) => out.push_str(&format!("## {}", escape(words))),
            Block::Item { depth, number, runs } => {
                let indent = if together { "  ".repeat((*depth).min(3)) } else { String::new() };
                let mark = if number.is_some() { "1. " } else { "- " };
                // What follows a line break must stand below the words of the item.
                let below = format!("{indent}{}", " ".repeat(mark.len()));
                out.push_str(&format!("{indent}{mark}{}", inline(runs, &below)));
            }
        }
        before = Some(block);
    }
    out
}

/// Words and links as Markdown. `indent` stands before each line but the first.
fn inline(runs: &[Run], indent: &str) -> String {
    let mut out = String::new();
    for (at, run) in runs.iter().enumerate() {
        match run {
            Run::Words { text, strong } => {
                let words = addressed(text);
                let edge = |text: Option<&str>, last: bool| {
                    let near = text.and_then(|text| if last { text.chars().next_back() } else { text.chars().next() });
                    near.is_none_or(|c| !c.is_alphanumeric())
                };
                let next = runs.get(at + 1).map(Run::words);
                let core = words.trim();
                if *strong
                    && !core.is_empty()
                    && !core.contains('\n')
                    && edge(Some(out.as_str()).filter(|o| !o.is_empty()), true)
                    && edge(next, false)
                    && core.starts_with(|c: char| c.is_alphanumeric())
                    && core.ends_with(|c: char| c.is_alphanumeric() || matches!(c, '.' | '!' | '?' | ':'))
                    && !out.ends_with('*')
                {
                    let (lead, tail) = (words.len() - words.trim_start().len(), words.trim_end().len());
                    out.push_str(&format!("{}**{core}**{}", &words[..lead], &words[tail..]));
                } else {
                    out.push_str(&words);
                }
            }
            Run::Link { text, address } => out.push_str(&link(text, address)),
        }
    }
    let mut lines = out.split('\n').map(str::trim).filter(|line| !line.is_empty()).map(guarded);
    let mut text = lines.next().unwrap_or_default();
    for line in lines {
        text.push_str(&format!("\\\n{indent}{line}"));
    }
    text
}

/// A link whose words say where it goes.
fn link(text: &str, address: &str) -> String {
    let words = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let lower = words.to_lowercase();
    let bare = ["http://", "https://", "www."].iter().any(|start| lower.starts_with(start));
    let web = address.starts_with("http");
    let words = match words.as_str() {
        "" if web => shown(address),
        _ if web && (bare || says_nothing(&words)) => shown(address),
        "" => address.split_once(':').map_or(address, |(_, rest)| rest),
        words if says_nothing(words) => return escape(words),
        words => words,
    };
    if address.contains(['(', ')']) {
        format!("[{}](<{address}>)", escape(words))
    } else {
        format!("[{}]({address})", escape(words))
    }
}

/// Escaped text in which web addresses are links.
fn addressed(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    let lower = text.to_ascii_lowercase();
    while let Some(at) = next_address(&lower[text.len() - rest.len()..], text.len() == rest.len()) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| c.is_whitespace() || "<>\"“”‘’".contains(c)).unwrap_or(from.len());
        let mut address = from[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        if address.ends_with(')') && !address.contains('(') {
            address = address.trim_end_matches(')').trim_end_matches(['.', ',']);
        }
        out.push_str(&escape(before));
        let whole = if address.to_ascii_lowercase().starts_with("www.") {
            format!("https://{address}")
        } else {
            address.to_owned()
        };
        match as_uri(&whole).filter(|uri| uri.starts_with("http") && shown(uri).contains('.')) {
            Some(uri) => out.push_str(&link("", &uri)),
            // Not an address after all: its words, without what would make it look like one.
            None => out.push_str(&escape(shown(address))),
        }
        rest = &from[address.len()..];
        if address.is_empty() {
            break;
        }
    }
    out.push_str(&escape(rest));
    out
}

/// Where the next web address begins: at the start, or after what is no letter.
fn next_address(lower: &str, start: bool) -> Option<usize> {
    let begins = |at: usize| match lower[..at].chars().next_back() {
        None => start || at == 0,
        Some(c) => !c.is_alphanumeric(),
    };
    let mut found: Vec<usize> = Vec::new();
    for scheme in ["https://", "http://", "www."] {
        found.extend(lower.match_indices(scheme).map(|(at, _)| at).find(|at| begins(*at)));
    }
    found.into_iter().min()
}

/// Text in which no character means anything to Markdown.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        let rest = &text[at + c.len_utf8()..];
        match c {
            // A backslash would do, but the check of slips reads what is written.
            '[' if rest.starts_with('^') => out.push_str("&#91;"),
            ']' if rest.starts_with('(') || rest.starts_with(" (") => out.push_str("&#93;"),
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '~' => out.extend(['\\', c]),
            '&' if rest.starts_with(|next: char| next.is_ascii_alphabetic() || next == '#') => out.push_str("\\&"),
            '!' if rest.starts_with('[') => out.push_str("\\!"),
            c => out.push(c),
        }
    }
    out
}

/// A line whose beginning means nothing to Markdown.
fn guarded(line: &str) -> String {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let after = line.as_bytes().get(digits);
    if line.starts_with(['#', '+', '-', '=', ':']) {
        format!("\\{line}")
    } else if (1..=9).contains(&digits) && matches!(after, Some(b'.' | b')')) {
        format!("{}\\{}", &line[..digits], &line[digits..])
    } else {
        line.to_owned()
    }
}
