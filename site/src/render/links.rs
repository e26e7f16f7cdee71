//! What a link means. `SCHEMES` is the registry: a new scheme is one line there and one function below it.

use std::ops::Range;

use pulldown_cmark::Event;

use super::markdown::{Writer, plain};
use super::typography;
use crate::diagnostic::{did_you_mean, rules};
use crate::model::{EASY_READ, Id, Standing, says_nothing};

/// Where a link leads and what it says.
#[derive(Default)]
struct Target {
    href: String,
    /// Words for a link that was left empty.
    words: String,
    class: &'static str,
    /// Words that follow the link: a file's type and size.
    after: String,
}

/// One link being written.
struct Asked<'t> {
    /// What stands after the scheme.
    name: &'t str,
    /// The words of the link.
    words: &'t str,
    range: &'t Range<usize>,
}

type Resolve = fn(&mut Writer<'_, '_>, &Asked<'_>) -> Option<Target>;

/// Every scheme there is.
static SCHEMES: &[(&str, Resolve)] = &[
    ("page", page),
    ("term", term),
    ("figure", figure),
    ("service", service),
    ("asset", asset),
    ("https", |_, asked| Some(outside("https", asked))),
    ("http", |_, asked| Some(outside("http", asked))),
    ("mailto", |_, asked| Some(outside("mailto", asked))),
    ("tel", telephone),
];

/// Schemes that can run code or read the reader's disk.
const UNSAFE: [&str; 6] = ["javascript", "data", "vbscript", "file", "blob", "about"];

/// Writes a link.
pub(super) fn link(
    writer: &mut Writer<'_, '_>,
    address: &str,
    inner: &[(Event<'_>, Range<usize>)],
    range: &Range<usize>,
) {
    let words = plain(inner);
    let target = resolve(writer, address, &words, range);
    check_words(writer, address, &words, target.as_ref(), range);
    let Some(target) = target else {
        typography::text(&words, &mut writer.body.html);
        return;
    };
    let span = writer.span(range);
    writer.body.places.push((target.href.clone(), span));
    let mut open = String::from("<a");
    if !target.class.is_empty() {
        open.push_str(&format!(" class=\"{}\"", target.class));
    }
    open.push_str(" href=\"");
    typography::attribute(&target.href, &mut open);
    open.push_str("\">");
    writer.body.html.push_str(&open);
    if words.trim().is_empty() {
        typography::text(&target.words, &mut writer.body.html);
    } else if target.href.starts_with("tel:") {
        // A number stays on one line, even if its writer broke it.
        let whole = words.split_whitespace().collect::<Vec<_>>().join("\u{a0}");
        typography::text(&whole, &mut writer.body.html);
    } else {
        let html = writer.captured(inner);
        writer.body.html.push_str(&html);
    }
    writer.body.html.push_str("</a>");
    typography::text(&target.after, &mut writer.body.html);
}

fn resolve(writer: &mut Writer<'_, '_>, address: &str, words: &str, range: &Range<usize>) -> Option<Target> {
    if address.starts_with("//") {
        let help = "Write https: in front of them.";
        writer.report(&rules::SCHEME_UNKNOWN, range, "A link may not begin with two slashes.", help);
        return None;
    }
    let Some((scheme, name)) = split_scheme(address) else { return Some(ordinary(writer, address)) };
    // Browsers pass over control characters within a scheme too.
    let scheme: String = scheme.chars().filter(|c| !c.is_control()).collect();
    let lower = scheme.to_ascii_lowercase();
    if let Some((_, resolve)) = SCHEMES.iter().find(|(known, _)| *known == lower) {
        return resolve(writer, &Asked { name, words, range });
    }
    if UNSAFE.contains(&lower.as_str()) {
        writer.report(
            &rules::LINK_UNSAFE,
            range,
            format!("A link may not begin with {scheme}:."),
            "Link to a page, a file or a web address.",
        );
    } else {
        let help =
            did_you_mean(&lower, SCHEMES.iter().map(|(known, _)| *known), "content/README.md lists the schemes.");
        writer.report(&rules::SCHEME_UNKNOWN, range, format!("\"{scheme}:\" is not a kind of link."), help);
    }
    None
}

/// `page:x` as `page` and `x`; an address without a scheme is `None`.
fn split_scheme(address: &str) -> Option<(&str, &str)> {
    // Browsers pass over control characters and spaces at the start, and so must a check for harm.
    let address = address.trim_start_matches(|c: char| c.is_control() || c.is_whitespace());
    let (scheme, name) = address.split_once(':')?;
    let valid = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c) || c.is_control());
    valid.then_some((scheme, name))
}

fn check_words(writer: &mut Writer<'_, '_>, address: &str, words: &str, target: Option<&Target>, range: &Range<usize>) {
    let said = words.trim().to_lowercase();
    let is_address = said.starts_with("http://") || said.starts_with("https://") || said.starts_with("www.");
    if says_nothing(words) {
        writer.report(
            &rules::LINK_VAGUE,
            range,
            format!("\"{}\" does not say where the link goes.", words.trim()),
            "Write what it leads to, so that it makes sense read alone.",
        );
    } else if is_address {
        writer.report(
            &rules::LINK_VAGUE,
            range,
            "A bare web address is not a good link text.",
            "Write [the name of the page](address).",
        );
    } else if said.is_empty() && target.is_some_and(|target| target.words.is_empty()) {
        writer.report(
            &rules::LINK_VAGUE,
            range,
            format!("The link to {address} has no words."),
            "Write in the brackets where it goes.",
        );
    }
}

/// An address on this site, or a file beside this one.
fn ordinary(writer: &mut Writer<'_, '_>, address: &str) -> Target {
    let (path, fragment) = address.split_once('#').map_or((address, None), |(path, fragment)| (path, Some(fragment)));
    let hash = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    let href = if let Some(file) = path.strip_suffix(".md") {
        let folder = writer.origin.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        let path = join(folder, file);
        let path = path.strip_prefix("content/").unwrap_or(&path);
        let id = path.strip_prefix("advice/").unwrap_or(path);
        let id = id.strip_suffix("/index").unwrap_or(id);
        let address = writer.desk.card(id).map_or_else(|| format!("/{id}.html"), |page| page.address.to_string());
        writer.desk.link(&address) + &hash
    } else if path.starts_with('/') && !path.starts_with("//") {
        writer.desk.link(path) + &hash
    } else {
        address.to_owned()
    };
    Target { href, ..Target::default() }
}

/// A path taken from a folder, with `..` worked out.
fn join(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

fn outside(scheme: &str, asked: &Asked<'_>) -> Target {
    Target { href: format!("{scheme}:{}", asked.name), ..Target::default() }
}

fn telephone(writer: &mut Writer<'_, '_>, asked: &Asked<'_>) -> Option<Target> {
    let digits: String = asked.name.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
    if digits.is_empty() {
        writer.report(
            &rules::LINK_BROKEN,
            asked.range,
            "There is no number after tel:.",
            "Write it as [01305 221016](tel:01305221016).",
        );
        return None;
    }
    Some(Target { href: format!("tel:{digits}"), words: asked.name.to_owned(), ..Target::default() })
}

fn page(writer: &mut Writer<'_, '_>, asked: &Asked<'_>) -> Option<Target> {
    let (id, fragment) = asked.name.split_once('#').map_or((asked.name, None), |(id, fragment)| (id, Some(fragment)));
    if id.is_empty() {
        return Some(Target { href: format!("#{}", fragment.unwrap_or_default()), ..Target::default() });
    }
    let Some(page) = writer.desk.card(id) else {
        if !writer.desk.knows_page(id) {
            let known = writer.desk.page_ids();
            let help = did_you_mean(
                id,
                known,
                "The name is the file's path below content/advice without .md, like paying-for-care/who-pays.",
            );
            writer.report(&rules::PAGE_UNKNOWN, asked.range, format!("There is no page \"{id}\"."), help);
        }
        return None;
    };
    if page.meta.draft && !writer.desk.settings().drafts {
        writer.report(
            &rules::LINK_DRAFT,
            asked.range,
            format!("The page \"{id}\" is a draft, so readers cannot reach it."),
            "Take the link out, or take draft: true out of that page.",
        );
        return None;
    }
    let hash = fragment.map(|fragment| format!("#{fragment}")).unwrap_or_default();
    Some(Target { href: writer.desk.link(&page.address) + &hash, words: page.meta.title.clone(), ..Target::default() })
}

fn term(writer: &mut Writer<'_, '_>, asked: &Asked<'_>) -> Option<Target> {
    let id: Id = asked.name.into();
    let Some(term) = writer.desk.term(&id) else {
        if !writer.desk.lost("content/glossary.yaml") {
            let known = writer.desk.for_suggestions().terms.keys().map(AsRef::as_ref);
            let help = did_you_mean(&id, known, "content/glossary.yaml holds the words we explain.");
            writer.report(&rules::TERM_UNKNOWN, asked.range, format!("\"{id}\" is not in the glossary."), help);
        }
        return None;
    };
    let words = asked.words.trim();
    writer.needs_explaining(&id, if words.is_empty() { &term.term } else { words });
    Some(Target { href: format!("#word_{id}"), words: term.term.to_lowercase(), class: "term", ..Target::default() })
}

fn figure(writer: &mut Writer<'_, '_>, asked: &Asked<'_>) -> Option<Target> {
    let id: Id = asked.name.into();
    let Some(figure) = writer.desk.figure(&id) else {
        if !writer.desk.lost("content/market/figures/") {
            let known = writer.desk.for_suggestions().figures.keys().map(AsRef::as_ref);
            let help =
                did_you_mean(&id, known, "The files in content/market/figures hold the numbers that may be quoted.");
            writer.report(&rules::FIGURE_UNKNOWN, asked.range, format!("There is no figure \"{id}\"."), help);
        }
        return None;
    };
    let shown = figure.shown();
    if !asked.words.trim().is_empty() && !holds_figure(&asked.words.replace('\u{a0}', " "), figure) {
        writer.report(
            &rules::FIGURE_TEXT,
            asked.range,
            format!("The words say \"{}\", but the figure \"{id}\" is {shown}.", asked.words.trim()),
            "Write the number as the figure has it, or leave the words empty and the build fills it in.",
        );
    }
    if let Some(until) = figure.until {
        let help = "Add the new rate to content/market/figures as a figure of its own, and use that.";
        match writer.desk.holds(figure) {
            Standing::Current => {}
            Standing::DueSoon => {
                let message = format!("The figure \"{id}\" holds until {}.", until.words());
                writer.report(&rules::FIGURE_ENDS, asked.range, message, help);
            }
            Standing::Overdue => {
                let message = format!("The figure \"{id}\" held until {}. It is no longer true.", until.words());
                writer.report(&rules::FIGURE_ENDED, asked.range, message, help);
            }
        }
    }
    if !writer.body.figures.contains(&id) {
        writer.body.figures.push(id.clone());
    }
    Some(Target { href: format!("#figure_{id}"), words: shown, class: "figure", ..Target::default() })
}

/// Whether words hold a figure: its number as it is shown, with or without its sign, or its date in words or by month.
fn holds_figure(words: &str, figure: &crate::model::Figure) -> bool {
    let plain = |text: &str| text.replace('\u{a0}', " ");
    let shown = plain(&figure.shown());
    let bare = shown.trim_start_matches('£').trim_end_matches('%').to_owned();
    let has = |wanted: &str| {
        !wanted.is_empty()
            && words.match_indices(wanted).any(|(at, found)| {
                let inside = |c: char| c.is_ascii_digit();
                let before = words[..at].ends_with(inside) || words[..at].ends_with(',') || words[..at].ends_with('.');
                let mut rest = words[at + found.len()..].chars();
                let after = match rest.next() {
                    Some(c) if inside(c) => true,
                    Some('.' | ',') => rest.next().is_some_and(inside),
                    _ => false,
                };
                !before && !after
            })
    };
    let series = || figure.series.iter().any(|point| has(&point.value));
    let date = || figure.value.as_ref().is_some_and(|value| figure.unit == "date" && !value.is_empty());
    has(&shown) || has(&bare) || figure.value.as_deref().is_some_and(has) || series() || date()
}

fn service(writer: &mut Writer<'_, '_>, asked: &Asked<'_>) -> Option<Target> {
    let Some(service) = writer.desk.service_card(asked.name) else {
        if !writer.desk.lost(&format!("content/directory/services/{}.yaml", asked.name)) {
            let known = writer.desk.for_suggestions().services.keys().map(AsRef::as_ref);
            let help = did_you_mean(asked.name, known, "Each service is a file in content/directory/services.");
            writer.report(
                &rules::SERVICE_UNKNOWN,
                asked.range,
                format!("There is no service \"{}\".", asked.name),
                help,
            );
        }
        return None;
    };
    let href = writer.desk.link(&format!("/services/{}.html", asked.name));
    Some(Target { href, words: service.name.to_owned(), ..Target::default() })
}

fn asset(writer: &mut Writer<'_, '_>, asked: &Asked<'_>) -> Option<Target> {
    let asset = known_asset(writer, asked.name, asked.range)?;
    let kind = asked.name.rsplit_once('.').map_or("file", |(_, ending)| ending).to_uppercase();
    Some(Target {
        href: writer.desk.link(&asset.address),
        words: String::new(),
        after: format!(" ({kind}, {})", size(asset.size)),
        ..Target::default()
    })
}

/// The asset of this path, or a message.
pub(super) fn known_asset<'l>(
    writer: &mut Writer<'_, 'l>,
    path: &str,
    range: &Range<usize>,
) -> Option<&'l crate::model::Asset> {
    let asset = writer.desk.asset(path);
    if asset.is_none() {
        let known = writer.desk.for_suggestions().assets.keys().map(AsRef::as_ref);
        let help = did_you_mean(path, known, "Pictures and files are kept in content/assets.");
        writer.report(&rules::ASSET_UNKNOWN, range, format!("There is no file \"{path}\" in content/assets."), help);
    }
    asset
}

