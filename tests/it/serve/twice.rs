//! Nothing is lost, or taken for another, where the program runs twice in one folder or an upload does not end.

use std::{fs, path::PathBuf};

use crate::support::{office::Office, visitor::Visitor};

fn begun(visitor: &Visitor) -> String {
    visitor.begin(&[("politica", "gobierno-digital"), ("clase", "reporte"), ("corte", "2026-11-15")])
}

/// The folder of the only draft.
fn folder(office: &Office) -> PathBuf {
    fs::read_dir(office.repo.file(".git/mipg/borradores")).unwrap().next().unwrap().unwrap().path()
}

fn text(of: &str, at: usize) -> Vec<u8> {
    format!("Informe {of} número {at}\n").into_bytes()
}

#[test]
fn two_that_run_at_once_keep_what_each_was_given() {
    let office = Office::new();
    let one = Visitor::of(office.repo.path());
    let other = Visitor::of(office.repo.path());
    let draft = begun(&one);
    let path = format!("{draft}/archivos");
    std::thread::scope(|scope| {
        for (name, visitor) in [("a", &one), ("b", &other)] {
            let path = &path;
            scope.spawn(move || {
                for at in 0..8 {
                    let page = visitor.upload(path, &[(&format!("{name}{at}.txt"), &text(name, at))]);
                    assert_eq!(page.status, 303, "{}", page.text());
                }
            });
        }
    });
    let folder = folder(&office);
    let said: serde_json::Value = serde_json::from_slice(&fs::read(folder.join("borrador.json")).unwrap()).unwrap();
    let files = said["files"].as_array().unwrap();
    assert_eq!(files.len(), 16);
    for file in files {
        let name = file["name"].as_str().unwrap();
        let (of, at) = (&name[..1], name[1..name.len() - 4].parse().unwrap());
        assert_eq!(fs::read(folder.join(file["number"].to_string())).unwrap(), text(of, at), "{name}");
    }
}

#[test]
fn what_one_is_receiving_another_that_starts_does_not_take_away() {
    let office = Office::new();
    let one = Visitor::of(office.repo.path());
    let _ = begun(&one);
    let arriving = folder(&office).join("llega-a-medias");
    fs::write(&arriving, "comienza y").unwrap();
    let other = Visitor::of(office.repo.path());
    assert!(arriving.exists());
    drop((one, other));
    // Nobody receives it any more.
    let _alone = Visitor::of(office.repo.path());
    assert!(!arriving.exists());
}

#[test]
fn what_came_whole_stays_where_the_rest_did_not_come() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    visitor.upload_cut(
        &format!("{draft}/archivos"),
        &[("avance.csv", b"a,b\n1,2\n"), ("acta.txt", b"Acta\n")],
        "foto.jpg",
    );
    let page = visitor.get(&format!("{draft}/archivos")).expect(200).says(&["avance.csv tabla CSV", "acta.txt"]);
    assert!(!page.text().contains("foto.jpg"), "{}", page.text());
    let named = |name: &fs::DirEntry| name.file_name().to_string_lossy().starts_with("llega-");
    let left = fs::read_dir(folder(&office)).unwrap().map(Result::unwrap).filter(named).count();
    assert_eq!(left, 0, "what is not whole goes");
}

/// What was uploaded and cannot go as it is stays until the person takes it away, and is not part of what goes.
#[test]
fn what_is_refused_is_kept_until_it_is_taken_away() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let path = format!("{draft}/archivos");
    let locked = b"\x00\x01\x02\x03\x04";
    for _ in 0..2 {
        let page = visitor.upload(&path, &[("avance.csv", b"a,b\n1,2\n"), ("da\u{f1}ado.bin", locked)]).expect(422);
        drop(page.says(&[
            "no se agreg",
            "Lo que subió y no se puede entregar así",
            "Se guarda aquí hasta que lo quite",
        ]));
    }
    let page = visitor.get(&path).expect(200);
    assert_eq!(
        page.text().matches("No se pudo saber qué tipo de archivo es «dañado.bin»").count(),
        1,
        "{}",
        page.text()
    );
    assert_eq!(fs::read(folder(&office).join("2")).unwrap(), locked);
    let _ = visitor.post(&format!("{draft}/datos"), &[("titulo", "Avance"), ("corte", "2026-11-15")]).location();
    let page = visitor.get(&format!("{draft}/revision")).expect(200);
    drop(page.says(&["Se puede enviar", "No va en la entrega, aunque se subió: No se pudo saber"]));
    visitor.get(&format!("{draft}/descartar")).expect(200).says(&["avance.csv dañado.bin"]);
    let _ = visitor.post(&format!("{draft}/quitar"), &[("archivo", "2")]).location();
    assert!(!folder(&office).join("2").exists());
    let page = visitor.get(&format!("{draft}/revision")).expect(200).says(&["Todo está en orden"]);
    assert!(!page.text().contains("aunque se subió"), "{}", page.text());
}

