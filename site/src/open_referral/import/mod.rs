//! A directory from elsewhere, taken over: records of an Open Referral feed become files of `content/directory`. `record` reads
//! a record and misses nothing; `text` and `html` make its words ours, `values` its values; `draft` puts them together, with
//! `organization`, `place`, `offer` and `contact`. They meet what the directory has on the `shelf` and in the `lists`; `merge`
//! keeps what people edited.

mod contact;
mod draft;
mod html;
mod lists;
mod merge;
mod notes;
mod offer;
mod organization;
mod place;
mod record;
mod shelf;
mod text;
mod values;

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use serde_json::{Map, Value};

use super::dump::{Dump, Kind};
use crate::model::Date;
use crate::source::world::World;
use draft::Draft;
use notes::Notes;
pub use notes::{Fate, Note};
use organization::{Party, Term};
use record::Record;
use shelf::Shelf;

/// What was done with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Done {
    /// Its file is new.
    New,
    /// Its file was brought up to date.
    Updated,
    /// Its file was right already.
    Unchanged,
    /// It is in the directory already, by another id.
    Duplicate,
    /// The feed has it no more; its file is as it was.
    Gone,
    /// The feed has it no more; it is inactive now.
    Retired,
    /// It would have stopped the build.
    LeftOut,
}

/// What became of a record.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// `service` or `organization`.
    pub entity: &'static str,
    /// Its id in the feed.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its file.
    pub file: String,
    /// What was done.
    pub done: Done,
    /// What could not be taken over as it was.
    pub notes: Vec<Note>,
}

/// Everything that an import did or would do.
#[derive(Debug, Default, Serialize)]
pub struct Report {
    /// The feed's name.
    pub feed: String,
    /// Services that it holds.
    pub services: usize,
    /// Files that could not be read, and why.
    pub unreadable: Vec<(String, String)>,
    /// Headings that are new.
    pub new_categories: Vec<String>,
    /// Areas that are new.
    pub new_areas: Vec<String>,
    /// The new area that is taken to be the one that the site is for, where none was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub home_area: Option<String>,
    /// What became of each record.
    pub entries: Vec<Entry>,
}

/// What to write, and what to tell.
#[derive(Debug, Default)]
pub struct Plan {
    /// Texts by path in the project.
    pub files: BTreeMap<String, String>,
    /// What was done.
    pub report: Report,
}

/// How to import.
#[derive(Debug, Clone)]
pub struct Options {
    /// What to call the feed.
    pub name: String,
    /// Whether entries that have gone from the feed become inactive.
    pub retire: bool,
    /// Today.
    pub today: Date,
}

/// Works out what to write. Nothing is written here.
pub fn plan(saved: &[(String, Vec<u8>)], world: &dyn World, options: &Options) -> Plan {
    let dump = Dump::read(saved);
    let mut plan = Plan::default();
    plan.report.feed.clone_from(&options.name);
    plan.report.unreadable.clone_from(&dump.unreadable);
    let mut shelf = Shelf::read(world, options);
    let known_parties = parties(&dump);
    let known_terms = terms(&dump);
    let (mut drafts, lost) = drafts(&dump, options.today);
    plan.report.entries.extend(lost);
    plan.report.services = drafts.len();

    // The day on which an organisation was last looked at is that of the newest of its services.
    let mut run: BTreeMap<String, (Party, Option<jiff::civil::Date>, Vec<Note>)> = BTreeMap::new();
    let mut run_by: Vec<String> = Vec::with_capacity(drafts.len());
    for draft in &mut drafts {
        let (party, notes) = party_of(draft, &known_parties);
        let key = shelf::alike(&party.name);
        let entry = run.entry(key.clone()).or_insert_with(|| (party.clone(), None, Vec::new()));
        if entry.0.weight() < party.weight() {
            entry.0 = Party { id: entry.0.id.clone(), ..party };
        }
        if entry.2.is_empty() {
            entry.2 = notes;
        }
        entry.1 = entry.1.max(draft.assured);
        run_by.push(key);
    }
    let mut slugs: BTreeMap<String, String> = BTreeMap::new();
    for (key, (party, assured, notes)) in run {
        let slug = shelf.organization(&party, assured, notes, options, &mut plan);
        slugs.insert(key, slug);
    }
    let mut seen = BTreeSet::new();
    for (draft, key) in drafts.into_iter().zip(run_by) {
        seen.insert(draft.id.clone());
        let organization = slugs.get(&key).cloned().unwrap_or_default();
        shelf.service(draft, &organization, &known_terms, options, &mut plan);
    }
    let runs: BTreeSet<&str> = plan.report.entries.iter().map(|entry| entry.name.as_str()).collect();
    let idle: Vec<Entry> =
        known_parties.values().filter(|(party, _)| !runs.contains(party.name.as_str())).map(idle).collect();
    plan.report.entries.extend(idle);
    shelf.gone(&seen, options, &mut plan);
    shelf.lists.finish(&mut plan);
    plan
}

