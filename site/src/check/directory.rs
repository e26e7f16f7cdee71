//! Rules over the directory: names that must be known, entries that are there twice, entries that someone must look at
//! again.

use std::sync::Arc;

use hashbrown::hash_map::Entry;
use hashbrown::{HashMap, HashSet};

use super::library::{contact, topic};
use super::places;
use crate::diagnostic::{Diagnostic, Place, did_you_mean, rules};
use crate::model::{Date, Filed, Freshness, Id, Library, Service, Status};
use crate::source::yaml::{self, At};

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
            places::area_unknown(library, &filed.file, id, found);
        }
        order(library, filed, found);
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
    twice(library, found);
    orphans(library, found);
    places::check(library, found);
    ids_twice(library, CATEGORIES, library.categories.iter().map(|category| &category.id), found);
}

/// Ids that a list of data has twice.
pub(super) fn ids_twice<'l>(
    library: &Library,
    file: &str,
    ids: impl Iterator<Item = &'l At<Id>>,
    found: &mut Vec<Diagnostic>,
) {
    let mut seen = HashSet::new();
    for id in ids.filter(|id| !seen.insert(&id.value)) {
        let message = format!("The id \"{}\" is used twice.", id.value);
        found.push(
            Diagnostic::new(&rules::YAML_DUPLICATE_KEY, Some(library.place(file, id.span)), message)
                .help("Give one of the two another id, or take it out."),
        );
    }
}

/// The place of a key's value in an entry's file.
fn place_of(library: &Library, file: &Arc<str>, key: &str) -> Place {
    let text = library.files.get(file).map_or("", |source| source.text.as_str());
    library.place(file, yaml::locate(text, key))
}

/// Ages and times that contradict each other.
fn order(library: &Library, filed: &Filed<Service>, found: &mut Vec<Diagnostic>) {
    let mut say = |key: &str, message: String, help: &str| {
        let place = place_of(library, &filed.file, key);
        found.push(Diagnostic::new(&rules::ENTRY_ORDER, Some(place), message).help(help));
    };
    if let (Some(youngest), Some(oldest)) = (filed.value.minimum_age, filed.value.maximum_age)
        && youngest > oldest
    {
        let message = format!("Nobody is {youngest} or over and {oldest} or under.");
        say("minimum_age", message, "minimum_age is the youngest it is for, maximum_age the oldest.");
    }
    for (at, schedule) in filed.value.schedules.iter().enumerate().filter(|(_, one)| one.closes <= one.opens) {
        let message = format!("It cannot close at {} when it opens at {}.", schedule.closes, schedule.opens);
        let help = "For a night, write one schedule to 23:59 and one from 00:00 on the day after.";
        say(&format!("schedules[{at}].closes"), message, help);
    }
}

/// A name as it is compared: small letters and figures alone.
fn plain(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Services of one name that have an organisation or a place in common. Those that have ended do not count.
fn twice(library: &Library, found: &mut Vec<Diagnostic>) {
    let mut known: HashMap<(String, String), &Filed<Service>> = HashMap::new();
    for filed in library.services.values().filter(|filed| filed.value.status != Status::Defunct) {
        let service = &filed.value;
        let name = plain(&service.name);
        let places = service.locations.iter().filter_map(|place| {
            let code = place.postcode.as_ref()?;
            Some((name.clone(), format!("at {}", code.value.0)))
        });
        let all = std::iter::once((name.clone(), format!("by {}", service.organization.value))).chain(places);
        let mut first = None;
        for key in all {
            match known.entry(key) {
                Entry::Occupied(other) if !std::ptr::eq(*other.get(), filed) => first = first.or(Some(*other.get())),
                Entry::Occupied(_) => {}
                Entry::Vacant(free) => drop(free.insert(filed)),
            }
        }
        if let Some(first) = first {
            let what =
                if first.value.organization.value == service.organization.value { "organisation" } else { "place" };
            let message =
                format!("\"{}\" has an entry already: {} has the same name and {what}.", service.name, first.file);
            let place = Some(place_of(library, &filed.file, "name"));
            found.push(
                Diagnostic::new(&rules::ENTRY_TWICE, place, message)
                    .help("Keep the better of the two, or give them names that tell them apart."),
            );
        }
    }
}

/// Organisations that no service names. One that has ended may stand alone.
fn orphans(library: &Library, found: &mut Vec<Diagnostic>) {
    let named: HashSet<&Id> = library.services.values().map(|filed| &filed.value.organization.value).collect();
    // A service that cannot be read, or that names nobody we know, may be theirs.
    let unsure = library.lost("content/directory/services/")
        || named.iter().any(|id| !library.organizations.contains_key(&***id));
    let alone = library.organizations.iter().filter(|(id, _)| !named.contains(id));
    for (id, filed) in
        alone.filter(|(_, filed)| !unsure && filed.value.status != Status::Defunct && !filed.value.no_service)
    {
        let message = format!("No service names the organisation \"{id}\".");
        found.push(
            Diagnostic::new(&rules::ORGANIZATION_ORPHAN, Some(place_of(library, &filed.file, "name")), message)
                .help(format!("Add a service with organization: {id}. If it rightly has none, say no_service: true; or take it out.")),
        );
    }
}

/// Someone answers for an entry, and has looked at it lately.
fn assured(library: &Library, file: &Arc<str>, on: Date, by: Option<&At<String>>, found: &mut Vec<Diagnostic>) {
    let place = || Some(place_of(library, file, "assured_date"));
    if on > library.settings.today {
        let message = format!("{} is still to come.", on.words());
        found.push(
            Diagnostic::new(&rules::DATE_ORDER, place(), message).help("Write the day on which it was last looked at."),
        );
    }
    let now = library.freshness(on);
    if now >= Freshness::Warning {
        let seen = format!("This entry was last looked at on {}", on.words());
        let message = match now {
            Freshness::Hidden => format!("{seen}, so it is not shown any more."),
            Freshness::Banner => {
                let until = Freshness::Hidden.begins(on).words();
                format!("{seen}. Readers are told to ring first, and from {until} it is not shown.")
            }
            _ => format!("{seen}."),
        };
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
