//! The forms that values of a feed have: dates, times with a zone, e-mail addresses, URIs. Said once, for the feed that is
//! written, the check of feeds, and what is taken over from one.

use jiff::civil::{Date, Time};

/// Whether a text is a URI (RFC 3986): a scheme, and nothing that would have to be escaped.
pub fn is_uri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let letters = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c));
    let host = rest.strip_prefix("//").map(|rest| rest.split(['/', '?', '#']).next().unwrap_or_default());
    let web = matches!(scheme, "http" | "https");
    let bytes = rest.as_bytes();
    let escaped = |at: usize| bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    let sound = bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'%' => escaped(at),
        byte => byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(byte),
    });
    letters && !rest.is_empty() && sound && rest.matches('#').count() < 2 && (!web || host.is_some_and(is_host))
}

fn is_host(authority: &str) -> bool {
    let host = authority.rsplit('@').next().unwrap_or_default().split(':').next().unwrap_or_default();
    !host.is_empty() && host.split('.').all(|label| !label.is_empty())
}

/// The same address as a URI, where only its letters stand in the way: `https://münchen.de` as `https://xn--mnchen-3ya.de/`.
pub fn as_uri(address: &str) -> Option<String> {
    if is_uri(address) {
        return Some(address.to_owned());
    }
    url::Url::parse(address).ok().map(String::from).filter(|text| is_uri(text))
}

/// Whether a text is an e-mail address (RFC 5321), without comments and quotes.
pub fn is_email(text: &str) -> bool {
    let Some((local, domain)) = text.rsplit_once('@') else { return false };
    let word = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-/=?^_`{|}~".contains(c);
    let label = |label: &str| {
        !label.is_empty()
            && label.len() < 64
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && !label.starts_with('-')
            && !label.ends_with('-')
    };
    local.len() <= 64
        && local.split('.').all(|part| !part.is_empty() && part.chars().all(word))
        && domain.len() < 254
        && domain.contains('.')
        && domain.split('.').all(label)
}

/// A date as `2026-11-22`, if the calendar has it.
pub fn date(text: &str) -> Option<Date> {
    let form = text.len() == 10
        && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
    if form { text.parse().ok() } else { None }
}

/// Whether a text is a date and time with a zone (RFC 3339).
pub fn is_date_time(text: &str) -> bool {
    let Some((day, rest)) = text.split_at_checked(10) else { return false };
    let Some(rest) = rest.strip_prefix(['T', 't']) else { return false };
    let Some(zone) = rest.find(['Z', 'z', '+', '-']) else { return false };
    let (clock, zone) = rest.split_at(zone);
    let offset = match zone {
        "Z" | "z" => true,
        zone => zone.len() == 6 && time(&zone[1..]).is_some(),
    };
    date(day).is_some() && is_clock(clock) && offset
}

/// Hours, minutes and seconds, perhaps with parts of a second.
fn is_clock(text: &str) -> bool {
    let (whole, parts) = text.split_once('.').map_or((text, None), |(whole, parts)| (whole, Some(parts)));
    whole.len() == 8
        && time(whole).is_some()
        && parts.is_none_or(|parts| !parts.is_empty() && parts.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A time of day as `09:30` or `09:30:00`.
pub fn time(text: &str) -> Option<Time> {
    let mut parts = text.split(':').map(|part| {
        let plain = part.len() == 2 && part.bytes().all(|byte| byte.is_ascii_digit());
        if plain { part.parse::<i8>().ok() } else { None }
    });
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next().unwrap_or(Some(0))?);
    if parts.next().is_some() {
        return None;
    }
    Time::new(hour, minute, second, 0).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uris_are_told_from_what_only_looks_like_one() {
        for sound in ["https://www.a.org", "http://a.org/x?y=1&z=%20#f", "mailto:a@b.org", "https://a.org/(x)"] {
            assert!(is_uri(sound), "{sound}");
        }
        for wrong in
            ["www.a.org", "https://", "https:///x", "https://a b", "https://ä.de", "https://a.org/%2", "x", "http://.."]
        {
            assert!(!is_uri(wrong), "{wrong}");
        }
        assert_eq!(as_uri("https://münchen.de/ä b").as_deref(), Some("https://xn--mnchen-3ya.de/%C3%A4%20b"));
        assert_eq!(as_uri("not an address"), None);
    }

    #[test]
    fn dates_and_times_have_one_form() {
        assert!(is_date_time("2026-11-22T00:00:00Z") && is_date_time("2023-03-15T10:30:45.123+01:00"));
        for wrong in ["2025-09-02T12:06:15.654", "2026-11-22", "2026-02-30T00:00:00Z", "2026-11-22 00:00:00Z", ""] {
            assert!(!is_date_time(wrong), "{wrong}");
        }
        assert!(date("2026-02-29").is_none() && date("2024-02-29").is_some() && date("22/11/2026").is_none());
        assert!(time("09:30").is_some() && time("24:00").is_none() && time("9am").is_none());
    }

    #[test]
    fn email_addresses_have_two_sides() {
        assert!(is_email("first.last+x@sub.example.org"));
        for wrong in ["a@b", "a b@c.org", "@c.org", "a@", "a@-c.org", "a..b@c.org", "email-example_com", "a@c_d.org"] {
            assert!(!is_email(wrong), "{wrong}");
        }
    }
}
