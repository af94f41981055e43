//! `mipg ci comment`: the one comment of a proposal, whatever whoever proposes has written.

use mipg::{forge::BOT, messages::is_deceptive};
use serde_json::{Value, json};

use crate::support::{
    forge::{Forge, Job, LEADER},
    log::key,
};

const TOLD: &str = "1111111111111111111111111111111111111111";
/// Characters that the platform takes.
const MOST: usize = 65_536;

/// The comment of an event, as its job writes it.
fn text(job: &Job<'_>, event: &str) -> String {
    let event = job.given("event.json", event);
    let mut command = job.command(&["ci", "comment", "--event", &event, "--traer"]);
    command.env_remove("MIPG_CLAVE").args(["--key", &key().verifier().to_string()]); // nothing here signs
    command.env("GITHUB_SERVER_URL", "https://github.com").env("GITHUB_REPOSITORY", "x/evidencias");
    command.env("GITHUB_RUN_ID", "77");
    crate::support::forge::of(command).expect(0).stdout
}

/// What is asked of the platform, which lists these comments.
fn asked(job: &Job<'_>, event: &str, comments: &Value) -> Vec<Value> {
    let (event, comments) = (job.given("event.json", event), job.given("comments.json", &comments.to_string()));
    let plan = job.file("plan.json");
    let key = key().verifier().to_string();
    let arguments = ["ci", "comment", "--event", &event, "--traer", "--key", &key, "--comments", &comments, "--plan"];
    drop(job.run(&[&arguments[..], &[plan.to_str().unwrap()]].concat()).expect(0));
    let plan: Value = serde_json::from_slice(&std::fs::read(plan).unwrap()).unwrap();
    assert_eq!(plan["version"], 1);
    plan["requests"].as_array().unwrap().clone()
}

#[test]
fn what_was_received_is_told_with_its_number_and_how_to_keep_it() {
    let forge = Forge::new();
    let head = forge.propose(42, "reporte-aaaa", true);
    let event = forge.event("pull-request-opened", TOLD, &head, LEADER);
    // Before it is logged it is told as awaited, never as received.
    let early = text(&forge.job(), &event);
    assert!(early.contains("Falta anotar, y todavía sin constancia: 1") && !early.contains("Registro n.º"), "{early}");
    let number = forge.entries();
    drop(forge.job().receive(&event).expect(0));
    let told = text(&forge.job(), &event);
    assert!(told.starts_with("<!-- mipg -->\n## CONFORME: nada que corregir\n"), "{told}");
    assert!(told.contains(&format!("**Registro n.º {number}, recibida el 20")), "{told}");
    for words in ["Prueba que esta versión exacta", "no es un radicado de SIGOB", "descargue «constancias»"] {
        assert!(told.contains(words), "{words}: {told}");
    }
    assert!(told.contains("(https://github.com/x/evidencias/actions/runs/77)") && told.contains(&head[..12]), "{told}");
    // A stranger, and what is wrong.
    let stranger = text(&forge.job(), &forge.event("pull-request-fork", TOLD, &head, 666));
    assert!(stranger.contains("no entrega por") && stranger.contains("quien lidera la política"), "{stranger}");
    assert!(!stranger.contains("Registro n.º"), "{stranger}");
    let wrong = forge.propose(42, "reporte-bbbb", false);
    let late = text(&forge.job(), &event);
    assert!(late.contains("La propuesta cambió después de este evento") && !late.contains("CONFORME"), "{late}");
    let wrong = text(&forge.job(), &forge.event("pull-request-synchronize", TOLD, &wrong, LEADER));
    assert!(wrong.contains("## NO CONFORME") && wrong.contains("`digest-mismatch`"), "{wrong}");
    assert!(wrong.contains("NO SE RECIBIÓ, porque no está conforme"), "{wrong}");
}

