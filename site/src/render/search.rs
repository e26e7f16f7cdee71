//! The search page, and the finder wherever a page has it: what stands in its place until it has started, and its
//! attributes, which say which index it reads and what it offers.

use serde::Serialize;
use tera::Context;

use super::desk::Desk;
use super::view::Link;
use super::{Made, Sheet, pages};
use crate::finder;

/// What a page's finder is for.
pub(super) struct Finder {
    /// The index it reads.
    pub(super) index: &'static str,
    /// Values that all results have: `kind.service`.
    pub(super) scope: &'static str,
    /// Facets it offers, by name.
    pub(super) offers: &'static str,
    /// Miles, as soon as a place is named.
    pub(super) within: Option<u16>,
    /// Whether the place is asked before the words.
    pub(super) place_first: bool,
    /// Whether results can be compared.
    pub(super) lists: bool,
    /// Whether everything is shown before anything is asked.
    pub(super) all: bool,
}

#[derive(Serialize)]
struct FinderView {
    /// Script and module.
    tool: Vec<String>,
    sheet: Option<String>,
    root: String,
    map: String,
    folder: String,
    base: String,
    index: &'static str,
    scope: &'static str,
    offers: &'static str,
    within: Option<u16>,
    place_first: bool,
    lists: bool,
    all: bool,
}

/// Gives a template the finder, if it is part of this build.
pub(super) fn insert(desk: &Desk<'_>, finder: &Finder, context: &mut Context) {
    let view = desk.widget("finder", "").map(|tool| FinderView {
        tool,
        sheet: desk.loaded("tools.css"),
        root: desk.link(&format!("/{}", finder::root(finder.index))),
        map: desk.link(&format!("/{}", finder::MAP)),
        folder: desk.link(&format!("/{}", finder::FOLDER)),
        base: desk.settings().prefix().to_owned(),
        index: finder.index,
        scope: finder.scope,
        offers: finder.offers,
        within: finder.within,
        place_first: finder.place_first,
        lists: finder.lists,
        all: finder.all,
    });
    context.insert("finder", &view);
}

/// Where the search page is.
pub(super) const ADDRESS: &str = "/search.html";

/// The search over the whole site; without JavaScript, the lists that lead to everything.
pub(super) fn page(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let page = pages::plain(sheet, "Search", "Advice, services, groups and words, by any word or by place.", ADDRESS);
    let topics = desk.site().home.topics.iter().filter_map(|topic| {
        let page = desk.card(&topic.value)?;
        Some(Link { title: page.meta.title.clone(), href: desk.link(&page.address) })
    });
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("topics", &topics.collect::<Vec<_>>());
    let finder =
        Finder { index: "site", scope: "", offers: "kind", within: None, place_first: false, lists: false, all: false };
    insert(desk, &finder, &mut context);
    sheet.print("search.html", &context, "the search page", made);
}
