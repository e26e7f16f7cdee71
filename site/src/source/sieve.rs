//! A style sheet that hides, as answers are ticked, what they rule out of a plan: a filter without JavaScript. What is not
//! answered rules nothing out. Browsers without `:has` show everything.

use fingerpost_guide::flow::{Flow, When};
use fingerpost_guide::reach::Reach;

/// The id of the box for an answer; without an answer, of the one for those who would rather not say.
pub(crate) fn control(code: &str, answer: Option<char>) -> String {
    answer.map_or_else(|| format!("a_{code}_"), |answer| format!("a_{code}_{answer}"))
}

/// More ways than this to rule one thing out are too many for a style sheet: it stays in sight.
const MOST: usize = 64;

/// Ways to rule something out: one of these, of which all parts hold. A part is a selector on what holds the boxes.
type Ways = Vec<Vec<String>>;

struct Sieve<'f> {
    flow: &'f Flow,
    asked: Vec<When>,
}

/// The sheet of a flow.
pub(super) fn sheet(flow: &Flow) -> String {
    let (asked, plan, outcomes) = Reach::conditions(flow);
    let sieve = Sieve { flow, asked };
    let mut css = String::from("@supports selector(:has(*)){\n");
    let mut hide = |what: &str, when: &When| {
        let ways = sieve.out(when);
        let selectors: Vec<String> = ways.iter().map(|parts| format!(".guide{} {what}", parts.concat())).collect();
        if !selectors.is_empty() {
            css.push_str(&format!("{}{{display:none}}\n", selectors.join(",")));
        }
    };
    hide(".trail", &plan);
    for (outcome, when) in flow.outcomes.iter().zip(&outcomes) {
        hide(&format!("#end_{}", outcome.id), when);
    }
    for item in &flow.items {
        hide(&format!("#todo_{}", item.id), &item.when);
    }
    css.push_str("}\n");
    css
}

impl Sieve<'_> {
    /// How answers can rule a condition out.
    fn out(&self, when: &When) -> Ways {
        match when {
            When::Always => Vec::new(),
            When::Is { question, any, skipped } => {
                let code = &self.flow.questions[*question].code;
                let these = self.boxes(*question, *any, *skipped);
                vec![vec![format!(":has(.a_{code}:checked):not(:has({these}))")]]
            }
            When::Asked(question) => self.out(&self.asked[*question]),
            When::All(all) => some(all.iter().map(|one| self.out(one))),
            When::Any(any) => every(any.iter().map(|one| self.out(one))),
            When::Not(not) => self.sure(not),
        }
    }

    /// How answers can make a condition certain.
    fn sure(&self, when: &When) -> Ways {
        match when {
            When::Always => vec![Vec::new()],
            When::Is { question, any, skipped } => {
                vec![vec![format!(":has({})", self.boxes(*question, *any, *skipped))]]
            }
            When::Asked(question) => self.sure(&self.asked[*question]),
            When::All(all) => every(all.iter().map(|one| self.sure(one))),
            When::Any(any) => some(any.iter().map(|one| self.sure(one))),
            When::Not(not) => self.out(not),
        }
    }

    /// The boxes of some answers, where one is ticked.
    fn boxes(&self, question: usize, any: u32, skipped: bool) -> String {
        let question = &self.flow.questions[question];
        let named = question.options.iter().enumerate().filter(|(bit, _)| any & 1 << bit != 0);
        let answers = named.map(|(_, choice)| Some(choice.code)).chain(skipped.then_some(None));
        answers.map(|answer| format!("#{}:checked", control(&question.code, answer))).collect::<Vec<_>>().join(",")
    }
}

fn some(parts: impl Iterator<Item = Ways>) -> Ways {
    let all: Ways = parts.flatten().collect();
    if all.len() > MOST { Vec::new() } else { all }
}

fn every(parts: impl Iterator<Item = Ways>) -> Ways {
    let mut all: Ways = vec![Vec::new()];
    for part in parts {
        all = all.iter().flat_map(|one| part.iter().map(move |more| [one.as_slice(), more].concat())).collect();
        if all.len() > MOST {
            return Vec::new();
        }
    }
    all
}
