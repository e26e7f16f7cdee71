//! `fingerpost estimate`: the estimator's rules on a case file, or on answers that its page saved, with the same letter as
//! the page shows.

use std::collections::BTreeMap;
use std::process::ExitCode;
use std::sync::Arc;

use fingerpost_estimator::form::{self, Answers, Seen, rough, words};
use fingerpost_estimator::letter::{Outcome, letter, work_out};
use fingerpost_estimator::policy::Council as _;
use fingerpost_estimator::year::Day;
use fingerpost_estimator::{Case, Error, Estimate, Forecast, Policy, Rates, TaxYear};
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

/// Answers that the page saved.
#[derive(Deserialize)]
struct Saved {
    answers: BTreeMap<String, String>,
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
    let saved = text.trim_start().starts_with('{') || text.lines().any(|line| line.starts_with("answers:"));
    let whole = yaml::Text::whole(&file, &text);
    let mut is_rough = false;
    let cases = if saved {
        yaml::read(whole, &mut found).map(|Saved { answers }| {
            let answers = Answers::of(answers);
            is_rough = rough::is_rough(&answers);
            cases_of(&answers, asked.year, today, charging)
        })
    } else if several {
        yaml::read(whole, &mut found).map(|Cases { cases }| cases)
    } else {
        yaml::read(whole, &mut found).map(|case: Case| vec![case])
    };
    let mut results: Vec<Outcome> = Vec::new();
    for (at, case) in cases.unwrap_or_default().into_iter().enumerate() {
        match result(case, asked, today, charging, is_rough) {
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
        let results: Vec<Result> = results.into_iter().map(Result::of).collect();
        println!("{}", serde_json::to_string_pretty(&results).unwrap_or_default());
    } else {
        for result in &results {
            let name = [&result.case.title, &result.case.id].into_iter().find(|name| !name.is_empty());
            let title = name.map_or_else(String::new, |name| format!("{name}\n\n"));
            println!("{title}{}", letter(result));
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

/// The cases that answers make: two, where they look at two settings.
fn cases_of(answers: &Answers, year: Option<TaxYear>, today: Date, charging: &Charging) -> Vec<Case> {
    let today = year.filter(|year| *year != TaxYear::of(Day(today.0))).map_or(Day(today.0), TaxYear::first_day);
    let none = Rates::empty(TaxYear::of(today));
    let rates = charging.rates.get(&none.tax_year).map_or(&none, |rates| &rates.value);
    let policy = charging.policy.as_ref().map_or_else(|| Policy::default().choices(), |filed| filed.value.choices());
    let words = charging.questions.as_ref().map(|filed| words::words(&filed.value)).unwrap_or_default();
    let seen = Seen { answers, words: &words, rates, policy: &policy, today };
    form::settings(answers).iter().map(|setting| form::case_of(&seen, *setting)).collect()
}

fn result(
    mut case: Case,
    asked: &cli::Estimate,
    today: Date,
    charging: &Charging,
    is_rough: bool,
) -> std::result::Result<Outcome, Error> {
    case.year = asked.year.or(case.year);
    if case.year.is_none() && case.on.is_none() {
        case.on = Some(Day(today.0));
    }
    let year = case.tax_year()?;
    let none = Rates::empty(year);
    let rates = charging.rates.get(&year).map_or(&none, |rates| &rates.value);
    let no_policy = Policy::default();
    let policy = charging.policy.as_ref().map_or(&no_policy, |policy| &policy.value);
    work_out(case, rates, policy, is_rough)
}

impl Result {
    fn of(outcome: Outcome) -> Self {
        let Outcome { case, estimate, forecast, no_forecast, .. } = outcome;
        Self { case, estimate, forecast, no_forecast }
    }
}
