//! What a hostile author may try with merges and with odd changes of published paths, and what merging would do.

use std::collections::{BTreeMap, BTreeSet};

use mipg::check::Standing;
use proptest::prelude::*;

use crate::{
    history::{NEWER, SUBMISSION, WITHDRAWAL, found, found_as, one, published, remove},
    support::{mipg::run, repo::Repo},
};

const NEW: &str = "policies/gobierno-digital/2026/11/reporte-2c4d";

fn acta() -> String {
    format!("{SUBMISSION}/acta.txt")
}

/// A submission of one file, `acta.txt`.
fn hand_in(repo: &Repo, folder: &str) {
    let text = "Acta de prueba.\n";
    repo.write(&format!("{folder}/acta.txt"), text);
    let manifest = format!(
        "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: Entrega de prueba\ncorte: 2026-11-05\narchivos:\n  \
         - ruta: acta.txt\n    sha256: {}\n    bytes: {}\n    formato: text/plain\n",
        mipg::digest::Digest::of(text.as_bytes()),
        text.len()
    );
    repo.write(&format!("{folder}/manifiesto.yaml"), manifest);
}

fn withdraw(repo: &Repo, folder: &str) {
    remove(repo, &format!("{folder}/acta.txt"));
    repo.write(&format!("{folder}/retiro.yaml"), WITHDRAWAL);
}

fn branch(repo: &Repo, name: &str, from: &str) {
    repo.git(&["checkout", "-q", "-b", name, from]);
}

fn merge(repo: &Repo, into: &str, from: &str) {
    repo.git(&["checkout", "-q", into]);
    repo.git(&["merge", "-q", "--no-ff", "-m", "mezcla", from]);
}

/// A commit on a branch with one submission of its own.
fn own(repo: &Repo, name: &str) {
    branch(repo, name, "main");
    hand_in(repo, NEW);
    repo.commit("entrega");
}

/// A commit on `main` after the branches have parted.
fn meanwhile(repo: &Repo) {
    repo.git(&["checkout", "-q", "main"]);
    repo.write(NEWER, "Otra;1;1\n");
    repo.commit("posterior");
}

#[test]
fn what_an_author_merges_within_a_branch_was_never_published() {
    let repo = published();
    own(&repo, "rama");
    branch(&repo, "lado", "rama");
    withdraw(&repo, NEW);
    repo.commit("retira");
    merge(&repo, "rama", "lado");
    let unpublished = one("withdrawal-of-unpublished", &format!("{NEW}/retiro.yaml"));
    assert_eq!(found(&repo, "main", "rama"), unpublished);
    branch(&repo, "publicada", "main");
    merge(&repo, "publicada", "rama");
    assert_eq!(
        found_as(&repo, "main", "publicada", Standing::Received),
        unpublished,
        "one merge received both at once"
    );
    // the same, with the base merged in between
    meanwhile(&repo);
    merge(&repo, "rama", "main");
    assert_eq!(found(&repo, "main", "rama"), unpublished);
    // and with a merge that takes neither side
    branch(&repo, "otra", "main~1");
    hand_in(&repo, NEW);
    repo.commit("entrega");
    repo.git(&["merge", "-q", "--no-ff", "--no-commit", "main"]);
    withdraw(&repo, NEW);
    repo.commit("mezcla y retira");
    assert_eq!(found(&repo, "main", "otra"), unpublished);
}

#[test]
fn each_merge_of_a_range_that_was_received_publishes_what_it_brings() {
    let repo = published();
    let base = repo.git(&["rev-parse", "HEAD"]);
    own(&repo, "entrega");
    merge(&repo, "main", "entrega");
    branch(&repo, "retiro", "main");
    withdraw(&repo, NEW);
    repo.commit("retira");
    merge(&repo, "main", "retiro");
    let path = format!("{NEW}/retiro.yaml");
    assert_eq!(found_as(&repo, &base, "main", Standing::Received), BTreeSet::new());
    assert_eq!(found_as(&repo, &base, "main", Standing::Proposed), one("withdrawal-of-unpublished", &path));
}

