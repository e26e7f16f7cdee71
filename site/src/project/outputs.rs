//! All outputs of a build: kept from the last one where no answer has changed, made in parallel where one has, and then
//! checked as a whole.

use std::io;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use hashbrown::{HashMap, HashSet};
use rayon::iter::Either;
use rayon::prelude::*;

use super::{Outcome, Progress};
use crate::cache::{self, Cache, Numbers, Record};
use crate::check::{self, Checked, Doubt, Facts};
use crate::diagnostic::{self, Diagnostic, rules};
use crate::digest::Digest;
use crate::emit::{Stage, Stamp};
use crate::model::{Id, Library, Question, Theme};
use crate::render::{self, Job, Press};
use crate::source::world::World;

/// What a build works with.
pub(super) struct Build<'l, 's> {
    pub(super) library: &'l Library,
    /// The theme to check with, should the library's be broken.
    pub(super) spare: &'l Theme,
    pub(super) world: &'s dyn World,
    pub(super) progress: &'s dyn Progress,
    /// Where outputs are put, and the output folder they may be kept from. Absent when nothing is to be written.
    pub(super) stage: Option<(&'s Stage, &'s Path)>,
}

/// All outputs, made or kept.
pub(super) struct Outputs<'l> {
    press: Press<'l>,
    /// Links of the frame, which is the same on every page: they are checked on the home page alone.
    frame: HashSet<String>,
    records: Vec<Record>,
    /// Paths of those records whose files are taken over from the last build.
    kept: Vec<String>,
    tables: Mutex<Tables>,
}

/// Numbers of questions and addresses, given out from all threads.
struct Tables {
    questions: Numbers<Question>,
    addresses: Numbers<String>,
}

