//! The published JSON Schemas (draft 2020-12): one for each kind of file, generated from the types.
//!
//! The files in `schema/` are this output and nothing else; a test compares them. `$id` names a version of the
//! format, not a place to download from.
//!
//! What schemars writes is reshaped where it would hide the cause of a mistake: alternatives become conditions, so that
//! a validator names the wrong key inside instead of saying that no alternative fits.

use std::sync::OnceLock;

use schemars::{JsonSchema, generate::SchemaSettings};
use serde_json::{Map, Value, json};

use crate::source::{Route, Step};

use super::{Holidays, Manifest, ModelCatalogue, Plans, Policy, Questionnaire, Repository, Supports, Withdrawal};

/// What every `$id` starts with.
pub const ID_BASE: &str = "https://mipg.cartagena.gov.co/schema/";

/// Kind of YAML file of the repository.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FileKind {
    /// `manifiesto.yaml`: [`Manifest`].
    Manifest,
    /// `retiro.yaml`: [`Withdrawal`].
    Withdrawal,
    /// `politica.yaml`: [`Policy`].
    Policy,
    /// `soportes-AAAA.yaml`: [`Supports`].
    Supports,
    /// `repositorio.yaml`: [`Repository`].
    Repository,
    /// `catalogo/mipg-vN.yaml`: [`ModelCatalogue`].
    ModelCatalogue,
    /// `catalogo/planes-612.yaml`: [`Plans`].
    Plans,
    /// `catalogo/festivos-co.yaml`: [`Holidays`].
    Holidays,
    /// `catalogo/furag-AAAA.yaml`: [`Questionnaire`].
    Questionnaire,
}

impl FileKind {
    /// Every kind, in the order of the contract.
    pub const ALL: [FileKind; 9] = [
        FileKind::Manifest,
        FileKind::Withdrawal,
        FileKind::Policy,
        FileKind::Supports,
        FileKind::Repository,
        FileKind::ModelCatalogue,
        FileKind::Plans,
        FileKind::Holidays,
        FileKind::Questionnaire,
    ];

    /// The name of the kind's schema file inside `schema/`.
    pub fn schema_file(self) -> &'static str {
        match self {
            FileKind::Manifest => "manifiesto.v1.json",
            FileKind::Withdrawal => "retiro.v1.json",
            FileKind::Policy => "politica.v1.json",
            FileKind::Supports => "soportes.v1.json",
            FileKind::Repository => "repositorio.v1.json",
            FileKind::ModelCatalogue => "catalogo-modelo.v1.json",
            FileKind::Plans => "catalogo-planes.v1.json",
            FileKind::Holidays => "catalogo-festivos.v1.json",
            FileKind::Questionnaire => "catalogo-furag.v1.json",
        }
    }

    /// The kind's JSON Schema.
    pub fn schema(self) -> Value {
        match self {
            FileKind::Manifest => generate::<Manifest>(self),
            FileKind::Withdrawal => generate::<Withdrawal>(self),
            FileKind::Policy => generate::<Policy>(self),
            FileKind::Supports => generate::<Supports>(self),
            FileKind::Repository => generate::<Repository>(self),
            FileKind::ModelCatalogue => generate::<ModelCatalogue>(self),
            FileKind::Plans => generate::<Plans>(self),
            FileKind::Holidays => generate::<Holidays>(self),
            FileKind::Questionnaire => generate::<Questionnaire>(self),
        }
    }

    /// Whether the kind has the bounds of catalogues (4 MiB, depth 8) instead of those of manifests (64 KiB, depth 16).
    ///
    /// `repositorio.yaml` and `soportes-AAAA.yaml` count as catalogues: they grow with the years and stay shallow.
    pub fn has_catalogue_bounds(self) -> bool {
        !matches!(self, FileKind::Manifest | FileKind::Withdrawal | FileKind::Policy)
    }
}

/// What a field is, in one sentence of its description (Spanish), without its final stop; none where the schema has no
/// such field.
pub fn description(kind: FileKind, route: &Route) -> Option<String> {
    static SCHEMAS: [OnceLock<Value>; FileKind::ALL.len()] = [const { OnceLock::new() }; FileKind::ALL.len()];
    let schema = SCHEMAS[kind as usize].get_or_init(|| kind.schema());
    let mut here = schema;
    for step in route.steps() {
        here = resolved(schema, here);
        here = match step {
            Step::Key(name) => here.get("properties")?.get(name)?,
            Step::Index(_) => here.get("items")?,
        };
    }
    let text = here.get("description").or_else(|| resolved(schema, here).get("description"))?.as_str()?;
    let sentence = text.split_inclusive(". ").next().unwrap_or(text);
    Some(sentence.trim_end().trim_end_matches('.').replace('\n', " "))
}

