//! What a repository has to log: what stands on its main branch, and what a conforming proposal brings.
//!
//! Derived from history and settings each time, by what every commit of the main line had: a squash, a rebase or a merge
//! bring the same. A submission that a file names and the main line never had is left to the rules. Who may hand in is
//! not judged here.

use std::{collections::BTreeMap, sync::Arc};

use rayon::prelude::*;

use crate::{
    check::loader::Loader,
    digest::Digest,
    model::{FileKind, Place, Settings, SubmissionPath, layout, raw},
    repo_path::RepoPath,
    snapshot::{
        Content, Entry, EntryKind, GitRepository, GitSnapshot, Limits, ObjectId, Snapshot, SnapshotError, Trust,
        history::{Change, CommitTime, HistoryLimits, arrivals},
    },
    source::yaml,
    trail::{
        checkpoint::Origin,
        entry::{Document, DocumentEvent, Event, EventKind, Key, Moment, Submission, SubmissionEvent},
    },
};

/// Something that happened, to be logged.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Occurrence {
    /// What.
    pub event: Event,
    /// Where it was seen.
    pub commit: Option<ObjectId>,
    /// Its hour in the log; none is that of the append.
    pub time: Option<Moment>,
}

/// What a main branch has to log.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pending {
    /// The head of the main branch.
    pub revision: ObjectId,
    /// The name of the institution, where its settings can be read.
    pub entity: Option<String>,
    /// The name of the log, where the settings say it.
    pub origin: Option<Origin>,
    /// What happened and `known` does not know, as it reached the main line.
    pub occurrences: Vec<Occurrence>,
    /// What reached the main line and could not be read, sorted: it is not logged.
    pub unread: Vec<RepoPath>,
}

/// A version of a file that a commit of the main line had.
struct Version {
    path: RepoPath,
    object: ObjectId,
    /// When it reached the main line.
    came: CommitTime,
}

/// A manifest as it stood on the main line.
struct Published {
    path: SubmissionPath,
    came: CommitTime,
    digest: Digest,
    /// None where it was not read: what it says is logged already.
    read: Option<Read>,
}

struct Read {
    files: u32,
    supersedes: Option<(SubmissionPath, Digest)>,
}

/// What came of a manifest.
enum Outcome {
    Known(Published),
    Unread(RepoPath),
}

/// What the main branch `rev` has to log; what `known` knows is left out.
///
/// # Errors
/// Where the revision or its history cannot be read; a shallow clone is one of them.
pub fn pending(
    repository: &Arc<GitRepository>,
    rev: &str,
    known: &(dyn Fn(&Key) -> bool + Sync),
) -> Result<Pending, SnapshotError> {
    let snapshot = GitSnapshot::at(repository.clone(), rev, Limits::default())?;
    let loader = Loader::new();
    let (entity, origin) = settings(&snapshot, &loader)?;
    let [manifests, withdrawals, documents] = versions(repository, snapshot.commit())?;
    let reader = Reader { snapshot: &snapshot, loader: &loader, known };

    let outcomes: Vec<Outcome> =
        manifests.par_iter().map(|version| reader.manifest(version)).collect::<Result<_, SnapshotError>>()?;
    let mut unread = Vec::new();
    let mut published: BTreeMap<SubmissionPath, Vec<Published>> = BTreeMap::new();
    for outcome in outcomes {
        match outcome {
            Outcome::Known(one) => published.entry(one.path.clone()).or_default().push(one),
            Outcome::Unread(path) => unread.push(path),
        }
    }
    // When, which event, and what.
    let mut found: Vec<(CommitTime, EventKind, Event)> = Vec::new();
    let about = |event: SubmissionEvent, one: &Published, files: u32| {
        let submission = Submission { path: one.path.clone(), manifest: one.digest, files };
        let event = Event::Submission(event, submission);
        (event.kind(), event)
    };
    let is_known = |event, one: &Published| known(&Key::of(&about(event, one, 0).1));
    for one in published.values().flatten() {
        let Some(read) = &one.read else { continue };
        let (kind, event) = about(SubmissionEvent::Published, one, read.files);
        found.push((one.came, kind, event));
        let Some((path, digest)) = &read.supersedes else { continue };
        let target = published.get(path).and_then(|versions| versions.iter().find(|one| one.digest == *digest));
        if let Some(target) = target
            && !is_known(SubmissionEvent::Superseded, target)
        {
            let files = reader.files(target, &manifests)?;
            let (kind, event) = about(SubmissionEvent::Superseded, target, files);
            found.push((one.came.max(target.came), kind, event));
        }
    }
    for version in &withdrawals {
        let Some(path) = Place::of(&version.path).submission().cloned() else { continue };
        // The version withdrawn is the last one that was there.
        let versions = published.get(&path).map_or(&[][..], Vec::as_slice);
        let last = versions.iter().rfind(|one| one.came <= version.came).or(versions.first());
        let Some(target) = last.filter(|target| !is_known(SubmissionEvent::Withdrawn, target)) else { continue };
        let files = reader.files(target, &manifests)?;
        let (kind, event) = about(SubmissionEvent::Withdrawn, target, files);
        found.push((version.came, kind, event));
    }
    let digests: Vec<Option<Digest>> =
        documents.par_iter().map(|version| reader.digest(version)).collect::<Result<_, SnapshotError>>()?;
    for (version, digest) in documents.into_iter().zip(digests) {
        let Some(digest) = digest else {
            unread.push(version.path);
            continue;
        };
        let event = Event::Document(DocumentEvent::Catalogue, Document { path: version.path, digest });
        found.push((version.came, event.kind(), event));
    }
    found.retain(|(_, _, event)| !known(&Key::of(event)));
    let order = |event: &Event| (event.path(), event.digest());
    found.sort_by_key(|(came, kind, event)| (*came, *kind, order(event)));
    let occurrences =
        found.into_iter().map(|(came, _, event)| Occurrence { event, commit: Some(came.commit), time: None });
    unread.sort();
    unread.dedup();
    Ok(Pending { revision: snapshot.commit(), entity, origin, occurrences: occurrences.collect(), unread })
}

