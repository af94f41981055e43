//! Receipts made and verified by the command.

use std::path::{Path, PathBuf};

use ::mipg::trail::{
    cosignature::cosign,
    note::{Algorithm, SignerKey},
    proof::Proof,
};

use crate::support::{
    log,
    mipg::{self, Run},
    repo::{self, Repo},
};

const SUBMISSION: &str = "gobierno-digital/2026/11/reporte-1f3a";

/// A repository with one submission, its log in a folder, and its receipt.
struct Scene {
    repo: Repo,
    folder: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { repo: repo::base(), folder: tempfile::tempdir().unwrap() };
        let manifest = std::fs::read(scene.file("manifiesto.yaml")).unwrap();
        let mut entries = log::heartbeats(5, u64::MAX);
        entries.push(log::entry(log::received(SUBMISSION, &manifest, 2), 400));
        entries.push(log::entry(log::received("transparencia/2026/11/otra", b"x", 1), 401));
        log::publish(&scene.at("log"), &log::files(entries));
        scene
    }

    fn at(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn file(&self, name: &str) -> PathBuf {
        self.repo.file(&format!("policies/{SUBMISSION}/{name}"))
    }

    fn receipt(&self, arguments: &[&str]) -> Run {
        let log = self.at("log");
        let out = self.at("out");
        let fixed = ["log", "receipt", "--log", log.to_str().unwrap(), "--out", out.to_str().unwrap()];
        mipg::run(self.repo.path(), &[&fixed, arguments].concat())
    }

    fn issued(&self) -> PathBuf {
        let _ = self.receipt(&[&format!("policies/{SUBMISSION}")]).expect(0);
        self.at("out/constancia-5.tlog-proof")
    }

    fn verify(&self, receipt: &Path, files: &[PathBuf], trust: &[&str]) -> Run {
        let mut arguments = vec!["log", "verify", receipt.to_str().unwrap()];
        arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
        mipg::run(self.folder.path(), &[&arguments, trust].concat())
    }

    fn whole(&self) -> Vec<PathBuf> {
        let folder = std::fs::read_dir(self.file("")).unwrap();
        let mut files: Vec<PathBuf> = folder.map(|entry| entry.unwrap().path()).collect();
        files.sort();
        files
    }
}

fn key() -> String {
    log::key().verifier().to_string()
}

#[test]
fn a_receipt_is_made_and_verified_offline() {
    let scene = Scene::new();
    let receipt = scene.issued();
    let page = std::fs::read_to_string(scene.at("out/constancia-5.html")).unwrap();
    assert!(page.contains("5 de noviembre de 2026, 15:19:11") && page.contains("Gobierno Digital"), "{page}");
    let run = scene.verify(&receipt, &scene.whole(), &["--key", &key()]).expect(10);
    assert!(run.stdout.contains("Manifiesto               1 de 1"), "{}", run.stdout);
    assert!(run.stdout.contains("Archivos                 2 de 2"), "{}", run.stdout);
    let json = scene.verify(&receipt, &scene.whole(), &["--key", &key(), "--format", "json"]).expect(10).json();
    assert_eq!((&json["index"], &json["size"]), (&5.into(), &7.into()));
    // The same, twice, and in English.
    let first = std::fs::read(scene.at("out/constancia-5.html")).unwrap();
    let _ = scene.receipt(&[SUBMISSION.rsplit('/').next().unwrap()]).expect(2);
    let _ = scene.receipt(&[&format!("policies/{SUBMISSION}/manifiesto.yaml")]).expect(0);
    assert_eq!(std::fs::read(scene.at("out/constancia-5.html")).unwrap(), first);
    let _ = scene.receipt(&[&format!("policies/{SUBMISSION}"), "--lang", "en"]).expect(0);
    let page = std::fs::read_to_string(scene.at("out/constancia-5.html")).unwrap();
    assert!(page.contains("<html lang=\"en\">"));
}

