//! What an ordinary push puts on `registro` is not believed by the jobs that have its key, nor by the one that has none.

use std::path::Path;

use crate::support::{
    forge::{Forge, Job, LEADER, of},
    log::{ORIGIN, key},
    mipg::run,
    repo::git,
};

const TOLD: &str = "1111111111111111111111111111111111111111";
const NOT_SIGNED: &str = "no es como la firmó la clave del registro de integridad";

fn at(folder: &Path, arguments: &[&str]) -> String {
    let output = git(folder, arguments);
    assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
}

/// A clone of somebody who may push, on the branch of the log.
struct Forger {
    folder: tempfile::TempDir,
}

impl Forger {
    fn new(forge: &Forge) -> Self {
        let folder = tempfile::tempdir().unwrap();
        at(folder.path(), &["clone", "-q", "-b", "registro", forge.remote().to_str().unwrap(), "clon"]);
        let made = run(folder.path(), &["log", "keygen", "--nombre", ORIGIN, "--out", "evil.key"]).expect(0);
        std::fs::write(folder.path().join("evil.vkey"), made.stdout).unwrap();
        Self { folder }
    }

    fn clone(&self) -> std::path::PathBuf {
        self.folder.path().join("clon")
    }

    fn key(&self) -> String {
        std::fs::read_to_string(self.folder.path().join("evil.vkey")).unwrap().trim().to_owned()
    }

    /// Pushes the tree of the clone upon the branch, as anybody does.
    fn push(&self) {
        at(&self.clone(), &["add", "--all"]);
        at(&self.clone(), &["commit", "-q", "-m", "registro: 1"]);
        at(&self.clone(), &["push", "-q", "origin", "HEAD:registro"]);
    }

    /// Keys beside the log, in this order.
    fn beside(&self, keys: &[&str]) {
        std::fs::write(self.clone().join("vkey"), keys.iter().map(|key| format!("{key}\n")).collect::<String>())
            .unwrap();
        self.push();
    }

    /// A receipt of a delivery that nobody received, signed by a key of its own.
    fn receipt(&self, forge: &Forge, head: &str) {
        let clone = self.clone();
        at(&clone, &["fetch", "-q", "origin", "main:main", head]);
        let tip = at(&clone, &["rev-parse", "HEAD"]);
        at(&clone, &["checkout", "-q", "--orphan", "otra"]);
        at(&clone, &["rm", "-q", "--cached", "vkey"]);
        std::fs::remove_file(clone.join("vkey")).unwrap();
        let text = std::fs::read_to_string(clone.join("checkpoint")).unwrap();
        let unsigned = text.split("\n\n").next().unwrap();
        std::fs::write(clone.join("checkpoint"), format!("{unsigned}\n")).unwrap();
        at(&clone, &["add", "--all"]);
        at(&clone, &["commit", "-q", "-m", "x"]);
        at(&clone, &["update-ref", "refs/heads/registro", "HEAD"]);
        at(&clone, &["update-ref", "-d", "refs/remotes/origin/registro"]);
        let key = self.folder.path().join("evil.key");
        let arguments =
            ["log", "append", "--firmar-existente", "--clave", key.to_str().unwrap(), "--base", "main", "--head", head];
        drop(run(&clone, &arguments).expect(0));
        at(&clone, &["checkout", "-q", "-f", "registro"]);
        std::fs::write(clone.join("vkey"), format!("{}\n{}\n", forge.vkey(), self.key())).unwrap();
        at(&clone, &["add", "--all"]);
        let tree = at(&clone, &["write-tree"]);
        let upon = at(&clone, &["commit-tree", &tree, "-p", &tip, "-m", "registro: 1"]);
        at(&clone, &["push", "-q", "origin", &format!("{upon}:refs/heads/registro")]);
    }
}

/// `mipg ci comment`, with the key that the job before it handed on, or without; its code and text.
fn commented(job: &Job<'_>, event: &str, key: Option<&str>) -> (i32, String) {
    let event = job.given("event.json", event);
    let mut command = job.command(&["ci", "comment", "--event", &event, "--traer"]);
    command.env_remove("MIPG_CLAVE").args(key.map(|key| ["--key", key]).into_iter().flatten());
    let run = of(command);
    (run.code, run.stdout)
}

