//! The settings that should judge the change cannot be read.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "settings-unreadable",
        group: Group::History,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Los ajustes publicados no se pueden leer, y con ellos se juzga el cambio.",
            en: "The published settings cannot be read, and the change is judged by them.",
        },
        why: Text {
            es: "Un cambio se juzga con los ajustes de la rama a la que llega, nunca con los suyos. Si esos no se leen, no \
                 se sabe qué formatos, límites ni dependencias valen.",
            en: "A change is judged by the settings of the branch it goes to, never by its own. Where those cannot be read, \
                 nobody knows which formats, limits or offices hold.",
        },
        norm: None,
        example: "policies/repositorio.yaml en la rama principal:\n  entidad: [sin cerrar\n",
        remedy: Text {
            es: "Corrija primero ese archivo en la rama principal, en un cambio aparte.",
            en: "First mend that file on the main branch, in a change of its own.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    if cx.settings_refused {
        out.everywhere(Message::SettingsUnreadable { base: cx.change.base.to_string()[..10].into() });
    }
    for path in cx.unread {
        out.at(path, Message::JudgedWithout { path: path.as_str().into() });
    }
}
