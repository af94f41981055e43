use rust_xlsxwriter::Workbook;

use super::*;
use crate::messages::Lang;

const HEADINGS: [&str; 6] = ["ID", "Código", "Pregunta 2025", "Tipo de pregunta", "Opción 1", "Opción 2"];

/// A workbook with one sheet.
fn book(name: &str, rows: &[&[&str]]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(name).unwrap();
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells.iter().enumerate().filter(|(_, text)| !text.is_empty()) {
            sheet.write_string(u32::try_from(row).unwrap(), u16::try_from(column).unwrap(), *text).unwrap();
        }
    }
    book.save_to_buffer().unwrap()
}

fn questions(rows: &[[&str; 6]]) -> Vec<u8> {
    let rows: Vec<&[&str]> = std::iter::once(&HEADINGS[..]).chain(rows.iter().map(|row| &row[..])).collect();
    book("Preguntas", &rows)
}

fn imported(bytes: &[u8]) -> Result<Import, ImportError> {
    named(bytes, None)
}

fn named(bytes: &[u8], sheet: Option<&str>) -> Result<Import, ImportError> {
    let year = Year::try_from(2025).unwrap();
    import(bytes, &Request { name: "preguntas.xlsx", year, sheet, model: None })
}

fn defects(rows: &[[&str; 6]]) -> Vec<(String, What)> {
    let found = imported(&questions(rows)).unwrap().defects;
    found.into_iter().map(|defect| (defect.at.0, defect.what)).collect()
}

const GOOD: [&str; 6] =
    ["1", "GTH200", "¿La entidad tiene un plan?", "Selección única", "Sí, y cuenta con las evidencias:", "No"];

#[test]
fn a_question_is_imported_with_its_marks() {
    let many = ["2", "GTH201", "La entidad:", "Selección  múltiple", "Otra. ¿Cuál?:", "Ninguna de las anteriores"];
    let number = ["3", "GTH202", "¿Cuántos?", "Selección múltiple numérica", "Asesor:", "Técnico:"];
    let import = imported(&questions(&[GOOD, many, number])).unwrap();
    let questions = &import.questionnaire.questions;
    let marks = |at: usize, option: usize| {
        let option = &questions[at].options[option];
        (option.exclusive, option.asks_text, option.asks_evidence)
    };
    assert_eq!([questions[0].kind, questions[1].kind], [QuestionKind::SingleChoice, QuestionKind::MultipleChoice]);
    assert_eq!([marks(0, 0), marks(0, 1)], [(false, true, true), (false, false, false)]);
    assert_eq!([marks(1, 0), marks(1, 1)], [(false, true, false), (true, false, false)]);
    assert_eq!((questions[2].kind, marks(2, 0)), (QuestionKind::MultipleNumeric, (false, false, false)));
    let totals = &import.totals;
    assert_eq!((totals.questions, totals.rows, totals.options, totals.option_cells), (3, 3, 6, 6));
    assert_eq!((totals.exclusive, totals.asking_text, totals.asking_evidence), (1, 2, (1, 1)));
    // Two columns of options are all filled: that alone is told.
    assert!(import.defects.iter().all(|defect| matches!(defect.what, What::OptionsToTheEdge { columns: 2, .. })));
    let written = yaml(&import.questionnaire).unwrap();
    assert!(
        written.starts_with("# yaml-language-server: $schema=") && written.contains("- codigo: GTH200\n"),
        "{written}"
    );
}

