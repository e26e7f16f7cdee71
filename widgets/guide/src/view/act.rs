//! What happens when something is ticked or pressed.

use fingerpost_kit::html::Html;
use fingerpost_kit::{device, dom, place};
use leptos::ev::Event;
use leptos::prelude::{Notify, window};

use super::{Model, Place, SAID, ask, keep};
use crate::answers::valid;
use crate::written::Kind;

/// Something happened in the tool.
pub(super) fn heard(model: &mut Model, event: &Event) {
    match &*event.type_() {
        "input" => ticked(model, event),
        "submit" => {
            event.prevent_default();
            carry_on(model);
        }
        _ => pressed(model, event),
    }
}

/// The question that is being asked.
fn asked(model: &Model) -> Option<usize> {
    match model.place {
        Place::Ask(at) => Some(at),
        Place::Start if model.flow.kind == Kind::Route => Some(0),
        _ => None,
    }
}

/// An answer was ticked, or something to do was ticked off.
fn ticked(model: &mut Model, event: &Event) {
    let Some(changed) = dom::changed(event) else { return };
    let on = changed.on == Some(true);
    if changed.field == "done" {
        if on {
            model.done.insert(changed.value);
        } else {
            model.done.remove(&changed.value);
        }
        if model.is_kept() {
            model.keep();
        }
        return;
    }
    let Some(at) = asked(model) else { return };
    let question = &model.flow.questions[at];
    let Some(bit) = question.options.iter().position(|choice| choice.id == changed.value) else { return };
    let mut mask = if question.many { model.answers.of(at).unwrap_or_default() } else { 0 };
    if on {
        mask |= 1 << bit;
        // "None of these" and the rest exclude each other.
        for (other, choice) in question.options.iter().enumerate() {
            let apart = choice.alone || question.options[bit].alone;
            if question.many && other != bit && apart && mask & 1 << other != 0 {
                mask &= !(1 << other);
                dom::set_checked(&ask::box_of(question, other), false);
            }
        }
    } else {
        mask &= !(1 << bit);
    }
    model.answers.set(at, Some(mask).filter(|mask| *mask != 0));
}

/// A page is done: on to the next, unless there is no answer.
fn carry_on(model: &mut Model) {
    let Some(at) = asked(model) else { return };
    let question = &model.flow.questions[at];
    if model.answers.of(at).is_some_and(|mask| valid(&model.flow, at, mask)) {
        return model.go_on();
    }
    model.problem = match (question.many, question.skip) {
        (true, true) => "Tick what is true, or skip this question.",
        (true, false) => "Tick what is true.",
        (false, true) => "Choose an answer, or skip this question.",
        (false, false) => "Choose an answer.",
    };
    model.shown.notify();
    let title = ["Error: ", model.title(model.place)].concat();
    place::title(&title, &model.page);
    dom::focus("#oops");
}

fn say(words: &str) {
    dom::set_html(SAID, words);
}

/// Puts HTML into an element.
fn put(id: &str, write: impl FnOnce(&mut Html)) {
    let mut html = Html::default();
    write(&mut html);
    dom::set_html(id, &html.0);
}

/// Something was pressed.
fn pressed(model: &mut Model, event: &Event) {
    let Some((does, with)) = dom::pressed(event) else { return };
    match &*does {
        "field" => dom::focus(&["#", &with].concat()),
        "begin" => model.go(Place::Ask(0)),
        "back" => place::back(),
        "skip" => {
            if let Some(at) = asked(model) {
                model.answers.set(at, Some(0));
                model.go_on();
            }
        }
        "on" => model.go_on(),
        "check" => model.go(Place::Check),
        "ask" => {
            if let Some(at) = model.flow.question(&with) {
                model.go(Place::Ask(at));
            }
        }
        "print" => drop(window().print()),
        "leave" => drop(window().location().replace(&with)),
        "copy" => {
            let text = dom::text("#my_plan");
            dom::set_shown("as_text", true);
            dom::set_value("text", &text);
            device::copy(&text);
            say("All of it is in the box below as text. If your browser allows, it is copied already.");
        }
        "link" => {
            put("my_link", |out| keep::my_link(out, model));
            device::copy(&model.link());
            dom::focus("#link");
            say("The link is in the box. If your browser allows, it is copied already.");
        }
        "load" => {
            model.load();
            model.go_on();
        }
        "keep" => {
            let done = model.keep();
            say(if done { "Your answers are kept on this device." } else { "This device did not keep them." });
            put("ways_to_keep", |out| keep::ways(out, model));
            dom::focus("#ways_to_keep button");
        }
        "delete" => {
            model.delete();
            put("ways_to_keep", |out| keep::ways(out, model));
            dom::focus("#ways_to_keep button");
            if model.place == Place::Start {
                model.shown.notify();
                dom::focus("[data-do=begin]");
            }
            say("Your answers are deleted from this device.");
        }
        _ => {}
    }
}
