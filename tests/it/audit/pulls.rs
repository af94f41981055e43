//! Merges that take main's own side for their second parent, as `git pull` makes them where somebody commits on main itself.

use serde_json::json;

use super::{Trial, finds};

/// A third and a fourth submission.
const THIRD: &str = "gobierno-digital/2026/11/reporte-0707";
const FOURTH: &str = "gobierno-digital/2026/11/reporte-0808";

/// Somebody commits from before the second submission, which was logged, and pulls it.
fn pulled() -> Trial {
    let trial = Trial::two();
    trial.repo.git(&["checkout", "-q", "-b", "local", "main~1"]);
    trial.hand_in(THIRD, "Otra acta.\n", "");
    trial.repo.commit("en local");
    trial.repo.git(&["merge", "-q", "-m", "Merge branch 'main' of origin", "main"]);
    trial.repo.git(&["branch", "-q", "-f", "main"]);
    trial.repo.git(&["checkout", "-q", "main"]);
    trial
}

#[test]
fn what_was_pulled_over_and_is_not_logged_yet_is_pending() {
    let trial = pulled();
    let audit = trial.audit(10, &["--checkpoint", "@dos"]);
    finds(&audit, &[("submissions", "not-logged-aside")]);
    assert_eq!((&audit["pending"], &audit["checks"]["submissions"]), (&json!(1), &json!([2, 2])));
    assert_eq!(audit["findings"][0]["level"], "notice");
    trial.log();
    let audit = trial.audit(10, &["--checkpoint", "@dos"]);
    finds(&audit, &[]);
    assert_eq!((&audit["pending"], &audit["checks"]["submissions"]), (&json!(0), &json!([3, 3])));
}

#[test]
fn what_was_pulled_over_and_left_out_is_told_once_the_log_went_on() {
    let trial = pulled();
    trial.log();
    trial.hand_in(FOURTH, "Una más.\n", "");
    trial.repo.commit("cuarta");
    trial.log();
    let at = trial.published(THIRD);
    trial.reforge(|entries| drop(entries.remove(at)));
    let audit = trial.audit(1, &[]);
    finds(&audit, &[("submissions", "not-logged")]);
    assert_eq!((&audit["pending"], &audit["checks"]["submissions"]), (&json!(0), &json!([3, 4])));
    // So it is where an entry names the commit that merged it, off the line by then.
    let trial = pulled();
    let merge = trial.repo.git(&["rev-parse", "main"]);
    trial.repo.git(&["checkout", "-q", "-b", "otra", "main~2"]);
    trial.hand_in(FOURTH, "Una más.\n", "");
    trial.repo.commit("en otro local");
    trial.repo.git(&["merge", "-q", "-m", "Merge branch 'main' of origin", "main"]);
    trial.repo.git(&["branch", "-q", "-f", "main"]);
    trial.repo.git(&["checkout", "-q", "main"]);
    trial.reforge(|entries| {
        let mut heartbeat = entries[0].clone();
        heartbeat.event = ::mipg::trail::entry::Event::Heartbeat;
        heartbeat.time = entries.last().unwrap().time;
        heartbeat.commit = Some(merge.parse().unwrap());
        entries.push(heartbeat);
    });
    let audit = trial.audit(1, &[]);
    let path = |code: &str| {
        let found = audit["findings"].as_array().unwrap().iter().find(|one| one["code"] == code).unwrap();
        found["path"].as_str().unwrap().to_owned()
    };
    finds(&audit, &[("submissions", "not-logged"), ("submissions", "not-logged-aside")]);
    assert_eq!([path("not-logged"), path("not-logged-aside")], [THIRD, FOURTH]);
}
