//! `fingerpost estimate` as a person runs it: the answer, its working as JSON, and mistakes with their place.
#![allow(missing_docs, clippy::disallowed_methods, reason = "tests read files as they like")]

use std::path::Path;
use std::process::{Command, Output};

const CASES: &str = "cases:
  - title: At home
    year: 2026-27
    setting: home
    person: {age: {years: 82}}
    care: {lines: [{label: Home care, price: 31.64, quantity: 10}]}
    income:
      - {kind: state_pension, amount: 230.25}
      - {kind: attendance_allowance_higher, amount: 114.60}
    capital: [{kind: savings, value: 16000}]
  - title: A care home
    year: 2026-27
    setting: care_home
    care: {lines: [{label: The home, kind: care_home, price: 1319}]}
    income: [{kind: state_pension, amount: 230.25}]
    capital: [{kind: savings, value: 60000}]
";

fn estimate(text: &str, more: &[&str]) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("case.yaml");
    std::fs::write(&file, text).unwrap();
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    Command::new(env!("CARGO_BIN_EXE_fingerpost"))
        .arg("estimate")
        .arg(&file)
        .args(["--today", "2026-11-22", "--project"])
        .arg(project)
        .args(more)
        .output()
        .unwrap()
}

#[test]
fn a_household_reads_what_it_would_pay_and_why() {
    let output = estimate(CASES, &[]);
    let letter = String::from_utf8(output.stdout).unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    // 230.25 + 114.60 - 7.30 + 7.00 of tariff income, less 241.45.
    assert!(letter.contains("You would pay £103.10 a week, and the council £213.30"), "{letter}");
    assert!(letter.contains("£1 a week for each £250") && letter.contains("[SI 2014/2672 reg 25]"), "{letter}");
    assert!(letter.contains("Rates to check") && letter.contains("It is not a decision"), "{letter}");
    assert!(letter.contains("November 2026 (week 35): Your savings are down to the upper limit"), "{letter}");
}

#[test]
fn the_json_holds_every_step() {
    let output = estimate(CASES, &["--json"]);
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(all.as_array().map(Vec::len), Some(2));
    assert_eq!(all[0]["estimate"]["now"]["assessment"]["contribution"], serde_json::json!(103.1));
    assert!(all[0]["estimate"]["now"]["assessment"]["steps"].as_array().unwrap().len() > 8);
    assert!(all[1]["forecast"]["events"].as_array().is_some_and(|events| !events.is_empty()));
}

#[test]
fn another_year_uses_its_own_rates() {
    let output = estimate(CASES, &["--year", "2025-26"]);
    let letter = String::from_utf8(output.stdout).unwrap();
    assert!(letter.contains("rates for April 2025 to April 2026"), "{letter}");
    assert!(!letter.contains("£103.10"), "{letter}");
}

#[test]
fn answers_that_the_page_saved_are_worked_out_too() {
    let answers = r#"{"answers": {"depth": "full", "setting": "home", "free": "none", "visits": "hours", "hours": "10",
      "age": "82", "household": "single", "savings": "16,000", "pensions": "state_pension",
      "income.state_pension": "921", "income.state_pension.per": "four_weeks", "benefits": "none",
      "disability": "attendance_allowance_higher", "sure": "exact"}}"#;
    let output = estimate(answers, &[]);
    let letter = String::from_utf8(output.stdout).unwrap();
    assert!(letter.contains("You would pay £103.10 a week, and the council £213.30"), "{letter}");
    let rough = estimate(&answers.replace("exact", "rough"), &[]);
    let letter = String::from_utf8(rough.stdout).unwrap();
    assert!(letter.contains("You would pay about £103 a week") && letter.contains("between £"), "{letter}");
}

#[test]
fn mistakes_in_a_case_have_a_place() {
    let output = estimate(&CASES.replace("kind: savings, value: 16000", "kind: savngs, value: 1.234"), &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("case.yaml:10:22") && said.contains("Did you mean \"savings\"?"), "{said}");
    let output =
        estimate(&CASES.replace("    year: 2026-27\n    setting: home", "    year: 2019-20\n    setting: home"), &[]);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.code() == Some(1) && said.contains("2019-20"), "{said}");
}
