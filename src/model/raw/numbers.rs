//! Bounded whole numbers, percentages and the version mark.

use std::{borrow::Cow, fmt};

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

/// The number is outside its bounds; the file, or whoever made the value, is at fault.
#[derive(Clone, Copy, PartialEq, Debug, thiserror::Error)]
#[error("not a number between {minimum} and {maximum}")]
pub struct NumberError {
    minimum: f64,
    maximum: f64,
}

impl NumberError {
    pub(super) fn outside(minimum: f64, maximum: f64) -> Self {
        Self { minimum, maximum }
    }
}

/// Reads a number written without a decimal point: JSON Schema alone calls 5.0 an integer, and the structural check
/// does not.
struct WholeVisitor;

impl de::Visitor<'_> for WholeVisitor {
    type Value = i128;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a whole number")
    }

    fn visit_u64<E>(self, value: u64) -> Result<i128, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<i128, E> {
        Ok(value.into())
    }
}

/// Reads any number of the data model as `f64`; every bound used here is exact in it.
struct NumberVisitor;

impl de::Visitor<'_> for NumberVisitor {
    type Value = f64;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a number")
    }

    fn visit_u64<E>(self, value: u64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_i64<E>(self, value: i64) -> Result<f64, E> {
        Ok(value as f64)
    }

    fn visit_f64<E>(self, value: f64) -> Result<f64, E> {
        Ok(value)
    }
}

/// Reads a whole number within the bounds, both included.
pub(super) fn whole<'de, D: Deserializer<'de>>(
    deserializer: D,
    minimum: i128,
    maximum: i128,
) -> Result<i128, D::Error> {
    let number = deserializer.deserialize_any(WholeVisitor)?;
    if (minimum..=maximum).contains(&number) {
        Ok(number)
    } else {
        Err(de::Error::custom(NumberError { minimum: minimum as f64, maximum: maximum as f64 }))
    }
}

macro_rules! integer_types {
    ($($(#[$meta:meta])* $name:ident($value:ty), $minimum:literal..=$maximum:literal;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, serde::Serialize)]
        pub struct $name($value);

        impl $name {
            /// The number.
            pub const fn get(self) -> $value {
                self.0
            }
        }

        impl $name {
            const MINIMUM: $value = $minimum;
            const MAXIMUM: $value = $maximum;

            /// A number known to lie within the bounds.
            ///
            /// # Panics
            /// When it does not, so that a constant is checked wherever it is written.
            pub const fn new(value: $value) -> Self {
                assert!(Self::MINIMUM <= value && value <= Self::MAXIMUM);
                Self(value)
            }
        }

        impl TryFrom<$value> for $name {
            type Error = $crate::model::raw::NumberError;

            fn try_from(value: $value) -> Result<Self, Self::Error> {
                if (Self::MINIMUM..=Self::MAXIMUM).contains(&value) {
                    Ok(Self(value))
                } else {
                    Err($crate::model::raw::NumberError::outside(Self::MINIMUM as f64, Self::MAXIMUM as f64))
                }
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(out)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = $crate::model::raw::numbers::whole(
                    deserializer,
                    Self::MINIMUM.into(),
                    Self::MAXIMUM.into(),
                )?;
                Ok(Self(number as $value))
            }
        }

        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({"type": "integer", "minimum": Self::MINIMUM, "maximum": Self::MAXIMUM})
            }
        }
    )*};
}

pub(super) use integer_types;

integer_types! {
    /// Tamaño en bytes, hasta un tebibyte.
    Bytes(u64), 0..=1_099_511_627_776;

    /// Año de una vigencia o de una norma.
    Year(u16), 1900..=2100;

    /// Mes del año, de 1 a 12.
    Month(u8), 1..=12;

    /// Día del mes, de 1 a 31.
    Day(u8), 1..=31;

    /// Cantidad pequeña de días, de 0 a 90.
    #[derive(Default)]
    DayCount(u8), 0..=90;

    /// Días respecto del domingo de Pascua; negativos si es antes.
    EasterOffset(i16), -60..=120;

    /// Número de orden que empieza en 1.
    Ordinal(u16), 1..=1000;

    /// Mínimo de un mes, de 1 a 100: ninguna política entrega más.
    MonthlyCount(u8), 1..=100;

    /// Número de la cuenta en la forja, que no cambia aunque cambie el nombre de usuario.
    AccountId(u64), 1..=9_007_199_254_740_991;

    /// Años de retención, de 0 a 100.
    RetentionYears(u8), 0..=100;
}

/// Porcentaje de 0 a 100; admite decimales.
#[derive(Clone, Copy, PartialEq, PartialOrd, Debug, Serialize)]
pub struct Percent(f64);

impl Percent {
    /// The percentage, from 0 to 100.
    pub fn get(self) -> f64 {
        self.0
    }
}

impl TryFrom<f64> for Percent {
    type Error = NumberError;

    fn try_from(value: f64) -> Result<Self, NumberError> {
        if (0.0..=100.0).contains(&value) { Ok(Self(value)) } else { Err(NumberError { minimum: 0.0, maximum: 100.0 }) }
    }
}

impl<'de> Deserialize<'de> for Percent {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NumberVisitor)?.try_into().map_err(de::Error::custom)
    }
}

impl JsonSchema for Percent {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Percent".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "number", "minimum": 0, "maximum": 100})
    }
}

/// Versión del formato del archivo: siempre 1.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Version1;

impl Serialize for Version1 {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_u8(1)
    }
}

impl<'de> Deserialize<'de> for Version1 {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        whole(deserializer, 1, 1).map(|_| Self)
    }
}

impl JsonSchema for Version1 {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Version1".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({"type": "integer", "const": 1})
    }
}
