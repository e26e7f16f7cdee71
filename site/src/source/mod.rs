//! Files to typed values with places. `world` is the one door to the outside; `yaml` reads data; `page` splits a page;
//! `theme` lays themes over each other; `look` makes what every page loads, `widgets` what tools
//! load, `sieve` the filter of a plan; `register` reads what may be published of an entry of the register, `private` lets go
//! of what may not; `load` brings it all together.

pub mod load;
mod look;
mod page;
mod private;
mod register;
pub(crate) mod sieve;
pub(crate) mod theme;
pub mod widgets;
pub mod world;
pub mod yaml;

pub use private::PRIVATE;
