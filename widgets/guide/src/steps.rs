//! The pages of a route without JavaScript: one for each question and each set of earlier answers that still matter there.

use crate::answers::Answers;
use crate::flow::{Flow, Target};
use crate::reach::order;

/// A page of a route: a question, as people come to it who gave the same answers to what still matters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The question.
    pub question: usize,
    /// The earlier answers that decide what follows.
    pub answers: Answers,
    /// Where each answer leads: to a step, by its place in the list, or to an outcome.
    pub leads: Vec<Lead>,
    /// The step that leads here first.
    pub back: Option<usize>,
}

/// Where an answer leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lead {
    /// To a step.
    Step(usize),
    /// To an outcome.
    Outcome(usize),
}

/// The questions whose answers decide what follows a question, for each.
fn needed(flow: &Flow) -> Vec<Vec<usize>> {
    let mut needed: Vec<Vec<usize>> = vec![Vec::new(); flow.questions.len()];
    for at in order(flow).into_iter().rev() {
        let mut own = Vec::new();
        for (next, _) in flow.questions[at].ways() {
            for (when, _) in &next.lines {
                when.reads(&mut |question, _| own.push(question));
            }
            for target in next.targets() {
                if let Target::Question(to) = target {
                    own.extend(&needed[to]);
                }
            }
        }
        own.sort_unstable();
        own.dedup();
        needed[at] = own;
    }
    needed
}

/// Every page of a route, the first one first; nothing once there are more than `most`. Only for a flow that is proved
/// but for this.
pub fn steps(flow: &Flow, most: usize) -> Option<Vec<Step>> {
    let needed = needed(flow);
    let mut steps = vec![Step { question: 0, answers: Answers::default(), leads: Vec::new(), back: None }];
    let mut at = 0;
    while at < steps.len() {
        if steps.len() > most {
            return None;
        }
        let Step { question, answers, .. } = steps[at].clone();
        for bit in 0..flow.questions[question].options.len() {
            let mut then = answers.clone();
            then.set(question, Some(1 << bit));
            let lead = match flow.questions[question].follow(1 << bit, &then)? {
                Target::Question(to) => {
                    for other in 0..flow.questions.len() {
                        if !needed[to].contains(&other) {
                            then.set(other, None);
                        }
                    }
                    let known = steps.iter().position(|step| step.question == to && step.answers == then);
                    Lead::Step(known.unwrap_or_else(|| {
                        steps.push(Step { question: to, answers: then, leads: Vec::new(), back: Some(at) });
                        steps.len() - 1
                    }))
                }
                Target::Outcome(to) => Lead::Outcome(to),
                Target::Plan => return None,
            };
            steps[at].leads.push(lead);
        }
        at += 1;
    }
    Some(steps)
}
