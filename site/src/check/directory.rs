//! Rules over the directory: names that must be known, entries that someone must look at again.

use std::sync::Arc;

use hashbrown::HashSet;

use super::library::{contact, topic};
use crate::diagnostic::{Diagnostic, did_you_mean, rules};
use crate::model::{Date, Id, Library};
use crate::source::yaml::{self, At};

/// Days after which someone must look at an entry again.
const STALE_DAYS: u32 = 183;

const AREAS: &str = "content/areas.yaml";

const CATEGORIES: &str = "content/directory/categories.yaml";

pub(super) fn check(library: &Library, found: &mut Vec<Diagnostic>) {
    for filed in library.services.values() {
        let service = &filed.value;
        for id in &service.topics {
            topic(library, id, || library.place(&filed.file, id.span), found);
        }
        if let Some(at) = &service.contact {
            contact(library, at, || library.place(&filed.file, at.span), found);
        }
        let run_by = &service.organization;
        if !library.organizations.contains_key(&run_by.value) && !library.lost("content/directory/organizations/") {
            let known = library.organizations.keys().map(AsRef::as_ref);
            let help = "Organisations are in content/directory/organizations, one file each.";
            let message = format!("There is no organisation \"{}\".", run_by.value);
            found.push(
                Diagnostic::new(&rules::ORGANIZATION_UNKNOWN, Some(library.place(&filed.file, run_by.span)), message)
                    .help(did_you_mean(&run_by.value, known, help)),
            );
        }
        for id in service.service_areas.iter().filter(|id| library.areas.get(&id.value).is_none()) {
            area_unknown(library, &filed.file, id, found);
        }
        for id in service.categories.iter().filter(|id| library.category(&id.value).is_none()) {
            if library.lost(CATEGORIES) {
                continue;
            }
            let known = library.categories.iter().map(|category| category.id.value.as_ref());
            let help = did_you_mean(&id.value, known, "They are listed in content/directory/categories.yaml.");
            let message = format!("There is no heading \"{}\" in the directory.", id.value);
            let place = Some(library.place(&filed.file, id.span));
            found.push(Diagnostic::new(&rules::CATEGORY_UNKNOWN, place, message).help(help));
        }
        assured(library, &filed.file, service.assured_date, service.assurer.as_ref(), found);
    }
    for filed in library.organizations.values() {
        if let Some(at) = &filed.value.contact {
            contact(library, at, || library.place(&filed.file, at.span), found);
        }
        assured(library, &filed.file, filed.value.assured_date, filed.value.assurer.as_ref(), found);
    }
    for area in &library.areas.list {
        if let Some(within) = area.within.as_ref().filter(|within| library.areas.get(&within.value).is_none()) {
            area_unknown(library, &AREAS.into(), within, found);
        }
    }
    let mut seen = HashSet::new();
    for id in library.categories.iter().map(|category| &category.id).filter(|id| !seen.insert(&id.value)) {
        let message = format!("The id \"{}\" is used twice.", id.value);
        found.push(
            Diagnostic::new(&rules::YAML_DUPLICATE_KEY, Some(library.place(CATEGORIES, id.span)), message)
                .help("Give one of the two another id, or take it out."),
        );
    }
}

/// An area that areas.yaml does not have.
fn area_unknown(library: &Library, file: &Arc<str>, id: &At<Id>, found: &mut Vec<Diagnostic>) {
    if library.lost(AREAS) {
        return;
    }
    let known = library.areas.list.iter().map(|area| area.id.value.as_ref());
    let help = did_you_mean(&id.value, known, "They are listed in content/areas.yaml.");
    let message = format!("There is no area \"{}\".", id.value);
    found.push(Diagnostic::new(&rules::AREA_UNKNOWN, Some(library.place(file, id.span)), message).help(help));
}

/// Someone answers for an entry, and has looked at it lately.
fn assured(library: &Library, file: &Arc<str>, on: Date, by: Option<&At<String>>, found: &mut Vec<Diagnostic>) {
    let today = library.settings.today;
    let text = library.files.get(file).map_or("", |source| source.text.as_str());
    let place = || Some(library.place(file, yaml::locate(text, "assured_date")));
    if on > today {
        let message = format!("{} is still to come.", on.words());
        found.push(
            Diagnostic::new(&rules::DATE_ORDER, place(), message).help("Write the day on which it was last looked at."),
        );
    } else if on.plus_days(STALE_DAYS) < today {
        let message = format!("This entry was last looked at on {}.", on.words());
        found.push(
            Diagnostic::new(&rules::ENTRY_STALE, place(), message)
                .help("Ring, check every line, and write today as its assured_date."),
        );
    }
    let owners = &library.site.owners;
    if let Some(At { value, span }) = by.filter(|by| !owners.is_empty() && !owners.contains(&by.value)) {
        let help = "Add the team under owners in content/site.yaml, or choose one that is there.";
        let message = format!("\"{value}\" is not an owner in site.yaml.");
        found.push(
            Diagnostic::new(&rules::OWNER_UNKNOWN, Some(library.place(file, *span)), message).help(did_you_mean(
                value,
                owners.iter().map(String::as_str),
                help,
            )),
        );
    }
}
