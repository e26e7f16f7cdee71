//! The search in the finished site: what is typed is found, and sent nowhere; what is chosen stands in the address; with
//! the keyboard, on paper, without JavaScript and without a connection.

use std::sync::Arc;

use fingerpost_browser::{
    Browser, Project, Scheme, Screen, budgets, in_a_browser, in_a_browser_at, none, serve, until,
};
use serde_json::{Value, json};

use crate::accessibility::axe;
use crate::guide_tool::{open, press};
use crate::print::{sheets, tidy};
use crate::privacy::{KEPT, requests};
use crate::reflow::past_the_edge;

const SITE: &str = "/search.html";
const REGISTER: &str = "/register/search.html";
const TAB: char = '\u{e004}';
const DOWN: char = '\u{e015}';
const SPACE: char = ' ';

/// What was found: titles and addresses.
const FOUND: &str = "return [...document.querySelectorAll('#found .found h3 a')].map((link) => [link.textContent, link.getAttribute('href')])";
const TEXT: &str = "return document.querySelector('#found')?.innerText ?? ''";

/// Opens a page as in a fresh tab, and waits until its search has started.
async fn start(browser: &Browser, address: &str) {
    open(browser, address).await;
    until("the search has started", async || {
        browser.run("return !!document.querySelector('#words')", vec![]).await == true
    })
    .await;
}

/// Types into a box, key by key.
async fn write(browser: &Browser, id: &str, text: &str) {
    browser
        .run(
            "document.getElementById(arguments[0]).focus(); document.getElementById(arguments[0]).select()",
            vec![json!(id)],
        )
        .await;
    for key in text.chars() {
        browser.press(key, 1).await;
    }
}

async fn text(browser: &Browser, script: &str) -> String {
    browser.run(script, vec![]).await.as_str().expect("text").to_owned()
}

async fn count(browser: &Browser) -> String {
    text(browser, "return document.querySelector('#count').textContent").await
}

async fn fragment(browser: &Browser) -> String {
    text(browser, "return location.hash").await
}

/// Waits until something is found, and gives it.
async fn found(browser: &Browser) -> Vec<(String, String)> {
    until("something is found", async || {
        browser.run(FOUND, vec![]).await.as_array().is_some_and(|all| !all.is_empty())
    })
    .await;
    serde_json::from_value(browser.run(FOUND, vec![]).await).expect("titles and addresses")
}

/// Waits until the results say something.
async fn says(browser: &Browser, words: &str) {
    until(&format!("the results say: {words}"), async || text(browser, TEXT).await.contains(words)).await;
}

#[tokio::test]
async fn a_slip_of_the_finger_is_read_as_it_was_meant_and_back_brings_the_results_again() {
    in_a_browser(|browser| async move {
        start(&browser, SITE).await;
        write(&browser, "words", "dementai").await;
        let results = found(&browser).await;
        assert!(results.iter().take(3).any(|(title, _)| title.to_lowercase().contains("dementia")), "{results:?}");
        let said = count(&browser).await;
        let number = said.split(' ').next().and_then(|number| number.replace(',', "").parse::<usize>().ok());
        assert!(number.is_some_and(|number| number >= results.len()) && said.ends_with("results"), "{said}");
        let status =
            "const said = document.querySelector('#said'); return [said.getAttribute('role'), said.textContent]";
        assert_eq!(browser.run(status, vec![]).await, json!(["status", said]));
        until("the address follows", async || fragment(&browser).await == "#q=dementai").await;
        press(&browser, "#found .found h3 a").await;
        until("the first result is open", async || browser.address().await == results[0].1).await;
        browser.run("history.back()", vec![]).await;
        until("the search is open again", async || {
            browser.address().await == SITE && fragment(&browser).await == "#q=dementai"
        })
        .await;
        assert_eq!(found(&browser).await, results);
        assert_eq!(browser.run("return document.querySelector('#words').value", vec![]).await, "dementai");
    })
    .await;
}

