//! What `mipg log append` signs, on which branch, by which clock; and `mipg log attach`.

use std::path::Path;

use mipg::trail::{
    checkpoint::Checkpoint,
    cosignature::cosign,
    note::{Algorithm, KeyName, Note, SignerKey, secret_text},
};
use serde_json::json;

use crate::support::{
    log::write_private,
    mipg::{Run, run},
    repo::{self, Repo, base},
};

const ORIGIN: &str = "mipg.example.gov.co/alcaldia/1";
const WITNESS: &str = "testigo.example.org/personeria";

/// A repository with a key beside it.
struct Scene {
    repo: Repo,
    files: tempfile::TempDir,
}

impl Scene {
    fn new() -> Self {
        let scene = Self { repo: base(), files: tempfile::tempdir().unwrap() };
        let key = secret_text(&KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[5; 32]);
        write_private(&scene.files.path().join("clave"), &format!("{key}\n"));
        scene
    }

    fn at(&self, name: &str) -> String {
        self.files.path().join(name).to_str().unwrap().to_owned()
    }

    fn append_in(&self, folder: &Path, more: &[&str]) -> Run {
        let key = self.at("clave");
        let words = ["log", "append", "--origen", ORIGIN, "--clave", &key, "--format", "json"];
        run(folder, &[&words[..], more].concat())
    }

    fn append(&self, more: &[&str]) -> Run {
        self.append_in(self.repo.path(), more)
    }

    /// The signed checkpoint of a revision of the branch.
    fn note(&self, rev: &str) -> Note {
        Note::parse(&self.repo.try_git(&["show", &format!("{rev}:checkpoint")]).stdout).unwrap()
    }

    /// Writes what a witness publishes of a note: its lines and its own.
    fn cosigned(&self, name: &str, note: &Note, seed: u8, time: u64) -> String {
        let mut note = note.clone();
        note.add(cosign(&witness(seed), note.text(), time).unwrap()).unwrap();
        std::fs::write(self.at(name), note.to_string()).unwrap();
        self.at(name)
    }

    fn attach(&self, more: &[&str]) -> Run {
        run(self.repo.path(), &[&["log", "attach"], more].concat())
    }
}

fn witness(seed: u8) -> SignerKey {
    SignerKey::from_seed(KeyName::new(WITNESS).unwrap(), Algorithm::Cosignature, &[seed; 32])
}

#[test]
fn a_log_that_was_never_signed_is_signed_by_whoever_says_so() {
    let scene = Scene::new();
    let begin = ["log", "append", "--origen", ORIGIN];
    let silent = run(scene.repo.path(), &begin).expect(2);
    assert!(
        silent.stderr.contains("empezaría sin firma") && silent.stderr.contains("`--sin-firma`"),
        "{}",
        silent.stderr
    );
    assert!(!scene.repo.try_git(&["rev-parse", "-q", "--verify", "refs/heads/registro"]).status.success());
    let _ = run(scene.repo.path(), &[&begin[..], &["--sin-firma"]].concat()).expect(0);
    let closing = ["--cierre", "policies/catalogo/planes-612.yaml"];
    let refused = scene.append(&closing).expect(2);
    assert!(refused.stderr.contains("nunca se ha firmado") && refused.stderr.contains("--firmar-existente"));
    assert_eq!(scene.append(&[&closing[..], &["--firmar-existente"]].concat()).expect(0).json()["signed"], true);
    // The key and the signature taken away, in a commit that follows: no flag helps.
    let text = scene.note("registro").text().to_owned();
    std::fs::write(scene.repo.file("c"), text).unwrap();
    let object = scene.repo.git(&["hash-object", "-w", "c"]);
    scene.repo.git(&["read-tree", "registro"]);
    scene.repo.git(&["update-index", "--force-remove", "vkey"]);
    scene.repo.git(&["update-index", "--add", "--cacheinfo", &format!("100644,{object},checkpoint")]);
    let tree = scene.repo.git(&["write-tree"]);
    let tip = scene.repo.git(&["commit-tree", &tree, "-p", "registro", "-m", "x"]);
    scene.repo.git(&["update-ref", "refs/heads/registro", &tip]);
    let stripped = scene.append(&["--cierre", "policies/repositorio.yaml", "--firmar-existente"]).expect(40);
    assert!(stripped.stderr.contains("alguien se las quitó"), "{}", stripped.stderr);
    assert_eq!(scene.repo.git(&["rev-parse", "registro"]), tip);
}

