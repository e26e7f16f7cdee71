//! What happens when something is typed or pressed.

use fingerpost_kit::form::Problem;
use fingerpost_kit::html::Html;
use fingerpost_kit::{dom, place};
use leptos::ev::Event;
use leptos::prelude::*;

use super::{Place, State, ask, explore, keep};
use crate::form::{self, Answers, Depth};

/// Something was typed or ticked: it is kept as it is, and what hangs on it shows or goes.
pub(super) fn typed(state: State, event: &Event) {
    let Some(changed) = dom::changed(event) else { return };
    if let Some(field) = changed.field.strip_prefix("try.") {
        state.tried.update_value(|tried| tried.set(field, changed.value));
        state.tried.with_value(|tried| {
            let [slider, number] = explore::ids(field);
            dom::set_value(&slider, &explore::level(tried, field));
            dom::set_value(&number, tried.get(field));
        });
        state.show_tried();
        return;
    }
    let Place::Ask(id) = state.place.get_untracked() else { return };
    let Some(question) = form::question(id) else { return };
    let several = question.ticks(&changed.field);
    state.answers.update_value(|answers| match changed.on {
        Some(on) if several => answers.tick(&changed.field, &changed.value, on),
        _ => answers.set(&changed.field, changed.value),
    });
    if changed.on.is_some() {
        let answers = state.answers.get_value();
        state.seen(&answers, |seen| ask::settle(seen, question, dom::set_shown, dom::set_checked));
    }
}

/// A page is done: on to the next, unless something on it is wrong.
pub(super) fn carry_on(state: State) {
    let Place::Ask(id) = state.place.get_untracked() else { return };
    let Some(question) = form::question(id) else { return };
    let answers = state.answers.get_value();
    let found = state.seen(&answers, |seen| question.problems(seen)).unwrap_or_default();
    if !found.is_empty() {
        let problem = |found: form::Problem| Problem { field: found.field, message: found.message };
        state.problems.set(found.into_iter().map(problem).collect());
        dom::focus("#oops");
        return;
    }
    let next = state.seen(&answers, |seen| {
        form::path(*seen).skip_while(|question| question.id != id).nth(1).map(|question| question.id)
    });
    // Who changes one answer of many wants the result again, not every page after it.
    let done = state.seen(&answers, |seen| form::unanswered(*seen).is_none()) == Some(true);
    let end = if answers.depth() == Depth::Full { Place::Check } else { Place::Result };
    state.go(match next.flatten() {
        Some(next) if !done => Place::Ask(next),
        _ => end,
    });
}

/// Goes to the first question that is not answered, or to a place if all are.
fn go_on(state: State, else_to: Place) {
    let answers = state.answers.get_value();
    let open = state.seen(&answers, |seen| form::unanswered(*seen).map(|question| question.id)).flatten();
    state.go(open.map_or(else_to, Place::Ask));
}

/// Takes answers over from a file or the device.
fn take(state: State, answers: Option<Answers>) {
    if let Some(answers) = answers {
        state.answers.set_value(answers);
        go_on(state, Place::Result);
    } else {
        state.problems.set(vec![Problem { field: "paste".into(), message: String::new() }]);
        dom::focus("#paste");
    }
}

/// The ways to keep answers, once one of them was taken.
fn show_ways_to_keep() {
    let mut html = Html::default();
    keep::ways_to_keep(&mut html);
    dom::set_html("ways_to_keep", &html.0);
}

/// Something was pressed.
pub(super) fn pressed(state: State, event: &Event) {
    let Some((does, with)) = dom::pressed(event) else { return };
    match &*does {
        "field" => dom::focus(&["#", &with].concat()),
        "back" => place::back(),
        "ask" => state.go(Place::of(&with)),
        "result" => go_on(state, Place::Result),
        "begin" => {
            state
                .answers
                .update_value(|answers| if with == "quick" { answers.set("depth", "quick") } else { answers.widen() });
            if with == "widen" { go_on(state, Place::Check) } else { state.go(Place::Ask("setting")) }
        }
        "compare" => {
            state.answers.update_value(|answers| answers.set("compare", "yes"));
            go_on(state, Place::Result);
        }
        "take" => {
            state.answers.set_value(state.tried.get_value());
            state.said.set("Your answers have changed. The letter is new.");
            state.show(Place::Result);
        }
        "untry" => state.show(Place::Result),
        "print" => drop(window().print()),
        "restore" => take(state, keep::answers(&dom::value("paste"))),
        "load" => take(state, keep::kept()),
        "file" => keep::save_file(&state.answers.get_value()),
        "text" => keep::save_text(),
        "keep" => {
            let done = keep::keep(&state.answers.get_value());
            state.said.set(if done {
                "Your answers are kept on this device."
            } else {
                "This device did not keep them."
            });
            show_ways_to_keep();
        }
        "delete" => {
            keep::delete();
            state.said.set("Your answers are deleted from this device.");
            show_ways_to_keep();
            if state.place.get_untracked() == Place::Start {
                state.place.set(Place::Start);
            }
        }
        _ => {}
    }
}
