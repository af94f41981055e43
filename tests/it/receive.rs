//! `mipg ci receive`: proposals received by jobs of a forge, whose audit trail is a branch of a real remote.

use crate::support::{
    forge::{Forge, LEADER, RECEIVER, files, of},
    mipg::run,
    repo::git,
};

/// The base that an event tells is not what judges: any id does.
const TOLD: &str = "1111111111111111111111111111111111111111";

#[test]
fn a_conforming_proposal_of_its_leader_is_received_once_and_its_receipt_holds() {
    let forge = Forge::new();
    let before = forge.entries();
    let head = forge.propose(42, "reporte-aaaa", true);
    let event = forge.event("pull-request-opened", TOLD, &head, LEADER);
    let job = forge.job();
    let told = job.receive(&event).expect(0);
    assert!(told.stdout.contains("entregas: 1") && told.stdout.contains("recibida el"), "{}", told.stdout);
    assert_eq!(forge.entries(), before + 1);
    // Nothing of the proposal was checked out, and the proof is of what the forge has.
    assert!(!job.clone().join("policies/gobierno-digital/2026/11/reporte-aaaa").exists());
    let receipts = files(&job.file("constancias"));
    assert_eq!(
        receipts,
        [format!("{before}/constancia-{before}.html"), format!("{before}/constancia-{before}.tlog-proof")]
    );
    git(forge.desk.path(), &["checkout", "-q", "propuesta-42"]);
    let proof = job.file(&format!("constancias/{before}/constancia-{before}.tlog-proof"));
    let file = |name: &str| {
        let path = forge.desk.file(&format!("policies/gobierno-digital/2026/11/reporte-aaaa/{name}"));
        path.to_str().unwrap().to_owned()
    };
    let (proof, manifest, evidence) = (proof.to_str().unwrap(), file("manifiesto.yaml"), file("acta.txt"));
    let key = job.given("vkey", &forge.git(&["show", "registro:vkey"]));
    let verified = run(forge.desk.path(), &["log", "verify", proof, &manifest, &evidence, "--key", &key]);
    assert!([0, 10].contains(&verified.code), "{} {}", verified.stdout, verified.stderr);
    // The same again, from another job, logs nothing; the receipt is the same.
    let again = forge.job();
    assert!(again.receive(&event).expect(0).stdout.contains("no se anota dos veces: 1"));
    assert_eq!((forge.entries(), files(&again.file("constancias"))), (before + 1, receipts));
}

#[test]
fn what_a_stranger_proposes_is_not_received_and_who_can_is_told() {
    let forge = Forge::new();
    let before = forge.entries();
    let head = forge.propose(42, "reporte-aaaa", true);
    for (event, author) in [("pull-request-opened", 666), ("pull-request-fork", 666), ("pull-request-opened", 0)] {
        let job = forge.job();
        let told = job.receive(&forge.event(event, TOLD, &head, author)).expect(0).stdout;
        assert!(told.contains("NO SE RECIBIÓ") && told.contains("no entrega por gobierno-digital"), "{told}");
        assert!(told.contains("quien lidera la política") && !job.file("constancias").exists(), "{told}");
    }
    assert_eq!(forge.entries(), before);
    // From a fork, by whoever leads: what counts is the account.
    drop(forge.job().receive(&forge.event("pull-request-fork", TOLD, &head, LEADER)).expect(0));
    assert_eq!(forge.entries(), before + 1);
}

#[test]
fn all_of_a_proposal_is_received_or_nothing() {
    let forge = Forge::new();
    let before = forge.entries();
    forge.desk.git(&["checkout", "-q", "-B", "propuesta-7", "main"]);
    forge.hand_in("gobierno-digital", "reporte-aaaa", true);
    forge.hand_in("transparencia", "reporte-bbbb", true);
    let head = forge.update(7);
    let told = forge.job().receive(&forge.event("pull-request-opened", TOLD, &head, LEADER)).expect(0).stdout;
    assert!(told.contains("no entrega por transparencia") && !told.contains("gobierno-digital"), "{told}");
    assert_eq!(forge.entries(), before);
    let told = forge.job().receive(&forge.event("pull-request-opened", TOLD, &head, RECEIVER)).expect(0).stdout;
    assert!(told.contains("entregas: 2"), "{told}");
    assert_eq!(forge.entries(), before + 2);
}

