//! Changes between revisions: what `git rev-list`, `git merge-base` and `git diff-tree` say, and what they hide.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::snapshot::{
    CopyState, GitRepository, Limits, PathChange, SnapshotError,
    history::{Change, HistoryLimits, change},
    tree_diff,
};

fn read(repo: &Repo, base: ObjectId, head: ObjectId) -> Change {
    let repository = GitRepository::open(&repo.path).unwrap();
    let (base, head) = (base.to_string(), head.to_string());
    change(&repository, &base, &head, &path("policies"), &HistoryLimits::default()).unwrap()
}

fn state(repo: &Repo) -> CopyState {
    CopyState::of(&GitRepository::open(&repo.path).unwrap()).unwrap()
}

fn ids(change: &Change) -> Vec<ObjectId> {
    change.commits.iter().map(|step| step.id).collect()
}

fn described(changes: &[PathChange]) -> Vec<String> {
    let sign = |change: &PathChange| match (&change.old, &change.new) {
        (None, _) => '+',
        (_, None) => '-',
        _ => '~',
    };
    changes.iter().map(|change| format!("{}{}", sign(change), change.path)).collect()
}

/// A tree with these files below `policies/`, and one outside.
fn tree(repo: &Repo, files: &[(&str, &str)]) -> ObjectId {
    let blobs: Vec<_> = files.iter().map(|(name, text)| (*name, repo.object("blob", text.as_bytes()))).collect();
    let entries: Vec<_> = blobs.iter().map(|(name, id)| ("100644", name.as_bytes(), *id)).collect();
    let policies = repo.tree_of(&entries);
    repo.tree_of(&[("100644", b"README", repo.object("blob", b"r")), ("40000", b"policies", policies)])
}

#[test]
fn deleting_and_restoring_shows_in_the_steps_only() {
    let repo = Repo::new();
    let (with, without) = (tree(&repo, &[("a", "1"), ("b", "1")]), tree(&repo, &[("b", "1")]));
    let base = repo.commit_of(with, &[], 10);
    let deleted = repo.commit_of(without, &[base], 20);
    let restored = repo.commit_of(with, &[deleted], 30);
    let change = read(&repo, base, restored);
    assert_eq!((change.merge_base, state(&repo)), (Some(base), CopyState::default()));
    assert_eq!(ids(&change), [deleted, restored]);
    assert_eq!(change.changed, []);
    assert_eq!(described(&change.commits[0].steps[0].changes), ["-policies/a"]);
    assert_eq!(described(&change.commits[1].steps[0].changes), ["+policies/a"]);
    let step = &change.commits[0];
    assert_eq!((step.author_email.as_str(), step.committer_email.as_str()), ("a@b.co", "c@d.co"));
    assert_eq!((step.committer_time, step.committer_offset), (20, -300));
    assert_eq!((step.parents.as_slice(), step.steps[0].parent), (&[base][..], Some(base)));
}

#[test]
fn a_merge_is_compared_with_each_parent() {
    let repo = Repo::new();
    let base = repo.commit_of(tree(&repo, &[("a", "1"), ("b", "1")]), &[], 10);
    let left = repo.commit_of(tree(&repo, &[("a", "2"), ("b", "1")]), &[base], 20);
    let right = repo.commit_of(tree(&repo, &[("a", "1"), ("b", "1"), ("c", "1")]), &[base], 20);
    // The merge drops `b`, which no side did.
    let evil = repo.commit_of(tree(&repo, &[("a", "2"), ("c", "1")]), &[left, right], 30);
    let change = read(&repo, base, evil);
    assert_eq!(ids(&change)[2], evil);
    assert_eq!(ids(&change)[..2].iter().collect::<BTreeSet<_>>(), BTreeSet::from([&left, &right]));
    let merge = &change.commits[2];
    assert_eq!(described(&merge.steps[0].changes), ["-policies/b", "+policies/c"]);
    assert_eq!(described(&merge.steps[1].changes), ["~policies/a", "-policies/b"]);
    assert_eq!(merge.own().map(|own| own.path.as_str()).collect::<Vec<_>>(), ["policies/b"]);
    assert_eq!(change.commits[0].own().count(), 1, "what has one parent is its own");
    assert_eq!(described(&change.changed), ["~policies/a", "-policies/b", "+policies/c"]);
    let octopus = repo.commit_of(tree(&repo, &[]), &[base, left, right, evil], 40);
    let change = read(&repo, base, octopus);
    let parents: Vec<_> = change.commits[3].steps.iter().map(|step| step.parent).collect();
    assert_eq!(parents, [base, left, right, evil].map(Some));
    let emptied = ["~policies", "-policies/a", "-policies/b", "-policies/c"];
    assert_eq!(described(&change.commits[3].steps[2].changes), emptied, "the folder is left, empty");
}

