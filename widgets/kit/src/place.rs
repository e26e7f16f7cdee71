//! Places in a tool. Each has an address of its own (`#savings`), so that Back and Forward work as everywhere; what was
//! typed is never in it.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;

/// The place that the address names; empty for the start.
pub fn current() -> String {
    window().location().hash().unwrap_or_default().trim_start_matches('#').to_owned()
}

/// The address of the page, without a place in it.
pub fn page() -> String {
    let location = window().location();
    [location.origin().unwrap_or_default(), location.pathname().unwrap_or_default()].concat()
}

/// Goes to a place: a new entry in the history.
pub fn go(place: &str) {
    if let Ok(history) = window().history() {
        let path = window().location().pathname().unwrap_or_default();
        let address = if place.is_empty() { path } else { format!("{path}#{place}") };
        let _ = history.push_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// Goes to a place in place of this one: the address that led here is forgotten.
pub fn replace(place: &str) {
    if let Ok(history) = window().history() {
        let path = window().location().pathname().unwrap_or_default();
        let address = if place.is_empty() { path } else { format!("{path}#{place}") };
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&address));
    }
}

/// One step back in the history.
pub fn back() {
    if let Ok(history) = window().history() {
        let _ = history.back();
    }
}

/// Calls `moved` whenever the reader goes back or forward.
pub fn on_move(moved: impl Fn(String) + 'static) {
    let closure = Closure::<dyn Fn()>::new(move || moved(current()));
    let _ = window().add_event_listener_with_callback("popstate", closure.as_ref().unchecked_ref());
    closure.forget();
}

/// The title of the page, before what the page is called.
pub fn title(words: &str, page: &str) {
    leptos::prelude::document().set_title(&if words.is_empty() {
        page.to_owned()
    } else {
        format!("{words} – {page}")
    });
}
