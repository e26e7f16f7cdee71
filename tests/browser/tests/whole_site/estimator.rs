//! The financial estimator as readers use it: six households from the first question to the letter, each held against the
//! command line; what is kept and sent, what is said when something is wrong, and how it starts.

use std::collections::BTreeSet;
use std::process::Command;

use fingerpost_browser::{Browser, Screen, budgets, in_a_browser, none, program, until};
use serde_json::{Value, json};

use super::accessibility::axe;

const PAGE: &str = "/paying-for-care/estimate.html";

/// Six households, as the answers they type. The first field says which way they take.
const HOUSEHOLDS: [(&str, &[(&str, &str)]); 6] = [
    (
        "a pensioner at home, quick",
        &[
            ("depth", "quick"),
            ("setting", "home"),
            ("free", "none"),
            ("visits", "hours"),
            ("hours", "10"),
            ("age", "82"),
            ("household", "single"),
            ("savings", "18,000"),
            ("income.state_pension", "920"),
            ("income.occupational_pension", "300"),
            ("disability", "attendance_allowance_higher"),
            ("housing.council_tax", "120"),
        ],
    ),
    (
        "her sister lives in the home, she has savings, full",
        &[
            ("depth", "full"),
            ("setting", "care_home"),
            ("free", "none"),
            ("price", "known"),
            ("home_price", "1250"),
            ("budget", "no"),
            ("stay", "no"),
            ("age", "84"),
            ("household", "single"),
            ("home", "alone"),
            ("home_value", "280000"),
            ("occupier", "relative_60"),
            ("occupier_since", "yes"),
            ("savings", "62000"),
            ("assets", "none"),
            ("given_away", "no"),
            ("pensions", "state_pension occupational_pension"),
            ("income.state_pension", "241.30"),
            ("income.state_pension.per", "week"),
            ("income.occupational_pension", "84.20"),
            ("income.occupational_pension.per", "week"),
            ("benefits", "none"),
            ("disability", "attendance_allowance_higher"),
            ("other_income", "none"),
            ("loan", "no"),
            ("sure", "exact"),
        ],
    ),
    (
        "a loan against an empty home, full",
        &[
            ("depth", "full"),
            ("setting", "nursing_home"),
            ("free", "none"),
            ("price", "known"),
            ("home_price", "1500"),
            ("nhs_in_price", "yes"),
            ("budget", "yes"),
            ("budget_amount", "1100"),
            ("top_up", "family"),
            ("stay", "yes"),
            ("stay_weeks", "20"),
            ("age", "90"),
            ("household", "single"),
            ("home", "others"),
            ("home_value", "300000"),
            ("home_owed", "10000"),
            ("home_owners", "2"),
            ("occupier", "nobody"),
            ("savings", "9000"),
            ("assets", "life_policy other_property"),
            ("worth.life_policy", "5000"),
            ("worth.other_property", "2000"),
            ("given_away", "yes"),
            ("worth.given_away", "15000"),
            ("pensions", "state_pension"),
            ("income.state_pension", "900"),
            ("benefits", "pension_credit_savings"),
            ("income.pension_credit_savings", "6"),
            ("disability", "none"),
            ("other_income", "rent_from_home"),
            ("income.rent_from_home", "400"),
            ("loan", "yes_interest"),
            ("loan_interest", "4.5"),
            ("sure", "rough"),
        ],
    ),
    (
        "a couple of working age at home, full",
        &[
            ("depth", "full"),
            ("setting", "supported_living"),
            ("free", "reablement"),
            ("visits", "cost"),
            ("visits_cost", "1200"),
            ("visits_cost.per", "month"),
            ("age", "45"),
            ("household", "married"),
            ("partner_age", "no"),
            ("children", "2"),
            ("partner_income", "150"),
            ("savings", "2000"),
            ("joint_savings", "4000"),
            ("assets", "none"),
            ("given_away", "no"),
            ("pensions", "none"),
            ("benefits", "universal_credit child_benefit"),
            ("income.universal_credit", "900"),
            ("income.child_benefit", "170"),
            ("disability", "pip_daily_living_enhanced"),
            ("other_income", "earnings"),
            ("income.earnings", "600"),
            ("housing.rent", "500"),
            ("housing.council_tax", "150"),
            ("housing_paid_by", "both"),
            ("expenses", "laundry equipment"),
            ("expense.laundry", "6.50"),
            ("expense.equipment", "300"),
            ("carer", "no"),
            ("sure", "exact"),
        ],
    ),
    (
        "not sure where yet, quick",
        &[
            ("depth", "quick"),
            ("setting", "unsure"),
            ("free", "none"),
            ("visits", "unknown"),
            ("price", "usual"),
            ("age", "66"),
            ("pension_age", "yes"),
            ("household", "partners"),
            ("home", "partner"),
            ("home_value", "250000"),
            ("occupier", "partner"),
            ("occupier_since", "yes"),
            ("savings", "0"),
            ("joint_savings", "30000"),
            ("income.state_pension", "800"),
            ("disability", "none"),
            ("housing_paid_by", "person"),
        ],
    ),
    ("all care is free, quick", &[("depth", "quick"), ("setting", "nursing_home"), ("free", "nhs")]),
];

