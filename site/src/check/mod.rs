//! Rules over what was loaded and over what was made. Each takes plain values and returns diagnostics; nothing is mended here.

mod charging;
mod directory;
mod guides;
mod library;
mod links;
mod output;
mod places;
mod register;

pub use guides::{check as guides, listing_file, listing_of};
pub use library::check as library;
pub use links::{Checked, Doubt, check as links, fold_templates};
pub use output::{Facts, anchor, scan};
