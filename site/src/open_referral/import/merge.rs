//! What was imported before, and what people have edited since. With each value goes a short digest of it as it was last written
//! by an import. A value that has another digest now was edited by hand, and stays.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_yaml::{Mapping, Value};

use super::notes::{Fate, Note};
use crate::digest::Digest;
use crate::model::Date;

/// Keys and values of an entry, in the order in which they are written.
#[derive(Debug, Clone, Default)]
pub(super) struct Fields(Vec<(&'static str, Value)>);

impl Fields {
    /// Sets a value, if there is one.
    pub(super) fn set(&mut self, key: &'static str, value: &impl Serialize) {
        let value = lean(serde_yaml::to_value(value).unwrap_or_default());
        if let Some(value) = value {
            self.0.push((key, value));
        }
    }

    fn get(&self, key: &str) -> Option<&Value> {
        self.0.iter().find(|(known, _)| *known == key).map(|(_, value)| value)
    }
}

/// A value without what is empty.
fn lean(value: Value) -> Option<Value> {
    match value {
        Value::Null | Value::Bool(false) => None,
        Value::String(text) if text.is_empty() => None,
        Value::Sequence(items) => {
            let items: Vec<Value> = items.into_iter().filter_map(lean).collect();
            (!items.is_empty()).then_some(Value::Sequence(items))
        }
        Value::Mapping(map) => {
            Some(Value::Mapping(map.into_iter().filter_map(|(key, value)| Some((key, lean(value)?))).collect()))
        }
        other => Some(other),
    }
}

/// Where an entry comes from.
#[derive(Debug, Clone)]
pub(super) struct Origin<'o> {
    pub(super) from: &'o str,
    pub(super) id: &'o str,
    pub(super) on: Date,
}

#[derive(Serialize)]
struct Stamp<'o> {
    from: &'o str,
    id: &'o str,
    on: Date,
    fields: BTreeMap<String, String>,
}

/// The entry's text as it should be now; nothing if it is right as it is. Notes say what was left as it was edited.
pub(super) fn merged(text: Option<&str>, new: &Fields, origin: &Origin<'_>, notes: &mut Vec<Note>) -> Option<String> {
    let old: Mapping = text.and_then(|text| serde_yaml::from_str(text).ok()).unwrap_or_default();
    let before = stamps(&old);
    let mut stamps = before.clone();
    let mut changes: Vec<(String, Option<Value>)> = Vec::new();
    let mut keys: Vec<String> = new.0.iter().map(|(key, _)| (*key).to_owned()).collect();
    keys.extend(before.keys().filter(|key| new.get(key).is_none()).cloned());
    for key in keys {
        let (now, wanted) = (old.get(key.as_str()), new.get(&key));
        let edited = match before.get(&key) {
            Some(stamp) => digest(now) != *stamp,
            None => now.is_some(),
        };
        if digest(now) == digest(wanted) {
            put(&mut stamps, &key, wanted);
        } else if !edited {
            put(&mut stamps, &key, wanted);
            changes.push((key, wanted.cloned()));
        } else if key != "sources" {
            let value = wanted.map(shown).unwrap_or_default();
            let why = "It was edited here, so it stays. This is what the feed says.".to_owned();
            notes.push(Note { fate: Fate::Kept, field: key, why, value });
        }
    }
    // A source's new date alone is no news.
    if changes.iter().all(|(key, _)| key == "sources") && !before.is_empty() {
        return None;
    }
    let stamp = Stamp { from: origin.from, id: origin.id, on: origin.on, fields: stamps };
    changes.push(("imported".to_owned(), serde_yaml::to_value(stamp).ok()));
    Some(written(text.unwrap_or_default(), old, &changes))
}

/// An entry with some values changed and nothing else.
pub(super) fn changed(text: &str, key: &'static str, value: &str) -> Option<String> {
    let old: Mapping = serde_yaml::from_str(text).ok()?;
    let value = Value::String(value.to_owned());
    if old.get(key) == Some(&value) {
        return None;
    }
    let mut changes = vec![(key.to_owned(), Some(value.clone()))];
    if let Some(Value::Mapping(mut stamp)) = old.get("imported").cloned() {
        if let Some(Value::Mapping(fields)) = stamp.get_mut("fields") {
            fields.insert(key.into(), digest(Some(&value)).into());
        }
        changes.push(("imported".to_owned(), Some(Value::Mapping(stamp))));
    }
    Some(written(text, old, &changes))
}

fn put(stamps: &mut BTreeMap<String, String>, key: &str, value: Option<&Value>) {
    match value {
        Some(_) => drop(stamps.insert(key.to_owned(), digest(value))),
        None => drop(stamps.remove(key)),
    }
}

/// The digests that the last import left.
fn stamps(old: &Mapping) -> BTreeMap<String, String> {
    let fields = old.get("imported").and_then(|imported| imported.get("fields")).and_then(Value::as_mapping);
    let pair = |(key, value): (&Value, &Value)| Some((key.as_str()?.to_owned(), value.as_str()?.to_owned()));
    fields.into_iter().flatten().filter_map(pair).collect()
}

fn digest(value: Option<&Value>) -> String {
    let text = value.map(|value| serde_yaml::to_string(value).unwrap_or_default()).unwrap_or_default();
    // A letter in front, so that no digest is read as a number.
    format!("d{}", &Digest::of(text.as_bytes()).short()[..8])
}

fn shown(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => serde_yaml::to_string(other).unwrap_or_default().trim().to_owned(),
    }
}

