//! Everything an auditor can verify from a clone, as one verdict (*informe técnico de verificación*).
//!
//! ```text
//! branch registro ─▶ judge ─▶ checkpoint, entries ─┬▶ attestations
//!                                                  │
//! main line ─▶ Chronicle ─▶ Facts (every blob once)┼▶ evidence, unchanged, descent
//! main, settings ─▶ registro::pending_on ──────────┴▶ completeness        ─▶ Audit ─▶ render
//! ```
//!
//! Each check is counted as *N of M*, where M comes from elsewhere than what was looked at: the size that the log signed,
//! the number of files its entries state, what the main branch holds. A check that was not reached says so. Nothing is
//! believed of the log until its root is recomputed; then its entries are held against the history of the main branch,
//! whose dates decide nothing.
//!
//! There is no cache: every tile, manifest and file of the history is read. Memory grows with the number of entries and of
//! paths, never with the bytes of evidence. Nothing here reads the clock: the moment asked is only shown, and compared.

mod aside;
mod attestations;
mod book;
mod chronicle;
mod completeness;
mod documents;
mod evidence;
mod facts;
mod finding;
mod line;
mod listed;
mod log;
mod owed;
mod proofs;
mod purge;
mod reasons;
pub mod render;
pub mod sample;
mod unchanged;

use std::{collections::BTreeMap, sync::Arc};

use chrono::{DateTime, FixedOffset};

use book::Book;
pub use finding::{Finding, Level, Place, Verdict};
pub use purge::Purged;

use crate::{
    digest::Digest,
    messages::Message,
    model::{SubmissionPath, layout},
    registro::{Pending, RegistroError, Versions, pending_on, settings_on},
    snapshot::{
        GitRepository, ObjectId, SnapshotError,
        history::{HistoryLimits, main_line, reachable},
    },
    trail::{
        checkpoint::Checkpoint,
        entry::{Key, Moment},
        judge::KeySource,
        note::VerifierKey,
        policy::Policy,
        succession::Step,
        timestamp::Authorities,
        witness::Portable,
    },
};

/// The most findings of a kind kept of each check; the rest are counted.
pub const MAX_FINDINGS: usize = 100;

/// What the auditor brings.
#[derive(Clone, Copy, Debug)]
pub struct Trust<'a> {
    /// Keys of the log had from elsewhere; none where there are none.
    pub keys: &'a [VerifierKey],
    /// Logs and witnesses that are trusted.
    pub policy: Option<&'a Policy>,
    /// Signed checkpoints kept from before, with their names.
    pub kept: &'a [(String, Vec<u8>)],
    /// Authorities of timestamps that are trusted; without them no timestamp is verified.
    pub authorities: Option<&'a Authorities>,
    /// Reports had from elsewhere, by name and digest: each must be one that the log notes.
    pub reports: &'a [(String, Digest)],
}

/// What is audited.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The clone.
    pub repository: &'a Arc<GitRepository>,
    /// The main branch.
    pub rev: &'a str,
    /// What the auditor brings.
    pub trust: Trust<'a>,
    /// The moment of the audit.
    pub as_of: DateTime<FixedOffset>,
    /// Told how many objects were read, of how many.
    pub progress: &'a (dyn Fn(u64, u64) + Sync),
}

/// Why nothing could be audited: nothing is said of the rest then.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// There is no branch of the log.
    #[error("the repository has no audit trail")]
    NoTrail,
    /// The branch cannot be read as a log.
    #[error(transparent)]
    Registro(#[from] RegistroError),
    /// The repository cannot be read; a shallow clone is one of the reasons.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
}

/// What is counted, in the order it is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Check {
    /// The checkpoint is signed by the log: of one.
    Signature,
    /// Witnesses of the policy that cosigned it: of all of them.
    Witnesses,
    /// The entries make the signed root: of one.
    Root,
    /// Bundles of entries: of those the signed size asks for.
    Bundles,
    /// Tiles of hashes: of those the signed size asks for.
    Tiles,
    /// Entries that are well formed and of this log: of the signed size.
    Entries,
    /// Hours that do not run backwards: of the entries that are understood.
    Hours,
    /// Checkpoints kept by the auditor that the log extends: of those given.
    Kept,
    /// Changes of key that both keys signed, from one that is known: of the entries `clave`.
    Rotations,
    /// Checkpoints that known keys signed on the branch, ever, which the log extends: of those, and of what lay beside them
    /// and is gone.
    Line,
    /// Attested checkpoints that the log signed and extends: of the folders under `atestacion/`.
    Attested,
    /// Timestamps verified with the authorities given: of those attached.
    Timestamps,
    /// Cosignatures attached that a witness of the policy made: of those attached.
    Cosignatures,
    /// Anchors that name an attestation of before: of the entries that have one.
    Anchors,
    /// Manifests found in history with their digest: of the `publicado` entries.
    Manifests,
    /// Files found in history with their digest: of those that the `publicado` entries state.
    Files,
    /// Files of the head in folders of submissions that their manifest lists: of all that lie there.
    Listed,
    /// Submissions of main that have their `publicado`: of those up to the last logged commit.
    Submissions,
    /// Replacements and withdrawals of main that have their entry: of those up to the last logged commit.
    Events,
    /// Changes of settings of main that have their entry: of those up to the last logged commit.
    Settings,
    /// Entries of replacements, withdrawals and settings that main bears out: of all such entries.
    Founded,
    /// Purges whose record is there: of the `purga` entries.
    Purges,
    /// Closings whose document main still has, and reports held against a file of the auditor: of their entries.
    Documents,
    /// Published submissions as they were published, or lawfully withdrawn: of those the log names.
    Unchanged,
    /// Commits of `publicado` that main descends from: of the entries that name one.
    Descent,
    /// Dates of commits that do not contradict the log: of those compared.
    Dates,
}