#[test]
fn trust_decides_the_exit_code() {
    let scene = Scene::new();
    let receipt = scene.issued();
    let log_folder = scene.at("log");
    let run = scene.verify(&receipt, &scene.whole(), &["--log", log_folder.to_str().unwrap()]).expect(12);
    assert!(run.stdout.contains("tomada del propio repositorio"), "{}", run.stdout);
    let _ = scene.verify(&receipt, &scene.whole(), &[]).expect(3); // no repository here, and no key
    let other = SignerKey::from_seed(log::key().verifier().name().clone(), Algorithm::Ed25519, &[9; 32]);
    let run = scene.verify(&receipt, &scene.whole(), &["--key", &other.verifier().to_string()]).expect(40);
    assert!(run.stderr.contains("ninguna firma es de la clave dada") && run.stdout.is_empty(), "{}", run.stderr);
    let _ = scene.verify(&receipt, &scene.whole(), &["--key", "x"]).expect(2);
    let secret = log::witness_text();
    let run = scene.verify(&receipt, &scene.whole(), &["--key", secret.trim_end()]).expect(2);
    assert!(run.stderr.contains("PRIVADA") && !run.stderr.contains(secret.rsplit('+').next().unwrap().trim()));

    let witness: SignerKey = secret.trim_end().parse().unwrap();
    let policy = |quorum: &str| {
        let path = scene.at(&format!("{quorum}.policy"));
        let text = format!("log {}\nwitness p {}\nquorum {quorum}\n", key(), witness.verifier());
        std::fs::write(&path, text).unwrap();
        path.to_str().unwrap().to_owned()
    };
    let run = scene.verify(&receipt, &scene.whole(), &["--policy", &policy("p")]).expect(11);
    assert!(run.stdout.contains("no bastan; faltan: p"), "{}", run.stdout);
    let _ = scene.verify(&receipt, &scene.whole(), &["--policy", &policy("none")]).expect(10);
    let mut proof = Proof::parse(&std::fs::read(&receipt).unwrap()).unwrap();
    let cosignature = cosign(&witness, proof.checkpoint.text(), 1_793_910_000).unwrap();
    proof.checkpoint.add(cosignature).unwrap();
    std::fs::write(&receipt, proof.to_string()).unwrap();
    let _ = scene.verify(&receipt, &scene.whole(), &["--policy", &policy("p")]).expect(0);
    let _ = scene.verify(&receipt, &scene.whole(), &["--key", &key(), "--policy", &policy("p")]).expect(2);
    std::fs::write(scene.at("bad.policy"), "log x\n").unwrap();
    let _ = scene.verify(&receipt, &scene.whole(), &["--policy", "bad.policy"]).expect(2);
    // Without its signatures of witnesses again, nothing of it is 0.
    let _ = scene.verify(&receipt, &scene.whole(), &["--key", &key()]).expect(10);
}

#[test]
fn a_receipt_that_was_altered_is_refused() {
    let scene = Scene::new();
    let receipt = scene.issued();
    let text = std::fs::read(&receipt).unwrap();
    let broken = scene.at("rota.tlog-proof");
    let judged = |bytes: &[u8]| {
        std::fs::write(&broken, bytes).unwrap();
        scene.verify(&broken, &scene.whole(), &["--key", &key()])
    };
    for at in [0, 40, text.len() / 2, text.len() - 2] {
        let mut flipped = text.clone();
        flipped[at] ^= 1;
        let run = judged(&flipped).expect(40);
        assert!(run.stdout.is_empty() && !run.stderr.is_empty());
    }
    let _ = judged(&text[..text.len() - 1]).expect(40);
    let _ = judged(b"").expect(40);
    let mut long = text.clone();
    long.resize(3 << 20, b'\n');
    let run = judged(&long).expect(40);
    assert!(run.stderr.contains("bytes"), "{}", run.stderr);
    let _ = judged(&text).expect(10);
    let _ = scene.verify(&scene.at("no-existe"), &scene.whole(), &["--key", &key()]).expect(3);
    let _ = scene.verify(scene.folder.path(), &scene.whole(), &["--key", &key()]).expect(3);
}

#[test]
fn a_receipt_of_other_files_says_so() {
    let scene = Scene::new();
    let receipt = scene.issued();
    let files = scene.whole();
    let evidence = files.iter().find(|path| !path.ends_with("manifiesto.yaml")).unwrap();
    let name = evidence.file_name().unwrap().to_str().unwrap();
    let key = key();
    let judged = |files: &[PathBuf]| scene.verify(&receipt, files, &["--key", &key]);
    // Another file under the same name; another one; another manifest; no manifest.
    std::fs::create_dir(scene.at("otra")).unwrap();
    std::fs::write(scene.at("otra").join(name), b"otro").unwrap();
    let run = judged(&[scene.file("manifiesto.yaml"), scene.at("otra").join(name)]).expect(1);
    assert!(run.stdout.contains("se recibió otro con este nombre"), "{}", run.stdout);
    std::fs::write(scene.at("ajeno.pdf"), b"ajeno").unwrap();
    let run = judged(&[scene.file("manifiesto.yaml"), scene.at("ajeno.pdf")]).expect(1);
    assert!(run.stdout.contains("no es de esta entrega"), "{}", run.stdout);
    let mut manifest = std::fs::read_to_string(scene.file("manifiesto.yaml")).unwrap();
    manifest.push_str("# otra\n");
    std::fs::write(scene.at("otra/manifiesto.yaml"), manifest).unwrap();
    let run = judged(&[scene.at("otra/manifiesto.yaml"), evidence.clone()]).expect(1);
    assert!(run.stdout.contains("el que se dio es otro"), "{}", run.stdout);
    let run = judged(std::slice::from_ref(evidence)).expect(3);
    assert!(run.stdout.contains("hace falta el manifiesto"), "{}", run.stdout);
    let _ = judged(&[scene.at("no-existe.pdf")]).expect(3);
    let _ = judged(&[]).expect(2);
    let _ = judged(&files).expect(10);
}