#[test]
fn each_commit_of_a_line_without_merges_publishes_what_it_brings() {
    let repo = published();
    let base = repo.git(&["rev-parse", "HEAD"]);
    hand_in(&repo, NEW);
    repo.commit("entrega, aplastada en uno");
    let acta = format!("{NEW}/acta.txt");
    let line = |name: &str, edit: &dyn Fn()| {
        branch(&repo, name, "main");
        edit();
        repo.commit(name);
        found_as(&repo, &base, name, Standing::Received)
    };
    let rewrite = || repo.write(&acta, "Otra cosa.\n");
    assert_eq!(line("altera", &rewrite), one("published-changed", &acta));
    assert_eq!(line("borra", &|| remove(&repo, &acta)), one("published-removed", &acta));
    assert_eq!(line("retira", &|| withdraw(&repo, NEW)), BTreeSet::new());
    // both at once were never published apart
    branch(&repo, "junto", &base);
    hand_in(&repo, NEW);
    withdraw(&repo, NEW);
    repo.commit("entrega y retira");
    let unpublished = one("withdrawal-of-unpublished", &format!("{NEW}/retiro.yaml"));
    assert_eq!(found_as(&repo, &base, "junto", Standing::Received), unpublished);
    // of a proposal, the author's own
    assert_eq!(found(&repo, &base, "borra"), BTreeSet::from([("left-in-history".to_owned(), String::new())]));
}

#[test]
fn a_line_that_passes_the_base_by_is_not_judged_and_one_that_lost_it_is_wrong() {
    let repo = published();
    let root = repo.git(&["rev-parse", "HEAD"]);
    own(&repo, "entrega");
    merge(&repo, "main", "entrega");
    let base = repo.git(&["rev-parse", "main"]);
    let broken = one("history-line-broken", "");
    // what was published is altered, and a merge on top puts another branch first
    let acta = format!("{NEW}/acta.txt");
    repo.write(&acta, "Otra cosa.\n");
    repo.commit("altera");
    assert!(found_as(&repo, &root, "main", Standing::Received).contains(&("published-changed".to_owned(), acta)));
    branch(&repo, "primero", &root);
    repo.write("policies/README.md", "Guía\n");
    repo.commit("aparte");
    merge(&repo, "primero", "main");
    assert!(found_as(&repo, &base, "primero", Standing::Received).is_superset(&broken));
    assert!(found(&repo, &base, "primero").is_disjoint(&broken), "a proposal has no line");
    // so does a line that begins by itself
    let tree = repo.git(&["rev-parse", "main^{tree}"]);
    let alone = repo.git(&["commit-tree", "-m", "sola", &tree]);
    let joined = repo.git(&["commit-tree", "-m", "mezcla", "-p", &alone, "-p", "main", &tree]);
    assert!(found_as(&repo, &base, &joined, Standing::Received).is_superset(&broken));
    // back, aside or rewritten: the base is no longer there
    let rewound = one("history-rewound", "");
    assert_eq!(found_as(&repo, "main", &root, Standing::Received), rewound);
    assert_eq!(found_as(&repo, "main", "entrega", Standing::Received), rewound);
    assert_eq!(found(&repo, "main", &root), BTreeSet::new(), "a proposal may be behind");
    branch(&repo, "reescrita", &root);
    hand_in(&repo, NEW);
    repo.commit("entrega otra vez");
    assert_eq!(found_as(&repo, &base, "reescrita", Standing::Received), rewound);
    assert_eq!(found_as(&repo, "main", &alone, Standing::Received), one("history-unrelated", ""));
    assert_eq!(found_as(&repo, "main", "main", Standing::Received), BTreeSet::new());
}

#[test]
fn a_line_that_cannot_be_followed_never_passes_the_gate() {
    let repo = published();
    let root = repo.git(&["rev-parse", "HEAD"]);
    repo.write("LEAME", "1\n");
    let base = repo.commit("sin evidencias");
    branch(&repo, "primero", &root);
    repo.write("OTRO", "1\n");
    repo.commit("aparte");
    merge(&repo, "primero", "main");
    let judged = |base: &str, head: &str, code: i32, id: &str| {
        let run = run(repo.path(), &["check", "--base", base, "--head", head, "--received", "--format", "json"]);
        let json = run.expect(code).json();
        assert_eq!(json["findings"][0]["rule"], id, "{json}");
        assert_eq!(json["rules"]["history"]["run"], 0, "{json}");
    };
    judged(&base, "primero", 3, "history-line-broken");
    judged(&base, &root, 1, "history-rewound");
}

