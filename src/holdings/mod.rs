//! What a revision holds, judged and dated: the one reading that the report of FURAG and the pages are made from.
//!
//! ```text
//! revision ─┬─ check  ─▶ findings, every submission as it was read ─┐
//!           └─ status ─▶ settings, deliveries, hours of the trail ──┴▶ Holdings
//! ```
//!
//! Nothing here judges: that a file is whole is what `check` saw of its bytes and said of it, and when it came is what
//! `status` reads. Bytes are not kept. The clock is not read: the moment asked is an argument, and [`moment`] gives one
//! that follows from the inputs alone.

mod evidence;
mod kept;
mod told;

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, FixedOffset, NaiveDate};

use crate::{
    check::{self, Receptions},
    diagnostic::{Count, Report},
    digest::Digest,
    messages::Lang,
    model::{Moment, Reading, Submission, SubmissionPath, World, free_text, raw},
    registro::{Times, times::Happened},
    schedule::day_of,
    snapshot::{GitRepository, GitSnapshot, Limits, SnapshotError},
    status::{self, Deliveries, TrailUse},
};

pub use evidence::{Evidence, State};
use kept::Kept;
pub use kept::Loss;

/// What is read.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The repository.
    pub repository: &'a Arc<GitRepository>,
    /// The revision of its main branch.
    pub rev: &'a str,
    /// The moment asked, in Colombia's time.
    pub as_of: DateTime<FixedOffset>,
    /// The audit trail, verified by whoever asks.
    pub trail: &'a TrailUse,
    /// The language of the findings.
    pub lang: Lang,
    /// Told how many submissions were read, of how many.
    pub progress: &'a (dyn Fn(u64, u64) + Sync),
}

/// Everything that is known of a revision at a moment.
#[derive(Clone, Debug)]
pub struct Holdings {
    /// The moment asked.
    pub as_of: DateTime<FixedOffset>,
    /// What the whole check said of it.
    pub report: Report,
    /// Settings, due dates and what came when. What its world lacks, questionnaires and which evidence answers them, is
    /// in [`Holdings::world`].
    pub deliveries: Deliveries,
    /// Settings, catalogues, policies, questionnaires and which evidence answers them.
    pub world: World,
    /// Every submission folder of the tree, by path; also those whose manifest cannot be read.
    pub submissions: Vec<Held>,
    /// The submissions that were published and of which the tree has nothing, by path: each in quarantine.
    pub gone: Vec<Held>,
    /// Submissions that are as they were published, of those that the trail says were; none where there is no trail.
    pub kept: Option<Count>,
    /// The submissions of which the trail knows something later than the revision, that the tree has not.
    pub later: BTreeSet<SubmissionPath>,
}

/// A submission.
#[derive(Clone, PartialEq, Debug)]
pub struct Held {
    /// Its folder.
    pub path: SubmissionPath,
    /// Its manifest; none where it is absent or refused, which a finding says.
    pub manifest: Option<Box<raw::Manifest>>,
    /// Whether there is a manifest at all.
    pub has_manifest: bool,
    /// SHA-256 of the manifest, where its bytes could be had.
    pub digest: Option<Digest>,
    /// Its withdrawal.
    pub withdrawal: Option<Box<raw::Withdrawal>>,
    /// Whether there is a record of one at all.
    pub has_withdrawal: bool,
    /// Whether texts of the manifest or the withdrawal seemed to hold personal data, and others stand in their place.
    pub is_covered: bool,
    /// The files that the manifest lists, in its order.
    pub evidence: Vec<Evidence>,
    /// Places, in the findings of [`Holdings::report`], of those about it or its files.
    pub findings: Vec<usize>,
    /// What was published of it and is no more as it was, without its event.
    pub losses: Vec<Loss>,
    /// Whether a finding blocks or says that something could not be checked, or something is lost: it is in quarantine on
    /// its own page.
    pub is_quarantined: bool,
}

impl Held {
    /// The file of this name.
    pub fn file(&self, name: &str) -> Option<&Evidence> {
        self.evidence.iter().find(|file| file.name() == name)
    }

    /// The days it is about: `cubre`, or else the month of its folder.
    pub fn period(&self) -> (NaiveDate, NaiveDate) {
        match self.manifest.as_deref().and_then(|manifest| manifest.covers.as_ref()) {
            Some(covers) => (covers.from.get(), covers.until.get()),
            None => month(&self.path),
        }
    }
}

