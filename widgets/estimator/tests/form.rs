//! The questions: what the shipped words say, which are asked, and the case that answers make.
#![allow(missing_docs, reason = "tests")]

use std::collections::BTreeSet;

use fingerpost_estimator::form::{self, Answers, Depth, Part, Seen, Then, Words, rough, words};
use fingerpost_estimator::letter::{letter, work_out};
use fingerpost_estimator::policy::{Choices, Council as _, NightElement};
use fingerpost_estimator::year::Day;
use fingerpost_estimator::{Pence, Policy, Rates, Setting};
use proptest::prelude::*;

fn read<T: serde::de::DeserializeOwned>(path: &str) -> T {
    let file = format!("{}/../../content/charging/{path}", env!("CARGO_MANIFEST_DIR"));
    serde_yaml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap()
}

struct Table {
    words: Words,
    rates: Rates,
    policy: Choices,
}

fn table() -> Table {
    let policy: Policy = read("policy.yaml");
    Table { words: words::words(&read("questions.yaml")), rates: read("rates/2026-27.yaml"), policy: policy.choices() }
}

impl Table {
    fn seen<'a>(&'a self, answers: &'a Answers) -> Seen<'a> {
        let today = "2026-11-22".parse::<Day>().unwrap();
        Seen { answers, words: &self.words, rates: &self.rates, policy: &self.policy, today }
    }
}

fn answers(pairs: &[(&str, &str)]) -> Answers {
    Answers::of(pairs.iter().map(|(field, text)| ((*field).to_owned(), (*text).to_owned())))
}

fn asked(table: &Table, pairs: &[(&str, &str)]) -> Vec<&'static str> {
    form::path(table.seen(&answers(pairs))).map(|question| question.id).collect()
}

#[test]
fn every_question_that_ships_has_its_words() {
    assert_eq!(words::check(&read("questions.yaml")), []);
}

#[test]
fn ids_of_questions_groups_and_boxes_are_never_used_twice() {
    let mut seen = BTreeSet::new();
    for question in form::all() {
        for part in question.parts {
            let (id, choices): (&str, &[form::Choice]) = match part {
                Part::Type(field, _) => (field.id, &[]),
                Part::Pick { id, choices, .. } | Part::Tick { id, choices } => (id, choices),
            };
            // State Pension and the like are asked on the short path in a box, on the full one under a tick.
            assert!(seen.insert(id.to_owned()), "{id}");
            let mut codes = BTreeSet::new();
            for choice in choices {
                assert!(codes.insert(choice.code), "{id}.{}", choice.code);
                if let Then::Amount(..) | Then::Income(..) = choice.then {
                    assert_eq!(choice.fields().len(), 1);
                }
            }
        }
    }
}

#[test]
fn the_short_path_is_short_and_what_does_not_apply_is_skipped() {
    let table = table();
    let home = asked(&table, &[("setting", "home"), ("age", "82"), ("household", "single")]);
    assert_eq!(home, ["setting", "free", "visits", "age", "household", "savings", "income", "disability", "housing"]);
    let care_home = [("setting", "care_home"), ("age", "82"), ("household", "single"), ("home", "no")];
    assert_eq!(
        asked(&table, &care_home),
        ["setting", "free", "price", "age", "household", "home", "savings", "income", "disability"]
    );
    assert_eq!(asked(&table, &[("setting", "home"), ("free", "nhs")]), ["setting", "free"]);
    let full = asked(
        &table,
        &[("depth", "full"), ("setting", "unsure"), ("age", "66"), ("household", "married"), ("home", "alone")],
    );
    for id in ["visits", "price", "pension_age", "partner_income", "occupier", "expenses", "loan", "sure"] {
        assert!(full.contains(&id), "{id} in {full:?}");
    }
}

#[test]
fn a_question_that_the_policy_never_brings_up_is_nowhere() {
    let mut table = table();
    let none = Answers::default();
    let nowhere = |table: &Table| -> Vec<&str> {
        let seen = table.seen(&none);
        form::all().filter(|question| !question.applies(&seen)).map(|question| question.id).collect()
    };
    let home = [("depth", "full"), ("setting", "home")];
    assert_eq!(nowhere(&table), ["night"]);
    assert!(!asked(&table, &home).contains(&"night"));
    table.policy.night_element = Some(NightElement::IgnoredWithoutNightCare);
    assert!(nowhere(&table).is_empty());
    assert!(asked(&table, &home).contains(&"night"));
}

