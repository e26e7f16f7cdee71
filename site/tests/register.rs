//! What the register must never let out: anything private, anything not consented to, anything of those who are left out.
//! Canaries are planted in every field and comment, whole projects are built, and everything that was written is searched.
#![allow(clippy::disallowed_methods, missing_docs, reason = "tests read files as they like")]

mod support;

use std::path::Path;

use fingerpost::diagnostic::{self, Diagnostic, Format};
use fingerpost::digest::Digest;
use fingerpost::finder::INDEXES;
use fingerpost::model::register::Chosen;
use fingerpost::project::{self, Outcome, Target};
use fingerpost::source::PRIVATE;
use fingerpost::source::load::Options;
use fingerpost::source::world::Memory;
use jiff::civil::{Date, date};
use support::told::Told;
use support::{Files, Quiet, TODAY, base, shown};
use tempfile::TempDir;

/// A project with a register, built into a folder.
struct Site {
    files: Files,
    today: Date,
    folder: TempDir,
}

impl Site {
    fn new() -> Self {
        let mut files = base();
        files.extend(support::register());
        Self { files, today: TODAY, folder: tempfile::tempdir().unwrap() }
    }

    fn put(&mut self, reference: &str, text: &str) {
        self.files.insert(format!("content/register/{reference}.yaml"), text.into());
    }

    fn world(&self) -> Memory {
        self.files.iter().fold(Memory::new(self.today), |world, (path, bytes)| world.with(path, bytes.clone()))
    }

    fn build(&self) -> Outcome {
        let world = self.world();
        let root = self.folder.path();
        let target = Target { out: root.join("out"), cache: root.join("cache"), program: Digest::of(b"test") };
        let mut outcome = project::build(&world, &Options::default(), &target, &Quiet);
        drop(outcome.leftover.take());
        outcome
    }

    /// Builds, and nothing may be wrong but warnings.
    fn sound(&self) -> Outcome {
        let outcome = self.build();
        assert!(outcome.published && !outcome.failed(), "{}", shown(&outcome.found));
        outcome
    }

    fn has(&self, path: &str) -> bool {
        self.folder.path().join("out").join(path).exists()
    }

    fn text(&self, path: &str) -> String {
        std::fs::read_to_string(self.folder.path().join("out").join(path)).unwrap()
    }

    /// Where any of some words is: in the output, the cache, the finder's files and what a search in them finds, or in
    /// what was said, in any form of printing.
    fn leaks(&self, words: &[String], found: &[Diagnostic]) -> Vec<String> {
        let mut all: Vec<(String, Vec<u8>)> = files(self.folder.path());
        for format in [Format::Human, Format::Short, Format::Json, Format::Github] {
            all.push((format!("{format:?}"), diagnostic::print(found, format, true).into_bytes()));
        }
        all.push(("debug".into(), format!("{found:?}").into_bytes()));
        // Of what is not published there are no files.
        let told = if self.has("index.html") { Told::of_world(&self.world()) } else { Told::default() };
        all.extend(told.all());
        let words: Vec<String> = words.iter().map(|word| word.to_lowercase()).collect();
        let mut leaks = Vec::new();
        for (name, bytes) in all {
            let text = format!("{name}\n{}", String::from_utf8_lossy(&bytes)).to_lowercase();
            // However a number or a name is spaced.
            let close: String = text.chars().filter(|c| !c.is_whitespace() && *c != '\u{a0}').collect();
            leaks.extend(
                words
                    .iter()
                    .filter(|word| text.contains(*word) || close.contains(*word))
                    .map(|word| format!("{word} in {name}")),
            );
        }
        for index in INDEXES {
            let one_word = words.iter().filter(|word| word.bytes().all(|byte| byte.is_ascii_alphanumeric()));
            leaks.extend(
                one_word.filter(|word| told.finds(index, word)).map(|word| format!("{word} is found in {index}")),
            );
        }
        leaks
    }
}

fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = walkdir::WalkDir::new(folder).into_iter().map(Result::unwrap);
    entries
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| (entry.path().display().to_string(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

/// What to plant in a private field, and the words to look for. A field without a canary fails the test.
fn private(field: &str) -> (&'static str, &'static [&'static str]) {
    match field {
        "full_name" => ("Canaryfullname Surname", &["canaryfullname"]),
        "home_address" => ("1 Canaryaddress Road", &["canaryaddress"]),
        "home_postcode" => ("ZE1 9QQ", &["ze1 9qq", "ze19qq"]),
        "phone" => ("07700 900981", &["07700900981"]),
        "email" => ("canarymail@example.org", &["canarymail"]),
        "date_of_birth" => ("1931-02-17", &["1931-02-17", "february1931"]),
        "national_insurance" => ("QQ 98 76 54 C", &["qq987654c"]),
        "dbs_certificate" => ("'009182736455'", &["009182736455"]),
        "right_to_work_document" => ("Canaryrighttowork 1", &["canaryrighttowork"]),
        "identity_document" => ("Canaryidentity 2", &["canaryidentity"]),
        "insurance_policy" => ("Canarypolicy 3", &["canarypolicy"]),
        "referees" => ("Canaryreferee", &["canaryreferee"]),
        "next_of_kin" => ("Canarykin", &["canarykin"]),
        "next_of_kin_phone" => ("07700 900982", &["07700900982"]),
        "reasons" => ("Canaryreason", &["canaryreason"]),
        "notes" => ("Canarynote", &["canarynote"]),
        other => panic!("plant a canary in {other}"),
    }
}

fn private_words() -> Vec<String> {
    PRIVATE.iter().flat_map(|field| private(field).1).map(|word| (*word).to_owned()).collect()
}

fn private_part() -> String {
    let lines = PRIVATE.iter().map(|field| format!("  {field}: {} # canarycommentprivate\n", private(field).0));
    format!("private: # canarycommentprivate\n{}", lines.collect::<String>())
}

/// What to plant in a part that needs consent.
fn chosen(field: &str) -> (&'static str, &'static [&'static str]) {
    match field {
        "name" => ("Canaryname", &["canaryname"]),
        "about" => ("Canaryabout", &["canaryabout"]),
        "phone" => ("07700 900983", &["07700900983"]),
        "email" => ("canaryown@example.org", &["canaryown"]),
        "website" => ("https://canarysite.example.org", &["canarysite"]),
        "rates" => ("{hour: {from: 87.65}, note: Canaryrate}", &["87.65", "canaryrate"]),
        "gender" => ("non-binary", &["non-binary"]),
        "driving" => ("{drives: true, own_car: true, business_insurance: true}", &["has a car", "insured for work"]),
        "non_smoker" => ("false", &["smokes"]),
        "pets" => ("true", &["pets are fine"]),
        other => panic!("plant a canary in {other}"),
    }
}

fn chosen_words() -> Vec<String> {
    Chosen::FIELDS.iter().flat_map(|field| chosen(field).1).map(|word| (*word).to_owned()).collect()
}

fn chosen_part() -> String {
    let lines = Chosen::FIELDS.iter().map(|field| format!("  {field}: {} # canarycommentchosen\n", chosen(field).0));
    format!("with_consent:\n{}", lines.collect::<String>())
}

/// An entry with a canary in all of it. `gate` is what decides whether it is shown.
fn entry(gate: &str, public: &str) -> String {
    format!(
        "# canarycommentfirst\n{gate} # canarycommentgate\npublic:\n  # canarycommentpublic\n  offers:\n    personal-assistant:\n      does: [meals] # canarycommentlist\n      status: employed\n      badge: {{name: Canarybadge}}\n      cqc: {{not-needed: Canarycqc}}\n      checks: [{{check: identity, seen: 2026-03-03, by: Canaryseer, update_service: null}}]\n  based: bridport\n  areas: [bridport]\n  taking_on: {{status: yes, as_of: 2026-03-03, note: Canaryroom}}\n  languages: [yoruba]\n{public}{}{}# canarycommentlast\n",
        chosen_part(),
        private_part()
    )
}

/// Words of the public part of [`entry`].
const PUBLIC: [&str; 6] = ["canarybadge", "canarycqc", "canaryseer", "canaryroom", "3 march 2026", "yoruba"];

fn strings(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

const OPEN: &str = "last_confirmed: 2026-11-01\nconsent: {given: 2026-09-01, until: 2026-12-01, shows: [SHOWS]}";

fn open(shows: &[&str]) -> String {
    OPEN.replace("SHOWS", &shows.join(", "))
}

#[test]
fn nothing_private_ever_comes_out() {
    let mut site = Site::new();
    site.put("pa-0042", &entry(&open(Chosen::FIELDS), ""));
    let outcome = site.sound();
    let mut words = private_words();
    words.push("canarycomment".into());
    assert_eq!(site.leaks(&words, &outcome.found), Vec::<String>::new());
    // The entry itself is there, with all that its owner chose: the search above was not in vain.
    let page = site.text("register/pa-0042.html").to_lowercase().replace('\u{a0}', " ");
    let close: String = page.chars().filter(|c| !c.is_whitespace()).collect();
    let there = strings(&PUBLIC).into_iter().chain(chosen_words());
    let missing: Vec<String> =
        there.filter(|word| !page.contains(word.as_str()) && !close.contains(word.as_str())).collect();
    assert_eq!(missing, Vec::<String>::new());
    // So is it in the index of the register, and can be found by what its owner chose to say: that search was not in vain.
    let told = Told::of_world(&site.world());
    let text = told.text("register").to_lowercase();
    for word in ["canaryname", "canaryabout"] {
        assert!(text.contains(word) && told.finds("register", word), "{word}");
    }
    for word in ["pa-0042", "yoruba", "non-binary", "drives, with a car", "87.65"] {
        assert!(text.contains(word), "{word}");
    }
}

#[test]
fn each_part_is_shown_by_its_own_consent_alone() {
    for shown in Chosen::FIELDS {
        let mut site = Site::new();
        site.put("pa-0042", &entry(&open(&[shown]), ""));
        let outcome = site.sound();
        let others = Chosen::FIELDS.iter().filter(|field| *field != shown).flat_map(|field| chosen(field).1);
        let words: Vec<String> = others.map(|word| (*word).to_owned()).chain(private_words()).collect();
        assert_eq!(site.leaks(&words, &outcome.found), Vec::<String>::new(), "{shown}");
        assert!(site.has("register/pa-0042.html"));
    }
}

/// Gates that are shut, and whether anything is said.
const SHUT: [(&str, bool); 7] = [
    ("last_confirmed: 2026-11-01", true),
    ("last_confirmed: 2026-11-01\nconsent: {given: 2026-09-01, until: 2026-11-21, shows: [name]}", true),
    ("last_confirmed: 2026-11-01\nconsent: {given: 2026-11-23, shows: [name]}", true),
    ("last_confirmed: 2026-05-21\nconsent: {given: 2026-01-01, shows: [name]}", true),
    ("last_confirmed: 2026-11-01\nconsent: {given: 2026-09-01, shows: [name]}\nwithdrawn: 2026-11-01", false),
    ("last_confirmed: 2026-11-01\nconsent: {given: 2026-09-01, shows: [name]}\nwithdrawn: 2027-11-01", false),
    ("withdrawn: 2026-11-01", false),
];

#[test]
fn nothing_comes_out_of_those_who_are_left_out() {
    let mut site = Site::new();
    for (at, (gate, _)) in SHUT.iter().enumerate() {
        site.put(&format!("pa-90{at:02}"), &entry(gate, ""));
    }
    let outcome = site.sound();
    let words: Vec<String> = private_words().into_iter().chain(chosen_words()).chain(strings(&PUBLIC)).collect();
    assert_eq!(site.leaks(&words, &outcome.found), Vec::<String>::new());
    assert_eq!(site.leaks(&["canary".into()], &outcome.found), Vec::<String>::new());
    let said: Vec<&str> = outcome.found.iter().map(|one| one.message.split(' ').next().unwrap()).collect();
    let expected: Vec<String> =
        SHUT.iter().enumerate().filter(|(_, (_, said))| *said).map(|(at, _)| format!("pa-90{at:02}")).collect();
    assert_eq!(said, expected);
    assert_eq!(outcome.withdrawn, 3);
    // Apart from what was said, not even the reference is anywhere.
    assert_eq!(site.leaks(&["pa-90".into()], &[]), Vec::<String>::new());
    // In the index are the two entries that were there before; with those left out too, there is no index.
    let told = |site: &Site| Told::of_world(&site.world());
    assert_eq!(told(&site).open("register").unwrap().store.root.entries, 2);
    site.put("pa-0001", "withdrawn: 2026-11-01\n");
    site.put("pay-0001", "withdrawn: 2026-11-01\n");
    let told = told(&site);
    assert!(!told.files.is_empty() && !told.files.keys().any(|path| path.contains("register")));
}

/// What is wrong in a file must not make the message about it a leak.
#[test]
fn no_mistake_makes_a_message_tell() {
    let mut words = private_words();
    words.extend(strings(&["canary", "07700", "1931", "009182736455"]));
    let broken = |text: &str| {
        let mut site = Site::new();
        site.put("pa-0042", text);
        let outcome = site.build();
        assert!(outcome.failed(), "{text}");
        assert_eq!(site.leaks(&words, &outcome.found), Vec::<String>::new(), "{text}");
        assert!(outcome.found.iter().all(|one| one.help.is_some()));
    };
    let open = open(Chosen::FIELDS);
    let sound = entry(&open, "")
        .replace("Canarybadge", "x")
        .replace("Canarycqc", "x")
        .replace("Canaryseer", "x")
        .replace("Canaryroom", "x");
    // Every private value of the wrong form, and every one under a wrong name.
    for field in PRIVATE {
        let (value, _) = private(field);
        let line = format!("  {field}: {value} ");
        assert!(sound.contains(&line));
        broken(&sound.replace(&line, &format!("  {field}: [{value}] ")));
        broken(&sound.replace(&line, &format!("  {field}x: {value} ")));
        broken(&sound.replace(&line, &format!("{line}#\n{line}")));
        broken(&sound.replace(&line, &format!("  canary{field}: {value}\n")));
    }
    for field in Chosen::FIELDS {
        let (value, _) = chosen(field);
        broken(&sound.replace(&format!("  {field}: {value} "), &format!("  {field}: [{value}] ")));
    }
    // Files that cannot be read, parts at the wrong place, a shut gate with mistakes in all that follows.
    broken(&sound.replace("private:", "private: ["));
    broken(&sound.replace("private:", "privat:"));
    broken(&sound.replace("private:", "private: &canary"));
    broken(&sound.replace("private:", "public:"));
    broken(&sound.replace("with_consent:", "withconsent:"));
    broken(&sound.replace("  based: bridport", "  based: bridprot # canary"));
    broken(&sound.replace("  based: bridport", "  based: >\n      bridprot\n   # canary\n"));
    broken(&sound.replace("  languages: [yoruba]", "  contact: nobody # canary"));
    broken(&sound.replace("note: x", "note: '009182736455'"));
    broken(&sound.replace("note: x", "note: 0091 8273 6455, ring 07700 900981"));
    broken(&sound.replace('\n', "\n\t"));
    for (gate, said) in SHUT.iter().filter(|(_, said)| *said) {
        assert!(said);
        broken(
            &entry(gate, "").replace("[yoruba]", "Canarylanguage").replace("status: employed", "status: Canarystatus"),
        );
    }
    // Everything on one line, where no line is private by itself.
    broken(
        "{last_confirmed: 2026-11-01, consent: {given: 2026-09-01}, public: {based: 1}, private: {full_name: Canary, notes: [Canary]}}",
    );
    broken("last_confirmed: Canary\nconsent: Canary\npublic: Canary\n");
    broken("Canary");
    broken("");
}

#[test]
fn an_entry_is_gone_the_day_after_its_last_and_of_the_cache_too() {
    for (gate, last) in [
        (open(&["name", "about"]), date(2026, 12, 1)),
        (
            "last_confirmed: 2026-06-10\nconsent: {given: 2026-01-01, shows: [name, about]}".to_owned(),
            date(2026, 12, 10),
        ),
    ] {
        let mut site = Site::new();
        site.put("pa-0042", &entry(&gate, ""));
        site.today = last;
        site.sound();
        let words = strings(&["pa-0042", "canaryname"]);
        assert!(site.has("register/pa-0042.html") && !site.leaks(&words, &[]).is_empty());
        site.today = last.tomorrow().unwrap();
        let outcome = site.sound();
        assert_eq!(site.leaks(&words, &[]), Vec::<String>::new());
        assert!(outcome.found.iter().any(|one| one.message.starts_with("pa-0042 ")), "{}", shown(&outcome.found));
        assert_eq!(site.leaks(&["canary".into()], &outcome.found), Vec::<String>::new());
    }
}

#[test]
fn an_entry_that_is_taken_back_is_gone_with_the_next_build() {
    let mut site = Site::new();
    site.put("pa-0042", &entry(&open(Chosen::FIELDS), ""));
    site.sound();
    site.put("pa-0042", "withdrawn: 2026-11-22\n");
    let outcome = site.sound();
    assert_eq!(site.leaks(&strings(&["pa-0042", "canary"]), &outcome.found), Vec::<String>::new());
    assert_eq!((outcome.withdrawn, outcome.found.len()), (1, 0));
}

#[test]
fn people_are_in_no_sitemap_list_or_feed_and_ask_not_to_be_found() {
    let mut site = Site::new();
    site.put("pa-0042", &entry(&open(Chosen::FIELDS), ""));
    site.sound();
    let root = site.folder.path().join("out");
    let mut pages = 0;
    for (name, bytes) in files(&root) {
        let text = String::from_utf8_lossy(&bytes).to_lowercase();
        let path = name.strip_prefix(&format!("{}/", root.display())).unwrap();
        let person = text.contains("canaryname") || text.contains("pa-0042");
        assert!(!person || path.starts_with("register/"), "{path}");
        if path.starts_with("register/") && path != "register/index.html" {
            pages += 1;
            assert!(text.contains("<meta name=\"robots\" content=\"noindex, nofollow, noarchive\">"), "{path}");
            assert!(text.contains("we are not the employer of anyone here."), "{path}");
        }
    }
    // Entries; each kind, and each in three places; everyone, and the search.
    assert_eq!(pages, 3 + 2 * (1 + 3) + 2);
    for path in ["sitemap.xml", "a-to-z.html", "changes.xml"] {
        let text = site.text(path);
        assert!(!text.contains("register/pa") && !text.contains("register/all"), "{path}");
    }
    assert!(site.text("sitemap.xml").contains("/register/</loc>"));
}

#[test]
fn lists_hold_who_works_there_and_say_what_was_not_checked() {
    let site = Site::new();
    site.sound();
    let bridport = site.text("register/personal-assistant/bridport.html").replace('\u{a0}', " ");
    assert!(bridport.contains("Marian") && bridport.contains("Made-up sample"));
    assert!(
        bridport
            .contains("DBS check, Enhanced: seen on 3 September 2026 by the support service, on the Update Service")
    );
    assert!(bridport.contains("Not checked: right to work, references and insurance."));
    assert!(bridport.contains("Last confirmed 12 October 2026"));
    let charmouth = site.text("register/personal-assistant/charmouth.html");
    assert!(
        !charmouth.contains("Marian") && charmouth.contains("No personal assistants are listed for Charmouth today.")
    );
    assert!(charmouth.contains("01632") && charmouth.contains("/register/personal-assistant/coast.html"));
    for place in ["bridport", "charmouth", "coast"] {
        assert!(site.text(&format!("register/payroll/{place}.html")).contains("Sample Pay"), "{place}");
    }
    let page = site.text("register/pa-0001.html");
    assert!(page.contains("This is a made-up sample entry.") && page.contains("£15.50 an hour"));
}

#[test]
fn a_change_to_one_entry_makes_only_the_pages_it_is_on() {
    let mut site = Site::new();
    site.sound();
    assert_eq!(site.sound().made, 0);
    let text = String::from_utf8(site.files["content/register/pay-0001.yaml"].clone()).unwrap();
    site.put("pay-0001", &text.replace("amount: 9.50", "amount: 9.75"));
    // Its own page, and the lists it is on: its kind, three places, all.
    assert_eq!(site.sound().made, 6);
    // What is not published makes no page again.
    site.put("pay-0001", &format!("{}# not shown\n", text.replace("amount: 9.50", "amount: 9.75")));
    assert_eq!(site.sound().made, 0);
}

#[test]
fn no_text_does_harm() {
    let payload = "\"'></dd></script><script>alert(1)</script><img src=x onerror=alert(1)>{{ 1 }}";
    let quoted = serde_json::to_string(payload).unwrap();
    let mut site = Site::new();
    let person = entry(&open(&["name", "about", "rates"]), "")
        .replace("Canaryname", &quoted)
        .replace("Canaryabout", &quoted)
        .replace("Canaryrate", &quoted)
        .replace("Canarybadge", &quoted)
        .replace("Canarycqc", &quoted)
        .replace("Canaryseer", &quoted)
        .replace("Canaryroom", &quoted);
    assert_eq!(person.matches(&quoted).count(), 7);
    site.put("pa-0042", &person);
    site.put(
        "isf-0042",
        &format!(
            "last_confirmed: 2026-11-01\nconsent: {{given: 2026-09-01, shows: [name]}}\npublic:\n  offers:\n    isf:\n      role: both\n      buys_from_others: true\n      groups: {quoted}\n      money:\n        held_by: {quoted}\n        reporting: {quoted}\n        fees: [{{per: run, includes: {quoted}}}]\n        accreditation: {{lot: {quoted}, from: 2026-01-01}}\n  based: bridport\n  areas: [bridport]\n  taking_on: {{status: yes, as_of: 2026-03-03}}\n  sources: [{{title: {quoted}}}]\nwith_consent: {{name: {quoted}}}\n"
        ),
    );
    site.sound();
    let mut seen = 0;
    for (name, bytes) in files(&site.folder.path().join("out/register")) {
        let html = String::from_utf8(bytes).unwrap();
        // The one script there is holds data about the page.
        assert_eq!((html.matches("<script").count(), html.matches("</script").count()), (1, 1), "{name}");
        assert!(!html.contains("<img"), "{name}");
        seen += html.matches("&lt;img src=x onerror").count();
    }
    assert!(seen > 14, "{seen}");
    for address in ["javascript:alert(1)", "data:text/html,x", "https://x.example/\"onclick=\"x y"] {
        let mut site = Site::new();
        site.put(
            "pa-0042",
            &entry(&open(&["website"]), "")
                .replace("https://canarysite.example.org", &serde_json::to_string(address).unwrap()),
        );
        assert!(site.build().failed(), "{address}");
    }
}

#[test]
fn turns_change_with_the_week_and_not_with_the_day() {
    let mut site = Site::new();
    for at in 2..40 {
        let text = String::from_utf8(site.files["content/register/pa-0001.yaml"].clone()).unwrap();
        site.put(&format!("pa-{at:04}"), &text.replace("Marian", &format!("Sample {at}")));
    }
    // Monday to Sunday, then the next Monday.
    site.today = date(2026, 11, 9);
    site.sound();
    let list = |site: &Site| site.text("register/personal-assistant/bridport.html");
    let first = list(&site);
    assert!(first.contains("Page 1 of 2") && site.has("register/personal-assistant/bridport-2.html"));
    site.today = date(2026, 11, 15);
    assert_eq!((site.sound().made, list(&site)), (0, first.clone()));
    site.today = date(2026, 11, 16);
    assert_eq!(site.sound().made, 6);
    assert_ne!(list(&site), first);
}
