//! Where drafts are kept: a folder for each, of this user alone, beside the repository's own files.
//!
//! `<git dir>/mipg/borradores/<id>/` has `borrador.json`, written whole or not at all, and the bytes of each file under its
//! number. No name that anybody gave is ever the name of a file here.

use std::{
    fs::{self, File},
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

use data_encoding::HEXLOWER;
use mipg::{
    fixity,
    intake::kept::{Kept, KeptFile},
    snapshot::GitRepository,
};
use ring::rand::{SecureRandom as _, SystemRandom};

/// Most drafts that are kept.
pub(super) const MOST: usize = 200;
/// The largest file of what was said.
const LARGEST: u64 = 8 * 1024 * 1024;
/// What was said of a draft.
const SAID: &str = "borrador.json";
/// What a file that is still arriving begins with.
pub(super) const ARRIVING: &str = "llega-";
/// Held by whoever changes a draft: the program may run twice in one folder.
const CHANGING: &str = "borradores-cambia.lock";
/// Held, by all at once, by whoever may be receiving files.
const RUNNING: &str = "borradores-abierto.lock";

/// The name of a draft: 32 digits of hexadecimal.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(super) struct DraftId(String);

impl DraftId {
    /// Reads one, which is a name of a folder and nothing else.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let is_one = text.len() == 32 && text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        is_one.then(|| Self(text.to_owned()))
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

/// All drafts of a repository.
pub(super) struct Drafts {
    folder: PathBuf,
    /// Only one of this program changes them at once,
    lock: Mutex<()>,
    /// and only one of those that run.
    changing: File,
    /// That this one runs.
    running: File,
}

/// That nobody else changes the drafts, until it is dropped.
struct Held<'a> {
    file: &'a File,
    _lock: MutexGuard<'a, ()>,
}

impl Drop for Held<'_> {
    fn drop(&mut self) {
        let _ = self.file.unlock(); // so does the system when the program ends
    }
}

/// What there is.
pub(super) struct Found {
    /// The drafts that can be read, the latest first.
    pub read: Vec<(DraftId, Kept)>,
    /// The folders of those that cannot.
    pub unread: Vec<PathBuf>,
}

impl Drafts {
    /// Those of a repository. What was arriving when the last run ended is not whole, and goes, unless another run is receiving it.
    pub(super) fn of(repository: &GitRepository) -> io::Result<Self> {
        let folder = repository.git_dir().join("mipg").join("borradores");
        private(&folder)?;
        let lock = |name| {
            let mut options = File::options();
            #[cfg(unix)]
            std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
            options.create(true).truncate(false).write(true).open(folder.with_file_name(name))
        };
        let (changing, running) = (lock(CHANGING)?, lock(RUNNING)?);
        let is_alone = running.try_lock().is_ok();
        let drafts = Self { folder, lock: Mutex::new(()), changing, running };
        if is_alone {
            drafts.clear()?;
            drafts.running.unlock()?;
        }
        unless_unsupported(drafts.running.lock_shared())?;
        Ok(drafts)
    }

    /// Takes away what is not whole.
    fn clear(&self) -> io::Result<()> {
        for id in self.ids()? {
            for entry in fs::read_dir(self.place(&id))?.flatten() {
                if entry.file_name().to_str().is_some_and(|name| name.starts_with(ARRIVING)) {
                    fs::remove_file(entry.path())?;
                }
            }
        }
        Ok(())
    }

    /// The folder of all drafts.
    pub(super) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The folder of a draft.
    pub(super) fn place(&self, id: &DraftId) -> PathBuf {
        self.folder.join(&id.0)
    }

    /// Where the bytes of a file are.
    pub(super) fn file(&self, id: &DraftId, number: u32) -> PathBuf {
        self.place(id).join(number.to_string())
    }

    /// The file beside all drafts with this name, such as the list of who receives.
    pub(super) fn beside(&self, name: &str) -> PathBuf {
        self.folder.with_file_name(name)
    }

    /// Keeps the file beside all drafts with this name.
    pub(super) fn keep_beside(&self, name: &str, bytes: &[u8]) -> io::Result<()> {
        replace(&self.beside(name), bytes)
    }

    fn ids(&self) -> io::Result<Vec<DraftId>> {
        let entries = fs::read_dir(&self.folder)?.flatten();
        Ok(entries.filter_map(|entry| DraftId::parse(entry.file_name().to_str()?)).collect())
    }

