//! The validity of a criterion ends before it begins.

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
        id: "criterion-validity-reversed",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "La vigencia de un criterio termina antes de empezar.",
            en: "The validity of a criterion ends before it begins.",
        },
        why: Text {
            es: "La vigencia decide desde cuándo y hasta cuándo se pide evidencia del criterio.",
            en: "The validity decides from when and until when evidence of the criterion is asked for.",
        },
        norm: None,
        example: "criterios:\n  - id: GD-01\n    vigencia: {desde: 2026-06-01, hasta: 2026-01-31}\n",
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
        for (index, criterion) in policy.criteria.iter().enumerate() {
            let validity = criterion.validity;
            if let Some(until) = validity.until.filter(|until| *until < validity.from) {
                let route = Route::root().key("criterios").index(index).key("vigencia").key("hasta");
                let (from, until) = (validity.from.get().into(), until.get().into());
                out.field(&path, route, Message::DatesReversed { from, until });
            }
        }
    }
}
