//! Dates and moments as they are written in the files.

use std::{borrow::Cow, fmt};

use chrono::{DateTime, FixedOffset, NaiveDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// The text is not a date or moment in the only form accepted; the file is at fault.
#[derive(Clone, Copy, PartialEq, Eq, Debug, thiserror::Error)]
#[error("not written as `{0}`, or not in the calendar")]
pub struct TimeError(&'static str);

macro_rules! time_types {
    ($($(#[$meta:meta])* $name:ident($value:ty), $form:literal, $schema:tt, $read:expr, $write:expr;)*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Deserialize, Serialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name($value);

        impl $name {
            /// The value read.
            pub fn get(self) -> $value {
                self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = TimeError;

            fn try_from(text: String) -> Result<Self, TimeError> {
                text.as_str().try_into()
            }
        }

        impl TryFrom<&str> for $name {
            type Error = TimeError;

            fn try_from(text: &str) -> Result<Self, TimeError> {
                let read: fn(&str) -> Option<$value> = $read;
                read(text).map(Self).ok_or(TimeError($form))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                let write: fn(&$value) -> String = $write;
                out.write_str(&write(&self.0))
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> String {
                value.to_string()
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!($schema)
            }
        }
    )*};
}

time_types! {
    /// Fecha en la forma AAAA-MM-DD, de los años 1000 a 2999.
    Date(NaiveDate), "AAAA-MM-DD",
        {"type": "string", "format": "date", "pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"},
        read_date, |date| date.format("%Y-%m-%d").to_string();

    /// Momento con desplazamiento horario, por ejemplo `2026-11-05T16:12:00-05:00`.
    Moment(DateTime<FixedOffset>), "AAAA-MM-DDTHH:MM:SS-05:00",
        {"type": "string", "format": "date-time", "maxLength": 35,
         "pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]([.][0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$"},
        read_moment, |moment| moment.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true);

    /// Mes de un año en la forma AAAA-MM.
    YearMonth((i32, u32)), "AAAA-MM", {"type": "string", "pattern": "^[12][0-9]{3}-(0[1-9]|1[0-2])$"},
        read_year_month, |(year, month)| format!("{year:04}-{month:02}");
}

impl From<NaiveDate> for YearMonth {
    fn from(date: NaiveDate) -> Self {
        use chrono::Datelike;
        Self((date.year(), date.month()))
    }
}

impl From<DateTime<FixedOffset>> for Moment {
    fn from(moment: DateTime<FixedOffset>) -> Self {
        Self(moment)
    }
}

impl From<NaiveDate> for Date {
    fn from(date: NaiveDate) -> Self {
        Self(date)
    }
}

/// Whether `text` is a month in two digits.
pub(super) fn is_month(text: &str) -> bool {
    matches!(text.as_bytes(), [b'0', b'1'..=b'9'] | [b'1', b'0'..=b'2'])
}

/// Whether `text` has the form of `model`, where `0` stands for any digit and the rest for itself.
fn has_form(text: &str, model: &str) -> bool {
    text.len() == model.len()
        && text.bytes().zip(model.bytes()).all(|(byte, wanted)| match wanted {
            b'0' => byte.is_ascii_digit(),
            other => byte == other,
        })
}

fn read_date(text: &str) -> Option<NaiveDate> {
    if !has_form(text, "0000-00-00") || !text.starts_with(['1', '2']) {
        return None;
    }
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

fn read_year_month(text: &str) -> Option<(i32, u32)> {
    let (year, month) = text.split_once('-')?;
    if !has_form(year, "0000") || !year.starts_with(['1', '2']) || !is_month(month) {
        return None;
    }
    Some((year.parse().ok()?, month.parse().ok()?))
}

fn read_moment(text: &str) -> Option<DateTime<FixedOffset>> {
    let (day, clock) = text.split_at_checked(10)?;
    read_date(day)?;
    let (time, rest) = clock.split_at_checked(9)?;
    if !has_form(time, "T00:00:00") || &time[7..8] > "5" {
        return None;
    }
    let zone = match rest.strip_prefix('.') {
        Some(fraction) => {
            let end = fraction.find(|character: char| !character.is_ascii_digit())?;
            if !(1..=9).contains(&end) {
                return None;
            }
            &fraction[end..]
        }
        None => rest,
    };
    if zone != "Z" && !has_form(zone, "+00:00") && !has_form(zone, "-00:00") {
        return None;
    }
    DateTime::parse_from_rfc3339(text).ok()
}
