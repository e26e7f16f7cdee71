//! Mounting over the fallback in a page, and the page around it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// What a widget finds in its page: the theme's own words and links, so that a widget holds none.
#[derive(Debug, Clone, Default)]
pub struct Found {
    /// Links: name, title and address.
    links: Vec<[String; 3]>,
    /// Pieces of HTML: name, HTML.
    pieces: Vec<[String; 2]>,
}

impl Found {
    fn add(&mut self, piece: &Element) {
        self.pieces.push([piece.get_attribute("data-piece").unwrap_or_default(), piece.inner_html()]);
    }

    /// A link: its name, title and address.
    pub fn link(&self, name: &str) -> Option<&[String; 3]> {
        self.links.iter().find(|link| link[0] == name)
    }

    /// A piece of HTML, such as the card of a contact; empty if there is none.
    pub fn piece(&self, name: &str) -> &str {
        self.pieces.iter().find(|piece| piece[0] == name).map_or("", |[_, html]| html)
    }
}

/// Reads `<template data-parts>` in the fallback: `[data-link]` are links, `[data-piece]` pieces of HTML. Pieces may stand
/// in the page itself too.
fn found(place: &Element) -> Found {
    let mut found = Found::default();
    if let Ok(list) = document().query_selector_all("main [data-piece]") {
        (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).for_each(|piece| found.add(&piece));
    }
    let Ok(Some(template)) = place.query_selector("template[data-parts]") else { return found };
    let Some(parts) = template.dyn_ref::<web_sys::HtmlTemplateElement>().map(web_sys::HtmlTemplateElement::content)
    else {
        return found;
    };
    let each = |selector: &str, work: &mut dyn FnMut(&Element)| {
        let Ok(list) = parts.query_selector_all(selector) else { return };
        (0..list.length()).filter_map(|at| list.get(at)?.dyn_into().ok()).for_each(|element: Element| work(&element));
    };
    each("[data-link]", &mut |link| {
        let name = link.get_attribute("data-link").unwrap_or_default();
        let href = link.get_attribute("href").unwrap_or_default();
        found.links.push([name, link.text_content().unwrap_or_default(), href]);
    });
    each("[data-piece]", &mut |piece| found.add(piece));
    found
}

/// Mounts a view in place of the fallback inside `place`, for as long as the page lives.
pub fn mount<V: IntoView + 'static>(place: &HtmlElement, view: impl FnOnce(Found) -> V + 'static) {
    let found = found(place);
    place.set_inner_html("");
    leptos::mount::mount_to(place.clone(), move || view(found)).forget();
}

/// Shows or hides all in the page's main part but a widget, so that a tool at work has the page to itself.
pub fn show_rest(widget: &str, shown: bool) {
    let found = document().query_selector(&["[data-widget=", widget, "]"].concat());
    let Some(mut inner) = found.ok().flatten() else { return };
    while inner.tag_name() != "MAIN" {
        let Some(parent) = inner.parent_element() else { return };
        let children = parent.children();
        for at in 0..children.length() {
            if let Some(sibling) = children.item(at).filter(|sibling| *sibling != inner) {
                // Only what was set aside here comes back: other things are hidden for reasons of their own.
                if shown && sibling.has_attribute("data-aside") {
                    let _ = sibling.remove_attribute("hidden");
                    let _ = sibling.remove_attribute("data-aside");
                } else if !shown && !sibling.has_attribute("hidden") {
                    let _ = sibling.set_attribute("hidden", "");
                    let _ = sibling.set_attribute("data-aside", "");
                }
            }
        }
        let _ = inner.class_list().toggle_with_force("at-work", !shown);
        inner = parent;
    }
}

/// Shows what the page has to say when a widget cannot start.
pub fn failed(widget: &str) {
    let found = document().query_selector(&["[data-failed=", widget, "]"].concat()).ok().flatten();
    if let Some(words) = found {
        let _ = words.remove_attribute("hidden");
    }
}

/// Days since 1 January 1970, in UTC, by the reader's own clock.
pub fn day() -> u32 {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "some tens of thousands")]
    let days = (js_sys::Date::now() / 86_400_000.0) as u32;
    days
}

/// Today by the reader's own clock, in words: 22 November 2026.
pub fn today_in_words() -> String {
    let how = js_sys::Object::new();
    for (part, form) in [("day", "numeric"), ("month", "long"), ("year", "numeric")] {
        let _ = js_sys::Reflect::set(&how, &part.into(), &form.into());
    }
    js_sys::Date::new_0().to_locale_date_string("en-GB", &how).into()
}

/// Today by the reader's own clock, as 2026-11-22.
pub fn today_iso() -> String {
    let (year, month, day) = today();
    format!("{year:04}-{month:02}-{day:02}")
}

/// Today by the reader's own clock: year, month, day.
pub fn today() -> (i16, i16, i16) {
    let now = js_sys::Date::new_0();
    let small = |number: u32| i16::try_from(number).unwrap_or(1);
    (small(now.get_full_year()), small(now.get_month() + 1), small(now.get_date()))
}
