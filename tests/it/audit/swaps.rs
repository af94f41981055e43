//! Evidence swapped before or after its publication, so that what is read does not show it.

use ::mipg::{digest::Digest, snapshot::LfsPointer};
use serde_json::json;

use super::{SECOND, Trial, finds};

/// A third submission.
const THIRD: &str = "gobierno-digital/2026/11/reporte-0707";

#[test]
fn a_large_replacement_that_is_a_withdrawal_elsewhere() {
    let trial = Trial::two();
    let large = vec![b'x'; 5 * 1024 * 1024];
    trial.repo.write(&format!("policies/{SECOND}/acta.txt"), &large);
    trial.repo.write("policies/gobierno-digital/2026/11/zz/retiro.yaml", &large);
    trial.repo.write("policies/gobierno-digital/2026/11/reporte-0808/retiro.yaml", &large);
    trial.repo.commit("ajuste");
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("unchanged", "published-changed")]);
    assert_eq!(audit["checks"]["unchanged"], json!([1, 2]));
}

#[test]
fn a_replacement_that_this_clone_lacks_is_not_checked() {
    let trial = Trial::two();
    trial.repo.write(&format!("policies/{SECOND}/acta.txt"), "otra cosa");
    trial.repo.commit("ajuste");
    finds(&trial.audit(1, &[]), &[("unchanged", "published-changed")]);
    let blob = trial.repo.git(&["rev-parse", &format!("HEAD:policies/{SECOND}/acta.txt")]);
    std::fs::remove_file(trial.repo.file(&format!(".git/objects/{}/{}", &blob[..2], &blob[2..]))).unwrap();
    let audit = trial.audit(3, &[]);
    finds(&audit, &[("unchanged", "object-unread")]);
    assert_eq!((&audit["checks"]["unchanged"], &audit["checks"]["files"]), (&json!([1, 2]), &json!([3, 3])));
    // So is the withdrawal that would explain what is gone.
    let trial = Trial::two();
    std::fs::remove_file(trial.repo.file(&format!("policies/{SECOND}/acta.txt"))).unwrap();
    trial.repo.write(&format!("policies/{SECOND}/retiro.yaml"), crate::history::WITHDRAWAL);
    trial.repo.commit("retiro");
    trial.log();
    finds(&trial.audit(10, &[]), &[]);
    let blob = trial.repo.git(&["rev-parse", &format!("HEAD:policies/{SECOND}/retiro.yaml")]);
    std::fs::remove_file(trial.repo.file(&format!(".git/objects/{}/{}", &blob[..2], &blob[2..]))).unwrap();
    finds(&trial.audit(3, &[]), &[("unchanged", "withdrawal-unread")]);
}

#[test]
fn bytes_put_elsewhere_after_publication_are_not_checked() {
    let trial = Trial::two();
    let text = std::fs::read(trial.repo.file(&format!("policies/{SECOND}/acta.txt"))).unwrap();
    let pointer = LfsPointer { digest: Digest::of(&text), size: text.len() as u64 };
    trial.repo.write(&format!("policies/{SECOND}/acta.txt"), pointer.to_text());
    trial.repo.commit("lfs");
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!((&audit["checks"]["unchanged"], &audit["external"]["unchanged"]), (&json!([1, 2]), &json!(1)));
    assert_eq!(audit["checks"]["files"], json!([3, 3]));
}

