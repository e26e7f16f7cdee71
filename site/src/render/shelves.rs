//! Lists of the directory: under a heading, near a place, both, A to Z. Long lists have pages. `services` is the way in.

use serde::Serialize;
use tera::Context;

use super::directory::{address_lines, phone, service_address, state};
use super::pages::{self, PageView};
use super::view::{self, Link};
use super::{Made, Sheet};
use crate::model::{Area, AreaKind, Group, Id, Shelf};

/// The address of a page of a list, from 1.
pub(super) fn address(shelf: &Shelf, page: usize) -> String {
    let name = match shelf {
        Shelf::Heading(heading) => format!("/services/in/{heading}"),
        Shelf::Near(area) => format!("/services/near/{area}"),
        Shelf::HeadingNear(heading, area) => format!("/services/in/{heading}/{area}"),
        Shelf::RunBy(organization) => format!("/organizations/{organization}"),
        Shelf::Names => "/services/a-to-z".into(),
    };
    if page > 1 { format!("{name}-{page}.html") } else { format!("{name}.html") }
}

/// A title that tells the pages of a list apart.
pub(super) fn paged(title: &str, page: usize, pages: usize) -> String {
    if page > 1 { format!("{title}, page {page} of {pages}") } else { title.to_owned() }
}

/// The way to every page of the directory.
pub(super) fn crumbs(sheet: &Sheet<'_, '_>) -> Vec<Link> {
    let desk = sheet.desk;
    vec![
        Link { title: "Home".into(), href: desk.link("/") },
        Link { title: "Services".into(), href: desk.link("/services/") },
    ]
}

/// "1 service", "64 services".
pub(super) fn services(number: usize) -> String {
    let shown = fingerpost_guide::words::grouped(number as u128);
    if number == 1 { "1\u{a0}service".into() } else { format!("{shown}\u{a0}services") }
}

/// A service in a list.
#[derive(Serialize)]
pub(super) struct EntryView {
    title: String,
    href: String,
    summary: String,
    phone: Option<String>,
    tel: Option<String>,
    email: Option<String>,
    address: Option<String>,
    /// What to know before ringing.
    flags: Vec<&'static str>,
}

/// A service in a list.
pub(super) fn entry(sheet: &Sheet<'_, '_>, id: &Id) -> Option<EntryView> {
    let desk = sheet.desk;
    let card = desk.service_card(id)?;
    let contact = card.contact.and_then(|id| desk.contact(id)).map(view::contact);
    let (tel, shown) = contact.as_ref().map(|contact| (contact.tel.clone(), contact.phone.clone())).unwrap_or_default();
    let own = card.phones.first().map(phone);
    let own_email = || card.email.map(|email| email.value.0.clone());
    let address = card.locations.first().map(|first| {
        let more = match card.locations.len() - 1 {
            0 => String::new(),
            1 => ", and one other place".to_owned(),
            more => format!(", and {more} other places"),
        };
        format!("{}{more}", address_lines(first).join(", "))
    });
    Some(EntryView {
        title: card.name.to_owned(),
        href: desk.link(&service_address(id)),
        summary: card.summary.to_owned(),
        tel: tel.or_else(|| own.as_ref().map(|own| own.tel.clone())),
        phone: shown.or_else(|| own.map(|own| own.phone)),
        email: contact.and_then(|contact| contact.email).or_else(own_email),
        address: address.filter(|address| !address.is_empty()),
        flags: (state(card.status).into_iter())
            .chain(card.unchecked.then_some("Nobody has checked this for a year: ring first"))
            .collect(),
    })
}

/// The ways on from a page of a list.
#[derive(Serialize)]
pub(super) struct PagerView {
    page: usize,
    pages: usize,
    first: Option<String>,
    previous: Option<String>,
    next: Option<String>,
}

