//! What a site says of what is hostile, of what is to be put right, and of what the settings keep inside.

use std::fs;

use mipg::digest::Digest;

use super::html;
use crate::{
    history,
    support::{
        AS_OF,
        mipg::{Run, run},
        repo::Repo,
    },
};

fn render(repo: &Repo, out: &tempfile::TempDir) -> Run {
    run(out.path(), &["render", "--repo", repo.path().to_str().unwrap(), "--out", "sitio", "--as-of", AS_OF])
}

/// Hands in a submission with one file.
fn hand_in(repo: &Repo, name: &str, title: &str, file: &str, format: &str, bytes: &[u8], more: &str) {
    let folder = format!("policies/gobierno-digital/2026/11/{name}");
    let (digest, size) = (Digest::of(bytes), bytes.len());
    let title = serde_json::to_string(title).unwrap();
    let file_name = serde_json::to_string(file).unwrap();
    repo.write(&format!("{folder}/{file}"), bytes);
    repo.write(
        &format!("{folder}/manifiesto.yaml"),
        format!(
            "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: {title}\ncorte: 2026-11-15\n\
             archivos:\n  - ruta: {file_name}\n    sha256: {digest}\n    bytes: {size}\n    formato: {format}\n{more}"
        ),
    );
}

const HOSTILE: [&str; 6] = [
    "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "\"><svg/onload=alert(1)> {{ 7 * 7 }} {% raw %} ${7*7} #{7*7}",
    "' onmouseover='alert(1)' x=' &lt;script&gt; &amp;quot;",
    "=HYPERLINK(\"https://malo.example\";\"clic\") +cmd|' /C calc'!A0",
    "</title></h1><!-- <style>*{display:none}</style> ]]>",
    "Informe \u{202e}fdp.exe\u{2066} \u{200b}\u{feff} fin",
];

#[test]
fn hostile_titles_and_descriptions_are_only_texts() {
    let repo = history::published();
    for (at, title) in HOSTILE.iter().enumerate() {
        let more = format!("    descripcion: {}\n", serde_json::to_string(title).unwrap());
        let bytes = format!("nota numero {at}, sin datos de nadie\n");
        hand_in(&repo, &format!("reporte-{at:04}"), title, "nota.txt", "text/plain", bytes.as_bytes(), &more);
    }
    repo.commit("entregas hostiles");
    let out = tempfile::tempdir().unwrap();
    let made = render(&repo, &out);
    assert!(matches!(made.code, 0 | 1), "{}", made.stderr);
    let site = out.path().join("sitio");
    let mut seen = 0;
    for path in html::pages(&site) {
        let text = fs::read_to_string(site.join(&path)).unwrap();
        let page = html::read(&text);
        for one in &page.elements {
            assert!(!matches!(one.name.as_str(), "svg" | "style"), "{path}: {one:?}");
            assert!(!one.attributes.iter().any(|(name, _)| name.starts_with("on")), "{path}: {one:?}");
            assert!(one.name != "script" || one.get("src").unwrap().ends_with(".js"), "{path}: {one:?}");
            let is_own = |src: &str| src.contains("evidencia/") || src.ends_with("entregas.svg");
            assert!(one.name != "img" || is_own(one.get("src").unwrap()), "{path}: {one:?}");
        }
        assert!(!text.contains(['\u{202e}', '\u{2066}', '\u{200b}', '\u{feff}']), "{path}");
        for (at, title) in HOSTILE.iter().enumerate() {
            if path == format!("entregas/gobierno-digital/2026/11/reporte-{at:04}/index.html") {
                seen += 1;
                let expected = match at {
                    // What deceives the eye is refused, and the manifest with it.
                    5 => "Entrega reporte-0005".to_owned(),
                    _ => title.split_whitespace().collect::<Vec<_>>().join(" "),
                };
                assert_eq!(page.text_of("h1"), expected);
            }
        }
        assert!(!page.text_of("h1").contains("49"), "{path}: nothing is worked out");
    }
    assert_eq!(seen, HOSTILE.len());
    for table in ["datos/entregas.csv", "datos/archivos.csv", "datos/calendario.csv"] {
        let text = fs::read_to_string(site.join(table)).unwrap();
        let mut rows =
            csv::ReaderBuilder::new().delimiter(b';').from_reader(text.trim_start_matches('\u{feff}').as_bytes());
        for row in rows.records() {
            for cell in row.unwrap().iter() {
                assert!(!cell.trim_start().starts_with(['=', '+', '-', '@']), "{table}: {cell}");
            }
        }
        assert!(table == "datos/calendario.csv" || text.contains("'=HYPERLINK"), "{table}");
    }
    let index = fs::read_to_string(site.join("busqueda/indice-1.js")).unwrap();
    assert!(index.is_ascii() && !index.contains('<'));
}

