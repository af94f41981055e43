//! `mipg ci daily`: the heartbeat, what no job received, and the notices of what is owed.

use serde_json::{Value, json};

use crate::support::{
    forge::{Forge, Job, LEADER, RECEIVER},
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
    assert!(
        told.contains(
            "abiertas revisadas: 3 de 3. De cuentas que no entregan por ninguna política, que no se traen: 1."
        )
    );
    assert!(told.contains("Entregas recibidas que faltaba anotar: 1."), "{told}");
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
    assert!(told.contains(
        "abiertas revisadas: 1 de 1. De cuentas que no entregan por ninguna política, que no se traen: 201."
    ));
    assert!(told.contains("Entregas recibidas que faltaba anotar: 1."), "{told}");
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
    // What the receiver says of SIGOB needs to be known to be theirs as well.
    forge.desk.git(&["checkout", "-q", "-B", "propuesta-5", "main"]);
    forge.hand_in("gobierno-digital", "reporte-cccc", true);
    let manifest = "policies/gobierno-digital/2026/11/reporte-cccc/manifiesto.yaml";
    let text = std::fs::read_to_string(forge.desk.file(manifest)).unwrap();
    let filed =
        "registra: receptor\nsigob: {radicado: AMC-OFI-0074376-2026, fecha: 2026-11-05T16:12:00-05:00}\narchivos:";
    forge.desk.write(manifest, text.replace("archivos:", filed));
    let filed = forge.update(5);
    let of_another = json!({"id": 700_101, "owner": {"id": 666, "type": "User"}});
    let pulls = json!([
        pull_of(5, RECEIVER, "main", &filed, &here),
        pull_of(1, LEADER, "main", &known, &here),
        pull_of(2, LEADER, "main", &right, &here),
        pull_of(3, LEADER, "main", &right, &of_another),
        pull_of(4, LEADER, "main", &right, &Value::Null),
    ]);
    let (run, _) = daily(&forge.job(), &pulls, &json!([]));
    let told = run.expect(0).stdout;
    assert!(told.contains("faltaba anotar: 0."), "{told}");
    for number in [2, 3, 4, 5] {
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

/// A branch of this repository was moved.
fn moved(branch: &str, head: &str, by: u64, second: u64) -> Value {
    json!({"after": head, "ref": format!("refs/heads/{branch}"), "actor": {"id": by, "type": "User"},
           "timestamp": format!("2026-11-23T10:00:{second:02}Z"), "activity_type": "push"})
}

/// An open proposal of a branch of this repository, opened at second 5.
fn pull_here(number: u64, branch: &str, head: &str) -> Value {
    json!({
        "number": number, "user": {"id": LEADER}, "created_at": "2026-11-23T10:00:05Z",
        "base": {"ref": "main", "sha": "1".repeat(40), "repo": {"id": 700_100}},
        "head": {"ref": branch, "sha": head, "repo": {"id": 700_100, "owner": {"id": 9001}}},
    })
}

#[test]
fn each_version_since_the_last_one_received_is_looked_at_with_who_pushed_it() {
    let forge = Forge::new();
    let before = forge.entries();
    // Right, and then wrong: what was right reached the repository.
    let (first, wrong) = (forge.propose(1, "reporte-aaaa", true), forge.propose(1, "reporte-bbbb", false));
    // Pushed by somebody who does not hand in, after what its leader had pushed.
    let (own, of_another) = (forge.propose(2, "reporte-cccc", true), forge.propose(2, "reporte-dddd", true));
    // Received by its job, after a version that nobody received: that one was looked at when it was.
    let (older, known) = (forge.propose(3, "reporte-eeee", true), forge.propose(3, "reporte-ffff", true));
    drop(forge.job().receive(&forge.event("pull-request-opened", &known, &known, LEADER)).expect(0));
    let here = forge.propose(4, "reporte-gggg", true);
    let gone = "a".repeat(40);
    let pulls = json!([
        pull_here(1, "uno", &wrong),
        pull_here(2, "dos", &of_another),
        pull_here(3, "tres", &known),
        pull_here(4, "cuatro", &here),
        pull(5, LEADER, "main", &here),
    ]);
    let activity = json!([
        moved("cuatro", &here, LEADER, 20),
        moved("cuatro", &gone, LEADER, 19),
        moved("tres", &known, LEADER, 18),
        moved("tres", &older, LEADER, 17),
        moved("dos", &of_another, 666, 16),
        moved("dos", &own, LEADER, 15),
        moved("uno", &wrong, LEADER, 14),
        moved("uno", &first, LEADER, 4),
        moved("uno", &gone, LEADER, 3),
    ]);
    let job = forge.job();
    let [pulls, activity] =
        [("p.json", &pulls), ("a.json", &activity)].map(|(name, list)| job.given(name, &list.to_string()));
    let asked = ["ci", "daily", "--enviar", "--pulls", &pulls, "--actividad", &activity];
    let told = job.run(&asked).expect(0).stdout;
    assert!(told.contains("faltaba anotar: 3."), "{told}");
    assert!(told.contains("hasta la última recibida: 2 de 3. "), "{told}");
    assert!(told.contains("que la actividad dada no nombra): 1."), "{told}");
    assert_eq!(told.matches("::warning").count(), 0, "{told}");
    assert_eq!(forge.entries(), before + 4);
    let received = job.run(&["history", "gobierno-digital/2026/11/reporte-aaaa"]).stdout;
    assert!(received.contains("recibi"), "{received}");
    assert!(job.run(&asked).expect(0).stdout.contains("faltaba anotar: 0."));
}

#[test]
fn without_a_remote_it_says_what_it_would_log_and_logs_nothing() {
    let forge = Forge::new();
    let before = forge.entries();
    let head = forge.propose(1, "reporte-aaaa", true);
    let job = forge.job();
    let pulls = job.given("pulls.json", &json!([pull(1, LEADER, "main", &head)]).to_string());
    let mut command = job.command(&["ci", "daily", "--traer", "--pulls", &pulls]);
    command.env_remove("MIPG_CLAVE"); // nothing is signed
    let told = crate::support::forge::of(command).expect(0).stdout;
    assert!(told.contains("no se anota ni se envía nada. Se anotarían entregas recibidas: 1;"), "{told}");
    assert!(told.contains("  policies/gobierno-digital/2026/11/reporte-aaaa"), "{told}");
    // What this clone does not have is told.
    let job = forge.job();
    let pulls = job.given("pulls.json", &json!([pull(1, LEADER, "main", &head)]).to_string());
    let told = job.run(&["ci", "daily", "--pulls", &pulls]).expect(3).stdout;
    assert!(told.contains("la propuesta 1 no se pudo revisar") && told.contains("revisadas: 0 de 1."), "{told}");
    drop(job.run(&["ci", "daily", "--enviar", "--traer", "--pulls", &pulls]).expect(2));
    assert_eq!(forge.entries(), before);
    let here = crate::support::repo::git(&job.clone(), &["rev-parse", "-q", "--verify", "refs/heads/registro"]);
    assert!(!here.status.success(), "nothing was logged here");
}

/// What is owed is told whatever becomes of the log, and the failure stays the exit code.
#[test]
fn notices_are_written_without_the_key_and_without_a_log() {
    let forge = Forge::new();
    let plan = |job: &Job<'_>| {
        let text = std::fs::read(job.file("plan.json")).unwrap();
        let plan: Value = serde_json::from_slice(&text).unwrap();
        assert!(!plan["requests"].as_array().unwrap().is_empty(), "{plan}");
    };
    let asked = |job: &Job<'_>| {
        let issues = job.given("issues.json", "[]");
        let plan = job.file("plan.json").to_str().unwrap().to_owned();
        job.command(&["ci", "daily", "--enviar", "--issues", &issues, "--plan", &plan])
    };
    let job = forge.job();
    let mut keyless = asked(&job);
    keyless.env_remove("MIPG_CLAVE");
    let told = crate::support::forge::of(keyless).expect(2).stdout;
    assert!(told.contains("Solicitudes para los avisos") && told.contains("MIPG_CLAVE"), "{told}");
    plan(&job);
    forge.git(&["update-ref", "-d", "refs/heads/registro"]);
    let job = forge.job();
    drop(crate::support::forge::of(asked(&job)).expect(3));
    plan(&job);
}

