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
    visitor.get(&format!("{draft}/archivos")).expect(200).says(&[&format!("Corrige: {OLD}")]);
    let _ = visitor.upload(&format!("{draft}/archivos"), &[("avance.csv", CSV)]).location();
    let said = visitor.get(&format!("{draft}/datos")).expect(200);
    let said = said.says(&["Qué se corrigió", "Esta entrega queda en el lugar de", "ya respondido"]);
    assert!(said.body.contains("value=\"2026-11-05\" selected"), "the corte of what it corrects: {}", said.body);
    let data = [("titulo", "Avance del PETI"), ("corte", "2026-11-05")];
    let page = visitor.post(&format!("{draft}/datos"), &data).expect(422);
    assert!(page.says(&["Diga qué se corrigió"]).body.contains("href=\"#correccion\""));
    let data = [&data[..], &[("correccion", "Faltaba la tabla de avance")]].concat();
    assert!(visitor.post(&format!("{draft}/datos"), &data).location().ends_with("/revision"));
    let review = visitor.get(&format!("{draft}/revision")).expect(200);
    drop(review.says(&["Todo está en orden", "Corrige", OLD, "Faltaba la tabla de avance"]));
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
