//! `tambien_sirve_a` names a policy that does not exist, or its own.

use super::stated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::instead},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "also-serves-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "`tambien_sirve_a` nombra una política que no existe, o la propia.",
            en: "`tambien_sirve_a` names a policy that does not exist, or its own.",
        },
        why: Text {
            es: "La evidencia se muestra también en las políticas que se nombran aquí.",
            en: "The evidence is shown in the policies named here as well.",
        },
        norm: None,
        example: "politica: gobierno-digital\ntambien_sirve_a: [transparensia]\n",
        remedy: Text {
            es: "Use la clave de la carpeta de otra política, o quítela de la lista.",
            en: "Use the key of the folder of another policy, or remove it from the list.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = stated(cx) else { return };
    for (index, slug) in manifest.also_serves.iter().map(|slug| slug.as_str()).enumerate() {
        let route = Route::root().key("tambien_sirve_a").index(index);
        if slug == cx.submission.path.owner {
            out.field(path, route, Message::AlsoServesItself { policy: slug.into() });
        } else if !cx.policies.has(slug) {
            let finding = out.field(path, route, Message::AlsoServesUnknown { policy: slug.into() });
            if let Some(hint) = instead(slug, cx.policies.slugs()) {
                finding.hint(hint);
            }
        }
    }
}
