//! What was imported, in words and as JSON.

use std::fmt::Write as _;

use serde::Serialize;

use super::{Cell, Defect, Import, ImportError, RowError, What};
use crate::{
    diagnostic::render::{say, shown_json, wrap},
    messages::{Lang, shown},
    model::raw::QuestionKind,
};

/// The version of the shape.
const VERSION: u32 = 1;
/// Letters shown of a name or a text of the spreadsheet.
const SHOWN: usize = 120;
/// Defects of one kind that people are shown; the rest are counted, and JSON has them all.
const EACH: usize = 12;

/// What was imported and what looks wrong, at most `width` columns wide (taken as at least 60 and at most 120).
pub fn human(import: &Import, width: usize, lang: Lang) -> String {
    let width = width.clamp(60, 120);
    let mut out = String::new();
    for line in totals(import, lang).iter().flat_map(|line| wrap(line, width)) {
        let _ = writeln!(out, "{line}");
    }
    let defects = &import.defects;
    let count = defects.len();
    let heading = match count {
        0 => say!(
            lang,
            "El libro no tiene defectos de los que se buscan.",
            "The workbook has none of the defects looked for."
        ),
        1 => say!(
            lang,
            "Un defecto del libro; no se corrigió nada más que espacios:",
            "One defect of the workbook; only spaces were put right:"
        ),
        _ => say!(
            lang,
            "Defectos del libro: {count}; no se corrigió nada más que espacios:",
            "Defects of the workbook: {count}; only spaces were put right:"
        ),
    };
    let _ = writeln!(out, "\n{heading}");
    let mut kinds: Vec<Vec<&Defect>> = vec![Vec::new(); KINDS];
    for defect in defects {
        kinds[rank(&defect.what)].push(defect);
    }
    for same in kinds {
        for text in lines(&same, lang) {
            for (at, line) in wrap(&text, width - 4).iter().enumerate() {
                let _ = writeln!(out, "{}{line}", if at == 0 { "  - " } else { "    " });
            }
        }
    }
    out
}

/// How many kinds of defects there are, and which is told first: what changes an answer before what is only untidy.
const KINDS: usize = 10;

fn rank(what: &What) -> usize {
    match what {
        What::CodeRepeated { .. } => 0,
        What::TextRepeated { .. } => 1,
        What::OptionsMissing { .. } => 2,
        What::OptionsUnexpected { .. } => 3,
        What::OptionsToTheEdge { .. } => 4,
        What::OptionRepeated { .. } | What::OptionGap { .. } => 5,
        What::TotalDiffers { .. } => 6,
        What::WordBroken { .. } => 7,
        What::NumberingGap { .. } => 8,
        What::SpacesCleaned { .. } => 9,
    }
}

/// Defects of one kind, a line each; those that are only untidy, in one.
fn lines(same: &[&Defect], lang: Lang) -> Vec<String> {
    let rest = same.len().saturating_sub(EACH);
    if let Some(Defect { what: What::SpacesCleaned { .. }, .. }) = same.first() {
        let count = same.len();
        let cells: Vec<String> = same.iter().take(EACH).map(|defect| cell(&defect.at)).collect();
        let (cells, more) = (cells.join(", "), if rest > 0 { format!("… (+{rest})") } else { String::new() });
        return vec![say!(
            lang,
            "textos con espacios dobles, saltos de línea o caracteres invisibles, importados con espacios sencillos: {count} ({cells}{more})",
            "texts with several spaces, line breaks or invisible characters, imported with single spaces: {count} ({cells}{more})"
        )];
    }
    let mut lines: Vec<String> =
        same.iter().take(EACH).map(|defect| format!("{}: {}", cell(&defect.at), what(&defect.what, lang))).collect();
    lines.extend((rest > 0).then(|| {
        say!(
            lang,
            "… y {rest} más como este (todos, con `--format json`)",
            "… and {rest} more like it (all of them with `--format json`)"
        )
    }));
    lines
}

