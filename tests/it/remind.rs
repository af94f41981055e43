//! Reminders of a small repository, by the command.

use std::path::Path;

use crate::support::{
    AS_OF,
    mipg::{self, Run},
    repo,
};

const MANIFEST: &str = "policies/gobierno-digital/2026/11/reporte-1f3a/manifiesto.yaml";

fn remind(folder: &Path, arguments: &[&str]) -> Run {
    mipg::run(folder, &[&["remind"], arguments].concat())
}

/// Nominal day and outcome of what a policy is reminded of.
fn told(run: &Run, policy: &str) -> Vec<(String, String)> {
    let json = run.json();
    let own = json["policies"].as_array().unwrap().iter().find(|own| own["policy"] == policy);
    let items = own.map_or(Vec::new(), |own| own["items"].as_array().unwrap().clone());
    let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
    items.iter().map(|item| (text(&item["nominal"]), text(&item["outcome"]))).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(nominal, outcome)| ((*nominal).to_owned(), (*outcome).to_owned())).collect()
}

#[test]
fn each_leader_is_told_what_is_owed() {
    let repo = repo::base();
    let run = remind(repo.path(), &["--as-of", AS_OF, "--days", "8", "--format", "json"]).expect(0);
    // The report of the 5th came, late. Sunday 15 was due on Monday 16.
    let rest = [("2026-11-15", "missed"), ("2026-11-30", "pending")];
    assert_eq!(told(&run, "gobierno-digital"), pairs(&rest));
    assert_eq!(told(&run, "transparencia"), pairs(&[&[("2026-11-05", "missed")], &rest[..]].concat()));
    assert_eq!(run.json()["inputs"]["missed_since"], "2026-11-01");
    // By default, five days and this month.
    let run = remind(repo.path(), &["--as-of", "2026-12-01", "--format", "json"]).expect(0);
    assert_eq!(told(&run, "transparencia"), []);
    let run = remind(repo.path(), &["--as-of", "2026-12-02", "--format", "json"]).expect(0);
    assert_eq!(told(&run, "transparencia"), pairs(&[("2026-12-05", "pending")]));
    assert_eq!(run.json()["inputs"]["days"], 5);
    // What had not come by then is not known.
    let run = remind(repo.path(), &["--as-of", "2026-11-19", "--format", "json"]).expect(0);
    assert_eq!(told(&run, "gobierno-digital"), pairs(&[("2026-11-05", "missed"), ("2026-11-15", "missed")]));
}

#[test]
fn the_message_names_the_role_and_says_what_to_do() {
    let repo = repo::base();
    let arguments = ["recordar", "--as-of", AS_OF, "--dias", "8", "--politica", "gobierno-digital"];
    let run = mipg::command(repo.path()).env("COLUMNS", "80").args(arguments).output().unwrap();
    let expected = "\
Recordatorio de entregas: Alcaldía de Prueba, domingo 22 de noviembre de 2026.
Por vencer hasta el 30 de noviembre de 2026: 1. No presentadas desde el 1 de
noviembre de 2026: 1. Políticas sin nada pendiente: 0.

Gobierno Digital — Líder de la política
  ! Reporte de información, corte 2026-11-15: no presentada; venció el lunes 16
    de noviembre de 2026, hace 6 días
    Se entrega en este repositorio o por SIGOB
  · Reporte de información, corte 2026-11-30: vence el lunes 30 de noviembre de
    2026, en 8 días
    Se entrega en este repositorio o por SIGOB
";
    assert_eq!(String::from_utf8(run.stdout).unwrap(), expected);
    assert_eq!(run.status.code(), Some(0));
}

