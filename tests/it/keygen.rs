//! Keys made by the command.

use ::mipg::trail::{
    note::{Note, SignerKey, VerifierKey},
    rotation::Rotation,
};

use crate::support::{
    log,
    mipg::{self, Run},
    repo::Repo,
};

const NAME: &str = "mipg.example.gov.co/prueba/1";

fn keygen(folder: &std::path::Path, arguments: &[&str]) -> Run {
    let run = mipg::run(folder, &[&["log", "keygen"], arguments].concat());
    assert!(!run.stdout.contains("PRIVATE") && !run.stderr.contains("PRIVATE+KEY"), "the private key is shown");
    run
}

#[test]
fn a_key_is_new_private_and_never_shown() {
    let folder = tempfile::tempdir().unwrap();
    let run = keygen(folder.path(), &["--nombre", NAME, "--out", "a.key"]).expect(0);
    let shown: VerifierKey = run.stdout.trim_end().parse().unwrap();
    let text = std::fs::read_to_string(folder.path().join("a.key")).unwrap();
    let key: SignerKey = text.trim_end().parse().unwrap();
    assert_eq!(*key.verifier(), shown);
    assert_eq!((shown.name().as_str(), shown.algorithm().byte()), (NAME, 1));
    let seed = text.trim_end().splitn(5, '+').nth(4).unwrap();
    assert!(!run.stderr.contains(seed) && !run.stdout.contains(seed));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let mode = std::fs::metadata(folder.path().join("a.key")).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600);
    }
    // Another run makes another key.
    let other = keygen(folder.path(), &["--nombre", NAME, "--out", "b.key", "--lang", "en"]).expect(0);
    assert_ne!(other.stdout, run.stdout);
    assert!(other.stderr.contains("Keep a copy offline"));
    let witness = ["--testigo", "--nombre", "personeria.gov.co/registro", "--out", "w.key"];
    let witness: VerifierKey = keygen(folder.path(), &witness).expect(0).stdout.trim_end().parse().unwrap();
    assert_eq!(witness.algorithm().byte(), 4);
}

#[test]
fn nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::write(at("old.key"), "x").unwrap();
    let run = keygen(folder.path(), &["--nombre", NAME, "--out", "old.key"]).expect(3);
    assert!(run.stderr.contains("ya existe") && run.stdout.is_empty(), "{}", run.stderr);
    assert_eq!(std::fs::read_to_string(at("old.key")).unwrap(), "x");
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("elsewhere"), at("link.key")).unwrap();
        let _ = keygen(folder.path(), &["--nombre", NAME, "--out", "link.key"]).expect(3);
        assert!(!at("elsewhere").exists());
    }
    let _ = keygen(folder.path(), &["--nombre", NAME, "--out", "missing/a.key"]).expect(3);
    let repo = Repo::new();
    let run = keygen(repo.path(), &["--nombre", NAME, "--out", "a.key"]).expect(2);
    assert!(run.stderr.contains("fuera de todo repositorio") && !repo.file("a.key").exists(), "{}", run.stderr);
}

#[test]
fn names_have_one_form() {
    let folder = tempfile::tempdir().unwrap();
    for name in [
        "",
        "a",
        "a.co/e",
        "a.co/e/0",
        "a.co/e/01",
        "a.co/e/x",
        "A.co/e/1",
        "a.co/e/1/2",
        "a.co/é/1",
        "a.co/e+/1",
        "a..co/e/1",
        "co/e/1",
        "a.co/-e/1",
    ] {
        let run = keygen(folder.path(), &["--nombre", name, "--out", "a.key"]).expect(2);
        assert!(run.stderr.contains("mipg.mompox.gov.co/alcaldia/1"), "{name}: {}", run.stderr);
    }
    assert!(!folder.path().join("a.key").exists());
    let _ = keygen(folder.path(), &["--out", "a.key"]).expect(2);
}

#[test]
fn a_rotation_is_signed_by_both_keys() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let old: VerifierKey =
        keygen(folder.path(), &["--nombre", NAME, "--out", "1.key"]).expect(0).stdout.trim_end().parse().unwrap();
    let new: VerifierKey =
        keygen(folder.path(), &["--rotar", "1.key", "--out", "2.key"]).expect(0).stdout.trim_end().parse().unwrap();
    let note = Note::parse(&std::fs::read(at("2.key.rotacion")).unwrap()).unwrap();
    let rotation = Rotation::open(&note, &old).unwrap();
    assert_eq!((rotation.old, rotation.new), (old, new));
    // Another name would be another log.
    let run = keygen(folder.path(), &["--rotar", "1.key", "--nombre", "a.co/e/1", "--out", "3.key"]).expect(2);
    assert!(run.stderr.contains("mismo registro") && !at("3.key").exists(), "{}", run.stderr);
    // The record that is there already is kept, and no key is left without one.
    std::fs::write(at("4.key.rotacion"), "x").unwrap();
    let _ = keygen(folder.path(), &["--rotar", "1.key", "--out", "4.key"]).expect(3);
    assert!(!at("4.key").exists());
    log::write_private(&at("w.key"), &log::witness_text());
    let _ = keygen(folder.path(), &["--rotar", "w.key", "--out", "5.key"]).expect(2);
    log::write_private(&at("bad.key"), "PRIVATE+KEY+a.co/e/1+00000000+AAAA");
    let _ = keygen(folder.path(), &["--rotar", "bad.key", "--out", "5.key"]).expect(3);
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(at("1.key"), at("link.key")).unwrap();
        let run = keygen(folder.path(), &["--rotar", "link.key", "--out", "5.key"]).expect(3);
        assert!(run.stderr.contains("enlace"), "{}", run.stderr);
        std::fs::set_permissions(at("1.key"), std::os::unix::fs::PermissionsExt::from_mode(0o640)).unwrap();
        let run = keygen(folder.path(), &["--rotar", "1.key", "--out", "5.key"]).expect(3);
        assert!(run.stderr.contains("chmod 600"), "{}", run.stderr);
    }
    assert!(!at("5.key").exists());
}