#[tokio::test]
async fn more_results_come_below_and_the_focus_goes_to_the_first_of_them() {
    in_a_browser(|browser| async move {
        start(&browser, &format!("{SITE}#q=care")).await;
        let first = found(&browser).await;
        assert_eq!(first.len(), 10);
        browser.run("document.querySelector('[data-do=more]').focus()", vec![]).await;
        browser.press(SPACE, 1).await;
        until("there are more", async || browser.run(FOUND, vec![]).await.as_array().is_some_and(|all| all.len() > 10))
            .await;
        let all = found(&browser).await;
        assert_eq!(all[..10], first, "what was there stays where it was");
        let focus = "return document.activeElement.getAttribute('href')";
        until("the focus is on the first that is new", async || browser.run(focus, vec![]).await == all[10].1).await;
        assert_eq!(fragment(&browser).await, "#q=care&pages=2");
        browser.run("history.back()", vec![]).await;
        until("there are as many as before", async || found(&browser).await == first).await;
    })
    .await;
}

#[tokio::test]
async fn nothing_of_the_search_is_loaded_elsewhere_and_nothing_typed_leaves_the_device() {
    in_a_browser(|browser| async move {
        let asked = async || {
            let entries =
                browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)", vec![]).await;
            let mut all: Vec<String> = serde_json::from_value(entries).expect("a list");
            all.extend(requests(&browser).await);
            all
        };
        open(&browser, "/carers/").await;
        let ordinary = asked().await;
        assert!(
            !ordinary.is_empty() && !ordinary.iter().any(|url| url.contains("/find/") || url.contains("finder")),
            "{ordinary:?}"
        );
        start(&browser, SITE).await;
        asked().await;
        write(&browser, "words", "lunch").await;
        write(&browser, "near", "DT6 3AA").await;
        until("the place is known", async || count(&browser).await.contains(" near ")).await;
        found(&browser).await;
        until("the address follows", async || fragment(&browser).await.contains("near=DT6+3AA")).await;
        let asked = asked().await;
        assert!(
            asked.iter().any(|url| url.contains("/find/map/")) && asked.iter().any(|url| url.contains("/find/site/")),
            "{asked:?}"
        );
        for url in &asked {
            let plain: String = url.to_lowercase().chars().filter(char::is_ascii_alphanumeric).collect();
            assert!(url.starts_with(&format!("{}/", browser.site.url)), "asks {url}");
            assert!(!plain.contains("dt6") && !plain.contains("lunch"), "tells {url}");
        }
        assert_eq!(browser.run(KEPT, vec![]).await, json!([0, 0, 0, 0, 0, 0]), "nothing is kept");
        assert!(browser.cookies().await.is_empty());
    })
    .await;
}

#[tokio::test]
async fn the_register_is_narrowed_by_keyboard_and_the_address_says_how() {
    in_a_browser(|browser| async move {
        browser.screen(Screen::DESK).await;
        start(&browser, &format!("{REGISTER}#near=DT6")).await;
        found(&browser).await;
        until("everything is counted", async || count(&browser).await.contains(" results near ")).await;
        let before = count(&browser).await;
        browser.run("document.querySelector('#near').focus()", vec![]).await;
        let chosen = "const box = document.activeElement; return box.dataset.field === 'only' ? document.querySelector('#n_' + box.value).textContent : null";
        let mut left = Value::Null;
        for _ in 0..6 {
            browser.press(TAB, 1).await;
            left = browser.run(chosen, vec![]).await;
            if !left.is_null() {
                break;
            }
        }
        let left = left.as_str().expect("a few Tabs lead to the first choice").to_owned();
        browser.press(SPACE, 1).await;
        until("the list is narrowed", async || count(&browser).await != before).await;
        assert_eq!(count(&browser).await.split(' ').next(), Some(left.as_str()), "as many as the choice said");
        assert_eq!(browser.run("return document.activeElement.checked", vec![]).await, true, "the focus stays");
        assert!(fragment(&browser).await.contains("&only=kind."), "{}", fragment(&browser).await);
        browser.run("document.querySelector('#within').focus()", vec![]).await;
        let within = text(&browser, "return document.activeElement.value").await;
        browser.press(if within.is_empty() { '\u{e013}' } else { DOWN }, 1).await;
        let now = text(&browser, "return document.activeElement.value").await;
        assert_ne!(within, now);
        let wanted = if now.is_empty() { String::new() } else { format!("&within={now}&") };
        until("the distance is in the address", async || fragment(&browser).await.contains(&wanted)).await;
        let (results, there) = (found(&browser).await, fragment(&browser).await);
        start(&browser, &format!("{REGISTER}{there}")).await;
        assert_eq!(found(&browser).await, results, "the address brings the same results");
    })
    .await;
}

