//! On what terms a log is made longer and signed: whether the clock can be right, whether what is there was this key's.
//!
//! Whoever may push to the branch writes all that lies on it, `vkey` too. A signature vouches for everything before it, so
//! that it is given to nothing but what the very same key signed before, and only where the branch does not lead back.

use super::{
    clock::{self, Attested},
    error::RegistroError,
    line::{self, Line},
    read::{Trail, signed_by},
    rotation::Change,
};
use crate::trail::{
    checkpoint::Checkpoint,
    entry::Moment,
    merkle::{consistency, verify_consistency},
    note::{SignerKey, VerifierKey},
    policy::Policy,
    rotation::RotationError,
    tile::TileHashes,
    timestamp::Authorities,
};

/// What whoever appends states and brings beside what is to be logged.
#[derive(Clone, Copy, Default, Debug)]
pub struct Terms<'a> {
    /// That a log without a signature, which never had one nor a key, is signed from here on, with all that it holds.
    pub adopts: bool,
    /// That the clock was looked at and is right, whatever is known of the time.
    pub clock_is_right: bool,
    /// Checkpoints of the log that whoever appends kept: it must extend them, and where there are any there was a log.
    pub kept: &'a [Checkpoint],
    /// The witnesses believed about the time.
    pub policy: Option<&'a Policy>,
    /// The timestamp authorities believed about the time.
    pub authorities: Option<&'a Authorities>,
}

/// Whether a clock is behind a time by more than clocks are.
pub(super) fn is_behind(now: Moment, time: Moment) -> bool {
    now.unix().saturating_add(clock::TOLERANCE) < time.unix()
}

/// Whether the clock can be right, given what third parties attested and the hour of the last entry.
pub(super) fn plausible(now: Moment, attested: &Attested, last: Option<Moment>) -> Result<(), RegistroError> {
    if let Some(attested) = attested.verified.filter(|attested| is_behind(now, *attested)) {
        return Err(RegistroError::Clock { now, attested });
    }
    // An hour that was logged is never taken back: one far ahead would be that of all that follows.
    match last.max(attested.verified) {
        Some(last) if now.unix() > last.unix().saturating_add(clock::BEYOND) => {
            Err(RegistroError::ClockAhead { now, last })
        }
        _ => Ok(()),
    }
}

/// Whether what follows the log may be signed by this key, or by none.
///
/// Nothing beside the log vouches for it: whoever may push writes `vkey` too. What one signs again was signed before by
/// the very key that signs, or by the one that a record of both leads from.
pub(super) fn may_sign(
    trail: Option<&Trail>,
    line: Option<&Line>,
    key: Option<&SignerKey>,
    terms: &Terms<'_>,
    change: Option<&Change>,
) -> Result<(), RegistroError> {
    let last = trail.and_then(|trail| trail.keys().last());
    let by = |key: &VerifierKey| trail.map_or(Ok(()), |trail| signed_by(trail, std::slice::from_ref(key)).map(drop));
    if let Some(change) = change.filter(|_| last != key.map(SignerKey::verifier)) {
        // A log that is not signed yet has no key to change.
        let (last, key) = last.zip(key).ok_or(RegistroError::KeyNeeded)?;
        change.leads(last, key)?;
        return by(last);
    }
    if let (Some(change), Some(trail), Some(key)) = (change, trail, key)
        && !trail.keys().iter().any(|old| change.leads(old, key).is_ok())
    {
        return Err(RegistroError::Rotation(RotationError::Unknown)); // of another change than the one to this key
    }
    let (Some(trail), Some(line)) = (trail, line) else { return Ok(()) };
    match (last, key) {
        (None, _) if trail.note().is_some() || line.was_signed() => Err(RegistroError::Stripped),
        (None, None) => Ok(()),
        (None, Some(_)) if terms.adopts => Ok(()),
        (None, Some(_)) => Err(RegistroError::Adoption),
        (Some(_), None) => Err(RegistroError::KeyNeeded),
        (Some(last), Some(key)) if last != key.verifier() => {
            let given = format!("{}+{}", key.verifier().name(), key.verifier().id());
            Err(RegistroError::OtherKey { given })
        }
        (Some(last), Some(_)) => by(last),
    }
}

/// Whether the log extends the checkpoints that whoever appends kept, all of this log.
pub(super) fn remembers(trail: Option<&Trail>, kept: &[Checkpoint]) -> Result<(), RegistroError> {
    let Some(last) = kept.iter().max_by_key(|one| one.head.size) else { return Ok(()) };
    let Some(trail) = trail else { return Err(RegistroError::Gone { signed: last.head.size }) };
    let roots =
        line::roots(&mut trail.reader(), &trail.checkpoint().head, &kept.iter().map(|one| one.head.size).collect())?;
    match kept.iter().find(|one| roots.get(&one.head.size) != Some(&one.head.root)) {
        Some(one) => Err(RegistroError::Forgotten { kept: one.head.size, found: trail.checkpoint().head.size }),
        None => Ok(()),
    }
}

/// Whether proofs from the tiles show that the log extends every checkpoint of its line, whoever signed it: in steps that
/// grow with the logarithm of the log, and whatever the tiles say.
pub(super) fn is_proved(trail: &Trail, line: &Line) -> bool {
    let Checkpoint { origin, head, .. } = trail.checkpoint();
    let mut hashes = TileHashes::new(trail.reader(), head.size);
    line.checkpoints.iter().map(|former| &former.checkpoint).all(|Checkpoint { origin: found, head: old, .. }| {
        let path = (found == origin && old.size <= head.size).then(|| consistency(&mut hashes, old.size, head.size));
        path.is_some_and(|path| path.is_ok_and(|path| verify_consistency(old, head, &path).is_ok()))
    })
}

/// Whether the log extends everything that this key, or those it came from, signed on its branch, as its entries show.
pub(super) fn extends(trail: &Trail, line: &Line, key: &VerifierKey) -> Result<(), RegistroError> {
    let Checkpoint { origin, head, .. } = trail.checkpoint();
    let roots = line::roots(&mut trail.reader(), head, &line.sizes())?;
    let keys = line.with_predecessors(std::slice::from_ref(key));
    match line.apart(origin, &roots).find(|former| former.is_signed_by(&keys)) {
        Some(former) => Err(RegistroError::Contradicted { signed: former.checkpoint.head.size, found: head.size }),
        None => Ok(()),
    }
}
