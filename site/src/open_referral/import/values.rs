//! Values of a feed as ours: dates, times, ages, prices, addresses, numbers, languages. What cannot be one is noted as lost, what
//! was mended as mended.

use fingerpost_finder::place::Postcode;
use jiff::civil::{Date, Time};

use super::notes::Notes;
use super::record::Record;
use crate::model::{Coordinates, Email, Status, Weekday};
use crate::open_referral::forms;

/// A day, as `2026-11-22`, with or without a time, or as people here write it: `22/11/2026`. No day that is still to come and
/// none before there were computers.
pub(super) fn day(record: &Record<'_>, key: &str, today: Date) -> Option<Date> {
    let text = record.raw(key)?;
    let field = record.field(key);
    let text = text.trim();
    let british = || {
        let mut parts = text.split(['/', '.', '-']).map(str::parse::<i16>);
        let (day, month, year) = (parts.next()?.ok()?, parts.next()?.ok()?, parts.next()?.ok()?);
        Date::new(year, month.try_into().ok()?, day.try_into().ok()?).ok()
    };
    let plain = text.get(..10).and_then(forms::date);
    let Some(date) = plain.or_else(british) else {
        record.notes.lost(&field, "It is not a day.", text);
        return None;
    };
    if plain.is_none() {
        record.notes.mended(&field, "It was written in another form.", text);
    }
    if date > today {
        record.notes.lost(&field, "This day is still to come.", text);
        return None;
    }
    if date.year() < 1990 {
        record.notes.lost(&field, "No directory is as old as that.", text);
        return None;
    }
    Some(date)
}

/// A time of day, as `09:30`, `9.30am`, `09:30:00Z`, or at the end of a date.
pub(super) fn time(record: &Record<'_>, key: &str) -> Option<Time> {
    let text = record.raw(key)?;
    let field = record.field(key);
    let lower = text.trim().to_ascii_lowercase();
    let clock =
        lower.split_once('t').map_or(lower.as_str(), |(date, clock)| if date.len() == 10 { clock } else { &lower });
    let (clock, half) = match (clock.strip_suffix("am"), clock.strip_suffix("pm")) {
        (Some(clock), _) => (clock, Some(false)),
        (_, Some(clock)) => (clock, Some(true)),
        _ => (clock, None),
    };
    let clock = clock.trim().trim_end_matches('z');
    let clock = clock.split(['+', 'z']).next().unwrap_or_default();
    let mut parts = clock.split([':', '.']).map(|part| part.trim().parse::<i8>().ok());
    let hour = parts.next().flatten();
    let minute = if clock.contains([':', '.']) { parts.next().flatten() } else { half.map(|_| 0) };
    let hour = match (hour, half) {
        (Some(12), Some(false)) => Some(0),
        (Some(hour @ 1..12), Some(true)) => Some(hour + 12),
        (hour, _) => hour,
    };
    let time = hour.zip(minute).and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok());
    match time {
        None => record.notes.lost(&field, "It is not a time of day.", &text),
        Some(_) if forms::time(text.trim()).is_none() => {
            record.notes.mended(&field, "It was written in another form.", &text);
        }
        Some(_) => {}
    }
    time
}

/// An age. Many systems write -1 for none.
pub(super) fn age(record: &Record<'_>, key: &str) -> Option<u8> {
    let number = record.number(key)?;
    let field = record.field(key);
    if number < 0.0 {
        record.notes.lost(&field, "An age below nothing means no age.", &number.to_string());
        return None;
    }
    if number > 120.0 {
        record.notes.lost(&field, "Nobody is as old as that.", &number.to_string());
        return None;
    }
    if number.fract() != 0.0 {
        record.notes.mended(&field, "Ages are whole years.", &number.to_string());
    }
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is from 0 to 120")]
    Some(number as u8)
}

/// Whether a service runs. One whose word for it is not known is not shown as running.
pub(super) fn status(record: &Record<'_>) -> Status {
    let Some(text) = record.line("status") else {
        record.notes.add(
            super::notes::Fate::Supposed,
            "status",
            "It is missing; what a feed lists is taken to run.",
            "",
        );
        return Status::Active;
    };
    let (status, known) = match text.to_lowercase().replace(['_', '-'], " ").as_str() {
        "active" => (Status::Active, true),
        "inactive" => (Status::Inactive, true),
        "defunct" => (Status::Defunct, true),
        "temporarily closed" => (Status::TemporarilyClosed, true),
        "live" | "published" | "open" | "approved" | "current" | "yes" | "true" | "1" => (Status::Active, false),
        "closed" | "archived" | "deleted" | "ended" | "expired" => (Status::Defunct, false),
        _ => (Status::Inactive, false),
    };
    if !known {
        let said = format!("{status:?}").to_lowercase();
        record.notes.mended("status", &format!("It is not a word of the standard; it was read as {said}."), &text);
    }
    status
}

