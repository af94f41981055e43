//! A figure that is shown in two places is the same in both, an answer without valid evidence is a yes nowhere, and what is
//! named and does not exist is told.

use calamine::{Data, Reader as _, Xlsx};
use mipg::{
    furag::report::{self, Links, Report},
    model::raw::Year,
};
use serde_json::Value;

use super::*;
use crate::support::mipg::run;

/// Two questions of two options each, of which one does not apply, and one that takes a text.
const FORM: &str = "\
version: 1
vigencia: 2026
fuente: {documento: Cuestionario de prueba}
estado: sin-verificar
importado_de: null
preguntas:
  - codigo: GDI200
    politica: gobierno-digital
    texto: ¿Qué hizo la entidad?
    tipo: seleccion-unica
    opciones: [{texto: Publicó el plan, pide_evidencia: true}, {texto: Lo evaluó, pide_evidencia: true}]
  - codigo: GDI201
    politica: gobierno-digital
    texto: ¿Tiene sede?
    tipo: seleccion-unica
    opciones: [{texto: Propia, pide_evidencia: true}, {texto: Arrendada, pide_evidencia: true}]
  - codigo: TRA200
    politica: transparencia
    texto: ¿Qué publica?
    tipo: seleccion-multiple
    opciones: [{texto: El índice, pide_evidencia: true}, {texto: El registro, pide_evidencia: true}]
  - {codigo: PER200, politica: null, texto: ¿Qué opina?, tipo: abierta-texto, pide_evidencia: true}
";

const NOT: &str = "no_aplica: [{preguntas: [GDI201], motivo: La entidad no tiene sedes}]\n";

/// One file that is valid and one whose bytes are not those of its manifest, named for these questions.
fn repository(good: &str, bad: &str) -> Repo {
    let repo = entity(FORM);
    let gd = "gobierno-digital";
    let (one, _) = hand_in(&repo, gd, "documento-0001", "Plan de prueba", &[File::text("a.txt", "plan\n")], "");
    let wrong = File { stated: b"otra cosa\n", ..File::text("b.txt", "acta\n") };
    let (other, _) = hand_in(&repo, gd, "documento-0002", "Acta de prueba", &[wrong], "criterios: [GD-01]\n");
    supports(&repo, gd, &[(&one, "a.txt", "GD-01", good), (&other, "b.txt", "", bad)], NOT);
    commit(&repo, HANDED_IN);
    repo
}

fn reported(holdings: &Holdings) -> Report<'_> {
    Report::new(holdings, Year::try_from(2026).unwrap(), Lang::Es, Links::of_site("mipg.example.gov.co")).unwrap()
}

fn json(report: &Report<'_>) -> Value {
    serde_json::from_str(&report::json(report)).unwrap()
}

/// The last row of the summary of the workbook, by heading.
fn total(report: &Report<'_>) -> std::collections::BTreeMap<String, String> {
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(report::xlsx(report).unwrap())).unwrap();
    let sheet = book.worksheet_range("Resumen").unwrap();
    let text = |cell: &Data| match cell {
        Data::String(text) => text.clone(),
        Data::Float(number) => number.to_string(),
        _ => String::new(),
    };
    let rows: Vec<Vec<String>> = sheet.rows().map(|row| row.iter().map(text).collect()).collect();
    let heading = rows.iter().find(|row| row[0] == "Política").unwrap();
    heading.iter().cloned().zip(rows.last().unwrap().iter().cloned()).collect()
}

#[test]
fn a_figure_is_the_same_wherever_it_is_shown() {
    let repo = repository("{codigo: GDI200, opciones: [1, 2]}", "");
    let holdings = held(&repo, AS_OF);
    let report = reported(&holdings);
    let (told, book, page, human) =
        (json(&report), total(&report), report::html(&report).unwrap(), report::human(&report, 200));
    let tally = |name: &str| {
        let one = &told["totals"][name];
        (one["valid"].as_u64().unwrap(), one["applicable"].as_u64().unwrap())
    };
    let cell = |name: &str| book[name].parse::<u64>().unwrap_or_else(|_| panic!("{name}: {book:?}"));
    let (criteria, asking, options) = (tally("criteria"), tally("asking"), tally("options"));
    // Two options are valid, and since only one may be marked none is proposed, of the four that apply.
    assert_eq!((options, told["totals"]["proposed"].as_u64()), ((2, 4), Some(0)));
    assert_eq!((cell("Criterios con evidencia válida"), cell("Criterios que aplican")), criteria);
    assert_eq!((cell("Preguntas con evidencia válida"), cell("Preguntas que piden evidencia")), asking);
    assert_eq!((cell("Opciones propuestas"), cell("Opciones que aplican")), (0, options.1));
    let grave = told["grave"].as_u64().unwrap();
    assert_eq!(cell("Brechas"), grave);
    for (what, (count, of)) in [
        ("Criterios con evidencia válida", criteria),
        ("Preguntas que piden evidencia y la tienen", asking),
        ("Opciones", options),
        ("Opciones que se proponen", (0, options.1)),
    ] {
        assert!(human.contains(&format!("{what}: {count} de {of}")), "{what} {human}");
        assert!(page.contains(&format!("{count} de {of}")), "{what}");
    }
    assert!(human.contains(&format!("evidencia válida: {grave}")), "{human}");
    assert!(page.contains(&format!("evidencia válida: {grave}")), "{grave}");
    // The months are the year.
    let months = |key: &str| report_sum(&told["months"], key);
    for key in ["on_time", "late", "missed"] {
        assert_eq!(Some(months(key)), told["deliveries"][key].as_u64(), "{key}");
    }
    // The question of no policy asks for evidence, and is among the gaps of all.
    let own: usize = told["policies"].as_array().unwrap().iter().map(|one| one["gaps"].as_array().unwrap().len()).sum();
    assert!(grave >= 1 && own >= 1);
}

