//! A submission (*entrega*) as the tree holds it: manifest, withdrawal, and each file with its facts.

use std::collections::BTreeMap;

use super::{Listing, PartialFile, SubmissionPath, raw};
use crate::{
    digest::Digest,
    fixity::{self, FileFacts},
    repo_path::RepoPath,
    snapshot::{Entry, LfsPointer, ObjectId},
};

/// A YAML file that may be there or not, and may be readable or not.
#[derive(Clone, PartialEq, Debug)]
pub enum Reading<T> {
    /// There is no such file.
    Absent,
    /// It is there and could not be read; the rules about documents say why.
    Refused,
    /// What it says.
    Read(Box<T>),
}

impl<T> Reading<T> {
    /// What it says, if it could be read.
    pub fn read(&self) -> Option<&T> {
        match self {
            Reading::Read(value) => Some(value),
            Reading::Absent | Reading::Refused => None,
        }
    }

    /// Whether the file is there at all.
    pub fn is_present(&self) -> bool {
        !matches!(self, Reading::Absent)
    }
}

/// One submission, judged by itself.
#[derive(Clone, PartialEq, Debug)]
pub struct Submission {
    /// Where it is.
    pub path: SubmissionPath,
    /// The path its manifest has, or should have.
    pub manifest_path: RepoPath,
    /// Its manifest.
    pub manifest: Reading<raw::Manifest>,
    /// What its manifest says of its files, where its schema refuses it.
    pub listing: Option<Listing>,
    /// Digest of the manifest as git stores it, when its bytes could be had.
    pub manifest_digest: Option<Digest>,
    /// Its withdrawal.
    pub withdrawal: Reading<raw::Withdrawal>,
    /// Every other entry of the folder, sorted by name.
    pub files: Vec<HeldFile>,
    /// Names the manifest lists that the folder of a work tree holds and git ignores, sorted: they would not be handed
    /// in.
    pub ignored: Vec<String>,
    /// Whether the folder has more files than the limit, and so none was read.
    pub too_many: Option<u64>,
}

impl Submission {
    /// A submission of which nothing is read yet.
    pub fn at(path: SubmissionPath) -> Self {
        Self {
            manifest_path: path.manifest(),
            path,
            manifest: Reading::Absent,
            listing: None,
            manifest_digest: None,
            withdrawal: Reading::Absent,
            files: Vec::new(),
            ignored: Vec::new(),
            too_many: None,
        }
    }

    /// The file of this name, if the folder holds it.
    pub fn file(&self, name: &str) -> Option<&HeldFile> {
        let at = self.files.partition_point(|file| file.name() < name);
        self.files.get(at).filter(|file| file.name() == name)
    }

    /// Whether the withdrawal names this file.
    pub fn withdraws(&self, name: &str) -> bool {
        self.withdrawal.read().is_some_and(|withdrawal| withdrawal.files.iter().any(|file| file.as_str() == name))
    }

    /// Whether the folder must hold this file, as the manifest says, and does not.
    pub fn lacks(&self, one: &Declared<'_>) -> bool {
        one.held.is_none() && (one.sha256.is_some() || one.is_in_lfs) && !self.withdraws(one.name)
    }

    /// What the manifest states at its top; of a refused manifest, the fields with which nothing is wrong, where a field
    /// that is absent may only be unreadable.
    pub fn stated(&self) -> Option<&raw::Manifest> {
        self.manifest.read().or_else(|| self.listing.as_ref()?.stated())
    }

    /// Whether [`Submission::stated`] gives the class that the manifest states, and no other in the place of one that
    /// could not be read.
    pub fn states_class(&self) -> bool {
        self.manifest.read().is_some() || self.listing.as_ref().is_some_and(Listing::states_class)
    }

    /// Each file the manifest lists, with its place in the list and what the folder holds under that name; of a
    /// refused manifest, the entries with which nothing is wrong.
    pub fn listed(&self) -> impl Iterator<Item = (usize, &raw::EvidenceFile, Option<&HeldFile>)> {
        let read = self.manifest.read().map_or(&[][..], |manifest| &manifest.files).iter().enumerate();
        let sound = self.partial().iter().filter_map(|entry| Some((entry.index, entry.whole.as_ref()?)));
        read.chain(sound).map(|(index, file)| (index, file, self.file(file.path.as_str())))
    }

    /// What each entry of the manifest says of the bytes of a file; of a refused manifest, the entries whose name can
    /// be read.
    pub fn declared(&self) -> impl Iterator<Item = Declared<'_>> {
        let read = self.manifest.read().map_or(&[][..], |manifest| &manifest.files);
        let read = read.iter().enumerate().map(|(index, file)| Declared {
            index,
            name: file.path.as_str(),
            sha256: file.sha256.as_ref().map(raw::Sha256Text::digest),
            bytes: Some(file.bytes.get()),
            is_in_lfs: file.is_in_lfs(),
            held: self.file(file.path.as_str()),
        });
        let partial = self.partial().iter().map(|entry| Declared {
            index: entry.index,
            name: entry.path.as_str(),
            sha256: entry.sha256.filter(|_| !entry.names_commitment),
            bytes: entry.bytes,
            is_in_lfs: entry.whole.as_ref().is_some_and(raw::EvidenceFile::is_in_lfs),
            held: self.file(entry.path.as_str()),
        });
        read.chain(partial)
    }

    /// The first place in the manifest of each name it lists.
    pub fn places(&self) -> BTreeMap<&str, usize> {
        let mut places = BTreeMap::new();
        for one in self.declared() {
            places.entry(one.name).or_insert(one.index);
        }
        places
    }

    /// Whether [`Submission::declared`] gives every name the manifest lists: only then another is not listed.
    pub fn lists_all(&self) -> bool {
        self.manifest.read().is_some() || self.listing.as_ref().is_some_and(Listing::is_complete)
    }

    /// What the manifest says at this place of `archivos`, where nothing is wrong with it.
    pub fn entry(&self, place: usize) -> Option<&raw::EvidenceFile> {
        match self.manifest.read() {
            Some(manifest) => manifest.files.get(place),
            None => self.partial_entry(place)?.whole.as_ref(),
        }
    }

    /// What a refused manifest says at this place of `archivos`, as far as it can be read.
    pub fn partial_entry(&self, place: usize) -> Option<&PartialFile> {
        let partial = self.partial();
        partial.binary_search_by_key(&place, |entry| entry.index).ok().map(|at| &partial[at])
    }

    fn partial(&self) -> &[PartialFile] {
        self.listing.as_ref().map_or(&[][..], Listing::entries)
    }
}