/// A forge that hangs holds no job for hours.
#[cfg(unix)]
#[test]
fn a_remote_that_does_not_answer_is_given_up() {
    let forge = Forge::new();
    let job = forge.job();
    let git = |arguments: &[&str]| assert!(crate::support::repo::git(&job.clone(), arguments).status.success());
    git(&["config", "protocol.ext.allow", "always"]);
    git(&["remote", "set-url", "origin", "ext::sleep 120"]);
    let began = std::time::Instant::now();
    let mut command = job.command(&["ci", "daily", "--enviar"]);
    command.env("MIPG_ESPERA", "1");
    let told = crate::support::forge::of(command).expect(3);
    assert!(told.stdout.contains("No respondió a tiempo"), "{}", told.stdout);
    assert!(began.elapsed().as_secs() < 60);
    for wrong in ["0", "-1", "x", "99999999"] {
        let mut command = job.command(&["ci", "daily", "--enviar"]);
        command.env("MIPG_ESPERA", wrong);
        drop(crate::support::forge::of(command).expect(2));
    }
}

/// What could not be checked was neither looked at nor found wrong.
#[test]
fn what_could_not_be_checked_is_told_as_such() {
    let forge = Forge::new();
    let before = forge.entries();
    forge.desk.git(&["checkout", "-q", "-B", "propuesta-1", "main"]);
    forge.hand_in("gobierno-digital", "reporte-aaaa", true);
    // Of a form that a later version knows.
    let manifest = "policies/gobierno-digital/2026/11/reporte-aaaa/manifiesto.yaml";
    let text = std::fs::read_to_string(forge.desk.file(manifest)).unwrap();
    forge.desk.write(manifest, text.replace("version: 1\n", "version: 99\n"));
    let (head, job) = (forge.update(1), forge.job());
    let event = forge.event("pull-request-opened", &head, &head, LEADER);
    let told = job.receive(&event).expect(3).stdout;
    assert!(
        told.contains("TODAVÍA SIN RECIBIR, porque no se pudo comprobar") && !told.contains("no está conforme"),
        "{told}"
    );
    let (run, _) = daily(&job, &json!([pull(1, LEADER, "main", &head)]), &json!([]));
    let told = run.expect(3).stdout;
    assert!(told.contains("la propuesta 1 no se pudo revisar") && told.contains("revisadas: 0 de 1."), "{told}");
    assert_eq!(forge.entries(), before);
}
