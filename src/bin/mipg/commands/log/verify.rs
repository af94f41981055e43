//! `mipg log verify`: a receipt and the files it is shown with, offline.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use clap::ArgMatches;
use mipg::{
    digest::Digest,
    messages::{Lang, Message, shown},
    trail::{
        constancia::{self, Given, Manifest, Trust},
        judge::{reason, words},
        policy::{MAX_POLICY, Policy},
        proof::MAX_PROOF,
        succession::{Chain, MAX_CHAIN},
    },
};

use super::{
    keys,
    place::{self, Place, said},
};
use crate::{args::text, errors::Failure, output};

/// The largest file kept in memory whatever its name: manifests are rarely larger.
const SMALL: u64 = 64 * 1024;

/// Runs `mipg log verify`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let path = matches.get_one::<PathBuf>("receipt").expect("clap requires it");
    let policy = matches.get_one::<PathBuf>("policy").map(|path| policy(path, lang)).transpose()?;
    let keys = keys::given(matches, lang)?;
    let own = match (&policy, &keys) {
        (None, None) => Place::asked(matches, lang)?.keys(lang)?,
        _ => Vec::new(),
    };
    let trust = match (&policy, &keys) {
        (Some(policy), _) => Trust::Policy(policy),
        (None, Some(keys)) => Trust::Keys(keys),
        (None, None) => Trust::Repository(&own),
    };
    let receipt = receipt(path, lang)?;
    let files = matches.get_many::<PathBuf>("files").into_iter().flatten();
    let salts: Vec<[u8; 32]> = matches
        .get_many::<PathBuf>("salt")
        .into_iter()
        .flatten()
        .map(|path| salt(path, lang))
        .collect::<Result<_, _>>()?;
    let given = files.map(|path| given(path, &salts).map_err(|error| Failure::Io(path.clone(), error)));
    let given: Vec<Given> = given.collect::<Result<_, _>>()?;
    let chain = matches.get_one::<PathBuf>("chain").map(|path| chain(path, lang)).transpose()?;
    let judged = match constancia::judge(&receipt, trust, chain.as_ref(), &given) {
        // A key that is not known may be one that the log changed to: the log itself tells, where it is at hand.
        Err(error) if chain.is_none() && error.is_unknown_key() && !matches!(trust, Trust::Repository(_)) => {
            match at_hand(matches, lang)? {
                Some(chain) => constancia::judge(&receipt, trust, Some(&chain), &given),
                None => Err(error),
            }
        }
        other => other,
    };
    let judgement = judged.map_err(|error| {
        let (message, hint) = constancia::refusal(&error, lang);
        Failure::Said { message, hint: Some(hint), code: error.exit_code() }
    })?;
    let is_json = matches.get_one::<String>("format").is_some_and(|format| format == "json");
    let told = if is_json { constancia::json(&judgement, lang) } else { constancia::human(&judgement, lang) };
    Ok(worst(output::print(&told, lang), judgement.exit_code()))
}

/// A chain of keys, as `mipg log chain` writes it.
pub(super) fn chain(path: &Path, lang: Lang) -> Result<Chain, Failure> {
    let bytes = place::needed(path, MAX_CHAIN as u64)?;
    Chain::parse(&bytes).map_err(|error| {
        let hint = text(lang, "hágala con `mipg log chain`", "make it with `mipg log chain`").to_owned();
        Failure::Said { message: error.text(lang), hint: Some(hint), code: 40 }
    })
}

/// The chain of keys of the log that `--log` names, else of the repository; none where there is no log there or it never
/// changed its key.
fn at_hand(matches: &ArgMatches, lang: Lang) -> Result<Option<Chain>, Failure> {
    let place = match (matches.get_one::<PathBuf>("log"), Place::asked(matches, lang)) {
        (Some(_), place) => place?,
        (None, Ok(place)) => place,
        (None, Err(_)) => return Ok(None),
    };
    super::chain::of(&place, lang).map(|chain| chain.filter(|chain| !chain.0.is_empty()))
}

/// The bytes of a receipt. A file longer than any is none, and is not read.
fn receipt(path: &Path, lang: Lang) -> Result<Vec<u8>, Failure> {
    match place::needed(path, MAX_PROOF as u64) {
        Err(Failure::Io(_, error)) if error.kind() == std::io::ErrorKind::FileTooLarge => {
            let bytes = std::fs::metadata(path).map_or(0, |found| found.len());
            let message = Message::LogReceiptTooLong { bytes: bytes.into(), limit: (MAX_PROOF as u64).into() };
            Err(Failure::Said {
                message: message.text(lang),
                hint: Some(Message::LogReceiptAskAgain {}.text(lang)),
                code: 40,
            })
        }
        other => other,
    }
}

/// Reads a trust policy.
pub fn policy(path: &Path, lang: Lang) -> Result<Policy, Failure> {
    let bytes = place::needed(path, MAX_POLICY as u64)?;
    Policy::parse(&bytes).map_err(|error| {
        let line = error.line;
        let (place, error) = (
            shown(&path.display().to_string(), 200),
            shown(&words(reason::policy(&error.problem), &error.problem, lang), 200),
        );
        let (es, en) = (
            format!("`{place}` no es una política de confianza: línea {line}: {error}"),
            format!("`{place}` is no trust policy: line {line}: {error}"),
        );
        said(
            lang,
            &es,
            &en,
            Some((
                "la forma es la de tlog-policy: log, witness, group, quorum",
                "the form is that of tlog-policy: log, witness, group, quorum",
            )),
            2,
        )
    })
}

/// A salt, as it is kept beside a file outside the repository: its 32 bytes, or their 64 hexadecimal digits.
fn salt(path: &Path, lang: Lang) -> Result<[u8; 32], Failure> {
    let bytes = place::needed(path, 1024)?;
    let text = std::str::from_utf8(&bytes).ok().map(str::trim_end);
    let digits = text.and_then(|text| text.parse::<Digest>().ok()).map(|digits| *digits.as_bytes());
    <[u8; 32]>::try_from(bytes.as_slice()).ok().or(digits).ok_or_else(|| {
        let message = Message::LogSaltInvalid { path: path.display().to_string().into() };
        Failure::Said { message: message.text(lang), hint: None, code: 2 }
    })
}

/// A file with its digest, and with those of each salt before it; its bytes too where it may be a manifest.
fn given(path: &Path, salts: &[[u8; 32]]) -> std::io::Result<Given> {
    let found = std::fs::metadata(path)?;
    if !found.is_file() {
        return Err(std::io::ErrorKind::InvalidInput.into());
    }
    let is_yaml = path.extension().is_some_and(|extension| extension == "yaml" || extension == "yml");
    let limit = if is_yaml { Manifest::MAX as u64 } else { SMALL };
    let name = path.display().to_string();
    if found.len() <= limit
        && let Some(bytes) = place::bounded(path, limit)?
    {
        let salted = salts.iter().map(|salt| Digest::of(&[salt, bytes.as_slice()].concat())).collect();
        return Ok(Given { name, digest: Digest::of(&bytes), bytes: Some(bytes), salted });
    }
    let salted = salts.iter().map(|salt| Ok(Digest::of_reader(&mut salt.chain(File::open(path)?))?.0));
    let salted = salted.collect::<std::io::Result<_>>()?;
    let (digest, _) = Digest::of_reader(&mut File::open(path)?)?;
    Ok(Given { name, digest, bytes: None, salted })
}

/// The worse of what printing and judging gave: nothing printed is 3, and goes before all but itself.
fn worst(printed: u8, judged: u8) -> u8 {
    if printed == 0 { judged } else { printed }
}
