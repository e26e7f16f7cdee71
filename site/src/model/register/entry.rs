//! An entry of the register: the part of it that is public. What is private has no type here and cannot be told from
//! anything that is: the loader (`source::register`) reads it, checks its form and lets go of it.

use std::sync::Arc;

use fingerpost_estimator::Pence;
use fingerpost_estimator::money::Percent;
use fingerpost_finder::place::Postcode;
use serde::de::Deserializer;
use serde::{Deserialize, Serialize, Serializer};

use super::chosen::{Chosen, price};
use super::text::{LocationId, PlainText};
use super::vocabulary::{Check, Course, FundRole, Kind, Language, MoneyTask, Need, Per, Rating, Room, Status, Task};
use super::week::Week;
use crate::model::words::{checked, some};
use crate::model::{Date, Id, WebAddress};
use crate::source::yaml::At;

/// Somebody in the register, as everyone may see them today.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// The file it came from.
    pub file: Arc<str>,
    /// Whether nobody is behind it: it shows what an entry looks like.
    pub sample: bool,
    /// The day on which they last said that all of it is right.
    pub confirmed: Date,
    /// What every entry says.
    pub public: Public,
    /// What they chose to show, and nothing that they did not.
    pub chosen: Chosen,
}

impl Entry {
    /// What they are.
    pub fn kind(&self) -> Kind {
        self.public.offers.kind()
    }
}

/// What every entry says.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Public {
    /// What they offer, by kind.
    pub offers: Offer,
    /// The town, or the first half of the postcode, from which distances are measured. Never an address.
    pub based: At<Patch>,
    /// Where they work.
    #[serde(deserialize_with = "some")]
    pub areas: Vec<At<Patch>>,
    /// How far they travel from where they are based.
    pub travel_miles: Option<u8>,
    /// Whether they have room.
    pub taking_on: TakingOn,
    /// When they can work, or are open.
    #[serde(default)]
    pub times: Week,
    /// What they speak or sign besides English.
    #[serde(default)]
    pub languages: Vec<Language>,
    /// Who puts people in touch, an id of contacts.yaml; without it, the support service.
    pub contact: Option<At<Id>>,
    /// Where we read it, for an organisation that is listed from what is published of it.
    #[serde(default)]
    pub sources: Vec<Reading>,
}

/// A document that something was read in.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Reading {
    /// Its title.
    pub title: PlainText,
    /// Its address.
    pub url: Option<WebAddress>,
    /// Its day.
    pub date: Option<Date>,
}

/// Where someone works: an area of areas.yaml, or the first half of a postcode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Patch {
    /// A town, a locality or a larger area, by id.
    Area(Id),
    /// An outcode, as `DT6`.
    Outcode(Postcode),
}

impl std::fmt::Display for Patch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Area(id) => f.write_str(id),
            Self::Outcode(code) => code.fmt(f),
        }
    }
}

impl Serialize for Patch {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Patch {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        // Ids are in small letters, so that `DT6` cannot be one.
        let read = |text: &str| {
            match Postcode::parse(text).filter(|_| text.bytes().any(|byte| byte.is_ascii_uppercase())) {
            None => Ok(Self::Area(text.into())),
            Some(code) if code.incode.is_empty() => Ok(Self::Outcode(code)),
            Some(_) => Err("register-private|This is more than the first half of a postcode.|It could tell where someone lives. Write the first half, like DT6, or an id of areas.yaml.".to_owned()),
        }
        };
        checked(deserializer, "an area or the first half of a postcode", || Self::Area(Id::from("")), read)
    }
}

/// Whether they have room for new people.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct TakingOn {
    /// Whether.
    pub status: Room,
    /// The day they said so.
    pub as_of: At<Date>,
    /// More about it.
    pub note: Option<PlainText>,
}

/// What they offer, by kind: each kind has its own keys.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Offer {
    /// A person to hire.
    PersonalAssistant(Box<Care>),
    /// A business of fewer than eight people.
    MicroProvider(Box<Care>),
    /// Wages, bills and accounts.
    Payroll(Box<Payroll>),
    /// An individual service fund.
    Isf(Box<Fund>),
}

impl Offer {
    /// Its kind.
    pub fn kind(&self) -> Kind {
        match self {
            Self::PersonalAssistant(_) => Kind::PersonalAssistant,
            Self::MicroProvider(_) => Kind::MicroProvider,
            Self::Payroll(_) => Kind::Payroll,
            Self::Isf(_) => Kind::Isf,
        }
    }

    /// Care and support given in person.
    pub fn care(&self) -> Option<&Care> {
        match self {
            Self::PersonalAssistant(care) | Self::MicroProvider(care) => Some(care),
            Self::Payroll(_) | Self::Isf(_) => None,
        }
    }

