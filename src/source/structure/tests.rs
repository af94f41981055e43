//! Each kind of problem on schemas written by hand, and the schemas our own types give.

use std::collections::BTreeMap;

use proptest::prelude::*;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::*;
use crate::source::yaml::{self, Limits};
use StructureProblemKind::*;

fn document(text: &str) -> Document {
    yaml::read(text.as_bytes(), &Limits::CATALOGUE).unwrap_or_else(|problems| panic!("{text:?}: {problems:?}"))
}

fn check(schema: &Value, text: &str) -> Vec<StructureProblem> {
    Structure::new(schema).expect("a schema").problems(&document(text))
}

/// The only problem of `campo: VALUE` where the schema of `campo` is `schema`.
fn of_value(schema: Value, value: &str) -> StructureProblemKind {
    let whole = json!({"type": "object", "properties": {"campo": schema}});
    let mut problems = check(&whole, &format!("campo: {value}\n"));
    assert_eq!(problems.len(), 1, "{value}: {problems:?}");
    let problem = problems.remove(0);
    assert_eq!((problem.route.to_string().as_str(), problem.part), ("campo", Part::Value));
    problem.kind
}

fn wrong(expected: &[JsonType], found: JsonType) -> StructureProblemKind {
    WrongType { expected: expected.to_vec(), found }
}

fn routes(problems: &[StructureProblem]) -> Vec<String> {
    problems.iter().map(|problem| problem.route.to_string()).collect()
}

#[test]
fn values() {
    use JsonType::*;
    let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let number = |number: i64| Bound::Inclusive(number.into());
    let table = [
        (json!({"type": "string"}), "123", wrong(&[Text], Integer)),
        (json!({"type": "string"}), "", wrong(&[Text], Null)),
        (json!({"type": ["string", "null"]}), "[a]", wrong(&[Text], List)),
        (json!({"type": "integer"}), "1.0", wrong(&[Integer], Number)),
        (json!({"type": "integer"}), "'1'", wrong(&[Integer], Text)),
        (json!({"type": ["object", "array"]}), "si", wrong(&[List, Mapping], Text)),
        (json!({"type": "null"}), "x", wrong(&[Null], Text)),
        (
            json!({"enum": ["reporte", "comunicado"]}),
            "reprote",
            NotOneOf {
                allowed: texts(&["reporte", "comunicado"]),
                found: "reprote".into(),
                suggestion: Some("reporte".into()),
            },
        ),
        (json!({"const": 1}), "2", NotOneOf { allowed: texts(&["1"]), found: "2".into(), suggestion: None }),
        (json!({"const": 1}), "'1'", wrong(&[Integer], Text)),
        (json!({"enum": ["a", null]}), "3", wrong(&[Text], Integer)),
        (
            json!({"type": "string", "format": "date"}),
            "2026-02-30",
            BadFormat { format: "date".into(), found: "2026-02-30".into() },
        ),
        (
            json!({"format": "date-time"}),
            "2026-02-03",
            BadFormat { format: "date-time".into(), found: "2026-02-03".into() },
        ),
        (json!({"pattern": "^[0-9a-f]+$"}), "XYZ", DoesNotMatch { pattern: "^[0-9a-f]+$".into(), found: "XYZ".into() }),
        (json!({"minLength": 3, "pattern": "^.{3}"}), "'ñá'", TooShort { limit: 3 }),
        (json!({"maxLength": 1}), "ab", TooLong { limit: 1 }),
        (json!({"minItems": 1}), "[]", TooFew { limit: 1 }),
        (json!({"maxItems": 1}), "[1, 2]", TooMany { limit: 1 }),
        (json!({"minProperties": 1}), "{}", TooFew { limit: 1 }),
        (
            json!({"minimum": 0, "maximum": 100}),
            "101",
            OutOfRange { min: Some(number(0)), max: Some(number(100)), found: "101".into() },
        ),
        (
            json!({"exclusiveMinimum": 0}),
            "0",
            OutOfRange { min: Some(Bound::Exclusive(0.into())), max: None, found: "0".into() },
        ),
        (json!({"not": {"const": "x"}}), "x", Other { keyword: "not".into() }),
        (json!({"multipleOf": 5}), "7", Other { keyword: "multipleOf".into() }),
    ];
    for (schema, value, expected) in table {
        assert_eq!(of_value(schema.clone(), value), expected, "{schema} on {value}");
    }
    assert_eq!(check(&json!({"type": "number"}), "a: 1\n")[0].kind, wrong(&[Number], Mapping));
    assert!(
        check(&json!({"properties": {"a": {"type": "number"}}}), "a: 1\n").is_empty(),
        "a whole number is a number"
    );
    assert!(check(&json!({"properties": {"a": {"type": "integer", "format": "uint8"}}}), "a: 1\n").is_empty());
}

