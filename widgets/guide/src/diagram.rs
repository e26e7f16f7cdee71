//! Sets of answers, exactly. A set is a decision diagram: ask one thing, follow the answer, arrive at yes or no. Equal
//! sets are the same diagram, so "nobody" and "the same people" are questions of one comparison, however many paths
//! there are. (Multi-valued ordered decision diagrams: Bryant 1986, Srinivasan and others 1990.)

use std::collections::HashMap;

use crate::answers::{Answers, valid};
use crate::flow::{Flow, When};

/// A set of answers: its diagram's number.
pub type Set = u32;

/// Nobody.
pub const NONE: Set = 0;
/// Everybody.
pub const ALL: Set = 1;

/// One thing that is asked: a whole question, or, where any number of answers may be given, one answer of it.
#[derive(Clone, Copy, Debug)]
struct Variable {
    question: usize,
    /// The answer, where it is only about one.
    option: Option<usize>,
    /// How many values it has. A question has one for each answer, then one for skipping; an answer has no and yes.
    values: usize,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
enum Op {
    And,
    Or,
}

/// All diagrams of a flow.
#[derive(Debug)]
pub struct Sets {
    variables: Vec<Variable>,
    /// Where each question's first variable stands.
    first: Vec<usize>,
    /// How many answers each question has.
    answers: Vec<usize>,
    nodes: Vec<(usize, Box<[Set]>)>,
    known: HashMap<(usize, Box<[Set]>), Set>,
    done: HashMap<(Op, Set, Set), Set>,
    nots: HashMap<Set, Set>,
}

impl Sets {
    /// The variables of a flow, in the order of its questions.
    pub fn new(flow: &Flow) -> Self {
        let mut variables = Vec::new();
        let mut first = Vec::new();
        for (question, asked) in flow.questions.iter().enumerate() {
            first.push(variables.len());
            if asked.many {
                let options = 0..asked.options.len();
                variables.extend(options.map(|option| Variable { question, option: Some(option), values: 2 }));
            } else {
                let values = asked.options.len() + usize::from(asked.skip);
                variables.push(Variable { question, option: None, values });
            }
        }
        // The first two stand for nobody and everybody, below all variables.
        let nodes = vec![(usize::MAX, Box::default()), (usize::MAX, Box::default())];
        let answers = flow.questions.iter().map(|question| question.options.len()).collect();
        Self { variables, first, answers, nodes, known: HashMap::new(), done: HashMap::new(), nots: HashMap::new() }
    }

    fn node(&mut self, variable: usize, ways: Box<[Set]>) -> Set {
        if ways.iter().all(|way| *way == ways[0]) {
            return ways[0];
        }
        let next = Set::try_from(self.nodes.len()).unwrap_or(Set::MAX);
        *self.known.entry((variable, ways)).or_insert_with_key(|key| {
            self.nodes.push(key.clone());
            next
        })
    }

    /// Those who, if they are asked a question, give one of some answers, or skip it.
    pub fn is(&mut self, flow: &Flow, question: usize, any: u32, skipped: bool) -> Set {
        let first = self.first[question];
        let options = flow.questions[question].options.len();
        if !flow.questions[question].many {
            let has = |value: usize| if value < options { any & 1 << value != 0 } else { skipped };
            let ways = (0..self.variables[first].values).map(|value| Set::from(has(value))).collect();
            return self.node(first, ways);
        }
        let mut ticked = NONE;
        let mut nothing = ALL;
        for option in (0..options).rev() {
            let variable = first + option;
            if any & 1 << option != 0 {
                ticked = self.node(variable, [ticked, ALL].into());
            }
            nothing = self.node(variable, [nothing, NONE].into());
        }
        if skipped { self.or(ticked, nothing) } else { ticked }
    }

    /// The answers that can be given to a question of which any number may be ticked.
    pub fn valid(&mut self, flow: &Flow, question: usize) -> Set {
        let asked = &flow.questions[question];
        if !asked.many {
            return ALL;
        }
        let all = asked.options.iter().enumerate();
        let every = all.clone().fold(0, |mask, (bit, _)| mask | 1 << bit);
        let mut valid = if asked.skip { ALL } else { self.is(flow, question, every, false) };
        for (bit, _) in all.filter(|(_, choice)| choice.alone) {
            let this = self.is(flow, question, 1 << bit, false);
            let others = self.is(flow, question, every & !(1 << bit), false);
            let both = self.and(this, others);
            valid = self.minus(valid, both);
        }
        valid
    }

    /// Those in both.
    pub fn and(&mut self, a: Set, b: Set) -> Set {
        self.apply(Op::And, a, b)
    }

    /// Those in either.
    pub fn or(&mut self, a: Set, b: Set) -> Set {
        self.apply(Op::Or, a, b)
    }

    /// Those in the first and not in the second.
    pub fn minus(&mut self, a: Set, b: Set) -> Set {
        let not = self.not(b);
        self.and(a, not)
    }

    /// Those in one but not in both.
    pub fn differ(&mut self, a: Set, b: Set) -> Set {
        let (left, right) = (self.minus(a, b), self.minus(b, a));
        self.or(left, right)
    }

    /// All others.
    pub fn not(&mut self, a: Set) -> Set {
        if a <= ALL {
            return ALL - a;
        }
        if let Some(done) = self.nots.get(&a) {
            return *done;
        }
        let (variable, ways) = self.nodes[a as usize].clone();
        let ways = ways.iter().map(|way| self.not(*way)).collect();
        let not = self.node(variable, ways);
        self.nots.insert(a, not);
        not
    }

