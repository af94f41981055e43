//! Real, hostile and damaged files handed in as evidence, one submission each, through the whole pipeline.
//!
//! The files and their true types are not part of the package: `MIPG_DATA`, or the folder `shared/data` beside the
//! package, holds `files.csv` and `files/`. Without them the test says so and checks nothing.

use std::{
    path::PathBuf,
    time::{Duration, Instant},
};

use mipg::{
    check::{self, Request},
    diagnostic::{Finding, Report, Severity, Verdict},
    digest::Digest,
    fixity::{FORMATS, Format, formats_by_extension},
    messages::Lang,
};

use crate::support::{
    self,
    case::{self, Node, Tree},
};

/// The longest that one file may take.
const LIMIT: Duration = Duration::from_secs(2);

/// One row of `files.csv`.
struct Sample {
    name: String,
    format: String,
    category: String,
    note: String,
    bytes: Vec<u8>,
}

/// What came out of handing a file in.
struct Outcome {
    sample: Sample,
    report: Report,
    took: Duration,
}

impl Outcome {
    /// Findings that keep it out.
    fn blocking(&self) -> impl Iterator<Item = &Finding> {
        let findings = self.report.findings.iter().map(|item| &item.finding);
        findings.filter(|finding| matches!(finding.severity, Severity::Error | Severity::Unchecked))
    }

    fn is_blocked(&self) -> bool {
        assert_eq!(
            self.blocking().next().is_some(),
            self.report.verdict() != Verdict::Conforming,
            "{}",
            self.sample.name
        );
        self.blocking().next().is_some()
    }

    /// Whether it is blocked, or shown to whoever hands it in.
    fn is_marked(&self) -> bool {
        self.report.findings.iter().any(|item| item.finding.severity <= Severity::Warning)
    }

    fn said(&self) -> String {
        let findings: Vec<String> = self
            .report
            .findings
            .iter()
            .map(|item| {
                format!(
                    "  {:?}[{}] {}",
                    item.finding.severity,
                    item.finding.rule.id,
                    item.finding.message.text(Lang::Es)
                )
            })
            .collect();
        format!("{} ({}, {})\n{}\n", self.sample.name, self.sample.category, self.sample.note, findings.join("\n"))
    }
}

fn samples() -> Option<Vec<Sample>> {
    let beside = || PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data"));
    let folder = std::env::var_os("MIPG_DATA").map_or_else(beside, PathBuf::from);
    let mut table = csv::Reader::from_path(folder.join("files.csv")).ok()?;
    let rows: Vec<csv::StringRecord> = table.records().map(Result::unwrap).collect();
    let sample = |row: &csv::StringRecord| Sample {
        name: row[0].to_owned(),
        format: row[1].to_owned(),
        category: row[2].to_owned(),
        note: row[row.len() - 1].to_owned(),
        bytes: std::fs::read(folder.join("files").join(&row[0])).unwrap(),
    };
    Some(rows.iter().map(sample).collect())
}

/// What whoever hands a file in would write: the true type of what is in order, and what the name says of the rest.
fn declared(sample: &Sample) -> String {
    if sample.category == "valid" || sample.category == "active" {
        return sample.format.clone();
    }
    let extension = sample.name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    let format = formats_by_extension(&extension).next().map(Format::mime);
    format.unwrap_or(&sample.format).to_owned()
}

fn hand_in(sample: Sample, base: &Tree) -> Outcome {
    let folder = "policies/gobierno-digital/2026/11/documento-5a5a";
    let format = declared(&sample);
    let manifest = format!(
        "version: 1\npolitica: gobierno-digital\nclase: documento\ntitulo: Archivo de prueba del mes\narchivos:\n  \
         - ruta: '{}'\n    sha256: '{}'\n    bytes: {}\n    formato: {format}\n    fecha: 2026-11-04\n    \
         descripcion: Archivo que se entrega para probar la revisión\n    personas: ninguna\n",
        sample.name,
        Digest::of(&sample.bytes),
        sample.bytes.len(),
    );
    let mut tree = base.clone();
    tree.insert(format!("{folder}/manifiesto.yaml").into_bytes(), Node::File(manifest.into_bytes()));
    tree.insert(format!("{folder}/{}", sample.name).into_bytes(), Node::File(sample.bytes.clone()));
    let snapshot = case::in_memory(&tree);
    let start = Instant::now();
    let report = check::check(&Request {
        snapshot: &snapshot,
        revision: None,
        change: None,
        receptions: None,
        as_of: support::moment(support::AS_OF),
        lang: Lang::Es,
        progress: &|_, _| {},
        observe: &|_| {},
    })
    .unwrap();
    Outcome { sample, report, took: start.elapsed() }
}

/// The base of the fixtures, with settings that take every format: what is judged here is the files themselves.
fn base() -> Tree {
    let mut tree = case::folder(&support::fixtures().join("base"));
    let Some(Node::File(settings)) = tree.get_mut(&b"policies/repositorio.yaml"[..]) else { panic!("no settings") };
    let formats: Vec<&str> = FORMATS.iter().map(|format| format.mime()).collect();
    settings.extend(format!("formatos: ['{}']\n", formats.join("', '")).bytes());
    tree
}

#[test]
fn real_files_are_told_apart() {
    let Some(samples) = samples() else {
        eprintln!("skipped: there is no files.csv in MIPG_DATA nor in shared/data beside the package");
        return;
    };
    let base = base();
    let outcomes: Vec<Outcome> = samples.into_iter().map(|sample| hand_in(sample, &base)).collect();
    assert!(outcomes.len() >= 100, "only {} files", outcomes.len());

    let slow: Vec<&str> = outcomes.iter().filter(|one| one.took > LIMIT).map(|one| &*one.sample.name).collect();
    assert!(slow.is_empty(), "more than two seconds: {slow:?}");

    // What asks for a password is sound, and is refused for that alone.
    let is_locked = |one: &Outcome| one.sample.note.starts_with("encrypted");
    for one in outcomes.iter().filter(|one| is_locked(one)) {
        let rules: Vec<&str> = one.blocking().map(|finding| finding.rule.id).collect();
        assert_eq!(rules, ["file-encrypted"], "{}", one.said());
    }
    // The location of a photo is no defect of the file: it is refused for what it reveals.
    let refused_for_itself = |one: &Outcome| one.blocking().any(|finding| finding.rule.id != "photo-location");

    let share = |categories: &[&str], is_right: &dyn Fn(&Outcome) -> bool| {
        let asked = outcomes.iter().filter(|one| categories.contains(&&*one.sample.category) && !is_locked(one));
        let (right, wrong): (Vec<&Outcome>, Vec<&Outcome>) = asked.partition(|one| is_right(one));
        for miss in &wrong {
            eprintln!("miss: {}", miss.said());
        }
        let all = right.len() + wrong.len();
        eprintln!("{categories:?}: {} of {all}", right.len());
        assert!(all > 0, "no file of {categories:?}");
        (right.len() * 100) as f64 / all as f64
    };
    let valid = share(&["valid"], &|one| !refused_for_itself(one));
    let active = share(&["active"], &Outcome::is_marked);
    let wrong = share(&["spoofed", "corrupt"], &Outcome::is_blocked);
    assert!(valid >= 98.0, "valid files accepted: {valid:.1} %");
    assert!(active >= 100.0, "active files blocked or marked: {active:.1} %");
    assert!(wrong >= 90.0, "spoofed and corrupt files blocked: {wrong:.1} %");
}
