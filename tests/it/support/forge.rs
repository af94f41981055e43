//! A forge: a bare repository with an audit trail and proposals, the clones that its jobs make of it, and its events.

use std::path::{Path, PathBuf};

use mipg::digest::Digest;

use super::{
    log::{ORIGIN, key, key_text, write_private},
    mipg::{Run, command, run},
    repo::{Repo, base, git},
};

/// The account that leads Gobierno Digital.
pub const LEADER: u64 = 5001;
/// The account of the receiver.
pub const RECEIVER: u64 = 5002;

/// A forge that is deleted with its value.
pub struct Forge {
    place: tempfile::TempDir,
    /// A clone with what people write.
    pub desk: Repo,
}

impl Forge {
    /// The base of the fixtures with accounts of a leader and of the receiver, and its audit trail, begun.
    pub fn new() -> Self {
        let (place, desk) = (tempfile::tempdir().unwrap(), base());
        let account = |id: u64| format!("[{{forja: github, id: {id}}}]");
        let edit = |path: &str, from: &str, to: &str| {
            let text = std::fs::read_to_string(desk.file(path)).unwrap();
            assert_eq!(text.matches(from).count(), 1, "{path}: {from}");
            desk.write(path, text.replace(from, to));
        };
        let settings = "policies/repositorio.yaml";
        edit(settings, "receptor: []", &format!("receptor: {}", account(RECEIVER)));
        edit(settings, "obligaciones:\n", &format!("registro: {{origen: {ORIGIN}}}\nobligaciones:\n"));
        edit("policies/gobierno-digital/politica.yaml", "cuentas: []", &format!("cuentas: {}", account(LEADER)));
        desk.commit("cuentas");
        write_private(&place.path().join("registro.key"), &key_text());
        let forge = Self { place, desk };
        let done = git(forge.place.path(), &["init", "-q", "--bare", "-b", "main", forge.remote().to_str().unwrap()]);
        assert!(done.status.success());
        forge.desk.git(&["remote", "add", "origin", forge.remote().to_str().unwrap()]);
        let begun = run(forge.desk.path(), &["log", "append", "--nuevo", "--clave", forge.key().to_str().unwrap()]);
        drop(begun.expect(0));
        forge.desk.git(&["push", "-q", "origin", "main", "registro"]);
        forge.desk.git(&["branch", "-q", "-D", "registro"]);
        forge
    }

    /// The bare repository.
    pub fn remote(&self) -> PathBuf {
        self.place.path().join("forja.git")
    }

    /// The key of the log.
    pub fn key(&self) -> PathBuf {
        self.place.path().join("registro.key")
    }

    /// The public key of the log, as whoever signs says it.
    pub fn vkey(&self) -> String {
        key().verifier().to_string()
    }

    /// Proposes from the main branch a submission of one file by this number; its head. Digests are right or not.
    pub fn propose(&self, number: u64, name: &str, is_right: bool) -> String {
        self.desk.git(&["checkout", "-q", "-B", &format!("propuesta-{number}"), "main"]);
        self.hand_in("gobierno-digital", name, is_right);
        self.update(number)
    }

    /// Writes a submission in the work tree.
    pub fn hand_in(&self, policy: &str, name: &str, is_right: bool) {
        let folder = format!("policies/{policy}/2026/11/{name}");
        let text = format!("Acta de {name}.\n");
        let digest = Digest::of(if is_right { text.as_bytes() } else { b"otra cosa" });
        self.desk.write(&format!("{folder}/acta.txt"), &text);
        self.desk.write(
            &format!("{folder}/manifiesto.yaml"),
            format!(
                "version: 1\npolitica: {policy}\nclase: reporte\ntitulo: Entrega de prueba {name}\ncorte: 2026-11-05\narchivos:\n  \
                 - ruta: acta.txt\n    sha256: {digest}\n    bytes: {}\n    formato: text/plain\n",
                text.len()
            ),
        );
    }

