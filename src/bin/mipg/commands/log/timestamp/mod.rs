//! `mipg log timestamp`: timestamps of a third party over the checkpoint of the log.
//!
//! What is stamped is the file `checkpoint` as it is, byte for byte, signatures included, so that
//! `openssl ts -verify -data checkpoint` says the same. Beside a token lies the checkpoint it is of.

mod judged;

use std::{
    collections::BTreeMap,
    io::Read as _,
    path::{Path, PathBuf},
};

use clap::ArgMatches;
use mipg::{
    digest::Digest,
    messages::{Lang, Message, shown},
    registro::{ATTESTATIONS, CHECKPOINT, GitWrites, RegistroError, Trail, attach},
    trail::{
        checkpoint::{self, Checkpoint},
        entry::Moment,
        merkle,
        note::{MAX_NOTE, Note},
        tile::TileHashes,
        timestamp::{
            Authorities, MAX_AUTHORITIES, MAX_REQUEST, MAX_RESPONSE, Nonce, Request, Timestamp, TimestampError, verify,
        },
    },
};
use ring::rand::{SecureRandom as _, SystemRandom};
use serde_json::json;

use judged::{Judged, Problem, foreign};

use super::failure;
use crate::{
    args::{self, text},
    commands::check as gate,
    errors::{Failure, UNCHECKED},
    output,
};

/// The attested checkpoints, from the latest, among which the one of a response is looked for.
const RECENT: usize = 64;

/// Runs `mipg log timestamp`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let path = |name: &str| matches.get_one::<PathBuf>(name);
    if let Some(out) = path("request") {
        return ask(matches, out, lang);
    }
    let authorities = authorities(path("ca").expect("clap requires it"), lang)?;
    let nonce = path("query").map(|path| query(path, lang)).transpose()?.flatten();
    let judged = match path("attach") {
        Some(response) => vec![keep(matches, response, &authorities, nonce, lang)?],
        None => judge_all(matches, &authorities, nonce, lang)?,
    };
    let is_json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    let told = match is_json {
        true => {
            format!(
                "{:#}\n",
                json!({"version": 1, "timestamps": judged.iter().map(|one| one.json(lang)).collect::<Vec<_>>()})
            )
        }
        false => judged.iter().map(|one| one.human(lang)).collect(),
    };
    let told = if judged.is_empty() && !is_json {
        text(lang, "El registro no tiene sellos de tiempo adjuntos.\n", "The log has no timestamps attached.\n")
            .to_owned()
    } else {
        told
    };
    let code = judged.iter().map(Judged::code).max().unwrap_or(UNCHECKED);
    Ok(output::print(&told, lang).max(code))
}

/// `--pedir`.
fn ask(matches: &ArgMatches, out: &Path, lang: Lang) -> Result<u8, Failure> {
    let stamped = match matches.get_one::<PathBuf>("checkpoint") {
        Some(path) => read(path, MAX_NOTE)?,
        None => current(&trail(matches, lang)?.1, lang)?,
    };
    let Some(checkpoint) = parse(&stamped) else { return Err(said(foreign(lang).to_owned(), UNCHECKED)) };
    let mut random = [0; 8];
    SystemRandom::new().fill(&mut random).map_err(|_| {
        said(text(lang, "el sistema no da números al azar", "the system gives no random numbers").to_owned(), UNCHECKED)
    })?;
    let request = Request { imprint: Digest::of(&stamped), nonce: Some(Nonce::from_random(random)) };
    let write =
        |path: &Path, bytes: &[u8]| output::write(path, bytes).map_err(|error| Failure::Io(path.to_owned(), error));
    write(out, &request.to_der())?;
    if let Some(copy) = matches.get_one::<PathBuf>("out") {
        write(copy, &stamped)?;
    }
    let (size, file) = (checkpoint.head.size, shown(&out.display().to_string(), 200));
    let told = match lang {
        Lang::Es => format!(
            "Solicitud en {file}: checkpoint de {size} anotaciones, SHA-256 {}.\nEnvíela a la autoridad de sellado y adjunte la respuesta con `mipg log timestamp --adjuntar`.\n",
            request.imprint
        ),
        Lang::En => format!(
            "Request in {file}: checkpoint of {size} entries, SHA-256 {}.\nSend it to the timestamp authority and attach the response with `mipg log timestamp --adjuntar`.\n",
            request.imprint
        ),
    };
    Ok(output::print(&told, lang))
}

