//! Where the hours of deliveries come from: the audit trail of the repository, verified with what the caller gives.

use std::{path::PathBuf, sync::Arc};

use clap::ArgMatches;
use mipg::{
    messages::{Lang, shown},
    registro::{self, RegistroError, Times, TimesError, Trail, times::Trust},
    snapshot::GitRepository,
    status::TrailUse,
    trail::{judge::KeySource, note::VerifierKey},
};

use super::log::{self, append, keys, timestamp, verify};
use crate::errors::Failure;

/// The hours of the trail, where there is one. One that cannot be verified is told, and its hours are not taken.
pub fn taken(
    matches: &ArgMatches,
    repository: &Arc<GitRepository>,
    rev: &str,
    lang: Lang,
) -> Result<TrailUse, Failure> {
    match Trail::open(repository) {
        Ok(found) => taken_at(matches, repository, found.as_ref().map(|(_, trail)| trail), rev, lang),
        Err(error) => told(error.into(), lang),
    }
}

/// As [`taken`], of the trail as it is at a commit of its branch.
pub fn taken_at(
    matches: &ArgMatches,
    repository: &Arc<GitRepository>,
    trail: Option<&Trail>,
    rev: &str,
    lang: Lang,
) -> Result<TrailUse, Failure> {
    let Some(trail) = trail else { return Ok(TrailUse::Absent) };
    let file = |name: &str| matches.try_get_one::<PathBuf>(name).ok().flatten();
    let signer = signer(matches, lang)?;
    let keys = match &signer {
        Some(signer) => Some(vec![signer.clone()]),
        None => keys::given(matches, lang)?,
    };
    let policy = file("trust").map(|path| verify::policy(path, lang)).transpose()?;
    let authorities = file("ca").map(|path| timestamp::authorities(path, lang)).transpose()?;
    let trust = Trust { keys: keys.as_deref(), policy: policy.as_ref(), authorities: authorities.as_ref() };
    match verified_at(repository, trail, &trust, Some(rev)) {
        // Of what its own key vouches for, who reads what is made of it has no other key yet.
        Ok(mut times) => {
            if signer.is_some() {
                times.source = KeySource::Log;
            }
            Ok(TrailUse::Taken(Arc::new(times)))
        }
        Err(error) => told(error, lang),
    }
}

/// The key that the caller signs with: whoever has it believes no other.
fn signer(matches: &ArgMatches, lang: Lang) -> Result<Option<VerifierKey>, Failure> {
    let Ok(secret) = matches.try_get_one::<PathBuf>("secret") else { return Ok(None) };
    Ok(append::key(secret, lang)?.map(|key| key.verifier().clone()))
}

/// What could not be read at all is told as such.
fn told(error: TimesError, lang: Lang) -> Result<TrailUse, Failure> {
    match error {
        TimesError::Registro(RegistroError::Snapshot(error)) => Err(Failure::Snapshot(error)),
        error => Ok(TrailUse::Refused(words(error, lang))),
    }
}

/// What the trail says once it is verified; none where there is none. It must be that which the settings of `rev` state.
pub fn verified(
    repository: &Arc<GitRepository>,
    trust: &Trust<'_>,
    rev: Option<&str>,
) -> Result<Option<Times>, TimesError> {
    let Some((_, trail)) = Trail::open(repository)? else { return Ok(None) };
    verified_at(repository, &trail, trust, rev).map(Some)
}

fn verified_at(
    repository: &Arc<GitRepository>,
    trail: &Trail,
    trust: &Trust<'_>,
    rev: Option<&str>,
) -> Result<Times, TimesError> {
    let expected = rev.map(|rev| registro::stated_origin(repository, rev)).transpose()?.flatten();
    Times::read(trail, trust, expected.as_ref())
}

/// Why the hours are not taken.
pub fn words(error: TimesError, lang: Lang) -> String {
    let pick = |es: String, en: String| if lang == Lang::Es { es } else { en };
    match error {
        TimesError::Registro(RegistroError::Unsigned) => {
            pick("no está firmado".to_owned(), "it is not signed".to_owned())
        }
        TimesError::Registro(RegistroError::Signature(error)) => {
            let detail = shown(&log::detail::opened(&error, lang), 200);
            pick(
                format!("su firma no es de la clave esperada ({detail})"),
                format!("its signature is not by the key expected ({detail})"),
            )
        }
        TimesError::Registro(error) => match log::failure(error, lang) {
            Failure::Said { message, .. } => message,
            other => shown(&format!("{other:?}"), 200),
        },
        TimesError::Backwards(index) => pick(
            format!("en la anotación {index} la hora va hacia atrás"),
            format!("in entry {index} the hour runs backwards"),
        ),
        TimesError::OtherLog(index) => {
            pick(format!("la anotación {index} es de otro registro"), format!("entry {index} is of another log"))
        }
        TimesError::KeyChange(_) => pick(
            "lo firma una clave nueva, y no tiene la anotación de ese cambio de clave".to_owned(),
            "it is signed by a new key, and has no entry of that change of key".to_owned(),
        ),
        TimesError::Foreign(key) => {
            let key = format!("{}+{}", key.name(), key.id());
            pick(
                format!("su archivo `vkey` tiene una clave que no es de él (`{key}`)"),
                format!("its file `vkey` has a key that is not its own (`{key}`)"),
            )
        }
        TimesError::Contradicted(size) => pick(
            format!("fue reescrito: las primeras {size} anotaciones no son las que él mismo había firmado"),
            format!("it was rewritten: the first {size} entries are not those that it had signed itself"),
        ),
    }
}

/// That the hours were not taken.
pub fn refused(why: &str, lang: Lang) -> String {
    match lang {
        Lang::Es => format!(
            "Ojo: el registro de integridad no se pudo verificar y sus horas no se tomaron: {why}. Se usaron las fechas de los commits, que no prueban nada."
        ),
        Lang::En => format!(
            "Mind: the audit trail could not be verified and its hours were not taken: {why}. The dates of commits were used, which prove nothing."
        ),
    }
}
