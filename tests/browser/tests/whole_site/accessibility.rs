//! axe on the pages: WCAG 2.2 AA and axe's own best practice, both widths, both colour schemes, with scripts and without.

use fingerpost_browser::{Browser, Scheme, Screen, budgets, from_npm, in_a_browser, none, sample};
use serde_json::{Value, json};

const TAGS: &[&str] = &["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/// Decides the contrast of text that axe leaves open.
const CONTRAST: &str = include_str!("contrast.js");

#[tokio::test]
async fn every_kind_of_page_is_accessible_on_a_phone() {
    in_a_browser(|browser| async move { inspect(&browser, Screen::PHONE, true).await }).await;
}

#[tokio::test]
async fn every_kind_of_page_is_accessible_on_a_wide_screen() {
    in_a_browser(|browser| async move { inspect(&browser, Screen::DESK, true).await }).await;
}

#[tokio::test]
async fn every_kind_of_page_is_accessible_with_javascript_off() {
    in_a_browser(|browser| async move {
        inspect(&browser, Screen::PHONE, false).await;
        inspect(&browser, Screen::DESK, false).await;
    })
    .await;
}

#[tokio::test]
async fn the_page_at_an_old_address_is_accessible() {
    in_a_browser(|browser| async move {
        let old = browser.site.pages.iter().find(|page| page.is_redirect()).expect("the specimen has an old address");
        let refresh = "<meta http-equiv=\"refresh\"";
        // The browser would leave at once; all but the leaving is put in the place of another page.
        let stays = old.html.replace(refresh, "<meta name=\"was-refresh\"");
        assert_ne!(stays, old.html, "the page at an old address leads on by itself");
        browser.go("/a-to-z.html").await;
        browser.run("document.open(); document.write(arguments[0]); document.close();", vec![json!(stays)]).await;
        let heading = browser.run("return document.querySelector('h1').textContent", vec![]).await;
        assert_eq!(heading, "This page has moved");
        let mut complaints = Vec::new();
        axe(&browser, &old.address, &mut complaints).await;
        none("axe", &complaints);
    })
    .await;
}

#[tokio::test]
async fn an_old_address_leads_to_its_page() {
    in_a_browser(|browser| async move {
        for old in browser.site.pages.iter().filter(|page| page.is_redirect()) {
            browser.go(&old.address).await;
            let there = async || browser.address().await.ends_with("/specimen.html");
            fingerpost_browser::until(&format!("{} leads on", old.address), there).await;
        }
    })
    .await;
}

#[tokio::test]
async fn axe_finds_what_is_wrong_here() {
    in_a_browser(|browser| async move {
        // Were axe not really at work, the tests above would pass whatever the pages are like.
        browser.go("/a-to-z.html").await;
        browser.run("const p = document.createElement('img'); p.src = '/favicon.ico'; document.querySelector('main').append(p);", vec![]).await;
        let mut complaints = Vec::new();
        axe(&browser, "/a-to-z.html", &mut complaints).await;
        assert!(complaints.iter().any(|(_, said)| said.contains("image-alt")), "{complaints:?}");
        // And what axe leaves open is decided here.
        browser.go("/nothing/here.html").await;
        browser.run("document.querySelector('main .arm b').style.color = '#999'", vec![]).await;
        let mut complaints = Vec::new();
        axe(&browser, "/nothing/here.html", &mut complaints).await;
        assert!(complaints.len() == 1 && complaints[0].1.starts_with("contrast 2."), "{complaints:?}");
    })
    .await;
}

async fn inspect(browser: &Browser, screen: Screen, scripts: bool) {
    browser.screen(screen).await;
    let site = browser.site.clone();
    let mut complaints = Vec::new();
    let mut pages: Vec<&str> = sample(&site.pages).into_iter().map(|page| page.address.as_str()).collect();
    pages.push("/nothing/here.html");
    for address in pages {
        browser.scripts(scripts).await;
        browser.go(address).await;
        let without = browser.run("return matchMedia('(scripting: none)').matches", vec![]).await;
        assert_eq!(without, !scripts, "{address}: scripts are as asked");
        // axe needs a clock, which a page without scripts has not: what is there by now is what a reader without scripts has.
        browser.scripts(true).await;
        for scheme in [Scheme::Light, Scheme::Dark] {
            browser.scheme(scheme).await;
            axe(browser, &format!("{address} ({}, {scheme:?})", screen.name), &mut complaints).await;
        }
    }
    let allowed = budgets().page.axe_violations;
    if complaints.len() > allowed {
        none("axe", &complaints);
    }
}

/// Runs axe in the page that is open, and adds what it finds.
pub(crate) async fn axe(browser: &Browser, place: &str, complaints: &mut Vec<(String, String)>) {
    let axe = std::fs::read_to_string(from_npm("axe-core/axe.min.js")).expect("axe");
    browser.run(&format!("if (!window.axe) {{ {axe} ; window.axe = axe }}"), vec![]).await;
    // Closed parts are opened: what they hold is read too.
    let script = "const [tags, done] = arguments;
        document.querySelectorAll('details').forEach((part) => part.open = true);
        axe.run(document, { runOnly: { type: 'tag', values: tags } })
           .then(({ violations, incomplete, passes }) => done({ violations, incomplete, passes: passes.length }), (error) => done({ error: String(error) }));";
    let found = browser.run_and_wait(script, vec![json!(TAGS)]).await;
    assert!(
        found["passes"].as_u64().is_some_and(|passes| passes > 10),
        "axe did not work on {place}: {}",
        found["error"]
    );
    for rule in list(&found["violations"]) {
        for node in list(&rule["nodes"]) {
            complaints.push((place.to_owned(), describe(rule, node)));
        }
    }
    for rule in list(&found["incomplete"]) {
        if rule["id"] == "color-contrast" {
            let open = list(&rule["nodes"]).iter().map(|node| node["target"][0].clone()).collect();
            let low = browser.run(CONTRAST, vec![open]).await;
            complaints
                .extend(list(&low).iter().filter_map(Value::as_str).map(|said| (place.to_owned(), said.to_owned())));
        } else {
            complaints.push((place.to_owned(), format!("undecided: {}", describe(rule, &rule["nodes"][0]))));
        }
    }
}

fn describe(rule: &Value, node: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or_default().replace('\n', " ");
    let html: String = text(&node["html"]).chars().take(160).collect();
    format!(
        "{} ({}): {}\n    {html}\n    {}",
        text(&rule["id"]),
        text(&rule["impact"]),
        text(&rule["help"]),
        text(&node["failureSummary"])
    )
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}
