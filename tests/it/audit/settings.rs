//! Settings that are changed, changed back and taken away: each is logged, and the audit holds the log against main.

use super::{Trial, finds};

const SETTINGS: &str = "policies/repositorio.yaml";
const PLANS: &str = "policies/catalogo/planes-612.yaml";

/// Event and path of the last entries.
fn last(trial: &Trial, count: usize) -> Vec<(&'static str, String)> {
    let entries = trial.entries();
    let said = entries[entries.len() - count..].iter();
    said.map(|entry| (entry.event.kind().key(), entry.event.path().unwrap())).collect()
}

/// Sets the settings to another text and back.
fn change(trial: &Trial, text: &str, what: &str) {
    trial.repo.write(SETTINGS, text);
    trial.repo.commit(what);
}

#[test]
fn what_is_put_back_is_logged_again() {
    let trial = Trial::new();
    let first = std::fs::read_to_string(trial.repo.file(SETTINGS)).unwrap();
    let second = format!("{first}# otra cosa\n");
    let before = trial.entries().len();
    change(&trial, &second, "B");
    trial.log();
    change(&trial, &first, "A otra vez");
    // Not logged yet is no fault; what the log says last is told only of what it has reached.
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    assert_eq!(audit["pending"], 1);
    trial.log();
    let entries = trial.entries();
    assert_eq!(entries.len(), before + 2);
    assert_eq!(entries[before + 1].event.digest(), Some(::mipg::digest::Digest::of(first.as_bytes())));
    let audit = trial.audit(10, &[]);
    finds(&audit, &[]);
    let tally = &audit["checks"]["founded"];
    assert_eq!(tally[0], tally[1]);
    // The same append again adds nothing; and all of it at once, in one append, is the same.
    trial.log();
    assert_eq!(trial.entries().len(), before + 2);
    change(&trial, &second, "B otra vez");
    change(&trial, &first, "A por tercera vez");
    trial.log();
    assert_eq!(trial.entries().len(), before + 4);
    let digests: Vec<_> = trial.entries()[before..].iter().map(|entry| entry.event.digest().unwrap()).collect();
    assert_eq!((digests[0], digests[1]), (digests[2], digests[3]));
    finds(&trial.audit(10, &[]), &[]);
}

#[test]
fn what_is_taken_away_is_logged() {
    let trial = Trial::new();
    let text = std::fs::read(trial.repo.file(PLANS)).unwrap();
    trial.repo.git(&["rm", "-q", PLANS]);
    trial.repo.commit("sin planes");
    assert_eq!(trial.audit(10, &[])["pending"], 1);
    trial.log();
    assert_eq!(last(&trial, 1), [("suprimido", PLANS.to_owned())]);
    assert_eq!(trial.entries().last().unwrap().event.digest(), Some(::mipg::digest::Digest::of(&text)));
    finds(&trial.audit(10, &[]), &[]);
    trial.repo.write(PLANS, &text);
    trial.repo.commit("planes");
    trial.repo.git(&["rm", "-q", PLANS]);
    trial.repo.commit("sin planes otra vez");
    trial.log();
    assert_eq!(last(&trial, 2), [("catalogo", PLANS.to_owned()), ("suprimido", PLANS.to_owned())]);
    finds(&trial.audit(10, &[]), &[]);
}

#[test]
fn what_was_left_out_or_said_in_another_order_is_found() {
    let changed = || {
        let trial = Trial::new();
        let first = std::fs::read_to_string(trial.repo.file(SETTINGS)).unwrap();
        change(&trial, &format!("{first}# otra cosa\n"), "B");
        trial.log();
        change(&trial, &first, "A otra vez");
        trial.log();
        trial.repo.git(&["rm", "-q", PLANS]);
        trial.repo.commit("sin planes");
        trial.log();
        trial
    };
    // The log ends at what was there in between.
    let trial = changed();
    let at = trial.entries().len() - 2;
    trial.reforge(|entries| drop(entries.remove(at)));
    finds(&trial.audit(1, &[]), &[("settings", "not-logged")]);
    // All that was, and the last two of them in the wrong order.
    let trial = changed();
    trial.reforge(|entries| {
        let event = entries[at].event.clone();
        entries[at].event = entries[at - 1].event.clone();
        entries[at - 1].event = event;
    });
    finds(&trial.audit(1, &[]), &[("founded", "settings-differ")]);
    // What was taken away is still there, as the log has it; or it was taken away twice.
    let trial = changed();
    trial.hand_in(super::SECOND, "Acta de prueba.\n", "");
    trial.repo.commit("segunda");
    trial.log();
    trial.reforge(|entries| drop(entries.remove(at + 1)));
    finds(&trial.audit(1, &[]), &[("settings", "not-logged")]);
    let trial = changed();
    trial.reforge(|entries| entries.push(entries.last().unwrap().clone()));
    finds(&trial.audit(1, &[]), &[("founded", "entry-unfounded")]);
}

#[test]
fn what_anyone_put_below_attestations_stops_no_audit() {
    let trial = Trial::two();
    trial.edit_log(|folder| {
        std::fs::create_dir_all(folder.join("atestacion/8")).unwrap();
        std::fs::write(folder.join("atestacion/8/cosig-grande"), vec![b'x'; (1 << 20) + 1]).unwrap();
        std::fs::copy(folder.join("checkpoint"), folder.join("atestacion/8/checkpoint")).unwrap();
    });
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("attested", "attested-malformed")]);
    assert_eq!(audit["checks"]["cosignatures"], serde_json::json!([0, 1]));
    // And the log goes on.
    trial.hand_in("gobierno-digital/2026/11/reporte-0303", "Otra acta.\n", "");
    trial.repo.commit("tercera");
    trial.log();
    assert_eq!(trial.entries().len(), 9);
}