/// `--adjuntar`.
fn keep(
    matches: &ArgMatches,
    path: &Path,
    authorities: &Authorities,
    nonce: Option<Nonce>,
    lang: Lang,
) -> Result<Judged, Failure> {
    let response = read(path, MAX_RESPONSE)?;
    let file = path.display().to_string();
    let out = matches.get_one::<PathBuf>("out");
    let (repository, candidates) = match (matches.get_one::<PathBuf>("checkpoint"), out) {
        (Some(given), Some(_)) => (None, vec![read(given, MAX_NOTE)?]),
        (given, _) => {
            let (repository, trail) = trail(matches, lang)?;
            let stamped = match given {
                Some(given) => vec![read(given, MAX_NOTE)?],
                None => recent(&trail, lang)?,
            };
            (Some((repository, trail)), stamped)
        }
    };
    let is_of_log = repository.is_some();
    let mut judged = Judged { file, checkpoint: None, outcome: Err(Problem::Checkpoint), done: None, is_of_log };
    // A response says which checkpoint it is of: the one with its imprint.
    let mut stamped = Vec::new();
    for bytes in candidates {
        judged.outcome = judge(&response, &bytes, nonce.clone(), authorities);
        stamped = bytes;
        if !matches!(judged.outcome, Err(Problem::Token(TimestampError::Imprint { .. }))) {
            break;
        }
    }
    if matches!(judged.outcome, Err(Problem::Token(TimestampError::Imprint { .. })))
        && !matches.contains_id("checkpoint")
    {
        // Which of those looked at it should have been is not known.
        judged.done = Some(Message::LogTimestampGrew {}.text(lang));
        return Ok(judged);
    }
    judged.checkpoint = parse(&stamped);
    if judged.outcome.is_err() {
        return Ok(judged);
    }
    let Some(checkpoint) = &judged.checkpoint else {
        judged.outcome = Err(Problem::Checkpoint);
        return Ok(judged);
    };
    judged.done = Some(match (out, repository) {
        (Some(out), _) => {
            output::write(out, &response).map_err(|error| Failure::Io(out.clone(), error))?;
            format!("{} {}", text(lang, "Guardado en", "Kept in"), shown(&out.display().to_string(), 200))
        }
        (None, Some((repository, trail))) => {
            if !belongs(&trail, &stamped, checkpoint) {
                judged.outcome = Err(Problem::Checkpoint);
                return Ok(judged);
            }
            let size = checkpoint.head.size;
            let name = free_name(&trail, size, &response)?;
            let files = BTreeMap::from([
                (format!("{ATTESTATIONS}/{size}/{CHECKPOINT}"), stamped),
                (format!("{ATTESTATIONS}/{size}/{name}"), response),
            ]);
            let clock = u64::try_from(gate::moment(None, lang)?.timestamp()).ok();
            let now = clock.and_then(|seconds| Moment::from_unix(seconds).ok()).ok_or_else(|| {
                said(text(lang, "el reloj del equipo no sirve", "the clock is of no use").to_owned(), UNCHECKED)
            })?;
            let attached = attach(&repository, &mut GitWrites::new(&repository), &files, now)
                .map_err(|error| unattached(error, lang))?;
            let words = match attached.commit {
                Some(_) => text(lang, "Adjuntado al registro como", "Attached to the log as"),
                None => text(lang, "Ya estaba en el registro como", "It was in the log already as"),
            };
            format!("{words} {ATTESTATIONS}/{size}/{name}")
        }
        (None, None) => unreachable!("without a file to write to, the repository was opened"),
    });
    Ok(judged)
}

