//! A guide with every name looked up: what the build, the command line and the browser work with.

use serde::{Deserialize, Serialize};

use crate::written::{Group, Kind};

/// A guide.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Flow {
    /// What it is called.
    pub title: String,
    /// Where it leads.
    pub kind: Kind,
    /// The questions; the first is the start.
    pub questions: Vec<Question>,
    /// Where a reader can end, besides a plan.
    pub outcomes: Vec<Outcome>,
    /// Things to do, in the order in which they are shown within their group.
    pub items: Vec<Item>,
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Its name.
    pub id: String,
    /// Its short name in a reader's own link.
    pub code: String,
    /// The question.
    pub ask: String,
    /// What a reader should know before they answer; may be empty.
    pub hint: String,
    /// Why we ask.
    pub why: String,
    /// Whether any number of answers may be given.
    pub many: bool,
    /// Whether it may be skipped.
    pub skip: bool,
    /// The answers.
    pub options: Vec<Choice>,
    /// Where answers lead that have no way of their own, and where skipping leads.
    pub next: Next,
}

/// An answer to choose.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Its name within the question.
    pub id: String,
    /// Its short name within the question.
    pub code: char,
    /// What it says.
    pub label: String,
    /// What it means, to go after "If" and "because".
    pub means: String,
    /// Whether it cannot be ticked with others.
    pub alone: bool,
    /// Where it leads, if not where the question does.
    pub next: Option<Next>,
}

/// Where a reader is led.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Target {
    /// To a question.
    Question(usize),
    /// To an outcome.
    Outcome(usize),
    /// To the plan.
    Plan,
}

/// What follows an answer: the first line that holds, else the rest. Proved: exactly one line holds for anyone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Next {
    /// Who goes where.
    pub lines: Vec<(When, Target)>,
    /// Where all others go. Without lines, everyone.
    pub rest: Option<Target>,
}

/// Whom something is for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum When {
    /// Everyone.
    Always,
    /// Those who were asked a question and gave one of some answers.
    Is {
        /// The question.
        question: usize,
        /// The answers, a bit each.
        any: u32,
        /// Whether those who skipped it are among them.
        skipped: bool,
    },
    /// Those who were asked a question.
    Asked(usize),
    /// Those for whom all of these hold.
    All(Vec<When>),
    /// Those for whom one of these holds.
    Any(Vec<When>),
    /// Those for whom this does not hold.
    Not(Box<When>),
}

/// Where a reader can end.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// Its name.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Whether it is about harm.
    pub harm: bool,
}

/// Something to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its name.
    pub id: String,
    /// How soon.
    pub group: Group,
    /// For whom.
    pub when: When,
    /// Whether it is about harm.
    pub harm: bool,
}

impl Flow {
    /// Where a question of a name stands.
    pub fn question(&self, id: &str) -> Option<usize> {
        self.questions.iter().position(|question| question.id == id)
    }

    /// The most questions that can follow a question.
    pub fn most_after(&self, question: usize) -> usize {
        fn most(flow: &Flow, at: usize, known: &mut [Option<usize>]) -> usize {
            if let Some(most) = known[at] {
                return most;
            }
            let mut longest = 0;
            for (next, _) in flow.questions[at].ways() {
                for target in next.targets() {
                    if let Target::Question(to) = target {
                        longest = longest.max(1 + most(flow, to, known));
                    }
                }
            }
            known[at] = Some(longest);
            longest
        }
        most(self, question, &mut vec![None; self.questions.len()])
    }

    /// The name of where a reader is led.
    pub fn name(&self, target: Target) -> &str {
        match target {
            Target::Question(at) => &self.questions[at].id,
            Target::Outcome(at) => &self.outcomes[at].id,
            Target::Plan => "plan",
        }
    }
}

impl Question {
    /// Every way on, with the answers that take it: those with a way of their own, then all others and skipping.
    pub fn ways(&self) -> impl Iterator<Item = (&Next, Option<usize>)> {
        let own = self.options.iter().enumerate().filter_map(|(at, choice)| Some((choice.next.as_ref()?, Some(at))));
        own.chain(std::iter::once((&self.next, None)))
    }

    /// Whether some answer, or skipping, takes the question's own way on.
    pub fn has_rest(&self) -> bool {
        self.skip || self.many || self.options.iter().any(|choice| choice.next.is_none())
    }
}

impl Next {
    /// Straight to a place.
    pub fn to(target: Target) -> Self {
        Self { lines: Vec::new(), rest: Some(target) }
    }

    /// Every place it can lead to.
    pub fn targets(&self) -> impl Iterator<Item = Target> {
        self.lines.iter().map(|(_, to)| *to).chain(self.rest)
    }
}

impl When {
    /// Calls `see` with every question it reads, and whether it reads the answer or only that it was asked.
    pub fn reads(&self, see: &mut impl FnMut(usize, bool)) {
        match self {
            Self::Always => {}
            Self::Is { question, .. } => see(*question, true),
            Self::Asked(question) => see(*question, false),
            Self::All(all) | Self::Any(all) => all.iter().for_each(|when| when.reads(see)),
            Self::Not(not) => not.reads(see),
        }
    }
}
