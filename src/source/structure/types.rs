//! Types of values, and our own `type` keyword, for which 1.0 is not an integer.

use jsonschema::{Keyword, ValidationError, paths::Location};
use serde::Serialize;
use serde_json::{Map, Value};

/// The type of a value, as JSON Schema tells them apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum JsonType {
    /// A text.
    Text,
    /// A whole number.
    Integer,
    /// A number, whole or decimal.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    List,
    /// A mapping.
    Mapping,
    /// Nothing.
    Null,
}

impl JsonType {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Text, "string"),
        (Self::Integer, "integer"),
        (Self::Number, "number"),
        (Self::Boolean, "boolean"),
        (Self::List, "array"),
        (Self::Mapping, "object"),
        (Self::Null, "null"),
    ];

    /// The narrowest type of `value`.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(number) if number.is_f64() => Self::Number,
            Value::Number(_) => Self::Integer,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Mapping,
        }
    }

    /// The name JSON Schema gives it.
    pub fn name(self) -> &'static str {
        Self::ALL.iter().find(|(kind, _)| *kind == self).map_or("", |(_, name)| name)
    }

    /// The types named in `text`, apart by spaces: the message of [`TypeKeyword`].
    pub(super) fn parse_list(text: &str) -> Vec<Self> {
        text.split(' ').filter_map(Self::parse).collect()
    }

    fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind)
    }

    fn holds(self, value: &Value) -> bool {
        let found = Self::of(value);
        found == self || (self == Self::Number && found == Self::Integer)
    }
}

/// The `type` keyword. Its error message is the list of types, for [`JsonType::parse_list`].
struct TypeKeyword {
    allowed: Vec<JsonType>,
}

impl<'i> Keyword<'i> for TypeKeyword {
    fn validate(&self, instance: &'i Value) -> Result<(), ValidationError<'i>> {
        if Keyword::is_valid(self, instance) {
            return Ok(());
        }
        let names: Vec<&str> = self.allowed.iter().map(|kind| kind.name()).collect();
        Err(ValidationError::custom(names.join(" ")))
    }

    fn is_valid(&self, instance: &'i Value) -> bool {
        self.allowed.iter().any(|kind| kind.holds(instance))
    }
}

/// Compiles a `type` keyword; the metaschema has checked its form.
pub(super) fn compile<'a>(
    _: &'a Map<String, Value>,
    value: &'a Value,
    _: Location,
) -> Result<Box<dyn for<'i> Keyword<'i>>, ValidationError<'a>> {
    let names = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
    let allowed = names.iter().filter_map(|name| JsonType::parse(name.as_str()?)).collect();
    Ok(Box::new(TypeKeyword { allowed }))
}
