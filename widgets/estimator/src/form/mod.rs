//! The questions that a reader answers: which there are, which apply, what is wrong with an answer, and the case that
//! the answers make. Plain data and rules: the browser shows it, the build prints it as a worksheet, tests walk it.
//!
//! | file | what it owns |
//! |---|---|
//! | `answers` | what was typed, by the name of its field, and how to read it |
//! | `question` | what a question is made of; what is wrong with an answer |
//! | `ask_care`, `ask_you`, `ask_money` | every question, in the order in which they are asked |
//! | `words` | what they say: written by the council in `content/charging/questions.yaml` |
//! | `told` | an answer in words |
//! | `household` | answers to a case |
//! | `rough` | the least and the most, where amounts are rough |

pub mod answers;
mod ask_care;
mod ask_money;
mod ask_you;
mod household;
pub mod question;
pub mod rough;
mod told;
pub mod words;

pub use answers::{Answers, Depth};
pub use household::{case_of, settings};
pub use question::{Choice, Field, Kind, On, Part, Problem, Question, Then};
pub use words::Words;

use crate::case::Setting;
use crate::money::Pence;
use crate::policy::Choices;
use crate::rates::{RateId, Rates};
use crate::year::Day;

/// What a question is looked at with: the answers so far, and the figures that hold.
#[derive(Clone, Copy, Debug)]
pub struct Seen<'a> {
    /// The answers so far.
    pub answers: &'a Answers,
    /// What the questions say.
    pub words: &'a Words,
    /// The year's rates.
    pub rates: &'a Rates,
    /// The council's policy.
    pub policy: &'a Choices,
    /// The day of the estimate.
    pub today: Day,
}

impl Seen<'_> {
    /// Whether the answer to a choice is this one.
    pub(crate) fn is(&self, field: &str, code: &str) -> bool {
        self.answers.get(field) == code
    }

    /// Whether all the questions are asked, not only the most telling.
    pub(crate) fn full(&self) -> bool {
        self.answers.depth() == Depth::Full
    }

    /// Whether all care is free, so that nothing else need be asked.
    pub(crate) fn free(&self) -> bool {
        ["nhs", "section_117", "cjd"].iter().any(|code| self.answers.ticked("free", code))
    }

    /// Whether one of the settings that the reader looks at passes a test.
    pub(crate) fn any(&self, test: fn(Setting) -> bool) -> bool {
        settings(self.answers).iter().copied().any(test)
    }

    /// Whether there is a partner.
    pub(crate) fn couple(&self) -> bool {
        self.is("household", "married") || self.is("household", "partners")
    }

    /// Whether the person owns their home or a part of it.
    pub(crate) fn owner(&self) -> bool {
        ["alone", "partner", "others"].contains(&self.answers.get("home"))
    }

    /// A text of a question, a group or a field, with the year's figures in it.
    pub fn said(&self, id: &str, which: &str) -> String {
        self.fill(self.words.get(id, which))
    }

    /// Puts the year's figures into a text: `{upper}` becomes `£23,250`. What is not known stays as it is.
    pub fn fill(&self, text: &str) -> String {
        let mut pieces = text.split('{');
        let mut filled = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let (name, rest) = piece.split_once('}').unwrap_or((piece, ""));
            if let Some(figure) = self.figure(name) {
                filled.push_str(&figure.to_string());
                filled.push_str(rest);
            } else {
                filled.push('{');
                filled.push_str(piece);
            }
        }
        filled
    }

    fn figure(&self, name: &str) -> Option<Pence> {
        let id = match name {
            "upper" => RateId::UpperCapitalLimit,
            "lower" => RateId::LowerCapitalLimit,
            "nhs" => RateId::NursingStandard,
            "keep" => RateId::DeferredIncomeKept,
            "hour" => return self.policy.home_care_hour,
            "care_home" => return self.policy.care_home_week,
            "nursing_home" => return self.policy.nursing_home_week,
            _ => return None,
        };
        self.rates.rows.get(id).map(|row| row.value)
    }
}

/// The field that holds the questions a reader has been through.
pub const DONE: &str = "done";

/// Every question, in order.
pub fn all() -> impl Iterator<Item = &'static Question> {
    ask_care::QUESTIONS.iter().chain(ask_you::QUESTIONS).chain(ask_money::QUESTIONS)
}

/// The question of a name.
pub fn question(id: &str) -> Option<&'static Question> {
    all().find(|question| question.id == id)
}

/// The questions that apply, in order, given the answers so far.
pub fn path(seen: Seen<'_>) -> impl Iterator<Item = &'static Question> {
    let other = if seen.full() { On::Short } else { On::Long };
    all().filter(move |question| question.on != other && (question.asked)(&seen) && question.applies(&seen))
}

/// The first question that applies and was not answered, or not well. One that may be left empty counts as answered once
/// it was seen.
pub fn unanswered(seen: Seen<'_>) -> Option<&'static Question> {
    path(seen).find(|question| !seen.answers.ticked(DONE, question.id) || !question.problems(&seen).is_empty())
}
