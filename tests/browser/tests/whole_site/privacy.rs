//! A page keeps nothing, asks nobody else for anything, and breaks no rule of its own policy.

use fingerpost_browser::{Browser, in_a_browser, none, sample};
use serde_json::Value;

/// How many things a page keeps: in each kind of storage, caches, service workers.
pub(crate) const KEPT: &str = "return [localStorage.length, sessionStorage.length, document.cookie.length, (await indexedDB.databases()).length, \
    (await caches.keys()).length, (await navigator.serviceWorker.getRegistrations()).length]";

#[tokio::test]
async fn no_page_keeps_anything_or_asks_another_site() {
    in_a_browser(|browser| async move {
        let site = browser.site.clone();
        let mut complaints = Vec::new();
        let mut asked = 0;
        for page in sample(&site.pages) {
            browser.go(&page.address).await;
            let mut complain = |what: String| complaints.push((page.address.clone(), what));
            for cookie in browser.cookies().await {
                complain(format!("set the cookie {cookie}"));
            }
            let kept = browser.run(KEPT, vec![]).await;
            if kept != serde_json::json!([0, 0, 0, 0, 0, 0]) {
                complain(format!("keeps something on the device: {kept}"));
            }
            let entries =
                browser.run("return performance.getEntriesByType('resource').map((entry) => entry.name)", vec![]).await;
            let entries: Vec<String> = serde_json::from_value(entries).expect("a list");
            for address in entries.into_iter().chain(requests(&browser).await) {
                asked += 1;
                if !address.starts_with(&format!("{}/", site.url)) {
                    complain(format!("asks {address}"));
                }
            }
            for entry in console(&browser).await {
                complain(format!("the console says: {entry}"));
            }
        }
        assert!(asked > 100, "only {asked} requests were seen");
        none("Privacy", &complaints);
    })
    .await;
}

#[tokio::test]
async fn a_script_and_a_style_in_a_page_and_a_request_elsewhere_are_stopped_and_noticed() {
    in_a_browser(|browser| async move {
        browser.go("/a-to-z.html").await;
        assert!(console(&browser).await.is_empty());
        let spoil = "for (const [name, text] of [['script', 'window.ran = true'], ['style', 'h1 { color: red }']]) {
                const part = document.createElement(name); part.textContent = text; document.head.append(part); }
            const picture = document.createElement('img'); picture.src = 'http://127.0.0.1:9/elsewhere.png'; document.body.append(picture);
            return [window.ran ?? false, getComputedStyle(document.querySelector('h1')).color === 'rgb(255, 0, 0)'];";
        assert_eq!(browser.run(spoil, vec![]).await, serde_json::json!([false, false]), "the policy stops both");
        fingerpost_browser::until("the console reports three refusals", async || {
            static SEEN: std::sync::atomic::AtomicUsize = std::sync::atomic::AtomicUsize::new(0);
            let said = console(&browser).await.iter().filter(|said| said.contains("Content Security Policy")).count();
            SEEN.fetch_add(said, std::sync::atomic::Ordering::Relaxed) + said >= 3
        })
        .await;
    })
    .await;
}

/// Everything the browser asked for since it was last asked, answered or not.
pub(crate) async fn requests(browser: &Browser) -> Vec<String> {
    let mut found = Vec::new();
    for entry in browser.log("performance").await {
        let message: Value =
            serde_json::from_str(entry["message"].as_str().unwrap_or_default()).expect("JSON in the log");
        let event = &message["message"];
        if event["method"] == "Network.requestWillBeSent" {
            found.push(event["params"]["request"]["url"].as_str().unwrap_or_default().to_owned());
        }
    }
    found
}

/// What the console says, of every level.
async fn console(browser: &Browser) -> Vec<String> {
    browser.log("browser").await.iter().map(|entry| entry["message"].as_str().unwrap_or_default().to_owned()).collect()
}
