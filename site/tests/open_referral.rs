//! The directory as open data, there and back: our own feed has nothing wrong with it, comes back the same, and whatever another
//! feed holds, nothing panics, nothing is dropped without a word, and what is written builds.
#![allow(missing_docs, reason = "a test says what it shows by its name")]

mod support;

use std::collections::BTreeMap;

use fingerpost::model::Date;
use fingerpost::open_referral::check::{Judgement, Level, judge};
use fingerpost::open_referral::import::{Done, Fate, Options as ImportOptions, Plan, plan};
use fingerpost::render::{self, Job, Press};
use fingerpost::source::load::{Options, load};
use proptest::prelude::*;
use serde_json::{Value, json};
use support::{Files, TODAY, base, check, shown, world};

type Saved = Vec<(String, Vec<u8>)>;

/// A service that says everything a service can say.
const WHOLE: &str = r#"
name: Lunch & company "club"
also_called: [The Club, Tuesday club]
organization: westshire-age-charity
categories: [company]
summary: Lunch with others in the Corn Exchange.
description: |-
  You eat together. Call [01305 221016](tel:01305221016), or see [GOV.UK](https://www.gov.uk/x).

  You can:

  - come *alone*
  - bring a friend

  It costs 5\*2 <pounds at most [see the board].
eligibility_description: People over 60 (5*12*1).
minimum_age: 60
maximum_age: 99
fees_description: You pay for lunch.
costs: [{option: Lunch, amount: '6.50', description: with tea}, {option: Transport, amount: ask us}]
application_process: Come along.
schedules: [{days: [tuesday, thursday], opens: '12:00', closes: '14:30', note: Not in August}]
languages: [British Sign Language, Polish]
service_areas: [westshire]
locations:
  - name: Corn Exchange
    address: 1 High Street
    city: Westbury
    county: Westshire
    postcode: DT1 1HF
    coordinates: [50.7154, -2.436]
    uprn: '100012345678'
    getting_there: The number 1 bus.
    accessibility: [step-free, hearing-loop]
    accessibility_note: Ring the bell at the side door.
  - city: Poole
phones: [{number: 01305 000000, description: Evenings}]
email: club@westshire-age.org.uk
url: https://www.westshire-age.org.uk/lunch
status: temporarily-closed
assured_date: 2026-10-01
sources: [{title: Where we read it}]
"#;

fn project() -> Files {
    let mut files = base();
    let mut put = |path: &str, text: &str| drop(files.insert(path.to_owned(), text.as_bytes().to_vec()));
    put("content/directory/services/lunch.yaml", WHOLE.trim_start());
    put(
        "content/directory/services/over.yaml",
        &WHOLE.replace("temporarily-closed", "defunct").replace("Lunch &", "Old lunch &"),
    );
    put("content/directory/categories.yaml", "- {id: company, title: Company, summary: People near you.}\n");
    put("content/areas.yaml", "- {id: westshire, title: Westshire, kind: council, gss: E06000059, home: true}\n");
    files
}

/// The files of the feed.
fn feed(files: &Files) -> BTreeMap<String, Vec<u8>> {
    let world = world(files);
    let (library, found) = load(&world, &Options::default());
    let library = library.unwrap();
    assert!(!found.iter().any(fingerpost::diagnostic::Diagnostic::is_error), "{}", shown(&found));
    let press = Press::new(&library, &library.theme).unwrap();
    let jobs = render::jobs(&library);
    let feed = jobs.iter().filter(|job| matches!(job, Job::OpenReferral(_)));
    feed.map(|job| (job.path(&library), press.make(job).bytes)).collect()
}

fn saved(feed: &BTreeMap<String, Vec<u8>>) -> Saved {
    feed.iter().map(|(path, bytes)| (path.clone(), bytes.clone())).collect()
}

fn of(value: &Value) -> Saved {
    vec![("feed.json".to_owned(), value.to_string().into_bytes())]
}

fn judged(saved: &Saved) -> Judgement {
    judge(saved, TODAY)
}

fn options() -> ImportOptions {
    ImportOptions { name: "A feed".to_owned(), retire: false, today: Date(TODAY) }
}

fn imported(saved: &Saved, into: &Files) -> Plan {
    plan(saved, &world(into), &options())
}

/// A project with a plan's files.
fn with(into: &Files, plan: &Plan) -> Files {
    let mut files = into.clone();
    files.extend(plan.files.iter().map(|(path, text)| (path.clone(), text.clone().into_bytes())));
    files
}

/// A sound project without a directory.
fn empty() -> Files {
    let mut files = base();
    files.retain(|path, _| !path.starts_with("content/directory"));
    for text in files.values_mut() {
        // Nothing may lead to the service that is gone.
        let words = String::from_utf8(text.clone()).unwrap_or_default();
        if words.contains("service:handy-van") {
            *text = words.replace("[](service:handy-van)", "someone handy").into_bytes();
        }
    }
    files
}

fn text(value: &Value, path: &str) -> String {
    value.pointer(path).and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[test]
fn our_own_feed_has_nothing_wrong_with_it() {
    let files = feed(&project());
    let judgement = judged(&saved(&files));
    assert!(judgement.findings.is_empty(), "{:#?}", judgement.findings);
    assert!(judgement.passes && judgement.seen.details && judgement.figures.services == 3);
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".json")) {
        let value: Value = serde_json::from_slice(bytes).unwrap();
        assert_eq!(hollow(&value), None, "{path}");
    }
}

