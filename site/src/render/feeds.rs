//! Files for machines: the sitemap, robots.txt and the Atom feed of changed pages.

use std::collections::BTreeSet;

use icalendar::{Calendar, Component, EventLike, Property};

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Link, Person, Text};

use super::desk::Desk;
use super::directory::service_address;
use super::{Made, shelves};
use crate::model::{Date, Id, Library, Shelf, Time};

/// The most addresses that one file may hold (sitemaps.org protocol 0.9).
const SITEMAP: usize = 50_000;

/// Every address that search engines may list. The day of a page is not told: it would make every review touch the file.
fn addresses(desk: &Desk<'_>) -> Vec<String> {
    let mut all = vec!["/".to_owned()];
    all.extend(desk.addresses().map(|page| page.address.to_string()));
    all.extend(desk.services().iter().map(|id| service_address(id)));
    let listed: BTreeSet<&Id> = desk.organizations().collect();
    for (shelf, pages) in desk.shelves() {
        let shown = !matches!(&shelf, Shelf::RunBy(id) if !listed.contains(id));
        all.extend((1..=pages).filter(|_| shown).map(|page| shelves::address(&shelf, page)));
    }
    if desk.has_services() {
        all.extend(["/services/", "/services/quality.html"].map(str::to_owned));
        all.extend((!desk.places().is_empty()).then(|| "/services/near/".to_owned()));
    }
    all.extend(["/a-to-z.html", "/glossary.html"].map(str::to_owned));
    all
}

/// How many files the sitemap has besides `sitemap.xml`, which names them: none, if all fits into that one.
pub(super) fn sitemap_parts(library: &Library) -> usize {
    let number = addresses(&Desk::new(library)).len();
    if number > SITEMAP { number.div_ceil(SITEMAP) } else { 0 }
}

/// The address of one of those files, from 1.
pub(super) fn sitemap_part(part: usize) -> String {
    format!("/sitemap-{part}.xml")
}

/// `sitemap.xml`, or with a number one of its parts.
pub(super) fn sitemap(desk: &Desk<'_>, part: Option<usize>, made: &mut Made) {
    let base = &desk.settings().base_url;
    let all = addresses(desk);
    let whole = all.len() <= SITEMAP;
    let parts: Vec<String>;
    let (root, each, addresses): (_, _, &[String]) = match part {
        None if whole => ("urlset", "url", &all),
        None => {
            parts = (1..=all.len().div_ceil(SITEMAP)).map(sitemap_part).collect();
            ("sitemapindex", "sitemap", &parts)
        }
        Some(part) => ("urlset", "url", all.chunks(SITEMAP).nth(part - 1).unwrap_or_default()),
    };
    let mut xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<{root} xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n"
    );
    for address in addresses {
        xml.push_str(&format!("<{each}><loc>"));
        let _ = pulldown_cmark_escape::escape_html(&mut xml, &format!("{base}{address}"));
        xml.push_str(&format!("</loc></{each}>\n"));
    }
    xml.push_str(&format!("</{root}>\n"));
    made.bytes = xml.into_bytes();
}

/// `robots.txt`.
pub(super) fn robots(desk: &Desk<'_>, made: &mut Made) {
    let base = &desk.settings().base_url;
    made.bytes = format!("User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n").into_bytes();
}

/// `changes.xml`: the pages last reviewed.
pub(super) fn changes(desk: &Desk<'_>, made: &mut Made) {
    let site = desk.site();
    let base = &desk.settings().base_url;
    let pages = desk.changes();
    let at = |date: Date| -> FixedDateTime { format!("{}T00:00:00+00:00", date.iso()).parse().unwrap_or_default() };
    let link = |href: String, rel: &str| Link { href, rel: rel.to_owned(), ..Link::default() };
    let entries = pages.iter().map(|page| {
        let address = format!("{base}{}", page.address);
        Entry {
            title: Text::plain(page.meta.title.clone()),
            id: address.clone(),
            updated: at(page.meta.reviewed.value),
            links: vec![link(address, "alternate")],
            summary: Some(Text::plain(page.meta.summary.clone())),
            categories: page
                .meta
                .topics
                .iter()
                .map(|topic| Category { term: topic.value.to_string(), ..Category::default() })
                .collect(),
            ..Entry::default()
        }
    });
    let feed = Feed {
        title: Text::plain(format!("{}: pages last checked", site.name)),
        id: format!("{base}/changes.xml"),
        updated: pages.iter().map(|page| at(page.meta.reviewed.value)).max().unwrap_or_default(),
        authors: vec![Person { name: site.council.clone(), ..Person::default() }],
        links: vec![link(format!("{base}/changes.xml"), "self"), link(format!("{base}/"), "alternate")],
        entries: entries.collect(),
        ..Feed::default()
    };
    made.bytes = feed.to_string().into_bytes();
    made.bytes.push(b'\n');
}

/// A group or event as a calendar file (RFC 5545), in the time of the place. The same bytes however often it is built.
pub(super) fn calendar(desk: &Desk<'_>, id: &str, made: &mut Made) {
    let Some(event) = desk.event(id) else { return };
    let base = &desk.settings().base_url;
    let stamp = |day: Date, time: Time| format!("{}T{}00", day.0.strftime("%Y%m%d"), time.0.strftime("%H%M"));
    let local = |name, day, time| {
        let mut property = Property::new(name, stamp(day, time));
        property.add_parameter("TZID", "Europe/London");
        property.done()
    };
    let one = |day: Date| {
        let mut one = icalendar::Event::new();
        one.uid(&format!("{id}-{}@{}", day.iso(), base.split("://").nth(1).unwrap_or(base)));
        one.add_property("DTSTAMP", format!("{}Z", stamp(day, event.starts)));
        one.append_property(local("DTSTART", day, event.starts)).append_property(local("DTEND", day, event.ends));
        one.summary(&event.title).location(&event.place).description(&event.what);
        one
    };
    let mut calendar = Calendar::empty();
    calendar
        .append_property(Property::new("VERSION", "2.0"))
        .append_property(Property::new("PRODID", "-//Fingerpost//EN"));
    let from = event.sources.iter().filter_map(|source| source.date).min().unwrap_or(event.until);
    let days = event.days(from);
    match (event.every, days.first()) {
        (Some(every), Some(first)) => {
            let until = event.until.0.strftime("%Y%m%d");
            let rule = format!("FREQ=MONTHLY;BYDAY={};UNTIL={until}T235959Z", every.rule());
            calendar.push(one(*first).add_property("RRULE", rule).done());
        }
        _ => {
            for day in days {
                calendar.push(one(day).done());
            }
        }
    }
    made.bytes = calendar.to_string().into_bytes();
}
