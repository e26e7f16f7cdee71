//! What a page loads of a widget: a script and a WebAssembly module, each under a name that holds the hash of its bytes.
//!
//! Whoever publishes widgets calls [`stored`]; when that finds none, or old ones, [`make_with_cargo`] runs this crate's
//! own program, which is built with the feature `make`. Bundles are current as long as the widgets' sources are what they
//! were, by content and not by date.

#![forbid(unsafe_code)]

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde::{Deserialize, Serialize};
use walkdir::WalkDir;

#[cfg(feature = "make")]
pub mod make;
#[cfg(feature = "make")]
pub mod toolchain;

/// Every widget: `estimator` is the crate `fingerpost-estimator` in `widgets/estimator`.
pub const WIDGETS: [&str; 3] = ["estimator", "finder", "guide"];

/// What decides the bytes of the bundles.
const SOURCES: [&str; 12] = [
    "Cargo.lock",
    "Cargo.toml",
    "rust-toolchain.toml",
    "widgets/bundle",
    "widgets/estimator/Cargo.toml",
    "widgets/estimator/src",
    "widgets/finder/Cargo.toml",
    "widgets/finder/src",
    "widgets/guide/Cargo.toml",
    "widgets/guide/src",
    "widgets/kit",
    "widgets/no-streams",
];

/// A file under its published name, such as `estimator.1a2b3c4d.wasm`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A widget as a page loads it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    /// The widget's name.
    pub widget: String,
    /// The script, a module that finds its `module` beside it.
    pub script: File,
    /// The WebAssembly.
    pub module: File,
}

/// What was made, and from which sources.
#[derive(Debug, Serialize, Deserialize)]
struct Record {
    sources: String,
    widgets: Vec<Names>,
}

/// One widget's file names.
#[derive(Debug, Serialize, Deserialize)]
struct Names {
    widget: String,
    script: String,
    module: String,
}

/// Where bundles are kept: never in the content, never in git.
fn folder(root: &Path) -> PathBuf {
    root.join("target/widgets/bundles")
}

/// Hash of all that decides the bytes of the bundles.
fn sources(root: &Path) -> io::Result<String> {
    let mut hasher = blake3::Hasher::new();
    for source in SOURCES {
        for entry in WalkDir::new(root.join(source)).sort_by_file_name() {
            let entry = entry?;
            if entry.file_type().is_file() {
                hasher.update(entry.path().strip_prefix(root).unwrap_or(entry.path()).as_os_str().as_encoded_bytes());
                hasher.update(&fs::read(entry.path())?);
            }
        }
    }
    Ok(hasher.finalize().to_hex().to_string())
}

/// The bundles of the workspace at `root`, if they were made from its sources as they are now.
pub fn stored(root: &Path) -> Option<Vec<Bundle>> {
    let folder = folder(root);
    let record: Record = serde_json::from_slice(&fs::read(folder.join("bundles.json")).ok()?).ok()?;
    if record.sources != sources(root).ok()? {
        return None;
    }
    let file = |name: String| fs::read(folder.join(&name)).ok().map(|bytes| File { name, bytes });
    let bundle =
        |names: Names| Some(Bundle { widget: names.widget, script: file(names.script)?, module: file(names.module)? });
    record.widgets.into_iter().map(bundle).collect()
}

/// Keeps bundles, the record last, so that a broken run leaves nothing that looks whole.
#[cfg(feature = "make")]
fn store(root: &Path, sources: String, bundles: &[Bundle]) -> io::Result<()> {
    let folder = folder(root);
    fs::create_dir_all(&folder)?;
    for old in fs::read_dir(&folder)? {
        fs::remove_file(old?.path())?;
    }
    let mut widgets = Vec::new();
    for bundle in bundles {
        for file in [&bundle.script, &bundle.module] {
            fs::write(folder.join(&file.name), &file.bytes)?;
        }
        let name = |file: &File| file.name.clone();
        widgets.push(Names {
            widget: bundle.widget.clone(),
            script: name(&bundle.script),
            module: name(&bundle.module),
        });
    }
    fs::write(folder.join("bundles.json"), serde_json::to_vec_pretty(&Record { sources, widgets })?)
}

/// Makes the bundles of the workspace at `root` with its own Cargo, telling of its progress on standard error.
///
/// # Errors
/// A sentence for a person, when there is no workspace, no Cargo, or the program says no.
pub fn make_with_cargo(root: &Path) -> Result<(), String> {
    if !root.join("widgets/bundle/Cargo.toml").exists() {
        return Err(format!("The source code of the tools is not in {}.", root.display()));
    }
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--release", "--locked", "-p", "fingerpost-bundle", "--features", "make"])
        .current_dir(root)
        .status()
        .map_err(|error| format!("Cargo could not be started: {error}."))?;
    if status.success() { Ok(()) } else { Err("What went wrong stands above.".to_owned()) }
}
