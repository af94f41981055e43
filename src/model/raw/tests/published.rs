//! The files of `schema/`: up to date, explained in every key, and valid JSON Schemas themselves.

use super::{super::schema, *};

#[test]
fn published_schemas_are_those_of_the_types() {
    let folder = package().join("schema");
    let regenerate = std::env::var("MIPG_REGENERATE").is_ok_and(|value| value == "1");
    let mut expected: Vec<String> = Vec::new();
    for (name, schema) in schema::schemas() {
        let text = schema::schema_text(&schema);
        if regenerate {
            fs::write(folder.join(name), &text).unwrap();
        }
        assert!(read(&folder.join(name)) == text, "schema/{name} is stale: run the tests with MIPG_REGENERATE=1");
        assert!(text.ends_with("}\n"));
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        assert_eq!(schema["$id"], format!("https://mipg.cartagena.gov.co/schema/{name}"));
        assert!(jsonschema::meta::is_valid(&schema), "{name} is not a JSON Schema");
        expected.push(name.to_owned());
    }
    assert_eq!(expected.len(), 9);
    expected.sort();
    let mut present: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    present.sort();
    assert_eq!(present, expected, "schema/ holds only what is generated");
}

/// The records a schema defines besides its own; a schema without any has no such key.
fn definitions(schema: &Value) -> impl Iterator<Item = (&String, &Value)> {
    schema.get("$defs").and_then(Value::as_object).into_iter().flatten()
}

/// Collects the properties without title or description, and counts all of them.
fn unexplained(schema: &Value, place: &str, missing: &mut Vec<String>) -> usize {
    let mut count = 0;
    if let Some(properties) = schema.get("properties").and_then(Value::as_object) {
        for (key, property) in properties {
            count += 1;
            for word in ["title", "description"] {
                if property.get(word).and_then(Value::as_str).is_none_or(str::is_empty) {
                    missing.push(format!("{place}/{key}: {word}"));
                }
            }
        }
    }
    count
}

#[test]
fn every_key_has_a_title_and_a_description() {
    let mut missing = Vec::new();
    let mut count = 0;
    for (name, schema) in schema::schemas() {
        count += unexplained(&schema, name, &mut missing);
        for (definition, schema) in definitions(&schema) {
            let place = format!("{name}#{definition}");
            count += unexplained(schema, &place, &mut missing);
            for word in ["title", "description"] {
                if schema.get(word).is_none() {
                    missing.push(format!("{place}: {word}"));
                }
            }
        }
    }
    assert_eq!(missing, Vec::<String>::new());
    assert!(count > 200, "only {count} keys were seen");
}

#[test]
fn closed_records_stay_closed() {
    for (name, schema) in schema::schemas() {
        for (place, record) in
            std::iter::once(("", &schema)).chain(definitions(&schema).map(|(place, schema)| (place.as_str(), schema)))
        {
            if record.get("properties").is_some() {
                assert_eq!(record["additionalProperties"], false, "{name}#{place}");
            }
        }
    }
}

/// `anyOf` and `oneOf` make a validator say that nothing fits, and not what is wrong.
#[test]
fn no_schema_hides_a_mistake_behind_alternatives() {
    for (name, schema) in schema::schemas() {
        let text = schema::schema_text(&schema);
        assert!(!text.contains("\"anyOf\"") && !text.contains("\"oneOf\""), "{name}");
        assert!(text.contains("\"type\""), "{name}");
    }
}
