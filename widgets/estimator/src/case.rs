//! One household's case: everything that the rules ask. All amounts are pounds; nothing is required that the
//! setting does not need. Unknown keys are errors.

use serde::{Deserialize, Serialize};

use crate::by_rate::ByRate;
use crate::capital_kind::{CapitalItem, Home};
use crate::care::Care;
use crate::error::{Error, ErrorKind, Result};
use crate::free::FreeCare;
use crate::income_kind::IncomeItem;
use crate::money::{Pence, Percent, Period};
use crate::policy::Overrides;
use crate::year::{Day, TaxYear, pension_age_day};

/// Where the care is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Setting {
    /// Care in the person's own home.
    #[default]
    Home,
    /// Support in a tenancy.
    SupportedLiving,
    /// A home of one's own with care on site.
    ExtraCare,
    /// A stay in a care home of up to eight weeks, such as a break (SI 2014/2672 regulation 8).
    ShortStay,
    /// A stay in a care home that is unlikely to be over 52 weeks (regulation 2, "temporary resident").
    TemporaryStay,
    /// A care home for good.
    CareHome,
    /// A care home with nurses, for good.
    NursingHome,
}

impl Setting {
    /// Whether the care is in a care home.
    pub fn in_care_home(self) -> bool {
        !matches!(self, Self::Home | Self::SupportedLiving | Self::ExtraCare)
    }

    /// Whether it is for good.
    pub fn permanent(self) -> bool {
        matches!(self, Self::CareHome | Self::NursingHome)
    }
}

/// Which nation's rules apply. Only England's are here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nation {
    /// England.
    #[default]
    England,
    /// Scotland: other rules.
    Scotland,
    /// Wales: other rules.
    Wales,
    /// Northern Ireland: other rules.
    NorthernIreland,
}

/// Who the person lives with, as regulation 7 asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Household {
    /// No partner.
    #[default]
    Single,
    /// No partner, responsible for a child in the same household.
    LoneParent,
    /// Married, civil partners, or living as if they were.
    Couple,
}

/// The premiums of regulation 7(5) to (7). Absent: worked out from the benefits.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Premiums {
    /// Disability premium.
    pub disability: Option<bool>,
    /// Enhanced disability premium.
    pub enhanced_disability: Option<bool>,
    /// Carer premium.
    pub carer: Option<bool>,
}

/// How old someone is, as far as it is known.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Age {
    /// Years.
    pub years: Option<u8>,
    /// Date of birth; better than years near pension age.
    pub born: Option<Day>,
    /// Whether they have reached State Pension age, if they say so.
    pub pension_age: Option<bool>,
}

impl Age {
    /// Years of age on a day.
    pub fn on(self, day: Day) -> Option<i16> {
        self.born.map(|born| born.years_to(day)).or(self.years.map(i16::from))
    }

    /// Whether they have reached State Pension age on a day. Not known at 66 without a date of birth, from 2026.
    pub fn of_pension_age(self, day: Day) -> Result<Option<bool>> {
        if self.pension_age.is_some() {
            return Ok(self.pension_age);
        }
        if let Some(born) = self.born {
            return Ok(Some(pension_age_day(born)? <= day));
        }
        let rising = TaxYear::of(day).starts() >= 2026;
        Ok(self.years.and_then(|years| match years {
            0..=65 => Some(false),
            66 if rising => None,
            _ => Some(true),
        }))
    }
}

/// The person who needs care.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Person {
    /// How old.
    pub age: Age,
    /// Who they live with, or lived with before a care home.
    pub household: Household,
    /// Married or in a civil partnership, not only living together.
    pub married: bool,
    /// Children in the household that they are responsible for.
    pub children: u8,
    /// Premiums, if known.
    pub premiums: Premiums,
    /// Pays at least half of their pensions to a spouse or civil partner who lives elsewhere (Schedule 1 paragraph 16).
    pub pays_half_pension_to_spouse: bool,
    /// Reached pension age before 6 April 2016; asked only where the council's savings disregard turns on it.
    pub pension_age_before_april_2016: Option<bool>,
    /// Will not give the council figures (regulation 10).
    pub refuses_figures: bool,
}

/// The person's partner: asked only to split what is joint and for the joint test.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Partner {
    /// How old.
    pub age: Age,
    /// The partner's own income. Absent: the joint test cannot be made.
    pub income: Option<Vec<IncomeItem>>,
    /// The partner's own disability-related expenses.
    pub disability_expenses: Vec<Expense>,
    /// Premiums, if known.
    pub premiums: Premiums,
}

