//! Who may not: strangers on this computer, pages of other places, names and sizes that were made to hurt.

use std::{fs, path::PathBuf};

use ::mipg::demo::media;

#[cfg(target_os = "linux")]
use crate::support::{AS_OF, mipg};
use crate::support::{
    repo::{self, Repo},
    visitor::Visitor,
};

const CSV: &[u8] = b"politica,avance\ngobierno-digital,62\nintegridad,40\n";

fn begun(visitor: &Visitor) -> String {
    visitor.begin(&[("politica", "gobierno-digital"), ("clase", "reporte"), ("corte", "2026-11-15")])
}

/// Every file of every draft.
fn kept(repo: &Repo) -> Vec<PathBuf> {
    let drafts = fs::read_dir(repo.file(".git/mipg/borradores")).unwrap();
    let files = drafts.flat_map(|draft| fs::read_dir(draft.unwrap().path()).unwrap());
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    files
}

#[test]
fn strangers_are_not_let_in() {
    let repo = repo::base();
    let mut visitor = Visitor::of(repo.path());
    visitor.get("/").expect(200).says(&["Entregar evidencias"]);
    let (cookie, entry, base) = (visitor.cookie.take().unwrap(), visitor.entry.clone(), visitor.base.clone());
    assert!(base.len() > 16, "no page has an address that can be guessed: {base}");
    // The token is dead; a guessed one, and a guessed cookie, never lived.
    let guesses = [entry.as_str(), "/entrar", "/entrar?llave=", "/entrar?llave=0000"];
    for path in guesses {
        visitor.ask("GET", path, &[], b"").expect(403).says(&["Este enlace no abre el formulario"]);
    }
    for path in ["/", &format!("{base}/"), &format!("{base}/receptor")] {
        let page = visitor.ask("GET", path, &[], b"").expect(403);
        assert!(!page.body.contains("Gobierno Digital") && !page.headers.contains_key("set-cookie"), "{path}");
        let page = visitor.ask("GET", path, &[("Cookie", "mipg=00")], b"").expect(403);
        assert!(!page.body.contains(&base) || path.contains(&base), "the address of the form is not told");
    }
    // What is answered to anybody tells no address of the form, whatever is asked for.
    for path in ["/activos/", "/activos/a", "/activos/a/b", "/activos/estilo.css/x", "/no-existe"] {
        let page = visitor.ask("GET", path, &[], b"").expect(403);
        assert!(!page.body.contains(&base), "{path}: {}", page.body);
    }
    let style = visitor.ask("GET", "/activos/estilo.css", &[], b"").expect(200);
    assert!(!style.body.contains(&base));
    visitor
        .ask("GET", &format!("{base}/"), &[("Cookie", &format!("otra=1; {cookie}"))], b"")
        .expect(200)
        .says(&["Política"]);
    let token_alone = visitor.ask("POST", &entry, &[], b"").status;
    assert_eq!(token_alone, 403);
}

/// What programs are begun with is read by every user of a computer.
#[cfg(target_os = "linux")]
#[test]
fn the_browser_is_begun_without_the_secret() {
    use std::os::unix::fs::PermissionsExt as _;
    let (repo, tools) = (repo::base(), tempfile::tempdir().unwrap());
    let (browser, told) = (tools.path().join("xdg-open"), tools.path().join("told"));
    let script = format!("#!/bin/sh\nprintf '%s' \"$*\" > {0}.part && mv {0}.part {0}\n", told.display());
    fs::write(&browser, script).unwrap();
    fs::set_permissions(&browser, fs::Permissions::from_mode(0o755)).unwrap();
    let mut command = mipg::command(repo.path());
    let path = format!("{}:{}", tools.path().display(), std::env::var("PATH").unwrap());
    command.args(["serve", "--as-of", AS_OF]).env("PATH", path);
    let visitor = Visitor::began(command);
    let waited = (0..200).any(|_| {
        std::thread::sleep(std::time::Duration::from_millis(50));
        told.exists()
    });
    assert!(waited, "no browser was opened");
    let page = PathBuf::from(fs::read_to_string(&told).unwrap());
    assert!(page.starts_with(repo.file(".git/mipg/borradores").canonicalize().unwrap()), "{}", page.display());
    assert_eq!(fs::metadata(&page).unwrap().permissions().mode() & 0o777, 0o600);
    let address = format!("url=http://127.0.0.1:{}{}\"", visitor.port, visitor.entry);
    assert!(fs::read_to_string(&page).unwrap().contains(&address));
    assert!(visitor.entry.contains("llave="));
    visitor.ask("GET", &visitor.entry, &[], b"").expect(200).says(&["Abriendo el formulario"]);
    assert!(!page.exists(), "it goes once it was used");
}

