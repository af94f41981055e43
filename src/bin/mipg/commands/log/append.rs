//! `mipg log append`: what the repository shows and the log lacks is logged.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::ArgMatches;
use mipg::{
    digest::Digest,
    messages::{Lang, Message},
    registro::{self, Batch, GitWrites, Index, Occurrence, Pending, Terms, Trace, Trail},
    repo_path::RepoPath,
    snapshot::{Content, GitRepository, GitSnapshot, Limits, Snapshot as _, SnapshotError, Trust},
    trail::{
        checkpoint::{self, Checkpoint, Origin},
        entry::{Document, DocumentEvent, Event, Key, Moment},
        note::{MAX_NOTE, Note, SignerKey, VerifierKey},
        policy::Policy,
    },
};

use super::{
    appended::{Left, Published, Told},
    awaiting,
    day::Day,
    detail, place, proposal, secret, timestamp, verify,
};
use crate::{
    args::{self, text},
    commands::check as gate,
    errors::{Failure, UNCHECKED},
    output,
};

/// The most bytes of the document that closes a vigencia.
const MAX_CLOSING: u64 = 25 * 1024 * 1024;
/// The exit code of what contradicts a state that is held.
const DIVERGED: u8 = 30;
/// Where the entry of a report says that it is.
const REPORTS: &str = "informe";
/// Program and version, as entries have it.
pub(in crate::commands) const TOOL: &str = concat!("mipg ", env!("CARGO_PKG_VERSION"));
/// The same, where the hour was taken though it seemed impossible: entries say so for ever.
const TOOL_CLOCK: &str = concat!("mipg ", env!("CARGO_PKG_VERSION"), " (reloj confirmado)");

