//! A finished page as a browser would read it: the names that can be linked to, and the addresses it links to.

use memchr::memchr_iter;

/// What one page offers and asks for.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Hashes of the page's ids.
    pub anchors: Vec<u64>,
    /// Addresses of links, pictures, styles and scripts, each once.
    pub links: Vec<String>,
}

/// The hash of an id.
pub fn anchor(id: &str) -> u64 {
    let hash = blake3::hash(id.as_bytes());
    hash.as_bytes()[..8].iter().fold(0, |sum, byte| sum << 8 | u64::from(*byte))
}

/// Reads the ids and addresses of a page. It reads only HTML that the templates and the Markdown writer made: attributes are
/// quoted, and `<` stands for nothing but a tag.
pub fn scan(html: &str) -> Facts {
    let mut facts = Facts::default();
    let bytes = html.as_bytes();
    for open in memchr_iter(b'<', bytes) {
        let name = bytes[open + 1..].iter().take_while(|b| b.is_ascii_alphanumeric() || **b == b'-').count();
        let end = open + 1 + name;
        // Most tags have no attributes; closing tags have no name here.
        if name == 0 || !bytes.get(end).is_some_and(u8::is_ascii_whitespace) {
            continue;
        }
        let mut rest = &html[end..];
        while let Some((name, value, after)) = attribute(rest) {
            match name {
                "id" => facts.anchors.push(anchor(value)),
                "href" | "src" => facts.links.push(unescape(value)),
                _ => {}
            }
            rest = after;
        }
    }
    facts.links.sort_unstable();
    facts.links.dedup();
    facts
}

/// The next attribute of a tag: its name, its value, and what follows; `None` at the tag's end.
fn attribute(rest: &str) -> Option<(&str, &str, &str)> {
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == '/');
    let end = rest.find(|c: char| c.is_ascii_whitespace() || matches!(c, '=' | '>' | '/')).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    if name.is_empty() {
        return None;
    }
    let Some(value) = after.strip_prefix("=\"") else { return Some((name, "", after)) };
    let (value, after) = value.split_once('"')?;
    Some((name, value, after))
}

fn unescape(value: &str) -> String {
    if !value.contains('&') {
        return value.to_owned();
    }
    value
        .replace("&#39;", "'")
        .replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_addresses_are_found() {
        let facts = scan(
            "<!DOCTYPE html><p id=\"a\">x &lt; y</p><a class=\"b\" href=\"/x?a=1&amp;b=2#c\" hidden>z</a><img src=\"/i.svg\" alt=\"\"/><a href=\"/i.svg\">",
        );
        assert_eq!(facts.anchors, [anchor("a")]);
        assert_eq!(facts.links, ["/i.svg", "/x?a=1&b=2#c"]);
    }
}
