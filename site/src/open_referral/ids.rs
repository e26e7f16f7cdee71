//! Ids that stay the same from build to build (RFC 9562, version 5). All are made here: of the council's name, and of the
//! name of the thing within the directory. What belongs to a thing takes its id from that of the thing.

use uuid::Uuid;

use crate::model::{Category, Filed, Location, Organization, Service};

/// The namespace of all feeds that this program writes.
const NAMESPACE: Uuid = Uuid::from_u128(0xe4fb_406d_7cab_4483_8948_41c1_ccf9_798c);

/// The ids of one council's directory.
#[derive(Debug, Clone, Copy)]
pub struct Ids(Uuid);

impl Ids {
    /// For the council of `site.yaml`.
    pub fn of(council: &str) -> Self {
        Self(within(NAMESPACE, council))
    }

    pub(crate) fn service(self, slug: &str, service: &Filed<Service>) -> Uuid {
        service.value.uuid.map_or_else(|| within(self.0, &format!("services/{slug}")), |own| own.0)
    }

    pub(crate) fn organization(self, slug: &str, organization: &Filed<Organization>) -> Uuid {
        organization.value.uuid.map_or_else(|| within(self.0, &format!("organizations/{slug}")), |own| own.0)
    }

    pub(crate) fn taxonomy(self) -> Uuid {
        within(self.0, "taxonomies/categories")
    }

    pub(crate) fn term(self, category: &Category) -> Uuid {
        category.uuid.map_or_else(|| within(self.0, &format!("taxonomy_terms/{}", category.id.value)), |own| own.0)
    }
}

/// The id of a part of something.
pub(crate) fn within(whole: Uuid, part: &str) -> Uuid {
    Uuid::new_v5(&whole, part.as_bytes())
}

/// The ids of a service's places: by postcode, building and street, so that they keep theirs when another is added above.
pub(crate) fn places(service: Uuid, locations: &[Location]) -> Vec<Uuid> {
    let name = |location: &Location| {
        let parts = [location.postcode.as_ref().map(|code| code.value.0.to_string()), location.name.clone()];
        let parts = parts.into_iter().chain([location.address.clone(), location.city.clone()]);
        parts.flatten().collect::<Vec<_>>().join("/")
    };
    let names: Vec<String> = locations.iter().map(name).collect();
    let nth = |at: usize| names[..at].iter().filter(|earlier| **earlier == names[at]).count();
    (0..names.len()).map(|at| within(service, &format!("locations/{}/{}", nth(at), names[at]))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_those_of_the_council() {
        let named = |council: &str| Ids::of(council).taxonomy();
        assert_eq!(named("Dorset Council"), named("Dorset Council"));
        assert_ne!(named("Dorset Council"), named("Westshire Council"));
        assert_eq!(named("Dorset Council").get_version_num(), 5);
    }
}