/// An organisation that runs no service of the feed.
fn idle((party, _): &(Party, Vec<Note>)) -> Entry {
    let notes = Notes::default();
    notes.lost("id", "It runs no service of the feed, so nobody is known to have checked it.", &party.id);
    Entry {
        entity: "organization",
        id: party.id.clone(),
        name: party.name.clone(),
        file: String::new(),
        done: Done::LeftOut,
        notes: notes.into_inner(),
    }
}

/// The services of a feed, each once, with what any of its replies says of it. What is no record is an entry of the report.
fn drafts(dump: &Dump, today: Date) -> (Vec<Draft>, Vec<Entry>) {
    let mut order: Vec<String> = Vec::new();
    let mut records: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut repeated: BTreeMap<String, usize> = BTreeMap::new();
    let mut lost = Vec::new();
    for response in dump.responses.iter().filter(|response| response.kind == Kind::Service) {
        let mut here: BTreeMap<String, usize> = BTreeMap::new();
        for (path, value) in &response.records {
            let Value::Object(object) = value else {
                let notes = Notes::default();
                notes.lost(path, "This is not a record.", &value.to_string());
                lost.push(Entry {
                    entity: "service",
                    id: String::new(),
                    name: String::new(),
                    file: response.file.clone(),
                    done: Done::LeftOut,
                    notes: notes.into_inner(),
                });
                continue;
            };
            let id = id_of(object, &response.file, path);
            *here.entry(id.clone()).or_default() += 1;
            if let Some(known) = records.get_mut(&id) {
                put_together(known, object);
            } else {
                order.push(id.clone());
                records.insert(id, object.clone());
            }
        }
        for (id, count) in here.into_iter().filter(|(_, count)| *count > 1) {
            let most = repeated.entry(id).or_default();
            *most = (*most).max(count);
        }
    }
    for (service, place) in places(dump) {
        if let Some(record) = records.get_mut(&service) {
            let listed =
                record.get("service_at_locations").and_then(Value::as_array).is_some_and(|list| !list.is_empty());
            if !listed || record.contains_key(JOINED) {
                record.insert(JOINED.to_owned(), Value::Null);
                if let Value::Array(list) =
                    record.entry("service_at_locations").or_insert_with(|| Value::Array(Vec::new()))
                {
                    list.push(place);
                }
            }
        }
    }
    let draft = |id: String| {
        let draft = draft::service(&records[&id], &id, today.0);
        if let Some(count) = repeated.get(&id) {
            let why = format!("The feed has {count} records of this id in one list; they were read as one.");
            draft.notes.mended("id", &why, &id);
        }
        draft
    };
    (order.into_iter().map(draft).collect(), lost)
}

/// Marks a record whose places were listed apart from it.
const JOINED: &str = " places listed apart";

/// The id of a record, or one made of where it stands.
fn id_of(object: &Map<String, Value>, file: &str, path: &str) -> String {
    let said = match object.get("id") {
        Some(Value::String(id)) => id.trim().to_owned(),
        Some(Value::Number(id)) => id.to_string(),
        _ => String::new(),
    };
    let id: String = said.chars().filter(|c| !c.is_control()).take(200).collect();
    let name = object.get("name").and_then(Value::as_str).map(str::trim).filter(|name| !name.is_empty());
    match (id.is_empty(), name) {
        (false, _) => id,
        (true, Some(name)) => format!("name:{}", shelf::slug(name)),
        (true, None) => format!("{file}{path}"),
    }
}

