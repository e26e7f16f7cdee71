//! Phone numbers and e-mail addresses of the directory, checked where they are written.

use serde::{Deserialize, Deserializer, Serialize};

use super::words::checked;

/// A number to ring in the United Kingdom, spaced as it is read out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PhoneNumber(pub String);

impl PhoneNumber {
    /// A number, if it is written as it should be.
    pub fn parse(text: &str) -> Option<Self> {
        check_phone(text).is_ok().then(|| Self(text.to_owned()))
    }

    /// Its digits, for a `tel:` link.
    pub fn digits(&self) -> String {
        digits(&self.0)
    }
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// Relay UK and the emergency service for textphones are dialled before a number, or alone.
const RELAY: [&str; 3] = ["18000", "18001", "18002"];

fn check_phone(text: &str) -> Result<(), String> {
    let help = "Write it from its 0 with spaces as it is read out, like 01305 221016; put words under description.";
    let spaced = text.split(' ').all(|part| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit()));
    if !spaced {
        return Err(format!("\"{}\" is not a phone number.|{help}", text.replace('|', " ")));
    }
    let (relay, rest) = match text.split_once(' ') {
        Some((first, rest)) if RELAY.contains(&first) => (true, rest),
        _ => (RELAY.contains(&text), text),
    };
    let number = digits(rest);
    let short = match number.len() {
        3 => number.starts_with('1') || number == "999",
        6 => number.starts_with("116"),
        // Childline's.
        8 => number == "08001111",
        _ => relay && rest == text,
    };
    let long = number.starts_with('0') && matches!(number.len(), 10 | 11);
    if long && !rest.contains(' ') {
        return Err(format!("\"{text}\" has no spaces, so it is hard to read out.|{help}"));
    }
    if short || long { Ok(()) } else { Err(format!("\"{text}\" is not a whole phone number of this country.|{help}")) }
}

impl<'de> Deserialize<'de> for PhoneNumber {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| check_phone(text).map(|()| Self(text.to_owned()));
        checked(deserializer, "a phone number", || Self(String::new()), read)
    }
}

/// An e-mail address.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Email(pub String);

impl Email {
    /// An address, if it is one of the usual form.
    pub fn parse(text: &str) -> Option<Self> {
        is_email(text).then(|| Self(text.to_owned()))
    }
}

/// Whether text is an e-mail address of the usual form, which can stand in a `mailto:` link as it is.
fn is_email(text: &str) -> bool {
    let local =
        |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"_+'-".contains(&b));
    let label = |part: &str| {
        !part.is_empty()
            && !part.starts_with('-')
            && !part.ends_with('-')
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
    };
    text.split_once('@')
        .is_some_and(|(name, host)| name.split('.').all(local) && host.contains('.') && host.split('.').all(label))
}

impl<'de> Deserialize<'de> for Email {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| {
            let shown = text.replace('|', " ");
            let wrong =
                format!("\"{shown}\" is not an e-mail address.|Write one address alone, like help@example.org.");
            if is_email(text) { Ok(Self(text.to_owned())) } else { Err(wrong) }
        };
        checked(deserializer, "an e-mail address", || Self(String::new()), read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phone_numbers_have_one_form() {
        for good in ["01305 221016", "020 7946 0000", "0800 1111", "0300 330 5454", "016977 3555", "999", "111", "101"]
        {
            assert_eq!(check_phone(good), Ok(()), "{good}");
        }
        for good in ["116 123", "18001 01305 221016", "18000", "07700 900000"] {
            assert_eq!(check_phone(good), Ok(()), "{good}");
        }
        for bad in
            ["01305221016", "+44 1305 221016", "1305 221016", "01305 2210", "01305  221016", "Office: 01305", "", "911"]
        {
            assert!(check_phone(bad).is_err(), "{bad}");
        }
        assert_eq!(PhoneNumber("18001 01305 221016".into()).digits(), "1800101305221016");
    }

    #[test]
    fn email_addresses_can_stand_in_a_link() {
        assert!(["help@example.org", "a.b-c+d@dorset.gov.uk", "o'neill@x.co"].into_iter().all(is_email));
        let bad =
            ["help", "help@example", "a@b@c.uk", "a b@c.uk", "x?cc=y@c.uk", "@c.uk", "a@.uk", "a..b@c.uk", "a&b@c.uk"];
        assert!(!bad.into_iter().any(is_email));
    }
}
