//! `fingerpost build` and `fingerpost check`.

use std::process::ExitCode;

use super::progress::Bar;
use super::{disk, many, options, show, tally, target, thousands};
use crate::cli::{Build, Check};
use crate::diagnostic::Format;
use crate::project::{self, Outcome};
use crate::source::load::Options;

pub(super) fn build(asked: &Build) -> ExitCode {
    let bar = Bar::new();
    let target = target(&asked.project.project, asked.out.as_deref());
    let outcome =
        project::build(&disk(&asked.project), &options(&asked.project, asked.base_url.clone()), &target, &bar);
    bar.finish();
    show(&outcome.found, asked.project.format);
    close(&outcome, &bar, asked.project.format, &target.out.display().to_string())
}

/// The last line: what was done, or that nothing was.
pub(super) fn close(outcome: &Outcome, bar: &Bar, format: Format, out: &str) -> ExitCode {
    let time = seconds(bar);
    let line = if outcome.published {
        format!(
            "Built {}: {} written, {} left as they were{}; {}{}; {time}. The site is in {out}.",
            many(outcome.pages, "page"),
            many(outcome.written, "file"),
            thousands(outcome.kept),
            if outcome.removed == 0 { String::new() } else { format!(", {} taken away", thousands(outcome.removed)) },
            tally(&outcome.found),
            taken_back(outcome),
        )
    } else {
        format!("Nothing was published: {}; {time}. {out} is as it was.", tally(&outcome.found))
    };
    if matches!(format, Format::Human | Format::Short) {
        eprintln!("{line}");
    }
    if outcome.published { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

pub(super) fn check(asked: &Check) -> ExitCode {
    let bar = Bar::new();
    let outcome =
        project::check(&disk(&asked.project), &Options { widgets: None, ..options(&asked.project, None) }, &bar);
    bar.finish();
    show(&outcome.found, asked.project.format);
    if matches!(asked.project.format, Format::Human | Format::Short) {
        let (pages, tally, back) = (many(outcome.pages, "page"), tally(&outcome.found), taken_back(&outcome));
        eprintln!("Checked {pages}: {tally}{back}; {}.", seconds(&bar));
    }
    if outcome.failed() { ExitCode::FAILURE } else { ExitCode::SUCCESS }
}

/// How many entries of the register were taken back, if any: all that is said of them.
fn taken_back(outcome: &Outcome) -> String {
    match outcome.withdrawn {
        0 => String::new(),
        1 => "; 1 withdrawn entry of the register left out".to_owned(),
        number => format!("; {number} withdrawn entries of the register left out"),
    }
}

fn seconds(bar: &Bar) -> String {
    let time = bar.elapsed();
    if time.as_millis() < 1000 { format!("{} ms", time.as_millis()) } else { format!("{:.1} s", time.as_secs_f64()) }
}