/// Something that is written and empty.
fn hollow(value: &Value) -> Option<&Value> {
    match value {
        Value::Null => Some(value),
        Value::String(text) if text.is_empty() => Some(value),
        Value::Array(items) => items.iter().find_map(hollow),
        Value::Object(object) => {
            object.iter().filter(|(key, _)| *key != "foreignKeys").find_map(|(_, value)| hollow(value))
        }
        _ => None,
    }
}

#[test]
fn a_service_says_all_of_itself() {
    let files = feed(&project());
    let whole = files.values().filter_map(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    let whole =
        whole.into_iter().find(|value| value["name"] == "Lunch & company \"club\"" && value.get("schedules").is_some());
    insta::assert_json_snapshot!(whole.unwrap());
}

#[test]
fn what_has_ended_leaves_the_lists_and_keeps_its_own_file() {
    let files = feed(&project());
    let list: Value = serde_json::from_slice(&files["openreferral/v3/services/index.json"]).unwrap();
    let names: Vec<&str> =
        list["contents"].as_array().unwrap().iter().map(|one| one["name"].as_str().unwrap()).collect();
    assert!(!names.iter().any(|name| name.starts_with("Old")), "{names:?}");
    assert_eq!(list["total_items"], 2);
    let ended = files.values().filter_map(|bytes| serde_json::from_slice::<Value>(bytes).ok());
    assert!(ended.into_iter().any(|value| value["status"] == "defunct"));
    let tables = String::from_utf8(files["openreferral/v3/csv/services.csv"].clone()).unwrap();
    assert!(tables.starts_with("id,organization_id,name,") && !tables.contains("defunct"));
}

#[test]
fn tables_hold_what_their_package_says() {
    let files = feed(&project());
    let package: Value = serde_json::from_slice(&files["openreferral/v3/csv/datapackage.json"]).unwrap();
    let mut ids: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut keys = Vec::new();
    for resource in package["resources"].as_array().unwrap() {
        let bytes = &files[&format!("openreferral/v3/csv/{}", text(resource, "/path"))];
        let mut table = csv::Reader::from_reader(bytes.as_slice());
        let heading: Vec<String> = table.headers().unwrap().iter().map(str::to_owned).collect();
        let fields = resource["schema"]["fields"].as_array().unwrap();
        assert_eq!(heading, fields.iter().map(|field| text(field, "/name")).collect::<Vec<_>>());
        for row in table.records().map(Result::unwrap) {
            ids.entry(text(resource, "/name")).or_default().push(row[0].to_owned());
            for key in resource["schema"]["foreignKeys"].as_array().unwrap() {
                let at = heading.iter().position(|name| *name == text(key, "/fields")).unwrap();
                keys.push((text(key, "/reference/resource"), row[at].to_owned()));
            }
        }
    }
    assert!(keys.len() > 20);
    for (resource, id) in keys {
        assert!(ids[&resource].contains(&id), "{resource} {id}");
    }
    for (resource, mut all) in ids {
        let count = all.len();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), count, "{resource}");
    }
}

