//! A mandatory field is not there.

use super::problems;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Term, Text},
    model::{FileKind, raw::schema},
    rules::{Check, DocumentContext, Rule, schedule::is_about_acts},
    source::structure::StructureProblemKind,
    source::{Route, Step},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "field-missing",
        group: Group::Document,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Falta un campo obligatorio.", en: "A mandatory field is missing." },
        why: Text {
            es: "Sin ese dato no se puede saber qué se entrega, quién responde o si es lo que se entregó.",
            en: "Without it nobody can know what is handed in, who answers, or whether it is what was handed in.",
        },
        norm: None,
        example: "version: 1\npolitica: integridad\nclase: reporte\n# falta titulo\n",
        remedy: Text {
            es: "Agregue el campo con su valor; el esquema del archivo dice qué se espera en él.",
            en: "Add the field with its value; the schema of the file says what is expected in it.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

/// Whether the field is the alternative text or the people of an evidence file, which have rules of their own.
fn is_about_images(kind: FileKind, route: &Route) -> bool {
    matches!((kind, route.steps()), (FileKind::Manifest, [Step::Key(list), Step::Index(_), Step::Key(field)])
        if list == "archivos" && (field == "descripcion" || field == "personas"))
}

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in problems::structure(cx) {
        if let StructureProblemKind::MissingField { field } = &problem.kind
            && !is_about_images(cx.kind, &problem.route)
            && !is_about_acts(cx.kind, &problem.route)
        {
            let finding = problems::field(out, cx, problem, Message::FieldMissing { field: field.into() });
            if let Some(what) = schema::description(cx.kind, &problem.route) {
                finding.hint(Message::FieldMissingHint { what: described(cx.kind, what).into() });
            }
        }
    }
}

/// The description of a field, which is in Spanish only: in English, where it is.
fn described(kind: FileKind, what: String) -> Term {
    let file = kind.schema_file();
    Term { code: file, es: what.into(), en: format!("the schema {file} (in Spanish)").into() }
}
