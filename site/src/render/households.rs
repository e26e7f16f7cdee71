//! Sample households in a `charging` block: what each would pay at home and in a care home, what changes later, and the
//! working, line by line.

use fingerpost_estimator::estimate::Phase;
use fingerpost_estimator::forecast::EventKind;
use fingerpost_estimator::step::Section;
use fingerpost_estimator::{Assessment, Case, Estimate, Pence, Policy, Rates, Step, estimate, forecast};
use serde::Serialize;
use tera::Context;

use super::blocks::{self, Given};
use super::charging::{Group, Row, Table, april, money};
use super::markdown::{Heading, Writer};
use crate::diagnostic::{Diagnostic, did_you_mean, rules};
use crate::model::{Household, Id};
use crate::source::yaml::At;

const FILE: &str = "content/charging/households.yaml";

/// Writes the households of a block, each under a heading of its own.
pub(super) fn write(
    writer: &mut Writer<'_, '_>,
    given: &Given<'_>,
    only: Option<&At<Vec<At<Id>>>>,
    rates: &Rates,
    policy: &Policy,
) {
    let all = writer.desk.charging().0.households.as_ref().map_or(&[][..], |filed| &filed.value);
    if all.is_empty() || only.is_some_and(|only| only.value.is_empty()) {
        if !writer.desk.lost(FILE) {
            let help = format!("Put them in {FILE}, as content/README.md shows. After only: name at least one.");
            writer.report(&rules::BLOCK_VALUE, given.range, "There are no households to show.", help);
        }
        return;
    }
    let mut chosen: Vec<&Household> = all.iter().collect();
    if let Some(only) = only {
        chosen.clear();
        for At { value: id, span } in &only.value {
            if let Some(household) = all.iter().find(|household| household.id.value == *id) {
                chosen.push(household);
                continue;
            }
            let place = Some(blocks::place(writer, given, *span));
            let help = did_you_mean(id, all.iter().map(|known| known.id.value.as_ref()), FILE);
            let message = format!("There is no household \"{id}\".");
            writer.body.found.push(Diagnostic::new(&rules::BLOCK_VALUE, place, message).help(help));
        }
    }
    writer.rates.priced(policy);
    for household in chosen {
        let worked =
            |case: &Case| Some((estimate(case, rates, policy).ok()?, ahead(&household.name, case, rates, policy)));
        // A case that cannot be worked out is told by the check of the households.
        let (Some(home), Some(care)) = (worked(&household.at_home), worked(&household.care_home)) else { continue };
        one(writer, household, &[home, care]);
    }
}

/// Something that changes: in which week, when in words, and what.
type Change = (u32, String, String);

/// A result and what a look ahead adds to it.
type Worked = (Estimate, Vec<Change>);

#[derive(Serialize)]
struct Working {
    title: String,
    table: Table,
    left_out: Vec<String>,
}

fn one(writer: &mut Writer<'_, '_>, household: &Household, sides: &[Worked; 2]) {
    let Household { name, title, story, .. } = household;
    let id = writer.unique(title);
    writer.body.headings.push(Heading { id: id.clone(), title: title.clone() });
    writer.level = 2;
    writer.last_heading.clone_from(title);
    for used in sides.iter().flat_map(|(estimate, _)| estimate.flagged()) {
        writer.rates.used(used);
    }
    let [(home, _), (care, _)] = sides;
    let table = Table {
        id: writer.unique("table"),
        caption: format!("{name}, {}", april(home.year)),
        quiet: false,
        long: false,
        head: ["Each week", "At home", "Care home"].map(Into::into).into(),
        groups: vec![Group { title: None, rows: compared(name, [&home.now.assessment, &care.now.assessment]) }],
        note: None,
    };
    let mut later = Vec::new();
    let mut workings = Vec::new();
    for ((estimate, ahead), place) in sides.iter().zip(["At home", "In a care home"]) {
        let mut changes = changes(name, estimate);
        changes.extend(ahead.iter().cloned());
        changes.sort_by_key(|(week, ..)| *week);
        later.extend(changes.into_iter().map(|(_, when, what)| (format!("{place}, {when}"), what)));
        workings.push(working(writer, household, estimate, place));
    }
    let mut context = Context::new();
    context.insert("id", &id);
    context.insert("title", title);
    context.insert("name", name);
    context.insert("story", story);
    context.insert("table", &table);
    context.insert("later", &later);
    context.insert("workings", &workings);
    writer.template("blocks/household.html", &context);
}

/// Who pays what in the first week, at home and in a care home. The parts add up to the price.
fn compared(name: &str, sides: [&Assessment; 2]) -> Vec<Row> {
    let pick = |amount: fn(&Assessment) -> Option<Pence>| sides.map(|side| amount(side).unwrap_or_default());
    let row = |label: &str, cells: [Pence; 2]| Row {
        label: label.to_owned(),
        cells: cells.map(money).into(),
        ..Row::default()
    };
    let full = |side: &Assessment| side.price.and_then(|price| price.plus(side.nhs_pays).ok());
    let mut rows = vec![row("Price of the care", pick(full))];
    let optional = [
        ("The NHS pays", pick(|side| Some(side.nhs_pays))),
        ("Extra for a dearer home", pick(|side| Some(side.top_up))),
    ];
    rows.extend(optional.into_iter().filter(|(_, cells)| *cells != [Pence::ZERO; 2]).map(|(l, cells)| row(l, cells)));
    rows.push(row("The council pays", pick(|side| side.council_pays)));
    rows.push(Row { label: format!("{name} pays"), ..row("", pick(|side| side.contribution)) });
    let [savings, income] = [pick(|side| Some(side.purse()?.0)), pick(|side| Some(side.purse()?.1))];
    if savings != [Pence::ZERO; 2] {
        rows.push(row("Of that, from savings", savings));
    }
    rows.push(row("Income left to live on", income));
    rows
}

