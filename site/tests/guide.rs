//! `fingerpost guide` as a person runs it: what is proved, whose plan holds what, the listing, the picture, and mistakes
//! with their place.
#![allow(missing_docs, clippy::disallowed_methods, reason = "tests read files as they like")]

mod support;

use std::path::Path;
use std::process::{Command, Output};

use fingerpost_guide::flow::{Flow, Target};
use fingerpost_guide::{Written, prove};
use serde_json::{Value, json};
use tempfile::TempDir;

/// The small project with its two guides, in a folder of its own.
fn project() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    let mut files = support::base();
    files.extend(support::guides());
    for (path, bytes) in files {
        write(&folder, &path, &bytes);
    }
    folder
}

fn write(folder: &TempDir, path: &str, bytes: &[u8]) {
    let file = folder.path().join(path);
    std::fs::create_dir_all(file.parent().unwrap()).unwrap();
    std::fs::write(file, bytes).unwrap();
}

/// Puts one text in another's place, which stands once in a file.
fn change(folder: &TempDir, path: &str, from: &str, to: &str) {
    let text = std::fs::read_to_string(folder.path().join(path)).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    write(folder, path, text.replace(from, to).as_bytes());
}

fn guide(project: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_fingerpost"));
    command.current_dir(project).arg("guide").args(arguments).arg("--project").arg(project).output().unwrap()
}

