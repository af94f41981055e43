//! `mipg log attach`: what a witness published is kept beside the log, once it was verified.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ArgMatches;
use mipg::{
    messages::{Arg, Lang, Message},
    registro::{ATTESTATIONS, Attached, CHECKPOINT, GitWrites, RegistroError, Trail, attach, signed_at},
    snapshot::GitRepository,
    trail::{
        checkpoint::{self, Checkpoint},
        entry::Moment,
        note::{MAX_NOTE, Note, Signature, VerifierKey},
    },
};
use serde_json::json;

use super::{detail, failure, keys, place, timestamp, verify, witness::file_name};
use crate::{args, commands::check as gate, errors::Failure, output};

/// Runs `mipg log attach`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let known = witnesses(matches, lang)?;
    let repository = gate::open(&args::repository(matches))?;
    let clock = u64::try_from(gate::moment(None, lang)?.timestamp()).ok();
    let now = clock.and_then(|seconds| Moment::from_unix(seconds).ok()).ok_or_else(|| clockless(lang))?;
    let mut told = Vec::new();
    for path in matches.get_many::<PathBuf>("cosignatures").into_iter().flatten() {
        let found = Trail::open(&repository).map_err(|error| failure(error, lang))?;
        let (_, trail) = found.ok_or_else(|| failure(RegistroError::Absent, lang))?;
        let files = verified(path, &trail, &repository, &known, lang)?;
        let attached = attach(&repository, &mut GitWrites::new(&repository), &files, now);
        let attached = attached.map_err(|error| match error {
            RegistroError::Taken(_) => said(Message::LogAttachTaken { path: named(path) }, None, 3, lang),
            error => failure(error, lang),
        })?;
        told.push((files, attached));
    }
    let is_json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    Ok(output::print(&if is_json { as_json(&told) } else { human(&told, lang) }, lang))
}

/// The files by their names, and what was done with them.
type Told = (BTreeMap<String, Vec<u8>>, Attached);

fn as_json(told: &[Told]) -> String {
    let one = |(files, attached): &Told| {
        json!({
            "files": files.keys().collect::<Vec<_>>(),
            "added": attached.added,
            "commit": attached.commit.map(|commit| commit.to_string()),
        })
    };
    format!("{:#}\n", json!({"version": 1, "attached": told.iter().map(one).collect::<Vec<_>>()}))
}

fn human(told: &[Told], lang: Lang) -> String {
    let mut lines = Vec::new();
    for (files, attached) in told {
        // The checkpoint beside it is not what was asked for.
        for name in files.keys().filter(|name| !name.ends_with(&format!("/{CHECKPOINT}"))) {
            let message = match attached.added.contains(name) {
                true => Message::LogAttached { name: name.as_str().into() },
                false => Message::LogAttachedBefore { name: name.as_str().into() },
            };
            lines.push(message.text(lang));
        }
    }
    if told.iter().any(|(_, attached)| attached.commit.is_some()) {
        lines.push(Message::LogAttachPush {}.text(lang));
    }
    lines.join("\n") + "\n"
}

/// The witnesses that are believed: those given, and those of the policy.
fn witnesses(matches: &ArgMatches, lang: Lang) -> Result<Vec<VerifierKey>, Failure> {
    let mut known = keys::of_witnesses(matches, lang)?.unwrap_or_default();
    if let Some(path) = matches.get_one::<PathBuf>("policy") {
        known.extend(verify::policy(path, lang)?.witnesses().map(|(_, key)| key.clone()));
    }
    Ok(known)
}

/// What is attached of a file: for each witness known that cosigned, its line alone over the text and the signature of the
/// log; and the signed checkpoint, where it is not there yet.
fn verified(
    path: &Path,
    trail: &Trail,
    repository: &Arc<GitRepository>,
    known: &[VerifierKey],
    lang: Lang,
) -> Result<BTreeMap<String, Vec<u8>>, Failure> {
    let bytes = place::needed(path, MAX_NOTE as u64)?;
    let malformed =
        |detail: String| said(Message::LogAttachNoNote { path: named(path), detail: detail.into() }, None, 40, lang);
    let note = Note::parse(&bytes).map_err(|error| malformed(detail::note(&error, lang)))?;
    let stated = note.text().parse::<Checkpoint>().map_err(|error| malformed(detail::checkpoint(error, lang)))?;
    let mut cosigned: Vec<(String, Signature)> = Vec::new();
    for key in known {
        let valid = note.open(std::slice::from_ref(key)).unwrap_or_default();
        cosigned.extend(valid.iter().map(|one| (key.name().as_str().to_owned(), one.signature.clone())));
    }
    if cosigned.is_empty() {
        return Err(said(Message::LogAttachUnknown { path: named(path) }, None, 40, lang));
    }
    // One whom we believe saw it: if it is no state of this log, there are two.
    if !timestamp::extends(trail, &stated) {
        let hint = Some(Message::LogAttachForeignHint {});
        return Err(said(Message::LogAttachForeign { path: named(path) }, hint, 30, lang));
    }
    let size = stated.head.size;
    let beside = trail.attestation(size, CHECKPOINT)?;
    let signed = match &beside {
        Some(bytes) => Note::parse(bytes).ok().filter(|found| found.text() == note.text()),
        None => signed_at(repository, trail, note.text())?,
    };
    let unsigned = || said(Message::LogAttachUnsigned { size: size.into() }, None, 3, lang);
    let signed = signed.ok_or_else(unsigned)?;
    let log = checkpoint::open(&signed, trail.keys()).map_err(|_| unsigned())?.log;
    let own = signed.open(std::slice::from_ref(log)).map_err(|_| unsigned())?;
    let mut files = BTreeMap::new();
    if beside.is_none() {
        files.insert(format!("{ATTESTATIONS}/{size}/{CHECKPOINT}"), signed.to_string().into_bytes());
    }
    for (name, cosignature) in cosigned {
        let mut kept = Note::new(note.text()).map_err(|error| malformed(detail::note(&error, lang)))?;
        for signature in own.iter().map(|one| one.signature.clone()).chain([cosignature]) {
            kept.add(signature).map_err(|error| malformed(detail::note(&error, lang)))?;
        }
        files.insert(format!("{ATTESTATIONS}/{size}/cosig-{}", file_name(&name)), kept.to_string().into_bytes());
    }
    Ok(files)
}

fn named(path: &Path) -> Arg {
    path.display().to_string().into()
}

fn clockless(lang: Lang) -> Failure {
    place::said(lang, "el reloj del equipo no sirve", "the clock of the machine is of no use", None, 3)
}

fn said(message: Message, hint: Option<Message>, code: u8, lang: Lang) -> Failure {
    Failure::Said { message: message.text(lang), hint: hint.map(|hint| hint.text(lang)), code }
}
