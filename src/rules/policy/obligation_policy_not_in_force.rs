//! An obligation names a policy that the model in force does not have.

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileKind, World, raw::Scope},
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "obligation-policy-not-in-force",
        group: Group::Policy,
        severity: Severity::Notice,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una obligación nombra una política que no está en el modelo vigente.",
            en: "An obligation names a policy that the model in force does not have.",
        },
        why: Text {
            es: "Lo que se debe se calcula con las políticas del modelo de la última vigencia: de una que no está en él \
                 no se debe nada todavía.",
            en: "What is due is worked out with the policies of the model of the latest year: of one that it does not \
                 have nothing is due yet.",
        },
        norm: None,
        example: "vigencias:\n  - {anio: 2026, modelo: v6}\nobligaciones:\n  - {id: reporte, aplica: [gestion-ambiental], …}    # es del modelo v7\n",
        remedy: Text {
            es: "Déjela si se prepara el cambio de modelo; si no, quítela de `aplica`.",
            en: "Leave it where the change of model is being prepared; otherwise remove it from `aplica`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let (Some(repository), Some(model)) = (world.repository.read(), world.model()) else { return };
    if world.has_unread(FileKind::ModelCatalogue) {
        return;
    }
    for (index, obligation) in repository.obligations.iter().enumerate() {
        // Leaving out a policy that is not there changes nothing.
        let Scope::Only(named) = &obligation.applies else { continue };
        for (position, slug) in named.iter().map(|slug| slug.as_str()).enumerate() {
            let is_of = |model: &crate::model::raw::ModelCatalogue| {
                model.policies.iter().any(|policy| policy.policy.as_str() == slug)
            };
            let Some(other) = world.models.values().find(|other| is_of(other)).filter(|_| !is_of(model)) else {
                continue;
            };
            let route = Route::root().key("obligaciones").index(index).key("aplica").index(position);
            let message = Message::ObligationPolicyNotInForce {
                policy: slug.into(),
                model: model.model.as_str().into(),
                other: other.model.as_str().into(),
            };
            out.field(&repository_path(), route, message);
        }
    }
}
