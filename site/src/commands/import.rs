//! `fingerpost import`: takes over a directory from elsewhere, and tells what became of it.

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use super::{disk_at, many, saved, thousands, today};
use crate::cli::ImportOruk;
use crate::diagnostic::Diagnostic;
use crate::open_referral::import::{self, Done, Entry, Fate, Note, Plan, Report};
use crate::project;
use crate::source::load;
use crate::source::world::{Disk, World};

pub(super) fn oruk(asked: &ImportOruk) -> ExitCode {
    match import(asked) {
        Ok(code) => code,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}

fn import(asked: &ImportOruk) -> Result<ExitCode, String> {
    let files = saved(&asked.saved)?;
    let root = project_of(&asked.into);
    let today = asked.today.unwrap_or_else(today);
    let name = asked.name.clone().unwrap_or_else(|| {
        let file = asked.saved.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        format!("Open Referral feed, {file}")
    });
    let disk = disk_at(&root, today);
    let mut plan = import::plan(&files, &disk, &import::Options { name, retire: asked.retire, today });
    sift(&mut plan, &disk);
    if let Some(path) = &asked.report {
        let text = serde_json::to_string_pretty(&plan.report).unwrap_or_default();
        std::fs::write(path, text + "\n")
            .map_err(|error| format!("{} could not be written: {error}.", path.display()))?;
    }
    if !asked.dry_run {
        write(&root, &plan.files)?;
    }
    print!("{}", summary(&plan.report, asked));
    Ok(if plan.report.services == 0 { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// The project whose content folder this is, or is to be.
fn project_of(into: &Path) -> PathBuf {
    let folder = if into.file_name().is_some_and(|name| name == "content") { into.parent() } else { Some(into) };
    folder.filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")).to_owned()
}

/// The project with the plan's files laid over it.
struct Overlay<'p> {
    disk: &'p Disk,
    files: &'p BTreeMap<String, String>,
}

impl World for Overlay<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).map_or_else(|| self.disk.read(path), |text| Ok(text.clone().into_bytes()))
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let below = |path: &&String| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
        let mut paths = self.disk.list(folder)?;
        paths.extend(self.files.keys().filter(below).cloned());
        paths.sort_unstable();
        paths.dedup();
        Ok(paths)
    }

    fn today(&self) -> jiff::civil::Date {
        self.disk.today()
    }
}

struct Quiet;

impl project::Progress for Quiet {
    fn begin(&self, _: &str, _: usize) {}
    fn step(&self) {}
    fn say(&self, _: &str) {}
}

/// How often what hangs on a file that was taken out is looked at again.
const ROUNDS: usize = 5;

/// Takes out what would stop the build: the site as it would be is checked before anything is written.
fn sift(plan: &mut Plan, disk: &Disk) {
    for _ in 0..ROUNDS {
        let overlay = Overlay { disk, files: &plan.files };
        let outcome = project::check(&overlay, &load::Options::default(), &Quiet);
        let mut blamed: BTreeMap<String, &Diagnostic> = BTreeMap::new();
        for found in outcome.found.iter().filter(|found| found.is_error()) {
            if let Some(place) = found.place.as_ref().filter(|place| plan.files.contains_key(place.file.as_ref())) {
                blamed.entry(place.file.to_string()).or_insert(found);
            }
        }
        if blamed.is_empty() {
            return;
        }
        for (file, found) in blamed {
            let value = found.place.as_ref().map(|place| place.text.clone()).unwrap_or_default();
            let why = format!("It would stop the build: {}", found.message);
            for entry in plan.report.entries.iter_mut().filter(|entry| entry.file == file) {
                entry.done = Done::LeftOut;
                entry.notes.push(Note {
                    fate: Fate::Lost,
                    field: String::new(),
                    why: why.clone(),
                    value: value.clone(),
                });
            }
            plan.files.remove(&file);
        }
    }
}

