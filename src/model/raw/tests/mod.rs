//! Tests of the shapes, the published schemas and the data of this repository.

#![expect(clippy::disallowed_methods, reason = "these tests read fixtures and published files from the package")]

mod data;
mod fixtures;
mod mutated;
mod published;
mod scalars;

use std::{collections::BTreeMap, fs, path::Path};

use jsonschema::Validator;
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::{schema::FileKind, *};

/// The package's own folder.
fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The values of a YAML text, as the schema sees them.
fn values(text: &str) -> Value {
    serde_json::to_value(serde_yaml::from_str::<serde_yaml::Value>(text).unwrap()).unwrap()
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options()
        .with_pattern_options(jsonschema::PatternOptions::regex())
        .should_validate_formats(true)
        .build(schema)
        .unwrap()
}

fn validators() -> BTreeMap<FileKind, Validator> {
    FileKind::ALL.into_iter().map(|kind| (kind, validator(&kind.schema()))).collect()
}

/// Every error of the schema, with its place; empty when it accepts.
fn schema_errors(validator: &Validator, value: &Value) -> Vec<String> {
    validator.iter_errors(value).map(|error| format!("{}: {error}", error.instance_path())).collect()
}

fn decode<T: DeserializeOwned>(text: &str) -> Result<T, String> {
    let value: serde_yaml::Value = serde_yaml::from_str(text).unwrap();
    serde_yaml::from_value(value).map_err(|error| error.to_string())
}

/// What serde says of a text as a file of `kind`.
fn serde_judges(kind: FileKind, text: &str) -> Result<(), String> {
    match kind {
        FileKind::Manifest => decode::<Manifest>(text).map(drop),
        FileKind::Withdrawal => decode::<Withdrawal>(text).map(drop),
        FileKind::Policy => decode::<Policy>(text).map(drop),
        FileKind::Supports => decode::<Supports>(text).map(drop),
        FileKind::Repository => decode::<Repository>(text).map(drop),
        FileKind::ModelCatalogue => decode::<ModelCatalogue>(text).map(drop),
        FileKind::Plans => decode::<Plans>(text).map(drop),
        FileKind::Holidays => decode::<Holidays>(text).map(drop),
        FileKind::Questionnaire => decode::<Questionnaire>(text).map(drop),
    }
}
