//! What rules see.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    sync::OnceLock,
};

use chrono::{DateTime, FixedOffset, NaiveDate};

use super::history::Losses;
use crate::{
    diagnostic::{Finding, Severity},
    digest::Digest,
    model::{Accounts, Actor, Common, FileKind, Listing, Place, Settings, Submission, SubmissionPath, World, raw},
    repo_path::RepoPath,
    schedule::DueDates,
    snapshot::{ConvertingAttribute, CopyState, Entry, ObjectId, history::Change},
    source::{
        structure::StructureProblem,
        yaml::{CommentAfterText, YamlProblem},
    },
};

/// One entry of the tree.
#[derive(Debug)]
pub struct EntryContext<'a> {
    /// The entry.
    pub entry: &'a Entry,
    /// What it is by its place.
    pub place: &'a Place,
    /// The settings in force.
    pub settings: &'a Settings,
}

/// A `.gitattributes`.
#[derive(Debug)]
pub struct AttributesContext<'a> {
    /// The file.
    pub path: &'a RepoPath,
    /// Its place: [`Place::Attributes`] for that of the root.
    pub place: &'a Place,
    /// Of the file of the root, what may convert evidence; none where the file could not be read.
    pub converting: Option<&'a [ConvertingAttribute]>,
    /// Whether it could not be read because its object is not in this copy, or is damaged.
    pub lost: bool,
}

/// The entries of one folder.
#[derive(Debug)]
pub struct SiblingsContext<'a> {
    /// The folder.
    pub folder: &'a RepoPath,
    /// Its entries, folders included, sorted by path.
    pub entries: &'a [Entry],
    /// The settings in force.
    pub settings: &'a Settings,
}

/// What reading a YAML file found.
#[derive(Clone, Debug)]
pub enum Problem {
    /// Refused by the reader.
    Yaml(YamlProblem),
    /// Refused by the schema of its kind.
    Structure(StructureProblem),
    /// A `version` this program does not know.
    UnknownVersion {
        /// As written.
        found: String,
        /// The latest version known.
        known: u64,
    },
    /// The schema accepts it and the types do not.
    Undecodable {
        /// The decoder's own words, in English.
        detail: String,
    },
    /// The object is not in the store.
    ObjectMissing,
    /// The object's bytes are not those its id names.
    ObjectDamaged,
    /// A comment follows a text of the manifest or of the withdrawal; it does not keep it from being read.
    CommentAfterText(CommentAfterText),
    /// It is not a plain file (a link, a folder, a pointer…).
    NotAFile,
}

/// One YAML file.
#[derive(Debug)]
pub struct DocumentContext<'a> {
    /// The file.
    pub path: &'a RepoPath,
    /// Its kind.
    pub kind: FileKind,
    /// What is wrong with it, in reading order; empty when it was read.
    pub problems: &'a [Problem],
    /// What a refused manifest says of its files, as far as it can be read.
    pub listing: Option<&'a Listing>,
}

/// Settings, catalogues and policies, on a day.
#[derive(Clone, Copy, Debug)]
pub struct DatedWorldContext<'a> {
    /// What they say.
    pub world: &'a World,
    /// The moment asked.
    pub as_of: DateTime<FixedOffset>,
}

/// One submission by itself.
#[derive(Debug)]
pub struct SubmissionContext<'a> {
    /// The submission, with the facts of its files.
    pub submission: &'a Submission,
    /// [`Submission::places`], which nearly every rule asks for.
    pub places: BTreeMap<&'a str, usize>,
    /// Settings and catalogues of the same tree; its policies are in `policies`.
    pub common: Common<'a>,
    /// Policies of the same tree.
    pub policies: &'a dyn Policies,
    /// The due dates of the obligations of the same tree; none where `repositorio.yaml` could not be read.
    pub due_dates: &'a DueDates<'a>,
    /// The settings in force (those of the default branch, for a change).
    pub settings: &'a Settings,
    /// The moment asked.
    pub as_of: DateTime<FixedOffset>,
}

impl SubmissionContext<'_> {
    /// The day asked, in Colombia.
    pub fn today(&self) -> NaiveDate {
        self.as_of.date_naive()
    }
}

/// The policies of a tree.
pub trait Policies: fmt::Debug + Sync {
    /// What `politica.yaml` says of the policy of this folder; none where there is no such file or it could not be read.
    fn policy(&self, slug: &str) -> Option<&raw::Policy>;

    /// Whether the folder has a `politica.yaml`, readable or not.
    fn has(&self, slug: &str) -> bool;

    /// The folders with a `politica.yaml`, to suggest one, sorted.
    fn slugs(&self) -> Vec<&str>;
}

