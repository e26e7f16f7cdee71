//! The feed as tables (HSDS tabular form): one CSV file for each kind of thing, and a data package (Frictionless) that says
//! what their columns are and how they hang together.

use serde::Serialize;
use serde_json::{Value, json};
use uuid::Uuid;

use super::feed::{self, Shelf};
use super::ids::Ids;
use crate::model::{Category, Filed, Id, Organization, Service};

/// A table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[allow(missing_docs, reason = "the names are those of the standard")]
pub enum Table {
    Organizations,
    OrganizationIdentifiers,
    Services,
    ServiceAtLocations,
    Locations,
    Addresses,
    Accessibility,
    Contacts,
    Phones,
    Schedules,
    ServiceAreas,
    Languages,
    CostOptions,
    Attributes,
    Taxonomies,
    TaxonomyTerms,
}

/// A column: its name, its form, and the kind of thing whose id it holds.
type Column = (&'static str, &'static str, Option<&'static str>);

impl Table {
    /// Every table.
    pub const ALL: [Self; 16] = [
        Self::Organizations,
        Self::OrganizationIdentifiers,
        Self::Services,
        Self::ServiceAtLocations,
        Self::Locations,
        Self::Addresses,
        Self::Accessibility,
        Self::Contacts,
        Self::Phones,
        Self::Schedules,
        Self::ServiceAreas,
        Self::Languages,
        Self::CostOptions,
        Self::Attributes,
        Self::Taxonomies,
        Self::TaxonomyTerms,
    ];

    /// The kind of thing it holds, its file, and its columns: a form other than text stands after a colon, and the kind of
    /// thing that an id belongs to after an arrow.
    fn plan(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Organizations => (
                "organization",
                "organizations.csv",
                "id:uuid name alternate_name description email:email website:uri legal_status",
            ),
            Self::OrganizationIdentifiers => (
                "organization_identifier",
                "organization_identifiers.csv",
                "id:uuid organization_id:uuid>organization identifier_scheme identifier_type identifier",
            ),
            Self::Services => (
                "service",
                "services.csv",
                "id:uuid organization_id:uuid>organization name alternate_name description url:uri email:email status \
                 eligibility_description application_process fees minimum_age:number maximum_age:number assured_date:date \
                 assurer_email:email last_modified:datetime",
            ),
            Self::ServiceAtLocations => (
                "service_at_location",
                "service_at_locations.csv",
                "id:uuid service_id:uuid>service location_id:uuid>location",
            ),
            Self::Locations => (
                "location",
                "locations.csv",
                "id:uuid location_type name description transportation latitude:number longitude:number external_identifier \
                 external_identifier_type",
            ),
            Self::Addresses => (
                "address",
                "addresses.csv",
                "id:uuid location_id:uuid>location address_1 city state_province postal_code country address_type",
            ),
            Self::Accessibility => {
                ("accessibility", "accessibility.csv", "id:uuid location_id:uuid>location description accessibility")
            }
            Self::Contacts => ("contact", "contacts.csv", "id:uuid service_id:uuid>service name email:email"),
            Self::Phones => ("phone", "phones.csv", "id:uuid contact_id:uuid>contact number type description"),
            Self::Schedules => (
                "schedule",
                "schedules.csv",
                "id:uuid service_id:uuid>service freq byday opens_at:time closes_at:time notes",
            ),
            Self::ServiceAreas => ("service_area", "service_areas.csv", "id:uuid service_id:uuid>service name uri"),
            Self::Languages => ("language", "languages.csv", "id:uuid service_id:uuid>service name code"),
            Self::CostOptions => (
                "cost_option",
                "cost_options.csv",
                "id:uuid service_id:uuid>service option amount:number currency amount_description",
            ),
            Self::Attributes => {
                ("attribute", "attributes.csv", "id:uuid link_id:uuid link_type taxonomy_term_id:uuid>taxonomy_term")
            }
            Self::Taxonomies => ("taxonomy", "taxonomies.csv", "id:uuid name description uri:uri"),
            Self::TaxonomyTerms => (
                "taxonomy_term",
                "taxonomy_terms.csv",
                "id:uuid name description taxonomy taxonomy_id:uuid>taxonomy term_uri:uri term",
            ),
        }
    }

    fn columns(self) -> impl Iterator<Item = Column> {
        self.plan().2.split_ascii_whitespace().map(|column| {
            let (name, form) = column.split_once(':').unwrap_or((column, "string"));
            match form.split_once('>') {
                Some((form, kind)) => (name, form, Some(kind)),
                None => (name, form, None),
            }
        })
    }

    /// Its file.
    pub fn file(self) -> &'static str {
        self.plan().1
    }

    /// What it rests on.
    pub(crate) fn of(self) -> Rows {
        match self {
            Self::Organizations | Self::OrganizationIdentifiers => Rows::Organizations,
            Self::Taxonomies | Self::TaxonomyTerms => Rows::Terms,
            _ => Rows::Services,
        }
    }
}

