//! What main holds and the log leaves out, and what main holds that nobody answers for.

use ::mipg::trail::entry::Event;
use serde_json::json;

use super::{SECOND, Trial, finds};

/// A third submission.
const THIRD: &str = "gobierno-digital/2026/11/reporte-0707";

#[test]
fn a_heartbeat_says_how_far_main_was_looked_at() {
    let trial = Trial::two();
    let at = trial.published(SECOND);
    assert_eq!(at, 7);
    // The last submission left out is not known to be so, by what the log says before it.
    trial.reforge(|entries| drop(entries.remove(at)));
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!((&audit["pending"], &audit["pending_of"]["submissions"]), (&json!(1), &json!(1)));
    let head = trial.repo.git(&["rev-parse", "HEAD"]);
    trial.reforge(|entries| {
        let mut heartbeat = entries[0].clone();
        heartbeat.event = Event::Heartbeat;
        heartbeat.time = entries[6].time;
        heartbeat.commit = Some(head.parse().unwrap());
        entries.push(heartbeat);
    });
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("submissions", "not-logged")]);
    assert_eq!((&audit["pending"], &audit["checks"]["submissions"]), (&json!(0), &json!([1, 2])));
}

#[test]
fn what_came_first_by_the_line_is_not_put_off_by_a_date() {
    let trial = Trial::two();
    trial.hand_in(THIRD, "Otra acta.\n", "");
    trial.repo.commit("tercera");
    trial.log();
    let at = trial.published(SECOND);
    trial.reforge(|entries| drop(entries.remove(at)));
    // Taken away and put back by a commit that says it is older than the first.
    trial.repo.git(&["rm", "-q", "-r", &format!("policies/{SECOND}")]);
    trial.repo.commit("limpieza");
    trial.hand_in(SECOND, "Acta de prueba.\n", "");
    trial.repo.commit_as("otra vez", "oficina@example.gov.co", "2026-11-01T10:00:00-05:00");
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("submissions", "not-logged")]);
    assert_eq!((&audit["pending"], &audit["checks"]["submissions"]), (&json!(0), &json!([2, 3])));
}

#[test]
fn a_draft_that_nobody_could_read_is_no_fault() {
    let trial = Trial::two();
    let manifest = format!("policies/{THIRD}/manifiesto.yaml");
    trial.repo.write(&format!("policies/{THIRD}/acta.txt"), "Otra acta.\n");
    trial.repo.write(&manifest, "version: [");
    trial.repo.commit("mal");
    // Whether or not somebody logged meanwhile what could be read.
    trial.log();
    finds(&trial.audit(1, &[]), &[("submissions", "unreadable-on-main")]);
    trial.hand_in(THIRD, "Otra acta.\n", "");
    trial.repo.commit("bien");
    trial.log();
    let told = [("submissions", "unreadable-once")];
    let audit = trial.audit(10, &[]);
    finds(&audit, &told);
    assert_eq!((&audit["checks"]["submissions"], &audit["findings"][0]["level"]), (&json!([3, 3]), &json!("notice")));
    // Taken away instead.
    let trial = Trial::two();
    trial.repo.write(&manifest, "version: [");
    trial.repo.commit("mal");
    std::fs::remove_file(trial.repo.file(&manifest)).unwrap();
    trial.repo.commit("sin");
    finds(&trial.audit(10, &[]), &told);
    // What was published and then made unreadable changed.
    let trial = Trial::two();
    trial.repo.write(&format!("policies/{SECOND}/manifiesto.yaml"), "version: [");
    trial.repo.commit("mal");
    let found = [("submissions", "unreadable-on-main"), ("unchanged", "published-changed")];
    finds(&trial.audit(1, &[]), &found);
}

#[test]
fn what_no_manifest_lists_is_told() {
    let trial = Trial::two();
    let audit = trial.audit(10, &[]);
    assert_eq!(audit["checks"]["listed"], json!([3, 3]));
    let found = [("listed", "file-unlisted")];
    // Slipped in beside what was published; a link, a folder, a name that is no text.
    let extra = format!("policies/{SECOND}/otra.txt");
    trial.repo.write(&extra, "Nadie la listó.\n");
    trial.repo.commit("ajuste");
    let audit = trial.audit(1, &[]);
    finds(&audit, &found);
    assert_eq!((&audit["checks"]["listed"], &audit["findings"][0]["path"]), (&json!([3, 4]), &json!(extra)));
    std::fs::remove_file(trial.repo.file(&extra)).unwrap();
    std::os::unix::fs::symlink("acta.txt", trial.repo.file(&extra)).unwrap();
    trial.repo.write(&format!("policies/{SECOND}/dentro/otra.txt"), "Nadie la listó.\n");
    trial.repo.commit("más");
    let audit = trial.audit(1, &[]);
    finds(&audit, &found);
    assert_eq!(audit["checks"]["listed"], json!([3, 5]));
    trial.repo.git(&["rm", "-q", "-r", &extra, &format!("policies/{SECOND}/dentro")]);
    trial.repo.commit("como estaba");
    finds(&trial.audit(10, &[]), &[]);
    // A folder without a manifest.
    trial.repo.write(&format!("policies/{THIRD}/acta.txt"), "Sin manifiesto.\n");
    trial.repo.commit("sin manifiesto");
    finds(&trial.audit(1, &[]), &found);
}

#[test]
fn changes_of_settings_are_counted_by_themselves() {
    let trial = Trial::two();
    let audit = trial.audit(10, &[]);
    assert_eq!((&audit["checks"]["settings"], &audit["checks"]["events"]), (&json!([6, 6]), &json!([0, 0])));
    let settings = std::fs::read_to_string(trial.repo.file("policies/repositorio.yaml")).unwrap();
    trial.repo.write("policies/repositorio.yaml", format!("{settings}# otra cosa\n"));
    trial.repo.commit("ajustes");
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    let waiting = json!({"submissions": 0, "events": 0, "settings": 1});
    assert_eq!((&audit["pending"], &audit["pending_of"]), (&json!(1), &waiting));
    let human = crate::support::mipg::run(trial.repo.path(), &["audit"]).expect(12).stdout;
    let row = |name: &str| human.lines().find(|line| line.trim_start().starts_with(name)).unwrap().to_owned();
    assert!(row("Cambios de ajustes, anotados").ends_with(" 6 de 6 · pendientes: 1"), "{human}");
    assert!(row("Entregas de la rama principal").ends_with(" 2 de 2 · pendientes: 0"), "{human}");
}