/// Runs `mipg log append`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let get = |name: &str| matches.get_one::<String>(name);
    if get("as-of").is_some() {
        return Err(Failure::Usage(match lang {
            Lang::Es => "lo que se anota lleva la hora en que se anota: aquí no se acepta `--as-of`".to_owned(),
            Lang::En => {
                "what is logged bears the hour at which it is logged: `--as-of` is not accepted here".to_owned()
            }
        }));
    }
    let outputs = gate::outputs(matches, &args::LOG_FORMATS, lang)?;
    let (clock, now) = (gate::moment(None, lang)?, now(lang)?);
    let key = key(matches.get_one::<PathBuf>("key"), lang)?;
    let file = |name: &str| matches.get_one::<PathBuf>(name);
    let policy = file("policy").map(|path| verify::policy(path, lang)).transpose()?;
    let authorities = file("ca").map(|path| timestamp::authorities(path, lang)).transpose()?;
    let kept = matches.get_many::<PathBuf>("checkpoint").into_iter().flatten();
    let kept: Vec<(&PathBuf, Vec<u8>)> =
        kept.map(|path| Ok((path, place::needed(path, MAX_NOTE as u64)?))).collect::<Result<_, Failure>>()?;
    let terms = Terms {
        kept: &[],
        adopts: matches.get_flag("sign-existing"),
        clock_is_right: matches.get_flag("clock-confirmed"),
        policy: policy.as_ref(),
        authorities: authorities.as_ref(),
    };
    let tool = if terms.clock_is_right { TOOL_CLOCK } else { TOOL };
    let repository = gate::open(&args::repository(matches))?;
    let said = |error| super::failure(error, lang);

    let mut index = Index::new();
    let trail = Trail::open(&repository).map_err(said)?;
    let mut day = Day::of(clock);
    let mut published = Published::default();
    let rotates = matches.contains_id("rotate");
    if let (Some((_, trail)), Some(key), false) = (&trail, &key, rotates) {
        is_of(key, trail).map_err(said)?;
    }
    if let Some((_, trail)) = &trail {
        let head = trail.checkpoint().head;
        let read = index.advance_with(&mut trail.reader(), &head, &mut |index, entry| {
            day.count(&entry.event, entry.time);
            published.take(index, &entry.event);
        });
        read.map_err(|error| said(error.into()))?;
    }
    let main = match get("rev") {
        Some(rev) => rev.clone(),
        None => gate::main_branch(&repository)?,
    };
    let pending = pending(&repository, &main, &index, trail.as_ref().map(|(_, trail)| trail), key.as_ref())?;
    let entity =
        pending.entity.clone().ok_or_else(|| Failure::Settings(vec!["policies/repositorio.yaml".to_owned()]))?;
    let origin = origin(get("origin"), &pending, trail.as_ref().map(|(_, trail)| trail), lang)?;
    let signers = trail.iter().flat_map(|(_, trail)| trail.keys()).chain(key.as_ref().map(SignerKey::verifier));
    let signers: Vec<VerifierKey> = signers.chain(policy.iter().flat_map(Policy::logs)).cloned().collect();
    let kept: Vec<Checkpoint> =
        kept.iter().map(|(path, bytes)| state(path, bytes, &origin, &signers, lang)).collect::<Result<_, _>>()?;
    let terms = Terms { kept: &kept, ..terms };
    if trail.is_none() && kept.is_empty() {
        let begun = begin(&repository, &origin, &pending, policy.as_ref(), matches.get_flag("new"), lang);
        if begun.is_err() && Trail::open(&repository).map_err(said)?.is_some() {
            return run(matches, lang); // another began it since it was looked for
        }
        begun?;
        if key.is_none() && !matches.get_flag("unsigned") {
            let hint = Message::LogBegunUnsignedHint { name: origin.as_str().into() }.text(lang);
            let message = Message::LogBegunUnsigned {}.text(lang);
            return Err(Failure::Said { message, hint: Some(hint), code: 2 });
        }
    }
    let proposal = match (get("base"), get("head")) {
        (Some(base), Some(head)) => Some(proposal::judge(&repository, base, head, clock, lang)?),
        _ => None,
    };

    // What came in on this server by pushes, and was not logged then.
    let awaiting = awaiting::Awaiting::of(&repository, &main, clock, lang)?;

    let closing = get("closing").map(|path| closing(&repository, &main, path, lang)).transpose()?;
    let reports = matches.get_many::<PathBuf>("report").into_iter().flatten().map(|path| report(path));
    let reports: Vec<Occurrence> = reports.collect::<Result<_, _>>()?;
    let record = matches.get_one::<PathBuf>("rotate").map(|path| record(path, lang)).transpose()?;

    let mut occurrences = pending.occurrences.clone();
    occurrences.extend(proposal.iter().flat_map(|proposal| proposal.submissions.clone()));
    occurrences.extend(awaiting.brought());
    occurrences.extend(closing);
    occurrences.extend(reports);
    if matches.get_flag("heartbeat") {
        occurrences.push(Occurrence { event: Event::Heartbeat, commit: Some(pending.revision), time: None, turn: 0 });
    }
    let (key_used, reach) = (key.as_ref(), Some(&pending.reach));
    let batch = Batch { origin: &origin, entity: &entity, tool, now, key: key_used, occurrences: &occurrences, reach };
    let mut writes = GitWrites::new(&repository);
    let appended = match &record {
        Some(record) => registro::rotate_on(&repository, &mut writes, &mut index, &batch, &terms, record),
        None => registro::append_on(&repository, &mut writes, &mut index, &batch, &terms),
    };
    let appended = appended.map_err(said)?;
    awaiting.logged(&repository, &[])?;
    appended.entries.iter().for_each(|entry| day.count(&entry.event, entry.time));
    let added = (appended.before.size..).zip(&appended.entries);
    let again = added.filter_map(|(index, entry)| published.take(index, &entry.event)).collect();

    // `rotate` puts the change of key before what is given.
    let shift = usize::from(record.is_some());
    let written = |place: &usize| place.checked_sub(shift).and_then(|place| occurrences.get(place));
    let unwritable: Vec<&Occurrence> = appended.unwritable.iter().filter_map(written).collect();
    let left = Left::of(&repository, &pending, &unwritable)?;
    let told = Told {
        left: &left,
        origin: &origin,
        appended: &appended,
        pending: &pending,
        proposal: proposal.as_ref(),
        awaiting: awaiting.left(),
        is_server: repository.work_dir().is_none(),
        key: &key,
        is_first: trail.is_none() && appended.commit.is_some(),
        crowded: day.crowded(),
        again,
    };
    let render = |format: &str| if format == "json" { told.json() } else { told.human(lang) };
    for (format, path) in &outputs {
        output::write(path, render(format).as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
    }
    let printed = output::print(&render(get("format").map_or("human", String::as_str)), lang);
    let proposed = proposal.map_or(0, |proposal| proposal.verdict.exit_code());
    let unread = if left.is_empty() { 0 } else { UNCHECKED };
    Ok(printed.max(proposed).max(unread))
}

