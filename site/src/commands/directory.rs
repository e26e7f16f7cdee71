//! `fingerpost directory`: how fresh and how complete the directory is, for the officer who looks after it.

use std::collections::BTreeMap;
use std::process::ExitCode;

use serde::Serialize;

use super::{disk_at, many, show, today};
use crate::cli::{Directory as Asked, ReportFormat};
use crate::diagnostic::{Diagnostic, Format};
use crate::model::{Date, Freshness, Id, Library, Part, Quality, Status};
use crate::source::load::{Options, load};

pub(super) fn directory(asked: &Asked) -> ExitCode {
    let Asked::Report { format, today: day, project } = asked;
    let (library, found) = load(&disk_at(&project.project, day.unwrap_or_else(today)), &Options::default());
    let found: Vec<Diagnostic> = found
        .into_iter()
        .filter(|one| {
            one.is_error() && one.place.as_ref().is_none_or(|place| place.file.starts_with("content/directory/"))
        })
        .collect();
    show(&found, Format::Human);
    let Some(library) = library else { return ExitCode::FAILURE };
    let report = Report::new(&library);
    match format {
        ReportFormat::Human => print!("{}", report.human()),
        ReportFormat::Json => println!("{}", serde_json::to_string_pretty(&report).unwrap_or_default()),
    }
    // What could not be read is missing from the report.
    if found.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[derive(Serialize)]
struct Report<'l> {
    today: Date,
    services: usize,
    quality: Quality,
    /// Worst first.
    entries: Vec<Entry<'l>>,
    assurers: Vec<Assurer<'l>>,
}

#[derive(Serialize)]
struct Entry<'l> {
    id: &'l Id,
    kind: &'static str,
    name: &'l str,
    assured_date: Date,
    freshness: Freshness,
    assurer: Option<&'l str>,
    /// Only services are given points.
    score: Option<u8>,
    missing: Vec<Part>,
}

#[derive(Serialize)]
struct Assurer<'l> {
    name: &'l str,
    entries: usize,
    /// Of these, how many nobody has checked for six months.
    overdue: usize,
    /// The average score of its services.
    average: Option<usize>,
}

/// What entries without a team are counted under.
const NOBODY: &str = "nobody named";

impl<'l> Report<'l> {
    fn new(library: &'l Library) -> Self {
        let services = library.services.iter().map(|(id, filed)| (id, &filed.value));
        let services = services.filter(|(_, service)| service.status != Status::Defunct).map(|(id, service)| {
            let completeness = library.completeness(service);
            Entry {
                id,
                kind: "service",
                name: &service.name,
                assured_date: service.assured_date,
                freshness: library.freshness(service.assured_date),
                assurer: service.assurer.as_ref().map(|team| team.value.as_str()),
                score: Some(completeness.score),
                missing: completeness.missing,
            }
        });
        let organizations = library.organizations.iter().map(|(id, filed)| (id, &filed.value));
        let organizations = organizations.filter(|(_, one)| one.status != Status::Defunct).map(|(id, one)| Entry {
            id,
            kind: "organization",
            name: &one.name,
            assured_date: one.assured_date,
            freshness: library.freshness(one.assured_date),
            assurer: one.assurer.as_ref().map(|team| team.value.as_str()),
            score: None,
            missing: Vec::new(),
        });
        let mut entries: Vec<Entry<'l>> = services.chain(organizations).collect();
        entries.sort_by(|a, b| {
            let key = |one: &Entry<'_>| (std::cmp::Reverse(one.freshness), one.score.unwrap_or(100), one.assured_date);
            (key(a), a.name, a.id).cmp(&(key(b), b.name, b.id))
        });
        let quality = library.quality();
        let assurers = assurers(&entries);
        Self { today: library.settings.today, services: quality.services(), quality, entries, assurers }
    }

    fn human(&self) -> String {
        let mut out = String::new();
        let Quality { freshness, average, missing, .. } = &self.quality;
        let plain = |date: Date| date.words().replace('\u{a0}', " ");
        out.push_str(&format!("The directory on {}: {}.\n", plain(self.today), many(self.services, "service")));
        out.push_str(&format!("On average an entry has {average} of 100 points for what it says.\n\n"));
        out.push_str("When services were last checked\n");
        for (step, number) in freshness {
            out.push_str(&format!("  {:<45} {number:>7}\n", step.title()));
        }
        out.push_str("\nWhat services lack\n");
        for (part, number) in missing {
            out.push_str(&format!("  {:<45} {number:>7}\n", part.title()));
        }
        if missing.is_empty() {
            out.push_str("  nothing\n");
        }
        out.push_str("\nWho looks after entries                          entries  overdue  points\n");
        for Assurer { name, entries, overdue, average } in &self.assurers {
            let average = average.map_or_else(|| "-".to_owned(), |average| average.to_string());
            out.push_str(&format!("  {:<45} {entries:>8} {overdue:>8} {average:>7}\n", cut(name, 45)));
        }
        out.push_str("\nEntries, worst first\n  points  last checked  entry\n");
        for entry in self.entries.iter().filter(|entry| entry.score.is_some() || entry.freshness > Freshness::Fresh) {
            let score = entry.score.map_or_else(|| "-".to_owned(), |score| score.to_string());
            let kind = if entry.kind == "service" { "services" } else { "organizations" };
            let id = format!("{kind}/{}", entry.id);
            out.push_str(&format!("  {score:>6}  {:<12}  {}\n", entry.assured_date.iso(), cut(&id, 75)));
            if let Some(note) = entry.freshness.note() {
                out.push_str(&format!("{:24}{note}\n", ""));
            }
            let lacks: Vec<&str> = entry.missing.iter().map(|part| part.title()).collect();
            for line in wrapped(&lacks, 76) {
                out.push_str(&format!("{:24}{line}\n", ""));
            }
        }
        out
    }
}

/// Totals of each team, the one with most to do first.
fn assurers<'l>(entries: &[Entry<'l>]) -> Vec<Assurer<'l>> {
    let mut teams: BTreeMap<&'l str, Vec<&Entry<'l>>> = BTreeMap::new();
    for entry in entries {
        teams.entry(entry.assurer.unwrap_or(NOBODY)).or_default().push(entry);
    }
    let total = |(name, entries): (&'l str, Vec<&Entry<'l>>)| {
        let scores: Vec<usize> = entries.iter().filter_map(|entry| entry.score).map(usize::from).collect();
        Assurer {
            name,
            overdue: entries.iter().filter(|entry| entry.freshness >= Freshness::Warning).count(),
            entries: entries.len(),
            average: scores.iter().sum::<usize>().checked_div(scores.len()),
        }
    };
    let mut all: Vec<Assurer<'l>> = teams.into_iter().map(total).collect();
    all.sort_by_key(|team| (std::cmp::Reverse(team.overdue), std::cmp::Reverse(team.entries), team.name));
    all
}

/// Text cut to a width, with dots where something is left out.
fn cut(text: &str, width: usize) -> String {
    if text.chars().count() <= width { text.to_owned() } else { text.chars().take(width - 1).chain(['…']).collect() }
}

/// "lacks one, two" over as many lines as it takes.
fn wrapped(parts: &[&str], width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        let part = if at + 1 < parts.len() { format!("{part},") } else { (*part).to_owned() };
        match lines.last_mut() {
            Some(line) if line.chars().count() + part.chars().count() < width => line.push_str(&format!(" {part}")),
            Some(_) => lines.push(part),
            None => lines.push(format!("lacks {part}")),
        }
    }
    lines
}
