//! Kinds of capital, the home, and who lives in it (SI 2014/2672 Schedule 2).

use serde::{Deserialize, Serialize};

use crate::money::{Pence, Percent};

/// A kind of capital.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CapitalKind {
    /// Cash.
    Cash,
    /// Money in a bank or building society, an ISA, National Savings, Premium Bonds.
    Savings,
    /// Shares, unit trusts, government stock.
    Shares,
    /// Land or a building that is not the home.
    OtherProperty,
    /// Anything else that counts.
    Other,
    /// Something the council has decided to count as still held (regulation 22).
    Notional,
    /// Something given away, sold cheaply or spent. Asked and explained, never decided here.
    GivenAway,
    /// Personal possessions.
    PersonalPossessions,
    /// A trust of personal injury money.
    PersonalInjuryTrust,
    /// Damages that a court administers.
    CourtFunds,
    /// A personal injury payment not in trust: 52 weeks.
    PersonalInjuryPayment,
    /// The surrender value of a life policy or annuity, investment bonds with life cover among them.
    LifePolicy,
    /// Money in a pension that is not drawn.
    PensionPot,
    /// Business assets, for a reasonable time.
    Business,
    /// Benefits paid late: 52 weeks.
    BenefitArrears,
    /// Money from the sale of a home, kept to buy another: 26 weeks.
    HomeSaleProceeds,
    /// Something the person will only have in the future.
    FutureInterest,
    /// A trust of another kind: not covered here.
    Trust,
    /// Something abroad: not covered here.
    Overseas,
}

/// Something the person owns, or owns with others.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CapitalItem {
    /// What it is.
    pub kind: CapitalKind,
    /// Its whole value, with the shares of other owners.
    pub value: Pence,
    /// What the person calls it.
    #[serde(default)]
    pub label: String,
    /// How many own it, the person among them. Absent: one. Equal shares are presumed (regulation 24).
    #[serde(default)]
    pub owners: Option<u8>,
    /// The person's actual share of land, where it is not an equal one.
    #[serde(default)]
    pub share: Option<Percent>,
    /// Whether selling it would cost money. Absent: yes for property, no for the rest.
    #[serde(default)]
    pub sale_costs: Option<bool>,
    /// What is owed and secured on the whole of it.
    #[serde(default)]
    pub debt: Pence,
    /// For what is left out only for a time: how many weeks since it came.
    #[serde(default)]
    pub weeks_held: Option<u32>,
}

/// Who lives in the home of someone who is in a care home for good (Schedule 2 paragraph 4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OccupierKind {
    /// Partner, or a former partner or civil partner who is not estranged: paragraph 4(1)(a).
    Partner,
    /// Estranged or divorced partner who is a lone parent: paragraph 4(1)(a).
    EstrangedLoneParent,
    /// A relative or member of the family of 60 or over: paragraph 4(1)(b).
    RelativeSixtyOrOver,
    /// A relative or member of the family who is incapacitated: paragraph 4(1)(b).
    RelativeIncapacitated,
    /// The person's child under 18: paragraph 4(1)(b).
    ChildUnderEighteen,
    /// Someone else, such as a carer who gave up a home. The council may choose (paragraph 24).
    SomeoneElse,
}

/// Someone who lives in the home.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occupier {
    /// Who.
    pub who: OccupierKind,
    /// Has lived there as their main or only home since before the person went into care. Absent: yes.
    #[serde(default = "yes")]
    pub since_before: bool,
}

/// The home that the person owns, or owns a share of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Home {
    /// Its whole market value.
    pub value: Pence,
    /// How many own it, the person among them, in equal shares. Absent: one.
    #[serde(default)]
    pub owners: Option<u8>,
    /// The person's share, where it is not an equal one.
    #[serde(default)]
    pub share: Option<Percent>,
    /// What is owed and secured on the whole of it.
    #[serde(default)]
    pub debt: Pence,
    /// Whether selling it would cost money. Absent: yes.
    #[serde(default)]
    pub sale_costs: Option<bool>,
    /// Who lives there.
    #[serde(default)]
    pub occupiers: Vec<Occupier>,
    /// Weeks since someone who protected it died or moved into a care home (paragraph 4(3)).
    #[serde(default)]
    pub protector_left_weeks: Option<u32>,
    /// For a stay that is not for good: means to go back, or to sell it and buy another. Absent: yes.
    #[serde(default = "yes")]
    pub going_back: bool,
    /// For care at home and housing with care: still the person's main home. Absent: yes.
    #[serde(default = "yes")]
    pub main_home: bool,
    /// The council has chosen to leave it out (paragraphs 4(2), 4(4) and 24).
    #[serde(default)]
    pub council_leaves_out: bool,
}

fn yes() -> bool {
    true
}
