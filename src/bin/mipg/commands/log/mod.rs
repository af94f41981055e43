//! `mipg log`: the audit trail; one file for each command below it.

pub(super) mod append;
mod appended;
mod attach;
pub(super) mod awaiting;
mod chain;
pub(super) mod day;
pub(super) mod detail;
mod divergence;
mod keygen;
pub(super) mod keys;
pub(super) mod logger;
pub(super) mod place;
pub(super) mod proposal;
mod purge;
pub mod receipt;
pub(super) mod remote;
mod secret;
pub(super) mod timestamp;
mod unmoved;
pub(super) mod verify;
mod witness;

use clap::ArgMatches;
use mipg::{
    messages::{Lang, Message, shown},
    registro::{BRANCH, REMOTE_BRANCH, RegistroError},
};

use crate::errors::Failure;

/// Runs the command below `mipg log`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let (name, matches) = matches.subcommand().expect("clap requires a command");
    match name {
        "append" => append::run(matches, lang),
        "attach" => attach::run(matches, lang),
        "chain" => chain::run(matches, lang),
        "keygen" => keygen::run(matches, lang),
        "purge" => purge::run(matches, lang),
        "receipt" => receipt::run(matches, lang),
        "verify" => verify::run(matches, lang),
        "witness" => witness::run(matches, lang),
        "divergence" => divergence::run(matches, lang),
        "timestamp" => timestamp::run(matches, lang),
        other => unreachable!("clap accepts no command `log {other}`"),
    }
}

