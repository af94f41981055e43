//! `mipg serve --site`: the pages of a folder on this computer alone, and nothing beside them.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    net::TcpStream,
    path::Path,
    process::{Child, Stdio},
    time::Duration,
};

use crate::support::mipg;

/// A server that ends with the test.
struct Server {
    child: Child,
    port: u16,
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

impl Server {
    fn of(site: &Path) -> Self {
        let mut command = mipg::command(site);
        let mut child = command.args(["serve", "--site", "."]).stdout(Stdio::piped()).spawn().unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let port = line.trim().strip_prefix("http://127.0.0.1:").and_then(|rest| rest.strip_suffix('/'));
        Self { child, port: port.unwrap_or_else(|| panic!("{line:?}")).parse().unwrap() }
    }

    /// Status and the whole answer, its headers in small letters.
    fn ask(&self, method: &str, path: &str, host: &str) -> (u16, String) {
        let mut stream = TcpStream::connect(("127.0.0.1", self.port)).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
        write!(stream, "{method} {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let status = text.split(' ').nth(1).and_then(|status| status.parse().ok());
        (status.unwrap_or_else(|| panic!("{text:?}")), text.to_lowercase())
    }

    fn get(&self, path: &str) -> (u16, String) {
        self.ask("GET", path, &format!("127.0.0.1:{}", self.port))
    }
}

fn site() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    };
    write("sitio/.mipg-sitio", "lista\n");
    write("sitio/index.html", "<!doctype html><title>Inicio</title>");
    write("sitio/404.html", "<!doctype html><title>No existe</title>");
    write("sitio/evidencia/ab/abcd/acta.html", "<script>alert(1)</script>");
    write("sitio/evidencia/ab/abcd/foto.png", "PNG");
    write("sitio/evidencia/ab/abcd/dibujo.svg", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    write("sitio/evidencia/ab/abcd/nota.txt", "a\n");
    for path in ["datos/a.csv", "datos/a.json", "calendario/a.ics", "activos/a.js", "activos/a.css", "tablero/a.svg"] {
        write(&format!("sitio/{path}"), "a\n");
    }
    write("sitio/constancias/constancia-7.tlog-proof", "a\n");
    write("secreto.txt", "fuera del sitio");
    folder
}

#[test]
fn pages_are_given_and_nothing_beside_them() {
    let folder = site();
    let server = Server::of(&folder.path().join("sitio"));
    let (status, home) = server.get("/");
    assert_eq!(status, 200);
    assert!(home.contains("<title>inicio</title>") && home.contains("x-content-type-options: nosniff"), "{home}");
    assert!(!home.contains("content-disposition"), "{home}");
    let (status, missing) = server.get("/no/existe.html");
    assert_eq!(status, 404);
    assert!(missing.contains("<title>no existe</title>"), "{missing}");
    for path in ["/../secreto.txt", "/%2e%2e/secreto.txt", "/..%2fsecreto.txt", "/evidencia/..%5c..%5csecreto.txt"] {
        let (status, text) = server.get(path);
        assert!((400..500).contains(&status) && !text.contains("fuera del sitio"), "{path}: {text}");
    }
    assert_eq!(server.get("/.mipg-sitio").0, 403);
    assert_eq!(server.ask("POST", "/", &format!("localhost:{}", server.port)).0, 405);
}

#[test]
fn every_file_is_given_as_what_it_is() {
    let folder = site();
    let server = Server::of(&folder.path().join("sitio"));
    let utf8 = [
        ("/", "text/html"),
        ("/index.html", "text/html"),
        ("/no/existe", "text/html"),
        ("/datos/a.csv", "text/csv"),
        ("/calendario/a.ics", "text/calendar"),
        ("/activos/a.js", "text/javascript"),
        ("/activos/a.css", "text/css"),
        ("/constancias/constancia-7.tlog-proof", "text/plain"),
    ];
    for (path, media) in utf8 {
        let (_, text) = server.get(path);
        assert!(text.contains(&format!("content-type: {media}; charset=utf-8\r\n")), "{path}: {text}");
    }
    for (path, media) in [("/datos/a.json", "application/json"), ("/tablero/a.svg", "image/svg+xml")] {
        let (_, text) = server.get(path);
        assert!(text.contains(&format!("content-type: {media}\r\n")), "{path}: {text}");
    }
    // Of what was handed in, nobody said how its letters are written; a picture that can run is only saved.
    assert!(server.get("/evidencia/ab/abcd/nota.txt").1.contains("content-type: text/plain\r\n"));
    let (_, active) = server.get("/evidencia/ab/abcd/dibujo.svg");
    assert!(active.contains("content-disposition: attachment") && active.contains("sandbox"), "{active}");
}

#[test]
fn evidence_never_runs_in_the_browser() {
    let folder = site();
    let server = Server::of(&folder.path().join("sitio"));
    let (status, page) = server.get("/evidencia/ab/abcd/acta.html");
    assert_eq!(status, 200);
    assert!(
        page.contains("content-disposition: attachment")
            && page.contains("content-security-policy: default-src 'none'; sandbox"),
        "{page}"
    );
    let (status, photo) = server.get("/evidencia/ab/abcd/foto.png");
    assert_eq!(status, 200);
    assert!(!photo.contains("content-disposition") && photo.contains("sandbox"), "{photo}");
}

#[test]
fn another_name_for_this_computer_is_refused() {
    let folder = site();
    let server = Server::of(&folder.path().join("sitio"));
    assert_eq!(server.ask("GET", "/", &format!("localhost:{}", server.port)).0, 200);
    for host in ["ejemplo.com", "127.0.0.1", &format!("127.0.0.1:{}", server.port.wrapping_add(1)), ""] {
        let (status, text) = server.ask("GET", "/", host);
        assert!((400..500).contains(&status) && !text.contains("inicio"), "{host}: {text}");
    }
}

#[test]
fn a_folder_that_is_no_site_is_not_shown() {
    let folder = tempfile::tempdir().unwrap();
    let said = mipg::run(folder.path(), &["serve", "--site", "."]).expect(2);
    assert!(said.stderr.contains("no es un micrositio") && said.stderr.contains("mipg render"), "{}", said.stderr);
    let said = mipg::run(folder.path(), &["serve", "--site", ".", "--lang", "en"]).expect(2);
    assert!(said.stderr.contains("no microsite"), "{}", said.stderr);
}
