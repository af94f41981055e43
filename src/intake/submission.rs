//! The folder of a submission, from what a person said and the bytes of the files.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};

use super::{
    apart::{Apart, Object},
    ready::Ready,
};
use crate::{
    digest::Digest,
    model::{
        Settings, SubmissionPath,
        raw::{
            AtLeastOne, Date, FileName, Manifest, Moment, People, Percent, PersonalDataOutcome, PlanFollowUp,
            Registrar, SigobFiling, SubmissionClass, Supersedes, TextError, Title, Version1,
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
    /// Its files in git: names and bytes, in the order given; of what is kept apart, its pointer.
    pub files: Vec<(String, Vec<u8>)>,
    /// What goes to a store outside git.
    pub objects: Vec<Object>,
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
    /// Where the authorisation of the people in a picture is, by the name given.
    Authorisation(String),
    /// Who answers for what is kept outside git.
    Keeper,
    /// A field of the ground on which a file is not public.
    Exception(&'static str),
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
    /// The place where a file too large to be cleaned was taken is in it.
    #[error("`{0}` tells where it was taken")]
    Located(String),
    /// The file that may be published in the place of another is not of the submission.
    #[error("`{0}` is not among the files")]
    NoPublicVersion(String),
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
    assemble_apart(draft, &BTreeMap::new(), settings, today, is_taken)
}

/// The same, where `apart` says how files are kept outside git, by their place in the draft.
///
/// # Errors
///
/// [`Refused`]; everything missing at once.
pub fn assemble_apart(
    draft: Draft,
    apart: &BTreeMap<usize, Apart>,
    settings: &Settings,
    today: NaiveDate,
    is_taken: &dyn Fn(&SubmissionPath) -> bool,
) -> Result<Assembled, Refused> {
    within(&draft, apart, settings)?;
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
    let (mut taken, mut adjusted, mut plans) = (BTreeSet::new(), Vec::new(), Vec::new());
    let (mut ready, mut names) = (Vec::new(), Vec::new());
    for (index, piece) in pieces.into_iter().enumerate() {
        let read = Ready::of(piece, apart.get(&index), &taken, &mut adjusted)?;
        missing.extend(read.missing());
        taken.insert(read.name.clone());
        names.push((read.given.clone(), read.name.clone()));
        if let Some((plan, progress)) = &read.piece.plan {
            plans.push(PlanFollowUp {
                plan: text("planes", plan)?,
                file: text("ruta", &read.name)?,
                progress: progress.map(percent).transpose()?,
            });
        }
        ready.push(read);
    }
    let (Some(title), true) = (title, missing.is_empty()) else {
        missing.sort();
        missing.dedup();
        return Err(Refused::Incomplete(missing));
    };
    let entries = ready.iter().map(|read| read.entry(&names)).collect::<Result<Vec<_>, Refused>>()?;
    let first = ready.first().map(Ready::named).ok_or(Refused::NoFile)?;
    let (mut files, mut objects) = (Vec::new(), Vec::new());
    for (index, read) in ready.into_iter().enumerate() {
        read.placed(index, &mut files, &mut objects);
    }
    let sigob = sigob.map(|filing| filed(filing, &names)).transpose()?;
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
    let path = folder(&policy, class, due.unwrap_or(today), first, is_taken)?;
    const SCHEMA: &str = "# yaml-language-server: $schema=../../../../../schema/manifiesto.v1.json\n";
    let manifest = format!("{SCHEMA}{}", source::yaml::write(&manifest)?);
    Ok(Assembled { path, manifest, files, objects, adjusted })
}

/// Refuses what is beyond the limits, before any file is looked into.
fn within(draft: &Draft, apart: &BTreeMap<usize, Apart>, settings: &Settings) -> Result<(), Refused> {
    if draft.pieces.is_empty() {
        return Err(Refused::NoFile);
    }
    if draft.pieces.len() as u64 > settings.files_per_submission {
        return Err(Refused::TooManyFiles { found: draft.pieces.len(), limit: settings.files_per_submission });
    }
    let limit = settings.file_bytes;
    let mut seen: Vec<(Digest, &str)> = Vec::new();
    for (index, piece) in draft.pieces.iter().enumerate() {
        let apart = apart.get(&index);
        let measured = apart.and_then(|apart| apart.measured.as_ref());
        let bytes = measured.map_or(piece.bytes.len() as u64, |measured| measured.bytes);
        if bytes == 0 {
            return Err(Refused::Empty(piece.name.clone()));
        }
        if bytes > limit && measured.is_none() {
            return Err(Refused::TooLarge { name: piece.name.clone(), bytes, limit });
        }
        if measured.is_some_and(|measured| measured.is_located) {
            return Err(Refused::Located(piece.name.clone()));
        }
        let digest = measured.map_or_else(|| Digest::of(&piece.bytes), |measured| measured.digest);
        if let Some((_, other)) = seen.iter().find(|(known, _)| *known == digest) {
            return Err(Refused::Twice((*other).to_owned(), piece.name.clone()));
        }
        seen.push((digest, &piece.name));
        let is_sealed = apart.is_some_and(|apart| apart.seal.is_some());
        if !is_sealed && piece.people.is_some_and(|people| people.are_identifiable()) {
            return Err(Refused::RecognisablePeople(piece.name.clone()));
        }
    }
    Ok(())
}

pub(super) fn text<T: for<'a> TryFrom<&'a str, Error = TextError>>(
    field: &'static str,
    value: &str,
) -> Result<T, Refused> {
    T::try_from(value.trim()).map_err(|why| Refused::Value { field, value: value.to_owned(), why })
}

fn date(day: NaiveDate) -> Result<Date, Refused> {
    Date::try_from(day.to_string().as_str()).map_err(|_| Refused::Date)
}

fn percent(progress: f64) -> Result<Percent, Refused> {
    Percent::try_from(progress).map_err(|_| Refused::Percent(progress))
}

fn filed(filing: Filing, names: &[(String, String)]) -> Result<SigobFiling, Refused> {
    let cover = filing.cover.and_then(|place| names.get(place));
    Ok(SigobFiling {
        number: text("radicado", &filing.number)?,
        moment: Moment::try_from(filing.moment.to_rfc3339().as_str()).map_err(|_| Refused::Date)?,
        cover: cover.map(|(_, name)| text::<FileName>("soporte", name)).transpose()?,
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