#[test]
fn what_the_base_did_meanwhile_is_not_the_change() {
    let repo = Repo::new();
    let start = repo.commit_of(tree(&repo, &[("a", "1")]), &[], 10);
    let base = repo.commit_of(tree(&repo, &[("a", "2")]), &[start], 50);
    let head = repo.commit_of(tree(&repo, &[("a", "1"), ("b", "1")]), &[start], 20);
    let change = read(&repo, base, head);
    assert_eq!((change.merge_base, ids(&change)), (Some(start), vec![head]));
    assert_eq!(described(&change.changed), ["+policies/b"]);
    let back = read(&repo, head, start);
    assert_eq!((back.merge_base, ids(&back), back.changed), (Some(start), vec![], vec![]));
}

#[test]
fn unrelated_histories_have_no_merge_base() {
    let repo = Repo::new();
    let base = repo.commit_of(tree(&repo, &[("a", "1")]), &[], 10);
    let root = repo.commit_of(tree(&repo, &[("b", "1")]), &[], 10);
    let head = repo.commit_of(tree(&repo, &[("b", "2")]), &[root], 20);
    let change = read(&repo, base, head);
    assert_eq!((change.merge_base, ids(&change)), (None, vec![root, head]));
    assert_eq!(change.commits[0].steps[0].parent, None);
    assert_eq!(described(&change.commits[0].steps[0].changes), ["+policies/b"]);
    assert_eq!(described(&change.changed), ["+README", "+policies/b"]);
}

#[test]
fn grafts_and_replacements_are_reported_and_not_followed() {
    let repo = Repo::new();
    let base = repo.commit_of(tree(&repo, &[("a", "1")]), &[], 10);
    let deleted = repo.commit_of(tree(&repo, &[]), &[base], 20);
    let head = repo.commit_of(tree(&repo, &[("a", "1")]), &[deleted], 30);
    let truth = read(&repo, base, head);
    repo.git(&["replace", "--graft", &head.to_string(), &base.to_string()]);
    assert_eq!(repo.git(&["rev-list", "--count", &format!("{base}..{head}")]), "1", "git is misled");
    assert_eq!(read(&repo, base, head), truth);
    assert_eq!(state(&repo), CopyState { replaced: true, ..CopyState::default() });
    repo.git(&["pack-refs", "--all"]);
    assert!(state(&repo).replaced);
    repo.git(&["replace", "-d", &head.to_string()]);
    repo.write(".git/info/grafts", format!("{head} {base}\n"));
    assert_eq!(read(&repo, base, head), truth);
    assert_eq!(state(&repo), CopyState { grafted: true, ..CopyState::default() });
    repo.write(".git/info/grafts", "");
    assert_eq!(state(&repo), CopyState::default());
}

