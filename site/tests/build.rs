//! Whole builds into real folders: what is made again and what is left alone, and that a failed build changes nothing.
#![allow(clippy::disallowed_methods, missing_docs, reason = "tests read files as they like")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use fingerpost::digest::Digest;
use fingerpost::project::{self, Outcome, Target};
use fingerpost::source::load::Options;
use fingerpost::source::world::{Disk, Memory};
use jiff::civil::{Date, date};
use support::{Files, Quiet, TODAY, base, page, shown, world};
use tempfile::TempDir;

const RAILS: &str = "content/advice/home/rails.md";
const ALARMS: &str = "content/advice/home/alarms.md";
const WHO_PAYS: &str = "content/advice/money/who-pays.md";
const GLOSSARY: &str = "content/glossary.yaml";
const SITE: &str = "content/site.yaml";

/// A project in memory that is built into a folder.
struct Site {
    files: Files,
    today: Date,
    options: Options,
    folder: TempDir,
}

/// What an output folder holds: bytes and times by path.
type Tree = BTreeMap<String, (Vec<u8>, SystemTime)>;

impl Site {
    fn new() -> Self {
        Self { files: base(), today: TODAY, options: Options::default(), folder: tempfile::tempdir().unwrap() }
    }

    /// Built once, with nothing wrong.
    fn built() -> Self {
        let site = Self::new();
        site.sound();
        site
    }

    fn out(&self) -> PathBuf {
        self.folder.path().join("out")
    }

    fn target(&self) -> Target {
        Target { out: self.out(), cache: self.folder.path().join("cache"), program: Digest::of(b"test") }
    }

    fn build(&self) -> Outcome {
        let world =
            self.files.iter().fold(Memory::new(self.today), |world, (path, bytes)| world.with(path, bytes.clone()));
        let mut outcome = project::build(&world, &self.options, &self.target(), &Quiet);
        drop(outcome.leftover.take());
        outcome
    }

    /// Builds, and nothing may be wrong but warnings.
    fn sound(&self) -> Outcome {
        let outcome = self.build();
        assert!(outcome.published && !outcome.failed(), "{}", shown(&outcome.found));
        outcome
    }

    fn tree(&self) -> Tree {
        tree(&self.out())
    }

    fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.out().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn put(&mut self, path: &str, text: impl Into<Vec<u8>>) {
        self.files.insert(path.to_owned(), text.into());
    }

    fn edit(&mut self, path: &str, from: &str, to: &str) {
        let text = String::from_utf8(self.files[path].clone()).unwrap();
        assert!(text.contains(from), "{path} has no {from:?}");
        self.put(path, text.replace(from, to));
    }

    /// Makes a change, builds, and says which files changed, came or went; checks that no other was touched, that the
    /// build says so too, and that a build from nothing gives the very same.
    fn changes(&mut self, change: impl FnOnce(&mut Self)) -> (Outcome, BTreeSet<String>) {
        let before = self.tree();
        change(self);
        let outcome = self.sound();
        let after = self.tree();
        let changed = different(&before, &after);
        for (path, (_, time)) in &after {
            if !changed.contains(path) {
                assert_eq!(*time, before[path].1, "{path} has the same bytes and a new time");
            }
        }
        let gone = before.keys().filter(|path| !after.contains_key(*path)).count();
        assert_eq!((outcome.written, outcome.removed), (changed.len() - gone, gone), "{changed:?}");
        assert_eq!(outcome.written + outcome.kept, after.len());
        self.same_as_from_nothing();
        (outcome, changed)
    }

    fn same_as_from_nothing(&self) {
        let fresh = Self {
            files: self.files.clone(),
            today: self.today,
            options: self.options.clone(),
            folder: tempfile::tempdir().unwrap(),
        };
        fresh.sound();
        let stale = different(&fresh.tree(), &self.tree());
        for path in &stale {
            let read = |site: &Self| {
                std::fs::read(site.out().join(path))
                    .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
                    .unwrap_or_default()
            };
            eprintln!(
                "{path}:\n{}",
                support::differences(&read(&fresh), &read(self))
                    .lines()
                    .filter(|line| !line.starts_with("    "))
                    .collect::<Vec<_>>()
                    .join("\n")
            );
        }
        assert!(stale.is_empty(), "these are not as a build from nothing makes them: {stale:?}");
    }
}

fn tree(root: &Path) -> Tree {
    let files =
        walkdir::WalkDir::new(root).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file());
    files
        .map(|entry| {
            let path = entry.path().strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
            (path, (std::fs::read(entry.path()).unwrap(), entry.metadata().unwrap().modified().unwrap()))
        })
        .collect()
}

/// Files that only one of two trees has, or whose bytes differ.
fn different(a: &Tree, b: &Tree) -> BTreeSet<String> {
    let bytes = |tree: &Tree, path: &String| tree.get(path).map(|(bytes, _)| bytes.clone());
    a.keys().chain(b.keys()).filter(|path| bytes(a, path) != bytes(b, path)).cloned().collect()
}

