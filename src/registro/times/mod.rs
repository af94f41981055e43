//! When submissions were received, as the log says it, and how third parties bound those hours.
//!
//! ```text
//! Trail ─ signature ─ every entry once, held to the root ─┬▶ hours, by submission and digest of its manifest
//! atestacion/… ─ cosignatures (policy), tokens (CA) ──────┴▶ not before, not after; seen at
//! ```
//!
//! The hour of an entry is the clock of the institution. *Not before* is the latest time given by a token that it, or an
//! entry before it, names in `ancla`, or by enough witnesses whose cosignatures they name: those had to exist first. *Not
//! after* is the earliest time at which
//! somebody attested a tree that has it. Both follow the order of entries and never run backwards. An attestation that
//! nobody could verify with what the caller trusts bounds nothing, and is counted as not checked.
//!
//! Nothing of a log is given that is not signed, whole and of this institution; see [`Times::read`].

mod attested;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{IndexError, RegistroError, Trail, each_entry, example, signed_by, successors};
use crate::{
    digest::Digest,
    model::SubmissionPath,
    schedule::{bogota, day_of},
    snapshot::ObjectId,
    trail::{
        checkpoint::Origin,
        entry::{DocumentEvent, Event, Logged, Moment, SubmissionEvent},
        judge::KeySource,
        merkle::{Frontier, TreeHead, leaf_hash},
        note::{KeyId, VerifierKey},
        policy::Policy,
        succession::{self, Succession},
        timestamp::Authorities,
    },
};

pub use attested::{Attestations, Seen};
use attested::{Bounds, Prefix};

/// What the one who asks brings; without any of it, hours are still read with the key beside the log.
#[derive(Clone, Copy, Default, Debug)]
pub struct Trust<'a> {
    /// Keys of the log had from elsewhere.
    pub keys: Option<&'a [VerifierKey]>,
    /// Whose cosignatures count, and how many; its logs are the keys where none are given.
    pub policy: Option<&'a Policy>,
    /// Which authorities may stamp.
    pub authorities: Option<&'a Authorities>,
}

/// Why the hours of a log are not taken.
#[derive(Debug, thiserror::Error)]
pub enum TimesError {
    /// It cannot be read, is not signed, or is not what it says.
    #[error(transparent)]
    Registro(#[from] RegistroError),
    /// Its hours run backwards.
    #[error("entry {0}: its hour is before that of the entry before it")]
    Backwards(u64),
    /// An entry is of another log.
    #[error("entry {0} is of another log")]
    OtherLog(u64),
    /// It is signed by a key that followed the one that is known, and it does not have the entry of that change.
    #[error("the log has no entry of the change of key `{0}`")]
    KeyChange(Digest),
    /// It signed another tree once: it was rewritten or cut.
    #[error("the log once signed {0} entries that are not the first it has now")]
    Contradicted(u64),
    /// A key lies beside it that neither signs it nor led, by the changes of key that it logged, to the one that does.
    #[error("`vkey` has a key that is not of the log: {0}")]
    Foreign(VerifierKey),
}

impl From<IndexError> for TimesError {
    fn from(error: IndexError) -> Self {
        RegistroError::from(error).into()
    }
}

impl From<crate::snapshot::SnapshotError> for TimesError {
    fn from(error: crate::snapshot::SnapshotError) -> Self {
        RegistroError::from(error).into()
    }
}

/// Something that happened to a submission, as it stands in the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Happened {
    /// The index of the entry: its registration number.
    pub index: u64,
    /// What.
    pub event: SubmissionEvent,
    /// To which manifest.
    pub manifest: Digest,
    /// How many files it lists.
    pub files: u32,
    /// Where it was seen, as the entry says.
    pub commit: Option<ObjectId>,
    /// The hour.
    pub at: Moment,
    /// No earlier than this, by somebody else's clock.
    pub not_before: Option<Moment>,
    /// No later than this, by somebody else's clock.
    pub not_after: Option<Moment>,
}

/// What a verified log says of submissions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Times {
    /// The log.
    pub origin: Origin,
    /// Its size and root.
    pub head: TreeHead,
    /// The commit of its branch.
    pub commit: ObjectId,
    /// The key that signed.
    pub key: KeyId,
    /// The keys of the log: those that its own entries lead back to from the one that signed, which is the last. Never what
    /// merely lies beside it.
    pub keys: Vec<VerifierKey>,
    /// Where the key is from.
    pub source: KeySource,
    /// How many attestations lie beside it and what came of them.
    pub attestations: Attestations,
    /// By submission, each in the order of the log.
    happened: BTreeMap<SubmissionPath, Vec<Happened>>,
    /// The hour of the first entry.
    began: Option<Moment>,
    /// The hour of the last one.
    last: Option<Moment>,
    /// The attested trees, by the time at which each was seen.
    seen: Vec<Seen>,
}

