//! The in-page verifier, run by node over the corpus of the audit trail and on what the page is given.
//!
//! `verifier.js` runs it; what it looks like in a browser is told by `.ci/verifier.js`.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

use mipg::{digest::Digest, trail::constancia::Manifest};
use rayon::prelude::*;
use ring::signature::{ED25519, Ed25519KeyPair, KeyPair, UnparsedPublicKey};
use serde_json::Value;

use crate::support::fixtures;

const JUDGE: &str = "verificador.js";
const PAGE: &str = "verificador-pagina.js";

fn assets() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src/site/assets")
}

fn asset(name: &str) -> String {
    std::fs::read_to_string(assets().join(name)).unwrap()
}

/// Whether there is a node to run the scripts with, asked for once; a word on stderr where there is none.
fn has_node() -> bool {
    static FOUND: OnceLock<bool> = OnceLock::new();
    *FOUND.get_or_init(|| {
        let output = Command::new("node").arg("--version").output();
        let version =
            output.map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned()).unwrap_or_default();
        let major = version.trim_start_matches('v').split('.').next().and_then(|text| text.parse::<u32>().ok());
        let found = major.is_some_and(|major| major >= 20);
        if !found {
            eprintln!("skipped: there is no node of 20 or later to run the in-page verifier");
        }
        found
    })
}

/// What a command of `verifier.js` answers, with the scripts of a folder.
fn ask(assets: &Path, arguments: &[&str]) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/verifier.js");
    let output = Command::new("node").arg(script).arg(assets).args(arguments).output().unwrap();
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{:?}: {errors}", &arguments[..1]);
    serde_json::from_slice(&output.stdout).unwrap()
}

fn log_cases() -> String {
    fixtures().join("log").to_str().unwrap().to_owned()
}

/// The cases that are said otherwise than they must be, of how many that were judged.
fn wrong(assets: &Path, mode: &str, folders: &[PathBuf]) -> (Vec<String>, usize) {
    let mut arguments = vec!["cases", mode];
    arguments.extend(folders.iter().map(|folder| folder.to_str().unwrap()));
    let said = ask(assets, &arguments);
    let judge = |folder: &PathBuf| {
        let said = said[folder.to_str().unwrap()].as_str().unwrap();
        let expect = std::fs::read_to_string(folder.join("expect")).unwrap();
        let mut lines: Vec<_> = expect.split_inclusive('\n').collect();
        lines[1..].sort_unstable();
        (said != lines.concat()).then(|| format!("{}\n  expected {lines:?}\n  said     {said:?}", folder.display()))
    };
    let wrong = folders.iter().filter_map(judge).collect();
    (wrong, said.as_object().unwrap().len())
}

#[test]
fn every_case_is_judged_as_its_name_says_by_both_ways_of_verifying() {
    let (folders, _scratch) = crate::registro::folders();
    // How many there are is told by what is on the disk.
    let parents: BTreeSet<_> = folders.iter().map(|folder| folder.parent().unwrap()).collect();
    let listed: usize = parents.iter().map(|parent| std::fs::read_dir(parent).unwrap().count()).sum();
    assert!(listed > 250, "{listed}");
    if !has_node() {
        return;
    }
    ["web", "own"].par_iter().for_each(|mode| {
        let (wrong, judged) = wrong(&assets(), mode, &folders);
        assert!(wrong.is_empty(), "{mode}: {}", wrong.join("\n"));
        assert_eq!(judged, listed, "{mode}: {judged} of {listed}");
    });
}

