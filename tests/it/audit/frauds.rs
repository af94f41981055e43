//! Frauds, each with the check that must find it and the exit code.

use ::mipg::{
    digest::Digest,
    trail::{checkpoint::Checkpoint, entry::Moment, note::Note, witness::Portable},
};
use serde_json::json;

use super::{FIRST, ORIGIN, SECOND, START, Trial, finds, key};
use crate::support::repo;

/// Replaces the evidence of the first submission, and its digest in the manifest with it.
fn falsify(trial: &Trial) {
    let path = format!("policies/{FIRST}");
    let old = std::fs::read(trial.repo.file(&format!("{path}/acta.txt"))).unwrap();
    let new: Vec<u8> = old.iter().rev().copied().collect();
    let manifest = std::fs::read_to_string(trial.repo.file(&format!("{path}/manifiesto.yaml"))).unwrap();
    let changed = manifest.replace(&Digest::of(&old).to_string(), &Digest::of(&new).to_string());
    assert_ne!(changed, manifest);
    trial.repo.write(&format!("{path}/acta.txt"), new);
    trial.repo.write(&format!("{path}/manifiesto.yaml"), changed);
}

#[test]
fn evidence_replaced_and_its_manifest_with_it() {
    let trial = Trial::two();
    falsify(&trial);
    trial.repo.commit("ajuste menor");
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("unchanged", "published-changed")]);
    assert_eq!(audit["checks"]["unchanged"], json!([1, 2]));
    assert_eq!(audit["pending"], 1);
    // Logging the new one as well does not wash it.
    trial.log();
    let audit = trial.audit(1, &["--checkpoint", "@dos"]);
    finds(&audit, &[("unchanged", "published-changed")]);
    assert_eq!((&audit["checks"]["manifests"], &audit["checks"]["submissions"]), (&json!([3, 3]), &json!([3, 3])));
}

#[test]
fn a_clock_set_back_hides_no_change() {
    let trial = Trial::two();
    trial.hand_in(SECOND, "Otra acta.\n", "");
    trial.repo.commit("ajuste menor");
    // The hour of the entry before, as if it were of the same batch.
    trial.hour.set(0);
    trial.log();
    assert_eq!(trial.entries()[7].time, trial.entries()[8].time);
    let found = [("unchanged", "published-changed")];
    finds(&trial.audit(1, &[]), &found);
    // Though the branch of the log is made anew as one commit, what was kept of it tells.
    let tree = trial.repo.git(&["rev-parse", "registro^{tree}"]);
    let one = trial.repo.git(&["commit-tree", &tree, "-m", "uno"]);
    trial.repo.git(&["update-ref", "refs/heads/registro", &one]);
    finds(&trial.audit(1, &["--checkpoint", "@dos"]), &found);
}

#[test]
fn evidence_replaced_alone() {
    let trial = Trial::two();
    trial.repo.write(&format!("policies/{FIRST}/acta.txt"), "otra cosa");
    trial.repo.commit("ajuste");
    finds(&trial.audit(1, &[]), &[("unchanged", "published-changed")]);
    // Put back: it was not what was published, for a while.
    trial.repo.git(&["checkout", "-q", "HEAD~1", "--", "policies"]);
    trial.repo.commit("como estaba");
    finds(&trial.audit(1, &[]), &[("unchanged", "published-changed")]);
}

#[test]
fn a_deleted_submission() {
    let trial = Trial::two();
    trial.repo.git(&["rm", "-q", "-r", &format!("policies/{SECOND}")]);
    trial.repo.commit("limpieza");
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("unchanged", "published-removed")]);
    assert_eq!(audit["findings"].as_array().unwrap().len(), 2);
    assert_eq!(audit["checks"]["files"], json!([3, 3]));
}

#[test]
fn history_rewritten_and_force_pushed() {
    let trial = Trial::two();
    trial.repo.write(&format!("policies/{SECOND}/acta.txt"), "Acta corregida a escondidas.\n");
    trial.manifest(SECOND, "Acta corregida a escondidas.\n", "");
    trial.repo.git(&["add", "-A"]);
    trial.repo.git(&["commit", "-q", "--amend", "--no-edit"]);
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("descent", "commit-gone"), ("manifests", "manifest-replaced")]);
    assert_eq!(audit["checks"]["descent"], json!([1, 2]));
    // Dropped altogether.
    trial.repo.git(&["reset", "-q", "--hard", "HEAD~1"]);
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("descent", "commit-gone"), ("manifests", "manifest-gone")]);
    assert_eq!(audit["checks"]["manifests"], json!([1, 2]));
    assert_eq!(audit["checks"]["files"], json!([2, 3]));
}

