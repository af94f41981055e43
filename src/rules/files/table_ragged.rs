//! The rows of a table do not all have the same number of columns.

use super::held;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "table-ragged",
        group: Group::Files,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "No todas las filas de la tabla tienen las mismas columnas.",
            en: "Not all rows of the table have the same columns.",
        },
        why: Text {
            es: "Una fila con más o menos columnas corre los valores a otra columna, y quien use los datos leerá lo \
                 que no es.",
            en: "A row with more or fewer columns shifts values to another column, and whoever uses the data will \
                 read what is not there.",
        },
        norm: None,
        example: "Actividad;Meta;Avance\nMesa de servicio;120;98\nSede electrónica;1\n",
        remedy: Text {
            es: "Revise las filas que sobran o faltan; si un valor lleva el separador adentro, enciérrelo entre \
                 comillas.",
            en: "Look at the rows with more or fewer columns; if a value holds the separator, enclose it in quotation \
                 marks.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    for (held, _) in held::with_traits(cx, &RULE) {
        let Some(table) = held.read().and_then(|read| read.facts.table) else { continue };
        held.report(
            out,
            "ruta",
            Message::TableRagged {
                name: held.name().into(),
                ragged: table.ragged.into(),
                rows: table.rows.into(),
                columns: table.columns.into(),
            },
        );
    }
}
