//! `mipg log witness`: cosigns a log that does not contradict what was known of it.

use std::{
    collections::BTreeMap,
    fs::OpenOptions,
    path::{Path, PathBuf},
};

use chrono::Utc;
use clap::ArgMatches;
use mipg::{
    messages::{Lang, Message, shown},
    trail::{
        checkpoint::{self, CheckpointOpenError},
        constancia,
        cosignature::cosign,
        judge::{reason, words},
        note::{Algorithm, MAX_NOTE, Note, SignerKey, VerifierKey},
        rotation::Rotation,
        succession::{Chain, Succession},
        tile::HashReadError,
        witness::{self, Divergence, Fresh, WitnessError},
    },
};

use super::{
    detail, keys,
    place::{self, Place, PlaceError, said},
    receipt::damaged,
    secret, verify,
};
use crate::{errors::Failure, output};

/// Runs `mipg log witness`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let path = |name: &str| matches.get_one::<PathBuf>(name);
    let state = path("state").expect("clap requires it");
    let log = Place::folder(path("log").expect("clap requires it"), lang)?;
    let given = keys::given(matches, lang)?.expect("clap requires it");
    let chain = path("chain").map(|path| verify::chain(path, lang)).transpose()?;
    let Known { keys, succession } = Known::of(given, chain.as_ref(), &log, lang)?;
    let new = Note::parse(&log.checkpoint(lang)?).map_err(|error| unbelieved(&error.into(), 40, lang))?;
    let is_first = matches.get_flag("first-time");
    if matches.get_flag("files") {
        let remembered = remembered(state, is_first, lang)?;
        return list(&keys, remembered.as_ref(), &new, lang);
    }
    let own = secret::read(path("secret").expect("clap requires it"), lang)?;
    if own.verifier().algorithm() != Algorithm::Cosignature {
        return Err(said(
            lang,
            "esa clave es de un registro: un testigo firma con la suya",
            "that key is of a log: a witness signs with its own",
            Some(("créela con `mipg log keygen --testigo`", "make one with `mipg log keygen --testigo`")),
            2,
        ));
    }
    let out = path("out").expect("clap requires it");
    // One run at a time: two that remember the same checkpoint could cosign two that contradict each other.
    let lock = lock(state)?;
    let remembered = remembered(state, is_first, lang)?;
    if let Some(remembered) = &remembered {
        check_own(remembered, &own, lang)?;
    }
    let fresh = match witness::observe(&log, &keys, remembered.as_ref(), &new) {
        Ok(fresh) => fresh,
        Err(WitnessError::Diverged(divergence)) => {
            let old = remembered.expect("only what is remembered can be contradicted");
            return Err(accuse(*divergence, old, new, out, lang)?);
        }
        Err(error) => return Err(failure(error, lang)),
    };
    if let Some(Err(error)) = succession.map(|known| known.in_turn(&new, fresh.checkpoint.head.size)) {
        let message = Message::LogWitnessTurn { detail: error.text(lang).into() };
        let hint = Some(Message::LogWitnessTurnHint {}.text(lang));
        return Err(Failure::Said { message: message.text(lang), hint, code: 40 });
    }
    let cosigned = match &remembered {
        // The same checkpoint as before keeps its cosignature: the earliest time is worth most.
        Some(remembered) if fresh.before == Some(fresh.checkpoint.head.size) => remembered.clone(),
        _ => {
            let cosigned = signed(&new, &keys, &own, lang)?;
            // Remembered before it is published: what others may see is never forgotten.
            output::write(state, cosigned.to_string().as_bytes()).map_err(|error| Failure::Io(state.clone(), error))?;
            cosigned
        }
    };
    let folder = out.join(fresh.checkpoint.head.size.to_string());
    let name = format!("cosig-{}", file_name(own.verifier().name().as_str()));
    output::write_all(&folder, &BTreeMap::from([(name.clone(), cosigned.to_string())]))
        .map_err(|error| Failure::Io(folder.clone(), error))?;
    drop(lock);
    Ok(output::print(&done(&fresh, &folder.join(name), lang), lang))
}

/// The keys of the log in the order in which they came into use.
struct Known {
    keys: Vec<VerifierKey>,
    /// Which of them could sign what, where a chain of keys shows it.
    succession: Option<Succession>,
}

