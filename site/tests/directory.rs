//! The directory in whole builds: what is listed where, how long lists are cut, what stale entries show, what changes make
//! again, and that hostile text in any field stays text.
#![allow(clippy::disallowed_methods, missing_docs, reason = "tests read files as they like")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use fingerpost::digest::Digest;
use fingerpost::project::{self, Target};
use fingerpost::source::load::Options;
use fingerpost::source::world::Memory;
use jiff::civil::{Date, date};
use support::{Files, Quiet, TODAY, base, shown};
use tempfile::TempDir;

const VAN: &str = "content/directory/services/handy-van.yaml";

const CATEGORIES: &str = "- {id: home, title: Help at home, summary: For daily life at home.}\n\
                          - {id: lunch, title: Lunch, summary: Something to eat.}\n";

const AREAS: &str = "- {id: uk, title: UK, kind: country}\n\
                     - {id: england, title: England, kind: country, within: uk}\n\
                     - {id: dorset, title: Dorset Council area, kind: council, within: england, home: true}\n\
                     - {id: west, title: West, kind: locality, within: dorset}\n\
                     - {id: bridport, title: Bridport, kind: town, within: west, postcodes: [DT6]}\n\
                     - {id: lyme, title: Lyme, kind: town, within: west, postcodes: [DT7]}\n";

const POSTCODES: &str = "postcode,easting,northing\nDT6 3AA,346958,93235\nDT7 3AA,334000,92000\n";

/// A project in a folder of its own.
struct Site {
    files: Files,
    folder: TempDir,
}

impl Site {
    fn new() -> Self {
        let mut site = Self { files: base(), folder: tempfile::tempdir().unwrap() };
        site.put("content/directory/categories.yaml", CATEGORIES);
        site.put("content/areas.yaml", AREAS);
        site.put("content/postcodes/west.csv", POSTCODES);
        site
    }

    fn put(&mut self, path: &str, text: &str) {
        self.files.insert(path.to_owned(), text.as_bytes().to_vec());
    }

    fn service(&mut self, id: &str, name: &str, more: &str) {
        let text = format!(
            "name: {name}\norganization: westshire-age-charity\nsummary: About {id}.\ndescription: More about it.\n\
             assured_date: 2026-11-20\nsources: [{{title: Seen}}]\n{more}"
        );
        self.put(&format!("content/directory/services/{id}.yaml"), &text);
    }

    /// Builds as on a day and gives every file that the site has, as text.
    fn build_on(&self, today: Date) -> BTreeMap<String, String> {
        let world = self.files.iter().fold(Memory::new(today), |world, (path, bytes)| world.with(path, bytes.clone()));
        let out = self.folder.path().join("out");
        let target = Target { out: out.clone(), cache: self.folder.path().join("cache"), program: Digest::of(b"test") };
        let mut outcome = project::build(&world, &Options::default(), &target, &Quiet);
        drop(outcome.leftover.take());
        assert!(outcome.published && !outcome.failed(), "{}", shown(&outcome.found));
        let files =
            walkdir::WalkDir::new(&out).into_iter().map(Result::unwrap).filter(|entry| entry.file_type().is_file());
        let text = |path: &Path| String::from_utf8_lossy(&std::fs::read(path).unwrap()).into_owned();
        files
            .map(|entry| {
                let path = entry.path().strip_prefix(&out).unwrap().to_string_lossy().into_owned();
                let text = text(entry.path());
                (path, text)
            })
            .collect()
    }

    fn build(&self) -> BTreeMap<String, String> {
        self.build_on(TODAY)
    }
}

/// Paths of the pages that link to an address.
fn linking<'s>(site: &'s BTreeMap<String, String>, address: &str) -> BTreeSet<&'s str> {
    let link = format!("href=\"{address}\"");
    site.iter().filter(|(_, text)| text.contains(&link)).map(|(path, _)| path.as_str()).collect()
}

/// Paths that differ.
fn different(before: &BTreeMap<String, String>, after: &BTreeMap<String, String>) -> BTreeSet<String> {
    let all: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    all.into_iter().filter(|path| before.get(*path) != after.get(*path)).cloned().collect()
}

fn set(paths: &[&str]) -> BTreeSet<String> {
    paths.iter().map(|path| (*path).to_owned()).collect()
}