/// What the rules change in a stay, and from which week.
fn changes(name: &str, estimate: &Estimate) -> Vec<Change> {
    let change = |Phase { from_week, because, assessment }: &Phase| {
        let (pays, council) = (assessment.contribution?, assessment.council_pays?);
        let council = if council == Pence::ZERO { "nothing".to_owned() } else { money(council) };
        let (savings, left) = assessment.purse()?;
        let savings = match savings {
            Pence::ZERO => String::new(),
            some if assessment.pays_in_full => format!(" {} of that comes from savings or a loan.", money(some)),
            some => format!(" {} of that comes from savings.", money(some)),
        };
        let left =
            if assessment.pays_in_full { String::new() } else { format!(" {} of the income is left.", money(left)) };
        let pays = money(pays);
        let what = format!("{because} {name} then pays {pays} a week, and the council pays {council}.{savings}{left}");
        Some((*from_week, format!("from week\u{a0}{from_week}"), what))
    };
    let mut all: Vec<Change> = estimate.later.iter().filter_map(change).collect();
    if let Some(deferred) = estimate.deferred.as_ref().filter(|deferred| deferred.must_offer) {
        let most = money(deferred.equity_limit);
        let what = format!(
            "On today’s savings, the council must offer a loan against the home if {name} asks. It can be up to {most}."
        );
        all.push((all.last().map_or(1, |(week, ..)| *week), "from then".to_owned(), what));
    }
    all
}

/// When savings run down, for someone who pays in full.
fn ahead(name: &str, case: &Case, rates: &Rates, policy: &Policy) -> Vec<Change> {
    let Ok(found) = forecast(case, rates, policy) else { return Vec::new() };
    let told = found.events.iter().filter_map(|event| {
        let what = match (event.kind, found.weeks.get((event.week as usize).saturating_sub(1))) {
            (EventKind::HelpStarts, Some(week)) => {
                let pays = money(week.pays);
                format!(
                    "are then down to the upper limit. The council helps, and {name} pays about {pays} a week at first."
                )
            }
            (EventKind::SavingsGone, _) => "are then gone. A loan against the home, or a sale, is needed.".to_owned(),
            _ => return None,
        };
        let when = format!("after about {}", long(event.week.saturating_sub(1)));
        let living = if case.setting.in_care_home() { "" } else { " and savings pay for living costs too," };
        Some((event.week, when, format!("If prices and income stay the same,{living} savings {what}")))
    });
    told.collect()
}

/// A number of weeks as people say it.
fn long(weeks: u32) -> String {
    let count = |n: u32, what: &str| format!("{n}\u{a0}{what}{}", if n == 1 { "" } else { "s" });
    let months = weeks * 12 / 52;
    match (weeks, months / 12, months % 12) {
        (0..=51, ..) => count(weeks, "week"),
        (_, years, 0) => count(years, "year"),
        (_, years, months) => format!("{} and {}", count(years, "year"), count(months, "month")),
    }
}

/// The working of one side: the first week in full, then the lines that change.
fn working(writer: &mut Writer<'_, '_>, household: &Household, estimate: &Estimate, place: &str) -> Working {
    let mut groups = Vec::new();
    for (section, title) in [
        (Section::Free, "What is free"),
        (Section::Cost, "What the care costs, a week"),
        (Section::Capital, "Savings and property"),
        (Section::Income, "Income, a week"),
        (Section::Allowances, "What you keep, a week"),
        (Section::Charge, "What you pay, a week"),
    ] {
        let steps = estimate.now.assessment.working.steps.iter().filter(|step| step.section == section);
        groups.push(group(title.to_owned(), steps));
    }
    let mut before = &estimate.now.assessment;
    for Phase { from_week, assessment, .. } in &estimate.later {
        let steps = assessment.working.steps.iter().filter(|step| !before.working.steps.contains(step));
        groups.push(group(format!("Lines that change from week {from_week}"), steps));
        before = assessment;
    }
    if let Some(deferred) = estimate.deferred.as_ref().filter(|deferred| deferred.must_offer) {
        groups.push(group("A loan against your home".to_owned(), &deferred.steps));
    }
    groups.retain(|group| !group.rows.is_empty());
    let mut left_out: Vec<String> = Vec::new();
    for line in estimate.phases().flat_map(|phase| &phase.assessment.working.left_out).chain(&estimate.ask_the_council)
    {
        if !left_out.contains(&curly(line)) {
            left_out.push(curly(line));
        }
    }
    let title = format!("{}: the sums {}{}", household.name, place[..1].to_lowercase(), &place[1..]);
    let table = Table {
        id: writer.unique("table"),
        caption: title.clone(),
        quiet: true,
        long: true,
        head: vec!["Line, reason and law".into(), "Amount".into()],
        groups,
        note: None,
    };
    Working { title, table, left_out }
}

fn group<'s>(title: String, steps: impl IntoIterator<Item = &'s Step>) -> Group {
    let row = |step: &Step| {
        let law = if step.regulation.is_empty() { String::new() } else { format!(" ({})", step.regulation) };
        let why = curly(&format!("{}{law}", step.why)).trim_start().to_owned();
        Row { label: curly(&step.label), why, flag: false, cells: vec![money(step.amount)] }
    };
    Group { title: Some(title), rows: steps.into_iter().map(row).collect() }
}

/// Words of the rules with the apostrophe that pages have.
fn curly(text: &str) -> String {
    text.replace('\'', "’")
}
