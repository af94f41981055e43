//! A submission says that it came by SIGOB, and nobody who receives says so.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    repo_path::RepoPath,
    rules::{Asked, Check, PermissionContext, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "registrar-not-entitled",
        group: Group::Permission,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 23),
        summary: Text {
            es: "La entrega dice que llegó por SIGOB, y no lo dice quien recibe.",
            en: "The submission says that it came by SIGOB, and whoever receives does not say so.",
        },
        why: Text {
            es: "La hora de SIGOB decide si una entrega fue oportuna. Si la escribe quien entrega, se fecha a sí mismo: solo \
                 vale la que carga o aprueba el receptor, que tiene el radicado a la vista.",
            en: "The hour of SIGOB decides whether a submission was in time. Written by whoever hands in, they date \
                 themselves: only that one counts which the receiver, who sees the filing, loads or approves.",
        },
        norm: None,
        example: "registra: receptor      # propone: el líder de la política\nsigob: {radicado: AMC-OFI-0074376-2026, fecha: 2026-11-05T16:12:00-05:00}\n",
        remedy: Text {
            es: "Pida que la cargue, o que apruebe la solicitud, una cuenta con el rol `receptor` de `repositorio.yaml`. Si la \
                 carga usted por aquí, quite `registra` y `sigob`: contará desde que llegue al repositorio. Si otra cuenta \
                 cambió la rama, el receptor que abrió la solicitud la revisa, la cierra y la vuelve a abrir.",
            en: "Have it loaded, or the request approved, by an account with the role `receptor` of `repositorio.yaml`. If \
                 you hand it in here yourself, remove `registra` and `sigob`: it counts from when it reaches the repository. \
                 Where another account changed the branch, the receiver who opened the request looks at it, closes it and \
                 opens it again.",
        },
        fixable: false,
    },
    check: Check::Permission(Asked::Proposal, check),
};

fn check(cx: &PermissionContext<'_>, out: &mut Sink<'_>) {
    if cx.filed.is_empty() || super::seen_by(cx).any(|account| cx.accounts.receives(account)) {
        return;
    }
    let written: BTreeSet<&RepoPath> =
        cx.change.changed.iter().filter(|changed| changed.new.is_some()).map(|changed| &changed.path).collect();
    for filed in cx.filed.iter().filter(|filed| written.contains(&filed.manifest)) {
        out.field(&filed.manifest, Route::root().key(filed.field), Message::RegistrarNotEntitled {});
    }
}
