//! What every object of the submissions is: read once, hashed once, on all cores.

use std::{
    collections::{HashMap, HashSet},
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
    registro,
    snapshot::{
        Content, Entry, EntryKind, GitRepository, GitSnapshot, Limits, ObjectId, Snapshot as _, SnapshotError, Trust,
    },
    source::yaml::{self, Node},
    trail::constancia::Manifest,
};

/// The largest object that is hashed: far more than a repository accepts.
const MAX_FILE: u64 = 1024 * 1024 * 1024;

/// How many objects are read before what came of them is put away.
const BLOCK: usize = 8 * 1024;

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

/// What a manifest lists: there are as many as submissions.
pub(super) struct Listing {
    pub title: Option<Box<str>>,
    /// The names of the files, and their digests where these are kept in git.
    pub files: Box<[(Box<str>, Option<Digest>)]>,
}

/// Everything that was read.
#[derive(Default)]
pub(super) struct Facts {
    held: HashMap<ObjectId, Held>,
    manifests: HashMap<ObjectId, Listing>,
    /// Manifests that name nothing that they take the place of.
    plain: HashSet<ObjectId>,
    withdrawals: HashMap<ObjectId, Vec<String>>,
}

impl Facts {
    /// What an object holds.
    pub(super) fn held(&self, object: ObjectId) -> Held {
        self.held.get(&object).copied().unwrap_or(Held::Unread)
    }

    /// The digest of a manifest that takes the place of nothing.
    pub(super) fn plain(&self, object: ObjectId) -> Option<Digest> {
        match self.held.get(&object) {
            Some(Held::Bytes(digest)) if self.plain.contains(&object) => Some(*digest),
            _ => None,
        }
    }

    /// What a manifest lists; none where that cannot be read.
    pub(super) fn manifest(&self, object: ObjectId) -> Option<&Listing> {
        self.manifests.get(&object)
    }

    /// The files that a withdrawal names.
    pub(super) fn withdrawn(&self, object: ObjectId) -> &[String] {
        self.withdrawals.get(&object).map_or(&[], Vec::as_slice)
    }
}

/// How an object is read.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    File,
    Manifest,
    Withdrawal,
}

/// What came of an object.
enum Read {
    Held(Held),
    Manifest(Held, Option<Listing>, bool),
    Withdrawal(Held, Vec<String>),
}

/// Reads every object that the folders of submissions ever had.
pub(super) fn read(
    repository: &Arc<GitRepository>,
    revision: &ObjectId,
    chronicle: &Chronicle,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Facts, SnapshotError> {
    let mut objects: Vec<(usize, ObjectId, Kind)> = Vec::new();
    for (name, states) in chronicle.files() {
        let kind = match name {
            layout::MANIFEST => Kind::Manifest,
            layout::WITHDRAWAL => Kind::Withdrawal,
            _ => Kind::File,
        };
        objects.extend(states.iter().filter_map(|state| Some((state.at, state.object?, kind))));
    }
    // What came together lies together in the store; what is read more than once is read as each kind once.
    objects.sort_unstable();
    let mut known = HashSet::new();
    objects.retain(|(_, object, kind)| known.insert((*object, *kind)));
    drop(known);
    let snapshot = GitSnapshot::at(repository.clone(), &revision.to_string(), Limits::default())?;
    let (done, of) = (AtomicU64::new(0), objects.len() as u64);
    let mut facts = Facts::default();
    for block in objects.chunks(BLOCK) {
        let read: Vec<(ObjectId, Read)> = block
            .par_iter()
            .map(|(_, object, kind)| {
                let read = one(&snapshot, *object, *kind)?;
                progress(done.fetch_add(1, Ordering::Relaxed) + 1, of);
                Ok((*object, read))
            })
            .collect::<Result<_, SnapshotError>>()?;
        read.into_iter().for_each(|(object, read)| facts.keep(object, read));
    }
    Ok(facts)
}

impl Facts {
    fn keep(&mut self, object: ObjectId, read: Read) {
        let held = match read {
            Read::Held(held) => held,
            Read::Manifest(held, listing, is_plain) => {
                self.manifests.extend(listing.map(|listing| (object, listing)));
                self.plain.extend(is_plain.then_some(object));
                held
            }
            Read::Withdrawal(held, files) => {
                self.withdrawals.insert(object, files);
                held
            }
        };
        self.held.insert(object, held);
    }
}

fn one(snapshot: &GitSnapshot, object: ObjectId, kind: Kind) -> Result<Read, SnapshotError> {
    // An object is read by its id alone.
    let entry = Entry { path: layout::root(), kind: EntryKind::File, id: Some(object), raw_name: None };
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
        Kind::Manifest => {
            let listing = Manifest::parse(&bytes).ok().map(|manifest| Listing {
                title: manifest.title.map(String::into_boxed_str),
                files: manifest.files.into_iter().map(|file| (file.name.into_boxed_str(), file.digest)).collect(),
            });
            Read::Manifest(held, listing, registro::is_plain(&bytes))
        }
        Kind::Withdrawal => Read::Withdrawal(held, names(&bytes)),
    })
}

/// The files that a `retiro.yaml` names; none where it cannot be read.
fn names(bytes: &[u8]) -> Vec<String> {
    let Ok(document) = yaml::read(bytes, &yaml::Limits::MANIFEST) else { return Vec::new() };
    let items = document.tree().get("archivos").map(Node::items).unwrap_or_default();
    items.iter().filter_map(|item| item.as_text().map(str::to_owned)).collect()
}