/// The schema itself, or the one it refers to.
fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let conditional = schema.get("then").filter(|_| schema.get("properties").is_none() && schema.get("$ref").is_none());
    let schema = conditional.unwrap_or(schema);
    let reference = schema.get("$ref").and_then(Value::as_str).and_then(|reference| reference.strip_prefix('#'));
    reference.and_then(|pointer| root.pointer(pointer)).unwrap_or(schema)
}

/// Every schema with the name of its file, in the order of [`FileKind::ALL`].
pub fn schemas() -> Vec<(&'static str, Value)> {
    FileKind::ALL.iter().map(|kind| (kind.schema_file(), kind.schema())).collect()
}

/// The text of a schema file: indented, sorted keys, one final line break.
pub fn schema_text(schema: &Value) -> String {
    format!("{schema:#}\n")
}

fn generate<T: JsonSchema>(kind: FileKind) -> Value {
    let mut schema = SchemaSettings::draft2020_12().into_generator().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), format!("{ID_BASE}{}", kind.schema_file()).into());
    let mut schema = schema.into();
    each_object(&mut schema, &mut list_constants);
    let definitions = schema.get("$defs").cloned().unwrap_or_default();
    each_object(&mut schema, &mut |object| split_by_type(object, &definitions));
    schema
}

/// Runs `change` on every object below `value`, innermost first. A generated schema is a few levels deep.
fn each_object(value: &mut Value, change: &mut impl FnMut(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, change)),
        Value::Object(object) => {
            object.values_mut().for_each(|item| each_object(item, change));
            change(object);
        }
        _ => {}
    }
}

/// Turns `oneOf` over texts into `enum`, with the descriptions where editors look for them.
fn list_constants(object: &mut Map<String, Value>) {
    let Some(Value::Array(options)) = object.get("oneOf") else { return };
    let pick = |key: &str| options.iter().map(|option| option.get(key).cloned()).collect::<Option<Vec<Value>>>();
    let (Some(constants), Some(descriptions)) = (pick("const"), pick("description")) else { return };
    object.remove("oneOf");
    object.insert("type".to_owned(), "string".into());
    object.insert("enum".to_owned(), constants.into());
    object.insert("enumDescriptions".to_owned(), descriptions.into());
}

/// Turns `anyOf` over values of different types into one condition for each type.
fn split_by_type(object: &mut Map<String, Value>, definitions: &Value) {
    let Some(Value::Array(alternatives)) = object.get("anyOf") else { return };
    let Some(mut types) = alternatives.iter().map(|one| type_of(one, definitions)).collect::<Option<Vec<String>>>()
    else {
        return;
    };
    let conditions: Vec<Value> = alternatives
        .iter()
        .zip(&types)
        .filter(|(_, name)| *name != "null")
        .map(|(alternative, name)| json!({"if": {"type": name}, "then": alternative}))
        .collect();
    types.sort();
    if types.windows(2).any(|pair| pair[0] == pair[1]) {
        return;
    }
    object.remove("anyOf");
    object.insert("type".to_owned(), types.into());
    match <[Value; 1]>::try_from(conditions) {
        Ok([condition]) => object.extend(condition.as_object().cloned().unwrap_or_default()),
        Err(several) => {
            object.insert("allOf".to_owned(), several.into());
        }
    }
}

/// The only type a schema takes, following one reference; none where it says several or nothing.
fn type_of(schema: &Value, definitions: &Value) -> Option<String> {
    let target = match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => definitions.get(reference.strip_prefix("#/$defs/")?)?,
        None => schema,
    };
    target.get("type")?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_described_in_one_sentence() {
        let root = Route::root;
        let file = || root().key("archivos").index(3);
        let cases = [
            (root().key("corte"), "Corte al que responde: la fecha nominal de vencimiento"),
            (file().key("bytes"), "Tamaño exacto en bytes"),
            (file().key("custodia"), "Dónde se guarda el archivo que no está en git; obligatoria con `compromiso`"),
            (root().key("sigob").key("fecha"), "Fecha y hora del radicado, con desplazamiento horario"),
        ];
        for (route, text) in cases {
            assert_eq!(description(FileKind::Manifest, &route).as_deref(), Some(text), "{route}");
        }
        assert_eq!(description(FileKind::Manifest, &root().key("inventado")), None);
        assert_eq!(description(FileKind::Manifest, &root().index(0)), None);
    }

    #[test]
    fn every_mandatory_field_has_a_description() {
        for kind in FileKind::ALL {
            let schema = kind.schema();
            for name in schema["required"].as_array().unwrap() {
                let route = Route::root().key(name.as_str().unwrap());
                assert!(description(kind, &route).is_some_and(|text| text.len() > 5), "{kind:?} {route}");
            }
        }
    }
}
