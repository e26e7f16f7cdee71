//! The pipeline, in words: load, make what changed, check the whole, and then, if nothing is wrong, publish it in one step.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use hashbrown::{HashMap, HashSet};
use rayon::iter::Either;
use rayon::prelude::*;

use crate::cache::{self, Cache, Numbers, Record};
use crate::check::{self, Checked};
use crate::diagnostic::{self, Diagnostic, rules};
use crate::digest::Digest;
use crate::emit::{Leftover, Lock, Stage, Stamp};
use crate::model::{Id, Library, Question};
use crate::render::{self, Job, Made, Press};
use crate::source::load::{Options, load};
use crate::source::world::World;

/// Told how far the work has come.
pub trait Progress: Sync {
    /// A piece of work of so many steps begins.
    fn begin(&self, what: &str, steps: usize);
    /// A step is done.
    fn step(&self);
    /// Something a person should know now.
    fn say(&self, message: &str);
}

/// Where a build writes.
#[derive(Debug, Clone)]
pub struct Target {
    /// The output folder.
    pub out: PathBuf,
    /// The folder for what is kept between builds.
    pub cache: PathBuf,
    /// Identifies this program: a cache of another is not read.
    pub program: Digest,
}

/// What a build came to.
#[derive(Debug, Default)]
pub struct Outcome {
    /// Everything found, in order.
    pub found: Vec<Diagnostic>,
    /// Pages in the site.
    pub pages: usize,
    /// Files made anew.
    pub made: usize,
    /// Files whose bytes changed and were written.
    pub written: usize,
    /// Files left as they were.
    pub kept: usize,
    /// Files taken away.
    pub removed: usize,
    /// Whether the output is the site as it is now.
    pub published: bool,
    /// The old output, cleared away when dropped.
    pub leftover: Option<Leftover>,
}

impl Outcome {
    /// Whether anything found stops a build.
    pub fn failed(&self) -> bool {
        self.found.iter().any(Diagnostic::is_error)
    }
}

/// Checks everything and writes nothing.
pub fn check(world: &dyn World, options: &Options, progress: &dyn Progress) -> Outcome {
    let (library, mut found) = load(world, options);
    let mut outcome = Outcome::default();
    if let Some(library) = library {
        Build { library: &library, world, progress, stage: None }.run(Cache::default(), &mut found, &mut outcome);
    }
    diagnostic::sort(&mut found);
    outcome.found = found;
    outcome
}

/// Builds the site. If anything is wrong, the output stays as it was.
pub fn build(world: &dyn World, options: &Options, target: &Target, progress: &dyn Progress) -> Outcome {
    let mut outcome = Outcome::default();
    let mut found = Vec::new();
    if let Err(error) = build_into(world, options, target, progress, &mut found, &mut outcome) {
        outcome.published = false;
        found.push(
            Diagnostic::new(
                &rules::OUTPUT_FAILED,
                None,
                format!("The site could not be written to {}: {error}.", target.out.display()),
            )
            .help("The last good output is untouched. Look at free disk space and at the folder's permissions."),
        );
    }
    diagnostic::sort(&mut found);
    outcome.found = found;
    outcome
}

fn build_into(
    world: &dyn World,
    options: &Options,
    target: &Target,
    progress: &dyn Progress,
    found: &mut Vec<Diagnostic>,
    outcome: &mut Outcome,
) -> std::io::Result<()> {
    let _turn = Lock::take(&target.cache.join("lock"), || {
        progress.say("Another build is writing here; waiting for it to finish.");
    })?;
    let (library, loaded) = load(world, options);
    found.extend(loaded);
    let Some(library) = library else { return Ok(()) };
    let file = target.cache.join("cache");
    let old = read_cache(&file, target.program);
    // What cannot be published is not staged, but all of it is still checked.
    let stage = if found.iter().any(Diagnostic::is_error) { None } else { Some(Stage::begin(&target.out)?) };
    let build =
        Build { library: &library, world, progress, stage: stage.as_ref().map(|stage| (stage, target.out.as_path())) };
    let new = build.run(old, found, outcome);
    let error = build_error(found);
    let (Some(stage), Some(new), None) = (stage, new, error) else { return Ok(()) };
    if outcome.written == 0 && outcome.removed == 0 && target.out.exists() {
        drop(stage);
    } else {
        outcome.leftover = Some(stage.commit()?);
    }
    outcome.published = true;
    write_cache(&file, &new.pack(target.program))
}

fn build_error(found: &[Diagnostic]) -> Option<&Diagnostic> {
    found.iter().find(|diagnostic| diagnostic.is_error())
}

#[allow(clippy::disallowed_methods, reason = "reads our own cache, not input")]
fn read_cache(file: &Path, program: Digest) -> Cache {
    std::fs::read(file).map(|bytes| Cache::read(&bytes, program)).unwrap_or_default()
}

fn write_cache(file: &Path, cache: &Cache) -> std::io::Result<()> {
    let half = file.with_extension("new");
    std::fs::write(&half, cache.bytes())?;
    std::fs::rename(half, file)
}

struct Build<'l, 's> {
    library: &'l Library,
    world: &'s dyn World,
    progress: &'s dyn Progress,
    stage: Option<(&'s Stage, &'s Path)>,
}

/// All outputs, made or kept.
struct Outputs<'l> {
    press: Press<'l>,
    /// Links of the frame, which is the same on every page: they are checked on the home page alone.
    frame: HashSet<String>,
    records: Vec<Record>,
    questions: Numbers<Question>,
    addresses: Numbers<String>,
}

impl Outputs<'_> {
    fn pack(self, program: Digest) -> Cache {
        cache::pack(program, &self.questions, &self.addresses, self.records, |question| self.press.answer(question))
    }
}

