//! The office that hands in or receives is not in `dependencias`.

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
        id: "obligation-office-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La dependencia que entrega o recibe no está en `dependencias`.",
            en: "The office that hands in or receives is not in `dependencias`.",
        },
        why: Text {
            es: "De ella salen a quién se le recuerda y a quién se dirige lo que se debe.",
            en: "It says who is reminded and whom what is due is addressed to.",
        },
        norm: None,
        example: "obligaciones:\n  - {id: seguimiento-planes, entrega: secretaria-planeasion, …}\n",
        remedy: Text {
            es: "Use una de las claves de `dependencias`, o agregue allí la dependencia.",
            en: "Use one of the keys of `dependencias`, or add the office there.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    for (index, obligation) in repository.obligations.iter().enumerate() {
        for (key, office) in [("entrega", &obligation.sender), ("recibe", &obligation.receiver)] {
            let Some(office) = office.as_ref().filter(|office| !repository.offices.contains_key(*office)) else {
                continue;
            };
            let route = Route::root().key("obligaciones").index(index).key(key);
            let finding = out.field(&path, route, Message::OfficeUnknown { office: office.as_str().into() });
            if let Some(name) = closest(office.as_str(), repository.offices.keys().map(|key| key.as_str())) {
                finding.hint(Message::PerhapsMeant { name: name.into() });
            }
        }
    }
}
