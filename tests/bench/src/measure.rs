//! Builds as whole processes: wall time, and peak memory as the kernel counted it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::{corpus, peers};

/// How often each build is timed; the quickest counts, as the one least disturbed.
const TIMES: usize = 3;

/// One timed process.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cost {
    pub(crate) time: Duration,
    /// Peak resident memory in MiB, where `/usr/bin/time` can tell.
    pub(crate) memory: Option<u64>,
}

/// Runs a command to its end and says what it cost. Its own output is hidden unless it fails.
pub(crate) fn cost(program: &Path, arguments: &[&str], folder: &Path) -> Result<Cost, String> {
    let report = folder.join(".cost");
    let measured = Path::new("/usr/bin/time").exists();
    let mut command = if measured {
        let mut time = Command::new("/usr/bin/time");
        time.args(["-f", "%M", "-o"]).arg(&report).arg(program);
        time
    } else {
        Command::new(program)
    };
    command.args(arguments).current_dir(folder).stdout(Stdio::piped()).stderr(Stdio::piped());
    let begun = Instant::now();
    let output = command.output().map_err(|error| format!("{} could not be started: {error}.", program.display()))?;
    let time = begun.elapsed();
    if !output.status.success() {
        return Err(format!("{} failed:\n{}", program.display(), String::from_utf8_lossy(&output.stderr)));
    }
    let kilobytes = fs::read_to_string(report).ok().and_then(|text| text.trim().parse::<u64>().ok());
    Ok(Cost { time, memory: kilobytes.filter(|_| measured).map(|kilobytes| kilobytes / 1024) })
}

/// The quickest of several costs, each after `before`.
pub(crate) fn best(
    before: impl Fn(usize) -> Result<(), String>,
    run: impl Fn() -> Result<Cost, String>,
) -> Result<Cost, String> {
    let mut best: Option<Cost> = None;
    for time in 0..TIMES {
        before(time)?;
        let cost = run()?;
        if best.is_none_or(|best| cost.time < best.time) {
            best = Some(cost);
        }
    }
    best.ok_or_else(|| "nothing was timed".to_owned())
}

pub(crate) fn line(what: &str, cost: Cost, budget: &str) {
    let memory = cost.memory.map_or_else(|| "memory unknown".to_owned(), |memory| format!("{memory} MiB"));
    println!("{what:34} {:>7.0} ms   {memory:>9}   {budget}", milliseconds(cost));
}

fn milliseconds(cost: Cost) -> f64 {
    cost.time.as_secs_f64() * 1000.0
}

/// A number of the file that holds all budgets.
fn budget(name: &str) -> f64 {
    let all: toml::Table = include_str!("../../budgets.toml").parse().unwrap_or_default();
    let value = all.get("build").and_then(|build| build.get(name));
    value
        .and_then(|value| {
            value.as_float().or_else(|| value.as_integer().and_then(|whole| i32::try_from(whole).ok()).map(f64::from))
        })
        .unwrap_or(f64::NAN)
}

fn held(is: bool) -> &'static str {
    if is { "held" } else { "OVER" }
}

/// Takes a folder away, if it is there.
pub(crate) fn clear(path: &Path) -> Result<(), String> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(format!("{} could not be cleared: {error}.", path.display()))
        }
        _ => Ok(()),
    }
}

/// Changes one page a little.
fn edit(root: &Path, number: usize) -> Result<(), String> {
    let path = root.join(format!("content/advice/folder-0/page-{number}.md"));
    let text = fs::read_to_string(&path).map_err(|error| format!("{} could not be read: {error}.", path.display()))?;
    corpus::write(&path, &(text + "\nOne more line.\n"))
}

/// Sets a full build beside the better of its peers.
fn against(full: Cost, peers: &[Cost]) {
    let (time, memory) = (budget("time_share_of_best_peer"), budget("memory_share_of_best_peer"));
    if let Some(best) = peers.iter().map(|peer| milliseconds(*peer)).reduce(f64::min) {
        let share = milliseconds(full) / best;
        println!("\nshare of the faster peer's time: {share:.2}, at most {time}: {}", held(share <= time));
    }
    let mebibytes = |cost: Cost| cost.memory.and_then(|memory| u32::try_from(memory).ok()).map(f64::from);
    if let (Some(own), Some(best)) = (mebibytes(full), peers.iter().copied().filter_map(mebibytes).reduce(f64::min)) {
        let share = own / best;
        println!("share of the leaner peer's memory: {share:.2}, at most {memory}: {}", held(share <= memory));
    }
}

/// Times the program over `pages` pages, and its peers beside it.
pub(crate) fn run(pages: usize, with_peers: bool) -> Result<(), String> {
    let here = std::env::current_exe().map_err(|error| error.to_string())?;
    let program: PathBuf = here.with_file_name("fingerpost");
    if !program.exists() {
        return Err("Build the program first: cargo build --release".into());
    }
    let root = std::env::temp_dir().join(format!("fingerpost-bench-{}", std::process::id()));
    corpus::fingerpost(pages, &root)?;
    println!(
        "{pages} pages, best of {TIMES}, {} cores\n",
        std::thread::available_parallelism().map_or(1, std::num::NonZero::get)
    );
    let arguments = ["build", "--today", "2026-11-22", "--format", "short"];
    let build = || cost(&program, &arguments, &root);
    let nothing = |_| clear(&root.join("out")).and_then(|()| clear(&root.join(".fingerpost")));
    let full = best(nothing, build)?;
    line("full build, nothing there", full, "");
    line("unchanged", best(|_| Ok(()), build)?, "");
    let edited = best(|time| edit(&root, time), build)?;
    let most = budget("one_edit_new_process_ms");
    line("one page edited", edited, &format!("at most {most} ms: {}", held(milliseconds(edited) <= most)));
    if with_peers {
        let peers = peers::run(pages, &root.join("peers"))?;
        against(full, &peers);
    }
    clear(&root)
}
