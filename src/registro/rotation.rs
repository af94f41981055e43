//! Changes of the key of a log: logged with an entry `clave`, and followed by whoever knows an earlier key.
//!
//! The record that both keys signed lies on the branch as `rotacion/<its digest>`, and an entry binds it. From then on the
//! new key signs. Who brings an old key believes the new one where a chain of records leads from one to the other and the
//! log, signed by the new one, has the entry of each.

use std::collections::BTreeMap;

use super::{Occurrence, Trail, error::RegistroError};
use crate::{
    digest::Digest,
    repo_path::RepoPath,
    snapshot::SnapshotError,
    trail::{
        entry::{Document, DocumentEvent, Event},
        note::{MAX_NOTE, Note, SignerKey, VerifierKey},
        rotation::Rotation,
        succession::ROTATIONS,
    },
};

/// The most records followed.
const MAX_ROTATIONS: usize = 1_000;

/// A record that a log is to have.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// Where it lies on the branch.
    pub(super) path: String,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    /// What is logged.
    pub(super) occurrence: Occurrence,
    note: Note,
}

impl Change {
    /// The change that a record tells.
    pub(super) fn of(note: &Note) -> Self {
        let bytes = note.to_string().into_bytes();
        let digest = Digest::of(&bytes);
        let path = format!("{ROTATIONS}/{digest}");
        let document = Document { path: RepoPath::new(path.as_str()).expect("plain letters"), digest };
        let event = Event::Document(DocumentEvent::Key, document);
        Self { path, bytes, occurrence: Occurrence { event, commit: None, time: None }, note: note.clone() }
    }

    /// Whether it leads from the key in use to this one.
    pub(super) fn leads(&self, from: &VerifierKey, to: &SignerKey) -> Result<(), RegistroError> {
        let rotation = Rotation::open(&self.note, from).map_err(RegistroError::Rotation)?;
        match rotation.new == *to.verifier() {
            true => Ok(()),
            false => {
                let given = format!("{}+{}", to.verifier().name(), to.verifier().id());
                Err(RegistroError::OtherKey { given })
            }
        }
    }
}

/// The keys that records beside a log lead to from those known, each with the digests of the records on the way.
pub fn successors(trail: &Trail, known: &[VerifierKey]) -> Result<BTreeMap<VerifierKey, Vec<Digest>>, SnapshotError> {
    let mut records = Vec::new();
    for (name, is_folder) in trail.tree().names(ROTATIONS)?.into_iter().take(MAX_ROTATIONS) {
        if is_folder {
            continue;
        }
        let Some(bytes) = trail.tree().file(&format!("{ROTATIONS}/{name}"), MAX_NOTE as u64)? else { continue };
        records.extend(Note::parse(&bytes).ok().map(|note| (Digest::of(&bytes), note)));
    }
    let mut found: BTreeMap<VerifierKey, Vec<Digest>> = BTreeMap::new();
    let mut next: Vec<(VerifierKey, Vec<Digest>)> = known.iter().map(|key| (key.clone(), Vec::new())).collect();
    while let Some((key, way)) = next.pop() {
        for (digest, note) in &records {
            let Ok(rotation) = Rotation::open(note, &key) else { continue };
            if known.contains(&rotation.new) || found.contains_key(&rotation.new) {
                continue;
            }
            let way: Vec<Digest> = way.iter().copied().chain([*digest]).collect();
            found.insert(rotation.new.clone(), way.clone());
            next.push((rotation.new, way));
        }
    }
    Ok(found)
}
