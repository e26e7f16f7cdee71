//! A theme folder, laid over the theme it extends.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::world::World;
use super::yaml;
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Theme, ThemeFile, ThemeText};

/// How far themes may extend each other; more is a circle.
const DEPTH: usize = 8;

/// Reads the theme `name` with all it extends, farthest first, so that the nearest wins.
pub(super) fn read(world: &dyn World, name: &str, found: &mut Vec<Diagnostic>) -> Option<Theme> {
    let mut chain: Vec<(String, ThemeFile)> = Vec::new();
    let mut next = Some(name.to_owned());
    while let Some(name) = next {
        if chain.len() == DEPTH || chain.iter().any(|(earlier, _)| *earlier == name) {
            found.push(
                Diagnostic::new(
                    &rules::THEME_ERROR,
                    None,
                    format!("The theme \"{name}\" extends itself, directly or by way of others."),
                )
                .help("Take out `extends` from one of the theme.yaml files."),
            );
            return None;
        }
        let file: Arc<str> = format!("themes/{name}/theme.yaml").into();
        let Ok(bytes) = world.read(&file) else {
            found.push(
                Diagnostic::new(&rules::THEME_ERROR, None, format!("There is no theme \"{name}\": {file} could not be read."))
                    .help("Name a folder of `themes` in site.yaml or with --theme. The theme that comes with the program is \"dorset\"."),
            );
            return None;
        };
        let text = String::from_utf8_lossy(&bytes);
        let theme: ThemeFile = yaml::read(yaml::Text::whole(&file, &text), found)?;
        next = theme.extends.as_ref().map(|extends| extends.value.clone());
        chain.push((name, theme));
    }
    let mut theme = Theme::default();
    let mut styles: Vec<(String, Vec<ThemeText>)> = Vec::new();
    for (name, details) in chain.iter().rev() {
        for style in &details.styles {
            if !styles.iter().any(|(known, _)| known == style) {
                styles.push((style.clone(), Vec::new()));
            }
        }
        read_folder(world, name, &mut theme, &mut styles, found);
    }
    theme.styles = styles.into_iter().flat_map(|(_, parts)| parts).collect();
    Some(theme)
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
                Err(_) => {
                    found.push(Diagnostic::new(&rules::FILE_UNREADABLE, None, format!("{file} is not UTF-8 text.")));
                }
            },
        }
    }
}
