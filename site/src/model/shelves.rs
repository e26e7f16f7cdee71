//! Where entries of the directory stand: under headings, near places, with who runs them, in the A to Z. Worked out once, so
//! that no page looks through them all. The one place that decides which services are listed at all.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap, HashSet};

use serde::{Deserialize, Serialize};

use super::library::Parts;
use super::{
    Area, AreaKind, Category, Date, Email, Freshness, Id, Library, Location, Organization, OrganizationKind, Phone,
    Service, Status,
};
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
const NAMES: usize = 100;

/// A wider area's services are listed on a place's page up to this many; if there are more, they have a page of their own.
const WIDER: usize = 100;

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
    /// The services that are listed, by name.
    listed: Vec<Id>,
    under: HashMap<Id, Row>,
    /// At a place or in it, for the towns and localities that have pages; under a heading or all of them.
    here: HashMap<(Option<Id>, Id), Row>,
    /// For the whole of an area.
    whole: HashMap<(Option<Id>, Id), Row>,
    run_by: HashMap<Id, Vec<Id>>,
    names: Vec<Named>,
    /// Letters of the A to Z, and the page on which each begins.
    letters: Vec<(String, usize)>,
    local: HashSet<Id>,
    /// The countries that the site's area lies in, smallest first. They count as one.
    countries: Vec<Id>,
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
        let mut shelves = Self {
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
            if service.status != Status::Defunct {
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
    fn country_of<'s>(&'s self, id: &'s Id) -> &'s Id {
        if self.countries.contains(id) { &self.countries[0] } else { id }
    }

    fn row<'s>(rows: &'s HashMap<(Option<Id>, Id), Row>, heading: Option<&Id>, area: &Id) -> &'s [u32] {
        rows.get(&(heading.cloned(), area.clone())).map(Vec::as_slice).unwrap_or_default()
    }
}

/// A group whose services are places in the list.
struct Rows<'l> {
    area: Option<&'l Id>,
    wider: bool,
    at: Cow<'l, [u32]>,
}

impl Library {
    /// How fresh an entry of the directory is today.
    pub fn freshness(&self, assured: Date) -> Freshness {
        Freshness::of(assured, self.settings.today)
    }

    /// Whether a service is in lists, indexes, feeds and the sitemap: it has not ended, and someone has checked it.
    pub fn is_listed(&self, service: &Service) -> bool {
        service.status != Status::Defunct && self.freshness(service.assured_date) != Freshness::Hidden
    }

    /// The services that are listed, by name.
    pub fn listed(&self) -> &[Id] {
        &self.shelves.listed
    }

    /// A heading of the directory.
    pub fn category(&self, id: &str) -> Option<&Category> {
        self.categories.iter().find(|category| category.id.value.as_ref() == id)
    }

    /// The listed services under a heading, by name.
    pub fn under(&self, category: &str) -> Vec<&Id> {
        self.shelves.under.get(category).into_iter().flatten().map(|at| self.at(*at)).collect()
    }

    /// The headings that have listed services, and how many.
    pub fn headings(&self) -> Vec<(&Category, usize)> {
        let all = self.categories.iter().map(|category| (category, self.number_under(&category.id.value)));
        all.filter(|(_, number)| *number > 0).collect()
    }

    /// The organisations that have not ended and that someone has checked.
    pub fn listed_organizations(&self) -> impl Iterator<Item = &Id> {
        let listed = |organization: &Organization| {
            organization.status != Status::Defunct && self.freshness(organization.assured_date) != Freshness::Hidden
        };
        self.organizations.iter().filter(move |(_, filed)| listed(&filed.value)).map(|(id, _)| id)
    }

    /// How many listed services there are under a heading.
    pub fn number_under(&self, category: &str) -> usize {
        self.shelves.under.get(category).map_or(0, Vec::len)
    }

    /// The services that an organisation runs, by name, those that have ended among them.
    pub fn run_by(&self, organization: &str) -> &[Id] {
        self.shelves.run_by.get(organization).map(Vec::as_slice).unwrap_or_default()
    }

