//! The boxes and the choices. They are drawn once; afterwards only numbers and ticks change, so that nothing is taken from
//! under the reader's fingers.

use fingerpost_kit::dom;
use fingerpost_kit::html::Html;
use leptos::prelude::WithValue;

use super::{Model, Shared};
use crate::query::{Order, values};

/// Parts of the day in a narrow column.
const SHORT: [(&str, &str); 4] = [("morning", "AM"), ("afternoon", "PM"), ("evening", "Eve"), ("overnight", "Night")];

/// Distances to choose from, in miles.
const MILES: [&str; 4] = ["5", "10", "20", "40"];

/// The form and the places for results.
pub(super) fn form(out: &mut Html, model: &Model) {
    let setting = &model.setting;
    out.raw(r#"<div class="finder-ask" role="search">"#);
    if setting.place_first {
        place(out);
        words(out, setting.lists);
    } else {
        words(out, setting.lists);
        place(out);
    }
    out.raw(r#"</div><p class="err" id="lost" hidden></p>"#);
    let narrows = !setting.facets.is_empty();
    out.raw(if narrows { r#"<div class="grid grid-facets">"# } else { "<div>" });
    if narrows {
        out.raw(r#"<div><details class="facets" id="narrow" hidden><summary>Narrow the list</summary>"#);
        setting.facets.iter().for_each(|facet| choices(out, model, *facet));
        out.raw(r#"<p id="unchoose" hidden><button class="btn" type="button" data-do="clear">Clear all choices</button></p></details></div>"#);
    }
    out.raw(concat!(
        r#"<div class="flow finder-found"><div class="finder-count"><h2 id="count" tabindex="-1" hidden>"#,
        r#"</h2><p class="row" id="orders" hidden><label>Within <select class="field often" data-field="within" id="within">"#,
    ));
    for miles in MILES {
        out.put(r#"<option value="{}">{} miles</option>"#, &[miles, miles]);
    }
    out.raw(concat!(
        r#"<option value="">any distance</option></select></label> "#,
        r#"<label>Order <select class="field often" data-field="order" id="order"><option value="">best match</option>"#,
        r#"<option value="near">nearest</option></select></label></p></div>"#,
        r#"<p class="vh" role="status" id="said"></p><div class="flow" id="found"></div></div></div>"#,
        r#"<div id="basket"></div><div id="compared"></div>"#,
    ));
}

fn words(out: &mut Html, lists: bool) {
    let (label, hint) = if lists {
        ("What for", "A name, or what you need: for example shopping, dementia, driver")
    } else {
        ("What are you looking for?", "A word or two: for example carer break, stairlift, who pays")
    };
    out.put(
        concat!(
            r#"<div><label class="label" for="words">{}</label><p class="hint small" id="words_hint">{}</p>"#,
            r#"<input class="field" id="words" type="search" data-field="words" autocomplete="off" autocapitalize="none" "#,
            r#"spellcheck="true" enterkeyhint="search" maxlength="200" aria-describedby="words_hint"></div>"#
        ),
        &[label, hint],
    );
}

fn place(out: &mut Html) {
    out.raw(concat!(
        r#"<div><label class="label" for="near">Near</label><p class="hint small" id="near_hint">A town or a postcode. "#,
        r#"It stays on this device</p><input class="field" id="near" type="text" data-field="near" "#,
        r#"autocomplete="postal-code" spellcheck="false" maxlength="60" aria-describedby="near_hint lost"></div>"#
    ));
}

/// A facet. One of days and parts of days is a grid.
fn choices(out: &mut Html, model: &Model, facet: usize) {
    let root = &model.store.root;
    let Some(of) = root.facets.get(facet) else { return };
    out.put(r#"<fieldset id="facet_{}"><legend>{}</legend>"#, &[&of.id, &of.title]);
    let numbers: Vec<(u16, usize)> =
        values(root).filter(|(_, of, _)| *of == facet).map(|(number, _, at)| (number, at)).collect();
    if of.id == "when" {
        grid(out, model, facet, &numbers);
    } else {
        for (number, at) in numbers {
            let number = number.to_string();
            out.put(
                concat!(
                    r#"<label id="v_{}"><input type="checkbox" data-field="only" value="{}" id="c_{}">{} "#,
                    r#"<span class="num" id="n_{}"></span></label>"#
                ),
                &[&number, &number, &number, &of.values[at].title, &number],
            );
        }
    }
    out.raw("</fieldset>");
}

/// Days down, parts of the day across.
fn grid(out: &mut Html, model: &Model, facet: usize, numbers: &[(u16, usize)]) {
    let of = &model.store.root.facets[facet];
    let split = |at: usize| of.values[at].id.split_once('-').unwrap_or_default();
    let mut parts: Vec<&str> = Vec::new();
    for (_, at) in numbers {
        if !parts.contains(&split(*at).1) {
            parts.push(split(*at).1);
        }
    }
    out.raw(r#"<table class="when"><thead><tr><td></td>"#);
    for part in &parts {
        let whole = capital(part);
        let short = SHORT.iter().find(|(long, _)| long == part).map_or(whole.as_str(), |(_, short)| short);
        out.put(r#"<th scope="col"><abbr title="{}">{}</abbr></th>"#, &[&whole, short]);
    }
    out.raw("</tr></thead><tbody>");
    for row in numbers.chunks(parts.len().max(1)) {
        let day = row.first().map_or("", |(_, at)| split(*at).0);
        let day = capital(day);
        out.put(r#"<tr><th scope="row"><abbr title="{}">{}</abbr></th>"#, &[&day, day.get(..3).unwrap_or(&day)]);
        for (number, at) in row {
            let number = number.to_string();
            out.put(
                r#"<td><label><input type="checkbox" data-field="only" value="{}" id="c_{}"><span class="vh">{} <span id="n_{}"></span></span></label></td>"#,
                &[&number, &number, &capital(&of.values[*at].title), &number],
            );
        }
        out.raw("</tr>");
    }
    out.raw("</tbody></table>");
}

fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Everything in the boxes and choices, as the query has it.
pub(super) fn all(model: &Model) {
    let query = &model.query;
    dom::set_value("words", &query.words);
    dom::set_value("near", &query.near);
    dom::set_value("within", &query.within.map(|miles| miles.to_string()).unwrap_or_default());
    dom::set_value("order", if query.order == Order::Near { "near" } else { "" });
    for (number, facet, _) in values(&model.store.root) {
        if model.setting.facets.contains(&facet) {
            dom::set_checked(&["c_", &number.to_string()].concat(), query.has(number));
        }
    }
}

/// The distance, once a place is typed.
pub(super) fn settle(model: Shared) {
    model.with_value(|model| {
        dom::set_value("within", &model.query.within.map(|miles| miles.to_string()).unwrap_or_default());
    });
}

/// How many entries each choice would leave; a choice that leaves none goes, unless it is made.
pub(super) fn counts(model: &Model) {
    let Model { query, found, store, setting, .. } = model;
    let whole = found.later.is_empty();
    let known = !found.counts.is_empty();
    for (number, facet, _) in values(&store.root) {
        if !setting.facets.contains(&facet) {
            continue;
        }
        let count = found.counts.get(usize::from(number)).copied().unwrap_or_default();
        let id = number.to_string();
        let text = if whole && known { count.to_string() } else { String::new() };
        dom::set_text(&["n_", &id].concat(), &text);
        let shown = count > 0 || !whole || !known || query.has(number);
        dom::set_shown(&["v_", &id].concat(), shown);
    }
    for facet in &setting.facets {
        let mut own = values(&store.root).filter(|(_, of, _)| of == facet);
        let of = |number: u16| found.counts.get(usize::from(number)).copied().unwrap_or_default();
        let any = own.any(|(number, ..)| of(number) > 0 || query.has(number)) || !whole || !known;
        dom::set_shown(&["facet_", &store.root.facets[*facet].id].concat(), any);
    }
    dom::set_shown("unchoose", !query.only.is_empty());
    dom::set_shown("orders", found.spot.is_some() && !query.near.trim().is_empty());
}
