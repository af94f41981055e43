//! What has to be known before anything can be said to be due, or not to be.

use std::collections::BTreeSet;

use chrono::Datelike as _;

use super::Corte;
use crate::{
    model::{FileKind, Place, World, layout, raw},
    repo_path::RepoPath,
};

/// The files without which what is due, and when, is not known: settings, catalogues and policies that could not be
/// read, and catalogues that the settings call for and are not there. Empty where all is known.
///
/// Without a catalogue of holidays nobody knows which days are working days; [`years_without_holidays`] says where
/// there is one and it does not reach.
pub fn unknown(world: &World) -> BTreeSet<RepoPath> {
    let decides = |path: &&RepoPath| {
        let kind = Place::of(path).file_kind();
        !matches!(kind, Some(FileKind::Supports | FileKind::Questionnaire))
    };
    let is_settings = |path: &RepoPath| Place::of(path).file_kind() == Some(FileKind::Repository);
    // What could not be read of them is withheld, and the rest of them known.
    let is_in_doubt = |path: &&RepoPath| world.withheld.is_empty() || !is_settings(path);
    let mut unknown: BTreeSet<RepoPath> = world.unread.iter().filter(decides).filter(is_in_doubt).cloned().collect();
    let Some(repository) = world.repository.read() else {
        unknown.insert(layout::settings());
        return unknown;
    };
    for year in repository.years.iter() {
        if !world.models.values().any(|catalogue| catalogue.model == year.model) {
            unknown.extend(layout::catalogue_file(&format!("mipg-{}", year.model)));
        }
    }
    let needs_plans = repository.obligations.iter().any(|obligation| obligation.per == Some(raw::PerEach::Plan));
    if needs_plans && world.plans.is_empty() {
        unknown.extend(layout::catalogue_file("planes-612"));
    }
    if world.holidays.is_empty() && repository.obligations.iter().any(raw::Obligation::counts_working_days) {
        unknown.extend(layout::catalogue_file(layout::HOLIDAYS));
    }
    unknown
}

