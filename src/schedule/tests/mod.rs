//! Tests on the settings and catalogues of this repository.

#![expect(
    clippy::disallowed_methods,
    clippy::disallowed_macros,
    reason = "these tests read the published files of the package, and say what they skip"
)]

mod calendar;
mod chains;
mod due;
mod instants;
mod known;
mod sums;
mod verdict;
mod wordings;

use std::{fs, path::Path};

use chrono::NaiveDate;
use serde::de::DeserializeOwned;

use crate::{
    model::{Reading, World, raw},
    repo_path::RepoPath,
};

/// A day, written as `2026-11-05`.
pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// The values of a YAML text.
pub(crate) fn parse<T: DeserializeOwned>(text: &str) -> T {
    serde_yaml::from_str(text).unwrap()
}

pub(in crate::schedule) fn load<T: DeserializeOwned>(path: &str) -> T {
    parse(&fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap())
}

pub(in crate::schedule) fn holidays() -> raw::Holidays {
    load("policies/catalogo/festivos-co.yaml")
}

/// The settings of this repository, with `change` made to them.
pub(crate) fn world(change: impl FnOnce(&mut raw::Repository)) -> World {
    let mut repository: raw::Repository = load("policies/repositorio.yaml");
    change(&mut repository);
    let mut world = World { repository: Reading::Read(Box::new(repository)), ..World::default() };
    let path = |name: &str| RepoPath::new(format!("policies/catalogo/{name}")).unwrap();
    for model in ["mipg-v6.yaml", "mipg-v7.yaml"] {
        world.models.insert(path(model), load(&format!("policies/catalogo/{model}")));
    }
    world.plans.insert(path("planes-612.yaml"), load("policies/catalogo/planes-612.yaml"));
    world.holidays.insert(path("festivos-co.yaml"), holidays());
    world
}