#[test]
fn a_verifier_that_is_wrong_is_found_out() {
    if !has_node() {
        return;
    }
    let (folders, _scratch) = crate::registro::folders();
    let small: Vec<_> = folders.into_iter().filter(|folder| folder.starts_with(fixtures())).collect();
    let twins = [
        ("need(same(result, head.root), 'inclusion-root');", ""),
        (" || little(sig.subarray(32)) >= L", ""),
        ("need(time !== null, 'signature-invalid');", ""),
        ("else if (known) report.add(name, 'kept-fork');", ""),
        ("need(`{${written}}` === text, 'entry-not-canonical');", ""),
        ("report.weigh(outcome, this.held ? 0 : 12);", "report.weigh(outcome);"),
        (" && !(point && isSmallOrder(point)), 'key-weak'", ", 'key-weak'"),
        ("'file-not-listed' : found.digest", "'file-outside' : found.digest"),
        ("if (code) report.add(file, code);", ""),
    ];
    twins.par_iter().for_each(|(from, to)| {
        let scratch = tempfile::tempdir().unwrap();
        assert_eq!(asset(JUDGE).matches(from).count(), 1, "{from}");
        std::fs::write(scratch.path().join(JUDGE), asset(JUDGE).replace(from, to)).unwrap();
        std::fs::write(scratch.path().join(PAGE), asset(PAGE)).unwrap();
        let (wrong, _) = wrong(scratch.path(), "own", &small);
        assert!(!wrong.is_empty(), "nothing finds that `{from}` is missing");
    });
}

#[test]
fn signatures_are_verified_as_ring_does() {
    if !has_node() {
        return;
    }
    let pair = Ed25519KeyPair::from_seed_unchecked(&[7; 32]).unwrap();
    let hex = |bytes: &[u8]| data_encoding::HEXLOWER.encode(bytes);
    let key = pair.public_key().as_ref().to_vec();
    let mut vectors = Vec::new();
    for length in [0, 1, 63, 64, 65, 111, 112, 127, 128, 300] {
        let message: Vec<u8> = (0..length).map(|at| at as u8).collect();
        let signature = pair.sign(&message).as_ref().to_vec();
        let mut add = |key: &[u8], message: &[u8], signature: &[u8]| {
            vectors.push([key.to_vec(), message.to_vec(), signature.to_vec()])
        };
        add(&key, &message, &signature);
        add(&key, &[&message[..], b"x"].concat(), &signature);
        add(&key, &message, &signature[..63]);
        for place in (0..64).step_by(3) {
            let mut bad = signature.clone();
            bad[place] ^= 1 << (length % 8);
            add(&key, &message, &bad);
            let mut bad = key.clone();
            bad[place / 2] ^= 1 << (length % 8);
            add(&bad, &message, &signature);
        }
    }
    // Keys for which anyone can sign, and spellings that are not canonical: 0, 1, −1, p, p + 1, 2²⁵⁵ − 1.
    for (first, rest, last) in
        [(0, 0, 0), (1, 0, 0), (0xec, 0xff, 0x7f), (0xed, 0xff, 0x7f), (0xee, 0xff, 0x7f), (0xff, 0xff, 0xff)]
    {
        let mut weak = vec![rest; 32];
        (weak[0], weak[31]) = (first, last);
        let mut signature = vec![0; 64];
        signature[0] = 1;
        vectors.push([weak.clone(), b"x".to_vec(), signature]);
    }
    let input = tempfile::NamedTempFile::new().unwrap();
    let given: Vec<_> = vectors.iter().map(|parts| parts.each_ref().map(|part| hex(part))).collect();
    std::fs::write(input.path(), serde_json::to_vec(&given).unwrap()).unwrap();
    let said = ask(&assets(), &["ed25519", input.path().to_str().unwrap()]);
    let said = said.as_array().unwrap();
    assert_eq!(said.len(), vectors.len() + 3);
    let mut valid = 0;
    for one in said {
        let part = |at: usize| data_encoding::HEXLOWER.decode(one[at].as_str().unwrap().as_bytes()).unwrap();
        let (key, message, signature) = (part(0), part(1), part(2));
        // A key that anyone can sign for is refused before, by every reader.
        let is_weak = vectors[vectors.len() - 6..].iter().any(|[weak, _, _]| *weak == key);
        let expected = !is_weak && UnparsedPublicKey::new(&ED25519, &key).verify(&message, &signature).is_ok();
        valid += usize::from(expected);
        assert_eq!((one[3].as_bool(), one[4].as_bool()), (Some(expected), Some(expected)), "{one}");
        // What the platform says may be stricter, and never laxer.
        assert!(expected || is_weak || one[5] == false, "{one}");
    }
    // Of the three odd ones, the neutral point in its one spelling.
    assert_eq!(valid, 10 + 1);
}

