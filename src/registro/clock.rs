//! Whether the clock of whoever appends can be right: it is not before what others attested of the log.

use super::Trail;
use crate::{
    snapshot::SnapshotError,
    trail::{cosignature, entry::Moment, note::Note, timestamp},
};

/// Seconds that a clock may be behind the latest attestation.
pub(super) const TOLERANCE: u64 = 120;

/// The latest time that the attestations of the largest size attested state. Nothing is verified: who could forge one
/// could as well take the log away, and a clock is only ever stopped by it.
pub(super) fn attested(trail: &Trail) -> Result<Option<Moment>, SnapshotError> {
    let Some(size) = trail.attested()?.pop() else { return Ok(None) };
    let mut latest = None;
    for name in trail.attestations(size)? {
        let Some(bytes) = trail.attestation(size, &name)? else { continue };
        let stated = match name.starts_with("tsa-") {
            true => timestamp::stated(&bytes).map(|time| time.unix()),
            false => Note::parse(&bytes).ok().and_then(|note| cosignature::stated(&note)),
        };
        latest = latest.max(stated.and_then(|seconds| Moment::from_unix(seconds).ok()));
    }
    Ok(latest)
}