#[test]
fn dates_do_not_make_a_branch_look_rewound() {
    let repo = published();
    let root = repo.git(&["rev-parse", "HEAD"]);
    // the base says it is older than what it comes from
    repo.write(NEWER, "Otra;1;1\n");
    let base = repo.commit_as("vieja", "oficina@example.gov.co", "2020-01-01T09:00:00-05:00");
    branch(&repo, "lado", &root);
    repo.write("policies/README.md", "Guía\n");
    repo.commit("lado");
    merge(&repo, "main", "lado");
    assert_eq!(found_as(&repo, &base, "main", Standing::Received), BTreeSet::new());
    assert!(found_as(&repo, "lado", "main", Standing::Received).is_superset(&one("history-line-broken", "")));
}

#[test]
fn a_withdrawal_grows_by_a_merge_after_another_and_never_otherwise() {
    let repo = published();
    let base = repo.git(&["rev-parse", "HEAD"]);
    let path = format!("{SUBMISSION}/retiro.yaml");
    let grown = WITHDRAWAL.replace("[acta.txt]", "[acta.txt, avance.csv]");
    assert_ne!(grown, WITHDRAWAL);
    branch(&repo, "uno", "main");
    withdraw(&repo, SUBMISSION);
    repo.commit("retira");
    merge(&repo, "main", "uno");
    let received = repo.git(&["rev-parse", "HEAD"]);
    branch(&repo, "dos", "main");
    remove(&repo, &format!("{SUBMISSION}/avance.csv"));
    repo.write(&path, &grown);
    repo.commit("retira otro");
    merge(&repo, "main", "dos");
    for (from, standing) in
        [(&base, Standing::Received), (&received, Standing::Received), (&received, Standing::Proposed)]
    {
        assert_eq!(found_as(&repo, from, "main", standing), BTreeSet::new());
    }
    // what a merge received, though the base holds less of it
    branch(&repo, "tres", "main");
    repo.write(&path, grown.replace("autoriza: ", "autoriza: Otra "));
    repo.commit("cambia quién autoriza");
    merge(&repo, "main", "tres");
    for from in [&base, &received] {
        let altered: BTreeSet<_> = found_as(&repo, from, "main", Standing::Received)
            .into_iter()
            .filter(|(rule, _)| rule != "left-in-history")
            .collect();
        assert_eq!(altered, one("withdrawal-altered", &path));
    }
    // a branch from before it grew, which merges the grown one in, takes nothing away
    branch(&repo, "vieja", &received);
    repo.write("policies/README.md", "Guía\n");
    repo.commit("otra cosa");
    merge(&repo, "vieja", "dos");
    assert_eq!(found(&repo, "dos", "vieja"), BTreeSet::new());
}

#[test]
fn what_one_merge_of_a_range_received_another_may_not_alter() {
    let repo = published();
    let base = repo.git(&["rev-parse", "HEAD"]);
    own(&repo, "entrega");
    merge(&repo, "main", "entrega");
    branch(&repo, "altera", "main");
    let path = format!("{NEW}/acta.txt");
    repo.write(&path, "Otra cosa.\n");
    repo.commit("altera");
    merge(&repo, "main", "altera");
    assert_eq!(found_as(&repo, &base, "main", Standing::Received), one("published-changed", &path));
    let proposed = one("published-changed", &path);
    assert_eq!(found(&repo, "main~1", "main"), proposed, "as when it was proposed");
    assert_eq!(found(&repo, &base, "main"), one("left-in-history", ""), "of a proposal, the author's own");
}

