//! What judges evidence is changed by one account alone, or by one and another that nobody knows.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::raw::Account,
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
            es: "El cambio toca ajustes, catálogos, flujos o programa, y no lo han visto tal como está dos cuentas de los ajustes.",
            en: "The change touches settings, catalogues, workflows or code, and no two accounts of the settings have seen it as it is.",
        },
        why: Text {
            es: "Quien registra no aprueba por sí solo: lo que juzga a todos lo miran dos cuentas distintas, de un rol o de \
                 un líder: la que lo escribió y otra que lo aprueba. Una cuenta que los ajustes no nombran puede ser de la \
                 misma persona.",
            en: "Whoever registers does not alone approve: what judges everybody is seen by two different accounts, of a \
                 role or of a leader: the one that wrote it and another that approves it. An account that the settings do not \
                 name may be of the same person.",
        },
        norm: None,
        example: "policies/catalogo/mipg-v7.yaml   (lo propone y lo aprueba la misma cuenta)",
        remedy: Text {
            es: "Pida la aprobación de otra cuenta con el rol `revisor` o `catalogo`, o de dos donde quien lo escribió no \
                 tiene rol; después, vuelva a ejecutar todos los trabajos de la revisión («Re-run all jobs»).",
            en: "Ask for the approval of another account with the role `revisor` or `catalogo`, or of two where whoever wrote \
                 it has no role; then re-run all jobs of the review («Re-run all jobs»).",
        },
        fixable: false,
    },
    check: Check::Permission(Asked::Approval, check),
};

fn check(cx: &PermissionContext<'_>, out: &mut Sink<'_>) {
    let is_maintainer = |account: Account| cx.accounts.maintains(account);
    // Where none of them maintains anything, that is what must be said.
    if !super::seen_by(cx).any(is_maintainer) {
        return;
    }
    let writer = super::writer(cx);
    let approves = |account: &Account| Some(*account) != writer && cx.accounts.publishes(*account);
    // An account that nobody knows may be one more of whoever approves.
    let is_another = |one: Account, other: Account| one != other && cx.accounts.names(other, cx.day);
    let is_seen_twice = super::approvals(cx).filter(approves).any(|one| {
        super::seen_by(cx).any(|other| is_another(one, other) && (is_maintainer(one) || is_maintainer(other)))
    });
    if let Some(maintained) = super::maintained(cx)
        && !is_seen_twice
    {
        maintained.told(Message::ApprovalMissing { count: maintained.count.into() }, out);
    }
}
