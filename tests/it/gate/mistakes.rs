//! Each mistake of the example, pushed as a person would.

use mipg::{
    demo::{self, Mistakes},
    diagnostic::Severity,
};

use crate::support::served::Served;

const AS_OF: &str = "2026-01-31T12:00:00-05:00";

#[test]
fn each_mistake_of_the_example_is_refused_on_the_terminal_of_whoever_pushes() {
    let folder = tempfile::tempdir().unwrap();
    let example = folder.path().join("ejemplo");
    let made = demo::write(&example, Mistakes::Branches).unwrap();
    let server = Served::of(&example, &["main", "registro"], AS_OF);
    let (mut refused, mut accepted) = (0, 0);
    for expected in &made.mistakes {
        let (branch, rule) = (expected.branch(), format!("[{}]", expected.rule));
        let pushed = server.push(&example, &[&branch]);
        let there = if matches!(expected.severity(), Some(Severity::Error | Severity::Unchecked)) {
            drop(pushed.refused(&[&rule, "NO se recibe:", "No entró nada de este envío."]));
            refused += 1;
            false
        } else {
            drop(pushed.accepted(&[&rule, "CONFORME"]));
            accepted += 1;
            true
        };
        assert_eq!(server.reference(&format!("refs/heads/{branch}")).is_some(), there, "{branch}");
    }
    assert!(refused > 80 && accepted > 5, "{refused} refused, {accepted} accepted");

    // What is refused as a proposal is refused on the main branch, and what is right goes there.
    let main = server.reference("refs/heads/main");
    drop(server.push(&example, &["error/digest-mismatch:main"]).refused(&["[digest-mismatch]"]));
    drop(server.push(&example, &["error/published-removed:main"]).refused(&["[published-removed]"]));
    assert_eq!(server.reference("refs/heads/main"), main);
    drop(server.push(&example, &["error/personal-data-suspected:main"]).accepted(&["CONFORME"]));
    assert_ne!(server.reference("refs/heads/main"), main);
}