#[test]
fn what_the_branch_added_itself_and_deleted_stays_when_merged() {
    let repo = published();
    branch(&repo, "rama", "main");
    repo.write(NEWER, "Otra;1;1\n");
    repo.commit("agrega lo mismo");
    remove(&repo, NEWER);
    repo.commit("lo quita");
    meanwhile(&repo);
    assert_eq!(found(&repo, "main", "rama"), BTreeSet::new());
    assert!(merged(&repo, "main", "rama").unwrap().contains_key(NEWER));
    // merging the base afterwards brings its file, and keeps it
    merge(&repo, "rama", "main");
    assert_eq!(found(&repo, "main", "rama"), BTreeSet::new());
    // from then on it is the base's
    remove(&repo, NEWER);
    repo.commit("lo quita otra vez");
    assert_eq!(found(&repo, "main", "rama"), one("published-removed", NEWER));
    assert!(!merged(&repo, "main", "rama").unwrap().contains_key(NEWER));
}

#[test]
fn what_the_branch_had_from_both_sides_is_the_base_s_too() {
    let repo = published();
    branch(&repo, "rama", "main");
    repo.write(NEWER, "Otra;1;1\n");
    repo.commit("agrega lo mismo");
    meanwhile(&repo);
    merge(&repo, "rama", "main");
    assert_eq!(found(&repo, "main", "rama"), BTreeSet::new());
    remove(&repo, NEWER);
    repo.commit("lo quita");
    assert_eq!(found(&repo, "main", "rama"), one("published-removed", NEWER));
}

#[test]
fn a_merge_that_takes_the_whole_of_the_branch_is_found() {
    let repo = published();
    own(&repo, "rama");
    meanwhile(&repo);
    repo.git(&["checkout", "-q", "rama"]);
    repo.git(&["merge", "-q", "-s", "ours", "-m", "mezcla", "main"]);
    assert_eq!(found(&repo, "main", "rama"), one("published-removed", NEWER));
    // also where the base is its first parent
    branch(&repo, "vuelta", "main");
    let tree = repo.git(&["rev-parse", "rama^{tree}"]);
    let commit = repo.git(&["commit-tree", "-m", "mezcla", "-p", "main", "-p", "rama~1", &tree]);
    assert_eq!(found(&repo, "main", &commit), one("published-removed", NEWER));
    // and where the file comes back later
    repo.git(&["checkout", "-q", "rama"]);
    repo.write(NEWER, "Otra;1;1\n");
    repo.commit("devuelve");
    assert_eq!(found(&repo, "main", "rama"), one("published-removed", NEWER));
}

