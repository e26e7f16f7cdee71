//! The pipeline, in words: load, make what changed, check the whole, and then, if nothing is wrong, publish it in one step.

mod outputs;

use std::path::{Path, PathBuf};

use crate::cache::Cache;
use crate::diagnostic::{self, Diagnostic, rules};
use crate::digest::Digest;
use crate::emit::{Leftover, Lock, Stage, Stamp};
use crate::finder;
use crate::model::{Library, Page, Theme};
use crate::render::Job;
use crate::source::load::{self, Options, load};
use crate::source::theme;
use crate::source::world::World;
use outputs::Build;

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
    /// Entries of the register that their owners took back.
    pub withdrawn: usize,
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

/// Reads the project, and makes what the finder searches if its tool is there to search it.
fn read(world: &dyn World, options: &Options) -> (Option<Library>, Vec<Diagnostic>) {
    let (mut library, found) = load(world, options);
    if let Some(library) = library.as_mut().filter(|library| library.look.files.contains_key("finder.js")) {
        library.finder = finder::files(library);
    }
    (library, found)
}

/// Checks everything and writes nothing.
pub fn check(world: &dyn World, options: &Options, progress: &dyn Progress) -> Outcome {
    let (library, mut found) = read(world, options);
    let mut outcome = Outcome::default();
    if let Some(library) = library {
        Build { library: &library, spare: &theme::built_in(), world, progress, stage: None }.run(
            Cache::default(),
            &mut found,
            &mut outcome,
        );
    }
    diagnostic::sort(&mut found);
    outcome.found = found;
    outcome
}

/// A site that was built, kept in memory so that the next change to it is quick.
#[derive(Debug)]
pub struct Held {
    library: Library,
    cache: Cache,
    /// The cache file as this build left it: another build that has written since has changed the output too.
    noted: Option<Stamp>,
    warnings: Vec<Diagnostic>,
}

/// Builds the site. If anything is wrong, the output stays as it was.
pub fn build(world: &dyn World, options: &Options, target: &Target, progress: &dyn Progress) -> Outcome {
    build_and_hold(world, options, target, progress).0
}

/// Builds the site and keeps it in memory.
pub fn build_and_hold(
    world: &dyn World,
    options: &Options,
    target: &Target,
    progress: &dyn Progress,
) -> (Outcome, Option<Held>) {
    let mut outcome = Outcome::default();
    let mut found = Vec::new();
    let mut held = None;
    if let Err(error) = build_into(world, options, target, progress, &mut found, &mut outcome, &mut held) {
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
    if let Some(held) = &mut held {
        held.warnings.clone_from(&found);
    }
    outcome.found = found;
    (outcome, held)
}

/// Builds a site again whose only change is in the text of some pages. `None` if more has changed, if another build has
/// written here since, or if anything is wrong: then only a whole build can tell. `published` is called the moment the new site is there.
pub fn rebuild_pages(
    held: &mut Held,
    world: &dyn World,
    target: &Target,
    changed: &[String],
    progress: &dyn Progress,
    published: &dyn Fn(),
) -> Option<Outcome> {
    let _turn = Lock::take(&target.cache.join("lock"), || ()).ok()?;
    let file = target.cache.join("cache");
    if held.noted.is_none() || held.noted != Stamp::read(&file) {
        return None;
    }
    let mut jobs = Vec::new();
    for path in changed {
        let before = held.library.pages.iter().find(|page| page.file.as_ref() == path)?;
        let (page, digest) = load::page(world, path)?;
        let details = |page: &Page| page.text[..page.body_offset].to_owned();
        if details(&page) != details(before) || page.minutes != before.minutes || !held.library.is_live(before) {
            return None;
        }
        jobs.push(Job::Page(page.id.clone()));
        held.library.replace(page, digest);
    }
    let stage = Stage::begin(&target.out).ok()?;
    let spare = Theme::default();
    let on = Some((&stage, target.out.as_path()));
    let build = Build { library: &held.library, spare: &spare, world, progress, stage: on };
    let mut outcome = Outcome { pages: held.library.live().count(), ..Outcome::default() };
    let (outputs, sound) = build.again(&mut held.cache, &jobs, &mut outcome)?;
    let leftover = (sound && outputs.take_over(&stage).is_ok()).then(|| stage.commit().ok()).flatten();
    if leftover.is_some() {
        published();
    }
    // What follows can wait until the browsers have been told.
    held.cache = outputs.pack(target.program);
    held.noted = write_cache(&file, &held.cache).ok().and_then(|()| Stamp::read(&file));
    outcome.leftover = Some(leftover?);
    outcome.found.clone_from(&held.warnings);
    outcome.published = true;
    Some(outcome)
}

fn build_into(
    world: &dyn World,
    options: &Options,
    target: &Target,
    progress: &dyn Progress,
    found: &mut Vec<Diagnostic>,
    outcome: &mut Outcome,
    held: &mut Option<Held>,
) -> std::io::Result<()> {
    let _turn = Lock::take(&target.cache.join("lock"), || {
        progress.say("Another build is writing here; waiting for it to finish.");
    })?;
    let (library, loaded) = read(world, options);
    found.extend(loaded);
    let Some(library) = library else { return Ok(()) };
    let file = target.cache.join("cache");
    let old = read_cache(&file, target.program);
    // Without a memory of the last build, what it left behind can only be swept away by a whole new tree.
    let remembered = !old.is_empty();
    // What cannot be published is not staged, but all of it is still checked.
    let stage = if found.iter().any(Diagnostic::is_error) { None } else { Some(Stage::begin(&target.out)?) };
    let spare = theme::built_in();
    let build = Build {
        library: &library,
        spare: &spare,
        world,
        progress,
        stage: stage.as_ref().map(|stage| (stage, target.out.as_path())),
    };
    let new = build.run(old, found, outcome);
    let error = build_error(found);
    let (Some(stage), Some(new), None) = (stage, new, error) else { return Ok(()) };
    if outcome.written == 0 && outcome.removed == 0 && remembered && target.out.exists() {
        drop(stage);
    } else {
        new.take_over(&stage)?;
        outcome.leftover = Some(stage.commit()?);
    }
    outcome.published = true;
    let cache = new.pack(target.program);
    write_cache(&file, &cache)?;
    *held = Some(Held { library, cache, noted: Stamp::read(&file), warnings: Vec::new() });
    Ok(())
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
