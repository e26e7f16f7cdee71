//! One Markdown file to a page: its front matter, its body, its id and its address.

use std::sync::Arc;

use super::yaml;
use crate::diagnostic::{Diagnostic, Place, Span, rules};
use crate::model::{Broken, EASY_READ, FrontMatter, Id, Page, is_name};

/// Words read in a minute, for "5 minutes".
const WORDS_A_MINUTE: usize = 200;

/// Blocks that are something to do, not to read.
const TOOLS: [&str; 3] = ["```guide", "```sheet", "```widget"];

/// The id of the page in a file: its path below `content`, without `advice/`, `index` and the ending.
pub(super) fn id(file: &str) -> Option<Id> {
    let path = file.strip_prefix("content/")?.strip_suffix(".md")?;
    let path = path.strip_prefix("advice/").unwrap_or(path);
    Some(path.strip_suffix("/index").unwrap_or(path).into())
}

/// A page's address: folders end in a slash, pages in `.html`, so that they work on any host.
fn address(id: &str, is_index: bool) -> String {
    if is_index { format!("/{id}/") } else { format!("/{id}.html") }
}

/// Reads a page; what is wrong with it goes to `found`.
pub(super) fn read(file: &Arc<str>, id: Id, text: String, found: &mut Vec<Diagnostic>) -> Result<Page, Broken> {
    check_form(file, &id, found);
    let Some((yaml_offset, yaml_end, body_offset)) = split(&text) else {
        let first = text.lines().next().unwrap_or_default();
        let opened = first.trim_end() == "---";
        let (message, help) = if opened {
            (
                "The details at the top of the page are not closed.",
                "Put a line of three dashes (---) after the last of them.",
            )
        } else {
            (
                "The page does not begin with its details.",
                "Put a line of three dashes first, then title, summary and so on, then three dashes again.",
            )
        };
        let place = Place::locate(file, &text, Span::new(0, first.len()));
        found.push(Diagnostic::new(&rules::FRONT_MATTER, Some(place), message).help(help));
        return Err(Broken { file: file.clone(), ..Broken::default() });
    };
    let part = yaml::Text { file, whole: &text, part: &text[yaml_offset..yaml_end], pieces: &[(0, yaml_offset)] };
    let Some(meta): Option<FrontMatter> = yaml::read(part, found) else {
        return Err(Broken { file: file.clone(), text, body_offset });
    };
    let is_index = file.ends_with("/index.md");
    let words = text[body_offset..].split_ascii_whitespace().count();
    let minutes = u32::try_from(words.div_ceil(WORDS_A_MINUTE)).unwrap_or(u32::MAX).max(1);
    // How long a tool takes is not how long its block is.
    let is_tool = TOOLS.iter().any(|fence| text[body_offset..].contains(fence));
    Ok(Page {
        address: address(&id, is_index).into(),
        guide: guide(&text[body_offset..]),
        easy_read: id.ends_with(EASY_READ),
        minutes: if is_tool { 0 } else { minutes },
        id,
        file: file.clone(),
        yaml_offset,
        body_offset,
        meta,
        text,
    })
}

/// The guide whose block stands on the page: other outputs must know it without making the page.
fn guide(body: &str) -> Option<Id> {
    let block = body.split("\n```guide").nth(1)?.split("```").next()?;
    let id = block.lines().find_map(|line| line.trim().strip_prefix("id:"))?;
    Some(id.trim().trim_matches(['"', '\'']).into())
}

/// Where the YAML begins and ends, and where the Markdown begins.
fn split(text: &str) -> Option<(usize, usize, usize)> {
    let first = text.split_inclusive('\n').next().filter(|line| line.trim_end() == "---")?;
    let yaml_offset = first.len();
    let mut at = yaml_offset;
    for line in text[yaml_offset..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            return Some((yaml_offset, at, at + line.len()));
        }
        at += line.len();
    }
    None
}

fn check_form(file: &Arc<str>, id: &str, found: &mut Vec<Diagnostic>) {
    if id == "index" || file.as_ref() == "content/index.md" {
        let message = "This page would have the address /index/.";
        let help = "The home page is made from content/site.yaml. Give this page another name, or move it to a folder.";
        found.push(Diagnostic::new(&rules::ADDRESS_FORM, Some(Place::file(file)), message).help(help));
        return;
    }
    let name = id.strip_suffix(EASY_READ).unwrap_or(id);
    if !is_name(name) {
        found.push(
            Diagnostic::new(
                &rules::ADDRESS_FORM,
                Some(Place::file(file)),
                format!("The name \"{id}\" cannot be an address."),
            )
            .help("Rename the file: small letters a to z, figures and hyphens, like who-pays.md."),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_and_addresses_follow_the_folders() {
        for (file, wanted, at) in [
            (
                "content/advice/paying-for-care/who-pays.md",
                "paying-for-care/who-pays",
                "/paying-for-care/who-pays.html",
            ),
            ("content/advice/paying-for-care/index.md", "paying-for-care", "/paying-for-care/"),
            ("content/about/privacy.md", "about/privacy", "/about/privacy.html"),
            ("content/advice/urgent-help.md", "urgent-help", "/urgent-help.html"),
        ] {
            let id = id(file).unwrap();
            assert_eq!(id.as_ref(), wanted);
            assert_eq!(address(&id, file.ends_with("/index.md")), at);
        }
    }

    #[test]
    fn front_matter_is_split_off_with_any_line_ends() {
        assert_eq!(split("---\ntitle: x\n---\nBody"), Some((4, 13, 17)));
        assert_eq!(split("---\r\ntitle: x\r\n---\r\nBody"), Some((5, 15, 20)));
        assert_eq!(split("---\ntitle: x\nBody"), None);
        assert_eq!(split("Body"), None);
    }
}
