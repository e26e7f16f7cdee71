//! Bytes to disk, all or nothing. A build writes a whole new tree beside the old one, with links to files that did not
//! change, and then swaps the two in one step: whoever looks sees the old site or the new one, never a mixture.

mod lock;
mod stage;

pub use lock::Lock;
pub use stage::{Leftover, Stage, Stamp};
