//! Each mistake of the example, pushed as a person would.

use mipg::{diagnostic::Severity, rules};

use crate::support::{mipg::run, repo::git, served::Served};

const AS_OF: &str = "2026-01-31T12:00:00-05:00";

#[test]
fn each_mistake_of_the_example_is_refused_on_the_terminal_of_whoever_pushes() {
    let folder = tempfile::tempdir().unwrap();
    drop(run(folder.path(), &["demo", "ejemplo", "--con-errores"]).expect(0));
    let example = folder.path().join("ejemplo");
    let server = Served::of(&example, &["main", "registro"], AS_OF);
    let branches = git(&example, &["branch", "--list", "error/*", "--format=%(refname:short)"]);
    let branches = String::from_utf8(branches.stdout).unwrap();
    let (mut refused, mut accepted) = (0, 0);
    for branch in branches.lines() {
        let id = branch.strip_prefix("error/").unwrap();
        let severity = rules::find(id).unwrap().meta.severity;
        let pushed = server.push(&example, &[branch]);
        let rule = format!("[{id}]");
        if matches!(severity, Severity::Error | Severity::Unchecked) {
            drop(pushed.refused(&[&rule, "NO se recibe:", "No entró nada de este envío."]));
            assert_eq!(server.reference(&format!("refs/heads/{branch}")), None, "{branch}");
            refused += 1;
        } else {
            drop(pushed.accepted(&[&rule, "CONFORME"]));
            assert!(server.reference(&format!("refs/heads/{branch}")).is_some(), "{branch}");
            accepted += 1;
        }
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
