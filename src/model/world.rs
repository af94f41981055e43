//! Settings, catalogues and policies of one tree.

use std::collections::{BTreeMap, BTreeSet};

use super::{FileKind, Place, Reading, Withheld, layout, raw};
use crate::repo_path::RepoPath;

/// What the submissions of a tree are judged against. Files that could not be read are absent here; the rules about
/// documents say why.
#[derive(Clone, PartialEq, Debug)]
pub struct World {
    /// `repositorio.yaml`.
    pub repository: Reading<raw::Repository>,
    /// Catalogues of the model, by file.
    pub models: BTreeMap<RepoPath, raw::ModelCatalogue>,
    /// Catalogues of institutional plans, by file.
    pub plans: BTreeMap<RepoPath, raw::Plans>,
    /// Holiday rules, by file.
    pub holidays: BTreeMap<RepoPath, raw::Holidays>,
    /// Questionnaires, by file.
    pub questionnaires: BTreeMap<RepoPath, raw::Questionnaire>,
    /// Policies of the entity, by folder.
    pub policies: BTreeMap<String, raw::Policy>,
    /// Which evidence answers what, by file.
    pub supports: BTreeMap<RepoPath, raw::Supports>,
    /// Files that are there and could not be read: what they say is unknown, not absent.
    pub unread: BTreeSet<RepoPath>,
    /// What of `repositorio.yaml` is in doubt, where [`World::repository`] is the rest of it.
    pub withheld: Withheld,
}

/// The day of a holiday, before any move: what a rule and the one that succeeds it have in common.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Feast {
    /// Month and day.
    Fixed(u32, u32),
    /// Days from Easter Sunday.
    Easter(i64),
}

impl Default for World {
    fn default() -> Self {
        Self {
            repository: Reading::Absent,
            models: BTreeMap::new(),
            plans: BTreeMap::new(),
            holidays: BTreeMap::new(),
            questionnaires: BTreeMap::new(),
            policies: BTreeMap::new(),
            supports: BTreeMap::new(),
            unread: BTreeSet::new(),
            withheld: Withheld::default(),
        }
    }
}

impl World {
    /// The model of the latest vigencia that `repositorio.yaml` states.
    pub fn model(&self) -> Option<&raw::ModelCatalogue> {
        let latest = self.repository.read()?.years.iter().max_by_key(|year| year.year)?;
        self.models.values().find(|catalogue| catalogue.model == latest.model)
    }

    /// The policies the entity must have a folder for: those of the model of its latest vigencia.
    pub fn expected_policies(&self) -> impl Iterator<Item = &str> {
        self.model().into_iter().flat_map(|model| model.policies.iter()).map(|policy| policy.policy.as_str())
    }

    /// Whether an institutional plan is in a catalogue.
    pub fn has_plan(&self, slug: &str) -> bool {
        self.plan_slugs().any(|known| known == slug)
    }

    /// Whether the catalogues have the rules of holidays of this year; the days that an entity adds by itself are none.
    ///
    /// A catalogue does not say how far it is complete. A law may abolish a holiday, but not most of them: where more
    /// days have ended than hold, what ended is the catalogue.
    pub fn knows_holidays_of(&self, year: i32) -> bool {
        let (mut held, mut ended) = (BTreeSet::new(), BTreeSet::new());
        let mut add = |from: raw::Year, until: Option<raw::Year>, feast: Feast| {
            // One of reversed years never held.
            let is_in_past = until.is_some_and(|until| from <= until && i32::from(until.get()) < year);
            if is_in_past {
                ended.insert(feast);
            } else if i32::from(from.get()) <= year && until.is_none_or(|until| from <= until) {
                held.insert(feast);
            }
        };
        for catalogue in self.holidays.values() {
            for rule in catalogue.fixed.iter().chain(&catalogue.movable) {
                add(rule.from_year, rule.until_year, Feast::Fixed(rule.month.get().into(), rule.day.get().into()));
            }
            for rule in &catalogue.easter {
                add(rule.from_year, rule.until_year, Feast::Easter(rule.offset.get().into()));
            }
        }
        !held.is_empty() && ended.difference(&held).count() <= held.len()
    }

    /// Every institutional plan of the catalogues.
    pub fn plan_slugs(&self) -> impl Iterator<Item = &str> {
        self.plans.values().flat_map(|plans| plans.plans.iter()).map(|plan| plan.id.as_str())
    }

    /// Whether the folder of a policy has its `politica.yaml`, readable or not.
    pub fn has_policy(&self, slug: &str) -> bool {
        self.policies.contains_key(slug) || layout::policy(slug).is_some_and(|path| self.unread.contains(&path))
    }

    /// Every policy the tree knows, with a folder or in a catalogue, sorted.
    pub fn policy_slugs(&self) -> BTreeSet<&str> {
        let listed = self.models.values().flat_map(|model| model.policies.iter()).map(|policy| policy.policy.as_str());
        self.policies.keys().map(String::as_str).chain(listed).collect()
    }

    /// The policy with this code, such as `POL07`, in capitals or not; none where catalogues give it to several.
    pub fn policy_of_code(&self, code: &str) -> Option<&str> {
        let listed = self.models.values().flat_map(|model| &model.policies);
        let with =
            listed.filter(|policy| policy.code.as_ref().is_some_and(|own| own.as_str().eq_ignore_ascii_case(code)));
        let found: BTreeSet<&str> = with.map(|policy| policy.policy.as_str()).collect();
        found.iter().next().copied().filter(|_| found.len() == 1)
    }

    /// Whether some file of this kind is there and could not be read.
    pub fn has_unread(&self, kind: FileKind) -> bool {
        self.unread.iter().any(|path| Place::of(path).file_kind() == Some(kind))
    }
}

/// What any check has read of settings and catalogues, that of a whole tree and that of a change alike. Rules about one
/// submission see no more of them, so that both say the same.
#[derive(Clone, Copy, Debug)]
pub struct Common<'a>(&'a World);

impl<'a> Common<'a> {
    /// What is common in a world.
    pub fn of(world: &'a World) -> Self {
        Self(world)
    }

    /// What `repositorio.yaml` says, if it could be read.
    pub fn repository(self) -> Option<&'a raw::Repository> {
        self.0.repository.read()
    }

    /// Every institutional plan of the catalogues; none where one of them could not be read, and so any may exist.
    pub fn plan_slugs(self) -> Option<Vec<&'a str>> {
        (!self.0.has_unread(FileKind::Plans)).then(|| self.0.plan_slugs().collect())
    }

    /// The institutional plans of this key, one for each catalogue that has it.
    pub fn plans(self, slug: &str) -> impl Iterator<Item = &'a raw::Plan> {
        self.0.plans.values().flat_map(|plans| plans.plans.iter()).filter(move |plan| plan.id.as_str() == slug)
    }
}
