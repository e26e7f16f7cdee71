//! Who comes where: for each question and end, the set of answers that lead there.

use crate::diagram::{ALL, NONE, Set, Sets};
use crate::flow::{Flow, Next, Target, When};

/// Who comes where.
#[derive(Debug)]
pub struct Reach {
    /// Sets of answers.
    pub sets: Sets,
    /// Who is asked each question.
    pub asked: Vec<Set>,
    /// Who ends in each outcome.
    pub outcomes: Vec<Set>,
    /// Who gets a plan.
    pub plan: Set,
    /// Who ends after so many questions.
    pub after: Vec<Set>,
}

/// A circle of questions, if there is one; the first stands at the end again.
pub fn circle(flow: &Flow) -> Option<Vec<usize>> {
    #[derive(Clone, Copy, PartialEq)]
    enum Seen {
        No,
        Now,
        Done,
    }
    fn visit(flow: &Flow, at: usize, seen: &mut [Seen], way: &mut Vec<usize>) -> bool {
        seen[at] = Seen::Now;
        way.push(at);
        let targets = flow.questions[at].ways().flat_map(|(next, _)| next.targets());
        for target in targets {
            let Target::Question(to) = target else { continue };
            if seen[to] == Seen::Now {
                way.push(to);
                return true;
            }
            if seen[to] == Seen::No && visit(flow, to, seen, way) {
                return true;
            }
        }
        way.pop();
        seen[at] = Seen::Done;
        false
    }
    let mut seen = vec![Seen::No; flow.questions.len()];
    for at in 0..flow.questions.len() {
        let mut way = Vec::new();
        if seen[at] == Seen::No && visit(flow, at, &mut seen, &mut way) {
            let last = way[way.len() - 1];
            let start = way.iter().position(|question| *question == last).unwrap_or_default();
            return Some(way.split_off(start));
        }
    }
    None
}

/// Questions in an order in which every way leads onwards. Only for a flow without a circle.
pub fn order(flow: &Flow) -> Vec<usize> {
    fn visit(flow: &Flow, at: usize, seen: &mut [bool], order: &mut Vec<usize>) {
        if std::mem::replace(&mut seen[at], true) {
            return;
        }
        for target in flow.questions[at].ways().flat_map(|(next, _)| next.targets()) {
            if let Target::Question(to) = target {
                visit(flow, to, seen, order);
            }
        }
        order.push(at);
    }
    let mut order = Vec::new();
    let mut seen = vec![false; flow.questions.len()];
    (0..flow.questions.len()).for_each(|at| visit(flow, at, &mut seen, &mut order));
    order.reverse();
    order
}

impl Reach {
    /// Follows every answer from the first question. Only for a flow without a circle.
    pub fn new(flow: &Flow) -> Self {
        let mut sets = Sets::new(flow);
        let mut valid = ALL;
        for question in 0..flow.questions.len() {
            let these = sets.valid(flow, question);
            valid = sets.and(valid, these);
        }
        Self::from(flow, sets, valid)
    }

    /// Who is asked each question, then who gets a plan, then who ends in each outcome, as conditions on answers alone.
    pub fn conditions(flow: &Flow) -> (Vec<When>, When, Vec<When>) {
        // What can be ticked together is no matter of the way.
        let reach = Self::from(flow, Sets::new(flow), ALL);
        let all = |sets: &[Set]| sets.iter().map(|set| reach.sets.condition(*set)).collect();
        (all(&reach.asked), reach.sets.condition(reach.plan), all(&reach.outcomes))
    }

