//! Pages made from many things: home, topics, services, A to Z, glossary, and the page for addresses that lead nowhere.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context;

use super::directory::service_address;
use super::view::{self, Card, Link};
use super::{Made, Sheet, pages, services, shelves};
use crate::model::{Id, Shelf, Task, letter_of};

#[derive(Serialize)]
struct Arm {
    title: String,
    hint: String,
    href: String,
    far: String,
}

#[derive(Serialize)]
struct TopicList {
    title: String,
    href: String,
    pages: Vec<Card>,
    more: bool,
}

/// How many pages of a topic the home page lists.
const SHOWN: usize = 4;

/// The home page.
pub(super) fn home(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let site = desk.site();
    let home = &site.home;
    let arm = |task: &Task| {
        let page = desk.card(&task.page.value)?;
        let Card { href, far, .. } = view::card(desk, page);
        Some(Arm { title: task.title.clone(), hint: task.hint.clone(), href, far })
    };
    let topics: Vec<TopicList> = home_topics(sheet).iter().filter_map(|id| topic_list(sheet, id)).collect();
    let title = home.title.as_deref().unwrap_or(&site.name);
    let page = pages::plain(sheet, title, &home.lead, "/");
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("lead", &home.lead);
    context.insert("note", &home.note);
    context.insert("arms", &home.tasks.iter().filter_map(arm).collect::<Vec<_>>());
    context.insert("tools", &home.tools.iter().filter_map(arm).collect::<Vec<_>>());
    context.insert("topics", &topics);
    context.insert(
        "events",
        &home.events.as_ref().map(|events| EventsView {
            title: &events.title,
            intro: &events.intro,
            links: events.links.iter().filter_map(|entry| view::entry(desk, entry)).collect(),
        }),
    );
    context.insert(
        "promise",
        &home.promise.as_ref().map(|promise| PromiseView {
            title: &promise.title,
            text: &promise.text,
            link: view::entry(desk, &promise.link),
        }),
    );
    sheet.print("home.html", &context, "the home page", made);
}

/// The topics that `site.yaml` names for the home page, or else everything at the top of the site, so that all of it can
/// be reached.
fn home_topics(sheet: &Sheet<'_, '_>) -> Vec<Id> {
    let desk = sheet.desk;
    let chosen = &desk.site().home.topics;
    if !chosen.is_empty() {
        return chosen.iter().map(|topic| topic.value.clone()).collect();
    }
    let top = desk.addresses().filter(|page| page.parent().is_none()).map(|page| page.id.clone());
    top.chain(desk.topics().into_iter().filter(|id| desk.card(id).is_none()).cloned()).collect()
}

/// A topic and its first pages.
fn topic_list(sheet: &Sheet<'_, '_>, id: &Id) -> Option<TopicList> {
    let desk = sheet.desk;
    let (title, pages) = match desk.card(id) {
        Some(page) => (page.meta.title.clone(), desk.children(id)),
        None => (topic_title(sheet, id)?, desk.filed(id)),
    };
    let more = pages.len() > SHOWN;
    let pages = pages.into_iter().take(SHOWN).map(|page| view::card(desk, page)).collect();
    Some(TopicList { title, href: desk.link(&desk.topic_address(id)), pages, more })
}

/// A topic's name: its folder's page, the list of topics, or, without either, its id in words.
pub(super) fn topic_title(sheet: &Sheet<'_, '_>, id: &Id) -> Option<String> {
    match (sheet.desk.card(id), sheet.desk.topic(id)) {
        (Some(page), _) => Some(page.meta.title.clone()),
        (None, Some(topic)) => Some(topic.title.clone()),
        (None, None) => {
            let words = id.replace('-', " ");
            let mut letters = words.chars();
            letters.next().map(|first| first.to_uppercase().chain(letters).collect())
        }
    }
}

#[derive(Serialize)]
struct EventsView<'s> {
    title: &'s str,
    intro: &'s str,
    links: Vec<Link>,
}

