//! The directory as it is here, and what an import puts beside it: which entry a record has been before, which name is free for
//! a file, which heading or area is meant.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_yaml::{Mapping, Value};

use super::draft::{Draft, Party, Term, Territory, shortened, uuid};
use super::merge::{Fields, Origin, changed, merged};
use super::notes::{Fate, Note};
use super::{Done, Entry, Options, Plan};
use crate::model::{Date, Id, OrganizationKind, Source};
use crate::source::world::World;

const SERVICES: &str = "content/directory/services/";
const ORGANIZATIONS: &str = "content/directory/organizations/";
const CATEGORIES: &str = "content/directory/categories.yaml";
const AREAS: &str = "content/areas.yaml";

/// Names that pages of the site have already.
const TAKEN: [&str; 2] = ["index", "in"];

/// Longest name of a file, in letters.
const SLUG: usize = 60;

/// A file of the directory.
struct Kept {
    text: String,
    value: Mapping,
}

impl Kept {
    fn word(&self, key: &str) -> &str {
        self.value.get(key).and_then(Value::as_str).unwrap_or_default()
    }

    /// Where it was imported from, and its id there.
    fn origin(&self) -> Option<(&str, &str)> {
        let imported = self.value.get("imported")?;
        Some((imported.get("from")?.as_str()?, imported.get("id")?.as_str()?))
    }

    /// Whether it is the entry of this feed and id. An id that is the same in every copy needs no feed.
    fn is(&self, from: &str, id: &str) -> bool {
        let imported = self.origin().is_some_and(|(feed, known)| known == id && (feed == from || uuid(id).is_some()));
        imported || uuid(id).is_some_and(|id| self.word("uuid") == id.to_string())
    }
}

/// A heading or an area, as far as it must be known to be found again.
#[derive(Default)]
struct Named {
    id: String,
    uuid: String,
    uri: String,
    names: Vec<String>,
}

/// The directory, and what is added to it.
pub(super) struct Shelf {
    services: BTreeMap<String, Kept>,
    organizations: BTreeMap<String, Kept>,
    categories: Vec<Named>,
    areas: Vec<Named>,
    category_text: String,
    area_text: String,
    new_categories: Vec<Mapping>,
    new_areas: Vec<Mapping>,
    /// Whether one of the areas is the one that the site is for.
    has_home: bool,
    /// What site.yaml calls that area.
    place: Vec<String>,
    /// Services of this import and of the directory: name, who runs them, where they are.
    known: Vec<Known>,
    by_name: BTreeMap<String, Vec<usize>>,
}

/// What tells one service from another.
struct Known {
    id: String,
    slug: String,
    organization: String,
    postcodes: BTreeSet<String>,
}

/// A name as it is compared: small plain letters and figures.
pub(super) fn alike(name: &str) -> String {
    slug_of(name, usize::MAX)
}

/// A name as the name of a file.
pub(super) fn slug(name: &str) -> String {
    slug_of(name, SLUG)
}

fn slug_of(name: &str, most: usize) -> String {
    let plain = any_ascii::any_ascii(&name.replace(['\'', '’'], "").replace('&', " and ")).to_lowercase();
    let mut slug = String::new();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if !slug.is_empty() && slug.len() + word.len() >= most {
            break;
        }
        if !slug.is_empty() {
            slug.push('-');
        }
        slug.push_str(word);
    }
    slug.truncate(most);
    slug
}

