//! Nodes to typed values through serde. Serde stops at the first mistake; here a value that fails is noted, replaced by
//! a stand-in, and decoding starts again, until every mistake in the text has been found. No value made with a stand-in
//! ever leaves this module.

use std::cell::RefCell;
use std::collections::HashSet;
use std::fmt;
use std::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, VariantAccess, Visitor,
};
use serde::{Deserialize, Serialize, forward_to_deserialize_any};

use super::Problem;
use super::stand_in::StandIn;
use super::tree::{Entry, Kind, Node};
use crate::diagnostic::{Rule, Span, did_you_mean, rules};

/// A value that remembers where it was written.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct At<T> {
    /// The value.
    pub value: T,
    /// Where it stands in its YAML text.
    #[serde(skip)]
    pub span: Span,
}

pub(super) const AT: &str = "fingerpost::At";

/// Name of a struct that may also be written as bare text: its visitor takes text too.
pub const OR_TEXT: &str = "fingerpost::OrText";

/// Name of text whose form is checked as it is read: where it is wrong already, its visitor is given nothing.
pub const CHECKED: &str = "fingerpost::Checked";

impl<'de, T: Deserialize<'de>> Deserialize<'de> for At<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Located<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Located<T> {
            type Value = At<T>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value")
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<At<T>, A::Error> {
                let mut part = || parts.next_element::<u32>().map(Option::unwrap_or_default);
                let span = Span { start: part()?, end: part()? };
                let value = parts.next_element()?.ok_or_else(|| A::Error::custom("a value is missing"))?;
                Ok(At { value, span })
            }
        }
        deserializer.deserialize_struct(AT, &["start", "end", "value"], Located(PhantomData))
    }
}

/// Decodes a tree, or says everything that is wrong with it.
pub(super) fn decode<T: for<'de> Deserialize<'de>>(root: &Node<'_>) -> Result<T, Vec<Problem>> {
    let notes = Notes::default();
    loop {
        match T::deserialize(De { node: root, notes: &notes }) {
            Ok(value) => {
                let problems = notes.problems.into_inner();
                return if problems.is_empty() { Ok(value) } else { Err(problems) };
            }
            Err(error) => {
                let again = error.at.is_some_and(|at| notes.replaced.borrow_mut().insert((at, error.missing)));
                if !error.stand_in {
                    notes.add(error.problem());
                }
                if !again || error.stand_in {
                    return Err(notes.problems.into_inner());
                }
            }
        }
    }
}

/// More words than this are not listed in a message.
const MANY: usize = 12;

/// Identifies a node while the tree stands still.
type Id = usize;

#[derive(Default)]
struct Notes {
    problems: RefCell<Vec<Problem>>,
    /// Values, or missing keys of maps, that a stand-in takes the place of.
    replaced: RefCell<HashSet<(Id, Option<&'static str>)>>,
}

impl Notes {
    fn add(&self, problem: Problem) {
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }

    fn replaces(&self, at: Id, missing: Option<&'static str>) -> bool {
        self.replaced.borrow().contains(&(at, missing))
    }
}

/// A failure on its way up to the loop in [`decode`].
#[derive(Debug)]
pub(super) struct Failure {
    rule: &'static Rule,
    message: String,
    help: Option<String>,
    span: Option<Span>,
    at: Option<Id>,
    missing: Option<&'static str>,
    stand_in: bool,
}

impl Failure {
    fn new(rule: &'static Rule, message: impl Into<String>, help: Option<String>) -> Self {
        Self { rule, message: message.into(), help, span: None, at: None, missing: None, stand_in: false }
    }

    fn problem(&self) -> Problem {
        Problem {
            rule: self.rule,
            span: self.span.unwrap_or_default(),
            message: self.message.clone(),
            help: self.help.clone(),
        }
    }

    /// The same, about a value that nobody wrote: it is not reported.
    pub(super) fn of_a_stand_in(self) -> Self {
        Self { stand_in: true, ..self }
    }

