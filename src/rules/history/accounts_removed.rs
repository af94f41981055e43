//! A change of the settings leaves nobody who may change them, or nobody at all.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::layout,
    rules::{ChangeContext, Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "accounts-removed",
        group: Group::History,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "El cambio deja al repositorio sin cuentas que puedan cambiar lo que juzga, o sin ninguna.",
            en: "The change leaves the repository without accounts that may change what judges, or without any.",
        },
        why: Text {
            es: "Quién puede hacer qué lo dicen las cuentas de `repositorio.yaml` y de cada `politica.yaml`. Sin ninguna, \
                 cualquiera puede todo y nada lo advierte; sin el rol `catalogo`, nadie puede volver a cambiarlas.",
            en: "Who may do what is said by the accounts of `repositorio.yaml` and of each `politica.yaml`. Without any, \
                 anybody may do anything and nothing tells; without the role `catalogo`, nobody may change them again.",
        },
        norm: None,
        example: "roles: {receptor: [], revisor: [], planeacion: [], control_interno: [], catalogo: []}   # antes: catalogo con una cuenta\n",
        remedy: Text {
            es: "Deje en `catalogo` al menos una cuenta. Para pasar el rol a otra persona, agregue la cuenta nueva en el mismo \
                 cambio que quita la anterior.",
            en: "Leave at least one account in `catalogo`. To pass the role to another person, add the new account in the \
                 change that removes the former.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    let Some(named) = &cx.named else { return };
    let message = if named.before.has_maintainer() && !named.after.has_maintainer() {
        Message::MaintainersRemoved {}
    } else if !named.before.is_empty() && named.after.is_empty() {
        Message::AccountsRemoved {}
    } else {
        return;
    };
    out.field(&layout::settings(), Route::root().key("roles"), message);
}
