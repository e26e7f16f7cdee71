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

    fn of(name: &str) -> Self {
        match name {
            "check" => Self::Check,
            "result" => Self::Result,
            name => form::question(name).map_or(Self::Start, |question| Self::Ask(question.id)),
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

/// All that the views share.
#[derive(Clone, Copy)]
struct State {
    facts: StoredValue<Facts>,
    found: StoredValue<Found>,
    /// What was typed, exactly. What is shown does not follow it letter by letter.
    answers: StoredValue<Answers>,
    /// What is being tried beside the letter.
    tried: StoredValue<Answers>,
    /// Where the reader is; what is shown follows it.
    place: RwSignal<Place>,
    /// What is wrong on this page; what is shown follows it.
    problems: RwSignal<Vec<Problem>>,
    /// A note for a screen reader, such as "Kept on this device".
    said: RwSignal<&'static str>,
}

impl State {
    /// Looks at answers with the year's figures. Nothing only where there are no rates at all.
    fn seen<T>(self, answers: &Answers, work: impl FnOnce(&Seen<'_>) -> T) -> Option<T> {
        self.facts.with_value(|facts| {
            let (year, month, day) = mount::today();
            let (rates, today) = facts.on(Day::new(year, month, day)?)?;
            Some(work(&Seen { answers, words: &facts.words, rates, policy: &facts.policy, today }))
        })
    }

    /// Works out answers in a setting.
    fn outcome(self, answers: &Answers, setting: Option<Setting>) -> Option<Result<Outcome>> {
        let setting = setting?;
        self.seen(answers, |seen| {
            work_out(form::case_of(seen, setting), seen.rates, seen.policy, rough::is_rough(answers))
        })
    }

    /// Goes to a place.
    fn go(self, to: Place) {
        place::go(to.name());
        self.show(to);
    }

    /// Shows a place, the focus on its heading.
    fn show(self, to: Place) {
        self.tried.set_value(self.answers.get_value());
        self.problems.set(Vec::new());
        self.place.set(to);
        dom::to_top();
        dom::focus(if to == Place::Start { "main h1" } else { "[data-widget] h1" });
        if to == Place::Result {
            self.show_tried();
        }
    }

    /// What comes of what is being tried.
    fn show_tried(self) {
        let tried = self.tried.get_value();
        if let Some(outcome) = self.outcome(&tried, explore::pair(&tried).0) {
            let mut html = Html::default();
            explore::tried(&mut html, &outcome);
            dom::set_html(explore::TRIED, &html.0);
        }
    }

    /// The page as things stand.
    fn html(self) -> String {
        let answers = self.answers.get_value();
        let (at, problems) = (self.place.get(), self.problems.get());
        let mut html = Html::default();
        self.seen(&answers, |seen| match at {
            Place::Start => keep::start(&mut html, answers.all().count() > 1, !problems.is_empty()),
            Place::Ask(id) => {
                if let Some(found) = form::question(id) {
                    ask::question(&mut html, seen, found, &problems);
                }
            }
            Place::Check => ask::check(&mut html, seen),
            Place::Result => {
                let (first, second) = explore::pair(&answers);
                if let Some(first) = self.outcome(&answers, first) {
                    let second = self.outcome(&answers, second);
                    self.found.with_value(|found| result::page(&mut html, seen, found, &first, second));
                }
            }
        });
        html.0
    }
}

/// Starts the tool in its place in the page, with the facts that the build wrote. False if they make no sense.
#[allow(unreachable_pub, reason = "the script beside the module calls it")]
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
    let page = document().title();
    let state = State {
        facts: StoredValue::new(facts),
        found: StoredValue::new(found),
        answers: StoredValue::new(Answers::default()),
        tried: StoredValue::new(Answers::default()),
        place: RwSignal::new(Place::Start),
        problems: RwSignal::new(Vec::new()),
        said: RwSignal::new(""),
    };
    place::on_move(move |name| {
        let to = Place::of(&name);
        // A place that the answers do not reach, such as the result after a reload, is the start.
        let empty = state.answers.with_value(|answers| answers.all().next().is_none());
        state.show(if empty { Place::Start } else { to });
    });
    Effect::new(move || {
        let at = state.place.get();
        mount::show_rest(&host, at == Place::Start);
        state.facts.with_value(|facts| place::title(at.title(&facts.words), &page));
    });
    view! {
        <div inner_html=move || state.html() on:click=move |event| act::pressed(state, &event)
            on:input=move |event| act::typed(state, &event)
            on:submit=move |event| { event.prevent_default(); act::carry_on(state); }></div>
        <p class="vh" role="status">{move || state.said.get()}</p>
    }
}
