//! The estimator's questions on paper, and the sum to do by hand: in a `charging` block, `show: worksheet`.

use fingerpost_estimator::form::{self, Kind, On, Part, Seen, words};
use fingerpost_estimator::policy::Council as _;
use fingerpost_estimator::rates::Sheet;
use fingerpost_estimator::year::Day;
use fingerpost_estimator::{Policy, RateId};
use serde::Serialize;
use tera::Context;

use super::charging::money;
use super::markdown::Writer;

#[derive(Serialize)]
struct QuestionView {
    title: String,
    hint: String,
    lines: Vec<Line>,
}

/// A box to tick, or something to fill in.
#[derive(Serialize)]
struct Line {
    tick: bool,
    label: String,
    /// What is filled in: "£ … a …".
    fill: &'static str,
}

/// Writes the worksheet.
pub(super) fn write(writer: &mut Writer<'_, '_>, sheet: &Sheet<'_>, policy: &Policy) {
    let (charging, _) = writer.desk.charging();
    let words = charging.questions.as_ref().map(|filed| words::words(&filed.value)).unwrap_or_default();
    let (answers, policy) = (form::Answers::default(), policy.choices());
    let today = Day(writer.desk.settings().today.0);
    let seen = Seen { answers: &answers, words: &words, rates: sheet.rates, policy: &policy, today };
    // A question that the council's own policy never brings up has no place on paper either.
    let asked = form::all().filter(|question| question.on != On::Short && question.applies(&seen));
    let questions: Vec<QuestionView> = asked.map(|question| view(&seen, question)).collect();
    let rate = |id| sheet.find(id).map(|used| money(used.value));
    let mut context = Context::new();
    context.insert("questions", &questions);
    context.insert("lower", &rate(RateId::LowerCapitalLimit));
    context.insert("upper", &rate(RateId::UpperCapitalLimit));
    context.insert("step", &rate(RateId::TariffStep));
    context.insert("expenses", &rate(RateId::PersonalExpenses));
    writer.template("blocks/worksheet.html", &context);
}

fn view(seen: &Seen<'_>, question: &form::Question) -> QuestionView {
    let mut lines = Vec::new();
    let fill = |kind: Kind| match kind {
        Kind::Money => "£",
        Kind::Regular(_) => "£ a week, month or year",
        Kind::Number { .. } | Kind::Hours => "number",
        Kind::Percent => "%",
    };
    let mut line = |tick, label: &str, fill| {
        lines.push(Line { tick, label: label.to_owned(), fill });
    };
    for part in question.parts {
        let (id, choices) = match part {
            Part::Type(field, _) => {
                line(false, seen.words.get(field.id, "label"), fill(field.kind));
                continue;
            }
            Part::Pick { id, choices, .. } | Part::Tick { id, choices } => (id, choices),
        };
        if !seen.words.get(id, "label").is_empty() {
            line(false, seen.words.get(id, "label"), "");
        }
        for choice in choices.iter().filter(|choice| (choice.when)(seen)) {
            let fields = choice.fields();
            // A choice that asks how much is a line of its own.
            let amount = fields.first().filter(|(_, field)| field.id.is_empty()).map(|(_, field)| fill(field.kind));
            line(true, seen.words.choice(id, choice.code, "label"), amount.unwrap_or_default());
            for (field_id, field) in fields.iter().filter(|(_, field)| !field.id.is_empty()) {
                line(false, seen.words.get(field_id, "label"), fill(field.kind));
            }
        }
    }
    QuestionView {
        title: seen.said(question.id, "question.title"),
        hint: seen.said(question.id, "question.hint"),
        lines,
    }
}