/// What a command that went well printed.
fn printed(output: &Output) -> String {
    assert!(output.status.success(), "{}", said(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn said(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn plan(answers: &str, more: &[&str]) -> Output {
    let folder = project();
    write(&folder, "answers.yaml", answers.as_bytes());
    guide(folder.path(), &[&["plan", "breaks", "answers.yaml"], more].concat())
}

#[test]
fn the_shipped_guides_are_sound() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let output = guide(root, &["check"]);
    let lines = printed(&output);
    let guides = std::fs::read_dir(root.join("content/guides")).unwrap().filter(|entry| {
        let name = entry.as_ref().unwrap().file_name();
        // Groups and events are beside the guides, and are none.
        name.to_string_lossy().ends_with(".yaml") && name != "events.yaml"
    });
    let guides = guides.count();
    assert!(guides >= 4 && lines.lines().count() == guides, "{lines}");
    assert!(
        lines.lines().all(|line| line.contains(": sound. ") && line.contains("walks, all of them proved")),
        "{lines}"
    );
    assert!(!said(&output).contains("error") && !said(&output).contains("warning"), "{}", said(&output));
}

#[test]
fn one_guide_is_checked_by_its_name_whatever_is_wrong_with_another() {
    let folder = project();
    change(&folder, "content/guides/way.yaml", "    next: alone\n", "");
    let output = guide(folder.path(), &["check", "breaks"]);
    assert!(printed(&output).starts_with("breaks: sound. 3 questions, at most 3 for anyone; 3 items;"), "{output:?}");
    let output = guide(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output).contains("error[guide-path]: \"I am sure\" leads nowhere.")
            && said(&output).contains("way.yaml:13")
    );
    let lines = String::from_utf8(output.stdout).unwrap();
    assert!(lines.starts_with("breaks: sound.") && !lines.contains("way: sound"), "{lines}");
}

#[test]
fn a_plan_reads_as_a_list_with_reasons_and_whom_to_ring() {
    let text = printed(&plan("caring: now\nhours: full\nneeds: [sleep, money]\n", &[]));
    let wanted = "A plan for a break\n\nToday\n\n* Sleep\n  Nobody can go on without it.\n  You see this because you sleep badly.\n  \
                  Tell your doctor.\n  Westshire front door team: 01632 960001\n\nThis week\n\n* Ask us what helps\n  It is \
                  free.\n  Ring us.\n\n\
                  When you are ready\n\n* Take a break\n  You need one.\n  You see this because you look after someone and \
                  you care for 20 hours a week or more.\n  A break can be two hours.\n  See Who pays for care? for what it costs.\n";
    assert_eq!(text, wanted);
    let text = printed(&plan("caring: never", &[]));
    assert_eq!(text, "This plan is for carers\n\nRing us about anything else.\n");
}

#[test]
fn the_json_holds_the_way_the_items_and_the_code_of_a_link() {
    let all: Value = serde_json::from_str(&printed(&plan("{caring: ended, needs: sleep}", &["--json"]))).unwrap();
    let wanted = json!({
        "ends": "plan",
        "asked": ["caring", "needs"],
        "items": [
            {"id": "nights", "group": "today", "title": "Sleep", "why": "Nobody can go on without it.", "because": ["you sleep badly"]},
            {"id": "ask", "group": "this-week", "title": "Ask us what helps", "why": "It is free.", "because": []},
        ],
        "code": "c2.n1",
    });
    assert_eq!(all, wanted);
    let all: Value = serde_json::from_str(&printed(&plan("caring: never", &["--json"]))).unwrap();
    assert_eq!(all, json!({"ends": "not-caring", "asked": ["caring"], "items": [], "code": "c3"}));
}

#[test]
fn skipping_is_an_answer_where_a_question_may_be_skipped() {
    let all: Value =
        serde_json::from_str(&printed(&plan("caring: now\nhours: skipped\nneeds: skipped\n", &["--json"]))).unwrap();
    assert_eq!((&all["code"], &all["asked"]), (&json!("c1.h.n"), &json!(["caring", "hours", "needs"])));
    let output = plan("caring: skipped\n", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(said(&output).contains("\"Do you look after someone?\" cannot be skipped."), "{}", said(&output));
}

#[test]
fn mistakes_in_answers_have_a_place() {
    let output = plan("caring: now\nhours: fulll\nneeds: [none, sleep]\nage: 4\n", &[]);
    assert_eq!(output.status.code(), Some(1));
    let said_now = said(&output);
    for wanted in [
        "answers.yaml:2:8",
        "\"fulll\" is no answer to \"How many hours a week?\". The answers are: few, full.",
        "answers.yaml:3:1",
        "One of these answers to \"What is hard?\" cannot stand with others.",
        "answers.yaml:4:6",
        "There is no question \"age\". The questions are: caring, hours, needs.",
    ] {
        assert!(said_now.contains(wanted), "{wanted}\n{said_now}");
    }
    assert!(output.stdout.is_empty());
    let output = plan("caring: now\n", &[]);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        said(&output)
            .contains("There is no answer to “How many hours a week?”. Add a line to answers.yaml: `hours: …`.")
    );
    let output = plan("caring: [now\n", &[]);
    assert!(output.status.code() == Some(1) && said(&output).contains("answers.yaml:1:9"), "{}", said(&output));
    let folder = project();
    let output = guide(folder.path(), &["plan", "breaks", "nowhere.yaml"]);
    assert!(
        output.status.code() == Some(1) && said(&output).contains("nowhere.yaml could not be read"),
        "{}",
        said(&output)
    );
}

#[test]
fn a_guide_that_is_not_there_is_guessed() {
    let folder = project();
    for arguments in
        [&["check", "brakes"][..], &["plan", "brakes", "answers.yaml"], &["paths", "brakes"], &["draw", "brakes"]]
    {
        let output = guide(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_eq!(said(&output), "There is no guide \"brakes\". Did you mean \"breaks\"?\n", "{arguments:?}");
    }
}

#[test]
fn a_listing_that_was_written_is_not_out_of_date() {
    let folder = project();
    let listing = "content/guides/breaks.paths";
    change(&folder, "content/guides/breaks/later.yaml", "{needs: [sleep]}", "{needs: [sleep, money]}");
    let output = guide(folder.path(), &["check"]);
    assert!(output.status.success() && said(&output).contains("warning[guide-paths]"), "{}", said(&output));
    let new = printed(&guide(folder.path(), &["paths", "breaks"]));
    let old = std::fs::read_to_string(folder.path().join(listing)).unwrap();
    assert!(
        new.contains("today: nights · needs sleep|money") && old.contains("today: nights · needs sleep\n"),
        "{new}"
    );
    assert!(printed(&guide(folder.path(), &["paths", "breaks", "--write"])).contains("breaks.paths is written."));
    assert_eq!(std::fs::read_to_string(folder.path().join(listing)).unwrap(), new);
    let output = guide(folder.path(), &["check"]);
    assert!(output.status.success() && said(&output).is_empty(), "{}", said(&output));
}

#[test]
fn the_picture_has_an_arrow_for_every_way_on() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    for entry in std::fs::read_dir(root.join("content/guides")).unwrap() {
        let file = entry.unwrap().path();
        let name = file.file_stem().unwrap().to_str().unwrap().to_owned();
        if file.extension().is_none_or(|ending| ending != "yaml") || name == "events" {
            continue;
        }
        let picture = printed(&guide(root, &["draw", &name]));
        assert!(picture.starts_with("flowchart TD\n"), "{picture}");
        let flow = flow(&file);
        for (at, question) in flow.questions.iter().enumerate() {
            for (next, _) in question.ways() {
                for target in next.targets() {
                    let to = match target {
                        Target::Question(to) => format!("q{to}"),
                        Target::Outcome(to) => format!("o{to}"),
                        Target::Plan => "plan".to_owned(),
                    };
                    let arrow =
                        |line: &str| line.starts_with(&format!("  q{at} -->")) && line.ends_with(&format!(" {to}"));
                    assert_eq!(
                        picture.lines().filter(|line| arrow(line)).count(),
                        1,
                        "{name}: q{at} to {to}\n{picture}"
                    );
                }
            }
        }
        // Quotes within a label would end it.
        assert!(picture.lines().all(|line| matches!(line.matches('"').count(), 0 | 2)), "{picture}");
    }
}

/// A guide with its names looked up, all files of its folder put into one.
fn flow(file: &Path) -> Flow {
    let read = |path: &Path| std::fs::read_to_string(path).unwrap();
    let main: Written = serde_yaml::from_str(&read(file)).unwrap();
    let mut parts = Vec::new();
    if let Ok(folder) = std::fs::read_dir(file.with_extension("")) {
        let mut files: Vec<_> = folder.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        parts.extend(files.iter().map(|file| serde_yaml::from_str(&read(file)).unwrap()));
    }
    prove(&main, &parts).flow.unwrap()
}
