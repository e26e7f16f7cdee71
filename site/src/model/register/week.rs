//! When someone can work: seven days, each in four parts.

use serde::{Deserialize, Serialize};

use super::vocabulary::DayPart;
use crate::model::Weekday;

/// The days of the week, each with the parts of it on which someone can work.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Week {
    /// Monday.
    pub monday: Vec<DayPart>,
    /// Tuesday.
    pub tuesday: Vec<DayPart>,
    /// Wednesday.
    pub wednesday: Vec<DayPart>,
    /// Thursday.
    pub thursday: Vec<DayPart>,
    /// Friday.
    pub friday: Vec<DayPart>,
    /// Saturday.
    pub saturday: Vec<DayPart>,
    /// Sunday.
    pub sunday: Vec<DayPart>,
}

impl Week {
    /// The days in their order.
    pub fn days(&self) -> [(Weekday, &[DayPart]); 7] {
        [
            (Weekday::Monday, &self.monday),
            (Weekday::Tuesday, &self.tuesday),
            (Weekday::Wednesday, &self.wednesday),
            (Weekday::Thursday, &self.thursday),
            (Weekday::Friday, &self.friday),
            (Weekday::Saturday, &self.saturday),
            (Weekday::Sunday, &self.sunday),
        ]
    }

    /// The days in words, those that are alike together: "Monday to Friday: mornings and evenings".
    pub fn words(&self) -> Vec<String> {
        let mut alike: Vec<(Vec<DayPart>, Vec<Weekday>)> = Vec::new();
        for (day, parts) in self.days().into_iter().filter(|(_, parts)| !parts.is_empty()) {
            let parts: Vec<DayPart> = DayPart::ALL.iter().copied().filter(|part| parts.contains(part)).collect();
            match alike.iter_mut().find(|(known, _)| *known == parts) {
                Some((_, days)) => days.push(day),
                None => alike.push((parts, vec![day])),
            }
        }
        let said = |(parts, days): (Vec<DayPart>, Vec<Weekday>)| {
            let parts: Vec<String> = parts.into_iter().map(|part| part.title().to_owned()).collect();
            let all = DayPart::ALL.len();
            let when = if parts.len() == all { "day and night".to_owned() } else { list(&parts) };
            format!("{}: {when}", runs(&days))
        };
        alike.into_iter().map(said).collect()
    }
}

/// Days in words, three or more in a row as "Monday to Friday".
fn runs(days: &[Weekday]) -> String {
    let mut parts = Vec::new();
    for run in days.chunk_by(|a, b| *b as u8 == *a as u8 + 1) {
        match run {
            [first, _, .., last] => parts.push(format!("{first:?} to {last:?}")),
            few => parts.extend(few.iter().map(|day| format!("{day:?}"))),
        }
    }
    list(&parts)
}

/// "one, two and three".
pub(crate) fn list(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_that_are_alike_stand_together() {
        use DayPart::{Afternoon, Evening, Morning, Overnight};
        let weekdays = vec![Evening, Morning];
        let week = Week {
            monday: weekdays.clone(),
            tuesday: weekdays.clone(),
            wednesday: weekdays.clone(),
            friday: weekdays,
            saturday: vec![Morning, Afternoon, Evening, Overnight],
            sunday: vec![Overnight],
            ..Week::default()
        };
        assert_eq!(
            week.words(),
            ["Monday to Wednesday and Friday: mornings and evenings", "Saturday: day and night", "Sunday: nights"]
        );
    }
}
