//! The index of the register. It is made from what an entry shows to everyone today, and from nothing else: the type of an
//! entry holds no more.

use fingerpost_finder::record::{Book, Card, Record};
use hashbrown::HashSet;

use super::Places;
use super::facets::{Facets, slot, synonyms};
use crate::model::register::{
    Entry, Gender, Ground, Kind, Language, MoneyTask, Need, Offer, Patch, Room, Status, Task, reference,
};
use crate::model::{Id, Library};

fn facets() -> Facets {
    let mut facets = Facets::default();
    let own = |id: &str, title: &str| (id.to_owned(), title.to_owned());
    facets.add("kind", "Kind of help", false, Kind::ALL.iter().map(|kind| own(kind.id(), kind.title())));
    facets.add("room", "Room for you", false, Room::ALL.iter().map(|room| own(room.id(), room.title())));
    facets.add("does", "What they do", true, Task::ALL.iter().map(|task| own(task.id(), task.title())));
    facets.add_week("When");
    facets.add("helped", "Have helped with", true, Need::ALL.iter().map(|need| own(need.id(), need.title())));
    facets.add("money", "Money and paperwork", true, MoneyTask::ALL.iter().map(|task| own(task.id(), task.title())));
    facets.add("speaks", "Speak or sign", false, Language::ALL.iter().map(|one| own(one.id(), one.title())));
    facets.add("works", "How they work", false, Status::ALL.iter().map(|status| own(status.id(), status.title())));
    facets.add("gender", "Gender, where they say it", false, Gender::ALL.iter().map(|one| own(one.id(), one.title())));
    facets.add("car", "Car", true, [own("own-car", "Drives, with a car")]);
    facets
}

/// Everyone in the register today.
pub(super) fn book(library: &Library, places: &Places) -> Book {
    let facets = facets();
    let ground = Ground::new(&library.areas);
    let entries = library.register.entries();
    let records = entries.iter().map(|(id, entry)| record(library, places, &ground, &facets, id, entry)).collect();
    Book { records, facets: facets.list, synonyms: synonyms(library), turns: true }
}

fn record(library: &Library, places: &Places, ground: &Ground<'_>, facets: &Facets, id: &Id, entry: &Entry) -> Record {
    let public = &entry.public;
    let areas: HashSet<u16> = public.areas.iter().flat_map(|patch| areas(library, places, &patch.value)).collect();
    let named = |patch: &Patch| match patch {
        Patch::Area(id) => library.areas.get(id).map_or_else(|| id.to_string(), |area| area.title.clone()),
        Patch::Outcode(code) => code.to_string(),
    };
    let based = named(&public.based.value);
    let kind = entry.kind().title();
    let sample = if entry.sample { ". Made-up sample" } else { "" };
    let needs = public.offers.experience().iter().map(|need| need.title());
    let languages = public.languages.iter().map(|language| language.title());
    let mut text: Vec<String> = needs.chain(languages).map(str::to_owned).collect();
    text.push(based.clone());
    text.push(id.to_string());
    text.extend(entry.chosen.about.as_ref().map(|about| about.0.clone()));
    Record {
        card: Card {
            id: id.to_string(),
            address: format!("/register/{id}.html"),
            title: entry.title(id),
            kind: format!("{kind}, {}, {based}{sample}", reference(id)),
            summary: entry.does(),
            facts: facts(entry),
        },
        text: text.join("\n"),
        facets: values(facets, entry),
        areas: areas.into_iter().collect(),
        point: ground.point(&public.based.value),
        // Who says no distance comes to the areas they name, and no further.
        reach: Some(public.travel_miles.unwrap_or_default()),
        ..Record::default()
    }
}

/// The areas of a patch; of an outcode, the towns that have some of it.
fn areas(library: &Library, places: &Places, patch: &Patch) -> Vec<u16> {
    match patch {
        Patch::Area(id) => places.number(id).into_iter().collect(),
        Patch::Outcode(code) => {
            let has = |area: &&crate::model::Area| area.postcodes.iter().any(|own| own.value.0.outcode == code.outcode);
            library.areas.list.iter().filter(has).filter_map(|area| places.number(&area.id.value)).collect()
        }
    }
}

/// The values of facets that are true of an entry.
fn values(facets: &Facets, entry: &Entry) -> Vec<u16> {
    let public = &entry.public;
    let mut values = facets.numbers("kind", [entry.kind().id()]);
    values.extend(facets.numbers("room", [public.taking_on.status.id()]));
    if let Some(care) = public.offers.care() {
        values.extend(facets.numbers("does", care.does.iter().map(|task| task.id())));
        let works: &[Status] = match care.status {
            Status::Either => &[Status::Employed, Status::SelfEmployed, Status::Either],
            Status::Employed => &[Status::Employed],
            Status::SelfEmployed => &[Status::SelfEmployed],
        };
        values.extend(facets.numbers("works", works.iter().map(|status| status.id())));
    }
    if let Offer::Payroll(payroll) = &public.offers {
        values.extend(facets.numbers("money", payroll.services.iter().map(|task| task.id())));
    }
    values.extend(facets.numbers("helped", public.offers.experience().iter().map(|need| need.id())));
    values.extend(facets.numbers("speaks", public.languages.iter().map(|language| language.id())));
    values.extend(facets.numbers("gender", entry.chosen.gender.iter().map(|gender| gender.id())));
    let has_car = entry.chosen.driving.is_some_and(|driving| driving.drives && driving.own_car);
    values.extend(facets.numbers("car", has_car.then_some("own-car")));
    let slots =
        public.times.days().into_iter().flat_map(|(day, parts)| parts.iter().map(move |part| slot(day, part.id())));
    values.extend(slots.filter_map(|slot| facets.number("when", &slot)));
    values
}

/// What entries are compared by.
fn facts(entry: &Entry) -> Vec<(String, String)> {
    let some = |lines: Vec<String>| (!lines.is_empty()).then(|| lines.join("; "));
    let facts = [
        ("Room", Some(entry.room())),
        ("Available", some(entry.public.times.words())),
        ("Confirmed", Some(entry.confirmed.words())),
        ("Asks for", entry.chosen.rates.as_ref().and_then(|rates| some(rates.words()))),
        ("Checks seen", some(entry.dbs())),
        ("Not checked", entry.public.offers.care().and_then(crate::model::register::Care::unchecked)),
    ];
    facts.into_iter().filter_map(|(label, text)| Some((label.to_owned(), text?))).collect()
}
