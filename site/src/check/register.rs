//! Rules over the register: places and contacts that must be known, dates that can be true. Who is in it at all was
//! decided when it was read.

use super::library::contact;
use crate::diagnostic::{Diagnostic, Place, Span, did_you_mean, rules};
use crate::model::register::{Care, Entry, Offer, Patch};
use crate::model::{Date, Library};
use crate::source::yaml::At;

const SITE: &str = "content/site.yaml";
const AREAS: &str = "content/areas.yaml";

pub(super) fn check(library: &Library, found: &mut Vec<Diagnostic>) {
    match &library.site.register {
        Some(words) => {
            for at in [&words.support, &words.concern] {
                contact(library, at, || library.place(SITE, at.span), found);
            }
        }
        None if !library.register.is_empty() && !library.provisional => {
            let message = "\"register\" is missing: there are people in content/register.";
            let help = "Add `register:` with support:, concern: and notice:. content/README.md says what goes in it.";
            let place = Some(Place::file(&SITE.into()));
            found.push(Diagnostic::new(&rules::YAML_MISSING_KEY, place, message).help(help));
        }
        None => {}
    }
    for entry in library.register.entries().values() {
        let public = &entry.public;
        for at in public.areas.iter().chain([&public.based]) {
            patch(library, entry, at, found);
        }
        if let Some(at) = &public.contact {
            contact(library, at, || library.place(&entry.file, at.span), found);
        }
        dates(library, entry, found);
    }
}

fn patch(library: &Library, entry: &Entry, at: &At<Patch>, found: &mut Vec<Diagnostic>) {
    let place = || Some(library.place(&entry.file, at.span));
    let areas = &library.areas;
    match &at.value {
        Patch::Area(id) if areas.get(id).is_none() && !library.lost(AREAS) => {
            let known = areas.list.iter().map(|area| area.id.value.as_ref());
            let help = did_you_mean(id, known, "They are listed in content/areas.yaml.");
            let message = format!("There is no area \"{id}\".");
            found.push(Diagnostic::new(&rules::AREA_UNKNOWN, place(), message).help(help));
        }
        Patch::Outcode(code) if areas.locate(code).is_none() && !areas.points.is_empty() => {
            let message = format!("There is no postcode that begins with {code}.");
            let help = "Look at content/postcodes, or name an area of areas.yaml.";
            found.push(Diagnostic::new(&rules::POSTCODE, place(), message).help(help));
        }
        Patch::Area(_) | Patch::Outcode(_) => {}
    }
}

fn dates(library: &Library, entry: &Entry, found: &mut Vec<Diagnostic>) {
    let today = library.settings.today;
    if entry.confirmed > today {
        future(library, entry, None, found);
    }
    let mut past = |at: &At<Date>| {
        if at.value > today {
            future(library, entry, Some(at.span), found);
        }
    };
    past(&entry.public.taking_on.as_of);
    if let Offer::PersonalAssistant(care) | Offer::MicroProvider(care) = &entry.public.offers {
        let Care { training, checks, .. } = care.as_ref();
        for on in training.iter().map(|training| &training.on).chain(checks.iter().map(|seen| &seen.seen)) {
            past(on);
        }
        for seen in checks.iter().filter(|seen| seen.update_service.is_some() && !seen.check.is_dbs()) {
            let place = Some(library.place(&entry.file, seen.seen.span));
            let message = "Only a DBS check can be on the Update Service.";
            found.push(Diagnostic::new(&rules::YAML_VALUE, place, message).help("Take update_service out here."));
        }
    }
}

fn future(library: &Library, entry: &Entry, span: Option<Span>, found: &mut Vec<Diagnostic>) {
    let place = span.map_or_else(|| Place::file(&entry.file), |span| library.place(&entry.file, span));
    let what = if span.is_some() { "This day is still to come." } else { "last_confirmed is still to come." };
    found.push(
        Diagnostic::new(&rules::DATE_ORDER, Some(place), what)
            .help("Write the day on which it was seen, done or said."),
    );
}
