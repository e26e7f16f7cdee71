//! The directory as open data: the replies of the Open Referral UK feed, its tables, and the page that tells people of them.
//! What a service is to the feed rests on its own file, its organisation's, its contact, and the lists of areas and
//! headings; nothing here asks of one service what would have to be looked for among all.

use serde::Serialize;
use tera::Context;

use super::desk::Desk;
use super::{Made, Sheet, pages};
use crate::model::{Area, Category, Contact, Coordinates, Filed, Id, Location, Organization, PostalCode, Service};
use crate::open_referral::feed::{self, Shelf};
use crate::open_referral::ids::Ids;
use crate::open_referral::shape::{self, Details, Page};
use crate::open_referral::tabular::{self, Rows, Table, Writer};
use crate::open_referral::{BASE, OPENAPI, PAGE, PROFILE, Reply, VERSION, plain};

/// Where people read of the feed.
pub(super) const ADDRESS: &str = "/about/open-data.html";

impl Shelf for Desk<'_> {
    fn ids(&self) -> Ids {
        Ids::of(&self.site().council)
    }

    fn organization(&self, id: &Id) -> Option<&Filed<Organization>> {
        Desk::organization(self, id)
    }

    fn contact(&self, id: &Id) -> Option<&Contact> {
        Desk::contact(self, id)
    }

    fn area(&self, id: &Id) -> Option<&Area> {
        Desk::area(self, id)
    }

    fn area_of(&self, code: &PostalCode) -> Option<(&Area, String)> {
        let areas = self.areas();
        let area = areas.of(&code.0)?;
        let home = areas.home().filter(|home| areas.holds(&home.id.value, &area.id.value));
        let council =
            areas.around(&area.id.value).into_iter().find(|area| area.kind == crate::model::AreaKind::Council);
        let county = if home.is_some() { self.site().place.clone() } else { council?.title.clone() };
        Some((area, county))
    }

    fn category(&self, id: &Id) -> Option<&Category> {
        self.headings().iter().find(|category| category.id.value == *id)
    }

    fn plain(&self, markdown: &str) -> String {
        plain::text(markdown, &|address| match address.split_once(':')? {
            ("page", id) => Some(self.card(id)?.meta.title.clone()),
            ("service", id) => Some(self.service_card(id)?.name.to_owned()),
            ("term", id) => Some(self.term(id)?.term.to_lowercase()),
            ("figure", id) => Some(self.figure(id)?.shown()),
            ("tel", number) => Some(number.to_owned()),
            _ => None,
        })
    }

    fn coordinates(&self, location: &Location) -> Option<Coordinates> {
        let known = location.coordinates.as_ref().map(|at| at.value);
        known.or_else(|| {
            let code = &location.postcode.as_ref()?.value.0;
            // The middle of a whole postcode is near enough; that of a district is not.
            Coordinates::of(self.point(code).filter(|_| code.is_whole())?)
        })
    }

    fn assurer_email(&self) -> Option<&str> {
        self.site().corrections.as_deref()
    }

    fn taxonomy(&self) -> (String, String, String) {
        let site = self.site();
        let name = format!("{}: headings of the directory", site.council);
        let description = format!("The headings that services in {} stand under.", site.place);
        (name, description, format!("{}/services/", self.settings().base_url))
    }
}

fn write(value: &impl Serialize, made: &mut Made) {
    made.bytes = serde_json::to_vec(value).unwrap_or_default();
    made.bytes.push(b'\n');
}

