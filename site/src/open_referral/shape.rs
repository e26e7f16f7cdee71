//! The entities of HSDS-UK 3.0 as they are written. What is empty is left out, never written as null or "".
#![allow(clippy::struct_field_names, reason = "the names are those of the standard")]

use serde::Serialize;
use uuid::Uuid;

/// Whether there is nothing to write.
trait Empty {
    fn is_empty(&self) -> bool;
}

impl<T> Empty for Option<T> {
    fn is_empty(&self) -> bool {
        self.is_none()
    }
}

impl<T> Empty for Vec<T> {
    fn is_empty(&self) -> bool {
        Vec::is_empty(self)
    }
}

impl Empty for String {
    fn is_empty(&self) -> bool {
        String::is_empty(self)
    }
}

impl Empty for Uuid {
    fn is_empty(&self) -> bool {
        false
    }
}

macro_rules! entities {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty,)* })*) => {
        $(
            $(#[$doc])*
            #[derive(Debug, Clone, Default, PartialEq, Serialize)]
            pub(crate) struct $name {
                $(#[serde(skip_serializing_if = "Empty::is_empty")] pub(crate) $field: $type,)*
            }
        )*
    };
}

entities! {
    /// A service. Without its lists it is as `/services` shows it.
    Service {
        id: Uuid,
        organization_id: Option<Uuid>,
        name: String,
        alternate_name: Option<String>,
        description: String,
        url: Option<String>,
        email: Option<String>,
        status: String,
        eligibility_description: Option<String>,
        application_process: Option<String>,
        fees: Option<String>,
        minimum_age: Option<u8>,
        maximum_age: Option<u8>,
        assured_date: Option<String>,
        assurer_email: Option<String>,
        last_modified: Option<String>,
        schedules: Vec<Schedule>,
        service_areas: Vec<ServiceArea>,
        service_at_locations: Vec<ServiceAtLocation>,
        languages: Vec<Language>,
        organization: Option<Organization>,
        cost_options: Vec<CostOption>,
        contacts: Vec<Contact>,
        attributes: Vec<Attribute>,
    }
    /// Who runs services.
    Organization {
        id: Uuid,
        name: String,
        alternate_name: Option<String>,
        description: String,
        email: Option<String>,
        website: Option<String>,
        legal_status: Option<String>,
        organization_identifiers: Vec<OrganizationIdentifier>,
    }
    /// A number in a register.
    OrganizationIdentifier {
        id: Uuid,
        identifier_scheme: Option<String>,
        identifier_type: String,
        identifier: String,
    }
    /// When a service is open.
    Schedule {
        id: Uuid,
        freq: String,
        byday: String,
        opens_at: String,
        closes_at: String,
        notes: Option<String>,
    }
    /// Where a service works.
    ServiceArea {
        id: Uuid,
        name: String,
        uri: Option<String>,
    }
    /// A place at which a service is given.
    ServiceAtLocation {
        id: Uuid,
        service_id: Option<Uuid>,
        location_id: Option<Uuid>,
        location: Location,
        service: Option<Box<Service>>,
    }
    /// A place.
    Location {
        id: Uuid,
        location_type: String,
        name: Option<String>,
        description: Option<String>,
        transportation: Option<String>,
        latitude: Option<f64>,
        longitude: Option<f64>,
        external_identifier: Option<String>,
        external_identifier_type: Option<String>,
        addresses: Vec<Address>,
        accessibility: Vec<Accessibility>,
    }
    /// An address.
    Address {
        id: Uuid,
        address_1: String,
        city: String,
        state_province: String,
        postal_code: String,
        country: String,
        address_type: String,
    }
    /// What a place offers to people who need it.
    Accessibility {
        id: Uuid,
        description: String,
        accessibility: Option<String>,
    }
    /// A language that is spoken.
    Language {
        id: Uuid,
        name: String,
        code: Option<String>,
    }
    /// What is to pay.
    CostOption {
        id: Uuid,
        option: String,
        amount: Option<f64>,
        currency: Option<String>,
        amount_description: Option<String>,
    }
    /// Whom to ask.
    Contact {
        id: Uuid,
        name: Option<String>,
        email: Option<String>,
        phones: Vec<Phone>,
    }
    /// A number to ring.
    Phone {
        id: Uuid,
        number: String,
        r#type: Option<String>,
        description: Option<String>,
    }
    /// A term that hangs on something.
    Attribute {
        id: Uuid,
        link_id: Option<Uuid>,
        link_type: String,
        taxonomy_term_id: Option<Uuid>,
        taxonomy_term: TaxonomyTerm,
    }
    /// A term of a taxonomy.
    TaxonomyTerm {
        id: Uuid,
        name: String,
        description: String,
        taxonomy: String,
        taxonomy_id: Option<Uuid>,
        term_uri: Option<String>,
        term: String,
    }
    /// A taxonomy.
    Taxonomy {
        id: Uuid,
        name: String,
        description: String,
        uri: Option<String>,
        taxonomy_terms: Vec<TaxonomyTerm>,
    }
}

impl Empty for Location {
    fn is_empty(&self) -> bool {
        false
    }
}

impl Empty for TaxonomyTerm {
    fn is_empty(&self) -> bool {
        false
    }
}

/// A page of a list (`Page` of the API). All is on the first if there is one only.
#[derive(Debug, Serialize)]
pub(crate) struct Page<T> {
    pub(crate) total_items: usize,
    pub(crate) total_pages: usize,
    pub(crate) page_number: usize,
    pub(crate) size: usize,
    pub(crate) first_page: bool,
    pub(crate) last_page: bool,
    pub(crate) empty: bool,
    pub(crate) contents: Vec<T>,
}

impl<T> Page<T> {
    /// Everything on one page.
    pub(crate) fn whole(contents: Vec<T>) -> Self {
        Self::of(contents.len(), 1, 1, contents)
    }

    /// One page of several.
    pub(crate) fn of(total_items: usize, total_pages: usize, page_number: usize, contents: Vec<T>) -> Self {
        Self {
            total_items,
            total_pages,
            page_number,
            size: contents.len(),
            first_page: page_number == 1,
            last_page: page_number == total_pages,
            empty: contents.is_empty(),
            contents,
        }
    }
}

/// What the feed says of itself.
#[derive(Debug, Serialize)]
pub(crate) struct Details {
    pub(crate) version: &'static str,
    pub(crate) profile: &'static str,
    pub(crate) openapi_url: &'static str,
}
