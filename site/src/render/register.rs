//! The lists of the register: by kind, by kind and place, all as a table; and the block that leads to them. No page with
//! people on it is in the sitemap, the A to Z or a feed, and none asks to be found by search engines.

use serde::{Deserialize, Serialize};
use tera::Context;

use super::blocks::{self, Given};
use super::markdown::Writer;
use super::search::{self, Finder};
use super::view::{self, Card, ContactView, Link};
use super::{Made, Sheet, entry, pages};
use crate::model::Area;
use crate::model::register::{Kind, Listing};

/// The page of the register itself, which the council writes.
const PAGE: &str = "register";

/// The address of a page of a list, counted from 0.
pub(super) fn address(listing: &Listing, at: usize) -> String {
    let name = match listing {
        Listing::All => "all".to_owned(),
        Listing::Kind(kind) => kind.id().to_owned(),
        Listing::Place(kind, area) => format!("{}/{area}", kind.id()),
    };
    if at == 0 { format!("/register/{name}.html") } else { format!("/register/{name}-{}.html", at + 1) }
}

/// The address of an entry.
pub(super) fn entry_address(id: &str) -> String {
    format!("/register/{id}.html")
}

/// What every page of the register says: what the council is not, and whom to tell of a worry.
#[derive(Serialize)]
pub(super) struct WordsView<'s> {
    notice: &'s str,
    support: Option<ContactView>,
    concern: Option<ContactView>,
    all: String,
}

pub(super) fn words<'l>(sheet: &Sheet<'_, 'l>) -> Option<WordsView<'l>> {
    let desk = sheet.desk;
    let words = desk.site().register.as_ref()?;
    Some(WordsView {
        notice: &words.notice,
        support: desk.contact(&words.support.value).map(view::contact),
        concern: desk.contact(&words.concern.value).map(view::contact),
        all: desk.link(&address(&Listing::All, 0)),
    })
}

/// The way to a page of the register, by its page if there is one.
pub(super) fn crumbs(sheet: &Sheet<'_, '_>, above: Option<Link>) -> Vec<Link> {
    let desk = sheet.desk;
    let home = Link { title: "Home".into(), href: desk.link("/") };
    let page = desk.card(PAGE).map(|page| Link { title: page.meta.title.clone(), href: desk.link(&page.address) });
    [Some(home), page, above].into_iter().flatten().collect()
}

#[derive(Serialize)]
struct ListView {
    /// How many are in the whole list.
    total: usize,
    /// "Page 2 of 5", if there is more than one.
    which: Option<String>,
    before: Option<String>,
    next: Option<String>,
    /// Wider places, and those within.
    wider: Vec<Link>,
    /// Where the list is looked for by place.
    places: Vec<Card>,
    near: Option<String>,
    kind: Option<&'static str>,
}

/// A page of a list.
pub(super) fn listing(sheet: &Sheet<'_, '_>, listing: &Listing, at: usize, made: &mut Made) {
    let desk = sheet.desk;
    let (listed, total, pages) = desk.listing(listing, at);
    let place = match listing {
        Listing::Place(_, area) => desk.area(area).map(|area| area.title.clone()),
        Listing::All | Listing::Kind(_) => None,
    };
    let kind = match listing {
        Listing::Kind(kind) | Listing::Place(kind, _) => Some(*kind),
        Listing::All => None,
    };
    let title = match (kind, &place) {
        (None, _) => "Everyone in the register".to_owned(),
        (Some(kind), None) => kind.plural().to_owned(),
        (Some(kind), Some(place)) => format!("{} for {place}", kind.plural()),
    };
    let which = (pages > 1).then(|| format!("Page {} of {pages}", at + 1));
    let whole = if at == 0 { title } else { format!("{title}, page {}", at + 1) };
    let summary = kind.map_or("All kinds of direct payment support on one list.", Kind::summary);
    let mut page = pages::plain(sheet, &whole, summary, &address(listing, at));
    let above = |kind: Kind| Link { title: kind.plural().into(), href: desk.link(&address(&Listing::Kind(kind), 0)) };
    page.crumbs = crumbs(sheet, kind.filter(|_| place.is_some()).map(above));
    let turn = |to: usize| desk.link(&address(listing, to));
    let shown = ListView {
        total,
        which,
        before: at.checked_sub(1).map(turn),
        next: (at + 1 < pages).then(|| turn(at + 1)),
        wider: match listing {
            Listing::Place(kind, area) => wider(sheet, *kind, area),
            Listing::All | Listing::Kind(_) => Vec::new(),
        },
        places: match listing {
            Listing::Kind(kind) if at == 0 => places(sheet, *kind),
            _ => Vec::new(),
        },
        near: place.clone(),
        kind: kind.map(Kind::plural),
    };
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("list", &shown);
    context.insert("words", &words(sheet));
    let name = format!("the register's list {}", address(listing, at));
    if *listing == Listing::All {
        let rows: Vec<_> = listed.iter().filter_map(|listed| entry::row(sheet, &listed.id)).collect();
        context.insert("rows", &rows);
        sheet.print("register-table.html", &context, &name, made);
    } else {
        let near = |metres: Option<u32>| place.as_deref().zip(metres);
        let cards = listed.iter().filter_map(|listed| entry::card(sheet, &listed.id, near(listed.metres)));
        context.insert("cards", &cards.collect::<Vec<_>>());
        sheet.print("register-list.html", &context, &name, made);
    }
}

