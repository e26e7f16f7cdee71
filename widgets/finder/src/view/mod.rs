//! The tool in the page: boxes for words and a place, choices with counts, results as one types, a shortlist. What is
//! asked stands after the # of the address and is sent nowhere; files are fetched as they are needed.
//!
//! | file | draws |
//! |---|---|
//! | `ask` | the boxes and the choices |
//! | `show` | results, and what is said about them |
//! | `compare` | the shortlist, side by side |
//! | `bring` | nothing: it fetches files |

mod ask;
mod bring;
mod compare;
mod show;

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use fingerpost_kit::html::Html;
use fingerpost_kit::mount::{self, Found as Parts};
use fingerpost_kit::{dom, place};
use leptos::ev::Event;
use leptos::prelude::*;
use leptos::web_sys::HtmlElement;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::find::{Found, find};
use crate::index::Part;
use crate::query::{Order, Query, value_of};
use crate::store::Store;
use crate::words::Stems;

/// The most entries on a shortlist: as many as can be compared side by side.
const LISTED: usize = 3;

/// Files that only make numbers whole are fetched so many at once, and no more than so many times: they cost the reader.
const LATER: usize = 8;
const TIMES: usize = 2;

/// How long fingers rest before the address follows.
const REST: Duration = Duration::from_millis(400);

/// What the page says the tool is for.
struct Setting {
    /// The folder of all files.
    folder: String,
    /// The index.
    index: String,
    /// What every address begins with.
    base: String,
    /// Values that always hold.
    scope: Vec<u16>,
    /// Facets that are offered, by number.
    facets: Vec<usize>,
    /// Miles, as soon as a place is named.
    within: Option<u16>,
    /// Whether the place is asked before the words.
    place_first: bool,
    /// Whether entries can be put on a shortlist.
    lists: bool,
    /// Whether all entries are shown before anything is asked.
    all: bool,
}

/// All that the tool knows.
struct Model {
    setting: Setting,
    parts: Parts,
    store: Store,
    stems: Stems,
    query: Query,
    /// Entries on the shortlist, by their names.
    listed: Vec<String>,
    found: Found,
    /// Files that are on their way.
    coming: BTreeSet<Part>,
    /// How often files were fetched only for the numbers.
    times: usize,
    day: u32,
    /// How often something was asked.
    asked: u32,
    /// Whether the fingers rest: only then is anything fetched that only makes numbers whole.
    rested: bool,
    /// Whether one more was refused because the shortlist is full.
    full: bool,
    /// Whether a file that the answer needs did not come.
    cut: bool,
    /// What has the focus once the results are there.
    focus: Option<String>,
    /// What was drawn last, by place.
    drawn: BTreeMap<&'static str, String>,
}

type Shared = StoredValue<Model, LocalStorage>;

impl Model {
    /// The address of this state, after the #.
    fn fragment(&self) -> String {
        let mut fragment = self.query.fragment(&self.store.root);
        if !self.listed.is_empty() {
            if !fragment.is_empty() {
                fragment.push('&');
            }
            fragment.push_str("list=");
            fragment.push_str(&self.listed.join("+"));
        }
        fragment
    }

    /// Takes up the state of an address.
    fn read(&mut self, fragment: &str) {
        self.query = Query::read(fragment, &self.store.root);
        let list = fragment.split('&').find_map(|part| part.strip_prefix("list="));
        let plain = |id: &&str| !id.is_empty() && id.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-');
        self.listed = list
            .map(|list| list.split('+').filter(plain).take(LISTED).map(str::to_owned).collect())
            .unwrap_or_default();
    }

    /// Whether the reader has asked for anything.
    fn asks(&self) -> bool {
        let Query { words, near, only, .. } = &self.query;
        !words.trim().is_empty() || !near.trim().is_empty() || !only.is_empty()
    }

    /// The query with what always holds in this page.
    fn whole(&self) -> Query {
        let mut query = self.query.clone();
        query.only.extend(&self.setting.scope);
        query
    }

