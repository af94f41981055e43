//! From empty to a pushed branch, by plain forms.

use std::{fs, path::Path};

use ::mipg::demo::media;

use crate::support::{mipg, office::Office, repo, visitor::Visitor};

const CSV: &[u8] = b"politica,avance\ngobierno-digital,62\nintegridad,40\n";

fn begun(visitor: &Visitor) -> String {
    visitor.begin(&[("politica", "gobierno-digital"), ("clase", "reporte"), ("corte", "2026-11-15")])
}

/// The folders of drafts of a repository.
fn drafts(repository: &Path) -> Vec<std::path::PathBuf> {
    let folder = repository.join(".git/mipg/borradores");
    fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect()
}

#[test]
fn from_nothing_to_a_pushed_branch() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    visitor.get("/").expect(200).says(&["Gobierno Digital", "Ver qué debo entregar"]);
    let owed = visitor.get("/politica?p=gobierno-digital").expect(200);
    let owed = owed.says(&["corte del 15 de noviembre de 2026 No presentada", "Plazo: 16 de noviembre de 2026"]);
    assert!(owed.body.contains("name=\"corte\" value=\"2026-11-15\""), "{}", owed.body);
    let draft = begun(&visitor);
    visitor.get(&format!("{draft}/archivos")).expect(200).says(&["Corte: 15 de noviembre de 2026"]);
    let uploaded = visitor.upload(&format!("{draft}/archivos"), &[("Avance PETI (versión final).CSV", CSV)]);
    assert!(uploaded.location().ends_with("/archivos"));
    visitor.get(&format!("{draft}/archivos")).expect(200).says(&["Avance PETI (versión final).CSV", "CSV, 50 bytes"]);
    visitor.post(&format!("{draft}/datos"), &[("titulo", "Av"), ("corte", "")]).expect(422).says(&[
        "Hay 2 cosas por corregir",
        "Escriba el título",
        "Escoja el corte",
    ]);
    let said = visitor.post(&format!("{draft}/datos"), &[("titulo", "Avance del PETI"), ("corte", "2026-11-15")]);
    assert!(said.location().ends_with("/revision"));
    let review = visitor.get(&format!("{draft}/revision")).expect(200);
    let review = review.says(&["Todo está en orden", "quedó como avance-peti-version-final.csv"]);
    assert!(review.body.contains("/enviar\""));
    assert!(office.repo.git(&["branch", "--list", "entrega/*"]).is_empty(), "looking makes no branch");
    let sent = visitor.post(&format!("{draft}/enviar"), &[]);
    assert!(sent.location().ends_with("/enviada"));
    visitor.get(&format!("{draft}/enviada")).expect(200).says(&[
        "Entrega enviada",
        "Qué sigue",
        "constancia",
        "Lo que dijo el servidor",
        "CONFORME",
    ]);
    let branch = office.branch();
    let manifest = office.manifest(&branch);
    for expected in ["titulo: Avance del PETI\n", "corte: \"2026-11-15\"\n", "ruta: avance-peti-version-final.csv\n"] {
        assert!(manifest.contains(expected), "{expected} in {manifest}");
    }
    assert!(office.repo.git(&["status", "--porcelain"]).is_empty(), "the work tree is untouched");
    // Once more sends nothing more, and what is owed says that it is on its way.
    assert!(visitor.post(&format!("{draft}/enviar"), &[]).location().ends_with("/enviada"));
    assert_eq!(office.branch(), branch);
    visitor.get("/politica?p=gobierno-digital").expect(200).says(&["Enviada, falta incorporarla"]);
    visitor.get("/").expect(200).says(&["Avance del PETI Enviada"]);
    visitor.post(&format!("{draft}/datos"), &[("titulo", "Otro título")]).expect(409).says(&["ya se envió"]);
}

