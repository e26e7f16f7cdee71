//! The start of the tool, answers kept on the device, and files.

use fingerpost_kit::html::Html;
use fingerpost_kit::{button, device, dom};

use crate::form::Answers;

/// The name under which answers are kept on the device.
const KEPT: &str = "fingerpost-estimate";
/// The name of the answers in a file, which `fingerpost estimate` reads too.
const NAME: &str = "answers";

/// Answers as a file.
pub(super) fn file(answers: &Answers) -> String {
    device::to_json(NAME, answers.all())
}

/// Answers from a file; nothing if it is something else.
pub(super) fn answers(file: &str) -> Option<Answers> {
    device::from_json(NAME, file).map(Answers::of)
}

/// Keeps answers on the device. Whether it let us.
pub(super) fn keep(answers: &Answers) -> bool {
    device::keep(KEPT, &file(answers))
}

/// Answers that were kept on the device.
pub(super) fn kept() -> Option<Answers> {
    answers(&device::kept(KEPT)?)
}

/// Deletes answers from the device.
pub(super) fn delete() {
    device::delete(KEPT);
}

/// The start: how many questions, or carry on. `running` while there are answers; `wrong` when a file made no sense.
pub(super) fn start(out: &mut Html, running: bool, wrong: bool) {
    out.raw(concat!(
        r#"<div class="flow"><ul class="plain ways"><li>"#,
        button!(
            "arm go",
            "begin",
            "quick",
            r#"A quick look<span class="far">About 9 questions, 3 minutes. Rough figures are fine.</span>"#
        ),
        "</li><li>",
        button!(
            "arm",
            "begin",
            "full",
            r#"The full estimate<span class="far">About 18 questions, 15 minutes. Have your letters at hand.</span>"#
        ),
        "</li></ul>"
    ));
    if running {
        out.raw(concat!("<p>", button!("btn", "result", "", "Go on with my answers"), "</p>"));
    }
    if kept().is_some() {
        out.raw(concat!(
            r#"<div class="panel flow"><p>You kept answers on this device.</p><p class="row">"#,
            button!("btn", "load", "", "Carry on with them"),
            " ",
            button!("btn", "delete", "", "Delete my answers"),
            "</p></div>"
        ));
    }
    out.put(r#"<details{} class="more">"#, &[if wrong { " open" } else { "" }]);
    out.raw(concat!(
        "<summary>Carry on from a file you saved</summary>",
        r#"<label class="label" for="paste">Open the file, copy all of it, and paste it here</label>"#
    ));
    if wrong {
        out.raw(concat!(
            r#"<p class="err" role="alert" id="paste_err"><span>These are not answers that this tool saved. "#,
            "Copy the whole file, from the first bracket to the last.</span></p>"
        ));
    }
    out.raw(concat!(
        r#"<textarea class="field" id="paste" rows="4"></textarea><p>"#,
        button!("btn", "restore", "", "Use these answers"),
        r#"</p></details><p class="small soft">Nothing you type leaves this device. We do not see it and do not "#,
        "keep it.</p></div>"
    ));
}

/// Files, and answers on the device, by choice.
pub(super) fn ways_to_keep(out: &mut Html) {
    out.raw(concat!(
        r#"<div class="flow"><p>"#,
        button!("btn", "text", "", "Download the letter as text"),
        "</p><p>",
        button!("btn", "file", "", "Download my answers"),
        r#"</p><p class="small soft">With the file of answers you can carry on later, here or on another device.</p>"#
    ));
    out.raw(if kept().is_some() {
        concat!(
            "<p>Your answers are kept on this device. Anyone who uses it can see them.</p><p>",
            button!("btn", "delete", "", "Delete my answers"),
            "</p></div>"
        )
    } else {
        concat!("<p>", button!("btn", "keep", "", "Keep my answers on this device"), "</p></div>")
    });
}

/// Saves the letter as text, as the page reads.
pub(super) fn save_text() {
    device::download("care-cost-estimate.txt", "text/plain;charset=utf-8", &dom::text("article.sheet"));
}

/// Saves the answers as a file.
pub(super) fn save_file(answers: &Answers) {
    device::download("care-cost-answers.json", "application/json", &file(answers));
}
