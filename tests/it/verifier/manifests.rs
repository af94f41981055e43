//! Lists of files, read by the verifier and by `mipg`.

use mipg::{digest::Digest, trail::constancia::Manifest};
use serde_json::Value;

use super::{ask, assets, has_node};
use crate::support::fixtures;

#[test]
fn manifests_are_read_as_mipg_does_or_not_at_all() {
    let digest = Digest::of(b"a");
    let listing = format!("archivos:\n  - ruta: a.pdf\n    sha256: {digest}\n");
    let flow = format!("archivos:\n- {{ruta: 'a, b.csv', sha256: {digest}}} # nota\n- {{ruta: \"c\", bytes: 7}}\n");
    let (mut read, mut unread) = (vec![listing.clone(), flow], Vec::new());
    for before in [
        "titulo: \"x: y\" # z",
        "titulo: Café 'd' o",
        "sigob: {radicado: 'x, y', fecha: z}",
        "titulo: >-\n  una\n  nota",
        "enlaces: [{url: x}, {url: y}]",
        "enlaces:\n- url: x\n  consultado: y",
        "titulo: Línea 'a",
        "titulo: x\r",
    ] {
        read.push(format!("{before}\n{listing}"));
    }
    for before in [
        "titulo: \"x",
        "titulo: 'x",
        "sigob:\n  radicado: \"x",
        "enlaces: [",
        "cubre: {a: 'b,",
        "? x",
        "!!str x: y",
        "\"\\x61rchivos\": []",
        "cubre: {desde: x",
        "titulo: &a x",
        "titulo: x\rcorte: y",
        "cubre: {a: '}', b: {c: d}",
        "cubre: {a: d'x, b: {c: y'}",
        "cubre: {a:'x, b: {c: y'}",
        "archivos: []",
        "titulo: \u{feff}x",
        "titulo: a\tb",
    ] {
        unread.push(format!("{before}\n{listing}"));
        unread.push(format!("{listing}{before}\n"));
    }
    for bad in [
        "",
        "archivos:\n",
        "archivos: [{ruta: a}]\n",
        "archivos:\n  - {ruta: a, ruta: b}\n",
        "archivos:\n  - {ruta: a,, bytes: 1}\n",
        "archivos:\n  - {#ruta: a, ruta: b}\n",
        "archivos:\n  - ruta: a\n    sha256: x\n",
        "archivos:\n  - ruta: |\n      a\n",
        "archivos:\n  - bytes: 1\n",
        "archivos:\n   - ruta: a\n  - ruta: b\n",
        "archivos:\n  - {ruta: {a: b}}\n",
        "archivos:\n  - {ruta: a\n",
    ] {
        unread.push(bad.to_owned());
    }
    unread.push(format!("{listing}{listing}"));
    let base = fixtures().join("base/policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml");
    read.push(std::fs::read_to_string(base).unwrap());
    let wanted = read.len();
    assert!(wanted > 10);
    if !has_node() {
        return;
    }
    let all: Vec<_> = read.into_iter().chain(unread).collect();
    let input = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(input.path(), serde_json::to_vec(&all).unwrap()).unwrap();
    let said = ask(&assets(), &["manifests", input.path().to_str().unwrap()]);
    for (at, text) in all.iter().enumerate() {
        let Some(found) = said[at].as_array() else {
            assert!(at >= wanted, "not read: {text}");
            continue;
        };
        assert!(at < wanted, "read: {text}\n{found:?}");
        assert_eq!(Some(found), listed(text).as_ref(), "{text}");
    }
}

/// Marks of YAML, to be put where they do harm.
const MARKS: [&str; 36] = [
    "\n",
    " ",
    "  ",
    "- ",
    "'",
    "\"",
    "{",
    "}",
    "[",
    "]",
    ",",
    ": ",
    ":",
    "#",
    " #",
    "|",
    ">-",
    "&a ",
    "*a",
    "!x ",
    "? ",
    "%",
    "@",
    "`",
    "\t",
    "\\",
    "~",
    "null",
    "---\n",
    "...\n",
    "archivos:\n",
    "ruta: ",
    "sha256: ",
    "<<: ",
    "\u{a0}",
    "\u{85}",
];

#[test]
fn a_manifest_with_odd_marks_is_never_read_as_another_list() {
    if !has_node() {
        return;
    }
    let digest = Digest::of(b"a");
    let whole = format!(
        "version: 1\ntitulo: \"Avance: octubre\"\ncubre: {{desde: 2026-10-01, hasta: 2026-10-31}}\nenlaces:\n  - url: x\n\
         archivos:\n  - ruta: avance.csv\n    sha256: {digest} # de los bytes\n    descripcion: >-\n      una nota\n  - {{ruta: 'a, \
         b.pdf', sha256: {digest}}}\n  - ruta: \"c d\"\n    compromiso: {{valor: x}}\ncorte: 2026-11-05\n"
    );
    // The same numbers each time, from a seed.
    let mut state = 20_261_122u64;
    let mut below = |end: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % end
    };
    let places: Vec<_> = whole.char_indices().map(|(at, _)| at).collect();
    let mut all = vec![whole.clone()];
    for _ in 0..6000 {
        let mut text = whole.clone();
        for _ in 0..=below(2) {
            let at = places[below(places.len())].min(text.len());
            match below(3) {
                0 if at < text.len() => drop(text.remove(at)),
                1 => text.insert(at, '\n'),
                _ => text.insert_str(at, MARKS[below(MARKS.len())]),
            }
        }
        all.push(text);
    }
    let input = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(input.path(), serde_json::to_vec(&all).unwrap()).unwrap();
    let said = ask(&assets(), &["manifests", input.path().to_str().unwrap()]);
    let mut compared = 0;
    for (text, found) in all.iter().zip(said.as_array().unwrap()) {
        // What is no YAML at all has no other list.
        if let (Some(found), Some(known)) = (found.as_array(), listed(text)) {
            compared += 1;
            assert_eq!(found, &known, "{text}");
        }
    }
    assert!(compared > 1000 && compared < all.len(), "{compared} of {}", all.len());
}

/// The list of a manifest, as `mipg` reads it and in the words of `run.js`.
fn listed(text: &str) -> Option<Vec<Value>> {
    let known = Manifest::parse(text.as_bytes()).ok()?;
    let digest = |digest: Digest| digest.to_string();
    Some(known.files.iter().map(|file| serde_json::json!([file.name, file.digest.map(digest)])).collect())
}
