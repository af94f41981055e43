//! What hours a log gives, and how witnesses bound them.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::*;
use crate::{
    registro::times::{Attestations, Seen, Trust},
    trail::{
        checkpoint::Checkpoint, cosignature::cosign, judge::KeySource, merkle::TreeHead, note::Note, policy::Policy,
        rotation::Rotation, tile::RightEdge,
    },
};

fn witness(seed: u8) -> SignerKey {
    let name = KeyName::new(format!("w{seed}.example.org/w")).unwrap();
    SignerKey::from_seed(name, Algorithm::Cosignature, &[seed; 32])
}

/// Both witnesses have to agree.
fn policy() -> Policy {
    let (log, one, two) = (key().verifier().clone(), witness(1), witness(2));
    let text = format!(
        "log {log}\nwitness one {}\nwitness two {}\ngroup both all one two\nquorum both\n",
        one.verifier(),
        two.verifier()
    );
    Policy::parse(text.as_bytes()).unwrap()
}

/// Logs submissions at a second.
fn log_at(repo: &Repo, second: u64, occurrences: &[Occurrence]) {
    let key = key();
    let batch = Batch {
        origin: &origin(),
        entity: "Alcaldía de Ejemplo",
        tool: "mipg prueba",
        now: at(second),
        key: Some(&key),
        occurrences,
        reach: None,
    };
    append(&repo.open(), &mut GitWrites::new(&repo.open()), &mut Index::new(), &batch).unwrap();
}

fn trail(repo: &Repo) -> Trail {
    Trail::open(&repo.open()).unwrap().unwrap().1
}

/// Puts a cosignature of the present checkpoint beside the log.
fn cosigned(repo: &Repo, who: u8, second: u64) {
    let trail = trail(repo);
    let mut note = trail.note().unwrap().clone();
    note.add(cosign(&witness(who), note.text(), at(second).unix()).unwrap()).unwrap();
    put(repo, trail.checkpoint().head.size, &format!("cosig-w{who}"), &note);
}

fn put(repo: &Repo, size: u64, name: &str, note: &Note) {
    let files = BTreeMap::from([(format!("{ATTESTATIONS}/{size}/{name}"), note.to_string().into_bytes())]);
    attach(&repo.open(), &mut GitWrites::new(&repo.open()), &files, at(0)).unwrap();
}

fn read(repo: &Repo, trust: &Trust<'_>) -> Result<Times, TimesError> {
    Times::read(&trail(repo), trust, Some(&origin()))
}

/// Three entries: two before the first attestation, one after it.
fn attested() -> Repo {
    let repo = Repo::new();
    log_at(&repo, 100, &numbered(0, 2));
    cosigned(&repo, 1, 110);
    cosigned(&repo, 2, 130);
    log_at(&repo, 150, &numbered(2, 3));
    cosigned(&repo, 1, 160);
    cosigned(&repo, 2, 170);
    log_at(&repo, 200, &numbered(3, 4));
    repo
}

fn of(times: &Times, number: usize) -> (u64, Option<Moment>, Option<Moment>) {
    let Event::Submission(_, submission) = received_one(number).event else { unreachable!() };
    let found = times.receipt(&submission.path, submission.manifest).unwrap();
    assert_eq!(found.index, number as u64);
    (found.at.unix() - at(0).unix(), found.not_before, found.not_after)
}

#[test]
fn witnesses_bound_hours() {
    let repo = attested();
    let policy = policy();
    let times = read(&repo, &Trust { policy: Some(&policy), ..Trust::default() }).unwrap();
    assert_eq!((times.source, times.head.size), (KeySource::Held, 4));
    assert_eq!(times.attestations, Attestations { of: 4, checked: 4, refused: 0 });
    // Two witnesses must agree: the later of both.
    assert_eq!(of(&times, 0), (100, None, Some(at(130))));
    assert_eq!(of(&times, 1), (100, None, Some(at(130))));
    // `ancla` names the attestations of the largest size in turn: at the third entry only the first witness is named, and
    // at the fourth both are, the first by its earlier one.
    assert_eq!(of(&times, 2), (150, None, Some(at(170))));
    assert_eq!(of(&times, 3), (200, Some(at(110)), None));
    // Two entries after both name both.
    log_at(&repo, 300, &numbered(4, 5));
    cosigned(&repo, 1, 310);
    cosigned(&repo, 2, 330);
    log_at(&repo, 400, &numbered(5, 7));
    let times = read(&repo, &Trust { policy: Some(&policy), ..Trust::default() }).unwrap();
    assert_eq!((of(&times, 5).1, of(&times, 6).1), (Some(at(160)), Some(at(310))));
}