    /// Commits what is in the work tree and puts it where the forge keeps the head of a proposal, by force.
    pub fn update(&self, number: u64) -> String {
        let head = self.desk.commit("entrega");
        self.desk.git(&["push", "-q", "origin", &format!("+HEAD:refs/pull/{number}/head")]);
        self.desk.git(&["checkout", "-q", "main"]);
        head
    }

    /// Brings a branch of the desk into the main branch.
    pub fn land(&self, number: u64, how: &str) -> (String, String) {
        let before = self.desk.git(&["rev-parse", "main"]);
        self.desk.land(&format!("propuesta-{number}"), how);
        self.desk.git(&["push", "-q", "origin", "main"]);
        (before, self.desk.git(&["rev-parse", "main"]))
    }

    /// An event of the fixtures, of an account.
    pub fn event(&self, name: &str, base: &str, head: &str, author: u64) -> String {
        self.event_by(name, base, head, (author, author))
    }

    /// An event of the fixtures about what one account proposes, that another made.
    pub fn event_by(&self, name: &str, base: &str, head: &str, (author, sender): (u64, u64)) -> String {
        let text = std::fs::read_to_string(super::fixtures().join(format!("forge/{name}.json"))).unwrap();
        let text = text.replace("{{base}}", base).replace("{{head}}", head).replacen(r#""id": 5001"#, "{{author}}", 1);
        let id = |account: u64| format!(r#""id": {account}"#);
        text.replace(r#""id": 5001"#, &id(sender)).replace("{{author}}", &id(author))
    }

    /// A clone of the main branch, as a job has it.
    pub fn job(&self) -> Job<'_> {
        let folder = tempfile::tempdir_in(self.place.path()).unwrap();
        let address = format!("file://{}", self.remote().display());
        let done = git(folder.path(), &["clone", "-q", "-b", "main", &address, "clon"]);
        assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
        Job { forge: self, folder }
    }

    /// The number of entries of the log that the forge has.
    pub fn entries(&self) -> u64 {
        let checkpoint = self.git(&["show", "registro:checkpoint"]);
        checkpoint.lines().nth(1).unwrap().parse().unwrap()
    }

    /// Runs git on the forge.
    pub fn git(&self, arguments: &[&str]) -> String {
        let output = git(&self.remote(), arguments);
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    }
}

/// A job of the forge: its clone, deleted with it.
pub struct Job<'a> {
    forge: &'a Forge,
    folder: tempfile::TempDir,
}

impl Job<'_> {
    /// The clone.
    pub fn clone(&self) -> PathBuf {
        self.folder.path().join("clon")
    }

    /// A file beside the clone.
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file beside the clone; its path as a word.
    pub fn given(&self, name: &str, text: &str) -> String {
        std::fs::write(self.file(name), text).unwrap();
        self.file(name).to_str().unwrap().to_owned()
    }

    /// The command, to be completed: with the key and the identity of a job.
    pub fn command(&self, arguments: &[&str]) -> std::process::Command {
        let mut command = command(&self.clone());
        command.env("MIPG_CLAVE", std::fs::read_to_string(self.forge.key()).unwrap().trim_end()).args(arguments);
        command
    }

    /// Runs the command.
    pub fn run(&self, arguments: &[&str]) -> Run {
        of(self.command(arguments))
    }

    /// Runs `mipg ci receive` for an event.
    pub fn receive(&self, event: &str) -> Run {
        let event = self.given("event.json", event);
        let out = self.file("constancias");
        self.run(&["ci", "receive", "--event", &event, "--enviar", "--out", out.to_str().unwrap()])
    }
}

/// What a command gave.
pub fn of(mut command: std::process::Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code().expect("ended by itself"),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The names of the files of a folder and of those below it, sorted.
pub fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        super::case::folder(folder).into_keys().map(|name| String::from_utf8(name).unwrap()).collect();
    names.sort();
    names
}
