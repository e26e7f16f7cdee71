//! Guides as readers use them: with the keyboard, with a screen reader's rules, on paper, in danger, and as they start.

use std::collections::BTreeSet;

use fingerpost_browser::{Browser, Scheme, Screen, budgets, in_a_browser, none, until};
use fingerpost_guide::answers::Answers;
use fingerpost_guide::flow::Target;
use serde_json::json;

use super::accessibility::axe;
use super::guide_tool::{Guide, guide, heading, on, open, press, shown};
use super::print::{columns, tidy};

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const SPACE: char = ' ';
/// A phone as most people have.
const PHONE: Screen = Screen { name: "360 px", width: 360, height: 640, scale: 1 };

const DOWN: char = '\u{e015}';

/// Someone in danger whose mother is in hospital: a long plan, with things about harm.
const IN_DANGER: &[(&str, &str)] = &[
    ("who", "me"),
    ("age", "working"),
    ("lives", "dorset-far"),
    ("safe", "harm stop-today dark"),
    ("stage", "hospital"),
    ("needs", "dementia end-of-life"),
    ("hours", "from-35"),
    ("help", "paid-short"),
    ("cover", "nobody"),
    ("work", "employed"),
    ("health", "tired low lifting"),
    ("money", "unchecked bills their-money"),
];

#[tokio::test]
async fn a_carer_gets_a_plan_on_a_phone_with_the_keyboard_alone() {
    in_a_browser(|browser| async move {
        browser.screen(PHONE).await;
        let guide = guide(&browser.site, "carer");
        guide.start(&browser).await;
        to(&browser, "[data-do=begin]", ENTER).await;
        on(&browser, "#q-who").await;
        focus_is(&browser, "[data-widget] h1").await;
        // Nothing chosen: the summary has the focus, and leads to the first answer.
        to(&browser, "form [type=submit]", ENTER).await;
        focus_is(&browser, "#oops").await;
        to(&browser, "#oops a", ENTER).await;
        focus_is(&browser, "#f_who-me").await;
        browser.press(SPACE, 1).await;
        browser.press(DOWN, 1).await;
        focus_is(&browser, "#f_who-helper:checked").await;
        to(&browser, "form [type=submit]", ENTER).await;
        on(&browser, "#q-age").await;
        to(&browser, "[data-do=skip]", SPACE).await;
        on(&browser, "#q-lives").await;
        // Back to the question that was skipped, and to the one before it, which still has its answer.
        to(&browser, "[data-do=back]", ENTER).await;
        on(&browser, "#q-age").await;
        assert_eq!(browser.run("return document.querySelectorAll('[data-widget] :checked').length", vec![]).await, 0);
        to(&browser, "[data-do=back]", ENTER).await;
        on(&browser, "#q-who").await;
        assert_eq!(
            browser.run("return document.querySelector('[data-widget] input:checked').id", vec![]).await,
            "f_who-helper"
        );
        to(&browser, "form [type=submit]", ENTER).await;
        on(&browser, "#q-lives").await;
        let set = guide.answers(&[("who", "helper"), ("lives", "dorset"), ("stage", "long"), ("needs", "dementia")]);
        for at in set.walk(&guide.flow).asked.into_iter().skip(2) {
            let question = &guide.flow.questions[at];
            on(&browser, &format!("#q-{}", question.id)).await;
            let mask = set.of(at).expect("an answer");
            if mask == 0 {
                to(&browser, "[data-do=skip]", ENTER).await;
                continue;
            }
            // A group of radio buttons is one stop of Tab; arrows go on from there.
            let bit = mask.trailing_zeros() as usize;
            if question.many {
                to(&browser, &format!("#f_{}-{}", question.id, question.options[bit].id), SPACE).await;
            } else {
                to(&browser, &format!("#f_{}-{}", question.id, question.options[0].id), SPACE).await;
                browser.press(DOWN, bit).await;
            }
            to(&browser, "form [type=submit]", ENTER).await;
        }
        on(&browser, "#plan").await;
        focus_is(&browser, "[data-widget] h1").await;
        let before = shown(&browser).await;
        // One answer is changed, and the plan comes straight back with more in it.
        to(&browser, ".stick [data-do=check]", ENTER).await;
        on(&browser, "#check").await;
        to(&browser, "[data-do=ask][data-with=safe]", ENTER).await;
        on(&browser, "#q-safe").await;
        to(&browser, "#f_safe-dark", SPACE).await;
        to(&browser, "form [type=submit]", ENTER).await;
        on(&browser, "#plan").await;
        let after = shown(&browser).await;
        let (before, after) = (before.as_array().expect("a plan"), after.as_array().expect("a plan"));
        let more: Vec<_> = after.iter().filter(|item| !before.contains(item)).collect();
        assert!(!more.is_empty() && more.iter().all(|item| item[0] == "Today"), "{more:?}");
        assert!(before.iter().all(|item| after.contains(item)), "nothing else has changed");
        to(&browser, ".tick", SPACE).await;
        focus_is(&browser, ".tick:checked").await;
        let ticked = "return [...document.querySelectorAll('.tick:checked')].map((box) => box.id)";
        let done = browser.run(ticked, vec![]).await;
        assert_eq!(done.as_array().map(Vec::len), Some(1));
        // What is ticked off stays so on the way through the answers.
        to(&browser, ".stick [data-do=check]", ENTER).await;
        on(&browser, "#check").await;
        to(&browser, "[data-do=on]", ENTER).await;
        on(&browser, "#plan").await;
        assert_eq!(browser.run(ticked, vec![]).await, done);
    })
    .await;
}

