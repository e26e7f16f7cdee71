//! What a council may set for itself. Every field may be absent; then the default reading of the law holds
//! (see [`Choices`]), or the figure is asked of the reader, or left out in so many words.

use std::fmt;

use serde::de::{self, Deserializer, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use serde::{Deserialize, Serialize};

use crate::by_rate::ByRate;
use crate::case::Case;
use crate::error::{Error, ErrorKind};
use crate::money::{Pence, Percent, Rounding, WeekBasis};

/// A council's setting, with where and when it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setting<T> {
    /// What the council set.
    pub value: T,
    /// Where it was read.
    pub source: String,
    /// The date of the source, or the day it was seen.
    pub date: String,
    /// Anything a reader of the file should know.
    #[serde(default)]
    pub note: Option<String>,
}

/// When the extra that a disability benefit pays for the night is left out of income.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NightElement {
    /// Never: the whole benefit counts.
    #[default]
    Counted,
    /// When the person's plan has no care at night.
    IgnoredWithoutNightCare,
    /// Always.
    Ignored,
}

/// How the standard sum for disability-related expenses meets the actual ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StandardExpenses {
    /// The higher of the two.
    #[default]
    Higher,
    /// Both together.
    Sum,
}

/// What a minimum charge means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MinimumCharge {
    /// A charge below it is not collected. A floor could take a person below what section 14(7) protects.
    #[default]
    NotCollected,
    /// At least this much is charged, though never more than the income above the allowances.
    Floor,
}

/// Which comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PercentOrder {
    /// Take the percentage of the income left, then cap it at the cost.
    #[default]
    PercentThenCap,
    /// Cap at the cost, then take the percentage.
    CapThenPercent,
}

/// Who has the savings disregard (SI 2014/2672 Schedule 1 paragraph 40) when qualifying income is above the
/// standard minimum guarantee.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SavingsDisregard {
    /// As written: anyone of 65 or over.
    #[default]
    AsWritten,
    /// Only people who receive Savings Credit.
    OnReceipt,
    /// Only people who reached pension age before April 2016.
    PensionAgeBeforeApril2016,
}

/// How rent from an empty home whose value counts is treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RentFromHome {
    /// As capital (SI 2014/2672 regulation 19(3)), so not as income.
    #[default]
    Capital,
    /// As income.
    Income,
}

/// How often interest on a deferred payment is added to the debt.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Compounding {
    /// Every day.
    #[default]
    Daily,
    /// Every month.
    Monthly,
    /// Every three months.
    Quarterly,
    /// Every six months.
    HalfYearly,
    /// Every year.
    Yearly,
    /// Only at the end.
    Never,
}

/// How interest on a deferred payment is counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InterestMethod {
    /// On the balance of each day, one 365th of the yearly rate.
    #[default]
    Daily365,
    /// On the balance at each month's end, one twelfth of the yearly rate.
    MonthlyTwelfths,
}

/// What the equity limit of a deferred payment is taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EquityBasis {
    /// 90% of the person's share, less the lower capital limit, less charges already on it.
    #[default]
    Share,
    /// 90% of what is left of the share after charges already on it, less the lower capital limit.
    NetValue,
}

/// What the review percentage of a deferred payment is taken of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReviewOf {
    /// Of the person's share of the home's value.
    #[default]
    HomeValue,
    /// Of the equity limit.
    EquityLimit,
}

/// A one-off or weekly fee for arranging care (SI 2014/2672 regulation 5).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArrangementFee {
    /// Paid once.
    #[serde(default)]
    pub once: Pence,
    /// Paid each week.
    #[serde(default)]
    pub weekly: Pence,
}

/// Whatever knows what a council has set: with where it was read, or the values alone.
pub trait Council {
    /// The values.
    fn choices(&self) -> Choices;
}

impl Council for Choices {
    fn choices(&self) -> Choices {
        self.clone()
    }
}

