//! The whole site of the example: links, sizes, what it asks for, what it copies, and that it is always the same.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use mipg::digest::Digest;

use super::{
    html::{self, Page},
    made,
};
use crate::support::mipg::command;

const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'none'; form-action 'self'; base-uri 'none'";

fn pages(site: &Path) -> BTreeMap<String, Page> {
    html::pages(site).map(|path| (path.clone(), html::read(&fs::read_to_string(site.join(&path)).unwrap()))).collect()
}

#[test]
fn every_link_and_anchor_leads_somewhere_and_nothing_leaves_the_site() {
    let site = &made().site;
    let files: BTreeSet<String> = html::files(site).into_iter().collect();
    let pages = pages(site);
    assert!(pages.len() > 900, "{}", pages.len());
    let (mut links, mut anchors, mut out) = (0, 0, BTreeSet::new());
    for (path, page) in &pages {
        let ids = page.elements.iter().filter(|one| one.get("id").is_some()).count();
        assert_eq!(page.ids().len(), ids, "{path}: an id is there once");
        for (element, attribute, address) in page.addresses() {
            let Some((to, anchor)) = html::target(path, address) else {
                assert_eq!((element, attribute), ("a", "href"), "{path} loads {address}");
                out.insert(address.to_owned());
                continue;
            };
            links += 1;
            assert!(files.contains(&to), "{path}: {address} leads to {to}, which is not there");
            if let Some(anchor) = anchor {
                anchors += 1;
                assert!(pages[&to].ids().contains(anchor.as_str()), "{path}: {address} has no such place");
            }
        }
    }
    assert!(links > 20_000 && anchors > 1_000, "{links} {anchors}");
    // The bar of the State, and the pages that evidence cites.
    assert!(out.contains("https://www.gov.co"), "{out:?}");
    // Nothing is there that no page leads to, but what servers and programs read by name.
    let reached: BTreeSet<String> = pages
        .iter()
        .flat_map(|(path, page)| page.addresses().filter_map(|(.., address)| Some(html::target(path, address)?.0)))
        .collect();
    let by_name = [
        "integridad/verificador.js",
        "integridad/verificador-pagina.js",
        "integridad/verificador.css",
        "404.html",
        "LEEME.txt",
        "robots.txt",
        "sitemap.xml",
        ".mipg-sitio",
    ];
    let left: Vec<&String> =
        files.iter().filter(|path| !reached.contains(*path) && !by_name.contains(&path.as_str())).collect();
    let is_year = |path: &&&String| path.starts_with("politicas/") || path.starts_with("modelo/");
    // The newest year of a policy is its first page, and at an address of its own for later.
    assert_eq!(left.iter().filter(|path| !is_year(path)).count(), 0, "{left:?}");
}

#[test]
fn every_page_is_small_says_its_language_and_runs_nothing_of_others() {
    let site = &made().site;
    for (path, page) in pages(site) {
        let size = fs::metadata(site.join(&path)).unwrap().len();
        assert!(size <= 200_000, "{path}: {size} bytes");
        let first = |name: &str| page.elements.iter().find(|one| one.name == name);
        assert_eq!(first("html").unwrap().get("lang"), Some("es"), "{path}");
        assert_eq!(page.elements.iter().filter(|one| one.name == "h1").count(), 1, "{path}");
        let policy = page.elements.iter().find(|one| one.get("http-equiv") == Some("Content-Security-Policy"));
        assert_eq!(policy.unwrap().get("content"), Some(POLICY), "{path}");
        for one in &page.elements {
            assert!(!matches!(one.name.as_str(), "style" | "iframe" | "object" | "embed" | "base"), "{path}: {one:?}");
            assert!(one.name != "script" || one.get("src").is_some(), "{path}: {one:?}");
            let is_inline = |(name, value): &(String, String)| {
                name.starts_with("on")
                    || name == "style"
                    || value.trim_start().to_lowercase().starts_with("javascript:")
            };
            assert!(!one.attributes.iter().any(is_inline), "{path}: {one:?}");
            if one.name == "img" {
                let is_told = one.get("alt").is_some_and(|alt| alt.len() > 7);
                assert!(is_told && (one.get("width").is_some() || path.starts_with("tablero/")), "{path}: {one:?}");
            }
        }
    }
    for path in html::files(&site.join("busqueda")) {
        assert!(fs::metadata(site.join("busqueda").join(path)).unwrap().len() <= 200_000);
    }
}

