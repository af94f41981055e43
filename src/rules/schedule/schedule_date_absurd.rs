//! A date of the schedule cannot be believed.

use chrono::Datelike as _;

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw},
    rules::{Check, Rule, policy::repository_path},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "schedule-date-absurd",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Una fecha de las obligaciones es imposible de creer.",
            en: "A date of the obligations cannot be believed.",
        },
        why: Text {
            es: "Una fecha demasiado antigua o lejana es casi siempre un error al escribir el año: deja una obligación sin medir, o excusa a una política para siempre.",
            en: "A date too old or too far ahead is nearly always a slip in the year: it leaves an obligation unmeasured, or excuses a policy for ever.",
        },
        norm: None,
        example: "obligaciones:\n  - {id: reporte, medida_desde: 2206-12, …}\n",
        remedy: Text {
            es: "Corrija el año. Una redacción que sigue rigiendo no lleva `vigente_hasta`.",
            en: "Correct the year. A version that goes on being in force has no `vigente_hasta`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let path = repository_path();
    let believed = repository.believed_years();
    for (route, text, year) in dates(repository) {
        if !believed.contains(&year) {
            let (earliest, latest) = (believed.start().unsigned_abs().into(), believed.end().unsigned_abs().into());
            out.field(&path, route, Message::ScheduleDateAbsurd { date: text.into(), earliest, latest });
        }
    }
}

/// Every date of obligations, exemptions and contingencies: its place, its text and its year.
fn dates(repository: &raw::Repository) -> impl Iterator<Item = (Route, String, i32)> {
    let at = |list: &str, index: usize, key: &str, date: raw::Date| {
        (Route::root().key(list).index(index).key(key), date.to_string(), date.get().year())
    };
    let obligations = repository.obligations.iter().enumerate().flat_map(move |(index, one)| {
        let route = Route::root().key("obligaciones").index(index).key("medida_desde");
        let since = one.measured_since.map(|since| (route, since.to_string(), since.get().0));
        let from = one.in_force_from.map(|date| at("obligaciones", index, "vigente_desde", date));
        let until = one.in_force_until.map(|date| at("obligaciones", index, "vigente_hasta", date));
        [since, from, until].into_iter().flatten()
    });
    let exemptions = repository.exemptions.iter().enumerate().flat_map(move |(index, one)| {
        let date = |key, date| at("excepciones", index, key, date);
        [date("desde", one.from), date("hasta", one.until), date("expedida", one.issued)]
    });
    let contingencies = repository.contingencies.iter().enumerate().flat_map(move |(index, one)| {
        let date = |key, date| at("contingencias", index, key, date);
        [date("desde", one.from), date("hasta", one.until)]
    });
    obligations.chain(exemptions).chain(contingencies)
}
