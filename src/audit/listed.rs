//! Whether every file that the head has in the folder of a submission is one that its manifest lists.
//!
//! The log vouches for a manifest, and the manifest for the files it lists: what lies beside them is vouched for by nobody.

use std::collections::{BTreeMap, HashSet};

use super::{Book, Check, Finding, Level, Place, completeness::View, facts::Held};
use crate::{
    messages::Message,
    model::{self, SubmissionPath, layout},
    repo_path::RepoPath,
    snapshot::ObjectId,
};

/// What the head has of a submission.
#[derive(Default)]
struct Folder<'a> {
    manifest: Option<ObjectId>,
    files: Vec<&'a RepoPath>,
}

/// Counts the files of the head, of all that lie in folders of submissions.
pub(super) fn check(view: &View<'_>, book: &mut Book) {
    let mut folders: BTreeMap<SubmissionPath, Folder<'_>> = BTreeMap::new();
    for (path, states) in view.chronicle.paths() {
        let Some(object) = states.last().and_then(|state| state.object) else { continue };
        let model::Place::Submission(submission, name) = model::Place::of(path) else { continue };
        let folder = folders.entry(submission).or_default();
        match &*name {
            layout::MANIFEST => folder.manifest = Some(object),
            layout::WITHDRAWAL => {}
            _ => folder.files.push(path),
        }
    }
    let (mut passed, mut of) = (0, 0);
    let mut unlisted: Vec<&RepoPath> = view.chronicle.odd().iter().collect();
    for Folder { manifest, files } in folders.values() {
        of += files.len() as u64;
        let Some(object) = manifest else {
            unlisted.extend(files);
            continue;
        };
        let Some(listing) = view.facts.manifest(*object) else {
            // That a manifest cannot be read is told of the manifest; one that is not here lists nobody knows what.
            if !matches!(view.facts.held(*object), Held::Unread | Held::Bytes(_)) {
                unlisted.extend(files);
            }
            continue;
        };
        let names: HashSet<&str> = listing.files.iter().map(|(name, _)| &**name).collect();
        let (known, other): (Vec<&RepoPath>, Vec<&RepoPath>) =
            files.iter().partition(|path| names.contains(path.name()));
        passed += known.len() as u64;
        unlisted.extend(other);
    }
    of += view.chronicle.odd().len() as u64;
    unlisted.sort_unstable();
    for path in unlisted {
        book.find(Finding {
            check: Check::Listed,
            level: Level::Fault,
            code: "file-unlisted",
            place: Place::path(path),
            message: Message::AuditFileUnlisted {},
        });
    }
    book.tally(Check::Listed, passed, of);
}
