//! An exemption is of an obligation that does not exist.

use std::collections::BTreeSet;

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "exemption-obligation-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una excepción es de una obligación que no existe.",
            en: "An exemption is of an obligation that does not exist.",
        },
        why: Text {
            es: "Una excepción que no coincide con ninguna obligación no exceptúa nada.",
            en: "An exemption that matches no obligation exempts nothing.",
        },
        norm: None,
        example: "excepciones:\n  - {obligacion: reportes, politica: defensa-juridica, …}\n",
        remedy: Text {
            es: "Use la clave de una de las `obligaciones`.",
            en: "Use the key of one of the `obligaciones`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    let known: BTreeSet<&str> = repository.obligations.iter().map(|obligation| obligation.id.as_str()).collect();
    for (index, exemption) in repository.exemptions.iter().enumerate() {
        let obligation = exemption.obligation.as_str();
        if known.contains(obligation) {
            continue;
        }
        let route = Route::root().key("excepciones").index(index).key("obligacion");
        let finding = out.field(&path, route, Message::ExemptionObligationUnknown { obligation: obligation.into() });
        if let Some(name) = closest(obligation, known.iter().copied()) {
            finding.hint(Message::PerhapsMeant { name: name.into() });
        }
    }
}