#[test]
fn trees_are_seen_by_those_who_agree() {
    let repo = attested();
    let policy = policy();
    let times = read(&repo, &Trust { policy: Some(&policy), ..Trust::default() }).unwrap();
    // Both saw the first two entries at 110 at the latest time both give, and three at 160.
    let (first, second) = (Seen { at: at(110), size: 2, hour: at(100) }, Seen { at: at(160), size: 3, hour: at(150) });
    assert_eq!(times.seen_after(at(50), at(500)), Some(&first));
    assert_eq!(times.seen_after(at(110), at(500)), Some(&first));
    assert_eq!(times.seen_after(at(111), at(500)), Some(&second));
    // Asked as of a moment, a tree with later entries shows nothing.
    assert_eq!(times.seen_after(at(111), at(149)), None);
    assert_eq!(times.seen_after(at(161), at(500)), None);
    // One that is not there has no receipt, nor has another manifest of one that is.
    let Event::Submission(_, submission) = received_one(0).event else { unreachable!() };
    assert_eq!(times.receipt(&submission.path, Digest::of(b"otro")), None);
    assert_eq!(times.submissions().count(), 4);
}

#[test]
fn what_nobody_verified_bounds_nothing() {
    let repo = attested();
    let own = read(&repo, &Trust::default()).unwrap();
    assert_eq!((own.source, own.attestations), (KeySource::Log, Attestations { of: 4, checked: 0, refused: 0 }));
    assert!((0..4).all(|number| matches!(of(&own, number), (_, None, None))));
    assert_eq!(own.seen_after(at(0), at(500)), None);
    // One witness of two is no quorum: it is verified, and bounds nothing, from below neither.
    let repo = Repo::new();
    log_at(&repo, 100, &numbered(0, 1));
    cosigned(&repo, 1, 110);
    log_at(&repo, 120, &numbered(1, 2));
    let policy = policy();
    let times = read(&repo, &Trust { policy: Some(&policy), ..Trust::default() }).unwrap();
    assert_eq!((of(&times, 0), of(&times, 1)), ((100, None, None), (120, None, None)));
    assert_eq!((times.attestations.checked, times.seen_after(at(0), at(500))), (1, None));
}

#[test]
fn an_attestation_that_is_not_valid_is_refused_and_counted() {
    let repo = attested();
    let policy = policy();
    // Of the first checkpoint, with one letter of its cosignature changed.
    let broken = |repo: &Repo| {
        let trail = trail(repo);
        let text = String::from_utf8(trail.attestation(2, "cosig-w1").unwrap().unwrap()).unwrap();
        let last = text.trim_end().rsplit('/').next().unwrap().len();
        let place = text.trim_end().len() - last - 3;
        let letter = if &text[place..=place] == "A" { "B" } else { "A" };
        Note::parse(format!("{}{letter}{}", &text[..place], &text[place + 1..]).as_bytes()).unwrap()
    };
    put(&repo, 2, "cosig-w9", &broken(&repo));
    let times = read(&repo, &Trust { policy: Some(&policy), ..Trust::default() }).unwrap();
    assert_eq!(times.attestations, Attestations { of: 5, checked: 4, refused: 1 });
    assert_eq!(of(&times, 0), (100, None, Some(at(130))));
    // Of another tree that nobody signed for this log.
    let other = Checkpoint::new(origin(), TreeHead { size: 2, root: merkle::leaf_hash(b"x") });
    let mut note = Note::new(other.to_string()).unwrap();
    note.add(cosign(&witness(1), note.text(), at(1).unix()).unwrap()).unwrap();
    put(&repo, 2, "cosig-w8", &note);
    let times = read(&repo, &Trust { policy: Some(&policy), ..Trust::default() }).unwrap();
    assert_eq!(times.attestations, Attestations { of: 6, checked: 4, refused: 2 });
    assert_eq!(of(&times, 0), (100, None, Some(at(130))));
}

