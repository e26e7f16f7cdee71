//! What a question is made of, and what is wrong with an answer to it.

use super::{Answers, Seen};
use crate::income_kind::IncomeKind;
use crate::money::{Pence, Period};

/// When something is asked.
pub type When = fn(&Seen<'_>) -> bool;

/// Always.
pub const ALWAYS: When = |_| true;

/// A question: one page. Its words are in [`Words`], by its name.
#[derive(Clone, Copy, Debug)]
pub struct Question {
    /// Its name, for good.
    pub id: &'static str,
    /// Which paths it is on.
    pub on: On,
    /// When the answers bring it up.
    pub asked: When,
    /// What is answered. Where the council's policy never brings a question up, none of its parts applies.
    pub parts: &'static [Part],
}

/// Which paths a question is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum On {
    /// Both.
    Both,
    /// Only the short one, where it stands for several of the long one.
    Short,
    /// Only the long one.
    Long,
}

/// A part of a question.
#[derive(Clone, Copy, Debug)]
pub enum Part {
    /// Something to type.
    Type(Field, When),
    /// One of several. Without a label in the words, the question says it all.
    Pick {
        /// The field.
        id: &'static str,
        /// The choices.
        choices: &'static [Choice],
        /// When it is asked.
        when: When,
    },
    /// Any of several. At least one must be ticked, if only "None of these".
    Tick {
        /// The field.
        id: &'static str,
        /// The choices.
        choices: &'static [Choice],
    },
}

/// A choice.
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    /// Its name, for good.
    pub code: &'static str,
    /// What is asked of those who choose it.
    pub then: Then,
    /// When it is offered.
    pub when: When,
}

/// What is asked of those who make a choice.
#[derive(Clone, Copy, Debug)]
pub enum Then {
    /// Nothing.
    Nothing,
    /// These.
    Fields(&'static [Field]),
    /// How much, and how often. The field is `group.code`.
    Amount(&'static str, Period),
    /// An income: how much, and how often. The field is `income.code`.
    Income(IncomeKind, Period),
}

/// Something to type.
#[derive(Clone, Copy, Debug)]
pub struct Field {
    /// Its name, for good.
    pub id: &'static str,
    /// What is typed.
    pub kind: Kind,
    /// Whether it must be filled in.
    pub must: bool,
}

/// What is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Pounds.
    Money,
    /// Pounds, so often.
    Regular(Period),
    /// A whole number.
    Number {
        /// The least.
        least: u32,
        /// The most.
        most: u32,
    },
    /// Hours, with at most two decimals.
    Hours,
    /// Percent.
    Percent,
}

/// Something wrong with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: String,
    /// What to do.
    pub message: String,
}

impl Field {
    /// Something that must be typed.
    pub(super) const fn new(id: &'static str, kind: Kind) -> Self {
        Self { id, kind, must: true }
    }

    /// Something that may be left out.
    pub(super) const fn optional(self) -> Self {
        Self { must: false, ..self }
    }

    /// The amount that was typed, and how often it is paid.
    pub(super) fn paid(&self, answers: &Answers) -> Option<(Pence, Period)> {
        let usual = if let Kind::Regular(usual) = self.kind { usual } else { Period::Week };
        Some((answers.money(self.id)?, answers.per(self.id, usual)))
    }
}

impl Choice {
    /// A choice that asks nothing more.
    pub(super) const fn new(code: &'static str) -> Self {
        Self { code, then: Then::Nothing, when: ALWAYS }
    }

    /// With something to type for those who choose it.
    pub(super) const fn then(self, fields: &'static [Field]) -> Self {
        Self { then: Then::Fields(fields), ..self }
    }

    /// Offered only sometimes.
    pub(super) const fn when(self, when: When) -> Self {
        Self { when, ..self }
    }

    fn amount(&self, group: &str, usual: Period) -> Vec<(String, Field)> {
        vec![([group, ".", self.code].concat(), Field::new("", Kind::Regular(usual)))]
    }

    /// What is typed by those who choose it, with the names of the fields.
    pub fn fields(&self) -> Vec<(String, Field)> {
        match self.then {
            Then::Nothing => Vec::new(),
            Then::Fields(fields) => fields.iter().map(|field| (field.id.to_owned(), *field)).collect(),
            Then::Amount(group, usual) => self.amount(group, usual),
            Then::Income(_, usual) => self.amount("income", usual),
        }
    }
}

impl Part {
    /// Whether it is asked.
    pub fn applies(&self, seen: &Seen<'_>) -> bool {
        match self {
            Self::Type(_, when) | Self::Pick { when, .. } => when(seen),
            Self::Tick { .. } => true,
        }
    }
}

impl Question {
    /// Whether any part of it applies. Before there are answers: whether the council's policy can bring it up at all.
    pub fn applies(&self, seen: &Seen<'_>) -> bool {
        self.parts.iter().any(|part| part.applies(seen))
    }

    /// Whether a field is a group of which several may be ticked.
    pub fn ticks(&self, field: &str) -> bool {
        self.parts.iter().any(|part| matches!(part, Part::Tick { id, .. } if *id == field))
    }

    /// What is wrong with the answers to this question; nothing when all is well.
    pub fn problems(&self, seen: &Seen<'_>) -> Vec<Problem> {
        let mut found = Vec::new();
        for part in self.parts {
            let (id, choices) = match part {
                Part::Type(field, when) => {
                    if when(seen) {
                        let what = seen.words.get(field.id, "what");
                        found.extend(field.problem(field.id, what, seen));
                    }
                    continue;
                }
                Part::Pick { id, choices, when } if when(seen) => (id, choices),
                Part::Pick { .. } => continue,
                Part::Tick { id, choices } => (id, choices),
            };
            let chosen: Vec<&Choice> =
                choices.iter().filter(|c| (c.when)(seen) && seen.answers.ticked(id, c.code)).collect();
            if chosen.is_empty() {
                let message = seen.words.get(id, "missing").to_owned();
                found.push(Problem { field: (*id).to_owned(), message });
            }
            for choice in chosen {
                for (field_id, field) in choice.fields() {
                    // Of a choice that asks how much, the choice itself says what of.
                    let what = match field.id {
                        "" => seen.words.choice(id, choice.code, "label"),
                        id => seen.words.get(id, "what"),
                    };
                    found.extend(field.problem(&field_id, what, seen));
                }
            }
        }
        found
    }
}

impl Field {
    /// What is wrong with what was typed. `what` it is, in the middle of a sentence.
    fn problem(&self, id: &str, what: &str, seen: &Seen<'_>) -> Option<Problem> {
        let answers = seen.answers;
        let empty = answers.get(id).is_empty();
        let more = match self.kind {
            _ if empty && !self.must => return None,
            Kind::Money | Kind::Regular(_) if empty => String::from(". If there is none, enter 0."),
            _ if empty => String::from("."),
            Kind::Money | Kind::Regular(_) if answers.money(id).is_none() => {
                String::from(" in pounds, like 120 or 120.50.")
            }
            Kind::Number { least, most } if !answers.number(id).is_some_and(|n| (least..=most).contains(&n)) => {
                format!(" as a number from {least} to {most}.")
            }
            Kind::Hours if answers.hours(id).is_none_or(|hours| hours.0 > 16_800) => {
                String::from(" as a number up to 168, like 10 or 3.5.")
            }
            Kind::Percent if answers.percent(id).is_none() => String::from(" as a number, like 4.5."),
            _ => return None,
        };
        Some(Problem { field: id.to_owned(), message: ["Enter ", what, &more].concat() })
    }
}
