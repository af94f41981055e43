//! A work tree reads as git would commit it.

use std::os::unix::fs::{PermissionsExt, symlink};

use proptest::prelude::*;

use super::*;
use crate::{
    digest::Digest,
    snapshot::{EntryKind, SnapshotError, WorktreeSnapshot},
};

fn open(repo: &Repo) -> WorktreeSnapshot {
    WorktreeSnapshot::open(&repo.path).unwrap()
}

/// What every entry is and holds, whatever the snapshot.
fn facts(snapshot: &dyn Snapshot) -> Vec<(String, EntryKind, String)> {
    let fact = |entry: Entry| {
        let content = match snapshot.read(&entry, 1 << 20, Trust::Verify).unwrap() {
            Content::Bytes(bytes) => format!("{:?}", String::from_utf8_lossy(&bytes)),
            other => format!("{other:?}"),
        };
        (entry.path.to_string(), entry.kind, content)
    };
    all(snapshot).into_iter().map(fact).collect()
}

/// Commits everything, and compares with what the work tree said before.
fn assert_committed_alike(repo: &Repo) {
    let before = facts(&open(repo));
    repo.commit();
    assert_eq!(before, facts(&repo.at("HEAD")), "before and after the commit");
    assert_eq!(before, facts(&open(repo)), "clean work tree");
    assert_nearby_listings_agree(&open(repo));
    assert_nearby_listings_agree(&repo.at("HEAD"));
}

/// Listings of one folder and single entries are those of the whole.
fn assert_nearby_listings_agree(snapshot: &dyn Snapshot) {
    let all = all(snapshot);
    let near = |folder: Option<&RepoPath>| -> Vec<_> {
        all.iter().filter(|entry| entry.path.parent().as_ref() == folder).cloned().collect()
    };
    assert_eq!(snapshot.root().unwrap(), near(None));
    for entry in &all {
        assert_eq!(snapshot.list(&entry.path, Depth::One).unwrap(), near(Some(&entry.path)), "{}", entry.path);
        if entry.raw_name.is_none() {
            assert_eq!(snapshot.entry(&entry.path).unwrap().as_ref(), Some(entry));
        }
    }
}

#[test]
fn every_kind_of_file_reads_as_committed() {
    let repo = Repo::new();
    repo.write("policies/a/uno.txt", "uno\n")
        .write("policies/a/tool.sh", "#!/bin/sh\n")
        .write("policies/a.b/dos.txt", "dos\n")
        .write("policies/gone.txt", "x")
        .write("policies/año/ñ.txt", "ñ\r\n")
        .write("policies/becomes-folder", "x");
    fs::set_permissions(repo.path.join("policies/a/tool.sh"), PermissionsExt::from_mode(0o755)).unwrap();
    symlink("a/uno.txt", repo.path.join("policies/link")).unwrap();
    symlink("/etc", repo.path.join("policies/out")).unwrap();
    fs::create_dir_all(repo.path.join("policies/empty/empty")).unwrap();
    assert_committed_alike(&repo);

    fs::remove_file(repo.path.join("policies/gone.txt")).unwrap();
    fs::remove_file(repo.path.join("policies/becomes-folder")).unwrap();
    repo.write("policies/becomes-folder/x", "y").write("policies/new.txt", "new");
    fs::rename(repo.path.join("policies/a/uno.txt"), repo.path.join("policies/renamed.txt")).unwrap();
    assert_committed_alike(&repo);
    assert_eq!(open(&repo).list(&path("policies/empty"), Depth::All).unwrap(), []);
    assert_eq!(open(&repo).list(&path("policies/out"), Depth::All).unwrap(), []);
    assert_eq!(open(&repo).entry(&path("policies/out/passwd")).unwrap(), None);
}

