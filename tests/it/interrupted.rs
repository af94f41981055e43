//! Jobs of a forge that end at the wrong moment, in a clone that lasts: nothing is lost, and nothing is in the way.
#![cfg(unix)]

use std::{
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use crate::support::{
    forge::{Forge, Job, LEADER, files},
    mipg::run,
    repo::git,
};

/// The base that an event tells is not what judges: any id does.
const TOLD: &str = "1111111111111111111111111111111111111111";

/// A program that the forge runs when it is sent something.
fn hook(forge: &Forge, name: &str, script: &str) -> PathBuf {
    let hook = forge.remote().join("hooks").join(name);
    std::fs::create_dir_all(hook.parent().unwrap()).unwrap();
    std::fs::write(&hook, format!("#!/bin/sh\n{script}\n")).unwrap();
    std::fs::set_permissions(&hook, PermissionsExt::from_mode(0o755)).unwrap();
    hook
}

/// Ends the process whose number comes to stand in a file.
fn ends(pid: &Path) -> String {
    format!("while [ ! -s '{0}' ]; do sleep 0.05; done; kill -9 \"$(cat '{0}')\"", pid.display())
}

/// Runs a job that the hook ends.
fn is_ended(job: &Job<'_>, event: &str, pid: &Path) {
    let event = job.given("event.json", event);
    let out = job.file("constancias");
    let mut command = job.command(&["ci", "receive", "--event", &event, "--enviar", "--out", out.to_str().unwrap()]);
    let mut child = command.spawn().unwrap();
    std::fs::write(pid, child.id().to_string()).unwrap();
    assert_eq!(child.wait().unwrap().code(), None, "it was ended");
    assert!(!out.exists(), "a receipt is given only of what was sent");
    std::fs::remove_file(pid).unwrap();
}

#[test]
fn one_that_ends_before_what_it_signed_is_sent_leaves_nothing_in_the_way() {
    let forge = Forge::new();
    let before = forge.entries();
    let (first, second) = (forge.propose(1, "reporte-aaaa", true), forge.propose(2, "reporte-bbbb", true));
    let (job, event) = (forge.job(), forge.event("pull-request-opened", TOLD, &first, LEADER));
    let pid = job.file("pid");
    let refuse = hook(&forge, "pre-receive", &format!("{}; exit 1", ends(&pid)));
    is_ended(&job, &event, &pid);
    std::fs::remove_file(refuse).unwrap();
    assert_eq!(forge.entries(), before);
    // Others log meanwhile: what was signed here would not follow it.
    drop(forge.job().receive(&forge.event("pull-request-opened", TOLD, &second, LEADER)).expect(0));
    drop(job.receive(&event).expect(0));
    assert_eq!(forge.entries(), before + 2);
    assert!(!files(&job.file("constancias")).is_empty());
    let audited = run(&job.clone(), &["audit", "--format", "json"]);
    assert!([0, 12].contains(&audited.code), "{}", audited.stdout);
}

#[test]
fn one_that_ends_once_it_was_sent_is_not_logged_twice() {
    let forge = Forge::new();
    let before = forge.entries();
    let head = forge.propose(1, "reporte-aaaa", true);
    let (job, event) = (forge.job(), forge.event("pull-request-opened", TOLD, &head, LEADER));
    let pid = job.file("pid");
    let taken = hook(&forge, "post-receive", &ends(&pid));
    is_ended(&job, &event, &pid);
    std::fs::remove_file(taken).unwrap();
    assert_eq!(forge.entries(), before + 1);
    assert!(job.receive(&event).expect(0).stdout.contains("no se anota dos veces: 1"));
    assert_eq!((forge.entries(), files(&job.file("constancias")).len()), (before + 1, 2));
}

/// What a person logged in the clone and never sent may have given receipts: it goes on, or is told.
#[test]
fn what_was_logged_by_hand_is_sent_with_the_rest_and_never_dropped() {
    let forge = Forge::new();
    let before = forge.entries();
    let (first, second) = (forge.propose(1, "reporte-aaaa", true), forge.propose(2, "reporte-bbbb", true));
    let [event, other] = [&first, &second].map(|head| forge.event("pull-request-opened", TOLD, head, LEADER));
    let at = |job: &Job<'_>, name: &str| String::from_utf8(git(&job.clone(), &["rev-parse", name]).stdout).unwrap();
    let by_hand = |job: &Job<'_>| {
        // Of two heartbeats of one second there is one.
        while at(job, "refs/heads/registro") == at(job, "refs/remotes/origin/registro")
            || !at(job, "refs/heads/registro").starts_with(|one: char| one.is_ascii_hexdigit())
        {
            std::thread::sleep(std::time::Duration::from_millis(300));
            drop(job.run(&["log", "append", "--latido"]).expect(0));
        }
        at(job, "refs/heads/registro")
    };
    let job = forge.job();
    by_hand(&job);
    drop(job.receive(&event).expect(0));
    assert_eq!(forge.entries(), before + 2);
    let job = forge.job();
    let kept = by_hand(&job);
    drop(forge.job().receive(&other).expect(0));
    assert!(job.receive(&other).expect(3).stdout.contains("se separaron"));
    assert_eq!(kept, at(&job, "refs/heads/registro"));
    assert_eq!(forge.entries(), before + 3);
}

#[test]
fn what_is_published_while_it_is_sent_is_logged_too() {
    let forge = Forge::new();
    let before = forge.entries();
    let (main, head) = (forge.propose(1, "reporte-aaaa", true), forge.propose(2, "reporte-bbbb", true));
    let once = forge.remote().join("una-vez");
    hook(
        &forge,
        "pre-receive",
        &format!(
            "[ -e '{0}' ] && exit 0; touch '{0}'; unset GIT_QUARANTINE_PATH; git update-ref refs/heads/main {main}; exit 1",
            once.display()
        ),
    );
    drop(forge.job().receive(&forge.event("pull-request-opened", TOLD, &head, LEADER)).expect(0));
    assert_eq!(forge.entries(), before + 2);
}