impl PagerView {
    /// Nothing for a list that has one page.
    pub(super) fn new(sheet: &Sheet<'_, '_>, shelf: &Shelf, page: usize, pages: usize) -> Option<Self> {
        let to = |page| sheet.desk.link(&address(shelf, page));
        (pages > 1).then(|| Self {
            page,
            pages,
            first: (page > 2).then(|| to(1)),
            previous: (page > 1).then(|| to(page - 1)),
            next: (page < pages).then(|| to(page + 1)),
        })
    }
}

#[derive(Serialize)]
struct GroupView {
    id: String,
    /// Nothing for a list that has one group.
    title: Option<String>,
    number: String,
    entries: Vec<EntryView>,
    /// Where they are all listed, if there are too many for this page.
    all: Option<Link>,
}

/// What a place is called in a sentence: the site's own name for the area that it is for.
pub(super) fn place_name(sheet: &Sheet<'_, '_>, area: &Area) -> String {
    match area.kind {
        AreaKind::Country => "the whole country".into(),
        _ if area.home => sheet.desk.site().place.clone(),
        _ => area.title.clone(),
    }
}

fn group(sheet: &Sheet<'_, '_>, heading: Option<&Id>, group: &Group<'_>) -> GroupView {
    let desk = sheet.desk;
    let area = group.area.and_then(|id| desk.area(id));
    let title = area.map(|area| {
        let place = place_name(sheet, area);
        match area.kind {
            AreaKind::Country => format!("For {place}"),
            AreaKind::Town | AreaKind::Locality if !group.wider => format!("In and around {place}"),
            _ => format!("For all of {place}"),
        }
    });
    let all = group.area.filter(|_| group.ids.is_empty() && group.number > 0).map(|id| {
        let shelf = heading.map_or_else(|| Shelf::Near(id.clone()), |heading| Shelf::Heading(heading.clone()));
        let title = format!("All {}", services(group.number));
        Link { title, href: desk.link(&address(&shelf, 1)) }
    });
    GroupView {
        id: group.area.map_or_else(|| "all".to_owned(), |id| format!("for-{id}")),
        title,
        number: services(group.number),
        entries: group.ids.iter().filter_map(|id| entry(sheet, id)).collect(),
        all,
    }
}

/// A heading or a place to go on to, and how much is there.
#[derive(Serialize)]
pub(super) struct Way {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) number: usize,
}

#[derive(Serialize)]
struct Ways {
    title: &'static str,
    ways: Vec<Way>,
}

/// A page of a list of services.
pub(super) fn list(sheet: &Sheet<'_, '_>, shelf: &Shelf, number: usize, made: &mut Made) {
    let desk = sheet.desk;
    let slice = desk.slice(shelf, number);
    let mut crumbs = crumbs(sheet);
    let way = |shelf: Shelf, title: &str, number| Way {
        title: title.to_owned(),
        href: desk.link(&address(&shelf, 1)),
        number,
    };
    let near_crumb = || Link { title: "Near you".into(), href: desk.link("/services/near/") };
    let (title, summary, ways) = match shelf {
        Shelf::Heading(heading) => {
            let Some(category) = desk.category(heading) else { return };
            let places = desk.places_of(heading).into_iter().map(|(area, number)| {
                way(Shelf::HeadingNear(heading.clone(), area.id.value.clone()), &area.title, number)
            });
            (category.title.clone(), category.summary.clone(), Ways { title: "Only near", ways: places.collect() })
        }
        Shelf::Near(id) => {
            let Some(area) = desk.area(id) else { return };
            crumbs.push(near_crumb());
            let place = place_name(sheet, area);
            let headings = desk.headings_of(id).into_iter().map(|(heading, number)| {
                way(Shelf::HeadingNear(heading.id.value.clone(), id.clone()), &heading.title, number)
            });
            let (title, summary) = match area.kind {
                AreaKind::Country => (
                    format!("Services for {place}"),
                    "Phone lines and websites that anyone in the country can use.".to_owned(),
                ),
                _ if area.home || area.kind == AreaKind::Council => (
                    format!("Services for all of {place}"),
                    format!("They work anywhere in {place}. Then those for the whole country."),
                ),
                _ => (
                    format!("Services near {place}"),
                    format!("First those in and around {place}, then those that work there from further away."),
                ),
            };
            (title, summary, Ways { title: "What is here", ways: headings.collect() })
        }
        Shelf::HeadingNear(heading, id) => {
            let (Some(category), Some(area)) = (desk.category(heading), desk.area(id)) else { return };
            let up = Shelf::Heading(heading.clone());
            crumbs.push(Link { title: category.title.clone(), href: desk.link(&address(&up, 1)) });
            let ways = vec![way(Shelf::Near(id.clone()), &format!("Everything near {}", area.title), 0)];
            let title = format!("{} near {}", category.title, area.title);
            (title, category.summary.clone(), Ways { title: "See also", ways })
        }
        Shelf::RunBy(_) | Shelf::Names => return,
    };
    let heading = if let Shelf::HeadingNear(heading, _) = shelf { Some(heading) } else { None };
    let groups: Vec<GroupView> = slice.groups.iter().map(|one| group(sheet, heading, one)).collect();
    let mut page = pages::plain(sheet, &paged(&title, number, slice.pages), &summary, &address(shelf, number));
    page.data = pages::data(sheet, &page.title, &page.summary, &page.canonical, None, &crumbs);
    page.crumbs = crumbs;
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("groups", &groups);
    context.insert("ways", &Some(ways).filter(|ways| !ways.ways.is_empty() && number == 1));
    context.insert("pager", &PagerView::new(sheet, shelf, number, slice.pages));
    sheet.print("directory-list.html", &context, &format!("the list {}", page.title), made);
}

