//! What the finder's index of the site must not hold, and that hostile text in any field is text in pages, data and cards.
#![allow(clippy::disallowed_methods, missing_docs, reason = "tests read files as they like")]

mod support;

use std::path::Path;

use fingerpost::finder::Index;
use fingerpost::model::Library;
use fingerpost::render::{self, Press};
use fingerpost::source::load::{Options, load};
use fingerpost::source::world::{Disk, Memory};
use fingerpost_finder::query::Query;
use fingerpost_finder::record::Card;
use support::harm::harm;
use support::told::Told;
use support::{Files, TODAY, base, check, register, shown, world};

fn library(world: &Memory) -> Library {
    load(world, &Options::default()).0.unwrap()
}

fn with_register() -> Files {
    let mut files = base();
    files.extend(register());
    files
}

/// Every card of an index.
fn cards(told: &Told, name: &'static str) -> Vec<Card> {
    let mut index: Index<'_> = told.open(name).unwrap();
    let found = index.find(&Query { pages: usize::from(u16::MAX), ..Query::default() }, 1);
    found.hits.iter().map(|hit| index.store.card(hit.entry).unwrap().unwrap().clone()).collect()
}

#[test]
fn nobody_of_the_register_is_in_the_index_of_the_site() {
    let told = Told::of_world(&world(&with_register()));
    let site: Vec<(String, Vec<u8>)> =
        told.all().into_iter().filter(|(name, _)| name.contains("find/site") || name.contains("index site")).collect();
    assert!(site.len() > 3, "there is an index of the site");
    for (name, bytes) in &site {
        let text = String::from_utf8_lossy(bytes).to_lowercase();
        for word in ["marian", "sample pay", "pa-0001", "pay-0001", "/register/pa"] {
            assert!(!text.contains(word), "{word} in {name}");
        }
    }
    assert!(told.finds("register", "marian") && !told.finds("site", "marian"));
    assert!(told.finds("site", "handy"), "the search that found nobody finds what is there");
}

#[test]
fn nobody_of_the_shipped_register_is_in_the_index_of_the_site() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let (library, _) = load(&Disk::new(&root, TODAY), &Options::default());
    let library = library.unwrap();
    let told = Told::of(&library);
    let site = told.text("site").to_lowercase();
    let entries = library.register.entries();
    assert!(entries.len() > 50, "{}", entries.len());
    for (id, entry) in entries {
        let address = format!("/register/{id}.html");
        assert!(!site.contains(&address) && !site.contains(&format!("\"{id}\"")), "{id}");
        let about = entry.chosen.about.as_ref().map(|about| about.0.trim().to_lowercase());
        assert!(about.is_none_or(|about| about.is_empty() || !site.contains(&about)), "what {id} says of themselves");
    }
    // No entry of the site leads to a person or is titled as one is.
    let people = cards(&told, "register");
    assert_eq!(people.len(), entries.len());
    for card in cards(&told, "site") {
        assert!(!people.iter().any(|person| person.address == card.address || person.title == card.title), "{card:?}");
    }
}

/// Texts that close what they stand in and start something of their own.
const HOSTILE: [&str; 3] = [
    r#""><script>alert(1)</script>"#,
    "</script><img src=x onerror=alert(1)>",
    r#"' onmouseover='alert(1)' x="<svg onload=alert(1)>{{ 7*7 }}"#,
];

/// A project in which every field of free text holds a text.
fn hostile(text: &str) -> Files {
    let yaml = format!("'{}'", text.replace('\'', "''"));
    let mut files = with_register();
    let mut put = |path: &str, text: String| drop(files.insert(format!("content/{path}"), text.into_bytes()));
    put("directory/categories.yaml", format!("- {{id: home, title: {yaml}, summary: {yaml}}}\n"));
    put("synonyms.yaml", format!("- [{yaml}, van]\n"));
    put(
        "directory/organizations/westshire-age-charity.yaml",
        format!(
            "name: {yaml}\nalso_called: [{yaml}]\nkind: council\ndescription: {yaml}\nassured_date: 2026-10-01\n\
             assurer: {yaml}\nsources: [{{title: {yaml}, note: {yaml}}}]\n"
        ),
    );
    put(
        "directory/services/handy-van.yaml",
        format!(
            "name: {yaml}\nalso_called: [{yaml}]\norganization: westshire-age-charity\ncategories: [home]\nsummary: {yaml}\n\
             description: {yaml}\neligibility_description: {yaml}\nfees_description: {yaml}\n\
             costs: [{{option: {yaml}, amount: {yaml}, description: {yaml}}}]\napplication_process: {yaml}\n\
             schedules: [{{days: [monday], opens: '09:00', closes: '10:00', note: {yaml}}}]\nlanguages: [{yaml}]\n\
             service_areas: [bridport]\nlocations: [{{name: {yaml}, address: {yaml}, city: {yaml}, uprn: {yaml}, \
             getting_there: {yaml}, accessibility_note: {yaml}}}]\nphones: [{{number: 01308 000000, description: {yaml}}}]\n\
             assured_date: 2026-10-01\nassurer: {yaml}\nsources: [{{title: {yaml}, note: {yaml}}}]\n"
        ),
    );
    let gate =
        "last_confirmed: 2026-11-01\nconsent: {given: 2026-09-01, until: 2026-12-01, shows: [name, about, rates]}";
    put(
        "register/pa-0042.yaml",
        format!(
            "{gate}\npublic:\n  offers:\n    personal-assistant:\n      does: [meals]\n      status: employed\n      badge: {{name: {yaml}}}\n      \
             cqc: {{not-needed: {yaml}}}\n      checks: [{{check: identity, seen: 2026-03-03, by: {yaml}}}]\n  based: bridport\n  \
             areas: [bridport]\n  taking_on: {{status: yes, as_of: 2026-03-03, note: {yaml}}}\nwith_consent:\n  name: {yaml}\n  \
             about: {yaml}\n  rates: {{hour: {{from: 15}}, note: {yaml}}}\n"
        ),
    );
    files
}

