//! The headings of the directory and its areas, and those that an import adds: which of them a feed means, and which are new.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_yaml::{Mapping, Value};

use super::Plan;
use super::draft::{Draft, Territory, shortened, uuid};
use super::notes::Fate;
use super::organization::Term;
use super::shelf::{alike, free};
use crate::source::world::World;

const CATEGORIES: &str = "content/directory/categories.yaml";
const AREAS: &str = "content/areas.yaml";

/// Both lists.
pub(super) struct Lists {
    categories: Vec<Named>,
    areas: Vec<Named>,
    category_text: String,
    area_text: String,
    new_categories: Vec<Mapping>,
    new_areas: Vec<Mapping>,
    /// Whether one of the areas is the one that the site is for.
    has_home: bool,
    /// What site.yaml calls that area.
    place: Option<String>,
}

/// A heading or an area, as far as it must be known to be found again.
#[derive(Default)]
struct Named {
    id: String,
    uuid: String,
    uri: String,
    names: Vec<String>,
}

impl Lists {
    /// Reads what there is.
    pub(super) fn read(world: &dyn World) -> Self {
        let text =
            |path: &str| world.read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let (category_text, area_text) = (text(CATEGORIES), text(AREAS));
        let site: Mapping = serde_yaml::from_str(&text("content/site.yaml")).unwrap_or_default();
        let items = |text: &str| serde_yaml::from_str::<Vec<Mapping>>(text).unwrap_or_default();
        let areas = items(&area_text);
        Self {
            categories: items(&category_text).iter().map(named).collect(),
            has_home: areas.iter().any(|area| area.get("home").and_then(Value::as_bool) == Some(true)),
            areas: areas.iter().map(named).collect(),
            category_text,
            area_text,
            new_categories: Vec::new(),
            new_areas: Vec::new(),
            place: site.get("place").and_then(Value::as_str).map(str::to_owned),
        }
    }

    /// The heading that a term is, a new one if need be.
    pub(super) fn category(
        &mut self,
        term: &Term,
        terms: &BTreeMap<String, Term>,
        draft: &Draft,
        plan: &mut Plan,
    ) -> Option<String> {
        let listed = terms.get(&term.id);
        let name =
            if term.name.is_empty() { listed.map(|term| term.name.as_str()).unwrap_or_default() } else { &term.name };
        if alike(name).is_empty() {
            draft.notes.lost("attributes[]", "This term has no name.", &term.id);
            return None;
        }
        let uri = term.uri.clone().or_else(|| listed?.uri.clone());
        let own = uuid(&term.id).map(|id| id.to_string()).unwrap_or_default();
        if let Some(known) = find(&self.categories, &own, uri.as_deref(), name) {
            return Some(known.to_owned());
        }
        let id = free(name, &term.id, |slug| self.categories.iter().any(|known| known.id == slug));
        let said =
            term.description.clone().or_else(|| listed?.description.clone()).filter(|text| alike(text) != alike(name));
        let summary = said.unwrap_or_else(|| format!("{name}."));
        let summary = shortened(&summary, 200).unwrap_or(summary);
        let mut item = Mapping::new();
        for (key, value) in [
            ("id", Some(id.clone())),
            ("title", Some(name.to_owned())),
            ("summary", Some(summary)),
            ("uuid", Some(own.clone()).filter(|own| !own.is_empty())),
            ("uri", uri.clone()),
        ] {
            if let Some(value) = value {
                item.insert(key.into(), value.into());
            }
        }
        self.categories.push(Named {
            id: id.clone(),
            uuid: own,
            uri: uri.unwrap_or_default(),
            names: vec![alike(name)],
        });
        self.new_categories.push(item);
        plan.report.new_categories.push(name.to_owned());
        Some(id)
    }

    /// The area that is meant, a new one if need be.
    pub(super) fn area(&mut self, said: &Territory, draft: &Draft, plan: &mut Plan) -> String {
        let gss = said.gss.clone().unwrap_or_default();
        let wanted = territory(&said.name);
        let named = || self.areas.iter().find(|area| area.names.iter().any(|name| territory(name) == wanted));
        let known = find(&self.areas, &gss, None, "").or_else(|| Some(named()?.id.as_str()));
        if let Some(known) = known {
            return known.to_owned();
        }
        let id = free(&said.name, "area", |slug| self.areas.iter().any(|known| known.id == slug));
        let kind = match gss.get(..3) {
            Some("E06" | "E07" | "E08" | "E09" | "E10" | "W06" | "S12" | "N09") => "council",
            Some("E92" | "W92" | "S92" | "N92" | "K02" | "K03") => "country",
            _ => {
                let why = "How large this area is is not said. It is written as a locality, which lies in no other: mend it in content/areas.yaml.";
                draft.notes.add(Fate::Supposed, "service_areas[].name", why, &said.name);
                "locality"
            }
        };
        let mut item = Mapping::new();
        for (key, value) in [("id", id.as_str()), ("title", &said.name), ("kind", kind), ("gss", &gss)] {
            if !value.is_empty() {
                item.insert(key.into(), value.into());
            }
        }
        self.areas.push(Named { id: id.clone(), uuid: gss, uri: String::new(), names: vec![alike(&said.name)] });
        self.new_areas.push(item);
        plan.report.new_areas.push(said.name.clone());
        id
    }

