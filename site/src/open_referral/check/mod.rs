//! A judgement of any feed, our own among them: Level 1 is what the official validator fails a feed for, Level 2 what it warns
//! of; then what no schema can say (sums, ids, references, forms), and how complete and how fresh the services are.

mod entity;
mod figures;
mod together;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value};

use super::dump::{Dump, Edition, Kind, Response};
use super::forms;
use entity::{Field, Form, STATUSES};
pub use figures::{Ages, Figures};

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Level {
    /// The official validator fails the feed for it.
    One,
    /// The official validator warns of it.
    Two,
    /// The schema allows it, and it is wrong all the same.
    Advice,
}

/// One record in which something was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Example {
    /// The file.
    pub file: String,
    /// The record's id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Where in the file (JSON path).
    pub path: String,
    /// What stands there.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
}

/// The same mistake, in one record or in many.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// How much it matters.
    pub level: Level,
    /// What the records are.
    pub entity: &'static str,
    /// Where in such a record.
    pub field: String,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub help: String,
    /// How many times it was found.
    pub count: usize,
    /// The first of them.
    pub examples: Vec<Example>,
}

/// What was looked at.
#[derive(Debug, Default, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// The standard that the feed speaks.
    pub version: &'static str,
    /// Whether it says what it is.
    pub details: bool,
    /// Replies by kind.
    pub replies: BTreeMap<&'static str, usize>,
}

/// The judgement.
#[derive(Debug, Serialize)]
pub struct Judgement {
    /// What was looked at.
    pub seen: Seen,
    /// Whether Level 1 is met.
    pub passes: bool,
    /// What was found: worst first, then most frequent.
    pub findings: Vec<Finding>,
    /// How complete and how fresh the services are.
    pub figures: Figures,
}

/// How many examples a finding keeps.
const EXAMPLES: usize = 3;

/// Judges what was saved of a feed, as on a day.
pub fn judge(saved: &[(String, Vec<u8>)], today: jiff::civil::Date) -> Judgement {
    let dump = Dump::read(saved);
    let mut book = Book { edition: dump.edition, findings: BTreeMap::new() };
    for (file, why) in &dump.unreadable {
        let at = At { file, id: "", name: "", path: String::new() };
        book.note(Level::One, "file", "", why, "Save the reply again as the feed sends it.", &at, None);
    }
    for response in &dump.responses {
        book.response(response);
    }
    together::check(&dump, &mut book);
    if !dump.responses.iter().any(|response| response.kind == Kind::Service) {
        let at = At { file: "", id: "", name: "", path: String::new() };
        let help = "Save the replies of /services and /services/{id} as JSON files, and name their folder.";
        book.note(Level::One, "feed", "", "There are no services in it.", help, &at, None);
    }
    let mut seen = Seen {
        version: if dump.edition == Edition::One { "1.0" } else { "3.0" },
        details: dump.responses.iter().any(|response| response.kind == Kind::Details),
        replies: BTreeMap::new(),
    };
    for response in &dump.responses {
        *seen.replies.entry(response.kind.name()).or_default() += 1;
    }
    let mut findings: Vec<Finding> = book.findings.into_values().collect();
    findings.sort_by(|a, b| (a.level, b.count, a.entity, &a.field).cmp(&(b.level, a.count, b.entity, &b.field)));
    let passes = findings.iter().all(|finding| finding.level != Level::One);
    Judgement { seen, passes, findings, figures: figures::of(&dump, today) }
}

/// Where something is.
struct At<'r> {
    file: &'r str,
    id: &'r str,
    name: &'r str,
    path: String,
}

impl At<'_> {
    fn below(&self, step: &str) -> Self {
        let dot = if self.path.is_empty() || step.starts_with('[') { "" } else { "." };
        Self { path: format!("{}{dot}{step}", self.path), ..*self }
    }
}

