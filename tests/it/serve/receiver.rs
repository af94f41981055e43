//! Who receives: the list of SIGOB, a row after another.

use crate::support::{
    office::Office,
    repo::{self},
    served::Served,
    visitor::Visitor,
};

const LIST: &str = "Radicado\tFecha\tAsunto\n\
    AMC-OFI-0074376-2026\t16/11/2026 4:12 p. m.\tInformación Para Repositorio MIPG_ Política GOBIERNO DIGITAL _NOVIEMBRE de 2026\n\
    AMC-OFI-0074377-2026\t17/11/2026 08:00\tRE: informacion para repositorio MIPG_ Politica Govierno  Dijital _noviembre de 2026\n\
    AMC-OFI-0074378-2026\t17/11/2026 08:05\tPolítica Gobierno Abierto _noviembre de 2026\n\
    sin radicado\t17/11/2026\t<script>alert(1)</script>\n\
    AMC-OFI-0074376-2026\t16/11/2026 4:12 p. m.\tInformación Para Repositorio MIPG_ Política GOBIERNO DIGITAL _NOVIEMBRE de 2026\n";

#[test]
fn each_row_is_matched_or_refused_and_loaded_after_another() {
    let repo = repo::base();
    let server = Served::of_fixtures(repo.path());
    repo.git(&["remote", "add", "origin", server.bare().to_str().unwrap()]);
    let mut visitor = Visitor::of(repo.path());
    visitor.get("/receptor").expect(200).says(&["Pegue la lista de SIGOB", "Recordatorio de entregas"]);
    assert!(visitor.post("/receptor", &[("lista", LIST)]).location().ends_with("/receptor"));
    visitor.kill();
    let visitor = Visitor::of(repo.path());
    let page = visitor.get("/receptor").expect(200).says(&[
        "5 filas: 2 sin reconocer, 2 por cargar, 1 repetida.",
        "El radicado ya está en la fila 2",
        // The report of the 5th has come: two rows answer the two that are left.
        "Gobierno Digital , Reporte de información, corte del 15 de noviembre de 2026",
        "Gobierno Digital , Reporte de información, corte del 30 de noviembre de 2026",
        "nombra con claridad una política ¿quiso decir Gobierno Digital (gobierno-digital)?",
        "La fila no tiene un radicado",
    ]);
    assert!(!page.body.contains("<script>alert"), "shown, never run");
    let draft = visitor.begin(&[
        ("politica", "gobierno-digital"),
        ("clase", "reporte"),
        ("registra", "receptor"),
        ("corte", "2026-11-15"),
        ("radicado", "AMC-OFI-0074376-2026"),
        ("dia", "2026-11-16"),
        ("hora", "16:12"),
    ]);
    visitor.get("/receptor").expect(200).says(&["AMC-OFI-0074376-2026 En borrador", "1 por cargar"]);
    let files: [(&str, &[u8]); 2] =
        [("avance.csv", b"a,b\n1,2\n"), ("Carátula.txt", b"Radicado AMC-OFI-0074376-2026\n")];
    let _ = visitor.upload(&format!("{draft}/archivos"), &files);
    let page = visitor.get(&format!("{draft}/datos")).expect(200).says(&["Cómo llegó por SIGOB"]);
    for typed in ["value=\"AMC-OFI-0074376-2026\"", "value=\"2026-11-16\"", "value=\"16:12\""] {
        assert!(page.body.contains(typed), "{typed}");
    }
    let said = [
        ("titulo", "Avance del PETI"),
        ("corte", "2026-11-15"),
        ("radicado", "AMC-OFI-0074376-2026"),
        ("dia", "2026-11-16"),
        ("hora", "16:12"),
        ("caratula", "2"),
    ];
    assert!(visitor.post(&format!("{draft}/datos"), &said).location().ends_with("/revision"));
    assert!(visitor.post(&format!("{draft}/enviar"), &[]).location().ends_with("/enviada"));
    visitor.get(&format!("{draft}/enviada")).expect(200).says(&["Seguir con la lista de SIGOB"]);
    visitor.get("/receptor").expect(200).says(&["AMC-OFI-0074376-2026 Enviada"]);
    let branch = repo.git(&["branch", "--list", "entrega/*", "--format=%(refname:short)"]);
    let manifest = repo.git(&[
        "show",
        &format!("{branch}:policies/gobierno-digital/2026/11/{}/manifiesto.yaml", branch.rsplit_once("11-").unwrap().1),
    ]);
    for expected in
        ["registra: receptor", "radicado: AMC-OFI-0074376-2026", "2026-11-16T16:12:00-05:00", "soporte: caratula.txt"]
    {
        assert!(manifest.contains(expected), "{expected} in {manifest}");
    }
}

#[test]
fn a_list_that_is_too_long_is_refused_and_the_old_one_stays() {
    let repo = repo::base();
    let visitor = Visitor::of(repo.path());
    let _ = visitor.post("/receptor", &[("lista", LIST)]);
    visitor.post("/receptor", &[("lista", &"a\n".repeat(501))]).expect(413).says(&["más de 500 filas"]);
    visitor.get("/receptor").expect(200).says(&["5 filas"]);
}

