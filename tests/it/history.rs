//! What the rules of history say of branches and merges of a real repository.

use std::{collections::BTreeSet, sync::Arc};

use mipg::{
    check::{self, ChangeRequest, PublishedTrees, Request, Standing},
    diagnostic::Group,
    messages::Lang,
    model::layout,
    snapshot::{GitRepository, GitSnapshot, Limits, history},
};

use crate::support::{self, case, repo::Repo};

pub const SUBMISSION: &str = "policies/gobierno-digital/2026/11/reporte-1f3a";
pub const NEWER: &str = "policies/gobierno-digital/2026/11/reporte-77b0/nota.csv";
pub const WITHDRAWAL: &str = "version: 1\nmotivo: Se publicó lo que no correspondía.\nfundamento: Ley 1581 de 2012\n\
    autoriza: Secretaría General\nfecha: 2026-11-20\narchivos: [acta.txt]\n";

/// A repository whose `main` holds the base of the fixtures.
pub fn published() -> Repo {
    let repo = Repo::new();
    for (path, node) in case::folder(&support::fixtures().join("base")) {
        let case::Node::File(bytes) = node else { unreachable!("folders hold files") };
        repo.write(std::str::from_utf8(&path).unwrap(), bytes);
    }
    repo.commit("base");
    repo
}

pub fn remove(repo: &Repo, path: &str) {
    std::fs::remove_file(repo.file(path)).unwrap();
}

/// What the rules of history find between two revisions: rule and path.
pub fn found(repo: &Repo, base: &str, head: &str) -> BTreeSet<(String, String)> {
    found_as(repo, base, head, Standing::Proposed)
}

/// As [`found`], of a proposal or of a range that was received.
pub fn found_as(repo: &Repo, base: &str, head: &str, standing: Standing) -> BTreeSet<(String, String)> {
    let repository = Arc::new(GitRepository::open(repo.path()).unwrap());
    let limits = history::HistoryLimits::default();
    let change = history::change(&repository, base, head, &layout::root(), &limits).unwrap();
    let base = GitSnapshot::at(repository.clone(), base, Limits::default()).unwrap();
    let head = GitSnapshot::at(repository, head, Limits::default()).unwrap();
    let published = PublishedTrees::in_git(&base, &change, standing).unwrap();
    let report = check::check(&Request {
        snapshot: &head,
        revision: None,
        change: Some(ChangeRequest { change: &change, base: &base, published: &published, actor: None }),
        receptions: None,
        as_of: support::moment(support::AS_OF),
        lang: Lang::Es,
        progress: &|_, _| {},
        observe: &|_| {},
    })
    .unwrap();
    let history =
        report.findings.iter().map(|item| &item.finding).filter(|finding| finding.rule.group == Group::History);
    history
        .map(|finding| (finding.rule.id.to_owned(), finding.path.as_ref().map_or(String::new(), ToString::to_string)))
        .collect()
}

pub fn one(rule: &str, path: &str) -> BTreeSet<(String, String)> {
    BTreeSet::from([(rule.to_owned(), path.to_owned())])
}

#[test]
fn a_branch_that_lacks_newer_submissions_takes_nothing_away() {
    let repo = published();
    repo.git(&["checkout", "-q", "-b", "rama"]);
    repo.write("policies/README.md", "Guía\n");
    repo.commit("rama");
    repo.git(&["checkout", "-q", "main"]);
    repo.write(NEWER, "Otra;1;1\n");
    repo.commit("posterior");
    assert_eq!(found(&repo, "main", "rama"), BTreeSet::new());
}

#[test]
fn a_merge_that_drops_what_the_base_published_is_found() {
    let repo = published();
    repo.git(&["checkout", "-q", "-b", "rama"]);
    repo.write("policies/README.md", "Guía\n");
    repo.commit("rama");
    repo.git(&["checkout", "-q", "main"]);
    repo.write(NEWER, "Otra;1;1\n");
    repo.commit("posterior");
    repo.git(&["checkout", "-q", "rama"]);
    repo.git(&["merge", "-q", "--no-commit", "--no-ff", "main"]);
    remove(&repo, NEWER);
    repo.commit("mezcla");
    assert_eq!(found(&repo, "main", "rama"), one("published-removed", NEWER));
}

