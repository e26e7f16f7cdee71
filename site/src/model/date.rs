//! A calendar date, written 2026-11-22 in files and 22 November 2026 on pages.

use std::fmt;

use fingerpost_estimator::year::MONTHS;
use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize, Serializer};

/// A day. Content has no times of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub jiff::civil::Date);

impl Date {
    /// The day of what nobody is known ever to have done: an imported entry whose feed names no day of checking. It is older
    /// than any directory, so such an entry is stale from the start.
    pub const NEVER: Self = Self(jiff::civil::date(1900, 1, 1));

    /// The date a number of days later; the last date there is, if that is past the calendar's end.
    #[must_use]
    pub fn plus_days(self, days: u32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().days(i64::from(days.min(3_650_000)))))
    }

    /// The same day a number of months later, or that month's last day; the last date there is, if that is past the
    /// calendar's end.
    #[must_use]
    pub fn plus_months(self, months: u32) -> Self {
        Self(self.0.saturating_add(jiff::Span::new().months(i64::from(months.min(12_000)))))
    }

    /// Days since 1 January 1970.
    pub fn days(self) -> i32 {
        self.0.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days())
    }

    /// `2026-11-22`.
    pub fn iso(self) -> String {
        self.0.to_string()
    }

    /// `22 November 2026`, its parts held together on one line.
    pub fn words(self) -> String {
        format!("{}\u{a0}{}\u{a0}{}", self.0.day(), self.month(), self.0.year())
    }

    /// `November 2026`.
    pub fn month_words(self) -> String {
        format!("{}\u{a0}{}", self.month(), self.0.year())
    }

    fn month(self) -> &'static str {
        MONTHS[usize::from(self.0.month().unsigned_abs()).saturating_sub(1)]
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.words())
    }
}

impl std::str::FromStr for Date {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let form = text.len() == 10
            && text.bytes().enumerate().all(|(at, b)| if at == 4 || at == 7 { b == b'-' } else { b.is_ascii_digit() });
        let help = "Write year, month and day like 2026-11-22.";
        if !form {
            return Err(format!("\"{text}\" is not a date.|{help}"));
        }
        text.parse().map(Self).map_err(|_| format!("There is no day {text} in the calendar.|{help}"))
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Day;
        impl Visitor<'_> for Day {
            type Value = Date;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a date like 2026-11-22")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Date, E> {
                text.parse().map_err(E::custom)
            }
        }
        deserializer.deserialize_str(Day)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