#[test]
fn one_comment_is_asked_for_and_again_nothing() {
    let forge = Forge::new();
    let head = forge.propose(42, "reporte-aaaa", true);
    let event = forge.event("pull-request-opened", TOLD, &head, LEADER);
    let job = forge.job();
    let first = asked(&job, &event, &json!([]));
    assert_eq!(
        (first.len(), &first[0]["method"], &first[0]["path"]),
        (1, &json!("POST"), &json!("issues/42/comments"))
    );
    let body = first[0]["body"]["body"].clone();
    let others = json!({"id": 1, "user": {"id": 666}, "body": body});
    let ours = json!({"id": 555, "user": {"id": BOT}, "body": body});
    assert_eq!(asked(&job, &event, &json!([[others], [ours]])), [0; 0].map(Value::from));
    drop(job.receive(&event).expect(0));
    let changed = asked(&job, &event, &json!([others, ours]));
    assert_eq!((&changed[0]["method"], &changed[0]["path"]), (&json!("PATCH"), &json!("issues/comments/555")));
    assert!(changed[0]["body"]["body"].as_str().unwrap().contains("Registro n.º"));
    // What was closed asks for nothing; what the platform did not say is not guessed.
    let closed = forge.event("pull-request-closed", TOLD, &head, LEADER);
    assert_eq!(asked(&job, &closed, &json!([])).len(), 0);
    let event = job.given("event.json", &event);
    for text in ["", "{\"message\": \"Bad credentials\"}", "{\"message\": 404, \"id\": \"x\"}"] {
        let comments = job.given("comments.json", text);
        let refused = job.run(&["ci", "comment", "--event", &event, "--comments", &comments, "--plan", "plan.json"]);
        assert!(refused.expect(3).stdout.contains("no se pidió nada"), "{text}");
    }
    drop(job.run(&["ci", "comment", "--event", &event, "--plan", "plan.json"]).expect(2));
    assert!(!job.clone().join("plan.json").exists());
}

#[test]
fn what_others_wrote_is_text_and_nothing_else() {
    let forge = Forge::new();
    forge.desk.git(&["checkout", "-q", "-B", "propuesta-9", "main"]);
    forge.hand_in("gobierno-digital", "reporte-aaaa", false);
    let folder = "policies/gobierno-digital/2026/11/reporte-aaaa";
    for name in [
        "@equipo y #12.txt",
        "<!-- mipg -->.txt",
        "![x](https:∕∕malo.example).txt",
        "[pague aquí](malo.example).txt",
        "<img src=x onerror=y>.txt",
        "%0A::error::x.txt",
        "a|b`c`.txt",
        "\u{202e}txt.exe",
    ] {
        forge.desk.write(&format!("{folder}/{name}"), "x");
    }
    #[cfg(unix)]
    forge.desk.write(&format!("{folder}/a\n\n@todos\n::error::b.txt"), "x");
    let title = "titulo: '@equipo <!-- mipg --> ![x](https://malo.example) #12 [a](b)'\nsobra: '<img src=x>'";
    let manifest = std::fs::read_to_string(forge.desk.file(&format!("{folder}/manifiesto.yaml"))).unwrap();
    forge
        .desk
        .write(&format!("{folder}/manifiesto.yaml"), manifest.replace("titulo: Entrega de prueba reporte-aaaa", title));
    let head = forge.update(9);
    let told = text(&forge.job(), &forge.event("pull-request-fork", TOLD, &head, LEADER));
    assert_eq!(told.matches("<!--").count(), 1, "{told}");
    let ours = [
        "<!-- mipg -->",
        "<code>",
        "</code>",
        "<span>",
        "</span>",
        "<br>",
        "<sub>",
        "</sub>",
        "<details>",
        "</details>",
    ];
    let ours = ours.iter().chain(&["<summary>", "</summary>"]);
    let link = "(https://github.com/x/evidencias/actions/runs/77)";
    let rest = ours.fold(told.replace(link, ""), |text, tag| text.replace(tag, ""));
    let rest = rest.replace("[Resumen completo de esta revisión, y constancias para descargar]", "");
    assert!(!rest.contains(['<', '@', '[', '!']) && !rest.contains("https:"), "{rest}");
    assert!(!told.chars().any(|letter| letter != '\n' && is_deceptive(letter)), "{told:?}");
    assert!(!told.lines().any(|line| line.starts_with("::")), "{told}");
}

#[test]
fn what_does_not_fit_is_counted_and_the_receipt_part_stays() {
    let forge = Forge::new();
    forge.desk.git(&["checkout", "-q", "-B", "propuesta-9", "main"]);
    for number in 0..180 {
        forge.hand_in("gobierno-digital", &format!("reporte-{number:04}"), false);
    }
    let head = forge.update(9);
    let told = text(&forge.job(), &forge.event("pull-request-opened", TOLD, &head, LEADER));
    assert!(told.chars().count() < MOST && told.len() < MOST, "{}", told.len());
    let shown = told.matches("`digest-mismatch`:").count();
    assert!(shown > 20 && shown < 180, "{shown}");
    assert!(
        told.contains(&format!("**Y {} resultados más en el resumen.**", 180 - shown)),
        "{}",
        &told[told.len() - 900..]
    );
    assert_eq!(told.matches("<details>").count(), told.matches("</details>").count());
    assert!(told.contains("NO SE RECIBIÓ"));
}

