//! Tests of the whole site: the real program, the shipped content, a real browser. `tests/README.md` says how to add one.

mod accessibility;
mod estimator;
mod finder;
mod guide;
mod guide_in_use;
mod guide_tool;
mod html;
mod keyboard;
mod live_reload;
mod print;
mod privacy;
mod reflow;
mod weights;
