//! The sheet that says what each word of the others means.

use super::{
    page::{Cell, Table},
    tables::headings,
};
use crate::{
    diagnostic::render::say,
    furag::{coverage::Grade, report::words},
    messages::Lang,
};

pub(super) fn dictionary(lang: Lang) -> Table {
    let mut rows: Vec<Vec<Cell>> = Vec::new();
    let grade = say!(lang, "grado", "grade");
    for one in Grade::ALL.into_iter().rev() {
        rows.push([grade.clone(), words::grade(one, lang), words::grade_meaning(one, lang)].map(Cell::Text).into());
    }
    let columns = match lang {
        Lang::Es => COLUMNS_ES,
        Lang::En => COLUMNS_EN,
    };
    rows.extend(columns.into_iter().map(|row| row.map(|text| Cell::Text(text.to_owned())).into()));
    Table {
        title: say!(lang, "Qué quiere decir cada cosa", "What each thing means"),
        lines: vec![Cell::text(words::not_the_index(lang))],
        headings: headings(
            lang,
            ["Qué es", "Palabra", "Significado"],
            ["What it is", "Word", "Meaning"],
            [16, 34, 110],
        ),
        rows,
        has_total: false,
    }
}

const COLUMNS_ES: [[&str; 3]; 11] = [
    ["estado", "sin evidencia", "nadie ha nombrado evidencia en el archivo de soportes; no quiere decir que no exista"],
    ["estado", "no aplica", "la entidad dijo que no le aplica, con su motivo: no está cubierto ni falta, y no es cero"],
    ["columna", "Evidencia válida", "verificada o mejor: lo menos que responde algo"],
    ["columna", "Preguntas que piden evidencia", "las del cuestionario que la piden, enteras o en alguna opción"],
    ["columna", "Opciones propuestas", "las que tienen evidencia válida y se pueden marcar; ninguna sin ella"],
    ["columna", "Brechas", "criterios y preguntas que piden evidencia y no tienen ninguna válida"],
    [
        "columna",
        "% a tiempo",
        "oportunas ÷ vencidas; vencidas son las oportunas, las extemporáneas y las no presentadas",
    ],
    ["columna", "Corte", "el día nominal que fija la regla"],
    ["columna", "Plazo efectivo", "el último día para entregar, corrido si el nominal no es hábil"],
    [
        "columna",
        "Constancia n.º",
        "número de la anotación del registro de integridad que tiene el manifiesto de la entrega",
    ],
    ["columna", "Huella SHA-256", "lo que identifica los bytes del archivo; vacía si el archivo no es público"],
];

const COLUMNS_EN: [[&str; 3]; 11] = [
    ["state", "no evidence", "nobody has named evidence in the file of evidence; it does not mean there is none"],
    ["state", "not applicable", "the entity said so, with its reason: neither covered nor missing, and not zero"],
    ["column", "Valid evidence", "verified or better: the least that answers anything"],
    [
        "column",
        "Questions that ask for evidence",
        "those of the questionnaire that ask for it, whole or in some option",
    ],
    ["column", "Options proposed", "those with valid evidence that may be marked; none without it"],
    ["column", "Gaps", "criteria and questions that ask for evidence and have none that is valid"],
    ["column", "% on time", "on time ÷ due; due is what came on time, late or was missed"],
    ["column", "Due date", "the nominal day that the rule sets"],
    ["column", "Effective deadline", "the last day to hand in, moved where the nominal one is no working day"],
    ["column", "Receipt no.", "number of the entry of the audit trail that has the manifest of the submission"],
    ["column", "SHA-256 digest", "what identifies the bytes of the file; empty where the file is not public"],
];
