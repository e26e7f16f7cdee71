//! Links between finished pages: does each lead to a page and a heading that are there, and can every page be reached?

use std::collections::{BTreeMap, BTreeSet};

use hashbrown::{HashMap, HashSet};

use super::output::anchor;
use crate::diagnostic::{self, Diagnostic, Place, Span, nearest, rules};
use crate::model::{Id, Library, Page};
use crate::render::Job;

const STATEMENT: &str = "content/accessibility.yaml";

/// One finished output, as the rules see it.
#[derive(Debug)]
pub struct Checked<'r> {
    /// What it is.
    pub job: &'r Job,
    /// Its path below the output folder.
    pub path: &'r str,
    /// Hashes of its ids.
    pub anchors: &'r [u64],
    /// Numbers of the addresses it links to.
    pub links: &'r [u32],
    /// Where links were written, by number.
    pub places: &'r [(u32, Span)],
}

/// Where an address leads within the site.
struct Resolved<'a> {
    path: String,
    fragment: Option<&'a str>,
}

/// What is not known because of other mistakes, so that no page is called unreachable for want of a link that is there.
#[derive(Debug, Default)]
pub struct Doubt {
    /// Addresses written on pages that could not be shown.
    pub written: Vec<String>,
    /// Pages that may list the pages of their folder, were they right.
    pub folders: BTreeSet<Id>,
    /// Whether menus and the home page are unknown too.
    pub site: bool,
}

/// Checks all links. `addresses` are the addresses by number.
pub fn check(library: &Library, outputs: &[Checked<'_>], addresses: &[String], doubt: &Doubt) -> Vec<Diagnostic> {
    let by_path: HashMap<&str, usize> = outputs.iter().enumerate().map(|(at, output)| (output.path, at)).collect();
    let clash = by_path.len() < outputs.len();
    let assets: HashSet<&str> = library.assets.values().map(|asset| asset.address.trim_start_matches('/')).collect();
    let prefix = library.settings.prefix();
    // Most addresses are linked from many pages: those that begin at the root are worked out once.
    let rooted: Vec<Option<Resolved<'_>>> = addresses.iter().map(|address| root(address, prefix)).collect();
    let mut found = Vec::new();
    let mut elsewhere: BTreeMap<String, FromTemplates> = BTreeMap::new();
    let mut leads: Vec<Vec<u32>> = Vec::with_capacity(outputs.len());
    for output in outputs {
        let mut onward = Vec::with_capacity(output.links.len());
        for number in output.links {
            let address = &addresses[*number as usize];
            let relative;
            let target = match &rooted[*number as usize] {
                Some(target) => target,
                None => match beside(output.path, address) {
                    Some(target) => {
                        relative = target;
                        &relative
                    }
                    None => continue,
                },
            };
            if assets.contains(target.path.as_str()) {
                continue;
            }
            match by_path.get(target.path.as_str()) {
                None if is_broken_page(library, &target.path) => {}
                None => broken(library, output, *number, address, prefix, &mut found, &mut elsewhere),
                Some(at) => {
                    onward.push(u32::try_from(*at).unwrap_or(u32::MAX));
                    // A page that failed has no names at all; of two pages at one address only one is here; and names
                    // with a low line are the site's own.
                    if !clash
                        && !outputs[*at].anchors.is_empty()
                        && let Some(fragment) =
                            target.fragment.filter(|fragment| !fragment.is_empty() && !fragment.contains('_'))
                        && !outputs[*at].anchors.contains(&anchor(&decode(fragment)))
                        && outputs[*at].path.ends_with(".html")
                    {
                        no_heading(library, output, *number, &outputs[*at], fragment, &mut found);
                    }
                }
            }
        }
        leads.push(onward);
    }
    if !clash {
        found.extend(elsewhere.into_values().map(FromTemplates::said));
    }
    if !doubt.site {
        let written =
            doubt.written.iter().filter_map(|address| by_path.get(root(address, prefix)?.path.as_str()).copied());
        found.extend(orphans(library, outputs, &leads, written.collect(), doubt));
    }
    found
}

/// Pages that no reader can come to by following links from the home page. The A to Z lists everything, so it does not count.
fn orphans(
    library: &Library,
    outputs: &[Checked<'_>],
    leads: &[Vec<u32>],
    written: Vec<usize>,
    doubt: &Doubt,
) -> Vec<Diagnostic> {
    let mut reached = vec![false; outputs.len()];
    let mut waiting = written;
    let listed = |page: &Page| {
        let above = page.full_version().or(page.parent());
        above.is_some_and(|above| doubt.folders.contains(above) || library.broken.contains_key(above))
    };
    // Of outputs that share an address only one can be linked to; none of them is lost.
    let mut paths: HashMap<&str, usize> = HashMap::new();
    for output in outputs {
        *paths.entry(output.path).or_default() += 1;
    }
    waiting.extend(outputs.iter().enumerate().filter_map(|(at, output)| match output.job {
        Job::Home => Some(at),
        _ if paths[output.path] > 1 => Some(at),
        Job::Page(id) if library.page(id).is_some_and(listed) => Some(at),
        _ => None,
    }));
    while let Some(at) = waiting.pop() {
        if !std::mem::replace(&mut reached[at], true) && *outputs[at].job != Job::AToZ {
            waiting.extend(leads[at].iter().map(|next| *next as usize).filter(|next| !reached[*next]));
        }
    }
    let lost = outputs.iter().zip(reached).filter(|(_, reached)| !reached);
    lost.filter_map(|(output, _)| match output.job {
        Job::Page(id) => library.page(id),
        _ => None,
    })
    .map(|page| {
        Diagnostic::new(
            &rules::PAGE_ORPHAN,
            Some(Place::file(&page.file)),
            format!("Nothing leads readers to the page \"{}\".", page.id),
        )
        .help("Link to it from a page, a menu or the home page, or put a children block on its folder's index page.")
    })
    .collect()
}

/// An address that begins at the site's root.
fn root<'a>(address: &'a str, prefix: &str) -> Option<Resolved<'a>> {
    let rest = address.strip_prefix(prefix)?;
    (rest.starts_with('/') && !rest.starts_with("//")).then(|| split(rest.trim_start_matches('/'), ""))
}

