//! The criterion is not of the policy nor of those the submission also serves.

use std::collections::BTreeSet;

use super::manifest;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::layout,
    rules::{Check, Rule, SubmissionContext, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "criterion-unknown",
        group: Group::Manifest,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El criterio no es de la política ni de las que la entrega también sirve.",
            en: "The criterion is not of the policy nor of those the submission also serves.",
        },
        why: Text {
            es: "La cobertura de cada criterio se cuenta por su identificador; uno que no existe no cuenta.",
            en: "The coverage of each criterion is counted by its identifier; one that does not exist does not count.",
        },
        norm: None,
        example: "criterios: [GD-99]\n",
        remedy: Text {
            es: "Use los identificadores de `criterios` en la `politica.yaml` de la política.",
            en: "Use the identifiers of `criterios` in the `politica.yaml` of the policy.",
        },
        fixable: false,
    },
    check: Check::Submission(check),
};

fn check(cx: &SubmissionContext<'_>, out: &mut Sink<'_>) {
    let Some((manifest, path)) = manifest(cx) else { return };
    if manifest.criteria.is_empty() {
        return;
    }
    let owners =
        std::iter::once(cx.submission.path.owner.as_str()).chain(manifest.also_serves.iter().map(|slug| slug.as_str()));
    let mut known = BTreeSet::new();
    for owner in owners {
        match cx.policies.policy(owner) {
            Some(policy) => known.extend(policy.criteria.iter().map(|criterion| criterion.id.as_str())),
            // unreadable, or no policy at all: other rules say so
            None if owner != layout::MODEL => return,
            None => {}
        }
    }
    for (index, criterion) in manifest.criteria.iter().enumerate() {
        if known.contains(criterion.as_str()) {
            continue;
        }
        let finding = out.field(
            path,
            Route::root().key("criterios").index(index),
            Message::CriterionUnknown { criterion: criterion.as_str().into() },
        );
        if known.is_empty() {
            finding.hint(Message::NoCriteriaYet {});
        } else if let Some(name) = closest(criterion.as_str(), known.iter().copied()) {
            finding.hint(Message::PerhapsMeant { name: name.into() });
        } else {
            let known: Vec<String> = known.iter().map(|&id| id.to_owned()).collect();
            finding.hint(Message::KnownCriteria { known: known.into() });
        }
    }
}
