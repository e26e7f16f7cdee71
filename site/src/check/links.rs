//! Links between finished pages: does each lead to a page and a heading that are there, and can every page be reached?

use hashbrown::{HashMap, HashSet};

use super::output::anchor;
use crate::diagnostic::{Diagnostic, Place, Span, nearest, rules};
use crate::model::{Library, Page};
use crate::render::Job;

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

/// Checks all links. `addresses` are the addresses by number.
pub fn check(library: &Library, outputs: &[Checked<'_>], addresses: &[String]) -> Vec<Diagnostic> {
    let by_path: HashMap<&str, usize> = outputs.iter().enumerate().map(|(at, output)| (output.path, at)).collect();
    let assets: HashSet<&str> = library.assets.values().map(|asset| asset.address.trim_start_matches('/')).collect();
    let prefix = library.settings.prefix();
    // Most addresses are linked from many pages: those that begin at the root are worked out once.
    let rooted: Vec<Option<Resolved<'_>>> = addresses.iter().map(|address| root(address, prefix)).collect();
    let mut found = Vec::new();
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
                None => found.push(broken(library, output, *number, address, prefix)),
                Some(at) => {
                    onward.push(u32::try_from(*at).unwrap_or(u32::MAX));
                    if let Some(fragment) = target.fragment.filter(|fragment| !fragment.is_empty())
                        && !outputs[*at].anchors.contains(&anchor(&decode(fragment)))
                        && outputs[*at].path.ends_with(".html")
                    {
                        found.push(no_heading(library, output, *number, &outputs[*at], fragment));
                    }
                }
            }
        }
        leads.push(onward);
    }
    found.extend(orphans(library, outputs, &leads));
    found
}

/// Pages that no reader can come to by following links from the home page. The A to Z lists everything, so it does not count.
fn orphans(library: &Library, outputs: &[Checked<'_>], leads: &[Vec<u32>]) -> Vec<Diagnostic> {
    let mut reached = vec![false; outputs.len()];
    let mut waiting: Vec<usize> = outputs.iter().position(|output| *output.job == Job::Home).into_iter().collect();
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

/// Where a link was written: in the page's text, or, failing that, somewhere in its file.
fn place(library: &Library, output: &Checked<'_>, number: u32) -> Option<Place> {
    let span = output.places.iter().find(|(at, _)| *at == number).map(|(_, span)| *span);
    match output.job {
        Job::Page(id) => {
            let page = library.page(id)?;
            Some(span.map_or_else(|| Place::file(&page.file), |span| Place::locate(&page.file, &page.text, span)))
        }
        Job::Service(id) => {
            let file = &library.services.get(id)?.file;
            Some(span.map_or_else(|| Place::file(file), |span| library.place(file, span)))
        }
        _ => None,
    }
}

fn broken(library: &Library, output: &Checked<'_>, number: u32, address: &str, prefix: &str) -> Diagnostic {
    let help = nearest(address, library.pages.iter().map(|page: &Page| page.address.as_ref())).map_or_else(
        || "Link to a page by name, with page:, and the build keeps the address right.".to_owned(),
        |near| {
            let id = library.pages.iter().find(|page| page.address.as_ref() == near).map(|page| page.id.to_string());
            format!("Did you mean page:{}?", id.unwrap_or_default())
        },
    );
    let from = if place(library, output, number).is_some() { String::new() } else { format!(" (in /{})", output.path) };
    let shown = address.strip_prefix(prefix).unwrap_or(address);
    Diagnostic::new(
        &rules::LINK_BROKEN,
        place(library, output, number),
        format!("There is nothing at {shown} on this site{from}."),
    )
    .help(help)
}

fn no_heading(
    library: &Library,
    output: &Checked<'_>,
    number: u32,
    target: &Checked<'_>,
    fragment: &str,
) -> Diagnostic {
    let which = if target.path == output.path { "This page".to_owned() } else { format!("The page /{}", target.path) };
    Diagnostic::new(
        &rules::ANCHOR_BROKEN,
        place(library, output, number),
        format!("{which} has no heading named #{fragment}."),
    )
    .help("A heading's name is its words in small letters with hyphens: \"What do I pay?\" is #what-do-i-pay.")
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