#[test]
fn a_receipt_that_others_signed_is_given_to_nobody() {
    let forge = Forge::new();
    let (entries, good) = (forge.entries(), forge.git(&["rev-parse", "registro"]));
    let (head, other) = (forge.propose(42, "reporte-aaaa", true), forge.propose(43, "reporte-bbbb", true));
    Forger::new(&forge).receipt(&forge, &head);
    assert_eq!(forge.entries(), entries + 1, "the forged log is the one that is there");
    for head in [&head, &other] {
        let job = forge.job();
        let told = job.receive(&forge.event("pull-request-opened", TOLD, head, LEADER)).expect(3).stdout;
        assert!(told.starts_with("::error") && told.contains(NOT_SIGNED) && !told.contains("n.º"), "{told}");
        assert!(told.contains("avise a quien administra") && told.contains("mipg audit --key"), "{told}");
        assert!(!job.file("constancias").exists());
    }
    let event = forge.event("pull-request-opened", TOLD, &head, LEADER);
    let (code, told) = commented(&forge.job(), &event, Some(&forge.vkey()));
    assert!(code == 3 && !told.contains("n.º"), "{told}");
    assert!(told.contains("Sin número ni constancia") && told.contains(NOT_SIGNED), "{told}");
    let (code, told) = commented(&forge.job(), &event, None);
    assert!(code == 0 && !told.contains("n.º") && told.contains("no dice si ya tiene número"), "{told}");
    let job = forge.job();
    assert!(job.run(&["ci", "daily", "--enviar"]).expect(3).stdout.contains(NOT_SIGNED));
    let refused = job.run(&["publish", "--enviar", "--out", job.file("sitio").to_str().unwrap()]).expect(3);
    assert!(
        refused.stdout.starts_with("::error") && refused.stdout.contains(NOT_SIGNED) && !job.file("sitio").exists(),
        "{}",
        refused.stderr
    );
    // What the words say undoes it, and nothing is forced.
    let told = forge.job().receive(&event).expect(3).stdout;
    let order = told.split("%0A").find(|line| line.trim().starts_with("git push")).unwrap().trim();
    assert!(order.contains(&good), "{order}");
    forge.desk.git(&["fetch", "-q", "origin"]);
    let done = std::process::Command::new("sh").args(["-c", order]).current_dir(forge.desk.path()).status().unwrap();
    assert!(done.success());
    assert_eq!(forge.entries(), entries);
    let job = forge.job();
    assert!(job.receive(&event).expect(0).stdout.contains(&format!("n.º {entries}, recibida")));
    let (code, told) = commented(&job, &event, Some(&forge.vkey()));
    assert!(code == 0 && told.contains(&format!("Registro n.º {entries}")), "{told}");
    let audited = run(&job.clone(), &["audit", "--key", &forge.vkey()]);
    assert_eq!(audited.code, 10, "{}", audited.stdout);
}

#[test]
fn a_key_put_beside_the_log_is_published_nowhere() {
    for is_last in [true, false] {
        let forge = Forge::new();
        let head = forge.propose(42, "reporte-aaaa", true);
        let (forger, own) = (Forger::new(&forge), forge.vkey());
        let evil = forger.key();
        forger.beside(&if is_last { [&own[..], &evil] } else { [&evil[..], &own] });
        let job = forge.job();
        let out = job.file("sitio");
        let refused = job.run(&["publish", "--enviar", "--out", out.to_str().unwrap()]).expect(3);
        assert!(refused.stdout.contains("clave que no es de él") && !out.exists(), "{}", refused.stdout);
        let event = forge.event("pull-request-opened", TOLD, &head, LEADER);
        assert!(job.receive(&event).expect(3).stdout.contains("clave que no es de él"));
        // Without the key of who signs, or with it: no site with either.
        for key in [None, Some(own.as_str())] {
            let mut command = job.command(&["render", "--out", out.to_str().unwrap()]);
            command.env_remove("MIPG_CLAVE").args(key.map(|key| ["--key", key]).into_iter().flatten());
            drop(of(command).expect(3));
            for name in ["integridad/claves.txt", "index.html", "verificador.html"] {
                let text = std::fs::read_to_string(out.join(name)).unwrap_or_default();
                assert!(!text.contains(&evil), "{name}");
            }
        }
        // Whoever audits with the key that the institution published sees it.
        let audited = run(&job.clone(), &["audit", "--key", &own]).expect(40);
        assert!(audited.stdout.contains("vkey"), "{}", audited.stdout);
    }
}

#[test]
fn the_job_that_receives_hands_on_the_public_key_alone() {
    let forge = Forge::new();
    let head = forge.propose(42, "reporte-aaaa", true);
    let job = forge.job();
    let event = job.given("event.json", &forge.event("pull-request-opened", TOLD, &head, LEADER));
    let output = job.given("salida", "antes=1\n");
    let mut command = job.command(&["ci", "receive", "--event", &event, "--enviar"]);
    command.env("GITHUB_OUTPUT", &output);
    drop(of(command).expect(0));
    assert_eq!(std::fs::read_to_string(&output).unwrap(), format!("antes=1\nvkey={}\n", key().verifier()));
    // Where the log is not that of the key, nothing.
    let forger = Forger::new(&forge);
    forger.beside(&[&forger.key()]);
    std::fs::write(&output, "").unwrap();
    let mut command = job.command(&["ci", "receive", "--event", &event, "--enviar"]);
    command.env("GITHUB_OUTPUT", &output);
    drop(of(command).expect(3));
    assert_eq!(std::fs::read_to_string(&output).unwrap(), "");
}

#[test]
fn before_there_is_a_log_no_receipt_is_promised() {
    let forge = Forge::new();
    let head = forge.propose(42, "reporte-aaaa", true);
    forge.git(&["update-ref", "-d", "refs/heads/registro"]);
    let event = forge.event("pull-request-opened", TOLD, &head, LEADER);
    for key in [None, Some(forge.vkey())] {
        let (code, told) = commented(&forge.job(), &event, key.as_deref());
        assert!(code == 0 && told.contains("todavía no tiene registro de integridad"), "{told}");
        assert!(!told.contains("a más tardar en la revisión diaria"), "{told}");
    }
}
