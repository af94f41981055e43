//! Receipts made and verified by the command.

use std::path::{Path, PathBuf};

use ::mipg::{
    digest::Digest,
    model::SubmissionPath,
    trail::{
        cosignature::cosign,
        entry::{Event, Submission, SubmissionEvent},
        note::{Algorithm, Note, SignerKey},
        proof::Proof,
    },
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
    assert!(run.stderr.contains("PRIVADA") && !run.stderr.contains(crate::support::log::seed(&secret)));

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
    assert!(run.stderr.contains("tiene 3145728 bytes"), "{}", run.stderr);
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
    let rest = files.iter().filter(|path| !path.ends_with("manifiesto.yaml") && path.as_path() != evidence.as_path());
    let rest: Vec<PathBuf> = rest.cloned().collect();
    let swapped = [&[scene.file("manifiesto.yaml"), scene.at("otra").join(name)], &rest[..]].concat();
    let run = judged(&swapped).expect(1);
    assert!(run.stdout.contains("se recibió otro con este nombre"), "{}", run.stdout);
    // What was received and is not given is not verified, whatever else is.
    let run = judged(&[scene.file("manifiesto.yaml")]).expect(3);
    assert!(
        run.stdout.contains("NO se comprobaron todos los archivos que se recibieron: faltan 2 de 2"),
        "{}",
        run.stdout
    );
    let run = judged(&[&[scene.file("manifiesto.yaml")], &rest[..]].concat()).expect(3);
    assert!(run.stdout.contains("faltan 1 de 2") && !run.stdout.contains("es lo que se recibió;"), "{}", run.stdout);
    std::fs::write(scene.at("ajeno.pdf"), b"ajeno").unwrap();
    let run = judged(&[files.clone(), vec![scene.at("ajeno.pdf")]].concat()).expect(1);
    assert!(run.stdout.contains("no es de esta entrega"), "{}", run.stdout);
    let run = judged(&[scene.file("manifiesto.yaml"), scene.at("ajeno.pdf")]).expect(3);
    assert!(
        run.stdout.contains("no es lo que se recibió") && run.stdout.contains("sin comprobar 2 de 2"),
        "{}",
        run.stdout
    );
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

/// The entries of the log of a scene, with more of the same submission after them.
fn with_events(scene: &Scene, more: &[(SubmissionEvent, &[u8])]) {
    let manifest = std::fs::read(scene.file("manifiesto.yaml")).unwrap();
    let mut entries = log::heartbeats(5, u64::MAX);
    entries.push(log::entry(log::received(SUBMISSION, &manifest, 2), 400));
    entries.push(log::entry(log::received("transparencia/2026/11/otra", b"x", 1), 401));
    for (place, (event, other)) in more.iter().enumerate() {
        let manifest = Digest::of(if other.is_empty() { &manifest } else { other });
        let submission = Submission { path: SubmissionPath::parse(SUBMISSION).unwrap(), manifest, files: 2 };
        entries.push(log::entry(Event::Submission(*event, submission), 500 + place as u64));
    }
    log::publish(&scene.at("log"), &log::files(entries));
}

#[test]
fn a_receipt_carries_the_cosignatures_that_lie_beside_the_log() {
    let scene = Scene::new();
    let witness: SignerKey = log::witness_text().trim_end().parse().unwrap();
    let policy = scene.at("confianza.txt");
    let text = format!("log {}\nwitness p {}\nquorum p\n", key(), witness.verifier());
    std::fs::write(&policy, text).unwrap();
    let trust = ["--policy", policy.to_str().unwrap()];
    let checkpoint = std::fs::read(scene.at("log/checkpoint")).unwrap();
    let mut cosigned = Note::parse(&checkpoint).unwrap();
    cosigned.add(cosign(&witness, cosigned.text(), 1_793_910_000).unwrap()).unwrap();
    // The log grew after the witness saw it.
    with_events(&scene, &[(SubmissionEvent::Published, b"")]);
    let _ = scene.verify(&scene.issued(), &scene.whole(), &trust).expect(11);
    let folder = scene.at("log/atestacion/7");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join("checkpoint"), &checkpoint).unwrap();
    std::fs::write(folder.join("cosig-testigo"), cosigned.to_string()).unwrap();
    std::fs::write(folder.join("cosig-roto"), "nada").unwrap();
    let _ = scene.verify(&scene.issued(), &scene.whole(), &trust).expect(0);
    let page = std::fs::read_to_string(scene.at("out/constancia-5.html")).unwrap();
    assert!(page.contains("firmas de otros, que valen para quien conozca sus claves: 1."), "{page}");
    let _ = scene.verify(&scene.at("out/constancia-5.tlog-proof"), &scene.whole()[..1], &trust).expect(3);
    // A signature that does not hold would have the receipt refused by whoever knows the key; a policy leaves it out.
    let whole = cosigned.to_string();
    let (before, line) = whole.trim_end().rsplit_once(' ').unwrap();
    let mut bytes = data_encoding::BASE64.decode(line.as_bytes()).unwrap();
    *bytes.last_mut().unwrap() ^= 1;
    std::fs::write(folder.join("cosig-falsa"), format!("{before} {}\n", data_encoding::BASE64.encode(&bytes))).unwrap();
    let _ = scene.verify(&scene.issued(), &scene.whole(), &trust).expect(40);
    let _ = scene.receipt(&[SUBMISSION, "--policy", policy.to_str().unwrap()]).expect(0);
    let _ = scene.verify(&scene.at("out/constancia-5.tlog-proof"), &scene.whole(), &trust).expect(0);
}

