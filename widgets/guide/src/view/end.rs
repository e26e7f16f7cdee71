//! The end: a plan, or an outcome, and what can be done with it.

use fingerpost_kit::button;
use fingerpost_kit::form::title;
use fingerpost_kit::html::Html;
use fingerpost_kit::mount::today_in_words;

use super::{Model, keep};
use crate::answers::Walk;
use crate::flow::Target;
use crate::plan::{Due, plan};
use crate::words;

/// The page of the end.
pub(super) fn end(out: &mut Html, model: &Model) {
    let walk = model.answers.walk(&model.flow);
    out.raw(r#"<div class="grid grid-aside"><article class="flow" id="my_plan">"#);
    match walk.at {
        Target::Outcome(at) => outcome(out, model, at),
        _ => my_plan(out, model, &walk),
    }
    out.raw(concat!(
        r#"</article><div class="flow stick no-print"><p class="row">"#,
        button!("btn", "print", "", "Print"),
        " ",
        button!("btn", "copy", "", "Copy as text"),
        "</p><p>",
        button!("arm back", "check", "", "Change answers"),
        r#"</p><div id="as_text" hidden><label class="label" for="text">All of it as text</label><textarea class="field" id="text" rows="8" readonly></textarea></div>"#,
        r#"<details class="more"><summary>Keep it, or send it to someone</summary><div id="ways_to_keep">"#
    ));
    keep::ways(out, model);
    out.raw("</div></details>");
    out.raw(model.found.piece("help"));
    out.raw(r#"<p class="small soft">This is only on your screen. We do not have a copy.</p></div></div>"#);
}

fn outcome(out: &mut Html, model: &Model, at: usize) {
    title(out, &model.flow.outcomes[at].title);
    out.raw(model.found.piece(&["end_", &at.to_string(), "_body"].concat()));
}

fn my_plan(out: &mut Html, model: &Model, walk: &Walk) {
    let due = plan(&model.flow, &walk.answers);
    title(out, &model.flow.title);
    let lead = if due.len() == 1 {
        r#"<p class="lead">{} thing to do.</p>"#
    } else {
        r#"<p class="lead">{} things, in the order that helps most. You do not have to do them all, or alone. Tick off what is done.</p>"#
    };
    out.put(lead, &[&due.len().to_string()]);
    let given = walk.asked.iter().filter(|at| walk.answers.of(**at) != Some(0)).count();
    let made = r#"<p class="small soft">Made on {} from {} answers. It was not sent to anyone.</p>"#;
    out.put(made, &[&today_in_words(), &given.to_string()]);
    if due.iter().any(|due| model.flow.items[due.item].harm) {
        out.raw(model.found.piece("leave"));
    }
    out.raw(r#"<div class="trail">"#);
    let mut group = None;
    for one in &due {
        if group != Some(one.group) {
            out.raw(if group.is_some() { "</ul>" } else { "" });
            let now = if group.is_none() { r#" class="now""# } else { "" };
            out.raw(&["<h2", now, ">", one.group.title(), r#"</h2><ul class="plain plan">"#].concat());
            group = Some(one.group);
        }
        item(out, model, one);
    }
    out.raw("</ul></div>");
    out.raw(model.found.piece("events"));
}

fn item(out: &mut Html, model: &Model, due: &Due<'_>) {
    let id = &model.flow.items[due.item].id;
    let done = if model.done.contains(id) { " checked" } else { "" };
    let piece = ["todo_", &due.item.to_string()].concat();
    let tick = r#"<li><input class="tick" type="checkbox" id="done_{}" data-field="done" value="{}"{}><div><h3><label for="done_{}">"#;
    out.put(tick, &[id, id, done, id]);
    out.raw(model.found.piece(&piece));
    out.raw("</label></h3>");
    if !due.because.is_empty() {
        out.put(r#"<p class="because">Because {}.</p>"#, &[&words::together(&due.because)]);
    }
    out.raw(r#"<div class="flow">"#);
    out.raw(model.found.piece(&[&piece, "_body"].concat()));
    out.raw("</div></div></li>");
}
