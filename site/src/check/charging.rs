//! Rules over what the estimator reads: rates that are whole, a policy with sources, households that can be worked out.

use std::sync::Arc;

use fingerpost_estimator::form;
use fingerpost_estimator::{Case, Error, ErrorKind, Policy, Rates, estimate};
use hashbrown::HashSet;

use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Filed, Household, Library};
use crate::source::yaml;

/// Rates must be whole, and there for the year we are in, once there is anything about charging at all.
pub(super) fn check(library: &Library, found: &mut Vec<Diagnostic>) {
    let charging = &library.charging;
    let mut report = |file: &Arc<str>, field: &str, error: &Error| {
        let text = library.files.get(file).map_or("", |source| source.text.as_str());
        let place = library.place(file, yaml::locate(text, field));
        found.push(Diagnostic::new(&rules::CHARGING, Some(place), &error.message));
    };
    for rates in charging.rates.values() {
        rates.value.check().iter().for_each(|error| report(&rates.file, &error.field, error));
    }
    let none = Policy::default();
    let mut policy = &none;
    if let Some(filed) = &charging.policy {
        policy = &filed.value;
        policy.check().iter().for_each(|error| report(&filed.file, &error.field, error));
    }
    if let Some(filed) = &charging.questions {
        for error in form::words::check(&filed.value) {
            report(&filed.file, &error.field, &error);
        }
    }
    let year = library.tax_year();
    let rates = charging.rates.get(&year);
    if let (Some(Filed { file, value: households }), Some(rates)) = (&charging.households, rates) {
        for (at, household) in households.iter().enumerate() {
            for (side, case) in household.sides() {
                if let Err(error) = worked_out(side, case, &rates.value, policy) {
                    report(file, &format!("[{at}].{side}.{}", error.field), &error);
                }
            }
        }
        twice(library, file, households, found);
    }
    if !charging.is_empty() && rates.is_none() && !library.lost("content/charging/rates/") {
        let message = format!("There are no rates for the tax year {year}, which today is in.");
        let help = format!(
            "Add content/charging/rates/{year}.yaml, each rate with its source. Last year's file is a good start."
        );
        found.push(Diagnostic::new(&rules::CHARGING, None, message).help(help));
    }
}

/// Whether one side of a household can be shown: its place is that side's, its price is known, the rules can work it out.
fn worked_out(side: &str, case: &Case, rates: &Rates, policy: &Policy) -> Result<(), Error> {
    if case.setting.in_care_home() != (side == "care_home") {
        let message = if side == "care_home" {
            "Under care_home the setting is a care home: care_home, nursing_home, short_stay or temporary_stay."
        } else {
            "Under at_home the setting is home, supported_living or extra_care."
        };
        return Err(Error::new(ErrorKind::Conflict, "setting", message));
    }
    let now = estimate(case, rates, policy)?.now.assessment;
    if now.price.is_none() && !now.free {
        let message = "Say what care they have, under care: lines:, so that there is a price to show.";
        return Err(Error::new(ErrorKind::Missing, "care", message));
    }
    Ok(())
}

fn twice(library: &Library, file: &Arc<str>, households: &[Household], found: &mut Vec<Diagnostic>) {
    let mut seen = HashSet::new();
    for id in households.iter().map(|household| &household.id).filter(|id| !seen.insert(&id.value)) {
        let message = format!("The id \"{}\" is used twice.", id.value);
        let place = Some(library.place(file, id.span));
        found.push(
            Diagnostic::new(&rules::YAML_DUPLICATE_KEY, place, message)
                .help("Give one of the two another id, or take it out."),
        );
    }
}