/// A file of the feed.
pub(super) fn reply(desk: &Desk<'_>, reply: &Reply, made: &mut Made) {
    match reply {
        Reply::Details => {
            write(&Details { version: VERSION, profile: PROFILE, openapi_url: OPENAPI }, made);
        }
        Reply::Services => write(&Page::whole(listed(desk, desk.published(None).1)), made),
        Reply::ServicesPage(number) => {
            let (total, slugs) = desk.published(Some(*number));
            write(&Page::of(total, total.div_ceil(PAGE), *number, listed(desk, slugs)), made);
        }
        Reply::Service(slug) => {
            if let Some(filed) = desk.service(slug) {
                write(&feed::service(desk, slug, filed), made);
            }
        }
        Reply::Organizations => {
            let all = desk.every_organization().into_iter().map(|(slug, filed)| feed::basic(desk, slug, filed));
            write(&Page::whole(all.collect()), made);
        }
        Reply::Organization(slug) => {
            if let Some(filed) = Desk::organization(desk, slug) {
                write(&feed::organization(desk, slug, filed), made);
            }
        }
        Reply::Taxonomies => write(&Page::whole(vec![feed::taxonomy(desk, Vec::new())]), made),
        Reply::Taxonomy => write(&feed::taxonomy(desk, terms(desk)), made),
        Reply::TaxonomyTerms => write(&Page::whole(terms(desk)), made),
        Reply::TaxonomyTerm(id) => {
            if let Some(category) = Shelf::category(desk, id) {
                write(&feed::term(desk, category), made);
            }
        }
        Reply::ServiceAtLocations => {
            let of = |(slug, filed): (&Id, &Filed<Service>)| {
                feed::places(desk, desk.ids().service(slug, filed), &filed.value)
            };
            write(&Page::whole(desk.published_whole().into_iter().flat_map(of).collect()), made);
        }
        Reply::ServiceAtLocation(slug, nth) => {
            if let Some(filed) = desk.service(slug) {
                let id = desk.ids().service(slug, filed);
                let place = feed::places(desk, id, &filed.value).into_iter().nth(*nth);
                let service = Some(Box::new(feed::listed(desk, slug, filed)));
                write(&place.map(|place| shape::ServiceAtLocation { service, ..place }), made);
            }
        }
        Reply::Table(table) => made.bytes = rows(desk, *table),
        Reply::Package => {
            let title = format!("{}: directory of services", desk.site().council);
            let homepage = format!("{}{ADDRESS}", desk.settings().base_url);
            write(&tabular::package(desk.ids(), &title, &homepage), made);
        }
    }
}

fn listed(desk: &Desk<'_>, slugs: &[Id]) -> Vec<shape::Service> {
    slugs.iter().filter_map(|slug| Some(feed::listed(desk, slug, desk.service(slug)?))).collect()
}

fn terms(desk: &Desk<'_>) -> Vec<shape::TaxonomyTerm> {
    desk.headings().iter().map(|category| feed::term(desk, category)).collect()
}

/// A table. It holds what the lists hold.
fn rows(desk: &Desk<'_>, table: Table) -> Vec<u8> {
    let mut writer = Writer::new(table);
    match table.of() {
        Rows::Organizations => {
            for (slug, filed) in desk.every_organization() {
                writer.organization(desk, slug, filed);
            }
        }
        Rows::Services => {
            for (slug, filed) in desk.published_whole() {
                writer.service(desk, slug, filed);
            }
        }
        Rows::Terms => writer.terms(desk, desk.headings()),
    }
    writer.finish()
}

#[derive(Serialize)]
struct TableView {
    name: &'static str,
    href: String,
}

/// What the feed is, for people.
pub(super) fn page(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let site = desk.site();
    let summary = format!("Every service in {} as data: what there is, how to get it, how you may use it.", site.place);
    let page = pages::plain(sheet, "Open data: the directory of services", &summary, ADDRESS);
    let base = desk.settings().base_url.clone() + BASE;
    let tables = Table::ALL
        .map(|table| TableView { name: table.file(), href: desk.link(&format!("{BASE}csv/{}", table.file())) });
    let some = desk.published(None).1.first().and_then(|slug| Some(desk.ids().service(slug, desk.service(slug)?)));
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("council", &site.council);
    context.insert("corrections", &site.corrections);
    context.insert("version", VERSION);
    context.insert("address", &base);
    context.insert("base", &desk.link(BASE));
    context.insert("profile", PROFILE);
    context.insert("services", &desk.published(None).0);
    context.insert("per_page", &PAGE);
    context.insert("example", &some.map(|id| format!("services/{id}/")));
    context.insert("tables", &tables);
    sheet.print("open-data.html", &context, "the page about open data", made);
}
