//! What a change of the settings makes of due dates already past: those it stops measuring, and those it judges otherwise.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};

use crate::{
    diagnostic::{Finding, Sink},
    messages::Message,
    model::{World, raw},
    repo_path::RepoPath,
    rules::{Before, ChangeContext, Rewritten, policy::repository_path},
    schedule::{Calendar, Contingencies, Corte, cortes},
    source::{Part, Route},
};

/// Months before the moment asked that are counted.
const MONTHS: Months = Months::new(24);
/// Most obligations that are compared.
const OBLIGATIONS: usize = 64;

/// One obligation that a change writes otherwise.
pub(super) struct Past<'a> {
    /// Its key.
    pub obligation: &'a str,
    /// The days past that are no longer due, or no longer can be late, in order.
    pub lost: Vec<NaiveDate>,
    /// The days past that are still due and judged by other deadlines, channels or terms, in order.
    pub anew: Vec<NaiveDate>,
    /// The file that is written otherwise.
    file: RepoPath,
    /// The first thing in it that is; none where nothing is left of the obligation.
    place: Option<(Route, Part)>,
}

impl Past<'_> {
    /// Reports at what is written otherwise.
    pub(super) fn report<'s>(&self, out: &'s mut Sink<'_>, message: Message) -> &'s mut Finding {
        match self.place.clone() {
            Some((route, Part::Value)) => out.field(&self.file, route, message),
            Some((route, Part::Key)) => out.key(&self.file, route, message),
            None => out.key(&self.file, Route::root().key("obligaciones"), message),
        }
    }
}

/// The obligations that a change writes otherwise, as far as it changes what was due before the moment asked.
pub(super) fn of<'a>(cx: &ChangeContext<'a>) -> Vec<Past<'a>> {
    let Some(Rewritten { before, world }) = cx.rewritten else { return Vec::new() };
    let Some(after) = world.repository.read() else { return Vec::new() };
    let today = cx.as_of.date_naive();
    let first = today.checked_sub_months(MONTHS).unwrap_or(today);
    let was_calendar = Calendar::new(before.holidays.values());
    let calendar = Calendar::new(world.holidays.values());
    let holidays = rewritten_holidays(before, world);
    let before = &before.repository;
    let moved_before = Contingencies::new(&before.contingencies, &was_calendar);
    let moved_after = Contingencies::new(&after.contingencies, &calendar);
    let (old, new) = (by_id(before), by_id(after));
    let is_moved = before.contingencies.iter().any(|one| !after.contingencies.contains(one));
    let changed = old.into_iter().map(|(id, old)| (id, old, new.get(id).cloned().unwrap_or_default()));
    let is_otherwise = is_moved || holidays.is_some();
    let changed = changed.filter(|(_, old, new)| is_otherwise || !same(old, new)).take(OBLIGATIONS);
    let past = |(obligation, old, new): (&'a str, Placed<'a>, Placed<'a>)| {
        let was = cortes(&wordings(&old), &moved_before, &was_calendar, first, today);
        let kept = cortes(&wordings(&new), &moved_after, &calendar, first, today);
        let kept: BTreeMap<NaiveDate, Corte<'_>> = kept.into_iter().map(|corte| (corte.nominal, corte)).collect();
        let mut compared = Compared { world, narrowed: None };
        let (mut lost, mut anew) = (Vec::new(), Vec::new());
        for corte in was.iter().filter(|corte| corte.deadline() <= cx.as_of) {
            match kept.get(&corte.nominal) {
                Some(kept) if !compared.loses(corte, kept) => {
                    anew.extend(is_judged_anew(corte, kept).then_some(corte.nominal));
                }
                _ => lost.push(corte.nominal),
            }
        }
        let (file, place) = match &holidays {
            _ if !same(&old, &new) => (repository_path(), edited(&old, &new)),
            Some(holidays) if !is_moved => (holidays.clone(), Some((Route::root(), Part::Value))),
            _ => (repository_path(), Some((Route::root().key("contingencias"), Part::Key))),
        };
        Past { obligation, lost, anew, file, place }
    };
    changed.map(past).collect()
}

/// The first catalogue of holidays that a change writes otherwise.
fn rewritten_holidays(before: &Before, world: &World) -> Option<RepoPath> {
    let (old, new) = (&before.holidays, &world.holidays);
    old.keys().chain(new.keys()).find(|path| old.get(*path) != new.get(*path)).cloned()
}

/// Whether what came for a due date is judged otherwise: another deadline, save one that a contingency moves, or other
/// classes, channels or terms.
fn is_judged_anew(old: &Corte<'_>, new: &Corte<'_>) -> bool {
    let (one, other) = (old.obligation, new.obligation);
    let is_moved = old.effective != new.effective && (new.contingency.is_none() || new.effective < old.effective);
    is_moved
        || (!old.is_set() && new.is_set())
        || one.classes != other.classes
        || one.channels != other.channels
        || one.corrections != other.corrections
        || one.per != other.per
}

/// The wordings of one obligation, with their places in the file.
type Placed<'a> = Vec<(usize, &'a raw::Obligation)>;

/// The wordings of each obligation and their places in the file.
fn by_id(repository: &raw::Repository) -> BTreeMap<&str, Placed<'_>> {
    let mut wordings: BTreeMap<&str, Placed<'_>> = BTreeMap::new();
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
                let is_left = |policy: &&str| old.applies.holds(policy) && !new.applies.holds(policy);
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
            ("si_no_es_habil", old.non_working_day != new.non_working_day),
            ("clases", old.classes != new.classes),
            ("canales", old.channels != new.channels),
            ("correcciones", old.corrections != new.corrections && new.corrections.is_some()),
        ];
        if let Some((key, _)) = differs.into_iter().find(|(_, differs)| *differs) {
            return at(*index, key);
        }
    }
    at(new.last()?.0, "id")
}