#[test]
fn a_log_that_signed_another_tree_is_not_believed() {
    for (size, name) in [(2, "otra raíz"), (9, "más corto")] {
        let repo = attested();
        let head = TreeHead { size, root: merkle::leaf_hash(name.as_bytes()) };
        let note = Checkpoint::new(origin(), head).sign(&key()).unwrap();
        put(&repo, size, "cosig-w7", &note);
        let error = read(&repo, &Trust::default()).unwrap_err();
        assert!(matches!(error, TimesError::Contradicted(found) if found == size), "{name}: {error}");
    }
}

#[test]
fn a_log_is_believed_only_signed_by_the_key_and_under_its_name() {
    let repo = Repo::new();
    append_with(&repo, &mut GitWrites::new(&repo.open()), None, &numbered(0, 1)).unwrap();
    let error = read(&repo, &Trust::default()).unwrap_err();
    assert!(matches!(error, TimesError::Registro(RegistroError::Unsigned)), "{error}");
    let repo = attested();
    let other = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[8; 32]);
    let keys = [other.verifier().clone()];
    let error = read(&repo, &Trust { keys: Some(&keys), ..Trust::default() }).unwrap_err();
    assert!(matches!(error, TimesError::Registro(RegistroError::Signature(_))), "{error}");
    let name = Origin::new("mipg.example.gov.co/alcaldia/2").unwrap();
    let error = Times::read(&trail(&repo), &Trust::default(), Some(&name)).unwrap_err();
    assert!(matches!(error, TimesError::Registro(RegistroError::Origin { .. })), "{error}");
}

#[test]
fn the_first_entry_of_a_submission_counts_and_what_was_there_before_is_told() {
    let repo = Repo::new();
    let event = |number: usize, event: SubmissionEvent| {
        let Event::Submission(_, submission) = received_one(number).event else { unreachable!() };
        Occurrence { event: Event::Submission(event, submission), commit: None, time: None, turn: 0 }
    };
    log_at(&repo, 100, &[event(0, SubmissionEvent::Published)]);
    log_at(&repo, 200, &[event(1, SubmissionEvent::Received)]);
    log_at(&repo, 300, &[event(1, SubmissionEvent::Published), event(2, SubmissionEvent::Published)]);
    log_at(&repo, 400, &[event(2, SubmissionEvent::Received)]);
    let times = read(&repo, &Trust::default()).unwrap();
    let found = |number: usize| {
        let Event::Submission(_, submission) = received_one(number).event else { unreachable!() };
        let found = *times.receipt(&submission.path, submission.manifest).unwrap();
        (found.at.unix() - at(0).unix(), found.event, times.is_imported(&found))
    };
    assert_eq!(found(0), (100, SubmissionEvent::Published, true));
    assert_eq!(found(1), (200, SubmissionEvent::Received, false));
    assert_eq!(found(2), (300, SubmissionEvent::Published, false));
    // at(100) is 2026-09-21T14:15:00Z, in the morning in Bogotá.
    let Event::Submission(_, submission) = received_one(0).event else { unreachable!() };
    assert_eq!(times.day(&submission.path, submission.manifest), NaiveDate::from_ymd_opt(2026, 9, 21));
    assert_eq!(times.day(&submission.path, Digest::of(b"other")), None);
}

fn rotated(repo: &Repo, key: &SignerKey, record: &Note) -> Result<Appended, RegistroError> {
    let batch = Batch {
        origin: &origin(),
        entity: "Alcaldía de Ejemplo",
        tool: "mipg prueba",
        now: at(300),
        key: Some(key),
        occurrences: &[],
        reach: None,
    };
    rotate(&repo.open(), &mut GitWrites::new(&repo.open()), &mut Index::new(), &batch, record)
}

fn successor(seed: u8) -> SignerKey {
    SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[seed; 32])
}