#[test]
fn another_name_for_this_computer_is_refused() {
    let repo = repo::base();
    let visitor = Visitor::of(repo.path());
    let path = format!("{}/", visitor.base);
    for host in ["ejemplo.com", "127.0.0.1", &format!("ejemplo.com:{}", visitor.port), "127.0.0.1:1", ""] {
        let page = visitor.ask("GET", &path, &[("Host", host)], b"");
        assert!((400..500).contains(&page.status) && !page.body.contains("Gobierno"), "{host}: {}", page.status);
    }
    visitor.ask("GET", &path, &[("Host", &format!("localhost:{}", visitor.port))], b"").expect(200).says(&["Política"]);
}

#[test]
fn pages_of_other_places_change_nothing() {
    let repo = repo::base();
    let visitor = Visitor::of(repo.path());
    let draft = begun(&visitor);
    let other = format!("http://127.0.0.1:{}", visitor.port.wrapping_add(1));
    let own = format!("http://127.0.0.1:{}", visitor.port);
    for headers in [
        vec![("Origin", "https://ejemplo.com")],
        vec![("Origin", other.as_str())],
        vec![("Origin", "null")],
        vec![("Origin", "null"), ("Sec-Fetch-Site", "cross-site")],
        vec![("Origin", own.as_str()), ("Sec-Fetch-Site", "same-site")],
        vec![("Origin", "")],
    ] {
        let path = format!("{}{draft}/descartar", visitor.base);
        visitor.ask("POST", &path, &headers, b"").expect(403).says(&["no lo pidió una página de aquí"]);
    }
    visitor.get(&format!("{draft}/archivos")).expect(200).says(&["Archivos"]);
    let path = format!("{}{draft}/descartar", visitor.base);
    let _ = visitor.ask("POST", &path, &[("Origin", "null"), ("Sec-Fetch-Site", "same-origin")], b"").location();
}

#[test]
fn no_page_is_kept_framed_or_runs_what_is_not_ours() {
    let repo = repo::base();
    let visitor = Visitor::of(repo.path());
    let draft = begun(&visitor);
    let paths = [
        "/",
        "/politica?p=gobierno-digital",
        "/receptor",
        "/no-existe",
        &format!("{draft}/archivos"),
        &format!("{draft}/datos"),
    ];
    for path in paths {
        let page = visitor.get(path);
        let policy = &page.headers["content-security-policy"];
        for rule in ["default-src 'none'", "script-src 'self'", "form-action 'self'", "frame-ancestors 'none'"] {
            assert!(policy.contains(rule) && !policy.contains("unsafe"), "{path}: {policy}");
        }
        assert_eq!(page.headers["cache-control"], "no-store", "{path}");
        assert_eq!(page.headers["x-content-type-options"], "nosniff", "{path}");
        assert_eq!(page.headers["referrer-policy"], "same-origin", "{path}");
        assert!(!page.body.contains("<script>") && !page.body.contains(" style=") && !page.body.contains(" onclick"));
    }
}