impl Known {
    /// By the chain of keys, which says their order; else as they were given, unless a record beside the log, signed by both
    /// of its keys, says the contrary.
    fn of(given: Vec<VerifierKey>, chain: Option<&Chain>, log: &Place, lang: Lang) -> Result<Self, Failure> {
        if let Some(chain) = chain {
            let succession = chain.follow(&given).map_err(|error| {
                let hint = Some(Message::LogWitnessTurnHint {}.text(lang));
                Failure::Said { message: error.text(lang), hint, code: 40 }
            })?;
            let steps = succession.steps();
            let first = steps.first().map(|step| step.rotation.old.clone());
            let mut keys: Vec<VerifierKey> =
                first.into_iter().chain(steps.iter().map(|step| step.rotation.new.clone())).collect();
            let others: Vec<VerifierKey> = given.into_iter().filter(|key| !keys.contains(key)).collect();
            keys.extend(others);
            return Ok(Self { keys, succession: Some(succession) });
        }
        if given.len() > 1 {
            let place = |key: &VerifierKey| given.iter().position(|given| given == key);
            let records = log.rotations()?;
            let known: Vec<(usize, usize)> = records
                .iter()
                .filter_map(|note| Rotation::read(note).ok())
                .filter_map(|record| Some((place(&record.old)?, place(&record.new)?)))
                .collect();
            if let Some((old, new)) = known.iter().find(|(old, new)| old > new) {
                let message = Message::LogWitnessOrder {
                    old: given[*old].to_string().into(),
                    new: given[*new].to_string().into(),
                };
                let hint = Some(Message::LogWitnessOrderHint {}.text(lang));
                return Err(Failure::Said { message: message.text(lang), hint, code: 2 });
            }
            if known.is_empty() {
                anstream::eprintln!("{}", Message::LogWitnessOrderUnknown {}.text(lang));
            }
        }
        Ok(Self { keys: given, succession: None })
    }
}

/// What the witness remembers: nothing only where it is said that it is the first time.
fn remembered(state: &Path, is_first: bool, lang: Lang) -> Result<Option<Note>, Failure> {
    let bytes = place::bounded(state, MAX_NOTE as u64).map_err(|error| Failure::Io(state.to_owned(), error))?;
    let place = shown(&state.display().to_string(), 200);
    match (bytes, is_first) {
        (None, true) => Ok(None),
        (None, false) => {
            let (es, en) = (
                format!("no existe `{place}`: sin lo que recordaba, el testigo no puede saber si el registro cambió"),
                format!(
                    "`{place}` does not exist: without what it remembered, the witness cannot know whether the log changed"
                ),
            );
            let hint = (
                "recupérelo de su copia; solo si este testigo nunca firmó este registro, use `--primera-vez`",
                "restore it from its copy; only if this witness never cosigned this log, use `--primera-vez`",
            );
            Err(said(lang, &es, &en, Some(hint), 3))
        }
        (Some(_), true) => {
            let (es, en) = (
                format!("`{place}` ya existe: no es la primera vez"),
                format!("`{place}` exists already: it is not the first time"),
            );
            Err(said(lang, &es, &en, Some(("quite `--primera-vez`", "leave `--primera-vez` out")), 2))
        }
        (Some(bytes), false) => Note::parse(&bytes).map(Some).map_err(|error| unbelieved_state(&error.into(), lang)),
    }
}

/// What is remembered was cosigned by this witness: a state put in its place by others is not taken for it.
fn check_own(remembered: &Note, own: &SignerKey, lang: Lang) -> Result<(), Failure> {
    let known = std::slice::from_ref(own.verifier());
    let opened = remembered.open(known).map_err(|error| unbelieved_state(&error.into(), lang))?;
    let before = opened.iter().filter_map(|one| one.time()).max().unwrap_or(0);
    if before > now() {
        return Err(said(
            lang,
            "el reloj de este equipo está antes de la última firma del testigo: no se firma hacia atrás",
            "the clock of this machine is before the last cosignature of the witness: it does not sign backwards",
            Some(("corrija la hora del equipo", "put the clock of the machine right")),
            3,
        ));
    }
    Ok(())
}

fn now() -> u64 {
    u64::try_from(Utc::now().timestamp()).unwrap_or(0)
}

/// The checkpoint with the signature of its log and that of the witness, and no other.
fn signed(new: &Note, logs: &[VerifierKey], own: &SignerKey, lang: Lang) -> Result<Note, Failure> {
    let full = |_| {
        said(lang, "el estado firmado no admite más firmas", "the checkpoint has room for no more signatures", None, 3)
    };
    let mut note = Note::new(new.text()).map_err(full)?;
    for verified in new.open(logs).map_err(|error| unbelieved(&error.into(), 40, lang))? {
        note.add(verified.signature.clone()).map_err(full)?;
    }
    let cosignature =
        cosign(own, new.text(), now()).expect("a checkpoint that was read, by the key of a witness, in our time");
    note.add(cosignature).map_err(full)?;
    Ok(note)
}

/// Holds the state until it is dropped.
fn lock(state: &Path) -> Result<std::fs::File, Failure> {
    let mut place = state.to_owned().into_os_string();
    place.push(".lock");
    let place = PathBuf::from(place);
    let failed = |error| Failure::Io(place.clone(), error);
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(&place).map_err(failed)?;
    file.lock().map_err(failed)?;
    Ok(file)
}

