//! Conditions in words, for the page that shows every item, for listings, for the reasons in a plan; and numbers.

use crate::answers::Answers;
use crate::flow::{Flow, Question, When};

/// A condition as a sentence without its full stop: "If you have a job, unless your caring has ended". Empty if it is for
/// everyone.
pub fn condition(flow: &Flow, when: &When) -> String {
    let (mut holds, mut not) = (Vec::new(), Vec::new());
    let parts = if let When::All(all) = when { all.as_slice() } else { std::slice::from_ref(when) };
    let negative = |part: &&When| match part {
        When::Is { question, any, .. } => all_but_one(&flow.questions[*question], *any).is_some(),
        part => matches!(part, When::Not(_) | When::Asked(_)),
    };
    let several = parts.iter().filter(|part| !negative(part)).count() > 1;
    for part in parts {
        match part {
            When::Not(inner) => not.push(say(flow, inner, false)),
            When::Is { question, any, .. } if let Some(other) = all_but_one(&flow.questions[*question], *any) => {
                not.push(other.to_owned());
            }
            part => holds.push(say(flow, part, several)),
        }
    }
    holds.retain(|part| !part.is_empty());
    not.retain(|part| !part.is_empty());
    match (holds.is_empty(), not.is_empty()) {
        (true, true) => String::new(),
        (true, false) => format!("Unless {}", not.join(", or ")),
        (false, true) => format!("If {}", holds.join(", and ")),
        (false, false) => format!("If {}, unless {}", holds.join(", and "), not.join(", or ")),
    }
}

/// The one answer to a question of many that is left out: "unless" that one says more than a list of all the others.
fn all_but_one(question: &Question, any: u32) -> Option<&str> {
    let mut others = question.options.iter().enumerate().filter(|(bit, _)| any & 1 << bit == 0);
    let (_, other) = others.next()?;
    (others.next().is_none() && question.options.len() > 3 && !question.many).then_some(&other.means)
}

fn say(flow: &Flow, when: &When, within: bool) -> String {
    match when {
        When::Always | When::Asked(_) => String::new(),
        When::Is { question, any, .. } => {
            // Who would rather not say knows best: only the answers are named.
            let options = flow.questions[*question].options.iter().enumerate();
            let parts: Vec<String> =
                options.filter(|(bit, _)| any & 1 << bit != 0).map(|(_, c)| c.means.clone()).collect();
            if parts.is_empty() { "you would rather not say".to_owned() } else { either(&parts, within) }
        }
        When::All(all) => {
            let parts: Vec<String> =
                all.iter().map(|one| say(flow, one, true)).filter(|part| !part.is_empty()).collect();
            parts.join(" and ")
        }
        When::Any(any) => {
            // Where one of them is for everyone, all of it is.
            let parts: Vec<String> = any.iter().map(|one| say(flow, one, true)).collect();
            if parts.iter().any(String::is_empty) { String::new() } else { either(&parts, within) }
        }
        When::Not(not) => {
            let inner = say(flow, not, true);
            if inner.is_empty() { inner } else { format!("it is not true that {inner}") }
        }
    }
}

/// Several ways for something to hold. "Either" where more follows; never twice in a row.
fn either(parts: &[String], within: bool) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => {
            let word = if within && !parts[0].starts_with("either ") { "either " } else { "" };
            format!("{word}{} or {last}", all.join(", "))
        }
    }
}

/// Why a condition holds for someone: what their answers mean, each once, in the order of the condition.
pub fn reasons<'f>(flow: &'f Flow, when: &When, answers: &Answers, found: &mut Vec<&'f str>) {
    match when {
        When::Is { question, any, .. } => {
            let given = answers.of(*question).unwrap_or_default() & any;
            for (bit, choice) in flow.questions[*question].options.iter().enumerate() {
                if given & 1 << bit != 0 && !found.contains(&choice.means.as_str()) {
                    found.push(&choice.means);
                }
            }
        }
        When::All(all) => all.iter().for_each(|one| reasons(flow, one, answers, found)),
        When::Any(any) => {
            any.iter().filter(|one| one.holds(answers)).for_each(|one| reasons(flow, one, answers, found));
        }
        When::Always | When::Asked(_) | When::Not(_) => {}
    }
}

/// Several reasons as one phrase: "a, b and c".
pub fn together(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}

/// What someone answered, of some questions: `answers “A” to “Q?” and skips “R?”`.
pub fn answering(flow: &Flow, answers: &Answers, questions: &[usize]) -> String {
    let parts: Vec<String> = questions
        .iter()
        .map(|at| {
            let question = &flow.questions[*at];
            let mask = answers.of(*at).unwrap_or_default();
            let given = question.options.iter().enumerate().filter(|(bit, _)| mask & 1 << bit != 0);
            let labels: Vec<&str> = given.map(|(_, choice)| choice.label.as_str()).collect();
            if labels.is_empty() {
                format!("skips “{}”", question.ask)
            } else {
                format!("answers “{}” to “{}”", labels.join("” and “"), question.ask)
            }
        })
        .collect();
    let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
    together(&parts)
}

/// So many of something, as people write it: `1 walk`, `1,234 walks`.
pub fn many(number: u128, what: &str) -> String {
    format!("{} {what}{}", grouped(number), if number == 1 { "" } else { "s" })
}

/// A number as people write it: 1,234,567.
pub fn grouped(number: u128) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