#[test]
fn what_a_browser_would_run_is_only_saved() {
    let repo = history::published();
    let settings = fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    repo.write(
        "policies/repositorio.yaml",
        format!("formatos: [text/html, image/svg+xml, text/plain, text/csv, application/xml]\n{settings}"),
    );
    let page = b"<!DOCTYPE html><html><head><title>x</title></head><body><p>hola</p></body></html>\n";
    let picture =
        b"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\"><rect width=\"9\" height=\"9\"/></svg>\n";
    let more = "    descripcion: Un cuadro negro de nueve puntos\n    personas: ninguna\n";
    hand_in(&repo, "reporte-aaaa", "Pagina guardada", "pagina.html", "text/html", page, "");
    hand_in(&repo, "reporte-bbbb", "Dibujo guardado", "dibujo.svg", "image/svg+xml", picture, more);
    repo.commit("paginas");
    let out = tempfile::tempdir().unwrap();
    assert!(matches!(render(&repo, &out).code, 0 | 1));
    let site = out.path().join("sitio");
    let copies = html::files(&site.join("evidencia"));
    assert!(!copies.iter().any(|path| path.ends_with(".html") || path.ends_with(".svg")), "{copies:?}");
    let mut saved = 0;
    for name in ["reporte-aaaa", "reporte-bbbb"] {
        let path = format!("entregas/gobierno-digital/2026/11/{name}/index.html");
        let page = html::read(&fs::read_to_string(site.join(&path)).unwrap());
        for one in page.elements.iter().filter(|one| one.get("href").is_some_and(|to| to.contains("evidencia/"))) {
            saved += 1;
            assert!(one.get("download").is_some_and(|name| !name.is_empty()), "{one:?}");
            assert!(one.get("href").unwrap().ends_with(".bin"), "{one:?}");
        }
        assert!(!page.elements.iter().any(|one| one.name == "img"));
    }
    assert!(saved >= 1, "{copies:?}");
}

#[test]
fn a_submission_with_a_finding_says_so_on_its_page_and_keeps_its_bytes_back() {
    let repo = history::published();
    hand_in(&repo, "reporte-cccc", "Avance con otra huella", "avance.csv", "text/csv", b"a;b\n1;2\n", "");
    repo.write("policies/gobierno-digital/2026/11/reporte-cccc/avance.csv", "a;b\n1;3\n");
    repo.commit("otra huella");
    let out = tempfile::tempdir().unwrap();
    let said = render(&repo, &out).expect(1);
    assert!(said.stdout.contains("en corrección: 1."), "{}", said.stdout);
    let site = out.path().join("sitio");
    let page = fs::read_to_string(site.join("entregas/gobierno-digital/2026/11/reporte-cccc/index.html")).unwrap();
    assert!(page.contains("Esta entrega está en corrección"), "{page}");
    let read = html::read(&page);
    assert!(!read.addresses().any(|(.., to)| to.contains("evidencia/")), "{page}");
    for bytes in [&b"a;b\n1;2\n"[..], b"a;b\n1;3\n"] {
        let digest = Digest::of(bytes).to_string();
        assert!(!html::files(&site.join("evidencia")).iter().any(|path| path.contains(&digest)));
    }
    // The one beside it is whole, and is there.
    let whole = fs::read_to_string(site.join("entregas/gobierno-digital/2026/11/reporte-1f3a/index.html")).unwrap();
    assert!(!whole.contains("en corrección") && whole.contains("evidencia/"));
}

/// A suspicion does not block; nobody spreads what it is of until a person has said that it may be.
#[test]
fn what_seems_to_hold_personal_data_is_not_copied_until_somebody_says_what_it_is() {
    let list = b"nombre,cedula,celular,firma\nAna,1047382910,3001234567,x\nLuis,1047382911,3001234568,x\n";
    let copy = |more: &str| {
        let repo = history::published();
        hand_in(&repo, "reporte-cccc", "Listado de asistencia", "lista.csv", "text/csv", list, more);
        repo.commit("listado");
        let out = tempfile::tempdir().unwrap();
        let _ = render(&repo, &out).expect(0);
        let site = out.path().join("sitio");
        let page = fs::read_to_string(site.join("entregas/gobierno-digital/2026/11/reporte-cccc/index.html")).unwrap();
        let digest = Digest::of(list).to_string();
        (html::files(&site.join("evidencia")).iter().any(|path| path.contains(&digest)), page)
    };
    let (is_copied, page) = copy("");
    assert!(!is_copied && page.contains("parece tener datos personales"), "{page}");
    let (is_copied, page) = copy("    datos_personales: {resultado: no-contiene, motivo: Son números de ejemplo.}\n");
    assert!(is_copied && !page.contains("parece tener datos personales"), "{page}");
}

