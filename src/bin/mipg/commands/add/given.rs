//! What the command line says of a submission.

use std::{
    io::Read as _,
    path::{Path, PathBuf},
};

use chrono::{DateTime, FixedOffset, NaiveDateTime};
use clap::{ArgMatches, parser::ValueSource};
use mipg::{
    digest::Digest,
    fixity,
    intake::{Filing, Piece, Successor, apart::Exception, kept, subject::Subject},
    messages::{Lang, shown},
    model::{
        Settings, SubmissionPath,
        raw::{Access, People, PersonalDataOutcome, Registrar, SubmissionClass},
    },
    schedule::bogota,
    snapshot::GitSnapshot,
};

use super::{
    apart::{self, OfFile, Said},
    ask,
};
use crate::errors::Failure;

/// A branch that was asked for.
pub(super) struct Branch {
    /// Its name; none where one is to be made.
    pub name: Option<String>,
    /// Where it is pushed to.
    pub remote: Option<String>,
}

/// The class that is said, or else that of the subject.
pub(super) fn class(matches: &ArgMatches, subject: Option<&Subject>) -> SubmissionClass {
    if let Some(subject) = subject.filter(|_| matches.value_source("class") != Some(ValueSource::CommandLine)) {
        return subject.class;
    }
    match matches.get_one::<String>("class").map(String::as_str) {
        Some("comunicado") => SubmissionClass::PressRelease,
        Some("seguimiento-planes") => SubmissionClass::PlanFollowUp,
        Some("documento") => SubmissionClass::Document,
        _ => SubmissionClass::Report,
    }
}

/// Whoever has a filing number of SIGOB is the receiver.
pub(super) fn registrar(matches: &ArgMatches) -> Registrar {
    if matches.contains_id("filing") { Registrar::Receiver } else { Registrar::Leader }
}

pub(super) fn branch(matches: &ArgMatches) -> Option<Branch> {
    let get = |name: &str| matches.get_one::<String>(name);
    let remote = get("push").cloned();
    let name = get("branch");
    (name.is_some() || remote.is_some()).then(|| Branch { name: name.filter(|name| !name.is_empty()).cloned(), remote })
}

/// Reads the files and what is said of each.
pub(super) fn pieces(matches: &ArgMatches, settings: &Settings, lang: Lang) -> Result<Vec<Piece>, Failure> {
    let paths: Vec<&PathBuf> = matches.get_many::<PathBuf>("files").into_iter().flatten().collect();
    if paths.len() as u64 > settings.files_per_submission {
        let limit = settings.files_per_submission;
        return Err(Failure::Usage(match lang {
            Lang::Es => format!("son {} archivos, y una entrega lleva {limit} como máximo", paths.len()),
            Lang::En => format!("{} files, and a submission has {limit} at most", paths.len()),
        }));
    }
    let mut pieces = Vec::with_capacity(paths.len());
    for path in paths {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let mut bytes = read(path, settings.file_bytes).map_err(|error| Failure::Io(path.clone(), error))?;
        if bytes.len() as u64 > settings.file_bytes {
            bytes.truncate(fixity::HEAD); // what it is shows in its start, and it is not held
        }
        pieces.push(Piece {
            name,
            bytes,
            description: None,
            people: None,
            typology: None,
            personal_data: None,
            plan: None,
        });
    }
    each(matches, "description", &mut pieces, lang, |piece, value| {
        piece.description = Some(value.to_owned());
        Ok(())
    })?;
    each(matches, "kind", &mut pieces, lang, |piece, value| {
        piece.typology = Some(value.to_owned());
        Ok(())
    })?;
    each(matches, "people", &mut pieces, lang, |piece, value| {
        piece.people = Some(people(value).ok_or_else(|| {
            let (given, known) = (shown(value, 60), crate::args::PEOPLE.join(", "));
            Failure::Usage(match lang {
                Lang::Es => format!("`{given}` no es un valor de `--personas`\nayuda: valores posibles: {known}"),
                Lang::En => format!("`{given}` is not a value of `--people`\nhint: possible values: {known}"),
            })
        })?);
        Ok(())
    })?;
    each(matches, "personal-data", &mut pieces, lang, |piece, value| {
        let read = value.split_once(':').and_then(|(word, reason)| Some((outcome(word)?, reason.to_owned())));
        piece.personal_data = Some(read.ok_or_else(|| {
            let given = shown(value, 80);
            Failure::Usage(match lang {
                Lang::Es => format!("`{given}` no tiene la forma RESULTADO:MOTIVO\nayuda: el resultado es no-contiene, anonimizado o publicable"),
                Lang::En => format!("`{given}` is not of the form OUTCOME:REASON\nhint: the outcome is no-contiene, anonimizado or publicable"),
            })
        })?);
        Ok(())
    })?;
    each(matches, "plan", &mut pieces, lang, |piece, value| {
        let (plan, progress) = match value.rsplit_once(':') {
            Some((plan, progress)) => (plan, Some(number(progress, lang)?)),
            None => (value, None),
        };
        piece.plan = Some((plan.to_owned(), progress));
        Ok(())
    })?;
    Ok(pieces)
}