/// The findings so far, like ones together.
struct Book {
    edition: Edition,
    findings: BTreeMap<(Level, &'static str, String, String), Finding>,
}

impl Book {
    #[allow(clippy::too_many_arguments, reason = "a finding says all of this")]
    fn note(
        &mut self,
        level: Level,
        entity: &'static str,
        field: &str,
        what: &str,
        help: &str,
        at: &At<'_>,
        value: Option<&Value>,
    ) {
        let fresh = || Finding {
            level,
            entity,
            field: field.to_owned(),
            what: what.to_owned(),
            help: help.to_owned(),
            count: 0,
            examples: Vec::new(),
        };
        let finding = self.findings.entry((level, entity, field.to_owned(), what.to_owned())).or_insert_with(fresh);
        finding.count += 1;
        if finding.examples.len() < EXAMPLES {
            finding.examples.push(Example {
                file: at.file.to_owned(),
                id: at.id.to_owned(),
                name: at.name.to_owned(),
                path: at.path.clone(),
                value: value.map(short).unwrap_or_default(),
            });
        }
    }

    fn response(&mut self, response: &Response) {
        let level = match response.kind {
            Kind::Details | Kind::Service => Level::One,
            _ => Level::Two,
        };
        let kind = response.kind.name();
        if let Some(page) = &response.envelope {
            let at = At { file: &response.file, id: "", name: "", path: String::new() };
            self.object(level, "page", "page", "", page, &at);
        }
        for (path, record) in &response.records {
            let text = |key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default();
            let at = At { file: &response.file, id: text("id"), name: text("name"), path: path.clone() };
            match record {
                Value::Object(object) => self.object(level, kind, kind, "", object, &at),
                other => self.note(
                    level,
                    kind,
                    "",
                    "This is not a record.",
                    "Each item of the list is an object.",
                    &at,
                    Some(other),
                ),
            }
        }
    }

    /// An entity. `field` is where it stands within the record, without the numbers of lists.
    fn object(
        &mut self,
        level: Level,
        top: &'static str,
        entity: &str,
        field: &str,
        object: &Map<String, Value>,
        at: &At<'_>,
    ) {
        for known in entity::fields(self.edition, entity) {
            let field = if field.is_empty() { known.name.to_owned() } else { format!("{field}.{}", known.name) };
            match object.get(known.name) {
                Some(value) => self.value(level, top, known, &field, value, &at.below(known.name)),
                None if known.required => {
                    let help = format!("Every {entity} has one.");
                    self.note(level, top, &field, "It is missing.", &help, at, None);
                }
                None => {}
            }
        }
    }

