//! What is told to who hands in, so that nobody believes what is not so.

use ::mipg::demo::media;

use crate::support::{
    AS_OF,
    log::{ORIGIN, key_text, write_private},
    mipg::run,
    office::Office,
    visitor::Visitor,
};

const CSV: &[u8] = b"politica,avance\ngobierno-digital,62\nintegridad,40\n";
const DATA: [(&str, &str); 2] = [("titulo", "Avance del PETI"), ("corte", "2026-11-15")];

fn begun(visitor: &Visitor) -> String {
    visitor.begin(&[("politica", "gobierno-digital"), ("clase", "reporte"), ("corte", "2026-11-15")])
}

#[test]
fn personal_data_are_asked_about_whatever_else_is_wrong() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let list = "nombre;cedula\nPersona 01;1.000.000.001\nPersona 02;10.000.002\n";
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("lista.csv", list.as_bytes())]);
    // Filed tomorrow: another thing to put right.
    let filed = [("radicado", "AMC-OFI-0074376-2026"), ("dia", "2026-11-23"), ("hora", "10:00")];
    let _ = visitor.post(&format!("{draft}/datos"), &[&DATA[..], &filed].concat()).location();
    let page = visitor.get(&format!("{draft}/revision")).expect(422).says(&["Hay 2 cosas por corregir"]);
    assert!(page.body.contains("href=\"datos#datos-1\""), "{}", page.body);
    let page = visitor.get(&format!("{draft}/datos")).expect(200).says(&["Parece tener datos personales. ¿Qué son?"]);
    assert!(page.body.contains("id=\"datos-1\""), "{}", page.body);
}

#[test]
fn one_file_that_is_too_large_does_not_keep_the_others_out() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let large = [("grande", "C:\\videos\\<b>taller.mp4"), ("grande", "otro.mp4")];
    let page = visitor.upload_beside(&format!("{draft}/archivos"), &[("avance.csv", CSV)], &large).expect(422);
    let page = page.says(&[
        "2 archivos no se agregaron a la entrega",
        "«<b>taller.mp4» pasa de 1 GB: redúzcalo, o entréguelo por SIGOB",
        "«otro.mp4» pasa de 1 GB",
        "avance.csv tabla CSV",
    ]);
    assert!(!page.body.contains("<b>taller"), "shown, never run");
    let page = visitor.upload_beside(&format!("{draft}/archivos"), &[("", b"")], &large).expect(422);
    drop(page.says(&["«otro.mp4» pasa de 1 GB", "avance.csv tabla CSV"]));
}

#[test]
fn what_cannot_be_handed_in_yet_says_from_when() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let page = visitor.get("/politica?p=gobierno-digital").expect(200);
    let page = page.says(&["corte del 5 de diciembre de 2026", "Se puede entregar desde el 1 de diciembre de 2026"]);
    // One of a year ahead stays chosen, for a person to see that the year is wrong.
    let ahead = visitor.begin(&[("politica", "gobierno-digital"), ("clase", "reporte"), ("corte", "2027-11-05")]);
    let _ = visitor.upload(&format!("{ahead}/archivos"), &[("avance.csv", CSV)]).location();
    let data = visitor.get(&format!("{ahead}/datos")).expect(200);
    assert!(data.body.contains("value=\"2027-11-05\" selected"), "{}", data.body);
    assert!(page.body.contains("name=\"corte\" value=\"2026-11-30\""), "{}", page.body);
    assert!(!page.body.contains("name=\"corte\" value=\"2026-12-05\""), "{}", page.body);
    let draft = begun(&visitor);
    let page = visitor.get(&format!("{draft}/datos")).expect(200);
    drop(
        page.says(&[
            "5 de diciembre de 2026 (plazo: 7 de diciembre de 2026), se puede entregar desde el 1 de diciembre",
        ]),
    );
}

#[test]
fn policies_are_in_the_order_of_their_names_and_none_is_chosen() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let page = visitor.get("/").expect(200).says(&["Escoja una Gobierno Digital Transparencia"]);
    assert!(!page.body.contains(" selected"), "{}", page.body);
}

#[test]
fn what_was_taken_in_is_not_on_its_way() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", CSV)]).location();
    let _ = visitor.post(&format!("{draft}/datos"), &DATA).location();
    let _ = visitor.post(&format!("{draft}/enviar"), &[]).location();
    let told = ["Enviada, falta incorporarla", "figura como no presentada hasta que la incorporen"];
    visitor.get("/politica?p=gobierno-digital").expect(200).says(&told);
    // Its deadline has passed, here and by the command: that it was sent is told, and it is missed all the same.
    let sent = "No incorporada; hay una rama enviada: gobierno-digital/2026/11/reporte-";
    visitor.get("/receptor").expect(200).says(&[
        "corte 2026-11-15: no presentada; venció el lunes 16",
        sent,
        "Gobierno Digital: 1 pendiente o vencida",
    ]);
    let told = run(office.repo.path(), &["remind", "--as-of", AS_OF, "--policy", "gobierno-digital"]).expect(0);
    assert!(told.stdout.contains(sent), "{}", told.stdout);
    // The server, which has no remote, tells it of its own branches.
    let told =
        run(&office.server.bare(), &["remind", "--rev", "main", "--as-of", AS_OF, "--policy", "gobierno-digital"]);
    let told = told.expect(0);
    assert!(told.stdout.contains(sent), "{}", told.stdout);
    office.repo.git(&["merge", "-q", "--no-edit", &office.branch()]);
    let page = visitor.get("/politica?p=gobierno-digital").expect(200);
    assert!(!page.text().contains("falta incorporarla"), "{}", page.text());
}

