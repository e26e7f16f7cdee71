//! Values by rate. A handful of them, so a list does; a map of the standard library is 2 kB of what a browser loads.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde::{Serialize, Serializer};

use crate::rates::RateId;

/// Values by rate, written as a map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ByRate<V>(Vec<(RateId, V)>);

impl<V> Default for ByRate<V> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<V> ByRate<V> {
    /// The value of a rate, if it has one.
    pub fn get(&self, id: RateId) -> Option<&V> {
        self.iter().find(|(known, _)| *known == id).map(|(_, value)| value)
    }

    /// Every rate that has a value, with it.
    pub fn iter(&self) -> impl Iterator<Item = &(RateId, V)> {
        self.0.iter()
    }

    /// Every value, to change it.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.0.iter_mut().map(|(_, value)| value)
    }
}

impl<V: Serialize> Serialize for ByRate<V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter().map(|(id, value)| (id, value)))
    }
}

impl<'de, V: Deserialize<'de>> Deserialize<'de> for ByRate<V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Read<V>(PhantomData<V>);
        impl<'de, V: Deserialize<'de>> Visitor<'de> for Read<V> {
            type Value = ByRate<V>;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("values by the name of their rate")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<ByRate<V>, A::Error> {
                let mut all = ByRate::default();
                while let Some(entry) = map.next_entry()? {
                    all.0.push(entry);
                }
                Ok(all)
            }
        }
        deserializer.deserialize_map(Read(PhantomData))
    }
}