/// Neither does the site spread what a title or a description seems to say of a person, nor give the manifest that says it.
#[test]
fn what_was_written_with_personal_data_is_shown_nowhere() {
    let repo = history::published();
    let description = "    descripcion: Queja del señor con cédula 1047123456\n";
    let title = "Caso de una ciudadana, C.C. 1.047.123.456";
    hand_in(&repo, "reporte-cccc", title, "avance.csv", "text/csv", b"a;b\n1;2\n", description);
    repo.commit("caso");
    let out = tempfile::tempdir().unwrap();
    let _ = render(&repo, &out).expect(0);
    let site = out.path().join("sitio");
    for path in html::files(&site) {
        let bytes = fs::read(site.join(&path)).unwrap();
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.contains("1.047.123.456") && !text.contains("1047123456"), "{path}");
    }
    let page = fs::read_to_string(site.join("entregas/gobierno-digital/2026/11/reporte-cccc/index.html")).unwrap();
    assert!(page.contains("No se muestra: parece tener datos personales"), "{page}");
}

#[test]
fn the_board_is_for_whom_the_settings_say() {
    let repo = history::published();
    let settings = fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("sitio");
    let _ = render(&repo, &out).expect(0);
    assert!(!site.join("tablero").exists());
    repo.write("policies/repositorio.yaml", format!("tablero: publico\n{settings}"));
    repo.commit("tablero publico");
    let _ = render(&repo, &out).expect(0);
    let page = fs::read_to_string(site.join("tablero/index.html")).unwrap();
    assert!(page.contains("Control interno; no es el IDI."), "{page}");
    assert!(site.join("tablero/2026.svg").is_file() && site.join("datos/cumplimiento-2026.csv").is_file());
    repo.write("policies/repositorio.yaml", format!("tablero: interno\n{settings}"));
    repo.commit("tablero interno");
    let _ = render(&repo, &out).expect(0);
    assert!(!site.join("tablero").exists() && !site.join("datos/cumplimiento-2026.csv").exists());
}

#[test]
fn what_lies_in_another_store_is_told_and_not_copied_until_it_is_here() {
    let repo = history::published();
    let bytes = b"semana;actividad\n1;visita\n";
    hand_in(&repo, "reporte-dddd", "Tabla en otro lugar", "tabla.csv", "text/csv", bytes, "");
    let digest = Digest::of(bytes);
    let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {}\n", bytes.len());
    repo.write("policies/gobierno-digital/2026/11/reporte-dddd/tabla.csv", pointer);
    repo.commit("puntero");
    let out = tempfile::tempdir().unwrap();
    let site = out.path().join("sitio");
    let path = "entregas/gobierno-digital/2026/11/reporte-dddd/index.html";
    let _ = render(&repo, &out);
    let page = fs::read_to_string(site.join(path)).unwrap();
    assert!(page.contains("Se conserva fuera de esta copia") || page.contains("mientras se corrige"), "{page}");
    assert!(!html::files(&site.join("evidencia")).iter().any(|path| path.contains(&digest.to_string())));
}

