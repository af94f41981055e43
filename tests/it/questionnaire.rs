//! `mipg report --import`: the questionnaire of an entity's workbook, into the catalogue.

use std::path::PathBuf;

use ::mipg::{
    furag::import::{self, Request, What},
    model::raw::Year,
};
use rust_xlsxwriter::Workbook;

use crate::support::{
    mipg::{self, Run},
    repo::{self, Repo},
};

const HEADINGS: [&str; 5] = ["ID", "Código", "Pregunta", "Tipo de pregunta", "Opción 1"];

/// A workbook of open questions with these codes and texts, beside the repository.
fn book(repo: &Repo, name: &str, questions: &[(&str, &str)]) -> String {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    for (column, text) in (0..).zip(HEADINGS) {
        sheet.write_string(0, column, text).unwrap();
    }
    for (row, (code, text)) in (1..).zip(questions) {
        for (column, text) in (1..).zip([*code, text, "Abierta texto"]) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let path = beside(repo, name);
    book.save(&path).unwrap();
    path.display().to_string()
}

fn beside(repo: &Repo, name: &str) -> PathBuf {
    repo.path().parent().unwrap().join(name)
}

fn report(repo: &Repo, book: &str, arguments: &[&str]) -> Run {
    mipg::run(repo.path(), &[&["report", "--import", book, "--year", "2026"], arguments].concat())
}

const PLACE: &str = "policies/catalogo/furag-2026.yaml";

#[test]
fn a_workbook_becomes_a_catalogue_that_check_accepts() {
    let repo = repo::base();
    let name = format!("{}.xlsx", repo.path().file_name().unwrap().to_string_lossy());
    let model = "policies/catalogo/mipg-v6.yaml";
    let text = std::fs::read_to_string(repo.file(model)).unwrap();
    let prefix = "prefijos_furag: [{prefijo: GDI, fuente: manual-v6, estado: sin-verificar}], fuente: manual-v6";
    repo.write(
        model,
        text.replacen(
            "fuente: manual-v6, estado: sin-verificar}\n  - {politica: transparencia",
            &format!("{prefix}, estado: sin-verificar}}\n  - {{politica: transparencia"),
            1,
        ),
    );
    let given = book(&repo, &name, &[("GDI200", "¿Qué hizo la entidad?"), ("PER200", "¿Qué opina?")]);
    let run = report(&repo, &given, &[]).expect(0);
    assert!(run.stdout.contains("2 de 2 filas") && run.stdout.contains(PLACE), "{}", run.stdout);
    let written = std::fs::read_to_string(repo.file(PLACE)).unwrap();
    assert!(written.contains("codigo: GDI200\n  politica: gobierno-digital\n  texto: "), "{written}");
    assert!(written.contains("codigo: PER200\n  politica: null\n  texto: "), "{written}");
    let _ = mipg::run(repo.path(), &["check"]).expect(0);
    // Again it is the same, and another is not put in its place unasked.
    let _ = report(&repo, &given, &["--format", "json"]).expect(0);
    let other = book(&repo, &name, &[("GDI201", "¿Y ahora?")]);
    assert!(report(&repo, &other, &[]).expect(2).stderr.contains("--reemplazar"));
    assert_eq!(std::fs::read_to_string(repo.file(PLACE)).unwrap(), written);
    let _ = report(&repo, &other, &["--reemplazar"]).expect(0);
    assert!(std::fs::read_to_string(repo.file(PLACE)).unwrap().contains("GDI201"));
    std::fs::remove_file(&given).unwrap();
}

#[test]
fn a_row_left_out_is_told_with_its_own_code() {
    let repo = repo::base();
    let name = format!("{}.xlsx", repo.path().file_name().unwrap().to_string_lossy());
    let given = book(&repo, &name, &[("GDI200", "¿Qué hizo?"), ("GDI200", "¿Qué no hizo?")]);
    let json = report(&repo, &given, &["--format", "json"]).expect(1).json();
    assert_eq!((&json["totals"]["questions"], &json["totals"]["rows"]), (&1.into(), &2.into()));
    assert_eq!(
        (&json["defects"][0]["defect"], &json["defects"][0]["cell"]),
        (&"code-repeated".into(), &"Sheet1!B3".into())
    );
    std::fs::remove_file(&given).unwrap();
}

#[test]
fn what_is_no_questionnaire_writes_nothing() {
    let repo = repo::base();
    let name = format!("{}.xlsx", repo.path().file_name().unwrap().to_string_lossy());
    let empty = book(&repo, &name, &[]);
    assert!(report(&repo, &empty, &[]).expect(3).stderr.contains("no tiene preguntas"));
    let bad = book(&repo, &name, &[("GDI-1", "¿Qué?")]);
    let run = report(&repo, &bad, &[]).expect(3);
    assert!(run.stderr.contains("Sheet1!B2") && run.stderr.contains("GTH200"), "{}", run.stderr);
    std::fs::write(&bad, "no es un libro").unwrap();
    assert!(report(&repo, &bad, &[]).expect(3).stderr.contains("XLSX"));
    assert!(report(&repo, "/no/existe.xlsx", &[]).expect(3).stdout.is_empty());
    assert!(report(&repo, ".", &[]).expect(2).stderr.contains("no es un archivo"));
    assert!(mipg::run(repo.path(), &["report", "--import", &bad, "--year", "26"]).expect(2).stdout.is_empty());
    assert!(!repo.file(PLACE).exists());
    std::fs::remove_file(&bad).unwrap();
}

#[test]
fn the_real_questionnaire_is_imported_whole() {
    let folder = std::env::var_os("MIPG_DATA")
        .map_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/data")), PathBuf::from);
    let path = folder.join("furag-2025/preguntas.xlsx");
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is not here", path.display());
        return;
    };
    let year = Year::try_from(2025).unwrap();
    let request = Request { name: "preguntas.xlsx", year, sheet: None, model: None };
    let import = import::import(&bytes, &request).unwrap();
    // Counted by openpyxl.
    let totals = &import.totals;
    assert_eq!((totals.questions, totals.rows, totals.options, totals.option_cells), (423, 423, 2_095, 2_095));
    let kinds: Vec<usize> = totals.of_kind.values().copied().collect();
    assert_eq!(kinds, [163, 229, 18, 7, 5, 1]);
    assert_eq!((totals.of_none["GDI"], totals.of_none["EMI"], totals.of_none.len()), (65, 27, 19));
    let count = |is: fn(&What) -> bool| import.defects.iter().filter(|defect| is(&defect.what)).count();
    assert_eq!(count(|what| matches!(what, What::OptionsToTheEdge { .. })), 6);
    assert_eq!(count(|what| matches!(what, What::CodeRepeated { .. } | What::WordBroken { .. })), 0);
    let repeated: Vec<&str> = import
        .defects
        .iter()
        .filter(|one| matches!(one.what, What::OptionRepeated { .. }))
        .map(|one| one.at.0.as_str())
        .collect();
    assert!(!repeated.is_empty() && repeated.iter().all(|cell| cell.ends_with("381")), "{repeated:?}");
    let written = import::yaml(&import.questionnaire).unwrap();
    assert!((200_000..400_000).contains(&written.len()), "{}", written.len());
}
