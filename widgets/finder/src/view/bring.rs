//! Fetches files of the index, from the site itself and nowhere else.

use js_sys::Uint8Array;
use leptos::prelude::window;
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::Response;

use super::Model;
use crate::index::Part;

/// Where a file is.
pub(super) fn address(model: &Model, part: Part) -> Option<String> {
    let setting = &model.setting;
    let folder = if matches!(part, Part::Postcodes(_)) { "map" } else { &setting.index };
    Some([&setting.folder, "/", folder, "/", &model.store.name(part)?].concat())
}

/// A file; nothing if it cannot be had.
pub(super) async fn file(address: &str) -> Option<Vec<u8>> {
    let answer: Response = JsFuture::from(window().fetch_with_str(address)).await.ok()?.dyn_into().ok()?;
    if !answer.ok() {
        return None;
    }
    let bytes = JsFuture::from(answer.array_buffer().ok()?).await.ok()?;
    Some(Uint8Array::new(&bytes).to_vec())
}