/// The first and the last day of the month of a folder.
fn month(path: &SubmissionPath) -> (NaiveDate, NaiveDate) {
    let first = NaiveDate::from_ymd_opt(path.year.into(), path.month.into(), 1).unwrap_or_default();
    let next = first.checked_add_months(chrono::Months::new(1)).and_then(|next| next.pred_opt());
    (first, next.unwrap_or(first))
}

/// What the trail says was received, for `check`.
struct Received<'a>(Option<&'a Times>);

impl Receptions for Received<'_> {
    fn received(&self, path: &SubmissionPath, manifest: Digest) -> Option<NaiveDate> {
        self.0?.day(path, manifest)
    }
}

/// A moment that follows from a revision and its trail alone: the later of the date of the commit and the hour of the last
/// entry, in Colombia's time. What reads no clock is asked about it.
///
/// # Errors
/// Where the revision cannot be read.
pub fn moment(
    repository: &Arc<GitRepository>,
    rev: &str,
    trail: &TrailUse,
) -> Result<DateTime<FixedOffset>, SnapshotError> {
    let snapshot = GitSnapshot::at(repository.clone(), rev, Limits::default())?;
    let committed = status::moment(snapshot.committed());
    let logged = trail.times().and_then(Times::last_hour).map(status::hour);
    Ok(logged.map_or(committed, |logged| logged.max(committed)))
}

/// Reads a revision whole: every file of it is read and judged.
///
/// # Errors
/// Where the revision, its tree or its history cannot be read; what is wrong with one file is a finding.
pub fn read(request: &Request<'_>) -> Result<Holdings, SnapshotError> {
    let snapshot = GitSnapshot::at(request.repository.clone(), request.rev, Limits::default())?;
    let rev = snapshot.commit().to_string();
    let deliveries = status::read(request.repository, &rev, request.as_of, request.trail.clone())?;
    let asked = Moment { asked: day_of(request.as_of), written: Some(day_of(deliveries.revision_time)) };
    let world = check::world(&snapshot, asked)?;
    let found: Mutex<BTreeMap<SubmissionPath, Held>> = Mutex::default();
    let observe = |submission: &Submission| {
        let held = Held::of(submission);
        found.lock().unwrap_or_else(PoisonError::into_inner).insert(held.path.clone(), held);
    };
    let receptions = Received(deliveries.trail.times());
    let report = check::check(&check::Request {
        snapshot: &snapshot,
        revision: Some(rev),
        change: None,
        receptions: Some(&receptions),
        as_of: request.as_of,
        lang: request.lang,
        progress: request.progress,
        observe: &observe,
    })?;
    let mut found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    told::refuse_sealed(&mut found);
    for (place, located) in report.findings.iter().enumerate() {
        told::tell(&mut found, place, located);
    }
    let kept = hold(request.repository, &deliveries, &mut found)?;
    Ok(Holdings::new(request.as_of, report, deliveries, world, found, kept))
}

impl Holdings {
    /// The same revision at another moment, with another state of the trail: what was seen of the files stays what it was.
    ///
    /// # Errors
    /// Where the revision or its history cannot be read.
    pub fn dated(
        &self,
        repository: &Arc<GitRepository>,
        as_of: DateTime<FixedOffset>,
        trail: &TrailUse,
    ) -> Result<Self, SnapshotError> {
        let rev = self.deliveries.revision.to_string();
        let deliveries = status::read(repository, &rev, as_of, trail.clone())?;
        let mut report = self.report.clone();
        report.inputs.as_of = as_of;
        let mut found = self.submissions.iter().map(|held| (held.path.clone(), held.clone())).collect();
        let kept = hold(repository, &deliveries, &mut found)?;
        Ok(Self::new(as_of, report, deliveries, self.world.clone(), found, kept))
    }

    fn new(
        as_of: DateTime<FixedOffset>,
        report: Report,
        deliveries: Deliveries,
        world: World,
        found: BTreeMap<SubmissionPath, Held>,
        kept: Kept,
    ) -> Self {
        let count = deliveries.trail.times().map(|_| kept.count);
        let submissions = found.into_values().collect();
        Self { as_of, report, deliveries, world, submissions, gone: kept.gone, kept: count, later: kept.later }
    }

