//! What templates are given: small values made for showing, never the pages themselves.

use serde::Serialize;

use super::desk::Desk;
use crate::model::{Confidence, Contact, Date, Figure, MenuEntry, Page, Source};

/// A page as a link.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Card {
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) href: String,
    /// How far it is: "5 minutes", "6 pages".
    pub(super) far: String,
}

/// A page as a link, with how long it takes to read, or how many pages stand below it.
pub(super) fn card(desk: &Desk<'_>, page: &Page) -> Card {
    let below = if page.address.ends_with('/') { desk.children(&page.id).len() } else { 0 };
    let far = if below > 1 { format!("{below}\u{a0}pages") } else { minutes(page.minutes) };
    Card { title: page.meta.title.clone(), summary: page.meta.summary.clone(), href: desk.link(&page.address), far }
}

fn minutes(minutes: u32) -> String {
    if minutes == 0 {
        String::new()
    } else if minutes == 1 {
        "1\u{a0}minute".into()
    } else {
        format!("{minutes}\u{a0}minutes")
    }
}

/// Words and where they lead.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Link {
    pub(super) title: String,
    pub(super) href: String,
}

/// A menu entry, if its page is published.
pub(super) fn entry(desk: &Desk<'_>, entry: &MenuEntry) -> Option<Link> {
    let address = desk.address(&entry.page.value)?;
    Some(Link { title: entry.title.clone(), href: desk.link(address) })
}

/// A contact as shown: a number only where we are sure enough, and how sure that is.
#[derive(Debug, Clone, Serialize)]
pub(super) struct ContactView {
    pub(super) name: String,
    pub(super) what: String,
    pub(super) phone: Option<String>,
    pub(super) tel: Option<String>,
    pub(super) textphone: Option<String>,
    pub(super) email: Option<String>,
    pub(super) url: Option<String>,
    pub(super) hours: Option<String>,
    /// "We last saw this number in 2022."
    pub(super) doubt: Option<String>,
}

/// A contact as shown.
pub(super) fn contact(contact: &Contact) -> ContactView {
    let known = contact.confidence != Confidence::Unconfirmed;
    let held = |text: &String| text.replace(' ', "\u{a0}");
    let phone = contact.phone.as_ref().filter(|_| known);
    let doubt = match contact.confidence {
        Confidence::Old if phone.is_some() => Some(match contact.seen_year {
            Some(year) => format!("We last saw this number in {year}."),
            None => "We could not check this number lately.".to_owned(),
        }),
        Confidence::Confirmed | Confidence::Old => None,
        Confidence::Unconfirmed => Some("We could not confirm a phone number.".to_owned()),
    };
    ContactView {
        name: contact.name.clone(),
        what: contact.what.clone(),
        tel: phone.map(|phone| phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect()),
        phone: phone.map(held),
        textphone: contact.textphone.as_ref().filter(|_| known).map(held),
        email: contact.email.clone().filter(|_| known),
        url: contact.url.as_ref().filter(|_| known).map(|url| url.0.clone()),
        hours: contact.hours.clone().filter(|_| known),
        doubt,
    }
}

/// A source as shown.
#[derive(Debug, Clone, Serialize)]
pub(super) struct SourceView {
    title: String,
    url: Option<String>,
    date: Option<String>,
    note: Option<String>,
}

pub(super) fn source(source: &Source) -> SourceView {
    SourceView {
        title: source.title.clone(),
        url: source.url.as_ref().map(|url| url.0.clone()),
        date: source.date.map(Date::words),
        note: source.note.clone(),
    }
}

/// A figure as shown at the foot of a page.
#[derive(Debug, Clone, Serialize)]
pub(super) struct FigureView {
    id: String,
    label: String,
    value: String,
    as_of: String,
    place: String,
    source: String,
    flag: Option<String>,
}

pub(super) fn figure(figure: &Figure) -> FigureView {
    let value = figure.shown();
    FigureView {
        id: figure.id.value.to_string(),
        label: figure.label.clone(),
        value: match &figure.qualifier {
            Some(qualifier) => format!("{qualifier} {value}"),
            None => value,
        },
        as_of: figure.as_of.clone(),
        place: figure.place.clone(),
        source: format!("{}: {}", figure.source, figure.section),
        flag: figure.flag.clone(),
    }
}