#[test]
fn what_a_picture_shows_and_whom_is_asked_and_its_place_goes() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let photo = media::jpeg_with_location(media::Scene::Wall, 2, 10_422_900, -75_549_400).unwrap();
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("foto.jpg", &photo)]);
    let (title, due) = (("titulo", "Taller de datos"), ("corte", "2026-11-15"));
    let page = visitor.post(&format!("{draft}/datos"), &[title, due]).expect(422);
    let page = page.says(&["Diga qué muestra «foto.jpg»", "Diga si se reconoce a alguien en «foto.jpg»"]);
    assert!(page.body.contains("href=\"#descripcion-1\"") && page.body.contains("href=\"#personas-1\""));
    let shows = ("descripcion-1", "Sala con equipos de cómputo");
    let recognised = ("personas-1", "reconocibles");
    let page = visitor.post(&format!("{draft}/datos"), &[title, due, shows, recognised]).expect(422);
    let page =
        page.says(&["Diga dónde está la autorización de quienes se reconocen en «foto.jpg»", "quite el archivo"]);
    assert!(page.body.contains("href=\"#autorizacion-1\""));
    assert!(page.body.contains("Sala con equipos de cómputo"), "what was typed is there");
    visitor.get(&format!("{draft}/revision")).expect(422).says(&["Falta corregir"]);
    visitor.post(&format!("{draft}/enviar"), &[]).expect(422).says(&["Falta corregir"]);
    let nobody = ("personas-1", "ninguna");
    assert!(visitor.post(&format!("{draft}/datos"), &[title, due, shows, nobody]).location().ends_with("/revision"));
    visitor.get(&format!("{draft}/revision")).expect(200).says(&["se le quitó la ubicación"]);
    let _ = visitor.post(&format!("{draft}/enviar"), &[]);
    let manifest = office.manifest(&office.branch());
    assert!(manifest.contains("personas: ninguna\n") && manifest.contains("Sala con equipos"), "{manifest}");
}

#[test]
fn personal_data_are_asked_about_and_nothing_is_sent_before() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let list = "nombre;cedula\nPersona 01;1.000.000.001\nPersona 02;10.000.002\n";
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("lista.csv", list.as_bytes())]);
    let (title, due) = (("titulo", "Avance del PETI"), ("corte", "2026-11-15"));
    let _ = visitor.post(&format!("{draft}/datos"), &[title, due]);
    // Whoever does not look first is not let through either.
    visitor.post(&format!("{draft}/enviar"), &[]).expect(422).says(&["parece una lista de personas"]);
    assert!(office.repo.git(&["branch", "--list", "entrega/*"]).is_empty());
    let _ = visitor.post(&format!("{draft}/quitar"), &[("archivo", "1")]);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("lista.csv", list.as_bytes())]);
    let page = visitor.get(&format!("{draft}/revision")).expect(422).says(&["parece una lista de personas"]);
    assert!(page.body.contains("href=\"datos#datos-2\"") && !page.body.contains("/enviar\""), "{}", page.body);
    visitor.post(&format!("{draft}/enviar"), &[]).expect(422).says(&["Falta corregir"]);
    assert!(office.repo.git(&["branch", "--list", "entrega/*"]).is_empty());
    visitor.get(&format!("{draft}/datos")).expect(200).says(&["Parece tener datos personales. ¿Qué son?"]);
    let answers = [("datos-2", "no-contiene"), ("motivo-2", "Son códigos de equipos, no de personas")];
    let page = visitor.post(&format!("{draft}/datos"), &[&[title, due][..], &answers].concat());
    assert!(page.location().ends_with("/revision"));
    visitor.get(&format!("{draft}/revision")).expect(200).says(&["Todo está en orden"]);
    let _ = visitor.post(&format!("{draft}/enviar"), &[]);
    assert!(office.manifest(&office.branch()).contains("resultado: no-contiene"));
}

#[test]
fn what_is_written_with_personal_data_is_asked_for_in_other_words_and_not_sent() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", b"Actividad;Avance\nMesa;62\n")]);
    let title = |said: &str| visitor.post(&format!("{draft}/datos"), &[("titulo", said), ("corte", "2026-11-15")]);
    let _ = title("Caso de una ciudadana, C.C. 1.047.123.456");
    let page = visitor.get(&format!("{draft}/revision")).expect(422).says(&["parece tener datos personales"]);
    assert!(page.body.contains("href=\"datos#titulo\"") && !page.body.contains("/enviar\""), "{}", page.body);
    visitor.post(&format!("{draft}/enviar"), &[]).expect(422).says(&["parece tener datos personales"]);
    assert!(office.repo.git(&["branch", "--list", "entrega/*"]).is_empty());
    let _ = title("Casos atendidos en octubre");
    visitor.get(&format!("{draft}/revision")).expect(200).says(&["Todo está en orden"]);
}