    /// The submissions of which something that was published is no more as it was, without its event.
    pub fn lost(&self) -> impl Iterator<Item = &Held> {
        self.submissions.iter().filter(|held| !held.losses.is_empty()).chain(&self.gone)
    }
}

/// Holds what was found against what the trail says was published.
fn hold(
    repository: &GitRepository,
    deliveries: &Deliveries,
    found: &mut BTreeMap<SubmissionPath, Held>,
) -> Result<Kept, SnapshotError> {
    match deliveries.trail.times() {
        Some(times) => kept::hold(repository, deliveries.revision, times, found),
        None => Ok(Kept::default()),
    }
}

impl Held {
    fn of(submission: &Submission) -> Self {
        let mut manifest = match &submission.manifest {
            Reading::Read(manifest) => Some(manifest.clone()),
            Reading::Absent | Reading::Refused => None,
        };
        let mut withdrawal = match &submission.withdrawal {
            Reading::Read(withdrawal) => Some(withdrawal.clone()),
            Reading::Absent | Reading::Refused => None,
        };
        let covered = [
            manifest.as_deref_mut().is_some_and(free_text::cover_manifest),
            withdrawal.as_deref_mut().is_some_and(free_text::cover_withdrawal),
        ];
        let listed = manifest.iter().flat_map(|manifest| manifest.files.iter());
        Self {
            is_covered: covered.contains(&true),
            evidence: listed.map(|file| Evidence::of(submission, file)).collect(),
            manifest,
            has_manifest: submission.manifest.is_present(),
            digest: submission.manifest_digest,
            withdrawal,
            has_withdrawal: submission.withdrawal.is_present(),
            ..Self::absent(&submission.path)
        }
    }

    /// A submission of which there is nothing.
    fn absent(path: &SubmissionPath) -> Self {
        Self {
            path: path.clone(),
            manifest: None,
            has_manifest: false,
            digest: None,
            withdrawal: None,
            has_withdrawal: false,
            is_covered: false,
            evidence: Vec::new(),
            findings: Vec::new(),
            losses: Vec::new(),
            is_quarantined: false,
        }
    }

    /// Puts it in quarantine for what is lost of it. Where that is more than a file, none of its files is what was published.
    fn lose(&mut self, losses: Vec<Loss>) {
        if losses.iter().any(|loss| matches!(loss, Loss::Gone | Loss::Rewritten(_) | Loss::WithdrawalGone)) {
            self.evidence.iter_mut().for_each(|file| file.is_refused = true);
        }
        self.losses = losses;
        self.is_quarantined = true;
    }
}

impl Holdings {
    /// The submission at a path.
    pub fn submission(&self, path: &SubmissionPath) -> Option<&Held> {
        let at = self.submissions.binary_search_by(|held| held.path.cmp(path)).ok()?;
        self.submissions.get(at)
    }

    /// What the trail says happened to a submission with the manifest it has now, in the order of the log.
    pub fn happened<'a>(&'a self, held: &'a Held) -> impl Iterator<Item = &'a Happened> {
        let all = self.deliveries.trail.times().map_or(&[][..], |times| times.of(&held.path));
        all.iter().filter(|one| Some(one.manifest) == held.digest)
    }

    /// The submissions that another one takes the place of at the moment asked, with that one. What a manifest says of it
    /// that the check refuses, or that it did not say when it was published, takes the place of nothing.
    pub fn superseded(&self) -> BTreeMap<&SubmissionPath, &SubmissionPath> {
        let known = self.deliveries.deliveries.iter().filter(|one| one.known_since() <= self.as_of);
        let pairs = known.filter_map(|one| Some((one.supersedes.as_ref()?, &one.path)));
        pairs.filter(|(_, path)| self.submission(path).is_some_and(|held| self.may_supersede(held))).collect()
    }

    fn may_supersede(&self, held: &Held) -> bool {
        let mut findings = held.findings.iter().filter_map(|place| self.report.findings.get(*place));
        let is_other = held.losses.iter().any(|loss| matches!(loss, Loss::Rewritten(_)));
        !is_other && !findings.any(|one| told::is_about(&one.finding, &held.path, "reemplaza"))
    }

    /// The policies that the model of a vigencia has and the tree knows, sorted.
    pub fn policies(&self) -> BTreeSet<&str> {
        self.deliveries.world.policy_slugs()
    }
}