/// Where the buttons of the receipt lead.
fn good_action(body: &str) -> String {
    let action = body.split("/constancia\"").next().unwrap().rsplit("/b/").next().unwrap();
    format!("/b/{action}/constancia")
}

#[test]
fn the_number_of_the_receipt_is_told_first_and_so_is_that_there_is_none() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let send = |file: &str, corte: &str| {
        let draft = visitor.begin(&[("politica", "gobierno-digital"), ("clase", "reporte"), ("corte", corte)]);
        let _ = visitor
            .upload(&format!("{draft}/archivos"), &[(file, &[CSV, b"sede,", &file.as_bytes()[..3], b"\n"].concat())])
            .location();
        let _ = visitor.post(&format!("{draft}/datos"), &[("titulo", file), ("corte", corte)]).location();
        let _ = visitor.post(&format!("{draft}/enviar"), &[]).location();
        visitor.get(&format!("{draft}/enviada")).expect(200)
    };
    // A server that has no audit trail says that it came in.
    office.server.hook("post-receive", "");
    let page = send("avance.csv", "2026-11-15").says(&["Entró, pero todavía no tiene constancia"]);
    assert!(!page.body.contains("notice good"), "{}", page.text());
    // One that has it gives a number and an hour.
    let place = tempfile::tempdir().unwrap();
    let key = place.path().join("registro.key");
    write_private(&key, &key_text());
    let key = key.to_str().unwrap();
    let begin = ["log", "append", "--nuevo", "--origen", ORIGIN, "--clave", key];
    drop(run(&office.server.bare(), &begin).expect(0));
    office.server.hook("post-receive", &format!("--clave '{key}'"));
    let page = send("informe.csv", "2026-11-30");
    let good = page.body.split("notice good").nth(1).unwrap();
    assert!(good.contains("Constancia n.º") && good.contains("Recibida el"), "{good}");
    // It is kept by a button: the page to print, and the proof.
    let action = good_action(&page.body);
    for (what, begins) in [("hoja", "<!"), ("prueba", "c2sp.org/tlog-proof")] {
        let kept = visitor.post(&action, &[("que", what)]).expect(200);
        assert!(kept.headers["content-disposition"].starts_with("attachment; filename=\"constancia-"), "{what}");
        assert!(kept.body.trim_start().starts_with(begins), "{what}: {}", kept.body);
    }
    // And one that could not note it says so too.
    office.server.hook("post-receive", "");
    drop(send("acta.csv", "2026-11-05").says(&["Entró, pero todavía no tiene constancia"]));
}

#[test]
fn what_was_answered_and_each_picture_are_seen_before_it_is_sent() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let photo = media::jpeg_with_location(media::Scene::Wall, 2, 10_422_900, -75_549_400).unwrap();
    let page = b"<!DOCTYPE html><script>alert(1)</script>".as_slice();
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("foto.jpg", &photo), ("pagina.html", page)]);
    let shown = format!("{}{draft}/imagen/1\"", visitor.base);
    let form = visitor.get(&format!("{draft}/datos")).expect(200);
    assert!(form.body.contains(&shown), "{}", form.body);
    let said = [("descripcion-1", "El muro de contención terminado"), ("personas-1", "no-identificables")];
    let _ = visitor.post(&format!("{draft}/datos"), &[&DATA[..], &said].concat()).location();
    let page = visitor.get(&format!("{draft}/revision"));
    let page = page.says(&["¿Se reconoce a alguien? Aparecen personas, pero no se pueden reconocer"]);
    assert!(page.body.contains(&shown), "{}", page.body);
    // Only what is a picture by its bytes is given, as what it is; and to whoever was let in.
    let picture = visitor.get(&format!("{draft}/imagen/1")).expect(200);
    assert_eq!(picture.headers["content-type"], "image/jpeg");
    assert_eq!(picture.headers["x-content-type-options"], "nosniff");
    for other in ["imagen/2", "imagen/3", "imagen/-1", "imagen/..%2f1"] {
        assert!(matches!(visitor.get(&format!("{draft}/{other}")).status, 400 | 404), "{other}");
    }
    let path = format!("{}{draft}/imagen/1", visitor.base);
    let stranger = visitor
        .raw(&format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{}\r\nConnection: close\r\n\r\n", visitor.port), b"");
    assert_ne!(stranger.status, 200);
}

