//! Everything works without a mouse.

use fingerpost_browser::{Browser, Screen, in_a_browser, none, sample, until};
use serde_json::{Value, json};

const TAB: char = '\u{e004}';
const ENTER: char = '\u{e007}';
const SPACE: char = ' ';

/// Lists everything that can be used, and notes on each Tab where the focus is and whether a person can see it there.
const WATCH: &str = "
    const name = (part) => part.outerHTML.replace(/\\s+/g, ' ').slice(0, 120);
    const usable = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex=\"0\"], [contenteditable]';
    const parts = [...document.querySelectorAll(usable)].filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.disabled);
    const left = new Set(parts);
    const found = new Set();
    addEventListener('keyup', (event) => {
        const part = document.activeElement;
        if (event.key !== 'Tab' || part === document.body) return;
        left.delete(part);
        // Radio buttons are one stop: arrows move among them.
        if (part.type === 'radio') [...left].filter((other) => other.type === 'radio' && other.name === part.name).forEach((other) => left.delete(other));
        const style = getComputedStyle(part);
        if (style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2 || style.outlineColor.endsWith(', 0)')) found.add('no visible focus: ' + name(part));
        const boxes = [...part.getClientRects()].filter((box) => box.bottom > 0 && box.top < innerHeight && box.width > 0);
        const hit = boxes.map((box) => document.elementFromPoint(box.left + box.width / 2, Math.min(Math.max(box.top + box.height / 2, 1), innerHeight - 1)));
        if (!hit.some((seen) => seen && (part.contains(seen) || seen.contains(part)))) found.add('the focus is out of sight: ' + name(part));
    }, true);
    window.__heard = () => [[...left].map((part) => 'not reached by Tab: ' + name(part)), [...found]].flat();
    return parts.length;";

#[tokio::test]
async fn the_first_tab_is_the_skip_link_and_it_leads_to_the_main_part() {
    in_a_browser(|browser| async move {
        for screen in [Screen::PHONE, Screen::DESK] {
            browser.screen(screen).await;
            browser.go("/").await;
            browser.press(TAB, 1).await;
            let seen = browser.run("const a = document.activeElement, box = a.getBoundingClientRect(); return [a.textContent, box.top >= 0 && box.bottom > box.top]", vec![]).await;
            assert_eq!(seen, json!(["Skip to main content", true]), "{}", screen.name);
            browser.press(ENTER, 1).await;
            assert_eq!(browser.run("return document.activeElement.tagName", vec![]).await, "MAIN");
            browser.press(TAB, 1).await;
            let inside = "return document.activeElement !== document.body && document.querySelector('main').contains(document.activeElement)";
            assert_eq!(browser.run(inside, vec![]).await, true, "the next Tab is inside the main part");
        }
    })
    .await;
}

#[tokio::test]
async fn the_menu_link_on_a_phone_leads_to_the_menu() {
    in_a_browser(|browser| async move {
        browser.screen(Screen::PHONE).await;
        browser.go("/").await;
        browser.run("document.querySelector('a[href=\"#menu\"]').focus()", vec![]).await;
        browser.press(ENTER, 1).await;
        assert_eq!(browser.run("return document.activeElement.id", vec![]).await, "menu");
    })
    .await;
}

#[tokio::test]
async fn everything_on_a_phone_is_reached_by_tab_and_shows_it() {
    in_a_browser(|browser| async move { tab_through(&browser, Screen::PHONE).await }).await;
}

#[tokio::test]
async fn everything_on_a_wide_screen_is_reached_by_tab_and_shows_it() {
    in_a_browser(|browser| async move { tab_through(&browser, Screen::DESK).await }).await;
}

#[tokio::test]
async fn what_tab_does_not_reach_is_noticed() {
    in_a_browser(|browser| async move {
        browser.go("/urgent-help.html").await;
        let spoil = "const links = [...document.querySelectorAll('main a')].filter((link) => link.checkVisibility()); links[0].tabIndex = -1; links[1].style.outline = 'none';";
        browser.run(spoil, vec![]).await;
        let found = walk(&browser).await;
        assert_eq!(found.len(), 2, "{found:?}");
        assert!(found[0].starts_with("not reached") && found[1].starts_with("no visible focus"), "{found:?}");
    })
    .await;
}

#[tokio::test]
async fn closed_parts_open_and_close_with_enter_and_space() {
    in_a_browser(|browser| async move {
        browser.screen(Screen::PHONE).await;
        let site = browser.site.clone();
        let mut tried = 0;
        for page in sample(&site.pages).into_iter().filter(|page| page.html.contains("<details")) {
            browser.go(&page.address).await;
            let state = "const all = document.querySelectorAll('summary'); if (arguments[0] !== null) all[arguments[0]]?.focus(); \
                return [all.length, document.activeElement.parentElement?.open ?? null]";
            let count = browser.run(state, vec![Value::Null]).await[0].as_u64().expect("a number");
            for at in 0..count {
                assert_eq!(browser.run(state, vec![json!(at)]).await[1], false, "closed at first: {} {at}", page.address);
                for (key, open) in [(ENTER, true), (ENTER, false), (SPACE, true), (SPACE, false)] {
                    browser.press(key, 1).await;
                    assert_eq!(browser.run(state, vec![Value::Null]).await[1], open, "{} {at}", page.address);
                }
                tried += 1;
            }
        }
        assert!(tried > 10, "only {tried} parts to open");
    })
    .await;
}

/// Whether the search, if the page has one, has drawn what it shows before anything is asked.
const SEARCHED: &str = "const place = document.querySelector('[data-widget=finder]'); \
    return !place || !!document.querySelector(place.hasAttribute('data-all') ? '#found li' : '#found')";

async fn tab_through(browser: &Browser, screen: Screen) {
    browser.screen(screen).await;
    let site = browser.site.clone();
    let mut complaints = Vec::new();
    for page in sample(&site.pages) {
        for open in [false, true] {
            if open && !page.html.contains("<details") {
                continue;
            }
            browser.go(&page.address).await;
            until("the search has shown what it shows", async || browser.run(SEARCHED, vec![]).await == true).await;
            browser
                .run(
                    "document.querySelectorAll('details').forEach((part) => part.open = arguments[0])",
                    vec![json!(open)],
                )
                .await;
            let state = if open { "open" } else { "closed" };
            complaints
                .extend(walk(browser).await.into_iter().map(|said| (format!("{} ({state})", page.address), said)));
        }
    }
    none(&format!("Keyboard at {}", screen.name), &complaints);
}

/// Goes once round the page that is open.
async fn walk(browser: &Browser) -> Vec<String> {
    let count = browser.run(WATCH, vec![]).await.as_u64().expect("a number");
    assert!(count > 10, "there are only {count} things to use");
    browser.press(TAB, usize::try_from(count).expect("a small number") + 2).await;
    serde_json::from_value(browser.run("return window.__heard()", vec![]).await).expect("a list")
}