    fn from(flow: &Flow, sets: Sets, valid: Set) -> Self {
        let order = order(flow);
        let mut reach = Self {
            sets,
            asked: vec![NONE; flow.questions.len()],
            outcomes: vec![NONE; flow.outcomes.len()],
            plan: NONE,
            after: vec![NONE; flow.questions.len() + 1],
        };
        // Who comes to each question as their so-many-th.
        let mut turns = vec![vec![NONE; flow.questions.len() + 1]; flow.questions.len()];
        if let Some(first) = turns.first_mut() {
            first[0] = valid;
            reach.asked[0] = valid;
        }
        for at in order {
            for (next, option) in flow.questions[at].ways() {
                let these = reach.answering(flow, at, option);
                let before = reach.sets.and(reach.asked[at], these);
                for (target, who) in reach.lines(flow, next, before) {
                    reach.arrive(target, who);
                    for turn in 0..flow.questions.len() {
                        let these = reach.sets.and(turns[at][turn], who);
                        if these == NONE {
                            continue;
                        }
                        if let Target::Question(to) = target {
                            turns[to][turn + 1] = reach.sets.or(turns[to][turn + 1], these);
                        } else {
                            reach.after[turn + 1] = reach.sets.or(reach.after[turn + 1], these);
                        }
                    }
                }
            }
        }
        reach
    }

    fn arrive(&mut self, target: Target, who: Set) {
        let place = match target {
            Target::Question(at) => &mut self.asked[at],
            Target::Outcome(at) => &mut self.outcomes[at],
            Target::Plan => &mut self.plan,
        };
        *place = self.sets.or(*place, who);
    }

    /// Who comes to a place.
    pub fn at(&self, target: Target) -> Set {
        match target {
            Target::Question(at) => self.asked[at],
            Target::Outcome(at) => self.outcomes[at],
            Target::Plan => self.plan,
        }
    }

    /// Those whose answer to a question takes one of its ways: that of an option, or that of all others.
    pub fn answering(&mut self, flow: &Flow, at: usize, option: Option<usize>) -> Set {
        let question = &flow.questions[at];
        if question.many {
            return ALL;
        }
        if let Some(option) = option {
            return self.sets.is(flow, at, 1 << option, false);
        }
        let rest = question.options.iter().enumerate().filter(|(_, choice)| choice.next.is_none());
        let any = rest.fold(0, |mask, (bit, _)| mask | 1 << bit);
        self.sets.is(flow, at, any, true)
    }

    /// Who of some people goes where, line by line, as a reader is led: the first line that holds.
    pub fn lines(&mut self, flow: &Flow, next: &Next, who: Set) -> Vec<(Target, Set)> {
        let mut left = who;
        let mut all = Vec::new();
        for (when, target) in &next.lines {
            let these = self.when(flow, when, None);
            all.push((*target, self.sets.and(left, these)));
            left = self.sets.minus(left, these);
        }
        all.extend(next.rest.map(|target| (target, left)));
        all
    }

    /// Those for whom a condition holds. `instead` puts yes or no in place of every answer to one question.
    pub fn when(&mut self, flow: &Flow, when: &When, instead: Option<(usize, bool)>) -> Set {
        match when {
            When::Always => ALL,
            When::Is { question, .. } if instead.is_some_and(|(other, _)| other == *question) => {
                Set::from(instead.is_some_and(|(_, holds)| holds))
            }
            When::Is { question, any, skipped } => {
                let these = self.sets.is(flow, *question, *any, *skipped);
                self.sets.and(these, self.asked[*question])
            }
            When::Asked(question) => self.asked[*question],
            When::All(all) => all.iter().fold(ALL, |set, one| {
                let these = self.when(flow, one, instead);
                self.sets.and(set, these)
            }),
            When::Any(any) => any.iter().fold(NONE, |set, one| {
                let these = self.when(flow, one, instead);
                self.sets.or(set, these)
            }),
            When::Not(not) => {
                let these = self.when(flow, not, instead);
                self.sets.not(these)
            }
        }
    }

    /// How many different walks end in a set: answers to questions that are not asked do not count apart.
    pub fn walks(&mut self, flow: &Flow, who: Set) -> u128 {
        let mut set = who;
        for at in 0..flow.questions.len() {
            // Among those who are not asked, one stands for all: whoever would give the first answer and no other.
            let first = self.sets.is(flow, at, 1, false);
            let others = self.sets.is(flow, at, !1, true);
            let only = self.sets.minus(first, others);
            let either = self.sets.or(self.asked[at], only);
            set = self.sets.and(set, either);
        }
        self.sets.count(set)
    }
}
