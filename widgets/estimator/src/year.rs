//! Days and tax years.

use std::fmt;
use std::str::FromStr;

use jiff::SignedDuration;
use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, ErrorKind, Result};

/// A calendar day, written `2026-11-22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl Day {
    /// A day of the calendar from 1800 to 2500, if there is one.
    pub fn new(year: i16, month: i16, day: i16) -> Option<Self> {
        let date = Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
        (1800..=2500).contains(&year).then_some(Self(date))
    }

    /// So many days later.
    pub fn plus_days(self, days: i64) -> Result<Self> {
        let seconds = days.checked_mul(86_400).ok_or_else(far)?;
        self.0.checked_add(SignedDuration::from_secs(seconds)).map(Self).map_err(|_| far())
    }

    /// So many calendar months later; the last of the month if the month is shorter.
    pub fn plus_months(self, months: i64) -> Result<Self> {
        let all = months.checked_add(i64::from(self.0.year()) * 12 + i64::from(self.0.month()) - 1).ok_or_else(far)?;
        let year = i16::try_from(all.div_euclid(12)).map_err(|_| far())?;
        let month = i8::try_from(all.rem_euclid(12) + 1).map_err(|_| far())?;
        let first = Date::new(year, month, 1).map_err(|_| far())?;
        Date::new(year, month, self.0.day().min(first.days_in_month())).map(Self).map_err(|_| far())
    }

    /// Whole years from this day to another; none if the other is earlier.
    pub fn years_to(self, later: Self) -> i16 {
        let (from, to) = (self.0, later.0);
        let before = (to.month(), to.day()) < (from.month(), from.day());
        (to.year() - from.year() - i16::from(before)).max(0)
    }
}

fn far() -> Error {
    Error::new(ErrorKind::Amount, "", "This date is too far away to work out.")
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

impl FromStr for Day {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let say = || Error::new(ErrorKind::Amount, "", format!("Enter a date like 2026-04-06, not `{text}`."));
        let mut parts = text.splitn(3, '-');
        let mut number = |digits: usize| {
            parts.next().filter(|p| p.len() == digits && p.bytes().all(|b| b.is_ascii_digit()))?.parse::<i16>().ok()
        };
        let (Some(year), Some(month), Some(day)) = (number(4), number(2), number(2)) else { return Err(say()) };
        Self::new(year, month, day).ok_or_else(say)
    }
}

/// A tax year, from 6 April, written `2026-27`. Charging rates change with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TaxYear(i16);

impl TaxYear {
    /// The tax year that a day falls in.
    pub fn of(day: Day) -> Self {
        let d = day.0;
        Self(d.year() - i16::from((d.month(), d.day()) < (4, 6)))
    }

    /// The year in which it starts.
    pub fn starts(self) -> i16 {
        self.0
    }

    /// The year after.
    #[must_use]
    pub fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }

    /// Its first day, 6 April.
    pub fn first_day(self) -> Day {
        Day(Date::constant(self.0.clamp(1800, 2500), 4, 6))
    }
}

impl fmt::Display for TaxYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{:02}", self.0, (self.0 + 1).rem_euclid(100))
    }
}

impl FromStr for TaxYear {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let year: Option<i16> = text.split_once('-').and_then(|(start, _)| start.parse().ok());
        year.filter(|y| (1900..=2400).contains(y))
            .map(Self)
            .filter(|y| y.to_string() == text)
            .ok_or_else(|| Error::new(ErrorKind::Amount, "", format!("Enter a tax year like 2026-27, not `{text}`.")))
    }
}

/// Written as text everywhere.
macro_rules! text {
    ($type:ident) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
            }
        }
    };
}
text!(Day);
text!(TaxYear);

/// The day on which someone born on a day reaches State Pension age, for people born after 5 October 1954
/// (Pensions Act 1995 Schedule 4 as amended by the Pensions Act 2014 section 26). Everyone older has reached it.
pub fn pension_age_day(born: Day) -> Result<Day> {
    let (y, m, d) = (i32::from(born.0.year()), i32::from(born.0.month()), i32::from(born.0.day()));
    // Months from 6 April 1960, counted in months that start on the 6th.
    let steps = (y - 1960) * 12 + (m - 4) - i32::from(d < 6);
    // From 6 April 1977, 67 rises to 68 in the same way.
    let later = (y - 1977) * 12 + (m - 4) - i32::from(d < 6);
    let extra = i64::from((steps + 1).clamp(0, 12) + (later + 1).clamp(0, 12));
    born.plus_months(66 * 12 + extra)
}
