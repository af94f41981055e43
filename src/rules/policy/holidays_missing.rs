//! Due dates are counted in working days of a year whose holidays nobody states.

use std::collections::BTreeSet;

use super::repository_path;
use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{FileKind, World, raw},
    rules::{Check, Rule},
    source::Route,
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "holidays-missing",
        group: Group::Policy,
        severity: Severity::Unchecked,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Faltan los festivos de una vigencia que se cuenta en días hábiles.",
            en: "The holidays of a vigencia counted in working days are missing.",
        },
        why: Text {
            es: "Sin los festivos, un vencimiento que cae en uno no se corre: una entrega oportuna se vería \
                 extemporánea. Lo que no se sabe no se toma por un año sin festivos.",
            en: "Without the holidays a due date that falls on one is not moved: a submission on time would look late. \
                 What is not known is not taken for a year without holidays.",
        },
        norm: Some("Ley 51 de 1983, artículo 1"),
        example: "policies/catalogo/    # sin festivos-co.yaml\nobligaciones:\n  - id: reporte\n    si_no_es_habil: siguiente-habil\n",
        remedy: Text {
            es: "Agregue a `policies/catalogo/festivos-co.yaml` las reglas de esos años. `mipg init` crea el archivo \
                 con las de Colombia, y se puede copiar de ahí.",
            en: "Add the rules of those years to `policies/catalogo/festivos-co.yaml`. `mipg init` makes the file with \
                 those of Colombia, and it can be copied from there.",
        },
        fixable: false,
    },
    check: Check::World(check),
};

fn check(world: &World, out: &mut Sink<'_>) {
    let Some(repository) = world.repository.read() else { return };
    if world.has_unread(FileKind::Holidays) {
        return;
    }
    let years: BTreeSet<u16> = repository
        .years
        .iter()
        .map(|vigencia| vigencia.year.get())
        .filter(|year| !world.knows_holidays_of(i32::from(*year)))
        .collect();
    // The first obligation is enough: the same catalogue mends them all.
    let counted = repository.obligations.iter().enumerate().find(|(_, one)| one.counts_working_days());
    let Some((index, obligation)) = counted.filter(|_| !years.is_empty()) else { return };
    let field = match obligation.non_working_day {
        raw::NonWorkingDay::NextWorkingDay => "si_no_es_habil",
        raw::NonWorkingDay::SameDay => "correcciones",
    };
    let years: Vec<String> = years.iter().map(ToString::to_string).collect();
    let message = Message::HolidaysMissing { obligation: obligation.id.as_str().into(), years: years.into() };
    out.field(&repository_path(), Route::root().key("obligaciones").index(index).key(field), message);
}
