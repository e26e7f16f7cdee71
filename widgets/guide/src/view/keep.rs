//! The start; answers on the device and in a link, each only when the reader asks for it.

use fingerpost_kit::html::Html;
use fingerpost_kit::{button, device, place};

use super::{LINK, Model};
use crate::answers::Answers;

/// The name of the answers in what is kept.
const NAME: &str = "guide";

impl Model {
    /// The name under which answers are kept on the device.
    fn shelf(&self) -> String {
        ["fingerpost-guide-", &self.id].concat()
    }

    /// Whether answers are kept on the device.
    pub(super) fn is_kept(&self) -> bool {
        device::kept(&self.shelf()).is_some()
    }

    /// Keeps answers and ticks on the device. Whether it let us.
    pub(super) fn keep(&self) -> bool {
        let done = self.done.iter().map(String::as_str).collect::<Vec<_>>().join(" ");
        let answers = self.answers.to_code(&self.flow);
        let pairs = [("answers", answers.as_str()), ("done", done.as_str())];
        device::keep(&self.shelf(), &device::to_json(NAME, pairs.into_iter()))
    }

    /// Takes answers and ticks from the device.
    pub(super) fn load(&mut self) {
        let kept = device::kept(&self.shelf()).and_then(|text| device::from_json(NAME, &text));
        for (name, value) in kept.unwrap_or_default() {
            match name.as_str() {
                "answers" => self.take(&value),
                "done" => self.done = value.split(' ').map(str::to_owned).collect(),
                _ => {}
            }
        }
    }

    /// Deletes what is kept on the device.
    pub(super) fn delete(&self) {
        device::delete(&self.shelf());
    }

    /// Takes answers from a code.
    pub(super) fn take(&mut self, code: &str) {
        let (answers, whole) = Answers::from_code(&self.flow, code);
        self.answers = answers;
        self.changed = !whole;
    }

    /// A link that carries the answers.
    pub(super) fn link(&self) -> String {
        [&place::page(), "#", LINK, &self.answers.to_code(&self.flow)].concat()
    }
}

/// The start: begin, or carry on.
pub(super) fn start(out: &mut Html, model: &Model) {
    out.raw(r#"<div class="flow">"#);
    out.raw(model.found.piece("start"));
    if !model.untouched() {
        out.raw(concat!("<p>", button!("btn", "on", "", "Go on with my answers"), "</p>"));
    }
    if model.is_kept() {
        out.raw(concat!(
            r#"<div class="panel flow"><p>You kept answers on this device.</p><p class="row">"#,
            button!("btn", "load", "", "Carry on with them"),
            " ",
            button!("btn", "delete", "", "Delete my answers"),
            "</p></div>"
        ));
    }
    out.raw("</div>");
}

/// Ways to keep the answers, by choice.
pub(super) fn ways(out: &mut Html, model: &Model) {
    out.raw(r#"<div class="flow">"#);
    out.raw(if model.is_kept() {
        concat!(
            "<p>Your answers and ticks are kept on this device. Anyone who uses it can see them.</p><p>",
            button!("btn", "delete", "", "Delete my answers"),
            "</p>"
        )
    } else {
        concat!("<p>", button!("btn", "keep", "", "Keep my answers on this device"), "</p>")
    });
    out.raw(concat!(
        r#"<div id="my_link">"#,
        "<p>",
        button!("btn", "link", "", "Make a link to my answers"),
        "</p></div></div>"
    ));
}

/// The link, once it was asked for.
pub(super) fn my_link(out: &mut Html, model: &Model) {
    let html = concat!(
        r#"<label class="label" for="link">Link to your answers</label>"#,
        r#"<input class="field" id="link" type="text" readonly value="{}">"#,
        r#"<p class="small soft">Your answers are in the link, after the #. That part is never sent to us. Anyone who "#,
        "has the link can see them.</p>"
    );
    out.put(html, &[&model.link()]);
}