#[test]
fn a_commit_with_a_date_of_before() {
    let trial = Trial::two();
    trial.hand_in("gobierno-digital/2026/11/reporte-0101", "Acta tardía.\n", "");
    trial.repo.commit_as("a tiempo", "oficina@example.gov.co", "2026-11-04T10:00:00-05:00");
    trial.log();
    let audit = trial.audit(10, &[]);
    finds(&audit, &[("dates", "commit-backdated")]);
    assert_eq!(audit["checks"]["dates"], json!([2, 3]));
    // The hour of the log is that at which it came, whatever the commit says.
    assert_eq!(audit["last_hour"], "2026-11-20T17:00:00Z");
    let notice = &audit["findings"][0];
    assert_eq!((&notice["level"], &notice["args"]["hour"]), (&json!("notice"), &json!("2026-11-20T17:00:00Z")));
}

#[test]
fn the_log_rolled_back() {
    let trial = Trial::two();
    trial.repo.git(&["update-ref", "refs/heads/registro", "registro~1"]);
    let audit = trial.audit(30, &["--checkpoint", "@uno", "--checkpoint", "@dos", "--evidencia", "@prueba"]);
    finds(&audit, &[("kept", "kept-rollback")]);
    assert_eq!(audit["checks"]["kept"], json!([1, 2]));
    assert_eq!(proofs(&trial), 1);
}

/// Without what was kept nobody can tell that entries are gone; that what they were about changed is there to be seen.
#[test]
fn what_changed_after_the_log_was_rolled_back_is_told() {
    let trial = Trial::two();
    trial.repo.git(&["update-ref", "refs/heads/registro", "registro~1"]);
    let audit = trial.audit(10, &[]);
    assert_eq!((&audit["findings"], &audit["pending"]), (&json!([]), &json!(1)));
    trial.hand_in(SECOND, "Otra acta.\n", "");
    trial.repo.commit("ajuste menor");
    let audit = trial.audit(10, &[]);
    finds(&audit, &[("submissions", "pending-altered")]);
    assert_eq!(audit["findings"][0]["level"], "notice");
    trial.repo.git(&["rm", "-q", "-r", &format!("policies/{SECOND}")]);
    trial.repo.commit("orden");
    finds(&trial.audit(10, &[]), &[("submissions", "pending-altered")]);
}

/// Every proof written out verifies with the key of the log alone; how many there are.
fn proofs(trial: &Trial) -> usize {
    let folders = std::fs::read_dir(trial.file("prueba")).unwrap();
    let verified = folders.map(|folder| {
        let text = std::fs::read_to_string(folder.unwrap().path().join("prueba.txt")).unwrap();
        text.parse::<Portable>().unwrap().verify(&[key(5).verifier().clone()]).unwrap();
    });
    verified.count()
}

#[test]
fn the_log_signed_anew_with_another_key() {
    let trial = Trial::two();
    let entries: Vec<Vec<u8>> = trial.entries().iter().map(|entry| entry.encode().unwrap()).collect();
    trial.forge(&entries, &key(9));
    let audit = trial.audit(40, &[]);
    finds(&audit, &[("signature", "signature-unknown")]);
    // What was not reached is never a count.
    assert_eq!((&audit["checks"]["root"], &audit["checks"]["files"]), (&json!(null), &json!(null)));
    // One who has only the old checkpoint learns that it is of another key.
    let audit = trial.run(&["--checkpoint", "@dos"]).expect(3).json();
    finds(&audit, &[("kept", "kept-untrusted")]);
    assert_eq!(audit["inputs"]["key_from_repository"], true);
    // One who has nothing is told so.
    finds(&trial.run(&[]).expect(12).json(), &[]);
}

#[test]
fn a_checkpoint_that_nobody_signed_accuses_nobody() {
    let trial = Trial::two();
    let text = std::fs::read_to_string(trial.file("dos")).unwrap();
    std::fs::write(trial.file("falso"), text.replacen("\n8\n", "\n5000\n", 1)).unwrap();
    let audit = trial.audit(3, &["--checkpoint", "@falso"]);
    finds(&audit, &[("kept", "kept-forged")]);
    assert_eq!((&audit["checks"]["kept"], &audit["findings"][0]["level"]), (&json!([0, 1]), &json!("unchecked")));
    // Signed by a key that nobody knows: that it claims more shows nothing against the log.
    let claimed = Note::parse(text.replacen("\n8\n", "\n5000\n", 1).as_bytes()).unwrap();
    let claimed: Checkpoint = claimed.text().parse().unwrap();
    std::fs::write(trial.file("ajeno"), claimed.sign(&key(9)).unwrap().to_string()).unwrap();
    let audit = trial.audit(3, &["--checkpoint", "@ajeno"]);
    finds(&audit, &[("kept", "kept-untrusted"), ("kept", "kept-rollback")]);
    for found in audit["findings"].as_array().unwrap() {
        let said = found["message"].as_str().unwrap();
        assert!(found["level"] == "unchecked" && !said.contains("firmadas"), "{found:#}");
    }
}

