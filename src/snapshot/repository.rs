//! An open repository: a small pool of libgit2 handles, revisions resolved, objects read and verified.
//!
//! libgit2's strict hash verification is switched off for the whole process when the first repository is opened:
//! it costs three to four times the reading. In its place the id of every tree and commit, and of every blob read
//! with [`Trust::Verify`], is recomputed here; evidence is verified by the SHA-256 of its manifest. libgit2's
//! object cache is switched off too: a walk of the history would fill it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, Once, PoisonError},
};

use super::{
    Trust,
    content::{ByteBudget, Bytes, Content, buffer},
    entry::{ObjectId, ObjectKind},
    error::SnapshotError,
    lfs::LfsPointer,
    store::Store,
    tree::RawTree,
    trees::Recent,
};

/// The longest revision accepted, in bytes.
const MAX_REVISION: usize = 1000;

/// The bytes of blobs held at once by readers: packed objects are read whole.
const BLOB_BUDGET: u64 = 256 * 1024 * 1024;

/// The bytes of one window on a pack.
const WINDOW: usize = 1024 * 1024;

/// The bytes of all windows on packs together, before unused ones are let go.
const MAPPED: usize = 32 * 1024 * 1024;

/// The bytes of trees kept that were read and held to their ids, twice over.
const KEPT_TREES: usize = 4 * 1024 * 1024;

/// A git repository, bare or not, that any number of threads may read. It never runs a program.
pub struct GitRepository {
    /// What libgit2 is asked to open again for another thread.
    reopen: PathBuf,
    git_dir: PathBuf,
    common_dir: PathBuf,
    work_dir: Option<PathBuf>,
    lfs_store: PathBuf,
    /// Folders of objects beside its own, as every handle is to read them.
    quarantine: Vec<String>,
    /// A store of large files beside its own, of what is looked at before it is kept.
    large_apart: Option<PathBuf>,
    promisor: bool,
    shallow: bool,
    idle: Mutex<Vec<git2::Repository>>,
    budget: Arc<ByteBudget>,
    trees: Mutex<Recent>,
    turn: Mutex<()>,
}

impl GitRepository {
    /// Opens the repository at `path`: its work tree, its `.git` folder or a bare repository.
    pub fn open(path: &Path) -> Result<Self, SnapshotError> {
        Self::open_with(path, git2::RepositoryOpenFlags::NO_SEARCH, Vec::new())
    }

    /// Opens the repository at `path` as a hook of a push sees it: what arrives lies in `objects`, folders that git keeps
    /// apart until the push is accepted. One that is not there has no objects.
    ///
    /// # Errors
    /// Also where the name of a folder is no text.
    pub fn open_quarantined(path: &Path, objects: &[PathBuf]) -> Result<Self, SnapshotError> {
        let objects = objects.iter().map(|folder| text_of(folder)).collect::<Result<Vec<_>, _>>()?;
        Self::open_with(path, git2::RepositoryOpenFlags::NO_SEARCH, objects)
    }

    /// The same repository, open once more, with a folder of objects and a store of large files besides.
    pub(super) fn beside(&self, objects: &Path, large: PathBuf) -> Result<Self, SnapshotError> {
        let mut quarantine = self.quarantine.clone();
        quarantine.push(text_of(objects)?);
        let opened = Self::open_with(&self.reopen, git2::RepositoryOpenFlags::NO_SEARCH, quarantine)?;
        Ok(Self { large_apart: Some(large), ..opened })
    }

    /// Opens the repository that `path` is in, looking upwards as git does.
    pub fn discover(path: &Path) -> Result<Self, SnapshotError> {
        Self::open_with(path, git2::RepositoryOpenFlags::empty(), Vec::new())
    }

    fn open_with(
        path: &Path,
        flags: git2::RepositoryOpenFlags,
        quarantine: Vec<String>,
    ) -> Result<Self, SnapshotError> {
        prepare_libgit2();
        let handle = handle(path, flags, &quarantine)?;
        let config = handle.config()?.snapshot()?;
        let git_dir = handle.path().to_owned();
        let common_dir = handle.commondir().to_owned();
        let work_dir = handle.workdir().map(Path::to_owned);
        let lfs_store = match config.get_path("lfs.storage") {
            Ok(store) => common_dir.join(store),
            Err(_) => common_dir.join("lfs"),
        };
        let shallow = handle.is_shallow() || fs::metadata(common_dir.join("shallow")).is_ok_and(|file| file.len() > 0);
        let promisor = is_partial(&config)?;
        drop(config);
        Ok(Self {
            reopen: work_dir.clone().unwrap_or_else(|| git_dir.clone()),
            git_dir,
            common_dir,
            work_dir,
            lfs_store,
            quarantine,
            large_apart: None,
            promisor,
            shallow,
            idle: Mutex::new(vec![handle]),
            budget: ByteBudget::new(BLOB_BUDGET),
            trees: Mutex::new(Recent::new(KEPT_TREES)),
            turn: Mutex::new(()),
        })
    }