    fn apply(&mut self, op: Op, a: Set, b: Set) -> Set {
        let (a, b) = (a.min(b), a.max(b));
        match (op, a) {
            (Op::And, NONE) | (Op::Or, ALL) => return a,
            (Op::And, ALL) | (Op::Or, NONE) => return b,
            _ if a == b => return a,
            _ => {}
        }
        if let Some(done) = self.done.get(&(op, a, b)) {
            return *done;
        }
        let (left, right) = (self.nodes[a as usize].clone(), self.nodes[b as usize].clone());
        let variable = left.0.min(right.0);
        let values = self.variables[variable].values;
        let way =
            |node: &(usize, Box<[Set]>), whole, value: usize| if node.0 == variable { node.1[value] } else { whole };
        let ways = (0..values).map(|value| self.apply(op, way(&left, a, value), way(&right, b, value))).collect();
        let done = self.node(variable, ways);
        self.done.insert((op, a, b), done);
        done
    }

    /// How many different sets of answers to all questions are in it.
    pub fn count(&self, set: Set) -> u128 {
        fn below(sets: &Sets, set: Set, memo: &mut HashMap<Set, u128>) -> u128 {
            if set <= ALL {
                return u128::from(set);
            }
            if let Some(known) = memo.get(&set) {
                return *known;
            }
            let (variable, ways) = &sets.nodes[set as usize];
            let sum = ways.iter().fold(0u128, |sum, way| {
                let skipped = sets.between(*variable + 1, sets.variable(*way));
                sum.saturating_add(below(sets, *way, memo).saturating_mul(skipped))
            });
            memo.insert(set, sum);
            sum
        }
        below(self, set, &mut HashMap::new()).saturating_mul(self.between(0, self.variable(set)))
    }

    fn variable(&self, set: Set) -> usize {
        self.nodes[set as usize].0.min(self.variables.len())
    }

    /// How many values the variables have together that a diagram does not ask about.
    fn between(&self, from: usize, to: usize) -> u128 {
        self.variables[from..to].iter().fold(1u128, |all, variable| all.saturating_mul(variable.values as u128))
    }

    /// A set as a condition.
    pub fn condition(&self, set: Set) -> When {
        if set == NONE {
            return When::Any(Vec::new());
        }
        if set == ALL {
            return When::Always;
        }
        let (number, ways) = &self.nodes[set as usize];
        let Variable { question, option, values } = self.variables[*number];
        let mut lines = Vec::new();
        for way in ways.iter().enumerate().filter(|(at, way)| !ways[..*at].contains(way)).map(|(_, way)| *way) {
            if way == NONE {
                continue;
            }
            let these = (0..values).filter(|value| ways[*value] == way);
            let first = if let Some(option) = option {
                let is = When::Is { question, any: 1 << option, skipped: false };
                if ways[1] == way { is } else { When::Not(Box::new(is)) }
            } else {
                // One more value than answers is skipping.
                let bits = these.fold(0u32, |bits, value| bits | 1 << value);
                let answers = self.answers[question];
                When::Is { question, any: bits & !(u32::MAX << answers), skipped: bits >> answers != 0 }
            };
            lines.push(if way == ALL { first } else { When::All(vec![first, self.condition(way)]) });
        }
        if lines.len() == 1 { lines.swap_remove(0) } else { When::Any(lines) }
    }

    /// Whether someone is in a set.
    fn contains(&self, flow: &Flow, set: Set, answers: &Answers) -> bool {
        let mut at = set;
        while at > ALL {
            let (number, ways) = &self.nodes[at as usize];
            let Variable { question, option, .. } = self.variables[*number];
            let mask = answers.of(question).unwrap_or_default();
            at = match option {
                Some(option) => ways[usize::from(mask & 1 << option != 0)],
                None if mask == 0 => ways[flow.questions[question].options.len()],
                None => ways[mask.trailing_zeros() as usize],
            };
        }
        at == ALL
    }

    /// Someone in a set that is not empty, answering plainly, and the questions to which they could not answer just
    /// anything.
    pub fn someone(&self, flow: &Flow, set: Set) -> (Answers, Vec<usize>) {
        let mut answers = Answers::default();
        for (at, question) in flow.questions.iter().enumerate() {
            // Whatever the diagram does not ask is answered with what comes first.
            answers.set(at, Some(u32::from(!question.many || !question.skip)));
        }
        let mut ticked: HashMap<usize, u32> = HashMap::new();
        let mut at = set;
        while at > ALL {
            let (number, ways) = &self.nodes[at as usize];
            let Variable { question, option, .. } = self.variables[*number];
            let value = ways.iter().position(|way| *way != NONE).unwrap_or_default();
            at = ways[value];
            match option {
                Some(option) => *ticked.entry(question).or_default() |= u32::from(value == 1) << option,
                None if value < flow.questions[question].options.len() => answers.set(question, Some(1 << value)),
                None => answers.set(question, Some(0)),
            }
        }
        for (question, mask) in ticked {
            answers.set(question, Some(mask));
        }
        let matters = |at: &usize| {
            let singles = (0..flow.questions[*at].options.len()).map(|bit| 1 << bit).chain([0]);
            let mut other = answers.clone();
            singles.filter(|mask| valid(flow, *at, *mask)).any(|mask| {
                other.set(*at, Some(mask));
                !self.contains(flow, set, &other)
            })
        };
        let matter = (0..flow.questions.len()).filter(matters).collect();
        (answers, matter)
    }
}