#[test]
fn a_feed_of_ours_comes_back_the_same() {
    let first = feed(&project());
    let into = empty();
    let plan = imported(&saved(&first), &into);
    let files = with(&into, &plan);
    let found = check(&files, &Options::default()).found;
    assert!(!found.iter().any(fingerpost::diagnostic::Diagnostic::is_error), "{}", shown(&found));
    let second = feed(&files);
    let services = |feed: &BTreeMap<String, Vec<u8>>| -> BTreeMap<String, Value> {
        let item = |(path, bytes): (&String, &Vec<u8>)| {
            let below = path.strip_prefix("openreferral/v3/services/")?;
            let value: Value = serde_json::from_slice(bytes).ok()?;
            (below.len() == 47).then(|| (text(&value, "/id"), without_parts(value)))
        };
        feed.iter().filter_map(item).collect()
    };
    let (first, second) = (services(&first), services(&second));
    assert_eq!(first.len(), 3);
    let pretty = |services: &BTreeMap<String, Value>| serde_json::to_string_pretty(services).unwrap();
    assert!(first == second, "{}", support::differences(&pretty(&first), &pretty(&second)));
    // And a second import of the same finds nothing to do.
    let again = imported(&saved(&feed(&project())), &files);
    assert_eq!(again.files, BTreeMap::new());
}

/// A service without the ids that its parts have only within one directory, and without what only the site knows.
fn without_parts(mut value: Value) -> Value {
    fn bare(value: &mut Value) {
        match value {
            Value::Array(items) => items.iter_mut().for_each(bare),
            Value::Object(object) => {
                for key in ["id", "link_id", "location_id", "service_id", "taxonomy", "taxonomy_id"] {
                    object.remove(key);
                }
                object.values_mut().for_each(bare);
            }
            _ => {}
        }
    }
    if let Value::Object(object) = &mut value {
        let (id, run_by) = (object.get("id").cloned(), object.get("organization_id").cloned());
        object.values_mut().for_each(bare);
        // Whose number it is stands in contacts.yaml; an imported service has its own numbers, which say it themselves.
        let numbers = object.get("contacts").map(|contacts| contacts.pointer("/0/phones/0/number").cloned());
        object.insert("contacts".into(), json!(numbers));
        object.insert("kept".into(), json!([id, run_by]));
    }
    value
}

const ID: &str = "2a3483ea-8966-4f50-9dc3-7bafa1e5c623";

/// One service with some fields, imported into a sound project.
fn one(fields: &Value) -> (Plan, Value) {
    let mut record = json!({"id": ID, "name": "A name", "status": "active", "description": "Words.", "assured_date": "2026-01-01",
        "organization": {"id": "42d3fa20-b36d-4822-b5dc-68029911caaf", "name": "Helpers", "description": "They help."}});
    for (key, value) in fields.as_object().unwrap() {
        record[key] = value.clone();
    }
    let into = empty();
    let plan = imported(&of(&json!({"contents": [record]})), &into);
    let files = with(&into, &plan);
    let found: Vec<_> = check(&files, &Options::default())
        .found
        .into_iter()
        .filter(fingerpost::diagnostic::Diagnostic::is_error)
        .collect();
    assert!(found.is_empty(), "{fields}\n{}", shown(&found));
    let path = plan.report.entries.iter().find(|entry| entry.entity == "service").unwrap().file.clone();
    let entry: Value = plan.files.get(&path).map(|text| serde_yaml::from_str(text).unwrap()).unwrap_or_default();
    (plan, entry)
}

/// The fates of the fields of the one service.
fn fates(plan: &Plan, field: &str) -> Vec<Fate> {
    let service = plan.report.entries.iter().find(|entry| entry.entity == "service").unwrap();
    service.notes.iter().filter(|note| note.field == field).map(|note| note.fate).collect()
}

