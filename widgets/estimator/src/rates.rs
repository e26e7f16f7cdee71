//! The rates of one tax year: a value, where it was read, and how far it can be trusted.

use serde::{Deserialize, Serialize};

use crate::by_rate::ByRate;
use crate::error::{Error, ErrorKind, Result};
use crate::money::{Pence, Percent};
use crate::year::{Day, TaxYear};

/// Names every rate once: variant, name in files, label for a reader.
macro_rules! rates {
    ($($variant:ident $name:literal $label:literal)*) => {
        /// A rate that the rules use, by its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum RateId {
            $(#[doc = $label] #[serde(rename = $name)] $variant,)*
        }

        impl RateId {
            /// Every rate there is.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The rate's name in a rates file.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// What to call the rate to a reader.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }
        }
    };
}

rates! {
    UpperCapitalLimit "upper_capital_limit" "Upper capital limit"
    LowerCapitalLimit "lower_capital_limit" "Lower capital limit"
    TariffStep "tariff_step" "Savings for each £1 of tariff income"
    MigSingleYoung "mig_single_18_to_24" "Minimum income guarantee, single, 18 to 24"
    MigSingle "mig_single_25_to_pension_age" "Minimum income guarantee, single, 25 to pension age"
    MigLoneParent "mig_lone_parent" "Minimum income guarantee, lone parent"
    MigSinglePension "mig_single_pension_age" "Minimum income guarantee, single, pension age"
    MigCouple "mig_couple_working_age" "Minimum income guarantee, one of a couple, working age"
    MigCouplePension "mig_couple_pension_age" "Minimum income guarantee, one of a couple, pension age"
    MigChild "mig_child" "Minimum income guarantee, each child"
    DisabilitySingle "disability_premium_single" "Disability premium, single"
    DisabilityCouple "disability_premium_couple" "Disability premium, couple"
    EnhancedSingle "enhanced_disability_premium_single" "Enhanced disability premium, single"
    EnhancedCouple "enhanced_disability_premium_couple" "Enhanced disability premium, couple"
    CarerPremium "carer_premium" "Carer premium"
    PersonalExpenses "personal_expenses_allowance" "Personal expenses allowance"
    SavingsDisregardSingle "savings_disregard_single" "Savings disregard, single"
    SavingsDisregardCouple "savings_disregard_couple" "Savings disregard, couple"
    NursingStandard "nursing_care_standard" "NHS-funded nursing care, standard"
    NursingHigher "nursing_care_higher" "NHS-funded nursing care, higher"
    DeferredIncomeKept "deferred_income_kept" "Income you may keep with a loan against your home"
    AdaptationLimit "minor_adaptation_limit" "Most that a free minor adaptation may cost"
    WarPensionDisregard "war_pension_disregard" "Part of a war widow's or widower's pension that does not count"
    DisabilityHigher "disability_benefit_higher" "Attendance Allowance higher, PIP daily living enhanced, DLA care highest"
    DisabilityLower "disability_benefit_lower" "Attendance Allowance lower, PIP daily living standard, DLA care middle"
    PipMobilityEnhanced "pip_mobility_enhanced" "PIP mobility, enhanced"
    PipMobilityStandard "pip_mobility_standard" "PIP mobility, standard"
    StatePensionNew "state_pension_new" "New State Pension, full"
    StatePensionBasic "state_pension_basic" "Basic State Pension"
    PensionCreditSingle "pension_credit_single" "Pension Credit standard minimum guarantee, single"
    PensionCreditCouple "pension_credit_couple" "Pension Credit standard minimum guarantee, couple"
    SevereDisability "severe_disability_addition" "Pension Credit severe disability addition"
    PensionCreditCarer "pension_credit_carer_addition" "Pension Credit carer addition"
    SavingsThresholdSingle "savings_credit_threshold_single" "Savings Credit threshold, single"
    SavingsThresholdCouple "savings_credit_threshold_couple" "Savings Credit threshold, couple"
    SavingsMaxSingle "savings_credit_max_single" "Savings Credit maximum, single"
    SavingsMaxCouple "savings_credit_max_couple" "Savings Credit maximum, couple"
    PensionCreditCapital "pension_credit_capital_ignored" "Savings that Pension Credit does not count"
    PensionCreditStep "pension_credit_step" "Savings for each £1 of income in Pension Credit"
    CarersAllowance "carers_allowance" "Carer's Allowance"
    CarersEarnings "carers_earnings_limit" "Carer's Allowance, most you may earn"
}

/// The rates without which no assessment can be made in a year.
pub const REQUIRED: &[RateId] = &[
    RateId::UpperCapitalLimit,
    RateId::LowerCapitalLimit,
    RateId::TariffStep,
    RateId::MigSingleYoung,
    RateId::MigSingle,
    RateId::MigLoneParent,
    RateId::MigSinglePension,
    RateId::MigCouple,
    RateId::MigCouplePension,
    RateId::MigChild,
    RateId::DisabilitySingle,
    RateId::DisabilityCouple,
    RateId::EnhancedSingle,
    RateId::EnhancedCouple,
    RateId::CarerPremium,
    RateId::PersonalExpenses,
    RateId::SavingsDisregardSingle,
    RateId::SavingsDisregardCouple,
];

/// How far a row can be trusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Read in a law, a government circular or a council's own page.
    Official,
    /// Read in a source that is not official.
    Secondary,
    /// Worked out from last year's rate and the uprating.
    Derived,
}

