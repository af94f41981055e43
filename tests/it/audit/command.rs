//! The command: its words, its outputs, and the sample.

use super::{Trial, key};
use crate::support::{mipg, repo};

#[test]
fn the_example_agrees_with_itself() {
    let folder = tempfile::tempdir().unwrap();
    let _ = mipg::run(folder.path(), &["demo", "ejemplo"]).expect(0);
    let cloned = repo::git(folder.path(), &["clone", "-q", "ejemplo", "clon"]);
    assert!(cloned.status.success());
    let clone = folder.path().join("clon");
    let audit = mipg::run(&clone, &["auditar", "--format", "json"]).expect(12).json();
    assert_eq!(audit["findings"], serde_json::json!([]));
    for (check, of) in [
        ("entries", 1822),
        ("hours", 1822),
        ("bundles", 8),
        ("tiles", 9),
        ("manifests", 886),
        ("submissions", 886),
        ("unchanged", 886),
        ("descent", 886),
        ("dates", 886),
    ] {
        assert_eq!(audit["checks"][check], serde_json::json!([of, of]), "{check}");
    }
    assert_eq!(audit["checks"]["files"], serde_json::json!([1336, 1343]));
    assert_eq!((&audit["external"]["files"], &audit["pending"]), (&7.into(), &0.into()));
    let told = audit["not_established"].as_array().unwrap();
    assert!(told.iter().any(|line| line.as_str().unwrap().contains("ejemplo")), "{told:?}");
}

#[test]
fn people_read_the_verdict_first() {
    let trial = Trial::two();
    let human = mipg::run(trial.repo.path(), &["audit"]).expect(12).stdout;
    assert!(human.starts_with("CONCUERDA CONSIGO MISMO: clave tomada del propio repositorio"), "{human}");
    let is_told = |line: &str| line.starts_with("  Archivos en la historia ") && line.ends_with(" 3 de 3");
    assert!(human.lines().any(is_told), "{human}");
    assert!(human.contains("No establece:") && human.contains("mipg audit --rev "), "{human}");
    trial.repo.git(&["rm", "-q", "-r", "policies/gobierno-digital/2026/11/reporte-2c4d"]);
    trial.repo.commit("limpieza");
    let human = mipg::run(trial.repo.path(), &["audit", "--lang", "en"]).expect(1).stdout;
    assert!(human.starts_with("IT DOES NOT AGREE"), "{human}");
    let place = "    --> policies/gobierno-digital/2026/11/reporte-2c4d/acta.txt · entry 7 · commit ";
    assert!(human.contains("  finding[published-removed]: the file vanished") && human.contains(place), "{human}");
    let help = mipg::run(trial.repo.path(), &["help", "auditar"]).expect(0).stdout;
    assert!(help.contains("mipg audit --muestra 30") && help.contains("30 contradice"), "{help}");
}

#[test]
fn the_report_is_one_page_that_needs_nothing_and_runs_nothing() {
    let trial = Trial::two();
    let page = trial.file("informe.html");
    let output = format!("html={}", page.display());
    let as_of = ["--as-of", "2026-11-22T10:00:00-05:00"];
    let hostile = trial.file("<img src=x>");
    std::fs::copy(trial.file("dos"), &hostile).unwrap();
    trial.reforge(|entries| entries[0].tool = "otro".to_owned());
    let hostile = hostile.to_str().unwrap();
    let arguments = [&["audit", "--checkpoint", hostile, "--output", &output][..], &as_of].concat();
    let _ = mipg::run(trial.repo.path(), &arguments).expect(30);
    let html = std::fs::read_to_string(&page).unwrap();
    assert!(html.contains("<html lang=\"es\">") && html.contains("DIVERGE: "), "{html}");
    assert!(html.contains("&lt;img src=x&gt;") && !html.contains("<img"), "{html}");
    for needs in ["<script", "http://", "https://", "src=\"", "<link", "url("] {
        assert!(!html.contains(needs), "{needs}");
    }
    for part in ["22 de noviembre de 2026, 10:00:00", "<caption>", "scope=\"row\"", "Qué no establece", "kept-fork"] {
        assert!(html.contains(part), "{part}\n{html}");
    }
    let again = mipg::run(trial.repo.path(), &arguments).expect(30);
    assert_eq!((std::fs::read_to_string(&page).unwrap(), again.code), (html, 30));
}

