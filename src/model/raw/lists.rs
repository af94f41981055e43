//! Lists that may not be empty.

use std::{
    borrow::Cow,
    ops::{Deref, DerefMut},
};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The list has no element; the file is at fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("empty list")]
pub struct EmptyList;

/// Lista con al menos un elemento, en el orden del archivo.
#[derive(Clone, PartialEq, Eq, Debug, Deserialize, Serialize)]
#[serde(try_from = "Vec<T>", into = "Vec<T>")]
#[serde(bound(serialize = "T: Clone + Serialize"))]
pub struct AtLeastOne<T>(Vec<T>);

impl<T> TryFrom<Vec<T>> for AtLeastOne<T> {
    type Error = EmptyList;

    fn try_from(items: Vec<T>) -> Result<Self, EmptyList> {
        if items.is_empty() { Err(EmptyList) } else { Ok(Self(items)) }
    }
}

impl<T> From<AtLeastOne<T>> for Vec<T> {
    fn from(list: AtLeastOne<T>) -> Vec<T> {
        list.0
    }
}

impl<T> Deref for AtLeastOne<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        &self.0
    }
}

impl<T> DerefMut for AtLeastOne<T> {
    fn deref_mut(&mut self) -> &mut [T] {
        &mut self.0
    }
}

impl<'a, T> IntoIterator for &'a AtLeastOne<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T: JsonSchema> JsonSchema for AtLeastOne<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("AtLeastOne_{}", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "array", "minItems": 1, "items": generator.subschema_for::<T>()})
    }
}
