//! Appending, reading, which reference is used, keys.

use std::{collections::BTreeMap, sync::Mutex};

use super::*;

#[test]
fn a_log_is_made_and_made_longer() {
    let repo = Repo::new();
    assert!(Trail::open(&repo.open()).unwrap().is_none());
    let first = log(&repo, &numbered(0, 3));
    assert_eq!((first.before.size, first.after.size, first.known, first.signed, first.tries), (0, 3, 0, true, 1));
    assert_eq!(names(&whole(&repo)), expected(0, 3));
    let second = log(&repo, &numbered(2, 600));
    assert_eq!((second.before, second.after.size, second.known), (first.after, 600, 1));
    assert_eq!(names(&whole(&repo)), expected(0, 600));
    sound(&repo);
    assert_eq!(repo.git(&["rev-list", "--count", "registro"]), "2");
    assert_eq!(
        repo.git(&["log", "-1", "--format=%an %ae %at %s", "registro"]),
        format!("mipg registro@mipg.invalid {} registro: 597 (3 -> 600)", at(0).unix())
    );
    // Neither the work tree nor another branch was touched.
    assert_eq!(repo.git(&["status", "--porcelain"]), "");
    assert_eq!(repo.git(&["for-each-ref", "--format=%(refname)"]), BRANCH);
}

#[test]
fn the_same_append_twice_changes_nothing() {
    let repo = Repo::new();
    log(&repo, &numbered(0, 5));
    let before = branch(&repo);
    let again = log(&repo, &numbered(0, 5));
    assert_eq!((again.before, again.commit, again.known, again.entries.len()), (again.after, None, 5, 0));
    assert_eq!(branch(&repo), before);
    // Nothing to log makes no log.
    let empty = Repo::new();
    assert_eq!(log(&empty, &[]).commit, None);
    assert_eq!(branch(&empty), None);
}

#[test]
fn the_same_calls_give_the_same_commits() {
    let (one, other) = (Repo::new(), Repo::new());
    for repo in [&one, &other] {
        log(repo, &numbered(0, 2));
        log(repo, &numbered(2, 4));
    }
    assert_eq!(branch(&one), branch(&other));
}

#[test]
fn an_unsigned_log_says_so_and_a_signed_one_stays_signed() {
    let repo = Repo::new();
    let unsigned = append_with(&repo, &mut GitWrites::new(&repo.open()), None, &numbered(0, 2)).unwrap();
    assert!(!unsigned.signed);
    let (_, trail) = Trail::open(&repo.open()).unwrap().unwrap();
    assert!(trail.note().is_none() && trail.keys().is_empty());
    assert_eq!(repo.git(&["show", "registro:checkpoint"]).lines().count(), 3);
    assert!(matches!(signed_by(&trail, &[key().verifier().clone()]), Err(RegistroError::Unsigned)));
    // From now on it is signed, and never again without the key, nor by another one.
    log(&repo, &numbered(2, 3));
    assert_eq!(names(&whole(&repo)), expected(0, 3));
    let again = |key: Option<&SignerKey>| {
        append_with(&repo, &mut GitWrites::new(&repo.open()), key, &numbered(3, 4)).unwrap_err()
    };
    assert!(matches!(again(None), RegistroError::KeyNeeded));
    let other = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[8; 32]);
    assert!(matches!(again(Some(&other)), RegistroError::OtherKey { .. }));
    let named = SignerKey::from_seed(KeyName::new("otro").unwrap(), Algorithm::Ed25519, &[7; 32]);
    assert!(matches!(again(Some(&named)), RegistroError::KeyName { .. }));
    assert!(matches!(again(Some(&example::key())), RegistroError::ExampleKey));
    let public = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[9; 32]);
    assert!(example::is_example(example::key().verifier()) && !example::is_example(public.verifier()));
    assert_eq!(names(&whole(&repo)), expected(0, 3));
}

/// Puts files on the branch as anyone who may push could.
fn tamper(repo: &Repo, changes: &[(&str, &[u8])]) {
    let repository = repo.open();
    let old = repository.reference(BRANCH).unwrap().unwrap();
    let tree = crate::snapshot::StoredTree::of_commit(repository.clone(), old).unwrap().id();
    let mut write = |kind, bytes: &[u8]| repository.write_object(kind, bytes);
    let blob = |bytes: &[u8]| repository.write_object(crate::snapshot::ObjectKind::Blob, bytes).unwrap();
    let changes: BTreeMap<String, Option<ObjectId>> =
        changes.iter().map(|(path, bytes)| ((*path).to_owned(), Some(blob(bytes)))).collect();
    let tree = crate::snapshot::changed_tree(&repository, Some(tree), &changes, &mut write).unwrap();
    let commit = repo.git(&["commit-tree", &tree.to_string(), "-p", &old.to_string(), "-m", "x"]);
    repo.git(&["update-ref", BRANCH, &commit]);
}