#[test]
fn a_merge_of_fifty_is_compared_with_each() {
    let repo = published();
    let mut parents = Vec::new();
    for index in 0..50 {
        branch(&repo, &format!("rama-{index}"), "main");
        repo.write("policies/README.md", format!("Guía {index}\n"));
        parents.push(repo.commit("rama"));
    }
    let arguments = |tree: &str| {
        let mut arguments = vec!["commit-tree".to_owned(), "-m".to_owned(), "mezcla".to_owned()];
        for parent in &parents {
            arguments.extend(["-p".to_owned(), parent.clone()]);
        }
        arguments.push(tree.to_owned());
        arguments
    };
    let octopus = |rev: &str| {
        let tree = repo.git(&["rev-parse", &format!("{rev}^{{tree}}")]);
        repo.git(&arguments(&tree).iter().map(String::as_str).collect::<Vec<_>>())
    };
    assert_eq!(found(&repo, "main", &octopus("rama-49")), BTreeSet::new());
    remove(&repo, &acta());
    repo.commit("borra");
    let dropped = octopus("rama-49");
    assert_eq!(found(&repo, "main", &dropped), one("published-removed", &acta()));
    // a lawful withdrawal in one of fifty is lawful
    repo.write(&format!("{SUBMISSION}/retiro.yaml"), WITHDRAWAL);
    repo.git(&["add", "-A"]);
    let tree = repo.git(&["write-tree"]);
    let lawful = repo.git(&arguments(&tree).iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(found(&repo, "main", &lawful), BTreeSet::new());
}

#[test]
fn branches_that_merged_each_other_are_judged_by_what_is_left() {
    let repo = published();
    own(&repo, "rama");
    meanwhile(&repo);
    let (ours, theirs) = (repo.git(&["rev-parse", "rama"]), repo.git(&["rev-parse", "main"]));
    merge(&repo, "main", &ours);
    merge(&repo, "rama", &theirs);
    assert_eq!(repo.git(&["merge-base", "--all", "main", "rama"]).lines().count(), 2);
    assert_eq!(found(&repo, "main", "rama"), BTreeSet::new());
    remove(&repo, NEWER);
    repo.commit("quita");
    assert_eq!(found(&repo, "main", "rama"), one("published-removed", NEWER));
}

#[test]
fn a_history_of_its_own_merged_in_takes_nothing_away() {
    let repo = published();
    let bytes = std::fs::read(repo.file(&acta())).unwrap();
    repo.git(&["checkout", "-q", "--orphan", "suelta"]);
    repo.git(&["rm", "-rfq", "."]);
    repo.write(&acta(), &bytes);
    repo.commit("lo mismo, de otra historia");
    remove(&repo, &acta());
    repo.write("policies/README.md", "Guía\n");
    repo.commit("lo quita");
    branch(&repo, "rama", "main");
    repo.git(&["merge", "-q", "--no-ff", "--allow-unrelated-histories", "-m", "mezcla", "suelta"]);
    assert_eq!(found(&repo, "main", "rama"), BTreeSet::new());
    assert!(merged(&repo, "main", "rama").unwrap().contains_key(&acta()));
    repo.git(&["merge", "-q", "-s", "ours", "--allow-unrelated-histories", "-m", "otra", "suelta"]);
    assert_eq!(found(&repo, "main", "rama"), BTreeSet::new());
    assert_eq!(found(&repo, "main", "suelta"), one("history-unrelated", ""));
}

#[test]
fn nothing_is_found_where_there_is_nothing() {
    let repo = published();
    own(&repo, "rama");
    repo.commit("vacío");
    repo.commit("vacío otra vez");
    assert_eq!(found(&repo, "main", "rama"), BTreeSet::new());
    assert_eq!(found(&repo, "rama", "main"), BTreeSet::new(), "the head is an ancestor of the base");
    assert_eq!(found(&repo, "rama", "rama"), BTreeSet::new());
    assert_eq!(found(&repo, "rama~1", "rama"), BTreeSet::new());
}

#[test]
fn a_published_path_that_becomes_something_else_is_found() {
    type Edit = fn(&Repo);
    let cases: [(&str, &str, Edit); 6] = [
        ("a folder in its place", "published-removed", |repo| {
            remove(repo, &acta());
            repo.write(&format!("{}/nota.txt", acta()), "Otra.\n");
        }),
        ("itself inside a folder of its name", "published-renamed", |repo| {
            let bytes = std::fs::read(repo.file(&acta())).unwrap();
            remove(repo, &acta());
            repo.write(&format!("{}/acta.txt", acta()), bytes);
        }),
        ("other capitals", "published-renamed", |repo| {
            std::fs::rename(repo.file(&acta()), repo.file(&format!("{SUBMISSION}/Acta.txt"))).unwrap();
        }),
        ("a link to its copy", "published-changed", |repo| {
            remove(repo, &acta());
            repo.git(&["update-index", "--add", "--cacheinfo", &format!("120000,{},{}", blob(repo), acta())]);
        }),
        ("a submodule", "published-changed", |repo| {
            remove(repo, &acta());
            let commit = repo.git(&["rev-parse", "HEAD"]);
            repo.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{commit},{}", acta())]);
        }),
        ("an empty file", "published-changed", |repo| repo.write(&acta(), "")),
    ];
    for (what, rule, edit) in cases {
        let repo = published();
        branch(&repo, "rama", "main");
        edit(&repo);
        if !what.starts_with("a link") && what != "a submodule" {
            repo.git(&["add", "-A"]);
        }
        let tree = repo.git(&["write-tree"]);
        let head = repo.git(&["commit-tree", "-m", what, "-p", "main", &tree]);
        assert_eq!(found(&repo, "main", &head), one(rule, &acta()), "{what}");
        // put back in a later commit, it is found still
        let before = repo.git(&["rev-parse", "main^{tree}"]);
        let back = repo.git(&["commit-tree", "-m", "devuelve", "-p", &head, &before]);
        assert!(found(&repo, "main", &back).contains(&(rule.to_owned(), acta())), "{what}");
    }
}

fn blob(repo: &Repo) -> String {
    repo.git(&["rev-parse", &format!("main:{}", acta())])
}

#[test]
fn the_folder_of_a_published_submission_that_becomes_a_file_or_a_submodule_is_found() {
    for kind in ["100644", "160000", "120000"] {
        let repo = published();
        let files: BTreeSet<String> = repo.git(&["ls-files", SUBMISSION]).lines().map(str::to_owned).collect();
        let id = if kind == "160000" { repo.git(&["rev-parse", "HEAD"]) } else { blob(&repo) };
        repo.git(&["rm", "-rfq", "--cached", SUBMISSION]);
        repo.git(&["update-index", "--add", "--cacheinfo", &format!("{kind},{id},{SUBMISSION}")]);
        let tree = repo.git(&["write-tree"]);
        let head = repo.git(&["commit-tree", "-m", "otra cosa", "-p", "main", &tree]);
        let found = found(&repo, "main", &head);
        let paths: BTreeSet<String> = found.iter().map(|(_, path)| path.clone()).collect();
        assert_eq!(paths, files, "{kind}: {found:?}");
        assert!(found.iter().all(|(rule, _)| rule == "published-removed" || rule == "published-renamed"), "{found:?}");
    }
}

#[test]
fn the_executable_bit_alone_takes_nothing_away() {
    let repo = published();
    branch(&repo, "rama", "main");
    repo.git(&["update-index", "--chmod=+x", &acta()]);
    let tree = repo.git(&["write-tree"]);
    let head = repo.git(&["commit-tree", "-m", "bit", "-p", "main", &tree]);
    assert_eq!(found(&repo, "main", &head), BTreeSet::new(), "the rule of executables speaks");
    // nor does it hide what comes next
    remove(&repo, &acta());
    repo.git(&["add", "-A"]);
    let tree = repo.git(&["write-tree"]);
    let gone = repo.git(&["commit-tree", "-m", "borra", "-p", &head, &tree]);
    assert_eq!(found(&repo, "main", &gone), one("published-removed", &acta()));
}

/// Path and object of each file that merging `head` into `base` would leave; none where git finds a conflict.
fn merged(repo: &Repo, base: &str, head: &str) -> Option<BTreeMap<String, String>> {
    let output = repo.try_git(&["merge-tree", "--write-tree", base, head]);
    match output.status.code() {
        Some(0) => Some(files(repo, std::str::from_utf8(&output.stdout).unwrap().trim())),
        Some(1) => None,
        _ => panic!("{}", String::from_utf8_lossy(&output.stderr)),
    }
}

fn files(repo: &Repo, rev: &str) -> BTreeMap<String, String> {
    let listed = repo.git(&["ls-tree", "-r", "--format=%(objectname) %(path)", rev]);
    listed.lines().filter_map(|line| line.split_once(' ')).map(|(id, path)| (path.to_owned(), id.to_owned())).collect()
}

/// What either side does; the base does only what is lawful.
#[derive(Clone, Debug)]
enum Step {
    HandIn(u8),
    Withdraw(u8),
    /// On the branch only.
    Delete(u8),
    Alter(u8),
    Move(u8, u8),
    Restore,
    Undo,
    /// Of the other side: as git merges, or keeping only the own side, or the own side but for what is new.
    Merge(u8),
}

fn steps(lawful: bool) -> impl Strategy<Value = Vec<Step>> {
    let own = prop_oneof![4 => (0..3u8).prop_map(Step::HandIn), 1 => (0..3u8).prop_map(Step::Withdraw)];
    let any = prop_oneof![
        5 => (0..3u8).prop_map(Step::HandIn),
        1 => (0..3u8).prop_map(Step::Withdraw),
        3 => (1..3u8).prop_map(Step::Delete),
        1 => (1..3u8).prop_map(Step::Alter),
        1 => (1..3u8, 0..3u8).prop_map(|(from, to)| Step::Move(from, to)),
        1 => Just(Step::Restore),
        1 => Just(Step::Undo),
        2 => (0..3u8).prop_map(Step::Merge),
    ];
    let step = if lawful { own.boxed() } else { any.boxed() };
    proptest::collection::vec(step, 1..5)
}

fn place(at: u8) -> String {
    match at {
        0 => SUBMISSION.to_owned(),
        at => format!("policies/gobierno-digital/2026/11/entrega-{at}"),
    }
}

fn apply(repo: &Repo, step: &Step, other: &str) {
    let holds = |at: u8, name: &str| repo.file(&format!("{}/{name}", place(at))).exists();
    match step {
        Step::HandIn(at) if *at > 0 && !holds(*at, "manifiesto.yaml") => hand_in(repo, &place(*at)),
        Step::Withdraw(at) if holds(*at, "acta.txt") => withdraw(repo, &place(*at)),
        Step::Delete(at) => drop(std::fs::remove_dir_all(repo.file(&place(*at)))),
        Step::Alter(at) if holds(*at, "acta.txt") => repo.write(&format!("{}/acta.txt", place(*at)), "Otra.\n"),
        Step::Move(from, to) if from != to && holds(*from, "acta.txt") && !repo.file(&place(*to)).exists() => {
            std::fs::rename(repo.file(&place(*from)), repo.file(&place(*to))).unwrap();
        }
        Step::Restore => drop(repo.try_git(&["checkout", "main", "--", "policies"])),
        Step::Undo => {
            let undone = repo.try_git(&["revert", "--no-edit", "-m", "1", "HEAD"]).status.success();
            if !undone {
                drop(repo.try_git(&["revert", "--no-edit", "HEAD"]));
            }
        }
        Step::Merge(how) => {
            let strategy: &[&str] = match how {
                0 => &[],
                1 => &["-s", "ours"],
                _ => &["-X", "ours"],
            };
            let arguments = [&["merge", "-q", "--no-edit", "--no-ff"], strategy, &[other]].concat();
            if !repo.try_git(&arguments).status.success() {
                drop(repo.try_git(&["merge", "--abort"]));
            }
        }
        _ => {}
    }
    repo.commit("paso");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn what_conforms_takes_nothing_published_away_when_merged(
        before in steps(true), first in steps(false), after in steps(true), last in steps(false),
    ) {
        let repo = published();
        for step in &before {
            apply(&repo, step, "main");
        }
        branch(&repo, "rama", "main");
        for step in &first {
            apply(&repo, step, "main");
        }
        repo.git(&["checkout", "-q", "main"]);
        for step in &after {
            apply(&repo, step, "rama");
        }
        repo.git(&["checkout", "-q", "rama"]);
        for step in &last {
            apply(&repo, step, "main");
        }
        let said = found(&repo, "main", "rama");
        let wrong = |rule: &str| said.iter().any(|(found, _)| found.starts_with(rule));
        if let Some(merged) = merged(&repo, "main", "rama") {
            let lost: Vec<String> = files(&repo, "main")
                .into_iter()
                .filter(|(path, id)| path.matches('/').count() == 5 && merged.get(path) != Some(id))
                .filter(|(path, _)| {
                    let withdrawal = format!("{}/retiro.yaml", path.rsplit_once('/').unwrap().0);
                    !(path.ends_with("/acta.txt") && merged.contains_key(&withdrawal) && !merged.contains_key(path))
                })
                .map(|(path, _)| path)
                .collect();
            // Git takes what was done to a file since withdrawn to where its content is now: that file is the one told of.
            let now = files(&repo, "main");
            let is_carried = said.iter().any(|(rule, at)| rule.starts_with("published-") && !now.contains_key(at));
            for path in lost {
                let is_said = is_carried || said.iter().any(|(_, at)| *at == path);
                prop_assert!(is_said, "{path} would be lost and only this is said: {said:?}");
            }
        }
        // whoever only hands in new submissions is never told of a loss
        let only_adds = |steps: &[Step]| steps.iter().all(|step| matches!(step, Step::HandIn(_) | Step::Merge(0)));
        if only_adds(&first) && only_adds(&last) {
            prop_assert!(!wrong("published-") && !wrong("withdrawal-"), "{said:?}");
        }
    }
}
