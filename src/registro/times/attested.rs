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
pub(super) struct Found {
    pub(super) counts: Attestations,
    /// By time.
    pub(super) seen: Vec<Seen>,
    /// No later than this the first so many entries were there: ascending, neither running backwards.
    uppers: Vec<(u64, Moment)>,
    /// When the attestation of each digest was made.
    made: HashMap<Digest, Moment>,
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
pub(super) fn read(
    trail: &Trail,
    known: &[VerifierKey],
    trust: &Trust<'_>,
    sizes: &[u64],
    prefixes: &BTreeMap<u64, Prefix>,
) -> Result<Found, TimesError> {
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
                        found.made.insert(Digest::of(&bytes), made);
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
                    found.made.extend(times.iter().map(|(_, at)| *at).max().map(|at| (Digest::of(&bytes), at)));
                    let key = |place: usize| trust.policy.and_then(|policy| policy.witnesses().nth(place));
                    let times = times.into_iter().filter_map(|(place, at)| Some(Cosigned { key: key(place)?.1, at }));
                    of_size.cosigned.extend(times);
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

impl Found {
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
    let mut times: Vec<(&VerifierKey, Moment)> = last.into_iter().collect();
    times.sort_by_key(|(_, at)| std::cmp::Reverse(*at));
    let stamped = of_size.stamps.iter().filter_map(|stamp| Moment::from_unix(stamp.earliest().unix()).ok());
    stamped.chain(quorum(policy, times.into_iter())).max()
}

/// The bounds of every entry.
pub(super) struct Bounds {
    /// From this entry on, no earlier than.
    lowers: Vec<(u64, Moment)>,
    uppers: Vec<(u64, Moment)>,
}

impl Bounds {
    /// `anchors`: where `ancla` changes, and to what.
    pub(super) fn new(found: &Found, anchors: &[(u64, Digest)]) -> Self {
        let mut lowers: Vec<(u64, Moment)> = Vec::new();
        for (index, anchor) in anchors {
            let Some(made) = found.made.get(anchor) else { continue };
            if lowers.last().is_none_or(|(_, last)| last < made) {
                lowers.push((*index, *made));
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
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::trail::note::{Algorithm, KeyName};

    fn witness(place: u8) -> VerifierKey {
        VerifierKey::new(KeyName::new(format!("w{place}")).unwrap(), Algorithm::Cosignature, [place + 1; 32])
    }

    fn at(seconds: u64) -> Moment {
        Moment::from_unix(seconds).unwrap()
    }

    fn policy(threshold: usize) -> Policy {
        let mut text = String::new();
        for place in 0..3 {
            text.push_str(&format!("witness w{place} {}\n", witness(place)));
        }
        text.push_str(&format!("group g {threshold} w0 w1 w2\nquorum g\n"));
        Policy::parse(text.as_bytes()).unwrap()
    }

    #[test]
    fn a_tree_with_an_entry_that_is_not_understood_lacks_nothing_for_certain() {
        let all: Vec<Seen> = (1..5).map(|size| Seen { at: at(size), size, hour: at(0) }).collect();
        let sizes = |unknown| understood(all.clone(), unknown).iter().map(|one| one.size).collect::<Vec<_>>();
        assert_eq!((sizes(None), sizes(Some(2)), sizes(Some(0))), (vec![1, 2, 3, 4], vec![1, 2], vec![]));
    }

    proptest! {
        /// Bounds follow the order of entries, whatever was attested and by whom; one witness more never widens them.
        #[test]
        fn bounds_never_run_backwards(
            attested in prop::collection::vec((1..40_u64, 0..3_u8, 0..1_000_u64), 0..30),
            threshold in 1..=3_usize,
            anchors in prop::collection::vec((0..40_u64, 0..1_000_u64), 0..10),
        ) {
            let policy = policy(threshold);
            let keys: Vec<VerifierKey> = (0..3).map(witness).collect();
            let found = |count: usize| {
                let mut all: BTreeMap<u64, OfSize<'_>> = BTreeMap::new();
                for (size, who, time) in &attested[..count] {
                    let one = Cosigned { key: &keys[usize::from(*who)], at: at(*time) };
                    all.entry(*size).or_default().cosigned.push(one);
                }
                let mut found = Found::default();
                found.bound(Some(&policy), &all, &BTreeMap::new());
                found.made = anchors.iter().map(|(_, time)| (Digest::of(&time.to_be_bytes()), at(*time))).collect();
                found
            };
            let mut anchored: Vec<(u64, Digest)> =
                anchors.iter().map(|(index, time)| (*index, Digest::of(&time.to_be_bytes()))).collect();
            anchored.sort();
            let bounds = Bounds::new(&found(attested.len()), &anchored);
            for index in 0..40 {
                let (lower, next) = (bounds.not_before(index), bounds.not_before(index + 1));
                prop_assert!(lower <= next, "{lower:?} {next:?}");
                let (upper, next) = (bounds.not_after(index), bounds.not_after(index + 1));
                prop_assert!(next.is_none() || upper.is_some_and(|upper| upper <= next.unwrap()));
                // By hand: enough witnesses had each attested some tree with the entry.
                let mut firsts: Vec<u64> = (0..3_u8)
                    .filter_map(|who| {
                        attested.iter().filter(|one| one.1 == who && one.0 > index).map(|one| one.2).min()
                    })
                    .collect();
                firsts.sort_unstable();
                prop_assert_eq!(upper, firsts.get(threshold - 1).map(|time| at(*time)));
                if !attested.is_empty() {
                    let fewer = Bounds::new(&found(attested.len() - 1), &anchored).not_after(index);
                    prop_assert!(fewer.is_none() || upper <= fewer);
                }
            }
        }
    }
}
