#![expect(clippy::disallowed_methods, reason = "tests may read and write")]

use super::*;

fn moment(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).unwrap()
}

fn office() -> Identity {
    Identity { name: "Líder de Gobierno Digital".to_owned(), email: "gobierno-digital@ejemplo.gov.co".to_owned() }
}

fn simple(target: &Path) -> Result<Made, RepositoryError> {
    let mut writer = Writer::new(target)?;
    let mut tree = Tree::default();
    let blob = writer.blob("línea\r\n".as_bytes().to_vec());
    tree.put(b"policies/README.md", Leaf::File(blob))?;
    let first = writer.commit(&Commit {
        tree: &tree,
        parents: &[],
        by: &office(),
        moment: moment("2025-01-02T08:00:00-05:00"),
        message: "primera",
    })?;
    tree.put(b"otro.txt", Leaf::File(blob))?;
    let second = writer.commit(&Commit {
        tree: &tree,
        parents: &[first],
        by: &office(),
        moment: moment("2025-01-03T08:00:00-05:00"),
        message: "segunda",
    })?;
    writer.branch("otra", first);
    writer.finish(second)
}

#[test]
fn the_same_calls_give_the_same_ids_and_files_as_git_computes_them() {
    let folder = tempfile::tempdir().unwrap();
    let made = simple(&folder.path().join("uno")).unwrap();
    assert_eq!(made.head.to_string(), "1f89f61661c1b7b5f5d981e5010713f9002297d6");
    assert_eq!((made.commits, made.branches), (2, 2));
    assert_eq!(made.path, folder.path().join("uno"));
    assert_eq!(simple(&folder.path().join("dos")).unwrap().head, made.head);
    assert_eq!(std::fs::read(made.path.join("otro.txt")).unwrap(), "línea\r\n".as_bytes());
    let names: Vec<_> = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name()).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let repository = git2::Repository::open(&made.path).unwrap();
    assert_eq!(repository.head().unwrap().name().unwrap(), "refs/heads/main");
    assert_eq!(repository.statuses(None).unwrap().len(), 0);
    let commit = repository.head().unwrap().peel_to_commit().unwrap();
    assert_eq!((commit.parent_count(), commit.time().offset_minutes()), (1, -300));
    assert_eq!(commit.author().name().unwrap(), "Líder de Gobierno Digital");
}

#[test]
fn an_empty_folder_is_filled_and_keeps_its_identity() {
    let folder = tempfile::tempdir().unwrap();
    let made = simple(folder.path()).unwrap();
    assert!(folder.path().join(".git").is_dir() && folder.path().join("policies/README.md").is_file());
    assert_eq!(made.path, folder.path().canonicalize().unwrap());
}

#[test]
fn places_that_cannot_be_used_are_refused_and_left_as_they_were() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("algo"), "x").unwrap();
    assert!(matches!(simple(folder.path()), Err(RepositoryError::NotEmpty { .. })));
    assert!(matches!(simple(&folder.path().join("algo")), Err(RepositoryError::NotAFolder { .. })));
    assert!(matches!(simple(&folder.path().join("no/hay")), Err(RepositoryError::NoParent { .. })));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn what_is_not_finished_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::new(&folder.path().join("nuevo")).unwrap();
    writer.blob(vec![0; 10]);
    drop(writer);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn texts_that_would_forge_a_commit_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    let mut writer = Writer::new(&folder.path().join("nuevo")).unwrap();
    for name in ["", " a", "a <b>", "a\ncommitter x", "a\0b"] {
        let by = Identity { name: name.to_owned(), email: "a@ejemplo.gov.co".to_owned() };
        let commit = Commit {
            tree: &Tree::default(),
            parents: &[],
            by: &by,
            moment: moment("2025-01-02T08:00:00-05:00"),
            message: "x",
        };
        assert!(matches!(writer.commit(&commit), Err(RepositoryError::Text { .. })), "{name:?}");
    }
}
