//! What a signer signs on the branch of a log that others may push to: nothing but what it signed before.

use super::*;
use crate::trail::rotation::Rotation;

/// A key of somebody else, under the name of the log.
fn other(seed: u8) -> SignerKey {
    SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[seed; 32])
}

fn signing(repo: &Repo, key: &SignerKey, occurrences: &[Occurrence]) -> Result<Appended, RegistroError> {
    append_with(repo, &mut GitWrites::new(&repo.open()), Some(key), occurrences)
}

/// Puts a tree on the branch as a fast-forward, after these parents.
fn push(repo: &Repo, tree: &str, parents: &[&str]) {
    let parents = parents.iter().flat_map(|parent| ["-p", parent]);
    let words: Vec<&str> = ["commit-tree", tree, "-m", "registro"].into_iter().chain(parents).collect();
    let commit = repo.git(&words);
    repo.git(&["update-ref", BRANCH, &commit]);
}

/// Puts the log of another repository in the place of this one, as a fast-forward.
fn replace(repo: &Repo, by: &Repo) {
    repo.git(&["fetch", "-q", by.path.to_str().unwrap(), "registro"]);
    push(repo, "FETCH_HEAD^{tree}", &["registro"]);
}

/// The tree of the branch with a file of these bytes.
fn with_file(repo: &Repo, name: &str, bytes: &str) -> String {
    std::fs::write(repo.path.join("archivo"), bytes).unwrap();
    let object = repo.git(&["hash-object", "-w", "archivo"]);
    repo.git(&["read-tree", "registro"]);
    repo.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{object},{name}")]);
    repo.git(&["write-tree"])
}

/// Nothing is appended, on any terms; the branch stays where it is.
#[track_caller]
fn refused(repo: &Repo) -> RegistroError {
    let before = branch(repo);
    let adopting = adopt(repo, &numbered(50, 51)).unwrap_err();
    let error = signing(repo, &key(), &numbered(50, 51)).unwrap_err();
    assert_eq!(branch(repo), before);
    assert_eq!(adopting.to_string(), error.to_string());
    error
}

#[test]
fn a_log_whose_key_was_taken_away_is_not_signed() {
    let repo = Repo::new();
    log(&repo, &numbered(0, 3));
    let forged = Repo::new();
    append_with(&forged, &mut GitWrites::new(&forged.open()), None, &numbered(10, 14)).unwrap();
    replace(&repo, &forged);
    assert!(matches!(refused(&repo), RegistroError::Stripped));
    // Nor is it made longer without a signature.
    let unsigned = append_with(&repo, &mut GitWrites::new(&repo.open()), None, &numbered(50, 51)).unwrap_err();
    assert!(matches!(unsigned, RegistroError::Stripped), "{unsigned}");
    // One that was never signed is, by whoever says so.
    assert!(matches!(signing(&forged, &key(), &numbered(50, 51)), Err(RegistroError::Adoption)));
    assert_eq!(adopt(&forged, &numbered(50, 51)).unwrap().after.size, 5);
    assert_eq!(names(&whole(&forged)).len(), 5);
}

#[test]
fn a_log_that_another_key_of_vkey_signed_is_not_signed() {
    let repo = Repo::new();
    log(&repo, &numbered(0, 3));
    let forged = Repo::new();
    let thief = other(66);
    signing(&forged, &thief, &numbered(10, 14)).unwrap();
    replace(&repo, &forged);
    // The key that signs stands last, as it should.
    let tree = with_file(&repo, KEYS, &format!("{}\n{}\n", thief.verifier(), key().verifier()));
    push(&repo, &tree, &["registro"]);
    assert!(matches!(refused(&repo), RegistroError::Signature(_)));
    // In the other order it is the log of another key; and a record of a change must start from the key that is there.
    let tree = with_file(&repo, KEYS, &format!("{}\n{}\n", key().verifier(), thief.verifier()));
    push(&repo, &tree, &["registro"]);
    assert!(matches!(refused(&repo), RegistroError::OtherKey { .. }));
    let second = other(8);
    let record = Rotation::sign(&key(), &second).unwrap();
    let (origin, at) = (origin(), at(0));
    let batch =
        Batch { origin: &origin, entity: "E", tool: "t", now: at, key: Some(&second), occurrences: &[], reach: None };
    let rotated = rotate(&repo.open(), &mut GitWrites::new(&repo.open()), &mut Index::new(), &batch, &record);
    assert!(matches!(rotated, Err(RegistroError::Rotation(_))));
}

/// Three appends, of one, two and three entries.
fn three() -> Repo {
    let repo = Repo::new();
    (0..3).for_each(|number| drop(log(&repo, &numbered(number, number + 1))));
    repo
}

