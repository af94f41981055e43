//! An index, a plan or a question is of a policy that does not exist.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileKind, World, raw},
    repo_path::RepoPath,
    rules::{Check, Rule, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "catalogue-policy-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un índice, un plan o una pregunta es de una política que no existe.",
            en: "An index, a plan or a question is of a policy that does not exist.",
        },
        why: Text {
            es: "Lo que no tiene política no se muestra ni se cuenta en ninguna parte.",
            en: "What has no policy is shown and counted nowhere.",
        },
        norm: None,
        example: "indices:\n  - {codigo: I11, politica: integridat, …}\n",
        remedy: Text {
            es: "Use la clave de una política del catálogo del modelo.",
            en: "Use the key of a policy of the catalogue of the model.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, model) in &world.models {
        let listed: BTreeSet<&str> = model.policies.iter().map(|policy| policy.policy.as_str()).collect();
        let named = model.indices.iter().map(|index| Some(&index.policy));
        report(path, "indices", named, &listed, out);
    }
    if world.has_unread(FileKind::ModelCatalogue) {
        return;
    }
    let known = world.policy_slugs();
    for (path, plans) in &world.plans {
        report(path, "planes", plans.plans.iter().map(|plan| plan.policy.as_ref()), &known, out);
    }
    for (path, questionnaire) in &world.questionnaires {
        let named = questionnaire.questions.iter().map(|question| question.policy.as_ref());
        report(path, "preguntas", named, &known, out);
    }
}

fn report<'a>(
    path: &RepoPath,
    list: &str,
    named: impl Iterator<Item = Option<&'a raw::Slug>>,
    known: &BTreeSet<&str>,
    out: &mut Sink<'_>,
) {
    for (index, slug) in named.enumerate() {
        let Some(slug) = slug.map(|slug| slug.as_str()).filter(|slug| !known.contains(slug)) else { continue };
        let route = Route::root().key(list).index(index).key("politica");
        let finding = out.field(path, route, Message::PolicyUnknown { policy: slug.into() });
        if let Some(name) = closest(slug, known.iter().copied()) {
            finding.hint(Message::PerhapsMeant { name: name.into() });
        }
    }
}
