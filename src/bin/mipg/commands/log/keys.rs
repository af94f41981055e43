//! Verifier keys that people give, each as its text or in a file; what was given in the place of one is told as what it is.

use std::path::Path;

use clap::ArgMatches;
use mipg::{
    messages::{Lang, Message},
    trail::{
        judge::{reason, words},
        note::{Algorithm, KeyError, VerifierKey},
    },
};

use super::place;
use crate::errors::{Failure, UNCHECKED};

/// The most bytes of a file of keys.
const MAX_KEYS: u64 = 64 * 1024;

/// The keys of a log that `--key` gives; none where it is not there.
pub fn given(matches: &ArgMatches, lang: Lang) -> Result<Option<Vec<VerifierKey>>, Failure> {
    of(matches, Algorithm::Ed25519, lang)
}

/// The same, of witnesses.
pub fn of_witnesses(matches: &ArgMatches, lang: Lang) -> Result<Option<Vec<VerifierKey>>, Failure> {
    of(matches, Algorithm::Cosignature, lang)
}

fn of(matches: &ArgMatches, whose: Algorithm, lang: Lang) -> Result<Option<Vec<VerifierKey>>, Failure> {
    let Some(given) = matches.try_get_many::<String>("key").ok().flatten() else { return Ok(None) };
    let mut keys = Vec::new();
    for given in given {
        let path = Path::new(given);
        let read = match std::fs::metadata(path) {
            Ok(found) if found.is_file() => in_file(path, whose)?,
            Ok(_) => Err(Wrong::Folder),
            Err(_) => parse(given, whose).map(|key| vec![key]).map_err(|error| match error {
                // What could be no key is a path that leads nowhere.
                KeyError::Shape if !given.contains('+') => Wrong::NoFile,
                error => Wrong::Text(error),
            }),
        };
        keys.extend(read.map_err(|wrong| wrong.said(given, whose, lang))?);
    }
    Ok(Some(keys))
}

/// Why what was given is no key.
enum Wrong {
    /// It is a folder.
    Folder,
    /// It leads nowhere.
    NoFile,
    /// The text is no key.
    Text(KeyError),
    /// This line of the file is no key; 0 where it has none.
    Line(usize, KeyError),
}

/// The keys of a file, one on each line.
fn in_file(path: &Path, whose: Algorithm) -> Result<Result<Vec<VerifierKey>, Wrong>, Failure> {
    let text = String::from_utf8_lossy(&place::needed(path, MAX_KEYS)?).into_owned();
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let keys = lines.map(|(place, line)| parse(line, whose).map_err(|error| Wrong::Line(place, error)));
    let keys: Result<Vec<VerifierKey>, Wrong> = keys.collect();
    Ok(keys.and_then(|keys| if keys.is_empty() { Err(Wrong::Line(0, KeyError::Shape)) } else { Ok(keys) }))
}

fn parse(text: &str, whose: Algorithm) -> Result<VerifierKey, KeyError> {
    let key: VerifierKey = text.trim().parse()?;
    if key.algorithm() == whose { Ok(key) } else { Err(KeyError::Type(key.algorithm().byte())) }
}

impl Wrong {
    fn said(self, given: &str, whose: Algorithm, lang: Lang) -> Failure {
        let path = || given.into();
        let is_log = whose == Algorithm::Ed25519;
        let form = if is_log { Message::KeyFormHint {} } else { Message::LogAttachWitnessHint {} };
        // A file that holds nothing could not be used; all else is what was given.
        let code = if matches!(self, Wrong::Line(0, _)) { UNCHECKED } else { 2 };
        let detail = |error: &KeyError| words(reason::key(error), error, lang).into();
        let (message, hint) = match self {
            Wrong::Folder => (Message::KeyIsFolder { path: path() }, form),
            Wrong::NoFile => (Message::KeyNoFile { path: path() }, form),
            Wrong::Text(KeyError::Secret) => (Message::KeyPrivateText {}, Message::KeyPrivateTextHint {}),
            Wrong::Line(_, KeyError::Secret) => {
                (Message::KeyPrivateFile { path: path() }, Message::KeyPrivateFileHint {})
            }
            Wrong::Text(KeyError::Type(_)) | Wrong::Line(_, KeyError::Type(_)) if is_log => {
                (Message::KeyOfWitness {}, form)
            }
            Wrong::Text(KeyError::Type(_)) | Wrong::Line(_, KeyError::Type(_)) => (Message::KeyOfLog {}, form),
            Wrong::Text(error) => (Message::KeyInvalid { detail: detail(&error) }, form),
            Wrong::Line(0, _) => (Message::KeyFileEmpty { path: path() }, form),
            Wrong::Line(line, error) => {
                (Message::KeyFileInvalid { path: path(), line: line.into(), detail: detail(&error) }, form)
            }
        };
        Failure::Said { message: message.text(lang), hint: Some(hint.text(lang)), code }
    }
}