#[tokio::test]
async fn three_can_be_compared_and_a_fourth_is_refused_in_words() {
    in_a_browser(|browser| async move {
        browser.screen(Screen::DESK).await;
        start(&browser, &format!("{REGISTER}#near=DT6")).await;
        assert!(found(&browser).await.len() > 3);
        let ids: Vec<String> = serde_json::from_value(
            browser.run("return [...document.querySelectorAll('[data-do=list]')].slice(0, 4).map((button) => button.dataset.with)", vec![]).await,
        )
        .expect("names");
        for (at, id) in ids.iter().enumerate().take(3) {
            browser.run("document.getElementById('list_' + arguments[0]).focus()", vec![json!(id)]).await;
            browser.press(SPACE, 1).await;
            let bar = format!("Shortlist: {} of 3", at + 1);
            until(&bar, async || text(&browser, "return document.querySelector('#basket').innerText").await.contains(&bar)).await;
            let focus = format!("list_{id}");
            until("the focus is on the button again", async || browser.run("return document.activeElement.id", vec![]).await == focus).await;
        }
        let list = format!("list={}", ids[..3].join("+"));
        assert!(fragment(&browser).await.ends_with(&list));
        press(&browser, &format!("#list_{}", ids[3])).await;
        let refused = "const seen = [...document.querySelectorAll('[data-widget] [role=status], [data-widget] [role=alert]')]; return seen.map((part) => part.textContent).join(' ')";
        until("the fourth is refused in words", async || text(&browser, refused).await.contains("Three are on your shortlist")).await;
        let visible = "return document.querySelector('[data-widget]').innerText.includes('Three are on your shortlist')";
        assert_eq!(browser.run(visible, vec![]).await, true, "those who see are told too");
        assert!(fragment(&browser).await.ends_with(&list), "{}", fragment(&browser).await);
        let columns = "return [...document.querySelectorAll('#compared thead th a')].map((link) => link.getAttribute('href'))";
        let wanted: Vec<String> = ids[..3].iter().map(|id| format!("/register/{id}.html")).collect();
        assert_eq!(browser.run(columns, vec![]).await, json!(wanted));
        let rows = "return [...document.querySelectorAll('#compared tbody tr')].every((row) => row.querySelectorAll('td').length === 3)";
        assert_eq!(browser.run(rows, vec![]).await, true);
        let there = fragment(&browser).await;
        start(&browser, &format!("{REGISTER}{there}")).await;
        until("the shortlist is there again", async || browser.run(columns, vec![]).await == json!(wanted)).await;
        let paper = tidy(&sheets(&browser.print().await).concat());
        let names = "return [...document.querySelectorAll('#compared thead th')].map((name) => name.textContent)";
        for name in browser.run(names, vec![]).await.as_array().expect("names") {
            let name = tidy(name.as_str().expect("a name"));
            assert!(paper.matches(&name).count() > 1, "{name} is on paper, among the results and side by side");
        }
        for screen_only in ["It stays on this device", "Clear all choices", "Add to shortlist", "any distance"] {
            assert!(!paper.contains(&tidy(screen_only)), "of no use on paper: {screen_only}");
        }
    })
    .await;
}

#[tokio::test]
async fn nonsense_leads_to_a_person_and_what_nobody_does_is_widened_in_words() {
    in_a_browser(|browser| async move {
        start(&browser, SITE).await;
        write(&browser, "words", "xqzvbk jjwqq").await;
        says(&browser, "Nothing was found").await;
        let person = "return !!document.querySelector('#found a[href^=\"tel:\"]')?.checkVisibility()";
        assert_eq!(browser.run(person, vec![]).await, true, "there is a number to ring");
        assert_eq!(count(&browser).await, "0 results");
        // Nobody in the register is all of these at once.
        start(&browser, &format!("{REGISTER}#near=DT6&within=5&only=kind.payroll+gender.woman")).await;
        says(&browser, "Nothing fits all of it.").await;
        assert!(!found(&browser).await.is_empty());
        assert_eq!(browser.run(person, vec![]).await, true, "there is a number to ring");
    })
    .await;
}

