//! Guides in the finished site, and the tool as tests use it.

use fingerpost_browser::{Browser, Finished, Site, until};
use fingerpost_guide::answers::Answers;
use fingerpost_guide::flow::{Flow, Target};
use fingerpost_guide::written::Kind;
use serde_json::{Value, json};

/// A guide of the finished site: the page it stands on, and the rules that the browser gets with it.
pub(crate) struct Guide {
    pub(crate) id: String,
    pub(crate) page: String,
    pub(crate) flow: Flow,
}

impl Guide {
    /// Answers by names, `skipped` for all questions that are not named.
    pub(crate) fn answers(&self, given: &[(&str, &str)]) -> Answers {
        let mut set = Answers::default();
        while let Target::Question(at) = set.walk(&self.flow).at {
            let question = &self.flow.questions[at];
            let words = given.iter().find(|(id, _)| *id == question.id).map_or("", |(_, words)| words);
            let masks = words.split_whitespace().map(|word| {
                let bit = question.options.iter().position(|choice| choice.id == word);
                1 << bit.unwrap_or_else(|| panic!("{} has no answer {word}", question.id))
            });
            set.set(at, Some(masks.fold(0, |all, one: u32| all | one)));
        }
        set
    }

    /// Opens the guide's page afresh, and begins if there is something to begin.
    pub(crate) async fn start(&self, browser: &Browser) {
        open(browser, &self.page).await;
        until("the tool has started", async || {
            browser
                .run("return !!document.querySelector('[data-widget] [data-do=begin], [data-widget] form')", vec![])
                .await
                == true
        })
        .await;
    }

    /// Gives every answer through the form, one page after the other.
    pub(crate) async fn answer_all(&self, browser: &Browser, set: &Answers) {
        if self.flow.kind == Kind::Plan {
            press(browser, "[data-do=begin]").await;
        }
        for at in set.walk(&self.flow).asked {
            self.answer(browser, at, set.of(at).expect("an answer")).await;
        }
        on(browser, "#plan").await;
    }

    /// From the start to the end.
    pub(crate) async fn walk(&self, browser: &Browser, set: &Answers) {
        self.start(browser).await;
        self.answer_all(browser, set).await;
    }

    /// Gives an answer through the form that is shown, and carries on.
    pub(crate) async fn answer(&self, browser: &Browser, at: usize, mask: u32) {
        let question = &self.flow.questions[at];
        let choices = question.options.iter().enumerate().filter(|(bit, _)| mask & 1 << bit != 0);
        let choices: Vec<&str> = choices.map(|(_, choice)| choice.id.as_str()).collect();
        let script = "const [id, values] = arguments, part = document.getElementById('f_' + id);
            if (!part) return null;
            const boxes = [...part.querySelectorAll('input')];
            for (const box of boxes) if (values.includes(box.value) !== box.checked) box.click();
            const ticked = boxes.filter((box) => box.checked).map((box) => box.value);
            document.querySelector(values.length ? '[data-widget] [type=submit]' : '[data-do=skip]').click();
            return ticked;";
        let mut ticked = Value::Null;
        until(&format!("{} is asked", question.id), async || {
            ticked = browser.run(script, vec![json!(question.id), json!(choices)]).await;
            !ticked.is_null()
        })
        .await;
        assert_eq!(ticked, json!(choices), "{}", question.id);
    }
}

/// Every guide of a kind that the site shows.
pub(crate) fn guides(site: &Site, kind: Kind) -> Vec<Guide> {
    let found: Vec<Guide> =
        site.pages.iter().filter_map(|page| at(site, page)).filter(|one| one.flow.kind == kind).collect();
    assert!(!found.is_empty(), "no page has a guide of this kind");
    found
}

/// A guide by its name.
pub(crate) fn guide(site: &Site, id: &str) -> Guide {
    site.pages.iter().filter_map(|page| at(site, page)).find(|guide| guide.id == id).expect("a guide of that name")
}

fn at(site: &Site, page: &Finished) -> Option<Guide> {
    let id = (*page.attribute("data-guide").first()?).to_owned();
    let facts = page.attribute("data-facts").first()?.trim_start_matches('/').to_owned();
    let facts = std::fs::read(site.out.join(facts)).expect("the rules of the guide");
    Some(Guide { id, page: page.address.clone(), flow: postcard::from_bytes(&facts).expect("rules") })
}

/// What the tool shows: group, title and reasons of everything in the plan.
pub(crate) async fn shown(browser: &Browser) -> Value {
    let script = "return [...document.querySelectorAll('#my_plan .plan > li')].map((item) => [item.parentElement.previousElementSibling.textContent,
        item.querySelector('h3').textContent, item.querySelector('.because')?.textContent ?? ''])";
    browser.run(script, vec![]).await
}

/// Opens an address as in a fresh tab.
pub(crate) async fn open(browser: &Browser, address: &str) {
    browser.go("/a-to-z.html").await;
    browser.go(address).await;
}

pub(crate) async fn press(browser: &Browser, selector: &str) {
    let press = "const found = document.querySelector(arguments[0]); found?.click(); return !!found";
    assert_eq!(browser.run(press, vec![json!(selector)]).await, true, "there is no {selector}");
}

/// Waits for a place of the tool.
pub(crate) async fn on(browser: &Browser, place: &str) {
    let there = "return location.hash === arguments[0] && !!document.querySelector('[data-widget] h1')";
    until(&format!("{place} is shown"), async || browser.run(there, vec![json!(place)]).await == true).await;
}

pub(crate) async fn heading(browser: &Browser) -> Value {
    browser.run("return document.querySelector('[data-widget] h1')?.textContent", vec![]).await
}