    /// The folder of the work tree; none for a bare repository.
    pub fn work_dir(&self) -> Option<&Path> {
        self.work_dir.as_deref()
    }

    /// The repository's own folder (`.git`, or that of a linked work tree).
    pub fn git_dir(&self) -> &Path {
        &self.git_dir
    }

    /// The store of Git LFS of this copy.
    pub(super) fn lfs_store(&self) -> &Path {
        &self.lfs_store
    }

    /// The stores where its large files are looked for, its own first.
    pub(super) fn large_stores(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(self.lfs_store.as_path()).chain(self.large_apart.as_deref())
    }

    /// The folder that all linked work trees share.
    pub(super) fn common_dir(&self) -> &Path {
        &self.common_dir
    }

    /// The folder that git looks for hooks in; none where the configuration (`core.hooksPath`) names another, which may
    /// serve other repositories too.
    pub fn hooks(&self) -> Result<Option<PathBuf>, SnapshotError> {
        let is_elsewhere = self.with(|handle| Ok(handle.config()?.get_entry("core.hookspath").is_ok()))?;
        Ok((!is_elsewhere).then(|| self.common_dir.join("hooks")))
    }

    /// Whether the clone is shallow: it lacks the parents of some commits.
    pub fn is_shallow(&self) -> bool {
        self.shallow
    }

    /// Whether the clone is partial: a remote has promised the objects it lacks.
    pub fn is_partial(&self) -> bool {
        self.promisor
    }

