//! Reads YAML files of a snapshot: places, shape, version and typed value, with everything that is wrong.

use std::{collections::BTreeMap, sync::OnceLock};

use serde::de::DeserializeOwned;

use crate::{
    digest::Digest,
    model::{Accounts, FileKind, Listing, Moment, Partial, Place, Reading, Settings, World, layout, raw},
    repo_path::RepoPath,
    rules::{Before, DocumentContext, Named, Problem},
    snapshot::{Content, Depth, Entry, EntryKind, Snapshot, SnapshotError, Trust, history::Change},
    source::{
        Route,
        structure::{Structure, StructureProblem},
        yaml::{self, Data, Limits, YamlProblem, YamlProblemKind},
    },
};

/// The highest `version` of every kind of file.
const KNOWN_VERSION: i64 = 1;

/// Reads files; holds the compiled schemas.
pub(crate) struct Loader {
    structures: [OnceLock<Structure>; FileKind::ALL.len()],
}

/// One YAML file that was looked at.
#[derive(Debug)]
pub(crate) struct Document {
    pub path: RepoPath,
    pub kind: FileKind,
    pub problems: Vec<Problem>,
    /// Digest of its bytes, when they could be had.
    pub digest: Option<Digest>,
}

impl Document {
    pub(crate) fn context(&self) -> DocumentContext<'_> {
        DocumentContext { path: &self.path, kind: self.kind, problems: &self.problems, listing: None }
    }
}

/// Settings, catalogues and policies, and every file they came from.
#[derive(Debug)]
pub(crate) struct LoadedWorld {
    pub world: World,
    /// None where `repositorio.yaml` is absent or could not be read.
    pub settings: Option<Settings>,
    pub documents: Vec<Document>,
    /// Policies that were not read, by folder: submissions ask for few of them.
    pub policies_left: BTreeMap<String, Entry>,
    /// What a `repositorio.yaml` that was refused still says of what is due.
    partial: Option<Partial>,
}

impl LoadedWorld {
    /// What is due is judged from this: of `repositorio.yaml`, from what can be read and believed at a moment.
    pub(crate) fn into_schedule(self, moment: Moment) -> (World, Settings) {
        let mut world = self.world;
        let read = match std::mem::replace(&mut world.repository, Reading::Absent) {
            Reading::Read(repository) => Some(Partial::whole(*repository)),
            other => {
                world.repository = other;
                self.partial
            }
        };
        let Some(read) = read else { return (world, Settings::default()) };
        // A catalogue that could not be read may name any policy.
        let knows_all = !world.has_unread(FileKind::ModelCatalogue);
        let known = world.policy_slugs();
        let is_known = |slug: &str| !knows_all || known.contains(slug) || world.has_policy(slug);
        let Some((repository, withheld)) = read.withhold(moment, is_known) else {
            world.repository = Reading::Refused;
            return (world, Settings::default());
        };
        let settings = Settings::of(&repository);
        let is_nothing_left = repository.obligations.is_empty() && !withheld.is_empty();
        if is_nothing_left {
            world.repository = Reading::Refused;
        } else {
            world.repository = Reading::Read(Box::new(repository));
            world.withheld = withheld;
        }
        (world, settings)
    }
}

/// The limits a kind of file is read with. Settings may lower them for evidence; settings themselves are always read
/// with the defaults.
pub(crate) fn limits(kind: FileKind, settings: &Settings) -> Limits {
    match kind {
        FileKind::Manifest | FileKind::Withdrawal => settings.manifest,
        FileKind::Policy => Limits::MANIFEST,
        FileKind::Repository | FileKind::Supports => Limits { depth: Limits::MANIFEST.depth, ..Limits::CATALOGUE },
        FileKind::ModelCatalogue | FileKind::Plans | FileKind::Holidays | FileKind::Questionnaire => Limits::CATALOGUE,
    }
}

/// How much of the settings is read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Extent {
    /// All of it, each file held to its schema.
    Whole,
    /// What the schedule is made of: all but questionnaires, and which evidence answers them.
    Schedule,
    /// What submissions are judged against, for a change that leaves settings as they were published: plans and
    /// `repositorio.yaml`; policies are left to whoever asks for one.
    Judging,
}

/// Told of a document that its schema refuses, and of what is wrong with it.
type Refused<'a> = &'a mut dyn FnMut(&yaml::Document, &[StructureProblem]);

impl Loader {
    pub(crate) fn new() -> Self {
        Self { structures: std::array::from_fn(|_| OnceLock::new()) }
    }

    fn structure(&self, kind: FileKind) -> &Structure {
        self.structures[kind as usize].get_or_init(|| {
            Structure::new(&kind.schema()).expect("the schemas generated from the types compile (tested)")
        })
    }

