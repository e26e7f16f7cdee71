//! The way in to the directory: headings, places, how good it is.

use serde::Serialize;
use tera::Context;

use super::directory::service_address;
use super::search::{self, Finder};
use super::shelves::{Way, address, place_name, services, with_crumbs};
use super::view::{Card, Link};
use super::{Made, Sheet, pages};
use crate::model::{Area, AreaKind, Freshness, Quality, Shelf};

/// Services up to this many stand on the way in, and in the A to Z of the whole site, by name.
pub(super) const FEW: usize = 100;

/// The way in: headings, places, the A to Z, and all services if they are few.
pub(super) fn index(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let summary =
        format!("Services and groups in {}: what they do, who they are for, how to get in touch.", desk.site().place);
    let page = pages::plain(sheet, "Services and local help", &summary, "/services/");
    let headings = desk.categories().into_iter().map(|(category, number)| Card {
        title: category.title.clone(),
        summary: category.summary.clone(),
        href: desk.link(&address(&Shelf::Heading(category.id.value.clone()), 1)),
        far: services(number),
    });
    let all = desk.services();
    let few = all.iter().filter(|_| all.len() <= FEW).filter_map(|id| {
        Some(Link { title: desk.service_card(id)?.name.to_owned(), href: desk.link(&service_address(id)) })
    });
    let towns = desk.places().into_iter().filter(|(area, _)| area.kind == AreaKind::Town);
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("headings", &headings.collect::<Vec<_>>());
    context.insert("towns", &towns.map(|(area, _)| place_link(sheet, area)).collect::<Vec<_>>());
    context.insert("near", &desk.link("/services/near/"));
    context.insert("names", &desk.link(&address(&Shelf::Names, 1)));
    context.insert("quality", &desk.link("/services/quality.html"));
    context.insert("services", &few.collect::<Vec<_>>());
    let finder = Finder {
        index: "site",
        scope: "kind.service",
        offers: "about when access",
        within: None,
        place_first: false,
        lists: true,
        all: false,
    };
    search::insert(desk, &finder, &mut context);
    sheet.print("services.html", &context, "the list of services", made);
}

fn place_link(sheet: &Sheet<'_, '_>, area: &Area) -> Link {
    let href = sheet.desk.link(&address(&Shelf::Near(area.id.value.clone()), 1));
    Link { title: area.title.clone(), href }
}

#[derive(Serialize)]
struct Locality {
    id: String,
    title: String,
    /// All of it.
    whole: Option<Way>,
    towns: Vec<Way>,
}

/// All places, by locality.
pub(super) fn places(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let places = desk.places();
    let way = |(area, number): &(&Area, usize), title: String| {
        let Link { href, .. } = place_link(sheet, area);
        Way { title, href, number: *number }
    };
    let mut localities: Vec<Locality> = Vec::new();
    for one in places.iter().filter(|(area, _)| area.kind == AreaKind::Locality) {
        let id = &one.0.id.value;
        let within = places.iter().filter(|(town, _)| town.within.as_ref().is_some_and(|within| within.value == *id));
        localities.push(Locality {
            id: format!("in-{id}"),
            title: one.0.title.clone(),
            whole: Some(way(one, format!("All of {}", one.0.title))),
            towns: within.map(|town| way(town, town.0.title.clone())).collect(),
        });
    }
    let in_locality = |area: &Area| {
        area.kind == AreaKind::Locality
            || area.within.as_ref().is_some_and(|within| {
                places.iter().any(|(other, _)| other.kind == AreaKind::Locality && other.id.value == within.value)
            })
    };
    let (wide, rest): (Vec<_>, Vec<_>) = places
        .iter()
        .filter(|(area, _)| !in_locality(area))
        .partition(|(area, _)| matches!(area.kind, AreaKind::Council | AreaKind::Country));
    let wide: Vec<Way> = wide.into_iter().map(|one| way(one, format!("For {}", whole_of(sheet, one.0)))).collect();
    let rest: Vec<Way> = rest.into_iter().map(|one| way(one, one.0.title.clone())).collect();
    let summary = format!("Choose the place nearest to you in {}.", desk.site().place);
    let page = with_crumbs(sheet, "Services near you", &summary, "/services/near/");
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("localities", &localities);
    context.insert("rest", &rest);
    context.insert("wide", &wide);
    sheet.print("places.html", &context, "the list of places", made);
}

fn whole_of(sheet: &Sheet<'_, '_>, area: &Area) -> String {
    let place = place_name(sheet, area);
    if area.kind == AreaKind::Country { place } else { format!("all of {place}") }
}

#[derive(Serialize)]
struct QualityView {
    services: String,
    average: usize,
    steps: Vec<(&'static str, usize)>,
    /// How many have been looked at within six months, and of a hundred.
    checked: usize,
    percent: usize,
    missing: Vec<(&'static str, usize)>,
    /// Nothing if all were checked on one day.
    oldest: Option<String>,
    newest: Option<String>,
    correction: Option<String>,
}

/// How good the directory is, for everyone to see.
pub(super) fn quality(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let quality: Quality = desk.quality();
    let title = "How good is this directory?";
    let summary = "How many entries we have checked, how much they say, and what we do about the rest.";
    let page = with_crumbs(sheet, title, summary, "/services/quality.html");
    let all = quality.services();
    let checked: usize =
        quality.freshness.iter().filter(|(step, _)| *step < Freshness::Warning).map(|(_, number)| number).sum();
    let correction = desk.site().corrections.as_ref();
    let shown = QualityView {
        services: services(all),
        average: quality.average,
        steps: quality.freshness.iter().map(|(step, number)| (step.title(), *number)).collect(),
        checked,
        percent: (checked * 100).checked_div(all).unwrap_or_default(),
        missing: quality.missing.iter().take(5).map(|(part, number)| (part.title(), *number)).collect(),
        oldest: quality.days.filter(|(oldest, newest)| oldest != newest).map(|(oldest, _)| oldest.words()),
        newest: quality.days.map(|(_, newest)| newest.words()),
        correction: correction.map(|to| pages::correction(to, "Services and local help", &page.canonical)),
    };
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("quality", &shown);
    sheet.print("quality.html", &context, "the page on the quality of the directory", made);
}
