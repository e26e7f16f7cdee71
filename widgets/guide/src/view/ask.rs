//! One question a page, and the list of answers.

use fingerpost_kit::button;
use fingerpost_kit::form::{Picks, Problem, control, summary, title};
use fingerpost_kit::html::Html;

use super::{Model, Place};
use crate::flow::{Question, Target};
use crate::written::Kind;

/// A question, with what is wrong with its answer.
pub(super) fn question(out: &mut Html, model: &Model, at: usize) {
    let question = &model.flow.questions[at];
    let turn = model.answers.walk(&model.flow).asked.iter().take_while(|asked| **asked != at).count() + 1;
    let start = model.place == Place::Start;
    out.raw(if start { "<div><div>" } else { r#"<div class="grid grid-aside"><div>"# });
    out.raw("<form novalidate>");
    if !start {
        out.put(r#"<p class="progress">Question {}. {}</p>"#, &[&turn.to_string(), &left(model.flow.most_after(at))]);
    }
    let field = &question.id;
    if !model.problem.is_empty() {
        let problem = Problem { field: field.clone(), message: model.problem.to_owned() };
        summary(out, &[problem], &|_| box_of(question, 0));
    }
    // On the page itself a heading stands above it already.
    let (label, heading) = if start { (&question.ask[..], "") } else { ("", &question.ask[..]) };
    let problem = Some(model.problem).filter(|problem| !problem.is_empty());
    let picks = Picks { field, label, title: heading, hint: &question.hint, problem, several: question.many };
    picks.begin(out);
    let given = model.answers.of(at).unwrap_or_default();
    for (bit, choice) in question.options.iter().enumerate() {
        picks.pick(out, &choice.id, &choice.label, "", given & 1 << bit != 0);
    }
    picks.end(out);
    out.put(r#"<details class="more"><summary>Why we ask</summary><p>{}</p></details>"#, &[&question.why]);
    out.raw(r#"<p class="row"><button class="arm go" type="submit">Carry on</button> "#);
    if question.skip {
        out.raw(concat!(button!("btn", "skip", "", "Skip this question"), " "));
    }
    if !start {
        out.raw(button!("arm back", "back", "", "Back"));
    }
    out.raw("</p></form></div>");
    if !start {
        out.raw(r#"<div class="flow stick">"#);
        out.raw(model.found.piece("help"));
        out.raw(
            r#"<p class="small soft">Your answers stay on this device. Close the page and they are gone.</p></div>"#,
        );
    }
    out.raw("</div>");
}

/// The name of the box of an answer.
pub(super) fn box_of(question: &Question, bit: usize) -> String {
    control(&question.id, &question.options[bit].id)
}

fn left(most: usize) -> String {
    match most {
        0 => "It is the last one.".to_owned(),
        1 => "At most one more after it.".to_owned(),
        most => format!("At most {most} more after it."),
    }
}

/// The list of answers, each to be changed.
pub(super) fn check(out: &mut Html, model: &Model) {
    out.raw(r#"<div class="narrow flow">"#);
    title(out, "Your answers");
    out.raw(r#"<dl class="facts">"#);
    for at in model.answers.walk(&model.flow).asked {
        let question = &model.flow.questions[at];
        out.put("<div><dt>{}</dt><dd>", &[&question.ask]);
        let given = model.answers.of(at).unwrap_or_default();
        if given == 0 {
            out.raw("Skipped");
        }
        let mut first = true;
        for (_, choice) in question.options.iter().enumerate().filter(|(bit, _)| given & 1 << bit != 0) {
            out.put("{}{}", &[if first { "" } else { "; " }, &choice.label]);
            first = false;
        }
        let change = r#"</dd><dd><button class="link" type="button" data-do="ask" data-with="{}">Change<span class="vh">: {}</span></button></dd></div>"#;
        out.put(change, &[&question.id, &question.ask]);
    }
    out.raw("</dl><p>");
    let open = matches!(model.answers.walk(&model.flow).at, Target::Question(_));
    out.put(
        r#"<button class="arm go" type="button" data-do="on">{}</button></p></div>"#,
        &[match (open, model.flow.kind) {
            (true, _) => "Go on with the questions",
            (false, Kind::Plan) => "See my plan",
            (false, Kind::Route) => "See where it leads",
        }],
    );
}