#[test]
fn what_is_ignored_is_absent_unless_tracked() {
    let repo = Repo::new();
    repo.write("build/tracked.txt", "t").write("a/kept.log", "k").commit();
    repo.write(".gitignore", "*.log\nbuild/\n!important.log\n")
        .write("a/.gitignore", "secret*\n")
        .write("a/secret.txt", "s")
        .write("a/other.log", "o")
        .write("a/important.log", "i")
        .write("build/untracked.txt", "u")
        .write("build/deep/er.txt", "u")
        .write("only/x.log", "o")
        .write(".git/info/exclude", "excluded\n")
        .write("excluded", "e");
    let listed = names(&all(&open(&repo)));
    let expected = [
        ".gitignore File",
        "a Folder",
        "a/.gitignore File",
        "a/important.log File",
        "a/kept.log File",
        "build Folder",
        "build/tracked.txt File",
    ];
    assert_eq!(listed, expected);
    assert_eq!(open(&repo).entry(&path("a/secret.txt")).unwrap(), None);
    let ignores = |name: &str| open(&repo).ignores(&path(name)).unwrap();
    for name in ["a/secret.txt", "a/other.log", "build/untracked.txt", "only/x.log", "excluded"] {
        assert!(ignores(name), "{name}");
    }
    for name in ["a/important.log", "a/kept.log", "build/tracked.txt", "a/absent.log", "a/secret.txt/x", "a"] {
        assert!(!ignores(name), "{name}");
    }
    assert_committed_alike(&repo);
}

#[test]
fn bytes_are_those_git_would_store() {
    let repo = Repo::new();
    let attributes =
        "*.txt text\n*.auto text=auto\n*.raw -text\n*.id ident\n*.crlf eol=crlf\n*.bin binary\n*.x filter=none\n";
    repo.write(".gitattributes", attributes);
    for name in ["f.txt", "f.auto", "f.raw", "f.id", "f.crlf", "f.bin", "f.x", "f"] {
        repo.write(name, "a\r\n$Id: x $\r\n").write(&format!("deep/er/{name}"), "\0\r\n$Id: x $\r\nb\r");
    }
    repo.write("off/.gitattributes", "*.txt -text\n").write("off/f.txt", "a\r\n");
    assert_eq!(bytes(&open(&repo), "f.txt"), b"a\n$Id: x $\n");
    assert_eq!(bytes(&open(&repo), "f.id"), b"a\r\n$Id$\r\n");
    assert_eq!(bytes(&open(&repo), "deep/er/f.auto"), b"\0\r\n$Id: x $\r\nb\r");
    assert_eq!(bytes(&open(&repo), "off/f.txt"), b"a\r\n");
    assert_committed_alike(&repo);
}

#[test]
fn a_version_with_crlf_in_the_index_keeps_its_line_endings() {
    let repo = Repo::new();
    repo.write("f.txt", "a\r\n").write("g.txt", "a\n").commit();
    repo.write(".gitattributes", "* text=auto\n").write("f.txt", "a\r\nlonger\r\n").write("g.txt", "a\r\nlonger\r\n");
    assert_eq!(bytes(&open(&repo), "f.txt"), b"a\r\nlonger\r\n");
    assert_eq!(bytes(&open(&repo), "g.txt"), b"a\nlonger\n");
    assert_committed_alike(&repo);
}

#[test]
fn the_configuration_converts_too() {
    let repo = Repo::new();
    repo.git(&["config", "core.autocrlf", "input"]);
    repo.write("f.txt", "a\r\n").write("b.bin", "\0\r\n");
    assert_eq!(bytes(&open(&repo), "f.txt"), b"a\n");
    assert_eq!(bytes(&open(&repo), "b.bin"), b"\0\r\n");
    assert_committed_alike(&repo);
}

