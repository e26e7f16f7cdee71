//! Small changes to what is shown, and what an event is about.

use leptos::ev::Event;
use leptos::prelude::{document, request_animation_frame, window};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};

fn by_id(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// Puts HTML into an element.
pub fn set_html(id: &str, html: &str) {
    if let Some(element) = by_id(id) {
        element.set_inner_html(html);
    }
}

/// Puts text into an element, unless it stands there already.
pub fn set_text(id: &str, text: &str) {
    if let Some(element) = by_id(id).filter(|element| element.text_content().as_deref() != Some(text)) {
        element.set_text_content(Some(text));
    }
}

/// Shows or hides an element.
pub fn set_shown(id: &str, shown: bool) {
    if let Some(element) = by_id(id) {
        let _ = element.toggle_attribute_with_force("hidden", !shown);
    }
}

/// Takes what is over out of the page: `[data-until]` before a day, and then `[data-event]` without any such day left.
pub fn drop_past(today: &str) {
    let each = |selector: &str, gone: &dyn Fn(&Element) -> bool| {
        let Ok(list) = document().query_selector_all(selector) else { return };
        let elements = (0..list.length()).filter_map(|at| list.get(at)?.dyn_into::<Element>().ok());
        elements.filter(gone).for_each(|element| element.remove());
    };
    each("[data-until]", &|day| day.get_attribute("data-until").is_some_and(|until| until.as_str() < today));
    each("[data-event]", &|event| matches!(event.query_selector("[data-until]"), Ok(None)));
}

/// Ticks a box, or takes the tick away.
pub fn set_checked(id: &str, on: bool) {
    if let Some(input) = by_id(id).and_then(|element| element.dyn_into::<HtmlInputElement>().ok()) {
        input.set_checked(on);
    }
}

/// Writes into a box, unless the reader is typing in it.
pub fn set_value(id: &str, value: &str) {
    let typing = document().active_element().is_some_and(|active| active.id() == id);
    let Some(element) = by_id(id).filter(|_| !typing) else { return };
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.set_value(value);
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.set_value(value);
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(value);
    }
}

/// Writes text into every element that copies a field.
pub fn copy_text(field: &str, text: &str) {
    let Ok(list) = document().query_selector_all(&["[data-copy=\"", field, "\"]"].concat()) else { return };
    (0..list.length()).filter_map(|at| list.get(at)).for_each(|copy| copy.set_text_content(Some(text)));
}

/// The text of an element as it reads, tables and all.
pub fn text(selector: &str) -> String {
    let element = document().query_selector(selector).ok().flatten();
    element.and_then(|element| element.dyn_into::<HtmlElement>().ok()).map(|e| e.inner_text()).unwrap_or_default()
}

/// What a control holds.
pub fn value(id: &str) -> String {
    by_id(id).map(|element| value_of(&element)).unwrap_or_default()
}

fn value_of(element: &Element) -> String {
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        element.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value).unwrap_or_default()
    }
}

/// Moves the focus, and with it a screen reader, to an element, once what was asked for is in the page.
pub fn focus(selector: &str) {
    let selector = selector.to_owned();
    request_animation_frame(move || {
        if let Ok(Some(element)) = document().query_selector(&selector)
            && let Some(element) = element.dyn_ref::<HtmlElement>()
        {
            let _ = element.focus();
        }
    });
}

/// Scrolls to the top of the page.
pub fn to_top() {
    window().scroll_to_with_x_and_y(0.0, 0.0);
}

/// A control that was changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// The field that it belongs to.
    pub field: String,
    /// What it holds.
    pub value: String,
    /// Whether it is ticked; nothing for what is typed.
    pub on: Option<bool>,
}

/// Hears what is pressed, typed and sent off anywhere in an element, for as long as the page lives.
pub fn listen(place: &HtmlElement, heard: impl Fn(&Event) + 'static) {
    let closure = Closure::<dyn Fn(Event)>::new(move |event: Event| heard(&event));
    for kind in ["click", "input", "submit"] {
        let _ = place.add_event_listener_with_callback(kind, closure.as_ref().unchecked_ref());
    }
    closure.forget();
}

fn target(event: &Event) -> Option<Element> {
    event.target()?.dyn_into().ok()
}

/// Which control an event is about.
pub fn changed(event: &Event) -> Option<Changed> {
    let element = target(event)?;
    let field = element.get_attribute("data-field")?;
    let ticked = element.dyn_ref::<HtmlInputElement>().filter(|input| matches!(&*input.type_(), "radio" | "checkbox"));
    Some(Changed { field, value: value_of(&element), on: ticked.map(HtmlInputElement::checked) })
}

/// What a press asks for: `data-do` and `data-with` of the button or link that was pressed.
pub fn pressed(event: &Event) -> Option<(String, String)> {
    let element = target(event)?.closest("[data-do]").ok().flatten()?;
    event.prevent_default();
    Some((element.get_attribute("data-do")?, element.get_attribute("data-with").unwrap_or_default()))
}
