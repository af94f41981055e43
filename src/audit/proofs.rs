//! Where the log contradicts a checkpoint that was kept: the two signed notes and what shows it, for anyone.

use super::log::Log;
use crate::{
    registro::TrailReader,
    trail::{
        checkpoint,
        note::Note,
        witness::{Portable, WitnessError, observe},
    },
};

/// A proof for each kept checkpoint that the log contradicts and that a key of the log signed.
pub(super) fn of(log: &Log) -> Vec<Portable> {
    let Ok(new) = Note::parse(&log.note) else { return Vec::new() };
    let mut proofs = Vec::new();
    for (_, bytes) in &log.kept {
        let Ok(old) = Note::parse(bytes) else { continue };
        let both = |key: &&crate::trail::note::VerifierKey| {
            let known = std::slice::from_ref(*key);
            checkpoint::open(&old, known).is_ok() && checkpoint::open(&new, known).is_ok()
        };
        let Some(key) = log.keys.iter().find(both) else { continue };
        if let Err(WitnessError::Diverged(divergence)) =
            observe(TrailReader::of(log.tree.clone()), std::slice::from_ref(key), Some(&old), &new)
        {
            proofs.push(divergence.with(old, new.clone()));
        }
    }
    proofs
}
