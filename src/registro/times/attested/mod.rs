//! Attestations beside a log: which can be verified, and what each says of the tree it is of.

use std::collections::{BTreeMap, HashMap};

use super::{TimesError, Trust};
use crate::{
    digest::Digest,
    registro::{CHECKPOINT, Trail},
    trail::{
        checkpoint::{self, Checkpoint},
        entry::Moment,
        merkle::Hash,
        note::{Note, OpenError, VerifierKey},
        policy::Policy,
        timestamp::{self, Request, Timestamp},
    },
};

/// How many attestations lie beside a log.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Attestations {
    /// All of them.
    pub of: u64,
    /// Verified, by a witness or an authority that is trusted.
    pub checked: u64,
    /// Not valid, or of another tree: they bound nothing.
    pub refused: u64,
}

/// An attested tree, and when it was seen.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Seen {
    /// When: the latest time that a token or enough witnesses give it.
    pub at: Moment,
    /// How many entries it had.
    pub size: u64,
    /// The hour of the last of them.
    pub hour: Moment,
}

/// The first so many entries of a log.
pub(super) struct Prefix {
    pub(super) root: Hash,
    /// The hour of the last one that is understood.
    pub(super) hour: Option<Moment>,
}

/// What the attestations of a log say.
#[derive(Default)]
pub(super) struct Found<'a> {
    pub(super) counts: Attestations,
    /// By time.
    pub(super) seen: Vec<Seen>,
    /// No later than this the first so many entries were there: ascending, neither running backwards.
    uppers: Vec<(u64, Moment)>,
    /// When the attestation of each digest was made.
    made: HashMap<Digest, Made<'a>>,
}

/// When an attestation was made, by whom.
enum Made<'a> {
    /// By an authority: its token alone shows it.
    Stamped(Moment),
    /// By witnesses: enough of them have to say so, in this attestation or in others.
    Cosigned(Vec<(&'a VerifierKey, Moment)>),
}

/// A verified cosignature.
struct Cosigned<'a> {
    key: &'a VerifierKey,
    at: Moment,
}

/// The verified attestations of one size.
#[derive(Default)]
struct OfSize<'a> {
    cosigned: Vec<Cosigned<'a>>,
    stamps: Vec<Timestamp>,
}

/// Reads every attestation. `known` are the keys of the log, to know what it signed before.
pub(super) fn read<'a>(
    trail: &Trail,
    known: &[VerifierKey],
    trust: &Trust<'a>,
    sizes: &[u64],
    prefixes: &BTreeMap<u64, Prefix>,
) -> Result<Found<'a>, TimesError> {
    let witnesses: Vec<VerifierKey> =
        trust.policy.iter().flat_map(|policy| policy.witnesses().map(|(_, key)| key.clone())).collect();
    let mut found = Found::default();
    let mut all: BTreeMap<u64, OfSize<'_>> = BTreeMap::new();
    for &size in sizes {
        let names = trail.attestations(size)?;
        let mut stamped = None;
        if names.iter().any(|name| name == CHECKPOINT) {
            stamped = trail.attestation(size, CHECKPOINT)?;
        }
        let prefix = prefixes.get(&size);
        let is_ours = |bytes: &[u8]| is_prefix(trail, known, size, prefix, bytes);
        let is_stamped = stamped.as_deref().map(is_ours).transpose()?.unwrap_or(false);
        let of_size = all.entry(size).or_default();
        for name in names.iter().filter(|name| *name != CHECKPOINT) {
            found.counts.of += 1;
            let bytes = trail.attestation(size, name)?.unwrap_or_default();
            if name.starts_with("tsa-") {
                let Some(authorities) = trust.authorities else { continue };
                let request = stamped.as_deref().map(|bytes| Request { imprint: Digest::of(bytes), nonce: None });
                let stamp =
                    request.filter(|_| is_stamped).map(|request| timestamp::verify(&bytes, &request, authorities));
                match stamp {
                    Some(Ok(stamp)) => {
                        found.counts.checked += 1;
                        let made = Moment::from_unix(stamp.earliest().unix()).expect("at most the year 9999");
                        found.made.insert(Digest::of(&bytes), Made::Stamped(made));
                        of_size.stamps.push(stamp);
                    }
                    Some(Err(error)) if error.is_unjudged() => {}
                    Some(Err(_)) | None => found.counts.refused += 1,
                }
                continue;
            }
            if !is_ours(&bytes)? {
                found.counts.refused += 1;
                continue;
            }
            match Note::parse(&bytes).map(|note| cosigned(&note, &witnesses)) {
                Ok(Ok(times)) => {
                    found.counts.checked += 1;
                    let key = |place: usize| trust.policy.and_then(|policy| policy.witnesses().nth(place));
                    let times = times.into_iter().filter_map(|(place, at)| Some((key(place)?.1, at)));
                    let times: Vec<(&VerifierKey, Moment)> = times.collect();
                    of_size.cosigned.extend(times.iter().map(|&(key, at)| Cosigned { key, at }));
                    found.made.insert(Digest::of(&bytes), Made::Cosigned(times));
                }
                Ok(Err(OpenError::Unknown)) => {}
                Ok(Err(_)) | Err(_) => found.counts.refused += 1,
            }
        }
    }
    found.bound(trust.policy, &all, prefixes);
    Ok(found)
}