#[test]
fn a_change_of_key_is_logged_and_followed() {
    let repo = attested();
    let (first, second, third) = (key(), successor(21), successor(22));
    let record = Rotation::sign(&first, &second).unwrap();
    // With the old key still, with a third, or with a record of others, nothing is logged.
    for (key, record) in [(&first, &record), (&third, &record), (&second, &Rotation::sign(&third, &second).unwrap())] {
        let error = rotated(&repo, key, record).unwrap_err();
        assert!(matches!(error, RegistroError::OtherKey { .. } | RegistroError::Rotation(_)), "{error}");
    }
    assert_eq!(trail(&repo).checkpoint().head.size, 4);
    let appended = rotated(&repo, &second, &record).unwrap();
    assert_eq!((appended.before.size, appended.after.size, appended.entries.len()), (4, 5, 1));
    assert_eq!(appended.entries[0].event.kind().key(), "clave");
    let keys = [first.verifier().clone(), second.verifier().clone()];
    assert_eq!(trail(&repo).keys(), keys);
    // The same again changes nothing; the old key signs no more, and another record is refused.
    assert!(rotated(&repo, &second, &record).unwrap().commit.is_none());
    assert!(append_with(&repo, &mut GitWrites::new(&repo.open()), Some(&first), &numbered(9, 10)).is_err());
    let other = Rotation::sign(&third, &successor(23)).unwrap();
    assert!(matches!(rotated(&repo, &second, &other), Err(RegistroError::Rotation(_))));
    // And once more: whoever knows the first key follows both changes, and what was attested before still counts.
    rotated(&repo, &third, &Rotation::sign(&second, &third).unwrap()).unwrap();
    let keys = [first.verifier().clone()];
    let policy = policy();
    let times = read(&repo, &Trust { keys: Some(&keys), policy: Some(&policy), authorities: None }).unwrap();
    assert_eq!((times.key, times.source, times.head.size), (third.verifier().id(), KeySource::Held, 6));
    assert_eq!(of(&times, 0), (100, None, Some(at(130))));
    assert_eq!(read(&repo, &Trust::default()).unwrap().source, KeySource::Log);
    // Its keys are those that its entries lead to, whichever of them is known.
    let own = [&first, &second, &third].map(|key| key.verifier().clone());
    for known in &own {
        let known = [known.clone()];
        let times = read(&repo, &Trust { keys: Some(&known), ..Trust::default() }).unwrap();
        assert_eq!(times.keys, own);
    }
    // Who knows another key is led nowhere.
    let keys = [successor(99).verifier().clone()];
    assert!(read(&repo, &Trust { keys: Some(&keys), ..Trust::default() }).is_err());
}

#[test]
fn a_record_without_its_entry_leads_nowhere() {
    let repo = attested();
    let (first, second) = (key(), successor(21));
    // Someone who has both keys signs the log with the new one, puts the record beside it and logs nothing.
    let record = Rotation::sign(&first, &second).unwrap();
    let note = trail(&repo).checkpoint().sign(&second).unwrap();
    let folder = repo.path.with_file_name("registro");
    repo.git(&["worktree", "add", "-q", folder.to_str().unwrap(), "registro"]);
    std::fs::write(folder.join("checkpoint"), note.to_string()).unwrap();
    std::fs::write(folder.join("vkey"), format!("{}\n{}\n", first.verifier(), second.verifier())).unwrap();
    std::fs::create_dir(folder.join("rotacion")).unwrap();
    std::fs::write(folder.join("rotacion/acta"), record.to_string()).unwrap();
    git(&folder, &["add", "-A"], 1_790_000_400);
    git(&folder, &["commit", "-qm", "sin anotar"], 1_790_000_400);
    let keys = [first.verifier().clone()];
    let error = read(&repo, &Trust { keys: Some(&keys), ..Trust::default() }).unwrap_err();
    assert!(matches!(error, TimesError::KeyChange(_)), "{error}");
    // With the new key itself there is no change to follow, and what lies beside it is not its own.
    let keys = [second.verifier().clone()];
    let error = read(&repo, &Trust { keys: Some(&keys), ..Trust::default() }).unwrap_err();
    assert!(matches!(error, TimesError::Foreign(ref key) if key == first.verifier()), "{error}");
}