#[test]
fn values_are_taken_mended_or_lost_with_a_word() {
    use Fate::{Lost, Mended, Moved, Supposed};
    let none = Value::Null;
    for (field, value, wanted, key, fate) in [
        ("name", json!("Age UK &amp; friends\u{202e}"), json!("Age UK & friends"), "name", vec![Mended]),
        ("name", json!(""), json!("Helpers"), "name", vec![Supposed]),
        ("name", json!(["x"]), json!("Helpers"), "name", vec![Lost, Supposed]),
        ("minimum_age", json!(-1), none.clone(), "minimum_age", vec![Lost]),
        ("minimum_age", json!("18"), json!(18), "minimum_age", vec![]),
        ("minimum_age", json!("eighteen"), none.clone(), "minimum_age", vec![Lost]),
        ("maximum_age", json!(999), none.clone(), "maximum_age", vec![Lost]),
        ("url", json!("www.x.org"), json!("https://www.x.org"), "url", vec![Mended]),
        ("url", json!("http://www.example.com"), none.clone(), "url", vec![Lost]),
        ("url", json!("HTTPS://X.org/a b"), json!("https://X.org/a"), "url", vec![Mended]),
        ("url", json!("javascript:alert(1)//x.y"), none.clone(), "url", vec![Lost]),
        ("url", json!("n/a"), none.clone(), "url", vec![Lost]),
        ("url", json!({"href": "x"}), none.clone(), "url", vec![Lost]),
        ("email", json!("a@b.org; c@d.org"), json!("a@b.org"), "email", vec![Mended]),
        ("email", json!("none"), none.clone(), "email", vec![Lost]),
        ("email", json!(false), none.clone(), "email", vec![Lost]),
        ("assured_date", json!("22/11/2025"), json!("2025-11-22"), "assured_date", vec![Mended]),
        ("assured_date", json!("2025-02-31"), json!("1900-01-01"), "assured_date", vec![Lost, Supposed]),
        ("assured_date", json!("2999-01-01"), json!("1900-01-01"), "assured_date", vec![Lost, Supposed]),
        ("assured_date", json!("0001-01-01T00:00:00"), json!("1900-01-01"), "assured_date", vec![Lost, Supposed]),
        ("status", json!("live"), json!("active"), "status", vec![Mended]),
        ("status", json!("who knows"), json!("inactive"), "status", vec![Mended]),
        ("status", json!("temporarily closed"), json!("temporarily-closed"), "status", vec![]),
        ("status", json!(null), json!("active"), "status", vec![Supposed]),
        ("fees", json!("<p>Free</p>"), json!("Free"), "fees_description", vec![]),
        ("accreditations", json!("Ofsted"), none.clone(), "accreditations", vec![Moved]),
        ("alert", json!("Moved online"), none.clone(), "alert", vec![Lost]),
        ("vendor", json!([1, {"a": 2}]), none.clone(), "vendor", vec![Lost]),
        ("languages", json!([{"code": "ur"}, {"language": "English"}]), json!(["Urdu"]), "languages", vec![]),
        ("contacts", json!("ring us"), none.clone(), "contacts", vec![]),
    ] {
        let (plan, entry) = one(&json!({field: value}));
        assert_eq!(entry[key], wanted, "{field}: {value}");
        assert_eq!(fates(&plan, field), fate, "{field}: {value}");
    }
}

#[test]
fn places_times_prices_and_phones_find_their_own_form() {
    let (_, entry) = one(&json!({
        "cost_options": [{"option": "Hour", "amount": "£1,200.5"}, {"amount": "five pounds"}, {"option": "Old", "amount": 1, "valid_to": "2020-01-01"}],
        "regular_schedules": [
            {"weekday": "Monday", "opens_at": "9.30am", "closes_at": "17:00:00Z"},
            {"weekday": "Tuesday", "opens_at": "09:30", "closes_at": "17:00"},
            {"freq": "MONTHLY", "byday": "1MO", "opens_at": "10:00", "closes_at": "12:00"},
        ],
        "contacts": [{"name": "Ann", "phones": [{"number": "Office: 0117 000 0001 or 0117 000 0002"}]}],
        "service_at_locations": [{"location": {"name": "Hall", "latitude": "51.45", "longitude": "-2.6", "physical_addresses": [
            {"address_1": "1 High St", "city": "Bristol", "postal_code": "bs12ab", "state_province": "Avon"}],
            "accessibility_for_disabilities": [{"accessibility": "Hearing loop"}, {"accessibility": "No wheelchair access"}]}}],
        "eligibilitys": [{"eligibility": "Adults", "minimum_age": 18, "maximum_age": -1}],
    }));
    insta::assert_json_snapshot!(entry);
}