/// Whether a key is the one that signs a log: another is told even where there is nothing to sign.
pub(in crate::commands) fn is_of(key: &SignerKey, trail: &Trail) -> Result<(), registro::RegistroError> {
    match trail.keys().last() {
        Some(used) if used != key.verifier() => Err(registro::RegistroError::OtherKey {
            given: format!("{}+{}", key.verifier().name(), key.verifier().id()),
        }),
        _ => Ok(()),
    }
}

/// Whether a log may be begun where there is none: not where something shows that there was one.
fn begin(
    repository: &Arc<GitRepository>,
    origin: &Origin,
    pending: &Pending,
    policy: Option<&Policy>,
    is_said_new: bool,
    lang: Lang,
) -> Result<(), Failure> {
    let traces = registro::traces(repository, origin, pending.origin.as_ref(), &pending.occurrences, policy);
    let mut traces = traces.map_err(|error| super::failure(error, lang))?;
    traces.retain(|trace| !is_said_new || !trace.is_doubtful());
    if traces.is_empty() {
        return Ok(());
    }
    // What every new institution begins with shows nothing by itself.
    if matches!(traces[..], [Trace::Settings(_)]) && pending.origin.is_some() {
        let message = Message::LogUnbegun { name: origin.as_str().into() };
        let hint = Some(Message::LogUnbegunHint {}.text(lang));
        return Err(Failure::Said { message: message.text(lang), hint, code: 2 });
    }
    const SHOWN: usize = 5;
    let mut lines = vec![Message::LogVanished { name: origin.as_str().into() }.text(lang)];
    lines.extend(traces.iter().take(SHOWN).map(|trace| {
        let message = match trace {
            Trace::Reference(name) => Message::LogTraceReference { name: name.as_str().into() },
            Trace::Policy => Message::LogTracePolicy {},
            Trace::Settings(origin) => Message::LogTraceSettings { name: origin.as_str().into() },
        };
        format!("  {}", message.text(lang))
    }));
    let mut hint = Message::LogGoneHint {}.text(lang);
    if traces.iter().all(Trace::is_doubtful) {
        hint = format!("{hint}; {}", Message::LogVanishedFirst {}.text(lang));
    }
    Err(Failure::Said { message: lines.join("\n"), hint: Some(hint), code: DIVERGED })
}

/// A state of this log that was kept, signed by one of its keys: one that none of them signed stops nothing, and is not
/// passed over either.
fn state(
    path: &Path,
    bytes: &[u8],
    origin: &Origin,
    signers: &[VerifierKey],
    lang: Lang,
) -> Result<Checkpoint, Failure> {
    let place = || path.display().to_string().into();
    let said = |message: Message, hint: Option<Message>, code| Failure::Said {
        message: message.text(lang),
        hint: hint.map(|hint| hint.text(lang)),
        code,
    };
    let note = Note::parse(bytes).ok();
    let found = note.and_then(|note| Some((note.text().parse::<Checkpoint>().ok()?, note)));
    let (found, note) = found
        .filter(|(found, _)| found.origin == *origin)
        .ok_or_else(|| said(Message::LogKeptOther { path: place(), name: origin.as_str().into() }, None, 2))?;
    match checkpoint::open(&note, signers) {
        Err(error) if error.is_forged() => {
            Err(said(Message::LogKeptForged { path: place() }, Some(Message::LogKeptForgedHint {}), UNCHECKED))
        }
        Err(_) if !signers.is_empty() => {
            Err(said(Message::LogKeptUnknown { path: place() }, Some(Message::LogKeptUnknownHint {}), UNCHECKED))
        }
        _ => Ok(found),
    }
}

/// What the main branch has to log: what came after where this log reaches, by what this key signed, if that is enough.
pub(in crate::commands) fn pending(
    repository: &Arc<GitRepository>,
    main: &str,
    index: &Index,
    trail: Option<&Trail>,
    key: Option<&SignerKey>,
) -> Result<Pending, SnapshotError> {
    if let Some((trail, key)) = trail.zip(key)
        && let Some(reach) = trail.reach(key.verifier())?
        && let Some(pending) = registro::pending_since(repository, main, index, &reach)?
    {
        return Ok(pending);
    }
    registro::pending(repository, main, &|key: &Key| index.place(key).is_some())
}

