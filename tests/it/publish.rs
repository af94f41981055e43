//! `mipg publish`: checked, logged and rendered; nothing before the one before it is right.

use std::{collections::BTreeMap, fs, path::Path};

use ::mipg::digest::Digest;

use crate::support::{
    self,
    log::{key_text, write_private},
    mipg::{self, Run},
    repo::{self, Repo},
};

const REPORT: &str = "policies/gobierno-digital/2026/11/reporte-1f3a";
const PAGE: &str = "entregas/gobierno-digital/2026/11/reporte-1f3a/index.html";

/// The base with a log of its own that has all of it, and the key beside it.
fn logged() -> Repo {
    let repo = repo::base();
    let settings = fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    let named = format!("registro: {{origen: {}}}\n", support::log::ORIGIN);
    let settings = match settings.lines().any(|line| line.starts_with("registro:")) {
        true => settings,
        false => settings + &named,
    };
    repo.write("policies/repositorio.yaml", format!("{settings}tablero: publico\n"));
    repo.commit("El registro de esta entidad");
    repo.git(&["tag", "publicado"]);
    fs::create_dir_all(repo.file(".git/prueba")).unwrap();
    write_private(&repo.file(".git/prueba/clave"), &key_text());
    let said = mipg::run(repo.path(), &["log", "append", "--clave", ".git/prueba/clave", "--nuevo"]);
    assert_eq!(said.code, 0, "{}", said.stderr);
    repo
}

fn publish(repo: &Repo, more: &[&str]) -> Run {
    mipg::run(repo.path(), &[&["publish", "--out", ".git/prueba/sitio", "--clave", ".git/prueba/clave"], more].concat())
}

fn entries(repo: &Repo) -> u64 {
    repo.git(&["show", "registro:checkpoint"]).lines().nth(1).unwrap().parse().unwrap()
}

/// Every file of a folder, by its path, and its bytes.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut next = vec![folder.to_owned()];
    while let Some(one) = next.pop() {
        for entry in fs::read_dir(&one).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                next.push(entry);
            } else {
                let name = entry.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                found.insert(name, fs::read(&entry).unwrap());
            }
        }
    }
    found
}

#[test]
fn a_site_is_published_with_its_reports_noted_and_again_without_changes_nothing_is() {
    let repo = logged();
    let before = entries(&repo);
    drop(publish(&repo, &[]).expect(0));
    let site = files(&repo.file(".git/prueba/sitio"));
    let (reports, pages): (Vec<&String>, Vec<&String>) =
        site.keys().filter(|path| path.starts_with("furag/2")).partition(|path| path.contains("/furag-2"));
    assert_eq!(reports.len() % 4, 0);
    assert!(pages.iter().any(|path| path.ends_with("/index.html")), "{pages:?}");
    assert!(!reports.is_empty() && site.contains_key("furag/index.html"), "{reports:?}");
    assert_eq!(entries(&repo), before + reports.len() as u64);
    // The digest of each is in the log, as whoever downloads it computes it.
    for path in &reports {
        let noted = format!("informe/{}", Digest::of(&site[*path]));
        repo.git(&["grep", "-a", "-q", "-F", &noted, "registro", "--", "tile/entries"]);
    }
    let again = publish(&repo, &[]).expect(0);
    assert!(again.stdout.contains("0 de lo pendiente y 0 informes"), "{}", again.stdout);
    assert_eq!((entries(&repo), files(&repo.file(".git/prueba/sitio"))), (before + reports.len() as u64, site.clone()));
    // Who renders the same state makes the same site, and the same report.
    drop(mipg::run(repo.path(), &["render", "--out", ".git/prueba/otro"]).expect(0));
    assert_eq!(files(&repo.file(".git/prueba/otro")), site);
    let path = reports.iter().find(|path| path.ends_with(".html")).unwrap();
    let year = path.split('/').nth(1).unwrap();
    let report = mipg::run(repo.path(), &["report", "--year", year, "--format", "html"]);
    assert_eq!(report.stdout.as_bytes(), site[*path]);
    // Its own words make it again once the log has more.
    let text = String::from_utf8(site[*path].clone()).unwrap();
    let told = text.split("<code>mipg report --year ").nth(1).unwrap().split(" --output").next().unwrap();
    assert!(told.contains(" --registro "), "{told}");
    let settings = fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    repo.write("policies/repositorio.yaml", format!("# Otra vez.\n{settings}"));
    repo.commit("Otros ajustes");
    drop(mipg::run(repo.path(), &["log", "append", "--clave", ".git/prueba/clave"]).expect(0));
    let words: Vec<&str> = told.split(' ').collect();
    let again = mipg::run(repo.path(), &[&["report", "--format", "html", "--year"], &words[..]].concat());
    assert_eq!(again.stdout.as_bytes(), site[*path], "{}", again.stderr);
    // Every link of its pages leads somewhere in the site.
    for page in site.keys().filter(|path| path.starts_with("furag/2") && pages.contains(path)) {
        let text = String::from_utf8_lossy(&site[page]);
        for to in text.split("href=\"").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            let (to, _) = crate::site::html::target(page, to).unwrap();
            assert!(site.contains_key(&to), "{page}: {to}");
        }
    }
}

