//! A build that is killed at any moment leaves the old site or the new one, whole, and the next build succeeds.

#![allow(clippy::disallowed_methods, reason = "tests read files as they like")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// Pages in the site that is built: enough for a build to take some tens of milliseconds.
const PAGES: usize = 400;
/// How often a build is killed.
const KILLS: u32 = 50;

fn write(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

/// Writes every page, all saying the same edition, so that a mixture of two sites cannot be missed.
fn edition(root: &Path, edition: &str) {
    let shared = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/kill");
    for name in ["site.yaml", "contacts.yaml", "accessibility.yaml"] {
        write(&root.join("content").join(name), &fs::read_to_string(shared.join(name)).unwrap());
    }
    let meta = |title: &str| {
        format!(
            "---\ntitle: {title}\nsummary: A page.\naudience: [residents]\nowner: A team\nreviewed: 2026-11-01\nreview_by: 2027-11-01\n---\n\n"
        )
    };
    write(&root.join("content/advice/all/index.md"), &(meta("All") + edition + "\n\n```children\n{}\n```\n"));
    for number in 0..PAGES {
        let text = format!(
            "{}This is {edition}.\n\n{}",
            meta(&format!("Page {number}")),
            "Some more words to read here. ".repeat(60)
        );
        write(&root.join(format!("content/advice/all/page-{number}.md")), &text);
    }
}

fn build(root: &Path) -> Child {
    Command::new(env!("CARGO_BIN_EXE_fingerpost"))
        .args(["build", "--no-widgets", "--today", "2026-11-22", "--project"])
        .arg(root)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap()
}

fn snapshot(out: &Path) -> BTreeMap<String, Vec<u8>> {
    fn gather(folder: &Path, top: &Path, into: &mut BTreeMap<String, Vec<u8>>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                gather(&path, top, into);
            } else {
                into.insert(path.strip_prefix(top).unwrap().display().to_string(), fs::read(&path).unwrap());
            }
        }
    }
    let mut files = BTreeMap::new();
    gather(out, out, &mut files);
    files
}

#[test]
fn a_killed_build_leaves_one_whole_site() {
    let folder = tempfile::tempdir().unwrap();
    let root = folder.path();
    let out = root.join("out");
    let mut sites = Vec::new();
    for name in ["the first edition", "the second edition"] {
        edition(root, name);
        assert!(build(root).wait().unwrap().success());
        sites.push(snapshot(&out));
    }
    assert_ne!(sites[0], sites[1]);

    let mut seen = [0, 0];
    for kill in 0..KILLS {
        let next = (kill % 2) as usize;
        edition(root, ["the first edition", "the second edition"][next]);
        let mut child = build(root);
        // From at once to well past the end of a build, unevenly.
        std::thread::sleep(Duration::from_micros(u64::from(kill * 7919 % KILLS) * 3_000));
        let _ = child.kill();
        child.wait().unwrap();
        let now = snapshot(&out);
        let which = sites.iter().position(|site| *site == now);
        seen[which.expect("the output is a mixture of two sites")] += 1;
    }
    assert!(build(root).wait().unwrap().success(), "the next build succeeds");
    assert_eq!(snapshot(&out), sites[(KILLS as usize - 1) % 2]);
    let beside: Vec<_> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert!(
        beside.iter().all(|name| !name.to_string_lossy().starts_with(".out")),
        "nothing is left beside the output: {beside:?}"
    );
    assert!(seen.iter().all(|count| *count > 0), "both sites were seen: {seen:?}");
}