/// `--verificar`: the files named, or everything attached.
fn judge_all(
    matches: &ArgMatches,
    authorities: &Authorities,
    nonce: Option<Nonce>,
    lang: Lang,
) -> Result<Vec<Judged>, Failure> {
    let files: Vec<&PathBuf> = matches.get_many("verify").into_iter().flatten().collect();
    let given = matches.get_one::<PathBuf>("checkpoint").map(|path| read(path, MAX_NOTE)).transpose()?;
    if files.is_empty() {
        if given.is_some() {
            let message = text(
                lang,
                "con `--checkpoint` diga qué sellos: `--verificar SELLO.tsr`",
                "with `--checkpoint`, say which timestamps: `--verificar STAMP.tsr`",
            );
            return Err(Failure::Usage(message.to_owned()));
        }
        return attached(&trail(matches, lang)?.1, authorities);
    }
    // Where there is a log here, the checkpoint must be one of it; where there is none, nobody's signature was checked.
    let log = match given.is_some() {
        true => trail(matches, lang).ok(),
        false => Some(trail(matches, lang)?),
    };
    let stamped = match (given, &log) {
        (Some(given), _) => given,
        (None, Some((_, trail))) => current(trail, lang)?,
        (None, None) => unreachable!("without a checkpoint the log was opened"),
    };
    let checkpoint = parse(&stamped);
    let is_one = checkpoint
        .as_ref()
        .is_some_and(|checkpoint| log.as_ref().is_none_or(|(_, trail)| belongs(trail, &stamped, checkpoint)));
    let mut judged = Vec::new();
    for path in files {
        let mut outcome = judge(&read(path, MAX_RESPONSE)?, &stamped, nonce.clone(), authorities);
        if outcome.is_ok() && !is_one {
            outcome = Err(Problem::Checkpoint);
        }
        let (file, checkpoint, is_of_log) = (path.display().to_string(), checkpoint.clone(), log.is_some());
        judged.push(Judged { file, checkpoint, outcome, done: None, is_of_log });
    }
    Ok(judged)
}

/// Every token beside the log.
fn attached(trail: &Trail, authorities: &Authorities) -> Result<Vec<Judged>, Failure> {
    let mut judged = Vec::new();
    for size in trail.attested()? {
        let stamped = trail.attestation(size, CHECKPOINT)?.unwrap_or_default();
        let checkpoint =
            parse(&stamped).filter(|checkpoint| checkpoint.head.size == size && belongs(trail, &stamped, checkpoint));
        for name in trail.attestations(size)?.iter().filter(|name| is_token(name)) {
            // Of one that is too large nothing is read, and it is no token.
            let response = trail.attestation(size, name)?.unwrap_or_default();
            let outcome = match &checkpoint {
                Some(_) => judge(&response, &stamped, None, authorities),
                None => Err(Problem::Checkpoint),
            };
            let file = format!("{ATTESTATIONS}/{size}/{name}");
            judged.push(Judged { file, checkpoint: checkpoint.clone(), outcome, done: None, is_of_log: true });
        }
    }
    Ok(judged)
}

fn judge(
    response: &[u8],
    stamped: &[u8],
    nonce: Option<Nonce>,
    authorities: &Authorities,
) -> Result<Timestamp, Problem> {
    verify(response, &Request { imprint: Digest::of(stamped), nonce }, authorities).map_err(Problem::Token)
}

/// `tsa-<n>.tsr`.
fn is_token(name: &str) -> bool {
    name.starts_with("tsa-") && name.ends_with(".tsr")
}

/// The name under which these bytes lie already, or the next number.
fn free_name(trail: &Trail, size: u64, response: &[u8]) -> Result<String, Failure> {
    let mut last = 0;
    for name in trail.attestations(size)?.into_iter().filter(|name| is_token(name)) {
        if trail.attestation(size, &name)?.as_deref() == Some(response) {
            return Ok(name);
        }
        let number = name.trim_start_matches("tsa-").trim_end_matches(".tsr").parse::<u32>();
        last = last.max(number.unwrap_or(0));
    }
    Ok(format!("tsa-{}.tsr", last.saturating_add(1)))
}

/// Whether a checkpoint is of this log: its origin, its signature by a key beside the log where the log is signed, and a
/// tree that the log continues.
fn belongs(trail: &Trail, bytes: &[u8], checkpoint: &Checkpoint) -> bool {
    if trail.note().is_some() {
        let note = Note::parse(bytes);
        if !note.is_ok_and(|note| checkpoint::open(&note, trail.keys()).is_ok()) {
            return false;
        }
    }
    extends(trail, checkpoint)
}

