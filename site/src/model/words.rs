//! Text that must say something, lists that must hold something, and addresses that must lead somewhere: checked where
//! they are read, so that a mistake is shown on its line.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, SeqAccess, Visitor};
use serde::{Deserialize, Serialize};

use crate::source::yaml::CHECKED;

/// Text that is not empty. For `deserialize_with`.
pub(super) fn words<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    struct Words;
    impl Visitor<'_> for Words {
        type Value = String;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("text")
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<String, E> {
            let empty = text.trim().is_empty();
            if empty { Err(E::custom("This should be text, but it is empty.")) } else { Ok(text.to_owned()) }
        }
    }
    deserializer.deserialize_str(Words)
}

/// Text of a form that is checked where it is written. What is wrong comes as `message|help`. `blank` stands in for text
/// that is wrong already, so that the rest of the file is still read; it never leaves the reader.
pub(super) fn checked<'de, D: Deserializer<'de>, T>(
    deserializer: D,
    what: &'static str,
    blank: fn() -> T,
    read: fn(&str) -> Result<T, String>,
) -> Result<T, D::Error> {
    struct Checked<T> {
        what: &'static str,
        blank: fn() -> T,
        read: fn(&str) -> Result<T, String>,
    }
    impl<'de, T> Visitor<'de> for Checked<T> {
        type Value = T;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str(self.what)
        }
        fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
            (self.read)(text).map_err(E::custom)
        }
        fn visit_unit<E: Error>(self) -> Result<T, E> {
            Ok((self.blank)())
        }
        fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
            deserializer.deserialize_str(self)
        }
    }
    deserializer.deserialize_newtype_struct(CHECKED, Checked { what, blank, read })
}

/// A list that is not empty. For `deserialize_with`.
pub(super) fn some<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Vec<T>, D::Error> {
    struct AtLeastOne<T>(PhantomData<T>);
    impl<'de, T: Deserialize<'de>> Visitor<'de> for AtLeastOne<T> {
        type Value = Vec<T>;
        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a list")
        }
        fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Vec<T>, A::Error> {
            let mut list = Vec::new();
            while let Some(item) = items.next_element()? {
                list.push(item);
            }
            if list.is_empty() {
                return Err(A::Error::custom(
                    "This list has nothing in it.|Name at least one, as content/README.md shows.",
                ));
            }
            Ok(list)
        }
    }
    deserializer.deserialize_seq(AtLeastOne(PhantomData))
}

/// An address on the web, beginning with `https://` or `http://`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct WebAddress(pub String);

impl<'de> Deserialize<'de> for WebAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| check(text).map(|()| Self(text.to_owned()));
        checked(deserializer, "a web address", || Self(String::new()), read)
    }
}

fn check(text: &str) -> Result<(), String> {
    let clean = !text.chars().any(|c| c.is_control() || c.is_whitespace());
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    if clean && rest.is_some_and(|rest| rest.contains('.') && !rest.starts_with(['.', '/'])) {
        return Ok(());
    }
    let shown: String = text.chars().filter(|c| !c.is_control()).collect();
    match shown.split_once(':') {
        Some((scheme, _)) if scheme.chars().all(|c| c.is_ascii_alphabetic()) && rest.is_none() => Err(format!(
            "link-unsafe|A link may not begin with {scheme}:.|Write a web address that begins with https://."
        )),
        _ => Err(format!("\"{shown}\" is not a web address.|Begin it with https://.")),
    }
}

/// Words of links that do not say where they lead.
const VAGUE: [&str; 16] = [
    "click here",
    "here",
    "this",
    "this link",
    "link",
    "this page",
    "more",
    "read more",
    "read more here",
    "find out more",
    "learn more",
    "more information",
    "more info",
    "further information",
    "website",
    "click",
];

/// Whether the words of a link do not say where it leads.
pub(crate) fn says_nothing(words: &str) -> bool {
    VAGUE.contains(&words.trim().trim_end_matches(['.', '!', '…']).to_lowercase().as_str())
}
