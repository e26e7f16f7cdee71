//! What if: other hours, another price, other savings. And two settings side by side.

use fingerpost_kit::button;
use fingerpost_kit::html::Html;

use super::letter::{sums, table};
use crate::case::Setting;
use crate::error::Result;
use crate::form::{self, Answers, Seen};
use crate::letter::{self, Outcome, compare};

/// Something to try other values of.
struct Lever {
    field: &'static str,
    label: &'static str,
    pounds: bool,
    step: i64,
    least_top: i64,
}

const LEVERS: [Lever; 5] = [
    Lever { field: "hours", label: "Hours of care a week", pounds: false, step: 1, least_top: 60 },
    Lever { field: "visits_cost", label: "What your care at home costs", pounds: true, step: 10, least_top: 1_500 },
    Lever { field: "home_price", label: "Price of the care home", pounds: true, step: 25, least_top: 2_500 },
    Lever { field: "savings", label: "Savings in your name", pounds: true, step: 250, least_top: 60_000 },
    Lever { field: "home_value", label: "What the home would sell for", pounds: true, step: 5_000, least_top: 600_000 },
];

/// Where what was tried is shown.
pub(super) const TRIED: &str = "tried";

/// The id of a lever's slider, and of its box.
pub(super) fn ids(field: &str) -> [String; 2] {
    [["try_", field].concat(), ["type_", field].concat()]
}

/// What a lever stands at, in whole numbers: for the slider.
pub(super) fn level(answers: &Answers, field: &str) -> String {
    answers.money(field).map_or_else(|| "0".to_owned(), |amount| (amount.0 / 100).to_string())
}

/// Whether the answers hold a number for a lever. `asked` are the questions that apply.
fn used(seen: &Seen<'_>, asked: &[&str], field: &str) -> bool {
    let (question, answered) = match field {
        "hours" => ("visits", seen.answers.get("visits").starts_with("hours")),
        "visits_cost" => ("visits", seen.is("visits", "cost")),
        "home_price" => ("price", seen.is("price", "known")),
        "home_value" => ("home", !matches!(seen.answers.get("home"), "" | "no")),
        field => (field, true),
    };
    answered && asked.contains(&question) && seen.answers.money(field).is_some()
}

/// The panel of levers, for those that the answers hold a number for.
pub(super) fn what_if(out: &mut Html, seen: &Seen<'_>, now: &Outcome) {
    let asked: Vec<&str> = form::path(*seen).map(|question| question.id).collect();
    let mut any = false;
    for lever in LEVERS.iter().filter(|lever| used(seen, &asked, lever.field)) {
        if !any {
            out.raw(concat!(
                r#"<section class="flow panel no-print" aria-labelledby="what_if"><h2 id="what_if">What if?</h2>"#,
                r#"<p class="hint">Move a slider or type another number. Your letter stays as it is.</p>"#
            ));
        }
        any = true;
        slider(out, seen.answers, lever);
    }
    if any {
        out.raw(r#"<div class="try flow" aria-live="polite" id="tried">"#);
        answer(out, now);
        out.raw(concat!(
            r#"</div><p class="row">"#,
            button!("btn", "take", "", "Use these in my letter"),
            " ",
            button!("btn", "untry", "", "Put my answers back"),
            "</p></section>"
        ));
    }
}

fn slider(out: &mut Html, answers: &Answers, lever: &Lever) {
    let Lever { field, label, .. } = *lever;
    let [id, typed] = ids(field);
    let now = level(answers, field);
    let top = now.parse::<i64>().unwrap_or(0).saturating_mul(2).max(lever.least_top);
    let range = concat!(
        r#"<div class="slide"><label class="label" for="{}">{}</label><input id="{}" type="range" min="0" max="{}""#,
        r#" step="{}" value="{}" data-field="try.{}"><div class="typed">"#
    );
    out.put(range, &[&id, label, &id, &top.to_string(), &lever.step.to_string(), &now, field]);
    if lever.pounds {
        out.raw(r#"<span class="pound" aria-hidden="true">£</span>"#);
    }
    let number = concat!(
        r#"<input class="field number" id="{}" type="text" inputmode="decimal" autocomplete="off""#,
        r#" aria-label="{}, as a number" value="{}" data-field="try.{}"></div></div>"#
    );
    out.put(number, &[&typed, label, answers.get(field), field]);
}

/// What comes of what was tried.
pub(super) fn tried(out: &mut Html, outcome: &Result<Outcome>) {
    match outcome {
        Ok(outcome) => answer(out, outcome),
        Err(error) => out.put("<p>{}</p>", &[&error.message]),
    }
}

fn answer(out: &mut Html, outcome: &Outcome) {
    out.put("<p><b>{}</b></p>", &[&letter::heading(outcome)]);
    sums(out, &letter::sums(outcome));
}

/// The table of two settings, or an offer to make it.
pub(super) fn side_by_side(out: &mut Html, first: &Outcome, second: Option<Result<Outcome>>) {
    out.raw(concat!(
        r#"<section class="flow panel" aria-labelledby="side_by_side">"#,
        r#"<h2 id="side_by_side">At home or in a care home</h2>"#
    ));
    match second {
        Some(Ok(second)) => table(out, &compare(first, &second), "side"),
        Some(Err(error)) => out.put("<p>{}</p>", &[&error.message]),
        None => {
            let with = if first.case.setting.in_care_home() { "care at home" } else { "a care home" };
            let offer = concat!(
                "<p>See the same sums for {}. We ask a few more questions.</p><p>",
                button!("btn", "compare", "", "Compare with {}"),
                "</p>"
            );
            out.put(offer, &[with, with]);
        }
    }
    out.raw("</section>");
}

/// The setting to work out first, and the one to hold against it.
pub(super) fn pair(answers: &Answers) -> (Option<Setting>, Option<Setting>) {
    let settings = form::settings(answers);
    (settings.first().copied(), settings.get(1).copied())
}
