//! What has to be known before anything can be said to be due, or not to be.

use std::collections::BTreeSet;

use crate::{
    model::{FileKind, Place, World, layout, raw},
    repo_path::RepoPath,
};

/// The files without which what is due, and when, is not known: settings, catalogues and policies that could not be
/// read, and catalogues that the settings call for and are not there. Empty where all is known.
///
/// A missing catalogue of holidays is not among them: an entity may have none, and its calendars say so.
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
        unknown.extend(layout::root().join("repositorio.yaml"));
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
    unknown
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{model::Reading, schedule::tests::world};

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
        assert_eq!(without(&|world| world.holidays.clear()), [""; 0]);
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