/// Whether a log had this state: its origin, and a tree that the log continues. Whoever signed it is not looked at.
pub(super) fn extends(trail: &Trail, checkpoint: &Checkpoint) -> bool {
    let now = trail.checkpoint();
    if checkpoint.origin != now.origin || checkpoint.head.size > now.head.size || !checkpoint.extensions().is_empty() {
        return false;
    }
    let mut hashes = TileHashes::new(trail.reader(), now.head.size);
    merkle::consistency(&mut hashes, checkpoint.head.size, now.head.size)
        .is_ok_and(|path| merkle::verify_consistency(&checkpoint.head, &now.head, &path).is_ok())
}

/// The checkpoint in these bytes: the text of a note, or that text alone where the log is not signed.
fn parse(bytes: &[u8]) -> Option<Checkpoint> {
    match Note::parse(bytes) {
        Ok(note) => note.text().parse().ok(),
        Err(_) => std::str::from_utf8(bytes).ok()?.parse().ok(),
    }
}

/// The log of the repository.
fn trail(matches: &ArgMatches, lang: Lang) -> Result<(std::sync::Arc<mipg::snapshot::GitRepository>, Trail), Failure> {
    let repository = gate::open(&args::repository(matches))?;
    let found = Trail::open(&repository).map_err(|error| failure(error, lang))?;
    let (_, trail) = found.ok_or_else(|| failure(RegistroError::Absent, lang))?;
    Ok((repository, trail))
}

/// The bytes of the current checkpoint.
fn current(trail: &Trail, lang: Lang) -> Result<Vec<u8>, Failure> {
    trail.tree().file(CHECKPOINT, MAX_NOTE as u64)?.ok_or_else(|| failure(RegistroError::NoCheckpoint, lang))
}

/// The current checkpoint and the latest attested ones.
fn recent(trail: &Trail, lang: Lang) -> Result<Vec<Vec<u8>>, Failure> {
    let mut found = vec![current(trail, lang)?];
    for size in trail.attested()?.into_iter().rev().take(RECENT) {
        found.extend(trail.attestation(size, CHECKPOINT)?);
    }
    Ok(found)
}

/// The nonce of a request that was sent.
fn query(path: &Path, lang: Lang) -> Result<Option<Nonce>, Failure> {
    let request = Request::from_der(&read(path, MAX_REQUEST)?);
    request.map(|request| request.nonce).map_err(|error| refused(path, &[error.message().text(lang)], lang))
}

/// The certificates of the authorities in a file; those that are not used are told.
pub(in crate::commands) fn authorities(path: &Path, lang: Lang) -> Result<Authorities, Failure> {
    let found = Authorities::from_pem(&read(path, MAX_AUTHORITIES)?).map_err(|error| {
        let texts: Vec<String> = error.messages().iter().map(|message| message.text(lang)).collect();
        refused(path, &texts, lang)
    })?;
    for (place, error) in found.skipped() {
        let message = Message::TimestampCertificateSkipped {
            place: (*place).into(),
            path: path.display().to_string().into(),
            detail: error.message().text(lang).into(),
        };
        anstream::eprintln!("{}", message.text(lang));
    }
    Ok(found)
}

/// A file whole, or one byte more than `limit`, which its reader refuses.
fn read(path: &Path, limit: usize) -> Result<Vec<u8>, Failure> {
    let failed = |error| Failure::Io(path.to_owned(), error);
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(failed)?;
    file.take(limit as u64 + 1).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// A file that is not what it should be.
fn refused(path: &Path, texts: &[String], lang: Lang) -> Failure {
    let file = shown(&path.display().to_string(), 200);
    said(format!("{} `{file}`: {}", text(lang, "no se pudo usar", "could not use"), texts.join("; ")), UNCHECKED)
}

fn said(message: String, code: u8) -> Failure {
    Failure::Said { message, hint: None, code }
}

/// Why nothing was attached.
fn unattached(error: RegistroError, lang: Lang) -> Failure {
    match error {
        RegistroError::Taken(_) => {
            let message = text(
                lang,
                "en `atestacion/` ya hay otro checkpoint de ese tamaño, y nunca se reemplaza",
                "`atestacion/` has another checkpoint of that size already, which is never replaced",
            );
            said(message.to_owned(), UNCHECKED)
        }
        error => failure(error, lang),
    }
}
