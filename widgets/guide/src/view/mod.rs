//! What runs in the reader's browser, laid over the page that holds every item and outcome: their words are taken from
//! there. Answers stay in memory, and on the device or in a link only when the reader asks for it.
//!
//! | file | what it owns |
//! |---|---|
//! | `ask` | one question a page; the list of answers |
//! | `end` | the plan or the outcome, and what can be done with it |
//! | `keep` | the start; answers on the device, in a link, as text |
//! | `sheet` | a form to fill in and print |
//! | `act` | what happens when something is ticked or pressed |

mod act;
mod ask;
mod end;
mod keep;
mod sheet;

use std::collections::BTreeSet;

use fingerpost_kit::html::Html;
use fingerpost_kit::mount::{self, Found};
use fingerpost_kit::{dom, place};
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::answers::Answers;
use crate::flow::{Flow, Target};
use crate::written::Kind;

/// Where the reader is in the tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Start,
    Ask(usize),
    Check,
    End,
}

/// Where a screen reader is told something, such as "Your answers are kept on this device".
const SAID: &str = "said";

/// How a link begins that carries answers, in the part of an address that is never sent.
const LINK: &str = "my=";

/// All that the tool knows.
struct Model {
    flow: Flow,
    found: Found,
    /// The guide's name.
    id: String,
    /// What the page was called when it came.
    page: String,
    answers: Answers,
    /// Items that are ticked off, by name.
    done: BTreeSet<String>,
    place: Place,
    /// What is wrong with the answer on this page.
    problem: &'static str,
    /// Whether a link or what was kept named something that the guide no longer has.
    changed: bool,
    /// What is shown follows this.
    shown: Trigger,
}

impl Model {
    /// The name of a place in an address.
    fn name(&self, place: Place) -> String {
        match place {
            Place::Start => String::new(),
            Place::Ask(at) => ["q-", &self.flow.questions[at].id].concat(),
            Place::Check => "check".to_owned(),
            Place::End => "plan".to_owned(),
        }
    }

    /// The place of a name; nothing for what is not a place of the tool, such as a heading of the page.
    fn place_of(&self, name: &str) -> Option<Place> {
        match name {
            "" => Some(Place::Start),
            "check" => Some(Place::Check),
            "plan" => Some(Place::End),
            name => self.flow.question(name.strip_prefix("q-")?).map(Place::Ask),
        }
    }

    /// What the page is called at a place.
    fn title(&self, place: Place) -> &str {
        match place {
            Place::Start => "",
            Place::Ask(at) => &self.flow.questions[at].ask,
            Place::Check => "Your answers",
            Place::End => match self.answers.walk(&self.flow).at {
                Target::Outcome(at) => &self.flow.outcomes[at].title,
                _ => "Your plan",
            },
        }
    }

    /// Goes to a place.
    fn go(&mut self, to: Place) {
        place::go(&self.name(to));
        self.show(to);
    }

    /// Shows a place, the focus on its heading.
    fn show(&mut self, to: Place) {
        self.problem = "";
        dom::set_html(SAID, "");
        self.place = to;
        self.shown.notify();
        mount::show_rest("guide", to == Place::Start);
        place::title(self.title(to), &self.page);
        dom::to_top();
        dom::focus(if to == Place::Start { "main h1" } else { "[data-widget] h1" });
    }

    /// The first question without an answer, or the end.
    fn onward(&self) -> Place {
        match self.answers.walk(&self.flow).at {
            Target::Question(at) => Place::Ask(at),
            _ => Place::End,
        }
    }

    /// Goes on from what was answered, which is kept again by those who keep it.
    fn go_on(&mut self) {
        if self.is_kept() {
            self.keep();
        }
        self.go(self.onward());
    }

    /// Takes up answers that a link brought. The address that held them is forgotten.
    fn arrive(&mut self, code: &str) {
        self.take(code);
        let to = if self.untouched() { Place::Start } else { self.onward() };
        place::replace(&self.name(to));
        self.show(to);
    }

    /// The place that is shown for one that was asked for: one that the answers reach.
    fn reached(&self, to: Place) -> Place {
        let walk = self.answers.walk(&self.flow);
        match to {
            _ if walk.asked.is_empty() => Place::Start,
            Place::Ask(at) if walk.asked.contains(&at) => to,
            Place::Ask(_) | Place::End => self.onward(),
            Place::Start | Place::Check => to,
        }
    }

    /// Whether nothing was answered yet.
    fn untouched(&self) -> bool {
        self.answers.walk(&self.flow).asked.is_empty()
    }

    /// The page as things stand.
    fn html(&self) -> String {
        let mut html = Html::default();
        if self.changed {
            html.raw(concat!(
                r#"<div class="call call-warn"><div class="flow"><p><b>This guide has changed since your link was made.</b> "#,
                "Some answers may be missing. Look at them again before you rely on the result.</p></div></div>"
            ));
        }
        match self.place {
            // A route begins at once: its first question stands on the page.
            Place::Start if self.flow.kind == Kind::Route => ask::question(&mut html, self, 0),
            Place::Start => keep::start(&mut html, self),
            Place::Ask(at) => ask::question(&mut html, self, at),
            Place::Check => ask::check(&mut html, self),
            Place::End => end::end(&mut html, self),
        }
        html.0
    }
}

/// Starts the tool in its place in the page, with the flow that the build wrote. False if it makes no sense.
#[allow(unreachable_pub, reason = "the script beside the module calls it")]
#[allow(clippy::needless_pass_by_value, reason = "the script hands it over")]
#[wasm_bindgen]
pub fn start(place: HtmlElement, facts: &[u8]) -> bool {
    if let Some(id) = place.get_attribute("data-sheet") {
        sheet::run(&place, id);
        return true;
    }
    let Ok(flow) = postcard::from_bytes::<Flow>(facts) else { return false };
    let host = place.clone();
    dom::drop_past(&mount::today_iso());
    mount::mount(&place, move |found| view! { <Guide host flow found/> });
    true
}

/// The tool.
#[component]
fn Guide(host: HtmlElement, flow: Flow, found: Found) -> impl IntoView {
    let shown = Trigger::new();
    let model = Model {
        flow,
        found,
        id: host.get_attribute("data-guide").unwrap_or_default(),
        page: document().title(),
        answers: Answers::default(),
        done: BTreeSet::new(),
        place: Place::Start,
        problem: "",
        changed: false,
        shown,
    };
    let model = StoredValue::new(model);
    place::on_move(move |name| {
        model.update_value(|model| {
            if let Some(code) = name.strip_prefix(LINK) {
                model.arrive(code);
            } else if let Some(to) = model.place_of(&name) {
                model.show(model.reached(to));
            }
        });
    });
    let html = move || {
        shown.track();
        model.with_value(Model::html)
    };
    dom::listen(&host, move |event| model.update_value(|model| act::heard(model, event)));
    // Answers that came with a link lead on once the page stands.
    request_animation_frame(move || {
        if let Some(code) = place::current().strip_prefix(LINK) {
            model.update_value(|model| model.arrive(code));
        }
    });
    view! { <div inner_html=html></div> <p class="vh" role="status" id=SAID></p> }
}