/// The years whose working days decide some of these due dates, or were `counted` for the term of a correction
/// ([`Verdict::counted`](super::Verdict)), and of which no catalogue gives the holidays: what depends on them is not known
/// then.
pub fn years_without_holidays<'a>(
    world: &World,
    cortes: impl Iterator<Item = &'a Corte<'a>>,
    counted: impl IntoIterator<Item = i32>,
) -> BTreeSet<i32> {
    // A contingency moves any deadline to a working day.
    let decide = |corte: &&Corte<'_>| corte.obligation.counts_working_days() || corte.contingency.is_some();
    let mut years: BTreeSet<i32> =
        cortes.filter(decide).flat_map(|corte| corte.nominal.year()..=corte.effective.year()).collect();
    years.extend(counted);
    years.into_iter().filter(|year| !world.knows_holidays_of(*year)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    use crate::{
        model::Reading,
        schedule::{Calendar, Schedule, tests::world},
    };

    fn names(world: &World) -> Vec<String> {
        unknown(world).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_the_settings_call_for_has_to_be_there() {
        let whole = world(|_| {});
        assert_eq!(names(&whole), [""; 0]);
        let without = |change: &dyn Fn(&mut World)| {
            let mut world = whole.clone();
            change(&mut world);
            names(&world)
        };
        assert_eq!(without(&|world| world.repository = Reading::Absent), ["policies/repositorio.yaml"]);
        assert_eq!(without(&|world| world.models.clear()), ["policies/catalogo/mipg-v6.yaml"]);
        assert_eq!(without(&|world| world.plans.clear()), ["policies/catalogo/planes-612.yaml"]);
        assert_eq!(without(&|world| world.holidays.clear()), ["policies/catalogo/festivos-co.yaml"]);
        // Where no obligation counts working days there is nothing to know.
        let calendar_days = world(|repository| {
            for obligation in repository.obligations.iter_mut() {
                obligation.non_working_day = raw::NonWorkingDay::SameDay;
                obligation.corrections = None;
            }
        });
        let mut bare = calendar_days.clone();
        bare.holidays.clear();
        assert_eq!(names(&bare), [""; 0]);
    }

    #[test]
    fn a_year_without_rules_is_named() {
        let mut world = world(|_| {});
        let years = |world: &World, first: i32, last: i32| {
            let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let calendar = Calendar::new(world.holidays.values());
            let schedule = Schedule::new(world, &calendar, day(first, 1, 1), day(last, 12, 31));
            years_without_holidays(world, schedule.cortes.iter(), []).into_iter().collect::<Vec<_>>()
        };
        assert_eq!(years(&world, 2026, 2027), [0; 0]);
        let catalogue = world.holidays.values_mut().next().unwrap();
        let until = serde_yaml::from_str::<raw::Year>("2026").unwrap();
        for rule in catalogue.fixed.iter_mut().chain(&mut catalogue.movable) {
            rule.until_year = Some(until);
        }
        for rule in &mut catalogue.easter {
            rule.until_year = Some(until);
        }
        assert_eq!(years(&world, 2026, 2027), [2027]);
        // One law more does not make a calendar of a year for which the others have ended.
        let mut with_one = world.clone();
        let catalogue = with_one.holidays.values_mut().next().unwrap();
        let mut later = catalogue.fixed[0].clone();
        (later.from_year, later.until_year) = (serde_yaml::from_str("2027").unwrap(), None);
        later.day = serde_yaml::from_str("9").unwrap();
        catalogue.fixed.push(later);
        assert_eq!(years(&with_one, 2026, 2027), [2027]);
        // A law that abolishes one does.
        let mut without_one = crate::schedule::tests::world(|_| {});
        without_one.holidays.values_mut().next().unwrap().fixed[0].until_year = Some(until);
        assert_eq!(years(&without_one, 2026, 2027), [0; 0]);
        // A day that the entity declares is no calendar of the year.
        assert!(!world.knows_holidays_of(2027) && world.knows_holidays_of(2026));
        world.holidays.clear();
        assert_eq!(years(&world, 2026, 2026), [2026]);
    }

    #[test]
    fn a_contingency_moves_any_deadline_to_a_working_day() {
        let mut world = world(|repository| {
            repository.obligations.truncate(1);
            repository.obligations[0].non_working_day = raw::NonWorkingDay::SameDay;
            repository.obligations[0].corrections = None;
            repository.contingencies = serde_yaml::from_str(
                "[{desde: 2026-12-28, hasta: 2026-12-31, motivo: Sin energía, acto: Circular 1 de 2026}]",
            )
            .unwrap();
        });
        let until = serde_yaml::from_str::<raw::Year>("2026").unwrap();
        for catalogue in world.holidays.values_mut() {
            catalogue.fixed.iter_mut().chain(&mut catalogue.movable).for_each(|rule| rule.until_year = Some(until));
            catalogue.easter.iter_mut().for_each(|rule| rule.until_year = Some(until));
        }
        let day = |month, day| NaiveDate::from_ymd_opt(2026, month, day).unwrap();
        let years = |first, last| {
            let calendar = Calendar::new(world.holidays.values());
            let schedule = Schedule::new(&world, &calendar, first, last);
            years_without_holidays(&world, schedule.cortes.iter(), []).into_iter().collect::<Vec<_>>()
        };
        assert_eq!((years(day(12, 1), day(12, 15)), years(day(12, 30), day(12, 30))), (vec![], vec![2027]));
    }

    #[test]
    fn what_could_not_be_read_counts_where_it_decides() {
        let mut world = world(|_| {});
        let paths = [
            "policies/catalogo/festivos-co.yaml",
            "policies/gobierno-digital/politica.yaml",
            "policies/gobierno-digital/soportes-2026.yaml",
        ];
        world.unread = paths.map(|path| RepoPath::new(path).unwrap()).into();
        assert_eq!(names(&world), paths[..2]);
    }
}
