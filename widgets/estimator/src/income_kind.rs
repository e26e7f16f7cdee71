//! Kinds of income, and how each is treated (SI 2014/2672 regulations 14 to 17 and Schedule 1).

use serde::{Deserialize, Serialize};

use crate::money::{Pence, Period};

/// How a kind of income is treated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// Counts in full.
    Counts,
    /// Does not count.
    Ignored,
    /// A pension of which half may go to a spouse (Schedule 1 paragraph 16).
    Pension,
    /// A disability benefit for care: does not count in a temporary stay, stops after 28 days of council help.
    DisabilityBenefit,
    /// A war widow's, widower's or survivor's pension: the first £10 does not count.
    WarPension,
    /// Rent from the home.
    HomeRent,
    /// Capital, not income.
    Capital,
}

/// Names every kind of income once: variant, name in files, label, treatment, reason.
macro_rules! kinds {
    ($($variant:ident $name:literal $label:literal $treatment:ident $why:literal)*) => {
        /// A kind of income.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum IncomeKind {
            $(#[doc = $label] #[serde(rename = $name)] $variant,)*
        }

        impl IncomeKind {
            /// Every kind there is.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// What to call it to a reader.
            pub fn label(self) -> &'static str {
                match self { $(Self::$variant => $label,)* }
            }

            /// How it is treated.
            pub fn treatment(self) -> Treatment {
                match self { $(Self::$variant => Treatment::$treatment,)* }
            }

            pub(crate) fn why(self) -> &'static str {
                match self { $(Self::$variant => $why,)* }
            }
        }
    };
}

kinds! {
    Earnings "earnings" "Earnings" Ignored "What you earn from work does not count."
    StatePension "state_pension" "State Pension" Counts ""
    OccupationalPension "occupational_pension" "Pension from work" Pension ""
    PersonalPension "personal_pension" "Personal pension" Pension ""
    RetirementAnnuity "retirement_annuity" "Retirement annuity" Pension ""
    Annuity "annuity" "Other annuity" Counts ""
    PensionNotDrawn "pension_not_drawn" "Pension you could draw" Counts "The council can count a pension that you could draw."
    PensionCreditGuarantee "pension_credit_guarantee" "Pension Credit, guarantee" Counts ""
    PensionCreditSavings "pension_credit_savings" "Pension Credit, savings" Counts ""
    UniversalCredit "universal_credit" "Universal Credit" Counts ""
    UniversalCreditHousing "universal_credit_housing" "Universal Credit, housing part" Ignored "It pays your rent."
    IncomeSupport "income_support" "Income Support" Counts ""
    EmploymentSupport "employment_and_support_allowance" "Employment and Support Allowance" Counts ""
    Jobseekers "jobseekers_allowance" "Jobseeker's Allowance" Counts ""
    CarersAllowance "carers_allowance" "Carer's Allowance" Counts ""
    IndustrialInjuries "industrial_injuries" "Industrial injuries benefit" Counts ""
    SevereDisablement "severe_disablement_allowance" "Severe Disablement Allowance" Counts ""
    Bereavement "bereavement_allowance" "Bereavement benefit" Counts ""
    OtherBenefit "other_benefit" "Other benefit" Counts ""
    AttendanceHigher "attendance_allowance_higher" "Attendance Allowance, higher rate" DisabilityBenefit ""
    AttendanceLower "attendance_allowance_lower" "Attendance Allowance, lower rate" DisabilityBenefit ""
    ConstantAttendance "constant_attendance_allowance" "Constant Attendance Allowance" DisabilityBenefit ""
    PipDailyEnhanced "pip_daily_living_enhanced" "PIP daily living, enhanced rate" DisabilityBenefit ""
    PipDailyStandard "pip_daily_living_standard" "PIP daily living, standard rate" DisabilityBenefit ""
    DlaCareHighest "dla_care_highest" "DLA care, highest rate" DisabilityBenefit ""
    DlaCareMiddle "dla_care_middle" "DLA care, middle rate" DisabilityBenefit ""
    DlaCareLowest "dla_care_lowest" "DLA care, lowest rate" DisabilityBenefit ""
    PipMobility "pip_mobility" "PIP mobility" Ignored "Benefits for getting about do not count."
    DlaMobility "dla_mobility" "DLA mobility" Ignored "Benefits for getting about do not count."
    WarMobility "war_pension_mobility" "War pension mobility supplement" Ignored "Benefits for getting about do not count."
    ArmedForcesIndependence "armed_forces_independence" "Armed Forces Independence Payment" Ignored
        "This payment does not count."
    GuaranteedIncome "guaranteed_income_payment" "Guaranteed Income Payment" Ignored "This payment does not count."
    WarDisablement "war_disablement_pension" "War disablement pension" Ignored
        "It has not counted since 10 April 2017."
    WarWidows "war_widows_pension" "War widow's, widower's or survivor's pension" WarPension ""
    DirectPayment "direct_payment" "Direct payment for care" Ignored "It pays for your care."
    ChildBenefit "child_benefit" "Child Benefit" Ignored "Money for your children does not count."
    ChildTaxCredit "child_tax_credit" "Child Tax Credit" Ignored "Money for your children does not count."
    GuardiansAllowance "guardians_allowance" "Guardian's Allowance" Ignored "Money for children does not count."
    ChristmasBonus "christmas_bonus" "Christmas bonus" Ignored "This payment does not count."
    WinterFuel "winter_fuel_payment" "Winter Fuel Payment" Ignored "This payment does not count."
    SocialFund "social_fund" "Social Fund payment" Ignored "This payment does not count."
    HousingBenefit "housing_benefit" "Housing Benefit" Ignored "It pays your rent."
    CouncilTaxReduction "council_tax_reduction" "Council Tax Reduction" Ignored "It pays your council tax."
    InKind "in_kind" "Help in kind" Ignored "Help that is not money does not count."
    Charity "charity" "Gift or payment from a charity" Ignored "Gifts and payments from charities do not count."
    HomeRent "rent_from_home" "Rent from your home" HomeRent ""
    OtherRent "rent_from_other_property" "Rent from other property" Capital
        "It counts as savings, not as income, when it is paid."
    Interest "interest" "Interest and dividends" Capital "It counts as savings, not as income, when it is paid."
    Maintenance "maintenance" "Maintenance" Counts ""
    Other "other" "Other income" Counts ""
}