#[test]
fn fields() {
    let schema = json!({
        "type": "object",
        "properties": {"titulo": {"type": "string"}, "corte": {"type": "string"}, "archivos": {
            "type": "array", "items": {"$ref": "#/$defs/archivo"}}},
        "required": ["titulo", "corte", "archivos"],
        "additionalProperties": false,
        "$defs": {"archivo": {
            "type": "object", "properties": {"ruta": {}, "sha256": {}}, "required": ["ruta", "sha256"],
            "additionalProperties": false}}
    });
    let problems = check(&schema, "titulos: x\nnada: 1\narchivos:\n- ruta: a\n  sha: b\n- {}\n");
    assert_eq!(
        routes(&problems),
        ["corte", "titulos", "nada", "archivos[0].sha256", "archivos[0].sha", "archivos[1].ruta", "archivos[1].sha256"]
    );
    assert_eq!(problems[0].kind, MissingField { field: "corte".into() });
    let known = vec!["archivos".to_owned(), "corte".into(), "titulo".into()];
    let field = |field: &str, suggestion: Option<&str>| UnknownField {
        field: field.into(),
        suggestion: suggestion.map(str::to_owned),
        known: known.clone(),
    };
    assert_eq!((&problems[1].kind, problems[1].part), (&field("titulos", Some("titulo")), Part::Key));
    assert_eq!(problems[2].kind, field("nada", None));
    let UnknownField { known, suggestion, .. } = &problems[4].kind else { panic!("{problems:?}") };
    assert_eq!((known.join(" ").as_str(), suggestion), ("ruta sha256", &None), "known through a reference");

    let problems = check(&schema, "titulo: a\ntitulos: b\ncorte: c\narchivos: []\n");
    assert_eq!(problems.len(), 1);
    assert_eq!(problems[0].kind, field("titulos", None), "a name in use is no suggestion");
}

