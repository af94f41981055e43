//! `mipg status --as-of` on repositories whose later history would say otherwise of that moment.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::{
    mipg,
    repo::{self, Repo},
};

const DIGEST: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

/// Writes a report of several files, each with a digest of its own; `more` are lines of its manifest.
fn hand_in(repo: &Repo, path: &str, files: &[&str], more: &str) {
    let policy = path.split('/').next().unwrap();
    let listed: String = files
        .iter()
        .enumerate()
        .map(|(at, name)| {
            let digest = DIGEST.replace('e', &format!("{:x}", (path.len() + at) % 16));
            repo.write(&format!("policies/{path}/{name}"), "a\n");
            format!("  - {{ruta: {name}, sha256: {digest}, bytes: 2, formato: text/plain}}\n")
        })
        .collect();
    repo.write(
        &format!("policies/{path}/manifiesto.yaml"),
        format!(
            "version: 1\npolitica: {policy}\nclase: reporte\ntitulo: Informe de prueba\ncorte: 2026-12-15\n\
             archivos:\n{listed}{more}"
        ),
    );
}

fn commit(repo: &Repo, date: &str) -> String {
    repo.commit_as("entrega", "oficina@example.gov.co", &format!("{date}:00-05:00"))
}

fn base() -> Repo {
    let repo = repo::base();
    let holidays = Path::new(env!("CARGO_MANIFEST_DIR")).join("policies/catalogo/festivos-co.yaml");
    repo.write("policies/catalogo/festivos-co.yaml", std::fs::read(holidays).unwrap());
    commit(&repo, "2026-11-21T09:00");
    repo
}

/// The instance of 15 December of Gobierno Digital, as of a moment, at a revision.
fn instance(repo: &Repo, as_of: &str, rev: &str) -> Value {
    let as_of = format!("{as_of}:00-05:00");
    let arguments = ["status", "--as-of", &as_of, "--rev", rev, "--month", "2026-12", "--format", "json"];
    let json = mipg::run(repo.path(), &arguments).expect(0).json();
    let all = json["instances"].as_array().unwrap();
    all.iter().find(|one| one["id"] == "reporte/gobierno-digital/2026-12-15").unwrap().clone()
}

fn told(one: &Value) -> Value {
    json!([one["outcome"], one["answer"], one["time"], one["source"]])
}

const FIRST: &str = "gobierno-digital/2026/12/reporte-0001";
const NEXT: &str = "gobierno-digital/2026/12/reporte-00002";

