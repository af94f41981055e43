//! The work tree as git would commit it: what is tracked, and what is untracked and not ignored, with the bytes
//! git would store.
//!
//! Not `git status`: nothing is compared with the index, so no file is read to list. The disk is listed in
//! parallel; libgit2 is asked only whether an untracked path is ignored (where any ignore file exists) and which
//! attributes a path has (where any attribute can convert). A link is never followed.

mod convert;
mod disk;
pub(super) mod index;
mod read;
mod walk;

use std::{
    collections::{BTreeSet, HashSet},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, OnceLock, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use self::{convert::Endings, index::Index};
use super::{
    CopyState, Depth, Limits, Snapshot, Trust,
    content::{ByteBudget, Content},
    entry::Entry,
    error::SnapshotError,
    repository::GitRepository,
};
use crate::repo_path::RepoPath;

/// The bytes of files held at once by readers.
const FILE_BUDGET: u64 = 24 * 1024 * 1024;

/// The work tree of a repository.
pub struct WorktreeSnapshot {
    repository: Arc<GitRepository>,
    root: PathBuf,
    index: Index,
    settings: Settings,
    limits: Limits,
    budget: Arc<ByteBudget>,
    /// Tells this snapshot from others in what each thread remembers.
    serial: u64,
    /// What the first listing of everything below a folder saw.
    seen: OnceLock<Seen>,
    /// Folders that listings passed over because git ignores them.
    ignored: Mutex<BTreeSet<RepoPath>>,
}

/// What a listing that entered every folder saw besides entries, so that reading need not look again: there may be millions of folders.
struct Seen {
    /// The folder listed.
    root: PathBuf,
    /// Folders below it, or itself, with a `.gitattributes`.
    attributes: HashSet<PathBuf>,
}

/// What the configuration says of a work tree.
struct Settings {
    /// `core.fileMode`: the disk tells which files are executable.
    file_mode: bool,
    /// `core.symlinks`: the disk holds symbolic links; else they are files with their target.
    symlinks: bool,
    /// What `core.autocrlf` does where no attribute decides.
    default_endings: Endings,
    /// An ignore file outside the work tree holds a pattern.
    ignores: bool,
    /// An attribute file outside the work tree, or only in the index, may convert.
    converts: bool,
}

impl WorktreeSnapshot {
    /// Opens the work tree of the repository at `repo_dir`.
    pub fn open(repo_dir: &Path) -> Result<Self, SnapshotError> {
        Self::of(Arc::new(GitRepository::open(repo_dir)?), Limits::default())
    }

    /// The work tree of an open repository. A merge conflict in the index is an error: git would commit nothing.
    pub fn of(repository: Arc<GitRepository>, limits: Limits) -> Result<Self, SnapshotError> {
        static SERIAL: AtomicU64 = AtomicU64::new(0);
        let Some(root) = repository.work_dir().map(Path::to_owned) else {
            return Err(SnapshotError::NoWorkTree { path: repository.git_dir().to_owned() });
        };
        let index = Index::read(&repository)?;
        let settings = Settings::read(&repository, &root, &index)?;
        let budget = ByteBudget::new(FILE_BUDGET);
        let serial = SERIAL.fetch_add(1, Ordering::Relaxed);
        Ok(Self {
            repository,
            root,
            index,
            settings,
            limits,
            budget,
            serial,
            seen: OnceLock::new(),
            ignored: Mutex::default(),
        })
    }

    /// Whether a listing saw that this folder of the disk has no `.gitattributes`.
    fn is_without_attributes(&self, folder: &Path) -> bool {
        self.seen.get().is_some_and(|seen| folder.starts_with(&seen.root) && !seen.attributes.contains(folder))
    }

    /// The repository whose work tree this is.
    pub fn repository(&self) -> &Arc<GitRepository> {
        &self.repository
    }
}

impl Settings {
    fn read(repository: &GitRepository, root: &Path, index: &Index) -> Result<Self, SnapshotError> {
        let config = repository.with(|handle| Ok(handle.config()?.snapshot()?))?;
        let flag = |name: &str, default: bool| config.get_bool(name).unwrap_or(default);
        let input = matches!(config.get_string("core.autocrlf"), Ok(text) if text.eq_ignore_ascii_case("input"));
        let autocrlf = input || flag("core.autocrlf", false);
        let file = |key: &str, name: &str| config.get_path(key).ok().or_else(|| disk::user_file(name));
        let info = repository.common_dir().join("info");

        let ignore_files = [Some(info.join("exclude")), file("core.excludesfile", "ignore")];
        let mut ignores = false;
        for path in ignore_files.into_iter().flatten() {
            ignores |= disk::small_file(&path)?.is_none_or(|text| has_patterns(&text));
        }
        let attribute_files = [
            Some(info.join("attributes")),
            file("core.attributesfile", "attributes"),
            Some(disk::system_file("gitattributes")),
        ];
        let mut converts = false;
        for path in attribute_files.into_iter().flatten() {
            converts |= disk::converts(&path)?;
        }
        converts |= index.iter().any(|entry| {
            let named = entry.path.as_ref() == b".gitattributes" || entry.path.ends_with(b"/.gitattributes");
            named && std::str::from_utf8(&entry.path).map_or(true, |path| !root.join(path).exists())
        });
        Ok(Self {
            file_mode: cfg!(unix) && flag("core.filemode", true),
            symlinks: flag("core.symlinks", cfg!(unix)),
            default_endings: if autocrlf { Endings::Auto } else { Endings::Keep },
            ignores,
            converts: converts || autocrlf,
        })
    }
}

/// Whether an ignore file holds anything but comments and empty lines.
fn has_patterns(text: &[u8]) -> bool {
    text.split(|&byte| byte == b'\n').any(|line| !line.trim_ascii().is_empty() && !line.starts_with(b"#"))
}

impl Snapshot for WorktreeSnapshot {
    fn copy_state(&self) -> Result<CopyState, SnapshotError> {
        CopyState::of(&self.repository)
    }

    fn list_under(&self, folder: Option<&RepoPath>, depth: Depth) -> Result<Vec<Entry>, SnapshotError> {
        walk::list(self, folder, depth)
    }

    fn entry(&self, path: &RepoPath) -> Result<Option<Entry>, SnapshotError> {
        walk::entry(self, path)
    }

    fn read(&self, entry: &Entry, limit: u64, trust: Trust) -> Result<Content, SnapshotError> {
        read::read(self, entry, limit, trust)
    }

    fn ignored_folders(&self) -> Vec<RepoPath> {
        self.ignored.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn ignores(&self, path: &RepoPath) -> Result<bool, SnapshotError> {
        walk::ignores(self, path)
    }
}