fn outcome(word: &str) -> Option<PersonalDataOutcome> {
    match word {
        "no-contiene" => Some(PersonalDataOutcome::NoneFound),
        "anonimizado" => Some(PersonalDataOutcome::Anonymised),
        "publicable" => Some(PersonalDataOutcome::Publishable),
        _ => None,
    }
}

pub(super) fn people(word: &str) -> Option<People> {
    match word {
        "ninguna" => Some(People::None),
        "no-identificables" => Some(People::Unidentifiable),
        "adultos-autorizados" => Some(People::AuthorisedAdults),
        "menores-autorizados" => Some(People::AuthorisedMinors),
        _ => None,
    }
}

fn number(text: &str, lang: Lang) -> Result<f64, Failure> {
    kept::percent(text).ok_or_else(|| {
        let given = shown(text, 40);
        Failure::Usage(match lang {
            Lang::Es => format!("`{given}` no es un porcentaje de 0 a 100"),
            Lang::En => format!("`{given}` is not a percentage from 0 to 100"),
        })
    })
}

/// Gives `[FILE=]VALUE` to the file it names, or to every file where it names none.
fn each(
    matches: &ArgMatches,
    option: &str,
    pieces: &mut [Piece],
    lang: Lang,
    give: impl Fn(&mut Piece, &str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    for given in matches.get_many::<String>(option).into_iter().flatten() {
        let named = given.split_once('=').and_then(|(name, value)| Some((place(pieces, name)?, value)));
        match named {
            Some((at, value)) => give(&mut pieces[at], value)?,
            None if option == "plan" => {
                let given = shown(given, 80);
                return Err(Failure::Usage(match lang {
                    Lang::Es => format!(
                        "`--plan {given}` no nombra uno de los archivos\nayuda: ARCHIVO=PLAN:AVANCE, como peti.pdf=peti:62"
                    ),
                    Lang::En => format!(
                        "`--plan {given}` names none of the files\nhint: FILE=PLAN:PROGRESS, such as peti.pdf=peti:62"
                    ),
                }));
            }
            // What a picture shows, and who is in it, is of pictures; and of one of them.
            None if matches!(option, "description" | "people") && pieces.len() > 1 => {
                let mut visual = pieces.iter_mut().filter(|piece| is_visual(piece));
                match (visual.next(), visual.next()) {
                    (Some(one), None) => give(one, given)?,
                    (None, _) => {}
                    (Some(_), Some(_)) => {
                        let given = shown(given, 80);
                        return Err(Failure::Usage(match lang {
                            Lang::Es => format!(
                                "hay varias imágenes, y «{given}» no dice de cuál es\nayuda: ARCHIVO=TEXTO, como foto.jpg=…, una vez por cada una"
                            ),
                            Lang::En => format!(
                                "there are several pictures, and “{given}” does not say of which it is\nhint: FILE=TEXT, such as foto.jpg=…, once for each"
                            ),
                        }));
                    }
                }
            }
            None => pieces.iter_mut().try_for_each(|piece| give(piece, given))?,
        }
    }
    Ok(())
}

/// What an option of the form `[FILE=]VALUE` says of each file.
pub(super) fn named(matches: &ArgMatches, option: &str, pieces: &[Piece]) -> Vec<Option<String>> {
    let mut values = vec![None; pieces.len()];
    for given in matches.get_many::<String>(option).into_iter().flatten() {
        match given.split_once('=').and_then(|(name, value)| Some((place(pieces, name)?, value))) {
            Some((at, value)) => values[at] = Some(value.to_owned()),
            None => values.iter_mut().for_each(|value| *value = Some(given.clone())),
        }
    }
    values
}

/// What is said of each file that bears on how it is kept. Where somebody is recognised in one, and nobody said where the
/// authorisation is, it is asked.
pub(super) fn said(matches: &ArgMatches, pieces: &[Piece], settings: &Settings, lang: Lang) -> Result<Said, Failure> {
    let paths = matches.get_many::<PathBuf>("files").into_iter().flatten();
    let authorisations = named(matches, "authorisation", pieces);
    let each = paths.zip(pieces).zip(accesses(matches, pieces, lang)?).zip(authorisations);
    let files = each.map(|(((path, piece), access), authorisation)| {
        let shows_people = piece.people.is_some_and(|people| people.are_identifiable());
        let asked = || if shows_people { ask::authorisation(&piece.name, lang) } else { None };
        OfFile {
            path: path.clone(),
            authorisation: authorisation.or_else(asked),
            exception: (!access.is_public()).then(|| exception(matches, access)),
        }
    });
    Ok(Said {
        files: files.collect(),
        keeper: matches.get_one::<String>("custody").cloned(),
        outside: matches.get_one::<PathBuf>("keep-in").cloned(),
        limit: settings.file_bytes,
    })
}

/// The access that is said of each file.
fn accesses(matches: &ArgMatches, pieces: &[Piece], lang: Lang) -> Result<Vec<Access>, Failure> {
    let read = |word: Option<String>| match word.as_deref() {
        None | Some("publica") => Ok(Access::Public),
        Some("clasificada") => Ok(Access::Classified),
        Some("reservada") => Ok(Access::Reserved),
        Some(other) => {
            let given = shown(other, 60);
            Err(Failure::Usage(match lang {
                Lang::Es => format!(
                    "`{given}` no es un valor de `--acceso`\nayuda: publica, clasificada o reservada; de un archivo: ARCHIVO=clasificada"
                ),
                Lang::En => format!(
                    "`{given}` is not a value of `--access`\nhint: publica, clasificada or reservada; of one file: FILE=clasificada"
                ),
            }))
        }
    };
    named(matches, "access", pieces).into_iter().map(read).collect()
}

fn exception(matches: &ArgMatches, access: Access) -> Exception {
    let get = |name: &str| matches.get_one::<String>(name).cloned();
    Exception {
        access,
        norm: get("norm"),
        scope: get("scope"),
        term: get("term"),
        classifier: get("classifier"),
        location: get("location"),
        public_version: get("public-version"),
    }
}

/// The digest that the main file will have, where it is not bound by a salt; of a large one, once it is read whole.
pub(super) fn main_digest(
    matches: &ArgMatches,
    pieces: &[Piece],
    settings: &Settings,
) -> Result<Option<Digest>, Failure> {
    let path = matches.get_many::<PathBuf>("files").into_iter().flatten().next();
    let Some((piece, path)) = pieces.first().zip(path) else { return Ok(None) };
    let size = std::fs::metadata(path).map_err(|error| Failure::Io(path.clone(), error))?.len();
    if size <= settings.file_bytes {
        return Ok(Some(piece.digest()));
    }
    let measured = apart::measure(path, (&piece.name, &piece.bytes), None);
    Ok(Some(measured.map_err(|error| Failure::Io(path.clone(), error))?.digest))
}

/// Whether a file is an image or a video.
pub(super) fn is_visual(piece: &Piece) -> bool {
    let format = fixity::inspect(&piece.bytes).format();
    format.is_some_and(|format| format.mime().starts_with("image/") || format.mime().starts_with("video/"))
}

fn place(pieces: &[Piece], name: &str) -> Option<usize> {
    let name = Path::new(name).file_name()?.to_string_lossy();
    pieces.iter().position(|piece| piece.name == name)
}

/// The bytes of a regular file: one byte more than the limit at most, which then says how large it is.
fn read(path: &Path, limit: u64) -> std::io::Result<Vec<u8>> {
    // Before it is opened: a pipe would be waited for.
    if !std::fs::metadata(path)?.is_file() {
        return Err(std::io::Error::new(std::io::ErrorKind::InvalidInput, "not a regular file"));
    }
    let file = std::fs::File::open(path)?;
    let mut bytes = Vec::new();
    file.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What SIGOB gave, where the command line says so.
pub(super) fn filing(matches: &ArgMatches, pieces: &[Piece], lang: Lang) -> Result<Option<Filing>, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let (Some(number), Some(moment)) = (get("filing"), get("filed")) else { return Ok(None) };
    let cover = get("cover").map(|name| {
        place(pieces, name).ok_or_else(|| {
            let name = shown(name, 120);
            Failure::Usage(match lang {
                Lang::Es => format!(
                    "la carátula `{name}` no está entre los archivos de la entrega\nayuda: agréguela a la lista"
                ),
                Lang::En => {
                    format!("the cover `{name}` is not among the files of the submission\nhint: add it to the list")
                }
            })
        })
    });
    Ok(Some(Filing { number: number.clone(), moment: filed(moment, lang)?, cover: cover.transpose()? }))
}

/// A moment with its offset, or a local one of Colombia.
fn filed(given: &str, lang: Lang) -> Result<DateTime<FixedOffset>, Failure> {
    let local = || {
        ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M"]
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(given, form).ok())
            .and_then(|moment| moment.and_local_timezone(bogota()).single())
    };
    DateTime::parse_from_rfc3339(given).ok().or_else(local).ok_or_else(|| {
        let given = shown(given, 60);
        Failure::Usage(match lang {
            Lang::Es => format!(
                "`{given}` no es una fecha con hora\nayuda: como la de SIGOB, 2026-11-05T16:12 (hora de Colombia)"
            ),
            Lang::En => format!(
                "`{given}` is not a date with a time\nhint: as that of SIGOB, 2026-11-05T16:12 (Colombian time)"
            ),
        })
    })
}

/// The submission that is corrected, with the digest of its manifest in the main line.
pub(super) fn successor(matches: &ArgMatches, head: &GitSnapshot, lang: Lang) -> Result<Option<Successor>, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    let (Some(given), Some(reason)) = (get("supersedes"), get("reason")) else { return Ok(None) };
    let trimmed = given.trim_start_matches("policies/").trim_end_matches('/');
    let missing = || {
        let given = shown(given, 120);
        Failure::Usage(match lang {
            Lang::Es => format!(
                "no hay una entrega `{given}` publicada\nayuda: escriba política/AAAA/MM/entrega, como gobierno-digital/2026/11/reporte-1f3a"
            ),
            Lang::En => format!(
                "there is no published submission `{given}`\nhint: write policy/YYYY/MM/submission, such as gobierno-digital/2026/11/reporte-1f3a"
            ),
        })
    };
    let of = SubmissionPath::parse(trimmed).ok_or_else(missing)?;
    super::branch::successor(head, &of, reason)?.ok_or_else(missing).map(Some)
}
