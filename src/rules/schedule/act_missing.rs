//! An exemption or a contingency does not say by which act, or who authorised it.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::FileKind,
    rules::{Check, DocumentContext, Problem, Rule},
    source::{Route, Step, structure::StructureProblemKind},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "act-missing",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una excepción o una contingencia no dice su acto o quién la autoriza.",
            en: "An exemption or a contingency does not say its act or who authorises it.",
        },
        why: Text {
            es: "Solo un acto de quien puede decidirlo excusa una entrega o corre un plazo. Sin él, quien audita no tiene cómo saber por qué no se exigió.",
            en: "Only an act of whoever may decide it excuses a submission or moves a deadline. Without it an auditor cannot know why it was not demanded.",
        },
        norm: None,
        example: "excepciones:\n  - obligacion: reporte\n    politica: integridad\n    desde: 2026-11-05\n    hasta: 2026-11-05\n    motivo: Sin actividades en el periodo\n    # faltan autoriza y acto\n    expedida: 2026-11-03\n",
        remedy: Text {
            es: "Escriba en `acto` el acto o el radicado con su número y año, y en `autoriza` el cargo o la dependencia; si no hay acto, quite la excepción o la contingencia.",
            en: "Write in `acto` the act or the receipt with its number and year, and in `autoriza` the office or position; where there is no act, remove the exemption or the contingency.",
        },
        fixable: false,
    },
    check: Check::Document(check),
};

fn check(cx: &DocumentContext<'_>, out: &mut Sink<'_>) {
    for problem in cx.problems {
        let Problem::Structure(problem) = problem else { continue };
        let StructureProblemKind::MissingField { field } = &problem.kind else { continue };
        if is_about_acts(cx.kind, &problem.route) {
            out.field(cx.path, problem.route.clone(), Message::ActMissing { field: field.into() });
        }
    }
}

/// Whether the field is the act of an exemption or a contingency, or who authorises it.
pub(in crate::rules) fn is_about_acts(kind: FileKind, route: &Route) -> bool {
    matches!((kind, route.steps()), (FileKind::Repository, [Step::Key(list), Step::Index(_), Step::Key(field)])
        if (list == "excepciones" || list == "contingencias") && (field == "acto" || field == "autoriza"))
}
