//! What judges evidence is changed by one account alone.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Asked, Check, PermissionContext, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "approval-missing",
        group: Group::Permission,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "El cambio toca ajustes, catálogos, flujos o programa, y nadie distinto de quien lo propone lo ha aprobado.",
            en: "The change touches settings, catalogues, workflows or code, and nobody but its author has approved it.",
        },
        why: Text {
            es: "Quien registra no aprueba por sí solo: lo que juzga a todos lo miran dos cuentas distintas.",
            en: "Whoever registers does not alone approve: what judges everybody is seen by two different accounts.",
        },
        norm: None,
        example: "policies/catalogo/mipg-v7.yaml   (lo propone y lo aprueba la misma cuenta)",
        remedy: Text {
            es: "Pida la aprobación de otra cuenta con el rol `revisor` o `catalogo`; después, vuelva a ejecutar la \
                 verificación.",
            en: "Ask for the approval of another account with the role `revisor` or `catalogo`; then run the check again.",
        },
        fixable: false,
    },
    check: Check::Permission(Asked::Approval, check),
};

fn check(cx: &PermissionContext<'_>, out: &mut Sink<'_>) {
    let author = cx.actor.account;
    // Where the author maintains nothing, that is what must be said.
    if !cx.accounts.maintains(author) {
        return;
    }
    if let Some((first, count)) = super::maintained(cx)
        && !super::approvals(cx).any(|account| account != author && cx.accounts.publishes(account))
    {
        out.at(first, Message::ApprovalMissing { count: count.into() });
    }
}