fn totals(import: &Import, lang: Lang) -> Vec<String> {
    let totals = &import.totals;
    let (questions, rows, options, cells) = (totals.questions, totals.rows, totals.options, totals.option_cells);
    let mut lines = vec![say!(
        lang,
        "Preguntas importadas: {questions} de {rows} filas; opciones: {options} de {cells} casillas.",
        "Questions imported: {questions} of {rows} rows; options: {options} of {cells} cells."
    )];
    let kinds: Vec<String> = totals.of_kind.iter().map(|(of, count)| format!("{} {count}", kind(*of, lang))).collect();
    let kinds = kinds.join(", ");
    lines.push(say!(lang, "Por tipo: {kinds}.", "By type: {kinds}."));
    let (exclusive, text, (evidence, of)) = (totals.exclusive, totals.asking_text, totals.asking_evidence);
    lines.push(say!(
        lang,
        "Opciones excluyentes: {exclusive}; que piden un texto: {text}; que piden evidencia: {evidence}, de {of} preguntas.",
        "Options that exclude the others: {exclusive}; that ask for a text: {text}; that ask for evidence: {evidence}, of {of} questions."
    ));
    let owned: usize = totals.of_policy.values().sum();
    let policies = totals.of_policy.len();
    lines.push(say!(
        lang,
        "Con política, por el prefijo del código: {owned}, de {policies} políticas.",
        "With a policy, by the prefix of the code: {owned}, of {policies} policies."
    ));
    if !totals.of_none.is_empty() {
        let none: Vec<String> = totals.of_none.iter().map(|(prefix, count)| format!("{prefix} {count}")).collect();
        let none = none.join(", ");
        lines.push(say!(
            lang,
            "De ninguna política del modelo: {none}. Si alguno es de una, escriba su prefijo en el catálogo del modelo.",
            "Of no policy of the model: {none}. Where one is, write its prefix in the catalogue of the model."
        ));
    }
    lines
}

/// The name of a type of question.
pub(in crate::furag) fn kind(kind: QuestionKind, lang: Lang) -> String {
    match kind {
        QuestionKind::SingleChoice => say!(lang, "selección única", "single choice"),
        QuestionKind::MultipleChoice => say!(lang, "selección múltiple", "multiple choice"),
        QuestionKind::MultipleNumeric => say!(lang, "múltiple numérica", "a number for each option"),
        QuestionKind::OpenNumeric => say!(lang, "abierta numérica", "a number"),
        QuestionKind::OpenText => say!(lang, "abierta de texto", "a text"),
        QuestionKind::Matrix => say!(lang, "matricial", "matrix"),
    }
}

fn cell(cell: &Cell) -> String {
    shown(&cell.0, SHOWN)
}

fn what(what: &What, lang: Lang) -> String {
    let text = |text: &str| shown(text, SHOWN);
    match what {
        What::CodeRepeated { code, first } => {
            let (code, first) = (text(code), cell(first));
            say!(
                lang,
                "el código {code} ya está en {first}; esta fila NO se importó. Pregunte cuál es el código correcto y corrija el libro",
                "code {code} is in {first} already; this row was NOT imported. Ask which code is right and put the workbook right"
            )
        }
        What::TextRepeated { code, of } => {
            let (code, of) = (text(code), text(of));
            say!(lang, "{code} pregunta lo mismo que {of}", "{code} asks the same as {of}")
        }
        What::OptionRepeated { code, options } => {
            let options: Vec<String> = options.iter().map(ToString::to_string).collect();
            let (code, options) = (text(code), options.join(", "));
            say!(lang, "{code}: las opciones {options} dicen lo mismo", "{code}: options {options} say the same")
        }
        What::OptionGap { code } => {
            let code = text(code);
            say!(
                lang,
                "{code}: hay casillas vacías entre las opciones; se numeran sin contarlas",
                "{code}: there are empty cells between the options; they are numbered without them"
            )
        }
        What::OptionsToTheEdge { code, columns } => {
            let code = text(code);
            say!(
                lang,
                "{code}: llena las {columns} columnas de opciones; puede que el libro haya cortado otras. Compare con el aplicativo",
                "{code}: it fills all {columns} columns of options; the workbook may have cut off others. Compare with the form"
            )
        }
        What::OptionsMissing { code } => {
            let code = text(code);
            say!(lang, "{code}: es de escoger y no tiene opciones", "{code}: there is nothing to choose from")
        }
        What::OptionsUnexpected { code, count } => {
            let code = text(code);
            say!(lang, "{code}: es abierta y tiene opciones ({count})", "{code}: it is open and has options ({count})")
        }
        What::NumberingGap { prefix, missing } => {
            let runs: Vec<String> = missing.iter().map(|(first, last)| run(*first, *last)).collect();
            let (prefix, runs) = (text(prefix), runs.join(", "));
            say!(
                lang,
                "{prefix}: la numeración salta; no están {runs}",
                "{prefix}: the numbers have gaps; {runs} are not there"
            )
        }
        What::TotalDiffers { highest, rows } => say!(
            lang,
            "la última pregunta es la número {highest} y hay {rows} filas",
            "the last question is number {highest} and there are {rows} rows"
        ),
        What::WordBroken { code, parts } => {
            let (code, parts) = (text(code), text(parts));
            say!(lang, "{code}: palabra cortada: «{parts}»", "{code}: broken word: “{parts}”")
        }
        What::SpacesCleaned { code } => {
            let code = text(code);
            say!(
                lang,
                "{code}: espacios dobles, saltos de línea o caracteres invisibles; se importó con espacios sencillos",
                "{code}: several spaces, line breaks or invisible characters; it was imported with single spaces"
            )
        }
    }
}