    /// Puts HTML into its place, unless it stands there: what has the focus, or was opened, stays so.
    fn draw(&mut self, id: &'static str, html: Html) {
        if self.drawn.get(id) != Some(&html.0) {
            dom::set_html(id, &html.0);
            self.drawn.insert(id, html.0);
        }
    }

    /// Finds, as far as what was read allows, and says what is missing.
    fn find(&mut self) -> Vec<Part> {
        if self.asks() || self.setting.all {
            self.found = find(&self.store, &self.stems, &self.whole(), self.day);
        } else {
            self.found = Found::default();
        }
        let mut wants = self.found.wants.clone();
        wants.extend(compare::wants(self));
        if wants.is_empty() && self.rested && self.times < TIMES {
            self.times += usize::from(!self.found.later.is_empty());
            wants.extend(self.found.later.iter().take(LATER));
        }
        wants.retain(|part| !self.coming.contains(part));
        self.coming.extend(&wants);
        wants
    }
}

/// Finds and shows; fetches what is missing, and then again.
fn run(model: Shared) {
    let Some(wants) = model.try_update_value(|model| {
        let wants = model.find();
        if model.found.wants.is_empty() {
            show::results(model);
            ask::counts(model);
        }
        compare::basket(model);
        if let Some(selector) = model.focus.take_if(|_| model.found.wants.is_empty()) {
            dom::focus(&selector);
        }
        wants
    }) else {
        return;
    };
    for part in wants {
        let Some(Some(address)) = model.try_with_value(|model| bring::address(model, part)) else { continue };
        wasm_bindgen_futures::spawn_local(async move {
            let bytes = bring::file(&address).await;
            let last = model.try_update_value(|model| {
                model.coming.remove(&part);
                match bytes {
                    Some(bytes) => model.store.give(part, &bytes),
                    // Without what only makes numbers whole, the answer stands.
                    None => model.cut |= !model.found.later.contains(&part),
                }
                let last = model.coming.is_empty();
                // It is asked for again when the reader asks again, not by itself without end.
                if last && model.cut {
                    show::broken(model);
                }
                last && !std::mem::take(&mut model.cut)
            });
            if last == Some(true) {
                run(model);
            }
        });
    }
}

/// Something was asked. What is chosen is a step in the browser's history; what is typed is not, and stands in the address
/// only when the fingers rest, for changing it takes the browser longer than finding.
fn ask(model: Shared, change: impl FnOnce(&mut Model), chosen: bool) {
    let asked = model.try_update_value(|model| {
        model.full = false;
        change(model);
        model.times = 0;
        model.asked += 1;
        model.rested = chosen;
        if chosen {
            place::go(&model.fragment());
        }
        model.asked
    });
    run(model);
    if !chosen {
        let rest = move || {
            let rests = model.try_update_value(|model| {
                let rests = asked == Some(model.asked);
                if rests {
                    model.rested = true;
                    place::replace(&model.fragment());
                }
                rests && !model.found.later.is_empty()
            });
            if rests == Some(true) {
                run(model);
            }
        };
        set_timeout(rest, REST);
    }
}

