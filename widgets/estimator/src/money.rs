//! Money in pence, checked; weeks, months and years; rounding in the adult's favour
//! (SI 2014/2672 regulation 11: "fractions of a penny").

use std::fmt;
use std::str::FromStr;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{Error, ErrorKind, Result};

/// A sum of money in whole pence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pence(pub i64);

/// Which way a fraction of a penny goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Round {
    /// To the lower penny.
    Down,
    /// To the higher penny.
    Up,
    /// To the nearest penny, a half goes up.
    Nearest,
}

/// How fractions of a penny are treated (SI 2014/2672 regulation 11).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Rounding {
    /// Each line in the adult's favour: income and charges down, allowances up. The rule.
    #[default]
    AdultsFavour,
    /// Each line to the nearest penny, as some councils' published examples do.
    Nearest,
}

impl Rounding {
    /// For an amount that the adult pays, or that counts against them.
    pub fn against(self) -> Round {
        if self == Self::Nearest { Round::Nearest } else { Round::Down }
    }

    /// For an amount that the adult keeps.
    pub fn kept(self) -> Round {
        if self == Self::Nearest { Round::Nearest } else { Round::Up }
    }
}

impl Pence {
    /// Reads `1234.5`, `£1,234.50` and the like; nothing if it is something else.
    pub(crate) fn read(text: &str) -> Option<Self> {
        let plain: String = text.chars().filter(|letter| !matches!(letter, '£' | ',')).collect();
        hundredths(&plain).map(Self)
    }

    /// Nothing.
    pub const ZERO: Self = Self(0);
    /// The most that one amount in a case may be: £1,000 million.
    pub const LIMIT: Self = Self(100_000_000_000);

    /// So many whole pounds, or the nearest sum that fits.
    pub const fn pounds(pounds: i64) -> Self {
        Self(pounds.saturating_mul(100))
    }

    /// The sum of two amounts.
    pub fn plus(self, other: Self) -> Result<Self> {
        self.0.checked_add(other.0).map(Self).ok_or_else(Error::too_big)
    }

    /// This amount less another; may be negative.
    pub fn less(self, other: Self) -> Result<Self> {
        self.0.checked_sub(other.0).map(Self).ok_or_else(Error::too_big)
    }

    /// So many times this amount.
    pub fn times(self, n: i64) -> Result<Self> {
        self.0.checked_mul(n).map(Self).ok_or_else(Error::too_big)
    }

    /// This amount times `num` over `den`, rounded.
    pub fn ratio(self, num: i64, den: i64, round: Round) -> Result<Self> {
        let den = i128::from(den.max(1));
        let top = i128::from(self.0).checked_mul(i128::from(num)).ok_or_else(Error::too_big)?;
        let whole = match round {
            Round::Down => top.div_euclid(den),
            Round::Up => top.checked_add(den - 1).ok_or_else(Error::too_big)?.div_euclid(den),
            Round::Nearest => {
                top.checked_mul(2).and_then(|t| t.checked_add(den)).ok_or_else(Error::too_big)?.div_euclid(2 * den)
            }
        };
        i64::try_from(whole).map(Self).map_err(|_| Error::too_big())
    }

    /// Not less than nothing.
    #[must_use]
    pub fn or_zero(self) -> Self {
        self.max(Self::ZERO)
    }

    /// The sum of many amounts.
    pub fn sum(amounts: impl IntoIterator<Item = Self>) -> Result<Self> {
        amounts.into_iter().try_fold(Self::ZERO, Self::plus)
    }

    /// An amount that a case may hold: not negative and not above [`Pence::LIMIT`].
    pub fn in_bounds(self, field: &str) -> Result<Self> {
        if self < Self::ZERO {
            let message = "Enter an amount that is not less than zero. Enter costs as plain amounts, without a minus.";
            return Err(Error::new(ErrorKind::Amount, field, message));
        }
        if self > Self::LIMIT {
            return Err(Error::new(ErrorKind::Amount, field, "Enter an amount up to £1,000 million."));
        }
        Ok(self)
    }
}

impl fmt::Display for Pence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (sign, all) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
        let digits = (all / 100).to_string();
        let mut grouped = String::with_capacity(digits.len() + 4);
        for (i, digit) in digits.chars().enumerate() {
            if i > 0 && (digits.len() - i).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        match all % 100 {
            0 => write!(f, "{sign}£{grouped}"),
            p => write!(f, "{sign}£{grouped}.{p:02}"),
        }
    }
}

impl FromStr for Pence {
    type Err = Error;

    /// Reads `1234.5`, `£1,234.50` and the like. More than two decimals is an error.
    fn from_str(text: &str) -> Result<Self> {
        Self::read(text).ok_or_else(|| {
            Error::new(ErrorKind::Amount, "", format!("Enter an amount in pounds, like 120 or 120.50, not `{text}`."))
        })
    }
}

/// A decimal number with at most two decimals, in hundredths.
fn hundredths(text: &str) -> Option<i64> {
    let text = text.trim();
    let (negative, digits) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    let part = part.trim_end_matches('0');
    if whole.is_empty() && part.is_empty() || part.len() > 2 {
        return None;
    }
    if !whole.bytes().chain(part.bytes()).all(|b| b.is_ascii_digit()) {
        return None;
    }
    let pounds: i64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let pence: i64 = if part.is_empty() { 0 } else { format!("{part:0<2}").parse().ok()? };
    let all = pounds.checked_mul(100)?.checked_add(pence)?;
    Some(if negative { -all } else { all })
}

/// A number of hours, days or visits with at most two decimals, in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Quantity(pub i64);