/// What one submission is to the others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// The submission.
    pub path: SubmissionPath,
    /// Its manifest and the submissions it names.
    pub links: Links,
    /// Each evidence file with what git stores for it.
    pub files: Vec<StoredFile>,
    /// The names that its manifest lists.
    pub listed: BTreeSet<String>,
    /// The files that git has a pointer of and that the manifest names by a digest: its place in `archivos`, from 0, its
    /// name, and that digest.
    pub pointed: Vec<(usize, String, Digest)>,
    /// The files that the manifest binds by a commitment: its place in `archivos`, from 0, its name, and the commitment.
    pub sealed: Vec<(usize, String, Digest)>,
}

/// A manifest, and the submissions it names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Links {
    /// Digest of the manifest, as git stores it.
    pub manifest: Digest,
    /// What it supersedes, and the digest it gives for that manifest.
    pub supersedes: Option<(SubmissionPath, Digest)>,
    /// What it complements.
    pub complements: Option<SubmissionPath>,
}

/// The content git stores for a file (for a pointer: the text of the pointer). Two files hold the same content where
/// either is equal.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct StoredFile {
    /// Name in the folder of the submission.
    pub name: String,
    /// SHA-256 of the stored bytes.
    pub digest: Digest,
    /// Its object, where the snapshot knows it.
    pub id: Option<ObjectId>,
    /// Its place in `archivos`, from 0, where the manifest lists it.
    pub listed: Option<usize>,
}

/// Looks at other submissions of the same tree.
pub trait Index: Sync {
    /// The manifest of the submission at this path, if it is there and can be read.
    fn links(&self, path: &SubmissionPath) -> Option<Links>;
    /// The names that the manifest of the submission at this path lists, if it is there and can be read.
    fn listed(&self, path: &SubmissionPath) -> Option<BTreeSet<String>>;
    /// Whether the folder of the submission exists at all.
    fn exists(&self, path: &SubmissionPath) -> bool;
    /// The submissions of the same owner that say they supersede this one, sorted; only the first ones of very many.
    fn successors(&self, path: &SubmissionPath) -> Vec<SubmissionPath>;
    /// Files of the same owner with the content of `file`, in folders of `months` (year, month), sorted; itself too; only
    /// the first ones of very many.
    fn same_content(&self, owner: &str, months: &BTreeSet<(u16, u8)>, file: &StoredFile) -> Vec<RepoPath>;
    /// The files that manifests of any owner bind by this commitment, sorted; for a change, of its base too; only the first
    /// ones of very many.
    fn sealed(&self, commitment: Digest) -> Vec<RepoPath>;
}

/// One submission among the others.
pub struct RelationContext<'a> {
    /// The submission.
    pub summary: &'a Summary,
    /// The others.
    pub index: &'a dyn Index,
}

impl RelationContext<'_> {
    /// The manifest of the submission.
    pub fn manifest(&self) -> RepoPath {
        self.summary.path.manifest()
    }
}

/// The supports of a policy in a year, among the submissions they name.
pub struct SupportsContext<'a> {
    /// The file, `soportes-AAAA.yaml`.
    pub path: &'a RepoPath,
    /// What it says.
    pub supports: &'a raw::Supports,
    /// The submissions.
    pub index: &'a dyn Index,
}

/// A change between a base and a head.
pub struct ChangeContext<'a> {
    /// Commits, paths and flags.
    pub change: &'a Change,
    /// What the base has published of what the change touches.
    pub published: &'a dyn Published,
    /// The settings of the base, or the defaults.
    pub settings: &'a Settings,
    /// Whether the base has settings that cannot be read.
    pub settings_refused: bool,
    /// Other documents that the submissions are judged against and that could not be read.
    pub unread: &'a BTreeSet<RepoPath>,
    /// What the change makes of the settings that say what is due and of the holidays, where it rewrites them.
    pub rewritten: Option<Rewritten<'a>>,
    /// The accounts that settings and policies name, where the change rewrites them.
    pub named: Option<&'a Named>,
    /// The moment asked.
    pub as_of: DateTime<FixedOffset>,
    /// What the change takes away of what was published, once some rule has asked.
    pub(super) losses: OnceLock<Losses>,
}

/// What a change is judged by.
#[derive(Clone, Copy, Debug)]
pub struct JudgedBy<'a> {
    /// The settings of its base.
    pub settings: &'a Settings,
    /// Whether the base has settings that could not be read.
    pub refused: bool,
    /// Other documents that were asked for and could not be read.
    pub unread: &'a BTreeSet<RepoPath>,
    /// What the change makes of the settings that say what is due and of the holidays, where it rewrites them.
    pub rewritten: Option<Rewritten<'a>>,
    /// The accounts that settings and policies name, where the change rewrites them.
    pub named: Option<&'a Named>,
}

/// The accounts of leaders and roles that a change rewrites.
#[derive(Clone, PartialEq, Debug)]
pub struct Named {
    /// Where the change parted from its base.
    pub before: Accounts,
    /// At its head.
    pub after: Accounts,
    /// The forge of whoever makes the change, whose accounts can be judged; none where nobody knows.
    pub here: Option<raw::Forge>,
}