/// The clock, as entries have it.
pub(in crate::commands) fn now(lang: Lang) -> Result<Moment, Failure> {
    let clock = gate::moment(None, lang)?;
    let now = u64::try_from(clock.timestamp()).ok().and_then(|seconds| Moment::from_unix(seconds).ok());
    now.ok_or_else(|| clockless(lang))
}

/// The name of the log: the one given, that of the settings, or the one it has; where more than one is known, all are held
/// to be the same by the append.
pub(in crate::commands) fn origin(
    given: Option<&String>,
    pending: &Pending,
    trail: Option<&Trail>,
    lang: Lang,
) -> Result<Origin, Failure> {
    let given = given.map(|given| Origin::new(given.as_str()).map_err(|_| nameless(lang))).transpose()?;
    if let (Some(given), Some(set)) = (&given, &pending.origin)
        && given != set
    {
        return Err(super::failure(
            registro::RegistroError::Origin { found: set.clone(), expected: given.clone() },
            lang,
        ));
    }
    let has = trail.map(|trail| trail.checkpoint().origin.clone());
    given.or_else(|| pending.origin.clone()).or(has).ok_or_else(|| nameless(lang))
}

fn nameless(lang: Lang) -> Failure {
    Failure::Said {
        message: text(lang, "el registro no tiene nombre", "the log has no name").to_owned(),
        hint: Some(
            text(
                lang,
                "escriba en policies/repositorio.yaml `registro: {origen: dominio/entidad/1}`, o indíquelo con `--origen`; no se podrá cambiar",
                "write `registro: {origen: domain/entity/1}` in policies/repositorio.yaml, or name it with `--origen`; it can never be changed",
            )
            .to_owned(),
        ),
        code: 2,
    }
}

fn clockless(lang: Lang) -> Failure {
    Failure::Said {
        message: text(
            lang,
            "el reloj de este equipo no da una hora posible",
            "the clock of this machine gives no possible hour",
        )
        .to_owned(),
        hint: None,
        code: UNCHECKED,
    }
}

/// The key, from a file or from the variable; it is never shown.
pub(in crate::commands) fn key(file: Option<&PathBuf>, lang: Lang) -> Result<Option<SignerKey>, Failure> {
    if let Some(path) = file {
        return secret::read(path, lang).map(Some);
    }
    secret::of_environment(lang)
}

/// The record of a change of key, as `mipg log keygen --rotar` writes it.
fn record(path: &Path, lang: Lang) -> Result<Note, Failure> {
    let bytes = place::needed(path, MAX_NOTE as u64)?;
    Note::parse(&bytes).map_err(|error| {
        let message = Message::LogRotationUnreadable {
            path: path.display().to_string().into(),
            detail: detail::note(&error, lang).into(),
        };
        Failure::Said { message: message.text(lang), hint: Some(Message::LogRotationHint {}.text(lang)), code: 2 }
    })
}

/// That a vigencia is closed by a document of the main branch.
fn closing(repository: &Arc<GitRepository>, main: &str, path: &str, lang: Lang) -> Result<Occurrence, Failure> {
    let snapshot = GitSnapshot::at(repository.clone(), main, Limits::default())?;
    let missing = || {
        let message = Message::LogClosingMissing { path: path.into(), revision: main.into() };
        Failure::Said { message: message.text(lang), hint: None, code: 2 }
    };
    let path = RepoPath::new(path).map_err(|_| missing())?;
    let entry = snapshot.entry(&path)?.ok_or_else(missing)?;
    let Content::Bytes(bytes) = snapshot.read(&entry, MAX_CLOSING, Trust::Verify)? else { return Err(missing()) };
    let document = Document { path, digest: Digest::of(&bytes) };
    let event = Event::Document(DocumentEvent::Closing, document);
    Ok(Occurrence { event, commit: Some(snapshot.commit()), time: None, turn: 0 })
}

/// That a report was published: its file is anywhere, and named by its digest alone.
fn report(path: &Path) -> Result<Occurrence, Failure> {
    let failed = |error| Failure::Io(path.to_owned(), error);
    let (digest, _) = Digest::of_reader(&mut std::fs::File::open(path).map_err(failed)?).map_err(failed)?;
    Ok(noted(digest))
}

/// A published report of this digest.
pub(in crate::commands) fn noted(digest: Digest) -> Occurrence {
    let path = RepoPath::new(format!("{REPORTS}/{digest}").as_str()).expect("plain letters");
    let event = Event::Document(DocumentEvent::Report, Document { path, digest });
    Occurrence { event, commit: None, time: None, turn: 0 }
}
