//! The directory: a page for each service and each organisation. `shelves` makes the lists of them.

use serde::Serialize;
use tera::Context;

use super::pages::{self, PageView};
use super::shelves::{self, EntryView, PagerView};
use super::view::{self, ContactView, Link, SourceView};
use super::{Made, Sheet, schema_org};
use crate::model::{
    Access, Contact, Date, Email, Freshness, Id, Location, Organization, Phone, Schedule, Service, Shelf, Status,
    opening_hours,
};
use crate::source::yaml::At;

/// The address of a service's page.
pub(super) fn service_address(id: &str) -> String {
    format!("/services/{id}.html")
}

#[derive(Serialize)]
struct Fact {
    label: &'static str,
    lines: Vec<String>,
}

/// A number of an entry's own.
#[derive(Serialize)]
pub(super) struct PhoneView {
    pub(super) tel: String,
    pub(super) phone: String,
    description: Option<String>,
}

pub(super) fn phone(phone: &Phone) -> PhoneView {
    let number = &phone.number.value;
    PhoneView { tel: number.digits(), phone: number.0.replace(' ', "\u{a0}"), description: phone.description.clone() }
}

/// Somewhere a service is given.
#[derive(Serialize)]
struct PlaceView<'s> {
    lines: Vec<String>,
    getting_there: Option<&'s str>,
    accessibility: Vec<&'static str>,
    accessibility_note: Option<&'s str>,
}

/// The lines of an address.
pub(super) fn address_lines(place: &Location) -> Vec<String> {
    let code = place.postcode.as_ref().map(|code| code.value.0.to_string().replace(' ', "\u{a0}"));
    let parts = [place.name.clone(), place.address.clone(), place.city.clone(), code];
    parts.into_iter().flatten().filter(|line| !line.trim().is_empty()).collect()
}

/// What every entry says of itself.
#[derive(Serialize)]
struct Assured {
    checked: String,
    /// "Last checked more than three months ago".
    note: Option<&'static str>,
    /// Nobody has checked it for a year.
    banner: bool,
    /// What has become of it, unless it runs.
    state: Option<&'static str>,
    ended: bool,
    assurer: Option<String>,
    sources: Vec<SourceView>,
    correction: Option<String>,
}

/// What has become of an entry, unless it runs.
pub(super) fn state(status: Status) -> Option<&'static str> {
    match status {
        Status::Active => None,
        Status::Inactive => Some("Not running just now"),
        Status::TemporarilyClosed => Some("Closed for now"),
        Status::Defunct => Some("Has ended"),
    }
}

struct Entry<'s> {
    id: &'s Id,
    name: &'s str,
    status: Status,
    assured: Date,
    assurer: Option<&'s At<String>>,
    sources: &'s [crate::model::Source],
}

fn assured(sheet: &Sheet<'_, '_>, entry: &Entry<'_>, canonical: &str) -> Assured {
    let freshness = sheet.desk.freshness(entry.assured);
    let about = format!("{} ({})", entry.name, entry.id);
    Assured {
        checked: entry.assured.words(),
        note: freshness.note(),
        banner: freshness >= Freshness::Banner,
        state: state(entry.status),
        ended: entry.status == Status::Defunct,
        assurer: entry.assurer.map(|team| team.value.clone()),
        sources: entry.sources.iter().map(view::source).collect(),
        correction: sheet.desk.site().corrections.as_ref().map(|to| pages::correction(to, &about, canonical)),
    }
}

/// The page of an entry that nobody has checked for so long that it is not shown: whom to call, and nothing else.
fn unchecked(sheet: &Sheet<'_, '_>, name: &str, address: &str, file: &str, made: &mut Made) {
    let summary = "Nobody has checked what we know about this for 15 months, so we do not show it.";
    let mut page = pages::plain(sheet, name, summary, address);
    page.crumbs = shelves::crumbs(sheet);
    let mut context = Context::new();
    context.insert("page", &page);
    sheet.print("unchecked.html", &context, file, made);
}

#[derive(Serialize)]
struct ServiceView<'s> {
    facts: Vec<Fact>,
    organization: Option<Link>,
    categories: Vec<Link>,
    places: Vec<PlaceView<'s>>,
    phones: Vec<PhoneView>,
    email: Option<&'s str>,
    url: Option<&'s str>,
}

/// What there is to know of a service, in the order in which people ask.
fn facts(sheet: &Sheet<'_, '_>, service: &Service) -> Vec<Fact> {
    let known = service.service_areas.iter().filter_map(|area| sheet.desk.area(&area.value));
    let areas = known.map(|area| area.title.as_str()).collect::<Vec<_>>().join("; ");
    let mut hours = opening_hours(&service.schedules);
    hours.extend(service.schedules.iter().filter_map(Schedule::note_in_words));
    hours.dedup();
    let one = |text: Option<String>| text.into_iter().collect::<Vec<_>>();
    let facts = [
        ("Who it is for", one(service.eligibility_description.clone())),
        ("Age", one(service.ages())),
        ("Cost", service.costs_in_words()),
        ("When", hours),
        ("How to get it", one(service.application_process.clone())),
        ("Where it works", one((!areas.is_empty()).then_some(areas))),
        ("Languages besides English", one((!service.languages.is_empty()).then(|| service.languages.join(", ")))),
        ("Also called", one((!service.also_called.is_empty()).then(|| service.also_called.join(", ")))),
    ];
    facts.into_iter().filter(|(_, lines)| !lines.is_empty()).map(|(label, lines)| Fact { label, lines }).collect()
}