/// What an entry of a manifest says of the bytes of a file.
#[derive(Clone, Copy, Debug)]
pub struct Declared<'a> {
    /// Its place in `archivos`, from 0.
    pub index: usize,
    /// The name of the file.
    pub name: &'a str,
    /// Its digest; none for what is kept outside git, or where it cannot be read.
    pub sha256: Option<Digest>,
    /// Its size, where it can be read.
    pub bytes: Option<u64>,
    /// Whether it is kept outside git with a pointer in its place.
    pub is_in_lfs: bool,
    /// What the folder holds under that name.
    pub held: Option<&'a HeldFile>,
}

/// An entry of a submission's folder.
#[derive(Clone, PartialEq, Debug)]
pub struct HeldFile {
    /// The entry.
    pub entry: Entry,
    /// What reading it gave.
    pub state: FileState,
}

impl HeldFile {
    /// Its name in the folder.
    pub fn name(&self) -> &str {
        self.entry.path.name()
    }

    /// What was read of its bytes, if they were; those of the object, for a pointer whose object is the one it names.
    pub fn read(&self) -> Option<&ReadFile> {
        match &self.state {
            FileState::Read(file) => Some(file),
            FileState::Pointer { pointer, object: PointerObject::Read(file), .. } => {
                (file.facts.digest == pointer.digest).then_some(file)
            }
            _ => None,
        }
    }

    /// Whether what git has of it begins as a pointer of Git LFS and is none.
    pub fn is_broken_pointer(&self) -> bool {
        matches!(&self.state, FileState::Read(file) if file.is_broken_pointer)
    }

    /// The facts, if its bytes were read.
    pub fn facts(&self) -> Option<&FileFacts> {
        self.read().map(|file| &file.facts)
    }
}

/// What reading a file gave.
#[derive(Clone, PartialEq, Debug)]
pub enum FileState {
    /// Its bytes were read.
    Read(Box<ReadFile>),
    /// A Git LFS pointer; the object is judged by the pointer.
    Pointer {
        /// What the pointer says.
        pointer: LfsPointer,
        /// SHA-256 of the pointer's own text, as git stores it.
        stored: Digest,
        /// The object it names, where the store of this clone has it.
        object: PointerObject,
    },
    /// Larger than the limit; not read.
    TooLarge {
        /// Bytes.
        size: u64,
        /// The limit, in bytes.
        limit: u64,
    },
    /// The object is not in the store.
    Missing {
        /// Whether the clone was made without it on purpose.
        promisor: bool,
    },
    /// The object's bytes are not those its id names.
    Damaged {
        /// The object.
        id: ObjectId,
    },
    /// Git would change the bytes in a way that could not be repeated here.
    Unconvertible {
        /// The attribute that asks for it.
        attribute: String,
    },
    /// A link, a folder, a submodule: nothing to read.
    NotAFile,
    /// Not read, because the folder has too many files.
    NotRead,
}

/// The object a pointer names.
#[derive(Clone, PartialEq, Debug)]
pub enum PointerObject {
    /// It is not in this clone: only the pointer was looked at.
    Absent,
    /// It is, and was read whole.
    Read(Box<ReadFile>),
    /// It is, and is larger than the limit: its digest and size were taken, and its start and end looked at.
    Hashed {
        /// SHA-256 of its bytes.
        digest: Digest,
        /// Bytes.
        size: u64,
        /// What it is, where its start and its end tell.
        format: Option<fixity::Format>,
        /// Whether a film says where it was taken.
        is_located: bool,
    },
    /// It is that of a commitment, salt first: its digest and size were taken, and the file behind the salt looked at.
    Salted {
        /// SHA-256 of the salt and the file, which is the commitment.
        digest: Digest,
        /// Bytes of both.
        size: u64,
        /// What the file is; none where it is larger than the limit.
        facts: Option<Box<FileFacts>>,
    },
}

/// Bytes of the salt before those of a file in the object of its commitment, and in the commitment itself.
pub const SALT: u64 = 32;

/// Facts of a file that was read.
#[derive(Clone, PartialEq, Debug)]
pub struct ReadFile {
    /// Digest, size, type and traits.
    pub facts: FileFacts,
    /// Signs of personal data in its visible text.
    pub personal: super::PersonalSigns,
    /// Whether its bytes or its visible text hold the private key of a log or of a witness.
    pub holds_private_key: bool,
    /// Whether it begins as a pointer of Git LFS and is none.
    pub is_broken_pointer: bool,
}
