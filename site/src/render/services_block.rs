//! A `services` block: some services of the directory on a page of advice, with the way to the whole list.

use serde::Deserialize;
use tera::Context;

use super::blocks::{Given, body, place};
use super::markdown::Writer;
use super::{Sheet, shelves};
use crate::diagnostic::{Diagnostic, Rule, did_you_mean, rules};
use crate::model::{Id, PAGE, Selection, Shelf};
use crate::source::yaml::At;

/// How many services a block shows if it does not say.
const LIMIT: usize = 10;

#[derive(Deserialize)]
struct Services {
    category: Option<At<Id>>,
    area: Option<At<Id>>,
    organization: Option<At<Id>>,
    #[serde(default)]
    ids: Vec<At<Id>>,
    limit: Option<At<usize>>,
}

/// Writes the list.
pub(super) fn services(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(block) = body::<Services>(writer, given) else { return };
    if !names_are_known(writer, given, &block) {
        return;
    }
    let limit = block.limit.as_ref().map_or(LIMIT, |limit| limit.value);
    if let Some(at) = block.limit.as_ref().filter(|at| at.value == 0 || at.value > PAGE) {
        let help = "A page of advice names the few that help most; the whole list is linked below them.";
        let message = format!("A list shows from 1 to {PAGE} services.");
        say(writer, given, &rules::BLOCK_VALUE, at.span, message, help.to_owned());
        return;
    }
    let id = |at: &Option<At<Id>>| at.as_ref().map(|at| at.value.clone());
    let asked = Selection {
        category: id(&block.category),
        area: id(&block.area),
        organization: id(&block.organization),
        ids: block.ids.iter().map(|at| at.value.clone()).collect(),
        limit,
    };
    let (shown, number) = writer.desk.select(&asked);
    if shown.is_empty() {
        let help =
            "Ask for less, or take the block out. Services that have ended or that nobody checks are not listed.";
        writer.report(&rules::BLOCK_VALUE, given.range, "There are no services to list here.", help);
        return;
    }
    let sheet = Sheet { desk: writer.desk, templates: writer.templates };
    let entries: Vec<_> = shown.into_iter().filter_map(|id| shelves::entry(&sheet, id)).collect();
    let (title, address) = whole_list(&sheet, &asked);
    let mut context = Context::new();
    context.insert("entries", &entries);
    context.insert("level", &writer.inner_level());
    context.insert("title", &title);
    context.insert("href", &writer.desk.link(&address));
    context.insert("more", &number.saturating_sub(entries.len()));
    writer.template("blocks/services.html", &context);
}

/// The list that the block's services are some of.
fn whole_list(sheet: &Sheet<'_, '_>, asked: &Selection) -> (String, String) {
    let desk = sheet.desk;
    let category = asked.category.as_ref().and_then(|id| desk.category(id));
    let area = asked.area.as_ref().and_then(|id| desk.area(id));
    let listed = |area: &crate::model::Area| desk.places().iter().any(|(place, _)| place.id.value == area.id.value);
    if let (Some(category), Some(area)) = (category, area)
        && desk.places_of(&category.id.value).iter().any(|(place, _)| place.id.value == area.id.value)
    {
        let shelf = Shelf::HeadingNear(category.id.value.clone(), area.id.value.clone());
        return (format!("{} near {}", category.title, area.title), shelves::address(&shelf, 1));
    }
    if let Some(category) = category {
        return (category.title.clone(), shelves::address(&Shelf::Heading(category.id.value.clone()), 1));
    }
    if let Some(organization) = asked.organization.as_ref().and_then(|id| Some((id, desk.organization_card(id)?))) {
        let (id, card) = organization;
        return (card.name.to_owned(), shelves::address(&Shelf::RunBy(id.clone()), 1));
    }
    if let Some(area) = area.filter(|area| listed(area)) {
        return (area.title.clone(), shelves::address(&Shelf::Near(area.id.value.clone()), 1));
    }
    ("Services and local help".to_owned(), "/services/".to_owned())
}

/// Says every name that is not known.
fn names_are_known(writer: &mut Writer<'_, '_>, given: &Given<'_>, block: &Services) -> bool {
    let desk = writer.desk;
    let library = desk.for_suggestions();
    let before = writer.body.found.len();
    let mut lost = false;
    if let Some(at) = block.category.as_ref().filter(|at| desk.category(&at.value).is_none()) {
        lost |= desk.lost("content/directory/categories.yaml");
        let known = library.categories.iter().map(|category| category.id.value.as_ref());
        let help = did_you_mean(&at.value, known, "They are listed in content/directory/categories.yaml.");
        let message = format!("There is no heading \"{}\" in the directory.", at.value);
        say(writer, given, &rules::CATEGORY_UNKNOWN, at.span, message, help);
    }
    if let Some(at) = block.area.as_ref().filter(|at| desk.area(&at.value).is_none()) {
        lost |= desk.lost("content/areas.yaml");
        let known = library.areas.list.iter().map(|area| area.id.value.as_ref());
        let help = did_you_mean(&at.value, known, "They are listed in content/areas.yaml.");
        let message = format!("There is no area \"{}\".", at.value);
        say(writer, given, &rules::AREA_UNKNOWN, at.span, message, help);
    }
    if let Some(at) = block.organization.as_ref().filter(|at| desk.organization_card(&at.value).is_none()) {
        lost |= desk.lost("content/directory/organizations/");
        let known = library.organizations.keys().map(AsRef::as_ref);
        let help =
            did_you_mean(&at.value, known, "Organisations are in content/directory/organizations, one file each.");
        let message = format!("There is no organisation \"{}\".", at.value);
        say(writer, given, &rules::ORGANIZATION_UNKNOWN, at.span, message, help);
    }
    for at in block.ids.iter().filter(|at| desk.service_card(&at.value).is_none()) {
        lost |= desk.lost(&format!("content/directory/services/{}.yaml", at.value));
        let known = library.services.keys().map(AsRef::as_ref);
        let help = did_you_mean(&at.value, known, "Each service is a file in content/directory/services.");
        let message = format!("There is no service \"{}\".", at.value);
        say(writer, given, &rules::SERVICE_UNKNOWN, at.span, message, help);
    }
    if lost {
        // What a broken file may hold is not called unknown.
        writer.body.found.truncate(before);
    }
    writer.body.found.len() == before && !lost
}

fn say(
    writer: &mut Writer<'_, '_>,
    given: &Given<'_>,
    rule: &'static Rule,
    span: crate::diagnostic::Span,
    message: String,
    help: String,
) {
    let place = place(writer, given, span);
    writer.body.found.push(Diagnostic::new(rule, Some(place), message).help(help));
}
