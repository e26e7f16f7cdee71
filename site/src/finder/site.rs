//! The index of the whole site: advice and tools, services, organisations, and the words we explain. No person is in it.

use fingerpost_finder::record::{Book, Card, Record};

use super::Places;
use super::facets::{Facets, PARTS, slot, synonyms};
use crate::model::{Access, Confidence, Filed, Id, Library, Organization, Page, Schedule, Service, Time};

/// Bytes of pages' text that are read, shared out among them: all of it on a site like this one, the first words of each
/// page where there are thousands, so that an edit stays quick.
const TEXT: usize = 2_000_000;

/// What an entry is.
const KINDS: [(&str, &str); 5] = [
    ("advice", "Advice"),
    ("tool", "Tools"),
    ("service", "Services"),
    ("organization", "Organisations"),
    ("word", "Words we explain"),
];

fn facets(library: &Library) -> Facets {
    let mut facets = Facets::default();
    let own = |(id, title): (&str, &str)| (id.to_owned(), title.to_owned());
    facets.add("kind", "What", false, KINDS.map(own));
    let heading = |one: &crate::model::Category| (one.id.value.to_string(), one.title.clone());
    facets.add("about", "About", false, library.categories.iter().map(heading));
    facets.add_week("Open");
    facets.add(
        "access",
        "Getting in",
        true,
        Access::ALL.map(|access| (access.id().to_owned(), access.title().to_owned())),
    );
    facets
}

/// Parts of days in which a service is open for an hour or more.
fn slots(schedule: &Schedule) -> Vec<String> {
    let minutes = |time: Time| i32::from(time.0.hour()) * 60 + i32::from(time.0.minute());
    let (opens, closes) = (minutes(schedule.opens), minutes(schedule.closes));
    let open =
        |(_, from, to): &&(&str, i8, i8)| closes.min(i32::from(*to) * 60) - opens.max(i32::from(*from) * 60) >= 60;
    let parts = PARTS.iter().filter(open).map(|(part, ..)| *part);
    parts.flat_map(|part| schedule.days.iter().map(move |day| slot(*day, part))).collect()
}

/// Everything on the site that can be found.
pub(super) fn book(library: &Library, places: &Places) -> Book {
    let facets = facets(library);
    let share = TEXT / library.pages.len().max(1);
    let maker = Maker { library, places, facets: &facets, share };
    let mut records: Vec<Record> = library.live().filter(|page| !page.easy_read).map(|page| maker.page(page)).collect();
    let today = library.settings.today;
    let services = library.services.iter().filter(|(_, one)| one.value.is_listed(today));
    records.extend(services.map(|(id, one)| maker.service(id, one)));
    let organizations = library.organizations.iter().filter(|(_, one)| one.value.is_listed(today));
    records.extend(organizations.map(|(id, one)| maker.organization(id, one)));
    records.extend(library.terms.values().map(|term| maker.word(term)));
    Book { records, facets: facets.list, synonyms: synonyms(library), turns: false }
}

struct Maker<'l> {
    library: &'l Library,
    places: &'l Places,
    facets: &'l Facets,
    /// Bytes of a page's text that are read.
    share: usize,
}