#[test]
fn an_entry_altered_in_its_bundle() {
    let trial = Trial::two();
    trial.flip("tile/entries/000.p/8", 30);
    let audit = trial.audit(40, &[]);
    assert!(super::said(&audit).contains(&("bundles".to_owned(), "entry-differs".to_owned())), "{audit:#}");
    assert_eq!((&audit["checks"]["bundles"], &audit["checks"]["manifests"]), (&json!([0, 1]), &json!(null)));
    let entry = audit["findings"].as_array().unwrap().iter().find(|one| one["code"] == "entry-differs").unwrap();
    assert_eq!((&entry["path"], &entry["entry"]), (&json!("tile/entries/000.p/8"), &json!(7)));
}

#[test]
fn a_tile_altered_or_taken_away() {
    let trial = Trial::two();
    trial.flip("tile/0/000.p/8", 1);
    finds(&trial.audit(40, &[]), &[("tiles", "tile-differs")]);
    let trial = Trial::two();
    trial.edit_log(|folder| std::fs::remove_file(folder.join("tile/0/000.p/8")).unwrap());
    let audit = trial.audit(40, &[]);
    finds(&audit, &[("tiles", "tile-missing")]);
    assert_eq!((&audit["checks"]["tiles"], &audit["checks"]["files"]), (&json!([0, 1]), &json!([3, 3])));
    let trial = Trial::two();
    trial.edit_log(|folder| std::fs::remove_file(folder.join("tile/entries/000.p/8")).unwrap());
    let audit = trial.audit(40, &[]);
    finds(&audit, &[("bundles", "bundle-missing")]);
    assert_eq!((&audit["checks"]["root"], &audit["checks"]["manifests"]), (&json!([1, 1]), &json!(null)));
    let trial = Trial::two();
    trial.edit_log(|folder| std::fs::remove_dir_all(folder.join("tile")).unwrap());
    let audit = trial.audit(40, &[]);
    finds(&audit, &[("bundles", "bundle-missing"), ("tiles", "tile-missing")]);
    assert_eq!((&audit["checks"]["root"], &audit["checks"]["manifests"]), (&json!(null), &json!(null)));
}

#[test]
fn two_logs_of_one_size() {
    let trial = Trial::two();
    trial.reforge(|entries| entries[0].tool = "otro".to_owned());
    // It agrees with itself: only what was kept tells.
    finds(&trial.audit(10, &[]), &[]);
    let audit = trial.audit(30, &["--checkpoint", "@dos", "--evidencia", "@prueba"]);
    finds(&audit, &[("kept", "kept-fork")]);
    assert_eq!((&audit["divergences"], proofs(&trial)), (&json!(1), 1));
    let trial = Trial::two();
    trial.reforge(|entries| entries[0].tool = "otro".to_owned());
    let audit = trial.audit(30, &["--checkpoint", "@uno", "--evidencia", "@prueba"]);
    finds(&audit, &[("kept", "kept-fork")]);
    assert_eq!(proofs(&trial), 1);
}

