//! The settings that judge: limits, accepted formats, institutional mail domains.

use std::collections::BTreeSet;

use super::raw;
use crate::source::yaml::Limits;

/// Settings in force: those of the default branch when a change is judged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Settings {
    /// Limits of manifests and withdrawals.
    pub manifest: Limits,
    /// Files of one submission, its manifest apart.
    pub files_per_submission: u64,
    /// Bytes of one file kept in git.
    pub file_bytes: u64,
    /// Bytes of a path.
    pub path_bytes: usize,
    /// Submissions of one owner in one month.
    pub submissions_per_month: usize,
    /// Media types accepted as evidence.
    pub formats: BTreeSet<String>,
    /// Kinds of document a manifest may name.
    pub typologies: BTreeSet<String>,
    /// Domains of the institution's mail; empty where none is set.
    pub mail_domains: BTreeSet<String>,
}

impl Settings {
    /// The settings a `repositorio.yaml` states.
    pub fn of(repository: &raw::Repository) -> Self {
        let limits = &repository.limits;
        Self {
            manifest: Limits {
                bytes: usize::try_from(limits.manifest_bytes.get()).unwrap_or(usize::MAX),
                depth: limits.manifest_depth.get().into(),
                ..Limits::MANIFEST
            },
            files_per_submission: limits.files_per_submission.get().into(),
            file_bytes: limits.file_bytes.get(),
            path_bytes: limits.path_bytes.get().into(),
            submissions_per_month: limits.submissions_per_month.get() as usize,
            formats: repository.formats.iter().map(|format| format.as_str().to_owned()).collect(),
            typologies: repository.typologies.iter().map(|typology| typology.as_str().to_owned()).collect(),
            mail_domains: repository.mail_domains.iter().map(|domain| domain.as_str().to_lowercase()).collect(),
        }
    }
}

impl Default for Settings {
    fn default() -> Self {
        let limits = raw::Limits::default();
        Self {
            manifest: Limits::MANIFEST,
            files_per_submission: limits.files_per_submission.get().into(),
            file_bytes: limits.file_bytes.get(),
            path_bytes: limits.path_bytes.get().into(),
            submissions_per_month: limits.submissions_per_month.get() as usize,
            formats: raw::DEFAULT_FORMATS.iter().map(|format| (*format).to_owned()).collect(),
            typologies: raw::DEFAULT_TYPOLOGIES.iter().map(|typology| (*typology).to_owned()).collect(),
            mail_domains: BTreeSet::new(),
        }
    }
}
