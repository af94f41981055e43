//! A log is begun once: where something shows that there was one, `mipg log append` begins no other.

use std::path::Path;

use mipg::trail::note::{Algorithm, KeyName, Note, SignerKey, secret_text};
use serde_json::json;

use crate::support::{
    log::write_private,
    mipg::{Run, run},
    repo::{Repo, base},
};

const ORIGIN: &str = "mipg.example.gov.co/alcaldia/1";
const OTHER: &str = "mipg.example.gov.co/otra/1";

struct Scene {
    repo: Repo,
    files: tempfile::TempDir,
}

impl Scene {
    /// The base, whose settings name no log.
    fn new() -> Self {
        let scene = Self { repo: base(), files: tempfile::tempdir().unwrap() };
        for (file, name) in [("clave", ORIGIN), ("otra", OTHER)] {
            let key = secret_text(&KeyName::new(name).unwrap(), Algorithm::Ed25519, &[5; 32]);
            write_private(&scene.files.path().join(file), &format!("{key}\n"));
        }
        scene
    }

    /// The same, named by them.
    fn named() -> Self {
        let scene = Self::new();
        scene.settings(&format!("registro: {{origen: {ORIGIN}}}\n"));
        scene
    }

    fn settings(&self, more: &str) {
        let text = std::fs::read_to_string(self.repo.file("policies/repositorio.yaml")).unwrap();
        self.repo.write("policies/repositorio.yaml", format!("{text}{more}"));
        self.repo.commit("ajustes");
    }

    fn at(&self, name: &str) -> String {
        self.files.path().join(name).to_str().unwrap().to_owned()
    }

    fn append_in(&self, folder: &Path, more: &[&str]) -> Run {
        run(folder, &[&["log", "append", "--clave", &self.at("clave")], more].concat())
    }

    fn append(&self, more: &[&str]) -> Run {
        self.append_in(self.repo.path(), more)
    }

    /// Asserts that nothing was begun, and that these words say why.
    #[track_caller]
    fn refuses(&self, more: &[&str], says: &[&str]) {
        self.refuses_with(30, more, says);
    }

    #[track_caller]
    fn refuses_with(&self, code: i32, more: &[&str], says: &[&str]) {
        let refused = self.append(more).expect(code);
        for says in says.iter().chain(&["git fetch origin registro:registro"]) {
            assert!(refused.stderr.contains(says), "{says}: {}", refused.stderr);
        }
        assert!(refused.stdout.is_empty() && !self.has_log(), "{}", refused.stdout);
    }

    fn has_log(&self) -> bool {
        self.repo.try_git(&["rev-parse", "-q", "--verify", "refs/heads/registro"]).status.success()
    }

    /// Keeps the checkpoint as it is, and the log under another name of reference.
    fn keep(&self, name: &str) -> String {
        std::fs::write(self.at(name), self.repo.try_git(&["show", "registro:checkpoint"]).stdout).unwrap();
        self.at(name)
    }
}

#[test]
fn the_first_append_says_that_it_begins_a_log() {
    let scene = Scene::new();
    let first = scene.append(&["--origen", ORIGIN]).expect(0).stdout;
    assert!(first.starts_with("SE EMPIEZA UN REGISTRO NUEVO") && first.contains(ORIGIN), "{first}");
    let next = scene.append(&["--origen", ORIGIN, "--latido"]).expect(0).stdout;
    assert!(next.starts_with("Registro `"), "{next}");
    let scene = Scene::new();
    let told = |more: &[&str]| {
        let all = [&["--origen", ORIGIN, "--format", "json"], more].concat();
        scene.append(&all).expect(0).json()["begun"].clone()
    };
    assert_eq!((told(&[]), told(&["--latido"])), (json!(true), json!(false)));
}

#[test]
fn a_log_that_the_settings_name_is_begun_by_whoever_says_that_it_is_the_first() {
    let scene = Scene::named();
    // As every new institution does: nobody is accused, and either way is told.
    scene.refuses_with(2, &[], &["que los ajustes nombran", "`mipg log append --nuevo --clave ARCHIVO`"]);
    assert_eq!(scene.append(&["--nuevo", "--format", "json"]).expect(0).json()["begun"], json!(true));
    // A copy of main alone, as workflows make them.
    let clone = scene.files.path().join("clon");
    let source = format!("file://{}", scene.repo.path().display());
    scene.repo.git(&["clone", "-q", "--single-branch", &source, clone.to_str().unwrap()]);
    let refused = scene.append_in(&clone, &["--latido"]).expect(2);
    assert!(refused.stderr.contains("git fetch origin registro:registro"), "{}", refused.stderr);
    let git = |arguments: &[&str]| assert!(crate::support::repo::git(&clone, arguments).status.success());
    git(&["fetch", "-q", "origin", "registro:registro"]);
    assert_eq!(scene.append_in(&clone, &["--latido", "--format", "json"]).expect(0).json()["begun"], json!(false));
    // Whoever takes the name out of the settings does not hide that there was one.
    let scene = Scene::named();
    let _ = scene.append(&["--nuevo"]).expect(0);
    scene.repo.git(&["branch", "-q", "-D", "registro"]);
    let text = std::fs::read_to_string(scene.repo.file("policies/repositorio.yaml")).unwrap();
    let without: String =
        text.lines().filter(|line| !line.starts_with("registro:")).map(|line| format!("{line}\n")).collect();
    scene.repo.write("policies/repositorio.yaml", without);
    scene.repo.commit("sin nombre");
    scene.refuses(&["--origen", ORIGIN], &["nombraron"]);
}

