//! What must hold of a guide before it is published. Each check is over everyone who can come through it, not a sample;
//! where one fails, someone is named for whom it does.

use crate::answers::Answers;
use crate::diagram::{NONE, Set};
use crate::fault::{Fault, Place, Rule};
use crate::flow::{Flow, Target, When};
use crate::plan::plan;
use crate::reach::{Reach, circle, order};
use crate::resolve::{items_of, resolve, scenarios_of};
use crate::steps::steps;
use crate::words;
use crate::written::{Kind, Part, Written};

/// A guide that was looked at.
#[derive(Debug)]
pub struct Proof {
    /// The guide with its names looked up, if they are all known.
    pub flow: Option<Flow>,
    /// What is wrong.
    pub faults: Vec<Fault>,
    /// How many different walks there are.
    pub walks: u128,
    /// The most questions that anyone is asked.
    pub most: usize,
}

/// Proves a guide, or says everything that is wrong with it.
pub fn prove(written: &Written, parts: &[Part]) -> Proof {
    let flow = match resolve(written, parts) {
        Ok(flow) => flow,
        Err(faults) => return Proof { flow: None, faults, walks: 0, most: 0 },
    };
    if let Some(circle) = circle(&flow) {
        let faults = vec![in_a_circle(&flow, &circle)];
        return Proof { flow: None, faults, walks: 0, most: 0 };
    }
    let reach = Reach::new(&flow);
    let mut prover = Prover { order: order(&flow), flow: &flow, written, parts, reach, faults: Vec::new() };
    prover.ways();
    prover.reached();
    // What is said of plans and people only means something once every way leads on.
    if prover.faults.is_empty() {
        prover.items();
        prover.plans();
        prover.limits();
    }
    if prover.faults.is_empty() {
        prover.scenarios();
    }
    let Prover { mut reach, faults, .. } = prover;
    let ends = reach.outcomes.clone().into_iter().fold(reach.plan, |all, one| reach.sets.or(all, one));
    let walks = reach.walks(&flow, ends);
    let most = reach.after.iter().rposition(|who| *who != NONE).unwrap_or_default();
    Proof { flow: Some(flow), faults, walks, most }
}

fn in_a_circle(flow: &Flow, circle: &[usize]) -> Fault {
    let asks: Vec<String> = circle.iter().map(|at| format!("“{}”", flow.questions[*at].ask)).collect();
    let message = format!("These questions lead round in a circle: {}.", asks.join(" → "));
    let place = Place::main(format!("questions[{}].id", circle[0]));
    Fault::new(Rule::Path, &place, message, "Lead one of them on to another question or to an end.")
}

struct Prover<'w> {
    flow: &'w Flow,
    written: &'w Written,
    parts: &'w [Part],
    order: Vec<usize>,
    reach: Reach,
    faults: Vec<Fault>,
}

