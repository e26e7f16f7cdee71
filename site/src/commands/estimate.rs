//! `fingerpost estimate`: the estimator's rules on a case file, with the same steps as the page will show.

use std::fmt::Write as _;
use std::process::ExitCode;
use std::sync::Arc;

use fingerpost_estimator::assess::Assessment;
use fingerpost_estimator::forecast::EventKind;
use fingerpost_estimator::step::{Section, Unit};
use fingerpost_estimator::year::Day;
use fingerpost_estimator::{Case, Error, Estimate, Forecast, Policy, Rates, forecast};
use serde::{Deserialize, Serialize};

use super::{disk_at, show, today};
use crate::cli;
use crate::diagnostic::{Diagnostic, Format, Place, rules};
use crate::model::{Charging, Date};
use crate::source::load::{Options, load};
use crate::source::yaml;

/// Several cases in one file.
#[derive(Deserialize)]
struct Cases {
    cases: Vec<Case>,
}

/// What is printed of one case as JSON.
#[derive(Serialize)]
struct Result {
    case: Case,
    estimate: Estimate,
    #[serde(skip_serializing_if = "Option::is_none")]
    forecast: Option<Forecast>,
    /// Why there is no forecast, where one was to be expected.
    #[serde(skip_serializing_if = "Option::is_none")]
    no_forecast: Option<String>,
}

pub(super) fn estimate(asked: &cli::Estimate) -> ExitCode {
    let today = asked.today.unwrap_or_else(today);
    let (library, found) = load(&disk_at(&asked.project, today), &Options::default());
    let none = Charging::default();
    let charging = library.as_ref().map_or(&none, |library| &library.charging);
    let unsound: Vec<_> = found.into_iter().filter(in_charging).collect();
    if !unsound.is_empty() {
        show(&unsound, Format::Human);
        return ExitCode::FAILURE;
    }
    let file: Arc<str> = asked.case.display().to_string().into();
    let text = match read(asked) {
        Ok(text) => text,
        Err(error) => {
            eprintln!("{file} could not be read: {error}.");
            return ExitCode::from(2);
        }
    };
    let mut found = Vec::new();
    let several = text.lines().any(|line| line.starts_with("cases:"));
    let whole = yaml::Text::whole(&file, &text);
    let cases = if several {
        yaml::read(whole, &mut found).map(|Cases { cases }| cases)
    } else {
        yaml::read(whole, &mut found).map(|case: Case| vec![case])
    };
    let mut results = Vec::new();
    for (at, case) in cases.unwrap_or_default().into_iter().enumerate() {
        match work_out(case, asked, today, charging) {
            Ok(result) => results.push(result),
            Err(error) => {
                let path = if several { format!("cases[{at}].{}", error.field) } else { error.field.clone() };
                let place = Place::locate(&file, &text, yaml::locate(&text, &path));
                found.push(Diagnostic::new(&rules::YAML_VALUE, Some(place), error.message.clone()));
            }
        }
    }
    if !found.is_empty() {
        show(&found, Format::Human);
        return ExitCode::FAILURE;
    }
    if asked.json {
        println!("{}", serde_json::to_string_pretty(&results).unwrap_or_default());
    } else {
        for result in &results {
            print!("{}", letter(result));
        }
    }
    ExitCode::SUCCESS
}

#[allow(clippy::disallowed_methods, reason = "a case file is named on the command line and belongs to no project")]
fn read(asked: &cli::Estimate) -> std::io::Result<String> {
    std::fs::read_to_string(&asked.case)
}

fn in_charging(diagnostic: &Diagnostic) -> bool {
    diagnostic.is_error() && diagnostic.place.as_ref().is_some_and(|place| place.file.starts_with("content/charging/"))
}

fn work_out(
    mut case: Case,
    asked: &cli::Estimate,
    today: Date,
    charging: &Charging,
) -> std::result::Result<Result, Error> {
    case.year = asked.year.or(case.year);
    if case.year.is_none() && case.on.is_none() {
        case.on = Some(Day(today.0));
    }
    let year = case.tax_year()?;
    let none = Rates::empty(year);
    let rates = charging.rates.get(&year).map_or(&none, |rates| &rates.value);
    let no_policy = Policy::default();
    let policy = charging.policy.as_ref().map_or(&no_policy, |policy| &policy.value);
    let estimate = fingerpost_estimator::estimate(&case, rates, policy)?;
    // A run-down says something only of those who pay in full now or will.
    let in_full = estimate.phases().any(|phase| phase.assessment.pays_in_full);
    let ahead = (in_full || case.deferred.wanted).then(|| forecast(&case, rates, policy)).transpose();
    let (forecast, no_forecast) = match ahead {
        Ok(forecast) => (forecast, None),
        Err(error) => (None, Some(error.message.clone())),
    };
    Ok(Result { case, estimate, forecast, no_forecast })
}

