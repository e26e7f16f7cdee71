//! Entries of the directory as entities of the standard. What they rest on is asked of a `Shelf`, so that whoever makes a
//! file of the feed knows what it was made of.

use super::forms::{as_uri, is_email};
use super::ids::{self, Ids, within};
use super::shape;
use crate::model::{
    Access, Area, Category, Confidence, Contact, Coordinates, Date, Filed, Id, Location, Organization, PostalCode,
    Schedule, Service, Status, Time,
};

/// What entries rest on.
pub(crate) trait Shelf {
    /// The ids of this directory.
    fn ids(&self) -> Ids;
    /// An organisation.
    fn organization(&self, id: &Id) -> Option<&Filed<Organization>>;
    /// A contact.
    fn contact(&self, id: &Id) -> Option<&Contact>;
    /// An area.
    fn area(&self, id: &Id) -> Option<&Area>;
    /// The area a postcode belongs to, and the county that readers know it by.
    fn area_of(&self, code: &PostalCode) -> Option<(&Area, String)>;
    /// A heading of the directory.
    fn category(&self, id: &Id) -> Option<&Category>;
    /// Markdown as plain text.
    fn plain(&self, markdown: &str) -> String;
    /// Where a place is.
    fn coordinates(&self, location: &Location) -> Option<Coordinates>;
    /// Where corrections are sent.
    fn assurer_email(&self) -> Option<&str>;
    /// The headings as a taxonomy: its name, what it is, its address.
    fn taxonomy(&self) -> (String, String, String);
}

/// A service as lists have it: without what there may be several of.
pub(crate) fn listed(shelf: &dyn Shelf, slug: &Id, filed: &Filed<Service>) -> shape::Service {
    let service = &filed.value;
    let organization = shelf.organization(&service.organization.value);
    let contact = service.contact.as_ref().and_then(|id| shelf.contact(&id.value)).filter(|contact| said(contact));
    let email = service.email.as_ref().map(|at| &at.value.0).or_else(|| contact?.email.as_ref());
    let url = service.url.as_ref().or_else(|| contact?.url.as_ref());
    let ids = shelf.ids();
    // These are plain text, but for links that stand in some.
    let plain = |text: &Option<String>| {
        let text = text.as_ref()?;
        Some(if text.contains("](") { shelf.plain(text) } else { text.clone() }).filter(|text| !text.is_empty())
    };
    shape::Service {
        id: ids.service(slug, filed),
        organization_id: organization.map(|filed| ids.organization(&service.organization.value, filed)),
        name: service.name.clone(),
        alternate_name: joined(&service.also_called),
        description: described(&service.summary, &shelf.plain(&service.description.value)),
        url: url.and_then(|url| as_uri(&url.0)),
        email: email.filter(|email| is_email(email)).cloned(),
        status: status(service.status).to_owned(),
        eligibility_description: plain(&service.eligibility_description),
        application_process: plain(&service.application_process),
        fees: plain(&service.fees_description),
        minimum_age: service.minimum_age,
        maximum_age: service.maximum_age,
        assured_date: known(service.assured_date).map(Date::iso),
        assurer_email: shelf.assurer_email().filter(|email| is_email(email)).map(str::to_owned),
        last_modified: known(service.assured_date).map(|date| format!("{}T00:00:00Z", date.iso())),
        organization: organization.map(|filed| basic(shelf, &service.organization.value, filed)),
        ..shape::Service::default()
    }
}

/// A service with all that belongs to it.
pub(crate) fn service(shelf: &dyn Shelf, slug: &Id, filed: &Filed<Service>) -> shape::Service {
    let service = &filed.value;
    let id = shelf.ids().service(slug, filed);
    let run_by = shelf.organization(&service.organization.value);
    shape::Service {
        schedules: schedules(id, service),
        service_areas: areas(shelf, id, service),
        service_at_locations: places(shelf, id, service),
        languages: languages(id, service),
        organization: run_by.map(|filed| organization(shelf, &service.organization.value, filed)),
        cost_options: costs(id, service),
        contacts: contacts(shelf, id, service),
        attributes: attributes(shelf, id, service),
        ..listed(shelf, slug, filed)
    }
}

