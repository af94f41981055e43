//! `mipg demo`: the same example everywhere, conforming in every form, and each mistake found by its own rule.

use std::{fs, path::Path};

use crate::support::{mipg::run, repo::git};

/// The head of the example: any change of its story, texts, files or dates changes it.
const HEAD: &str = "5282051ea75a18a0e3ea0ddcc27e97b36ca2a0ca";
/// The head of its audit trail, which follows from the same and from how entries, tiles and notes are written.
const LOG: &str = "85877d3e823091ff35dd70a8d063a669d131bd51";

fn output(folder: &Path, arguments: &[&str]) -> String {
    let output = git(folder, arguments);
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

#[test]
fn the_example_is_whole_right_and_the_same_everywhere() {
    let folder = tempfile::tempdir().unwrap();
    let shown = run(folder.path(), &["demo", "ejemplo"]).expect(0);
    assert_eq!(shown.stderr, "");
    assert!(shown.stdout.contains("886 entregas de 19 políticas"), "{}", shown.stdout);
    assert!(shown.stdout.contains("CONFORME: nada que corregir"), "{}", shown.stdout);
    let example = folder.path().join("ejemplo");
    let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names, ["ejemplo"]);

    // git itself agrees with what was written
    assert_eq!(output(&example, &["rev-parse", "HEAD"]), HEAD);
    assert_eq!(output(&example, &["symbolic-ref", "HEAD"]), "refs/heads/main");
    assert_eq!(output(&example, &["status", "--porcelain"]), "");
    assert_eq!(output(&example, &["rev-list", "--count", "main"]), "1781");
    output(&example, &["fsck", "--strict", "--no-dangling"]);
    let people = output(&example, &["log", "--format=%ae%n%ce"]);
    assert!(people.lines().all(|address| address.ends_with("@ejemplo.gov.co")));
    assert!(people.lines().collect::<std::collections::BTreeSet<_>>().len() >= 20);

    // its audit trail has everything that happened, so that nothing is left to be logged
    assert_eq!(output(&example, &["rev-parse", "refs/heads/registro"]), LOG);
    let logged = run(&example, &["log", "append", "--format", "json"]).expect(0).json();
    assert_eq!((&logged["added"], &logged["signed"]), (&0.into(), &true.into()));
    assert_eq!((&logged["after"]["size"], &logged["unread"]), (&1822.into(), &serde_json::json!([])));

    // the work tree, the revision and the whole history give one answer
    let moment = "--as-of=2026-01-31T12:00:00-05:00";
    let here = run(&example, &["check", moment, "--format", "json"]).expect(0).json();
    let revision = run(&example, &["check", moment, "--rev", "main", "--format", "json"]).expect(0).json();
    assert_eq!(here["findings"], serde_json::json!([]));
    for part in ["verdict", "checked", "findings", "rules"] {
        assert_eq!(here[part], revision[part], "{part}");
    }
    assert_eq!(here["checked"]["policies"], serde_json::json!([19, 19]));
    assert_eq!(here["checked"]["submissions"], serde_json::json!([886, 886]));
    assert_eq!(here["checked"]["files"], serde_json::json!([1333, 1333]));
    assert_eq!(here["checked"]["external"], serde_json::json!([7, 7]));
    let first = output(&example, &["rev-list", "--max-parents=0", "main"]);
    let history =
        run(&example, &["check", moment, "--base", &first, "--head", "main", "--received", "--format", "json"])
            .expect(0)
            .json();
    assert_eq!(history["findings"], serde_json::json!([]));
    // All but those about who makes a change, which nobody says here.
    let rules = |name: &str| history["rules"][name].as_u64().unwrap();
    assert_eq!(history["rules"]["permission"]["run"], 0);
    assert_eq!(rules("run") + history["rules"]["permission"]["of"].as_u64().unwrap(), rules("of"));
    assert_eq!(history["checked"]["submissions"], serde_json::json!([886, 886]));

    // the year has every state: when it was over, and while it ran
    let status = |moment: &str| {
        run(&example, &["status", "--rev", "main", "--year", "2025", "--as-of", moment, "--format", "json"])
            .expect(0)
            .json()
    };
    let over = status("2026-01-31");
    let count = |name: &str| over["counts"][name].as_u64().unwrap();
    assert_eq!((count("instances"), count("due"), count("on_time")), (948, 908, 746));
    assert_eq!((count("late"), count("missed"), count("not_applicable")), (118, 44, 4));
    assert_eq!((count("received"), count("no_record"), count("exempted_late")), (34, 2, 2));
    assert_eq!(over["counts"]["on_time_percent"], 82.2);
    assert_eq!(over["submissions"], serde_json::json!({"later": 0, "of": 886, "read": 886}));
    assert_eq!(over["unmatched"], serde_json::json!([]));
    let some =
        |key: &str, value: serde_json::Value| over["instances"].as_array().unwrap().iter().any(|one| one[key] == value);
    assert!(some("kept", true.into()) && some("outcome", "late".into()));
    let beside = |one: &serde_json::Value| !one["others"].as_array().unwrap().is_empty();
    assert!(over["instances"].as_array().unwrap().iter().any(beside));
    let running = status("2025-10-20");
    let count = |name: &str| running["counts"][name].as_u64().unwrap();
    assert!(count("pending") > 0 && count("upcoming") > 0 && count("missed") > 0);
    let sum: u64 = ["on_time", "late", "missed", "received", "no_record", "pending", "upcoming", "not_applicable"]
        .map(count)
        .iter()
        .sum();
    assert_eq!((sum, count("instances")), (948, 948));
}

#[test]
fn each_mistake_is_found_by_its_own_rule() {
    let folder = tempfile::tempdir().unwrap();
    let shown = run(folder.path(), &["demo", "ejemplo", "--con-errores", "--lang", "en"]).expect(0);
    let example = folder.path().join("ejemplo");
    let branches = output(&example, &["branch", "--list", "error/*", "--format=%(refname:short)"]);
    let count = branches.lines().count();
    assert!(count >= 100, "{count} branches");
    assert!(shown.stdout.contains(&format!("{count} of {count} branches give what is expected")), "{}", shown.stdout);
    assert!(!shown.stdout.contains("WRONG"), "{}", shown.stdout);
    // the branches change nothing of what is right
    assert_eq!(output(&example, &["rev-parse", "main"]), HEAD);
    let found = run(&example, &["check", "--base", "main", "--head", "error/digest-mismatch", "--format", "json"]);
    assert_eq!(found.expect(1).rules(), ["digest-mismatch"]);
    let warned =
        run(&example, &["check", "--base", "main", "--head", "error/personal-data-suspected", "--format", "json"]);
    assert_eq!(warned.expect(0).rules(), ["personal-data-suspected"]);
}

#[test]
fn a_folder_in_use_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("mi-archivo"), "mío").unwrap();
    let refused = run(folder.path(), &["demo", "."]).expect(2);
    assert!(refused.stderr.contains("no está vacía") && refused.stdout.is_empty(), "{}", refused.stderr);
    let refused = run(folder.path(), &["demo", "mi-archivo"]).expect(2);
    assert!(refused.stderr.contains("no es una carpeta"), "{}", refused.stderr);
    let refused = run(folder.path(), &["demo", "no/existe"]).expect(2);
    assert!(refused.stderr.contains("no existe la carpeta"), "{}", refused.stderr);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}
