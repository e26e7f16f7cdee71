//! What the tools in the browser load: script and module from their bundle, the facts they work on, and the sheet of
//! styles for tools. Only where a page has a tool.

use std::collections::BTreeMap;

use fingerpost_bundle::Bundle;
use fingerpost_estimator::form::words::words;
use fingerpost_estimator::policy::Council as _;
use fingerpost_estimator::{Facts, Policy};
use fingerpost_guide::written::Kind;

use super::{look, sieve};
use crate::diagnostic::{Diagnostic, rules};
use crate::model::{Charging, Guide, Id, Look, Page, Site, TaxYear, Theme};

/// Gives the bundles, made anew if they must be; or says why there are none.
pub type Bundles = fn() -> Result<Vec<Bundle>, String>;

/// The name of the file of facts of a guide.
pub(crate) fn facts_file(guide: &str) -> String {
    format!("guide-{guide}.facts")
}

/// The name of the style sheet of a plan.
pub(crate) fn sheet_file(guide: &str) -> String {
    format!("guide-{guide}.css")
}

/// What tools work on.
pub(super) struct Works<'w> {
    pub(super) site: &'w Site,
    pub(super) theme: &'w Theme,
    pub(super) charging: &'w Charging,
    pub(super) guides: &'w BTreeMap<Id, Guide>,
    pub(super) year: TaxYear,
}

/// Puts what tools load beside what every page loads.
pub(super) fn add(
    look: &mut Look,
    bundles: Option<Bundles>,
    pages: &[Page],
    works: &Works<'_>,
    found: &mut Vec<Diagnostic>,
) {
    let guides = pages.iter().filter_map(|page| works.guides.get_key_value(page.guide.as_ref()?));
    for (id, flow) in guides.filter_map(|(id, guide)| Some((id, guide.flow()?))) {
        publish(look, &facts_file(id), postcard::to_stdvec(flow).unwrap_or_default());
        if flow.kind == Kind::Plan {
            publish(look, &sheet_file(id), sieve::sheet(flow).into_bytes());
        }
    }
    // The finder is on pages that the build makes by itself.
    if bundles.is_none() && !pages.iter().any(Page::is_tool) {
        return;
    }
    let sheet = look::sheet(&works.theme.tools, look);
    publish(look, "tools.css", sheet);
    publish(look, "estimator.facts", facts(works.site, works.charging, works.year));
    match bundles.map(|bundles| bundles()) {
        None => {}
        Some(Ok(bundles)) => {
            for Bundle { widget, script, module } in bundles {
                put(look, &format!("{widget}.js"), format!("/assets/{}", script.name), script.bytes);
                put(look, &format!("{widget}.wasm"), format!("/assets/{}", module.name), module.bytes);
            }
        }
        Some(Err(why)) => {
            let message = format!("The tools that run in the browser could not be built. {why}");
            let help = "Or leave them out with --no-widgets: pages then show what they show without JavaScript.";
            found.push(Diagnostic::new(&rules::WIDGET_UNBUILT, None, message).help(help));
        }
    }
}

fn publish(look: &mut Look, name: &str, bytes: Vec<u8>) {
    put(look, name, look::published(name, &bytes), bytes);
}

fn put(look: &mut Look, name: &str, address: String, bytes: Vec<u8>) {
    look.files.insert(name.to_owned(), (address, bytes));
}

/// What the estimator works on: rates of this tax year and of later ones, the council's policy, the questions' words.
fn facts(site: &Site, charging: &Charging, year: TaxYear) -> Vec<u8> {
    let policy = charging.policy.as_ref().map_or_else(|| Policy::default().choices(), |filed| filed.value.choices());
    let mut rates: Vec<_> =
        charging.rates.iter().filter(|(of, _)| **of >= year).map(|(_, rates)| rates.value.clone()).collect();
    for row in rates.iter_mut().flat_map(|rates| rates.rows.values_mut()) {
        // For those who keep the file.
        row.note = None;
    }
    let words = charging.questions.as_ref().map(|filed| words(&filed.value)).unwrap_or_default();
    let facts = Facts { council: site.council.clone(), words, policy, rates };
    postcard::to_stdvec(&facts).unwrap_or_default()
}