    /// Writes new headings and areas below those that are there.
    pub(super) fn finish(mut self, plan: &mut Plan) {
        self.home(plan);
        for (path, text, items) in
            [(CATEGORIES, self.category_text, self.new_categories), (AREAS, self.area_text, self.new_areas)]
        {
            if !items.is_empty() {
                plan.files.insert(path.to_owned(), appended(&text, &items));
            }
        }
    }

    /// Where there were no areas, one of the new ones is the area that the site is for: the one that site.yaml names, else
    /// one of a council's size.
    fn home(&mut self, plan: &mut Plan) {
        if self.has_home || self.new_areas.is_empty() {
            return;
        }
        let word = |area: &Mapping, key: &str| area.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let ours = |area: &Mapping| {
            self.place.as_ref().is_some_and(|place| territory(&word(area, "title")) == territory(place))
        };
        if !self.new_areas.iter().any(ours)
            && let Some(place) = &self.place
        {
            let id = free(place, "area", |slug| self.areas.iter().any(|known| known.id == slug));
            let area = [("id", id.as_str()), ("title", place), ("kind", "council")];
            self.new_areas.push(area.into_iter().map(|(key, value)| (key.into(), value.into())).collect());
            plan.report.new_areas.push(place.clone());
        }
        let council = |area: &Mapping| word(area, "kind") == "council";
        let at = self.new_areas.iter().position(ours).or_else(|| self.new_areas.iter().position(council)).unwrap_or(0);
        if let Some(area) = self.new_areas.get_mut(at) {
            area.insert("home".into(), true.into());
            plan.report.home_area = Some(word(area, "title"));
        }
    }
}

/// The name of an area as it is compared: "Westshire Council" is Westshire.
fn territory(name: &str) -> String {
    alike(name).trim_end_matches("-council").to_owned()
}

fn named(item: &Mapping) -> Named {
    let word = |key: &str| item.get(key).and_then(Value::as_str).unwrap_or_default();
    let more = item.get("also_called").and_then(Value::as_sequence).into_iter().flatten().filter_map(Value::as_str);
    Named {
        id: word("id").to_owned(),
        uuid: format!("{}{}", word("uuid"), word("gss")),
        uri: word("uri").to_owned(),
        names: [word("title"), word("id")].into_iter().chain(more).map(alike).collect(),
    }
}

/// The one that is meant: by id, by address, by name.
fn find<'n>(all: &'n [Named], uuid: &str, uri: Option<&str>, name: &str) -> Option<&'n str> {
    let name = alike(name);
    let by = |test: &dyn Fn(&Named) -> bool| all.iter().find(|known| test(known)).map(|known| known.id.as_str());
    by(&|known| !uuid.is_empty() && known.uuid == uuid)
        .or_else(|| by(&|known| uri.is_some_and(|uri| uri == known.uri)))
        .or_else(|| by(&|known| !name.is_empty() && known.names.contains(&name)))
}

/// A list with more items. What is there stays as it is written.
fn appended(text: &str, items: &[impl Serialize]) -> String {
    let more = serde_yaml::to_string(items).unwrap_or_default();
    let old: Vec<Value> = serde_yaml::from_str(text).unwrap_or_default();
    let gap = if text.is_empty() || text.ends_with('\n') { "" } else { "\n" };
    let joined = format!("{text}{gap}{more}");
    let whole =
        |text: &str| serde_yaml::from_str::<Vec<Value>>(text).is_ok_and(|all| all.len() == old.len() + items.len());
    if whole(&joined) {
        return joined;
    }
    let all: Vec<Value> =
        old.into_iter().chain(items.iter().filter_map(|item| serde_yaml::to_value(item).ok())).collect();
    serde_yaml::to_string(&all).unwrap_or_default()
}
