//! The branch of the log led back or elsewhere by a fast-forward: what it signed before tells.

use ::mipg::trail::witness::Portable;
use serde_json::json;

use super::{Trial, finds, key};
use crate::support::repo;

/// Moves the branch of the log to one more commit with a tree of before.
fn put(trial: &Trial, tree: &str) {
    let tree = trial.repo.git(&["rev-parse", tree]);
    let next = trial.repo.git(&["commit-tree", &tree, "-p", "registro", "-m", "registro"]);
    trial.repo.git(&["update-ref", "refs/heads/registro", &next]);
}

#[test]
fn a_rollback_that_is_a_fast_forward() {
    let trial = Trial::two();
    let audit = trial.audit(10, &[]);
    assert_eq!(audit["checks"]["line"], json!([2, 2]));
    put(&trial, "registro~1^{tree}");
    let audit = trial.audit(30, &["--evidencia", "@prueba"]);
    finds(&audit, &[("line", "line-rollback")]);
    assert_eq!((&audit["checks"]["line"], &audit["divergences"]), (&json!([1, 2]), &json!(1)));
    let folder = std::fs::read_dir(trial.file("prueba")).unwrap().next().unwrap().unwrap().path();
    let proof: Portable = std::fs::read_to_string(folder.join("prueba.txt")).unwrap().parse().unwrap();
    proof.verify(std::slice::from_ref(key(5).verifier())).unwrap();
    // Though the tree leads back through a merge whose first parent is the old log.
    let trial = Trial::two();
    let tree = trial.repo.git(&["rev-parse", "registro~1^{tree}"]);
    let merge = trial.repo.git(&["commit-tree", &tree, "-p", "registro~1", "-p", "registro", "-m", "registro"]);
    trial.repo.git(&["update-ref", "refs/heads/registro", &merge]);
    finds(&trial.audit(30, &[]), &[("line", "line-rollback")]);
    // And with the key of the log alone, where nobody brought one.
    finds(&trial.run(&[]).expect(30).json(), &[("line", "line-rollback")]);
}

#[test]
fn another_log_of_the_same_size_that_is_a_fast_forward() {
    let trial = Trial::two();
    let mut entries = trial.entries();
    entries[0].tool = "otro".to_owned();
    let entries: Vec<Vec<u8>> = entries.iter().map(|entry| entry.encode().unwrap()).collect();
    trial.forge_after(&entries, &key(5));
    let audit = trial.audit(30, &["--evidencia", "@prueba"]);
    finds(&audit, &[("line", "line-fork")]);
    assert_eq!((&audit["checks"]["line"], &audit["divergences"]), (&json!([1, 3]), &json!(2)));
    // Seen before by the clone alone, whose branch is behind.
    let trial = Trial::two();
    let clone = trial.file("clon");
    let url = format!("file://{}", trial.repo.path().display());
    assert!(repo::git(trial.files.path(), &["clone", "-q", &url, clone.to_str().unwrap()]).status.success());
    assert!(repo::git(&clone, &["branch", "-q", "registro", "origin/registro"]).status.success());
    trial.forge_after(&entries, &key(5));
    assert!(repo::git(&clone, &["fetch", "-q", "origin"]).status.success());
    let audit = trial.run_in(&clone, &[]).expect(30).json();
    finds(&audit, &[("line", "line-fork")]);
}

#[test]
fn what_a_stranger_pushed_and_was_taken_back_proves_nothing() {
    let trial = Trial::two();
    let mut entries = trial.entries();
    entries[0].tool = "otro".to_owned();
    let entries: Vec<Vec<u8>> = entries.iter().map(|entry| entry.encode().unwrap()).collect();
    trial.forge_after(&entries, &key(6));
    put(&trial, "registro~1^{tree}");
    let audit = trial.audit(10, &[]);
    finds(&audit, &[("line", "line-foreign")]);
    assert_eq!(audit["checks"]["line"], json!([2, 2]));
    assert_eq!(audit["findings"][0]["args"]["count"], 1);
}

