//! How long ago someone last checked an entry of the directory, and what follows from that. Months are the calendar's.

use serde::{Deserialize, Serialize};

use super::Date;

/// How fresh an entry is on a day, freshest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Freshness {
    /// Checked within three months.
    Fresh,
    /// Readers see that it was not checked for three months.
    Note,
    /// The build warns: it was not checked for six months.
    Warning,
    /// Nobody has checked it for a year: its page and every list say so.
    Banner,
    /// Nobody has checked it for 15 months: it is in no list, and its page says only whom to call.
    Hidden,
}

impl Freshness {
    /// Every step, freshest first.
    pub const ALL: [Self; 5] = [Self::Fresh, Self::Note, Self::Warning, Self::Banner, Self::Hidden];

    /// How fresh something is that was last checked on a day.
    pub fn of(assured: Date, today: Date) -> Self {
        let reached = |step: &Self| step.begins(assured) <= today;
        Self::ALL.into_iter().rev().find(reached).unwrap_or(Self::Fresh)
    }

    /// The day on which this step begins for something that was last checked on a day.
    pub fn begins(self, assured: Date) -> Date {
        assured.plus_months(self.months())
    }

    /// The months after which it begins.
    pub fn months(self) -> u32 {
        match self {
            Self::Fresh => 0,
            Self::Note => 3,
            Self::Warning => 6,
            Self::Banner => 12,
            Self::Hidden => 15,
        }
    }

    /// What officers and readers call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Fresh => "Checked in the last 3 months",
            Self::Note => "Checked 3 to 6 months ago",
            Self::Warning => "Checked 6 to 12 months ago",
            Self::Banner => "Not checked for a year",
            Self::Hidden => "Not checked for 15 months, so not shown",
        }
    }

    /// What its page says beside the date; nothing while it is fresh. After a year a banner says more.
    pub fn note(self) -> Option<&'static str> {
        match self {
            Self::Fresh => None,
            Self::Note => Some("Last checked more than three months ago"),
            Self::Warning => Some("Last checked more than six months ago"),
            Self::Banner | Self::Hidden => Some("Last checked more than a year ago"),
        }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn months_are_those_of_the_calendar() {
        let assured = Date(date(2025, 11, 30));
        for (today, is) in [
            (date(2025, 11, 30), Freshness::Fresh),
            (date(2026, 2, 27), Freshness::Fresh),
            (date(2026, 2, 28), Freshness::Note),
            (date(2026, 5, 29), Freshness::Note),
            (date(2026, 5, 30), Freshness::Warning),
            (date(2026, 11, 29), Freshness::Warning),
            (date(2026, 11, 30), Freshness::Banner),
            (date(2027, 2, 27), Freshness::Banner),
            (date(2027, 2, 28), Freshness::Hidden),
            // A day that is still to come is reported elsewhere.
            (date(2020, 1, 1), Freshness::Fresh),
        ] {
            assert_eq!(Freshness::of(assured, Date(today)), is, "{today}");
        }
        assert_eq!(Freshness::Hidden.begins(assured).iso(), "2027-02-28");
    }
}