#[test]
fn a_recording_too_large_to_be_read_whole_is_copied_in_pieces_as_what_it_is() {
    let repo = history::published();
    let settings = fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    repo.write("policies/repositorio.yaml", format!("limites: {{bytes_archivo: 1048576}}\n{settings}"));
    let mut film = b"\0\0\0\x10ftypisom\0\0\0\0\x40\0\0\0mdat".to_vec();
    film.resize(1_500_000, 7);
    let plain = vec![b'x'; 1_500_000];
    for (name, file, format, bytes) in [
        ("reporte-eeee", "recorrido.mp4", "video/mp4", &film),
        // What must be read whole to be known is shown to nobody.
        ("reporte-ffff", "tabla.pdf", "application/pdf", &plain),
    ] {
        let digest = Digest::of(bytes);
        let script = "Lo que se oye en el recorrido\n";
        let more = format!(
            "    descripcion: Recorrido por la plaza\n    personas: ninguna\n    transcripcion: guion.txt\n  - ruta: guion.txt\n    \
             sha256: {}\n    bytes: {}\n    formato: text/plain\n",
            Digest::of(script.as_bytes()),
            script.len()
        );
        let is_film = format == "video/mp4";
        hand_in(&repo, name, "Recorrido", file, format, bytes, if is_film { &more } else { "" });
        if is_film {
            repo.write(&format!("policies/gobierno-digital/2026/11/{name}/guion.txt"), script);
        }
        let pointer =
            format!("version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {}\n", bytes.len());
        repo.write(&format!("policies/gobierno-digital/2026/11/{name}/{file}"), pointer);
        let digest = digest.to_string();
        repo.write(&format!(".git/lfs/objects/{}/{}/{digest}", &digest[..2], &digest[2..4]), bytes);
    }
    repo.commit("grandes");
    let out = tempfile::tempdir().unwrap();
    let made = render(&repo, &out);
    let copies = html::files(&out.path().join("sitio/evidencia"));
    let copy = |bytes: &[u8]| copies.iter().find(|path| path.contains(&Digest::of(bytes).to_string()));
    if let Some(path) = copy(&film) {
        assert!(path.ends_with("/recorrido.mp4"), "{path}");
        assert!(fs::read(out.path().join("sitio/evidencia").join(path)).unwrap() == film);
    } else {
        panic!("{copies:?} {} {}", made.stdout, made.stderr);
    }
    assert_eq!(copy(&plain), None);
    let page = "sitio/entregas/gobierno-digital/2026/11/reporte-ffff/index.html";
    let page = fs::read_to_string(out.path().join(page)).unwrap();
    assert!(page.contains("no se pudo ver qué contiene"), "{page}");
    // What lies in the store is not the same file: what is written there changes nothing here.
    let digest = Digest::of(&film).to_string();
    let store = repo.file(&format!(".git/lfs/objects/{}/{}/{digest}", &digest[..2], &digest[2..4]));
    fs::write(store, "otra cosa").unwrap();
    let path = copy(&film).unwrap();
    assert!(fs::read(out.path().join("sitio/evidencia").join(path)).unwrap() == film);
}

#[test]
fn a_sealed_object_is_never_copied_with_its_salt_whatever_another_submission_says_of_it() {
    let repo = history::published();
    let object = [&[7; 32][..], b"cedula;nombre\n1;una persona\n"].concat();
    let (digest, size) = (Digest::of(&object), object.len());
    let sealed = "policies/gobierno-digital/2026/11/reporte-dddd";
    let pointer = format!("version https://git-lfs.github.com/spec/v1\noid sha256:{digest}\nsize {size}\n");
    repo.write(
        &format!("{sealed}/manifiesto.yaml"),
        format!(
            "version: 1\npolitica: gobierno-digital\nclase: reporte\ntitulo: Asistencia al taller\ncorte: 2026-11-15\n\
             archivos:\n  - ruta: asistencia.csv\n    compromiso: {{algoritmo: sha256-sal, valor: {digest}}}\n    \
             custodia: {{almacen: lfs, responsable: Secretaría General}}\n    bytes: {}\n    formato: text/csv\n    \
             personas: adultos-autorizados\n    autorizacion: Expediente AMC-2026-118\n",
            size - 32
        ),
    );
    repo.write(&format!("{sealed}/asistencia.csv"), &pointer);
    hand_in(&repo, "reporte-eeee", "Datos", "datos.csv", "text/csv", &object, "");
    repo.write("policies/gobierno-digital/2026/11/reporte-eeee/datos.csv", &pointer);
    let text = digest.to_string();
    repo.write(&format!(".git/lfs/objects/{}/{}/{text}", &text[..2], &text[2..4]), &object);
    repo.commit("lo sellado");
    let run = crate::support::mipg::check(repo.path(), &[]).expect(1);
    assert!(run.stdout.contains("commitment-used-as-digest"), "{}", run.stdout);
    let out = tempfile::tempdir().unwrap();
    let is_copied = |site: &str| {
        html::files(&out.path().join(site))
            .iter()
            .any(|path| fs::read(out.path().join(site).join(path)).unwrap() == object)
    };
    let _ = render(&repo, &out);
    assert!(out.path().join("sitio/index.html").is_file() && !is_copied("sitio"));
}