#[test]
fn a_place_lists_what_is_there_then_what_works_there_from_further_away() {
    let mut site = Site::new();
    site.service(
        "hall",
        "Lunch hall",
        "categories: [lunch]\nlocations: [{name: Hall, city: Bridport, postcode: DT6 3AA}]\n",
    );
    site.service("bus", "Lunch bus", "categories: [lunch]\nservice_areas: [west]\n");
    site.service("meals", "Meals", "categories: [lunch]\nservice_areas: [dorset]\n");
    site.service("line", "Meal line", "categories: [lunch]\nservice_areas: [uk]\nphones: [{number: 0800 000 000}]\n");
    site.service("lyme-only", "Lyme lunch", "categories: [lunch]\nservice_areas: [lyme]\n");
    let built = site.build();
    let page = &built["services/near/bridport.html"];
    let order: Vec<usize> = [
        "In and around Bridport",
        "Lunch hall",
        "Hall, Bridport, DT6\u{a0}3AA",
        "For all of West<",
        "Lunch bus",
        "For all of Westshire",
        "Meals",
        "For the whole country",
        "Meal line",
        "tel:0800000000",
    ]
    .iter()
    .map(|text| page.find(text).unwrap_or_else(|| panic!("no {text} in {page}")))
    .collect();
    assert!(order.is_sorted(), "{order:?}");
    assert!(!page.contains("Lyme lunch"));
    // The locality holds what its towns have.
    assert!(
        ["Lunch hall", "Lunch bus", "Lyme lunch"].iter().all(|name| built["services/near/west.html"].contains(name))
    );
    // A heading has pages for the places where something is, and only for those.
    assert!(built.contains_key("services/in/lunch/bridport.html") && built.contains_key("services/in/lunch/west.html"));
    assert!(!built.keys().any(|path| path.starts_with("services/in/home/")));
    assert!(
        linking(&built, "/services/in/lunch/bridport.html")
            .is_superset(&["services/in/lunch.html", "services/near/bridport.html"].into())
    );
    assert!(built["services/near/england.html"].contains("Meal line"));
    let sitemap = &built["sitemap.xml"];
    for address in [
        "/services/near/bridport.html",
        "/services/in/lunch.html",
        "/services/in/lunch/lyme.html",
        "/organizations/westshire-age-charity.html",
        "/services/a-to-z.html",
    ] {
        assert!(sitemap.contains(&format!("{address}<")), "{address} is not in the sitemap");
    }
}

#[test]
fn what_nobody_checks_is_said_to_be_old_and_then_not_shown() {
    let mut site = Site::new();
    site.service("lunch", "Lunch club", "categories: [lunch]\nservice_areas: [bridport]\n");
    let text = String::from_utf8(site.files[VAN].clone()).unwrap();
    site.put(VAN, &text.replace("topics:", "categories: [home]\ntopics:").replace("2026-10-01", "2025-12-10"));
    let page = "services/handy-van.html";
    let lists = |built: &BTreeMap<String, String>| {
        linking(built, "/services/handy-van.html").into_iter().map(str::to_owned).collect::<BTreeSet<_>>()
    };
    let note = site.build();
    assert!(note[page].contains("Last checked more than six months ago"));
    // A day on which nothing comes of age makes nothing again.
    assert_eq!(different(&note, &site.build_on(date(2026, 11, 23))), set(&[]));
    let all = set(&[
        "a-to-z.html",
        "home/alarms.html",
        "organizations/westshire-age-charity.html",
        "services/a-to-z.html",
        "services/in/home.html",
        "services/index.html",
    ]);
    assert_eq!(lists(&note), all);
    let banner = site.build_on(date(2026, 12, 10));
    assert!(banner[page].contains("Nobody has checked this for a year: ring first"));
    let changed = different(&note, &banner);
    let wanted =
        set(&[page, "services/in/home.html", "organizations/westshire-age-charity.html", "services/quality.html"]);
    assert_eq!(changed, wanted);
    assert!(banner["services/in/home.html"].contains("ring first"));
    let hidden = site.build_on(date(2027, 3, 10));
    // Only the page of advice that names it leads to it still, and there is whom to call.
    assert_eq!(lists(&hidden), set(&["home/alarms.html"]));
    assert!(hidden[page].contains("noindex") && hidden[page].contains("tel:01632960001"));
    assert!(!hidden[page].contains("A person with a van") && !hidden["sitemap.xml"].contains("handy-van"));
    assert!(!hidden.contains_key("services/in/home.html"));
}

