//! When a service is open, and how that is said: "Monday to Thursday, 9am to 5pm".

use std::fmt;

use serde::{Deserialize, Serialize};

use super::Time;
use super::words::some;

/// A day of the week.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Weekday {
    /// Monday.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

impl Weekday {
    /// All seven, Monday first.
    pub const ALL: [Self; 7] =
        [Self::Monday, Self::Tuesday, Self::Wednesday, Self::Thursday, Self::Friday, Self::Saturday, Self::Sunday];
}

/// When a service is open.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Schedule {
    /// On these days.
    #[serde(deserialize_with = "some")]
    pub days: Vec<Weekday>,
    /// From.
    pub opens: Time,
    /// To.
    pub closes: Time,
    /// What else there is to say.
    pub note: Option<String>,
}

/// From and to.
type Hours = (Time, Time);

/// Days in words: "Monday to Friday", "Tuesday and Friday".
fn days_in_words(days: &[Weekday]) -> String {
    let names: Vec<String> = days.iter().map(|day| format!("{day:?}")).collect();
    let in_a_row = days.windows(2).all(|two| two[1] as u8 == two[0] as u8 + 1);
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first, .., last] if in_a_row && names.len() > 2 => format!("{first} to {last}"),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

impl Schedule {
    /// What else there is to say, with its days: "Tuesday: not in August".
    pub fn note_in_words(&self) -> Option<String> {
        self.note.as_ref().map(|note| format!("{}: {note}", days_in_words(&self.in_order())))
    }

    /// Its days, Monday first, each once.
    fn in_order(&self) -> Vec<Weekday> {
        Weekday::ALL.into_iter().filter(|day| self.days.contains(day)).collect()
    }
}

impl fmt::Display for Schedule {
    /// Opening hours in words: "Monday to Friday, 9am to 5pm".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&opening_hours(std::slice::from_ref(self)).join("; "))?;
        self.note.as_ref().map_or(Ok(()), |note| write!(f, ". {note}"))
    }
}

/// Opening hours in words, a line for all days that have the same: "Monday to Thursday, 9am to noon and 1pm to 5pm". Notes
/// are left to the caller.
pub fn opening_hours(schedules: &[Schedule]) -> Vec<String> {
    let mut lines: Vec<(Vec<Hours>, Vec<Weekday>)> = Vec::new();
    for day in Weekday::ALL {
        let on = schedules.iter().filter(|schedule| schedule.days.contains(&day));
        let mut times: Vec<Hours> = on.map(|schedule| (schedule.opens, schedule.closes)).collect();
        times.sort_unstable();
        times.dedup();
        if times.is_empty() {
            continue;
        }
        match lines.iter_mut().find(|(same, _)| *same == times) {
            Some((_, days)) => days.push(day),
            None => lines.push((times, vec![day])),
        }
    }
    let said = |(times, days): (Vec<Hours>, Vec<Weekday>)| {
        let times: Vec<String> = times.iter().map(|(opens, closes)| format!("{opens} to {closes}")).collect();
        format!("{}, {}", days_in_words(&days), times.join(" and "))
    };
    lines.into_iter().map(said).collect()
}

#[cfg(test)]
mod tests {
    use super::Weekday::{Friday, Monday, Thursday, Tuesday, Wednesday};
    use super::*;

    fn schedule(days: &[Weekday], opens: (i8, i8), closes: (i8, i8)) -> Schedule {
        let time = |(hour, minute)| Time(jiff::civil::time(hour, minute, 0, 0));
        Schedule { days: days.to_vec(), opens: time(opens), closes: time(closes), note: None }
    }

    #[test]
    fn opening_hours_are_said_in_words() {
        for (days, said) in [
            (vec![Monday, Tuesday, Wednesday, Thursday, Friday], "Monday to Friday, 9am to 4.30pm"),
            (vec![Friday, Monday], "Monday and Friday, 9am to 4.30pm"),
            (vec![Tuesday], "Tuesday, 9am to 4.30pm"),
            (vec![Monday, Tuesday, Friday], "Monday, Tuesday and Friday, 9am to 4.30pm"),
        ] {
            assert_eq!(schedule(&days, (9, 0), (16, 30)).to_string(), said);
        }
    }

    #[test]
    fn days_with_the_same_hours_share_a_line() {
        let all = [
            schedule(&[Monday, Tuesday, Wednesday], (13, 0), (17, 0)),
            schedule(&[Monday, Tuesday, Wednesday, Thursday], (9, 0), (12, 30)),
        ];
        let lines = ["Monday to Wednesday, 9am to 12.30pm and 1pm to 5pm", "Thursday, 9am to 12.30pm"];
        assert_eq!(opening_hours(&all), lines);
    }
}
