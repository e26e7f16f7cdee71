//! What the tests of whole projects share: a small project with nothing wrong in it, and silence.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::disallowed_methods,
    missing_docs,
    reason = "each test uses its part; tests read files as they like"
)]

pub mod harm;
pub mod told;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use fingerpost::diagnostic::{self, Diagnostic, Format};
use fingerpost::project::{self, Outcome, Progress};
use fingerpost::source::load::Options;
use fingerpost::source::world::Memory;
use jiff::civil::{Date, date};

/// A project's files by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The day on which all tests are run.
pub const TODAY: Date = date(2026, 11, 22);

/// Says nothing.
pub struct Quiet;

impl Progress for Quiet {
    fn begin(&self, _: &str, _: usize) {}
    fn step(&self) {}
    fn say(&self, _: &str) {}
}

/// The folder of cases.
pub fn cases() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/cases")
}

/// The small project that cases lay their files over. Nothing is wrong with it.
pub fn base() -> Files {
    folder("_base")
}

/// A plan and a route, each with its page, to lay over the small project. Nothing is wrong with them.
pub fn guides() -> Files {
    folder("_guides")
}

/// Two entries of the register, its page and the places they work in, to lay over the small project. Nothing is wrong with
/// them.
pub fn register() -> Files {
    folder("_register")
}

fn folder(name: &str) -> Files {
    let root = cases().join(name);
    let files =
        walkdir::WalkDir::new(&root).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
            (path, std::fs::read(entry.path()).unwrap())
        })
        .collect()
}

/// A project in memory.
pub fn world(files: &Files) -> Memory {
    files.iter().fold(Memory::new(TODAY), |world, (path, bytes)| world.with(path, bytes.clone()))
}

/// Checks a project in memory.
pub fn check(files: &Files, options: &Options) -> Outcome {
    project::check(&world(files), options, &Quiet)
}

/// Diagnostics as the command line shows them, without colour.
pub fn shown(found: &[Diagnostic]) -> String {
    diagnostic::print(found, Format::Human, false)
}

/// A page with sound details and this text.
pub fn page(title: &str, body: &str) -> String {
    format!(
        "---\ntitle: {title}\nsummary: About it.\naudience: [residents]\nowner: Front door team\nreviewed: 2026-10-01\nreview_by: 2027-04-06\n---\n\n{body}"
    )
}

/// Two texts, line by line: `-` is wanted and not there, `+` is there and not wanted.
pub fn differences(wanted: &str, got: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (wanted.lines().collect(), got.lines().collect());
    // Length of the longest run of common lines from each pair of lines on.
    let mut common = vec![vec![0u32; new.len() + 1]; old.len() + 1];
    for a in (0..old.len()).rev() {
        for b in (0..new.len()).rev() {
            common[a][b] =
                if old[a] == new[b] { common[a + 1][b + 1] + 1 } else { common[a + 1][b].max(common[a][b + 1]) };
        }
    }
    let (mut a, mut b, mut out) = (0, 0, String::new());
    while a < old.len() || b < new.len() {
        let (sign, line) = if a < old.len() && b < new.len() && old[a] == new[b] {
            (a, b) = (a + 1, b + 1);
            (' ', old[a - 1])
        } else if b == new.len() || a < old.len() && common[a + 1][b] >= common[a][b + 1] {
            a += 1;
            ('-', old[a - 1])
        } else {
            b += 1;
            ('+', new[b - 1])
        };
        out.push_str(&format!("  {sign} {line}\n"));
    }
    out
}
