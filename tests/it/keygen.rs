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

#[test]
fn a_rotation_is_logged_and_who_knows_the_old_key_follows_it() {
    let repo = crate::support::repo::base();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let old = keygen(folder.path(), &["--nombre", NAME, "--out", "1.key"]).expect(0).stdout;
    let first = ["log", "append", "--origen", NAME, "--clave", &at("1.key")];
    let _ = mipg::run(repo.path(), &first).expect(0);
    let new = keygen(folder.path(), &["--rotar", "1.key", "--out", "2.key"]).expect(0).stdout;
    // Without the record the new key signs nothing, and with the old one the change is not made.
    let refused = mipg::run(repo.path(), &["log", "append", "--latido", "--clave", &at("2.key")]).expect(2);
    assert!(refused.stderr.contains("no es la del registro"), "{}", refused.stderr);
    let rotate = |key: &str, record: &str| {
        mipg::run(repo.path(), &["log", "append", "--rotar", &at(record), "--clave", &at(key), "--format", "json"])
    };
    let _ = rotate("1.key", "2.key.rotacion").expect(2);
    let refused = rotate("2.key", "1.key").expect(2);
    assert!(
        refused.stderr.contains("no es el acta") && refused.stderr.contains("keygen --rotar"),
        "{}",
        refused.stderr
    );
    let rotated = rotate("2.key", "2.key.rotacion").expect(0).json();
    assert_eq!(rotated["events"], serde_json::json!({"clave": 1}));
    assert_eq!(rotate("2.key", "2.key.rotacion").expect(0).json()["added"], 0);
    assert_eq!(repo.git(&["show", "registro:vkey"]), format!("{old}{}", new.trim_end()));
    let with = |key: &str| {
        mipg::run(repo.path(), &["status", "--as-of", "2027-01-31", "--year", "2026", "--key", key, "--format", "json"])
    };
    for key in [old.trim_end(), new.trim_end()] {
        let trail = with(key).expect(0).json()["trail"].clone();
        assert_eq!((&trail["key_source"], &trail["refused"]), (&"given".into(), &serde_json::Value::Null));
    }
    let other = keygen(folder.path(), &["--nombre", NAME, "--out", "3.key"]).expect(0).stdout;
    assert!(with(other.trim_end()).expect(3).json()["trail"]["refused"].is_string());
}

#[test]
fn a_vigencia_is_closed_by_a_document_that_was_published() {
    let repo = crate::support::repo::base();
    let folder = tempfile::tempdir().unwrap();
    let _ = keygen(folder.path(), &["--nombre", NAME, "--out", "1.key"]).expect(0);
    let key = folder.path().join("1.key").display().to_string();
    let close = |path: &str| {
        mipg::run(
            repo.path(),
            &["log", "append", "--origen", NAME, "--clave", &key, "--cierre", path, "--format", "json"],
        )
    };
    let missing = close("policies/acta-de-cierre.pdf").expect(2);
    assert!(missing.stderr.contains("debe estar publicado"), "{}", missing.stderr);
    let path = "policies/gobierno-digital/2026/11/reporte-1f3a/acta.txt";
    let closed = close(path).expect(0).json();
    assert_eq!(closed["events"]["cierre"], 1);
    let entries = closed["entries"].as_array().unwrap();
    let entry = entries.iter().find(|entry| entry["event"] == "cierre").unwrap();
    let bytes = std::fs::read(repo.file(path)).unwrap();
    assert_eq!(
        (&entry["path"], &entry["digest"]),
        (&path.into(), &::mipg::digest::Digest::of(&bytes).to_string().into())
    );
}