#[test]
fn a_branch_that_was_led_back_is_not_signed() {
    let scene = Scene::new();
    let _ = scene.append(&[]).expect(0);
    let _ = scene.append(&["--latido"]).expect(0);
    let tip = scene.repo.git(&["commit-tree", "registro~1^{tree}", "-p", "registro", "-m", "x"]);
    scene.repo.git(&["update-ref", "refs/heads/registro", &tip]);
    let refused = scene.append(&["--cierre", "policies/repositorio.yaml"]).expect(30);
    assert!(refused.stderr.contains("8 entradas que el registro actual, de 7, no continúa"), "{}", refused.stderr);
    assert_eq!(scene.repo.git(&["rev-parse", "registro"]), tip);
}

#[test]
fn a_path_too_long_for_an_entry_is_told_and_the_rest_is_logged() {
    let scene = Scene::new();
    let long = format!("gobierno-digital/2026/11/{}", "a".repeat(1_700));
    let manifest = "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: Entrega\ncorte: 2026-11-05\narchivos:\n  - {ruta: a.txt, sha256: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa, bytes: 1, formato: text/plain}\n";
    std::fs::write(scene.repo.file("m"), manifest).unwrap();
    let object = scene.repo.git(&["hash-object", "-w", "m"]);
    std::fs::remove_file(scene.repo.file("m")).unwrap();
    scene.repo.git(&["read-tree", "HEAD"]);
    scene.repo.git(&[
        "update-index",
        "--add",
        "--cacheinfo",
        &format!("100644,{object},policies/{long}/manifiesto.yaml"),
    ]);
    let tree = scene.repo.git(&["write-tree"]);
    let commit = scene.repo.git(&["commit-tree", &tree, "-p", "HEAD", "-m", "larga"]);
    scene.repo.git(&["update-ref", "refs/heads/main", &commit]);
    for closing in ["policies/repositorio.yaml", "policies/catalogo/planes-612.yaml"] {
        let told = scene.append(&["--cierre", closing]).expect(3).json();
        assert_eq!((&told["unwritable"], &told["events"]["cierre"]), (&json!([long]), &json!(1)));
    }
    let human = run(scene.repo.path(), &["log", "append", "--clave", &scene.at("clave"), "--origen", ORIGIN]).expect(3);
    assert!(human.stdout.contains("acorte los nombres"), "{}", human.stdout);
    // Once it is taken away there is nothing left to do.
    let tree = scene.repo.git(&["rev-parse", "main~1^{tree}"]);
    let commit = scene.repo.git(&["commit-tree", &tree, "-p", "main", "-m", "sin ella"]);
    scene.repo.git(&["update-ref", "refs/heads/main", &commit]);
    assert_eq!(scene.append(&["--latido"]).expect(0).json()["unwritable"], json!([]));
}

#[test]
fn append_and_audit_mean_the_same_main() {
    let scene = Scene::new();
    let clone = scene.files.path().join("clon");
    let url = format!("file://{}", scene.repo.path().display());
    assert!(repo::git(scene.files.path(), &["clone", "-q", &url, clone.to_str().unwrap()]).status.success());
    scene.repo.write("policies/catalogo/nota.txt", "x");
    let settings = std::fs::read_to_string(scene.repo.file("policies/repositorio.yaml")).unwrap();
    scene.repo.write("policies/repositorio.yaml", format!("{settings}# otra\n"));
    scene.repo.commit("ajustes");
    assert!(repo::git(&clone, &["fetch", "-q", "origin"]).status.success());
    // The clone's own main is behind.
    let told = scene.append_in(&clone, &[]).expect(0).json();
    assert_eq!(told["revision"], scene.repo.git(&["rev-parse", "main"]));
    let audit = run(&clone, &["audit", "--format", "json"]).expect(12).json();
    assert_eq!((&audit["pending"], &audit["findings"]), (&json!(0), &json!([])), "{audit:#}");
}

