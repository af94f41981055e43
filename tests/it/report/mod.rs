//! What a vigencia has evidence for, and the report of it, on a small repository with its questionnaire and its trail.

mod command;
mod coverage;
mod figures;
mod render;

use std::{fmt::Write as _, sync::Arc};

use mipg::{
    digest::Digest,
    holdings::{self, Holdings},
    messages::Lang,
    registro::{Times, Trail, times::Trust},
    status::TrailUse,
    trail::{entry::Event, policy::Policy},
};

use crate::{
    support::{
        log::key,
        moment,
        repo::{self, Repo},
    },
    times::{cosigned, log, open, received, witness},
};

/// The moment asked, unless another is said.
const AS_OF: &str = "2027-01-31T12:00:00-05:00";
/// When what is handed in is committed.
const HANDED_IN: &str = "2026-12-03T10:00:00-05:00";

/// A file of a submission: its name, its bytes, and more of its entry in the manifest.
struct File<'a> {
    name: &'a str,
    bytes: &'a [u8],
    /// Bytes that the manifest says it has, where they are others.
    stated: &'a [u8],
    format: &'a str,
    more: &'a str,
}

impl<'a> File<'a> {
    fn text(name: &'a str, text: &'a str) -> Self {
        Self { name, bytes: text.as_bytes(), stated: text.as_bytes(), format: "text/plain", more: "" }
    }
}

/// A text in double quotes.
fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Writes a submission of December 2026, uncommitted; its path and its manifest. `more` are lines of the manifest.
fn hand_in(repo: &Repo, policy: &str, name: &str, title: &str, files: &[File<'_>], more: &str) -> (String, Vec<u8>) {
    let path = format!("{policy}/2026/12/{name}");
    let mut manifest =
        format!("version: 1\npolitica: {policy}\nclase: documento\ntitulo: {}\narchivos:\n", quoted(title));
    for File { name, bytes, stated, format, more } in files {
        let (digest, size) = (Digest::of(stated), stated.len());
        let name_text = serde_json::to_string(name).unwrap();
        writeln!(
            manifest,
            "  - ruta: {name_text}\n    sha256: {digest}\n    bytes: {size}\n    formato: {format}{more}"
        )
        .unwrap();
        if !bytes.is_empty() {
            repo.write(&format!("policies/{path}/{name}"), bytes);
        }
    }
    manifest.push_str(more);
    repo.write(&format!("policies/{path}/manifiesto.yaml"), &manifest);
    (path, manifest.into_bytes())
}

/// The base of the fixtures with holidays and a questionnaire of this text for 2026.
fn entity(questionnaire: &str) -> Repo {
    let repo = repo::base();
    let holidays = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/catalogo/festivos-co.yaml");
    repo.write("policies/catalogo/festivos-co.yaml", std::fs::read(holidays).unwrap());
    edit(&repo, "policies/repositorio.yaml", "cuestionario: null", "cuestionario: furag-2026");
    repo.write("policies/catalogo/furag-2026.yaml", questionnaire);
    repo.commit_as("cuestionario", "oficina@example.gov.co", "2026-11-21T09:00:00-05:00");
    repo
}

fn edit(repo: &Repo, path: &str, old: &str, new: &str) {
    let text = std::fs::read_to_string(repo.file(path)).unwrap();
    assert!(text.contains(old), "{old}");
    repo.write(path, text.replacen(old, new, 1));
}

/// Names evidence: `(submission, file, criteria, questions)`, as they are written.
fn supports(repo: &Repo, policy: &str, lines: &[(&str, &str, &str, &str)], not_applicable: &str) {
    let mut text = format!("version: 1\npolitica: {policy}\nvigencia: 2026\nsoportes:\n");
    for (submission, file, criteria, questions) in lines {
        writeln!(
            text,
            "  - {{entrega: {submission}, archivo: {file}, criterios: [{criteria}], preguntas: [{questions}]}}"
        )
        .unwrap();
    }
    if lines.is_empty() {
        text = text.replace("soportes:\n", "soportes: []\n");
    }
    text.push_str(not_applicable);
    repo.write(&format!("policies/{policy}/soportes-2026.yaml"), text);
}

fn commit(repo: &Repo, at: &str) {
    repo.commit_as("entrega", "oficina@example.gov.co", at);
}

/// Reads the repository at a moment, with its trail where it has one and the word of the witness of the tests.
fn held(repo: &Repo, as_of: &str) -> Holdings {
    let repository = Arc::clone(&open(repo));
    let text = format!("log {}\nwitness testigo {}\nquorum testigo\n", key().verifier(), witness().verifier());
    let policy = Policy::parse(text.as_bytes()).unwrap();
    let trust = Trust { policy: Some(&policy), ..Trust::default() };
    let trail = match Trail::open(&repository).unwrap() {
        Some((_, trail)) => TrailUse::Taken(Arc::new(Times::read(&trail, &trust, None).unwrap())),
        None => TrailUse::Absent,
    };
    holdings::read(&holdings::Request {
        repository: &repository,
        rev: "main",
        as_of: moment(as_of),
        trail: &trail,
        lang: Lang::Es,
        progress: &|_, _| {},
    })
    .unwrap()
}