/// Settings and holidays where a change that rewrites one of them parted from its base.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Before {
    /// What `repositorio.yaml` said.
    pub repository: raw::Repository,
    /// The catalogues of holidays.
    pub holidays: BTreeMap<RepoPath, raw::Holidays>,
}

/// Settings or holidays that a change rewrites.
#[derive(Clone, Copy, Debug)]
pub struct Rewritten<'a> {
    /// What they said where the change parted from its base.
    pub before: &'a Before,
    /// Settings, catalogues and policies of the head.
    pub world: &'a World,
}

impl<'a> ChangeContext<'a> {
    /// A change and what it is judged by.
    pub fn new(
        change: &'a Change,
        published: &'a dyn Published,
        by: JudgedBy<'a>,
        as_of: DateTime<FixedOffset>,
    ) -> Self {
        let JudgedBy { settings, refused, unread, rewritten, named } = by;
        let losses = OnceLock::new();
        Self { change, published, settings, settings_refused: refused, unread, rewritten, named, as_of, losses }
    }
}

/// A change and who makes it.
#[derive(Clone, Copy, Debug)]
pub struct PermissionContext<'a> {
    /// Paths.
    pub change: &'a Change,
    /// Who makes it.
    pub actor: &'a Actor,
    /// Who may do what, as the base says; it names accounts of the actor's forge.
    pub accounts: &'a Accounts,
    /// The manifests of what was judged that say it came by SIGOB.
    pub filed: &'a [Filed],
    /// The day asked, in Colombia.
    pub day: NaiveDate,
}

/// A manifest that says its submission came by SIGOB.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filed {
    /// The manifest.
    pub manifest: RepoPath,
    /// Its field that says so.
    pub field: &'static str,
}

/// What the bytes of files hold, wherever they lie.
#[derive(Clone, Copy, Debug)]
pub enum ContentContext<'a> {
    /// Of one file.
    File {
        /// The file.
        path: &'a RepoPath,
        /// Whether they hold the private key of a log or of a witness.
        holds_private_key: bool,
        /// Whether it is what the tree has there, and not a version that only a commit of a change had.
        is_present: bool,
    },
    /// Of so many versions that only commits of a change had nobody knows: this copy lacks them.
    Absent(u64),
}

/// The copy of the repository that is read.
#[derive(Clone, Debug)]
pub struct CopyContext {
    /// What it says of its history.
    pub state: CopyState,
    /// The folders it passes over because git ignores them, sorted.
    pub ignored: Vec<RepoPath>,
    /// Whether history is judged: of a change, and not of a single state.
    pub judged: bool,
}

impl CopyContext {
    /// Leaves a finding as a notice where history is not judged: then nothing that was asked depends on it.
    pub(super) fn grade(&self, finding: &mut Finding) {
        if !self.judged {
            finding.severity = Severity::Notice;
        }
    }
}

/// What is known of how a change was received.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reception {
    /// It is a proposal: nothing of it was received yet.
    Proposed,
    /// It was received, and the first parents of the head lead to the base: they are what was published in between.
    Followed,
    /// It was received and comes from the base, but the first parents of the head pass it by: what was published in
    /// between is not known.
    Aside,
    /// It was received and does not come from the base: what was published is no longer part of it.
    Rewound,
}

impl Reception {
    /// Whether it is known what was published, so that the rules of history can judge.
    pub fn is_known(self) -> bool {
        matches!(self, Self::Proposed | Self::Followed)
    }
}

/// What the base of a change has published.
pub trait Published: Sync {
    /// What is known of how the change was received.
    fn reception(&self) -> Reception;
    /// The object of the file that the base holds at this path of a submission or of supports, if any. Known only for
    /// paths that the change, or one of its commits, touches.
    fn object(&self, path: &RepoPath) -> Option<ObjectId>;
    /// The states of the published branch within the change, where it is a range that was received and whose line is
    /// followed; none otherwise. What they hold is published too.
    fn received(&self) -> &BTreeSet<ObjectId>;
    /// Whether a `retiro.yaml` of its folder names the file, in the tree of the commit that removes it.
    fn withdrawn(&self, path: &RepoPath, commit: ObjectId) -> bool;
    /// The withdrawals that the head adds or changes, by their path, with the files each names, in its order. Those that
    /// cannot be read name none.
    fn withdrawals(&self) -> &BTreeMap<RepoPath, Vec<NamedFile>>;
    /// Whether the withdrawal `new`, which the change puts in the place of `old`, names every file that `old` names, and
    /// more. No where either cannot be read.
    fn grown(&self, old: ObjectId, new: ObjectId) -> bool;
}

/// A file that a withdrawal names.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct NamedFile {
    /// Name in the folder of the submission.
    pub name: String,
    /// Whether the base holds it, its manifest there says that it is kept outside git, or its withdrawal there names it.
    pub published: bool,
    /// Whether the manifest beside the withdrawal lists it; also true where that manifest cannot be read.
    pub listed: bool,
}