#[test]
fn what_is_not_logged_has_no_receipt() {
    let scene = Scene::new();
    let path = format!("policies/{SUBMISSION}");
    scene.repo.write(
        &format!("{path}/manifiesto.yaml"),
        std::fs::read_to_string(scene.file("manifiesto.yaml")).unwrap() + "# otra\n",
    );
    scene.repo.commit("otro manifiesto");
    let run = scene.receipt(&[&path]).expect(3);
    assert!(run.stderr.contains("con otro manifiesto (entrada 5)"), "{}", run.stderr);
    let _ = scene.receipt(&[&path, "--rev", "HEAD~1"]).expect(0);
    let _ = scene.receipt(&["policies/gobierno-digital"]).expect(2);
    let _ = scene.receipt(&[&path, "--rev", "HEAD~1", "--direccion", "http://x"]).expect(2);
    let run = mipg::run(scene.repo.path(), &["log", "receipt", &path]).expect(3);
    assert!(run.stderr.contains("git fetch origin registro"), "{}", run.stderr);
    log::publish(&scene.at("log"), &log::files(log::heartbeats(3, 9)));
    let run = scene.receipt(&[&path]).expect(3);
    assert!(run.stderr.contains("no tiene la entrega"), "{}", run.stderr);
}

#[test]
fn the_log_is_read_from_its_branch() {
    let scene = Scene::new();
    let log = scene.at("log");
    let git = |arguments: &[&str]| scene.repo.git(arguments);
    git(&["checkout", "-q", "--orphan", "registro"]);
    git(&["rm", "-rfq", "."]);
    let copied =
        std::process::Command::new("cp").args(["-r", &format!("{}/.", log.display())]).arg(scene.repo.path()).status();
    assert!(copied.unwrap().success());
    scene.repo.commit("registro");
    git(&["checkout", "-q", "main"]);
    let out = scene.at("rama");
    let arguments = ["log", "receipt", &format!("policies/{SUBMISSION}"), "--out", out.to_str().unwrap()];
    let _ = mipg::run(scene.repo.path(), &arguments).expect(0);
    let receipt = out.join("constancia-5.tlog-proof");
    let mut arguments = vec!["log", "verify", receipt.to_str().unwrap()];
    let files = scene.whole();
    arguments.extend(files.iter().map(|file| file.to_str().unwrap()));
    let _ = mipg::run(scene.repo.path(), &arguments).expect(12);
    assert!(std::fs::read(&receipt).unwrap() == std::fs::read(scene.issued()).unwrap());
}

#[test]
fn what_append_logs_gets_a_receipt() {
    let scene = Scene::new();
    log::write_private(&scene.at("log.key"), &log::key_text());
    let append =
        |more: &[&str]| mipg::run(scene.repo.path(), &[&["log", "append", "--origen", log::ORIGIN], more].concat());
    let receipt = || {
        let out = scene.at("anotada");
        let path = format!("policies/{SUBMISSION}");
        mipg::run(scene.repo.path(), &["log", "receipt", &path, "--out", out.to_str().unwrap()])
    };
    let key_file = scene.at("log.key");
    let _ = append(&["--clave", key_file.to_str().unwrap()]).expect(0);
    let run = receipt().expect(0);
    let proof = PathBuf::from(run.stdout.lines().next().unwrap());
    let _ = scene.verify(&proof, &scene.whole(), &["--key", &key()]).expect(10);
    let other = SignerKey::from_seed(log::key().verifier().name().clone(), Algorithm::Ed25519, &[9; 32]);
    let _ = scene.verify(&proof, &scene.whole(), &["--key", &other.verifier().to_string()]).expect(40);
}

#[test]
fn an_unsigned_log_gives_no_receipts() {
    let scene = Scene::new();
    let checkpoint = scene.at("log/checkpoint");
    let text = std::fs::read_to_string(&checkpoint).unwrap();
    std::fs::write(&checkpoint, text.split_once("\n\n").unwrap().0.to_owned() + "\n").unwrap();
    let run = scene.receipt(&[&format!("policies/{SUBMISSION}")]).expect(3);
    assert!(run.stderr.contains("no está firmado") && !scene.at("out").exists(), "{}", run.stderr);
}