/// Which files are still to be fetched, one on each line.
fn list(known: &[VerifierKey], remembered: Option<&Note>, new: &Note, lang: Lang) -> Result<u8, Failure> {
    let new = checkpoint::open(new, known).map_err(|error| unbelieved(&error, 40, lang))?.checkpoint;
    let old = match remembered {
        Some(note) => {
            checkpoint::open(note, known).map_err(|error| unbelieved_state(&error, lang))?.checkpoint.head.size
        }
        None => new.head.size,
    };
    let text: String = witness::needed(old, new.head.size).iter().map(|path| format!("{path}\n")).collect();
    Ok(output::print(&text, lang))
}

/// Writes out what shows that the log contradicts itself; the failure to report.
fn accuse(divergence: Divergence, old: Note, new: Note, out: &Path, lang: Lang) -> Result<Failure, Failure> {
    let is_shorter = divergence == Divergence::Shrank;
    let (name, files) = divergence.with(old, new).folder(lang);
    let folder = out.join(name);
    output::write_all(&folder, &files).map_err(|error| Failure::Io(folder.clone(), error))?;
    let place = shown(&folder.display().to_string(), 300);
    let (es, en) = match is_shorter {
        true => (
            "no se firmó: el registro que se muestra es más corto que el que este testigo ya firmó",
            "not cosigned: the log shown is shorter than the one this witness cosigned",
        ),
        false => (
            "no se firmó: el registro contradice lo que él mismo había firmado; lo que ya estaba anotado cambió",
            "not cosigned: the log contradicts what it had signed itself; what was already logged changed",
        ),
    };
    let hint = match is_shorter {
        true => (
            format!("puede ser una copia vieja: tráigalo de nuevo; ambos estados firmados quedaron en `{place}`"),
            format!("it may be an old copy: fetch it again; both signed checkpoints are in `{place}`"),
        ),
        false => (
            format!("conserve y entregue a quien audita la carpeta `{place}`: la prueba no depende de este testigo"),
            format!(
                "keep the folder `{place}` and hand it to those who audit: the proof does not rest on this witness"
            ),
        ),
    };
    Ok(said(lang, es, en, Some((&hint.0, &hint.1)), 30))
}

fn failure(error: WitnessError<PlaceError>, lang: Lang) -> Failure {
    match error {
        WitnessError::Remembered(error) => unbelieved_state(&error, lang),
        WitnessError::Checkpoint(error) => unbelieved(&error, 40, lang),
        WitnessError::Read(HashReadError::Unreadable { source, .. }) => source.into(),
        WitnessError::Read(error) => damaged(&detail::tile(&error, lang), 3, lang),
        WitnessError::Tiles(error) => damaged(&words(reason::inclusion(&error), &error, lang), 40, lang),
        WitnessError::Diverged(_) => unreachable!("a divergence is written out"),
    }
}

fn unbelieved(error: &CheckpointOpenError, code: u8, lang: Lang) -> Failure {
    let (message, hint) = constancia::checkpoint_refusal(error, lang);
    Failure::Said { message, hint: Some(hint), code }
}

fn unbelieved_state(error: &CheckpointOpenError, lang: Lang) -> Failure {
    let detail = shown(&words(reason::checkpoint_open(error), error, lang), 200);
    let (es, en) = (
        format!("lo que el testigo recuerda está dañado o es de otro registro u otra clave ({detail})"),
        format!("what the witness remembers is damaged, or of another log or key ({detail})"),
    );
    said(lang, &es, &en, Some(("recupérelo de su copia", "restore it from its copy")), 3)
}

/// The name of a witness as that of a file.
pub(super) fn file_name(name: &str) -> String {
    name.chars()
        .map(|letter| if letter.is_ascii_alphanumeric() || ".-".contains(letter) { letter } else { '-' })
        .collect()
}

fn done(fresh: &Fresh, place: &Path, lang: Lang) -> String {
    let (size, place) = (fresh.checkpoint.head.size, shown(&place.display().to_string(), 300));
    let log = shown(fresh.checkpoint.origin.as_str(), 200);
    match (lang, fresh.before) {
        (Lang::Es, Some(before)) => {
            format!("Refrendado: el registro {log}, de {size} entradas, contiene lo que tenía con {before}.\n{place}\n")
        }
        (Lang::En, Some(before)) => {
            format!("Cosigned: the log {log}, of {size} entries, holds what it had with {before}.\n{place}\n")
        }
        (Lang::Es, None) => format!(
            "Refrendado por primera vez: el registro {log}, de {size} entradas. Conserve el archivo de estado.\n{place}\n"
        ),
        (Lang::En, None) => {
            format!("Cosigned for the first time: the log {log}, of {size} entries. Keep the state file.\n{place}\n")
        }
    }
}
