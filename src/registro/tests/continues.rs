//! What a push may bring to the branch: whatever the program itself writes, and nothing that others put there.

use super::*;
use crate::trail::{note::Note, rotation::Rotation};

/// A commit after `from`, with the files of the branch changed by hand.
pub(super) fn by_hand(repo: &Repo, from: ObjectId, change: impl FnOnce(&Path)) -> ObjectId {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("registro");
    let name = path.to_str().unwrap();
    repo.git(&["worktree", "add", "-q", "--detach", name, &from.to_string()]);
    change(&path);
    git(&path, &["add", "--all", "--force"], 1_790_000_100);
    git(&path, &["commit", "-q", "--allow-empty", "-m", "x"], 1_790_000_100);
    let made = git(&path, &["rev-parse", "HEAD"], 0).parse().unwrap();
    repo.git(&["worktree", "remove", "--force", name]);
    made
}

fn write(folder: &Path, name: &str, text: &str) {
    let path = folder.join(name);
    std::fs::create_dir_all(path.parent().unwrap()).unwrap();
    std::fs::write(path, text).unwrap();
}

fn judged(repo: &Repo, old: Option<ObjectId>, new: ObjectId) -> Result<Growth, RegistroError> {
    continues(&repo.open(), old, new)
}

fn signed() -> (Repo, ObjectId) {
    let repo = Repo::new();
    log(&repo, &numbered(0, 3));
    let tip = branch(&repo).unwrap();
    (repo, tip)
}

#[test]
fn what_the_program_writes_continues() {
    let repo = Repo::new();
    let mut before = None;
    let first = numbered(0, 1);
    log(&repo, &first);
    let mut all = vec![branch(&repo).unwrap()];
    for to in [2, 5, 255, 256, 257, 300, 600] {
        log(&repo, &numbered(0, to));
        all.push(branch(&repo).unwrap());
    }
    for commit in &all {
        let growth = judged(&repo, before, *commit).unwrap();
        assert_eq!(growth, if before.is_none() { Growth::Begun } else { Growth::Signed });
        before = Some(*commit);
    }
    assert_eq!(judged(&repo, Some(all[0]), all[7]).unwrap(), Growth::Signed, "many commits at once");
    assert!(judged(&repo, Some(all[7]), all[0]).is_err());
}

#[test]
fn a_key_is_changed_by_its_record() {
    let (repo, tip) = signed();
    let new = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[21; 32]);
    let record: Note = Rotation::sign(&key(), &new).unwrap();
    let origin = origin();
    let (entity, tool) = ("Alcaldía de Ejemplo", "mipg prueba");
    let batch = Batch { origin: &origin, entity, tool, now: at(9), key: Some(&new), reach: None, occurrences: &[] };
    rotate(&repo.open(), &mut GitWrites::new(&repo.open()), &mut Index::new(), &batch, &record).unwrap();
    assert_eq!(judged(&repo, Some(tip), branch(&repo).unwrap()).unwrap(), Growth::Signed);
}

#[test]
fn a_log_that_nobody_signs_says_so() {
    let repo = Repo::new();
    let append = |to| append_with(&repo, &mut GitWrites::new(&repo.open()), None, &numbered(0, to)).unwrap();
    append(2);
    let first = branch(&repo).unwrap();
    assert_eq!(judged(&repo, None, first).unwrap(), Growth::Begun);
    append(3);
    let second = branch(&repo).unwrap();
    assert_eq!(judged(&repo, Some(first), second).unwrap(), Growth::Unsigned);
    adopt(&repo, &numbered(0, 4)).unwrap();
    assert_eq!(judged(&repo, Some(second), branch(&repo).unwrap()).unwrap(), Growth::Keyed);
    assert_eq!(judged(&repo, Some(first), branch(&repo).unwrap()).unwrap(), Growth::Keyed);
}

#[test]
fn what_lies_beside_it_is_over_a_state_of_it() {
    let (repo, tip) = signed();
    let stated = by_hand(&repo, tip, |folder| {
        let checkpoint = std::fs::read_to_string(folder.join("checkpoint")).unwrap();
        write(folder, "atestacion/3/checkpoint", &checkpoint);
        write(folder, "atestacion/3/cosig-testigo", &checkpoint);
    });
    assert_eq!(judged(&repo, Some(tip), stated).unwrap(), Growth::Attested);
    // What is put beside it with more entries is of whoever signed them.
    repo.git(&["update-ref", "refs/heads/registro", &stated.to_string()]);
    log(&repo, &numbered(0, 4));
    let longer = branch(&repo).unwrap();
    assert_eq!(judged(&repo, Some(tip), longer).unwrap(), Growth::Signed);
    let taken = by_hand(&repo, longer, |folder| std::fs::remove_dir_all(folder.join("atestacion")).unwrap());
    assert!(matches!(judged(&repo, Some(longer), taken), Err(RegistroError::Foreign(_))));
}

#[test]
fn nothing_else_comes_in() {
    let (repo, tip) = signed();
    let other = |name: &'static str, text: &'static str| move |folder: &Path| write(folder, name, text);
    let refused = |change: &dyn Fn(&Path)| {
        let made = by_hand(&repo, tip, change);
        judged(&repo, Some(tip), made).expect_err("it was let in")
    };
    for (name, text) in [
        ("secreto.txt", "1047123456\n"),
        ("atestacion/3/cosig-x", "basura"),
        ("atestacion/3/checkpoint", "basura"),
        ("atestacion/27/checkpoint", "basura"),
        ("atestacion/3/tsa-x", "basura"),
        ("atestacion/x", "basura"),
        ("rotacion/0000", "basura"),
        ("purga/0000.txt", "basura"),
        ("tile/0/001", "basura"),
        ("tile/entries/000.p/9", "basura"),
        ("tile/x", "basura"),
        ("revisado", "basura"),
        ("tile/0/000.p/3", "basura"),
    ] {
        let error = refused(&other(name, text));
        assert!(matches!(&error, RegistroError::Foreign(path) if path.as_str() == name), "{name}: {error}");
    }
    refused(&|folder| std::fs::remove_file(folder.join("vkey")).unwrap());
    refused(&|folder| std::fs::remove_file(folder.join("checkpoint")).unwrap());
    refused(&|folder| std::fs::remove_dir_all(folder.join("tile")).unwrap());
    let stranger = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[9; 32]);
    let more = format!("{}\n", stranger.verifier());
    refused(&|folder| {
        let keys = std::fs::read_to_string(folder.join("vkey")).unwrap();
        write(folder, "vkey", &(keys + &more));
    });
    refused(&|folder| write(folder, "vkey", &more));
    refused(&|folder| std::os::unix::fs::symlink("checkpoint", folder.join("enlace")).unwrap());
    // What came and went again is in history for ever.
    let came = by_hand(&repo, tip, |folder| write(folder, "secreto.txt", "x"));
    let gone = by_hand(&repo, came, |folder| std::fs::remove_file(folder.join("secreto.txt")).unwrap());
    assert!(matches!(judged(&repo, Some(tip), gone), Err(RegistroError::Foreign(_))));
    // A log that begins brings nothing else either.
    assert!(matches!(judged(&repo, None, came), Err(RegistroError::Foreign(_))));
    assert_eq!(judged(&repo, None, tip).unwrap(), Growth::Begun);
}
