//! How much of a policy is received on a day: an account that floods the audit trail is stopped, and nothing is lost.

use serde_json::{Value, json};

use crate::support::forge::{Forge, Job, LEADER, files};

/// The base that an event tells is not what judges: any id does.
const TOLD: &str = "1111111111111111111111111111111111111111";

/// A proposal of so many submissions of Gobierno Digital, and one of another policy.
fn flood(forge: &Forge, number: u64, count: usize) -> String {
    forge.desk.git(&["checkout", "-q", "-B", &format!("propuesta-{number}"), "main"]);
    for place in 0..count {
        forge.hand_in("gobierno-digital", &format!("reporte-{number:02}{place:02}"), true);
    }
    forge.update(number)
}

fn run_with_summary(job: &Job<'_>, event: &str) -> (crate::support::mipg::Run, String, Value) {
    let (event, out) = (job.given("event.json", event), job.file("constancias"));
    let (summary, json) = (job.file("resumen.md"), job.file("recibido.json"));
    let output = format!("json={}", json.display());
    let mut command = job.command(&["ci", "receive", "--event", &event, "--enviar", "--output", &output]);
    command.arg("--out").arg(out).env("GITHUB_STEP_SUMMARY", &summary);
    let run = crate::support::forge::of(command);
    let told = serde_json::from_slice(&std::fs::read(json).unwrap()).unwrap();
    (run, std::fs::read_to_string(summary).unwrap(), told)
}

#[test]
fn what_is_over_the_bound_of_a_day_waits_and_is_told() {
    let forge = Forge::new();
    let before = forge.entries();
    let head = flood(&forge, 7, 52);
    let event = forge.event("pull-request-opened", TOLD, &head, LEADER);
    let job = forge.job();
    let (run, summary, told) = run_with_summary(&job, &event);
    let run = run.expect(1);
    // What was received has its receipts; what was not is a mark.
    assert!(run.stdout.contains("registro de integridad (hora de Bogotá), entregas: 50"), "{}", run.stdout);
    assert!(run.stdout.contains("::error title=mipg::TODAVÍA SIN RECIBIR: 2."), "{}", run.stdout);
    for text in [&run.stdout, &summary] {
        assert!(text.contains("como máximo 50 entregas") && text.contains("en gobierno-digital"), "{text}");
    }
    assert_eq!((&told["waiting"], told["entries"].as_array().unwrap().len()), (&json!(2), 50));
    assert_eq!((forge.entries(), files(&job.file("constancias")).len()), (before + 50, 100));
    // Neither the same again, nor another request, nor the daily review goes round it.
    let (again, _, told) = run_with_summary(&forge.job(), &event);
    assert!(again.expect(1).stdout.contains("no se anota dos veces: 50"));
    assert_eq!(told["waiting"], 2);
    let other = forge.propose(8, "reporte-otra", true);
    let refused = forge.job().receive(&forge.event("pull-request-opened", TOLD, &other, LEADER)).expect(1).stdout;
    assert!(refused.starts_with("::error title=mipg::TODAVÍA SIN RECIBIR: 1."), "{refused}");
    assert!(!refused.contains("Constancias para guardar"), "{refused}");
    let listed = |number: u64, head: &str| {
        json!({
            "number": number, "user": {"id": LEADER}, "base": {"ref": "main", "sha": TOLD, "repo": {"id": 1}},
            "head": {"ref": "x", "sha": head, "repo": {"id": 2, "owner": {"id": LEADER}}},
        })
    };
    let job = forge.job();
    let pulls = job.given("pulls.json", &json!([listed(7, &head), listed(8, &other)]).to_string());
    let swept = job.run(&["ci", "daily", "--enviar", "--pulls", &pulls]).expect(1).stdout;
    assert!(swept.contains("::error title=mipg::TODAVÍA SIN RECIBIR: 3."), "{swept}");
    assert_eq!(forge.entries(), before + 50);
    // What was received of a branch of this repository was answered for, and so is the rest of the same head.
    let mut here = listed(7, &head);
    here["head"]["repo"]["id"] = json!(1);
    let pulls = job.given("pulls.json", &json!([here]).to_string());
    let swept = job.run(&["ci", "daily", "--enviar", "--pulls", &pulls]).expect(1).stdout;
    assert!(swept.contains("TODAVÍA SIN RECIBIR: 2.") && !swept.contains("no se anota aquí"), "{swept}");
    // The comment says why it waits, and nothing that is not so.
    let job = forge.job();
    let event = job.given("event.json", &event);
    let comment = job.run(&["ci", "comment", "--event", &event, "--traer", "--key", &forge.vkey()]).expect(0).stdout;
    assert!(comment.contains("TODAVÍA SIN RECIBIR: 2") && !comment.contains("Falta anotar"), "{comment}");
}

#[test]
fn the_bound_of_one_policy_is_none_of_another() {
    let forge = Forge::new();
    let head = flood(&forge, 7, 50);
    drop(forge.job().receive(&forge.event("pull-request-opened", TOLD, &head, LEADER)).expect(0));
    let before = forge.entries();
    forge.desk.git(&["checkout", "-q", "-B", "propuesta-8", "main"]);
    forge.hand_in("transparencia", "reporte-bbbb", true);
    let other = forge.update(8);
    let told = forge.job().receive(&forge.event("pull-request-opened", TOLD, &other, crate::support::forge::RECEIVER));
    drop(told.expect(0));
    assert_eq!(forge.entries(), before + 1);
    // What is published is logged whatever was received.
    forge.propose(9, "reporte-otra", true);
    let (from, to) = forge.land(9, "merge");
    drop(forge.job().receive(&forge.event("push", &from, &to, LEADER)).expect(0));
    assert_eq!(forge.entries(), before + 2);
}
