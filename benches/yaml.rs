//! What reading one manifest costs: both readings, and both readings with the structural check.
//!
//! Run with `cargo bench --bench yaml`. The manifest has 16 lines, one file, no problems: what nearly every file of a
//! repository is. The schema has the size and the constructs of the real one.

use std::hint::black_box;

use criterion::{Criterion, criterion_group, criterion_main};
use mipg::source::{
    structure::Structure,
    yaml::{self, Limits},
};
use serde_json::{Value, json};

const MANIFEST: &str = "\
version: 1
politica: gobierno-digital
clase: reporte
titulo: Avance de implementación del PETI, octubre de 2026
corte: 2026-11-05
cubre: {desde: 2026-10-01, hasta: 2026-10-31}
dependencia: oficina-informatica
registra: lider
archivos:
  - ruta: avance-peti.pdf
    sha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
    bytes: 348211
    formato: application/pdf
    fecha: 2026-11-04
    descripcion: Informe de avance
criterios: [GD-01]
";

fn schema() -> Value {
    let slug = json!({"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 80});
    let date = json!({"type": "string", "format": "date"});
    json!({
        "type": "object",
        "additionalProperties": false,
        "required": ["version", "politica", "clase", "titulo", "archivos"],
        "properties": {
            "version": {"const": 1},
            "politica": slug,
            "clase": {"oneOf": [{"const": "reporte"}, {"const": "comunicado"}, {"const": "documento"}]},
            "titulo": {"type": "string", "minLength": 1, "maxLength": 300},
            "corte": {"anyOf": [date, {"type": "null"}]},
            "cubre": {"anyOf": [{"$ref": "#/$defs/periodo"}, {"type": "null"}]},
            "dependencia": {"anyOf": [slug, {"type": "null"}]},
            "registra": {"enum": ["lider", "receptor"]},
            "archivos": {"type": "array", "minItems": 1, "maxItems": 200, "items": {"$ref": "#/$defs/archivo"}},
            "criterios": {"type": "array", "items": {"type": "string"}}
        },
        "$defs": {
            "periodo": {
                "type": "object",
                "additionalProperties": false,
                "required": ["desde", "hasta"],
                "properties": {"desde": date, "hasta": date}
            },
            "archivo": {
                "type": "object",
                "additionalProperties": false,
                "required": ["ruta", "sha256", "bytes", "formato"],
                "properties": {
                    "ruta": {"type": "string", "minLength": 1},
                    "sha256": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
                    "bytes": {"type": "integer", "minimum": 0},
                    "formato": {"type": "string"},
                    "fecha": {"anyOf": [date, {"type": "null"}]},
                    "descripcion": {"type": ["string", "null"]}
                }
            }
        }
    })
}

fn reading(criterion: &mut Criterion) {
    let structure = Structure::new(&schema()).expect("the schema");
    let document = yaml::read(MANIFEST.as_bytes(), &Limits::MANIFEST).expect("the manifest");
    assert_eq!(structure.problems(&document), []);

    criterion.bench_function("manifest, both readings", |bencher| {
        bencher.iter(|| yaml::read(black_box(MANIFEST.as_bytes()), &Limits::MANIFEST));
    });
    criterion.bench_function("manifest, structure", |bencher| {
        bencher.iter(|| structure.problems(black_box(&document)));
    });
    let damaged = MANIFEST.replace("sha256", "sha265").replace("2026-11-05", "5 de noviembre");
    let damaged = yaml::read(damaged.as_bytes(), &Limits::MANIFEST).expect("still YAML");
    assert_eq!(structure.problems(&damaged).len(), 2);
    criterion.bench_function("manifest, structure with two problems", |bencher| {
        bencher.iter(|| structure.problems(black_box(&damaged)));
    });
}

criterion_group!(benches, reading);
criterion_main!(benches);