#[test]
fn what_to_do_is_told_as_it_is_done_here() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", b"Acta sin tabla.\n".as_slice())]);
    let _ = visitor.post(&format!("{draft}/datos"), &DATA).location();
    let page = visitor.get(&format!("{draft}/revision")).expect(422);
    let page = page.says(&["debe terminar en .txt", "Cambie el nombre del archivo para que termine"]);
    assert!(!page.text().contains('`'), "{}", page.text());
    // What was written is asked to be written without whom it is about, where it was written.
    let _ = visitor.post(&format!("{draft}/quitar"), &[("archivo", "1")]).location();
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("tabla.csv", CSV)]).location();
    let title = [("titulo", "Caso de un ciudadano, C.C. 1.047.000.001"), DATA[1]];
    let _ = visitor.post(&format!("{draft}/datos"), &title).location();
    let page = visitor.get(&format!("{draft}/revision")).expect(422).says(&["de qué se trata y no de quién"]);
    assert!(page.body.contains("href=\"datos#titulo\"") && !page.text().contains('`'), "{}", page.text());
}

#[test]
fn which_corte_something_else_answers_is_asked() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = visitor.begin(&[("politica", "transparencia"), ("clase", "reporte")]);
    let page = visitor.get(&format!("{draft}/archivos")).expect(200);
    assert!(!page.text().contains("Corte:"), "{}", page.text());
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", CSV)]).location();
    let page = visitor.post(&format!("{draft}/datos"), &[("titulo", "Avance de transparencia")]).expect(422);
    drop(page.says(&["Escoja el corte al que responde"]));
    // And where nothing is asked, that is told.
    let draft = visitor.begin(&[("politica", "transparencia"), ("clase", "comunicado")]);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("nota.csv", CSV)]).location();
    visitor.get(&format!("{draft}/datos")).expect(200).says(&["no se le pide nada de esta clase"]);
}

#[test]
fn what_is_not_taken_says_what_to_do_with_it() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let draft = begun(&visitor);
    let rar = [b"Rar!\x1a\x07\x01\x00".as_slice(), &[0; 64]].concat();
    let page = visitor.upload(&format!("{draft}/archivos"), &[("fotos.rar", &rar)]).expect(422);
    drop(page.says(&[
        "Un archivo no se agregó a la entrega",
        "es archivo comprimido RAR",
        "descomprímalo y suba lo que trae",
    ]));
}

#[test]
fn a_deadline_that_no_act_sets_is_told_as_such() {
    let office = Office::new();
    let settings = std::fs::read_to_string(office.repo.file("policies/repositorio.yaml")).unwrap();
    office.repo.write("policies/repositorio.yaml", settings.replace("plazo: fijado", "plazo: supuesto"));
    office.repo.commit("plazo supuesto");
    let visitor = Visitor::of(office.repo.path());
    visitor.get("/politica?p=transparencia").expect(200).says(&["(supuesto: ningún acto lo fija)", "Sin registro"]);
}

#[test]
fn what_is_on_its_way_already_is_told_at_the_start_and_before_it_is_sent() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let first = begun(&visitor);
    let page = visitor.get(&format!("{first}/archivos")).expect(200);
    assert!(!page.text().contains("otro borrador"), "{}", page.text());
    let _ = visitor.upload(&format!("{first}/archivos"), &[("avance.csv", CSV)]).location();
    let said = [("titulo", "Avance del PETI"), ("corte", "2026-11-15")];
    let _ = visitor.post(&format!("{first}/datos"), &said).location();
    // The same corte; and, of another, the same file.
    let second = begun(&visitor);
    let told = "Ya tiene otro borrador para este mismo corte: «Avance del PETI»";
    assert!(
        visitor
            .get(&format!("{second}/archivos"))
            .expect(200)
            .says(&[told])
            .body
            .contains(&format!("{first}/archivos"))
    );
    let third = visitor.begin(&[("politica", "gobierno-digital"), ("clase", "reporte"), ("corte", "2026-11-30")]);
    let _ = visitor.upload(&format!("{third}/archivos"), &[("copia.csv", CSV)]).location();
    let told = "«copia.csv» ya está en otro borrador: «Avance del PETI»";
    visitor.get(&format!("{third}/archivos")).expect(200).says(&[told]);
    let _ = visitor.post(&format!("{third}/datos"), &[said[0], ("corte", "2026-11-30")]).location();
    visitor.get(&format!("{third}/revision")).expect(200).says(&["no impide enviar", told]);
    // One that was sent, and then one that somebody else sent.
    let _ = visitor.post(&format!("{first}/enviar"), &[]).location();
    let sent = "Ya envió otra entrega para este mismo corte, y falta que la incorporen: «Avance del PETI»";
    visitor.get(&format!("{second}/archivos")).expect(200).says(&[sent]);
    let _ = visitor.post(&format!("{first}/descartar"), &[]).location();
    let folder =
        "Ya se envió una entrega para este mismo corte, y falta que la incorporen: gobierno-digital/2026/11/reporte-";
    visitor.get(&format!("{second}/archivos")).expect(200).says(&[folder]);
    // Once it is taken in, it is on its way no more.
    office.repo.git(&["merge", "-q", "--no-edit", &office.branch()]);
    let page = visitor.get(&format!("{second}/archivos")).expect(200);
    assert!(!page.text().contains("falta que la incorporen"), "{}", page.text());
}
