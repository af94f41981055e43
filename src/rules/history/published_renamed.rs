//! Published evidence was moved or renamed.

use super::losses::{self, Loss};
use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "published-renamed",
        group: Group::History,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Se movió o se cambió de nombre una evidencia ya publicada.",
            en: "Published evidence was moved or renamed.",
        },
        why: Text {
            es: "La ruta es la dirección con que se citó: en la constancia, en el FURAG y en los enlaces.",
            en: "The path is the address it was quoted by: in the receipt, in the FURAG and in links.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/ → policies/integridad/2026/11/reporte/",
        remedy: Text {
            es: "Devuelva el archivo a su lugar. Si debe ir en otro, haga otra entrega con `reemplaza`.",
            en: "Put the file back in its place. If it belongs elsewhere, make another submission with `reemplaza`.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    for (path, lost) in losses::losses(cx) {
        if let Loss::Renamed(to) = &lost.how
            && !losses::is_withdrawal(path)
        {
            let (commit, count) = (lost.commit().into(), lost.commits.into());
            let message = Message::PublishedRenamed { name: path.name().into(), to: to.into(), commit, count };
            out.at(path, message).related(to, Target::Whole);
        }
    }
}
