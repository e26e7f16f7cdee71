//! The start of the tool, answers kept on the device, and files.

use fingerpost_kit::html::Html;
use fingerpost_kit::mount::Found;
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

/// The start: how many questions, or carry on. `running` while there are answers.
pub(super) fn start(out: &mut Html, running: bool, found: &Found) {
    out.raw(r#"<div class="flow">"#);
    out.raw(found.piece("ways"));
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
    out.raw(found.piece("paste"));
    out.raw("</div>");
}

/// Files, and answers on the device, by choice.
pub(super) fn ways_to_keep(out: &mut Html, found: &Found) {
    out.raw(r#"<div class="flow">"#);
    out.raw(found.piece("save"));
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
