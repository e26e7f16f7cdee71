//! Where entries of the directory stand: under headings, near places, with who runs them, in the A to Z. Worked out once, so
//! that no page looks through them all. `listing` answers questions from it.

use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::library::Parts;
use super::{AreaKind, Date, Email, Filed, Freshness, Id, Location, OrganizationKind, Phone, Service, Status};
use crate::source::yaml::At;

/// A list of entries that has pages of its own.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Shelf {
    /// The services under a heading.
    Heading(Id),
    /// The services near a place.
    Near(Id),
    /// The services under a heading near a place.
    HeadingNear(Id, Id),
    /// The services that an organisation runs, those that have ended among them.
    RunBy(Id),
    /// Every service and organisation by name.
    Names,
}

/// The most services on one page, so that it stays within what a page may weigh.
pub const PAGE: usize = 50;

/// The most names on one page of the A to Z.
pub(super) const NAMES: usize = 100;

/// A wider area's services are listed on a place's page up to this many; if there are more, they have a page of their own.
pub(super) const WIDER: usize = 100;

impl Shelf {
    /// The most entries on one of its pages.
    pub fn page_size(&self) -> usize {
        if *self == Self::Names { NAMES } else { PAGE }
    }
}

/// Services of a list that belong together: those at a place, those for the whole of a wider area.
#[derive(Debug, Clone, Serialize)]
pub struct Group<'l> {
    /// The area; none for a list that is not about a place.
    pub area: Option<&'l Id>,
    /// Whether they are for all of a wider area than the list's own.
    pub wider: bool,
    /// The services. None of them where there are too many to list here.
    pub ids: Vec<&'l Id>,
    /// How many there are in all.
    pub number: usize,
}

/// One page of a list.
#[derive(Debug, Clone, Serialize)]
pub struct Slice<'l> {
    /// How many pages there are.
    pub pages: usize,
    /// What stands on this one.
    pub groups: Vec<Group<'l>>,
}

/// A name in the A to Z of the directory.
#[derive(Debug, Clone, Serialize)]
pub struct Named {
    /// The letter it stands under.
    pub letter: String,
    /// Its name.
    pub name: String,
    /// Its id.
    pub id: Id,
    /// Whether it is an organisation, not a service.
    pub is_organization: bool,
    /// Whether it has ended.
    pub ended: bool,
}

/// What a list in an advice page asks for.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Selection {
    /// Under this heading.
    pub category: Option<Id>,
    /// For people in this area.
    pub area: Option<Id>,
    /// Run by this organisation.
    pub organization: Option<Id>,
    /// These, in this order.
    pub ids: Vec<Id>,
    /// No more than this many.
    pub limit: usize,
}

/// What lists show of a service.
#[derive(Debug, Clone, Serialize)]
pub struct ServiceCard<'l> {
    /// Name.
    pub name: &'l str,
    /// One sentence.
    pub summary: &'l str,
    /// Whether it still runs.
    pub status: Status,
    /// Nobody has checked it for a year.
    pub unchecked: bool,
    /// Whom to ring, an id of contacts.yaml.
    pub contact: Option<&'l Id>,
    /// Numbers of its own.
    pub phones: &'l [Phone],
    /// Its own address to write to.
    pub email: Option<&'l At<Email>>,
    /// Where it is given.
    pub locations: &'l [Location],
}

/// What the pages of its services show of an organisation.
#[derive(Debug, Clone, Serialize)]
pub struct OrganizationCard<'l> {
    /// Name.
    pub name: &'l str,
    /// What it is.
    pub kind: OrganizationKind,
}

/// Places in the list of services by name.
type Row = Vec<u32>;

/// Every list.
#[derive(Debug, Default)]
pub struct Shelves {
    /// The services that have not ended, by id.
    pub(super) published: Vec<Id>,
    /// The services that are listed, by name.
    pub(super) listed: Vec<Id>,
    pub(super) under: HashMap<Id, Row>,
    /// At a place or in it, for the towns and localities that have pages; under a heading or all of them.
    pub(super) here: HashMap<(Option<Id>, Id), Row>,
    /// For the whole of an area.
    pub(super) whole: HashMap<(Option<Id>, Id), Row>,
    pub(super) run_by: HashMap<Id, Vec<Id>>,
    pub(super) names: Vec<Named>,
    /// Letters of the A to Z, and the page on which each begins.
    pub(super) letters: Vec<(String, usize)>,
    pub(super) local: HashSet<Id>,
    /// The countries that the site's area lies in, smallest first. They count as one.
    pub(super) countries: Vec<Id>,
}