impl Times {
    /// Reads a log whole, in one pass over its entries, and verifies it: signature by a key given or, without one, by
    /// those beside the log; every entry, held to the root; origin, where `expected`; hours that never run backwards; that
    /// no key lies beside it which is not its own; and that no tree it signed before and that was attested is another.
    ///
    /// # Errors
    /// Where any of that fails: then no hour is to be believed.
    pub fn read(trail: &Trail, trust: &Trust<'_>, expected: Option<&Origin>) -> Result<Self, TimesError> {
        let checkpoint = trail.checkpoint();
        if let Some(expected) = expected.filter(|expected| **expected != checkpoint.origin) {
            let (found, expected) = (checkpoint.origin.clone(), expected.clone());
            return Err(RegistroError::Origin { found, expected }.into());
        }
        let (keys, source) = match (trust.keys, trust.policy.map(Policy::logs)) {
            (Some(keys), _) => (keys, KeySource::Held),
            (None, Some(keys)) if !keys.is_empty() => (keys, KeySource::Held),
            _ => (trail.keys(), KeySource::Log),
        };
        // An old key is followed to the one in use.
        let later = successors(trail, keys)?;
        let all: Vec<VerifierKey> = keys.iter().chain(later.keys()).cloned().collect();
        let key = signed_by(trail, &all)?.log;
        if example::is_example(key) && checkpoint.origin.as_str() != example::ORIGIN {
            return Err(RegistroError::ExampleKey.into());
        }
        let attested = trail.attested()?;
        let mut read = Read::of(trail, &attested)?;
        let way = later.get(key).into_iter().flatten();
        if let Some(missing) = way.copied().find(|digest| !read.changes.contains(digest)) {
            return Err(TimesError::KeyChange(missing));
        }
        let own = own_keys(trail, key, !read.changes.is_empty());
        if let Some(foreign) = trail.keys().iter().find(|key| !own.contains(key)) {
            return Err(TimesError::Foreign(foreign.clone()));
        }
        let mut known = all.clone();
        known.extend(own.iter().filter(|key| !all.contains(key)).cloned());
        let found = attested::read(trail, &known, trust, &attested, &read.prefixes)?;
        let bounds = Bounds::new(&found, trust.policy, &read.anchors);
        for one in read.happened.values_mut().flatten() {
            (one.not_before, one.not_after) = (bounds.not_before(one.index), bounds.not_after(one.index));
        }
        Ok(Self {
            origin: checkpoint.origin.clone(),
            head: checkpoint.head,
            commit: trail.commit(),
            key: key.id(),
            keys: own,
            source,
            attestations: found.counts,
            happened: read.happened,
            began: read.began,
            last: read.last,
            seen: attested::understood(found.seen, read.unknown),
        })
    }

    /// What happened to a submission, in the order of the log.
    pub fn of(&self, path: &SubmissionPath) -> &[Happened] {
        self.happened.get(path).map_or(&[], Vec::as_slice)
    }

    /// All that happened, by submission.
    pub fn each(&self) -> impl Iterator<Item = (&SubmissionPath, &Happened)> {
        self.happened.iter().flat_map(|(path, all)| all.iter().map(move |one| (path, one)))
    }

    /// The entry by which a submission with this manifest was received: its `recibido`, or its `publicado` where there is
    /// no earlier.
    pub fn receipt(&self, path: &SubmissionPath, manifest: Digest) -> Option<&Happened> {
        self.of(path).iter().find(|one| one.manifest == manifest && is_receipt(one))
    }

    /// The entry by which a submission was first withdrawn, in whole or in part.
    pub fn withdrawn(&self, path: &SubmissionPath) -> Option<&Happened> {
        self.of(path).iter().find(|one| one.event == SubmissionEvent::Withdrawn)
    }

    /// Whether the log has a receipt of a submission with another manifest than that of an entry, by a moment; of any
    /// manifest where no entry is given.
    pub fn has_other_receipt(&self, path: &SubmissionPath, index: Option<u64>, by: Moment) -> bool {
        let all = self.of(path);
        let own = all.iter().find(|one| Some(one.index) == index).map(|one| one.manifest);
        all.iter().any(|one| is_receipt(one) && Some(one.manifest) != own && one.at <= by)
    }

    /// The day, in Bogotá, on which a submission was received with this manifest, or a later one.
    pub fn day(&self, path: &SubmissionPath, manifest: Digest) -> Option<NaiveDate> {
        Some(day_of(self.receipt(path, manifest)?.at.instant().with_timezone(&bogota())))
    }

