//! A judgement in words, and as JSON: each check as *N of M*, what is established and what is not.

use serde_json::{Value, json};

use super::{FileCheck, Issued, JudgeError, Judgement, Later, ManifestCheck, Witnesses, files};
use crate::{
    diagnostic::render::say,
    messages::{Arg, Lang, Message, shown},
    schedule::{self, bogota, words},
    trail::{
        checkpoint::CheckpointOpenError,
        entry::{DocumentEvent, Entry, Event, Moment, SubmissionEvent},
        judge::{reason, words as told},
        note::OpenError,
        proof::ProofVerifyError,
        succession::Step,
    },
};

/// What happened to a submission, in a word.
pub fn event(event: SubmissionEvent, lang: Lang) -> String {
    match event {
        SubmissionEvent::Received => say!(lang, "recibida", "received"),
        SubmissionEvent::Published => say!(lang, "publicada", "published"),
        SubmissionEvent::Superseded => say!(lang, "reemplazada", "superseded"),
        SubmissionEvent::Withdrawn => say!(lang, "retirada", "withdrawn"),
        SubmissionEvent::Purged => say!(lang, "borrada por orden", "erased by order"),
    }
}

/// What the log says of the submission after the entry of a receipt, a line for each; none where it says nothing.
pub fn later(issued: &Issued, lang: Lang) -> Vec<String> {
    let line = |one: &Later| {
        let event = Arg::Text(event(one.event, lang));
        match one.event {
            SubmissionEvent::Received | SubmissionEvent::Published if !one.is_own => {
                Message::LogReceiptLaterVersion { event, index: one.index.into() }.text(lang)
            }
            SubmissionEvent::Withdrawn => Message::LogReceiptLaterWithdrawn { index: one.index.into() }.text(lang),
            _ => Message::LogReceiptLater { event, index: one.index.into() }.text(lang),
        }
    };
    issued.later.iter().map(line).collect()
}

/// The judgement for people, in lines.
pub fn human(judgement: &Judgement, lang: Lang) -> String {
    let mut lines = vec![verdict(judgement, lang), String::new()];
    if let Some(entry) = &judgement.entry {
        lines.push(what(entry, judgement, lang));
        lines.push(String::new());
    }
    lines.extend(checks(judgement).iter().map(|check| {
        let (name, done, of) = (check.name(lang), check.done, check.of);
        let line = say!(lang, "  {name:<24} {done} de {of}", "  {name:<24} {done} of {of}");
        match check.note(judgement, lang) {
            Some(note) => format!("{line}   {note}"),
            None => line,
        }
    }));
    lines.extend(judgement.files.iter().map(|(name, check)| files::line(name, check, lang)));
    lines.push(String::new());
    lines.push(say!(lang, "No establece:", "It does not establish:"));
    lines.extend(not_established(judgement, lang).into_iter().map(|line| format!("  - {line}")));
    format!("{}\n", lines.join("\n"))
}

/// The judgement for machines; keys sorted.
pub fn json(judgement: &Judgement, lang: Lang) -> String {
    let checks: serde_json::Map<String, Value> =
        checks(judgement).iter().map(|check| (check.id.to_owned(), json!([check.done, check.of]))).collect();
    let files: Vec<Value> = judgement
        .files
        .iter()
        .map(|(name, check)| {
            let received = if let FileCheck::Same(received) = check { Some(received) } else { None };
            json!({ "file": name, "outcome": files::key(check), "received_as": received })
        })
        .collect();
    let entry = judgement.entry.as_ref().map(|entry| {
        json!({
            "event": entry.event.kind().key(), "path": entry.event.path(), "time": entry.time.to_string(),
            "digest": entry.event.digest().map(|digest| digest.to_string()), "entity": entry.entity,
        })
    });
    let witnesses = match &judgement.witnesses {
        Witnesses::NotAsked => Value::Null,
        Witnesses::Asked { met, present, missing } => json!({ "met": met, "present": present, "missing": missing }),
    };
    let step = |step: &Step| {
        let (from, to) = (step.rotation.old.to_string(), step.rotation.new.to_string());
        json!({ "entry": step.index, "from": from, "to": to })
    };
    let chain: Vec<Value> = judgement.chain.iter().map(step).collect();
    let value = json!({
        "version": 1, "exit_code": judgement.exit_code(), "log": judgement.origin.as_str(), "index": judgement.index,
        "size": judgement.size, "key_id": judgement.key.to_string(), "key_from_repository": judgement.from_repository,
        "key_chain": chain,
        "checks": checks, "files": files, "entry": entry, "witnesses": witnesses,
        "message": verdict(judgement, lang), "not_established": not_established(judgement, lang),
    });
    format!("{:#}\n", value)
}

