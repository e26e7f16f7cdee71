//! Results, how many there are, and what was read differently or let go to find them.

use fingerpost_kit::dom;
use fingerpost_kit::html::Html;

use super::{Model, compare};
use crate::find::{Hit, Widened};
use crate::near::Tier;
use crate::query::{Order, PAGE};
use crate::record::{Card, Size};

/// Puts the results in their place.
pub(super) fn results(model: &mut Model) {
    let asks = model.asks() || model.setting.all;
    let count = if asks { count(model) } else { String::new() };
    counted(&count);
    dom::set_text("said", if model.full { compare::FULL } else { &count });
    lost(model);
    dom::set_shown("narrow", asks);
    let mut out = Html::default();
    if asks {
        read_as(&mut out, model);
        widened(&mut out, model);
        if model.found.hits.is_empty() {
            nothing(&mut out, model);
        } else {
            list(&mut out, model);
        }
    }
    model.draw("found", out);
}

/// Says how many there are; an empty heading is none.
fn counted(count: &str) {
    dom::set_text("count", count);
    dom::set_shown("count", !count.is_empty());
}

/// "14 near Sherborne".
fn count(model: &Model) -> String {
    let found = &model.found;
    let mut out = String::new();
    if !found.counted {
        out.push_str("More than ");
    }
    out.push_str(&grouped(found.total));
    out.push_str(if found.total == 1 { " result" } else { " results" });
    if let Some(spot) = &found.spot {
        out.push_str(" near ");
        out.push_str(&spot.title);
    }
    out
}

fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

fn lost(model: &Model) {
    let mut out = Html::default();
    if model.found.lost {
        out.put(
            concat!(
                r#"<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M12 5v9M12 18.5v.5"/></svg><span>We do not know "#,
                "“{}”. Type a town, or a postcode such as {}.</span>"
            ),
            &[model.query.near.trim(), model.store.map.outcodes.first().map_or("DT1", |(code, ..)| code)],
        );
    }
    dom::set_html("lost", &out.0);
    // While a place is being typed, it is not yet unknown.
    dom::set_shown("lost", model.found.lost && model.query.near.trim().len() > 2);
}

fn read_as(out: &mut Html, model: &Model) {
    for (typed, read) in &model.found.instead {
        out.put("<p>“{}” is read as <b>{}</b>.</p>", &[typed, read]);
    }
    if !model.found.unknown.is_empty() && model.found.total > 0 {
        out.put("<p>Nothing here has <b>{}</b>, so that is left out.</p>", &[&model.found.unknown.join(" ")]);
    }
}

fn widened(out: &mut Html, model: &Model) {
    for widened in &model.found.widened {
        match widened {
            Widened::Distance => out.raw("<p><b>Nothing is that near.</b> These are further away.</p>"),
            Widened::Facet(facet) => {
                let title = model.store.root.facets.get(*facet).map_or("", |facet| &facet.title);
                out.put("<p><b>Nothing fits all of it.</b> These fit without your choice under “{}”.</p>", &[title]);
            }
        }
    }
    if !model.found.widened.is_empty() {
        out.raw(model.parts.piece("help"));
    }
}

fn nothing(out: &mut Html, model: &Model) {
    out.raw("<p>Nothing was found. Try fewer or other words, or look at the list below.</p>");
    out.raw(model.parts.piece("help"));
}