/// A weekly expense or allowance with a name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expense {
    /// What it is.
    pub label: String,
    /// How much.
    pub amount: Pence,
    /// How often.
    #[serde(default)]
    pub per: Period,
}

/// Who pays a housing cost.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaidBy {
    /// The person.
    #[default]
    Person,
    /// Both of a couple, half each.
    Both,
    /// The partner.
    Partner,
}

/// A housing cost (SI 2014/2672 Schedule 1 paragraph 2): rent, mortgage, council tax, ground rent, service charge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HousingCost {
    /// What it is.
    pub label: String,
    /// How much in full.
    pub amount: Pence,
    /// How much of that Housing Benefit, Universal Credit or Council Tax Reduction pays.
    #[serde(default)]
    pub met_by_benefit: Pence,
    /// How often.
    #[serde(default)]
    pub per: Period,
    /// Who pays it.
    #[serde(default)]
    pub paid_by: PaidBy,
}

/// What the person keeps.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Allowances {
    /// The council's own total in place of the minimum income guarantee, a week.
    pub minimum_income_guarantee: Option<Pence>,
    /// The council's own sum in place of the personal expenses allowance, a week.
    pub personal_expenses: Option<Pence>,
    /// Housing costs, for care at home and temporary stays.
    pub housing: Vec<HousingCost>,
    /// What the person spends because of a disability, item by item (Schedule 1 paragraph 4).
    pub disability_expenses: Vec<Expense>,
    /// Other sums that the council lets the person keep by choice.
    pub other: Vec<Expense>,
}

/// A stay in a care home so far.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Stay {
    /// Which week of the stay it is, from 1. Absent: the first.
    pub week: Option<u32>,
    /// Weeks of the twelve-week property disregard used up in a stay that ended less than 52 weeks before.
    pub disregard_weeks_used: u8,
}

/// What the person would want of a deferred payment agreement (SI 2014/2671).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct DeferredWish {
    /// Wants one.
    pub wanted: bool,
    /// How much income to keep a week, up to the most the law lets them. Absent: the most.
    pub keep: Option<Pence>,
    /// Yearly interest, if the council has said.
    pub interest: Option<Percent>,
    /// Weekly extra for a dearer home to be deferred too.
    pub top_up: Pence,
}

/// How the years ahead are to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Outlook {
    /// The first day of the forecast. Absent: the day of the case.
    pub from: Option<Day>,
    /// Weeks to show. Absent: ten years.
    pub weeks: Option<u32>,
    /// How much the price of care rises each year.
    pub price_rise: Option<Percent>,
    /// How much income rises each year.
    pub income_rise: Option<Percent>,
    /// What the person spends a week beside care while paying in full. Absent: nothing in a care home; at home,
    /// the allowances.
    pub spending: Option<Pence>,
}

/// A household's case.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Case {
    /// A short name.
    pub id: String,
    /// A sentence about it.
    pub title: String,
    /// The tax year of the rates. Absent: the year of `on`.
    pub year: Option<TaxYear>,
    /// The day of the estimate. Absent: the first day of the year.
    pub on: Option<Day>,
    /// Which nation.
    pub nation: Nation,
    /// Where the care is.
    pub setting: Setting,
    /// The person.
    pub person: Person,
    /// The partner, if there is one.
    pub partner: Option<Partner>,
    /// What may be free.
    pub free: FreeCare,
    /// The care and its price.
    pub care: Care,
    /// Savings and other capital, without the home.
    pub capital: Vec<CapitalItem>,
    /// The home, if the person owns it or a share of it.
    pub home: Option<Home>,
    /// Income.
    pub income: Vec<IncomeItem>,
    /// What the person keeps.
    pub allowances: Allowances,
    /// The stay so far.
    pub stay: Stay,
    /// Deferred payment wishes.
    pub deferred: DeferredWish,
    /// The forecast wished.
    pub outlook: Outlook,
    /// Settings in place of the council's policy.
    pub policy: Overrides,
    /// Rates in place of the year's table.
    pub rates: ByRate<Pence>,
}

impl Case {
    /// The day of the estimate.
    pub fn day(&self) -> Result<Day> {
        match (self.on, self.year) {
            (Some(day), _) => Ok(day),
            (None, Some(year)) => Ok(year.first_day()),
            (None, None) => {
                Err(Error::new(ErrorKind::Missing, "year", "Say which tax year this is for, like `year: 2026-27`."))
            }
        }
    }

    /// The tax year whose rates the case needs.
    pub fn tax_year(&self) -> Result<TaxYear> {
        self.year.map_or_else(|| self.day().map(TaxYear::of), Ok)
    }
}