/// A key may be given as text or as a file, and what is given in its place is told as what it is; nothing of a private one
/// is shown.
#[test]
fn what_is_given_in_the_place_of_a_key_is_told_as_what_it_is() {
    let repo = crate::support::repo::base();
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let public = keygen(folder.path(), &["--nombre", NAME, "--out", "1.key"]).expect(0).stdout;
    std::fs::write(at("publica"), &public).unwrap();
    std::fs::write(at("vacio"), "\n").unwrap();
    std::fs::write(at("otra"), "nada\n").unwrap();
    let secret = std::fs::read_to_string(at("1.key")).unwrap();
    let seed = crate::support::log::seed(&secret);
    let _ = mipg::run(repo.path(), &["log", "append", "--origen", NAME, "--clave", &at("1.key")]).expect(0);
    let refused = |arguments: &[&str], says: &str, says_not: &str| {
        let run = mipg::run(repo.path(), arguments).expect(2);
        assert!(run.stderr.contains(says), "{arguments:?}: {}", run.stderr);
        assert!(says_not.is_empty() || !run.stderr.contains(says_not), "{says_not}: {}", run.stderr);
        assert!(!run.stderr.contains(seed) && !run.stdout.contains(seed), "{}", run.stderr);
        // Where it is a job's, the refusal is a mark too.
        assert!(run.stdout.lines().all(|line| line.starts_with("::error")), "{}", run.stdout);
    };
    // The private file was not shown to anybody: nothing has to be changed for that.
    refused(&["audit", "--key", &at("1.key")], "no hay que cambiarla", "--rotar");
    refused(&["status", "--clave", &at("1.key")], "de la privada no se mostró nada", "");
    refused(&["audit", "--clave", secret.trim()], "queda a la vista", "");
    refused(&["audit", "--key", &at("no-hay")], "ni hay un archivo con ese nombre", "");
    refused(&["audit", "--key", "."], "no es un archivo", "");
    let empty = mipg::run(repo.path(), &["audit", "--key", &at("vacio")]).expect(3);
    assert!(empty.stderr.contains("está vacío"), "{}", empty.stderr);
    refused(&["audit", "--key", &at("otra")], "la línea 1", "");
    refused(&["log", "attach", "x", "--key", &at("publica")], "de un registro, no de un testigo", "");
    refused(&["log", "attach", "x", "--key", &at("1.key")], "no hay que cambiarla", "");
    // What signs is the file of the private one.
    for command in [&["log", "append"][..], &["publish", "--out", "sitio"]] {
        refused(&[command, &["--clave", &at("publica")]].concat(), "con ella no se firma", "chmod");
        refused(&[command, &["--clave", secret.trim()]].concat(), "se dio su texto", "");
    }
    refused(&["log", "keygen", "--rotar", &at("publica"), "--out", &at("2.key")], "con ella no se firma", "chmod");
    let variable = |value: &str, says: &str| {
        let output = mipg::command(repo.path()).args(["log", "append", "--latido"]).env("MIPG_CLAVE", value).output();
        let told = String::from_utf8(output.unwrap().stderr).unwrap();
        assert!(told.contains(says) && !told.contains(seed), "{told}");
    };
    variable(&at("1.key"), "tiene la ruta de un archivo");
    variable(&public, "con ella no se firma");
    variable("nada", "no hay una clave de registro en la variable");
    variable(secret.trim(), "");
    // Wherever it is given by mistake, it is not repeated.
    for arguments in [
        &["log", "append", secret.trim()][..],
        &["audit", "--policy", secret.trim()],
        &["check", "--rev", secret.trim()],
    ] {
        let run = mipg::run(repo.path(), arguments);
        assert!(!run.stderr.contains(seed) && run.stderr.contains("PRIVATE+KEY+…"), "{}", run.stderr);
    }
}

#[test]
fn what_comes_after_a_key_is_made_is_told_as_it_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let first = keygen(folder.path(), &["--nombre", NAME, "--out", "1.key"]).expect(0).stderr;
    assert!(first.contains("`mipg log append --clave 1.key` (la primera vez, con `--nuevo`)"), "{first}");
    let other = keygen(folder.path(), &["--rotar", "1.key", "--out", "2.key"]).expect(0).stderr;
    assert!(other.contains("`mipg log append --rotar 2.key.rotacion --clave 2.key`"), "{other}");
    assert!(!other.contains("--nuevo"), "{other}");
}