#[derive(Serialize)]
struct LetterView {
    id: String,
    name: String,
    href: String,
    entries: Vec<NameView>,
}

#[derive(Serialize)]
struct NameView {
    title: String,
    href: String,
    note: Option<&'static str>,
}

/// A page of the A to Z of services and organisations. What has ended is named too: people ask for it.
pub(super) fn names(sheet: &Sheet<'_, '_>, number: usize, made: &mut Made) {
    let desk = sheet.desk;
    let pages = desk.slice(&Shelf::Names, number).pages;
    let id = |letter: &str| format!("letter-{}", letter.to_lowercase().replace(' ', "-"));
    let letter = |(name, page): &(String, usize)| LetterView {
        id: id(name),
        name: name.clone(),
        href: format!("{}#{}", desk.link(&address(&Shelf::Names, *page)), id(name)),
        entries: Vec::new(),
    };
    let letters: Vec<LetterView> = desk.letters().iter().map(letter).collect();
    let mut here: Vec<LetterView> = Vec::new();
    for named in desk.names(number) {
        if here.last().is_none_or(|last| last.name != named.letter) {
            here.push(letter(&(named.letter.clone(), number)));
        }
        let to = if named.is_organization {
            format!("/organizations/{}.html", named.id)
        } else {
            service_address(&named.id)
        };
        let note = match (named.ended, named.is_organization) {
            (true, _) => Some("has ended"),
            (false, true) => Some("organisation"),
            (false, false) => None,
        };
        if let Some(last) = here.last_mut() {
            last.entries.push(NameView { title: named.name.clone(), href: desk.link(&to), note });
        }
    }
    let title = paged("Services and organisations, A to Z", number, pages);
    let summary = "Every service and organisation that we know of, by name.";
    let page = with_crumbs(sheet, &title, summary, &address(&Shelf::Names, number));
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("letters", &letters);
    context.insert("here", &here);
    context.insert("pager", &PagerView::new(sheet, &Shelf::Names, number, pages));
    sheet.print("directory-names.html", &context, "the A to Z of services", made);
}

pub(super) fn with_crumbs(sheet: &Sheet<'_, '_>, title: &str, summary: &str, address: &str) -> PageView {
    let mut page = pages::plain(sheet, title, summary, address);
    page.crumbs = crumbs(sheet);
    page.data = pages::data(sheet, title, summary, &page.canonical, None, &page.crumbs);
    page
}