fn run(first: u16, last: u16) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// Why a spreadsheet was not imported, and what to do.
pub fn refusal(error: &ImportError, lang: Lang) -> (String, Option<String>) {
    let names = |names: &[String]| {
        names.iter().take(10).map(|name| format!("«{}»", shown(name, 60))).collect::<Vec<_>>().join(", ")
    };
    match error {
        ImportError::TooLarge => (
            say!(lang, "el libro pesa más de 16 MiB", "the workbook is larger than 16 MiB"),
            Some(say!(
                lang,
                "deje en él solo la hoja de las preguntas",
                "leave only the sheet with the questions in it"
            )),
        ),
        ImportError::NotAWorkbook(found) => {
            let found = found.map_or(String::new(), |found| {
                let found = match lang {
                    Lang::Es => found.name_es(),
                    Lang::En => found.mime(),
                };
                say!(lang, " (por dentro es {found})", " (inside it is {found})")
            });
            (
                say!(lang, "no es un libro de Excel (XLSX){found}", "it is no Excel workbook (XLSX){found}"),
                Some(say!(
                    lang,
                    "ábralo en Excel o LibreOffice y guárdelo como XLSX",
                    "open it in Excel or LibreOffice and save it as XLSX"
                )),
            )
        }
        ImportError::NotOpened(why) => {
            let why = why.code();
            (
                say!(
                    lang,
                    "el libro no se abre: está dañado, cifrado o desborda ({why})",
                    "the workbook is not opened: it is damaged, encrypted or overflows ({why})"
                ),
                Some(say!(
                    lang,
                    "pida una copia sin contraseña, o guárdelo de nuevo desde Excel",
                    "ask for a copy without a password, or save it again from Excel"
                )),
            )
        }
        ImportError::Unreadable(detail) => {
            let detail = shown(detail, 200);
            (
                say!(lang, "no se pudo leer el libro ({detail})", "the workbook could not be read ({detail})"),
                Some(say!(
                    lang,
                    "ábralo en Excel o LibreOffice y guárdelo como XLSX",
                    "open it in Excel or LibreOffice and save it as XLSX"
                )),
            )
        }
        ImportError::TooMuch(_) => (
            say!(
                lang,
                "el libro tiene más de lo que se lee: 50 hojas, 5000 filas, 500 columnas u 8 MiB de texto por hoja",
                "the workbook has more than is read: 50 sheets, 5,000 rows, 500 columns or 8 MiB of text in a sheet"
            ),
            Some(say!(lang, "deje en él solo las preguntas", "leave only the questions in it")),
        ),
        ImportError::NoSheet { given, sheets } => {
            let (given, sheets) = (shown(given, 60), names(sheets));
            (
                say!(lang, "no hay una hoja «{given}»", "there is no sheet “{given}”"),
                Some(say!(lang, "las hojas son {sheets}", "the sheets are {sheets}")),
            )
        }
        ImportError::NoQuestions { sheets } => {
            let sheets = names(sheets);
            (
                say!(
                    lang,
                    "ninguna hoja tiene los títulos «Código», «Pregunta» y «Tipo de pregunta» ({sheets})",
                    "no sheet has the headings «Código», «Pregunta» and «Tipo de pregunta» ({sheets})"
                ),
                Some(say!(
                    lang,
                    "los títulos van en una de las primeras 20 filas; las opciones, en columnas «Opción 1», «Opción 2»…",
                    "the headings are in one of the first 20 rows; the options in columns «Opción 1», «Opción 2»…"
                )),
            )
        }
        ImportError::SeveralSheets { sheets } => {
            let sheets = names(sheets);
            (
                say!(lang, "varias hojas tienen preguntas: {sheets}", "several sheets have questions: {sheets}"),
                Some(say!(lang, "diga cuál con `--sheet`", "say which with `--sheet`")),
            )
        }
        ImportError::MissingColumns { sheet, missing } => {
            let sheet = shown(sheet, 60);
            let missing: Vec<String> = missing.iter().map(|name| format!("«{name}»")).collect();
            let missing = missing.join(", ");
            (
                say!(
                    lang,
                    "a la hoja «{sheet}» le falta la columna {missing}",
                    "sheet “{sheet}” lacks the column {missing}"
                ),
                Some(say!(
                    lang,
                    "los títulos son «Código», «Pregunta», «Tipo de pregunta» y «Opción 1»…",
                    "the headings are «Código», «Pregunta», «Tipo de pregunta» and «Opción 1»…"
                )),
            )
        }
        ImportError::Rows(rows) => {
            let count = rows.len();
            let all: Vec<String> =
                rows.iter().take(10).map(|(at, why)| format!("\n  {}: {}", cell(at), row(why, lang))).collect();
            let (all, more) =
                (all.concat(), if count > 10 { format!("\n  … (+{})", count - 10) } else { String::new() });
            (
                say!(
                    lang,
                    "hay filas que no son preguntas, y no se importó ninguna:{all}{more}",
                    "some rows are no questions, and none was imported:{all}{more}"
                ),
                Some(say!(
                    lang,
                    "corrija esas casillas en el libro y vuelva a importarlo",
                    "put those cells right in the workbook and import it again"
                )),
            )
        }
        ImportError::Empty(sheet) => {
            let sheet = shown(sheet, 60);
            (
                say!(
                    lang,
                    "la hoja «{sheet}» no tiene preguntas debajo de los títulos",
                    "sheet “{sheet}” has no questions below the headings"
                ),
                None,
            )
        }
        ImportError::CatalogueTooLarge => (
            say!(
                lang,
                "el cuestionario no cabe en un catálogo (4 MiB)",
                "the questionnaire does not fit in a catalogue (4 MiB)"
            ),
            None,
        ),
    }
}

