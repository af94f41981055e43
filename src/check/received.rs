//! *Heredado* by the age of a rule: what was received before a rule was in force is not held to it.
//!
//! A receipt binds a manifest, and the manifest binds the files it lists: only what is found about these can be older
//! than a rule. A file that came later, or one with other bytes, is judged in full.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{always_judged, loader::Loader};
use crate::{
    diagnostic::Finding,
    digest::Digest,
    model::{FileKind, Place, Reading, Settings, SubmissionPath, layout, raw},
    repo_path::RepoPath,
    snapshot::{Snapshot, SnapshotError},
};

/// What an audit trail says was received.
pub trait Receptions: Sync {
    /// The day, in Bogotá, on which the submission at `path` was first received with the manifest of this digest; none
    /// where the trail does not say so, or could not be verified.
    fn received(&self, path: &SubmissionPath, manifest: Digest) -> Option<NaiveDate>;
}

/// Marks as *heredado* what is about a submission received before the rule was in force.
pub(super) fn mark_inherited(
    findings: &mut [Finding],
    receptions: &dyn Receptions,
    snapshot: &dyn Snapshot,
    loader: &Loader,
    settings: &Settings,
) -> Result<(), SnapshotError> {
    let mut bound: BTreeMap<SubmissionPath, Option<Bound>> = BTreeMap::new();
    for finding in findings.iter_mut().filter(|finding| !finding.inherited && !always_judged(finding)) {
        let Some(path) = &finding.path else { continue };
        let Place::Submission(submission, name) = Place::of(path) else { continue };
        if !bound.contains_key(&submission) {
            let found = Bound::of(&submission, receptions, snapshot, loader, settings)?;
            bound.insert(submission.clone(), found);
        }
        if let Some(Some(bound)) = bound.get(&submission) {
            finding.inherited = bound.holds(&name) && bound.day < in_force(finding);
        }
    }
    Ok(())
}

fn in_force(finding: &Finding) -> NaiveDate {
    let (year, month, day) = finding.rule.in_force;
    NaiveDate::from_ymd_opt(year, month, day).expect("the date of a rule is one")
}

/// What a receipt binds.
struct Bound {
    day: NaiveDate,
    files: BTreeSet<String>,
}

impl Bound {
    fn of(
        submission: &SubmissionPath,
        receptions: &dyn Receptions,
        snapshot: &dyn Snapshot,
        loader: &Loader,
        settings: &Settings,
    ) -> Result<Option<Self>, SnapshotError> {
        let path: RepoPath = submission.manifest();
        let Some(entry) = snapshot.entry(&path)? else { return Ok(None) };
        let (document, reading) = loader.read::<raw::Manifest>(snapshot, &entry, FileKind::Manifest, settings)?;
        let Some(day) = document.digest.and_then(|digest| receptions.received(submission, digest)) else {
            return Ok(None);
        };
        let files = match reading {
            Reading::Read(manifest) => manifest.files.iter().map(|file| file.path.to_string()).collect(),
            Reading::Absent | Reading::Refused => BTreeSet::new(),
        };
        Ok(Some(Self { day, files }))
    }

    fn holds(&self, name: &str) -> bool {
        name == layout::MANIFEST || self.files.contains(name)
    }
}