#[test]
fn what_has_ended_is_found_by_name_and_in_no_list() {
    let mut site = Site::new();
    site.service("old", "Old club", "categories: [lunch]\nstatus: defunct\n");
    let built = site.build();
    let by = linking(&built, "/services/old.html");
    assert_eq!(by, ["organizations/westshire-age-charity.html", "services/a-to-z.html"].into());
    assert!(built["services/a-to-z.html"].contains("has ended") && built["services/old.html"].contains("Has ended"));
    assert!(!built["sitemap.xml"].contains("/services/old.html"));
}

#[test]
fn long_lists_have_pages() {
    let mut site = Site::new();
    for at in 0..120 {
        site.service(&format!("s-{at:03}"), &format!("Club {at:03}"), "categories: [lunch]\nservice_areas: [dorset]\n");
    }
    let built = site.build();
    let second = &built["services/in/lunch-2.html"];
    assert!(second.contains("Page 2 of 3") && second.contains("Club 050") && second.contains("Club 099"));
    assert!(!second.contains("Club 049") && !second.contains("Club 100"));
    assert!(
        second.contains("href=\"/services/in/lunch.html\"") && second.contains("href=\"/services/in/lunch-3.html\"")
    );
    assert!(second.contains("<title>Lunch, page 2 of 3"));
    assert!(built.contains_key("organizations/westshire-age-charity-3.html"));
    assert!(built["services/a-to-z-2.html"].contains("Westshire Age Charity"));
    assert!(built["services/a-to-z-2.html"].contains("href=\"/services/a-to-z.html#letter-c\""));
    // Too many to be named: the way in leads to headings, places and the A to Z.
    assert!(!built["services/index.html"].contains("Club 001") && !built["a-to-z.html"].contains("Club 001"));
    // What is for all of Dorset is too long for a town's page, and has a page of its own.
    let town = &built["services/near/bridport.html"];
    assert!(!town.contains("Club 001") && town.contains("href=\"/services/near/dorset.html\">All 120\u{a0}services"));
    assert!(built["services/near/dorset-3.html"].contains("Club 119"));
}

#[test]
fn a_change_makes_what_shows_it() {
    let mut site = Site::new();
    site.service(
        "lunch",
        "Lunch club",
        "categories: [lunch]\nservice_areas: [bridport]\nphones: [{number: 01308 000000}]\n",
    );
    let before = site.build();
    site.service(
        "lunch",
        "Lunch club",
        "categories: [lunch]\nservice_areas: [bridport]\nphones: [{number: 01308 000001}]\n",
    );
    let phone = site.build();
    // What it makes of the open data is tested in build.rs.
    let pages = different(&before, &phone).into_iter().filter(|path| !path.starts_with("openreferral/"));
    assert_eq!(
        pages.collect::<std::collections::BTreeSet<_>>(),
        set(&[
            "services/lunch.html",
            "services/in/lunch.html",
            "services/in/lunch/bridport.html",
            "services/in/lunch/west.html",
            "services/near/bridport.html",
            "services/near/west.html",
            "organizations/westshire-age-charity.html",
        ])
    );
    site.service("tea", "Tea club", "service_areas: [lyme]\n");
    let tea = different(&phone, &site.build());
    assert!(!tea.contains("services/lunch.html") && !tea.contains("services/in/lunch.html"), "{tea:?}");
    assert!(tea.contains("services/near/lyme.html") && !tea.contains("services/near/bridport.html"), "{tea:?}");
}

#[test]
fn a_block_lists_services_and_leads_to_all_of_them() {
    let mut site = Site::new();
    for at in 0..4 {
        site.service(&format!("s-{at}"), &format!("Club {at}"), "categories: [lunch]\nservice_areas: [bridport]\n");
    }
    let list = |body: &str| support::page("Grab rails", &format!("```services\n{body}\n```\n"));
    site.put("content/advice/home/rails.md", &list("category: lunch\narea: bridport\nlimit: 2"));
    let built = site.build();
    let page = &built["home/rails.html"];
    assert!(page.contains("Club 0") && page.contains("Club 1") && !page.contains("Club 2"));
    assert!(page.contains("href=\"/services/in/lunch/bridport.html\"") && page.contains("and 2 more"));
    site.put("content/advice/home/rails.md", &list("ids: [s-3, s-1]"));
    let built = site.build();
    let page = &built["home/rails.html"];
    assert!(page.find("Club 3").unwrap() < page.find("Club 1").unwrap());
    site.put("content/advice/home/rails.md", &list("organization: westshire-age-charity\narea: lyme"));
    let outcome = support::check(&site.files, &Options::default());
    assert!(shown(&outcome.found).contains("There are no services to list here."));
}

