//! Records that are mappings wherever they stand.
//!
//! What serde derives for a record also takes a list of its fields in order. Outside alternatives the reader refuses it
//! ([`crate::source::yaml::decode`]); within `untagged` ones serde buffers the value, and only the record can.

use serde::{Deserializer, de::Visitor, forward_to_deserialize_any};

/// A deserializer whose records are mappings.
pub(super) struct OnlyMapping<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for OnlyMapping<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// Reads and writes records derived with `#[serde(remote = "Self")]`, from mappings alone.
macro_rules! only_mappings {
    ($($name:ident)*) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                Self::deserialize($crate::model::raw::mapping::OnlyMapping(deserializer))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                Self::serialize(self, serializer)
            }
        }
    )*};
}

pub(super) use only_mappings;