#[tokio::test]
async fn every_page_of_a_guide_is_accessible_on_a_phone() {
    in_a_browser(|browser| async move { inspect(&browser, Screen::PHONE).await }).await;
}

#[tokio::test]
async fn every_page_of_a_guide_is_accessible_on_a_wide_screen() {
    in_a_browser(|browser| async move { inspect(&browser, Screen::DESK).await }).await;
}

#[tokio::test]
async fn the_page_can_be_left_quickly_where_harm_is_in_the_plan_and_nowhere_else() {
    in_a_browser(|browser| async move {
        browser.screen(PHONE).await;
        let guide = guide(&browser.site, "carer");
        let leave = "return [...document.querySelectorAll('[data-widget] [data-do=leave]')].map((way) => way.dataset.with)";
        guide.walk(&browser, &guide.answers(&[("lives", "dorset"), ("safe", "stop-today dark"), ("stage", "long")])).await;
        assert_eq!(browser.run(leave, vec![]).await, json!([]));
        guide.walk(&browser, &guide.answers(IN_DANGER)).await;
        let ways = browser.run(leave, vec![]).await;
        let ways = ways.as_array().expect("a list");
        assert!(ways.len() > 1 && ways.iter().all(|way| way == "https://www.bbc.co.uk/weather"), "{ways:?}");
        // No test goes to another site: here the way out leads to a page of this one.
        let first = "const way = document.querySelector('[data-widget] [data-do=leave]'), box = way.getBoundingClientRect();
            way.dataset.with = '/a-to-z.html'; window.stays = true;
            return [box.top >= 0 && box.bottom <= innerHeight, history.length]";
        let first = browser.run(first, vec![]).await;
        assert_eq!(first[0], true, "it is in sight before anything is scrolled: {first}");
        press(&browser, "[data-widget] [data-do=leave]").await;
        until("the page is left", async || browser.address().await == "/a-to-z.html").await;
        assert_eq!(browser.run("return history.length", vec![]).await, first[1], "the plan is replaced in the history");
        browser.run("history.back()", vec![]).await;
        until("the guide begins again", async || {
            browser.run("return !!document.querySelector('[data-widget] [data-do=begin]')", vec![]).await == true
        })
        .await;
        let traces = "return [window.stays ?? false, !!document.querySelector('#my_plan'), !!document.querySelector('[data-do=on]')]";
        assert_eq!(browser.run(traces, vec![]).await, json!([false, false, false]), "Back shows nothing that was answered");
    })
    .await;
}

