//! Cosignatures by the command, over logs in folders.

use std::path::{Path, PathBuf};

use ::mipg::trail::{
    checkpoint::Checkpoint,
    entry::{Document, DocumentEvent, Event},
    note::{Algorithm, KeyName, Note, SignerKey},
    rotation::Rotation,
    witness::Portable,
};

use crate::support::{
    log,
    mipg::{self, Run},
};

struct Scene(tempfile::TempDir);

impl Scene {
    /// A log of so many entries, and a witness.
    fn new(count: u64) -> Self {
        let scene = Self(tempfile::tempdir().unwrap());
        log::write_private(&scene.at("w.key"), &log::witness_text());
        scene.publish(count, u64::MAX);
        scene
    }

    fn at(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn publish(&self, count: u64, turn: u64) {
        log::publish(&self.at("log"), &log::files(log::heartbeats(count, turn)));
    }

    fn run(&self, more: &[&str]) -> Run {
        let key = log::key().verifier().to_string();
        let fixed =
            ["log", "witness", "--log", "log", "--key", &key, "--clave", "w.key", "--estado", "estado", "--out", "out"];
        mipg::run(self.0.path(), &[&fixed, more].concat())
    }

    fn cosigned(&self, size: u64) -> Option<Vec<u8>> {
        std::fs::read(self.at(&format!("out/{size}/cosig-testigo.example.org-personeria"))).ok()
    }

    fn state(&self) -> Vec<u8> {
        std::fs::read(self.at("estado")).unwrap()
    }
}

#[test]
fn a_growing_log_is_cosigned_and_remembered() {
    let scene = Scene::new(3);
    let run = scene.run(&[]).expect(3);
    assert!(run.stderr.contains("--primera-vez") && scene.cosigned(3).is_none(), "{}", run.stderr);
    let _ = scene.run(&["--primera-vez"]).expect(0);
    let bytes = scene.cosigned(3).unwrap();
    assert_eq!(bytes, scene.state());
    let note = Note::parse(&bytes).unwrap();
    let witness: SignerKey = log::witness_text().trim_end().parse().unwrap();
    let known = [log::key().verifier().clone(), witness.verifier().clone()];
    let opened = note.open(&known).unwrap();
    assert_eq!(opened.len(), 2);
    assert!(opened[1].time().unwrap() > 1_700_000_000);
    // The same checkpoint keeps its cosignature, also where it was lost after the state was kept.
    std::fs::remove_dir_all(scene.at("out")).unwrap();
    let _ = scene.run(&[]).expect(0);
    assert_eq!(scene.cosigned(3).unwrap(), bytes);
    let _ = scene.run(&["--primera-vez"]).expect(2);
    scene.publish(300, u64::MAX);
    let run = scene.run(&["--lang", "en"]).expect(0);
    assert!(run.stdout.contains("of 300 entries, holds what it had with 3"), "{}", run.stdout);
    assert_eq!(scene.cosigned(300).unwrap(), scene.state());
}

#[test]
fn a_log_that_changed_its_key_is_cosigned_by_whoever_has_both() {
    let scene = Scene::new(3);
    let _ = scene.run(&["--primera-vez"]).expect(0);
    let second = SignerKey::from_seed(KeyName::new(log::ORIGIN).unwrap(), Algorithm::Ed25519, &[8; 32]);
    let (old, new) = (log::key().verifier().to_string(), second.verifier().to_string());
    let publish = |count: u64, turn: u64, key: &SignerKey| {
        let mut files = log::files(log::heartbeats(count, turn));
        let note = Note::parse(&files["checkpoint"]).unwrap();
        let signed = note.text().parse::<Checkpoint>().unwrap().sign(key).unwrap();
        files.insert("checkpoint".to_owned(), signed.to_string().into_bytes());
        log::publish(&scene.at("log"), &files);
    };
    let run = |keys: &[&str], more: &[&str]| {
        let mut words =
            vec!["log", "witness", "--log", "log", "--clave", "w.key", "--estado", "estado", "--out", "out"];
        keys.iter().for_each(|key| words.extend(["--key", key]));
        words.extend(more);
        mipg::run(scene.0.path(), &words)
    };
    publish(300, u64::MAX, &second);
    let _ = run(&[&old], &[]).expect(40);
    let _ = run(&[&new], &[]).expect(3);
    assert!(scene.cosigned(300).is_none());
    assert!(!run(&[&old, &new], &["--archivos"]).expect(0).stdout.is_empty());
    let _ = run(&[&old, &new], &[]).expect(0);
    let note = Note::parse(&scene.cosigned(300).unwrap()).unwrap();
    assert_eq!(note.open(std::slice::from_ref(second.verifier())).unwrap().len(), 1);
    // From then on the earlier key signs no more, and what contradicts is found whoever signed it.
    publish(310, u64::MAX, &log::key());
    let _ = run(&[&old, &new], &[]).expect(40);
    publish(310, 0, &second);
    let _ = run(&[&old, &new], &[]).expect(30);
    assert!(scene.cosigned(310).is_none());
    publish(310, u64::MAX, &second);
    let _ = run(&[&new], &[]).expect(0);
    // Keys in a file, one on each line.
    std::fs::write(scene.at("claves"), format!("{old}\n{new}\n")).unwrap();
    publish(320, u64::MAX, &second);
    let _ = run(&["claves"], &[]).expect(0);
}

/// The order of the keys is that of the records that both signed, and a chain shows it wherever they are not.
#[test]
fn keys_given_in_the_contrary_order_are_told() {
    let scene = Scene::new(3);
    let _ = scene.run(&["--primera-vez"]).expect(0);
    let second = SignerKey::from_seed(KeyName::new(log::ORIGIN).unwrap(), Algorithm::Ed25519, &[8; 32]);
    let (old, new) = (log::key().verifier().to_string(), second.verifier().to_string());
    let record = Rotation::sign(&log::key(), &second).unwrap().to_string();
    let digest = ::mipg::digest::Digest::of(record.as_bytes());
    let path = ::mipg::repo_path::RepoPath::new(format!("rotacion/{digest}").as_str()).unwrap();
    let change = Event::Document(DocumentEvent::Key, Document { path, digest });
    // The new key signs from its entry on; what the old one signs after it is out of its turn.
    let publish = |count: u64, key: &SignerKey, with_record: bool| {
        let mut entries = log::heartbeats(count, u64::MAX);
        entries[3].event = change.clone();
        let mut files = log::files(entries);
        let note = Note::parse(&files["checkpoint"]).unwrap();
        let signed = note.text().parse::<Checkpoint>().unwrap().sign(key).unwrap();
        files.insert("checkpoint".to_owned(), signed.to_string().into_bytes());
        files.extend(with_record.then(|| (format!("rotacion/{digest}"), record.clone().into_bytes())));
        let _ = std::fs::remove_dir_all(scene.at("log"));
        log::publish(&scene.at("log"), &files);
    };
    let run = |keys: &[&str], more: &[&str]| {
        let mut words =
            vec!["log", "witness", "--log", "log", "--clave", "w.key", "--estado", "estado", "--out", "out"];
        keys.iter().for_each(|key| words.extend(["--key", key]));
        words.extend(more);
        mipg::run(scene.0.path(), &words)
    };
    publish(300, &second, true);
    let refused = run(&[&new, &old], &[]).expect(2);
    assert!(refused.stderr.contains("en el orden contrario"), "{}", refused.stderr);
    let _ = mipg::run(scene.0.path(), &["log", "chain", "--log", "log", "--key", &old, "--out", "cadena"]).expect(0);
    // Without the records nothing says it but the chain, with which any of both keys will do.
    publish(300, &second, false);
    let told = run(&[&new, &old], &[]);
    assert!(told.stderr.contains("nada lo comprueba"), "{}", told.stderr);
    let cosigned = run(&[&new, &old], &["--cadena", "cadena"]).expect(0);
    assert!(!cosigned.stderr.contains("nada lo comprueba"), "{}", cosigned.stderr);
    let _ = run(&[&old], &["--cadena", "cadena"]).expect(0);
    // The earlier key, which somebody may have stolen, signs no more.
    publish(310, &log::key(), false);
    let _ = run(&[&new, &old], &["--cadena", "cadena"]).expect(40);
    assert!(scene.cosigned(310).is_none());
    std::fs::remove_file(scene.at("estado")).unwrap();
    let retired = run(&[&old], &["--cadena", "cadena", "--primera-vez"]).expect(40);
    assert!(retired.stderr.contains("no se firmó"), "{}", retired.stderr);
}

#[test]
fn only_the_files_listed_are_needed() {
    let scene = Scene::new(3);
    let listed = scene.run(&["--primera-vez", "--archivos"]).expect(0);
    assert!(listed.stdout.is_empty());
    let _ = scene.run(&["--primera-vez"]).expect(0);
    let mut files = log::files(log::heartbeats(300, u64::MAX));
    log::publish(&scene.at("log"), &[("checkpoint".to_owned(), files["checkpoint"].clone())].into());
    let listed = scene.run(&["--archivos"]).expect(0).stdout;
    let _ = scene.run(&[]).expect(3); // not fetched yet
    let listed: Vec<&str> = listed.lines().collect();
    assert!(!listed.is_empty());
    files.retain(|name, _| name == "checkpoint" || listed.contains(&name.as_str()));
    assert_eq!(files.len(), listed.len() + 1);
    log::publish(&scene.at("log"), &files);
    let _ = scene.run(&[]).expect(0);
}

/// What anyone can do with the folder of a proof, by what the file beside it says.
fn proved(folder: &Path) {
    let told = std::fs::read_to_string(folder.join("LEAME.txt")).unwrap();
    assert!(
        told.contains("mipg log divergence prueba.txt --key") && told.contains("verificar_registro.py divergencia")
    );
    let key = log::key().verifier().to_string();
    let judged = |path: &Path, key: &str, more: &[&str]| {
        let fixed = ["log", "divergence", path.to_str().unwrap(), "--key", key];
        mipg::run(folder, &[&fixed, more].concat())
    };
    let file = folder.join("prueba.txt");
    let run = judged(&file, &key, &[]).expect(30);
    assert!(run.stdout.contains("La prueba vale") && run.stderr.is_empty(), "{} {}", run.stdout, run.stderr);
    let json = judged(folder, &key, &["--format", "json"]).expect(30).json();
    assert_eq!(json["log"], log::ORIGIN);
    // Another key, another file, and notes beside it that are not of it.
    let name = log::key().verifier().name().clone();
    let other = SignerKey::from_seed(name, Algorithm::Ed25519, &[9; 32]);
    let run = judged(&file, &other.verifier().to_string(), &[]).expect(40);
    assert!(run.stdout.is_empty() && run.stderr.contains("ninguna firma es de la clave dada"), "{}", run.stderr);
    let text = std::fs::read_to_string(&file).unwrap();
    let copy = tempfile::tempdir().unwrap();
    std::fs::write(copy.path().join("prueba.txt"), &text).unwrap();
    let _ = judged(copy.path(), &key, &[]).expect(30);
    std::fs::write(copy.path().join("nuevo.checkpoint"), "otro").unwrap();
    let run = judged(copy.path(), &key, &[]).expect(30);
    assert!(run.stderr.contains("vale solo lo que está en `prueba.txt`"), "{}", run.stderr);
    for word in ["retrocedio", "mismo-tamano"] {
        let Some((_, rest)) = text.split_once("\n\n") else { unreachable!() };
        let claim = format!("mipg divergencia v1\n{word}\n\n{rest}");
        std::fs::write(copy.path().join("prueba.txt"), &claim).unwrap();
        let _ = judged(copy.path(), &key, &[]).expect(if claim == text { 30 } else { 40 });
    }
    std::fs::write(copy.path().join("prueba.txt"), "nada").unwrap();
    let run = judged(copy.path(), &key, &[]).expect(40);
    assert!(run.stderr.contains("no es la prueba de una divergencia"), "{}", run.stderr);
    let _ = judged(&copy.path().join("ninguna"), &key, &[]).expect(3);
}

#[test]
fn a_rewritten_log_is_refused_and_the_proof_kept() {
    let scene = Scene::new(7);
    let _ = scene.run(&["--primera-vez"]).expect(0);
    let state = scene.state();
    for (count, turn) in [(9, 3), (7, 6), (6, 9)] {
        scene.publish(count, turn);
        let run = scene.run(&[]).expect(30);
        assert!(run.stdout.is_empty() && run.stderr.contains("no se firmó"), "{}", run.stderr);
        assert_eq!(scene.state(), state);
        assert!(count == 7 || scene.cosigned(count).is_none());
    }
    let mut found = 0;
    for folder in std::fs::read_dir(scene.at("out")).unwrap() {
        let folder = folder.unwrap().path();
        if folder.file_name().unwrap().to_str().unwrap().starts_with("divergencia-") {
            let proof: Portable = std::fs::read_to_string(folder.join("prueba.txt")).unwrap().parse().unwrap();
            proof.verify(&[log::key().verifier().clone()]).unwrap();
            proved(&folder);
            assert_eq!(std::fs::read_to_string(folder.join("nuevo.checkpoint")).unwrap(), proof.new.to_string());
            found += 1;
        }
    }
    assert_eq!(found, 3);
    // The honest log goes on.
    scene.publish(9, u64::MAX);
    let _ = scene.run(&[]).expect(0);
}

/// Spoils the files of a log.
type Change = dyn Fn(&mut std::collections::BTreeMap<String, Vec<u8>>);

#[test]
fn what_cannot_be_believed_is_not_cosigned() {
    let scene = Scene::new(259);
    let _ = scene.run(&["--primera-vez"]).expect(0);
    let state = scene.state();
    let honest = log::files(log::heartbeats(300, u64::MAX));
    let judged = |change: &Change| {
        let mut files = honest.clone();
        change(&mut files);
        log::publish(&scene.at("log"), &files);
        scene.run(&[])
    };
    let _ = judged(&|files| drop(files.remove("checkpoint"))).expect(3);
    let _ = judged(&|files| files.get_mut("checkpoint").unwrap()[0] ^= 1).expect(40);
    let _ = judged(&|files| assert!(files.get_mut("checkpoint").unwrap().pop().is_some())).expect(40);
    let _ = judged(&|files| files.get_mut("checkpoint").unwrap().resize(2 << 20, b'x')).expect(3);
    let _ = judged(&|files| drop(files.remove("tile/1/000.p/1"))).expect(3);
    let _ = judged(&|files| files.get_mut("tile/1/000.p/1").unwrap()[0] ^= 1).expect(40);
    assert_eq!(scene.state(), state);
    // What is remembered is not taken on trust either.
    for text in [&b""[..], &state[..state.len() - 1], &honest["checkpoint"][..]] {
        std::fs::write(scene.at("estado"), text).unwrap();
        let run = judged(&|_| ()).expect(3);
        assert!(run.stderr.contains("recuerda"), "{}", run.stderr);
        assert_eq!(std::fs::read(scene.at("estado")).unwrap(), text);
    }
    std::fs::write(scene.at("estado"), &state).unwrap();
    assert!(scene.cosigned(300).is_none());
    let _ = judged(&|_| ()).expect(0);
}

#[test]
fn addresses_are_for_others_to_fetch() {
    let scene = Scene::new(1);
    let key = log::key().verifier().to_string();
    let arguments = [
        "log",
        "witness",
        "--log",
        "https://a.gov.co/registro",
        "--key",
        &key,
        "--clave",
        "w.key",
        "--estado",
        "e",
        "--out",
        "o",
    ];
    let run = mipg::run(scene.0.path(), &arguments).expect(2);
    assert!(run.stderr.contains("no se conecta a la red"), "{}", run.stderr);
    let help = mipg::run(scene.0.path(), &["log", "witness", "--help"]).expect(0);
    assert!(help.stdout.contains("mipg no se conecta a la red") && help.stdout.contains("curl"), "{}", help.stdout);
}