impl Shelf {
    /// Reads what there is.
    pub(super) fn read(world: &dyn World, options: &Options) -> Self {
        let text =
            |path: &str| world.read(path).map(|bytes| String::from_utf8_lossy(&bytes).into_owned()).unwrap_or_default();
        let folder = |folder: &str| -> BTreeMap<String, Kept> {
            let paths = world.list(folder.trim_end_matches('/')).unwrap_or_default();
            let one = |path: String| {
                let slug = path.strip_prefix(folder)?.strip_suffix(".yaml")?.to_owned();
                let text = text(&path);
                let value = serde_yaml::from_str(&text).unwrap_or_default();
                Some((slug, Kept { text, value }))
            };
            paths.into_iter().filter_map(one).collect()
        };
        let list = |text: &str| -> Vec<Named> {
            let items: Vec<Mapping> = serde_yaml::from_str(text).unwrap_or_default();
            items.iter().map(named).collect()
        };
        let site: Mapping = serde_yaml::from_str(&text("content/site.yaml")).unwrap_or_default();
        let place = site.get("place").and_then(Value::as_str).map(str::to_owned).into_iter().collect();
        let homes: Vec<Mapping> = serde_yaml::from_str(&text(AREAS)).unwrap_or_default();
        let has_home = homes.iter().any(|area| area.get("home").and_then(Value::as_bool) == Some(true));
        let (category_text, area_text) = (text(CATEGORIES), text(AREAS));
        let mut shelf = Self {
            services: folder(SERVICES),
            organizations: folder(ORGANIZATIONS),
            categories: list(&category_text),
            areas: list(&area_text),
            category_text,
            area_text,
            new_categories: Vec::new(),
            new_areas: Vec::new(),
            has_home,
            place,
            known: Vec::new(),
            by_name: BTreeMap::new(),
        };
        let known = |(slug, kept): (&String, &Kept)| {
            let origin = kept.origin().filter(|(from, _)| *from == options.name);
            let locations = kept.value.get("locations").and_then(Value::as_sequence);
            let code = |location: &Value| location.get("postcode").and_then(Value::as_str).map(str::to_owned);
            let known = Known {
                id: origin.map(|(_, id)| id.to_owned()).unwrap_or_default(),
                slug: slug.clone(),
                organization: kept.word("organization").to_owned(),
                postcodes: locations.into_iter().flatten().filter_map(code).collect(),
            };
            (alike(kept.word("name")), known)
        };
        let all: Vec<(String, Known)> = shelf.services.iter().map(known).collect();
        for (name, known) in all {
            shelf.remember(name, known);
        }
        shelf
    }

    fn remember(&mut self, name: String, known: Known) {
        self.by_name.entry(name).or_default().push(self.known.len());
        self.known.push(known);
    }

    /// Makes or finds the file of an organisation, and gives its name.
    pub(super) fn organization(
        &mut self,
        party: &Party,
        assured: Option<jiff::civil::Date>,
        mut notes: Vec<Note>,
        options: &Options,
        plan: &mut Plan,
    ) -> String {
        let name = if party.name.is_empty() { party.id.clone() } else { party.name.clone() };
        let id = if party.id.is_empty() { format!("name:{}", slug(&name)) } else { party.id.clone() };
        let before =
            self.organizations.iter().find(|(_, kept)| kept.is(&options.name, &id)).map(|(slug, _)| slug.clone());
        let same_name = || {
            let wanted = alike(&name);
            self.organizations
                .iter()
                .find(|(_, kept)| alike(kept.word("name")) == wanted)
                .map(|(slug, kept)| (slug.clone(), kept.origin().is_none()))
        };
        let (taken, by_hand) = match before {
            Some(slug) => (Some(slug), false),
            None => same_name().map_or((None, false), |(slug, by_hand)| (Some(slug), by_hand)),
        };
        let entry = |slug: &str, done, notes| Entry {
            entity: "organization",
            id: id.clone(),
            name: name.clone(),
            file: format!("{ORGANIZATIONS}{slug}.yaml"),
            done,
            notes,
        };
        if let (Some(slug), true) = (&taken, by_hand) {
            let why = "The directory has an organisation of this name already; its own file stays as it is.";
            notes.push(Note { fate: Fate::Kept, field: "name".into(), why: why.into(), value: name.clone() });
            plan.report.entries.push(entry(slug, Done::Duplicate, notes));
            return slug.clone();
        }
        let slug = taken.unwrap_or_else(|| free(&name, &id, |slug| self.organizations.contains_key(slug)));
        let mut fields = Fields::default();
        fields.set("name", &name);
        fields.set("also_called", &party.also_called);
        if party.kind.is_none() {
            let why = "It does not say what it is. Write its kind, once you know.";
            notes.push(Note { fate: Fate::Supposed, field: "kind".into(), why: why.into(), value: String::new() });
        }
        fields.set("kind", &party.kind.unwrap_or(OrganizationKind::Other));
        let own_words = super::text::write(&[super::html::Block::paragraph(&name)]);
        fields.set("description", if party.description.is_empty() { &own_words } else { &party.description });
        fields.set("url", &party.url);
        fields.set("email", &party.email);
        fields.set("identifiers", &party.identifiers);
        fields.set("assured_date", &assured.map_or(Date::NEVER, Date));
        fields.set("sources", &[source(options)]);
        fields.set("uuid", &uuid(&id));
        let done = self.put(&slug, ORGANIZATIONS, &fields, &id, options, &mut notes, plan);
        plan.report.entries.push(entry(&slug, done, notes));
        slug
    }