#[test]
fn a_row_says_what_it_is_and_what_of_it_was_not_read() {
    let repo = repo::base();
    let settings = std::fs::read_to_string(repo.file("policies/repositorio.yaml")).unwrap();
    let press_release = "  - id: comunicado
    nombre: Comunicado de prensa
    clases: [comunicado]
    aplica: [gobierno-digital]
    cuando: {cada: mes, desde_dia: 1, hasta_dia: 5, anticipacion_dias: 5}
    si_no_es_habil: mismo-dia
    canales: [repositorio, sigob]
    plazo: fijado
    medida_desde: 2026-01
    fuente: {documento: Circular de prueba, numero: null, estado: de ejemplo}
    estado: fuente-secundaria
";
    repo.write("policies/repositorio.yaml", format!("{settings}{press_release}"));
    repo.commit("comunicados");
    let visitor = Visitor::of(repo.path());
    let list = "AMC-OFI-0000001-2026\t16/11/2026 10:00\tComunicado de prensa Política GOBIERNO DIGITAL NOVIEMBRE de 2026\n\
        AMC-OFI-0000002-2026\t31/11/2026\tPolítica GOBIERNO DIGITAL _NOVIEMBRE de 2026\n\
        AMC-OFI-0000003-2026\t30/12/2026 10:00\tPolítica GOBIERNO DIGITAL _NOVIEMBRE de 2026\n\
        AMC-OFI-0000004-2026\t16/11/2026 10:00\tPolítica TRANSPARENCIA _NOVIEMBRE de 2026\n\
        AMC-OFI-0000006-2026,16/11/2026 10:00,Política GOBIERNO DIGITAL _NOVIEMBRE de 2027\n\
        AMC-OFI-0000007-2026\t17/11/2026 10:00\tPolítica GOBIERNO DIGITAL _DICIEMBRE de 2026\n\
        AMC-OFI-0000005-2026\t16/11/2026 10:00\tPolítica SERVICIO AL CIUDADANO _NOVIEMBRE de 2026\n";
    let _ = visitor.post("/receptor", &[("lista", list)]).location();
    let page = visitor.get("/receptor").expect(200).says(&[
        "Gobierno Digital , Comunicado de prensa, corte del 5 de noviembre de 2026",
        "la fecha «31/11/2026» no se pudo leer: escríbala en los datos",
        "la fecha todavía no ha llegado: revísela",
        "Llegó por SIGOB después del plazo del corte del 5 de noviembre de 2026",
        "a tiempo para el del 15 de noviembre de 2026",
        "Llegó por SIGOB antes de que se pueda responder el corte del 5 de diciembre de 2026 (desde el 1 de diciembre de 2026)",
        "corte del 5 de noviembre de 2027 Ese corte es de mucho después de la radicación: revise el año del asunto",
    ]);
    assert_eq!(page.text().matches("revise el año").count(), 1, "{}", page.text());
    assert!(page.body.contains("name=\"clase\" value=\"comunicado\""), "{}", page.body);
    // What is not recognised comes first, and a person says which policy it is: what SIGOB gave goes with it.
    let text = page.text();
    let read = text.split("Lo que se leyó").nth(1).unwrap();
    assert!(read.find("0000005").unwrap() < read.find("0000001").unwrap(), "{read}");
    assert!(read.contains("Escoja la política"), "{read}");
    // What was read may be something else.
    assert!(read.contains("Es otra cosa AMC-OFI-0000001-2026"), "{read}");
    let came = "/politica?p=transparencia&registra=receptor&radicado=AMC-OFI-0000005-2026&dia=2026-11-16&hora=10:00";
    let page = visitor.get(came).expect(200);
    let form = page.body.split("name=\"corte\" value=\"2026-11-15\">").nth(1).unwrap();
    assert!(form.split("</form>").next().unwrap().contains("AMC-OFI-0000005-2026"), "{form}");
}

#[test]
fn the_cover_alone_and_a_corte_that_was_over_are_told_before_it_is_sent() {
    let repo = repo::base();
    let visitor = Visitor::of(repo.path());
    let draft = visitor.begin(&[
        ("politica", "transparencia"),
        ("clase", "reporte"),
        ("corte", "2026-11-05"),
        ("registra", "receptor"),
        ("radicado", "AMC-OFI-0000004-2026"),
        ("dia", "2026-11-16"),
        ("hora", "10:00"),
    ]);
    // Which row it is of is seen where its files are chosen.
    visitor.get(&format!("{draft}/archivos")).expect(200).says(&["SIGOB: AMC-OFI-0000004-2026"]);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("caratula.txt", b"Radicado AMC-OFI-0000004-2026\n")]);
    let said = [
        ("titulo", "Avance de transparencia"),
        ("corte", "2026-11-05"),
        ("radicado", "AMC-OFI-0000004-2026"),
        ("dia", "2026-11-16"),
        ("hora", "10:00"),
        ("caratula", "1"),
    ];
    let _ = visitor.post(&format!("{draft}/datos"), &said).location();
    let late = "después del plazo del corte del 5 de noviembre de 2026";
    let page = visitor.get(&format!("{draft}/revision")).expect(200);
    drop(page.says(&[
        "El único archivo es la carátula de SIGOB",
        late,
        "a tiempo para el del 15 de noviembre de 2026",
    ]));
    // With what it came with, and for the other corte, there is no doubt.
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", b"meta,avance\nuno,5\n")]).location();
    let said = said.map(|(name, value)| (name, if name == "corte" { "2026-11-15" } else { value }));
    let _ = visitor.post(&format!("{draft}/datos"), &said).location();
    let page = visitor.get(&format!("{draft}/revision")).expect(200);
    let page = page.says(&["Todo está en orden"]);
    assert!(!page.text().contains("carátula de SIGOB:") && !page.text().contains(late), "{}", page.text());
}