/// The letter a name stands under in an A to Z.
pub fn letter_of(name: &str) -> String {
    let first = name.chars().find(|c| c.is_alphanumeric()).unwrap_or('#');
    if first.is_alphabetic() { first.to_uppercase().to_string() } else { "0 to 9".to_owned() }
}

impl Shelves {
    /// Puts every entry where it belongs.
    pub fn new(parts: &Parts) -> Self {
        let today = parts.settings.today;
        let shown = |assured: Date| Freshness::of(assured, today) != Freshness::Hidden;
        let mut by_name: Vec<(String, &Id, &Service)> = parts
            .services
            .iter()
            .filter(|(_, filed)| shown(filed.value.assured_date))
            .map(|(id, filed)| (filed.value.name.to_lowercase(), id, &filed.value))
            .collect();
        by_name.sort_unstable_by(|a, b| (&a.0, a.1).cmp(&(&b.0, b.1)));
        let home = parts.areas.home().map(|home| parts.areas.around(&home.id.value)).unwrap_or_default();
        let countries = home.iter().filter(|area| area.kind == AreaKind::Country);
        let runs = |(_, filed): &(&Id, &Filed<Service>)| filed.value.status != Status::Defunct;
        let mut shelves = Self {
            published: parts.services.iter().filter(runs).map(|(id, _)| id.clone()).collect(),
            local: parts.areas.local().map(|area| area.id.value.clone()).collect(),
            countries: countries.map(|area| area.id.value.clone()).collect(),
            ..Self::default()
        };
        for (_, id, service) in by_name {
            for heading in &service.categories {
                shelves.under.entry(heading.value.clone()).or_default();
            }
            shelves.run_by.entry(service.organization.value.clone()).or_default().push(id.clone());
            shelves.name(&service.name, id, false, service.status);
            if service.is_listed(today) {
                shelves.add(parts, id, service);
            }
        }
        for (id, filed) in parts.organizations.iter().filter(|(_, filed)| shown(filed.value.assured_date)) {
            shelves.name(&filed.value.name, id, true, filed.value.status);
        }
        shelves
            .names
            .sort_by_cached_key(|named| (named.letter.clone(), named.name.to_lowercase(), named.is_organization));
        for (at, named) in shelves.names.iter().enumerate() {
            if shelves.letters.last().is_none_or(|(letter, _)| *letter != named.letter) {
                shelves.letters.push((named.letter.clone(), at / NAMES + 1));
            }
        }
        shelves
    }

    fn name(&mut self, name: &str, id: &Id, is_organization: bool, status: Status) {
        let ended = status == Status::Defunct;
        self.names.push(Named {
            letter: letter_of(name),
            name: name.to_owned(),
            id: id.clone(),
            is_organization,
            ended,
        });
    }

    /// Puts a service that is listed on its shelves.
    fn add(&mut self, parts: &Parts, id: &Id, service: &Service) {
        let at = u32::try_from(self.listed.len()).unwrap_or(u32::MAX);
        self.listed.push(id.clone());
        let headings: BTreeSet<&Id> = service.categories.iter().map(|category| &category.value).collect();
        for heading in &headings {
            self.under.entry((*heading).clone()).or_default().push(at);
        }
        let codes =
            service.locations.iter().filter(|place| !place.outside_area).filter_map(|place| place.postcode.as_ref());
        let towns = codes.filter_map(|code| parts.areas.of(&code.value.0)).map(|town| &town.id.value);
        let served: BTreeSet<&Id> = service.service_areas.iter().map(|area| &area.value).collect();
        let whole: BTreeSet<Id> = served.iter().map(|id| self.country_of(id).clone()).collect();
        let around = towns.chain(served.iter().copied()).flat_map(|id| parts.areas.around(id));
        let here: BTreeSet<Id> =
            around.map(|area| area.id.value.clone()).filter(|id| self.local.contains(id)).collect();
        for heading in std::iter::once(None).chain(headings.into_iter().map(Some)) {
            for area in &here {
                self.here.entry((heading.cloned(), area.clone())).or_default().push(at);
            }
            for area in &whole {
                self.whole.entry((heading.cloned(), area.clone())).or_default().push(at);
            }
        }
    }

    /// The country that stands for all that the site's area lies in; any other area is itself.
    pub(super) fn country_of<'s>(&'s self, id: &'s Id) -> &'s Id {
        if self.countries.contains(id) { &self.countries[0] } else { id }
    }

    /// The services of a heading, or of all of them, that stand with an area.
    pub(super) fn row<'s>(rows: &'s HashMap<(Option<Id>, Id), Row>, heading: Option<&Id>, area: &Id) -> &'s [u32] {
        rows.get(&(heading.cloned(), area.clone())).map(Vec::as_slice).unwrap_or_default()
    }
}