#[test]
fn a_file_that_was_handed_in_before_is_told() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let folder = office.repo.file("policies/gobierno-digital/2026/11/reporte-1f3a");
    let manifest = fs::read_to_string(folder.join("manifiesto.yaml")).unwrap();
    let name = manifest.lines().find_map(|line| line.trim().strip_prefix("- ruta: ")).unwrap();
    let _ = visitor.upload(&format!("{draft}/archivos"), &[(name, &fs::read(folder.join(name)).unwrap())]);
    let _ = visitor.post(&format!("{draft}/datos"), &[("titulo", "Avance del PETI"), ("corte", "2026-11-15")]);
    let told = format!("«{name}» ya se entregó en gobierno-digital/2026/11/reporte-1f3a");
    visitor.get(&format!("{draft}/revision")).expect(200).says(&[&told, "no impide enviar"]);
}

#[test]
fn a_draft_survives_the_end_of_the_program() {
    let office = Office::new();
    let mut visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", CSV)]);
    let typed = [("titulo", "«Avance» <b>&"), ("corte", "2026-11-15"), ("accion", "guardar")];
    let _ = visitor.post(&format!("{draft}/datos"), &typed);
    // One that was still arriving when the power went.
    fs::write(drafts(office.repo.path())[0].join("llega-x"), "a medias").unwrap();
    visitor.kill();
    let visitor = Visitor::of(office.repo.path());
    let home = visitor.get("/").expect(200).says(&["«Avance» <b>& Borrador", "1 archivo"]);
    assert!(!home.body.contains("<b>&"), "shown, never run");
    visitor.get(&format!("{draft}/datos")).expect(200).says(&["Gobierno Digital"]);
    visitor.get(&format!("{draft}/revision")).expect(200).says(&["avance.csv"]);
    assert!(!drafts(office.repo.path())[0].join("llega-x").exists(), "what is not whole goes");
    // It goes when the person says so, and not before.
    visitor.get(&format!("{draft}/descartar")).expect(200).says(&["¿Quitar este borrador?", "avance.csv"]);
    assert_eq!(drafts(office.repo.path()).len(), 1);
    let _ = visitor.post(&format!("{draft}/descartar"), &[]);
    assert!(drafts(office.repo.path()).is_empty());
    visitor.get(&format!("{draft}/archivos")).expect(404).says(&["Esta página no existe"]);
}

#[test]
fn a_draft_that_was_damaged_keeps_nobody_from_the_others() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", CSV)]);
    let folder = drafts(office.repo.path()).remove(0);
    let other = begun(&visitor);
    fs::write(folder.join("borrador.json"), "{").unwrap();
    let home = visitor.get("/").expect(200).says(&["Hay borradores que no se pudieron leer", "Sin título todavía"]);
    assert!(home.text().contains(folder.file_name().unwrap().to_str().unwrap()), "where its files are");
    visitor.get(&format!("{other}/archivos")).expect(200).says(&["Archivos"]);
    visitor.get(&format!("{draft}/archivos")).expect(409).says(&["No se pudo hacer"]);
    assert_eq!(fs::read(folder.join("1")).unwrap(), CSV);
}

#[cfg(unix)]
#[test]
fn nobody_else_reads_a_draft() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", CSV)]);
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let folder = drafts(office.repo.path()).remove(0);
    assert_eq!((mode(&folder), mode(folder.parent().unwrap())), (0o700, 0o700));
    let _ = visitor.post("/receptor", &[("lista", "AMC-OFI-0074376-2026\t16/11/2026")]).location();
    for file in [folder.join("borrador.json"), folder.join("1"), office.repo.file(".git/mipg/sigob.txt")] {
        assert_eq!(mode(&file), 0o600, "{}", file.display());
    }
    assert!(office.repo.git(&["status", "--porcelain", "--ignored"]).is_empty(), "git does not see it");
    assert_eq!(mipg::check(office.repo.path(), &["--format", "json"]).expect(0).rules(), [] as [&str; 0]);
}

/// What git stores is read by every user of a shared computer, copied by every clone, and stays after what named it went.
#[test]
fn nothing_of_a_draft_is_in_the_store_of_git_before_it_is_sent() {
    let office = Office::new();
    let stored = || office.repo.git(&["cat-file", "--batch-all-objects", "--batch-check=%(objectname)"]);
    let before = stored();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", CSV)]);
    let (title, due) = (("titulo", "Avance del PETI"), ("corte", "2026-11-15"));
    let _ = visitor.post(&format!("{draft}/datos"), &[title, due]);
    visitor.get(&format!("{draft}/revision")).expect(200).says(&["Todo está en orden"]);
    assert_eq!(stored(), before);
    let beside: Vec<_> =
        fs::read_dir(office.repo.file(".git/mipg")).unwrap().map(|it| it.unwrap().file_name()).collect();
    let is_lock = |name: &&std::ffi::OsString| name.to_string_lossy().ends_with(".lock");
    let beside: Vec<_> = beside.iter().filter(|name| !is_lock(name)).collect();
    assert_eq!(beside, ["borradores"], "nor is it left beside");
    let _ = visitor.post(&format!("{draft}/descartar"), &[]);
    assert_eq!(stored(), before);
}

