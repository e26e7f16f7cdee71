//! What is asked, and its form after the # of an address, which is never sent: Back works, and a link can be shared.

use crate::index::Root;

/// How results are ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// What fits the words best and is near; without words, what is near.
    #[default]
    Best,
    /// What is nearest.
    Near,
}

/// What is asked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Query {
    /// Words.
    pub words: String,
    /// A postcode or a town.
    pub near: String,
    /// Miles that an entry may be away; nothing for any distance.
    pub within: Option<u16>,
    /// Values of facets, by number.
    pub only: Vec<u16>,
    /// The order.
    pub order: Order,
    /// Pages of results to show, from 1: "show more" adds one.
    pub pages: usize,
}

/// Entries on a page of results.
pub const PAGE: usize = 10;

impl Query {
    /// The query as it stands after the #; empty if nothing is asked.
    pub fn fragment(&self, root: &Root) -> String {
        let mut parts = Vec::new();
        let mut part = |name: &str, value: &str| {
            if !value.is_empty() {
                parts.push([name, "=", &escape(value)].concat());
            }
        };
        part("q", self.words.trim());
        part("near", self.near.trim());
        part("within", &self.within.map(|miles| miles.to_string()).unwrap_or_default());
        let ids: Vec<String> = self.only.iter().filter_map(|value| id(root, *value)).collect();
        part("only", &ids.join(" "));
        part("order", if self.order == Order::Near { "near" } else { "" });
        part("pages", &if self.pages > 1 { self.pages.to_string() } else { String::new() });
        parts.join("&")
    }

    /// Reads what stands after a #. What it does not know is passed over: links grow old.
    pub fn read(fragment: &str, root: &Root) -> Self {
        let mut query = Self::default();
        for (name, value) in fragment.split('&').filter_map(|part| part.split_once('=')) {
            let value = unescape(value);
            match name {
                "q" => query.words = value.chars().take(200).collect(),
                "near" => query.near = value.chars().take(60).collect(),
                "within" => query.within = value.parse().ok(),
                "only" => query.only = value.split(' ').filter_map(|id| value_of(root, id)).collect(),
                "order" if value == "near" => query.order = Order::Near,
                "pages" => query.pages = value.parse().unwrap_or(1).clamp(1, 50),
                _ => {}
            }
        }
        query
    }

    /// Whether a value is chosen.
    pub fn has(&self, value: u16) -> bool {
        self.only.contains(&value)
    }

    /// Chooses a value, or takes the choice back.
    pub fn toggle(&mut self, value: u16) {
        if self.has(value) {
            self.only.retain(|other| *other != value);
        } else {
            self.only.push(value);
            self.only.sort_unstable();
        }
    }
}

/// Every value's number, facet and place in it.
pub fn values(root: &Root) -> impl Iterator<Item = (u16, usize, usize)> + '_ {
    let all = root.facets.iter().enumerate().flat_map(|(facet, of)| (0..of.values.len()).map(move |at| (facet, at)));
    (0_u16..).zip(all).map(|(number, (facet, at))| (number, facet, at))
}

/// A value's name in links: `kind.payroll`.
fn id(root: &Root, value: u16) -> Option<String> {
    let (_, facet, at) = values(root).find(|(number, ..)| *number == value)?;
    let facet = &root.facets[facet];
    Some([&facet.id, ".", &facet.values[at].id].concat())
}

/// The number of a value of this name, if there is one: `kind.payroll`.
pub fn value_of(root: &Root, id: &str) -> Option<u16> {
    let (of, name) = id.split_once('.')?;
    values(root)
        .find(|(_, facet, at)| root.facets[*facet].id == of && root.facets[*facet].values[*at].id == name)
        .map(|(number, ..)| number)
}

/// Letters and figures as they are, a space as +, all else as %XX.
fn escape(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            _ => {
                out.push('%');
                for half in [byte >> 4, byte & 15] {
                    out.push(char::from(b"0123456789ABCDEF"[usize::from(half)]));
                }
            }
        }
    }
    out
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let mut half = || char::from(rest.next()?).to_digit(16);
                match (half(), half()) {
                    (Some(high), Some(low)) => u8::try_from(high * 16 + low).unwrap_or(b'?'),
                    _ => b'?',
                }
            }
            _ => byte,
        });
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::record::{Facet, Value};
    use proptest::prelude::*;

    fn root() -> Root {
        let value = |id: &str| Value { id: id.into(), title: id.into() };
        let facet = |id: &str, values: &[&str]| Facet {
            id: id.into(),
            title: id.into(),
            all: false,
            values: values.iter().map(|id| value(id)).collect(),
        };
        Root { facets: vec![facet("kind", &["pa", "isf"]), facet("day", &["mon-am", "mon-pm"])], ..Root::default() }
    }

    proptest! {
        #[test]
        fn a_query_comes_back_from_its_address(
            words in "[^ ]{0,12}( [^ ]{1,8})?", near in "[A-Z]{2}[0-9] [0-9][A-Z]{2}", within in proptest::option::of(1_u16..60),
            near_first in any::<bool>(), pages in 2_usize..9, only in proptest::collection::btree_set(0_u16..4, 0..4),
        ) {
            let query = Query {
                words: words.trim().to_owned(), near, within, only: only.into_iter().collect(), pages,
                order: if near_first { Order::Near } else { Order::Best },
            };
            prop_assert_eq!(Query::read(&query.fragment(&root()), &root()), query);
        }

        #[test]
        fn any_fragment_is_read(fragment in "\\PC*") {
            Query::read(&fragment, &root());
        }
    }

    #[test]
    fn old_links_lose_only_what_is_gone() {
        let query = Query::read("q=home+help&only=kind.pa+kind.gone&new=1&within=x&pages=900", &root());
        assert_eq!((query.words.as_str(), query.only, query.within, query.pages), ("home help", vec![0], None, 50));
    }
}