fn list(out: &mut Html, model: &Model) {
    how(out, model);
    out.raw(r#"<ul class="plain found">"#);
    for hit in &model.found.hits {
        if let Ok(Some(card)) = model.store.card(hit.entry) {
            entry(out, model, hit, card);
        }
    }
    out.raw("</ul>");
    let shown = model.found.hits.len();
    if shown < model.found.total {
        let more = PAGE.min(model.found.total - shown).to_string();
        out.put(
            r#"<p class="no-print"><button class="btn" type="button" data-do="more">Show {} more</button></p>"#,
            &[&more],
        );
    }
}

/// How the results are ordered, in a sentence or two.
fn how(out: &mut Html, model: &Model) {
    let near = model.found.spot.is_some();
    let by_words = !model.query.words.trim().is_empty() && model.query.order == Order::Best;
    out.raw(r#"<details class="more small no-print"><summary>How these are ordered</summary><p>"#);
    out.raw(match (by_words, near) {
        (true, true) => "Those that fit your words best come first: a word in a name counts most, a rare word more than a common one. What is near, or serves the place, comes before what is far.",
        (true, false) => "Those that fit your words best come first: a word in a name counts most, and a rare word more than a common one.",
        (false, true) => "The nearest come first: those in the town or within 5 miles, then within 10 miles, then those for the whole area. Miles are in a straight line.",
        (false, false) => "In no order of worth.",
    });
    if model.store.root.turns {
        out.raw(" Those that are as near take turns from day to day, so that nobody is always last.");
    }
    out.raw(" Nobody pays to be here or to come first.</p></details>");
}

fn entry(out: &mut Html, model: &Model, hit: &Hit, card: &Card) {
    out.put(
        r#"<li><div class="flow"><h3><a href="{}{}">{}</a></h3><p class="small soft">{}</p>"#,
        &[&model.setting.base, &card.address, &card.title, &card.kind],
    );
    if !card.summary.is_empty() {
        out.put("<p>{}</p>", &[&card.summary]);
    }
    if model.setting.lists {
        for (label, value) in card.facts.iter().take(SHOWN) {
            out.put("<p><b>{}:</b> {}</p>", &[label, value]);
        }
    }
    out.raw(r#"</div><div class="side flow">"#);
    let far = far(model, hit);
    if !far.is_empty() {
        out.put(r#"<p class="far">{}</p>"#, &[&far]);
    }
    if model.setting.lists {
        let on = model.listed.contains(&card.id);
        out.put(
            r#"<p class="no-print"><button class="btn" type="button" id="list_{}" data-do="list" data-with="{}" aria-pressed="{}">{}<span class="vh">: {}</span></button></p>"#,
            &[
                &card.id,
                &card.id,
                if on { "true" } else { "false" },
                if on { "On your shortlist" } else { "Add to shortlist" },
                &card.title,
            ],
        );
    }
    out.raw("</div></li>");
}

/// How many facts a result shows; all of them are compared.
const SHOWN: usize = 3;

/// How far away, or for which area.
pub(super) fn far(model: &Model, hit: &Hit) -> String {
    let Some(near) = hit.near else { return String::new() };
    match (near.tier, near.miles) {
        (_, Some(miles)) if miles < 0.75 => "Less than a mile away".to_owned(),
        (_, Some(miles)) if miles < 1.5 => "1 mile away".to_owned(),
        (_, Some(miles)) => [&format_miles(miles), " miles away"].concat(),
        (Tier::Council | Tier::Country | Tier::Local | Tier::Near, None) => serves(model, hit),
        _ => String::new(),
    }
}

fn format_miles(miles: f64) -> String {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "miles within a country")]
    let whole = (miles + 0.5) as u32;
    whole.to_string()
}

/// The smallest area around the place that the entry is for.
fn serves(model: &Model, hit: &Hit) -> String {
    let facts = model.store.facts_of(hit.entry);
    let spot = model.found.spot.as_ref();
    let Some((facts, spot)) = facts.zip(spot) else { return String::new() };
    let own = facts.areas.iter().filter(|area| spot.around.contains(area) || spot.inside.contains(area));
    let area = own.filter_map(|area| model.store.map.areas.get(usize::from(*area))).min_by_key(|area| area.size);
    match area {
        Some(area) if area.size == Size::Town => ["In ", &area.title].concat(),
        Some(area) => ["For all of ", &area.title].concat(),
        None => String::new(),
    }
}

/// A file did not come.
pub(super) fn broken(model: &mut Model) {
    counted("");
    dom::set_text("said", "The connection was lost.");
    let mut out = Html::default();
    out.raw("<p><b>The connection was lost.</b> Type again to try again, or use the lists below.</p>");
    out.raw(model.parts.piece("help"));
    model.draw("found", out);
}
