//! `mipg log chain`: the changes of key of a log, for whoever verifies receipts without it.

use std::path::PathBuf;

use clap::ArgMatches;
use mipg::{
    messages::Lang,
    trail::{
        note::{MAX_NOTE, Note},
        succession::Chain,
    },
};

use super::{
    detail, keys,
    place::{Place, said},
    receipt::damaged,
};
use crate::{errors::Failure, output};

/// Runs `mipg log chain`.
pub fn run(matches: &ArgMatches, lang: Lang) -> Result<u8, Failure> {
    let place = Place::asked(matches, lang)?;
    let keys = match keys::given(matches, lang)? {
        Some(keys) => keys,
        None => place.keys(lang)?,
    };
    let Some(chain) = of(&place, lang)?.filter(|chain| !chain.0.is_empty()) else {
        return Err(said(
            lang,
            "este registro no ha cambiado de clave: no hay cadena que escribir",
            "this log has not changed its key: there is no chain to write",
            Some(("basta con su clave verificadora", "its verifier key will do")),
            3,
        ));
    };
    // What would be refused elsewhere is not written.
    chain.follow(&keys).map_err(|error| {
        let (es, en) = (error.text(Lang::Es), error.text(Lang::En));
        said(lang, &es, &en, Some(("`mipg audit` dice qué está mal", "`mipg audit` says what is wrong")), 40)
    })?;
    let text = chain.to_string();
    match matches.get_one::<PathBuf>("out") {
        None => Ok(output::print(&text, lang)),
        Some(path) => {
            output::write(path, text.as_bytes()).map_err(|error| Failure::Io(path.clone(), error))?;
            Ok(0)
        }
    }
}

/// The chain of a log, with one link for each change whose record lies beside it; none where the log is not signed.
pub(super) fn of(place: &Place, lang: Lang) -> Result<Option<Chain>, Failure> {
    let Some(bytes) = place.read("checkpoint", MAX_NOTE as u64)? else { return Ok(None) };
    let Ok(note) = Note::parse(&bytes) else { return Ok(None) };
    let mut reader = place;
    let chain = Chain::issue(&mut reader, &note).map_err(|error| damaged(&detail::tile(&error, lang), 3, lang))?;
    Ok(Some(chain))
}