#[test]
fn what_does_not_conform_or_rides_with_what_judges_it_is_not_received() {
    let forge = Forge::new();
    let before = forge.entries();
    let wrong = forge.propose(1, "reporte-aaaa", false);
    let mut heads = vec![wrong];
    // A head that makes its own author a leader, or brings a workflow, a catalogue or a role, beside its evidence.
    let leader = "policies/transparencia/politica.yaml";
    for (number, path) in [
        (2, leader),
        (3, ".github/workflows/evidencia.yml"),
        (4, "policies/catalogo/planes-612.yaml"),
        (5, "policies/repositorio.yaml"),
    ] {
        forge.desk.git(&["checkout", "-q", "-B", &format!("propuesta-{number}"), "main"]);
        forge.hand_in("transparencia", "reporte-aaaa", true);
        let text = std::fs::read_to_string(forge.desk.file(path)).unwrap_or_default();
        let text = text.replace("cuentas: []", "cuentas: [{forja: github, id: 666}]");
        let text = text.replace("receptor: [", "receptor: [{forja: github, id: 666}, ");
        forge.desk.write(path, text + "# otra línea\n");
        heads.push(forge.update(number));
    }
    for (head, author) in heads.iter().zip([LEADER, 666, RECEIVER, RECEIVER, 666]) {
        let job = forge.job();
        let told = job.receive(&forge.event("pull-request-opened", TOLD, head, author)).expect(1).stdout;
        assert!(told.starts_with("::error title=mipg::NO SE RECIBIÓ, porque no está conforme"), "{told}");
        assert!(!job.file("constancias").exists());
    }
    assert_eq!(forge.entries(), before);
}

#[test]
fn an_account_counts_by_the_main_branch_as_it_is_and_not_as_the_event_tells() {
    let forge = Forge::new();
    let opened = forge.desk.git(&["rev-parse", "main"]);
    let head = forge.propose(42, "reporte-aaaa", true);
    let path = "policies/gobierno-digital/politica.yaml";
    let text = std::fs::read_to_string(forge.desk.file(path)).unwrap();
    forge.desk.write(path, text.replace("hasta: null}\ncriterios", "hasta: 2026-01-31}\ncriterios"));
    forge.desk.commit("deja el cargo");
    forge.desk.git(&["push", "-q", "origin", "main"]);
    let before = forge.entries();
    let told = forge.job().receive(&forge.event("pull-request-opened", &opened, &head, LEADER)).expect(0).stdout;
    assert!(told.contains("no entrega por gobierno-digital"), "{told}");
    assert_eq!(forge.entries(), before);
}

#[test]
fn the_head_of_the_event_is_judged_wherever_the_proposal_has_gone_since() {
    let forge = Forge::new();
    let before = forge.entries();
    let first = forge.propose(42, "reporte-aaaa", true);
    let event = forge.event("pull-request-synchronize", TOLD, &first, LEADER);
    let second = forge.propose(42, "reporte-bbbb", false); // by force, before the job runs
    let told = forge.job().receive(&event).expect(0).stdout;
    assert!(told.contains("reporte-aaaa") && !told.contains("reporte-bbbb"), "{told}");
    drop(forge.job().receive(&forge.event("pull-request-synchronize", TOLD, &second, LEADER)).expect(1));
    assert_eq!(forge.entries(), before + 1);
    // One that the forge no longer has is not taken for received.
    let gone = forge.event("pull-request-synchronize", TOLD, &"a".repeat(40), LEADER);
    assert!(forge.job().receive(&gone).expect(3).stdout.contains("::error"));
    // What was closed, or goes elsewhere, is not received; a group neither.
    drop(forge.job().receive(&forge.event("pull-request-closed", TOLD, &first, LEADER)).expect(0));
    drop(forge.job().receive(&forge.event("pull-request-to-another-branch", TOLD, &first, LEADER)).expect(3));
    assert!(
        forge.job().receive(&forge.event("merge-group", TOLD, &first, LEADER)).expect(0).stdout.contains("cada una")
    );
    assert_eq!(forge.entries(), before + 1);
}

