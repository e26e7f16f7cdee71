//! Text to HTML with care for the line: numbers stay with their units, days with their months, phone numbers whole.

use fingerpost_estimator::year::MONTHS;
use pulldown_cmark_escape::escape_html_body_text;

const HELD: [&str; 30] = [
    "am", "beds", "billion", "days", "hours", "kg", "km", "million", "miles", "minutes", "months", "p", "people",
    "per", "pm", "times", "weeks", "years", "day", "hour", "mile", "minute", "month", "week", "year", "metres",
    "pence", "percent", "points", "pages",
];

/// Escapes text and sets no-break spaces.
pub(super) fn text(text: &str, out: &mut String) {
    if !text.bytes().any(|b| b.is_ascii_digit()) {
        // Writing to a String cannot fail.
        let _ = escape_html_body_text(&mut *out, text);
        return;
    }
    let mut from = 0;
    for (at, _) in text.match_indices(' ') {
        if holds(&text[..at], &text[at + 1..]) {
            let _ = escape_html_body_text(&mut *out, &text[from..at]);
            out.push('\u{a0}');
            from = at + 1;
        }
    }
    let _ = escape_html_body_text(&mut *out, &text[from..]);
}

/// Whether the space between two texts must not break.
fn holds(before: &str, after: &str) -> bool {
    let last = before.rsplit(' ').next().unwrap_or_default();
    let next = after.split(' ').next().unwrap_or_default();
    let bare = next.trim_end_matches(|c: char| !c.is_alphanumeric());
    let number = last.ends_with(|c: char| c.is_ascii_digit());
    if number && (HELD.contains(&bare) || MONTHS.contains(&bare)) {
        return true;
    }
    // A month and its year.
    if MONTHS.contains(&last) {
        return bare.len() == 4 && bare.bytes().all(|b| b.is_ascii_digit());
    }
    // The groups of a phone number.
    let digits = |s: &str| s.len() >= 3 && s.bytes().all(|b| b.is_ascii_digit());
    digits(bare) && digits(last.trim_start_matches('(')) && phone_begins(before)
}

/// Whether the digits and spaces at the end of a text begin with the 0 or 1 of a phone number.
fn phone_begins(before: &str) -> bool {
    let start = before.rfind(|c: char| !c.is_ascii_digit() && c != ' ').map_or(0, |at| at + 1);
    let run = before.get(start..).unwrap_or_default().trim_start();
    run.starts_with('0') || run.starts_with("116") || run.starts_with("18001")
}

/// Escapes an attribute's value.
pub(super) fn attribute(value: &str, out: &mut String) {
    let _ = pulldown_cmark_escape::escape_html(&mut *out, value);
}

#[cfg(test)]
mod tests {
    #[test]
    fn spaces_that_must_not_break_do_not() {
        for (plain, wanted) in [
            ("about 12 weeks & more", "about 12~weeks &amp; more"),
            ("£80 million in 2 years.", "£80~million in 2~years."),
            ("on 22 November 2026,", "on 22~November~2026,"),
            ("call 01305 221016 now", "call 01305~221016 now"),
            ("Samaritans 116 123", "Samaritans 116~123"),
            ("Textphone 18001 111", "Textphone 18001~111"),
            ("in 2026 people", "in 2026~people"),
            ("rooms 12 and 14", "rooms 12 and 14"),
            ("a < b", "a &lt; b"),
        ] {
            let mut out = String::new();
            super::text(plain, &mut out);
            assert_eq!(out.replace('\u{a0}', "~"), wanted);
        }
    }
}
