//! One question a page, and the list of answers.

use fingerpost_kit::form::{self as kit, Pick, Picks, Problem, Text, control};
use fingerpost_kit::html::{button, escape, fold, wrap};

use crate::form::answers::PERIODS;
use crate::form::{self, Choice, Field, Kind, Part, Question, Seen};

/// A question, with what is wrong with its answer.
pub(super) fn question(seen: &Seen<'_>, question: &Question, problems: &[Problem]) -> String {
    let all: Vec<_> = form::path(*seen).map(|question| question.id).collect();
    let at = all.iter().position(|asked| *asked == question.id).map_or(1, |at| at + 1);
    let progress = format!("Question {at} of about {}", all.len().max(at));
    let row = ["<button class=\"arm go\" type=\"submit\">Carry on</button> ", &button("arm back", "back", "", "Back")];
    let form = [
        wrap("p class=\"progress\"", &progress),
        kit::summary(problems, |field| first_control(question, field)),
        parts(seen, question, problems),
        fold("Where to find it", &paragraph(&seen.said(question.id, "question.find"))),
        fold("Why we ask", &paragraph(&seen.said(question.id, "question.why"))),
        wrap("p class=\"row\"", &row.concat()),
    ];
    let aside = [
        "<h2 id=\"so_far\" class=\"aside-h\">Your answers so far</h2>",
        &answers(seen, Some(question.id)),
        "<p class=\"small soft\">Your answers stay on this device. Close the page and they are gone.</p>",
    ];
    let columns = wrap("div", &wrap("form novalidate", &form.concat()))
        + &wrap("aside class=\"flow stick\" aria-labelledby=\"so_far\"", &aside.concat());
    wrap("div class=\"grid grid-aside\"", &columns)
}

fn paragraph(text: &str) -> String {
    if text.is_empty() { String::new() } else { wrap("p", &escape(text)) }
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

fn parts(seen: &Seen<'_>, question: &Question, problems: &[Problem]) -> String {
    let title = wrap("h1 tabindex=\"-1\"", &escape(seen.words.get(question.id, "question.title")));
    let lead = seen.said(question.id, "question.hint");
    // A question whose first part is a group of choices without a label of its own: the question is its label.
    let sole = match question.parts.first() {
        Some(Part::Pick { id, .. }) => seen.words.get(id, "label").is_empty(),
        Some(Part::Tick { .. }) => true,
        _ => false,
    };
    let mut html = String::new();
    if !sole {
        html.push_str(&title);
        if !lead.is_empty() {
            html.push_str(&wrap("p class=\"hint\"", &escape(&lead)));
        }
    }
    for (at, part) in question.parts.iter().enumerate() {
        let hint = if sole && at == 0 { &lead[..] } else { "" };
        let (inner, applies) = match part {
            Part::Type(field, when) => (typed(seen, field.id, field, problems), when(seen)),
            Part::Pick { id, choices, when } => {
                let label = seen.words.get(id, "label");
                let legend = if label.is_empty() { title.clone() } else { escape(label) };
                (group(seen, (id, legend, hint), choices, false, problems), when(seen))
            }
            Part::Tick { id, choices } => (group(seen, (id, title.clone(), hint), choices, true, problems), true),
        };
        let hidden = if applies { "" } else { " hidden" };
        html.push_str(&wrap(&format!("div class=\"ask-part\" id=\"{}\"{hidden}", part_id(at)), &inner));
    }
    html
}

fn group(
    seen: &Seen<'_>,
    (id, legend, hint): (&str, String, &str),
    choices: &[Choice],
    several: bool,
    problems: &[Problem],
) -> String {
    let hints: Vec<String> =
        choices.iter().map(|choice| seen.fill(seen.words.choice(id, choice.code, "hint"))).collect();
    let picks = choices.iter().zip(&hints).filter(|(choice, _)| (choice.when)(seen)).map(|(choice, hint)| Pick {
        code: choice.code,
        label: seen.words.choice(id, choice.code, "label"),
        hint,
        on: seen.answers.ticked(id, choice.code),
        then: choice.fields().iter().map(|(id, field)| typed(seen, id, field, problems)).collect(),
    });
    Picks { field: id, legend, hint, problem: problem_of(id, problems), several, picks: picks.collect() }.html()
}

fn problem_of<'p>(field: &str, problems: &'p [Problem]) -> Option<&'p str> {
    problems.iter().find(|problem| problem.field == field).map(|problem| &problem.message[..])
}

fn typed(seen: &Seen<'_>, id: &str, field: &Field, problems: &[Problem]) -> String {
    let periods = PERIODS.map(|(code, words, _)| (code, words));
    let often = match field.kind {
        Kind::Regular(usual) => {
            let per = seen.answers.per(id, usual);
            Some((&periods[..], PERIODS.iter().find(|(.., period)| *period == per).map_or("week", |(code, ..)| code)))
        }
        _ => None,
    };
    Text {
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
    }
    .html()
}

/// Which parts of a question show, and which boxes are ticked, after a change: calls `shown` and `ticked` with ids.
pub(super) fn settle(
    seen: &Seen<'_>,
    question: &Question,
    mut shown: impl FnMut(&str, bool),
    mut ticked: impl FnMut(&str, bool),
) {
    for (at, part) in question.parts.iter().enumerate() {
        if let Part::Type(_, when) | Part::Pick { when, .. } = part {
            shown(&part_id(at), when(seen));
        }
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
pub(super) fn answers(seen: &Seen<'_>, but: Option<&str>) -> String {
    let mut rows = String::new();
    for question in form::path(*seen).filter(|question| Some(question.id) != but) {
        let told = question.told(seen);
        if told.is_empty() {
            continue;
        }
        let title = escape(seen.words.get(question.id, "question.title"));
        let lines: String = told.iter().map(|line| wrap("dd", &escape(line))).collect();
        let change = ["Change<span class=\"vh\">: ", &title, "</span>"].concat();
        let change = wrap("dd", &button("link", "ask", question.id, &change));
        rows.push_str(&wrap("div", &[wrap("dt", &title), lines, change].concat()));
    }
    if rows.is_empty() { "<p class=\"soft\">None yet.</p>".to_owned() } else { wrap("dl class=\"facts\"", &rows) }
}

/// The summary before the result of the full set of questions.
pub(super) fn check(seen: &Seen<'_>) -> String {
    let row = [button("arm go", "result", "", "Show results"), " ".to_owned(), button("arm back", "back", "", "Back")];
    let inner =
        ["<h1 tabindex=\"-1\">Check your answers</h1>", &answers(seen, None), &wrap("p class=\"row\"", &row.concat())];
    wrap("div class=\"flow narrow\"", &inner.concat())
}
