//! Text that is published about a person. Numbers and addresses that belong to someone's private life are refused where
//! they are read, so that no one can write them past their owner's consent.

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize};

/// A text in plain words: no Markdown, no way to reach anybody, nothing off a certificate.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlainText(pub String);

/// A phone number of a business, spaced as it is read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneNumber(pub String);

/// An e-mail address of a business.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct EmailAddress(pub String);

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

macro_rules! text {
    ($name:ident, $expecting:literal, $check:expr) => {
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;
                impl Visitor<'_> for Text {
                    type Value = $name;
                    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        f.write_str($expecting)
                    }
                    fn visit_str<E: Error>(self, text: &str) -> Result<$name, E> {
                        let check: fn(&str) -> Result<(), String> = $check;
                        check(text).map(|()| $name(text.trim().to_owned())).map_err(E::custom)
                    }
                }
                deserializer.deserialize_str(Text)
            }
        }
    };
}

text!(PlainText, "text", |text| match private(text) {
    _ if text.trim().is_empty() => Err("This should be text, but it is empty.".into()),
    Some(what) => Err(format!(
        "register-private|There is {what} in this text.|What is published may not hold it. Take it out, or write it under private: where it is never shown."
    )),
    None => Ok(()),
});

text!(PhoneNumber, "a phone number", phone);

text!(LocationId, "an id of the CQC", |text| {
    let figures = text.strip_prefix("1-").filter(|rest| (3..=10).contains(&rest.len()));
    let is_id = figures.is_some_and(|rest| rest.bytes().all(|byte| byte.is_ascii_digit()));
    if is_id { Ok(()) } else { Err("This is not an id of the CQC.|Write it like 1-545611283.".into()) }
});

text!(EmailAddress, "an e-mail address", email);

/// Whether a text is a UK phone number.
pub(crate) fn phone(text: &str) -> Result<(), String> {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let plain = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b' ');
    if plain && text.starts_with('0') && (10..=11).contains(&digits) {
        return Ok(());
    }
    Err("This is not a phone number.|Write it in figures and spaces, like 01632 960123.".into())
}

/// Whether a text is an e-mail address.
pub(crate) fn email(text: &str) -> Result<(), String> {
    let plain = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_+'".contains(&byte))
    };
    match text.split_once('@') {
        Some((name, host)) if plain(name) && plain(host) && host.contains('.') && !host.contains("..") => Ok(()),
        _ => Err("This is not an e-mail address.|Write it like name@example.org.".into()),
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

    #[test]
    fn numbers_and_addresses_have_a_form() {
        assert!(phone("01632 960123").is_ok() && phone("07700 900123").is_ok());
        assert!(phone("ring me").is_err() && phone("960123").is_err());
        assert!(email("a.b@example.org").is_ok());
        assert!(email("a b@example.org").is_err() && email("a@b").is_err() && email("a@b.org?cc=x").is_err());
    }
}
