//! Correcting what was handed in: another submission that takes its place.

use crate::support::{office::Office, visitor::Visitor};

const OLD: &str = "gobierno-digital/2026/11/reporte-1f3a";
const CSV: &[u8] = b"politica,avance\ngobierno-digital,64\nintegridad,41\n";

#[test]
fn what_was_handed_in_is_replaced_and_the_reason_is_said() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let page = visitor.get("/politica?p=gobierno-digital").expect(200);
    let page = page.says(&["Corregir lo que ya se entregó", OLD, "Corregir esta entrega"]);
    assert!(page.body.contains(&format!("name=\"reemplaza\" value=\"{OLD}\"")), "{}", page.body);
    let draft = visitor.begin(&[("reemplaza", OLD)]);
    let left = "no van en la corrección: avance.csv, acta.txt. Súbalos también si siguen valiendo";
    visitor.get(&format!("{draft}/archivos")).expect(200).says(&[&format!("Corrige: {OLD}"), left]);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("Avance.CSV", CSV)]).location();
    let left = "no van en la corrección: acta.txt. Súbalos";
    visitor.get(&format!("{draft}/archivos")).expect(200).says(&[left]);
    let said = visitor.get(&format!("{draft}/datos")).expect(200);
    let said = said.says(&["Qué se corrigió", "Esta entrega queda en el lugar de", "ya respondido"]);
    assert!(said.body.contains("value=\"2026-11-05\" selected"), "the corte of what it corrects: {}", said.body);
    let data = [("titulo", "Avance del PETI"), ("corte", "2026-11-05")];
    let page = visitor.post(&format!("{draft}/datos"), &data).expect(422);
    assert!(page.says(&["Diga qué se corrigió"]).body.contains("href=\"#correccion\""));
    let data = [&data[..], &[("correccion", "Faltaba la tabla de avance")]].concat();
    assert!(visitor.post(&format!("{draft}/datos"), &data).location().ends_with("/revision"));
    let review = visitor.get(&format!("{draft}/revision")).expect(200);
    drop(review.says(&["Se puede enviar", left, "Corrige", OLD, "Faltaba la tabla de avance"]));
    assert!(visitor.post(&format!("{draft}/enviar"), &[]).location().ends_with("/enviada"));
    let manifest = office.manifest(&office.branch());
    for expected in [&format!("entrega: {OLD}\n"), "motivo: Faltaba la tabla de avance\n"] {
        assert!(manifest.contains(expected), "{expected} in {manifest}");
    }
    let page = visitor.get("/politica?p=gobierno-digital").expect(200).says(&["Corrección empezada o enviada"]);
    assert!(!page.body.contains(&format!("value=\"{OLD}\"")), "{}", page.body);
}

#[test]
fn what_is_not_in_force_is_not_corrected() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    for path in ["gobierno-digital/2026/11/reporte-0000", "../../etc/passwd", ""] {
        let page = visitor.post("/borradores", &[("reemplaza", path)]).expect(409);
        drop(page.says(&["Esa entrega ya no se puede corregir"]));
    }
    // It was replaced while the draft was being made.
    let draft = visitor.begin(&[("reemplaza", OLD)]);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", CSV)]).location();
    let said = [("titulo", "Avance del PETI"), ("corte", "2026-11-05"), ("correccion", "Faltaba la tabla de avance")];
    assert!(visitor.post(&format!("{draft}/datos"), &said).location().ends_with("/revision"));
    let second = visitor.begin(&[("reemplaza", OLD)]);
    let _ = visitor.upload(&format!("{second}/archivos"), &[("otra.csv", b"a,b\n1,2\n3,4\n")]).location();
    let _ = visitor.post(&format!("{second}/datos"), &said).location();
    assert!(visitor.post(&format!("{second}/enviar"), &[]).location().ends_with("/enviada"));
    let branch = office.branch();
    office.repo.git(&["merge", "-q", "--no-edit", &branch]);
    let page = visitor.get(&format!("{draft}/revision")).expect(422);
    drop(page.says(&["La entrega que esta corrige ya no se puede reemplazar"]));
    visitor.post(&format!("{draft}/enviar"), &[]).expect(422).says(&["Falta corregir"]);
}

/// Who receives loads a correction that came by SIGOB, with its number and its hour.
#[test]
fn a_correction_that_came_by_sigob_is_loaded_with_its_number() {
    let office = Office::new();
    let visitor = Visitor::of(office.repo.path());
    let subject = "Información Para Repositorio MIPG_ Política GOBIERNO DIGITAL _SEPTIEMBRE de 2026";
    let row = format!("AMC-OFI-0074390-2026\t18/11/2026 4:12 p. m.\t{subject}\n");
    let many: String = (0..4).map(|at| row.replace("0074390", &format!("007439{at}"))).collect();
    let _ = visitor.post("/receptor", &[("lista", &many)]).location();
    let page =
        visitor.get("/receptor").expect(200).says(&["Ver la política", "no tiene en ese mes un corte que falte"]);
    assert!(page.body.contains("name=\"p\" value=\"gobierno-digital\""), "{}", page.body);
    let asked = "registra=receptor&radicado=AMC-OFI-0074393-2026&dia=2026-11-18&hora=16%3A12";
    let page = visitor.get(&format!("/politica?p=gobierno-digital&{asked}")).expect(200);
    assert!(page.body.contains("name=\"radicado\" value=\"AMC-OFI-0074393-2026\""), "{}", page.body);
    let number = ("radicado", "AMC-OFI-0074393-2026");
    let draft = visitor.begin(&[
        ("reemplaza", OLD),
        ("registra", "receptor"),
        number,
        ("dia", "2026-11-18"),
        ("hora", "16:12"),
    ]);
    let page = visitor.get(&format!("{draft}/datos")).expect(200).says(&["Cómo llegó por SIGOB"]);
    assert!(page.body.contains("AMC-OFI-0074393-2026") && page.body.contains("16:12"), "{}", page.body);
}