#[test]
fn a_policy_owns_the_questions_of_its_prefix() {
    let catalogue = include_bytes!("../../../policies/catalogo/mipg-v6.yaml");
    let document = yaml::read(catalogue, &yaml::Limits::CATALOGUE).unwrap();
    let mut model: ModelCatalogue = yaml::decode(document.tree()).unwrap();
    let year = Year::try_from(2025).unwrap();
    let bytes = questions(&[GOOD, ["2", "PER200", "¿Considera?", "Abierta texto", "", ""]]);
    let of = |model: &ModelCatalogue| {
        let request = Request { name: "p.xlsx", year, sheet: None, model: Some(model) };
        let import = import(&bytes, &request).unwrap();
        let policies = import.questionnaire.questions.iter().map(|one| one.policy.as_ref().map(ToString::to_string));
        (policies.collect::<Vec<_>>(), import.totals.of_none)
    };
    let none = BTreeMap::from([("PER".to_owned(), 1)]);
    assert_eq!(of(&model), (vec![Some("talento-humano".to_owned()), None], none));
    // Of two policies with one prefix, neither is said.
    let prefixes = model.policies[0].prefixes.clone();
    let mut policies: Vec<_> = Vec::from(model.policies.clone());
    policies[1].prefixes.extend(prefixes);
    model.policies = policies.try_into().unwrap();
    assert_eq!(of(&model).0, [None, None]);
}

#[test]
fn defects_are_listed_where_they_are() {
    let second = |code, text| ["2", code, text, "Selección única", "Sí", ""];
    let what = |rows: &[[&str; 6]]| -> Vec<(String, What)> {
        let found = defects(rows);
        found.into_iter().filter(|(_, what)| !matches!(what, What::OptionsToTheEdge { .. })).collect()
    };
    let at = |cell: &str| format!("Preguntas!{cell}");
    assert_eq!(what(&[GOOD, second("GTH201", "¿Otra?")]), []);
    let (code, first) = ("GTH200".to_owned(), Cell(at("B2")));
    assert_eq!(what(&[GOOD, second("GTH200", "¿Otra?")]), [(at("B3"), What::CodeRepeated { code, first })]);
    let repeated = What::TextRepeated { code: "GTH201".to_owned(), of: "GTH200".to_owned() };
    assert_eq!(what(&[GOOD, second("GTH201", "¿La entidad  tiene un PLAN?")])[0], (at("C3"), repeated));
    let gap = What::NumberingGap { prefix: "GTH".to_owned(), missing: vec![(201, 202)] };
    assert_eq!(what(&[GOOD, second("GTH203", "¿Otra?")]), [(at("B2"), gap)]);
    let code = || "GTH201".to_owned();
    let same = ["2", "GTH201", "¿Otra?", "Selección única", "Sí", "SÍ"];
    assert_eq!(what(&[GOOD, same]), [(at("F3"), What::OptionRepeated { code: code(), options: vec![1, 2] })]);
    let hole = ["2", "GTH201", "¿Otra?", "Selección única", "", "Sí"];
    assert_eq!(what(&[GOOD, hole]), [(at("E3"), What::OptionGap { code: code() })]);
    let open = ["2", "GTH201", "¿Otra?", "Abierta texto", "Sí", ""];
    assert_eq!(what(&[GOOD, open]), [(at("E3"), What::OptionsUnexpected { code: code(), count: 1 })]);
    let none = ["2", "GTH201", "¿Otra?", "Matricial", "", ""];
    assert_eq!(what(&[GOOD, none]), [(at("B3"), What::OptionsMissing { code: code() })]);
    let total = ["5", "GTH201", "¿Otra?", "Abierta texto", "", ""];
    assert_eq!(what(&[GOOD, total]), [(at("A3"), What::TotalDiffers { highest: 5, rows: 2 })]);
    let untidy = second("GTH201", "¿La\u{a0}otra?");
    assert_eq!(what(&[GOOD, untidy]), [(at("C3"), What::SpacesCleaned { code: code() })]);
    let hyphen = second("GTH201", "¿La direcciona- miento?");
    let parts = |parts: &str| What::WordBroken { code: code(), parts: parts.to_owned() };
    assert_eq!(what(&[GOOD, hyphen]), [(at("C3"), parts("direcciona- miento"))]);
    let rows = [
        GOOD,
        second("GTH201", "¿La insti tución?"),
        ["3", "GTH202", "La institución y otra institución", "Abierta texto", "", ""],
    ];
    assert_eq!(what(&rows), [(at("C3"), parts("insti tución"))]);
}

