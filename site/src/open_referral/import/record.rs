//! A record of a feed, read key by key. Whatever type a value has, it is read as what it was meant to be or noted as lost; what
//! nobody asked for is noted at the end.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::notes::Notes;
use super::text;

/// A record, or a part of one.
pub(super) struct Record<'v> {
    object: &'v Map<String, Value>,
    /// Where it is in the whole record, without the numbers of lists.
    at: String,
    seen: RefCell<BTreeSet<&'v str>>,
    pub(super) notes: &'v Notes,
}

impl<'v> Record<'v> {
    pub(super) fn new(object: &'v Map<String, Value>, at: &str, notes: &'v Notes) -> Self {
        Self { object, at: at.to_owned(), seen: RefCell::default(), notes }
    }

    /// The name of a field in the whole record.
    pub(super) fn field(&self, key: &str) -> String {
        if self.at.is_empty() { key.to_owned() } else { format!("{}.{key}", self.at) }
    }

    fn get(&self, key: &str) -> Option<&'v Value> {
        let (key, value) = self.object.get_key_value(key)?;
        self.seen.borrow_mut().insert(key);
        Some(value).filter(|value| !says_nothing(value))
    }

    /// Text as it stands. Figures are text too.
    pub(super) fn raw(&self, key: &str) -> Option<String> {
        match self.get(key)? {
            Value::String(text) => Some(text.clone()),
            Value::Number(number) => Some(number.to_string()),
            other => {
                self.notes.lost(&self.field(key), "It is not text.", &other.to_string());
                None
            }
        }
    }

    /// A line or some lines of plain text: without marks, without what cannot be seen.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let text = text::plain(&self.raw(key)?, &self.field(key), self.notes);
        (!text.is_empty()).then_some(text)
    }

    /// One line of plain text.
    pub(super) fn line(&self, key: &str) -> Option<String> {
        Some(self.text(key)?.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// A number, perhaps written as text.
    pub(super) fn number(&self, key: &str) -> Option<f64> {
        let value = self.get(key)?;
        let number = match value {
            Value::Number(number) => number.as_f64(),
            Value::String(text) => text.trim().parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        };
        if number.is_none() {
            self.notes.lost(&self.field(key), "It is not a number.", &value.to_string());
        }
        number
    }

    /// A part.
    pub(super) fn part(&self, key: &str) -> Option<Record<'v>> {
        match self.get(key)? {
            Value::Object(object) => Some(Self::new(object, &self.field(key), self.notes)),
            other => {
                self.notes.lost(&self.field(key), "It is not a record.", &other.to_string());
                None
            }
        }
    }

    /// A list of parts. One part that should be a list of one is read as that.
    pub(super) fn parts(&self, key: &str) -> Vec<Record<'v>> {
        let field = format!("{}[]", self.field(key));
        let items: Vec<&Value> = match self.get(key) {
            None => return Vec::new(),
            Some(Value::Array(items)) => items.iter().collect(),
            Some(one) => vec![one],
        };
        let part = |item: &'v Value| match item {
            Value::Object(object) => Some(Self::new(object, &field, self.notes)),
            other => {
                if !says_nothing(other) {
                    self.notes.lost(&field, "It is not a record.", &other.to_string());
                }
                None
            }
        };
        items.into_iter().filter_map(part).collect()
    }

    /// Marks keys as read that say nothing of their own: ids of parts, back references.
    pub(super) fn pass(&self, keys: &[&str]) {
        for key in keys {
            let _ = self.get(key);
        }
    }

    /// Notes what nobody read.
    pub(super) fn finish(self) {
        self.finish_in_place();
    }

    /// Notes what nobody read, of a part that is still in use.
    pub(super) fn finish_in_place(&self) {
        for (key, value) in self.object {
            if !self.seen.borrow().contains(key.as_str()) && !says_nothing(value) {
                let shown = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                self.notes.lost(&self.field(key), "The directory has no place for it.", &shown);
            }
        }
    }
}

/// Whether there is nothing in a value.
fn says_nothing(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(items) => items.iter().all(says_nothing),
        Value::Object(object) => object.is_empty(),
        Value::Bool(_) | Value::Number(_) => false,
    }
}
