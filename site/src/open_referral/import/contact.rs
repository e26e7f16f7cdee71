//! Whom to ring and where to write: numbers out of whatever stands where a number should, spaced as they are read out here.

use super::draft::{LINKS, at};
use super::notes::Notes;
use super::record::Record;
use super::values;
use crate::model::{Email, Phone, PhoneNumber};

/// Numbers to ring and where to write, from the contacts of a part and its own phones.
pub(super) fn contacts(record: &Record<'_>, phones: &mut Vec<Phone>, email: &mut Option<Email>) {
    numbers(record, None, phones);
    for contact in record.parts("contacts") {
        contact.pass(&LINKS);
        let who = ["name", "title", "department"]
            .into_iter()
            .filter_map(|key| contact.line(key))
            .collect::<Vec<_>>()
            .join(", ");
        let before = phones.len();
        numbers(&contact, Some(&who).filter(|who| !who.is_empty()).map(String::as_str), phones);
        match (values::email(&contact, "email"), &email) {
            (Some(one), None) => *email = Some(one),
            (Some(one), Some(known)) if one != *known => {
                contact.notes.lost(&contact.field("email"), "The service has an e-mail address already.", &one.0);
            }
            _ => {}
        }
        if phones.len() == before && !who.is_empty() {
            contact.notes.lost(&contact.field("name"), "There is no number beside this name.", &who);
        }
        contact.finish();
    }
}

fn numbers(record: &Record<'_>, who: Option<&str>, phones: &mut Vec<Phone>) {
    for part in record.parts("phones") {
        part.pass(&LINKS);
        part.pass(&["type"]);
        let field = part.field("number");
        let about = [part.line("description"), part.line("extension").map(|number| format!("extension {number}"))];
        let about: Vec<String> = about.into_iter().flatten().collect();
        let found = part.text("number").map(|text| numbers_in(&text, &field, part.notes)).unwrap_or_default();
        part.parts("languages").into_iter().for_each(Record::finish);
        for (number, label) in found {
            let words =
                label.into_iter().chain(who.map(str::to_owned)).chain(about.iter().cloned()).collect::<Vec<_>>();
            let description = (!words.is_empty()).then(|| words.join(". "));
            if let Some(known) = phones.iter_mut().find(|known| known.number.value.digits() == number.digits()) {
                match (&known.description, description) {
                    (None, Some(words)) => known.description = Some(words),
                    (Some(said), Some(words)) if *said != words => {
                        part.notes.lost(&field, "This number is there already, with other words.", &words);
                    }
                    _ => {}
                }
                continue;
            }
            phones.push(Phone { number: at(number), description });
        }
        part.finish();
    }
}

/// Numbers to ring, with what is said of each: `Bristol Youth MAPS: 0117 000 0000 / 07700 900000`.
fn numbers_in(text: &str, field: &str, notes: &Notes) -> Vec<(PhoneNumber, Option<String>)> {
    let mut phones: Vec<(PhoneNumber, Option<String>)> = Vec::new();
    let mut label = String::new();
    let mut rest = text.trim();
    while let Some((start, end)) = number_in(rest) {
        label.push_str(&rest[..start]);
        match number(&rest[start..end]) {
            Some(number) => {
                phones.push((number, about(&label)));
                label.clear();
            }
            // Figures that are no number of this country, an extension among them, are words.
            None => label.push_str(&rest[start..end]),
        }
        rest = &rest[end..];
    }
    label.push_str(rest);
    match phones.last_mut() {
        Some((_, said)) => {
            *said = [said.take(), about(&label)].into_iter().flatten().reduce(|a, b| format!("{a}, {b}"));
        }
        None if !text.trim().is_empty() => notes.lost(field, "There is no phone number of this country in it.", text),
        None => {}
    }
    let same = |(known, said): &(PhoneNumber, Option<String>)| said.is_none() && known.0 == text.trim();
    if phones.len() > 1 {
        notes.mended(field, "Several numbers stood in one.", text);
    } else if phones.iter().any(|(_, said)| said.is_some()) {
        notes.mended(field, "Words stood beside the number; they are said of it now.", text);
    } else if !phones.iter().all(same) {
        notes.mended(field, "It was not spaced as it is read out.", text);
    }
    phones
}

/// What is said of a number, without the marks around it.
fn about(label: &str) -> Option<String> {
    let about = label.trim_matches(|c: char| c.is_whitespace() || ":;,/|-–().".contains(c));
    let idle = ["", "tel", "tel no", "telephone", "phone", "or", "and", "call", "t", "mobile", "mob", "m"];
    (!idle.contains(&about.to_lowercase().as_str())).then(|| about.to_owned())
}