#[test]
fn a_cosignature_of_a_witness_is_attached_once_it_was_verified() {
    let scene = Scene::new();
    let _ = scene.append(&[]).expect(0);
    let key = witness(4).verifier().to_string();
    let note = scene.note("registro");
    let good = scene.cosigned("cosig", &note, 4, 1_795_300_000);
    let tip = scene.repo.git(&["rev-parse", "registro"]);
    let refused = |arguments: &[&str], code: i32, says: &str| {
        let run = scene.attach(arguments).expect(code);
        assert!(run.stderr.contains(says) && run.stdout.is_empty(), "{}", run.stderr);
        assert_eq!(scene.repo.git(&["rev-parse", "registro"]), tip);
    };
    // Of a key that nobody named; of another state; of the log alone; of nothing.
    let other = witness(9).verifier().to_string();
    refused(&[&good, "--key", &other], 40, "no hay una firma válida de los testigos dados");
    let text = note.text().replace("\n7\n", "\n6\n");
    let foreign = scene.cosigned("otro", &Note::new(text).unwrap(), 4, 1_795_300_000);
    refused(&[&foreign, "--key", &key], 30, "no refrenda un estado de este registro");
    std::fs::write(scene.at("sola"), note.to_string()).unwrap();
    refused(&[&scene.at("sola"), "--key", &key], 40, "no hay una firma válida");
    std::fs::write(scene.at("nada"), "nada\n").unwrap();
    refused(&[&scene.at("nada"), "--key", &key], 40, "no es el refrendo de un testigo");
    let log_key = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[5; 32]);
    refused(&[&good, "--key", &log_key.verifier().to_string()], 2, "es de un registro, no de un testigo");
    refused(&[&good], 2, "falta --clave <VKEY> o --politica <ARCHIVO>");
    refused(&[&scene.at("no-hay"), "--key", &key], 3, "");

    // The log has grown since the witness saw it: what it saw is taken from the history of the branch.
    let _ = scene.append(&["--latido"]).expect(0);
    let name = "atestacion/7/cosig-testigo.example.org-personeria";
    let done = scene.attach(&[&good, "--key", &key, "--format", "json"]).expect(0).json();
    assert_eq!(done["attached"][0]["added"], json!(["atestacion/7/checkpoint", name]));
    let stored = scene.repo.try_git(&["show", &format!("registro:{name}")]).stdout;
    assert_eq!(stored, std::fs::read(&good).unwrap());
    let beside = scene.repo.try_git(&["show", "registro:atestacion/7/checkpoint"]).stdout;
    assert_eq!(beside, note.to_string().into_bytes());
    let tip = scene.repo.git(&["rev-parse", "registro"]);
    let again = run(scene.repo.path(), &["registro", "adjuntar", &good, "--clave", &key]).expect(0);
    assert!(again.stdout.contains(&format!("Ya estaba en el registro como {name}")), "{}", again.stdout);
    let later = scene.cosigned("tarde", &note, 4, 1_795_300_500);
    assert!(scene.attach(&[&later, "--key", &key]).expect(3).stderr.contains("nunca se reemplaza"));
    assert_eq!(scene.repo.git(&["rev-parse", "registro"]), tip);

    // Whoever knows the witness counts it; with the policy it is attached as well.
    let policy = format!("log {}\nwitness uno {key}\nquorum uno\n", log_key.verifier());
    std::fs::write(scene.at("politica"), policy).unwrap();
    let now = scene.note("registro");
    let second = scene.cosigned("segunda", &now, 4, 1_795_300_500);
    let done = scene.attach(&[&second, "--policy", &scene.at("politica")]).expect(0);
    assert!(done.stdout.contains("Adjuntado al registro como atestacion/8/cosig-"), "{}", done.stdout);
    let checkpoint: Checkpoint = now.text().parse().unwrap();
    let audit = run(scene.repo.path(), &["audit", "--policy", &scene.at("politica"), "--format", "json"]).json();
    assert_eq!(audit["checks"]["cosignatures"], json!([2, 2]), "{audit:#}");
    assert_eq!((checkpoint.head.size, &audit["checks"]["witnesses"]), (8, &json!([1, 1])));
    let help = run(scene.repo.path(), &["log", "attach", "--help", "--lang", "en"]).expect(0);
    assert!(help.stdout.contains("Example:") && help.stdout.contains("mipg log attach cosig --key"), "{}", help.stdout);
}