#[test]
fn answers_make_the_case_that_they_say() {
    let table = table();
    let given = answers(&[
        ("depth", "full"),
        ("setting", "nursing_home"),
        ("free", "none"),
        ("price", "known"),
        ("home_price", "£1,500"),
        ("nhs_in_price", "yes"),
        ("budget", "yes"),
        ("budget_amount", "1100"),
        ("top_up", "family"),
        ("stay", "yes"),
        ("stay_weeks", "20"),
        ("age", "90"),
        ("household", "married"),
        ("home", "others"),
        ("home_value", "300000"),
        ("home_owners", "3"),
        ("occupier", "relative_60"),
        ("occupier_since", "no"),
        ("savings", "9000"),
        ("joint_savings", "4000"),
        ("pensions", "occupational_pension"),
        ("income.occupational_pension", "400"),
        ("half_pension", "yes"),
        ("disability", "dla_care_highest"),
        ("expenses", "laundry"),
        ("expense.laundry", "9"),
        ("loan", "yes_interest"),
        ("loan_interest", "4.5"),
    ]);
    let case = form::case_of(&table.seen(&given), Setting::NursingHome);
    assert_eq!(case.care.lines[0].price, Some(Pence::pounds(1500)));
    assert!(case.care.price_includes_nursing && case.person.pays_half_pension_to_spouse && case.deferred.wanted);
    assert_eq!((case.care.personal_budget, case.stay.week), (Some(Pence::pounds(1100)), Some(21)));
    let home = case.home.as_ref().unwrap();
    assert_eq!((home.owners, home.occupiers[0].since_before), (Some(3), false));
    assert_eq!(case.capital.iter().map(|item| item.owners).collect::<Vec<_>>(), [None, Some(2)]);
    assert_eq!(case.income.len(), 2);
    // Only asked of care at home.
    assert!(case.allowances.disability_expenses.is_empty());
}

#[test]
fn an_answer_to_a_question_that_no_longer_applies_does_not_count() {
    let table = table();
    let given = answers(&[
        ("setting", "home"),
        ("age", "82"),
        ("household", "single"),
        ("joint_savings", "99999"),
        ("home", "alone"),
        ("home_value", "1"),
    ]);
    let case = form::case_of(&table.seen(&given), Setting::Home);
    assert!(case.home.is_none() && case.capital.is_empty(), "{case:?}");
}

#[test]
fn what_is_wrong_is_said_in_the_words_of_the_question() {
    let table = table();
    let given = answers(&[("setting", "home"), ("savings", "lots"), ("household", "married"), ("age", "seven")]);
    let seen = table.seen(&given);
    let said = |id: &str| -> Vec<String> {
        form::question(id).unwrap().problems(&seen).into_iter().map(|problem| problem.message).collect()
    };
    assert_eq!(
        said("savings"),
        [
            "Enter your savings in pounds, like 120 or 120.50.",
            "Enter the savings you share. If there is none, enter 0."
        ]
    );
    assert_eq!(said("age"), ["Enter your age as a number from 18 to 120."]);
    assert_eq!(said("visits"), ["Choose what you know about your care."]);
    assert!(said("income").is_empty());
}

#[test]
fn none_of_these_and_the_rest_exclude_each_other() {
    let mut given = Answers::default();
    given.tick("free", "nhs", true);
    given.tick("free", "none", true);
    assert_eq!(given.get("free"), "none");
    given.tick("free", "cjd", true);
    given.tick("free", "nhs", true);
    assert_eq!(given.get("free"), "cjd nhs");
}

#[test]
fn the_full_path_takes_over_what_the_short_one_asked() {
    let mut given = answers(&[("depth", "quick"), ("income.state_pension", "900"), ("income.other", "0")]);
    given.widen();
    assert_eq!(given.depth(), Depth::Full);
    assert!(given.ticked("pensions", "state_pension") && !given.ticked("other_income", "other"));
}

proptest! {
    /// Whatever is typed, and whichever choices are made, nothing panics; a letter or words about what is wrong come out.
    #[test]
    fn any_answers_make_a_letter_or_say_why_not(
        choices in proptest::collection::vec(any::<u8>(), 64),
        texts in proptest::collection::vec("[0-9]{1,9}|[0-9]{1,7}\\.[0-9]{1,2}|[ -~]{0,12}", 64),
        full in any::<bool>(),
    ) {
        let table = table();
        let mut given = answers(&[("depth", if full { "full" } else { "quick" })]);
        let mut next = 0;
        let mut draw = |of: usize| { next += 1; usize::from(choices[next % choices.len()]) % of.max(1) };
        let mut typed = 0;
        for question in form::all() {
            for part in question.parts {
                match part {
                    Part::Type(field, _) => { typed += 1; given.set(field.id, texts[typed % texts.len()].clone()); }
                    Part::Pick { id, choices, .. } | Part::Tick { id, choices } => {
                        let choice = &choices[draw(choices.len())];
                        given.tick(id, choice.code, true);
                        for (field, _) in choice.fields() {
                            typed += 1;
                            given.set(&field, texts[typed % texts.len()].clone());
                        }
                    }
                }
            }
        }
        let seen = table.seen(&given);
        let _ = form::unanswered(seen);
        for question in form::path(seen) {
            let _ = (question.problems(&seen), question.told(&seen));
        }
        for setting in form::settings(&given) {
            let case = form::case_of(&seen, *setting);
            if let Ok(outcome) = work_out(case, &table.rates, &table.policy, rough::is_rough(&given)) {
                let text = letter(&outcome).to_string();
                prop_assert!(text.contains("It is not a decision"));
                if let Some((least, most)) = outcome.range {
                    prop_assert!(least <= most, "{least} {most}");
                }
            }
        }
    }
}