impl Quantity {
    /// The most of anything in a week: 10,000.
    pub const LIMIT: Self = Self(1_000_000);

    /// One.
    pub const ONE: Self = Self(100);

    /// Reads a number of hours, days or visits; nothing if it is something else.
    pub(crate) fn read(text: &str) -> Option<Self> {
        hundredths(text).map(Self).filter(|q| (0..=Self::LIMIT.0).contains(&q.0))
    }
}

impl FromStr for Quantity {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let message =
            || format!("Enter a number up to 10,000 with at most two decimals, like 10 or 3.5, not `{text}`.");
        Self::read(text).ok_or_else(|| Error::new(ErrorKind::Amount, "", message()))
    }
}

/// A percentage in hundredths of one percent, from 0 to 100 percent: 4.05 percent is 405.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Percent(pub i64);

impl Percent {
    /// All of it.
    pub const ALL: Self = Self(10_000);

    /// Reads a percentage; nothing if it is something else.
    pub(crate) fn read(text: &str) -> Option<Self> {
        hundredths(text.trim_end_matches('%')).map(Self).filter(|p| (0..=Self::ALL.0).contains(&p.0))
    }

    /// A percentage that a case may hold: from 0 to 100.
    pub fn in_bounds(self, field: &str) -> Result<Self> {
        if (0..=Self::ALL.0).contains(&self.0) {
            return Ok(self);
        }
        Err(Error::new(ErrorKind::Amount, field, "Enter a percentage from 0 to 100."))
    }

    /// That part of an amount.
    pub fn of(self, amount: Pence, round: Round) -> Result<Pence> {
        amount.ratio(self.0, Self::ALL.0, round)
    }
}

impl FromStr for Percent {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::read(text).ok_or_else(|| {
            let message = format!("Enter a percentage from 0 to 100, like 90 or 4.05, not `{text}`.");
            Error::new(ErrorKind::Amount, "", message)
        })
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.0 / 100, self.0 % 100) {
            (whole, 0) => write!(f, "{whole}%"),
            (whole, part) => write!(f, "{whole}.{part:02}%"),
        }
    }
}

/// Plain numbers in YAML and JSON (pounds, hours, percent); whole hundredths in a binary form.
macro_rules! number {
    ($type:ident, $what:literal) => {
        impl Serialize for $type {
            fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
                if !serializer.is_human_readable() {
                    return serializer.serialize_i64(self.0);
                }
                let (sign, all) = (if self.0 < 0 { "-" } else { "" }, self.0.unsigned_abs());
                let text = format!("{sign}{}.{:02}", all / 100, all % 100);
                serializer.serialize_f64(text.parse().map_err(serde::ser::Error::custom)?)
            }
        }

        impl<'de> Deserialize<'de> for $type {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Self, D::Error> {
                struct Read;
                impl Visitor<'_> for Read {
                    type Value = $type;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($what)
                    }
                    fn visit_str<E: de::Error>(self, v: &str) -> std::result::Result<$type, E> {
                        v.parse().map_err(E::custom)
                    }
                    fn visit_i64<E: de::Error>(self, v: i64) -> std::result::Result<$type, E> {
                        self.visit_str(&v.to_string())
                    }
                    fn visit_u64<E: de::Error>(self, v: u64) -> std::result::Result<$type, E> {
                        self.visit_str(&v.to_string())
                    }
                    fn visit_f64<E: de::Error>(self, v: f64) -> std::result::Result<$type, E> {
                        self.visit_str(&v.to_string())
                    }
                }
                if deserializer.is_human_readable() {
                    deserializer.deserialize_any(Read)
                } else {
                    i64::deserialize(deserializer).map($type)
                }
            }
        }
    };
}
number!(Pence, "an amount in pounds, like 120 or 120.50");
number!(Quantity, "a number of hours, days or visits, like 10 or 3.5");
number!(Percent, "a percentage, like 90 or 4.05");

/// How often an amount is paid.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Period {
    /// Each day.
    Day,
    /// Each week. The regulations work in weeks.
    #[default]
    Week,
    /// Every two weeks.
    Fortnight,
    /// Every four weeks, as most pensions and benefits are.
    FourWeeks,
    /// Each calendar month.
    Month,
    /// Every three months.
    Quarter,
    /// Each year.
    Year,
}

/// How a month or a year becomes weeks. The regulations do not say; councils differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeekBasis {
    /// A year is 52 weeks.
    #[default]
    Weeks52,
    /// A year is 365 days.
    Days365,
    /// A year is 365.25 days.
    Days36525,
}

/// An amount so often, as a weekly amount.
pub fn weekly(amount: Pence, per: Period, basis: WeekBasis, round: Round) -> Result<Pence> {
    let (num, den) = match basis {
        WeekBasis::Weeks52 => (1, 52),
        WeekBasis::Days365 => (7, 365),
        WeekBasis::Days36525 => (28, 1461),
    };
    match per {
        Period::Day => amount.times(7),
        Period::Week => Ok(amount),
        Period::Fortnight => amount.ratio(1, 2, round),
        Period::FourWeeks => amount.ratio(1, 4, round),
        Period::Month => amount.ratio(12 * num, den, round),
        Period::Quarter => amount.ratio(4 * num, den, round),
        Period::Year => amount.ratio(num, den, round),
    }
}

/// A weekly amount as so much each month: 52 weeks over 12 months, to the nearest penny. For display only.
pub fn monthly_of(weekly: Pence) -> Result<Pence> {
    weekly.ratio(52, 12, Round::Nearest)
}

/// A weekly amount as so much each year of 52 weeks. For display only.
pub fn annual_of(weekly: Pence) -> Result<Pence> {
    weekly.times(52)
}