fn write(root: &Path, files: &BTreeMap<String, String>) -> Result<(), String> {
    for (path, text) in files {
        let path = root.join(path);
        let wrong = |error: io::Error| format!("{} could not be written: {error}.", path.display());
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(wrong)?;
        }
        // Beside it first: a file is old or new, never half.
        let half = path.with_extension("yaml.new~");
        std::fs::write(&half, text).map_err(wrong)?;
        std::fs::rename(&half, &path).map_err(wrong)?;
    }
    Ok(())
}

fn summary(report: &Report, asked: &ImportOruk) -> String {
    let mut text = format!("{}: {}.\n", report.feed, many(report.services, "service"));
    for (file, why) in &report.unreadable {
        text.push_str(&format!("  {} could not be read. {why}\n", clean(file)));
    }
    for (entity, title) in [("service", "Services"), ("organization", "Organisations")] {
        let of =
            |done: Done| report.entries.iter().filter(|entry| entry.entity == entity && entry.done == done).count();
        let parts = [
            (Done::New, "new"),
            (Done::Updated, "brought up to date"),
            (Done::Unchanged, "right already"),
            (Done::Duplicate, "in the directory already"),
            (Done::Retired, "gone from the feed and now inactive"),
            (Done::Gone, "gone from the feed and left as they are"),
            (Done::LeftOut, "left out"),
        ];
        let parts = parts.into_iter().map(|(done, words)| (of(done), words)).filter(|(count, _)| *count > 0);
        let parts = parts.map(|(count, words)| format!("{} {words}", thousands(count))).collect::<Vec<_>>();
        text.push_str(&format!("{title}: {}.\n", if parts.is_empty() { "none".to_owned() } else { parts.join(", ") }));
    }
    for (what, names) in [("heading", &report.new_categories), ("area", &report.new_areas)] {
        if !names.is_empty() {
            text.push_str(&format!("{} that the directory did not have.\n", many(names.len(), what)));
        }
    }
    if let Some(home) = &report.home_area {
        let what = "is taken to be the area that this site is for. Look at home: in content/areas.yaml.";
        text.push_str(&format!("{} {what}\n", clean(home)));
    }
    for (fate, title) in [
        (Fate::Lost, "Lost"),
        (Fate::Mended, "Mended"),
        (Fate::Moved, "Put elsewhere"),
        (Fate::Supposed, "Supposed"),
        (Fate::Kept, "Left as it was edited here"),
    ] {
        text.push_str(&grouped(report, fate, title));
    }
    for entry in report.entries.iter().filter(|entry| entry.done == Done::LeftOut).take(5) {
        let why = entry.notes.last().map(|note| note.why.as_str()).unwrap_or_default();
        text.push_str(&format!("Left out: {} ({}). {}\n", clean(&entry.name), clean(&entry.id), clean(why)));
    }
    text.push_str(match (asked.dry_run, &asked.report) {
        (true, _) => "\nNothing was written.\n",
        (false, None) => {
            "\nRun `fingerpost check`. With --report FILE, all of this is written down record by record.\n"
        }
        (false, Some(_)) => "\nRun `fingerpost check`. The report has all of this record by record.\n",
    });
    text
}

/// Like notes of one fate together, the most frequent first.
fn grouped(report: &Report, fate: Fate, title: &str) -> String {
    let mut groups: BTreeMap<(&str, &str), (usize, &Entry, &Note)> = BTreeMap::new();
    for entry in &report.entries {
        for note in entry.notes.iter().filter(|note| note.fate == fate) {
            groups.entry((&note.field, &note.why)).or_insert((0, entry, note)).0 += 1;
        }
    }
    if groups.is_empty() {
        return String::new();
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    let mut text = format!("\n{title}:\n");
    for (count, entry, note) in groups {
        let value: String = note.value.chars().take(60).collect();
        let value = if value.is_empty() { String::new() } else { format!(": \"{}\"", clean(&value)) };
        text.push_str(&format!(
            "  {:>6}  {} {} (first in {}{value})\n",
            thousands(count),
            clean(&note.field),
            note.why,
            clean(&entry.name)
        ));
    }
    text
}

/// Text of someone else's feed, safe to show on a screen.
fn clean(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).take(160).collect()
}