/// What a run that was cut short left behind is taken away by one of another day.
#[test]
fn what_was_left_of_a_check_goes_after_a_day() {
    let office = Office::new();
    let day = std::time::Duration::from_secs(24 * 60 * 60);
    let left = |name: &str, hours: u32| {
        let folder = office.repo.file(&format!(".git/mipg/{name}"));
        fs::create_dir_all(folder.join("objects")).unwrap();
        let then = std::time::SystemTime::now() - day / 24 * hours;
        fs::File::open(&folder).unwrap().set_modified(then).unwrap();
        folder
    };
    let (old, late, other) = (left("prueba-a", 25), left("prueba-b", 1), left("otra", 99));
    let _visitor = Visitor::of(office.repo.path());
    assert!(!old.exists() && late.exists() && other.exists());
}

#[test]
fn what_the_server_does_not_take_stays_here() {
    let office = Office::new();
    office.repo.git(&["remote", "set-url", "origin", "/no/existe"]);
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", CSV)]);
    let _ = visitor.post(&format!("{draft}/datos"), &[("titulo", "Avance del PETI"), ("corte", "2026-11-15")]);
    let page = visitor.post(&format!("{draft}/enviar"), &[]).expect(502);
    let page = page.says(&["Está guardada, pero no se pudo enviar", "Nada se perdió", "Reintentar", "/no/existe"]);
    // It answered: the connection is not to be blamed, and what git says of it is for who understands it.
    let page = page.says(&["El servidor respondió que ahí no hay un repositorio", "Avise a quien administra"]);
    let (told, _) =
        page.text().split_once("Lo que dijo el servidor").map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    for word in ["conexión", "rama ", "origin", "push"] {
        assert!(!told.contains(word), "{word}: {told}");
    }
    let page = visitor.post("/actualizar", &[]).expect(502);
    drop(page.says(&[
        "No se pudo traer lo nuevo del servidor",
        "El servidor respondió que ahí no hay",
        "se muestra lo último",
    ]));
    let branch = office.repo.git(&["branch", "--list", "entrega/*", "--format=%(refname:short)"]);
    assert!(branch.starts_with("entrega/gobierno-digital-2026-11-reporte-"), "{branch}");
    visitor.get("/").expect(200).says(&["Sin enviar", "Reintentar"]);
    // What the server said is there the next time too.
    visitor.get(&format!("{draft}/enviada")).expect(502).says(&["/no/existe"]);
    // It may be changed: then another branch is made of it.
    assert!(visitor.post(&format!("{draft}/reabrir"), &[]).location().ends_with("/datos"));
    let _ = visitor.post(&format!("{draft}/datos"), &[("titulo", "Avance del PETI, octubre"), ("corte", "2026-11-15")]);
    visitor.post(&format!("{draft}/enviar"), &[]).expect(502).says(&["-2-"]);
    office.repo.git(&["remote", "set-url", "origin", office.server.bare().to_str().unwrap()]);
    assert!(visitor.post(&format!("{draft}/enviar"), &[]).location().ends_with("/enviada"));
    assert!(office.manifest(&office.branch()).contains("Avance del PETI, octubre\n"));
}

#[test]
fn what_is_new_on_the_server_is_brought_when_asked() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let other = tempfile::tempdir().unwrap();
    let clone = other.path().join("otro");
    let bare = office.server.bare();
    assert!(repo::git(other.path(), &["clone", "-q", bare.to_str().unwrap(), "otro"]).status.success());
    let file = other.path().join("avance.csv");
    fs::write(&file, CSV).unwrap();
    let arguments = ["add", "--as-of", crate::support::AS_OF, file.to_str().unwrap(), "--politica", "gobierno-digital"];
    let arguments = [&arguments[..], &["--titulo", "Avance del PETI", "--corte", "2026-11-15"]].concat();
    let _ = mipg::run(&clone, &arguments).expect(0);
    assert!(repo::git(&clone, &["add", "-A"]).status.success());
    assert!(repo::git(&clone, &["commit", "-q", "-m", "entrega"]).status.success());
    assert!(repo::git(&clone, &["push", "-q", "origin", "main"]).status.success());
    visitor.get("/politica?p=gobierno-digital").expect(200).says(&["15 de noviembre de 2026 No presentada"]);
    assert!(visitor.post("/actualizar", &[]).location().ends_with('/'));
    let page = visitor.get("/politica?p=gobierno-digital").expect(200);
    assert!(!page.text().contains("15 de noviembre de 2026 No presentada"), "{}", page.text());
}

