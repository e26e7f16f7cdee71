//! What is listed where in the directory: the library's answers from its shelves.

use std::borrow::Cow;
use std::collections::HashSet;

use super::shelves::{NAMES, WIDER};
use super::{
    Area, AreaKind, Category, Date, Freshness, Group, Id, Library, Named, OrganizationCard, PAGE, Selection,
    ServiceCard, Shelf, Shelves, Slice,
};
use crate::open_referral;

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

    /// The services that are listed, by name.
    pub fn listed(&self) -> &[Id] {
        &self.shelves.listed
    }

    /// The services on a page of the open data feed, from 1; without a page, all of them. Those that nobody has checked for
    /// long are among them: the feed says when each was checked, for others to judge.
    pub fn published_on(&self, page: Option<usize>) -> &[Id] {
        let all = self.shelves.published.as_slice();
        match page {
            Some(page) => all.chunks(open_referral::PAGE).nth(page.saturating_sub(1)).unwrap_or_default(),
            None => all,
        }
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
        let today = self.settings.today;
        self.organizations.iter().filter(move |(_, filed)| filed.value.is_listed(today)).map(|(id, _)| id)
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
            service.is_some_and(|service| {
                by.is_none_or(|by| service.organization.value == *by) && service.is_listed(self.settings.today)
            })
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