#[test]
fn hashing_in_pieces_is_hashing() {
    if has_node() {
        let (right, of) = pair(&ask(&assets(), &["sha256"]));
        assert!(of > 1000, "{of}");
        assert_eq!(right, of);
    }
}

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

/// The list of a manifest, as `mipg` reads it and in the words of `verifier.js`.
fn listed(text: &str) -> Option<Vec<Value>> {
    let known = Manifest::parse(text.as_bytes()).ok()?;
    let digest = |digest: Digest| digest.to_string();
    Some(known.files.iter().map(|file| serde_json::json!([file.name, file.digest.map(digest)])).collect())
}

#[test]
fn the_page_says_of_what_people_bring_what_it_is() {
    if !has_node() {
        return;
    }
    let said = ask(&assets(), &["page", &log_cases()]);
    let expected = BTreeMap::from([
        ("nothing", "2 no-files"),
        ("receipt and files", "10"),
        ("receipt, files, policy", "0"),
        ("key in a file", "10"),
        ("key and spaces", "10"),
        ("no key", "3 key-missing"),
        ("key among the files", "12"),
        ("key of the site", "12"),
        ("malformed key", "2 key-shape"),
        ("malformed policy", "2 policy-parts"),
        ("receipt alone", "3 manifest-not-given"),
        ("file alone", "3"),
        ("file and manifest", "3"),
        ("another file", "1 file-differs"),
        ("unreadable file", "3 unreadable"),
        ("two receipts", "2 one-at-a-time"),
        ("not a receipt", "40 proof-no-checkpoint"),
        ("chain of keys", "10"),
        ("too many files", "2 too-many"),
        ("log", "10"),
        ("log without a key", "3 key-missing"),
        ("log and its key", "12"),
        ("log, tile changed", "40 tile-differs"),
        ("log that went back", "30 kept-rollback"),
        ("receipt of another log", "30 kept-fork"),
        ("receipt and log", "3 kept-rollback manifest-not-given"),
        ("divergence", "30 kept-fork"),
        ("checkpoint", "0"),
        ("checkpoint and kept", "3 kept-apart"),
        ("checkpoint of the site", "10"),
        ("checkpoint, bad cosignature", "3 kept-invalid"),
        ("checkpoint of the site, another root", "30 kept-fork"),
        ("in pieces", "10 true"),
    ]);
    for (name, expected) in &expected {
        assert_eq!(said[name].as_str(), Some(*expected), "{name}");
    }
    assert_eq!(said.as_object().unwrap().len(), expected.len());
}

#[test]
fn no_changed_bit_and_no_odd_file_passes() {
    if !has_node() {
        return;
    }
    let (sound, of) = pair(&ask(&assets(), &["bits", &log_cases(), "5"]));
    assert!(of > 250, "{of}");
    assert_eq!(sound, 0, "{sound} of {of} changed bits are told to be sound");
    let (folders, _scratch) = crate::registro::folders();
    let small = folders.iter().filter(|folder| folder.starts_with(fixtures())).map(|folder| folder.to_str().unwrap());
    let arguments: Vec<_> = ["anything"].into_iter().chain(small).collect();
    let (sound, of) = pair(&ask(&assets(), &arguments));
    assert!(of > 1000, "{of}");
    assert_eq!(sound, 0, "{sound} of {of} are sound with no key held");
}

fn pair(answer: &Value) -> (u64, u64) {
    (answer[0].as_u64().unwrap(), answer[1].as_u64().unwrap())
}

