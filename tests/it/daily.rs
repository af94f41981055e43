//! `mipg ci daily`: the heartbeat, what no job received, and the notices of what is owed.

use serde_json::{Value, json};

use crate::support::{
    forge::{Forge, Job, LEADER},
    mipg::{Run, run},
};

/// An open proposal, as the platform lists it.
fn pull(number: u64, author: u64, base: &str, head: &str) -> Value {
    pull_of(number, author, base, head, &json!({"id": 800_000 + author, "owner": {"id": author, "type": "User"}}))
}

/// The same, of a branch of this repository.
fn pull_of(number: u64, author: u64, base: &str, head: &str, repo: &Value) -> Value {
    json!({
        "number": number, "state": "open", "title": "::error::x", "user": {"id": author, "login": "x"},
        "base": {"ref": base, "sha": "1".repeat(40), "repo": {"id": 700_100, "owner": {"id": 9001}}},
        "head": {"ref": "entrega", "sha": head, "repo": repo},
    })
}

fn daily(job: &Job<'_>, pulls: &Value, issues: &Value) -> (Run, Vec<Value>) {
    let (pulls, issues) = (job.given("pulls.json", &pulls.to_string()), job.given("issues.json", &issues.to_string()));
    let plan = job.file("plan.json");
    let asked = ["ci", "daily", "--enviar", "--pulls", &pulls, "--issues", &issues, "--plan", plan.to_str().unwrap()];
    let run = job.run(&asked);
    let plan: Value = serde_json::from_slice(&std::fs::read(plan).unwrap()).unwrap();
    (run, plan["requests"].as_array().unwrap().clone())
}

#[test]
fn what_no_job_received_is_received_once_with_the_heartbeat() {
    let forge = Forge::new();
    let before = forge.entries();
    let right = forge.propose(1, "reporte-aaaa", true);
    let wrong = forge.propose(2, "reporte-bbbb", false);
    let known = forge.propose(3, "reporte-cccc", true);
    drop(forge.job().receive(&forge.event("pull-request-opened", &right, &known, LEADER)).expect(0));
    let pulls = json!([
        pull(1, LEADER, "main", &right),
        pull(2, LEADER, "main", &wrong),
        pull(3, LEADER, "main", &known),
        pull(4, 666, "main", &forge.propose(4, "reporte-dddd", true)),
        pull(5, LEADER, "otra", &forge.propose(5, "reporte-eeee", true)),
        {"number": 6, "user": null, "base": {"ref": "main", "sha": "1".repeat(40), "repo": null},
         "head": {"ref": "x", "sha": "2".repeat(40), "repo": null}},
    ]);
    let (run_once, _) = daily(&forge.job(), &pulls, &json!([]));
    let told = run_once.expect(0).stdout;
    assert!(told.contains("abiertas revisadas: 3. Entregas recibidas que faltaba anotar: 1."), "{told}");
    // The one received before was logged seconds ago: a heartbeat beside it would say nothing new.
    assert_eq!(forge.entries(), before + 2);
    let (again, _) = daily(&forge.job(), &pulls, &json!([]));
    assert!(again.expect(0).stdout.contains("faltaba anotar: 0."));
    assert_eq!(forge.entries(), before + 2);
}

#[test]
fn one_that_cannot_be_looked_at_is_told_and_keeps_none_of_the_others() {
    let forge = Forge::new();
    let before = forge.entries();
    let right = forge.propose(1, "reporte-aaaa", true);
    let pulls = json!([[pull(7, LEADER, "main", &"a".repeat(40))], [pull(1, LEADER, "main", &right)]]);
    let (run, _) = daily(&forge.job(), &pulls, &json!([]));
    let told = run.expect(3).stdout;
    assert!(told.contains("::error title=mipg::la propuesta 7 no se pudo revisar"), "{told}");
    assert!(told.contains("faltaba anotar: 1."), "{told}");
    assert_eq!(forge.entries(), before + 1);
}

