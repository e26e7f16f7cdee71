//! Questions about the person, their household and their home.

use super::Seen;
use super::ask_care::{at_home, for_good, in_care_home, keeps_home};
use super::question::{ALWAYS, Choice, Field, Kind, On, Part, Question};
use crate::money::Period;
use crate::year::TaxYear;

/// Of an age at which State Pension age must be asked: it is rising from 66 to 67.
fn age_in_doubt(seen: &Seen<'_>) -> bool {
    let years = seen.answers.number("age");
    years == Some(66) && TaxYear::of(seen.today).starts() >= 2026
}

/// Has not reached State Pension age, as far as is known.
fn working_age(seen: &Seen<'_>) -> bool {
    seen.is("pension_age", "no") && age_in_doubt(seen) || seen.answers.number("age").is_some_and(|years| years < 66)
}

const VALUE: Field = Field::new("home_value", Kind::Money);

const OWED: Field = Field::new("home_owed", Kind::Money).optional();

pub(super) const PARTNER_INCOME: Field = Field::new("partner_income", Kind::Regular(Period::Week)).optional();

const OWNERS: Field = Field::new("home_owners", Kind::Number { least: 2, most: 20 });

#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of `Seen<'_>` is no `When`: its lifetime is fixed"
)]
pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "age",
        on: On::Both,
        asked: |seen| !seen.free(),
        parts: &[Part::Type(Field::new("age", Kind::Number { least: 18, most: 120 }), ALWAYS)],
    },
    Question {
        id: "pension_age",
        on: On::Both,
        asked: |seen| !seen.free() && age_in_doubt(seen),
        parts: &[Part::Pick { id: "pension_age", choices: &[Choice::new("yes"), Choice::new("no")], when: ALWAYS }],
    },
    Question {
        id: "household",
        on: On::Both,
        asked: |seen| !seen.free(),
        parts: &[Part::Pick {
            id: "household",
            choices: &[
                Choice::new("single"),
                Choice::new("married"),
                Choice::new("partners"),
                Choice::new("lone_parent").when(|seen| working_age(seen) && at_home(seen)),
            ],
            when: ALWAYS,
        }],
    },
    Question {
        id: "partner_age",
        on: On::Both,
        asked: |seen| keeps_home(seen) && seen.couple() && working_age(seen),
        parts: &[Part::Pick {
            id: "partner_age",
            choices: &[Choice::new("yes"), Choice::new("no"), Choice::new("unsure")],
            when: ALWAYS,
        }],
    },
    Question {
        id: "children",
        on: On::Long,
        asked: |seen| at_home(seen) && working_age(seen) && !seen.is("household", "single"),
        parts: &[Part::Type(Field::new("children", Kind::Number { least: 0, most: 20 }), ALWAYS)],
    },
    Question {
        id: "partner_income",
        on: On::Long,
        asked: |seen| at_home(seen) && seen.couple(),
        parts: &[Part::Type(PARTNER_INCOME, ALWAYS)],
    },
    Question {
        id: "home",
        on: On::Both,
        asked: in_care_home,
        parts: &[
            Part::Pick {
                id: "home",
                choices: &[
                    Choice::new("no"),
                    Choice::new("alone"),
                    Choice::new("partner").when(|seen| seen.couple()),
                    Choice::new("others"),
                ],
                when: ALWAYS,
            },
            Part::Type(VALUE, |seen| seen.owner()),
            Part::Type(OWED, |seen| seen.owner()),
            Part::Type(OWNERS, |seen| seen.is("home", "others")),
        ],
    },
    Question {
        id: "going_back",
        on: On::Long,
        asked: |seen| in_care_home(seen) && keeps_home(seen) && !for_good(seen) && seen.owner(),
        parts: &[Part::Pick { id: "going_back", choices: &[Choice::new("yes"), Choice::new("no")], when: ALWAYS }],
    },
    Question {
        id: "occupier",
        on: On::Both,
        asked: |seen| for_good(seen) && seen.owner(),
        parts: &[
            Part::Pick {
                id: "occupier",
                choices: &[
                    Choice::new("partner"),
                    Choice::new("former"),
                    Choice::new("relative_60"),
                    Choice::new("relative_disabled"),
                    Choice::new("child"),
                    Choice::new("other"),
                    Choice::new("nobody"),
                ],
                when: ALWAYS,
            },
            Part::Pick {
                id: "occupier_since",
                choices: &[Choice::new("yes"), Choice::new("no")],
                when: |seen| !matches!(seen.answers.get("occupier"), "" | "nobody" | "other"),
            },
        ],
    },
];