    /// Every draft that can be read, the latest first.
    pub(super) fn all(&self) -> io::Result<Vec<(DraftId, Kept)>> {
        Ok(self.found()?.read)
    }

    /// The same, and the folders of those that cannot: one that was damaged keeps nobody from the others.
    pub(super) fn found(&self) -> io::Result<Found> {
        let (mut found, mut unread) = (Vec::new(), Vec::new());
        for id in self.ids()? {
            let changed = fs::metadata(self.place(&id).join(SAID)).and_then(|it| it.modified());
            match self.read(&id) {
                Ok(Some(kept)) => found.push((changed.unwrap_or(SystemTime::UNIX_EPOCH), id, kept)),
                Ok(None) | Err(_) => unread.push(self.place(&id)),
            }
        }
        found.sort_by(|one, other| (other.0, &other.1).cmp(&(one.0, &one.1)));
        unread.sort();
        Ok(Found { read: found.into_iter().map(|(_, id, kept)| (id, kept)).collect(), unread })
    }

    /// A draft; none where there is none.
    pub(super) fn read(&self, id: &DraftId) -> io::Result<Option<Kept>> {
        let bytes = match bounded(&self.place(id).join(SAID), LARGEST) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        serde_json::from_slice(&bytes).map(Some).map_err(|_| io::ErrorKind::InvalidData.into())
    }

    /// Keeps a new draft.
    pub(super) fn create(&self, kept: &Kept) -> io::Result<DraftId> {
        let _held = self.held()?;
        if self.ids()?.len() >= MOST {
            return Err(io::ErrorKind::QuotaExceeded.into());
        }
        let mut bytes = [0; 16];
        SystemRandom::new().fill(&mut bytes).map_err(|_| io::Error::from(io::ErrorKind::Unsupported))?;
        let id = DraftId(HEXLOWER.encode(&bytes));
        private(&self.place(&id))?;
        self.write(&id, kept)?;
        Ok(id)
    }

    /// Changes a draft, and gives what it is then; none where there is none.
    pub(super) fn change<T>(
        &self,
        id: &DraftId,
        change: impl FnOnce(&mut Kept) -> io::Result<T>,
    ) -> io::Result<Option<(Kept, T)>> {
        let _held = self.held()?;
        let Some(mut kept) = self.read(id)? else { return Ok(None) };
        let given = change(&mut kept)?;
        self.write(id, &kept)?;
        Ok(Some((kept, given)))
    }

    /// Takes a draft away, with its files.
    pub(super) fn discard(&self, id: &DraftId) -> io::Result<()> {
        let _held = self.held()?;
        fs::remove_dir_all(self.place(id))
    }

    /// The bytes of the files of a draft, in their order: what was kept, whole; of those with more than this, their start.
    pub(super) fn bytes(&self, id: &DraftId, kept: &Kept, most: u64) -> io::Result<Vec<Vec<u8>>> {
        let one = |file: &KeptFile| match file.bytes > most {
            true => start(&self.file(id, file.number)),
            false => bounded(&self.file(id, file.number), file.bytes),
        };
        kept.files.iter().map(one).collect()
    }

    fn write(&self, id: &DraftId, kept: &Kept) -> io::Result<()> {
        let text = serde_json::to_vec_pretty(kept).map_err(io::Error::other)?;
        replace(&self.place(id).join(SAID), &text)
    }

    fn held(&self) -> io::Result<Held<'_>> {
        let lock = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        unless_unsupported(self.changing.lock())?;
        Ok(Held { file: &self.changing, _lock: lock })
    }
}

/// Some network folders have no locks: there, one program at a time is all that can be said.
fn unless_unsupported(locked: io::Result<()>) -> io::Result<()> {
    locked.or_else(|error| if error.kind() == io::ErrorKind::Unsupported { Ok(()) } else { Err(error) })
}

/// A folder, and those above it, that only this user enters.
fn private(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Writes a whole file that only this user reads, or nothing.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().ok_or(io::ErrorKind::InvalidInput)?;
    let mut file = tempfile::Builder::new().prefix(ARRIVING).tempfile_in(folder)?;
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// The start of a file, by which what it is is known.
pub(super) fn start(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(fixity::HEAD as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// The bytes of a file no larger than this.
pub(super) fn bounded(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    fs::File::open(path)?.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
}
