//! The commands: one file each. Only here is anything printed.

mod build;
mod check_feed;
mod directory;
mod estimate;
mod explain;
mod find;
mod guide;
mod import;
mod new;
mod progress;
mod serve;

use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::cli::{Cli, Command, Import, Project};
use crate::diagnostic::{self, Diagnostic, Severity};
use crate::digest::Digest;
use crate::model::Date;
use crate::project::Target;
use crate::source::load::Options;
use crate::source::widgets::Bundles;
use crate::source::world::{Disk, World as _};
use fingerpost_bundle::Bundle;
use fingerpost_guide::words;

/// Runs a command and says how it ended: 0 well, 1 with errors in the project, 2 if the command could not run.
pub fn run(cli: Cli) -> ExitCode {
    match cli.command {
        Command::Build(asked) => build::build(&asked),
        Command::Check(asked) => build::check(&asked),
        Command::Serve(asked) => serve::serve(&asked),
        Command::New(asked) => new::new(&asked),
        Command::Estimate(asked) => estimate::estimate(&asked),
        Command::Find(asked) => find::find(&asked),
        Command::Guide(asked) => guide::guide(&asked),
        Command::CheckFeed(asked) => check_feed::check_feed(&asked),
        Command::Import(Import::Oruk(asked)) => import::oruk(&asked),
        Command::Directory(asked) => directory::directory(&asked),
        Command::Explain { rule } => explain::explain(rule.as_deref()),
    }
}

/// Today, by the clock of this machine.
#[allow(clippy::disallowed_methods, reason = "the command line is where the clock is read")]
fn today() -> Date {
    Date(jiff::Zoned::now().date())
}

fn disk(project: &Project) -> Disk {
    disk_at(&project.project, project.today.unwrap_or_else(today))
}

fn disk_at(folder: &Path, today: Date) -> Disk {
    Disk::new(folder, today.0)
}

/// A file, or every file of a folder, that someone saved of a feed: names and bytes.
fn saved(path: &Path) -> Result<Vec<(String, Vec<u8>)>, String> {
    let unreadable = |error: std::io::Error| format!("{} could not be read: {error}.", path.display());
    let (folder, names) = if path.is_dir() {
        (path, disk_at(path, today()).list("").map_err(unreadable)?)
    } else {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        (path.parent().unwrap_or(Path::new("")), vec![name])
    };
    let world = disk_at(folder, today());
    names.into_iter().map(|name| world.read(&name).map(|bytes| (name, bytes)).map_err(unreadable)).collect()
}

fn options(project: &Project, base_url: Option<String>) -> Options {
    let widgets = (!project.no_widgets).then_some(bundles as Bundles);
    Options { drafts: project.drafts, base_url, theme: project.theme.clone(), widgets }
}

/// The tools that run in the browser, from the source code that this program was built from; built first if they have
/// changed since.
fn bundles() -> Result<Vec<Bundle>, String> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    if let Some(bundles) = fingerpost_bundle::stored(root) {
        return Ok(bundles);
    }
    fingerpost_bundle::make_with_cargo(root)?;
    fingerpost_bundle::stored(root)
        .ok_or_else(|| "Their source code changed while they were built. Build again.".into())
}

/// Where a build of this project writes. What is kept between builds is kept apart for each output folder.
fn target(project: &Path, out: Option<&Path>) -> Target {
    let out = out.map_or_else(|| project.join("out"), PathBuf::from);
    let whole = std::path::absolute(&out).unwrap_or_else(|_| out.clone());
    let name = Digest::of(whole.as_os_str().as_encoded_bytes()).short();
    Target { cache: project.join(".fingerpost").join(name), out: whole, program: program() }
}

/// Identifies this very program, so that a cache of another version is not read.
fn program() -> Digest {
    let written =
        std::env::current_exe().and_then(std::fs::metadata).and_then(|file| Ok((file.len(), file.modified()?)));
    let written =
        written.map(|(size, time)| (size, time.duration_since(std::time::UNIX_EPOCH).unwrap_or_default().as_nanos()));
    Digest::of_value(&(env!("CARGO_PKG_VERSION"), written.ok()))
}

/// Shows diagnostics: to a person on standard error, to a program on standard output.
fn show(found: &[Diagnostic], format: diagnostic::Format) {
    let colour = format == diagnostic::Format::Human
        && std::io::stderr().is_terminal()
        && std::env::var_os("NO_COLOR").is_none();
    let text = diagnostic::print(found, format, colour);
    // Nobody is left to tell if the reader of our output has gone.
    let _ = match format {
        diagnostic::Format::Human => std::io::stderr().write_all(text.as_bytes()),
        _ => std::io::stdout().write_all(text.as_bytes()),
    };
}

/// "3 errors and 1 warning", or nothing.
fn tally(found: &[Diagnostic]) -> String {
    let count = |severity| found.iter().filter(|diagnostic| diagnostic.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    match (errors, warnings) {
        (0, 0) => "no errors, no warnings".to_owned(),
        (0, _) => format!("no errors, {}", many(warnings, "warning")),
        (_, 0) => many(errors, "error"),
        _ => format!("{} and {}", many(errors, "error"), many(warnings, "warning")),
    }
}

fn many(count: usize, what: &str) -> String {
    words::many(count as u128, what)
}

fn thousands(count: usize) -> String {
    words::grouped(count as u128)
}