fn place_view(place: &Location) -> PlaceView<'_> {
    PlaceView {
        lines: address_lines(place),
        getting_there: place.getting_there.as_deref(),
        accessibility: place.accessibility.iter().copied().map(Access::title).collect(),
        accessibility_note: place.accessibility_note.as_deref(),
    }
}

fn contact<'l>(sheet: &Sheet<'_, 'l>, id: Option<&At<Id>>) -> Option<&'l Contact> {
    sheet.desk.contact(&id?.value)
}

/// A service.
pub(super) fn service(sheet: &Sheet<'_, '_>, id: &Id, made: &mut Made) {
    let desk = sheet.desk;
    let Some(filed) = desk.service(id) else { return };
    let service = &filed.value;
    if desk.freshness(service.assured_date) == Freshness::Hidden {
        return unchecked(sheet, &service.name, &service_address(id), &filed.file, made);
    }
    let whole = desk.text(&filed.file);
    let description = pages::markdown_of(sheet, &filed.file, whole, id, &service.description, made);
    let canonical = format!("{}{}", desk.settings().base_url, service_address(id));
    let crumbs = shelves::crumbs(sheet);
    let heading = |at: &At<Id>| {
        let href = desk.link(&shelves::address(&Shelf::Heading(at.value.clone()), 1));
        Some(Link { title: desk.category(&at.value)?.title.clone(), href })
    };
    let run_by = &service.organization.value;
    let provider = desk.organization_card(run_by);
    let contact = contact(sheet, service.contact.as_ref());
    let shown = ServiceView {
        facts: facts(sheet, service),
        organization: provider.as_ref().map(|provider| Link {
            title: provider.name.to_owned(),
            href: desk.link(&shelves::address(&Shelf::RunBy(run_by.clone()), 1)),
        }),
        categories: service.categories.iter().filter_map(heading).collect(),
        places: service.locations.iter().map(place_view).collect(),
        phones: service.phones.iter().map(phone).collect(),
        email: service.email.as_ref().map(|At { value: Email(address), .. }| address.as_str()),
        url: service.url.as_ref().map(|url| url.0.as_str()),
    };
    let contact: Option<ContactView> = contact.map(view::contact);
    let thing = schema_org::service(sheet, service, &canonical, provider.as_ref(), contact.as_ref());
    let checked = service.assured_date.iso();
    let page = PageView {
        title: service.name.clone(),
        summary: service.summary.clone(),
        section: "services".into(),
        data: pages::data_about(
            sheet,
            &service.name,
            &service.summary,
            &canonical,
            Some(&checked),
            &crumbs,
            Some(thing),
        ),
        crumbs,
        canonical,
    };
    let Service { name, status, assured_date, assurer, sources, .. } = service;
    let entry = Entry { id, name, status: *status, assured: *assured_date, assurer: assurer.as_ref(), sources };
    let mut context = Context::new();
    context.insert("assured", &assured(sheet, &entry, &page.canonical));
    context.insert("page", &page);
    context.insert("service", &shown);
    context.insert("contact", &contact);
    context.insert("topics", &pages::topics(sheet, &service.topics));
    context.insert_value("body", description);
    sheet.print("service.html", &context, &filed.file, made);
}

#[derive(Serialize)]
struct OrganizationView<'o> {
    kind: &'static str,
    also_called: String,
    url: Option<&'o str>,
}

/// An organisation, and a page of the services it runs.
pub(super) fn organization(sheet: &Sheet<'_, '_>, id: &Id, number: usize, made: &mut Made) {
    let desk = sheet.desk;
    let Some(filed) = desk.organization(id) else { return };
    let Organization { name, kind, description, status, assured_date, assurer, sources, .. } = &filed.value;
    let shelf = Shelf::RunBy(id.clone());
    let address = shelves::address(&shelf, number);
    if desk.freshness(*assured_date) == Freshness::Hidden {
        return unchecked(sheet, name, &address, &filed.file, made);
    }
    let whole = desk.text(&filed.file);
    let body = pages::markdown_of(sheet, &filed.file, whole, id, description, made);
    let slice = desk.slice(&shelf, number);
    let mut page = pages::plain(sheet, &shelves::paged(name, number, slice.pages), kind.title(), &address);
    page.section = "services".into();
    page.crumbs = shelves::crumbs(sheet);
    let contact = contact(sheet, filed.value.contact.as_ref()).map(view::contact);
    let thing = schema_org::organization(&filed.value, &page.canonical, contact.as_ref());
    page.data = pages::data_about(
        sheet,
        &page.title,
        &page.summary,
        &page.canonical,
        Some(&assured_date.iso()),
        &page.crumbs,
        Some(thing),
    );
    let shown = OrganizationView {
        kind: kind.title(),
        also_called: filed.value.also_called.join(", "),
        url: filed.value.url.as_ref().map(|url| url.0.as_str()),
    };
    let entry = Entry { id, name, status: *status, assured: *assured_date, assurer: assurer.as_ref(), sources };
    let services: Vec<EntryView> =
        slice.groups.iter().flat_map(|group| &group.ids).filter_map(|id| shelves::entry(sheet, id)).collect();
    let mut context = Context::new();
    context.insert("assured", &assured(sheet, &entry, &page.canonical));
    context.insert("page", &page);
    context.insert("name", name);
    context.insert("first", &(number == 1));
    context.insert("organization", &shown);
    context.insert("contact", &contact);
    context.insert("services", &services);
    context.insert("pager", &PagerView::new(sheet, &shelf, number, slice.pages));
    context.insert_value("body", body);
    sheet.print("organization.html", &context, &filed.file, made);
}