/// Why the log could not be read or written, in words.
pub(in crate::commands) fn failure(error: RegistroError, lang: Lang) -> Failure {
    use RegistroError as E;
    let said = |es: String, en: String, hint: Option<(&str, &str)>, code: u8| Failure::Said {
        message: if lang == Lang::Es { es } else { en },
        hint: hint.map(|(es, en)| if lang == Lang::Es { es } else { en }.to_owned()),
        code,
    };
    let table = |message: Message, hint: Option<Message>, code: u8| Failure::Said {
        message: message.text(lang),
        hint: hint.map(|hint| hint.text(lang)),
        code,
    };
    let detail = shown(&detail::registro(&error, lang), 300);
    match error {
        E::Snapshot(error) => Failure::Snapshot(error),
        E::Diverged { local, remote } => said(
            format!(
                "el registro de este clon ({local}) y el del remoto ({remote}) se separaron: ninguno continúa al otro"
            ),
            format!(
                "the log of this clone ({local}) and that of the remote ({remote}) have diverged: neither follows the other"
            ),
            Some((
                "si lo de este clon no se ha publicado, descártelo con `git branch -D registro` y anote de nuevo: lo que falte se anotará otra vez, con otros números; las constancias y los estados firmados que ya salieron de este clon no valdrán contra el registro publicado (quien los conserve verá que se contradice): recójalos antes, dé constancias nuevas y avise a quien los tenga. Si el remoto fue reescrito, no lo acepte y avise a control interno",
                "if that of this clone was never pushed, drop it with `git branch -D registro` and append again: what is missing is logged again, under other numbers; receipts and checkpoints that already left this clone will not hold against the published log (whoever keeps them will see it contradict itself): recall them first, give new receipts and tell whoever has them. If the remote was rewritten, do not accept it and tell internal control",
            )),
            3,
        ),
        E::KeyNeeded => said(
            "el registro está firmado, y no se dio la clave: sin ella no se puede continuar".to_owned(),
            "the log is signed and no key was given: it cannot go on without one".to_owned(),
            Some(("use `--clave ARCHIVO` o la variable MIPG_CLAVE", "use `--clave FILE` or the variable MIPG_CLAVE")),
            2,
        ),
        E::OtherKey { given } => said(
            format!("la clave `{}` no es la del registro", shown(&given, 200)),
            format!("`{}` is not the key of the log", shown(&given, 200)),
            Some((
                "la que firma es la última línea de `vkey` en la rama `registro`",
                "the one that signs is the last line of `vkey` on the branch `registro`",
            )),
            2,
        ),
        E::Rotation(_) => {
            table(Message::LogRotationRefused { detail: detail.as_str().into() }, Some(Message::LogRotationHint {}), 2)
        }
        E::Clock { now, attested } => table(
            Message::LogClockBehind { now: now.to_string().into(), attested: attested.to_string().into() },
            Some(Message::LogClockHint {}),
            3,
        ),
        E::ClockAhead { now, last } => table(
            Message::LogClockAhead { now: now.to_string().into(), last: last.to_string().into() },
            Some(Message::LogClockAheadHint {}),
            3,
        ),
        E::Stripped => table(Message::LogStripped {}, Some(Message::LogStrippedHint {}), 40),
        E::Adoption => table(Message::LogAdoption {}, Some(Message::LogAdoptionHint {}), 2),
        E::Contradicted { signed, found } => table(
            Message::LogContradicted { signed: signed.into(), found: found.into() },
            Some(Message::LogContradictedHint {}),
            30,
        ),
        E::Gone { signed } => table(Message::LogGone { signed: signed.into() }, Some(Message::LogGoneHint {}), 30),
        E::Forgotten { kept, found } => table(
            Message::LogForgotten { kept: kept.into(), found: found.into() },
            Some(Message::LogContradictedHint {}),
            30,
        ),
        E::KeyName { name, origin } => said(
            format!("la clave se llama `{}` y el registro `{origin}`: deben llamarse igual", shown(&name, 200)),
            format!("the key is called `{}` and the log `{origin}`: they must have one name", shown(&name, 200)),
            Some((
                "dé la clave de este registro; si es nuevo y no tiene ninguna, `mipg log keygen --nombre` con el nombre del registro la crea",
                "give the key of this audit trail; where it is new and has none, `mipg log keygen --nombre` with the name of the audit trail makes it",
            )),
            2,
        ),
        E::ExampleKey => said(
            "la clave del ejemplo es pública: no firma ningún otro registro".to_owned(),
            "the key of the example is public: it signs no other log".to_owned(),
            None,
            2,
        ),
        E::Origin { found, expected } => said(
            format!("el registro se llama `{}`, no `{}`", shown(found.as_str(), 200), shown(expected.as_str(), 200)),
            format!("the log is called `{}`, not `{}`", shown(found.as_str(), 200), shown(expected.as_str(), 200)),
            Some((
                "su nombre nunca cambia: corrija `registro.origen`",
                "its name never changes: put `registro.origen` right",
            )),
            2,
        ),
        E::Contended(_) | E::Locked(_) => said(
            "otros están escribiendo en el registro".to_owned(),
            "others are writing to the log".to_owned(),
            Some((
                "espere y repita; si nadie más escribe, borre el archivo `refs/heads/registro.lock` de la carpeta de git, que dejó un programa interrumpido",
                "wait and repeat; if nobody else writes, delete the file `refs/heads/registro.lock` of the git folder, which an interrupted program left",
            )),
            3,
        ),
        E::Absent => said(
            format!("no hay registro de integridad: no existe `{BRANCH}` ni `{REMOTE_BRANCH}`"),
            format!("there is no audit trail: neither `{BRANCH}` nor `{REMOTE_BRANCH}` exists"),
            Some((
                "tráigalo con `git fetch origin registro:registro`; si allí tampoco está y lo hubo, alguien lo borró: pídalo a quien tenga copia y avise a control interno. Si nunca lo hubo, el primero se empieza con `mipg log append --nuevo --clave ARCHIVO`",
                "fetch it with `git fetch origin registro:registro`; where it is not there either and there was one, somebody deleted it: ask whoever has a copy for it and tell internal control. Where there never was one, the first is begun with `mipg log append --nuevo --clave FILE`",
            )),
            3,
        ),
        E::ReadBack(_) | E::ReadBackRoot(_) => said(
            format!("lo escrito en el registro no se lee igual, y no se firmó: {detail}"),
            format!("what was written to the log is not read back as it was, and was not signed: {detail}"),
            Some(("revise el disco y repita", "look at the disk and repeat")),
            3,
        ),
        _ => said(
            format!("el registro no se puede leer: {detail}"),
            format!("the log cannot be read: {detail}"),
            Some((
                "no siga sobre este registro: compare con otra copia y avise a control interno",
                "do not go on from this log: compare it with another copy and tell internal control",
            )),
            3,
        ),
    }
}