impl Prover<'_> {
    fn say(&mut self, rule: Rule, place: &Place, message: String, help: &str) {
        self.faults.push(Fault::new(rule, place, message, help));
    }

    /// One of some people, in words: "someone who answers …", naming what decides that they are among them.
    fn someone(&self, who: Set) -> String {
        let (answers, matter) = self.reach.sets.someone(self.flow, who);
        let walk = answers.walk(self.flow);
        let on_the_way: Vec<usize> = walk.asked.into_iter().filter(|at| matter.contains(at)).collect();
        if on_the_way.is_empty() {
            return "anyone".to_owned();
        }
        format!("someone who {}", words::answering(self.flow, &answers, &on_the_way))
    }

    /// Every table: each line is taken by someone, no two by the same person, and nobody is left over.
    fn ways(&mut self) {
        let flow = self.flow;
        for (at, question) in flow.questions.iter().enumerate() {
            if self.reach.asked[at] == NONE {
                continue;
            }
            for (next, option) in question.ways() {
                let place = match option {
                    Some(option) => Place::main(format!("questions[{at}].options[{option}].next")),
                    None => Place::main(format!("questions[{at}].next")),
                };
                let these = self.reach.answering(flow, at, option);
                let who = self.reach.sets.and(self.reach.asked[at], these);
                if next.lines.is_empty() || who == NONE {
                    continue;
                }
                let sets: Vec<Set> = next
                    .lines
                    .iter()
                    .map(|(when, _)| {
                        let holds = self.reach.when(flow, when, None);
                        self.reach.sets.and(who, holds)
                    })
                    .collect();
                for (line, (when, _)) in next.lines.iter().enumerate() {
                    let place = place.at(&format!("[{line}].when"));
                    self.early(at, when, &place);
                    self.unasked(when, who, &place);
                    if sets[line] == NONE {
                        let help = "Take the line out, or mend its condition.";
                        let message = "Nobody who comes here goes this way.".to_owned();
                        self.say(Rule::Condition, &place, message, help);
                    }
                }
                self.apart(&sets, &place);
                let left = sets.iter().fold(who, |left, set| self.reach.sets.minus(left, *set));
                match next.rest {
                    None if left != NONE => {
                        let one = self.someone(left);
                        let help = "Add a last line `- otherwise: …`, or a line for them.";
                        self.say(Rule::Path, &place, format!("No line is for {one}: they would be stuck here."), help);
                    }
                    Some(_) if left == NONE => {
                        let place = place.at(&format!("[{}].otherwise", next.lines.len()));
                        let message = "The lines above are for everyone, so nobody goes this way.".to_owned();
                        self.say(Rule::Condition, &place, message, "Take the line out.");
                    }
                    _ => {}
                }
            }
        }
    }

    fn apart(&mut self, sets: &[Set], place: &Place) {
        for (second, set) in sets.iter().enumerate() {
            for (first, other) in sets.iter().enumerate().take(second) {
                let both = self.reach.sets.and(*other, *set);
                if both != NONE {
                    let one = self.someone(both);
                    let message = format!("Lines {} and {} are both for {one}.", first + 1, second + 1);
                    let help = "Only one line may hold for anyone. Narrow one of the two.";
                    self.say(Rule::Condition, &place.at(&format!("[{second}].when")), message, help);
                }
            }
        }
    }

    /// A table may not read what is only asked later.
    fn early(&mut self, at: usize, when: &When, place: &Place) {
        let turn = |question| self.order.iter().position(|other| *other == question);
        let mut later = Vec::new();
        when.reads(&mut |question, _| later.extend((turn(question) > turn(at)).then_some(question)));
        for question in later {
            let message = format!("“{}” has not been asked at this point.", self.flow.questions[question].ask);
            let help = "Ask it before, or decide this after it.";
            self.say(Rule::Condition, place, message, help);
        }
    }

    /// A condition may hang only on answers that were given, for everyone who comes to it.
    fn unasked(&mut self, when: &When, who: Set, place: &Place) {
        let flow = self.flow;
        let mut read = Vec::new();
        when.reads(&mut |question, answer| read.extend(answer.then_some(question)));
        read.sort_unstable();
        read.dedup();
        for question in read {
            let asked = self.reach.asked[question];
            let not_asked = self.reach.sets.minus(who, asked);
            let yes = self.reach.when(flow, when, Some((question, true)));
            let no = self.reach.when(flow, when, Some((question, false)));
            let hangs = self.reach.sets.differ(yes, no);
            let unclear = self.reach.sets.and(not_asked, hangs);
            if unclear != NONE {
                let id = &flow.questions[question].id;
                let one = self.someone(unclear);
                let message = format!("This reads the answer to \"{id}\", but {one} is never asked.");
                let help = format!(
                    "Say whom it is for among those who are not asked: add `asked: {id}` to leave them out, or \
                     another answer that decides it."
                );
                self.say(Rule::Condition, place, message, &help);
            }
        }
    }

    /// Every question, every outcome and, in a plan, the plan is for someone.
    fn reached(&mut self) {
        let flow = self.flow;
        let arrows: Vec<Target> = flow
            .questions
            .iter()
            .flat_map(|question| question.ways().flat_map(|(next, _)| next.targets().collect::<Vec<_>>()))
            .collect();
        let questions = flow.questions.iter().enumerate().map(|(at, question)| {
            (Target::Question(at), format!("questions[{at}].id"), format!("is asked “{}”", question.ask))
        });
        let outcomes = flow.outcomes.iter().enumerate().map(|(at, outcome)| {
            (Target::Outcome(at), format!("outcomes[{at}].id"), format!("ends at “{}”", outcome.title))
        });
        let plan = (flow.kind == Kind::Plan).then(|| (Target::Plan, "kind".to_owned(), "gets a plan".to_owned()));
        for (target, field, what) in questions.chain(outcomes).chain(plan) {
            if self.reach.at(target) != NONE {
                continue;
            }
            let why = if arrows.contains(&target) {
                "The answers that lead there cannot be given together."
            } else {
                "No answer leads there."
            };
            let help = "Lead an answer to it with next:, or take it out.";
            self.say(Rule::Path, &Place::main(field), format!("Nobody {what}. {why}"), help);
        }
    }

    /// Every item is for someone, and its condition hangs only on what was asked.
    fn items(&mut self) {
        let flow = self.flow;
        for (at, (place, written)) in items_of(self.written, self.parts).enumerate() {
            let when = &flow.items[at].when;
            let holds = self.reach.when(flow, when, None);
            if self.reach.sets.and(holds, self.reach.plan) != NONE {
                self.unasked(when, self.reach.plan, &place.at("when"));
                continue;
            }
            let (message, help) = if holds == NONE {
                let help = "Mend the condition: write any: where one of the answers is enough.";
                (format!("Nobody sees “{}”: these answers cannot be given together.", written.title), help)
            } else {
                let (answers, _) = self.reach.sets.someone(flow, holds);
                let end = flow.name(answers.walk(flow).at).to_owned();
                let one = self.someone(holds);
                let help = "Mend the condition, or lead those people to the plan.";
                (format!("Nobody sees “{}”: {one} ends at {end}, not in a plan.", written.title), help)
            };
            self.say(Rule::Path, &place.at("when"), message, help);
        }
    }

    /// No plan is empty, and none lacks what all must have.
    fn plans(&mut self) {
        let flow = self.flow;
        let mut empty = self.reach.plan;
        for item in &flow.items {
            let holds = self.reach.when(flow, &item.when, None);
            empty = self.reach.sets.minus(empty, holds);
            if empty == NONE {
                break;
            }
        }
        if empty != NONE {
            let one = self.someone(empty);
            let help = "Add an item for them, or one with `when: always`.";
            self.say(Rule::Limit, &Place::main("kind"), format!("There is nothing in the plan of {one}."), help);
        }
        for (at, id) in self.written.every_plan.iter().enumerate() {
            let Some(item) = flow.items.iter().find(|item| item.id == *id) else { continue };
            let holds = self.reach.when(flow, &item.when, None);
            let without = self.reach.sets.minus(self.reach.plan, holds);
            if without != NONE {
                let one = self.someone(without);
                let help = "Widen the item's condition, or write an item of the same sense for them.";
                let message = format!("\"{id}\" must be in every plan, but {one} does not see it.");
                self.say(Rule::Limit, &Place::main(format!("every_plan[{at}]")), message, help);
            }
        }
    }

    /// Nobody is asked too much, and a route does not take too many pages.
    fn limits(&mut self) {
        let limits = self.written.limits;
        let most = self.reach.after.iter().rposition(|who| *who != NONE).unwrap_or_default();
        if most > limits.questions {
            let one = self.someone(self.reach.after[most]);
            let message = format!("{most} questions are asked of {one}. The limit is {}.", limits.questions);
            let help = "Ask less, or raise the limit if readers can bear it.";
            self.say(Rule::Limit, &Place::main("limits.questions"), message, help);
        }
        if self.flow.kind == Kind::Route && steps(self.flow, limits.pages).is_none() {
            let message = format!("Without JavaScript this route takes more than {} pages.", limits.pages);
            let help = "Let fewer later questions hang on earlier answers, or raise the limit.";
            self.say(Rule::Limit, &Place::main("limits.pages"), message, help);
        }
    }

    /// Made-up people get what they must.
    fn scenarios(&mut self) {
        let flow = self.flow;
        for (place, scenario) in scenarios_of(self.written, self.parts) {
            let answers = match Answers::read(flow, &scenario.answers) {
                Ok(answers) => answers,
                Err(wrong) => {
                    for (id, message) in wrong {
                        let place = place.at("answers").at(&id);
                        self.say(Rule::Scenario, &place, message, "Mend what this made-up person answers.");
                    }
                    continue;
                }
            };
            let walk = answers.walk(flow);
            if let Target::Question(at) = walk.at {
                let message = format!("This person is asked “{}”, and has no answer.", flow.questions[at].ask);
                let help =
                    format!("Add `{}: …` to answers:, or `{}: skipped`.", flow.questions[at].id, flow.questions[at].id);
                self.say(Rule::Scenario, &place.at("answers"), message, &help);
                continue;
            }
            for (at, question) in flow.questions.iter().enumerate() {
                if answers.of(at).is_some() && !walk.asked.contains(&at) {
                    let place = place.at("answers").at(&question.id);
                    let message = format!("This person is not asked “{}”.", question.ask);
                    self.say(Rule::Scenario, &place, message, "Take the line out.");
                }
            }
            let end = flow.name(walk.at).to_owned();
            if end != scenario.ends {
                let message = format!("This person ends at \"{end}\", not at \"{}\".", scenario.ends);
                let help = "Mend the guide, or the scenario if the guide is right.";
                self.say(Rule::Scenario, &place.at("ends"), message, help);
                continue;
            }
            let plan = if walk.at == Target::Plan { plan(flow, &walk.answers) } else { Vec::new() };
            let seen = |id: &String| plan.iter().any(|due| flow.items[due.item].id == *id);
            let wanted = [("shows", &scenario.shows, true), ("hides", &scenario.hides, false)];
            for (key, ids, shown) in wanted {
                for (at, id) in ids.iter().enumerate() {
                    let place = place.at(&format!("{key}[{at}]"));
                    if !flow.items.iter().any(|item| item.id == *id) {
                        let known = flow.items.iter().map(|item| item.id.as_str());
                        self.faults.push(Fault::unknown(&place, "item", id, known, "Name an item of this guide."));
                    } else if seen(id) != shown {
                        let message = format!("This person {} \"{id}\".", if shown { "does not see" } else { "sees" });
                        let help = "Mend the item's condition, or the scenario if the guide is right.";
                        self.say(Rule::Scenario, &place, message, help);
                    }
                }
            }
        }
    }
}
