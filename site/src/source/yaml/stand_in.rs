//! Takes the place of a value that was wrong or missing, so that the rest of a text can be read and checked too.

use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::decode::{AT, CHECKED, Failure};

/// A value of whatever type is asked for.
#[derive(Clone, Copy)]
pub(super) struct StandIn;

/// Text that is also a date.
const STAND_IN_TEXT: &str = "2000-01-01";

fn gave_up<T>(result: Result<T, Failure>) -> Result<T, Failure> {
    result.map_err(Failure::of_a_stand_in)
}

impl<'de> Deserializer<'de> for StandIn {
    type Error = Failure;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_str(STAND_IN_TEXT))
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_bool(false))
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_none())
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_seq(StandInList(1)))
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_map(serde::de::value::MapDeserializer::new(std::iter::empty::<(u32, u32)>())))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        if name == AT {
            return gave_up(visitor.visit_seq(StandInAt(0)));
        }
        gave_up(visitor.visit_map(StandInMap(fields.iter())))
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, name: &'static str, visitor: V) -> Result<V::Value, Failure> {
        if name == CHECKED {
            return gave_up(visitor.visit_unit());
        }
        gave_up(visitor.visit_newtype_struct(self))
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Failure> {
        let first = variants.first().copied().unwrap_or_default();
        gave_up(visitor.visit_enum(IntoDeserializer::<Failure>::into_deserializer(first)))
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_i64(1))
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_u64(1))
    }

    fn deserialize_f64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_f64(1.0))
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_u32(1))
    }

    fn deserialize_i32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_i32(1))
    }

    fn deserialize_u8<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_u8(1))
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Failure> {
        gave_up(visitor.visit_u16(1))
    }

    forward_to_deserialize_any! { i8 i16 i128 u128 f32 char str string bytes byte_buf unit unit_struct tuple tuple_struct identifier ignored_any }
}

struct StandInMap(std::slice::Iter<'static, &'static str>);

impl<'de> MapAccess<'de> for StandInMap {
    type Error = Failure;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Failure> {
        self.0.next().map(|field| seed.deserialize(IntoDeserializer::<Failure>::into_deserializer(*field))).transpose()
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Failure> {
        seed.deserialize(StandIn)
    }
}

struct StandInAt(u8);

impl<'de> SeqAccess<'de> for StandInAt {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        self.0 += 1;
        if self.0 < 3 {
            seed.deserialize(0u32.into_deserializer()).map(Some)
        } else {
            seed.deserialize(StandIn).map(Some)
        }
    }
}

/// A list of one.
struct StandInList(u8);

impl<'de> SeqAccess<'de> for StandInList {
    type Error = Failure;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Failure> {
        if self.0 == 0 {
            return Ok(None);
        }
        self.0 -= 1;
        seed.deserialize(StandIn).map(Some)
    }
}
