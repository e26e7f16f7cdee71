//! A theme folder, laid over the theme it extends.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::world::{Memory, World};
use super::{load, yaml};
use crate::diagnostic::{Diagnostic, Place, did_you_mean, rules};
use crate::model::{Theme, ThemeFile, ThemeText};

/// How far themes may extend each other; more is a circle.
const DEPTH: usize = 8;

/// Reads the theme `name` with all it extends, farthest first, so that the nearest wins. `asked` is the place that names it.
pub(super) fn read(world: &dyn World, name: &str, asked: Option<Place>, found: &mut Vec<Diagnostic>) -> Option<Theme> {
    let mut chain: Vec<(String, ThemeFile)> = Vec::new();
    let mut next = Some((name.to_owned(), asked));
    while let Some((name, asked)) = next {
        if chain.len() == DEPTH || chain.iter().any(|(earlier, _)| *earlier == name) {
            let message = format!("The theme \"{name}\" extends itself, directly or by way of others.");
            let help = "Take out `extends` from one of the theme.yaml files.";
            found.push(Diagnostic::new(&rules::THEME_ERROR, asked, message).help(help));
            return None;
        }
        let file: Arc<str> = format!("themes/{name}/theme.yaml").into();
        let Ok(bytes) = world.read(&file) else {
            let help = did_you_mean(
                &name,
                themes(world).iter().map(String::as_str),
                "Name a folder of `themes` that holds a theme.yaml.",
            );
            let message = format!("There is no theme \"{name}\".");
            found.push(Diagnostic::new(&rules::THEME_ERROR, asked, message).help(help));
            return None;
        };
        let text = String::from_utf8_lossy(&bytes);
        let yaml = yaml::Text::whole(&file, &text);
        let theme: ThemeFile = yaml::read(yaml, found)?;
        next = theme.extends.as_ref().map(|extends| (extends.value.clone(), Some(yaml.place(extends.span))));
        chain.push((name, theme));
    }
    let mut theme = Theme::default();
    let mut styles: Vec<(String, Vec<ThemeText>)> = Vec::new();
    for (name, details) in chain.iter().rev() {
        for style in details.styles.iter().chain(&details.tools) {
            if !styles.iter().any(|(known, _)| known == style) {
                styles.push((style.clone(), Vec::new()));
            }
        }
        read_folder(world, name, &mut theme, &mut styles, found);
    }
    let for_tools = |name: &String| chain.iter().any(|(_, details)| details.tools.contains(name));
    let (tools, all): (Vec<_>, Vec<_>) = styles.into_iter().partition(|(name, _)| for_tools(name));
    theme.styles = all.into_iter().flat_map(|(_, parts)| parts).collect();
    theme.tools = tools.into_iter().flat_map(|(_, parts)| parts).collect();
    let missing: Vec<&str> = NEEDED.into_iter().filter(|needed| !theme.templates.contains_key(*needed)).collect();
    if !missing.is_empty() {
        let message = format!("The theme \"{name}\" lacks templates that the site needs: {}.", missing.join(", "));
        let place = Some(Place::file(&format!("themes/{name}/theme.yaml").into()));
        let help = "Begin theme.yaml with `extends: dorset` to take over what your theme does not change.";
        found.push(Diagnostic::new(&rules::THEME_ERROR, place, message).help(help));
        return None;
    }
    Some(theme)
}

/// Templates that every theme must have, its own or one it extends.
const NEEDED: [&str; 42] = [
    "404.html",
    "a-to-z.html",
    "accessibility.html",
    "blocks/callout.html",
    "blocks/charging-rates.html",
    "blocks/charging-table.html",
    "blocks/charging.html",
    "blocks/children.html",
    "blocks/contact.html",
    "blocks/downloads.html",
    "blocks/figure.html",
    "blocks/guide-plan.html",
    "blocks/guide-route.html",
    "blocks/household.html",
    "blocks/register.html",
    "blocks/services.html",
    "blocks/sheet.html",
    "blocks/steps.html",
    "blocks/term.html",
    "blocks/widget.html",
    "blocks/worksheet.html",
    "directory-list.html",
    "directory-names.html",
    "glossary.html",
    "guide-page.html",
    "home.html",
    "list.html",
    "open-data.html",
    "organization.html",
    "page.html",
    "places.html",
    "quality.html",
    "redirect.html",
    "register-entry.html",
    "register-list.html",
    "register-search.html",
    "register-table.html",
    "search.html",
    "service.html",
    "services.html",
    "topic.html",
    "unchecked.html",
];

/// The theme that comes with the program, whatever the project holds.
pub(crate) fn built_in() -> Theme {
    let nothing = Memory::new(jiff::civil::Date::ZERO);
    read(&nothing, "dorset", None, &mut Vec::new()).unwrap_or_default()
}

/// Names of the themes there are.
fn themes(world: &dyn World) -> Vec<String> {
    let paths = world.list("themes").unwrap_or_default();
    let own = paths.iter().filter_map(|path| path.strip_prefix("themes/")?.strip_suffix("/theme.yaml"));
    own.map(str::to_owned).chain(["dorset".to_owned()]).collect()
}

fn read_folder(
    world: &dyn World,
    name: &str,
    theme: &mut Theme,
    styles: &mut [(String, Vec<ThemeText>)],
    found: &mut Vec<Diagnostic>,
) {
    let folder = format!("themes/{name}");
    let paths = world.list(&folder).unwrap_or_default();
    let mut own: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    for path in paths {
        let within = path[folder.len() + 1..].to_owned();
        match world.read(&path) {
            Ok(bytes) => drop(own.insert(within, bytes)),
            Err(error) => found.push(Diagnostic::new(
                &rules::FILE_UNREADABLE,
                None,
                format!("{path} could not be read: {error}."),
            )),
        }
    }
    for (within, bytes) in own {
        let file: Arc<str> = format!("{folder}/{within}").into();
        let style = styles.iter_mut().find(|(known, _)| *known == within);
        if within == "theme.yaml" || within.ends_with(".md") {
            continue;
        }
        match (within.strip_prefix("templates/"), style) {
            (None, None) => drop(theme.files.insert(within, bytes)),
            (template, style) => match String::from_utf8(bytes) {
                Ok(text) => {
                    let text = ThemeText { file, text };
                    match (template, style) {
                        (Some(template), _) => drop(theme.templates.insert(template.to_owned(), text)),
                        (None, Some((_, parts))) => parts.push(text),
                        (None, None) => {}
                    }
                }
                Err(error) => found.push(load::not_text(&file, error.as_bytes())),
            },
        }
    }
}