    /// Runs `task` with a libgit2 handle that no other thread uses meanwhile.
    pub(super) fn with<R>(
        &self,
        task: impl FnOnce(&git2::Repository) -> Result<R, SnapshotError>,
    ) -> Result<R, SnapshotError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let handle = match idle {
            Some(handle) => handle,
            None => handle(&self.reopen, git2::RepositoryOpenFlags::NO_SEARCH, &self.quarantine)?,
        };
        let result = task(&handle);
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(handle);
        result
    }

    /// Waits until no other task that reads much is reading.
    pub(super) fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The commit that `rev` names: a full or abbreviated id, a branch, a tag, `HEAD`, or one of these with `~n`
    /// and `^n` (these by the parents that git shows: only a graft makes them others). The text is taken as hostile.
    pub fn resolve(&self, rev: &str) -> Result<ObjectId, SnapshotError> {
        let searches = rev.contains([':', '{']);
        if rev.is_empty()
            || rev.len() > MAX_REVISION
            || rev.starts_with('-')
            || searches
            || rev.contains(char::is_control)
        {
            return Err(SnapshotError::RevisionRefused { rev: rev.chars().take(100).collect() });
        }
        let rev = || rev.to_owned();
        self.with(|handle| {
            let id = match direct_target(handle, &rev()) {
                Some(id) => id,
                None => handle.revparse_single(&rev()).map_err(|error| revision_error(error, rev()))?.id(),
            };
            let kind = match handle.odb()?.read_header(id) {
                Ok((_, kind)) => kind,
                Err(error) if error.code() == git2::ErrorCode::NotFound && rev().len() == 40 => {
                    return Err(SnapshotError::RevisionNotFound { rev: rev() });
                }
                Err(error) => return Err(self.object_error(error, ObjectId::from_git(id), ObjectKind::Commit)),
            };
            match kind {
                git2::ObjectType::Commit => Ok(ObjectId::from_git(id)),
                git2::ObjectType::Tag => {
                    let tag = handle.find_object(id, None).map_err(|error| revision_error(error, rev()))?;
                    let commit = tag.peel(git2::ObjectType::Commit);
                    Ok(ObjectId::from_git(commit.map_err(|_| SnapshotError::NotACommit { rev: rev() })?.id()))
                }
                _ => Err(SnapshotError::NotACommit { rev: rev() }),
            }
        })
    }

    /// Reads a tree or a commit and recomputes its id.
    pub(super) fn structure<R>(
        &self,
        id: ObjectId,
        kind: ObjectKind,
        read: impl FnOnce(&[u8]) -> Option<R>,
    ) -> Result<R, SnapshotError> {
        self.with(|handle| Store::new(self, handle)?.structure(id, kind, read))
    }

    /// The entries of a tree in the order of the object; of the empty tree, none, whether or not it is stored.
    pub(super) fn tree(&self, id: ObjectId) -> Result<Arc<RawTree>, SnapshotError> {
        if id == ObjectId::EMPTY_TREE {
            return Ok(Arc::default());
        }
        if let Some(tree) = self.trees.lock().unwrap_or_else(PoisonError::into_inner).get(&id) {
            return Ok(tree);
        }
        let tree = Arc::new(self.structure(id, ObjectKind::Tree, RawTree::parse)?);
        self.trees.lock().unwrap_or_else(PoisonError::into_inner).keep(id, Arc::clone(&tree));
        Ok(tree)
    }

    /// The content of a blob; its size is looked at before it is read.
    pub(super) fn blob(&self, id: ObjectId, limit: u64, trust: Trust) -> Result<Content, SnapshotError> {
        let data = match self.blob_bytes(id, limit, trust)? {
            Ok(data) => data,
            Err(content) => return Ok(content),
        };
        match LfsPointer::parse(&data) {
            Some(pointer) => self.pointer(pointer),
            None => Ok(Content::Bytes(data)),
        }
    }

    /// The bytes of a blob, or the content that says why there are none.
    pub(super) fn blob_bytes(
        &self,
        id: ObjectId,
        limit: u64,
        trust: Trust,
    ) -> Result<Result<Bytes, Content>, SnapshotError> {
        self.with(|handle| {
            let odb = handle.odb()?;
            let (size, kind) = match odb.read_header(id.to_git()) {
                Ok((size, kind)) => (size as u64, kind),
                Err(error) => return self.blob_error(error, id).map(Err),
            };
            if kind != git2::ObjectType::Blob {
                return Ok(Err(Content::NotAFile));
            }
            if size > limit {
                return Ok(Err(Content::TooLarge { size }));
            }
            // libgit2's copy and ours exist together for a moment.
            let mut permit = self.budget.acquire(size.saturating_mul(2));
            let object = match odb.read(id.to_git()) {
                Ok(object) => object,
                Err(error) => return self.blob_error(error, id).map(Err),
            };
            if object.kind() != git2::ObjectType::Blob || object.len() as u64 != size {
                return Ok(Err(Content::Damaged { expected: id, found: None }));
            }
            if trust == Trust::Verify {
                let found = ObjectId::of(ObjectKind::Blob, object.data());
                if found != id {
                    return Ok(Err(Content::Damaged { expected: id, found: Some(found) }));
                }
            }
            let mut data = buffer(object.len()).map_err(|_| SnapshotError::Io {
                path: self.common_dir.join("objects"),
                source: io::ErrorKind::OutOfMemory.into(),
            })?;
            data.extend_from_slice(object.data());
            drop(object);
            if let Some(permit) = &mut permit {
                permit.shrink(size);
            }
            Ok(Ok(Bytes::held(data, permit)))
        })
    }

    /// The content of a pointer file: the pointer, and the object of the clone's own store.
    pub(super) fn pointer(&self, pointer: LfsPointer) -> Result<Content, SnapshotError> {
        let object = self.large_object(&pointer.digest)?;
        Ok(Content::Pointer { pointer, object })
    }

    fn blob_error(&self, error: git2::Error, id: ObjectId) -> Result<Content, SnapshotError> {
        match self.object_error(error, id, ObjectKind::Blob) {
            SnapshotError::ObjectMissing { id, promisor, .. } => Ok(Content::Missing { id, promisor }),
            SnapshotError::ObjectDamaged { id, found, .. } => Ok(Content::Damaged { expected: id, found }),
            error => Err(error),
        }
    }

    pub(super) fn object_error(&self, error: git2::Error, id: ObjectId, kind: ObjectKind) -> SnapshotError {
        match (error.code(), error.class()) {
            (git2::ErrorCode::NotFound, _) => SnapshotError::ObjectMissing { id, kind, promisor: self.promisor },
            (_, git2::ErrorClass::Os | git2::ErrorClass::Filesystem) => {
                let path = self.common_dir.join("objects");
                SnapshotError::Io { path, source: io::Error::other(error) }
            }
            (_, git2::ErrorClass::NoMemory) => SnapshotError::Store { source: error },
            _ => SnapshotError::ObjectDamaged { id, kind, found: None },
        }
    }
}

