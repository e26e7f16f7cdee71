//! Guides say the same everywhere: on the command line, in the tool and on the page without JavaScript; and what a reader
//! answers stays where the reader wants it.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use fingerpost_browser::{Browser, in_a_browser, none, program};
use fingerpost_guide::answers::{Answers, valid};
use fingerpost_guide::flow::{Flow, Target};
use fingerpost_guide::words;
use fingerpost_guide::written::{Group, Kind};
use serde_json::{Value, json};

use super::guide_tool::{Guide, guide, guides, heading, on, open, press, shown};
use super::privacy::requests;

#[tokio::test]
async fn the_same_answers_give_the_same_plan_on_the_command_line_in_the_tool_and_without_javascript() {
    in_a_browser(|browser| async move {
        let mut complaints = Vec::new();
        for guide in guides(&browser.site, Kind::Plan) {
            let mut dice = Dice(0x2026_1122);
            let sets: Vec<Answers> = std::iter::repeat_with(|| dice.answers(&guide.flow))
                .filter(|set| set.walk(&guide.flow).at == Target::Plan)
                .take(if guide.id == "carer" { 12 } else { 6 })
                .collect();
            let said: Vec<Value> = sets.iter().map(|set| said(&browser, &guide, set)).collect();
            let lengths: BTreeSet<usize> = said.iter().filter_map(Value::as_array).map(Vec::len).collect();
            assert!(lengths.len() > 2, "{}: the plans are all as long: {lengths:?}", guide.id);
            let mut compare = |set: usize, place: &str, shown: &Value| {
                if *shown != said[set] {
                    let answers = sets[set].to_code(&guide.flow);
                    let what = format!("{place} says\n{shown}\n    the command\n{}", said[set]);
                    complaints.push((format!("{}, {answers}", guide.id), what));
                }
            };
            browser.scripts(false).await;
            browser.go(&guide.page).await;
            for (at, set) in sets.iter().enumerate() {
                let mut left = left_over(&browser, &guide, set).await;
                // On the page each thing says whom it is for, not why it is there.
                left.as_array_mut()
                    .expect("a list")
                    .iter_mut()
                    .zip(said[at].as_array().expect("a list"))
                    .for_each(|(here, there)| here[2] = there[2].clone());
                compare(at, "the page", &left);
            }
            browser.scripts(true).await;
            for (at, set) in sets.iter().enumerate() {
                guide.walk(&browser, set).await;
                compare(at, "the tool", &shown(&browser).await);
            }
        }
        none("Guides", &complaints);
    })
    .await;
}