/// What a table has rows of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Rows {
    /// Organisations.
    Organizations,
    /// Services and what belongs to them.
    Services,
    /// Headings of the directory.
    Terms,
}

/// A table being written.
pub(crate) struct Writer {
    table: Table,
    csv: csv::Writer<Vec<u8>>,
}

impl Writer {
    /// A table with its heading.
    pub(crate) fn new(table: Table) -> Self {
        let mut csv = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
        // Writing to memory cannot fail.
        let _ = csv.write_record(table.columns().map(|column| column.0));
        Self { table, csv }
    }

    /// A row: the columns are the entity's own fields, then those of what it belongs to.
    fn row(&mut self, entity: &impl Serialize, owner: &[(&str, Uuid)]) {
        let value = serde_json::to_value(entity).unwrap_or_default();
        let cell = |name: &str| match owner.iter().find(|(column, _)| *column == name) {
            Some((_, id)) => id.to_string(),
            None => match value.get(name) {
                Some(Value::String(text)) => text.clone(),
                Some(Value::Number(number)) => number.to_string(),
                _ => String::new(),
            },
        };
        let _ = self.csv.write_record(self.table.columns().map(|column| cell(column.0)));
    }

    fn rows<E: Serialize>(&mut self, entities: &[E], owner: &[(&str, Uuid)]) {
        for entity in entities {
            self.row(entity, owner);
        }
    }

    /// The rows of an organisation.
    pub(crate) fn organization(&mut self, from: &dyn Shelf, slug: &Id, filed: &Filed<Organization>) {
        let organization = feed::organization(from, slug, filed);
        match self.table {
            Table::Organizations => self.row(&organization, &[]),
            _ => self.rows(&organization.organization_identifiers, &[("organization_id", organization.id)]),
        }
    }

    /// The rows of a service. Only what the table shows is worked out.
    pub(crate) fn service(&mut self, from: &dyn Shelf, slug: &Id, filed: &Filed<Service>) {
        let service = &filed.value;
        let id = from.ids().service(slug, filed);
        let own = [("service_id", id)];
        match self.table {
            Table::Services => self.row(&feed::listed(from, slug, filed), &[]),
            Table::Schedules => self.rows(&feed::schedules(id, service), &own),
            Table::ServiceAreas => self.rows(&feed::areas(from, id, service), &own),
            Table::Languages => self.rows(&feed::languages(id, service), &own),
            Table::CostOptions => self.rows(&feed::costs(id, service), &own),
            Table::Attributes => self.rows(&feed::attributes(from, id, service), &[]),
            Table::Contacts => self.rows(&feed::contacts(from, id, service), &own),
            Table::Phones => {
                for contact in feed::contacts(from, id, service) {
                    self.rows(&contact.phones, &[("contact_id", contact.id)]);
                }
            }
            _ => self.places(&feed::places(from, id, service)),
        }
    }

    fn places(&mut self, places: &[super::shape::ServiceAtLocation]) {
        for place in places {
            let own = [("location_id", place.location.id)];
            match self.table {
                Table::ServiceAtLocations => self.row(place, &[]),
                Table::Locations => self.row(&place.location, &[]),
                Table::Addresses => self.rows(&place.location.addresses, &own),
                _ => self.rows(&place.location.accessibility, &own),
            }
        }
    }

    /// The rows of the headings.
    pub(crate) fn terms(&mut self, from: &dyn Shelf, categories: &[Category]) {
        let terms: Vec<_> = categories.iter().map(|category| feed::term(from, category)).collect();
        match self.table {
            Table::Taxonomies => self.row(&feed::taxonomy(from, Vec::new()), &[]),
            _ => self.rows(&terms, &[]),
        }
    }

    /// The file.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.csv.into_inner().unwrap_or_default()
    }
}

/// The data package: what each file holds.
pub(crate) fn package(ids: Ids, title: &str, homepage: &str) -> Value {
    let resource = |table: Table| {
        let (name, path, _) = table.plan();
        let field = |(name, form, _): Column| match form {
            "string" | "number" | "date" | "time" | "datetime" => json!({"name": name, "type": form}),
            format => json!({"name": name, "type": "string", "format": format}),
        };
        let keys = table.columns().filter_map(|(name, _, kind)| {
            Some(json!({"fields": name, "reference": {"resource": kind?, "fields": "id"}}))
        });
        json!({
            "name": name, "path": path, "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
            "schema": {
                "fields": table.columns().map(field).collect::<Vec<_>>(),
                "primaryKey": "id",
                "foreignKeys": keys.collect::<Vec<_>>(),
            },
        })
    };
    json!({
        "name": "open-referral-uk",
        "id": ids.taxonomy(),
        "title": title,
        "profile": "tabular-data-package",
        "version": super::VERSION,
        "homepage": homepage,
        "licenses": [{
            "name": "OGL-UK-3.0",
            "title": "Open Government Licence v3.0",
            "path": "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
        }],
        "resources": Table::ALL.map(resource),
    })
}