#[test]
fn a_log_that_was_rolled_back_by_a_fast_forward_is_not_continued() {
    let repo = three();
    push(&repo, "registro~1^{tree}", &["registro"]);
    let error = refused(&repo);
    assert!(matches!(error, RegistroError::Contradicted { signed: 3, found: 2 }), "{error}");
    // Behind a merge, where the first parents alone show nothing.
    let repo = three();
    push(&repo, "registro~1^{tree}", &["registro~1", "registro"]);
    assert!(matches!(refused(&repo), RegistroError::Contradicted { signed: 3, found: 2 }));
    // Made anew with the key itself, of one size and longer.
    for last in [13, 17] {
        let repo = three();
        let forged = Repo::new();
        log(&forged, &numbered(10, last));
        replace(&repo, &forged);
        assert!(matches!(refused(&repo), RegistroError::Contradicted { signed: 1, .. }));
    }
    // What others wrote in between and nobody signed takes nothing from it.
    let repo = three();
    let tree = repo.git(&["rev-parse", "registro^{tree}"]);
    for text in ["x\n".to_owned(), "x".repeat(1 << 21), format!("{ORIGIN}\n9\n{}\n", merkle::root([]))] {
        let odd = with_file(&repo, CHECKPOINT, &text);
        push(&repo, &odd, &["registro"]);
    }
    push(&repo, &tree, &["registro"]);
    log(&repo, &numbered(3, 4));
    assert_eq!(names(&whole(&repo)), expected(0, 4));
}

#[test]
fn what_a_process_vouched_for_is_held_against_what_comes_after() {
    // The same process goes on, and reads of the branch no more than what is new.
    let (repo, origin) = (Repo::new(), origin());
    let key = key();
    let mut index = Index::new();
    let mut one_more = |first: usize, last: usize| {
        let (now, occurrences) = (at(0), numbered(first, last));
        let batch = Batch {
            origin: &origin,
            entity: "E",
            tool: "t",
            now,
            key: Some(&key),
            occurrences: &occurrences,
            reach: None,
        };
        append(&repo.open(), &mut GitWrites::new(&repo.open()), &mut index, &batch)
    };
    for number in 0..3 {
        one_more(number, number + 1).unwrap();
    }
    // It begins as what was read last, and goes on otherwise than what was written last.
    let forged = Repo::new();
    let other = numbered(0, 2).into_iter().chain(numbered(10, 12)).collect::<Vec<_>>();
    let batch = Batch {
        origin: &origin,
        entity: "E",
        tool: "t",
        now: at(0),
        key: Some(&key),
        occurrences: &other,
        reach: None,
    };
    append(&forged.open(), &mut GitWrites::new(&forged.open()), &mut Index::new(), &batch).unwrap();
    let honest = branch(&repo);
    replace(&repo, &forged);
    let error = one_more(20, 21).unwrap_err();
    assert!(matches!(error, RegistroError::Contradicted { signed: 3, found: 4 }), "{error}");
    // And so it is for a process that begins: it reads all.
    assert!(matches!(refused(&repo), RegistroError::Contradicted { signed: 3, found: 4 }));
    repo.git(&["update-ref", BRANCH, &honest.unwrap().to_string()]);
    assert_eq!(signing(&repo, &key, &numbered(3, 4)).unwrap().after.size, 4);
}

#[test]
fn a_log_rolled_back_to_before_its_change_of_key_is_not_continued() {
    let repo = three();
    let second = other(8);
    let record = Rotation::sign(&key(), &second).unwrap();
    let rotate = |seconds: u64| {
        let (origin, now) = (origin(), at(seconds));
        let batch =
            Batch { origin: &origin, entity: "E", tool: "t", now, key: Some(&second), occurrences: &[], reach: None };
        rotate(&repo.open(), &mut GitWrites::new(&repo.open()), &mut Index::new(), &batch, &record)
    };
    assert_eq!(rotate(1).unwrap().after.size, 4);
    assert_eq!(signing(&repo, &second, &numbered(4, 5)).unwrap().after.size, 5);
    // To before the change; to the change itself; what was signed before the change counts for the key it led to.
    push(&repo, "registro~2^{tree}", &["registro"]);
    assert!(matches!(rotate(2), Err(RegistroError::Contradicted { signed: 4, found: 3 })));
    push(&repo, "registro~2^{tree}", &["registro"]);
    let error = signing(&repo, &second, &numbered(4, 5)).unwrap_err();
    assert!(matches!(error, RegistroError::Contradicted { signed: 5, found: 4 }), "{error}");
    let forged = Repo::new();
    signing(&forged, &second, &numbered(10, 16)).unwrap();
    replace(&repo, &forged);
    let error = signing(&repo, &second, &numbered(4, 5)).unwrap_err();
    assert!(matches!(error, RegistroError::Contradicted { signed: 1, found: 6 }), "{error}");
}

#[test]
fn what_no_entry_can_hold_stops_nothing_else() {
    let repo = Repo::new();
    let path = SubmissionPath::parse(&format!("gobierno-digital/2026/11/{}", "a".repeat(1_900))).unwrap();
    let submission = Submission { path, manifest: Digest::of(b"x"), files: 1 };
    let event = Event::Submission(SubmissionEvent::Received, submission);
    let odd = Occurrence { event, commit: None, time: None, turn: 0 };
    let given = [received_one(0), odd.clone(), received_one(1)];
    let appended = log(&repo, &given);
    assert_eq!((appended.after.size, appended.unwritable), (2, vec![1]));
    assert_eq!(names(&whole(&repo)), expected(0, 2));
    let appended = log(&repo, &[odd, received_one(2)]);
    assert_eq!((appended.after.size, appended.unwritable), (3, vec![0]));
}