#[tokio::test]
async fn answers_that_lead_to_no_plan_show_where_they_lead_in_the_tool_and_without_javascript() {
    in_a_browser(|browser| async move {
        for guide in guides(&browser.site, Kind::Plan) {
            for (outcome, set) in one_for_each_outcome(&guide.flow) {
                let outcome = &guide.flow.outcomes[outcome];
                browser.scripts(false).await;
                browser.go(&guide.page).await;
                assert_eq!(left_over(&browser, &guide, &set).await, json!([]), "{}", outcome.id);
                let ends = "return [...document.querySelectorAll('[id^=end_]')].filter((end) => end.tagName === 'SECTION' && end.checkVisibility()).map((end) => end.id)";
                let ends = browser.run(ends, vec![]).await;
                assert_eq!(ends, json!([format!("end_{}", outcome.id)]), "{}", guide.id);
                browser.scripts(true).await;
                guide.walk(&browser, &set).await;
                assert_eq!(heading(&browser).await, outcome.title.as_str(), "{}", guide.id);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn every_walk_of_a_route_ends_where_its_rules_say_without_javascript() {
    in_a_browser(|browser| async move {
        browser.scripts(false).await;
        for guide in guides(&browser.site, Kind::Route) {
            let mut pages: BTreeMap<String, Value> = BTreeMap::new();
            let mut all = Vec::new();
            walks(&guide.flow, &Answers::default(), &mut all);
            for set in &all {
                let walk = set.walk(&guide.flow);
                let mut address = guide.page.clone();
                let mut way = address.clone();
                for at in walk.asked {
                    let question = &guide.flow.questions[at];
                    let page = look(&browser, &address, &mut pages).await;
                    assert_eq!(page[0], question.ask.as_str(), "{way}");
                    let answer = &question.options[set.of(at).expect("an answer").trailing_zeros() as usize].label;
                    let links = page[1].as_array().expect("links");
                    assert_eq!(links.len(), question.options.len(), "{way}");
                    let link = links.iter().find(|link| link[0] == answer.as_str());
                    address = link.unwrap_or_else(|| panic!("{way}: {answer}"))[1].as_str().expect("a path").to_owned();
                    way = format!("{way} → {answer} → {address}");
                }
                let Target::Outcome(end) = walk.at else { panic!("{way}") };
                assert_eq!(
                    look(&browser, &address, &mut pages).await[0],
                    guide.flow.outcomes[end].title.as_str(),
                    "{way}"
                );
            }
            let below = format!("/guides/{}/", guide.id);
            let made = browser.site.pages.iter().filter(|page| page.address.starts_with(&below)).count();
            assert_eq!(pages.len(), made + 1, "{}: every page of it is on a walk", guide.id);
            println!("{}: {} walks over {} pages.", guide.id, all.len(), pages.len());
        }
    })
    .await;
}

#[tokio::test]
async fn the_tool_leads_to_every_outcome_of_a_route() {
    in_a_browser(|browser| async move {
        for guide in guides(&browser.site, Kind::Route) {
            let ways = one_for_each_outcome(&guide.flow);
            assert_eq!(ways.len(), guide.flow.outcomes.len(), "{}", guide.id);
            for (outcome, set) in ways {
                guide.walk(&browser, &set).await;
                assert_eq!(heading(&browser).await, guide.flow.outcomes[outcome].title.as_str(), "{}", guide.id);
            }
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_is_sent_and_nothing_is_kept_until_the_reader_asks() {
    in_a_browser(|browser| async move {
        let guide = guide(&browser.site, "carer");
        let set = guide.answers(&[("who", "me"), ("age", "working"), ("lives", "dorset"), ("safe", "harm dark")]);
        guide.start(&browser).await;
        let loaded = requests(&browser).await;
        let elsewhere: Vec<&String> = loaded.iter().filter(|address| !address.starts_with(&browser.site.url)).collect();
        assert!(loaded.len() > 3 && elsewhere.is_empty(), "{loaded:?}");
        guide.answer_all(&browser, &set).await;
        let before = shown(&browser).await;
        press(&browser, ".tick").await;
        press(&browser, "[data-do=copy]").await;
        let kept = "return [localStorage.length, sessionStorage.length, document.cookie, location.href, history.state]";
        let nothing = json!([0, 0, "", format!("{}{}#plan", browser.site.url, guide.page), null]);
        assert_eq!(browser.run(kept, vec![]).await, nothing);
        assert_eq!(requests(&browser).await, [""; 0], "nothing was asked for since the page came");

        press(&browser, "[data-do=keep]").await;
        assert_eq!(browser.run("return Object.keys(localStorage)", vec![]).await, json!(["fingerpost-guide-carer"]));
        guide.start(&browser).await;
        press(&browser, "[data-do=load]").await;
        on(&browser, "#plan").await;
        assert_eq!(shown(&browser).await, before);
        let ticked = "return [...document.querySelectorAll('.tick')].map((box) => box.checked).indexOf(true)";
        assert_eq!(browser.run(ticked, vec![]).await, 0, "what was ticked off is ticked off");
        press(&browser, "[data-do=delete]").await;
        assert_eq!(browser.run(kept, vec![]).await, nothing);
        guide.start(&browser).await;
        assert_eq!(browser.run("return !!document.querySelector('[data-do=load]')", vec![]).await, false);
        let asked: Vec<String> = requests(&browser).await;
        let told: Vec<&String> = asked
            .iter()
            .filter(|address| !address.starts_with(&browser.site.url) || address.contains("harm"))
            .collect();
        assert!(told.is_empty(), "{told:?}");
    })
    .await;
}

#[tokio::test]
async fn a_link_brings_the_plan_back_and_says_when_the_guide_has_changed() {
    in_a_browser(|browser| async move {
        let guide = guide(&browser.site, "carer");
        let set =
            guide.answers(&[("who", "helper"), ("age", "older"), ("stage", "long"), ("needs", "dementia senses")]);
        guide.walk(&browser, &set).await;
        let before = shown(&browser).await;
        let _ = requests(&browser).await;
        assert_eq!(browser.run("return document.querySelector('#link')", vec![]).await, Value::Null);
        press(&browser, "[data-do=link]").await;
        let link = browser.run("return document.querySelector('#link').value", vec![]).await;
        let link = link.as_str().expect("a link").strip_prefix(&browser.site.url).expect("to this site").to_owned();
        assert_eq!(link, format!("{}#my={}", guide.page, set.to_code(&guide.flow)));
        assert_eq!(requests(&browser).await, [""; 0], "nothing was asked for since the page came");
        assert_eq!(browser.run("return [location.hash, localStorage.length]", vec![]).await, json!(["#plan", 0]));

        let changed = "return document.querySelector('[data-widget]').textContent.includes('This guide has changed')";
        open(&browser, &link).await;
        on(&browser, "#plan").await;
        assert_eq!(shown(&browser).await, before);
        assert_eq!(browser.run(changed, vec![]).await, false);
        // An answer that is gone is left out, and so is a question.
        for old in [link.replace(".n18.", ".n18Z."), format!("{link}.zz1")] {
            assert_ne!(old, link);
            open(&browser, &old).await;
            on(&browser, "#plan").await;
            assert_eq!(browser.run(changed, vec![]).await, true, "{old}");
            press(&browser, ".stick [data-do=check]").await;
            on(&browser, "#check").await;
        }
    })
    .await;
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).expect("31 bits") % sides
    }

    /// Answers of someone who skips one question in six, and of lists mostly ticks a few.
    fn answers(&mut self, flow: &Flow) -> Answers {
        let mut set = Answers::default();
        while let Target::Question(at) = set.walk(flow).at {
            let question = &flow.questions[at];
            let count = question.options.len();
            let mask = match self.roll(6) {
                0 => 0,
                1 | 2 if question.many => self.roll(1 << count) & self.roll(1 << count),
                _ => 1 << self.roll(count),
            };
            let mask = u32::try_from(mask).expect("at most 31 answers");
            set.set(at, Some(mask).filter(|mask| valid(flow, at, *mask)));
        }
        set
    }
}

/// Every walk on which each question has one answer.
fn walks(flow: &Flow, so_far: &Answers, found: &mut Vec<Answers>) {
    let Target::Question(at) = so_far.walk(flow).at else { return found.push(so_far.clone()) };
    for bit in 0..flow.questions[at].options.len() {
        let mut then = so_far.clone();
        then.set(at, Some(1 << bit));
        walks(flow, &then, found);
    }
}

/// The first walk to each outcome, if there is one.
fn one_for_each_outcome(flow: &Flow) -> Vec<(usize, Answers)> {
    fn seek(flow: &Flow, so_far: &Answers, found: &mut BTreeMap<usize, Answers>, seen: &mut BTreeSet<usize>) {
        match so_far.walk(flow).at {
            Target::Plan => {}
            Target::Outcome(end) => drop(found.entry(end).or_insert_with(|| so_far.clone())),
            // In a plan a question is looked at once: outcomes hang on its first questions.
            Target::Question(at) if flow.kind == Kind::Plan && !seen.insert(at) => {}
            Target::Question(at) => {
                for bit in 0..flow.questions[at].options.len() {
                    let mut then = so_far.clone();
                    then.set(at, Some(1 << bit));
                    seek(flow, &then, found, seen);
                }
            }
        }
    }
    let mut found = BTreeMap::new();
    seek(flow, &Answers::default(), &mut found, &mut BTreeSet::new());
    found.into_iter().collect()
}

/// What the command line says: group, title and reasons of everything in the plan.
fn said(browser: &Browser, guide: &Guide, set: &Answers) -> Value {
    let given: serde_json::Map<String, Value> = set
        .walk(&guide.flow)
        .asked
        .into_iter()
        .map(|at| {
            let question = &guide.flow.questions[at];
            let mask = set.of(at).expect("an answer");
            let words = question.options.iter().enumerate().filter(|(bit, _)| mask & 1 << bit != 0);
            let words: Vec<&str> = words.map(|(_, choice)| choice.id.as_str()).collect();
            (question.id.clone(), if words.is_empty() { json!("skipped") } else { json!(words) })
        })
        .collect();
    let project = browser.site.project();
    project.write("answers.yaml", &Value::Object(given).to_string());
    let mut command = Command::new(program());
    command.args(["guide", "plan", &guide.id, "--json", "--project"]).arg(project.path());
    let output = command.arg(project.path().join("answers.yaml")).output().expect("the program runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let plan: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    assert_eq!((&plan["ends"], &plan["code"]), (&json!("plan"), &json!(set.to_code(&guide.flow))));
    let items = plan["items"].as_array().expect("items").iter().map(|item| {
        let group = Group::ALL.into_iter().find(|group| item["group"] == group.id()).expect("a group");
        let because: Vec<&str> = item["because"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        let because =
            if because.is_empty() { String::new() } else { format!("Because {}.", words::together(&because)) };
        json!([group.title(), item["title"], because])
    });
    items.collect()
}

/// What the page without JavaScript leaves in sight, once the same answers are ticked in its filter.
async fn left_over(browser: &Browser, guide: &Guide, set: &Answers) -> Value {
    let mut boxes = Vec::new();
    for at in set.walk(&guide.flow).asked {
        let question = &guide.flow.questions[at];
        let mask = set.of(at).expect("an answer");
        let named = question.options.iter().enumerate().filter(|(bit, _)| mask & 1 << bit != 0);
        boxes.extend(named.map(|(_, choice)| format!("a_{}_{}", question.code, choice.code)));
        boxes.extend((mask == 0).then(|| format!("a_{}_", question.code)));
    }
    let script = "const filter = document.querySelector('.sieve');
        filter.querySelector('details').open = true;
        for (const box of filter.querySelectorAll('input')) box.checked = box.id.endsWith('_any');
        const all = [...document.querySelectorAll('li[id^=todo_]')];
        const hidden = all.filter((item) => !item.checkVisibility()).map((item) => item.id);
        for (const id of arguments[0]) document.getElementById(id).click();
        return [all.length, hidden, all.filter((item) => item.checkVisibility()).map((item) =>
            [item.parentElement.previousElementSibling.textContent, item.querySelector('h3').textContent, ''])]";
    let left = browser.run(script, vec![json!(boxes)]).await;
    assert_eq!((&left[0], &left[1]), (&json!(guide.flow.items.len()), &json!([])), "nothing ticked hides nothing");
    left[2].clone()
}

/// A page of a route without JavaScript: its question or outcome, and its answers with where they lead.
async fn look<'p>(browser: &Browser, address: &str, pages: &'p mut BTreeMap<String, Value>) -> &'p Value {
    if !pages.contains_key(address) {
        browser.go(address).await;
        let script = "const part = document.querySelector('section[aria-labelledby=ask]');
            return part ? [part.querySelector('#ask').textContent, [...part.querySelectorAll('.onward a')].map((link) => [link.textContent, new URL(link.href).pathname])]
                : [document.querySelector('main h1').textContent, []]";
        pages.insert(address.to_owned(), browser.run(script, vec![]).await);
    }
    &pages[address]
}
