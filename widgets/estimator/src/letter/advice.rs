//! What the estimate left out, what to look at, what to do next, and which rates to take care with.

use super::{Block, Outcome, Part};
use crate::case::Household;
use crate::estimate::LookAt;
use crate::forecast::EventKind;

/// The pages that a letter leads to, by name.
pub const PAGES: [&str; 8] = [
    "assessment",
    "money-check",
    "financial-advice",
    "attendance-allowance",
    "pip",
    "pension-credit",
    "continuing-healthcare",
    "deferred-payment",
];

fn part(id: &'static str, title: &str, blocks: Vec<Block>) -> Part {
    Part { id, title: title.to_owned(), blocks }
}

/// The last parts of a letter.
pub(super) fn parts(outcome: &Outcome) -> Vec<Part> {
    let mut parts = Vec::new();
    let looks: Vec<_> = outcome.estimate.look_at.iter().map(|look| look_at(*look)).collect();
    if !looks.is_empty() {
        let text = "We cannot say that you qualify. These are worth a look on what you told us.";
        parts.push(part("look", "Worth a look", vec![Block::Text(text.into()), Block::Links(looks)]));
    }
    if !outcome.estimate.now.assessment.free {
        parts.push(part("left_out", "What we left out", vec![Block::List(left_out(outcome))]));
    }
    parts.push(part("next", "What to do now", vec![Block::Links(next(outcome))]));
    let flagged: Vec<String> =
        outcome.estimate.flagged().iter().map(|used| format!("{} {}", used.label, used.value)).collect();
    if !flagged.is_empty() {
        let text = format!(
            "We have not read these rates in an official source. Ask before you rely on them: {}.",
            flagged.join("; ")
        );
        parts.push(part("rates", "Rates to check", vec![Block::Text(text)]));
    }
    parts
}

fn look_at(look: LookAt) -> (String, &'static str) {
    let (text, page) = match look {
        LookAt::AttendanceAllowance => (
            "Attendance Allowance: money for people of State Pension age who need help. Savings do not matter.",
            "attendance-allowance",
        ),
        LookAt::Pip => {
            ("Personal Independence Payment (PIP): money for people under State Pension age who need help.", "pip")
        }
        LookAt::PensionCredit => ("Pension Credit: it tops up a low income from State Pension age.", "pension-credit"),
        LookAt::ContinuingHealthcare => (
            "NHS continuing healthcare: the NHS pays for all care of people with great health needs. Ask for a check.",
            "continuing-healthcare",
        ),
        LookAt::DeferredPayment => ("A loan against your home, so that you need not sell it now.", "deferred-payment"),
        LookAt::FinancialAdvice => (
            "Independent financial advice, from an adviser who knows care fees. The council does not earn from it.",
            "financial-advice",
        ),
    };
    (text.to_owned(), page)
}

fn left_out(outcome: &Outcome) -> Vec<String> {
    let estimate = &outcome.estimate;
    let mut all: Vec<String> = Vec::new();
    let mut add = |text: &str| {
        if !all.iter().any(|said| said == text) {
            all.push(text.to_owned());
        }
    };
    for text in estimate.phases().flat_map(|phase| &phase.assessment.working.left_out).chain(&estimate.ask_the_council)
    {
        add(text);
    }
    if outcome.range.is_some()
        && !outcome.case.setting.in_care_home()
        && outcome.case.allowances.disability_expenses.is_empty()
    {
        add(
            "What you spend because of a disability. The full set of questions asks for it, and it can lower what you pay.",
        );
    }
    if outcome.case.person.household == Household::Couple {
        add("Your partner’s money. We look at yours alone, and half of what you share.");
    }
    add("What the council decides for you alone. It must look at your own case.");
    all
}

fn next(outcome: &Outcome) -> Vec<(String, &'static str)> {
    let now = &outcome.estimate.now.assessment;
    let mut all: Vec<(String, &'static str)> = Vec::new();
    let mut add = |text: &str, page: &'static str| all.push((text.to_owned(), page));
    if now.free {
        add("Ask who arranged your care how long it stays free, and what comes after.", "assessment");
        return all;
    }
    add("Ask the council to talk about what you need. It is free, whatever you have.", "assessment");
    let help = outcome.forecast.as_ref().and_then(|forecast| forecast.first(EventKind::HelpStarts));
    if let Some(help) = help {
        let early = help.date.plus_months(-3).unwrap_or(help.date);
        let when = if early > outcome.estimate.on { super::month_words(early) } else { "now".to_owned() };
        all.push((
            format!(
                "Ask for a money check three months before your savings reach the limit: {when}. Help starts from the \
                 day you ask, not before."
            ),
            "money-check",
        ));
    } else {
        add(
            "Ask for a money check. You get the sum in writing, and can ask for it to be looked at again.",
            "money-check",
        );
    }
    if now.pays_in_full {
        all.push(("Before you sign anything, talk to an independent adviser.".to_owned(), "financial-advice"));
    }
    all.push(("Take this letter with you, or read it out on the phone.".to_owned(), ""));
    all
}