    /// Makes or brings up to date the file of a service.
    pub(super) fn service(
        &mut self,
        draft: Draft,
        organization: &str,
        terms: &BTreeMap<String, Term>,
        options: &Options,
        plan: &mut Plan,
    ) {
        let id = draft.id.clone();
        let postcodes: BTreeSet<String> =
            draft.locations.iter().filter_map(|place| Some(place.postcode.as_ref()?.value.0.to_string())).collect();
        let before = self.services.iter().find(|(_, kept)| kept.is(&options.name, &id)).map(|(slug, _)| slug.clone());
        let twin = if before.is_some() { None } else { self.twin(&draft, organization, &postcodes) };
        let mut entry = Entry {
            entity: "service",
            id: id.clone(),
            name: draft.name.clone(),
            file: String::new(),
            done: Done::New,
            notes: Vec::new(),
        };
        if let Some(twin) = twin {
            draft.notes.lost(
                "id",
                &format!("The service {twin} has the same name, and the same place or organisation."),
                &id,
            );
            entry.file = format!("{SERVICES}{twin}.yaml");
            entry.done = Done::Duplicate;
            entry.notes = draft.notes.into_inner();
            plan.report.entries.push(entry);
            return;
        }
        let slug = before.unwrap_or_else(|| free(&draft.name, &id, |slug| self.services.contains_key(slug)));
        let categories: Vec<String> =
            draft.terms.iter().filter_map(|term| self.category(term, terms, &draft, plan)).collect();
        let areas: Vec<String> = draft.territories.iter().map(|said| self.area(said, &draft, plan)).collect();
        let mut fields = Fields::default();
        fields.set("name", &draft.name);
        fields.set("organization", &organization);
        fields.set("categories", &unique(categories));
        fields.set("summary", &draft.summary);
        fields.set("description", &draft.description);
        fields.set("also_called", &draft.also_called);
        fields.set("eligibility_description", &draft.eligibility_description);
        fields.set("minimum_age", &draft.minimum_age);
        fields.set("maximum_age", &draft.maximum_age);
        fields.set("fees_description", &draft.fees_description);
        fields.set("costs", &draft.costs);
        fields.set("application_process", &draft.application_process);
        fields.set("schedules", &draft.schedules);
        fields.set("languages", &draft.languages);
        fields.set("service_areas", &unique(areas));
        fields.set("locations", &draft.locations);
        fields.set("phones", &draft.phones);
        fields.set("email", &draft.email);
        fields.set("url", &draft.url);
        fields.set("status", &draft.status);
        fields.set("assured_date", &draft.assured.map_or(Date::NEVER, Date));
        fields.set("sources", &[source(options)]);
        fields.set("uuid", &uuid(&id));
        self.remember(
            alike(&draft.name),
            Known { id: id.clone(), slug: slug.clone(), organization: organization.to_owned(), postcodes },
        );
        entry.notes = draft.notes.into_inner();
        entry.file = format!("{SERVICES}{slug}.yaml");
        entry.done = self.put(&slug, SERVICES, &fields, &id, options, &mut entry.notes, plan);
        plan.report.entries.push(entry);
    }

