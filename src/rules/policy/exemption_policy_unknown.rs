//! An exemption is of a policy that does not exist.

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileKind, World},
    rules::{Check, Rule, suggestion::instead},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "exemption-policy-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una excepción es de una política que no existe.",
            en: "An exemption is of a policy that does not exist.",
        },
        why: Text {
            es: "Una excepción que no coincide con ninguna política no exceptúa a nadie.",
            en: "An exemption that matches no policy exempts nobody.",
        },
        norm: None,
        example: "excepciones:\n  - {obligacion: reporte, politica: defensa-juridca, …}\n",
        remedy: Text {
            es: "Use la clave de la carpeta de la política.",
            en: "Use the key of the folder of the policy.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    if world.has_unread(FileKind::ModelCatalogue) {
        return;
    }
    let known = world.policy_slugs();
    for (index, exemption) in repository.exemptions.iter().enumerate() {
        let policy = exemption.policy.as_str();
        if known.contains(policy) || world.has_policy(policy) {
            continue;
        }
        let route = Route::root().key("excepciones").index(index).key("politica");
        let finding = out.field(&path, route, Message::PolicyUnknown { policy: policy.into() });
        if let Some(hint) = instead(policy, known.iter().copied()) {
            finding.hint(hint);
        }
    }
}