/// Sets what this process asks of libgit2, once, before its first repository: everything that opens one calls this.
pub(crate) fn prepare_libgit2() {
    static SETTINGS: Once = Once::new();
    SETTINGS.call_once(|| {
        git2::opts::strict_hash_verification(false);
        git2::opts::enable_caching(false);
        bound_windows();
    });
}

/// Bounds what libgit2 maps of packs: it would map them whole, and what is mapped and read counts as memory.
#[expect(unsafe_code, reason = "libgit2 keeps these two numbers in globals, and git2 gives no other way to set them")]
fn bound_windows() {
    // SAFETY: both are plain stores of a number, and the caller's `Once` runs them before any thread of this crate opens a
    // repository; a program that uses git2 beside this library calls it first.
    let set = unsafe { git2::opts::set_mwindow_size(WINDOW).and(git2::opts::set_mwindow_mapped_limit(MAPPED)) };
    set.expect("libgit2 takes any size of a window");
}

/// The object a full id or a reference names, without reading it: so that a missing or damaged one is told apart
/// from an unknown name.
fn direct_target(handle: &git2::Repository, rev: &str) -> Option<git2::Oid> {
    if let Ok(id) = rev.to_ascii_lowercase().parse::<ObjectId>() {
        return Some(id.to_git());
    }
    handle.resolve_reference_from_short_name(rev).ok()?.resolve().ok()?.target()
}

/// The path of a folder as text: libgit2 takes no other.
fn text_of(folder: &Path) -> Result<String, SnapshotError> {
    let none = || SnapshotError::Io { path: folder.to_owned(), source: io::ErrorKind::InvalidInput.into() };
    folder.to_str().map(str::to_owned).ok_or_else(none)
}

/// A new handle, which reads the folders of `quarantine` too.
fn handle(
    path: &Path,
    flags: git2::RepositoryOpenFlags,
    quarantine: &[String],
) -> Result<git2::Repository, SnapshotError> {
    let none: [&Path; 0] = [];
    let handle = git2::Repository::open_ext(path, flags, none).map_err(|error| opening_error(error, path))?;
    for folder in quarantine {
        handle.odb()?.add_disk_alternate(folder)?;
    }
    Ok(handle)
}

fn is_partial(config: &git2::Config) -> Result<bool, SnapshotError> {
    if config.get_entry("extensions.partialclone").is_ok() {
        return Ok(true);
    }
    let mut promisor = false;
    config.entries(Some(r"^remote\..*\.promisor$"))?.for_each(|entry| {
        promisor |= !matches!(entry.value(), Ok("false" | "no" | "off" | "0"));
    })?;
    Ok(promisor)
}

fn opening_error(error: git2::Error, path: &Path) -> SnapshotError {
    let path = path.to_owned();
    let what = error.message();
    if error.code() == git2::ErrorCode::Owner {
        // the whole path, as `safe.directory` needs it, of the folder that git looks at: it may lie above the one given
        let named = what.split('\'').nth(1).map(|named| Path::new(named).components().collect::<PathBuf>());
        let at = named.filter(|named| named.is_absolute()).or_else(|| fs::canonicalize(&path).ok());
        SnapshotError::Owner { path: at.unwrap_or(path) }
    } else if let Some(at) = what.find("object format") {
        SnapshotError::UnsupportedFormat { what: what[at..].to_owned() }
    } else if let Some((_, name)) = what.split_once("unsupported extension name ") {
        SnapshotError::UnsupportedFormat { what: name.to_owned() }
    } else if what.contains("repository version") {
        SnapshotError::UnsupportedFormat { what: what.to_owned() }
    } else if error.code() == git2::ErrorCode::NotFound {
        SnapshotError::NotARepository { path }
    } else {
        SnapshotError::Store { source: error }
    }
}

fn revision_error(error: git2::Error, rev: String) -> SnapshotError {
    match error.code() {
        git2::ErrorCode::Ambiguous => SnapshotError::AmbiguousRevision { rev },
        git2::ErrorCode::NotFound | git2::ErrorCode::InvalidSpec | git2::ErrorCode::UnbornBranch => {
            SnapshotError::RevisionNotFound { rev }
        }
        git2::ErrorCode::Peel => SnapshotError::NotACommit { rev },
        _ => SnapshotError::Store { source: error },
    }
}