#[test]
fn replacements_alter_nothing_of_what_is_read() {
    let repo = Repo::new();
    let (files, others) = (tree(&repo, &[("a", "1")]), tree(&repo, &[("a", "2"), ("b", "1")]));
    let one = repo.commit_of(files, &[], 10);
    let two = repo.commit_of(others, &[], 20);
    let blob = |text: &str| repo.object("blob", text.as_bytes()).to_string();
    repo.git(&["branch", "-f", "rama", &one.to_string()]);
    let truth = (all(&repo.at("rama")), bytes(&repo.at("rama"), "policies/a"));
    for (from, to) in
        [(one.to_string(), two.to_string()), (files.to_string(), others.to_string()), (blob("1"), blob("2"))]
    {
        repo.git(&["replace", "-f", &from, &to]);
        assert_eq!((all(&repo.at("rama")), bytes(&repo.at("rama"), "policies/a")), truth);
    }
    assert_eq!(repo.git(&["show", "rama:policies/a"]), "2", "git is misled");
    assert!(repo.at("rama").copy_state().unwrap().replaced);
}

#[test]
fn dates_that_lie_hide_nothing() {
    let repo = Repo::new();
    let files = tree(&repo, &[("a", "1")]);
    let mut line = vec![repo.commit_of(files, &[], 1_000_000)];
    for index in 1..20 {
        let parent = *line.last().unwrap();
        line.push(repo.commit_of(files, &[parent], 1_000_000 + index));
    }
    let base = line[19];
    for date in [0, 500_000, 99_999_999_999] {
        // A merge of the base with an old commit by way of a branch.
        let branch = repo.commit_of(tree(&repo, &[]), &[line[3]], date);
        let head = repo.commit_of(files, &[base, branch], date);
        let change = read(&repo, base, head);
        assert_eq!((change.merge_base, ids(&change)), (Some(base), vec![branch, head]), "{date}");
    }
}

#[test]
fn limits_are_errors() {
    let repo = Repo::new();
    let base = repo.commit_of(tree(&repo, &[("a", "1")]), &[], 10);
    let one = repo.commit_of(tree(&repo, &[("b", "1")]), &[base], 20);
    let two = repo.commit_of(tree(&repo, &[("a", "1")]), &[one], 30);
    let repository = GitRepository::open(&repo.path).unwrap();
    let read = |limits| change(&repository, &base.to_string(), &two.to_string(), &path("policies"), &limits);
    let limits = HistoryLimits { commits: 2, visited: 3, changes: 4, trees: Limits::default() };
    assert_eq!(read(limits).unwrap().commits.len(), 2);
    assert!(matches!(read(HistoryLimits { commits: 1, ..limits }), Err(SnapshotError::TooManyCommits { limit: 1 })));
    assert!(matches!(read(HistoryLimits { visited: 2, ..limits }), Err(SnapshotError::TooManyCommits { limit: 2 })));
    assert!(matches!(read(HistoryLimits { changes: 3, ..limits }), Err(SnapshotError::TooManyChanges { limit: 3 })));
}

/// `git diff-tree -r --raw` of two trees, in our words and order.
fn yardstick(repo: &Repo, old: ObjectId, new: ObjectId) -> Vec<String> {
    let raw = repo.git(&[
        "diff-tree",
        "-r",
        "--raw",
        "--no-renames",
        "--no-abbrev",
        "-z",
        &old.to_string(),
        &new.to_string(),
    ]);
    let parts: Vec<_> = raw.split('\0').collect();
    let mut lines: Vec<_> = parts
        .chunks_exact(2)
        .map(|pair| {
            let fields: Vec<_> = pair[0].trim_start_matches(':').split(' ').collect();
            (pair[1].to_owned(), format!("{} {} {} {}", fields[0], fields[1], fields[2], fields[3]))
        })
        .collect();
    lines.sort();
    lines.into_iter().map(|(path, fields)| format!("{path} {fields}")).collect()
}

