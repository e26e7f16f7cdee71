//! The lines of an assessment as a table that reads like the council's own letter.

use super::{Block, Outcome, Part, Row, Table, exact};
use crate::assess::{Assessment, PAYS};
use crate::step::{Section, Step, Unit};

/// What a part of the working is called.
pub(crate) fn heading(section: Section) -> &'static str {
    match section {
        Section::Free => "What is free",
        Section::Cost => "What your care costs",
        Section::Capital => "Savings and property",
        Section::Income => "Your income",
        Section::Allowances => "What you keep",
        Section::Charge => "What you pay",
        Section::Deferred => "A loan against your home",
    }
}

fn row(step: &Step) -> Row {
    // Money that is kept is taken off what is paid.
    let minus = step.section == Section::Allowances;
    let amount = exact(step.amount);
    Row {
        label: step.label.clone(),
        why: step.why.clone(),
        law: step.regulation,
        flag: step.rates.iter().any(crate::rates::Used::flagged),
        cells: vec![if minus { format!("−{amount}") } else { amount }],
        total: step.section == Section::Charge && step.label == PAYS,
    }
}

/// Savings are sums; the rest is a week.
pub(super) fn table(found: &Assessment, caption: String, folded: bool) -> Table {
    let mut rows = Vec::new();
    for section in
        [Section::Free, Section::Cost, Section::Capital, Section::Income, Section::Allowances, Section::Charge]
    {
        let steps: Vec<&Step> = found.working.steps.iter().filter(|step| step.section == section).collect();
        if let Some(first) = steps.first() {
            let unit = if first.unit == Unit::Sum { "in all" } else { "a week" };
            rows.push(Row { label: format!("{}, {unit}", heading(section)), ..Row::default() });
            rows.extend(steps.into_iter().map(row));
        }
    }
    Table { caption, head: vec!["Line, and why".into(), "Amount".into()], rows, folded }
}

/// How what holds now was worked out.
pub(super) fn now(outcome: &Outcome) -> Part {
    let estimate = &outcome.estimate;
    let caption = if estimate.later.is_empty() { "Line by line" } else { "Line by line, for now" };
    let mut blocks = vec![Block::Table(table(&estimate.now.assessment, caption.into(), false))];
    if estimate.now.assessment.flagged().next().is_some() {
        let text =
            "Lines marked “check” use a rate that we could not read in an official source. They are listed below.";
        blocks.push(Block::Text(text.into()));
    }
    Part { id: "working", title: "How we worked it out".into(), blocks }
}

/// What changes later, and what is paid then.
pub(super) fn later(outcome: &Outcome) -> Option<Part> {
    let estimate = &outcome.estimate;
    let last = estimate.later.last()?;
    let amount = |amount: Option<crate::money::Pence>| amount.map_or_else(|| "not known".to_owned(), exact);
    let rows = estimate.phases().map(|phase| Row {
        label: if phase.from_week == estimate.now.from_week {
            "Now".to_owned()
        } else {
            format!("From week {}", phase.from_week)
        },
        why: if phase.from_week == estimate.now.from_week { String::new() } else { phase.because.to_owned() },
        cells: vec![amount(phase.assessment.contribution), amount(phase.assessment.council_pays)],
        ..Row::default()
    });
    let table_of_phases = Table {
        caption: "What changes during your stay".into(),
        head: vec!["When, and why".into(), "You pay a week".into(), "The council pays a week".into()],
        rows: rows.collect(),
        folded: false,
    };
    let caption = format!("Line by line, from week {}", last.from_week);
    let blocks = vec![Block::Table(table_of_phases), Block::Table(table(&last.assessment, caption, true))];
    Some(Part { id: "later", title: "What changes later".into(), blocks })
}
