//! Whether the clock of whoever appends can be right: not before what third parties attested of the log, and not far beyond
//! what is known of the time.
//!
//! Only what was verified stops an append: anyone who may push can put a file below `atestacion/`.

use std::collections::BTreeMap;

use super::{CHECKPOINT, Trail};
use crate::{
    digest::Digest,
    snapshot::SnapshotError,
    trail::{
        checkpoint::Checkpoint,
        cosignature,
        entry::Moment,
        note::{Note, VerifierKey},
        policy::Policy,
        timestamp::{self, Authorities, Request},
    },
};

/// Seconds that a clock may be behind the latest attestation.
pub(super) const TOLERANCE: u64 = 120;
/// Seconds that a clock may be beyond the last entry and the latest attestation: a log is alive every day.
pub(super) const BEYOND: u64 = 14 * 24 * 60 * 60;
/// The most attested sizes looked at, from the latest.
const RECENT: usize = 64;
/// The most attestations of a size looked at.
const MAX_NAMES: usize = 1_000;

/// Whom the appender believes about the time.
#[derive(Clone, Copy, Default, Debug)]
pub(super) struct Known<'a> {
    pub(super) policy: Option<&'a Policy>,
    pub(super) authorities: Option<&'a Authorities>,
}

/// What lies beside the log, of the sizes that it has had.
#[derive(Default, Debug)]
pub(super) struct Attested {
    /// The latest time of a token or cosignature that was verified.
    pub(super) verified: Option<Moment>,
    /// The latest time that one states which was not verified.
    pub(super) stated: Option<Moment>,
    /// The digests to name in `ancla`, of the latest size: a token, which shows when by itself, or else the cosignatures,
    /// of which enough have to be named.
    pub(super) anchors: Vec<Digest>,
}

/// The kinds of attestations, the one that anchors best last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Kind {
    Cosignature,
    /// With its number.
    Token(u64),
}

impl Kind {
    /// `cosig-<witness>` or `tsa-<n>.tsr`; anything else is no attestation.
    fn of(name: &str) -> Option<Self> {
        if name.len() > "cosig-".len() && name.starts_with("cosig-") {
            return Some(Self::Cosignature);
        }
        let number = name.strip_prefix("tsa-")?.strip_suffix(".tsr")?;
        let parsed = number.parse::<u64>().ok()?;
        (parsed.to_string() == number).then_some(Self::Token(parsed))
    }
}

/// Reads the attestations of the latest sizes.
pub(super) fn attested(trail: &Trail, known: Known<'_>) -> Result<Attested, SnapshotError> {
    let witnesses: Vec<VerifierKey> =
        known.policy.iter().flat_map(|policy| policy.witnesses().map(|(_, key)| key.clone())).collect();
    let mut found = Attested::default();
    let mut sizes = trail.attested()?;
    sizes.retain(|size| *size <= trail.checkpoint().head.size);
    for size in sizes.into_iter().rev().take(RECENT) {
        // Verified, kind, digest.
        let mut usable: Vec<(bool, Kind, Digest)> = Vec::new();
        let mut seen: BTreeMap<&VerifierKey, u64> = BTreeMap::new();
        let stamped = trail.attestation(size, CHECKPOINT)?;
        for name in trail.attestations(size)?.into_iter().take(MAX_NAMES) {
            let Some(kind) = Kind::of(&name) else { continue };
            let Some(bytes) = trail.attestation(size, &name)? else { continue };
            let (verified, stated) = match kind {
                Kind::Token(_) => token(&bytes, stamped.as_deref(), known.authorities),
                Kind::Cosignature => cosigned(&bytes, trail, size, &witnesses, &mut seen),
            };
            let Some(stated) = stated else { continue };
            match (verified, kind) {
                (Some(seconds), Kind::Token(_)) => found.verified = found.verified.max(Moment::from_unix(seconds).ok()),
                (Some(_), Kind::Cosignature) => {}
                (None, _) => found.stated = found.stated.max(Moment::from_unix(stated).ok()),
            }
            usable.push((verified.is_some(), kind, Digest::of(&bytes)));
        }
        found.verified = found.verified.max(quorum(known.policy, &seen).and_then(|time| Moment::from_unix(time).ok()));
        if found.anchors.is_empty() {
            found.anchors = anchors(usable);
        }
    }
    Ok(found)
}

