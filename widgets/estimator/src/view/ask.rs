//! One question a page, and the list of answers.

use fingerpost_kit::button;
use fingerpost_kit::form::{self as kit, Picks, Problem, Text, control};
use fingerpost_kit::html::Html;

use crate::form::answers::PERIODS;
use crate::form::{self, Choice, Field, Kind, Part, Question, Seen};

/// A question, with what is wrong with its answer.
pub(super) fn question(out: &mut Html, seen: &Seen<'_>, question: &Question, problems: &[Problem]) {
    let (mut at, mut of) = (1, 0);
    for asked in form::path(*seen) {
        of += 1;
        if asked.id == question.id {
            at = of;
        }
    }
    let progress =
        r#"<div class="grid grid-aside"><div><form novalidate><p class="progress">Question {} of about {}</p>"#;
    out.put(progress, &[&at.to_string(), &at.max(of).to_string()]);
    kit::summary(out, problems, &|field| first_control(question, field));
    parts(out, seen, question, problems);
    folded(out, "Where to find it", &seen.said(question.id, "question.find"));
    folded(out, "Why we ask", &seen.said(question.id, "question.why"));
    out.raw(concat!(
        r#"<p class="row"><button class="arm go" type="submit">Carry on</button> "#,
        button!("arm back", "back", "", "Back"),
        r#"</p></form></div><aside class="flow stick" aria-labelledby="so_far">"#,
        r#"<h2 id="so_far" class="aside-h">Your answers so far</h2>"#
    ));
    answers(out, seen, question.id);
    out.raw(
        r#"<p class="small soft">Your answers stay on this device. Close the page and they are gone.</p></aside></div>"#,
    );
}