#[tokio::test]
async fn without_javascript_the_lists_are_there_and_no_empty_box() {
    in_a_browser(|browser| async move {
        browser.screen(Screen::PHONE).await;
        browser.scripts(false).await;
        for page in [SITE, REGISTER, "/services/"] {
            open(&browser, page).await;
            let seen = "const tool = document.querySelector('[data-widget=finder]'), room = tool.getBoundingClientRect().height;
                const words = [...tool.querySelectorAll('noscript *')].map((part) => part.getBoundingClientRect().height).reduce((a, b) => a + b, 0);
                const links = [...document.querySelectorAll('main section li a')].filter((link) => link.checkVisibility()).length;
                return [tool.querySelectorAll('input, select, button').length, room - words < 48 && words > 20, links > 3, document.querySelector('[data-failed]').checkVisibility()]";
            assert_eq!(browser.run(seen, vec![]).await, json!([0, true, true, false]), "{page}");
        }
    })
    .await;
}

#[tokio::test]
async fn the_search_is_accessible_and_nothing_scrolls_sideways() {
    in_a_browser(|browser| async move {
        let mut complaints = Vec::new();
        for screen in [Screen::PHONE, Screen::DESK] {
            browser.screen(screen).await;
            let list = "list=pa-0001+pa-0002+pay-0001";
            for (state, page, shown) in [
                ("at the start", SITE.to_owned(), "#words"),
                ("results", format!("{SITE}#q=dementai&near=DT6+3AA"), "#found .found"),
                ("an unknown place", format!("{SITE}#q=carer&near=Atlantis"), "#lost:not([hidden]) span"),
                ("nothing", format!("{SITE}#q=xqzvbk"), "#found .call"),
                ("a shortlist", format!("{REGISTER}#near=DT6&within=20&{list}"), "#compared thead th:nth-child(4)"),
                ("services", "/services/#near=Bridport".to_owned(), "#found .found"),
            ] {
                start(&browser, &page).await;
                until(&format!("{state}: {shown}"), async || {
                    browser.run("return !!document.querySelector(arguments[0])", vec![json!(shown)]).await == true
                })
                .await;
                for scheme in [Scheme::Light, Scheme::Dark] {
                    browser.scheme(scheme).await;
                    axe(&browser, &format!("{page}, {state} ({}, {scheme:?})", screen.name), &mut complaints).await;
                }
                let (_, past) = past_the_edge(&browser).await;
                complaints.extend(past.into_iter().map(|said| (format!("{page} ({})", screen.name), said)));
            }
        }
        none("The search", &complaints);
    })
    .await;
}