#[test]
fn evidence_swapped_before_its_publication() {
    let trial = Trial::new();
    let acta = format!("policies/{THIRD}/acta.txt");
    trial.repo.write(&acta, "Acta de prueba.\n");
    trial.repo.commit("archivos");
    trial.repo.write(&acta, "Acta cambiada a escondidas.\n");
    trial.repo.commit("otros archivos");
    trial.manifest(THIRD, "Acta de prueba.\n", "");
    trial.repo.commit("manifiesto");
    trial.log();
    let found = [("files", "file-replaced")];
    let audit = trial.audit(1, &[]);
    finds(&audit, &found);
    assert_eq!((&audit["checks"]["files"], &audit["checks"]["unchanged"]), (&json!([2, 3]), &json!([1, 2])));
    assert_eq!(
        (&audit["findings"][0]["path"], &audit["findings"][0]["entry"]),
        (&json!(format!("policies/{THIRD}/acta.txt")), &json!(7))
    );
    // Deleted before.
    let trial = Trial::new();
    trial.repo.write(&acta, "Acta de prueba.\n");
    trial.repo.commit("archivos");
    std::fs::remove_file(trial.repo.file(&acta)).unwrap();
    trial.repo.commit("sin archivos");
    trial.manifest(THIRD, "Acta de prueba.\n", "");
    trial.repo.commit("manifiesto");
    trial.log();
    finds(&trial.audit(1, &[]), &found);
    // Swapped between publication and append, and put back: it was something else for a while.
    let trial = Trial::new();
    trial.hand_in(THIRD, "Acta de prueba.\n", "");
    trial.repo.commit("entrega");
    trial.repo.write(&acta, "Acta cambiada a escondidas.\n");
    trial.repo.commit("otra");
    trial.repo.write(&acta, "Acta de prueba.\n");
    trial.hand_in(SECOND, "Otra acta.\n", "");
    trial.repo.commit("como estaba");
    trial.log();
    finds(&trial.audit(1, &[]), &[("unchanged", "published-changed")]);
}

#[test]
fn files_may_come_in_any_order_within_a_batch() {
    let trial = Trial::new();
    let acta = format!("policies/{THIRD}/acta.txt");
    trial.repo.write(&acta, "Borrador.\n");
    trial.repo.commit("borrador");
    trial.manifest(THIRD, "Acta de prueba.\n", "");
    trial.repo.commit("manifiesto");
    trial.repo.write(&acta, "Acta de prueba.\n");
    trial.hand_in(SECOND, "Otra acta.\n", "");
    trial.repo.commit("archivo y otra entrega");
    trial.log();
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!((&audit["checks"]["files"], &audit["checks"]["unchanged"]), (&json!([4, 4]), &json!([3, 3])));
    // A draft that came back is what was published.
    let trial = Trial::new();
    for text in ["Primera.\n", "Segunda.\n", "Primera.\n"] {
        trial.hand_in(THIRD, text, "");
        trial.repo.commit(text.trim());
    }
    trial.hand_in(SECOND, "Otra acta.\n", "");
    trial.repo.commit("otra entrega");
    trial.log();
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!((&audit["checks"]["manifests"], &audit["checks"]["unchanged"]), (&json!([4, 4]), &json!([3, 3])));
    // Published and withdrawn before anyone logged it.
    let trial = Trial::new();
    trial.hand_in(THIRD, "Acta de prueba.\n", "");
    trial.repo.commit("entrega");
    std::fs::remove_file(trial.repo.file(&acta)).unwrap();
    trial.repo.write(&format!("policies/{THIRD}/retiro.yaml"), crate::history::WITHDRAWAL);
    trial.repo.commit("retiro");
    trial.log();
    finds(&trial.audit(10, &[]), &[]);
}

#[test]
fn a_change_that_was_logged_as_well_is_told_of_both_entries() {
    let trial = Trial::two();
    let first = trial.published(SECOND);
    trial.hand_in(SECOND, "Acta cambiada.\n", "");
    trial.repo.commit("ajuste menor");
    trial.log();
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("unchanged", "published-changed")]);
    let findings = audit["findings"].as_array().unwrap();
    let told: Vec<_> =
        findings.iter().map(|one| (one["path"].as_str().unwrap(), &one["entry"], &one["args"])).collect();
    let (acta, manifest) = (format!("policies/{SECOND}/acta.txt"), format!("policies/{SECOND}/manifiesto.yaml"));
    let (first, none) = (json!(first), json!({}));
    assert_eq!(told, [(&*acta, &first, &none), (&*manifest, &first, &json!({"index": 8}))]);
}
