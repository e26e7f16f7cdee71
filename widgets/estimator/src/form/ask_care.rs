//! Questions about the care.

use super::question::{ALWAYS, Choice, Field, Kind, On, Part, Question};
use super::{Seen, settings};
use crate::case::Setting;
use crate::money::Period;
use crate::policy::NightElement;

/// Care where the person lives, not in a care home.
pub(super) fn at_home(seen: &Seen<'_>) -> bool {
    !seen.free() && seen.any(|setting| !setting.in_care_home())
}

/// A stay in a care home, for good or not.
pub(super) fn in_care_home(seen: &Seen<'_>) -> bool {
    !seen.free() && seen.any(Setting::in_care_home)
}

/// A care home for good.
pub(super) fn for_good(seen: &Seen<'_>) -> bool {
    !seen.free() && seen.any(Setting::permanent)
}

/// Care where some of the costs of one's own home go on and count: at home, and for a stay that is not for good.
pub(super) fn keeps_home(seen: &Seen<'_>) -> bool {
    !seen.free() && seen.any(|setting| !setting.permanent())
}

fn nursing(seen: &Seen<'_>) -> bool {
    settings(seen.answers).contains(&Setting::NursingHome)
}

fn usual_price_known(seen: &Seen<'_>) -> bool {
    if nursing(seen) { seen.policy.nursing_home_week.is_some() } else { seen.policy.care_home_week.is_some() }
}

const HOURS: Field = Field::new("hours", Kind::Hours);
pub(super) const VISITS_COST: Field = Field::new("visits_cost", Kind::Regular(Period::Week));
pub(super) const HOME_PRICE: Field = Field::new("home_price", Kind::Regular(Period::Week));

pub(super) const QUESTIONS: &[Question] = &[
    Question {
        id: "setting",
        on: On::Both,
        asked: ALWAYS,
        parts: &[Part::Pick {
            id: "setting",
            choices: &[
                Choice::new("home"),
                Choice::new("supported_living"),
                Choice::new("extra_care"),
                Choice::new("short_stay"),
                Choice::new("temporary_stay"),
                Choice::new("care_home"),
                Choice::new("nursing_home"),
                Choice::new("unsure"),
            ],
            when: ALWAYS,
        }],
    },
    Question {
        id: "free",
        on: On::Both,
        asked: ALWAYS,
        parts: &[Part::Tick {
            id: "free",
            choices: &[
                Choice::new("nhs"),
                Choice::new("section_117"),
                Choice::new("cjd"),
                Choice::new("reablement"),
                Choice::new("none"),
            ],
        }],
    },
    Question {
        id: "visits",
        on: On::Both,
        asked: at_home,
        parts: &[Part::Pick {
            id: "visits",
            choices: &[
                Choice::new("hours")
                    .then(&[HOURS, Field::new("hour_price", Kind::Money).optional()])
                    .when(|seen| seen.policy.home_care_hour.is_some()),
                Choice::new("hours_price")
                    .then(&[HOURS, Field::new("hour_price_own", Kind::Money)])
                    .when(|seen| seen.policy.home_care_hour.is_none()),
                Choice::new("cost").then(&[VISITS_COST]),
                Choice::new("unknown"),
            ],
            when: ALWAYS,
        }],
    },
    Question {
        id: "night",
        on: On::Long,
        asked: at_home,
        parts: &[Part::Pick {
            id: "night",
            choices: &[Choice::new("yes"), Choice::new("no")],
            when: |seen| seen.policy.night_element == Some(NightElement::IgnoredWithoutNightCare),
        }],
    },
    Question {
        id: "price",
        on: On::Both,
        asked: in_care_home,
        parts: &[
            Part::Pick {
                id: "price",
                choices: &[
                    Choice::new("known").then(&[HOME_PRICE]),
                    Choice::new("usual").when(|seen| usual_price_known(seen) && !nursing(seen)),
                    Choice::new("usual_nursing").when(|seen| usual_price_known(seen) && nursing(seen)),
                    Choice::new("unknown").when(|seen| !usual_price_known(seen)),
                ],
                when: ALWAYS,
            },
            Part::Pick {
                id: "nhs_in_price",
                choices: &[Choice::new("no"), Choice::new("yes"), Choice::new("unsure")],
                when: |seen| nursing(seen) && seen.is("price", "known"),
            },
        ],
    },
    Question {
        id: "budget",
        on: On::Long,
        asked: |seen| in_care_home(seen) && seen.is("price", "known"),
        parts: &[
            Part::Pick {
                id: "budget",
                choices: &[Choice::new("yes").then(&[Field::new("budget_amount", Kind::Money)]), Choice::new("no")],
                when: ALWAYS,
            },
            Part::Pick {
                id: "top_up",
                choices: &[Choice::new("family"), Choice::new("me"), Choice::new("nobody")],
                when: |seen| seen.is("budget", "yes"),
            },
        ],
    },
    Question {
        id: "stay",
        on: On::Long,
        asked: for_good,
        parts: &[Part::Pick {
            id: "stay",
            choices: &[
                Choice::new("no"),
                Choice::new("yes").then(&[Field::new("stay_weeks", Kind::Number { least: 0, most: 4_000 })]),
            ],
            when: ALWAYS,
        }],
    },
];