#[test]
fn a_log_that_is_not_whole_is_not_continued() {
    let repo = Repo::new();
    log(&repo, &numbered(0, 3));
    let checkpoint = repo.git(&["show", "registro:checkpoint"]) + "\n";
    let bundle = run(&repo.path, &["show", "registro:tile/entries/000.p/3"], 0).stdout;
    let mut flipped = bundle.clone();
    flipped[40] ^= 1;
    let other =
        SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[8; 32]).verifier().to_string();
    let text = |text: &str| text.as_bytes().to_vec();
    for (path, bytes, says) in [
        ("checkpoint", text(&checkpoint.replace("\n3\n", "\n2\n")), "`tile/entries/000.p/2` is missing"),
        ("checkpoint", text(&checkpoint[..checkpoint.len() - 9]), "`checkpoint`: the last line does not end"),
        ("checkpoint", vec![b'x'; 2 << 20], "has 2097152 bytes"),
        ("checkpoint", text("x\n\n"), "`checkpoint`: "),
        ("tile/entries/000.p/3", flipped, "the entries make the root"),
        ("tile/entries/000.p/3", bundle[..bundle.len() - 1].to_vec(), "ends within entry 2"),
        ("tile/0/000.p/3", vec![0; 96], "the tiles make the root"),
        ("tile/0/000.p/3", vec![0; 9000], "could not be read"),
        ("vkey", text(&format!("{other}\n")), "the log is signed by another key"),
        ("vkey", text("x\n"), "`vkey`, line 1"),
        ("vkey", vec![0xff, b'\n'], "`vkey` is no list of keys"),
    ] {
        let copy = repo.copy();
        tamper(&copy, &[(path, &bytes)]);
        let before = branch(&copy);
        let error = append_with(&copy, &mut GitWrites::new(&copy.open()), Some(&key()), &numbered(3, 4)).unwrap_err();
        assert!(error.to_string().contains(says), "{path}: {error}");
        assert_eq!(branch(&copy), before, "{path}");
    }
    // The signature taken off, and one by nobody.
    for checkpoint in
        [checkpoint.split("\n\n").next().unwrap().to_owned() + "\n", checkpoint.replace("— mipg", "— otro")]
    {
        let copy = repo.copy();
        tamper(&copy, &[("checkpoint", checkpoint.as_bytes())]);
        let error = append_with(&copy, &mut GitWrites::new(&copy.open()), Some(&key()), &numbered(3, 4)).unwrap_err();
        assert!(matches!(error, RegistroError::Unsigned | RegistroError::Signature(_)), "{error}");
    }
}

#[test]
fn hours_never_run_backwards_across_appends() {
    let repo = Repo::new();
    let with = |now, occurrences: &[Occurrence]| {
        let batch =
            Batch { origin: &origin(), entity: "E", tool: "t", now, key: Some(&key()), occurrences, reach: None };
        append(&repo.open(), &mut GitWrites::new(&repo.open()), &mut Index::new(), &batch).unwrap()
    };
    with(at(100), &numbered(0, 1));
    with(at(50), &numbered(1, 2));
    let beat = [Occurrence { event: Event::Heartbeat, commit: None, time: None }];
    with(at(200), &beat);
    assert_eq!(with(at(200), &beat).commit, None);
    let hours: Vec<Moment> = whole(&repo).iter().map(|entry| entry.time).collect();
    assert_eq!(hours, [at(100), at(100), at(200)]);
}

