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
            es: "Que lo envíe o lo apruebe una cuenta con el rol `catalogo` de `repositorio.yaml`. Si otra cuenta cambió su \
                 rama, quien abrió la solicitud responde por lo que ahora contiene si la cierra y la vuelve a abrir. \
                 Después de una aprobación, vuelva a ejecutar todos los trabajos de la revisión («Re-run all jobs»).",
            en: "Have it pushed or approved by an account with the role `catalogo` of `repositorio.yaml`. Where another \
                 account changed its branch, whoever opened the request answers for what it is now by closing it and opening \
                 it again. After an approval, run the check again.",
        },
        fixable: false,
    },
    check: Check::Permission(Asked::Proposal, check),
};

fn check(cx: &PermissionContext<'_>, out: &mut Sink<'_>) {
    if let Some(maintained) = super::maintained(cx)
        && !super::seen_by(cx).any(|account| cx.accounts.maintains(account))
    {
        maintained.told(Message::MaintainerNotEntitled { count: maintained.count.into() }, out);
    }
}
