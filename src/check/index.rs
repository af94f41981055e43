//! Other submissions of the same tree: known already when the whole tree is visited, looked up when a change is.
//!
//! Both answer alike for what a change touches; a change pays only for what its rules ask.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Mutex, OnceLock, PoisonError},
};

use rayon::prelude::*;

use super::loader::Loader;
use crate::{
    digest::Digest,
    model::{FileKind, Place, Reading, Settings, SubmissionPath, layout, raw},
    repo_path::RepoPath,
    rules::{Index, Links, StoredFile, Summary},
    snapshot::{Content, Depth, Entry, ObjectId, Snapshot, SnapshotError, Trust},
};

/// Most places a look-up answers with, the first ones: a thousand alike are said no better than a few.
const MOST: usize = 64;

/// What a manifest says of others.
pub(super) fn links(digest: Digest, manifest: &raw::Manifest) -> Links {
    let path = |text: &raw::SubmissionPath| SubmissionPath::parse(text.as_str());
    Links {
        manifest: digest,
        supersedes: manifest
            .supersedes
            .as_ref()
            .and_then(|superseded| Some((path(&superseded.submission)?, superseded.sha256.digest()))),
        complements: manifest.complements.as_ref().and_then(path),
    }
}

/// The names a manifest lists.
pub(super) fn listed(manifest: &raw::Manifest) -> BTreeSet<String> {
    manifest.files.iter().map(|file| file.path.as_str().to_owned()).collect()
}

/// The files that a manifest binds by a commitment, by their places and names.
pub(super) fn sealed(manifest: &raw::Manifest) -> Vec<(usize, String, Digest)> {
    let files = manifest.files.iter().enumerate();
    let sealed = |(index, file): (usize, &raw::EvidenceFile)| {
        Some((index, file.path.as_str().to_owned(), file.commitment.as_ref()?.value.digest()))
    };
    files.filter_map(sealed).collect()
}

/// What is needed to look something up in a snapshot.
#[derive(Clone, Copy)]
pub(super) struct Lookup<'a> {
    pub snapshot: &'a dyn Snapshot,
    /// The tree that a change starts from.
    pub base: Option<&'a dyn Snapshot>,
    pub loader: &'a Loader,
    pub settings: &'a Settings,
}

/// The evidence files of one month, by object.
type Contents = HashMap<ObjectId, Vec<RepoPath>>;

/// Files by the commitment that binds them.
type Sealed = BTreeMap<Digest, BTreeSet<RepoPath>>;

/// The other submissions.
pub(super) struct Indexed<'a> {
    lookup: Lookup<'a>,
    known: Option<Known<'a>>,
    months: Mutex<BTreeMap<(String, u16, u8), Contents>>,
    /// The files bound by a commitment, once some rule has asked.
    sealed: OnceLock<Sealed>,
    error: Mutex<Option<SnapshotError>>,
}

/// Every submission folder of a tree, with its entries.
pub(super) type Folders<'a> = &'a [(SubmissionPath, Vec<&'a Entry>)];

struct Known<'a> {
    /// Sorted.
    folders: Vec<&'a SubmissionPath>,
    /// Sorted by path.
    summaries: Vec<&'a Summary>,
    successors: BTreeMap<&'a SubmissionPath, Vec<SubmissionPath>>,
    /// Digest, place and name of every file of evidence, sorted.
    contents: Vec<(Digest, &'a SubmissionPath, &'a str)>,
}

impl<'a> Known<'a> {
    fn new(folders: Folders<'a>, summaries: &'a [Summary]) -> Self {
        let mut known = Known {
            folders: folders.iter().map(|(path, _)| path).collect(),
            summaries: summaries.iter().collect(),
            successors: BTreeMap::new(),
            contents: Vec::new(),
        };
        known.folders.par_sort_unstable();
        known.summaries.par_sort_unstable_by_key(|summary| &summary.path);
        for summary in summaries {
            if let Some((target, _)) = &summary.links.supersedes
                && target.owner == summary.path.owner
            {
                known.successors.entry(target).or_default().push(summary.path.clone());
            }
            known.contents.extend(summary.files.iter().map(|file| (file.digest, &summary.path, file.name.as_str())));
        }
        known.contents.par_sort_unstable();
        known
    }

    fn summary(&self, path: &SubmissionPath) -> Option<&'a Summary> {
        let at = self.summaries.binary_search_by_key(&path, |summary| &summary.path).ok()?;
        self.summaries.get(at).copied()
    }

    /// The files bound by a commitment.
    fn sealed(&self) -> Sealed {
        let mut found = Sealed::new();
        for summary in &self.summaries {
            add_sealed(&mut found, &summary.path, &summary.sealed);
        }
        found
    }

    /// Where the owner keeps the same bytes.
    fn copies(&self, owner: &str, digest: Digest) -> impl Iterator<Item = (&'a SubmissionPath, &'a str)> {
        let first = self.contents.partition_point(|(other, path, _)| (*other, path.owner.as_str()) < (digest, owner));
        let copies = self.contents[first..].iter();
        copies
            .take_while(move |(other, path, _)| *other == digest && path.owner == owner)
            .map(|(_, path, name)| (*path, *name))
    }
}