#[test]
fn different_logs_for_different_people() {
    let trial = Trial::two();
    let clone = trial.file("clon");
    let url = format!("file://{}", trial.repo.path().display());
    assert!(repo::git(trial.files.path(), &["clone", "-q", &url, clone.to_str().unwrap()]).status.success());
    assert!(repo::git(&clone, &["branch", "-q", "registro", "origin/registro"]).status.success());
    trial.reforge(|entries| entries[0].tool = "otro".to_owned());
    trial.repo.git(&["update-ref", "refs/heads/registro", "registro"]);
    let tree = trial.repo.git(&["rev-parse", "registro^{tree}"]);
    let other = trial.repo.git(&["commit-tree", &tree, "-m", "otro"]);
    trial.repo.git(&["update-ref", "refs/heads/registro", &other]);
    assert!(repo::git(&clone, &["fetch", "-q", "origin"]).status.success());
    // The branch of the clone is what its owner saw before.
    let audit = trial.run_in(&clone, &["--evidencia", "@prueba"]).expect(30).json();
    // Its tip was kept; what it signed before that is in its history.
    finds(&audit, &[("kept", "kept-fork"), ("line", "line-fork")]);
    assert_eq!(audit["inputs"]["log_reference"], "refs/remotes/origin/registro");
    assert_eq!(proofs(&trial), 2);
    // Rolled back at the remote: the branch of the clone has more, which is told.
    let before = repo::git(&clone, &["rev-parse", "registro~1"]).stdout;
    let before = String::from_utf8(before).unwrap();
    assert!(repo::git(&clone, &["update-ref", "refs/remotes/origin/registro", before.trim()]).status.success());
    let audit = trial.run_in(&clone, &[]).expect(12).json();
    finds(&audit, &[("kept", "remote-behind")]);
}

#[test]
fn a_submission_that_was_not_logged() {
    let trial = Trial::two();
    trial.hand_in("gobierno-digital/2026/11/reporte-0303", "Otra acta.\n", "");
    trial.repo.commit("tercera");
    trial.log();
    let at = trial.published(SECOND);
    trial.reforge(|entries| drop(entries.remove(at)));
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("submissions", "not-logged")]);
    assert_eq!((&audit["checks"]["submissions"], &audit["pending"]), (&json!([2, 3]), &json!(0)));
    assert_eq!(audit["findings"][0]["path"], SECOND);
    // Without any commit in its entries, the log still goes as far as what it holds.
    trial.reforge(|entries| entries.iter_mut().for_each(|entry| entry.commit = None));
    let audit = trial.audit(3, &[]);
    finds(&audit, &[("submissions", "not-logged"), ("descent", "commit-unnamed")]);
    assert_eq!(audit["checks"]["descent"], json!([0, 2]));
}

#[test]
fn a_late_submission_slipped_in_as_if_on_time() {
    let trial = Trial::two();
    let late = "gobierno-digital/2026/10/reporte-0404";
    trial.hand_in(late, "Acta de octubre.\n", "");
    trial.repo.commit_as("octubre", "oficina@example.gov.co", "2026-10-30T10:00:00-05:00");
    trial.log();
    // Honestly logged, it has the hour of today; its date is told to disagree.
    finds(&trial.audit(10, &["--checkpoint", "@dos"]), &[("dates", "commit-backdated")]);
    // With an hour of before.
    let at = trial.published(late);
    trial.reforge(|entries| entries[at].time = Moment::from_unix(START - 86_400).unwrap());
    let audit = trial.audit(40, &["--checkpoint", "@dos"]);
    assert!(super::said(&audit).contains(&("hours".to_owned(), "hour-backwards".to_owned())), "{audit:#}");
    // In its place, so that hours run forwards: the log is no longer the one that was signed.
    let trial = Trial::two();
    trial.hand_in(late, "Acta de octubre.\n", "");
    trial.repo.commit_as("octubre", "oficina@example.gov.co", "2026-10-30T10:00:00-05:00");
    trial.log();
    let at = trial.published(late);
    trial.reforge(|entries| {
        let mut entry = entries.remove(at);
        entry.time = Moment::from_unix(START - 86_400).unwrap();
        entries.insert(0, entry);
    });
    let audit = trial.audit(30, &["--checkpoint", "@dos"]);
    assert!(super::said(&audit).contains(&("kept".to_owned(), "kept-fork".to_owned())), "{audit:#}");
}