fn report_sum(months: &Value, key: &str) -> u64 {
    months.as_array().unwrap().iter().map(|month| month[key].as_u64().unwrap()).sum()
}

#[test]
fn an_option_without_valid_evidence_is_a_yes_nowhere_and_what_does_not_apply_is_not_zero() {
    let repo = repository("", "{codigo: GDI200, opciones: [1]}, {codigo: GDI201, opciones: [2]}");
    let holdings = held(&repo, AS_OF);
    let report = reported(&holdings);
    let told = json(&report);
    let questions = told["policies"][0]["questions"].as_array().unwrap();
    let proposals = |at: usize| -> Vec<&str> {
        questions[at]["options"].as_array().unwrap().iter().map(|one| one["proposal"].as_str().unwrap()).collect()
    };
    assert_eq!((proposals(0), proposals(1)), (vec!["no-evidence"; 2], vec!["not-applicable"; 2]));
    assert_eq!(told["totals"]["options"]["not_applicable"], 2);
    let (page, table) = (report::html(&report).unwrap(), report::csv(&report));
    assert!(!page.contains("Sí: tiene") && !page.contains("class=\"paste\""), "{page}");
    assert!(!table.contains("Sí: tiene"), "{table}");
    let mut book: Xlsx<_> = Xlsx::new(std::io::Cursor::new(report::xlsx(&report).unwrap())).unwrap();
    for (name, sheet) in book.worksheets() {
        let is_yes = |cell: &Data| matches!(cell, Data::String(text) if text.starts_with("Sí: "));
        assert!(!sheet.rows().flatten().any(is_yes), "{name}");
    }
    // What does not apply has its reason, and is neither 0 nor empty.
    let row = table.lines().find(|row| row.contains("GDI201") && row.contains("opción")).unwrap();
    assert!(row.contains("no aplica") && row.contains("La entidad no tiene sedes"), "{row}");
    // No figure is called by the name of the index: it is named only to say so.
    let human = report::human(&report, 200);
    for text in [&page, &table, &human] {
        for (at, _) in text.match_indices("IDI") {
            let mut from = at.saturating_sub(120);
            while !text.is_char_boundary(from) {
                from -= 1;
            }
            assert!(text[from..at].contains("ninguna cifra de este informe es"), "{}", &text[from..at]);
        }
    }
}

#[test]
fn what_is_named_and_does_not_exist_is_told() {
    let repo = repository("{codigo: GDI200, opciones: [1, 7]}, {codigo: GDI999}", "");
    edit(&repo, "policies/gobierno-digital/soportes-2026.yaml", "GD-01", "GD-77");
    commit(&repo, HANDED_IN);
    let holdings = held(&repo, AS_OF);
    let report = reported(&holdings);
    let told = report.cautions().join("\n");
    for what in ["criterio GD-77", "GDI200 no tiene opción 7", "GDI999 no está en el cuestionario"] {
        assert!(told.contains(what), "{told}");
    }
    assert_eq!(json(&report)["unknown"].as_array().unwrap().len(), 3);
    let rules: Vec<&str> = holdings.report.findings.iter().map(|one| one.finding.rule.id).collect();
    assert!(rules.contains(&"supports-question-unknown") && rules.contains(&"supports-criterion-unknown"), "{rules:?}");
}

#[test]
fn the_page_of_a_policy_tells_the_standing_of_the_report_and_apart_what_manifests_say() {
    let repo = entity(FORM);
    let gd = "gobierno-digital";
    let hint = "criterios: [GD-01]\n";
    let (one, _) = hand_in(&repo, gd, "documento-0001", "Plan nombrado", &[File::text("a.txt", "plan\n")], hint);
    hand_in(&repo, gd, "documento-0002", "Acta que lo dice", &[File::text("b.txt", "acta\n")], hint);
    supports(&repo, gd, &[(&one, "a.txt", "GD-01", "")], "");
    commit(&repo, HANDED_IN);
    drop(run(repo.path(), &["render", "--out", ".git/sitio", "--as-of", AS_OF]));
    let page = std::fs::read_to_string(repo.file(".git/sitio/politicas/gobierno-digital/index.html")).unwrap();
    let from = page.find("id=\"criterios\"").unwrap();
    let section = &page[from..from + page[from..].find("</section>").unwrap()];
    let (named, hinted) = section.split_once("Dice mostrarlo").unwrap_or_else(|| panic!("{section}"));
    assert!(named.contains("<strong>verificada</strong>") && named.contains("Plan nombrado"), "{section}");
    assert!(!named.contains("Acta que lo dice") && hinted.contains("Acta que lo dice"), "{section}");
    assert!(!hinted.contains("Plan nombrado"), "{section}");
    assert!(section.contains("vigencia 2026"), "{section}");
}