/// Words that some systems put where they have nothing.
fn says_none(text: &str) -> bool {
    matches!(
        text.to_lowercase().trim_matches(['.', '-', '/', ' ']),
        "" | "n/a"
            | "na"
            | "none"
            | "null"
            | "nil"
            | "tbc"
            | "tba"
            | "unknown"
            | "not available"
            | "no website"
            | "no email"
            | "http:"
            | "https:"
    )
}

/// A web address: one without `https://` gets it, one of an example is none.
pub(super) fn url(record: &Record<'_>, key: &str) -> Option<String> {
    let text = record.line(key)?;
    let field = record.field(key);
    if says_none(&text) {
        record.notes.lost(&field, "It says that there is none.", &text);
        return None;
    }
    let first = text.split_whitespace().next().unwrap_or_default().trim_end_matches([',', ';']);
    let lower = first.to_ascii_lowercase();
    let whole = match () {
        () if lower.starts_with("http://") || lower.starts_with("https://") => first.to_owned(),
        () if lower.starts_with("http:/") || lower.starts_with("https:/") => first.replacen(":/", "://", 1),
        () if lower.contains("://") || lower.contains('@') => String::new(),
        () => format!("https://{}", first.trim_start_matches('/')),
    };
    // A scheme in capitals, or written twice.
    let whole = match whole.get(8..).and_then(|rest| rest.find("http").filter(|at| *at < 2)) {
        Some(at) => whole[8 + at..].to_owned(),
        None => whole,
    };
    let host = |uri: &str| {
        crate::open_referral::plain::shown(uri).split(['/', '?', '#', ':']).next().unwrap_or_default().to_owned()
    };
    let uri = forms::as_uri(&whole).map(|uri| lowered(&uri)).filter(|uri| {
        let host = host(uri);
        host.contains('.') && !host.starts_with('.') && uri.starts_with("http")
    });
    let Some(uri) = uri else {
        record.notes.lost(&field, "It is not a web address.", &text);
        return None;
    };
    let host = host(&uri).to_ascii_lowercase();
    if EXAMPLES.contains(&host.as_str()) {
        record.notes.lost(&field, "It is the address of an example.", &text);
        return None;
    }
    if uri != text {
        record.notes.mended(&field, "It was not written as a web address.", &text);
    }
    Some(uri)
}

/// Hosts of examples, which nobody runs.
const EXAMPLES: [&str; 4] = ["example.com", "example.org", "example.net", "example.co.uk"];

/// The scheme in small letters.
fn lowered(uri: &str) -> String {
    match uri.split_once("://") {
        Some((scheme, rest)) => format!("{}://{rest}", scheme.to_ascii_lowercase()),
        None => uri.to_owned(),
    }
}

/// An e-mail address.
pub(super) fn email(record: &Record<'_>, key: &str) -> Option<Email> {
    let text = record.line(key)?;
    let field = record.field(key);
    if says_none(&text) {
        record.notes.lost(&field, "It says that there is none.", &text);
        return None;
    }
    let bare =
        |word: &str| word.trim_matches(|c: char| "<>()[],;:\"'.".contains(c)).trim_start_matches("mailto:").to_owned();
    let found: Vec<String> =
        text.split([' ', ',', ';', '/', '|']).map(bare).filter(|word| Email::parse(word).is_some()).collect();
    let example = |address: &String| address.rsplit_once('@').is_some_and(|(_, host)| EXAMPLES.contains(&host));
    if found.first().is_some_and(example) {
        record.notes.lost(&field, "It is the address of an example.", &text);
        return None;
    }
    match found.first() {
        None => record.notes.lost(&field, "It is not an e-mail address.", &text),
        Some(one) if *one != text => record.notes.mended(&field, "More stood there than an e-mail address.", &text),
        Some(_) => {}
    }
    found.into_iter().next().map(Email)
}

/// A whole postcode.
pub(super) fn postcode(text: &str) -> Option<String> {
    let tidy: String = text.chars().filter(|c| c.is_ascii_alphanumeric() || *c == ' ').collect();
    Postcode::parse(&tidy).filter(Postcode::is_whole).map(|code| code.to_string())
}