/// One check: how many of how many hold.
struct Check {
    id: &'static str,
    es: &'static str,
    en: &'static str,
    done: usize,
    of: usize,
}

impl Check {
    fn name(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Es => self.es,
            Lang::En => self.en,
        }
    }

    fn note(&self, judgement: &Judgement, lang: Lang) -> Option<String> {
        let key = judgement.key;
        let (index, size) = (judgement.index, judgement.size);
        match self.id {
            "signature" if judgement.from_repository => Some(say!(
                lang,
                "clave {key}, tomada del propio repositorio",
                "key {key}, taken from the repository itself"
            )),
            "signature" => Some(match judgement.chain.first() {
                None => say!(lang, "clave {key}", "key {key}"),
                Some(step) => {
                    let (entry, old) = (step.index, step.rotation.old.id());
                    say!(
                        lang,
                        "clave {key}; se siguió la cadena de claves desde {old}, a partir de la entrada {entry}",
                        "key {key}; the chain of keys was followed from {old}, from entry {entry} on"
                    )
                }
            }),
            "inclusion" => Some(say!(
                lang,
                "entrada {index} de un registro de {size}",
                "entry {index} of an audit trail of {size}"
            )),
            "witnesses" => match &judgement.witnesses {
                Witnesses::NotAsked => Some(say!(lang, "nadie dijo cuáles (--policy)", "nobody said which (--policy)")),
                Witnesses::Asked { missing, .. } if missing.is_empty() => None,
                Witnesses::Asked { missing, met, .. } => {
                    let missing = shown(&missing.join(", "), 160);
                    Some(match met {
                        true => say!(lang, "bastan; faltan: {missing}", "enough; missing: {missing}"),
                        false => say!(lang, "no bastan; faltan: {missing}", "not enough; missing: {missing}"),
                    })
                }
            },
            "manifest" => match &judgement.manifest {
                ManifestCheck::NotGiven => {
                    Some(say!(lang, "no se dio manifiesto.yaml", "manifiesto.yaml was not given"))
                }
                ManifestCheck::Differs => Some(say!(lang, "el que se dio es otro", "the one given is another")),
                ManifestCheck::Unreadable => Some(say!(lang, "su lista no se pudo leer", "its list cannot be read")),
                ManifestCheck::Same(_) | ManifestCheck::NotAsked => None,
            },
            _ => {
                let left = self.of.saturating_sub(self.done);
                (left > 0).then(|| say!(lang, "sin comprobar: {left}", "not checked: {left}"))
            }
        }
    }
}

fn checks(judgement: &Judgement) -> Vec<Check> {
    let (present, asked) = match &judgement.witnesses {
        Witnesses::NotAsked => (0, 0),
        Witnesses::Asked { present, missing, .. } => (present.len(), present.len() + missing.len()),
    };
    let mut checks = vec![
        Check { id: "signature", es: "Firma del registro", en: "Signature of the audit trail", done: 1, of: 1 },
        Check { id: "inclusion", es: "Está en el registro", en: "It is in the audit trail", done: 1, of: 1 },
        Check { id: "witnesses", es: "Firmas de testigos", en: "Cosignatures", done: present, of: asked },
    ];
    if judgement.entry.as_ref().is_some_and(|entry| entry.event.submission().is_some()) {
        let done = usize::from(matches!(judgement.manifest, ManifestCheck::Same(_) | ManifestCheck::Unreadable));
        checks.push(Check { id: "manifest", es: "Manifiesto", en: "Manifest", done, of: 1 });
    }
    checks.push(Check { id: "files", es: "Archivos", en: "Files", done: judgement.verified, of: judgement.received });
    checks
}

