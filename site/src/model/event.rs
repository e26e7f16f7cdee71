//! Groups and events that guides tell of: on named days or every month, until a day after which someone must look again.

use std::fmt;

use jiff::civil::Weekday;
use serde::de::{Deserializer, Error};
use serde::{Deserialize, Serialize};

use super::words::{checked, some, words};
use super::{Date, Id, Source};
use crate::source::yaml::At;

/// A group or an event.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Event {
    /// Its name in addresses.
    pub id: At<Id>,
    /// What it is called.
    #[serde(deserialize_with = "words")]
    pub title: String,
    /// What happens there, and for whom.
    #[serde(deserialize_with = "words")]
    pub what: String,
    /// Where.
    #[serde(deserialize_with = "words")]
    pub place: String,
    /// Its days, where they are named.
    #[serde(default)]
    pub on: Vec<Date>,
    /// Its days, where they are the same every month.
    pub every: Option<Every>,
    /// The last day that is known.
    pub until: Date,
    /// When it begins, like 10:00.
    pub starts: Time,
    /// When it ends.
    pub ends: Time,
    /// Whom to ask, an id of contacts.yaml.
    pub contact: At<Id>,
    /// The guides that tell of it.
    #[serde(deserialize_with = "some")]
    pub guides: Vec<At<Id>>,
    /// Where we read it.
    #[serde(deserialize_with = "some")]
    pub sources: Vec<Source>,
}

/// A day of every month: `second Wednesday`, `last Friday`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Every {
    /// Which of them: 1 to 4, or -1 for the last.
    pub nth: i8,
    /// The day of the week.
    pub day: Weekday,
}

const NTH: [(&str, i8); 5] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4), ("last", -1)];

const DAYS: [(&str, Weekday); 7] = [
    ("Monday", Weekday::Monday),
    ("Tuesday", Weekday::Tuesday),
    ("Wednesday", Weekday::Wednesday),
    ("Thursday", Weekday::Thursday),
    ("Friday", Weekday::Friday),
    ("Saturday", Weekday::Saturday),
    ("Sunday", Weekday::Sunday),
];

impl Every {
    /// The day as a calendar file has it (RFC 5545 section 3.3.10): `2WE`, `-1FR`.
    pub fn rule(self) -> String {
        let name = DAYS.iter().find(|(_, day)| *day == self.day).map_or("", |(name, _)| name);
        format!("{}{}", self.nth, name[..2].to_uppercase())
    }
}

impl fmt::Display for Every {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let nth = NTH.iter().find(|(_, nth)| *nth == self.nth).map_or("", |(name, _)| name);
        let day = DAYS.iter().find(|(_, day)| *day == self.day).map_or("", |(name, _)| name);
        write!(f, "{nth} {day}")
    }
}

impl Serialize for Every {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Every {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        let mut parts = text.split_whitespace();
        let nth = parts.next().and_then(|word| NTH.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)));
        let day = parts.next().and_then(|word| DAYS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word)));
        match (nth, day, parts.next()) {
            (Some((_, nth)), Some((_, day)), None) => Ok(Self { nth: *nth, day: *day }),
            _ => Err(D::Error::custom(format!(
                "\"{text}\" is not a day of the month.|Write it like second Wednesday, or last Friday. For other days \
                 list them under on:."
            ))),
        }
    }
}

/// A time of day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Time(pub jiff::civil::Time);

impl fmt::Display for Time {
    /// As people say it: 10am, 2.30pm.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute) = (self.0.hour(), self.0.minute());
        write!(f, "{}", if hour % 12 == 0 { 12 } else { hour % 12 })?;
        if minute != 0 {
            write!(f, ".{minute:02}")?;
        }
        f.write_str(if hour < 12 { "am" } else { "pm" })
    }
}

impl Serialize for Time {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.strftime("%H:%M"))
    }
}

impl<'de> Deserialize<'de> for Time {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = |text: &str| {
            let form = text.len() == 5 && text.as_bytes()[2] == b':';
            let time = form.then(|| text.parse().ok()).flatten();
            let shown = text.replace('|', " ");
            time.map(Self).ok_or_else(|| format!("\"{shown}\" is not a time.|Write it like '10:00' or '14:30'."))
        };
        checked(deserializer, "a time like '10:00'", || Self(jiff::civil::Time::midnight()), read)
    }
}

impl Event {
    /// Its days from a day on.
    pub fn days(&self, from: Date) -> Vec<Date> {
        let mut days: Vec<Date> = self.on.iter().copied().filter(|day| *day >= from).collect();
        let mut month = from.0.first_of_month();
        while let Some(every) = self.every.filter(|_| month <= self.until.0) {
            days.extend(month.nth_weekday_of_month(every.nth, every.day).ok().map(Date).filter(|day| *day >= from));
            let Ok(next) = month.checked_add(jiff::Span::new().months(1)) else { break };
            month = next;
        }
        days.retain(|day| *day <= self.until);
        days.sort_unstable();
        days.dedup();
        days
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_of_the_month_are_found() {
        let yaml = "id: nook\ntitle: Nook\nwhat: Tea.\nplace: Here\nevery: second Wednesday\nuntil: 2027-03-31\nstarts: '10:00'\n\
                    ends: '12:30'\ncontact: x\nguides: [carer]\nsources: [{title: y}]\n";
        let file = "f".into();
        let event: Event =
            crate::source::yaml::read(crate::source::yaml::Text::whole(&file, yaml), &mut Vec::new()).unwrap();
        let days: Vec<String> = event.days("2026-12-09".parse().unwrap()).iter().map(|day| day.iso()).collect();
        assert_eq!(days, ["2026-12-09", "2027-01-13", "2027-02-10", "2027-03-10"]);
        assert_eq!((event.starts.to_string(), event.ends.to_string()), ("10am".into(), "12.30pm".into()));
        assert_eq!(event.every.map(Every::rule).as_deref(), Some("2WE"));
    }
}