/// An organisation as lists have it.
pub(crate) fn basic(shelf: &dyn Shelf, slug: &Id, filed: &Filed<Organization>) -> shape::Organization {
    let organization = &filed.value;
    let contact = organization.contact.as_ref().and_then(|id| shelf.contact(&id.value)).filter(|contact| said(contact));
    let email = organization.email.as_ref().map(|at| &at.value.0).or_else(|| contact?.email.as_ref());
    let kind = organization.kind;
    shape::Organization {
        id: shelf.ids().organization(slug, filed),
        name: organization.name.clone(),
        alternate_name: joined(&organization.also_called),
        description: shelf.plain(&organization.description.value),
        email: email.filter(|email| is_email(email)).cloned(),
        website: organization.url.as_ref().and_then(|url| as_uri(&url.0)),
        legal_status: (kind != crate::model::OrganizationKind::Other).then(|| kind.title().to_owned()),
        organization_identifiers: Vec::new(),
    }
}

/// An organisation with all that belongs to it.
pub(crate) fn organization(shelf: &dyn Shelf, slug: &Id, filed: &Filed<Organization>) -> shape::Organization {
    let basic = basic(shelf, slug, filed);
    let numbers = filed.value.identifiers.iter().map(|number| shape::OrganizationIdentifier {
        id: within(basic.id, &format!("identifiers/{}/{}", number.kind, number.identifier)),
        identifier_scheme: number.scheme.clone(),
        identifier_type: number.kind.clone(),
        identifier: number.identifier.clone(),
    });
    shape::Organization { organization_identifiers: numbers.collect(), ..basic }
}

/// A heading of the directory as a term.
pub(crate) fn term(shelf: &dyn Shelf, category: &Category) -> shape::TaxonomyTerm {
    let ids = shelf.ids();
    let (taxonomy, _, _) = shelf.taxonomy();
    shape::TaxonomyTerm {
        id: ids.term(category),
        name: category.title.clone(),
        description: category.summary.clone(),
        taxonomy,
        taxonomy_id: Some(ids.taxonomy()),
        term_uri: category.uri.as_ref().and_then(|uri| as_uri(&uri.0)),
        term: category.title.clone(),
    }
}

/// The headings of the directory as a taxonomy.
pub(crate) fn taxonomy(shelf: &dyn Shelf, terms: Vec<shape::TaxonomyTerm>) -> shape::Taxonomy {
    let (name, description, uri) = shelf.taxonomy();
    shape::Taxonomy { id: shelf.ids().taxonomy(), name, description, uri: as_uri(&uri), taxonomy_terms: terms }
}

/// Whether a contact's details may be published: only those that were read where they belong, or once were.
fn said(contact: &Contact) -> bool {
    contact.confidence != Confidence::Unconfirmed
}

/// A day on which something was checked.
fn known(date: Date) -> Option<Date> {
    (date != Date::NEVER).then_some(date)
}

fn joined(names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| names.join("; "))
}

fn status(status: Status) -> &'static str {
    match status {
        Status::Active => "active",
        Status::Inactive => "inactive",
        Status::Defunct => "defunct",
        Status::TemporarilyClosed => "temporarily closed",
    }
}

/// What a service is, in one text: its sentence, unless the rest begins with it.
fn described(summary: &str, text: &str) -> String {
    if text.starts_with(summary.trim_end_matches('…').trim_end()) {
        text.to_owned()
    } else {
        format!("{summary}\n\n{text}")
    }
}