/// The verdict in one line.
fn verdict(judgement: &Judgement, lang: Lang) -> String {
    match judgement.exit_code() {
        1 => say!(
            lang,
            "La constancia es auténtica, pero lo que se dio con ella no es lo que se recibió.",
            "The receipt is genuine, but what was given with it is not what was received."
        ),
        3 if judgement.entry.is_none() => say!(
            lang,
            "La entrada está en el registro, pero esta versión de mipg no la interpreta: no se puede decir de qué es.",
            "The entry is in the audit trail, but this version of mipg does not interpret it: what it is about cannot be said."
        ),
        3 => {
            let (left, of) = (judgement.received.saturating_sub(judgement.verified), judgement.received);
            match judgement.is_of_others() {
                true => say!(
                    lang,
                    "La constancia es auténtica, pero algo de lo que se dio con ella no es lo que se recibió, y de los archivos recibidos quedaron sin comprobar {left} de {of}.",
                    "The receipt is genuine, but some of what was given with it is not what was received, and of the files received {left} of {of} were not checked."
                ),
                false if left > 0 => say!(
                    lang,
                    "La constancia es auténtica, pero NO se comprobaron todos los archivos que se recibieron: faltan {left} de {of}.",
                    "The receipt is genuine, but NOT all the files that were received were checked: {left} of {of} are left."
                ),
                false => say!(
                    lang,
                    "La constancia es auténtica, pero no se pudo comprobar todo lo que se dio con ella.",
                    "The receipt is genuine, but not all that was given with it could be checked."
                ),
            }
        }
        12 => say!(
            lang,
            "La constancia coincide con la clave tomada del propio repositorio: falta comprobarla con una clave obtenida por otro medio (--key).",
            "The receipt matches the key taken from the repository itself: verify it with a key had from elsewhere (--key)."
        ),
        11 => say!(
            lang,
            "La constancia es auténtica y lo que se dio es lo que se recibió; faltan firmas de testigos.",
            "The receipt is genuine and what was given is what was received; cosignatures of witnesses are missing."
        ),
        10 => say!(
            lang,
            "La constancia es auténtica y lo que se dio es lo que se recibió; no se comprobaron testigos.",
            "The receipt is genuine and what was given is what was received; no witnesses were checked."
        ),
        _ => say!(
            lang,
            "La constancia es auténtica, la respaldan los testigos exigidos y lo que se dio es lo que se recibió.",
            "The receipt is genuine, the witnesses asked for support it, and what was given is what was received."
        ),
    }
}

fn what(entry: &Entry, judgement: &Judgement, lang: Lang) -> String {
    let entity = shown(&entry.entity, 200);
    let log = shown(judgement.origin.as_str(), 200);
    let event = match &entry.event {
        Event::Submission(kind, _) => self::event(*kind, lang),
        Event::Document(DocumentEvent::Catalogue, _) => say!(lang, "configuración", "settings"),
        Event::Document(DocumentEvent::Removed, _) => say!(lang, "configuración retirada", "settings taken away"),
        Event::Document(DocumentEvent::Report, _) => say!(lang, "informe", "report"),
        Event::Document(DocumentEvent::Key, _) => say!(lang, "cambio de clave", "change of key"),
        Event::Document(DocumentEvent::Closing, _) => say!(lang, "cierre de vigencia", "closing of a vigencia"),
        Event::Heartbeat => say!(lang, "latido", "heartbeat"),
    };
    let path = shown(&entry.event.path().unwrap_or_default(), 200);
    let moment = hour(entry.time, lang);
    say!(
        lang,
        "{entity}, registro {log}\n{event}: {path}\n{moment}, según el reloj de quien lleva el registro",
        "{entity}, audit trail {log}\n{event}: {path}\n{moment}, by the clock of whoever keeps the audit trail"
    )
}

/// `5 de noviembre de 2026, 15:12:31 (hora de Colombia)`.
fn hour(time: Moment, lang: Lang) -> String {
    let moment = time.instant().with_timezone(&bogota());
    let (date, hour) = (words::date(schedule::day_of(moment), lang), moment.format("%H:%M:%S"));
    say!(lang, "{date}, {hour} (hora de Colombia)", "{date}, {hour} (Colombia’s time)")
}

fn not_established(judgement: &Judgement, lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if judgement.from_repository {
        lines.push(say!(
            lang,
            "que el registro sea el verdadero: la clave vino de donde vino la constancia",
            "that the audit trail is the true one: the key came from where the receipt came"
        ));
    }
    if judgement.witnesses == Witnesses::NotAsked {
        lines.push(say!(
            lang,
            "que a todos se les muestre el mismo registro: nadie más lo firmó o no se comprobó",
            "that everyone is shown the same audit trail: nobody else signed it, or that was not checked"
        ));
    }
    lines.push(say!(
        lang,
        "la hora por un tercero, ni que la entrega fuera oportuna",
        "the hour by a third party, nor that the submission was on time"
    ));
    if judgement.entry.as_ref().is_some_and(|entry| entry.event.submission().is_some()) {
        lines.push(say!(
            lang,
            "que la entrega siga vigente: después pudo ser retirada o reemplazada; lo dice el registro de hoy (`mipg history`)",
            "that the submission still stands: it may have been withdrawn or superseded later; the audit trail of today says so (`mipg history`)"
        ));
    }
    lines.push(say!(
        lang,
        "que el contenido sea cierto o suficiente, ni quién lo escribió",
        "that the content is true or sufficient, nor who wrote it"
    ));
    lines
}