#[test]
fn a_log_that_another_reference_has_is_not_begun_again() {
    for reference in ["refs/remotes/respaldo/registro", "refs/heads/prueba", "refs/tags/registro-2026"] {
        let scene = Scene::new();
        let _ = scene.append(&["--origen", ORIGIN]).expect(0);
        scene.repo.git(&["update-ref", reference, "registro"]);
        scene.repo.git(&["branch", "-q", "-D", "registro"]);
        // Not even where somebody says that it is the first.
        for more in [&["--origen", ORIGIN][..], &["--origen", ORIGIN, "--nuevo"]] {
            scene.refuses(more, &[reference]);
        }
        let refused = scene.append(&["--origen", ORIGIN]).expect(30);
        assert!(!refused.stderr.contains("--nuevo"), "{}", refused.stderr);
    }
    // One that cannot be read is one that was there.
    let scene = Scene::new();
    scene.repo.git(&["update-ref", "refs/remotes/respaldo/registro", "main"]);
    scene.refuses(&["--origen", ORIGIN], &["refs/remotes/respaldo/registro"]);
    // That of another institution, from which this repository was made, says nothing of ours.
    let scene = Scene::new();
    let theirs = ["log", "append", "--origen", OTHER, "--clave", &scene.at("otra")];
    let _ = run(scene.repo.path(), &theirs).expect(0);
    scene.repo.git(&["update-ref", "refs/remotes/modelo/registro", "registro"]);
    scene.repo.git(&["branch", "-q", "-D", "registro"]);
    let _ = scene.append(&["--origen", ORIGIN]).expect(0);
}

#[test]
fn what_whoever_appends_kept_shows_that_there_was_a_log() {
    let scene = Scene::new();
    let _ = scene.append(&["--origen", ORIGIN]).expect(0);
    let (early, first) = (scene.keep("pronto"), scene.repo.git(&["rev-parse", "registro"]));
    let _ = scene.append(&["--latido"]).expect(0);
    let late = scene.keep("tarde");
    let both = ["--checkpoint", &early, "--checkpoint", &late];
    let _ = scene.append(&both).expect(0);
    let _ = scene.append(&[&both[..], &["--latido"]].concat()).expect(0);
    // Led back by someone who may push: known though nothing is new.
    scene.repo.git(&["update-ref", "refs/heads/registro", &first]);
    for more in [&[][..], &["--latido"]] {
        let refused = scene.append(&[&both[..], more].concat()).expect(30);
        assert!(refused.stderr.contains("no continúa el estado guardado de 8"), "{}", refused.stderr);
    }
    let _ = scene.append(&["--checkpoint", &early]).expect(0);
    // Gone.
    scene.repo.git(&["branch", "-q", "-D", "registro"]);
    scene.refuses(&["--origen", ORIGIN, "--nuevo", "--checkpoint", &early], &["7 entradas"]);
    let key = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[5; 32]);
    std::fs::write(scene.at("confianza"), format!("log {}\nquorum none\n", key.verifier())).unwrap();
    scene.refuses(&["--origen", ORIGIN, "--policy", &scene.at("confianza")], &["la política de confianza"]);
    // A false signature is told as what it is, and whether the log continues that state is not said.
    let text = std::fs::read_to_string(scene.at("pronto")).unwrap();
    std::fs::write(scene.at("falso"), text.replacen("\n7\n", "\n5000\n", 1)).unwrap();
    let forged = scene.append(&["--origen", ORIGIN, "--checkpoint", &scene.at("falso")]).expect(3);
    assert!(forged.stderr.contains("es falsa") && !forged.stderr.contains("5000"), "{}", forged.stderr);
    let stranger = SignerKey::from_seed(KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &[6; 32]);
    let head: mipg::trail::checkpoint::Checkpoint = Note::parse(text.as_bytes()).unwrap().text().parse().unwrap();
    std::fs::write(scene.at("ajeno"), head.sign(&stranger).unwrap().to_string()).unwrap();
    let unknown = scene.append(&["--origen", ORIGIN, "--checkpoint", &scene.at("ajeno")]).expect(3);
    assert!(unknown.stderr.contains("ninguna clave de este registro firmó"), "{}", unknown.stderr);
    // What is no state of this log is no reason for anything.
    std::fs::write(scene.at("no"), "nada\n").unwrap();
    let wrong = scene.append(&["--origen", ORIGIN, "--checkpoint", &scene.at("no")]).expect(2);
    assert!(wrong.stderr.contains("no es un estado guardado"), "{}", wrong.stderr);
    let _ = scene.append(&["--origen", ORIGIN]).expect(0);
}

/// An auditor who kept a signed checkpoint is told that the log is gone, and never how to begin another.
#[test]
fn a_log_that_was_deleted_is_told_by_the_checkpoint_that_was_kept() {
    let scene = Scene::new();
    let _ = scene.append(&["--origen", ORIGIN]).expect(0);
    let (checkpoint, vkey) = (scene.at("visto"), scene.at("vkey"));
    for (name, file) in [("checkpoint", &checkpoint), ("vkey", &vkey)] {
        std::fs::write(file, scene.repo.git(&["show", &format!("registro:{name}")]) + "\n").unwrap();
    }
    scene.repo.git(&["branch", "-D", "registro"]);
    let audit = |more: &[&str]| run(scene.repo.path(), &[&["audit", "--checkpoint", &checkpoint], more].concat());
    let told = audit(&["--key", &vkey]).expect(30);
    assert!(told.stderr.contains("y lo tuvo") && !told.stderr.contains("--nuevo"), "{}", told.stderr);
    // One that no key given signed proves nothing.
    let told = audit(&[]).expect(3);
    assert!(!told.stderr.contains("y lo tuvo"), "{}", told.stderr);
}
