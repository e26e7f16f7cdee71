//! What a content officer is told. Each file in `cases` lays broken files over the small sound project in `cases/_base`
//! and holds, word for word, what `fingerpost check` must say about them.
//!
//! A case is Markdown: `# name`, a sentence on what it shows, then blocks with four backquotes.
//!
//! - `file PATH` is a file of the project; after the path may stand `crlf` (Windows line ends), `bom` (a byte order mark),
//!   `windows-1252` or `utf-16` (saved in that encoding), `no-end` (no line end at the end);
//! - `change PATH` puts the text below its line `becomes` in place of the text above, which stands once in the file;
//! - `remove PATH` takes a file of the sound project away;
//! - `options drafts`, `options theme=NAME` are the command line's;
//! - `options guides`, above all files, lays the two sound guides in `cases/_guides` over the project first, and
//!   `options register` the register in `cases/_register`;
//! - `expected` is the output, empty if nothing is wrong.
//!
//! `FINGERPOST_BLESS=1 cargo test -p fingerpost --test cases` writes what is said now into the cases that differ: read
//! the difference first. `FINGERPOST_CASE=word` runs only the files with the word in their name.
#![allow(clippy::disallowed_methods, missing_docs, reason = "tests read files as they like")]

mod support;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use fingerpost::diagnostic::{Diagnostic, rules};
use fingerpost::source::load::Options;
use support::{Files, base, check, differences, shown};

/// Rules that no content and no theme can break, and why.
const OUT_OF_REACH: [(&str, &str); 1] = [("output-failed", "only a disk can break it; tests/build.rs does")];

struct Case {
    path: PathBuf,
    text: String,
    files: Files,
    options: Options,
    /// Where in `text` the expected output stands.
    expected: std::ops::Range<usize>,
}

impl Case {
    fn read(path: &Path) -> Self {
        let text = std::fs::read_to_string(path).unwrap();
        let name = path.display();
        assert!(text.starts_with("# "), "{name} must begin with # and its name");
        let mut case = Self { path: path.to_owned(), files: base(), options: Options::default(), expected: 0..0, text };
        let mut seen = false;
        let mut at = 0;
        while let Some(open) = case.text[at..].find("\n````").map(|found| at + found + 1) {
            let body = open + case.text[open..].find('\n').unwrap() + 1;
            let close = if case.text[body..].starts_with("````") {
                body
            } else {
                body + case.text[body..].find("\n````").unwrap_or_else(|| panic!("{name}: a block is not closed")) + 1
            };
            let info: Vec<String> = case.text[open + 4..body].split_whitespace().map(str::to_owned).collect();
            let words: Vec<&str> = info.iter().map(String::as_str).collect();
            match words.as_slice() {
                ["file", rest @ ..] => {
                    // A path may hold spaces.
                    let path = rest.iter().rposition(|word| !WAYS.contains(word)).map_or(0, |at| at + 1);
                    let bytes = encode(&case.text[body..close], &rest[path..]);
                    case.files.insert(rest[..path].join(" "), bytes);
                }
                ["change", file] => {
                    let parts = case.text[body..close].strip_suffix('\n').unwrap_or_default().split_once("\nbecomes\n");
                    let (from, to) = parts.unwrap_or_else(|| panic!("{name}: {file} becomes what?"));
                    let bytes = case.files.get_mut(*file).unwrap_or_else(|| panic!("{name}: there is no {file}"));
                    let old = String::from_utf8(std::mem::take(bytes)).unwrap();
                    assert_eq!(old.matches(from).count(), 1, "{name}: this stands once in {file}:\n{from}");
                    *bytes = old.replace(from, to).into_bytes();
                }
                ["remove", file] => assert!(case.files.remove(*file).is_some(), "{name}: {file} is not in _base"),
                ["options", options @ ..] => {
                    for option in options {
                        match option.split_once('=') {
                            Some(("theme", theme)) => case.options.theme = Some(theme.to_owned()),
                            None if *option == "guides" => case.files.extend(support::guides()),
                            None if *option == "register" => case.files.extend(support::register()),
                            None if *option == "drafts" => case.options.drafts = true,
                            None if *option == "unbuilt-widgets" => {
                                case.options.widgets = Some(|| Err("There is no compiler.".into()));
                            }
                            _ => panic!("{name}: there is no option {option}"),
                        }
                    }
                }
                ["expected"] => {
                    case.expected = body..close;
                    seen = true;
                }
                other => panic!("{name}: no block begins with {other:?}"),
            }
            at = close + 4;
        }
        assert!(seen, "{name} says nothing about what is expected");
        case
    }