#[test]
fn what_is_pending_is_logged_first() {
    let repo = logged();
    let before = entries(&repo);
    let manifest = fs::read_to_string(repo.file(&format!("{REPORT}/manifiesto.yaml"))).unwrap();
    for name in ["avance.csv", "acta.txt"] {
        let bytes = fs::read(repo.file(&format!("{REPORT}/{name}"))).unwrap();
        let text = [b"Anexo de prueba ", &bytes[..]].concat();
        repo.write(&format!("policies/gobierno-digital/2026/11/reporte-2b4c/{name}"), &text);
    }
    let mut text = manifest.replace("2026-11-05", "2026-11-15");
    for name in ["avance.csv", "acta.txt"] {
        let old = fs::read(repo.file(&format!("{REPORT}/{name}"))).unwrap();
        let new = fs::read(repo.file(&format!("policies/gobierno-digital/2026/11/reporte-2b4c/{name}"))).unwrap();
        text = text.replace(&Digest::of(&old).to_string(), &Digest::of(&new).to_string());
        text = text.replace(&format!("bytes: {}", old.len()), &format!("bytes: {}", new.len()));
    }
    repo.write("policies/gobierno-digital/2026/11/reporte-2b4c/manifiesto.yaml", text);
    repo.commit("Otra entrega");
    let said = publish(&repo, &[]).expect(0);
    assert!(said.stdout.contains("1 de lo pendiente"), "{}", said.stdout);
    assert!(entries(&repo) > before + 1);
    let page = "entregas/gobierno-digital/2026/11/reporte-2b4c/index.html";
    assert!(files(&repo.file(".git/prueba/sitio")).contains_key(page));
}

#[test]
fn what_was_never_published_and_does_not_conform_stops_everything() {
    let repo = logged();
    drop(publish(&repo, &[]).expect(0));
    let (before, site) = (entries(&repo), files(&repo.file(".git/prueba/sitio")));
    repo.write("policies/gobierno-digital/2026/11/reporte-mal/manifiesto.yaml", "version: 1\n");
    repo.commit("Mal hecha");
    let said = publish(&repo, &[]).expect(1);
    assert!(said.stderr.contains("no se publicó nada"), "{}", said.stderr);
    assert_eq!((entries(&repo), files(&repo.file(".git/prueba/sitio"))), (before, site));
}

#[test]
fn what_was_published_and_breaks_a_rule_now_is_told_on_its_page_and_stops_nothing() {
    let repo = logged();
    drop(publish(&repo, &[]).expect(0));
    repo.write(&format!("{REPORT}/anexo.txt"), "Que ningún manifiesto lista\n");
    repo.commit("Un archivo de más");
    let said = publish(&repo, &[]).expect(1);
    assert!(said.stdout.contains("en corrección: 1"), "{}", said.stdout);
    let site = files(&repo.file(".git/prueba/sitio"));
    assert!(String::from_utf8_lossy(&site[PAGE]).contains("anexo.txt"));
    let other = Digest::of("Que ningún manifiesto lista\n".as_bytes()).to_string();
    assert!(site.keys().all(|path| !path.contains(&other)));
}

