//! Fingerpost turns a folder of Markdown and YAML into a council's adult social care website.
//!
//! Work flows one way: `source` reads files into the `model`; `finder` makes the index that the browser
//! searches; `render` turns the model into bytes; `check` holds rules over
//! both; `emit` puts bytes on disk; `project` says in which order. `cache` remembers what each output asked of the model.
//! `commands` stands above them all and is the only place that prints.

pub mod cache;
pub mod check;
pub mod cli;
pub mod commands;
pub mod diagnostic;
pub mod digest;
pub mod emit;
pub mod finder;
pub mod model;
pub mod open_referral;
pub mod project;
pub mod render;
pub mod source;
