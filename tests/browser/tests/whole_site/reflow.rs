//! Nothing scrolls sideways, and nothing is cut off, on a narrow screen or at 400 %.

use fingerpost_browser::{Browser, Screen, in_a_browser, none, sample};
use serde_json::{Value, json};

/// Elements that reach past the screen, but for those in a wide table's own scrolling box.
const PAST_THE_EDGE: &str = "
    const room = document.documentElement.clientWidth;
    const page = document.scrollingElement;
    const found = page.scrollWidth > room ? ['the page scrolls sideways: ' + page.scrollWidth + ' px wide in ' + room] : [];
    for (const part of document.body.querySelectorAll('*')) {
        const box = part.getBoundingClientRect();
        const allowed = part.closest('.block') || part.closest('.vh') || (part.ownerSVGElement);
        if (allowed || !part.checkVisibility() || box.width === 0) continue;
        if (box.right > room + 1 || box.left < -1)
            found.push('reaches past the edge: ' + part.outerHTML.slice(0, 120) + ' (from ' + Math.round(box.left) + ' to ' + Math.round(box.right) + ')');
    }
    // A box that scrolls must be one that the keyboard can reach and scroll.
    for (const box of document.querySelectorAll('.block')) {
        if (box.scrollWidth > box.clientWidth && box.tabIndex < 0) found.push('a table scrolls but not by keyboard: ' + box.outerHTML.slice(0, 120));
        if (box.getBoundingClientRect().right > room + 1) found.push('a scrolling box is itself too wide: ' + box.outerHTML.slice(0, 120));
    }
    return [innerWidth, found];";

#[tokio::test]
async fn no_page_scrolls_sideways_on_a_phone() {
    in_a_browser(|browser| async move { inspect(&browser, Screen::PHONE, "").await }).await;
}

#[tokio::test]
async fn no_page_scrolls_sideways_where_columns_begin() {
    in_a_browser(|browser| async move { inspect(&browser, Screen::TABLET, "").await }).await;
}

#[tokio::test]
async fn no_page_scrolls_sideways_at_400_percent() {
    in_a_browser(|browser| async move { inspect(&browser, Screen::DESK_ZOOMED, "").await }).await;
}

#[tokio::test]
async fn no_page_scrolls_sideways_with_wider_spaces_between_letters_and_lines() {
    // WCAG 1.4.12, as a reader's own style sheet sets it.
    let wide = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }";
    in_a_browser(|browser| async move { inspect(&browser, Screen::PHONE, wide).await }).await;
}

#[tokio::test]
async fn a_page_that_is_too_wide_is_noticed() {
    in_a_browser(|browser| async move {
        browser.screen(Screen::PHONE).await;
        browser.go("/a-to-z.html").await;
        browser.run("document.querySelector('h1').style.width = '400px'", vec![]).await;
        let (_, found) = past_the_edge(&browser).await;
        assert!(found.iter().any(|said| said.starts_with("the page scrolls sideways")), "{found:?}");
        assert!(found.iter().any(|said| said.starts_with("reaches past the edge: <h1")), "{found:?}");
    })
    .await;
}

async fn inspect(browser: &Browser, screen: Screen, reader_style: &str) {
    browser.screen(screen).await;
    let site = browser.site.clone();
    let mut complaints = Vec::new();
    for page in sample(&site.pages) {
        browser.go(&page.address).await;
        let script = "document.querySelectorAll('details').forEach((part) => part.open = true);
            const sheet = new CSSStyleSheet(); sheet.replaceSync(arguments[0]); document.adoptedStyleSheets = [sheet];";
        browser.run(script, vec![json!(reader_style)]).await;
        let (width, found) = past_the_edge(browser).await;
        assert_eq!(width, u64::from(screen.width), "{}", screen.name);
        complaints.extend(found.into_iter().map(|said| (page.address.clone(), said)));
    }
    none(&format!("Reflow at {}", screen.name), &complaints);
}

pub(crate) async fn past_the_edge(browser: &Browser) -> (u64, Vec<String>) {
    let found: Value = browser.run(PAST_THE_EDGE, vec![]).await;
    serde_json::from_value(found).expect("a width and a list")
}