    /// The innermost node that sees a failure is where it is.
    fn within(mut self, node: &Node<'_>) -> Self {
        if self.at.is_none() && !self.stand_in {
            self.at = Some(id(node));
            self.span = Some(node.span);
        }
        self
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Failure {}

impl serde::de::Error for Failure {
    /// A type's own refusal: `message`, `message|help` or `rule|message|help`.
    fn custom<T: fmt::Display>(message: T) -> Self {
        let text = message.to_string();
        let mut parts: Vec<&str> = text.split('|').collect();
        let rule = rules::find(parts[0]);
        if rule.is_some() {
            parts.remove(0);
        }
        let help = parts.get(1).map(|help| (*help).to_owned());
        Self::new(rule.unwrap_or(&rules::YAML_VALUE), parts.first().copied().unwrap_or_default(), help)
    }

    fn invalid_type(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::new(&rules::YAML_VALUE, format!("This should be {expected}."), None)
    }

    fn missing_field(field: &'static str) -> Self {
        Self {
            missing: Some(field),
            ..Self::new(
                &rules::YAML_MISSING_KEY,
                format!("\"{field}\" is missing."),
                Some(format!("Add a line `{field}: …`. content/README.md says what goes in it.")),
            )
        }
    }
}

fn id(node: &Node<'_>) -> Id {
    std::ptr::from_ref(node).addr()
}

#[derive(Clone, Copy)]
struct De<'n, 'a> {
    node: &'n Node<'a>,
    notes: &'n Notes,
}

impl<'n, 'a> De<'n, 'a> {
    fn wrong(self, wanted: &str, help: Option<&str>) -> Failure {
        let is = match &self.node.kind {
            _ if self.node.is_null() => "it is empty".to_owned(),
            Kind::Scalar { text, .. } if text.chars().count() <= 40 => format!("it is \"{}\"", text.trim_end()),
            Kind::Scalar { .. } => "it is other text".to_owned(),
            Kind::List(_) => "it is a list".to_owned(),
            Kind::Map(_) => "it is a group of keys".to_owned(),
        };
        Failure::new(&rules::YAML_VALUE, format!("This should be {wanted}, but {is}."), help.map(str::to_owned))
            .within(self.node)
    }

    fn scalar(self, wanted: &str) -> Result<&'n str, Failure> {
        match &self.node.kind {
            Kind::Scalar { text, .. } if !self.node.is_null() => Ok(text.as_ref()),
            _ => Err(self.wrong(wanted, None)),
        }
    }

    fn entries(self) -> Result<&'n [Entry<'a>], Failure> {
        match &self.node.kind {
            Kind::Map(entries) => Ok(entries),
            _ if self.node.is_null() => Ok(&[]),
            _ => Err(self
                .wrong("a group of `key: value` lines", Some("Write each on its own line, indented by two spaces."))),
        }
    }

    fn number<T: std::str::FromStr>(self, wanted: &str) -> Result<T, Failure> {
        let text = self.scalar(wanted)?;
        text.parse().map_err(|_| self.wrong(wanted, Some("Write digits only, without commas, signs or units.")))
    }

    fn visit<V>(self, result: Result<V, Failure>) -> Result<V, Failure> {
        result.map_err(|failure| failure.within(self.node))
    }
}

macro_rules! numbers {
    ($($method:ident $visit:ident $type:ty, $wanted:literal;)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
            if self.notes.replaces(id(self.node), None) { return StandIn.$method(visitor); }
            let number = self.number::<$type>($wanted)?;
            self.visit(visitor.$visit(number))
        }
    )*};
}