#[test]
fn a_merge_that_keeps_what_the_base_published_is_right() {
    let repo = published();
    repo.git(&["checkout", "-q", "-b", "rama"]);
    repo.write("policies/README.md", "Guía\n");
    repo.commit("rama");
    repo.git(&["checkout", "-q", "main"]);
    remove(&repo, &format!("{SUBMISSION}/acta.txt"));
    repo.write(&format!("{SUBMISSION}/retiro.yaml"), WITHDRAWAL);
    repo.write(NEWER, "Otra;1;1\n");
    repo.commit("posterior");
    repo.git(&["checkout", "-q", "rama"]);
    repo.git(&["merge", "-q", "--no-ff", "-m", "mezcla", "main"]);
    assert_eq!(found(&repo, "main", "rama"), BTreeSet::new());
}

#[test]
fn what_a_side_branch_alters_and_puts_back_is_found() {
    let repo = published();
    let path = format!("{SUBMISSION}/acta.txt");
    let before = std::fs::read(repo.file(&path)).unwrap();
    repo.git(&["checkout", "-q", "-b", "lado"]);
    repo.write(&path, "Otra acta.\n");
    repo.commit("altera");
    repo.write(&path, before);
    repo.commit("devuelve");
    repo.git(&["checkout", "-q", "-b", "rama", "main"]);
    repo.write("policies/README.md", "Guía\n");
    repo.commit("rama");
    repo.git(&["merge", "-q", "--no-ff", "-m", "mezcla", "lado"]);
    assert_eq!(found(&repo, "main", "rama"), one("published-changed", &path));
}

#[test]
fn a_withdrawal_taken_back_leaves_the_removal_without_one() {
    let repo = published();
    let path = format!("{SUBMISSION}/acta.txt");
    repo.git(&["checkout", "-q", "-b", "rama"]);
    remove(&repo, &path);
    repo.write(&format!("{SUBMISSION}/retiro.yaml"), WITHDRAWAL);
    repo.commit("retira");
    assert_eq!(found(&repo, "main", "rama"), BTreeSet::new());
    remove(&repo, &format!("{SUBMISSION}/retiro.yaml"));
    repo.commit("deshace");
    assert_eq!(found(&repo, "main", "rama"), one("published-removed", &path));
}

#[test]
fn a_withdrawal_that_comes_after_the_removal_is_late() {
    let repo = published();
    let path = format!("{SUBMISSION}/acta.txt");
    repo.git(&["checkout", "-q", "-b", "rama"]);
    remove(&repo, &path);
    repo.commit("borra");
    repo.write(&format!("{SUBMISSION}/retiro.yaml"), WITHDRAWAL);
    repo.commit("retira");
    assert_eq!(found(&repo, "main", "rama"), one("published-removed", &path));
}

#[test]
fn another_content_at_a_path_published_meanwhile_is_found() {
    let repo = published();
    repo.git(&["checkout", "-q", "-b", "rama"]);
    repo.write(NEWER, "De la rama;1;1\n");
    repo.commit("rama");
    repo.git(&["checkout", "-q", "main"]);
    repo.write(NEWER, "Otra;1;1\n");
    repo.commit("posterior");
    assert_eq!(found(&repo, "main", "rama"), one("published-changed", NEWER));
}

#[test]
fn an_unreadable_withdrawal_makes_nothing_lawful() {
    let repo = published();
    let path = format!("{SUBMISSION}/acta.txt");
    repo.git(&["checkout", "-q", "-b", "rama"]);
    remove(&repo, &path);
    repo.write(&format!("{SUBMISSION}/retiro.yaml"), "archivos: [acta.txt]\n");
    repo.commit("retira mal");
    assert_eq!(found(&repo, "main", "rama"), one("published-removed", &path));
}
