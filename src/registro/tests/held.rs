//! A branch that others wrote to: what lies on it is not believed for lying there, and the last state that holds is found.

use super::{continues::by_hand, *};
use crate::registro::times::Trust;

/// A key of others, of the same name.
fn evil() -> SignerKey {
    SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[66; 32])
}

fn write_keys(folder: &Path, keys: &[&SignerKey]) {
    let text: String = keys.iter().map(|key| format!("{}\n", key.verifier())).collect();
    std::fs::write(folder.join("vkey"), text).unwrap();
}

/// A log of three entries, and then a commit by hand upon it.
fn upon(change: impl FnOnce(&Path)) -> (Repo, ObjectId) {
    let repo = Repo::new();
    log(&repo, &numbered(0, 3));
    let tip = branch(&repo).unwrap();
    let made = by_hand(&repo, tip, change);
    repo.git(&["update-ref", BRANCH, &made.to_string()]);
    (repo, tip)
}

fn read(repo: &Repo, keys: Option<&[crate::trail::note::VerifierKey]>) -> Result<Times, TimesError> {
    let (_, trail) = Trail::open(&repo.open()).unwrap().unwrap();
    Times::read(&trail, &Trust { keys, ..Trust::default() }, None)
}

#[test]
fn a_key_that_merely_lies_beside_a_log_is_none_of_it() {
    let own = [key().verifier().clone()];
    for keys in [[&key(), &evil()], [&evil(), &key()]] {
        let (repo, tip) = upon(|folder| write_keys(folder, &keys));
        for known in [Some(&own[..]), None] {
            let error = read(&repo, known).unwrap_err();
            assert!(matches!(error, TimesError::Foreign(ref key) if key == evil().verifier()), "{error}");
        }
        assert_eq!(last_held(&repo.open(), &own, None).unwrap(), Some(tip));
        // Put back upon it, it holds.
        let whole = by_hand(&repo, branch(&repo).unwrap(), |folder| write_keys(folder, &[&key()]));
        repo.git(&["update-ref", BRANCH, &whole.to_string()]);
        assert_eq!(read(&repo, Some(&own)).unwrap().keys, own);
        assert_eq!(last_held(&repo.open(), &own, None).unwrap(), Some(whole));
    }
}

#[test]
fn what_others_signed_is_not_held_and_what_came_before_is_found() {
    let own = [key().verifier().clone()];
    let (repo, tip) = upon(|folder| {
        let text = std::fs::read_to_string(folder.join("checkpoint")).unwrap();
        let checkpoint: crate::trail::checkpoint::Checkpoint =
            Note::parse(text.as_bytes()).unwrap().text().parse().unwrap();
        std::fs::write(folder.join("checkpoint"), checkpoint.sign(&evil()).unwrap().to_string()).unwrap();
        write_keys(folder, &[&key(), &evil()]);
    });
    assert!(matches!(read(&repo, Some(&own)), Err(TimesError::Registro(RegistroError::Signature(_)))));
    assert_eq!(last_held(&repo.open(), &own, None).unwrap(), Some(tip));
    // As the second parent of what was put upon it, too.
    let tree = repo.git(&["rev-parse", "registro^{tree}"]);
    let root = repo.git(&["commit-tree", &tree, "-m", "x"]);
    let merged = repo.git(&["commit-tree", &tree, "-p", &root, "-p", &tip.to_string(), "-m", "x"]);
    repo.git(&["update-ref", BRANCH, &merged]);
    assert_eq!(last_held(&repo.open(), &own, None).unwrap(), Some(tip));
    assert_eq!(last_held(&repo.open(), &[evil().verifier().clone()], None).unwrap(), None);
}