#[test]
fn what_only_another_program_could_convert_is_not_read() {
    let repo = Repo::new();
    repo.git(&["config", "filter.seal.clean", "seal"]);
    repo.write(
        ".gitattributes",
        "*.s filter=seal\n*.u working-tree-encoding=UTF-16\n*.v working-tree-encoding=UTF-8\n",
    );
    repo.write("f.s", "x").write("f.u", "x").write("f.v", "x");
    let found = |at| match content(&open(&repo), at) {
        Content::Unconvertible { attribute } => attribute,
        other => format!("{other:?}"),
    };
    assert_eq!(found("f.s"), "filter=seal");
    assert_eq!(found("f.u"), "working-tree-encoding=UTF-16");
    assert_eq!(found("f.v"), "Bytes(Bytes(1))");
}

#[test]
fn files_of_lfs_are_pointers() {
    let repo = Repo::new();
    repo.write(".gitattributes", "*.mp4 filter=lfs -text\n").write("v.mp4", "video").write("empty.mp4", "");
    let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{}\nsize 6\n", Digest::of(b"object"));
    repo.write("stored.mp4", &pointer).write("plain", &pointer).write("absent", pointer.replace("size 6", "size 7"));
    let digest = Digest::of(b"object").to_string();
    repo.write(&format!(".git/lfs/objects/{}/{}/{digest}", &digest[..2], &digest[2..4]), "object");
    let found = |at| match content(&open(&repo), at) {
        Content::Pointer { pointer, object } => (pointer.digest, pointer.size, object.map(|object| object.size())),
        other => panic!("{other:?}"),
    };
    assert_eq!(found("v.mp4"), (Digest::of(b"video"), 5, Some(5)));
    assert_eq!(found("stored.mp4"), (Digest::of(b"object"), 6, Some(6)));
    assert_eq!(found("plain"), found("stored.mp4"));
    assert_eq!(found("absent"), (Digest::of(b"object"), 7, Some(6)));
    assert!(matches!(content(&open(&repo), "empty.mp4"), Content::Bytes(bytes) if bytes.is_empty()));
    let Content::Pointer { object: Some(object), .. } = content(&open(&repo), "plain") else { panic!() };
    assert_eq!(Digest::of_reader(&mut object.open().unwrap()).unwrap(), (Digest::of(b"object"), 6));
}

#[test]
fn other_repositories_and_odd_files_are_told_apart() {
    let repo = Repo::new();
    repo.write("a/x", "x").commit();
    let nested = Repo::new();
    nested.write("y", "y").commit();
    fs::rename(&nested.path, repo.path.join("a/nested")).unwrap();
    assert!(Command::new("mkfifo").arg(repo.path.join("a/pipe")).status().unwrap().success());
    fs::write(repo.path.join(std::ffi::OsStr::new("a")).join(bad_name()), "bad").unwrap();
    let listed = open(&repo).list(&path("a"), Depth::All).unwrap();
    assert_eq!(names(&listed), ["a/%FF.txt Unreadable", "a/nested Submodule", "a/x File"]);
    assert_eq!(listed[0].raw_name.as_deref(), Some(&b"\xff.txt"[..]));
    assert_eq!(open(&repo).entry(&path("a/nested/y")).unwrap(), None);
    assert_eq!(open(&repo).list(&path("a/nested"), Depth::All).unwrap(), []);
    assert_eq!(open(&repo).list(&path(".git"), Depth::All).unwrap(), []);
    fs::remove_file(repo.path.join("a/x")).unwrap();
    assert!(Command::new("mkfifo").arg(repo.path.join("a/x")).status().unwrap().success());
    let kind = open(&repo).entry(&path("a/x")).unwrap().unwrap().kind;
    assert!(matches!(kind, EntryKind::Unknown { mode } if mode & 0o170_000 == 0o010_000), "{kind:?}");
    fs::remove_file(repo.path.join("a/x")).unwrap();
    fs::remove_file(repo.path.join("a/pipe")).unwrap();
    assert_committed_alike(&repo);
}

fn bad_name() -> std::ffi::OsString {
    std::os::unix::ffi::OsStringExt::from_vec(b"\xff.txt".to_vec())
}