/// Whether these bytes are a checkpoint of this log of `size`, and the log begins with its tree.
///
/// # Errors
/// Where the log signed it and does not.
fn is_prefix(
    trail: &Trail,
    known: &[VerifierKey],
    size: u64,
    prefix: Option<&Prefix>,
    bytes: &[u8],
) -> Result<bool, TimesError> {
    let note = Note::parse(bytes);
    let text = match &note {
        Ok(note) => note.text(),
        // Of the time before the log had a key.
        Err(_) => std::str::from_utf8(bytes).unwrap_or_default(),
    };
    let Ok(found) = text.parse::<Checkpoint>() else { return Ok(false) };
    if found.origin != trail.checkpoint().origin {
        return Ok(false);
    }
    let is_there = match (found.head.size, prefix) {
        (0, _) => found.head.root == crate::trail::merkle::empty_root(),
        (found_size, Some(prefix)) if found_size == size => prefix.root == found.head.root,
        (found_size, None) if found_size == size => false,
        // In the folder of another size; whether the log has its tree was not looked at.
        _ => return Ok(false),
    };
    if is_there {
        return Ok(true);
    }
    match note.is_ok_and(|note| checkpoint::open(&note, known).is_ok()) {
        true => Err(TimesError::Contradicted(found.head.size)),
        false => Ok(false),
    }
}

/// The places of the witnesses that cosigned, and when.
fn cosigned(note: &Note, witnesses: &[VerifierKey]) -> Result<Vec<(usize, Moment)>, OpenError> {
    let verified = note.open(witnesses)?;
    let one = |one: &crate::trail::note::Verified<'_>| {
        let place = witnesses.iter().position(|key| key == one.key)?;
        Some((place, Moment::from_unix(one.time()?).ok()?))
    };
    Ok(verified.iter().filter_map(one).collect())
}

/// The time at which enough witnesses had cosigned, given theirs in the order in which they are added.
fn quorum<'a>(policy: Option<&Policy>, times: impl Iterator<Item = (&'a VerifierKey, Moment)>) -> Option<Moment> {
    let policy = policy?;
    let mut valid: Vec<&VerifierKey> = Vec::new();
    for (key, at) in times {
        valid.push(key);
        let quorum = policy.evaluate(&valid);
        if quorum.required && quorum.met {
            return Some(at);
        }
    }
    None
}