/// What the submissions that a change adds or alters have to log: each is received. Whether the change conforms is judged
/// before. What cannot be read is in no change that conforms.
pub fn received(repository: &Arc<GitRepository>, change: &Change) -> Result<Vec<Occurrence>, SnapshotError> {
    let snapshot = GitSnapshot::at(repository.clone(), &change.head.to_string(), Limits::default())?;
    let loader = Loader::new();
    let reader = Reader { snapshot: &snapshot, loader: &loader, known: &|_| false };
    let mut occurrences = Vec::new();
    for path in &change.changed {
        let Some((kind, object)) = path.new else { continue };
        let is_manifest = Place::of(&path.path).file_kind() == Some(FileKind::Manifest);
        if !is_manifest || !kind.is_file() || path.raw_name.is_some() {
            continue;
        }
        let came = CommitTime { seconds: 0, commit: change.head };
        let version = Version { path: path.path.clone(), object, came };
        if let Outcome::Known(Published { path, digest, read: Some(read), .. }) = reader.manifest(&version)? {
            let submission = Submission { path, manifest: digest, files: read.files };
            let event = Event::Submission(SubmissionEvent::Received, submission);
            occurrences.push(Occurrence { event, commit: Some(change.head), time: None });
        }
    }
    Ok(occurrences)
}

/// The name of an institution as entries have it: cut to what they hold.
pub fn entity_label(name: &str) -> String {
    let end = (0..=name.len().min(200)).rev().find(|end| name.is_char_boundary(*end)).unwrap_or(0);
    name[..end].trim_end().to_owned()
}

/// The name of the log that the settings of a revision state, where they can be read and state one.
pub fn stated_origin(repository: &Arc<GitRepository>, rev: &str) -> Result<Option<Origin>, SnapshotError> {
    let snapshot = GitSnapshot::at(repository.clone(), rev, Limits::default())?;
    Ok(settings(&snapshot, &Loader::new())?.1)
}

fn settings(snapshot: &GitSnapshot, loader: &Loader) -> Result<(Option<String>, Option<Origin>), SnapshotError> {
    let path = layout::root().join("repositorio.yaml").expect("a plain name");
    let Some(entry) = snapshot.entry(&path)? else { return Ok((None, None)) };
    let Some(repository) = loader.judging::<raw::Repository>(snapshot, &entry, FileKind::Repository)? else {
        return Ok((None, None));
    };
    let origin = repository.trail.and_then(|trail| Origin::new(trail.origin.as_str()).ok());
    Ok((Some(entity_label(repository.entity.name.as_str())), origin))
}

