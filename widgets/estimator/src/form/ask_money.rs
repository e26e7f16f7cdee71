//! Questions about savings, income, costs and the loan.

use super::Seen;
use super::ask_care::{at_home, for_good, keeps_home};
use super::question::{ALWAYS, Choice, Field, Kind, On, Part, Question, Then};
use crate::income_kind::IncomeKind;
use crate::money::Period;

const fn value(id: &'static str) -> Field {
    Field::new(id, Kind::Money)
}

/// An income: how much, and how often.
const fn income(kind: IncomeKind, code: &'static str, usual: Period) -> Choice {
    let choice = Choice::new(code);
    Choice { then: Then::Income(kind, usual), ..choice }
}

/// A choice that asks how much, and how often.
const fn paid(group: &'static str, code: &'static str, usual: Period) -> Choice {
    let choice = Choice::new(code);
    Choice { then: Then::Amount(group, usual), ..choice }
}

const fn regular(id: &'static str, usual: Period) -> Field {
    Field::new(id, Kind::Regular(usual)).optional()
}

pub(super) const STATE_PENSION: Field = regular("income.state_pension", Period::FourWeeks);

pub(super) const OTHER_PENSIONS: Field = regular("income.occupational_pension", Period::Month);

pub(super) const OTHER_INCOME: Field = regular("income.other", Period::Week);

pub(super) const DLA_LOWEST: Field = Field::new("dla_lowest", Kind::Regular(Period::FourWeeks));

const INTEREST: Field = Field::new("loan_interest", Kind::Percent);

const KEEP: Field = Field::new("loan_keep", Kind::Money).optional();

fn interest_known(seen: &Seen<'_>) -> bool {
    seen.policy.deferred_interest.is_some() || seen.rates.interest_on(seen.today).is_some()
}

const NONE: Choice = Choice::new("none");