impl Maker<'_> {
    fn kind(&self, kind: &str) -> Vec<u16> {
        self.facets.number("kind", kind).into_iter().collect()
    }

    fn page(&self, page: &Page) -> Record {
        let meta = &page.meta;
        let topics = meta.topics.iter().filter_map(|topic| self.library.topics.get(&topic.value));
        let folder = page.parent().and_then(|folder| self.library.page(folder));
        Record {
            card: Card {
                id: page.id.to_string(),
                address: page.address.to_string(),
                title: meta.title.clone(),
                kind: if page.is_tool() { "Tool".to_owned() } else { "Advice".to_owned() },
                summary: meta.summary.clone(),
                facts: Vec::new(),
            },
            headings: folder
                .map(|folder| folder.meta.title.clone())
                .into_iter()
                .chain(topics.map(|t| t.title.clone()))
                .collect(),
            text: without_targets(&page.body()[..page.body().floor_char_boundary(self.share)]),
            facets: self.kind(if page.is_tool() { "tool" } else { "advice" }),
            ..Record::default()
        }
    }

    fn service(&self, id: &Id, service: &Filed<Service>) -> Record {
        let service = &service.value;
        let run_by = self.library.organizations.get(&service.organization.value);
        let categories = service.categories.iter().filter_map(|id| self.library.category(&id.value));
        let codes =
            service.locations.iter().filter_map(|location| location.postcode.as_ref()).map(|code| &code.value.0);
        let mut areas: Vec<u16> = service.service_areas.iter().filter_map(|id| self.places.number(&id.value)).collect();
        areas.extend(codes.clone().filter_map(|code| self.places.town(self.library, code)));
        let mut facets = self.kind("service");
        facets.extend(service.categories.iter().filter_map(|id| self.facets.number("about", &id.value)));
        let open = service.schedules.iter().flat_map(slots);
        facets.extend(open.filter_map(|slot| self.facets.number("when", &slot)));
        let access = service.locations.iter().flat_map(|location| &location.accessibility);
        facets.extend(access.filter_map(|access| self.facets.number("access", access.id())));
        let towns = areas.iter().filter_map(|at| Some(self.places.areas.get(usize::from(*at))?.title.clone()));
        let mut text: Vec<String> = towns.collect();
        text.extend(run_by.map(|run_by| run_by.value.name.clone()));
        text.push(service.description.value.clone());
        text.extend(service.eligibility_description.clone());
        Record {
            card: Card {
                id: id.to_string(),
                address: format!("/services/{id}.html"),
                title: service.name.clone(),
                kind: "Service".to_owned(),
                summary: service.summary.clone(),
                facts: self.facts(service),
            },
            also_called: service.also_called.clone(),
            headings: categories.map(|category| category.title.clone()).collect(),
            text: text.join("\n"),
            facets,
            areas,
            point: service
                .locations
                .iter()
                .find_map(|place| self.library.areas.point_of(place))
                .map(|(point, _)| point),
            reach: None,
            explains: false,
        }
    }

    /// What services are compared by.
    fn facts(&self, service: &Service) -> Vec<(String, String)> {
        let contact = service.contact.as_ref().and_then(|id| self.library.contacts.get(&id.value));
        let phone = contact
            .filter(|contact| contact.confidence == Confidence::Confirmed)
            .and_then(|contact| contact.phone.clone());
        let phone = phone.or_else(|| service.phones.first().map(|phone| phone.number.value.0.clone()));
        let hours = service.schedules.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        let cost = service.costs_in_words().join(" ");
        let facts = [
            ("Phone", phone),
            ("Cost", (!cost.is_empty()).then_some(cost)),
            ("When", (!hours.is_empty()).then_some(hours)),
            ("Who it is for", service.eligibility_description.clone()),
        ];
        facts.into_iter().filter_map(|(label, text)| Some((label.to_owned(), text?))).collect()
    }

    fn organization(&self, id: &Id, organization: &Filed<Organization>) -> Record {
        let organization = &organization.value;
        Record {
            card: Card {
                id: id.to_string(),
                address: format!("/organizations/{id}.html"),
                title: organization.name.clone(),
                kind: organization.kind.title().to_owned(),
                summary: first_sentence(&organization.description.value),
                facts: Vec::new(),
            },
            also_called: organization.also_called.clone(),
            text: organization.description.value.clone(),
            facets: self.kind("organization"),
            ..Record::default()
        }
    }

    fn word(&self, term: &crate::model::Term) -> Record {
        Record {
            card: Card {
                id: term.id.value.to_string(),
                address: format!("/glossary.html#word_{}", term.id.value),
                title: term.term.clone(),
                kind: "What it means".to_owned(),
                summary: term.definition.clone(),
                facts: Vec::new(),
            },
            also_called: term.also_called.clone(),
            explains: true,
            facets: self.kind("word"),
            ..Record::default()
        }
    }
}

/// The first sentence of a description in Markdown.
fn first_sentence(markdown: &str) -> String {
    let text = without_targets(markdown).replace(['[', '*', '\n'], " ");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    text.split_once(". ").map_or(text.clone(), |(first, _)| format!("{first}."))
}

/// Markdown without the targets of its links: `[who pays](page:who-pays)` is only `who pays`.
fn without_targets(markdown: &str) -> String {
    let mut pieces = markdown.split("](");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |text, piece| text + " " + piece.split_once(')').map_or(piece, |(_, rest)| rest))
}
