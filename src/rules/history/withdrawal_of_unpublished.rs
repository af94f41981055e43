//! A withdrawal names what was never published.
//!
//! Published is what the base of the change holds, and nothing else of a proposal: its author may commit, merge and drop
//! at will within it, and a history cannot tell a merge that receives from one that its author made. Of a range of the
//! published branch that was already received ([`Standing`](crate::check::Standing)), it is what the state of its line before
//! the withdrawal named the file holds.

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "withdrawal-of-unpublished",
        group: Group::History,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "El retiro nombra un archivo que nunca se publicó.",
            en: "The withdrawal names a file that was never published.",
        },
        why: Text {
            es: "Un retiro solo puede quitar lo que ya se recibió; si nació con la entrega, la evidencia nunca existió \
                 y parecería que sí.",
            en: "A withdrawal may only take away what was received; where it is born with the submission the evidence \
                 never existed, and would seem to have.",
        },
        norm: None,
        example: "policies/integridad/2026/11/reporte-1f3a/retiro.yaml (en el mismo cambio que la entrega)",
        remedy: Text {
            es: "Entregue el archivo. Si no lo va a entregar, quítelo del manifiesto y del retiro; lo que no puede ser \
                 público se entrega con `compromiso`.",
            en: "Submit the file. If it will not be submitted, take it out of the manifest and of the withdrawal; what \
                 cannot be public is submitted with `compromiso`.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    if cx.change.merge_base.is_none() {
        return; // of unrelated histories another rule speaks
    }
    for (path, files) in cx.published.withdrawals() {
        for (index, file) in files.iter().enumerate().filter(|(_, file)| file.listed && !file.published) {
            let place = Route::root().key("archivos").index(index);
            out.field(path, place, Message::WithdrawalOfUnpublished { name: file.name.as_str().into() });
        }
    }
}