#[test]
fn hostile_text_is_text_in_every_page_and_every_card() {
    for text in HOSTILE {
        let files = hostile(text);
        // Descriptions are Markdown, in which HTML is a mistake; everything must be harmless all the same.
        let library = library(&world(&files));
        assert!(library.services.contains_key("handy-van") && library.register.entries().len() == 3, "{text}");
        let press = Press::new(&library, &library.theme).unwrap();
        let (mut pages, mut data) = (0, 0);
        for job in render::jobs(&library) {
            let path = job.path(&library);
            let made = String::from_utf8_lossy(&press.make(&job).bytes).into_owned();
            if path.ends_with(".html") && !made.contains("http-equiv=\"refresh\"") {
                harm(&made).unwrap_or_else(|what| panic!("{path}: {what}"));
                pages += 1;
                data += usize::from(made.contains("onerror=alert(1)") || made.contains("onmouseover="));
            }
        }
        assert!(pages > 20, "{pages}");
        assert!(text == HOSTILE[0] || data > 3, "the text is in pages, as text: {data}");
        // Cards hold it as it was written, for the tool to show as text; links are the site's own.
        let told = Told::of(&library);
        for (name, entry) in [("site", "handy-van"), ("site", "westshire-age-charity"), ("register", "pa-0042")] {
            let cards = cards(&told, name);
            let card = cards.iter().find(|card| card.id == entry).unwrap_or_else(|| panic!("{entry} is in {name}"));
            assert!(card.title.contains(text), "{card:?}");
            for card in &cards {
                assert!(card.address.starts_with('/') && !card.address.contains(['"', '<', '>', ' ']), "{card:?}");
                let plain = |c: char| c.is_ascii_alphanumeric() || "-_/".contains(c);
                assert!(card.id.chars().all(plain), "{card:?}");
            }
        }
    }
}

/// Every link that an entry may have, and its line as it is when nothing is wrong.
const LINKS: [(&str, &str); 5] = [
    ("content/directory/services/handy-van.yaml", "url: "),
    ("content/directory/services/handy-van.yaml", "email: "),
    ("content/directory/services/handy-van.yaml", "sources: [{title: Seen, url: "),
    ("content/directory/organizations/westshire-age-charity.yaml", "url: "),
    ("content/directory/organizations/westshire-age-charity.yaml", "sources: [{title: Seen, url: "),
];

#[test]
fn a_link_that_runs_something_is_refused_wherever_an_entry_may_have_one() {
    let entry = |path: &str, field: &str, value: &str| {
        let mut files = with_register();
        let own = if path.contains("services") {
            "organization: westshire-age-charity\nsummary: About it.\nservice_areas: [bridport]\n"
        } else {
            "kind: charity\n"
        };
        let close = if field.starts_with("sources") { "}]" } else { "\nsources: [{title: Seen}]" };
        let text =
            format!("name: Sound\n{own}description: More.\nassured_date: 2026-10-01\n{field}\"{value}\"{close}\n");
        files.insert(path.to_owned(), text.into_bytes());
        check(&files, &Options::default())
    };
    for (path, field) in LINKS {
        let good = if field == "email: " { "sound@example.org" } else { "https://sound.example" };
        let outcome = entry(path, field, good);
        assert!(!outcome.failed(), "{path} {field}: {}", shown(&outcome.found));
        for bad in
            ["javascript:alert(1)", " JavaScript:alert(1)", "data:text/html,x", "https://x.example/\\\"onclick=\\\"x y"]
        {
            assert!(entry(path, field, bad).failed(), "{path} {field}{bad}");
        }
    }
}
