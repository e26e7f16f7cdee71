//! What a reader answered, and the walk through the questions that it makes.

use crate::flow::{Flow, Next, Question, Target, When};
use crate::written::Given;

/// Answers by question: nothing where none was given yet, else a bit for each answer; no bits where it was skipped.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Answers(Vec<Option<u32>>);

/// A walk: the questions on the way, and where it ends or waits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The questions that were answered, in order.
    pub asked: Vec<usize>,
    /// An outcome or the plan; a question that waits for its answer.
    pub at: Target,
    /// The answers to those questions, and to no others.
    pub answers: Answers,
}

impl Answers {
    /// The answer to a question.
    pub fn of(&self, question: usize) -> Option<u32> {
        self.0.get(question).copied().flatten()
    }

    /// Gives an answer, or takes it back.
    pub fn set(&mut self, question: usize, answer: Option<u32>) {
        if self.0.len() <= question {
            self.0.resize(question + 1, None);
        }
        self.0[question] = answer;
    }

    /// Walks from the first question for as long as there are answers.
    pub fn walk(&self, flow: &Flow) -> Walk {
        let mut walk = Walk { asked: Vec::new(), at: Target::Question(0), answers: Self::default() };
        while let Target::Question(at) = walk.at {
            // No question comes twice in a flow that is proved; in one that is not, the walk stops.
            let Some(mask) = self.of(at).filter(|_| !walk.asked.contains(&at)) else { break };
            walk.asked.push(at);
            walk.answers.set(at, Some(mask));
            let Some(next) = flow.questions[at].follow(mask, &walk.answers) else { break };
            walk.at = next;
        }
        walk
    }

    /// Reads answers by name. What is wrong with them is said by question, as `(question, message)`.
    pub fn read(flow: &Flow, given: &Given) -> Result<Self, Vec<(String, String)>> {
        let mut answers = Self::default();
        let mut wrong = Vec::new();
        for (id, words) in &given.0 {
            let Some(at) = flow.question(id) else {
                let known: Vec<&str> = flow.questions.iter().map(|question| question.id.as_str()).collect();
                wrong.push((
                    id.clone(),
                    format!("There is no question \"{id}\". The questions are: {}.", known.join(", ")),
                ));
                continue;
            };
            match mask(flow, at, words) {
                Ok(mask) => answers.set(at, Some(mask)),
                Err(message) => wrong.push((id.clone(), message)),
            }
        }
        if wrong.is_empty() { Ok(answers) } else { Err(wrong) }
    }

    /// A short text of the answers on a walk, for the part of an address that is never sent: `w1.h2.c134`.
    pub fn to_code(&self, flow: &Flow) -> String {
        let mut code = String::new();
        for at in self.walk(flow).asked {
            let question = &flow.questions[at];
            if !code.is_empty() {
                code.push('.');
            }
            code.push_str(&question.code);
            let mask = self.of(at).unwrap_or_default();
            // A figure or a capital ends the question's code, which is small letters.
            for (bit, choice) in question.options.iter().enumerate().filter(|(bit, _)| mask & 1 << bit != 0) {
                let _ = bit;
                code.push(choice.code.to_ascii_uppercase());
            }
        }
        code
    }

    /// The answers of a code. Says too whether all of it was understood: an old link may name what is gone.
    pub fn from_code(flow: &Flow, code: &str) -> (Self, bool) {
        let mut answers = Self::default();
        let mut whole = true;
        for part in code.split('.').filter(|part| !part.is_empty()) {
            let name = part.trim_end_matches(|c: char| c.is_ascii_digit() || c.is_ascii_uppercase());
            let Some(at) = flow.questions.iter().position(|question| question.code == name) else {
                whole = false;
                continue;
            };
            let mut mask = 0;
            for letter in part[name.len()..].chars() {
                let known = flow.questions[at].options.iter().position(|c| c.code.to_ascii_uppercase() == letter);
                known.map_or_else(|| whole = false, |bit| mask |= 1 << bit);
            }
            // What names only answers that are gone was not skipped.
            if valid(flow, at, mask) && (mask != 0 || name.len() == part.len()) {
                answers.set(at, Some(mask));
            } else {
                whole = false;
            }
        }
        (answers, whole)
    }
}

impl Question {
    /// Where a given answer leads.
    pub fn follow(&self, mask: u32, answers: &Answers) -> Option<Target> {
        let own = self.options.iter().enumerate().find(|(at, choice)| mask & 1 << at != 0 && choice.next.is_some());
        own.and_then(|(_, choice)| choice.next.as_ref()).unwrap_or(&self.next).of(answers)
    }
}

impl Next {
    fn of(&self, answers: &Answers) -> Option<Target> {
        self.lines.iter().find(|(when, _)| when.holds(answers)).map(|(_, to)| *to).or(self.rest)
    }
}

impl When {
    /// Whether it holds for someone.
    pub fn holds(&self, answers: &Answers) -> bool {
        match self {
            Self::Always => true,
            Self::Is { question, any, skipped } => {
                answers.of(*question).is_some_and(|mask| mask & any != 0 || mask == 0 && *skipped)
            }
            Self::Asked(question) => answers.of(*question).is_some(),
            Self::All(all) => all.iter().all(|when| when.holds(answers)),
            Self::Any(any) => any.iter().any(|when| when.holds(answers)),
            Self::Not(not) => !not.holds(answers),
        }
    }
}

/// Whether an answer can be given to a question.
pub fn valid(flow: &Flow, question: usize, mask: u32) -> bool {
    let question = &flow.questions[question];
    let alone = question.options.iter().enumerate().any(|(bit, choice)| choice.alone && mask & 1 << bit != 0);
    match mask.count_ones() {
        0 => question.skip,
        1 => true,
        _ => question.many && !alone,
    }
}

/// An answer by names.
fn mask(flow: &Flow, at: usize, words: &[String]) -> Result<u32, String> {
    let question = &flow.questions[at];
    let mut mask = 0;
    for word in words.iter().filter(|word| *word != "skipped") {
        let Some(bit) = question.options.iter().position(|choice| choice.id == *word) else {
            let known: Vec<&str> = question.options.iter().map(|choice| choice.id.as_str()).collect();
            return Err(format!(
                "\"{word}\" is no answer to \"{}\". The answers are: {}.",
                question.ask,
                known.join(", ")
            ));
        };
        mask |= 1 << bit;
    }
    if valid(flow, at, mask) {
        return Ok(mask);
    }
    Err(match mask.count_ones() {
        0 => format!("\"{}\" cannot be skipped. Give one of its answers.", question.ask),
        _ if question.many => format!("One of these answers to \"{}\" cannot stand with others.", question.ask),
        _ => format!("\"{}\" takes one answer.", question.ask),
    })
}
