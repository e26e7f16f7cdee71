//! The new tree beside the old one, and the swap.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;
use std::time::UNIX_EPOCH;

use rustix::fs::{CWD, RenameFlags, renameat_with};
use rustix::io::Errno;
use serde::{Deserialize, Serialize};

/// Size and time of a written file: if both are as they were, so are its bytes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    size: u64,
    /// Nanoseconds since 1970.
    modified: u128,
}

impl Stamp {
    fn of(metadata: &fs::Metadata) -> Self {
        let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        Self { size: metadata.len(), modified: modified.map_or(0, |since| since.as_nanos()) }
    }

    /// The stamp of a file as it is now.
    pub fn read(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|metadata| Self::of(&metadata))
    }
}

/// A tree being made. Dropped without [`Stage::commit`], it is taken away again and nothing has changed.
#[derive(Debug)]
pub struct Stage {
    out: PathBuf,
    next: PathBuf,
    folders: Mutex<HashSet<PathBuf>>,
    committed: bool,
}

impl Stage {
    /// Begins a tree for the output folder `out`, clearing away what a killed build may have left.
    pub fn begin(out: &Path) -> io::Result<Self> {
        let next = beside(out, "next")?;
        let old = beside(out, "old")?;
        // A build killed between two renames, on a disk that cannot swap: the old tree is all there is. Put it back.
        if !out.exists() && old.exists() {
            fs::rename(&old, out)?;
        }
        clear(&old)?;
        clear(&next)?;
        fs::create_dir_all(&next)?;
        Ok(Self { out: out.to_owned(), next, folders: Mutex::default(), committed: false })
    }

    fn ready(&self, path: &str) -> io::Result<PathBuf> {
        // The last guard: nothing is ever written outside the output folder.
        if path.is_empty() || !Path::new(path).components().all(|part| matches!(part, Component::Normal(_))) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidInput,
                format!("\"{path}\" is not a path below the output"),
            ));
        }
        let full = self.next.join(path);
        if let Some(folder) = full.parent() {
            let mut folders = self.folders.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            if !folders.contains(folder) {
                fs::create_dir_all(folder)?;
                folders.insert(folder.to_owned());
            }
        }
        Ok(full)
    }

    /// Puts a file into the tree. One that is in the output already with the same bytes is kept as it is, time and all.
    pub fn put(&self, path: &str, bytes: &[u8]) -> io::Result<(Stamp, bool)> {
        if let Some(stamp) = self.same(path, bytes) {
            self.keep(path)?;
            return Ok((stamp, false));
        }
        let mut file = fs::File::create(self.ready(path)?)?;
        file.write_all(bytes)?;
        Ok((Stamp::of(&file.metadata()?), true))
    }

    #[allow(clippy::disallowed_methods, reason = "reads our own output, not input")]
    fn same(&self, path: &str, bytes: &[u8]) -> Option<Stamp> {
        let old = self.out.join(path);
        let stamp = Stamp::read(&old)?;
        (stamp.size == bytes.len() as u64 && fs::read(&old).ok()? == bytes).then_some(stamp)
    }

    /// Takes a file over from the output, unchanged.
    pub fn keep(&self, path: &str) -> io::Result<()> {
        let (from, to) = (self.out.join(path), self.ready(path)?);
        match fs::hard_link(&from, &to) {
            // Disks without links: a copy, with the time it had.
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                fs::copy(&from, &to)?;
                let modified = fs::metadata(&from)?.modified()?;
                fs::File::options().write(true).open(&to)?.set_modified(modified)
            }
            other => other,
        }
    }

    /// Makes the new tree the output, in one step. Returns the old tree, to be cleared away when there is time.
    pub fn commit(mut self) -> io::Result<Leftover> {
        if !self.out.exists() {
            if let Some(folder) = self.out.parent() {
                fs::create_dir_all(folder)?;
            }
            fs::rename(&self.next, &self.out)?;
            self.committed = true;
            return Ok(Leftover(None));
        }
        match renameat_with(CWD, &self.next, CWD, &self.out, RenameFlags::EXCHANGE) {
            Ok(()) => {
                self.committed = true;
                Ok(Leftover(Some(self.next.clone())))
            }
            Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
                let old = beside(&self.out, "old")?;
                fs::rename(&self.out, &old)?;
                fs::rename(&self.next, &self.out)?;
                self.committed = true;
                Ok(Leftover(Some(old)))
            }
            Err(error) => Err(error.into()),
        }
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        if !self.committed {
            // What cannot be cleared now is cleared by the next build.
            let _ = clear(&self.next);
        }
    }
}

/// The tree that was replaced; cleared away when dropped.
#[derive(Debug)]
#[must_use]
pub struct Leftover(Option<PathBuf>);

impl Drop for Leftover {
    fn drop(&mut self) {
        if let Some(path) = &self.0 {
            let _ = clear(path);
        }
    }
}

fn clear(path: &Path) -> io::Result<()> {
    match fs::remove_dir_all(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        other => other,
    }
}

/// `out` as `.out.next`, in the same folder, so that it is on the same disk.
pub(crate) fn beside(out: &Path, what: &str) -> io::Result<PathBuf> {
    let name = out
        .file_name()
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidInput, "the output must be a folder with a name"))?;
    Ok(out.with_file_name(format!(".{}.{what}", name.to_string_lossy())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn a_stage_swaps_keeps_and_forgets() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("out");
        let first = Stage::begin(&out).unwrap();
        first.put("a/b.html", b"one").unwrap();
        first.put("gone.html", b"x").unwrap();
        drop(first.commit().unwrap());
        let stamp = Stamp::read(&out.join("a/b.html"));

        let abandoned = Stage::begin(&out).unwrap();
        abandoned.put("a/b.html", b"two").unwrap();
        drop(abandoned);
        assert_eq!(fs::read(out.join("a/b.html")).unwrap(), b"one");

        let second = Stage::begin(&out).unwrap();
        assert!(!second.put("a/b.html", b"one").unwrap().1, "the same bytes are not written again");
        second.put("new.html", b"y").unwrap();
        drop(second.commit().unwrap());
        assert_eq!(Stamp::read(&out.join("a/b.html")), stamp, "and keep their time");
        assert!(out.join("new.html").exists() && !out.join("gone.html").exists());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is left beside the output");
    }
}