/// The step of the workflow that carries out a plan, with a `gh` that only says how it was called.
#[cfg(unix)]
#[test]
fn a_plan_is_carried_out_request_by_request_whatever_is_in_it() {
    use std::{os::unix::fs::PermissionsExt, process::Command};

    if Command::new("jq").arg("--version").output().is_err() {
        eprintln!("skipped: there is no jq");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let gh = folder.path().join("gh");
    std::fs::write(&gh, "#!/bin/sh\nfor word in \"$@\"; do printf '<%s>' \"$word\"; done\ncat\n").unwrap();
    std::fs::set_permissions(&gh, std::fs::Permissions::from_mode(0o755)).unwrap();
    let hostile = "$(id) `id` \\ \"'; exit 1\n%0A::error::x ${{ github.token }} ñ\u{202e}";
    let requests = json!([
        {"method": "POST", "path": "issues/42/comments", "body": {"body": hostile}},
        {"method": "PATCH", "path": "issues/7", "body": {"state": "closed"}},
    ]);
    std::fs::write(folder.path().join("plan.json"), json!({"version": 1, "requests": requests}).to_string()).unwrap();
    for (workflow, job) in [("evidencia", "comment"), ("diario", "notices")] {
        let path = format!("{}/.github/workflows/{workflow}.yml", env!("CARGO_MANIFEST_DIR"));
        let read: serde_yaml::Value = serde_yaml::from_slice(&std::fs::read(path).unwrap()).unwrap();
        let steps = read["jobs"][job]["steps"].as_sequence().unwrap();
        let script = steps.last().unwrap()["run"].as_str().unwrap();
        let path = format!("{}:{}", folder.path().display(), std::env::var("PATH").unwrap());
        let mut command = Command::new("bash");
        command.args(["--noprofile", "--norc", "-eo", "pipefail", "-c", script]);
        let output =
            command.env("PATH", path).env("RUNNER_TEMP", folder.path()).env("REPOSITORY", "x/y").output().unwrap();
        let told = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success(), "{workflow}: {told}");
        let called =
            |method: &str, path: &str| format!("<api><--silent><--method><{method}><repos/x/y/{path}><--input><->");
        let (first, rest) =
            told.strip_prefix(&called("POST", "issues/42/comments")).unwrap().split_once("<api>").unwrap();
        assert_eq!(serde_json::from_str::<Value>(first).unwrap(), json!({"body": hostile}));
        assert!(format!("<api>{rest}").starts_with(&called("PATCH", "issues/7")), "{told}");
    }
}

/// A log that does not verify says nothing of what was received: neither that it was, nor that it was not.
#[test]
fn a_log_that_does_not_verify_is_told_and_no_number_is_read_from_it() {
    let forge = Forge::new();
    let head = forge.propose(42, "reporte-aaaa", true);
    let event = forge.event("pull-request-opened", TOLD, &head, LEADER);
    forge.desk.git(&["fetch", "-q", "origin", "registro"]);
    forge.desk.git(&["checkout", "-q", "-B", "ajeno", "FETCH_HEAD"]);
    let checkpoint = std::fs::read_to_string(forge.desk.file("checkpoint")).unwrap();
    let (text, _) = checkpoint.split_once("\n\n").unwrap();
    forge.desk.write("checkpoint", format!("{text}\n"));
    forge.desk.commit("sin firma");
    forge.desk.git(&["push", "-q", "origin", "HEAD:registro"]);
    let job = forge.job();
    let (event, plan) = (job.given("event.json", &event), job.file("plan.json"));
    let comments = job.given("comments.json", "[]");
    let key = key().verifier().to_string();
    let arguments = ["ci", "comment", "--event", &event, "--traer", "--key", &key, "--comments", &comments, "--plan"];
    let told = job.run(&[&arguments[..], &[plan.to_str().unwrap()]].concat()).expect(3).stdout;
    assert!(told.contains("no es como la firmó la clave") && !told.contains("fechas de los commits"), "{told}");
    let plan = std::fs::read_to_string(plan).unwrap();
    assert!(plan.contains("Sin número ni constancia") && !plan.contains("Registro n"), "{plan}");
}