/// Writes the three forms of the settings once: as a council states them, as a case overrides them, and resolved.
macro_rules! settings {
    ($($(#[$doc:meta])* $field:ident: $type:ty;)*) => {
        /// A council's policy, each setting with its source and date.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Policy {
            /// The council's name.
            pub council: String,
            $($(#[$doc])* pub $field: Option<Setting<$type>>,)*
        }

        /// What a case sets in place of the council's policy.
        #[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
        #[serde(default, deny_unknown_fields)]
        pub struct Overrides {
            $($(#[$doc])* #[serde(skip_serializing_if = "Option::is_none")] pub $field: Option<$type>,)*
        }

        /// The policy that holds for a case: the case's own settings, else the council's, else none. Written as a map of
        /// those that are set, each under its place in the list.
        #[derive(Clone, Debug, Default, PartialEq, Eq)]
        pub struct Choices {
            $($(#[$doc])* pub $field: Option<$type>,)*
        }

        impl Choices {
            /// What a council has set, with what a case sets in its place.
            #[must_use]
            pub fn of(council: &impl Council, case: &Case) -> Self {
                let set = council.choices();
                Self { $($field: case.policy.$field.clone().or(set.$field),)* }
            }
        }

        /// The settings in order, each of which is written as its number.
        #[allow(non_camel_case_types, reason = "named after the settings")]
        enum Number {
            $($field,)*
        }

        impl Serialize for Choices {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let set = [$(self.$field.is_some(),)*].into_iter().filter(|set| *set).count();
                let mut map = serializer.serialize_map(Some(set))?;
                $(if let Some(value) = &self.$field {
                    map.serialize_entry(&(Number::$field as u8), value)?;
                })*
                map.end()
            }
        }

        impl<'de> Deserialize<'de> for Choices {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Read;
                impl<'de> Visitor<'de> for Read {
                    type Value = Choices;
                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str("settings by number")
                    }
                    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Choices, A::Error> {
                        let mut all = Choices::default();
                        while let Some(number) = map.next_key::<u8>()? {
                            match number {
                                $(number if number == Number::$field as u8 => all.$field = Some(map.next_value()?),)*
                                _ => return Err(de::Error::custom("no such setting")),
                            }
                        }
                        Ok(all)
                    }
                }
                deserializer.deserialize_map(Read)
            }
        }

        impl Council for Policy {
            fn choices(&self) -> Choices {
                Choices { $($field: self.$field.as_ref().map(|setting| setting.value.clone()),)* }
            }
        }

        impl Policy {

            /// What is wrong with the policy: settings without a source or a date.
            pub fn check(&self) -> Vec<Error> {
                let mut found = Vec::new();
                $(if let Some(setting) = &self.$field
                    && (setting.source.trim().is_empty() || setting.date.trim().is_empty())
                {
                    let message = "Say where and when this setting was read.";
                    found.push(Error::new(ErrorKind::Missing, stringify!($field), message));
                })*
                found
            }
        }
    };
}

settings! {
    /// Rates the council sets above the national ones.
    local_rates: ByRate<Pence>;
    /// Added to everyone's minimum income guarantee, a week.
    mig_uplift: Pence;
    /// A standard weekly sum for disability-related expenses.
    standard_dre: Pence;
    /// How the standard sum meets the actual expenses.
    standard_dre_rule: StandardExpenses;
    /// Whether disability-related expenses are allowed when no disability benefit counts. The default is no.
    dre_without_disability_benefit: bool;
    /// Whether the night part of a disability benefit counts.
    night_element: NightElement;
    /// The night part, where it is not the difference of the higher and lower rates.
    night_amount: Pence;
    /// The part of the income left after allowances that the council takes.
    percent_of_disposable_income: Percent;
    /// Whether the percentage or the cap at the cost comes first.
    percent_order: PercentOrder;
    /// A minimum weekly charge.
    minimum_charge: Pence;
    /// What the minimum charge means.
    minimum_charge_rule: MinimumCharge;
    /// The most the council charges a week for care at home.
    maximum_charge: Pence;
    /// A fee for arranging care for someone who pays in full at home.
    arrangement_fee: ArrangementFee;
    /// Whether a stay of up to eight weeks is charged by the rules for care at home (SI 2014/2672 regulation 8).
    short_stay_as_home: bool;
    /// Whether disability premiums are given at pension age too. The default is no.
    premiums_at_pension_age: bool;
    /// Whether a lone parent of pension age has the pension age rate. The default is the lone parent rate.
    lone_parent_pension_rate: bool;
    /// Who has the savings disregard.
    savings_disregard: SavingsDisregard;
    /// Whether the half of a pension paid to a spouse is left out for care at home too. The default is no.
    half_pension_at_home: bool;
    /// How rent from an empty home whose value counts is treated.
    rent_from_counted_home: RentFromHome;
    /// Whether couples are also tested together. The default is yes, when the partner's figures are given.
    couple_joint_test: bool;
    /// How fractions of a penny are treated.
    rounding: Rounding;
    /// How a month or a year becomes weeks.
    week_basis: WeekBasis;
    /// The council's usual price of an hour of home care.
    home_care_hour: Pence;
    /// The council's usual weekly price of a care home.
    care_home_week: Pence;
    /// The council's usual weekly price of a care home with nurses.
    nursing_home_week: Pence;
    /// What a deferred payment costs to set up.
    deferred_setup_fee: Pence;
    /// What a deferred payment costs each year.
    deferred_annual_fee: Pence;
    /// Whether the fees are added to the debt. The default is yes.
    deferred_fees_added: bool;
    /// The yearly interest on a deferred payment.
    deferred_interest: Percent;
    /// How often interest is added to the debt.
    deferred_compounding: Compounding;
    /// How interest is counted.
    deferred_interest_method: InterestMethod;
    /// What the equity limit is taken from.
    deferred_equity_basis: EquityBasis;
    /// At what percentage the council looks at the deferred payment again.
    deferred_review: Percent;
    /// What that percentage is of.
    deferred_review_of: ReviewOf;
}