/// Who may open a request without handing in for anything neither fills the sweep nor makes it fail.
#[test]
fn strangers_do_not_starve_the_sweep() {
    let forge = Forge::new();
    let before = forge.entries();
    let right = forge.propose(900, "reporte-aaaa", true);
    let mut pulls: Vec<Value> = (1..=201).map(|number| pull(number, 666, "main", &"a".repeat(40))).collect();
    pulls.push(pull(900, LEADER, "main", &right));
    let (run, _) = daily(&forge.job(), &Value::from(pulls), &json!([]));
    let told = run.expect(0).stdout;
    assert!(told.contains("abiertas revisadas: 1. Entregas recibidas que faltaba anotar: 1."), "{told}");
    assert_eq!(forge.entries(), before + 1);
}

/// To a branch of this repository many may push, and a listing does not say who did.
#[test]
fn what_nobody_knows_who_pushed_is_told_and_left() {
    let forge = Forge::new();
    let before = forge.entries();
    let here = json!({"id": 700_100, "owner": {"id": LEADER, "type": "User"}});
    let (known, right) = (forge.propose(1, "reporte-aaaa", true), forge.propose(2, "reporte-bbbb", true));
    drop(forge.job().receive(&forge.event("pull-request-opened", &known, &known, LEADER)).expect(0));
    let of_another = json!({"id": 700_101, "owner": {"id": 666, "type": "User"}});
    let pulls = json!([
        pull_of(1, LEADER, "main", &known, &here),
        pull_of(2, LEADER, "main", &right, &here),
        pull_of(3, LEADER, "main", &right, &of_another),
        pull_of(4, LEADER, "main", &right, &Value::Null),
    ]);
    let (run, _) = daily(&forge.job(), &pulls, &json!([]));
    let told = run.expect(0).stdout;
    assert!(told.contains("faltaba anotar: 0."), "{told}");
    for number in [2, 3, 4] {
        assert!(told.contains(&format!("::warning title=mipg::la propuesta {number} ")), "{told}");
    }
    assert!(!told.contains("la propuesta 1 ") && told.contains("no se sabe qué persona"), "{told}");
    assert_eq!(forge.entries(), before + 1);
}

/// A listing that failed is no listing of nothing.
#[test]
fn what_the_platform_did_not_list_is_not_taken_for_nothing() {
    let forge = Forge::new();
    let before = forge.entries();
    for text in ["", "{\"message\": \"Bad credentials\", \"status\": \"401\"}"] {
        let job = forge.job();
        let (bad, plan) = (job.given("bad.json", text), job.file("plan.json"));
        let refused = job.run(&["ci", "daily", "--enviar", "--pulls", &bad]).expect(3);
        assert!(!refused.stdout.contains("revisadas"), "{text}: {}", refused.stdout);
        let plan = plan.to_str().unwrap();
        drop(job.run(&["ci", "daily", "--enviar", "--issues", &bad, "--plan", plan]).expect(3));
        drop(job.run(&["ci", "daily", "--enviar", "--plan", plan]).expect(2));
        assert!(!job.file("plan.json").exists(), "{text}");
    }
    assert_eq!(forge.entries(), before, "nothing is logged by a run that could not read what it was given");
}

#[test]
fn notices_are_asked_for_once() {
    let forge = Forge::new();
    let job = forge.job();
    let (first, asked) = daily(&job, &json!([]), &json!([]));
    assert!(first.expect(0).stdout.contains(&format!("pendiente: {}.", asked.len())));
    assert!(
        !asked.is_empty() && asked.iter().all(|one| one["method"] == "POST" && one["path"] == "issues"),
        "{asked:?}"
    );
    let issues: Vec<Value> = asked
        .iter()
        .enumerate()
        .map(|(at, one)| {
            json!({"number": at + 1, "state": "open", "user": {"id": mipg::forge::BOT},
                                "title": one["body"]["title"], "body": one["body"]["body"]})
        })
        .collect();
    let (again, asked) = daily(&job, &json!([]), &Value::from(issues));
    drop(again.expect(0));
    assert_eq!(asked, Vec::<Value>::new());
    // What the platform did not say is not guessed, and nothing is asked.
    let bad = job.given("bad.json", "{\"message\": \"Bad credentials\", \"number\": \"1\"}");
    let plan = job.file("otro.json");
    let refused = job.run(&["ci", "daily", "--enviar", "--issues", &bad, "--plan", plan.to_str().unwrap()]);
    drop(refused.expect(3));
    assert!(!plan.exists());
    drop(run(&job.clone(), &["audit", "--format", "json"]));
}
