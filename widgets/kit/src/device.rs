//! Answers on the reader's device, only when they ask for it, and in files of theirs.

use js_sys::{Array, JSON, Object, Reflect};
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Storage, Url};

fn storage() -> Option<Storage> {
    window().local_storage().ok().flatten()
}

/// Keeps a text under a name. Whether the device let us.
pub fn keep(name: &str, text: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(name, text).is_ok())
}

/// What is kept under a name.
pub fn kept(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Deletes what is kept under a name.
pub fn delete(name: &str) {
    if let Some(storage) = storage() {
        let _ = storage.remove_item(name);
    }
}

/// Hands the reader a file.
pub fn download(name: &str, kind: &str, text: &str) {
    let parts = Array::of1(&JsValue::from_str(text));
    let bag = BlobPropertyBag::new();
    bag.set_type(kind);
    let Ok(blob) = Blob::new_with_str_sequence_and_options(&parts, &bag) else { return };
    let Ok(address) = Url::create_object_url_with_blob(&blob) else { return };
    if let Ok(link) = document().create_element("a")
        && let Some(link) = link.dyn_ref::<HtmlAnchorElement>()
    {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    let _ = Url::revoke_object_url(&address);
}

/// Puts text where the reader can paste it from. What becomes of it the browser decides, later.
pub fn copy(text: &str) {
    // Without a secure address there is no such place.
    let clipboard = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard"));
    if let Some(clipboard) = clipboard.ok().and_then(|clipboard| clipboard.dyn_into::<web_sys::Clipboard>().ok()) {
        let refused = wasm_bindgen::closure::Closure::once(|_: JsValue| ());
        let _ = clipboard.write_text(text).catch(&refused);
        refused.forget();
    }
}

/// Texts by key as JSON, under a name: `{"answers": {...}}`.
pub fn to_json<'a>(name: &str, pairs: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let inner = Object::new();
    for (key, value) in pairs {
        let _ = Reflect::set(&inner, &JsValue::from_str(key), &JsValue::from_str(value));
    }
    let outer = Object::new();
    let _ = Reflect::set(&outer, &JsValue::from_str(name), &inner);
    let indent = JsValue::from_f64(2.0);
    let text = JSON::stringify_with_replacer_and_space(&outer, &JsValue::NULL, &indent);
    text.map(String::from).unwrap_or_default()
}

/// The texts that [`to_json`] wrote; nothing if the text is something else. Values that are not texts are left out.
pub fn from_json(name: &str, text: &str) -> Option<Vec<(String, String)>> {
    let outer = JSON::parse(text).ok()?;
    let inner: Object = Reflect::get(&outer, &JsValue::from_str(name)).ok()?.dyn_into().ok()?;
    let entries = Object::entries(&inner);
    let pairs = entries.iter().filter_map(|pair| {
        let pair: Array = pair.dyn_into().ok()?;
        Some((pair.get(0).as_string()?, pair.get(1).as_string()?))
    });
    Some(pairs.collect())
}
