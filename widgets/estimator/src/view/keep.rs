//! The start of the tool, answers kept on the device, and files.

use fingerpost_kit::html::{button, fold, wrap};
use fingerpost_kit::{device, dom};

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

const DELETE: &str = "Delete my answers";

/// The start: how many questions, or carry on. `running` while there are answers; `wrong` when a file made no sense.
pub(super) fn start(running: bool, wrong: bool) -> String {
    let way = |does: &str, class: &str, words: &str, more: &str| {
        wrap("li", &button(class, "begin", does, &[words, "<span class=\"far\">", more, "</span>"].concat()))
    };
    let ways = [
        way("quick", "arm go", "A quick look", "About 9 questions, 3 minutes. Rough figures are fine."),
        way("full", "arm", "The full estimate", "About 18 questions, 15 minutes. Have your letters at hand."),
    ];
    let kept = if kept().is_some() {
        let row =
            [button("btn", "load", "", "Carry on with them"), " ".to_owned(), button("btn", "delete", "", DELETE)];
        let inner = ["<p>You kept answers on this device.</p>", &wrap("p class=\"row\"", &row.concat())].concat();
        wrap("div class=\"panel flow\"", &inner)
    } else {
        String::new()
    };
    let error = if wrong {
        "<p class=\"err\" role=\"alert\" id=\"paste_err\"><span>These are not answers that this tool saved. Copy the whole \
         file, from the first bracket to the last.</span></p>"
    } else {
        ""
    };
    let paste = [
        "<label class=\"label\" for=\"paste\">Open the file, copy all of it, and paste it here</label>",
        error,
        "<textarea class=\"field\" id=\"paste\" rows=\"4\"></textarea>",
        &wrap("p", &button("btn", "restore", "", "Use these answers")),
    ];
    let inner = [
        wrap("ul class=\"plain ways\"", &ways.concat()),
        if running { wrap("p", &button("btn", "result", "", "Go on with my answers")) } else { String::new() },
        kept,
        fold("Carry on from a file you saved", &paste.concat()).replacen(
            "<details",
            if wrong { "<details open" } else { "<details" },
            1,
        ),
        "<p class=\"small soft\">Nothing you type leaves this device. We do not see it and do not keep it.</p>"
            .to_owned(),
    ];
    wrap("div class=\"flow\"", &inner.concat())
}

/// Files, and answers on the device, by choice.
pub(super) fn ways_to_keep() -> String {
    let device = if kept().is_some() {
        [
            "<p>Your answers are kept on this device. Anyone who uses it can see them.</p>",
            &wrap("p", &button("btn", "delete", "", DELETE)),
        ]
        .concat()
    } else {
        wrap("p", &button("btn", "keep", "", "Keep my answers on this device"))
    };
    let inner = [
        wrap("p", &button("btn", "text", "", "Download the letter as text")),
        wrap("p", &button("btn", "file", "", "Download my answers")),
        "<p class=\"small soft\">With the file of answers you can carry on later, here or on another device.</p>"
            .to_owned(),
        device,
    ];
    wrap("div class=\"flow\"", &inner.concat())
}

/// Saves the letter as text, as the page reads.
pub(super) fn save_text() {
    device::download("care-cost-estimate.txt", "text/plain;charset=utf-8", &dom::text("article.sheet"));
}

/// Saves the answers as a file.
pub(super) fn save_file(answers: &Answers) {
    device::download("care-cost-answers.json", "application/json", &file(answers));
}