#[test]
fn a_code_in_two_rows_leaves_the_second_out_and_says_so() {
    let again = ["2", "GTH200", "¿Otra?", "Abierta texto", "", ""];
    let import = imported(&questions(&[GOOD, again])).unwrap();
    assert_eq!((import.totals.questions, import.totals.rows), (1, 2));
    let shown = human(&import, 80, Lang::Es);
    let shown = shown.replace("\n    ", " ");
    assert!(shown.contains("1 de 2 filas") && shown.contains("NO se importó"), "{shown}");
}

#[test]
fn rows_that_are_no_questions_refuse_the_whole() {
    let bad = ["2", "GTH 1", "", "Selección rara", "Sí", ""];
    let Err(ImportError::Rows(rows)) = imported(&questions(&[GOOD, bad])) else { panic!() };
    let at = |cell: &str| Cell(format!("Preguntas!{cell}"));
    let expected = [
        (at("B3"), RowError::Code("GTH 1".to_owned())),
        (at("D3"), RowError::Kind("Selección rara".to_owned())),
        (at("C3"), RowError::NoText),
    ];
    assert_eq!(rows, expected);
    let long = "x".repeat(2_001);
    let long = ["2", "GTH201", &long, "Abierta texto", "", ""];
    assert_eq!(imported(&questions(&[long])), Err(ImportError::Rows(vec![(at("C2"), RowError::TextTooLong)])));
    let fits = "x".repeat(2_000);
    let fits = ["2", "GTH201", &fits, "Abierta texto", "", ""];
    assert!(imported(&questions(&[fits])).is_ok());
}

#[test]
fn what_is_no_questionnaire_is_refused() {
    assert_eq!(imported(b""), Err(ImportError::NotAWorkbook(None)));
    assert_eq!(imported(b"%PDF-1.4"), Err(ImportError::NotAWorkbook(Some(Format::Pdf))));
    let other = book("Hoja1", &[&["Nombre", "Cargo"], &["a", "b"]]);
    assert_eq!(imported(&other), Err(ImportError::NoQuestions { sheets: vec!["Hoja1".to_owned()] }));
    let lacking = book("Hoja1", &[&["Código", "Pregunta"], &["GTH200", "¿Sí?"]]);
    let missing = ImportError::MissingColumns { sheet: "Hoja1".to_owned(), missing: vec!["Tipo de pregunta"] };
    assert_eq!(imported(&lacking), Err(missing));
    assert_eq!(imported(&questions(&[])), Err(ImportError::Empty("Preguntas".to_owned())));
    let whole = questions(&[GOOD]);
    assert!(imported(&whole[..whole.len() / 2]).is_err());
    assert_eq!(imported(&vec![b'P'; BYTES + 1]), Err(ImportError::TooLarge));
    // A cell may claim any place; nothing is set aside for those before it.
    let mut far = Workbook::new();
    let _ = far.add_worksheet().write_string(1_048_575, 16_383, "lejos").unwrap();
    assert_eq!(imported(&far.save_to_buffer().unwrap()), Err(ImportError::TooMuch("rows")));
}

#[test]
fn the_sheet_is_found_or_named() {
    let mut book = Workbook::new();
    for (name, code) in [("Portada", None), ("Preguntas", Some("GTH200")), ("Otras", Some("GTH201"))] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        let Some(code) = code else { continue };
        // The headings need not be in the first row.
        for (column, text) in (0..).zip(HEADINGS) {
            sheet.write_string(2, column, text).unwrap();
        }
        for (column, text) in (0..).zip(["1", code, "¿Sí?", "Abierta texto"]) {
            sheet.write_string(3, column, text).unwrap();
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    let several = ImportError::SeveralSheets { sheets: vec!["Preguntas".to_owned(), "Otras".to_owned()] };
    assert_eq!(imported(&bytes), Err(several));
    let import = named(&bytes, Some("otras")).unwrap();
    assert_eq!(import.questionnaire.questions[0].code.as_str(), "GTH201");
    assert!(matches!(named(&bytes, Some("Otra")), Err(ImportError::NoSheet { .. })));
    assert!(matches!(named(&bytes, Some("Portada")), Err(ImportError::MissingColumns { .. })));
}