/// Each time of opening, as a weekly rule (RFC 5545).
pub(crate) fn schedules(id: uuid::Uuid, service: &Service) -> Vec<shape::Schedule> {
    let clock = |time: Time| time.0.strftime("%H:%M:%S").to_string();
    let one = |(nth, schedule): (usize, &Schedule)| {
        let mut days = schedule.days.clone();
        days.sort_unstable();
        days.dedup();
        shape::Schedule {
            id: within(id, &format!("schedules/{nth}")),
            freq: "WEEKLY".to_owned(),
            byday: days.iter().map(|day| format!("{day:?}")[..2].to_uppercase()).collect::<Vec<_>>().join(","),
            opens_at: clock(schedule.opens),
            closes_at: clock(schedule.closes),
            notes: schedule.note.clone(),
        }
    };
    service.schedules.iter().enumerate().map(one).collect()
}

/// The address of an area's code at the Office for National Statistics.
fn statistical(gss: &str) -> String {
    format!("http://statistics.data.gov.uk/id/statistical-geography/{gss}")
}

/// Where a service works.
pub(crate) fn areas(shelf: &dyn Shelf, id: uuid::Uuid, service: &Service) -> Vec<shape::ServiceArea> {
    let known = service.service_areas.iter().filter_map(|at| shelf.area(&at.value));
    let one = |area: &Area| shape::ServiceArea {
        id: within(id, &format!("service_areas/{}", area.id.value)),
        name: area.title.clone(),
        uri: area.gss.as_deref().map(statistical),
    };
    known.map(one).collect()
}

/// Languages, with their codes (ISO 639) where they have one.
pub(crate) fn languages(id: uuid::Uuid, service: &Service) -> Vec<shape::Language> {
    let code = |name: &str| {
        let language = isolang::Language::from_name(name)?;
        Some(language.to_639_1().unwrap_or_else(|| language.to_639_3()).to_owned())
    };
    let one = |name: &String| shape::Language {
        id: within(id, &format!("languages/{name}")),
        name: name.clone(),
        code: code(name),
    };
    service.languages.iter().map(one).collect()
}

/// Prices.
pub(crate) fn costs(id: uuid::Uuid, service: &Service) -> Vec<shape::CostOption> {
    let costs = service.costs.iter().enumerate().map(|(nth, cost)| {
        let amount = cost.amount.as_ref().and_then(|amount| amount.replace(',', "").parse::<f64>().ok());
        let amount = amount.filter(|amount| amount.is_finite());
        // A price in words is still a price.
        let words = cost.amount.clone().filter(|_| amount.is_none());
        shape::CostOption {
            id: within(id, &format!("cost_options/{nth}")),
            option: cost.option.clone(),
            amount,
            currency: amount.map(|_| "GBP".to_owned()),
            amount_description: cost.description.clone().or(words),
        }
    });
    costs.collect()
}

/// Whom to ring: the contact's number, if we may say it, then the service's own.
pub(crate) fn contacts(shelf: &dyn Shelf, id: uuid::Uuid, service: &Service) -> Vec<shape::Contact> {
    let number = |owner: uuid::Uuid, number: &str, kind: &str, description: Option<String>| shape::Phone {
        id: within(owner, &format!("phones/{kind}/{number}")),
        number: number.to_owned(),
        r#type: Some(kind.to_owned()),
        description,
    };
    let mut contacts = Vec::new();
    if let Some(contact) = service.contact.as_ref().and_then(|at| shelf.contact(&at.value)) {
        let owner = within(id, &format!("contacts/{}", contact.id.value));
        let doubt = (contact.confidence == Confidence::Old).then(|| match contact.seen_year {
            Some(year) => format!("We last saw this number in {year}."),
            None => "We could not check this number lately.".to_owned(),
        });
        let about = [contact.hours.clone(), doubt].into_iter().flatten().collect::<Vec<_>>().join(". ");
        let about = (!about.is_empty()).then_some(about);
        let mut phones = Vec::new();
        if said(contact) {
            phones.extend(contact.phone.as_ref().map(|phone| number(owner, phone, "voice", about)));
            phones.extend(contact.textphone.as_ref().map(|phone| number(owner, phone, "textphone", None)));
        }
        let email = contact.email.clone().filter(|email| said(contact) && is_email(email));
        contacts.push(shape::Contact { id: owner, name: Some(contact.name.clone()), email, phones });
    }
    if !service.phones.is_empty() {
        let owner = within(id, "contacts");
        let phones = service.phones.iter();
        let phones = phones.map(|phone| number(owner, &phone.number.value.0, "voice", phone.description.clone()));
        contacts.push(shape::Contact { id: owner, phones: phones.collect(), ..shape::Contact::default() });
    }
    contacts
}

