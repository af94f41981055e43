//! Versions of files that a main line had, and what is read of them.

use std::collections::HashMap;

use crate::{
    check::loader::Loader,
    digest::Digest,
    model::{FileKind, Place, Settings, SubmissionPath, raw},
    repo_path::RepoPath,
    snapshot::{
        Content, Entry, EntryKind, GitSnapshot, ObjectId, Snapshot as _, SnapshotError, Trust,
        history::{CommitTime, LineCommit},
    },
    source::yaml,
    trail::entry::{Event, Key, Submission, SubmissionEvent},
};

/// A version of a file that a commit of the main line had.
#[derive(Clone)]
pub(super) struct Version {
    pub path: RepoPath,
    pub object: ObjectId,
    /// When it reached the main line.
    pub came: CommitTime,
}

/// A manifest as it stood on the main line.
pub(super) struct Published {
    pub path: SubmissionPath,
    pub object: ObjectId,
    pub came: CommitTime,
    pub digest: Digest,
    /// None where it was not read: what it says is logged already.
    pub read: Option<Read>,
}

pub(super) struct Read {
    pub files: u32,
    pub supersedes: Option<(SubmissionPath, Digest)>,
}

/// The versions of manifests, withdrawals and settings that a line had, each as they came.
pub struct Versions {
    pub(super) manifests: Vec<Version>,
    pub(super) withdrawals: Vec<Version>,
    pub(super) documents: Vec<Version>,
    /// The latest committer's time of the line, in seconds since 1970.
    pub(super) latest: i64,
}

impl Versions {
    /// Those that the commits of a line brought.
    pub fn of(line: &[LineCommit]) -> Self {
        let mut found: HashMap<(&RepoPath, ObjectId), CommitTime> = HashMap::new();
        for commit in line {
            let time = CommitTime { seconds: commit.seconds, commit: commit.id };
            for change in commit.changes.iter().filter(|change| change.raw_name.is_none() && is_wanted(&change.path)) {
                if let Some((_, object)) = change.new.filter(|(kind, _)| kind.is_file()) {
                    let came = found.entry((&change.path, object)).or_insert(time);
                    *came = time.min(*came);
                }
            }
        }
        let latest = line.iter().map(|commit| commit.seconds).max().unwrap_or(i64::MIN);
        let all = found.into_iter().map(|((path, object), came)| Version { path: path.clone(), object, came });
        Self::new(all, latest)
    }

    /// These and others; what stands in both came when it first came.
    pub(super) fn and(self, other: Self) -> Self {
        let mut found: HashMap<(RepoPath, ObjectId), CommitTime> = HashMap::new();
        let latest = self.latest.max(other.latest);
        for Self { manifests, withdrawals, documents, .. } in [self, other] {
            for Version { path, object, came: time } in manifests.into_iter().chain(withdrawals).chain(documents) {
                let came = found.entry((path, object)).or_insert(time);
                *came = time.min(*came);
            }
        }
        Self::new(found.into_iter().map(|((path, object), came)| Version { path, object, came }), latest)
    }

    pub(super) fn new(all: impl IntoIterator<Item = Version>, latest: i64) -> Self {
        let mut versions = Self { manifests: Vec::new(), withdrawals: Vec::new(), documents: Vec::new(), latest };
        for version in all {
            match kind(&version.path) {
                Some(FileKind::Manifest) => versions.manifests.push(version),
                Some(FileKind::Withdrawal) => versions.withdrawals.push(version),
                Some(_) => versions.documents.push(version),
                None => {}
            }
        }
        for one in [&mut versions.manifests, &mut versions.withdrawals, &mut versions.documents] {
            one.shrink_to_fit();
            one.sort_by(|a, b| (a.came, &a.path, a.object).cmp(&(b.came, &b.path, b.object)));
        }
        versions
    }
}

/// The kind of a file whose versions are logged; none of others.
fn kind(path: &RepoPath) -> Option<FileKind> {
    let kind = Place::of(path).file_kind()?;
    (matches!(kind, FileKind::Manifest | FileKind::Withdrawal) || kind.is_setting()).then_some(kind)
}

/// Whether versions of this file are logged.
pub(super) fn is_wanted(path: &RepoPath) -> bool {
    kind(path).is_some()
}

/// The digest of the bytes of a manifest that was read already, by its object; none of others.
pub type Had<'a> = &'a (dyn Fn(ObjectId) -> Option<Digest> + Sync);

/// Whether the bytes of a manifest ask for nothing but that it be published: it names nothing that it takes the place of,
/// and is no larger than what is read here.
pub fn is_plain(bytes: &[u8]) -> bool {
    bytes.len() <= yaml::Limits::MANIFEST.bytes && memchr::memmem::find(bytes, b"reemplaza").is_none()
}

/// Reads versions of files that need not be in the head.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    pub snapshot: &'a GitSnapshot,
    pub loader: &'a Loader,
    pub had: Had<'a>,
    pub known: &'a (dyn Fn(&Key) -> bool + Sync),
}

impl Reader<'_> {
    pub(super) fn manifest(&self, version: &Version) -> Result<Option<Published>, SnapshotError> {
        let unread = || Ok(None);
        let (object, came) = (version.object, version.came);
        let Some(path) = Place::of(&version.path).submission().cloned() else { return unread() };
        let is_known = |digest: Digest| {
            let submission = Submission { path: path.clone(), manifest: digest, files: 0 };
            (self.known)(&Key::of(&Event::Submission(SubmissionEvent::Published, submission)))
        };
        if let Some(digest) = (self.had)(object).filter(|digest| is_known(*digest)) {
            return Ok(Some(Published { path, object, came, digest, read: None }));
        }
        let entry = entry(version);
        let limit = yaml::Limits::MANIFEST.bytes as u64;
        let Content::Bytes(bytes) = self.snapshot.read(&entry, limit, Trust::Verify)? else { return unread() };
        let digest = Digest::of(&bytes);
        // What one may supersede can have come later: such manifests are always read.
        if is_known(digest) && is_plain(&bytes) {
            return Ok(Some(Published { path, object, came, digest, read: None }));
        }
        let (_, reading) =
            self.loader.read::<raw::Manifest>(self.snapshot, &entry, FileKind::Manifest, &Settings::default())?;
        let Some(manifest) = reading.read() else { return unread() };
        let supersedes = manifest.supersedes.as_ref().and_then(|superseded| {
            Some((SubmissionPath::parse(superseded.submission.as_str())?, superseded.sha256.digest()))
        });
        let files = u32::try_from(manifest.files.len()).unwrap_or(u32::MAX);
        Ok(Some(Published { path, object, came, digest, read: Some(Read { files, supersedes }) }))
    }

    /// How many files a manifest of the main line lists, which may not have been read yet.
    pub(super) fn files(&self, one: &Published, manifests: &[Version]) -> Result<u32, SnapshotError> {
        if let Some(read) = &one.read {
            return Ok(read.files);
        }
        let path = one.path.manifest();
        let reader = Reader { known: &|_| false, ..*self };
        for version in manifests.iter().filter(|version| version.path == path) {
            if let Some(Published { digest, read: Some(read), .. }) = reader.manifest(version)?
                && digest == one.digest
            {
                return Ok(read.files);
            }
        }
        Ok(0)
    }

    pub(super) fn digest(&self, version: &Version) -> Result<Option<Digest>, SnapshotError> {
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