#[test]
fn attestations_that_were_taken_away_or_changed() {
    let attested = || {
        let trial = Trial::two();
        let witness = super::honest::witnessed(&trial);
        super::honest::attach_cosignature(&trial, &witness, 7200);
        finds(&trial.run(&["--policy", "@politica"]).expect(0).json(), &[]);
        trial
    };
    let lost = ("line", "beside-lost");
    let trial = attested();
    trial.edit_log(|folder| std::fs::remove_file(folder.join("atestacion/8/cosig-personeria")).unwrap());
    let audit = trial.audit(1, &[]);
    finds(&audit, &[lost]);
    assert_eq!(audit["findings"][0]["path"], "atestacion/8/cosig-personeria");
    assert_eq!(audit["checks"]["line"], json!([2, 3]));
    // The whole of it.
    let trial = attested();
    trial.edit_log(|folder| std::fs::remove_dir_all(folder.join("atestacion")).unwrap());
    let audit = trial.audit(1, &[]);
    finds(&audit, &[lost]);
    assert_eq!(audit["findings"][0]["path"], "atestacion");
    // Put back in another commit, it is there again.
    put(&trial, "registro~1^{tree}");
    finds(&trial.audit(10, &[]), &[]);
    // A link in its place, and a folder where there are none.
    let trial = attested();
    trial.edit_log(|folder| {
        std::fs::remove_file(folder.join("atestacion/8/cosig-personeria")).unwrap();
        std::os::unix::fs::symlink("checkpoint", folder.join("atestacion/8/cosig-personeria")).unwrap();
        std::fs::create_dir(folder.join("atestacion/8/otra")).unwrap();
        std::fs::write(folder.join("atestacion/8/otra/cosa"), "x").unwrap();
    });
    let audit = trial.audit(1, &[]);
    finds(&audit, &[lost, ("attested", "attested-malformed")]);
    let places: Vec<_> =
        audit["findings"].as_array().unwrap().iter().map(|one| one["path"].as_str().unwrap()).collect();
    assert_eq!(places, ["atestacion/8/cosig-personeria", "atestacion/8/cosig-personeria", "atestacion/8/otra"]);
}

#[test]
fn a_log_that_claims_more_than_is_judged_is_not_read() {
    use ::mipg::trail::{
        checkpoint::{Checkpoint, Origin},
        merkle::TreeHead,
    };
    let trial = Trial::two();
    let root = trial.repo.git(&["show", "registro:checkpoint"]).lines().nth(2).unwrap().parse().unwrap();
    let head = TreeHead { size: 10_000_001, root };
    let note = Checkpoint::new(Origin::new(super::ORIGIN).unwrap(), head).sign(&key(5)).unwrap().to_string();
    trial.edit_log(|folder| std::fs::write(folder.join("checkpoint"), &note).unwrap());
    let audit = trial.audit(3, &[]);
    finds(&audit, &[("root", "log-too-large")]);
    assert_eq!(audit["checks"]["bundles"], json!(null));
}

#[test]
fn files_that_make_another_root_are_not_counted_as_those_of_the_log() {
    use ::mipg::trail::{
        checkpoint::{Checkpoint, Origin},
        merkle::{TreeHead, empty_root},
    };
    let trial = Trial::two();
    let head = TreeHead { size: 8, root: empty_root() };
    let note = Checkpoint::new(Origin::new(super::ORIGIN).unwrap(), head).sign(&key(5)).unwrap().to_string();
    trial.edit_log(|folder| std::fs::write(folder.join("checkpoint"), &note).unwrap());
    let audit = trial.audit(40, &[]);
    finds(&audit, &[("root", "root-differs")]);
    let checks = &audit["checks"];
    assert_eq!((&checks["root"], &checks["bundles"], &checks["tiles"]), (&json!([0, 1]), &json!(null), &json!(null)));
}

#[test]
fn a_log_that_nobody_signed_is_said_to_be_so() {
    let trial = Trial::two();
    let text = trial.repo.git(&["show", "registro:checkpoint"]);
    let text: String = text.lines().take(3).map(|line| format!("{line}\n")).collect();
    trial.edit_log(|folder| std::fs::write(folder.join("checkpoint"), &text).unwrap());
    let audit = trial.audit(40, &[]);
    finds(&audit, &[("signature", "checkpoint-unsigned")]);
    assert!(audit["message"].as_str().unwrap().contains("no está firmado"), "{audit:#}");
}

#[test]
fn one_witness_of_two_decides_nothing() {
    use ::mipg::trail::note::{Algorithm, KeyName, SignerKey};
    let trial = Trial::two();
    let witness = super::honest::witnessed(&trial);
    let other = KeyName::new("testigo.example.org/otro").unwrap();
    let other = SignerKey::from_seed(other, Algorithm::Cosignature, &[8; 32]);
    let policy = std::fs::read_to_string(trial.file("politica")).unwrap().replace(
        "quorum personeria\n",
        &format!("witness otro {}\ngroup ambos all personeria otro\nquorum ambos\n", other.verifier()),
    );
    std::fs::write(trial.file("politica"), policy).unwrap();
    // It says that it saw at the start what the log says happened an hour later.
    super::honest::attach_cosignature(&trial, &witness, 0);
    let audit = trial.run(&["--policy", "@politica"]).expect(11).json();
    finds(&audit, &[("anchors", "hour-lone-witness")]);
    assert_eq!(audit["findings"][0]["level"], "notice");
}