impl<'a> Indexed<'a> {
    /// An index over all submissions of a tree, or, without them, one that looks things up.
    pub(super) fn new(lookup: Lookup<'a>, all: Option<(Folders<'a>, &'a [Summary])>) -> Self {
        let known = all.map(|(folders, summaries)| Known::new(folders, summaries));
        Self { lookup, known, months: Mutex::default(), sealed: OnceLock::new(), error: Mutex::default() }
    }

    /// The first error of a look-up, if any: then what was answered may be incomplete.
    pub(super) fn into_error(self) -> Option<SnapshotError> {
        self.error.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn or_note<T: Default>(&self, result: Result<T, SnapshotError>) -> T {
        result.unwrap_or_else(|error| {
            self.error.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            T::default()
        })
    }

    fn read_manifest(&self, path: &SubmissionPath) -> Result<Option<(Digest, raw::Manifest)>, SnapshotError> {
        self.manifest_of(self.lookup.snapshot, path)
    }

    fn manifest_of(
        &self,
        snapshot: &dyn Snapshot,
        path: &SubmissionPath,
    ) -> Result<Option<(Digest, raw::Manifest)>, SnapshotError> {
        let Lookup { loader, settings, .. } = self.lookup;
        let Some(entry) = snapshot.entry(&path.manifest())? else { return Ok(None) };
        let (document, reading) = loader.read::<raw::Manifest>(snapshot, &entry, FileKind::Manifest, settings)?;
        Ok(match (document.digest, reading) {
            (Some(digest), Reading::Read(manifest)) => Some((digest, *manifest)),
            _ => None,
        })
    }

    fn read_links(&self, path: &SubmissionPath) -> Result<Option<Links>, SnapshotError> {
        Ok(self.read_manifest(path)?.map(|(digest, manifest)| links(digest, &manifest)))
    }

    /// Manifests of the owner that name `path` anywhere, read whole: only a change that supersedes pays for this.
    fn search_successors(&self, path: &SubmissionPath) -> Result<Vec<SubmissionPath>, SnapshotError> {
        let owner = RepoPath::new(format!("{}/{}", layout::ROOT, path.owner)).expect("the owner is a slug");
        let mut successors = Vec::new();
        for submission in self.naming(self.lookup.snapshot, &owner, &path.to_string())? {
            let names = self.read_links(&submission)?.and_then(|links| links.supersedes);
            if names.is_some_and(|(target, _)| target == *path) {
                successors.push(submission);
            }
        }
        successors.sort();
        successors.truncate(MOST);
        Ok(successors)
    }

    /// The files that manifests bind by a commitment, of the tree and of the base of a change: only a change that brings a
    /// pointer, or binds a file so, pays for this.
    fn all_sealed(&self) -> Result<Sealed, SnapshotError> {
        let mut found = self.known.as_ref().map(Known::sealed).unwrap_or_default();
        let own = self.known.is_none().then_some(self.lookup.snapshot);
        for snapshot in [own, self.lookup.base].into_iter().flatten() {
            for submission in self.naming(snapshot, &layout::root(), "compromiso")? {
                if let Some((_, manifest)) = self.manifest_of(snapshot, &submission)? {
                    add_sealed(&mut found, &submission, &sealed(&manifest));
                }
            }
        }
        Ok(found)
    }

    /// The submissions below a folder whose manifests have a text, read whole.
    fn naming(
        &self,
        snapshot: &dyn Snapshot,
        folder: &RepoPath,
        text: &str,
    ) -> Result<Vec<SubmissionPath>, SnapshotError> {
        let finder = memchr::memmem::Finder::new(text.as_bytes());
        let limit = super::loader::limits(FileKind::Manifest, self.lookup.settings).bytes as u64;
        let mut naming = Vec::new();
        for entry in snapshot.list(folder, Depth::All)? {
            let Place::Submission(submission, name) = Place::of(&entry.path) else { continue };
            if name != layout::MANIFEST || !entry.kind.is_file() {
                continue;
            }
            let Content::Bytes(bytes) = snapshot.read(&entry, limit, Trust::Verify)? else { continue };
            if finder.find(&bytes).is_some() {
                naming.push(submission);
            }
        }
        Ok(naming)
    }

    /// The evidence of one month, by object.
    fn month(&self, owner: &str, year: u16, month: u8) -> Result<Contents, SnapshotError> {
        let folder = RepoPath::new(format!("{}/{owner}/{year:04}/{month:02}", layout::ROOT)).expect("valid segments");
        let mut submissions: BTreeMap<SubmissionPath, Vec<Entry>> = BTreeMap::new();
        for entry in self.lookup.snapshot.list(&folder, Depth::All)? {
            if let Place::Submission(submission, name) = Place::of(&entry.path)
                && !matches!(name.as_str(), layout::MANIFEST | layout::WITHDRAWAL)
            {
                submissions.entry(submission).or_default().push(entry);
            }
        }
        let mut contents = Contents::new();
        for entries in submissions.into_values() {
            if entries.len() as u64 > self.lookup.settings.files_per_submission {
                continue;
            }
            let is_evidence = |entry: &Entry| entry.kind.is_file() && !layout::is_of_the_system(entry.path.name());
            for entry in entries.into_iter().filter(is_evidence) {
                if let Some(id) = entry.id {
                    contents.entry(id).or_default().push(entry.path);
                }
            }
        }
        Ok(contents)
    }
}

impl Index for Indexed<'_> {
    fn links(&self, path: &SubmissionPath) -> Option<Links> {
        match &self.known {
            Some(known) => known.summary(path).map(|summary| summary.links.clone()),
            None => self.or_note(self.read_links(path)),
        }
    }