#[tokio::test]
async fn a_plan_prints_whole_things_and_numbers_to_ring_and_no_buttons() {
    in_a_browser(|browser| async move {
        let guide = guide(&browser.site, "carer");
        guide.walk(&browser, &guide.answers(IN_DANGER)).await;
        let items = "return [...document.querySelectorAll('#my_plan .plan > li')].map((item) =>
            [...item.querySelectorAll('h3, p:not(.no-print), li')].flatMap((line) => [...line.childNodes].map((part) => part.textContent)))";
        let items: Vec<Vec<String>> = serde_json::from_value(browser.run(items, vec![]).await).expect("texts");
        let urgent = "return [...document.querySelectorAll('header a[href^=tel], #urgent ~ p a')].map((link) => link.textContent)";
        let urgent: Vec<String> = serde_json::from_value(browser.run(urgent, vec![]).await).expect("texts");
        let paper: Vec<String> = columns(&browser.print().await).iter().map(|sheet| tidy(sheet)).collect();
        let mut complaints = Vec::new();
        for item in &items {
            let Some(sheet) = paper.iter().find(|sheet| sheet.contains(&tidy(&item[0]))) else {
                complaints.push((item[0].clone(), "is not on paper".to_owned()));
                continue;
            };
            let cut = item.iter().find(|line| !sheet.contains(&tidy(line)));
            complaints.extend(cut.map(|line| (item[0].clone(), format!("is not whole on its sheet: {line}"))));
        }
        let all = paper.concat();
        for button in ["Copy as text", "Change answers", "Leave this page quickly", "Keep my answers", "Make a link", "Carry on"] {
            if all.contains(&tidy(button)) {
                complaints.push(("the plan".into(), format!("is of no use on paper: {button}")));
            }
        }
        assert!(items.len() > 12 && urgent.len() > 2, "{} things, {urgent:?}", items.len());
        if !urgent.iter().any(|number| all.contains(&tidy(number))) {
            complaints.push(("the plan".into(), format!("has none of {urgent:?}")));
        }
        println!("{} things on {} sheets.", items.len(), paper.len());
        none("A plan on paper", &complaints);
    })
    .await;
}

#[tokio::test]
async fn guides_start_without_moving_the_page_and_say_so_when_they_cannot() {
    in_a_browser(|browser| async move {
        let guides = ["carer", "do-you-look-after-someone"].map(|id| guide(&browser.site, id));
        let mut complaints = Vec::new();
        for screen in [Screen::PHONE, Screen::DESK] {
            browser.screen(screen).await;
            for guide in &guides {
                guide.start(&browser).await;
                let moved = "const done = arguments[0]; let sum = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value })
                    .observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 300)";
                let moved = browser.run_and_wait(moved, vec![]).await.as_f64().expect("a number");
                println!("{}, {}: {moved}", guide.id, screen.name);
                if moved > budgets().widget.layout_shift {
                    complaints.push((format!("{}, {}", guide.id, screen.name), format!("the page moved by {moved}")));
                }
            }
        }
        none("Layout shift", &complaints);
        browser.devtools("Network.enable", json!({})).await;
        browser.devtools("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] })).await;
        for guide in &guides {
            open(&browser, &guide.page).await;
            let failed = "const box = document.querySelector('[data-failed]'); return [box.hidden, !!box.querySelector('a[href^=tel]')]";
            until("the page says that the tool does not work", async || browser.run(failed, vec![]).await == json!([false, true])).await;
            let rest = "return !!document.querySelector('li[id^=todo_], section[aria-labelledby=ask] a')?.checkVisibility()";
            assert_eq!(browser.run(rest, vec![]).await, true, "{}: what is on the page can still be used", guide.id);
        }
        browser.devtools("Network.setBlockedURLs", json!({ "urls": [] })).await;
    })
    .await;
}

