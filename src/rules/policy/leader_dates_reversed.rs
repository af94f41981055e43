//! A leader ends before beginning.

use super::policy_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::World,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "leader-dates-reversed",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text { es: "Un líder termina antes de empezar.", en: "A leader ends before beginning." },
        why: Text {
            es: "Las fechas dicen quién respondía por la política en cada corte.",
            en: "The dates say who answered for the policy at each due date.",
        },
        norm: None,
        example: "lideres:\n  - {rol: Jefe de la oficina, dependencia: oficina-informatica, desde: 2026-06-01, hasta: 2026-01-31}\n",
        remedy: Text {
            es: "Corrija `desde` o `hasta`; deje `hasta` vacío si sigue.",
            en: "Correct `desde` or `hasta`; leave `hasta` empty while it goes on.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (slug, policy) in &world.policies {
        let Some(path) = policy_path(slug) else { continue };
        for (index, leader) in policy.leaders.iter().enumerate() {
            if let Some(until) = leader.until.filter(|until| *until < leader.from) {
                let route = Route::root().key("lideres").index(index).key("hasta");
                let (from, until) = (leader.from.get().into(), until.get().into());
                out.field(&path, route, Message::DatesReversed { from, until });
            }
        }
    }
}