    /// A service that is the same one by another id: the same name, and the same postcode, or the same organisation where not
    /// both say where they are.
    fn twin(&self, draft: &Draft, organization: &str, postcodes: &BTreeSet<String>) -> Option<String> {
        let same = |known: &&Known| {
            let placed = !known.postcodes.is_empty() && !postcodes.is_empty();
            known.id != draft.id
                && if placed { !known.postcodes.is_disjoint(postcodes) } else { known.organization == organization }
        };
        let named = self.by_name.get(&alike(&draft.name))?;
        named.iter().map(|at| &self.known[*at]).find(same).map(|known| known.slug.clone())
    }

    /// Writes an entry, if anything of it is new.
    #[allow(clippy::too_many_arguments, reason = "an entry, and where it goes")]
    fn put(
        &mut self,
        slug: &str,
        folder: &str,
        fields: &Fields,
        id: &str,
        options: &Options,
        notes: &mut Vec<Note>,
        plan: &mut Plan,
    ) -> Done {
        let kept = if folder == SERVICES { &mut self.services } else { &mut self.organizations };
        let old = kept.get(slug).map(|one| one.text.clone());
        let origin = Origin { from: &options.name, id, on: options.today };
        let Some(text) = merged(old.as_deref(), fields, &origin, notes) else { return Done::Unchanged };
        let value = serde_yaml::from_str(&text).unwrap_or_default();
        kept.insert(slug.to_owned(), Kept { text: text.clone(), value });
        plan.files.insert(format!("{folder}{slug}.yaml"), text);
        if old.is_some() { Done::Updated } else { Done::New }
    }

    /// The heading that a term is, a new one if need be.
    fn category(
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
    fn area(&mut self, said: &Territory, draft: &Draft, plan: &mut Plan) -> String {
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

    /// Entries of this feed that it has no more.
    pub(super) fn gone(&self, seen: &BTreeSet<String>, options: &Options, plan: &mut Plan) {
        for (slug, kept) in &self.services {
            let Some((from, id)) = kept.origin() else { continue };
            if from != options.name || seen.contains(id) {
                continue;
            }
            let file = format!("{SERVICES}{slug}.yaml");
            let ended = ["inactive", "defunct"].contains(&kept.word("status"));
            let text = if options.retire && !ended { changed(&kept.text, "status", "inactive") } else { None };
            let done = if text.is_some() { Done::Retired } else { Done::Gone };
            plan.files.extend(text.map(|text| (file.clone(), text)));
            plan.report.entries.push(Entry {
                entity: "service",
                id: id.to_owned(),
                name: kept.word("name").to_owned(),
                file,
                done,
                notes: Vec::new(),
            });
        }
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
}

impl Shelf {
    /// Where there were no areas, one of the new ones is the area that the site is for: the one that site.yaml names, else
    /// one of a council's size.
    fn home(&mut self, plan: &mut Plan) {
        if self.has_home || self.new_areas.is_empty() {
            return;
        }
        let word = |area: &Mapping, key: &str| area.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
        let ours = |area: &Mapping| self.place.iter().any(|place| territory(&word(area, "title")) == territory(place));
        if !self.new_areas.iter().any(ours)
            && let Some(place) = self.place.first()
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

/// A name for a file that is not taken: of the name, else with the beginning of the id, else with a number.
fn free(name: &str, id: &str, taken: impl Fn(&str) -> bool) -> String {
    let base = slug(name);
    let base = if base.is_empty() { "entry".to_owned() } else { base };
    let free = |slug: &String| !taken(slug) && !TAKEN.contains(&slug.as_str());
    let short: String = slug(id).chars().filter(char::is_ascii_alphanumeric).take(8).collect();
    let tries = [base.clone(), format!("{base}-{short}")].into_iter().chain((2..).map(|nth| format!("{base}-{nth}")));
    tries.into_iter().find(free).unwrap_or(base)
}

fn unique(mut ids: Vec<String>) -> Vec<Id> {
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(id.clone()));
    ids.into_iter().map(Id::from).collect()
}

fn source(options: &Options) -> Source {
    Source { title: options.name.clone(), url: None, date: Some(options.today), note: None }
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