impl IncomeKind {
    /// A benefit that pays at the rate for help by day and by night.
    pub(crate) fn pays_for_nights(self) -> bool {
        matches!(self, Self::AttendanceHigher | Self::PipDailyEnhanced | Self::DlaCareHighest)
    }

    /// A benefit that is paid at one of a few set rates, which nobody need guess.
    pub(crate) fn has_set_rate(self) -> bool {
        self.treatment() == Treatment::DisabilityBenefit
    }

    /// A benefit that would bring the disability premium of Income Support.
    pub fn brings_disability_premium(self) -> bool {
        self.treatment() == Treatment::DisabilityBenefit
            || matches!(self, Self::PipMobility | Self::DlaMobility | Self::ArmedForcesIndependence)
    }

    /// A benefit that would bring the enhanced disability premium of Income Support.
    pub fn brings_enhanced_premium(self) -> bool {
        matches!(self, Self::PipDailyEnhanced | Self::DlaCareHighest | Self::ArmedForcesIndependence)
    }

    /// Income that is qualifying income for Savings Credit.
    pub(crate) fn qualifying(self) -> bool {
        matches!(self, Self::StatePension | Self::Annuity | Self::PensionNotDrawn)
            || self.treatment() == Treatment::Pension
    }
}

/// Something that comes in, after tax and National Insurance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IncomeItem {
    /// What it is.
    pub kind: IncomeKind,
    /// How much, for all who share it.
    pub amount: Pence,
    /// How often.
    #[serde(default)]
    pub per: Period,
    /// What the person calls it.
    #[serde(default)]
    pub label: String,
    /// How many share it, the person among them. Absent: one. Equal shares are presumed.
    #[serde(default)]
    pub owners: Option<u8>,
    /// A weekly part that the council leaves out by choice.
    #[serde(default)]
    pub council_leaves_out: Pence,
}

impl IncomeItem {
    /// An item of so much a week.
    pub fn week(kind: IncomeKind, amount: Pence) -> Self {
        Self { kind, amount, per: Period::Week, label: String::new(), owners: None, council_leaves_out: Pence::ZERO }
    }
}
