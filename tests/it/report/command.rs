//! `mipg report --year`: what it writes, its exit codes, and what it refuses.

use crate::support::mipg::{self, Run};

use super::*;

fn report(repo: &Repo, arguments: &[&str]) -> Run {
    mipg::run(repo.path(), &[&["report", "--year", "2026"], arguments].concat())
}

const FORM: &str = "\
version: 1
vigencia: 2026
fuente: {documento: Cuestionario de prueba}
estado: sin-verificar
importado_de: null
preguntas:
  - {codigo: GDI200, politica: gobierno-digital, texto: ¿Qué hizo la entidad?, tipo: abierta-texto, pide_evidencia: true}
";

#[test]
fn the_moment_follows_from_the_revision_and_every_format_is_written() {
    let repo = entity(FORM);
    let (path, _) =
        hand_in(&repo, "gobierno-digital", "documento-0001", "Plan de prueba", &[File::text("a.txt", "a\n")], "");
    supports(&repo, "gobierno-digital", &[(&path, "a.txt", "GD-01", "{codigo: GDI200}")], "");
    commit(&repo, HANDED_IN);
    let folder = tempfile::tempdir().unwrap();
    let names =
        ["html", "xlsx", "csv", "json"].map(|format| format!("{format}={}", folder.path().join(format).display()));
    let outputs: Vec<&str> = names.iter().flat_map(|name| ["--output", name.as_str()]).collect();
    let run = report(&repo, &outputs).expect(0);
    assert!(run.stdout.contains("Al 3 de diciembre de 2026, 10:00"), "{}", run.stdout);
    assert!(
        run.stdout.contains("Preguntas que piden evidencia y la tienen: 1 de 1") && run.stderr.is_empty(),
        "{}",
        run.stderr
    );
    let json: serde_json::Value = serde_json::from_slice(&std::fs::read(folder.path().join("json")).unwrap()).unwrap();
    assert_eq!(json, report(&repo, &["--format", "json"]).expect(0).json());
    let first: Vec<Vec<u8>> =
        ["html", "xlsx", "csv", "json"].map(|name| std::fs::read(folder.path().join(name)).unwrap()).into();
    assert!(first[1].starts_with(b"PK") && first[0].starts_with(b"<!DOCTYPE html>"));
    let _ = report(&repo, &outputs).expect(0);
    let again: Vec<Vec<u8>> =
        ["html", "xlsx", "csv", "json"].map(|name| std::fs::read(folder.path().join(name)).unwrap()).into();
    assert!(first == again, "the same revision gives other bytes");
    // The words that the page gives make the page again.
    let page = String::from_utf8(first[0].clone()).unwrap();
    let told = page.split("<code>mipg report ").nth(1).unwrap().split("</code>").next().unwrap();
    let words: Vec<&str> = told.split(' ').filter(|word| !word.contains(['=', '&'])).collect();
    let arguments = [&["report"], &words[..words.len() - 1], &["--format", "html"]].concat();
    assert_eq!(mipg::run(repo.path(), &arguments).expect(0).stdout, page);
    // Those of a site at another address do too.
    let other =
        report(&repo, &["--base-url", "https://alcaldia.example.gov.co/mipg", "--format", "html"]).expect(0).stdout;
    assert!(other.contains(" --base-url https://alcaldia.example.gov.co/mipg/ --output html="), "{other}");
    assert!(!other.contains("https://mipg.example.gov.co/") && page != other);
    let english = report(&repo, &["--lang", "en"]).expect(0);
    assert!(english.stdout.contains("Criteria with valid evidence: 1 of 2"), "{}", english.stdout);
}

#[test]
fn what_could_not_be_read_is_3_and_is_said() {
    let repo = entity(FORM);
    edit(&repo, "policies/repositorio.yaml", "cuestionario: furag-2026", "cuestionario: null");
    commit(&repo, HANDED_IN);
    let run = report(&repo, &[]).expect(3);
    assert!(run.stdout.contains("no nombra el cuestionario de la vigencia 2026"), "{}", run.stdout);
    let run = report(&repo, &["--format", "csv"]).expect(3);
    assert!(run.stderr.contains("no nombra el cuestionario"), "{}", run.stderr);
    let run = mipg::run(repo.path(), &["report", "--year", "2031"]).expect(3);
    assert!(run.stdout.contains("no tiene la vigencia 2031"), "{}", run.stdout);
}

#[test]
fn words_that_do_not_go_together_are_refused() {
    let repo = entity(FORM);
    let _ = mipg::run(repo.path(), &["report"]).expect(2);
    let _ = report(&repo, &["--sheet", "Preguntas"]).expect(2);
    let _ = report(&repo, &["--import", "libro.xlsx", "--rev", "HEAD"]).expect(2);
    let run = report(&repo, &["--import", "libro.xlsx", "--format", "html"]).expect(2);
    assert!(run.stderr.contains("human o json"), "{}", run.stderr);
    let _ = report(&repo, &["--format", "pdf"]).expect(2);
    let _ = report(&repo, &["--as-of", "ayer"]).expect(2);
}