    /// Whether an entry is of what was there when the log began: published or withdrawn with its first entry, so that the
    /// log knows nothing of when that was but that it was not later.
    pub fn is_imported(&self, one: &Happened) -> bool {
        matches!(one.event, SubmissionEvent::Published | SubmissionEvent::Withdrawn) && Some(one.at) == self.began
    }

    /// The hour of the last entry that this program understands: the log says nothing of what came after.
    pub fn last_hour(&self) -> Option<Moment> {
        self.last
    }

    /// The submissions the log knows, with their first entry.
    pub fn submissions(&self) -> impl Iterator<Item = (&SubmissionPath, &Happened)> {
        self.happened.iter().filter_map(|(path, all)| Some((path, all.first()?)))
    }

    /// The first time, from `deadline` on, at which somebody saw a tree of this log with nothing later than `as_of`: what it
    /// does not have was not in the repository.
    pub fn seen_after(&self, deadline: Moment, as_of: Moment) -> Option<&Seen> {
        let from = self.seen.partition_point(|seen| seen.at < deadline);
        self.seen[from..].iter().find(|seen| seen.hour <= as_of)
    }
}

/// The key that signed a log and those before it that its changes of key lead back to, the one that signed last. The entries
/// were held to the root that it signed.
fn own_keys(trail: &Trail, signed: &VerifierKey, has_changes: bool) -> Vec<VerifierKey> {
    if !has_changes {
        return vec![signed.clone()];
    }
    let changes = succession::changes(&mut trail.reader(), trail.checkpoint().head.size);
    let mut own = Succession::of(std::slice::from_ref(signed), &changes).keys();
    own.reverse();
    own
}

/// Whether an entry says that a manifest was received.
fn is_receipt(one: &Happened) -> bool {
    matches!(one.event, SubmissionEvent::Received | SubmissionEvent::Published)
}

/// What one pass over the entries gives.
struct Read {
    happened: BTreeMap<SubmissionPath, Vec<Happened>>,
    began: Option<Moment>,
    last: Option<Moment>,
    /// Where `ancla` changes, and to what.
    anchors: Vec<(u64, Digest)>,
    /// The records of changes of key that have their entry.
    changes: BTreeSet<Digest>,
    /// The first entry that this program does not understand: it may be of any submission.
    unknown: Option<u64>,
    /// Of the attested sizes that the log has.
    prefixes: BTreeMap<u64, Prefix>,
}

impl Read {
    fn of(trail: &Trail, attested: &[u64]) -> Result<Self, TimesError> {
        let checkpoint = trail.checkpoint();
        let mut read = Self {
            happened: BTreeMap::new(),
            began: None,
            last: None,
            anchors: Vec::new(),
            changes: BTreeSet::new(),
            unknown: None,
            prefixes: BTreeMap::new(),
        };
        let mut frontier = Frontier::new();
        let mut hour: Option<Moment> = None;
        let mut wrong = None;
        let mut sizes = attested.iter().copied().peekable();
        while sizes.next_if_eq(&0).is_some() {}
        each_entry(&mut trail.reader(), 0, checkpoint.head.size, &mut |index, bytes| {
            frontier.push(leaf_hash(bytes));
            let logged = Logged::parse(bytes).map_err(|source| IndexError::Entry { index, source })?;
            if matches!(logged, Logged::Uninterpreted { .. }) {
                read.unknown.get_or_insert(index);
            }
            if let Logged::Known(entry) = logged {
                if entry.log != checkpoint.origin {
                    wrong.get_or_insert(TimesError::OtherLog(index));
                }
                if hour.is_some_and(|hour| entry.time < hour) {
                    wrong.get_or_insert(TimesError::Backwards(index));
                }
                hour = Some(entry.time);
                read.began = read.began.or(hour);
                if let Some(anchor) =
                    entry.anchor.filter(|anchor| read.anchors.last().is_none_or(|(_, last)| last != anchor))
                {
                    read.anchors.push((index, anchor));
                }
                if let Event::Document(DocumentEvent::Key, document) = &entry.event {
                    read.changes.insert(document.digest);
                }
                if let Event::Submission(event, submission) = entry.event {
                    read.happened.entry(submission.path).or_default().push(Happened {
                        index,
                        event,
                        manifest: submission.manifest,
                        files: submission.files,
                        commit: entry.commit,
                        at: entry.time,
                        not_before: None,
                        not_after: None,
                    });
                }
            }
            if sizes.next_if_eq(&(index + 1)).is_some() {
                read.prefixes.insert(index + 1, Prefix { root: frontier.root(), hour });
            }
            Ok(())
        })?;
        read.last = hour;
        let (computed, expected) = (frontier.root(), checkpoint.head.root);
        if computed != expected {
            return Err(IndexError::Root { computed, expected }.into());
        }
        wrong.map_or(Ok(read), Err)
    }
}
