//! A holiday or the publication of the plans falls on a day that does not exist.

use chrono::NaiveDate;

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{
        World,
        raw::{Day, Month},
    },
    repo_path::RepoPath,
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "holiday-date-impossible",
        group: Group::Policy,
        severity: Severity::Error,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un festivo o la publicación de los planes cae en un día que no existe.",
            en: "A holiday or the publication of the plans falls on a day that does not exist.",
        },
        why: Text {
            es: "Un festivo que no cae nunca deja como hábil un día que no lo es, y mueve los plazos.",
            en: "A holiday that never falls leaves as a working day one that is not, and moves the deadlines.",
        },
        norm: None,
        example: "fijos:\n  - {mes: 2, dia: 30, …}\n",
        remedy: Text { es: "Corrija `mes` o `dia`.", en: "Correct `mes` or `dia`." },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    for (path, holidays) in &world.holidays {
        for (list, days) in [("fijos", &holidays.fixed), ("trasladables", &holidays.movable)] {
            for (index, day) in days.iter().enumerate() {
                report(path, Route::root().key(list).index(index), day.month, day.day, out);
            }
        }
    }
    for (path, plans) in &world.plans {
        if let Some(publication) = &plans.publication {
            report(path, Route::root().key("publicacion"), publication.month, publication.day, out);
        }
    }
}

/// Reports a day that no year has; 29 February does exist.
fn report(path: &RepoPath, place: Route, month: Month, day: Day, out: &mut Sink<'_>) {
    const LEAP_YEAR: i32 = 2000;
    if NaiveDate::from_ymd_opt(LEAP_YEAR, month.get().into(), day.get().into()).is_none() {
        let (month, day) = (month.get().into(), day.get().into());
        out.field(path, place.key("dia"), Message::HolidayDateImpossible { day, month });
    }
}