/// Every kind of page of the carer guide through axe: start, all questions, an error, the answers, a plan, an outcome.
async fn inspect(browser: &Browser, screen: Screen) {
    browser.screen(screen).await;
    let guide = guide(&browser.site, "carer");
    let mut complaints = Vec::new();
    let mut seen = BTreeSet::new();
    guide.start(browser).await;
    both(browser, "the start", &mut complaints).await;
    let ways = [
        guide.answers(IN_DANGER),
        guide.answers(&[("lives", "dorset"), ("stage", "long")]),
        guide.answers(&[("lives", "dorset"), ("stage", "ended")]),
    ];
    for (turn, set) in ways.iter().enumerate() {
        guide.start(browser).await;
        press(browser, "[data-do=begin]").await;
        look_at_questions(browser, &guide, set, &mut seen, &mut complaints).await;
        if turn == 0 {
            press(browser, "[data-widget] details:not([open]) summary").await;
            press(browser, "[data-do=link]").await;
            press(browser, "[data-do=copy]").await;
            both(browser, "a plan with harm in it", &mut complaints).await;
            press(browser, ".stick [data-do=check]").await;
            on(browser, "#check").await;
            both(browser, "the answers", &mut complaints).await;
        }
    }
    assert_eq!(seen.len(), guide.flow.questions.len(), "every question was looked at: {seen:?}");
    let set = guide.answers(&[("lives", "bcp")]);
    assert!(matches!(set.walk(&guide.flow).at, Target::Outcome(_)));
    guide.walk(browser, &set).await;
    both(browser, "an outcome", &mut complaints).await;
    none(&format!("axe at {}", screen.name), &complaints);
}

/// Answers every question; those that were not seen before are looked at, the first one with its error too.
async fn look_at_questions(
    browser: &Browser,
    guide: &Guide,
    set: &Answers,
    seen: &mut BTreeSet<usize>,
    complaints: &mut Vec<(String, String)>,
) {
    for at in set.walk(&guide.flow).asked {
        let question = &guide.flow.questions[at];
        on(browser, &format!("#q-{}", question.id)).await;
        if seen.insert(at) {
            until("the question is there", async || heading(browser).await == question.ask.as_str()).await;
            both(browser, &question.id, complaints).await;
            if seen.len() == 1 {
                press(browser, "[data-widget] [type=submit]").await;
                until("the error is there", async || {
                    browser.run("return !!document.querySelector('#oops')", vec![]).await == true
                })
                .await;
                both(browser, "an error", complaints).await;
            }
        }
        guide.answer(browser, at, set.of(at).expect("an answer")).await;
    }
    on(browser, "#plan").await;
}

async fn both(browser: &Browser, place: &str, complaints: &mut Vec<(String, String)>) {
    for scheme in [Scheme::Light, Scheme::Dark] {
        browser.scheme(scheme).await;
        axe(browser, &format!("{place} ({scheme:?})"), complaints).await;
    }
}

/// Goes on with Tab until the focus is there, and presses a key. Fails when Tab does not get there.
async fn to(browser: &Browser, selector: &str, key: char) {
    let there = "return document.activeElement.matches(arguments[0])";
    for _ in 0..120 {
        browser.press(TAB, 1).await;
        if browser.run(there, vec![json!(selector)]).await == true {
            return browser.press(key, 1).await;
        }
    }
    panic!("Tab does not reach {selector} at {}", browser.run("return location.hash", vec![]).await);
}

async fn focus_is(browser: &Browser, selector: &str) {
    let there = "return document.activeElement.matches(arguments[0])";
    until(&format!("the focus is on {selector}"), async || browser.run(there, vec![json!(selector)]).await == true)
        .await;
}
