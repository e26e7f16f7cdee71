//! What the whole-site tests share: the real program on the shipped content, a real browser, the finished pages, the
//! budgets. The tests are in `tests/whole_site`; `../README.md` says how to add one.
//!
//! Everything here stops the test with a message when it cannot do what it is asked: there is nobody to hand an error to.
#![allow(clippy::missing_panics_doc, reason = "a helper that fails fails its test")]

mod browser;
mod budgets;
mod children;
mod finished;
mod site;

pub use browser::{Browser, Scheme, Screen, in_a_browser, in_a_browser_at};
pub use budgets::{Budgets, budgets};
pub use finished::{Finished, full, sample};
pub use site::{Project, Site, program, serve, site};

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

/// The folder of this crate.
pub fn here() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folder that holds `content` and `themes`.
pub fn project() -> PathBuf {
    let root = || here().join("../..").canonicalize().expect("the repository");
    std::env::var_os("FINGERPOST_PROJECT").map_or_else(root, PathBuf::from)
}

/// A file that `npm ci` puts into `tests/browser/node_modules`.
pub fn from_npm(path: &str) -> PathBuf {
    let file = here().join("node_modules").join(path);
    assert!(file.exists(), "{} is missing: run `tests/run`, or `npm ci` in tests/browser.", file.display());
    file
}

/// Asks again and again until the answer is yes, and gives up after ten seconds.
pub async fn until(what: &str, mut answer: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !answer().await {
        assert!(start.elapsed() < Duration::from_secs(10), "Waited ten seconds for this, in vain: {what}.");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Fails with all complaints at once; the same complaint on many pages is said once, with how many and the first three.
pub fn none(what: &str, complaints: &[(String, String)]) {
    let mut grouped: Vec<(&str, Vec<&str>)> = Vec::new();
    for (place, complaint) in complaints {
        match grouped.iter_mut().find(|(said, _)| said == complaint) {
            Some((_, places)) => places.push(place),
            None => grouped.push((complaint, vec![place])),
        }
    }
    let lines: Vec<String> = grouped
        .iter()
        .map(|(complaint, places)| {
            let more = if places.len() > 3 { format!(" and {} more", places.len() - 3) } else { String::new() };
            format!("* {complaint}\n    on {}{more}", places[..places.len().min(3)].join(", "))
        })
        .collect();
    assert!(lines.is_empty(), "{what}: {} found\n{}", complaints.len(), lines.join("\n"));
}
