//! The office of a leader is not in `repositorio.yaml`.

use super::policy_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule, suggestion::closest},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "leader-office-unknown",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La dependencia de un líder no está en `repositorio.yaml`.",
            en: "The office of a leader is not in `repositorio.yaml`.",
        },
        why: Text {
            es: "La dependencia dice a quién se le recuerda lo que debe y bajo qué nombre se muestra.",
            en: "The office says who is reminded of what is due and under which name it is shown.",
        },
        norm: None,
        example: "lideres:\n  - {rol: Jefe de la oficina, dependencia: oficina-infomatica, desde: 2026-01-01}\n",
        remedy: Text {
            es: "Use una de las claves de `dependencias` en `repositorio.yaml`, o agregue allí la dependencia.",
            en: "Use one of the keys of `dependencias` in `repositorio.yaml`, or add the office there.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    for (slug, policy) in &world.policies {
        let Some(path) = policy_path(slug) else { continue };
        for (index, leader) in policy.leaders.iter().enumerate() {
            if repository.offices.contains_key(&leader.office) {
                continue;
            }
            let office = leader.office.as_str();
            let route = Route::root().key("lideres").index(index).key("dependencia");
            let finding = out.field(&path, route, Message::OfficeUnknown { office: office.into() });
            if let Some(name) = closest(office, repository.offices.keys().map(|key| key.as_str())) {
                finding.hint(Message::PerhapsMeant { name: name.into() });
            }
        }
    }
}