#[allow(
    clippy::redundant_closure_for_method_calls,
    reason = "a method of `Seen<'_>` is no `When`: its lifetime is fixed"
)]
pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "savings",
        on: On::Both,
        asked: |seen| !seen.free(),
        parts: &[
            Part::Type(Field::new("savings", Kind::Money), ALWAYS),
            Part::Type(Field::new("joint_savings", Kind::Money), |seen| seen.couple()),
        ],
    },
    Question {
        id: "assets",
        on: On::Long,
        asked: |seen| !seen.free(),
        parts: &[Part::Tick {
            id: "assets",
            choices: &[
                Choice::new("other_property").then(&[
                    value("worth.other_property"),
                    Field::new("worth.other_property.owed", Kind::Money).optional(),
                    Field::new("worth.other_property.owners", Kind::Number { least: 1, most: 20 }).optional(),
                ]),
                Choice::new("life_policy").then(&[value("worth.life_policy")]),
                Choice::new("pension_pot").then(&[value("worth.pension_pot")]),
                Choice::new("personal_injury_trust").then(&[value("worth.personal_injury_trust")]),
                Choice::new("home_sale_proceeds").then(&[value("worth.home_sale_proceeds")]),
                Choice::new("business").then(&[value("worth.business")]),
                Choice::new("trust").then(&[value("worth.trust")]),
                Choice::new("overseas").then(&[value("worth.overseas")]),
                NONE,
            ],
        }],
    },
    Question {
        id: "given_away",
        on: On::Long,
        asked: |seen| !seen.free(),
        parts: &[Part::Pick {
            id: "given_away",
            choices: &[Choice::new("no"), Choice::new("yes").then(&[value("worth.given_away")])],
            when: ALWAYS,
        }],
    },
    Question {
        id: "income",
        on: On::Short,
        asked: |seen| !seen.free(),
        parts: &[
            Part::Type(STATE_PENSION, ALWAYS),
            Part::Type(OTHER_PENSIONS, ALWAYS),
            Part::Type(OTHER_INCOME, ALWAYS),
        ],
    },
    Question {
        id: "pensions",
        on: On::Long,
        asked: |seen| !seen.free(),
        parts: &[Part::Tick {
            id: "pensions",
            choices: &[
                income(IncomeKind::StatePension, "state_pension", Period::FourWeeks),
                income(IncomeKind::OccupationalPension, "occupational_pension", Period::Month),
                income(IncomeKind::PersonalPension, "personal_pension", Period::Month),
                income(IncomeKind::Annuity, "annuity", Period::Month),
                income(IncomeKind::PensionNotDrawn, "pension_not_drawn", Period::Month),
                income(IncomeKind::WarDisablement, "war_disablement_pension", Period::FourWeeks),
                income(IncomeKind::WarWidows, "war_widows_pension", Period::FourWeeks),
                NONE,
            ],
        }],
    },
    Question {
        id: "half_pension",
        on: On::Long,
        asked: |seen| {
            for_good(seen)
                && seen.is("household", "married")
                && ["occupational_pension", "personal_pension"].iter().any(|code| seen.answers.ticked("pensions", code))
        },
        parts: &[Part::Pick { id: "half_pension", choices: &[Choice::new("yes"), Choice::new("no")], when: ALWAYS }],
    },
    Question {
        id: "benefits",
        on: On::Long,
        asked: |seen| !seen.free(),
        parts: &[Part::Tick {
            id: "benefits",
            choices: &[
                income(IncomeKind::PensionCreditGuarantee, "pension_credit_guarantee", Period::Week),
                income(IncomeKind::PensionCreditSavings, "pension_credit_savings", Period::Week),
                income(IncomeKind::UniversalCredit, "universal_credit", Period::Month),
                income(IncomeKind::EmploymentSupport, "employment_and_support_allowance", Period::Fortnight),
                income(IncomeKind::IncomeSupport, "income_support", Period::Fortnight),
                income(IncomeKind::Jobseekers, "jobseekers_allowance", Period::Fortnight),
                income(IncomeKind::CarersAllowance, "carers_allowance", Period::FourWeeks),
                income(IncomeKind::IndustrialInjuries, "industrial_injuries", Period::FourWeeks),
                income(IncomeKind::HousingBenefit, "housing_benefit", Period::Week),
                income(IncomeKind::ChildBenefit, "child_benefit", Period::FourWeeks),
                income(IncomeKind::PipMobility, "pip_mobility", Period::FourWeeks),
                income(IncomeKind::OtherBenefit, "other_benefit", Period::Week),
                NONE,
            ],
        }],
    },
    Question {
        id: "disability",
        on: On::Both,
        asked: |seen| !seen.free(),
        parts: &[Part::Pick {
            id: "disability",
            choices: &[
                Choice::new("attendance_allowance_lower"),
                Choice::new("attendance_allowance_higher"),
                Choice::new("pip_daily_living_standard"),
                Choice::new("pip_daily_living_enhanced"),
                Choice::new("dla_care_lowest").then(&[DLA_LOWEST]),
                Choice::new("dla_care_middle"),
                Choice::new("dla_care_highest"),
                Choice::new("none"),
            ],
            when: ALWAYS,
        }],
    },
    Question {
        id: "other_income",
        on: On::Long,
        asked: |seen| !seen.free(),
        parts: &[Part::Tick {
            id: "other_income",
            choices: &[
                income(IncomeKind::Earnings, "earnings", Period::Month),
                income(IncomeKind::HomeRent, "rent_from_home", Period::Month),
                income(IncomeKind::OtherRent, "rent_from_other_property", Period::Month),
                income(IncomeKind::Maintenance, "maintenance", Period::Month),
                income(IncomeKind::Charity, "charity", Period::Month),
                income(IncomeKind::Other, "other", Period::Week),
                NONE,
            ],
        }],
    },
    Question {
        id: "housing",
        on: On::Both,
        asked: keeps_home,
        parts: &[
            Part::Type(regular("housing.rent", Period::Month), ALWAYS),
            Part::Type(regular("housing.council_tax", Period::Month), ALWAYS),
            Part::Type(regular("housing.service", Period::Month), ALWAYS),
            Part::Pick {
                id: "housing_paid_by",
                choices: &[Choice::new("person"), Choice::new("both"), Choice::new("partner")],
                when: |seen| seen.couple(),
            },
        ],
    },
    Question {
        id: "expenses",
        on: On::Long,
        asked: at_home,
        parts: &[Part::Tick {
            id: "expenses",
            choices: &[
                paid("expense", "alarm", Period::Month),
                paid("expense", "laundry", Period::Week),
                paid("expense", "heating", Period::Month),
                paid("expense", "food", Period::Week),
                paid("expense", "clothes", Period::Year),
                paid("expense", "cleaning", Period::Week),
                paid("expense", "care", Period::Week),
                paid("expense", "equipment", Period::Year),
                paid("expense", "transport", Period::Week),
                paid("expense", "other", Period::Week),
                NONE,
            ],
        }],
    },
    Question {
        id: "carer",
        on: On::Long,
        asked: |seen| at_home(seen) && !seen.answers.ticked("benefits", "carers_allowance"),
        parts: &[Part::Pick { id: "carer", choices: &[Choice::new("yes"), Choice::new("no")], when: ALWAYS }],
    },
    Question {
        id: "loan",
        on: On::Long,
        asked: |seen| for_good(seen) && seen.owner(),
        parts: &[Part::Pick {
            id: "loan",
            choices: &[
                Choice::new("yes").then(&[KEEP]).when(interest_known),
                Choice::new("yes_interest").then(&[INTEREST, KEEP]).when(|seen| !interest_known(seen)),
                Choice::new("no"),
            ],
            when: ALWAYS,
        }],
    },
    Question {
        id: "sure",
        on: On::Long,
        asked: |seen| !seen.free(),
        parts: &[Part::Pick { id: "sure", choices: &[Choice::new("exact"), Choice::new("rough")], when: ALWAYS }],
    },
];