/// Why a receipt proves nothing, in words, and what to do.
pub fn refusal(error: &JudgeError, lang: Lang) -> (String, String) {
    let elsewhere = || {
        say!(
            lang,
            "pida de nuevo la constancia a quien lleva el registro",
            "ask whoever keeps the audit trail for the receipt again"
        )
    };
    match error {
        JudgeError::Proof(error) => {
            let detail = shown(&told(reason::proof(error), error, lang), 200);
            (
                say!(
                    lang,
                    "el archivo no es una constancia bien formada ({detail})",
                    "the file is no well-formed receipt ({detail})"
                ),
                elsewhere(),
            )
        }
        JudgeError::NoEntry => (
            say!(
                lang,
                "la constancia no trae la entrada que prueba, así que no se sabe de qué es",
                "the receipt does not carry the entry it proves, so that what it is about is not known"
            ),
            say!(lang, "use la que hace `mipg log receipt`", "use the one that `mipg log receipt` makes"),
        ),
        JudgeError::Verify(ProofVerifyError::Inclusion(error)) => {
            let detail = shown(&told(reason::inclusion(error), error, lang), 300);
            (
                say!(
                    lang,
                    "la constancia no prueba nada: la entrada que trae no está en el registro que firma ({detail})",
                    "the receipt proves nothing: the entry it carries is not in the audit trail that signs ({detail})"
                ),
                elsewhere(),
            )
        }
        JudgeError::Verify(ProofVerifyError::Checkpoint(error)) if error.is_unknown() => (
            checkpoint(error, lang).0,
            say!(
                lang,
                "compare la clave con la que publicó la entidad; si el registro la cambió, hace falta la cadena de claves: el archivo que escribe `mipg log chain`, con `--cadena`, o el registro mismo, con `--log` o dentro de un clon",
                "compare the key with the one the institution published; if the audit trail changed it, the chain of keys is needed: the file that `mipg log chain` writes, with `--cadena`, or the audit trail itself, with `--log` or within a clone"
            ),
        ),
        JudgeError::Verify(ProofVerifyError::Checkpoint(error)) => checkpoint(error, lang),
        JudgeError::Chain(error) => (
            error.text(lang),
            say!(
                lang,
                "pida de nuevo la cadena (`mipg log chain`) y, por otro medio, la clave de la entidad",
                "ask for the chain again (`mipg log chain`) and, by other means, for the key of the institution"
            ),
        ),
        JudgeError::Turn(error) => {
            let detail = error.text(lang);
            (
                say!(lang, "la constancia no se puede creer: {detail}", "the receipt cannot be believed: {detail}"),
                say!(
                    lang,
                    "puede que hayan robado la clave: avise a la entidad y a control interno",
                    "the key may have been stolen: tell the institution and internal control"
                ),
            )
        }
        JudgeError::Entry(error) => {
            let detail = shown(&told(reason::entry(error), error, lang), 200);
            (
                say!(
                    lang,
                    "la entrada está en el registro y está mal escrita ({detail})",
                    "the entry is in the audit trail and is badly written ({detail})"
                ),
                say!(lang, "avise a quien lleva el registro", "tell whoever keeps the audit trail"),
            )
        }
        JudgeError::Log { entry, checkpoint } => {
            let (entry, checkpoint) = (shown(entry.as_str(), 160), shown(checkpoint.as_str(), 160));
            (
                say!(
                    lang,
                    "la entrada dice ser del registro `{entry}` y está en `{checkpoint}`",
                    "the entry says it is of the audit trail `{entry}` and stands in `{checkpoint}`"
                ),
                say!(lang, "avise a quien lleva el registro", "tell whoever keeps the audit trail"),
            )
        }
    }
}

/// Why a signed checkpoint must not be believed, and what to do.
pub fn checkpoint(error: &CheckpointOpenError, lang: Lang) -> (String, String) {
    match error {
        CheckpointOpenError::Signature(OpenError::Unknown) | CheckpointOpenError::Log(_) => (
            say!(lang, "ninguna firma es de la clave dada", "no signature is by the key given"),
            say!(
                lang,
                "compare la clave con la que publicó la entidad; si el registro cambió de clave, dé la que está en uso",
                "compare the key with the one the institution published; if the audit trail changed its key, give the one in use"
            ),
        ),
        CheckpointOpenError::Signature(inner) => {
            let detail = shown(&told(reason::checkpoint_open(error), inner, lang), 200);
            (
                say!(
                    lang,
                    "la firma del registro o de un testigo es falsa ({detail})",
                    "the signature of the audit trail or of a witness is false ({detail})"
                ),
                say!(lang, "no confíe en este archivo: fue alterado", "do not trust this file: it was altered"),
            )
        }
        CheckpointOpenError::Note(_) | CheckpointOpenError::Checkpoint(_) => {
            let detail = shown(&told(reason::checkpoint_open(error), error, lang), 200);
            (
                say!(
                    lang,
                    "el estado firmado del registro está mal formado ({detail})",
                    "the signed checkpoint is malformed ({detail})"
                ),
                say!(lang, "tráigalo de nuevo", "fetch it again"),
            )
        }
    }
}
