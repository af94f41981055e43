//! A submission is named by a path that cannot exist.

use super::stated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::SubmissionPath,
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "reference-impossible",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se nombra una entrega con una ruta que no puede existir.",
            en: "A submission is named by a path that cannot exist.",
        },
        why: Text {
            es: "Las entregas están en `política/AAAA/MM/entrega`, con años de 2000 a 2100; otra ruta no lleva a \
                 ninguna parte.",
            en: "Submissions are at `policy/YYYY/MM/submission`, with years from 2000 to 2100; another path leads \
                 nowhere.",
        },
        norm: None,
        example: "da_alcance_a: catalogo/0026/10/reporte-77b0\n",
        remedy: Text {
            es: "Copie la ruta de la carpeta de la entrega, sin `policies/`.",
            en: "Copy the path of the folder of the submission, without `policies/`.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = stated(cx) else { return };
    let named = [
        (
            Route::root().key("reemplaza").key("entrega"),
            manifest.supersedes.as_ref().map(|superseded| &superseded.submission),
        ),
        (Route::root().key("da_alcance_a"), manifest.complements.as_ref()),
    ];
    for (route, named) in named {
        let Some(named) = named else { continue };
        if SubmissionPath::parse(named.as_str()).is_none() {
            out.field(path, route, Message::ReferenceImpossible { path: named.as_str().into() });
        }
    }
}
