//! What runs in the reader's browser. Thin: questions, rules and the letter are all elsewhere; here they are shown, and
//! what is typed is kept. Every result is worked out anew from the answers, here, and nothing leaves the page.
//!
//! | file | what it owns |
//! |---|---|
//! | `ask` | one question a page; the list of answers |
//! | `letter`, `result` | the letter as HTML; the page around it |
//! | `explore` | what if; two settings side by side |
//! | `keep` | the start; answers on the device and in files |
//! | `act` | what happens when something is typed or pressed |

mod act;
mod ask;
mod explore;
mod keep;
mod letter;
mod result;

use fingerpost_kit::form::Problem;
use fingerpost_kit::html::Html;
use fingerpost_kit::mount::{self, Found};
use fingerpost_kit::{dom, place};
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::case::Setting;
use crate::error::Result;
use crate::facts::Facts;
use crate::form::{self, Answers, Seen, Words, rough};
use crate::letter::{Outcome, work_out};
use crate::year::Day;

/// Where the reader is in the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Ask(&'static str),
    Check,
    Result,
}

impl Place {
    /// The place in an address.
    fn name(self) -> &'static str {
        match self {
            Self::Start => "",
            Self::Ask(question) => question,
            Self::Check => "check",
            Self::Result => "result",
        }
    }

    /// The place of a name; nothing for what is not a place of the tool, such as the page's own skip link.
    fn of(name: &str) -> Option<Self> {
        match name {
            "" => Some(Self::Start),
            "check" => Some(Self::Check),
            "result" => Some(Self::Result),
            name => form::question(name).map(|question| Self::Ask(question.id)),
        }
    }

    /// What the page is called here.
    fn title(self, words: &Words) -> &str {
        match self {
            Self::Start => "",
            Self::Ask(id) => words.get(id, "question.title"),
            Self::Check => "Check your answers",
            Self::Result => "Your estimate",
        }
    }
}

/// Where a screen reader is told something, such as "Your answers are kept on this device".
const SAID: &str = "said";

/// All that the tool knows.
struct Model {
    facts: Facts,
    found: Found,
    /// What the page was called when it came.
    page: String,
    /// What was typed, exactly. What is shown does not follow it letter by letter.
    answers: Answers,
    /// What is being tried beside the letter.
    tried: Answers,
    /// Where the reader is.
    place: Place,
    /// What is wrong on this page.
    problems: Vec<Problem>,
    /// What is shown follows this.
    shown: Trigger,
}

impl Model {
    /// Answers with the year's figures. Nothing only where there are no rates at all.
    fn seen<'s>(&'s self, answers: &'s Answers) -> Option<Seen<'s>> {
        let (year, month, day) = mount::today();
        let (rates, today) = self.facts.on(Day::new(year, month, day)?)?;
        Some(Seen { answers, words: &self.facts.words, rates, policy: &self.facts.policy, today })
    }

    /// Works out answers in a setting.
    fn outcome(&self, answers: &Answers, setting: Option<Setting>) -> Option<Result<Outcome>> {
        let seen = self.seen(answers)?;
        Some(work_out(form::case_of(&seen, setting?), seen.rates, seen.policy, rough::is_rough(answers)))
    }

    /// Goes to a place.
    fn go(&mut self, to: Place) {
        place::go(to.name());
        self.show(to);
    }

    /// Shows a place, the focus on its heading.
    fn show(&mut self, to: Place) {
        self.tried = self.answers.clone();
        self.problems.clear();
        self.place = to;
        self.shown.notify();
        mount::show_rest("estimator", to == Place::Start);
        place::title(to.title(&self.facts.words), &self.page);
        dom::to_top();
        dom::focus(if to == Place::Start { "main h1" } else { "[data-widget] h1" });
    }

    /// Shows what is wrong, the focus on it.
    fn wrong(&mut self, problems: Vec<Problem>, focus: &str) {
        self.problems = problems;
        self.shown.notify();
        dom::focus(focus);
    }

    /// What comes of what is being tried.
    fn tried(&self, out: &mut Html) {
        if let Some(outcome) = self.outcome(&self.tried, explore::pair(&self.tried).0) {
            explore::tried(out, &outcome);
        }
    }

    /// The page as things stand.
    fn html(&self) -> String {
        let mut html = Html::default();
        self.write(&mut html);
        html.0
    }

    fn write(&self, out: &mut Html) -> Option<()> {
        let answers = &self.answers;
        let seen = self.seen(answers)?;
        match self.place {
            Place::Start => keep::start(out, answers.all().count() > 1, &self.found),
            Place::Ask(id) => ask::question(out, &seen, form::question(id)?, &self.problems),
            Place::Check => ask::check(out, &seen),
            Place::Result => {
                let (first, second) = explore::pair(answers);
                let (first, second) = (self.outcome(answers, first)?, self.outcome(answers, second));
                result::page(out, &seen, &self.found, &first, second);
            }
        }
        Some(())
    }
}

/// Starts the tool in its place in the page, with the facts that the build wrote. False if they make no sense.
#[allow(unreachable_pub, reason = "the script beside the module calls it")]
#[allow(clippy::needless_pass_by_value, reason = "the script hands it over")]
#[wasm_bindgen]
pub fn start(place: HtmlElement, facts: &[u8]) -> bool {
    let Ok(facts) = postcard::from_bytes::<Facts>(facts) else { return false };
    let host = place.clone();
    mount::mount(&place, move |found| view! { <Estimator host facts found/> });
    true
}

/// The tool.
#[component]
fn Estimator(host: HtmlElement, facts: Facts, found: Found) -> impl IntoView {
    let shown = Trigger::new();
    let model = StoredValue::new(Model {
        facts,
        found,
        page: document().title(),
        answers: Answers::default(),
        tried: Answers::default(),
        place: Place::Start,
        problems: Vec::new(),
        shown,
    });
    place::on_move(move |name| {
        let Some(to) = Place::of(&name) else { return };
        model.update_value(|model| {
            // A place that the answers do not reach, such as the result after a reload, is the start.
            let empty = model.answers.all().next().is_none();
            model.show(if empty { Place::Start } else { to });
        });
    });
    let html = move || {
        shown.track();
        model.with_value(Model::html)
    };
    dom::listen(&host, move |event| model.update_value(|model| act::heard(model, event)));
    view! { <div inner_html=html></div> <p class="vh" role="status" id=SAID></p> }
}