#[test]
fn descriptions_become_markdown_that_keeps_the_rules() {
    for (written, wanted) in [
        ("<h1>About</h1><p>One&nbsp;&amp; two.</p><p>Three <b>bold</b><br>four</p>", "Three **bold**\\\nfour"),
        ("<p>See <a href=\"https://a.org/x(y)\">here</a>.</p>", "See [a.org/x(y)](<https://a.org/x(y)>)."),
        ("<p>x <a href=\"javascript:alert(1)\">y</a> <a href='/z'>z</a></p><script>alert(2)</script>", "x y z"),
        ("&lt;p&gt;Twice&lt;/p&gt;", "Twice"),
        ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c"),
        ("<table><tr><th>Day</th><th>Time</th></tr><tr><td>Mon</td><td>9</td></tr></table>", "- Day, Time\n- Mon, 9"),
        (
            "Plain * text_ with [^1] and [a] (b) # <3 & www.gov.uk/x_y.",
            "Plain \\* text\\_ with &#91;^1\\] and \\[a&#93; (b) # \\<3 & [gov.uk/x\\_y](https://www.gov.uk/x_y).",
        ),
        (
            "1. one\n2. two\n\n# no heading\n    no code\n---\n| a | b |",
            "1. one\n1. two\n\n\\# no heading\\\nno code\\\n\\---\\\n\\| a \\| b \\|",
        ),
        ("http://", "A name"),
    ] {
        let (_, entry) = one(&json!({"description": written}));
        assert_eq!(entry["description"].as_str().unwrap(), wanted, "{written}");
    }
}

#[test]
fn entries_that_are_one_are_found_and_names_are_kept_apart() {
    let record = |id: &str, name: &str, code: &str| {
        json!({"id": id, "name": name, "status": "active", "organization": {"name": "Helpers"},
            "service_at_locations": [{"location": {"addresses": [{"address_1": "1", "city": "X", "postal_code": code}]}}]})
    };
    let into = empty();
    let plan = imported(
        &of(&json!([
            record("1", "Coffee Morning", "BS1 2AB"),
            record("2", "coffee  morning", "BS1 2AB"),
            record("3", "Coffee morning!", "BS3 3AA"),
            record("../../etc/passwd", "Index", "BS3 3AA"),
            record("5", "日本 ", "BS3 3AA"),
            record("5", "日本", "BS3 3AA"),
        ])),
        &into,
    );
    let done: Vec<(&str, Done)> = plan
        .report
        .entries
        .iter()
        .filter(|e| e.entity == "service")
        .map(|e| (e.file.rsplit('/').next().unwrap(), e.done))
        .collect();
    assert_eq!(
        done,
        [
            ("coffee-morning.yaml", Done::New),
            ("coffee-morning.yaml", Done::Duplicate),
            ("coffee-morning-3.yaml", Done::New),
            ("index-etcpassw.yaml", Done::New),
            ("riben.yaml", Done::New),
        ]
    );
    assert!(plan.files.keys().all(|path| path.starts_with("content/") && !path.contains("..")));
    assert!(!check(&with(&into, &plan), &Options::default()).failed());
}