impl Outputs<'_> {
    /// What the next build will want to know.
    pub(super) fn pack(self, program: Digest) -> Cache {
        let Tables { questions, addresses } = self.tables.into_inner().unwrap_or_else(PoisonError::into_inner);
        cache::pack(program, &questions, &addresses, self.records, |question| self.press.answer(question))
    }

    /// Takes over from the output, unchanged, the files that were not made anew.
    pub(super) fn take_over(&self, stage: &Stage) -> io::Result<()> {
        self.kept.par_iter().try_for_each(|path| stage.keep(path))
    }

    fn tables(&self) -> MutexGuard<'_, Tables> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<'l> Build<'l, '_> {
    /// Makes or keeps every output and checks the whole. `None` if no templates can be read.
    pub(super) fn run(&self, old: Cache, found: &mut Vec<Diagnostic>, outcome: &mut Outcome) -> Option<Outputs<'l>> {
        let library = self.library;
        let press = Press::new(library, &library.theme)
            .or_else(|mistakes| {
                found.extend(mistakes);
                // The theme that comes with the program stands in, so that all content is still checked.
                Press::new(library, self.spare)
            })
            .ok()?;
        let mut jobs = render::jobs(library);
        outcome.pages = library.live().count();
        outcome.withdrawn = library.register.withdrawn;
        found.extend(check::library(library, &jobs));
        if found.iter().any(|found| *found.rule == *rules::ADDRESS_TAKEN.id) {
            // An old address below a page's file was reported; no folder can be made where that file is.
            let paths: HashSet<String> = jobs.iter().map(|job| job.path(library)).collect();
            let below = |path: &str| path.match_indices('/').any(|(at, _)| paths.contains(&path[..at]));
            jobs.retain(|job| !matches!(job, Job::Redirect(..)) || !below(&job.path(library)));
        }

        let old_paths = old.paths();
        let (mut fresh, questions, addresses) = old.unchanged(|question| press.answer(question));
        let mut outputs = Outputs {
            frame: check::scan(&press.frame()).links.into_iter().collect(),
            press,
            records: Vec::with_capacity(jobs.len()),
            kept: Vec::new(),
            tables: Mutex::new(Tables { questions: questions.into(), addresses: addresses.into() }),
        };
        self.make(&jobs, &mut fresh, &mut outputs, found, outcome);
        let assets = self.assets(&outputs, found);
        self.make(&assets, &mut fresh, &mut outputs, found, outcome);
        self.check(&outputs, jobs.iter().chain(&assets), found);
        let now: HashSet<&str> = outputs.records.iter().map(|record| record.path.as_str()).collect();
        outcome.removed = old_paths.iter().filter(|path| !now.contains(path.as_str())).count();
        drop(now);
        Some(outputs)
    }

    /// Makes some pages again among outputs that are otherwise as they were. Gives the outputs back, and whether the site
    /// with them is without mistakes.
    pub(super) fn again(&self, cache: &mut Cache, jobs: &[Job], outcome: &mut Outcome) -> Option<(Outputs<'l>, bool)> {
        let press = Press::new(self.library, &self.library.theme).ok()?;
        let (records, questions, addresses) = cache.lend();
        let mut outputs = Outputs {
            frame: check::scan(&press.frame()).links.into_iter().collect(),
            press,
            records,
            kept: Vec::new(),
            tables: Mutex::new(Tables { questions, addresses }),
        };
        let mut fine = true;
        for job in jobs {
            let key = job.key();
            let at = outputs.records.iter().position(|record| record.key == key);
            let Some((at, Ok((record, written)))) = at.map(|at| (at, self.one(&outputs, job))) else {
                fine = false;
                continue;
            };
            fine &= !record.found.iter().any(Diagnostic::is_error);
            outcome.made += 1;
            outcome.written += usize::from(written);
            outputs.records[at] = record;
        }
        let made: HashSet<String> = jobs.iter().map(|job| job.path(self.library)).collect();
        let all = outputs.records.iter().map(|record| record.path.clone());
        outputs.kept = all.filter(|path| !made.contains(path)).collect();
        outcome.kept = outputs.kept.len();
        fine &= self.links_hold(&outputs);
        Some((outputs, fine))
    }

    /// Whether every link leads somewhere, and every picture that is used is published already.
    fn links_hold(&self, outputs: &Outputs<'_>) -> bool {
        let mut jobs = render::jobs(self.library);
        jobs.extend(self.library.assets.keys().cloned().map(Job::Asset));
        let mut found = Vec::new();
        self.check(outputs, jobs.iter(), &mut found);
        let published: HashSet<&str> = outputs.records.iter().map(|record| record.path.as_str()).collect();
        let wanted = self.assets(outputs, &mut Vec::new());
        !found.iter().any(Diagnostic::is_error)
            && wanted.iter().all(|job| published.contains(job.path(self.library).as_str()))
    }

    /// Rules over all outputs together, and what was found while making each.
    fn check<'j>(&self, outputs: &Outputs<'_>, jobs: impl Iterator<Item = &'j Job>, found: &mut Vec<Diagnostic>) {
        let jobs: Vec<&Job> = jobs.collect();
        let by_key: HashMap<String, &Job> =
            jobs.into_par_iter().map(|job| (job.key(), job)).collect::<Vec<_>>().into_iter().collect();
        let checked: Vec<Checked<'_>> = outputs
            .records
            .iter()
            .map(|record| Checked {
                job: by_key[&record.key],
                path: &record.path,
                anchors: &record.anchors,
                links: &record.links,
                places: &record.places,
            })
            .collect();
        let doubt = self.doubt(outputs, &checked, found);
        found.extend(check::links(self.library, &checked, outputs.tables().addresses.things(), &doubt));
        found.extend(outputs.records.iter().flat_map(|record| record.found.iter().cloned()));
        check::fold_templates(found);
    }

    /// What other mistakes leave unknown. Looks over the text of pages whose details are wrong, too.
    fn doubt(&self, outputs: &Outputs<'_>, checked: &[Checked<'_>], found: &mut Vec<Diagnostic>) -> Doubt {
        let mut doubt = Doubt { site: self.library.provisional, ..Doubt::default() };
        for (id, broken) in &self.library.broken {
            let (more, written) = outputs.press.check_text(id, broken);
            found.extend(more);
            doubt.written.extend(written);
        }
        for (output, record) in checked.iter().zip(&outputs.records) {
            let Job::Page(id) = output.job else { continue };
            if record.found.iter().any(Diagnostic::is_error) {
                doubt.folders.insert(id.clone());
                let tables = outputs.tables();
                doubt.written.extend(
                    record.places.iter().map(|(number, _)| tables.addresses.things()[*number as usize].clone()),
                );
            }
        }
        doubt
    }

    /// Pictures and files that some page uses; the rest are not published.
    fn assets(&self, outputs: &Outputs<'_>, found: &mut Vec<Diagnostic>) -> Vec<Job> {
        let prefix = self.library.settings.prefix();
        let numbers: HashSet<u32> = outputs.records.iter().flat_map(|record| &record.links).copied().collect();
        let tables = outputs.tables();
        let addresses = numbers.into_iter().map(|number| tables.addresses.things()[number as usize].as_str());
        let failed = outputs
            .records
            .iter()
            .any(|record| record.found.iter().any(|found| *found.rule == *rules::TEMPLATE_ERROR.id));
        let used: HashSet<&str> = addresses.map(|address| address.strip_prefix(prefix).unwrap_or(address)).collect();
        let mut jobs = Vec::new();
        for (path, asset) in &self.library.assets {
            if used.contains(asset.address.as_str()) {
                jobs.push(Job::Asset(Id::clone(path)));
            } else if !failed {
                let place = Some(diagnostic::Place::file(&asset.file));
                let message = format!("No page uses {path}, so it is not published.");
                found.push(Diagnostic::new(&rules::ASSET_UNUSED, place, message).help("Delete it, or link to it."));
            }
        }
        jobs
    }

    /// Makes jobs in parallel, or keeps what the last build made of them.
    fn make(
        &self,
        jobs: &[Job],
        fresh: &mut HashMap<String, Record>,
        outputs: &mut Outputs<'l>,
        found: &mut Vec<Diagnostic>,
        outcome: &mut Outcome,
    ) {
        let mut keep = Vec::new();
        let mut todo = Vec::new();
        for job in jobs {
            match fresh.remove(&job.key()) {
                Some(record) => keep.push((job, record)),
                None => todo.push(job),
            }
        }
        // A file that someone changed or deleted behind our back is made again.
        let (kept, lost): (Vec<_>, Vec<_>) = keep
            .into_par_iter()
            .partition_map(|(job, record)| if self.keep(&record) { Either::Left(record) } else { Either::Right(job) });
        todo.extend(lost);
        todo.sort_unstable();
        self.progress.begin("Making pages", todo.len());
        let made: Vec<io::Result<(Record, bool)>> = todo
            .par_iter()
            .map(|job| {
                let made = self.one(outputs, job);
                self.progress.step();
                made
            })
            .collect();
        outcome.made += made.len();
        outcome.kept += kept.len();
        outputs.kept.extend(kept.iter().map(|record| record.path.clone()));
        outputs.records.extend(kept);
        for one in made {
            match one {
                Ok((record, written)) => {
                    outcome.written += usize::from(written);
                    outcome.kept += usize::from(!written);
                    outputs.records.push(record);
                }
                Err(error) => found.push(
                    Diagnostic::new(
                        &rules::OUTPUT_FAILED,
                        None,
                        format!("A file of the site could not be made: {error}."),
                    )
                    .help(
                        "The last good output is untouched. Look at free disk space and at the folder's permissions.",
                    ),
                ),
            }
        }
    }

    /// Whether an output of the last build is on disk as it was written, to be taken over.
    fn keep(&self, record: &Record) -> bool {
        self.stage.is_some_and(|(_, out)| Stamp::read(&out.join(&record.path)) == Some(record.stamp))
    }

    /// Makes one output and puts it on the stage. Says too whether its bytes are new.
    fn one(&self, outputs: &Outputs<'_>, job: &Job) -> io::Result<(Record, bool)> {
        let path = job.path(self.library);
        let mut made = outputs.press.make(job);
        if let Job::Asset(id) = job {
            made.bytes = self.world.read(&self.library.assets[id].file)?;
        }
        let mut facts = match std::str::from_utf8(&made.bytes) {
            Ok(html) if path.ends_with(".html") => check::scan(html),
            _ => Facts::default(),
        };
        if *job != Job::Home {
            facts.links.retain(|link| !outputs.frame.contains(link));
        }
        let (stamp, written) = match self.stage {
            Some((stage, _)) => stage.put(&path, &made.bytes)?,
            None => (Stamp::default(), false),
        };
        let mut tables = outputs.tables();
        let Tables { questions, addresses } = &mut *tables;
        let record = Record {
            key: job.key(),
            path,
            stamp,
            asked: made.asked.into_iter().map(|question| questions.of(question)).collect(),
            found: made.found,
            links: facts.links.into_iter().map(|address| addresses.of(address)).collect(),
            anchors: facts.anchors,
            places: made.places.into_iter().map(|(address, span)| (addresses.of(address), span)).collect(),
        };
        Ok((record, written))
    }
}
