//! Every checkpoint that the branch of a log ever had, out of its own git history.
//!
//! A fast-forward may lead back to an older log, or to another one: the tip alone does not tell. What was once signed is
//! held against what the tip says. All parents are followed, not the first alone: what a merge leaves aside is history too.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use rayon::prelude::*;

use super::{ATTESTATIONS, CHECKPOINT, IndexError, KEYS, each_entry, read::parse_checkpoint};
use crate::{
    digest::Digest,
    snapshot::{GitRepository, ObjectId, SnapshotError, files_of, former_roots},
    trail::{
        checkpoint::{Checkpoint, Origin},
        merkle::{Frontier, Hash, TreeHead, leaf_hash},
        note::{MAX_NOTE, Note, VerifierKey},
        purge::PURGES,
        rotation::Rotation,
        succession::ROTATIONS,
        tile::TileReader,
    },
};

/// The folders beside the log, in which nothing is ever changed or taken away.
pub(crate) const BESIDE: [&str; 3] = [ATTESTATIONS, ROTATIONS, PURGES];
/// The most commits of the branch that are read.
const MAX_COMMITS: usize = 1_000_000;
/// The most bytes of a checkpoint of before that are read: its three lines and the signatures of a log and its witnesses.
const MAX_OLD: u64 = 64 * 1024;
/// The most records of changes of key that are read.
const MAX_RECORDS: usize = 10_000;

/// A checkpoint that a commit of the branch had.
#[derive(Clone, Debug)]
pub(crate) struct Former {
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// The signed note; none where it was not signed.
    pub(crate) note: Option<Note>,
    /// What it says.
    pub(crate) checkpoint: Checkpoint,
}

/// What the branch had, from its beginning.
#[derive(Debug)]
pub(crate) struct Line {
    /// Its checkpoints, each once, by size. What is none, or larger than any that this program signs, is left out.
    pub(crate) checkpoints: Vec<Former>,
    /// Whether any commit had a `vkey`.
    pub(crate) had_keys: bool,
    /// The objects that each of [`BESIDE`] was.
    pub(crate) beside: [BTreeSet<ObjectId>; 3],
    /// The records of changes of key that lay on it.
    records: Vec<Note>,
}

impl Line {
    /// Reads the branch from `tip` to its beginning.
    ///
    /// # Errors
    /// Where the clone lacks commits or objects of it, or it has more than are read.
    pub(crate) fn read(repository: &Arc<GitRepository>, tip: ObjectId) -> Result<Self, SnapshotError> {
        Self::read_since(repository, tip, None)
    }

    /// As [`Line::read`], without what comes before a commit that was looked at already, which is read again itself.
    ///
    /// # Errors
    /// As of [`Line::read`].
    pub(crate) fn read_since(
        repository: &Arc<GitRepository>,
        tip: ObjectId,
        known: Option<ObjectId>,
    ) -> Result<Self, SnapshotError> {
        let [attested, rotations, purges] = BESIDE;
        let had = former_roots(repository, tip, known, [CHECKPOINT, KEYS, attested, rotations, purges], MAX_COMMITS)?;
        let ids = |place: usize, is_folder: bool| -> BTreeSet<ObjectId> {
            had.iter().filter_map(|had| had[place]).filter(|one| one.is_folder == is_folder).map(|one| one.id).collect()
        };
        let (objects, beside) = (ids(0, false), [ids(2, true), ids(3, true), ids(4, true)]);
        let read: Vec<Option<Former>> =
            objects.into_par_iter().map(|object| former(repository, object)).collect::<Result<_, SnapshotError>>()?;
        let mut checkpoints: Vec<Former> = read.into_iter().flatten().collect();
        checkpoints.sort_by(|one, other| {
            (one.checkpoint.head.size, &one.bytes).cmp(&(other.checkpoint.head.size, &other.bytes))
        });
        let records = records(repository, &beside[1])?;
        Ok(Self { checkpoints, had_keys: had.iter().any(|had| had[1].is_some()), beside, records })
    }

