//! A branch that is there already under the name that a change would have.

use std::{collections::BTreeMap, sync::Arc};

use mipg::{
    model::{SubmissionPath, layout},
    snapshot::{
        Content, Depth, GitRepository, GitSnapshot, Limits, MAX_POINTER, ObjectId, Quarantine, Snapshot as _,
        SnapshotError, StoredTree, Trust, changed_tree,
    },
};

/// Commits that are looked at to know where a branch began.
const COMMITS: usize = 100_000;

/// What a name is taken by.
pub(super) enum There {
    /// No branch has it.
    Nothing,
    /// A branch of one commit, on one that the revision follows, that makes this very change.
    Same,
    /// Another one, with the objects of Git LFS that it names of the same policy and the revision does not.
    Other(Vec<String>),
}

/// Looks at the branch of a name. `changes` is what the change does, as blobs by their paths.
pub(super) fn look(
    repository: &Arc<GitRepository>,
    head: &GitSnapshot,
    apart: &mut Quarantine,
    (name, path): (&str, &SubmissionPath),
    changes: &BTreeMap<String, Option<ObjectId>>,
) -> Result<There, SnapshotError> {
    let Some(tip) = repository.reference(&format!("refs/heads/{name}"))? else { return Ok(There::Nothing) };
    if let [parent] = repository.parents(tip)?.as_slice()
        && repository.is_ancestor(*parent, head.commit(), COMMITS)?
    {
        let tree = |commit| Ok::<_, SnapshotError>(StoredTree::of_commit(repository.clone(), commit)?.id());
        let wanted =
            changed_tree(repository, Some(tree(*parent)?), changes, &mut |kind, bytes| apart.write(kind, bytes))?;
        if wanted == tree(tip)? {
            return Ok(There::Same);
        }
    }
    Ok(There::Other(objects(repository, head, tip, &path.owner)?))
}

/// The digests that pointers of a commit name below a policy, but for those that the revision has.
fn objects(
    repository: &Arc<GitRepository>,
    head: &GitSnapshot,
    tip: ObjectId,
    owner: &str,
) -> Result<Vec<String>, SnapshotError> {
    let Ok(policy) = layout::root().join(owner) else { return Ok(Vec::new()) };
    let branch = GitSnapshot::at(repository.clone(), &tip.to_string(), Limits::default())?;
    let mut found = Vec::new();
    for entry in branch.list(&policy, Depth::All)?.iter().filter(|entry| entry.kind.is_file()) {
        if head.entry(&entry.path)?.is_some_and(|known| known.id == entry.id) {
            continue;
        }
        if let Content::Pointer { pointer, .. } = branch.read(entry, MAX_POINTER as u64, Trust::Digest)? {
            found.push(pointer.digest.to_string());
        }
    }
    found.sort();
    found.dedup();
    Ok(found)
}