#[test]
fn no_name_leads_out_of_its_draft() {
    let repo = repo::base();
    let visitor = Visitor::of(repo.path());
    let draft = begun(&visitor);
    let names = [
        "../../../../hooks/pre-commit",
        "..\\..\\CON.csv",
        "/etc/passwd",
        "a\u{202e}vsc.csv",
        "<img src=x onerror=alert(1)>.csv",
        "..",
        "manifiesto.yaml",
    ];
    for (at, name) in names.iter().enumerate() {
        let bytes = format!("a,b\n{at},2\n");
        let page = visitor.upload(&format!("{draft}/archivos"), &[(name, bytes.as_bytes())]);
        assert_eq!(page.status, 303, "{name}: {}", page.text());
    }
    let files = kept(&repo);
    let own: Vec<&str> = files.iter().map(|file| file.file_name().unwrap().to_str().unwrap()).collect();
    assert_eq!(own, ["1", "2", "3", "4", "5", "6", "7", "borrador.json"]);
    assert!(!repo.file(".git/hooks/pre-commit").exists());
    let page = visitor.get(&format!("{draft}/archivos")).expect(200).says(&["<img src=x onerror=alert(1)>.csv"]);
    assert!(!page.body.contains("<img") && !page.body.contains('\u{202e}'), "{}", page.body);
    // One whose name says nothing of what it is is told by the check, as anywhere.
    let _ = visitor.post(&format!("{draft}/quitar"), &[("archivo", "7")]).location();
    let _ = visitor.post(&format!("{draft}/datos"), &[("titulo", "Avance del PETI"), ("corte", "2026-11-15")]);
    visitor.get(&format!("{draft}/revision")).expect(200).says(&["«CON.csv» quedó como archivo-con.csv"]);
    // Nor does the name of a draft.
    for id in ["..", "%2e%2e", "..%2f..", "0", &"0".repeat(32), &format!("..%2f{}", &draft[3..])] {
        let page = visitor.get(&format!("/b/{id}/archivos"));
        assert!((400..500).contains(&page.status), "{id}: {}", page.status);
        let page = visitor.post(&format!("/b/{id}/descartar"), &[]);
        assert!((400..500).contains(&page.status), "{id}: {}", page.status);
    }
    assert_eq!(kept(&repo).len(), 7);
}

#[test]
fn too_much_is_refused_before_it_is_written() {
    let repo = repo::base();
    let settings = fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    repo.write(
        "policies/repositorio.yaml",
        format!("{settings}limites: {{bytes_archivo: 1048576, archivos_por_entrega: 3}}\n"),
    );
    repo.commit("límites");
    let visitor = Visitor::of(repo.path());
    let draft = begun(&visitor);
    let path = format!("{}{draft}/archivos", visitor.base);
    // Four gigabytes that are told and never sent: the answer does not wait for them.
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{0}\r\nOrigin: http://127.0.0.1:{0}\r\nCookie: {1}\r\nConnection: close\r\nContent-Type: multipart/form-data; boundary=limite\r\nContent-Length: 4000000000\r\n\r\n",
        visitor.port,
        visitor.cookie.as_ref().unwrap()
    );
    let begun = "--limite\r\nContent-Disposition: form-data; name=\"archivos\"; filename=\"v.mp4\"\r\n\r\n";
    let page = visitor.answer_to(&head, begun.as_bytes());
    assert!(page.starts_with("HTTP/1.1 413") && page.contains("Es demasiado para una entrega"), "{page}");
    assert_eq!(kept(&repo).len(), 1, "only what was said");
    // What git refuses and is sent otherwise is taken; one too many is not.
    let large = vec![b'a'; 1_100_000];
    let files: [(&str, &[u8]); 2] = [("grande.txt", &large), ("avance.csv", CSV)];
    let page = visitor.upload(&format!("{draft}/archivos"), &files);
    assert!(page.location().ends_with("/archivos"));
    visitor.get(&format!("{draft}/archivos")).expect(200).says(&["grande.txt texto", "de 1 GB cada uno como máximo"]);
    let _ = visitor.post(&format!("{draft}/quitar"), &[("archivo", "1")]).location();
    assert_eq!(kept(&repo).len(), 2);
    let three: [(&str, &[u8]); 3] = [("1.csv", b"a,b\n1,1\n"), ("2.csv", b"a,b\n2,2\n"), ("3.csv", b"a,b\n3,3\n")];
    let page = visitor.upload(&format!("{draft}/archivos"), &three).expect(422);
    drop(page.says(&["«3.csv» no se agregó: una entrega lleva 3 archivos como máximo"]));
    assert_eq!(kept(&repo).len(), 4);
    let page = visitor.upload(&format!("{draft}/archivos"), &[("otra vez.csv", CSV), ("vacío.csv", b"")]).expect(422);
    drop(page.says(&["no se agregó"]));
    // A form without files has its own limit, and no body is taken without its length.
    let text = "a".repeat(2 * 1024 * 1024);
    let page = visitor.post(&format!("{draft}/datos"), &[("titulo", &text)]);
    assert_eq!(page.status, 413);
    let chunked = [("Transfer-Encoding", "chunked"), ("Content-Type", "multipart/form-data; boundary=limite")];
    let page = visitor.ask("POST", &path, &chunked, b"0\r\n\r\n");
    assert_eq!(page.status, 400);
    visitor.get(&format!("{draft}/archivos")).expect(200).says(&["avance.csv", "1.csv", "2.csv"]);
}

