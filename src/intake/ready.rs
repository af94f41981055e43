//! One file on its way into a submission: its name, its bytes, what is missing of it, and its entry.

use std::collections::BTreeSet;

use super::{
    Adjusted, Missing, Piece, Refused,
    apart::{Apart, Object},
    names, photo,
    submission::text,
};
use crate::{
    digest::Digest,
    fixity::{self, Format},
    model::raw::{
        Access, Bytes, Description, EvidenceFile, MediaType, Origin, PersonalDataOutcome, PersonalDataReview,
        Sha256Text, Slug, Store,
    },
};

/// A file with the name and the bytes that it will have.
pub(super) struct Ready<'a> {
    pub(super) piece: Piece,
    apart: Option<&'a Apart>,
    /// The name it was given.
    pub(super) given: String,
    /// The name it will have.
    pub(super) name: String,
    format: Format,
}

impl Piece {
    /// The digest that its bytes have once they say nothing of a place.
    pub fn digest(&self) -> Digest {
        let cleaned = photo::without_location(&self.bytes, &fixity::inspect(&self.bytes));
        Digest::of(cleaned.as_deref().unwrap_or(&self.bytes))
    }
}

impl<'a> Ready<'a> {
    pub(super) fn of(
        mut piece: Piece,
        apart: Option<&'a Apart>,
        taken: &BTreeSet<String>,
        adjusted: &mut Vec<Adjusted>,
    ) -> Result<Self, Refused> {
        let facts = fixity::inspect(&piece.bytes);
        let measured = apart.and_then(|apart| apart.measured.as_ref());
        let format = measured.map_or_else(|| facts.format(), |measured| measured.format);
        let format = format.ok_or_else(|| Refused::UnknownFormat(piece.name.clone()))?;
        let name = names::portable(&piece.name, Some(format), taken);
        if name != piece.name {
            adjusted.push(Adjusted::Renamed { from: piece.name.clone(), to: name.clone() });
        }
        if measured.is_some_and(|measured| measured.patch.is_some()) {
            adjusted.push(Adjusted::LocationRemoved { name: name.clone() });
        }
        if let Some(cleaned) = photo::without_location(&piece.bytes, &facts).filter(|_| measured.is_none()) {
            piece.bytes = cleaned;
            adjusted.push(Adjusted::LocationRemoved { name: name.clone() });
        }
        Ok(Self { given: piece.name.clone(), piece, apart, name, format })
    }

    fn is_visual(&self) -> bool {
        MediaType::try_from(self.format.mime()).is_ok_and(|mime| mime.is_visual())
    }

    pub(super) fn missing(&self) -> impl Iterator<Item = Missing> {
        let is_visual = self.is_visual();
        let name = || self.piece.name.clone();
        let description = (is_visual && self.piece.description.is_none()).then(|| Missing::Description(name()));
        let people = (is_visual && self.piece.people.is_none()).then(|| Missing::People(name()));
        description.into_iter().chain(people).chain(self.unsealed())
    }

    /// What is missing of how a file that may have to be erased is kept.
    fn unsealed(&self) -> impl Iterator<Item = Missing> {
        let seal = self.apart.and_then(|apart| apart.seal.as_ref());
        let shows_people = self.piece.people.is_some_and(|people| people.are_identifiable());
        let authorisation = seal.filter(|seal| shows_people && seal.authorisation.is_none());
        let authorisation = authorisation.map(|_| Missing::Authorisation(self.given.clone()));
        let keeper = seal.filter(|seal| seal.keeper.is_none()).map(|_| Missing::Keeper);
        let exception = seal.and_then(|seal| seal.exception.as_ref());
        let exception = exception.into_iter().flat_map(|exception| exception.missing()).map(Missing::Exception);
        authorisation.into_iter().chain(keeper).chain(exception)
    }

    /// The digest that names it: of what may have to be erased, its commitment.
    pub(super) fn named(&self) -> Digest {
        self.apart.map_or_else(|| Digest::of(&self.piece.bytes), |apart| apart.pointer(&self.piece.bytes).digest)
    }

    /// Puts it among the files of git, or its pointer there and its object apart.
    pub(super) fn placed(self, piece: usize, files: &mut Vec<(String, Vec<u8>)>, objects: &mut Vec<Object>) {
        let Some(apart) = self.apart else {
            files.push((self.name, self.piece.bytes));
            return;
        };
        let (pointer, store) = (apart.pointer(&self.piece.bytes), apart.store());
        if store == Store::Lfs {
            files.push((self.name.clone(), pointer.to_text().into_bytes()));
        }
        let salt = apart.seal.as_ref().map(|seal| seal.salt);
        let patch = apart.measured.as_ref().and_then(|measured| measured.patch.clone());
        let bytes = apart.measured.is_none().then_some(self.piece.bytes);
        objects.push(Object { piece, name: self.name, pointer, salt, bytes, patch, store });
    }

    pub(super) fn entry(&self, names: &[(String, String)]) -> Result<EvidenceFile, Refused> {
        let seal = self.apart.and_then(|apart| apart.seal.as_ref());
        let exception = seal.and_then(|seal| seal.exception.as_ref());
        let pointer = self.apart.map(|apart| apart.pointer(&self.piece.bytes));
        let sealed = seal.zip(pointer.as_ref());
        let store = self.apart.map_or(Store::Lfs, Apart::store);
        let measured = self.apart.and_then(|apart| apart.measured.as_ref());
        let shows_people = self.piece.people.is_some_and(|people| people.are_identifiable());
        let public_version = match exception.and_then(|exception| exception.public_version.as_deref()) {
            Some(given) => {
                let named = names.iter().find(|(from, to)| from == given || to == given);
                Some(named.ok_or_else(|| Refused::NoPublicVersion(given.to_owned()))?.1.as_str())
            }
            None => None,
        };
        Ok(EvidenceFile {
            path: text("ruta", &self.name)?,
            sha256: match seal {
                Some(_) => None,
                None => Some(text::<Sha256Text>("sha256", &self.named().to_string())?),
            },
            commitment: sealed.map(|(seal, pointer)| seal.commitment(pointer)).transpose()?,
            custody: seal.map(|seal| seal.custody(store)).transpose()?,
            bytes: Bytes::new(measured.map_or(self.piece.bytes.len() as u64, |measured| measured.bytes)),
            format: text("formato", self.format.mime())?,
            typology: self.piece.typology.as_deref().map(|one| text::<Slug>("tipologia", one)).transpose()?,
            date: None,
            description: self
                .piece
                .description
                .as_deref()
                .map(|one| text::<Description>("descripcion", one))
                .transpose()?,
            origin: Origin::Electronic,
            people: self.piece.people.filter(|_| self.is_visual()),
            authorisation: match seal.filter(|_| shows_people && self.is_visual()) {
                Some(seal) => seal.authorised()?,
                None => None,
            },
            personal_data: self.piece.personal_data.as_ref().filter(|_| seal.is_none()).map(review).transpose()?,
            access: exception.map_or(Access::Public, |exception| exception.access),
            exception: exception
                .map(|one| one.entry(seal.and_then(|seal| seal.keeper.as_deref()), public_version))
                .transpose()?,
            captions: None,
            transcript: None,
        })
    }
}

fn review((outcome, reason): &(PersonalDataOutcome, String)) -> Result<PersonalDataReview, Refused> {
    Ok(PersonalDataReview { outcome: *outcome, reason: text("motivo", reason)? })
}
