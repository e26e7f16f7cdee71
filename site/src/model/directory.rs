//! Organisations and services, in the words of Open Referral UK 3.0, pleasant to write by hand. What is not known is absent.

use serde::{Deserialize, Serialize};

use super::words::{some, words};
use super::{
    Coordinates, Date, Email, Freshness, Id, Identifier, Imported, PhoneNumber, PostalCode, Schedule, Source, Uuid,
    WebAddress,
};
use crate::source::yaml::At;

/// Whether an organisation or a service still runs (Open Referral UK `status`).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// It runs.
    #[default]
    Active,
    /// It has stopped for now.
    Inactive,
    /// It has ended.
    Defunct,
    /// It is closed for now and will open again.
    TemporarilyClosed,
}

/// Whether an entry is in lists, indexes, feeds and the sitemap: it has not ended, and someone has checked it. Its page is
/// there either way.
fn is_listed(status: Status, assured: Date, today: Date) -> bool {
    status != Status::Defunct && Freshness::of(assured, today) != Freshness::Hidden
}

/// What an organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum OrganizationKind {
    /// A council.
    Council,
    /// Part of the NHS.
    Nhs,
    /// A charity.
    Charity,
    /// People of one place or interest.
    CommunityGroup,
    /// A company.
    Company,
    /// Another public body.
    PublicBody,
    /// Several of these together.
    Partnership,
    /// Not known, or none of these.
    Other,
}

impl OrganizationKind {
    /// What readers call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Council => "Council",
            Self::Nhs => "NHS",
            Self::Charity => "Charity",
            Self::CommunityGroup => "Community group",
            Self::Company => "Company",
            Self::PublicBody => "Public body",
            Self::Partnership => "Partnership",
            Self::Other => "Organisation",
        }
    }

    /// Every kind.
    pub const ALL: [Self; 8] = [
        Self::Council,
        Self::Nhs,
        Self::Charity,
        Self::CommunityGroup,
        Self::Company,
        Self::PublicBody,
        Self::Partnership,
        Self::Other,
    ];
}

/// An organisation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Organization {
    /// Name.
    #[serde(deserialize_with = "words")]
    pub name: String,
    /// Other names for it.
    #[serde(default)]
    pub also_called: Vec<String>,
    /// What it is.
    pub kind: OrganizationKind,
    /// A few sentences, in Markdown.
    pub description: At<String>,
    /// Its own web page.
    pub url: Option<WebAddress>,
    /// Where to write, where contacts.yaml does not say.
    pub email: Option<At<Email>>,
    /// Its numbers in registers.
    #[serde(default)]
    pub identifiers: Vec<Identifier>,
    /// Whom to ring, an id of contacts.yaml.
    pub contact: Option<At<Id>>,
    /// Whether it still runs.
    #[serde(default)]
    pub status: Status,
    /// When what we say was last checked.
    pub assured_date: Date,
    /// The team that answers for it.
    pub assurer: Option<At<String>>,
    /// Where what we say comes from.
    #[serde(deserialize_with = "some")]
    pub sources: Vec<Source>,
    /// Its id in open data, if it had one before it came here.
    pub uuid: Option<Uuid>,
    /// Where it was imported from.
    pub imported: Option<Imported>,
}

impl Organization {
    /// Whether it is in lists, indexes, feeds and the sitemap.
    pub fn is_listed(&self, today: Date) -> bool {
        is_listed(self.status, self.assured_date, today)
    }
}

/// A heading that services stand under.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Category {
    /// Id, used in `categories:`.
    pub id: At<Id>,
    /// Its name.
    #[serde(deserialize_with = "words")]
    pub title: String,
    /// A sentence about it.
    #[serde(deserialize_with = "words")]
    pub summary: String,
    /// Its id in open data, if it had one before it came here.
    pub uuid: Option<Uuid>,
    /// Its address in a list of terms that others use too.
    pub uri: Option<WebAddress>,
}

/// What a service costs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Cost {
    /// What is paid for: an hour, a visit.
    #[serde(deserialize_with = "words")]
    pub option: String,
    /// Pounds, as `12.50`.
    pub amount: Option<String>,
    /// More about it.
    pub description: Option<String>,
}

/// What a place offers to people who need it (HSDS `accessibility`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Access {
    /// No steps on the way in.
    StepFree,
    /// Room for a wheelchair throughout.
    Wheelchair,
    /// A lift to other floors.
    Lift,
    /// A toilet for disabled people.
    AccessibleToilet,
    /// A Changing Places toilet.
    ChangingPlace,
    /// Blue Badge parking.
    BlueBadgeParking,
    /// A hearing loop.
    HearingLoop,
    /// Assistance dogs are welcome.
    AssistanceDogs,
    /// A quiet room.
    QuietRoom,
}

impl Access {
    /// Every one.
    pub const ALL: [Self; 9] = [
        Self::StepFree,
        Self::Wheelchair,
        Self::Lift,
        Self::AccessibleToilet,
        Self::ChangingPlace,
        Self::BlueBadgeParking,
        Self::HearingLoop,
        Self::AssistanceDogs,
        Self::QuietRoom,
    ];