impl<'de> Deserializer<'de> for De<'_, '_> {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.notes.replaces(id(self.node), None) {
            return StandIn.deserialize_any(visitor);
        }
        match &self.node.kind {
            _ if self.node.is_null() => self.visit(visitor.visit_unit()),
            Kind::Scalar { text, plain } => {
                let result = match text.as_ref() {
                    "true" | "True" | "TRUE" if *plain => visitor.visit_bool(true),
                    "false" | "False" | "FALSE" if *plain => visitor.visit_bool(false),
                    text => match (text.parse::<i64>(), text.parse::<f64>()) {
                        (Ok(whole), _) if *plain => visitor.visit_i64(whole),
                        (_, Ok(number))
                            if *plain
                                && text
                                    .starts_with(['-', '+', '.', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9']) =>
                        {
                            visitor.visit_f64(number)
                        }
                        _ => visitor.visit_str(text),
                    },
                };
                self.visit(result)
            }
            Kind::List(_) => self.deserialize_seq(visitor),
            Kind::Map(_) => self.deserialize_map(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.notes.replaces(id(self.node), None) {
            return StandIn.deserialize_bool(visitor);
        }
        let value = match self.scalar("true or false")? {
            "true" | "True" | "TRUE" => true,
            "false" | "False" | "FALSE" => false,
            _ => return Err(self.wrong("true or false", None)),
        };
        self.visit(visitor.visit_bool(value))
    }

    numbers! {
        deserialize_i8 visit_i8 i8, "a whole number";
        deserialize_i16 visit_i16 i16, "a whole number";
        deserialize_i32 visit_i32 i32, "a whole number";
        deserialize_i64 visit_i64 i64, "a whole number";
        deserialize_u8 visit_u8 u8, "a whole number";
        deserialize_u16 visit_u16 u16, "a whole number";
        deserialize_u32 visit_u32 u32, "a whole number";
        deserialize_u64 visit_u64 u64, "a whole number";
        deserialize_f32 visit_f32 f32, "a number";
        deserialize_f64 visit_f64 f64, "a number";
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.notes.replaces(id(self.node), None) {
            return StandIn.deserialize_str(visitor);
        }
        self.visit(visitor.visit_str(self.scalar("text")?))
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_char<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.node.is_null() || self.notes.replaces(id(self.node), None) {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Failure> {
        if name == CHECKED {
            if self.notes.replaces(id(self.node), None) {
                return StandIn.deserialize_newtype_struct(name, visitor);
            }
            return self.visit(visitor.visit_str(self.scalar("text")?));
        }
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.notes.replaces(id(self.node), None) {
            return StandIn.deserialize_seq(visitor);
        }
        match &self.node.kind {
            Kind::List(items) => self.visit(visitor.visit_seq(List { items: items.iter(), notes: self.notes })),
            _ => Err(self.wrong("a list", Some("Write it as [one, two], or one item a line, each after a dash."))),
        }
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        if self.notes.replaces(id(self.node), None) {
            return StandIn.deserialize_map(visitor);
        }
        let entries = self.entries()?;
        self.visit(visitor.visit_map(Map {
            entries: entries.iter(),
            value: None,
            fields: None,
            missing: Vec::new(),
            notes: self.notes,
        }))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        if name == AT {
            return visitor.visit_seq(Located { de: self, part: 0 });
        }
        let here = id(self.node);
        if self.notes.replaces(here, None) {
            return StandIn.deserialize_struct(name, fields, visitor);
        }
        if name == OR_TEXT && matches!(self.node.kind, Kind::Scalar { .. }) {
            return self.deserialize_str(visitor);
        }
        let entries = self.entries()?;
        for entry in entries.iter().filter(|entry| !fields.contains(&entry.key.as_ref())) {
            self.notes.add(Problem {
                rule: &rules::YAML_UNKNOWN_KEY,
                span: entry.key_span,
                message: format!("There is no key \"{}\" here.", entry.key),
                help: Some(did_you_mean(
                    &entry.key,
                    fields.iter().copied(),
                    &format!("The keys that can stand here are: {}.", fields.join(", ")),
                )),
            });
        }
        let missing = fields.iter().copied().filter(|field| self.notes.replaces(here, Some(field))).collect();
        let map = Map { entries: entries.iter(), value: None, fields: Some(fields), missing, notes: self.notes };
        // A missing key is shown at the group's first line.
        self.visit(visitor.visit_map(map)).map_err(|mut failure| {
            if failure.missing.is_some() && failure.at == Some(here) {
                let first = entries.first().map_or(self.node.span, |entry| entry.key_span);
                failure.span = Some(first);
            }
            failure
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        if self.notes.replaces(id(self.node), None) {
            return StandIn.deserialize_enum(name, variants, visitor);
        }
        let (word, value) = match &self.node.kind {
            Kind::Scalar { text, .. } if !self.node.is_null() => (text.as_ref(), None),
            Kind::Map(entries) if entries.len() == 1 => (entries[0].key.as_ref(), Some(&entries[0].value)),
            _ => return Err(self.wrong(&format!("one of: {}", variants.join(", ")), None)),
        };
        if !variants.contains(&word) {
            let near = crate::diagnostic::nearest(word, variants.iter().copied())
                .map(|near| format!("Did you mean \"{near}\"?"));
            let list = variants.join(", ");
            // A long list is no help to someone who slipped by a letter.
            return Err(match near {
                Some(near) if variants.len() > MANY => {
                    self.wrong(&format!("one of {} words", variants.len()), Some(&near))
                }
                None if variants.len() > MANY => {
                    self.wrong(&format!("one of {} words", variants.len()), Some(&format!("They are: {list}.")))
                }
                near => self.wrong(&format!("one of: {list}"), near.as_deref()),
            });
        }
        self.visit(visitor.visit_enum(Choice { word, value, de: self }))
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        visitor.visit_unit()
    }

    forward_to_deserialize_any! { i128 u128 bytes byte_buf unit_struct tuple tuple_struct identifier }
}

/// The three parts of an [`At`].
struct Located<'n, 'a> {
    de: De<'n, 'a>,
    part: u8,
}

impl<'de> SeqAccess<'de> for Located<'_, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        self.part += 1;
        let span = self.de.node.span;
        match self.part {
            1 => seed.deserialize(span.start.into_deserializer()).map(Some),
            2 => seed.deserialize(span.end.into_deserializer()).map(Some),
            3 => seed.deserialize(self.de).map(Some),
            _ => Ok(None),
        }
    }
}

struct List<'n, 'a> {
    items: std::slice::Iter<'n, Node<'a>>,
    notes: &'n Notes,
}

impl<'de> SeqAccess<'de> for List<'_, '_> {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        self.items.next().map(|node| seed.deserialize(De { node, notes: self.notes })).transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

struct Map<'n, 'a> {
    entries: std::slice::Iter<'n, Entry<'a>>,
    value: Option<&'n Node<'a>>,
    /// The keys a struct knows; the rest were reported and are passed over.
    fields: Option<&'static [&'static str]>,
    /// Keys found missing before, which get a stand-in now.
    missing: Vec<&'static str>,
    notes: &'n Notes,
}

impl<'de> MapAccess<'de> for Map<'_, '_> {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        for entry in self.entries.by_ref() {
            if self.fields.is_none_or(|fields| fields.contains(&entry.key.as_ref())) {
                self.value = Some(&entry.value);
                let key: StrDeserializer<'_, Failure> = entry.key.as_ref().into_deserializer();
                return seed.deserialize(key).map(Some).map_err(|mut failure| {
                    failure.span = Some(entry.key_span);
                    failure.at = Some(std::ptr::from_ref(entry).addr());
                    failure
                });
            }
        }
        self.value = None;
        self.missing
            .pop()
            .map(|field| seed.deserialize(IntoDeserializer::<Failure>::into_deserializer(field)))
            .transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Failure> {
        match self.value {
            Some(node) => seed.deserialize(De { node, notes: self.notes }),
            None => seed.deserialize(StandIn),
        }
    }
}

struct Choice<'n, 'a> {
    word: &'n str,
    value: Option<&'n Node<'a>>,
    de: De<'n, 'a>,
}

impl<'de> EnumAccess<'de> for Choice<'_, '_> {
    type Error = Failure;
    type Variant = Self;

    fn variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<(T::Value, Self), Failure> {
        let word: StrDeserializer<'_, Failure> = self.word.into_deserializer();
        Ok((seed.deserialize(word)?, self))
    }
}

impl<'de> VariantAccess<'de> for Choice<'_, '_> {
    type Error = Failure;

    fn unit_variant(self) -> Result<(), Failure> {
        match self.value {
            None => Ok(()),
            Some(_) => Err(self.de.wrong(&format!("the word \"{}\" alone", self.word), None)),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Failure> {
        match self.value {
            Some(node) => seed.deserialize(De { node, notes: self.de.notes }),
            None => Err(self.de.wrong(&format!("`{}:` with its own keys below it", self.word), None)),
        }
    }

    fn tuple_variant<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Failure> {
        Err(self.de.wrong("one of the forms in content/README.md", None))
    }

    fn struct_variant<V: Visitor<'de>>(self, fields: &'static [&'static str], visitor: V) -> Result<V::Value, Failure> {
        match self.value {
            Some(node) => De { node, notes: self.de.notes }.deserialize_struct("", fields, visitor),
            None => Err(self.de.wrong(&format!("`{}:` with its own keys below it", self.word), None)),
        }
    }
}