#[test]
fn a_sample_is_the_same_for_everybody() {
    let trial = Trial::new();
    for number in 0..12 {
        let path = format!("gobierno-digital/2026/11/reporte-00{number:02}");
        trial.hand_in(&path, &format!("Acta {number}.\n"), "");
    }
    trial.repo.commit("muchas");
    trial.log();
    let run = |arguments: &[&str]| mipg::run(trial.repo.path(), &[&["audit"], arguments].concat()).expect(12).stdout;
    let csv = run(&["--muestra", "5"]);
    assert!(csv.starts_with("\u{feff}n.º;entrega;título;"), "{csv}");
    assert_eq!((csv.lines().count(), csv.matches("\r\n").count()), (6, 6));
    let drawn = |csv: &str| -> Vec<String> {
        csv.lines().skip(1).map(|line| line.split(';').nth(1).unwrap().to_owned()).collect()
    };
    assert_eq!(run(&["--muestra", "5"]), csv);
    // Anyone can draw it with other tools: sha256sum of the root, a line end and the path.
    let note = String::from_utf8(trial.repo.try_git(&["show", "registro:checkpoint"]).stdout).unwrap();
    let root = note.lines().nth(2).unwrap();
    let paths = (0..12).map(|number| format!("gobierno-digital/2026/11/reporte-00{number:02}"));
    let rank = |seed: &str, path: &str| ::mipg::digest::Digest::of(format!("{root}\n{seed}{path}").as_bytes());
    let mut all: Vec<String> = paths.chain([super::FIRST.to_owned()]).collect();
    all.sort_by_key(|path| rank("", path));
    assert_eq!(drawn(&csv), all[..5]);
    // A larger one begins with the smaller; a seed draws another; more than there are gives all.
    assert_eq!(drawn(&run(&["--muestra", "8"])), all[..8]);
    all.sort_by_key(|path| rank("2026\n", path));
    assert_eq!(drawn(&run(&["--muestra", "5", "--semilla", "2026"])), all[..5]);
    assert_eq!(drawn(&run(&["--muestra", "99"])).len(), 13);
    let row = csv.lines().nth(1).unwrap();
    assert!(row.ends_with(";;;;;") && row.contains(";Entrega de prueba;1;"), "{row}");
}

#[test]
fn wrong_words_are_refused() {
    let trial = Trial::new();
    let refused = |arguments: &[&str], says: &str| {
        let run = mipg::run(trial.repo.path(), &[&["audit"], arguments].concat()).expect(2);
        assert!(run.stderr.contains(says) && run.stdout.is_empty(), "{}", run.stderr);
    };
    refused(&["--format", "csv"], "--muestra");
    refused(&["--output", "csv=x.csv"], "--muestra");
    refused(&["--muestra", "0"], "--muestra");
    refused(&["--semilla", "x"], "--muestra");
    refused(&["--muestra", "3", "--semilla", "a\nb"], "una línea");
    refused(&["--key", "x"], "no es una clave verificadora");
    use ::mipg::trail::note::{Algorithm, KeyName, secret_text};
    let secret = secret_text(&KeyName::new(super::ORIGIN).unwrap(), Algorithm::Ed25519, &[5; 32]);
    refused(&["--key", &secret], "PRIVADA");
    std::fs::write(trial.file("mala"), "log x\n").unwrap();
    refused(&["--policy", trial.file("mala").to_str().unwrap()], "política de confianza");
    let run = mipg::run(trial.repo.path(), &["audit", "--checkpoint", "no-existe"]).expect(3);
    assert!(run.stderr.contains("no existe"), "{}", run.stderr);
    let run = mipg::run(trial.repo.path(), &["audit", "--rev", "no-existe"]).expect(3);
    assert!(run.stderr.contains("no existe la revisión"), "{}", run.stderr);
    std::fs::write(trial.file("nada"), "no es un estado\n").unwrap();
    let key = key(5).verifier().to_string();
    let arguments = ["audit", "--key", &key, "--format", "json", "--checkpoint"];
    let run = mipg::run(trial.repo.path(), &[&arguments[..], &[trial.file("nada").to_str().unwrap()]].concat());
    assert_eq!(run.expect(3).json()["findings"][0]["code"], "kept-malformed");
}
