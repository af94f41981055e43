//! Whether the main file of a submission was handed in before, so that it does not answer the next corte by mistake.

use std::sync::Arc;

use mipg::{
    digest::Digest,
    intake::{Assembled, Piece},
    messages::Lang,
    model::{
        Place, SubmissionPath, layout,
        raw::{Manifest, SubmissionClass},
    },
    repo_path::RepoPath,
    snapshot::{
        Content, Depth, GitRepository, GitSnapshot, LfsPointer, Limits, Snapshot, SnapshotError, Trust,
        WorktreeSnapshot,
    },
};

use super::{branch, words};
use crate::errors::Failure;

/// The largest manifest that is searched.
const MANIFEST_BYTES: u64 = 64 * 1024;

/// The main file of what is handed in.
pub(in crate::commands) struct Main {
    policy: String,
    class: SubmissionClass,
    name: String,
    digest: Digest,
}

impl Main {
    /// As it was given, before anything was made of it.
    pub(super) fn given(policy: &str, class: SubmissionClass, pieces: &[Piece], digest: Digest) -> Self {
        let name = pieces.first().map(|piece| piece.name.clone()).unwrap_or_default();
        Self { policy: policy.to_owned(), class, name, digest }
    }

    /// As it was made; none where it has no file in git.
    pub(in crate::commands) fn of(made: &Assembled, class: SubmissionClass) -> Option<Self> {
        let (name, bytes) = made.files.first()?;
        let digest = LfsPointer::parse(bytes).map_or_else(|| Digest::of(bytes), |pointer| pointer.digest);
        Some(Self { policy: made.path.owner.clone(), class, name: name.clone(), digest })
    }
}

/// Refuses what was handed in before, or waits in the work tree: of what goes on a branch, that is no reason.
pub(super) fn refuse(
    repository: &Arc<GitRepository>,
    head: &GitSnapshot,
    main: &Main,
    is_on_branch: bool,
    lang: Lang,
) -> Result<(), Failure> {
    let worktree = (!is_on_branch).then(|| WorktreeSnapshot::of(repository.clone(), Limits::default()).ok()).flatten();
    let places: Vec<&dyn Snapshot> = worktree.iter().map(|tree| tree as &dyn Snapshot).chain([head as _]).collect();
    match find(main, &places)? {
        Some((name, other)) => Err(words::handed_in(&name, &other, branch::has(head, &other), lang)),
        None => Ok(()),
    }
}

/// The submission of the same policy and class that has the first file already, and the name of that file. What may have to
/// be erased is bound by another salt each time, and is not found; what was withdrawn may be handed in again.
pub(in crate::commands) fn find(
    main: &Main,
    places: &[&dyn Snapshot],
) -> Result<Option<(String, SubmissionPath)>, SnapshotError> {
    let Ok(policy) = layout::root().join(&main.policy) else { return Ok(None) };
    for snapshot in places {
        for entry in snapshot.list(&policy, Depth::All)? {
            let Some(path) = manifest_of(&entry.path).filter(|_| entry.kind.is_file()) else { continue };
            let Content::Bytes(bytes) = snapshot.read(&entry, MANIFEST_BYTES, Trust::Digest)? else { continue };
            if has(&bytes, &main.digest, main.class) && snapshot.entry(&path.file(layout::WITHDRAWAL))?.is_none() {
                return Ok(Some((main.name.clone(), path)));
            }
        }
    }
    Ok(None)
}

fn manifest_of(path: &RepoPath) -> Option<SubmissionPath> {
    match Place::of(path) {
        Place::Submission(submission, name) if name == layout::MANIFEST => Some(submission),
        _ => None,
    }
}

/// Whether a manifest of the class lists a file with the digest.
fn has(bytes: &[u8], digest: &Digest, class: SubmissionClass) -> bool {
    // Nearly none does, and reading YAML is slow.
    if memchr::memmem::find(bytes, digest.to_string().as_bytes()).is_none() {
        return false;
    }
    serde_yaml::from_slice::<Manifest>(bytes).is_ok_and(|read| read.class == class && lists(&read, digest))
}

/// Whether a manifest lists a file with the digest.
pub(super) fn lists(manifest: &Manifest, digest: &Digest) -> bool {
    manifest.files.iter().filter_map(|file| file.sha256.as_ref()).any(|one| one.digest() == *digest)
}