/// A change of what was published, what is said of it, and what the site says of it that is rendered all the same.
type Change = (&'static str, fn(&Repo), &'static str);

const CHANGES: [Change; 6] = [
    (
        "bytes",
        |repo| repo.write(&format!("{REPORT}/acta.txt"), "Otra acta\n"),
        "ya no tiene los bytes que se publicaron",
    ),
    ("archivo", |repo| drop(repo.git(&["rm", "-q", &format!("{REPORT}/acta.txt")])), "ningún retiro lo nombra"),
    ("carpeta", |repo| drop(repo.git(&["rm", "-q", "-r", REPORT])), "ninguna purga lo explica"),
    ("nombre", |repo| drop(repo.git(&["mv", REPORT, &format!("{REPORT}-b")])), "ninguna purga lo explica"),
    ("manifiesto", rewrite, "no es el que se publicó primero"),
    (
        "manifiesto ya anotado",
        |repo| {
            rewrite(repo);
            repo.commit("Otro manifiesto");
            // Hours are whole seconds, and what has the hour of the first is of its batch.
            std::thread::sleep(std::time::Duration::from_millis(1100));
            drop(mipg::run(repo.path(), &["log", "append", "--clave", ".git/prueba/clave"]).expect(0));
        },
        "no es el que se publicó primero",
    ),
];

fn rewrite(repo: &Repo) {
    let path = format!("{REPORT}/manifiesto.yaml");
    let text = fs::read_to_string(repo.file(&path)).unwrap();
    repo.write(&path, text.replace("titulo: Avance", "titulo: Gran avance"));
}

#[test]
fn nothing_is_published_where_what_was_published_changed_without_its_event() {
    for (name, change, reason) in CHANGES {
        let repo = logged();
        drop(publish(&repo, &[]).expect(0));
        change(&repo);
        repo.commit("Sin su evento");
        let (before, site) = (entries(&repo), files(&repo.file(".git/prueba/sitio")));
        let said = publish(&repo, &[]).expect(1);
        assert!(said.stderr.contains("no se publicó nada") && said.stderr.contains(reason), "{name}: {}", said.stderr);
        assert!(said.stderr.contains(&format!("- {REPORT}: ")), "{name}: {}", said.stderr);
        assert_eq!((entries(&repo), files(&repo.file(".git/prueba/sitio"))), (before, site), "{name}");
        // The page exists all the same, and says it.
        drop(mipg::run(repo.path(), &["render", "--out", ".git/prueba/otro"]).expect(1));
        let site = files(&repo.file(".git/prueba/otro"));
        let text = |path: &str| String::from_utf8_lossy(&site[path]).into_owned();
        assert!(text(PAGE).contains(reason), "{name}: {}", text(PAGE));
        let row = text("datos/entregas.csv");
        let row = row.lines().find(|row| row.contains("/reporte-1f3a;")).unwrap().to_owned();
        assert!(row.contains(";alterada;"), "{name}: {row}");
        let (page, count) = (text("integridad/index.html"), "0 de 1 <strong>(alteradas: 1)</strong>");
        assert!(page.contains(count), "{name}: {page}");
        // Put back as it was, everything goes on.
        repo.git(&["rm", "-q", "-r", "-f", "--ignore-unmatch", "policies/gobierno-digital/2026"]);
        repo.git(&["checkout", "-q", "publicado", "--", "policies/gobierno-digital/2026"]);
        repo.commit("Como se publicó");
        let back = publish(&repo, &[]);
        match name {
            // What came to the main branch under another name went from it again.
            "nombre" => assert!(back.stderr.contains("reporte-1f3a-b: llegó a la rama principal y ya no está")),
            _ => assert_eq!(back.code, 0, "{name}: {}", back.stderr),
        }
    }
}

