//! Only documents of the model belong in `modelo`.

use super::stated;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw::SubmissionClass,
    rules::{Check, Rule, SubmissionContext},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "class-misplaced",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "En `modelo` solo van documentos del modelo.",
            en: "Only documents of the model belong in `modelo`.",
        },
        why: Text {
            es: "Los reportes, los comunicados y los seguimientos cumplen obligaciones de una política; en `modelo` \
                 nadie los contaría.",
            en: "Reports, press releases and follow-ups meet obligations of a policy; in `modelo` nobody would count \
                 them.",
        },
        norm: None,
        example: "# policies/modelo/2026/11/reporte-1f3a/manifiesto.yaml\npolitica: modelo\nclase: reporte\n",
        remedy: Text {
            es: "Lleve la entrega a la carpeta de su política, o ponga `clase: documento` y quite `corte` si es un \
                 documento del modelo.",
            en: "Take the submission to the folder of its policy, or set `clase: documento` and remove `corte` if it \
                 is a document of the model.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = stated(cx) else { return };
    if cx.submission.path.is_model() && manifest.class != SubmissionClass::Document {
        let class = manifest.class.as_str().into();
        out.field(path, Route::root().key("clase"), Message::ClassMisplaced { class });
    }
}