/// Where the next phone number is: figures with spaces and the like between, at least three and at most fifteen.
fn number_in(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let start = from + text[from..].find(|c: char| c.is_ascii_digit() || c == '+')?;
        let start = if text[..start].ends_with('(') { start - 1 } else { start };
        let mut end = start;
        let mut digits = 0;
        let mut last = start;
        // The shortest that a whole number is.
        let abroad = ["+", "(+", "00"].iter().any(|begin| text[start..].starts_with(begin));
        let whole = if abroad { 12 } else { 10 };
        for (at, c) in text[start..].char_indices() {
            match c {
                '0'..='9' => {
                    digits += 1;
                    last = start + at + 1;
                }
                '+' if at == 0 => {}
                ' ' | '(' | ')' | '-' | '.' => {
                    // Figures that begin anew with 0 after a whole number are another number.
                    let next = text[start + at..].trim_start_matches([' ', '-', '.']);
                    if digits >= whole && (next.starts_with('0') || next.starts_with('+')) {
                        break;
                    }
                }
                _ => break,
            }
            end = last;
        }
        if (3..=15).contains(&digits) {
            return Some((start, end));
        }
        from = end.max(start + 1);
        from = (from..=text.len()).find(|at| text.is_char_boundary(*at))?;
        if from >= text.len() {
            return None;
        }
    }
}

/// A number as it is read out here: from its 0, with spaces.
fn number(text: &str) -> Option<PhoneNumber> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let abroad = text.trim_start_matches('(').starts_with('+') || digits.starts_with("0044");
    let digits = match digits.trim_start_matches("00").strip_prefix("44").filter(|_| abroad) {
        // The nought that is not dialled from abroad.
        Some(rest) => format!("0{}", rest.trim_start_matches('0')),
        None => digits,
    };
    let flat: String = text.chars().map(|c| if c.is_ascii_digit() { c } else { ' ' }).collect();
    let written = flat.split_whitespace().collect::<Vec<_>>().join(" ");
    PhoneNumber::parse(&written)
        .filter(|number| !abroad && (number.0.contains(' ') || number.0.len() == 3))
        .or_else(|| PhoneNumber::parse(&spaced(&digits)))
}

/// The figures of a number in the groups of its kind (Ofcom's plan).
fn spaced(digits: &str) -> String {
    let groups: &[usize] = match digits.as_bytes() {
        [_, _, _, _, _, _, _, _] => &[4, 4],
        [b'0', b'2', ..] => &[3, 4, 4],
        [b'0', b'1', b'1', ..] | [b'0', b'1', _, b'1', ..] | [b'0', b'3' | b'8' | b'9', ..] => &[4, 3, 4],
        [b'0', ..] => &[5, 6],
        [b'1', b'1', b'6', ..] => &[3, 3],
        _ => &[15],
    };
    let mut parts = Vec::new();
    let mut rest = digits;
    for size in groups {
        let (part, more) = rest.split_at((*size).min(rest.len()));
        parts.push(part);
        rest = more;
    }
    parts.retain(|part| !part.is_empty());
    format!("{}{rest}", parts.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labelled_and_several_phones_are_taken_apart() {
        let said = |text: &str| {
            let phones = numbers_in(text, "number", &Notes::default());
            phones
                .into_iter()
                .map(|(number, about)| format!("{}|{}", number.0, about.unwrap_or_default()))
                .collect::<Vec<_>>()
        };
        assert_eq!(said("01305 221016"), ["01305 221016|"]);
        assert_eq!(said("Bristol Youth MAPS: 0117 000 0000"), ["0117 000 0000|Bristol Youth MAPS"]);
        assert_eq!(said("Tel. 01305 221016 / 07700 900123 (evenings)"), ["01305 221016|", "07700 900123|evenings"]);
        assert_eq!(said("01305221016 07700900123"), ["01305 221016|", "07700 900123|"]);
        assert_eq!(said("+44 (0)1305 221016"), ["01305 221016|"]);
        assert_eq!(said("(01305) 221016 ext 12345"), ["01305 221016|ext 12345"]);
        assert_eq!(
            said("0044 117 000 0000, 08001111, 116123, 02079460000"),
            ["0117 000 0000|", "0800 1111|", "116 123|", "020 7946 0000|"]
        );
        assert_eq!(said("+1 202 555 0100"), Vec::<String>::new());
        assert_eq!(said("call us"), Vec::<String>::new());
        assert_eq!(said("٣٤٥ é"), Vec::<String>::new());
    }
}