#[test]
fn a_withdrawal_is_an_event_and_is_not_undone() {
    let repo = logged();
    drop(publish(&repo, &[]).expect(0));
    let record = "version: 1\nfecha: 2026-11-20\nmotivo: Tenía datos de una persona\nfundamento: Ley 1581 de 2012\n\
         autoriza: Oficina Asesora de Informática\narchivos: [acta.txt]\n";
    repo.git(&["rm", "-q", &format!("{REPORT}/acta.txt")]);
    repo.write(&format!("{REPORT}/retiro.yaml"), record);
    repo.commit("Retiro");
    drop(publish(&repo, &[]).expect(0));
    let page = files(&repo.file(".git/prueba/sitio"))["integridad/index.html"].clone();
    assert!(
        String::from_utf8_lossy(&page)
            .contains("siguen como se publicaron, salvo lo que su retiro quitó</th><td>1 de 1</td>")
    );
    repo.git(&["rm", "-q", &format!("{REPORT}/retiro.yaml")]);
    repo.git(&["checkout", "-q", "publicado", "--", REPORT]);
    repo.commit("Como si no se hubiera retirado");
    let said = publish(&repo, &[]).expect(1);
    assert!(said.stderr.contains("ya no tiene su `retiro.yaml`"), "{}", said.stderr);
}

#[test]
fn a_main_branch_that_was_led_back_is_not_published_and_an_earlier_revision_is_rendered_as_it_was() {
    let repo = logged();
    drop(publish(&repo, &[]).expect(0));
    let early = repo.git(&["rev-parse", "main"]);
    let manifest = fs::read_to_string(repo.file(&format!("{REPORT}/manifiesto.yaml"))).unwrap();
    repo.write("policies/gobierno-digital/2026/11/reporte-2b4c/manifiesto.yaml", manifest.replace("11-05", "11-15"));
    for name in ["avance.csv", "acta.txt"] {
        let bytes = fs::read(repo.file(&format!("{REPORT}/{name}"))).unwrap();
        repo.write(&format!("policies/gobierno-digital/2026/11/reporte-2b4c/{name}"), bytes);
    }
    repo.commit("Otra entrega");
    drop(mipg::run(repo.path(), &["log", "append", "--clave", ".git/prueba/clave"]).expect(0));
    // What came later is no loss of what was before it.
    drop(mipg::run(repo.path(), &["render", "--out", ".git/prueba/otro", "--rev", &early]).expect(0));
    let page = files(&repo.file(".git/prueba/otro"))["integridad/index.html"].clone();
    assert!(
        String::from_utf8_lossy(&page)
            .contains("siguen como se publicaron, salvo lo que su retiro quitó</th><td>1 de 1</td>")
    );
    repo.git(&["reset", "-q", "--hard", &early]);
    let said = publish(&repo, &[]).expect(1);
    assert!(said.stderr.contains("reporte-2b4c: la rama principal no tiene"), "{}", said.stderr);
}

#[test]
fn a_folder_of_others_a_moment_or_no_key_is_refused_before_anything_is_logged() {
    let repo = logged();
    let before = entries(&repo);
    repo.write(".git/prueba/ajena/carta.txt", "de otra persona");
    let said =
        mipg::run(repo.path(), &["publish", "--out", ".git/prueba/ajena", "--clave", ".git/prueba/clave"]).expect(2);
    assert!(said.stderr.contains("carta.txt"), "{}", said.stderr);
    drop(publish(&repo, &["--as-of", "2026-11-22"]).expect(2));
    let said = mipg::run(repo.path(), &["publish", "--out", ".git/prueba/sitio"]).expect(2);
    assert!(said.stderr.contains("--clave"), "{}", said.stderr);
    assert_eq!(entries(&repo), before);
    assert!(!repo.file(".git/prueba/sitio").exists());
}
