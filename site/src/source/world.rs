//! The one door to the outside: read a file, list a folder, ask the date. Nothing below the command line opens a file
//! or reads a clock by another way, so a test or the live server is another world, and what was read can be recorded.

use std::collections::BTreeMap;
use std::io;
use std::path::PathBuf;

use include_dir::{Dir, include_dir};
use jiff::civil::Date;
use walkdir::WalkDir;

/// Themes that come with the program, for projects without a `themes` folder of their own.
static BUILT_IN_THEMES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../themes");

/// Where input comes from. Paths are relative to the project and use `/` everywhere.
pub trait World: Sync {
    /// The bytes of a file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;
    /// Every file below a folder, sorted; a folder that is absent has none. Hidden files and editors' copies are left out.
    fn list(&self, folder: &str) -> io::Result<Vec<String>>;
    /// The day for which the site is built.
    fn today(&self) -> Date;
}

/// A project folder on disk.
#[derive(Debug, Clone)]
pub struct Disk {
    root: PathBuf,
    today: Date,
}

impl Disk {
    /// A project folder, built as on `today`.
    pub fn new(root: impl Into<PathBuf>, today: Date) -> Self {
        Self { root: root.into(), today }
    }

    /// The project folder.
    pub fn root(&self) -> &std::path::Path {
        &self.root
    }
}

impl World for Disk {
    #[allow(clippy::disallowed_methods, reason = "this is the door")]
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        match std::fs::read(self.root.join(path)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => built_in(path).ok_or(error),
            other => other,
        }
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let top = self.root.join(folder);
        let mut paths = built_in_below(folder);
        if top.is_dir() {
            let visible =
                |entry: &walkdir::DirEntry| entry.depth() == 0 || !is_hidden(&entry.file_name().to_string_lossy());
            // Links are followed, for shared folders; walkdir reports a loop as an error.
            for entry in WalkDir::new(&top).follow_links(true).into_iter().filter_entry(visible) {
                let entry = entry.map_err(io::Error::from)?;
                if entry.file_type().is_file()
                    && let Ok(path) = entry.path().strip_prefix(&self.root)
                {
                    let name = path.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>();
                    paths.push(name.join("/"));
                }
            }
        }
        paths.sort_unstable();
        paths.dedup();
        Ok(paths)
    }

    fn today(&self) -> Date {
        self.today
    }
}

fn is_hidden(name: &str) -> bool {
    name.starts_with('.') || name.ends_with('~')
}

fn built_in(path: &str) -> Option<Vec<u8>> {
    BUILT_IN_THEMES.get_file(path.strip_prefix("themes/")?).map(|file| file.contents().to_vec())
}

fn built_in_below(folder: &str) -> Vec<String> {
    fn gather(dir: &Dir<'_>, into: &mut Vec<String>) {
        into.extend(dir.files().map(|file| format!("themes/{}", file.path().display())));
        for below in dir.dirs() {
            gather(below, into);
        }
    }
    let mut paths = Vec::new();
    if let Some(dir) = folder.strip_prefix("themes/").and_then(|name| BUILT_IN_THEMES.get_dir(name)) {
        gather(dir, &mut paths);
    }
    paths
}

/// A project in memory, for tests.
#[derive(Debug, Clone)]
pub struct Memory {
    files: BTreeMap<String, Vec<u8>>,
    today: Date,
}

impl Memory {
    /// An empty project, built as on `today`.
    pub fn new(today: Date) -> Self {
        Self { files: BTreeMap::new(), today }
    }

    /// Adds or replaces a file.
    #[must_use]
    pub fn with(mut self, path: &str, contents: impl Into<Vec<u8>>) -> Self {
        self.files.insert(path.to_owned(), contents.into());
        self
    }
}

impl World for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.files.get(path).cloned().or_else(|| built_in(path)).ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn list(&self, folder: &str) -> io::Result<Vec<String>> {
        let own = self.files.keys().filter(|path| {
            path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/') && !rest.split('/').any(is_hidden))
        });
        let mut paths: Vec<String> = own.cloned().chain(built_in_below(folder)).collect();
        paths.sort_unstable();
        paths.dedup();
        Ok(paths)
    }

    fn today(&self) -> Date {
        self.today
    }
}
