//! What of a submission goes outside git: what is too large for it, and what may have to be erased one day.
//!
//! The object of a large public file is the file. That of one which may have to be erased is 32 bytes of salt and then the
//! file: its digest, which the pointer in git tells, is the commitment of the manifest, and says nothing of the file to who
//! does not have it. What is not public goes to no store of the repository: its commitment alone is handed in.

use std::io::Read as _;

use super::Refused;
use crate::{
    digest::Digest,
    fixity::{self, Class, Format, Patch, Trait, formats_by_extension},
    model::{
        SALT,
        raw::{
            Access, AccessException, Commitment, CommitmentAlgorithm, Custody, Description, FileName, Sha256Text,
            Store, Text,
        },
    },
    snapshot::LfsPointer,
};

/// 32 bytes at random.
pub type Salt = [u8; SALT as usize];

/// How a file is kept outside git.
#[derive(Clone, PartialEq, Debug)]
pub struct Apart {
    /// Of what may have to be erased; none of a file that is only too large for git.
    pub seal: Option<Seal>,
    /// What is known of a file too large to be held; its piece has only its start.
    pub measured: Option<Measured>,
}

/// What binds a file that may have to be erased, and who answers for it.
#[derive(Clone, PartialEq, Debug)]
pub struct Seal {
    /// The salt of its commitment.
    pub salt: Salt,
    /// The office or position that answers for the file and its salt.
    pub keeper: Option<String>,
    /// Where the authorisation of the people in it is.
    pub authorisation: Option<String>,
    /// Of what is not public.
    pub exception: Option<Exception>,
}

/// Why a file is not public, and where it is kept.
#[derive(Clone, PartialEq, Debug)]
pub struct Exception {
    /// Classified or reserved.
    pub access: Access,
    /// The norm and article.
    pub norm: Option<String>,
    /// How much of it.
    pub scope: Option<String>,
    /// Until when.
    pub term: Option<String>,
    /// Who classified it.
    pub classifier: Option<String>,
    /// The file or number by which its keeper finds it.
    pub location: Option<String>,
    /// The file of the submission that may be published in its place, by the name given.
    pub public_version: Option<String>,
}

/// What is known of a file too large to be held.
#[derive(Clone, PartialEq, Debug)]
pub struct Measured {
    /// SHA-256 of its object: of the salt, if any, and the file, patched.
    pub digest: Digest,
    /// Bytes of the file.
    pub bytes: u64,
    /// What it is.
    pub format: Option<Format>,
    /// What is put over the part of it that told the place where it was taken.
    pub patch: Option<Patch>,
    /// Whether its start tells that place all the same.
    pub is_located: bool,
}

/// An object that goes to a store outside git.
#[derive(Clone, PartialEq, Debug)]
pub struct Object {
    /// The place of its file in the draft.
    pub piece: usize,
    /// The name that the manifest gives the file.
    pub name: String,
    /// Its digest and its size, salt included.
    pub pointer: LfsPointer,
    /// The salt, where it is bound by a commitment.
    pub salt: Option<Salt>,
    /// The bytes of the file; none of one too large to be held, which is where it was given.
    pub bytes: Option<Vec<u8>>,
    /// What is put over a part of one that is not held.
    pub patch: Option<Patch>,
    /// Where it goes.
    pub store: Store,
}

/// What a large file is, by its start, its end and its name; none where that is not sure.
pub fn format_of(head: &[u8], tail: &[u8], name: &str) -> Option<Format> {
    let recording = fixity::glimpse(head, tail);
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension).to_lowercase();
    // Of a text, its last line may be cut.
    let lines = head.iter().rposition(|byte| *byte == b'\n').map_or(head, |end| &head[..=end]);
    let found = fixity::inspect(head).format();
    let found =
        if found.is_none_or(|found| found.class() == Class::Text) { fixity::inspect(lines).format() } else { found };
    let named = formats_by_extension(&extension).find(|named| {
        // What an archive carries is listed at its end: of the start alone its name says which it is.
        let is_archive = found.is_some_and(|found| found.class() == Class::Archive);
        let is_package = matches!(extension.as_str(), "docx" | "xlsx" | "pptx" | "odt" | "ods" | "odp" | "zip");
        found == Some(*named) || (is_archive && is_package)
    });
    recording.or(named)
}

/// Whether the start of a file tells the place where it was taken.
pub fn is_located(head: &[u8]) -> bool {
    fixity::inspect(head).has(Trait::PhotoLocation)
}

impl Apart {
    /// The digest and size of the object of a file with these bytes, or of the one measured.
    pub(super) fn pointer(&self, bytes: &[u8]) -> LfsPointer {
        let salt: &[u8] = self.seal.as_ref().map_or(&[], |seal| &seal.salt);
        let length = |bytes: u64| bytes.saturating_add(salt.len() as u64);
        match &self.measured {
            Some(measured) => LfsPointer { digest: measured.digest, size: length(measured.bytes) },
            None => LfsPointer { digest: digest(salt, bytes), size: length(bytes.len() as u64) },
        }
    }

    /// Where the object goes.
    pub(super) fn store(&self) -> Store {
        match self.seal.as_ref().and_then(|seal| seal.exception.as_ref()) {
            Some(_) => Store::External,
            None => Store::Lfs,
        }
    }
}

fn digest(salt: &[u8], bytes: &[u8]) -> Digest {
    Digest::of_reader(&mut salt.chain(bytes)).map_or_else(|_| unreachable!("memory is read"), |(digest, _)| digest)
}

impl Seal {
    /// The commitment to the object of a pointer.
    pub(super) fn commitment(&self, pointer: &LfsPointer) -> Result<Commitment, Refused> {
        let value = super::submission::text::<Sha256Text>("compromiso", &pointer.digest.to_string())?;
        Ok(Commitment { algorithm: CommitmentAlgorithm::SaltedSha256, value })
    }

    pub(super) fn custody(&self, store: Store) -> Result<Custody, Refused> {
        let location = self.exception.as_ref().and_then(|exception| exception.location.as_deref());
        Ok(Custody {
            store,
            keeper: super::submission::text::<Text>("custodia", self.keeper.as_deref().unwrap_or_default())?,
            location: optional("ubicacion", location)?,
        })
    }

    pub(super) fn authorised(&self) -> Result<Option<Description>, Refused> {
        self.authorisation.as_deref().map(|one| super::submission::text("autorizacion", one)).transpose()
    }
}

impl Exception {
    /// What it says, where `public_version` is the name that file has.
    pub(super) fn entry(&self, keeper: Option<&str>, public_version: Option<&str>) -> Result<AccessException, Refused> {
        let public_version = public_version.map(|name| super::submission::text::<FileName>("version_publica", name));
        Ok(AccessException {
            norm: optional("norma", self.norm.as_deref())?,
            scope: optional("alcance", self.scope.as_deref())?,
            term: optional("plazo", self.term.as_deref())?,
            classifier: optional("califica", self.classifier.as_deref())?,
            keeper: optional("custodia", keeper)?,
            public_version: public_version.transpose()?,
        })
    }

    /// The fields that the law asks for and nobody said.
    pub(super) fn missing(&self) -> impl Iterator<Item = &'static str> {
        let said = [
            ("norma", self.norm.is_some()),
            ("alcance", self.scope.is_some()),
            ("plazo", self.term.is_some()),
            ("califica", self.classifier.is_some()),
        ];
        said.into_iter().filter(|(_, is_said)| !is_said).map(|(field, _)| field)
    }
}

fn optional(field: &'static str, value: Option<&str>) -> Result<Option<Text>, Refused> {
    value.map(|value| super::submission::text(field, value)).transpose()
}
