//! Text that is published about a person. Numbers and addresses that belong to someone's private life are refused where
//! they are read, so that no one can write them past their owner's consent.

use serde::de::Deserializer;
use serde::{Deserialize, Serialize};

use crate::model::words::checked;

/// A text in plain words: no Markdown, no way to reach anybody, nothing off a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlainText(pub String);

/// An id of the Care Quality Commission.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LocationId(pub String);

/// What of a text may not stand in the open.
pub(crate) fn private(text: &str) -> Option<&'static str> {
    let joins = |c: char| matches!(c, ' ' | '-' | '\u{a0}' | '(' | ')' | '+' | '.' | '/');
    let runs = text.split(|c: char| !c.is_ascii_digit() && !joins(c));
    let longest = runs.map(|run| run.bytes().filter(u8::is_ascii_digit).count()).max().unwrap_or(0);
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let whole = |text: &str| fingerpost_finder::place::Postcode::parse(text).is_some_and(|code| code.is_whole());
    if longest >= 12 {
        Some("a number of 12 figures or more, like that of a certificate")
    } else if longest >= 10 {
        Some("a phone number")
    } else if text.contains('@') {
        Some("an e-mail address")
    } else if words.iter().any(|word| whole(word)) || words.windows(2).any(|two| whole(&two.join(" "))) {
        Some("a whole postcode")
    } else {
        None
    }
}

impl<'de> Deserialize<'de> for PlainText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| match private(text) {
            _ if text.trim().is_empty() => Err("This should be text, but it is empty.".into()),
            Some(what) => Err(format!(
                "register-private|There is {what} in this text.|What is published may not hold it. Take it out, or write it under private: where it is never shown."
            )),
            None => Ok(Self(text.trim().to_owned())),
        };
        checked(deserializer, "text", || Self(String::new()), read)
    }
}

impl<'de> Deserialize<'de> for LocationId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| {
            let figures = text.strip_prefix("1-").filter(|rest| (3..=10).contains(&rest.len()));
            let is_id = figures.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
            let wrong = || "This is not an id of the CQC.|Write it like 1-545611283.".to_owned();
            is_id.then(|| Self(text.to_owned())).ok_or_else(wrong)
        };
        checked(deserializer, "an id of the CQC", || Self(String::new()), read)
    }
}

/// The number of a DBS certificate: it has twelve figures, and there is no room for them here.
#[derive(Clone, Copy)]
pub(crate) struct Certificate;

impl<'de> Deserialize<'de> for Certificate {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| {
            let figures = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
            let wrong = || "A DBS certificate has a number of 12 figures.|Write it without spaces.".to_owned();
            figures.then_some(Self).ok_or_else(wrong)
        };
        checked(deserializer, "the number of a DBS certificate", || Self, read)
    }
}

/// Text that says something, whatever it is. Nothing of it is kept.
#[derive(Clone, Copy)]
pub(crate) struct Something;

impl<'de> Deserialize<'de> for Something {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| {
            let wrong = || "This is empty.|Take the key out.".to_owned();
            (!text.trim().is_empty()).then_some(Self).ok_or_else(wrong)
        };
        checked(deserializer, "text", || Self, read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reaches_a_person_may_not_stand_in_a_text() {
        for (text, what) in [
            ("Six years with older people, 2019 to 2026.", None),
            ("Trained on 3 March 2026, and again on 4 April 2027.", None),
            ("I work in DT9 and DT10.", None),
            ("Certificate 0012 3456 7890", Some("certificate")),
            ("001234567890", Some("certificate")),
            ("Ring 07700 900123", Some("phone")),
            ("Ring +44 (0)7700-900123 now", Some("certificate")),
            ("Write to a@example.org", Some("e-mail")),
            ("I live at DT1 1XJ", Some("postcode")),
            ("I live at dt11xj.", Some("postcode")),
        ] {
            let found = private(text);
            assert_eq!(found.is_some(), what.is_some(), "{text}: {found:?}");
            assert!(found.unwrap_or_default().contains(what.unwrap_or_default()), "{text}: {found:?}");
        }
    }
}