#[test]
fn the_one_ahead_is_used_and_what_diverged_is_refused() {
    let repo = Repo::new();
    log(&repo, &numbered(0, 1));
    let first = branch(&repo).unwrap();
    log(&repo, &numbered(1, 2));
    let second = branch(&repo).unwrap();
    let refer = |name: &str, commit: ObjectId| repo.git(&["update-ref", name, &commit.to_string()]);
    let tip = || Tip::find(&repo.open()).unwrap().unwrap();
    // A tag and a file of the same name are not it.
    refer("refs/tags/registro", first);
    assert_eq!(tip(), Tip { reference: BRANCH, commit: second, local: Some(second) });
    refer(REMOTE_BRANCH, first);
    assert_eq!(tip().reference, BRANCH);
    refer(BRANCH, first);
    refer(REMOTE_BRANCH, second);
    assert_eq!(tip(), Tip { reference: REMOTE_BRANCH, commit: second, local: Some(first) });
    // What is appended follows the remote, and the local branch goes along.
    log(&repo, &numbered(0, 3));
    assert_eq!(names(&whole(&repo)), expected(0, 3));
    assert_eq!(
        repo.git(&["rev-parse", "refs/heads/registro~1", "refs/heads/registro~2"]),
        format!("{second}\n{first}")
    );
    repo.git(&["update-ref", "-d", BRANCH]);
    assert_eq!(tip(), Tip { reference: REMOTE_BRANCH, commit: second, local: None });
    log(&repo, &numbered(2, 4));
    assert_eq!(names(&whole(&repo)), [expected(0, 2), expected(2, 4)].concat());
    // Two that went apart.
    let here = branch(&repo).unwrap();
    refer(BRANCH, second);
    repo.git(&["update-ref", "-d", REMOTE_BRANCH]);
    log(&repo, &numbered(7, 8));
    refer(REMOTE_BRANCH, here);
    let error = Tip::find(&repo.open()).unwrap_err();
    assert!(matches!(error, RegistroError::Diverged { remote, .. } if remote == here), "{error}");
    assert!(append_with(&repo, &mut GitWrites::new(&repo.open()), Some(&key()), &numbered(9, 10)).is_err());
}

#[test]
fn attestations_lie_beside_the_log_and_anchor_what_follows() {
    let repo = Repo::new();
    log(&repo, &numbered(0, 3));
    let put = |name: &str, bytes: &[u8]| {
        let files = BTreeMap::from([(name.to_owned(), bytes.to_vec())]);
        attach(&repo.open(), &mut GitWrites::new(&repo.open()), &files, at(5))
    };
    assert_eq!(put("atestacion/3/cosig-uno", b"firma").unwrap().added, ["atestacion/3/cosig-uno"]);
    assert_eq!(put("atestacion/3/cosig-uno", b"firma").unwrap().commit, None);
    assert!(matches!(put("atestacion/3/cosig-uno", b"otra"), Err(RegistroError::Taken(_))));
    for name in ["checkpoint", "atestacion/3", "atestacion/03/x", "atestacion/3/../x", "atestacion/3/.x", "tile/0/000"]
    {
        assert!(matches!(put(name, b"x"), Err(RegistroError::Name(_))), "{name}");
    }
    put("atestacion/3/tsa-1.tsr", b"sello").unwrap();
    log(&repo, &numbered(3, 4));
    let (_, trail) = Trail::open(&repo.open()).unwrap().unwrap();
    assert_eq!(trail.attested().unwrap(), [3]);
    assert_eq!(trail.attestations(3).unwrap(), ["cosig-uno", "tsa-1.tsr"]);
    let mut anchors = Vec::new();
    let mut index = Index::new();
    index
        .advance_with(&mut trail.reader(), &trail.checkpoint().head, &mut |_, entry| anchors.push(entry.anchor))
        .unwrap();
    assert_eq!(anchors, [None, None, None, Some(Digest::of(b"sello"))]);
}

/// Threads append at once; the log has everything of each once, in a line.
fn threads(writers: usize) {
    let repo = Repo::new();
    let tries = Mutex::new(0);
    std::thread::scope(|scope| {
        for writer in 0..writers {
            let (repo, tries) = (&repo, &tries);
            scope.spawn(move || {
                for round in 0..4 {
                    let from = writer * 100 + round * 10;
                    *tries.lock().unwrap() += log(repo, &numbered(from, from + 3)).tries;
                }
            });
        }
    });
    let entries = whole(&repo);
    let mut found = names(&entries);
    found.sort();
    let mut all: Vec<String> = (0..writers)
        .flat_map(|writer| {
            (0..4).flat_map(move |round| expected(writer * 100 + round * 10, writer * 100 + round * 10 + 3))
        })
        .collect();
    all.sort();
    assert_eq!(found, all);
    let parents = repo.git(&["log", "--format=%p", "registro"]);
    assert!(parents.lines().all(|line| !line.contains(' ')), "{parents}");
    assert_eq!(repo.git(&["rev-list", "--count", "registro"]), (writers * 4).to_string());
    assert!(*tries.lock().unwrap() >= writers as u32 * 4);
}

#[test]
fn two_threads_make_one_line() {
    threads(2);
}

#[test]
fn eight_threads_make_one_line() {
    threads(8);
}
