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
    model::{SubmissionPath, layout},
    registro,
    snapshot::{
        Content, Entry, EntryKind, GitRepository, GitSnapshot, Limits, ObjectId, Snapshot as _, SnapshotError, Trust,
    },
    source::yaml::{self, Node},
    trail::constancia::{Manifest, withdrawn},
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
    /// What it takes the place of.
    pub supersedes: Option<Box<(SubmissionPath, Digest)>>,
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

    /// What a manifest takes the place of.
    pub(super) fn supersedes(&self, object: ObjectId) -> Option<(&SubmissionPath, Digest)> {
        let supersedes = self.manifests.get(&object)?.supersedes.as_deref()?;
        Some((&supersedes.0, supersedes.1))
    }

    /// The files that a withdrawal names.
    pub(super) fn withdrawn(&self, object: ObjectId) -> &[String] {
        self.withdrawals.get(&object).map_or(&[], Vec::as_slice)
    }
}

/// As what an object is read beside its digest: one may stand under any name.
#[derive(Default)]
struct Roles {
    manifests: HashSet<ObjectId>,
    withdrawals: HashSet<ObjectId>,
}

/// What came of an object.
struct Read {
    held: Held,
    /// What it lists, where it is read as a manifest and can be; whether it takes the place of nothing.
    manifest: Option<(Option<Listing>, bool)>,
    /// What it names, where it is read as a withdrawal.
    withdrawal: Option<Vec<String>>,
}

/// Reads every object that the folders of submissions ever had.
pub(super) fn read(
    repository: &Arc<GitRepository>,
    revision: &ObjectId,
    chronicle: &Chronicle,
    progress: &(dyn Fn(u64, u64) + Sync),
) -> Result<Facts, SnapshotError> {
    let mut objects: Vec<(usize, ObjectId)> = Vec::new();
    let mut roles = Roles::default();
    for (name, states) in chronicle.files() {
        let ids = states.iter().filter_map(|state| Some((state.at, state.object?)));
        match name {
            layout::MANIFEST => roles.manifests.extend(ids.clone().map(|(_, id)| id)),
            layout::WITHDRAWAL => roles.withdrawals.extend(ids.clone().map(|(_, id)| id)),
            _ => {}
        }
        objects.extend(ids);
    }
    // What came together lies together in the store; each object is read once, whatever names it has.
    objects.sort_unstable();
    let mut known = HashSet::new();
    objects.retain(|(_, object)| known.insert(*object));
    drop(known);
    let snapshot = GitSnapshot::at(repository.clone(), &revision.to_string(), Limits::default())?;
    let (done, of) = (AtomicU64::new(0), objects.len() as u64);
    let mut facts = Facts::default();
    for block in objects.chunks(BLOCK) {
        let read: Vec<(ObjectId, Read)> = block
            .par_iter()
            .map(|(_, object)| {
                let read = one(&snapshot, *object, &roles)?;
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
        if let Some((listing, is_plain)) = read.manifest {
            self.manifests.extend(listing.map(|listing| (object, listing)));
            self.plain.extend(is_plain.then_some(object));
        }
        self.withdrawals.extend(read.withdrawal.map(|files| (object, files)));
        self.held.insert(object, read.held);
    }
}

fn one(snapshot: &GitSnapshot, object: ObjectId, roles: &Roles) -> Result<Read, SnapshotError> {
    // An object is read by its id alone.
    let entry = Entry { path: layout::root(), kind: EntryKind::File, id: Some(object), raw_name: None };
    let [is_manifest, is_withdrawal] = [&roles.manifests, &roles.withdrawals].map(|objects| objects.contains(&object));
    // Of evidence, SHA-256 says whether these are the bytes.
    let trust = if is_manifest || is_withdrawal { Trust::Verify } else { Trust::Digest };
    let mut read = Read { held: Held::Unread, manifest: None, withdrawal: None };
    let bytes = match snapshot.read(&entry, MAX_FILE, trust)? {
        Content::Bytes(bytes) => bytes,
        Content::Pointer { pointer, .. } => {
            read.held = Held::Pointer(pointer.digest);
            return Ok(read);
        }
        Content::TooLarge { .. }
        | Content::Missing { .. }
        | Content::Damaged { .. }
        | Content::Unconvertible { .. }
        | Content::NotAFile => return Ok(read),
    };
    read.held = Held::Bytes(Digest::of(&bytes));
    let is_small = bytes.len() <= Manifest::MAX;
    if is_manifest {
        let manifest = Some(&bytes).filter(|_| is_small).and_then(|bytes| Manifest::parse(bytes).ok());
        let is_plain = is_small && registro::is_plain(&bytes);
        let listing = manifest.map(|manifest| Listing {
            supersedes: if is_plain { None } else { supersedes(&bytes).map(Box::new) },
            title: manifest.title.map(String::into_boxed_str),
            files: manifest.files.into_iter().map(|file| (file.name.into_boxed_str(), file.digest)).collect(),
        });
        read.manifest = Some((listing, is_plain));
    }
    if is_withdrawal {
        read.withdrawal = Some(withdrawn(&bytes).filter(|_| is_small).unwrap_or_default());
    }
    Ok(read)
}

/// What the manifest takes the place of; none where it names nothing.
fn supersedes(bytes: &[u8]) -> Option<(SubmissionPath, Digest)> {
    let limits = yaml::Limits { depth: yaml::Limits::MANIFEST.depth, ..yaml::Limits::CATALOGUE };
    let document = yaml::read(bytes, &limits).ok()?;
    let named = document.tree().get("reemplaza")?;
    let text = |key: &str| named.get(key).and_then(Node::as_text);
    Some((SubmissionPath::parse(text("entrega")?)?, text("sha256")?.parse().ok()?))
}
