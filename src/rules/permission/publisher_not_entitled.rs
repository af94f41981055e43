//! The default branch is moved by an account that does not publish.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Asked, Check, PermissionContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "publisher-not-entitled",
        group: Group::Permission,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "Publica una cuenta que no es de quien aprueba.",
            en: "It is published by an account that is not of whoever approves.",
        },
        why: Text {
            es: "Quien registra no aprueba por sí solo: se propone en una rama, y a la rama principal lo lleva quien revisa.",
            en: "Whoever registers does not alone approve: one proposes on a branch, and a reviewer takes it to the \
                 default branch.",
        },
        norm: None,
        example: "git push origin main   (envía: una cuenta sin el rol `revisor`)",
        remedy: Text {
            es: "Envíe el cambio en una rama propia y pida que lo publique una cuenta con el rol `revisor` o `catalogo` \
                 (o `receptor`, donde no hay revisores).",
            en: "Push the change on a branch of its own and ask for it to be published by an account with the role \
                 `revisor` or `catalogo` (or `receptor`, where there are no reviewers).",
        },
        fixable: false,
    },
    check: Check::Permission(Asked::Publication, check),
};

fn check(cx: &PermissionContext<'_>, out: &mut Sink<'_>) {
    if !cx.accounts.publishes(cx.actor.account) {
        out.everywhere(Message::PublisherNotEntitled {});
    }
}