/// Those to name: what was verified before what was not, the last token before cosignatures.
fn anchors(mut usable: Vec<(bool, Kind, Digest)>) -> Vec<Digest> {
    let is_any_verified = usable.iter().any(|(verified, ..)| *verified);
    usable.retain(|(verified, ..)| *verified || !is_any_verified);
    let last = usable.iter().filter(|(_, kind, _)| matches!(kind, Kind::Token(_))).max_by_key(|(_, kind, _)| *kind);
    match last {
        Some((.., digest)) => vec![*digest],
        None => usable.into_iter().map(|(.., digest)| digest).collect(),
    }
}

/// The time of a token where it is verified, and the time it states.
fn token(bytes: &[u8], stamped: Option<&[u8]>, authorities: Option<&Authorities>) -> (Option<u64>, Option<u64>) {
    let request = stamped.map(|stamped| Request { imprint: Digest::of(stamped), nonce: None });
    let stamp = request.zip(authorities).and_then(|(request, known)| timestamp::verify(bytes, &request, known).ok());
    (stamp.map(|stamp| stamp.earliest().unix()), timestamp::stated(bytes).map(|time| time.unix()))
}

/// The latest time at which a known witness cosigned, and the latest that is stated, of a checkpoint of this log and size.
fn cosigned<'a>(
    bytes: &[u8],
    trail: &Trail,
    size: u64,
    witnesses: &'a [VerifierKey],
    seen: &mut BTreeMap<&'a VerifierKey, u64>,
) -> (Option<u64>, Option<u64>) {
    let is_of_size = |note: &Note| {
        let checkpoint = note.text().parse::<Checkpoint>();
        checkpoint.is_ok_and(|found| found.origin == trail.checkpoint().origin && found.head.size == size)
    };
    let Some(note) = Note::parse(bytes).ok().filter(is_of_size) else { return (None, None) };
    let mut latest = None;
    for key in witnesses {
        let verified = note.open(std::slice::from_ref(key)).unwrap_or_default();
        for time in verified.iter().filter_map(|one| one.time()) {
            latest = latest.max(Some(time));
            let known = seen.entry(key).or_insert(time);
            *known = (*known).max(time);
        }
    }
    (latest, cosignature::stated(&note))
}

/// The latest time at which enough witnesses had seen what each of them saw.
fn quorum(policy: Option<&Policy>, seen: &BTreeMap<&VerifierKey, u64>) -> Option<u64> {
    let policy = policy?;
    let mut times: Vec<(&VerifierKey, u64)> = seen.iter().map(|(key, time)| (*key, *time)).collect();
    times.sort_by_key(|(_, time)| std::cmp::Reverse(*time));
    policy.reached(times)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_told_apart_by_their_numbers() {
        let of = |name: &str| Kind::of(name);
        assert_eq!((of("tsa-9.tsr"), of("cosig-w1")), (Some(Kind::Token(9)), Some(Kind::Cosignature)));
        for name in ["tsa-.tsr", "tsa-09.tsr", "tsa-+9.tsr", "tsa-9", "cosig-", "checkpoint", "zzz", "xtsa-9.tsr"] {
            assert_eq!(of(name), None, "{name}");
        }
        let digest = |text: &str| Digest::of(text.as_bytes());
        let one = |verified: bool, name: &str| (verified, of(name).unwrap(), digest(name));
        // The tenth came after the ninth, whatever their names say.
        let tokens = vec![one(false, "cosig-w1"), one(false, "tsa-10.tsr"), one(false, "tsa-9.tsr")];
        assert_eq!(anchors(tokens), [digest("tsa-10.tsr")]);
        let cosigned = vec![one(false, "tsa-10.tsr"), one(true, "cosig-w1"), one(true, "cosig-w2")];
        assert_eq!(anchors(cosigned), [digest("cosig-w1"), digest("cosig-w2")]);
        assert_eq!(anchors(Vec::new()), []);
    }
}