#[test]
fn hostile_text_stays_text_in_every_field() {
    let bad = r#"x</script><script>alert(1)</script><img src=x onerror=alert(1)>"'&{{ 7*7 }}"#;
    let yaml = format!("'{}'", bad.replace('\'', "''"));
    let mut site = Site::new();
    site.put("content/directory/categories.yaml", &format!("- {{id: home, title: {yaml}, summary: {yaml}}}\n"));
    site.put("content/areas.yaml", &AREAS.replace("title: Bridport", &format!("title: {yaml}")));
    site.put(
        "content/directory/organizations/westshire-age-charity.yaml",
        &format!("name: {yaml}\nalso_called: [{yaml}]\nkind: council\ndescription: Safe.\nassured_date: 2026-10-01\nsources: [{{title: {yaml}, note: {yaml}}}]\n"),
    );
    site.put(
        VAN,
        &format!(
            "name: {yaml}\nalso_called: [{yaml}]\norganization: westshire-age-charity\ncategories: [home]\nsummary: {yaml}\n\
             description: Safe.\neligibility_description: {yaml}\nfees_description: {yaml}\n\
             costs: [{{option: {yaml}, amount: {yaml}, description: {yaml}}}]\napplication_process: {yaml}\n\
             schedules: [{{days: [monday], opens: '09:00', closes: '10:00', note: {yaml}}}]\nlanguages: [{yaml}]\n\
             service_areas: [bridport]\nlocations: [{{name: {yaml}, address: {yaml}, city: {yaml}, uprn: {yaml}, \
             getting_there: {yaml}, accessibility_note: {yaml}}}]\nphones: [{{number: 01308 000000, description: {yaml}}}]\n\
             assured_date: 2026-10-01\nsources: [{{title: {yaml}, note: {yaml}}}]\n"
        ),
    );
    let built = site.build();
    for (path, text) in built.iter().filter(|(path, _)| path.ends_with(".html") || path.ends_with(".xml")) {
        for harm in ["<script>alert", "<img src=x", "</script><script"] {
            assert!(!text.contains(harm), "{path} has {harm}");
        }
    }
    let page = &built["services/handy-van.html"];
    let data = page.split_once("<script type=\"application/ld+json\">").unwrap().1.split_once("</script>").unwrap().0;
    let data: serde_json::Value = serde_json::from_str(data).unwrap();
    let thing = &data["@graph"][2];
    assert_eq!((thing["@type"].as_str(), thing["name"].as_str()), (Some("GovernmentService"), Some(bad)));
    assert_eq!(thing["hoursAvailable"][0]["opens"], "09:00");
    assert!(built["services/near/bridport.html"].contains("&lt;img src=x"));
}

#[test]
fn the_report_says_who_must_check_what() {
    let mut site = Site::new();
    let text = String::from_utf8(site.files[VAN].clone()).unwrap();
    site.put(VAN, &text.replace("2026-10-01", "2025-10-01"));
    let folder = tempfile::tempdir().unwrap();
    for (path, bytes) in &site.files {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    let report = |format: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fingerpost"));
        command
            .args(["directory", "report", "--today", "2026-11-22", "--format", format, "--project"])
            .arg(folder.path());
        let output = command.output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    };
    let human = report("human");
    assert!(human.lines().all(|line| line.chars().count() <= 100), "{human}");
    assert!(human.contains("services/handy-van") && human.contains("Last checked more than a year ago"), "{human}");
    let json: serde_json::Value = serde_json::from_str(&report("json")).unwrap();
    assert_eq!(json["entries"][0]["id"], "handy-van");
    assert_eq!(json["entries"][0]["freshness"], "banner");
    assert_eq!(json["quality"]["average"], json["entries"][0]["score"]);
}
