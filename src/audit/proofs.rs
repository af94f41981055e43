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

/// A proof for each kept checkpoint that the log contradicts and that keys of the log signed.
pub(super) fn of(log: &Log) -> Vec<Portable> {
    let Ok(new) = Note::parse(&log.note) else { return Vec::new() };
    let mut proofs = Vec::new();
    for (_, bytes) in &log.kept {
        let Ok(old) = Note::parse(bytes) else { continue };
        // The key may have changed between the two.
        let signer = |note: &Note| checkpoint::open(note, &log.keys).ok().map(|opened| opened.log.clone());
        let (Some(before), Some(after)) = (signer(&old), signer(&new)) else { continue };
        let keys = if before == after { vec![before] } else { vec![before, after] };
        if let Err(WitnessError::Diverged(divergence)) =
            observe(TrailReader::of(log.tree.clone()), &keys, Some(&old), &new)
        {
            proofs.push(divergence.with(old, new.clone()));
        }
    }
    proofs
}