fn row(error: &RowError, lang: Lang) -> String {
    match error {
        RowError::Code(given) if given.is_empty() => say!(lang, "falta el código", "the code is missing"),
        RowError::Code(given) => {
            let given = shown(given, 40);
            say!(lang, "«{given}» no es un código como GTH200 o EMI08", "“{given}” is no code such as GTH200 or EMI08")
        }
        RowError::NoText => say!(lang, "falta el texto de la pregunta", "the text of the question is missing"),
        RowError::TextTooLong => say!(lang, "el texto pasa de 2000 caracteres", "the text has over 2,000 characters"),
        RowError::Kind(given) if given.is_empty() => say!(lang, "falta el tipo", "the type is missing"),
        RowError::Kind(given) => {
            let given = shown(given, 40);
            say!(
                lang,
                "«{given}» no es un tipo: selección única, selección múltiple, múltiple numérica, abierta numérica, abierta texto o matricial",
                "“{given}” is no type: selección única, selección múltiple, múltiple numérica, abierta numérica, abierta texto or matricial"
            )
        }
    }
}

#[derive(Serialize)]
struct Document<'a> {
    defects: &'a [Defect],
    questionnaire: String,
    totals: &'a super::Totals,
    version: u32,
}

/// The counts and the defects as JSON (version 1).
pub fn json(import: &Import) -> String {
    let questionnaire = format!("furag-{:04}", import.questionnaire.year.get());
    let document = Document { defects: &import.defects, questionnaire, totals: &import.totals, version: VERSION };
    let text = serde_json::to_string_pretty(&document).expect("texts and numbers are JSON");
    shown_json(&text) + "\n"
}