    /// How someone else's money is held, and what that costs.
    pub fn money(&self) -> Option<&Money> {
        match self {
            Self::Payroll(payroll) => Some(&payroll.money),
            Self::Isf(fund) => Some(&fund.money),
            Self::PersonalAssistant(_) | Self::MicroProvider(_) => None,
        }
    }

    /// Whom they have helped before.
    pub fn experience(&self) -> &[Need] {
        match self {
            Self::PersonalAssistant(care) | Self::MicroProvider(care) => &care.experience,
            Self::Isf(fund) => &fund.experience,
            Self::Payroll(_) => &[],
        }
    }

    /// What the Care Quality Commission has to do with them.
    pub fn cqc(&self) -> Option<&Cqc> {
        match self {
            Self::PersonalAssistant(care) | Self::MicroProvider(care) => care.cqc.as_ref(),
            Self::Isf(fund) => fund.cqc.as_ref(),
            Self::Payroll(_) => None,
        }
    }
}

/// Care and support by a personal assistant or a small business.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Care {
    /// What they do.
    #[serde(deserialize_with = "some")]
    pub does: Vec<Task>,
    /// Whom they have helped before.
    #[serde(default)]
    pub experience: Vec<Need>,
    /// How they work.
    pub status: Status,
    /// Courses, each with its day.
    #[serde(default)]
    pub training: Vec<Training>,
    /// What was seen, each with its day. What is not here was not checked.
    #[serde(default)]
    pub checks: Vec<Seen>,
    /// A scheme they belong to.
    pub badge: Option<Badge>,
    /// Whether the Care Quality Commission registers them, or why it need not.
    pub cqc: Option<Cqc>,
}

/// A course that was taken.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Training {
    /// Which.
    pub course: Course,
    /// When.
    pub on: At<Date>,
}

/// Something that was seen. There is no room here for a certificate's number, or for what it said.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Seen {
    /// What.
    pub check: Check,
    /// When.
    pub seen: At<Date>,
    /// Who saw it.
    pub by: PlainText,
    /// For a DBS check, whether it is on the Update Service.
    pub update_service: Option<bool>,
    /// For insurance, its last day.
    pub until: Option<Date>,
}

/// A scheme that vouches for something.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Badge {
    /// Its name.
    pub name: PlainText,
    /// What it asks for.
    pub url: Option<WebAddress>,
    /// When they signed its code of conduct.
    pub code_signed: Option<Date>,
}

/// The Care Quality Commission.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cqc {
    /// They are registered.
    Registered {
        /// Their location's id, as `1-545611283`.
        id: LocationId,
        /// Their rating.
        rating: Rating,
        /// The day of it.
        on: Option<Date>,
    },
    /// They need not be, and why.
    NotNeeded(PlainText),
}

/// A payroll and money service.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Payroll {
    /// What it does.
    #[serde(deserialize_with = "some")]
    pub services: Vec<MoneyTask>,
    /// Money and fees.
    pub money: Money,
}

/// An individual service fund provider or broker.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fund {
    /// Provider, broker or both.
    pub role: FundRole,
    /// Whom it has helped before.
    #[serde(default)]
    pub experience: Vec<Need>,
    /// Whether it can buy support from others with the fund.
    pub buys_from_others: bool,
    /// Groups and activities that people can share.
    pub groups: Option<PlainText>,
    /// How many more people it has room for.
    pub capacity: Option<u16>,
    /// Money and fees.
    pub money: Money,
    /// Whether the Care Quality Commission registers it, or why it need not.
    pub cqc: Option<Cqc>,
}

/// How someone else's money is held, and what that costs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Money {
    /// Who holds the money, and where.
    pub held_by: Option<PlainText>,
    /// How accounts come to you and to the council.
    pub reporting: Option<PlainText>,
    /// What it costs.
    #[serde(default)]
    pub fees: Vec<Fee>,
    /// What the council accredited it for.
    pub accreditation: Option<Accreditation>,
}

/// A fee.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Fee {
    /// What it is for.
    pub per: Per,
    /// Pounds.
    #[serde(default, deserialize_with = "price")]
    pub amount: Option<Pence>,
    /// Or a share of the money.
    pub percent: Option<Percent>,
    /// The most it can come to in a year.
    #[serde(default, deserialize_with = "price")]
    pub at_most: Option<Pence>,
    /// What it buys.
    pub includes: Option<PlainText>,
}

/// A place on a framework of the council.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Accreditation {
    /// The lot.
    pub lot: PlainText,
    /// From.
    pub from: Date,
    /// To, if it has an end.
    pub to: Option<Date>,
}