impl Status {
    /// What to tell a reader about a rate of this status.
    pub fn warning(self) -> Option<&'static str> {
        match self {
            Self::Official => None,
            Self::Secondary => Some("We read this rate in a source that is not official."),
            Self::Derived => Some("We worked this rate out from the year before. We have not read it in a source."),
        }
    }
}

/// One rate of one year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    /// The rate, in pounds: a week for allowances and benefits, a sum for limits.
    pub value: Pence,
    /// Where it was read.
    pub source: String,
    /// How far it can be trusted.
    pub status: Status,
    /// Anything a maintainer should know.
    #[serde(default)]
    pub note: Option<String>,
}

/// The most interest a council may charge on a deferred payment in some months (SI 2014/2671 regulation 9).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InterestRow {
    /// From this day.
    pub from: Day,
    /// To this day.
    pub to: Day,
    /// Percent a year.
    pub percent: Percent,
    /// Where it was read.
    pub source: String,
    /// How far it can be trusted.
    pub status: Status,
}

/// The rates of one tax year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rates {
    /// The year.
    pub tax_year: TaxYear,
    /// Every rate known for it.
    pub rows: ByRate<Row>,
    /// The most interest on deferred payments, by half year.
    #[serde(default)]
    pub deferred_interest: Vec<InterestRow>,
}

impl Rates {
    /// A table with nothing in it, for a year whose rates a case gives itself.
    pub fn empty(tax_year: TaxYear) -> Self {
        Self { tax_year, rows: ByRate::default(), deferred_interest: Vec::new() }
    }

    /// What is wrong with the table: rows without a source, missing rows, limits the wrong way round.
    pub fn check(&self) -> Vec<Error> {
        let mut found = Vec::new();
        for (id, row) in self.rows.iter() {
            let field = format!("rows.{}", id.name());
            if row.source.trim().is_empty() {
                found.push(Error::new(ErrorKind::Rate, &field, "Say where this rate was read."));
            }
            if let Err(error) = row.value.in_bounds(&field) {
                found.push(error);
            }
        }
        for id in REQUIRED.iter().filter(|id| self.rows.get(**id).is_none()) {
            let message = format!("{} has no rate for {}. Add one with its source.", id.label(), self.tax_year);
            found.push(Error::new(ErrorKind::Rate, format!("rows.{}", id.name()), message));
        }
        for row in self.deferred_interest.iter().filter(|r| r.source.trim().is_empty() || r.from > r.to) {
            let message = format!("The interest from {} needs a source, and an end after its start.", row.from);
            found.push(Error::new(ErrorKind::Rate, "deferred_interest", message));
        }
        let value = |id| self.rows.get(id).map(|row| row.value);
        if value(RateId::UpperCapitalLimit) < value(RateId::LowerCapitalLimit) {
            let message = "The upper capital limit is below the lower one. Check both.";
            found.push(Error::new(ErrorKind::Rate, "rows.upper_capital_limit", message));
        }
        found
    }

    /// The most interest a council may charge on a deferred payment on a day, if known.
    pub fn interest_on(&self, day: Day) -> Option<&InterestRow> {
        self.deferred_interest.iter().find(|row| row.from <= day && day <= row.to)
    }
}

/// A rate that was used, with what a reader should know of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Used {
    /// Which rate.
    pub id: RateId,
    /// What to call it.
    pub label: &'static str,
    /// Its value.
    pub value: Pence,
    /// The year of the table, unless the case or the council's policy gave it.
    pub year: Option<TaxYear>,
    /// How far it can be trusted; nothing when the case or the council's policy gave it.
    pub status: Option<Status>,
    /// Where it was read.
    pub source: String,
}

impl Used {
    /// Whether a result must point out that this rate is not from an official source.
    pub fn flagged(&self) -> bool {
        self.status.is_some_and(|s| s != Status::Official)
    }
}

/// A year's rates with what a council's policy and the case set in their place.
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// The year's table.
    pub rates: &'a Rates,
    /// What the council sets in its place.
    pub local: Option<&'a ByRate<Pence>>,
    /// What the case sets in its place.
    pub given: Option<&'a ByRate<Pence>>,
}

impl Sheet<'_> {
    /// A rate, if anything gives it.
    pub fn find(&self, id: RateId) -> Option<Used> {
        let used = |value, year, status, source: &str| Used {
            id,
            label: id.label(),
            value,
            year,
            status,
            source: source.to_owned(),
        };
        if let Some(value) = self.given.and_then(|given| given.get(id)) {
            return Some(used(*value, None, None, "given in the case"));
        }
        if let Some(value) = self.local.and_then(|local| local.get(id)) {
            return Some(used(*value, None, None, "the council's policy"));
        }
        let row = self.rates.rows.get(id)?;
        Some(used(row.value, Some(self.rates.tax_year), Some(row.status), &row.source))
    }

    /// A rate that the case cannot do without.
    pub fn need(&self, id: RateId) -> Result<Used> {
        let used = self.find(id).ok_or_else(|| {
            let message = format!(
                "We have no rate in {} for this: {}. Give one under `rates`, by the name that the rates files use.",
                self.rates.tax_year,
                id.label()
            );
            Error::new(ErrorKind::Rate, "rates", message)
        })?;
        used.value.in_bounds("rates")?;
        Ok(used)
    }
}