#[derive(Serialize)]
struct PromiseView<'s> {
    title: &'s str,
    text: &'s str,
    link: Option<Link>,
}

/// A topic that no folder's page stands for.
pub(super) fn topic(sheet: &Sheet<'_, '_>, id: &Id, made: &mut Made) {
    let desk = sheet.desk;
    let title = topic_title(sheet, id).unwrap_or_default();
    let summary = desk.topic(id).map_or_else(|| format!("Every page about {title}."), |topic| topic.summary.clone());
    let page = pages::plain(sheet, &title, &summary, &format!("/topics/{id}.html"));
    let cards: Vec<_> = desk.filed(id).into_iter().map(|page| view::card(desk, page)).collect();
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("cards", &cards);
    sheet.print("list.html", &context, &format!("the topic {id}"), made);
}

#[derive(Serialize)]
struct Letter<T> {
    name: String,
    id: String,
    entries: Vec<T>,
}

fn by_letter<T>(entries: impl IntoIterator<Item = (String, T)>) -> Vec<Letter<T>> {
    let mut letters: BTreeMap<String, Vec<(String, T)>> = BTreeMap::new();
    for (title, entry) in entries {
        letters.entry(letter_of(&title)).or_default().push((title.to_lowercase(), entry));
    }
    letters
        .into_iter()
        .map(|(letter, mut entries)| {
            entries.sort_by(|a, b| a.0.cmp(&b.0));
            let id = format!("letter-{}", letter.to_lowercase().replace(' ', "-"));
            Letter { name: letter, id, entries: entries.into_iter().map(|(_, entry)| entry).collect() }
        })
        .collect()
}

/// Every page and service by the first letter of its title.
pub(super) fn a_to_z(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let page = pages::plain(sheet, "A to Z", "Every page of this site by its title.", "/a-to-z.html");
    let mut entries: Vec<(String, Link)> = Vec::new();
    for page in desk.live() {
        entries
            .push((page.meta.title.clone(), Link { title: page.meta.title.clone(), href: desk.link(&page.address) }));
    }
    // Many services have an A to Z of their own.
    let listed = desk.services();
    for id in listed.iter().filter(|_| listed.len() <= services::FEW) {
        let Some(card) = desk.service_card(id) else { continue };
        let link = Link { title: card.name.to_owned(), href: desk.link(&service_address(id)) };
        entries.push((card.name.to_owned(), link));
    }
    for id in desk.topics() {
        if desk.card(id).is_none() {
            let title = topic_title(sheet, id).unwrap_or_default();
            entries.push((title.clone(), Link { title, href: desk.link(&desk.topic_address(id)) }));
        }
    }
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("letters", &by_letter(entries));
    let names = desk.has_services().then(|| desk.link(&shelves::address(&Shelf::Names, 1)));
    context.insert("names", &names);
    sheet.print("a-to-z.html", &context, "the A to Z", made);
}

#[derive(Serialize)]
struct Word<'t> {
    id: &'t str,
    term: &'t str,
    also_called: &'t [String],
    definition: &'t str,
}

/// The glossary.
pub(super) fn glossary(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let desk = sheet.desk;
    let page = pages::plain(
        sheet,
        "Words we use",
        "What the words of health and social care mean, in plain English.",
        "/glossary.html",
    );
    let words = desk.terms().map(|term| {
        let word =
            Word { id: &term.id.value, term: &term.term, also_called: &term.also_called, definition: &term.definition };
        (term.term.clone(), word)
    });
    let mut context = Context::new();
    context.insert("page", &page);
    context.insert("letters", &by_letter(words));
    sheet.print("glossary.html", &context, "the glossary", made);
}

/// The page for an address where there is nothing.
pub(super) fn not_found(sheet: &Sheet<'_, '_>, made: &mut Made) {
    let page = pages::plain(sheet, "This page is not here", "The address may be old or mistyped.", "/404.html");
    let mut context = Context::new();
    context.insert("page", &page);
    sheet.print("404.html", &context, "the page for wrong addresses", made);
}