#[test]
fn what_happened_after_is_told_and_another_entry_can_be_asked_for() {
    let scene = Scene::new();
    let before = scene.receipt(&[SUBMISSION]).expect(0);
    assert!(before.stderr.is_empty(), "{}", before.stderr);
    let page = std::fs::read_to_string(scene.at("out/constancia-5.html")).unwrap();
    assert!(page.contains("nada más se había anotado de ella hasta la entrada 6"), "{page}");
    use SubmissionEvent::{Published, Withdrawn};
    with_events(&scene, &[(Published, b""), (Withdrawn, b""), (Published, b"otro")]);
    let run = scene.receipt(&[&format!("policies/{SUBMISSION}")]).expect(0);
    assert!(run.stderr.contains("ya existía, de la misma entrada"), "{}", run.stderr);
    assert!(run.stderr.contains("después fue retirada, en todo o en parte (n.º 8)"), "{}", run.stderr);
    assert!(run.stderr.contains("después fue publicada con otro manifiesto (n.º 9)"), "{}", run.stderr);
    let page = std::fs::read_to_string(scene.at("out/constancia-5.html")).unwrap();
    assert!(
        page.contains("después fue retirada, en todo o en parte (n.º 8)") && page.contains("Que siga vigente"),
        "{page}"
    );
    let run = scene.verify(&scene.at("out/constancia-5.tlog-proof"), &scene.whole(), &["--key", &key()]).expect(10);
    assert!(run.stdout.contains("que la entrega siga vigente") && run.stdout.contains("recibida: "), "{}", run.stdout);
    for (asked, index, title) in [
        (["--evento", "retirado"], 8, "Constancia de retiro del repositorio"),
        (["--numero", "8"], 8, "Constancia de retiro del repositorio"),
        (["--evento", "publicado"], 7, "Constancia de publicación en el repositorio"),
    ] {
        let _ = scene.receipt(&[&[SUBMISSION][..], &asked].concat()).expect(0);
        let page = std::fs::read_to_string(scene.at(&format!("out/constancia-{index}.html"))).unwrap();
        assert!(page.contains(&format!("<h1>{title}</h1>")), "{page}");
        let proof = scene.at(&format!("out/constancia-{index}.tlog-proof"));
        let _ = scene.verify(&proof, &scene.whole(), &["--key", &key()]).expect(10);
    }
    for asked in [["--evento", "reemplazado"], ["--numero", "6"], ["--numero", "99"]] {
        let run = scene.receipt(&[&[SUBMISSION][..], &asked].concat()).expect(2);
        assert!(run.stderr.contains("n.º 5 recibida, n.º 7 publicada, n.º 8 retirada"), "{}", run.stderr);
    }
    let _ = scene.receipt(&[SUBMISSION, "--evento", "otro"]).expect(2);
}

#[test]
fn a_proof_of_another_entry_is_not_written_over() {
    let scene = Scene::new();
    let proof = scene.issued();
    let first = std::fs::read(&proof).unwrap();
    // Another history gives the same number to something else.
    let manifest = std::fs::read(scene.file("manifiesto.yaml")).unwrap();
    let mut entries = log::heartbeats(5, u64::MAX);
    entries.push(log::entry(log::received(SUBMISSION, &manifest, 2), 700));
    log::publish(&scene.at("log"), &log::files(entries));
    let run = scene.receipt(&[SUBMISSION]).expect(3);
    assert!(run.stderr.contains("no es la prueba de esta entrada"), "{}", run.stderr);
    assert!(std::fs::read(&proof).unwrap() == first);
    std::fs::remove_file(&proof).unwrap();
    let _ = scene.receipt(&[SUBMISSION]).expect(0);
}

