//! What if: other hours, another price, other savings. And two settings side by side.

use fingerpost_kit::html::{button, escape, wrap};

use super::letter::{sums, table};
use crate::case::Setting;
use crate::error::Result;
use crate::form::{self, Answers, Seen};
use crate::letter::{Outcome, compare, letter};

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

/// The levers that the answers hold a number for.
fn levers(seen: &Seen<'_>) -> Vec<&'static Lever> {
    let asked: Vec<&str> = form::path(*seen).map(|question| question.id).collect();
    let used = |field: &str| match field {
        "hours" => asked.contains(&"visits") && seen.answers.get("visits").starts_with("hours"),
        "visits_cost" => asked.contains(&"visits") && seen.answers.get("visits") == "cost",
        "home_price" => asked.contains(&"price") && seen.answers.get("price") == "known",
        "home_value" => asked.contains(&"home") && !matches!(seen.answers.get("home"), "" | "no"),
        field => asked.contains(&field),
    };
    LEVERS.iter().filter(|lever| used(lever.field) && seen.answers.money(lever.field).is_some()).collect()
}

/// The panel of levers.
pub(super) fn what_if(seen: &Seen<'_>, now: &Outcome) -> String {
    let sliders: String = levers(seen).into_iter().map(|lever| slider(seen.answers, lever)).collect();
    if sliders.is_empty() {
        return sliders;
    }
    let row = [
        button("btn", "take", "", "Use these in my letter"),
        " ".to_owned(),
        button("btn", "untry", "", "Put my answers back"),
    ];
    let inner = [
        "<h2 id=\"what_if\">What if?</h2><p class=\"hint\">Move a slider or type another number. Your letter stays as it \
         is.</p>",
        &sliders,
        &wrap("div class=\"try flow\" aria-live=\"polite\" id=\"tried\"", &of(now)),
        &wrap("p class=\"row\"", &row.concat()),
    ];
    wrap("section class=\"flow panel no-print\" aria-labelledby=\"what_if\"", &inner.concat())
}

fn slider(answers: &Answers, lever: &Lever) -> String {
    let [id, typed] = ids(lever.field);
    let now = level(answers, lever.field);
    let top = now.parse::<i64>().unwrap_or(0).saturating_mul(2).max(lever.least_top);
    let pound = if lever.pounds { "<span class=\"pound\" aria-hidden=\"true\">£</span>" } else { "" };
    let range = format!(
        "<input id=\"{id}\" type=\"range\" min=\"0\" max=\"{top}\" step=\"{}\" value=\"{now}\" data-field=\"try.{}\">",
        lever.step, lever.field
    );
    let number = format!(
        "<input class=\"field number\" id=\"{typed}\" type=\"text\" inputmode=\"decimal\" autocomplete=\"off\" \
         aria-label=\"{}, as a number\" value=\"{}\" data-field=\"try.{}\">",
        lever.label,
        escape(answers.get(lever.field)),
        lever.field
    );
    let label = wrap(&["label class=\"label\" for=\"", &id, "\""].concat(), lever.label);
    wrap("div class=\"slide\"", &[label, range, wrap("div class=\"typed\"", &[pound, &number].concat())].concat())
}

/// What comes of what was tried.
pub(super) fn tried(outcome: &Result<Outcome>) -> String {
    match outcome {
        Ok(outcome) => of(outcome),
        Err(error) => wrap("p", &escape(&error.message)),
    }
}

fn of(outcome: &Outcome) -> String {
    let letter = letter(outcome);
    wrap("p", &wrap("b", &escape(&letter.heading))) + &sums(&letter.sums)
}

/// The table of two settings, or an offer to make it.
pub(super) fn side_by_side(first: &Outcome, second: Option<Result<Outcome>>) -> String {
    let body = match second {
        Some(Ok(second)) => table(&compare(first, &second), "side"),
        Some(Err(error)) => wrap("p", &escape(&error.message)),
        None => {
            let with = if first.case.setting.in_care_home() { "care at home" } else { "a care home" };
            let offer = format!("<p>See the same sums for {with}. We ask a few more questions.</p>");
            offer + &wrap("p", &button("btn", "compare", "", &format!("Compare with {with}")))
        }
    };
    let inner = ["<h2 id=\"side_by_side\">At home or in a care home</h2>", &body].concat();
    wrap("section class=\"flow panel\" aria-labelledby=\"side_by_side\"", &inner)
}

/// The setting to work out first, and the one to hold against it.
pub(super) fn pair(answers: &Answers) -> (Option<Setting>, Option<Setting>) {
    let settings = form::settings(answers);
    (settings.first().copied(), settings.get(1).copied())
}
