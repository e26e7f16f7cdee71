//! The shortlist: what is on it stands in the address, so that it can be shared, and side by side below the results.

use fingerpost_kit::html::Html;

use super::{LISTED, Model};
use crate::find::{Found, Hit, find};
use crate::index::Part;
use crate::near::nearness;
use crate::query::Query;
use crate::record::Card;

/// Why a fourth cannot be put on it.
pub(super) const FULL: &str = "Three are on your shortlist. Take one off first.";

/// Facets whose values a card says in its own words.
const SAID: [&str; 3] = ["kind", "room", "when"];

/// Puts an entry on the shortlist, or takes it off.
pub(super) fn toggle(model: &mut Model, id: &str) {
    if model.listed.iter().any(|listed| listed == id) {
        model.listed.retain(|listed| listed != id);
    } else if model.listed.len() < LISTED {
        model.listed.push(id.to_owned());
    } else {
        model.full = true;
    }
    model.focus = Some(["#list_", id].concat());
}

/// Looks an entry up by its name: its words are in the index.
fn look_up(model: &Model, id: &str) -> Found {
    let query = Query { words: id.replace('-', " ") + " ", only: model.setting.scope.clone(), ..Query::default() };
    find(&model.store, &model.stems, &query, model.day)
}

/// Files that the shortlist needs.
pub(super) fn wants(model: &Model) -> Vec<Part> {
    let mut wants = Vec::new();
    for id in &model.listed {
        let found = look_up(model, id);
        wants.extend(&found.wants);
        wants.extend(found.later.iter().filter(|_| found.wants.is_empty()).take(1));
    }
    wants
}

fn listed(model: &Model) -> Vec<(Hit, &Card)> {
    let one = |id: &String| {
        let hits = look_up(model, id).hits;
        hits.into_iter().find_map(|hit| {
            let card = model.store.card(hit.entry).ok()??;
            (card.id == *id).then_some((hit, card))
        })
    };
    model.listed.iter().filter_map(one).collect()
}

/// The bar with the number, and the table.
pub(super) fn basket(model: &mut Model) {
    let mut bar = Html::default();
    let mut table = Html::default();
    let listed = listed(model);
    if !listed.is_empty() {
        let full = if model.full { [". ", FULL].concat() } else { String::new() };
        bar.put(
            concat!(
                r#"<div class="basket no-print"><p><b>Shortlist:</b> {} of {}{}</p><p class="row"><button class="btn" type="button" data-do="empty">Clear</button>"#,
                r#"<button class="btn" type="button" data-do="compare">Compare</button><button class="btn" type="button" data-do="print">Print</button></p></div>"#
            ),
            &[&listed.len().to_string(), &LISTED.to_string(), &full],
        );
        side_by_side(&mut table, model, &listed);
    }
    model.draw("basket", bar);
    model.draw("compared", table);
}

fn side_by_side(out: &mut Html, model: &Model, listed: &[(Hit, &Card)]) {
    out.raw(concat!(
        r#"<div class="flow cmp"><h2 id="compare" tabindex="-1">Your shortlist</h2>"#,
        r#"<p>The address of this page holds your shortlist. Keep it or share it; it is sent nowhere.</p>"#,
        r#"<div class="block" role="region" aria-labelledby="compare" tabindex="0"><table><thead><tr><td></td>"#,
    ));
    for (_, card) in listed {
        out.put(r#"<th scope="col"><a href="{}{}">{}</a></th>"#, &[&model.setting.base, &card.address, &card.title]);
    }
    out.raw("</tr></thead><tbody>");
    row(out, "What", listed.iter().map(|(_, card)| card.kind.clone()));
    if let Some(spot) = &model.found.spot {
        let miles = |hit: &Hit| {
            let near = nearness(&model.store, spot, model.store.facts_of(hit.entry)?);
            Some(super::show::far(model, &Hit { near: Some(near), ..*hit }))
        };
        row(out, "Distance", listed.iter().map(|(hit, _)| miles(hit).unwrap_or_default()));
    }
    let mut labels: Vec<&str> = Vec::new();
    for (label, _) in listed.iter().flat_map(|(_, card)| &card.facts) {
        if !labels.contains(&label.as_str()) {
            labels.push(label);
        }
    }
    for label in labels {
        let of = |card: &Card| card.facts.iter().find(|(own, _)| own == label).map(|(_, value)| value.clone());
        row(out, label, listed.iter().map(|(_, card)| of(card).unwrap_or_default()));
    }
    let root = &model.store.root;
    for facet in model.setting.facets.iter().filter(|facet| !SAID.contains(&&*root.facets[**facet].id)) {
        let titles = |hit: &Hit| {
            let facts = model.store.facts_of(hit.entry)?;
            let own = crate::query::values(root).filter(|(number, of, _)| of == facet && facts.facets.contains(number));
            Some(own.map(|(_, of, at)| root.facets[of].values[at].title.clone()).collect::<Vec<_>>().join(", "))
        };
        row(out, &root.facets[*facet].title, listed.iter().map(|(hit, _)| titles(hit).unwrap_or_default()));
    }
    out.raw("</tbody></table></div></div>");
}

/// A row, unless it says nothing of anyone.
fn row(out: &mut Html, label: &str, values: impl Iterator<Item = String>) {
    let values: Vec<String> = values.collect();
    if values.iter().all(String::is_empty) {
        return;
    }
    out.put(r#"<tr><th scope="row">{}</th>"#, &[label]);
    for value in &values {
        out.put("<td>{}</td>", &[if value.is_empty() { "Not said" } else { value }]);
    }
    out.raw("</tr>");
}