#[test]
fn a_later_copy_of_the_feed_updates_and_leaves_edits_alone() {
    let feed = |name: &str, more: Value| {
        let mut list = vec![
            json!({"id": ID, "name": name, "status": "active", "description": "One.", "fees": "Free", "organization": {"name": "Helpers"}}),
        ];
        list.extend(more.as_array().cloned().unwrap_or_default());
        of(&json!({ "contents": list }))
    };
    let into = empty();
    let first = imported(
        &feed("Lunch", json!([{"id": "8", "name": "Walks", "status": "active", "organization": {"name": "Helpers"}}])),
        &into,
    );
    let mut files = with(&into, &first);
    let path = "content/directory/services/lunch.yaml";
    let edited = String::from_utf8(files[path].clone())
        .unwrap()
        .replace("fees_description: Free", "# asked on the phone\nfees_description: £2");
    files.insert(path.to_owned(), edited.into_bytes());

    let second = plan(&feed("Lunch club", json!([])), &world(&files), &ImportOptions { retire: true, ..options() });
    let text = &second.files[path];
    assert!(
        text.contains("name: Lunch club\n") && text.contains("# asked on the phone\nfees_description: £2\n"),
        "{text}"
    );
    assert!(second.files["content/directory/services/walks.yaml"].contains("status: inactive\n"));
    let service = |name: &str| {
        second.report.entries.iter().find(|entry| entry.entity == "service" && entry.name == name).unwrap()
    };
    assert_eq!(service("Lunch club").done, Done::Updated);
    assert_eq!(service("Walks").done, Done::Retired);
    assert!(service("Lunch club").notes.iter().any(|note| note.fate == Fate::Kept && note.field == "fees_description"));

    // It comes back, and runs again.
    let files = with(&files, &second);
    let third = imported(
        &feed(
            "Lunch club",
            json!([{"id": "8", "name": "Walks", "status": "active", "organization": {"name": "Helpers"}}]),
        ),
        &files,
    );
    assert!(third.files["content/directory/services/walks.yaml"].contains("status: active\n"));
}

#[test]
fn the_check_of_feeds_groups_what_is_the_same() {
    let record = |nth: usize| json!({"id": format!("{nth}"), "name": "x", "status": "active", "organization_id": ID, "last_modified": "2025-09-02T12:06:15"});
    let list: Vec<Value> = (0..700).map(record).collect();
    let page = json!({"total_items": 31, "total_pages": 1, "page_number": 1, "size": 700, "first_page": true, "last_page": true, "empty": false, "contents": list});
    let judgement = judged(&of(&page));
    assert!(!judgement.passes);
    let found: Vec<(Level, &str, usize, usize)> =
        judgement.findings.iter().map(|f| (f.level, f.field.as_str(), f.count, f.examples.len())).collect();
    assert_eq!(
        found,
        [(Level::One, "id", 700, 3), (Level::One, "last_modified", 700, 3), (Level::Advice, "total_items", 1, 1)]
    );
    assert_eq!(judgement.findings[1].examples[2].path, "contents[2].last_modified");
}

#[test]
fn feeds_of_both_editions_pass_and_fail_for_what_they_are() {
    let service = json!({"id": ID, "name": "x", "status": "active", "organization": {"id": ID, "name": "y", "description": "z"}, "organization_id": ID});
    assert!(judged(&of(&service)).passes);
    let old = json!({"totalElements": 1, "totalPages": 1, "number": 1, "size": 1, "first": true, "last": true, "content": [
        {"id": "7", "name": "x", "eligibilitys": [{"id": "1", "minimum_age": 3}], "organization": {"id": "2", "name": "y"}}]});
    let judgement = judged(&of(&old));
    assert!(judgement.passes && judgement.seen.version == "1.0", "{:#?}", judgement.findings);
    for (field, value) in [
        ("id", json!("7")),
        ("name", json!(null)),
        ("status", json!("running")),
        ("url", json!("www.x.org")),
        ("email", json!(7)),
        ("minimum_age", json!("3")),
        ("schedules", json!({})),
        ("schedules", json!([{"id": ID, "freq": "DAILY"}])),
        ("organization", json!({"id": ID, "name": "y"})),
    ] {
        let mut wrong = service.clone();
        wrong[field] = value.clone();
        assert!(!judged(&of(&wrong)).passes, "{field}: {value}");
    }
    assert!(!judged(&of(&json!([]))).passes || judged(&of(&json!([]))).figures.services == 0);
    assert!(!judged(&vec![("a.json".into(), b"{".to_vec())]).passes);
}

