//! A form that is filled in and printed: its card is filled from it, and it is kept on the device when the reader asks.

use fingerpost_kit::{button, device, dom};
use leptos::prelude::{RwSignal, Update, With, window};
use leptos::web_sys::HtmlElement;

/// The name of the fields in what is kept.
const NAME: &str = "sheet";

/// Where the ways to keep it stand.
const WAYS: &str = "sheet_ways";

fn shelf(id: &str) -> String {
    ["fingerpost-sheet-", id].concat()
}

/// What is in the form: field and text.
type Fields = Vec<(String, String)>;

/// Watches over a form.
pub(super) fn run(host: &HtmlElement, id: String) {
    let kept = device::kept(&shelf(&id)).and_then(|text| device::from_json(NAME, &text)).unwrap_or_default();
    for (field, text) in &kept {
        dom::set_value(&["s_", field].concat(), text);
        dom::copy_text(field, text);
    }
    let fields = RwSignal::new(kept);
    ways(&id);
    dom::listen(host, move |event| {
        if let Some(changed) = dom::changed(event) {
            dom::copy_text(&changed.field, &changed.value);
            fields.update(|fields| {
                fields.retain(|(field, _)| *field != changed.field);
                fields.push((changed.field, changed.value));
            });
            // Who keeps it wants all of it.
            if device::kept(&shelf(&id)).is_some() {
                fields.with(|fields| keep(&id, fields));
            }
            return;
        }
        let Some((does, _)) = dom::pressed(event) else { return };
        match &*does {
            "print" => drop(window().print()),
            "keep" => fields.with(|fields| keep(&id, fields)),
            "delete" => device::delete(&shelf(&id)),
            _ => return,
        }
        ways(&id);
    });
}

fn keep(id: &str, fields: &Fields) {
    let pairs = fields.iter().map(|(field, text)| (field.as_str(), text.as_str()));
    device::keep(&shelf(id), &device::to_json(NAME, pairs));
}

/// What can be done with it.
fn ways(id: &str) {
    dom::set_html(
        WAYS,
        if device::kept(&shelf(id)).is_some() {
            concat!(
                "<p>",
                button!("btn", "print", "", "Print it"),
                r#"</p><p role="status">It is kept on this device as you write. Anyone who uses the device can read it.</p><p>"#,
                button!("btn", "delete", "", "Stop keeping it, and delete it from this device"),
                "</p>"
            )
        } else {
            concat!(
                r#"<p class="row">"#,
                button!("btn", "print", "", "Print it"),
                " ",
                button!("btn", "keep", "", "Keep it on this device"),
                r#"</p><p class="small soft" role="status">What you write is only on this page. It was not sent, and is gone when you close the page, unless you keep it.</p>"#
            )
        },
    );
}
