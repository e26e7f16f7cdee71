//! How much of what people ask an entry of the directory answers: named parts with weights, a score, what is missing.

use serde::Serialize;

use super::{Contact, Date, Freshness, Library, Service, Status};

/// Something people ask of a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Part {
    /// Who it is for: in words, or by age.
    Eligibility,
    /// What it costs.
    Cost,
    /// How to get it.
    Application,
    /// When it is open.
    Schedule,
    /// Where it works, or where it is given.
    Place,
    /// A number we are sure enough of to show, or an address to write to.
    Contact,
    /// The headings it stands under.
    Heading,
    /// Its own web page.
    Website,
    /// Where what we say comes from.
    Sources,
    /// Someone has looked at it in the last six months.
    Checked,
}

impl Part {
    /// All parts, in the order in which people ask. Their weights add up to 100.
    pub const ALL: [Self; 10] = [
        Self::Eligibility,
        Self::Cost,
        Self::Application,
        Self::Schedule,
        Self::Place,
        Self::Contact,
        Self::Heading,
        Self::Website,
        Self::Sources,
        Self::Checked,
    ];

    /// How many of 100 points it gives.
    pub fn weight(self) -> u8 {
        match self {
            Self::Contact | Self::Eligibility => 15,
            Self::Place => 13,
            Self::Cost | Self::Application => 12,
            Self::Schedule => 10,
            Self::Checked => 7,
            Self::Heading => 6,
            Self::Website | Self::Sources => 5,
        }
    }

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Eligibility => "who it is for",
            Self::Cost => "what it costs",
            Self::Application => "how to get it",
            Self::Schedule => "when it is open",
            Self::Place => "where it is",
            Self::Contact => "a phone number or e-mail address",
            Self::Heading => "a heading to stand under",
            Self::Website => "its own web page",
            Self::Sources => "where we read it",
            Self::Checked => "a check in the last six months",
        }
    }

    /// Whether a service has it. `reachable`: whether its entry of contacts.yaml shows a number or an address.
    fn is_there(self, service: &Service, reachable: bool, freshness: Freshness) -> bool {
        match self {
            Self::Eligibility => service.eligibility_description.is_some() || service.ages().is_some(),
            Self::Cost => service.fees_description.is_some() || !service.costs.is_empty(),
            Self::Application => service.application_process.is_some(),
            Self::Schedule => !service.schedules.is_empty(),
            Self::Place => !service.service_areas.is_empty() || !service.locations.is_empty(),
            Self::Contact => reachable || !service.phones.is_empty() || service.email.is_some(),
            Self::Heading => !service.categories.is_empty(),
            Self::Website => service.url.is_some(),
            Self::Sources => !service.sources.is_empty(),
            Self::Checked => freshness < Freshness::Warning,
        }
    }
}

/// How complete an entry is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Completeness {
    /// From 0 to 100.
    pub score: u8,
    /// What it lacks, in the order in which people ask.
    pub missing: Vec<Part>,
}

/// How good the directory is as a whole.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Quality {
    /// How many services stand at each step of freshness, freshest first. Services that have ended do not count.
    pub freshness: Vec<(Freshness, usize)>,
    /// The average score.
    pub average: usize,
    /// How many services lack each part, the part that most lack first; parts that none lacks are left out.
    pub missing: Vec<(Part, usize)>,
    /// The days on which the entry checked longest ago, and the one checked last, were checked.
    pub days: Option<(Date, Date)>,
}

impl Quality {
    /// How many services it counts.
    pub fn services(&self) -> usize {
        self.freshness.iter().map(|(_, number)| number).sum()
    }
}

impl Library {
    /// How complete the entry of a service is.
    pub fn completeness(&self, service: &Service) -> Completeness {
        let contact = service.contact.as_ref().and_then(|id| self.contacts.get(&id.value));
        let reachable = contact.is_some_and(Contact::is_reachable);
        let freshness = self.freshness(service.assured_date);
        let missing: Vec<Part> =
            Part::ALL.into_iter().filter(|part| !part.is_there(service, reachable, freshness)).collect();
        Completeness { score: 100 - missing.iter().map(|part| part.weight()).sum::<u8>(), missing }
    }

    /// How good the directory is as a whole.
    pub fn quality(&self) -> Quality {
        let services: Vec<&Service> = self
            .services
            .values()
            .map(|filed| &filed.value)
            .filter(|service| service.status != Status::Defunct)
            .collect();
        let each: Vec<Completeness> = services.iter().map(|service| self.completeness(service)).collect();
        let at = |step| services.iter().filter(|service| self.freshness(service.assured_date) == step).count();
        let lack = |part| each.iter().filter(|one| one.missing.contains(&part)).count();
        let mut missing: Vec<(Part, usize)> = Part::ALL.into_iter().map(|part| (part, lack(part))).collect();
        missing.retain(|(_, number)| *number > 0);
        missing.sort_by_key(|(part, number)| (std::cmp::Reverse(*number), *part));
        let days = services.iter().map(|service| service.assured_date);
        let total: usize = each.iter().map(|one| usize::from(one.score)).sum();
        Quality {
            freshness: Freshness::ALL.into_iter().map(|step| (step, at(step))).collect(),
            average: (total + services.len() / 2).checked_div(services.len()).unwrap_or_default(),
            missing,
            days: days.clone().min().zip(days.max()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weights_add_up_to_a_hundred() {
        assert_eq!(Part::ALL.into_iter().map(|part| u32::from(part.weight())).sum::<u32>(), 100);
    }
}
