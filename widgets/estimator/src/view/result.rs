//! The page of the result: the letter, what can be done with it, and what to try.

use fingerpost_kit::button;
use fingerpost_kit::html::Html;
use fingerpost_kit::mount::Found;

use super::{ask, explore, keep, letter};
use crate::error::Result;
use crate::form::{Depth, Seen};
use crate::letter::Outcome;

/// The result of the answers, and of the second setting if there is one.
pub(super) fn page(
    out: &mut Html,
    seen: &Seen<'_>,
    found: &Found,
    first: &Result<Outcome>,
    second: Option<Result<Outcome>>,
) {
    out.raw(r#"<div class="grid grid-aside"><div class="flow">"#);
    match first {
        Ok(outcome) => {
            out.raw(r#"<article class="sheet flow">"#);
            letter::letter(out, &crate::letter::letter(outcome), found);
            let free = outcome.estimate.now.assessment.free;
            if !free {
                out.raw(found.piece("papers"));
            }
            out.raw("</article>");
            if !free {
                explore::what_if(out, seen, outcome);
                explore::side_by_side(out, outcome, second);
            }
        }
        Err(error) => {
            let wrong = concat!(
                r#"<div class="oops flow" role="alert"><h1 tabindex="-1">We could not work this out</h1><p>{}</p>"#,
                "<p>Change an answer, or call us.</p></div>"
            );
            out.put(wrong, &[&error.message]);
        }
    }
    out.raw(concat!(
        r#"</div><div class="flow stick no-print"><p>"#,
        button!("btn", "print", "", "Print this letter"),
        "</p>"
    ));
    if seen.answers.depth() == Depth::Quick && !seen.free() {
        out.raw(concat!(
            "<p>This is a quick look. The full set of questions gives a better answer. What you told us stays.</p><p>",
            button!("btn", "begin", "widen", "Answer the rest"),
            "</p>"
        ));
    }
    out.raw(r#"<details class="more"><summary>Save it</summary><div id="ways_to_keep">"#);
    keep::ways_to_keep(out, found);
    out.raw("</div></details>");
    out.raw(found.piece("contact"));
    out.raw(r#"<details class="more"><summary>Change an answer</summary>"#);
    ask::answers(out, seen, "");
    out.raw(
        r#"</details><p class="small soft">This estimate is only on your screen. We do not have a copy.</p></div></div>"#,
    );
}