#[test]
fn a_receipt_of_what_the_remote_has_not_is_refused() {
    let scene = Scene::new();
    log::write_private(&scene.at("log.key"), &log::key_text());
    let key_file = scene.at("log.key");
    let append = |more: &[&str]| {
        let fixed = ["log", "append", "--origen", log::ORIGIN, "--clave", key_file.to_str().unwrap()];
        mipg::run(scene.repo.path(), &[&fixed, more].concat())
    };
    let _ = append(&[]).expect(0);
    let out = scene.at("rama");
    let receipt = |more: &[&str]| {
        let fixed = ["log", "receipt", SUBMISSION, "--out", out.to_str().unwrap()];
        mipg::run(scene.repo.path(), &[&fixed, more].concat())
    };
    let _ = receipt(&[]).expect(0); // there is no remote
    scene.repo.git(&["update-ref", "refs/remotes/origin/registro", "refs/heads/registro"]);
    let _ = receipt(&[]).expect(0);
    let _ = append(&["--latido"]).expect(0);
    let run = receipt(&[]).expect(3);
    assert!(run.stderr.contains("git push origin registro"), "{}", run.stderr);
    let _ = receipt(&["--sin-publicar"]).expect(0);
    scene.repo.git(&["update-ref", "refs/remotes/origin/registro", "refs/heads/registro"]);
    let _ = receipt(&[]).expect(0);
}

#[test]
fn a_key_is_given_as_its_text_or_as_its_file() {
    let scene = Scene::new();
    let proof = scene.issued();
    let file = scene.at("registro.vkey");
    std::fs::write(&file, format!("{}\n", key())).unwrap();
    let _ = scene.verify(&proof, &scene.whole(), &["--key", file.to_str().unwrap()]).expect(10);
    std::fs::write(&file, "\n").unwrap();
    let _ = scene.verify(&proof, &scene.whole(), &["--key", file.to_str().unwrap()]).expect(3);
}

#[test]
fn long_names_stay_apart_on_the_page() {
    let scene = Scene::new();
    let stem = "informe-de-avance-de-la-implementacion-del-plan-de-tecnologias-";
    let digest = Digest::of(b"x");
    let list: String = ["octubre.pdf", "noviembre.pdf"]
        .iter()
        .map(|end| format!("  - {{ruta: {stem}{end}, sha256: {digest}}}\n"))
        .collect();
    let manifest = format!("version: 1\ntitulo: x\narchivos:\n{list}");
    scene.repo.write(&format!("policies/{SUBMISSION}/manifiesto.yaml"), manifest.clone());
    scene.repo.commit("nombres");
    let entries = vec![log::entry(log::received(SUBMISSION, manifest.as_bytes(), 2), 400)];
    log::publish(&scene.at("log"), &log::files(entries));
    let _ = scene.receipt(&[SUBMISSION]).expect(0);
    let page = std::fs::read_to_string(scene.at("out/constancia-0.html")).unwrap();
    assert!(page.contains("s-octubre.pdf") && page.contains("noviembre.pdf"), "{page}");
}

#[test]
fn what_append_logs_again_under_another_manifest_is_said() {
    let scene = Scene::new();
    let append =
        |more: &[&str]| mipg::run(scene.repo.path(), &[&["log", "append", "--origen", log::ORIGIN], more].concat());
    let run = append(&["--sin-firma"]).expect(0);
    assert!(!run.stdout.contains("OTRO manifiesto"), "{}", run.stdout);
    // Signed from its first entry on, or told how it will be.
    log::write_private(&scene.at("log.key"), &log::key_text());
    let key_file = scene.at("log.key");
    let run = append(&["--clave", key_file.to_str().unwrap()]);
    assert!(run.stdout.contains("--latido --clave") || !run.stderr.is_empty(), "{}", run.stdout);
    scene.repo.write("policies/README.md", "Guía\n");
    scene.repo.commit("otra cosa");
    let run = append(&[]).expect(0);
    assert!(!run.stdout.contains("OTRO manifiesto"), "{}", run.stdout);
    let manifest = std::fs::read_to_string(scene.file("manifiesto.yaml")).unwrap();
    scene.repo.write(&format!("policies/{SUBMISSION}/manifiesto.yaml"), manifest + "# otra\n");
    scene.repo.commit("en su sitio");
    let run = append(&[]).expect(0);
    assert!(run.stdout.contains(&format!("OTRO manifiesto de «{SUBMISSION}»")), "{}", run.stdout);
}

