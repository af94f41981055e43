//! Two obligations ask the same policy for the same class of submission on the same day.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use crate::{
    diagnostic::{Group, Meta, Severity, Sink, Target},
    messages::{Message, Text},
    model::{
        World,
        raw::{Obligation, Repository, SubmissionClass},
    },
    rules::{Check, Rule, policy::repository_path},
    schedule::{days_in_force, is_measured},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "obligation-due-date-shared",
        group: Group::Schedule,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Dos obligaciones piden la misma clase de entrega a la misma política para el mismo corte.",
            en: "Two obligations ask the same policy for the same class of submission on the same due date.",
        },
        why: Text {
            es: "La clase y el corte dicen a qué obligación responde una entrega, y ninguna cuenta dos veces. Si dos piden lo mismo para el mismo día, lo que llega se le cuenta a la primera y a la otra le falta.",
            en: "Class and due date say which obligation a submission answers, and none counts twice. Where two ask for the same on the same day, what comes counts for the first and the other lacks it.",
        },
        norm: None,
        example: "obligaciones:\n  - {id: reporte, clases: [reporte], cuando: {cada: mes, dias: [5, 15, 30]}, …}\n  - {id: avance, clases: [reporte], cuando: {cada: mes, dias: [15]}, …}\n",
        remedy: Text {
            es: "Quite el día de una de las dos, deje la clase en una sola, reparta las políticas con `aplica`, o separe las fechas con `vigente_hasta` y `vigente_desde`.",
            en: "Remove the day from one of the two, leave the class in only one, share the policies out with `aplica`, or set the dates apart with `vigente_hasta` and `vigente_desde`.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

/// Most years before the last vigencia whose due dates are compared.
const BEFORE: i32 = 12;
/// Years after it: four in a row have a leap year.
const AFTER: i32 = 3;

/// Where two obligations ask for the same: the other of them, the first policy, how many, and the first day.
struct Shared<'a> {
    other: usize,
    policy: &'a str,
    count: usize,
    day: NaiveDate,
}

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    let Some((first, last)) = compared(repository) else { return };
    let obligations = &repository.obligations;
    let days: Vec<Vec<NaiveDate>> = obligations.iter().map(|one| measured(one, first, last)).collect();
    let slugs = world.policy_slugs();
    let mut shared: BTreeMap<(usize, SubmissionClass), Shared<'_>> = BTreeMap::new();
    for policy in &slugs {
        let mut asked: BTreeMap<SubmissionClass, Vec<Option<usize>>> = BTreeMap::new();
        for (at, one) in obligations.iter().enumerate().filter(|(_, one)| one.applies.holds(policy)) {
            for class in &*one.classes {
                let asked = asked.entry(*class).or_default();
                if let Some((other, day)) = ask(asked, obligations, (at, &days[at]), first) {
                    shared.entry((at, *class)).or_insert(Shared { other, policy, count: 0, day }).count += 1;
                }
            }
        }
    }
    let path = repository_path();
    for ((at, class), Shared { other, policy, count, day }) in shared {
        let route = |index: usize| {
            let place = obligations[index].classes.iter().position(|own| *own == class).unwrap_or_default();
            Route::root().key("obligaciones").index(index).key("clases").index(place)
        };
        let message = Message::ObligationDueDateShared {
            class: class.as_str().into(),
            obligation: obligations[at].id.as_str().into(),
            other: obligations[other].id.as_str().into(),
            policy: policy.into(),
            date: day.into(),
            count: count.into(),
        };
        out.field(&path, route(at), message).related(&path, Target::Field(route(other), Part::Value));
    }
}

/// The days that are compared: those of the vigencias stated, and some years more.
fn compared(repository: &Repository) -> Option<(NaiveDate, NaiveDate)> {
    let years = || repository.years.iter().map(|stated| i32::from(stated.year.get()));
    let last = years().max()?;
    let first = years().min()?.max(last - BEFORE);
    Some((NaiveDate::from_ymd_opt(first, 1, 1)?, NaiveDate::from_ymd_opt(last + AFTER, 12, 31)?))
}

/// The due dates of an obligation, as worded in one place of the file.
fn measured(one: &Obligation, first: NaiveDate, last: NaiveDate) -> Vec<NaiveDate> {
    days_in_force(one, first, last).map(|nominal| nominal.day).filter(|day| is_measured(one, *day)).collect()
}

/// Notes the days of an obligation; the first that another has already, and which. Two versions of one obligation are
/// the concern of another rule.
fn ask(
    asked: &mut Vec<Option<usize>>,
    obligations: &[Obligation],
    (at, days): (usize, &[NaiveDate]),
    first: NaiveDate,
) -> Option<(usize, NaiveDate)> {
    let mut found: Option<(usize, NaiveDate)> = None;
    for &day in days {
        let place = usize::try_from(day.num_days_from_ce() - first.num_days_from_ce()).unwrap_or_default();
        if asked.len() <= place {
            asked.resize(place + 1, None);
        }
        match asked[place] {
            None => asked[place] = Some(at),
            Some(other) if obligations[other].id == obligations[at].id => {}
            Some(other) => _ = found.get_or_insert((other, day)),
        }
    }
    found
}
