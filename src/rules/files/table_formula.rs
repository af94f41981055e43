//! Cells of a table open as formulas in a spreadsheet.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "table-formula",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Hay celdas de la tabla que una hoja de cálculo abre como fórmula.",
            en: "Cells of the table open as a formula in a spreadsheet.",
        },
        why: Text {
            es: "Quien abra la tabla no verá lo que dice la celda sino el resultado de una fórmula, que además puede enviar datos o abrir un programa.",
            en: "Whoever opens the table will not see what the cell says but the result of a formula, which may also send data or start a program.",
        },
        norm: None,
        example: "Actividad;Valor\nMesa de servicio;=A1*2\n",
        remedy: Text {
            es: "Escriba el resultado en lugar de la fórmula; si la celda es texto, quite el =, +, - o @ con que comienza.",
            en: "Write the result in place of the formula; if the cell is text, remove the =, +, - or @ it starts with.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE).filter(|(held, _)| is_table(held)) {
        let Some(table) = held.read().and_then(|read| read.facts.table) else { continue };
        let (cells, row) = (table.formulas.into(), table.first_formula.into());
        held.report(out, "ruta", Message::TableFormula { name: held.name().into(), cells, row });
    }
}

/// Whether a spreadsheet opens the file: plain text with commas reads as a table too, and is opened as text.
fn is_table(held: &held::Held<'_>) -> bool {
    let name = held.name().to_lowercase();
    let declared = held.listed.is_some_and(|(_, listed)| listed.format.as_str().eq_ignore_ascii_case("text/csv"));
    declared || name.ends_with(".csv") || name.ends_with(".tsv")
}
