//! Who sees what, as text for review: one block for each way through the questions, answers that lead the same way
//! merged. Kept beside the guide, so that a change to it shows whom it touches.

use crate::diagram::{NONE, Set};
use crate::flow::{Flow, Question, Target, When};
use crate::proof::Proof;
use crate::reach::Reach;
use crate::words::many;
use crate::written::Group;

/// Ways after which the rest are only counted.
const MOST: usize = 200;

/// One way through the questions.
struct Way {
    /// Each question with the answers that go this way.
    steps: Vec<String>,
    end: Target,
    who: Set,
}

/// The listing. Only for a flow that is proved.
pub fn listing(flow: &Flow) -> String {
    let mut reach = Reach::new(flow);
    let mut ways = Vec::new();
    let start = reach.asked[0];
    follow(flow, &mut reach, (Target::Question(0), start), &mut Vec::new(), &mut ways);
    let more = ways.len().saturating_sub(MOST);
    let mut out = String::new();
    for way in ways.iter().take(MOST) {
        let walks = reach.walks(flow, way.who);
        out.push_str(&format!("{}\n  → {}  ({})\n", way.steps.join("\n  "), flow.name(way.end), many(walks, "walk")));
        if way.end == Target::Plan {
            items(flow, &mut reach, way.who, &mut out);
        }
        out.push('\n');
    }
    if more > 0 {
        out.push_str(&format!("… and {more} more ways.\n"));
    }
    out
}

/// The items of everyone who goes one way, then those of some of them, each with for whom.
fn items(flow: &Flow, reach: &mut Reach, who: Set, out: &mut String) {
    let mut some = String::new();
    let by_group = Group::ALL.iter().flat_map(|group| flow.items.iter().filter(|item| item.group == *group));
    for item in by_group {
        let holds = reach.when(flow, &item.when, None);
        let these = reach.sets.and(holds, who);
        if these == who {
            out.push_str(&format!("      {}: {} · everyone\n", item.group.id(), item.id));
        } else if these != NONE {
            some.push_str(&format!("      {}: {} · {}\n", item.group.id(), item.id, named(flow, &item.when)));
        }
    }
    out.push_str(&some);
}

fn follow(flow: &Flow, reach: &mut Reach, (at, who): (Target, Set), steps: &mut Vec<String>, ways: &mut Vec<Way>) {
    let Target::Question(question) = at else {
        ways.push(Way { steps: steps.clone(), end: at, who });
        return;
    };
    // By where they lead: who goes there, and with which answers.
    let mut on: Vec<(Target, Set, Vec<String>)> = Vec::new();
    for (next, option) in flow.questions[question].ways() {
        let these = reach.answering(flow, question, option);
        let these = reach.sets.and(who, these);
        for (line, (target, set)) in reach.lines(flow, next, these).into_iter().enumerate() {
            if set == NONE {
                continue;
            }
            let mut name = answers(&flow.questions[question], option);
            match next.lines.get(line) {
                Some((when, _)) => name.push_str(&format!(" where {}", named(flow, when))),
                None if !next.lines.is_empty() => name.push_str(" otherwise"),
                None => {}
            }
            if let Some((_, all, names)) = on.iter_mut().find(|(known, ..)| *known == target) {
                *all = reach.sets.or(*all, set);
                names.push(name);
            } else {
                on.push((target, set, vec![name]));
            }
        }
    }
    for (target, set, names) in on {
        steps.push(format!("{}: {}", flow.questions[question].id, names.join(" | ")));
        follow(flow, reach, (target, set), steps, ways);
        steps.pop();
    }
}

/// The answers that take a way: an option's own, or all that have none.
fn answers(question: &Question, option: Option<usize>) -> String {
    if let Some(option) = option {
        return question.options[option].id.clone();
    }
    if question.options.iter().all(|choice| choice.next.is_none()) {
        return "any".to_owned();
    }
    let rest = question.options.iter().filter(|choice| choice.next.is_none()).map(|choice| choice.id.as_str());
    rest.chain(question.skip.then_some("skipped")).collect::<Vec<_>>().join(" | ")
}

/// A condition in ids.
fn named(flow: &Flow, when: &When) -> String {
    let list = |all: &[When], between: &str| {
        let parts: Vec<String> = all
            .iter()
            .map(|one| match one {
                When::Any(_) | When::All(_) => format!("({})", named(flow, one)),
                _ => named(flow, one),
            })
            .collect();
        parts.join(between)
    };
    match when {
        When::Always => "everyone".to_owned(),
        When::Is { question, any, skipped } => {
            let question = &flow.questions[*question];
            let given = question.options.iter().enumerate().filter(|(bit, _)| any & 1 << bit != 0);
            let names: Vec<&str> = given.map(|(_, c)| c.id.as_str()).chain(skipped.then_some("skipped")).collect();
            format!("{} {}", question.id, names.join("|"))
        }
        When::Asked(question) => format!("asked {}", flow.questions[*question].id),
        When::All(all) => list(all, " & "),
        When::Any(any) => list(any, " or "),
        When::Not(not) => format!("not ({})", named(flow, not)),
    }
}

/// The size of a guide in a line.
pub fn summary(flow: &Flow, proof: &Proof) -> String {
    let count = |number: usize, what| many(number as u128, what);
    format!(
        "{}, at most {} for anyone; {}; {}; {}",
        count(flow.questions.len(), "question"),
        proof.most,
        count(flow.items.len(), "item"),
        count(flow.outcomes.len(), "outcome"),
        many(proof.walks, "different walk"),
    )
}