/// The headings that a service stands under.
pub(crate) fn attributes(shelf: &dyn Shelf, id: uuid::Uuid, service: &Service) -> Vec<shape::Attribute> {
    let one = |category: &Category| {
        let term = term(shelf, category);
        shape::Attribute {
            id: within(id, &format!("attributes/{}", category.id.value)),
            link_id: Some(id),
            link_type: "service".to_owned(),
            taxonomy_term_id: Some(term.id),
            taxonomy_term: term,
        }
    };
    service.categories.iter().filter_map(|at| shelf.category(&at.value)).map(one).collect()
}

/// The places at which a service is given.
pub(crate) fn places(shelf: &dyn Shelf, id: uuid::Uuid, service: &Service) -> Vec<shape::ServiceAtLocation> {
    let ids = ids::places(id, &service.locations);
    let one = |(place, location): (uuid::Uuid, &Location)| shape::ServiceAtLocation {
        id: within(place, "service"),
        service_id: Some(id),
        location_id: Some(place),
        location: self::location(shelf, place, location),
        service: None,
    };
    ids.into_iter().zip(&service.locations).map(one).collect()
}

fn location(shelf: &dyn Shelf, id: uuid::Uuid, location: &Location) -> shape::Location {
    let address = address(shelf, id, location);
    let parts = [location.address.clone(), location.city.clone(), location.county.clone()];
    let code = location.postcode.as_ref().map(|code| code.value.0.to_string());
    let parts: Vec<String> = parts.into_iter().chain([code]).flatten().collect();
    let point = shelf.coordinates(location);
    let access = |access: &Access| shape::Accessibility {
        id: within(id, &format!("accessibility/{access:?}")),
        description: access.title().to_owned(),
        accessibility: Some(access.title().to_owned()),
    };
    let note = location.accessibility_note.iter().map(|note| shape::Accessibility {
        id: within(id, "accessibility"),
        description: note.clone(),
        accessibility: None,
    });
    shape::Location {
        id,
        location_type: "physical".to_owned(),
        name: location.name.clone(),
        // An address is whole or it is none; what is known of one that is not whole is said in words.
        description: (address.is_none() && !parts.is_empty()).then(|| parts.join(", ")),
        transportation: location.getting_there.clone(),
        latitude: point.map(|point| point.0),
        longitude: point.map(|point| point.1),
        external_identifier: location.uprn.clone(),
        external_identifier_type: location.uprn.as_ref().map(|_| "UPRN".to_owned()),
        addresses: address.into_iter().collect(),
        accessibility: location.accessibility.iter().map(access).chain(note).collect(),
    }
}

/// The address of a place, if all that the standard asks for is known. The town and the county may follow from the postcode.
fn address(shelf: &dyn Shelf, id: uuid::Uuid, location: &Location) -> Option<shape::Address> {
    let code = &location.postcode.as_ref()?.value;
    let area = shelf.area_of(code);
    let city = location.city.clone().or_else(|| Some(area.as_ref()?.0.title.clone()))?;
    let county = location.county.clone().or_else(|| Some(area?.1)).unwrap_or_else(|| city.clone());
    Some(shape::Address {
        id: within(id, "address"),
        address_1: location.address.clone().or_else(|| location.name.clone())?,
        city,
        state_province: county,
        postal_code: code.0.to_string(),
        country: "GB".to_owned(),
        address_type: "physical".to_owned(),
    })
}