    /// Whether anything of it was ever signed, or said who signs it.
    pub(crate) fn was_signed(&self) -> bool {
        self.had_keys || self.checkpoints.iter().any(|one| one.note.is_some())
    }

    /// The keys that led to these by records that both keys signed, and these.
    pub(crate) fn with_predecessors(&self, keys: &[VerifierKey]) -> Vec<VerifierKey> {
        let mut known = keys.to_vec();
        loop {
            let before = known.len();
            for note in &self.records {
                let old = note.text().lines().nth(2).and_then(|line| line.parse::<VerifierKey>().ok());
                let Some(old) = old.filter(|old| !known.contains(old)) else { continue };
                if Rotation::open(note, &old).is_ok_and(|rotation| known.contains(&rotation.new)) {
                    known.push(old);
                }
            }
            if known.len() == before {
                return known;
            }
        }
    }

    /// The sizes of its checkpoints.
    pub(crate) fn sizes(&self) -> BTreeSet<u64> {
        self.checkpoints.iter().map(|one| one.checkpoint.head.size).collect()
    }

    /// The checkpoints of this origin that a log does not extend whose first entries have these roots ([`roots`]).
    pub(crate) fn apart<'a>(
        &'a self,
        origin: &'a Origin,
        roots: &'a BTreeMap<u64, Hash>,
    ) -> impl Iterator<Item = &'a Former> {
        self.checkpoints.iter().filter(move |one| {
            let Checkpoint { origin: found, head, .. } = &one.checkpoint;
            found == origin && roots.get(&head.size) != Some(&head.root)
        })
    }
}

impl Former {
    /// Whether one of these keys signed it: another known signature that does not hold takes nothing from it.
    pub(crate) fn is_signed_by(&self, keys: &[VerifierKey]) -> bool {
        let holds = |note: &Note| keys.iter().any(|key| note.open(std::slice::from_ref(key)).is_ok());
        self.note.as_ref().is_some_and(holds)
    }
}

fn former(repository: &GitRepository, object: ObjectId) -> Result<Option<Former>, SnapshotError> {
    let bytes = match repository.stored(object, MAX_OLD) {
        Err(SnapshotError::ObjectTooLarge { .. } | SnapshotError::ObjectKindDiffers { .. }) => return Ok(None),
        read => read?,
    };
    let parsed = parse_checkpoint(&bytes).ok();
    Ok(parsed.map(|(note, checkpoint)| Former { bytes, note, checkpoint }))
}

fn records(repository: &GitRepository, folders: &BTreeSet<ObjectId>) -> Result<Vec<Note>, SnapshotError> {
    let mut objects = BTreeSet::new();
    for folder in folders {
        objects.extend(files_of(repository, *folder)?);
        if objects.len() > MAX_RECORDS {
            return Err(SnapshotError::TooManyEntries { limit: MAX_RECORDS });
        }
    }
    let mut found: BTreeMap<Digest, Note> = BTreeMap::new();
    for object in objects {
        let bytes = match repository.stored(object, MAX_NOTE as u64) {
            Err(SnapshotError::ObjectTooLarge { .. } | SnapshotError::ObjectKindDiffers { .. }) => continue,
            read => read?,
        };
        found.extend(Note::parse(&bytes).ok().map(|note| (Digest::of(&bytes), note)));
    }
    Ok(found.into_values().collect())
}

/// The roots of the first so many entries of a log, for each size asked that it has.
pub(crate) fn roots<R: TileReader<Error = SnapshotError>>(
    reader: &mut R,
    head: &TreeHead,
    sizes: &BTreeSet<u64>,
) -> Result<BTreeMap<u64, Hash>, IndexError> {
    let mut frontier = Frontier::new();
    let mut roots = BTreeMap::from([(0, frontier.root())]);
    roots.retain(|size, _| sizes.contains(size));
    each_entry(reader, 0, head.size, &mut |_, bytes| {
        frontier.push(leaf_hash(bytes));
        if sizes.contains(&frontier.size()) {
            roots.insert(frontier.size(), frontier.root());
        }
        Ok(())
    })?;
    Ok(roots)
}