#[test]
fn what_lands_is_published_however_it_lands() {
    for how in ["merge", "squash", "rebase"] {
        let forge = Forge::new();
        forge.propose(1, "reporte-aaaa", true);
        forge.propose(2, "reporte-bbbb", true);
        let before = forge.entries();
        let (from, _) = forge.land(1, how);
        let (_, to) = forge.land(2, how);
        let told = forge.job().receive(&forge.event("push", &from, &to, LEADER)).expect(0).stdout;
        assert!(told.contains("entradas: 2"), "{how}: {told}");
        assert_eq!(forge.entries(), before + 2, "{how}");
        assert!(forge.job().receive(&forge.event("push", &from, &to, LEADER)).expect(0).stdout.contains("entradas: 0"));
    }
}

#[test]
fn of_jobs_at_once_each_is_logged_after_the_other() {
    const JOBS: usize = 4;
    let forge = Forge::new();
    let before = forge.entries();
    let jobs: Vec<_> = (0..JOBS)
        .map(|number| {
            let head = forge.propose(number as u64 + 1, &format!("reporte-{number:04}"), true);
            let job = forge.job();
            let event = job.given("event.json", &forge.event("pull-request-opened", TOLD, &head, LEADER));
            (job, event)
        })
        .collect();
    let runs: Vec<_> = std::thread::scope(|scope| {
        let started: Vec<_> = jobs
            .iter()
            .map(|(job, event)| scope.spawn(|| of(job.command(&["ci", "receive", "--event", event, "--enviar"]))))
            .collect();
        started.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    for run in runs {
        drop(run.expect(0));
    }
    assert_eq!(forge.entries(), before + JOBS as u64);
    // The line of the log is whole, and nothing was signed twice.
    let audited = run(&forge.job().clone(), &["audit", "--format", "json"]);
    assert!([0, 12].contains(&audited.code), "{}", audited.stdout);
    assert_eq!(forge.git(&["rev-list", "--merges", "--count", "registro"]), "0");
}

#[test]
fn a_log_that_was_led_back_or_deleted_is_not_gone_on_with() {
    let forge = Forge::new();
    let head = forge.propose(1, "reporte-aaaa", true);
    let old = forge.git(&["rev-parse", "registro"]);
    drop(forge.job().receive(&forge.event("pull-request-opened", TOLD, &head, LEADER)).expect(0));
    let job = forge.job();
    let late = forge.propose(2, "reporte-bbbb", true);
    let event = forge.event("pull-request-opened", TOLD, &late, LEADER);
    forge.git(&["update-ref", "refs/heads/registro", &old]);
    assert!(job.receive(&event).expect(30).stdout.contains("llevado atrás o reescrito"));
    forge.git(&["update-ref", "-d", "refs/heads/registro"]);
    assert!(job.receive(&event).expect(30).stdout.contains("ya no lo tiene"));
    // Where there never was one, none is begun.
    let job = forge.job();
    drop(job.receive(&event).expect(3));
    assert!(!job.file("constancias").exists());
}

#[test]
fn without_the_key_or_the_accounts_it_says_what_is_missing() {
    let forge = Forge::new();
    let head = forge.propose(1, "reporte-aaaa", true);
    let job = forge.job();
    let event = job.given("event.json", &forge.event("pull-request-opened", TOLD, &head, LEADER));
    let mut keyless = job.command(&["ci", "receive", "--event", &event, "--enviar"]);
    keyless.env_remove("MIPG_CLAVE");
    assert!(of(keyless).expect(2).stdout.contains("MIPG_CLAVE"));
    for path in ["policies/gobierno-digital/politica.yaml", "policies/repositorio.yaml"] {
        let text = std::fs::read_to_string(forge.desk.file(path)).unwrap();
        forge.desk.write(path, text.replace("forja: github", "forja: gitlab"));
    }
    forge.desk.commit("otra forja");
    forge.desk.git(&["push", "-q", "origin", "main"]);
    let told = forge.job().receive(&forge.event("pull-request-opened", TOLD, &head, LEADER)).expect(0).stdout;
    assert!(told.contains("todavía no dice qué cuentas de GitHub"), "{told}");
}

#[test]
fn what_is_published_is_sent_and_goes_on_with_what_others_logged() {
    let forge = Forge::new();
    forge.propose(1, "reporte-aaaa", true);
    let late = forge.propose(2, "reporte-bbbb", true);
    forge.land(1, "merge");
    let before = forge.entries();
    // Its clone is older than what another job logs.
    let job = forge.job();
    drop(forge.job().receive(&forge.event("pull-request-opened", TOLD, &late, LEADER)).expect(0));
    let out = job.file("sitio");
    let publish =
        |job: &crate::support::forge::Job<'_>| job.run(&["publish", "--enviar", "--out", out.to_str().unwrap()]);
    let told = publish(&job).expect(0);
    assert!(told.stdout.contains("Anotado en el registro de integridad") && out.join("index.html").exists());
    assert!(!told.stderr.contains("git push origin registro"), "{}", told.stderr);
    assert_eq!(forge.entries(), before + 2);
    drop(publish(&job).expect(0));
    assert_eq!(forge.entries(), before + 2);
}

#[cfg(unix)]
#[test]
fn what_the_remote_does_not_take_is_told_and_gives_no_receipt() {
    let forge = Forge::new();
    let before = forge.entries();
    let head = forge.propose(1, "reporte-aaaa", true);
    let refuse = forge.remote().join("hooks/pre-receive");
    std::fs::create_dir_all(refuse.parent().unwrap()).unwrap();
    std::fs::write(&refuse, "#!/bin/sh\necho rama protegida >&2\nexit 1\n").unwrap();
    std::fs::set_permissions(&refuse, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let event = forge.event("pull-request-opened", TOLD, &head, LEADER);
    let job = forge.job();
    let told = job.receive(&event).expect(3);
    assert!(
        told.stdout.contains("no vale hasta que llegue") && told.stderr.contains("rama protegida"),
        "{}",
        told.stderr
    );
    assert!(!job.file("constancias").exists());
    assert_eq!(forge.entries(), before);
    // Once it takes it, the same job logs it: nothing of what it signed before is in the way.
    std::fs::remove_file(refuse).unwrap();
    drop(job.receive(&event).expect(0));
    assert_eq!(forge.entries(), before + 1);
}

/// What a job signs and cannot send is no log: whatever the network does, it starts again where it was.
#[cfg(unix)]
#[test]
fn a_network_that_fails_as_it_sends_leaves_the_clone_as_it_was() {
    let forge = Forge::new();
    let (first, second) = (forge.propose(1, "reporte-aaaa", true), forge.propose(2, "reporte-bbbb", true));
    let (remote, away) = (forge.remote(), forge.remote().with_extension("lejos"));
    let hook = remote.join("hooks/pre-receive");
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, format!("#!/bin/sh\nmv '{}' '{}'\nexit 1\n", remote.display(), away.display())).unwrap();
    std::fs::set_permissions(&hook, std::os::unix::fs::PermissionsExt::from_mode(0o755)).unwrap();
    let event = forge.event("pull-request-opened", TOLD, &first, LEADER);
    let job = forge.job();
    drop(job.receive(&event).expect(3));
    assert!(!job.file("constancias").exists());
    std::fs::rename(away, &remote).unwrap();
    std::fs::remove_file(hook).unwrap();
    // Another logs meanwhile: what was signed here would not follow it.
    drop(forge.job().receive(&forge.event("pull-request-opened", TOLD, &second, LEADER)).expect(0));
    let before = forge.entries();
    drop(job.receive(&event).expect(0));
    assert_eq!(forge.entries(), before + 1);
}

#[test]
fn without_a_remote_nothing_is_signed_and_no_receipt_is_given() {
    let forge = Forge::new();
    let head = forge.propose(1, "reporte-aaaa", true);
    let job = forge.job();
    let event = job.given("event.json", &forge.event("pull-request-opened", TOLD, &head, LEADER));
    let out = job.file("constancias");
    let refused = job.run(&["ci", "receive", "--event", &event, "--out", out.to_str().unwrap()]).expect(2);
    assert!(refused.stderr.contains("--enviar"), "{}", refused.stderr);
    assert!(!out.exists());
    let here = git(&job.clone(), &["rev-parse", "-q", "--verify", "refs/heads/registro"]);
    assert!(!here.status.success(), "nothing was logged here");
}

#[test]
fn a_clone_that_is_behind_judges_by_the_main_branch_of_the_forge() {
    let forge = Forge::new();
    let head = forge.propose(42, "reporte-aaaa", true);
    let job = forge.job();
    let path = "policies/gobierno-digital/politica.yaml";
    let text = std::fs::read_to_string(forge.desk.file(path)).unwrap();
    forge.desk.write(path, text.replace("hasta: null}\ncriterios", "hasta: 2026-01-31}\ncriterios"));
    forge.desk.commit("deja el cargo");
    forge.desk.git(&["push", "-q", "origin", "main"]);
    let before = forge.entries();
    let told = job.receive(&forge.event("pull-request-opened", TOLD, &head, LEADER)).expect(0).stdout;
    assert!(told.contains("no entrega por gobierno-digital"), "{told}");
    assert_eq!(forge.entries(), before);
}

/// Whoever hands in for one policy says nothing of the evidence of another, beside a submission of their own.
#[test]
fn what_rides_with_a_submission_is_forgiven_to_nobody() {
    let forge = Forge::new();
    let before = forge.entries();
    forge.desk.git(&["checkout", "-q", "-B", "propuesta-9", "main"]);
    forge.hand_in("gobierno-digital", "reporte-aaaa", true);
    forge.desk.write(
        "policies/transparencia/soportes-2026.yaml",
        "version: 1\npolitica: transparencia\nvigencia: 2026\nsoportes: []\n",
    );
    let head = forge.update(9);
    let job = forge.job();
    let told = job.receive(&forge.event("pull-request-opened", TOLD, &head, LEADER)).expect(1).stdout;
    assert!(told.contains("NO SE RECIBIÓ, porque no está conforme"), "{told}");
    assert!(!job.file("constancias").exists());
    assert_eq!(forge.entries(), before);
}

#[test]
fn what_somebody_else_pushed_is_received_where_they_hand_in_too() {
    let forge = Forge::new();
    let before = forge.entries();
    let head = forge.propose(42, "reporte-aaaa", true);
    let by = |name: &str, sender| forge.event_by(name, TOLD, &head, (LEADER, sender));
    let job = forge.job();
    let told = job.receive(&by("pull-request-synchronize", 666)).expect(0).stdout;
    assert!(told.contains("NO SE RECIBIÓ") && told.contains("otra cuenta"), "{told}");
    // A program answers for nothing, whatever its number.
    let program = by("pull-request-synchronize", LEADER).replace("\"type\": \"User\"\n }", "\"type\": \"Bot\"\n }");
    let told = forge.job().receive(&program).expect(0).stdout;
    assert!(told.contains("no se sabe qué persona"), "{told}");
    assert!(!job.file("constancias").exists());
    assert_eq!(forge.entries(), before);
    // The receiver may push to it; and whoever proposes it answers for it by opening it again.
    drop(forge.job().receive(&by("pull-request-synchronize", RECEIVER)).expect(0));
    assert_eq!(forge.entries(), before + 1);
    // What is in the log was received, whoever touches the request now.
    let again = forge.job().receive(&by("pull-request-synchronize", 666)).expect(0).stdout;
    assert!(again.contains("no se anota dos veces: 1"), "{again}");
    assert_eq!(forge.entries(), before + 1);
}