/// One output, made on some thread.
struct Fresh {
    key: String,
    path: String,
    made: Made,
    facts: check::Facts,
    stamp: Stamp,
    written: bool,
}

impl<'l> Build<'l, '_> {
    fn run(&self, old: Cache, found: &mut Vec<Diagnostic>, outcome: &mut Outcome) -> Option<Outputs<'l>> {
        let library = self.library;
        let press = match Press::new(library) {
            Ok(press) => press,
            Err(mistakes) => {
                found.extend(mistakes);
                return None;
            }
        };
        let jobs = render::jobs(library);
        outcome.pages = library.live().count();
        found.extend(check::library(library, &jobs));

        let old_paths = old.paths();
        let (mut fresh, questions, addresses) = old.unchanged(|question| press.answer(question));
        let frame = String::from_utf8(press.make(&Job::NotFound).bytes)
            .map(|html| check::scan(&html).links)
            .unwrap_or_default();
        let mut outputs = Outputs {
            press,
            frame: frame.into_iter().collect(),
            records: Vec::with_capacity(jobs.len()),
            questions: questions.into(),
            addresses: addresses.into(),
        };
        self.make(&jobs, &mut fresh, &mut outputs, found, outcome);
        let assets = self.assets(&outputs, found);
        self.make(&assets, &mut fresh, &mut outputs, found, outcome);

        let by_key: HashMap<String, &Job> = jobs.iter().chain(&assets).map(|job| (job.key(), job)).collect();
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
        found.extend(check::links(library, &checked, outputs.addresses.things()));
        found.extend(outputs.records.iter().flat_map(|record| record.found.iter().cloned()));
        let now: HashSet<&str> = checked.iter().map(|output| output.path).collect();
        outcome.removed = old_paths.iter().filter(|path| !now.contains(path.as_str())).count();
        drop((now, checked));
        Some(outputs)
    }

    /// Pictures and files that some page uses; the rest are not published.
    fn assets(&self, outputs: &Outputs<'_>, found: &mut Vec<Diagnostic>) -> Vec<Job> {
        let prefix = self.library.settings.prefix();
        let numbers: HashSet<u32> = outputs.records.iter().flat_map(|record| &record.links).copied().collect();
        let addresses = numbers.into_iter().map(|number| outputs.addresses.things()[number as usize].as_str());
        let used: HashSet<&str> = addresses.map(|address| address.strip_prefix(prefix).unwrap_or(address)).collect();
        let mut jobs = Vec::new();
        for (path, asset) in &self.library.assets {
            if used.contains(asset.address.as_str()) {
                jobs.push(Job::Asset(Id::clone(path)));
            } else {
                let place = diagnostic::Place::file(&asset.file);
                found.push(
                    Diagnostic::new(
                        &rules::ASSET_UNUSED,
                        Some(place),
                        format!("No page uses {path}, so it is not published."),
                    )
                    .help("Delete it, or link to it."),
                );
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
        let failed = Mutex::new(None);
        let made: Vec<Fresh> = todo
            .par_iter()
            .map(|job| {
                let fresh = self.one(outputs, job, &failed);
                self.progress.step();
                fresh
            })
            .collect();
        if let Some(error) = failed.into_inner().unwrap_or_else(std::sync::PoisonError::into_inner) {
            let error: std::io::Error = error;
            found.push(
                Diagnostic::new(
                    &rules::OUTPUT_FAILED,
                    None,
                    format!("A file of the site could not be written: {error}."),
                )
                .help("The last good output is untouched. Look at free disk space and at the folder's permissions."),
            );
        }
        outcome.kept += kept.len();
        outcome.made += made.len();
        outputs.records.extend(kept);
        for Fresh { key, path, made, facts, stamp, written } in made {
            outcome.written += usize::from(written);
            outcome.kept += usize::from(!written);
            let Outputs { questions, addresses, .. } = outputs;
            outputs.records.push(Record {
                key,
                path,
                stamp,
                asked: made.asked.into_iter().map(|question| questions.of(question)).collect(),
                found: made.found,
                links: facts.links.into_iter().map(|address| addresses.of(address)).collect(),
                anchors: facts.anchors,
                places: made.places.into_iter().map(|(address, span)| (addresses.of(address), span)).collect(),
            });
        }
    }

    /// Takes an output over from the last build, if it is on disk as it was written.
    fn keep(&self, record: &Record) -> bool {
        self.stage.is_some_and(|(stage, out)| {
            Stamp::read(&out.join(&record.path)) == Some(record.stamp) && stage.keep(&record.path).is_ok()
        })
    }

    fn one(&self, outputs: &Outputs<'_>, job: &Job, failed: &Mutex<Option<std::io::Error>>) -> Fresh {
        let path = job.path(self.library);
        let mut made = outputs.press.make(job);
        let fail = |error| *failed.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = Some(error);
        if let Job::Asset(id) = job {
            match self.world.read(&self.library.assets[id].file) {
                Ok(bytes) => made.bytes = bytes,
                Err(error) => fail(error),
            }
        }
        let mut facts = match std::str::from_utf8(&made.bytes) {
            Ok(html) if path.ends_with(".html") => check::scan(html),
            _ => check::Facts::default(),
        };
        if *job != Job::Home {
            facts.links.retain(|link| !outputs.frame.contains(link));
        }
        let mut stamp = Stamp::default();
        let mut written = false;
        if let Some((stage, _)) = self.stage {
            match stage.put(&path, &made.bytes) {
                Ok(done) => (stamp, written) = done,
                Err(error) => fail(error),
            }
        }
        made.bytes = Vec::new();
        Fresh { key: job.key(), path, made, facts, stamp, written }
    }
}