    /// Reads a manifest; where its schema refuses it, also what it still says of its files.
    pub(super) fn manifest(
        &self,
        snapshot: &dyn Snapshot,
        entry: &Entry,
        settings: &Settings,
    ) -> Result<(Document, Reading<raw::Manifest>, Option<Listing>), SnapshotError> {
        let mut listing = None;
        let mut refused =
            |document: &yaml::Document, found: &[StructureProblem]| listing = Some(Listing::of(document, found));
        let (document, reading) = self.read_with(snapshot, entry, FileKind::Manifest, settings, &mut refused)?;
        Ok((document, reading, listing))
    }

    /// Reads a file that was judged when it was published; its problems are told by no one here.
    pub(crate) fn judging<T: DeserializeOwned>(
        &self,
        snapshot: &dyn Snapshot,
        entry: &Entry,
        kind: FileKind,
    ) -> Result<Option<T>, SnapshotError> {
        let (_, reading) = self.read(snapshot, entry, kind, &Settings::default())?;
        Ok(match reading {
            Reading::Read(value) => Some(*value),
            Reading::Absent | Reading::Refused => None,
        })
    }

    /// Reads one file into its type; what it lacks is told by its schema, which is asked when the type refuses it.
    pub(crate) fn read<T: DeserializeOwned>(
        &self,
        snapshot: &dyn Snapshot,
        entry: &Entry,
        kind: FileKind,
        settings: &Settings,
    ) -> Result<(Document, Reading<T>), SnapshotError> {
        self.read_with(snapshot, entry, kind, settings, &mut |_, _| {})
    }

    fn read_with<T: DeserializeOwned>(
        &self,
        snapshot: &dyn Snapshot,
        entry: &Entry,
        kind: FileKind,
        settings: &Settings,
        refused: Refused<'_>,
    ) -> Result<(Document, Reading<T>), SnapshotError> {
        let mut document = Document { path: entry.path.clone(), kind, problems: Vec::new(), digest: None };
        if !entry.kind.is_file() {
            document.problems.push(Problem::NotAFile);
            return Ok((document, Reading::Refused));
        }
        let limits = limits(kind, settings);
        let content = snapshot.read(entry, limits.bytes as u64, Trust::Verify)?;
        let value = match content {
            Content::Bytes(bytes) => {
                document.digest = Some(Digest::of(&bytes));
                self.parse(&bytes, kind, &limits, &mut document.problems, refused)
            }
            other => {
                document.problems.push(refusal(&other, &limits));
                None
            }
        };
        let reading = match value {
            Some(value) => Reading::Read(Box::new(value)),
            None => Reading::Refused,
        };
        Ok((document, reading))
    }

