//! What a reader typed, by the name of its field, exactly as they typed it, so that nothing is lost on the way back.

use crate::money::{Pence, Percent, Period, Quantity};

/// How many questions a reader wants.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Depth {
    /// The most telling ones; every amount is taken as rough.
    #[default]
    Quick,
    /// All that apply.
    Full,
}

/// Answers, in the order of their fields. The same as what is downloaded, and what `fingerpost estimate` reads under
/// `answers:`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Vec<(String, String)>);

/// How often something is paid, as a reader chooses it.
pub const PERIODS: [(&str, &str, Period); 6] = [
    ("week", "a week", Period::Week),
    ("fortnight", "every 2 weeks", Period::Fortnight),
    ("four_weeks", "every 4 weeks", Period::FourWeeks),
    ("month", "a month", Period::Month),
    ("quarter", "every 3 months", Period::Quarter),
    ("year", "a year", Period::Year),
];

impl Answers {
    /// Answers by field; of two to the same field the last counts.
    pub fn of(pairs: impl IntoIterator<Item = (String, String)>) -> Self {
        let mut answers = Self::default();
        pairs.into_iter().for_each(|(field, text)| answers.set(&field, text));
        answers
    }

    /// Fields with what was typed in them, in the order of the fields.
    pub fn all(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(field, text)| (field.as_str(), text.as_str()))
    }

    /// What was typed in a field, exactly.
    pub fn typed(&self, field: &str) -> &str {
        self.find(field).map_or("", |at| &self.0[at].1)
    }

    fn find(&self, field: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.as_str().cmp(field))
    }

    /// What was typed in a field, without blanks around it.
    pub fn get(&self, field: &str) -> &str {
        self.typed(field).trim()
    }

    /// Keeps what was typed in a field.
    pub fn set(&mut self, field: &str, text: impl Into<String>) {
        let text = text.into();
        match self.find(field) {
            Ok(at) if text.is_empty() => drop(self.0.remove(at)),
            Ok(at) => self.0[at].1 = text,
            Err(_) if text.is_empty() => {}
            Err(at) => self.0.insert(at, (field.to_owned(), text)),
        }
    }

    /// How many questions the reader wants.
    pub fn depth(&self) -> Depth {
        if self.get("depth") == "full" { Depth::Full } else { Depth::Quick }
    }

    /// Whether a box is ticked.
    pub fn ticked(&self, field: &str, code: &str) -> bool {
        self.get(field).split(' ').any(|ticked| ticked == code)
    }

    /// Ticks a box, or takes the tick away. "None of these" and the rest exclude each other.
    pub fn tick(&mut self, field: &str, code: &str, on: bool) {
        let mut codes: Vec<&str> = self.get(field).split(' ').filter(|c| !c.is_empty() && *c != code).collect();
        if on {
            codes.retain(|c| code != "none" && *c != "none");
            codes.push(code);
        }
        let codes = codes.join(" ");
        self.set(field, codes);
    }

    /// An amount of money, if the field holds one.
    pub fn money(&self, field: &str) -> Option<Pence> {
        let text: String = self.get(field).chars().filter(|c| !c.is_whitespace()).collect();
        Pence::read(&text)?.in_bounds("").ok()
    }

    /// How often the amount in a field is paid.
    pub fn per(&self, field: &str, usual: Period) -> Period {
        let chosen = self.get(&format!("{field}.per"));
        PERIODS.iter().find(|(code, ..)| *code == chosen).map_or(usual, |(.., period)| *period)
    }

    /// A whole number, if the field holds one.
    pub fn number(&self, field: &str) -> Option<u32> {
        self.get(field).parse().ok()
    }

    /// A number of hours, if the field holds one.
    pub fn hours(&self, field: &str) -> Option<Quantity> {
        Quantity::read(self.get(field))
    }

    /// A percentage, if the field holds one.
    pub fn percent(&self, field: &str) -> Option<Percent> {
        Percent::read(self.get(field))
    }

    /// From the short path to the full one: boxes are ticked for the amounts that were given.
    pub fn widen(&mut self) {
        self.set("depth", "full");
        let given = |field: &str| self.money(field).is_some_and(|amount| amount > Pence::ZERO);
        let ticks = [
            ("pensions", "income.state_pension", "state_pension"),
            ("pensions", "income.occupational_pension", "occupational_pension"),
            ("other_income", "income.other", "other"),
        ];
        for (field, amount, code) in ticks.into_iter().filter(|(_, amount, _)| given(amount)).collect::<Vec<_>>() {
            debug_assert!(amount.ends_with(code));
            self.tick(field, code, true);
        }
    }
}