    fn listed(&self, path: &SubmissionPath) -> Option<BTreeSet<String>> {
        match &self.known {
            Some(known) => known.summary(path).map(|summary| summary.listed.clone()),
            None => self.or_note(self.read_manifest(path)).map(|(_, manifest)| listed(&manifest)),
        }
    }

    fn exists(&self, path: &SubmissionPath) -> bool {
        match &self.known {
            Some(known) => known.folders.binary_search(&path).is_ok(),
            None => !self.or_note(self.lookup.snapshot.list(&path.folder(), Depth::One)).is_empty(),
        }
    }

    fn successors(&self, path: &SubmissionPath) -> Vec<SubmissionPath> {
        match &self.known {
            Some(known) => known.successors.get(path).into_iter().flatten().take(MOST).cloned().collect(),
            None => self.or_note(self.search_successors(path)),
        }
    }

    fn same_content(&self, owner: &str, months: &BTreeSet<(u16, u8)>, file: &StoredFile) -> Vec<RepoPath> {
        let mut places: Vec<RepoPath> = match &self.known {
            Some(known) => known
                .copies(owner, file.digest)
                .filter(|(path, _)| months.contains(&(path.year, path.month)))
                .take(MOST)
                .map(|(path, name)| path.file(name))
                .collect(),
            None => {
                let mut places = Vec::new();
                for (year, month) in months {
                    let mut cache = self.months.lock().unwrap_or_else(PoisonError::into_inner);
                    let contents = cache
                        .entry((owner.to_owned(), *year, *month))
                        .or_insert_with(|| self.or_note(self.month(owner, *year, *month)));
                    places.extend(file.id.and_then(|id| contents.get(&id)).into_iter().flatten().cloned());
                }
                let readable = |path: &RepoPath| {
                    Place::of(path).submission().is_some_and(|submission| self.links(submission).is_some())
                };
                places.into_iter().filter(readable).take(MOST).collect()
            }
        };
        places.sort();
        places
    }

    fn sealed(&self, commitment: Digest) -> Vec<RepoPath> {
        let sealed = self.sealed.get_or_init(|| self.or_note(self.all_sealed()));
        sealed.get(&commitment).into_iter().flatten().take(MOST).cloned().collect()
    }
}

fn add_sealed(found: &mut Sealed, path: &SubmissionPath, sealed: &[(usize, String, Digest)]) {
    for (_, name, commitment) in sealed {
        found.entry(*commitment).or_default().insert(path.file(name));
    }
}
