//! The frame of every page: header, menu, urgent numbers, footer. Made once for a build and shared with every template;
//! what it asked of the library counts for every page.

use serde::Serialize;
use tera::Context;

use super::desk::Desk;
use super::view::{self, ContactView, Link};
use crate::model::{Library, Question};

/// The frame's values and the questions behind them.
#[derive(Debug)]
pub(super) struct Shell {
    pub(super) context: Context,
    pub(super) asked: Vec<Question>,
}

#[derive(Serialize)]
struct SiteView<'s> {
    name: &'s str,
    council: &'s str,
    place: &'s str,
    home: String,
    base_url: &'s str,
    search: String,
    a_to_z: String,
    glossary: String,
    services: Option<String>,
    accessibility: Option<String>,
    feed: String,
    style: Option<String>,
    font: Option<String>,
    mark: Option<String>,
    menu: Vec<MenuView>,
    footer: Vec<Link>,
    contact: Option<ContactView>,
    urgent: Vec<UrgentView<'s>>,
}

#[derive(Serialize)]
struct MenuView {
    title: String,
    href: String,
    /// First part of the addresses that belong to this entry.
    section: String,
}

#[derive(Serialize)]
struct UrgentView<'s> {
    text: &'s str,
    contact: ContactView,
}

/// Makes the frame.
pub(super) fn make(library: &Library) -> Shell {
    let desk = Desk::new(library);
    let site = desk.site();
    let menu = site.menu.iter().filter_map(|entry| {
        let link = view::entry(&desk, entry)?;
        let section = entry.page.value.split('/').next().unwrap_or_default().to_owned();
        Some(MenuView { title: link.title, href: link.href, section })
    });
    let urgent = site.urgent.iter().filter_map(|urgent| {
        let contact = view::contact(desk.contact(&urgent.contact.value)?);
        Some(UrgentView { text: &urgent.text, contact })
    });
    let shown = SiteView {
        name: &site.name,
        council: &site.council,
        place: &site.place,
        base_url: &desk.settings().base_url,
        home: desk.link("/"),
        search: desk.link(super::search::ADDRESS),
        a_to_z: desk.link("/a-to-z.html"),
        glossary: desk.link("/glossary.html"),
        services: desk.has_services().then(|| desk.link("/services/")),
        accessibility: desk.statement().map(|_| desk.link("/accessibility.html")),
        feed: desk.link("/changes.xml"),
        style: desk.look("style.css"),
        font: desk.look("fonts/atkinson-hyperlegible-next.woff2"),
        mark: desk.look("mark.svg"),
        menu: menu.collect(),
        footer: site.footer.iter().filter_map(|entry| view::entry(&desk, entry)).collect(),
        contact: site.contact.as_ref().and_then(|id| desk.contact(&id.value)).map(view::contact),
        urgent: urgent.collect(),
    };
    let mut context = Context::new();
    context.insert("site", &shown);
    Shell { context, asked: desk.into_asked() }
}
