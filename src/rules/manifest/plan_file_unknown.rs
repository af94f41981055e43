//! The follow-up of a plan names a file that the submission does not have.

use super::{listed_names, lists, manifest};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "plan-file-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El seguimiento de un plan nombra un archivo que la entrega no tiene.",
            en: "The follow-up of a plan names a file that the submission does not have.",
        },
        why: Text {
            es: "El archivo es la prueba del seguimiento de ese plan.",
            en: "The file is the proof of the follow-up of that plan.",
        },
        norm: None,
        example: "planes:\n  - {plan: peti, archivo: otro.pdf}\narchivos:\n  - ruta: avance.pdf\n",
        remedy: Text {
            es: "Escriba en `archivo` un nombre que esté en `archivos`, o agregue el archivo a la entrega.",
            en: "Write in `archivo` a name that is in `archivos`, or add the file to the submission.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    for (index, follow_up) in manifest.plans.iter().enumerate() {
        if lists(manifest, &follow_up.file) {
            continue;
        }
        let route = Route::root().key("planes").index(index).key("archivo");
        let file = follow_up.file.as_str();
        let finding = out.field(
            path,
            route,
            Message::PlanFileUnknown { plan: follow_up.plan.as_str().into(), file: file.into() },
        );
        if let Some(name) = closest(file, listed_names(manifest)) {
            finding.hint(Message::PerhapsMeant { name: name.into() });
        }
    }
}