/// An address that begins at the page that holds it.
fn beside<'a>(path: &str, address: &'a str) -> Option<Resolved<'a>> {
    let has_scheme = address.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':'));
    if has_scheme || address.starts_with('/') {
        return None;
    }
    if address.is_empty() || address.starts_with(['#', '?']) {
        return Some(Resolved {
            path: path.to_owned(),
            fragment: address.split_once('#').map(|(_, fragment)| fragment),
        });
    }
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    Some(split(address, folder))
}

fn split<'a>(address: &'a str, folder: &str) -> Resolved<'a> {
    let (path, fragment) = address.split_once('#').map_or((address, None), |(path, fragment)| (path, Some(fragment)));
    let path = path.split('?').next().unwrap_or_default();
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    let mut joined = decode(&parts.join("/"));
    if path.is_empty() && folder.is_empty() || path.ends_with('/') {
        joined.push_str(if joined.is_empty() { "index.html" } else { "/index.html" });
    }
    Resolved { path: joined, fragment }
}

/// `%20` and the like as letters.
fn decode(text: &str) -> String {
    if !text.contains('%') {
        return text.to_owned();
    }
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// Whether a path is that of a page whose details could not be read.
fn is_broken_page(library: &Library, path: &str) -> bool {
    let id = path.strip_suffix("/index.html").or_else(|| path.strip_suffix(".html"));
    id.is_some_and(|id| library.broken.contains_key(id))
}

/// Every place in the page's file where a link was written; none if a template wrote it.
fn places(library: &Library, output: &Checked<'_>, number: u32) -> Vec<Place> {
    let spans = output.places.iter().filter(|(at, _)| *at == number).map(|(_, span)| *span);
    match output.job {
        Job::Page(id) => {
            let Some(page) = library.page(id) else { return Vec::new() };
            let mut places: Vec<Place> = spans.map(|span| Place::locate(&page.file, &page.text, span)).collect();
            // What stands in the text of the page's guide has no place in the page.
            if places.is_empty() && page.guide.is_some() {
                places.push(Place::file(&page.file));
            }
            places
        }
        Job::Service(id) => {
            let Some(service) = library.services.get(id) else { return Vec::new() };
            spans.map(|span| library.place(&service.file, span)).collect()
        }
        Job::Accessibility => spans.map(|span| library.place(STATEMENT, span)).collect(),
        _ => Vec::new(),
    }
}

/// A broken link that templates wrote: said once for all the pages it is on.
struct FromTemplates {
    message: String,
    help: String,
    first: String,
    more: usize,
}

impl FromTemplates {
    fn said(self) -> Diagnostic {
        let Self { message, help, first, more } = self;
        let pages = match more {
            0 => format!("(in /{first})"),
            1 => format!("(in /{first} and one other page)"),
            more => format!("(in /{first} and {more} other pages)"),
        };
        Diagnostic::new(&rules::LINK_BROKEN, None, format!("{message} {pages}.")).help(help)
    }
}

fn broken(
    library: &Library,
    output: &Checked<'_>,
    number: u32,
    address: &str,
    prefix: &str,
    found: &mut Vec<Diagnostic>,
    elsewhere: &mut BTreeMap<String, FromTemplates>,
) {
    let shown = address.strip_prefix(prefix).unwrap_or(address);
    let folder = output.path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let wanted = if shown.starts_with('/') { shown.to_owned() } else { format!("/{folder}/{shown}") };
    let near = nearest(&wanted, library.live().map(|page: &Page| page.address.as_ref()));
    let id = near.and_then(|near| library.live().find(|page| page.address.as_ref() == near)).map(|page| &page.id);
    let help = id.map_or_else(
        || "Link to a page by name, with page:, and the build keeps the address right.".to_owned(),
        |id| format!("Did you mean page:{id}?"),
    );
    let written = places(library, output, number);
    let path = wanted.split('#').next().unwrap_or_default();
    if let Some(draft) = library.pages.iter().find(|page| !library.is_live(page) && page.address.as_ref() == path) {
        let message = format!("The page \"{}\" is a draft, so readers cannot reach it.", draft.id);
        let help = "Take the link out, or take draft: true out of that page.";
        let said =
            written.into_iter().map(|place| Diagnostic::new(&rules::LINK_DRAFT, Some(place), &message).help(help));
        found.extend(said);
        return;
    }
    let message = format!("There is nothing at {shown} on this site");
    if written.is_empty() {
        let path = output.path.to_owned();
        elsewhere.entry(message.clone()).and_modify(|known| known.more += 1).or_insert(FromTemplates {
            message,
            help,
            first: path,
            more: 0,
        });
        return;
    }
    let said = written
        .into_iter()
        .map(|place| Diagnostic::new(&rules::LINK_BROKEN, Some(place), format!("{message}.")).help(&help));
    found.extend(said);
}

fn no_heading(
    library: &Library,
    output: &Checked<'_>,
    number: u32,
    target: &Checked<'_>,
    fragment: &str,
    found: &mut Vec<Diagnostic>,
) {
    let which = if target.path == output.path { "This page".to_owned() } else { format!("The page /{}", target.path) };
    let message = format!("{which} has no heading named #{fragment}.");
    let help = "A heading's name is its words in small letters with hyphens: \"What do I pay?\" is #what-do-i-pay.";
    let written = places(library, output, number);
    let places: Vec<_> = if written.is_empty() { vec![None] } else { written.into_iter().map(Some).collect() };
    found.extend(places.into_iter().map(|place| Diagnostic::new(&rules::ANCHOR_BROKEN, place, &message).help(help)));
}

/// A template that fails on many pages is said once.
pub fn fold_templates(found: &mut Vec<Diagnostic>) {
    let is = |diagnostic: &Diagnostic| *diagnostic.rule == *rules::TEMPLATE_ERROR.id && diagnostic.place.is_some();
    let mut counts: BTreeMap<Option<Place>, usize> = BTreeMap::new();
    found
        .iter()
        .filter(|diagnostic| is(diagnostic))
        .for_each(|diagnostic| *counts.entry(diagnostic.place.clone()).or_default() += 1);
    diagnostic::sort(found);
    let mut seen = Vec::new();
    found.retain_mut(|diagnostic| {
        if !is(diagnostic) {
            return true;
        }
        if seen.contains(&diagnostic.place) {
            return false;
        }
        seen.push(diagnostic.place.clone());
        let more = counts.get(&diagnostic.place).copied().unwrap_or(1) - 1;
        let others = if more == 1 { " and one other page:".to_owned() } else { format!(" and {more} other pages:") };
        if more > 0
            && let Some((before, after)) = diagnostic.message.split_once(": ")
        {
            diagnostic.message = format!("{before}{others} {after}");
        }
        true
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_files() {
        let path = |address: &str| root(address, "").map(|target| target.path);
        assert_eq!(path("/").as_deref(), Some("index.html"));
        assert_eq!(path("/a/").as_deref(), Some("a/index.html"));
        assert_eq!(path("/a/b.html#c").as_deref(), Some("a/b.html"));
        assert_eq!(path("//other.example/a"), None);
        assert_eq!(root("/care/a.html", "/care").unwrap().path, "a.html");
        let from = |address: &str| beside("a/b.html", address).map(|target| target.path);
        assert_eq!(from("#x").as_deref(), Some("a/b.html"));
        assert_eq!(from("c.html").as_deref(), Some("a/c.html"));
        assert_eq!(from("../d%20e.html?f").as_deref(), Some("d e.html"));
        assert_eq!(from("mailto:a@b.example"), None);
    }
}