/// Latitude and longitude, if they are in or near the British Isles.
pub(super) fn coordinates(record: &Record<'_>) -> Option<Coordinates> {
    let (latitude, longitude) = (record.number("latitude"), record.number("longitude"));
    let here = |latitude: f64, longitude: f64| (49.0..62.0).contains(&latitude) && (-11.0..3.0).contains(&longitude);
    let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
    match (latitude, longitude) {
        (Some(latitude), Some(longitude)) if here(latitude, longitude) => {
            Some(Coordinates(rounded(latitude), rounded(longitude)))
        }
        (Some(latitude), Some(longitude)) if here(longitude, latitude) => {
            record.notes.mended(
                &record.field("latitude"),
                "Latitude and longitude stood in each other's place.",
                &latitude.to_string(),
            );
            Some(Coordinates(rounded(longitude), rounded(latitude)))
        }
        (None, None) => None,
        (latitude, longitude) => {
            let text = [latitude, longitude]
                .map(|degrees| degrees.map_or_else(|| "none".to_owned(), |degrees| degrees.to_string()));
            record.notes.lost(&record.field("latitude"), "This is not in the British Isles.", &text.join(", "));
            None
        }
    }
}

/// A price in pounds, as `12.50`; words come back as they are, to be said beside it.
pub(super) fn price(record: &Record<'_>) -> (Option<String>, Option<String>) {
    let Some(text) = record.line("amount") else { return (None, None) };
    let plain = text.trim().trim_start_matches('£').replace(',', "");
    match plain.trim().parse::<f64>() {
        Ok(pounds) if pounds.is_finite() && (0.0..1_000_000.0).contains(&pounds) => {
            (Some(format!("{pounds:.2}")), None)
        }
        Ok(_) => {
            record.notes.lost(&record.field("amount"), "It is not a price.", &text);
            (None, None)
        }
        Err(_) => {
            record.notes.moved(&record.field("amount"), "The price is in words; it is said beside it.", &text);
            (None, Some(text))
        }
    }
}

/// A language by its code or its name. English is what all is said in.
pub(super) fn language(text: &str, field: &str, notes: &Notes) -> Option<String> {
    use isolang::Language;
    let code = text.split(['-', '_']).next().unwrap_or_default().to_lowercase();
    let short = if code.len() == 2 { Language::from_639_1(&code) } else { Language::from_639_3(&code) };
    let by_code = if code.len() <= 3 { short } else { None };
    let name = by_code.map_or_else(|| text.to_owned(), |language| language.to_name().to_owned());
    if by_code.is_none() && Language::from_name(&name).is_none() {
        notes.add(
            super::notes::Fate::Supposed,
            field,
            "This language is on no list; it is taken over as it is written.",
            text,
        );
    }
    (name != "English").then_some(name)
}

/// Days of the week: `MO,TU`, `Monday`, `Mon, Wed`. A rule such as the first Monday of the month is none.
pub(super) fn days(text: &str) -> Option<Vec<Weekday>> {
    use Weekday::{Friday, Monday, Saturday, Sunday, Thursday, Tuesday, Wednesday};
    let day = |word: &str| {
        let known = [
            ("mo", Monday),
            ("tu", Tuesday),
            ("we", Wednesday),
            ("th", Thursday),
            ("fr", Friday),
            ("sa", Saturday),
            ("su", Sunday),
        ];
        let word = word.to_lowercase();
        let (start, name) = known.into_iter().find(|(start, _)| word.starts_with(start))?;
        let whole = format!("{name:?}").to_lowercase();
        (word == start || whole.starts_with(&word) || whole.starts_with(word.trim_end_matches('s'))).then_some(name)
    };
    let words: Vec<&str> = text.split([',', ' ', ';', '/', '&']).filter(|word| !word.is_empty()).collect();
    let days: Option<Vec<Weekday>> = words.into_iter().map(day).collect();
    days.filter(|days| !days.is_empty())
}

/// Days as a rule has them (RFC 5545), in words: `1MO` is the first Monday.
pub(super) fn days_in_words(text: &str) -> String {
    let one = |word: &str| {
        let sign = word.find(|c: char| c.is_ascii_alphabetic()).unwrap_or(0);
        let (nth, day) = word.split_at(sign);
        let nth = match nth.trim_start_matches('+') {
            "" => "",
            "1" => "first ",
            "2" => "second ",
            "3" => "third ",
            "4" => "fourth ",
            "-1" => "last ",
            _ => return word.to_owned(),
        };
        match days(day).as_deref() {
            Some([day]) => format!("{nth}{day:?}"),
            _ => word.to_owned(),
        }
    };
    text.split(',').map(|word| one(word.trim())).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_as_people_write_them() {
        use Weekday::{Monday, Tuesday};
        assert_eq!(days("MO,TU"), Some(vec![Monday, Tuesday]));
        assert_eq!(days("Monday"), Some(vec![Monday]));
        assert_eq!(days("Mondays & Tues"), Some(vec![Monday, Tuesday]));
        assert_eq!(days("1MO"), None);
        assert_eq!(days("by appointment"), None);
        assert_eq!(days(""), None);
    }
}