/// Any JSON, with texts that have broken importers before.
fn anything() -> impl Strategy<Value = Value> {
    let nasty = prop::sample::select(vec![
        "",
        " ",
        "null",
        "- [x]: y",
        "<p>Hello<p><b>x",
        "<script>alert(1)</script>",
        "&amp;lt;b&gt;",
        "http://www.example.com",
        "www.x.org",
        "# Title\n\n    code",
        "---\nkey: value\n...",
        "!!python/object:os.system",
        "*anchor",
        "&a [*a]",
        "a: b: c",
        "\u{0}\u{7}\u{202e}x",
        "\u{2028}x\u{85}",
        "../../etc/passwd",
        "{{ 7*7 }}",
        "{% include 'x' %}",
        "[x](javascript:alert(1))",
        "![x](http://a.b/c.png)",
        "```\nfence",
        "| a | b |\n|---|---|",
        "[^1]: note",
        "[a](b c)",
        "[a] (http://b)",
        "https://",
        "-1",
        "1e999",
        "2026-13-40",
        "25:99",
        "0117 000 0000",
        "é́\u{200d}👨‍👩‍👧",
        "<!-- x",
        "<a href='x'>",
        "1. a\n\n- b\n\n## c",
        "a\\",
        "\\",
        "`",
        "**",
        "__a__",
        "~~~",
        "&#0;",
        "&#x202e;",
        "<ul><li><ul><li><table><tr><td>x",
        "=====",
        "Table: x\n\na | b\n- | -",
    ]);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        nasty.prop_map(Value::from),
        ".{0,40}".prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::btree_map(key(), inner, 0..6).prop_map(|map| Value::Object(map.into_iter().collect())),
        ]
    })
}

/// A key that a feed has, or might.
fn key() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "id",
        "name",
        "description",
        "url",
        "email",
        "status",
        "fees",
        "minimum_age",
        "maximum_age",
        "assured_date",
        "last_modified",
        "alert",
        "organization",
        "organization_id",
        "schedules",
        "regular_schedules",
        "service_areas",
        "service_at_locations",
        "languages",
        "cost_options",
        "contacts",
        "phones",
        "attributes",
        "taxonomy_term",
        "location",
        "addresses",
        "physical_addresses",
        "address_1",
        "city",
        "postal_code",
        "latitude",
        "longitude",
        "accessibility",
        "number",
        "amount",
        "option",
        "opens_at",
        "closes_at",
        "byday",
        "freq",
        "valid_to",
        "eligibilitys",
        "eligibility",
        "pc_metadata",
        "vendor",
        "code",
        "uri",
        "website",
        "term",
        "organization_identifiers",
        "identifier",
        "contents",
        "content",
    ])
    .prop_map(str::to_owned)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(std::env::var("FINGERPOST_FEEDS").ok().and_then(|n| n.parse().ok()).unwrap_or(40)))]

    #[test]
    fn whatever_a_feed_holds_what_is_written_builds(records in prop::collection::vec(prop::collection::btree_map(key(), anything(), 0..14), 1..5)) {
        let records: Vec<Value> = records.into_iter().map(|record| Value::Object(record.into_iter().collect())).collect();
        let saved = of(&json!({"contents": records, "total_items": 7}));
        judged(&saved);
        let into = empty();
        let plan = imported(&saved, &into);
        let files = with(&into, &plan);
        let found: Vec<_> = check(&files, &Options::default()).found.into_iter().filter(fingerpost::diagnostic::Diagnostic::is_error).collect();
        prop_assert!(found.is_empty(), "{}\n{:#?}", shown(&found), plan.files);
        if plan.files.keys().any(|path| path.contains("/services/")) {
            let judgement = judged(&self::saved(&feed(&files)));
            prop_assert!(judgement.findings.is_empty(), "{:#?}", judgement.findings);
            let again = imported(&saved, &files);
            prop_assert!(again.files.is_empty(), "{:#?}\n{:#?}", plan.files, again.files);
        }
    }

    #[test]
    fn any_bytes_are_read_without_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), value in anything()) {
        judged(&vec![("a".to_owned(), bytes.clone())]);
        imported(&vec![("a.json".to_owned(), bytes)], &empty());
        judged(&of(&value));
        imported(&of(&value), &empty());
    }
}
