//! Finds a way to compile for the browser, and says which it took.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The target of everything that runs in a browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// How to compile for [`TARGET`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Way {
    /// With the standard library compiled from its source, which makes for the smallest module. `RUSTC_BOOTSTRAP` lets a
    /// stable Cargo do that.
    FromSource {
        /// The compiler and `rust-lld`, where they are not the active toolchain's.
        other: Option<(PathBuf, PathBuf)>,
    },
    /// With the standard library as rustup brings it.
    Ready,
}

/// Where Debian puts the compiler of its package `rustc-web`.
const DEBIAN_RUSTC: &str = "/usr/bin/rustc";
const DEBIAN_PACKAGES: [&str; 2] = ["rustc-web", "rust-web-src"];

/// Finds a way: the active toolchain has the library's source, or rustup adds it; Debian's compiler has it, or apt
/// installs that; the active toolchain has the library compiled, or rustup adds it.
///
/// # Errors
/// What to install, in plain English.
pub fn find() -> Result<Way, String> {
    if has_source("rustc") || quiet("rustup", &["component", "add", "rust-src"]) && has_source("rustc") {
        return Ok(Way::FromSource { other: None });
    }
    let linker = output("rustc", &["--print", "sysroot"])
        .map(|sysroot| PathBuf::from(sysroot).join(format!("lib/rustlib/{}/bin/rust-lld", host())))
        .filter(|linker| linker.exists());
    if let Some(linker) = linker {
        if !has_source(DEBIAN_RUSTC) && Path::new("/usr/bin/apt-get").exists() {
            say("rustup has no source of the standard library. Installing Debian's compiler beside rustup's.");
            install();
        }
        if has_source(DEBIAN_RUSTC) {
            return Ok(Way::FromSource { other: Some((DEBIAN_RUSTC.into(), linker)) });
        }
    }
    if has_target() || quiet("rustup", &["target", "add", TARGET]) && has_target() {
        return Ok(Way::Ready);
    }
    Err(format!(
        "The tools that run in the browser cannot be compiled here: there is no standard library for the browser.\n\
         Install it with one of these:\n  rustup component add rust-src\n  sudo apt install {}\n  rustup target add {TARGET}",
        DEBIAN_PACKAGES.join(" ")
    ))
}

fn has_target() -> bool {
    output("rustc", &["--print", "target-libdir", "--target", TARGET])
        .and_then(|folder| std::fs::read_dir(folder).ok())
        .is_some_and(|mut entries| entries.next().is_some())
}

fn has_source(rustc: &str) -> bool {
    output(rustc, &["--print", "sysroot"])
        .is_some_and(|sysroot| Path::new(&sysroot).join("lib/rustlib/src/rust/library/std").exists())
}

/// Installs Debian's packages, where this user may.
fn install() {
    let root = output("id", &["-u"]).as_deref() == Some("0");
    let apt = |arguments: &[&str]| {
        let mut all = vec!["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"];
        if !root {
            all.splice(0..0, ["sudo", "-n"]);
        }
        all.extend(arguments);
        quiet(all[0], &all[1..])
    };
    let mut wanted = vec!["install", "-y", "--no-install-recommends"];
    wanted.extend(DEBIAN_PACKAGES);
    if !apt(&wanted) {
        // The list of packages may be old.
        let _ = apt(&["update"]) && apt(&wanted);
    }
}

fn host() -> String {
    let version = output("rustc", &["-vV"]).unwrap_or_default();
    version.lines().find_map(|line| line.strip_prefix("host: ")).unwrap_or_default().to_owned()
}

/// Whether a command ends well. What it says is thrown away.
pub(crate) fn quiet(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

fn output(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program).args(arguments).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

pub(crate) fn say(line: &str) {
    eprintln!("{line}");
}
