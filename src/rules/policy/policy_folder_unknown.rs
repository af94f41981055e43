//! The folder of the submission is of a policy without `politica.yaml`.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, Rule, SubmissionContext, suggestion::closest},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "policy-folder-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La carpeta de la entrega es de una política sin `politica.yaml`.",
            en: "The folder of the submission is of a policy without `politica.yaml`.",
        },
        why: Text {
            es: "Sin ese archivo no se sabe quién responde por la política ni qué criterios tiene.",
            en: "Without that file nobody knows who answers for the policy nor which criteria it has.",
        },
        norm: None,
        example: "policies/gobierno-dijital/2026/11/reporte-1f3a/manifiesto.yaml    # no hay policies/gobierno-dijital/politica.yaml\n",
        remedy: Text {
            es: "Lleve la entrega a la carpeta de su política, o agregue `politica.yaml` si la política es nueva.",
            en: "Take the submission to the folder of its policy, or add `politica.yaml` if the policy is new.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let owner = &cx.submission.path.owner;
    if cx.submission.path.is_model() || cx.policies.has(owner) {
        return;
    }
    let finding = out.folder(&cx.submission.path.folder(), Message::PolicyFolderUnknown { policy: owner.into() });
    let known = cx.policies.slugs();
    if let Some(name) = closest(owner, known.iter().copied()) {
        finding.hint(Message::MoveToPolicy { name: name.into() });
    } else if !known.is_empty() {
        let known: Vec<String> = known.into_iter().map(str::to_owned).collect();
        finding.hint(Message::MoveToOneOfPolicies { known: known.into() });
    }
}
