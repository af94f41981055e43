//! An exemption says that its act will be issued.

use chrono::Datelike as _;

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    rules::{Check, DatedWorldContext, Rule, policy::repository_path},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "exemption-issued-in-future",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una excepción dice que su acto se expidió en un día que no ha llegado.",
            en: "An exemption says that its act was issued on a day that has not come.",
        },
        why: Text {
            es: "Un acto que todavía no se expide no excusa ninguna entrega.",
            en: "An act that is still to be issued excuses no submission.",
        },
        norm: None,
        example: "excepciones:\n  - {obligacion: reporte, politica: integridad, …, expedida: 2027-11-04}\n",
        remedy: Text {
            es: "Corrija la fecha: no puede ser posterior a hoy. Si el acto todavía no se expide, quite la excepción hasta que lo haya.",
            en: "Correct the date: it cannot be later than today. Where the act is still to be issued, remove the exemption until it is.",
        },
        fixable: false,
    },
    check: Check::DatedWorld(check),
};

fn check(cx: &DatedWorldContext<'_>, out: &mut Sink<'_>) {
    let Some(repository) = cx.world.repository.read() else { return };
    let (today, believed) = (cx.as_of.date_naive(), repository.believed_years());
    for (index, exemption) in repository.exemptions.iter().enumerate() {
        let issued = exemption.issued.get();
        // Where the year itself cannot be believed, another rule says so.
        if issued > today && believed.contains(&issued.year()) {
            let route = Route::root().key("excepciones").index(index).key("expedida");
            out.field(&repository_path(), route, Message::DateInFuture { date: issued.into(), today: today.into() });
        }
    }
}
