//! A change of the settings leaves nobody who may change them, nobody in a role where they are judged, or nobody at all.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{Accounts, layout},
    rules::{ChangeContext, Check, Named, Rule},
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
            es: "El cambio deja al repositorio sin cuentas que puedan cambiar lo que juzga, sin ninguna, o con un rol solo en otra plataforma.",
            en: "The change leaves the repository without accounts that may change what judges, without any, or with a role on another platform alone.",
        },
        why: Text {
            es: "Quién puede hacer qué lo dicen las cuentas de `repositorio.yaml` y de cada `politica.yaml`. Sin ninguna, \
                 cualquiera puede todo y nada lo advierte; sin el rol `catalogo`, nadie puede volver a cambiarlas. Una cuenta \
                 de otra plataforma aquí no hace nada.",
            en: "Who may do what is said by the accounts of `repositorio.yaml` and of each `politica.yaml`. Without any, \
                 anybody may do anything and nothing tells; without the role `catalogo`, nobody may change them again. An \
                 account of another platform does nothing here.",
        },
        norm: None,
        example: "roles: {receptor: [], revisor: [], planeacion: [], control_interno: [], catalogo: []}   # antes: catalogo con una cuenta\n",
        remedy: Text {
            es: "Deje en `catalogo` al menos una cuenta. Para pasar el rol a otra persona, agregue la cuenta nueva en el mismo \
                 cambio que quita la anterior. Para pasar a otra plataforma, deje primero las cuentas de las dos, y quite las \
                 anteriores allá.",
            en: "Leave at least one account in `catalogo`. To pass the role to another person, add the new account in the \
                 change that removes the former. To move to another platform, first leave accounts of both, and remove the \
                 former ones there.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    let Some(named) = &cx.named else { return };
    let roles = || Route::root().key("roles");
    for (role, message) in lost(named) {
        out.field(&layout::settings(), role.map_or_else(roles, |role| roles().key(role)), message);
    }
}

/// What is said, each with the role it is about; of all of them where there is none.
fn lost(Named { before, after, here }: &Named) -> Vec<(Option<&'static str>, Message)> {
    let elsewhere = before.left_elsewhere(after, *here);
    let mut lost: Vec<_> = elsewhere.map(|role| (Some(role), Message::RoleElsewhere { role: role.into() })).collect();
    if before.has_maintainer() && !after.has_maintainer() {
        lost.push((None, Message::MaintainersRemoved {}));
    }
    // Where nobody of the forge that judges is named, nothing is judged.
    let is_judged = |accounts: &Accounts| here.map_or(!accounts.is_empty(), |here| accounts.knows(here));
    if lost.is_empty() && is_judged(before) && !is_judged(after) {
        let message = if after.is_empty() { Message::AccountsRemoved {} } else { Message::AccountsElsewhere {} };
        lost.push((None, message));
    }
    lost
}