impl Found<'_> {
    fn bound(&mut self, policy: Option<&Policy>, all: &BTreeMap<u64, OfSize<'_>>, prefixes: &BTreeMap<u64, Prefix>) {
        // What is attested of a larger tree is attested of every smaller one.
        let mut upper: Option<Moment> = None;
        let mut first: BTreeMap<&VerifierKey, Moment> = BTreeMap::new();
        let mut uppers = Vec::new();
        for (&size, of_size) in all.iter().rev() {
            let stamped = of_size.stamps.iter().filter_map(|stamp| {
                let latest = stamp.latest();
                Moment::from_unix(latest.unix() + u64::from(latest.nanos() > 0)).ok()
            });
            upper = upper.into_iter().chain(stamped).min();
            if !of_size.cosigned.is_empty() {
                for one in &of_size.cosigned {
                    let at = first.entry(one.key).or_insert(one.at);
                    *at = (*at).min(one.at);
                }
                let mut times: Vec<(&VerifierKey, Moment)> = first.iter().map(|(key, at)| (*key, *at)).collect();
                times.sort_by_key(|(_, at)| *at);
                upper = upper.into_iter().chain(quorum(policy, times.into_iter())).min();
            }
            uppers.extend(upper.map(|upper| (size, upper)));
            if let Some(at) = seen(policy, of_size)
                && let Some(hour) = prefixes.get(&size).and_then(|prefix| prefix.hour)
            {
                self.seen.push(Seen { at, size, hour });
            }
        }
        uppers.reverse();
        self.uppers = uppers;
        self.seen.sort_unstable();
    }
}

/// The seen trees without an entry that this program does not understand, the first of which is `unknown`: what others
/// lack, they may have.
pub(super) fn understood(mut seen: Vec<Seen>, unknown: Option<u64>) -> Vec<Seen> {
    seen.retain(|one| unknown.is_none_or(|first| one.size <= first));
    seen
}

/// The latest time at which a tree was seen.
fn seen(policy: Option<&Policy>, of_size: &OfSize<'_>) -> Option<Moment> {
    let mut last: BTreeMap<&VerifierKey, Moment> = BTreeMap::new();
    for one in &of_size.cosigned {
        let at = last.entry(one.key).or_insert(one.at);
        *at = (*at).max(one.at);
    }
    let stamped = of_size.stamps.iter().filter_map(|stamp| Moment::from_unix(stamp.earliest().unix()).ok());
    stamped.chain(agreed(policy, &last)).max()
}

/// The latest time that enough witnesses give or pass, each by its last one.
fn agreed(policy: Option<&Policy>, last: &BTreeMap<&VerifierKey, Moment>) -> Option<Moment> {
    let mut times: Vec<(&VerifierKey, Moment)> = last.iter().map(|(key, at)| (*key, *at)).collect();
    times.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    quorum(policy, times.into_iter())
}

/// The bounds of every entry.
pub(super) struct Bounds {
    /// From this entry on, no earlier than.
    lowers: Vec<(u64, Moment)>,
    uppers: Vec<(u64, Moment)>,
}

impl Bounds {
    /// `anchors`: where `ancla` changes, and to what. All that an entry and those before it name was there before it.
    pub(super) fn new(found: &Found<'_>, policy: Option<&Policy>, anchors: &[(u64, Digest)]) -> Self {
        let mut lowers: Vec<(u64, Moment)> = Vec::new();
        let mut last: BTreeMap<&VerifierKey, Moment> = BTreeMap::new();
        for (index, anchor) in anchors {
            let made = match found.made.get(anchor) {
                Some(Made::Stamped(at)) => Some(*at),
                Some(Made::Cosigned(times)) => {
                    for (key, at) in times {
                        let known = last.entry(*key).or_insert(*at);
                        *known = (*known).max(*at);
                    }
                    agreed(policy, &last)
                }
                None => None,
            };
            if let Some(made) = made.filter(|made| lowers.last().is_none_or(|(_, last)| last < made)) {
                lowers.push((*index, made));
            }
        }
        debug_assert!(found.uppers.windows(2).all(|pair| pair[0].1 <= pair[1].1));
        Self { lowers, uppers: found.uppers.clone() }
    }

    pub(super) fn not_before(&self, index: u64) -> Option<Moment> {
        let after = self.lowers.partition_point(|(from, _)| *from <= index);
        after.checked_sub(1).map(|place| self.lowers[place].1)
    }

    pub(super) fn not_after(&self, index: u64) -> Option<Moment> {
        let place = self.uppers.partition_point(|(size, _)| *size <= index);
        self.uppers.get(place).map(|(_, upper)| *upper)
    }
}

#[cfg(test)]
mod tests;
