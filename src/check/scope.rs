//! What a check covers: everything, or what a change touches.

use std::collections::BTreeSet;

use crate::{
    diagnostic::Finding,
    model::{FileKind, Place, SubmissionPath, layout},
    repo_path::RepoPath,
    snapshot::{Entry, EntryKind, SnapshotError, history::Change},
};

/// What is judged.
#[derive(Debug)]
pub(super) enum Scope {
    /// The whole tree.
    All,
    /// What a change touches.
    Change(Touched),
}

/// What a change touches.
#[derive(Debug)]
pub(super) struct Touched {
    /// Submissions with a changed path.
    pub submissions: BTreeSet<SubmissionPath>,
    /// Every changed path under `policies/`.
    pub paths: BTreeSet<RepoPath>,
    /// Those of `paths` that the head still has.
    present: BTreeSet<RepoPath>,
    /// Whether settings, catalogues or policies change: then the whole tree is judged again.
    pub settings: bool,
    /// Submissions that the change gives a record of withdrawal, and otherwise only takes files from.
    withdrawn: BTreeSet<SubmissionPath>,
}

impl Touched {
    /// Whether the path is touched, or something below it is.
    pub(super) fn reaches(&self, path: &RepoPath) -> bool {
        self.paths.contains(path) || self.holds_something_of(path)
    }

    /// Whether the path is the folder of a touched submission, which is listed whole.
    pub(super) fn holds_submission_at(&self, folder: &RepoPath) -> bool {
        folder
            .as_str()
            .strip_prefix(layout::ROOT)
            .and_then(|rest| SubmissionPath::parse(rest.strip_prefix('/')?))
            .is_some_and(|submission| self.submissions.contains(&submission))
    }

    /// Holds the comparison of the two trees against the listing of the head: a path that the one names and the other
    /// does not would be judged by nobody.
    ///
    /// # Errors
    /// The first such path.
    pub(super) fn all_are_in(&self, entries: &[Entry]) -> Result<(), SnapshotError> {
        let listed: BTreeSet<&RepoPath> = entries.iter().map(|entry| &entry.path).collect();
        for path in &self.present {
            let mut here = Some(path.clone());
            while let Some(at) = &here {
                if listed.contains(at) {
                    break;
                }
                here = at.parent();
            }
            if here.is_none() {
                return Err(SnapshotError::Unlisted { path: path.clone() });
            }
        }
        Ok(())
    }

    /// Whether the path is a folder with something touched in it.
    fn holds_something_of(&self, folder: &RepoPath) -> bool {
        // No path below the folder comes before this one, and what comes between is not below it.
        let first = folder.join("\u{1}").expect("a control character is a name");
        self.paths.range(first..).next().is_some_and(|path| path.is_within(folder))
    }
}

impl Touched {
    /// The policies whose submissions are touched.
    pub(super) fn policies(&self) -> impl Iterator<Item = &str> {
        self.submissions.iter().filter(|submission| !submission.is_model()).map(|submission| submission.owner.as_str())
    }
}

impl Scope {
    /// Whether the rules about settings, catalogues and policies may have something to say.
    pub(super) fn needs_whole_world(&self) -> bool {
        match self {
            Scope::All => true,
            Scope::Change(touched) => {
                touched.settings
                    || touched.paths.iter().any(|path| Place::of(path).file_kind() == Some(FileKind::Supports))
            }
        }
    }

    pub(super) fn of_change(change: &Change) -> Self {
        let mut touched = Touched {
            submissions: BTreeSet::new(),
            paths: BTreeSet::new(),
            present: BTreeSet::new(),
            settings: false,
            withdrawn: withdrawn(change),
        };
        for changed in &change.changed {
            let place = Place::of(&changed.path);
            if place == Place::Outside {
                continue;
            }
            if let Some(submission) = place.submission() {
                touched.submissions.insert(submission.clone());
            }
            touched.settings |= place.file_kind().is_some_and(|kind| kind.is_setting());
            if changed.new.is_some_and(|(kind, _)| kind != EntryKind::Folder) {
                touched.present.insert(changed.path.clone());
            }
            touched.paths.insert(changed.path.clone());
        }
        Scope::Change(touched)
    }

    /// Whether the whole tree is visited.
    pub(super) fn visits_all(&self) -> bool {
        match self {
            Scope::All => true,
            Scope::Change(touched) => touched.settings,
        }
    }

    /// Whether there is anything to judge.
    pub(super) fn is_applicable(&self) -> bool {
        match self {
            Scope::All => true,
            Scope::Change(touched) => !touched.paths.is_empty(),
        }
    }

    /// Whether the change itself touches this path, something in this folder, or the submission it belongs to.
    pub(super) fn touches(&self, path: &RepoPath) -> bool {
        match self {
            Scope::All => true,
            Scope::Change(touched) => {
                touched.paths.contains(path)
                    || Place::of(path).submission().is_some_and(|own| touched.submissions.contains(own))
                    || touched.holds_something_of(path)
            }
        }
    }

    /// Whether the change itself touches something of this submission.
    pub(super) fn touches_submission(&self, path: &SubmissionPath) -> bool {
        matches!(self, Scope::All) || self.touches(&path.folder())
    }

    /// Whether findings about this path are reported.
    pub(super) fn holds(&self, path: &RepoPath) -> bool {
        self.visits_all() || self.touches(path)
    }

    /// Whether a finding is reported.
    pub(super) fn holds_finding(&self, finding: &Finding) -> bool {
        self.visits_all() || finding.path.as_ref().is_none_or(|path| self.holds(path))
    }

    /// Whether a submission is judged.
    pub(super) fn holds_submission(&self, submission: &SubmissionPath) -> bool {
        match self {
            Scope::All => true,
            Scope::Change(touched) => touched.settings || touched.submissions.contains(submission),
        }
    }

    /// Marks as *heredado* what is about content that the change does not touch: it was published before.
    pub(super) fn mark_inherited(&self, findings: &mut [Finding]) {
        for finding in findings {
            let untouched = finding.path.as_ref().is_some_and(|path| !self.touches(path) || self.leaves(path));
            finding.inherited = untouched && !super::always_judged(finding);
        }
    }

    /// Whether the change takes files away from the submission of this one, by a record of withdrawal, and leaves this one as
    /// it was, or is the folder itself: whatever a rule says of it now, what has to be withdrawn can be. What was not read for
    /// it counts as not read all the same.
    fn leaves(&self, path: &RepoPath) -> bool {
        let Scope::Change(touched) = self else { return false };
        !touched.paths.contains(path)
            && match Place::of(path) {
                Place::Submission(own, _) => touched.withdrawn.contains(&own),
                _ => touched.withdrawn.iter().any(|own| own.folder() == *path),
            }
    }
}

/// The submissions that a change gives a record of withdrawal, and otherwise only takes files from.
fn withdrawn(change: &Change) -> BTreeSet<SubmissionPath> {
    let mut recorded = BTreeSet::new();
    let mut others = BTreeSet::new();
    for changed in &change.changed {
        let Place::Submission(own, name) = Place::of(&changed.path) else { continue };
        match (name.as_str(), changed.new) {
            (layout::WITHDRAWAL, Some(_)) => _ = recorded.insert(own),
            (layout::MANIFEST | layout::WITHDRAWAL, _) | (_, Some(_)) => _ = others.insert(own),
            (_, None) => {}
        }
    }
    &recorded - &others
}
