//! The care and its price, as a case gives them.

use serde::{Deserialize, Serialize};

use crate::money::{Pence, Period, Quantity};

/// What a line of care is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CareKind {
    /// Visits from care workers.
    #[default]
    HomeCare,
    /// A day centre.
    DayCentre,
    /// Transport to care.
    Transport,
    /// A care home or a break in one.
    CareHome,
    /// Help to do things again, after illness or hospital (reablement, intermediate care).
    Reablement,
    /// Something else that the plan holds.
    Other,
}

/// A line of care and its price.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CareLine {
    /// What it is called.
    #[serde(default)]
    pub label: String,
    /// What it is.
    #[serde(default)]
    pub kind: CareKind,
    /// The price of one hour, day or visit. Absent: the council's usual price of an hour of home care.
    #[serde(default)]
    pub price: Option<Pence>,
    /// How often the price is paid: ten hours a week is a price each week, ten times.
    #[serde(default)]
    pub per: Period,
    /// How many hours, days or visits. Absent: one.
    #[serde(default)]
    pub quantity: Option<Quantity>,
    /// In how many weeks of the year; for the yearly cost only. Absent: 52.
    #[serde(default)]
    pub weeks_a_year: Option<u8>,
    /// Which week of reablement it is now.
    #[serde(default)]
    pub week: Option<u32>,
}

/// A home that the council offers within its choice-of-accommodation duty (SI 2014/2670).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Offer {
    /// What it costs a week.
    pub weekly: Pence,
    /// Whether it has a place.
    pub available: bool,
}

/// The care.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Care {
    /// Each line of care. Absent for a care home: the council's usual weekly price, if known.
    pub lines: Vec<CareLine>,
    /// The amount that will meet the person's needs, if the council has set one.
    pub personal_budget: Option<Pence>,
    /// Homes the council offered, to work out that amount: the cheapest with a place.
    pub offers: Vec<Offer>,
    /// Has care at night.
    pub night_care: bool,
    /// In a home with nurses: the price includes what the NHS pays for nursing.
    pub price_includes_nursing: bool,
    /// Which rate the NHS pays for nursing.
    pub nursing_rate: NursingRate,
    /// Who pays more for a dearer home.
    pub top_up_by: TopUp,
    /// The person's needs are met by the council's arrangement at their request though they pay in full.
    pub council_arranges: bool,
}

/// A rate of NHS-funded nursing care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NursingRate {
    /// For nearly everyone.
    #[default]
    Standard,
    /// Only for people on the old high band since before October 2007.
    Higher,
}

/// Who pays the extra for a dearer home.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TopUp {
    /// Nobody has been found yet.
    #[default]
    Nobody,
    /// A relative or friend.
    ThirdParty,
    /// The person; allowed only in a twelve-week disregard, with a deferred payment, or for section 117.
    Person,
}
