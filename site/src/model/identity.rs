//! Who an entry of the directory is to other programs: its id in open data, its numbers in registers, and, for one that
//! came from another directory's feed, where from and what that feed last said.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Deserializer, Error, Visitor};
use serde::{Deserialize, Serialize, Serializer};

use super::Date;
use super::words::words;

/// An id that is the same in every copy of the data (RFC 9562).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uuid(pub uuid::Uuid);

impl Uuid {
    /// Reads an id in its one plain form, `2a3483ea-8966-4f50-9dc3-7bafa1e5c623`, large or small letters.
    pub fn parse(text: &str) -> Option<Self> {
        let plain = text.len() == 36;
        uuid::Uuid::try_parse(text).ok().filter(|id| plain && !id.is_nil()).map(Self)
    }
}

impl fmt::Display for Uuid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(f)
    }
}

impl Serialize for Uuid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Uuid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Id;
        impl Visitor<'_> for Id {
            type Value = Uuid;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a UUID")
            }
            fn visit_str<E: Error>(self, text: &str) -> Result<Uuid, E> {
                let help = "It looks like 2a3483ea-8966-4f50-9dc3-7bafa1e5c623. Without one, the build makes it from the file's name.";
                Uuid::parse(text).ok_or_else(|| E::custom(format!("\"{text}\" is not a UUID.|{help}")))
            }
        }
        deserializer.deserialize_str(Id)
    }
}

/// A number in a register (HSDS `organization_identifier`).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identifier {
    /// The register: `Charity number`.
    #[serde(rename = "type", deserialize_with = "words")]
    pub kind: String,
    /// Its prefix at org-id.guide: `GB-CHC`.
    pub scheme: Option<String>,
    /// The number there.
    #[serde(deserialize_with = "words")]
    pub identifier: String,
}

/// Where an imported entry came from. `fingerpost import` writes and reads this; people leave it as it is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// The feed.
    #[serde(deserialize_with = "words")]
    pub from: String,
    /// The entry's id there.
    #[serde(deserialize_with = "words")]
    pub id: String,
    /// The day on which its values were last taken over.
    pub on: Date,
    /// A short digest of each value as it was written then: a value that differs now was edited by hand.
    #[serde(default)]
    pub fields: BTreeMap<String, String>,
}