#[tokio::test]
async fn six_households_get_the_same_letter_as_on_the_command_line() {
    in_a_browser(|browser| async move {
        browser.screen(Screen::PHONE).await;
        let mut looked_at = BTreeSet::new();
        let mut complaints = Vec::new();
        for (name, answers) in HOUSEHOLDS {
            start(&browser, answers[0].1).await;
            walk(&browser, name, answers, &mut looked_at, &mut complaints).await;
            axe(&browser, &format!("result, {name}"), &mut complaints).await;
            let shown = shown(&browser).await;
            let said = said(&browser, answers, &shown["day"]);
            for part in ["heading", "sums"] {
                if shown[part] != said[part] {
                    complaints
                        .push((name.into(), format!("the page says {}, the command {}", shown[part], said[part])));
                }
            }
            if browser.run("return localStorage.length + sessionStorage.length", vec![]).await != 0 {
                complaints.push((name.into(), "something was kept on the device, though nobody asked".into()));
            }
            let elsewhere = "return performance.getEntriesByType('resource').map(entry => entry.name)
                .concat(location.search).filter(name => name && !name.startsWith(location.origin + '/'))";
            let elsewhere = browser.run(elsewhere, vec![]).await;
            if elsewhere != json!([]) {
                complaints.push((name.into(), format!("asks {elsewhere}")));
            }
        }
        assert!(looked_at.len() > 20, "only {looked_at:?} were asked");
        none("Estimator", &complaints);
    })
    .await;
}