    fn wanted(&self) -> &str {
        &self.text[self.expected.clone()]
    }

    fn bless(&self, got: &str) {
        let (before, after) = (&self.text[..self.expected.start], &self.text[self.expected.end..]);
        std::fs::write(&self.path, format!("{before}{got}{after}")).unwrap();
    }
}

/// Ways to save a file.
const WAYS: [&str; 5] = ["crlf", "bom", "no-end", "windows-1252", "utf-16"];

/// The bytes of a file, saved as some editors do.
fn encode(text: &str, how: &[&str]) -> Vec<u8> {
    let mut text = text.to_owned();
    let mut bytes = None;
    for way in how {
        match *way {
            "crlf" => text = text.replace('\n', "\r\n"),
            "bom" => text.insert(0, '\u{feff}'),
            "no-end" => text.truncate(text.trim_end().len()),
            "windows-1252" => bytes = Some(text.chars().map(windows_1252).collect()),
            "utf-16" => {
                bytes = Some([0xff, 0xfe].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect());
            }
            other => panic!("there is no way {other} to save a file"),
        }
    }
    bytes.unwrap_or_else(|| text.into_bytes())
}

fn windows_1252(c: char) -> u8 {
    match c {
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '–' => 0x96,
        '€' => 0x80,
        other => u8::try_from(u32::from(other)).unwrap_or(b'?'),
    }
}

fn cases() -> Vec<Case> {
    let mut paths: Vec<PathBuf> =
        std::fs::read_dir(support::cases()).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    if let Ok(word) = std::env::var("FINGERPOST_CASE") {
        paths.retain(|path| path.to_string_lossy().contains(&word));
    }
    paths.sort();
    paths.iter().map(|path| Case::read(path)).collect()
}

fn run(case: &Case) -> Vec<Diagnostic> {
    check(&case.files, &case.options).found
}

/// As shown, without the blank lines at the end.
fn output(found: &[Diagnostic]) -> String {
    let text = shown(found);
    if text.trim().is_empty() { String::new() } else { format!("{}\n", text.trim_end()) }
}

#[test]
fn the_sound_project_is_sound() {
    let found = check(&base(), &Options::default()).found;
    assert!(found.is_empty(), "\n{}", shown(&found));
    let mut files = base();
    files.extend(support::guides());
    let found = check(&files, &Options::default()).found;
    assert!(found.is_empty(), "with guides:\n{}", shown(&found));
    let mut files = base();
    files.extend(support::register());
    let found = check(&files, &Options::default()).found;
    assert!(found.is_empty(), "with a register:\n{}", shown(&found));
}

#[test]
fn every_case_says_what_it_should() {
    let bless = std::env::var_os("FINGERPOST_BLESS").is_some();
    let mut failed = String::new();
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let (mut all, mut wrong) = (0, 0);
    for case in cases() {
        let found = run(&case);
        seen.extend(found.iter().map(|diagnostic| diagnostic.rule.to_string()));
        let got = output(&found);
        all += 1;
        if got == case.wanted() {
            continue;
        }
        if bless {
            case.bless(&got);
        }
        wrong += 1;
        let name = case.path.file_name().unwrap_or_default().to_string_lossy();
        failed.push_str(&format!(
            "\n{name}: {}\n{}",
            case.text.lines().next().unwrap_or_default(),
            differences(case.wanted(), &got)
        ));
    }
    assert!(failed.is_empty() || bless, "{wrong} of {all} cases differ (- wanted, + said)\n{failed}");
    if std::env::var_os("FINGERPOST_CASE").is_none() {
        let wanted: BTreeSet<String> = rules::ALL.iter().map(|rule| rule.id.to_owned()).collect();
        let out: BTreeSet<String> = OUT_OF_REACH.iter().map(|(rule, _)| (*rule).to_owned()).collect();
        let untried: Vec<_> = wanted.difference(&seen).filter(|rule| !out.contains(*rule)).collect();
        assert!(untried.is_empty(), "no case breaks these rules: {untried:?}");
        let back: Vec<_> = out.intersection(&seen).collect();
        assert!(back.is_empty(), "a case breaks these rules after all; take them out of OUT_OF_REACH: {back:?}");
    }
}
