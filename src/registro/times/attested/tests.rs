//! Bounds from hand-made attestations.

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

/// The digest of an attestation: by whom, and when.
fn named((_, who, time): &(u64, u8, u64)) -> Digest {
    Digest::of(&(u64::from(*who) << 32 | time).to_be_bytes())
}

#[test]
fn one_fast_witness_bounds_nothing_where_two_are_asked() {
    let keys: Vec<VerifierKey> = (0..3).map(witness).collect();
    let digest = |place: usize| Digest::of(&[u8::try_from(place).unwrap()]);
    let alone = |times: &[(usize, u64)], asked: usize| {
        let made = |(place, (who, time)): (usize, &(usize, u64))| {
            (digest(place), Made::Cosigned(vec![(&keys[*who], at(*time))]))
        };
        let found = Found { made: times.iter().enumerate().map(made).collect(), ..Found::default() };
        let anchors: Vec<(u64, Digest)> = (0..times.len()).map(|place| (place as u64, digest(place))).collect();
        let bounds = Bounds::new(&found, Some(&policy(asked)), &anchors);
        (0..times.len() as u64).map(|index| bounds.not_before(index).map(Moment::unix)).collect::<Vec<_>>()
    };
    assert_eq!(alone(&[(0, 900)], 1), [Some(900)]);
    assert_eq!(alone(&[(0, 900)], 2), [None]);
    // The same one twice is one; the second of two gives the bound.
    assert_eq!(alone(&[(0, 900), (0, 950), (1, 300)], 2), [None, None, Some(300)]);
    // Without a policy nobody is trusted to say it.
    let found = Found { made: [(digest(0), Made::Cosigned(vec![(&keys[0], at(9))]))].into(), ..Found::default() };
    assert_eq!(Bounds::new(&found, None, &[(0, digest(0))]).not_before(5), None);
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
        anchors in prop::collection::vec((0..40_u64, 0..4_u8, 0..1_000_u64), 0..10),
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
            let made = |(_, who, time): &(u64, u8, u64)| match keys.get(usize::from(*who)) {
                Some(key) => Made::Cosigned(vec![(key, at(*time))]),
                None => Made::Stamped(at(*time)),
            };
            found.made = anchors.iter().map(|one| (named(one), made(one))).collect();
            found
        };
        let mut anchored: Vec<(u64, Digest)> = anchors.iter().map(|one| (one.0, named(one))).collect();
        anchored.sort();
        let bounds = Bounds::new(&found(attested.len()), Some(&policy), &anchored);
        for index in 0..40 {
            let (lower, next) = (bounds.not_before(index), bounds.not_before(index + 1));
            prop_assert!(lower <= next, "{lower:?} {next:?}");
            // By hand: an authority said so, or enough witnesses had each attested it or later.
            let before = |who: u8| anchors.iter().filter(move |one| one.1 == who && one.0 <= index).map(|one| one.2);
            let mut lasts: Vec<u64> = (0..3_u8).filter_map(|who| before(who).max()).collect();
            lasts.sort_unstable_by_key(|time| std::cmp::Reverse(*time));
            let expected = before(3).chain(lasts.get(threshold - 1).copied()).max();
            prop_assert_eq!(lower, expected.map(at));
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
                let fewer = Bounds::new(&found(attested.len() - 1), Some(&policy), &anchored).not_after(index);
                prop_assert!(fewer.is_none() || upper <= fewer);
            }
        }
    }
}
