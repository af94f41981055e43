//! The in-page verifier, run by node over the corpus of the audit trail and on what the page is given.
//!
//! `run.js` runs it; what it looks like in a browser is told by `.ci/verifier.js`.

mod closed;
mod manifests;

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    process::Command,
    sync::OnceLock,
};

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

/// What a command of `run.js` answers, with the scripts of a folder.
fn ask(assets: &Path, arguments: &[&str]) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/it/verifier/run.js");
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
    // As they were written, and as the site gives them.
    [(assets(), "web"), (assets(), "own"), (assets().join("min"), "web")].par_iter().for_each(|(scripts, mode)| {
        let (wrong, judged) = wrong(scripts, mode, &folders);
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
        // What a key signed that is not known here is not checked: the page says so, and no more.
        ("of an unknown key", "40 unknown signature-unknown"),
        ("of an unknown key, and a log that is changed", "3 unknown kept-untrusted signature-unknown tile-differs"),
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