#[test]
fn the_same_file_and_an_empty_one_are_told() {
    let repo = repo::base();
    let visitor = Visitor::of(repo.path());
    let draft = begun(&visitor);
    let files: [(&str, &[u8]); 4] =
        [("a.csv", CSV), ("b.csv", CSV), ("vacío.csv", b""), ("x.exe", b"MZ\0\0\0\0\0\0\0\0\0\0")];
    let page = visitor.upload(&format!("{draft}/archivos"), &files).expect(422);
    let page = page.says(&["«b.csv» es el mismo archivo que «a.csv»", "«vacío.csv» está vacío", "«x.exe»"]);
    drop(page.says(&["Archivos de esta entrega a.csv"]));
    visitor.upload(&format!("{draft}/archivos"), &[]).expect(422).says(&["No escogió ningún archivo"]);
    let _ = visitor.post(&format!("{draft}/quitar"), &[("archivo", "1")]).location();
    let page = visitor.get(&format!("{draft}/archivos")).expect(200);
    assert!(!page.text().contains("a.csv"));
    assert_eq!(kept(&repo).len(), 3, "what cannot be handed in stays until it is taken away too");
}

/// Whoever hands in still has the file at hand: it is told at once, and not two pages later.
#[test]
fn what_is_not_what_its_name_says_is_told_at_once() {
    let repo = repo::base();
    let visitor = Visitor::of(repo.path());
    let draft = begun(&visitor);
    let encrypted = media::hostile::encrypted_pdf();
    let picture = media::jpeg(media::Scene::Wall, 2).unwrap();
    let files: [(&str, &[u8]); 4] = [
        ("plan.pdf", b"no es un PDF\n"),
        ("informe.docx", b"MZ\0\0\0\0\0\0\0\0\0\0"),
        ("secreto.pdf", &encrypted),
        ("foto.png", &picture),
    ];
    let page = visitor.upload(&format!("{draft}/archivos"), &files).expect(422);
    let page = page.says(&[
        "3 archivos no se agregaron a la entrega",
        "«plan.pdf» termina en .pdf, pero por dentro es otra cosa: texto",
        "«informe.docx»",
        "«secreto.pdf» pide contraseña",
        "Archivos de esta entrega foto.png",
    ]);
    assert!(!page.text().contains("ruta"), "{}", page.text());
    assert_eq!(kept(&repo).len(), 5, "a picture is given the name it needs");
}
