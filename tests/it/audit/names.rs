//! Submissions on main whose names no log can hold: told as what they are, for as long as they are there.

use std::{io::Write as _, process::Stdio};

use serde_json::json;

use super::{SECOND, Trial, finds, key};
use crate::support::{mipg, repo::command};

/// Puts a submission of one file under a name that a work tree need not be able to hold, on main; the commit.
fn plant(trial: &Trial, folder: &[u8], text: &str) -> String {
    let manifest =
        String::from_utf8(trial.repo.try_git(&["show", &format!("main:policies/{SECOND}/manifiesto.yaml")]).stdout);
    let manifest = manifest.unwrap().replace("Entrega de prueba", text);
    let file =
        String::from_utf8(trial.repo.try_git(&["show", &format!("main:policies/{SECOND}/acta.txt")]).stdout).unwrap();
    let mut index = Vec::new();
    for (name, bytes) in [("manifiesto.yaml", manifest), ("acta.txt", file)] {
        let place = trial.file(name);
        std::fs::write(&place, bytes).unwrap();
        let object = trial.repo.git(&["hash-object", "-w", place.to_str().unwrap()]);
        index.extend_from_slice(format!("100644 {object}\tpolicies/gobierno-digital/2026/11/").as_bytes());
        index.extend_from_slice(folder);
        index.extend_from_slice(format!("/{name}\0").as_bytes());
    }
    trial.repo.git(&["read-tree", "main"]);
    let git = command(trial.repo.path()).args(["update-index", "-z", "--index-info"]).stdin(Stdio::piped()).spawn();
    let mut git = git.unwrap();
    git.stdin.take().unwrap().write_all(&index).unwrap();
    assert!(git.wait().unwrap().success());
    let tree = trial.repo.git(&["write-tree"]);
    onto_main(trial, &tree)
}

/// One more commit of main, with this tree.
fn onto_main(trial: &Trial, tree: &str) -> String {
    let commit = trial.repo.git(&["commit-tree", tree, "-p", "main", "-m", "otra"]);
    trial.repo.git(&["update-ref", "refs/heads/main", &commit]);
    commit
}

#[test]
fn a_name_that_no_entry_can_hold_is_told_as_that_until_it_is_gone() {
    let trial = Trial::two();
    let clean = trial.repo.git(&["rev-parse", "main^{tree}"]);
    let long = "a".repeat(1_000);
    plant(&trial, long.as_bytes(), "Larga");
    let told = [("submissions", "name-unloggable")];
    // Whether or not somebody has logged since: no append will ever bring it.
    for _ in 0..2 {
        let audit = trial.audit(1, &[]);
        finds(&audit, &told);
        assert_eq!((&audit["checks"]["submissions"], &audit["pending"]), (&json!([2, 3]), &json!(0)));
        assert_eq!(audit["findings"][0]["path"], json!(format!("gobierno-digital/2026/11/{long}")));
        trial.log();
    }
    let human = mipg::run(trial.repo.path(), &["audit", "--key", &key(5).verifier().to_string()]).expect(1).stdout;
    assert!(human.contains("no cabe en ninguna entrada") && human.contains("nombre corto"), "{human}");
    // A change that brings it is refused.
    assert!(
        mipg::check(trial.repo.path(), &["--base", "main~1", "--head", "main", "--format", "json"])
            .expect(1)
            .rules()
            .contains(&"path-too-long".to_owned())
    );
    // Another manifest of it, and its withdrawal: still one thing to mend, told once for each check.
    plant(&trial, long.as_bytes(), "Otra entrega");
    finds(&trial.audit(1, &[]), &told);
    onto_main(&trial, &clean);
    let audit = trial.audit(10, &[]);
    finds(&audit, &[("submissions", "name-unloggable-once")]);
    assert_eq!((&audit["checks"]["submissions"], &audit["findings"][0]["level"]), (&json!([2, 2]), &json!("notice")));
}

#[test]
fn the_longest_name_that_check_lets_in_fits_in_an_entry() {
    let trial = Trial::two();
    let stem = "policies/gobierno-digital/2026/11//manifiesto.yaml".len();
    // As the settings may allow at most.
    plant(&trial, "a".repeat(240 - stem).as_bytes(), "Larga");
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!(audit["pending_of"]["submissions"], json!(1));
    trial.log();
    assert_eq!(trial.audit(10, &[])["checks"]["submissions"], json!([3, 3]));
}

#[test]
fn a_folder_whose_name_is_no_text_is_not_passed_over() {
    let trial = Trial::two();
    let clean = trial.repo.git(&["rev-parse", "main^{tree}"]);
    for name in [&b"reporte-\xff"[..], &[b'a'; 4097]] {
        plant(&trial, name, "Rara");
        trial.log();
        let audit = trial.audit(3, &[]);
        finds(&audit, &[("submissions", "name-unread")]);
        assert_eq!(audit["checks"]["submissions"], json!([2, 3]));
        let rules = mipg::check(trial.repo.path(), &["--base", "main~1", "--head", "main", "--format", "json"])
            .expect(1)
            .rules();
        assert!(rules.iter().any(|rule| rule == "path-not-utf8" || rule == "path-too-long"), "{rules:?}");
        onto_main(&trial, &clean);
        let audit = trial.audit(10, &[]);
        finds(&audit, &[("submissions", "name-unread-once")]);
        assert_eq!(audit["checks"]["submissions"], json!([2, 2]));
        trial.repo.git(&["update-ref", "refs/heads/main", "main~2"]);
    }
}