#[test]
fn the_form_speaks_english_too() {
    let office = Office::new();
    let visitor = Visitor::at_the_door(office.repo.path(), &["--lang", "en"]);
    let page = visitor.ask("GET", &visitor.entry, &[], b"").expect(200).says(&["Opening the form"]);
    assert!(page.body.contains("<title>Opening the form | mipg</title>"), "{}", page.body);
    assert!(page.body.contains("<html lang=\"en\">"));
    visitor.ask("GET", "/", &[], b"").expect(403).says(&["This link does not open the form"]);
}

#[test]
fn without_words_the_form_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let said = mipg::run(folder.path(), &[]).expect(3);
    let place = folder.path().canonicalize().unwrap();
    for words in [place.to_str().unwrap(), "abra mipg desde la carpeta del repositorio de su entidad", "`policies`"] {
        assert!(said.stderr.contains(words), "{words}: {}", said.stderr);
    }
    assert!(!said.stderr.contains("git"), "{}", said.stderr);
    // A repository of something else, begun and never used.
    drop(crate::support::repo::git(folder.path(), &["init", "-q", "-b", "trabajo"]));
    let said = mipg::run(folder.path(), &[]).expect(3);
    assert!(said.stderr.contains("abra mipg desde la carpeta del repositorio de su entidad"), "{}", said.stderr);
    // One that has what such a repository has lacks something else.
    fs::create_dir(folder.path().join("policies")).unwrap();
    let said = mipg::run(folder.path(), &[]).expect(3);
    assert!(!said.stderr.contains("abra mipg desde"), "{}", said.stderr);
}

/// The first file names the folder and answers for the submission.
#[test]
fn which_file_is_the_main_one_is_chosen() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let files: [(&str, &[u8]); 2] = [("anexo.csv", b"a,b\n1,2\n3,4\n"), ("informe.csv", CSV)];
    let _ = visitor.upload(&format!("{draft}/archivos"), &files).location();
    let page = visitor.get(&format!("{draft}/datos")).expect(200).says(&["Cuál es el archivo principal"]);
    assert!(page.body.contains("name=\"principal\" value=\"1\" checked"), "{}", page.body);
    let said = [("titulo", "Avance del PETI"), ("corte", "2026-11-15"), ("principal", "2")];
    assert!(visitor.post(&format!("{draft}/datos"), &said).location().ends_with("/revision"));
    visitor.get(&format!("{draft}/archivos")).expect(200).says(&["informe.csv tabla CSV, 50 bytes principal"]);
    let _ = visitor.post(&format!("{draft}/enviar"), &[]).location();
    let manifest = office.manifest(&office.branch());
    let place = |name: &str| manifest.find(&format!("ruta: {name}")).unwrap();
    assert!(place("informe.csv") < place("anexo.csv"), "{manifest}");
}

#[cfg(unix)]
#[test]
fn what_the_server_refuses_is_told_by_its_own_reason() {
    use std::os::unix::fs::PermissionsExt as _;
    let office = Office::new();
    let hook = office.server.bare().join("hooks/pre-receive");
    fs::write(&hook, "#!/bin/sh\necho 'Hoy no se recibe <b>nada</b>' >&2\nexit 1\n").unwrap();
    fs::set_permissions(&hook, fs::Permissions::from_mode(0o755)).unwrap();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", CSV)]);
    let _ = visitor.post(&format!("{draft}/datos"), &[("titulo", "Avance del PETI"), ("corte", "2026-11-15")]);
    let page = visitor.post(&format!("{draft}/enviar"), &[]).expect(502);
    let page = page.says(&[
        "El servidor revisó el envío y no lo aceptó",
        "Lea la razón",
        "Hoy no se recibe <b>nada</b>",
        "pre-receive hook declined",
    ]);
    assert!(page.body.contains("<details open>") && !page.body.contains("<b>nada"), "{}", page.body);
}