/// Larger places around one, and then everywhere.
fn wider(sheet: &Sheet<'_, '_>, kind: Kind, area: &str) -> Vec<Link> {
    let desk = sheet.desk;
    let local = desk.around_in_home(area);
    let larger = local.into_iter().map(|area| Link {
        title: format!("{} for {}", kind.plural(), area.title),
        href: desk.link(&address(&Listing::Place(kind, area.id.value.clone()), 0)),
    });
    let everywhere =
        Link { title: format!("{}: everywhere", kind.plural()), href: desk.link(&address(&Listing::Kind(kind), 0)) };
    larger.chain([everywhere]).collect()
}

/// The towns and localities, with how many of a kind work in each.
fn places(sheet: &Sheet<'_, '_>, kind: Kind) -> Vec<Card> {
    let desk = sheet.desk;
    let card = |area: &Area| {
        let listing = Listing::Place(kind, area.id.value.clone());
        let far = match desk.register().listed(&listing).len() {
            0 => "none yet".to_owned(),
            number => number.to_string(),
        };
        Card { title: area.title.clone(), summary: String::new(), href: desk.link(&address(&listing, 0)), far }
    };
    // Localities first, then towns, each by name.
    let mut areas: Vec<&Area> = desk.local_areas().collect();
    areas.sort_by_key(|area| (std::cmp::Reverse(area.kind), &area.title));
    areas.into_iter().map(card).collect()
}

/// Where the register is searched.
pub(super) const SEARCH: &str = "/register/search.html";

/// The search over the register; without JavaScript, its lists.
pub(super) fn search(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let summary = "By place first, then by day, need and kind of help. What you type stays on this device.";
    let mut page = pages::plain(sheet, "Search the register", summary, SEARCH);
    page.crumbs = crumbs(sheet, None);
    let finder = Finder {
        index: "register",
        scope: "",
        offers: "kind room does when helped money speaks works gender car",
        within: Some(10),
        place_first: true,
        lists: true,
        all: true,
    };
    let kinds = desk
        .register()
        .kinds()
        .map(|kind| Link { title: kind.plural().to_owned(), href: desk.link(&address(&Listing::Kind(kind), 0)) });
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("kinds", &kinds.collect::<Vec<_>>());
    context.insert("all", &desk.link(&address(&Listing::All, 0)));
    context.insert("words", &words(sheet));
    search::insert(desk, &finder, &mut context);
    sheet.print("register-search.html", &context, "the search of the register", made);
}

/// The body of a `register` block: it says nothing.
#[derive(Deserialize)]
struct Block {}

/// The ways into the register: each kind, and all as a table.
pub(super) fn block(writer: &mut Writer<'_, '_>, given: &Given<'_>) {
    let Some(Block {}) = blocks::body(writer, given) else { return };
    let desk = writer.desk;
    let register = desk.register();
    let card = |kind: Kind| {
        let number = register.listed(&Listing::Kind(kind)).len();
        Card {
            title: kind.plural().into(),
            summary: kind.summary().into(),
            href: desk.link(&address(&Listing::Kind(kind), 0)),
            far: format!("{number}\u{a0}listed"),
        }
    };
    let mut cards: Vec<Card> = register.kinds().map(card).collect();
    if !cards.is_empty() {
        let search = Card {
            title: "Search by place, day and need".into(),
            summary: "Compare up to three, and print your shortlist.".into(),
            href: desk.link(SEARCH),
            far: String::new(),
        };
        cards.insert(0, search);
        cards.push(Card {
            title: "Everyone, on one list".into(),
            summary: "A table to print or to read through.".into(),
            href: desk.link(&address(&Listing::All, 0)),
            far: format!("{}\u{a0}listed", register.listed(&Listing::All).len()),
        });
    }
    let mut context = Context::new();
    context.insert("cards", &cards);
    writer.template("blocks/register.html", &context);
}
