//! What every object of the submissions is: read once, hashed once, on all cores.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rayon::prelude::*;

use super::chronicle::Chronicle;
use crate::{
    digest::Digest,
    model::layout,
    repo_path::RepoPath,
    snapshot::{
        Content, Entry, EntryKind, GitRepository, GitSnapshot, Limits, ObjectId, Snapshot as _, SnapshotError, Trust,
    },
    source::yaml::{self, Node},
    trail::constancia::Manifest,
};

/// The largest object that is hashed: far more than a repository accepts.
const MAX_FILE: u64 = 1024 * 1024 * 1024;

/// What an object holds.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Held {
    /// Bytes with this SHA-256.
    Bytes(Digest),
    /// A pointer to bytes with this SHA-256, kept elsewhere.
    Pointer(Digest),
    /// Not whole in this clone, damaged, or too large: nothing is known of it.
    Unread,
}

/// Everything that was read.
#[derive(Default)]
pub(super) struct Facts {
    held: HashMap<ObjectId, Held>,
    manifests: HashMap<ObjectId, Manifest>,
    withdrawals: HashMap<ObjectId, Vec<String>>,
}

impl Facts {
    /// What an object holds.
    pub(super) fn held(&self, object: ObjectId) -> Held {
        self.held.get(&object).copied().unwrap_or(Held::Unread)
    }

    /// What a manifest lists; none where that cannot be read.
    pub(super) fn manifest(&self, object: ObjectId) -> Option<&Manifest> {
        self.manifests.get(&object)
    }

    /// The files that a withdrawal names.
    pub(super) fn withdrawn(&self, object: ObjectId) -> &[String] {
        self.withdrawals.get(&object).map_or(&[], Vec::as_slice)
    }
}

/// How an object is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    File,
    Manifest,
    Withdrawal,
}

/// What came of an object.
enum Read {
    Held(Held),
    Manifest(Held, Option<Manifest>),
    Withdrawal(Held, Vec<String>),
}

/// Reads every object that the folders of submissions ever had.
pub(super) fn read(
    repository: &Arc<GitRepository>,
    revision: &ObjectId,
    chronicle: &Chronicle,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Facts, SnapshotError> {
    let mut objects: BTreeMap<(ObjectId, Kind), RepoPath> = BTreeMap::new();
    for (path, names) in &chronicle.submissions {
        for (name, states) in names {
            let kind = match name.as_str() {
                layout::MANIFEST => Kind::Manifest,
                layout::WITHDRAWAL => Kind::Withdrawal,
                _ => Kind::File,
            };
            for object in states.iter().filter_map(|state| state.object) {
                objects.entry((object, kind)).or_insert_with(|| path.file(name));
            }
        }
    }
    let snapshot = GitSnapshot::at(repository.clone(), &revision.to_string(), Limits::default())?;
    let (done, of) = (AtomicU64::new(0), objects.len() as u64);
    let read: Vec<(ObjectId, Read)> = objects
        .into_par_iter()
        .map(|((object, kind), path)| {
            let read = one(&snapshot, path, object, kind)?;
            progress(done.fetch_add(1, Ordering::Relaxed) + 1, of);
            Ok((object, read))
        })
        .collect::<Result<_, SnapshotError>>()?;
    let mut facts = Facts::default();
    for (object, read) in read {
        let held = match read {
            Read::Held(held) => held,
            Read::Manifest(held, manifest) => {
                facts.manifests.extend(manifest.map(|manifest| (object, manifest)));
                held
            }
            Read::Withdrawal(held, files) => {
                facts.withdrawals.insert(object, files);
                held
            }
        };
        facts.held.insert(object, held);
    }
    Ok(facts)
}

fn one(snapshot: &GitSnapshot, path: RepoPath, object: ObjectId, kind: Kind) -> Result<Read, SnapshotError> {
    let entry = Entry { path, kind: EntryKind::File, id: Some(object), raw_name: None };
    let (limit, trust) = match kind {
        // SHA-256 says whether these are the bytes.
        Kind::File => (MAX_FILE, Trust::Digest),
        Kind::Manifest | Kind::Withdrawal => (Manifest::MAX as u64, Trust::Verify),
    };
    let bytes = match snapshot.read(&entry, limit, trust)? {
        Content::Bytes(bytes) => bytes,
        Content::Pointer { pointer, .. } => return Ok(Read::Held(Held::Pointer(pointer.digest))),
        Content::TooLarge { .. }
        | Content::Missing { .. }
        | Content::Damaged { .. }
        | Content::Unconvertible { .. }
        | Content::NotAFile => return Ok(Read::Held(Held::Unread)),
    };
    let held = Held::Bytes(Digest::of(&bytes));
    Ok(match kind {
        Kind::File => Read::Held(held),
        Kind::Manifest => Read::Manifest(held, Manifest::parse(&bytes).ok()),
        Kind::Withdrawal => Read::Withdrawal(held, names(&bytes)),
    })
}

/// The files that a `retiro.yaml` names; none where it cannot be read.
fn names(bytes: &[u8]) -> Vec<String> {
    let Ok(document) = yaml::read(bytes, &yaml::Limits::MANIFEST) else { return Vec::new() };
    let items = document.tree().get("archivos").map(Node::items).unwrap_or_default();
    items.iter().filter_map(|item| item.as_text().map(str::to_owned)).collect()
}
