//! The inner parts of `mipg check` on generated input: bytes of evidence, one submission, a tree.
//!
//! `cargo bench --bench check`. The evidence comes from the generators of the example repository, which take no seed
//! but their arguments; the tree is `ITEMS` one-file submissions in memory. Figures are per byte or per submission.
#![allow(clippy::unwrap_used, clippy::disallowed_methods, reason = "a benchmark may fail and read")]

use std::{collections::BTreeMap, hint::black_box};

use chrono::DateTime;
use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use mipg::{
    check::{self, Request},
    digest::Digest,
    fixity,
    messages::Lang,
    snapshot::MemorySnapshot,
};

/// Submissions of the tree.
const ITEMS: usize = 1_000;

/// A PDF with one incompressible stream of `size` bytes.
fn pdf(size: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut noise = Vec::with_capacity(size + 8);
    while noise.len() < size {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        noise.extend_from_slice(&state.to_le_bytes());
    }
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>".to_vec(),
        [format!("<</Length {}>>\nstream\n", noise.len()).as_bytes(), &noise, b"\nendstream"].concat(),
    ];
    let mut bytes = b"%PDF-1.4\n".to_vec();
    let mut places = Vec::new();
    for (index, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        bytes.extend_from_slice(format!("{} 0 obj\n", index + 1).as_bytes());
        bytes.extend_from_slice(object);
        bytes.extend_from_slice(b"\nendobj\n");
    }
    let start = bytes.len();
    bytes.extend_from_slice(b"xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        bytes.extend_from_slice(format!("{place:010} 00000 n \n").as_bytes());
    }
    bytes.extend_from_slice(format!("trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").as_bytes());
    bytes
}

fn evidence(criterion: &mut Criterion) {
    let bytes = pdf(4 * 1024 * 1024);
    let mut group = criterion.benchmark_group("4 MiB PDF");
    group.throughput(Throughput::Bytes(bytes.len() as u64));
    group.bench_function("SHA-256 alone", |bench| bench.iter(|| Digest::of(black_box(&bytes))));
    group.bench_function("all facts", |bench| bench.iter(|| fixity::inspect(black_box(&bytes))));
    group.finish();
}

fn tree(criterion: &mut Criterion) {
    let mut files = BTreeMap::new();
    for name in ["repositorio.yaml", "catalogo/mipg-v6.yaml", "catalogo/planes-612.yaml", "integridad/politica.yaml"] {
        let path = format!("{}/policies/{name}", env!("CARGO_MANIFEST_DIR"));
        files.insert(format!("policies/{name}"), std::fs::read(path).unwrap());
    }
    for item in 0..ITEMS {
        let folder = format!("policies/integridad/2026/{:02}/reporte-{item:04x}", item % 11 + 1);
        let content = format!("Actividad;Meta;Avance\nMesa de servicio;{item};98\n");
        let manifest = format!(
            "version: 1\npolitica: integridad\nclase: reporte\ntitulo: Avance de la actividad {item}\ncorte: 2026-{:02}-05\n\
             archivos:\n  - ruta: avance.csv\n    sha256: {}\n    bytes: {}\n    formato: text/csv\n",
            item % 11 + 1,
            Digest::of(content.as_bytes()),
            content.len()
        );
        files.insert(format!("{folder}/avance.csv"), content.into_bytes());
        files.insert(format!("{folder}/manifiesto.yaml"), manifest.into_bytes());
    }
    let snapshot = MemorySnapshot::from_files(files);
    let as_of = DateTime::parse_from_rfc3339("2026-11-22T10:00:00-05:00").unwrap();
    let mut group = criterion.benchmark_group("check in memory");
    group.throughput(Throughput::Elements(ITEMS as u64)).sample_size(20);
    group.bench_function("1,000 submissions", |bench| {
        bench.iter(|| {
            let request = Request {
                snapshot: &snapshot,
                revision: None,
                change: None,
                receptions: None,
                as_of,
                lang: Lang::Es,
                progress: &|_, _| {},
                observe: &|_| {},
            };
            let report = check::check(&request).unwrap();
            assert_eq!(report.checked.submissions.done, ITEMS as u64);
            report.findings.len()
        });
    });
    group.finish();
}

criterion_group!(benches, evidence, tree);
criterion_main!(benches);
