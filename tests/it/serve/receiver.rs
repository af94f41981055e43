//! Who receives: the list of SIGOB, a row after another.

use crate::support::{
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
        "5 filas: 2 por cargar, 0 ya publicadas",
        "El radicado ya está en la fila 2",
        // The report of the 5th has come: two rows answer the two that are left.
        "Gobierno Digital , corte del 15 de noviembre de 2026",
        "Gobierno Digital , corte del 30 de noviembre de 2026",
        "¿quiso decir Gobierno Digital (gobierno-digital)?",
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