    /// Its name in content and in links.
    pub fn id(self) -> &'static str {
        match self {
            Self::StepFree => "step-free",
            Self::Wheelchair => "wheelchair",
            Self::Lift => "lift",
            Self::AccessibleToilet => "accessible-toilet",
            Self::ChangingPlace => "changing-place",
            Self::BlueBadgeParking => "blue-badge-parking",
            Self::HearingLoop => "hearing-loop",
            Self::AssistanceDogs => "assistance-dogs",
            Self::QuietRoom => "quiet-room",
        }
    }

    /// What readers call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::StepFree => "No steps on the way in",
            Self::Wheelchair => "Room for a wheelchair",
            Self::Lift => "A lift",
            Self::AccessibleToilet => "An accessible toilet",
            Self::ChangingPlace => "A Changing Places toilet",
            Self::BlueBadgeParking => "Blue Badge parking",
            Self::HearingLoop => "A hearing loop",
            Self::AssistanceDogs => "Assistance dogs are welcome",
            Self::QuietRoom => "A quiet room",
        }
    }
}

/// Somewhere a service is given (HSDS `location`, with its `address`).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Location {
    /// The building.
    pub name: Option<String>,
    /// House and street.
    pub address: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// County, where it is not the council's own.
    pub county: Option<String>,
    /// Postcode.
    pub postcode: Option<At<PostalCode>>,
    /// Where it is, if that is known better than by the postcode.
    pub coordinates: Option<At<Coordinates>>,
    /// Said of a place that is rightly outside the council's area.
    #[serde(default)]
    pub outside_area: bool,
    /// Unique property reference number.
    pub uprn: Option<String>,
    /// How to get there: bus, parking.
    pub getting_there: Option<String>,
    /// What it offers to people who need it.
    #[serde(default)]
    pub accessibility: Vec<Access>,
    /// What else there is to say of that.
    pub accessibility_note: Option<String>,
}

/// A number to ring (HSDS `phone`), for a service that contacts.yaml does not know.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Phone {
    /// The number, spaced as it is read out.
    pub number: At<PhoneNumber>,
    /// Whose or when: "Office", "Evenings".
    pub description: Option<String>,
}

/// A service.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Service {
    /// Name.
    #[serde(deserialize_with = "words")]
    pub name: String,
    /// Other names for it.
    #[serde(default)]
    pub also_called: Vec<String>,
    /// Who runs it, an id of `organizations/`.
    pub organization: At<Id>,
    /// What it stands under, ids of `categories.yaml`.
    #[serde(default)]
    pub categories: Vec<At<Id>>,
    /// One sentence.
    #[serde(deserialize_with = "words")]
    pub summary: String,
    /// A few sentences, in Markdown.
    pub description: At<String>,
    /// Who it is for.
    pub eligibility_description: Option<String>,
    /// The youngest it is for.
    pub minimum_age: Option<u8>,
    /// The oldest it is for.
    pub maximum_age: Option<u8>,
    /// What it costs, in words.
    pub fees_description: Option<String>,
    /// What it costs, in pounds.
    #[serde(default)]
    pub costs: Vec<Cost>,
    /// How to get it.
    pub application_process: Option<String>,
    /// When it is open.
    #[serde(default)]
    pub schedules: Vec<Schedule>,
    /// Languages spoken, besides English.
    #[serde(default)]
    pub languages: Vec<String>,
    /// Where it works, ids of areas.yaml.
    #[serde(default)]
    pub service_areas: Vec<At<Id>>,
    /// Where it is given.
    #[serde(default)]
    pub locations: Vec<Location>,
    /// Whom to ring, an id of contacts.yaml.
    pub contact: Option<At<Id>>,
    /// Numbers to ring, where contacts.yaml has none.
    #[serde(default)]
    pub phones: Vec<Phone>,
    /// Where to write, where contacts.yaml does not say.
    pub email: Option<At<Email>>,
    /// Its own web page.
    pub url: Option<WebAddress>,
    /// Topics of advice it has to do with.
    #[serde(default)]
    pub topics: Vec<At<Id>>,
    /// Whether it still runs.
    #[serde(default)]
    pub status: Status,
    /// When what we say was last checked.
    pub assured_date: Date,
    /// The team that answers for it.
    pub assurer: Option<At<String>>,
    /// Where what we say comes from.
    pub sources: Vec<Source>,
    /// Its id in open data, if it had one before it came here.
    pub uuid: Option<Uuid>,
    /// Where it was imported from.
    pub imported: Option<Imported>,
}

impl Service {
    /// Whether it is in lists, indexes, feeds and the sitemap.
    pub fn is_listed(&self, today: Date) -> bool {
        is_listed(self.status, self.assured_date, today)
    }

    /// The ages it is for, in words; nothing if it does not say.
    pub fn ages(&self) -> Option<String> {
        match (self.minimum_age, self.maximum_age) {
            (Some(from), Some(to)) => Some(format!("{from} to {to}")),
            (Some(from), None) => Some(format!("{from} or over")),
            (None, Some(to)) => Some(format!("Up to {to}")),
            (None, None) => None,
        }
    }

    /// What it costs: the words, then each price.
    pub fn costs_in_words(&self) -> Vec<String> {
        let price = |cost: &Cost| {
            let amount = cost.amount.as_ref().map(|amount| format!(": £{amount}")).unwrap_or_default();
            let more = cost.description.as_ref().map(|more| format!(". {more}")).unwrap_or_default();
            format!("{}{amount}{more}", cost.option)
        };
        self.fees_description.iter().cloned().chain(self.costs.iter().map(price)).collect()
    }
}
