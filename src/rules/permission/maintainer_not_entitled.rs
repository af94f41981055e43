//! What judges evidence is changed by an account that does not maintain it.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Asked, Check, PermissionContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "maintainer-not-entitled",
        group: Group::Permission,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "El cambio toca ajustes, catálogos, flujos o programa, y no lo propone ni lo aprueba quien los mantiene.",
            en: "The change touches settings, catalogues, workflows or code, and whoever maintains them neither proposes \
                 nor approves it.",
        },
        why: Text {
            es: "Quien entrega no cambia lo que juzga su entrega: obligaciones, plazos, roles, catálogos y verificador \
                 son de las cuentas con el rol `catalogo`.",
            en: "Whoever hands in does not change what judges it: obligations, deadlines, roles, catalogues and checker \
                 belong to the accounts with the role `catalogo`.",
        },
        norm: None,
        example: "policies/repositorio.yaml   (propone: un líder; nadie con el rol `catalogo` lo ha aprobado)",
        remedy: Text {
            es: "Que lo proponga o lo apruebe una cuenta con el rol `catalogo` de `repositorio.yaml`; después de la \
                 aprobación, vuelva a ejecutar la verificación.",
            en: "Have it proposed or approved by an account with the role `catalogo` of `repositorio.yaml`; after the \
                 approval, run the check again.",
        },
        fixable: false,
    },
    check: Check::Permission(Asked::Proposal, check),
};

fn check(cx: &PermissionContext<'_>, out: &mut Sink<'_>) {
    let mut who = std::iter::once(cx.actor.account).chain(super::approvals(cx));
    if let Some((first, count)) = super::maintained(cx)
        && !who.any(|account| cx.accounts.maintains(account))
    {
        out.at(first, Message::MaintainerNotEntitled { count: count.into() });
    }
}