/// The count of a check.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Tally {
    /// What is counted.
    pub check: Check,
    /// How many hold.
    pub passed: u64,
    /// How many there are; none where the check was not reached.
    pub of: Option<u64>,
    /// How many cannot be held against anything here: kept elsewhere, erased by order. They are not among those passed.
    pub external: u64,
}

/// What the auditor brought, for whoever does the same again.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct Brought {
    /// How many witnesses the policy names, where there is one.
    pub witnesses: Option<usize>,
    /// Whether there were authorities of timestamps.
    pub authorities: bool,
    /// The names of the checkpoints that were kept.
    pub checkpoints: Vec<String>,
}

impl Brought {
    fn of(trust: &Trust<'_>) -> Self {
        Self {
            witnesses: trust.policy.map(|policy| policy.witnesses().count()),
            authorities: trust.authorities.is_some(),
            checkpoints: trust.kept.iter().map(|(name, _)| name.clone()).collect(),
        }
    }
}

/// A submission as the log says it was published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Published {
    /// The folder.
    pub path: SubmissionPath,
    /// The entry.
    pub index: u64,
    /// The hour of the entry.
    pub time: Moment,
    /// SHA-256 of the manifest.
    pub manifest: Digest,
    /// Files that the manifest lists.
    pub files: u32,
    /// The title of the manifest, where it was found and can be read.
    pub title: Option<String>,
}