/// The text with values changed: lines that nobody need touch stay as they are, comments and all.
fn written(text: &str, old: Mapping, changes: &[(String, Option<Value>)]) -> String {
    let mut wanted = old;
    for (key, value) in changes {
        match value {
            Some(value) => drop(wanted.insert(key.as_str().into(), value.clone())),
            None => drop(wanted.remove(key.as_str())),
        }
    }
    let mut blocks = blocks(text);
    for (key, value) in changes {
        let lines = value.as_ref().map(|value| {
            let one: Mapping = [(Value::from(key.as_str()), value.clone())].into_iter().collect();
            serde_yaml::to_string(&one).unwrap_or_default()
        });
        let at = blocks.iter().position(|block| block.key == *key);
        match (at, lines) {
            (Some(at), Some(lines)) => blocks[at].body = lines,
            (Some(at), None) => blocks[at].body.clear(),
            (None, Some(body)) => {
                let last = blocks.iter().position(|block| block.key == "imported").unwrap_or(blocks.len());
                blocks.insert(last, Block { key: key.clone(), lead: String::new(), body });
            }
            (None, None) => {}
        }
    }
    let text: String = blocks.iter().flat_map(|block| [block.lead.as_str(), block.body.as_str()]).collect();
    // Lines that were laid out in a way of their own cannot be changed one by one.
    let same = serde_yaml::from_str::<Mapping>(&text).is_ok_and(|read| read == wanted);
    if same { text } else { serde_yaml::to_string(&wanted).unwrap_or_default() }
}

/// A key at the left edge with all that belongs to it, and what stands above it.
struct Block {
    key: String,
    lead: String,
    body: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut lead = String::new();
    for line in text.split_inclusive('\n') {
        let line = if line.ends_with('\n') { line.to_owned() } else { format!("{line}\n") };
        let key = line.split_once(':').map(|(key, _)| key);
        let key =
            key.filter(|key| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_'));
        match (key, blocks.last_mut()) {
            (Some(key), _) => blocks.push(Block { key: key.to_owned(), lead: std::mem::take(&mut lead), body: line }),
            (None, Some(last)) if !line.starts_with('#') && !line.trim().is_empty() => {
                last.body.push_str(&std::mem::take(&mut lead));
                last.body.push_str(&line);
            }
            _ => lead.push_str(&line),
        }
    }
    if !lead.is_empty() {
        blocks.push(Block { key: String::new(), lead, body: String::new() });
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn fields(pairs: &[(&'static str, &str)]) -> Fields {
        let mut fields = Fields::default();
        for (key, value) in pairs {
            fields.set(key, value);
        }
        fields
    }

    fn merge(text: Option<&str>, new: &[(&'static str, &str)], day: i8) -> (Option<String>, Vec<Note>) {
        let origin = Origin { from: "A feed", id: "7", on: Date(date(2026, 11, day)) };
        let mut notes = Vec::new();
        (merged(text, &fields(new), &origin, &mut notes), notes)
    }

    #[test]
    fn what_nobody_edited_follows_the_feed_and_the_rest_stays() {
        let (first, _) = merge(None, &[("name", "Café"), ("summary", "One"), ("fees", "Free")], 1);
        let first = first.unwrap();
        assert_eq!(
            merge(Some(&first), &[("name", "Café"), ("summary", "One"), ("fees", "Free")], 2).0,
            None,
            "no news"
        );

        let edited =
            first.replace("summary: One\n", "# Rang them, 3 November.\nsummary: \"Our own words\"\nowner: Me\n");
        let (second, notes) = merge(Some(&edited), &[("name", "Café 2"), ("summary", "Two")], 4);
        let second = second.unwrap();
        assert!(
            second.starts_with("name: Café 2\n# Rang them, 3 November.\nsummary: \"Our own words\"\nowner: Me\n"),
            "{second}"
        );
        assert!(!second.contains("fees:") && second.contains("on: 2026-11-04"), "{second}");
        assert_eq!(notes.iter().map(|note| note.field.as_str()).collect::<Vec<_>>(), ["summary"]);

        // The words of the feed, once an officer has taken them over, follow it again.
        let back = second.replace("\"Our own words\"", "Two");
        let (third, notes) = merge(Some(&back), &[("name", "Café 3"), ("summary", "Two")], 5);
        assert!(notes.is_empty());
        let (fourth, notes) = merge(third.as_deref(), &[("name", "Café 3"), ("summary", "Three")], 6);
        assert!(notes.is_empty() && fourth.unwrap().contains("summary: Three\n"));
    }

    #[test]
    fn a_value_taken_out_by_hand_stays_out() {
        let first = merge(None, &[("name", "A"), ("fees", "Free")], 1).0.unwrap();
        let edited = first.replace("fees: Free\n", "");
        let (again, notes) = merge(Some(&edited), &[("name", "A"), ("fees", "Free")], 2);
        assert_eq!((again, notes.len()), (None, 1));
    }

    #[test]
    fn a_file_laid_out_in_its_own_way_is_changed_all_the_same() {
        let first = merge(None, &[("name", "A"), ("summary", "S")], 1).0.unwrap();
        let value: Value = serde_yaml::from_str(&first).unwrap();
        let flow = serde_json::to_string(&value).unwrap();
        let (again, _) = merge(Some(&flow), &[("name", "B"), ("summary", "S")], 2);
        let read: Mapping = serde_yaml::from_str(&again.unwrap()).unwrap();
        assert_eq!((read.get("name"), read.get("summary")), (Some(&"B".into()), Some(&"S".into())));
    }
}
