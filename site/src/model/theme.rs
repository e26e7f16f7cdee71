//! How the site looks: templates, style sheets and files of a theme and of those it extends, already laid over each other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::digest::Digest;

/// `theme.yaml`.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct ThemeFile {
    /// The theme that this one changes.
    pub extends: Option<crate::source::yaml::At<String>>,
    /// Style sheets, in the order they apply.
    #[serde(default)]
    pub styles: Vec<String>,
    /// Style sheets for pages with a tool, after the others.
    #[serde(default)]
    pub tools: Vec<String>,
}

/// A text file of the theme.
#[derive(Debug, Clone)]
pub struct ThemeText {
    /// Its path in the project.
    pub file: Arc<str>,
    /// What it holds.
    pub text: String,
}

/// A theme, whole.
#[derive(Debug, Default)]
pub struct Theme {
    /// Templates by name (`page.html`, `blocks/callout.html`); the nearest theme's wins.
    pub templates: BTreeMap<String, ThemeText>,
    /// Style sheets in order; where a theme and the one it extends both have one, the nearest comes last and so wins.
    pub styles: Vec<ThemeText>,
    /// The same for pages with a tool.
    pub tools: Vec<ThemeText>,
    /// Fonts and icons by path within the theme.
    pub files: BTreeMap<String, Vec<u8>>,
}

impl Theme {
    /// A template and all that it extends, includes or calls, so that a change in any of them is seen.
    pub fn closure(&self, name: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut waiting: Vec<&str> =
            self.templates.get_key_value(name).map(|(key, _)| key.as_str()).into_iter().collect();
        while let Some(next) = waiting.pop() {
            if found.insert(next) {
                waiting.extend(self.uses(&self.templates[next].text));
            }
        }
        found
    }

    /// Digest of a template with all it uses.
    pub fn digest(&self, name: &str) -> Digest {
        let parts: Vec<_> = self.closure(name).into_iter().map(|part| (part, &self.templates[part].text)).collect();
        Digest::of_value(&parts)
    }

    fn uses<'t>(&'t self, text: &str) -> Vec<&'t str> {
        let quoted = |name: &str| text.match_indices(name).any(|(at, _)| text[..at].ends_with(['"', '\'', '`']));
        let calls_any = |other: &str| components(other).any(|component| calls(text, component));
        let used = self.templates.iter().filter(|(name, other)| quoted(name) || calls_any(&other.text));
        used.map(|(name, _)| name.as_str()).collect()
    }
}

/// Names of the components a template defines.
fn components(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices("component").filter_map(|(at, word)| {
        let opens = text[..at].trim_end().trim_end_matches('-').ends_with("{%");
        let name = text[at + word.len()..].split('(').next()?.trim();
        (opens && !name.is_empty()).then_some(name)
    })
}

/// Whether a template calls a component: `<name `, `< name>` or `<name/`.
fn calls(text: &str, component: &str) -> bool {
    text.match_indices(component).any(|(at, _)| {
        let after = text[at + component.len()..].chars().next();
        text[..at].trim_end().ends_with('<') && after.is_some_and(|c| c.is_whitespace() || matches!(c, '>' | '/'))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_closure_follows_extends_and_components() {
        let mut theme = Theme::default();
        for (name, text) in [
            ("base.html", "{{ <icon name={\"x\"} /> }}"),
            ("page.html", "{% extends \"base.html\" %}"),
            ("parts.html", "{% component icon(name) %}{% endcomponent %}"),
            ("other.html", "iconic"),
        ] {
            theme.templates.insert(name.into(), ThemeText { file: name.into(), text: text.into() });
        }
        assert_eq!(
            theme.closure("page.html").into_iter().collect::<Vec<_>>(),
            ["base.html", "page.html", "parts.html"]
        );
        assert_eq!(theme.closure("other.html").len(), 1);
    }
}