/// Adds to a record what another of the same id says more.
fn put_together(known: &mut Map<String, Value>, more: &Map<String, Value>) {
    let size = |value: &Value| match value {
        Value::Null => 0,
        Value::String(text) => usize::from(!text.trim().is_empty()),
        Value::Array(items) => 1 + items.len(),
        Value::Object(object) => 1 + object.len(),
        _ => 1,
    };
    for (key, value) in more {
        if known.get(key).is_none_or(|old| size(old) < size(value)) {
            known.insert(key.clone(), value.clone());
        }
    }
}

/// Places that were listed apart from their services.
fn places(dump: &Dump) -> Vec<(String, Value)> {
    let lists = dump.responses.iter().filter(|response| response.kind == Kind::ServiceAtLocation);
    let place = |record: &Value| {
        let service = record.get("service_id").or_else(|| record.get("service")?.get("id"))?.as_str()?.to_owned();
        Some((service, record.clone()))
    };
    let mut seen = BTreeSet::new();
    let mut places: Vec<(String, Value)> = Vec::new();
    for (_, record) in lists.flat_map(|response| &response.records) {
        let new = record.get("id").and_then(Value::as_str).is_none_or(|id| seen.insert(id.to_owned()));
        places.extend(place(record).filter(|_| new));
    }
    places
}

/// Organisations that were listed apart from their services.
fn parties(dump: &Dump) -> BTreeMap<String, (Party, Vec<Note>)> {
    let mut parties: BTreeMap<String, (Party, Vec<Note>)> = BTreeMap::new();
    let lists = dump.responses.iter().filter(|response| response.kind == Kind::Organization);
    for (_, value) in lists.flat_map(|response| &response.records) {
        let Value::Object(object) = value else { continue };
        let notes = Notes::default();
        let party = organization::party(&Record::new(object, "", &notes));
        let known = parties.get(&party.id).map_or(0, |(known, _)| known.weight());
        if !party.id.is_empty() && known <= party.weight() {
            parties.insert(party.id.clone(), (party, notes.into_inner()));
        }
    }
    parties
}

/// Terms that were listed apart from what they hang on.
fn terms(dump: &Dump) -> BTreeMap<String, Term> {
    let lists = dump.responses.iter().filter(|response| matches!(response.kind, Kind::TaxonomyTerm | Kind::Taxonomy));
    let records = lists.flat_map(|response| &response.records).map(|(_, record)| record);
    let nested = |record: &'_ Value| {
        let inner = record.get("taxonomy_terms").and_then(Value::as_array).cloned().unwrap_or_default();
        inner.into_iter().chain([record.clone()]).collect::<Vec<_>>()
    };
    let term = |value: Value| match value {
        Value::Object(object) => Some(organization::term(&Record::new(&object, "", &Notes::default()))),
        _ => None,
    };
    let terms = records.flat_map(nested).filter_map(term);
    terms.filter(|term| !term.id.is_empty() && !term.name.is_empty()).map(|term| (term.id.clone(), term)).collect()
}

/// Who runs a service: the organisation nested in it and the one listed apart, whichever says more; without either, one of
/// the service's own name.
fn party_of(draft: &mut Draft, known: &BTreeMap<String, (Party, Vec<Note>)>) -> (Party, Vec<Note>) {
    let id = draft.organization.as_ref().map(|party| party.id.clone()).filter(|id| !id.is_empty());
    let id = id.or_else(|| draft.organization_id.clone());
    let apart = id.as_ref().and_then(|id| known.get(id));
    let nested = draft.organization.take().filter(|party| !party.name.is_empty());
    match (nested, apart) {
        (Some(nested), Some((apart, _))) if nested.weight() >= apart.weight() => (nested, Vec::new()),
        (_, Some((apart, notes))) if !apart.name.is_empty() => (apart.clone(), notes.clone()),
        (Some(nested), _) => (Party { id: id.unwrap_or_default(), ..nested }, Vec::new()),
        (None, _) => {
            let why = "It does not say who runs it; an organisation of the service's own name stands in.";
            draft.notes.add(Fate::Supposed, "organization", why, id.as_deref().unwrap_or_default());
            let party = Party { id: id.unwrap_or_default(), name: draft.name.clone(), ..Party::default() };
            (party, Vec::new())
        }
    }
}
