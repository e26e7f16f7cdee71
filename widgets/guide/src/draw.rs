//! A flow as a picture, in Mermaid: questions as boxes, ends as rounded ones, every arrow with the answers that take it.

use crate::flow::{Flow, Target};
use crate::words;
use crate::written::Kind;

/// The picture.
pub fn mermaid(flow: &Flow) -> String {
    let mut out = String::from("flowchart TD\n");
    for (at, question) in flow.questions.iter().enumerate() {
        out.push_str(&format!("  q{at}[\"{}\"]\n", quoted(&question.ask)));
    }
    for (at, outcome) in flow.outcomes.iter().enumerate() {
        out.push_str(&format!("  o{at}([\"{}\"])\n", quoted(&outcome.title)));
    }
    if flow.kind == Kind::Plan {
        out.push_str(&format!("  plan([\"A plan from {} things to do\"])\n", flow.items.len()));
    }
    for (at, question) in flow.questions.iter().enumerate() {
        // By where they lead, so that each arrow is drawn once.
        let mut arrows: Vec<(Target, Vec<String>)> = Vec::new();
        let mut arrow = |target, label: String| match arrows.iter_mut().find(|(known, _)| *known == target) {
            Some((_, labels)) => labels.push(label),
            None => arrows.push((target, vec![label])),
        };
        let rest: Vec<&str> = question
            .options
            .iter()
            .filter(|choice| choice.next.is_none())
            .map(|choice| choice.label.as_str())
            .collect();
        let only = rest.len() == question.options.len();
        for (next, option) in question.ways() {
            let own = match option {
                Some(option) => question.options[option].label.clone(),
                None if only => String::new(),
                None => rest.iter().copied().chain(question.skip.then_some("skipped")).collect::<Vec<_>>().join(" / "),
            };
            for (when, target) in &next.lines {
                arrow(*target, join(&own, &words::condition(flow, when).to_lowercase()));
            }
            if let Some(target) = next.rest.filter(|_| option.is_some() || question.has_rest()) {
                let label = if next.lines.is_empty() { own } else { join(&own, "otherwise") };
                arrow(target, label);
            }
        }
        for (target, labels) in arrows {
            let labels: Vec<&str> = labels.iter().map(String::as_str).filter(|label| !label.is_empty()).collect();
            let label =
                if labels.is_empty() { String::new() } else { format!("|\"{}\"|", quoted(&labels.join(" / "))) };
            out.push_str(&format!("  q{at} -->{label} {}\n", node(target)));
        }
    }
    out
}

fn join(own: &str, more: &str) -> String {
    if own.is_empty() { more.to_owned() } else { format!("{own}, {more}") }
}

fn node(target: Target) -> String {
    match target {
        Target::Question(at) => format!("q{at}"),
        Target::Outcome(at) => format!("o{at}"),
        Target::Plan => "plan".to_owned(),
    }
}

fn quoted(text: &str) -> String {
    text.replace('"', "&quot;")
}