    /// What lists show of a service.
    pub fn service_card(&self, id: &str) -> Option<ServiceCard<'_>> {
        let service = &self.services.get(id)?.value;
        Some(ServiceCard {
            name: &service.name,
            summary: &service.summary,
            status: service.status,
            unchecked: self.freshness(service.assured_date) >= Freshness::Banner,
            contact: service.contact.as_ref().map(|contact| &contact.value),
            phones: &service.phones,
            email: service.email.as_ref(),
            locations: &service.locations,
        })
    }

    /// What the pages of its services show of an organisation.
    pub fn organization_card(&self, id: &str) -> Option<OrganizationCard<'_>> {
        let organization = &self.organizations.get(id)?.value;
        Some(OrganizationCard { name: &organization.name, kind: organization.kind })
    }

    /// The areas that have a page of the services near them: towns and localities, the area that the site is for, and the
    /// country.
    pub fn places(&self) -> Vec<&Area> {
        let local = self.areas.list.iter().filter(|area| self.shelves.local.contains(&area.id.value));
        let home = self.areas.home().map(|home| self.areas.around(&home.id.value)).unwrap_or_default();
        let country = home.iter().find(|area| area.kind == AreaKind::Country).copied();
        local.chain(home.first().copied()).chain(country).collect()
    }

    /// The places that have services of their own under a heading, and how many.
    pub fn places_of(&self, heading: &Id) -> Vec<(&Area, usize)> {
        let local = self.areas.list.iter().filter(|area| self.shelves.local.contains(&area.id.value));
        let number = |area: &Area| Shelves::row(&self.shelves.here, Some(heading), &area.id.value).len();
        local.map(|area| (area, number(area))).filter(|(_, number)| *number > 0).collect()
    }

    /// The headings that have services at a place, and how many.
    pub fn headings_of(&self, area: &Id) -> Vec<(&Category, usize)> {
        let number = |heading: &Category| Shelves::row(&self.shelves.here, Some(&heading.id.value), area).len();
        self.categories.iter().map(|heading| (heading, number(heading))).filter(|(_, number)| *number > 0).collect()
    }

    /// How many services are at a place, or for the whole of an area that has no places of its own.
    pub fn number_near(&self, area: &Id) -> usize {
        self.groups(None, area).first().map_or(0, |group| group.at.len())
    }

    /// Names of the A to Z on a page, from 1.
    pub fn names(&self, page: usize) -> &[Named] {
        self.shelves.names.chunks(NAMES).nth(page.saturating_sub(1)).unwrap_or_default()
    }

    /// The letters of the A to Z, and the page on which each begins.
    pub fn letters(&self) -> &[(String, usize)] {
        &self.shelves.letters
    }

    /// Every list that has pages, with the number of pages. Those of organisations begin on the organisation's own page.
    pub fn shelves(&self) -> Vec<(Shelf, usize)> {
        if self.services.is_empty() && self.organizations.is_empty() {
            return Vec::new();
        }
        let mut shelves = vec![Shelf::Names];
        shelves.extend(self.organizations.keys().cloned().map(Shelf::RunBy));
        for heading in self.categories.iter().map(|category| &category.id.value) {
            // The pages of services that have ended lead there too.
            if self.shelves.under.contains_key(heading) {
                shelves.push(Shelf::Heading(heading.clone()));
            }
            let places = self.places_of(heading);
            shelves.extend(places.iter().map(|(area, _)| Shelf::HeadingNear(heading.clone(), area.id.value.clone())));
        }
        shelves.extend(self.places().into_iter().map(|area| Shelf::Near(area.id.value.clone())));
        shelves.sort_unstable();
        shelves.dedup();
        shelves.into_iter().map(|shelf| (self.pages_of(&shelf), shelf)).map(|(pages, shelf)| (shelf, pages)).collect()
    }

    /// How many pages a list has: at least one.
    pub fn pages_of(&self, list: &Shelf) -> usize {
        let entries = match list {
            Shelf::Names => self.shelves.names.len(),
            Shelf::RunBy(id) => self.run_by(id).len(),
            Shelf::Heading(id) => self.number_under(id),
            Shelf::Near(area) => shown(&self.groups(None, area)),
            Shelf::HeadingNear(heading, area) => shown(&self.groups(Some(heading), area)),
        };
        entries.div_ceil(list.page_size()).max(1)
    }

    /// What stands on a page of a list, from 1.
    pub fn slice(&self, list: &Shelf, page: usize) -> Slice<'_> {
        let pages = self.pages_of(list);
        let mut skip = page.saturating_sub(1) * PAGE;
        let alone = |ids: Vec<_>, number| Group { area: None, wider: false, ids, number };
        let groups = match list {
            Shelf::Names => Vec::new(),
            Shelf::RunBy(id) => {
                let all = self.run_by(id);
                vec![alone(all.iter().skip(skip).take(PAGE).collect(), all.len())]
            }
            Shelf::Heading(id) => {
                let all = self.shelves.under.get(id).map(Vec::as_slice).unwrap_or_default();
                vec![alone(all.iter().skip(skip).take(PAGE).map(|at| self.at(*at)).collect(), all.len())]
            }
            Shelf::Near(area) | Shelf::HeadingNear(_, area) => {
                let heading = if let Shelf::HeadingNear(heading, _) = list { Some(heading) } else { None };
                let mut room = PAGE;
                let mut groups = Vec::new();
                for Rows { area, wider, at: rows } in self.groups(heading, area) {
                    let number = rows.len();
                    if wider && number > WIDER {
                        // Said once, where there is room for no more.
                        if skip == 0 && room > 0 {
                            groups.push(Group { area, wider, ids: Vec::new(), number });
                        }
                        continue;
                    }
                    let ids: Vec<&Id> = rows.iter().skip(skip).take(room).map(|at| self.at(*at)).collect();
                    skip = skip.saturating_sub(number);
                    room -= ids.len();
                    // The first group is said even if there is nothing in it.
                    if !ids.is_empty() || page <= 1 && !wider {
                        groups.push(Group { area, wider, ids, number });
                    }
                }
                groups
            }
        };
        Slice { pages, groups }
    }

    /// The services that a list in a page of advice shows, and how many there are in all.
    pub fn select(&self, asked: &Selection) -> (Vec<&Id>, usize) {
        let run_by = |id: &Id| {
            let service = self.services.get(id).map(|filed| &filed.value);
            let by = asked.organization.as_ref();
            service
                .is_some_and(|service| by.is_none_or(|by| service.organization.value == *by) && self.is_listed(service))
        };
        let heading = asked.category.as_ref();
        let mut all: Vec<&Id> = match (&asked.area, heading) {
            (Some(area), _) => {
                let groups = self.groups(heading, area);
                groups.iter().flat_map(|group| group.at.iter()).map(|at| self.at(*at)).collect()
            }
            (None, Some(heading)) => self.under(heading),
            (None, None) => match &asked.organization {
                Some(id) => self.run_by(id).iter().collect(),
                None => self.listed().iter().collect(),
            },
        };
        if !asked.ids.is_empty() {
            let known: HashSet<&Id> = all.into_iter().collect();
            all = asked.ids.iter().filter_map(|id| known.get(id).copied()).collect();
        }
        all.retain(|id| run_by(id));
        let mut seen = HashSet::new();
        all.retain(|id| seen.insert(*id));
        let number = all.len();
        all.truncate(asked.limit);
        (all, number)
    }

    fn at(&self, at: u32) -> &Id {
        &self.shelves.listed[at as usize]
    }

    /// The services near a place, nearest first: those at the place, then those for all of each wider area up to the
    /// country. A service is in the first group that it belongs to; what is too long to be listed is not looked through.
    fn groups(&self, heading: Option<&Id>, area: &Id) -> Vec<Rows<'_>> {
        let Shelves { here, whole, local, .. } = &self.shelves;
        let area = self.shelves.country_of(area);
        let mut groups: Vec<Rows<'_>> = Vec::new();
        for (at, outer) in self.areas.around(area).into_iter().enumerate() {
            let id = &outer.id.value;
            let wider = at > 0;
            let row = Shelves::row(if !wider && local.contains(id) { here } else { whole }, heading, id);
            // Rows are in order.
            let known = |at: &&u32| groups.iter().any(|group| group.at.binary_search(at).is_ok());
            let rows = if !wider || row.len() > WIDER {
                Cow::Borrowed(row)
            } else {
                Cow::Owned(row.iter().filter(|at| !known(at)).copied().collect())
            };
            groups.push(Rows { area: Some(id), wider, at: rows });
            if outer.kind == AreaKind::Country {
                break;
            }
        }
        groups
    }
}

/// How many services of some groups a list shows.
fn shown(groups: &[Rows<'_>]) -> usize {
    groups.iter().filter(|group| !group.wider || group.at.len() <= WIDER).map(|group| group.at.len()).sum()
}