/// Something was typed, chosen or pressed.
fn heard(model: Shared, event: &Event) {
    if &*event.type_() == "input" {
        let Some(changed) = dom::changed(event) else { return };
        let value = changed.value;
        match &*changed.field {
            "words" => ask(model, |model| (model.query.words, model.query.pages) = (value, 1), false),
            "near" => {
                let within = model.with_value(|model| model.setting.within);
                ask(
                    model,
                    |model| {
                        let first = model.query.near.trim().is_empty();
                        model.query.within = if value.trim().is_empty() {
                            None
                        } else if first {
                            within
                        } else {
                            model.query.within
                        };
                        (model.query.near, model.query.pages) = (value, 1);
                    },
                    false,
                );
                ask::settle(model);
            }
            "within" => ask(model, |model| model.query.within = value.parse().ok(), true),
            "order" => {
                ask(model, |model| model.query.order = if value == "near" { Order::Near } else { Order::Best }, true);
            }
            "only" => {
                if let Ok(value) = value.parse() {
                    ask(
                        model,
                        |model| {
                            model.query.toggle(value);
                            model.query.pages = 1;
                        },
                        true,
                    );
                }
            }
            _ => {}
        }
        return;
    }
    if &*event.type_() != "click" {
        return event.prevent_default();
    }
    let Some((does, with)) = dom::pressed(event) else { return };
    match &*does {
        "more" => {
            let more = |model: &mut Model| {
                let first = model.found.hits.len() + 1;
                model.focus = Some(["#found .found>li:nth-child(", &first.to_string(), ") a"].concat());
                model.query.pages = model.query.pages.max(1) + 1;
            };
            ask(model, more, true);
        }
        "clear" => {
            ask(model, |model| model.query.only.clear(), true);
            model.with_value(ask::all);
            dom::focus("#count");
        }
        "list" => {
            ask(model, |model| compare::toggle(model, &with), true);
        }
        "empty" => {
            ask(model, |model| model.listed.clear(), true);
            dom::focus("#count");
        }
        "compare" => dom::focus("#compare"),
        "print" => drop(window().print()),
        _ => {}
    }
}

fn setting(host: &HtmlElement, store: &Store) -> Setting {
    let of = |name: &str| host.get_attribute(&["data-", name].concat()).unwrap_or_default();
    let facets = of("offers");
    Setting {
        folder: of("folder"),
        index: of("finder"),
        base: of("base"),
        scope: of("scope").split(' ').filter_map(|id| value_of(&store.root, id)).collect(),
        facets: facets.split(' ').filter_map(|id| store.root.facets.iter().position(|facet| facet.id == id)).collect(),
        within: of("within").parse().ok(),
        place_first: host.has_attribute("data-place-first"),
        lists: host.has_attribute("data-lists"),
        all: host.has_attribute("data-all"),
    }
}

/// Starts the tool in its place in the page, on the index that its attributes name.
#[allow(unreachable_pub, reason = "the script beside the module calls it")]
#[allow(clippy::needless_pass_by_value, reason = "the script hands it over")]
#[wasm_bindgen]
pub fn start(place: HtmlElement, facts: &[u8]) -> bool {
    let facts = facts.to_vec();
    let map = place.get_attribute("data-map").unwrap_or_default();
    wasm_bindgen_futures::spawn_local(async move {
        let map = bring::file(&map).await.unwrap_or_default();
        let Some(store) = Store::new(&facts, &map) else { return mount::failed("finder") };
        let setting = setting(&place, &store);
        let host = place.clone();
        mount::mount(&place, move |parts| view! { <Finder host setting store parts/> });
    });
    true
}

/// The tool.
#[component]
fn Finder(host: HtmlElement, setting: Setting, store: Store, parts: Parts) -> impl IntoView {
    let model = Model {
        setting,
        parts,
        store,
        stems: Stems::default(),
        query: Query::default(),
        listed: Vec::new(),
        found: Found::default(),
        coming: BTreeSet::new(),
        times: 0,
        day: mount::day(),
        asked: 0,
        rested: true,
        full: false,
        cut: false,
        focus: None,
        drawn: BTreeMap::new(),
    };
    let model = StoredValue::new_local(model);
    model.update_value(|model| model.read(&place::current()));
    let mut html = Html::default();
    model.with_value(|model| ask::form(&mut html, model));
    place::on_move(move |fragment| {
        model.update_value(|model| {
            model.read(&fragment);
            model.times = 0;
            ask::all(model);
        });
        run(model);
    });
    dom::listen(&host, move |event| heard(model, event));
    request_animation_frame(move || {
        model.with_value(ask::all);
        run(model);
    });
    view! { <div class="finder" inner_html=html.0></div> }
}