#[tokio::test]
async fn a_letter_prints_on_two_sheets() {
    in_a_browser(|browser| async move {
        for (name, answers) in [HOUSEHOLDS[0], HOUSEHOLDS[1]] {
            start(&browser, answers[0].1).await;
            walk(&browser, name, answers, &mut BTreeSet::new(), &mut Vec::new()).await;
            let sheets = super::print::sheets(&browser.print().await);
            assert_eq!(sheets.len(), 2, "{name}");
            assert!(sheets[0].contains("You would pay") && !sheets.concat().contains("What if?"), "{name}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_wrong_answer_is_said_at_the_top_and_beside_it_and_back_loses_nothing() {
    in_a_browser(|browser| async move {
        start(&browser, "quick").await;
        press(&browser, "button[type=submit]").await;
        let focus = "const at = document.activeElement; return [at.id, at.textContent]";
        until("the summary has the focus", async || browser.run(focus, vec![]).await[0] == "oops").await;
        press(&browser, "#oops a").await;
        until("the link leads to the first choice", async || browser.run(focus, vec![]).await[0] == "f_setting-home")
            .await;
        assert_eq!(browser.run("return document.querySelector('.err').id", vec![]).await, "f_setting_err");
        answer(&browser, &[("setting", "home")]).await;
        press(&browser, "button[type=submit]").await;
        on(&browser, "#free").await;
        browser.run("history.back()", vec![]).await;
        on(&browser, "#setting").await;
        let kept = "return document.querySelector('[value=home]').checked";
        until("the answer is still there", async || browser.run(kept, vec![]).await == true).await;
        // The skip link is the page's own, and leads nowhere else.
        press(&browser, ".skip").await;
        assert_eq!(browser.run("return document.querySelector('form h1').textContent.length > 5", vec![]).await, true);
    })
    .await;
}

#[tokio::test]
async fn answers_are_kept_and_deleted_only_when_asked_and_come_back_from_a_file() {
    in_a_browser(|browser| async move {
        let (name, answers) = HOUSEHOLDS[0];
        start(&browser, answers[0].1).await;
        walk(&browser, name, answers, &mut BTreeSet::new(), &mut Vec::new()).await;
        let before = shown(&browser).await;
        press(&browser, "[data-do=keep]").await;
        let kept = browser.run("return localStorage.getItem('fingerpost-estimate')", vec![]).await;
        let kept = kept.as_str().expect("the answers").to_owned();
        press(&browser, "[data-do=delete]").await;
        assert_eq!(browser.run("return localStorage.length", vec![]).await, 0);
        // What was kept is also what a file holds.
        browser.go("/a-to-z.html").await;
        browser.go(PAGE).await;
        until("the tool has started", async || ready(&browser).await).await;
        browser.run("document.querySelector('#paste').value = arguments[0]", vec![json!("{nonsense")]).await;
        press(&browser, "[data-do=restore]").await;
        assert_eq!(browser.run("return !document.querySelector('#paste_err').hidden", vec![]).await, true);
        browser.run("document.querySelector('#paste').value = arguments[0]", vec![json!(kept)]).await;
        press(&browser, "[data-do=restore]").await;
        on(&browser, "#result").await;
        assert_eq!(shown(&browser).await, before);
    })
    .await;
}

#[tokio::test]
async fn sliders_and_boxes_try_other_numbers_beside_the_letter() {
    in_a_browser(|browser| async move {
        let (name, answers) = HOUSEHOLDS[1];
        start(&browser, answers[0].1).await;
        walk(&browser, name, answers, &mut BTreeSet::new(), &mut Vec::new()).await;
        let letter = shown(&browser).await;
        browser.run("const box = document.querySelector('#type_savings'); box.value = '20000'; box.dispatchEvent(new Event('input', { bubbles: true }))", vec![]).await;
        let tried = browser.run("return [document.querySelector('#tried b').textContent, document.querySelector('#try_savings').value]", vec![]).await;
        assert!(tried[0].as_str().is_some_and(|text| text.starts_with("You would pay £")), "{tried}");
        assert_eq!(tried[1], "20000", "the slider follows the box");
        assert_eq!(shown(&browser).await, letter, "the letter stays");
        press(&browser, "[data-do=take]").await;
        until("the letter is new", async || shown(&browser).await != letter).await;
        press(&browser, "[data-do=compare]").await;
        on(&browser, "#visits").await;
        for (field, code) in [("visits", "unknown"), ("", ""), ("expenses", "none"), ("carer", "no")] {
            answer(&browser, &[(field, code)]).await;
            press(&browser, "button[type=submit]").await;
        }
        press(&browser, "[data-do=result]").await;
        on(&browser, "#result").await;
        let heads = browser.run("return [...document.querySelectorAll('.panel thead th')].map(head => head.textContent)", vec![]).await;
        assert_eq!(heads, json!(["A care home", "Care at home"]));
    })
    .await;
}

#[tokio::test]
async fn it_starts_without_moving_the_page_and_says_so_when_it_cannot() {
    in_a_browser(|browser| async move {
        for screen in [Screen::PHONE, Screen::DESK] {
            browser.screen(screen).await;
            browser.go("/a-to-z.html").await;
            browser.go(PAGE).await;
            until("the tool has started", async || ready(&browser).await).await;
            let moved = "const done = arguments[0]; let sum = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value })
                .observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 300)";
            let moved = browser.run_and_wait(moved, vec![]).await.as_f64().expect("a number");
            assert!(moved <= budgets().widget.layout_shift, "{}: the page moved by {moved}", screen.name);
        }
        browser.devtools("Network.enable", json!({})).await;
        browser.devtools("Network.setBlockedURLs", json!({ "urls": ["*.wasm"] })).await;
        browser.go("/a-to-z.html").await;
        browser.go(PAGE).await;
        let failed = "const box = document.querySelector('[data-failed]'); return [box.hidden, !!box.querySelector('a[href^=tel]')]";
        until("the page says that the tool does not work", async || browser.run(failed, vec![]).await == json!([false, true])).await;
        browser.devtools("Network.setBlockedURLs", json!({ "urls": [] })).await;
    })
    .await;
}

#[tokio::test]
async fn only_its_page_may_run_webassembly() {
    in_a_browser(|browser| async move {
        browser.go(PAGE).await;
        let policy = "const [address, done] = arguments; fetch(address).then(answer => done(answer.headers.get('content-security-policy')))";
        let own = browser.run_and_wait(policy, vec![json!(PAGE)]).await;
        let other = browser.run_and_wait(policy, vec![json!("/a-to-z.html")]).await;
        let (own, other) = (own.as_str().expect("a policy"), other.as_str().expect("a policy"));
        assert_eq!(own.replace(" 'wasm-unsafe-eval'", ""), other);
        assert!(own.contains("'wasm-unsafe-eval'") && !own.contains("unsafe-inline") && !own.contains("'unsafe-eval'"));
    })
    .await;
}

async fn ready(browser: &Browser) -> bool {
    browser.run("return !!document.querySelector('[data-do=begin]')", vec![]).await == true
}

async fn start(browser: &Browser, depth: &str) {
    browser.go("/a-to-z.html").await;
    browser.go(PAGE).await;
    until("the tool has started", async || ready(browser).await).await;
    press(browser, &format!("[data-with={depth}]")).await;
    on(browser, "#setting").await;
}

async fn press(browser: &Browser, selector: &str) {
    let pressed = browser
        .run(
            "const found = document.querySelector(arguments[0]); found?.click(); return !!found",
            vec![json!(selector)],
        )
        .await;
    assert_eq!(pressed, true, "there is no {selector}");
}

async fn on(browser: &Browser, place: &str) {
    let there = "return location.hash === arguments[0] && !!document.querySelector('[data-widget] h1')";
    until(&format!("{place} is shown"), async || browser.run(there, vec![json!(place)]).await == true).await;
}

/// Gives the answers that this page asks for, as a person's typing and pressing would.
async fn answer(browser: &Browser, answers: &[(&str, &str)]) {
    let script = "for (const [field, value] of arguments[0]) {
        for (const control of document.querySelectorAll(`[data-field=\"${field}\"]`)) {
            if (control.closest('[hidden]')) continue;
            if (control.type === 'radio' || control.type === 'checkbox') {
                if (value.split(' ').includes(control.value) !== control.checked) control.click();
            } else { control.value = value; control.dispatchEvent(new Event('input', { bubbles: true })); }
        } }";
    browser.run(script, vec![json!(answers)]).await;
}

/// From the first question to the letter. Each page that was not looked at before goes through axe.
async fn walk(
    browser: &Browser,
    name: &str,
    answers: &[(&str, &str)],
    looked_at: &mut BTreeSet<String>,
    complaints: &mut Vec<(String, String)>,
) {
    let at = "return location.hash";
    for _ in 0..40 {
        let place = browser.run(at, vec![]).await.as_str().unwrap_or_default().to_owned();
        if place == "#result" {
            on(browser, "#result").await;
            return;
        }
        if place == "#check" {
            press(browser, "[data-do=result]").await;
        } else {
            answer(browser, answers).await;
            if looked_at.insert(place.clone()) {
                axe(browser, &format!("{place}, {name}"), complaints).await;
            }
            press(browser, "button[type=submit]").await;
        }
        let problems = browser.run("return document.querySelector('#oops')?.textContent", vec![]).await;
        assert_eq!(problems, Value::Null, "{name}, {place}");
        until(&format!("{place} leads on ({name})"), async || browser.run(at, vec![]).await != json!(place)).await;
    }
    panic!("{name}: there is no end to the questions");
}

/// What the letter says: its day, its heading, its sums.
async fn shown(browser: &Browser) -> Value {
    let script = "const sheet = document.querySelector('.sheet');
        return { day: new Date(sheet.querySelector('p').textContent.match(/made on (.*?) with/)[1] + ' UTC').toISOString().slice(0, 10), heading: sheet.querySelector('h1').textContent,
            sums: [...sheet.querySelectorAll('.pair p')].map(sum => sum.querySelector('b').textContent + ': ' + sum.querySelector('.sum').textContent) }";
    browser.run(script, vec![]).await
}

/// What the command line says of the same answers on the same day.
fn said(browser: &Browser, answers: &[(&str, &str)], day: &Value) -> Value {
    let answers: serde_json::Map<String, Value> =
        answers.iter().map(|(field, value)| ((*field).to_owned(), json!(value))).collect();
    let project = browser.site.project();
    project.write("answers.json", &json!({ "answers": answers }).to_string());
    let output = Command::new(program())
        .arg("estimate")
        .arg(project.path().join("answers.json"))
        .args(["--today", day.as_str().expect("a day"), "--project"])
        .arg(project.path())
        .output()
        .expect("the program runs");
    let text = String::from_utf8(output.stdout).expect("text");
    let mut lines = text.lines();
    let heading = lines.next().unwrap_or_default().to_owned();
    let sums: Vec<&str> = lines
        .filter(|line| line.contains(", a week: £"))
        .map(|line| line.split(" (about").next().unwrap_or(line))
        // Of two settings, the first is the letter's.
        .take_while(|line| !line.is_empty())
        .collect();
    let first = sums.iter().position(|line| sums[0] == *line).unwrap_or(0);
    let end = sums.iter().skip(first + 1).position(|line| line.split(':').next() == sums[0].split(':').next());
    json!({ "heading": heading, "sums": sums[..end.map_or(sums.len(), |end| first + 1 + end)] })
}
