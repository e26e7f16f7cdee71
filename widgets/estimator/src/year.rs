//! Days and tax years.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, ErrorKind, Result};

/// The names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// A calendar day, written `2026-11-22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub Date);

impl Day {
    /// A day of the calendar from 1800 to 2500, if there is one.
    pub fn new(year: i16, month: i16, day: i16) -> Option<Self> {
        let date = date(i64::from(year), i64::from(month), i64::from(day))?;
        (1800..=2500).contains(&year).then_some(Self(date))
    }

    /// So many days later.
    pub fn plus_days(self, days: i64) -> Result<Self> {
        // Counted from March, so that the day a leap year adds comes last; 1,461 days are four years, 146,097 four
        // hundred.
        let (year, month) = (i64::from(self.0.year()), i64::from(self.0.month()));
        let march_year = year - i64::from(month < 3);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + i64::from(self.0.day()) - 1;
        let leap_days = march_year.div_euclid(4) - march_year.div_euclid(100) + march_year.div_euclid(400);
        let all = days.checked_add(365 * march_year + leap_days + of_year).ok_or_else(far)?;
        let (century, rest) = (all.div_euclid(146_097), all.rem_euclid(146_097));
        let of_era = (rest - rest / 1_460 + rest / 36_524 - rest / 146_096) / 365;
        let of_year = rest - (365 * of_era + of_era / 4 - of_era / 100);
        let month = (5 * of_year + 2) / 153;
        let day = of_year - (153 * month + 2) / 5 + 1;
        let year = century.checked_mul(400).ok_or_else(far)? + of_era + i64::from(month > 9);
        date(year, (month + 2) % 12 + 1, day).map(Self).ok_or_else(far)
    }

    /// So many calendar months later; the last of the month if the month is shorter.
    pub fn plus_months(self, months: i64) -> Result<Self> {
        let all = months.checked_add(i64::from(self.0.year()) * 12 + i64::from(self.0.month()) - 1).ok_or_else(far)?;
        let (year, month) = (all.div_euclid(12), all.rem_euclid(12) + 1);
        let day = i64::from(self.0.day()).min(days_in_month(year, month));
        date(year, month, day).map(Self).ok_or_else(far)
    }

    /// Whole years from this day to another; none if the other is earlier.
    pub fn years_to(self, later: Self) -> i16 {
        let (from, to) = (self.0, later.0);
        let before = (to.month(), to.day()) < (from.month(), from.day());
        (to.year() - from.year() - i16::from(before)).max(0)
    }
}

fn days_in_month(year: i64, month: i64) -> i64 {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match month {
        2 => 28 + i64::from(leap),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// A day of the calendar, if there is one. Checked here, without the words that jiff has for what is wrong.
fn date(year: i64, month: i64, day: i64) -> Option<Date> {
    let there_is =
        (1..=9_999).contains(&year) && (1..=12).contains(&month) && (1..=days_in_month(year, month)).contains(&day);
    let small = |number: i64| i8::try_from(number).ok();
    there_is.then_some(())?;
    Some(Date::constant(i16::try_from(year).ok()?, small(month)?, small(day)?))
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

/// Written as text, and as numbers in a binary form.
macro_rules! text {
    ($type:ident, $numbers:ty, $from:expr, $to:expr) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                if serializer.is_human_readable() {
                    serializer.collect_str(self)
                } else {
                    $to(self).serialize(serializer)
                }
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                use serde::de::Error as _;
                if deserializer.is_human_readable() {
                    return String::deserialize(deserializer)?.parse().map_err(D::Error::custom);
                }
                <$numbers>::deserialize(deserializer).and_then(|n| $from(n).ok_or_else(|| D::Error::custom("a day")))
            }
        }
    };
}
text!(Day, (i16, i16, i16), |(y, m, d)| Self::new(y, m, d), |day: &Self| (
    day.0.year(),
    i16::from(day.0.month()),
    i16::from(day.0.day())
));
text!(TaxYear, i16, |year| Some(Self(year)), |year: &Self| year.0);

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_added_as_the_calendar_has_them() {
        let start = Day::new(1890, 1, 1).unwrap();
        for days in (0..150_000).step_by(13) {
            let by_jiff = start.0.checked_add(jiff::SignedDuration::from_hours(24 * days)).unwrap();
            let later = start.plus_days(days).unwrap();
            assert_eq!(later, Day(by_jiff));
            assert_eq!(later.plus_days(-days).unwrap(), start);
        }
        assert!(start.plus_days(i64::MAX).is_err() && start.plus_days(-90_000_000).is_err());
    }
}