#[test]
fn no_page_names_who_wrote_a_commit_nor_the_state_of_deliveries() {
    let made = made();
    let people = std::process::Command::new("git")
        .args(["-C", made.example.to_str().unwrap(), "log", "--format=%an%n%ae"])
        .output()
        .unwrap();
    let people: BTreeSet<&str> = std::str::from_utf8(&people.stdout).unwrap().lines().collect();
    assert!(people.len() >= 20);
    let mut judged = 0;
    for path in html::pages(&made.site) {
        let text = fs::read_to_string(made.site.join(&path)).unwrap();
        assert!(!text.contains("@ejemplo.gov.co"), "{path}");
        assert!(!people.iter().any(|name| name.contains('@') && text.contains(name)), "{path}");
        judged += usize::from(text.contains("extemporánea</strong>") || text.contains("no presentada"));
    }
    // The settings of the example do not publish the board.
    assert_eq!(judged, 0);
    assert!(!made.site.join("tablero").exists() && !made.site.join("datos/cumplimiento-2025.csv").exists());
}

/// What manifests and withdrawals say, read as plain YAML and not by what the site is made of.
fn closed_and_open(example: &Path) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut closed, mut open) = (BTreeSet::new(), BTreeSet::new());
    let manifests =
        html::files(&example.join("policies")).into_iter().filter(|path| path.ends_with("/manifiesto.yaml"));
    for path in manifests {
        let manifest = example.join("policies").join(&path);
        let read =
            |path: &Path| -> serde_json::Value { serde_yaml::from_str(&fs::read_to_string(path).unwrap()).unwrap() };
        let withdrawal = manifest.with_file_name("retiro.yaml");
        let withdrawn: Vec<serde_json::Value> = match withdrawal.exists() {
            true => read(&withdrawal)["archivos"].as_array().unwrap().clone(),
            false => Vec::new(),
        };
        for file in read(&manifest)["archivos"].as_array().unwrap() {
            let is_closed = file.get("acceso").is_some_and(|access| access != "publica")
                || file.get("compromiso").is_some()
                || withdrawn.contains(&file["ruta"]);
            let text = match file["sha256"].as_str() {
                Some(digest) => digest.to_owned(),
                None => file["compromiso"]["valor"].as_str().unwrap().to_owned(),
            };
            if is_closed {
                closed.insert(text)
            } else {
                open.insert(text)
            };
        }
    }
    (closed, open)
}

#[test]
fn copies_are_what_was_handed_in_and_nothing_closed_is_among_them() {
    let made = made();
    let copies = html::files(&made.site.join("evidencia"));
    let mut found = BTreeSet::new();
    for path in &copies {
        let bytes = fs::read(made.site.join("evidencia").join(path)).unwrap();
        let digest = Digest::of(&bytes).to_string();
        let mut parts = path.split('/');
        assert_eq!((parts.next(), parts.next()), (Some(&digest[..2]), Some(digest.as_str())), "{path}");
        found.insert(digest);
    }
    let (closed, open) = closed_and_open(&made.example);
    assert!(closed.len() >= 5 && found.len() > 1_000, "{} {}", closed.len(), found.len());
    assert_eq!(closed.intersection(&found).collect::<Vec<_>>(), Vec::<&String>::new());
    // What is public and is not here lies in a store that the example has not.
    let missing: Vec<&String> = open.difference(&found).collect();
    assert!(missing.len() <= 7, "{missing:?}");
    assert!(made.said.contains("copia de 1333 de 1343"), "{}", made.said);
    // Of what is closed, no page leads to bytes; that it exists is told.
    let table = fs::read_to_string(made.site.join("datos/archivos.csv")).unwrap();
    let closed_rows = table.lines().filter(|line| line.contains(";restringida;") || line.contains(";retirada;"));
    assert!(closed_rows.clone().count() >= 5 && closed_rows.clone().all(|line| line.ends_with(';')));
}

