//! Whether the main file of a submission was handed in before, so that it does not answer the next corte by mistake.

use mipg::{
    digest::Digest,
    intake::Assembled,
    model::{
        Place, SubmissionPath, layout,
        raw::{Manifest, SubmissionClass},
    },
    repo_path::RepoPath,
    snapshot::{Content, Depth, LfsPointer, Snapshot, SnapshotError, Trust},
};

/// The largest manifest that is searched.
const MANIFEST_BYTES: u64 = 64 * 1024;

/// The submission of the same policy and class that has the first file already, and the name of that file. What may have to
/// be erased is bound by another salt each time, and is not found; what was withdrawn may be handed in again.
pub(in crate::commands) fn find(
    made: &Assembled,
    class: SubmissionClass,
    places: &[&dyn Snapshot],
) -> Result<Option<(String, SubmissionPath)>, SnapshotError> {
    let Some((name, bytes)) = made.files.first() else { return Ok(None) };
    let digest = LfsPointer::parse(bytes).map_or_else(|| Digest::of(bytes), |pointer| pointer.digest);
    let Ok(policy) = layout::root().join(&made.path.owner) else { return Ok(None) };
    for snapshot in places {
        for entry in snapshot.list(&policy, Depth::All)? {
            let Some(path) = manifest_of(&entry.path).filter(|_| entry.kind.is_file()) else { continue };
            let Content::Bytes(bytes) = snapshot.read(&entry, MANIFEST_BYTES, Trust::Digest)? else { continue };
            if has(&bytes, &digest, class) && snapshot.entry(&path.file(layout::WITHDRAWAL))?.is_none() {
                return Ok(Some((name.clone(), path)));
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
    let read = serde_yaml::from_slice::<Manifest>(bytes).ok().filter(|read| read.class == class);
    read.is_some_and(|read| {
        read.files.iter().filter_map(|file| file.sha256.as_ref()).any(|one| one.digest() == *digest)
    })
}