/// Everything that was verified, and with what result.
#[derive(Debug)]
pub struct Audit {
    /// The verdict.
    pub verdict: Verdict,
    /// The revision of main.
    pub revision: ObjectId,
    /// How many commits its main line has.
    pub commits: u64,
    /// The reference of the log.
    pub reference: &'static str,
    /// The commit of the log.
    pub log_commit: ObjectId,
    /// The signed checkpoint; none where it must not be believed.
    pub checkpoint: Option<Checkpoint>,
    /// The keys that the log was judged by.
    pub keys: Vec<VerifierKey>,
    /// Where they are from.
    pub key_source: KeySource,
    /// The changes of key that lead from them to others, in the order of their entries.
    pub chain: Vec<Step>,
    /// The key that signed, where it is not one of them: the chain leads to it.
    pub reached: Option<VerifierKey>,
    /// Whether the log is signed with the key of the example, which everybody has.
    pub is_example: bool,
    /// The moment of the audit.
    pub as_of: DateTime<FixedOffset>,
    /// Every check, in order.
    pub tallies: Vec<Tally>,
    /// What was found, by check and place.
    pub findings: Vec<Finding>,
    /// How many findings there are beyond those kept.
    pub more: u64,
    /// The same by kind, where that is known.
    pub beyond: BTreeMap<(Level, &'static str), u64>,
    /// What reached main after the last logged commit, by the check it will count for: not a fault.
    pub pending: BTreeMap<Check, u64>,
    /// Entries that this version does not understand.
    pub uninterpreted: u64,
    /// Entries of reports that were held against no file.
    pub elsewhere: u64,
    /// Received and not published: counted, not needed in a clone.
    pub unpublished: u64,
    /// The hour of the last entry, as it is written there.
    pub last_hour: Option<String>,
    /// The latest size with enough cosignatures of the policy.
    pub witnessed: Option<u64>,
    /// The latest size with a verified timestamp.
    pub stamped: Option<u64>,
    /// The institution, as the settings of main name it.
    pub entity: Option<String>,
    /// What the auditor brought.
    pub brought: Brought,
    /// Where the log contradicts a checkpoint that was kept: proofs that anyone can verify.
    pub proofs: Vec<Portable>,
    /// What was erased by order, in the order of the log.
    pub purged: Vec<Purged>,
    /// What the log says is published, by path and entry: what a sample is drawn from.
    pub published: Vec<Published>,
}

/// Whether the log is the one that the settings name, and whether its last hour is not to come yet.
fn names(log: &log::Log, due: &Pending, request: &Request<'_>, book: &mut Book) {
    let found = log.checkpoint.as_ref().map(|checkpoint| &checkpoint.origin);
    if let (Some(expected), Some(found)) = (&due.origin, found)
        && expected != found
    {
        let message = Message::AuditOriginDiffers { found: found.as_str().into(), expected: expected.as_str().into() };
        let place = Place::path("policies/repositorio.yaml");
        book.find(Finding { check: Check::Signature, level: Level::Fault, code: "origin-differs", place, message });
    }
    let Some((index, entry)) = log.entries.last() else { return };
    let now = u64::try_from(request.as_of.timestamp()).unwrap_or(0);
    if entry.time.unix() > now.saturating_add(SKEW) {
        let message = Message::AuditHourToCome { hour: entry.time.to_string().into() };
        let place = Place::default().entry(*index);
        book.find(Finding { check: Check::Hours, level: Level::Fault, code: "hour-to-come", place, message });
    }
}

/// How far clocks may be apart, in seconds: what an append allows.
const SKEW: u64 = 120;

/// Bounds of the walk through history: an audit reads all of it.
const LIMITS: HistoryLimits = HistoryLimits {
    commits: 2_000_000,
    visited: 2_000_000,
    changes: 20_000_000,
    trees: crate::snapshot::Limits { entries: 20_000_000, depth: 32, path_bytes: 2 * 1024 * 1024 * 1024 },
};

/// Verifies the audit trail of a clone against its main branch.
///
/// # Errors
/// Where there is no trail, or what is needed cannot be read.
pub fn audit(request: &Request<'_>) -> Result<Audit, AuditError> {
    let repository = request.repository;
    let revision = repository.resolve(request.rev)?;
    let mut book = Book::default();
    let (log, line) =
        rayon::join(|| log::read(request, &mut book), || main_line(repository, revision, &layout::root(), &LIMITS));
    let (log, line) = (log?, line?);
    let mut audit = Audit {
        verdict: Verdict::Unchecked,
        revision,
        commits: line.len() as u64,
        reference: log.reference,
        log_commit: log.commit,
        checkpoint: log.checkpoint.clone(),
        key_source: log.source,
        is_example: log.is_of_example(),
        keys: log.given.clone(),
        chain: log.succession.steps().to_vec(),
        reached: log.reached(),
        as_of: request.as_of,
        tallies: Vec::new(),
        findings: Vec::new(),
        more: 0,
        beyond: BTreeMap::new(),
        pending: BTreeMap::new(),
        uninterpreted: log.uninterpreted,
        elsewhere: 0,
        unpublished: 0,
        last_hour: log.entries.last().map(|(_, entry)| entry.time.to_string()),
        witnessed: None,
        stamped: None,
        entity: None,
        brought: Brought::of(&request.trust),
        proofs: Vec::new(),
        purged: Vec::new(),
        published: Vec::new(),
    };
    if log.is_sound {
        (audit.witnessed, audit.stamped) = attestations::check(request, &log, &mut book)?;
        let purges = purge::read(repository, &log, &mut book)?;
        let reachable = reachable(repository, &line, LIMITS.visited)?;
        let versions = Versions::of(&line);
        let chronicle = chronicle::Chronicle::of(line, &purges);
        let followed = aside::Followed::read(repository, &log, &chronicle, &purges, &reachable, LIMITS.visited)?;
        let facts = facts::read(repository, &revision, &chronicle, request.progress)?;
        let view = completeness::View { log: &log, chronicle: &chronicle, facts: &facts, purges: &purges };
        let logged = completeness::logged(&log, &mut book);
        // What is logged as published is looked for in history by itself: it need not be read as a manifest again.
        let is_published = |key: &Key| key.event() == completeness::PUBLISHED && logged.contains_key(key);
        let had = |object: ObjectId| facts.plain(object);
        let [mut beside, mut apart] = <[Book; 2]>::default();
        let (due, places) = rayon::join(
            || pending_on(repository, revision, &versions, &had, &is_published),
            || evidence::check(&view, &mut beside),
        );
        let due = due?;
        let of_main = settings_on(repository, revision, &versions)?;
        drop(versions);
        names(&log, &due, request, &mut book);
        audit.entity.clone_from(&due.entity);
        completeness::settings(&view, &due, &of_main, &logged, &mut book);
        let (checked, ()) = rayon::join(
            || completeness::check(&view, &due, &places, (&reachable, &followed), &logged, &mut book, &mut audit),
            || {
                unchanged::check(&view, &places, &mut apart);
                listed::check(&view, &mut apart);
            },
        );
        checked?;
        audit.elsewhere = documents::check(request, &revision, &log, &purges, &reachable, &mut apart)?;
        drop((due, logged, reachable));
        audit.published = places.titled(&view);
        book.join(beside);
        book.join(apart);
        audit.purged = purges.told;
        audit.proofs = proofs::of(&log);
    } else {
        let rest = Check::ALL.into_iter().filter(|check| *check >= Check::Line);
        book.tallies.extend(rest.map(|check| Tally { check, passed: 0, of: None, external: 0 }));
    }
    book.tallies.sort_by_key(|tally| tally.check);
    book.findings.sort_by(|one, other| one.order().cmp(&other.order()));
    audit.verdict = book.worst.unwrap_or(Verdict::Sound);
    (audit.tallies, audit.findings) = (book.tallies, book.findings);
    (audit.more, audit.beyond) = (book.more, book.beyond);
    Ok(audit)
}