/// The words between quotes that follow a mark.
fn quoted_after<'a>(text: &'a str, mark: &str) -> impl Iterator<Item = &'a str> {
    text.split(mark).skip(1).filter_map(|rest| rest.split('\'').next())
}

#[test]
fn the_page_is_small_closed_and_has_a_word_for_everything() {
    let (judge, page, html) = (asset(JUDGE), asset(PAGE), asset("verificador.html"));
    assert!(judge.len() <= 50_000, "{} bytes", judge.len());
    assert!(page.len() <= 25_000, "{} bytes", page.len());
    for script in [&judge, &page] {
        for way_out in [
            "innerHTML",
            "outerHTML",
            "insertAdjacent",
            "document.write",
            "eval(",
            "Function(",
            "fetch(",
            "XMLHttp",
            "WebSocket",
            "EventSource",
            "sendBeacon",
            "import(",
            "import ",
            "http:",
            "https:",
            "localStorage",
            "Worker",
            "location",
        ] {
            assert!(!script.contains(way_out), "{way_out}");
        }
    }
    let policy = "default-src 'none'; script-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";
    assert!(html.contains(&format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">")));
    let handlers = regex::Regex::new(r"(?i)<[^>]+\s(on[a-z]+|style)\s*=").unwrap();
    assert_eq!(handlers.find(&html).map(|found| found.as_str()), None);
    let links = regex::Regex::new(r#"(?:src|href)="([^"]+)""#).unwrap();
    let links: BTreeSet<_> = links.captures_iter(&html).map(|found| found.get(1).unwrap().as_str()).collect();
    assert_eq!(links, BTreeSet::from(["#contenido", "verificador-pagina.js", "verificador.css", "verificador.js"]));
    assert!(!asset("verificador.css").contains("url(") && !asset("verificador.css").contains("@import"));

    let words = html.split("id=\"palabras\">").nth(1).unwrap().split("</script>").next().unwrap();
    let words: BTreeMap<String, String> = serde_json::from_str(words).unwrap();
    let mut needed: BTreeSet<String> = quoted_after(&page, "word('").map(str::to_owned).collect();
    let code = regex::Regex::new(r"^[a-z0-9]+(-[a-z0-9]+)+$").unwrap();
    for quoted in judge.split('\'').chain(page.split('\'')).filter(|text| code.is_match(text)) {
        needed.insert(quoted.to_owned());
    }
    // What is no word: formats, and places of the page.
    for no_word in ["datos-del-sitio", "mismo-tamano", "titulo-resultado", "utf-8"] {
        needed.remove(no_word);
    }
    for folder in std::fs::read_dir(fixtures().join("log")).unwrap() {
        let expect = std::fs::read_to_string(folder.unwrap().path().join("expect")).unwrap();
        needed.extend(
            expect.lines().filter_map(|line| line.strip_prefix("finding ")?.split(' ').next().map(str::to_owned)),
        );
    }
    for outcome in [0, 1, 3, 4, 10, 11, 12, 30, 40] {
        needed.insert(format!("verdict-{outcome}"));
    }
    for (family, members) in [
        ("state", "bien reserva duda mal"),
        ("part", "receipt log divergence note"),
        ("own", "held log files site"),
        ("event", "recibido publicado reemplazado retirado purga catalogo informe clave cierre suprimido latido"),
        ("kind", "receipt divergence chain note key entry manifest token policy"),
        (
            "check",
            "signature bundles tiles entries hours root kept rotations witnesses inclusion divergence manifest files",
        ),
    ] {
        needed.extend(members.split(' ').map(|member| format!("{family}-{member}")));
    }
    assert!(needed.len() > 150, "{}", needed.len());
    let missing: Vec<_> = needed.iter().filter(|word| !words.contains_key(*word)).collect();
    assert!(missing.is_empty(), "no words for {missing:?}");
    assert!(words.values().all(|text| !text.trim().is_empty()));
}
