//! Things that pages refer to: topics, words, contacts, figures, services. Each lives in one place, with source and date.

use serde::{Deserialize, Serialize};

use super::words::words;
use super::{Date, Id, Standing, WebAddress};
use crate::source::yaml::At;

/// A subject that pages are filed under.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Topic {
    /// Id, used in `topics:`.
    pub id: At<Id>,
    /// Its name.
    #[serde(deserialize_with = "words")]
    pub title: String,
    /// A sentence about it.
    #[serde(deserialize_with = "words")]
    pub summary: String,
}

/// A word we explain.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Term {
    /// Id, used in `term:` links.
    pub id: At<Id>,
    /// The word.
    #[serde(deserialize_with = "words")]
    pub term: String,
    /// Other words for it.
    #[serde(default)]
    pub also_called: Vec<String>,
    /// What it means, in one or two sentences.
    #[serde(deserialize_with = "words")]
    pub definition: String,
    /// Terms that have to do with it, as they are spelt in `term`.
    #[serde(default)]
    pub see_also: Vec<At<String>>,
}

/// How sure we are of a contact.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Confidence {
    /// Read on the body's own page, and nothing newer disagrees.
    Confirmed,
    /// Read, but some time ago or elsewhere; shown with its year.
    Old,
    /// Not read; shown without a number.
    Unconfirmed,
}

/// Someone to ring or write to.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Contact {
    /// Id, used in `contact` blocks.
    pub id: At<Id>,
    /// Name, as said when they answer.
    #[serde(deserialize_with = "words")]
    pub name: String,
    /// What they do.
    pub what: String,
    /// Phone number, spaced as it is read out.
    pub phone: Option<String>,
    /// Textphone or Relay UK number.
    pub textphone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Web address.
    pub url: Option<WebAddress>,
    /// When they answer.
    pub hours: Option<String>,
    /// The area they serve.
    pub area: Option<String>,
    /// Where we read it.
    pub source: String,
    /// What we read there.
    pub seen: String,
    /// Year the number was last seen, for an old one.
    pub seen_year: Option<u16>,
    /// How sure we are.
    pub confidence: Confidence,
    /// What to find out before relying on it. For officers; not published.
    pub check: Option<String>,
    /// What it replaced. For officers; not published.
    pub changed: Option<String>,
}

impl Contact {
    /// Whether pages show a number to ring or an address to write to.
    pub fn is_reachable(&self) -> bool {
        self.confidence != Confidence::Unconfirmed && (self.phone.is_some() || self.email.is_some())
    }
}

/// A figure at one time.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Point {
    /// The period.
    pub period: String,
    /// The value then.
    pub value: String,
}

/// A number with its source.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Figure {
    /// Id, used in `figure:` links.
    pub id: At<Id>,
    /// What it counts.
    pub label: String,
    /// The number, in digits without commas.
    pub value: Option<String>,
    /// Top of a range that `value` begins.
    pub value_max: Option<String>,
    /// Several numbers over time, in place of `value`.
    #[serde(default)]
    pub series: Vec<Point>,
    /// What it is counted in: people, percent, gbp, `gbp_per_hour` and so on.
    pub unit: String,
    /// "About", "more than" and the like.
    pub qualifier: Option<String>,
    /// When it was true, in the source's words.
    pub as_of: String,
    /// The last day on which it holds, for a rate that is set each year.
    pub until: Option<Date>,
    /// Where it was true.
    pub place: String,
    /// Document, with its year.
    pub source: String,
    /// Part of the document.
    pub section: String,
    /// A doubt that must be stated wherever it is shown.
    pub flag: Option<String>,
    /// Anything else.
    pub note: Option<String>,
}

/// Days before a rate's last one from which someone should look for the next.
const ENDS_SOON: u32 = 60;

impl Figure {
    /// Whether it holds on a day.
    pub fn standing(&self, today: Date) -> Standing {
        match self.until {
            Some(until) if until < today => Standing::Overdue,
            Some(until) if until <= today.plus_days(ENDS_SOON) => Standing::DueSoon,
            _ => Standing::Current,
        }
    }

    /// The number as a page shows it: 1,241, £31.64, 46%.
    pub fn shown(&self) -> String {
        match (&self.value, &self.value_max) {
            (Some(low), Some(high)) => format!("{} to {}", self.with_unit(low), self.with_unit(high)),
            (Some(value), None) => self.with_unit(value),
            (None, _) => self.series.last().map(|point| self.with_unit(&point.value)).unwrap_or_default(),
        }
    }

    fn with_unit(&self, value: &str) -> String {
        if self.unit == "date" {
            return value.parse::<Date>().map_or_else(|_| value.to_owned(), Date::words);
        }
        let number = with_commas(value);
        if self.unit.starts_with("gbp") {
            format!("£{number}")
        } else if self.unit == "percent" {
            format!("{number}%")
        } else {
            number
        }
    }
}

/// `12345.6` as `12,345.6`. Anything that is not a plain number is left as it is.
fn with_commas(value: &str) -> String {
    let (whole, fraction) = value.split_once('.').map_or((value, ""), |(w, f)| (w, f));
    let (sign, digits) = whole.strip_prefix('-').map_or(("", whole), |rest| ("-", rest));
    if digits.is_empty() || !digits.bytes().chain(fraction.bytes()).all(|b| b.is_ascii_digit()) {
        return value.to_owned();
    }
    let mut out = String::from(sign);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_people_write_them() {
        for (value, shown) in [
            ("1241", "1,241"),
            ("950", "950"),
            ("-12345.60", "-12,345.60"),
            ("1000000", "1,000,000"),
            ("about 5", "about 5"),
        ] {
            assert_eq!(with_commas(value), shown);
        }
    }
}