    fn parse<T: DeserializeOwned>(
        &self,
        bytes: &[u8],
        kind: FileKind,
        limits: &Limits,
        problems: &mut Vec<Problem>,
        refused: Refused<'_>,
    ) -> Option<T> {
        let document = match yaml::read(bytes, limits) {
            Ok(document) => document,
            Err(found) => {
                problems.extend(found.into_iter().map(Problem::Yaml));
                return None;
            }
        };
        if let Some(Data::Integer(version)) = document.tree().get("version").map(|version| &version.data)
            && *version > KNOWN_VERSION
        {
            problems.push(Problem::UnknownVersion { found: version.to_string(), known: KNOWN_VERSION.unsigned_abs() });
            return None;
        }
        if matches!(kind, FileKind::Manifest | FileKind::Withdrawal) {
            problems.extend(document.comments_after_texts(bytes).into_iter().map(Problem::CommentAfterText));
        }
        let error = match yaml::decode(document.tree()) {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let structure = self.structure(kind).problems(&document);
        if structure.is_empty() {
            problems.push(Problem::Undecodable { detail: error.to_string() });
        } else {
            refused(&document, &structure);
            problems.extend(structure.into_iter().map(Problem::Structure));
        }
        None
    }

    /// Whether both trees hold the same `repositorio.yaml`, by its object.
    pub(crate) fn same_settings(&self, one: &dyn Snapshot, other: &dyn Snapshot) -> Result<bool, SnapshotError> {
        let path = layout::settings();
        let id = |snapshot: &dyn Snapshot| Ok::<_, SnapshotError>(snapshot.entry(&path)?.and_then(|entry| entry.id));
        let (one, other) = (id(one)?, id(other)?);
        Ok(one.is_some() && one == other)
    }

    /// What settings and holidays said where a change that rewrites them parted from its base; none where the change
    /// leaves both alone, and where that cannot be read. Any tree of the same repository reads it. `world` is that of the
    /// head: what the change leaves alone.
    pub(crate) fn before(
        &self,
        snapshot: &dyn Snapshot,
        change: &Change,
        world: &World,
    ) -> Result<Option<Before>, SnapshotError> {
        let kind = |path: &RepoPath| {
            let kind = Place::of(path).file_kind();
            kind.filter(|kind| matches!(kind, FileKind::Repository | FileKind::Holidays))
        };
        if !change.changed.iter().any(|changed| kind(&changed.path).is_some()) {
            return Ok(None);
        }
        let mut repository = world.repository.read().cloned();
        let mut holidays = world.holidays.clone();
        for changed in &change.changed {
            let entry =
                changed.old.map(|(kind, id)| Entry { path: changed.path.clone(), kind, id: Some(id), raw_name: None });
            match (kind(&changed.path), entry) {
                (Some(FileKind::Repository), Some(entry)) => {
                    repository = self.judging(snapshot, &entry, FileKind::Repository)?;
                }
                (Some(FileKind::Repository), None) => repository = None,
                (Some(FileKind::Holidays), Some(entry)) => {
                    let Some(old) = self.judging(snapshot, &entry, FileKind::Holidays)? else { return Ok(None) };
                    holidays.insert(changed.path.clone(), old);
                }
                (Some(FileKind::Holidays), None) => _ = holidays.remove(&changed.path),
                _ => {}
            }
        }
        Ok(repository.map(|repository| Before { repository, holidays }))
    }

    /// The accounts that settings and policies name, where a change rewrites some of them and the settings of its head can be
    /// read. `world` is that of the head, with every policy; `here` the forge of whoever makes it.
    pub(crate) fn named(
        &self,
        snapshot: &dyn Snapshot,
        change: &Change,
        world: &World,
        here: Option<raw::Forge>,
    ) -> Result<Option<Named>, SnapshotError> {
        let Some(after) = world.repository.read() else { return Ok(None) };
        let mut repository = Some(after.clone());
        let mut policies = world.policies.clone();
        let mut is_rewritten = false;
        for changed in &change.changed {
            let Place::Document(kind @ (FileKind::Repository | FileKind::Policy), slug) = Place::of(&changed.path)
            else {
                continue;
            };
            is_rewritten = true;
            let entry =
                changed.old.map(|(kind, id)| Entry { path: changed.path.clone(), kind, id: Some(id), raw_name: None });
            match (kind, entry, slug) {
                (FileKind::Repository, Some(entry), _) => repository = self.judging(snapshot, &entry, kind)?,
                (FileKind::Repository, None, _) => repository = None,
                (_, Some(entry), Some(slug)) => match self.judging(snapshot, &entry, kind)? {
                    Some(policy) => _ = policies.insert(slug, policy),
                    None => _ = policies.remove(&slug),
                },
                (_, None, Some(slug)) => _ = policies.remove(&slug),
                _ => {}
            }
        }
        let accounts = |repository: Option<&raw::Repository>, policies: &BTreeMap<String, raw::Policy>| {
            Accounts::new(repository, policies.iter().map(|(slug, policy)| (slug.as_str(), policy)))
        };
        let named = || Named {
            before: accounts(repository.as_ref(), &policies),
            after: accounts(Some(after), &world.policies),
            here,
        };
        Ok(is_rewritten.then(named))
    }

    /// Reads the settings alone.
    pub(crate) fn settings(&self, snapshot: &dyn Snapshot) -> Result<Reading<Settings>, SnapshotError> {
        let path = layout::settings();
        let Some(entry) = snapshot.entry(&path)? else { return Ok(Reading::Absent) };
        let repository = self.judging::<raw::Repository>(snapshot, &entry, FileKind::Repository)?;
        Ok(repository.map_or(Reading::Refused, |repository| Reading::Read(Box::new(Settings::of(&repository)))))
    }

    /// Accounts of leaders and roles, by the settings and the policies of a tree; a file that cannot be read names nobody.
    pub(crate) fn accounts(&self, snapshot: &dyn Snapshot) -> Result<Accounts, SnapshotError> {
        let mut policies = BTreeMap::new();
        let mut repository = None;
        for entry in snapshot.list(&layout::root(), Depth::One)? {
            if let Place::Document(FileKind::Repository, _) = Place::of(&entry.path) {
                repository = self.judging::<raw::Repository>(snapshot, &entry, FileKind::Repository)?;
            }
            let Some(path) = layout::policy(entry.path.name()) else { continue };
            if entry.kind == EntryKind::Folder
                && let Some(file) = snapshot.entry(&path)?
                && let Some(policy) = self.judging::<raw::Policy>(snapshot, &file, FileKind::Policy)?
            {
                policies.insert(entry.path.name().to_owned(), policy);
            }
        }
        Ok(Accounts::new(repository.as_ref(), policies.iter().map(|(slug, policy)| (slug.as_str(), policy))))
    }

    /// Reads settings, catalogues and policies. Questionnaires are left to whoever answers them: they are judged as
    /// files where the scope holds them.
    pub(crate) fn world(
        &self,
        snapshot: &dyn Snapshot,
        top: &[Entry],
        extent: Extent,
    ) -> Result<LoadedWorld, SnapshotError> {
        let mut world = World::default();
        let mut documents = Vec::new();
        let mut settings = None;
        let mut salvaged = None;
        let mut policies_left = BTreeMap::new();
        for entry in top {
            let below = match entry.kind {
                EntryKind::Folder => snapshot.list(&entry.path, Depth::One)?,
                _ => vec![entry.clone()],
            };
            for entry in below {
                let Place::Document(kind, slug) = Place::of(&entry.path) else { continue };
                let is_read = match extent {
                    Extent::Whole => true,
                    Extent::Schedule => !matches!(kind, FileKind::Questionnaire | FileKind::Supports),
                    Extent::Judging => kind.is_judging(),
                };
                if !is_read {
                    continue;
                }
                if let (Extent::Judging, FileKind::Policy, Some(slug)) = (extent, kind, &slug) {
                    policies_left.insert(slug.clone(), entry);
                    continue;
                }
                match kind {
                    FileKind::Repository => {
                        let mut refused =
                            |document: &yaml::Document, _: &[StructureProblem]| salvaged = Partial::of(document);
                        let (document, reading) = self.read_with::<raw::Repository>(
                            snapshot,
                            &entry,
                            kind,
                            &Settings::default(),
                            &mut refused,
                        )?;
                        settings = reading.read().map(Settings::of);
                        world.repository = reading;
                        documents.push(document);
                    }
                    FileKind::ModelCatalogue => {
                        let (document, reading) =
                            self.read::<raw::ModelCatalogue>(snapshot, &entry, kind, &Settings::default())?;
                        keep(&mut world.models, &entry.path, reading);
                        documents.push(document);
                    }
                    FileKind::Plans => {
                        let (document, reading) =
                            self.read::<raw::Plans>(snapshot, &entry, kind, &Settings::default())?;
                        keep(&mut world.plans, &entry.path, reading);
                        documents.push(document);
                    }
                    FileKind::Holidays => {
                        let (document, reading) =
                            self.read::<raw::Holidays>(snapshot, &entry, kind, &Settings::default())?;
                        keep(&mut world.holidays, &entry.path, reading);
                        documents.push(document);
                    }
                    FileKind::Questionnaire => {
                        let (document, reading) =
                            self.read::<raw::Questionnaire>(snapshot, &entry, kind, &Settings::default())?;
                        keep(&mut world.questionnaires, &entry.path, reading);
                        documents.push(document);
                    }
                    FileKind::Policy => {
                        let (document, reading) =
                            self.read::<raw::Policy>(snapshot, &entry, kind, &Settings::default())?;
                        if let (Some(slug), Reading::Read(policy)) = (slug, reading) {
                            world.policies.insert(slug, *policy);
                        }
                        documents.push(document);
                    }
                    FileKind::Supports => {
                        let (document, reading) =
                            self.read::<raw::Supports>(snapshot, &entry, kind, &Settings::default())?;
                        keep(&mut world.supports, &entry.path, reading);
                        documents.push(document);
                    }
                    FileKind::Manifest | FileKind::Withdrawal => {}
                }
            }
        }
        world.unread =
            documents.iter().filter(|file| !file.problems.is_empty()).map(|file| file.path.clone()).collect();
        Ok(LoadedWorld { world, settings, documents, policies_left, partial: salvaged })
    }
}

fn keep<T>(all: &mut BTreeMap<RepoPath, T>, path: &RepoPath, reading: Reading<T>) {
    if let Reading::Read(value) = reading {
        all.insert(path.clone(), *value);
    }
}

/// Why the bytes of a YAML file could not be had.
fn refusal(content: &Content, limits: &Limits) -> Problem {
    match content {
        Content::TooLarge { size } => Problem::Yaml(YamlProblem {
            kind: YamlProblemKind::TooLarge { bytes: *size as usize, limit: limits.bytes },
            span: None,
            route: Route::root(),
        }),
        Content::Missing { .. } => Problem::ObjectMissing,
        Content::Damaged { .. } => Problem::ObjectDamaged,
        Content::Bytes(_) | Content::Pointer { .. } | Content::Unconvertible { .. } | Content::NotAFile => {
            Problem::NotAFile
        }
    }
}