#[test]
fn a_correction_that_copies_the_filing_of_what_it_corrects_is_not_seen_before_it_came() {
    let repo = base();
    let sigob = "sigob: {radicado: AMC-OFI-0000001-2026, fecha: 2026-12-14T16:12:00-05:00, soporte: caratula.txt}\n";
    hand_in(&repo, FIRST, &["a.txt", "caratula.txt"], sigob);
    let then = commit(&repo, "2026-12-17T09:00");
    let manifest = std::fs::read(repo.file(&format!("policies/{FIRST}/manifiesto.yaml"))).unwrap();
    let manifest = ::mipg::digest::Digest::of(&manifest);
    let more =
        format!("{sigob}reemplaza: {{entrega: {FIRST}, sha256: {manifest}, motivo: El primero estaba en blanco.}}\n");
    hand_in(&repo, NEXT, &["b.txt", "caratula.txt"], &more);
    commit(&repo, "2027-01-20T08:00");
    let first = json!(["on-time", FIRST, "2026-12-14T16:12:00-05:00", "sigob"]);
    for as_of in ["2026-12-20T12:00", "2027-01-20T07:59"] {
        let now = instance(&repo, as_of, "HEAD");
        assert_eq!((told(&now), &now["others"]), (first.clone(), &json!([])), "{as_of}");
        assert_eq!(now, instance(&repo, as_of, &then), "{as_of}");
    }
    let after = instance(&repo, "2027-01-20T08:00", "HEAD");
    assert_eq!(told(&after), json!(["late", NEXT, "2027-01-20T08:00:00-05:00", "commit"]));
    assert_eq!(
        json!([after["kept"], after["lost_time"], after["sigob_time"]]),
        json!([false, "2026-12-14T16:12:00-05:00", null])
    );
    let text = |command: &[&str]| {
        let arguments = [command, &["--as-of", "2027-01-31T12:00:00-05:00"]].concat();
        mipg::run(repo.path(), &arguments).expect(0).stdout.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let lost = "corrección tardía: pierde la fecha del 14 de diciembre de 2026";
    assert!(text(&["status", "--month", "2026-12", "--policy", "gobierno-digital"]).contains(lost));
    let life = text(&["history", NEXT]);
    assert!(life.contains(lost) && !life.contains("2026-12-14 16:12"), "{life}");
    // One number with two dates is told; that of one date is not.
    assert!(!text(&["status"]).contains("AMC-OFI-0000001-2026"));
    let other = sigob.replace("T16:12", "T16:13");
    hand_in(&repo, "transparencia/2026/12/reporte-0003", &["a.txt", "caratula.txt"], &other);
    commit(&repo, "2027-01-21T08:00");
    assert!(text(&["status"]).contains(&format!(
        "el radicado AMC-OFI-0000001-2026 de SIGOB tiene fechas distintas: 2026-12-14 16:12 ({NEXT} y 1 más), 2026-12-14 16:13 (transparencia/2026/12/reporte-0003)"
    )));
}

#[test]
fn a_withdrawal_counts_from_the_version_that_names_every_file() {
    let repo = base();
    hand_in(&repo, FIRST, &["a.txt", "b.txt"], "");
    let then = commit(&repo, "2026-12-14T09:00");
    let withdrawal = |files: &str| {
        // The day it states is before all of it.
        let text = format!(
            "version: 1\nmotivo: Tenía datos de personas que no debían publicarse.\n\
             fundamento: Decisión de la dependencia responsable, de prueba.\nautoriza: Secretaría General\n\
             fecha: 2026-12-14\narchivos: [{files}]\n"
        );
        repo.write(&format!("policies/{FIRST}/retiro.yaml"), text);
    };
    withdrawal("a.txt");
    repo.git(&["rm", "-q", &format!("policies/{FIRST}/a.txt")]);
    commit(&repo, "2027-01-10T10:00");
    withdrawal("a.txt, b.txt");
    repo.git(&["rm", "-q", &format!("policies/{FIRST}/b.txt")]);
    commit(&repo, "2027-01-15T10:00");
    for as_of in ["2026-12-31T12:00", "2027-01-12T12:00", "2027-01-15T09:59"] {
        let now = instance(&repo, as_of, "HEAD");
        assert_eq!(told(&now), json!(["on-time", FIRST, "2026-12-14T09:00:00-05:00", "commit"]), "{as_of}");
        assert_eq!(now, instance(&repo, as_of, &then), "{as_of}");
    }
    let after = instance(&repo, "2027-01-15T10:00", "HEAD");
    assert_eq!((told(&after), &after["others"]), (json!(["missed", null, null, null]), &json!([FIRST])));
}

#[test]
fn a_contingency_counts_once_it_begins_or_is_announced_and_tells_that_it_was_written_late() {
    let contingency = |date: &str| {
        let repo = base();
        let settings = std::fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
        let fresh = "contingencias:\n  - {desde: 2026-12-15, hasta: 2026-12-16, motivo: Caída del servicio., \
                     acto: Circular 3 de 2026}\n";
        assert!(!settings.contains("\ncontingencias:"), "{settings}");
        repo.write("policies/repositorio.yaml", format!("{settings}{fresh}"));
        commit(&repo, date);
        repo
    };
    let announced = contingency("2026-12-10T08:00");
    let shown = |repo: &Repo, as_of: &str| {
        let one = instance(repo, as_of, "HEAD");
        json!([one["effective"], one["contingency"]["act"], one["contingency_noted_late"]])
    };
    assert_eq!(shown(&announced, "2026-12-10T07:59"), json!(["2026-12-15", null, null]));
    assert_eq!(shown(&announced, "2026-12-10T08:00"), json!(["2026-12-17", "Circular 3 de 2026", null]));
    // Written once the deadline had passed.
    let late = contingency("2026-12-16T08:00");
    let noted = "2026-12-16T08:00:00-05:00";
    assert_eq!(shown(&late, "2026-12-14T23:59"), json!(["2026-12-15", null, null]));
    assert_eq!(shown(&late, "2026-12-15T00:00"), json!(["2026-12-17", "Circular 3 de 2026", noted]));
    assert_eq!(shown(&late, "2026-12-20T12:00"), json!(["2026-12-17", "Circular 3 de 2026", noted]));
    let arguments = ["status", "--as-of", "2026-12-20T12:00:00-05:00", "--month", "2026-12"];
    let text = mipg::run(late.path(), &arguments).expect(0).stdout;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        text.contains("(Circular 3 de 2026), escrita en la configuración el 2026-12-16, después del plazo"),
        "{text}"
    );
}
