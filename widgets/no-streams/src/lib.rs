//! Stands in for the crate `wasm-streams`, which Leptos brings along for its server functions. There is no server, and
//! no widget calls them. The real crate exports its functions to scripts, and what is exported cannot be left out: 10 kB
//! of every widget that nobody would ever run. Here a stream is empty, and exports nothing.

#![forbid(unsafe_code)]

use futures_util::stream::{self, Stream};
use wasm_bindgen::JsValue;

/// A stream to read from, as server functions would use it.
#[derive(Debug)]
pub struct ReadableStream(web_sys::ReadableStream);

impl ReadableStream {
    /// Takes a browser's stream over.
    pub fn from_raw(raw: web_sys::ReadableStream) -> Self {
        Self(raw)
    }

    /// An empty stream.
    ///
    /// # Panics
    /// Where a browser has no streams.
    pub fn from_stream<S: Stream<Item = Result<JsValue, JsValue>> + 'static>(_: S) -> Self {
        Self(web_sys::ReadableStream::new().expect("streams"))
    }

    /// The browser's stream.
    pub fn into_raw(self) -> web_sys::ReadableStream {
        self.0
    }

    /// What there is to read: nothing.
    pub fn into_stream(self) -> impl Stream<Item = Result<JsValue, JsValue>> {
        stream::empty()
    }
}