#[tokio::test]
async fn the_page_does_not_move_when_the_search_starts_and_says_so_when_it_cannot() {
    in_a_browser(|browser| async move {
        let mut complaints = Vec::new();
        for screen in [Screen::PHONE, Screen::DESK] {
            browser.screen(screen).await;
            for page in [SITE, REGISTER, "/services/"] {
                start(&browser, page).await;
                let moved = "const done = arguments[0]; let sum = 0; new PerformanceObserver(list => { for (const entry of list.getEntries()) sum += entry.value })
                    .observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 500)";
                let moved = browser.run_and_wait(moved, vec![]).await.as_f64().expect("a number");
                println!("{page}, {}: {moved}", screen.name);
                if moved > budgets().widget.layout_shift {
                    complaints.push((format!("{page}, {}", screen.name), format!("the page moved by {moved}")));
                }
            }
        }
        none("Layout shift", &complaints);
        block(&browser, &["*.wasm"]).await;
        for page in [SITE, REGISTER, "/services/"] {
            open(&browser, page).await;
            let failed = "return document.querySelector('[data-failed]').checkVisibility() && document.querySelector('main section li a').checkVisibility()";
            until("the page says that the search does not work, and has its lists", async || browser.run(failed, vec![]).await == true).await;
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_typed_and_what_entries_say_is_text() {
    let hostile = r#""><script>window.ran = 1</script><img src=x onerror="window.ran = 1">"#;
    let project = Project::copy();
    let path = "content/directory/services/admiral-nurse-helpline.yaml";
    let service = project.read(path);
    let quoted = |before: &str| format!("{before}'{hostile} zebra'");
    let service: String = service
        .lines()
        .map(|line| match line.split_once(' ').map(|(key, _)| key) {
            Some(key @ ("name:" | "summary:" | "eligibility_description:" | "fees_description:")) => {
                quoted(&format!("{key} ")) + "\n"
            }
            _ => format!("{line}\n"),
        })
        .collect();
    project.write(path, &service);
    let person = "content/register/pa-0001.yaml";
    let text_of = project.read(person);
    let name = text_of.lines().find(|line| line.starts_with("  name: ")).expect("a name");
    project.write(person, &text_of.replace(name, &quoted("  name: ")));
    in_a_browser_at(Arc::new(serve(Arc::new(project))), |browser| async move {
        let harm =
            "return [window.ran ?? 0, document.querySelectorAll('[data-widget] :is(img, script, [onerror])').length]";
        start(&browser, SITE).await;
        write(&browser, "words", "zebra").await;
        let results = found(&browser).await;
        assert_eq!(results.len(), 1);
        assert_eq!(results[0].0, format!("{hostile} zebra"), "an entry's words are shown as they are");
        assert_eq!(browser.run(harm, vec![]).await, json!([0, 0]));
        write(&browser, "words", hostile).await;
        write(&browser, "near", hostile).await;
        until("the place is not known, in words", async || {
            text(&browser, "return document.querySelector('#lost').innerText").await.contains("<script>")
        })
        .await;
        until("the address follows", async || fragment(&browser).await.contains("%3Cscript%3E")).await;
        assert_eq!(browser.run(harm, vec![]).await, json!([0, 0]));
        // The same as a link that somebody sends.
        let there = fragment(&browser).await;
        start(&browser, &format!("{SITE}{there}&list={hostile}&only=<img>")).await;
        until("the place is not known, in words", async || {
            text(&browser, "return document.querySelector('#lost').innerText").await.contains("<script>")
        })
        .await;
        assert_eq!(browser.run(harm, vec![]).await, json!([0, 0]));
        // And side by side.
        start(&browser, &format!("{REGISTER}#list=pa-0001")).await;
        let compared = "return document.querySelector('#compared thead th')?.textContent ?? ''";
        until("who is on the shortlist is named", async || {
            text(&browser, compared).await == format!("{hostile} zebra")
        })
        .await;
        assert_eq!(browser.run(harm, vec![]).await, json!([0, 0]));
    })
    .await;
}

#[tokio::test]
async fn a_lost_connection_is_said_and_what_is_typed_then_works() {
    in_a_browser(|browser| async move {
        start(&browser, SITE).await;
        block(&browser, &["*/find/site/*"]).await;
        requests(&browser).await;
        write(&browser, "words", "stairlift").await;
        says(&browser, "The connection was lost.").await;
        tokio::time::sleep(std::time::Duration::from_secs(1)).await;
        says(&browser, "The connection was lost.").await;
        let tries = requests(&browser).await.iter().filter(|url| url.contains("/find/site/")).count();
        assert!(tries <= 24, "it asked {tries} times: no more than once or twice for a key");
        let lists = "return document.querySelector('#words').value === 'stairlift' && document.querySelector('main section li a').checkVisibility()";
        assert_eq!(browser.run(lists, vec![]).await, true, "the page can be used");
        block(&browser, &[]).await;
        browser.press(SPACE, 1).await;
        assert!(!found(&browser).await.is_empty());
        assert!(!text(&browser, TEXT).await.contains("connection was lost"));
    })
    .await;
}

/// Cuts the browser off from addresses.
async fn block(browser: &Browser, addresses: &[&str]) {
    browser.devtools("Network.enable", json!({})).await;
    browser.devtools("Network.setBlockedURLs", json!({ "urls": addresses })).await;
}