/// A log of submissions received at these seconds, signed by its key whatever their order: what whoever holds it can do.
fn forged(seconds: &[u64]) -> Repo {
    let repo = Repo::new();
    log_at(&repo, 0, &numbered(90, 91));
    let (mut edge, mut files) = (RightEdge::new(), Vec::new());
    for (number, second) in seconds.iter().enumerate() {
        let entry = Entry {
            log: origin(),
            entity: "Alcaldía de Ejemplo".to_owned(),
            event: received_one(number).event,
            commit: None,
            time: at(*second),
            anchor: None,
            tool: "mipg prueba".to_owned(),
        };
        edge.push(entry.encode().unwrap(), &mut files);
    }
    files.extend(edge.partials());
    let note = Checkpoint::new(origin(), edge.head()).sign(&key()).unwrap();
    let folder = repo.path.with_file_name("registro");
    repo.git(&["worktree", "add", "-q", folder.to_str().unwrap(), "registro"]);
    for (path, bytes) in files {
        let place = folder.join(path.to_string());
        std::fs::create_dir_all(place.parent().unwrap()).unwrap();
        std::fs::write(place, bytes).unwrap();
    }
    std::fs::write(folder.join("checkpoint"), note.to_string()).unwrap();
    git(&folder, &["add", "-A"], 1_790_000_400);
    git(&folder, &["commit", "-qm", "hecho a mano"], 1_790_000_400);
    repo
}

#[test]
fn hours_that_run_backwards_are_no_hours() {
    let keys = [key().verifier().clone()];
    let trust = Trust { keys: Some(&keys), ..Trust::default() };
    for (seconds, wrong) in [
        (&[100, 200, 199][..], Some(2)),
        (&[100, 99, 200], Some(1)),
        // The first one that does is named.
        (&[100, 50, 20, 300, 10], Some(1)),
        (&[100, 100, 100, 101], None),
        (&[0], None),
    ] {
        match (read(&forged(seconds), &trust), wrong) {
            (Ok(times), None) => {
                assert_eq!(times.head.size, seconds.len() as u64);
                let given: Vec<u64> = (0..seconds.len()).map(|number| of(&times, number).0).collect();
                assert_eq!(given, seconds);
            }
            (Err(TimesError::Backwards(index)), Some(expected)) => assert_eq!(index, expected, "{seconds:?}"),
            (other, _) => panic!("{seconds:?}: {:?}", other.err()),
        }
    }
}

#[test]
fn a_clock_before_the_last_attestation_stops_the_append() {
    let repo = Repo::new();
    log_at(&repo, 100, &numbered(0, 1));
    cosigned(&repo, 1, 500);
    let policy = policy();
    let terms = Terms { policy: Some(&policy), ..Terms::default() };
    // One witness of two is not enough to stop anybody.
    let one = repo.copy();
    assert_eq!(append_at(&one, 379, &terms, &numbered(1, 2)).unwrap().after.size, 2);
    cosigned(&repo, 2, 600);
    let error = append_at(&repo, 379, &terms, &numbered(1, 2)).unwrap_err();
    assert!(
        matches!(error, RegistroError::Clock { now, attested } if now == at(379) && attested == at(500)),
        "{error}"
    );
    assert_eq!(trail(&repo).checkpoint().head.size, 1);
    // Who says that the clock is right goes on; and two minutes are nothing to speak of.
    let right = Terms { clock_is_right: true, ..terms };
    assert_eq!(append_at(&repo.copy(), 379, &right, &numbered(1, 2)).unwrap().after.size, 2);
    let appended = append_at(&repo, 380, &terms, &numbered(1, 2)).unwrap();
    assert_eq!((appended.after.size, appended.doubted), (2, None));
}

