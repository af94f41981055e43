//! Where a log is: a folder, as it is published, or the branch `registro` of a repository. And files that people name.

use std::{
    fs::File,
    io::{self, Read as _},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ArgMatches;
use mipg::{
    digest::Digest,
    messages::Lang,
    registro::{ATTESTATIONS, BRANCH, CHECKPOINT, REMOTE_BRANCH, Tip, read_keys},
    repo_path::RepoPath,
    snapshot::{
        Content, GitRepository, GitSnapshot, Limits, ObjectId, Snapshot as _, SnapshotError, StoredTree, Trust,
    },
    trail::{
        note::{MAX_NOTE, Note, VerifierKey},
        succession::{MAX_CHANGES, ROTATIONS},
        tile::{TilePath, TileReader},
    },
};

use crate::{args, commands::check, errors::Failure};

/// The largest file of a log: a bundle of 256 entries of 65,535 bytes.
const MAX_FILE: u64 = 256 * (2 + 65_535);
/// The most bytes of `vkey`.
const MAX_KEYS: u64 = 64 * 1024;
/// The most sizes of which attestations are read.
const MAX_ATTESTED: usize = 10_000;
/// The most cosignatures read of one size.
const MAX_COSIGNED: usize = 100;

/// A log that is read.
pub enum Place {
    /// A folder.
    Folder(PathBuf),
    /// A revision of the branch.
    Branch {
        /// Its files.
        snapshot: Box<GitSnapshot>,
        /// Its folders.
        tree: StoredTree,
        /// Whether this clone has entries that the branch of the remote has not.
        is_ahead: bool,
    },
}

/// Why a file of a log could not be read.
#[derive(Debug, thiserror::Error)]
pub enum PlaceError {
    /// Of a folder.
    #[error("{1}")]
    Io(PathBuf, #[source] io::Error),
    /// Of a repository.
    #[error(transparent)]
    Snapshot(#[from] SnapshotError),
    /// It is larger than such a file may be, or git has no whole bytes of it.
    #[error("`{0}` cannot be read whole")]
    Unreadable(String),
}

impl From<PlaceError> for Failure {
    fn from(error: PlaceError) -> Self {
        match error {
            PlaceError::Io(path, error) => Failure::Io(path, error),
            PlaceError::Snapshot(error) => Failure::Snapshot(error),
            PlaceError::Unreadable(name) => Failure::Io(name.into(), io::ErrorKind::InvalidData.into()),
        }
    }
}

impl Place {
    /// The log that `--log` names, else the branch of the repository.
    pub fn asked(matches: &ArgMatches, lang: Lang) -> Result<Self, Failure> {
        match matches.get_one::<PathBuf>("log") {
            Some(folder) => Self::folder(folder, lang),
            None => Self::branch(&args::repository(matches), lang),
        }
    }

    /// A folder; addresses are refused, since nothing is fetched here.
    pub fn folder(folder: &Path, lang: Lang) -> Result<Self, Failure> {
        let text = folder.to_string_lossy();
        if text.starts_with("http://") || text.starts_with("https://") {
            return Err(said(
                lang,
                "mipg no se conecta a la red: traiga el registro a una carpeta y dé esa carpeta en `--log`",
                "mipg does not connect to the network: fetch the log into a folder and give that folder as `--log`",
                Some((
                    "`mipg log witness --help` muestra cómo, con curl; `git clone --branch registro` también sirve",
                    "`mipg log witness --help` shows how, with curl; `git clone --branch registro` will do as well",
                )),
                2,
            ));
        }
        let found = std::fs::metadata(folder).map_err(|error| Failure::Io(folder.to_owned(), error))?;
        match found.is_dir() {
            true => Ok(Self::Folder(folder.to_owned())),
            false => Err(Failure::Io(folder.to_owned(), io::ErrorKind::NotADirectory.into())),
        }
    }

    /// The branch as it is at a commit.
    pub fn at(repository: &Arc<GitRepository>, commit: ObjectId) -> Result<Self, Failure> {
        let tree = StoredTree::of_commit(repository.clone(), commit)?;
        let snapshot = GitSnapshot::at(repository.clone(), &commit.to_string(), Limits::default())?;
        Ok(Self::Branch { snapshot: Box::new(snapshot), tree, is_ahead: false })
    }

    fn branch(repository: &Path, lang: Lang) -> Result<Self, Failure> {
        let repository = check::open(repository)?;
        if let Some(tip) = Tip::find(&repository).map_err(|error| super::failure(error, lang))? {
            let remote = repository.reference(REMOTE_BRANCH)?;
            let is_ahead = remote.is_some_and(|remote| remote != tip.commit);
            let tree = StoredTree::of_commit(repository.clone(), tip.commit)?;
            let snapshot = GitSnapshot::at(repository, &tip.commit.to_string(), Limits::default())?;
            return Ok(Self::Branch {
                snapshot: Box::new(snapshot),
                tree,
                is_ahead: is_ahead && tip.reference == BRANCH,
            });
        }
        Err(said(
            lang,
            "este repositorio no tiene registro de integridad (la rama `registro`)",
            "this repository has no audit trail (the branch `registro`)",
            Some((
                "tráigala con `git fetch origin registro`, o dé la carpeta del registro en `--log`",
                "fetch it with `git fetch origin registro`, or give the folder of the log as `--log`",
            )),
            3,
        ))
    }

    /// The bytes of a file of the log; none if there is no such file.
    pub fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, PlaceError> {
        match self {
            Place::Folder(folder) => {
                let path = folder.join(name);
                bounded(&path, limit).map_err(|error| PlaceError::Io(path, error))
            }
            Place::Branch { snapshot, .. } => {
                let unreadable = || PlaceError::Unreadable(name.to_owned());
                let path = RepoPath::new(name).map_err(|_| unreadable())?;
                let Some(entry) = snapshot.entry(&path)? else { return Ok(None) };
                match snapshot.read(&entry, limit, Trust::Verify)? {
                    Content::Bytes(bytes) => Ok(Some(bytes.to_vec())),
                    _ => Err(unreadable()),
                }
            }
        }
    }

    /// The checkpoints that others cosigned, of each size: the file `checkpoint` first, then the cosignatures, by name.
    pub fn attested(&self) -> Result<Vec<Vec<Vec<u8>>>, PlaceError> {
        let mut found = Vec::new();
        for size in self.names(ATTESTATIONS, true)? {
            if size.parse::<u64>().is_err() || found.len() == MAX_ATTESTED {
                continue;
            }
            let folder = format!("{ATTESTATIONS}/{size}");
            let mut names = self.names(&folder, false)?;
            names.retain(|name| name == CHECKPOINT || name.starts_with("cosig-"));
            names.sort_by_key(|name| (name != CHECKPOINT, name.clone()));
            let read = |name: &String| self.read(&format!("{folder}/{name}"), MAX_NOTE as u64).transpose();
            found.push(names.iter().take(MAX_COSIGNED).filter_map(read).collect::<Result<_, _>>()?);
        }
        Ok(found)
    }

    /// The records of changes of key that lie beside the checkpoint; what is no note is left out.
    pub fn rotations(&self) -> Result<Vec<Note>, PlaceError> {
        let mut found = Vec::new();
        for name in self.names(ROTATIONS, false)?.into_iter().take(MAX_CHANGES) {
            let bytes = self.read(&format!("{ROTATIONS}/{name}"), MAX_NOTE as u64)?;
            found.extend(bytes.and_then(|bytes| Note::parse(&bytes).ok()));
        }
        Ok(found)
    }

    /// The names in a folder of the log, of folders or of files, sorted; none where there is no such folder.
    fn names(&self, folder: &str, folders: bool) -> Result<Vec<String>, PlaceError> {
        let mut names: Vec<String> = match self {
            Place::Folder(root) => {
                let path = root.join(folder);
                let failed = |error| PlaceError::Io(path.clone(), error);
                match std::fs::read_dir(&path) {
                    Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
                    Err(error) => return Err(failed(error)),
                    Ok(entries) => entries
                        .filter_map(|entry| {
                            let named = entry.map(|entry| {
                                let name = entry.file_name().into_string().ok();
                                name.filter(|_| entry.path().is_dir() == folders)
                            });
                            named.transpose()
                        })
                        .collect::<Result<_, _>>()
                        .map_err(failed)?,
                }
            }
            Place::Branch { tree, .. } => tree
                .names(folder)?
                .into_iter()
                .filter(|(_, is_folder)| *is_folder == folders)
                .map(|(name, _)| name)
                .collect(),
        };
        names.sort();
        Ok(names)
    }

    /// The signed checkpoint, which must be there.
    pub fn checkpoint(&self, lang: Lang) -> Result<Vec<u8>, Failure> {
        self.read("checkpoint", MAX_NOTE as u64)?.ok_or_else(|| {
            said(
                lang,
                "el registro no tiene `checkpoint`: está vacío, incompleto o en otra carpeta",
                "the log has no `checkpoint`: it is empty, incomplete or in another folder",
                None,
                3,
            )
        })
    }

    /// The keys the log itself gives: nobody vouches for them.
    pub fn keys(&self, lang: Lang) -> Result<Vec<VerifierKey>, Failure> {
        let bytes = self.read("vkey", MAX_KEYS)?.unwrap_or_default();
        match read_keys(&bytes) {
            Ok(keys) if !keys.is_empty() => Ok(keys),
            _ => Err(said(
                lang,
                "el registro no tiene clave verificadora legible (`vkey`)",
                "the log has no readable verifier key (`vkey`)",
                Some(("dé la clave con `--key`", "give the key with `--key`")),
                3,
            )),
        }
    }
}

impl TileReader for &Place {
    type Error = PlaceError;

    fn tile(&mut self, path: &TilePath) -> Result<Option<Vec<u8>>, PlaceError> {
        self.read(&path.to_string(), MAX_FILE)
    }

    fn record(&mut self, digest: &Digest) -> Result<Option<Vec<u8>>, PlaceError> {
        self.read(&format!("{ROTATIONS}/{digest}"), MAX_NOTE as u64)
    }
}

/// The bytes of a file that is one, links followed; none where there is nothing. Longer ones are refused unread.
pub fn bounded(path: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    match std::fs::metadata(path) {
        Ok(found) if found.is_file() && found.len() <= limit => {}
        Ok(found) if found.is_file() => return Err(io::ErrorKind::FileTooLarge.into()),
        Ok(_) => return Err(io::ErrorKind::InvalidInput.into()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    match bytes.len() as u64 > limit {
        true => Err(io::ErrorKind::FileTooLarge.into()),
        false => Ok(Some(bytes)),
    }
}

/// The same, of a file that must be there.
pub fn needed(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let read = bounded(path, limit).and_then(|bytes| bytes.ok_or_else(|| io::ErrorKind::NotFound.into()));
    read.map_err(|error| Failure::Io(path.to_owned(), error))
}

/// A failure in words.
pub fn said(lang: Lang, es: &str, en: &str, hint: Option<(&str, &str)>, code: u8) -> Failure {
    let pick = |es: &str, en: &str| match lang {
        Lang::Es => es.to_owned(),
        Lang::En => en.to_owned(),
    };
    Failure::Said { message: pick(es, en), hint: hint.map(|(es, en)| pick(es, en)), code }
}
