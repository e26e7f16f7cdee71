//! The page of the result: the letter, what can be done with it, and what to try.

use fingerpost_kit::html::{button, escape, fold, wrap};
use fingerpost_kit::mount::Found;

use super::{ask, explore, keep, letter};
use crate::error::Result;
use crate::form::{Depth, Seen};
use crate::letter::Outcome;

/// The result of the answers, and of the second setting if there is one.
pub(super) fn page(seen: &Seen<'_>, found: &Found, first: &Result<Outcome>, second: Option<Result<Outcome>>) -> String {
    let body = match first {
        Ok(outcome) => {
            let html = letter::letter(&crate::letter::letter(outcome), &|name| found.link(name));
            let explore = if outcome.estimate.now.assessment.free {
                String::new()
            } else {
                explore::what_if(seen, outcome) + &explore::side_by_side(outcome, second)
            };
            wrap("article class=\"sheet flow\"", &html) + &explore
        }
        Err(error) => {
            let inner = [
                "<h1 tabindex=\"-1\">We could not work this out</h1>",
                &wrap("p", &escape(&error.message)),
                "<p>Change an answer, or call us.</p>",
            ];
            wrap("div class=\"oops flow\" role=\"alert\"", &inner.concat())
        }
    };
    let more = if seen.answers.depth() == Depth::Quick && !seen.free() {
        let words =
            "<p>This is a quick look. The full set of questions gives a better answer. What you told us stays.</p>";
        words.to_owned() + &wrap("p", &button("btn", "begin", "widen", "Answer the rest"))
    } else {
        String::new()
    };
    let aside = [
        wrap("p", &button("btn", "print", "", "Print this letter")),
        more,
        fold("Save it", &wrap("div id=\"ways_to_keep\"", &keep::ways_to_keep())),
        found.piece("contact"),
        fold("Change an answer", &ask::answers(seen, None)),
        "<p class=\"small soft\">This estimate is only on your screen. We do not have a copy.</p>".to_owned(),
    ];
    let columns = wrap("div class=\"flow\"", &body) + &wrap("div class=\"flow stick no-print\"", &aside.concat());
    wrap("div class=\"grid grid-aside\"", &columns)
}
