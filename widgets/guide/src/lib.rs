//! Guides: a few questions that lead somewhere, proved before they are published.
//!
//! A `route` ends in one of a few outcomes; a `plan` collects things to do. Answers are finite and conditions are all, any
//! and not over named answers, nothing else, so that everything a reader can meet is known when the site is built: the
//! proofs are exact, over sets of answers and not over samples of them. What a condition cannot say belongs in Rust.
//!
//! | file | what it owns |
//! |---|---|
//! | `written` | a guide as an officer writes it |
//! | `fault` | what is wrong with a guide, and where |
//! | `flow`, `resolve` | the same with every name looked up: what the build, the command line and the browser work with |
//! | `answers` | what a reader answered, in their own words' codes; the walk it makes |
//! | `plan` | the things to do, and why each is there |
//! | `words` | conditions in words |
//! | `diagram` | sets of answers, exactly |
//! | `reach`, `proof` | who comes where; what must hold of it |
//! | `steps` | the pages of a route without JavaScript |
//! | `paths`, `draw` | who sees what, to read in review; the flow as a picture |
//! | `view` | what runs in the browser |
#![forbid(unsafe_code)]

pub mod answers;
pub mod diagram;
pub mod draw;
pub mod fault;
pub mod flow;
pub mod paths;
pub mod plan;
pub mod proof;
pub mod reach;
pub mod resolve;
pub mod steps;
#[cfg(feature = "view")]
mod view;
pub mod words;
pub mod written;

pub use answers::Answers;
pub use fault::{Fault, Place, Rule};
pub use flow::Flow;
pub use proof::{Proof, prove};
pub use resolve::resolve;
pub use written::{Part, Written};