fn ours(repo: &Repo, old: ObjectId, new: ObjectId) -> Vec<String> {
    use crate::snapshot::EntryKind::{Executable, File, Folder, Submodule, Symlink, Unknown, Unreadable};
    let repository = GitRepository::open(&repo.path).unwrap();
    let side = |side: Option<(crate::snapshot::EntryKind, ObjectId)>| match side {
        None => ("000000".to_owned(), "0".repeat(40)),
        Some((kind, id)) => {
            let mode = match kind {
                File => "100644",
                Executable => "100755",
                Symlink => "120000",
                Submodule => "160000",
                Folder | Unreadable | Unknown { .. } => panic!("{kind:?}"),
            };
            (mode.to_owned(), id.to_string())
        }
    };
    let changes = tree_diff(&repository, Some(old), Some(new), None, &Limits::default()).unwrap();
    let line = |change: PathChange| {
        let ((old_mode, old), (new_mode, new)) = (side(change.old), side(change.new));
        format!("{} {old_mode} {new_mode} {old} {new}", change.path)
    };
    changes.into_iter().map(line).collect()
}

type Files = Vec<(&'static str, u8, u8)>;

fn files() -> impl Strategy<Value = Files> {
    let names = ["a", "a.b", "a/x", "a/y/z", "a-", "policies", "policies/p", "policies/q/r", "ñ/ñ"];
    prop::collection::vec((prop::sample::select(names.to_vec()), 0..3_u8, 0..8_u8), 0..8)
}

/// Stores a tree with an index of its own; of two names that cannot be together, the later wins.
fn store(repo: &Repo, files: &Files) -> ObjectId {
    repo.git(&["read-tree", "--empty"]);
    let mut info = Vec::new();
    for (name, text, mode) in files {
        let id = repo.object("blob", &[*text]);
        let mode = match mode {
            0 => "120000",
            1 => "160000",
            2 | 3 => "100755",
            _ => "100644",
        };
        info.extend_from_slice(format!("{mode} {id}\t{name}\0").as_bytes());
    }
    repo.git_with(&["update-index", "-z", "--add", "--replace", "--index-info"], &info, 0);
    repo.git(&["write-tree", "--missing-ok"]).parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn comparisons_are_those_of_git(old in files(), new in files()) {
        let repo = Repo::new();
        let (old, new) = (store(&repo, &old), store(&repo, &new));
        prop_assert_eq!(ours(&repo, old, new), yardstick(&repo, old, new));
        prop_assert_eq!(ours(&repo, new, old), yardstick(&repo, new, old));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn commits_are_those_of_git(
        parents in prop::collection::vec(prop::collection::vec(any::<prop::sample::Index>(), 0..4), 2..14),
        dates in prop::collection::vec(0..6_i64, 14),
        trees in prop::collection::vec(files(), 3),
    ) {
        let repo = Repo::new();
        let trees: Vec<_> = trees.iter().map(|files| store(&repo, files)).collect();
        let mut commits: Vec<ObjectId> = Vec::new();
        for (at, parents) in parents.iter().enumerate() {
            let chosen: BTreeSet<_> = parents.iter().filter(|_| at > 0).map(|index| index.index(at)).collect();
            let chosen: Vec<_> = chosen.into_iter().map(|index| commits[index]).collect();
            // Dates that mostly rise, and sometimes fall.
            let date = 1_700_000_000 + at as i64 * 3 + dates[at] * dates[at];
            commits.push(repo.commit_of(trees[at % 3], &chosen, date));
        }
        for pair in commits.windows(2).rev().take(5) {
            let (base, head) = (pair[0], pair[1]);
            let change = read(&repo, base, head);
            let listed = repo.git(&["rev-list", &head.to_string(), &format!("^{base}")]);
            let expected: BTreeSet<ObjectId> = listed.lines().map(|line| line.parse().unwrap()).collect();
            prop_assert_eq!(ids(&change).into_iter().collect::<BTreeSet<_>>(), expected);
            for (at, step) in change.commits.iter().enumerate() {
                let later = &change.commits[at..];
                prop_assert!(step.parents.iter().all(|parent| later.iter().all(|step| step.id != *parent)));
            }
            let bases = run(&repo.path, &["merge-base", "--all", &base.to_string(), &head.to_string()], b"", 0);
            let bases = String::from_utf8(bases.stdout).unwrap();
            match change.merge_base {
                Some(found) => prop_assert!(bases.contains(&found.to_string()), "{}", bases),
                None => prop_assert_eq!(bases, ""),
            }
        }
    }
}
