//! What happens when something is typed or pressed.

use fingerpost_kit::form::Problem;
use fingerpost_kit::html::Html;
use fingerpost_kit::{dom, place};
use leptos::ev::Event;
use leptos::prelude::{Notify, window};

use super::{Model, Place, SAID, ask, explore, keep};
use crate::form::{self, Answers, Depth, Question};

/// Something happened in the tool.
pub(super) fn heard(model: &mut Model, event: &Event) {
    match &*event.type_() {
        "input" => typed(model, event),
        "submit" => {
            event.prevent_default();
            carry_on(model);
        }
        _ => pressed(model, event),
    }
}

/// Something was typed or ticked: it is kept as it is, and what hangs on it shows or goes.
fn typed(model: &mut Model, event: &Event) {
    let Some(changed) = dom::changed(event) else { return };
    if let Some(field) = changed.field.strip_prefix("try.") {
        model.tried.set(field, changed.value);
        let [slider, number] = explore::ids(field);
        dom::set_value(&slider, &explore::level(&model.tried, field));
        dom::set_value(&number, model.tried.get(field));
        put(explore::TRIED, |html| model.tried(html));
        return;
    }
    let Some(question) = asked(model) else { return };
    match changed.on {
        Some(on) if question.ticks(&changed.field) => model.answers.tick(&changed.field, &changed.value, on),
        _ => model.answers.set(&changed.field, changed.value),
    }
    if changed.on.is_some()
        && let Some(seen) = model.seen(&model.answers)
    {
        ask::settle(&seen, question, dom::set_shown, dom::set_checked);
    }
}

/// Puts HTML into an element.
fn put(id: &str, write: impl FnOnce(&mut Html)) {
    let mut html = Html::default();
    write(&mut html);
    dom::set_html(id, &html.0);
}

/// The question that is being asked.
fn asked(model: &Model) -> Option<&'static Question> {
    if let Place::Ask(id) = model.place { form::question(id) } else { None }
}

/// A page is done: on to the next, unless something on it is wrong.
fn carry_on(model: &mut Model) {
    let (Some(question), Some(seen)) = (asked(model), model.seen(&model.answers)) else { return };
    let found = question.problems(&seen);
    if !found.is_empty() {
        let problem = |found: form::Problem| Problem { field: found.field, message: found.message };
        return model.wrong(found.into_iter().map(problem).collect(), "#oops");
    }
    model.answers.tick(form::DONE, question.id, true);
    // Who changes one answer of many goes on where they were, not through every page after it.
    go_on(model, if model.answers.depth() == Depth::Full { Place::Check } else { Place::Result });
}

/// Goes to the first question that is not answered, or to a place if all are.
fn go_on(model: &mut Model, else_to: Place) {
    let open = model.seen(&model.answers).and_then(form::unanswered);
    model.go(open.map_or(else_to, |question| Place::Ask(question.id)));
}

/// Takes answers over from a file or the device.
fn take(model: &mut Model, answers: Option<Answers>) {
    if let Some(answers) = answers {
        model.answers = answers;
        go_on(model, Place::Result);
    } else {
        dom::set_shown("paste_err", true);
        dom::focus("#paste");
    }
}

/// Something was pressed.
fn pressed(model: &mut Model, event: &Event) {
    let Some((does, with)) = dom::pressed(event) else { return };
    match &*does {
        "field" => dom::focus(&["#", &with].concat()),
        "back" => place::back(),
        "ask" => Place::of(&with).into_iter().for_each(|to| model.go(to)),
        "result" => go_on(model, Place::Result),
        "begin" => {
            if with == "quick" {
                model.answers.set("depth", "quick");
            } else {
                model.answers.widen();
            }
            if with == "widen" { go_on(model, Place::Check) } else { model.go(Place::Ask("setting")) }
        }
        "compare" => {
            model.answers.set("compare", "yes");
            go_on(model, Place::Result);
        }
        "take" => {
            model.answers = model.tried.clone();
            dom::set_html(SAID, "Your answers have changed. The letter is new.");
            model.show(Place::Result);
        }
        "untry" => model.show(Place::Result),
        "print" => drop(window().print()),
        "restore" => take(model, keep::answers(&dom::value("paste"))),
        "load" => take(model, keep::kept()),
        "file" => keep::save_file(&model.answers),
        "text" => keep::save_text(),
        "keep" => {
            let done = keep::keep(&model.answers);
            dom::set_html(
                SAID,
                if done { "Your answers are kept on this device." } else { "This device did not keep them." },
            );
            put("ways_to_keep", |out| keep::ways_to_keep(out, &model.found));
        }
        "delete" => {
            keep::delete();
            dom::set_html(SAID, "Your answers are deleted from this device.");
            put("ways_to_keep", |out| keep::ways_to_keep(out, &model.found));
            if model.place == Place::Start {
                model.shown.notify();
            }
        }
        _ => {}
    }
}