#[test]
fn what_was_published_and_is_gone_is_not_explained_away() {
    let scene = Scene::new();
    log::write_private(&scene.at("log.key"), &log::key_text());
    let (origin, key_file) = (["--origen", log::ORIGIN], scene.at("log.key"));
    let key_file = ["--clave", key_file.to_str().unwrap()];
    let append = || mipg::run(scene.repo.path(), &[&["log", "append"][..], &origin, &key_file].concat());
    scene.repo.git(&["branch", "antes"]);
    let other = "policies/gobierno-digital/2026/11/reporte-77b0";
    for file in scene.whole() {
        let name = file.file_name().unwrap().to_str().unwrap();
        scene.repo.write(&format!("{other}/{name}"), std::fs::read(&file).unwrap());
    }
    scene.repo.commit("otra");
    let _ = append().expect(0);
    let history = |more: &[&str]| mipg::run(scene.repo.path(), &[&["history", other], more].concat());
    let _ = history(&[]).expect(0);
    let run = history(&["--rev", "antes"]).expect(0);
    assert!(run.stdout.contains("no contiene el commit en que se publicó") && !run.stdout.contains("YA NO ESTÁ"));
    scene.repo.git(&["rm", "-rq", other]);
    scene.repo.commit("borrada");
    let run = history(&[]).expect(1);
    assert!(run.stdout.contains("Y YA NO ESTÁ en esta revisión; ningún retiro ni purga lo explica"), "{}", run.stdout);
    assert!(!run.stdout.contains("borrada por orden"), "{}", run.stdout);
    assert_eq!(history(&["--format", "json"]).expect(1).json()["presence"], "gone");
}

#[test]
fn what_is_refused_is_said_in_the_language_asked() {
    let scene = Scene::new();
    let proof = scene.issued();
    let files = scene.whole();
    let text = std::fs::read_to_string(&proof).unwrap();
    let broken = scene.at("rota.tlog-proof");
    let judged = |text: &str| {
        std::fs::write(&broken, text).unwrap();
        scene.verify(&broken, &files, &["--key", &key()]).expect(40).stderr
    };
    assert!(judged("nada").contains("(no hay punto de control después de la prueba)"));
    assert!(judged(&text.replacen("index 5", "index 4", 1)).contains("(la prueba lleva a otra raíz"));
    let unsigned = text.rsplit_once("\n\n").unwrap().0.to_owned();
    assert!(judged(&unsigned).contains("(no hay una línea vacía antes de las firmas)"));
    let run = scene.verify(&proof, &files, &["--key", "a+b+c"]).expect(2);
    assert!(run.stderr.contains("8 dígitos hexadecimales en minúscula"), "{}", run.stderr);
    let run = scene.verify(&proof, &files, &["--key", "a+b+c", "--lang", "en"]).expect(2);
    assert!(!run.stderr.contains("dígitos"), "{}", run.stderr);
    std::fs::write(scene.at("mala.policy"), "# x\nlog\n").unwrap();
    let run = scene.verify(&proof, &files, &["--policy", "mala.policy"]).expect(2);
    assert!(run.stderr.contains("línea 2: una línea de la política tiene partes"), "{}", run.stderr);
    let run = scene.verify(scene.folder.path(), &files, &["--key", &key()]).expect(3);
    assert!(run.stderr.contains("no es un archivo") && run.stderr.contains("ayuda: "), "{}", run.stderr);
    let run = scene.verify(&scene.at("no-existe"), &files, &["--key", &key()]).expect(3);
    assert!(run.stderr.contains("no existe") && run.stderr.contains("ayuda: "), "{}", run.stderr);
    let run = scene.verify(&proof, &files, &["--key", &key(), "--lang", "en"]).expect(10);
    assert!(run.stdout.contains("\nreceived: ") && !run.stdout.contains("recibido"), "{}", run.stdout);
    std::fs::remove_dir_all(scene.at("log/tile")).unwrap();
    let run = scene.receipt(&[SUBMISSION]).expect(3);
    assert!(run.stderr.contains("falta `tile/"), "{}", run.stderr);
}