fn set(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn a_second_build_writes_nothing() {
    let mut site = Site::built();
    let (outcome, changed) = site.changes(|_| {});
    assert_eq!((outcome.made, changed), (0, set(&[])));
}

#[test]
fn a_build_that_changes_nothing_leaves_the_folder_itself_alone() {
    let site = Site::built();
    let time = |site: &Site| std::fs::metadata(site.out()).unwrap().modified().unwrap();
    let before = time(&site);
    site.sound();
    assert_eq!(time(&site), before, "the folder itself is left alone, so that a server's handle on it stays good");
}

#[test]
fn a_change_of_text_makes_the_page_alone() {
    let mut site = Site::built();
    let (outcome, changed) = site.changes(|site| site.edit(RAILS, "A rail is free.", "A rail costs nothing."));
    assert_eq!((outcome.made, changed), (1, set(&["home/rails.html"])));
}

#[test]
fn a_change_that_readers_do_not_see_writes_nothing() {
    let mut site = Site::built();
    let (outcome, changed) = site.changes(|site| site.edit(RAILS, "owner: Front", "owner:    Front"));
    assert_eq!((outcome.made, changed), (1, set(&[])));
}

#[test]
fn a_longer_text_changes_its_minutes_where_they_are_shown() {
    let mut site = Site::built();
    let (outcome, changed) = site.changes(|site| site.edit(RAILS, "A rail is free.", &"A rail is free. ".repeat(100)));
    assert_eq!(
        changed,
        set(&["home/alarms.html", "home/index.html", "home/rails.html"]),
        "its folder and a related page"
    );
    assert!(outcome.made <= 7, "{}", outcome.made);
}

#[test]
fn a_change_of_title_makes_what_shows_it() {
    let mut site = Site::built();
    let (outcome, changed) =
        site.changes(|site| site.edit(WHO_PAYS, "title: Who pays for care?", "title: Who pays for your care?"));
    let wanted = set(&[
        "money/who-pays.html",
        "money/who-pays.easy-read.html",
        "money/index.html",
        "home/alarms.html",
        "index.html",
        "a-to-z.html",
        "changes.xml",
    ]);
    assert_eq!(changed, wanted);
    assert!(outcome.made <= wanted.len() + 2, "{}", outcome.made);
}

#[test]
fn a_longer_page_of_the_menu_does_not_make_every_page() {
    let mut site = Site::built();
    let (outcome, changed) = site
        .changes(|site| site.edit("content/about/privacy.md", "We keep nothing.", &"We keep nothing. ".repeat(100)));
    assert_eq!(changed, set(&["about/privacy.html"]));
    assert!(outcome.made <= 5, "its minutes are not in the menu, yet {} files were made", outcome.made);
}

#[test]
fn a_change_of_heading_does_not_make_pages_that_link_to_others() {
    let mut site = Site::built();
    let (outcome, changed) = site.changes(|site| site.edit(RAILS, "## How to get one", "## How to get a rail"));
    assert_eq!((outcome.made, changed), (1, set(&["home/rails.html"])));
}

#[test]
fn a_heading_that_others_link_to_is_missed_at_once() {
    let mut site = Site::built();
    site.edit(WHO_PAYS, "## What do I pay?", "## What will I pay?");
    let outcome = site.build();
    let rules: Vec<_> = outcome
        .found
        .iter()
        .map(|diagnostic| (diagnostic.rule.as_ref(), diagnostic.place.as_ref().map_or("", |place| &place.file)))
        .collect();
    assert_eq!(rules, [("anchor-broken", ALARMS)], "though the page with the link was not made again");
    assert!(!outcome.published);
}

#[test]
fn a_change_of_a_word_makes_pages_that_use_it() {
    let mut site = Site::built();
    let (outcome, changed) =
        site.changes(|site| site.edit(GLOSSARY, "Up to six weeks of help", "Six weeks of help at most"));
    assert_eq!((outcome.made, changed), (2, set(&["glossary.html", "home/alarms.html"])));
    let (outcome, changed) = site.changes(|site| site.edit(GLOSSARY, "A talk about", "A chat about"));
    assert_eq!((outcome.made, changed), (1, set(&["glossary.html"])));
}

#[test]
fn a_change_of_a_figure_makes_pages_that_quote_it() {
    let mut site = Site::built();
    let (outcome, changed) = site.changes(|site| site.edit("content/market/figures/prices.yaml", "31.64", "32.10"));
    assert_eq!((outcome.made, changed), (1, set(&["home/alarms.html"])));
}

#[test]
fn a_change_of_a_contact_makes_pages_that_show_it() {
    let mut site = Site::built();
    let text = "- id: out-of-hours\n  name: Out of hours\n  what: At night\n  phone: 01632 960002\n  source: Poster\n  seen: The number.\n  confidence: confirmed\n";
    let contacts = String::from_utf8(site.files["content/contacts.yaml"].clone()).unwrap();
    let (outcome, changed) = site.changes(|site| site.put("content/contacts.yaml", format!("{contacts}\n{text}")));
    assert_eq!((outcome.made, changed), (0, set(&[])), "nobody shows the new one");
    site.edit(RAILS, "Ask us.", "Ask us.\n\n```contact\nid: out-of-hours\n```\n\n");
    site.sound();
    let (outcome, changed) = site.changes(|site| site.edit("content/contacts.yaml", "960002", "960003"));
    assert_eq!((outcome.made, changed), (1, set(&["home/rails.html"])));
}

#[test]
fn a_change_of_charging_or_of_the_tax_year_makes_pages_that_work_out_sums() {
    let mut site = Site::new();
    let real = Path::new(env!("CARGO_MANIFEST_DIR")).join("../content/charging");
    let rates = "content/charging/rates/2026-27.yaml";
    let (policy, households) = ("content/charging/policy.yaml", "content/charging/households.yaml");
    for file in [rates, policy, households] {
        let text = std::fs::read(real.join(file.strip_prefix("content/charging/").unwrap())).unwrap();
        site.put(file, text);
    }
    let next = String::from_utf8(site.files[rates].clone()).unwrap().replace("'2026-27'", "'2027-28'");
    site.put("content/charging/rates/2027-28.yaml", next);
    site.edit(RAILS, "Ask us.", "Ask us.\n\n```charging\nshow: households\n```\n\n");
    site.sound();
    let rails = set(&["home/rails.html"]);
    let (outcome, changed) = site.changes(|site| site.edit(households, "name: Leo", "name: Theo"));
    assert_eq!((outcome.made, &changed), (1, &rails));
    let (outcome, changed) = site.changes(|site| site.edit(rates, "value: 31.80", "value: 31.90"));
    assert_eq!((outcome.made, &changed), (1, &rails));
    let (outcome, changed) = site.changes(|site| site.edit(policy, "value: 31.64", "value: 32.64"));
    assert_eq!((outcome.made, &changed), (1, &rails));
    let (outcome, changed) = site.changes(|site| site.edit(households, "# Twelve", "# Our twelve"));
    assert_eq!((outcome.made, changed), (0, set(&[])), "a remark is not shown");
    // Every page is due by 6 April, so the days around it differ in nothing but the year.
    for file in site.files.clone().keys().filter(|file| file.ends_with(".md")) {
        let text = String::from_utf8(site.files[file].clone()).unwrap();
        site.put(file, text.replace("review_by: 2027-04-06", "review_by: 2027-08-06"));
    }
    site.today = date(2027, 4, 4);
    site.sound();
    let (outcome, changed) = site.changes(|site| site.today = date(2027, 4, 5));
    assert_eq!((outcome.made, changed), (0, set(&[])));
    let (outcome, changed) = site.changes(|site| site.today = date(2027, 4, 6));
    assert_eq!((outcome.made, &changed), (1, &rails));
    assert!(site.text("home/rails.html").contains("2027 to April"));
}

#[test]
fn a_change_of_a_service_makes_what_shows_it() {
    let mut site = Site::built();
    let van = "content/directory/services/handy-van.yaml";
    let (_, changed) = site.changes(|site| site.edit(van, "who fits rails", "who fits rails and locks"));
    // What it makes of the open data is tested below.
    let pages = |changed: BTreeSet<String>| -> BTreeSet<String> {
        changed.into_iter().filter(|path| !path.starts_with("openreferral/")).collect()
    };
    assert_eq!(pages(changed), set(&["services/handy-van.html"]));
    let (_, changed) = site.changes(|site| site.edit(van, "name: Handy Van", "name: The Handy Van"));
    let shows =
        ["services/handy-van.html", "services/index.html", "services/a-to-z.html", "a-to-z.html", "home/alarms.html"];
    let runs = "organizations/westshire-age-charity.html";
    assert_eq!(pages(changed), shows.into_iter().chain([runs]).map(str::to_owned).collect());
}

#[test]
fn a_change_of_a_service_makes_its_own_reply_and_the_lists_it_is_in() {
    let mut site = Site::new();
    let file = |nth: usize| format!("content/directory/services/club-{nth:03}.yaml");
    for nth in 0..120 {
        let text = format!(
            "name: Club {nth}\norganization: westshire-age-charity\nsummary: It is for you.\ndescription: Come along.\nassured_date: 2026-10-01\nsources: [{{title: Seen}}]\n"
        );
        site.put(&file(nth), text);
    }
    site.sound();
    let (_, changed) = site.changes(|site| site.edit(&file(60), "Come along.", "Come along at noon."));
    let feed: Vec<&str> = changed.iter().filter_map(|path| path.strip_prefix("openreferral/v3/")).collect();
    let item = feed.iter().find(|path| path.len() == "services//index.json".len() + 36).copied().unwrap_or_default();
    assert_eq!(feed, ["csv/services.csv", item, "services/index.json", "services/page/2/index.json"]);
}

#[test]
fn a_change_of_a_picture_changes_its_address_where_it_is_shown() {
    let mut site = Site::built();
    let (_, changed) = site.changes(|site| site.edit("content/assets/rail.svg", "M0 10h40", "M0 10h39"));
    let assets = changed.iter().filter(|path| path.starts_with("assets/rail.")).count();
    assert_eq!(assets, 2, "the old goes and the new comes: {changed:?}");
    let rest: BTreeSet<String> = changed.into_iter().filter(|path| !path.starts_with("assets/")).collect();
    assert_eq!(rest, set(&["home/alarms.html", "money/who-pays.easy-read.html"]));
}

#[test]
fn a_change_of_template_makes_what_uses_it() {
    let mut site = Site::new();
    site.edit(SITE, "contact: front-door", "theme: mine\ncontact: front-door");
    site.put("themes/mine/theme.yaml", "extends: dorset\n");
    let block = "themes/mine/templates/blocks/contact.html";
    site.put(block, "<p>{{ contact.name }}</p>");
    site.sound();
    let (outcome, changed) = site.changes(|site| site.put(block, "<p><b>{{ contact.name }}</b></p>"));
    assert_eq!((outcome.made, changed), (1, set(&["home/alarms.html"])));
    let lost = "themes/mine/templates/404.html";
    let (outcome, changed) = site
        .changes(|site| site.put(lost, "{% extends \"base.html\" %}{% block main %}<h1>Lost</h1>{% endblock main %}"));
    assert_eq!((outcome.made, changed), (1, set(&["404.html"])));
    let (outcome, changed) = site.changes(|site| {
        site.put(
            "themes/mine/templates/glossary.html",
            "{% extends \"base.html\" %}{% block main %}<h1>{{ page.title }}</h1>{% endblock main %}",
        );
    });
    assert_eq!((outcome.made, changed), (1, set(&["glossary.html"])));
}

#[test]
fn a_change_of_a_shared_part_makes_all_that_use_it_however_that_is_written() {
    let mut stale = Vec::new();
    for extends in [
        "{% extends \"frame.html\" %}",
        "{% extends 'frame.html' %}",
        "{%- extends \"frame.html\" -%}",
        "{% extends `frame.html` %}",
    ] {
        let mut site = Site::new();
        site.edit(SITE, "contact: front-door", "theme: mine\ncontact: front-door");
        site.put("themes/mine/theme.yaml", "extends: dorset\n");
        site.put(
            "themes/mine/templates/frame.html",
            "<!DOCTYPE html><title>one</title>{% block main %}{% endblock main %}",
        );
        site.put(
            "themes/mine/templates/404.html",
            format!("{extends}{{% block main %}}<h1>Lost</h1>{{% endblock main %}}"),
        );
        site.sound();
        site.edit("themes/mine/templates/frame.html", "one", "two");
        site.sound();
        if !site.text("404.html").contains("two") {
            stale.push(extends);
        }
    }
    assert!(stale.is_empty(), "stale after a change of frame.html: {stale:?}");
}

#[test]
fn a_change_of_a_component_makes_all_that_call_it_however_that_is_written() {
    let mut stale = Vec::new();
    for (define, call) in [
        ("{% component lost(words: string) %}", "{{ <lost words=\"x\" /> }}"),
        ("{%- component lost(words: string) -%}", "{{ <lost words=\"x\" /> }}"),
        ("{% component   lost(words: string) %}", "{{ <lost words=\"x\"/> }}"),
        ("{% component lost(words: string) %}", "{{ < lost words=\"x\" /> }}"),
        ("{% component my.lost(words: string) %}", "{{ <my.lost words=\"x\" /> }}"),
    ] {
        let mut site = Site::new();
        site.edit(SITE, "contact: front-door", "theme: mine\ncontact: front-door");
        site.put("themes/mine/theme.yaml", "extends: dorset\n");
        site.put("themes/mine/templates/mine.html", format!("{define}<b>first</b>{{% endcomponent %}}"));
        site.put(
            "themes/mine/templates/404.html",
            format!("{{% extends \"base.html\" %}}{{% block main %}}{call}{{% endblock main %}}"),
        );
        let outcome = site.build();
        if outcome.found.iter().any(|diagnostic| diagnostic.rule.as_ref() == "template-error") {
            // Tera does not take it so; then nobody can write it so.
            continue;
        }
        site.edit("themes/mine/templates/mine.html", "first", "second");
        site.sound();
        if !site.text("404.html").contains("second") {
            stale.push((define, call));
        }
    }
    assert!(stale.is_empty(), "stale after a change of the component: {stale:?}");
}

#[test]
fn a_change_of_style_makes_every_page_and_takes_the_old_sheet_away() {
    let mut site = Site::new();
    site.edit(SITE, "contact: front-door", "theme: mine\ncontact: front-door");
    site.put("themes/mine/theme.yaml", "extends: dorset\nstyles: [mine.css]\n");
    site.put("themes/mine/mine.css", "p { color: red }");
    site.sound();
    let (_, changed) = site.changes(|site| site.put("themes/mine/mine.css", "p { color: blue }"));
    assert_eq!(changed.iter().filter(|path| path.starts_with("assets/style.")).count(), 2, "{changed:?}");
    assert!(
        changed.contains("home/rails.html")
            && changed.contains("old/alarms/index.html")
            && !changed.contains("sitemap.xml")
    );
}

#[test]
fn the_clock_changes_the_page_that_is_overdue_alone() {
    let mut site = Site::new();
    site.edit(RAILS, "2027-04-06", "2027-01-15");
    // Entries of the directory have clocks of their own: tests/directory.rs.
    for entry in ["services/handy-van.yaml", "organizations/westshire-age-charity.yaml"] {
        site.edit(&format!("content/directory/{entry}"), "2026-10-01", "2026-11-20");
    }
    site.sound();
    let (outcome, changed) = site.changes(|site| site.today = date(2026, 12, 15));
    assert_eq!((outcome.made, changed), (0, set(&[])), "31 days before");
    let (outcome, changed) = site.changes(|site| site.today = date(2026, 12, 16));
    assert_eq!((outcome.made, changed), (1, set(&["home/rails.html"])), "due soon");
    let (outcome, changed) = site.changes(|site| site.today = date(2027, 1, 15));
    assert_eq!((outcome.made, changed), (0, set(&[])), "the day itself");
    let (outcome, changed) = site.changes(|site| site.today = date(2027, 1, 16));
    assert_eq!((outcome.made, changed), (1, set(&["home/rails.html"])), "overdue");
    assert!(site.text("home/rails.html").contains("This page is due for a check"));
    assert_eq!(outcome.found.len(), 1, "{}", shown(&outcome.found));
    // And back, as with --today.
    let (_, changed) = site.changes(|site| site.today = TODAY);
    assert_eq!(changed, set(&["home/rails.html"]));
}

#[test]
fn warnings_are_said_again_by_a_build_that_makes_nothing() {
    let mut site = Site::new();
    site.put("content/assets/unused.svg", "<svg/>");
    site.edit(RAILS, "2027-04-06", "2026-11-20");
    let first = site.sound();
    let second = site.sound();
    assert_eq!((second.made, first.found.len()), (0, 2));
    assert_eq!(shown(&first.found), shown(&second.found));
}

#[test]
fn a_changed_page_for_wrong_addresses_hides_no_links_of_others() {
    let lost = "themes/mine/templates/404.html";
    let with = |href: &str| {
        format!(
            "{{% extends \"base.html\" %}}{{% block main %}}<a href=\"{{{{ site.home }}}}{href}\">x</a>{{% endblock main %}}"
        )
    };
    let mut site = Site::new();
    site.edit(SITE, "contact: front-door", "theme: mine\ncontact: front-door");
    site.put("themes/mine/theme.yaml", "extends: dorset\n");
    site.put("content/notes/locks.md", page("Locks", "Lock up.\n"));
    site.edit(RAILS, "Ask us.", "Ask us about [](page:notes/locks).");
    for href in ["", "notes/locks.html", "a-to-z.html", "notes/locks.html"] {
        site.put(lost, with(href));
        let outcome = site.build();
        assert!(outcome.published, "with a link to /{href}: {}", shown(&outcome.found));
    }
    site.same_as_from_nothing();
}

#[test]
fn a_page_that_is_deleted_goes() {
    let mut site = Site::new();
    site.put(
        "content/advice/home/ramps.md",
        page("Ramps", "A ramp.\n").replace("review_by", "aliases: [/old/ramps]\nreview_by"),
    );
    site.sound();
    assert!(site.out().join("old/ramps/index.html").exists());
    let (outcome, changed) = site.changes(|site| drop(site.files.remove("content/advice/home/ramps.md")));
    let gone = set(&["home/ramps.html", "old/ramps/index.html"]);
    assert!(gone.is_subset(&changed), "{changed:?}");
    assert_eq!(outcome.removed, 2);
    assert!(!site.out().join("old/ramps").exists(), "empty folders go too");
    assert!(!site.text("a-to-z.html").contains("Ramps") && !site.text("sitemap.xml").contains("ramps"));
}

#[test]
fn a_page_that_is_deleted_is_missed_where_it_was_linked() {
    let mut site = Site::built();
    let before = site.tree();
    site.files.remove(WHO_PAYS);
    site.files.remove("content/advice/money/who-pays.easy-read.md");
    let outcome = site.build();
    let places: BTreeSet<_> = outcome
        .found
        .iter()
        .map(|diagnostic| (diagnostic.rule.to_string(), diagnostic.place.as_ref().unwrap().file.to_string()))
        .collect();
    let wanted = [("page-unknown", ALARMS), ("block-value", "content/advice/money/index.md")];
    assert_eq!(places, wanted.iter().map(|(rule, file)| ((*rule).to_owned(), (*file).to_owned())).collect());
    assert_eq!(site.tree(), before);
}

#[test]
fn an_error_leaves_the_output_as_it_was() {
    for (path, text) in [
        (RAILS, page("Grab rails", "[x](page:nowhere)\n")),
        (RAILS, "no details".to_owned()),
        (RAILS, page("Grab rails", "[x](/nowhere.html)\n")),
        (SITE, "name: [\n".to_owned()),
        (SITE, String::new()),
        (GLOSSARY, "- id: x\n".to_owned()),
        ("themes/dorset/templates/404.html", "{{ page.titel }}".to_owned()),
        ("themes/dorset/templates/404.html", "{% if %}".to_owned()),
        ("themes/dorset/theme.yaml", "extends: dorset\n".to_owned()),
    ] {
        let mut site = Site::built();
        let (before, folder) = (site.tree(), names(site.folder.path()));
        let whole = site.files.clone();
        site.put(path, text.clone());
        let outcome = site.build();
        assert!(outcome.failed() && !outcome.published, "{path}: {text}");
        assert_eq!(site.tree(), before, "{path}: {text}");
        assert_eq!(names(site.folder.path()), folder, "nothing is left beside it");
        // And when it is mended, all is as if nothing had been.
        site.files = whole;
        let (outcome, changed) = site.changes(|_| {});
        assert_eq!((outcome.made, changed), (0, set(&[])), "the cache is still good after {path}: {text}");
    }
}

fn names(folder: &Path) -> BTreeSet<String> {
    std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect()
}

#[test]
fn no_address_reaches_outside_the_output() {
    for alias in [
        "/../escaped",
        "/../../escaped",
        "/a/../../../escaped",
        "/..",
        "/../out2/x.html",
        "//escaped",
        "/./../escaped.html",
    ] {
        let mut site = Site::new();
        // A folder around the output's, so that an escape is seen.
        let outer = site.folder.path().join("a/b/c");
        std::fs::create_dir_all(&outer).unwrap();
        site.edit(RAILS, "review_by", &format!("aliases: [\"{alias}\"]\nreview_by"));
        let target = Target { out: outer.join("out"), cache: outer.join("cache"), program: Digest::of(b"test") };
        let outcome = project::build(&world(&site.files), &site.options, &target, &Quiet);
        assert!(outcome.failed(), "{alias}");
        let all: Vec<_> =
            tree(site.folder.path()).into_keys().filter(|path| !path.starts_with("a/b/c/cache/")).collect();
        assert!(all.is_empty(), "{alias} wrote {all:?}");
    }
}

#[test]
fn an_alias_below_a_page_is_an_error_in_the_alias() {
    let mut site = Site::new();
    site.edit(RAILS, "review_by", "aliases: [/money/who-pays.html/old]\nreview_by");
    let outcome = site.build();
    let rules: Vec<_> = outcome.found.iter().map(|diagnostic| diagnostic.rule.as_ref()).collect();
    assert_eq!(rules, ["address-taken"], "{}", shown(&outcome.found));
}

#[test]
fn a_damaged_cache_is_not_read() {
    let site = Site::built();
    let before = site.tree();
    let file = site.folder.path().join("cache/cache");
    let good = std::fs::read(&file).unwrap();
    let mut flipped = good.clone();
    flipped[good.len() / 2] ^= 1;
    for bytes in [
        Vec::new(),
        b"x".to_vec(),
        good[..good.len() / 2].to_vec(),
        flipped,
        [good.clone(), vec![0]].concat(),
        vec![0xff; 4096],
    ] {
        std::fs::write(&file, bytes).unwrap();
        let outcome = site.sound();
        assert_eq!((outcome.written, outcome.removed), (0, 0));
        assert!(outcome.made > 10, "all is made again");
        assert_eq!(site.tree(), before, "and put in place only where it differs");
        assert_eq!(site.sound().made, 0, "the new cache is good");
    }
    std::fs::remove_dir_all(file.parent().unwrap()).unwrap();
    site.sound();
    assert_eq!(site.tree(), before);
}

#[test]
fn what_no_build_made_goes_even_without_a_cache() {
    // An old address is taken out of a page while the cache is lost, as after an update of the program: only the
    // redirect must go, and no other file changes.
    let mut site = Site::built();
    std::fs::remove_dir_all(site.folder.path().join("cache")).unwrap();
    site.edit(ALARMS, "aliases: [/old/alarms, /carelines.html]\n", "aliases: [/old/alarms]\n");
    site.sound();
    assert!(!site.out().join("carelines.html").exists(), "the redirect is still there");
    site.same_as_from_nothing();
}

#[test]
fn another_program_does_not_read_the_cache() {
    let site = Site::built();
    let target = Target { program: Digest::of(b"another"), ..site.target() };
    let outcome = project::build(&world(&site.files), &site.options, &target, &Quiet);
    assert!(outcome.made > 10 && outcome.written == 0 && outcome.published);
}

#[test]
fn a_file_that_was_deleted_or_changed_by_hand_comes_back() {
    let site = Site::built();
    let before = site.tree();
    for path in ["home/rails.html", "index.html", "sitemap.xml", "old/alarms/index.html"] {
        std::fs::remove_file(site.out().join(path)).unwrap();
        let outcome = site.sound();
        assert_eq!((outcome.made, outcome.written), (1, 1), "{path}");
        std::fs::write(site.out().join(path), "by hand").unwrap();
        let outcome = site.sound();
        assert_eq!((outcome.made, outcome.written), (1, 1), "{path}");
    }
    std::fs::remove_dir_all(site.out().join("assets")).unwrap();
    site.sound();
    assert!(different(&before, &site.tree()).is_empty());
    std::fs::remove_dir_all(site.out()).unwrap();
    site.sound();
    assert!(different(&before, &site.tree()).is_empty());
}

#[test]
fn two_copies_of_a_project_are_made_alike() {
    let folder = tempfile::tempdir().unwrap();
    let mut trees = Vec::new();
    for name in ["one", "deep/er/two with space"] {
        let root = folder.path().join(name);
        for (path, bytes) in base() {
            let file = root.join(path);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
        let target = Target { out: root.join("out"), cache: root.join(".fingerpost"), program: Digest::of(b"test") };
        let outcome = project::build(&Disk::new(&root, TODAY), &Options::default(), &target, &Quiet);
        assert!(outcome.published, "{}", shown(&outcome.found));
        trees.push(tree(&target.out));
    }
    assert!(different(&trees[0], &trees[1]).is_empty());
    let site = Site::built();
    assert!(different(&trees[0], &site.tree()).is_empty(), "nor does it matter whether it is on disk");
}

#[test]
fn the_same_is_made_of_the_same() {
    let first = Site::built();
    for _ in 0..4 {
        let again = Site::built();
        assert!(different(&first.tree(), &again.tree()).is_empty());
    }
}

#[test]
fn drafts_are_seen_only_if_asked_for() {
    let mut site = Site::new();
    site.put(
        "content/advice/home/hoists.md",
        page("Hoists", "A hoist. See [](page:home/rails).\n")
            .replace("review_by", "draft: true\naliases: [/old/hoists]\nreview_by"),
    );
    site.sound();
    let before = site.tree();
    assert!(
        before
            .iter()
            .all(|(path, (bytes, _))| !path.contains("hoist") && !String::from_utf8_lossy(bytes).contains("Hoists"))
    );
    let (_, changed) = site.changes(|site| site.options.drafts = true);
    assert!(
        set(&["home/hoists.html", "old/hoists/index.html", "home/index.html", "a-to-z.html", "sitemap.xml"])
            .is_subset(&changed),
        "{changed:?}"
    );
    site.changes(|site| site.options.drafts = false);
    assert!(different(&before, &site.tree()).is_empty(), "and gone without a trace");
}

#[test]
fn a_path_in_the_base_address_stands_before_every_internal_link() {
    let mut site = Site::built();
    let plain = site.tree();
    site.changes(|site| site.options.base_url = Some("https://www.westshire.example/care/".into()));
    let after = site.tree();
    assert_eq!(after.keys().collect::<Vec<_>>(), plain.keys().collect::<Vec<_>>(), "files stay where they are");
    for (path, (bytes, _)) in &after {
        let Ok(text) = std::str::from_utf8(bytes) else { continue };
        if path.ends_with(".css") || path.ends_with(".svg") {
            continue;
        }
        assert!(!text.contains("care.westshire.example"), "{path} names the old address");
        for name in ["href=\"", "src=\"", "url=", "action=\""] {
            for (at, _) in text.match_indices(name) {
                let value = text[at + name.len()..].split('"').next().unwrap();
                if value.starts_with('/') {
                    assert!(value.starts_with("/care/"), "{path}: {name}{value}");
                    assert!(!value.starts_with("/care/care/"), "{path}: {name}{value}");
                }
            }
        }
    }
    assert!(site.text("home/alarms.html").contains("https://www.westshire.example/care/home/alarms.html"));
    // A page may be linked by address, and a folder's name may begin like the prefix.
    site.put(
        "content/advice/careers/index.md",
        page(
            "Careers",
            "Work with us. [Rails](/home/rails.html), [rails](../home/rails.md), [rails](../home/rails.html).\n",
        ),
    );
    site.sound();
    assert!(site.text("careers/index.html").contains("<a href=\"/care/home/rails.html\">Rails</a>"));
    site.put("content/advice/careers/index.md", page("Careers", "[x](/careers/none.html)\n"));
    assert!(site.build().failed(), "a broken link is found with a prefix too");
}

#[test]
fn feeds_follow_what_they_show() {
    let mut site = Site::new();
    site.edit(RAILS, "owner:", "topics: [equipment]\nowner:");
    site.sound();
    site.changes(|site| site.edit(ALARMS, "topics: [equipment]", "topics: []"));
    site.changes(|site| site.edit(ALARMS, "topics: []", "topics: [equipment, money]"));
    site.changes(|site| site.edit(RAILS, "reviewed: 2026-10-01", "reviewed: 2026-11-20"));
    site.changes(|site| site.edit(RAILS, "summary: A rail", "summary: One rail"));
    site.changes(|site| site.edit(SITE, "name: Care and support", "name: Care & support"));
    site.changes(|site| site.edit("content/topics.yaml", "title: Equipment", "title: Kit"));
    site.changes(|site| site.edit(RAILS, "owner:", "order: 1\nowner:"));
    site.changes(|site| site.edit("content/accessibility.yaml", "By keyboard.", "By keyboard and by ear."));
}

#[test]
fn a_caption_just_above_a_table_is_its_caption() {
    for gap in ["\n", "\n\n"] {
        let mut site = Site::new();
        site.put(
            RAILS,
            page(
                "Grab rails",
                &format!("Table: What you pay each week{gap}| What | A week |\n|---|---|\n| Alarm | £5 |\n"),
            ),
        );
        let found = site.build().found;
        assert!(found.is_empty(), "{}", shown(&found));
        let html = site.text("home/rails.html");
        assert!(
            html.contains(">What you pay each week</caption>"),
            "with {gap:?}: {}",
            &html[html.find("<h1>").unwrap()..][..600]
        );
    }
}

#[test]
fn builds_that_cannot_write_say_so() {
    let site = Site::new();
    std::fs::write(site.folder.path().join("file"), "").unwrap();
    for target in [
        Target { out: site.folder.path().join("file/out"), ..site.target() },
        Target { cache: site.folder.path().join("file/cache"), ..site.target() },
        Target { out: PathBuf::from("/"), ..site.target() },
    ] {
        let outcome = project::build(&world(&site.files), &site.options, &target, &Quiet);
        let rules: Vec<_> = outcome.found.iter().map(|diagnostic| diagnostic.rule.as_ref()).collect();
        assert_eq!(rules, ["output-failed"], "{}", shown(&outcome.found));
        assert!(!outcome.published);
    }
}

#[test]
fn a_page_rebuilt_from_memory_is_as_a_whole_build_makes_it() {
    let mut site = Site::new();
    let (outcome, held) = project::build_and_hold(&world(&site.files), &site.options, &site.target(), &Quiet);
    drop(outcome);
    let mut held = held.unwrap();
    let changed = String::from_utf8(site.files[RAILS].clone()).unwrap() + "\nOne more line.\n";
    site.files.insert(RAILS.into(), changed.into_bytes());
    let target = site.target();
    let again = |held: &mut _, files: &Files| {
        project::rebuild_pages(held, &world(files), &target, &[RAILS.to_owned()], &Quiet, &|| ())
    };
    let mut quick = again(&mut held, &site.files).unwrap();
    drop(quick.leftover.take());
    assert_eq!((quick.made, quick.written), (1, 1));
    let bytes = |site: &Site| std::fs::read(site.out().join("home/rails.html")).unwrap();
    assert!(String::from_utf8(bytes(&site)).unwrap().contains("One more line."));
    assert_eq!(site.build().written, 0, "a whole build finds nothing to change");

    // Another build has written here since: what is held in memory may not be what is there.
    let more = String::from_utf8(site.files[RAILS].clone()).unwrap() + "\nAnd another.\n";
    site.files.insert(RAILS.into(), more.into_bytes());
    assert!(again(&mut held, &site.files).is_none());

    // A mistake is for a whole build to tell, and the output stays.
    let (_, held) = project::build_and_hold(&world(&site.files), &site.options, &site.target(), &Quiet);
    let before = bytes(&site);
    let broken = String::from_utf8(site.files[RAILS].clone()).unwrap() + "\n[Click here](page:nowhere).\n";
    site.files.insert(RAILS.into(), broken.into_bytes());
    assert!(again(&mut held.unwrap(), &site.files).is_none());
    assert_eq!(bytes(&site), before);
}