#[test]
fn a_folder_that_became_a_link_is_not_read_through() {
    let repo = Repo::new();
    repo.write("a/x", "x").write("elsewhere/x", "secret").commit();
    let snapshot = open(&repo);
    let entry = snapshot.entry(&path("a/x")).unwrap().unwrap();
    fs::rename(repo.path.join("a"), repo.path.join("b")).unwrap();
    symlink("elsewhere", repo.path.join("a")).unwrap();
    let found = snapshot.read(&entry, 99, Trust::Digest);
    assert!(matches!(&found, Err(SnapshotError::ThroughSymlink { path }) if path.as_str() == "a"), "{found:?}");
    fs::remove_file(repo.path.join("a")).unwrap();
    assert!(matches!(snapshot.read(&entry, 99, Trust::Digest), Err(SnapshotError::Changed { .. })));
}

#[test]
fn size_is_looked_at_before_reading() {
    let repo = Repo::new();
    repo.write("big", vec![b'x'; 1000]).write(".gitattributes", "big text\n").write("other", vec![b'x'; 1000]).commit();
    for snapshot in [&open(&repo) as &dyn Snapshot, &repo.at("HEAD")] {
        for at in ["big", "other"] {
            let entry = snapshot.entry(&path(at)).unwrap().unwrap();
            let read = |limit| snapshot.read(&entry, limit, Trust::Digest).unwrap();
            assert!(matches!(read(999), Content::TooLarge { size: 1000 }));
            assert!(matches!(read(1000), Content::Bytes(bytes) if bytes.len() == 1000));
        }
    }
}

#[test]
fn a_merge_conflict_is_an_error() {
    let repo = Repo::new();
    repo.write("f", "1").commit();
    repo.git(&["checkout", "-q", "-b", "other"]);
    repo.write("f", "2").commit();
    repo.git(&["checkout", "-q", "main"]);
    repo.write("f", "3").commit();
    let merge = run(&repo.path, &["merge", "-q", "other"], b"", 1_700_000_000);
    assert!(!merge.status.success());
    let found = WorktreeSnapshot::open(&repo.path).map(|_| ());
    assert!(matches!(&found, Err(SnapshotError::Unmerged { path }) if path.as_str() == "f"), "{found:?}");
}

#[test]
fn what_git_takes_from_the_index_is_taken_from_it() {
    let repo = Repo::new();
    repo.write("a/sparse", "s").write("a/b/sparse", "s").write("fixed", "f").write("c/x", "x").commit();
    repo.git(&["update-index", "--skip-worktree", "a/sparse", "a/b/sparse"]);
    repo.git(&["update-index", "--assume-unchanged", "fixed"]);
    fs::remove_dir_all(repo.path.join("a")).unwrap();
    repo.write("fixed", "changed").write("c/y", "y");
    assert_eq!(bytes(&open(&repo), "a/b/sparse"), b"s");
    assert_eq!(bytes(&open(&repo), "fixed"), b"f");
    let listed = names(&all(&open(&repo)));
    assert_eq!(
        listed,
        [
            "a Folder",
            "a/b Folder",
            "a/b/sparse File",
            "a/sparse File",
            "c Folder",
            "c/x File",
            "c/y File",
            "fixed File"
        ]
    );
    assert_nearby_listings_agree(&open(&repo));
    repo.commit();
    assert_eq!(names(&all(&repo.at("HEAD"))), listed);
}

#[test]
fn attributes_above_a_folder_are_found() {
    let repo = Repo::new();
    repo.write(".gitattributes", "* -text\n*.md text\n").write("policies/.gitattributes", "* ident\n");
    repo.write("policies/a/.gitattributes", "* -delta\n").write("other/.gitattributes", "* text\n").commit();
    for snapshot in [&open(&repo) as &dyn Snapshot, &repo.at("HEAD")] {
        let found = snapshot.attributes(&path("policies/a")).unwrap();
        let found: Vec<_> = found.iter().map(|(file, at)| format!("{file}:{} {}", at.line, at.attribute)).collect();
        assert_eq!(found, [".gitattributes:2 text", "policies/.gitattributes:1 ident"]);
    }
}

