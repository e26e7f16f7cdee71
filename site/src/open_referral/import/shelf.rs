//! The directory as it is here, and what an import puts beside it: which entry a record has been before, which name is free for
//! a file.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::{Mapping, Value};

use super::draft::{Draft, uuid};
use super::lists::Lists;
use super::merge::{Fields, Origin, changed, merged};
use super::notes::{Fate, Note};
use super::organization::{Party, Term};
use super::{Done, Entry, Options, Plan};
use crate::model::{Date, Id, OrganizationKind, Source};
use crate::source::world::World;

const SERVICES: &str = "content/directory/services/";
const ORGANIZATIONS: &str = "content/directory/organizations/";

/// Names that pages of the site have already.
const TAKEN: [&str; 5] = ["index", "in", "near", "a-to-z", "quality"];

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

/// The directory, and what is added to it.
pub(super) struct Shelf {
    services: BTreeMap<String, Kept>,
    organizations: BTreeMap<String, Kept>,
    /// Headings and areas.
    pub(super) lists: Lists,
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
        let mut shelf = Self {
            services: folder(SERVICES),
            organizations: folder(ORGANIZATIONS),
            lists: Lists::read(world),
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
            draft.terms.iter().filter_map(|term| self.lists.category(term, terms, &draft, plan)).collect();
        let areas: Vec<String> = draft.territories.iter().map(|said| self.lists.area(said, &draft, plan)).collect();
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
}

/// A name for a file that is not taken: of the name, else with the beginning of the id, else with a number.
pub(super) fn free(name: &str, id: &str, taken: impl Fn(&str) -> bool) -> String {
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
