//! A change of the settings stops measuring what was already due.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use crate::{
    diagnostic::{Group, Meta, Severity, Sink},
    messages::{Message, Text},
    model::{World, raw},
    rules::{ChangeContext, Check, Rewritten, Rule, policy::repository_path},
    schedule::{Calendar, Corte, binds, cortes},
    source::{Part, Route},
};

pub(super) static RULE: Rule = Rule {
    meta: Meta {
        id: "measuring-stops",
        group: Group::History,
        severity: Severity::Warning,
        since: "0.1.0",
        in_force: (2026, 11, 22),
        summary: Text {
            es: "Un cambio de los ajustes deja de medir vencimientos que ya pasaron.",
            en: "A change of the settings stops measuring due dates already past.",
        },
        why: Text {
            es: "Lo que se entregó tarde o no se entregó deja de verse sin que nadie lo excuse. Una obligación nueva o distinta rige hacia adelante; lo pasado solo lo excusa un acto.",
            en: "What was handed in late or not at all is no longer seen, and nobody excused it. A new or different obligation holds from now on; only an act excuses what is past.",
        },
        norm: None,
        example: "obligaciones:\n  - {id: reporte, medida_desde: 2027-01, …}   # antes: 2026-01",
        remedy: Text {
            es: "Deje la obligación como estaba para los días que ya pasaron: cierre su redacción con `vigente_hasta` de hoy en adelante y agregue otra con la misma clave. Si un acto excusa lo pasado, escríbalo en `excepciones`.",
            en: "Leave the obligation as it was for the days already past: end its wording with a `vigente_hasta` from today on and add another with the same key. Where an act excuses what is past, write it in `excepciones`.",
        },
        fixable: false,
    },
    check: Check::Change(check),
};

/// Months before the moment asked that are counted.
const MONTHS: Months = Months::new(24);
/// Most obligations that are compared.
const OBLIGATIONS: usize = 64;

fn check(cx: &ChangeContext<'_>, out: &mut Sink<'_>) {
    let Some(Rewritten { before, world }) = cx.rewritten else { return };
    let Some(after) = world.repository.read() else { return };
    let today = cx.as_of.date_naive();
    let first = today.checked_sub_months(MONTHS).unwrap_or(today);
    let calendar = Calendar::new(world.holidays.values());
    let (old, new) = (by_id(before), by_id(after));
    let changed = old.iter().map(|(id, old)| (*id, old, new.get(id).map_or(&[][..], |new| &new[..])));
    let changed = changed.filter(|(_, old, new)| !same(old, new)).take(OBLIGATIONS);
    for (id, old, new) in changed {
        let was = cortes(&wordings(old), &before.contingencies, &calendar, first, today);
        let kept = cortes(&wordings(new), &after.contingencies, &calendar, first, today);
        let kept: BTreeMap<NaiveDate, Corte<'_>> = kept.into_iter().map(|corte| (corte.nominal, corte)).collect();
        let past = was.iter().filter(|corte| corte.deadline() <= cx.as_of);
        let mut compared = Compared { world, narrowed: None };
        let lost: Vec<NaiveDate> = past
            .filter(|corte| kept.get(&corte.nominal).is_none_or(|kept| compared.loses(corte, kept)))
            .map(|corte| corte.nominal)
            .collect();
        let (Some(first), Some(last)) = (lost.first(), lost.last()) else { continue };
        let message = Message::MeasuringStops {
            obligation: id.into(),
            count: lost.len().into(),
            from: (*first).into(),
            until: (*last).into(),
        };
        match edited(old, new) {
            Some((route, Part::Value)) => out.field(&repository_path(), route, message),
            Some((route, Part::Key)) => out.key(&repository_path(), route, message),
            None => out.key(&repository_path(), Route::root().key("obligaciones"), message),
        };
    }
}

/// The wordings of each obligation and their places in the file.
fn by_id(repository: &raw::Repository) -> BTreeMap<&str, Vec<(usize, &raw::Obligation)>> {
    let mut wordings: BTreeMap<&str, Vec<(usize, &raw::Obligation)>> = BTreeMap::new();
    for (index, obligation) in repository.obligations.iter().enumerate() {
        wordings.entry(obligation.id.as_str()).or_default().push((index, obligation));
    }
    wordings
}

fn wordings<'a>(placed: &[(usize, &'a raw::Obligation)]) -> Vec<&'a raw::Obligation> {
    placed.iter().map(|(_, wording)| *wording).collect()
}

fn same(old: &[(usize, &raw::Obligation)], new: &[(usize, &raw::Obligation)]) -> bool {
    old.len() == new.len() && old.iter().zip(new).all(|((_, old), (_, new))| old == new)
}

/// Compares the wordings of one obligation on one day; those of many days are the same two.
struct Compared<'a> {
    world: &'a World,
    narrowed: Option<(&'a raw::Obligation, &'a raw::Obligation, bool)>,
}

impl<'a> Compared<'a> {
    /// Whether a due date that is still named no longer counts for some policy, or can no longer be late.
    fn loses(&mut self, old: &Corte<'a>, new: &Corte<'a>) -> bool {
        (old.is_set() && !new.is_set()) || self.narrows(old.obligation, new.obligation)
    }

    fn narrows(&mut self, old: &'a raw::Obligation, new: &'a raw::Obligation) -> bool {
        if old.applies == new.applies {
            return false;
        }
        match self.narrowed {
            Some((one, other, narrows)) if std::ptr::eq(one, old) && std::ptr::eq(other, new) => narrows,
            _ => {
                let is_left = |policy: &&str| binds(&old.applies, policy) && !binds(&new.applies, policy);
                let narrows = self.world.policy_slugs().iter().any(is_left);
                self.narrowed = Some((old, new, narrows));
                narrows
            }
        }
    }
}

/// The first thing that decides what is measured and that the change writes otherwise; none where nothing is left of the
/// obligation.
fn edited(old: &[(usize, &raw::Obligation)], new: &[(usize, &raw::Obligation)]) -> Option<(Route, Part)> {
    let at = |index: usize, key: &str| Some((Route::root().key("obligaciones").index(index).key(key), Part::Value));
    for ((_, old), (index, new)) in old.iter().zip(new) {
        let differs = [
            ("medida_desde", old.measured_since != new.measured_since && new.measured_since.is_some()),
            ("vigente_hasta", old.in_force_until != new.in_force_until && new.in_force_until.is_some()),
            ("vigente_desde", old.in_force_from != new.in_force_from && new.in_force_from.is_some()),
            ("cuando", old.when != new.when),
            ("aplica", old.applies != new.applies),
            ("plazo", old.deadline != new.deadline),
        ];
        if let Some((key, _)) = differs.into_iter().find(|(_, differs)| *differs) {
            return at(*index, key);
        }
    }
    at(new.last()?.0, "id")
}
