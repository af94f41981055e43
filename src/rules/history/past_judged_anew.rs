//! A change of the settings or of the holidays judges what was already due by another rule.

use super::past;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{ChangeContext, Check, Rule},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "past-judged-anew",
        group: Group::History,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un cambio de los ajustes o de los festivos juzga de otro modo vencimientos que ya pasaron.",
            en: "A change of the settings or the holidays judges due dates already past in another way.",
        },
        why: Text {
            es: "Una regla nueva rige hacia adelante. Si se escribe sobre la anterior, lo que llegó a tiempo puede quedar extemporáneo, o al revés, sin que nadie lo decida.",
            en: "A new rule holds from now on. Written over the one before, what came on time may become late, or the other way round, and nobody decided it.",
        },
        norm: None,
        example: "obligaciones:
  - {id: reporte, si_no_es_habil: mismo-dia, …}   # antes: siguiente-habil",
        remedy: Text {
            es: "Deje la obligación como estaba para los días que ya pasaron: cierre su redacción con `vigente_hasta` de hoy en adelante y agregue otra con la misma clave. Una contingencia que corrió plazos no se quita, y un festivo nuevo lleva el primer año en que rige (`desde_anio`).",
            en: "Leave the obligation as it was for the days already past: end its wording with a `vigente_hasta` from today on and add another with the same key. A contingency that moved deadlines stays, and a new holiday has the first year it holds (`desde_anio`).",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    for past in past::of(cx) {
        let (Some(first), Some(last)) = (past.anew.first(), past.anew.last()) else { continue };
        let message = Message::PastJudgedAnew {
            obligation: past.obligation.into(),
            count: past.anew.len().into(),
            from: (*first).into(),
            until: (*last).into(),
        };
        past.report(out, message);
    }
}
