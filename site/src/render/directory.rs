//! The directory: a page for each service, each organisation and each heading, and the way in to them all.

use serde::Serialize;
use tera::Context;

use super::pages::{self, PageView};
use super::view::{self, Card, Link, SourceView};
use super::{Made, Sheet};
use crate::model::{Id, Service, Status};

#[derive(Serialize)]
struct ServiceView<'s> {
    facts: Vec<(&'static str, String)>,
    organization: Option<Link>,
    categories: Vec<Link>,
    url: Option<&'s str>,
    ended: bool,
    assured: String,
    sources: Vec<SourceView>,
    correction: Option<String>,
}

/// A service as a link.
fn card(sheet: &Sheet<'_, '_>, id: &Id) -> Option<Card> {
    let service = sheet.desk.service_card(id)?;
    let href = sheet.desk.link(&format!("/services/{id}.html"));
    Some(Card { title: service.name.clone(), summary: service.summary.clone(), href, far: String::new() })
}

fn cards(sheet: &Sheet<'_, '_>, ids: &[&Id]) -> Vec<Card> {
    let mut cards: Vec<Card> = ids.iter().filter_map(|id| card(sheet, id)).collect();
    cards.sort_by_key(|card| card.title.to_lowercase());
    cards
}

fn crumbs(sheet: &Sheet<'_, '_>) -> Vec<Link> {
    let desk = sheet.desk;
    vec![
        Link { title: "Home".into(), href: desk.link("/") },
        Link { title: "Services".into(), href: desk.link("/services/") },
    ]
}

/// What there is to know of a service, in the order in which people ask.
fn facts(sheet: &Sheet<'_, '_>, service: &Service) -> Vec<(&'static str, String)> {
    let known = service.service_areas.iter().filter_map(|area| sheet.desk.area(&area.value));
    let areas = known.map(|area| area.title.as_str()).collect::<Vec<_>>().join("; ");
    let hours = service.schedules.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    let list = |texts: &[String]| (!texts.is_empty()).then(|| texts.join(", "));
    let facts = [
        ("Who it is for", service.eligibility_description.clone()),
        ("Age", service.ages()),
        ("Cost", service.cost()),
        ("When", (!hours.is_empty()).then_some(hours)),
        ("How to get it", service.application_process.clone()),
        ("Where", (!areas.is_empty()).then_some(areas)),
        ("Languages besides English", list(&service.languages)),
        ("Also called", list(&service.also_called)),
    ];
    facts.into_iter().filter_map(|(label, text)| Some((label, text?))).collect()
}

/// A service.
pub(super) fn service(sheet: &Sheet<'_, '_>, id: &Id, made: &mut Made) {
    let desk = sheet.desk;
    let Some(filed) = desk.service(id) else { return };
    let service = &filed.value;
    let whole = desk.text(&filed.file);
    let description = pages::markdown_of(sheet, &filed.file, whole, id, &service.description, made);
    let canonical = format!("{}/services/{id}.html", desk.settings().base_url);
    let crumbs = crumbs(sheet);
    let run_by = &service.organization.value;
    let heading = |at: &crate::source::yaml::At<Id>| {
        let (category, _) = desk.category(&at.value)?;
        let href = desk.link(&format!("/services/in/{}.html", at.value));
        Some(Link { title: category.title.clone(), href })
    };
    let shown = ServiceView {
        facts: facts(sheet, service),
        organization: desk.organization(run_by).map(|(organization, _)| Link {
            title: organization.value.name.clone(),
            href: desk.link(&format!("/organizations/{run_by}.html")),
        }),
        categories: service.categories.iter().filter_map(heading).collect(),
        url: service.url.as_ref().map(|url| url.0.as_str()),
        ended: service.status == Status::Defunct,
        assured: service.assured_date.words(),
        sources: service.sources.iter().map(view::source).collect(),
        correction: desk.site().corrections.as_ref().map(|to| pages::correction(to, &service.name, &canonical)),
    };
    let checked = service.assured_date.iso();
    let page = PageView {
        title: service.name.clone(),
        summary: service.summary.clone(),
        section: "services".into(),
        data: pages::data(sheet, &service.name, &service.summary, &canonical, Some(&checked), &crumbs),
        crumbs,
        canonical,
    };
    let contact = service.contact.as_ref().and_then(|contact| desk.contact(&contact.value)).map(view::contact);
    let mut context = Context::new();
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
    ended: bool,
    assured: String,
    sources: Vec<SourceView>,
    correction: Option<String>,
}

/// An organisation, and the services it runs.
pub(super) fn organization(sheet: &Sheet<'_, '_>, id: &Id, made: &mut Made) {
    let desk = sheet.desk;
    let Some((filed, services)) = desk.organization(id) else { return };
    let organization = &filed.value;
    let whole = desk.text(&filed.file);
    let description = pages::markdown_of(sheet, &filed.file, whole, id, &organization.description, made);
    let address = format!("/organizations/{id}.html");
    let mut page = pages::plain(sheet, &organization.name, organization.kind.title(), &address);
    page.section = "services".into();
    page.crumbs = crumbs(sheet);
    let correction = desk.site().corrections.as_ref();
    let shown = OrganizationView {
        kind: organization.kind.title(),
        also_called: organization.also_called.join(", "),
        url: organization.url.as_ref().map(|url| url.0.as_str()),
        ended: organization.status == Status::Defunct,
        assured: organization.assured_date.words(),
        sources: organization.sources.iter().map(view::source).collect(),
        correction: correction.map(|to| pages::correction(to, &organization.name, &page.canonical)),
    };
    let contact = organization.contact.as_ref().and_then(|contact| desk.contact(&contact.value)).map(view::contact);
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("organization", &shown);
    context.insert("contact", &contact);
    context.insert("services", &cards(sheet, &services));
    context.insert_value("body", description);
    sheet.print("organization.html", &context, &filed.file, made);
}

/// The services under a heading.
pub(super) fn category(sheet: &Sheet<'_, '_>, id: &Id, made: &mut Made) {
    let Some((category, services)) = sheet.desk.category(id) else { return };
    let mut page = pages::plain(sheet, &category.title, &category.summary, &format!("/services/in/{id}.html"));
    page.crumbs = crumbs(sheet);
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("cards", &cards(sheet, &services));
    sheet.print("list.html", &context, &format!("the heading {id}"), made);
}

/// All headings, then all services.
pub(super) fn index(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let summary =
        format!("Services and groups in {}: what they do, who they are for, how to get in touch.", desk.site().place);
    let page = pages::plain(sheet, "Services and local help", &summary, "/services/");
    let headings = desk.categories().into_iter().map(|(category, number)| Card {
        title: category.title.clone(),
        summary: category.summary.clone(),
        href: desk.link(&format!("/services/in/{}.html", category.id.value)),
        far: if number == 1 { "1\u{a0}service".into() } else { format!("{number}\u{a0}services") },
    });
    let all: Vec<&Id> = desk.services().into_iter().map(|(id, _)| id).collect();
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("headings", &headings.collect::<Vec<_>>());
    context.insert("cards", &cards(sheet, &all));
    sheet.print("services.html", &context, "the list of services", made);
}