#[derive(Clone, Debug)]
enum Step {
    Write(String, Vec<u8>),
    Remove(String),
    Rename(String, String),
    Execute(String),
    Link(String, String),
    Attributes(String),
    Ignore(String),
    Commit,
}

fn names_strategy() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["a", "b", "d/a", "d/b.txt", "d/e/f.bin", "ñ/x.txt", "d.txt", "c.log"])
        .prop_map(str::to_owned)
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let text = prop::collection::vec(prop::sample::select(vec!["x", "\r\n", "\n", "\r", "\0", "$Id: y $", "ñ"]), 0..8)
        .prop_map(|parts| parts.concat().into_bytes());
    let attributes = ["* text=auto\n", "*.txt text=auto ident\n*.bin -text\n", "d/* text=auto eol=lf\n", "\n"];
    let step = prop_oneof![
        8 => (names_strategy(), text).prop_map(|(name, text)| Step::Write(name, text)),
        2 => names_strategy().prop_map(Step::Remove),
        2 => (names_strategy(), names_strategy()).prop_map(|(from, to)| Step::Rename(from, to)),
        2 => names_strategy().prop_map(Step::Execute),
        2 => (names_strategy(), names_strategy()).prop_map(|(at, to)| Step::Link(at, to)),
        2 => prop::sample::select(attributes.to_vec()).prop_map(|text| Step::Attributes(text.to_owned())),
        1 => prop::sample::select(vec!["*.log\n", "d/e/\n", "!a\n"]).prop_map(|text| Step::Ignore(text.to_owned())),
        2 => Just(Step::Commit),
    ];
    prop::collection::vec(step, 1..14)
}

fn take(repo: &Repo, step: &Step) {
    let at = |name: &str| repo.path.join(name);
    let clear = |name: &str| {
        let mut place = repo.path.clone();
        for segment in Path::new(name) {
            place.push(segment);
            if fs::symlink_metadata(&place).is_ok_and(|found| !found.is_dir()) {
                fs::remove_file(&place).unwrap();
            }
        }
        let _ = fs::remove_dir_all(&place);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
    };
    match step {
        Step::Write(name, text) => {
            clear(name);
            repo.write(name, text);
        }
        Step::Remove(name) => clear(name),
        Step::Rename(from, to) => {
            if let (false, Ok(text)) = (to.starts_with(from.as_str()), fs::read(at(from))) {
                clear(from);
                clear(to);
                repo.write(to, text);
            }
        }
        Step::Execute(name) => {
            if fs::symlink_metadata(at(name)).is_ok_and(|found| found.is_file()) {
                fs::set_permissions(at(name), PermissionsExt::from_mode(0o755)).unwrap();
            }
        }
        Step::Link(name, target) => {
            clear(name);
            symlink(target, at(name)).unwrap();
        }
        Step::Attributes(text) => {
            repo.write(".gitattributes", text);
            // Of files not touched since, git looks at the content again only if they are as young as its index: what it
            // commits would depend on the second.
            repo.git(&["add", "-A"]);
            repo.git(&["add", "--renormalize", "."]);
        }
        Step::Ignore(text) => drop(repo.write(".gitignore", text)),
        Step::Commit => drop(repo.commit()),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_work_tree_reads_as_committed(steps in steps()) {
        let repo = Repo::new();
        for step in &steps {
            take(&repo, step);
        }
        let before = facts(&open(&repo));
        repo.git(&["add", "-A"]);
        prop_assert_eq!(facts(&open(&repo)), before.clone());
        repo.commit();
        prop_assert_eq!(before, facts(&repo.at("HEAD")));
    }
}
