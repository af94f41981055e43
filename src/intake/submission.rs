//! The folder of a submission, from what a person said and the bytes of the files.

use std::collections::BTreeSet;

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};

use super::{names, photo};
use crate::{
    digest::Digest,
    fixity::{self, Format},
    model::{
        Settings, SubmissionPath,
        raw::{
            Access, AtLeastOne, Bytes, Date, Description, EvidenceFile, FileName, Manifest, MediaType, Moment, Origin,
            People, Percent, PersonalDataOutcome, PersonalDataReview, PlanFollowUp, Registrar, Sha256Text, SigobFiling,
            Slug, SubmissionClass, Supersedes, TextError, Title, Version1,
        },
    },
    source::{self, yaml::YamlWriteError},
};

/// Hexadecimal digits of the first file's digest in the name of the folder.
const DIGITS: usize = 4;

/// What a person hands in.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// The slug of the policy, or `modelo`.
    pub policy: String,
    /// Its class.
    pub class: SubmissionClass,
    /// What it is about, in one line.
    pub title: Option<String>,
    /// The corte it answers; none for [`SubmissionClass::Document`].
    pub due: Option<NaiveDate>,
    /// The office that makes it, where that is not the leader's.
    pub office: Option<String>,
    /// Who loads it.
    pub registrar: Registrar,
    /// How it came through SIGOB.
    pub sigob: Option<Filing>,
    /// What it corrects.
    pub supersedes: Option<Successor>,
    /// Its files, the main one first.
    pub pieces: Vec<Piece>,
}

/// A file as it was given.
#[derive(Clone, PartialEq, Debug)]
pub struct Piece {
    /// Its name.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What it shows.
    pub description: Option<String>,
    /// Who can be recognised in it.
    pub people: Option<People>,
    /// The kind of document it is.
    pub typology: Option<String>,
    /// What the numbers in it are, where they look like personal data, and why they may be published.
    pub personal_data: Option<(PersonalDataOutcome, String)>,
    /// The plan it follows up, and its progress in percent.
    pub plan: Option<(String, Option<f64>)>,
}

/// What SIGOB gave.
#[derive(Clone, PartialEq, Debug)]
pub struct Filing {
    /// Its number.
    pub number: String,
    /// Its moment.
    pub moment: DateTime<FixedOffset>,
    /// The piece with the cover, by its place in [`Draft::pieces`].
    pub cover: Option<usize>,
}

/// The submission that this one takes the place of.
#[derive(Clone, PartialEq, Debug)]
pub struct Successor {
    /// Its folder.
    pub of: SubmissionPath,
    /// The digest of its manifest.
    pub manifest: Digest,
    /// What was wrong.
    pub reason: String,
}

/// A submission, ready to be put in its place.
#[derive(Clone, PartialEq, Debug)]
pub struct Assembled {
    /// Its folder.
    pub path: SubmissionPath,
    /// The text of its manifest.
    pub manifest: String,
    /// Its files: names and bytes, in the order given.
    pub files: Vec<(String, Vec<u8>)>,
    /// What was changed of what was given, in that order.
    pub adjusted: Vec<Adjusted>,
}

/// Something changed of what was given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Adjusted {
    /// A file has another name.
    Renamed {
        /// The name given.
        from: String,
        /// The name it has.
        to: String,
    },
    /// The place where a photo was taken was removed from it.
    LocationRemoved {
        /// The name it has.
        name: String,
    },
}

/// What only a person can say, and has not said.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Missing {
    /// The title.
    Title,
    /// The corte.
    Due,
    /// What a picture shows, by the name given.
    Description(String),
    /// Who is recognised in a picture, by the name given.
    People(String),
    /// Which plan a file follows up.
    Plan,
}

/// Why there is no submission.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    /// Something only a person can say is missing; all of it.
    #[error("something is missing: {0:?}")]
    Incomplete(Vec<Missing>),
    /// There is no file.
    #[error("no file")]
    NoFile,
    /// More files than a submission may have.
    #[error("{found} files, and {limit} at most")]
    TooManyFiles {
        /// How many.
        found: usize,
        /// The most.
        limit: u64,
    },
    /// A file without bytes.
    #[error("`{0}` is empty")]
    Empty(String),
    /// The same bytes twice.
    #[error("`{0}` and `{1}` are the same")]
    Twice(String, String),
    /// A file larger than git takes.
    #[error("`{name}` has {bytes} bytes, and {limit} at most")]
    TooLarge {
        /// Its name.
        name: String,
        /// Its size.
        bytes: u64,
        /// The most.
        limit: u64,
    },
    /// Nobody can tell what a file is.
    #[error("what `{0}` is could not be told")]
    UnknownFormat(String),
    /// People can be recognised in a file, which may have to be erased one day.
    #[error("people are recognised in `{0}`")]
    RecognisablePeople(String),
    /// A value that the field does not take.
    #[error("`{field}` does not take `{value}`: {why}")]
    Value {
        /// The field of the manifest.
        field: &'static str,
        /// What was said.
        value: String,
        /// Why not.
        why: TextError,
    },
    /// A number of percent outside 0–100.
    #[error("{0} is no percentage")]
    Percent(f64),
    /// A moment or a date that files cannot hold.
    #[error("no date that a manifest takes")]
    Date,
    /// A bug: the manifest could not be written.
    #[error(transparent)]
    Unwritten(#[from] YamlWriteError),
}

