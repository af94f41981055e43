//! An obligation names a policy that does not exist.

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileKind, World, raw::Scope},
    rules::{Check, Rule, suggestion::instead},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "obligation-policy-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una obligación nombra una política que no existe.",
            en: "An obligation names a policy that does not exist.",
        },
        why: Text {
            es: "Lo que se debe se calcula política por política; un nombre mal escrito deja a una política sin su \
                 obligación, o se la pone a quien no la tiene.",
            en: "What is due is worked out policy by policy; a misspelt name leaves a policy without its obligation, \
                 or gives it to one that has none.",
        },
        norm: None,
        example: "obligaciones:\n  - {id: reporte, aplica: {excepto: [defensa-juridíca]}, …}\n",
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
    for (index, obligation) in repository.obligations.iter().enumerate() {
        let place = Route::root().key("obligaciones").index(index).key("aplica");
        let (place, named) = match &obligation.applies {
            Scope::All(_) => continue,
            Scope::Only(named) => (place, named),
            Scope::Except(except) => (place.key("excepto"), &except.except),
        };
        for (position, slug) in named.iter().map(|slug| slug.as_str()).enumerate() {
            if known.contains(slug) || world.has_policy(slug) {
                continue;
            }
            let route = place.clone().index(position);
            let finding = out.field(&path, route, Message::PolicyUnknown { policy: slug.into() });
            if let Some(hint) = instead(slug, known.iter().copied()) {
                finding.hint(hint);
            }
        }
    }
}