/// `52 KB`, `1.4 MB`.
pub(super) fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{}\u{a0}KB", bytes.div_ceil(1000)),
        _ => format!("{}.{}\u{a0}MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000),
    }
}

/// Writes a picture that stands in a line of text.
pub(super) fn image(writer: &mut Writer<'_, '_>, address: &str, alt: &str, range: &Range<usize>) {
    let Some(path) = address.strip_prefix("asset:") else {
        writer.report(
            &rules::ASSET_UNKNOWN,
            range,
            "Pictures come from content/assets only, so that no reader's browser asks another site for one.",
            "Put the file in content/assets and write ![words](asset:name.svg).",
        );
        return;
    };
    if alt.trim().is_empty() && !writer.origin.easy_read {
        writer.report(
            &rules::ALT_MISSING,
            range,
            "This picture has no words for people who cannot see it.",
            "Say in the square brackets what the picture tells the reader here, in under 125 characters.",
        );
    }
    if let Some(asset) = known_asset(writer, path, range) {
        let html = picture(&writer.desk.link(&asset.address), alt, asset.dimensions);
        writer.body.html.push_str(&html);
    }
}

/// An `img` element that keeps its room while it loads.
pub(super) fn picture(href: &str, alt: &str, dimensions: Option<(u32, u32)>) -> String {
    let mut html = String::from("<img src=\"");
    typography::attribute(href, &mut html);
    html.push_str("\" alt=\"");
    typography::attribute(alt, &mut html);
    html.push('"');
    if let Some((width, height)) = dimensions {
        html.push_str(&format!(" width=\"{width}\" height=\"{height}\""));
    }
    html.push_str(" loading=\"lazy\" decoding=\"async\">");
    html
}

/// Id of the full page of an Easy Read version, or the id itself.
pub(super) fn full_id(id: &str) -> &str {
    id.strip_suffix(EASY_READ).unwrap_or(id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn schemes_cannot_be_hidden() {
        assert_eq!(split_scheme("page:a/b"), Some(("page", "a/b")));
        assert_eq!(split_scheme(" \u{1}javascript:x").unwrap().0, "javascript");
        assert_eq!(split_scheme("/a:b"), None);
        assert_eq!(split_scheme("who-pays.html"), None);
    }

    #[test]
    fn paths_are_worked_out() {
        assert_eq!(join("content/advice/money", "../safety/who"), "content/advice/safety/who");
        assert_eq!(join("content", "../../x"), "x");
    }

    #[test]
    fn sizes_are_in_words() {
        assert_eq!(size(1).replace('\u{a0}', " "), "1 KB");
        assert_eq!(size(1_450_000).replace('\u{a0}', " "), "1.4 MB");
    }
}
