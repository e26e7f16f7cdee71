//! What the questions say. A council writes it in YAML, [`Written`]; tools look it up in [`Words`], one text by its key.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{self, Visitor};
use serde::{Deserialize, Deserializer, Serialize};

use super::{Choice, Part, Question, Then, all};
use crate::error::{Error, ErrorKind};

/// Texts by key, in the order of the keys: `home.title`, `hours.label`, `setting.unsure.hint`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Words(Vec<(String, String)>);

impl Words {
    fn find(&self, key: &str) -> &str {
        let at = self.0.binary_search_by(|(known, _)| known.as_str().cmp(key));
        at.map_or("", |at| &self.0[at].1)
    }

    /// A text of a question, a group or a field: its `title`, `label`, `hint` and so on. Empty if it has none.
    pub fn get(&self, id: &str, which: &str) -> &str {
        self.find(&[id, ".", which].concat())
    }

    /// A text of a choice in a group: its `label` or `hint`.
    pub fn choice(&self, group: &str, code: &str, which: &str) -> &str {
        self.find(&[group, ".", code, ".", which].concat())
    }
}

/// The file, as a council writes it: the words of each question by its name.
pub type Written = BTreeMap<String, QuestionWords>;

/// The words of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct QuestionWords {
    /// The question.
    pub title: String,
    /// What a reader should know before they answer.
    #[serde(default)]
    pub hint: String,
    /// Why we ask.
    #[serde(default)]
    pub why: String,
    /// Where to find the number.
    #[serde(default)]
    pub find: String,
    /// The words of its groups of choices.
    #[serde(default)]
    pub groups: BTreeMap<String, GroupWords>,
    /// The words of what is typed.
    #[serde(default)]
    pub fields: BTreeMap<String, FieldWords>,
}

/// The words of a group of choices.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GroupWords {
    /// What is asked, where the question does not say it all.
    #[serde(default)]
    pub label: String,
    /// What to say when none is chosen.
    pub missing: String,
    /// The choices.
    pub choices: BTreeMap<String, ChoiceWords>,
}

/// The words of a choice: a text, or a text and more about it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ChoiceWords {
    /// What it says.
    pub label: String,
    /// More about it.
    pub hint: String,
}

/// The words of something to type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FieldWords {
    /// What it says.
    pub label: String,
    /// An example, or where to find it.
    #[serde(default)]
    pub hint: String,
    /// What it is, in the middle of a sentence: "your savings".
    pub what: String,
}

impl<'de> Deserialize<'de> for ChoiceWords {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;
        impl<'de> Visitor<'de> for Either {
            type Value = ChoiceWords;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("what the choice says, or label: and hint:")
            }
            fn visit_str<E: de::Error>(self, text: &str) -> Result<ChoiceWords, E> {
                Ok(ChoiceWords { label: text.to_owned(), hint: String::new() })
            }
            fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<ChoiceWords, A::Error> {
                let mut words = ChoiceWords::default();
                while let Some(key) = map.next_key::<String>()? {
                    match &*key {
                        "label" => words.label = map.next_value()?,
                        "hint" => words.hint = map.next_value()?,
                        other => return Err(de::Error::unknown_field(other, &["label", "hint"])),
                    }
                }
                Ok(words)
            }
        }
        deserializer.deserialize_any(Either)
    }
}

/// The texts to look up.
pub fn words(written: &Written) -> Words {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    let mut put = |key: String, text: &str| {
        if !text.is_empty() {
            all.insert(key, text.to_owned());
        }
    };
    for (id, question) in written {
        for (which, text) in
            [("title", &question.title), ("hint", &question.hint), ("why", &question.why), ("find", &question.find)]
        {
            put(format!("{id}.question.{which}"), text);
        }
        for (id, group) in &question.groups {
            put(format!("{id}.label"), &group.label);
            put(format!("{id}.missing"), &group.missing);
            for (code, choice) in &group.choices {
                put(format!("{id}.{code}.label"), &choice.label);
                put(format!("{id}.{code}.hint"), &choice.hint);
            }
        }
        for (id, field) in &question.fields {
            put(format!("{id}.label"), &field.label);
            put(format!("{id}.hint"), &field.hint);
            put(format!("{id}.what"), &field.what);
        }
    }
    Words(all.into_iter().collect())
}

/// What is wrong with the file: questions, choices or fields that lack words, and words for what is not asked.
pub fn check(written: &Written) -> Vec<Error> {
    let mut found = Vec::new();
    let mut say = |field: String, message: String| found.push(Error::new(ErrorKind::Missing, field, message));
    for id in written.keys().filter(|id| super::question(id).is_none()) {
        let known: Vec<&str> = all().map(|question| question.id).collect();
        say(id.clone(), format!("There is no question \"{id}\". The questions are: {}.", known.join(", ")));
    }
    for question in all() {
        match written.get(question.id) {
            Some(words) => check_question(question, words, &mut say),
            None => {
                say(String::new(), format!("The question \"{}\" has no words. Add them under its name.", question.id));
            }
        }
    }
    found
}

fn check_question(question: &Question, words: &QuestionWords, say: &mut impl FnMut(String, String)) {
    let mut groups: Vec<&str> = Vec::new();
    let mut fields: Vec<&str> = Vec::new();
    for part in question.parts {
        let (id, choices): (&str, &[Choice]) = match part {
            Part::Type(field, _) => {
                fields.push(field.id);
                continue;
            }
            Part::Pick { id, choices, .. } | Part::Tick { id, choices } => (id, choices),
        };
        groups.push(id);
        for choice in choices {
            if let Then::Fields(more) = choice.then {
                fields.extend(more.iter().map(|field| field.id));
            }
        }
        let Some(group) = words.groups.get(id) else {
            say(question.id.to_owned(), format!("The choices of \"{id}\" have no words. Add them under groups."));
            continue;
        };
        let path = format!("{}.groups.{id}.choices", question.id);
        for choice in choices.iter().filter(|choice| !group.choices.contains_key(choice.code)) {
            say(path.clone(), format!("The choice \"{}\" has no words. Add a line for it.", choice.code));
        }
        for code in group.choices.keys().filter(|code| !choices.iter().any(|choice| choice.code == *code)) {
            let known: Vec<&str> = choices.iter().map(|choice| choice.code).collect();
            say(
                format!("{path}.{code}"),
                format!("There is no choice \"{code}\" here. They are: {}.", known.join(", ")),
            );
        }
    }
    for id in words.groups.keys().filter(|id| !groups.contains(&id.as_str())) {
        say(format!("{}.groups.{id}", question.id), format!("This question has no choices \"{id}\"."));
    }
    for id in fields.iter().filter(|id| !words.fields.contains_key(**id)) {
        say(question.id.to_owned(), format!("The box \"{id}\" has no words. Add them under fields."));
    }
    for id in words.fields.keys().filter(|id| !fields.contains(&id.as_str())) {
        let path = format!("{}.fields.{id}", question.id);
        say(path, format!("This question has no box \"{id}\". It has: {}.", fields.join(", ")));
    }
}
