//! Conditions in words: for the page that shows every item, for listings, for the reasons in a plan.

use crate::answers::Answers;
use crate::flow::{Flow, Question, When};

/// A condition as it goes after "If": "you look after them 35 hours a week or more, and you have a job". Empty if it is
/// for everyone.
pub fn condition(flow: &Flow, when: &When) -> String {
    say(flow, when, false)
}

fn say(flow: &Flow, when: &When, within: bool) -> String {
    match when {
        When::Always | When::Asked(_) => String::new(),
        When::Is { question, any, skipped } => answered(&flow.questions[*question], *any, *skipped, within),
        When::All(all) => {
            let parts: Vec<String> =
                all.iter().map(|one| say(flow, one, true)).filter(|part| !part.is_empty()).collect();
            parts.join(if within { " and " } else { ", and " })
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

fn answered(question: &Question, any: u32, skipped: bool, within: bool) -> String {
    let named = |bit: usize| any & 1 << bit != 0;
    let others: Vec<&str> =
        question.options.iter().enumerate().filter(|(bit, _)| !named(*bit)).map(|(_, c)| c.means.as_str()).collect();
    // "Unless one" says more than a list of all the rest.
    if let [other] = others[..]
        && question.options.len() > 3
        && !question.many
        && skipped == question.skip
    {
        return format!("it is not true that {other}");
    }
    let mut parts: Vec<String> =
        question.options.iter().enumerate().filter(|(bit, _)| named(*bit)).map(|(_, c)| c.means.clone()).collect();
    if skipped {
        parts.push("you would rather not say".to_owned());
    }
    either(&parts, within)
}

fn either(parts: &[String], within: bool) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{}{} or {last}", if within { "either " } else { "" }, all.join(", ")),
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
