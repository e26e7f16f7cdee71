//! The finished pages on disk, and which of them stand for all.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// A finished page.
#[derive(Debug, Clone)]
pub struct Finished {
    /// Its address, from the root: `/carers/`.
    pub address: String,
    /// Its file.
    pub file: PathBuf,
    /// Its text.
    pub html: String,
}

impl Finished {
    /// True for the page left at an old address.
    pub fn is_redirect(&self) -> bool {
        self.html.contains("http-equiv=\"refresh\"")
    }

    /// Every element with its classes, like `li.plain`: what a page is made of.
    pub fn parts(&self) -> BTreeSet<String> {
        let mut parts = BTreeSet::new();
        for tag in self.html.split('<').skip(1).filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic())) {
            let tag = tag.split('>').next().unwrap_or_default();
            let name = tag.split_whitespace().next().unwrap_or_default();
            let classes = tag.split(" class=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap_or_default();
            parts.insert(name.to_owned());
            parts.extend(classes.split_whitespace().map(|class| format!("{name}.{class}")));
        }
        parts
    }

    /// The value of an attribute, in every place it stands.
    pub fn attribute(&self, name: &str) -> Vec<&str> {
        let start = format!(" {name}=\"");
        self.html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
    }
}

/// True when the tests should look at every page: `FINGERPOST_FULL=1`.
pub fn full() -> bool {
    std::env::var_os("FINGERPOST_FULL").is_some_and(|value| value == "1")
}

/// The pages to look at in the browser: every page, or enough of them that each element and class that any page has is on
/// one of them. A new kind of output comes in by itself. Old addresses are left out: the browser does not stay on them.
pub fn sample(pages: &[Finished]) -> Vec<&Finished> {
    let mut rest: Vec<&Finished> = pages.iter().filter(|page| !page.is_redirect()).collect();
    if full() {
        return rest;
    }
    let mut seen = BTreeSet::new();
    let mut chosen = Vec::new();
    // One of each folder, shallow ones whole, for what the eye of `parts` misses: the words of a template.
    let mut folders = BTreeSet::new();
    rest.retain(|page| {
        let folder = page.address.rsplit_once('/').map_or("", |(folder, _)| folder);
        let first = folder.is_empty() || folders.insert(folder.to_owned());
        if first {
            seen.extend(page.parts());
            chosen.push(*page);
        }
        !first
    });
    // Then whatever adds most, until nothing is new.
    while let Some((at, gain)) = rest
        .iter()
        .map(|page| page.parts().difference(&seen).count())
        .enumerate()
        .max_by_key(|(at, gain)| (*gain, usize::MAX - at))
    {
        if gain == 0 {
            break;
        }
        let page = rest.remove(at);
        seen.extend(page.parts());
        chosen.push(page);
    }
    chosen
}

/// All finished pages, by address.
pub(crate) fn pages(out: &Path) -> Vec<Finished> {
    let page = |file: PathBuf| {
        let path = file.strip_prefix(out).expect("a file in out").to_string_lossy().replace('\\', "/");
        let address = path.strip_suffix("index.html").unwrap_or(&path);
        Finished { address: format!("/{address}"), html: std::fs::read_to_string(&file).expect("a page"), file }
    };
    let mut pages: Vec<_> = files(out, "html").into_iter().map(page).collect();
    pages.sort_by(|a, b| a.address.cmp(&b.address));
    assert!(pages.len() > 20, "only {} pages were built", pages.len());
    pages
}

/// All files below a folder whose names end so.
pub(crate) fn files(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let path = entry.expect("a folder that can be read").path();
        if path.is_dir() {
            found.extend(files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found
}