/// The versions the main line had of manifests, of withdrawals and of settings, each as they came.
fn versions(repository: &GitRepository, head: ObjectId) -> Result<[Vec<Version>; 3], SnapshotError> {
    let of = |path: &RepoPath| match Place::of(path).file_kind()? {
        FileKind::Manifest => Some(0),
        FileKind::Withdrawal => Some(1),
        kind if kind.is_setting() => Some(2),
        _ => None,
    };
    let wanted = |path: &RepoPath| of(path).is_some();
    let arrivals = arrivals(repository, head, &layout::root(), &wanted, &HistoryLimits::default())?;
    let mut versions = [Vec::new(), Vec::new(), Vec::new()];
    for ((path, object), arrival) in arrivals {
        if let (true, Some(place)) = (arrival.on_main, of(&path)) {
            versions[place].push(Version { path, object, came: arrival.main });
        }
    }
    for one in &mut versions {
        one.sort_by(|a, b| (a.came, &a.path, a.object).cmp(&(b.came, &b.path, b.object)));
    }
    Ok(versions)
}

/// Reads versions of files that need not be in the head.
struct Reader<'a> {
    snapshot: &'a GitSnapshot,
    loader: &'a Loader,
    known: &'a (dyn Fn(&Key) -> bool + Sync),
}

impl Reader<'_> {
    fn manifest(&self, version: &Version) -> Result<Outcome, SnapshotError> {
        let unread = || Ok(Outcome::Unread(version.path.clone()));
        let Some(path) = Place::of(&version.path).submission().cloned() else { return unread() };
        let entry = entry(version);
        let limit = yaml::Limits::MANIFEST.bytes as u64;
        let Content::Bytes(bytes) = self.snapshot.read(&entry, limit, Trust::Verify)? else { return unread() };
        let digest = Digest::of(&bytes);
        let key = |files| {
            let submission = Submission { path: path.clone(), manifest: digest, files };
            Key::of(&Event::Submission(SubmissionEvent::Published, submission))
        };
        // What one may supersede can have come later: such manifests are always read.
        if (self.known)(&key(0)) && memchr::memmem::find(&bytes, b"reemplaza").is_none() {
            return Ok(Outcome::Known(Published { path, came: version.came, digest, read: None }));
        }
        let (_, reading) =
            self.loader.read::<raw::Manifest>(self.snapshot, &entry, FileKind::Manifest, &Settings::default())?;
        let Some(manifest) = reading.read() else { return unread() };
        let supersedes = manifest.supersedes.as_ref().and_then(|superseded| {
            Some((SubmissionPath::parse(superseded.submission.as_str())?, superseded.sha256.digest()))
        });
        let files = u32::try_from(manifest.files.len()).unwrap_or(u32::MAX);
        Ok(Outcome::Known(Published { path, came: version.came, digest, read: Some(Read { files, supersedes }) }))
    }

    /// How many files a manifest of the main line lists, which may not have been read yet.
    fn files(&self, one: &Published, manifests: &[Version]) -> Result<u32, SnapshotError> {
        if let Some(read) = &one.read {
            return Ok(read.files);
        }
        let path = one.path.manifest();
        let reader = Reader { known: &|_| false, ..*self };
        for version in manifests.iter().filter(|version| version.path == path) {
            if let Outcome::Known(Published { digest, read: Some(read), .. }) = reader.manifest(version)?
                && digest == one.digest
            {
                return Ok(read.files);
            }
        }
        Ok(0)
    }

    fn digest(&self, version: &Version) -> Result<Option<Digest>, SnapshotError> {
        let limit = yaml::Limits::CATALOGUE.bytes as u64;
        Ok(match self.snapshot.read(&entry(version), limit, Trust::Verify)? {
            Content::Bytes(bytes) => Some(Digest::of(&bytes)),
            _ => None,
        })
    }
}

fn entry(version: &Version) -> Entry {
    Entry { path: version.path.clone(), kind: EntryKind::File, id: Some(version.object), raw_name: None }
}