#[test]
fn what_cannot_be_read_is_not_taken_for_missing() {
    let repo = repo::base();
    repo.write(MANIFEST, "version: 1\npolitica: [\n");
    repo.commit("ilegible");
    let run = remind(repo.path(), &["--as-of", AS_OF]).expect(3);
    assert!(run.stdout.contains("Ojo: 1 sin leer (gobierno-digital/2026/11/reporte-1f3a)."), "{}", run.stdout);
    // It is nothing to the others.
    let _ = remind(repo.path(), &["--as-of", AS_OF, "--policy", "transparencia"]).expect(0);
    repo.write("policies/repositorio.yaml", "version: 1\n");
    repo.commit("sin ajustes");
    let run = remind(repo.path(), &["--as-of", AS_OF]).expect(3);
    assert!(run.stdout.is_empty() && run.stderr.contains("policies/repositorio.yaml"), "{}", run.stderr);
}

#[test]
fn a_policy_may_be_called_by_its_name() {
    let repo = repo::base();
    for command in ["remind", "status", "calendar"] {
        for name in ["Gobierno Digital", "GOBIERNO DIGITAL", "gobierno-digital"] {
            let run = mipg::run(repo.path(), &[command, "--as-of", AS_OF, "--policy", name]).expect(0);
            assert!(!run.stdout.contains("Transparencia"), "{command} {name}: {}", run.stdout);
        }
    }
}

#[test]
fn what_is_on_its_way_is_whole_and_what_the_server_took_in_is_not_on_its_way() {
    const FOLDER: &str = "policies/gobierno-digital/2026/11/reporte-2b2b";
    let repo = repo::base();
    let main = repo.git(&["rev-parse", "HEAD"]).trim().to_owned();
    let listed = "{ruta: informe.csv, sha256: 87428fc522803d31065e7bce3cf03fe475096631e5e07bbd7a0fde60c4cf25c7, bytes: 2, formato: text/csv}";
    repo.write(
        &format!("{FOLDER}/manifiesto.yaml"),
        format!(
            "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: Informe de prueba\ncorte: 2026-11-30\narchivos:\n  - {listed}\n"
        ),
    );
    repo.commit("sin el archivo");
    let branch = "refs/remotes/origin/entrega/gobierno-digital-2026-11-reporte-2b2b";
    let send = || {
        repo.git(&["update-ref", branch, "HEAD"]);
        repo.git(&["reset", "-q", "--hard", &main]);
    };
    send();
    let asked = ["--as-of", AS_OF, "--days", "8", "--policy", "gobierno-digital"];
    let run = remind(repo.path(), &asked).expect(0);
    assert!(!run.stdout.contains("ya se envió") && run.stderr.is_empty(), "{} {}", run.stdout, run.stderr);
    repo.git(&["reset", "-q", "--hard", branch]);
    repo.write(&format!("{FOLDER}/informe.csv"), "a\n");
    repo.commit("entera");
    send();
    let run = remind(repo.path(), &asked).expect(0);
    assert!(run.stdout.contains("Falta incorporarla: gobierno-digital/2026/11/reporte-2b2b"), "{}", run.stdout);
    // The server took it in, and this copy does not have that yet.
    repo.git(&["update-ref", "refs/remotes/origin/main", branch]);
    let run = remind(repo.path(), &asked).expect(0);
    assert!(!run.stdout.contains("Falta incorporarla"), "{}", run.stdout);
    assert!(run.stderr.contains("su copia está atrás de `origin/main`"), "{}", run.stderr);
    let run = mipg::run(repo.path(), &["status", "--as-of", AS_OF, "--lang", "en"]).expect(0);
    assert!(run.stderr.contains("your copy is behind `origin/main`"), "{}", run.stderr);
    repo.git(&["merge", "-q", "--ff-only", branch]);
    assert!(remind(repo.path(), &asked).expect(0).stderr.is_empty());
}

#[test]
fn words_that_are_off_are_refused() {
    let repo = repo::base();
    for (arguments, says) in [
        (&["--days", "1000"][..], "--days"),
        (&["--days", "-1"], "-1"),
        (&["--missed-since", "ayer"], "2026-12-05"),
        (&["--policy", "transparensia"], "transparencia"),
        (&["--format", "ics"], "human, json"),
        (&["--output", "csv=x"], "human, json"),
    ] {
        let run = remind(repo.path(), arguments).expect(2);
        assert!(run.stdout.is_empty() && run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
    }
}
