//! `mipg log append` on real repositories: what is logged, honest uses, many processes, pushes.

use std::{
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

use crate::support::{
    log::write_private,
    mipg::{Run, command, run},
    repo::{self, Repo, base},
};

const ORIGIN: &str = "mipg.example.gov.co/alcaldia/1";
const FIRST: &str = "gobierno-digital/2026/11/reporte-1f3a";
/// The public half ends the line of `vkey`; this one is of tests and of nothing else.
const SEED: [u8; 32] = [5; 32];

fn secret() -> String {
    use mipg::trail::note::{Algorithm, KeyName, secret_text};
    secret_text(&KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &SEED)
}

/// Runs `mipg log append` with a key, as JSON.
fn append(folder: &Path, arguments: &[&str]) -> Run {
    let all = [&["log", "append", "--format", "json", "--origen", ORIGIN], arguments].concat();
    let output = command(folder).env("MIPG_CLAVE", secret()).args(all).output().unwrap();
    Run {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The entries of the log, as JSON, read without a line of ours.
fn entries(repo: &Path) -> Vec<Value> {
    let script = r#"
import json, subprocess, sys
def show(path):
    return subprocess.run(["git", "cat-file", "blob", "refs/heads/registro:" + path], check=True, capture_output=True).stdout
size = int(show("checkpoint").split(b"\n")[1])
out = []
for bundle in range((size + 255) // 256):
    width = min(256, size - bundle * 256)
    data = show("tile/entries/%03d" % bundle + (".p/%d" % width if width < 256 else ""))
    for _ in range(width):
        length = int.from_bytes(data[:2], "big")
        out.append(json.loads(data[2:2 + length])); data = data[2 + length:]
    assert not data
print(json.dumps(out))
"#;
    let output = Command::new("python3").args(["-c", script]).current_dir(repo).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

/// Event and path of each entry.
fn said(entries: &[Value]) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    entries.iter().map(|entry| (text(&entry["evento"]), text(&entry["entrega"]))).collect()
}

fn pair(event: &str, path: &str) -> (String, String) {
    (event.to_owned(), path.to_owned())
}

/// The entries of submissions.
fn submissions(repo: &Repo) -> Vec<(String, String)> {
    said(&entries(repo.path())).into_iter().filter(|(event, _)| event != "catalogo").collect()
}

/// A submission of one file in the work tree; its path.
fn hand_in(repo: &Repo, name: &str, text: &str, more: &str) -> String {
    let path = format!("gobierno-digital/2026/11/{name}");
    repo.write(&format!("policies/{path}/acta.txt"), text);
    let manifest = format!(
        "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: Entrega de prueba\ncorte: 2026-11-05\narchivos:\n  \
         - ruta: acta.txt\n    sha256: {}\n    bytes: {}\n    formato: text/plain\n{more}",
        mipg::digest::Digest::of(text.as_bytes()),
        text.len()
    );
    repo.write(&format!("policies/{path}/manifiesto.yaml"), manifest);
    path
}

#[test]
fn what_is_on_main_is_logged_once() {
    let repo = base();
    let first = append(repo.path(), &[]).expect(0).json();
    assert_eq!(first["before"]["size"], 0);
    assert_eq!(first["events"], json!({"catalogo": 6, "publicado": 1}));
    assert_eq!(
        (&first["added"], &first["signed"], &first["reference"]),
        (&json!(7), &json!(true), &json!("refs/heads/registro"))
    );
    let logged = entries(repo.path());
    let published = logged.iter().find(|entry| entry["evento"] == "publicado").unwrap();
    let manifest = std::fs::read(repo.file(&format!("policies/{FIRST}/manifiesto.yaml"))).unwrap();
    assert_eq!(published["manifiesto"], mipg::digest::Digest::of(&manifest).to_string());
    assert_eq!((&published["archivos"], &published["politica"]), (&json!(2), &json!("gobierno-digital")));
    assert_eq!((&published["entrega"], &published["log"]), (&json!(FIRST), &json!(ORIGIN)));
    assert_eq!(published["commit"], repo.git(&["rev-parse", "main"]));
    let settings = ["catalogo/festivos-co.yaml", "catalogo/mipg-v6.yaml", "catalogo/planes-612.yaml"];
    assert!(settings.iter().all(|name| said(&logged).contains(&pair("catalogo", &format!("policies/{name}")))));
    // Again: nothing.
    let before = repo.git(&["rev-parse", "refs/heads/registro"]);
    let again = append(repo.path(), &[]).expect(0).json();
    assert_eq!((&again["added"], &again["commit"], &again["after"]), (&json!(0), &Value::Null, &first["after"]));
    assert_eq!(repo.git(&["rev-parse", "refs/heads/registro"]), before);
    let human = run(repo.path(), &["log", "append", "--origen", ORIGIN]).expect(0);
    assert!(human.stdout.contains("Nada nuevo que anotar") && human.stdout.contains("7 entradas"), "{}", human.stdout);
    // The log is alive.
    let beat = append(repo.path(), &["--latido"]).expect(0).json();
    assert_eq!(beat["events"], json!({"latido": 1}));
    // The key is in nothing that is shown or stored.
    let all = repo.git(&["grep", "-c", "", "refs/heads/registro"]);
    assert!(!all.contains("PRIVATE"));
}

#[test]
fn wrong_words_are_refused() {
    let repo = base();
    let refused = |arguments: &[&str], says: &str| {
        let run = append(repo.path(), arguments).expect(2);
        assert!(run.stderr.contains(says) && run.stdout.is_empty(), "{}", run.stderr);
        assert!(!run.stderr.contains("PRIVATE") && !run.stderr.contains(&secret()[40..]), "{}", run.stderr);
    };
    refused(&["--as-of", "2026-11-22"], "--as-of");
    refused(&["--head", "main"], "--base");
    let nameless = run(repo.path(), &["log", "append"]).expect(2);
    assert!(nameless.stderr.contains("registro: {origen"), "{}", nameless.stderr);
    // A key in a file is read with care, as every command does.
    let unread = |says: &str| {
        let run = append(repo.path(), &["--clave", "clave"]).expect(3);
        assert!(run.stderr.contains(says) && run.stdout.is_empty(), "{}", run.stderr);
        assert!(!run.stderr.contains("PRIVATE") && !run.stderr.contains(&secret()[40..]), "{}", run.stderr);
    };
    write_private(&repo.file("clave"), "PRIVATE+KEY+x+y+z");
    unread("no tiene una clave privada válida");
    #[cfg(unix)]
    {
        repo.write("clave", format!("{}\n", secret()));
        std::fs::set_permissions(repo.file("clave"), std::os::unix::fs::PermissionsExt::from_mode(0o644)).unwrap();
        unread("otros usuarios del equipo pueden usar la clave");
        std::fs::remove_file(repo.file("clave")).unwrap();
        std::os::unix::fs::symlink("/dev/null", repo.file("clave")).unwrap();
        unread("no es un archivo sino un enlace");
        std::fs::remove_file(repo.file("clave")).unwrap();
    }
    // The key of the example, which everybody has, signs the example alone.
    use mipg::{
        registro::example,
        trail::note::{Algorithm, KeyName, secret_text},
    };
    use sha2::Digest as _;
    let seed = sha2::Sha256::digest("mipg: la clave del ejemplo es publica y no prueba nada").into();
    write_private(&repo.file("clave"), &secret_text(&KeyName::new(ORIGIN).unwrap(), Algorithm::Ed25519, &seed));
    refused(&["--clave", "clave"], "la clave del ejemplo");
    assert!(example::is_example(example::key().verifier()));
    // Another name than the log has.
    let _ = append(repo.path(), &[]).expect(0);
    let other = command(repo.path()).args(["log", "append", "--origen", "otro.example.co/x/1"]).output().unwrap();
    assert_eq!(other.status.code(), Some(2));
    let unkeyed = command(repo.path()).args(["log", "append", "--latido", "--origen", ORIGIN]).output().unwrap();
    assert_eq!(unkeyed.status.code(), Some(2), "{}", String::from_utf8_lossy(&unkeyed.stderr));
    assert!(String::from_utf8_lossy(&unkeyed.stderr).contains("MIPG_CLAVE"));
}

#[test]
fn a_conforming_proposal_is_received_and_another_is_not() {
    let repo = base();
    let _ = append(repo.path(), &[]).expect(0);
    repo.git(&["checkout", "-q", "-b", "entrega"]);
    let path = hand_in(&repo, "reporte-2c4d", "Acta de prueba.\n", "");
    repo.commit("entrega");
    let received = append(repo.path(), &["--base", "main", "--head", "entrega"]).expect(0).json();
    assert_eq!(received["events"], json!({"recibido": 1}));
    assert_eq!(received["proposal"]["verdict"], "conforming");
    assert_eq!(entries(repo.path()).last().unwrap()["commit"], repo.git(&["rev-parse", "entrega"]));
    let again = append(repo.path(), &["--base", "main", "--head", "entrega"]).expect(0).json();
    assert_eq!(again["added"], 0);
    // The branch is rewritten and pushed by force; the same manifest is the same submission.
    repo.git(&["commit", "-q", "--amend", "-m", "otro mensaje"]);
    assert_eq!(append(repo.path(), &["--base", "main", "--head", "entrega"]).expect(0).json()["added"], 0);
    hand_in(&repo, "reporte-2c4d", "Acta corregida.\n", "");
    repo.git(&["add", "-A"]);
    repo.git(&["commit", "-q", "--amend", "-m", "corregida"]);
    assert_eq!(append(repo.path(), &["--base", "main", "--head", "entrega"]).expect(0).json()["added"], 1);
    // Another request for the same path.
    repo.git(&["checkout", "-q", "-b", "otra", "main"]);
    hand_in(&repo, "reporte-2c4d", "Acta de otra persona.\n", "");
    repo.commit("otra");
    assert_eq!(append(repo.path(), &["--base", "main", "--head", "otra"]).expect(0).json()["added"], 1);
    // A wrong one is not received, and says so; the request is then closed.
    repo.write(&format!("policies/{path}/acta.txt"), "otra cosa");
    repo.commit("mal");
    let refused = append(repo.path(), &["--base", "main", "--head", "otra"]).expect(1).json();
    assert_eq!((&refused["added"], &refused["proposal"]["verdict"]), (&json!(0), &json!("nonconforming")));
    // One of the two is published; the others stay received.
    repo.git(&["checkout", "-q", "main"]);
    repo.git(&["merge", "-q", "--squash", "entrega"]);
    repo.commit("squash");
    assert_eq!(append(repo.path(), &[]).expect(0).json()["events"], json!({"publicado": 1}));
    let of: Vec<_> = submissions(&repo).into_iter().filter(|(_, of)| *of == path).map(|(event, _)| event).collect();
    assert_eq!(of, ["recibido", "recibido", "recibido", "publicado"]);
}

#[test]
fn squash_rebase_and_merge_bring_the_same() {
    let mut logged = Vec::new();
    for how in ["merge", "squash", "rebase"] {
        let repo = base();
        repo.git(&["checkout", "-q", "-b", "entrega"]);
        // On its branch it looked otherwise for a while: that was never on main.
        hand_in(&repo, "reporte-2c4d", "Borrador de acta.\n", "");
        repo.commit("borrador");
        let path = hand_in(&repo, "reporte-2c4d", "Acta de prueba.\n", "");
        repo.commit("entrega");
        repo.git(&["checkout", "-q", "main"]);
        repo.write("LEEME.txt", "posterior");
        repo.commit("posterior");
        repo.land("entrega", how);
        let _ = append(repo.path(), &[]).expect(0);
        let all = entries(repo.path());
        let of: Vec<_> =
            all.iter().filter(|entry| entry["entrega"] == path).map(|one| one["manifiesto"].clone()).collect();
        let manifest = std::fs::read(repo.file(&format!("policies/{path}/manifiesto.yaml"))).unwrap();
        assert_eq!(of.last().unwrap(), &json!(mipg::digest::Digest::of(&manifest).to_string()), "{how}");
        // A rebase puts the draft on the main line too.
        assert_eq!(of.len(), if how == "rebase" { 2 } else { 1 }, "{how}");
        logged.push(of.last().unwrap().clone());
    }
    assert!(logged.windows(2).all(|two| two[0] == two[1]));
}

#[test]
fn what_is_superseded_withdrawn_or_changed_is_logged() {
    let repo = base();
    let _ = append(repo.path(), &[]).expect(0);
    let manifest = std::fs::read(repo.file(&format!("policies/{FIRST}/manifiesto.yaml"))).unwrap();
    let digest = mipg::digest::Digest::of(&manifest).to_string();
    let more = format!("reemplaza:\n  entrega: {FIRST}\n  sha256: {digest}\n  motivo: Se corrigió la cifra.\n");
    let path = hand_in(&repo, "reporte-2c4d", "Acta de prueba.\n", &more);
    repo.commit("corrección");
    let superseded = append(repo.path(), &[]).expect(0).json();
    assert_eq!(superseded["events"], json!({"publicado": 1, "reemplazado": 1}));
    let last = entries(repo.path()).pop().unwrap();
    assert_eq!(
        (&last["evento"], &last["entrega"], &last["manifiesto"]),
        (&json!("reemplazado"), &json!(FIRST), &json!(digest))
    );
    assert_eq!(last["archivos"], 2);
    std::fs::remove_file(repo.file(&format!("policies/{path}/acta.txt"))).unwrap();
    repo.write(&format!("policies/{path}/retiro.yaml"), crate::history::WITHDRAWAL);
    let settings = std::fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    repo.write("policies/repositorio.yaml", settings.replace("privada", "publica-asumida"));
    repo.commit("retiro y ajustes");
    let withdrawn = append(repo.path(), &[]).expect(0).json();
    assert_eq!(withdrawn["events"], json!({"retirado": 1, "catalogo": 1}));
    assert_eq!(append(repo.path(), &[]).expect(0).json()["added"], 0);
    // What cannot be read is told, and the rest is logged.
    repo.write("policies/gobierno-digital/2026/11/reporte-9999/manifiesto.yaml", "version: [");
    hand_in(&repo, "reporte-7777", "Otra acta.\n", "");
    repo.commit("mal");
    let unread = append(repo.path(), &[]).expect(3).json();
    assert_eq!(unread["events"], json!({"publicado": 1}));
    let bad = json!(["policies/gobierno-digital/2026/11/reporte-9999/manifiesto.yaml"]);
    assert_eq!(unread["unread"], bad);
    assert_eq!(append(repo.path(), &[]).expect(3).json()["unread"], bad);
    // Once it is mended there is nothing left to do.
    hand_in(&repo, "reporte-9999", "Una más.\n", "");
    repo.commit("bien");
    let mended = append(repo.path(), &[]).expect(0).json();
    assert_eq!((&mended["events"], &mended["unread"]), (&json!({"publicado": 1}), &json!([])));
    assert_eq!(append(repo.path(), &["--latido"]).expect(0).json()["unread"], json!([]));
}

#[test]
fn more_than_fifty_submissions_of_a_policy_in_a_day_are_told() {
    let repo = base();
    repo.git(&["checkout", "-q", "-b", "muchas"]);
    let propose = |from: usize, to: usize| {
        for number in from..to {
            hand_in(&repo, &format!("reporte-{number:04x}"), &format!("Acta {number}.\n"), "");
        }
        repo.commit("muchas");
        append(repo.path(), &["--base", "main", "--head", "muchas"]).expect(0)
    };
    // Fifty are a busy day, and are told as nothing.
    let fifty = propose(0, 50).json();
    assert_eq!((&fifty["events"]["recibido"], &fifty["crowded"]), (&json!(50), &json!([])));
    let one_more = propose(50, 51).json();
    assert_eq!(one_more["events"], json!({"recibido": 1}));
    assert_eq!(one_more["crowded"], json!([{"policy": "gobierno-digital", "received": 51}]));
    let human =
        run(repo.path(), &["log", "append", "--origen", ORIGIN, "--base", "main", "--head", "muchas"]).expect(0);
    assert!(human.stdout.contains("«gobierno-digital»") && human.stdout.contains("51"), "{}", human.stdout);
}

#[test]
fn a_shallow_clone_logs_nothing() {
    let repo = base();
    hand_in(&repo, "reporte-2c4d", "Acta de prueba.\n", "");
    repo.commit("entrega");
    let folder = tempfile::tempdir().unwrap();
    let clone = folder.path().join("clon");
    let url = format!("file://{}", repo.path().display());
    let cloned = repo::git(folder.path(), &["clone", "-q", "--depth", "1", &url, clone.to_str().unwrap()]);
    assert!(cloned.status.success());
    let run = append(&clone, &[]).expect(3);
    assert!(run.stderr.contains("--unshallow"), "{}", run.stderr);
}

/// Processes append at once, each something of its own and something of all.
fn processes(count: usize) {
    let repo = base();
    for number in 0..count {
        repo.git(&["checkout", "-q", "-b", &format!("b{number}"), "main"]);
        hand_in(&repo, &format!("reporte-{number}"), &format!("Acta {number}.\n"), "");
        repo.commit("entrega");
    }
    let children: Vec<Child> = (0..count)
        .map(|number| {
            command(repo.path())
                .env("MIPG_CLAVE", secret())
                .args(["log", "append", "--origen", ORIGIN, "--rev", &format!("b{number}")])
                .stdout(Stdio::piped())
                .stderr(Stdio::piped())
                .spawn()
                .unwrap()
        })
        .collect();
    for child in children {
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut found = submissions(&repo);
    found.sort();
    let mut expected: Vec<_> =
        (0..count).map(|number| pair("publicado", &format!("gobierno-digital/2026/11/reporte-{number}"))).collect();
    expected.push(pair("publicado", FIRST));
    expected.sort();
    assert_eq!(found, expected);
    assert_eq!(repo.git(&["rev-list", "--count", "refs/heads/registro"]), count.to_string());
    assert_eq!(repo.git(&["rev-list", "--count", "--merges", "refs/heads/registro"]), "0");
    repo.git(&["fsck", "--strict", "--no-dangling"]);
    assert_eq!(append(repo.path(), &["--rev", "b0"]).expect(0).json()["added"], 0);
}

#[test]
fn two_processes_make_one_line() {
    processes(2);
}

#[test]
fn eight_processes_make_one_line() {
    processes(8);
}

/// Two clones of a bare repository at `url` append and push: the one refused fetches, extends and pushes again.
fn push_both(bare: &Path, url: &str) {
    let folder = tempfile::tempdir().unwrap();
    let git = |at: &Path, arguments: &[&str]| {
        let output = repo::git(at, arguments);
        assert!(output.status.success(), "git {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim_end().to_owned()
    };
    let clones: Vec<PathBuf> = ["uno", "otro"].map(|name| folder.path().join(name)).to_vec();
    for (clone, beat) in clones.iter().zip([false, true]) {
        git(folder.path(), &["clone", "-q", url, clone.to_str().unwrap()]);
        let _ = append(clone, if beat { &["--latido"] } else { &[] }).expect(0);
    }
    let [one, other] = [&clones[0], &clones[1]];
    git(one, &["push", "-q", "origin", "registro"]);
    let rejected = repo::git(other, &["push", "-q", "origin", "registro"]);
    assert!(!rejected.status.success());
    git(other, &["fetch", "-q", "origin"]);
    // Both began a log of their own: that is said, and nothing is overwritten.
    let diverged = append(other, &["--latido"]).expect(3);
    assert!(
        diverged.stderr.contains("se separaron") && diverged.stderr.contains("git branch -D registro"),
        "{}",
        diverged.stderr
    );
    git(other, &["branch", "-q", "-D", "registro"]);
    let added = append(other, &["--latido"]).expect(0).json();
    assert_eq!(added["events"], json!({"latido": 1}));
    git(other, &["push", "-q", "origin", "registro"]);
    // The first one is behind now: it goes on from the remote.
    git(one, &["fetch", "-q", "origin"]);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    let added = append(one, &["--latido"]).expect(0).json();
    assert_eq!((&added["before"]["size"], &added["after"]["size"]), (&json!(8), &json!(9)));
    git(one, &["push", "-q", "origin", "registro"]);
    assert_eq!(git(bare, &["rev-list", "--count", "registro"]), "3");
    assert_eq!(git(bare, &["rev-list", "--count", "--merges", "registro"]), "0");
    assert_eq!(entries(bare).len(), 9);
    git(bare, &["fsck", "--strict"]);
}

/// A bare clone of the base.
fn bare() -> (tempfile::TempDir, PathBuf) {
    let repo = base();
    let folder = tempfile::tempdir().unwrap();
    let bare = folder.path().join("evidencias.git");
    let cloned =
        repo::git(folder.path(), &["clone", "-q", "--bare", repo.path().to_str().unwrap(), bare.to_str().unwrap()]);
    assert!(cloned.status.success());
    let set = repo::git(&bare, &["config", "http.receivepack", "true"]);
    assert!(set.status.success());
    (folder, bare)
}

#[test]
fn pushes_over_file_make_one_line() {
    let (_folder, bare) = bare();
    push_both(&bare, &format!("file://{}", bare.display()));
}

/// Serves `git http-backend`, and ends with its value.
struct Server(Child);

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

const SERVER: &str = r#"
import http.server, os, subprocess, sys
class Handler(http.server.BaseHTTPRequestHandler):
    def serve(self):
        path, _, query = self.path.partition("?")
        env = dict(os.environ, GIT_PROJECT_ROOT=sys.argv[1], GIT_HTTP_EXPORT_ALL="1", PATH_INFO=path, QUERY_STRING=query,
                   REQUEST_METHOD=self.command, CONTENT_TYPE=self.headers.get("Content-Type", ""),
                   HTTP_CONTENT_ENCODING=self.headers.get("Content-Encoding", ""), REMOTE_USER="x", REMOTE_ADDR="127.0.0.1",
                   GIT_PROTOCOL=self.headers.get("Git-Protocol", ""))
        length = int(self.headers.get("Content-Length", "0"))
        env["CONTENT_LENGTH"] = str(length)
        out = subprocess.run(["git", "http-backend"], input=self.rfile.read(length), env=env, capture_output=True).stdout
        head, _, body = out.partition(b"\r\n\r\n")
        fields = [line.split(": ", 1) for line in head.decode().split("\r\n")]
        status = next((int(value.split()[0]) for name, value in fields if name.lower() == "status"), 200)
        self.send_response(status)
        for name, value in fields:
            if name.lower() != "status":
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
    do_GET = do_POST = serve
    def log_message(self, *_):
        pass
server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
"#;

#[test]
fn pushes_over_http_make_one_line() {
    let (folder, bare) = bare();
    let has = |program: &str, arguments: &[&str]| {
        Command::new(program).args(arguments).output().is_ok_and(|output| output.status.success())
    };
    let backend = Command::new("git").arg("--exec-path").output().unwrap().stdout;
    let backend = Path::new(String::from_utf8(backend).unwrap().trim()).join("git-http-backend");
    if !has("python3", &["--version"]) || !backend.exists() {
        eprintln!("skipped: no python3 or no git http-backend here");
        return;
    }
    let mut child = Command::new("python3")
        .args(["-c", SERVER, folder.path().to_str().unwrap()])
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut port = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut port).unwrap();
    let _server = Server(child);
    push_both(&bare, &format!("http://127.0.0.1:{}/evidencias.git", port.trim()));
}
