//! Markdown as plain text: paragraphs with a blank line between, items of lists after a hyphen, addresses in brackets after
//! the words that lead there. What the import makes of such a text is the same Markdown again, as far as text can say it.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

/// The text of some Markdown. `named` says what a link without words of its own reads as: `page:carers` as that page's title.
pub(crate) fn text(markdown: &str, named: &dyn Fn(&str) -> Option<String>) -> String {
    let mut out = String::new();
    let mut link: Option<(String, usize)> = None;
    let mut lists: Vec<Option<u64>> = Vec::new();
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Text(text) | Event::Code(text) => out.push_str(&text),
            Event::SoftBreak | Event::End(TagEnd::TableCell) => out.push(' '),
            Event::HardBreak => out.push('\n'),
            Event::Start(Tag::List(first)) => {
                if lists.is_empty() {
                    paragraph(&mut out);
                } else {
                    line(&mut out);
                }
                lists.push(first);
            }
            Event::End(TagEnd::List(_)) => drop(lists.pop()),
            Event::Start(Tag::Item) => {
                if !out.ends_with('\n') {
                    line(&mut out);
                }
                match lists.last_mut() {
                    Some(Some(number)) => {
                        out.push_str(&format!("{number}. "));
                        *number += 1;
                    }
                    _ => out.push_str("- "),
                }
            }
            Event::Start(Tag::Paragraph) if lists.is_empty() => paragraph(&mut out),
            Event::Start(Tag::Paragraph) if !out.ends_with("- ") && !out.ends_with(". ") => line(&mut out),
            Event::Start(Tag::Heading { .. } | Tag::CodeBlock(_) | Tag::Table(_)) => paragraph(&mut out),
            Event::Start(Tag::TableRow) => line(&mut out),
            Event::Start(Tag::Link { dest_url, .. }) => link = Some((dest_url.to_string(), out.len())),
            Event::End(TagEnd::Link) => {
                if let Some((address, from)) = link.take() {
                    close(&mut out, &address, from, named);
                }
            }
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// Ends a link: gives it words if it had none, and says where on the web it leads.
fn close(out: &mut String, address: &str, from: usize, named: &dyn Fn(&str) -> Option<String>) {
    let words = out[from..].trim().to_owned();
    let web = address.starts_with("https://") || address.starts_with("http://");
    if words.is_empty() {
        out.push_str(&named(address).unwrap_or_default());
    }
    if web && (words.is_empty() || words == shown(address)) {
        out.truncate(from);
        out.push_str(address);
    } else if web {
        out.push_str(&format!(" ({address})"));
    }
}

/// A web address as readers see it: `gov.uk/carers` of `https://www.gov.uk/carers/`.
pub(crate) fn shown(address: &str) -> &str {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    rest.strip_prefix("www.").unwrap_or(rest).trim_end_matches('/')
}

fn line(out: &mut String) {
    let end = out.trim_end().len();
    out.truncate(end);
    if !out.is_empty() {
        out.push('\n');
    }
}

fn paragraph(out: &mut String) {
    line(out);
    if !out.is_empty() {
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_left_out_and_addresses_are_said() {
        let named = |address: &str| (address == "page:carers").then(|| "Carers".to_owned());
        for (markdown, plain) in [
            ("One *two*\nthree.\n\nFour \\* five & \\<b>.", "One two three.\n\nFour * five & <b>."),
            ("Call [999](tel:999), or [](page:carers).", "Call 999, or Carers."),
            ("See [GOV.UK](https://www.gov.uk/x).", "See GOV.UK (https://www.gov.uk/x)."),
            ("See [gov.uk/x](https://www.gov.uk/x).", "See https://www.gov.uk/x."),
            ("A:\n\n- one\n- two\n\nB", "A:\n\n- one\n- two\n\nB"),
            ("1. one\n2. two", "1. one\n2. two"),
            ("## Who\n\nYou.", "Who\n\nYou."),
        ] {
            assert_eq!(text(markdown, &named), plain, "{markdown}");
        }
    }
}
