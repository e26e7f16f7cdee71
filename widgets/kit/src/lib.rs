//! What every widget shares in the browser: mounting over the page's fallback (`mount`), places in a tool with the
//! browser's own Back (`place`), small changes to what is shown (`dom`), form parts with errors as people expect them
//! (`form`, `html`), and answers on the reader's device or in a file of theirs (`device`). Nothing here sends anything
//! anywhere.
//!
//! A tool's page is HTML that Rust writes and Leptos puts in place whenever its signals say so; one set of listeners at
//! the top hears what is typed and pressed. That is a third of the bytes of one component for each part.

#![forbid(unsafe_code)]

pub mod device;
pub mod dom;
pub mod form;
pub mod html;
pub mod mount;
pub mod place;