/// What did not get out is not called sent, and what a library refuses is told in words of here.
#[test]
fn what_was_not_sent_is_not_called_sent() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", b"a,b\n1,2\n")]).location();
    let _ = visitor.post(&format!("{draft}/datos"), &[("titulo", "Avance"), ("corte", "2026-11-15")]).location();
    office.repo.git(&["remote", "set-url", "origin", "/no/existe.git"]);
    drop(visitor.post(&format!("{draft}/enviar"), &[]).expect(502));
    for page in ["archivos", "datos", "revision"] {
        let page = visitor.get(&format!("{draft}/{page}")).expect(409);
        let page = page.says(&["Está guardada, y todavía no se ha enviado", "Reintentar"]);
        assert!(!page.text().contains("ya se envió"), "{}", page.text());
    }
    let long = "x".repeat(3 * 1024 * 1024);
    drop(visitor.post("/receptor", &[("lista", &long)]).expect(413).says(&["Es demasiado texto para una página"]));
    let media = [("Content-Type", "text/plain")];
    let path = format!("{}/receptor", visitor.base);
    drop(visitor.ask("POST", &path, &media, b"lista").expect(415).says(&["No llegó como lo envía una página de aquí"]));
}

#[test]
fn a_folder_is_told_from_its_files() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let page =
        visitor.upload_beside(&format!("{draft}/archivos"), &[("a.csv", b"a,b\n1,2\n")], &[("carpeta", "Anexos<b>")]);
    let page = page.expect(422).says(&["«Anexos<b>» es una carpeta: ábrala", "a.csv tabla CSV"]);
    assert!(!page.body.contains("Anexos<b>"), "{}", page.body);
}

#[test]
fn the_same_file_that_somebody_else_sent_is_told_once_the_server_refuses_it() {
    let office = Office::new();
    let (visitor, path) = (Visitor::of(office.repo.path()), office.repo.path().to_owned());
    let sent = |visitor: &Visitor, title: &str| {
        let draft = begun(visitor);
        let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", b"a,b\n1,2\n")]).location();
        let said = [("titulo", title), ("corte", "2026-11-15")];
        let _ = visitor.post(&format!("{draft}/datos"), &said).location();
        (visitor.post(&format!("{draft}/enviar"), &[]), draft)
    };
    // Another computer, from the same main branch.
    let elsewhere = office.repo.path().with_file_name("otro-computador");
    let cloned = crate::support::repo::git(&path, &["clone", "-q", ".", elsewhere.to_str().unwrap()]);
    assert!(cloned.status.success());
    let server = office.server.bare();
    crate::support::repo::git(&elsewhere, &["remote", "set-url", "origin", server.to_str().unwrap()]);
    let other = Visitor::of(&elsewhere);
    assert_eq!(sent(&other, "Avance del PETI").0.status, 303);
    let (refused, draft) = sent(&visitor, "Avance del plan");
    drop(refused.expect(502).says(&["ya hay otro envío con este mismo nombre", "quite este borrador"]));
    assert_eq!(visitor.post(&format!("{draft}/reabrir"), &[]).status, 303);
    let page = visitor.get(&format!("{draft}/revision")).expect(200);
    drop(page.says(&[
        "Ya se envió una entrega para este mismo corte, y falta que la incorporen: gobierno-digital/2026/11/",
    ]));
    drop(other);
    fs::remove_dir_all(elsewhere).unwrap();
}