/// Makes the submission of a draft. `is_taken` tells folders that are there already; `today` dates a document.
///
/// # Errors
///
/// [`Refused`]; everything missing at once.
pub fn assemble(
    draft: Draft,
    settings: &Settings,
    today: NaiveDate,
    is_taken: &dyn Fn(&SubmissionPath) -> bool,
) -> Result<Assembled, Refused> {
    within(&draft, settings)?;
    let Draft { policy, class, title, due, office, registrar, sigob, supersedes, pieces } = draft;
    let mut missing = Vec::new();
    if title.is_none() {
        missing.push(Missing::Title);
    }
    if due.is_none() && class != SubmissionClass::Document {
        missing.push(Missing::Due);
    }
    if class == SubmissionClass::PlanFollowUp && pieces.iter().all(|piece| piece.plan.is_none()) {
        missing.push(Missing::Plan);
    }
    let (mut taken, mut adjusted, mut files, mut entries, mut plans) =
        (BTreeSet::new(), Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for piece in pieces {
        let read = Ready::of(piece, &taken, &mut adjusted)?;
        missing.extend(read.missing());
        taken.insert(read.name.clone());
        if let Some((plan, progress)) = &read.piece.plan {
            plans.push(PlanFollowUp {
                plan: text("planes", plan)?,
                file: text("ruta", &read.name)?,
                progress: progress.map(percent).transpose()?,
            });
        }
        if missing.is_empty() {
            entries.push(read.entry()?);
        }
        files.push((read.name, read.piece.bytes));
    }
    let (Some(title), true) = (title, missing.is_empty()) else {
        missing.sort();
        return Err(Refused::Incomplete(missing));
    };
    let sigob = sigob.map(|filing| filed(filing, &files)).transpose()?;
    let manifest = Manifest {
        version: Version1,
        policy: text("politica", &policy)?,
        class,
        title: text::<Title>("titulo", &title)?,
        due: due.filter(|_| class != SubmissionClass::Document).map(date).transpose()?,
        covers: None,
        office: office.map(|office| text("dependencia", &office)).transpose()?,
        registrar,
        sigob,
        files: AtLeastOne::try_from(entries).map_err(|_| Refused::NoFile)?,
        links: Vec::new(),
        criteria: Vec::new(),
        plans,
        supersedes: supersedes.map(successor).transpose()?,
        complements: None,
        also_serves: Vec::new(),
    };
    let first = files.first().map(|(_, bytes)| Digest::of(bytes)).ok_or(Refused::NoFile)?;
    let path = folder(&policy, class, due.unwrap_or(today), first, is_taken)?;
    const SCHEMA: &str = "# yaml-language-server: $schema=../../../../../schema/manifiesto.v1.json\n";
    let manifest = format!("{SCHEMA}{}", source::yaml::write(&manifest)?);
    Ok(Assembled { path, manifest, files, adjusted })
}

/// Refuses what is beyond the limits, before any file is looked into.
fn within(draft: &Draft, settings: &Settings) -> Result<(), Refused> {
    if draft.pieces.is_empty() {
        return Err(Refused::NoFile);
    }
    if draft.pieces.len() as u64 > settings.files_per_submission {
        return Err(Refused::TooManyFiles { found: draft.pieces.len(), limit: settings.files_per_submission });
    }
    let limit = settings.file_bytes;
    let mut seen: Vec<(Digest, &str)> = Vec::new();
    for piece in &draft.pieces {
        let bytes = piece.bytes.len() as u64;
        if bytes == 0 {
            return Err(Refused::Empty(piece.name.clone()));
        }
        if bytes > limit {
            return Err(Refused::TooLarge { name: piece.name.clone(), bytes, limit });
        }
        let digest = Digest::of(&piece.bytes);
        if let Some((_, other)) = seen.iter().find(|(known, _)| *known == digest) {
            return Err(Refused::Twice((*other).to_owned(), piece.name.clone()));
        }
        seen.push((digest, &piece.name));
        if piece.people.is_some_and(|people| people.are_identifiable()) {
            return Err(Refused::RecognisablePeople(piece.name.clone()));
        }
    }
    Ok(())
}

/// A file with the name and the bytes that it will have.
struct Ready {
    piece: Piece,
    name: String,
    format: Format,
}

impl Ready {
    fn of(mut piece: Piece, taken: &BTreeSet<String>, adjusted: &mut Vec<Adjusted>) -> Result<Self, Refused> {
        let facts = fixity::inspect(&piece.bytes);
        let format = facts.format().ok_or_else(|| Refused::UnknownFormat(piece.name.clone()))?;
        let name = names::portable(&piece.name, Some(format), taken);
        if name != piece.name {
            adjusted.push(Adjusted::Renamed { from: piece.name.clone(), to: name.clone() });
        }
        if let Some(cleaned) = photo::without_location(&piece.bytes, &facts) {
            piece.bytes = cleaned;
            adjusted.push(Adjusted::LocationRemoved { name: name.clone() });
        }
        Ok(Self { piece, name, format })
    }

    fn is_visual(&self) -> bool {
        MediaType::try_from(self.format.mime()).is_ok_and(|mime| mime.is_visual())
    }

    fn missing(&self) -> impl Iterator<Item = Missing> {
        let is_visual = self.is_visual();
        let name = || self.piece.name.clone();
        let description = (is_visual && self.piece.description.is_none()).then(|| Missing::Description(name()));
        let people = (is_visual && self.piece.people.is_none()).then(|| Missing::People(name()));
        description.into_iter().chain(people)
    }

    fn entry(&self) -> Result<EvidenceFile, Refused> {
        let digest = Digest::of(&self.piece.bytes);
        Ok(EvidenceFile {
            path: text("ruta", &self.name)?,
            sha256: Some(text::<Sha256Text>("sha256", &digest.to_string())?),
            commitment: None,
            custody: None,
            bytes: Bytes::new(self.piece.bytes.len() as u64),
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
            authorisation: None,
            personal_data: self.piece.personal_data.as_ref().map(review).transpose()?,
            access: Access::Public,
            exception: None,
            captions: None,
            transcript: None,
        })
    }
}

fn text<T: for<'a> TryFrom<&'a str, Error = TextError>>(field: &'static str, value: &str) -> Result<T, Refused> {
    T::try_from(value.trim()).map_err(|why| Refused::Value { field, value: value.to_owned(), why })
}

fn review((outcome, reason): &(PersonalDataOutcome, String)) -> Result<PersonalDataReview, Refused> {
    Ok(PersonalDataReview { outcome: *outcome, reason: text("motivo", reason)? })
}

fn date(day: NaiveDate) -> Result<Date, Refused> {
    Date::try_from(day.to_string().as_str()).map_err(|_| Refused::Date)
}

fn percent(progress: f64) -> Result<Percent, Refused> {
    Percent::try_from(progress).map_err(|_| Refused::Percent(progress))
}

fn filed(filing: Filing, files: &[(String, Vec<u8>)]) -> Result<SigobFiling, Refused> {
    let cover = filing.cover.and_then(|place| files.get(place));
    Ok(SigobFiling {
        number: text("radicado", &filing.number)?,
        moment: Moment::try_from(filing.moment.to_rfc3339().as_str()).map_err(|_| Refused::Date)?,
        cover: cover.map(|(name, _)| text::<FileName>("soporte", name)).transpose()?,
    })
}

fn successor(of: Successor) -> Result<Supersedes, Refused> {
    Ok(Supersedes {
        submission: text("reemplaza", &of.of.to_string())?,
        sha256: text("sha256", &of.manifest.to_string())?,
        reason: text("motivo", &of.reason)?,
    })
}

/// `<policy>/AAAA/MM/<class>-<digits>`; numbered where there is one already.
fn folder(
    policy: &str,
    class: SubmissionClass,
    day: NaiveDate,
    first: Digest,
    is_taken: &dyn Fn(&SubmissionPath) -> bool,
) -> Result<SubmissionPath, Refused> {
    let digits = &first.to_string()[..DIGITS];
    let month = format!("{policy}/{:04}/{:02}/{}", day.year(), day.month(), class.as_str());
    let numbered = (2_usize..10_000).map(|number| format!("{month}-{number}-{digits}"));
    std::iter::once(format!("{month}-{digits}"))
        .chain(numbered)
        .filter_map(|path| SubmissionPath::parse(&path))
        .find(|path| !is_taken(path))
        .ok_or(Refused::Date)
}
