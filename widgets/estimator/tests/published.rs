//! Every published worked example that describes a full or partial calculation, with its published answer.
//!
//! A case file holds one example: where it was published, and one or more cases with what was published. Where the
//! publication itself is wrong, `differs` says why and `ours` holds what we assert instead.

use std::collections::BTreeMap;
use std::path::Path;

use fingerpost_estimator::context::Context;
use fingerpost_estimator::money::{Pence, monthly_of};
use fingerpost_estimator::pension_credit::{self, Claim};
use fingerpost_estimator::policy::Choices;
use fingerpost_estimator::{Case, Policy, Rates, TaxYear, estimate, forecast};
use serde::Deserialize;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Example {
    id: String,
    source: String,
    url: String,
    #[serde(default)]
    note: String,
    cases: Vec<Worked>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Worked {
    case: Case,
    #[serde(default)]
    claim: Option<Credit>,
    published: BTreeMap<String, Pence>,
    #[serde(default)]
    differs: String,
    #[serde(default)]
    ours: BTreeMap<String, Pence>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(deny_unknown_fields, default)]
#[derive(Default)]
struct Credit {
    couple: bool,
    income: Pence,
    savings: Pence,
    severe_disability: bool,
    carer: bool,
    /// Attendance Allowance beside it.
    attendance_allowance: Pence,
}

fn rates_for(year: TaxYear) -> Rates {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../content/charging/rates/{year}.yaml"));
    match std::fs::read_to_string(&path) {
        Ok(text) => serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display())),
        Err(_) => Rates::empty(year),
    }
}

fn answers(one: &Worked) -> BTreeMap<String, Pence> {
    let case = &one.case;
    let rates = rates_for(case.year.expect("each case names its year"));
    let policy = Policy::default();
    let mut all: BTreeMap<String, Pence> = BTreeMap::new();
    let mut put = |key: &str, value: Pence| {
        all.insert(key.to_owned(), value);
    };
    if let Some(claim) = one.claim {
        let policy = Choices::of(&policy, case);
        let context = Context::new(case, &rates, &policy).unwrap();
        let Credit { couple, income, savings, severe_disability, carer, attendance_allowance } = claim;
        let claim = Claim { couple, income, savings, severe_disability, carer };
        let found = pension_credit::guarantee(&context.sheet, &claim).unwrap();
        put("pension_credit_level", found.level);
        put("pension_credit", found.credit);
        put("total_with_attendance_allowance", found.level.plus(attendance_allowance).unwrap());
        return all;
    }
    let found = estimate(case, &rates, &policy).unwrap_or_else(|e| panic!("{}: {e}", case.id));
    let now = &found.now.assessment;
    put("total_income", now.total_income);
    put("total_income_with_tariff", now.total_income.plus(now.tariff_income).unwrap());
    put("tariff_income", now.tariff_income);
    put("capital", now.capital);
    put("kept", now.kept);
    put("guaranteed", now.guaranteed);
    put("housing", now.housing);
    put("disability_expenses", now.disability_expenses);
    put("top_up", now.top_up);
    put("annual_income", now.annual_income);
    put("pays_in_full", Pence::pounds(i64::from(now.pays_in_full)));
    for (key, value) in [
        ("contribution", now.contribution),
        ("council_pays", now.council_pays),
        ("price", now.price),
        ("budget", now.budget),
        ("annual_price", now.annual_price),
        ("equity_limit", found.deferred.as_ref().map(|d| d.equity_limit)),
    ] {
        if let Some(value) = value {
            put(key, value);
        }
    }
    if let Some(annual) = now.annual_price {
        put("annual_shortfall", annual.less(now.annual_income).unwrap());
        put("monthly_price", monthly_of(now.price.unwrap()).unwrap());
        let ahead = forecast(case, &rates, &policy).unwrap_or_else(|e| panic!("{}: {e}", case.id));
        put("to_spend", ahead.to_spend);
    }
    all
}

#[test]
fn every_published_example_comes_out_to_the_penny() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let (mut checked, mut wrong) = (0, Vec::new());
    for path in files {
        let text = std::fs::read_to_string(&path).unwrap();
        let example: Example = serde_yaml::from_str(&text).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
        assert!(!example.source.is_empty() && example.url.starts_with("http"), "{}: say where", example.id);
        assert_eq!(path.file_stem().unwrap().to_str().unwrap(), example.id, "a file is named after its example");
        assert!(example.note.len() < 600);
        for one in &example.cases {
            let found = answers(one);
            for (key, published) in &one.published {
                let expected = one.ours.get(key).unwrap_or(published);
                if one.ours.contains_key(key) {
                    assert!(!one.differs.is_empty(), "{}: say why {key} differs", example.id);
                }
                match found.get(key) {
                    Some(actual) if actual == expected => checked += 1,
                    actual => wrong.push(format!("{} {key}: expected {expected}, found {actual:?}", example.id)),
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(checked >= 60, "only {checked} figures were checked");
}

#[test]
fn every_rates_file_and_the_policy_are_sound() {
    for year in ["2023-24", "2024-25", "2025-26", "2026-27"] {
        let rates = rates_for(year.parse().unwrap());
        assert_eq!(rates.check(), [], "{year}");
        assert!(rates.rows.iter().count() > 20, "{year}");
    }
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../content/charging/policy.yaml");
    let policy: Policy = serde_yaml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    assert_eq!(policy.check(), []);
    assert_eq!(policy.home_care_hour.unwrap().value, Pence(3_164));
}

#[test]
fn a_case_goes_to_json_and_back() {
    let case: Case = serde_yaml::from_str("{year: 2026-27, income: [{kind: state_pension, amount: 241.3}]}").unwrap();
    let json = serde_json::to_string(&case).unwrap();
    assert_eq!(serde_json::from_str::<Case>(&json).unwrap(), case);
    assert!(serde_yaml::from_str::<Case>("{yaer: 2026-27}").is_err(), "an unknown key is an error");
    assert!(serde_yaml::from_str::<Case>("{income: [{kind: state_pension, amount: 1.234}]}").is_err());
}