#[test]
fn what_nobody_verified_stops_no_append() {
    let repo = Repo::new();
    log_at(&repo, 100, &numbered(0, 1));
    let policy = policy();
    let terms = Terms { policy: Some(&policy), ..Terms::default() };
    // By a key that nobody knows, a hundred years ahead; and more than an attestation has.
    let mut note = Note::new(trail(&repo).note().unwrap().text()).unwrap();
    note.add(cosign(&witness(66), note.text(), at(3_155_760_000).unix()).unwrap()).unwrap();
    put(&repo, 1, "cosig-nadie", &note);
    let tree = repo.git(&["rev-parse", "registro^{tree}"]);
    std::fs::write(repo.path.join("grande"), vec![b'x'; (1 << 20) + 1]).unwrap();
    let index = ["-c", "core.autocrlf=false"];
    let object = repo.git(&[&index[..], &["hash-object", "-w", "grande"]].concat());
    repo.git(&["read-tree", &tree]);
    for name in ["cosig-grande", "tsa-7.tsr"] {
        repo.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{object},atestacion/1/{name}")]);
    }
    let tree = repo.git(&["write-tree"]);
    let commit = repo.git(&["commit-tree", &tree, "-p", "registro", "-m", "x"]);
    repo.git(&["update-ref", BRANCH, &commit]);
    let appended = append_at(&repo, 200, &terms, &numbered(1, 2)).unwrap();
    // It is told.
    assert_eq!((appended.after.size, appended.doubted), (2, Some(at(3_155_760_000))));
}

#[test]
fn a_clock_far_ahead_stops_the_append() {
    let repo = Repo::new();
    let day = 24 * 60 * 60;
    let none = Terms::default();
    // The first entry has nothing to be held against.
    append_at(&repo, 100, &none, &numbered(0, 1)).unwrap();
    let error = append_at(&repo, 101 + 14 * day, &none, &numbered(1, 2)).unwrap_err();
    assert!(
        matches!(error, RegistroError::ClockAhead { now, last } if now == at(101 + 14 * day) && last == at(100)),
        "{error}"
    );
    // Nothing new is no reason to ask.
    assert_eq!(append_at(&repo, 400 * day, &none, &numbered(0, 1)).unwrap().commit, None);
    // What witnesses saw later vouches for the time; what nobody verified does not.
    cosigned(&repo, 1, 10 * day);
    cosigned(&repo, 2, 10 * day);
    assert!(append_at(&repo, 20 * day, &none, &numbered(1, 2)).is_err());
    let policy = policy();
    let known = Terms { policy: Some(&policy), ..none };
    assert_eq!(append_at(&repo.copy(), 20 * day, &known, &numbered(1, 2)).unwrap().after.size, 2);
    let right = Terms { clock_is_right: true, ..none };
    assert_eq!(append_at(&repo, 400 * day, &right, &numbered(1, 2)).unwrap().after.size, 2);
    // A fortnight to the second.
    assert_eq!(append_at(&repo, 414 * day, &none, &numbered(2, 3)).unwrap().after.size, 3);
}

#[test]
fn the_anchor_is_an_attestation_of_a_size_the_log_had() {
    let repo = Repo::new();
    log_at(&repo, 100, &numbered(0, 1));
    let raw = |name: &str, bytes: &[u8]| {
        let files = BTreeMap::from([(format!("{ATTESTATIONS}/{name}"), bytes.to_vec())]);
        attach(&repo.open(), &mut GitWrites::new(&repo.open()), &files, at(0)).unwrap();
    };
    let anchor = |second: u64, number: usize| {
        let appended = append_at(&repo, second, &Terms::default(), &numbered(number, number + 1)).unwrap();
        appended.entries[0].anchor
    };
    // Names that sort last, of sizes to come, and none that is an attestation.
    raw("1/zzz", b"nada");
    raw("1/tsa-9.tsr", b"nada");
    raw("1/cosig-zzz", b"nada");
    raw("999/cosig-w1", b"nada");
    assert_eq!(anchor(110, 1), None);
    // Cosignatures of the latest size.
    cosigned(&repo, 1, 140);
    cosigned(&repo, 2, 130);
    let named = Some(Digest::of(&bytes_of(&repo, 2, "cosig-w1")));
    assert_eq!(anchor(150, 2), named);
    // One after another, so that those of every witness come to be named.
    assert_eq!(anchor(160, 3), Some(Digest::of(&bytes_of(&repo, 2, "cosig-w2"))));
}

fn bytes_of(repo: &Repo, size: u64, name: &str) -> Vec<u8> {
    trail(repo).attestation(size, name).unwrap().unwrap()
}