#[test]
fn entries_dropped_reordered_or_made_up() {
    let trial = Trial::two();
    trial.reforge(|entries| entries.swap(0, 1));
    finds(&trial.audit(30, &["--checkpoint", "@dos"]), &[("kept", "kept-fork")]);
    // A withdrawal that nobody made.
    let trial = Trial::two();
    let at = trial.published(SECOND);
    trial.reforge(|entries| {
        use ::mipg::trail::entry::{Event, SubmissionEvent};
        let mut made_up = entries[at].clone();
        let Event::Submission(_, submission) = made_up.event else { panic!("it is of a submission") };
        made_up.event = Event::Submission(SubmissionEvent::Withdrawn, submission);
        entries.push(made_up);
    });
    finds(&trial.audit(1, &[]), &[("founded", "entry-unfounded")]);
    // The same twice, with another hour.
    let trial = Trial::two();
    let at = trial.published(SECOND);
    trial.reforge(|entries| {
        let mut again = entries[at].clone();
        again.time = Moment::from_unix(START + 50_000).unwrap();
        entries.push(again);
    });
    finds(&trial.audit(1, &[]), &[("entries", "entry-twice")]);
    // An hour that is still to come.
    let trial = Trial::two();
    trial.reforge(|entries| entries[7].time = Moment::from_unix(START + 30 * 86_400).unwrap());
    finds(&trial.audit(1, &[]), &[("hours", "hour-to-come")]);
    // Another log than the one that the settings name.
    let trial = Trial::two();
    let settings = std::fs::read_to_string(trial.repo.file("policies/repositorio.yaml")).unwrap();
    trial.repo.write("policies/repositorio.yaml", format!("{settings}registro: {{origen: otro.example.gov.co/x/1}}\n"));
    trial.repo.commit("ajustes");
    finds(&trial.audit(1, &[]), &[("signature", "origin-differs")]);
    // An anchor to an attestation that never was.
    let trial = Trial::two();
    trial.reforge(|entries| entries[0].anchor = Some(Digest::of(b"nada")));
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("anchors", "anchor-unknown")]);
    assert_eq!(audit["checks"]["anchors"], json!([0, 1]));
}

#[test]
fn a_file_that_came_after_its_manifest() {
    let trial = Trial::two();
    let path = "gobierno-digital/2026/11/reporte-0505";
    trial.manifest(path, "Acta que aún no existe.\n", "");
    trial.repo.commit("manifiesto");
    trial.log();
    finds(&trial.audit(1, &[]), &[("files", "file-gone")]);
    trial.hand_in(path, "Acta que aún no existe.\n", "");
    trial.repo.commit("archivo");
    trial.log();
    finds(&trial.audit(1, &[]), &[("files", "file-later")]);
}

#[test]
fn what_is_not_in_the_clone_is_not_checked() {
    let trial = Trial::two();
    let blob = trial.repo.git(&["rev-parse", &format!("HEAD:policies/{SECOND}/acta.txt")]);
    let object = trial.repo.file(&format!(".git/objects/{}/{}", &blob[..2], &blob[2..]));
    std::fs::remove_file(&object).unwrap();
    let audit = trial.audit(3, &[]);
    finds(&audit, &[("files", "object-unread")]);
    assert_eq!(audit["checks"]["files"], json!([2, 3]));
    let trial = Trial::two();
    let blob = trial.repo.git(&["rev-parse", &format!("HEAD:policies/{SECOND}/manifiesto.yaml")]);
    std::fs::remove_file(trial.repo.file(&format!(".git/objects/{}/{}", &blob[..2], &blob[2..]))).unwrap();
    let audit = trial.audit(3, &[]);
    finds(&audit, &[("manifests", "object-unread"), ("submissions", "object-unread")]);
    assert_eq!((&audit["checks"]["manifests"], &audit["checks"]["files"]), (&json!([1, 2]), &json!([2, 3])));
    // What main holds and nobody can read was never logged.
    let trial = Trial::two();
    trial.repo.write("policies/gobierno-digital/2026/11/reporte-0606/manifiesto.yaml", "version: [");
    trial.repo.commit("mal");
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("submissions", "unreadable-on-main")]);
    assert_eq!(audit["checks"]["submissions"], json!([2, 3]));
    let trial = Trial::two();
    let url = format!("file://{}", trial.repo.path().display());
    let place = trial.file("corto");
    let arguments = ["clone", "-q", "--depth", "1", "--no-single-branch", &url, place.to_str().unwrap()];
    assert!(repo::git(trial.files.path(), &arguments).status.success());
    let run = trial.run_in(&place, &[]).expect(3);
    assert!(run.stderr.contains("--unshallow") && run.stdout.is_empty(), "{}", run.stderr);
}

#[test]
fn the_key_of_the_example_signs_nothing_else() {
    use ::mipg::{
        registro::example,
        trail::note::{Algorithm, KeyName, SignerKey},
    };
    use sha2::Digest as _;
    let trial = Trial::two();
    let seed = sha2::Sha256::digest("mipg: la clave del ejemplo es publica y no prueba nada").into();
    let public = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &seed);
    assert!(example::is_example(public.verifier()));
    let entries: Vec<Vec<u8>> = trial.entries().iter().map(|entry| entry.encode().unwrap()).collect();
    trial.forge(&entries, &public);
    let audit = trial.run(&["--key", &public.verifier().to_string()]).expect(40).json();
    finds(&audit, &[("signature", "example-key")]);
}
