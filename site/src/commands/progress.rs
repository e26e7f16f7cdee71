//! A progress bar on a terminal, for work that takes over half a second; silence otherwise.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::project::Progress;

/// Work shorter than this shows no bar.
const PATIENCE: Duration = Duration::from_millis(500);

/// A bar that waits before it shows itself.
pub(super) struct Bar {
    shown: ProgressBar,
    begun: Instant,
    done: AtomicUsize,
}

impl Bar {
    pub(super) fn new() -> Self {
        // A hidden bar keeps count, so that it shows the truth when it comes out.
        let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
        Self { shown: bar, begun: Instant::now(), done: AtomicUsize::new(0) }
    }

    pub(super) fn finish(&self) {
        self.shown.finish_and_clear();
    }

    pub(super) fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }
}

impl Progress for Bar {
    fn begin(&self, what: &str, steps: usize) {
        if let Ok(style) = ProgressStyle::with_template("{msg} {bar:40} {pos} of {len}") {
            self.shown.set_style(style);
        }
        self.shown.set_message(what.to_owned());
        self.shown.set_position(0);
        self.shown.set_length(steps as u64);
    }

    fn step(&self) {
        // Asking the clock for every page would cost more than some pages do.
        if self.done.fetch_add(1, Ordering::Relaxed).is_multiple_of(64)
            && self.shown.is_hidden()
            && self.begun.elapsed() > PATIENCE
        {
            self.shown.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.shown.inc(1);
    }

    fn say(&self, message: &str) {
        eprintln!("{message}");
    }
}