#[test]
fn names_of_maps_repeats_and_combined_schemas() {
    let schema = json!({"properties": {"a": {"propertyNames": {"pattern": "^[a-z]+$"}}, "b": {"uniqueItems": true}}});
    let problems = check(&schema, "a: {ok: 1, NO: 2}\nb: [x, y, [1], x, [1]]\n");
    assert_eq!(routes(&problems), ["a.NO", "b[3]"]);
    assert_eq!(problems[0].part, Part::Key);
    assert!(matches!(&problems[0].kind, DoesNotMatch { found, .. } if found == "NO"));
    assert_eq!(problems[1].kind, NotUnique);

    let schema = json!({
        "allOf": [{"$ref": "#/$defs/base"}], "properties": {"propia": {}}, "unevaluatedProperties": false,
        "$defs": {"base": {"properties": {"heredada": {}}}},
        "if": {"properties": {"propia": {"const": 1}}}, "then": {"required": ["heredada"]}
    });
    let problems = check(&schema, "propia: 1\nherdada: 2\n");
    let known = vec!["heredada".to_owned(), "propia".into()];
    let expected = UnknownField { field: "herdada".into(), suggestion: Some("heredada".into()), known };
    assert_eq!(problems.iter().map(|problem| &problem.kind).collect::<Vec<_>>(), [&expected]);
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Manifest {
    version: u8,
    clase: Class,
    corte: Option<String>,
    acceso: Option<Access>,
    aplica: Option<Scope>,
    archivos: Vec<File>,
    otras: Option<BTreeMap<String, File>>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Class {
    /// Reporte.
    Reporte,
    /// Comunicado.
    Comunicado,
    /// Otro.
    SeguimientoPlanes,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(tag = "nivel", rename_all = "kebab-case", deny_unknown_fields)]
enum Access {
    Publica,
    Reservada { norma: String, plazo: u16 },
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(untagged)]
enum Scope {
    All(All),
    Some(Vec<String>),
    Except(Except),
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum All {
    Todas,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Except {
    excepto: Vec<String>,
}

#[derive(Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct File {
    ruta: String,
    bytes: u64,
}

fn ours() -> Structure {
    let schema = schemars::schema_for!(Manifest);
    Structure::new(schema.as_value()).expect("our own schema")
}

/// The only problem of a right manifest with one more line.
fn with_line(line: &str) -> (String, StructureProblemKind) {
    let text = format!("version: 1\nclase: reporte\narchivos: []\n{line}\n");
    let mut problems = ours().problems(&document(&text));
    assert_eq!(problems.len(), 1, "{line}: {problems:?}");
    let problem = problems.remove(0);
    (problem.route.to_string(), problem.kind)
}

#[test]
fn schemas_of_our_own_types() {
    use JsonType::*;
    let good = "version: 1\nclase: reporte\ncorte:\nacceso: {nivel: reservada, norma: x, plazo: 15}\naplica: {excepto: [a]}\narchivos: [{ruta: a, bytes: 1}]\notras: {x: {ruta: b, bytes: 2}}\n";
    assert_eq!(ours().problems(&document(good)), []);
    assert!(yaml::decode::<Manifest>(document(good).tree()).is_ok());

    let text = |values: &[&str], found: &str, suggestion: Option<&str>| NotOneOf {
        allowed: values.iter().map(|value| (*value).to_owned()).collect(),
        found: found.into(),
        suggestion: suggestion.map(str::to_owned),
    };
    let table = [
        ("corte: 5", "corte", wrong(&[Text], Integer)),
        ("acceso: publica", "acceso", wrong(&[Mapping], Text)),
        ("acceso: {nivel: reservado}", "acceso.nivel", text(&["publica", "reservada"], "reservado", Some("reservada"))),
        ("acceso: {nivel: reservada, norma: x}", "acceso.plazo", MissingField { field: "plazo".into() }),
        ("acceso: {nivel: reservada, norma: x, plazo: pronto}", "acceso.plazo", wrong(&[Integer], Text)),
        ("aplica: tods", "aplica", text(&["todas"], "tods", Some("todas"))),
        ("aplica: 5", "aplica", wrong(&[Text, List, Mapping], Integer)),
        ("aplica: [1]", "aplica[0]", wrong(&[Text], Integer)),
        ("aplica: {excepto: x}", "aplica.excepto", wrong(&[List], Text)),
        ("otras: {x: {ruta: b}}", "otras.x.bytes", MissingField { field: "bytes".into() }),
        (
            "aplica: {excepta: []}",
            "aplica.excepta",
            UnknownField { field: "excepta".into(), suggestion: Some("excepto".into()), known: vec!["excepto".into()] },
        ),
    ];
    for (line, route, kind) in table {
        assert_eq!(with_line(line), (route.to_owned(), kind), "{line}");
    }
    let problems = ours().problems(&document("version: 1.0\nclase: reportes\narchivos: []\n"));
    assert_eq!(routes(&problems), ["version", "clase"]);
    assert_eq!(problems[0].kind, wrong(&[Integer], Number));
    let allowed = ["reporte", "comunicado", "seguimiento-planes"];
    assert_eq!(problems[1].kind, text(&allowed, "reportes", Some("reporte")));
}

#[test]
fn found_values_are_cut_and_bounds_hold() {
    let long = format!("'{}'", "ñ".repeat(500));
    let DoesNotMatch { found, .. } = of_value(json!({"pattern": "^x"}), &long) else { panic!("a pattern") };
    assert_eq!((found.chars().count(), found.chars().last()), (80, Some('…')));

    let many: String = (0..1000).map(|index| format!("campo-{index:04}: 1\n")).collect();
    let schema = json!({"additionalProperties": {"type": "string"}});
    let problems = check(&schema, &many);
    assert_eq!(problems.len(), MAX_PROBLEMS);
    assert_eq!(problems[0].route.to_string(), "campo-0000");
    assert_eq!(problems[198].route.to_string(), "campo-0198");
    assert_eq!(problems[199].kind, More { count: 801 });

    let wide: String = format!("a: [{}]\n", "x, ".repeat(150_000));
    let start = std::time::Instant::now();
    let schema = json!({"properties": {"a": {"items": {"anyOf": [{"type": "integer"}, {"type": "null"}]}}}});
    let problems = check(&schema, &wide);
    assert_eq!((problems.len(), problems[0].kind.clone()), (200, wrong(&[JsonType::Integer], JsonType::Text)));
    assert!(start.elapsed() < std::time::Duration::from_secs(20), "{:?}", start.elapsed());
}

#[test]
fn a_wrong_schema_is_told() {
    assert!(Structure::new(&json!({"type": "texto"})).is_err());
    assert!(Structure::new(&json!({"$ref": "https://example.com/otro.json"})).is_err());
    assert!(Structure::new(&json!({"pattern": "("})).is_err());
}

proptest! {
    /// The structural check and the typed reading judge alike, and every problem has a place.
    #[test]
    fn schema_and_types_agree(
        version in "1|1\\.0|-1|256|'1'|x",
        class in "reporte|seguimiento-planes|seguimientoplanes|5|\\[\\]",
        access in "~|publica|\\{nivel: publica\\}|\\{nivel: reservada\\}|\\{nivel: reservada, norma: a, plazo: 70000\\}|\\{nivel: publica, norma: x\\}",
        scope in "todas|\\[\\]|\\[a\\]|\\[1\\]|\\{\\}|\\{excepto: \\[\\]\\}|\\{excepto: \\[\\], x: 1\\}|~",
        file in "\\{ruta: a, bytes: 1\\}|\\{ruta: a\\}|\\{ruta: 1, bytes: 1\\}|\\{ruta: a, bytes: -1\\}|\\{ruta: a, bytes: 1, b: 2\\}|a",
    ) {
        let text = format!("version: {version}\nclase: {class}\nacceso: {access}\naplica: {scope}\narchivos: [{file}]\n");
        let document = document(&text);
        let problems = ours().problems(&document);
        // serde lets a variant without fields of an internally tagged enum have unknown ones; the schema does not. No
        // type of our files is such an enum.
        if access.contains("publica, norma") {
            prop_assert!(!problems.is_empty(), "{}", text);
        } else {
            prop_assert_eq!(problems.is_empty(), yaml::decode::<Manifest>(document.tree()).is_ok(), "{} {:?}", text, problems);
        }
        prop_assert!(!problems.iter().any(|problem| matches!(problem.kind, Other { .. })), "{:?}", problems);
        prop_assert_eq!(ours().problems(&document), problems);
    }
}
