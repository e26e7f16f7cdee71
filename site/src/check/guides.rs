//! Rules over guides: what their proofs found, that everyone is told whom to ring, that the listing of who sees what is
//! the guide's as it is now.

use fingerpost_guide::paths;
use fingerpost_guide::{Fault, Place as Spot, Rule as GuideRule};

use super::library::contact;
use crate::diagnostic::{Diagnostic, Place, Rule, did_you_mean, rules};
use crate::model::{Confidence, Event, Guide, Id, Library};
use crate::source::yaml;

const EVENTS: &str = "content/guides/events.yaml";

/// Checks every guide, and the groups and events that they tell of.
pub fn check(library: &Library) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    for (id, guide) in &library.guides {
        found.extend(guide.proof.faults.iter().map(|fault| diagnostic(library, guide, fault)));
        contacts(library, guide, &mut found);
        if guide.flow().is_some() {
            listing(library, id, guide, &mut found);
        }
        if !library.pages.iter().any(|page| page.guide.as_ref() == Some(id)) && library.broken.is_empty() {
            let message = format!("No page shows the guide \"{id}\".");
            let help = format!("Put a ```guide block with `id: {id}` on a page.");
            found.push(Diagnostic::new(&rules::GUIDE_UNUSED, Some(Place::file(&guide.main.file)), message).help(help));
        }
    }
    for event in library.events.values() {
        events(library, event, &mut found);
    }
    found
}

/// A group or event has days, someone to ask, a guide that tells of it, and is not over.
fn events(library: &Library, event: &Event, found: &mut Vec<Diagnostic>) {
    let place = |span| Some(library.place(EVENTS, span));
    contact(library, &event.contact, || library.place(EVENTS, event.contact.span), found);
    let mut say = |rule: &'static Rule, span, message: String, help: String| {
        found.push(Diagnostic::new(rule, place(span), message).help(help));
    };
    for id in event.guides.iter().filter(|id| !library.guides.contains_key(&id.value)) {
        if !library.lost("content/guides/") {
            let help =
                did_you_mean(&id.value, library.guides.keys().map(AsRef::as_ref), "Guides are in content/guides.");
            say(&rules::GUIDE_NAME, id.span, format!("There is no guide \"{}\".", id.value), help);
        }
    }
    if event.on.is_empty() == event.every.is_none() {
        let help = "Write either on: with a list of days, or every: with a day of the month, such as second Wednesday.";
        let what = if event.on.is_empty() { "does not say on which days" } else { "says its days twice" };
        say(&rules::EVENT_DAYS, event.id.span, format!("\"{}\" {what}.", event.id.value), help.into());
    } else if event.days(library.settings.today).is_empty() {
        let help = "Look for its next days, or take it out.";
        say(
            &rules::EVENT_OVER,
            event.id.span,
            format!("\"{}\" is over, so nobody sees it.", event.id.value),
            help.into(),
        );
    }
}

fn rule(rule: GuideRule) -> &'static Rule {
    match rule {
        GuideRule::Name => &rules::GUIDE_NAME,
        GuideRule::Path => &rules::GUIDE_PATH,
        GuideRule::Condition => &rules::GUIDE_CONDITION,
        GuideRule::Limit => &rules::GUIDE_LIMIT,
        GuideRule::Scenario => &rules::GUIDE_SCENARIO,
    }
}

/// What the rules found, with its line.
fn diagnostic(library: &Library, guide: &Guide, fault: &Fault) -> Diagnostic {
    let help = match &fault.unknown {
        Some((name, known)) => did_you_mean(name, known.iter().map(String::as_str), &fault.help),
        None => fault.help.clone(),
    };
    Diagnostic::new(rule(fault.rule), Some(place(library, guide, &fault.place)), &fault.message).help(help)
}

fn place(library: &Library, guide: &Guide, spot: &Spot) -> Place {
    let file = guide.file(spot);
    let text = library.files.get(file).map_or("", |source| source.text.as_str());
    library.place(file, yaml::locate(text, &spot.field))
}

/// Every contact is known, and those who must be rung have a number.
fn contacts(library: &Library, guide: &Guide, found: &mut Vec<Diagnostic>) {
    if library.lost("content/contacts.yaml") {
        return;
    }
    let main = &guide.main.value;
    let mut named: Vec<(Spot, &str, bool)> = vec![(Spot::main("contact"), &main.contact, true)];
    named.extend(
        main.urgent.iter().enumerate().map(|(at, id)| (Spot::main(format!("urgent[{at}]")), id.as_str(), true)),
    );
    for (at, outcome) in main.outcomes.iter().enumerate() {
        named.extend(
            outcome.contact.iter().map(|id| (Spot::main(format!("outcomes[{at}].contact")), id.as_str(), true)),
        );
    }
    for (spot, item) in guide.items() {
        named.extend(item.contact.iter().map(|id| (spot.at("contact"), id.as_str(), false)));
    }
    for (spot, id, must_ring) in named {
        let message = match library.contacts.get(id) {
            Some(contact) if !must_ring || contact.phone.is_some() && contact.confidence != Confidence::Unconfirmed => {
                continue;
            }
            Some(contact) => format!("We have no phone number to show for {}.", contact.name),
            None => format!("There is no contact \"{id}\"."),
        };
        let known = library.contacts.keys().map(AsRef::as_ref);
        let rule = if library.contacts.contains_key(id) { &rules::GUIDE_HELP } else { &rules::CONTACT_UNKNOWN };
        let help = if library.contacts.contains_key(id) {
            "Name a contact with a number. A number that is not confirmed is not shown.".to_owned()
        } else {
            did_you_mean(id, known, "Contacts are listed in content/contacts.yaml.")
        };
        found.push(Diagnostic::new(rule, Some(place(library, guide, &spot)), message).help(help));
    }
    if main.urgent.is_empty() {
        let message = "Nobody is named for someone in danger.";
        let place = place(library, guide, &Spot::main("urgent"));
        found.push(
            Diagnostic::new(&rules::GUIDE_HELP, Some(place), message)
                .help("List ids of contacts under urgent:, those for emergencies first."),
        );
    }
}

/// Where the listing of a guide is kept.
pub fn listing_file(id: &Id) -> String {
    format!("content/guides/{id}.paths")
}

/// The listing as it should be.
pub fn listing_of(id: &Id, guide: &Guide) -> Option<String> {
    let flow = guide.flow()?;
    let head = format!(
        "# Who sees what: {}\n# Made by `fingerpost guide paths {id} --write`; change the guide, not this file.\n# {}.\n\n",
        flow.title,
        paths::summary(flow, &guide.proof),
    );
    Some(head + &paths::listing(flow))
}

fn listing(library: &Library, id: &Id, guide: &Guide, found: &mut Vec<Diagnostic>) {
    let file = listing_file(id);
    let kept = library.files.get(file.as_str()).map(|source| source.text.as_str());
    if kept == listing_of(id, guide).as_deref() {
        return;
    }
    let message = match kept {
        Some(_) => "This listing of who sees what is older than the guide.".to_owned(),
        None => format!("The listing of who sees what is missing: {file}."),
    };
    let help = match kept {
        Some(_) => format!("Run `fingerpost guide paths {id} --write`, and read whom the change touches."),
        None => format!("Run `fingerpost guide paths {id} --write`, and keep the file beside the guide."),
    };
    let at = if kept.is_some() { file.as_str().into() } else { guide.main.file.clone() };
    found.push(Diagnostic::new(&rules::GUIDE_PATHS, Some(Place::file(&at)), message).help(help));
}