fn folded(out: &mut Html, title: &str, text: &str) {
    if !text.is_empty() {
        out.put(r#"<details class="more"><summary>{}</summary><p>{}</p></details>"#, &[title, text]);
    }
}

/// The control to go to for a field: of a group of choices, the first.
fn first_control(question: &Question, field: &str) -> String {
    let group = question.parts.iter().find_map(|part| match part {
        Part::Pick { id, choices, .. } | Part::Tick { id, choices } if *id == field => choices.first(),
        _ => None,
    });
    control(field, group.map_or("", |choice| choice.code))
}

/// The name of a part of a question in the page.
fn part_id(at: usize) -> String {
    format!("part_{at}")
}

fn parts(out: &mut Html, seen: &Seen<'_>, question: &Question, problems: &[Problem]) {
    let title = seen.words.get(question.id, "question.title");
    let lead = seen.said(question.id, "question.hint");
    // A question whose first part is a group of choices without a label of its own: the question is its label.
    let sole = match question.parts.first() {
        Some(Part::Pick { id, .. }) => seen.words.get(id, "label").is_empty(),
        Some(Part::Tick { .. }) => true,
        _ => false,
    };
    if !sole {
        kit::title(out, title);
        if !lead.is_empty() {
            out.put(r#"<p class="hint">{}</p>"#, &[&lead]);
        }
    }
    for (at, part) in question.parts.iter().enumerate() {
        let hidden = if part.applies(seen) { "" } else { " hidden" };
        out.put(r#"<div class="ask-part" id="{}"{}>"#, &[&part_id(at), hidden]);
        let hint = if sole && at == 0 { &lead[..] } else { "" };
        match part {
            Part::Type(field, _) => typed(out, seen, field.id, field, problems),
            Part::Pick { id, choices, .. } => {
                let label = seen.words.get(id, "label");
                let picks = Picks { field: id, label, title, hint, problem: problem_of(id, problems), several: false };
                group(out, seen, &picks, choices, problems);
            }
            Part::Tick { id, choices } => {
                let problem = problem_of(id, problems);
                let picks = Picks { field: id, label: "", title, hint, problem, several: true };
                group(out, seen, &picks, choices, problems);
            }
        }
        out.raw("</div>");
    }
}

fn group(out: &mut Html, seen: &Seen<'_>, picks: &Picks<'_>, choices: &[Choice], problems: &[Problem]) {
    picks.begin(out);
    for choice in choices.iter().filter(|choice| (choice.when)(seen)) {
        let words = |which| seen.words.choice(picks.field, choice.code, which);
        let on = seen.answers.ticked(picks.field, choice.code);
        picks.pick(out, choice.code, words("label"), &seen.fill(words("hint")), on);
        let fields = choice.fields();
        if !fields.is_empty() {
            picks.then(out, choice.code, on);
            for (id, field) in &fields {
                typed(out, seen, id, field, problems);
            }
            out.raw("</div>");
        }
    }
    picks.end(out);
}

fn problem_of<'p>(field: &str, problems: &'p [Problem]) -> Option<&'p str> {
    problems.iter().find(|problem| problem.field == field).map(|problem| &problem.message[..])
}

fn typed(out: &mut Html, seen: &Seen<'_>, id: &str, field: &Field, problems: &[Problem]) {
    let periods = PERIODS.map(|(code, words, _)| (code, words));
    let often = match field.kind {
        Kind::Regular(usual) => {
            let per = seen.answers.per(id, usual);
            Some((&periods[..], PERIODS.iter().find(|(.., period)| *period == per).map_or("week", |(code, ..)| code)))
        }
        _ => None,
    };
    let text = Text {
        field: id,
        label: match field.id {
            "" => "How much?",
            id => seen.words.get(id, "label"),
        },
        hint: &seen.said(field.id, "hint"),
        value: seen.answers.typed(id),
        problem: problem_of(id, problems),
        pounds: matches!(field.kind, Kind::Money | Kind::Regular(_)),
        often,
    };
    text.write(out);
}

/// Which parts of a question show, and which boxes are ticked, after a change: calls `shown` and `ticked` with ids.
pub(super) fn settle(seen: &Seen<'_>, question: &Question, shown: fn(&str, bool), ticked: fn(&str, bool)) {
    for (at, part) in question.parts.iter().enumerate() {
        shown(&part_id(at), part.applies(seen));
        if let Part::Pick { id, choices, .. } | Part::Tick { id, choices } = part {
            for choice in *choices {
                let (of, on) = (control(id, choice.code), seen.answers.ticked(id, choice.code));
                ticked(&of, on);
                shown(&(of + "_then"), on);
            }
        }
    }
}

/// The answers as a list, each with a way to change it. Without the question that is being asked.
pub(super) fn answers(out: &mut Html, seen: &Seen<'_>, but: &str) {
    let mut any = false;
    for question in form::path(*seen).filter(|question| question.id != but) {
        let told = question.told(seen);
        if told.is_empty() {
            continue;
        }
        let title = seen.words.get(question.id, "question.title");
        out.put(if any { "<div><dt>{}</dt>" } else { r#"<dl class="facts"><div><dt>{}</dt>"# }, &[title]);
        any = true;
        for line in &told {
            out.put("<dd>{}</dd>", &[line]);
        }
        let change =
            concat!("<dd>", button!("link", "ask", "{}", "Change<span class=\"vh\">: {}</span>"), "</dd></div>");
        out.put(change, &[question.id, title]);
    }
    out.raw(if any { "</dl>" } else { r#"<p class="soft">None yet.</p>"# });
}

/// The summary before the result of the full set of questions.
pub(super) fn check(out: &mut Html, seen: &Seen<'_>) {
    out.raw(r#"<div class="flow narrow"><h1 tabindex="-1">Check your answers</h1>"#);
    answers(out, seen, "");
    out.raw(concat!(
        r#"<p class="row">"#,
        button!("arm go", "result", "", "Show results"),
        " ",
        button!("arm back", "back", "", "Back"),
        "</p></div>"
    ));
}
