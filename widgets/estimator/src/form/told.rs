//! Answers as a reader would say them, for the summary.

use super::answers::PERIODS;
use super::{Field, Kind, Part, Question, Seen};

impl Question {
    /// The answer in words, a line for each thing said. Nothing while it is not answered.
    pub fn told(&self, seen: &Seen<'_>) -> Vec<String> {
        let mut lines = Vec::new();
        for part in self.parts {
            match part {
                Part::Type(field, when) if when(seen) => {
                    lines.extend(
                        typed(field.id, field, seen)
                            .map(|text| labelled(self, seen.words.get(field.id, "label"), &text)),
                    );
                }
                Part::Pick { id, choices, when } if when(seen) => {
                    let Some(choice) = choices.iter().find(|choice| choice.code == seen.answers.get(id)) else {
                        continue;
                    };
                    lines.push(seen.words.choice(id, choice.code, "label").to_owned());
                    lines.extend(choice.fields().iter().filter_map(|(id, field)| {
                        typed(id, field, seen).map(|text| format!("{}: {text}", seen.words.get(id, "label")))
                    }));
                }
                Part::Type(..) | Part::Pick { .. } => {}
                Part::Tick { id, choices } => {
                    for choice in choices.iter().filter(|choice| seen.answers.ticked(id, choice.code)) {
                        let typed: Vec<String> =
                            choice.fields().iter().filter_map(|(id, field)| typed(id, field, seen)).collect();
                        let more = if typed.is_empty() { String::new() } else { format!(": {}", typed.join(", ")) };
                        lines.push([seen.words.choice(id, choice.code, "label"), &more].concat());
                    }
                }
            }
        }
        lines
    }
}

/// With its label, where a page asks for several things.
fn labelled(question: &Question, label: &str, text: &str) -> String {
    if question.parts.len() == 1 { text.to_owned() } else { format!("{label}: {text}") }
}

fn typed(id: &str, field: &Field, seen: &Seen<'_>) -> Option<String> {
    let text = seen.answers.get(id);
    if text.is_empty() {
        return None;
    }
    Some(match field.kind {
        Kind::Money => seen.answers.money(id).map_or_else(|| text.to_owned(), |amount| amount.to_string()),
        Kind::Regular(usual) => {
            let per = seen.answers.per(id, usual);
            let often = PERIODS.iter().find(|(.., period)| *period == per).map_or("", |(_, words, _)| *words);
            let amount = seen.answers.money(id).map_or_else(|| text.to_owned(), |amount| amount.to_string());
            format!("{amount} {often}")
        }
        Kind::Percent => format!("{text}%"),
        Kind::Number { .. } | Kind::Hours => text.to_owned(),
    })
}