/// What another computer sent is known once it was brought: it is not asked for again, and may still be handed in.
#[test]
fn what_somebody_else_sent_is_told() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let corte = ("corte", "2026-11-15");
    let draft = visitor.begin(&[("politica", "gobierno-digital"), ("clase", "reporte"), corte]);
    let files: [(&str, &[u8]); 2] =
        [("avance.csv", b"a,b\n1,2\n"), ("caratula.txt", b"Radicado AMC-OFI-0074376-2026\n")];
    let _ = visitor.upload(&format!("{draft}/archivos"), &files).location();
    let (number, day) = (("radicado", "AMC-OFI-0074376-2026"), ("dia", "2026-11-16"));
    let said = [("titulo", "Avance del PETI"), corte, number, day, ("hora", "10:00"), ("caratula", "2")];
    let _ = visitor.post(&format!("{draft}/datos"), &said).location();
    assert!(visitor.post(&format!("{draft}/enviar"), &[]).location().ends_with("/enviada"));
    let branch = office.branch();
    let page = visitor.get("/politica?p=gobierno-digital").expect(200).says(&["Enviada, falta incorporarla"]);
    assert!(!page.body.contains("name=\"corte\" value=\"2026-11-15\""), "{}", page.body);
    let _ = visitor.post(&format!("{draft}/descartar"), &[]).location();
    let page = visitor.get("/politica?p=gobierno-digital").expect(200);
    drop(page.says(&["Enviada, falta incorporarla", "Entregar otra"]));
    office.repo.git(&["branch", "-q", "-D", &branch]);
    let page = visitor.get("/politica?p=gobierno-digital").expect(200);
    let page = page.says(&["Ya la envió alguien más; falta incorporarla", "Entregar otra"]);
    assert!(page.body.contains("name=\"corte\" value=\"2026-11-15\""), "{}", page.body);
    let subject = "Política GOBIERNO DIGITAL _NOVIEMBRE de 2026";
    let list: String = (4..8).map(|at| format!("AMC-OFI-007437{at}-2026\t16/11/2026 10:00\t{subject}\n")).collect();
    let _ = visitor.post("/receptor", &[("lista", &list)]).location();
    let page = visitor.get("/receptor").expect(200).says(&[
        "1 enviada.",
        "AMC-OFI-0074376-2026 Enviada",
        "Ya la envió alguien más con este radicado; falta incorporarla: gobierno-digital/2026/11/",
        "corte del 30 de noviembre de 2026 Alguien más ya envió una para el corte del 15 de noviembre de 2026",
        "corte del 15 de noviembre de 2026 Alguien más ya envió una para el corte del 15 de noviembre de 2026",
    ]);
    assert!(!page.text().contains("que también falta"), "{}", page.text());
    // Nor is it offered in place of another corte that was over.
    let late = visitor.begin(&[("politica", "gobierno-digital"), ("clase", "reporte"), ("corte", "2026-11-05")]);
    let _ = visitor.upload(&format!("{late}/archivos"), &[("otro.csv", b"a,b\n3,4\n")]).location();
    let said = [("titulo", "Otro avance"), ("corte", "2026-11-05"), ("radicado", "AMC-OFI-0074399-2026"), day];
    let _ = visitor.post(&format!("{late}/datos"), &[&said[..], &[("hora", "10:00")]].concat()).location();
    let offered = "a tiempo para el del 15 de noviembre de 2026";
    let page = visitor.get(&format!("{late}/revision")).expect(200);
    assert!(!page.text().contains(offered), "{}", page.text());
    // What was taken from the server is not sent any more.
    let bare = office.server.bare();
    assert!(repo::git(&bare, &["branch", "-q", "-D", &branch]).status.success());
    assert!(visitor.post("/actualizar", &[]).location().ends_with('/'));
    let page = visitor.get("/politica?p=gobierno-digital").expect(200);
    let page = page.says(&["corte del 15 de noviembre de 2026 No presentada"]);
    assert!(!page.text().contains("alguien más"), "{}", page.text());
    visitor.get(&format!("{late}/revision")).expect(200).says(&[offered]);
}