/// A result as a letter would put it.
fn letter(Result { case, estimate, forecast, no_forecast }: &Result) -> String {
    let mut out = String::new();
    let title = [&case.title, &case.id].into_iter().find(|title| !title.is_empty());
    let _ = writeln!(out, "{}", title.map_or("An estimate", String::as_str));
    let _ = writeln!(out, "Rates of {}. This is an estimate. The council decides after a money check.", estimate.year);
    for phase in estimate.phases() {
        let _ = writeln!(out, "\nFrom week {}: {}", phase.from_week, phase.because);
        assessment(&mut out, &phase.assessment);
    }
    if let Some(ahead) = forecast.as_ref().filter(|ahead| !ahead.events.is_empty()) {
        let _ = writeln!(out, "\nThe years ahead");
        for event in &ahead.events {
            let _ = writeln!(
                out,
                "  {}  {} Savings then: {}.",
                Date(event.date.0).iso(),
                happens(event.kind),
                event.savings
            );
        }
        for line in &ahead.assumed {
            let _ = writeln!(out, "  Assumed: {line}");
        }
    }
    if let Some(why) = no_forecast {
        let _ = writeln!(out, "\nWe cannot look ahead: {why}");
    }
    let flagged = estimate.flagged();
    if !flagged.is_empty() {
        let _ = writeln!(out, "\nTake care with these rates");
        for used in flagged {
            let warning = used.status.and_then(fingerpost_estimator::Status::warning).unwrap_or_default();
            let _ = writeln!(out, "  {}: {}. {warning} ({})", used.label, used.value, used.source);
        }
    }
    for line in &estimate.ask_the_council {
        let _ = writeln!(out, "\nAsk the council: {line}");
    }
    out.push('\n');
    out
}

fn assessment(out: &mut String, found: &Assessment) {
    for section in [
        Section::Free,
        Section::Cost,
        Section::Capital,
        Section::Income,
        Section::Allowances,
        Section::Charge,
        Section::Deferred,
    ] {
        let steps: Vec<_> = found.steps.iter().filter(|step| step.section == section).collect();
        if steps.is_empty() {
            continue;
        }
        let _ = writeln!(out, "  {}", heading(section));
        for step in steps {
            let unit = if step.unit == Unit::Week { " a week" } else { "" };
            let _ = writeln!(out, "    {:<58} {:>12}{unit}", step.label, step.amount.to_string());
            if !step.why.is_empty() {
                let law = if step.regulation.is_empty() { String::new() } else { format!(" [{}]", step.regulation) };
                let _ = writeln!(out, "      {}{law}", step.why);
            }
        }
    }
    let week = |label: &str, amount| format!("  {label}: {amount} a week\n");
    match found.contribution {
        Some(contribution) => out.push_str(&week("You would pay", contribution)),
        None => out
            .push_str(&format!("  You would pay up to: {} a week (the price of the care is not known)\n", found.most)),
    }
    if let Some(council) = found.council_pays {
        out.push_str(&week("The council would pay", council));
    }
    if let Some(left) = found.left_to_live_on.filter(|_| !found.pays_in_full) {
        out.push_str(&week("You would have left to live on", left));
    }
    for line in &found.left_out {
        let _ = writeln!(out, "  Left out: {line}");
    }
}

fn heading(section: Section) -> &'static str {
    match section {
        Section::Free => "What is free",
        Section::Cost => "What the care costs",
        Section::Capital => "Savings and property",
        Section::Income => "Income",
        Section::Allowances => "What you keep",
        Section::Charge => "What you pay",
        Section::Deferred => "A loan against your home",
    }
}

fn happens(kind: EventKind) -> &'static str {
    match kind {
        EventKind::HelpStarts => "Savings are down to the upper limit, and the council helps to pay.",
        EventKind::HomeCounts => "The home starts to count.",
        EventKind::BenefitsStop => "Attendance Allowance and the like stop.",
        EventKind::TariffEnds => "Savings are down to the lower limit, and no longer count.",
        EventKind::LoanStarts => "The loan against the home starts.",
        EventKind::SavingsGone => "Savings are gone while the home still counts: a loan or a sale is needed.",
    }
}