#[test]
fn every_receipt_lies_where_its_code_leads_and_is_the_one_that_is_given() {
    let made = made();
    let (mut sheets, mut proofs, mut published) = (0, 0, 0);
    for path in html::files(&made.site.join("constancias")) {
        let text = fs::read_to_string(made.site.join("constancias").join(&path)).unwrap();
        if path.ends_with(".tlog-proof") {
            proofs += 1;
            assert!(text.starts_with("c2sp.org/tlog-proof@v1\n") && text.len() < 6_000, "{path}");
            continue;
        }
        sheets += 1;
        published += usize::from(text.contains("Constancia de publicación en el repositorio"));
        let address = text.split("<title id=\"qr-title\">").nth(1).unwrap().split("</title>").next().unwrap();
        let place = address.rsplit_once("https://mipg.ejemplo.gov.co/").unwrap().1;
        assert!(made.site.join(place).is_file(), "{path}: {address}");
        assert!(text.len() < 30_000 && !text.contains("<script"), "{path}: {}", text.len());
    }
    // That of its publication too, and of what came after: the example has no other version of a manifest.
    assert!(published >= 880 && proofs > 880 + published && sheets == proofs, "{sheets} {proofs} {published}");
    // With the manifest, which lies beside the page of what is open, whoever has the files and the proof needs nothing else.
    let beside: Vec<String> = html::files(&made.site.join("entregas"))
        .into_iter()
        .filter(|path| path.ends_with("/manifiesto.yaml"))
        .collect();
    assert!(beside.len() > 800, "{}", beside.len());
    for path in &beside {
        assert!(
            fs::read(made.site.join("entregas").join(path)).unwrap()
                == fs::read(made.example.join("policies").join(path)).unwrap(),
            "{path}"
        );
    }
    // Of what is open, closed and withdrawn, what the command gives.
    let table = fs::read_to_string(made.site.join("datos/archivos.csv")).unwrap();
    let of = |state: &str| {
        let line = table.lines().find(|line| line.contains(&format!(";{state};"))).unwrap();
        line.split(';').next().unwrap().to_owned()
    };
    let out = tempfile::tempdir().unwrap();
    for state in ["aqui", "restringida", "retirada"] {
        let submission = of(state);
        let mut receipt = command(&made.example);
        receipt.args(["log", "receipt", &submission, "--out"]).arg(out.path());
        let output = receipt.output().unwrap();
        assert!(output.status.success(), "{submission}: {}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(beside.contains(&format!("{submission}/manifiesto.yaml")), state == "aqui", "{submission}");
        let page = fs::read_to_string(made.site.join(format!("entregas/{submission}/index.html"))).unwrap();
        for path in String::from_utf8(output.stdout).unwrap().lines().map(Path::new) {
            let name = path.file_name().unwrap().to_str().unwrap();
            let published = made.site.join("constancias").join(name);
            assert!(fs::read(path).unwrap() == fs::read(published).unwrap(), "{submission}: {name}");
            assert!(page.contains(&format!("constancias/{name}\"")), "{submission}: {name}");
        }
    }
}

#[test]
fn the_same_repository_gives_the_same_bytes_anywhere() {
    let made = made();
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("otra carpeta ñ/ejemplo");
    fs::create_dir(copy.parent().unwrap()).unwrap();
    let cloned = std::process::Command::new("cp").arg("-r").arg(&made.example).arg(&copy).status().unwrap();
    assert!(cloned.success());
    let mut render = command(folder.path());
    render.env("TZ", "Asia/Tokyo").env("LC_ALL", "tr_TR.UTF-8").env("LANG", "tr_TR.UTF-8");
    render.args(["render", "--repo"]).arg(&copy).args(["--out", "b", "--lang", "en"]);
    let output = render.output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let other = folder.path().join("b");
    let (one, two) = (html::files(&made.site), html::files(&other));
    assert_eq!(one, two);
    for path in one {
        assert!(fs::read(made.site.join(&path)).unwrap() == fs::read(other.join(&path)).unwrap(), "{path}");
    }
}

/// The titles that the search page shows for some words, the script run without a page.
fn sought(site: &Path, words: &str) -> Option<Vec<String>> {
    const RUN: &str = r#"
const fs = require('fs'), vm = require('vm'), [, site, words] = process.argv;
const made = () => ({ children: [], textContent: '', appendChild(one) { this.children.push(one); }, addEventListener() {} });
const parts = { q: made(), buscar: made(), resultados: made(), estado: made(), lista: made() };
const window = { location: { search: '?q=' + encodeURIComponent(words) } };
const page = vm.createContext({ window, document: { getElementById: (id) => parts[id], createElement: made } });
const indices = fs.readdirSync(site + '/busqueda').map((name) => site + '/busqueda/' + name);
for (const file of [...indices, site + '/activos/buscar.js']) vm.runInContext(fs.readFileSync(file, 'utf8'), page);
console.log(JSON.stringify(parts.resultados.children.map((one) => one.children.map((part) => part.textContent).join(' | '))));
"#;
    let output = std::process::Command::new("node").args(["-e", RUN, "--"]).arg(site).arg(words).output().ok()?;
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

#[test]
fn what_people_write_is_found() {
    let site = &made().site;
    if sought(site, "").is_none() {
        eprintln!("skipped: there is no node to run the search with");
        return;
    }
    let found = |words: &str| sought(site, words).unwrap();
    for words in ["POL07", "pol07", "gobierno digital"] {
        let found = found(words);
        assert!(found[0].starts_with("Gobierno Digital | Política") && found.len() > 40, "{words}: {found:?}");
    }
    for words in ["marzo 2025", "MARZO de 2025 pol07", "márzo 2025"] {
        let found = found(words);
        assert!(
            !found.is_empty() && found.iter().all(|one| one.contains("2025") || one.contains("2026")),
            "{words}: {found:?}"
        );
    }
    // A month is that of its year: what fell due in January of 2026 is about December of 2025.
    assert!(found("diciembre 2026").is_empty() && !found("diciembre 2025").is_empty());
    let releases = found("comunicado pol15");
    assert!(!releases.is_empty() && releases.iter().all(|one| one.contains("Comunicado de prensa")), "{releases:?}");
    assert!(!found("fotografía").is_empty() && found("fotografia") == found("FOTOGRAFÍA"));
    // Of a question, the submissions that are evidence of it.
    assert!(!found("GD-01").is_empty() && found("zzzz").is_empty());
}

#[test]
fn the_index_holds_every_submission_and_the_map_every_page() {
    let site = &made().site;
    let mut found = BTreeSet::new();
    for path in html::files(&site.join("busqueda")) {
        let text = fs::read_to_string(site.join("busqueda").join(path)).unwrap();
        let rows = text.strip_prefix("(window.MIPG_INDICE = window.MIPG_INDICE || []).push(\n").unwrap();
        let rows = format!("[{}]", rows.strip_suffix("\n);\n").unwrap());
        for row in serde_json::from_str::<Vec<Vec<String>>>(&rows).unwrap() {
            assert!(site.join(&row[4]).is_file(), "{row:?}");
            assert!(found.insert(row[4].clone()));
        }
    }
    let of = |folder: &str| found.iter().filter(|path| path.starts_with(folder)).count();
    assert_eq!((of("entregas/"), of("politicas/"), found.len()), (886, 19, 886 + 19));
    let map = fs::read_to_string(site.join("sitemap.xml")).unwrap();
    let listed = map.matches("<loc>https://mipg.ejemplo.gov.co/").count();
    let pages = html::files(site).iter().filter(|path| path.ends_with(".html")).count();
    assert_eq!(listed, pages - 1);
}
