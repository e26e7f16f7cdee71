//! The real program, serving a copy of the project: a test never touches the project's own output or cache.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, Weak};

use tempfile::TempDir;

use crate::children::Running;
use crate::finished::{self, Finished};

/// A copy of the project, with a page more: `specimen.md` has every kind of block and is overdue for a check.
#[derive(Debug)]
pub struct Project(TempDir);

impl Project {
    /// Copies what the program reads.
    pub fn copy() -> Self {
        let folder = TempDir::with_prefix("fingerpost-test-").expect("a temporary folder");
        for part in ["content", "themes"] {
            copy(&crate::project().join(part), &folder.path().join(part));
        }
        let project = Self(folder);
        let specimen = std::fs::read_to_string(crate::here().join("specimen.md")).expect("the specimen");
        project.write(
            "content/advice/community/specimen.md",
            &specimen.replace("OVERDUE", &month_before(&project.today())),
        );
        project
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Text of a file.
    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    /// Writes a file.
    pub fn write(&self, path: &str, text: &str) {
        std::fs::write(self.path().join(path), text).unwrap_or_else(|error| panic!("{path}: {error}"));
    }

    /// The day to build on: when a page was last checked. The content grows old, and the tests must not fail with it.
    pub fn today(&self) -> String {
        let mut days = Vec::new();
        for file in finished::files(&self.path().join("content"), "md") {
            let text = std::fs::read_to_string(&file).expect("a file just listed");
            days.extend(
                text.lines().filter_map(|line| line.strip_prefix("reviewed: ")).map(|day| day[..10].to_owned()),
            );
        }
        days.retain(|day| day.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-'));
        days.into_iter().max().expect("a page with a date")
    }
}

/// The program at work on a project.
#[derive(Debug)]
pub struct Site {
    /// Address without a slash at its end.
    pub url: String,
    /// The finished pages, as they were at the start.
    pub pages: Vec<Finished>,
    /// Where the site is.
    pub out: PathBuf,
    program: Running,
    project: Arc<Project>,
}

impl Site {
    /// What the program has printed.
    pub fn said(&self) -> String {
        self.program.said()
    }

    /// A page by its address.
    pub fn page(&self, address: &str) -> &Finished {
        self.pages.iter().find(|page| page.address == address).unwrap_or_else(|| panic!("there is no page {address}"))
    }

    /// The project it was made from.
    pub fn project(&self) -> &Project {
        &self.project
    }
}

/// The site of the shipped content; all tests that run at the same time share it.
pub fn site() -> Arc<Site> {
    static SHARED: Mutex<Weak<Site>> = Mutex::new(Weak::new());
    let mut shared = SHARED.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    shared.upgrade().unwrap_or_else(|| {
        let site = Arc::new(serve(Arc::new(Project::copy())));
        *shared = Arc::downgrade(&site);
        site
    })
}

/// The program that is tested.
pub fn program() -> PathBuf {
    std::env::var_os("FINGERPOST_BIN").map_or_else(built, PathBuf::from)
}

/// Builds and serves a project.
pub fn serve(project: Arc<Project>) -> Site {
    let program = program();
    let out = project.path().join("out");
    let mut command = Command::new(program);
    command.args(["serve", "--format", "short", "--port", &free_port().to_string(), "--today", &project.today()]);
    command.arg("--project").arg(project.path()).arg("--out").arg(&out);
    let address = |line: &str| line.strip_prefix("The site is at ")?.split(' ').next().map(str::to_owned);
    let (program, url) = Running::start(&mut command, address);
    assert!(!program.said().contains("error["), "The shipped content does not build:\n{}", program.said());
    let pages = finished::pages(&out);
    Site { url: url.trim_end_matches('/').to_owned(), pages, out, program, project }
}

/// The release program, in the target folder that this test was itself built into.
fn built() -> PathBuf {
    let test = std::env::current_exe().expect("the test's own path");
    let target = test.ancestors().nth(3).expect("target/debug/deps/test");
    let program = target.join("release/fingerpost");
    assert!(program.exists(), "{} is missing: run `cargo build --release`.", program.display());
    program
}

fn free_port() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("its number").port()
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).unwrap_or_else(|error| panic!("{}: {error}", from.display())) {
        let entry = entry.expect("a folder that can be read");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            std::fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// A day about a month before: `2026-03-31` gives `2026-02-28`.
fn month_before(day: &str) -> String {
    let number = |range: std::ops::Range<usize>| day[range].parse::<u32>().expect("a date");
    let (year, month, day) = (number(0..4), number(5..7), number(8..10).min(28));
    let (year, month) = if month == 1 { (year - 1, 12) } else { (year, month - 1) };
    format!("{year}-{month:02}-{day:02}")
}