    fn value(&mut self, level: Level, top: &'static str, known: &Field, field: &str, value: &Value, at: &At<'_>) {
        let mut wrong =
            |level: Level, what: &str, help: &str| self.note(level, top, field, what, help, at, Some(value));
        match (known.form, value) {
            (_, Value::Null) => wrong(level, "It is null.", "Leave a field out if there is nothing to say."),
            (Form::Text, Value::String(text)) => {
                if text.trim().is_empty() {
                    let level = if known.required { level } else { Level::Advice };
                    wrong(level, "It is empty.", "Leave a field out if there is nothing to say.");
                }
            }
            (Form::Strict(form), Value::String(text)) => {
                if let Some((what, help)) = misformed(form, text) {
                    wrong(level, what, help);
                }
            }
            (Form::Loose(form), Value::String(text)) => {
                if let Some((what, help)) = misformed(form, text) {
                    wrong(Level::Advice, what, help);
                }
            }
            (Form::Number, Value::Number(number)) => {
                if known.name.ends_with("_age") && number.as_f64().is_some_and(|age| age < 0.0) {
                    wrong(
                        Level::Advice,
                        "It is an age below nothing.",
                        "Leave the field out if there is no such limit.",
                    );
                }
            }
            (Form::Integer, Value::Number(number)) if number.is_u64() || number.is_i64() => {}
            (Form::Bool, Value::Bool(_)) => {}
            (Form::One(entity), Value::Object(inner)) => self.object(level, top, entity, field, inner, at),
            (Form::Many(entity) | Form::Besides(entity), Value::Array(items)) => {
                let level = if matches!(known.form, Form::Besides(_)) { Level::Advice } else { level };
                let field = format!("{field}[]");
                for (nth, item) in items.iter().enumerate() {
                    let at = at.below(&format!("[{nth}]"));
                    match item {
                        Value::Object(inner) => self.object(level, top, entity, &field, inner, &at),
                        other => {
                            self.note(
                                level,
                                top,
                                &field,
                                "This is not an object.",
                                "Each item of the list is one.",
                                &at,
                                Some(other),
                            );
                        }
                    }
                }
            }
            (form, _) => {
                let (what, help) = match form {
                    Form::Text | Form::Strict(_) | Form::Loose(_) => ("It is not text.", "Put it in quotes."),
                    Form::Number => ("It is not a number.", "Write the figures alone, without quotes."),
                    Form::Integer => ("It is not a whole number.", "Write the figures alone, without quotes."),
                    Form::Bool => ("It is not true or false.", "Write true or false without quotes."),
                    Form::One(_) => ("It is not an object.", "Nest the whole entity here."),
                    Form::Many(_) | Form::Besides(_) => {
                        ("It is not a list.", "Put it in square brackets, even if there is only one.")
                    }
                };
                wrong(level, what, help);
            }
        }
    }
}

/// What is wrong with a text that should have a form, and what to do.
fn misformed(form: &str, text: &str) -> Option<(&'static str, &'static str)> {
    if text.is_empty() {
        return Some(("It is empty.", "Leave a field out if there is nothing to say."));
    }
    let (sound, what, help) = match form {
        "uuid" => (
            uuid::Uuid::try_parse(text).is_ok() && text.len() == 36,
            "It is not a UUID.",
            "Make one of the record's own id (UUID version 5), so that it stays the same.",
        ),
        "uri" => (
            forms::is_uri(text),
            "It is not a web address.",
            "Begin it with https://, and escape what is no plain letter.",
        ),
        "email" => {
            (forms::is_email(text), "It is not an e-mail address.", "Write it like name@example.org, and nothing else.")
        }
        "date" => (forms::date(text).is_some(), "It is not a date.", "Write it like 2026-11-22."),
        "date-time" => (
            forms::is_date_time(text),
            "It is not a date and time with a zone.",
            "Write it like 2026-11-22T09:30:00Z, with the Z.",
        ),
        "time" => (
            forms::time(text.trim_end_matches('Z')).is_some(),
            "It is not a time of day.",
            "Write it like 09:30, with two figures each.",
        ),
        "status" => (
            STATUSES.contains(&text),
            "It is not one of the four words of the standard.",
            "Write active, inactive, defunct or temporarily closed.",
        ),
        "place" => (
            ["physical", "postal", "virtual"].contains(&text),
            "It is not one of the three words of the standard.",
            "Write physical, postal or virtual.",
        ),
        "freq" => (["WEEKLY", "MONTHLY"].contains(&text), "It is not WEEKLY or MONTHLY.", "Write one of the two."),
        "byday" => {
            (text.split(',').all(is_day), "It is not a list of days.", "Write them like MO,TU or 1MO (RFC 5545).")
        }
        _ => (true, "", ""),
    };
    (!sound).then_some((what, help))
}

/// A day of the week, perhaps with its place in the month: `MO`, `-1FR`.
fn is_day(text: &str) -> bool {
    let day = text.trim().trim_start_matches(['+', '-']).trim_start_matches(|c: char| c.is_ascii_digit());
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"].contains(&day)
}

/// A value as an example shows it.
fn short(value: &Value) -> String {
    let text = match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let text: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if text.chars().count() > 80 { format!("{}…", text.chars().take(79).collect::<String>()) } else { text }
}
